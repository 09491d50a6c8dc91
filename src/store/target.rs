//! Where a save goes: the file behind a path, what is there now, and names for the helpers beside it.
//!
//! Links are followed by hand, because one that points at nothing yet is still a place to write to.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::error::StoreError;
use super::format::SIZE_LIMIT;
use super::{Digest, digest, disk};

/// What follows a file's name in the name of its temporary file; in front of it stands a dot.
pub(super) const TEMPORARY: &str = ".caveat-tmp-";
/// What follows a file's name in the name of its backup while it is written in place.
pub(super) const BACKUP: &str = ".caveat-backup-";

/// As many links as Linux follows.
const LINK_LIMIT: usize = 40;
/// Longer names are replaced by their digest, so that a helper's name stays within the 255 bytes of file systems.
const NAME_LIMIT: usize = 200;
/// Names that are tried for one helper.
const TRIES: usize = 100;

/// A file to be written.
#[derive(Debug)]
pub(super) struct Target {
    /// The path that the person knows.
    pub(super) asked: PathBuf,
    /// The file behind its links.
    pub(super) file: PathBuf,
    /// What is there now, if anything.
    pub(super) before: Option<Metadata>,
    /// Whether nobody else may read the file if it is new.
    pub(super) private: bool,
    /// What a new file permits whom, where that is known.
    pub(super) permissions: Option<Permissions>,
}

impl Target {
    /// The file to write for `path`: an ordinary writable one, or none yet in a folder that is there.
    pub(super) fn resolve(path: &Path) -> Result<Self, StoreError> {
        let mut file = path.to_owned();
        for _ in 0..LINK_LIMIT {
            let before = match fs::symlink_metadata(&file) {
                Ok(metadata) if metadata.is_symlink() => {
                    let link =
                        fs::read_link(&file).map_err(|error| StoreError::from_io("follow a link", path, error))?;
                    file = folder_of(&file).join(link);
                    continue;
                }
                Ok(metadata) => Some(metadata),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => None,
                Err(error) => return Err(StoreError::from_io("look at the file", path, error)),
            };
            return Self { asked: path.to_owned(), file, before, private: false, permissions: None }.checked();
        }
        let error = io::Error::other("a circle of links");
        Err(StoreError::from_io("follow the links of the file", path, error))
    }

    fn checked(self) -> Result<Self, StoreError> {
        let path = self.asked.clone();
        match &self.before {
            Some(before) if before.is_dir() => Err(StoreError::IsFolder { path }),
            Some(before) if !before.is_file() => Err(StoreError::NotRegular { path }),
            Some(before) if before.permissions().readonly() => {
                let source = io::Error::new(ErrorKind::PermissionDenied, "the file is marked read-only");
                Err(StoreError::Denied { action: "write this file", path, source })
            }
            None if self.file.file_name().is_none() => Err(StoreError::IsFolder { path }),
            None if !self.folder().is_dir() => Err(StoreError::NoFolder { path: self.folder().to_owned() }),
            _ => Ok(self),
        }
    }

    /// The folder that the file is in.
    pub(super) fn folder(&self) -> &Path {
        folder_of(&self.file)
    }

    /// A new name for a temporary file beside the target.
    pub(super) fn temporary(&self) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(stem(&self.file));
        self.folder().join(numbered(name, TEMPORARY))
    }

    /// A new name for a backup of the target in `folder`.
    pub(super) fn backup_in(&self, folder: &Path) -> PathBuf {
        folder.join(numbered(stem(&self.file), BACKUP))
    }

    /// Whether the file still has the digest that it had when it was opened. A file that is gone has nothing to lose.
    pub(super) fn check_unchanged(&self, expected: Option<Digest>) -> Result<(), StoreError> {
        let Some(expected) = expected else { return Ok(()) };
        let changed = || StoreError::ChangedOnDisk { path: self.asked.clone() };
        if fs::metadata(&self.file).is_ok_and(|now| now.len() > SIZE_LIMIT) {
            return Err(changed());
        }
        match disk::read(&self.file) {
            Ok(now) if digest(&now) == expected => Ok(()),
            Ok(_) => Err(changed()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(self.failed("read the file again before saving", error)),
        }
    }

    /// The error for a failed call, under the path that the person knows.
    pub(super) fn failed(&self, action: &'static str, error: io::Error) -> StoreError {
        StoreError::from_io(action, &self.asked, error)
    }
}

/// The folder that `path` is in; a bare name is in the current one.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The name that the helpers of `file` begin with.
pub(super) fn stem(file: &Path) -> OsString {
    let name = file.file_name().unwrap_or_default();
    if name.len() <= NAME_LIMIT {
        return name.to_owned();
    }
    let [a, b, c, d, ..] = digest(name.as_encoded_bytes());
    format!("{:08x}", u32::from_be_bytes([a, b, c, d])).into()
}

/// Creates a helper under the first of its names that is free: one that a crash left may have our process id.
pub(super) fn create(name: impl Fn() -> PathBuf, private: bool) -> io::Result<(PathBuf, File)> {
    let mut path = name();
    for _ in 0..TRIES {
        match disk::create(&path, private) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => path = name(),
            result => return result.map(|file| (path, file)),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// `name`, `mark`, and numbers that no other helper has.
fn numbered(mut name: OsString, mark: &str) -> OsString {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    name.push(format!("{mark}{}-{number}", std::process::id()));
    name
}
