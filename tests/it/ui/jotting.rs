//! Lines for notes: Tab says what a note claims, the author follows the session, and what was said already is hinted at.

use std::sync::Arc;

use caveat::model::canvas::NoteKind;
use caveat::model::workshops::{Activity, Attribution, Capture, Workshop};
use caveat::model::{Id, Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use super::projector::Projector;

const LINE: &str = "What was said? Enter adds it";

/// A window on a workbook with a workshop in which authors are shown so.
fn with_workshop(home: &Home, attribution: Attribution) -> Window {
    let activity = Activity { id: Id(2), number: 1, name: "Silent writing".to_owned(), ..Activity::default() };
    let workshop = Workshop {
        id: Id(1),
        number: 1,
        name: "Harm mapping".to_owned(),
        attribution: Some(attribution),
        agenda: [activity].into_iter().collect(),
        ..Workshop::default()
    };
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.workshops).workshops.push(workshop);
    let mut window = home.window_on(&home.file("harms.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Workshops));
    window
}

fn workshop(window: &Window) -> Workshop {
    window.workbook().workshops.workshops.iter().next().unwrap().clone()
}

fn notes(window: &Window) -> Vec<Capture> {
    workshop(window).captures.iter().cloned().collect()
}

#[test]
fn tab_says_what_a_note_claims_and_leads_out_of_an_empty_line() {
    let home = Home::new();
    let mut window = with_workshop(&home, Attribution::Initials);
    window.fill("Who says it?", "Lena Ortiz");
    let line = window.find_field(LINE);
    window.click_on(&line);
    window.type_text("A clause expired");
    window.key(Key::Tab);
    assert!(window.has(Role::Button, "Kind of the next note: fact"));
    assert!(window.focused().unwrap().description.contains("fact"), "the line says it too");
    window.key(Key::Tab);
    window.key(Key::Enter);
    window.type_text("Who reads it?");
    window.key(Key::Enter);
    let said: Vec<_> =
        notes(&window).into_iter().map(|note| (note.text, note.kind.unwrap_or_default(), note.author)).collect();
    assert_eq!(said[0], ("A clause expired".to_owned(), NoteKind::Assumption, "Lena Ortiz".to_owned()));
    assert_eq!(notes(&window)[1].kind, None, "the next note is a note of its own");
    window.type_text("Not yet");
    for _ in 0..5 {
        window.key(Key::Tab);
    }
    assert!(window.has(Role::Button, "Kind of the next note: none"), "round and round");
    window.press(Modifiers::SHIFT, Key::Tab);
    assert_ne!(window.focused().map(|seen| seen.name).as_deref(), Some(LINE), "nobody is caught in the line");
    let line = window.find_field(LINE);
    window.click_on(&line);
    window.key(Key::Enter);
    window.key(Key::Tab);
    assert_ne!(window.focused().map(|seen| seen.name).as_deref(), Some(LINE), "an empty line lets Tab pass");
}

#[test]
fn nobody_is_named_where_notes_are_anonymous() {
    let home = Home::new();
    let mut window = with_workshop(&home, Attribution::Anonymous);
    assert!(window.all(|seen| seen.name == "Who says it?").is_empty());
    window.fill(LINE, "A clause expired");
    window.key(Key::Enter);
    assert_eq!(notes(&window)[0].author, "");
    window.key(Key::F5);
    assert!(window.all(|seen| seen.name == "Who says it?").is_empty(), "nor in the session");
}

#[test]
fn a_note_that_was_said_already_can_get_a_vote_instead() {
    let home = Home::new();
    let mut window = with_workshop(&home, Attribution::Initials);
    for text in ["Handler trusts a clause that expired in January", "Queue stalls"] {
        window.fill(LINE, text);
        window.key(Key::Enter);
    }
    window.type_text("An expired clause is trusted by the handler");
    assert!(window.shows("Like: “Handler trusts a clause that expired in January”"));
    assert!(!window.shows("Like: “Queue"), "only what is alike");
    window.press(Modifiers::ALT, Key::Enter);
    let votes = |window: &Window| notes(window).iter().map(|note| note.votes).collect::<Vec<_>>();
    assert_eq!(votes(&window), [Some(1), None], "no note was added");
    assert_eq!(window.find_field(LINE).value, "");
    assert_eq!(window.focused().map(|seen| seen.name).as_deref(), Some(LINE));
    window.ctrl(Key::Z);
    assert_eq!(votes(&window), [None, None], "it is a step of its own");
    let line = window.find_field(LINE);
    window.click_on(&line);
    window.type_text("queue stalls");
    window.click(Role::Button, "Vote for that instead: Queue stalls");
    assert_eq!(votes(&window), [None, Some(1)]);
}

#[test]
fn the_lines_of_a_session_take_kind_and_author_as_well() {
    let home = Home::new();
    let mut window = with_workshop(&home, Attribution::Named);
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    window.key(Key::W);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("Injured passenger waits weeks");
    window.key(Key::Tab);
    assert!(window.has(Role::Button, "Kind of the next note: fact"));
    let by = window.find_field("Who says it?");
    window.click_on(&by);
    window.type_text("Marek Kral");
    window.key(Key::Enter);
    let note = notes(&window)[0].clone();
    assert_eq!((note.kind, note.author.as_str()), (Some(NoteKind::Fact), "Marek Kral"));
    assert!(projector.shows("Injured passenger waits weeks, by Marek Kral"), "{:?}", projector.words());
    assert_eq!(window.find_field("Who says it?").value, "", "the next note may be of somebody else");
    window.type_text("A passenger who is injured waits for weeks");
    assert!(window.shows("Like: “Injured passenger waits weeks”"));
    window.press(Modifiers::ALT, Key::Enter);
    assert_eq!(notes(&window)[0].votes, Some(1));
    window.event([Event::Paste("one\ntwo".to_owned())]);
    window.settle();
    assert_eq!(notes(&window).len(), 3);
}

#[test]
fn the_line_in_the_room_has_a_kind_and_an_author() {
    let home = Home::new();
    let mut window = with_workshop(&home, Attribution::Named);
    window.key(Key::F5);
    window.key(Key::F5);
    window.key(Key::Enter);
    window.type_text("Hail week stalls the queue");
    window.key(Key::Tab);
    window.key(Key::Tab);
    window.key(Key::Tab);
    assert!(window.has(Role::Button, "Kind of the next note: question"));
    let by = window.find_field("Who says it?");
    window.click_on(&by);
    window.type_text("Anke Vos");
    window.key(Key::Enter);
    let note = notes(&window)[0].clone();
    assert_eq!((note.kind, note.author.as_str()), (Some(NoteKind::Question), "Anke Vos"));
    window.type_text("the queue stalls in a hail week");
    assert!(window.shows("Like: “Hail week stalls the queue”"));
}
