//! Items that a text mentions as people cite them: `FM-4`, `UB-1`. What is not cited so, or is not there, is only text.

use std::ops::Range;

use crate::model::place::Index;
use crate::model::{Id, ItemKind};

/// A mention in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// The item.
    pub item: Id,
}

/// The mentions of items that are there, in the order of the text.
#[must_use]
pub fn of(text: &str, index: &Index) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut from = 0;
    for word in text.split_inclusive(|letter: char| !(letter.is_alphanumeric() || letter == '-')) {
        let cited = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        if let Some(item) = cited_as(cited).and_then(|(kind, number)| numbered(index, kind, number)) {
            found.push(Mention { at: from..from + cited.len(), item });
        }
        from += word.len();
    }
    found
}

/// Kind and number of a citation.
fn cited_as(word: &str) -> Option<(ItemKind, u32)> {
    let (prefix, number) = word.split_once('-')?;
    if prefix.is_empty() || number.starts_with('0') || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kind = ItemKind::ALL.iter().copied().find(|kind| kind.prefix() == prefix)?;
    Some((kind, number.parse().ok()?))
}

fn numbered(index: &Index, kind: ItemKind, number: u32) -> Option<Id> {
    index.iter().find(|(_, entry)| entry.number == number && entry.kind == kind).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Workbook;
    use crate::model::budgets::Budget;
    use crate::model::failure_modes::FailureMode;

    #[test]
    fn items_that_are_there_are_found_as_whole_words() {
        let mut workbook = Workbook::default();
        let mode = FailureMode { id: Id(1), number: 4, ..FailureMode::default() };
        Arc::make_mut(&mut workbook.failure_modes).modes.push(mode);
        let budget = Budget { id: Id(2), number: 1, ..Budget::default() };
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        let index = workbook.index();
        let text = "FM-4, (UB-1) and FM-4’s fallback: not FM-5, FM-44, XFM-4, FM-04, FM-4-b, fm-4 or é-1. See FM-4.";
        let found: Vec<(&str, u64)> = of(text, &index).iter().map(|one| (&text[one.at.clone()], one.item.0)).collect();
        assert_eq!(found, [("FM-4", 1), ("UB-1", 2), ("FM-4", 1), ("FM-4", 1)]);
        assert!(of("", &index).is_empty());
    }
}
