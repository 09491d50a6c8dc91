//! Folders under every fault that can be had here: each call failing in turn, a stop at every file, folders that are closed,
//! taken, or stood in.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::*;
use crate::store::disk::faults::{Fault, with_fault};

const OLD: [(&str, &[u8]); 3] = [("a.md", b"old a"), ("manifest.json", b"old"), ("tables/gone.csv", b"old table")];
const NEW: [(&str, &[u8]); 3] = [("a.md", b"new a"), ("deep/er/b.md", b"new b"), ("manifest.json", b"new")];

fn on(_: f32) -> bool {
    true
}

fn old_names() -> Vec<String> {
    OLD.iter().map(|(path, _)| (*path).to_owned()).collect()
}

/// Everything below a folder, files with content.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    read_folder(folder, 100, 10_000).unwrap().files.into_iter().map(|file| (file.path, file.bytes)).collect()
}

fn map(files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_folder_is_written_and_an_old_one_replaced_whole() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("new").join("pack");
    write_folder(&folder, &OLD, &[], &on).unwrap();
    assert_eq!(tree(&folder), map(&OLD));
    write_folder(&folder, &NEW, &old_names(), &on).unwrap();
    assert_eq!(tree(&folder), map(&NEW));
    assert!(!folder.join("tables").exists());
    assert_eq!(names(&home.path().join("new")), ["pack"]);
}

#[test]
fn what_is_not_to_be_replaced_is_a_refusal() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("pack");
    write_folder(&folder, &OLD, &[], &on).unwrap();
    fs::write(folder.join("tables/mine.txt"), "precious").unwrap();
    let error = write_folder(&folder, &NEW, &old_names(), &on).unwrap_err();
    assert!(matches!(&error, StoreError::Occupied { why, .. } if why.contains("tables/mine.txt")), "{error}");
    assert_eq!(fs::read(folder.join("tables/mine.txt")).unwrap(), b"precious");
    let file = home.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(write_folder(&file, &NEW, &[], &on), Err(StoreError::IsFile { .. })));
    for path in ["../out.md", "/out.md", ""] {
        assert!(write_folder(&home.path().join("other"), &[(path, b"x")], &[], &on).is_err(), "{path}");
    }
    assert_eq!(names(home.path()), ["file", "pack"]);
}

#[test]
fn a_stop_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    for stop_at in 0..NEW.len() {
        let seen = Cell::new(0);
        let go_on = |_| {
            seen.set(seen.get() + 1);
            seen.get() <= stop_at
        };
        let folder = home.path().join("not/yet/there");
        assert!(matches!(write_folder(&folder, &NEW, &[], &go_on), Err(StoreError::Stopped { .. })));
        assert_eq!(names(home.path()), [""; 0], "stopped at file {stop_at}");
    }
}

#[test]
fn whatever_fails_the_folder_is_the_old_one_or_the_new_one() {
    for there_before in [false, true] {
        let other_ways = Fault::Once(ErrorKind::Unsupported); // a disk that cannot let folders change places
        for fault in [Fault::Once(ErrorKind::Other), Fault::Once(ErrorKind::StorageFull), other_ways, Fault::Lie] {
            let mut at = 1;
            loop {
                let home = tempfile::tempdir().unwrap();
                let folder = home.path().join("pack");
                if there_before {
                    write_folder(&folder, &OLD, &[], &on).unwrap();
                }
                let (result, calls) = with_fault(at, fault, || write_folder(&folder, &NEW, &old_names(), &on));
                if at > calls {
                    break;
                }
                let found = if folder.exists() { tree(&folder) } else { BTreeMap::new() };
                let old = if there_before { map(&OLD) } else { BTreeMap::new() };
                match &result {
                    Ok(()) | Err(StoreError::Unconfirmed { .. }) => assert_eq!(found, map(&NEW), "{fault:?} at {at}"),
                    Err(error) => assert_eq!(found, old, "{fault:?} at {at}: {error}"),
                }
                at += 1;
            }
            assert!(at > 10, "{at} calls");
        }
    }
}

