//! The page of the requirements: the sentence of the selected one, the table with what was measured, behavior by confidence and
//! group, stories, and how well it must be done.

use caveat::model::requirements::{Behavior, ConfidenceState, LatencyClass, Requirement, Requirements};
use caveat::model::{Rate, Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use crate::support::example;

fn at_requirements(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Requirements));
    window
}

fn requirements(window: &Window) -> Requirements {
    (*window.workbook().requirements).clone()
}

fn requirement(window: &Window, number: u32) -> Requirement {
    requirements(window).functional.iter().find(|one| one.number == number).cloned().unwrap()
}

fn behavior(window: &Window, segment: &str, state: ConfidenceState) -> Option<Behavior> {
    let all = requirements(window).behaviors;
    all.iter().find(|one| one.segment == segment && one.state == Some(state)).cloned()
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

fn select(window: &mut Window, role: Role, start: &str) {
    let what = window.find(role, start);
    window.click_on(&what);
    let what = window.find(role, start);
    window.focus_on(&what);
}

/// Goes down a column of the table of behavior from a cell of its first row.
fn to_last_row(window: &mut Window, first: &str) {
    select(window, Role::GridCell, first);
    window.key(Key::End);
}

#[test]
fn requirements_are_told_with_what_was_measured_and_who_answers() {
    let home = Home::new();
    let window = at_requirements(&home);
    assert!(window.shows("7 functional, 5 other qualities, 1 behavior not set"));
    let second = window.find(Role::ListBoxOption, "RQ-2").name;
    for words in ["Find the clause that decides the route", "\u{2264} 4%", "3.0% of 640", "Unproven", "owner MK"] {
        assert!(second.contains(words), "{words:?} is not in {second}");
    }
    let last = window.find(Role::ListBoxOption, "RQ-7").name;
    assert!(last.contains("no way to measure it yet"), "{last}");
    window.find(Role::Link, "Add evaluation: Say why no route is suggested");
}

#[test]
fn a_requirement_is_built_part_by_part_and_the_next_one_follows() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Requirements));
    window.click(Role::Button, "Add the first requirement");
    for words in ["a claim", "find the clause", "one clause", "with at most 4% wrong", "two reviewers"] {
        window.type_text(words);
        window.key(Key::Tab);
    }
    window.wait(1.0);
    assert_eq!(
        requirement(&window, 1).sentence(),
        "From a claim, the product must find the clause and give one clause, with at most 4% wrong, measured by two \
         reviewers."
    );
    window.click(Role::Button, "In the sentence, evaluation: two reviewers");
    window.ctrl(Key::Enter);
    window.type_text("a second input");
    window.wait(1.0);
    assert_eq!(requirement(&window, 2).input, "a second input", "Ctrl Enter adds the next one");
    window.click(Role::Tab, "Owner, blank");
    window.type_text("MK");
    window.wait(1.0);
    assert_eq!(requirement(&window, 2).owner, "MK");
}

#[test]
fn the_threshold_is_bound_to_a_budget_and_its_limit_changed_there() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    select(&mut window, Role::ListBoxOption, "RQ-2");
    window.click(Role::Tab, "Threshold, filled");
    assert!(window.shows("Measured 3.0% of 640, 95% interval"));
    window.fill("What share of errors is acceptable?", "much");
    assert!(window.workbook().budgets == example("claims-triage").budgets, "that is no rate");
    window.fill("What share of errors is acceptable?", "6%");
    let budget = requirement(&window, 2).budget.unwrap();
    let tolerance = window.workbook().budgets.budgets.find(budget).unwrap().tolerance;
    assert_eq!(tolerance, Rate::new(0.06));
    assert!(window.find(Role::ListBoxOption, "RQ-2").name.contains("\u{2264} 6%, measured 3.0% of 640, Within"));
    window.click(Role::Button, "Unlink UB-2");
    assert_eq!(requirement(&window, 2).budget, None);
    assert!(window.find(Role::ListBoxOption, "RQ-2").name.contains("\u{2265} "), "the metric judges it now");
    window.ctrl(Key::Z);
    assert_eq!(requirement(&window, 2).budget, Some(budget));
}

#[test]
fn what_is_missing_is_filled_from_its_row() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    window.click(Role::Link, "Add evaluation: Say why");
    assert!(window.shows("Evaluation: unknown"), "what is not known is shown in the place of the field");
    window.click(Role::Link, "Answer Evaluation");
    window.type_text("a survey of 40 handlers");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(requirement(&window, 7).evaluation, "a survey of 40 handlers");
    assert!(requirement(&window, 7).marks.get("evaluation").is_none());
    assert!(window.find(Role::ListBoxOption, "RQ-7").name.contains("linked to no figure yet"));
}

#[test]
fn rows_are_moved_copied_and_deleted_by_keyboard() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    let order = |window: &Window| requirements(window).functional.iter().map(|one| one.number).collect::<Vec<_>>();
    select(&mut window, Role::ListBoxOption, "RQ-6");
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(order(&window), [1, 2, 3, 4, 5, 7, 6]);
    window.ctrl(Key::D);
    assert_eq!(order(&window), [1, 2, 3, 4, 5, 7, 6, 8]);
    window.key(Key::Delete);
    window.assert_notice("Requirement deleted");
    window.key(Key::Home);
    assert!(focused(&window).starts_with("RQ-1"), "{}", focused(&window));
    window.key(Key::Enter);
    assert!(focused(&window).starts_with("In the sentence: From what?"), "{}", focused(&window));
}

