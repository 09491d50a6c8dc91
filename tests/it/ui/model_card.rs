//! The page of the model card: what is written, what follows from other sections, what contradicts, and the card as text.

use std::sync::Arc;

use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::Key;
use egui::accesskit::Role;

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

fn at_card(home: &Home, workbook: Option<&Workbook>) -> Window {
    let file = workbook.map_or_else(|| home.example("claims-triage"), |workbook| home.file("own.caveat", workbook));
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::ModelCard));
    window
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

#[test]
fn what_is_written_here_is_edited_in_place() {
    let home = Home::new();
    let mut window = at_card(&home, None);
    assert!(window.shows("21 of 22 are written here"));
    window.fill("What is it for?", "To suggest a route.");
    assert_eq!(window.workbook().model_card.intended_use, "To suggest a route.");
    assert_eq!(window.session().undo_name(), Some("edit intended use"));
    window.ctrl(Key::Z);
    assert!(window.workbook().model_card.intended_use.starts_with("Suggest a route and a clause"));
    window.fill("What is it not for, even if somebody is tempted? One per line.", "Declining a claim");
    assert_eq!(window.workbook().model_card.out_of_scope, ["Declining a claim"]);
}

#[test]
fn ctrl_enter_goes_to_the_next_empty_question_and_from_the_last_to_the_first() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.model_card).model_type = "Trees".to_owned();
    let mut window = at_card(&home, Some(&workbook));
    let first = window.find_field("What is the model called?");
    window.click_on(&first);
    window.ctrl(Key::Enter);
    assert_eq!(focused(&window), "Who built it, or where was it bought?", "what is written is skipped");
    for _ in 0..19 {
        window.ctrl(Key::Enter);
    }
    assert_eq!(focused(&window), "Where do questions and complaints go?");
    let at = window.focused().and_then(|seen| seen.at).unwrap();
    assert!(at.top() > 48.0 && at.bottom() < 900.0, "it is brought into sight: {at:?}");
    window.ctrl(Key::Enter);
    assert_eq!(focused(&window), "What is the model called?");
}

#[test]
fn what_follows_is_no_field_and_leads_to_its_source() {
    let home = Home::new();
    let mut window = at_card(&home, None);
    let owner = window.find(Role::Link, "Owner: ");
    assert!(owner.name.contains(&window.workbook().about.owner) && owner.name.ends_with("From About"), "{owner:?}");
    window.click_on(&owner);
    assert_eq!(window.app().page(), Page::Section(Section::About));
    assert_eq!(focused(&window), "Who answers for it, by name?");

    let window = at_card(&home, Some(&Workbook::default()));
    window.find(Role::Link, "Owner: Not set. From About");
}

#[test]
fn a_contradiction_stands_under_its_question() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.model_card).intended_use = "All claims".to_owned();
    let mut window = at_card(&home, Some(&workbook));
    let said = "The card says what it is for, and not what it is not for. List the uses that it is not for.";
    assert!(window.shows(said));
    window.fill("What is it not for, even if somebody is tempted? One per line.", "Translated claims");
    assert!(!window.shows(said), "it is checked while one writes");
}

#[test]
fn the_outline_says_how_far_each_heading_is_and_leads_there() {
    let home = Home::new();
    let mut window = at_card(&home, None);
    window.find(Role::Button, "Model details: written");
    window.click(Role::Button, "Ethical considerations: ");
    let heading = window.find(Role::Heading, "8. Ethical considerations");
    let at = heading.at.unwrap();
    assert!(at.top() > 100.0 && at.bottom() < 500.0, "{at:?}");
    let window = at_card(&home, Some(&Workbook::default()));
    window.find(Role::Button, "Model details: not written");
}

#[test]
fn as_printed_shows_the_text_of_the_document() {
    let home = Home::new();
    let mut window = at_card(&home, None);
    let before = window.workbook();
    window.click(Role::RadioButton, "Show: As printed");
    window.find(Role::Heading, "1. At a glance");
    assert!(window.shows("Lena Ortiz") || window.shows("Anke Vos"));
    assert!(window.all(|seen| seen.role == Role::MultilineTextInput).is_empty(), "nothing to write into");
    assert!(window.workbook() == before);
    window.click(Role::RadioButton, "Show: Facts");
    window.find_field("What is it for?");
}
