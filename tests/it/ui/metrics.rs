//! The page of the metrics: adding, measuring by keyboard, folding and filtering, and the warning where the layers
//! contradict each other.

use caveat::model::metrics::{Metric, MetricLayer, MetricRole};
use caveat::model::{Number, Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::turn_to;

fn at_metrics(home: &Home, example: &str) -> Window {
    let mut window = home.window_on(&home.example(example));
    turn_to(&mut window, Page::Section(Section::Metrics));
    window
}

fn rows(window: &Window) -> Vec<Seen> {
    window.all(|seen| seen.role == Role::ListBoxOption && seen.name.starts_with("M-"))
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

fn metric(window: &Window, number: u32) -> Metric {
    window.workbook().metrics.metrics.iter().find(|metric| metric.number == number).cloned().unwrap()
}

fn select(window: &mut Window, start: &str) {
    let row = window.find(Role::ListBoxOption, start);
    window.click_on(&row);
}

#[test]
fn metrics_stand_under_their_layers_and_the_contradiction_is_named() {
    let home = Home::new();
    let mut window = at_metrics(&home, "claims-triage");
    assert!(window.shows("7 ship blockers, 2 of them met"));
    let row = window.find(Role::ListBoxOption, "M-4 Right first time").name;
    assert!(row.contains("Unproven") && row.contains("worsening") && row.contains("weakest in Translated"), "{row}");
    select(&mut window, "M-7 First routing");
    assert!(!window.shows("The model got better."));
    select(&mut window, "M-4 Right first time");
    assert!(window.shows("The model got better. The product got worse."));
    assert!(window.shows("M-1 Route accuracy rose 4.1 points"));
    let plot = window.all(|seen| seen.role == Role::Image && seen.name.contains("over time"));
    assert!(plot.iter().any(|plot| plot.name.contains("86.0% on 7 Nov 2025") && plot.name.contains("Beside it M-1")));
    window.click(Role::Link, "Go to M-6");
    assert!(window.find(Role::ListBoxOption, "M-6").on, "the metric that may explain it");
}

#[test]
fn a_metric_is_added_in_the_layer_of_the_selection_and_named() {
    let home = Home::new();
    let mut window = at_metrics(&home, "claims-triage");
    select(&mut window, "M-5 Override rate");
    window.key(Key::N);
    window.type_text("Minutes to second look");
    window.key(Key::Enter);
    window.wait(1.0);
    let added = metric(&window, 16);
    assert_eq!((added.name.as_str(), added.layer), ("Minutes to second look", Some(MetricLayer::Online)));
    assert!(focused(&window).starts_with("M-16 Minutes"), "{}", focused(&window));
    window.key(Key::S);
    assert_eq!(metric(&window, 16).role, Some(MetricRole::ShipBlocker));
    window.press(Modifiers::ALT, Key::ArrowUp);
    let order = |window: &Window| -> Vec<u32> {
        let workbook = window.workbook();
        let online = workbook.metrics.metrics.iter().filter(|metric| metric.layer == Some(MetricLayer::Online));
        online.map(|metric| metric.number).collect()
    };
    assert_eq!(order(&window), [4, 5, 16, 6]);
    assert!(focused(&window).starts_with("M-16"), "the focus goes with it");
    window.ctrl(Key::Z);
    assert_eq!(order(&window), [4, 5, 6, 16]);
    window.key(Key::Delete);
    window.assert_notice("Metric deleted");
    assert!(rows(&window).iter().all(|row| !row.name.starts_with("M-16")));
}

#[test]
fn readings_are_entered_by_keyboard_alone() {
    let home = Home::new();
    let mut window = at_metrics(&home, "claims-triage");
    select(&mut window, "M-1 Route accuracy");
    window.key(Key::M);
    assert_eq!(focused(&window), "Value");
    window.type_text("0.79");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait(1.0);
    let readings = metric(&window, 1).readings;
    assert_eq!(readings.len(), 12, "another one");
    let entered = readings.at(10).cloned().unwrap();
    assert_eq!(entered.value.map(Number::get), Some(0.79));
    assert_eq!(entered.date.map(|date| date.to_string()).as_deref(), Some("2026-03-09"));
    assert_eq!(entered.model_version, "v4", "as the last one");
    window.type_text("91.5%");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(metric(&window, 1).readings.at(11).and_then(|reading| reading.value).map(Number::get), Some(0.915));
    assert!(focused(&window).starts_with("Measurement 9 Mar 2026, 91.5%"), "{}", focused(&window));
    let row = window.find(Role::ListBoxOption, "M-1 Route accuracy").name;
    assert!(row.contains("now 91.5%"), "{row}");
    window.key(Key::Delete);
    assert_eq!(metric(&window, 1).readings.len(), 11);
    assert!(focused(&window).starts_with("Measurement 9 Mar 2026, 79.0%"), "{}", focused(&window));
}

#[test]
fn a_value_that_is_no_share_is_refused_beside_the_field() {
    let home = Home::new();
    let mut window = at_metrics(&home, "claims-triage");
    select(&mut window, "M-1 Route accuracy");
    window.key(Key::M);
    window.type_text("87");
    window.wait(1.0);
    assert!(window.shows("Enter a share from 0% to 100%, such as 87% or 0.87"));
    let last = |window: &Window| metric(window, 1).readings.iter().next_back().and_then(|reading| reading.value);
    assert_eq!(last(&window), None);
    window.type_text("%");
    window.wait(1.0);
    assert!(!window.shows("Enter a share"));
    assert_eq!(last(&window).map(Number::get), Some(0.87));
    window.ctrl(Key::Z);
    assert_eq!(last(&window), None);
    window.fill("Value", "much");
    window.key(Key::Escape);
    assert_eq!(window.find_field("Value").value, "", "Escape takes back what cannot be read");
}

#[test]
fn layers_fold_and_roles_filter() {
    let home = Home::new();
    let mut window = at_metrics(&home, "claims-triage");
    let all = rows(&window).len();
    select(&mut window, "M-4 Right first time");
    window.key(Key::ArrowLeft);
    assert_eq!(rows(&window).len(), all - 3);
    assert!(focused(&window).starts_with("Online, "), "{}", focused(&window));
    window.key(Key::ArrowRight);
    assert_eq!(rows(&window).len(), all);
    window.click(Role::RadioButton, "Show: Context 3");
    assert_eq!(rows(&window).len(), 3);
    select(&mut window, "M-6 Clause");
    window.key(Key::ArrowDown);
    assert!(focused(&window).starts_with("M-14"), "{}", focused(&window));
}

#[test]
fn every_question_can_be_answered_in_the_card_in_the_unit_of_the_metric() {
    let home = Home::new();
    let mut window = at_metrics(&home, "claims-triage");
    select(&mut window, "M-7 First routing");
    window.click(Role::Button, "All questions");
    window.fill("Target", "6 h");
    assert_eq!(metric(&window, 7).target.map(Number::get), Some(6.0));
    window.fill("Who answers for it?", "AV");
    assert_eq!(metric(&window, 7).owner, "AV");
    window.fill("Target", "soon");
    assert!(window.shows("Enter a number of hours, such as 21"));
    assert_eq!(metric(&window, 7).target.map(Number::get), Some(6.0));
}

#[test]
fn an_empty_layer_asks_its_question_and_takes_a_metric() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Metrics));
    window.click(Role::Link, "Add business metric");
    window.type_text("Cost per claim");
    window.key(Key::Enter);
    window.wait(1.0);
    let added = metric(&window, 1);
    assert_eq!((added.name.as_str(), added.layer), ("Cost per claim", Some(MetricLayer::Business)));
}

#[test]
fn the_card_is_below_the_table_in_a_small_window() {
    let home = Home::new();
    let mut window = at_metrics(&home, "claims-triage");
    window.resize([720.0, 450.0]);
    select(&mut window, "M-4 Right first time");
    window.click(Role::Button, "Add measurement");
    window.type_text("84%");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(
        metric(&window, 4).readings.iter().next_back().and_then(|reading| reading.value).map(Number::get),
        Some(0.84)
    );
}
