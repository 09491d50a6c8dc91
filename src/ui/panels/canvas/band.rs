//! The rubber band: notes that it touches are chosen.

use egui::{CornerRadius, Key, Modifiers, PointerButton, Pos2, Rect, Response, Stroke, StrokeKind, Ui};

use crate::model::Id;
use crate::ui::desk::Desk;
use crate::ui::panels::{bulk, row_drag};
use crate::ui::theme::{self, radius};
use crate::ui::widgets::pull;

use super::board::Board;
use super::{View, listed};

/// How far the pointer moves before a click draws a band, in points.
const FAR: f32 = 4.0;

/// A band that is being drawn.
#[derive(Debug, Clone)]
pub struct Band {
    /// Where it began, on the sheet.
    from: Pos2,
    /// What was chosen before, if the band adds to it.
    before: Vec<Id>,
}

/// Begins a band on the ground of a tray.
pub fn begin(ui: &Ui, desk: &Desk<'_>, view: &mut View, board: &Board<'_>, ground: &Response) {
    if view.band.is_some() || view.drag.is_some() || view.writing.is_some() {
        return;
    }
    if let Some(grab) = pull::hold(ui, ground, FAR) {
        let from = board.on_sheet(ground.rect.min + grab);
        let before = if desk.hold.is_adding() { desk.hold.chosen() } else { Vec::new() };
        view.band = Some(Band { from, before });
    }
}

/// Shows the band and chooses what it touches.
pub fn show(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, board: &Board<'_>) {
    let Some(band) = view.band.clone() else { return };
    let (pointer, down) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.button_down(PointerButton::Primary)));
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let (Some(pointer), false) = (pointer, escaped) else {
        view.band = None;
        desk.hold.clear();
        return;
    };
    let area = Rect::from_two_pos(band.from, board.on_sheet(pointer));
    let pieces = board.sheet.trays.iter().flat_map(|tray| &tray.pieces);
    let touched = pieces.filter(|piece| piece.rect.intersects(area)).filter_map(|piece| board.sheet.note(piece));
    let mut chosen: Vec<Id> = touched.map(|note| note.id).collect();
    let last = chosen.last().copied();
    chosen.extend(band.before.iter().copied());
    bulk::choose(desk, &listed(view, board.sheet), chosen.iter().copied());
    if let Some(note) = last.and_then(|id| board.sheet.key.canvas.notes.find(id)) {
        view.selection = Some(super::Selection { block: note.block, note: Some(note.id) });
    }
    if !down {
        view.band = None;
        view.focus = last.is_some();
        return;
    }
    let c = theme::colors(ui);
    let rect = Rect::from_two_pos(board.place(Rect::from_min_max(area.min, area.min)).min, board.place(area).max);
    let corner = CornerRadius::same(radius::CHIP);
    ui.painter().rect(rect, corner, c.accent.gamma_multiply(0.12), Stroke::new(1.0, c.accent), StrokeKind::Inside);
    row_drag::scroll(ui, pointer);
}
