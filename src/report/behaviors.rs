//! What the product does when it is sure, unsure, or not sure, and what the user reads then.

use crate::model::place::Index;
use crate::model::requirements::ConfidenceState;
use crate::model::{Section, Workbook};

use super::block::{Block, Rich};
use super::compose::{Numbering, cell, column, fitted, row, table};
use super::detail;

/// The behavior in each state of confidence; `None` if none is written down.
pub(super) fn table_of(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Option<Block> {
    let behaviors = &workbook.requirements.behaviors;
    if behaviors.is_empty() {
        return None;
    }
    let rows = behaviors.iter().map(|behavior| {
        let state = behavior.state.map(ConfidenceState::label).unwrap_or_default();
        let quoted = match behavior.words.trim() {
            "" => detail::one(behavior, "words", index),
            words => Rich::plain(format!("“{words}”")),
        };
        let does = detail::one(behavior, "behavior", index);
        let cells = vec![cell(behavior.segment.trim()), cell(state), cell(does), cell(quoted)];
        row(Section::Requirements, behavior.id, cells)
    });
    let columns =
        vec![column("For", 1.0), fitted("State"), column("What it does", 1.8), column("What the user reads", 1.4)];
    let caption = numbers.table("Behavior by confidence.");
    Some(table(caption, columns, rows.collect()).from_section(Section::Requirements))
}
