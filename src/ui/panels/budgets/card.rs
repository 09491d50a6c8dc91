//! The card of the selected budget: name, verdict and its sentence, links, and every other question on demand. Its key figures,
//! what the measurements say besides, the measurements and the reviews are in files of their own.

use egui::{Frame, Ui, vec2};

use crate::model::budgets::Budget;
use crate::report::budgets;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::side_card::{self, Named, Naming};
use crate::ui::panels::spot::Spot;
use crate::ui::panels::used_by;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{self, Button, icon_button};
use crate::ui::widgets::{label, menu};

use super::table::{self, Asked};
use super::{View, evidence, figures, measurements, review, wording};

/// The white space inside the card.
pub const PAD: f32 = 24.0;

/// Fields that are edited together with the tolerance.
const TOLERANCE: [&str; 3] = ["tolerance", "tolerance_reason", "confidence"];
/// Fields that have a place of their own in the card.
const SHOWN: [&str; 3] = ["name", "measurements", "reviews"];

/// What the card remembers.
#[derive(Debug, Default)]
pub struct State {
    naming: Option<Naming>,
    tolerance: Option<Opening>,
    questions: bool,
}

/// How a part of the card was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// Just now, by somebody who wants to type.
    ToType,
    /// Just now, to be seen.
    ToSee,
    /// Earlier.
    Before,
}

impl State {
    /// Begins to edit the name; `before` is what Escape brings back.
    pub fn name(&mut self, before: String) {
        self.naming = Some(Naming::new(before));
    }

    /// Begins to edit the tolerance.
    pub fn open_tolerance(&mut self) {
        self.tolerance = Some(Opening::ToType);
    }

    /// Makes sure that a field can be seen.
    pub fn reveal_field(&mut self, key: &str) {
        if TOLERANCE.contains(&key) {
            self.tolerance = Some(Opening::ToSee);
        } else if !SHOWN.contains(&key) {
            self.questions = true;
        }
    }
}

/// The card beside the table: as high as the page, with its buttons always in sight.
pub fn beside(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budget: &Budget) -> Option<Asked> {
    let mut context = (desk, view, None);
    side_card::beside(
        ui,
        PAD,
        &mut context,
        |ui, (desk, view, asked)| {
            *asked = contents(ui, desk, view, budget, false);
            used_by::on_card(ui, desk, budget.id);
        },
        |ui, (desk, view, _)| actions(ui, desk, view, budget),
    );
    context.2
}

/// The card below the table: as high as its contents.
pub fn below(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budget: &Budget) -> Option<Asked> {
    let mut asked = None;
    side_card::below(ui, PAD, |ui| {
        asked = contents(ui, desk, view, budget, true);
        used_by::on_card(ui, desk, budget.id);
    });
    asked
}

fn actions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budget: &Budget) {
    ui.horizontal(|ui| {
        if Button::new("Measurement").primary().icon(icons::PLUS).name("Add measurement").show(ui).clicked() {
            measurements::add(desk, &mut view.grid, budget);
        }
        if Button::new("Edit tolerance").show(ui).clicked() {
            view.card.open_tolerance();
        }
    });
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budget: &Budget, with_actions: bool) -> Option<Asked> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    let account = view.judged.account(budget.id)?;
    let state = account.state;
    let last = desk.workbook().budgets.budgets.len().saturating_sub(1);
    let asked = head(ui, desk, view, budget, (state.verdict, last));
    ui.add_space(4.0);
    let sentence = budgets::explanation(&state, budget.confidence_level());
    label::text(ui, &sentence, Type::Prompt, c.ink);
    ui.add_space(12.0);
    if figures::show(ui, budget, &account) {
        view.card.open_tolerance();
    }
    review::reminder(ui, desk, &account.review);
    if with_actions {
        ui.add_space(12.0);
        actions(ui, desk, view, budget);
    }
    if view.card.tolerance.is_some() {
        tolerance(ui, desk, view, budget);
    }
    divide(ui);
    evidence::history(ui, desk, view, budget, &account);
    if let Some(sample) = wording::sample(&state, budget.confidence_level()) {
        divide(ui);
        evidence::sample(ui, &sample, &account);
    }
    if let Some(looks) = &account.looks {
        divide(ui);
        evidence::looks(ui, looks);
    }
    if !account.segments.is_empty() {
        divide(ui);
        evidence::groups(ui, &account.segments);
    }
    divide(ui);
    background(ui, desk, view, budget);
    measurements::show(ui, desk, &mut view.grid, budget);
    divide(ui);
    review::show(ui, desk, budget, &account.review);
    ui.add_space(12.0);
    questions(ui, desk, view, budget);
    asked
}