#[test]
fn a_group_takes_the_words_for_all_until_somebody_types() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    let (group, state) = ("Claimant over 70", ConfidenceState::Gray);
    to_last_row(&mut window, "All claims, Gray");
    assert_eq!(focused(&window), "Claimant over 70, Gray: As for all claims");
    window.type_text("Call back");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(behavior(&window, group, state).unwrap().behavior, "Call back");
    assert_eq!(focused(&window), "Claimant over 70, Gray: Call back");
    window.key(Key::Delete);
    window.assert_notice("Behavior cleared");
    assert!(behavior(&window, group, state).is_none());
    assert_eq!(focused(&window), "Claimant over 70, Gray: As for all claims");
    window.ctrl(Key::Z);
    assert_eq!(behavior(&window, group, state).unwrap().behavior, "Call back");
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert!(behavior(&window, group, state).is_none());
}

#[test]
fn what_is_begun_and_given_up_leaves_nothing_behind() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    let before = requirements(&window).behaviors;
    to_last_row(&mut window, "All claims, Serve");
    assert_eq!(focused(&window), "Claimant over 70, Serve: As for all claims");
    window.key(Key::Enter);
    window.key(Key::Escape);
    assert!(requirements(&window).behaviors == before && window.session().undo_name().is_none());
    window.type_text("Call");
    window.key(Key::Escape);
    window.wait(1.0);
    assert!(requirements(&window).behaviors == before);
}

#[test]
fn cells_are_walked_filled_and_told_in_full() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    window.resize([1440.0, 1100.0]); // with all of the table in sight
    select(&mut window, Role::GridCell, "Translated claim, Gray");
    window.key(Key::ArrowRight);
    assert_eq!(focused(&window), "Translated claim, Fallback: Not set");
    window.key(Key::F2);
    window.type_text("Translator queue");
    window.key(Key::Enter);
    window.wait(1.0);
    let found = behavior(&window, "Translated claim", ConfidenceState::Fallback).unwrap();
    assert_eq!(found.behavior, "Translator queue");
    assert!(found.marks.get("behavior").is_none(), "what was unknown is known now");
    assert!(window.shows("7 functional, 5 other qualities") && !window.shows("behavior not set"));
    window.key(Key::ArrowUp);
    assert!(focused(&window).starts_with("All claims, Fallback: Manual queue"), "{}", focused(&window));
    window.find(Role::Button, "Words: No suggestion for this claim");
    window.key(Key::ArrowLeft);
    window.key(Key::ArrowLeft);
    window.key(Key::ArrowLeft);
    window.key(Key::Enter);
    window.ctrl(Key::A);
    window.type_text("All cases");
    window.key(Key::Enter);
    let names: Vec<String> = requirements(&window).behaviors.iter().map(|one| one.segment.clone()).collect();
    assert_eq!(names.iter().filter(|name| *name == "All cases").count(), 3, "{names:?}");
    window.key(Key::End);
    window.key(Key::ArrowRight);
    assert_eq!(focused(&window), "Claimant over 70, Serve: As for all cases");
}

#[test]
fn stories_are_judged_by_how_often_they_work() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    window.click(Role::RadioButton, "View: Stories 6");
    let first = window.find(Role::ListBoxOption, "US-1").name;
    assert!(first.contains("in at least 96% of cases"), "{first}");
    select(&mut window, Role::ListBoxOption, "US-1");
    window.click(Role::Button, "In the sentence, at least: 96");
    window.ctrl(Key::A);
    window.type_text("83%");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(requirements(&window).stories.at(0).unwrap().rate, Rate::new(0.83));
    assert!(window.find(Role::ListBoxOption, "US-1").name.ends_with("Within"));
    window.key(Key::Tab);
    select(&mut window, Role::ListBoxOption, "US-1");
    window.key(Key::N);
    window.type_text("team lead");
    window.wait(1.0);
    assert_eq!(requirements(&window).stories.iter().last().unwrap().role, "team lead");
}

#[test]
fn how_well_it_must_do_it_is_answered_beside() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    let strip = window.find(Role::RadioGroup, "Latency class: Near real time");
    window.focus_on(&strip);
    window.key(Key::ArrowRight);
    assert_eq!(requirements(&window).latency, Some(LatencyClass::Batch));
    window.click(Role::RadioButton, "Latency class: Real time");
    assert_eq!(requirements(&window).latency, Some(LatencyClass::RealTime));
    window.find(Role::Link, "Translated claim: 6.8%");
    window.click(Role::Button, "Edit groups to compare");
    window.fill("Between which groups must quality not differ?", "Translated claim");
    assert_eq!(requirements(&window).fairness_groups, ["Translated claim"]);
    window.click(Role::Button, "Data freshness: Wordings at most");
    window.fill("How old may the data be that an answer rests on?", "24 hours");
    assert_eq!(requirements(&window).freshness, "24 hours");
    window.ctrl(Key::Z);
    assert!(requirements(&window).freshness.starts_with("Wordings"));
}

#[test]
fn requirements_are_dragged_into_another_order() {
    let home = Home::new();
    let mut window = at_requirements(&home);
    let order = |window: &Window| requirements(window).functional.iter().map(|one| one.number).collect::<Vec<_>>();
    let before = order(&window);
    let row = |window: &Window, name: &str| window.find(Role::ListBoxOption, name).at.unwrap().center();
    let (from, to) = (row(&window, "RQ-1"), row(&window, "RQ-3"));
    window.drag(from, to + egui::vec2(0.0, 8.0));
    assert_eq!(order(&window).get(..3), Some([2, 3, 1].as_slice()));
    window.ctrl(Key::Z);
    assert_eq!(order(&window), before);
}
