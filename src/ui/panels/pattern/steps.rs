//! The steps from copilot to autopilot with the knob at what the product does now. It stops under the ceiling; moving it up
//! asks first.
//!
//! All steps together are one stop of the Tab key: Up and Down move the knob. It can be dragged; Escape puts it back.

use egui::{Key, Modifiers, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::autonomy::{is_over, meaning};
use crate::model::pattern::{Autonomy, Pattern};
use crate::ui::icons;
use crate::ui::theme::{self, Colors, Type, radius};
use crate::ui::widgets::{focus, label};

use super::{Asked, View};

/// How high a step is.
const STEP: f32 = 56.0;
/// Where the line is, and where words begin.
const LINE: f32 = 14.0;
const WORDS: f32 = 40.0;

/// The knob while it is dragged.
#[derive(Debug, Clone, Copy)]
pub struct Drag {
    /// The step where it is; `None` once Escape has put it back.
    at: Option<Autonomy>,
}

fn step_id(step: Autonomy) -> egui::Id {
    egui::Id::unique(("step of autonomy", step))
}

/// The step that is a stop of the Tab key.
fn stop(pattern: &Pattern) -> Autonomy {
    pattern.autonomy.unwrap_or_default()
}

/// The keys of the step that has the focus.
pub fn keys(ui: &Ui, pattern: &Pattern) -> Option<Asked> {
    let at = stop(pattern);
    if !ui.memory(|memory| memory.has_focus(step_id(at))) || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(step_id(at), locked));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut order = Autonomy::ALL.iter().copied();
    if pressed(Key::ArrowUp) {
        let above = order.find(|other| *other > at);
        return if pattern.autonomy.is_none() { Some(Asked::Step(at)) } else { above.map(Asked::Step) };
    }
    if pressed(Key::ArrowDown) {
        return order.rfind(|other| *other < at).map(Asked::Step);
    }
    None
}

/// Shows them.
pub fn show(ui: &mut Ui, view: &mut View, pattern: &Pattern) -> Option<Asked> {
    let c = theme::colors(ui);
    let height = STEP * Autonomy::ALL.len() as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let place = |step: Autonomy| {
        let from_top = Autonomy::ALL.iter().rev().position(|other| *other == step).unwrap_or(0);
        Rect::from_min_size(rect.min + vec2(0.0, STEP * from_top as f32), vec2(rect.width(), STEP))
    };
    let knob = |step: Autonomy| pos2(rect.left() + LINE, place(step).center().y);
    let now = pattern.autonomy;
    let mut asked = None;
    let mut drawn = Vec::new();
    for step in Autonomy::ALL.iter().rev().copied() {
        asked = one(ui, view, (pattern, step), place(step)).or(asked);
    }
    if let Some(asked_by_drag) = drag(ui, view, pattern, rect) {
        asked = Some(asked_by_drag);
    }
    // the line, as far as the product has come and on from there
    let (bottom, top) = (knob(Autonomy::Informs), knob(Autonomy::ActsAlone));
    let shown = view.drag.and_then(|drag| drag.at).or(now);
    drawn.push(Shape::line_segment([bottom, top], Stroke::new(3.0, c.line_strong)));
    if let Some(shown) = shown {
        drawn.push(Shape::line_segment([bottom, knob(shown)], Stroke::new(3.0, c.ink)));
    }
    ui.painter().extend(drawn);
    for step in Autonomy::ALL.iter().copied() {
        mark(ui, knob(step), (pattern, step), shown == Some(step));
    }
    ceiling(ui, rect, pattern, place);
    asked
}

