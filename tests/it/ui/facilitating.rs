//! What a facilitator leans on in a session: private turns that say why they do not go on, keys that fit the activity and move
//! between the parts of the view, and nothing that is lost between two workshops or in a crash.

use caveat::model::discovery::GoVerdict;
use caveat::model::workshops::{Activity, ActivityKind, RoundKind};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::home::Home;
use super::pages::turn_to;
use super::projector::Projector;
use super::rounds::{PEOPLE, round, workbook};
use super::sessions::{leading, workshop};

#[test]
fn where_everybody_was_skipped_nothing_is_said_to_come() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE[..2]).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    window.key(Key::S);
    window.key(Key::S);
    assert!(projector.shows("Nobody had a turn"), "{:?}", projector.words());
    assert!(!projector.shows("The answers are shown together"));
    window.key(Key::Enter);
    assert!(window.shows("Nobody had a turn: there is nothing to reveal. Say who is here now, or drop the round."));
    window.click(Role::Link, "Marek Kral is here now");
    assert!(window.shows("Reveal opens when both had a turn or are not here"));
}

#[test]
fn v_prepares_what_fits_the_activity_and_a_rating_without_a_choice_says_so() {
    let home = Home::new();
    let (mut book, _) = workbook(&PEOPLE[..1]);
    let held = std::sync::Arc::make_mut(&mut book.workshops).workshops.at_mut(0).unwrap();
    let rating = Activity { kind: Some(ActivityKind::Rating), ..held.agenda.at(0).unwrap().clone() };
    *held.agenda.at_mut(0).unwrap() = rating;
    let (mut window, projector) = leading(&home, &book);
    for kind in [RoundKind::Severity, RoundKind::Frequency] {
        window.key(Key::V);
        window.click(Role::Button, "Begin turns");
        window.key(Key::Enter);
        window.key(Key::Enter);
        assert!(window.shows("Nothing is chosen here yet"), "{:#?}", window.seen());
        window.key(Key::Num3);
        assert!(!window.shows("Nothing is chosen here yet"), "said until something is chosen");
        window.key(Key::Enter);
        window.key(Key::Enter);
        window.click(Role::Button, "Reveal");
        let rounds = workshop(&window).rounds;
        assert_eq!(rounds.iter().next_back().unwrap().kind, Some(kind), "severity first, then frequency");
        assert!(rounds.iter().all(|round| round.revealed));
    }
    assert!(window.shows("3 notes, 2 ratings"), "what people gave is counted");
    drop(projector);
    assert_eq!(round(&window).kind, Some(RoundKind::Severity));
}

#[test]
fn f6_goes_round_the_parts_of_the_facilitators_view() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    let mut round = Vec::new();
    for _ in 0..4 {
        window.key(Key::F6);
        round.push(window.focused().map(|seen| seen.name).unwrap_or_default());
    }
    let begins = |name: &str| round.iter().any(|seen| seen.starts_with(name));
    for name in ["Leave (Esc)", "Silent writing", "What was said?", "Vote on notes"] {
        assert!(begins(name), "{name}: {round:#?}");
    }
    window.press(Modifiers::SHIFT, Key::F6);
    assert_eq!(window.focused().map(|seen| seen.name).as_ref(), round.get(2), "and back");
}

#[test]
fn the_rooms_window_stays_between_two_workshops() {
    let home = Home::new();
    let (mut book, _) = workbook(&PEOPLE);
    let held = std::sync::Arc::make_mut(&mut book.workshops).workshops.at_mut(0).unwrap();
    held.agenda = [held.agenda.at(0).unwrap().clone()].into_iter().collect();
    let (mut window, projector) = leading(&home, &book);
    window.click(Role::Button, "End workshop");
    assert!(projector.shows("Thank you"));
    window.click(Role::Button, "Another workshop");
    assert!(projector.shows("One moment, please"), "{:?}", projector.words());
    assert!(!projector.shows("Which workshop"), "what the facilitator looks for is not the room's");
    window.key(Key::Num0);
    window.frame();
    assert!(!projector.shows("One moment, please"), "the next one is on: {:?}", projector.words());
    assert!(!window.has(Role::Button, "Open the room's window"), "its window never went");
}

