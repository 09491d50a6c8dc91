//! Folders as a whole: written at one stroke, read without following what leads out of them.
//!
//! A new folder is made beside its target under a name of its own, every file synced and read back, and put into place by one call where the disk can. Where
//! that is impossible (the folder is a mount point, or the one that somebody stands in), the files are replaced in place, all of
//! them or none. What was there is replaced only as far as the caller names it: anything else in the folder is a refusal.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

use super::error::StoreError;
use super::save::{create_folder, write_all_or_nothing, write_file};
use super::target::{Target, folder_of};
use super::{disk, stray};

/// How deep folders may lie in a folder that is read.
const MOST_DEPTH: usize = 16;

/// A file in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FolderFile {
    /// Its path from the folder, with `/` between folders.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What is in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folder {
    /// The files in it and in the folders below, by path.
    pub files: Vec<FolderFile>,
    /// What was not read and why, in words: links, devices, names that are no text.
    pub odd: Vec<String>,
}

/// Whether there is a folder with nothing in it.
#[must_use]
pub fn is_empty_folder(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// Reads every file of a folder and of those below: at most so many files and bytes. Links are not followed.
///
/// # Errors
/// [`StoreError::TooMuch`] past a limit, and others of the disk.
pub fn read_folder(folder: &Path, most_files: usize, most_bytes: u64) -> Result<Folder, StoreError> {
    let mut found = Folder::default();
    let mut reader = Reader { root: folder, files_left: most_files, bytes_left: most_bytes, found: &mut found };
    reader.folder(folder, "", 0)?;
    found.files.sort();
    found.odd.sort();
    Ok(found)
}

/// Reads a folder, within what is left of the limits.
struct Reader<'a> {
    root: &'a Path,
    files_left: usize,
    bytes_left: u64,
    found: &'a mut Folder,
}

impl Reader<'_> {
    fn too_much(&self, what: &str) -> StoreError {
        StoreError::TooMuch { path: self.root.to_owned(), what: what.to_owned() }
    }

    fn folder(&mut self, folder: &Path, inside: &str, depth: usize) -> Result<(), StoreError> {
        if depth > MOST_DEPTH {
            return Err(self.too_much("folders in folders"));
        }
        let failed = |error| StoreError::from_io("read this folder", folder, error);
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                self.found.odd.push(format!("{inside}{}: a name that is no text", name.to_string_lossy()));
                continue;
            };
            let path = format!("{inside}{name}");
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                self.folder(&entry.path(), &format!("{path}/"), depth + 1)?;
            } else if kind.is_file() {
                let bytes = self.file(&entry.path())?;
                self.found.files.push(FolderFile { path, bytes });
            } else {
                let what = if kind.is_symlink() { "a link, which was not followed" } else { "no file" };
                self.found.odd.push(format!("{path}: {what}"));
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> Result<Vec<u8>, StoreError> {
        self.files_left = self.files_left.checked_sub(1).ok_or_else(|| self.too_much("files"))?;
        let bytes = read_at_most(path, self.bytes_left)?.ok_or_else(|| self.too_much("bytes"))?;
        self.bytes_left -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// The bytes of an ordinary file of at most so many bytes.
///
/// # Errors
/// [`StoreError::TooMuch`] past the limit, and others of the disk.
pub fn read_up_to(path: &Path, most_bytes: u64) -> Result<Vec<u8>, StoreError> {
    let metadata = fs::metadata(path).map_err(|error| StoreError::from_io("read this file", path, error))?;
    if metadata.is_dir() {
        return Err(StoreError::IsFolder { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(StoreError::NotRegular { path: path.to_owned() });
    }
    let too_much = || StoreError::TooMuch { path: path.to_owned(), what: "bytes".to_owned() };
    read_at_most(path, most_bytes)?.ok_or_else(too_much)
}

/// The bytes of a file; `None` if there are more.
fn read_at_most(path: &Path, most_bytes: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let failed = |error| StoreError::from_io("read this file", path, error);
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most_bytes + 1).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= most_bytes))
}

/// Writes a file, and makes the folder that it goes to if that is missing.
///
/// # Errors
/// As [`save()`](super::save()); a folder that was made for it is then taken away again.
pub fn write_into_folder(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let made = MadeFolders::up_to(folder_of(path))?;
    write_file(path, bytes).map(drop)?;
    made.keep();
    Ok(())
}

/// Writes files into `folder`, which is made if it is missing: all of them, or none and the old ones stay.
///
/// # Errors
/// As [`write_all_or_nothing`]; a folder that was made for them is then taken away again.
pub fn write_all_into_folder(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> Result<(), StoreError> {
    let made = if folder.as_os_str().is_empty() { None } else { Some(MadeFolders::up_to(folder)?) };
    write_all_or_nothing(files)?;
    made.into_iter().for_each(MadeFolders::keep);
    Ok(())
}

/// Writes `files`, by paths with `/` between folders, as the whole content of `folder`. Files that are there may be replaced or
/// removed if they are among `replaceable`. `go_on` is told how far it is, from 0 to 1, and says whether to go on.
///
/// # Errors
/// [`StoreError::Occupied`] if the folder holds anything else, [`StoreError::Stopped`] if `go_on` said so, and others of the
/// disk. The folder is then as it was.
pub fn write_folder(
    folder: &Path,
    files: &[(&str, &[u8])],
    replaceable: &[String],
    go_on: &dyn Fn(f32) -> bool,
) -> Result<(), StoreError> {
    if folder.as_os_str().is_empty() || files.iter().any(|(path, _)| !is_plain(path)) {
        return Err(StoreError::NotFound { path: folder.to_owned() });
    }
    let made = MadeFolders::up_to(folder_of(folder))?;
    // links are followed: what they lead to is what gets replaced
    let real = fs::canonicalize(folder).ok();
    let place = Place { asked: folder, folder: real.as_deref().unwrap_or(folder), before: look(folder)?, replaceable };
    place.check_free()?;
    let stands_in_it = std::env::current_dir().is_ok_and(|current| current.starts_with(place.folder));
    let beside = if stands_in_it { Err(None) } else { place.write_beside(files, go_on) };
    match beside {
        Ok(()) => {}
        Err(Some(error)) => return Err(error),
        Err(None) => place.write_within(files, go_on)?,
    }
    made.keep();
    Ok(())
}

/// Whether a path consists of plain names.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|component| matches!(component, Component::Normal(_)))
}

fn look(folder: &Path) -> Result<Option<Metadata>, StoreError> {
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => Ok(Some(metadata)),
        Ok(_) => Err(StoreError::IsFile { path: folder.to_owned() }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::from_io("look at this folder", folder, error)),
    }
}

