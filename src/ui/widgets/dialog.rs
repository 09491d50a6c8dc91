//! A large dialog to choose from: over the page on a scrim, in columns that scroll by themselves.

use egui::{Align, Layout, Modal, ModalResponse, Ui, Vec2, vec2};

use crate::ui::theme;

/// The largest it gets.
const LARGEST: Vec2 = vec2(1150.0, 768.0);

/// The narrowest dialog with three columns.
pub const WIDE: f32 = 900.0;

/// How high its head and its foot are.
pub const BAND: f32 = 56.0;

/// Shows it, as large as the window allows; the contents are told how large that is.
pub fn large<R>(ui: &Ui, id: &str, contents: impl FnOnce(&mut Ui, Vec2) -> R) -> ModalResponse<R> {
    let screen = ui.ctx().content_rect().size();
    let size = vec2((screen.x - 48.0).min(LARGEST.x), (screen.y - 48.0).min(LARGEST.y));
    let frame = egui::Frame::popup(ui.style()).inner_margin(0).corner_radius(theme::radius::DIALOG);
    Modal::new(egui::Id::unique(id)).backdrop_color(theme::of(false).ink.gamma_multiply(0.36)).frame(frame).show(
        ui.ctx(),
        |ui| {
            ui.set_min_size(size);
            ui.set_max_size(size);
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            contents(ui, size)
        },
    )
}

/// A column of it, which scrolls by itself.
pub fn part<R>(ui: &mut Ui, name: &str, size: Vec2, margin: i8, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        let scroll = egui::ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).max_height(size.y);
        scroll.show(ui, |ui| egui::Frame::new().inner_margin(margin).show(ui, contents).inner).inner
    })
    .inner
}
