//! The page of the operating points: handles by pointer and by keys, versions, and scores from a table, each one step to undo.

use std::fs;
use std::sync::Arc;

use caveat::model::operating_points::OperatingPoint;
use caveat::model::{List, Section, Workbook};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};

use super::harness::Window;
use super::home::Home;
use crate::support::example;

fn on_thresholds(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    window.tell(|app| app.show_section(Section::OperatingPoints));
    window
}

fn point(workbook: &Workbook) -> OperatingPoint {
    workbook.operating_points.points.at(0).unwrap().clone()
}

fn thresholds(window: &Window) -> (f64, f64) {
    let point = point(&window.workbook());
    (point.fallback_below.unwrap().fraction(), point.serve_above.unwrap().fraction())
}

fn pointer(window: &mut Window, pos: Pos2, pressed: bool) {
    let modifiers = Modifiers::NONE;
    window.event([Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }]);
}

#[test]
fn the_page_says_what_the_policy_does() {
    let home = Home::new();
    let window = on_thresholds(&home);
    for words in [
        "Half of all cases are served without anybody looking. One in 37 of those should not have been.",
        "96.5% to 97.9%",
        "Fallback, €11.40 each",
        "€122.1k",
        "€209.8k",
        "Policy v3 (0.68 and 0.40)",
        "Cost is lowest at 0.84 within the budgets",
        "Budget 3.5%, interval to 3.5%",
        "Draft v4",
    ] {
        assert!(window.shows(words), "{words}");
    }
    assert!(window.has(Role::Slider, "Fallback under 0.50") && window.has(Role::Slider, "Serve from 0.78"));
}

