//! The page of discovery: the table of changes by keyboard, the hypothesis part by part, verdicts of the sprint, and decisions on
//! stages.

use caveat::model::canvas::NoteKind;
use caveat::model::discovery::{Discovery, GoVerdict, Improvement};
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use crate::support::example;

fn at_discovery(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Discovery));
    window
}

fn discovery(window: &Window) -> Discovery {
    (*window.workbook().discovery).clone()
}

fn aspects(window: &Window) -> Vec<String> {
    discovery(window).changes.iter().map(|change| change.aspect.clone()).collect()
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

fn select(window: &mut Window, start: &str) {
    let row = window.find(Role::ListBoxOption, start);
    window.click_on(&row);
    let row = window.find(Role::ListBoxOption, start);
    window.focus_on(&row);
}

#[test]
fn changes_are_told_with_their_kinds_and_the_difference() {
    let home = Home::new();
    let window = at_discovery(&home);
    assert!(window.shows("Feasibility and scalability decided, viability open"));
    assert!(window.shows("3 of 5 changes are still assumptions"));
    let row = window.find(Role::ListBoxOption, "First routing").name;
    assert!(
        row.starts_with(
            "First routing; before Median 26 h, fact; after Median under 4 h, assumption; change 22 h less"
        ),
        "{row}"
    );
    let who = window.find(Role::ListBoxOption, "Who decides").name;
    assert!(!who.contains("change "), "nothing is worked out where there is no figure: {who}");
}

#[test]
fn a_change_is_added_filled_moved_copied_and_deleted_by_keyboard() {
    let home = Home::new();
    let mut window = at_discovery(&home);
    select(&mut window, "Cost per claim");
    window.key(Key::N);
    window.type_text("Calls");
    window.key(Key::Tab);
    window.type_text("12 calls");
    window.key(Key::Tab);
    window.type_text("9 calls");
    window.key(Key::Enter);
    window.wait(1.0);
    let last = discovery(&window).changes.iter().last().cloned().unwrap();
    assert_eq!((last.aspect.as_str(), last.before.as_str(), last.after.as_str()), ("Calls", "12 calls", "9 calls"));
    assert!(focused(&window).contains("change 3 calls less"), "{}", focused(&window));
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(aspects(&window)[4..], ["Calls", "Cost per claim"]);
    window.ctrl(Key::D);
    assert_eq!(aspects(&window)[4..], ["Calls", "Calls", "Cost per claim"]);
    window.key(Key::Delete);
    window.assert_notice("Change deleted");
    assert_eq!(aspects(&window).len(), 6);
    window.ctrl(Key::Z);
    assert_eq!(aspects(&window).len(), 7, "it is brought back");
}

#[test]
fn cells_are_walked_by_arrows_typed_over_and_given_a_kind() {
    let home = Home::new();
    let mut window = at_discovery(&home);
    select(&mut window, "Who decides");
    for _ in 0..5 {
        window.key(Key::ArrowLeft);
    }
    window.key(Key::ArrowRight);
    window.type_text("Every handler");
    window.key(Key::Escape);
    window.wait(1.0);
    assert_eq!(discovery(&window).changes.at(0).unwrap().before, "One of 38 handlers", "Escape brings it back");
    window.type_text("Every handler");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(discovery(&window).changes.at(0).unwrap().before, "Every handler");
    window.key(Key::ArrowRight);
    window.key(Key::Num2);
    assert_eq!(discovery(&window).changes.at(0).unwrap().before_kind, Some(NoteKind::Assumption));
    assert!(window.shows("4 of 5 changes are still assumptions"));
    window.key(Key::Delete);
    assert_eq!(discovery(&window).changes.at(0).unwrap().before_kind, None, "the kind is cleared, not the row");
    window.click(Role::Button, "Who decides, Before is: not chosen");
    window.click(Role::MenuItem, "Fact");
    assert_eq!(discovery(&window).changes.at(0).unwrap().before_kind, Some(NoteKind::Fact));
    assert_eq!(aspects(&window).len(), 5);
    window.ctrl(Key::Z);
    assert_eq!(discovery(&window).changes.at(0).unwrap().before_kind, None);
}

#[test]
fn the_hypothesis_is_filled_part_by_part_with_tab() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Discovery));
    window.click(Role::Button, "In the sentence, what gets better: blank");
    window.type_text("routing");
    window.key(Key::Tab);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    window.key(Key::Tab);
    window.type_text("handlers");
    window.key(Key::Tab);
    window.type_text("they see the clause");
    window.key(Key::Tab);
    window.type_text("soon");
    window.wait(1.0);
    assert_eq!(discovery(&window).known_by, None, "what is no date does not get in");
    window.ctrl(Key::A);
    window.type_text("2026-04-24");
    window.key(Key::Tab);
    window.type_text("right first time");
    window.key(Key::Enter);
    window.wait(1.0);
    let found = discovery(&window);
    assert_eq!((found.subject.as_str(), found.improvement), ("routing", Some(Improvement::Safer)));
    assert_eq!(
        found.sentence().unwrap(),
        "We believe routing becomes safer for handlers because they see the clause. We will know by 24 April 2026, when \
         right first time moves from … to …."
    );
    assert_eq!(focused(&window), "In the sentence, measured by: right first time");
    window.key(Key::Enter);
    window.type_text(" again");
    window.key(Key::Escape);
    window.wait(1.0);
    assert_eq!(discovery(&window).measure, "right first time", "Escape brings it back");
    let steps = window.session().history().len();
    for _ in 0..steps {
        window.ctrl(Key::Z);
    }
    assert_eq!(window.session().undo_name(), None);
    assert_eq!(discovery(&window).sentence(), None);
}

