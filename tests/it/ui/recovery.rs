//! A window that dies takes nothing with it: what was typed is offered at the next start, once, and only then.

use std::fs;

use caveat::model::Workbook;
use caveat::store::points::{Points, Reason};
use egui::accesskit::Role;
use egui::{Event, Key};

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
    assert_eq!(offers(&window), ["Recover Changed"]);
    window.click(Role::Button, "Recover Changed");
    assert_eq!(window.session().workbook().about.product, "Changed");
    assert!(window.session().is_dirty(), "it is still not saved");
    assert_eq!(window.file(), Some(home.path("claims-triage.caveat")), "it knows its file");
    window.assert_notice("Recovered");
    assert_eq!(home.recovery_copies().len(), 1, "the old copy gave way to a new one");

    // it dies once more, and again nothing is lost
    drop(window);
    let mut window = home.window();
    assert_eq!(offers(&window), ["Recover Changed"]);
    window.click(Role::Button, "Recover Changed");
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
    window.find(Role::Alert, "Unsaved work on this file from 14:32 is kept.");
    window.click(Role::Button, "Compare");
    window.settle();
    assert!(window.shows("Changed"), "what recovering would change");
    window.key(egui::Key::Escape);
    window.click(Role::Button, "Not now");
    assert!(!window.has(Role::Alert, "Unsaved work on this file from 14:32 is kept."));
    drop(window);
    let mut window = home.window_on(&home.path("claims-triage.caveat"));
    window.click(Role::Button, "Recover it");
    assert_eq!(window.session().workbook().about.product, "Changed");
    assert!(window.session().is_dirty());
    assert_eq!(window.file(), Some(home.path("claims-triage.caveat")));
}

#[test]
fn who_is_asked_about_work_that_was_left_can_compare_first_and_still_choose() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window_on(&home.path("claims-triage.caveat"));
    window.click(Role::Button, "Compare");
    assert!(window.has(Role::Heading, "Compare") && window.shows("Changed"), "what recovering would change");
    assert_eq!(home.recovery_copies().len(), 1);
    window.key(egui::Key::Escape);
    window.find(Role::Alert, "Unsaved work on this file from 14:32 is kept.");
    window.click(Role::Button, "Recover");
    assert_eq!(window.workbook().about.product, "Changed");
}

#[test]
fn the_notice_of_recovered_work_covers_no_part_of_the_sidebar_and_goes_by_itself_or_by_escape() {
    for by_key in [true, false] {
        let home = Home::new();
        die_with_work(&home);
        let mut window = home.window();
        window.click(Role::Button, "Recover Changed");
        window.assert_notice("Recovered. Save the document to keep it.");
        let words = window.all(|seen| ["Recovered", "Save the document to keep it."].contains(&seen.name.as_str()));
        let notice = words.iter().filter_map(|seen| seen.at).reduce(egui::Rect::union).unwrap().expand(12.0);
        let is_left = |seen: &super::harness::Seen| seen.acts && seen.at.is_some_and(|at| at.right() <= 220.0);
        let sidebar = window.all(is_left);
        assert!(sidebar.len() > 10, "the sidebar is there");
        for button in sidebar {
            assert!(!button.at.unwrap().intersects(notice), "{button:?} lies under it");
        }
        if by_key {
            window.key(egui::Key::Escape);
        } else {
            window.wait(7.0);
        }
        assert_eq!(window.notices(), Vec::<String>::new());
    }
}

#[test]
fn work_left_on_the_open_file_can_be_recovered_or_discarded_from_the_bar() {
    for (button, product) in [("Recover", "Changed"), ("Discard", "Claims triage copilot")] {
        let home = Home::new();
        die_with_work(&home);
        let mut window = home.window_on(&home.path("claims-triage.caveat"));
        window.key(egui::Key::Escape);
        window.click(Role::Button, button);
        window.settle();
        assert_eq!(window.workbook().about.product, product);
        assert!(!window.has(Role::Alert, "Unsaved work on this file from 14:32 is kept."));
        let points = Points::of(&home.places(), &home.path("claims-triage.caveat")).list();
        let is_kept = points.iter().any(|point| point.reason == Reason::Discarded);
        assert_eq!((home.recovery_copies().len(), is_kept), if button == "Discard" { (0, true) } else { (1, false) });
    }
}

