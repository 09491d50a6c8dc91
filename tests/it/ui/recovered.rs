//! Work that was recovered on a file that somebody has changed since: what merges, what is asked about, and what is counted.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caveat::model::{Section, Workbook};
use caveat::store::points::{Occasion, Points, Reason};
use egui::Key;
use egui::accesskit::Role;

use super::changed::{HEAD, elsewhere, on_disk};
use super::harness::Window;
use super::home::Home;

/// A window that took up work in which a failure mode was added, on a file that nobody had saved here before.
fn recovered_with_a_mode(home: &Home, before_it_is_taken_up: impl FnOnce(&Path)) -> (Window, PathBuf) {
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.tell(|app| app.show_section(Section::FailureModes));
    window.key(Key::N);
    window.type_text("Reads a date in the wrong order");
    window.key(Key::Enter);
    window.wait(2.0);
    drop(window);
    before_it_is_taken_up(&file);
    let mut window = home.window();
    window.click(Role::Button, "Recover Claims triage copilot");
    (window, file)
}

/// As on a computer where no restore points are kept.
fn forget_what_was_opened(home: &Home, file: &Path) {
    let points = Points::of(&home.places(), file).list();
    assert_eq!(points.iter().map(|point| point.reason).collect::<Vec<_>>(), [Reason::Found]);
    for point in points {
        fs::remove_file(point.path).unwrap();
    }
}

fn has_mode(workbook: &Workbook) -> bool {
    workbook.failure_modes.modes.iter().any(|mode| mode.name == "Reads a date in the wrong order")
}

#[test]
fn what_was_recovered_is_not_taken_for_deleted_by_whoever_wrote_the_file() {
    let home = Home::new();
    let (mut window, file) = recovered_with_a_mode(&home, |_| ());
    elsewhere(&file, |theirs| "Inka".clone_into(&mut Arc::make_mut(&mut theirs.about).owner));
    window.ctrl(Key::S);
    assert!(window.shows("2 changes fit together"), "one of each side");
    window.key(Key::Enter);
    let now = on_disk(&file);
    assert!(has_mode(&now) && now.about.owner == "Inka");
}

#[test]
fn what_others_wrote_since_is_not_counted_as_edits_of_what_was_left() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.rename("Mine");
    window.wait(2.0);
    drop(window);
    elsewhere(&file, |theirs| {
        let about = Arc::make_mut(&mut theirs.about);
        "Inka".clone_into(&mut about.owner);
        "Another".clone_into(&mut about.summary);
    });
    let window = home.window();
    assert!(
        window.shows("One edit not in the file, in one section. The file was changed since."),
        "{:#?}",
        window.seen()
    );
}

#[test]
fn what_was_recovered_merges_with_a_file_that_changed_since_from_what_was_opened() {
    let home = Home::new();
    let (mut window, file) = recovered_with_a_mode(&home, |file| {
        elsewhere(file, |theirs| "Inka".clone_into(&mut Arc::make_mut(&mut theirs.about).owner));
    });
    window.ctrl(Key::S);
    assert!(window.shows("2 changes fit together"), "one of each side, on a file that was never saved here");
    window.key(Key::Enter);
    let now = on_disk(&file);
    assert!(has_mode(&now) && now.about.owner == "Inka", "{}", now.about.owner);
}

#[test]
fn what_was_recovered_is_kept_and_the_rest_is_asked_about_where_nothing_tells_what_was_opened() {
    let home = Home::new();
    let (mut window, file) = recovered_with_a_mode(&home, |file| {
        forget_what_was_opened(&home, file);
        elsewhere(file, |theirs| "Inka".clone_into(&mut Arc::make_mut(&mut theirs.about).owner));
    });
    window.ctrl(Key::S);
    window.find(Role::Heading, HEAD);
    window.click(Role::Button, "Merge, 1 to settle");
    window.key(Key::T);
    window.click(Role::Button, "Merge");
    let now = on_disk(&file);
    assert!(has_mode(&now) && now.about.owner == "Inka", "{}", now.about.owner);
}

#[test]
fn what_was_sent_and_never_saved_is_not_taken_for_what_the_file_held() {
    let home = Home::new();
    let (mut window, file) = recovered_with_a_mode(&home, |file| {
        forget_what_was_opened(&home, file);
        // the window kept what it sent: the work as it was, which no file held
        let [work] = caveat::store::abandoned(&home.places()).try_into().unwrap();
        let sent = work.take::<Workbook>().unwrap().value;
        assert!(has_mode(&sent));
        Points::of(&home.places(), file).keep_workbook(&sent, Reason::Sent, &Occasion::default()).unwrap();
        elsewhere(file, |theirs| "Inka".clone_into(&mut Arc::make_mut(&mut theirs.about).owner));
    });
    window.ctrl(Key::S);
    window.click(Role::Button, "Merge, 1 to settle");
    window.key(Key::T);
    window.click(Role::Button, "Merge");
    let now = on_disk(&file);
    assert!(has_mode(&now) && now.about.owner == "Inka", "{}", now.about.owner);
}

#[test]
fn recovered_work_does_not_undo_what_the_file_was_saved_with_since() {
    let home = Home::new();
    let (mut window, file) = recovered_with_a_mode(&home, |file| {
        forget_what_was_opened(&home, file);
        elsewhere(file, |theirs| "Inka".clone_into(&mut Arc::make_mut(&mut theirs.about).owner));
        let saved = fs::read(file).unwrap();
        Points::of(&home.places(), file).keep(&saved, Reason::Saved, &Occasion::default()).unwrap();
    });
    window.ctrl(Key::S);
    window.find(Role::Button, "Merge, 1 to settle");
    window.click(Role::Button, "Merge, 1 to settle");
    window.key(Key::T);
    window.click(Role::Button, "Merge");
    let now = on_disk(&file);
    assert!(has_mode(&now) && now.about.owner == "Inka", "{}", now.about.owner);
}
