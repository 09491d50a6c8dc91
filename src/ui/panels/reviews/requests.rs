//! Who was asked for a review and has not answered: one line each, with the ways to ask again and to take the request back.

use egui::{Align, Layout, Ui, vec2};

use crate::model::Item as _;
use crate::model::Workbook;
use crate::model::covers;
use crate::model::reviews::ReviewRequest;
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

use super::state;

/// Shows them, where somebody is waited for. A review copy is answered: who else was asked is not in it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, workbook: &Workbook) {
    if workbook.reviews.copy_for.is_some() {
        return;
    }
    let waiting: Vec<&ReviewRequest> = state::waiting(&workbook.reviews).collect();
    if waiting.is_empty() {
        return;
    }
    ui.add_space(8.0);
    super::heading(ui, "Asked, no answer yet", "", |_| {});
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        label::rule(ui);
        for request in waiting {
            ui.push_id(request.id, |ui| row(ui, desk, request));
            label::rule(ui);
        }
    });
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, request: &ReviewRequest) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = format!("Withdraw {}", request.cite());
            let withdraw = Button::new("Withdraw request").quiet().name(&name).show(ui);
            if withdraw.on_hover_text("An answer to it can no longer be imported. It can be undone.").clicked() {
                super::acts::withdraw_request(desk, request.id);
            }
            let name = format!("Send {} again", request.cite());
            if Button::new("Send again").icon(icons::PAPER_PLANE).name(&name).show(ui).clicked() {
                desk.orders.push(Order::SendAgain(request.id));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let late = state::is_overdue(request, desk.today);
                let ink = if late { c.atrisk_text } else { c.ink };
                label::text(ui, &state::asked_words(request, desk.today), Type::Medium, ink);
                let role = if request.role.trim().is_empty() { "" } else { request.role.trim() };
                let covers = covers::in_words(&request.covers);
                let about = if role.is_empty() { covers } else { format!("{role}. {covers}") };
                label::text(ui, &about, Type::Small, c.ink_3);
            });
        });
    });
}
