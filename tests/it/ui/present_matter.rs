//! What an activity is about, in a session: budgets, practices and the criteria of a gate, on both windows, with what is set there.

use caveat::model::checklist::PracticeStatus;
use caveat::model::{Rate, Workbook};
use caveat::report::Document;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::projector::Projector;
use crate::said::markdown;

/// A session on the claims example, from the ready agenda with this digit, with the room's window open.
fn leading(home: &Home, agenda: Key) -> (Window, Projector) {
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    assert_eq!(window.app().page(), Page::Present);
    window.key(agenda);
    window.key(Key::W);
    (window, projector)
}

fn tolerance(window: &Window, number: u32) -> Option<Rate> {
    let workbook = window.workbook();
    workbook.budgets.budgets.iter().find(|budget| budget.number == number).unwrap().tolerance
}

fn minutes(window: &Window) -> String {
    let whole = markdown(&window.workbook(), Document::Minutes);
    let at = whole.find("What changed in the workbook").unwrap_or(whole.len());
    whole[at..].to_owned()
}

fn settings(workbook: &Workbook) -> usize {
    workbook.workshops.workshops.iter().map(|workshop| workshop.settings.len()).sum()
}

#[test]
fn a_tolerance_is_set_with_the_budget_before_the_room() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, Key::Num5);
    assert!(window.shows("Budgets") && window.shows("1 of 7") && projector.shows("1 of 7"));
    for words in ["UB-1", "Wrong fast-track", "3.5%"] {
        assert!(window.shows(words) && projector.shows(words), "{words} in {:?}", projector.words());
    }
    // the next budget, on both windows
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert!(window.shows("2 of 7") && projector.shows("2 of 7"));
    window.key(Key::O);
    window.type_text("3.2%");
    window.key(Key::Enter);
    assert_eq!(tolerance(&window, 2), Rate::new(0.032));
    assert!(projector.shows("3.2%"), "{:?}", projector.words());
    window.fill("Reason for the tolerance of UB-2", "As often as handlers do");
    window.key(Key::Enter);
    let said = minutes(&window);
    assert!(said.contains("UB-2 Unsupported citation") && said.contains("Tolerance: 3.2%, before: 4%"), "{said:.600}");
    assert!(said.contains("As often as handlers do"), "{said:.600}");
    // each is a step of its own
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!((tolerance(&window, 2), settings(&window.workbook())), (Rate::new(0.04), 0));
    assert!(projector.shows("2 of 7") && !projector.shows("3.2%"));
}

#[test]
fn what_was_measured_is_hidden_while_the_rules_say_so() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, Key::Num5);
    assert!(!projector.shows("95% interval"), "nor before: it would be an anchor");
    window.key(Key::ArrowRight);
    assert!(projector.shows("Which rate would we defend in public?"));
    for words in ["95% interval", "Measured", "Within", "Exceeded", "At risk"] {
        assert!(!projector.shows(words), "{words} in {:?}", projector.words());
    }
    assert!(window.shows("Hidden") && !window.shows("95% interval"), "nor in the facilitator's view");
    window.key(Key::R);
    assert!(projector.shows("95% interval") && window.shows("95% interval"));
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert!(!projector.shows("95% interval") && !window.shows("95% interval"), "one is no reason to show the others");
    window.press(Modifiers::ALT, Key::ArrowUp);
    window.click(Role::Button, "Hide measured");
    assert!(!projector.shows("95% interval"));
    window.key(Key::ArrowRight);
    assert!(projector.shows("How often does it go wrong without AI?") && projector.shows("95% interval"));
}

#[test]
fn a_checklist_is_walked_one_practice_at_a_time() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, Key::Num6);
    assert!(projector.shows("GOVERN 1.1") && projector.shows("1 of "), "{:?}", projector.words());
    assert!(projector.shows("Due by 27 Mar, RG-2 Before the pilot") && projector.shows("In progress"));
    let status = |window: &Window, practice: &str| window.workbook().checklist.status(practice);
    window.key(Key::Num3);
    assert_eq!(status(&window, "GOVERN 1.1"), PracticeStatus::Done);
    assert!(projector.shows("GOVERN 1.1") && projector.shows("Done"), "it stays while people look at it");
    window.key(Key::Enter);
    assert!(projector.shows("GOVERN 2.2") && projector.shows("2 of "), "{:?}", projector.words());
    window.key(Key::Num4);
    assert_eq!(status(&window, "GOVERN 2.2"), PracticeStatus::Blocked);
    window.fill("Reason for GOVERN 2.2", "Waits for the training of the night shift");
    window.fill("Owner of GOVERN 2.2", "Anke Vos");
    window.key(Key::Enter);
    let answer = window.workbook().checklist.answer_to("GOVERN 2.2").unwrap().clone();
    assert_eq!(
        (answer.reason.as_str(), answer.owner.as_str()),
        ("Waits for the training of the night shift", "Anke Vos")
    );
    assert!(projector.shows("Anke Vos"));
    let said = minutes(&window);
    for words in ["GOVERN 1.1", "Status: Done, before: In progress", "Status: Blocked", "Owner: Anke Vos"] {
        assert!(said.contains(words), "{words} in {said:.900}");
    }
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(status(&window, "GOVERN 1.1"), PracticeStatus::InProgress);
    assert_eq!(settings(&window.workbook()), 0);
}

#[test]
fn digits_are_for_the_note_once_one_is_open() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, Key::Num6);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("The night shift was never trained");
    window.key(Key::Enter);
    window.key(Key::Escape);
    window.key(Key::ArrowDown);
    window.key(Key::Num3);
    assert_eq!(window.workbook().checklist.status("GOVERN 1.1"), PracticeStatus::InProgress);
    window.press(Modifiers::ALT, Key::ArrowUp);
    window.key(Key::Num3);
    assert_eq!(window.workbook().checklist.status("GOVERN 1.1"), PracticeStatus::Done);
}

#[test]
fn the_criteria_of_the_gate_are_before_the_room() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, Key::Num7);
    for words in ["RG-2 Before the pilot: would not pass", "Wrong fast-track is within 3.5%", "of 9"] {
        assert!(window.shows(words) && projector.shows(words), "{words} in {:?}", projector.words());
    }
    assert!(projector.shows("Needs") && projector.shows("Upper end"));
    window.click(Role::Button, "Statement, Kill switch drill with handlers., Met");
    assert!(projector.shows("9 of 9") && projector.shows("Yes, by Jonas Thiel"), "{:?}", projector.words());
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert!(projector.shows("8 of 9") && projector.shows("Legal allows medical free text"));
    // and the room decides that one
    window.click(Role::Button, "Go or no-go");
    let ticked = window.all(|seen| seen.role == Role::CheckBox && seen.on);
    let names: Vec<&str> = ticked.iter().map(|seen| seen.name.as_str()).collect();
    assert_eq!(names, ["Before the pilot"]);
}

#[test]
fn with_one_screen_the_keys_walk_on_the_board_as_well() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.key(Key::F5);
    window.key(Key::Num6);
    window.key(Key::F5);
    assert!(window.shows("GOVERN 1.1") && !window.shows("Notes to land"));
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert!(window.shows("2 of ") && window.shows("GOVERN 2.2"));
}
