//! The bar over a page that shows an earlier step: when that was, and the two ways on.

use egui::{Align, Frame, Key, Layout, Margin, Modifiers, Panel, Ui};

use crate::ui::app::App;
use crate::ui::desk::Room;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

/// Shows it, if an earlier step is looked at.
pub fn show(app: &mut App, ui: &mut Ui, room: Room) {
    let Some(preview) = &app.preview else { return };
    let c = theme::colors(ui);
    let said = format!("As it was {}. Nothing changes until you restore.", at(&preview.when));
    let shown = if room >= Room::Narrow { said.clone() } else { format!("As it was {}.", at(&preview.when)) };
    let (mut restore, mut close) = (false, false);
    let frame = Frame::new().fill(c.accent_soft).inner_margin(Margin::symmetric(24, 8));
    let bar = Panel::top("earlier step").resizable(false).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            close = Button::new("Close").key("Esc").name("Close the earlier step").show(ui).clicked();
            restore = Button::new("Restore").primary().name("Restore this step").show(ui).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                label::icon(ui, icons::CLOCK_BACK, c.ink);
                label::line(ui, &shown, Type::Strong, c.ink);
            });
        });
    });
    ui.ctx().accesskit_node_builder(bar.response.id, |node| {
        node.set_role(egui::accesskit::Role::Banner);
        node.set_label(said);
    });
    if restore {
        app.restore_preview();
    } else if close {
        app.close_preview();
    }
}

/// Closes the earlier step on Escape, where nothing else had a use for that. Call after the page was drawn.
pub fn listen(app: &mut App, ui: &Ui) {
    let covered = egui::Popup::is_any_open(ui.ctx()) || ui.memory(|memory| memory.top_modal_layer().is_some());
    if app.preview.is_some() && !covered && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        app.close_preview();
    }
}

/// The moment in the middle of a sentence: `today, 14:32`, `on 5 March, 16:20`.
fn at(when: &str) -> String {
    let has_day = when.starts_with(|letter: char| letter.is_ascii_digit());
    if has_day { format!("on {when}") } else { when.to_lowercase() }
}
