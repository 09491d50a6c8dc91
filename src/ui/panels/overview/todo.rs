//! What is to be done: what to clear before the gate, and what people have taken on.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use crate::assess::findings::Severity;
use crate::assess::readiness::{Action, Closing, Step, Urgency, sentence};
use crate::model::Section;
use crate::model::place::Place;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::notice::Notice;
use crate::ui::sections;
use crate::ui::theme::{self, Colors, Type, size};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::super::answer;
use super::super::spot::Spot;
use super::View;
use super::row::{self, FOOT, HEAD, Link};

const STEPS: usize = 5;
const STEP: f32 = 44.0;
const ACTIONS: usize = 5;
const ACTION: f32 = 36.0;

/// The most rows of a card that shows all: nobody reads more at a time.
const MOST: usize = 60;

/// The narrowest row of an action with its context.
const WITH_CONTEXT: f32 = 560.0;

fn shown(all: usize, expanded: bool, few: usize) -> usize {
    all.min(if expanded { MOST } else { few })
}

fn height(rows: usize, row: f32) -> f32 {
    HEAD + FOOT + (rows as f32 * row).max(44.0)
}

/// How high the card of steps is.
pub(super) fn steps_height(desk: &Desk<'_>, view: &View) -> f32 {
    height(shown(desk.facts.readiness.steps.len(), view.all_steps, STEPS), STEP)
}

/// The link that shows all rows of a card, or few again.
fn all_or_few(all: usize, expanded: bool, few: usize) -> Option<String> {
    (all > few).then(|| if expanded { "Fewer".to_owned() } else { format!("All {}", words::count(all as u64)) })
}

/// What to clear before the next gate, the weightiest first.
pub(super) fn steps(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, rect: Rect) {
    let readiness = &desk.facts.readiness;
    let (all, today) = (readiness.steps.len(), desk.today);
    let title = match readiness.next_gate() {
        Some(gate) => format!("Clear before {}", sentence::called(gate)),
        None => "Clear next".to_owned(),
    };
    let text = all_or_few(all, view.all_steps, STEPS);
    let name = format!("{}: {}", text.as_deref().unwrap_or_default(), title.to_lowercase());
    let links: Vec<Link<'_>> = text.iter().map(|text| Link { text, name: &name }).collect();
    let mut go = None;
    let (clicked, ()) = row::card(ui, rect, &title, &links, |ui| {
        if all == 0 {
            row::nothing(ui, "Nothing open here.");
        }
        for step in readiness.steps.iter().take(shown(all, view.all_steps, STEPS)) {
            if step_row(ui, step, today) {
                go = Some(step.place.clone());
            }
        }
    });
    view.all_steps ^= clicked.is_some();
    if let Some(place) = go {
        desk.go_to(place);
    }
}

fn step_row(ui: &mut Ui, step: &Step, today: crate::model::Date) -> bool {
    let c = theme::colors(ui);
    let (severity, word) = match step.urgency {
        Urgency::Blocker => (Glyph::of_severity(Severity::Blocker), "Blocker"),
        Urgency::Criterion => (Glyph::of_severity(Severity::Warning), "Criterion"),
        Urgency::Overdue => (Glyph::of_severity(Severity::Warning), "Overdue"),
        Urgency::Warning => (Glyph::of_severity(Severity::Warning), "Warning"),
    };
    let due = step.due.map(|due| format!(", by {}", words::short_day(due, today))).unwrap_or_default();
    let section = sections::name(step.place.section);
    let more = match step.action.trim() {
        "" => format!("{section}{due}"),
        action => format!("{section}. {action}"),
    };
    let said = format!("{word}: {}. {more}. Open", step.title);
    let (rect, response) = row::link_row(ui, STEP, &said);
    let mark = Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), Vec2::splat(14.0));
    glyph::paint(ui.painter(), mark, severity, c);
    let begins = row::words_right(ui, rect, "Open", (Type::Medium, c.accent));
    row::two_lines(ui, row::part(rect, rect.left() + 24.0, begins - 12.0), &step.title, &more);
    response.on_hover_text(format!("{}\n{more}", step.title)).clicked()
}

