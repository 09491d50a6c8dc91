//! The window without a mouse: Tab comes round, F6 goes from region to region, and keys do what the list of keys says.

use std::collections::BTreeSet;

use caveat::model::Section;
use caveat::store::settings::Settings;
use caveat::ui::Page;
use egui::accesskit::NodeId;
use egui::{Key, Modifiers};

use super::harness::{Seen, USUAL, Window};
use super::home::Home;
use super::pages::{every_page, turn_to};

/// More presses of Tab than any page needs.
const ENOUGH: usize = 700;

/// Presses Tab until the focus is again where it first was. Gives every place where it was.
fn tab_round(window: &mut Window, place: &str) -> Vec<Seen> {
    let mut visited: Vec<Seen> = Vec::new();
    let mut known: BTreeSet<NodeId> = BTreeSet::new();
    for _ in 0..ENOUGH {
        window.tap(Key::Tab);
        let Some(here) = window.focused() else { continue };
        let is_first = visited.first().is_some_and(|first| first.id == here.id);
        if is_first {
            return visited;
        }
        if !known.insert(here.id) {
            let last = visited.iter().rev().take(3).map(|seen| &seen.name).collect::<Vec<_>>();
            panic!("{place}: Tab is trapped at {:?} {:?}, after {last:?}", here.role, here.name);
        }
        visited.push(here);
    }
    panic!("{place}: {ENOUGH} times Tab, and not round");
}

#[test]
fn tab_walks_through_every_page_and_comes_round() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("support-agent"));
    for page in every_page() {
        turn_to(&mut window, page);
        show_inspector(&mut window);
        let place = format!("{page:?}");
        let visited = tab_round(&mut window, &place);
        let inside = |region: Is| visited.iter().any(region);
        assert!(inside(is_in_top_bar), "{place}: Tab does not reach the top bar");
        assert!(inside(is_in_sidebar), "{place}: Tab does not reach the sidebar");
        assert!(inside(is_in_page), "{place}: Tab does not reach the page");
        assert!(inside(is_in_inspector), "{place}: Tab does not reach the inspector");
        assert!(!window.session().is_dirty(), "{place}: Tab changed something");
    }
}

/// Shows the inspector where a page begins without it.
fn show_inspector(window: &mut Window) {
    let shown = window.app().shows_inspector();
    if !shown {
        window.press(Modifiers::COMMAND, Key::I);
    }
}

/// Whether something is in a region.
type Is = fn(&Seen) -> bool;

fn center(seen: &Seen) -> egui::Pos2 {
    seen.at.map_or(egui::Pos2::ZERO, |at| at.center())
}

fn is_in_top_bar(seen: &Seen) -> bool {
    center(seen).y < 48.0
}

fn is_in_sidebar(seen: &Seen) -> bool {
    !is_in_top_bar(seen) && center(seen).x < 200.0
}

fn is_in_inspector(seen: &Seen) -> bool {
    !is_in_top_bar(seen) && center(seen).x > USUAL[0] - 300.0
}

fn is_in_page(seen: &Seen) -> bool {
    !is_in_top_bar(seen) && !is_in_sidebar(seen) && !is_in_inspector(seen)
}

#[test]
fn f6_goes_round_the_regions_in_both_directions() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("support-agent"));
    let regions: [(&str, Is); 4] =
        [("top bar", is_in_top_bar), ("sidebar", is_in_sidebar), ("page", is_in_page), ("inspector", is_in_inspector)];
    let assert_in = |window: &Window, page: Page, at: usize| {
        let here = window.focused();
        let (name, is_in) = regions[at % regions.len()];
        assert!(here.as_ref().is_some_and(is_in), "{page:?}: F6 should be in the {name}, and is at {here:?}");
    };
    for page in every_page() {
        if let Some(focused) = window.ctx().memory(egui::Memory::focused) {
            window.ctx().memory_mut(|memory| memory.surrender_focus(focused));
        }
        turn_to(&mut window, page);
        show_inspector(&mut window);
        for at in 0..=regions.len() {
            window.key(Key::F6);
            assert_in(&window, page, at);
        }
        for at in (0..regions.len()).rev() {
            window.press(Modifiers::SHIFT, Key::F6);
            assert_in(&window, page, at);
        }
    }
}

#[test]
fn control_and_page_keys_turn_the_pages_in_the_order_of_the_sidebar() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("support-agent"));
    turn_to(&mut window, Page::Overview);
    let mut seen = vec![window.app().page()];
    loop {
        window.ctrl(Key::PageDown);
        let page = window.app().page();
        if seen.last() == Some(&page) {
            break;
        }
        seen.push(page);
        assert!(seen.len() <= Section::ALL.len() + 1, "{seen:?}");
    }
    assert_eq!(seen.len(), Section::ALL.len() + 1, "the overview and every section come once: {seen:?}");
    assert_eq!(seen[1], Page::Section(Section::About));
    for expected in seen.iter().rev().skip(1) {
        window.ctrl(Key::PageUp);
        assert_eq!(window.app().page(), *expected);
    }
}

#[test]
fn zoom_keys_change_the_size_of_everything_and_are_remembered() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("support-agent"));
    let assert_zoom = |window: &Window, expected: f32| {
        assert!((window.ctx().zoom_factor() - expected).abs() < 0.001, "{}", window.ctx().zoom_factor());
        assert!((Settings::load(&home.places()).zoom - expected).abs() < 0.001, "remembered");
    };
    window.ctrl(Key::Plus);
    assert_zoom(&window, 1.1);
    window.ctrl(Key::Equals);
    assert_zoom(&window, 1.2);
    window.ctrl(Key::Minus);
    assert_zoom(&window, 1.1);
    drop(window);
    let mut window = home.window();
    assert_zoom(&window, 1.1);
    window.ctrl(Key::Num0);
    assert_zoom(&window, 1.0);
    for _ in 0..30 {
        window.ctrl(Key::Plus);
    }
    assert_zoom(&window, 3.0);
}

#[test]
fn search_finds_a_section_by_keys_alone() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("support-agent"));
    for size in [USUAL, [1100.0, 700.0], [720.0, 450.0]] {
        window.resize(size);
        turn_to(&mut window, Page::Section(Section::About));
        window.ctrl(Key::K);
        window.type_text("monitoring");
        window.key(Key::Enter);
        assert_eq!(window.app().page(), Page::Section(Section::Monitoring), "at {size:?}");
    }
    assert!(!window.session().is_dirty());
}

#[test]
fn f8_goes_from_finding_to_finding() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("support-agent"));
    let mut pages = Vec::new();
    for _ in 0..60 {
        window.key(Key::F8);
        pages.push(window.app().page());
    }
    pages.dedup();
    assert!(pages.len() > 1, "{pages:?}");
    window.press(Modifiers::SHIFT, Key::F8);
    assert!(!window.session().is_dirty());
}

#[test]
fn two_presses_in_one_slow_frame_are_two() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("support-agent"));
    let start = window.workbook();
    for name in ["One", "Two"] {
        window.rename(name);
    }
    let stroke = |pressed| {
        let (key, modifiers) = (Key::Z, Modifiers::COMMAND);
        egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
    };
    window.event([true, false, true, false].map(stroke));
    window.settle();
    assert!(window.workbook() == start);
}
