//! While there are fewer than five failure modes: a card that leads to writing five before the happy path.

use egui::{Frame, Margin, Stroke, Ui};

use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::interview::five::ENOUGH;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

/// Shows it, if there are some but not enough.
pub(super) fn card(ui: &mut Ui, desk: &mut Desk<'_>, there: usize) {
    if there >= ENOUGH {
        return;
    }
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            label::line(ui, "Five failure modes before the happy path", Type::Strong, c.ink);
            label::line(ui, &format!("{there} of {ENOUGH}"), Type::Body, c.ink_2);
            button(ui, desk);
        });
    });
    ui.add_space(8.0);
}

/// The button that leads there.
pub(super) fn button(ui: &mut Ui, desk: &mut Desk<'_>) {
    let button = Button::new("Five in a row").icon(icons::LIST_CHECKS).name("Write five failure modes in a row");
    if button.show(ui).on_hover_text("Suggestions for this system, one sentence each").clicked() {
        desk.orders.push(Order::FirstHour(true));
    }
}
