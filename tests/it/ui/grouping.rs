//! Notes put together by drag and by keys, typed in from paper, and talked about in another activity; rounds after a session.

use std::sync::Arc;

use caveat::edit::Ids;
use caveat::edit::workshop::{Answer, RoundPlan, begin_round, reveal, take_turn};
use caveat::model::canvas::{CanvasBlock, NoteKind};
use caveat::model::failure_modes::FailureMode;
use caveat::model::workshops::{RoundKind, Workshop};
use caveat::model::{Date, Id, Section, Step, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::projector::Projector;
use super::sessions::{activity, at_workshops, harm_mapping, note, with_notes, workshop};

const NOTES: &str = "Queue stalls, nobody sees it\nHail week\nA clause expired";

/// A workbook with a workshop of two activities and three notes, and a failure mode.
fn workbook() -> (Workbook, Ids) {
    let workshop = Workshop {
        attendees: ["Lena Ortiz", "Marek Kral", "Sofia Brandt"].map(str::to_owned).to_vec(),
        ..harm_mapping([activity(11, "Silent writing"), activity(12, "Talk about the ends")])
    };
    let (mut workbook, ids, _) = with_notes(workshop, NOTES);
    let mode = FailureMode { id: Id(21), number: 1, name: "Misses an injury".to_owned(), ..FailureMode::default() };
    Arc::make_mut(&mut workbook.failure_modes).modes.push(mode);
    (workbook, ids)
}

fn groups(window: &Window) -> Vec<String> {
    workshop(window).captures.iter().map(|note| note.group.clone()).collect()
}

#[test]
fn a_note_dragged_onto_another_makes_a_group_that_gets_a_name() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let at = |window: &Window, name: &str| note(window, name).at.unwrap().center();
    let (from, to) = (at(&window, "Hail week"), at(&window, "Queue stalls"));
    window.drag(from, to);
    assert_eq!(groups(&window), ["Queue stalls, nobody sees it", "Queue stalls, nobody sees it", ""]);
    let head = window.find(Role::Button, "Group Queue stalls, nobody sees it, two notes");
    assert!(window.shows("Group Without a group, one note"));
    window.focus_on(&head);
    window.key(Key::F2);
    window.type_text("Delay");
    window.key(Key::Enter);
    assert_eq!(groups(&window), ["Delay", "Delay", ""]);
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(groups(&window), ["", "", ""], "each is a step");
}

#[test]
fn keys_group_a_note_and_take_it_out_again() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let hail = note(&window, "Hail week");
    window.focus_on(&hail);
    window.key(Key::G);
    window.type_text("Delay");
    window.key(Key::Enter);
    assert_eq!(groups(&window), ["", "Delay", ""]);
    assert!(window.focused().unwrap().name.starts_with("Hail week"), "the focus is where it was");
    let clause = note(&window, "A clause expired");
    window.focus_on(&clause);
    window.key(Key::G);
    window.click(Role::Button, "Into the group Delay");
    assert_eq!(groups(&window), ["", "Delay", "Delay"]);
    let hail = note(&window, "Hail week");
    window.focus_on(&hail);
    window.key(Key::G);
    window.click(Role::Button, "Out of the group");
    assert_eq!(groups(&window), ["", "", "Delay"]);
    let last = note(&window, "Hail week");
    window.focus_on(&last);
    window.press(Modifiers::SHIFT, Key::G);
    let group = groups(&window)[1].clone();
    assert_eq!(groups(&window).iter().filter(|other| **other == group).count(), 2, "with the note above: {group}");
    let row = note(&window, "Hail week");
    window.focus_on(&row);
    window.key(Key::G);
    window.key(Key::Escape);
    assert!(window.all(|seen| seen.name.starts_with("Group of “")).is_empty(), "Escape asks no longer");
}

#[test]
fn the_facilitator_groups_notes_and_puts_one_off_to_another_activity() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    window.key(Key::W);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.press(Modifiers::SHIFT, Key::G);
    assert_eq!(groups(&window)[0], groups(&window)[1]);
    assert!(window.shows("Group Queue stalls, nobody sees it, two notes"));
    window.key(Key::G);
    let field = window.find_field("Group of “Hail week”");
    assert!(field.focused);
    window.type_text("Delay");
    window.key(Key::Enter);
    assert_eq!(groups(&window)[1], "Delay");
    let middle = |window: &Window, name: &str| window.find(Role::Button, name).at.unwrap().center();
    let (from, to) = (middle(&window, "Hail week, not"), middle(&window, "Queue stalls, nobody sees it, not"));
    window.drag(from, to);
    assert_eq!(groups(&window)[0], groups(&window)[1], "dragged onto the other");
    assert!(projector.shows("Queue stalls, nobody sees it"), "{:?}", projector.words());
    // to talk about it later: dragged onto the agenda, or by a key
    let (from, to) = (middle(&window, "A clause expired, not"), middle(&window, "Talk about the ends"));
    window.drag(from, to);
    let activity = |window: &Window, at: usize| workshop(window).captures.at(at).unwrap().activity;
    assert_eq!(activity(&window, 2), Some(Id(12)));
    assert!(window.shows("Talk about the ends, 10 min, one note to talk about"));
    assert!(!projector.shows("A clause expired"), "it comes up then");
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(activity(&window, 1), Some(Id(12)), "the open one, by a key");
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(activity(&window, 1), Some(Id(11)));
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!((activity(&window, 1), activity(&window, 2)), (Some(Id(11)), Some(Id(11))));
}

