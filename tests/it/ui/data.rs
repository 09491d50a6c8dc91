//! The page of the data: the table of sources by keyboard, the card edited in place, marks, the labeling plan with its bars,
//! and the questions of the section.

use caveat::model::data::{Clearance, DataSource, Labeling, Sensitivity};
use caveat::model::mark::Mark;
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::turn_to;

fn at_data(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Data));
    window
}

fn source(window: &Window, number: u32) -> DataSource {
    window.workbook().data.sources.iter().find(|source| source.number == number).cloned().unwrap()
}

fn task(window: &Window, number: u32) -> Labeling {
    window.workbook().data.labeling.iter().find(|task| task.number == number).cloned().unwrap()
}

fn sources(window: &Window) -> Vec<u32> {
    window.workbook().data.sources.iter().map(|source| source.number).collect()
}

fn tasks(window: &Window) -> Vec<u32> {
    window.workbook().data.labeling.iter().map(|task| task.number).collect()
}

fn focused(window: &Window) -> String {
    window.focused().map(|seen| seen.name).unwrap_or_default()
}

fn row(window: &Window, start: &str) -> Seen {
    window.find(Role::ListBoxOption, start)
}

fn select(window: &mut Window, start: &str) {
    let row = row(window, start);
    window.click_on(&row);
}

#[test]
fn sources_are_told_with_use_owner_rights_and_how_long_they_are_kept() {
    let home = Home::new();
    let mut window = at_data(&home);
    assert!(window.shows("7 sources, 5 of them cleared"));
    let first = row(&window, "D-1 Closed claims").name;
    for words in
        ["212,000 records, 2021 to 2025", "for training", "owner MK", "rights cleared", "personal", "kept 7 years"]
    {
        assert!(first.contains(words), "{first}");
    }
    let fourth = row(&window, "D-4 Free-text").name;
    assert!(fourth.contains("rights doubtful") && fourth.contains("kept unknown"), "{fourth}");
    select(&mut window, "D-4 Free-text");
    assert!(window.shows("the right to it is in doubt"), "what the checker found is in the card");
    window.click(Role::Link, "Warning: Data of a special category is used");
    assert!(row(&window, "D-4").on, "a finding leads to its place");
}

#[test]
fn a_source_is_added_named_moved_copied_and_deleted_by_keyboard() {
    let home = Home::new();
    let mut window = at_data(&home);
    select(&mut window, "D-7 Handler");
    window.key(Key::N);
    window.type_text("Call notes");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(source(&window, 8).name, "Call notes");
    assert!(focused(&window).starts_with("D-8 Call notes"), "{}", focused(&window));
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(sources(&window), [1, 2, 3, 4, 5, 6, 8, 7]);
    assert!(focused(&window).starts_with("D-8"), "the focus goes with it");
    window.key(Key::ArrowUp);
    assert!(focused(&window).starts_with("D-6"), "{}", focused(&window));
    window.key(Key::ArrowDown);
    window.ctrl(Key::D);
    assert_eq!(sources(&window), [1, 2, 3, 4, 5, 6, 8, 9, 7]);
    assert!(focused(&window).starts_with("D-9 Call notes"), "{}", focused(&window));
    window.key(Key::Delete);
    window.assert_notice("Data source deleted");
    assert_eq!(sources(&window), [1, 2, 3, 4, 5, 6, 8, 7]);
    assert!(focused(&window).starts_with("D-7"), "{}", focused(&window));
    window.ctrl(Key::Z);
    assert_eq!(sources(&window).len(), 9, "it is brought back");
    window.key(Key::Home);
    assert!(focused(&window).starts_with("D-1"), "{}", focused(&window));
    window.key(Key::End);
    assert!(focused(&window).starts_with("D-7"), "{}", focused(&window));
}

