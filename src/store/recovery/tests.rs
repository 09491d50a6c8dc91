//! Crashes as they look afterwards: work and locks that nobody holds, damaged files, failing disks.

use std::sync::Arc;

use super::*;
use crate::model::failure_modes::FailureMode;
use crate::model::{Id, Workbook};
use crate::store::digest;
use crate::store::disk::faults::{Fault, with_fault};

fn places() -> (tempfile::TempDir, Places) {
    let root = tempfile::tempdir().unwrap();
    let places = Places::within(root.path());
    (root, places)
}

/// Work under `key` that a run has left.
fn left_behind(places: &Places, key: u64, edited_at: &str, workbook: &[u8]) {
    Recovery::start(places, key).unwrap().keep(None, None, edited_at, &workbook).unwrap();
}

fn names(places: &Places) -> Vec<String> {
    let mut names: Vec<String> =
        stray::paths_in(&folder(places)).map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// Work of which nothing but itself is known.
fn without_facts<T>(value: T) -> Taken<T> {
    Taken { value, original: None, expected: None, begun: String::new(), cut: None }
}

#[test]
fn work_comes_back_with_what_is_known_about_it() {
    let (root, places) = places();
    let original = root.path().join("Plan \"B\"\n.caveat");
    let recovery = Recovery::start(&places, 7).unwrap();
    recovery.keep(Some(&original), Some(digest(b"old")), "at\nnoon // \u{1f600}", &vec![1, 2, 3]).unwrap();
    drop(recovery);
    let [left] = abandoned(&places).try_into().unwrap();
    assert_eq!((left.original.as_ref(), left.edited_at.as_str()), (Some(&original), "at\nnoon // \u{1f600}"));
    let taken = left.take::<Vec<i32>>().unwrap();
    assert_eq!(
        taken,
        Taken { original: Some(original), expected: Some(digest(b"old")), ..without_facts(vec![1, 2, 3]) }
    );
    assert_eq!(abandoned(&places).first(), Some(&left));
    left.discard().unwrap();
    left.discard().unwrap();
    assert_eq!(names(&places), [""; 0]);
}

#[test]
fn a_recovery_file_opens_like_any_workbook() {
    let (_root, places) = places();
    left_behind(&places, 7, "now", &[4, 5]);
    let path = folder(&places).join("0000000000000007.caveat");
    assert_eq!(crate::store::open::<Vec<u8>>(&path).unwrap().value, [4, 5]);
}

#[test]
fn work_is_offered_only_when_nobody_holds_it() {
    let (_root, places) = places();
    assert_eq!(abandoned(&places), []);
    let recovery = Recovery::start(&places, 7).unwrap();
    recovery.keep(None, None, "first", &0).unwrap();
    recovery.keep(None, None, "second", &1).unwrap();
    assert_eq!(abandoned(&places), []);
    drop(recovery);
    assert_eq!(names(&places), ["0000000000000007.caveat", "0000000000000007.journal"]);
    let [left] = abandoned(&places).try_into().unwrap();
    assert_eq!((left.edited_at.as_str(), left.take::<i32>().unwrap().value), ("second", 1));
}

/// A workbook of many items, as lines, with one item of another text.
fn many(changed: usize, text: &str) -> Vec<String> {
    (0..2_000).map(|at| if at == changed { text.to_owned() } else { format!("item {at}") }).collect()
}

fn length(places: &Places, ending: &str) -> u64 {
    fs::metadata(folder(places).join("0000000000000007").with_extension(ending)).map_or(0, |metadata| metadata.len())
}

#[test]
fn what_is_typed_is_appended_and_the_file_is_written_anew_only_now_and_then() {
    let (_root, places) = places();
    let recovery = Recovery::start(&places, 7).unwrap();
    recovery.keep(None, None, "first", &many(1_000, "")).unwrap();
    let file = length(&places, WORK);
    recovery.keep(None, None, "second", &many(1_000, "typed")).unwrap();
    assert!(length(&places, JOURNAL) < file / 20, "{} of {file} bytes", length(&places, JOURNAL));
    let mut longest = 0;
    for round in 0..2_000 {
        recovery.keep(None, None, "later", &many(1_000, &format!("typed on and on, ü {round}"))).unwrap();
        longest = longest.max(length(&places, JOURNAL));
    }
    assert!(longest < SHORT_JOURNAL + file, "{longest}");
    drop(recovery);
    let [left] = abandoned(&places).try_into().unwrap();
    assert_eq!(left.edited_at, "later");
    assert_eq!(left.take::<Vec<String>>().unwrap().value, many(1_000, "typed on and on, ü 1999"));
    left.discard().unwrap();
    assert_eq!(names(&places), [""; 0]);
}

#[test]
fn whatever_fails_while_typing_what_was_kept_before_comes_back() {
    for fault in [Fault::Once(ErrorKind::StorageFull), Fault::Lasting(ErrorKind::StorageFull), Fault::Lie] {
        let mut at = 1;
        loop {
            let (_root, places) = places();
            let recovery = Recovery::start(&places, 7).unwrap();
            recovery.keep(None, None, "first", &many(0, "")).unwrap();
            recovery.keep(None, None, "second", &many(1, "typed")).unwrap();
            let (result, calls) = with_fault(at, fault, || recovery.keep(None, None, "third", &many(2, "typed on")));
            drop(recovery);
            let [left] = abandoned(&places).try_into().unwrap();
            let found = left.take::<Vec<String>>().unwrap().value;
            let is_new = found == many(2, "typed on");
            assert!(is_new || found == many(1, "typed"), "{fault:?} at {at}");
            assert!(
                is_new || result.is_err() || fault == Fault::Lie,
                "{fault:?} at {at}: what was told to be kept is kept"
            );
            if at > calls {
                break;
            }
            at += 1;
        }
    }
}

#[test]
fn a_word_typed_into_five_megabytes_writes_some_hundred_bytes() {
    let mut workbook =
        format::read::<Workbook>(include_bytes!("../../../examples/claims-triage.caveat")).unwrap().value;
    let mode = workbook.failure_modes.modes.iter().next().unwrap().clone();
    let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
    for number in 0..500 {
        let filler = "A claim is paid although nobody has looked at the photos. ".repeat(170);
        modes.push(FailureMode { id: Id(number + 4_096), condition: filler, ..mode.clone() });
    }
    let (_root, places) = places();
    let recovery = Recovery::start(&places, 7).unwrap();
    let mut keep = |product: &str| {
        Arc::make_mut(&mut workbook.about).product = product.to_owned();
        recovery.keep(None, None, "2026-03-09 14:32", &workbook).unwrap();
        (length(&places, WORK), length(&places, JOURNAL))
    };
    let (whole, _) = keep("Copilot");
    assert!(whole > 5_000_000, "{whole}");
    let mut before = 0;
    for words in ["Copilot w", "Copilot wo", "Copilot wor", "Copilot word"] {
        let (file, journal) = keep(words);
        assert_eq!(file, whole, "the file is not written again");
        assert!(journal - before < 300, "{} bytes", journal - before);
        before = journal;
    }
    drop(recovery);
    let [left] = abandoned(&places).try_into().unwrap();
    assert!(left.take::<Workbook>().unwrap().value == workbook);
}

#[test]
fn the_name_of_a_new_journal_is_made_to_last_or_the_whole_is_written() {
    let (_root, places) = places();
    let recovery = Recovery::start(&places, 7).unwrap();
    let keep = |workbook: &[String]| recovery.keep(None, None, "now", &workbook);
    keep(&many(0, "")).unwrap();
    let never = usize::MAX;
    let calls_of = |workbook: &[String]| with_fault(never, Fault::Lie, || keep(workbook)).1;
    let (first, second) = (calls_of(&many(1, "typed")), calls_of(&many(1, "typed on")));
    assert_eq!(first, second + 1, "the folder is synced with the first change, and not again");
    drop(recovery);
    for at in 1..=first {
        let (_root, places) = self::places();
        let recovery = Recovery::start(&places, 7).unwrap();
        recovery.keep(None, None, "now", &many(0, "")).unwrap();
        let (result, _) =
            with_fault(at, Fault::Once(ErrorKind::Other), || recovery.keep(None, None, "now", &many(1, "typed")));
        result.unwrap();
        assert_eq!(length(&places, JOURNAL), 0, "call {at}: what is not sure to last is not built on");
        drop(recovery);
        let [left] = abandoned(&places).try_into().unwrap();
        assert_eq!(left.take::<Vec<String>>().unwrap().value, many(1, "typed"));
    }
}

/// The paths of the file and the journal under key 7.
fn paths(places: &Places) -> (PathBuf, PathBuf) {
    let work = folder(places).join("0000000000000007.caveat");
    (work.clone(), work.with_extension(JOURNAL))
}

/// Work with three changes in its journal, each from an original of its own.
fn three_changes(places: &Places) -> Vec<u8> {
    let recovery = Recovery::start(places, 7).unwrap();
    for (at, original) in ["/zero", "/one", "/two", "/three"].into_iter().enumerate() {
        recovery.keep(Some(Path::new(original)), None, original, &at).unwrap();
    }
    drop(recovery);
    fs::read(paths(places).1).unwrap()
}

/// What the list says, and what is taken: both must be of the same moment.
fn listed_and_taken(places: &Places) -> (String, usize, Option<Cut>) {
    let [left] = abandoned(places).try_into().unwrap();
    let taken = left.take::<usize>().unwrap();
    assert_eq!(taken.original, left.original);
    assert_eq!(left.original.as_deref().and_then(Path::to_str), Some(left.edited_at.as_str()));
    (left.edited_at, taken.value, taken.cut)
}

#[test]
fn the_list_tells_of_what_is_taken_and_of_nothing_later() {
    let (_root, places) = places();
    let whole = three_changes(&places);
    let journal = paths(&places).1;
    assert_eq!(listed_and_taken(&places), ("/three".to_owned(), 3, None));
    // cut short
    fs::write(&journal, &whole[..whole.len() - 1]).unwrap();
    assert_eq!(listed_and_taken(&places), ("/two".to_owned(), 2, Some(Cut::LastChange)));
    // a change that does not fit, whole as it is
    let stray = journal::record(&"x".repeat(90_000), &format!("{}y", "x".repeat(90_000)), Facts::default()).unwrap();
    fs::write(&journal, [&whole, stray.as_bytes()].concat()).unwrap();
    assert_eq!(listed_and_taken(&places), ("/three".to_owned(), 3, Some(Cut::Changes(3))));
    // damage with whole changes behind it
    let mut damaged = whole.clone();
    let second = whole.windows(4).position(|bytes| bytes == b"/two").unwrap();
    damaged[second] = b'X';
    fs::write(&journal, damaged).unwrap();
    assert_eq!(listed_and_taken(&places), ("/one".to_owned(), 1, Some(Cut::Changes(1))));
}

#[test]
fn the_journal_of_an_older_copy_tells_nothing() {
    let (_root, places) = places();
    let whole = three_changes(&places);
    let (work, journal) = paths(&places);
    fs::remove_file(&work).unwrap();
    let recovery = Recovery::start(&places, 7).unwrap();
    recovery.keep(Some(Path::new("/new")), None, "/new", &9).unwrap();
    drop(recovery);
    fs::write(&journal, whole).unwrap();
    let written = |path: &Path, seconds| {
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
    };
    // as after a crash between writing the file anew and removing the journal: the file holds all of it
    written(&work, 20);
    written(&journal, 10);
    assert_eq!(listed_and_taken(&places), ("/new".to_owned(), 9, None));
    // the file was changed by something else than Caveat
    written(&journal, 30);
    assert_eq!(listed_and_taken(&places), ("/new".to_owned(), 9, Some(Cut::Copy(3))));
}

#[test]
fn a_journal_that_cannot_be_read_is_told_and_does_not_stand_in_the_way() {
    let (_root, places) = places();
    three_changes(&places);
    let journal = paths(&places).1;
    fs::remove_file(&journal).unwrap();
    fs::create_dir(&journal).unwrap();
    let (listed, value, cut) = listed_and_taken(&places);
    assert_eq!((listed.as_str(), value), ("/zero", 0));
    let said = cut.unwrap().to_string();
    let start = "The journal of changes cannot be read (this is a folder, not a file: ";
    assert!(said.starts_with(start) && said.ends_with("): what was typed last is missing."), "{said}");
    let [left] = abandoned(&places).try_into().unwrap();
    left.discard().unwrap();
    assert_eq!(abandoned(&places), []);
}

#[test]
fn a_damaged_copy_says_that_the_changes_after_it_are_of_no_use() {
    let (_root, places) = places();
    three_changes(&places);
    let (work, _) = paths(&places);
    let text = fs::read_to_string(&work).unwrap();
    let damages = [text.replace("workbook: 0", "workbook: ((").into_bytes(), b"\xff".to_vec(), Vec::new()];
    for damaged in damages {
        fs::write(&work, damaged).unwrap();
        let [left] = abandoned(&places).try_into().unwrap();
        assert!(left.take::<usize>().is_err());
        let said = content(&work).unwrap().cut_of_damaged().unwrap().to_string();
        assert_eq!(said, "The copy is not as it was written: 3 changes made after it cannot be used.");
    }
}

#[test]
fn a_clock_that_goes_backwards_loses_nothing() {
    let (_root, places) = places();
    let recovery = Recovery::start(&places, 7).unwrap();
    let times = ["2026-03-09 14:32", "1970-01-01 00:00", "2099-12-31 23:59", "2026-03-09 14:31"];
    for (at, time) in times.into_iter().enumerate() {
        recovery.keep(None, None, time, &at).unwrap();
        // as after the clock was set: the journal looks older than its copy, then much newer
        let path = folder(&places).join("0000000000000007").with_extension(if at == 0 { WORK } else { JOURNAL });
        let seconds = [4_000_000_000, 1, 2_000_000_000, 3][at];
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
    }
    drop(recovery);
    let [left] = abandoned(&places).try_into().unwrap();
    assert_eq!(left.edited_at, times[3], "the order is that of the file, not of the clock");
    let taken = left.take::<usize>().unwrap();
    assert_eq!((taken.value, taken.cut), (3, None));
}

#[test]
fn a_journal_of_an_older_file_is_not_read() {
    let (_root, places) = places();
    let recovery = Recovery::start(&places, 7).unwrap();
    recovery.keep(None, None, "first", &1).unwrap();
    recovery.keep(None, None, "second", &2).unwrap();
    // as after a crash between writing the file anew and removing its journal
    let journal = fs::read(folder(&places).join("0000000000000007.journal")).unwrap();
    drop(recovery);
    fs::remove_file(folder(&places).join("0000000000000007.caveat")).unwrap();
    left_behind_again(&places);
    fs::write(folder(&places).join("0000000000000007.journal"), journal).unwrap();
    let [left] = abandoned(&places).try_into().unwrap();
    assert_eq!(left.take::<i32>().unwrap().value, 9);
}

fn left_behind_again(places: &Places) {
    Recovery::start(places, 7).unwrap().keep(None, None, "now", &9).unwrap();
}

#[test]
fn after_a_kill_the_lock_is_there_but_nobody_holds_it() {
    let (_root, places) = places();
    left_behind(&places, 7, "now", b"");
    fs::write(folder(&places).join("0000000000000007.lock"), "").unwrap();
    let [left] = abandoned(&places).try_into().unwrap();
    left.discard().unwrap();
    assert_eq!(names(&places), [""; 0]);
}

#[test]
fn forgetting_removes_the_work_and_is_no_error_twice() {
    let (_root, places) = places();
    let recovery = Recovery::start(&places, 7).unwrap();
    recovery.forget().unwrap();
    recovery.keep(None, None, "now", &()).unwrap();
    recovery.forget().unwrap();
    drop(recovery);
    assert_eq!((names(&places), abandoned(&places)), (Vec::new(), Vec::new()));
}

#[test]
fn a_key_is_taken_once() {
    let (_root, places) = places();
    let taken = Recovery::start(&places, 7).unwrap();
    assert!(matches!(Recovery::start(&places, 7), Err(StoreError::Disk { .. })));
    drop(taken);
    left_behind(&places, 7, "now", b"");
    assert!(matches!(Recovery::start(&places, 7), Err(StoreError::Disk { .. })));
    assert_eq!(names(&places), ["0000000000000007.caveat"]);
}

#[test]
fn the_newest_work_comes_first() {
    let (_root, places) = places();
    for (key, seconds) in [(1, 20), (2, 30), (3, 10)] {
        left_behind(&places, key, &seconds.to_string(), b"");
        let file = File::options().write(true).open(folder(&places).join(format!("{key:016x}.caveat"))).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
    }
    let order: Vec<String> = abandoned(&places).into_iter().map(|left| left.edited_at).collect();
    assert_eq!(order, ["30", "20", "10"]);
}

#[test]
fn damaged_work_is_listed_and_never_removed() {
    let (_root, places) = places();
    left_behind(&places, 7, "now", b"12345678");
    let path = folder(&places).join("0000000000000007.caveat");
    let whole = fs::read(&path).unwrap();
    for (content, complaint) in [
        (&whole[..whole.len() - 3], "the text ends before the workbook is complete, at line 16, column 5"),
        (b"", "the file is empty"),
        (b"\xff\xfe", "a byte that is not UTF-8 text at line 1, column 1"),
    ] {
        fs::write(&path, content).unwrap();
        let [left] = abandoned(&places).try_into().unwrap();
        let error = left.take::<Vec<u8>>().unwrap_err().to_string();
        assert_eq!(error, format!("{complaint}: {}", path.display()));
        assert_eq!(fs::read(&path).unwrap(), content);
    }
}

#[test]
fn a_workbook_outlives_the_facts_about_it() {
    let (_root, places) = places();
    left_behind(&places, 7, "now", b"abc");
    let path = folder(&places).join("0000000000000007.caveat");
    for (from, to) in [("edited_at", "edi"), (FACTS, "// ")] {
        fs::write(&path, fs::read_to_string(&path).unwrap().replace(from, to)).unwrap();
        let [left] = abandoned(&places).try_into().unwrap();
        assert_eq!((left.original.as_ref(), left.edited_at.as_str()), (None, ""));
        assert_eq!(left.take::<Vec<u8>>().unwrap(), without_facts(b"abc".to_vec()));
    }
}

#[test]
fn work_that_could_not_be_taken_back_is_not_kept() {
    let (_root, places) = places();
    let recovery = Recovery::start(&places, 7).unwrap();
    let too_long = "x".repeat(2_000_000);
    let error = recovery.keep(None, None, "now", &too_long).unwrap_err();
    assert!(matches!(error, StoreError::Format { source: FormatError::TextTooLong { .. }, .. }));
    assert_eq!(names(&places), ["0000000000000007.lock"]);
    let largest = "x".repeat(SIZE_LIMIT as usize - 1);
    assert_eq!(with_facts("()", &largest), Err(FormatError::TooLarge { limit: SIZE_LIMIT }));
}

#[test]
fn a_failing_disk_leaves_what_was_kept_before_or_what_is_new() {
    for fault in [Fault::Lasting(ErrorKind::StorageFull), Fault::Once(ErrorKind::Other), Fault::Lie] {
        for at in 1.. {
            let (_root, places) = places();
            let recovery = Recovery::start(&places, 7).unwrap();
            recovery.keep(None, None, "old", &"old").unwrap();
            let (result, calls) = with_fault(at, fault, || recovery.keep(None, None, "new", &"new"));
            drop(recovery);
            let [left] = abandoned(&places).try_into().unwrap();
            let value: String = left.take().unwrap().value;
            assert_eq!(left.edited_at, value);
            assert!(value == "new" || result.is_err());
            if calls < at {
                break;
            }
        }
    }
}

#[test]
fn what_crashes_leave_is_swept_when_it_is_old() {
    let (_root, places) = places();
    left_behind(&places, 7, "now", b"");
    let leave = |name: &str, is_old: bool| {
        let file = File::create(folder(&places).join(name)).unwrap();
        if is_old {
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
    };
    leave("0000000000000007.lock", true);
    leave("0000000000000008.lock", true);
    leave("0000000000000009.lock", false);
    leave(".0000000000000008.caveat.caveat-tmp-1-1", true);
    leave(".0000000000000009.caveat.caveat-tmp-1-1", false);
    let recovery = Recovery::start(&places, 10).unwrap();
    recovery.lock.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    drop(Recovery::start(&places, 11).unwrap());
    let kept = [
        ".0000000000000009.caveat.caveat-tmp-1-1",
        "0000000000000007.caveat",
        "0000000000000007.lock",
        "0000000000000009.lock",
        "000000000000000a.lock",
    ];
    assert_eq!(names(&places), kept);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_unsaved_work() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_root, places) = places();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let recovery = Recovery::start(&places, 7).unwrap();
    for _ in ["new", "replaced"] {
        recovery.keep(None, None, "now", &()).unwrap();
        let found = [&places.state, &folder(&places), &recovery.work, &recovery.lock_path].map(|path| mode(path));
        assert_eq!(found, [0o700, 0o700, 0o600, 0o600]);
    }
}

#[cfg(unix)]
#[test]
fn odd_paths_and_odd_neighbors_do_no_harm() {
    use std::os::unix::ffi::OsStrExt as _;
    let (_root, places) = places();
    let recovery = Recovery::start(&places, 7).unwrap();
    let odd = Path::new(std::ffi::OsStr::from_bytes(b"/caf\xe9.caveat"));
    recovery.keep(Some(odd), Some(digest(b"")), "now", &1).unwrap();
    drop(recovery);
    fs::create_dir(folder(&places).join("folder.caveat")).unwrap();
    fs::write(folder(&places).join("notes.txt"), "").unwrap();
    let [left] = abandoned(&places).try_into().unwrap();
    assert_eq!(left.take::<i32>().unwrap(), without_facts(1));
    let recovery = Recovery::start(&places, 8).unwrap();
    recovery.keep(Some(Path::new("here.caveat")), None, "now", &1).unwrap();
    drop(recovery);
    let original = abandoned(&places).into_iter().find_map(|left| left.original).unwrap();
    assert!(original.is_absolute() && original.ends_with("here.caveat"), "{}", original.display());
}
