//! A workshop led from the window: what the facilitator sees, what the room sees, and what nobody sees before the reveal.

use caveat::model::workshops::Workshop;
use caveat::model::{Section, Workbook};
use caveat::report::Document;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::projector::Projector;
use crate::said::{assert_in_order, markdown};

const PEOPLE: &str = "Lena Ortiz, Marek Kral, Sofia Brandt, Jonas Thiel, Anke Vos";
const NOTES: [&str; 3] =
    ["Injured passenger waits weeks", "Handler trusts an expired clause", "Hail week stalls the queue"];

/// A window on an empty workbook in which a pre-mortem is led: F5, and the digit of the agenda.
fn leading(home: &Home) -> (Window, Projector) {
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    assert_eq!(window.app().page(), Page::Present);
    assert!(window.shows("Which workshop do you lead?"));
    window.key(Key::Num3);
    (window, projector)
}

fn workshop(window: &Window) -> Workshop {
    window.workbook().workshops.workshops.iter().next().unwrap().clone()
}

fn write(window: &mut Window, notes: &[&str]) {
    window.press(Modifiers::COMMAND, Key::Enter);
    for note in notes {
        window.type_text(note);
        window.key(Key::Enter);
    }
    window.key(Key::Escape);
}

fn say_who_is_there(window: &mut Window) {
    window.fill("Who has a turn, separated by commas", PEOPLE);
    window.key(Key::Tab);
}

/// Begins the round that is prepared.
fn begin_turns(window: &mut Window) {
    window.click(Role::Button, "Begin turns");
}

/// Whether words stand in either window, in a title or in the history.
fn is_seen(window: &Window, projector: &Projector, words: &str) -> bool {
    let steps = window.session().steps().any(|step| step.name.contains(words));
    window.shows(words)
        || window.seen().iter().any(|seen| seen.value.contains(words) || seen.description.contains(words))
        || projector.shows(words)
        || window.title().contains(words)
        || projector.title().contains(words)
        || steps
}

#[test]
fn a_whole_session_is_led_from_the_window() {
    let home = Home::new();
    let (mut window, projector) = leading(&home);
    window.key(Key::W);
    assert!(projector.shows("Activity 1 of 5"), "{:?}", projector.words());
    let titles = ("Caveat: facilitator".to_owned(), "Caveat: room".to_owned());
    assert_eq!((window.title(), projector.title()), titles, "told apart, and neutral");
    window.key(Key::Space);
    assert_eq!(workshop(&window).began, "14:32");
    write(&mut window, &NOTES);
    assert_eq!(workshop(&window).captures.len(), 3);
    assert!(projector.shows("Injured passenger waits weeks"), "it is on the wall at once");
    vote(&mut window, &projector);
    let votes: Vec<_> = workshop(&window).captures.iter().map(|note| note.votes).collect();
    assert_eq!(votes, [Some(10), Some(5), Some(0)]);
    assert!(projector.shows("Injured passenger waits weeks, ten votes"), "{:?}", projector.words());
    // the most wanted note becomes a failure mode
    window.key(Key::ArrowDown);
    window.key(Key::F);
    let workbook = window.workbook();
    assert_eq!(workbook.failure_modes.modes.at(0).unwrap().name, "Injured passenger waits weeks");
    assert!(workshop(&window).captures.at(0).unwrap().landed.is_some());
    rate(&mut window, &projector);
    window.wait(90.0);
    for _ in 0..5 {
        window.key(Key::ArrowRight);
    }
    window.assert_notice("This is the last activity. Right again ends the workshop");
    assert_eq!(workshop(&window).agenda.at(4).unwrap().spent, None, "one press too many ends nothing");
    window.key(Key::ArrowRight);
    let ended = workshop(&window);
    assert_eq!(ended.agenda.iter().filter(|activity| activity.spent.is_some()).count(), 5);
    assert!(ended.agenda.at(0).unwrap().spent.unwrap() >= 2, "the clock ran");
    window.key(Key::Escape); // the open note
    window.key(Key::Escape);
    assert_eq!(window.app().page(), Page::Section(Section::Workshops));
    let minutes = markdown(&window.workbook(), Document::Minutes);
    assert_in_order(&minutes, &["Pre-mortem", "Injured passenger waits weeks"]);
    assert!(minutes.contains("Marek") && minutes.contains("Hail week"), "{minutes}");
}

