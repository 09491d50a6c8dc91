//! Opening: a path becomes a workbook, or a clear word why not. The file is never changed.
//!
//! Nothing is read before it is known to be an ordinary file of bearable size, so that a pipe cannot block and a
//! device cannot fill the memory.

use std::fmt;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::error::{FormatError, StoreError};
use super::format::{self, Comments, Newer, Parsed, SIZE_LIMIT};
use super::{Digest, digest, stray};

/// A workbook as it came from the disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened<T> {
    /// The workbook.
    pub value: T,
    /// What the person should know about the file.
    pub notes: Vec<Note>,
    /// The digest of the whole file: what a save expects to find.
    pub digest: Digest,
    /// Whether the file is marked read-only, so that a save would be refused.
    pub read_only: bool,
    /// What was left out of it, if a newer version wrote it: then it must not be saved, here or elsewhere.
    pub newer: Option<Newer>,
}

/// Something to know about a file that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A save will not keep the comments of the file.
    CommentsNotKept(Comments),
    /// A save was interrupted; the content before it is here.
    BackupBeside(PathBuf),
    /// An older version wrote it; a save writes it in the form of this one. Told by [`open_to_look`] alone.
    OlderVersion(u32),
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommentsNotKept(Comments { count: 1, first_line }) => {
                write!(formatter, "saving will not keep the comment in line {first_line}")
            }
            Self::CommentsNotKept(Comments { count, first_line }) => {
                write!(formatter, "saving will not keep the {count} comments, the first in line {first_line}")
            }
            Self::OlderVersion(version) => write!(
                formatter,
                "written by an older Caveat (format {version}); saving writes format {}, which that one cannot open",
                format::VERSION
            ),
            Self::BackupBeside(path) => {
                write!(formatter, "an interrupted save left a backup of the content before it: {}", path.display())
            }
        }
    }
}

/// Whether there is anything at `path`, a dangling link included.
#[must_use]
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether `path` leads to a folder.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether both paths lead to the same file; `false` if either leads nowhere.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// The path from the root of the file system, or as it is if that cannot be told.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A name in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Whether it is a file; folders come first in a list.
    pub is_file: bool,
    /// Its name.
    pub name: String,
}

/// The most names that [`list_folder`] gives.
const MOST_ENTRIES: usize = 10_000;

/// What is in a folder, folders first, by name. Empty if it cannot be read: there is nothing to choose from then.
#[must_use]
pub fn list_folder(folder: &Path) -> Vec<Entry> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Entry> = entries
        .take(MOST_ENTRIES)
        .filter_map(Result::ok)
        .filter_map(|entry| {
            Some(Entry { is_file: !entry.path().is_dir(), name: entry.file_name().into_string().ok()? })
        })
        .collect();
    found.sort();
    found
}

/// Opens the workbook at `path`.
///
/// # Errors
/// [`StoreError::Format`] for what the file holds; [`NotFound`](StoreError::NotFound), [`Denied`](StoreError::Denied)
/// and their like for the file itself.
pub fn open<T: DeserializeOwned>(path: &Path) -> Result<Opened<T>, StoreError> {
    let bytes = read_file(path)?;
    let parsed = format::read(&bytes).map_err(|source| StoreError::Format { path: path.to_owned(), source })?;
    Ok(opened(path, &bytes, (parsed, None)))
}

/// Opens the workbook at `path` to look at it: one that a newer version wrote as well, as far as it can be read.
///
/// # Errors
/// As [`open`].
pub fn open_to_look<T: DeserializeOwned>(path: &Path) -> Result<Opened<T>, StoreError> {
    let bytes = read_file(path)?;
    let read = format::read_as_far(&bytes).map_err(|source| StoreError::Format { path: path.to_owned(), source })?;
    let mut opened = opened(path, &bytes, read);
    opened.notes.extend(format::older_version(&bytes).map(Note::OlderVersion));
    Ok(opened)
}

