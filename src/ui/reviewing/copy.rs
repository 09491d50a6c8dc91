//! The bar over the pages of a review copy: for whom it is, and what a reviewer does with it.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::model::Section;
use crate::ui::app::App;
use crate::ui::desk::Room;
use crate::ui::icons;
use crate::ui::page::Page;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

/// Shows it, if the open workbook is a review copy.
pub fn bar(app: &mut App, ui: &mut Ui, room: Room) {
    let Some(request) = app.review_copy().cloned() else { return };
    let c = theme::colors(ui);
    let short = format!("Review copy for {}.", request.name.trim());
    let said = format!("{short} Comment and decide; the rest can only be looked at.");
    let (mut decide, mut save) = (false, false);
    let frame = Frame::new().fill(c.accent_soft).inner_margin(Margin::symmetric(24, 8));
    let bar = Panel::top("review copy").resizable(false).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            save = Button::new("Save answers").primary().show(ui).clicked();
            decide = Button::new("Decide").icon(icons::SIGNATURE).show(ui).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                label::icon(ui, icons::CHAT_TEXT, c.ink);
                let words = if room >= Room::Tight { &said } else { &short };
                label::line(ui, words, Type::Strong, c.ink);
            });
        });
    });
    ui.ctx().accesskit_node_builder(bar.response.id, |node| {
        node.set_role(egui::accesskit::Role::Banner);
        node.set_label(said);
    });
    if save {
        app.save_answers();
    } else if decide {
        app.page = Page::Section(Section::Reviews);
        app.views.reviews.begin_decision(&request);
    }
}
