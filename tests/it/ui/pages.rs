//! Every page draws, comes to rest, and changes nothing by being looked at: with every example, with an empty workbook and
//! with one that is full, in every size of window.

use caveat::model::{Section, Workbook};
use caveat::ui::{App, Page};
use egui::accesskit::Role;

use super::harness::{Seen, Window};
use super::home::Home;
use crate::support::{EXAMPLES, example, filled_to_edit};

const SIZES: [[f32; 2]; 4] = [[1440.0, 900.0], [1100.0, 700.0], [720.0, 450.0], [480.0, 400.0]];

/// Every page: the overview, what is unknown, and the sections.
pub(crate) fn every_page() -> impl Iterator<Item = Page> {
    let sections = Section::ALL.iter().copied().map(Page::Section);
    [Page::Overview, Page::Unknowns].into_iter().chain(sections)
}

/// Goes to a page and waits until it is drawn.
pub(crate) fn turn_to(window: &mut Window, page: Page) {
    match page {
        Page::Overview => window.tell(App::show_overview),
        Page::Unknowns => window.tell(App::show_unknowns),
        Page::Section(section) => window.tell(|app| app.show_section(section)),
        Page::Interview => window.tell(App::show_interview),
        Page::Present => window.tell(App::show_present),
    }
    assert_eq!(window.app().page(), page);
}

fn look_at_all(window: &mut Window, about: &str) {
    let before = window.workbook();
    for size in SIZES {
        window.resize(size);
        for page in every_page() {
            turn_to(window, page);
            let first = window.seen();
            window.frame();
            let difference = difference(&first, &window.seen());
            assert_eq!(difference, None, "{page:?} of {about} at {size:?} is drawn differently the second time");
            assert!(window.session().history().len() == 0, "{page:?} of {about} at {size:?} made a step");
            assert!(window.workbook() == before, "{page:?} of {about} at {size:?} changed the workbook");
            assert!(!window.session().is_dirty(), "{page:?} of {about} at {size:?} is dirty");
        }
    }
}

/// The first thing that differs.
fn difference(one: &[Seen], other: &[Seen]) -> Option<String> {
    let differing = one.iter().zip(other).find(|(one, other)| one != other);
    let what = differing.map(|(one, other)| format!("{one:?}\n{other:?}"));
    what.or_else(|| (one.len() != other.len()).then(|| format!("{} things, then {}", one.len(), other.len())))
}

#[test]
fn examples_are_shown_and_stay_as_they_are() {
    let home = Home::new();
    let mut window = home.window();
    for name in EXAMPLES {
        let file = home.example(name);
        window.open(&file);
        assert!(window.workbook() == example(name), "{name}");
        look_at_all(&mut window, name);
    }
}

#[test]
fn an_empty_workbook_is_shown_and_stays_empty() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    look_at_all(&mut home.window_on(&file), "an empty workbook");
}

#[test]
fn a_workbook_with_every_field_filled_in_is_shown_and_stays_as_it_is() {
    let home = Home::new();
    let file = home.file("filled.caveat", &filled_to_edit());
    look_at_all(&mut home.window_on(&file), "a full workbook");
}

#[test]
fn the_start_screen_is_shown_in_every_size() {
    let home = Home::new();
    let mut window = home.window();
    for size in SIZES {
        window.resize(size);
        for name in ["New document", "Open", "New from pattern: Blank"] {
            window.find(Role::Button, name);
        }
    }
}

#[test]
fn every_page_has_its_own_heading_at_the_top_level() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let mut known = Vec::new();
    for page in every_page() {
        turn_to(&mut window, page);
        let headings = window.all(|seen| seen.role == Role::Heading);
        let first = headings.first().map(|heading| heading.name.clone()).unwrap_or_default();
        assert!(!first.trim().is_empty(), "{page:?} has no heading");
        assert!(!known.contains(&first), "{page:?} is called {first:?}, as another page");
        known.push(first);
    }
}

#[test]
fn light_and_dark_say_the_same() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("fraud-detection"));
    for page in every_page() {
        turn_to(&mut window, page);
        window.ctx().set_theme(egui::Theme::Dark);
        window.settle();
        let dark = window.seen();
        window.ctx().set_theme(egui::Theme::Light);
        window.settle();
        assert_eq!(difference(&dark, &window.seen()), None, "{page:?}");
    }
}
