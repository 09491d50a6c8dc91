//! Rounds of private turns as a facilitator meets them: what they are about follows the wall, who is not here can come, and what
//! is written down is what was agreed.

use std::sync::Arc;

use caveat::edit::Ids;
use caveat::edit::workshop::{Answer, Outcome, RoundPlan, Settled, begin_round, reveal, set_outcome, take_turn};
use caveat::model::discovery::GoVerdict;
use caveat::model::failure_modes::FailureMode;
use caveat::model::release::Gate;
use caveat::model::workshops::{Activity, ActivityKind, Attribution, Round, RoundKind, Workshop};
use caveat::model::{Date, Id, Section, Step, Workbook};
use caveat::report::Document;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use super::sessions::{WORKSHOP, activity, harm_mapping, leading, with_notes, workshop};
use crate::said::{assert_in_order, markdown};

pub(crate) const MODE: Id = Id(21);
const GATE: Id = Id(31);
pub(crate) const PEOPLE: [&str; 3] = ["Lena Ortiz", "Marek Kral", "Sofia Brandt"];

/// A workbook with a workshop of two activities, three people and three notes of the first, a failure mode and a gate.
pub(crate) fn workbook(people: &[&str]) -> (Workbook, Ids) {
    let workshop = Workshop {
        facilitator: "Anke Vos".to_owned(),
        attribution: Some(Attribution::Named),
        attendees: people.iter().map(|person| (*person).to_owned()).collect(),
        ..harm_mapping([activity(11, "Silent writing"), activity(12, "Vote")])
    };
    let (mut workbook, ids, _) = with_notes(workshop, "Queue stalls\nHail week\nA clause expired");
    let name = "Misses an injury".to_owned();
    let mode = FailureMode { id: MODE, number: 1, name, severity: Step::new(4), ..FailureMode::default() };
    Arc::make_mut(&mut workbook.failure_modes).modes.push(mode);
    let gate = Gate { id: GATE, number: 1, name: "Pilot".to_owned(), ..Gate::default() };
    Arc::make_mut(&mut workbook.release).gates.push(gate);
    (workbook, ids)
}

/// The same after a round in which everybody answered.
fn revealed(kind: RoundKind, activity: Id, about: Vec<Id>, answers: &[Answer]) -> Workbook {
    let (mut workbook, mut ids) = workbook(&PEOPLE);
    hold(&mut workbook, &mut ids, RoundPlan { kind, activity: Some(activity), about, ..RoundPlan::default() }, answers);
    workbook
}

/// Holds a round, from the first turn to the reveal.
pub(crate) fn hold(workbook: &mut Workbook, ids: &mut Ids, plan: RoundPlan, answers: &[Answer]) {
    let round = begin_round(workbook, ids, WORKSHOP, plan).unwrap();
    let held = workbook.workshops.workshops.find(WORKSHOP).unwrap().rounds.find(round).unwrap().clone();
    for (turn, answer) in held.turns.iter().zip(answers) {
        take_turn(workbook, turn.id, answer, Some(20)).unwrap();
    }
    reveal(workbook, ids, round, "", Date::constant(2026, 3, 9)).unwrap();
}

/// An answer of a private turn: this step for the failure mode.
pub(crate) fn step(step: u8) -> Answer {
    Answer::Steps([(MODE, Step::new(step).unwrap())].into_iter().collect())
}

pub(crate) fn round(window: &Window) -> Round {
    workshop(window).rounds.at(0).unwrap().clone()
}

fn write(window: &mut Window, note: &str) {
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text(note);
    window.key(Key::Enter);
    window.key(Key::Escape);
}

/// A vote for the first note, of whoever has the laptop.
fn vote(window: &mut Window) {
    window.key(Key::Enter);
    window.key(Key::Plus);
    window.key(Key::Enter);
}

