//! `caveat fmt`.

use std::path::PathBuf;

use clap::Args;

use crate::store::{self, format};

use super::failure::Failure;
use super::{Said, open};

/// Restore a workbook's canonical form
///
/// The canonical form is what Caveat saves: the same workbook is always the same text, so that version control shows only
/// what changed. Comments are not part of a workbook and are not kept.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Change nothing; exit with 1 if the file is not canonical
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    force: open::Force,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let file = store::shown(&arguments.file);
    let text = format::write(&opened.value).map_err(|error| Failure::user(error.to_string(), error.hint()))?;
    if store::digest(text.as_bytes()) == opened.digest {
        said.text = format!("{file} is canonical.\n");
    } else if arguments.check {
        said.text = format!("{file} is not canonical.\n");
        said.found_errors = true;
    } else {
        arguments.force.check(&arguments.file)?;
        open::save(&arguments.file, &opened, &opened.value, &mut said)?;
        said.text = format!("Wrote {file} in canonical form.\n");
    }
    Ok(said)
}
