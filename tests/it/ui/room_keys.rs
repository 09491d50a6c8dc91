//! Where the keys of a session go: to the line that somebody looks at, in this window or in the room's, and never into the void.

use egui::{Key, Modifiers};

use super::home::Home;
use super::rounds::{PEOPLE, round, workbook};
use super::sessions::{leading, workshop};

#[test]
fn what_is_typed_after_t_is_for_the_rooms_line_and_the_keyboard_comes_home_by_escape() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE).0);
    let letter = |key, text: &str| {
        let event =
            |pressed| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
        [event(true), egui::Event::Text(text.to_owned()), event(false)]
    };
    // all of it before any window was drawn again: none of it is a key
    let typed = [(Key::T, "t"), (Key::B, "b"), (Key::L, "l")];
    window.event(typed.iter().flat_map(|(key, text)| letter(*key, text)));
    window.frame();
    window.frame();
    // a pause, on a desktop that leaves the keyboard where it is
    window.wait(4.0);
    window.event(letter(Key::E, "e"));
    window.frame();
    window.frame();
    window.key(Key::Enter);
    window.frame();
    let notes = workshop(&window).captures;
    assert_eq!(notes.iter().next_back().unwrap().text, "ble", "{:?}", projector.words());
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("Mine again");
    window.key(Key::Enter);
    assert_eq!(workshop(&window).captures.iter().next_back().unwrap().text, "Mine again");
}

#[test]
fn commands_in_a_sentence_for_the_room_edit_it_or_act_and_f6_leads_home() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE).0);
    let typed = |key, text: &str| {
        [
            egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE },
            egui::Event::Text(text.to_owned()),
        ]
    };
    window.event(typed(Key::T, "t"));
    window.event(typed(Key::B, "b"));
    window.frame();
    assert!(window.seen().iter().any(|seen| seen.hint.contains("You type for the room")), "{:#?}", window.seen());
    let before = window.workbook();
    window.press(Modifiers::COMMAND, Key::Z);
    assert!(window.workbook() == before, "it undoes what was typed, and nothing in the workbook");
    let light = projector.words();
    window.key(Key::F6);
    window.event(typed(Key::B, "b"));
    window.frame();
    assert_ne!(projector.words(), light, "the key for a blank picture is one again");
}

#[test]
fn no_letter_for_the_room_is_lost_after_enter_or_before_escape() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE).0);
    let pressed =
        |key| egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
    let typed = |text: &str| egui::Event::Text(text.to_owned());
    window.event([pressed(Key::T), typed("t"), typed("o"), typed("n"), typed("e")]);
    window.frame();
    window.event([pressed(Key::Enter), typed("a")]);
    window.event([typed("b")]);
    window.event([typed("c"), pressed(Key::Escape)]);
    window.frame();
    window.frame();
    let notes = workshop(&window).captures;
    assert_eq!(notes.iter().next_back().unwrap().text, "one");
    let rest = || window.seen().into_iter().map(|seen| seen.value).chain(projector.words()).collect::<Vec<_>>();
    assert!(rest().iter().any(|text| text.contains("abc")), "{:#?}", rest());
}

#[test]
fn on_the_board_in_this_window_n_and_ctrl_enter_lead_to_its_line_and_enter_stays_there() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::F5);
    window.key(Key::N);
    window.type_text("Nobody reads the queue");
    window.key(Key::Enter);
    window.type_text("And nobody is told");
    window.key(Key::Enter);
    window.key(Key::Escape);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("By night, that is");
    window.key(Key::Enter);
    let notes: Vec<String> = workshop(&window).captures.iter().skip(3).map(|note| note.text.clone()).collect();
    assert_eq!(notes, ["Nobody reads the queue", "And nobody is told", "By night, that is"]);
    assert!(projector.shows("And nobody is told"));
}

#[test]
fn tab_stays_in_the_blank_line_and_shift_tab_leads_out() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    window.press(Modifiers::COMMAND, Key::Enter);
    let line = window.focused().map(|seen| seen.name);
    window.key(Key::Tab);
    window.type_text("The queue stalls");
    window.key(Key::Enter);
    let note = workshop(&window).captures.iter().next_back().unwrap().clone();
    assert_eq!((note.text.as_str(), note.kind.is_some()), ("The queue stalls", true));
    assert_eq!(window.focused().map(|seen| seen.name), line);
    window.press(Modifiers::SHIFT, Key::Tab);
    assert_ne!(window.focused().map(|seen| seen.name), line, "nobody is caught");
}

#[test]
fn enter_after_the_names_begins_the_turns_that_are_prepared() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&[]).0);
    window.key(Key::V);
    window.type_text("Ana, Bo");
    window.key(Key::Enter);
    assert_eq!(round(&window).turns.len(), 2, "{:#?}", window.seen());
}
