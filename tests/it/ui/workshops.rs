//! The page of workshops: ready agendas, time boxes by keyboard, notes that are jotted down and land, lines and actions.

use caveat::model::canvas::{CanvasBlock, NoteKind};
use caveat::model::failure_modes::ActionState;
use caveat::model::workshops::Workshop;
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

fn at_workshops(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Workshops));
    window
}

/// The workshop with a name that begins so.
#[track_caller]
fn workshop(window: &Window, name: &str) -> Workshop {
    let workbook = window.workbook();
    let found = workbook.workshops.workshops.iter().find(|workshop| workshop.name.starts_with(name)).cloned();
    found.unwrap_or_else(|| panic!("no workshop {name:?}"))
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

#[test]
fn the_next_workshop_is_open_and_its_agenda_is_moved_and_timed_by_keys() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    assert!(window.shows("2 to come") || window.shows("1 to come"), "the head counts");
    assert!(window.shows("45 min planned"));
    let first = window.find(Role::Button, "Price of a leaked diagnosis, 15 minutes");
    window.focus_on(&first);
    window.press(Modifiers::ALT, Key::ArrowDown);
    let names = |window: &Window| -> Vec<String> {
        workshop(window, "Tolerances").agenda.iter().map(|activity| activity.name.clone()).collect()
    };
    assert_eq!(names(&window)[1], "Price of a leaked diagnosis");
    assert!(focused(&window).starts_with("Price of a leaked"), "the focus goes with it");
    window.key(Key::Plus);
    assert_eq!(workshop(&window, "Tolerances").agenda.at(1).unwrap().minutes, Some(20));
    assert!(window.shows("50 min planned"));
    window.press(Modifiers::COMMAND, Key::D);
    assert_eq!(names(&window).len(), 4);
    window.key(Key::Delete);
    assert_eq!(names(&window).len(), 3);
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(names(&window)[0], "Price of a leaked diagnosis");
    assert!(window.shows("45 min planned"));
}

#[test]
fn an_agenda_that_is_too_long_says_so_and_has_a_cure() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    window.click(Role::Button, "Length of the session");
    window.click(Role::MenuItem, "30 min");
    assert!(window.shows("15 min over the session of"));
    assert!(!window.shows("Take 15 min from"), "no activity could keep five minutes");
    let first = window.find(Role::Button, "Price of a leaked diagnosis");
    window.focus_on(&first);
    window.key(Key::Minus);
    window.key(Key::Minus);
    assert!(window.shows("5 min over the session of"));
    window.click(Role::Button, "Take 5 min from");
    assert_eq!(workshop(&window, "Tolerances").agenda.iter().filter_map(|activity| activity.minutes).sum::<u64>(), 30);
    assert!(window.shows("Fills a session of"));
}

#[test]
fn a_workshop_begins_with_a_ready_agenda_in_one_step() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Workshops));
    assert!(window.shows("Who should be in the room"));
    window.click(Role::Button, "Pre-mortem");
    let made = workshop(&window, "Pre-mortem");
    assert_eq!((made.agenda.len(), made.votes_each, made.number), (5, Some(4), 1));
    assert!(made.agenda.iter().all(|activity| activity.section == "failure_modes" || activity.section == "monitoring"));
    assert!(window.shows("Silent writing"));
    window.ctrl(Key::Z);
    assert!(window.workbook().workshops.workshops.is_empty(), "taken back at once");
}

#[test]
fn notes_are_jotted_down_with_enter_and_many_lines_are_many_notes() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    window.key(Key::N);
    assert_eq!(focused(&window), "What was said? Enter adds it");
    window.type_text("A clause expired");
    window.key(Key::Enter);
    assert_eq!(focused(&window), "What was said? Enter adds it", "the next one can be typed");
    window.type_text("A handler was alone");
    window.key(Key::Enter);
    let texts = |window: &Window| -> Vec<String> {
        workshop(window, "Tolerances").captures.iter().map(|note| note.text.clone()).collect()
    };
    assert_eq!(texts(&window), ["A clause expired", "A handler was alone"]);
    window.event([Event::Paste("- one\n- two\n\n- three\n".to_owned())]);
    window.settle();
    assert_eq!(texts(&window)[2..], ["one", "two", "three"]);
    window.assert_notice("3 notes added");
    window.ctrl(Key::Z);
    assert_eq!(texts(&window).len(), 2, "all three are one step");
    assert!(window.shows("0 of 2 landed"));
}

