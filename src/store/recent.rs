//! The documents that were opened last. A list that is lost costs a look into a folder, so reading it cannot fail.
//!
//! Knows paths and what to show beside them; whether a file is still there is asked when it matters.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::{Places, exists, remembered};

/// How many files are remembered, the pinned ones included.
const LIMIT: usize = 20;

/// The documents that were opened last, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recent(Vec<RecentFile>);

/// One document that was opened.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecentFile {
    /// Where it is.
    pub path: PathBuf,
    /// The name of the product that it is about.
    pub product: String,
    /// When it was opened, in words for the person.
    pub opened: String,
    /// How much of it is answered: a share from 0 to 1.
    pub complete: f32,
    /// How many findings stood open that block; `None` if that was not known yet.
    pub blockers: Option<usize>,
    /// How many that warn.
    pub warnings: Option<usize>,
    /// Whether the person wants to keep it in the list.
    pub pinned: bool,
}

impl Recent {
    /// The list from the last run; an empty one if there is none or it cannot be read.
    #[must_use]
    pub fn load(places: &Places) -> Self {
        let mut recent: Self = remembered::load(&path(places));
        for file in &mut recent.0 {
            file.complete = if file.complete.is_nan() { 0.0 } else { file.complete.clamp(0.0, 1.0) };
        }
        recent
    }

    /// The files, the latest first.
    #[must_use]
    pub fn files(&self) -> &[RecentFile] {
        &self.0
    }

    /// Puts `file` to the front. It stays pinned if it was; what is one too many goes, but nothing pinned.
    pub fn remember(&mut self, mut file: RecentFile) {
        file.path = std::path::absolute(&file.path).unwrap_or(file.path);
        file.pinned |= self.0.iter().any(|known| known.pinned && known.path == file.path);
        self.forget(&file.path.clone());
        self.0.insert(0, file);
        let pinned = self.0.iter().filter(|file| file.pinned).count();
        // one at least, so that the file that was just opened is in the list
        let mut room = LIMIT.saturating_sub(pinned).max(1);
        self.0.retain(|file| {
            let fits = file.pinned || room > 0;
            room = room.saturating_sub(usize::from(!file.pinned));
            fits
        });
    }

    /// Pins the file at `path`, or lets it go again.
    pub fn set_pinned(&mut self, path: &Path, pinned: bool) {
        self.0.iter_mut().filter(|file| file.path == path).for_each(|file| file.pinned = pinned);
    }

    /// Takes the file at `path` out of the list, pinned or not.
    pub fn forget(&mut self, path: &Path) {
        self.0.retain(|file| file.path != path);
    }

    /// Takes all files out of the list but the pinned ones.
    pub fn clear(&mut self) {
        self.0.retain(|file| file.pinned);
    }

    /// Writes the list for the next run. Files whose path is not Unicode are left out.
    ///
    /// # Errors
    /// [`StoreError::Denied`] and others of the disk; the list from before stays.
    pub fn save(&self, places: &Places) -> Result<(), StoreError> {
        let writable: Vec<&RecentFile> = self.0.iter().filter(|file| file.path.to_str().is_some()).collect();
        remembered::save(&path(places), &writable)
    }
}

/// Whether there is nothing at `path` any more, or its disk is not connected.
#[must_use]
pub fn is_missing(path: &Path) -> bool {
    !exists(path)
}

fn path(places: &Places) -> PathBuf {
    places.state.join("recent.ron")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn file(number: usize, pinned: bool) -> RecentFile {
        let product = format!("Product {number}");
        RecentFile {
            path: named(number),
            product,
            opened: "3 May".to_owned(),
            complete: 0.5,
            pinned,
            ..RecentFile::default()
        }
    }

    fn named(number: usize) -> PathBuf {
        std::path::absolute(format!("/plans/{number}.caveat")).unwrap()
    }

    fn with(files: &[(usize, bool)]) -> Recent {
        let mut recent = Recent::default();
        for &(number, pinned) in files {
            recent.remember(file(number, pinned));
        }
        recent
    }

    fn paths(recent: &Recent) -> Vec<&Path> {
        recent.files().iter().map(|file| file.path.as_path()).collect()
    }

    #[test]
    fn the_list_comes_back_in_order() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        let recent = with(&[(1, true), (2, false)]);
        recent.save(&places).unwrap();
        assert_eq!(Recent::load(&places), recent);
        assert_eq!(paths(&recent), [named(2), named(1)]);
    }

    #[test]
    fn a_list_that_is_missing_or_broken_is_empty() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        assert_eq!(Recent::load(&places), Recent::default());
        fs::create_dir_all(&places.state).unwrap();
        for content in [&b"["[..], b"", b"\xff", b"(path: 1)"] {
            fs::write(path(&places), content).unwrap();
            assert_eq!(Recent::load(&places), Recent::default());
        }
        fs::write(path(&places), "[(path: \"/a\", complete: NaN, later: 1)]").unwrap();
        assert_eq!(Recent::load(&places).0, [RecentFile { path: "/a".into(), ..RecentFile::default() }]);
    }

    #[test]
    fn a_file_that_is_opened_again_moves_to_the_front_and_stays_pinned() {
        let mut recent = with(&[(1, true), (2, false), (1, false)]);
        assert_eq!(recent.0, [file(1, true), file(2, false)]);
        recent.set_pinned(&named(1), false);
        recent.remember(file(1, false));
        assert_eq!(recent.0, [file(1, false), file(2, false)]);
    }

    #[test]
    fn the_oldest_go_but_nothing_pinned() {
        let files: Vec<_> = (0..30).map(|number| (number, number < 3)).collect();
        let recent = with(&files);
        let kept = (13..30).rev().chain((0..3).rev());
        assert_eq!(paths(&recent), kept.map(named).collect::<Vec<_>>());
        let mut recent = with(&(0..25).map(|number| (number, true)).collect::<Vec<_>>());
        recent.remember(file(50, false));
        recent.remember(file(51, false));
        assert_eq!((recent.0.len(), &recent.0[0]), (26, &file(51, false)));
    }

    #[test]
    fn forgetting_takes_one_and_clearing_leaves_the_pinned() {
        let mut recent = with(&[(1, true), (2, false), (3, false), (4, true)]);
        recent.forget(&named(4));
        assert_eq!(paths(&recent), [named(3), named(2), named(1)]);
        recent.clear();
        assert_eq!(paths(&recent), [named(1)]);
    }

    #[test]
    fn a_file_that_is_gone_is_missing() {
        let root = tempfile::tempdir().unwrap();
        assert!(!is_missing(root.path()));
        assert!(is_missing(&root.path().join("gone")));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_unicode_does_not_cost_the_others() {
        use std::os::unix::ffi::OsStrExt as _;
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        let mut recent = with(&[(1, false)]);
        let odd = std::ffi::OsStr::from_bytes(b"/caf\xe9.caveat");
        recent.remember(RecentFile { path: odd.into(), ..RecentFile::default() });
        recent.save(&places).unwrap();
        assert_eq!(Recent::load(&places).0, [file(1, false)]);
    }
}
