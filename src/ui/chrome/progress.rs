//! The line under the top bar while a file is read or written; after a second with words and a way to stop.

use egui::{Id, Panel, Ui};

use crate::ui::app::App;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

/// Shows it, if something is under way.
pub fn show(app: &mut App, ui: &mut Ui) {
    let key = Id::unique("work began");
    let Some((text, can_stop)) = app.tasks.label().map(|(text, can_stop)| (text.to_owned(), can_stop)) else {
        ui.ctx().data_mut(|data| data.remove::<f64>(key));
        return;
    };
    let now = ui.input(|input| input.time);
    let began = ui.ctx().data_mut(|data| *data.get_temp_mut_or_insert_with(key, || now));
    let waited = now - began;
    ui.ctx().request_repaint_after_secs(0.1);
    if waited < 0.2 {
        return;
    }
    let c = theme::colors(ui);
    let screen = ui.ctx().content_rect();
    let y = screen.top() + size::TOP_BAR;
    let travelled = ((waited * 0.6).fract() as f32) * screen.width();
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, Id::unique("progress")));
    painter.hline(screen.x_range(), y, egui::Stroke::new(2.0, c.line));
    painter.hline(travelled..=travelled + screen.width() / 4.0, y, egui::Stroke::new(2.0, c.accent));
    if waited < 1.0 {
        return;
    }
    Panel::top("progress").exact_size(36.0).frame(egui::Frame::new().fill(c.bg_app).inner_margin(4)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            label::line(ui, &text, Type::Body, c.ink_2);
            if can_stop && Button::new("Cancel").show(ui).clicked() {
                app.tasks.cancel();
            }
        });
    });
}
