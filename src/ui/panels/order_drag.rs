//! Rows that are put into another order by dragging: the row hangs on the pointer, a line shows where it would go.

use egui::{CursorIcon, Key, Rect, Stroke, Ui, pos2};

use crate::model::list::Items;
use crate::model::{Id, Record};
use crate::ui::theme;

/// Shows where the row that hangs on the pointer would go. Gives it with its new position once it is let go; Escape lets it
/// go where it was. `places`: where the rows are, in their order.
pub fn show(ui: &Ui, dragged: &mut Option<Id>, items: &dyn Items, places: &[Rect]) -> Option<(Id, usize)> {
    let id = (*dragged)?;
    let is_it = |at: &usize| items.get(*at).and_then(Record::identity).is_some_and(|(_, other, _)| other == id);
    let from = (0..items.len()).find(is_it);
    let (pointer, down, escaped) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down(), input.key_pressed(Key::Escape)));
    let (Some(from), Some(pointer), false) = (from, pointer, escaped) else {
        *dragged = None;
        return None;
    };
    // the number of other rows above the pointer
    let others = places.iter().enumerate().filter(|(at, _)| *at != from);
    let to = others.filter(|(_, rect)| rect.center().y < pointer.y).count();
    if !down {
        *dragged = None;
        return (to != from).then_some((id, to));
    }
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let c = theme::colors(ui);
    if let Some(rect) = places.get(from) {
        ui.painter().rect_filled(*rect, 0, c.bg_main.gamma_multiply(0.6));
    }
    if let Some(rect) = places.get(to).filter(|_| to != from) {
        let y = if to > from { rect.bottom() } else { rect.top() };
        ui.painter().hline(rect.x_range(), y, Stroke::new(2.0, c.accent));
        ui.painter().circle_filled(pos2(rect.left() + 3.0, y), 3.5, c.accent);
    }
    None
}