/// How high the card of actions is.
pub(super) fn actions_height(desk: &Desk<'_>, view: &View) -> f32 {
    height(shown(desk.facts.readiness.actions.len(), view.all_actions, ACTIONS), ACTION)
}

/// What people have taken on, the earliest day first.
pub(super) fn actions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, rect: Rect) {
    let facts = desk.facts;
    let actions = &facts.readiness.actions;
    let all = actions.len();
    let text = all_or_few(all, view.all_actions, ACTIONS);
    let name = format!("{}: next actions", text.as_deref().unwrap_or_default());
    let mut links = vec![Link { text: "Backlog", name: "Open the backlog" }];
    links.extend(text.iter().map(|text| Link { text, name: &name }));
    let mut go = None;
    let (clicked, ()) = row::card(ui, rect, "Next actions", &links, |ui| {
        if all == 0 {
            row::nothing(ui, "Nobody has taken anything on.");
        }
        for action in actions.iter().take(shown(all, view.all_actions, ACTIONS)) {
            if action_row(ui, desk, action) {
                go = Some(action.place.clone());
            }
        }
    });
    match clicked {
        Some(0) => go = Some(Place::of_section(Section::Roadmap)),
        Some(_) => view.all_actions = !view.all_actions,
        None => {}
    }
    if let Some(place) = go {
        desk.go_to(place);
    }
}

fn action_row(ui: &mut Ui, desk: &mut Desk<'_>, action: &Action) -> bool {
    let c = theme::colors(ui);
    let today = desk.today;
    let late = action.is_late(today);
    let day = action.due.map_or_else(|| "No day".to_owned(), |due| words::short_day(due, today));
    let owner = if action.owner.is_empty() { "nobody" } else { &action.owner };
    let when = if late { format!("{day}, late") } else { day };
    let said = format!("{}, {}, {when}, {owner}", action.what, action.context);
    let width = ui.available_width();
    let at = ui.next_widget_position();
    let (rect, response) = row::link_row(ui, ACTION, &said);
    let tick_rect = Rect::from_min_size(pos2(at.x - 4.0, rect.center().y - 12.0), Vec2::splat(size::TARGET));
    let wide = width >= WITH_CONTEXT;
    let person = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), Vec2::splat(24.0));
    label::paint_initials(ui, person, &action.owner);
    let date = row::part(rect, person.left() - 92.0, person.left() - 8.0);
    row::words(ui, date, &when, (Type::Small, if late { c.blocker } else { c.ink }), 1);
    let mut end = date.left() - 12.0;
    if wide {
        let context = row::part(rect, end - 112.0, end);
        row::words(ui, context, &action.context, (Type::Small, c.ink_3), 1);
        end = context.left() - 12.0;
    }
    row::words(ui, row::part(rect, rect.left() + 30.0, end), &action.what, (Type::Body, c.ink), 1);
    let clicked = response.on_hover_text(format!("{}\n{}, {owner}", action.what, action.context)).clicked();
    !tick(ui, desk, action, (tick_rect, c)) && clicked
}

/// The box that marks an action as done. `true` if it was clicked.
fn tick(ui: &Ui, desk: &mut Desk<'_>, action: &Action, (rect, c): (Rect, &Colors)) -> bool {
    let square = Rect::from_center_size(rect.center(), Vec2::splat(16.0));
    let (id, key) = match action.closing {
        Closing::State(id) => (id, "state"),
        Closing::Practice(id) => (id, "status"),
        Closing::AtItsPlace => {
            label::paint_icon(ui, square, icons::CARET_RIGHT, Type::Icon, c.ink_3);
            return false;
        }
    };
    let response = ui.interact(rect, egui::Id::unique(("done", id)), Sense::click());
    let fill = if response.hovered() { c.hover } else { c.surface };
    ui.painter().rect(square, CornerRadius::same(3), fill, Stroke::new(1.5, c.control_line), StrokeKind::Inside);
    focus::ring(ui, &response, square, 3);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, false, format!("Done: {}", action.what)));
    if response.clicked() {
        Spot::item(id).edit(desk, "mark action as done", key, |value| answer::set(value, "Done"));
        desk.say(Notice::undoable("Marked as done", desk.revision()));
        return true;
    }
    false
}
