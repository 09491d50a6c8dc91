//! Unsaved work that survives a crash: one recovery file for each open document, in the folder that [`Places`] names.
//!
//! A recovery file is an ordinary workbook file, whose second line is a comment that holds the facts about it:
//!
//! ```text
//! // Caveat workbook. Edit it in Caveat, or by hand: "caveat fmt" restores this form.
//! // Unsaved work: (original:Some("/home/ana/plan.caveat"),expected:None,edited_at:"3 May, 14:05")
//! #![enable(implicit_some)]
//! (...)
//! ```
//!
//! What is kept first is written whole; every change after it is appended to a journal beside it (`journal`), so that typing into
//! a large workbook writes little. When the journal has grown to a share of the file, the file is written anew and the journal
//! begins again; a journal that belongs to an older file is not read.
//!
//! So facts and workbook are replaced together and cannot get out of step; a list of many large files reads only the
//! head of each; and if all else fails, a person can open the file like any other. A lock beside it, which the system
//! lets go when a process dies however it dies, tells abandoned work from work that is still open in some window.
//!
//! Relies on `save` for whole files, on `journal` for changes and on [`mod@format`] for the text. Does not decide when to keep, forget or offer
//! anything, and never removes work unasked, readable or not.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::{FormatError, StoreError};
use super::format::{self, SIZE_LIMIT};
use super::journal::Rest;
use super::save::{create_private_folder, write_private};
use super::{Digest, Places, disk, exists, journal, read_file, stray};

/// What the second line of a recovery file begins with.
const FACTS: &str = "// Unsaved work: ";
/// Bytes of a recovery file that are read to list it: the longest path of any system fits in, escaped, and what is begun.
const HEAD_LIMIT: u64 = 1_000_000;
/// How the names of recovery files end; they can be opened like any workbook.
const WORK: &str = "caveat";
/// How the names of the locks beside them end.
const LOCK: &str = "lock";
/// How the names of the journals beside them end.
const JOURNAL: &str = "journal";
/// A journal of fewer bytes is never too long.
const SHORT_JOURNAL: u64 = 64_000;
/// A journal longer than the file divided by this is too long: reading it must not take much longer than reading the file.
const JOURNAL_SHARE: u64 = 4;

/// What is known about a workbook in a recovery file. A later version may know more.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Facts {
    original: Option<String>,
    expected: Option<Digest>,
    edited_at: String,
    /// What was begun beside the workbook, in the words of whoever keeps it.
    #[serde(skip_serializing_if = "String::is_empty")]
    begun: String,
}

/// A document's place in the recovery folder. While it lives, no other window offers the work in it.
#[derive(Debug)]
pub struct Recovery {
    work: PathBuf,
    lock_path: PathBuf,
    lock: File,
    /// What is on the disk: the text as it is after all changes, and how long journal and file are.
    kept: Mutex<Option<Kept>>,
}

/// What was kept last.
#[derive(Debug)]
struct Kept {
    text: String,
    file: u64,
    journal: u64,
}