#[test]
fn a_note_lands_by_one_key_and_the_step_can_be_taken_back() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    window.fill("What was said? Enter adds it", "The night shift sees no hints");
    window.key(Key::Enter);
    let modes = window.workbook().failure_modes.modes.len();
    let row = window.find(Role::Button, "The night shift sees no hints, not landed");
    window.focus_on(&row);
    window.key(Key::F);
    let workbook = window.workbook();
    let made = workbook.failure_modes.modes.at(modes).unwrap();
    assert_eq!(made.name, "The night shift sees no hints");
    assert_eq!(workshop(&window, "Tolerances").captures.at(0).unwrap().landed, Some(made.id));
    window.assert_notice(&format!("Landed as FM-{}", made.number));
    assert!(focused(&window).contains(&format!("landed as FM-{}", made.number)));
    window.key(Key::M);
    assert_eq!(window.workbook().metrics.metrics.len(), workbook.metrics.metrics.len(), "it lands once");
    window.click(Role::Link, &format!("Go to FM-{}", made.number));
    assert_eq!(window.app().page(), Page::Section(Section::FailureModes));
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().failure_modes.modes.len(), modes);
    assert_eq!(workshop(&window, "Tolerances").captures.at(0).unwrap().landed, None, "the link went with it");
}

#[test]
fn a_note_gets_a_kind_votes_and_a_block_and_lands_on_the_canvas() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    window.fill("What was said? Enter adds it", "Handlers trust what is on the screen");
    window.key(Key::Enter);
    let row = window.find(Role::Button, "Handlers trust what is on the screen");
    window.click_on(&row);
    window.focus_on(&row);
    window.key(Key::Num1);
    window.key(Key::Plus);
    window.key(Key::Plus);
    window.key(Key::Minus);
    let note = workshop(&window, "Tolerances").captures.at(0).unwrap().clone();
    assert_eq!((note.kind, note.votes), (Some(NoteKind::Fact), Some(1)));
    window.click(Role::Button, "Choose the block of the canvas");
    window.click(Role::MenuItem, "Risk and trust");
    let notes = window.workbook().canvas.notes.len();
    window.click(Role::Button, "Land as canvas note");
    let workbook = window.workbook();
    let landed = workbook.canvas.notes.at(notes).unwrap();
    assert_eq!((landed.block, landed.kind, landed.votes), (Some(CanvasBlock::Risk), Some(NoteKind::Fact), Some(1)));
}

#[test]
fn what_is_put_off_waits_in_the_parking_lot() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    window.fill("What was said? Enter adds it", "Could claimants see it?");
    window.key(Key::Enter);
    let row = window.find(Role::Button, "Could claimants see it?");
    window.focus_on(&row);
    window.key(Key::P);
    assert!(workshop(&window, "Tolerances").captures.at(0).unwrap().parked);
    assert!(!window.has(Role::Button, "Could claimants see it?"), "it waits elsewhere");
    window.click(Role::Button, "Take up again: Could claimants see it?");
    assert!(!workshop(&window, "Tolerances").captures.at(0).unwrap().parked);
    assert!(!window.has(Role::Button, "Take up again: Could claimants see it?"));
    assert_eq!(workshop(&window, "Tolerances").captures.len(), 1);
    window.fill("What was decided? Enter adds it", "No automatic decline");
    window.key(Key::Enter);
    assert_eq!(workshop(&window, "Tolerances").decisions, ["No automatic decline"]);
    window.fill("Decision 1", "No automatic decline at any score");
    assert_eq!(workshop(&window, "Tolerances").decisions, ["No automatic decline at any score"]);
    window.click(Role::Button, "Remove decision 1");
    assert!(workshop(&window, "Tolerances").decisions.is_empty());
    window.ctrl(Key::Z);
    assert_eq!(workshop(&window, "Tolerances").decisions.len(), 1);
}