/// A folder to be written.
struct Place<'a> {
    /// The path that the person knows.
    asked: &'a Path,
    /// The folder behind its links.
    folder: &'a Path,
    before: Option<Metadata>,
    replaceable: &'a [String],
}

/// Why a folder was not put in place as a whole: an error, or `None` where the files can still be replaced one by one.
type NotBeside = Option<StoreError>;

impl Place<'_> {
    fn failed(&self, action: &'static str, error: io::Error) -> StoreError {
        StoreError::from_io(action, self.asked, error)
    }

    /// Refuses a folder that holds what must not be replaced.
    fn check_free(&self) -> Result<(), StoreError> {
        if self.before.is_none() {
            return Ok(());
        }
        let mut found = Vec::new();
        names_below(self.folder, "", 0, &mut found).map_err(|error| self.failed("read this folder", error))?;
        match found.iter().find(|path| !self.replaceable.contains(path)) {
            None => Ok(()),
            Some(other) => {
                let why = format!("{other} is there, which would be lost");
                Err(StoreError::Occupied { path: self.asked.to_owned(), why })
            }
        }
    }

    /// Writes a folder beside it and renames that into place.
    fn write_beside(&self, files: &[(&str, &[u8])], go_on: &dyn Fn(f32) -> bool) -> Result<(), NotBeside> {
        let target = Target {
            asked: self.asked.to_owned(),
            file: self.folder.to_owned(),
            before: None,
            private: false,
            permissions: None,
        };
        let path = target.temporary();
        match disk::create_folder(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::PermissionDenied && self.before.is_some() => return Err(None),
            Err(error) => return Err(Some(self.failed("create a folder here", error))),
        }
        let mut beside = Beside { path, made: Vec::new(), is_placed: false };
        for (at, (path, bytes)) in files.iter().enumerate() {
            if !go_on(at as f32 / files.len() as f32) {
                return Err(Some(StoreError::Stopped { path: self.asked.to_owned() }));
            }
            beside.write(path, bytes, self)?;
        }
        self.check_free()?;
        self.swap(&mut beside, &target)?;
        beside.is_placed = true;
        // what was left by others cannot be put back any more: the new folder is where it would go
        stray::abandoned(&target).filter(|path| is_real_folder(path)).for_each(|path| remove_all(&path));
        let confirmed = disk::sync_folder(folder_of(self.folder));
        confirmed.map_err(|source| Some(StoreError::Unconfirmed { path: self.asked.to_owned(), source }))
    }

    /// Puts the new folder into the place of the old one: at one stroke where the disk can, else with the old one aside meanwhile.
    fn swap(&self, beside: &mut Beside, target: &Target) -> Result<(), NotBeside> {
        let Some(before) = &self.before else {
            return disk::rename(&beside.path, self.folder)
                .map_err(|error| Some(self.failed("put the folder in place", error)));
        };
        fs::set_permissions(&beside.path, before.permissions()).ok();
        match disk::exchange(&beside.path, self.folder) {
            Ok(()) => self.clear_away(&beside.path),
            Err(error) if error.kind() == ErrorKind::Unsupported => self.swap_by_two_renames(beside, target)?,
            Err(error) => return Err(self.not_moved(error)),
        }
        Ok(())
    }

    fn swap_by_two_renames(&self, beside: &Beside, target: &Target) -> Result<(), NotBeside> {
        let aside = target.temporary();
        disk::rename(self.folder, &aside).map_err(|error| self.not_moved(error))?;
        if let Err(error) = disk::rename(&beside.path, self.folder) {
            disk::rename(&aside, self.folder).map_err(|error| Some(self.failed("put the old folder back", error)))?;
            return Err(Some(self.failed("put the folder in place", error)));
        }
        self.clear_away(&aside);
        Ok(())
    }

    /// Why a folder could not be moved: `None` for one that stays where it is and can be filled there.
    fn not_moved(&self, error: io::Error) -> NotBeside {
        let is_fixed =
            matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::ResourceBusy | ErrorKind::PermissionDenied);
        (!is_fixed).then(|| self.failed("put the folder in place", error))
    }

    /// Removes the old folder, unless something came into it that nobody may remove.
    fn clear_away(&self, old: &Path) {
        let mut names = Vec::new();
        if names_below(old, "", 0, &mut names).is_ok() && names.iter().all(|path| self.replaceable.contains(path)) {
            remove_all(old);
        }
    }

    /// Writes the files into the folder that is there, all of them or none, and takes away those that are not needed any more.
    fn write_within(&self, files: &[(&str, &[u8])], go_on: &dyn Fn(f32) -> bool) -> Result<(), StoreError> {
        if !go_on(0.0) {
            return Err(StoreError::Stopped { path: self.asked.to_owned() });
        }
        let mut made = Vec::new();
        for (path, _) in files {
            if let Some(folder) = self.folder.join(path).parent() {
                made.push(MadeFolders::up_to(folder)?);
            }
        }
        let whole: Vec<(PathBuf, Vec<u8>)> =
            files.iter().map(|(path, bytes)| (self.folder.join(path), bytes.to_vec())).collect();
        write_all_or_nothing(&whole)?;
        made.into_iter().for_each(MadeFolders::keep);
        let new: BTreeSet<&str> = files.iter().map(|(path, _)| *path).collect();
        for old in self.replaceable.iter().filter(|path| !new.contains(path.as_str()) && is_plain(path)) {
            disk::remove(&self.folder.join(old)).ok();
            if let Some(folder) = Path::new(old).parent().filter(|folder| !folder.as_os_str().is_empty()) {
                disk::remove_folder(&self.folder.join(folder)).ok(); // only if nothing is left in it
            }
        }
        Ok(())
    }
}

