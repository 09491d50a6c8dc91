//! The command palette: everything by its words, by keys and by mouse.

use caveat::model::Section;
use caveat::model::canvas::{CanvasBlock, NoteKind};
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{USUAL, Window};
use super::home::Home;
use super::pages::turn_to;

fn open_on(home: &Home, page: Page) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, page);
    window.ctrl(Key::K);
    window
}

/// The rows of the palette, and which of them is chosen.
fn rows(window: &Window) -> (Vec<String>, Option<String>) {
    let list = window.find(Role::ListBox, "Results").at.unwrap();
    let is_inside = |at: egui::Rect| list.expand(1.0).contains_rect(at);
    let options = window.all(|seen| seen.role == Role::ListBoxOption && seen.at.is_some_and(is_inside));
    let chosen = options.iter().find(|seen| seen.on).map(|seen| seen.name.clone());
    (options.into_iter().map(|seen| seen.name).collect(), chosen)
}

fn is_open(window: &Window) -> bool {
    window.has(Role::TextInput, "Search or run a command")
}

#[test]
fn items_notes_texts_and_commands_are_found_in_groups() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Section(Section::Budgets));
    window.type_text("injury");
    for head in ["Go to", "Notes", "Texts", "Do"] {
        assert!(window.has(Role::Label, head), "{head}");
    }
    let (rows, chosen) = rows(&window);
    assert_eq!(chosen.as_ref(), rows.first());
    let is_there = |words: &str| rows.iter().any(|row| row.starts_with(words));
    assert!(is_there("Misses an injury signal in the free text, FM-3, "), "{rows:#?}");
    assert!(is_there("Missed injury signal, M-9, "), "{rows:#?}");
    assert!(is_there("Is 410 injury claims enough to decide?, Block 8"), "{rows:#?}");
    assert!(is_there("New failure mode “injury”"), "{rows:#?}");
    assert!(window.all(|seen| seen.role == Role::ListBox && seen.name == "Results").len() == 1);
    let counted = window.all(|seen| seen.role == Role::Label && seen.name.contains(" of "));
    assert!(!counted.is_empty(), "how many were found is said");
    assert!(!window.session().is_dirty());
}

#[test]
fn a_citation_goes_to_its_item() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Overview);
    window.type_text("fm-3");
    window.key(Key::Enter);
    assert_eq!(window.app().page(), Page::Section(Section::FailureModes));
    assert!(window.shows("Misses an injury signal in the free text"));
    assert!(!is_open(&window));
}

#[test]
fn a_text_goes_to_the_field_that_it_stands_in() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Overview);
    window.type_text("labels per claim agree well");
    let (rows, _) = rows(&window);
    let row = rows.iter().find(|row| row.contains("agree well")).cloned();
    window.click(Role::ListBoxOption, &row.unwrap_or_else(|| panic!("{rows:#?}")));
    assert_eq!(window.app().page(), Page::Section(Section::Discovery));
    let focused = window.focused().unwrap();
    assert!(focused.name.contains("kappa 0.81"), "the answer has the focus: {focused:?}");
}

#[test]
fn arrows_walk_and_come_round_and_escape_gives_the_focus_back() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::About));
    let field = window.find_field("What do people call it?");
    window.focus_on(&field);
    window.ctrl(Key::K);
    window.type_text("budget");
    let (all, first) = rows(&window);
    window.key(Key::ArrowDown);
    let (_, second) = rows(&window);
    assert_ne!(first, second);
    window.key(Key::ArrowUp);
    assert_eq!(rows(&window).1, first);
    assert_eq!(first.as_ref(), all.first());
    window.key(Key::ArrowUp);
    assert_ne!(rows(&window).1, first, "from the first one up is the last");
    window.key(Key::Escape);
    assert!(!is_open(&window));
    assert_eq!(window.focused().map(|seen| seen.name), Some("What do people call it?".to_owned()));
    assert!(!window.session().is_dirty());
}

#[test]
fn a_prefix_lists_commands_rows_or_people_alone() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Overview);
    window.type_text(">dark");
    window.key(Key::Enter);
    assert!(window.ctx().global_style().visuals.dark_mode, "the command was carried out");
    window.ctrl(Key::K);
    window.type_text("#route");
    assert!(window.has(Role::Label, "Rows") && !window.has(Role::Label, "Do"));
    assert!(rows(&window).0.iter().any(|row| row.starts_with("Route accuracy, M-1")));
    window.key(Key::Escape);
    window.ctrl(Key::K);
    window.type_text("@");
    let (people, chosen) = rows(&window);
    assert!(!people.is_empty() && people.iter().all(|row| row.contains("place")), "{people:?}");
    window.key(Key::Enter);
    assert!(is_open(&window), "a person leads to what names them");
    let name = chosen.unwrap();
    let name = name.split(", ").next().unwrap().to_owned();
    assert!(window.find_field("Search or run a command").value.starts_with(&format!("@{name}")));
    assert!(window.has(Role::Label, "Names this person"));
    assert!(!window.session().is_dirty());
}

