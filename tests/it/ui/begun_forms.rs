//! What is begun in the forms of the pages: a decision on a gate or a stage, a mark, a value that was seen, an answer of the first
//! hour, how a comment was settled. All of it survives a crash and is asked about before it goes.

use caveat::model::{Item, Section, Workbook};
use caveat::store;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;

const REASON: &str = "Why, and under which conditions?";

/// The window after the one that was open has crashed, with its work recovered and what was begun in sight, and what the start
/// screen said was begun.
fn crashed(home: &Home, mut window: Window, said: &str) -> Window {
    let before = window.workbook();
    window.wait(1.5);
    drop(window);
    let mut window = home.window();
    assert!(window.shows(&format!("Begun and not finished: {said}")), "{said}: {:#?}", window.seen());
    let offer = window.all(|seen| seen.role == Role::Button && seen.name.starts_with("Recover ")).remove(0);
    window.click_on(&offer);
    window.settle();
    assert!(window.workbook() == before, "nothing of it is in the workbook");
    window.close();
    window.find(Role::Heading, "Leave what you have begun?");
    window.click(Role::Button, "Go back to it");
    window
}

fn example(home: &Home, section: Section) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(section));
    window
}

#[test]
fn a_decision_on_a_gate_comes_back_with_what_was_chosen_and_why() {
    let home = Home::new();
    let mut window = example(&home, Section::Release);
    window.click(Role::Button, "Record decision");
    window.click(Role::RadioButton, "No-go");
    window.fill(REASON, "No fallback for claims in Dutch");
    let mut window = crashed(&home, window, "a decision on");
    assert_eq!(window.find_field(REASON).value, "No fallback for claims in Dutch");
    window.fill("Who decided?", "Anke Vos");
    window.click(Role::Button, "Record this decision");
    let release = window.workbook().release;
    let found = release.gates.iter().flat_map(|gate| gate.decisions.iter()).find(|one| one.reason.contains("Dutch"));
    assert_eq!(found.map(|one| one.by.as_str()), Some("Anke Vos"));
}

