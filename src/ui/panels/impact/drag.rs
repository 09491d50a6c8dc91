//! A harm or benefit that hangs on the pointer: let go over another group, it is copied there.

use egui::{CursorIcon, Key, LayerId, Modifiers, Order, PointerButton, Rect, Response, Stroke, StrokeKind, Ui, vec2};

use crate::model::Id;
use crate::model::impact::Impact;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::pull;

use super::grid::At;
use super::{Asked, View, wording};

/// How far the pointer moves before a click is a drag, in points.
const FAR: f32 = 4.0;
/// How wide the words at the pointer are at most.
const WIDE: f32 = 300.0;

/// What hangs on the pointer.
#[derive(Debug, Clone, Copy)]
pub struct Drag {
    at: At,
}

/// Whether this one hangs on the pointer.
pub fn is_dragged(view: &View, at: At) -> bool {
    view.drag.is_some_and(|drag| drag.at == at)
}

/// Picks it up once the pointer has moved far enough with the button down.
pub fn begin(ui: &Ui, view: &mut View, response: &Response, at: At) {
    let free = at.effect().is_some() && view.drag.is_none() && !view.let_go;
    if free && pull::hold(ui, response, FAR).is_some() {
        view.drag = Some(Drag { at });
    }
}

/// Shows it at the pointer, and the group that would get it. Gives what is to be done once it is let go.
pub fn show(ui: &Ui, view: &mut View, impact: &Impact, rows: &[(Id, Rect)]) -> Option<Asked> {
    let (pointer, down) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.button_down(PointerButton::Primary)));
    if !down {
        view.let_go = false;
    }
    let drag = view.drag?;
    let group = impact.groups.find(drag.at.group)?;
    let effect = drag.at.effect().and_then(|id| group.effects.find(id));
    let stopped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let (Some(effect), Some(pointer), false) = (effect, pointer, stopped) else {
        (view.drag, view.let_go) = (None, true);
        return None;
    };
    let over = rows.iter().find(|(id, rect)| *id != group.id && rect.contains(pointer));
    if !down {
        view.drag = None;
        return over.map(|(to, _)| Asked::Copy(effect.id, *to));
    }
    ui.ctx().set_cursor_icon(if over.is_some() { CursorIcon::Copy } else { CursorIcon::Grabbing });
    let c = theme::colors(ui);
    if let Some((_, rect)) = over {
        ui.painter().rect_stroke(*rect, radius::CARD, Stroke::new(2.0, c.accent), StrokeKind::Inside);
    }
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, egui::Id::unique("effect on the pointer")));
    let galley = theme::cut(ui, wording::what(effect), Type::Body, c.ink, WIDE, 2);
    let rect = Rect::from_min_size(pointer + vec2(8.0, 8.0), galley.size() + vec2(20.0, 12.0));
    painter.add(theme::lifted(ui).as_shape(rect, radius::CONTROL));
    painter.rect(rect, radius::CONTROL, c.surface, Stroke::new(1.0, c.control_line), StrokeKind::Inside);
    painter.galley(rect.min + vec2(10.0, 6.0), galley, c.ink);
    None
}
