//! Open unknowns in documents.

use crate::assess::unknowns::{not_applicable, unknowns};
use crate::model::{Date, Workbook};

use super::block::{Block, Rich, Row};
use super::compose::{Numbering, cell, cell_due, cell_or, column, fitted, paragraph, source, table};

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
        vec![column("Where", 1.8), column("What is not known", 2.1), column("Who finds out", 0.8), fitted("By")];
    table(numbers.table("Open unknowns, earliest date first."), columns, rows.collect())
}

/// What was marked as not applicable, with the reason; `None` if nothing was.
pub(super) fn not_applicable_table(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let marked = not_applicable(workbook);
    if marked.is_empty() {
        return None;
    }
    let rows = marked.into_iter().map(|mark| {
        let item = mark.place.item().map(|(_, id, _)| id);
        let title = mark.title.trim().trim_end_matches('.');
        let cells = vec![
            cell(Rich::strong(format!("{title}: {}", mark.label.to_lowercase()))),
            cell_or(&mark.reason, "No reason given"),
        ];
        Row { cells, anchor: String::new(), source: Some(source(mark.place.section, item)) }
    });
    let columns = vec![column("Where", 1.0), column("Why it does not apply", 1.8)];
    Some(table(numbers.table("What does not apply."), columns, rows.collect()))
}