fn opened<T>(path: &Path, bytes: &[u8], (parsed, newer): (Parsed<T>, Option<Newer>)) -> Opened<T> {
    let comments = parsed.comments.map(Note::CommentsNotKept);
    let backups = stray::backups(path).into_iter().map(Note::BackupBeside);
    Opened {
        value: parsed.value,
        notes: comments.into_iter().chain(backups).collect(),
        digest: digest(bytes),
        read_only: fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()),
        newer,
    }
}

/// The bytes of an ordinary file of at most [`SIZE_LIMIT`].
///
/// # Errors
/// As [`open`].
pub fn read_file(path: &Path) -> Result<Vec<u8>, StoreError> {
    let failed = |error| StoreError::from_io("read this file", path, error);
    let too_large =
        || StoreError::Format { path: path.to_owned(), source: FormatError::TooLarge { limit: SIZE_LIMIT } };
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(StoreError::IsFolder { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(StoreError::NotRegular { path: path.to_owned() });
    }
    if metadata.len() > SIZE_LIMIT {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > SIZE_LIMIT { Err(too_large()) } else { Ok(bytes) }
}

/// Opens an ordinary file of any size to be read from its beginning, with its length in bytes: for tables, which are streamed.
///
/// # Errors
/// [`StoreError`] if there is no such file, if it is a folder or a device, or if it must not be read.
pub fn open_table(path: &Path) -> Result<(impl std::io::Read + Send + use<>, u64), StoreError> {
    let failed = |error| StoreError::from_io("read this file", path, error);
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(StoreError::IsFolder { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(StoreError::NotRegular { path: path.to_owned() });
    }
    Ok((File::open(path).map_err(failed)?, metadata.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn a_table_opens_with_its_length_and_a_folder_does_not() {
        let (folder, path) = written("scores.csv", "score,label\n");
        let (mut file, length) = open_table(&path).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), length), ("score,label\n", 12));
        assert!(matches!(open_table(folder.path()), Err(StoreError::IsFolder { .. })));
        assert!(matches!(open_table(&folder.path().join("none.csv")), Err(StoreError::NotFound { .. })));
    }

    #[test]
    fn a_file_opens_with_its_digest_and_notes() {
        let text = "(format: \"caveat\", version: 1, workbook: [1, /* one */ 2])";
        let (folder, path) = written("a b.caveat", text);
        let backup = folder.path().join("a b.caveat.caveat-backup-1-2");
        fs::write(&backup, "old").unwrap();
        let opened = open::<Vec<u8>>(&path).unwrap();
        let comments = Comments { count: 1, first_line: 1 };
        let notes = vec![Note::CommentsNotKept(comments), Note::BackupBeside(backup)];
        assert_eq!(
            opened,
            Opened { value: vec![1, 2], notes, digest: digest(text.as_bytes()), read_only: false, newer: None }
        );
    }

    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let (folder, path) = written("x.caveat", "");
        assert!(matches!(open::<()>(folder.path()), Err(StoreError::IsFolder { .. })));
        assert!(matches!(open::<()>(&folder.path().join("y")), Err(StoreError::NotFound { .. })));
        let error = open::<()>(&path).unwrap_err();
        assert_eq!(error.to_string(), format!("the file is empty: {}", path.display()));
        File::options().write(true).open(&path).unwrap().set_len(SIZE_LIMIT + 1).unwrap();
        assert_eq!(
            open::<()>(&path).unwrap_err().to_string(),
            format!("more than 64 MB, the limit for a workbook: {}", path.display())
        );
    }

    #[cfg(unix)]
    #[test]
    fn devices_pipes_and_odd_names() {
        use std::os::unix::ffi::OsStrExt as _;
        assert!(matches!(open::<()>(Path::new("/dev/zero")), Err(StoreError::NotRegular { .. })));
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
            assert!(matches!(open::<()>(&pipe), Err(StoreError::NotRegular { .. })));
        } else {
            println!("skipped: no mkfifo here");
        }
        let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.caveat"));
        if fs::write(&odd, "(format: \"caveat\", version: 1, workbook: ())").is_ok() {
            assert_eq!(open::<()>(&odd).unwrap().value, ());
        } else {
            println!("skipped: this file system wants UTF-8 names");
        }
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("link", &link).unwrap();
        assert!(matches!(open::<()>(&link), Err(StoreError::Disk { .. })));
    }
}
