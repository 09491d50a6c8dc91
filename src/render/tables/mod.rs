//! The tables of a report -> CSV and XLSX, for whoever calculates on.

use crate::render::RenderError;
use crate::report::block::Report;

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

/// Writes each table of a report as CSV.
#[must_use]
pub fn write_csv(_report: &Report, _style: CsvStyle) -> Vec<TableFile> {
    Vec::new()
}

/// Writes all tables of a report as one XLSX file, a sheet each.
///
/// # Errors
/// [`RenderError`] if the parts cannot be put together.
pub fn write_xlsx(_report: &Report) -> Result<Vec<u8>, RenderError> {
    Ok(Vec::new())
}
