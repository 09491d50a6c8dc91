//! What the tests of documents ask of one: its words, their order, its tables.

use caveat::model::Workbook;
use caveat::render::markdown::write_markdown;
use caveat::report::block::{Block, Body, Cell, Report, Table};
use caveat::report::{self, Document, Edition};

/// A document of a workbook, as it is without an earlier state or a day.
pub(crate) fn built(workbook: &Workbook, document: Document) -> Report {
    report::build(document, workbook, &Edition::default())
}

/// The same as Markdown.
pub(crate) fn markdown(workbook: &Workbook, document: Document) -> String {
    write_markdown(&built(workbook, document))
}

/// Asserts that the phrases stand in the text, one after the other.
pub(crate) fn assert_in_order(text: &str, phrases: &[&str]) {
    let mut rest = text;
    for phrase in phrases {
        let at = rest.find(phrase).unwrap_or_else(|| panic!("\"{phrase}\" is missing, or stands earlier, in:\n{text}"));
        rest = &rest[at + phrase.len()..];
    }
}

/// The table whose caption holds these words.
pub(crate) fn table<'a>(report: &'a Report, words: &str) -> &'a Table {
    let found = report.blocks.iter().find_map(|block: &Block| match &block.body {
        Body::Table(table) if table.caption.contains(words) => Some(table),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no table \"{words}\""))
}

/// The words of a column.
pub(crate) fn column(table: &Table, head: &str) -> Vec<String> {
    let at = table.columns.iter().position(|column| column.head == head).unwrap_or_else(|| panic!("no column {head}"));
    let words = |cell: &Cell| match cell {
        Cell::Text(text) => text.words(),
        Cell::Mark(mark) => mark.label.clone(),
        Cell::Interval(_) => String::new(),
    };
    table.rows.iter().map(|row| words(&row.cells[at])).collect()
}
