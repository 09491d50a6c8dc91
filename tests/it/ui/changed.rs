//! A file that changes under an open window: noticed, settled by the person, and nothing of either side is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caveat::model::Workbook;
use caveat::store::points::Points;
use caveat::store::{self, Guard};
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand};

use super::harness::Window;
use super::home::Home;

pub(super) const HEAD: &str = "This file changed on disk";

pub(super) fn on_disk(path: &Path) -> Workbook {
    store::open::<Workbook>(path).unwrap().value
}

fn product(path: &Path) -> String {
    on_disk(path).about.product.clone()
}

/// What somebody else does to the file.
pub(super) fn elsewhere(path: &Path, change: impl FnOnce(&mut Workbook)) {
    let mut theirs = on_disk(path);
    change(&mut theirs);
    assert!(store::save(path, &theirs, &Guard::default()).is_ok());
}

fn rename_elsewhere(path: &Path, name: &str) {
    elsewhere(path, |theirs| name.clone_into(&mut Arc::make_mut(&mut theirs.about).product));
}

/// A window whose product is called "Mine", on a file in which somebody else has called it "Theirs", and the owner "Inka".
fn both_changed(home: &Home) -> (Window, PathBuf) {
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.rename("Mine");
    elsewhere(&file, |theirs| {
        let about = Arc::make_mut(&mut theirs.about);
        (about.product, about.owner) = ("Theirs".to_owned(), "Inka".to_owned());
    });
    (window, file)
}

fn kept_products(home: &Home, file: &Path) -> Vec<String> {
    let points = Points::of(&home.places(), file).list();
    points.iter().map(|point| point.take::<Workbook>().unwrap().value.about.product.clone()).collect()
}

#[test]
fn what_both_changed_is_asked_and_the_rest_merges_in_one_step() {
    let home = Home::new();
    let (mut window, file) = both_changed(&home);
    window.ctrl(Key::S);
    window.find(Role::Heading, HEAD);
    assert_eq!(product(&file), "Theirs", "nothing was written");
    assert!(window.shows("1 merges by itself, 1 needs you"));
    assert!(
        window.shows("Somebody saved claims-triage.caveat"),
        "this window holds the file: who wrote it is not known"
    );
    assert!(window.shows("Mine, here, since 14:32: 1 change, 1 section"));
    // with something open, merging leads there
    window.click(Role::Button, "Merge, 1 to settle");
    assert_eq!(product(&file), "Theirs");
    assert!(window.focused().unwrap().name.ends_with("mine: Mine"), "{:?}", window.focused());
    window.key(Key::T);
    assert!(window.find(Role::RadioButton, "About, Product, theirs: Theirs").on);
    window.key(Key::M);
    assert!(window.find(Role::RadioButton, "About, Product, mine: Mine").on);
    window.click(Role::Button, "Merge");
    let now = on_disk(&file);
    assert_eq!((now.about.product.as_str(), now.about.owner.as_str()), ("Mine", "Inka"));
    assert!(!window.session().is_dirty());
    window.assert_notice("Merged with the version on disk");
    let kept = kept_products(&home, &file);
    assert!(kept.contains(&"Theirs".to_owned()) && kept.contains(&"Mine".to_owned()), "{kept:?}");
    // one step back is before the merge
    window.ctrl(Key::Z);
    let back = window.workbook();
    assert_eq!((back.about.product.as_str(), back.about.owner.as_str()), ("Mine", "Anke Vos"));
}

#[test]
fn deciding_later_keeps_saving_off_and_says_so() {
    let home = Home::new();
    let (mut window, file) = both_changed(&home);
    window.ctrl(Key::S);
    window.key(Key::Escape);
    assert!(!window.has(Role::Heading, HEAD));
    assert!(window.shows("Not saved, file changed"));
    window.assert_notice("Saving is off until you settle it");
    assert_eq!(product(&file), "Theirs");
    window.ctrl(Key::S);
    window.find(Role::Heading, HEAD);
}

