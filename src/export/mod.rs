//! From a workbook to the bytes of a document: the whole way in one call, the same for the command line and the window.
//!
//! Relies on `report` and `render`, which do not know each other, and on `store` for the digest and for fonts of the system.
//! Touches no file.

mod signed;

pub use signed::{covered, signature};

use std::path::Path;
use std::sync::Arc;

use crate::model::pack::FileFormat;
use crate::model::{Date, Workbook};
use crate::render::RenderError;
use crate::render::docx::write_docx;
use crate::render::fonts::{FaceData, FaceFinder, FontBook};
use crate::render::html::write_html;
use crate::render::markdown::write_markdown;
use crate::render::page::placed::{MissingGlyph, Pages};
use crate::render::page::{Paper, lay_out};
use crate::render::pdf::{Attachment, Info, write_pdf};
use crate::render::tables::{CsvStyle, write_csv, write_xlsx};
use crate::report::block::Report;
use crate::report::{self, Document, Edition};
use crate::signed::Digests;
use crate::store::{self, FormatError, SystemFonts, format};

/// A document in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The files: one, but for CSV, where each table is a file.
    pub files: Vec<ExportedFile>,
    /// How many pages; 0 for formats without pages.
    pub pages: usize,
    /// Characters that no font could show; a placeholder with the code point stands in their place.
    pub missing: Vec<MissingGlyph>,
}

/// A file of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedFile {
    /// How its name ends, after that of the document: `.pdf`, or `-03-budgets.csv` for a table.
    pub ending: String,
    /// Its content.
    pub bytes: Vec<u8>,
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
    Ok(edition_of(workbook, &format::write(workbook)?, source, date))
}

/// The same, of a workbook whose canonical text is at hand.
///
#[must_use]
pub fn edition_of(workbook: &Workbook, text: &str, source: &Path, date: Option<Date>) -> Edition {
    let is_signed = workbook.reviews.sign_offs.iter().any(|one| !one.digest.trim().is_empty());
    let digests = is_signed.then(|| Digests::of(workbook));
    Edition {
        digest: hexadecimal_digest(text),
        standings: digests.as_ref().map(|digests| digests.standings(workbook)).unwrap_or_default(),
        signed: digests.map(|digests| digests.whole()).unwrap_or_default(),
        source: source.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        date,
        ..Edition::default()
    }
}

fn hexadecimal_digest(text: &str) -> String {
    store::hexadecimal(&store::digest(text.as_bytes()))
}

/// The name of a document's file, after the workbook's own: `claims-triage-risk-memo.pdf`. `ending` begins with what
/// follows the document's name: `.pdf`.
#[must_use]
pub fn file_name(source: &Path, document: Document, ending: &str) -> std::ffi::OsString {
    let mut name = source.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{}{ending}", document.key()));
    name
}

impl Exported {
    /// A document in one file.
    fn single(format: FileFormat, bytes: Vec<u8>) -> Self {
        let file = ExportedFile { ending: format!(".{}", format.ending()), bytes };
        Self { files: vec![file], pages: 0, missing: Vec::new() }
    }

    /// The content of the document's only or first file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.files.first().map_or(&[], |file| &file.bytes)
    }

    /// What is to be said about characters that no font could show; `None` if all were.
    #[must_use]
    pub fn missing_words(&self) -> Option<String> {
        missing_words(&self.missing)
    }
}

/// What is to be said about characters that no font could show; `None` if there are none.
#[must_use]
pub fn missing_words(missing: &[MissingGlyph]) -> Option<String> {
    let mut characters: Vec<char> = missing.iter().map(|glyph| glyph.character).collect();
    characters.sort_unstable();
    characters.dedup();
    if characters.is_empty() {
        return None;
    }
    let named: Vec<String> = characters.iter().take(12).map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    let more = if characters.len() > named.len() { " and others" } else { "" };
    Some(format!("no font on this system shows {}{more}; their code points are printed instead", named.join(", ")))
}

/// Builds a document and writes it in a format.
///
/// # Errors
/// [`RenderError`] if a font cannot be embedded, or the parts of a file cannot be put together.
pub fn export(
    workbook: &Workbook,
    document: Document,
    format: FileFormat,
    edition: &Edition,
    setting: Setting<'_>,
) -> Result<Exported, RenderError> {
    let report = report::build(document, workbook, edition);
    if format != FileFormat::Pdf {
        return write(&report, format, setting);
    }
    let mut fonts = setting.fonts.clone();
    let laid = laid_out(&report, &mut fonts, setting);
    // a long document needs the room while its bytes are written
    drop(report);
    pdf(laid, &fonts)
}

/// Writes a document in a format.
///
/// # Errors
/// As [`export`].
pub fn write(report: &Report, format: FileFormat, setting: Setting<'_>) -> Result<Exported, RenderError> {
    let mut fonts = setting.fonts.clone();
    match format {
        FileFormat::Pdf => {
            let laid = laid_out(report, &mut fonts, setting);
            pdf(laid, &fonts)
        }
        FileFormat::Docx => Ok(Exported::single(format, write_docx(report, setting.paper, &mut fonts)?)),
        FileFormat::Html => Ok(Exported::single(format, write_html(report, &mut fonts).into_bytes())),
        FileFormat::Markdown => Ok(Exported::single(format, write_markdown(report).into_bytes())),
        FileFormat::Xlsx => Ok(Exported::single(format, write_xlsx(report)?)),
        FileFormat::Csv => {
            let files = write_csv(report, setting.csv).into_iter();
            let named = files.map(|file| ExportedFile { ending: format!("-{}.csv", file.name), bytes: file.bytes });
            Ok(Exported { files: named.collect(), pages: 0, missing: Vec::new() })
        }
    }
}

fn laid_out(report: &Report, fonts: &mut FontBook, setting: Setting<'_>) -> (Pages, Info) {
    let info = Info {
        title: format!("{}: {}", report.kind, report.product),
        author: report.author.clone(),
        subject: report.status.clone(),
        language: report.language.clone(),
        date: report.date.clone(),
        attachment: setting.carried.cloned(),
    };
    (lay_out(report, setting.paper, fonts), info)
}

fn pdf((pages, info): (Pages, Info), fonts: &FontBook) -> Result<Exported, RenderError> {
    let bytes = write_pdf(&pages, fonts, &info)?;
    Ok(Exported { pages: pages.pages.len(), missing: pages.missing, ..Exported::single(FileFormat::Pdf, bytes) })
}

/// What documents are set in, and what they carry.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The paper.
    pub paper: Paper,
    /// The faces, with a finder for what the bundled ones lack.
    pub fonts: &'a FontBook,
    /// How CSV is written.
    pub csv: CsvStyle,
    /// The workbook inside each PDF, if it carries it.
    pub carried: Option<&'a Attachment>,
}

impl<'a> Setting<'a> {
    /// Pages on this paper in these faces, and nothing else.
    #[must_use]
    pub fn new(paper: Paper, fonts: &'a FontBook) -> Self {
        Self { paper, fonts, csv: CsvStyle::default(), carried: None }
    }
}
