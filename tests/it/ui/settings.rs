//! The settings: what is chosen holds at once, is remembered, and never stops a start.

use std::fs;

use caveat::store::points::Points;
use caveat::store::settings::{Autosave, PaperChoice, Settings, ThemeChoice};
use egui::Key;
use egui::accesskit::Role;

use super::harness::{USUAL, Window};
use super::home::Home;
use caveat::model::Section;

fn opened(home: &Home) -> Window {
    let mut window = home.window();
    window.ctrl(Key::Comma);
    window.settle();
    assert!(window.has(Role::Heading, "Settings"));
    window
}

fn click(window: &mut Window, role: Role, name: &str) {
    let found = window.find(role, name);
    window.click_on(&found);
    window.settle();
}

#[test]
fn what_is_chosen_holds_and_comes_back() {
    let home = Home::new();
    let mut window = opened(&home);
    for name in
        ["Theme: Dark", "Dates: 09.03.2026", "Numbers: 18.400,5", "Save by itself: After each change", "Paper: Letter"]
    {
        click(&mut window, Role::RadioButton, name);
    }
    click(&mut window, Role::CheckBox, "Nothing moves on its own");
    click(&mut window, Role::CheckBox, "Keep unsaved work for recovery");
    window.fill("Your name", "Anke Vos");
    click(&mut window, Role::Button, "Close settings");
    assert!(!window.has(Role::Heading, "Settings"));
    let kept = Settings::load(&home.places());
    assert_eq!(
        (kept.theme, kept.autosave, kept.paper),
        (ThemeChoice::Dark, Autosave::AfterChanges, PaperChoice::Letter)
    );
    assert!(kept.reduced_motion && !kept.recovery);
    assert_eq!(kept.author, "Anke Vos");
    let again = opened(&home);
    assert!(again.find(Role::RadioButton, "Theme: Dark").on);
    assert!(again.find(Role::CheckBox, "Nothing moves on its own").on);
}

#[test]
fn settings_that_cannot_be_read_never_stop_the_start() {
    for broken in ["(zoom: \"x\"", "\u{0}\u{1}", "(manner: (dates: Lunar))", "(author: 7)", "(recovery: ())"] {
        let home = Home::new();
        fs::create_dir_all(home.places().config).unwrap();
        fs::write(home.places().config.join("settings.ron"), broken).unwrap();
        let window = home.window();
        assert!(window.has(Role::Button, "New document"), "{broken}");
    }
    let home = Home::new();
    fs::create_dir_all(home.places().config.join("settings.ron")).unwrap();
    assert!(home.window().has(Role::Button, "New document"), "a folder where the settings should be");
}

#[test]
fn dates_and_numbers_are_shown_and_read_in_the_chosen_manner_and_the_file_stays_as_it_was() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.ctrl(Key::Comma);
    window.settle();
    click(&mut window, Role::RadioButton, "Numbers: 18.400,5");
    click(&mut window, Role::RadioButton, "Dates: 2026-03-09");
    window.key(Key::Escape);
    window.tell(|app| app.show_section(Section::Budgets));
    window.settle();
    let said = window.all(|seen| seen.name.contains('%')).into_iter().map(|seen| seen.name).collect::<Vec<_>>();
    assert!(said.iter().any(|name| name.contains("6,8%")), "the rate of a budget: {said:#?}");
    let sentences = |window: &Window, words: &str| {
        let app = window.app();
        app.document().unwrap().facts().iter().any(|finding| finding.message.contains(words))
    };
    assert!(sentences(&window, ",8%") && !sentences(&window, ".8%"), "findings speak so too");
    window.ctrl(Key::S);
    window.settle();
    let original = fs::read_to_string(crate::support::example_path("claims-triage")).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), original);
}

#[test]
fn a_document_that_rests_is_saved_by_itself_where_that_was_chosen() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.ctrl(Key::Comma);
    window.settle();
    click(&mut window, Role::RadioButton, "Save by itself: After each change");
    window.key(Key::Escape);
    window.rename("Claims copilot");
    assert!(!fs::read_to_string(&file).unwrap().contains("Claims copilot"), "not while somebody may still type");
    for _ in 0..8 {
        window.wait(1.0);
    }
    assert!(fs::read_to_string(&file).unwrap().contains("Claims copilot"));
    assert!(!window.session().is_dirty());
}

#[test]
fn saving_by_itself_stops_after_a_refusal_and_goes_on_after_a_save() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.ctrl(Key::Comma);
    window.settle();
    click(&mut window, Role::RadioButton, "Save by itself: After each change");
    window.key(Key::Escape);
    let elsewhere = fs::read_to_string(&file).unwrap().replace("Claims triage copilot", "Changed elsewhere");
    fs::write(&file, &elsewhere).unwrap();
    window.rename("Claims copilot");
    for _ in 0..8 {
        window.wait(1.0);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), elsewhere, "nothing is overwritten unasked");
    assert!(!window.has(Role::Heading, "This file changed on disk"), "nothing stands in the way of who types");
    window.assert_notice("This file changed on disk");
    assert!(window.shows("Not saved, file changed"));
    click(&mut window, Role::Button, "Settle it");
    click(&mut window, Role::Button, "Keep mine");
    assert!(fs::read_to_string(&file).unwrap().contains("Claims copilot"), "saved, as the person said");
    window.rename("Claims pilot");
    for _ in 0..8 {
        window.wait(1.0);
    }
    assert!(fs::read_to_string(&file).unwrap().contains("Claims pilot"), "and goes on by itself");
}