/// A new folder beside its target. Removed when dropped, unless it was put in place.
struct Beside {
    path: PathBuf,
    made: Vec<PathBuf>,
    is_placed: bool,
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.is_placed {
            remove_all(&self.path);
        }
    }
}

impl Beside {
    /// Writes a file with the folders that it needs, and reads it back.
    fn write(&mut self, path: &str, bytes: &[u8], place: &Place<'_>) -> Result<(), StoreError> {
        let file = self.path.join(path);
        let mut missing: Vec<&Path> = file.ancestors().skip(1).take_while(|folder| **folder != *self.path).collect();
        missing.retain(|folder| !self.made.iter().any(|made| made == folder));
        for folder in missing.into_iter().rev() {
            disk::create_folder(folder).map_err(|error| place.failed("create a folder here", error))?;
            self.made.push(folder.to_owned());
        }
        let written = disk::create(&file, false).and_then(|mut file| {
            disk::write(&mut file, bytes)?;
            disk::sync(&file)
        });
        written.map_err(|error| place.failed("write the file", error))?;
        match disk::read(&file) {
            Ok(read) if read == bytes => Ok(()),
            Ok(_) => Err(StoreError::NotVerified { path: place.asked.to_owned() }),
            Err(error) => Err(place.failed("check what was written", error)),
        }
    }
}

/// The paths of everything in a folder that is no folder.
fn names_below(folder: &Path, inside: &str, depth: usize, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{inside}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() && depth < MOST_DEPTH {
            names_below(&entry.path(), &format!("{path}/"), depth + 1, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn is_real_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Removes a folder of ours. What cannot be removed stays: there is nobody to tell.
fn remove_all(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_all(&entry.path());
        } else {
            disk::remove(&entry.path()).ok();
        }
    }
    disk::remove_folder(folder).ok();
}

/// Folders that were made for something that is to come. Removed when dropped, if they are empty, unless they are kept.
struct MadeFolders(Vec<PathBuf>);

impl MadeFolders {
    /// Makes a folder with what is missing above it.
    fn up_to(folder: &Path) -> Result<Self, StoreError> {
        let missing = folder.ancestors().filter(|folder| !folder.as_os_str().is_empty());
        let missing: Vec<PathBuf> =
            missing.take_while(|folder| fs::symlink_metadata(folder).is_err()).map(Path::to_owned).collect();
        let made = Self(missing);
        create_folder(folder)?;
        Ok(made)
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for MadeFolders {
    fn drop(&mut self) {
        for folder in &self.0 {
            disk::remove_folder(folder).ok();
        }
    }
}

#[cfg(test)]
mod tests;
