//! Rows that are dragged to another place: the grip that says so, what hangs on the pointer, the line where it would go. All
//! chosen rows go together. Every list whose items have an order of the person's own uses it; Alt with the arrows and the
//! menu do the same.
//!
//! A row senses [`SENSE`] and is passed to [`row`]; after the last one, [`show`] lets go.

use egui::{
    CursorIcon, LayerId, Order, PointerButton, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2,
    vec2,
};

use crate::model::Id;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::pull;

use super::bulk::{self, Listed};

/// What a row must sense besides clicks.
pub const SENSE: Sense = Sense::DRAG;

/// How far the pointer moves before a click is a drag, in points.
const FAR: f32 = 6.0;

/// How near to the edge of what scrolls something makes it scroll, in points.
const NEAR: f32 = 40.0;

/// The rows that hang on the pointer, and where all rows are.
#[derive(Debug, Default)]
pub struct State {
    dragged: Option<Id>,
    /// Whether Escape ended a drag whose button is still down.
    let_go: bool,
    /// The rows that were drawn in this frame, from the top.
    rows: Vec<(Id, Rect)>,
}

/// Where rows go: next to which other row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Before this one.
    Before(Id),
    /// Behind this one.
    After(Id),
}

impl State {
    /// Begins a frame: where rows are is not known yet.
    pub fn begin(&mut self) {
        self.rows.clear();
    }

    /// Whether nothing hangs on the pointer.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.dragged.is_none() && !self.let_go
    }
}

/// Takes note of where a row is, shows the grip while the pointer is over it, and picks it up.
pub fn row(ui: &Ui, desk: &mut Desk<'_>, response: &Response, id: Id) {
    let state = &mut desk.hold.drag;
    state.rows.push((id, response.rect));
    if state.dragged.is_none() && !state.let_go && pull::hold(ui, response, FAR).is_some() {
        state.dragged = Some(id);
    }
    let hangs =
        state.dragged.is_some_and(|dragged| dragged == id || desk.hold.is_one_of_many(dragged) && desk.hold.has(id));
    let c = theme::colors(ui);
    if hangs {
        ui.painter().rect_filled(response.rect, 0, c.bg_main.gamma_multiply(0.6));
    } else if response.hovered() && desk.hold.drag.dragged.is_none() {
        grip(ui, response.rect);
    }
}

/// Whether rows hang on the pointer, or one was just let go.
pub fn is_under_way(desk: &Desk<'_>) -> bool {
    !desk.hold.drag.is_idle()
}

/// Six dots at the left edge of a row: it can be dragged.
fn grip(ui: &Ui, rect: Rect) {
    let ink = theme::colors(ui).ink_3;
    for (column, line) in [(0, -1), (0, 0), (0, 1), (1, -1), (1, 0), (1, 1)] {
        let at = pos2(rect.left() + 1.5 + 3.0 * column as f32, rect.center().y + 4.0 * line as f32);
        ui.painter().circle_filled(at, 1.0, ink);
    }
}

/// Shows where the rows on the pointer would go, and moves them once they are let go. Gives the item that is to be selected.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, listed: &Listed) -> Option<Id> {
    let (pointer, down, any) = ui.input(|input| {
        let pointer = &input.pointer;
        (pointer.latest_pos(), pointer.button_down(PointerButton::Primary), pointer.any_down())
    });
    desk.hold.drag.let_go &= any;
    let dragged = desk.hold.drag.dragged.filter(|id| listed.has(*id))?;
    if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
        desk.hold.drag = State { let_go: any, ..State::default() };
        return None;
    }
    let pointer = pointer?;
    let rows = desk.hold.drag.rows.clone();
    let found = bulk::row_slots(desk, listed, dragged, rows);
    let target = found.as_ref().and_then(|rows| slot(rows, pointer)).filter(|_| ui.clip_rect().contains(pointer));
    if !down {
        desk.hold.drag.dragged = None;
        ui.ctx().request_repaint();
        let moved = target.and_then(|(slot, _)| bulk::drop(desk, listed, dragged, slot));
        desk.hold.lead_only();
        return moved;
    }
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    if let (Some((_, y)), Some((_, first))) = (target, found.as_ref().and_then(|rows| rows.first())) {
        let c = theme::colors(ui);
        ui.painter().hline(first.x_range(), y, Stroke::new(2.0, c.accent));
        ui.painter().circle_filled(pos2(first.left() + 3.0, y), 3.5, c.accent);
    }
    let words = if desk.hold.is_one_of_many(dragged) {
        format!("{} rows", desk.hold.chosen().len())
    } else {
        desk.facts.index.words(dragged)
    };
    ghost(ui, &words, pointer);
    scroll(ui, pointer);
    None
}

/// The slot at the pointer among rows that stay where they are, and the height of its line.
fn slot(rows: &[(Id, Rect)], pointer: Pos2) -> Option<(Slot, f32)> {
    let next = rows.iter().find(|(_, rect)| rect.center().y > pointer.y);
    let before = next.map(|(id, rect)| (Slot::Before(*id), rect.top()));
    before.or_else(|| rows.last().map(|(id, rect)| (Slot::After(*id), rect.bottom())))
}

/// What hangs on the pointer.
fn ghost(ui: &mut Ui, words: &str, pointer: Pos2) {
    let c = theme::colors(ui);
    let galley = theme::cut(ui, words, Type::Strong, c.ink, 280.0, 1);
    let rect = Rect::from_min_size(pointer + vec2(12.0, 4.0), galley.size() + vec2(24.0, 12.0));
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("rows on the pointer"));
    let mut above = ui.new_child(UiBuilder::new().layer_id(layer).max_rect(rect));
    above.set_clip_rect(ui.ctx().content_rect());
    above.painter().add(theme::lifted(ui).as_shape(rect, radius::CONTROL));
    above.painter().rect(rect, radius::CONTROL, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    above.painter().galley(rect.min + vec2(12.0, 6.0), galley, c.ink);
}

/// Scrolls while something is held near the upper or lower edge.
pub fn scroll(ui: &Ui, pointer: Pos2) {
    let clip = ui.clip_rect();
    let above = (clip.top() + NEAR - pointer.y).clamp(0.0, NEAR);
    let below = (pointer.y - clip.bottom() + NEAR).clamp(0.0, NEAR);
    if above > 0.0 || below > 0.0 {
        let speed = (above - below) / NEAR * 900.0 * ui.input(|input| input.stable_dt).min(0.05);
        ui.scroll_with_delta_animation(vec2(0.0, speed), egui::style::ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_before_the_first_row_whose_middle_is_below_the_pointer() {
        let row = |id: u64, top: f32| (Id(id), Rect::from_min_size(pos2(0.0, top), vec2(100.0, 40.0)));
        let rows = [row(1, 0.0), row(2, 40.0), row(3, 120.0)];
        let at = |y: f32| slot(&rows, pos2(50.0, y));
        assert_eq!(at(5.0), Some((Slot::Before(Id(1)), 0.0)));
        assert_eq!(at(30.0), Some((Slot::Before(Id(2)), 40.0)));
        assert_eq!(at(70.0), Some((Slot::Before(Id(3)), 120.0)));
        assert_eq!(at(150.0), Some((Slot::After(Id(3)), 160.0)));
        assert_eq!(slot(&[], pos2(0.0, 0.0)), None);
    }
}