#[test]
fn work_that_was_discarded_from_the_bar_is_taken_back_to_it() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window_on(&home.path("claims-triage.caveat"));
    window.click(Role::Button, "Stay with the file");
    window.click(Role::Button, "Discard");
    assert!(!window.shows("is kept."));
    window.click(Role::Button, "Undo discarding");
    assert!(window.shows("Unsaved work on this file"));
    assert_eq!(home.recovery_copies().len(), 1);
    window.click(Role::Button, "Recover");
    assert_eq!(window.workbook().about.product, "Changed");
}

#[test]
fn discarded_work_stays_among_the_restore_points_and_can_be_taken_back() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window();
    window.click(Role::Button, "Discard changes to Changed");
    assert_eq!(offers(&window), Vec::<String>::new());
    assert_eq!(home.recovery_copies(), Vec::<String>::new());
    let points = Points::of(&home.places(), &home.path("claims-triage.caveat")).list();
    assert_eq!(points[0].reason, Reason::Discarded);
    assert_eq!(points[0].take::<Workbook>().unwrap().value.about.product, "Changed");
    window.assert_notice("\u{201c}Discarded lately\u{201d} on this page keeps it for 30 days.");
    window.click(Role::Button, "Undo discarding");
    assert_eq!(offers(&window), ["Recover Changed"]);
    assert!(!window.has(Role::Heading, "Discarded lately"), "it is work again");
    window.click(Role::Button, "Recover Changed");
    assert_eq!(window.workbook().about.product, "Changed");
    assert_eq!(window.file(), Some(home.path("claims-triage.caveat")));
}

/// Somebody types into a new document, and the window dies.
fn die_untitled(home: &Home, product: &str) {
    let mut window = home.window();
    window.ctrl(Key::N);
    window.rename(product);
    drop(window);
}

#[test]
fn discarded_work_without_a_file_is_opened_again_from_the_start_screen_at_any_later_time() {
    let home = Home::new();
    for product in ["One", "Other"] {
        die_untitled(&home, product);
        let mut window = home.window();
        window.click(Role::Button, &format!("Discard changes to {product}"));
    }
    let mut window = home.window();
    window.find(Role::Heading, "Discarded lately");
    window.click(Role::Button, "Open One, discarded today, 14:32");
    assert_eq!(window.workbook().about.product, "One");
    assert!(window.session().is_dirty() && window.file().is_none(), "a new document");
}

#[test]
fn work_without_a_file_is_offered_no_points_of_other_documents() {
    let home = Home::new();
    die_untitled(&home, "Gone");
    let mut window = home.window();
    window.click(Role::Button, "Discard changes to Gone");
    drop(window);
    die_untitled(&home, "Mine");
    let window = home.window();
    assert_eq!(offers(&window), ["Recover Mine"]);
    assert!(window.has(Role::Button, "Open Gone, discarded today, 14:32"));
    assert!(!window.seen().iter().any(|seen| seen.name.contains("Discarded") && seen.role == Role::RadioButton));
    assert!(window.all(|seen| seen.name == "Gone").len() <= 1, "only where it is said to be discarded");
}

#[test]
fn undo_on_the_start_screen_takes_a_discarding_back() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window();
    window.click(Role::Button, "Discard changes to Changed");
    window.ctrl(Key::Z);
    assert_eq!(offers(&window), ["Recover Changed"]);
}

#[test]
fn a_card_says_how_the_work_stands_to_its_file() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window();
    assert!(window.has(Role::Heading, "One document has unsaved work"));
    assert!(window.shows("The app closed while you were writing. All of it can be recovered."));
    assert!(window.shows("One edit not in the file, in one section. The app closed before it was written."));
    assert!(window.shows("Last edit 14:32."));
    assert!(window.shows("Reads without a fault"));
    assert!(window.shows("Restoring would change one field, in one section."));
    for size in [[560.0, 640.0], [900.0, 700.0], [1440.0, 900.0]] {
        window.resize(size);
        let right = window.find(Role::Button, "Discard changes to Changed").at.unwrap().right();
        assert!(right <= size[0], "{size:?}: {right}");
    }
}

