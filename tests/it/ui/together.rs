//! What pages, dialogs, documents and earlier steps have to do with each other: nothing of one document reaches the next, what is
//! behind a dialog stays as it is, and an earlier step is looked at, never changed.

use std::fs;

use caveat::model::Section;
use caveat::store::settings::Settings;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::{every_page, turn_to};
use crate::support::filled_to_edit;

const SHIFT_CTRL: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// A window on a workbook in which everything is answered.
fn on_full(home: &Home) -> Window {
    home.window_on(&home.file("filled.caveat", &filled_to_edit()))
}

#[test]
fn the_way_back_ends_where_the_document_begins() {
    let home = Home::new();
    let (first, second) = (home.example("claims-triage"), home.example("support-agent"));
    let mut window = home.window_on(&first);
    for section in [Section::Metrics, Section::Budgets] {
        turn_to(&mut window, Page::Section(section));
    }
    window.open(&second);
    assert_eq!(window.app().page(), Page::Overview);
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.app().page(), Page::Overview, "what was before is of another document");
}

#[test]
fn a_question_about_a_file_goes_with_its_document() {
    let home = Home::new();
    let (first, second) = (home.example("claims-triage"), home.example("support-agent"));
    let mut window = home.window_on(&first);
    let theirs = fs::read_to_string(&first).unwrap().replacen("Anke", "Inka", 1);
    fs::write(&first, &theirs).unwrap();
    window.ctrl(Key::S);
    window.find(Role::Heading, "This file changed on disk");
    window.drop_file(&second);
    assert_eq!(window.file(), Some(second));
    assert!(
        !window.has(Role::Heading, "This file changed on disk"),
        "its answer would write this document over the other one"
    );
    assert_eq!(fs::read_to_string(&first).unwrap(), theirs);
}

#[test]
fn scores_that_were_chosen_for_another_document_are_not_read() {
    let home = Home::new();
    let (first, second) = (home.example("claims-triage"), home.example("support-agent"));
    let scores = home.path("scores.csv");
    fs::write(&scores, "score,label\n0.9,1\n0.2,0\n").unwrap();
    let mut window = home.window_on(&first);
    turn_to(&mut window, Page::Section(Section::OperatingPoints));
    window.will_answer(caveat::ui::Answer::NoDialog);
    let import = window.all(|seen| seen.role == Role::Button && seen.acts && seen.name.starts_with("Import"));
    window.click_on(&import[0]);
    window.find(Role::Heading, "Import scores");
    window.drop_file(&second);
    assert_eq!(window.file(), Some(second));
    if window.shows("Import scores") {
        window.fill("Path", &scores.display().to_string());
        window.key(Key::Enter);
    }
    turn_to(&mut window, Page::Section(Section::OperatingPoints));
    assert!(!window.shows("scores.csv"), "{:#?}", window.all(|seen| seen.name.contains("scores.csv")));
}

#[test]
fn what_is_behind_a_dialog_stays_as_it_is() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Changed");
    let page = Page::Section(Section::About);
    for (opens, heading) in [(Key::Comma, "Settings"), (Key::F1, "Keyboard shortcuts")] {
        let modifiers = if opens == Key::F1 { Modifiers::NONE } else { Modifiers::COMMAND };
        window.press(modifiers, opens);
        window.find(Role::Heading, heading);
        window.ctrl(Key::Z);
        for key in [Key::PageDown, Key::Num3, Key::E, Key::K, Key::F, Key::H] {
            window.ctrl(key);
        }
        window.press(Modifiers::ALT, Key::ArrowLeft);
        window.key(Key::F8);
        assert_eq!(window.workbook().about.product, "Changed", "{heading}");
        assert_eq!(window.app().page(), page, "{heading}");
        assert!(!window.has(Role::TextInput, "Find in texts"), "{heading}");
        window.find(Role::Heading, heading);
        // the same key closes it, and it opens again over nothing
        window.press(modifiers, opens);
        assert!(!window.has(Role::Heading, heading), "{heading}");
    }
    // one dialog at a time
    window.ctrl(Key::Comma);
    window.key(Key::F1);
    assert!(window.has(Role::Heading, "Keyboard shortcuts") && !window.has(Role::Heading, "Settings"));
    window.key(Key::Escape);
    assert!(!window.has(Role::Heading, "Keyboard shortcuts"));
    window.ctrl(Key::Z);
    assert_ne!(window.workbook().about.product, "Changed");
}

