//! Several items at once: chosen with Shift, Ctrl and the rubber band, and changed in one step that is taken back whole.

use caveat::model::canvas::{CanvasBlock, NoteKind};
use caveat::model::{Id, Section};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, vec2};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::turn_to;

fn at(home: &Home, section: Section) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(section));
    window
}

fn row(window: &Window, start: &str) -> Seen {
    window.find(Role::ListBoxOption, start)
}

fn budgets(window: &Window) -> Vec<u32> {
    window.workbook().budgets.budgets.iter().map(|budget| budget.number).collect()
}

fn steps(window: &Window) -> usize {
    window.session().history().len()
}

/// How many the bar says are selected.
fn said(window: &Window) -> Option<String> {
    window
        .seen()
        .into_iter()
        .find(|seen| seen.name.ends_with(" selected") && seen.role == Role::Status)
        .map(|seen| seen.name)
}

#[test]
fn shift_and_ctrl_choose_and_delete_is_one_step() {
    let home = Home::new();
    let mut window = at(&home, Section::Budgets);
    let before = window.workbook();
    let all = budgets(&window);
    let first = row(&window, "UB-1");
    window.click_on(&first);
    assert_eq!(said(&window), None, "one is not many");
    window.click_with(Modifiers::SHIFT, &row(&window, "UB-3"));
    assert_eq!(said(&window), Some(format!("3 of {} selected", all.len())));
    assert!(row(&window, "UB-2").on, "a row in the range is told as selected");
    window.click_with(Modifiers::COMMAND, &row(&window, "UB-2"));
    assert_eq!(said(&window), Some(format!("2 of {} selected", all.len())));
    window.click(Role::Button, "Delete all selected");
    assert_eq!(budgets(&window), all.iter().copied().filter(|number| ![1, 3].contains(number)).collect::<Vec<_>>());
    assert_eq!(steps(&window), 1);
    window.assert_notice("Two uncertainty budgets deleted");
    assert_eq!(said(&window), None);
    window.ctrl(Key::Z);
    assert!(window.workbook() == before, "links and all");
}

#[test]
fn keys_choose_a_range_and_act_on_all_of_it() {
    let home = Home::new();
    let mut window = at(&home, Section::Budgets);
    let all = budgets(&window);
    window.click(Role::ListBoxOption, "UB-1");
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    assert!(said(&window).unwrap().starts_with("2 of"));
    window.press(Modifiers::ALT, Key::ArrowDown);
    let moved: Vec<u32> = [3, 1, 2].into_iter().chain(all.iter().copied().skip(3)).collect();
    assert_eq!(budgets(&window), moved, "both moved past the third");
    assert_eq!(steps(&window), 1);
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(budgets(&window), all);
    window.ctrl(Key::D);
    assert_eq!(budgets(&window).len(), all.len() + 2);
    assert!(said(&window).unwrap().starts_with("2 of"), "the copies are chosen now");
    window.key(Key::Delete);
    assert_eq!(budgets(&window), all);
    assert_eq!(said(&window), None);
    window.ctrl(Key::A);
    assert_eq!(said(&window), Some(format!("{0} of {0} selected", all.len())));
    window.key(Key::Escape);
    assert_eq!(said(&window), None);
}

#[test]
fn ctrl_space_adds_a_row_that_was_walked_to() {
    let home = Home::new();
    let mut window = at(&home, Section::Budgets);
    window.click(Role::ListBoxOption, "UB-1");
    window.ctrl(Key::ArrowDown);
    window.ctrl(Key::ArrowDown);
    window.ctrl(Key::Space);
    assert!(said(&window).unwrap().starts_with("2 of"));
    assert!(row(&window, "UB-1").on && row(&window, "UB-3").on && !row(&window, "UB-2").on);
    window.ctrl(Key::Space);
    assert_eq!(said(&window), None, "again lets go of it");
}

#[test]
fn one_owner_is_set_for_many_in_one_step() {
    let home = Home::new();
    let mut window = at(&home, Section::FailureModes);
    let before = window.workbook();
    window.key(Key::F6);
    window.key(Key::F6);
    window.key(Key::F6);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    assert!(said(&window).unwrap().starts_with("3 of"), "{:?}", said(&window));
    window.click(Role::Button, "Set one answer for all");
    window.click(Role::MenuItem, "Owner");
    window.click(Role::MenuItem, "Another");
    window.type_text("Lena Ortiz");
    window.key(Key::Enter);
    let owned = window.workbook().failure_modes.modes.iter().filter(|mode| mode.owner == "Lena Ortiz").count();
    assert_eq!(owned, 3);
    assert_eq!(window.session().undo_name(), Some("set owner of three failure modes"));
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
}

