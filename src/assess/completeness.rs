//! How complete a section is: how many of the questions that a finished workbook answers are answered.

use crate::model::canvas::CanvasBlock;
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
    if section == Section::Canvas {
        count.blank += empty_blocks(workbook);
    }
    count
}

/// The question of the canvas is asked block by block: once there are notes, each block without one is a blank.
fn empty_blocks(workbook: &Workbook) -> usize {
    let canvas = &workbook.canvas;
    let is_empty = |block: &&CanvasBlock| canvas.block(**block).next().is_none();
    if canvas.notes.is_empty() { 0 } else { CanvasBlock::ALL.iter().filter(is_empty).count() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::canvas::{Canvas, Note, NoteKind};

    #[test]
    fn a_canvas_is_complete_once_every_block_has_a_note() {
        let with_notes = |count: usize| {
            let note = |block: &CanvasBlock| Note {
                text: "A claim".to_owned(),
                block: Some(*block),
                kind: Some(NoteKind::Fact),
                ..Note::default()
            };
            let notes = CanvasBlock::ALL.iter().take(count).map(note).collect();
            let workbook = Workbook { canvas: Arc::new(Canvas { notes, ..Canvas::default() }), ..Workbook::default() };
            of(&workbook, Section::Canvas)
        };
        assert!(with_notes(0).share() < 0.01);
        assert_eq!(with_notes(6).blank, 6);
        assert!(with_notes(6).share() < 1.0 && with_notes(12).share() > 0.99);
    }
}