#[test]
fn what_cannot_be_done_stays_and_says_why() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Overview);
    window.type_text(">undo");
    let row = window.find(Role::ListBoxOption, "Undo");
    assert_eq!(row.name, "Undo, Nothing to undo");
    window.key(Key::Enter);
    assert!(!window.session().is_dirty());
    window.key(Key::Escape);
    window.rename("Changed");
    window.ctrl(Key::K);
    window.type_text(">undo");
    window.key(Key::Enter);
    assert_ne!(window.workbook().about.product, "Changed");
}

#[test]
fn control_and_enter_add_a_note_to_the_block_in_focus() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Canvas));
    window.ctrl(Key::K);
    window.type_text("410");
    let note = rows(&window).0.into_iter().find(|row| row.starts_with("Is 410 injury claims"));
    window.click(Role::ListBoxOption, &note.unwrap());
    let before = window.workbook().canvas.notes.len();
    window.ctrl(Key::K);
    window.type_text("Who checks the new labels?");
    window.ctrl(Key::Enter);
    let workbook = window.workbook();
    assert_eq!(workbook.canvas.notes.len(), before + 1);
    let added = workbook.canvas.notes.iter().last().unwrap().clone();
    assert_eq!(added.text, "Who checks the new labels?");
    assert_eq!((added.block, added.kind), (Some(CanvasBlock::Evaluation), Some(NoteKind::Question)));
    assert!(added.number > 0);
    assert_eq!(window.session().undo_name(), Some("add note"));
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().canvas.notes.len(), before);
}

#[test]
fn control_and_enter_add_an_item_to_the_list_of_the_page() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Section(Section::Metrics));
    window.type_text("Time to second look");
    window.ctrl(Key::Enter);
    let workbook = window.workbook();
    let metric = workbook.metrics.metrics.iter().last().unwrap();
    assert_eq!(metric.name, "Time to second look");
    assert_eq!(window.session().undo_name(), Some("add metric"));
    window.ctrl(Key::Z);
    assert!(!window.session().is_dirty());
}

#[test]
fn enter_adds_a_note_where_nothing_fits() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Overview);
    window.type_text("zqxj wvut");
    assert!(window.shows("No match. Enter adds a note."));
    window.key(Key::Enter);
    let workbook = window.workbook();
    let note = workbook.canvas.notes.iter().last().unwrap();
    assert_eq!((note.text.as_str(), note.kind), ("zqxj wvut", Some(NoteKind::Assumption)));
    assert_eq!(window.app().page(), Page::Section(Section::Canvas));
}

#[test]
fn a_failure_mode_is_made_from_the_words() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Section(Section::Canvas));
    window.type_text("Reads a crossed-out word");
    window.click(Role::ListBoxOption, "New failure mode");
    let workbook = window.workbook();
    let mode = workbook.failure_modes.modes.iter().last().unwrap();
    assert_eq!(mode.name, "Reads a crossed-out word");
    assert_eq!(window.app().page(), Page::Section(Section::FailureModes));
}

#[test]
fn what_was_done_and_seen_last_comes_first() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    for section in [Section::Metrics, Section::Data] {
        turn_to(&mut window, Page::Section(section));
    }
    window.ctrl(Key::K);
    window.type_text(">zoom in");
    window.key(Key::Enter);
    window.ctrl(Key::K);
    assert!(window.has(Role::Label, "Recent"));
    let (rows, _) = rows(&window);
    let at = |words: &str| rows.iter().position(|row| row.starts_with(words));
    assert!(at("Zoom in").is_some_and(|at| at < 8), "{rows:?}");
    assert!(rows.iter().take(3).any(|row| row.ends_with("Page") || row.contains("M-")), "{rows:?}");
    window.type_text("\u{200b}");
    window.key(Key::Escape);
}

#[test]
fn keys_of_the_window_rest_while_it_is_open_and_it_fits_every_size() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Changed");
    for size in [USUAL, [1100.0, 700.0], [720.0, 450.0], [480.0, 400.0]] {
        window.resize(size);
        window.ctrl(Key::K);
        window.type_text("claim");
        window.ctrl(Key::Z);
        assert_eq!(window.workbook().about.product, "Changed", "undo is not for the palette");
        let field = window.find_field("Search or run a command");
        let at = field.at.unwrap();
        assert!(at.left() >= 0.0 && at.right() <= size[0], "{size:?}: {at:?}");
        assert!(!rows(&window).0.is_empty(), "{size:?}");
        window.ctrl(Key::K);
        assert!(!is_open(&window), "the keys that opened it close it");
    }
    window.press(Modifiers::COMMAND, Key::Z);
    assert_ne!(window.workbook().about.product, "Changed");
}

