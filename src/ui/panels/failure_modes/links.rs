//! The budgets that limit a failure mode, with what the measurements say.

use egui::Ui;

use crate::model::failure_modes::FailureMode;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::label;

/// How many fit into the head; the rest is said as a number.
const MOST: usize = 2;

/// Shows them from the right to the left, or the other way round, as the layout has it.
pub(super) fn budgets(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode) {
    let workbook = desk.snapshot();
    let ink = theme::colors(ui).ink_3;
    let from_right = ui.layout().prefer_right_to_left();
    for id in mode.budgets.iter().take(MOST) {
        let Some(budget) = workbook.budgets.budgets.find(*id) else { continue };
        let verdict = desk.facts.budget(*id).map(|state| state.verdict);
        let mut clicked = false;
        let mut name = |ui: &mut Ui| {
            ui.scope(|ui| {
                ui.set_max_width(ui.available_width().min(if mode.budgets.len() > 1 { 150.0 } else { 240.0 }));
                let said = verdict.map_or("", |verdict| verdict.label());
                let shown = link_named(ui, &budget.name, &format!("Go to budget {}, {said}", budget.name));
                clicked = shown.on_hover_text(&budget.name).clicked();
            });
        };
        if from_right {
            if let Some(verdict) = verdict {
                label::verdict_chip(ui, verdict);
            }
            name(ui);
            label::icon(ui, icons::LINK, ink);
        } else {
            ui.horizontal(|ui| {
                label::icon(ui, icons::LINK, ink);
                name(ui);
                if let Some(verdict) = verdict {
                    label::verdict_chip(ui, verdict);
                }
            });
        }
        if clicked {
            desk.go_to_item(*id);
        }
    }
    if mode.budgets.len() > MOST {
        label::line(ui, &format!("and {} more", mode.budgets.len() - MOST), Type::Small, ink);
    }
}
