//! The first hour: the interview fills a workbook, one answer one step; five failure modes; model cards; the start screen.

use std::fs;

use caveat::model::canvas::NoteKind;
use caveat::model::mark::Mark;
use caveat::model::pattern::{InputKind, OutputKind};
use caveat::model::{Number, Section};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::Window;
use super::home::Home;

const BASELINE: &str = "How often does today’s way get it right?";

/// A new document, asked from the start screen.
fn begun(home: &Home) -> Window {
    let mut window = home.window();
    window.click(Role::Button, "First-hour interview");
    assert_eq!(window.app().page(), Page::Interview);
    window
}

fn heading(window: &Window) -> String {
    window
        .all(|seen| seen.role == Role::Heading)
        .iter()
        .map(|seen| seen.name.clone())
        .find(|name| name.ends_with('?') || name.ends_with('.'))
        .unwrap_or_default()
}

/// Goes to the third question.
fn at_baseline(home: &Home) -> Window {
    let mut window = begun(home);
    window.click(Role::Button, "Chapter: Today, without AI");
    assert_eq!(heading(&window), BASELINE);
    window
}

#[test]
fn an_answer_fills_what_the_preview_shows_as_one_step() {
    let home = Home::new();
    let mut window = at_baseline(&home);
    window.type_text("Four in five. The rules engine v9 gets 79% right.");
    assert!(window.workbook().canvas.notes.is_empty(), "nothing before Next");
    assert_eq!(window.find_field("Number found in your answer").value, "79%");
    assert!(window.shows("5 places"));
    assert!(window.has(Role::Label, "Canvas, block 2") && window.has(Role::Label, "Discovery, before and after"));
    window.press(Modifiers::ALT, Key::Num1);
    assert_eq!(window.find_field(BASELINE).value, "Four in five. The rules engine v9 gets 79% right.");
    window.fill("Source", "Log, January 2026");
    window.press(Modifiers::COMMAND, Key::Enter);
    let workbook = window.workbook();
    let note = workbook.canvas.notes.at(0).unwrap();
    assert_eq!(note.text, "The rules engine v9 gets 79% right");
    assert_eq!((note.kind, note.source.as_str()), (Some(NoteKind::Fact), "Log, January 2026"));
    assert_eq!(workbook.discovery.measure_before, "79%");
    let metric = workbook.metrics.metrics.at(0).unwrap();
    assert_eq!((metric.name.as_str(), metric.baseline.map(Number::get)), ("Right first time", Some(0.79)));
    assert_eq!(window.session().history().collect::<Vec<_>>(), ["answer question 3"]);
    assert_eq!(heading(&window), "What does it cost people now?");
    window.ctrl(Key::Z);
    assert!(window.workbook().canvas.notes.is_empty() && window.workbook().metrics.metrics.is_empty());
    assert_eq!(window.workbook().discovery.measure_before, "");
    window.ctrl(Key::Y);
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.find_field(BASELINE).value, "Four in five. The rules engine v9 gets 79% right.", "read back");
    assert_eq!(window.find_field("Source").value, "Log, January 2026");
}

#[test]
fn the_number_can_be_taken_away_and_typing_taken_back() {
    let home = Home::new();
    let mut window = at_baseline(&home);
    window.type_text("About 79% of cases");
    window.click(Role::Link, "Not that one");
    window.find(Role::Label, "No number is taken from this answer.");
    window.click(Role::Button, "Next question");
    assert!(window.workbook().metrics.metrics.is_empty());
    assert_eq!(window.workbook().canvas.notes.len(), 1);
    let steps = window.session().history().len();
    window.type_text("Something");
    window.ctrl(Key::Z);
    assert_eq!(window.find_field("What does it cost people now?").value, "", "typing first");
    assert_eq!(window.session().history().len(), steps);
}

#[test]
fn what_is_not_known_gets_a_name_and_a_day() {
    let home = Home::new();
    let mut window = begun(&home);
    window.press(Modifiers::ALT, Key::Num3);
    window.fill("Who finds out", "Anke Vos");
    window.fill("By when", "2026-04-01");
    window.click(Role::Button, "Next question");
    let workbook = window.workbook();
    let mark = workbook.discovery.marks.get("decision");
    assert!(matches!(mark, Some(Mark::Unknown { owner, due: Some(_), .. }) if owner == "Anke Vos"), "{mark:?}");
    assert_eq!(workbook.canvas.notes.at(0).unwrap().kind, Some(NoteKind::Question));
    window.fill("What gets better, in a few words, and in which way?", "routing");
    window.key(Key::Escape);
    assert_eq!(window.app().page(), Page::Overview);
    assert_eq!(window.workbook().discovery.subject, "routing", "leaving keeps what was written");
}