#[test]
fn answers_are_edited_where_they_are_read() {
    let home = Home::new();
    let mut window = at_data(&home);
    select(&mut window, "D-2 Policy wordings");
    window.key(Key::F2);
    window.ctrl(Key::A);
    window.type_text("Wordings");
    window.key(Key::Escape);
    window.wait(1.0);
    assert_eq!(source(&window, 2).name, "Policy wordings", "Escape brings it back");
    for (label, prompt, text) in [
        ("Quality", "What is known about its errors?", "Not checked since May"),
        ("Representativeness", "Whom does it speak for, and for whom not?", "Motor only"),
        ("Known bias", "Which bias is known, and from where?", "No English"),
        ("Provenance", "How did it come here, through which systems?", "Policy system"),
        ("Retention", "How long is it kept, and who deletes it?", "10 years, MK"),
    ] {
        window.click(Role::Button, &format!("{label}: "));
        window.fill(prompt, text);
        window.key(Key::Escape);
    }
    let before = source(&window, 2);
    assert_eq!(before.retention, "For as long as a claim under the wording can be raised: 10 years.");
    for (label, prompt, text) in [
        ("Quality", "What is known about its errors?", "Not checked since May"),
        ("Retention", "How long is it kept, and who deletes it?", "10 years, MK"),
        ("Segments", "Which groups does it tell apart, one per line?", "Motor"),
    ] {
        window.click(Role::Button, &format!("{label}: "));
        window.fill(prompt, text);
    }
    let after = source(&window, 2);
    assert_eq!((after.quality.as_str(), after.retention.as_str()), ("Not checked since May", "10 years, MK"));
    assert_eq!(after.segments, ["Motor"]);
    assert!(row(&window, "D-2").name.contains("kept 10 years, MK"));
}

#[test]
fn choices_and_numbers_of_a_source_are_in_the_card() {
    let home = Home::new();
    let mut window = at_data(&home);
    select(&mut window, "D-4 Free-text");
    window.click(Role::ComboBox, "Rights settled: Doubtful");
    window.click(Role::MenuItem, "Refused");
    assert_eq!(source(&window, 4).rights_state, Some(Clearance::Refused));
    assert!(window.shows("7 sources, 5 of them cleared, 1 refused"));
    window.click(Role::ComboBox, "Sensitivity: Special category");
    window.click(Role::MenuItem, "Internal");
    assert_eq!(source(&window, 4).sensitivity, Some(Sensitivity::Internal));
    window.fill("How many records?", "many");
    assert_eq!(source(&window, 4).size, Some(38_400), "what is no number changes nothing");
    assert!(window.shows("Enter a whole number"));
    window.fill("How many records?", "40,000");
    assert_eq!(source(&window, 4).size, Some(40_000));
}

#[test]
fn what_nobody_knows_is_marked_and_answered_in_the_card() {
    let home = Home::new();
    let mut window = at_data(&home);
    select(&mut window, "D-1 Closed claims");
    window.click(Role::Button, "More about Retention");
    window.click(Role::MenuItem, "Not known yet");
    assert!(source(&window, 1).marks.get("retention").is_none(), "nothing is written before it is said");
    window.fill("What exactly is not known?", "Who deletes it?");
    window.click(Role::Button, "Mark unknown");
    let mark = source(&window, 1).marks.get("retention").cloned();
    assert!(matches!(mark, Some(Mark::Unknown { question, .. }) if question == "Who deletes it?"));
    assert!(row(&window, "D-1").name.contains("kept unknown"));
    window.click(Role::Link, "Answer Retention");
    assert!(source(&window, 1).marks.get("retention").is_none());
}

#[test]
fn menus_hold_what_keys_do_and_keep_a_source_inside() {
    let home = Home::new();
    let mut window = at_data(&home);
    select(&mut window, "D-2 Policy wordings");
    window.click(Role::Button, "More about Policy wordings");
    window.click(Role::MenuItem, "Keep inside the organization");
    assert!(source(&window, 2).internal);
    window.click(Role::Button, "More about Policy wordings");
    window.click(Role::MenuItem, "Move down");
    assert_eq!(sources(&window), [1, 3, 2, 4, 5, 6, 7]);
    window.click(Role::Button, "More about Injury mentioned");
    window.click(Role::MenuItem, "Duplicate");
    assert_eq!(tasks(&window), [1, 2, 3, 6, 4, 5]);
}

