//! The keeper: keeps a copy of unsaved work on the disk, in the background, so that a crash takes no more than seconds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError, Weak};
use std::time::Duration;

use crate::edit::Ids;
use crate::edit::begun::Begun;
use crate::model::Workbook;
use crate::store::recovery::{Abandoned, Recovery};
use crate::store::{Places, StoreError, exists};

use super::document::Origin;
use super::jobs::{Job, Jobs, Poll};

/// Keeps copies of one document.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct Keeper {
    shelf: Option<Arc<Shelf>>,
    kept: Option<(u64, Begun)>,
    keeping: Option<Job<Result<(), StoreError>>>,
    /// What the work came from, until it is kept anew.
    supersedes: Option<Abandoned>,
    /// Whether what is under way removes a copy.
    removes: bool,
    /// Whether the last copy could not be kept.
    fails: bool,
    /// Whether the copy stays when the document goes.
    stays: bool,
    /// Whether work was handed over to be kept in a moment since something was taken.
    handed: bool,
}

/// The place for the copy, used by one thread at a time. Only the latest wish counts, whichever thread carries it out: a copy
/// that was begun before the document was saved must not come back after it was removed, and none is written twice.
struct Shelf {
    places: Places,
    recovery: Mutex<Option<Recovery>>,
    /// What is wished and was not carried out.
    wish: Mutex<Option<Arc<Wish>>>,
    /// Whether a thread waits to carry out what is wished.
    waits: AtomicBool,
}

/// What is to become of the copy.
enum Wish {
    Keep(Box<Work>),
    Remove,
}

/// Work to be kept.
struct Work {
    workbook: Workbook,
    origin: Origin,
    now: String,
    begun: String,
}

/// The place of a document's copy, as the last words of the program need it. It does not outlive the document: once that is
/// closed, the place is free.
#[derive(Clone)]
pub(super) struct Place(Weak<Shelf>);

/// What came of keeping a copy without waiting.
pub(super) enum AtOnce<R> {
    /// The document is closed: there is no place.
    Closed,
    /// The place is in use just now.
    InUse,
    /// It was tried.
    Done(Result<R, StoreError>),
}

impl Place {
    /// A place of its own, as for a document of which nothing was kept yet, and what it lives as long as.
    #[cfg(test)]
    pub(super) fn new(places: &Places) -> (Self, impl Sized + use<>) {
        let shelf = Arc::new(Shelf::new(places));
        (Self(Arc::downgrade(&shelf)), shelf)
    }

    /// Keeps a copy, whatever was wished.
    pub(super) fn keep_at_once<R>(&self, keep: impl FnOnce(&Recovery) -> Result<R, StoreError>) -> AtOnce<R> {
        let Some(shelf) = self.0.upgrade() else { return AtOnce::Closed };
        let mut place = match shelf.recovery.try_lock() {
            Ok(place) => place,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return AtOnce::InUse,
        };
        let kept = shelf.keep_in(&mut place, keep);
        if kept.is_ok() {
            // what was wished before is older
            shelf.wished().take_if(|wish| matches!(**wish, Wish::Keep(_)));
        }
        AtOnce::Done(kept)
    }
}

impl Shelf {
    fn new(places: &Places) -> Self {
        Self {
            places: places.clone(),
            recovery: Mutex::new(None),
            wish: Mutex::default(),
            waits: AtomicBool::new(false),
        }
    }

    /// Wishes this instead of whatever was wished and is not under way.
    fn wish(&self, wish: Wish) {
        *self.wished() = Some(Arc::new(wish));
    }

    fn wished(&self) -> MutexGuard<'_, Option<Arc<Wish>>> {
        self.wish.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Carries out what is wished by then, unless another thread has. Waits for whoever uses the place.
    fn carry_out(&self) -> Result<(), StoreError> {
        self.carry_out_in(&mut self.lock())
    }

    /// The same on the thread that has waited for what is handed over: what is handed over from then on, another one waits for.
    fn carry_out_at_last(&self) -> Result<(), StoreError> {
        let mut place = self.lock();
        self.waits.store(false, Ordering::SeqCst);
        self.carry_out_in(&mut place)
    }

