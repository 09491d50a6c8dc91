//! Documents that can only be looked at: those that somebody has open elsewhere, and those of a newer version.

use std::fs;
use std::path::PathBuf;

use caveat::model::{Section, Workbook};
use caveat::store;
use caveat::store::settings::Settings;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::home::Home;

/// An example as a newer version might have written it, with what this one does not know at several depths.
fn newer(home: &Home) -> PathBuf {
    let file = home.example("claims-triage");
    let text = fs::read_to_string(&file).unwrap();
    let (head, rest) = text.split_once("version:").unwrap();
    let (_, rest) = rest.split_once(',').unwrap();
    let later = format!("{head}version: {},{rest}", store::format::VERSION + 1)
        .replacen("about: (", "constellation: [1, (2, \"(\")],\n    about: (\n      mood: \"Calm\",", 1)
        .replacen("modes: [\n        (", "modes: [\n        (\n          hazard: Severe(why: \"x\"),", 1);
    assert_eq!(later.matches("hazard").count() + later.matches("mood").count(), 2);
    fs::write(&file, later).unwrap();
    file
}

#[test]
fn a_newer_file_is_looked_at_and_never_written() {
    let home = Home::new();
    let file = newer(&home);
    let before = fs::read(&file).unwrap();
    let mut window = home.window_on(&file);
    window.assert_notice(&format!("Written by a newer Caveat (format {}).", store::format::VERSION + 1));
    window.assert_notice("3 values that this one does not know are left out");
    assert_eq!(window.workbook().about.product, crate::support::example("claims-triage").about.product);
    window.rename("Changed");
    assert!(!window.session().is_dirty(), "nothing can be changed");
    window.assert_notice("You are looking only: nothing changes");
    window.ctrl(Key::S);
    window.assert_notice("Nothing was saved");
    window.will_choose(&home.path("elsewhere.caveat"));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert!(!home.path("elsewhere.caveat").exists(), "a copy would lack what this version cannot read");
    window.wait(70.0);
    assert_eq!(fs::read(&file).unwrap(), before);
    assert!(home.recovery_copies().is_empty());
    // but it can be exported
    window.tell(|app| app.show_section(Section::Pack));
    let acts: Vec<String> = window.all(|seen| seen.acts).into_iter().map(|seen| seen.name).collect();
    assert!(acts.iter().any(|name| name.starts_with("Export")), "{acts:?}");
    assert!(window.shows("3 values that this version of Caveat does not know"), "it is said before that");
}

#[test]
fn an_older_file_says_once_what_saving_does_to_it() {
    let home = Home::new();
    let file = home.path("old.caveat");
    fs::copy(crate::support::project("tests/formats/version-3.caveat"), &file).unwrap();
    let original = fs::read(&file).unwrap();
    let mut window = home.window_on(&file);
    window.assert_notice("Written by an older Caveat (format 3)");
    window.rename("Changed");
    window.ctrl(Key::S);
    let points = store::Points::of(&home.places(), &file).list();
    assert!(points.iter().any(|point| point.content().unwrap() == original), "the original is kept");
    drop(window);
    let window = home.window_on(&file);
    assert_eq!(window.notices(), Vec::<String>::new(), "it is of this version now");
}

#[test]
fn the_original_of_an_older_file_is_kept_although_restore_points_are_off() {
    let home = Home::new();
    Settings { points: false, ..Settings::default() }.save(&home.places()).unwrap();
    let file = home.path("old.caveat");
    fs::copy(crate::support::project("tests/formats/version-3.caveat"), &file).unwrap();
    let original = fs::read(&file).unwrap();
    let mut window = home.window_on(&file);
    let said = "Its original stays as a restore point (Ctrl Shift R), although restore points are off.";
    for (name, is_told) in [("Changed", true), ("Changed again", false)] {
        window.rename(name);
        window.ctrl(Key::S);
        let notices = window.notices();
        assert_eq!(notices.iter().any(|notice| notice.contains(said)), is_told, "{notices:?}");
        let [point] = store::Points::of(&home.places(), &file).list().try_into().unwrap();
        assert_eq!(point.reason, store::points::Reason::Older);
        assert_eq!(point.content().unwrap(), original);
    }
}