#[test]
fn a_decision_on_a_stage_comes_back_and_one_that_was_only_opened_holds_nobody_up() {
    let home = Home::new();
    let mut workbook = store::open::<Workbook>(&home.example("claims-triage")).unwrap().value;
    std::sync::Arc::make_mut(&mut workbook.discovery).viability.reason.clear();
    let mut window = home.window_on(&home.file("open.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Discovery));
    window.click(Role::Button, "Decide: No-go");
    window.close();
    assert!(window.is_leaving(), "nothing was entered");
    drop(window);

    let mut window = home.window_on(&home.file("open.caveat", &workbook));
    turn_to(&mut window, Page::Section(Section::Discovery));
    window.click(Role::Button, "Decide: No-go");
    window.fill(REASON, "The saving is half of what it costs");
    let window = crashed(&home, window, "a decision on viability");
    assert_eq!(window.find_field(REASON).value, "The saving is half of what it costs");
}

#[test]
fn a_mark_that_was_being_made_comes_back_in_its_field_and_in_no_other_document() {
    let home = Home::new();
    let mut window = home.window_on(&home.file("blank.caveat", &Workbook::default()));
    let field = window.find_field("What do people call it?");
    window.click_on(&field);
    window.ctrl(Key::U);
    window.fill("Who will find out?", "Mira Kern");
    let mut window = crashed(&home, window, "a mark on Product");
    assert_eq!(window.find_field("Who will find out?").value, "Mira Kern");
    window.close();
    window.click(Role::Button, "Leave without it");
    drop(window);

    let mut window = home.window_on(&home.file("other.caveat", &Workbook::default()));
    let field = window.find_field("What do people call it?");
    window.click_on(&field);
    window.ctrl(Key::U);
    window.fill("Who will find out?", "Mira Kern");
    window.ctrl(Key::W);
    window.click(Role::Button, "Leave without it");
    let other = home.file("third.caveat", &Workbook::default());
    window.drop_file(&other);
    assert!(!window.has(Role::TextInput, "Who will find out?"), "it belongs to the document that was closed");
}

#[test]
fn values_and_what_was_done_about_an_alert_wait_in_the_lines_of_their_signals() {
    let home = Home::new();
    let mut window = example(&home, Section::Monitoring);
    window.click(Role::ListBoxOption, "S-1 ");
    window.key(Key::Enter);
    window.fill("How much was it?", "2.4%");
    window.click(Role::Button, "Done with the signal");
    window.click(Role::ListBoxOption, "S-2 ");
    window.key(Key::Enter);
    assert_eq!(window.find_field("How much was it?").value, "", "another signal has a line of its own");
    window.click(Role::Button, "Done with the signal");
    window.click(Role::ListBoxOption, "S-1 ");
    window.key(Key::Enter);
    assert_eq!(window.find_field("How much was it?").value, "2.4%", "and what was typed waits");
    let window = crashed(&home, window, "a value of");
    assert_eq!(window.find_field("How much was it?").value, "2.4%");
}

#[test]
fn answers_of_the_first_hour_come_back_in_their_questions_also_those_that_were_skipped() {
    const BASELINE: &str = "How often does today’s way get it right?";
    let home = Home::new();
    let mut window = home.window();
    window.click(Role::Button, "First-hour interview");
    window.click(Role::Button, "Chapter: Today, without AI");
    window.type_text("Four in five, says the log");
    window.click(Role::Button, "Skip");
    window.type_text("Nobody has counted that yet");
    let mut window = crashed(&home, window, "two answers of the first hour");
    assert_eq!(window.app().page(), Page::Interview);
    assert_eq!(window.find_field(BASELINE).value, "Four in five, says the log");
    window.press(Modifiers::COMMAND, Key::Enter);
    let answer = window.focused().map(|seen| seen.value).unwrap_or_default();
    assert_eq!(answer, "Nobody has counted that yet", "the next question has its own");
    window.ctrl(Key::Z);
    assert_eq!(window.focused().map(|seen| seen.value).as_deref(), Some(""), "what is typed can be taken back");
}

#[test]
fn how_a_comment_was_settled_comes_back_beside_it() {
    let home = Home::new();
    let mut window = example(&home, Section::About);
    window.press(Modifiers::COMMAND | Modifiers::ALT, Key::M);
    window.type_text("Who is that for?");
    window.fill("Your name, for comments", "Sofia Brandt");
    window.click(Role::Button, "Add the comment (Ctrl Enter)");
    let cited = window.workbook().reviews.comments.iter().next_back().unwrap().cite();
    window.click(Role::Button, &format!("Settle {cited} with a note"));
    let name = format!("How was {cited} settled, by whom?");
    window.fill(&name, "Agreed in the call of Monday");
    let window = crashed(&home, window, "how a comment was settled that is by Sofia Brandt");
    assert_eq!(window.find_field(&name).value, "Agreed in the call of Monday");
}

#[test]
fn a_cell_of_a_sheet_that_was_being_written_comes_back_in_its_row() {
    let home = Home::new();
    let mut window = example(&home, Section::FailureModes);
    let before = window.workbook().failure_modes.modes.len();
    window.click(Role::Button, "Open as a sheet");
    window.press(Modifiers::COMMAND, Key::End);
    window.press(Modifiers::NONE, Key::Home);
    window.key(Key::ArrowDown);
    window.type_text("Reads an old policy");
    assert_eq!(window.workbook().failure_modes.modes.len(), before, "a row that is to come is none before Enter");
    window.wait(1.5);
    drop(window);
    let mut window = home.window();
    assert!(window.shows("Begun and not finished: a cell of Failure"), "{:#?}", window.seen());
    window.click(Role::Button, "Recover Claims triage copilot");
    window.settle();
    assert_eq!(window.workbook().failure_modes.modes.len(), before);
    assert_eq!(window.focused().map(|seen| seen.value).as_deref(), Some("Reads an old policy"));
    window.key(Key::Enter);
    let modes = window.workbook().failure_modes.modes.clone();
    assert_eq!((modes.len(), modes.at(before).unwrap().name.as_str()), (before + 1, "Reads an old policy"));
}

#[test]
fn a_cell_that_is_left_or_given_up_is_not_begun_any_more() {
    let home = Home::new();
    let mut window = example(&home, Section::FailureModes);
    window.click(Role::Button, "Open as a sheet");
    window.press(Modifiers::COMMAND, Key::End);
    window.press(Modifiers::NONE, Key::Home);
    window.key(Key::ArrowDown);
    window.type_text("Reads an old policy");
    window.key(Key::Escape);
    window.close();
    assert!(window.is_leaving(), "nothing is begun: {:#?}", window.seen());
}
