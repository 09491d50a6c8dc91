//! Opening and saving a workbook for a command.

use std::path::Path;

use crate::model::Workbook;
use crate::pack::review;
use crate::store::points::{Occasion, Points};
use crate::store::salvage::salvage;
use crate::store::{self, Guard, How, Opened, Places, StoreError};
use crate::words;

use super::Said;
use super::failure::Failure;
use super::today::now;

/// Opens the workbook at `path`; what should be known about the file becomes a warning.
pub(super) fn open(path: &Path, said: &mut Said) -> Result<Opened<Workbook>, Failure> {
    let opened = store::open(path).map_err(|error| failure(path, error))?;
    said.warnings.extend(opened.notes.iter().map(|note| format!("{note}: {}", store::shown(path))));
    Ok(opened)
}

/// Says of a damaged file that the window opens what reads of it.
fn failure(path: &Path, error: StoreError) -> Failure {
    let is_damaged = matches!(error, StoreError::Format { .. });
    let bytes = is_damaged.then(|| store::read_file(path).ok()).flatten();
    let reads = bytes.and_then(|bytes| salvage::<Workbook>(&bytes)).is_some();
    let failure = Failure::from(error);
    if !reads {
        return failure;
    }
    Failure {
        hint: format!("{} A window opens what reads of it: caveat {}", failure.hint, store::shown(path)),
        ..failure
    }
}

/// Whether a file that is open in a window may be written.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Force {
    /// Write the file even if it is open in a window; that window then offers to merge
    #[arg(long)]
    force: bool,
}

impl Force {
    /// As another option of the same name says, which allows more.
    pub(super) const fn new(force: bool) -> Self {
        Self { force }
    }

    /// Refuses to write a file that somebody has open.
    pub(super) fn check(self, path: &Path) -> Result<(), Failure> {
        let places = Places::of_this_system();
        let Some(holder) = store::holder_of(places.as_ref(), path).filter(|_| !self.force) else { return Ok(()) };
        let who = match holder.words().as_str() {
            "" => String::new(),
            who => format!(" ({who})"),
        };
        let hint =
            "Save and close it there first. With --force it is written all the same; the window then offers to merge.";
        Err(Failure::user(format!("open in a window{who}: {}", store::shown(path)), hint))
    }
}

/// Saves a workbook over the file that it was opened from, unless somebody changed that meanwhile.
pub(super) fn save(
    path: &Path,
    opened: &Opened<Workbook>,
    workbook: &Workbook,
    said: &mut Said,
) -> Result<(), Failure> {
    check_copy(path, &opened.value, workbook)?;
    keep_older(path, opened, said);
    let backups = Places::of_this_system().map(|places| places.backups());
    let guard = Guard { expected: Some(opened.digest), backup_folder: backups.as_deref(), ..Guard::default() };
    let saved = store::save(path, workbook, &guard)?;
    if let How::InPlace(reason) = saved.how {
        said.warnings.push(format!("saved over the old content, because {reason}: {}", store::shown(path)));
    }
    Ok(())
}

/// Refuses to write more into a review copy than an answer, and an answer to what was not sent.
fn check_copy(path: &Path, before: &Workbook, after: &Workbook) -> Result<(), Failure> {
    if before == after || review::copy_for(before).is_none() {
        return Ok(());
    }
    let changed = review::changed_in_copy(before);
    if !changed.is_empty() {
        let sections = words::sections(&changed);
        let message = format!("this review copy is not what was sent, in {sections}: {}", store::shown(path));
        return Err(Failure::user(message, "It was changed on its way. Ask for another copy, and answer that."));
    }
    if review::is_only_answered(before, after) {
        return Ok(());
    }
    let name = review::copy_for(before).map_or("", |request| request.name.trim());
    let message =
        format!("only what {name} says and signs can be written into this review copy: {}", store::shown(path));
    Err(Failure::user(message, "Change the workbook that the copy was made from. Nothing was changed."))
}

/// Keeps the original of an older version as a restore point: what this version writes cannot be turned back into it.
fn keep_older(path: &Path, opened: &Opened<Workbook>, said: &mut Said) {
    let Some(places) = Places::of_this_system() else { return };
    let product = opened.value.about.product.clone();
    let occasion = Occasion { at: now(), product, ..Occasion::default() };
    match Points::of(&places, path).keep_older_before_save(&occasion) {
        Ok(false) => {}
        Ok(true) => {
            let what = "written by an older Caveat; the original stays as a restore point, which the window shows";
            said.warnings.push(format!("{what}: {}", store::shown(path)));
        }
        Err(error) => said.warnings.push(format!("no restore point of the original was kept: {error}")),
    }
}
