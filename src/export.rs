//! From a workbook to the bytes of a document: the whole way in one call, the same for the command line and the window.
//!
//! Relies on `report` and `render`, which do not know each other. Touches no file.

use crate::model::Workbook;
use crate::render::RenderError;
use crate::render::fonts::FontBook;
use crate::render::markdown::write_markdown;
use crate::render::page::placed::MissingGlyph;
use crate::render::page::{Paper, lay_out};
use crate::render::pdf::{Info, write_pdf};
use crate::report::{self, Document, Edition};

/// The formats of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Tagged archival PDF.
    Pdf,
    /// GitHub-flavored Markdown.
    Markdown,
}

impl Format {
    /// The ending of file names.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Markdown => "md",
        }
    }
}

/// A document as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// How many pages; 0 for formats without pages.
    pub pages: usize,
    /// Characters that no font could show; a placeholder with the code point stands in their place.
    pub missing: Vec<MissingGlyph>,
}

/// Builds a document and writes it in a format.
///
/// # Errors
/// [`RenderError`] if a font cannot be embedded.
pub fn export(
    workbook: &Workbook,
    document: Document,
    format: Format,
    edition: &Edition,
    setting: Setting<'_>,
) -> Result<Exported, RenderError> {
    let report = report::build(document, workbook, edition);
    if format == Format::Markdown {
        return Ok(Exported { bytes: write_markdown(&report).into_bytes(), pages: 0, missing: Vec::new() });
    }
    let mut fonts = setting.fonts.clone();
    let pages = lay_out(&report, setting.paper, &mut fonts);
    let info = Info {
        title: format!("{}: {}", report.kind, report.product),
        author: report.author.clone(),
        subject: report.status.clone(),
        language: report.language.clone(),
        date: report.date.clone(),
        attachment: None,
    };
    drop(report);
    let bytes = write_pdf(&pages, &fonts, &info)?;
    Ok(Exported { bytes, pages: pages.pages.len(), missing: pages.missing })
}

/// What documents are set in.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The paper.
    pub paper: Paper,
    /// The faces, with a finder for what the bundled ones lack.
    pub fonts: &'a FontBook,
}
