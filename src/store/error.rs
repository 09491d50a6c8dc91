//! What can go wrong with a file: one variant for each thing that a person can act on.
//!
//! The message says what happened and names the file last; the hint says what to do about it. Nothing is logged or
//! shown here: the command line prints both, the window shows both.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A path as it is told in one line: a line break in a name is written out, so that no name looks like a line of its own.
#[must_use]
pub fn shown(path: impl AsRef<Path>) -> String {
    let text = path.as_ref().display().to_string();
    let one = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    if text.contains(char::is_control) { text.chars().map(one).collect() } else { text }
}

/// Letters that a message may quote of a file: a file can make a name as long as it likes.
const MOST_QUOTED: usize = 300;

/// What a parser says about a file, cut where it quotes too much of it.
pub(crate) fn in_short(message: &str) -> String {
    match message.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{}\u{2026}", message.get(..end).unwrap_or_default()),
        None => message.to_owned(),
    }
}

/// A place in a text, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Position {
    /// The place of the byte at `offset` in `bytes`. Bytes that are not UTF-8 count as one character each.
    #[must_use]
    pub fn of_byte(bytes: &[u8], offset: usize) -> Self {
        let before = bytes.get(..offset).unwrap_or(bytes);
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let in_line = before.get(line_start..).unwrap_or_default();
        let line = before.split(|&byte| byte == b'\n').count();
        Self { line, column: 1 + String::from_utf8_lossy(in_line).chars().count() }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// Why bytes are not a workbook, or a workbook cannot become bytes. Knows no path.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FormatError {
    /// Nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`format::SIZE_LIMIT`](super::format::SIZE_LIMIT).
    #[error("more than {} MB, the limit for a workbook", limit / 1_000_000)]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// More of one thing than a workbook may hold.
    #[error("more than {limit} {what}, at {at}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        limit: usize,
        /// Where the limit was passed.
        at: Position,
    },
    /// One string longer than a workbook may hold.
    #[error("a text of more than {limit} bytes begins at {at}")]
    TextTooLong {
        /// The limit, in bytes.
        limit: usize,
        /// Where the text begins.
        at: Position,
    },
    /// Not UTF-8.
    #[error("a byte that is not UTF-8 text at {at}")]
    NotUtf8 {
        /// The first byte that cannot be read.
        at: Position,
    },
    /// Some other kind of file.
    #[error("not a Caveat workbook")]
    NotCaveat,
    /// Written by a version of Caveat that knows more than this one.
    #[error("made by a newer Caveat: format version {version}, and this one reads up to {}", super::format::VERSION)]
    Newer {
        /// The version that the file states.
        version: u64,
    },
    /// Written by a version of Caveat that knows more than this one, and damaged since.
    #[error("made by a newer Caveat (format version {version}) and damaged: {problem}")]
    DamagedNewer {
        /// The version that the file states.
        version: u64,
        /// What is wrong with it.
        problem: Box<FormatError>,
    },
    /// A version that there never was.
    #[error("there is no format version {version}")]
    NoSuchVersion {
        /// What the file states.
        version: String,
    },
    /// The file that should say what holds for everybody on this computer says something else.
    #[error("not a policy of Caveat: {problem}")]
    NotAPolicy {
        /// What is wrong and where, in the reader's words.
        problem: String,
    },
    /// Not all of the file of a person's settings can be read.
    #[error("not all of these settings can be read: {problem}")]
    NotSettings {
        /// What is wrong and where, in the reader's words.
        problem: String,
    },
    /// Git left both sides of a merge in the text, between its markers.
    #[error("a merge of git left both sides in it, from line {line}")]
    Conflicted {
        /// The line of the first marker.
        line: usize,
    },
    /// The text stops inside something that was begun.
    #[error("the text ends before the workbook is complete, at {at}")]
    CutShort {
        /// The end, or where the text began that is not closed.
        at: Position,
    },
    /// Text that cannot be read as a workbook.
    #[error("{problem} at {at}")]
    Syntax {
        /// Where.
        at: Position,
        /// What is wrong there, in words.
        problem: String,
        /// What may stand there, if that is known.
        hint: Option<String>,
    },
    /// A value that the format cannot express. A bug in Caveat, not in the workbook.
    #[error("this workbook cannot be written as text: {problem}")]
    Unwritable {
        /// The words of the serializer.
        problem: String,
    },
}

