//! The page of the model limits: zones by keyboard, shares that cannot add to more than all, what happens at the boundary,
//! links, and rows that are added, moved, copied and deleted.

use caveat::model::limits::{Limit, LimitKind};
use caveat::model::{Rate, Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::turn_to;

fn at_limits(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Limits));
    window.resize([1440.0, 1600.0]); // all rows are in sight
    window
}

fn rows(window: &Window) -> Vec<Seen> {
    window.all(|seen| seen.role == Role::ListBoxOption && seen.name.starts_with("ML-"))
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

fn order(window: &Window) -> Vec<u32> {
    window.workbook().limits.limits.iter().map(|limit| limit.number).collect()
}

fn limit(window: &Window, number: u32) -> Limit {
    window.workbook().limits.limits.iter().find(|limit| limit.number == number).cloned().unwrap()
}

/// Goes to a row by keys, from the first one on.
#[track_caller]
fn select(window: &mut Window, start: &str) {
    let selected = rows(window).into_iter().find(|row| row.on).unwrap();
    window.focus_on(&selected);
    window.key(Key::Home);
    for _ in 0..window.workbook().limits.limits.len() {
        if focused(window).starts_with(start) {
            return;
        }
        window.key(Key::ArrowDown);
    }
    panic!("{start} is not reached");
}

#[test]
fn rows_say_what_is_measured_and_where_nothing_happens_yet() {
    let home = Home::new();
    let window = at_limits(&home);
    assert!(window.shows("4 of 5 measured, one boundary without a response"));
    assert_eq!(rows(&window).len(), 5);
    let first = window.find(Role::ListBoxOption, "ML-1 Training-data bias").name;
    assert!(first.contains("Holds for 78% of live cases, degrades for 13%, beyond for 9%."), "{first}");
    assert!(first.contains("At the boundary: Translated claims are tagged"), "{first}");
    let last = window.find(Role::ListBoxOption, "ML-5 Correlation").name;
    assert!(last.contains("Share of live cases not known. Nothing happens at the boundary yet."), "{last}");
    window.find(Role::Button, "At the boundary, Correlation, not causation: Nothing yet.");
}

#[test]
fn zones_are_reached_and_edited_by_keys() {
    let home = Home::new();
    let mut window = at_limits(&home);
    let before = limit(&window, 1);
    let first = window.find(Role::ListBoxOption, "ML-1");
    window.focus_on(&first);
    window.key(Key::ArrowDown);
    assert!(focused(&window).starts_with("ML-2 Distribution shift"), "{}", focused(&window));
    window.key(Key::ArrowUp);
    assert!(focused(&window).contains("Holds: Motor and home"), "{}", focused(&window));
    window.key(Key::ArrowRight);
    assert!(focused(&window).contains("Degrades: Claimants over 70"), "{}", focused(&window));
    window.key(Key::Enter);
    assert_eq!(focused(&window), "Where does it get worse, and by how much?");
    window.type_text(" Watched.");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait(1.0);
    assert!(limit(&window, 1).degrades.ends_with("2 to 4 points. Watched."), "{}", limit(&window, 1).degrades);
    assert!(focused(&window).starts_with("ML-1"), "{}", focused(&window));
    assert_eq!(window.session().undo_name(), Some("edit degrades"));
    window.key(Key::Enter);
    window.type_text(" Not this");
    window.key(Key::Escape);
    window.wait(1.0);
    assert!(limit(&window, 1).degrades.ends_with("Watched."), "Escape brings back what was there");
    window.ctrl(Key::Z);
    assert_eq!(limit(&window, 1), before);
}

#[test]
fn the_boundary_is_answered_in_its_zone_and_the_mark_goes() {
    let home = Home::new();
    let mut window = at_limits(&home);
    select(&mut window, "ML-5");
    for _ in 0..3 {
        window.key(Key::ArrowRight);
    }
    window.key(Key::F2);
    assert_eq!(focused(&window), "What does the product do past it?");
    window.type_text("The handler sees which words moved it.");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait(1.0);
    assert!(limit(&window, 5).marks.get("at_boundary").is_none());
    assert!(window.shows("4 of 5 measured"));
    assert!(!window.shows("without a response"));
}

#[test]
fn shares_that_add_to_more_than_all_are_refused_beside_the_field() {
    let home = Home::new();
    let mut window = at_limits(&home);
    select(&mut window, "ML-1");
    window.fill("Share where it degrades", "23%");
    assert!(window.shows("Enter a share of at most 22%: it already holds for 78%, together 100% at most"));
    assert_eq!(limit(&window, 1).share_degrades, Rate::new(0.13), "nothing is changed");
    window.fill("Share where it holds", "70%");
    assert_eq!(limit(&window, 1).share_holds, Rate::new(0.7));
    assert_eq!(window.find_field("Share where it degrades").value, "13%", "what was refused is not taken later");
    window.fill("Share where it degrades", "20%");
    assert_eq!(limit(&window, 1).share_degrades, Rate::new(0.2));
    let row = window.find(Role::ListBoxOption, "ML-1").name;
    assert!(row.contains("degrades for 20%, beyond for 10%"), "{row}");
}

#[test]
fn shares_of_a_file_that_add_to_more_than_all_are_said_so() {
    let home = Home::new();
    let mut workbook = Workbook::default();
    let shares = (Rate::new(0.8), Rate::new(0.4));
    let wrong = Limit { number: 1, share_holds: shares.0, share_degrades: shares.1, ..Limit::default() };
    std::sync::Arc::make_mut(&mut workbook.limits).limits.push(wrong);
    let mut window = home.window_on(&home.file("over.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Limits));
    assert!(window.shows("They add to 120%. Both are parts of all live cases: 100% at most."));
    assert!(window.find(Role::ListBoxOption, "ML-1").name.contains("The shares add to 120%"));
}

#[test]
fn limits_are_added_moved_copied_and_deleted_by_keys() {
    let home = Home::new();
    let mut window = at_limits(&home);
    window.key(Key::N);
    assert_eq!(focused(&window), "What can it not do, in a sentence for its users?");
    window.type_text("It cannot count cars.");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait(1.0);
    assert_eq!(limit(&window, 6).statement, "It cannot count cars.");
    select(&mut window, "ML-6");
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(order(&window), [1, 2, 3, 4, 6, 5]);
    assert!(focused(&window).starts_with("ML-6"), "the focus goes with it");
    window.ctrl(Key::D);
    assert_eq!(limit(&window, 7).statement, "It cannot count cars.");
    assert!(focused(&window).starts_with("ML-7"), "{}", focused(&window));
    window.key(Key::Delete);
    window.assert_notice("Limit deleted");
    assert_eq!(order(&window), [1, 2, 3, 4, 6, 5]);
    assert!(focused(&window).starts_with("ML-5"), "{}", focused(&window));
    window.ctrl(Key::Z);
    assert_eq!(rows(&window).len(), 7);
}

#[test]
fn kinds_without_a_limit_ask_their_question() {
    let home = Home::new();
    let mut window = home.window_on(&home.file("empty.caveat", &Workbook::default()));
    turn_to(&mut window, Page::Section(Section::Limits));
    assert!(window.shows("Where would you not trust it?"));
    assert_eq!(window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Add limit: ")).len(), 5);
    window.click(Role::Button, "Add limit: Distribution shift");
    let added = window.workbook().limits.limits.at(0).cloned().unwrap();
    assert_eq!(added.kind, Some(LimitKind::Shift));
    assert_eq!(window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Add limit: ")).len(), 4);
    window.find(Role::Button, "Beyond, Distribution shift: Where would you not trust it?");
    window.click(Role::Button, "Kind: Distribution shift");
    window.click(Role::MenuItem, "Adversarial inputs");
    assert_eq!(window.workbook().limits.limits.at(0).and_then(|limit| limit.kind), Some(LimitKind::Adversarial));
}

#[test]
fn everything_linked_is_reached_and_every_question_has_a_place() {
    let home = Home::new();
    let mut window = at_limits(&home);
    select(&mut window, "ML-3");
    window.click(Role::Button, "Edit evidence");
    assert_eq!(focused(&window), "What shows it?");
    window.key(Key::Escape);
    window.click(Role::Button, "All questions");
    for question in ["Where does the model hold?", "Where should nobody rely on it?"] {
        window.find_field(question);
    }
    let links = window.all(|seen| seen.role == Role::Link && seen.name.starts_with("Go to FM-10"));
    assert_eq!(links.len(), 1);
    window.click_on(&links[0]);
    assert_eq!(window.app().page(), Page::Section(Section::FailureModes));
}