#[test]
fn what_was_being_set_in_a_session_comes_back_into_its_field_and_is_not_set_unasked() {
    const REASON: &str = "Reason for the tolerance of UB-1";
    let home = Home::new();
    let mut book = caveat::store::open::<caveat::model::Workbook>(&home.example("claims-triage")).unwrap().value;
    let held = workbook(&PEOPLE).0.workshops.workshops.at(0).unwrap().clone();
    let on = Activity { kind: Some(ActivityKind::Tolerance), ..held.agenda.at(0).unwrap().clone() };
    let held = caveat::model::workshops::Workshop { agenda: [on].into_iter().collect(), ..held };
    std::sync::Arc::make_mut(&mut book.workshops).workshops = [held].into_iter().collect();
    let mut window = home.window_on(&home.file("tolerances.caveat", &book));
    turn_to(&mut window, Page::Section(caveat::model::Section::Workshops));
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    window.fill(REASON, "Agreed with the loss adjusters");
    let before = window.workbook();
    window.wait(1.5);
    drop((window, projector));
    let mut window = home.window();
    assert!(window.shows("Begun and not finished: what is being set in a session"), "{:#?}", window.seen());
    let offer = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Recover ")).remove(0);
    window.click_on(&offer);
    window.settle();
    window.close();
    window.click(Role::Button, "Go back to it");
    assert_eq!(window.find_field(REASON).value, "Agreed with the loss adjusters");
    window.wait(2.0);
    assert!(window.workbook() == before, "nobody has left the field");
    let field = window.find_field(REASON);
    window.click_on(&field);
    window.key(Key::Enter);
    let budget = window.workbook().budgets.budgets.at(0).unwrap().clone();
    assert_eq!(budget.tolerance_reason, "Agreed with the loss adjusters");
}

#[test]
fn in_a_turn_on_a_gate_what_is_typed_is_the_reason_and_changes_no_answer() {
    for (digit, words, verdict) in [
        (Key::Num2, "Only with translated claims out", GoVerdict::Conditional),
        (Key::Num3, "no way at all", GoVerdict::NoGo),
    ] {
        for tab in [true, false] {
            let home = Home::new();
            let (mut book, _) = workbook(&PEOPLE[..1]);
            let held = std::sync::Arc::make_mut(&mut book.workshops).workshops.at_mut(0).unwrap();
            held.agenda.at_mut(0).unwrap().kind = Some(ActivityKind::GoNoGo);
            let (mut window, _projector) = leading(&home, &book);
            window.key(Key::V);
            window.click(Role::Button, "Begin turns");
            window.key(Key::Enter);
            window.key(digit);
            if tab {
                window.key(Key::Tab);
            }
            window.type_text(words);
            assert_eq!(window.find_field("Why, and under which conditions?").value, words);
            window.key(Key::Enter);
            window.key(Key::Enter);
            window.click(Role::Button, "Reveal");
            let given = round(&window).results.at(0).unwrap().given.clone();
            assert_eq!(given, [format!("{}: {words}", verdict.label())], "tab {tab}");
        }
    }
}

#[test]
fn who_leaves_a_session_is_led_back_into_it() {
    let home = Home::new();
    let (mut book, _) = workbook(&PEOPLE);
    let held = book.workshops.workshops.at(0).unwrap().clone();
    let name = "Last week".to_owned();
    let mut over = caveat::model::workshops::Workshop { id: caveat::model::Id(99), number: 2, name, ..held };
    over.agenda.at_mut(0).unwrap().spent = Some(9);
    over.agenda.at_mut(1).unwrap().spent = Some(9);
    std::sync::Arc::make_mut(&mut book.workshops).workshops.push(over);
    let mut window = super::sessions::at_workshops(&home, &book);
    window.click(Role::Tab, "Last week");
    window.key(Key::F5);
    window.click(Role::MenuItem, "Harm mapping");
    window.key(Key::Space);
    window.key(Key::Escape);
    assert_eq!(window.app().page(), Page::Section(caveat::model::Section::Workshops));
    window.key(Key::F5);
    assert!(!window.shows("Which workshop do you lead?"), "the one that was led is led again");
}

#[test]
fn a_note_is_corrected_and_deleted_where_it_is_open() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::ArrowDown);
    window.key(Key::F2);
    window.fill("What was said?", "Queue stalls at noon");
    window.frame();
    assert!(projector.shows("Queue stalls at noon"), "{:?}", projector.words());
    window.key(Key::Enter);
    assert_eq!(workshop(&window).captures.at(0).unwrap().text, "Queue stalls at noon");
    window.ctrl(Key::Z);
    assert_eq!(workshop(&window).captures.at(0).unwrap().text, "Queue stalls");
    window.key(Key::Delete);
    let left: Vec<String> = workshop(&window).captures.iter().map(|note| note.text.clone()).collect();
    assert_eq!(left, ["Hail week", "A clause expired"]);
    window.ctrl(Key::Z);
    assert_eq!(workshop(&window).captures.len(), 3);
}

