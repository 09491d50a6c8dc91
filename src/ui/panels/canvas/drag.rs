//! Dragging a note: it hangs on the pointer, a line shows where it would go, and its old place stays open until then.

use egui::{Key, LayerId, Order, PointerButton, Pos2, Rect, Response, Stroke, Ui, UiBuilder, Vec2, vec2};

use crate::model::Id;
use crate::ui::theme;
use crate::ui::widgets::{note, pull};

use super::View;
use super::acts::Act;
use super::board::Board;
use super::sheet::{BETWEEN, HEAD, Tray};
use super::slip;
use super::travel;

/// How far the pointer moves before a click is a drag, in points.
const FAR: f32 = 4.0;

/// How near to the edge of what scrolls a note makes it scroll, in points.
const NEAR: f32 = 40.0;

/// A note that hangs on the pointer.
#[derive(Debug, Clone, PartialEq)]
pub struct Drag {
    /// The note.
    pub id: Id,
    grab: Vec2,
    size: Vec2,
}

/// Picks a note up once the pointer has moved far enough with the button down.
pub fn begin(ui: &Ui, view: &mut View, slip: &Response, id: Id) {
    if view.drag.is_some() || view.writing.is_some() {
        return;
    }
    if let Some(grab) = pull::hold(ui, slip, FAR) {
        view.drag = Some(Drag { id, grab, size: slip.rect.size() });
    }
}

/// Shows the note at the pointer and where it would go; gives the move once it is let go.
pub fn show(ui: &mut Ui, view: &mut View, board: &Board<'_>) -> Option<Act> {
    let drag = view.drag.clone()?;
    if ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape)) {
        view.drag = None;
        view.focus = true;
        return None;
    }
    let (pointer, down) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.button_down(PointerButton::Primary)));
    let target = pointer.and_then(|pointer| target(ui, board, &drag, pointer));
    if !down {
        view.drag = None;
        let (tray, slot) = target?;
        return Some(Act::Move(drag.id, tray.block, slot));
    }
    slip::grabbing(ui);
    let pointer = pointer?;
    if let Some((tray, slot)) = target {
        line(ui, board, &drag, tray, slot);
    }
    let note = board.sheet.key.canvas.notes.find(drag.id)?;
    let rect = Rect::from_min_size(pointer - drag.grab, drag.size);
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("note on the pointer"));
    ui.scope_builder(UiBuilder::new().layer_id(layer).max_rect(rect), |ui| {
        ui.set_clip_rect(ui.ctx().content_rect());
        note::paint(ui, rect, &slip::paper(view, note, Some(&note.text)), true);
    });
    scroll(ui, pointer);
    None
}

/// The tray under the pointer, and the slot in it. Only blocks take notes.
fn target<'a>(ui: &Ui, board: &Board<'a>, drag: &Drag, pointer: Pos2) -> Option<(&'a Tray, usize)> {
    if !ui.clip_rect().contains(pointer) {
        return None;
    }
    let place = pointer - board.origin;
    let tray = board.sheet.trays.iter().find(|tray| tray.block.is_some() && tray.rect.expand(6.0).contains(place))?;
    let middle = place.y - drag.grab.y + drag.size.y / 2.0;
    let slot = travel::slot_at(others(board, tray, drag).into_iter(), middle);
    Some((tray, slot))
}

/// The notes of a tray without the one that is dragged.
fn others(board: &Board<'_>, tray: &Tray, drag: &Drag) -> Vec<Rect> {
    let other = |piece: &&super::sheet::Piece| board.sheet.note(piece).is_some_and(|note| note.id != drag.id);
    tray.pieces.iter().filter(other).map(|piece| piece.rect).collect()
}

fn line(ui: &Ui, board: &Board<'_>, drag: &Drag, tray: &Tray, slot: usize) {
    let others = others(board, tray, drag);
    let before = slot.checked_sub(1).and_then(|slot| others.get(slot));
    let y = match (before, others.get(slot)) {
        (Some(before), _) => before.bottom() + BETWEEN / 2.0,
        (None, Some(after)) => after.top() - BETWEEN / 2.0,
        (None, None) => tray.rect.top() + HEAD - BETWEEN / 2.0,
    };
    let from = tray.rect.left_top() + board.origin + vec2(8.0, y - tray.rect.top());
    let to = from.x + tray.rect.width() - 16.0;
    ui.painter().hline(from.x..=to, from.y, Stroke::new(2.0, theme::colors(ui).accent));
}

/// Scrolls while the pointer is near the upper or lower edge.
fn scroll(ui: &Ui, pointer: Pos2) {
    let clip = ui.clip_rect();
    let above = (clip.top() + NEAR - pointer.y).clamp(0.0, NEAR);
    let below = (pointer.y - clip.bottom() + NEAR).clamp(0.0, NEAR);
    if above > 0.0 || below > 0.0 {
        let speed = (above - below) / NEAR * 900.0 * ui.input(|input| input.stable_dt).min(0.05);
        ui.scroll_with_delta_animation(vec2(0.0, speed), egui::style::ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
}
