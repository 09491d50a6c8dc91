//! A glance at a file that is open: is it still what it was? Its bytes are read only if size, time or identity changed.
//!
//! Nothing is decided or changed here. Before a save, the whole digest decides in any case (`save`), so that a disk whose
//! clock lies can delay a notice and never lose a change.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;

use super::format::SIZE_LIMIT;
use super::target::folder_of;
use super::{Digest, digest, disk};

/// What a file was when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    size: u64,
    modified: Option<std::time::SystemTime>,
    identity: (u64, i64, i64),
    /// Who may do what with it.
    pub permissions: fs::Permissions,
    /// The digest of the whole file; `None` if it is too large to be a workbook.
    pub digest: Option<Digest>,
}

/// What a glance saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// The file, whatever it holds now.
    There(Glance),
    /// No file, but its folder.
    Gone,
    /// Neither file nor folder: moved, or a disk that is not there.
    FolderGone,
    /// It cannot be seen now; nothing is known.
    Hidden,
}

impl Glance {
    /// When the file was written, by the clock of this machine.
    #[must_use]
    pub fn written(&self) -> Option<DateTime> {
        moment(self.modified?)
    }
}

/// When the file at `path` was written, by the clock of this machine; its content is not read.
#[must_use]
pub fn written(path: &Path) -> Option<DateTime> {
    moment(fs::metadata(path).ok()?.modified().ok()?)
}

#[expect(clippy::disallowed_methods, reason = "a file says when it was written in the time of this machine")]
fn moment(written: std::time::SystemTime) -> Option<DateTime> {
    let at = jiff::Timestamp::try_from(written).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::system()).datetime())
}

/// Looks at the file at `path`, of which `last` is what was seen last.
#[must_use]
pub fn look_at(path: &Path, last: Option<&Glance>) -> Sight {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return if folder_of(path).is_dir() { Sight::Gone } else { Sight::FolderGone };
        }
        Err(_) => return Sight::Hidden,
    };
    let (size, modified, identity) = (metadata.len(), metadata.modified().ok(), identity(&metadata));
    if let Some(last) = last.filter(|last| (last.size, last.modified, last.identity) == (size, modified, identity)) {
        return Sight::There(last.clone());
    }
    if !metadata.is_file() {
        return Sight::Hidden;
    }
    let permissions = metadata.permissions();
    if size > SIZE_LIMIT {
        return Sight::There(Glance { size, modified, identity, permissions, digest: None });
    }
    match disk::read(path) {
        Ok(bytes) => Sight::There(Glance { size, modified, identity, permissions, digest: Some(digest(&bytes)) }),
        Err(_) => Sight::Hidden,
    }
}

/// What tells a file from one that was put in its place: its number and when that was last changed.
#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_metadata: &fs::Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// Copies of the file at `path` that programs for shared folders leave beside it when two people saved at once, by name.
#[must_use]
pub fn conflicted_copies(path: &Path) -> Vec<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().unwrap_or_default();
    let is_copy = |other: &PathBuf| {
        let name = other.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        other.extension() == Some(ending) && name.strip_prefix(&stem).is_some_and(is_conflict)
    };
    let mut found: Vec<PathBuf> = super::stray::paths_in(folder_of(path)).filter(is_copy).collect();
    found.sort();
    found
}

/// Whether what stands behind the name of a file is how such a program marks a copy.
fn is_conflict(rest: &str) -> bool {
    // Dropbox, Nextcloud: ` (Ana's conflicted copy 2026-03-09)`; Syncthing: `.sync-conflict-20260309-143200-ABCDEFG`
    let in_brackets = rest.starts_with(" (") && rest.ends_with(')') && rest.to_lowercase().contains("conflicted copy");
    // OneDrive: the name of the machine, `-LAPTOP-7GK2`
    let is_machine = |name: &str| {
        (4..=15).contains(&name.len())
            && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
            && name.chars().filter(char::is_ascii_uppercase).count() >= 3
    };
    in_brackets || rest.starts_with(".sync-conflict-") || rest.strip_prefix('-').is_some_and(is_machine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_again_only_if_it_was_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.caveat");
        fs::write(&path, "one").unwrap();
        let Sight::There(first) = look_at(&path, None) else { panic!("it is there") };
        assert_eq!(first.digest, Some(digest(b"one")));
        assert!(first.written().is_some());
        assert_eq!(look_at(&path, Some(&first)), Sight::There(first.clone()));
        let other = folder.path().join("other");
        fs::write(&other, "two").unwrap();
        fs::rename(&other, &path).unwrap();
        let Sight::There(second) = look_at(&path, Some(&first)) else { panic!("it is there") };
        assert_eq!(second.digest, Some(digest(b"two")));
        fs::remove_file(&path).unwrap();
        assert_eq!(look_at(&path, Some(&second)), Sight::Gone);
        let far = folder.path().join("away").join("plan.caveat");
        assert_eq!(look_at(&far, None), Sight::FolderGone);
    }

    #[test]
    fn copies_of_shared_folders_are_known_by_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            ("plan (Ana's conflicted copy 2026-03-09).caveat", true),
            ("plan (conflicted copy 2026-03-09 143200).caveat", true),
            ("plan.sync-conflict-20260309-143200-ABCDEFG.caveat", true),
            ("plan-LAPTOP-7GK2.caveat", true),
            ("plan-external.caveat", false),
            ("plan-2026.caveat", false),
            ("plan (1).caveat", false),
            ("planning (conflicted copy).pdf", false),
            ("other (conflicted copy 2026-03-09).caveat", false),
        ];
        for (name, _) in names {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let found = conflicted_copies(&folder.path().join("plan.caveat"));
        let mut expected: Vec<PathBuf> =
            names.iter().filter(|(_, is)| *is).map(|(name, _)| folder.path().join(name)).collect();
        expected.sort();
        assert_eq!(found, expected);
    }
}