#[test]
fn a_second_window_looks_until_the_first_is_closed() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let first = home.window_on(&file);
    let mut second = home.window_on(&file);
    second.assert_notice("Open in another window (");
    second.assert_notice("since 14:32");
    second.rename("Changed");
    assert!(!second.session().is_dirty(), "it is only looked at");
    second.click(Role::Button, "Look only");
    second.assert_notice("Open in another window");
    assert!(!second.has(Role::Button, "Work on it anyway"));
    drop(first);
    second.wait(5.0);
    second.assert_notice("Nobody else has this file open now");
    second.rename("Changed");
    second.ctrl(Key::S);
    let saved = store::open::<Workbook>(&file).unwrap().value;
    assert_eq!(saved.about.product, "Changed");
    drop(second);
    let left = fs::read_dir(home.path("")).unwrap().filter_map(Result::ok).map(|entry| entry.file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains("caveat-open")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn who_wants_to_can_work_anyway_and_nothing_is_overwritten_unseen() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut first = home.window_on(&file);
    let mut second = home.window_on(&file);
    second.click(Role::Button, "Work on it anyway");
    second.rename("Second");
    second.ctrl(Key::S);
    first.rename("First");
    first.ctrl(Key::S);
    first.find(Role::Heading, "This file changed on disk");
    assert_eq!(store::open::<Workbook>(&file).unwrap().value.about.product, "Second");
}

#[test]
fn a_copy_of_what_is_open_elsewhere_is_a_document_of_its_own() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let _first = home.window_on(&file);
    let mut second = home.window_on(&file);
    second.click(Role::Button, "Open a copy");
    assert_eq!(second.file(), None);
    second.tell(|app| app.show_section(Section::About));
    second.rename("Copied");
    assert!(second.session().is_dirty());
}

#[test]
fn who_replaces_a_file_that_is_open_elsewhere_is_told_so_first() {
    let home = Home::new();
    let (file, other) = (home.example("claims-triage"), home.example("support-agent"));
    let before = fs::read(&file).unwrap();
    let _first = home.window_on(&file);
    let mut second = home.window_on(&other);
    second.will_choose(&file);
    second.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert!(second.shows("It is open in another window ("));
    second.key(Key::Escape);
    assert_eq!(fs::read(&file).unwrap(), before);
    // the system's dialog has asked about what is there, and nobody has it open
    let free = home.example("visual-search");
    second.will_choose(&free);
    second.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert!(!second.shows("There is a file already"));
    assert_eq!(second.file(), Some(free));
}

#[test]
fn opening_the_same_file_again_is_no_second_window() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.open(&file);
    assert!(!window.notices().iter().any(|said| said.contains("another window")), "{:?}", window.notices());
    window.ctrl(Key::W);
    window.open(&file);
    assert!(!window.notices().iter().any(|said| said.contains("another window")), "{:?}", window.notices());
}

#[cfg(unix)]
#[test]
fn a_private_file_that_was_moved_away_is_as_private_when_it_is_saved_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let path = home.example("claims-triage");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let mut window = home.window_on(&path);
    window.wait(6.0);
    window.rename("Saved");
    window.ctrl(Key::S);
    // moved before anybody has looked at what was saved
    fs::rename(&path, home.path("moved.caveat")).unwrap();
    window.rename("Private");
    window.wait(6.0);
    window.ctrl(Key::S);
    assert_eq!(store::open::<Workbook>(&path).unwrap().value.about.product, "Private");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_lock_that_somebody_swept_away_is_taken_again() {
    let home = Home::new();
    let path = home.example("claims-triage");
    let mut window = home.window_on(&path);
    window.wait(6.0);
    let held = || store::holder_of(Some(&home.places()), &path).is_some();
    assert!(held());
    fs::remove_file(home.path(".claims-triage.caveat.caveat-open")).unwrap();
    assert!(!held());
    window.wait(6.0);
    assert!(held(), "others see again that it is open");
    drop(window);
    assert!(!held());
}
