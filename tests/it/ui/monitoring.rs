//! Monitoring: signals by group, an alert that asks for a record, values that are typed, and the retraining plan.

use std::sync::Arc;

use caveat::model::metrics::Unit;
use caveat::model::monitoring::{DriftKind, Observation, Signal};
use caveat::model::{Id, Number, Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use jiff::civil::date;

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

const HERE: Page = Page::Section(Section::Monitoring);

fn on(home: &Home, workbook: &Workbook) -> Window {
    let mut window = home.window_on(&home.file("signals.caveat", workbook));
    turn_to(&mut window, HERE);
    window
}

/// A signal past its alert value, of which nobody has noted anything, and two more.
fn with_an_alert() -> Workbook {
    let seen = |id: u64, day: i8, value: f64| Observation {
        id: Id(id),
        date: Some(date(2026, 3, day)),
        value: Number::new(value),
        ..Observation::default()
    };
    let wrong_clause = Signal {
        id: Id(1),
        number: 1,
        name: "Clause from a wrong version".to_owned(),
        kind: Some(DriftKind::Quality),
        unit: Some(Unit::Share),
        threshold: "3% over 7 days".to_owned(),
        alert_value: Number::new(0.03),
        alert: "Page MK".to_owned(),
        owner: "MK".to_owned(),
        action: "Drop the product line to the gray band.".to_owned(),
        observations: [seen(11, 2, 0.02), seen(12, 9, 0.034)].into_iter().collect(),
        ..Signal::default()
    };
    let other = |id: u64, number, kind, name: &str| Signal {
        id: Id(id),
        number,
        name: name.to_owned(),
        kind: Some(kind),
        ..Signal::default()
    };
    let mut workbook = Workbook::default();
    Arc::make_mut(&mut workbook.monitoring).signals =
        [wrong_clause, other(2, 2, DriftKind::Quality, "Overrides"), other(3, 3, DriftKind::Safety, "Complaints")]
            .into_iter()
            .collect();
    workbook
}

fn signal(window: &Window, id: u64) -> Signal {
    window.workbook().monitoring.signals.find(Id(id)).unwrap().clone()
}

fn focus_name(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

#[test]
fn the_example_says_what_its_signals_say() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, HERE);
    assert!(window.shows("Twelve signals: one alert, one near its limit, one without data"), "{:?}", window.seen());
    for name in [
        "S-1 Claims in a language outside the training set, 4.7%, near, fires at 5% over 7 days, SB",
        "S-5 Clause from a wrong policy version, 3.4%, alert since 2 Mar 2026, fires at 3% over 7 days, MK",
    ] {
        window.find(Role::ListBoxOption, name);
    }
    for group in ["Data drift", "Quality drift", "Safety drift", "Cost drift"] {
        window.find(Role::Heading, group);
    }
}

#[test]
fn an_alert_asks_for_a_record_and_space_writes_it() {
    let home = Home::new();
    let mut window = on(&home, &with_an_alert());
    assert!(window.shows("Over the line since today. The plan says: Drop the product line to the gray band."));
    window.click(Role::ListBoxOption, "S-1 ");
    window.key(Key::Space);
    assert_eq!(focus_name(&window), "What was done, and by whom?");
    window.click(Role::Button, "Record it");
    assert!(window.shows("Enter what was done"), "nothing was typed");
    assert!(!window.session().is_dirty());
    window.fill("What was done, and by whom?", "Motor dropped to the gray band, MK");
    window.click(Role::Button, "Record it");
    let latest = signal(&window, 1).observations.iter().next_back().unwrap().clone();
    assert_eq!(latest.note, "Motor dropped to the gray band, MK");
    assert!(latest.alerted);
    assert_eq!(window.session().undo_name(), Some("record what was done"));
    assert!(window.shows("Recorded: Motor dropped"));
    window.ctrl(Key::Z);
    assert_eq!(signal(&window, 1).observations.iter().next_back().unwrap().note, "");
}

