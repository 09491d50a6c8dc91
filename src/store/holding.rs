//! Who has a document open: a lock on a small file beside it, which names the person, the machine and since when.
//!
//! The file has the name of the document with a dot before and `.caveat-open` behind, so that sync programs carry it along
//! and file managers hide it; where the folder takes no file, it is in the state folder under the digest of the path. What
//! counts is the lock and not the file: the system lets a lock go when its process dies, however it dies, so what a dead
//! window left is never believed and is written over. Where the disk knows no locks, nobody is told anything: saving still
//! looks at the digest of the whole file. Does not decide what may be done to a document that somebody has open.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::save::create_private_folder;
use super::target::{folder_of, stem};
use super::{Places, absolute, digest, hexadecimal};

/// What follows the name of the document in the name of the file that is locked.
pub const OPEN: &str = ".caveat-open";
/// Bytes of such a file that are read.
const LIMIT: u64 = 4_000;
/// How such a file begins.
const BEGIN: &str = "(person:";
/// Letters of a name that are shown.
const NAME_LIMIT: usize = 60;
/// How often a lock is tried for, where another window takes its file away meanwhile.
const TRIES: usize = 5;

/// Who has a document open. A later version may know more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The person; may be empty.
    pub person: String,
    /// The machine; may be empty.
    pub machine: String,
    /// Since when, as a clock on the wall says: `14:02`; may be empty.
    pub since: String,
}

impl Holder {
    /// This person on this machine, from `since` on. `author` is the name that they gave, if any.
    #[must_use]
    pub fn here(author: &str, since: &str) -> Self {
        let person = if author.trim().is_empty() { account() } else { author.trim().to_owned() };
        Self { person: in_short(&person), machine: in_short(&machine()), since: since.to_owned() }
    }

    /// Who it is, in a few words: `Ana on laptop since 14:02`, `somebody on laptop`. Empty if nothing is known.
    #[must_use]
    pub fn words(&self) -> String {
        let is_known = !self.machine.is_empty() || !self.since.is_empty();
        let person = if self.person.is_empty() && is_known { "somebody" } else { &self.person };
        let mut parts = vec![person.to_owned()];
        parts.extend((!self.machine.is_empty()).then(|| format!("on {}", self.machine)));
        parts.extend((!self.since.is_empty()).then(|| format!("since {}", self.since)));
        parts.join(" ").trim().to_owned()
    }
}

/// A document that this window has open. The lock goes, and its file with it, when this is dropped.
#[derive(Debug)]
pub struct Holding {
    file: PathBuf,
    /// The document, under the name that it was held by and with all links followed.
    names: [PathBuf; 2],
    lock: File,
}

/// What came of trying to hold a document.
#[derive(Debug)]
pub enum Hold {
    /// It is ours.
    Ours(Holding),
    /// Somebody else has it open.
    Taken(Holder),
    /// There are no locks here: nobody can tell.
    Unknown,
}

impl Holding {
    /// Tries to hold the document at `path` for `holder`.
    #[must_use]
    pub fn take(places: Option<&Places>, path: &Path, holder: &Holder) -> Hold {
        let document = followed(path);
        for file in files(places, &document) {
            match lock(&file, holder) {
                Tried::Ours(lock) => return Hold::Ours(Self { file, names: [path.to_owned(), document], lock }),
                Tried::Taken(holder) => return Hold::Taken(holder),
                Tried::No => {}
            }
        }
        Hold::Unknown
    }

    /// What is locked, to look now and then whether it is still there.
    #[must_use]
    pub fn trace(&self) -> Option<Trace> {
        Some(Trace { file: self.file.clone(), lock: self.lock.try_clone().ok()? })
    }

    /// The same, of a file that somebody took away: what has its name by now is another one, and stays.
    #[must_use]
    pub fn lost(mut self) -> Self {
        self.file = PathBuf::new();
        self
    }

    /// Whether this is about the document at `path`, by its name alone: the disk is not asked.
    #[must_use]
    pub fn is_of(&self, path: &Path) -> bool {
        self.names.iter().any(|name| name == path)
    }
}

