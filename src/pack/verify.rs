//! Whether a pack is still as it was made: every file against the manifest, in a folder or a ZIP.

mod inside;

use std::collections::BTreeMap;
use std::path::Path;

use crate::store::{self, FolderFile, StoreError, digest, hexadecimal};

use super::archive::{MOST_BYTES, MOST_FILES, alike, read, shown, trick};
use super::manifest::{Entry, Manifest, NAME};

/// What a look at a pack found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// What the manifest says, if there is one that can be read.
    pub manifest: Option<Manifest>,
    /// SHA-256 of the manifest, to be compared with what the sender says; empty without one.
    pub digest: String,
    /// Files that are as they were made.
    pub unchanged: Vec<String>,
    /// Files with other content.
    pub changed: Vec<String>,
    /// Files that the manifest names and that are not there.
    pub missing: Vec<String>,
    /// Files that the manifest does not name.
    pub extra: Vec<String>,
    /// What is wrong with the manifest or with the archive itself, in words.
    pub problems: Vec<String>,
}

impl Verified {
    /// Whether every file is there, unchanged, and nothing else.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let Self { manifest, changed, missing, extra, problems, .. } = self;
        manifest.is_some() && [changed, missing, extra, problems].iter().all(|list| list.is_empty())
    }

    /// Whether there is no manifest at all: what was looked at is no pack, or was one.
    #[must_use]
    pub const fn is_no_pack(&self) -> bool {
        self.digest.is_empty()
    }
}

/// Looks at the pack in a folder or a ZIP.
///
/// # Errors
/// [`StoreError`] if there is nothing that can be read.
pub fn verify(path: &Path) -> Result<Verified, StoreError> {
    if store::is_folder(path) {
        let folder = store::read_folder(path, MOST_FILES, MOST_BYTES)?;
        return Ok(compare(&folder.files, folder.odd));
    }
    let archive = read(&store::read_up_to(path, MOST_BYTES)?);
    Ok(compare(&archive.files, archive.problems))
}

/// Compares the files of a pack with its manifest.
#[must_use]
pub fn compare(files: &[FolderFile], problems: Vec<String>) -> Verified {
    let mut verified = Verified { problems, ..Verified::default() };
    let Some(manifest) = files.iter().find(|file| file.path == NAME) else {
        if verified.problems.is_empty() {
            verified.problems.push(format!(
                "there is no {NAME}, which says what each file was; name the folder or the ZIP in which it is"
            ));
        }
        verified.extra = files.iter().map(|file| file.path.clone()).collect();
        return verified;
    };
    verified.digest = hexadecimal(&digest(&manifest.bytes));
    let manifest = match Manifest::read(&manifest.bytes) {
        Ok(manifest) => manifest,
        Err(problem) => {
            verified.problems.push(problem);
            return verified;
        }
    };
    let named = named(&manifest, &mut verified.problems);
    let mut there: BTreeMap<&str, &FolderFile> = files.iter().map(|file| (file.path.as_str(), file)).collect();
    there.remove(NAME);
    for (path, entry) in named {
        match there.remove(path) {
            None => verified.missing.push(path.to_owned()),
            Some(file) if is_as_made(file, entry) => verified.unchanged.push(path.to_owned()),
            Some(_) => verified.changed.push(path.to_owned()),
        }
    }
    verified.extra = there.into_keys().map(str::to_owned).collect();
    verified.problems.extend(inside::problems(files, &manifest));
    verified.manifest = Some(manifest);
    verified
}

/// The files that a manifest names, without those that no pack of ours names.
fn named<'a>(manifest: &'a Manifest, problems: &mut Vec<String>) -> BTreeMap<&'a str, &'a Entry> {
    let mut named = BTreeMap::new();
    for entry in &manifest.files {
        if let Some(trick) = trick(&entry.path) {
            problems.push(format!("the manifest names {}: {trick}", shown(&entry.path)));
        } else if entry.path == NAME || named.insert(entry.path.as_str(), entry).is_some() {
            problems.push(format!("the manifest names {} twice", shown(&entry.path)));
        }
    }
    problems.extend(alike(named.keys().copied()));
    named
}

fn is_as_made(file: &FolderFile, entry: &Entry) -> bool {
    file.bytes.len() as u64 == entry.bytes && hexadecimal(&digest(&file.bytes)) == entry.sha256
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Workbook;
    use crate::pack::{Basis, Order, PackFile, profile};

    fn file(path: &str, text: &str) -> FolderFile {
        FolderFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    fn pack(paths: &[&str]) -> Vec<FolderFile> {
        let made = |path: &&str| PackFile {
            path: (*path).to_owned(),
            document: None,
            format: None,
            bytes: b"as made".to_vec(),
            pages: 0,
            missing: Vec::new(),
        };
        let files: Vec<PackFile> = paths.iter().map(made).collect();
        let order = Order::new(&Workbook::default(), Path::new("a.caveat"), profile::full());
        let manifest = Manifest::of(&files, &Basis::default(), &order);
        let mut files: Vec<FolderFile> = paths.iter().map(|path| file(path, "as made")).collect();
        files.push(file(NAME, &manifest.write()));
        files
    }

    #[test]
    fn every_kind_of_change_is_named() {
        let mut files = pack(&["a.md", "b.md", "tables/c.csv"]);
        assert!(compare(&files, Vec::new()).is_sound());
        files[0].bytes = b"by hand".to_vec();
        files.remove(1);
        files.push(file("d.md", "new"));
        let verified = compare(&files, Vec::new());
        assert!(!verified.is_sound());
        assert_eq!(verified.changed, ["a.md"]);
        assert_eq!(verified.missing, ["b.md"]);
        assert_eq!(verified.extra, ["d.md"]);
        assert_eq!(verified.unchanged, ["tables/c.csv"]);
    }

    #[test]
    fn a_manifest_that_lies_about_paths_is_a_problem() {
        for (path, said) in [("../a.md", "leads out"), ("/etc/passwd", "root of a disk"), ("b.md", "twice")] {
            let verified = compare(&pack(&["b.md", path]), Vec::new());
            assert!(!verified.is_sound());
            assert!(verified.problems.iter().any(|problem| problem.contains(said)), "{path}: {:?}", verified.problems);
        }
        let verified = compare(&pack(&["B.md", "b.md"]), Vec::new());
        assert_eq!(verified.problems, ["B.md and b.md are one file on some systems"]);
    }

    #[test]
    fn without_a_manifest_nothing_is_sound() {
        let verified = compare(&[file("a.md", "x")], Vec::new());
        assert_eq!((verified.extra, verified.problems.len()), (vec!["a.md".to_owned()], 1));
        assert!(!compare(&[file(NAME, "{}")], Vec::new()).is_sound());
    }
}
