//! The checklist one at a time, by keyboard, and the practices below their target.

use std::sync::Arc;

use caveat::model::checklist::{PracticeStatus, PracticeTarget};
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use crate::support::example;

fn one_at_a_time(home: &Home, workbook: &Workbook) -> Window {
    let file = home.file("checklist.caveat", workbook);
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Checklist));
    window.click(Role::RadioButton, "View: One at a time");
    window
}

fn status(window: &Window, practice: &str) -> PracticeStatus {
    window.workbook().checklist.status(practice)
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

#[test]
fn a_person_goes_through_the_rows_by_keyboard_alone() {
    let home = Home::new();
    let mut window = one_at_a_time(&home, &Workbook::default());
    assert!(focused(&window).starts_with("One at a time, 1 of 72"), "{}", focused(&window));
    assert!(window.has(
        Role::Heading,
        "Which laws, regulations, and sector rules apply to this product in each place it is offered?"
    ));
    window.key(Key::Num3);
    assert_eq!(status(&window, "GOVERN 1.1"), PracticeStatus::Done);
    window.key(Key::O);
    window.type_text("Mira Kern");
    window.key(Key::Enter);
    window.key(Key::D);
    window.type_text("2026-03-20");
    window.key(Key::Enter);
    window.key(Key::E);
    window.type_text("Register of duties");
    window.press(Modifiers::COMMAND, Key::Enter);
    let workbook = window.workbook();
    let answer = workbook.checklist.answer_to("GOVERN 1.1").unwrap();
    assert_eq!((answer.owner.as_str(), answer.evidence.as_str()), ("Mira Kern", "Register of duties"));
    assert_eq!(answer.due.map(|due| due.to_string()).as_deref(), Some("2026-03-20"));
    window.key(Key::Enter);
    assert!(focused(&window).contains("2 of 72"), "{}", focused(&window));
    window.key(Key::Num2);
    assert_eq!(status(&window, "GOVERN 1.2"), PracticeStatus::InProgress);
    window.press(Modifiers::SHIFT, Key::Enter);
    assert!(window.shows("1 of 72."));
    window.key(Key::Enter);
    assert!(window.shows("2 of 72."), "the next open row");
    window.key(Key::ArrowRight);
    assert!(window.shows("3 of 72."));
    window.key(Key::Escape);
    assert!(window.has(Role::RadioButton, "View: By function"));
    assert!(focused(&window).contains("GOVERN 1.3"), "the same row of the table: {}", focused(&window));
    window.ctrl(Key::Z);
    assert_eq!(status(&window, "GOVERN 1.2"), PracticeStatus::NotStarted);
}

#[test]
fn what_does_not_apply_needs_a_reason_before_it_goes_on() {
    let home = Home::new();
    let mut window = one_at_a_time(&home, &Workbook::default());
    window.key(Key::Num5);
    assert_eq!(status(&window, "GOVERN 1.1"), PracticeStatus::NotApplicable);
    window.key(Key::Enter);
    assert!(window.shows("Say why it does not apply."));
    assert!(focused(&window).contains("Why does it not apply"), "{}", focused(&window));
    window.type_text("Internal tool without users");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.key(Key::Enter);
    assert!(window.shows("2 of 72."), "now it does");
}

#[test]
fn done_against_a_live_verdict_asks_for_a_reason() {
    let home = Home::new();
    let mut workbook = example("claims-triage");
    let exceeded = workbook.budgets.budgets.iter().find(|budget| budget.number == 4).unwrap().id;
    let at = workbook.checklist.answers.iter().position(|answer| answer.practice == "MEASURE 2.6").unwrap();
    let checklist = Arc::make_mut(&mut workbook.checklist);
    let answer = checklist.answers.at_mut(at).unwrap();
    answer.status = Some(PracticeStatus::InProgress);
    answer.links = vec![exceeded];
    answer.reason.clear();
    let mut window = one_at_a_time(&home, &workbook);
    let is_there = |window: &Window| window.shows("MEASURE 2.6: ") && focused(window).contains("MEASURE 2.6");
    for _ in 0..72 {
        if !is_there(&window) {
            window.key(Key::ArrowRight);
        }
    }
    assert!(is_there(&window), "{}", focused(&window));
    assert!(window.has(Role::Label, "Exceeded"), "the verdict of today");
    window.key(Key::Num3);
    let against = window.all(|seen| seen.name.starts_with("Done contradicts"));
    let against: Vec<&str> = against.iter().map(|seen| seen.name.as_str()).collect();
    assert!(against[0].starts_with("Done contradicts UB-4. Exceeded: 6.8% of 500 against 4"), "{against:?}");
    window.key(Key::Enter);
    assert!(focused(&window).contains("Why does it not apply"), "the reason comes first: {}", focused(&window));
    window.type_text("Held out of the pilot by RG-2");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.key(Key::Enter);
    assert!(!focused(&window).contains("MEASURE 2.6"));
    assert_eq!(status(&window, "MEASURE 2.6"), PracticeStatus::Done);
}

#[test]
fn the_end_is_a_sentence_and_leads_back_to_the_table() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    let mut ids = caveat::edit::Ids::seeded(3);
    let practices: Vec<String> =
        caveat::knowledge::framework().practices().map(|practice| practice.id.clone()).collect();
    for practice in practices.iter().skip(1) {
        Arc::make_mut(&mut workbook.checklist).answers.push(caveat::model::checklist::PracticeAnswer {
            id: ids.fresh(),
            practice: practice.clone(),
            status: Some(PracticeStatus::Done),
            ..Default::default()
        });
    }
    let mut window = one_at_a_time(&home, &workbook);
    window.key(Key::Num2);
    window.key(Key::Enter);
    assert!(window.has(Role::Heading, "1 row looked at. 1 still open."));
    window.click(Role::Button, "Back to the table");
    assert!(window.has(Role::RadioButton, "View: By function"));
    assert!(window.shows("GOVERN 1.1"));
}

#[test]
fn the_practices_below_their_target_are_counted_and_shown() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    for (index, (practice, target)) in [
        ("GOVERN 1.1", PracticeTarget::Done),
        ("MAP 1.1", PracticeTarget::Partly),
        ("MAP 1.2", PracticeTarget::NotNeeded),
    ]
    .into_iter()
    .enumerate()
    {
        Arc::make_mut(&mut workbook.checklist).answers.push(caveat::model::checklist::PracticeAnswer {
            id: caveat::model::Id(index as u64 + 1),
            practice: practice.to_owned(),
            target: Some(target),
            ..Default::default()
        });
    }
    let file = home.file("targets.caveat", &workbook);
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Checklist));
    assert!(window.shows("Below target: GOVERN 1, MAP 1. 69 without a target"));
    window.click(Role::Button, "Show the 2 below");
    assert!(window.has(Role::Button, "Filter: Below target"));
    assert!(window.shows("GOVERN 1.1") && !window.shows("GOVERN 1.2,"));
    window.click(Role::Button, "Show all");
    assert!(window.shows("GOVERN 1.2,"));
}