#[test]
fn no_copy_is_kept_where_the_person_does_not_want_one() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Claims copilot");
    window.wait(2.0);
    assert_eq!(home.recovery_copies().len(), 1);
    window.ctrl(Key::Comma);
    window.settle();
    click(&mut window, Role::CheckBox, "Keep unsaved work for recovery");
    window.key(Key::Escape);
    window.wait(2.0);
    assert_eq!(home.recovery_copies().len(), 0);
    window.rename("Another name");
    window.wait(2.0);
    assert_eq!(home.recovery_copies().len(), 0);
}

/// Decides for everybody on the computer of `home`.
fn decide(home: &Home, policy: &str) {
    fs::create_dir_all(home.places().policy).unwrap();
    fs::write(home.places().policy.join("policy.ron"), policy).unwrap();
}

#[test]
fn a_policy_decides_what_is_kept_whatever_the_person_chose() {
    let home = Home::new();
    decide(&home, "(recovery: false, points: false)");
    let file = home.example("claims-triage");
    let mut window = home.window_on(&file);
    window.rename("Claims copilot");
    window.wait(2.0);
    assert_eq!(home.recovery_copies().len(), 0);
    window.ctrl(Key::S);
    window.settle();
    assert_eq!(Points::of(&home.places(), &file).list().len(), 0);
    window.ctrl(Key::Comma);
    window.settle();
    for name in ["Keep unsaved work for recovery", "Keep restore points"] {
        let seen = window.find(Role::CheckBox, name);
        assert!(!seen.on && !seen.acts, "{name}");
    }
    assert!(window.shows("decided for everybody on this computer"));
    click(&mut window, Role::RadioButton, "Paper: Letter");
    let own = Settings::load(&home.places());
    assert!(own.recovery && own.points, "what the person chose is theirs, and holds again without the policy");
}

#[test]
fn a_policy_leaves_what_it_does_not_name_and_can_demand_too() {
    let home = Home::new();
    decide(&home, "(recovery: true)");
    Settings { recovery: false, ..Settings::default() }.save(&home.places()).unwrap();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("Claims copilot");
    window.wait(2.0);
    assert_eq!(home.recovery_copies().len(), 1);
    window.ctrl(Key::Comma);
    window.settle();
    assert!(window.find(Role::CheckBox, "Keep unsaved work for recovery").on);
    assert!(window.find(Role::CheckBox, "Keep restore points").acts);
}

#[test]
fn a_policy_that_cannot_be_read_is_said_and_decides_nothing() {
    let home = Home::new();
    decide(&home, "(recovry: false)");
    let mut window = home.window();
    window.assert_notice("The policy of this computer cannot be read");
    window.open(&home.example("claims-triage"));
    window.rename("Claims copilot");
    window.wait(2.0);
    assert_eq!(home.recovery_copies().len(), 1, "nothing that was typed is lost to a misspelt word");
}

#[test]
fn the_name_stands_ready_where_somebody_accepts() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.ctrl(Key::Comma);
    window.settle();
    window.fill("Your name", "Anke Vos");
    window.key(Key::Escape);
    window.tell(|app| app.show_section(Section::Discovery));
    window.settle();
    window.ctrl(Key::I);
    let accept = window.all(|seen| seen.role == Role::Link && seen.name.starts_with("Accept as it is"));
    let first = accept.first().unwrap().clone();
    window.click_on(&first);
    window.settle();
    assert_eq!(window.find_field("Who waives it?").value, "Anke Vos");
}

#[test]
fn the_settings_fit_small_windows_and_are_walked_by_keys() {
    let home = Home::new();
    for size in [USUAL, [1100.0, 700.0], [720.0, 450.0], [480.0, 400.0]] {
        let mut window = opened(&home);
        window.resize(size);
        window.settle();
        let dialog = window.find(Role::Heading, "Settings").at.unwrap();
        assert!(dialog.min.x >= 0.0 && dialog.min.y >= 0.0, "{size:?}");
        let close = window.find(Role::Button, "Close settings").at.unwrap();
        assert!(close.max.x <= size[0], "{size:?}");
        let mut reached = std::collections::BTreeSet::new();
        for _ in 0..40 {
            window.tap(Key::Tab);
            reached.extend(window.all(|seen| seen.focused).into_iter().map(|seen| seen.name));
        }
        for name in ["Theme: Dark", "Your name", "Paper: Letter", "Close settings"] {
            assert!(reached.contains(name), "{size:?}: {name} in {reached:?}");
        }
    }
}
