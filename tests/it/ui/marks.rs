//! Fields that are marked: unknown with a name and a date, or not applicable with a reason; the list of all of them; and
//! prompts that become questions.

use caveat::model::canvas::NoteKind;
use caveat::model::mark::Mark;
use caveat::model::{Section, Workbook};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

fn mark(window: &Window, key: &str) -> Option<Mark> {
    window.workbook().about.marks.get(key).cloned()
}

fn on_about(home: &Home) -> Window {
    home.window_on(&home.file("blank.caveat", &Workbook::default()))
}

fn ctrl_u_in(window: &mut Window, field: &str) {
    let field = window.find_field(field);
    window.click_on(&field);
    window.ctrl(Key::U);
}

#[test]
fn ctrl_u_asks_in_place_who_finds_out_by_when() {
    let home = Home::new();
    let mut window = on_about(&home);
    ctrl_u_in(&mut window, "What do people call it?");
    assert_eq!(window.focused().map(|seen| seen.name).as_deref(), Some("Who will find out?"));
    window.type_text("Mira Kern");
    assert_eq!(mark(&window, "product"), None, "nothing is written yet");
    window.fill("By when?", "soon");
    window.click(Role::Button, "Mark unknown");
    assert_eq!(mark(&window, "product"), None, "what is no date is not taken");
    assert!(window.shows("Enter a date such as"));
    window.fill("By when?", "2026-03-06");
    window.key(Key::Enter);
    let due = "2026-03-06".parse().ok();
    let expected = Mark::Unknown { owner: "Mira Kern".to_owned(), due, question: String::new() };
    assert_eq!(mark(&window, "product"), Some(expected));
    assert_eq!(window.session().undo_name(), Some("mark product as unknown"));
    assert_eq!(window.session().history().len(), 1, "one step");
    let said = window.focused().map(|seen| seen.name).unwrap_or_default();
    assert_eq!(said, "Product: unknown. Mira Kern by 6 March, 3 days late");
    window.click(Role::Link, "Answer Product");
    assert_eq!(mark(&window, "product"), None);
    window.type_text("Claims");
    window.wait(1.0);
    assert_eq!(window.workbook().about.product, "Claims", "the cursor is in the field");
}

#[test]
fn escape_puts_back_what_was_there() {
    let home = Home::new();
    let mut window = on_about(&home);
    ctrl_u_in(&mut window, "What do people call it?");
    window.type_text("Mira");
    window.key(Key::Escape);
    assert!(!window.shows("Mark as unknown"));
    assert!(!window.session().is_dirty());
    assert_eq!(window.focused().map(|seen| seen.name).as_deref(), Some("What do people call it?"));
    window.click(Role::Button, "More about Product");
    window.click(Role::MenuItem, "Does not apply");
    window.fill("Why does it not apply?", "A service without a name");
    window.click(Role::Button, "Mark not applicable");
    let reason = "A service without a name".to_owned();
    assert_eq!(mark(&window, "product"), Some(Mark::NotApplicable { reason }));
    assert!(window.shows("Product: not applicable. A service without a name"));
    window.key(Key::Enter);
    window.key(Key::Escape);
    assert!(matches!(mark(&window, "product"), Some(Mark::NotApplicable { .. })), "it stays as it was");
    window.ctrl(Key::Z);
    assert_eq!(mark(&window, "product"), None);
}

#[test]
fn u_marks_where_no_text_is_edited() {
    let home = Home::new();
    let mut window = on_about(&home);
    let stage = window.all(|seen| seen.acts && seen.name.starts_with("Lifecycle stage"));
    assert!(!stage.is_empty());
    window.focus_on(&stage[0]);
    window.press(Modifiers::NONE, Key::U);
    window.find_field("Who will find out?");
    window.key(Key::Enter);
    assert!(matches!(mark(&window, "stage"), Some(Mark::Unknown { .. })));
    assert!(window.shows("Nobody is asked"));
}

#[test]
fn all_that_is_unknown_is_in_one_list() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let count = caveat::assess::unknowns::unknowns(&window.workbook()).len();
    assert!(count > 0);
    ctrl_u_in(&mut window, "Who answers for it, by name?");
    window.key(Key::Enter);
    assert!(window.shows(&format!("{} fields are marked unknown in this workbook.", count + 1)));
    window.click(Role::Link, "List all unknown fields");
    assert_eq!(window.app().page(), Page::Unknowns);
    window.click(Role::Button, "Show: Nobody asked");
    let rows = window.all(|seen| seen.role == Role::Button && seen.name.contains("nobody is asked"));
    assert!(rows.iter().any(|row| row.name.starts_with("Owner, About: ")), "{rows:?}");
    window.click(Role::Link, "Ask someone about Owner of About");
    assert_eq!(window.app().page(), Page::Section(Section::About));
    window.fill("Who will find out?", "Anke Vos");
    window.fill("By when?", "2026-01-05"); // the earliest stands first
    window.click(Role::Button, "Mark unknown");
    assert!(matches!(mark(&window, "owner"), Some(Mark::Unknown { owner, .. }) if owner == "Anke Vos"));
    turn_to(&mut window, Page::Unknowns);
    window.click(Role::Button, "Show: All");
    window.click(Role::Link, "Answer Owner of About");
    assert_eq!(mark(&window, "owner"), None);
    assert_eq!(window.app().page(), Page::Section(Section::About));
}

#[test]
fn a_prompt_becomes_a_question_in_one_step() {
    let home = Home::new();
    let mut window = on_about(&home);
    window.click(Role::Link, "Add as question: What do people call it?");
    assert!(
        matches!(mark(&window, "product"), Some(Mark::Unknown { question, .. }) if question == "What do people call it?")
    );
    assert_eq!(window.session().undo_name(), Some("add question"));
    turn_to(&mut window, Page::Section(Section::Canvas));
    let prompts = window.all(|seen| seen.role == Role::Link && seen.name.starts_with("Add as question: "));
    assert!(!prompts.is_empty());
    window.click_on(&prompts[0]);
    let notes = window.workbook().canvas;
    let note = notes.notes.iter().next().unwrap();
    assert_eq!(note.kind, Some(NoteKind::Question));
    assert!(prompts[0].name.ends_with(&note.text) && note.block.is_some());
    window.assert_notice("Question added to");
    window.click(Role::Button, "Undo");
    assert_eq!(window.workbook().canvas.notes.len(), 0);
}
