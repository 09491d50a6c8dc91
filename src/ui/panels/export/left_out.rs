//! What is left out for these readers: set by the profile, and changed here for once.

use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::pack::LeftOut;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::{focus, label};

use super::choice::Choice;
use super::part_head;

/// Shows the list.
pub(super) fn show(ui: &mut Ui, choice: &mut Choice) {
    let c = theme::colors(ui);
    let said = if choice.is_changed() { "changed here" } else { "set by the profile" };
    part_head(ui, "Redaction", |ui| drop(label::line(ui, said, Type::Small, c.ink_3)));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for what in LeftOut::ALL {
            row(ui, *what, choice);
        }
    });
    ui.add_space(8.0);
    label::rule(ui);
}

fn row(ui: &mut Ui, what: LeftOut, choice: &mut Choice) {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::CONTROL), Sense::click());
    let out = choice.profile().left_out.has(what);
    if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, c.hover);
    }
    let (icon, words, ink) = if out { (icons::EYE_SLASH, "left out", c.ink) } else { (icons::EYE, "shown", c.ink_3) };
    let square = egui::Rect::from_center_size(pos2(rect.left() + 32.0, rect.center().y), vec2(16.0, 16.0));
    label::paint_icon(ui, square, icon, Type::Icon, c.ink_2);
    let state = theme::line(ui, words, Type::Body, ink);
    let at = pos2(rect.right() - 16.0 - state.size().x, rect.center().y - state.size().y / 2.0);
    let title = theme::cut(ui, what.label(), Type::Body, c.ink, at.x - rect.left() - 56.0, 1);
    ui.painter().galley(pos2(rect.left() + 48.0, rect.center().y - title.size().y / 2.0), title, c.ink);
    ui.painter().galley(at, state, ink);
    focus::ring_inside(ui, &response, rect.shrink2(vec2(4.0, 0.0)), radius::CHIP);
    let said = format!("Leave out: {}", what.label().to_lowercase());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, out, &said));
    if response.clicked() {
        choice.set_left_out(what, !out);
    }
}