#[test]
fn a_new_tolerance_takes_the_old_reason_with_it_and_asks_for_its_own() {
    let home = Home::new();
    let mut book = caveat::store::open::<caveat::model::Workbook>(&home.example("claims-triage")).unwrap().value;
    let held = workbook(&PEOPLE).0.workshops.workshops.at(0).unwrap().clone();
    let on = Activity { kind: Some(ActivityKind::Tolerance), ..held.agenda.at(0).unwrap().clone() };
    let held = caveat::model::workshops::Workshop { agenda: [on].into_iter().collect(), ..held };
    std::sync::Arc::make_mut(&mut book.workshops).workshops = [held].into_iter().collect();
    let (mut window, projector) = leading(&home, &book);
    let before = window.workbook().budgets.budgets.at(0).unwrap().clone();
    assert!(!before.tolerance_reason.is_empty());
    window.fill("Tolerance of UB-1", "1.2%");
    window.key(Key::Enter);
    let budget = window.workbook().budgets.budgets.at(0).unwrap().clone();
    assert_eq!(
        (budget.tolerance.map(|rate| rate.to_string()).as_deref(), budget.tolerance_reason.as_str()),
        (Some("1.2%"), "")
    );
    assert!(!projector.shows(before.tolerance_reason.trim()), "it was a reason for another number");
    assert_eq!(window.focused().map(|seen| seen.name).as_deref(), Some("Reason for the tolerance of UB-1"));
    window.type_text("Twice what handlers miss");
    window.key(Key::Enter);
    assert_eq!(window.workbook().budgets.budgets.at(0).unwrap().tolerance_reason, "Twice what handlers miss");
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert!(*window.workbook().budgets.budgets.at(0).unwrap() == before, "number and reason were one step");
}

#[test]
fn before_anything_is_rated_the_room_reads_what_the_steps_mean() {
    let home = Home::new();
    let (mut book, _) = workbook(&PEOPLE);
    let held = std::sync::Arc::make_mut(&mut book.workshops).workshops.at_mut(0).unwrap();
    held.captures = caveat::model::List::default();
    held.agenda.at_mut(0).unwrap().kind = Some(ActivityKind::Rating);
    let (mut window, projector) = leading(&home, &book);
    let scales = caveat::knowledge::scales();
    // every word of every step, on as many pages as that takes
    let both = [("Severity", &scales.severity), ("Frequency", &scales.frequency)];
    for (name, step) in both.iter().flat_map(|(name, steps)| steps.iter().map(move |step| (name, step))) {
        let said = format!("{name} {}: {}. {}", step.value, step.label, step.anchor);
        let before = projector.words();
        if !projector.shows(&said) {
            window.key(Key::PageDown);
        }
        assert!(projector.shows(&said), "{said} after {before:?}: {:?}", projector.words());
        assert!(projector.words().iter().any(|word| word == name), "each page says whose steps these are: {said}");
    }
    assert!(!projector.shows("Nothing on the wall yet"));
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("A three is one wrong letter");
    window.key(Key::Enter);
    assert!(projector.shows("A three is one wrong letter"), "what is said stands on the wall");
}

#[test]
fn a_third_vote_on_one_note_is_refused_with_a_word() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE[..1]).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    window.key(Key::Enter);
    for _ in 0..9 {
        window.key(Key::Plus);
    }
    let said = window.shows("No vote is left. Take one back first.") || window.shows("on one note.");
    assert!(said, "{:#?}", window.seen());
    window.key(Key::Minus);
    assert!(!window.shows("No vote is left"));
}

#[test]
fn enter_that_is_held_on_the_last_cover_reveals_nothing() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE[..1]).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    window.key(Key::Enter);
    window.key(Key::Plus);
    window.key(Key::Enter);
    assert!(projector.shows("Everybody had a turn"));
    let enter = |pressed| egui::Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    for _ in 0..6 {
        window.event([enter(true)]); // without a release the key is held
    }
    assert!(!round(&window).revealed, "the laptop is still in somebody's hands");
    window.event([enter(false)]);
    window.key(Key::Enter);
    assert!(round(&window).revealed);
}

#[test]
fn with_a_note_open_enter_lands_it_and_begins_no_turns() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    window.key(Key::ArrowDown);
    window.key(Key::V);
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert!(workshop(&window).rounds.is_empty(), "the note was what Enter was for");
    assert!(workshop(&window).captures.iter().any(|note| note.landed.is_some()));
}

#[test]
fn a_decision_that_is_cleared_letter_by_letter_comes_back_whole() {
    let home = Home::new();
    let (mut book, _) = workbook(&PEOPLE);
    let held = std::sync::Arc::make_mut(&mut book.workshops).workshops.at_mut(0).unwrap();
    held.decisions = vec!["Motor only".to_owned()];
    let (mut window, _projector) = leading(&home, &book);
    window.click(Role::Button, "Motor only");
    for _ in 0.."Motor only".len() {
        window.key(Key::Backspace);
    }
    window.key(Key::Enter);
    assert!(workshop(&window).decisions.is_empty());
    window.ctrl(Key::Z);
    assert_eq!(workshop(&window).decisions, ["Motor only"]);
}

