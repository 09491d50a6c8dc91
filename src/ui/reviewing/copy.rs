//! The bar over the pages of a review copy: for whom it is, and what a reviewer does with it.

use egui::{Align, Frame, Layout, Margin, Panel, Ui, vec2};

use crate::model::reviews::ReviewRequest;
use crate::model::{Date, Section};
use crate::ui::app::App;
use crate::ui::desk::Room;
use crate::ui::icons;
use crate::ui::page::Page;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;
use crate::words;

/// What whoever sent it asks for, in their words, and by when.
fn asks(request: &ReviewRequest, today: Date) -> String {
    let message = words::sentence(request.message.trim());
    let due = request.due.map(|due| format!("Answer by {}.", words::day(due, today)));
    due.into_iter().chain((!message.is_empty()).then_some(message)).collect::<Vec<_>>().join(" ")
}

/// Shows it, if the open workbook is a review copy.
pub fn bar(app: &mut App, ui: &mut Ui, room: Room) {
    let Some(request) = app.review_copy().cloned() else { return };
    let c = theme::colors(ui);
    let changed = words::sections(app.changed_in_copy());
    let takes_answers = app.takes_answers();
    let short = format!("Review copy for {}.", request.name.trim());
    let said = if takes_answers {
        format!("{short} Comment and decide; the rest can only be looked at.")
    } else {
        format!("{short} It is not what was sent: changed on its way in {changed}. Ask for another copy.")
    };
    let asks = asks(&request, (app.around.now)().date());
    let (mut decide, mut save) = (false, false);
    let frame = Frame::new().fill(c.accent_soft).inner_margin(Margin::symmetric(24, 8));
    let bar = Panel::top("review copy").resizable(false).frame(frame).show(ui, |ui| {
        let line = vec2(ui.available_width(), size::CONTROL);
        ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
            if takes_answers {
                save = Button::new("Save answers").primary().show(ui).clicked();
                decide = Button::new("Decide").icon(icons::SIGNATURE).show(ui).clicked();
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let icon = if takes_answers { icons::CHAT_TEXT } else { icons::WARNING_DIAMOND };
                label::icon(ui, icon, if takes_answers { c.ink } else { c.blocker });
                let words = if takes_answers && room < Room::Tight { &short } else { &said };
                label::line(ui, words, Type::Strong, c.ink);
            });
        });
        if takes_answers && !asks.is_empty() {
            label::text(ui, &asks, Type::Body, c.ink_2);
        }
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