#[test]
fn an_answer_that_cannot_be_read_changes_nothing_and_says_what_is_wanted() {
    let home = Home::new();
    let mut window = at(&home, Section::Data);
    window.click(Role::ListBoxOption, "L-1");
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.click(Role::Button, "Set one answer for all");
    let due = window.all(|seen| seen.role == Role::MenuItem && seen.name.starts_with("Due"));
    window.click_on(&due[0]);
    window.type_text("soon");
    window.key(Key::Enter);
    assert!(window.shows("Enter a date"), "{:?}", window.all(|seen| seen.name.starts_with("Enter")));
    assert_eq!(steps(&window), 0);
    window.ctrl(Key::A);
    window.type_text("2026-12-01");
    window.key(Key::Enter);
    let due = window
        .workbook()
        .data
        .labeling
        .iter()
        .filter(|task| task.due.is_some_and(|due| due.to_string() == "2026-12-01"))
        .count();
    assert_eq!((due, steps(&window)), (2, 1));
}

#[test]
fn rows_go_to_the_clipboard_with_heads_and_come_back_as_new_ones() {
    let home = Home::new();
    let mut window = at(&home, Section::Limits);
    let before = window.workbook();
    let count = before.limits.limits.len();
    for _ in 0..3 {
        window.key(Key::F6);
    }
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.event([Event::Copy]);
    let text = window.copied();
    let head = text.lines().next().unwrap();
    assert!(head.split('\t').count() > 4 && text.lines().count() >= 3, "{text}");
    window.event([Event::Paste(text)]);
    window.settle();
    let after = window.workbook();
    assert_eq!(after.limits.limits.len(), count + 2);
    let limit = |at: usize| after.limits.limits.at(at).unwrap();
    assert_eq!(limit(2).statement, limit(0).statement, "the copies stand behind what was chosen");
    assert_eq!(limit(3).statement, limit(1).statement);
    assert_eq!(steps(&window), 1);
    window.assert_notice("Two model limits pasted");
    window.event([Event::Cut]);
    window.settle();
    assert_eq!(window.workbook().limits.limits.len(), count);
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
}

#[test]
fn text_of_a_spreadsheet_becomes_rows_by_its_heads() {
    let home = Home::new();
    let mut window = at(&home, Section::Budgets);
    let all = budgets(&window);
    window.click(Role::ListBoxOption, "UB-1");
    window.event([Event::Paste("Owner\tName\r\nLO\tMissed total loss\r\nMK\tWrong language\r\n".to_owned())]);
    window.settle();
    let names: Vec<String> =
        window.workbook().budgets.budgets.iter().map(|budget| format!("{} {}", budget.name, budget.owner)).collect();
    assert_eq!(names[1..3], ["Missed total loss LO", "Wrong language MK"]);
    assert_eq!(names.len(), all.len() + 2);
}

#[test]
fn a_list_without_a_page_of_its_own_takes_many_too() {
    let home = Home::new();
    let mut window = at(&home, Section::Requirements);
    window.click(Role::RadioButton, "View: All questions");
    let rows = window.all(|seen| seen.role == Role::Button && seen.acts && seen.name.starts_with("RQ-"));
    assert!(rows.len() > 1, "there are requirements");
    let (section, before) = (Section::Requirements, window.workbook());
    window.click_with(Modifiers::COMMAND, &rows[0]);
    window.click_with(Modifiers::COMMAND, &rows[1]);
    assert!(said(&window).unwrap_or_default().starts_with("2 of"), "{section:?}");
    window.click(Role::Button, "Keep inside all selected");
    assert_eq!(steps(&window), 1);
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
}

