//! From a workbook to the bytes of a document: the whole way in one call, the same for the command line and the window.
//!
//! Relies on `report` and `render`, which do not know each other, and on `store` for the digest and for fonts of the system.
//! Touches no file.

use std::path::Path;
use std::sync::Arc;

use crate::model::{Date, Workbook};
use crate::render::RenderError;
use crate::render::fonts::{FaceData, FaceFinder, FontBook};
use crate::render::markdown::write_markdown;
use crate::render::page::placed::MissingGlyph;
use crate::render::page::{Paper, lay_out};
use crate::render::pdf::{Info, write_pdf};
use crate::report::{self, Document, Edition};
use crate::store::{self, FormatError, SystemFonts, format};

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

/// Finds system faces for the renderer, which opens no file itself.
struct Finder(SystemFonts);

impl FaceFinder for Finder {
    fn find(&self, character: char) -> Option<FaceData> {
        let face = self.0.find(character)?;
        Some(FaceData { name: face.name, data: face.data, index: face.index })
    }
}

/// The bundled fonts, and behind them those of this system.
#[must_use]
pub fn fonts() -> FontBook {
    FontBook::with_finder(Arc::new(Finder(SystemFonts::new())))
}

/// What a document says about the file that it was made from. `source` is the workbook's file.
///
/// # Errors
/// [`FormatError`] if the workbook is too large to be a file.
pub fn edition(workbook: &Workbook, source: &Path, date: Option<Date>) -> Result<Edition, FormatError> {
    let text = format::write(workbook)?;
    Ok(Edition {
        digest: store::hexadecimal(&store::digest(text.as_bytes())),
        source: source.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        date,
    })
}

/// The name of a document's file, after the workbook's own: `claims-triage-risk-memo.pdf`.
#[must_use]
pub fn file_name(source: &Path, document: Document, format: Format) -> std::ffi::OsString {
    let mut name = source.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{}.{}", document.key(), format.ending()));
    name
}

impl Exported {
    /// What is to be said about characters that no font could show; `None` if all were.
    #[must_use]
    pub fn missing_words(&self) -> Option<String> {
        let mut characters: Vec<char> = self.missing.iter().map(|glyph| glyph.character).collect();
        characters.sort_unstable();
        characters.dedup();
        if characters.is_empty() {
            return None;
        }
        let named: Vec<String> = characters.iter().take(12).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let more = if characters.len() > named.len() { " and others" } else { "" };
        Some(format!("no font on this system shows {}{more}; their code points are printed instead", named.join(", ")))
    }
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