/// A step with its words.
fn one(ui: &mut Ui, view: &mut View, (pattern, step): (&Pattern, Autonomy), rect: Rect) -> Option<Asked> {
    let c = theme::colors(ui);
    let here = stop(pattern) == step;
    let sense = if here { Sense::click_and_drag() } else { Sense::CLICK };
    let response = ui.interact(rect.shrink2(vec2(0.0, 2.0)), step_id(step), sense);
    let (on, over) = (pattern.autonomy == Some(step), is_over(pattern, step));
    response.widget_info(|| {
        let over = if over { ", over the ceiling" } else { "" };
        WidgetInfo::selected(Role::RadioButton, true, on, format!("{}{over}: {}", step.label(), meaning(step)))
    });
    if here && std::mem::take(&mut view.focus_step) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    if response.hovered() && !over && view.drag.is_none() {
        ui.painter().rect_filled(response.rect, radius::CHIP, c.hover);
    }
    if here && response.drag_started() {
        view.drag = Some(Drag { at: Some(step) });
    }
    let ink = if over { c.ink_3 } else { c.ink };
    let width = rect.width() - WORDS - 4.0;
    let style = if on { Type::Strong } else { Type::Medium };
    let title = theme::cut(ui, step.label(), style, ink, width, 1);
    let under = theme::cut(ui, meaning(step), Type::Small, c.ink_3, width, 1);
    let top = rect.center().y - 18.0;
    ui.painter().galley(pos2(rect.left() + WORDS, top), title, ink);
    ui.painter().galley(pos2(rect.left() + WORDS, top + 19.0), under, c.ink_3);
    focus::ring_inside(ui, &response, response.rect, radius::CHIP);
    response.clicked().then_some(Asked::Step(step))
}

/// The knob while it is dragged: on the nearest step up to the ceiling. Gives the step where it is let go.
fn drag(ui: &Ui, view: &mut View, pattern: &Pattern, rect: Rect) -> Option<Asked> {
    let at = view.drag?.at;
    if super::escaped(ui) {
        view.drag = Some(Drag { at: None });
    } else if let (Some(_), Some(pointer)) = (at, ui.input(|input| input.pointer.latest_pos())) {
        let below = ((rect.bottom() - pointer.y) / STEP).floor().max(0.0) as usize;
        let nearest = Autonomy::ALL.get(below).or_else(|| Autonomy::ALL.last()).copied().unwrap_or_default();
        let highest = pattern.autonomy_ceiling.map(|ceiling| ceiling.max(stop(pattern)));
        view.drag = Some(Drag { at: Some(highest.map_or(nearest, |highest| nearest.min(highest))) });
    }
    if ui.input(|input| input.pointer.any_down()) {
        return None;
    }
    view.drag.take().and_then(|drag| drag.at).map(Asked::Step)
}

/// The mark of a step on the line.
fn mark(ui: &Ui, center: egui::Pos2, (pattern, step): (&Pattern, Autonomy), on: bool) {
    let c = theme::colors(ui);
    let painter = ui.painter();
    let reached = pattern.autonomy.is_some_and(|now| step < now);
    if on {
        painter.circle_stroke(center, 12.5, Stroke::new(2.0, c.accent));
        painter.circle_filled(center, 10.5, c.ink);
        for y in [-2.0, 2.0] {
            let from = center + vec2(-4.0, y);
            painter.line_segment([from, from + vec2(8.0, 0.0)], Stroke::new(1.5, c.bg_main));
        }
    } else if is_over(pattern, step) {
        painter.rect(
            Rect::from_center_size(center, Vec2::splat(16.0)),
            3.0,
            c.surface,
            Stroke::new(1.5, c.control_line),
            egui::StrokeKind::Inside,
        );
        label::paint_icon(ui, Rect::from_center_size(center, Vec2::splat(12.0)), icons::X, Type::Caption, c.ink_3);
    } else if reached {
        painter.circle_filled(center, 6.0, c.ink);
    } else {
        painter.circle(center, 6.0, c.surface, Stroke::new(1.5, c.control_line));
    }
}

/// The line that the knob stops under.
fn ceiling(ui: &Ui, rect: Rect, pattern: &Pattern, place: impl Fn(Autonomy) -> Rect) {
    let c: &Colors = theme::colors(ui);
    let Some(ceiling) = pattern.autonomy_ceiling else { return };
    let y = place(ceiling).top();
    let galley = theme::line(ui, "Ceiling", Type::Caption, c.ink_2);
    let left = rect.right() - galley.size().x;
    let end = left - 8.0;
    let stroke = Stroke::new(1.5, c.ink);
    ui.painter().extend(Shape::dashed_line(&[pos2(rect.left() + WORDS - 8.0, y), pos2(end, y)], stroke, 3.0, 3.0));
    ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, c.ink_2);
}
