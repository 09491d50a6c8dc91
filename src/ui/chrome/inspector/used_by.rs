//! What links to the item that is selected on the page, where the item has no card that says it.

use egui::{Frame, Ui};

use crate::model::Section;
use crate::ui::app::App;
use crate::ui::desk::Order;
use crate::ui::page::Page;
use crate::ui::panels::used_by;
use crate::ui::widgets::label;

/// Shows it under the findings; nothing where nothing is selected or nothing links to it.
pub fn show(app: &App, ui: &mut Ui, orders: &mut Vec<Order>) {
    let on_card = [Section::FailureModes, Section::Budgets, Section::Metrics, Section::Limits];
    if on_card.map(Page::Section).contains(&app.page) {
        return;
    }
    let (Some(id), Some(document)) = (app.selected(), &app.document) else { return };
    if document.facts.used_by.of_item(id).is_empty() {
        return;
    }
    Frame::new().inner_margin(16).show(ui, |ui| {
        if let Some(place) = used_by::show(ui, &document.facts, id) {
            orders.push(Order::GoTo(place));
        }
    });
    label::rule(ui);
}
