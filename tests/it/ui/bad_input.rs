//! Files that cannot be opened and values that cannot be read: a clear word, and nothing has changed.

use std::fs;
use std::path::{Path, PathBuf};

use caveat::model::Section;
use caveat::ui::Page;
use egui::Key;
use egui::accesskit::Role;

use super::harness::Window;
use super::home::Home;
use super::pages::turn_to;
use crate::support::{example, project};

/// Every file here must be refused.
fn bad_files(home: &Home) -> Vec<PathBuf> {
    let broken = fs::read_dir(project("tests/formats/broken")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = broken.collect();
    assert!(files.len() >= 5);
    let folder = home.path("folder.caveat");
    fs::create_dir(&folder).unwrap();
    let huge = home.path("huge.caveat");
    fs::File::create(&huge).unwrap().set_len(65 * 1024 * 1024).unwrap();
    let odd = home.path("odd \u{202e}name.caveat");
    fs::write(&odd, "no workbook").unwrap();
    files.extend([folder, huge, odd, home.path("missing.caveat"), PathBuf::from("/dev/null"), PathBuf::from("")]);
    files.extend(unreadable(home));
    files
}

#[cfg(unix)]
fn unreadable(home: &Home) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt as _;
    let secret = home.path("secret.caveat");
    fs::copy(home.example("support-agent"), &secret).unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&secret).is_ok() {
        println!("skipped a file without permissions: this user may read everything");
        return None;
    }
    Some(secret)
}

#[cfg(not(unix))]
fn unreadable(_home: &Home) -> Option<PathBuf> {
    None
}

/// Nothing but one notice, with the reason and what to do.
fn assert_refused(window: &mut Window, file: &Path) {
    let said = window.notices();
    assert_eq!(said.len(), 1, "{}: {said:?}", file.display());
    let words = said[0].strip_prefix("Not opened. ").unwrap_or_else(|| panic!("{}: {said:?}", file.display()));
    let sentences = words.split(". ").filter(|sentence| sentence.len() > 8).count();
    assert!(sentences >= 2, "the reason and what to do, of {}: {words}", file.display());
    assert!(words.len() < 1_000, "short enough to read: {words}");
    window.click(Role::Button, "Close: Not opened");
}

#[test]
fn bad_files_are_refused_and_the_open_workbook_stays() {
    let home = Home::new();
    let files = bad_files(&home);
    let open = home.example("claims-triage");
    let mut window = home.window_on(&open);
    for bad in &files {
        window.drop_file(bad);
        assert_refused(&mut window, bad);
        assert_eq!(window.file().as_ref(), Some(&open));
        assert!(!window.session().is_dirty());
    }
    assert!(window.workbook() == example("claims-triage"));
    // nor from the start screen, through the dialog
    window.ctrl(Key::W);
    for bad in &files {
        window.will_choose(bad);
        window.ctrl(Key::O);
        assert_refused(&mut window, bad);
        assert!(window.app().document().is_none());
    }
    assert!(!home.places().state.join("recovery").exists() || home.recovery_copies().is_empty());
}

/// A field, what is typed into it that cannot be read, and something that can.
const VALUES: [(Section, &str, &str, &str); 5] = [
    (Section::Requirements, "How large may that difference be?", "140%", "2%"),
    (Section::Requirements, "How large may that difference be?", "much", "0.5%"),
    (Section::About, "When shall it be live?", "soon", "2027-01-31"),
    (Section::About, "When shall it be live?", "2026-02-30", "2026-02-28"),
    (Section::Maturity, "Model, share now", "-3%", "40%"),
];

