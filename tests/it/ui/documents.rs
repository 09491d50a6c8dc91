//! The life of a document: no way of saving, closing or opening loses work, whatever the disk does.

use std::fs;
use std::path::Path;

use caveat::model::{Section, Workbook};
use caveat::store::{self, Opened};
use caveat::ui::{Answer, Page, Wanted};
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand};

use super::harness::Window;
use super::home::Home;
use crate::support::example;

const PRODUCT: &str = "What do people call it?";

fn product_on_disk(path: &Path) -> String {
    let opened: Opened<Workbook> = store::open(path).unwrap();
    opened.value.about.product.clone()
}

/// A window on an example with unsaved work in it: the product is called "Changed".
fn changed(home: &Home, file: &Path) -> Window {
    let mut window = home.window_on(file);
    window.rename("Changed");
    assert!(window.session().is_dirty());
    window
}

/// Nothing is lost: the document is open, unsaved, and there is a copy of it.
fn assert_kept(home: &Home, window: &Window) {
    assert_eq!(window.session().workbook().about.product, "Changed");
    assert!(window.session().is_dirty());
    let copies = home.recovery_copies();
    assert!(copies.iter().any(|copy| copy.contains("\"Changed\"")), "{} copies", copies.len());
}

#[test]
fn a_folder_that_vanished_is_said_and_nothing_is_lost() {
    let home = Home::new();
    let folder = home.path("stick");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("plan.caveat");
    fs::copy(home.example("claims-triage"), &file).unwrap();
    let mut window = changed(&home, &file);
    fs::remove_dir_all(&folder).unwrap();
    window.ctrl(Key::S);
    window.assert_notice("Not saved");
    assert_kept(&home, &window);
    window.wait(60.0);
    window.assert_notice("Not saved");
    fs::create_dir(&folder).unwrap();
    let elsewhere = folder.join("again.caveat");
    window.will_choose(&elsewhere);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert_eq!(product_on_disk(&elsewhere), "Changed");
    assert!(!window.session().is_dirty());
    assert_eq!(window.notices(), Vec::<String>::new(), "what failed has worked now");
    assert_eq!(home.recovery_copies(), Vec::<String>::new());
}

#[test]
fn a_folder_that_takes_no_files_is_said_and_nothing_is_lost() {
    let home = Home::new();
    let mut window = changed(&home, &home.example("claims-triage"));
    for place in ["/proc/plan.caveat", "/dev/full/plan.caveat"] {
        window.will_choose(Path::new(place));
        window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
        window.assert_notice("Not saved");
        assert_kept(&home, &window);
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_said_and_nothing_is_lost() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let folder = home.path("shelf");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "x").is_ok() {
        println!("skipped: this user may write into read-only folders");
        return;
    }
    let mut window = changed(&home, &home.example("claims-triage"));
    window.will_choose(&folder.join("plan.caveat"));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.assert_notice("Not saved");
    assert_kept(&home, &window);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_file_that_somebody_else_changed_is_asked_about() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = changed(&home, &file);
    let theirs = fs::read_to_string(&file).unwrap().replacen("Anke", "Inka", 1);
    fs::write(&file, &theirs).unwrap();
    window.ctrl(Key::S);
    window.find(Role::Heading, "This file changed on disk");
    assert_eq!(fs::read_to_string(&file).unwrap(), theirs, "nothing was written");
    window.key(Key::Escape);
    assert_kept(&home, &window);

    // a copy beside it
    let copy = home.path("mine.caveat");
    window.will_choose(&copy);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    assert_eq!(product_on_disk(&copy), "Changed");
    assert_eq!(fs::read_to_string(&file).unwrap(), theirs);
    assert_eq!(window.file(), Some(copy));
    drop(window);

    // or over it, on purpose
    let mut window = changed(&home, &file);
    fs::write(&file, theirs.replacen("Inka", "Hanka", 1)).unwrap();
    window.ctrl(Key::S);
    window.click(Role::Button, "Keep mine");
    assert_eq!(product_on_disk(&file), "Changed");
    assert!(!window.session().is_dirty());
}

#[test]
fn a_file_that_vanished_is_written_again() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = changed(&home, &file);
    fs::remove_file(&file).unwrap();
    window.ctrl(Key::S);
    assert_eq!(product_on_disk(&file), "Changed");
    assert!(!window.session().is_dirty());
}

