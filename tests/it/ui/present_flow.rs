//! How a session flows: the line keeps the cursor, Escape closes what is innermost, the board is moved page by page, and the end
//! has a face of its own.

use std::sync::Arc;

use caveat::edit::Ids;
use caveat::edit::workshop::{Jot, add_notes, group};
use caveat::model::workshops::Activity;
use caveat::model::{Id, Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::projector::Projector;
use super::sessions::{activity, harm_mapping, leading, with_notes, workshop};

const LINE: &str = "What was said? Enter adds it";

/// A workbook with a workshop of so many activities and notes.
fn workbook(activities: u64, notes: usize) -> Workbook {
    let one = |number: u64| Activity {
        number: u32::try_from(number).unwrap(),
        prompt: "How could this hurt a claimant?".to_owned(),
        rules: "Nobody is interrupted".to_owned(),
        ..activity(10 + number, &format!("Activity called {number}"))
    };
    let lines: Vec<String> = (1..=notes).map(|number| format!("Harm number {number} of many")).collect();
    with_notes(harm_mapping((1..=activities).map(one)), &lines.join("\n")).0
}

#[test]
fn enter_on_a_blank_line_keeps_the_cursor_so_that_a_sentence_is_no_row_of_keys() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(2, 0));
    window.key(Key::N);
    window.key(Key::Enter);
    window.key(Key::Enter);
    assert!(window.find_field(LINE).focused, "{:?}", window.focused());
    window.type_text("A whole board");
    window.key(Key::Enter);
    assert_eq!(workshop(&window).captures.at(0).unwrap().text, "A whole board");
    assert!(workshop(&window).began.is_empty() && window.shows("The room sees the board"), "no key was heard");
    // on the page as well
    window.key(Key::Escape);
    window.key(Key::Escape);
    window.key(Key::Escape);
    let field = window.all(|seen| seen.role == Role::TextInput && seen.name == LINE);
    window.focus_on(&field[0]);
    window.key(Key::Enter);
    window.type_text("Fraud");
    assert_eq!(window.find_field(LINE).value, "Fraud");
}

#[test]
fn escape_closes_what_is_innermost_and_leaves_the_room_alone_only_when_it_is_meant() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(2, 2));
    window.key(Key::V);
    assert!(window.has(Role::Button, "Begin turns"));
    window.key(Key::Escape);
    if window.has(Role::Button, "Begin turns") {
        window.key(Key::Escape); // the first took the cursor out of its field
    }
    assert!(!window.has(Role::Button, "Begin turns") && window.app().page() == Page::Present);
    window.key(Key::ArrowDown);
    window.click(Role::Button, "Lands as");
    let is_open = |window: &Window| window.seen().iter().any(|seen| seen.role == Role::MenuItem);
    assert!(is_open(&window));
    window.key(Key::Escape);
    assert!(!is_open(&window) && window.app().page() == Page::Present);
    window.key(Key::Escape);
    assert!(!window.has(Role::Button, "Lands as"), "the open note");
    assert!(!window.notices().iter().any(|said| said.contains("Esc again")), "nothing is left yet");
    window.key(Key::Escape);
    assert_eq!(window.app().page(), Page::Present, "the room looks at its window");
    window.assert_notice("Esc again leaves the session, and closes the room's window");
    let drawn = projector.frames();
    window.frame();
    assert!(projector.frames() > drawn, "it is still there");
    window.key(Key::S);
    window.key(Key::Escape);
    assert_eq!(window.app().page(), Page::Present, "something else was done in between");
    window.key(Key::Escape);
    assert_eq!(window.app().page(), Page::Section(Section::Workshops));
}

/// What of the wall is in sight.
fn cards(projector: &Projector) -> Vec<String> {
    projector.words().into_iter().filter(|words| words.starts_with("Harm number")).collect()
}

#[test]
fn the_board_is_moved_from_the_laptop_page_by_page() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(2, 40));
    let first = cards(&projector);
    assert!(projector.shows("Page 1 of ") && window.shows("Page 1 of "), "{:?}", projector.words());
    window.key(Key::PageDown);
    let second = cards(&projector);
    assert!(projector.shows("Page 2 of ") && window.shows("Page 2 of "));
    assert!(second.iter().all(|card| !first.contains(card)) && !second.is_empty(), "{second:?}");
    window.key(Key::End);
    assert!(cards(&projector).iter().any(|card| card.starts_with("Harm number 40")));
    window.key(Key::PageUp);
    projector.press(&mut window, Key::Home);
    assert_eq!(cards(&projector), first, "the room's window hears them too");
    // every note has a page
    let mut seen = first.len();
    for _ in 0..20 {
        let before = cards(&projector);
        window.key(Key::PageDown);
        if cards(&projector) == before {
            break;
        }
        seen += cards(&projector).len();
    }
    assert_eq!(seen, 40);
}