/// Five people vote, each two for the first note and one for the second.
fn vote(window: &mut Window, projector: &Projector) {
    window.key(Key::V);
    say_who_is_there(window);
    for _ in 0..10 {
        if window.shows("Votes each: 3") {
            break;
        }
        window.click(Role::Button, "One vote less each");
    }
    begin_turns(window);
    assert!(window.shows("Please pass the laptop to") && projector.shows("Please pass the laptop to"));
    for first in ["Lena", "Marek", "Sofia", "Jonas", "Anke"] {
        assert!(window.has(Role::Button, &format!("I am {first}, begin")), "{first} is next");
        window.key(Key::Enter);
        assert!(projector.shows("The laptop is with") && !projector.shows("Injured"), "{:?}", projector.words());
        window.key(Key::Plus);
        window.key(Key::Plus);
        window.key(Key::ArrowDown);
        window.key(Key::Plus);
        window.key(Key::Plus);
        assert!(window.shows("No votes left"));
        window.key(Key::Enter);
    }
    assert!(window.shows("5 of 5 had a turn"));
    window.key(Key::Enter);
    assert_eq!(workshop(window).captures.iter().filter_map(|note| note.votes).sum::<u64>(), 0, "not before the reveal");
    window.click(Role::Button, "Reveal");
}

/// Five people rate; one of them sees it differently.
fn rate(window: &mut Window, projector: &Projector) {
    window.click(Role::Button, "Rate severity");
    begin_turns(window);
    for (place, step) in [Key::Num4, Key::Num4, Key::Num4, Key::Num2, Key::Num4].into_iter().enumerate() {
        window.key(Key::Enter);
        window.key(step);
        window.key(Key::Enter);
        assert!(window.shows(&format!("{} of 5 had a turn", place + 1)), "the cover comes back by itself");
    }
    window.key(Key::Enter);
    window.click(Role::Button, "Reveal");
    let mode = window.workbook().failure_modes.modes.at(0).unwrap().clone();
    assert_eq!(mode.ratings.len(), 5);
    assert_eq!(mode.severity, None, "people agree on it, the program does not");
    assert!(window.shows("Far apart: let 2 and 4 speak first"));
    assert!(projector.shows("Far apart: let 2 and 4 speak first"), "the room talks about it: {:?}", projector.words());
    let field = "Who sees it differently, and why: Injured passenger waits weeks";
    window.fill(field, "Jonas: most are called back the same day");
    window.key(Key::Tab);
    window.click(Role::Button, "Write down 4 for");
    let mode = window.workbook().failure_modes.modes.at(0).unwrap().clone();
    assert_eq!(mode.severity.map(caveat::model::Step::get), Some(4));
    let rounds = workshop(window).rounds;
    let result = rounds.at(1).unwrap().results.at(0).unwrap().clone();
    assert_eq!((result.result.as_str(), result.dissent.as_str()), ("4", "Jonas: most are called back the same day"));
    assert!(rounds.iter().all(|round| round.turns.iter().all(|turn| turn.sealed.is_empty())));
}

#[test]
fn nothing_of_a_private_turn_is_seen_by_anybody_else() {
    let home = Home::new();
    let (mut window, projector) = leading(&home);
    window.key(Key::W);
    write(&mut window, &["Leaks a diagnosis", "Speaks only German"]);
    window.key(Key::V);
    say_who_is_there(&mut window);
    begin_turns(&mut window);
    window.key(Key::Enter);
    window.key(Key::Plus);
    window.key(Key::Plus);
    assert!(window.shows("Leaks a diagnosis, your votes: 2"), "the person sees it");
    for words in ["your votes", "diagnosis", "German"] {
        assert!(!projector.shows(words), "the room does not: {words} in {:?}", projector.words());
    }
    window.key(Key::Enter);
    for words in ["your votes", "diagnosis", "German", "two votes", "left"] {
        assert!(!is_seen(&window, &projector, words), "{words} on the cover");
    }
    // who leaves a turn leaves nothing in it
    window.key(Key::Enter);
    window.key(Key::Plus);
    window.key(Key::Escape);
    window.key(Key::Enter);
    assert!(window.shows("Leaks a diagnosis, your votes: 0") && !window.shows("your votes: 1"));
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert!(window.shows("Notes to land"), "back to the facilitator");
    let sealed = workshop(&window).rounds.at(0).unwrap().turns.at(0).unwrap().sealed.clone();
    assert!(!sealed.is_empty());
    for words in ["votes: 2", "two votes", sealed.as_str()] {
        assert!(!is_seen(&window, &projector, words), "{words} in the facilitator's view");
    }
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert_eq!(window.app().page(), Page::Section(Section::Workshops));
    assert!(!is_seen(&window, &projector, sealed.as_str()), "nor on the page of workshops");
    assert!(window.session().steps().all(|step| !step.name.contains("Lena")));
}

