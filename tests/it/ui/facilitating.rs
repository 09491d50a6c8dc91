//! What a facilitator leans on in a session: private turns that say why they do not go on, keys that fit the activity and move
//! between the parts of the view, and nothing that is lost between two workshops or in a crash.

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
