//! Writing over a file where it lies, for the few that cannot be replaced: behind hard links, with an owner that we
//! cannot give away, in a folder that we may not write to, on a disk that refuses renames.
//!
//! A crash meanwhile can damage the file, so the old content is first kept in a backup: written, synced and read back.
//! It has a visible name and no save ever removes it but the one that made it, after its own success.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::save::{Guard, create_private_folder};
use super::target::{Target, create};
use super::{digest, disk};

/// Makes `bytes` the content of the existing file of `target`.
pub(super) fn write_in_place(target: &Target, bytes: &[u8], guard: &Guard) -> Result<(), StoreError> {
    let old = disk::read(&target.file).map_err(|error| target.failed("read the file before writing it", error))?;
    if guard.expected.is_some_and(|expected| digest(&old) != expected) {
        return Err(StoreError::ChangedOnDisk { path: target.asked.clone() });
    }
    let mut file = disk::open_to_overwrite(&target.file).map_err(|error| target.failed("write this file", error))?;
    let backup = Backup::keep(target, &old, guard.backup_folder)?;
    match write_and_verify(&mut file, &target.file, bytes) {
        Ok(true) => {
            backup.remove();
            Ok(())
        }
        failed => match write_and_verify(&mut file, &target.file, &old) {
            Ok(true) => {
                backup.remove();
                Err(match failed {
                    Err(error) => target.failed("write this file", error),
                    Ok(_) => StoreError::NotVerified { path: target.asked.clone() },
                })
            }
            Ok(false) => Err(backup.into_error(target, not_kept())),
            Err(source) => Err(backup.into_error(target, source)),
        },
    }
}

/// Whether the file has `bytes` now, as far as reading it tells.
fn write_and_verify(file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<bool> {
    disk::write(file, bytes)?;
    disk::sync(file)?;
    Ok(disk::read(path)? == bytes)
}

fn not_kept() -> io::Error {
    io::Error::other("the disk did not keep what was written")
}

/// The old content of a file under another name, verified. Stays on the disk until it is removed or put back.
#[derive(Debug)]
pub(super) struct Backup {
    path: PathBuf,
}

impl Backup {
    /// Keeps `old` beside the target, or else in `other_folder`.
    pub(super) fn keep(target: &Target, old: &[u8], other_folder: Option<&Path>) -> Result<Self, StoreError> {
        let places = std::iter::once(target.folder()).chain(other_folder);
        let mut last_error = io::Error::other("no folder for it");
        if let Some(folder) = other_folder {
            // it is our own; where it cannot be made, keeping the backup says so
            create_private_folder(folder).ok();
        }
        for folder in places {
            match Self::keep_in(folder, target, old) {
                Ok(backup) => return Ok(backup),
                Err(error) => last_error = error,
            }
        }
        Err(StoreError::NoBackup { path: target.asked.clone(), source: last_error })
    }

    fn keep_in(folder: &Path, target: &Target, old: &[u8]) -> io::Result<Self> {
        let (path, mut file) = create(|| target.backup_in(folder), true)?;
        let backup = Self { path };
        if let Some(before) = &target.before {
            disk::copy_mode(&file, before).ok();
        }
        let kept = write_and_verify(&mut file, &backup.path, old).and_then(|kept| {
            disk::sync_folder(folder)?;
            if kept { Ok(()) } else { Err(not_kept()) }
        });
        match kept {
            Ok(()) => Ok(backup),
            Err(error) => {
                backup.remove();
                Err(error)
            }
        }
    }

    /// Renames it over the target again.
    pub(super) fn put_back(self, target: &Target) -> Result<(), StoreError> {
        disk::rename(&self.path, &target.file).map_err(|source| self.into_error(target, source))
    }

    /// Removes it, as it is not needed; if that fails it lies there, which harms nobody.
    pub(super) fn remove(self) {
        disk::remove(&self.path).ok();
    }

    fn into_error(self, target: &Target, source: io::Error) -> StoreError {
        StoreError::Damaged { path: target.asked.clone(), backup: self.path, source }
    }
}
