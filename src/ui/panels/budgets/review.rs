//! The reviews of a budget: when the next one is due, a button that records one, and the list of them.

use std::sync::Arc;

use egui::Ui;

use crate::assess::budget::review::Review;
use crate::edit::operations::name;
use crate::model::budgets::{Budget, BudgetReview};
use crate::model::place::Place;
use crate::model::{ItemKind, Section};
use crate::report::budgets::account;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::items;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

/// Shows them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, budget: &Budget, review: &Review) {
    let c = theme::colors(ui);
    let overdue = review.overdue(desk.today).is_some();
    ui.horizontal(|ui| {
        label::heading(ui, "Next review", Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = Button::new("Record review").icon(icons::CHECK).name("Record a review of today").show(ui);
            if button.clicked() {
                record(ui, desk, budget);
            }
        });
    });
    let said = account::review(review, Some(desk.today));
    let said = said.unwrap_or_else(|| "No cadence is set, and it was not reviewed yet.".to_owned());
    ui.horizontal_top(|ui| {
        if overdue {
            glyph::show(ui, Glyph::Warning, 14.0);
        }
        ui.vertical(|ui| {
            label::text(ui, &said, Type::Small, if overdue { c.ink } else { c.ink_3 });
        });
    });
    ui.add_space(12.0);
    if let Some(field) = Budget::FIELDS.iter().find(|field| field.key == "reviews") {
        items::list(ui, desk, &Spot::item(budget.id), field, &budget.reviews);
    }
}

/// A line that says so, if the review is overdue: near the top of the card, because the reviews stand at its end.
pub fn reminder(ui: &mut Ui, desk: &Desk<'_>, review: &Review) {
    let Some(days) = review.overdue(desk.today) else { return };
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        glyph::show(ui, Glyph::Warning, 14.0);
        let said = format!("Review overdue by {}", account::days_in_words(days));
        label::line(ui, &said, Type::Medium, theme::colors(ui).ink);
    });
}

/// Adds a review of today by the budget's owner, and opens it for what was decided.
fn record(ui: &Ui, desk: &mut Desk<'_>, budget: &Budget) {
    let blank = BudgetReview { date: Some(desk.today), by: budget.owner.clone(), ..BudgetReview::default() };
    let (id, number) = desk.edit("record review", |workbook, ids| {
        let fresh = name(blank, workbook, ids);
        let identity = (fresh.id, fresh.number);
        let budgets = &mut Arc::make_mut(&mut workbook.budgets).budgets;
        let at = budgets.iter().position(|other| other.id == budget.id);
        if let Some(budget) = at.and_then(|at| budgets.at_mut(at)) {
            budget.reviews.push(fresh);
        }
        identity
    });
    let items = vec![(ItemKind::Budget, budget.id, budget.number), (ItemKind::BudgetReview, id, number)];
    items::reveal(ui, &Place { section: Section::Budgets, items, fields: Vec::new(), path: String::new() });
}