#[test]
fn rows_are_dragged_alone_and_together() {
    let home = Home::new();
    let mut window = at(&home, Section::Budgets);
    let all = budgets(&window);
    let middle = |window: &Window, start: &str| row(window, start).at.unwrap().center();
    let (from, to) = (middle(&window, "UB-1"), middle(&window, "UB-3"));
    window.drag(from, to + vec2(0.0, 20.0));
    let moved: Vec<u32> = [2, 3, 1].into_iter().chain(all.iter().copied().skip(3)).collect();
    assert_eq!(budgets(&window), moved);
    assert_eq!(steps(&window), 1);
    window.click(Role::ListBoxOption, "UB-2");
    window.click_with(Modifiers::SHIFT, &row(&window, "UB-3"));
    let (from, to) = (middle(&window, "UB-2"), middle(&window, "UB-1"));
    window.drag(from, to + vec2(0.0, 20.0));
    assert_eq!(budgets(&window), all, "both went behind the first");
    assert_eq!(steps(&window), 2);
}

#[test]
fn a_metric_stays_in_its_layer_when_it_is_dragged() {
    let home = Home::new();
    let mut window = at(&home, Section::Metrics);
    let before = window.workbook();
    let rows = window.all(|seen| seen.role == Role::ListBoxOption && seen.name.starts_with("M-"));
    let (first, last) = (rows[0].at.unwrap().center(), rows[rows.len() - 1].at.unwrap().center());
    window.drag(first, last + vec2(0.0, 12.0));
    let layer = |workbook: &caveat::model::Workbook, id: Id| workbook.metrics.metrics.find(id).unwrap().layer;
    for metric in before.metrics.metrics.iter() {
        assert_eq!(layer(&window.workbook(), metric.id), metric.layer);
    }
}

fn notes(window: &Window, block: CanvasBlock) -> Vec<String> {
    window.workbook().canvas.block(block).map(|note| note.text.clone()).collect()
}

/// The notes of a tray on the screen.
fn note(window: &Window, words: &str) -> Seen {
    window
        .all(|seen| seen.role == Role::Button && seen.name.contains(words) && !seen.name.starts_with("More"))
        .remove(0)
}

#[test]
fn notes_are_chosen_and_change_kind_and_block_together() {
    let home = Home::new();
    let mut window = at(&home, Section::Canvas);
    let before = window.workbook();
    let texts = notes(&window, CanvasBlock::Problem);
    window.click_on(&note(&window, &texts[0]));
    window.click_with(Modifiers::COMMAND, &note(&window, &texts[1]));
    assert!(said(&window).unwrap().starts_with("2 of"));
    window.key(Key::Num4);
    let kinds: Vec<_> = window.workbook().canvas.block(CanvasBlock::Problem).map(|note| note.kind).take(2).collect();
    assert_eq!(kinds, [Some(NoteKind::Decision); 2]);
    assert_eq!(steps(&window), 1);
    window.press(Modifiers::ALT, Key::ArrowRight);
    let there = notes(&window, CanvasBlock::Baseline);
    assert_eq!(there[there.len() - 2..], texts[..2], "both are in the next block, in their order");
    assert_eq!(steps(&window), 2);
    window.event([Event::Copy]);
    assert_eq!(window.copied(), texts[..2].join("\n"));
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
}

#[test]
fn the_rubber_band_chooses_what_it_touches() {
    let home = Home::new();
    let mut window = at(&home, Section::Canvas);
    let texts = notes(&window, CanvasBlock::Problem);
    let boxes: Vec<egui::Rect> = texts.iter().map(|text| note(&window, text).at.unwrap()).collect();
    let last = boxes[boxes.len() - 1];
    let from = egui::pos2(last.left() - 4.0, last.bottom() + 4.0);
    window.drag(from, boxes[0].center());
    assert!(said(&window).unwrap().starts_with(&format!("{} of", texts.len())), "{:?}", said(&window));
    assert_eq!(steps(&window), 0, "choosing changes nothing");
    window.key(Key::Delete);
    assert!(notes(&window, CanvasBlock::Problem).is_empty());
    assert_eq!(steps(&window), 1);
    window.ctrl(Key::Z);
    assert_eq!(notes(&window, CanvasBlock::Problem), texts);
}

#[test]
fn several_notes_are_dragged_together() {
    let home = Home::new();
    let mut window = at(&home, Section::Canvas);
    let texts = notes(&window, CanvasBlock::Problem);
    window.click_on(&note(&window, &texts[0]));
    window.click_with(Modifiers::SHIFT, &note(&window, &texts[1]));
    let target = note(&window, &notes(&window, CanvasBlock::Users)[0]).at.unwrap();
    window.drag(note(&window, &texts[1]).at.unwrap().center(), target.center_top() + vec2(0.0, 2.0));
    let there = notes(&window, CanvasBlock::Users);
    assert_eq!(there[..2], texts[..2]);
    assert_eq!(steps(&window), 1);
}

