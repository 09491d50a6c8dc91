//! Restore points: what was saved earlier is listed, looked at, restored as one step, and opened as a document of its own.

use std::fs;
use std::path::Path;

use caveat::model::record::Item as _;
use caveat::model::reviews::{SignOff, SignOffDecision};
use caveat::model::{Id, Workbook};
use caveat::store::points::{Points, Reason};
use caveat::store::recovery::Recovery;
use caveat::store::settings::Settings;
use caveat::ui::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use crate::support::project;

/// A document that was saved three times under three names.
fn saved_thrice(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    for name in ["First", "Second", "Third"] {
        window.rename(name);
        window.ctrl(Key::S);
    }
    window
}

fn show(window: &mut Window) {
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);
    window.settle();
}

fn listed(window: &Window) -> Vec<String> {
    window.all(|seen| seen.role == Role::ListBoxOption).into_iter().map(|seen| seen.name).collect()
}

/// Looks at a point by its place in the list.
fn turn_to(window: &mut Window, place: usize) {
    let rows = window.all(|seen| seen.role == Role::ListBoxOption);
    window.click_on(&rows[place]);
    window.settle();
}

fn product(window: &Window) -> String {
    window.workbook().about.product.clone()
}

/// What was kept of a file, the newest first: why, and what the product was called.
fn kept(home: &Home, file: &Path) -> Vec<(Reason, String)> {
    let points = Points::of(&home.places(), file).list();
    let told = |point: &caveat::store::points::Point| {
        (point.reason, point.take::<Workbook>().unwrap().value.about.product.clone())
    };
    points.iter().map(told).collect()
}

#[test]
fn every_save_is_kept_and_so_is_what_was_there_before_the_first() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    window.ctrl(Key::S);
    let expected = [
        (Reason::Saved, "Third"),
        (Reason::Saved, "Second"),
        (Reason::Saved, "First"),
        (Reason::Found, "Claims triage copilot"),
    ];
    let expected = expected.map(|(reason, name)| (reason, name.to_owned()));
    assert_eq!(kept(&home, &home.path("claims-triage.caveat")), expected);
    show(&mut window);
    assert_eq!(listed(&window), ["Saved, 14:32", "Saved, 14:32", "Saved, 14:32", "Found in the file, 14:32"]);
    assert!(window.shows("Today, 9 March"));
    assert!(window.shows("The same as now: there is nothing to restore."));
    // by keys: down to the one before, and up again
    window.key(Key::ArrowDown);
    window.settle();
    assert!(window.shows("Restoring would change one field, in one section."));
    assert!(window.all(|seen| seen.name.ends_with("Third → Second")).len() == 1);
    window.key(Key::ArrowUp);
    window.settle();
    assert!(window.shows("The same as now: there is nothing to restore."));
    window.key(Key::Escape);
    assert!(!window.has(Role::Heading, "Restore points"));
    assert_eq!(product(&window), "Third");
}

#[test]
fn an_earlier_save_is_looked_at_and_nothing_changes() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    let before = window.workbook();
    show(&mut window);
    turn_to(&mut window, 2);
    window.key(Key::Enter);
    window.settle();
    assert!(window.shows("As it was today, 14:32. Nothing changes until you restore."));
    assert_eq!(window.find_field("What do people call it?").value, "First");
    window.fill("What do people call it?", "Fourth");
    assert_eq!(window.find_field("What do people call it?").value, "First");
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert_eq!(window.find_field("What do people call it?").value, "Third");
    assert!(window.workbook() == before);
    assert!(!window.session().is_dirty());
}

#[test]
fn restoring_is_one_step_and_what_was_not_saved_is_kept() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    window.rename("Not saved");
    let steps = window.session().history().len();
    show(&mut window);
    turn_to(&mut window, 2);
    window.click(Role::Button, "Go back to this point");
    window.settle();
    assert_eq!((product(&window).as_str(), window.session().history().len()), ("First", steps + 1));
    window.assert_notice("Restored as it was today, 14:32");
    let file = home.path("claims-triage.caveat");
    assert_eq!(kept(&home, &file)[0], (Reason::Restoring, "Not saved".to_owned()));
    let on_disk = caveat::store::open::<Workbook>(&file).unwrap().value;
    assert_eq!(on_disk.about.product, "Third", "the file waits for the next save");
    window.ctrl(Key::Z);
    assert_eq!(product(&window), "Not saved");
}