impl Recovery {
    /// Takes the place `key`: random bits, for one document in one run. Creates the folder, but no recovery file yet.
    ///
    /// On a disk that knows no locks, work is kept all the same, and other windows may offer it.
    ///
    /// # Errors
    /// [`StoreError::Disk`] if the key was taken before, so that it never writes over abandoned work;
    /// [`Denied`](StoreError::Denied) and others of the disk.
    pub fn start(places: &Places, key: u64) -> Result<Self, StoreError> {
        let folder = folder(places);
        create_private_folder(&folder)?;
        sweep(&folder);
        let work = folder.join(format!("{key:016x}.{WORK}"));
        let lock_path = work.with_extension(LOCK);
        let failed = |error| StoreError::from_io("begin a recovery file", &work, error);
        if exists(&work) {
            return Err(failed(ErrorKind::AlreadyExists.into()));
        }
        let lock = disk::create(&lock_path, true).map_err(failed)?;
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) => Err(failed(ErrorKind::ResourceBusy.into())),
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { work, lock_path, lock, kept: Mutex::new(None) }),
        }
    }

    /// Keeps `workbook` in place of what was kept before, at one stroke.
    ///
    /// `original` is the file that the document was opened from or last saved as, `expected` its digest at that time,
    /// and `edited_at` says when in words for the person. An original whose path is not Unicode is left out,
    /// and its digest with it.
    ///
    /// # Errors
    /// As [`save()`](super::save()); what was kept before stays.
    pub fn keep<T: Serialize>(
        &self,
        original: Option<&Path>,
        expected: Option<Digest>,
        edited_at: &str,
        workbook: &T,
    ) -> Result<(), StoreError> {
        self.keep_with((original, expected, edited_at), workbook, "")
    }

    /// As [`keep`](Self::keep), with what was begun beside the workbook: any text of at most 200,000 bytes.
    ///
    /// # Errors
    /// As [`keep`](Self::keep).
    pub fn keep_with<T: Serialize>(
        &self,
        (original, expected, edited_at): (Option<&Path>, Option<Digest>, &str),
        workbook: &T,
        begun: &str,
    ) -> Result<(), StoreError> {
        let original = original.and_then(in_words);
        let expected = expected.filter(|_| original.is_some());
        let facts = Facts { original, expected, edited_at: edited_at.to_owned(), begun: begun.to_owned() };
        let text = text(&facts, workbook).map_err(|source| StoreError::Format { path: self.work.clone(), source })?;
        // whoever died while keeping has left what is read as a whole anyway
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = kept.as_mut() {
            if last.text == text {
                return Ok(());
            }
            if self.append(last, &text, &facts).is_some() {
                return Ok(());
            }
        }
        *kept = None;
        let _saved = write_private(&self.work, text.as_bytes())?;
        disk::remove(&self.work.with_extension(JOURNAL)).ok(); // of another file now: it would not be read
        let file = text.len() as u64;
        *kept = Some(Kept { text, file, journal: 0 });
        Ok(())
    }

    /// Where work is kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.work
    }

    /// Appends the change to the journal. `None` where the file has to be written anew: the journal has grown too long, or could
    /// not be written, so that something may be torn at its end.
    fn append(&self, last: &mut Kept, text: &str, facts: &Facts) -> Option<()> {
        if last.journal > SHORT_JOURNAL.max(last.file / JOURNAL_SHARE) {
            return None;
        }
        let is_new = last.journal == 0;
        let mut written = if is_new { journal::head(&last.text) } else { String::new() };
        written.push_str(&journal::record(&last.text, text, facts)?);
        if last.journal + written.len() as u64 > SIZE_LIMIT {
            return None;
        }
        journal::append(&self.work.with_extension(JOURNAL), &written, last.journal).ok()?;
        last.journal += written.len() as u64;
        text.clone_into(&mut last.text);
        Some(())
    }

    /// Removes what was kept: it is saved, or the person does not want it.
    ///
    /// # Errors
    /// [`StoreError::Denied`] and others of the disk.
    pub fn forget(&self) -> Result<(), StoreError> {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
        // the file first: a journal without one is not offered
        remove(&self.work)?;
        remove_journal(&self.work)
    }
}

impl Drop for Recovery {
    /// Gives the place up. What was kept stays and is abandoned from now on.
    fn drop(&mut self) {
        disk::remove(&self.lock_path).ok();
        self.lock.unlock().ok();
    }
}

/// Work that an earlier run left, and that no process has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abandoned {
    /// The file that the document was opened from or last saved as, if there is one.
    pub original: Option<PathBuf>,
    /// When it was edited, in the words that were passed in then; empty if the recovery file does not tell.
    pub edited_at: String,
    /// The recovery file.
    pub path: PathBuf,
    written: SystemTime,
}

/// What was in a recovery file.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken<T> {
    /// The workbook.
    pub value: T,
    /// The file that the document was opened from or last saved as, if there is one.
    pub original: Option<PathBuf>,
    /// The digest of the original at that time: what the next save expects to find.
    pub expected: Option<Digest>,
    /// What was begun beside it, as it was given; blank if nothing was.
    pub begun: String,
    /// What was kept and is not in it, if anything.
    pub cut: Option<Cut>,
}