#[test]
fn what_a_vote_is_about_follows_the_wall_until_the_turns_begin() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::V);
    assert!(window.shows("About 3 of 3 notes"));
    window.click(Role::CheckBox, "Hail week");
    assert!(window.shows("About 2 of 3 notes"));
    write(&mut window, "Policies in two languages");
    assert!(window.shows("About 3 of 4 notes"), "the new one is ticked, what was left out stays out");
    window.key(Key::ArrowDown);
    window.key(Key::P);
    assert!(window.shows("About 2 of 3 notes"), "what was parked is on no wall");
    window.click(Role::Button, "Begin turns");
    let notes = workshop(&window).captures;
    let about: Vec<_> = round(&window).about.iter().map(|id| notes.find(*id).unwrap().text.clone()).collect();
    assert_eq!(about, ["A clause expired", "Policies in two languages"]);
}

#[test]
fn whoever_is_not_here_holds_nothing_up_and_can_come_before_the_reveal() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    window.key(Key::S);
    assert!(window.has(Role::Button, "I am Marek, begin"));
    vote(&mut window);
    vote(&mut window);
    assert!(window.shows("Everybody who is here had a turn"));
    window.key(Key::A);
    assert!(window.has(Role::Button, "I am Lena, begin"), "Lena has come");
    window.key(Key::S);
    window.key(Key::Escape);
    assert!(window.find(Role::Button, "Reveal").acts && !window.shows("Why reveal early?"), "nobody waits");
    window.click(Role::Link, "Lena Ortiz is here now");
    assert!(!window.find(Role::Button, "Reveal 2 of 3").acts, "now somebody waits");
    window.click(Role::Button, "Skip who is not here");
    window.click(Role::Button, "Reveal");
    let round = round(&window);
    assert_eq!((round.revealed, round.early.as_str()), (true, ""));
    assert!(projector.shows("Queue stalls, two votes"), "{:?}", projector.words());
}

#[test]
fn a_note_that_is_added_to_a_vote_hides_nothing_that_was_voted_on() {
    let home = Home::new();
    let (workbook, _) = workbook(&PEOPLE);
    let notes: Vec<Id> =
        workbook.workshops.workshops.find(WORKSHOP).unwrap().captures.iter().map(|one| one.id).collect();
    let answers = vec![Answer::Votes([(notes[1], 2)].into_iter().collect()); 3];
    let (mut window, projector) = leading(&home, &revealed(RoundKind::Votes, Id(12), notes, &answers));
    window.key(Key::Space);
    window.key(Key::ArrowRight);
    assert!(projector.shows("Activity 2 of 2"), "{:?}", projector.words());
    write(&mut window, "Policies in two languages");
    for note in ["Hail week, six votes", "Queue stalls, no votes", "Policies in two languages"] {
        assert!(projector.shows(note), "{note} in {:?}", projector.words());
    }
}

#[test]
fn a_note_typed_on_the_page_counts_to_the_activity_that_is_on() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::Space);
    window.key(Key::ArrowRight);
    window.key(Key::W);
    window.key(Key::Escape);
    window.fill("What was said? Enter adds it", "Written on the page");
    window.key(Key::Enter);
    let notes = workshop(&window).captures;
    let note = notes.iter().find(|note| note.text == "Written on the page").unwrap();
    assert_eq!(note.activity, Some(Id(12)));
}

