//! The page of the backlog: adding, scoring, the cut, the trays of the roadmap, and undoing each of them.

use std::sync::Arc;

use caveat::model::roadmap::{BacklogItem, Horizon, Roadmap};
use caveat::model::{Id, Number, Rate, Section, Workbook};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};

use super::harness::Window;
use super::home::Home;

fn item(number: u32, name: &str, (reach, points): (f64, f64)) -> BacklogItem {
    BacklogItem {
        id: Id(u64::from(number)),
        number,
        name: name.to_owned(),
        reach: Number::new(reach),
        impact: Number::new(1.0),
        confidence: Rate::new(1.0),
        effort: Number::new(1.0),
        points: Number::new(points),
        ..BacklogItem::default()
    }
}

/// A window on a backlog of three items, of which the first is in a sprint of ten points.
fn window(home: &Home) -> Window {
    let mut workbook = Workbook::default();
    let mut first = item(1, "First", (90.0, 8.0));
    (first.in_sprint, first.horizon) = (true, Some(Horizon::Now));
    let items = [first, item(2, "Second", (80.0, 5.0)), item(3, "Third", (70.0, 2.0))];
    *Arc::make_mut(&mut workbook.roadmap) =
        Roadmap { items: items.into_iter().collect(), capacity: Number::new(10.0), ..Roadmap::default() };
    for _ in 0..3 {
        Arc::make_mut(&mut workbook.numbers).next(caveat::model::ItemKind::BacklogItem);
    }
    let mut window = home.window_on(&home.file("backlog.caveat", &workbook));
    window.tell(|app| app.show_section(Section::Roadmap));
    window
}

fn at(window: &Window, number: u32) -> BacklogItem {
    window.workbook().roadmap.items.iter().find(|item| item.number == number).unwrap().clone()
}

/// Selects a row: clicks it on its rank, where a second click opens nothing.
fn row(window: &mut Window, begins: &str) {
    let at = window.find(Role::Row, begins).at.unwrap();
    let pos = at.left_center() + egui::vec2(20.0, 0.0);
    let button =
        |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    window.event([Event::PointerMoved(pos)]);
    window.event([button(true)]);
    window.event([button(false)]);
    window.settle();
}

#[test]
fn an_item_is_added_and_scored_by_typing() {
    let home = Home::new();
    let mut window = home.window_on(&home.file("empty.caveat", &Workbook::default()));
    window.tell(|app| app.show_section(Section::Roadmap));
    assert!(window.shows("What would you do next if you could do one thing?"));
    window.click(Role::Button, "Add first item");
    window.type_text("Label answers");
    window.key(Key::Enter);
    window.wait(1.0);
    window.find(Role::Row, "B-1 Label answers, RICE not scored, below the cut");
    assert!(window.shows("Reach, impact, confidence and effort not set."));
    for (field, text) in [("Reach", "500"), ("Impact", "3"), ("Confidence", "80%"), ("Effort", "8")] {
        window.fill(field, text);
    }
    assert!(window.shows("500 × 3 × 80% / 8 ="));
    window.find(Role::Row, "B-1 Label answers, rank 1, RICE 150, below the cut");
    assert_eq!(window.session().undo_name(), Some("set effort"));
    window.ctrl(Key::Z);
    assert_eq!(at(&window, 1).effort, None);
}

#[test]
fn an_effort_of_nothing_is_refused_beside_the_field() {
    let home = Home::new();
    let mut window = window(&home);
    row(&mut window, "B-2 Second");
    let field = window.find_field("Effort");
    window.click_on(&field);
    window.ctrl(Key::A);
    window.type_text("0");
    assert!(window.shows("Enter person-months over 0, such as 1.5"));
    window.wait(1.0);
    assert_eq!(at(&window, 2).effort, Number::new(1.0), "it stays as it was");
    window.ctrl(Key::A);
    window.type_text("2");
    assert!(!window.shows("Enter person-months"));
    window.wait(1.0);
    assert_eq!(at(&window, 2).effort, Number::new(2.0));
}

#[test]
fn the_card_of_the_first_item_stays_on_it_while_its_score_falls() {
    let home = Home::new();
    let mut window = window(&home);
    let field = window.find_field("Reach");
    window.click_on(&field);
    window.ctrl(Key::A);
    window.type_text("1");
    window.wait(1.0);
    window.type_text("5");
    window.wait(1.0);
    assert_eq!(at(&window, 1).reach, Number::new(15.0), "{:?}", window.focused());
    assert_eq!(window.workbook().roadmap.items.len(), 3, "and no letter was a key of the page");
}

