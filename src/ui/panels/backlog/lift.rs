//! Dragging a row: it hangs on the pointer, and crosses the cut if it is let go on the other side.

use egui::{
    CursorIcon, LayerId, Order, PointerButton, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, vec2,
};

use crate::model::Id;
use crate::model::roadmap::BacklogItem;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::pull;

use super::places::Places;
use super::{View, acts};

/// How far the pointer moves before a click is a drag, in points.
const FAR: f32 = 6.0;

/// A row that hangs on the pointer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lift {
    id: Id,
    grab: Vec2,
}

/// What a row must sense so that it can be dragged.
pub(super) const SENSE: Sense = Sense::CLICK.union(Sense::DRAG);

/// Picks a row up once the pointer has moved far enough with the button down.
pub(super) fn begin(ui: &Ui, view: &mut View, row: &Response, id: Id) {
    if view.let_go || view.lift.is_some() || view.cut.is_some() || view.table.editing.is_some() {
        return;
    }
    if let Some(grab) = pull::hold(ui, row, FAR) {
        view.lift = Some(Lift { id, grab });
        view.select(id);
    }
}

/// Shows the row at the pointer and the side of the cut that it would be on; lets it go.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, places: &Places) {
    let Some(lift) = view.lift else { return };
    let (pointer, down) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.button_down(PointerButton::Primary)));
    let workbook = desk.snapshot();
    let item = workbook.roadmap.items.find(lift.id);
    let escape = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    if escape || item.is_none() {
        view.lift = None;
        view.let_go = true;
        return;
    }
    let (Some(item), Some(pointer)) = (item, pointer) else { return };
    let above = pointer.y < places.cut_row().center().y;
    let crosses = above != item.in_sprint;
    if !down {
        view.lift = None;
        if crosses && ui.clip_rect().contains(pointer) {
            acts::cross(desk, view, lift.id);
        }
        return;
    }
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    if crosses {
        let c = theme::colors(ui);
        let rect = places.cut_row();
        let side = if above { rect.top() } else { rect.bottom() };
        ui.painter().hline(rect.x_range(), side, Stroke::new(2.0, c.accent));
    }
    ghost(ui, item, Rect::from_min_size(pointer - lift.grab, vec2(places.cut_row().width(), super::columns::ROW)));
}

fn ghost(ui: &mut Ui, item: &BacklogItem, rect: Rect) {
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("row on the pointer"));
    let mut above = ui.new_child(UiBuilder::new().layer_id(layer).max_rect(rect));
    above.set_clip_rect(ui.ctx().content_rect());
    let c = theme::colors(ui);
    above.painter().add(theme::lifted(ui).as_shape(rect, radius::CONTROL));
    above.painter().rect(rect, radius::CONTROL, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    let galley = theme::cut(ui, &item.name, Type::Strong, c.ink, rect.width() - 32.0, 1);
    above.painter().galley(rect.left_center() + vec2(16.0, -galley.size().y / 2.0), galley, c.ink);
}
