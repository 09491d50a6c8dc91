//! The tables of a report -> CSV and XLSX, for whoever calculates on.
//!
//! Tables only: facts, lists and running text have no columns, and the documents hold them. A mark is its word. An
//! interval is three numbers (rate, lower and upper end, as multiples of the limit), because that is what one calculates
//! with. What stands in a cell is decided in `grid`; `csv` and `xlsx` only write.

use crate::render::RenderError;
use crate::report::block::{Block, Body, Report, Table};

mod csv;
mod grid;
mod xlsx;

/// A table as a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableFile {
    /// Its number and name for the file's name: `03-budgets`.
    pub name: String,
    /// The file's content.
    pub bytes: Vec<u8>,
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvStyle {
    /// Begins with a byte order mark, which Excel needs to read UTF-8.
    pub bom: bool,
}

/// Letters of a caption that a file's name takes at most.
const SLUG_LIMIT: usize = 40;

/// Writes each table of a report as CSV (RFC 4180, in UTF-8). A cell that a spreadsheet would take for a formula begins
/// with an apostrophe, unless it is a plain number. The caption is in the file's name, not in the file.
#[must_use]
pub fn write_csv(report: &Report, style: CsvStyle) -> Vec<TableFile> {
    let numbered = (1..).zip(self::numbered(report));
    let file = |(number, table): (usize, &Table)| TableFile {
        name: format!("{number:02}-{}", slug(&words_of(table))),
        bytes: csv::write(&grid::Grid::of(table), style),
    };
    numbered.map(file).collect()
}

/// Writes all tables of a report as one XLSX file, a sheet each, behind a sheet that says what they are.
///
/// # Errors
/// [`RenderError`] if the parts cannot be put together.
pub fn write_xlsx(report: &Report) -> Result<Vec<u8>, RenderError> {
    Ok(xlsx::write(report, &numbered(report))?)
}

/// The tables in the order of their numbers: those with captions as the documents number them, then those without.
fn numbered(report: &Report) -> Vec<&Table> {
    let (captioned, bare): (Vec<&Table>, Vec<&Table>) =
        tables(&report.blocks).into_iter().partition(|table| !table.caption.is_empty());
    [captioned, bare].concat()
}

/// All tables in reading order.
fn tables(blocks: &[Block]) -> Vec<&Table> {
    blocks.iter().flat_map(tables_of).collect()
}

fn tables_of(block: &Block) -> Vec<&Table> {
    match &block.body {
        Body::Table(table) => vec![table],
        Body::Together(inner) => tables(inner),
        Body::Beside { left, right, .. } => [tables(left), tables(right)].concat(),
        _ => Vec::new(),
    }
}

/// What a table is about: its caption without the number, or else what stands in its head.
fn words_of(table: &Table) -> String {
    let caption = table.caption.split_once(". ").map_or(table.caption.as_str(), |(_, words)| words).trim();
    let heads = table.columns.iter().map(|column| column.head.as_str()).filter(|head| !head.is_empty());
    if caption.is_empty() { heads.collect::<Vec<_>>().join(", ") } else { caption.to_owned() }
}

/// Words as part of a file's name: small letters, digits and hyphens.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for word in words.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + word.len() >= SLUG_LIMIT {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(SLUG_LIMIT).map(|letter| letter.to_ascii_lowercase()));
    }
    if slug.is_empty() { "table".to_owned() } else { slug }
}
