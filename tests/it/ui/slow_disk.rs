//! What may happen while a file is read or written: nothing is lost, and nothing is credited to another document.

use std::fs;
use std::sync::Arc;

use caveat::assess::replies::{Decided, Replies};
use caveat::exchange::answers;
use caveat::model::reviews::{ReviewRequest, SignOffDecision};
use caveat::model::{Id, Section, Workbook};
use caveat::pack::review;
use caveat::store::{self, Opened};
use caveat::ui::Page;
use egui::Key;
use egui::accesskit::Role;

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

fn product(path: &std::path::Path) -> String {
    let opened: Opened<Workbook> = store::open(path).unwrap();
    opened.value.about.product.clone()
}

/// A window with a slow disk, on an example.
fn window_on(home: &Home, file: &std::path::Path) -> Window {
    let mut window = Window::with_slow_disk(home);
    window.open(file);
    window.disk_answers();
    window
}

#[test]
fn a_save_that_ends_late_is_not_credited_to_another_document() {
    let home = Home::new();
    let (first, second) = (home.example("claims-triage"), home.example("support-agent"));
    let mut window = window_on(&home, &first);
    window.rename("Changed");
    window.ctrl(Key::S);
    window.drop_file(&second);
    window.disk_answers();
    window.disk_answers();
    assert_eq!(product(&first), "Changed", "the save went through");
    assert_eq!(window.file().as_deref(), Some(second.as_path()), "and then the other file was opened");
    let before = fs::read(&first).unwrap();
    window.rename("Second");
    window.ctrl(Key::S);
    window.disk_answers();
    assert_eq!(product(&second), "Second");
    assert_eq!(fs::read(&first).unwrap(), before);
}

#[test]
fn what_is_typed_while_a_file_is_read_is_asked_about() {
    let home = Home::new();
    let (first, second) = (home.example("claims-triage"), home.example("support-agent"));
    let mut window = window_on(&home, &first);
    window.drop_file(&second);
    window.rename("Typed meanwhile");
    window.disk_answers();
    assert_eq!(window.workbook().about.product, "Typed meanwhile");
    assert!(window.has(Role::Button, "Do not save"), "it asks");
    window.click(Role::Button, "Cancel");
    assert_eq!(window.workbook().about.product, "Typed meanwhile");
}

#[test]
fn a_second_save_waits_for_the_first_and_is_not_swallowed() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = window_on(&home, &file);
    window.rename("One");
    window.ctrl(Key::S);
    window.rename("Two");
    window.ctrl(Key::S);
    window.disk_answers();
    window.disk_answers();
    assert_eq!(product(&file), "Two");
    assert!(!window.session().is_dirty());
}

#[test]
fn closing_waits_for_a_save_that_is_under_way() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = window_on(&home, &file);
    window.rename("Changed");
    window.ctrl(Key::S);
    window.close();
    assert!(!window.is_leaving(), "the file is not written yet");
    window.disk_answers();
    assert_eq!(product(&file), "Changed");
    assert!(window.is_leaving());
}

#[test]
fn a_wish_to_close_dies_with_the_save_that_failed() {
    let home = Home::new();
    let folder = home.path("stick");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("plan.caveat");
    fs::copy(home.example("claims-triage"), &file).unwrap();
    let mut window = window_on(&home, &file);
    window.rename("Changed");
    window.close();
    window.click(Role::Button, "Save");
    fs::remove_dir_all(&folder).unwrap();
    window.disk_answers();
    window.assert_notice("Not saved");
    fs::create_dir(&folder).unwrap();
    window.ctrl(Key::S);
    window.disk_answers();
    assert!(!window.is_leaving(), "saving later does not close the window");
}

#[test]
fn recovered_work_cannot_be_undone_into_nothing() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.rename("Changed");
    window.wait(3.0);
    drop(window);
    let mut window = home.window();
    let recover = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Recover"));
    window.click_on(&recover[0]);
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().about.product, "Changed");
    assert!(window.session().is_dirty());
}