#[test]
fn a_dialog_of_a_page_keeps_its_page() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let page = Page::Section(Section::FailureModes);
    turn_to(&mut window, page);
    window.click(Role::Button, "Add from the library");
    for key in [Key::PageDown, Key::Num3, Key::E] {
        window.ctrl(key);
        assert_eq!(window.app().page(), page, "Ctrl {key:?}");
    }
    window.key(Key::F8);
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.app().page(), page);
}

#[test]
fn the_settings_over_the_interview_take_escape_for_themselves() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Interview);
    window.ctrl(Key::Comma);
    window.find(Role::Heading, "Settings");
    window.key(Key::Escape);
    assert!(!window.has(Role::Heading, "Settings"));
    assert_eq!(window.app().page(), Page::Interview);
}

/// Looks at the window as it was after the first of two steps.
fn look_back(window: &mut Window) {
    window.rename("First");
    window.rename("Second");
    window.press(SHIFT_CTRL, Key::H);
    let first = window.all(|seen| seen.role == Role::ListBoxOption).pop().unwrap();
    window.click_on(&first);
    window.click(Role::Button, "Preview as of this step");
    assert!(window.shows("Nothing changes until you restore"));
}

#[test]
fn find_looks_at_the_earlier_step_and_replaces_nothing_in_it() {
    let home = Home::new();
    let mut window = on_full(&home);
    look_back(&mut window);
    let before = window.workbook();
    window.ctrl(Key::H);
    window.fill("Find in texts", "First");
    assert!(!window.has(Role::Label, "Not found"), "it stands in what is looked at");
    window.fill("Replace with", "Third");
    for name in ["Replace", "Replace all"] {
        let button = window.all(|seen| seen.role == Role::Button && seen.name == name && seen.acts);
        window.click_on(button.last().unwrap());
        assert!(window.workbook() == before, "{name}");
    }
    assert_eq!(window.session().history().len(), 2);
}

#[test]
fn the_palette_adds_nothing_to_an_earlier_step() {
    let home = Home::new();
    let mut window = on_full(&home);
    look_back(&mut window);
    let before = window.workbook();
    for page in [Section::About, Section::FailureModes, Section::Metrics, Section::Canvas] {
        turn_to(&mut window, Page::Section(page));
        window.ctrl(Key::K);
        window.type_text("a new thing");
        window.ctrl(Key::Enter);
        assert!(window.workbook() == before, "{page:?}");
    }
}

#[test]
fn a_model_card_waits_until_the_earlier_step_is_closed() {
    let home = Home::new();
    let card = home.path("README.md");
    fs::write(&card, "---\nlicense: mit\n---\n# Bean Net\n\nSorts beans.\n\n## Limitations\n\n- Bright light\n")
        .unwrap();
    let mut window = home.window_on(&home.example("claims-triage"));
    look_back(&mut window);
    let before = window.workbook();
    window.will_choose(&card);
    window.press(SHIFT_CTRL, Key::O);
    window.click(Role::Button, "Into this document");
    assert!(window.workbook() == before);
    window.assert_notice("nothing changes");
}

#[test]
fn the_interview_is_about_the_present() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    look_back(&mut window);
    turn_to(&mut window, Page::Interview);
    window.key(Key::Escape);
    assert!(!window.shows("Nothing changes until you restore"));
}

/// Lists that can be shown as a sheet, one a section.
const SHEETS: [(Section, &str); 4] = [
    (Section::FailureModes, "failure_modes.modes"),
    (Section::Budgets, "budgets.budgets"),
    (Section::Metrics, "metrics.metrics"),
    (Section::Data, "data.sources"),
];

