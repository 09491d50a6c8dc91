//! Saves under every fault that can be had here: each call failing in turn, a full disk, links, modes, closed folders.

use std::fs;
use std::io::ErrorKind;

use super::*;
use crate::store::disk::faults::{Fault, with_fault};

const OLD: &[u8] = b"the old content, which is long enough to matter";
const NEW: &[u8] = b"NEW, and nothing of it is like the other";

/// A folder with one file of old content.
fn with_old() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.caveat");
    fs::write(&path, OLD).unwrap();
    (folder, path)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_save_replaces_or_creates_and_leaves_nothing_else() {
    let (folder, path) = with_old();
    let saved = write_file(&path, NEW).unwrap();
    assert_eq!(saved, Saved { digest: digest(NEW), how: How::Replaced });
    write_file(&folder.path().join("b.caveat"), OLD).map(drop).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
    assert_eq!(names(folder.path()), ["a.caveat", "b.caveat"]);
}

#[test]
fn what_was_saved_opens_again() {
    let (_folder, path) = with_old();
    let saved = save(&path, &vec![1, 2, 3], &Guard::default()).unwrap();
    let opened = crate::store::open::<Vec<i32>>(&path).unwrap();
    assert_eq!((opened.value, opened.digest, opened.notes), (vec![1, 2, 3], saved.digest, Vec::new()));
}

#[test]
fn a_file_changed_by_others_is_not_overwritten() {
    let (folder, path) = with_old();
    let guard = Guard { expected: Some(digest(b"what we opened")), ..Guard::default() };
    assert!(matches!(write_guarded(&path, NEW, &guard), Err(StoreError::ChangedOnDisk { .. })));
    assert_eq!((fs::read(&path).unwrap(), names(folder.path())), (OLD.to_vec(), vec!["a.caveat".to_owned()]));
    let guard = Guard { expected: Some(digest(OLD)), ..Guard::default() };
    write_guarded(&path, NEW, &guard).map(drop).unwrap();
    fs::remove_file(&path).unwrap();
    write_guarded(&path, NEW, &guard).map(drop).unwrap();
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let (folder, path) = with_old();
    let complaint = |path: &Path| write_file(path, NEW).unwrap_err().to_string();
    assert_eq!(complaint(folder.path()), format!("this is a folder, not a file: {}", folder.path().display()));
    let missing = folder.path().join("no");
    assert_eq!(complaint(&missing.join("a")), format!("there is no such folder: {}", missing.display()));
    assert_eq!(complaint(&path.join("a")), format!("there is no such folder: {}", path.display()));
    if cfg!(unix) {
        assert!(complaint(Path::new("/dev/null")).starts_with("this is a device"));
        assert!(complaint(Path::new("/")).starts_with("this is a folder"));
    }
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert!(complaint(&path).starts_with("no permission to write this file"));
}

/// One way to save, to be run against failing calls.
struct Scene {
    name: &'static str,
    /// Makes it necessary.
    prepare: fn(&Path),
    /// Whether another folder is offered for a backup.
    backup_folder: bool,
}

#[test]
fn any_failing_call_leaves_the_old_or_the_new_content() {
    let scenes = [
        Scene { name: "replaced", prepare: |_| (), backup_folder: false },
        Scene { name: "hard link", prepare: add_hard_link, backup_folder: false },
        Scene { name: "hard link, other folder", prepare: add_hard_link, backup_folder: true },
    ];
    let kinds = [
        Fault::Once(ErrorKind::StorageFull),
        Fault::Once(ErrorKind::Other),
        Fault::Once(ErrorKind::PermissionDenied),
        Fault::Once(ErrorKind::CrossesDevices),
        Fault::Once(ErrorKind::ResourceBusy),
        Fault::Once(ErrorKind::ReadOnlyFilesystem),
        Fault::Lasting(ErrorKind::Other),
        Fault::Lasting(ErrorKind::StorageFull),
        Fault::Lasting(ErrorKind::PermissionDenied),
        Fault::Lie,
    ];
    for scene in scenes {
        for fault in kinds {
            let mut at = 1;
            while fail_once(&scene, fault, at) {
                at += 1;
            }
            assert!(at > 8, "{}: only {at} calls", scene.name);
        }
    }
}

fn add_hard_link(path: &Path) {
    fs::hard_link(path, path.with_extension("other")).unwrap();
}

/// Saves with a fault at call `at`; false if the save has fewer calls.
fn fail_once(scene: &Scene, fault: Fault, at: usize) -> bool {
    let (folder, path) = with_old();
    (scene.prepare)(&path);
    let other = tempfile::tempdir().unwrap();
    let guard = Guard {
        expected: Some(digest(OLD)),
        backup_folder: scene.backup_folder.then_some(other.path()),
        ..Guard::default()
    };
    let before = names(folder.path());
    let (result, calls) = with_fault(at, fault, || write_guarded(&path, NEW, &guard));
    let now = fs::read(&path).unwrap();
    let case = format!("{}: {fault:?} at {at}: {result:?}", scene.name);
    match &result {
        Ok(_) | Err(StoreError::Unconfirmed { .. }) => assert_eq!(now, NEW, "{case}"),
        Err(StoreError::Damaged { backup, .. }) => assert_eq!(fs::read(backup).unwrap(), OLD, "{case}"),
        Err(_) => assert_eq!(now, OLD, "{case}"),
    }
    let gone = matches!(fault, Fault::Lasting(_)) || calls == at;
    if !gone && !matches!(result, Err(StoreError::Damaged { .. })) && result.is_err() {
        assert_eq!(names(folder.path()), before, "{case}");
    }
    if let Err(error) = result {
        assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
    }
    write_file(&path, NEW).map(drop).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW, "{case}, then without a fault");
    calls >= at
}