#[test]
fn a_cell_is_edited_in_the_table_and_refuses_what_cannot_be_right() {
    let home = Home::new();
    let mut window = window(&home);
    row(&mut window, "B-2 Second");
    let before = at(&window, 2);
    for _ in 0..20 {
        window.key(Key::ArrowRight); // to the sum at the end
    }
    window.key(Key::Home);
    for _ in 0..20 {
        window.key(Key::ArrowLeft);
    }
    let on_points = |window: &Window| {
        window.all(|seen| seen.role == Role::Row && seen.on).iter().any(|row| row.name.starts_with("Points: "))
    };
    for _ in 0..20 {
        if on_points(&window) {
            break;
        }
        window.key(Key::ArrowRight);
    }
    assert!(on_points(&window), "{:?}", window.all(|seen| seen.role == Role::Row));
    window.type_text("7");
    window.key(Key::Enter);
    window.wait(1.0);
    assert_eq!(at(&window, 1).points, Number::new(7.0));
    window.key(Key::Enter);
    window.ctrl(Key::A);
    window.type_text("-4");
    window.key(Key::Enter);
    assert!(window.shows("Enter points from 0 to a million"));
    window.key(Key::Escape);
    window.wait(1.0);
    assert_eq!(at(&window, 1).points, Number::new(7.0));
    assert_eq!(at(&window, 2), before);
}

#[test]
fn plus_and_minus_move_the_cut_and_each_move_is_a_step() {
    let home = Home::new();
    let mut window = window(&home);
    row(&mut window, "B-1 First");
    assert!(window.shows("Cut at 10 points"));
    window.type_text("+");
    assert!(window.shows("Cut at 11 points"));
    window.type_text("----");
    assert!(window.shows("Cut at 7 points") && window.shows("8 used, 1 too many"));
    assert_eq!(window.session().undo_name(), Some("move the cut"));
    window.ctrl(Key::Z);
    assert!(window.shows("Cut at 8 points"));
}

#[test]
fn an_item_crosses_the_cut_with_a_reason_and_back_without() {
    let home = Home::new();
    let mut window = window(&home);
    row(&mut window, "B-3 Third");
    window.key(Key::P);
    let why = "Why above the cut, although the score says otherwise?";
    assert!(window.focused().is_some_and(|focused| focused.name == why), "{:?}", window.focused());
    window.key(Key::Enter);
    assert!(window.shows("Say why first"));
    assert!(!at(&window, 3).in_sprint);
    window.type_text("The gate rests on it");
    window.key(Key::Enter);
    let third = at(&window, 3);
    assert!(third.in_sprint && third.horizon == Some(Horizon::Now) && third.reason == "The gate rests on it");
    window.find(Role::Row, "B-3 Third, rank 3, RICE 70, above the cut, pulled up");
    assert!(window.shows("Rank 3 by score. The gate rests on it."));
    assert_eq!(window.session().undo_name(), Some("take above the cut"));
    window.click(Role::Link, "Undo: back to the side");
    let third = at(&window, 3);
    assert!(!third.in_sprint && third.reason.is_empty());
    window.ctrl(Key::Z);
    assert!(at(&window, 3).in_sprint);
}

#[test]
fn the_score_fills_the_room_when_asked() {
    let home = Home::new();
    let mut window = window(&home);
    row(&mut window, "B-1 First");
    window.type_text("+++");
    window.click(Role::Link, "Fill by score");
    assert!(at(&window, 2).in_sprint && !at(&window, 3).in_sprint);
    assert_eq!(window.session().undo_name(), Some("fill the sprint by score"));
}

#[test]
fn w_sorts_by_the_other_score() {
    let home = Home::new();
    let mut window = window(&home);
    row(&mut window, "B-1 First");
    window.key(Key::W);
    window.find(Role::Row, "B-1 First, WSJF not scored, above the cut");
    window.key(Key::R);
    window.find(Role::Row, "B-1 First, rank 1, RICE 90, above the cut");
    assert!(!window.session().is_dirty());
}

#[test]
fn cards_move_between_the_trays_by_alt_and_the_arrows() {
    let home = Home::new();
    let mut window = window(&home);
    window.click(Role::RadioButton, "Show as: Roadmap");
    let card = window.find(Role::Button, "B-1 First");
    window.click_on(&card);
    window.press(Modifiers::ALT, Key::ArrowRight);
    let first = at(&window, 1);
    assert!(first.horizon == Some(Horizon::Next) && !first.in_sprint, "what leaves now leaves the sprint");
    assert_eq!(window.session().undo_name(), Some("move to next"));
    window.press(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(at(&window, 1).horizon, Some(Horizon::Later));
    assert!(window.focused().is_some_and(|focused| focused.name.starts_with("B-1 First")));
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    let first = at(&window, 1);
    assert!(first.horizon == Some(Horizon::Now) && first.in_sprint);
}

#[test]
fn deleting_a_card_goes_on_with_the_one_under_it() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.tell(|app| app.show_section(Section::Roadmap));
    window.click(Role::RadioButton, "Show as: Roadmap");
    window.click(Role::Button, "B-8 ");
    window.key(Key::Delete);
    let focused = |window: &Window| window.focused().map(|seen| seen.name).unwrap_or_default();
    assert!(focused(&window).starts_with("B-12 "), "{}", focused(&window));
    window.ctrl(Key::Z);
    assert!(window.workbook().roadmap.items.len() == 12 && focused(&window).starts_with("B-12 "));
}