#[test]
fn a_sheet_of_an_earlier_step_changes_nothing_and_does_not_say_it_did() {
    let home = Home::new();
    let mut window = on_full(&home);
    look_back(&mut window);
    let before = window.workbook();
    for (section, list) in SHEETS {
        turn_to(&mut window, Page::Section(section));
        window.click(Role::Button, "Open as a sheet");
        let cell = window.all(|seen| seen.role == Role::Cell).remove(0);
        window.click_on(&cell);
        for (modifiers, key) in [
            (Modifiers::NONE, Key::Delete),
            (Modifiers::COMMAND, Key::D),
            (Modifiers::NONE, Key::Insert),
            (Modifiers::COMMAND, Key::Delete),
            (Modifiers::ALT, Key::ArrowDown),
        ] {
            window.press(modifiers, key);
            assert!(window.workbook() == before, "{list}: {key:?}");
            let boast = window.all(|seen| {
                seen.role == Role::Label
                    && ["blank now", " changed", " inserted", " added"].iter().any(|end| seen.name.ends_with(end))
            });
            assert!(boast.is_empty(), "{list}: {key:?}: {boast:#?}");
        }
        window.event([egui::Event::Paste("a\tb\nc\td".to_owned())]);
        window.settle();
        window.type_text("x");
        window.key(Key::Enter);
        assert!(window.workbook() == before, "{list}");
    }
    assert_eq!(window.session().history().len(), 2);
}

/// With single keys turned off, a letter does nothing wherever the focus is.
#[test]
fn single_keys_that_are_off_do_nothing_anywhere() {
    let home = Home::new();
    let settings = Settings { single_keys: false, ..Settings::default() };
    assert!(settings.save(&home.places()).is_ok());
    let mut window = on_full(&home);
    let before = window.workbook();
    let letters = [
        Key::N,
        Key::U,
        Key::Num1,
        Key::Num2,
        Key::M,
        Key::S,
        Key::W,
        Key::C,
        Key::G,
        Key::R,
        Key::P,
        Key::T,
        Key::D,
        Key::L,
        Key::F,
        Key::B,
        Key::A,
        Key::Plus,
        Key::Minus,
        Key::Num0,
    ];
    for page in every_page().filter(|page| *page != Page::Section(Section::Pack)) {
        turn_to(&mut window, page);
        let is_in_page =
            |seen: &Seen| seen.at.is_some_and(|at| at.left() > 208.0 && at.right() < 1440.0 && at.top() > 100.0);
        let stops = window.all(|seen| {
            let writes = matches!(seen.role, Role::TextInput | Role::MultilineTextInput | Role::ComboBox);
            seen.takes_focus && !writes && is_in_page(seen)
        });
        // one of each kind: rows, cells, cards, buttons
        let mut kinds: Vec<(Role, bool)> = Vec::new();
        for stop in stops {
            let kind = (stop.role, stop.stated);
            if kinds.iter().filter(|known| **known == kind).count() > 1 {
                continue;
            }
            kinds.push(kind);
            window.focus_on(&stop);
            for key in letters {
                window.tap(key);
            }
            window.settle();
            assert!(window.workbook() == before, "{page:?}: a letter on {:?} {:?}", stop.role, stop.name);
            assert_eq!(window.app().page(), page, "a letter on {:?} {:?}", stop.role, stop.name);
        }
    }
}

/// Pages with something that Alt Left and Alt Right move.
const MOVES_SIDEWAYS: [Section; 4] = [Section::Canvas, Section::Release, Section::Roadmap, Section::Workshops];