impl FormatError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Empty => "Open a backup of it, or start a new workbook.",
            Self::TooLarge { .. } | Self::TooMany { .. } | Self::TextTooLong { .. } => {
                "Keep large texts and data in their own files and link to them as evidence."
            }
            Self::NotUtf8 { .. } => "Open a backup, or save the file as UTF-8 text in an editor that can read it.",
            Self::NotCaveat => "Caveat opens .caveat files, and PDFs that carry one.",
            Self::Newer { .. } => "Update Caveat to change it. The window can open it to look and to export.",
            Self::DamagedNewer { .. } => {
                "Open it with the Caveat that made it, which may read a part of it, or open a backup."
            }
            Self::NoSuchVersion { .. } => "The version in the file should read `version: 5`.",
            Self::NotAPolicy { .. } => {
                "It reads like `(recovery: false, points: false)`; what is left out, each person chooses."
            }
            Self::NotSettings { .. } => "What reads holds. Choose the rest again in the settings.",
            Self::Conflicted { .. } => {
                "Run `caveat git-setup` in the repository, then `git checkout -m` on this file: Caveat merges it field by field."
            }
            Self::CutShort { .. } => "The file may have been cut off in a copy, or a quote or bracket is not closed.",
            Self::Syntax { hint: Some(hint), .. } => return Cow::Owned(hint.clone()),
            Self::Syntax { .. } => "Mend the text at this place, or open a backup.",
            Self::Unwritable { .. } => "Nothing was changed on the disk. Please report this with the message.",
        })
    }
}

