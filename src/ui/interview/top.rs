//! The bar over the interview: whose it is, that nothing is lost, and the ways out.

use egui::{Align, Layout, Sense, Ui, Vec2};

use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{glyph, label};

use super::{Ask, View};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View) {
    let c = theme::colors(ui);
    let wide = desk.room >= Room::Tight;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(size::TOP_BAR);
        let leave = Button::new(if wide { "Leave interview" } else { "Leave" }).name("Leave interview").show(ui);
        if leave.on_hover_text("Leave (Esc). What is written is kept.").clicked() {
            view.asked.push(Ask::Leave(false));
        }
        if wide && Button::new("See the canvas").icon(icons::SQUARES_FOUR).quiet().show(ui).clicked() {
            view.asked.push(Ask::Leave(true));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0), Sense::hover());
            glyph::mark(ui.painter(), rect, c);
            if wide {
                ui.allocate_ui(egui::vec2(176.0, 20.0), |ui| {
                    ui.set_min_width(176.0);
                    label::line(ui, "Caveat", Type::Strong, c.ink);
                });
            }
            let product = desk.workbook().about.product.trim();
            let title = if product.is_empty() { "A new product" } else { product };
            let title = label::line(ui, title, Type::Name, c.ink);
            regions::extent(ui.ctx(), Region::TopBar, title.rect);
            if desk.room >= Room::Wide {
                label::icon(ui, icons::CHECK, c.ink_3);
                label::line(ui, "Kept with every answer", Type::Caption, c.ink_3);
            }
        });
    });
}