#[test]
fn a_finding_about_labels_opens_its_task() {
    let home = Home::new();
    let mut workbook = crate::support::example("claims-triage");
    let mut data = (*workbook.data).clone();
    data.labeling.at_mut(4).unwrap().done = Some(10);
    workbook.data = data.into();
    let mut window = home.window_on(&home.file("labels.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Data));
    for _ in 0..200 {
        window.key(Key::F8);
        if window.has(Role::Button, "Done with the labeling task") {
            break;
        }
    }
    assert_eq!(focused(&window), "How well do two labelers agree, for example kappa 0.81?");
}

#[test]
fn the_plan_shows_what_is_done_and_opens_in_place() {
    let home = Home::new();
    let mut window = at_data(&home);
    assert!(window.shows("2,624 labels to go, next by 13 Mar"));
    let first = row(&window, "L-1 Translated claims").name;
    assert_eq!(
        first,
        "L-1 Translated claims for training, by Two native readers, guide v2, 140 of 500, 28%, agreement kappa 0.78, \
         due 13 Mar"
    );
    select(&mut window, "L-1 Translated claims");
    window.key(Key::Enter);
    window.fill("How many are there?", "500");
    assert_eq!(task(&window, 1).done, Some(500));
    assert!(row(&window, "L-1").name.contains("500 of 500, 100%"));
    assert!(window.shows("2,264 labels to go, next by 25 Mar"));
    window.fill("By when?", "soon");
    assert_eq!(task(&window, 1).due.map(|due| due.to_string()).as_deref(), Some("2026-03-13"));
    window.click(Role::Button, "Done with the labeling task");
    assert!(focused(&window).starts_with("L-1"), "{}", focused(&window));
    assert!(!window.has(Role::Button, "Done with the labeling task"));
}

#[test]
fn what_is_labeled_first_is_set_by_keys_and_by_dragging() {
    let home = Home::new();
    let mut window = at_data(&home);
    select(&mut window, "L-2 Citations");
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(tasks(&window), [2, 1, 3, 4, 5]);
    assert!(focused(&window).starts_with("L-2"), "{}", focused(&window));
    let (from, to) = (row(&window, "L-2").at.unwrap().center(), row(&window, "L-3").at.unwrap().center());
    let press = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.event([Event::PointerMoved(from)]);
    window.event([press(from, true)]);
    window.event([Event::PointerMoved(from + egui::vec2(0.0, 20.0))]);
    let end = Pos2::new(to.x, to.y + 12.0);
    window.event([Event::PointerMoved(end)]);
    window.event([press(end, false)]);
    window.settle();
    assert_eq!(tasks(&window), [1, 3, 2, 4, 5]);
    window.ctrl(Key::Z);
    assert_eq!(tasks(&window), [2, 1, 3, 4, 5]);
    window.key(Key::N);
    window.type_text("Storm weeks");
    window.wait(1.0);
    assert_eq!(task(&window, 6).what, "Storm weeks");
    window.click(Role::Button, "Delete labeling task");
    window.assert_notice("Labeling task deleted");
    assert_eq!(tasks(&window), [2, 1, 3, 4, 5]);
}

#[test]
fn labels_split_and_gaps_are_edited_where_they_are_read() {
    let home = Home::new();
    let mut window = at_data(&home);
    for (label, prompt, text) in [
        ("What a label means", "How is the right answer defined, and who decides in doubt?", "As handled"),
        ("Split", "How are training and test data kept apart: by time, by customer, by chance?", "By time"),
        ("Known gaps", "Who or what is missing from the data?", "Open claims"),
    ] {
        window.click(Role::Button, &format!("{label}: "));
        window.fill(prompt, text);
    }
    let data = window.workbook().data;
    assert_eq!(data.label_definition, "As handled");
    assert_eq!((data.split.as_str(), data.known_gaps.as_str()), ("By time", "Open claims"));
}

#[test]
fn an_empty_page_asks_where_it_comes_from() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::Data));
    assert!(window.shows("Where does what it knows come from, and who may use it?"));
    window.click(Role::Button, "Add the first data source");
    window.type_text("Orders");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(source(&window, 1).name, "Orders");
    window.click(Role::Button, "Add labeling task");
    window.type_text("Returns");
    window.wait(1.0);
    assert_eq!(task(&window, 1).what, "Returns");
}

#[test]
fn the_card_is_below_the_table_in_a_small_window() {
    let home = Home::new();
    let mut window = at_data(&home);
    window.resize([720.0, 450.0]);
    select(&mut window, "D-3 Double-labeled");
    window.click(Role::Button, "Quality: ");
    window.fill("What is known about its errors?", "Kappa 0.82");
    assert_eq!(source(&window, 3).quality, "Kappa 0.82");
    select(&mut window, "L-1 Translated");
    window.key(Key::End);
    assert!(focused(&window).starts_with("L-5"), "{}", focused(&window));
    window.key(Key::Enter);
    window.fill("How many are there?", "12");
    assert_eq!(task(&window, 5).done, Some(12));
}
