//! Leading a workshop at the keyboard and in a small window: nothing is changed that is out of sight, a letter means the same
//! on the page and in the session, and no letter is lost however fast somebody types.

use caveat::edit::workshop::group;
use caveat::model::workshops::Activity;
use caveat::model::{Id, Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};

use super::harness::Window;
use super::home::Home;
use super::projector::Projector;
use super::sessions::{activity, at_workshops, harm_mapping, note, with_notes, workshop};

const NOTES: &str =
    "Queue stalls and nobody sees it before noon\nHail week\nA clause expired\nPolicies in two languages";
const LINE: &str = "What was said? Enter adds it";

/// A workbook with a workshop of two activities and four notes.
fn workbook() -> (Workbook, Vec<Id>) {
    let asked = |id: u64, name: &str, prompt: &str| Activity { prompt: prompt.to_owned(), ..activity(id, name) };
    let agenda = [
        asked(11, "Silent writing", "How could this hurt a claimant?"),
        asked(12, "Talk about the ends", "Who sees it differently?"),
    ];
    let (workbook, _, notes) = with_notes(harm_mapping(agenda), NOTES);
    (workbook, notes)
}

fn texts(window: &Window) -> Vec<String> {
    workshop(window).captures.iter().map(|note| note.text.clone()).collect()
}

/// Keys as the system sends them when somebody types: each with what it types.
fn typed(text: &str) -> Vec<Event> {
    let stroke =
        |key, pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    let mut events = Vec::new();
    for letter in text.chars() {
        let key = match letter {
            '\n' => Key::Enter,
            ' ' => Key::Space,
            letter => Key::from_name(&letter.to_uppercase().to_string()).unwrap(),
        };
        events.push(stroke(key, true));
        if letter != '\n' {
            events.push(Event::Text(letter.to_string()));
        }
        events.push(stroke(key, false));
    }
    events
}

#[test]
fn a_session_is_led_in_a_window_of_nine_hundred_by_six_hundred() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let projector = Projector::beside(&window);
    window.resize([900.0, 600.0]);
    window.key(Key::F5);
    window.key(Key::W);
    assert!(window.shows("Now: Silent writing") && window.shows("Next: Talk about the ends"));
    window.key(Key::Space);
    window.key(Key::N);
    window.type_text("Fraud ring");
    window.key(Key::Enter);
    window.key(Key::Escape);
    assert_eq!(texts(&window).len(), 5);
    // land the first note with what stands in its tray, within the window
    window.key(Key::ArrowDown);
    let land = window.find(Role::Button, "Land it").at.unwrap();
    assert!(land.bottom() <= 600.0 && land.right() <= 900.0, "{land:?}");
    window.click(Role::Button, "Failure mode");
    assert_eq!(window.workbook().failure_modes.modes.len(), 1);
    // turn to another activity
    window.click(Role::RadioButton, "Part: Agenda");
    assert!(!window.shows("Notes to land"));
    window.click(Role::Button, "Talk about the ends, 10 min");
    window.wait(1.0);
    assert!(projector.shows("Activity 2 of 2"), "{:?}", projector.words());
    // prepare, and leave, a private vote
    window.key(Key::V);
    assert!(window.find(Role::RadioButton, "Part: Private turns").on);
    window.fill("Who has a turn, separated by commas", "Lena, Marek");
    let begin = window.find(Role::Button, "Begin turns");
    window.click_on(&begin);
    assert!(window.shows("Please pass the laptop to"));
    window.key(Key::Escape);
    assert!(window.has(Role::RadioButton, "Part: Turns under way"));
    window.click(Role::Button, "Skip who is not here");
    window.click(Role::RadioButton, "Part: Notes");
    assert!(window.shows("Notes to land"));
    for _ in 0..5 {
        window.key(Key::ArrowDown); // the open note needs the room: the last one is reached by keys
    }
    assert!(window.shows("Fraud ring"), "the arrows reach the last note");
}

#[test]
fn keys_change_no_note_that_is_out_of_sight() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    window.resize([900.0, 600.0]);
    window.key(Key::F5);
    window.key(Key::ArrowDown);
    for part in ["Part: Agenda", "Part: Private turns"] {
        window.click(Role::RadioButton, part);
        for key in [Key::F, Key::C, Key::M, Key::E, Key::A, Key::L, Key::P, Key::G, Key::Num1, Key::Enter] {
            window.key(key);
        }
        window.press(Modifiers::SHIFT, Key::G);
        window.press(Modifiers::ALT, Key::ArrowRight);
        let untouched = |note: &caveat::model::workshops::Capture| {
            note.landed.is_none() && !note.parked && note.group.is_empty() && note.activity == Some(Id(11))
        };
        assert!(workshop(&window).captures.iter().all(untouched), "{part}");
        assert!(window.all(|seen| seen.name.starts_with("Group of “")).is_empty());
    }
    // a key that shows them is heard
    window.key(Key::N);
    assert!(window.find_field(LINE).focused, "{:?}", window.focused());
    window.key(Key::Escape);
    window.key(Key::P);
    assert!(workshop(&window).captures.iter().any(|note| note.parked), "seen again");
}