#[test]
fn a_value_is_added_inline_and_what_cannot_be_read_changes_nothing() {
    let home = Home::new();
    let mut window = on(&home, &with_an_alert());
    window.click(Role::ListBoxOption, "S-1 ");
    window.key(Key::Enter);
    window.fill("How much was it?", "2.4");
    window.fill("When was it seen?", "tomorrow");
    window.click(Role::Button, "Add value");
    assert!(window.shows("Enter a share such as 4.7% or 0.047"));
    assert!(window.shows("Enter a date"));
    assert!(!window.session().is_dirty());
    window.fill("When was it seen?", "2026-03-16");
    window.fill("How much was it?", "2.4%");
    window.fill("What was done about it, by whom?", "Back under the line");
    window.click(Role::Button, "Add value");
    let latest = signal(&window, 1).observations.iter().next_back().unwrap().clone();
    assert_eq!(latest.value, Number::new(0.024));
    assert_eq!(latest.date, Some(date(2026, 3, 16)));
    assert!(!latest.alerted, "it is under the line");
    assert!(window.shows("S-1 Clause from a wrong version, 2.4%, quiet"));
    window.fill("How much was it?", "5%");
    window.click(Role::Button, "Add value");
    let latest = signal(&window, 1).observations.iter().next_back().unwrap().clone();
    assert!(latest.alerted, "it is past the line");
}

#[test]
fn a_value_is_added_in_a_small_window() {
    let home = Home::new();
    let mut window = on(&home, &with_an_alert());
    window.resize([480.0, 400.0]);
    window.click(Role::ListBoxOption, "S-1 ");
    window.key(Key::Enter);
    window.fill("How much was it?", "1%");
    window.click(Role::Button, "Add value");
    assert_eq!(signal(&window, 1).observations.len(), 3);
    let outside = window.all(|seen| seen.acts && seen.at.is_some_and(|at| at.right() > 480.5));
    assert!(outside.is_empty(), "{outside:#?}");
}

#[test]
fn signals_are_added_to_their_group_moved_between_groups_and_deleted() {
    let home = Home::new();
    let mut window = on(&home, &with_an_alert());
    window.click(Role::ListBoxOption, "S-2 ");
    let kind = |window: &Window, id: u64| signal(window, id).kind;
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(kind(&window, 2), Some(DriftKind::Safety), "over the edge of its group");
    assert!(focus_name(&window).starts_with("S-2"), "{}", focus_name(&window));
    window.press(Modifiers::ALT, Key::ArrowDown);
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(kind(&window, 2), Some(DriftKind::Cost));
    assert_eq!(window.session().undo_name(), Some("move signal"));
    window.key(Key::ArrowUp);
    assert!(focus_name(&window).starts_with("S-3"), "{}", focus_name(&window));
    window.key(Key::N);
    window.type_text("Injury text");
    window.wait(1.0);
    let added = window.workbook().monitoring.signals.iter().next_back().unwrap().clone();
    assert_eq!((added.name.as_str(), added.kind), ("Injury text", Some(DriftKind::Safety)));
    window.click(Role::Button, "Done with the signal");
    window.key(Key::Delete);
    window.assert_notice("Signal deleted");
    assert_eq!(window.workbook().monitoring.signals.len(), 3);
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().monitoring.signals.len(), 4);
}

#[test]
fn an_empty_group_asks_and_adds() {
    let home = Home::new();
    let mut window = on(&home, &Workbook::default());
    assert!(window.shows("What would tell you first that the incoming data changed?"));
    window.click(Role::Button, "Add signal: Cost drift");
    let all: Vec<_> = window.workbook().monitoring.signals.iter().map(|signal| signal.kind).collect();
    assert_eq!(all, [Some(DriftKind::Cost)]);
    assert_eq!(focus_name(&window), "What is watched?");
}

#[test]
fn what_is_missing_in_a_row_leads_to_its_question() {
    let home = Home::new();
    let mut window = on(&home, &with_an_alert());
    window.click(Role::Button, "Name, Overrides: Who answers for it?");
    window.type_text("LO");
    window.wait(1.0);
    assert_eq!(signal(&window, 2).owner, "LO");
}

#[test]
fn the_retraining_plan_is_edited_where_it_is_read() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, HERE);
    window.click(Role::Button, "Rollback of a retrained model: ");
    window.fill("How do you go back?", "With the old switch.");
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.workbook().monitoring.retraining_rollback, "With the old switch.");
    window.click(Role::ComboBox, "Labels for retraining: ");
    window.click(Role::MenuItem, "What really happened");
    assert!(window.workbook().monitoring.label_origin.is_some());
}

#[test]
fn a_record_that_is_being_written_waits_while_another_signal_is_looked_at() {
    let home = Home::new();
    let mut window = on(&home, &with_an_alert());
    window.click(Role::ListBoxOption, "S-1 ");
    window.key(Key::Space);
    window.type_text("Motor dropped");
    window.click(Role::ListBoxOption, "S-2 ");
    window.click(Role::ListBoxOption, "S-1 ");
    assert_eq!(window.find_field("What was done, and by whom?").value, "Motor dropped");
    window.click(Role::Button, "Cancel");
    assert!(!window.shows("Motor dropped"));
    assert!(!window.session().is_dirty());
}