/// What was kept and could not be read. Told in a sentence, for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// The last change was being written when the program died, as is ordinary after a crash.
    LastChange,
    /// Changes are damaged, with all that came after them. So many before them are in the work.
    Changes(usize),
    /// The journal cannot be read, for this reason: the work is as it was when it was last kept whole.
    Journal(String),
    /// So many changes follow a copy that is no longer as it was.
    Copy(usize),
}

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changes = |count: &usize| format!("{count} {}", if *count == 1 { "change" } else { "changes" });
        match self {
            Self::LastChange => formatter.write_str("The last change was cut off by the crash."),
            Self::Changes(0) => {
                formatter.write_str("The journal of changes is damaged: what was typed last is missing.")
            }
            Self::Changes(count) => {
                let before = changes(count);
                write!(formatter, "The journal of changes is damaged after {before}: what came later is missing.")
            }
            Self::Journal(why) => {
                write!(formatter, "The journal of changes cannot be read ({why}): what was typed last is missing.")
            }
            Self::Copy(count) => {
                let after = changes(count);
                write!(formatter, "The copy is not as it was written: {after} made after it cannot be used.")
            }
        }
    }
}

/// A recovery file as it is on the disk, after every change in its journal that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The text of a workbook file, unless it is damaged.
    pub bytes: Vec<u8>,
    /// What is not in it. Of a text that turns out to be damaged, ask [`cut_of_damaged`](Self::cut_of_damaged).
    pub cut: Option<Cut>,
    /// How many changes follow another text than this copy.
    of_another: usize,
}

impl Content {
    /// What is not in a text that cannot be read: also the changes that follow the undamaged one.
    #[must_use]
    pub fn cut_of_damaged(&self) -> Option<Cut> {
        self.cut.clone().or_else(|| (self.of_another > 0).then_some(Cut::Copy(self.of_another)))
    }
}

/// The work that earlier runs left, the newest first. Damaged files are among it; taking them says what is wrong.
///
/// Reads the head of each file only, and the whole text of those with a journal; nothing is parsed, so the workbook in it may
/// still turn out to be unreadable.
#[must_use]
pub fn abandoned(places: &Places) -> Vec<Abandoned> {
    let is_abandoned = |path: &PathBuf| has_ending(path, WORK) && !is_held(&path.with_extension(LOCK));
    let mut found: Vec<Abandoned> =
        stray::paths_in(&folder(places)).filter(is_abandoned).filter_map(Abandoned::look_at).collect();
    found.sort_by(|one, other| (other.written, &other.path).cmp(&(one.written, &one.path)));
    found
}

impl Abandoned {
    /// The recovery file at `path`; whatever is not an ordinary file is none.
    fn look_at(path: PathBuf) -> Option<Self> {
        let metadata = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let is_journaled = exists(&path.with_extension(JOURNAL));
        let whole = is_journaled.then(|| content(&path).ok()).flatten().map(|content| content.bytes);
        let facts = facts_in(&whole.or_else(|| head(&path).ok()).unwrap_or_default());
        let modified = |metadata: fs::Metadata| metadata.modified().ok();
        let journal = fs::symlink_metadata(path.with_extension(JOURNAL)).ok().and_then(modified);
        let written = modified(metadata).max(journal).unwrap_or(SystemTime::UNIX_EPOCH);
        Some(Self { original: facts.original.map(PathBuf::from), edited_at: facts.edited_at, written, path })
    }

    /// The workbook and the facts about it. The file stays until [`discard`](Self::discard).
    ///
    /// If only the facts are damaged, the workbook comes without an original.
    ///
    /// # Errors
    /// As [`open`](super::open()).
    pub fn take<T: DeserializeOwned>(&self) -> Result<Taken<T>, StoreError> {
        let Content { bytes, cut, .. } = content(&self.path)?;
        let parsed = format::read(&bytes).map_err(|source| StoreError::Format { path: self.path.clone(), source })?;
        let facts = facts_in(&bytes);
        let original = facts.original.map(PathBuf::from);
        Ok(Taken { value: parsed.value, original, expected: facts.expected, begun: facts.begun, cut })
    }

    /// Removes the work for good. Work that another window has removed meanwhile is no error.
    ///
    /// # Errors
    /// [`StoreError::Denied`] and others of the disk.
    pub fn discard(&self) -> Result<(), StoreError> {
        disk::remove(&self.path.with_extension(LOCK)).ok();
        remove(&self.path)?;
        remove_journal(&self.path)
    }
}

