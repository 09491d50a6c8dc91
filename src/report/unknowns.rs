//! Open unknowns in documents.

use crate::assess::unknowns::unknowns;
use crate::model::{Date, Workbook};

use super::block::{Block, Rich, Row};
use super::compose::{Numbering, cell, cell_due, column, fitted, paragraph, source, table};

/// What nobody knows yet, with who finds out by when; a sentence if there is nothing.
pub(super) fn table_of(workbook: &Workbook, today: Option<Date>, numbers: &mut Numbering) -> Block {
    let unknowns = unknowns(workbook);
    if unknowns.is_empty() {
        return paragraph("Nothing is marked as unknown.");
    }
    let rows = unknowns.into_iter().map(|unknown| {
        let owner = unknown.owner.trim();
        let item = unknown.place.item().map(|(_, id, _)| id);
        let cells = vec![
            cell(Rich::strong(format!(
                "{}: {}",
                unknown.title.trim().trim_end_matches('.'),
                unknown.label.to_lowercase()
            ))),
            cell(unknown.question.trim()),
            cell(if owner.is_empty() { Rich::alert("Nobody") } else { Rich::plain(owner) }),
            cell_due(unknown.due, today),
        ];
        Row { cells, anchor: String::new(), source: Some(source(unknown.place.section, item)) }
    });
    let columns =
        vec![column("Where", 1.3), column("What is not known", 2.4), column("Who finds out", 1.0), fitted("By")];
    table(numbers.table("Open unknowns, earliest date first."), columns, rows.collect())
}