#[test]
fn a_quarter_without_evidence_cannot_be_a_go_and_the_menu_says_why() {
    let home = Home::new();
    let mut workbook = example("claims-triage");
    let discovery_of = std::sync::Arc::make_mut(&mut workbook.discovery);
    discovery_of.data_check.verdict = None;
    discovery_of.data_check.evidence.clear();
    discovery_of.data_check.links.clear();
    let mut window = home.window_on(&home.file("bare.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Discovery));
    window.click(Role::Button, "Verdict on data: Not judged");
    assert!(window.shows("A go needs evidence"));
    window.click(Role::MenuItem, "Go, with conditions");
    assert_eq!(discovery(&window).data_check.verdict, None, "it is refused");
    window.key(Key::Escape);
    window.click(Role::Button, "Verdict on baseline: Go");
    assert!(!window.shows("A go needs evidence"));
    window.click(Role::MenuItem, "No-go");
    assert_eq!(discovery(&window).baseline_check.verdict, Some(GoVerdict::NoGo));
    window.ctrl(Key::Z);
    assert_eq!(discovery(&window).baseline_check.verdict, Some(GoVerdict::Go));
}

#[test]
fn a_stage_is_decided_with_a_reason_where_questions_are_open_and_taken_back() {
    let home = Home::new();
    let mut workbook = example("claims-triage");
    let found = std::sync::Arc::make_mut(&mut workbook.discovery);
    found.cost_of_errors.clear();
    found.viability.reason.clear();
    let mut window = home.window_on(&home.file("open.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Discovery));
    assert!(window.shows("Four questions, three answered"));
    assert!(window.shows("One question is open. You can still decide, with a reason."));
    window.click(Role::Button, "Decide: Go");
    window.fill("Who decides?", "Anke Vos");
    window.click(Role::Button, "Record this decision");
    assert!(window.shows("Enter why, although questions are open"));
    assert_eq!(discovery(&window).viability.verdict, None);
    window.fill("Why, and under which conditions?", "The saving holds at half of it");
    window.click(Role::Button, "Record this decision");
    let decided = discovery(&window).viability;
    assert_eq!((decided.verdict, decided.decided_by.as_str()), (Some(GoVerdict::Go), "Anke Vos"));
    assert_eq!(decided.date, Some(jiff::civil::date(2026, 3, 9)), "today");
    assert!(decided.marks.get("verdict").is_none(), "what was unknown is known now");
    assert!(window.shows("All three stages are decided"));
    window.click(Role::Button, "Verdict on viability: Go");
    window.click(Role::MenuItem, "Take the verdict back");
    assert_eq!(discovery(&window).viability.verdict, None);
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert!(discovery(&window).viability.decided_by.is_empty(), "a decision is one step");
}

#[test]
fn every_question_is_one_click_away() {
    let home = Home::new();
    let mut window = at_discovery(&home);
    window.click(Role::RadioButton, "View: All questions");
    window.fill("Which decision, made by whom, shall get better?", "Which team gets a claim");
    assert_eq!(discovery(&window).decision, "Which team gets a claim");
    window.click(Role::RadioButton, "View: Page");
    window.find(Role::Button, "Decision to improve: Which team gets a claim");
}

#[test]
fn evidence_is_added_to_the_question_that_it_answers() {
    let home = Home::new();
    let mut window = at_discovery(&home);
    let before = discovery(&window).baseline_check.evidence;
    window.click(Role::Button, "Add evidence");
    window.click(Role::MenuItem, "Baseline");
    window.ctrl(Key::A);
    window.type_text("Blind read");
    window.wait(1.0);
    assert_eq!(discovery(&window).baseline_check.evidence, "Blind read");
    window.key(Key::Escape);
    assert_eq!(discovery(&window).baseline_check.evidence, before, "Escape brings it back");
    window.click(Role::Button, "Add evidence");
    window.click(Role::MenuItem, "Baseline");
    window.ctrl(Key::A);
    window.type_text("Blind read of 200 claims");
    window.wait(1.0);
    assert_eq!(discovery(&window).baseline_check.evidence, "Blind read of 200 claims");
    window.ctrl(Key::Z);
    assert_eq!(discovery(&window).baseline_check.evidence, before);
}

#[test]
fn a_blank_page_says_how_to_begin() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Discovery));
    window.click(Role::Button, "Write the decision here");
    window.type_text("Which team gets a claim");
    window.wait(1.0);
    assert_eq!(discovery(&window).decision, "Which team gets a claim");
    assert!(!window.has(Role::Button, "Begin interview"), "it has begun");
    window.key(Key::Tab);
    window.ctrl(Key::Z);
    window.click(Role::Button, "Begin interview");
    assert_eq!(window.app().page(), Page::Interview);
}

#[test]
fn changes_are_dragged_and_chosen_together() {
    let home = Home::new();
    let mut window = at_discovery(&home);
    let before = aspects(&window);
    let row = |window: &Window, at: usize| {
        window.find(Role::ListBoxOption, before.get(at).unwrap()).at.unwrap().left_center() + egui::vec2(20.0, 0.0)
    };
    let (from, to) = (row(&window, 0), row(&window, 2));
    window.drag(from, to + egui::vec2(0.0, 10.0));
    let after = aspects(&window);
    assert_eq!(after.iter().position(|one| Some(one) == before.first()), Some(2), "{after:?}");
    window.ctrl(Key::Z);
    assert_eq!(aspects(&window), before);
    let first = window.find(Role::ListBoxOption, before.first().unwrap());
    window.focus_on(&first);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.key(Key::Delete);
    assert_eq!(aspects(&window), before.get(2..).unwrap());
    window.ctrl(Key::Z);
    assert_eq!(aspects(&window), before);
}
