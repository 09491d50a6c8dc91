//! How complete a section is: how many of the questions that a finished workbook answers are answered.

use crate::model::mark::Mark;
use crate::model::place::Stop;
use crate::model::{Section, Workbook};

/// Questions of a section by state. Whatever is marked unknown counts, expected or not: somebody waits for it. A question marked as not applicable counts as answered, one marked unknown does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Completeness {
    /// Expected questions that are answered or do not apply.
    pub answered: usize,
    /// Expected questions that nobody can answer yet, and that say so.
    pub unknown: usize,
    /// Expected questions without an answer.
    pub blank: usize,
}

impl Completeness {
    /// All expected questions.
    #[must_use]
    pub fn expected(self) -> usize {
        self.answered + self.unknown + self.blank
    }

    /// The share that is answered, 0 to 1; 1 if nothing is expected.
    #[must_use]
    pub fn share(self) -> f64 {
        if self.expected() == 0 { 1.0 } else { self.answered as f64 / self.expected() as f64 }
    }
}

/// How complete a section is.
#[must_use]
pub fn of(workbook: &Workbook, section: Section) -> Completeness {
    let mut count = Completeness::default();
    workbook.walk_section(section, &mut |_, stop| {
        if let Stop::Value(record, field, value) = stop
            && let mark = record.marks().get(field.key)
            && (field.expected || matches!(mark, Some(Mark::Unknown { .. })))
        {
            match mark {
                Some(Mark::Unknown { .. }) => count.unknown += 1,
                None if value.is_blank() => count.blank += 1,
                Some(Mark::NotApplicable { .. } | Mark::Withheld) | None => count.answered += 1,
            }
        }
    });
    count
}
