//! The keeper: keeps a copy of unsaved work on the disk, in the background, so that a crash takes no more than seconds.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::edit::Ids;
use crate::model::Workbook;
use crate::store::recovery::{Abandoned, Recovery};
use crate::store::{Places, StoreError};

use super::document::Origin;
use super::jobs::{Job, Jobs, Poll};

/// Keeps copies of one document.
#[derive(Default)]
pub struct Keeper {
    shelf: Option<Arc<Shelf>>,
    kept: Option<u64>,
    keeping: Option<Job<Result<(), StoreError>>>,
    supersedes: Option<Abandoned>,
}

/// The place for the copy, used by one thread at a time. Only the latest wish counts: a copy that was begun before the
/// document was saved must not come back after it was removed.
struct Shelf {
    recovery: Mutex<Recovery>,
    latest: AtomicU64,
}

impl Shelf {
    fn carry_out(&self, wish: u64, act: impl FnOnce(&Recovery) -> Result<(), StoreError>) -> Result<(), StoreError> {
        // a thread that died while it wrote has left a whole file or none, so a poisoned lock is as good as any
        let recovery = self.recovery.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if self.latest.load(Ordering::SeqCst) == wish { act(&recovery) } else { Ok(()) }
    }
}

impl Keeper {
    /// Keeps a copy if the work has changed since the last one, or removes the copy if there is nothing to keep. Gives an
    /// error once, when it appears.
    pub fn tend(
        &mut self,
        jobs: &Jobs,
        places: &Places,
        dirty: bool,
        revision: u64,
        copy: impl FnOnce() -> (Workbook, Origin, String),
    ) -> Option<StoreError> {
        if let Some(job) = &self.keeping {
            match job.poll() {
                Poll::Working => return None,
                Poll::Done(result) => {
                    self.keeping = None;
                    if let Err(error) = result {
                        return Some(error);
                    }
                }
                Poll::Lost => self.keeping = None,
            }
        }
        if self.kept == Some(revision) {
            return None;
        }
        self.kept = Some(revision);
        if !dirty {
            self.forget(jobs);
            return None;
        }
        let shelf = match self.shelf(places) {
            Ok(shelf) => shelf,
            Err(error) => return Some(error),
        };
        let wish = shelf.latest.fetch_add(1, Ordering::SeqCst) + 1;
        let (workbook, origin, now) = copy();
        let old = self.supersedes.take();
        self.keeping = Some(jobs.start("Keeping a copy for recovery", move |_| {
            shelf.carry_out(wish, |recovery| {
                recovery.keep(origin.path.as_deref(), origin.digest, &now, &workbook)?;
                old.map_or(Ok(()), |old| old.discard())
            })
        }));
        None
    }

    /// Says that the work came from `old`, which is removed once the work is kept anew.
    pub fn supersede(&mut self, old: Abandoned) {
        self.supersedes = Some(old);
    }

    /// Forgets what was kept last, so that the next [`Keeper::tend`] looks again: the document was saved.
    pub fn look_again(&mut self) {
        self.kept = None;
    }

    /// Removes the copy in the background.
    pub fn forget(&mut self, jobs: &Jobs) {
        if let Some(shelf) = self.shelf.clone() {
            let wish = shelf.latest.fetch_add(1, Ordering::SeqCst) + 1;
            self.keeping =
                Some(jobs.start("Removing the copy for recovery", move |_| shelf.carry_out(wish, Recovery::forget)));
        }
    }

    /// Removes the copy now: the window is about to close, and a thread would not live long enough.
    pub fn forget_before_leaving(&mut self) {
        if let Some(shelf) = self.shelf.take() {
            let wish = shelf.latest.fetch_add(1, Ordering::SeqCst) + 1;
            // a copy that cannot be removed is offered at the next start, which is no loss
            drop(shelf.carry_out(wish, Recovery::forget));
        }
    }

    /// Whether a copy is being written.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.keeping.is_some()
    }

    fn shelf(&mut self, places: &Places) -> Result<Arc<Shelf>, StoreError> {
        if let Some(shelf) = &self.shelf {
            return Ok(Arc::clone(shelf));
        }
        let recovery = Mutex::new(Recovery::start(places, Ids::random().fresh().0)?);
        let shelf = Arc::new(Shelf { recovery, latest: AtomicU64::new(0) });
        self.shelf = Some(Arc::clone(&shelf));
        Ok(shelf)
    }
}
