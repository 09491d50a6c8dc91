//! Any list as a sheet: what a person does in it with keys, pointer and clipboard, and what then stands in the workbook.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;
use caveat::model::Section;

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// The failure modes of an example as a sheet.
fn sheet(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    window.tell(|app| app.show_section(Section::FailureModes));
    window.click(Role::Button, "Open as a sheet");
    window
}

fn names(window: &Window) -> Vec<String> {
    window.workbook().failure_modes.modes.iter().map(|mode| mode.name.clone()).collect()
}

fn owners(window: &Window) -> Vec<String> {
    window.workbook().failure_modes.modes.iter().map(|mode| mode.owner.clone()).collect()
}

#[track_caller]
fn cell(window: &Window, name: &str) -> Seen {
    window.find(Role::Cell, name)
}

/// Puts the cursor on a column of the first row.
fn go_to_column(window: &mut Window, label: &str) {
    window.press(Modifiers::COMMAND, Key::Home);
    for _ in 0..40 {
        let here = window.all(|seen| seen.role == Role::Cell && seen.on);
        if here.iter().any(|seen| seen.name.contains(&format!(", {label}, "))) {
            return;
        }
        window.key(Key::ArrowRight);
    }
    panic!("there is no column {label}");
}

fn paste(window: &mut Window, text: &str) {
    window.event([Event::Paste(text.to_owned())]);
    window.settle();
}

/// What is on the clipboard after Ctrl C.
fn copy(window: &mut Window) -> String {
    window.event([Event::Copy]);
    let copied = window.copied();
    window.settle();
    copied
}

#[test]
fn typing_replaces_and_enter_goes_down() {
    let home = Home::new();
    let mut window = sheet(&home);
    window.type_text("First name");
    window.key(Key::Enter);
    window.type_text("Second name");
    window.key(Key::Tab);
    assert_eq!(names(&window)[..2], ["First name", "Second name"]);
    window.key(Key::F2);
    window.key(Key::Escape);
    let before = names(&window);
    window.press(Modifiers::COMMAND, Key::Home);
    window.type_text("Never meant");
    window.key(Key::Escape);
    assert_eq!(names(&window), before, "Escape brings back what was there");
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_ne!(names(&window)[1], "Second name", "each cell was a step");
}

#[test]
fn a_block_from_a_spreadsheet_goes_over_rows_and_adds_the_rest_in_one_step() {
    let home = Home::new();
    let mut window = sheet(&home);
    let before = window.workbook();
    let count = before.failure_modes.modes.len();
    window.press(Modifiers::COMMAND, Key::End);
    window.key(Key::Home);
    paste(&mut window, "Pasted one\tProgram\r\nPasted two\tNo such family\r\n\"Pasted\nthree\"\tBias\r\n");
    let modes = &window.workbook().failure_modes.modes;
    assert_eq!(modes.len(), count + 2);
    assert_eq!(names(&window)[count - 1..], ["Pasted one", "Pasted two", "Pasted\nthree"]);
    assert!(window.shows("1 cell stays as it was"), "{:?}", window.notices());
    assert!(window.shows("No such family"));
    window.ctrl(Key::Z);
    assert_eq!(window.workbook(), before);
}

#[test]
fn what_is_copied_is_what_a_spreadsheet_reads() {
    let home = Home::new();
    let mut window = sheet(&home);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    let expected = format!("{}\n", names(&window)[..2].join("\n"));
    assert_eq!(copy(&mut window), expected);
    window.event([Event::Cut]);
    window.settle();
    assert_eq!(names(&window)[..2], ["", ""]);
    paste(&mut window, &expected);
    assert_eq!(names(&window)[..2].concat(), expected.replace('\n', ""));
}

#[test]
fn one_value_fills_a_range_and_the_first_row_fills_down() {
    let home = Home::new();
    let mut window = sheet(&home);
    go_to_column(&mut window, "Owner");
    window.press(CTRL_SHIFT, Key::ArrowDown);
    let count = names(&window).len();
    paste(&mut window, "Lena Ortiz");
    assert!(owners(&window)[..count].iter().all(|owner| owner == "Lena Ortiz"), "{:?}", owners(&window));
    go_to_column(&mut window, "Owner");
    window.type_text("Mira Kern");
    window.key(Key::Enter);
    window.key(Key::ArrowUp);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.ctrl(Key::D);
    assert_eq!(owners(&window)[..3], ["Mira Kern", "Mira Kern", "Mira Kern"]);
    window.key(Key::Delete);
    assert_eq!(owners(&window)[..3], ["", "", ""]);
}

