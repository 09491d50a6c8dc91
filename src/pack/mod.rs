//! The pack: chosen documents in chosen formats for one audience, with a manifest, as files that belong together.
//!
//! | file | what it does |
//! | --- | --- |
//! | `profile` | who gets what: three profiles that are built in, and those of the workbook |
//! | `carried` | a workbook from its file, or out of a PDF that carries it |
//! | `preflight` | what to know before it is made |
//! | `redact` | the workbook without what a profile leaves out, as a workbook |
//! | `review` | what goes to a reviewer, and what comes back |
//! | `build` | documents side by side, then contents and manifest |
//! | `contents`, `manifest` | what is in it, for people and for programs |
//! | `archive` | a pack in one ZIP file, and such a file read without trusting it |
//! | `deliver` | written whole or not at all, read back and checked |
//! | `expected`, `check` | what each file must hold, and whether it does |
//! | `verify` | whether a pack is still as it was made |
//!
//! The same workbook, order and fonts give the same bytes: no clock, no names of machines or people. `store` touches the disk.

pub mod archive;
mod build;
pub mod carried;
pub mod check;
mod contents;
mod deliver;
pub mod expected;
pub mod manifest;
pub mod preflight;
pub mod profile;
pub mod redact;
pub mod review;
pub mod sent;
pub mod verify;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::model::pack::{Document, FileFormat, PaperSize, Profile};
use crate::model::{Date, Id, Workbook};
use crate::render::RenderError;
use crate::render::page::Paper;
use crate::render::page::placed::MissingGlyph;
use crate::render::tables::CsvStyle;
use crate::report::Earlier;
use crate::store::{FormatError, StoreError};

pub use build::{Basis, basis, build};
pub use deliver::{Delivered, DeliveredFile, Target, deliver};

use expected::Expected;
use manifest::Manifest;

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
    /// How many values of the file were left out when it was opened, because a newer version wrote them.
    pub unread: usize,
    /// The minutes of this workshop alone; of all if `None`.
    pub workshop: Option<Id>,
}

impl Order {
    /// What a profile asks for, on the paper that the workbook names, as of the workbook's own date.
    #[must_use]
    pub fn new(workbook: &Workbook, source: &Path, profile: Profile) -> Self {
        Self {
            profile,
            source: source.to_owned(),
            paper: paper_of(workbook),
            date: None,
            earlier: None,
            csv: CsvStyle::default(),
            unread: 0,
            workshop: None,
        }
    }
}

/// The paper that a workbook names; A4 if it names none.
#[must_use]
pub fn paper_of(workbook: &Workbook) -> Paper {
    match workbook.pack.paper {
        Some(PaperSize::Letter) => Paper::Letter,
        Some(PaperSize::A4) | None => Paper::A4,
    }
}

/// A pack, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {
    /// The files, the manifest last.
    pub files: Vec<PackFile>,
    /// What the manifest says.
    pub manifest: Manifest,
    /// What each document must hold, whatever its format.
    pub expected: BTreeMap<Document, Expected>,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Its path in the pack, with `/` between folders.
    pub path: String,
    /// Which document it holds; `None` for contents, manifest and workbook.
    pub document: Option<Document>,
    /// Its format; `None` for contents, manifest and workbook.
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
    /// Nothing was chosen, or nothing of what was chosen has a file.
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
    /// The files could not be put into one. A defect of Caveat or of a library.
    #[error("the files cannot be put into a ZIP: {0}")]
    Archive(String),
    /// A thread ended before its work was done. A defect of Caveat.
    #[error("the export stopped unexpectedly")]
    Lost,
    /// The disk.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for PackError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stopped { .. } => Self::Cancelled,
            error => Self::Store(error),
        }
    }
}

impl PackError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Cow<'static, str> {
        match self {
            Self::Cancelled => Cow::Borrowed("Nothing was written."),
            Self::Nothing => {
                Cow::Borrowed("Choose at least one document and one format; CSV and Excel need a document with tables.")
            }
            Self::Format(error) => error.hint(),
            Self::Store(error) => error.hint(),
            Self::Render { .. } | Self::Archive(_) | Self::Lost => {
                Cow::Borrowed("Nothing was written. Please report this with the message.")
            }
        }
    }
}