#[test]
fn alt_left_goes_back_from_wherever_the_keyboard_is() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let before = window.workbook();
    let sections = Section::ALL.iter().copied().filter(|section| !MOVES_SIDEWAYS.contains(section));
    for section in sections {
        let page = Page::Section(section);
        let is_in_page =
            |seen: &Seen| seen.at.is_some_and(|at| at.left() > 208.0 && at.right() < 1152.0 && at.top() > 100.0);
        turn_to(&mut window, page);
        let stops = window.all(|seen| seen.takes_focus && is_in_page(seen));
        let mut roles: Vec<Role> = Vec::new();
        for stop in stops {
            if roles.contains(&stop.role) {
                continue;
            }
            roles.push(stop.role);
            turn_to(&mut window, Page::Overview);
            turn_to(&mut window, page);
            window.focus_on(&stop);
            window.press(Modifiers::ALT, Key::ArrowLeft);
            assert_eq!(window.app().page(), Page::Overview, "{page:?}: from {:?} {:?}", stop.role, stop.name);
        }
    }
    assert!(window.workbook() == before);
}

fn chosen_row(window: &Window) -> Option<String> {
    let rows = requirement_rows(window);
    rows.into_iter().find(|row| row.on).map(|row| row.name)
}

fn requirement_rows(window: &Window) -> Vec<Seen> {
    window.all(|seen| seen.role == Role::ListBoxOption && seen.acts && seen.at.is_some_and(|at| at.right() < 1152.0))
}

#[test]
fn the_way_back_finds_the_row_that_was_left() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Requirements));
    let rows = requirement_rows(&window);
    window.click_on(&rows[2]);
    let left = chosen_row(&window);
    assert_eq!(left.as_deref(), Some(rows[2].name.as_str()));
    // to the first one over the palette, by how it is cited
    let cited = rows[0].name.split([' ', ',', ':']).next().unwrap_or_default().to_owned();
    window.ctrl(Key::K);
    window.type_text(&cited);
    window.key(Key::Enter);
    assert_eq!(chosen_row(&window).as_deref(), Some(rows[0].name.as_str()), "{cited}");
    window.press(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(chosen_row(&window), left);
}

#[test]
fn a_step_of_the_history_is_not_named_by_a_letter_that_is_off() {
    let home = Home::new();
    let settings = Settings { single_keys: false, ..Settings::default() };
    assert!(settings.save(&home.places()).is_ok());
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("First");
    window.press(SHIFT_CTRL, Key::H);
    let step = window.all(|seen| seen.role == Role::ListBoxOption).pop().unwrap();
    window.click_on(&step);
    let fields = |window: &Window| window.all(|seen| seen.role == Role::TextInput).len();
    let before = fields(&window);
    window.key(Key::N);
    assert_eq!(fields(&window), before);
}

#[test]
fn escape_is_for_the_dialog_on_top_alone() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Checklist));
    window.click(Role::RadioButton, "View: One at a time");
    let asks = |window: &Window| {
        window.all(|seen| seen.role == Role::RadioButton && seen.name == "View: One at a time" && seen.on)
    };
    assert_eq!(asks(&window).len(), 1);
    window.ctrl(Key::Comma);
    window.find(Role::Heading, "Settings");
    window.key(Key::Escape);
    assert!(!window.has(Role::Heading, "Settings"));
    assert_eq!(asks(&window).len(), 1, "the page did not hear it");
    window.ctrl(Key::K);
    window.key(Key::Escape);
    assert_eq!(asks(&window).len(), 1);
    window.key(Key::Escape);
    assert_eq!(asks(&window).len(), 0, "now it did");
}

#[test]
fn the_focus_comes_back_when_a_dialog_goes() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let field = window.find_field("What do people call it?");
    window.click_on(&field);
    for (modifiers, key, heading) in
        [(Modifiers::COMMAND, Key::Comma, "Settings"), (Modifiers::NONE, Key::F1, "Keyboard shortcuts")]
    {
        window.press(modifiers, key);
        window.find(Role::Heading, heading);
        assert!(window.focused().is_some_and(|seen| seen.id != field.id), "{heading}: the focus is in it");
        window.key(Key::Escape);
        assert!(!window.has(Role::Heading, heading));
        assert_eq!(window.focused().map(|seen| seen.id), Some(field.id), "{heading}");
    }
}