#[test]
fn a_round_is_revealed_early_only_for_a_reason() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home);
    window.key(Key::W);
    write(&mut window, &["Leaks a diagnosis"]);
    window.key(Key::V);
    say_who_is_there(&mut window);
    begin_turns(&mut window);
    window.key(Key::S);
    assert!(window.has(Role::Button, "I am Marek, begin"), "Lena is not here");
    window.key(Key::Enter);
    window.key(Key::Plus);
    window.key(Key::Enter);
    window.key(Key::Escape);
    let reveal = window.find(Role::Button, "Reveal");
    assert!(!reveal.acts, "four had no turn");
    window.fill("Why reveal early?", "The room closes at three");
    window.click(Role::Button, "Reveal 1 of 5");
    let round = workshop(&window).rounds.at(0).unwrap().clone();
    assert_eq!((round.revealed, round.early.as_str()), (true, "The room closes at three"));
}

#[test]
fn with_one_screen_a_cover_stands_between_the_room_and_the_facilitator() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    window.key(Key::F5);
    window.key(Key::Num2);
    assert!(window.shows("Notes to land") && !window.has(Role::Button, "Open the room's window"));
    write(&mut window, &["Leaks a diagnosis"]);
    window.key(Key::F5);
    assert!(window.shows("Leaks a diagnosis") && !window.shows("Notes to land"), "the room sees the board");
    window.key(Key::F5);
    assert!(window.shows("One moment, please") && !window.shows("diagnosis"), "then a cover");
    window.key(Key::Escape);
    assert!(window.shows("Leaks a diagnosis"), "which leads back");
    window.key(Key::Escape);
    window.ctrl(Key::K);
    assert!(!window.shows("Search") && window.shows("One moment, please"), "nothing comes in between");
    window.key(Key::F5);
    assert!(window.shows("Notes to land"), "or on, for who knows the key");
}

#[test]
fn the_strip_of_a_shared_screen_has_buttons_and_tells_nothing_private() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    window.key(Key::F5);
    window.key(Key::Num3);
    write(&mut window, &["Leaks a diagnosis"]);
    window.key(Key::V);
    say_who_is_there(&mut window);
    begin_turns(&mut window);
    window.key(Key::Enter);
    window.key(Key::Plus);
    window.key(Key::Enter);
    window.key(Key::Escape);
    assert!(window.shows("Leaks a diagnosis") && window.shows("Activity 1 of 5"), "the board, on the same screen");
    for words in ["vote", "Sealed", "Lena", "Reveal", "had a turn"] {
        assert!(!window.shows(words), "{words} in {:?}", window.all(|seen| seen.name.contains(words)));
    }
    window.click(Role::Button, "Begin");
    assert!(window.has(Role::Button, "Pause"));
    window.click(Role::Button, "Next");
    assert!(window.shows("Activity 2 of 5"));
    window.click(Role::Button, "Cover");
    assert!(window.shows("One moment, please") && !window.shows("Activity"));
}