#[test]
fn where_nothing_clashes_one_key_merges() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.rename("Mine");
    elsewhere(&file, |theirs| "Inka".clone_into(&mut Arc::make_mut(&mut theirs.about).owner));
    window.ctrl(Key::S);
    assert!(window.shows("2 changes fit together"));
    assert_eq!(window.focused().map(|seen| seen.name).as_deref(), Some("Merge"));
    window.key(Key::Enter);
    let now = on_disk(&file);
    assert_eq!((now.about.product.as_str(), now.about.owner.as_str()), ("Mine", "Inka"));
}

#[test]
fn long_texts_are_read_in_full_and_enter_merges_once_all_is_chosen() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    let long = |end: &str| format!("{}{end}", "A handler reads every letter before it goes out. ".repeat(6));
    window.tell(|app| app.show_section(caveat::model::Section::About));
    window.fill("What do people call it?", &long("Mine"));
    rename_elsewhere(&file, &long("Theirs"));
    window.ctrl(Key::S);
    let sizes = |window: &Window| window.find(Role::Button, "Keep mine").at.unwrap().bottom();
    let small = sizes(&window);
    window.click(Role::Button, "Show all of About, Product");
    assert!(window.shows(&format!("About, Product, mine: {}", long("Mine"))), "every word");
    assert!(window.shows(&format!("About, Product, theirs: {}", long("Theirs"))));
    window.click(Role::Button, "Show less of About, Product");
    assert!((sizes(&window) - small).abs() < 1.0, "as large as before");
    window.click(Role::Button, "Compare in full");
    window.key(Key::Escape);
    window.find(Role::Heading, HEAD);
    window.find(Role::Button, "Compare in full");
    assert!((sizes(&window) - small).abs() < 1.0, "no hole is left: {} and {small}", sizes(&window));
    let mine = window.find(Role::RadioButton, "About, Product, mine: ");
    window.click_on(&mine);
    window.key(Key::Enter);
    assert!(!window.has(Role::Heading, HEAD), "Enter merges");
    assert_eq!(product(&file), long("Mine"));
}

#[test]
fn mine_or_theirs_is_kept_whole_and_can_be_taken_back() {
    let home = Home::new();
    let (mut window, file) = both_changed(&home);
    window.ctrl(Key::S);
    window.click(Role::Button, "Take theirs");
    assert_eq!(window.workbook(), on_disk(&file));
    assert!(!window.session().is_dirty());
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().about.product, "Mine");
    assert!(window.session().is_dirty(), "undone, it is not what the file holds");
    // and what is undone can be saved: nobody has changed the file since
    window.ctrl(Key::S);
    assert_eq!(product(&file), "Mine");

    rename_elsewhere(&file, "Theirs again");
    window.rename("Mine again");
    window.ctrl(Key::S);
    window.click(Role::Button, "Keep mine");
    assert_eq!(product(&file), "Mine again");
    let kept = kept_products(&home, &file);
    for product in ["Theirs", "Mine", "Theirs again", "Mine again"] {
        assert!(kept.contains(&product.to_owned()), "{product} is not in {kept:?}");
    }
}

#[test]
fn a_text_of_ones_own_settles_a_clash() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.fill("What does it do, for whom?", "Mine is longer.");
    elsewhere(&file, |theirs| "Theirs is other.".clone_into(&mut Arc::make_mut(&mut theirs.about).summary));
    window.ctrl(Key::S);
    let writes = window.all(|seen| seen.role == Role::RadioButton && seen.name.ends_with("write it"));
    window.click_on(&writes[0]);
    window.ctrl(Key::A);
    window.type_text("Together");
    window.key(Key::Escape);
    window.find(Role::Heading, HEAD); // what was written is left, and not lost
    window.click(Role::Button, "Merge");
    assert_eq!(on_disk(&file).about.summary, "Together");
}