#[test]
fn a_decision_says_who_decided_and_why_with_the_reasons_that_were_given() {
    let home = Home::new();
    let said = |verdict: usize, reason: &str| {
        Answer::Go([(GATE, GoVerdict::ALL[verdict])].into_iter().collect(), reason.to_owned())
    };
    let answers = vec![said(0, ""), said(2, "Not before the drill"), said(0, "")];
    let (mut window, projector) = leading(&home, &revealed(RoundKind::Go, Id(11), vec![GATE], &answers));
    assert!(window.shows("No-go: Not before the drill"));
    assert!(projector.shows("No-go: Not before the drill"), "{:?}", projector.words());
    assert_eq!(window.find_field("Who decides: Pilot").value, "Anke Vos", "who leads it, until somebody else is named");
    window.fill("Who decides: Pilot", "Jonas Thiel");
    window.fill("Why it is decided so: Pilot", "The drill is on Friday");
    window.click(Role::Button, "Write down Go with conditions for Pilot");
    let decision = |window: &Window| {
        let decisions = window.workbook().release.gates.find(GATE).unwrap().decisions.clone();
        assert_eq!(decisions.len(), 1);
        let decision = decisions.at(0).unwrap();
        (decision.verdict, decision.by.clone(), decision.reason.clone())
    };
    let expected = |reason: &str| (Some(GoVerdict::ALL[1]), "Jonas Thiel".to_owned(), reason.to_owned());
    assert_eq!(decision(&window), expected("The drill is on Friday"));
    window.fill("Why it is decided so: Pilot", "The drill was held");
    assert_eq!(decision(&window), expected("The drill was held"), "one decision, corrected while it is typed");
    window.type_text(" ");
    window.type_text("twice");
    assert_eq!(decision(&window), expected("The drill was held twice"));
    window.key(Key::F5);
    window.key(Key::F5);
    window.key(Key::F5);
    window.fill("Who sees it differently, and why: Pilot", "Lena would wait");
    assert_eq!(round(&window).results.at(0).unwrap().dissent, "Lena would wait", "as soon as it is typed");
    window.key(Key::Escape);
    let minutes = markdown(&window.workbook(), Document::Minutes);
    assert_in_order(
        &minutes,
        &["Decisions", "Pilot: Go with conditions, decided by Jonas Thiel. The drill was held twice."],
    );
    window.key(Key::W);
    window.key(Key::Escape);
    assert!(window.shows("2 Go, 1 No-go") && !window.shows("not agreed"), "it is agreed by now");
}

#[test]
fn the_median_is_suggested_and_nothing_is_ticked_before_it_is_written_down() {
    let home = Home::new();
    let (mut window, _projector) =
        leading(&home, &revealed(RoundKind::Severity, Id(11), vec![MODE], &[step(5), step(5), step(5)]));
    assert!(window.shows("Suggested 5, row says 4"));
    assert!(window.has(Role::Button, "Write down 5 for Misses an injury, suggested"));
    assert!(window.shows("Not written down yet"));
    for _ in 0..3 {
        window.key(Key::ArrowRight);
    }
    assert!(window.shows("One result of private turns was not written down"), "{:#?}", window.seen());
    window.click(Role::Button, "Go on after all");
    window.click(Role::Button, "Write down 5 for");
    assert!(window.has(Role::Button, "Write down 5 for Misses an injury, chosen") && !window.shows("Suggested"));
    let minutes = markdown(&window.workbook(), Document::Minutes);
    assert_in_order(&minutes, &["What changed in the workbook", "Misses an injury", "severity: 4 → 5"]);
}

#[test]
fn the_room_reads_a_reason_once_it_is_written_down() {
    let home = Home::new();
    let steps = [2, 4, 5].map(step);
    let (mut window, projector) = leading(&home, &revealed(RoundKind::Severity, Id(11), vec![MODE], &steps));
    window.fill("Why 2: Misses an injury", "Most are called back");
    assert!(!projector.shows("called back"), "nobody reads along: {:?}", projector.words());
    window.key(Key::Tab);
    assert!(projector.shows("2: Most are called back"), "{:?}", projector.words());
}

#[test]
fn the_room_sees_what_was_rated_while_it_is_talked_about() {
    let home = Home::new();
    let (mut workbook, mut ids) = workbook(&PEOPLE);
    let held = Arc::make_mut(&mut workbook.workshops).workshops.at_mut(0).unwrap();
    let rating = |id, name| Activity { kind: Some(ActivityKind::Rating), ..activity(id, name) };
    held.agenda = [rating(11, "Rate alone"), rating(12, "Talk about the ends"), activity(13, "Who does what")]
        .into_iter()
        .collect();
    for (kind, steps) in [(RoundKind::Severity, [2, 4, 5]), (RoundKind::Frequency, [3, 3, 3])] {
        let plan = RoundPlan { kind, activity: Some(Id(11)), about: vec![MODE], ..RoundPlan::default() };
        hold(&mut workbook, &mut ids, plan, &steps.map(step));
    }
    let (mut window, projector) = leading(&home, &workbook);
    for _ in 0..2 {
        assert!(projector.shows("Frequency: Misses an injury: 3 by three people"), "{:?}", projector.words());
        assert!(projector.shows("Severity: Misses an injury") && projector.shows("All the same: 3"));
        window.key(Key::ArrowRight);
    }
    assert!(!projector.shows("Misses an injury") && projector.shows("Queue stalls"), "{:?}", projector.words());
}

