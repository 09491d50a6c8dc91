//! A pack onto the disk: the same bytes every time, whole or not at all, and checked after writing.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use caveat::model::pack::{Document, FileFormat, Profile};
use caveat::pack::verify::verify;
use caveat::pack::{Order, Pack, PackError, Target, build, check, deliver, profile};
use caveat::render::fonts::FontBook;
use caveat::store::{FolderFile, StoreError};
use tempfile::TempDir;

use crate::support::{example, example_path};

fn order(profile: Profile) -> Order {
    let workbook = example("claims-triage");
    Order::new(&workbook, &example_path("claims-triage"), profile)
}

/// Two documents in all formats: enough of everything, and quick.
fn small(profile: Profile) -> Profile {
    let mut profile = profile;
    profile.documents.set(|document| matches!(document, Document::ModelCard | Document::RiskMemo));
    profile.formats.set(|_| true);
    profile
}

fn made(profile: Profile) -> Pack {
    build(&example("claims-triage"), &order(small(profile)), &FontBook::bundled(), &|_| true).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn read(pack: &Pack) -> Vec<FolderFile> {
    pack.files.iter().map(|file| FolderFile { path: file.path.clone(), bytes: file.bytes.clone() }).collect()
}

#[test]
fn the_same_order_gives_the_same_pack_in_folder_and_zip() {
    let home = TempDir::new().unwrap();
    let (one, other) = (made(profile::external()), made(profile::external()));
    assert!(one == other);
    for (target, again) in [("folder", "folder-2"), ("pack.zip", "pack-2.zip")] {
        for (name, pack) in [(target, &one), (again, &other)] {
            let delivered = deliver(pack, &Target::of(&home.path().join(name)), &|_| true).unwrap();
            assert_eq!(delivered.problems, [""; 0]);
            assert!(verify(&home.path().join(name)).unwrap().is_sound());
        }
    }
    let read = |name| fs::read(home.path().join(name)).unwrap();
    assert!(read("pack.zip") == read("pack-2.zip"));
    // Word and Excel files are archives too: what counts is what stands in the outer one
    let archive = zip::ZipArchive::new(std::io::Cursor::new(read("pack.zip"))).unwrap();
    assert_eq!(archive.len(), one.files.len());
}

#[test]
fn a_pack_says_what_is_in_it_and_nothing_about_machines_or_people() {
    let pack = made(profile::external());
    let by_path: BTreeMap<&str, &[u8]> =
        pack.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    assert_eq!(pack.files.last().unwrap().path, "manifest.json");
    assert_eq!(pack.manifest.files.len(), pack.files.len() - 1);
    for file in &pack.files {
        assert_eq!(
            file.path.starts_with("tables/"),
            matches!(file.format, Some(FileFormat::Csv | FileFormat::Xlsx)),
            "{}",
            file.path
        );
    }
    for name in ["manifest.json", "Contents.md"] {
        let text = std::str::from_utf8(by_path[name]).unwrap();
        for hidden in ["/home", "/work", "/tmp", "Anke", "Lena", env!("CARGO_MANIFEST_DIR")] {
            assert!(!text.contains(hidden), "{hidden} in {text}");
        }
        assert!(text.contains("External") && text.contains("claims-triage-risk-memo.pdf"), "{text}");
    }
    let contents = std::str::from_utf8(by_path["Contents.md"]).unwrap();
    assert!(contents.contains("Names of people, in") && contents.contains("| Risk memo | PDF |"), "{contents}");
}

#[test]
fn the_workbook_travels_in_each_pdf_or_beside_the_documents() {
    let full = made(profile::full());
    assert!(full.files.iter().all(|file| !file.path.ends_with(".caveat")));
    assert!(full.manifest.workbook.carried_sha256.as_ref() == Some(&full.manifest.workbook.sha256));
    let memo = full.files.iter().find(|file| file.path == "claims-triage-risk-memo.pdf").unwrap();
    let has = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    let external = made(profile::external());
    let bare = external.files.iter().find(|file| file.path == "claims-triage-risk-memo.pdf").unwrap();
    assert!(has(&memo.bytes, b"EmbeddedFile") && !has(&bare.bytes, b"EmbeddedFile"));
    let mut profile = small(profile::full());
    profile.formats.set(|format| format == FileFormat::Markdown);
    let pack = build(&example("claims-triage"), &order(profile), &FontBook::bundled(), &|_| true).unwrap();
    assert!(pack.files.iter().any(|file| file.path == "claims-triage.caveat"));
}

#[test]
fn a_stop_at_any_moment_leaves_nothing_behind() {
    let workbook = example("claims-triage");
    let order = order(small(profile::executive()));
    for stop_at in [0, 1, 5] {
        let seen = AtomicUsize::new(0);
        let go_on = |_| seen.fetch_add(1, Ordering::Relaxed) < stop_at;
        let stopped = build(&workbook, &order, &FontBook::bundled(), &go_on);
        assert!(matches!(stopped, Err(PackError::Cancelled)), "{stop_at}");
    }
    let pack = made(profile::executive());
    let home = TempDir::new().unwrap();
    for name in ["pack", "pack.zip"] {
        let stopped = deliver(&pack, &Target::of(&home.path().join(name)), &|_| false);
        assert!(matches!(stopped, Err(PackError::Cancelled)), "{name}");
        assert_eq!(names(home.path()), [""; 0]);
    }
    let share = Cell::new(0.0);
    let shares = std::sync::Mutex::new(Vec::new());
    let go_on = |done: f32| {
        shares.lock().unwrap().push(done);
        true
    };
    deliver(&pack, &Target::of(&home.path().join("pack")), &go_on).unwrap();
    for done in shares.into_inner().unwrap() {
        assert!(done >= share.get() && done <= 1.0);
        share.set(done);
    }
}

#[test]
fn nothing_chosen_is_no_pack() {
    let workbook = example("claims-triage");
    let mut profile = small(profile::full());
    profile.documents.set(|_| false);
    let none = build(&workbook, &order(profile.clone()), &FontBook::bundled(), &|_| true);
    assert!(matches!(none, Err(PackError::Nothing)));
    profile.documents.set(|_| true);
    profile.formats.set(|_| false);
    assert!(matches!(build(&workbook, &order(profile), &FontBook::bundled(), &|_| true), Err(PackError::Nothing)));
}

#[test]
fn only_a_pack_that_nobody_touched_is_replaced() {
    let home = TempDir::new().unwrap();
    let (old, new) = (made(profile::full()), made(profile::external()));
    let refused = |target: &Target| match deliver(&new, target, &|_| true) {
        Err(PackError::Store(error @ StoreError::Occupied { .. })) => error.to_string(),
        other => panic!("{other:?}"),
    };
    for name in ["pack", "pack.zip"] {
        let target = Target::of(&home.path().join(name));
        deliver(&old, &target, &|_| true).unwrap();
        deliver(&new, &target, &|_| true).unwrap();
        let there = verify(target.path()).unwrap();
        assert!(there.is_sound() && there.manifest.unwrap().profile.name == "External");
    }
    let folder = Target::of(&home.path().join("pack"));
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    assert!(refused(&folder).contains("notes.txt is there too"));
    fs::remove_file(folder.path().join("notes.txt")).unwrap();
    fs::write(folder.path().join("Contents.md"), "by hand").unwrap();
    assert!(refused(&folder).contains("Contents.md was changed"));
    let zip = Target::of(&home.path().join("holiday.zip"));
    fs::write(zip.path(), "pictures").unwrap();
    assert!(refused(&zip).contains("no pack of Caveat"));
    assert_eq!(fs::read(zip.path()).unwrap(), b"pictures");
    let file = Target::of(&home.path().join("holiday"));
    fs::write(file.path(), "x").unwrap();
    assert!(matches!(deliver(&new, &file, &|_| true), Err(PackError::Store(StoreError::IsFile { .. }))));
    let within = Target::of(&home.path().join("holiday/pack"));
    assert!(matches!(deliver(&new, &within, &|_| true), Err(PackError::Store(StoreError::IsFile { .. }))));
    assert_eq!(names(home.path()), ["holiday", "holiday.zip", "pack", "pack.zip"]);
}

#[test]
fn the_check_after_writing_finds_what_is_wrong() {
    let pack = made(profile::full());
    let sound = check::check(&pack, &read(&pack));
    assert_eq!(sound.problems, [""; 0]);
    assert!(sound.said.contains("read back"), "{}", sound.said);
    let mut files = read(&pack);
    files[0].bytes.push(b'x');
    files.remove(1);
    let found = check::check(&pack, &files).problems;
    assert_eq!(found.len(), 2, "{found:?}");
    // a document that was made wrong: other pages, and an item that is not in it
    let mut wrong = pack.clone();
    for expected in wrong.expected.values_mut() {
        expected.cited.insert("FM-987".to_owned());
        expected.cited_in_tables.insert("UB-654".to_owned());
    }
    let memo = wrong.files.iter_mut().find(|file| file.path.ends_with("risk-memo.pdf")).unwrap();
    memo.pages += 1;
    let found = check::check(&wrong, &read(&wrong)).problems.join("\n");
    assert!(found.contains("risk-memo.pdf has") && found.contains("were laid out"), "{found}");
    for ending in [".pdf", ".md"] {
        assert!(found.contains(&format!("risk-memo{ending}: FM-987 cannot be found")), "{found}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_folder_is_a_clear_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = TempDir::new().unwrap();
    let closed = home.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(closed.join("probe"), "x").is_ok() {
        println!("skipped: this user may write anywhere");
        return;
    }
    let pack = made(profile::executive());
    for name in ["pack", "pack.zip", "new/pack"] {
        let error = deliver(&pack, &Target::of(&closed.join(name)), &|_| true).unwrap_err();
        assert!(error.to_string().starts_with("no permission to"), "{error}");
        assert!(!error.hint().is_empty());
    }
    assert_eq!(names(&closed), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_what_was_there() {
    use std::process::Command;
    let home = TempDir::new().unwrap();
    let mount = |arguments: &[&str]| Command::new("mount").args(arguments).arg(home.path()).status();
    if !mount(&["-t", "tmpfs", "-o", "size=160k", "tmpfs"]).is_ok_and(|status| status.success()) {
        println!("skipped: this user may not mount a small disk");
        return;
    }
    let mut tiny = small(profile::executive());
    tiny.formats.set(|format| format == FileFormat::Markdown);
    tiny.documents.set(|document| document == Document::ModelCard);
    let old = build(&example("claims-triage"), &order(tiny), &FontBook::bundled(), &|_| true).unwrap();
    let new = made(profile::full());
    let mut results = Vec::new();
    for name in ["pack", "pack.zip"] {
        let target = Target::of(&home.path().join(name));
        let first = deliver(&old, &target, &|_| true).map(drop);
        let second = deliver(&new, &target, &|_| true).map(drop);
        let sound = verify(target.path()).map(|there| there.is_sound());
        results.push((first, second, sound));
    }
    let left = names(home.path());
    Command::new("umount").arg(home.path()).status().unwrap();
    for (first, second, sound) in results {
        first.unwrap();
        assert!(matches!(second, Err(PackError::Store(StoreError::DiskFull { .. }))), "{second:?}");
        assert!(sound.unwrap());
    }
    assert_eq!(left, ["pack", "pack.zip"]);
}

#[test]
fn a_title_with_characters_that_do_not_show_is_found_in_every_format() {
    let mut workbook = example("claims-triage");
    std::sync::Arc::make_mut(&mut workbook.about).product = "Claims \u{202E}triage".to_owned();
    let pack = build(&workbook, &order(small(profile::full())), &FontBook::bundled(), &|_| true).unwrap();
    assert_eq!(check::check(&pack, &read(&pack)).problems, [""; 0]);
}
