//! The menu of a note.

use egui::Ui;

use crate::knowledge;
use crate::model::canvas::{CanvasBlock, Note};
use crate::ui::icons;
use crate::ui::widgets::glyph::Glyph;
use crate::ui::widgets::menu::Row;
use crate::ui::widgets::note::kind_words;

use super::acts::Act;
use super::sheet::KINDS;

/// How wide it is.
const WIDTH: f32 = 240.0;

/// Shows it and says what was chosen.
pub fn note(ui: &mut Ui, note: &Note) -> Option<Act> {
    ui.set_max_width(WIDTH);
    let mut chosen = None;
    for (kind, key) in KINDS.into_iter().zip(["1", "2", "3", "4"]) {
        let row = Row::new(kind_words(Some(kind))).glyph(Some(Glyph::Kind(kind))).keys(key);
        if row.chosen(note.kind == Some(kind)).show(ui).clicked() {
            chosen = Some(Act::Kind(note.id, kind));
        }
    }
    ui.separator();
    let mut row = |ui: &mut Ui, text, icon, keys, act| {
        if Row::new(text).icon(icon).keys(keys).show(ui).clicked() {
            chosen = Some(act);
        }
    };
    row(ui, "Edit text", icons::PENCIL, "Enter", Act::Write(note.id));
    row(ui, "Details", icons::NOTE_PENCIL, "", Act::Details(note.id));
    row(ui, "Duplicate", icons::COPY, "Ctrl D", Act::Duplicate(note.id));
    row(ui, "Copy text", icons::FILE_TEXT, "Ctrl C", Act::CopyText(note.id));
    let moved = Row::new("Move to block").icon(icons::ARROW_RIGHT).beside(ui, |ui| blocks(ui, note)).flatten();
    if let Some(block) = moved {
        chosen = Some(Act::Move(note.id, Some(block), usize::MAX));
    }
    if Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        chosen = Some(Act::Delete(note.id));
    }
    chosen
}

fn blocks(ui: &mut Ui, note: &Note) -> Option<CanvasBlock> {
    ui.set_max_width(WIDTH);
    let mut chosen = None;
    for block in CanvasBlock::ALL.iter().copied() {
        let Some(guide) = knowledge::block(block) else { continue };
        if Row::new(&guide.title).chosen(note.block == Some(block)).show(ui).clicked() {
            chosen = Some(block).filter(|block| note.block != Some(*block));
        }
    }
    chosen
}