#[test]
fn a_dropped_file_opens_and_unsaved_work_is_asked_about_first() {
    let home = Home::new();
    let mut window = home.window();
    let (first, second) = (home.example("support-agent"), home.example("claims-triage"));
    window.drop_file(&first);
    assert_eq!(window.file(), Some(first.clone()));
    window.rename("Changed");
    window.drop_file(&second);
    window.find(Role::Heading, "Save changes to “Changed”?");
    assert_eq!(window.file(), Some(first.clone()));
    window.click(Role::Button, "Do not save");
    assert_eq!(window.file(), Some(second));
    assert!(window.workbook() == example("claims-triage"));
    assert_ne!(product_on_disk(&first), "Changed");
    assert_eq!(home.recovery_copies(), Vec::<String>::new(), "it was given up on purpose");
}

#[test]
fn whatever_would_give_up_unsaved_work_asks_first() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = changed(&home, &file);
    for key in [Key::N, Key::O, Key::W, Key::Q] {
        window.ctrl(key);
        window.find(Role::Heading, "Save changes to “Changed”?");
        let focused = window.focused().map(|seen| seen.name);
        assert_eq!(focused.as_deref(), Some("Save"), "the safe answer has the focus");
        window.key(Key::Escape);
        assert_kept(&home, &window);
    }
    assert!(window.close().contains(&ViewportCommand::CancelClose));
    // while a question is open, keys do nothing behind it
    window.ctrl(Key::PageDown);
    assert_eq!(window.app().page(), Page::Section(Section::About));
    window.click(Role::Button, "Do not save");
    assert!(window.is_leaving());
    assert_ne!(product_on_disk(&file), "Changed");
    assert_eq!(home.recovery_copies(), Vec::<String>::new(), "it was given up on purpose");
}

#[test]
fn a_save_that_fails_or_is_cancelled_on_the_way_out_keeps_the_window() {
    let home = Home::new();
    let mut window = home.window();
    window.click(Role::Button, "New document");
    window.rename("Changed");
    for answer in [Answer::Cancelled, Answer::Chosen("/proc/plan.caveat".into())] {
        window.will_answer(answer);
        window.close();
        window.click(Role::Button, "Save");
        assert!(!window.is_leaving());
        assert_kept(&home, &window);
    }
    window.assert_notice("Not saved");
}

#[test]
fn an_unchanged_document_closes_without_a_question() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    assert!(!window.close().contains(&ViewportCommand::CancelClose));
    assert!(window.is_leaving());
}

#[test]
fn what_is_typed_just_before_a_save_or_a_close_counts() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    let field = window.find_field(PRODUCT);
    window.click_on(&field);
    window.ctrl(Key::A);
    window.type_text("Changed");
    window.ctrl(Key::S);
    assert_eq!(product_on_disk(&file), "Changed");
    window.type_text("!");
    window.close();
    window.find(Role::Heading, "Save changes to “Changed!”?");
}

#[test]
fn without_a_file_dialog_the_window_asks_for_a_path() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window();
    window.will_answer(Answer::NoDialog);
    window.ctrl(Key::O);
    window.find(Role::Heading, "Open a workbook");
    window.fill("Path", file.to_str().unwrap());
    window.key(Key::Enter);
    assert_eq!(window.file(), Some(file));
    window.rename("Changed");
    window.will_answer(Answer::NoDialog);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    window.find(Role::Heading, "Save the workbook");
    window.fill("Path", home.path("other").to_str().unwrap());
    window.click(Role::Button, "Save");
    assert_eq!(product_on_disk(&home.path("other.caveat")), "Changed");
    let asked = window.asked();
    assert!(matches!(&asked[..], [Wanted::Workbook { .. }, Wanted::Place { .. }]), "{asked:?}");
}

#[test]
fn a_read_only_file_says_so_and_is_saved_elsewhere() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    let before = fs::read(&file).unwrap();
    let mut window = home.window_on(&file);
    window.assert_notice("read-only");
    window.rename("Changed");
    let copy = home.path("copy.caveat");
    window.will_choose(&copy);
    window.ctrl(Key::S);
    assert_eq!(product_on_disk(&copy), "Changed");
    assert_eq!(fs::read(&file).unwrap(), before);
}