#[test]
fn a_set_of_exports_is_all_or_nothing_under_every_fault() {
    let kinds = [Fault::Once(ErrorKind::StorageFull), Fault::Once(ErrorKind::PermissionDenied), Fault::Lie];
    for fault in kinds {
        for at in 1.. {
            let (folder, old) = with_old();
            let new = folder.path().join("new.pdf");
            let last = folder.path().join("z.md");
            fs::write(&last, OLD).unwrap();
            let set = [&old, &new, &last].map(|path| (path.clone(), NEW.to_vec()));
            let (result, calls) = with_fault(at, fault, || write_all_or_nothing(&set));
            let case = format!("{fault:?} at {at}: {result:?}");
            if matches!(result, Ok(()) | Err(StoreError::Unconfirmed { .. })) {
                assert!(set.iter().all(|(path, _)| fs::read(path).unwrap() == NEW), "{case}");
            } else {
                assert_eq!(names(folder.path()), ["a.caveat", "z.md"], "{case}");
                assert!([&old, &last].iter().all(|path| fs::read(path).unwrap() == OLD), "{case}");
            }
            if calls < at {
                break;
            }
        }
    }
}

#[test]
fn a_set_of_exports_keeps_every_old_content_even_if_the_disk_goes_away() {
    for at in 1.. {
        let (folder, first) = with_old();
        let second = folder.path().join("b.md");
        fs::write(&second, OLD).unwrap();
        let set = [&first, &second].map(|path| (path.clone(), NEW.to_vec()));
        let fault = Fault::Lasting(ErrorKind::Other);
        let (result, calls) = with_fault(at, fault, || write_all_or_nothing(&set));
        let case = format!("from {at} on: {result:?}");
        for path in [&first, &second] {
            let now = fs::read(path).unwrap();
            let kept = crate::store::stray::backups(path).iter().any(|backup| fs::read(backup).unwrap() == OLD);
            let damaged = matches!(&result, Err(StoreError::Damaged { .. }));
            let done = matches!(&result, Ok(()) | Err(StoreError::Unconfirmed { .. }));
            assert!(now == OLD && !done || now == NEW && (done || damaged && kept), "{case}");
        }
        if calls < at {
            break;
        }
    }
}

#[test]
fn leftovers_of_a_process_with_our_id_are_not_in_the_way() {
    let (folder, path) = with_old();
    add_hard_link(&path);
    let target = Target::resolve(&path).unwrap();
    // the numbers go up, so that the next names are guessed from the last ones
    let next = |path: PathBuf, mark: &str| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let number: u32 = name.rsplit('-').next().unwrap().parse().unwrap();
        (number + 1..number + 40).for_each(|number| {
            let name = format!("{}{mark}{}-{number}", name.split(mark).next().unwrap(), std::process::id());
            fs::write(folder.path().join(name), b"left").unwrap();
        });
    };
    next(target.temporary(), crate::store::target::TEMPORARY);
    next(target.backup_in(folder.path()), crate::store::target::BACKUP);
    let before = names(folder.path());
    write_file(&path, NEW).map(drop).unwrap();
    fs::remove_file(path.with_extension("other")).unwrap();
    write_file(&path, OLD).map(drop).unwrap();
    let left = names(folder.path());
    assert_eq!(left.len() + 1, before.len());
    assert_eq!(left.iter().filter(|name| fs::read(folder.path().join(name)).unwrap() == b"left").count(), 78);
}

#[test]
fn abandoned_temporary_files_are_removed_and_others_are_not() {
    let (folder, path) = with_old();
    let make = |name: &str, hours: u64| {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_hours(hours)).unwrap();
    };
    make(".a.caveat.caveat-tmp-1-1", 2);
    make(".a.caveat.caveat-tmp-1-2", 0);
    make(".b.caveat.caveat-tmp-1-1", 2);
    make("a.caveat.caveat-backup-1-1", 2);
    write_file(&path, NEW).map(drop).unwrap();
    let kept = [".a.caveat.caveat-tmp-1-2", ".b.caveat.caveat-tmp-1-1", "a.caveat", "a.caveat.caveat-backup-1-1"];
    assert_eq!(names(folder.path()), kept);
}

#[test]
fn a_name_as_long_as_names_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x".repeat(255));
    write_file(&path, NEW).map(drop).unwrap();
    write_file(&path, OLD).map(drop).unwrap();
    assert_eq!(names(folder.path()).len(), 1);
}

#[cfg(unix)]
mod unix;
