//! The other fields of a note in a dialog: who says so, its source, its votes, what it speaks about.

use egui::{Id, Modal, Ui};

use crate::model::record::Item;
use crate::ui::desk::Desk;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

use super::View;

/// Shows it, if it was asked for.
pub fn show(ui: &Ui, desk: &mut Desk<'_>, view: &mut View) {
    let Some(id) = view.details else { return };
    let workbook = desk.snapshot();
    let Some(note) = workbook.canvas.notes.find(id) else {
        view.details = None;
        return;
    };
    let room = ui.ctx().content_rect().size();
    let modal = Modal::new(Id::unique("details of a note")).show(ui.ctx(), |ui| {
        ui.set_width(480.0_f32.min(room.x - 48.0));
        egui::Frame::new()
            .inner_margin(16)
            .show(ui, |ui| {
                let c = theme::colors(ui);
                ui.spacing_mut().item_spacing.y = 12.0;
                let cited = note.cite();
                let title =
                    if cited.is_empty() { "Details of a note".to_owned() } else { format!("Details of {cited}") };
                label::heading(ui, &title, Type::Title, 1);
                let text = theme::cut(ui, note.text.trim(), Type::Prompt, c.ink_2, ui.available_width(), 3);
                ui.label(text);
                egui::ScrollArea::vertical().max_height((room.y - 260.0).max(120.0)).show(ui, |ui| {
                    form::record(ui, desk, &Spot::item(id), note, &["text", "block", "kind"]);
                    ui.add_space(4.0);
                });
                Button::new("Done").primary().show(ui).clicked()
            })
            .inner
    });
    if modal.inner || modal.should_close() {
        view.details = None;
        view.focus = true;
    }
}
