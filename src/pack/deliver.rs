//! A pack onto the disk: whole or not at all, then read back and checked.
//!
//! What is there already is replaced only if it is a pack that nobody has touched: a folder that somebody works in must not be
//! emptied because its name was typed.

use std::path::{Path, PathBuf};

use crate::store::{self, FolderFile, StoreError};

use super::verify::{Verified, verify};
use super::{Pack, PackError, archive, check, manifest};

/// Where a pack goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A folder of its own.
    Folder(PathBuf),
    /// One ZIP file.
    Zip(PathBuf),
}

impl Target {
    /// A ZIP if the path ends in `.zip`, else a folder.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        if is_zip { Self::Zip(path.to_owned()) } else { Self::Folder(path.to_owned()) }
    }

    /// The folder or the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder(path) | Self::Zip(path) => path,
        }
    }
}

/// A pack that was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivered {
    /// The files, the manifest last.
    pub files: Vec<DeliveredFile>,
    /// SHA-256 of the manifest: what a receiver can be told another way.
    pub digest: String,
    /// What the check after writing found; empty if all is well.
    pub problems: Vec<String>,
    /// What was checked, in a sentence.
    pub checked: String,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeliveredFile {
    /// Its path in the pack, with `/` between folders.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// How many pages; 0 for formats without pages.
    pub pages: usize,
}

/// The share of the way at which everything is in place and only the check remains.
const IN_PLACE: f32 = 0.7;

/// Writes a pack, reads it back and checks it. `go_on` is told how far it is, from 0 to 1, and says whether to go on; once the
/// pack is in place it is asked no more.
///
/// # Errors
/// [`PackError`]; the disk is then as it was before.
pub fn deliver(pack: &Pack, target: &Target, go_on: &(dyn Fn(f32) -> bool + Sync)) -> Result<Delivered, PackError> {
    let files: Vec<(&str, &[u8])> = pack.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    let old = replaceable(target)?;
    let read = match target {
        Target::Folder(folder) => {
            store::write_folder(folder, &files, &old, &|share| go_on(share * IN_PLACE))?;
            store::read_folder(folder, archive::MOST_FILES, archive::MOST_BYTES)?.files
        }
        Target::Zip(path) => {
            let bytes = archive::write(files.into_iter())?;
            if !go_on(IN_PLACE / 2.0) {
                return Err(PackError::Cancelled);
            }
            store::write_into_folder(path, &bytes)?;
            archive::read(&store::read_up_to(path, archive::MOST_BYTES)?).files
        }
    };
    go_on(IN_PLACE);
    Ok(delivered(pack, &read))
}

fn delivered(pack: &Pack, read: &[FolderFile]) -> Delivered {
    let checked = check::check(pack, read);
    let manifest = pack.files.last().filter(|file| file.path == manifest::NAME);
    let file = |file: &super::PackFile| DeliveredFile {
        path: file.path.clone(),
        bytes: file.bytes.len() as u64,
        pages: file.pages,
    };
    Delivered {
        files: pack.files.iter().map(file).collect(),
        digest: manifest.map(|file| store::hexadecimal(&store::digest(&file.bytes))).unwrap_or_default(),
        problems: checked.problems,
        checked: checked.said,
    }
}

/// The files that may be replaced at the target: those of a pack that nobody has touched.
fn replaceable(target: &Target) -> Result<Vec<String>, PackError> {
    let path = target.path();
    let is_free = match target {
        Target::Folder(folder) => !store::exists(folder) || store::is_empty_folder(folder),
        Target::Zip(file) => !store::exists(file),
    };
    if is_free {
        return Ok(Vec::new());
    }
    if matches!(target, Target::Zip(_)) && store::is_folder(path) {
        return Err(StoreError::IsFolder { path: path.to_owned() }.into());
    }
    if matches!(target, Target::Folder(_)) && !store::is_folder(path) {
        return Err(StoreError::IsFile { path: path.to_owned() }.into());
    }
    let there = verify(path)?;
    if let Some(why) = why_not(&there) {
        return Err(StoreError::Occupied { path: path.to_owned(), why }.into());
    }
    let mut files = there.unchanged;
    files.extend(there.missing);
    files.push(manifest::NAME.to_owned());
    Ok(files)
}

/// Why what is there must not be replaced.
fn why_not(there: &Verified) -> Option<String> {
    let first = |names: &[String]| names.first().cloned().unwrap_or_default();
    if there.manifest.is_none() {
        Some("there is something that is no pack of Caveat".to_owned())
    } else if !there.changed.is_empty() {
        Some(format!("{} was changed since that pack was made", first(&there.changed)))
    } else if !there.extra.is_empty() {
        Some(format!("{} is there too, which is not of that pack", first(&there.extra)))
    } else {
        there.problems.first().cloned()
    }
}