#[test]
fn a_point_that_is_looked_at_is_restored_from_there() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    show(&mut window);
    turn_to(&mut window, 1);
    window.click(Role::Button, "Look at it");
    window.settle();
    window.click(Role::Button, "Restore this step");
    window.settle();
    assert_eq!(product(&window), "Second");
    window.ctrl(Key::Z);
    assert_eq!(product(&window), "Third");
}

#[test]
fn a_point_opens_as_a_document_of_its_own() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    show(&mut window);
    turn_to(&mut window, 1);
    window.click(Role::Button, "Open as a copy");
    window.settle();
    assert_eq!((product(&window).as_str(), window.file()), ("Second", None));
    assert!(window.session().is_dirty(), "no file holds it yet");
    let on_disk = caveat::store::open::<Workbook>(&home.path("claims-triage.caveat")).unwrap().value;
    assert_eq!(on_disk.about.product, "Third");
}

#[test]
fn the_original_of_an_older_version_is_kept_byte_for_byte() {
    let home = Home::new();
    let file = home.path("old.caveat");
    let original = fs::read(project("tests/formats/version-1.caveat")).unwrap();
    fs::write(&file, &original).unwrap();
    let mut window = home.window_on(&file);
    window.tell(App::show_overview);
    window.ctrl(Key::S);
    let points = Points::of(&home.places(), &file).list();
    let reasons: Vec<Reason> = points.iter().map(|point| point.reason).collect();
    assert_eq!(reasons, [Reason::Saved, Reason::Older]);
    assert_eq!(points[1].content().unwrap(), original);
    assert_ne!(fs::read(&file).unwrap(), original);
}

#[test]
fn what_somebody_else_wrote_is_kept_before_it_is_replaced() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    let file = home.path("claims-triage.caveat");
    let mut theirs = window.workbook();
    std::sync::Arc::make_mut(&mut theirs.about).product = "Theirs".to_owned();
    home.file("claims-triage.caveat", &theirs);
    window.rename("Mine");
    window.ctrl(Key::S);
    window.click(Role::Button, "Keep mine");
    window.settle();
    let newest = kept(&home, &file).into_iter().take(2).collect::<Vec<_>>();
    assert_eq!(newest, [(Reason::Saved, "Mine".to_owned()), (Reason::Found, "Theirs".to_owned())]);
}

#[test]
fn a_damaged_point_says_so_and_the_others_can_be_restored() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    let points = Points::of(&home.places(), &home.path("claims-triage.caveat")).list();
    fs::write(&points[1].path, "(").unwrap();
    show(&mut window);
    assert!(listed(&window)[1].ends_with(", damaged"));
    turn_to(&mut window, 1);
    assert!(window.shows("This point cannot be read whole. The others can still be."));
    assert!(!window.find(Role::Button, "Go back to this point").acts);
    window.key(Key::Enter);
    assert!(window.has(Role::Heading, "Restore points"), "there is nothing to look at");
    turn_to(&mut window, 2);
    window.click(Role::Button, "Go back to this point");
    window.settle();
    assert_eq!(product(&window), "First");
}

#[test]
fn a_point_that_cannot_be_kept_never_stops_a_save_and_is_told_once() {
    let home = Home::new();
    fs::create_dir_all(home.places().state).unwrap();
    fs::write(home.places().state.join("points"), "a file where the folder should be").unwrap();
    let mut window = saved_thrice(&home);
    assert!(!window.session().is_dirty());
    let on_disk = caveat::store::open::<Workbook>(&home.path("claims-triage.caveat")).unwrap().value;
    assert_eq!(on_disk.about.product, "Third");
    let told = window.notices().into_iter().filter(|said| said.contains("No restore point was kept")).count();
    assert!(told <= 1, "{:?}", window.notices());
    show(&mut window);
    assert!(window.shows("None yet. One is kept at each save."));
}

#[test]
fn a_document_without_a_file_has_none_and_says_when_it_will() {
    let home = Home::new();
    let mut window = home.window();
    window.click(Role::Button, "New document");
    show(&mut window);
    window.assert_notice("There are no restore points yet");
}

#[test]
fn none_are_kept_where_the_person_does_not_want_them() {
    let home = Home::new();
    Settings { points: false, ..Settings::default() }.save(&home.places()).unwrap();
    saved_thrice(&home);
    assert_eq!(kept(&home, &home.path("claims-triage.caveat")), []);
}

