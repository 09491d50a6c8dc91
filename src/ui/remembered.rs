//! What earlier runs left for the start screen: recent files, and unsaved work. Read by a job.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::store::recent::Recent;
use crate::store::recovery::{self, Abandoned};
use crate::store::{self, Places};

/// What earlier runs left.
pub(super) struct Remembered {
    /// The files that were opened last.
    pub(super) recent: Recent,
    /// Those of them that are not where they were.
    pub(super) missing: BTreeSet<PathBuf>,
    /// Unsaved work.
    pub(super) abandoned: Vec<Abandoned>,
}

impl Remembered {
    /// Reads it.
    pub(super) fn load(places: &Places) -> Self {
        let recent = Recent::load(places);
        let gone = recent.files().iter().map(|file| file.path.clone()).filter(|path| !store::exists(path));
        Self { missing: gone.collect(), abandoned: recovery::abandoned(places), recent }
    }
}