#[test]
fn values_that_cannot_be_read_are_said_beside_the_field_and_change_nothing() {
    for (section, question, bad, good) in VALUES {
        let home = Home::new(); // of its own: the windows here end with unsaved work
        let mut window = home.window_on(&home.file("plan.caveat", &caveat::model::Workbook::default()));
        window.tell(|app| app.show_section(section));
        let before = window.workbook();
        let find = |window: &Window| window.all(|seen| seen.role == Role::TextInput && seen.name == question).remove(0);
        let field = find(&window);
        window.click_on(&field);
        window.type_text(bad);
        window.wait(1.0);
        assert!(window.shows("Enter "), "{question} {bad}: says what to enter");
        window.key(Key::Tab);
        let words = window.all(|seen| seen.role == Role::Label && seen.name.starts_with("Enter "));
        let beside = words.first().and_then(|words| Some((words.at?.top() - find(&window).at?.bottom()).abs()));
        assert!(beside.is_some_and(|points| points < 24.0), "{question} {bad}: beside the field, and {beside:?} away");
        assert!(window.workbook() == before, "{question} {bad}");
        assert!(!window.session().is_dirty(), "{question} {bad}");
        window.click_on(&field);
        window.ctrl(Key::A);
        window.type_text(good);
        window.key(Key::Tab);
        window.wait(1.0);
        assert!(!window.shows("Enter "), "{question} {good}");
        assert!(window.workbook() != before, "{question} {good} is taken");
    }
}

#[test]
fn escape_takes_back_what_cannot_be_read() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let before = window.find_field("When shall it be live?");
    window.fill("When shall it be live?", "soon");
    window.key(Key::Escape);
    assert_eq!(window.find_field("When shall it be live?").value, before.value);
    assert!(!window.session().is_dirty());
}

#[test]
fn undo_takes_back_a_value_while_the_cursor_is_in_its_field() {
    let home = Home::new();
    let question = "When shall it be live?";
    let mut window = home.window_on(&home.example("claims-triage"));
    let before = window.find_field(question).value;
    window.fill(question, "2027-01-31");
    window.key(Key::Tab);
    window.fill(question, "2027-02-28");
    for expected in ["2027-01-31", &before] {
        window.ctrl(Key::Z);
        assert_eq!(window.find_field(question).value, expected);
    }
    assert!(!window.session().is_dirty());
}

#[test]
fn odd_text_is_kept_as_it_was_typed() {
    let home = Home::new();
    let file = home.file("plan.caveat", &caveat::model::Workbook::default());
    let mut window = home.window_on(&file);
    window.allow_any_character();
    let odd = "a\"b\\c {x} \u{1F600}\u{200D} \u{202E}سلام 日本語 \u{0301}";
    window.rename(odd);
    assert_eq!(window.session().workbook().about.product, odd);
    window.ctrl(Key::S);
    let saved = window.workbook();
    window.ctrl(Key::W);
    window.open(&file);
    assert!(window.workbook() == saved);
}

#[test]
fn what_acts_on_text_without_showing_is_shown_and_can_be_taken_out() {
    let home = Home::new();
    let mut workbook = caveat::model::Workbook::default();
    std::sync::Arc::make_mut(&mut workbook.about).product = "Pays \u{202e}001 at once".to_owned();
    let file = home.file("turned.caveat", &workbook);
    let mut window = home.window_on(&file);
    turn_to(&mut window, Page::Section(Section::About));
    assert!(window.shows("Holds U+202E, which does not show"));
    let painted = painted_texts(&window);
    assert!(painted.iter().any(|text| text.contains("Pays U+202E001 at once")), "in the bar: {painted:?}");
    window.click(Role::Button, "Take out what does not show: What do people call it?");
    assert_eq!(window.workbook().about.product, "Pays 001 at once");
    assert!(!window.shows("Holds U+202E, which does not show"));
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().about.product, "Pays \u{202e}001 at once");
}

fn painted_texts(window: &Window) -> Vec<String> {
    let shapes = window.painted().iter().map(|clipped| &clipped.shape);
    let texts = shapes.filter_map(|shape| match shape {
        egui::Shape::Text(text) => Some(text.galley.text().to_owned()),
        _ => None,
    });
    texts.collect()
}
