//! What a screen reader hears beyond names: states, errors, summaries of charts, headings in order; and what somebody sees who
//! works by keyboard: where the focus is, that Tab gets everywhere and out again, and that nothing moves if that is wanted.

use std::collections::BTreeSet;

use caveat::model::Section;
use caveat::ui::Page;
use egui::accesskit::{NodeId, Role};
use egui::{Color32, Key, Modifiers, Rect, Shape};

use super::harness::{Seen, USUAL, Window};
use super::home::Home;
use super::pages::{every_page, turn_to};
use crate::support::filled_to_edit;

fn on_full(home: &Home) -> Window {
    home.window_on(&home.file("filled.caveat", &filled_to_edit()))
}

#[test]
fn what_can_be_on_or_chosen_says_whether_it_is() {
    let home = Home::new();
    for mut window in [home.window_on(&home.example("claims-triage")), on_full(&home)] {
        for page in every_page() {
            turn_to(&mut window, page);
            let roles = [Role::CheckBox, Role::RadioButton, Role::ListBoxOption, Role::Tab];
            let silent = window.all(|seen| roles.contains(&seen.role) && seen.acts && !seen.stated);
            assert!(silent.is_empty(), "{page:?}: {silent:#?}");
        }
    }
}

#[test]
fn a_field_that_cannot_be_read_says_so_and_what_it_wants() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::About));
    let name = "When shall it be live?";
    window.fill(name, "soon");
    window.key(Key::Tab);
    let field = window.find_field(name);
    assert!(field.invalid && field.description.starts_with("Enter "), "{field:?}");
    window.fill(name, "2026-05-04");
    let field = window.find_field(name);
    assert!(!field.invalid && field.description.is_empty(), "{field:?}");
}

/// Pages that draw something, with how many drawings they show at least in the usual window.
const DRAWN: [(Section, Role, usize); 6] = [
    (Section::FailureModes, Role::Grid, 1),
    (Section::OperatingPoints, Role::Image, 2),
    (Section::Budgets, Role::Image, 1),
    (Section::Metrics, Role::Image, 1),
    (Section::Release, Role::Image, 1),
    (Section::Limits, Role::Image, 1),
];

#[test]
fn every_drawing_has_a_summary_in_words() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    for (section, role, least) in DRAWN {
        turn_to(&mut window, Page::Section(section));
        let drawings = window.all(|seen| seen.role == role);
        assert!(drawings.len() >= least, "{section:?}: {drawings:?}");
    }
    for page in every_page() {
        turn_to(&mut window, page);
        for drawing in window.all(|seen| matches!(seen.role, Role::Image | Role::Grid)) {
            let words = drawing.name.split_whitespace().count();
            assert!(words >= 2, "{page:?}: {drawing:?}");
        }
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    for page in every_page() {
        turn_to(&mut window, page);
        // the findings beside a page have headings of their own, and stand before it in the tree
        let headings = window.all(|seen| seen.role == Role::Heading);
        let headings: Vec<Seen> = headings.into_iter().skip_while(|heading| heading.level != Some(1)).collect();
        let levels: Vec<usize> = headings.iter().filter_map(|heading| heading.level).collect();
        assert_eq!(levels.first(), Some(&1), "{page:?}: {headings:#?}");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{page:?}: one title");
        for (pair, heading) in levels.windows(2).zip(headings.iter().skip(1)) {
            assert!(pair[1] <= pair[0] + 1, "{page:?}: {:?} skips a level", heading.name);
        }
    }
}

/// Walks by Tab from the start until something comes a second time, or for `most` steps. Gives what had the focus.
fn walk(window: &mut Window, most: usize) -> (Vec<Seen>, bool) {
    let mut walked: Vec<Seen> = Vec::new();
    for _ in 0..most {
        window.press(Modifiers::NONE, Key::Tab);
        let Some(now) = window.focused() else { continue };
        if walked.iter().any(|seen| seen.id == now.id) {
            let around = walked.first().is_some_and(|first| first.id == now.id);
            return (walked, around);
        }
        walked.push(now);
    }
    (walked, false)
}