    /// What fails is wished still: whoever wished it tries it too, and says what came of it.
    fn carry_out_in(&self, place: &mut Option<Recovery>) -> Result<(), StoreError> {
        let Some(wish) = self.wished().clone() else { return Ok(()) };
        match &*wish {
            Wish::Keep(work) => self.keep_in(place, |recovery| {
                let Work { workbook, origin, now, begun } = &**work;
                recovery.keep_with((origin.path.as_deref(), origin.digest, now), workbook, begun)
            })?,
            Wish::Remove => place.as_ref().map_or(Ok(()), Recovery::forget)?,
        }
        self.wished().take_if(|now| Arc::ptr_eq(now, &wish));
        Ok(())
    }

    /// Uses the place, which is made for the first copy.
    fn keep_in<R>(
        &self,
        place: &mut Option<Recovery>,
        keep: impl FnOnce(&Recovery) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let recovery = match place.take() {
            Some(recovery) => recovery,
            None => Recovery::start(&self.places, Ids::random().fresh().0)?,
        };
        let kept = keep(&recovery);
        *place = Some(recovery);
        kept
    }

    fn holds_a_copy(&self) -> bool {
        self.lock().as_ref().is_some_and(|place| exists(place.path()))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Recovery>> {
        // a thread that died while it wrote has left a whole file or none, so a poisoned lock is as good as any
        self.recovery.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wish {
    fn keep((workbook, origin, now): (Workbook, Origin, String), begun: &Begun) -> Self {
        Self::Keep(Box::new(Work { workbook, origin, now, begun: begun.text() }))
    }
}

impl Keeper {
    /// Keeps a copy if the work has changed since the last one, or removes the copy if there is nothing to keep. Gives an
    /// error once, when it appears. `state` is whether there is unsaved work, the revision, and what is begun.
    pub fn tend(
        &mut self,
        jobs: &Jobs,
        places: &Places,
        state: (bool, u64, &Begun),
        copy: impl FnOnce() -> (Workbook, Origin, String),
    ) -> Option<StoreError> {
        let (dirty, revision, begun) = state;
        if let Some(job) = &self.keeping {
            match job.poll() {
                Poll::Working => {
                    // saved meanwhile: what was handed over is not to be kept any more
                    if let Some(shelf) = self.shelf.as_ref().filter(|_| self.handed && !dirty && begun.is_empty()) {
                        shelf.wish(Wish::Remove);
                    }
                    return None;
                }
                Poll::Done(result) => {
                    self.keeping = None;
                    if result.is_ok() && !self.removes {
                        self.supersedes = None;
                    }
                    self.fails = result.is_err() && !self.removes;
                    // a copy that cannot be removed is offered at the next start, which is no loss
                    if let Err(error) = result
                        && !self.removes
                    {
                        return Some(error);
                    }
                }
                Poll::Lost => (self.keeping, self.fails) = (None, !self.removes),
            }
        }
        // what was handed over may have been taken back since
        if self.has_taken(revision, begun) && !self.handed {
            return None;
        }
        (self.kept, self.stays, self.handed) = (Some((revision, begun.clone())), false, false);
        if !dirty && begun.is_empty() {
            self.forget(jobs);
            return None;
        }
        let shelf = self.shelf(places);
        shelf.wish(Wish::keep(copy(), begun));
        let old = self.supersedes.clone();
        self.removes = false;
        self.keeping = Some(jobs.start("Keeping a copy for recovery", move |_| {
            shelf.carry_out()?;
            if let Some(old) = old.filter(|_| shelf.holds_a_copy()) {
                // one that stays is offered at the next start, which is no loss
                drop(old.discard());
            }
            Ok(())
        }));
        None
    }

    /// Hands over work that is not to be kept yet, or cannot be while an earlier copy is written: it is kept in `seconds` in any
    /// case. A window that lies under others, or is put away, has no frame in which [`Keeper::tend`] would look again.
    pub fn keep_later(
        &mut self,
        (jobs, places): (&Jobs, &Places),
        seconds: f64,
        begun: &Begun,
        copy: impl FnOnce() -> (Workbook, Origin, String),
    ) {
        if !jobs.are_on_threads() {
            return;
        }
        self.handed = true;
        let shelf = self.shelf(places);
        shelf.wish(Wish::keep(copy(), begun));
        if !shelf.waits.swap(true, Ordering::SeqCst) {
            // the place does not outlive the document
            let shelf = Arc::downgrade(&shelf);
            drop(jobs.start("Keeping a copy in a moment", move |_| {
                std::thread::park_timeout(Duration::from_secs_f64(seconds));
                if let Some(shelf) = shelf.upgrade() {
                    // where it fails, the next frame tries it too, and says so
                    drop(shelf.carry_out_at_last());
                }
            }));
        }
    }

    /// Whether [`Keeper::tend`] took this work to be kept.
    pub fn has_taken(&self, revision: u64, begun: &Begun) -> bool {
        self.kept.as_ref().is_some_and(|(kept, with)| *kept == revision && with == begun)
    }

    /// Whether this work is on the disk as a copy: written, and not only begun.
    pub fn has_kept(&self, revision: u64, begun: &Begun) -> bool {
        self.has_taken(revision, begun) && !self.handed && self.keeping.is_none() && !self.fails && !self.removes
    }

    /// Says that the work came from `old`, which is removed once the work is kept anew.
    pub fn supersede(&mut self, old: Abandoned) {
        self.supersedes = Some(old);
    }

    /// Whether the last [`Keeper::tend`] took notice of the work, and did not wait for an earlier copy.
    pub fn has_looked(&self) -> bool {
        self.kept.is_some()
    }

    /// Whether the last copy could not be kept: what is not saved is nowhere but in this window.
    pub fn fails(&self) -> bool {
        self.fails
    }

    /// Whether something else was begun than what was kept last.
    pub fn is_begun_anew(&self, begun: &Begun) -> bool {
        self.kept.as_ref().is_some_and(|(_, kept)| kept != begun)
    }

    /// Forgets what was kept last, so that the next [`Keeper::tend`] looks again: the document was saved, or is being typed in.
    pub fn look_again(&mut self) {
        (self.kept, self.stays) = (None, false);
    }

    /// Removes the copy in the background.
    pub fn forget(&mut self, jobs: &Jobs) {
        if self.leaves(jobs) {
            return;
        }
        if let Some(shelf) = self.shelf.clone() {
            shelf.wish(Wish::Remove);
            self.removes = true;
            self.keeping = Some(jobs.start("Removing the copy for recovery", move |_| shelf.carry_out()));
        }
    }

    /// Says whether the copy stays where it is when the document goes, to be offered at the next start: until something else is kept,
    /// or saved.
    pub fn stay(&mut self, stays: bool) {
        self.stays = stays;
    }

    /// Lets go of the copy and leaves it, if it stays; in the background, as its disk may hang.
    fn leaves(&mut self, jobs: &Jobs) -> bool {
        if let Some(shelf) = self.shelf.take_if(|_| self.stays) {
            drop(jobs.start("Leaving the copy for recovery", move |_| drop(shelf.carry_out())));
        }
        self.stays
    }

    /// Removes the copy now: the window is about to close, and a thread would not live long enough.
    pub fn forget_before_leaving(&mut self, jobs: &Jobs) {
        if self.leaves(jobs) {
            return;
        }
        if let Some(shelf) = self.shelf.take() {
            shelf.wish(Wish::Remove);
            // a copy that cannot be removed is offered at the next start, which is no loss
            drop(shelf.carry_out());
        }
    }

    /// Where the copy is kept.
    pub(super) fn place(&mut self, places: &Places) -> Place {
        Place(Arc::downgrade(&self.shelf(places)))
    }

    fn shelf(&mut self, places: &Places) -> Arc<Shelf> {
        Arc::clone(self.shelf.get_or_insert_with(|| Arc::new(Shelf::new(places))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::abandoned;

    fn named(product: &str) -> (Workbook, Origin, String) {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).product = product.to_owned();
        (workbook, Origin::default(), "2026-03-09 14:32".to_owned())
    }

    /// What is kept once the keeper has gone and its threads have ended.
    fn kept(keeper: Keeper, places: &Places) -> Vec<String> {
        let shelf = keeper.shelf.clone();
        drop(keeper);
        if let Some(shelf) = shelf {
            // a thread that waits asks for the shelf when its time has come
            for _ in 0..2_000 {
                if !shelf.waits.load(Ordering::SeqCst) && Arc::strong_count(&shelf) == 1 {
                    break;
                }
                std::thread::park_timeout(Duration::from_millis(5));
            }
        }
        let name = |from: Abandoned| from.take::<Workbook>().unwrap().value.about.product.clone();
        abandoned(places).into_iter().map(name).collect()
    }

    #[test]
    fn what_is_handed_over_is_kept_without_another_frame_unless_it_is_removed_or_saved_meanwhile() {
        let context = egui::Context::default();
        let jobs = Jobs::on_threads(&context);
        let root = tempfile::tempdir().unwrap();
        let begun = Begun::default();
        let later = |keeper: &mut Keeper, places: &Places, product: &str| {
            keeper.keep_later((&jobs, places), 0.05, &begun, || named(product));
        };
        let places = |name: &str| Places::within(&root.path().join(name));
        let handed = places("handed");
        let mut keeper = Keeper::default();
        later(&mut keeper, &handed, "first");
        later(&mut keeper, &handed, "second");
        assert_eq!(kept(keeper, &handed), ["second"]);
        let removed = places("removed");
        let mut keeper = Keeper::default();
        later(&mut keeper, &removed, "removed");
        let shelf = keeper.shelf.clone();
        keeper.forget_before_leaving(&jobs);
        while shelf.as_ref().is_some_and(|shelf| shelf.waits.load(Ordering::SeqCst)) {
            std::thread::yield_now();
        }
        drop(shelf);
        assert_eq!(kept(keeper, &removed), Vec::<String>::new());
        // typed and taken back: nothing is unsaved at the next frame
        let back = places("taken back");
        let mut keeper = Keeper::default();
        keeper.tend(&jobs, &back, (false, 1, &begun), || named("saved"));
        later(&mut keeper, &back, "taken back");
        loop {
            keeper.tend(&jobs, &back, (false, 1, &begun), || named("saved"));
            if keeper.keeping.is_none() {
                break;
            }
            std::thread::yield_now();
        }
        assert_eq!(kept(keeper, &back), Vec::<String>::new());
    }

    #[test]
    fn a_copy_stays_when_its_document_goes_only_until_something_else_is_kept_or_saved() {
        let context = egui::Context::default();
        let jobs = Jobs::at_once(&context);
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        let begun = Begun::default();
        let mut keeper = Keeper::default();
        keeper.tend(&jobs, &places, (true, 1, &begun), || named("given up"));
        keeper.stay(true);
        keeper.look_again(); // as after a save
        keeper.forget_before_leaving(&jobs);
        drop(keeper);
        assert!(abandoned(&places).is_empty(), "it was saved");
        let mut keeper = Keeper::default();
        keeper.tend(&jobs, &places, (true, 1, &begun), || named("given up"));
        keeper.stay(true);
        keeper.forget_before_leaving(&jobs);
        drop(keeper);
        assert_eq!(abandoned(&places).len(), 1);
    }

    #[test]
    fn the_newest_wish_is_carried_out_once_whichever_thread_comes_first() {
        let root = tempfile::tempdir().unwrap();
        let begun = Begun::default();
        let places = Places::within(&root.path().join("newest"));
        let shelf = Shelf::new(&places);
        shelf.wish(Wish::keep(named("not begun yet"), &begun));
        shelf.wish(Wish::keep(named("handed over since"), &begun));
        shelf.carry_out().unwrap();
        shelf.carry_out().unwrap();
        drop(shelf);
        let found = abandoned(&places);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].take::<Workbook>().unwrap().value.about.product, "handed over since");
        let places = Places::within(&root.path().join("removed"));
        let shelf = Shelf::new(&places);
        shelf.wish(Wish::keep(named("written"), &begun));
        shelf.carry_out().unwrap();
        shelf.lock().as_ref().unwrap().forget().unwrap();
        shelf.carry_out().unwrap();
        assert!(!shelf.holds_a_copy(), "it was carried out before");
        shelf.wish(Wish::keep(named("before it was saved"), &begun));
        shelf.wish(Wish::Remove);
        shelf.carry_out().unwrap();
        shelf.carry_out().unwrap();
        drop(shelf);
        assert!(abandoned(&places).is_empty());
    }

    #[test]
    fn what_one_thread_could_not_keep_the_next_one_tries() {
        let root = tempfile::tempdir().unwrap();
        let places = Places { state: root.path().to_owned(), ..Places::within(root.path()) };
        let shelf = Shelf::new(&places);
        let in_the_way = tempfile::Builder::new().prefix("recovery").rand_bytes(0).tempfile_in(&places.state).unwrap();
        shelf.wish(Wish::keep(named("typed"), &Begun::default()));
        shelf.carry_out().unwrap_err();
        shelf.carry_out().unwrap_err();
        drop(in_the_way);
        shelf.carry_out().unwrap();
        drop(shelf);
        assert_eq!(abandoned(&places).len(), 1);
    }
}