/// The file that is locked for a document.
#[derive(Debug)]
pub struct Trace {
    file: PathBuf,
    lock: File,
}

impl Trace {
    /// Whether somebody took it away: then nobody else sees that the document is open here, and it is to be held anew.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        !is_still_there(&self.file, &self.lock)
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        // removed while it is locked, so that nobody else can have taken it meanwhile; another file of that name stays
        if is_still_there(&self.file, &self.lock) {
            fs::remove_file(&self.file).ok();
        }
        self.lock.unlock().ok();
    }
}

/// Who has the document at `path` open now, in any window of a living process. Leaves no file.
#[must_use]
pub fn holder_of(places: Option<&Places>, path: &Path) -> Option<Holder> {
    files(places, &followed(path)).into_iter().find_map(|file| {
        let Found::File(mut lock, _) = known(&file, fs::OpenOptions::new().read(true)) else { return None };
        // shared, so that two that look at the same time do not take each other for the holder
        let is_held = matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock));
        is_held.then(|| said_in(&mut lock))
    })
}

/// The document behind all links, which two names of it share.
fn followed(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| absolute(path))
}

/// The files that may be locked for a document: beside it, else in the state folder.
fn files(places: Option<&Places>, document: &Path) -> Vec<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(stem(document));
    name.push(OPEN);
    let mut files = vec![folder_of(document).join(name)];
    let key = hexadecimal(&digest(document.as_os_str().as_encoded_bytes()));
    files.extend(places.map(|places| places.state.join("open").join(format!("{key}{OPEN}"))));
    files
}

/// What came of one file.
enum Tried {
    Ours(File),
    Taken(Holder),
    No,
}

fn lock(path: &Path, holder: &Holder) -> Tried {
    for _ in 0..TRIES {
        let (mut file, is_new) = match create(path) {
            Found::File(file, is_new) => (file, is_new),
            // a window that was just closed has taken it away
            Found::Vanished => continue,
            Found::Foreign => return Tried::No,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Tried::Taken(said_in(&mut file)),
            Err(TryLockError::Error(_)) => {
                // no locks here: the file would say something that nobody can rely on
                if is_new {
                    fs::remove_file(path).ok();
                }
                return Tried::No;
            }
            // the same, before it was locked here
            Ok(()) if !is_still_there(path, &file) => {}
            Ok(()) if !is_new && !is_ours(&mut file) => return Tried::No,
            Ok(()) => {
                if write(&mut file, holder).is_err() {
                    fs::remove_file(path).ok();
                    return Tried::No;
                }
                return Tried::Ours(file);
            }
        }
    }
    Tried::No
}

/// What there is to lock.
enum Found {
    /// A file, and whether it is new.
    File(File, bool),
    /// Nothing any more.
    Vanished,
    /// Something else, or nothing that can be opened.
    Foreign,
}

/// The file to lock, new or left by another window. What else has its name is neither followed nor written to: a folder from
/// elsewhere can bring a link to any file.
fn create(path: &Path) -> Found {
    // a link is not followed by this, and a file that is there is not opened
    let new = || fs::OpenOptions::new().read(true).write(true).create_new(true).open(path);
    match new() {
        Ok(file) => Found::File(file, true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            known(path, fs::OpenOptions::new().read(true).write(true))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = path.parent().filter(|folder| folder.ends_with("open"));
            let made = folder.and_then(|folder| create_private_folder(folder).ok()).and_then(|()| new().ok());
            made.map_or(Found::Foreign, |file| Found::File(file, true))
        }
        Err(_) => Found::Foreign,
    }
}

/// Opens a file that is nothing but a file, of this one name.
fn known(path: &Path, how: &mut fs::OpenOptions) -> Found {
    let is_plain = |about: &fs::Metadata| about.is_file() && has_one_name(about);
    // looked at first: what is no file is not even opened
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Found::Vanished,
        Ok(about) if is_plain(&about) => {}
        _ => return Found::Foreign,
    }
    // and should something else be there by now, it is not followed, and nobody waits for it
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::OFlags;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(how, flags.cast_signed());
    }
    match how.open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Found::Vanished,
        Ok(file) if !file.metadata().is_ok_and(|about| is_plain(&about)) => Found::Foreign,
        Ok(file) if !is_still_there(path, &file) => Found::Vanished,
        Ok(file) => Found::File(file, false),
        Err(_) => Found::Foreign,
    }
}

