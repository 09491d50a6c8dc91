//! The library of one's own: kept from one product, found and added in the next, in one file that two windows share.

use std::fs;

use caveat::model::record::Item as _;
use caveat::model::{Section, Workbook};
use caveat::store::{self, Guard, Opened};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::turn_to;

/// What stands in the file of the library.
fn kept(home: &Home) -> Workbook {
    store::library::load(&home.places()).unwrap()
}

fn names(workbook: &Workbook) -> Vec<String> {
    let modes = workbook.failure_modes.modes.iter().map(|mode| mode.name.clone());
    let metrics = workbook.metrics.metrics.iter().map(|metric| metric.name.clone());
    modes.chain(metrics).chain(workbook.budgets.budgets.iter().map(|budget| budget.name.clone())).collect()
}

fn at(home: &Home, section: Section) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(section));
    window
}

/// A blank workbook, open on a page.
fn next(home: &Home, section: Section) -> Window {
    let mut window = home.window_on(&home.file("next.caveat", &Workbook::default()));
    turn_to(&mut window, Page::Section(section));
    window
}

/// Keeps an item by the menu of its card.
fn save_by_card(window: &mut Window) {
    let is_menu = |seen: &Seen| seen.role == Role::Button && seen.name.starts_with("More about ");
    let more = window.all(|seen| is_menu(seen) && !seen.name.contains("the measurement")).remove(0);
    window.click_on(&more);
    window.click(Role::MenuItem, "Save to my library");
}

/// Runs a command from the palette.
fn run(window: &mut Window, words: &str) {
    window.ctrl(Key::K);
    window.type_text(&format!(">{words}"));
    window.key(Key::Enter);
}

#[test]
fn what_is_kept_from_one_product_is_added_to_the_next() {
    let home = Home::new();
    let mut window = at(&home, Section::FailureModes);
    let before = window.workbook();
    save_by_card(&mut window);
    let mode = kept(&home).failure_modes.modes.at(0).cloned().unwrap();
    window.assert_notice(&format!("\u{201c}{}\u{201d} saved to your library", mode.name));
    assert!(mode.ratings.is_empty() && mode.owner.is_empty() && !mode.cause.is_empty());
    turn_to(&mut window, Page::Section(Section::Budgets));
    window.click(Role::ListBoxOption, "UB-1");
    save_by_card(&mut window);
    turn_to(&mut window, Page::Section(Section::Metrics));
    save_by_card(&mut window);
    assert_eq!(names(&kept(&home)).len(), 3);
    assert!(kept(&home).budgets.budgets.at(0).unwrap().measurements.is_empty());
    assert!(window.workbook() == before, "keeping changes nothing in the document");
    drop(window);

    let mut window = next(&home, Section::Metrics);
    window.click(Role::Button, "Add from my library");
    let metric = kept(&home).metrics.metrics.at(0).unwrap().name.clone();
    assert!(window.focused().is_some_and(|seen| seen.name.starts_with(&metric)), "the keys are at hand");
    assert!(window.has(Role::Heading, "My library"));
    window.key(Key::Space);
    assert!(window.find(Role::ListBoxOption, &metric).on);
    window.click(Role::Button, "Show: Uncertainty budgets  1");
    window.click(Role::ListBoxOption, &kept(&home).budgets.budgets.at(0).unwrap().name.clone());
    window.click(Role::Button, "Add two items from my library");
    let added = window.workbook();
    assert_eq!(added.metrics.metrics.at(0).map(|own| (own.name.clone(), own.cite())), Some((metric, "M-1".to_owned())));
    assert_eq!(added.budgets.budgets.at(0).map(caveat::model::record::Item::cite), Some("UB-1".to_owned()));
    window.assert_notice("Two items added from your library");
    assert!(!window.has(Role::Heading, "My library"));
    window.ctrl(Key::Z);
    assert_eq!(window.workbook(), Workbook::default(), "one step");
}

#[test]
fn the_keyboard_finds_chooses_and_adds() {
    let home = Home::new();
    let mut window = at(&home, Section::Budgets);
    let budgets: Vec<String> = window.workbook().budgets.budgets.iter().map(|one| one.name.clone()).collect();
    window.click(Role::ListBoxOption, "UB-1");
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.click(Role::Button, "Save to my library all selected");
    window.assert_notice("Three uncertainty budgets saved to your library");
    assert_eq!(names(&kept(&home)), budgets[..3]);
    drop(window);

    let mut window = next(&home, Section::Budgets);
    run(&mut window, "Show my library");
    assert!(window.has(Role::Heading, "My library"));
    window.key(Key::Slash);
    window.type_text(&budgets[2]);
    let rows = |window: &Window| window.all(|seen| seen.role == Role::ListBoxOption).len();
    assert_eq!(rows(&window), 1);
    window.ctrl(Key::A);
    window.key(Key::Backspace);
    assert_eq!(rows(&window), 3);
    window.focus_on(&window.find(Role::ListBox, "My library"));
    window.key(Key::End);
    window.key(Key::Space);
    window.key(Key::ArrowUp);
    window.key(Key::Space);
    window.ctrl(Key::Enter);
    assert_eq!(names(&window.workbook()), [budgets[1].clone(), budgets[2].clone()]);
    // what is in the document already stays listed with its number, and cannot be chosen
    run(&mut window, "Show my library");
    let there = window.find(Role::ListBoxOption, &format!("{}, in the workbook as UB-1", budgets[1]));
    window.click_on(&there);
    assert!(window.has(Role::Label, "0 chosen"));
    window.key(Key::Escape);
    assert!(!window.has(Role::Heading, "My library"));
}