#[test]
fn several_documents_have_a_card_each_and_compare_turns_to_one() {
    let home = Home::new();
    die_with_work(&home);
    let mut window = home.window_on(&home.example("support-agent"));
    window.rename("Another");
    drop(window);
    let mut window = home.window();
    assert!(window.has(Role::Heading, "Two documents have unsaved work"));
    let mut names = offers(&window);
    names.sort();
    assert_eq!(names, ["Recover Another", "Recover Changed"]);
    for (name, other) in [("Changed", "Another"), ("Another", "Changed")] {
        window.click(Role::Button, &format!("Compare {name} with its file"));
        window.settle();
        assert_eq!(window.all(|seen| seen.name.ends_with(&format!(" → {name}"))).len(), 1);
        assert_eq!(window.all(|seen| seen.name.ends_with(&format!(" → {other}"))).len(), 0);
    }
}

#[test]
fn the_file_goes_back_to_a_point_from_the_start_screen_as_one_step() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    for name in ["First", "Second"] {
        window.rename(name);
        window.ctrl(egui::Key::S);
    }
    window.rename("Changed");
    drop(window);
    let mut window = home.window();
    let rows = window.all(|seen| seen.role == Role::ListBoxOption);
    let told: Vec<&str> = rows.iter().map(|row| row.name.split(',').next().unwrap()).collect();
    assert_eq!(told[..3], ["Last edit before the app closed", "Saved", "Saved"]);
    window.click_on(&rows[2]);
    window.settle();
    window.click(Role::Button, "Go back to this point");
    window.settle();
    assert_eq!(window.workbook().about.product, "First");
    window.ctrl(egui::Key::Z);
    assert_eq!(window.workbook().about.product, "Second", "the file as it was");
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
fn work_that_was_never_saved_is_offered_by_the_name_of_its_product() {
    let home = Home::new();
    let mut window = home.window();
    window.click(Role::Button, "New document");
    window.rename("Changed");
    drop(window);
    let mut window = home.window();
    assert_eq!(offers(&window), ["Recover Changed"]);
    assert!(window.shows("One entry, in one section. It has no file yet."), "what was typed, and no preset");
    assert!(!window.shows("nist-ai-rmf") && !window.shows("with its file"));
    window.click(Role::Button, "Recover Changed");
    assert_eq!(window.session().workbook().about.product, "Changed");
    assert_eq!(window.file(), None);
}

/// The file that work was kept in.
fn copy_of_work(home: &Home) -> std::path::PathBuf {
    let folder = home.places().state.join("recovery");
    let mut copies = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    copies.find(|path| path.extension().is_some_and(|ending| ending == "caveat")).unwrap()
}

#[test]
fn a_change_that_the_crash_cut_off_is_said_mildly_and_once() {
    let home = Home::new();
    die_with_work(&home);
    let journal = copy_of_work(&home).with_extension("journal");
    let mut bytes = std::fs::read(&journal).unwrap();
    bytes.extend(b"@ 140 9f2a07c3\n(facts:(original:");
    std::fs::write(&journal, bytes).unwrap();
    let mut window = home.window();
    assert!(window.shows("The app closed while you were writing. All but the last change can be recovered."));
    let said = "The last change was cut off by the crash.";
    assert_eq!(window.all(|seen| seen.name.contains(said)).len(), 1);
    window.click(Role::Button, "Recover Changed");
    assert_eq!(window.workbook().about.product, "Changed");
    window.assert_notice(said);
    // what was recovered is kept anew, whole
    drop(window);
    assert!(!home.window().shows(said));
}