#[test]
fn both_sides_can_be_compared_in_full() {
    let home = Home::new();
    let (mut window, file) = both_changed(&home);
    window.ctrl(Key::S);
    window.click(Role::Button, "Compare in full");
    assert!(window.shows("Owner: Anke Vos → Inka"));
    window.click(Role::Button, "Back to the choices");
    window.find(Role::RadioButton, "About, Product, mine: Mine");
    assert_eq!(product(&file), "Theirs");
}

#[test]
fn a_file_that_cannot_be_read_any_more_is_not_replaced_unasked() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.rename("Mine");
    fs::write(&file, "// Caveat workbook\n(format: \"caveat\", version: 5, workbook: (abou").unwrap();
    window.ctrl(Key::S);
    window.find(Role::Heading, "This file changed on disk, and cannot be read");
    let copy = home.path("mine.caveat");
    window.will_choose(&copy);
    window.click(Role::Button, "Save a copy");
    assert_eq!(product(&copy), "Mine");
    assert!(fs::read_to_string(&file).unwrap().ends_with("(abou"));
    // one of a newer version cannot be replaced at all
    let newer = "// Caveat workbook\n(format: \"caveat\", version: 99, workbook: ())";
    fs::write(&copy, newer).unwrap();
    window.rename("Mine again");
    window.ctrl(Key::S);
    assert!(!window.has(Role::Button, "Replace it"));
    window.click(Role::Button, "Cancel");
    assert_eq!(fs::read_to_string(&copy).unwrap(), newer);
    assert!(window.session().is_dirty());
}

#[test]
fn a_change_is_noticed_before_anybody_saves() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    rename_elsewhere(&file, "Theirs");
    window.wait(5.0);
    window.assert_notice("You see it as it was before");
    assert_ne!(window.workbook().about.product, "Theirs", "nothing is reloaded by itself");
    window.click(Role::Button, "Compare");
    assert!(window.shows("1 change fits"));
    window.key(Key::Escape);
    window.click(Role::Button, "Reload");
    assert_eq!(window.workbook().about.product, "Theirs");
    assert!(!window.session().is_dirty());
    assert!(!window.notices().iter().any(|said| said.contains("changed on disk")), "{:?}", window.notices());
    window.wait(5.0);
    // with something unsaved the bar says that saving is off
    window.rename("Mine");
    rename_elsewhere(&file, "Theirs again");
    window.wait(5.0);
    window.assert_notice("Saving is off until you settle it");
    window.click(Role::Button, "Settle it");
    window.find(Role::Heading, HEAD);
}

#[test]
fn what_this_window_saves_itself_is_no_news() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    for name in ["One", "Two"] {
        window.rename(name);
        window.ctrl(Key::S);
        window.wait(5.0);
        assert_eq!(window.notices(), Vec::<String>::new());
    }
    // nor is a file that was only touched
    let same = fs::read(&file).unwrap();
    fs::write(&file, same).unwrap();
    window.wait(5.0);
    assert_eq!(window.notices(), Vec::<String>::new());
}

#[test]
fn a_file_that_goes_and_comes_back_is_said() {
    let home = Home::new();
    let folder = home.path("stick");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("plan.caveat");
    fs::copy(home.example("claims-triage"), &file).unwrap();
    let mut window = home.window_on(&file);
    let away = home.path("away");
    fs::rename(&folder, &away).unwrap();
    window.wait(5.0);
    window.assert_notice("plan.caveat is no longer where it was. Its folder is not there either.");
    assert!(window.shows("Not saved, file gone"));
    window.click(Role::Button, "Save again");
    window.assert_notice("Not saved");
    fs::rename(&away, &folder).unwrap();
    window.wait(5.0);
    window.assert_notice("The file is back in its place");
    // gone for good, it is written again
    fs::remove_file(&file).unwrap();
    window.wait(5.0);
    window.assert_notice("plan.caveat is no longer where it was.");
    window.click(Role::Button, "Save again");
    assert_eq!(on_disk(&file), window.workbook());
    window.wait(5.0);
    assert!(!window.notices().iter().any(|said| said.contains("no longer")), "{:?}", window.notices());
}