#[test]
fn the_same_name_again_takes_its_place_and_can_be_taken_back() {
    let home = Home::new();
    let mut window = at(&home, Section::FailureModes);
    run(&mut window, "Save to my library");
    let first = kept(&home);
    assert_eq!(names(&first).len(), 1, "the selected one");
    let id = window.workbook().failure_modes.modes.iter().find(|mode| mode.name == names(&first)[0]).unwrap().id;
    let place = window.workbook().failure_modes.modes.iter().position(|mode| mode.id == id).unwrap();
    let path = window.file().unwrap();
    drop(window);
    let mut changed: Workbook = store::open(&path).map(|opened: Opened<Workbook>| opened.value).unwrap();
    std::sync::Arc::make_mut(&mut changed.failure_modes).modes.at_mut(place).unwrap().cause = "Said better".to_owned();
    assert!(store::save(&path, &changed, &Guard::default()).is_ok());
    let mut window = home.window_on(&path);
    turn_to(&mut window, Page::Section(Section::FailureModes));
    save_by_card(&mut window);
    window.assert_notice("in place of the one with that name");
    assert_eq!(kept(&home).failure_modes.modes.at(0).unwrap().cause, "Said better");
    window.click(Role::Button, "Undo in the library");
    assert!(kept(&home) == first, "as it was");
    window.assert_notice("Taken back");
}

#[test]
fn what_is_removed_can_be_brought_back() {
    let home = Home::new();
    let mut window = at(&home, Section::Metrics);
    save_by_card(&mut window);
    let before = kept(&home);
    window.click(Role::Button, "Show library");
    window.click(Role::Button, "Remove from library");
    assert_eq!(names(&kept(&home)), [""; 0]);
    assert!(window.shows("Save a failure mode, metric or budget here"));
    window.click(Role::Button, "Undo in the library");
    assert!(kept(&home) == before);
    window.key(Key::Delete);
    assert_eq!(names(&kept(&home)), [""; 0]);
    window.ctrl(Key::Z);
    assert!(kept(&home) == before, "Ctrl Z is for what was done here");
    assert!(!window.session().is_dirty());
}

#[test]
fn two_windows_lose_nothing_of_each_other() {
    let home = Home::new();
    let mut one = at(&home, Section::Metrics);
    let mut other = home.window_on(&home.example("fraud-detection"));
    turn_to(&mut other, Page::Section(Section::Metrics));
    save_by_card(&mut one);
    save_by_card(&mut other);
    assert_eq!(names(&kept(&home)).len(), 2);
    one.click(Role::Button, "Undo in the library");
    one.assert_notice("Not taken back");
    assert_eq!(names(&kept(&home)).len(), 2);
}

#[test]
fn a_library_that_cannot_be_read_is_said_and_left_alone() {
    let home = Home::new();
    let path = store::library::path(&home.places());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    for (content, said) in [
        ("no workbook", "Not a Caveat"),
        ("// Caveat workbook\n(format: \"caveat\", version: 99, workbook: ())\n", "newer Caveat"),
    ] {
        fs::write(&path, content).unwrap();
        let mut window = at(&home, Section::Metrics);
        save_by_card(&mut window);
        window.assert_notice("Your library was not changed");
        assert!(window.notices().iter().any(|notice| notice.contains(said)), "{said}: {:?}", window.notices());
        run(&mut window, "Show my library");
        assert!(window.shows("Your library cannot be read"));
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
}

#[test]
fn the_file_opens_like_any_other() {
    let home = Home::new();
    let mut window = at(&home, Section::Metrics);
    save_by_card(&mut window);
    run(&mut window, "Show my library");
    window.click(Role::Button, "Open the file");
    assert_eq!(window.file(), Some(store::library::path(&home.places())));
    turn_to(&mut window, Page::Section(Section::Metrics));
    save_by_card(&mut window);
    window.assert_notice("This is your library");
}

#[test]
fn ready_made_failure_modes_and_own_ones_are_a_click_apart() {
    let home = Home::new();
    let mut window = at(&home, Section::FailureModes);
    save_by_card(&mut window);
    window.click(Role::Button, "Add from the library");
    window.click(Role::RadioButton, "Entries: Mine");
    assert!(window.has(Role::Heading, "My library"));
    assert!(window.shows("in the workbook as FM-"));
    window.click(Role::RadioButton, "Entries: Whole library");
    assert!(window.has(Role::Heading, "Add failure modes"));
}