/// Whether a window wrote this file, as far as what it says tells; it may have died before it said anything.
fn is_ours(file: &mut File) -> bool {
    let mut said = Vec::new();
    file.take(LIMIT).read_to_end(&mut said).is_ok_and(|_| said.is_empty() || said.starts_with(BEGIN.as_bytes()))
}

#[cfg(unix)]
fn has_one_name(about: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(about) == 1
}

#[cfg(not(unix))]
fn has_one_name(_about: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn is_still_there(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let same = |one: &fs::Metadata, other: &fs::Metadata| (one.dev(), one.ino()) == (other.dev(), other.ino());
    matches!((fs::symlink_metadata(path), file.metadata()), (Ok(one), Ok(other)) if same(&one, &other))
}

/// An open file cannot be taken away here.
#[cfg(not(unix))]
fn is_still_there(path: &Path, _file: &File) -> bool {
    path.is_file()
}

fn write(file: &mut File, holder: &Holder) -> std::io::Result<()> {
    let text = ron::to_string(holder).map_err(std::io::Error::other)?;
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())?;
    file.flush()
}

/// What a file says, if it can be read: on some systems nobody else reads what is locked.
fn said_in(file: &mut File) -> Holder {
    let mut text = String::new();
    if file.rewind().is_err() || file.take(LIMIT).read_to_string(&mut text).is_err() {
        return Holder::default();
    }
    let holder: Holder = ron::from_str(&text).unwrap_or_default();
    Holder { person: in_short(&holder.person), machine: in_short(&holder.machine), since: in_short(&holder.since) }
}

/// A name as it is shown: anybody may write into such a file.
fn in_short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(NAME_LIMIT).collect::<String>().trim().to_owned()
}

/// The name of the account, where nobody said a better one.
#[expect(clippy::disallowed_methods, reason = "who works here is a thing of this system, as its folders are")]
fn account() -> String {
    let named = |key| std::env::var(key).ok().filter(|name| !name.trim().is_empty());
    ["USER", "USERNAME", "LOGNAME"].into_iter().find_map(named).unwrap_or_default()
}