/// The content of a recovery file after every change in its journal that is whole.
///
/// # Errors
/// [`StoreError::NotFound`] and others of the disk. A journal that cannot be read is none: it is told in what is given.
pub fn content(work: &Path) -> Result<Content, StoreError> {
    let bytes = read_file(work)?;
    let path = work.with_extension(JOURNAL);
    let as_it_is = |bytes, cut| Content { bytes, cut, of_another: 0 };
    let journal = match read_file(&path) {
        Ok(journal) => journal,
        Err(StoreError::NotFound { .. }) => return Ok(as_it_is(bytes, None)),
        Err(error) => return Ok(as_it_is(bytes, Some(Cut::Journal(error.to_string())))),
    };
    let base = match String::from_utf8(bytes) {
        Ok(base) => base,
        Err(error) => {
            let of_another = journal::whole_in::<Facts>(&journal);
            return Ok(Content { bytes: error.into_bytes(), cut: None, of_another });
        }
    };
    let read = journal::read::<Facts>(&base, &journal);
    let (cut, of_another) = match read.rest {
        Rest::Nothing => (None, 0),
        Rest::Torn => (Some(Cut::LastChange), 0),
        Rest::Damaged => (Some(Cut::Changes(read.changes)), 0),
        // a crash after the copy was written anew leaves the journal of the one before, which the copy holds already
        Rest::OfAnother(changes) => ((changes > 0 && is_newer(&path, work)).then_some(Cut::Copy(changes)), changes),
    };
    Ok(Content { bytes: read.text.into_bytes(), cut, of_another })
}

/// Whether one file was written after another one, as far as the disk tells.
fn is_newer(path: &Path, than: &Path) -> bool {
    let written = |path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    written(path) > written(than)
}

fn folder(places: &Places) -> PathBuf {
    places.state.join("recovery")
}

/// `path` as text, whole, since the next run may start in another folder.
fn in_words(path: &Path) -> Option<String> {
    std::path::absolute(path).ok()?.into_os_string().into_string().ok()
}

/// The content of a recovery file.
fn text<T: Serialize>(facts: &Facts, workbook: &T) -> Result<String, FormatError> {
    let facts = ron::to_string(facts).map_err(|error| FormatError::Unwritable { problem: error.to_string() })?;
    with_facts(&facts, &format::write(workbook)?)
}

fn with_facts(facts: &str, workbook: &str) -> Result<String, FormatError> {
    let (header, rest) = workbook.split_once('\n').unwrap_or(("", workbook));
    let text = format!("{header}\n{FACTS}{facts}\n{rest}");
    if text.len() as u64 > SIZE_LIMIT { Err(FormatError::TooLarge { limit: SIZE_LIMIT }) } else { Ok(text) }
}

/// The facts in the content of a recovery file, or in its head; blank ones if they cannot be read.
fn facts_in(content: &[u8]) -> Facts {
    let line = content.split(|&byte| byte == b'\n').nth(1).unwrap_or_default();
    let facts = std::str::from_utf8(line).ok().and_then(|line| line.strip_prefix(FACTS));
    facts.and_then(|facts| ron::from_str(facts).ok()).unwrap_or_default()
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD_LIMIT).read_to_end(&mut head)?;
    Ok(head)
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found == ending)
}

/// Whether a living process holds the lock at `path`. Where that cannot be told, work is rather offered than lost.
fn is_held(path: &Path) -> bool {
    // shared, so that two windows that look at the same time do not take each other for the holder
    File::open(path).is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Removes what crashes left in `folder` and nobody can use: half-written files, and locks without work.
fn sweep(folder: &Path) {
    let is_useless = |path: &PathBuf| {
        let is_alone = || !exists(&path.with_extension(WORK)) && !is_held(&path.with_extension(LOCK));
        let guards_nothing = || (has_ending(path, LOCK) || has_ending(path, JOURNAL)) && is_alone();
        stray::is_old(path) && (stray::is_temporary(path) || guards_nothing())
    };
    for path in stray::paths_in(folder).filter(is_useless) {
        fs::remove_file(path).ok();
    }
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match disk::remove(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(StoreError::from_io("remove this recovery file", path, error))
        }
        _ => Ok(()),
    }
}

/// Removes the journal of a recovery file. What is no file was not put there by Caveat, and stays.
fn remove_journal(work: &Path) -> Result<(), StoreError> {
    let path = work.with_extension(JOURNAL);
    if path.is_dir() { Ok(()) } else { remove(&path) }
}

#[cfg(test)]
mod tests;
