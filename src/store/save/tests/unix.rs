//! What only Unix has: links, modes, owners, closed folders, odd names, a small disk, and a sudden death.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::process::{Command, Stdio};

use super::*;

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
    let guard = Guard { expected: Some(digest(OLD)), backup_folder: Some(&backups), ..Guard::default() };
    let saved = write_guarded(&path, NEW, &guard).unwrap();
    assert_eq!(saved.how, How::InPlace(InPlaceReason::FolderClosed));
    assert_eq!(fs::read(&path).unwrap(), NEW);
    assert_eq!(names(&backups), Vec::<String>::new());
}

#[test]
fn a_save_that_is_killed_leaves_a_whole_file() {
    const NAME: &str = "store::save::tests::unix::a_save_that_is_killed_leaves_a_whole_file";
    if let Some(folder) = std::env::var_os("CAVEAT_TEST_FOLDER").map(PathBuf::from) {
        return save_until_killed(&folder.join("a.caveat"));
    }
    let (folder, path) = with_old();
    for acknowledged in 1..=30 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME, "--nocapture"])
            .env("CAVEAT_TEST_FOLDER", folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut numbers = lines.filter_map(|line| line.strip_prefix("saved ")?.parse::<u32>().ok());
        let saved = numbers.nth(acknowledged - 1).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let now = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        let found: u32 = now.lines().next().unwrap().parse().unwrap();
        assert!(found >= saved, "{found} is on the disk, {saved} was acknowledged");
        assert_eq!(now, numbered_content(found));
    }
    assert!(write_file(&path, NEW).is_ok());
}

/// Saves one content after the other and says so after each.
fn save_until_killed(path: &Path) {
    let mut out = std::io::stdout();
    for number in 1.. {
        write_file(path, numbered_content(number).as_bytes()).map(drop).unwrap();
        if writeln!(out, "\nsaved {number}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

fn numbered_content(number: u32) -> String {
    format!("{number}\n").repeat(20_000)
}
