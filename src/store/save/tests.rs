//! Saves under every fault that can be had here: each call failing in turn, a full disk, links, modes, closed folders.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::io::ErrorKind;

use super::*;
use crate::store::disk::faults::{Fault, with_fault};

const OLD: &[u8] = b"the old content, which is long enough to matter";
const NEW: &[u8] = b"the new content";

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
    let guard = Guard { expected: Some(digest(OLD)), backup_folder: scene.backup_folder.then_some(other.path()) };
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
mod unix {
    use super::*;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    use std::process::Command;

    #[test]
    fn links_are_followed_and_kept() {
        let (folder, path) = with_old();
        let sub = folder.path().join("sub");
        fs::create_dir(&sub).unwrap();
        symlink("../a.caveat", sub.join("first")).unwrap();
        symlink("sub/first", folder.path().join("second")).unwrap();
        symlink("sub/new", folder.path().join("dangling")).unwrap();
        symlink("circle", folder.path().join("circle")).unwrap();
        write_file(&folder.path().join("second"), NEW).map(drop).unwrap();
        write_file(&folder.path().join("dangling"), NEW).map(drop).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert_eq!(fs::read(sub.join("new")).unwrap(), NEW);
        assert!(["second", "dangling"].iter().all(|name| folder.path().join(name).is_symlink()));
        assert!(sub.join("first").is_symlink());
        assert!(write_file(&folder.path().join("circle"), NEW).is_err());
    }

    #[test]
    fn mode_and_owner_are_kept() {
        let (_folder, path) = with_old();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let root = std::os::unix::fs::chown(&path, Some(1234), Some(1235)).is_ok();
        let before = fs::metadata(&path).unwrap();
        write_file(&path, NEW).map(drop).unwrap();
        let after = fs::metadata(&path).unwrap();
        assert_eq!((after.mode(), after.uid(), after.gid()), (before.mode(), before.uid(), before.gid()));
        if !root {
            println!("skipped: only root can give a file away");
        }
    }

    #[test]
    fn a_file_with_two_names_keeps_both() {
        let (folder, path) = with_old();
        add_hard_link(&path);
        let saved = write_file(&path, NEW).unwrap();
        assert_eq!(saved.how, How::InPlace(InPlaceReason::HardLinks));
        assert_eq!(fs::read(path.with_extension("other")).unwrap(), NEW);
        assert_eq!(names(folder.path()), ["a.caveat", "a.other"]);
    }

    #[test]
    fn a_name_that_is_not_utf8() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9"));
        if fs::write(&path, OLD).is_err() {
            println!("skipped: this file system wants UTF-8 names");
            return;
        }
        write_file(&path, NEW).map(drop).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
    }

    #[test]
    fn a_full_disk_keeps_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            println!("skipped: cannot mount a small disk here");
            return;
        }
        let path = folder.path().join("a.caveat");
        fs::write(&path, vec![b'x'; 600_000]).unwrap();
        let result = write_file(&path, &vec![b'y'; 700_000]);
        let (left, names) = (fs::read(&path).unwrap(), names(folder.path()));
        Command::new("umount").arg(folder.path()).status().unwrap();
        let error = result.unwrap_err();
        assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
        assert!(left == vec![b'x'; 600_000] && names == ["a.caveat"]);
    }

    /// Runs the test named `inner` of this file again, as a user whom permissions bind.
    fn as_nobody(inner: &str, folder: &Path) -> bool {
        let program = std::env::current_exe().unwrap();
        let copy = folder.join("test-program");
        fs::copy(program, &copy).unwrap();
        let name = format!("store::save::tests::unix::{inner}");
        let output = Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(&copy)
            .args(["--exact", &name, "--nocapture"])
            .env("CAVEAT_TEST_FOLDER", folder)
            .output();
        let Ok(output) = output else { return false };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        true
    }

    #[test]
    fn a_closed_folder_is_written_in_place_behind_a_backup() {
        if let Some(folder) = std::env::var_os("CAVEAT_TEST_FOLDER").map(PathBuf::from) {
            return closed_folder(&folder);
        }
        let (folder, path) = with_old();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
        let backups = folder.path().join("backups");
        fs::create_dir(&backups).unwrap();
        fs::set_permissions(&backups, fs::Permissions::from_mode(0o777)).unwrap();
        if fs::metadata(&path).unwrap().uid() != 0 {
            println!("skipped: this test starts as root and goes on as nobody");
        } else if !as_nobody("a_closed_folder_is_written_in_place_behind_a_backup", folder.path()) {
            println!("skipped: no setpriv here");
        }
    }

    /// What nobody can do in a folder of root: the file is open to all, the folder is not.
    fn closed_folder(folder: &Path) {
        let path = folder.join("a.caveat");
        let refused = write_file(&path, NEW).unwrap_err();
        assert!(matches!(refused, StoreError::NoBackup { .. }), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), OLD);
        let refused = write_file(&folder.join("new"), NEW).unwrap_err();
        assert!(refused.to_string().starts_with("no permission to create a file here"), "{refused}");
        let backups = folder.join("backups");
        let guard = Guard { expected: Some(digest(OLD)), backup_folder: Some(&backups) };
        let saved = write_guarded(&path, NEW, &guard).unwrap();
        assert_eq!(saved.how, How::InPlace(InPlaceReason::FolderClosed));
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert_eq!(names(&backups), Vec::<String>::new());
    }
}