#[test]
fn the_wall_and_the_list_follow_what_is_said_and_a_long_note_leaves_room_for_others() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(2, 40));
    assert!(!projector.shows("The newest of all"));
    window.key(Key::N);
    window.type_text("The newest of all");
    window.key(Key::Enter);
    assert!(projector.shows("The newest of all"), "{:?}", cards(&projector));
    let row = window.find(Role::Button, "The newest of all").at.unwrap();
    assert!(row.bottom() < 900.0, "{row:?}");
    window.key(Key::Escape);
    window.key(Key::Home);
    assert!(!projector.shows("The newest of all"), "it can be turned back");
    // one that fills walls
    let mut book = workbook(2, 0);
    let long = "everything that was ever said ".repeat(100);
    add_notes(&mut book, &mut Ids::seeded(9), Id(1), Jot { activity: Some(Id(11)), ..Jot::default() }, &long);
    add_notes(&mut book, &mut Ids::seeded(11), Id(1), Jot { activity: Some(Id(11)), ..Jot::default() }, "a\nb\nc\nd");
    let home = Home::new();
    let (_window, projector) = leading(&home, &book);
    assert!(projector.shows("everything that was") && projector.words().iter().any(|words| words == "d"));
}

#[test]
fn nothing_is_late_before_a_whole_minute_is_lost() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(2, 0));
    window.wait(40.0);
    window.key(Key::Space);
    assert_eq!(workshop(&window).began, "14:32");
    window.wait(5.0);
    assert!(!window.shows("behind") && !window.shows("instead of"));
}

#[test]
fn undo_leads_back_to_the_activity_that_was_ended_by_mistake_and_its_time_has_run_on() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(2, 0));
    window.key(Key::Space);
    window.wait(100.0);
    window.key(Key::ArrowRight);
    assert!(projector.shows("Activity 2 of 2"));
    window.wait(30.0);
    window.ctrl(Key::Z);
    assert!(projector.shows("Activity 1 of 2"), "{:?}", projector.words());
    window.key(Key::ArrowRight);
    let spent: Vec<Option<u64>> = workshop(&window).agenda.iter().map(|activity| activity.spent).collect();
    assert!(spent[0].is_some_and(|minutes| minutes >= 2) && spent[1].is_none(), "{spent:?}");
    window.ctrl(Key::Z);
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);
    assert!(projector.shows("Activity 2 of 2"), "and redo leads on");
}

#[test]
fn the_end_has_thanks_for_the_room_and_the_minutes_for_who_led_it() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(2, 3));
    window.key(Key::Space);
    window.key(Key::ArrowDown);
    window.key(Key::F);
    window.key(Key::ArrowRight);
    window.click(Role::Button, "End workshop");
    assert!(
        projector.shows("Thank you") && projector.shows("3 notes") && !projector.shows("0 "),
        "none of what is not there"
    );
    assert!(projector.shows("1 of 3 notes have landed"), "{:?}", projector.words());
    assert!(window.shows("The workshop is over") && !window.has(Role::Button, "Pause"));
    window.key(Key::Space);
    window.key(Key::ArrowRight);
    assert!(projector.shows("Thank you"), "no key that slips goes on with it");
    window.click(Role::Button, "Go on after all");
    assert!(!projector.shows("Thank you") && projector.shows("Activity 2 of 2"));
    window.click(Role::Button, "End workshop");
    // what is left can still be landed
    window.key(Key::F);
    assert_eq!(window.workbook().failure_modes.modes.len(), 2);
    window.key(Key::Escape); // the open note
    window.key(Key::Escape);
    assert_eq!(window.app().page(), Page::Section(Section::Workshops), "it is over: nothing is to be asked");
    window.key(Key::F5);
    assert!(window.shows("Which workshop do you lead?"), "not the one that is over");
    window.key(Key::Num3);
    assert!(window.shows("Notes to land") && !window.shows("The workshop is over"));
}

#[test]
fn who_led_a_workshop_reads_its_minutes_or_leads_another() {
    let home = Home::new();
    let mut book = workbook(1, 1);
    let at = Arc::make_mut(&mut book.workshops).workshops.at_mut(0).unwrap();
    at.agenda.at_mut(0).unwrap().spent = None;
    let (mut window, _projector) = leading(&home, &book);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    window.click(Role::Button, "Another workshop");
    assert!(window.shows("Which workshop do you lead?"));
    window.click(Role::MenuItem, "Harm mapping");
    window.click(Role::Button, "Read minutes");
    assert_ne!(window.app().page(), Page::Present);
}