#[test]
fn a_point_that_is_cut_short_gives_what_reads() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    let points = Points::of(&home.places(), &home.path("claims-triage.caveat")).list();
    let text = fs::read_to_string(&points[1].path).unwrap();
    let at = text.find("\n    limits: (").unwrap();
    fs::write(&points[1].path, &text[..at + 60]).unwrap();
    show(&mut window);
    turn_to(&mut window, 1);
    assert!(window.shows("Reads up to section 8, Failure modes"));
    window.click(Role::Button, "Recover what reads");
    window.settle();
    assert_eq!((product(&window).as_str(), window.file()), ("Second", None));
    let bar = "This is what reads of a damaged file. Reads up to section 8, Failure modes.";
    assert!(window.shows(bar), "what is missing is said for as long as nobody has read it");
    window.click(Role::Button, "Got it");
    assert!(!window.shows(bar));
    assert!(!window.workbook().failure_modes.modes.is_empty());
    assert!(window.workbook().limits == Workbook::default().limits);
    let on_disk = caveat::store::open::<Workbook>(&home.path("claims-triage.caveat")).unwrap().value;
    assert_eq!(on_disk.about.product, "Third", "the file is as it was");
}

#[test]
fn when_something_changed_is_found_by_its_words() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    show(&mut window);
    window.fill("Find when something changed", "second");
    window.key(Key::Enter);
    window.settle();
    let found = window.all(|seen| seen.name.contains("Look at that point"));
    let found: Vec<&str> = found.iter().map(|seen| seen.name.split(',').next().unwrap()).collect();
    assert!(found.contains(&"Went: About") && found.contains(&"Appeared: About"), "{found:?}");
    let appeared = window.all(|seen| seen.name.starts_with("Appeared: About"));
    window.click_on(&appeared[0]);
    window.settle();
    let looked_at = window.all(|seen| seen.role == Role::ListBoxOption && seen.on);
    assert_eq!(looked_at.len(), 1);
    window.click(Role::Button, "Go back to this point");
    window.settle();
    assert_eq!(product(&window), "Second");
}

#[test]
fn a_sign_off_makes_a_point_that_says_who_signed() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.rename("Before");
    window.ctrl(Key::S);
    let mut signed = window.workbook();
    drop(window);
    let mut one = SignOff { name: "Anke Vos".to_owned(), ..SignOff::default() };
    one.decision = Some(SignOffDecision::Approved);
    one.set_identity(Id(77), 77);
    std::sync::Arc::make_mut(&mut signed.reviews).sign_offs.push(one);
    let left = Recovery::start(&home.places(), 77).unwrap();
    left.keep(Some(&file), None, "2026-03-09 14:32", &signed).unwrap();
    drop(left);
    let mut window = home.window();
    window.click(Role::Button, "Recover Before");
    window.ctrl(Key::S);
    window.rename("After");
    window.ctrl(Key::S);
    let points = Points::of(&home.places(), &file).list();
    let told: Vec<(Reason, &str)> = points.iter().map(|point| (point.reason, point.about.as_str())).collect();
    let expected =
        [(Reason::Saved, ""), (Reason::SignedOff, "Signed by Anke Vos"), (Reason::LastEdit, ""), (Reason::Saved, "")];
    assert_eq!(told[..4], expected);
    show(&mut window);
    assert_eq!(listed(&window)[1], "Signed by Anke Vos, 14:32");
}

#[test]
fn the_dialog_stays_within_a_small_window() {
    let home = Home::new();
    let mut window = saved_thrice(&home);
    window.rename("A product with a name that is much longer than the head of a small dialog has room for, all in all");
    window.resize([560.0, 800.0]);
    show(&mut window);
    let close = window.find(Role::Button, "Close the restore points").at.unwrap();
    let back = window.find(Role::Button, "Go back to this point").at.unwrap();
    assert!(close.right() <= 560.0 - 24.0 && back.left() >= 24.0, "{close} {back}");
}

#[test]
fn the_restore_points_of_a_file_that_cannot_be_read_are_on_the_start_screen() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.rename("Saved once");
    window.ctrl(Key::S);
    window.ctrl(Key::W);
    std::fs::write(&file, "(format: \"caveat\", version: 4, workbook: (").unwrap();
    window.click(Role::Button, "Open Saved once, ");
    window.assert_notice("Not opened");
    window.click(Role::Link, "Restore points of Saved once");
    window.settle();
    assert!(window.has(Role::Heading, "Restore points"));
    assert!(window.shows("Reads without a fault"));
    assert_eq!(window.all(|seen| seen.name == "Go back to this point").len(), 0, "the file cannot be opened");
    window.click(Role::Button, "Open as a copy");
    window.settle();
    assert_eq!((window.workbook().about.product.as_str(), window.file()), ("Saved once", None));
}