fn pointer(window: &mut Window, pos: Pos2, pressed: Option<bool>) {
    let modifiers = Modifiers::NONE;
    window.event([Event::PointerMoved(pos)]);
    if let Some(pressed) = pressed {
        window.event([Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }]);
    }
}

#[test]
fn a_note_on_the_pointer_falls_off_where_the_view_ends() {
    for leave in [&[Key::F5, Key::F5, Key::F5][..], &[Key::F5, Key::F5, Key::Escape, Key::Escape, Key::F5]] {
        let home = Home::new();
        let mut window = at_workshops(&home, &workbook().0);
        window.key(Key::F5);
        let at = |window: &Window, name: &str| note(window, name).at.unwrap().center();
        let (from, to) = (at(&window, "Hail week"), at(&window, "A clause expired"));
        pointer(&mut window, from, Some(true));
        pointer(&mut window, from + egui::vec2(0.0, 20.0), None);
        for key in leave {
            window.key(*key);
        }
        assert!(window.shows("Notes to land"), "back again");
        pointer(&mut window, to, None);
        pointer(&mut window, to, Some(false));
        window.settle();
        assert!(workshop(&window).captures.iter().all(|note| note.group.is_empty()), "{leave:?}");
        window.key(Key::Escape);
        assert_eq!(window.app().page(), Page::Section(Section::Workshops), "Escape leaves: nothing is on the pointer");
    }
}

#[test]
fn a_note_that_is_held_on_the_page_does_not_land_in_the_page_as_it_is_later() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let at = |window: &Window, name: &str| note(window, name).at.unwrap().center();
    let (from, to) = (at(&window, "Hail week"), at(&window, "A clause expired"));
    pointer(&mut window, from, Some(true));
    pointer(&mut window, from + egui::vec2(0.0, 20.0), None);
    window.key(Key::F5);
    pointer(&mut window, to, Some(false));
    window.key(Key::Escape);
    pointer(&mut window, to, None);
    window.settle();
    assert!(workshop(&window).captures.iter().all(|note| note.group.is_empty()));
}

#[test]
fn the_wall_has_heads_only_where_notes_belong_together() {
    let home = Home::new();
    let (mut workbook, notes) = workbook();
    group(&mut workbook, &notes[..1], "Delay");
    let mut window = at_workshops(&home, &workbook);
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    window.key(Key::W);
    assert!(projector.shows("Hail week"));
    assert!(!projector.shows("Without a group"), "one note is no group: {:?}", projector.words());
    assert!(!window.shows("Without a group"), "nor for the facilitator");
    window.key(Key::Escape);
    window.key(Key::Escape);
    let row = note(&window, "Hail week");
    window.focus_on(&row);
    window.key(Key::G);
    window.click(Role::Button, "Into the group Delay");
    window.key(Key::F5);
    window.key(Key::W);
    assert!(projector.shows("Delay") && projector.shows("Without a group"), "{:?}", projector.words());
}

#[test]
fn the_facilitator_sees_the_question_of_the_wall_and_what_was_just_written_down() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let projector = Projector::beside(&window);
    for size in [[1440.0, 900.0], [900.0, 600.0]] {
        window.resize(size);
        window.key(Key::F5);
        assert!(window.shows("How could this hurt a claimant?"), "the question at {size:?}");
        window.key(Key::Escape);
    }
    window.key(Key::F5);
    window.key(Key::W);
    assert!(projector.shows("How could this hurt a claimant?"), "as on the wall");
    assert!(!window.has(Role::Heading, "Decisions"));
    window.key(Key::N);
    for line in ["Decision: motor only", "Action: call the union @Lena 1 April 2026", "Action: ask the works council"] {
        window.type_text(line);
        window.key(Key::Enter);
    }
    assert!(window.has(Role::Heading, "Decisions") && window.has(Role::Heading, "Actions"));
    for words in ["motor only", "call the union", "Lena, 1 April", "ask the works council", "No owner yet, no day yet"]
    {
        assert!(window.shows(words), "{words}");
    }
    let top = |words: &str| window.find(Role::Button, words).at.unwrap().top();
    assert!(top("ask the works council") < top("call the union"), "the newest first");
}