#[test]
fn any_language_can_be_typed() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Overview);
    window.allow_any_character();
    window.type_text("信号 сигнал σήμα");
    window.key(Key::Enter);
    let workbook = window.workbook();
    assert_eq!(workbook.canvas.notes.iter().last().unwrap().text, "信号 сигнал σήμα");
    window.ctrl(Key::K);
    window.type_text("СИГНАЛ");
    assert!(rows(&window).0.iter().any(|row| row.starts_with("信号 сигнал σήμα, Block 1")));
}

#[test]
fn a_command_that_is_typed_comes_before_what_could_be_added() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Section(Section::Reviews));
    window.type_text("five failure");
    let (all, chosen) = rows(&window);
    assert!(chosen.is_some_and(|row| row.starts_with("Five failure modes before the happy path")), "{all:#?}");
    assert!(all.iter().any(|row| row.starts_with("New sign-off “five failure”")), "{all:#?}");
    window.key(Key::Enter);
    assert_eq!(window.app().page(), Page::Interview);
    assert!(!window.session().is_dirty(), "nothing was added");
}

#[test]
fn the_door_to_the_palette_keeps_its_place_whatever_is_said_beside_it() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    for size in [USUAL, [1366.0, 768.0], [1920.0, 1080.0]] {
        window.resize(size);
        let place = |window: &Window| window.find(Role::Button, "Search or run a command").at.unwrap();
        let saved = place(&window);
        assert!((saved.center().x - size[0] / 2.0).abs() < 1.0, "in the middle: {saved:?} of {size:?}");
        window.rename("A");
        assert!(window.shows("Unsaved changes"));
        assert_eq!(place(&window), saved, "changed");
        window
            .rename("A product with a name that is long enough for every bar that there is, and for some that are not");
        assert_eq!(place(&window), saved, "with a long name");
        let over = |seen: &super::harness::Seen| {
            let words = seen.name.starts_with("Document: ")
                || seen.name == "Unsaved changes"
                || seen.name == "Present a workshop";
            words && seen.at.is_some_and(|at| at.intersects(saved))
        };
        assert!(window.all(over).is_empty(), "{:?}", window.all(over));
        window.ctrl(Key::Z);
        window.ctrl(Key::Z);
        assert_eq!(place(&window), saved, "taken back");
    }
}

#[test]
fn letters_that_are_strewn_over_a_text_find_nothing() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Overview);
    for typed in ["minutes", "merge", "expo"] {
        window.type_text(typed);
        let (found, _) = rows(&window);
        let other: Vec<&String> = found.iter().filter(|row| !row.to_lowercase().contains(typed)).collect();
        assert!(other.is_empty(), "{typed}: {other:#?}");
        let command = ["Read minutes", "Merge a copy", "Export"].iter().find(|one| one.to_lowercase().contains(typed));
        assert!(found.iter().any(|row| row.starts_with(command.unwrap())), "{typed}: {found:#?}");
        window.key(Key::Escape);
        window.ctrl(Key::K);
    }
    for typed in ["fm 3", "fm3", "FM-3"] {
        window.type_text(typed);
        let (found, chosen) = rows(&window);
        assert!(chosen.is_some_and(|row| row.contains("FM-3,")), "{typed}: {found:#?}");
        window.key(Key::Escape);
        window.ctrl(Key::K);
    }
}

#[test]
fn what_workshops_and_reviews_have_buttons_for_can_be_found_by_its_words() {
    let home = Home::new();
    let mut window = open_on(&home, Page::Overview);
    let run = |window: &mut Window, command: &str| {
        if !is_open(window) {
            window.ctrl(Key::K);
        }
        window.type_text(&format!(">{command}"));
        assert!(rows(window).1.is_some_and(|row| row.starts_with(command)), "{:?}", rows(window));
        window.key(Key::Enter);
        window.settle();
    };
    run(&mut window, "Type notes in from paper");
    assert_eq!(window.app().page(), Page::Section(Section::Workshops));
    assert!(window.has(Role::Button, "Done with the paper"));
    let held = window.workbook().workshops.workshops.len();
    run(&mut window, "Add workshop");
    assert_eq!(window.workbook().workshops.workshops.len(), held + 1);
    run(&mut window, "Record a sign-off");
    assert_eq!(window.app().page(), Page::Section(Section::Reviews));
    assert!(window.has(Role::Button, "Record this sign-off"));
    window.key(Key::Escape);
    run(&mut window, "Read minutes");
    assert_eq!(window.app().page(), Page::Section(Section::Pack));
    assert!(window.shows("Workshop minutes"));
    let empty = home.file("empty.caveat", &caveat::model::Workbook::default());
    let mut window = home.window_on(&empty);
    window.ctrl(Key::K);
    window.type_text(">read minutes");
    assert_eq!(window.find(Role::ListBoxOption, "Read minutes").name, "Read minutes, No workshop was held yet");
}
