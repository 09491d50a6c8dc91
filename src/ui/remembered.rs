//! What earlier runs left for the start screen: recent files, and unsaved work. Read by a job.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use crate::store::points::{self, Discarded};
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
    /// Work that was discarded lately.
    pub(super) discarded: Vec<Discarded>,
}

/// For so many days what was discarded is offered on the start screen.
const DAYS: i32 = 30;

/// What was discarded in the last 30 days.
pub(super) fn discarded_lately(places: &Places, now: DateTime) -> Vec<Discarded> {
    points::discarded(places, now.checked_sub(DAYS.days()).unwrap_or(DateTime::MIN))
}

impl Remembered {
    /// Reads it.
    pub(super) fn load(places: &Places, now: DateTime) -> Self {
        let recent = Recent::load(places);
        let gone = recent.files().iter().map(|file| file.path.clone()).filter(|path| !store::exists(path));
        let missing = gone.collect();
        let (abandoned, discarded) = (recovery::abandoned(places), discarded_lately(places, now));
        Self { recent, missing, abandoned, discarded }
    }
}
