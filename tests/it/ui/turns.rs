//! Private turns and what is kept of them: keys, what takes whose place, and under which names.

use std::sync::Arc;

use caveat::edit::workshop::{Answer, RoundPlan};
use caveat::model::failure_modes::Rating;
use caveat::model::workshops::RoundKind;
use caveat::model::{Id, Step};
use caveat::report::Document;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::home::Home;
use super::rounds::{MODE, PEOPLE, hold, round, step, workbook};
use super::sessions::leading;
use crate::said::markdown;

#[test]
fn a_choice_is_changed_by_tab_and_space_before_enter_seals_it() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE[..1]).0);
    window.click(Role::Button, "Rate severity");
    window.click(Role::Button, "Begin turns");
    window.key(Key::Enter);
    window.key(Key::Num2);
    for _ in 0..4 {
        window.key(Key::Tab);
    }
    assert!(window.focused().is_some_and(|seen| seen.name.starts_with("4: ")), "{:?}", window.focused());
    window.key(Key::Space);
    window.key(Key::Enter);
    window.click(Role::Button, "Go on");
    window.click(Role::Button, "Reveal");
    let mode = window.workbook().failure_modes.modes.find(MODE).unwrap().clone();
    let ratings: Vec<_> = mode.ratings.iter().map(|rating| rating.severity).collect();
    assert_eq!(ratings, [Step::new(4)]);
}

#[test]
fn an_enter_that_is_held_down_seals_nothing_for_anybody() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    let enter = |pressed| egui::Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed,
        repeat: false, // which of them are repeated follows from when it is let go
        modifiers: Modifiers::NONE,
    };
    for _ in 0..7 {
        window.event([enter(true)]);
    }
    window.event([enter(false)]);
    window.settle();
    assert!(round(&window).turns.iter().all(|turn| !turn.done), "nobody decided anything");
    window.key(Key::Enter);
    assert!(window.shows("No vote is given yet. Enter once more seals it so."));
    window.key(Key::Plus);
    assert!(!window.shows("No vote is given yet"), "it is given now");
    window.key(Key::Minus);
    window.key(Key::Enter);
    assert!(window.shows("No vote is given yet"), "it is asked again");
}

#[test]
fn votes_of_a_round_say_which_votes_they_take_the_place_of() {
    let home = Home::new();
    let (mut workbook, mut ids) = workbook(&PEOPLE[..1]);
    let held = Arc::make_mut(&mut workbook.workshops).workshops.at_mut(0).unwrap();
    held.captures.at_mut(0).unwrap().votes = Some(2);
    let note = held.captures.at(0).unwrap().id;
    let (mut window, _projector) = leading(&home, &workbook);
    window.key(Key::V);
    assert!(window.shows("One note has votes already. The reveal puts those of the turns in their place"));
    let plan = RoundPlan { kind: RoundKind::Votes, about: vec![note], votes_each: Some(3), ..RoundPlan::default() };
    hold(&mut workbook, &mut ids, plan, &[Answer::Votes([(note, 1)].into_iter().collect())]);
    let result = workbook.workshops.workshops.at(0).unwrap().rounds.at(0).unwrap().results.at(0).unwrap().clone();
    assert_eq!((result.result.as_str(), result.before.as_str()), ("1 vote", "2 votes"));
    let minutes = markdown(&workbook, Document::Minutes);
    assert!(minutes.contains("2 votes → 1 vote"), "{minutes}");
}

#[test]
fn ratings_carry_the_initials_that_the_workshop_agreed_on_and_take_no_place_of_others() {
    let (mut workbook, mut ids) = workbook(&PEOPLE);
    let held = Arc::make_mut(&mut workbook.workshops).workshops.at_mut(0).unwrap();
    held.attribution = None; // without a choice, initials
    let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
    let earlier = Rating { id: Id(71), number: 1, rater: "LO".to_owned(), severity: Step::new(1), ..Rating::default() };
    modes.at_mut(0).unwrap().ratings.push(earlier);
    for steps in [[2, 4, 5], [3, 3, 3]] {
        let plan = RoundPlan { kind: RoundKind::Severity, about: vec![MODE], ..RoundPlan::default() };
        hold(&mut workbook, &mut ids, plan, &steps.map(step));
    }
    let mode = workbook.failure_modes.modes.find(MODE).unwrap();
    let kept: Vec<_> = mode.ratings.iter().map(|one| (one.rater.as_str(), one.severity.unwrap().get())).collect();
    assert_eq!(kept, [("LO", 1), ("LO", 3), ("MK", 3), ("SB", 3)], "each once, beside whoever else is called LO");
}

#[test]
fn a_go_with_conditions_is_not_sealed_by_accident_without_them() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE[..1]).0);
    window.click(Role::Button, "Go or no-go");
    window.key(Key::Enter);
    window.key(Key::Enter);
    window.key(Key::Num2);
    window.key(Key::Enter);
    assert!(window.shows("You have not said under which conditions. Enter once more seals it so."));
    window.key(Key::Enter);
    window.key(Key::Enter);
    window.key(Key::Enter);
    assert!(round(&window).revealed, "Enter went on from the last turn to the reveal");
}