/// Tab goes around: through everything that takes the focus and is in sight, back to where it began.
#[test]
fn tab_gets_everywhere_in_sight_and_out_again() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    for page in [Section::Impact, Section::ModelCard].map(Page::Section) {
        turn_to(&mut window, page);
        window.resize([1440.0, 2400.0]); // what scrolls changes while one walks
        let (walked, around) = walk(&mut window, 400);
        assert!(around, "{page:?}: Tab does not come back to where it began, after {} stops", walked.len());
        let reached: BTreeSet<NodeId> = walked.iter().map(|seen| seen.id).collect();
        let missed: Vec<Seen> = window.all(|seen| seen.takes_focus && !reached.contains(&seen.id));
        assert!(missed.is_empty(), "{page:?}: never reached by Tab: {missed:#?}");
    }
    window.resize(USUAL);
}

/// Whether a line of the color of the focus runs around a place, or inside it.
fn is_ringed(shapes: &[egui::epaint::ClippedShape], at: Rect, color: Color32) -> bool {
    fn around(shape: &Shape, at: Rect, color: Color32) -> bool {
        match shape {
            Shape::Vec(shapes) => shapes.iter().any(|shape| around(shape, at, color)),
            Shape::Rect(rect) => rect.stroke.color == color && near(rect.rect, rect.stroke.width, at),
            Shape::Circle(circle) => {
                let rect = Rect::from_center_size(circle.center, egui::Vec2::splat(circle.radius * 2.0));
                circle.stroke.color == color && near(rect, circle.stroke.width, at)
            }
            Shape::Path(path) => path.stroke.width >= 1.5 && near(shape.visual_bounding_rect(), 2.0, at),
            _ => false,
        }
    }
    fn near(ring: Rect, width: f32, at: Rect) -> bool {
        width >= 1.5 && ring.intersects(at) && ring.width() <= at.width() + 60.0 && ring.height() <= at.height() + 60.0
    }
    shapes.iter().any(|clipped| around(&clipped.shape, at, color))
}

/// The color of the ring in the light theme.
const FOCUS: Color32 = Color32::from_rgb(0x2a, 0x4f, 0xbf);

/// Walks by Tab over a share of the pages; wherever the keyboard is, a ring shows it, in sight.
fn assert_ringed(pages: impl Iterator<Item = Page>) {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.ctx().set_theme(egui::Theme::Light);
    let mut unseen: Vec<String> = Vec::new();
    for page in pages {
        turn_to(&mut window, page);
        for _ in 0..60 {
            window.press(Modifiers::NONE, Key::Tab);
            let Some(now) = window.focused() else { continue };
            let Some(at) = now.at else { continue };
            if !is_ringed(window.painted(), at, FOCUS) {
                unseen.push(format!("{page:?}: {:?} {:?} at {at:?}", now.role, now.name));
            }
        }
    }
    unseen.dedup();
    assert!(unseen.is_empty(), "the focus cannot be seen on {unseen:#?}");
}

/// The pages are shared among tests that run side by side.
const SHARES: usize = 4;

fn share(of: usize) -> impl Iterator<Item = Page> {
    every_page().enumerate().filter(move |(at, _)| at % SHARES == of).map(|(_, page)| page)
}

#[test]
fn the_focus_can_be_seen_at_every_stop() {
    assert_ringed(share(0));
}

#[test]
fn the_focus_can_be_seen_at_every_stop_of_more_pages() {
    assert_ringed(share(1));
}

#[test]
fn the_focus_can_be_seen_at_every_stop_of_other_pages() {
    assert_ringed(share(2));
}

#[test]
fn the_focus_can_be_seen_at_every_stop_of_the_remaining_pages() {
    assert_ringed(share(3));
}

#[test]
fn nothing_moves_by_itself_where_that_is_not_wanted() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let still = |window: &Window| {
        [egui::Theme::Light, egui::Theme::Dark].into_iter().all(|theme| {
            let style = window.ctx().style_of(theme);
            style.animation_time == 0.0 && style.scroll_animation == egui::style::ScrollAnimation::none()
        })
    };
    let switch = |window: &mut Window| {
        window.ctrl(Key::Comma);
        window.click(Role::CheckBox, "Nothing moves on its own");
        window.key(Key::Escape);
    };
    switch(&mut window);
    assert!(still(&window));
    switch(&mut window);
    assert!(!still(&window), "so that the test shows something");
}
