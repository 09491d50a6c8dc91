//! A workbook from its own file, or out of a PDF that carries it.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::exchange::attachment::{self, AttachmentError};
use crate::export;
use crate::model::Workbook;
use crate::report::Earlier;
use crate::store::{self, FormatError, Opened, StoreError, format};

/// Why there is no workbook.
#[derive(Debug, Error)]
pub enum NotRead {
    /// The store says why.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is a PDF, and no workbook can be taken out of it.
    #[error("{error}: {path}", path = crate::store::shown(path))]
    Attachment {
        /// The document.
        path: PathBuf,
        /// What is wrong with it.
        error: AttachmentError,
    },
}

impl NotRead {
    /// What to do.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Store(error) => error.hint().into_owned(),
            Self::Attachment { error, .. } => error.hint().to_owned(),
        }
    }
}

/// Opens a workbook's file, or takes the workbook out of a PDF.
///
/// # Errors
/// [`NotRead`], with the file in it.
pub fn open(path: &Path) -> Result<Opened<Workbook>, NotRead> {
    if is_document(path) { take_out(path) } else { Ok(store::open(path)?) }
}

/// Whether a path leads to a document by its ending, and not to a workbook.
#[must_use]
pub fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// What readers saw before, from the file that they had.
///
/// # Errors
/// As [`open`].
pub fn earlier(path: &Path) -> Result<Earlier, NotRead> {
    let workbook = open(path)?.value;
    let edition = export::edition(&workbook, path, None).map_err(|source| broken(path, source))?;
    let (name, digest, standings) = (edition.source, edition.digest, edition.standings);
    Ok(Earlier { name, date: workbook.about.document_date, digest, workbook, standings })
}

/// The workbook inside a PDF: its text byte by byte as the document carries it, and what it says.
///
/// # Errors
/// As [`open`].
pub fn inside(path: &Path) -> Result<(Vec<u8>, Workbook), NotRead> {
    let document = store::read_file(path)?;
    let bytes =
        attachment::workbook_in(&document).map_err(|error| NotRead::Attachment { path: path.to_owned(), error })?;
    let read = format::read(&bytes).map_err(|source| broken(path, source))?;
    Ok((bytes, read.value))
}

fn take_out(path: &Path) -> Result<Opened<Workbook>, NotRead> {
    let (bytes, value) = inside(path)?;
    Ok(Opened { value, notes: Vec::new(), digest: store::digest(&bytes), read_only: false, newer: None })
}

fn broken(path: &Path, source: FormatError) -> NotRead {
    NotRead::Store(StoreError::Format { path: path.to_owned(), source })
}