#[test]
fn another_copy_is_merged_in_one_step_and_stays_as_it_is() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let copy = home.path("copy.caveat");
    fs::copy(&file, &copy).unwrap();
    elsewhere(&copy, |theirs| "Inka".clone_into(&mut Arc::make_mut(&mut theirs.about).owner));
    let theirs = fs::read(&copy).unwrap();
    let mut window = home.window_on(&file);
    window.rename("Mine");
    window.will_choose(&copy);
    window.ctrl(Key::K);
    window.type_text("Merge a copy");
    window.key(Key::Enter);
    window.find(Role::Heading, "Merge a copy");
    assert!(window.shows("Both come from the file as you have it."));
    window.click(Role::Button, "Merge");
    let now = window.workbook();
    assert_eq!((now.about.product.as_str(), now.about.owner.as_str()), ("Mine", "Inka"));
    assert!(window.session().is_dirty(), "saving is the person's");
    assert_eq!(fs::read(&copy).unwrap(), theirs);
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().about.owner, "Anke Vos");
}

#[test]
fn another_workbook_is_no_copy() {
    let home = Home::new();
    let (file, other) = (home.example("claims-triage"), home.example("support-agent"));
    let mut window = home.window_on(&file);
    window.tell(caveat::ui::App::show_overview);
    let before = window.workbook();
    window.will_choose(&other);
    window.ctrl(Key::K);
    window.type_text("Merge a copy");
    window.key(Key::Enter);
    assert!(window.shows("This is another workbook: it shares no item with yours"));
    assert!(!window.has(Role::Button, "Merge"));
    window.click(Role::Button, "Leave it");
    assert_eq!(window.workbook(), before);
}

#[test]
fn a_copy_from_a_conflict_is_offered_once() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let copy = home.path("claims-triage (Inka's conflicted copy 2026-03-09).caveat");
    fs::copy(&file, &copy).unwrap();
    elsewhere(&copy, |theirs| "Inka".clone_into(&mut Arc::make_mut(&mut theirs.about).owner));
    let mut window = home.window_on(&file);
    window.assert_notice("A copy from a conflict lies beside this file");
    window.click(Role::Button, "Merge it");
    window.key(Key::Enter);
    assert_eq!(window.workbook().about.owner, "Inka");
    window.wait(5.0);
    assert!(!window.notices().iter().any(|said| said.contains("from a conflict")), "{:?}", window.notices());
}

#[test]
fn the_way_out_goes_on_after_the_merge() {
    let home = Home::new();
    let (mut window, file) = both_changed(&home);
    assert!(window.close().contains(&ViewportCommand::CancelClose));
    window.click(Role::Button, "Save");
    window.key(Key::T);
    window.click(Role::Button, "Merge");
    assert!(window.is_leaving());
    assert_eq!(product(&file), "Theirs");
}

#[test]
fn the_dialog_fits_a_small_window() {
    let home = Home::new();
    let (mut window, _) = both_changed(&home);
    window.ctrl(Key::S);
    for size in [[560.0, 640.0], [900.0, 700.0], [1440.0, 900.0]] {
        window.resize(size);
        for name in ["Keep mine", "Take theirs", "Merge, 1 to settle", "Compare in full"] {
            let at = window.find(Role::Button, name).at.unwrap();
            let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
            assert!(window.contains_rect(at), "{name} at {at:?} in {size:?}");
        }
        let mine = window.find(Role::RadioButton, "About, Product, mine: Mine").at.unwrap();
        assert!(mine.height() >= 24.0 && mine.right() <= size[0], "{mine:?} in {size:?}");
    }
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.has(Role::Heading, HEAD));
}
