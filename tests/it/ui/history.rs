//! The history: what was done, what a step changed, taking one back alone, and the window as it was after a step.

use caveat::model::Section;
use caveat::ui::{App, Page};
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::turn_to;

fn at_history(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("First");
    window.rename("Second");
    window.fill("Who answers for it, by name?", "Mira Kern");
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::H);
    window
}

fn steps(window: &Window) -> Vec<Seen> {
    window.all(|seen| seen.role == Role::ListBoxOption)
}

fn product(window: &Window) -> String {
    window.workbook().about.product.clone()
}

#[test]
fn steps_are_listed_with_what_they_changed() {
    let home = Home::new();
    let mut window = at_history(&home);
    let names: Vec<String> = steps(&window).into_iter().map(|seen| seen.name).collect();
    assert_eq!(names, ["Edit owner, 14:32", "Edit product, 14:32", "Edit product, 14:32"]);
    assert!(window.shows("Today, 9 March"));
    let second = steps(&window)[1].clone();
    window.click_on(&second);
    assert!(window.shows("Was: First") && window.shows("Is: Second"));
    assert!(!window.shows("Was: Second"));
    // by keys: down to the first one, and up again
    window.key(Key::ArrowDown);
    assert!(window.shows("Is: First"));
    window.key(Key::ArrowUp);
    assert!(window.shows("Is: Second"));
    turn_to(&mut window, Page::Section(Section::Canvas));
    assert_eq!(steps(&window).len(), 0, "nothing was changed here");
    window.click(Role::RadioButton, "Steps of: Whole workbook");
    assert_eq!(steps(&window).len(), 3);
}

#[test]
fn a_step_is_named_and_keeps_its_name() {
    let home = Home::new();
    let mut window = at_history(&home);
    let last = steps(&window)[0].clone();
    window.click_on(&last);
    window.key(Key::N);
    window.type_text("Sent to legal");
    window.key(Key::Enter);
    assert_eq!(steps(&window)[0].name, "Sent to legal, 14:32");
    assert_eq!(window.session().steps().last().map(|step| step.label.to_owned()).as_deref(), Some("Sent to legal"));
    assert_eq!(window.session().history().len(), 3, "a name is no step");
    window.key(Key::N);
    window.type_text("x");
    window.key(Key::Escape);
    assert_eq!(steps(&window)[0].name, "Sent to legal, 14:32");
}

#[test]
fn one_step_alone_is_taken_back_and_what_was_changed_since_is_left() {
    let home = Home::new();
    let mut window = at_history(&home);
    let first = steps(&window)[2].clone();
    window.click_on(&first);
    window.click(Role::Button, "Undo only this");
    window.assert_notice("Nothing was taken back");
    assert_eq!(product(&window), "Second");
    let second = steps(&window)[1].clone();
    window.click_on(&second);
    window.click(Role::Button, "Undo only this");
    assert_eq!((product(&window).as_str(), window.workbook().about.owner.as_str()), ("First", "Mira Kern"));
    window.assert_notice("Taken back");
    assert_eq!(window.session().undo_name(), Some("take back: edit product"));
    window.ctrl(Key::Z);
    assert_eq!(product(&window), "Second");
}

fn preview_first(window: &mut Window) {
    let first = steps(window)[2].clone();
    window.click_on(&first);
    window.click(Role::Button, "Preview as of this step");
}

#[test]
fn the_window_as_it_was_can_be_looked_at_and_not_changed() {
    let home = Home::new();
    let mut window = at_history(&home);
    let before = window.workbook();
    preview_first(&mut window);
    assert!(window.shows("As it was today, 14:32. Nothing changes until you restore."));
    assert_eq!(window.find_field("What do people call it?").value, "First");
    window.fill("What do people call it?", "Third");
    assert_eq!(window.find_field("What do people call it?").value, "First");
    window.assert_notice("nothing changes");
    window.ctrl(Key::Z);
    assert!(window.workbook() == before);
    assert_eq!(window.session().history().len(), 3);
    // it is said once
    window.wait(8.0);
    window.fill("What do people call it?", "Third");
    assert!(!window.notices().iter().any(|said| said.contains("nothing changes")), "{:?}", window.notices());
    window.click(Role::Button, "Close the earlier step");
    assert_eq!(window.find_field("What do people call it?").value, "Second");
    preview_first(&mut window);
    window.key(Key::Escape);
    assert!(!window.shows("Nothing changes until you restore"));
}

#[test]
fn every_page_of_an_earlier_step_refuses_to_be_changed() {
    let home = Home::new();
    let mut window = at_history(&home);
    let before = window.workbook();
    preview_first(&mut window);
    let pages = Section::ALL.iter().copied().map(Page::Section).chain([Page::Overview, Page::Unknowns]);
    for page in pages {
        turn_to(&mut window, page);
        let inside = |seen: &Seen| {
            seen.at.is_some_and(|at| at.left() > 208.0 && at.right() < 1152.0 && at.top() > 100.0)
                && seen.name != "First-hour interview"
        }; // which asks about the present, and closes the preview
        for key in [Key::N, Key::Delete, Key::Space, Key::Num1, Key::U] {
            let button = window.all(|seen| seen.acts && seen.role == Role::Button && inside(seen)).into_iter().next();
            if let Some(button) = button {
                window.focus_on(&button);
            }
            window.key(key);
        }
        for name in ["Add", "Delete", "New"] {
            let wanted =
                |seen: &Seen| seen.acts && seen.role == Role::Button && seen.name.starts_with(name) && inside(seen);
            if let Some(button) = window.all(wanted).into_iter().next() {
                window.click_on(&button);
                window.wait(1.0);
            }
        }
        assert!(window.workbook() == before, "{page:?}");
        assert_eq!(window.session().history().len(), 3, "{page:?}");
        assert!(window.shows("Nothing changes until you restore"), "{page:?}");
    }
}

#[test]
fn an_earlier_step_is_restored_as_a_new_one() {
    let home = Home::new();
    let mut window = at_history(&home);
    preview_first(&mut window);
    window.click(Role::Button, "Restore this step");
    assert_eq!(product(&window), "First");
    assert_ne!(window.workbook().about.owner, "Mira Kern");
    assert_eq!(window.session().history().len(), 4);
    window.assert_notice("Restored as it was today, 14:32");
    window.click(Role::Button, "Undo");
    assert_eq!((product(&window).as_str(), window.workbook().about.owner.as_str()), ("Second", "Mira Kern"));
}

#[test]
fn undo_turns_to_the_page_of_what_it_changes() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("First");
    window.tell(App::show_overview);
    window.ctrl(Key::Z);
    assert_eq!(window.app().page(), Page::Section(Section::About));
    window.tell(|app| app.show_section(Section::Canvas));
    window.ctrl(Key::Y);
    assert_eq!(window.app().page(), Page::Section(Section::About));
    assert_eq!(product(&window), "First");
}