#[test]
fn a_journal_that_cannot_be_read_is_said_with_what_it_costs() {
    let home = Home::new();
    die_with_work(&home);
    let copy = copy_of_work(&home);
    let journal = copy.with_extension("journal");
    let whole = std::fs::read(&journal).unwrap();
    std::fs::remove_file(&journal).unwrap();
    std::fs::create_dir(&journal).unwrap();
    let window = home.window();
    assert!(window.shows("The app closed while you were writing. Not all of it can be read."));
    assert!(window.shows("what was typed last is missing."));
    drop(window);
    // the copy itself is damaged, and with it the changes after it are of no use
    std::fs::remove_dir(&journal).unwrap();
    std::fs::write(&journal, whole).unwrap();
    let text = std::fs::read(&copy).unwrap();
    std::fs::write(&copy, &text[..text.len() / 2]).unwrap();
    let window = home.window();
    assert!(window.shows("Damaged. Reads up to section"));
    assert!(window.shows("The copy is not as it was written: "));
    assert!(window.shows("made after it cannot be used."));
}

#[test]
fn a_damaged_copy_is_said_and_stays() {
    let home = Home::new();
    die_with_work(&home);
    let copy = copy_of_work(&home);
    let text = String::from_utf8(caveat::store::recovery::content(&copy).unwrap().bytes).unwrap();
    std::fs::write(&copy, &text[..text.len() / 2]).unwrap();
    std::fs::remove_file(copy.with_extension("journal")).unwrap();
    let mut window = home.window();
    assert!(!window.shows("made after it cannot be used"), "there is no journal");
    assert!(window.shows("The app closed while you were writing. Not all of it can be read."));
    assert!(window.shows("Damaged. Reads up to section"));
    assert_eq!(offers(&window)[..1], ["Recover what reads of Changed"]);
    window.click(Role::Button, "Recover what reads of Changed");
    assert_eq!((window.workbook().about.product.as_str(), window.file()), ("Changed", None));
    assert!(window.shows("This is what reads of a damaged file. Reads up to section"));
    drop(window);
    assert!(home.recovery_copies().iter().any(|left| *left == text[..text.len() / 2]), "nobody removed it");
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

#[cfg(unix)]
#[test]
fn where_nothing_can_be_kept_nothing_is_said_to_be_and_the_window_says_what_would_be_lost() {
    let home = Home::new();
    let path = home.example("claims-triage");
    let mut window = home.window_on(&path);
    // no folder for recovery can be made any more
    let state = home.places().state;
    fs::remove_dir_all(&state).ok();
    fs::write(&state, "in the way").unwrap();
    window.rename("Kept nowhere");
    window.wait(3.0);
    window.assert_notice("Unsaved work cannot be kept for recovery");
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o444)).unwrap();
    window.ctrl(Key::S);
    window.assert_notice("Not saved");
    assert!(!window.shows("Your work is kept for recovery meanwhile"));
    assert!(window.shows("It is nowhere but in this window"), "{:#?}", window.seen());
    window.close();
    assert!(window.shows("without saving it is lost"), "{:#?}", window.seen());
    assert!(!window.shows("30 days"));
}

#[test]
fn work_that_is_given_up_and_cannot_be_kept_is_told_before_the_window_goes() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Given up");
    window.wait(3.0);
    let points = home.places().state.join("points");
    fs::remove_dir_all(&points).ok();
    fs::write(&points, "in the way").unwrap();
    window.close();
    assert!(window.shows("can be opened from the start screen for 30 days"));
    window.click(Role::Button, "Do not save");
    window.assert_notice("What is not saved could not be kept");
    assert!(!window.is_leaving(), "nothing goes before somebody has agreed to that");
    assert!(window.shows("without saving it is lost"), "{:#?}", window.seen());
    window.click(Role::Button, "Cancel");
    let other = home.example("support-agent");
    window.drop_file(&other);
    window.click(Role::Button, "Do not save");
    assert!(window.shows("without saving it is lost"), "it is tried again, whatever would take its place");
    window.click(Role::Button, "Do not save");
    assert_eq!(window.file(), Some(other.clone()));
    // and where there is room again, it is kept
    window.rename("Given up later");
    window.close();
    fs::remove_file(&points).unwrap();
    window.click(Role::Button, "Do not save");
    assert!(window.is_leaving(), "{:#?}", window.seen());
    drop(window);
    assert!(home.window().shows("Given up later"), "it is on the start screen");
}