#[test]
fn the_notes_come_back_in_place_of_what_was_rated() {
    let home = Home::new();
    let (mut window, projector) =
        leading(&home, &revealed(RoundKind::Severity, Id(11), vec![MODE], &[2, 4, 5].map(step)));
    assert!(projector.shows("Misses an injury") && !projector.shows("Queue stalls"));
    window.key(Key::S);
    assert!(!projector.shows("Misses an injury") && projector.shows("Queue stalls"), "{:?}", projector.words());
    window.key(Key::S);
    assert!(projector.shows("Misses an injury") && !projector.shows("Queue stalls"));
}

#[test]
fn a_gate_takes_no_decision_of_nobody_and_no_conditions_that_are_not_said() {
    let home = Home::new();
    let answers = [1, 1, 1].map(|at| Answer::Go([(GATE, GoVerdict::ALL[at])].into_iter().collect(), String::new()));
    let (mut window, _projector) = leading(&home, &revealed(RoundKind::Go, Id(11), vec![GATE], &answers));
    let decisions = |window: &Window| window.workbook().release.gates.find(GATE).unwrap().decisions.len();
    window.click(Role::Button, "Write down Go with conditions for Pilot");
    window.assert_notice("Say under which conditions, then choose again.");
    window.fill("Who decides: Pilot", " ");
    window.click(Role::Button, "Write down Go for Pilot");
    window.assert_notice("Say who decides, then choose again.");
    assert_eq!(decisions(&window), 0);
    window.fill("Who decides: Pilot", "Anke Vos");
    window.fill("Why it is decided so: Pilot", "After the drill");
    window.click(Role::Button, "Write down Go with conditions for Pilot");
    assert_eq!(decisions(&window), 1);
    // nor is what it cannot do without taken from it afterwards
    let written = |window: &Window| {
        let decision = window.workbook().release.gates.find(GATE).unwrap().decisions.at(0).unwrap().clone();
        (decision.by, decision.reason)
    };
    let clear = |window: &mut Window, name: &str| {
        window.fill(name, "x");
        window.key(Key::Backspace);
    };
    let why = "Why it is decided so: Pilot";
    clear(&mut window, why);
    assert_eq!(window.find_field(why).value, "", "as it is typed");
    assert_eq!(written(&window), ("Anke Vos".to_owned(), "x".to_owned()), "what was typed before it was taken away");
    clear(&mut window, "Who decides: Pilot");
    window.key(Key::Escape);
    assert_eq!(written(&window), ("x".to_owned(), "x".to_owned()));
    assert_eq!(window.find_field(why).value, "x", "what is written stands there");
}

#[test]
fn who_decides_and_why_are_typed_though_the_decision_was_deleted() {
    let home = Home::new();
    let answers = [0, 0, 0].map(|at| Answer::Go([(GATE, GoVerdict::ALL[at])].into_iter().collect(), String::new()));
    let mut workbook = revealed(RoundKind::Go, Id(11), vec![GATE], &answers);
    let round = workbook.workshops.workshops.at(0).unwrap().rounds.at(0).unwrap().id;
    let (verdict, date) = (GoVerdict::ALL[0], Date::constant(2026, 3, 9));
    let set = Settled::Verdict { verdict, by: "Anke Vos".to_owned(), date, reason: String::new() };
    let outcome = Outcome { set, dissent: String::new() };
    assert!(set_outcome(&mut workbook, &mut Ids::seeded(9), round, Some(GATE), &outcome));
    Arc::make_mut(&mut workbook.release).gates.at_mut(0).unwrap().decisions.retain(|_| false);
    let (mut window, _projector) = leading(&home, &workbook);
    window.fill("Why it is decided so: Pilot", "The drill was held");
    assert_eq!(window.find_field("Why it is decided so: Pilot").value, "The drill was held");
}