#[test]
fn an_action_has_an_owner_a_day_and_a_state_and_refuses_a_day_that_is_none() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    window.fill("What is to be done? Enter adds it", "Ask the works council");
    window.key(Key::Enter);
    let action = |window: &Window| workshop(window, "Tolerances").actions.at(0).unwrap().clone();
    assert_eq!(
        (action(&window).what.as_str(), action(&window).state),
        ("Ask the works council", Some(ActionState::Open))
    );
    let name = format!("Due date of A-{}", action(&window).number);
    window.fill(&name, "next week");
    assert!(window.shows("Enter a date"));
    assert_eq!(action(&window).due, None);
    window.fill(&name, "2026-03-06");
    assert_eq!(action(&window).due.map(|due| due.to_string()).as_deref(), Some("2026-03-06"));
    assert!(window.shows("3 days ago"), "it is late");
    let state = format!("State of A-{}: Open", action(&window).number);
    window.click(Role::ComboBox, &state);
    window.click(Role::MenuItem, "Done");
    assert_eq!(action(&window).state, Some(ActionState::Done));
    assert!(!window.shows("3 days ago"), "what is done is not late");
}

#[test]
fn a_workshop_is_left_for_another_by_its_tab() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    window.click(Role::Tab, "Harm mapping");
    assert!(window.shows("6 of 6 landed"));
    assert!(window.has(Role::Button, "Silent writing, 7 of 5 minutes"));
    window.click(Role::Button, "How could this hurt a claimant?, 11 of 12 minutes");
    assert!(window.has(Role::Heading, "Activity"));
    window.click(Role::Button, "Silent writing, 7 of 5 minutes");
    assert!(window.shows("No note is like that."), "no note was written then");
}

#[test]
fn an_activity_is_dragged_to_another_slot_and_escape_lets_it_stay() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    let names = |window: &Window| -> Vec<String> {
        workshop(window, "Tolerances").agenda.iter().map(|activity| activity.name.clone()).collect()
    };
    let before = names(&window);
    let middle = |window: &Window, name: &str| window.find(Role::Button, name).at.unwrap().center();
    let button = |pos, pressed| {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        Event::PointerButton { pos, button, pressed, modifiers }
    };
    for escapes in [true, false] {
        let from = middle(&window, "Price of a leaked diagnosis");
        let to = middle(&window, "Walk the gate") + egui::vec2(0.0, 30.0);
        window.event([Event::PointerMoved(from)]);
        window.event([button(from, true)]);
        window.event([Event::PointerMoved(from + egui::vec2(0.0, 12.0))]);
        window.event([Event::PointerMoved(to)]);
        assert_eq!(names(&window), before, "nothing moves before it is let go");
        if escapes {
            window.tap(Key::Escape);
        }
        window.event([button(to, false)]);
        window.settle();
        let expected =
            if escapes { before.clone() } else { vec![before[1].clone(), before[2].clone(), before[0].clone()] };
        assert_eq!(names(&window), expected, "escapes: {escapes}");
    }
    window.ctrl(Key::Z);
    assert_eq!(names(&window), before);
}

#[test]
fn every_ready_agenda_can_be_seen_in_the_menu() {
    let home = Home::new();
    let mut window = at_workshops(&home);
    for size in [super::harness::USUAL, [1100.0, 700.0]] {
        window.resize(size);
        window.click(Role::Button, "Add workshop");
        window.settle();
        let texts = window.painted().iter().filter_map(|painted| match &painted.shape {
            egui::Shape::Text(text) => {
                Some((text.galley.text().to_owned(), text.visual_bounding_rect(), painted.clip_rect))
            }
            _ => None,
        });
        let texts: Vec<(String, egui::Rect, egui::Rect)> = texts.collect();
        for words in ["Canvas session, ", "Go or no-go, ", "Without an agenda"] {
            let shown = texts.iter().find(|(text, ..)| text.starts_with(words));
            let (_, at, clip) = shown.unwrap_or_else(|| panic!("{words} is not painted at {size:?}"));
            assert!(clip.expand(1.0).contains_rect(*at), "{words} is cut off at {size:?}: {at:?} in {clip:?}");
        }
        window.key(Key::Escape);
    }
}