#[test]
fn a_letter_leads_to_the_same_place_on_the_page_and_in_the_session() {
    for session in [false, true] {
        for (key, lands) in [(Key::F, 0), (Key::C, 1), (Key::M, 2), (Key::E, 3), (Key::A, 4), (Key::P, 5), (Key::B, 6)]
        {
            let home = Home::new();
            let mut window = at_workshops(&home, &workbook().0);
            let _projector = Projector::beside(&window);
            if session {
                window.key(Key::F5);
                window.key(Key::W);
                window.key(Key::ArrowDown);
            } else {
                let row = note(&window, "Queue stalls and nobody sees it before noon");
                window.focus_on(&row);
            }
            window.key(key);
            let workbook = window.workbook();
            let held = workshop(&window);
            let counts = [
                workbook.failure_modes.modes.len(),
                workbook.canvas.notes.len(),
                workbook.metrics.metrics.len(),
                workbook.budgets.budgets.len(),
                held.actions.len(),
                held.captures.iter().filter(|note| note.parked).count(),
            ];
            let expected: Vec<usize> = (0..6).map(|at| usize::from(at == lands)).collect();
            assert_eq!(counts.to_vec(), expected, "{key:?}, in the session: {session}");
        }
    }
}

#[test]
fn what_is_typed_at_once_reaches_the_line_in_the_session() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let _projector = Projector::beside(&window);
    window.key(Key::F5);
    window.key(Key::W);
    window.key(Key::ArrowDown);
    // all in one frame: the letter that opens the line, and what is typed into it
    window.event(typed("nfraud map"));
    window.settle();
    assert_eq!(window.find_field(LINE).value, "fraud map");
    // a letter a frame, without a rest between
    for letter in ["\n", "c", "a", "b", "\n", "p"] {
        window.event(typed(letter));
    }
    window.settle();
    assert_eq!(texts(&window)[4..], ["fraud map", "cab"]);
    assert_eq!(window.find_field(LINE).value, "p");
    // several notes in a frame
    window.event(typed("ark\nbus\n"));
    window.settle();
    assert_eq!(texts(&window)[4..], ["fraud map", "cab", "park", "bus"]);
    assert!(workshop(&window).captures.iter().all(|note| note.landed.is_none() && !note.parked), "no key was heard");
    window.key(Key::Escape);
    window.key(Key::ArrowDown);
    window.event(typed("gdelay\n"));
    window.settle();
    assert_eq!(workshop(&window).captures.at(0).unwrap().group, "delay");
}

#[test]
fn what_is_typed_at_once_reaches_the_line_of_the_page_and_of_the_room() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let row = note(&window, "Hail week");
    window.focus_on(&row);
    window.event(typed("nfraud"));
    window.event(typed(" map\ncab\n"));
    window.settle();
    assert_eq!(texts(&window)[4..], ["fraud map", "cab"]);
    assert!(workshop(&window).captures.iter().all(|note| note.landed.is_none() && !note.parked));
    window.key(Key::F5);
    window.key(Key::F5);
    window.event(typed("\nbus\nbar\n"));
    window.settle();
    assert_eq!(texts(&window)[6..], ["bus", "bar"], "on a shared screen");
}

#[test]
fn a_group_is_called_as_the_whole_note_that_it_began_with() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    window.key(Key::W);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.press(Modifiers::SHIFT, Key::G);
    let name = "Queue stalls and nobody sees it before noon";
    assert!(window.has(Role::Button, &format!("Group {name}, two notes")));
    assert!(projector.words().iter().any(|words| words == name), "{:?}", projector.words());
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::G);
    let into = window.find(Role::Button, &format!("Into the group {name}")).at.unwrap();
    assert!(into.width() < 320.0, "a long name does not push the others away: {into:?}");
}

#[test]
fn the_list_of_the_facilitator_has_heads() {
    let home = Home::new();
    let mut window = at_workshops(&home, &workbook().0);
    window.key(Key::F5);
    let heads: Vec<String> =
        window.all(|seen| seen.role == Role::ColumnHeader).into_iter().map(|seen| seen.name).collect();
    assert_eq!(heads, ["Votes", "Note", "By", "Lands as"]);
    let (head, row) = (window.find(Role::ColumnHeader, "Note").at.unwrap(), note(&window, "Hail week").at.unwrap());
    assert!(head.bottom() <= row.top(), "above the notes");
}
