//! Opening and saving a workbook for a command.

use std::path::Path;

use crate::model::Workbook;
use crate::store::{self, Guard, How, Opened};

use super::Said;
use super::failure::Failure;

/// Opens the workbook at `path`; what should be known about the file becomes a warning.
pub(super) fn open(path: &Path, said: &mut Said) -> Result<Opened<Workbook>, Failure> {
    let opened = store::open(path)?;
    said.warnings.extend(opened.notes.iter().map(|note| format!("{note}: {}", path.display())));
    Ok(opened)
}

/// Saves a workbook over the file that it was opened from, unless somebody changed that meanwhile.
pub(super) fn save(
    path: &Path,
    opened: &Opened<Workbook>,
    workbook: &Workbook,
    said: &mut Said,
) -> Result<(), Failure> {
    let guard = Guard { expected: Some(opened.digest), backup_folder: None };
    let saved = store::save(path, workbook, &guard)?;
    if let How::InPlace(reason) = saved.how {
        said.warnings.push(format!("saved over the old content, because {reason}: {}", path.display()));
    }
    Ok(())
}