#[test]
fn a_long_agenda_is_scrolled_to_what_is_on() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(20, 1));
    for _ in 0..15 {
        window.key(Key::ArrowRight);
    }
    window.wait(1.0);
    let on = window.find(Role::Button, "Activity called 16, Now").at.unwrap();
    assert!(on.top() > 0.0 && on.bottom() < 900.0, "{on:?}");
}

#[test]
fn a_workshop_without_an_agenda_invents_nothing() {
    let home = Home::new();
    let (window, projector) = leading(&home, &workbook(0, 1));
    assert!(projector.shows("Harm mapping") && projector.shows("Harm number 1"));
    for words in ["What do we know", "Next", "Go on", "Begin", "Activity"] {
        assert!(!projector.shows(words), "{words} in {:?}", projector.words());
    }
    assert!(!window.shows("What do we know"));
    assert_eq!(workshop(&window).date, Some(jiff::civil::date(2026, 3, 9)), "it is held when a room sees it");
    // and one can be made on the spot
    let home = Home::new();
    let mut window = home.window_on(&home.file("empty.caveat", &Workbook::default()));
    window.key(Key::F5);
    window.key(Key::Num0);
    assert!(window.shows("Notes to land") && workshop(&window).agenda.is_empty());
}

#[test]
fn decisions_and_actions_are_corrected_where_they_stand_and_a_day_that_is_none_is_told() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(2, 1));
    window.key(Key::N);
    for line in ["Decision: motor", "Action: no date @Nobody 31 February 2027"] {
        window.type_text(line);
        window.key(Key::Enter);
    }
    window.assert_notice("There is no 31 February 2027");
    let action = workshop(&window).actions.at(0).unwrap().clone();
    assert_eq!((action.owner.as_str(), action.due), ("Nobody", None));
    window.key(Key::Escape);
    window.click(Role::Button, "no date, 31 February 2027: Nobody, no day yet");
    let field = window.focused().unwrap();
    assert_eq!(field.value, "no date, 31 February 2027 @Nobody");
    window.ctrl(Key::A);
    window.type_text("call the union @Lena 1 March 2027");
    window.key(Key::Enter);
    let action = workshop(&window).actions.at(0).unwrap().clone();
    assert_eq!((action.what.as_str(), action.owner.as_str()), ("call the union", "Lena"));
    assert_eq!(action.due, Some(jiff::civil::date(2027, 3, 1)));
    window.click(Role::Button, "motor");
    window.type_text(" only");
    window.key(Key::Escape);
    assert_eq!(workshop(&window).decisions, ["motor"], "Escape leaves it as it was");
    assert_eq!(window.app().page(), Page::Present);
    window.click(Role::Button, "motor");
    window.type_text(" only");
    window.key(Key::Enter);
    assert_eq!(workshop(&window).decisions, ["motor only"]);
    window.ctrl(Key::Z);
    assert_eq!(workshop(&window).decisions, ["motor"], "one step, that can be undone");
}

#[test]
fn who_is_there_is_asked_before_a_round_and_names_are_typed_at_once() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(2, 3));
    window.fill("Who has a turn, separated by commas", "Lena");
    window.key(Key::Tab);
    assert_eq!(workshop(&window).attendees, ["Lena"]);
    window.ctrl(Key::Z);
    window.key(Key::V);
    assert!(window.find_field("Who has a turn, separated by commas").focused);
    assert!(!window.find(Role::Button, "Begin turns").acts);
    let before = window.find(Role::Button, "Begin turns").at;
    window.type_text("Lena, Marek");
    let begin = window.find(Role::Button, "Begin turns");
    assert!(begin.acts && begin.at == before, "nothing moves away");
    window.click(Role::Link, "Tick none");
    assert!(!window.find(Role::Button, "Begin turns").acts && window.shows("About 0 of 3 notes"));
    window.click(Role::Link, "Tick all");
    window.fill("Who has a turn, separated by commas", "Ortiz, Lena; Kral, Marek");
    assert_eq!(workshop(&window).attendees, ["Ortiz, Lena", "Kral, Marek"], "a name may have a comma");
    window.key(Key::Tab);
    assert_eq!(window.find_field("Who has a turn, separated by commas").value, "Ortiz, Lena; Kral, Marek");
    window.click(Role::Button, "Begin turns");
    assert!(window.shows("once both had a turn"));
}

