//! An hour of somebody's work: begin, write, undo, save, close, come back, export, look at something else.

use std::fs;

use caveat::model::mark::Mark;
use caveat::model::{Record, Workbook};
use caveat::store::{self, Opened};
use caveat::ui::Wanted;
use egui::accesskit::Role;
use egui::{Key, Modifiers, ViewportCommand};

use super::harness::Window;
use super::home::Home;

const PRODUCT: &str = "What do people call it?";

fn on_disk(path: &std::path::Path) -> Workbook {
    let opened: Opened<Workbook> = store::open(path).unwrap();
    opened.value
}

fn product(window: &Window) -> String {
    window.session().workbook().about.product.clone()
}

/// Writes the product's name and takes it back and again, with the cursor in the field all the time.
fn write_and_undo(window: &mut Window) {
    window.rename("Claims");
    window.type_text(" copilot");
    window.wait(1.0);
    assert_eq!(product(window), "Claims copilot");
    assert_eq!(window.title(), "• Claims copilot – Caveat");
    assert_eq!(window.session().history().len(), 2, "a pause makes a step");
    let is_there = |window: &Window| window.focused().is_some_and(|seen| seen.name == PRODUCT);
    for (modifiers, key, expected) in [
        (Modifiers::COMMAND, Key::Z, "Claims"),
        (Modifiers::COMMAND, Key::Z, ""),
        (Modifiers::COMMAND, Key::Z, ""),
        (Modifiers::COMMAND, Key::Y, "Claims"),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::Z, "Claims copilot"),
    ] {
        window.press(modifiers, key);
        assert_eq!(product(window), expected);
        assert_eq!(window.find_field(PRODUCT).value, expected, "the field shows it");
        assert!(is_there(window), "the cursor stays in the field");
    }
    window.type_text("s");
    window.ctrl(Key::Z);
    assert_eq!(product(window), "Claims copilot", "what is just being typed is taken back as well");
}

fn add_and_mark(window: &mut Window) {
    window.click(Role::Tab, "Requirements");
    window.click(Role::Button, "Add requirement");
    window.type_text("a claim");
    window.key(Key::Tab);
    window.type_text("Routes a claim to the right desk");
    window.wait(1.0);
    let requirements = window.workbook().requirements;
    assert_eq!(requirements.functional.len(), 1);
    let title = requirements.functional.iter().next().map(Record::title).unwrap_or_default();
    assert_eq!(title, "Routes a claim to the right desk");
    window.click(Role::Button, "More about Data freshness");
    window.click(Role::MenuItem, "Not known yet");
    window.fill("Who will find out?", "Anke Vos");
    window.click(Role::Button, "Mark unknown");
    let marked = window.workbook().requirements.marks.get("freshness").cloned();
    assert!(matches!(&marked, Some(Mark::Unknown { owner, .. }) if owner == "Anke Vos"), "{marked:?}");
}

#[test]
fn an_hour_of_work() {
    let home = Home::new();
    let mut window = home.window();
    window.click(Role::Button, "New from pattern: Blank");
    assert_eq!(window.title(), "Untitled – Caveat");
    write_and_undo(&mut window);
    add_and_mark(&mut window);

    // saved for the first time, through the dialog
    let file = home.path("claims.caveat");
    window.will_choose(&file);
    window.ctrl(Key::S);
    let asked = window.asked();
    assert!(matches!(&asked[..], [Wanted::Place { name, .. }] if name == "claims-copilot.caveat"), "{asked:?}");
    assert!(on_disk(&file) == window.workbook());
    assert_eq!(window.title(), "Claims copilot – Caveat");
    assert_eq!(home.recovery_copies(), Vec::<String>::new(), "what is saved needs no copy");

    // changed again, closed, thought better of, closed and saved
    window.click(Role::Button, "Graceful degradation: blank");
    window.fill("What still works when the model, the index or the network is gone?", "The old queue");
    let saved = fs::read(&file).unwrap();
    assert!(window.close().contains(&ViewportCommand::CancelClose));
    window.find(Role::Heading, "Save changes to “Claims copilot”?");
    window.click(Role::Button, "Cancel");
    assert!(!window.is_leaving() && window.session().is_dirty());
    assert_eq!(fs::read(&file).unwrap(), saved, "nothing was written");
    window.close();
    let written = window.workbook();
    window.click(Role::Button, "Save");
    assert!(window.is_leaving());
    assert!(on_disk(&file) == written);
    assert_eq!(home.recovery_copies(), Vec::<String>::new());
    drop(window);

    // the next morning
    let mut window = home.window();
    window.click(Role::Button, "Open Claims copilot, ");
    assert_eq!(window.file(), Some(store::absolute(&file)));
    assert!(window.workbook() == written && !window.session().is_dirty());

    // exported
    window.ctrl(Key::E);
    let folder = home.path("pack");
    window.will_choose(&folder);
    window.click(Role::Button, "Choose a folder");
    window.click(Role::Button, "Export 14 files");
    window.assert_notice("files written");
    for document in ["model-card", "risk-memo"] {
        let bytes = fs::read(folder.join(format!("claims-pack/claims-{document}.pdf"))).unwrap();
        assert!(bytes.starts_with(b"%PDF"), "{document}");
    }
    assert!(!window.session().is_dirty());

    // and something else to look at
    let second = home.example("fraud-detection");
    window.will_choose(&second);
    window.ctrl(Key::O);
    assert_eq!(window.file(), Some(second));
    assert!(window.title().ends_with(" – Caveat") && !window.title().contains("Claims"));
    window.ctrl(Key::W);
    window.find(Role::Heading, "Recent");
    window.find(Role::Button, "Open Claims copilot, ");
}

#[test]
fn every_pattern_and_every_example_of_the_start_screen_opens() {
    let home = Home::new();
    let mut window = home.window();
    let is_one = |name: &str| name.starts_with("New from pattern: ") || name.starts_with("Example: ");
    let offered = window.all(|seen| seen.role == Role::Button && is_one(&seen.name));
    assert!(offered.len() >= 8, "{offered:?}");
    for offer in offered {
        window.click(Role::Button, &offer.name);
        assert!(!window.session().is_dirty(), "{}", offer.name);
        assert_eq!(window.file(), None, "{} is nobody's file", offer.name);
        window.ctrl(Key::W);
    }
}

#[test]
fn a_deleted_item_comes_back_from_the_notice() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.click(Role::Tab, "Requirements");
    let before = window.workbook();
    let row = window.find(Role::Button, "More about Send it to the right team");
    window.click_on(&row);
    window.click(Role::MenuItem, "Delete");
    assert_eq!(window.workbook().requirements.functional.len() + 1, before.requirements.functional.len());
    window.assert_notice("Requirement deleted");
    window.click(Role::Button, "Undo");
    assert!(window.workbook() == before);
    assert!(!window.session().is_dirty());
}

#[test]
fn a_row_is_moved_and_doubled_by_keys() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.click(Role::Tab, "Requirements");
    let before = window.workbook();
    let titles = |window: &Window| -> Vec<String> {
        window.workbook().requirements.functional.iter().map(Record::title).collect()
    };
    let start = titles(&window);
    let row = window.find(Role::ListBoxOption, "RQ-1");
    window.focus_on(&row);
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(titles(&window)[..2], [start[1].clone(), start[0].clone()]);
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(titles(&window)[2], start[0], "the focus goes with the row");
    window.ctrl(Key::D);
    assert_eq!(titles(&window).len(), start.len() + 1);
    window.key(Key::Delete);
    assert_eq!(titles(&window).len(), start.len());
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert!(window.workbook() == before);
}