#[test]
fn why_turns_are_to_be_revealed_early_comes_back_after_a_crash() {
    const WHY: &str = "Why reveal early?";
    let home = Home::new();
    let mut window = home.window_on(&home.file("session.caveat", &workbook(&PEOPLE[..2]).0));
    turn_to(&mut window, Page::Section(caveat::model::Section::Workshops));
    let projector = Projector::beside(&window);
    window.key(Key::F5);
    window.key(Key::W);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    window.key(Key::Enter);
    window.key(Key::Plus);
    window.key(Key::Enter);
    window.key(Key::Escape);
    window.fill(WHY, "One had to leave");
    window.wait(1.5);
    drop((window, projector));
    let mut window = home.window();
    assert!(window.shows("Begun and not finished: why turns are revealed early"), "{:#?}", window.seen());
    let offer = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Recover ")).remove(0);
    window.click_on(&offer);
    window.settle();
    window.close();
    window.click(Role::Button, "Go back to it");
    assert_eq!(window.find_field(WHY).value, "One had to leave");
    window.click(Role::Button, "Reveal 1 of 2");
    assert_eq!(round(&window).early, "One had to leave");
    window.wait(0.1);
    window.close();
    assert!(!window.shows("You have begun"), "it is in the minutes now");
}

#[test]
fn the_room_keeps_its_cover_from_the_last_turn_to_the_reveal() {
    let home = Home::new();
    let (mut window, projector) = leading(&home, &workbook(&PEOPLE[..1]).0);
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    window.key(Key::Enter);
    window.key(Key::Plus);
    window.key(Key::Enter);
    window.key(Key::Enter);
    assert!(window.has(Role::Button, "Reveal"), "the facilitator has the laptop: {:#?}", window.seen());
    assert!(projector.shows("Nobody sees the answers yet"), "{:?}", projector.words());
    assert!(window.shows("Only one person has answered"), "no name has to be told");
    window.key(Key::Enter);
    assert!(round(&window).revealed && !projector.shows("Nobody sees the answers yet"));
}

#[test]
fn a_note_that_people_voted_on_alone_gets_no_vote_out_of_turn() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE[..1]).0);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("Hail week");
    assert!(window.has(Role::Button, "Vote for that instead: Hail week"));
    window.press(Modifiers::ALT, Key::Enter);
    window.key(Key::Escape);
    let votes = |window: &super::harness::Window| {
        workshop(window).captures.iter().find(|note| note.text == "Hail week").and_then(|note| note.votes)
    };
    assert_eq!(votes(&window), Some(1));
    window.key(Key::V);
    window.click(Role::Button, "Begin turns");
    for key in [Key::Enter, Key::Plus, Key::Enter, Key::Enter, Key::Enter] {
        window.key(key);
    }
    assert!(round(&window).revealed);
    let given = votes(&window);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("Hail week");
    assert!(!window.has(Role::Button, "Vote for that instead: Hail week"), "the ballot counts");
    window.press(Modifiers::ALT, Key::Enter);
    assert_eq!(votes(&window), given);
}

#[test]
fn alt_b_leads_to_who_says_it_and_back() {
    let home = Home::new();
    let (mut window, _projector) = leading(&home, &workbook(&PEOPLE).0);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.type_text("Nobody answers at night");
    window.press(Modifiers::ALT, Key::B);
    assert_eq!(window.focused().map(|seen| seen.name).as_deref(), Some("Who says it?"));
    window.type_text("Lena Ortiz");
    window.press(Modifiers::ALT, Key::B);
    window.key(Key::Enter);
    let notes = workshop(&window).captures;
    let note = notes.iter().next_back().unwrap();
    assert_eq!((note.text.as_str(), note.author.as_str()), ("Nobody answers at night", "Lena Ortiz"));
}

#[test]
fn people_of_another_workshop_are_one_press_away() {
    let home = Home::new();
    let mut book = workbook(&[]).0;
    let people = PEOPLE.map(str::to_owned).to_vec();
    let before = caveat::model::workshops::Workshop {
        id: caveat::model::Id(77),
        number: 2,
        name: "The one before".to_owned(),
        attendees: people.clone(),
        ..Default::default()
    };
    let workshops = &mut std::sync::Arc::make_mut(&mut book.workshops).workshops;
    *workshops = std::iter::once(before).chain(workshops.iter().cloned()).collect();
    let (mut window, _projector) = leading(&home, &book);
    let led = |window: &super::harness::Window| window.workbook().workshops.workshops.at(1).unwrap().attendees.clone();
    assert!(led(&window).is_empty());
    window.click(Role::Button, "The same people as in “The one before”");
    assert_eq!(led(&window), people);
    assert!(!window.has(Role::Button, "The same people as in “The one before”"));
}
