//! Report blocks -> one HTML file that needs nothing else.

use crate::render::fonts::FontBook;
use crate::render::markdown::write_markdown;
use crate::report::block::Report;

/// Writes a report as a self-contained HTML file.
#[must_use]
pub fn write_html(report: &Report, _fonts: &mut FontBook) -> String {
    format!("<!doctype html><pre>{}</pre>", write_markdown(report).replace('<', "&lt;"))
}