#[test]
fn the_clock_stands_and_runs_and_lateness_has_one_cure() {
    let home = Home::new();
    let (mut window, projector) = leading(&home);
    window.key(Key::W);
    assert!(projector.shows("Not begun"));
    window.key(Key::Space);
    window.wait(61.0);
    let first = workshop(&window).agenda.at(0).unwrap().clone();
    let minutes = first.minutes.unwrap();
    assert!(window.shows(&format!("Now, 1 of {minutes} min")), "the box fills");
    projector.press(&mut window, Key::Space);
    assert!(projector.shows("Paused"), "the room's window hears keys as well");
    window.wait(5.0);
    assert!(window.shows(&format!("Now, 1 of {minutes} min")));
    window.key(Key::Space);
    window.wait(60.0 * minutes as f32 + 70.0);
    assert!(projector.shows("Time is up"));
    assert!(window.shows("behind") && window.shows("instead of"), "late, in one sentence");
    let planned = |window: &Window| workshop(window).agenda.iter().filter_map(|a| a.minutes).sum::<u64>();
    let before = planned(&window);
    let cure = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Take "));
    assert_eq!(cure.len(), 1);
    window.click_on(&cure[0]);
    assert!(planned(&window) < before);
    projector.press(&mut window, Key::B);
    assert!(!projector.shows("Activity"), "blank");
    assert!(window.shows("Its picture is blank"));
    let drawn = projector.frames();
    window.key(Key::W);
    window.frame();
    let closed = projector.frames();
    window.frame();
    assert!(closed > drawn - 1 && projector.frames() == closed, "closed");
}

#[test]
fn the_room_reads_no_line_along_while_it_is_written_on_the_laptop() {
    let home = Home::new();
    let (mut window, projector) = leading(&home);
    window.key(Key::W);
    window.key(Key::T);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("Half a thought");
    assert!(!is_seen_in_room(&projector, "Half a thought"), "{:?}", projector.words());
    window.key(Key::Enter);
    assert_eq!(workshop(&window).captures.len(), 1);
    assert!(is_seen_in_room(&projector, "Half a thought"), "now it is a note on the wall");
}

fn is_seen_in_room(projector: &Projector, words: &str) -> bool {
    projector.shows(words) || projector.words().iter().any(|seen| seen.contains(words))
}

#[test]
fn any_activity_can_be_turned_to_and_a_decision_that_is_jotted_is_told() {
    let home = Home::new();
    let (mut window, projector) = leading(&home);
    window.key(Key::W);
    window.key(Key::Space);
    let third = workshop(&window).agenda.at(2).unwrap().name.clone();
    let boxes = window.all(|seen| seen.role == Role::Button && seen.name.starts_with(&third));
    window.click_on(boxes.first().unwrap());
    window.wait(1.0);
    assert!(projector.shows("Activity 3 of 5"), "{:?}", projector.words());
    write(&mut window, &["Decision: motor only"]);
    window.assert_notice("Kept as a decision");
    assert_eq!(workshop(&window).decisions, ["motor only"]);
    assert!(workshop(&window).captures.is_empty());
}

#[test]
fn pasted_lines_are_notes_and_three_hundred_are_drawn_as_far_as_they_are_in_sight() {
    let home = Home::new();
    let (mut window, projector) = leading(&home);
    window.key(Key::W);
    window.press(Modifiers::COMMAND, Key::Enter);
    let lines: Vec<String> = (1..=300).map(|number| format!("Harm number {number} of many")).collect();
    window.event([Event::Paste(lines.join("\n"))]);
    window.settle();
    assert_eq!(workshop(&window).captures.len(), 300);
    let cards = projector.words().iter().filter(|words| words.starts_with("Harm number")).count();
    assert!((6..60).contains(&cards), "{cards} cards are in sight");
    let rows = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Harm number")).len();
    assert!((5..40).contains(&rows), "{rows} rows are in sight");
}

#[test]
fn every_size_and_both_themes_hold_a_session() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home);
    write(&mut window, &NOTES);
    for size in [[1440.0, 900.0], [1120.0, 700.0], [840.0, 640.0], [560.0, 640.0]] {
        window.resize(size);
        for button in ["Next activity", "Two minutes more", "Leave (Esc), everything is kept"] {
            let at = window.find(Role::Button, button).at.unwrap();
            assert!(
                at.left() >= 0.0 && at.right() <= size[0] && at.bottom() <= size[1],
                "{button} at {size:?}: {at:?}"
            );
            assert!(at.width() >= 24.0 && at.height() >= 24.0);
        }
        assert!(window.shows("Injured passenger waits weeks"), "{size:?}");
        window.key(Key::F5);
        assert!(window.shows("Injured passenger waits weeks"), "the board at {size:?}");
        window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::L);
        window.key(Key::F5);
        window.key(Key::F5);
    }
}