#[test]
fn a_file_that_nobody_was_asked_about_is_not_replaced() {
    let home = Home::new();
    let (file, other) = (home.example("claims-triage"), home.example("support-agent"));
    let before = fs::read(&other).unwrap();
    let mut window = home.window_on(&file);
    // the dialog asked about a name without an ending
    window.will_choose(&other.with_extension(""));
    window.press(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, Key::S);
    assert_eq!(fs::read(&other).unwrap(), before);
    window.click(Role::Button, "Replace it");
    assert_eq!(product(&other), window.workbook().about.product);
}

#[test]
fn an_answer_is_held_against_what_the_workbook_says_when_it_has_been_read() {
    let home = Home::new();
    let mut workbook = super::super::support::example("claims-triage");
    let asked = ReviewRequest { id: Id(0x91), number: 1, name: "Sofia".to_owned(), ..ReviewRequest::default() };
    let request = review::of_what_is_here(&workbook, asked);
    Arc::make_mut(&mut workbook.reviews).requests.push(request.clone());
    let replies = Replies {
        request: request.id,
        digest: request.digest.clone(),
        name: "Sofia".to_owned(),
        decision: Some(Decided { kind: SignOffDecision::Approved, reason: String::new(), date: None }),
        ..Replies::default()
    };
    let back = home.path("answers.json");
    fs::write(&back, answers::write(&replies).unwrap()).unwrap();
    let mut window = window_on(&home, &home.file("claims.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Reviews));
    window.will_choose(&back);
    window.click(Role::Button, "Import replies");
    assert!(!window.has(Role::Button, "Import the answer"), "the window does not wait for the disk");
    window.disk_answers();
    assert!(window.shows("What is signed has not changed since it was sent."));
    window.key(Key::Escape);
    window.will_choose(&back);
    window.click(Role::Button, "Import replies");
    window.rename("Typed meanwhile");
    window.disk_answers();
    window.disk_answers();
    assert!(window.shows("The workbook has changed since it was sent."), "and not what it said when it began");
}

/// A window that was asked to close, with a name that is not saved, and which keeps that.
fn giving_up(home: &Home, file: &std::path::Path) -> Window {
    let mut window = window_on(home, file);
    window.rename("Given up");
    window.wait(3.0);
    window.close();
    window.click(Role::Button, "Do not save");
    assert!(window.shows("is being kept for the start screen"), "{:#?}", window.seen());
    window
}

#[test]
fn a_second_press_does_not_lose_what_is_still_being_kept() {
    let home = Home::new();
    let mut window = giving_up(&home, &home.example("claims-triage"));
    window.click(Role::Button, "Do not save");
    assert!(!window.is_leaving(), "it is not kept yet");
    window.disk_answers();
    assert!(window.is_leaving());
    let kept = fs::read_dir(home.places().state.join("points")).unwrap().count();
    assert!(kept > 0, "and now it is");
}

#[test]
fn a_key_that_is_pressed_once_more_saves_nothing_that_was_given_up() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let before = fs::read(&file).unwrap();
    let mut window = window_on(&home, &file);
    window.rename("Given up");
    window.close();
    for key in [Key::Tab, Key::Enter, Key::Enter] {
        window.key(key);
    }
    window.disk_answers();
    assert!(!window.is_leaving() && !window.shows("Save changes to"), "the second went back: {:#?}", window.seen());
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(window.workbook().about.product, "Given up");
}

#[test]
fn who_does_not_wait_finds_the_work_at_the_next_start() {
    let home = Home::new();
    let mut window = giving_up(&home, &home.example("claims-triage"));
    assert!(!window.has(Role::Button, "Do not wait"), "a disk takes its time");
    window.wait(4.0);
    assert!(window.shows("If you do not wait, the copy for recovery stays"), "{:#?}", window.seen());
    window.click(Role::Button, "Do not wait");
    assert!(window.is_leaving(), "a disk that hangs holds nobody");
    drop(window);
    let left = store::recovery::abandoned(&home.places());
    assert_eq!(left.len(), 1);
    let taken = left[0].take::<Workbook>().unwrap();
    assert_eq!(taken.value.about.product, "Given up");
}

#[test]
fn what_is_saved_after_all_is_not_said_to_be_discarded() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = giving_up(&home, &file);
    window.click(Role::Button, "Save");
    window.disk_answers();
    window.disk_answers();
    assert!(window.is_leaving());
    assert_eq!(product(&file), "Given up");
    drop(window);
    assert!(!home.window().shows("Discarded lately"));
}