#[expect(
    clippy::disallowed_methods,
    reason = "what this machine is called is a thing of this system, as its folders are"
)]
fn machine() -> String {
    let read = |path| fs::read_to_string(path).ok().map(|name| name.trim().to_owned());
    let known = read("/proc/sys/kernel/hostname").or_else(|| read("/etc/hostname"));
    known
        .or_else(|| ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|key| std::env::var(key).ok()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ana() -> Holder {
        Holder { person: "Ana".to_owned(), machine: "laptop".to_owned(), since: "14:02".to_owned() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn who_has_no_name_is_somebody() {
        let unnamed = Holder { person: String::new(), ..ana() };
        assert_eq!(unnamed.words(), "somebody on laptop since 14:02");
        assert_eq!(Holder { since: String::new(), ..unnamed }.words(), "somebody on laptop");
        assert_eq!(Holder::default().words(), "");
    }

    #[test]
    fn a_document_is_held_once_and_says_by_whom() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.caveat");
        fs::write(&path, "x").unwrap();
        let Hold::Ours(holding) = Holding::take(None, &path, &ana()) else { panic!("it is free") };
        assert!(holding.is_of(&path));
        assert_eq!(names(folder.path()), [".plan.caveat.caveat-open", "plan.caveat"]);
        let Hold::Taken(other) = Holding::take(None, &path, &Holder::default()) else { panic!("it is held") };
        assert_eq!(other.words(), "Ana on laptop since 14:02");
        assert_eq!(holder_of(None, &path), Some(ana()));
        drop(holding);
        assert_eq!(names(folder.path()), ["plan.caveat"], "nothing is left");
        assert_eq!(holder_of(None, &path), None);
    }

    #[test]
    fn what_a_dead_window_left_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.caveat");
        fs::write(folder.path().join(".plan.caveat.caveat-open"), ron::to_string(&ana()).unwrap()).unwrap();
        assert_eq!(holder_of(None, &path), None);
        let bo = Holder { person: "Bo".to_owned(), ..Holder::default() };
        let Hold::Ours(_holding) = Holding::take(None, &path, &bo) else { panic!("nobody holds it") };
        assert_eq!(holder_of(None, &path), Some(bo));
    }

    #[cfg(unix)]
    #[test]
    fn what_has_the_name_of_a_lock_and_is_none_is_neither_followed_nor_written_to() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let places = Places::within(&at("own"));
        let (path, lock) = (at("plan.caveat"), at(".plan.caveat.caveat-open"));
        fs::write(&path, "the plan").unwrap();
        fs::write(at("other"), "(person: dear to somebody").unwrap();
        let held_elsewhere = || {
            assert_eq!(holder_of(Some(&places), &path), None);
            let Hold::Ours(holding) = Holding::take(Some(&places), &path, &ana()) else {
                panic!("the state folder takes it")
            };
            assert_eq!(holder_of(Some(&places), &path), Some(ana()));
            drop(holding);
            assert_eq!(fs::read_to_string(at("other")).unwrap(), "(person: dear to somebody");
            assert_eq!(fs::read_to_string(&path).unwrap(), "the plan");
            assert!(fs::symlink_metadata(&lock).is_ok(), "what somebody put there stays");
            assert!(!at("made").exists());
            fs::remove_file(&lock).unwrap();
        };
        symlink(at("other"), &lock).unwrap();
        held_elsewhere();
        symlink(&path, &lock).unwrap();
        held_elsewhere();
        symlink(at("made"), &lock).unwrap();
        held_elsewhere();
        fs::hard_link(at("other"), &lock).unwrap();
        held_elsewhere();
        fs::write(&lock, "somebody's own words").unwrap();
        held_elsewhere();
        assert!(std::process::Command::new("mkfifo").arg(&lock).status().unwrap().success());
        held_elsewhere();
    }

    #[test]
    fn a_lock_that_was_taken_away_is_known_to_be_lost_and_takes_no_other_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.caveat");
        fs::write(&path, "x").unwrap();
        let Hold::Ours(first) = Holding::take(None, &path, &ana()) else { panic!("it is free") };
        assert!(!first.trace().unwrap().is_lost());
        fs::remove_file(folder.path().join(".plan.caveat.caveat-open")).unwrap();
        assert!(first.trace().unwrap().is_lost());
        let Hold::Ours(_second) = Holding::take(None, &path, &ana()) else { panic!("it is free again") };
        drop(first);
        assert_eq!(holder_of(None, &path), Some(ana()));
    }

    #[test]
    fn a_folder_that_takes_no_file_is_not_needed() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::within(folder.path());
        let path = Path::new("/proc/plan.caveat");
        assert!(matches!(Holding::take(None, path, &ana()), Hold::Unknown));
        let Hold::Ours(_holding) = Holding::take(Some(&places), path, &ana()) else {
            panic!("the state folder takes it")
        };
        assert_eq!(holder_of(Some(&places), path), Some(ana()));
        assert!(matches!(Holding::take(Some(&places), path, &ana()), Hold::Taken(_)));
    }

    #[cfg(unix)]
    #[test]
    fn both_names_of_a_linked_document_are_one() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("plan.caveat"), folder.path().join("link.caveat"));
        fs::write(&path, "x").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let Hold::Ours(holding) = Holding::take(None, &link, &ana()) else { panic!("it is free") };
        assert!(holding.is_of(&path));
        assert_eq!(holder_of(None, &path), Some(ana()));
    }

    #[test]
    fn a_hostile_file_gives_no_long_or_controlling_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.caveat");
        let hostile = Holder { person: "A\u{1b}[31m".repeat(500), ..Holder::default() };
        let Hold::Ours(_holding) = Holding::take(None, &path, &hostile) else { panic!("it is free") };
        let told = holder_of(None, &path).unwrap();
        assert!(told.person.chars().count() <= NAME_LIMIT && !told.person.contains('\u{1b}'), "{told:?}");
    }
}