#[test]
fn it_opens_where_it_was_and_ends_with_counts() {
    let home = Home::new();
    let mut window = begun(&home);
    for _ in 0..15 {
        window.press(Modifiers::COMMAND, Key::Enter);
    }
    assert_eq!(heading(&window), "Which decision or step is hard today?", "those without an answer come again");
    window.type_text("Where a claim goes");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.key(Key::Escape);
    let file = home.path("first.caveat");
    window.will_choose(&file);
    window.ctrl(Key::S);
    drop(window);
    let mut window = home.window_on(&file);
    window.tell(caveat::ui::App::show_interview);
    assert_eq!(heading(&window), "What gets better, in a few words, and in which way?");
    for _ in 0..40 {
        if window.shows("15 asked") {
            break;
        }
        window.press(Modifiers::COMMAND, Key::Enter);
    }
    window.find(Role::Heading, "15 asked, 1 answered, 0 unknown.");
    window.click(Role::Button, "Open canvas");
    assert_eq!(window.app().page(), Page::Section(Section::Canvas));
}

#[test]
fn traits_bring_candidates_and_five_are_kept_changed_or_written() {
    let home = Home::new();
    let mut window = begun(&home);
    window.click(Role::Button, "Chapter: The idea");
    window.press(Modifiers::COMMAND, Key::Enter);
    for option in ["Free text", "Documents"] {
        window.click(Role::CheckBox, option);
    }
    window.click(Role::CheckBox, "Text");
    window.press(Modifiers::COMMAND, Key::Enter);
    let pattern = window.workbook().pattern;
    assert_eq!(pattern.inputs.get(), [InputKind::FreeText, InputKind::Documents]);
    assert_eq!(pattern.outputs.get(), [OutputKind::Text]);
    window.click(Role::Button, "Chapter: Five failure modes");
    window.find(Role::ProgressIndicator, "0 of 5");
    let keep = window.all(|seen| seen.name.starts_with("Keep: "));
    let title = keep[0].name.trim_start_matches("Keep: ").to_owned();
    window.click_on(&keep[0]);
    assert_eq!(window.workbook().failure_modes.modes.at(0).unwrap().name, title);
    window.find(Role::ProgressIndicator, "1 of 5");
    let change = window.all(|seen| seen.name.starts_with("Change: "));
    window.click_on(&change[0]);
    window.fill("Who is harmed?", "The policyholder");
    window.click(Role::Button, "Add it");
    let mode = window.workbook().failure_modes.modes.at(1).cloned().unwrap();
    assert_eq!(mode.harmed, "The policyholder");
    assert!(!mode.library_key.is_empty() && !mode.cause.is_empty());
    window.click(Role::Button, "Write your own");
    window.fill("What goes wrong?", "Cites the wrong version");
    window.click(Role::Button, "Add it");
    assert_eq!(window.workbook().failure_modes.modes.at(2).unwrap().name, "Cites the wrong version");
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().failure_modes.modes.len(), 2, "one step each");
    // the page of the failure modes leads here while there are fewer than five
    window.tell(|app| app.show_section(Section::FailureModes));
    window.click(Role::Button, "Write five failure modes in a row");
    assert_eq!(window.app().page(), Page::Interview);
    window.find(Role::ProgressIndicator, "2 of 5");
}

#[test]
fn it_is_shown_in_every_size_and_changes_nothing_by_itself() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let before = window.workbook();
    for size in [[1440.0, 900.0], [1100.0, 700.0], [900.0, 700.0], [720.0, 450.0], [480.0, 400.0]] {
        window.resize(size);
        window.tell(caveat::ui::App::show_interview);
        for _ in 0..18 {
            let nameless = window.all(|seen| {
                seen.acts
                    && seen.name.trim().is_empty()
                    && !matches!(seen.role, Role::ScrollView | Role::ScrollBar | Role::Window)
            });
            assert_eq!(nameless, [], "{size:?}");
            window.press(Modifiers::COMMAND, Key::Enter);
        }
        assert!(window.workbook() == before, "{size:?}");
        assert_eq!(window.session().history().len(), 0, "{size:?}");
    }
}

const CARD: &str = "---\nlicense: mit\ndatasets: beans\nthumbnail: x.png\nmodel-index:\n- name: bean-net\n  results:\n  - dataset: {name: Beans, type: beans}\n    metrics:\n    - {type: accuracy, value: 0.9}\n---\n# Bean Net\n\nSorts beans.\n\n## Limitations\n\n- Bright light\n";

