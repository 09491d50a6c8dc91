//! What a screen reader finds: a name for everything that acts, headings, and notices that are announced. And what a shaky
//! hand finds: targets that are large enough.

use egui::accesskit::Role;
use egui::{Key, Rect};

use super::harness::{Seen, Window};
use super::home::Home;
use super::pages::{every_page, turn_to};
use crate::support::filled_to_edit;

/// Roles that somebody acts on, whether or not they say so.
const CONTROLS: &[Role] = &[
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Link,
    Role::ListBoxOption,
    Role::MenuItem,
    Role::MultilineTextInput,
    Role::RadioButton,
    Role::Slider,
    Role::SpinButton,
    Role::Tab,
    Role::TextInput,
    Role::TreeItem,
];

/// The smallest side of a target, in points (WCAG 2.2, 2.5.8).
const TARGET: f32 = 24.0;

fn is_control(seen: &Seen) -> bool {
    seen.acts && !matches!(seen.role, Role::Label | Role::ScrollBar | Role::ScrollView | Role::Window | Role::Heading)
        || CONTROLS.contains(&seen.role)
}

fn assert_named(window: &Window, place: &str) {
    let nameless: Vec<String> = window
        .all(|seen| is_control(seen) && seen.name.trim().is_empty())
        .into_iter()
        .map(|seen| format!("{:?} at {:?}", seen.role, seen.at))
        .collect();
    assert!(nameless.is_empty(), "{place}: without a name: {nameless:#?}");
    let icons: Vec<String> = window
        .all(|seen| is_control(seen) && seen.name.chars().any(|letter| ('\u{e000}'..='\u{f8ff}').contains(&letter)))
        .into_iter()
        .map(|seen| seen.name)
        .collect();
    assert!(icons.is_empty(), "{place}: an icon is read out: {icons:#?}");
}

/// A target is large enough, or so far from all others that a circle of that size around its middle meets none.
fn assert_large_enough(window: &Window, place: &str) {
    let controls = window.all(|seen| CONTROLS.contains(&seen.role) && seen.acts);
    let targets: Vec<(&Seen, Rect)> = controls.iter().filter_map(|seen| Some((seen, seen.at?))).collect();
    let is_small = |at: Rect| at.width() < TARGET - 0.1 || at.height() < TARGET - 0.1;
    let crowded = |seen: &Seen, at: Rect| {
        targets.iter().filter(|(other, _)| other.id != seen.id).any(|(_, other)| {
            let near = other.distance_to_pos(at.center()) < TARGET / 2.0 - 0.1;
            near || is_small(*other) && other.center().distance(at.center()) < TARGET - 0.1
        })
    };
    let small: Vec<String> = targets
        .iter()
        .filter(|(seen, at)| is_small(*at) && crowded(seen, *at))
        .map(|(seen, at)| format!("{:?} {:?}: {} by {}", seen.role, seen.name, at.width(), at.height()))
        .collect();
    assert!(small.is_empty(), "{place}: too small to hit: {small:#?}");
}

#[test]
fn everything_that_acts_has_a_name_and_is_large_enough() {
    let home = Home::new();
    for file in [home.example("claims-triage"), home.file("filled.caveat", &filled_to_edit())] {
        let mut window = home.window_on(&file);
        for size in [[1440.0, 900.0], [720.0, 450.0]] {
            window.resize(size);
            for page in every_page() {
                turn_to(&mut window, page);
                let place = format!("{page:?} of {} at {size:?}", file.display());
                assert_named(&window, &place);
                assert_large_enough(&window, &place);
            }
        }
    }
}

#[test]
fn the_start_screen_has_names_and_headings() {
    let home = Home::new();
    let window = home.window();
    assert_named(&window, "start");
    assert_large_enough(&window, "start");
    for heading in ["Caveat", "Start from a pattern", "Recent"] {
        window.find(Role::Heading, heading);
    }
}

#[test]
fn menus_dialogs_and_questions_have_names() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.click(Role::Button, "Document: ");
    assert!(window.has(Role::MenuItem, "Save as"));
    assert_named(&window, "document menu");
    window.key(Key::Escape);
    assert!(!window.has(Role::MenuItem, "Save as"), "Escape closes a menu");
    window.key(Key::F1);
    window.find(Role::Heading, "Keyboard shortcuts");
    assert_named(&window, "keys");
    window.key(Key::Escape);
    assert!(!window.has(Role::Heading, "Keyboard shortcuts"), "Escape closes the list of keys");
    window.rename("Changed");
    window.close();
    window.find(Role::Heading, "Save changes");
    assert_named(&window, "question");
    window.key(Key::Escape);
    assert!(!window.shows("Save changes"), "Escape is Cancel");
}

/// Rows of lists open in place, and menus hang on buttons: what comes out must have names as well.
#[test]
fn what_a_click_brings_out_has_names() {
    let home = Home::new();
    let file = home.file("filled.caveat", &filled_to_edit());
    let mut window = home.window_on(&file);
    for page in every_page() {
        turn_to(&mut window, page);
        let is_in_page =
            |seen: &Seen| seen.at.is_some_and(|at| at.left() > 208.0 && at.right() < 1152.0 && at.top() > 48.0);
        let buttons = window.all(|seen| seen.role == Role::Button && seen.acts && is_in_page(seen));
        for button in buttons.iter().take(6) {
            if window.app().page() == page && window.seen().iter().any(|seen| seen.id == button.id) {
                window.click_on(button);
                assert_named(&window, &format!("{page:?}, after a click on {:?}", button.name));
                window.key(Key::Escape);
            }
        }
        // whatever the buttons did
        let steps = window.app().document().map_or(0, |document| document.session.history().len());
        for _ in 0..steps {
            window.ctrl(Key::Z);
        }
    }
}

#[test]
fn notices_are_announced() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    assert_eq!(window.notices(), Vec::<String>::new());
    window.open(&home.path("nowhere.caveat"));
    let alerts = window.all(|seen| seen.role == Role::Alert);
    assert_eq!(alerts.len(), 1, "{alerts:?}");
    assert!(alerts[0].name.starts_with("Not opened. ") && alerts[0].name.contains("nowhere.caveat"), "{alerts:?}");
    window.wait(30.0);
    window.assert_notice("Not opened");
    window.click(Role::Button, "Close: Not opened");
    assert_eq!(window.notices(), Vec::<String>::new(), "it is closed");
    window.rename("Changed");
    window.ctrl(Key::Z);
    window.assert_notice("Undone");
    window.wait(8.0);
    assert_eq!(window.notices(), Vec::<String>::new(), "what was done goes away by itself");
}
