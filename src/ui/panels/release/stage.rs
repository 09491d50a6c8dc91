//! What stands under the lane for a stage: every question of it, and what can be done with it.

use egui::{Frame, Stroke, Ui};

use crate::model::release::Stage;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::{label, menu};

use super::plan::Stop;
use super::{Asked, lane};

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, stage: &Stage) -> Option<Asked> {
    let c = theme::colors(ui);
    let stop = Stop::Stage(stage.id);
    let mut asked = None;
    let frame =
        Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD).inner_margin(16);
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            label::heading(ui, lane::title(stage), Type::Name, 2);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let more = icon_button(ui, icons::DOTS, &format!("More about {}", lane::title(stage)), true);
                asked = menu::below(&more, |ui| lane::commands(ui, stop)).flatten();
                if icon_button(ui, icons::ARROW_RIGHT, "Move the stage to the right", true).clicked() {
                    asked = Some(Asked::Shift(stop, 1));
                }
                if icon_button(ui, icons::ARROW_LEFT, "Move the stage to the left", true).clicked() {
                    asked = Some(Asked::Shift(stop, -1));
                }
            });
        });
        ui.add_space(8.0);
        form::record(ui, desk, &Spot::item(stage.id), stage, &[]);
    });
    asked
}
