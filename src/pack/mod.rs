//! The pack: chosen documents in chosen formats for one audience, with a manifest, as files that belong together.
//!
//! | file | what it does |
//! | --- | --- |
//! | `profile` | who gets what: three profiles that are built in, and those of the workbook |
//! | `redact` | the workbook without what a profile leaves out, as a workbook |
//!
//! Pure but for fonts: a pack is a value, and `store` writes it.

pub mod profile;
pub mod redact;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::export::{self, Setting};
use crate::model::pack::{Document, FileFormat, Profile};
use crate::model::{Date, Workbook};
use crate::render::RenderError;
use crate::render::fonts::FontBook;
use crate::render::page::Paper;
use crate::render::page::placed::MissingGlyph;
use crate::render::tables::CsvStyle;
use crate::report::Earlier;
use crate::store::FormatError;

/// What a pack is made of.
#[derive(Debug, Clone)]
pub struct Order {
    /// For whom, with the documents and formats to make.
    pub profile: Profile,
    /// The workbook's file, for names; it is not read.
    pub source: PathBuf,
    /// The paper of pages.
    pub paper: Paper,
    /// As of which day; the workbook's own document date if `None`.
    pub date: Option<Date>,
    /// What readers saw before.
    pub earlier: Option<Arc<Earlier>>,
    /// How CSV is written.
    pub csv: CsvStyle,
}

/// A pack, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {
    /// The files, the manifest last.
    pub files: Vec<PackFile>,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Its path in the pack, with `/` between folders.
    pub path: String,
    /// Which document it holds; `None` for the manifest and the workbook.
    pub document: Option<Document>,
    /// Its format; `None` for the manifest and the workbook.
    pub format: Option<FileFormat>,
    /// Its content.
    pub bytes: Vec<u8>,
    /// How many pages; 0 for formats without pages.
    pub pages: usize,
    /// Characters that no font could show.
    pub missing: Vec<MissingGlyph>,
}

/// Why there is no pack. Nothing was written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PackError {
    /// The person stopped it.
    #[error("the export was cancelled")]
    Cancelled,
    /// Nothing was chosen.
    #[error("no document is chosen")]
    Nothing,
    /// The workbook cannot be written as text.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// A document could not be rendered.
    #[error("{document} was not exported: {error}", document = document.title())]
    Render {
        /// Which one.
        document: Document,
        /// Why.
        error: RenderError,
    },
}

/// Makes a pack. `go_on` is told how far it is, from 0 to 1, and says whether to go on.
///
/// # Errors
/// [`PackError`]; there is no half a pack.
pub fn build(
    workbook: &Workbook,
    order: &Order,
    fonts: &FontBook,
    go_on: &(dyn Fn(f32) -> bool + Sync),
) -> Result<Pack, PackError> {
    let edition = export::edition(workbook, &order.source, order.date)?;
    let (documents, formats) = (order.profile.documents.get(), order.profile.formats.get());
    let total = (documents.len() * formats.len()) as f32;
    let mut files = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        for (within, format) in formats.iter().enumerate() {
            if !go_on((at * formats.len() + within) as f32 / total) {
                return Err(PackError::Cancelled);
            }
            let setting = Setting { paper: order.paper, fonts, csv: order.csv, carried: None };
            let exported = export::export(workbook, *document, *format, &edition, setting)
                .map_err(|error| PackError::Render { document: *document, error })?;
            for file in exported.files {
                files.push(PackFile {
                    path: name(&order.source, *document, &file.ending),
                    document: Some(*document),
                    format: Some(*format),
                    bytes: file.bytes,
                    pages: exported.pages,
                    missing: exported.missing.clone(),
                });
            }
        }
    }
    if files.is_empty() { Err(PackError::Nothing) } else { Ok(Pack { files }) }
}

fn name(source: &Path, document: Document, ending: &str) -> String {
    export::file_name(source, document, ending).to_string_lossy().into_owned()
}
