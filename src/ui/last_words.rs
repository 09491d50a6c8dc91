//! What is done when the program has a defect and stops in the middle: the work as it was in the last frame goes to the recovery
//! folder, and the terminal is told where.
//!
//! A panic may come on any thread, with anything locked. So nothing here waits for a lock: what cannot be had at once is left
//! alone, and the copy of at most a second before it is there anyway.

use std::panic;
use std::sync::{Mutex, OnceLock, PoisonError, TryLockError};

use jiff::civil::DateTime;

use crate::model::Workbook;

use super::document::{Origin, moment};
use super::keeper::Place;

/// The unsaved work of the last frame.
pub(super) struct LastWords {
    pub(super) workbook: Workbook,
    pub(super) origin: Origin,
    pub(super) at: DateTime,
    pub(super) place: Place,
}

impl LastWords {
    /// Keeps the work. Gives what to tell the person; `None` if the place is in use just now.
    pub(super) fn keep(&self) -> Option<String> {
        let kept = self.place.keep_at_once(|recovery| {
            recovery.keep(self.origin.path.as_deref(), self.origin.digest, &moment(self.at), &self.workbook)
        })?;
        Some(match kept {
            Ok(()) => {
                "Unsaved work was kept. The next start of Caveat offers it; `caveat recover` lists it.".to_owned()
            }
            Err(error) => format!("The last second of work could not be kept: {error}. {}", error.hint()),
        })
    }
}

fn last() -> &'static Mutex<Option<LastWords>> {
    static LAST: OnceLock<Mutex<Option<LastWords>>> = OnceLock::new();
    LAST.get_or_init(Mutex::default)
}

/// Remembers the work of this frame; `None` where nothing is unsaved, or nothing shall be kept.
pub(super) fn remember(words: Option<LastWords>) {
    *last().lock().unwrap_or_else(PoisonError::into_inner) = words;
}

/// From now on a panic keeps the work before it ends the program.
pub(super) fn listen() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        usual(info);
        let words = match last().try_lock() {
            Ok(words) => words,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        if let Some(said) = words.as_ref().and_then(LastWords::keep) {
            eprintln!("{said}");
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::store::Places;
    use crate::store::recovery::abandoned;

    fn words(place: &Place, product: &str) -> LastWords {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).product = product.to_owned();
        LastWords {
            workbook,
            origin: Origin::default(),
            at: jiff::civil::datetime(2026, 3, 9, 14, 32, 5, 0),
            place: place.clone(),
        }
    }

    #[test]
    fn the_work_of_the_last_frame_is_kept_and_offered() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        let (place, document) = Place::new(&places);
        let words = words(&place, "Copilot");
        assert!(words.keep().unwrap().starts_with("Unsaved work was kept."));
        drop(document);
        assert_eq!(words.keep(), None, "the document is closed");
        let [left] = abandoned(&places).try_into().unwrap();
        assert_eq!(left.take::<Workbook>().unwrap().value.about.product, "Copilot");
    }

    #[test]
    fn a_place_that_is_in_use_is_not_waited_for() {
        let root = tempfile::tempdir().unwrap();
        let (place, _document) = Place::new(&Places::within(root.path()));
        let said = place.keep_at_once(|_| {
            assert_eq!(words(&place, "Other").keep(), None);
            Ok(())
        });
        assert!(said.is_some());
    }

    #[test]
    fn a_disk_that_refuses_is_told() {
        let root = tempfile::tempdir().unwrap();
        let _saved = crate::store::write_file(&root.path().join("state"), b"a file where a folder should be").unwrap();
        let (place, _document) = Place::new(&Places::within(root.path()));
        let said = words(&place, "Copilot").keep().unwrap();
        assert!(said.starts_with("The last second of work could not be kept"), "{said}");
    }
}