#[test]
fn enter_seals_what_a_digit_chose_and_no_empty_ballot_by_accident() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    window.key(Key::Enter);
    window.key(Key::Enter);
    assert!(window.shows("No vote is given yet. Enter once more seals it so."), "twice by accident");
    window.key(Key::Enter);
    assert!(window.has(Role::Button, "I am Marek, begin"));
    window.key(Key::Escape);
    window.click(Role::Button, "Drop this round");
    window.click(Role::Button, "Rate severity");
    window.click(Role::Button, "Begin turns");
    window.key(Key::Enter);
    window.key(Key::Tab); // the first choice has the focus
    window.key(Key::Num4);
    window.key(Key::Tab); // and again
    window.key(Key::Enter);
    assert!(window.has(Role::Button, "I am Marek, begin"), "sealed: {:?}", window.focused());
}

#[test]
fn a_limit_on_one_note_is_held_to_and_printed() {
    let home = Home::new();
    let (mut workbook, _) = workbook(&PEOPLE);
    Arc::make_mut(&mut workbook.workshops).workshops.at_mut(0).unwrap().votes_on_one = Some(2);
    let (mut window, _projector) = leading(&home, &workbook);
    window.key(Key::V);
    assert!(window.shows("Votes each: 3") && window.shows("On one note: at most 2"));
    window.click(Role::Button, "Begin turns");
    assert!(window.shows("Three votes for three notes, at most two on one"));
    window.key(Key::Enter);
    for _ in 0..3 {
        window.key(Key::Plus);
    }
    assert!(window.shows("Queue stalls, your votes: 2") && window.shows("One vote left, at most two on one note"));
    let minutes = markdown(&window.workbook(), Document::Minutes);
    assert!(minutes.contains("3 votes each, at most 2 on one note"), "{minutes}");
}

#[test]
fn two_people_of_one_name_are_told_apart() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&["Lena Ortiz", "Lena Ortiz", "Marek Kral"]).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    for person in ["Lena Ortiz", "Lena Ortiz (2)", "Marek"] {
        assert!(window.has(Role::Button, &format!("I am {person}, begin")), "{person} is next");
        assert!(projector.shows(person));
        vote(&mut window);
    }
    window.key(Key::Escape);
    assert!(window.shows("Lena Ortiz (2)"));
    let minutes = markdown(&window.workbook(), Document::Minutes);
    assert_in_order(&minutes, &["Lena Ortiz; Lena Ortiz (2); Marek Kral", "Turns: Lena Ortiz; Lena Ortiz (2); Marek"]);
}

#[test]
fn a_round_that_was_begun_by_mistake_is_dropped_and_comes_back_by_undo() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    vote(&mut window);
    window.key(Key::Escape);
    window.click(Role::Button, "Drop this round");
    assert!(workshop(&window).rounds.is_empty());
    assert!(window.has(Role::Button, "Vote on notes") && projector.shows("Queue stalls"), "{:?}", projector.words());
    window.key(Key::W);
    window.key(Key::Escape);
    window.ctrl(Key::Z);
    assert_eq!(round(&window).turns.iter().filter(|turn| turn.done).count(), 1, "with what was sealed in it");
}

#[test]
fn an_activity_lands_in_one_of_the_sections_and_hints_are_of_a_size_that_fits() {
    let home = Home::new();
    let mut window = home.window_on(&home.file("harms.caveat", &workbook(&PEOPLE).0));
    turn_to(&mut window, Page::Section(Section::Workshops));
    window.click(Role::Button, "Silent writing, 10 minutes");
    let hints = |window: &Window, words: &str| window.seen().iter().any(|seen| seen.hint.contains(words));
    assert!(hints(&window, "Such as 10") && !hints(&window, "Such as 18,400"));
    window.click(Role::ComboBox, "Lands in: not chosen");
    window.click(Role::MenuItem, "Metrics");
    assert_eq!(workshop(&window).agenda.at(0).unwrap().section, "metrics");
}

#[test]
fn the_minutes_of_one_workshop_are_read_alone() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::W);
    window.click(Role::Link, "Read minutes");
    assert_eq!(window.app().page(), Page::Section(Section::Pack));
    assert!(window.shows("1 document") && window.shows("only of W-1 Harm mapping"));
}