/// As for a process that is killed: after the fault nothing is cleaned up.
#[cfg(target_os = "linux")]
#[test]
fn at_no_moment_is_there_no_folder_in_the_place() {
    let mut at = 1;
    loop {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("pack");
        write_folder(&folder, &OLD, &[], &on).unwrap();
        let lasting = Fault::Lasting(ErrorKind::Other);
        let (_, calls) = with_fault(at, lasting, || write_folder(&folder, &NEW, &old_names(), &on));
        let found = tree(&folder);
        assert!(found == map(&OLD) || found == map(&NEW), "at {at}: {found:?}");
        if at > calls {
            break;
        }
        at += 1;
    }
}

#[test]
fn a_full_disk_is_named() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("pack");
    let (result, _) = with_fault(3, Fault::Once(ErrorKind::StorageFull), || write_folder(&folder, &NEW, &[], &on));
    assert!(matches!(result, Err(StoreError::DiskFull { .. })), "{result:?}");
    assert_eq!(names(home.path()), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_moved_is_filled_in_place() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("pack");
    write_folder(&folder, &OLD, &[], &on).unwrap();
    let calls = |fault_at| {
        with_fault(fault_at, Fault::Once(ErrorKind::ResourceBusy), || write_folder(&folder, &NEW, &old_names(), &on))
    };
    let busy_rename = 1 + NEW.len() * 5 + 2 + 1; // the folder; five calls for each file; two folders; the exchange
    let (result, _) = calls(busy_rename);
    result.unwrap();
    assert_eq!(tree(&folder), map(&NEW));
    assert_eq!(names(home.path()), ["pack"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_the_folder_and_never_read_in_it() {
    let home = tempfile::tempdir().unwrap();
    let (real, link) = (home.path().join("real"), home.path().join("link"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    write_folder(&link, &NEW, &[], &on).unwrap();
    assert_eq!(tree(&real), map(&NEW));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    std::os::unix::fs::symlink("/etc/passwd", real.join("shadow")).unwrap();
    let found = read_folder(&real, 100, 10_000).unwrap();
    assert_eq!((found.files.len(), found.odd), (3, vec!["shadow: a link, which was not followed".to_owned()]));
}

#[test]
fn limits_hold() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("pack");
    write_folder(&folder, &NEW, &[], &on).unwrap();
    assert!(read_folder(&folder, 3, 13).is_ok());
    assert!(matches!(read_folder(&folder, 2, 13), Err(StoreError::TooMuch { .. })));
    assert!(matches!(read_folder(&folder, 3, 12), Err(StoreError::TooMuch { .. })));
    assert!(matches!(read_up_to(&folder.join("a.md"), 4), Err(StoreError::TooMuch { .. })));
    assert!(matches!(read_up_to(&folder, 4), Err(StoreError::IsFolder { .. })));
    let mut deep = folder.clone();
    for _ in 0..MOST_DEPTH + 2 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).unwrap();
    assert!(matches!(read_folder(&folder, 9, 99), Err(StoreError::TooMuch { .. })));
}

#[test]
fn what_an_interrupted_write_left_goes_with_the_next_one_an_hour_later() {
    let home = tempfile::tempdir().unwrap();
    let (old, young) = (home.path().join(".pack.caveat-tmp-1-1"), home.path().join(".pack.caveat-tmp-1-2"));
    for left in [&old, &young] {
        fs::create_dir_all(left.join("deep")).unwrap();
        fs::write(left.join("deep/half.md"), "half").unwrap();
    }
    let two_hours = std::time::Duration::from_hours(2);
    File::open(&old).unwrap().set_modified(std::time::SystemTime::now() - two_hours).unwrap();
    write_folder(&home.path().join("pack"), &NEW, &[], &on).unwrap();
    assert_eq!(names(home.path()), [".pack.caveat-tmp-1-2", "pack"], "the young one may be in use");
}
