//! `caveat open`.

use std::path::PathBuf;

use clap::Args;

use crate::exchange::attachment::AttachmentError;
use crate::model::Workbook;
use crate::pack::carried::{self, NotRead};
use crate::store;

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
    let (bytes, _) = carried::inside(file).map_err(|error| {
        let is_workbook = matches!(&error, NotRead::Attachment { error: AttachmentError::NotPdf, .. })
            && store::open::<Workbook>(file).is_ok();
        let mut failure = Failure::from(error);
        if is_workbook {
            failure.hint = "This is a workbook already; `caveat open FILE` opens it.".to_owned();
        }
        failure
    })?;
    if store::exists(out) {
        let message = format!("there is a file already: {}", store::shown(out));
        return Err(Failure::user(message, "Choose another name; nothing was overwritten."));
    }
    let _saved = store::write_file(out, &bytes)?;
    Ok(Said::text(format!("Took the workbook out of {}: {}\n", store::shown(file), store::shown(out))))
}
