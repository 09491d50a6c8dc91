//! What is done at a defect that stops the program, or a job of it, in the middle: the work as it was in the last frame goes to the
//! recovery folder, and the terminal is told where.
//!
//! A panic on the window's thread ends the program. One in a job ends that job alone, the window says so, and the document goes on
//! being kept as before. Either may come with anything locked. So nothing here waits for a lock: what cannot be had at once is left
//! alone and told, and the copy of at most a second before it is there anyway.

use std::io::Write as _;
use std::panic;
use std::sync::{Mutex, OnceLock, PoisonError, TryLockError};

use jiff::civil::DateTime;

use crate::edit::begun::Begun;
use crate::model::Workbook;

use super::document::{Origin, moment};
use super::keeper::{AtOnce, Place};

/// The unsaved work of the last frame.
pub(super) struct LastWords {
    pub(super) workbook: Workbook,
    pub(super) begun: Begun,
    pub(super) origin: Origin,
    pub(super) at: DateTime,
    pub(super) place: Place,
}

impl LastWords {
    /// Keeps the work. Gives what to tell the person; `None` if the document was closed, so that there is nothing to keep.
    pub(super) fn keep(&self) -> Option<String> {
        let kept = self.place.keep_at_once(|recovery| {
            let facts = (self.origin.path.as_deref(), self.origin.digest, moment(self.at));
            recovery.keep_with((facts.0, facts.1, &facts.2), &self.workbook, &self.begun.text())?;
            Ok(recovery.path().display().to_string())
        });
        match kept {
            AtOnce::Closed => None,
            AtOnce::InUse => Some(NOT_KEPT.to_owned()),
            AtOnce::Done(Ok(path)) => Some(format!(
                "Unsaved work was kept in {path}. The next start of Caveat offers it; `caveat recover` lists it."
            )),
            AtOnce::Done(Err(error)) => {
                Some(format!("The last second of work could not be kept: {error}. {}", error.hint()))
            }
        }
    }
}

/// What is told where something else holds the work, or the place for it, at that moment.
const NOT_KEPT: &str = "The last second of work could not be kept: it was in use at that moment. What was kept before it is \
    offered by the next start of Caveat; `caveat recover` lists it.";

fn last() -> &'static Mutex<Option<LastWords>> {
    static LAST: OnceLock<Mutex<Option<LastWords>>> = OnceLock::new();
    LAST.get_or_init(Mutex::default)
}

/// Remembers the work of this frame; `None` where nothing is unsaved, or nothing shall be kept.
pub(super) fn remember(words: Option<LastWords>) {
    *last().lock().unwrap_or_else(PoisonError::into_inner) = words;
}

/// From now on a panic, on whichever thread, keeps the work first, after the usual report.
pub(super) fn listen() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        usual(info);
        let said = match last().try_lock() {
            Ok(words) => words.as_ref().and_then(LastWords::keep),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().as_ref().and_then(LastWords::keep),
            Err(TryLockError::WouldBlock) => Some(NOT_KEPT.to_owned()),
        };
        if let Some(said) = said {
            // nobody may be there to read it, and a panic within this one would end the program at once
            writeln!(std::io::stderr(), "{said}").ok();
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::Arc;

    use super::*;
    use crate::store::Places;
    use crate::store::recovery::abandoned;

    fn words(place: &Place, product: &str) -> LastWords {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).product = product.to_owned();
        LastWords {
            workbook,
            begun: Begun::default(),
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
        let said = words.keep().unwrap();
        assert!(said.starts_with("Unsaved work was kept in "), "{said}");
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
            assert_eq!(words(&place, "Other").keep().as_deref(), Some(NOT_KEPT));
            Ok(())
        });
        assert!(matches!(said, AtOnce::Done(Ok(()))));
    }

    #[test]
    fn a_disk_that_refuses_is_told() {
        let root = tempfile::tempdir().unwrap();
        let _saved = crate::store::write_file(&root.path().join("state"), b"a file where a folder should be").unwrap();
        let (place, _document) = Place::new(&Places::within(root.path()));
        let said = words(&place, "Copilot").keep().unwrap();
        assert!(said.starts_with("The last second of work could not be kept"), "{said}");
    }

    /// Not a test by itself: the program that the tests below start. Its standard input says where it panics, and in which folder
    /// it keeps its work.
    #[test]
    #[ignore = "started by other tests"]
    fn child_that_panics() {
        let mut told = String::new();
        std::io::stdin().read_to_string(&mut told).unwrap();
        let Some((where_from, folder)) = told.split_once('\n') else { return };
        let (place, _document) = Place::new(&Places::within(Path::new(folder)));
        remember(Some(words(&place, "Copilot")));
        listen();
        match where_from {
            "job" => assert!(std::thread::spawn(|| panic!("a defect in a job")).join().is_err()),
            "locked" => {
                let _locked = last().lock();
                panic!("a defect");
            }
            _ => panic!("a defect"),
        }
    }

    fn panicking(root: &Path, where_from: &str, is_heard: bool) -> Child {
        let name = "ui::last_words::tests::child_that_panics";
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        if !is_heard {
            drop(child.stderr.take());
        }
        let told = format!("{where_from}\n{}", root.display());
        child.stdin.take().unwrap().write_all(told.as_bytes()).unwrap();
        child
    }

    fn kept_in(root: &Path) -> Vec<String> {
        let left = abandoned(&Places::within(root));
        left.iter().map(|left| left.take::<Workbook>().unwrap().value.about.product.clone()).collect()
    }

    #[test]
    fn a_panic_of_the_program_or_of_a_job_keeps_the_work_and_says_where() {
        for (where_from, succeeds) in [("window", false), ("job", true)] {
            let root = tempfile::tempdir().unwrap();
            let ended = panicking(root.path(), where_from, true).wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert_eq!(ended.status.success(), succeeds, "a job's panic is not the end: {said}");
            assert_eq!(kept_in(root.path()), ["Copilot"]);
            let path = abandoned(&Places::within(root.path()))[0].path.display().to_string();
            assert!(said.contains("a defect"), "the usual report is there: {said}");
            assert!(said.contains(&format!("Unsaved work was kept in {path}.")), "{said}");
        }
    }

    #[test]
    fn a_panic_with_the_work_locked_says_that_it_could_not_be_kept() {
        let root = tempfile::tempdir().unwrap();
        let ended = panicking(root.path(), "locked", true).wait_with_output().unwrap();
        assert!(String::from_utf8_lossy(&ended.stderr).contains(NOT_KEPT));
        assert_eq!(kept_in(root.path()), [""; 0]);
    }

    #[test]
    fn a_panic_with_nobody_to_read_it_keeps_the_work_and_ends_as_a_panic() {
        let root = tempfile::tempdir().unwrap();
        let mut child = panicking(root.path(), "window", false);
        // 101 is a panic that went its way; one within it would end the process with a signal
        assert_eq!(child.wait().unwrap().code(), Some(101));
        assert_eq!(kept_in(root.path()), ["Copilot"]);
    }
}