#[test]
fn paper_is_typed_in_block_by_block_and_activity_by_activity() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    window.click(Role::Button, "Type notes in from paper");
    assert!(window.has(Role::RadioButton, "Problem and workflow, no notes"), "{:?}", window.all(|seen| seen.stated));
    window.type_text("Claims wait for days");
    window.key(Key::Tab);
    window.key(Key::Enter);
    window.type_text("Handlers are few");
    window.key(Key::Enter);
    assert!(window.has(Role::RadioButton, "Problem and workflow, two notes"));
    window.key(Key::Tab);
    window.event([Event::Paste("one\n\ntwo\nthree".to_owned())]);
    window.settle();
    window.ctrl(Key::ArrowDown);
    window.type_text("Third block");
    window.key(Key::Enter);
    window.ctrl(Key::ArrowUp);
    window.ctrl(Key::ArrowUp);
    let notes = window.workbook().canvas.notes.clone();
    let count = |block: CanvasBlock| notes.iter().filter(|note| note.block == Some(block)).count();
    assert_eq!(CanvasBlock::ALL.iter().map(|block| count(*block)).take(4).collect::<Vec<_>>(), [2, 3, 1, 0]);
    assert_eq!(notes.at(0).unwrap().kind, Some(NoteKind::Fact));
    assert!(workshop(&window).captures.iter().skip(3).all(|note| note.landed.is_some()), "the minutes have them too");
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().canvas.notes.len(), 5, "a line is a step");
    window.click(Role::RadioButton, "Walk through: Agenda");
    window.key(Key::Tab);
    window.type_text("What hurts most?");
    window.key(Key::Enter);
    let last = workshop(&window).captures.iter().last().unwrap().clone();
    assert_eq!((last.text.as_str(), last.activity), ("What hurts most?", Some(Id(12))));
    window.key(Key::Escape);
    assert!(window.shows("Notes to land"), "Escape ends it");
}

/// A revealed round of severity: two and five, and four in the middle.
fn rated() -> Workbook {
    let (mut workbook, mut ids) = workbook();
    let plan = RoundPlan { kind: RoundKind::Severity, about: vec![Id(21)], ..RoundPlan::default() };
    let round = begin_round(&mut workbook, &mut ids, Id(1), plan).unwrap();
    let held = workbook.workshops.workshops.find(Id(1)).unwrap().rounds.find(round).unwrap().clone();
    for (turn, step) in held.turns.iter().zip([2, 4, 4]) {
        let answer = Answer::Steps([(Id(21), Step::new(step).unwrap())].into_iter().collect());
        take_turn(&mut workbook, turn.id, &answer, Some(20)).unwrap();
    }
    reveal(&mut workbook, &mut ids, round, "", Date::constant(2026, 3, 9)).unwrap();
    workbook
}

#[test]
fn whoever_is_far_from_the_middle_is_asked_why_and_the_page_says_what_came_of_it() {
    let home = Home::new();
    let mut window = at_workshops(&home, &rated());
    assert!(window.shows("3 of 3 took part"));
    assert!(window.shows("Three people, 2 to 4, middle 4, far apart"));
    for name in ["Lena", "Marek", "Sofia"] {
        let said = window.all(|seen| seen.name.contains(name) && matches!(seen.role, Role::Label | Role::Link));
        assert!(said.is_empty(), "{said:?}");
    }
    window.key(Key::F5);
    window.fill("Why 2: Misses an injury", "Most are called back the same day");
    window.key(Key::Tab);
    let reasons: Vec<String> = window
        .workbook()
        .failure_modes
        .modes
        .at(0)
        .unwrap()
        .ratings
        .iter()
        .map(|rating| rating.reason.clone())
        .collect();
    assert_eq!(reasons.iter().filter(|reason| *reason == "Most are called back the same day").count(), 1);
    window.click(Role::Button, "Write down 4 for");
    window.key(Key::Escape);
    assert!(window.shows("Why 2: Most are called back the same day"), "kept, and shown on the page");
    assert!(!window.shows("Nothing written down"));
}

#[test]
fn read_minutes_opens_their_pages() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    window.key(Key::F5);
    window.click(Role::Link, "Read minutes");
    assert_eq!(window.app().page(), Page::Section(Section::Pack));
    assert!(window.find(Role::Button, "Show Workshop minutes").on);
}