#[test]
fn a_list_of_choices_knows_its_words_and_refuses_others() {
    let home = Home::new();
    let mut window = sheet(&home);
    go_to_column(&mut window, "Category");
    window.type_text("late");
    window.key(Key::Escape);
    window.type_text("inj");
    window.key(Key::Enter);
    let category = |window: &Window| window.workbook().failure_modes.modes.at(0).unwrap().category;
    assert_eq!(category(&window), Some(caveat::model::failure_modes::FailureCategory::Injection));
    go_to_column(&mut window, "Category");
    window.type_text("nothing such");
    window.key(Key::Enter);
    assert!(window.shows("Enter one of"), "what would be right is said");
    window.key(Key::Escape);
    assert_eq!(category(&window), Some(caveat::model::failure_modes::FailureCategory::Injection));
}

#[test]
fn rows_are_added_inserted_moved_and_deleted() {
    let home = Home::new();
    let mut window = sheet(&home);
    let before = names(&window);
    window.press(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(names(&window)[..2], [before[1].clone(), before[0].clone()]);
    window.ctrl(Key::Z);
    window.press(Modifiers::COMMAND, Key::Home);
    window.key(Key::Insert);
    assert_eq!(names(&window)[..2], [String::new(), before[0].clone()]);
    window.press(Modifiers::COMMAND, Key::Delete);
    assert_eq!(names(&window), before);
    window.assert_notice("Failure mode deleted");
    window.press(Modifiers::COMMAND, Key::End);
    window.key(Key::ArrowDown);
    window.key(Key::Home);
    window.type_text("Added below");
    window.key(Key::Enter);
    assert_eq!(names(&window).last().map(String::as_str), Some("Added below"));
    assert_eq!(names(&window).len(), before.len() + 1);
}

#[test]
fn sorting_shows_another_order_and_can_be_kept() {
    let home = Home::new();
    let mut window = sheet(&home);
    let before = names(&window);
    window.click(Role::Button, "Sort and filter by failure");
    window.click(Role::MenuItem, "Sort upwards");
    assert_eq!(names(&window), before, "only what is shown is sorted");
    window.click(Role::Button, "Keep this order");
    let mut sorted = before.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(names(&window), sorted);
    window.ctrl(Key::Z);
    assert_eq!(names(&window), before);
}

#[test]
fn words_filter_the_rows_and_what_is_hidden_stays_as_it_is() {
    let home = Home::new();
    let mut window = sheet(&home);
    let all = names(&window);
    let word = all[1].split_whitespace().max_by_key(|word| word.len()).unwrap().to_owned();
    window.fill("Filter the rows by words", &all[1]);
    let shown = window.all(|seen| seen.role == Role::Cell && seen.name.contains(", Failure, "));
    assert_eq!(shown.len(), 1, "{word}: {shown:?}");
    window.click(Role::Button, "Show all rows");
    let shown = window.all(|seen| seen.role == Role::Cell && seen.name.contains(", Failure, "));
    assert_eq!(shown.len(), all.len());
}

#[test]
fn cells_are_heard_with_row_question_and_answer_and_the_sheet_closes() {
    let home = Home::new();
    let mut window = sheet(&home);
    let first = names(&window)[0].clone();
    let heard = cell(&window, "FM-1, Failure, ");
    assert!(heard.on && heard.name.ends_with(&first), "{heard:?}");
    assert_eq!(window.focused().map(|seen| seen.role), Some(Role::Cell));
    assert!(window.has(Role::ColumnHeader, "Category"));
    window.click(Role::Button, "Back to the page");
    assert!(!window.has(Role::ColumnHeader, "Category") || window.has(Role::Button, "Add failure mode"));
    assert!(window.has(Role::Button, "Open as a sheet"));
}

#[test]
fn a_list_in_an_item_opens_over_the_sheet_of_its_item() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.tell(|app| app.show_section(Section::Budgets));
    window.click(Role::Button, "Open as a sheet");
    go_to_column(&mut window, "Measurements");
    window.key(Key::Enter);
    window.find(Role::Heading, "Measurements of UB-1");
    let count = |window: &Window| window.workbook().budgets.budgets.at(0).unwrap().measurements.len();
    let before = count(&window);
    window.press(Modifiers::COMMAND, Key::End);
    window.key(Key::ArrowDown);
    window.key(Key::Home);
    paste(&mut window, "2026-03-01\t3\t120\n2026-03-08\t4\t130\n");
    assert_eq!(count(&window), before + 2);
    window.click(Role::Button, "Back to the page");
    window.find(Role::Heading, "Budgets");
}

