//! The page of maturity: signs by keyboard, the level that they speak for, the next upgrade, the effort.

use caveat::model::maturity::{MaturityLevel, Seen};
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

fn at_maturity(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Maturity));
    window
}

fn seen(window: &Window, start: &str) -> Option<Seen> {
    let workbook = window.workbook();
    workbook.maturity.signals.iter().find(|signal| signal.statement.starts_with(start)).and_then(|signal| signal.seen)
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

#[test]
fn signs_are_judged_by_keyboard_and_the_level_follows() {
    let home = Home::new();
    let mut window = at_maturity(&home);
    assert!(window.shows("Repeatable, with two signs of Operational. Looked at on 2 March 2026"));
    assert!(window.has(Role::Label, "Repeatable: You are here"));
    let first = window.find(Role::CheckBox, "The problem is written down");
    window.focus_on(&first);
    window.key(Key::ArrowRight);
    assert!(focused(&window).starts_with("Same evaluation"), "{}", focused(&window));
    window.key(Key::Space);
    assert_eq!(seen(&window, "Same evaluation"), Some(Seen::Partly));
    assert!(window.has(Role::Label, "Experimental: You are here"));
    assert!(window.shows("You say Repeatable, but the signs speak for Experimental only."));
    window.key(Key::Space);
    window.key(Key::Space);
    assert_eq!(seen(&window, "Same evaluation"), Some(Seen::Seen), "round again");
    window.key(Key::ArrowRight);
    assert!(focused(&window).starts_with("Drift signals"), "{}", focused(&window));
    window.key(Key::ArrowDown);
    assert!(focused(&window).starts_with("Rollback rehearsed"), "{}", focused(&window));
    window.key(Key::Space);
    assert_eq!(seen(&window, "Rollback"), Some(Seen::Seen));
    assert!(focused(&window).contains("The workbook shows otherwise: The release plan names no rehearsal."));
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert!(focused(&window).starts_with("Rollback rehearsed"), "the focus goes with it");
    window.key(Key::Enter);
    assert!(window.has(Role::Heading, "Sign"), "all its questions are open");
}

#[test]
fn the_next_upgrade_serves_a_gate_and_is_edited_where_it_stands() {
    let home = Home::new();
    let mut window = at_maturity(&home);
    assert!(window.has(Role::Heading, "Next upgrade: Rollback rehearsed"));
    assert!(window.shows("4 signs short of Operational"));
    assert!(window.shows("It also serves RG-3."));
    window.fill("Effort of Drift signals with a named reader", "2 weeks");
    let workbook = window.workbook();
    let drift = workbook.maturity.signals.iter().find(|signal| signal.statement.starts_with("Drift"));
    assert_eq!(drift.map(|signal| signal.effort.as_str()), Some("2 weeks"));
    window.click(Role::Link, "Go to B-11");
    assert_eq!(window.app().page(), Page::Section(Section::Roadmap));
}

#[test]
fn the_effort_is_a_table_of_shares_and_looking_again_is_dated() {
    let home = Home::new();
    let mut window = at_maturity(&home);
    window.fill("Data, share now", "45%");
    assert!(window.shows("Now: 125% together, not 100%."));
    window.fill("Model, share now", "much");
    assert!(window.shows("Enter a rate such as 3.5% or 0.035"));
    assert_eq!(window.workbook().maturity.effort_model.map(caveat::model::Rate::fraction), Some(0.45), "as it was");
    window.click(Role::Button, "Look again");
    assert_eq!(window.workbook().maturity.looked_at.map(|date| date.to_string()).as_deref(), Some("2026-03-09"));
    assert!(window.shows("Looked at on 9 March 2026"));
}

#[test]
fn a_workbook_without_signs_starts_with_the_usual_ones_in_one_step() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Maturity));
    window.click(Role::Button, "Start with the usual signs");
    let signals = window.workbook().maturity.signals.clone();
    assert_eq!(signals.len(), 19);
    for level in MaturityLevel::ALL {
        assert!(signals.iter().filter(|signal| signal.level == Some(*level)).count() >= 4, "{level:?}");
    }
    assert!(window.shows("Below Experimental"));
    window.ctrl(Key::Z);
    assert!(window.workbook().maturity.signals.is_empty(), "taken back at once");
}
