//! Saving: the old content or the new one, whole, whatever happens.
//!
//! A file is replaced at one stroke (`replace`); where that is impossible, it is written in place behind a verified
//! backup (`in_place`), and the result says so. Links are followed and kept. Does not ask, retry for long, or choose
//! another place: that is for the caller, who still has the workbook in memory.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::error::StoreError;
use super::in_place::{Backup, write_in_place};
use super::replace::{Obstacle, Temporary, confirm};
use super::target::Target;
use super::{Digest, digest, disk, format, stray};

/// What a save has to respect.
#[derive(Debug, Clone, Copy, Default)]
pub struct Guard<'a> {
    /// The digest of the file when it was opened or last saved; if it has another one now, nothing is written.
    pub expected: Option<Digest>,
    /// Where a backup goes if the file must be written in place and its own folder takes no new file.
    pub backup_folder: Option<&'a Path>,
    /// What the file permitted whom when it was last seen: one that is not there any more is made with that again.
    pub permissions: Option<&'a std::fs::Permissions>,
}

/// A save that worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "the digest guards the next save, and writing in place is worth a word"]
pub struct Saved {
    /// The digest of the file now: what the next save expects.
    pub digest: Digest,
    /// How it was written.
    pub how: How,
}

/// How a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// At one stroke.
    Replaced,
    /// Over the old content, with a backup meanwhile: a crash at that moment could have damaged it.
    InPlace(InPlaceReason),
}

/// Why a file could not be replaced at one stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InPlaceReason {
    /// It has more than one name.
    HardLinks,
    /// It belongs to somebody else, or has a mode that we cannot give.
    Ownership,
    /// Its folder takes no new file from us.
    FolderClosed,
    /// The disk refused to rename.
    RenameRefused,
}

impl fmt::Display for InPlaceReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::HardLinks => "the file has several names (hard links), which were kept",
            Self::Ownership => "the file has an owner or a mode that could not be given to a new file",
            Self::FolderClosed => "the folder takes no new files",
            Self::RenameRefused => "the disk refused to rename a new file over the old one",
        })
    }
}

/// Saves `workbook` as canonical text at `path`.
///
/// # Errors
/// [`StoreError::Format`] if the workbook is larger than Caveat would open. Any other but `Damaged` and `Unconfirmed`
/// leaves the file as it was.
pub fn save<T: Serialize>(path: &Path, workbook: &T, guard: &Guard) -> Result<Saved, StoreError> {
    let text = format::write(workbook).map_err(|source| StoreError::Format { path: path.to_owned(), source })?;
    write_guarded(path, text.as_bytes(), guard)
}

/// Writes an exported file. One that is there is replaced; the folder must be there.
///
/// # Errors
/// As [`save()`].
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<Saved, StoreError> {
    write_guarded(path, bytes, &Guard::default())
}

/// Removes an exported file. One that is not there is fine.
///
/// # Errors
/// [`StoreError::Denied`] and others of the disk.
pub fn remove_file(path: &Path) -> Result<(), StoreError> {
    match disk::remove(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::from_io("remove this file", path, error))
        }
        _ => Ok(()),
    }
}

/// Creates `folder` and what is missing above it. One that is there is fine.
///
/// # Errors
/// [`StoreError::Denied`] and others of the disk.
pub fn create_folder(folder: &Path) -> Result<(), StoreError> {
    if let Some(file) = folder.ancestors().find(|above| above.is_file()) {
        return Err(StoreError::IsFile { path: file.to_owned() });
    }
    std::fs::create_dir_all(folder).map_err(|error| StoreError::from_io("create this folder", folder, error))
}

/// Creates `folder` and what is missing above it, closed to everybody else. One that is there stays as it is.
pub(super) fn create_private_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| StoreError::from_io("create this folder", folder, error))
}

/// Writes a file of our own, which nobody else may read.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<Saved, StoreError> {
    let target = Target { private: true, ..Target::resolve(path)? };
    write_target(&target, bytes, &Guard::default())
}

/// Writes a set of exported files: all of them, or none and the old ones stay.
///
/// All contents are written and checked beside their targets first; only then are they renamed, and what was replaced
/// is put back if one of the renames fails.
///
/// # Errors
/// As [`save()`]; files that cannot be replaced at one stroke are refused.
pub fn write_all_or_nothing(files: &[(PathBuf, Vec<u8>)]) -> Result<(), StoreError> {
    let mut ready = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let target = Target::resolve(path)?;
        stray::sweep(&target);
        let temporary = Temporary::write(&target, bytes).map_err(|obstacle| obstacle.into_error(&target))?;
        ready.push((target, temporary));
    }
    let mut placed = Vec::with_capacity(ready.len());
    for (target, temporary) in ready {
        match place_with_backup(&target, temporary) {
            Ok(backup) => placed.push((target, backup)),
            Err(error) => {
                take_back(placed)?;
                return Err(error);
            }
        }
    }
    let confirmed = placed.iter().try_for_each(|(target, _)| confirm(target));
    placed.into_iter().filter_map(|(_, backup)| backup).for_each(Backup::remove);
    confirmed
}

/// Puts a new content in place and gives the old one, if there was any.
fn place_with_backup(target: &Target, temporary: Temporary) -> Result<Option<Backup>, StoreError> {
    let backup = match &target.before {
        Some(_) => {
            let old = disk::read(&target.file).map_err(|error| target.failed("read the file to replace", error))?;
            Some(Backup::keep(target, &old, None)?)
        }
        None => None,
    };
    match temporary.put_in_place(target) {
        Ok(()) => Ok(backup),
        Err(obstacle) => {
            backup.into_iter().for_each(Backup::remove);
            Err(obstacle.into_error(target))
        }
    }
}

/// Undoes what [`write_all_or_nothing`] has placed so far. All of it is tried; the first failure is reported.
fn take_back(placed: Vec<(Target, Option<Backup>)>) -> Result<(), StoreError> {
    let mut result = Ok(());
    for (target, backup) in placed {
        let undone = match backup {
            Some(backup) => backup.put_back(&target),
            None => disk::remove(&target.file).map_err(|error| target.failed("take back a new file", error)),
        };
        result = result.and(undone);
    }
    result
}

fn write_guarded(path: &Path, bytes: &[u8], guard: &Guard) -> Result<Saved, StoreError> {
    let target = Target { permissions: guard.permissions.cloned(), ..Target::resolve(path)? };
    write_target(&target, bytes, guard)
}

fn write_target(target: &Target, bytes: &[u8], guard: &Guard) -> Result<Saved, StoreError> {
    stray::sweep(target);
    let how = match replace(target, bytes, guard) {
        Ok(()) => How::Replaced,
        Err(Obstacle::Failed(error)) => return Err(error),
        Err(Obstacle::OnlyInPlace(reason)) => {
            write_in_place(target, bytes, guard)?;
            How::InPlace(reason)
        }
    };
    Ok(Saved { digest: digest(bytes), how })
}

fn replace(target: &Target, bytes: &[u8], guard: &Guard) -> Result<(), Obstacle> {
    if target.before.as_ref().is_some_and(has_other_names) {
        return Err(Obstacle::OnlyInPlace(InPlaceReason::HardLinks));
    }
    let temporary = Temporary::write(target, bytes)?;
    target.check_unchanged(guard.expected)?;
    temporary.put_in_place(target)?;
    Ok(confirm(target)?)
}

#[cfg(unix)]
fn has_other_names(file: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_other_names(_file: &std::fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests;