#[test]
fn f6_leaves_the_sheet_and_comes_back() {
    let home = Home::new();
    let mut window = sheet(&home);
    window.key(Key::F6);
    assert_ne!(window.focused().map(|seen| seen.role), Some(Role::Cell));
    window.press(Modifiers::SHIFT, Key::F6);
    assert_eq!(window.focused().map(|seen| seen.role), Some(Role::Cell));
}

#[test]
fn a_command_takes_what_is_being_typed_with_it() {
    let home = Home::new();
    let mut window = sheet(&home);
    let severity = |window: &Window| window.workbook().failure_modes.modes.at(0).and_then(|mode| mode.severity);
    let before = severity(&window).map(|step| step.get());
    go_to_column(&mut window, "Severity");
    window.type_text("2");
    assert_eq!(severity(&window).map(|step| step.get()), before, "a step is written when the cell is left");
    window.ctrl(Key::S);
    window.settle();
    assert_eq!(severity(&window).map(|step| step.get()), Some(2));
    assert!(!window.session().is_dirty(), "what was typed is in the file");
    window.type_text("1");
    window.ctrl(Key::Z);
    assert_eq!(severity(&window).map(|step| step.get()), Some(2), "undo takes back what was being typed");
}

#[test]
fn a_new_row_that_is_being_typed_is_saved() {
    let home = Home::new();
    let mut window = sheet(&home);
    let count = names(&window).len();
    window.press(Modifiers::COMMAND, Key::End);
    window.press(Modifiers::COMMAND, Key::Home);
    for _ in 0..count {
        window.key(Key::ArrowDown);
    }
    window.type_text("Typed at the end");
    window.ctrl(Key::S);
    window.settle();
    assert_eq!(names(&window).last().map(String::as_str), Some("Typed at the end"));
    assert!(!window.session().is_dirty(), "it was saved with the new row");
}

#[test]
fn the_selection_stays_on_its_rows_when_a_step_is_taken_back() {
    let home = Home::new();
    let mut window = sheet(&home);
    let before = names(&window);
    window.press(Modifiers::COMMAND, Key::Home);
    window.press(Modifiers::COMMAND, Key::Delete);
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.ctrl(Key::Z);
    assert_eq!(names(&window), before);
    let here = window.all(|seen| seen.role == Role::Cell && seen.on);
    assert_eq!(here.len(), 1);
    assert!(here[0].name.contains(&before[0]), "what came back is selected: {}", here[0].name);
    window.key(Key::ArrowDown);
    window.key(Key::Insert);
    window.key(Key::ArrowDown);
    window.ctrl(Key::Z);
    let here = window.all(|seen| seen.role == Role::Cell && seen.on);
    assert!(here[0].name.contains(&before[1]), "it stays on its row: {}", here[0].name);
}

#[test]
fn measurements_open_as_a_sheet_from_the_card_of_their_budget() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    for (section, name) in [(Section::Budgets, "Measurements of "), (Section::Metrics, "Readings of ")] {
        window.tell(|app| app.show_section(section));
        window.click(Role::Button, "Open the measurements as a sheet");
        let sheets = window.all(|seen| seen.role == Role::Grid && seen.name.starts_with(name));
        assert_eq!(sheets.len(), 1, "{section:?}");
    }
}