#[test]
fn keys_move_a_handle_and_it_stops_at_the_other() {
    let home = Home::new();
    let mut window = on_thresholds(&home);
    let upper = window.find(Role::Slider, "Serve from");
    window.focus_on(&upper);
    window.key(Key::ArrowRight);
    assert_eq!(thresholds(&window), (0.5, 0.79));
    assert!(window.has(Role::Slider, "Serve from 0.79"), "it says where it is");
    window.press(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(thresholds(&window), (0.5, 0.74));
    window.key(Key::Home);
    assert_eq!(thresholds(&window), (0.5, 0.5), "it stops at the other one");
    let lower = window.find(Role::Slider, "Fallback under");
    window.focus_on(&lower);
    window.key(Key::End);
    window.key(Key::ArrowRight);
    assert_eq!(thresholds(&window), (0.5, 0.5));
    window.key(Key::ArrowLeft);
    assert_eq!(thresholds(&window), (0.49, 0.5));
    for _ in 0..4 {
        window.ctrl(Key::Z);
    }
    assert_eq!(thresholds(&window), (0.5, 0.78));
}

#[test]
fn dragging_is_one_step_and_escape_takes_it_back() {
    let home = Home::new();
    let mut window = on_thresholds(&home);
    let before = window.session().history().len();
    let grip = window.find(Role::Slider, "Serve from").at.unwrap().center();
    let to = |by: f32| Pos2::new(grip.x + by, grip.y);
    window.event([Event::PointerMoved(grip)]);
    pointer(&mut window, grip, true);
    for by in [10.0, 40.0, 76.0] {
        window.event([Event::PointerMoved(to(by))]);
    }
    let (_, upper) = thresholds(&window);
    assert!(upper > 0.85 && window.shows(&format!("Serve from {upper:.2}")), "it follows in the same frame: {upper}");
    pointer(&mut window, to(76.0), false);
    window.settle();
    assert_eq!(window.session().history().len(), before + 1);
    assert_eq!(window.session().undo_name(), Some("move thresholds"));
    window.ctrl(Key::Z);
    assert_eq!(thresholds(&window), (0.5, 0.78));
    let grip = window.find(Role::Slider, "Serve from").at.unwrap().center();
    window.event([Event::PointerMoved(grip)]);
    pointer(&mut window, grip, true);
    window.event([Event::PointerMoved(Pos2::new(grip.x - 90.0, grip.y))]);
    assert!(thresholds(&window).1 < 0.7);
    window.key(Key::Escape);
    pointer(&mut window, grip, false);
    window.settle();
    assert_eq!(thresholds(&window), (0.5, 0.78), "escape restores");
    assert!(!window.session().is_dirty());
}

#[test]
fn versions_are_saved_and_gone_back_to() {
    let home = Home::new();
    let mut window = on_thresholds(&home);
    window.click(Role::Button, "Save as v4");
    assert_eq!(point(&window.workbook()).versions.len(), 2);
    assert!(window.shows("Saved as v4"));
    let upper = window.find(Role::Slider, "Serve from");
    window.focus_on(&upper);
    window.key(Key::ArrowRight);
    assert!(window.shows("Draft v5") && point(&window.workbook()).version == "v5");
    window.click(Role::Button, "Reset to v4");
    assert_eq!(thresholds(&window), (0.5, 0.78));
    assert_eq!(point(&window.workbook()).version, "v4");
    window.wait(8.0); // until the word about the saved version is gone
    window.click(Role::Button, "Take the thresholds of v3");
    assert_eq!(thresholds(&window), (0.4, 0.68));
}

#[test]
fn the_lowest_cost_is_taken_with_its_price_in_sight() {
    let home = Home::new();
    let mut window = on_thresholds(&home);
    window.click(Role::Button, "Lowest cost within budget");
    window.click(Role::MenuItem, "Serve threshold alone: 0.84 and 0.50, €109.5k per month");
    assert_eq!(thresholds(&window), (0.5, 0.84));
}

#[test]
fn scores_are_imported_in_one_step_after_a_preview() {
    let home = Home::new();
    let mut window = on_thresholds(&home);
    let table = home.path("march scores.csv");
    let row = |at: u32| format!("{at};0,{:03};{}\n", at * 2, if at > 150 { "yes" } else { "no" });
    let rows = (0..400).map(row).collect::<Vec<_>>().concat();
    fs::write(&table, format!("id;p_ok;truth\n{rows}x;NaN;yes\ny;0,5;perhaps\n")).unwrap();
    let before = window.workbook();
    window.will_choose(&table);
    window.click(Role::Button, "Import scores");
    assert!(window.shows("Import scores from march scores.csv") && window.shows("separated by semicolons"));
    assert!(window.has(Role::ComboBox, "Score column: p_ok") && window.has(Role::ComboBox, "Label column: truth"));
    assert!(window.workbook() == before);
    window.click(Role::Button, "Read all rows");
    for words in
        ["402 rows read, 400 used, 2 left out", "Line 402: score is NaN", "Line 403: label \u{201c}perhaps\u{201d}"]
    {
        assert!(window.shows(words), "{words}");
    }
    assert!(window.workbook() == before && !window.session().is_dirty(), "nothing changes before that");
    window.click(Role::Button, "Use these scores");
    let point = point(&window.workbook());
    assert_eq!(point.bins.iter().filter_map(|bin| bin.positives).sum::<u64>(), 249);
    assert_eq!(point.scores_source, "march scores.csv, 400 cases, 2 rows left out");
    assert!(window.shows("400 labeled cases"));
    window.ctrl(Key::Z);
    assert!(window.workbook() == before, "one step");
}

#[test]
fn while_scores_are_imported_nothing_else_asks_for_them() {
    let home = Home::new();
    let mut workbook = example("claims-triage");
    Arc::make_mut(&mut workbook.operating_points).points.at_mut(0).unwrap().bins = List::default();
    let mut window = home.window_on(&home.file("without-scores.caveat", &workbook));
    window.tell(|app| app.show_section(Section::OperatingPoints));
    assert!(window.shows("No scores yet"));
    window.event([Event::Paste("score\tlabel\n0.9\t1\n0.2\t0\n".to_owned())]);
    window.settle();
    assert!(window.shows("Import scores from pasted text") && !window.shows("No scores yet"));
}

#[test]
fn a_table_can_be_pasted_and_a_line_is_no_table() {
    let home = Home::new();
    let mut window = on_thresholds(&home);
    window.event([Event::Paste("0.5".to_owned())]);
    window.settle();
    assert!(!window.shows("Import scores from"));
    window.event([Event::Paste("score\tlabel\n0.9\t1\n0.2\t0\n".to_owned())]);
    window.settle();
    assert!(window.shows("Import scores from pasted text") && window.shows("separated by tabs"));
    window.click(Role::Button, "Read all rows");
    window.click(Role::Button, "Use these scores");
    let point = point(&window.workbook());
    assert_eq!((point.bins.len(), point.scores_source.as_str()), (2, "pasted text, 2 cases"));
}

#[test]
fn a_broken_table_is_refused_and_changes_nothing() {
    let home = Home::new();
    let mut window = on_thresholds(&home);
    let before = window.workbook();
    for (name, text, said) in [
        ("empty.csv", String::new(), "The table is empty"),
        ("percent.csv", "score,label\n87,1\n12,0\n".to_owned(), "divide percentages by 100"),
        (
            "open.csv",
            format!("score,label\n0.5,1\n0.4,\"0\n{}", "0.5,1\n".repeat(20_000)),
            "A quotation mark may be left open",
        ),
    ] {
        let table = home.path(name);
        fs::write(&table, text).unwrap();
        window.drop_file(&table);
        if window.has(Role::Button, "Read all rows") {
            window.click(Role::Button, "Read all rows");
        }
        assert!(window.shows(said), "{name}");
        window.click(Role::Button, "Cancel the import");
        assert!(window.workbook() == before, "{name}");
    }
    window.will_choose(&home.path("gone.csv"));
    window.click(Role::Button, "Import scores");
    assert!(window.shows("The file cannot be opened"));
}

fn drop_table(window: &mut Window, home: &Home, name: &str) {
    let table = home.path(name);
    fs::write(&table, "score,label\n0.9,1\n0.1,0\n").unwrap();
    window.drop_file(&table);
    window.frame();
    window.settle();
}

/// A window that reads all rows of a table on a slow disk.
fn reading(home: &Home) -> Window {
    let mut window = Window::with_slow_disk(home);
    window.open(&home.example("claims-triage"));
    window.disk_answers();
    window.tell(|app| app.show_section(Section::OperatingPoints));
    drop_table(&mut window, home, "scores.csv");
    window.click(Role::Button, "Read all rows");
    assert!(window.has(Role::Button, "Stop reading"));
    window
}

#[test]
fn reading_can_be_stopped() {
    let home = Home::new();
    let mut window = reading(&home);
    window.click(Role::Button, "Stop reading");
    window.disk_answers();
    window.settle();
    assert!(window.has(Role::Button, "Read all rows"), "back at the choice");
    assert!(!window.session().is_dirty());
}

#[test]
fn a_second_table_takes_the_place_of_the_one_that_is_being_read() {
    let home = Home::new();
    let mut window = reading(&home);
    drop_table(&mut window, &home, "other.csv");
    window.disk_answers();
    assert!(window.shows("Import scores from other.csv") && !window.shows("Import scores from scores.csv"));
    assert!(window.has(Role::Button, "Read all rows") && !window.session().is_dirty());
}

#[test]
fn a_document_that_is_closed_while_a_table_is_read_leaves_nothing_behind() {
    let home = Home::new();
    let mut window = reading(&home);
    window.ctrl(Key::W);
    window.disk_answers();
    window.open(&home.example("support-agent"));
    window.disk_answers();
    window.tell(|app| app.show_section(Section::OperatingPoints));
    assert!(!window.shows("Import scores from") && !window.session().is_dirty());
}

#[test]
fn a_table_without_a_point_to_belong_to_says_so() {
    let home = Home::new();
    let mut window = home.window_on(&home.file("empty.caveat", &Workbook::default()));
    window.tell(|app| app.show_section(Section::OperatingPoints));
    drop_table(&mut window, &home, "scores.csv");
    window.assert_notice("Add an operating point first");
    window.click(Role::Button, "Add operating point");
    assert!(!window.shows("Import scores from"), "it is not taken up later");
}