/// A line between two parts.
fn divide(ui: &mut Ui) {
    ui.add_space(12.0);
    label::rule(ui);
    ui.add_space(8.0);
}

fn head(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    budget: &Budget,
    (verdict, last): (crate::assess::budget::Verdict, usize),
) -> Option<Asked> {
    let mut asked = None;
    ui.horizontal_top(|ui| {
        let chip = 8.0 + 34.0 + theme::line(ui, verdict.label(), Type::Caption, theme::colors(ui).ink).size().x;
        let width = ui.available_width() - chip - size::CONTROL - 8.0;
        ui.allocate_ui(vec2(width, 28.0), |ui| {
            ui.set_width(width);
            ui.add_space(2.0);
            name(ui, desk, view, budget);
        });
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let more = icon_button(ui, icons::DOTS, &format!("More about {}", wording::name(budget)), true);
            asked = menu::below(&more, |ui| table::commands(ui, budget, view.position, last)).flatten();
            ui.vertical(|ui| {
                ui.add_space(4.0);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| label::verdict_chip(ui, verdict));
            });
        });
    });
    asked
}

/// The name: text until it is clicked, or until Enter or F2 in the table.
fn name(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budget: &Budget) {
    let shown = wording::name(budget);
    let of = Named { item: budget.id, kind: "budget", name: &budget.name, shown, hint: "Which error does it limit?" };
    if let Some(by_key) = side_card::name(ui, desk, &mut view.card.naming, &of) {
        view.focus = by_key;
    }
}

/// Tolerance, reason and confidence, to be edited where they stand.
fn tolerance(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budget: &Budget) {
    let spot = Spot::item(budget.id);
    let opening = view.card.tolerance;
    ui.add_space(8.0);
    let shown =
        Frame::new().fill(theme::colors(ui).sunken).corner_radius(radius::CARD).inner_margin(12).show(ui, |ui| {
            let skip: Vec<&str> =
                Budget::FIELDS.iter().map(|field| field.key).filter(|key| !TOLERANCE.contains(key)).collect();
            form::record(ui, desk, &spot, budget, &skip);
            ui.add_space(8.0);
            if Button::new("Done").name("Done with the tolerance").show(ui).clicked() {
                view.card.tolerance = None;
            }
        });
    if opening != Some(Opening::Before) {
        shown.response.scroll_to_me(None);
        if opening == Some(Opening::ToType) {
            ui.memory_mut(|memory| memory.request_focus(egui::Id::unique((&spot, "tolerance"))));
        }
        view.card.tolerance = view.card.tolerance.map(|_| Opening::Before);
    }
}

/// What counts as an error, and what the budget is linked with.
fn background(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, budget: &Budget) {
    let c = theme::colors(ui);
    let line = |ui: &mut Ui, caption: &str, contents: &mut dyn FnMut(&mut Ui)| {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(56.0, 20.0), |ui| {
                ui.set_width(56.0);
                ui.add_space(2.0);
                label::line(ui, caption, Type::Caption, c.ink_3);
            });
            ui.vertical(|ui| contents(ui));
        });
    };
    let mut any = false;
    let texts = [("Counts", &budget.counts), ("Where", &budget.scenario), ("Owner", &budget.owner)];
    for (caption, text) in texts {
        if !text.trim().is_empty() {
            any = true;
            line(ui, caption, &mut |ui| {
                label::text(ui, text.trim(), Type::Body, c.ink);
            });
        }
    }
    if !view.judged.links.is_empty() {
        any = true;
        line(ui, "Linked", &mut |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for id in &view.judged.links {
                let words = desk.facts.index.words(*id);
                if button::link_named(ui, &words, &format!("Go to {words}")).clicked() {
                    desk.go_to_item(*id);
                }
            }
        });
    }
    if any {
        divide(ui);
    }
}

/// Every question that has no place above.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budget: &Budget) {
    let open = view.card.questions;
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let response = Button::new("All questions").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.clicked() {
        view.card.questions = !open;
    }
    if open {
        ui.add_space(8.0);
        let in_the_tolerance = TOLERANCE.into_iter().filter(|_| view.card.tolerance.is_some());
        let skip: Vec<&str> = SHOWN.into_iter().chain(in_the_tolerance).collect();
        form::record(ui, desk, &Spot::item(budget.id), budget, &skip);
    }
}
