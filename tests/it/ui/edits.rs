//! What holds on every page with a list: single keys act on nothing that is covered, what a key adds or deletes is one step
//! that is taken back whole, and the focus stays in the page.

use caveat::model::Section;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};

use super::harness::{USUAL, Window};
use super::home::Home;
use super::pages::turn_to;

/// The pages with a list that is worked on by keys.
const LISTS: [Section; 8] = [
    Section::Canvas,
    Section::FailureModes,
    Section::Budgets,
    Section::Metrics,
    Section::Maturity,
    Section::Release,
    Section::Monitoring,
    Section::Roadmap,
];

/// Presses a key as a keyboard does: with the text that it types.
fn strike(window: &mut Window, key: Key, text: &str) {
    let stroke = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE };
    window.event([stroke(true), Event::Text(text.to_owned())]);
    window.event([stroke(false)]);
    window.settle();
}

fn strike_all(window: &mut Window) {
    let letters = [
        (Key::N, "n"),
        (Key::R, "r"),
        (Key::W, "w"),
        (Key::P, "p"),
        (Key::G, "g"),
        (Key::M, "m"),
        (Key::S, "s"),
        (Key::C, "c"),
        (Key::Plus, "+"),
        (Key::Minus, "-"),
    ];
    for (key, text) in letters {
        strike(window, key, text);
    }
}

#[test]
fn single_keys_act_on_nothing_under_a_dialog_a_menu_or_a_field() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let before = window.workbook();
    for section in LISTS.into_iter().chain([Section::OperatingPoints, Section::Checklist]) {
        turn_to(&mut window, Page::Section(section));
        window.key(Key::F6);
        window.key(Key::F6);
        window.key(Key::F6);
        window.key(Key::F1);
        assert!(window.has(Role::Heading, "Keyboard shortcuts"));
        strike_all(&mut window);
        assert!(window.has(Role::Heading, "Keyboard shortcuts"), "{section:?}");
        window.key(Key::Escape);
        assert!(!window.has(Role::Heading, "Keyboard shortcuts"), "{section:?}");
        window.click(Role::Button, "Document: ");
        strike_all(&mut window);
        window.key(Key::Escape);
        window.ctrl(Key::K);
        strike_all(&mut window);
        window.key(Key::Escape);
        assert!(window.workbook() == before, "{section:?} was changed");
        assert_eq!(window.app().page(), Page::Section(section));
        assert!(window.session().history().len() == 0, "{section:?}");
    }
}

/// Takes every step back.
fn undo_all(window: &mut Window) {
    for _ in 0..100 {
        if window.session().undo_name().is_none() {
            return;
        }
        window.ctrl(Key::Z);
    }
    panic!("more than a hundred steps");
}

#[test]
fn what_n_adds_is_one_step_back_and_forth() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let before = window.workbook();
    for size in [USUAL, [720.0, 450.0]] {
        window.resize(size);
        // on the canvas a note begins blank, and is a step only once something is written
        let lists = LISTS.into_iter().filter(|section| *section != Section::Canvas);
        for section in lists.chain([Section::OperatingPoints]) {
            turn_to(&mut window, Page::Section(section));
            if let Some(focused) = window.ctx().memory(egui::Memory::focused) {
                window.ctx().memory_mut(|memory| memory.surrender_focus(focused));
            }
            strike(&mut window, Key::N, "n");
            let added = window.workbook();
            assert!(added != before, "{section:?} at {size:?}: N adds nothing");
            assert_eq!(window.session().history().len(), 1, "{section:?} at {size:?}");
            window.key(Key::Escape);
            window.key(Key::Escape);
            window.ctrl(Key::Z);
            assert!(window.workbook() == before, "{section:?} at {size:?}");
            window.ctrl(Key::Y);
            assert!(window.workbook() == added, "{section:?} at {size:?}");
            undo_all(&mut window);
            assert!(window.workbook() == before, "{section:?} at {size:?}");
        }
    }
}

#[test]
fn a_list_is_deleted_to_its_end_by_keys_and_comes_back_whole() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let before = window.workbook();
    for section in LISTS.into_iter().filter(|section| *section != Section::Canvas) {
        turn_to(&mut window, Page::Section(section));
        // the entrance of the page is where its keyboard is
        for _ in 0..4 {
            window.key(Key::F6);
            if window.focused().and_then(|seen| seen.at).is_some_and(|at| at.left() > 200.0 && at.top() > 48.0) {
                break;
            }
        }
        let mut steps = 0;
        for _ in 0..60 {
            window.key(Key::Delete);
            if window.session().history().len() == steps {
                break;
            }
            steps += 1;
            let name = window.session().undo_name().map(str::to_owned).unwrap_or_default();
            assert!(name.starts_with("delete "), "{section:?}: {name}");
        }
        assert!(steps >= 7, "{section:?}: only {steps} could be deleted, then the focus is at {:?}", window.focused());
        undo_all(&mut window);
        assert!(window.workbook() == before, "{section:?}");
    }
}

/// Where a heading stands.
fn place_of(window: &Window, heading: &str) -> Option<egui::Rect> {
    window.find(Role::Heading, heading).at
}

#[test]
fn each_page_scrolls_by_itself_and_is_found_where_it_was_left() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    turn_to(&mut window, Page::Section(Section::Monitoring));
    let monitoring = place_of(&window, "Data drift");
    turn_to(&mut window, Page::Overview);
    let top = place_of(&window, "Top risks");
    window.event([
        Event::PointerMoved(egui::pos2(700.0, 500.0)),
        Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -300.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        },
    ]);
    window.wait(1.0);
    let scrolled = place_of(&window, "Top risks");
    assert_ne!(scrolled, top, "the wheel scrolls");
    turn_to(&mut window, Page::Section(Section::Monitoring));
    assert_eq!(place_of(&window, "Data drift"), monitoring, "another page");
    turn_to(&mut window, Page::Overview);
    assert_eq!(place_of(&window, "Top risks"), scrolled, "left and found");
}