#[test]
fn many_lines_become_many_notes() {
    let home = Home::new();
    let mut window = at(&home, Section::Canvas);
    let texts = notes(&window, CanvasBlock::Problem);
    window.click_on(&note(&window, &texts[0]));
    window.event([Event::Paste("One, with a comma\n\nTwo\nThree\n".to_owned())]);
    window.settle();
    let there = notes(&window, CanvasBlock::Problem);
    assert_eq!(there[1..4], ["One, with a comma", "Two", "Three"]);
    let kinds: Vec<_> =
        window.workbook().canvas.block(CanvasBlock::Problem).map(|note| note.kind).skip(1).take(3).collect();
    assert_eq!(kinds, [Some(NoteKind::Assumption); 3]);
    assert_eq!(steps(&window), 1);
    assert!(said(&window).unwrap().starts_with("3 of"));
}

#[test]
fn the_canvas_has_a_size_of_its_own() {
    let home = Home::new();
    let mut window = at(&home, Section::Canvas);
    let text = notes(&window, CanvasBlock::Problem)[0].clone();
    window.click_on(&note(&window, &text));
    let natural = note(&window, &text).at.unwrap();
    window.event([Event::Text("+".to_owned())]);
    window.key(Key::Plus);
    let large = note(&window, &text).at.unwrap();
    assert!((large.height() / natural.height() - 1.25).abs() < 0.05, "{natural:?} {large:?}");
    assert!(window.has(Role::Button, "Size of the canvas: 125%"));
    window.key(Key::Num0);
    assert!((note(&window, &text).at.unwrap().height() - natural.height()).abs() < 0.1);
    window.key(Key::Minus);
    window.key(Key::Minus);
    assert!(note(&window, &text).at.unwrap().height() < natural.height());
    window.click_on(&note(&window, &text));
    window.key(Key::Enter);
    window.type_text("!");
    window.key(Key::Escape);
    window.key(Key::F);
    assert!(!window.session().is_dirty(), "size is no change of the workbook");
    let over = window.all(|seen| seen.name.starts_with("Cost and value"))[0].at.unwrap();
    assert!(over.bottom() <= 900.0, "all of it is seen: {over:?}");
    let size = |window: &Window| window.find(Role::Button, "Size of the canvas").name;
    let before = size(&window);
    window.event([Event::PointerMoved(over.center()), Event::Zoom(1.3)]);
    window.settle();
    assert_ne!(size(&window), before, "Ctrl with the wheel");
}

#[test]
fn what_is_chosen_is_let_go_of_on_another_page() {
    let home = Home::new();
    let mut window = at(&home, Section::Budgets);
    window.click(Role::ListBoxOption, "UB-1");
    window.ctrl(Key::A);
    assert!(said(&window).is_some());
    turn_to(&mut window, Page::Section(Section::Metrics));
    assert_eq!(said(&window), None);
    turn_to(&mut window, Page::Section(Section::Budgets));
    assert_eq!(said(&window), None);
}

#[test]
fn many_practices_get_one_status_whether_or_not_they_were_begun() {
    let home = Home::new();
    let mut window = at(&home, Section::Checklist);
    let before = window.workbook();
    let rows = window.all(|seen| seen.role == Role::ListBoxOption && seen.name.starts_with("GOVERN"));
    window.click_on(&rows[0]);
    window.click_with(Modifiers::SHIFT, &rows[3]);
    assert!(said(&window).unwrap_or_default().starts_with("4 of"), "{:?}", said(&window));
    window.click(Role::Button, "Set one answer for all");
    window.click(Role::MenuItem, "Status");
    window.click(Role::MenuItem, "Blocked");
    let blocked = |window: &Window| {
        let workbook = window.workbook();
        let answers = workbook.checklist.answers.iter();
        answers.filter(|answer| answer.status == Some(caveat::model::checklist::PracticeStatus::Blocked)).count()
    };
    assert_eq!(steps(&window), 1);
    assert!(blocked(&window) >= 4);
    assert!(said(&window).unwrap_or_default().starts_with("4 of"), "they stay chosen");
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
}