#[test]
fn a_model_card_is_shown_before_it_fills_anything() {
    let home = Home::new();
    let card = home.path("README.md");
    fs::write(&card, CARD).unwrap();
    let mut window = home.window();
    window.will_choose(&card);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    window.find(Role::Heading, "Import README.md");
    assert!(window.shows("Accuracy on Beans") && window.shows("thumbnail has no place in a workbook."));
    assert!(!window.has(Role::Button, "Into this document"), "nothing is open");
    window.click(Role::Button, "Make a new document of it");
    let workbook = window.workbook();
    assert_eq!(workbook.model_card.license, "mit");
    assert_eq!(workbook.about.summary, "Sorts beans.");
    let metric = workbook.metrics.metrics.at(0).unwrap();
    assert_eq!(metric.readings.at(0).unwrap().value.map(Number::get), Some(0.9));
    assert_eq!((workbook.data.sources.len(), workbook.limits.limits.len()), (1, 1));
    assert!(window.session().is_dirty() && window.file().is_none());
}

#[test]
fn a_model_card_gets_into_the_open_document_as_one_step() {
    let home = Home::new();
    let card = home.path("README.md");
    fs::write(&card, CARD).unwrap();
    let mut window = home.window_on(&home.example("claims-triage"));
    let before = window.workbook();
    window.will_choose(&card);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    window.key(Key::Escape);
    assert!(window.workbook() == before && !window.shows("Import README.md"), "Escape is Cancel");
    window.will_choose(&card);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    window.click(Role::Button, "Into this document");
    let after = window.workbook();
    assert_eq!(after.about.summary, before.about.summary, "what is written stays");
    assert_eq!(after.data.sources.len(), before.data.sources.len() + 1);
    assert_eq!(window.app().page(), Page::Section(Section::ModelCard));
    window.ctrl(Key::Z);
    assert!(window.workbook() == before, "one step");
}

#[test]
fn what_is_no_card_is_refused_with_a_word() {
    let home = Home::new();
    let mut window = home.window();
    for (name, bytes, words) in [
        ("a.md", &b""[..], "The file is empty"),
        ("b.md", b"<!DOCTYPE html><html></html>", "web page"),
        ("c.md", b"caf\xe9", "not text in UTF-8"),
        ("d.json", b"{\"a\": 1}", "not of a model card"),
    ] {
        let path = home.path(name);
        fs::write(&path, bytes).unwrap();
        window.will_choose(&path);
        window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
        window.assert_notice(words);
        window.assert_notice(&format!("{name} was not imported"));
    }
    assert!(window.app().document().is_none());
}

#[test]
fn recent_files_that_are_gone_or_broken_can_be_found_or_dropped() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.ctrl(Key::W);
    window.find(Role::Button, "Open Claims triage copilot, ");
    drop(window);
    let moved = home.path("moved.caveat");
    fs::rename(&file, &moved).unwrap();
    let mut window = home.window();
    let row = window.find(Role::Button, "Open Claims triage copilot, ");
    assert!(row.name.ends_with("not where it was"), "{row:?}");
    window.click(Role::Link, "Locate Claims triage copilot");
    window.find(Role::Link, "Locate Claims triage copilot");
    window.will_choose(&moved);
    window.click(Role::Link, "Locate Claims triage copilot");
    assert!(window.file().is_some_and(|file| file.ends_with("moved.caveat")));
    window.ctrl(Key::W);
    assert_eq!(
        window.all(|seen| seen.name.starts_with("Open Claims triage copilot")).len(),
        1,
        "in place of the old one"
    );
    fs::write(&moved, "(format: \"caveat\", version: 4, workbook: (").unwrap();
    window.click(Role::Button, "Open Claims triage copilot, ");
    window.assert_notice("Not opened");
    let row = window.find(Role::Button, "Open Claims triage copilot, ");
    assert!(row.name.ends_with("could not be read"), "{row:?}");
    window.click(Role::Button, "Take Claims triage copilot off the list");
    window.find(Role::Label, "Documents you open appear here.");
}

#[test]
fn what_needs_a_workbook_says_so_on_the_start_screen() {
    let home = Home::new();
    let mut window = home.window();
    window.ctrl(Key::E);
    window.assert_notice("Open or begin a workbook first");
}

#[test]
fn the_palette_offers_on_the_start_screen_what_needs_no_workbook() {
    let home = Home::new();
    let mut window = home.window();
    window.ctrl(Key::K);
    for (command, is_there) in [("New document", true), ("Settings", true), ("Undo", false), ("Save", false)] {
        let listed = window.all(|seen| seen.role == Role::ListBoxOption && seen.name.starts_with(command));
        assert_eq!(!listed.is_empty(), is_there, "{command}: {listed:?}");
    }
    window.type_text("new doc");
    window.key(Key::Enter);
    window.settle();
    assert!(window.app().document().is_some());
}
