//! A window that dies takes nothing with it: what was typed is offered at the next start, once, and only then.

use egui::Event;
use egui::accesskit::Role;

use super::harness::Window;
use super::home::Home;

fn offers(window: &Window) -> Vec<String> {
    window
        .all(|seen| seen.role == Role::Button && seen.name.starts_with("Recover "))
        .into_iter()
        .map(|seen| seen.name)
        .collect()
}

/// Somebody types into a document, and the window dies.
fn die_with_work(home: &Home) {
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Changed");
    drop(window);
    assert_eq!(home.recovery_copies().len(), 1);
}

#[test]
fn work_that_was_not_saved_comes_back() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window();
    assert_eq!(offers(&window), ["Recover claims-triage"]);
    window.click(Role::Button, "Recover claims-triage");
    assert_eq!(window.session().workbook().about.product, "Changed");
    assert!(window.session().is_dirty(), "it is still not saved");
    assert_eq!(window.file(), Some(home.path("claims-triage.caveat")), "it knows its file");
    window.assert_notice("Recovered");
    assert_eq!(home.recovery_copies().len(), 1, "the old copy gave way to a new one");

    // it dies once more, and again nothing is lost
    drop(window);
    let mut window = home.window();
    assert_eq!(offers(&window), ["Recover claims-triage"]);
    window.click(Role::Button, "Recover claims-triage");
    window.ctrl(egui::Key::S);
    assert!(!window.session().is_dirty());
    assert_eq!(home.recovery_copies(), Vec::<String>::new());
    drop(window);
    assert_eq!(offers(&home.window()), Vec::<String>::new());
}

#[test]
fn what_is_typed_without_a_pause_is_kept_while_it_is_typed() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Short");
    let typed = "abcdefghijklmnopqrstuvwxyz";
    let mut rest = typed.chars();
    while let Some(letter) = rest.next() {
        // a letter every quarter of a second, in the time of the window
        window.event([Event::Text(letter.to_string())]);
        let older_than_two_seconds = typed.len().saturating_sub(rest.as_str().len() + 8);
        let wanted = format!("Short{}", &typed[..older_than_two_seconds]);
        assert!(home.recovery_copies()[0].contains(&wanted), "{wanted} is not kept");
    }
}

#[test]
fn opening_the_file_itself_asks_about_the_work_that_was_left_on_it() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window_on(&home.path("claims-triage.caveat"));
    window.find(Role::Heading, "Recover unsaved work on \u{201c}Claims triage copilot\u{201d}?");
    window.click(Role::Button, "Stay with the file");
    assert!(!window.session().is_dirty());
    assert_eq!(home.recovery_copies().len(), 1, "it is still offered");
    drop(window);
    let mut window = home.window_on(&home.path("claims-triage.caveat"));
    window.click(Role::Button, "Recover it");
    assert_eq!(window.session().workbook().about.product, "Changed");
    assert!(window.session().is_dirty());
    assert_eq!(window.file(), Some(home.path("claims-triage.caveat")));
}

#[test]
fn discarding_is_asked_about_once_and_is_for_good() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window();
    window.click(Role::Button, "Discard changes to claims-triage");
    window.find(Role::Heading, "Discard unsaved work on claims-triage.caveat?");
    window.click(Role::Button, "Keep it");
    assert_eq!(offers(&window).len(), 1);
    assert_eq!(home.recovery_copies().len(), 1);
    window.click(Role::Button, "Discard changes to claims-triage");
    window.click(Role::Button, "Discard");
    assert_eq!(offers(&window), Vec::<String>::new());
    assert_eq!(home.recovery_copies(), Vec::<String>::new());
    drop(window);
    assert_eq!(offers(&home.window()), Vec::<String>::new());
}

#[test]
fn work_that_is_open_in_another_window_is_not_offered() {
    let home = Home::new();
    let mut first = home.window_on(&home.example("claims-triage"));
    first.rename("Changed");
    assert_eq!(offers(&home.window()), Vec::<String>::new());
    drop(first);
    assert_eq!(offers(&home.window()).len(), 1);
}

#[test]
fn work_that_was_never_saved_is_offered_without_a_name() {
    let home = Home::new();
    let mut window = home.window();
    window.click(Role::Button, "New document");
    window.rename("Changed");
    drop(window);
    let mut window = home.window();
    assert_eq!(offers(&window), ["Recover an untitled document"]);
    window.click(Role::Button, "Recover an untitled document");
    assert_eq!(window.session().workbook().about.product, "Changed");
    assert_eq!(window.file(), None);
}

#[test]
fn a_damaged_copy_is_said_and_stays() {
    let home = Home::new();
    die_with_work(&home);
    let folder = home.places().state.join("recovery");
    let mut copies = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let copy = copies.find(|path| path.extension().is_some_and(|ending| ending == "caveat")).unwrap();
    let text = std::fs::read_to_string(&copy).unwrap();
    std::fs::write(&copy, &text[..text.len() / 2]).unwrap();
    let mut window = home.window();
    window.click(Role::Button, "Recover claims-triage");
    window.assert_notice("Not recovered");
    assert!(window.app().document().is_none());
    assert_eq!(home.recovery_copies().len(), 1, "nobody removed it");
}

#[test]
fn undoing_everything_needs_no_copy() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Changed");
    assert_eq!(home.recovery_copies().len(), 1);
    window.ctrl(egui::Key::Z);
    assert!(!window.session().is_dirty());
    assert_eq!(home.recovery_copies(), Vec::<String>::new());
}
