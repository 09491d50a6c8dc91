//! Dragging a note: it hangs on the pointer, a line shows where it would go, and its old place stays open until then.

use egui::{Key, LayerId, Order, PointerButton, Pos2, Rect, Response, Stroke, Ui, UiBuilder, Vec2, vec2};

use crate::model::Id;
use crate::ui::desk::Desk;
use crate::ui::panels::row_drag;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{note, pull};

use super::View;
use super::acts::Act;
use super::board::Board;
use super::sheet::{BETWEEN, HEAD, Tray};
use super::slip;
use super::travel;

/// How far the pointer moves before a click is a drag, in points.
const FAR: f32 = 4.0;

/// A note that hangs on the pointer.
#[derive(Debug, Clone, PartialEq)]
pub struct Drag {
    /// The note under the pointer.
    pub id: Id,
    /// All notes that go with it.
    pub ids: Vec<Id>,
    grab: Vec2,
    size: Vec2,
}

/// Picks a note up once the pointer has moved far enough with the button down.
pub fn begin(ui: &Ui, desk: &Desk<'_>, view: &mut View, slip: &Response, (id, size): (Id, Vec2)) {
    if view.drag.is_some() || view.writing.is_some() || view.band.is_some() {
        return;
    }
    if let Some(grab) = pull::hold(ui, slip, FAR) {
        let ids = if desk.hold.is_one_of_many(id) { desk.hold.chosen() } else { vec![id] };
        view.drag = Some(Drag { id, ids, grab, size });
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
        return Some(if drag.ids.len() > 1 {
            Act::MoveAll(tray.block, slot)
        } else {
            Act::Move(drag.id, tray.block, slot)
        });
    }
    slip::grabbing(ui);
    let pointer = pointer?;
    if let Some((tray, slot)) = target {
        line(ui, board, &drag, tray, slot);
    }
    let note = board.sheet.key.canvas.notes.find(drag.id)?;
    let rect = Rect::from_min_size(pointer - drag.grab, drag.size * board.scale);
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("note on the pointer"));
    ui.scope_builder(UiBuilder::new().layer_id(layer).max_rect(rect), |ui| {
        ui.set_clip_rect(ui.ctx().content_rect());
        note::paint(ui, rect, &slip::paper(view, note, Some(&note.text), board.scale), true);
        if drag.ids.len() > 1 {
            count(ui, rect, drag.ids.len());
        }
    });
    row_drag::scroll(ui, pointer);
    None
}

/// The tray under the pointer, and the slot in it. Only blocks take notes.
fn target<'a>(ui: &Ui, board: &Board<'a>, drag: &Drag, pointer: Pos2) -> Option<(&'a Tray, usize)> {
    if !ui.clip_rect().contains(pointer) {
        return None;
    }
    let place = board.on_sheet(pointer);
    let tray = board.sheet.trays.iter().find(|tray| tray.block.is_some() && tray.rect.expand(6.0).contains(place))?;
    let middle = place.y - drag.grab.y / board.scale + drag.size.y / 2.0;
    let slot = travel::slot_at(others(board, tray, drag).into_iter(), middle);
    Some((tray, slot))
}

/// How many notes hang on the pointer.
fn count(ui: &Ui, rect: Rect, count: usize) {
    let c = theme::colors(ui);
    let words = theme::line(ui, &count.to_string(), Type::Caption, c.on_accent);
    let badge = Rect::from_center_size(rect.right_top(), vec2(words.size().x.max(8.0) + 12.0, 20.0));
    ui.painter().rect_filled(badge, 10, c.accent);
    ui.painter().galley(badge.center() - words.size() / 2.0, words, c.on_accent);
}

/// The notes of a tray without those that are dragged.
fn others(board: &Board<'_>, tray: &Tray, drag: &Drag) -> Vec<Rect> {
    let other = |piece: &&super::sheet::Piece| board.sheet.note(piece).is_some_and(|note| !drag.ids.contains(&note.id));
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
    let line = board.place(Rect::from_x_y_ranges(tray.rect.left() + 8.0..=tray.rect.right() - 8.0, y..=y));
    ui.painter().hline(line.x_range(), line.top(), Stroke::new(2.0, theme::colors(ui).accent));
}
