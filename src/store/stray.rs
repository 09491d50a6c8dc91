//! What an interrupted save leaves beside a file: temporary files, which the next save removes, and backups, which
//! only a person may remove.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::target::{BACKUP, TEMPORARY, Target, folder_of, stem};

/// Younger temporary files may belong to a save that is going on in another window.
const ABANDONED_AFTER: Duration = Duration::from_hours(1);

/// Removes abandoned temporary files of `target`. Failures are left for the next time.
pub(super) fn sweep(target: &Target) {
    for path in abandoned(target) {
        fs::remove_file(&path).ok();
    }
}

/// Temporary files and folders of `target` that are too old to be in use.
pub(super) fn abandoned(target: &Target) -> impl Iterator<Item = PathBuf> {
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(stem(&target.file));
    prefix.push(TEMPORARY);
    beginning_with(target.folder(), &prefix).into_iter().filter(|path| is_old(path))
}

/// Whether the file at `path` was written so long ago that no save that is going on can need it.
pub(super) fn is_old(path: &Path) -> bool {
    let modified = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    let age = modified.ok().and_then(|modified| SystemTime::now().duration_since(modified).ok());
    age.is_some_and(|age| age > ABANDONED_AFTER)
}

/// Whether `path` has the name of a temporary file.
pub(super) fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') && name.contains(TEMPORARY)
}

/// Backups of the file at `path` that an interrupted save left beside it, sorted by name.
pub(super) fn backups(path: &Path) -> Vec<PathBuf> {
    let mut prefix = stem(path);
    prefix.push(BACKUP);
    let mut found = beginning_with(folder_of(path), &prefix);
    found.sort();
    found
}

fn beginning_with(folder: &Path, prefix: &std::ffi::OsStr) -> Vec<PathBuf> {
    let named = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(prefix.as_encoded_bytes()))
    };
    paths_in(folder).filter(named).collect()
}

/// What is in `folder`, in no order; nothing if it cannot be read.
pub(super) fn paths_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}