#[test]
fn every_way_to_land_has_a_letter_of_its_own() {
    for (key, words) in [(Key::U, "Assumption"), (Key::Q, "Question"), (Key::I, "Signal")] {
        let home = Home::new();
        let (mut window, _projector) = leading(&home, &workbook(2, 1));
        window.key(Key::ArrowDown);
        assert!(window.has(Role::Button, words), "{words} stands on a button with its letter");
        window.key(key);
        let book = window.workbook();
        let kinds: Vec<_> =
            book.canvas.notes.iter().map(|note| note.kind.map(caveat::model::canvas::NoteKind::label)).collect();
        let expected = if key == Key::I { Vec::new() } else { vec![Some(words)] };
        assert_eq!((kinds, book.monitoring.signals.len()), (expected, usize::from(key == Key::I)), "{words}");
        assert!(workshop(&window).captures.at(0).unwrap().landed.is_some());
    }
}

#[test]
fn the_laptop_says_whose_picture_became_light_and_shows_the_rules_where_the_agenda_is_not() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(2, 1));
    window.press(egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT), Key::L);
    window.assert_notice("The room's picture is light");
    window.resize([1024.0, 700.0]);
    assert!(window.shows("Rules: Nobody is interrupted"));
}

#[test]
fn the_room_is_blanked_under_the_cover_too() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(2, 2));
    window.key(Key::V);
    window.fill("Who has a turn, separated by commas", "Lena, Marek");
    window.click(Role::Button, "Begin turns");
    assert!(projector.shows("Please pass the laptop to"));
    projector.press(&mut window, Key::B);
    assert!(!projector.shows("Please pass the laptop to"), "{:?}", projector.words());
    projector.press(&mut window, Key::B);
    assert!(projector.shows("Please pass the laptop to"));
}

#[test]
fn a_line_that_is_being_corrected_is_kept_however_it_is_left() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(2, 1));
    window.key(Key::N);
    for line in ["Decision: motor", "Decision: wait"] {
        window.type_text(line);
        window.key(Key::Enter);
    }
    window.key(Key::Escape);
    window.click(Role::Button, "motor");
    window.type_text(" only");
    window.frame();
    assert_eq!(workshop(&window).decisions, ["motor only", "wait"], "as it is typed");
    window.key(Key::F5);
    assert_eq!(workshop(&window).decisions, ["motor only", "wait"], "the board came over it");
    window.key(Key::F5);
    window.key(Key::F5);
    window.click(Role::Button, "wait");
    window.type_text(" for May");
    window.press_on(Role::Button, "motor only");
    assert_eq!(workshop(&window).decisions, ["motor only", "wait for May"], "another was opened");
    assert_eq!(window.focused().unwrap().value, "motor only");
    window.type_text(" and glass");
    window.press_on(Role::Button, "Leave");
    window.press_on(Role::Button, "Leave");
    assert_ne!(window.app().page(), Page::Present);
    assert_eq!(workshop(&window).decisions, ["motor only and glass", "wait for May"], "the session was left");
    // blank, it is taken away once it is left
    window.key(Key::F5);
    window.click(Role::Button, "wait for May");
    window.ctrl(Key::A);
    window.key(Key::Backspace);
    assert_eq!(workshop(&window).decisions.len(), 2);
    window.key(Key::F5);
    assert_eq!(workshop(&window).decisions.len(), 2, "something came over it: it was to be typed anew");
    window.key(Key::F5);
    window.key(Key::F5);
    window.click(Role::Button, "wait for May");
    window.ctrl(Key::A);
    window.key(Key::Backspace);
    window.key(Key::Enter);
    assert_eq!(workshop(&window).decisions, ["motor only and glass"]);
    window.assert_notice("Decision deleted");
    window.ctrl(Key::Z);
    assert_eq!(workshop(&window).decisions, ["motor only and glass", "wait for May"]);
}

#[test]
fn a_group_that_goes_on_over_the_page_has_its_head_there_again() {
    let home = Home::new();
    let mut book = workbook(2, 40);
    let notes: Vec<Id> = book.workshops.workshops.at(0).unwrap().captures.iter().map(|note| note.id).collect();
    group(&mut book, &notes, "Harms");
    let (mut window, projector) = leading(&home, &book);
    assert!(projector.shows("Page 1 of ") && !projector.shows("Harms, continued"), "{:?}", projector.words());
    window.key(Key::PageDown);
    assert!(projector.shows("Page 2 of ") && projector.shows("Harms, continued"), "{:?}", projector.words());
    window.key(Key::End);
    assert!(projector.shows("Harms, continued") && projector.shows("Harm number 40"));
}
