//! The key figures of the card: what was measured, what is accepted, what it costs.

use egui::{Color32, Ui, vec2};

use crate::assess::budget::Account;
use crate::assess::budget::cost::AgainstCap;
use crate::model::budgets::Budget;
use crate::report::budgets::account;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{button, label};
use crate::words;

use super::wording;

const GAP: f32 = 12.0;

/// Shows them side by side; `true` if the tolerance shall be set.
pub fn show(ui: &mut Ui, budget: &Budget, account: &Account) -> bool {
    let width = (ui.available_width() - 2.0 * GAP) / 3.0;
    let mut set_tolerance = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let column = |ui: &mut Ui, contents: &mut dyn FnMut(&mut Ui)| {
            ui.allocate_ui_with_layout(vec2(width, 56.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                contents(ui);
            });
        };
        column(ui, &mut |ui| measured(ui, account));
        column(ui, &mut |ui| set_tolerance |= tolerance(ui, budget, account));
        column(ui, &mut |ui| cost(ui, account));
    });
    set_tolerance
}

fn figure(ui: &mut Ui, caption: &str, value: &str, ink: Color32) {
    label::line(ui, caption, Type::Caption, theme::colors(ui).ink_3);
    label::line(ui, value, Type::Figure, ink);
}

fn measured(ui: &mut Ui, account: &Account) {
    let c = theme::colors(ui);
    let measured = account.state.measured;
    let rate = measured.map_or_else(|| "–".to_owned(), |measured| words::percent(measured.rate));
    let range = measured.map(|measured| words::percent_range(measured.low, measured.high));
    figure(ui, "Measured", &rate, c.ink);
    label::text(ui, range.as_deref().unwrap_or("Not yet"), Type::Small, c.ink_3);
}

fn tolerance(ui: &mut Ui, budget: &Budget, account: &Account) -> bool {
    let c = theme::colors(ui);
    let Some(tolerance) = budget.tolerance else {
        figure(ui, "Tolerance", "–", c.ink);
        return button::link(ui, "Set tolerance").clicked();
    };
    figure(ui, "Tolerance", &words::limit(tolerance.fraction()), c.ink);
    if let Some(share) = account.state.share_used() {
        let over = share > 1.0;
        label::text(ui, &format!("{} used", words::share(share)), Type::Small, if over { c.blocker } else { c.ink_3 });
    }
    label::text(ui, &format!("{} confidence", wording::level(budget)), Type::Small, c.ink_3);
    false
}

fn cost(ui: &mut Ui, account: &Account) {
    let c = theme::colors(ui);
    let Some(cost) = &account.cost else {
        figure(ui, "Cost per month", "–", c.ink);
        label::text(ui, "None set", Type::Small, c.ink_3);
        return;
    };
    let over = cost.against == AgainstCap::Over;
    figure(
        ui,
        "Cost per month",
        &words::about_money(cost.month.rate, cost.currency),
        if over { c.blocker } else { c.ink },
    );
    label::text(ui, &account::cost_range(cost), Type::Small, c.ink_3);
    let cap = cost.cap.map(|cap| words::about_money(cap, cost.currency));
    let said = match (cost.against, cap) {
        (AgainstCap::Over, Some(cap)) => format!("over the cap, {cap}"),
        (AgainstCap::MayExceed, Some(cap)) => format!("may exceed the cap, {cap}"),
        (_, Some(cap)) => format!("cap {cap}"),
        (AgainstCap::OtherCurrency, None) => "cap in another currency".to_owned(),
        (_, None) => "No cap set".to_owned(),
    };
    label::text(ui, &said, Type::Small, if over { c.blocker } else { c.ink_3 });
}
