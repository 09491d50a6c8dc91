//! Every call that changes or reads a file for a save, one line each, so that a test can make the Nth of them fail.
//!
//! Outside of tests `step` does nothing. What to do about an error is decided by the callers.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;

#[cfg(test)]
use faults::step;

/// The place where a test makes a call fail; `true` asks a write to lie instead.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "the twin in `faults` fails on request")]
fn step() -> io::Result<bool> {
    Ok(false)
}

pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    step()?;
    fs::read(path)
}

/// What stands in a file from a place on.
pub(super) fn read_from(path: &Path, at: u64) -> io::Result<Vec<u8>> {
    step()?;
    let mut file = File::open(path)?;
    file.seek(io::SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A new file that nobody else can read yet if `private`; an existing one is an error.
pub(super) fn create(path: &Path, private: bool) -> io::Result<File> {
    step()?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    options.open(path)
}

/// Adds bytes at the end of a private file and syncs it; a new one where `is_new`, in place of what is there.
pub(super) fn append(path: &Path, bytes: &[u8], is_new: bool) -> io::Result<()> {
    let lies = step()?;
    let mut options = OpenOptions::new();
    options.create(is_new).truncate(is_new);
    if is_new {
        options.write(true)
    } else {
        options.append(true)
    };
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(if lies { bytes.get(..bytes.len() / 2).unwrap_or_default() } else { bytes })?;
    step()?;
    file.sync_data()
}

/// An existing file, to be written from its beginning; its content stays until then.
pub(super) fn open_to_overwrite(path: &Path) -> io::Result<File> {
    step()?;
    OpenOptions::new().write(true).open(path)
}

/// Makes `bytes` the whole content of `file`.
pub(super) fn write(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    let lies = step()?;
    file.rewind()?;
    file.write_all(if lies { bytes.get(..bytes.len() / 2).unwrap_or_default() } else { bytes })?;
    step()?;
    file.set_len(bytes.len() as u64)
}

pub(super) fn sync(file: &File) -> io::Result<()> {
    step()?;
    file.sync_all()
}

pub(super) fn copy_mode(file: &File, from: &Metadata) -> io::Result<()> {
    permit(file, &from.permissions())
}

pub(super) fn permit(file: &File, permissions: &fs::Permissions) -> io::Result<()> {
    step()?;
    file.set_permissions(permissions.clone())
}

/// Gives `file` the owner and group of `from`, where that is not so already.
#[cfg(unix)]
pub(super) fn copy_owner(file: &File, from: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    step()?;
    let own = file.metadata()?;
    if (own.uid(), own.gid()) == (from.uid(), from.gid()) {
        return Ok(());
    }
    std::os::unix::fs::fchown(file, Some(from.uid()), Some(from.gid()))
}

/// Owners are not files' business here.
#[cfg(not(unix))]
pub(super) fn copy_owner(_file: &File, _from: &Metadata) -> io::Result<()> {
    step().map(drop)
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    fs::rename(from, to)
}

/// Lets two folders change places at one stroke, so that neither place is empty at any moment.
/// [`Unsupported`](io::ErrorKind::Unsupported) where the system or the disk cannot.
#[cfg(target_os = "linux")]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    step()?;
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => io::ErrorKind::Unsupported.into(),
        other => other.into(),
    })
}

/// Nothing here lets two folders change places.
#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    step()?;
    Err(io::ErrorKind::Unsupported.into())
}

pub(super) fn remove(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_file(path)
}

/// A new folder; one that is there is an error.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    step()?;
    fs::create_dir(path)
}

/// Removes a folder that is empty.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_dir(path)
}

/// Makes a rename survive a power cut. Some network file systems cannot do this for a folder; that is no error.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    step()?;
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Folders cannot be synced here; the file system keeps a journal of renames.
#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
    step().map(drop)
}

#[cfg(test)]
pub(super) mod faults {
    //! Failing calls on request, for the current thread.

    use std::cell::Cell;
    use std::io;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(in crate::store) enum Fault {
        /// This call fails.
        Once(io::ErrorKind),
        /// This call and all that follow fail: the disk is gone.
        Lasting(io::ErrorKind),
        /// A write claims to have written everything, but wrote half. Other calls work.
        Lie,
    }

    thread_local! {
        static CALLS: Cell<usize> = const { Cell::new(0) };
        static PLAN: Cell<Option<(usize, Fault)>> = const { Cell::new(None) };
    }

    /// Runs `work` with `fault` at call number `at`, counted from 1; gives its result and how many calls there were.
    pub(in crate::store) fn with_fault<R>(at: usize, fault: Fault, work: impl FnOnce() -> R) -> (R, usize) {
        CALLS.set(0);
        PLAN.set(Some((at, fault)));
        let result = work();
        PLAN.set(None);
        (result, CALLS.get())
    }

    pub(super) fn step() -> io::Result<bool> {
        CALLS.set(CALLS.get() + 1);
        match PLAN.get() {
            Some((at, Fault::Once(kind))) if CALLS.get() == at => Err(kind.into()),
            Some((at, Fault::Lasting(kind))) if CALLS.get() >= at => Err(kind.into()),
            Some((at, Fault::Lie)) => Ok(CALLS.get() == at),
            _ => Ok(false),
        }
    }
}