/// Drags from one point to another, and lets go unless Escape is pressed first.
fn drag(window: &mut Window, (from, to): (Pos2, Pos2), escape: bool) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.event([Event::PointerMoved(from)]);
    window.event([button(from, true)]);
    for step in 1..=8_u8 {
        window.event([Event::PointerMoved(from.lerp(to, f32::from(step) / 8.0))]);
    }
    if escape {
        window.tap(Key::Escape);
        window.event([Event::PointerMoved(to)]);
    }
    window.event([button(to, false)]);
    window.settle();
}

fn middle(window: &Window, role: Role, name: &str) -> Pos2 {
    window.find(role, name).at.unwrap().center()
}

#[test]
fn the_cut_is_dragged_between_rows_and_takes_the_capacity_with_it() {
    let home = Home::new();
    let mut window = window(&home);
    let way = |window: &Window| {
        let grip = middle(window, Role::Button, "Cut after 1 of 3 items");
        (grip, Pos2::new(grip.x, middle(window, Role::Row, "B-2 Second").y + 12.0))
    };
    let there = way(&window);
    drag(&mut window, there, true);
    assert!(!window.session().is_dirty(), "Escape lets go");
    drag(&mut window, there, false);
    assert!(at(&window, 2).in_sprint && !at(&window, 3).in_sprint);
    assert_eq!(window.workbook().roadmap.capacity, Number::new(13.0));
    assert_eq!(window.session().undo_name(), Some("move the cut"));
    window.ctrl(Key::Z);
    assert!(!window.session().is_dirty());
}

#[test]
fn a_row_dragged_across_the_cut_asks_why() {
    let home = Home::new();
    let mut window = window(&home);
    let way = (middle(&window, Role::Row, "B-3 Third"), middle(&window, Role::Row, "B-1 First"));
    drag(&mut window, way, false);
    assert!(window.focused().is_some_and(|focused| focused.name.starts_with("Why above the cut")));
    window.key(Key::Escape);
    assert!(!window.session().is_dirty());
}

#[test]
fn a_card_dragged_to_another_tray_goes_where_the_line_was() {
    let home = Home::new();
    let mut window = window(&home);
    window.click(Role::RadioButton, "Show as: Roadmap");
    let way = (middle(&window, Role::Button, "B-1 First"), middle(&window, Role::Link, "Add item to later"));
    drag(&mut window, way, true);
    assert!(!window.session().is_dirty(), "Escape lets go");
    drag(&mut window, way, false);
    assert_eq!(at(&window, 1).horizon, Some(Horizon::Later));
    assert_eq!(window.session().undo_name(), Some("move to later"));
}

#[test]
fn an_outcome_is_written_into_an_empty_tray() {
    let home = Home::new();
    let mut window = window(&home);
    window.click(Role::RadioButton, "Show as: Roadmap");
    window.click(Role::Link, "Write outcome for next");
    window.type_text("Handlers act on the clause");
    window.wait(1.0);
    let workbook = window.workbook();
    let outcome = workbook.roadmap.outcomes.iter().next().unwrap();
    assert_eq!((outcome.statement.as_str(), outcome.horizon), ("Handlers act on the clause", Some(Horizon::Next)));
    assert!(window.shows("Not measured"));
}

#[test]
fn a_finding_leads_to_its_item_and_to_the_question() {
    let home = Home::new();
    let mut window = window(&home);
    window.press(Modifiers::COMMAND, Key::I);
    window.click(Role::RadioButton, "Show as: Roadmap");
    window.click(Role::Button, "Advice: B-2 Second. Still blank");
    assert!(window.has(Role::Grid, "Backlog by score, B-2 Second"), "{:?}", window.focused());
}

#[test]
fn both_forms_can_be_used_in_every_size() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.tell(|app| app.show_section(Section::Roadmap));
    for size in [[1440.0, 900.0], [1100.0, 700.0], [720.0, 450.0], [480.0, 400.0]] {
        window.resize(size);
        window.click(Role::RadioButton, "Show as: Roadmap");
        window.find(Role::Heading, "Business case");
        window.click(Role::RadioButton, "Show as: Table");
        window.find(Role::Heading, "What the sprint is made of");
    }
    assert!(!window.session().is_dirty());
}
