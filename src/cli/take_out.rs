//! `caveat open`.

use std::path::PathBuf;

use clap::Args;

use crate::exchange::attachment::{self, AttachmentError};
use crate::model::Workbook;
use crate::store::{self, StoreError, format};

use super::Said;
use super::failure::Failure;

/// Open a workbook in the window, or take it out of a PDF that carries it
///
/// A document may carry the workbook that it was made from, without what was left out for its readers.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat open copilot.caveat\n  caveat open memo.pdf\n  caveat open memo.pdf --out copilot.caveat"
)]
pub(super) struct Arguments {
    /// The workbook, or a PDF that carries one
    pub(super) file: PathBuf,
    /// Write the workbook to this file, which must not exist yet, instead of opening the window
    #[arg(long)]
    pub(super) out: Option<PathBuf>,
}

/// Writes the workbook inside `arguments.file` to `out`, byte by byte as the document carries it.
pub(super) fn run(arguments: &Arguments, out: &std::path::Path) -> Result<Said, Failure> {
    let file = &arguments.file;
    let document = store::read_file(file)?;
    let bytes = attachment::workbook_in(&document).map_err(|error| {
        let hint = if error == AttachmentError::NotPdf && is_workbook(&document) {
            "This is a workbook already; `caveat open FILE` opens it."
        } else {
            error.hint()
        };
        Failure::user(format!("{error}: {}", file.display()), hint)
    })?;
    let read = format::read::<Workbook>(&bytes);
    read.map_err(|source| StoreError::Format { path: file.clone(), source })?;
    if store::exists(out) {
        let message = format!("there is a file already: {}", out.display());
        return Err(Failure::user(message, "Choose another name; nothing was overwritten."));
    }
    let _saved = store::write_file(out, &bytes)?;
    Ok(Said::text(format!("Took the workbook out of {}: {}\n", file.display(), out.display())))
}

fn is_workbook(bytes: &[u8]) -> bool {
    format::read::<Workbook>(bytes).is_ok()
}