/// Why a file was not opened or not saved.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Nothing there.
    #[error("there is no such file: {}", shown(path))]
    NotFound {
        /// The file that was asked for.
        path: PathBuf,
    },
    /// The folder that the file would go to is not there.
    #[error("there is no such folder: {}", shown(path))]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A folder where a file is needed.
    #[error("this is a folder, not a file: {}", shown(path))]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A file where a folder is needed.
    #[error("this is a file, not a folder: {}", shown(path))]
    IsFile {
        /// The file.
        path: PathBuf,
    },
    /// The place holds something that must not be replaced. Nothing was written.
    #[error("{why}; nothing was written: {}", shown(path))]
    Occupied {
        /// The folder or file.
        path: PathBuf,
        /// What is there, in words.
        why: String,
    },
    /// More of something than is read.
    #[error("there are more {what} than can be read: {}", shown(path))]
    TooMuch {
        /// The folder or file.
        path: PathBuf,
        /// Of what.
        what: String,
    },
    /// The person stopped it. Nothing was written.
    #[error("stopped; nothing was written: {}", shown(path))]
    Stopped {
        /// Where it would have gone.
        path: PathBuf,
    },
    /// A device, a pipe or a socket.
    #[error("this is a device or a pipe, not a file: {}", shown(path))]
    NotRegular {
        /// What is there.
        path: PathBuf,
    },
    /// Not permitted to the user who asks.
    #[error("no permission to {action}: {}", shown(path))]
    Denied {
        /// What was tried: a verb phrase.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// No room, or a quota or size limit reached.
    #[error("the disk is full; the file was left as it was: {}", shown(path))]
    DiskFull {
        /// The file that was to be written.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// The disk takes no changes.
    #[error("the disk is read-only: {}", shown(path))]
    ReadOnlyDisk {
        /// The file that was to be written.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// Another program has the file open and does not let go.
    #[error("another program is using the file: {}", shown(path))]
    Busy {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// Any other failure of the disk.
    #[error("cannot {action} ({source}): {}", shown(path))]
    Disk {
        /// What was tried: a verb phrase.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// The file was read, but it is no workbook that this Caveat can open.
    #[error("{source}: {}", shown(path))]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: FormatError,
    },
    /// Somebody else wrote the file since it was opened. Nothing was written.
    #[error("the file was changed by another program since it was opened: {}", shown(path))]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// What was read back is not what was written. The file was left as it was.
    #[error("the disk did not keep what was written; the file was left as it was: {}", shown(path))]
    NotVerified {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The new content could only be written over the old one, and there is no place to keep the old one meanwhile.
    #[error(
        "not saved: the file can only be written in place, and there is no place for a backup of it: {}",
        shown(path)
    )]
    NoBackup {
        /// The file that was to be written.
        path: PathBuf,
        /// Why the last place that was tried refused.
        source: io::Error,
    },
    /// Writing in place failed half way, and the old content could not be put back. It is in the backup, whole.
    #[error("writing failed half way; the old content is kept in {}: {}", shown(backup), shown(path))]
    Damaged {
        /// The file that is now damaged.
        path: PathBuf,
        /// The old content, verified.
        backup: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// The new content is in place, but the disk did not confirm that it would survive a power cut.
    #[error("saved, but the disk did not confirm it ({source}): {}", shown(path))]
    Unconfirmed {
        /// The file; it has the new content.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
}

impl StoreError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::NotFound { .. } => "Check the name; the file may have been moved or renamed.",
            Self::NoFolder { .. } => "Create the folder, or choose another place.",
            Self::IsFolder { .. } | Self::NotRegular { .. } => "Choose a file.",
            Self::IsFile { .. } => "Choose another place: a file stands where a folder is needed.",
            Self::Occupied { .. } => {
                "Choose a new or empty place: only a pack of Caveat that nobody has changed is replaced."
            }
            Self::TooMuch { .. } => "Choose a folder or a ZIP that holds a pack and nothing else.",
            Self::Stopped { .. } => "Start it again whenever you like.",
            Self::Denied { .. } => "Change the permissions of the file and its folder, or save a copy somewhere else.",
            Self::DiskFull { .. } => "Free some room on that disk, or save a copy on another one.",
            Self::ReadOnlyDisk { .. } => "Save a copy on another disk.",
            Self::Busy { .. } => "Close the other program and try again, or save a copy under another name.",
            Self::Disk { .. } | Self::NotVerified { .. } => "Save a copy on another disk, and check this one.",
            Self::Format { source, .. } => return source.hint(),
            Self::ChangedOnDisk { .. } => "Nothing was written. Save a copy, or open the file again and compare.",
            Self::NoBackup { .. } => "Nothing was written. Save a copy in another folder.",
            Self::Damaged { .. } => "Save a copy somewhere else now, and keep the backup until that has worked.",
            Self::Unconfirmed { .. } => "Save a copy on another disk before you switch this computer off.",
        })
    }

    /// The variant for a failed call: `action` is a verb phrase and `path` the file that the person knows.
    pub(super) fn from_io(action: &'static str, path: &Path, source: io::Error) -> Self {
        use io::ErrorKind as Kind;
        let path = path.to_owned();
        match source.kind() {
            Kind::NotFound => Self::NotFound { path },
            Kind::IsADirectory => Self::IsFolder { path },
            Kind::NotADirectory => Self::IsFile { path },
            Kind::PermissionDenied => Self::Denied { action, path, source },
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::DiskFull { path, source },
            Kind::ReadOnlyFilesystem => Self::ReadOnlyDisk { path, source },
            Kind::ResourceBusy | Kind::ExecutableFileBusy => Self::Busy { path, source },
            _ => Self::Disk { action, path, source },
        }
    }
}
