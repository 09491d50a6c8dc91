//! The card: what the policy does in words, precision and recall, the linked budgets, and what it is expected to cost; and the
//! buttons that keep the thresholds as a version.

use egui::{Rect, Sense, Ui, vec2};

use crate::assess::operating_point::{Costs, Expected, judged::Silent, ordered, thresholds};
use crate::edit::policy;
use crate::model::Id;
use crate::model::operating_points::OperatingPoint;
use crate::report::operating_points::account;
use crate::ui::desk::Desk;
use crate::ui::notice::Notice;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::View;
use super::chart::period;
use super::known::Now;

/// Shows it, for the point as it is after the chart: what was dragged in this frame is judged in this frame.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let workbook = desk.snapshot();
    let Some(point) = workbook.operating_points.points.find(id) else { return };
    let Some(now) = thresholds(point).and_then(|pair| view.known.now(pair, false)) else { return };
    let c = theme::colors(ui);
    let frame = egui::Frame::new()
        .fill(c.surface)
        .stroke(egui::Stroke::new(1.0, c.line))
        .corner_radius(radius::CARD)
        .inner_margin(egui::Margin::symmetric(24, 16));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.spacing_mut().interact_size.y = 20.0;
        head(ui, point);
        label::text(ui, &account::sentence(&now.bands), Type::Prompt, c.ink);
        if let Some(text) = view.known.imbalance.clone() {
            ui.add_space(4.0);
            hint(ui, Glyph::Warning, &text);
        }
        ui.add_space(8.0);
        rates(ui, &now);
        verdicts(ui, desk, view, &now);
        costs(ui, view, point, &now);
        ui.add_space(8.0);
        actions(ui, desk, point);
    });
}

fn head(ui: &mut Ui, point: &OperatingPoint) {
    ui.horizontal(|ui| {
        label::heading(ui, "What this policy does", Type::Name, 2);
        let name = policy::version_name(point);
        let chip = if policy::saved(point).is_some() { name } else { format!("Draft {name}") };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::plain_chip(ui, &chip);
        });
    });
}

/// A remark on sunken ground.
fn hint(ui: &mut Ui, mark: Glyph, text: &str) {
    let c = theme::colors(ui);
    egui::Frame::new().fill(c.sunken).corner_radius(radius::CONTROL).inner_margin(10).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.add_space(2.0);
                glyph::show(ui, mark, 16.0);
            });
            ui.vertical(|ui| label::text(ui, text, Type::Body, c.ink_2));
        });
    });
}

fn rates(ui: &mut Ui, now: &Now) {
    let c = theme::colors(ui);
    let half = (ui.available_width() - 16.0) / 2.0;
    let about = if now.bands.interpolated { "about " } else { "" };
    let precision = now.precision.map(|found| (found.rate, words::percent_range(found.low, found.high)));
    let recall = (now.bands.positives > 0.0).then(|| {
        let of = words::count(now.bands.positives.round() as u64);
        (now.bands.served_positives / now.bands.positives, format!("of {of} positive"))
    });
    let nothing = || ("\u{2013}".to_owned(), "nothing is served".to_owned());
    let said = |found: Option<(f64, String)>| found.map_or_else(nothing, |(rate, note)| (words::percent(rate), note));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (caption, (value, note), about) in
            [("Precision in serve", said(precision), about), ("Recall", said(recall), "")]
        {
            super::column(ui, half, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                label::line(ui, caption, Type::Caption, c.ink_3);
                label::line(ui, &value, Type::Figure, c.ink);
                label::line(ui, &format!("{about}{note}"), Type::Small, c.ink_3);
            });
        }
    });
}

/// The linked budgets at these thresholds.
fn verdicts(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, now: &Now) {
    let c = theme::colors(ui);
    let workbook = desk.snapshot();
    if view.known.linked.is_empty() {
        return;
    }
    ui.add_space(4.0);
    label::rule(ui);
    for linked in &view.known.linked {
        let Some(budget) = workbook.budgets.budgets.find(linked.id) else { continue };
        let name = if budget.name.trim().is_empty() { "New budget" } else { budget.name.trim() };
        let found = now
            .verdicts
            .iter()
            .find(|(id, _, _)| *id == linked.id)
            .and_then(|(_, limit, found)| Some((limit, (*found)?)));
        let measured = desk.facts.budget(linked.id).map(|state| state.verdict);
        ui.horizontal(|ui| {
            let verdict = found.map(|(_, (_, verdict))| verdict).or(measured.filter(|_| linked.limit.is_err()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if let Some(verdict) = verdict {
                    label::verdict_chip(ui, verdict);
                }
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let (title, note) = match found {
                        Some((limit, (measured, _))) => (
                            format!("{name} {}", words::percent(measured.rate)),
                            format!(
                                "Budget {}, interval to {}",
                                words::limit(limit.tolerance),
                                words::percent(measured.high)
                            ),
                        ),
                        None => (name.to_owned(), silent(linked.limit.err()).to_owned()),
                    };
                    if button::link_named(ui, &title, &format!("Go to {name}")).clicked() {
                        desk.go_to_item(linked.id);
                    }
                    label::line(ui, &note, Type::Small, c.ink_3);
                });
            });
        });
        label::rule(ui);
    }
}

/// Why a budget has no figure from these scores.
const fn silent(why: Option<Silent>) -> &'static str {
    match why {
        Some(Silent::CountsOther) => "Measured on its own, by other errors",
        Some(Silent::Segment) => "Measured on its own, for one group",
        Some(Silent::NoTolerance) => "No tolerance set",
        None => "Nothing is served",
    }
}

fn costs(ui: &mut Ui, view: &mut View, point: &OperatingPoint, now: &Now) {
    let c = theme::colors(ui);
    ui.add_space(4.0);
    let Some(costs) = view.known.prices().copied() else {
        let several =
            matches!(view.known.costs, Some(Err(crate::assess::operating_point::cost::NoCosts::SeveralCurrencies)));
        let text = if several {
            "The costs are in several currencies. Use one to see what the policy costs."
        } else {
            "No outcome has a cost yet. Set them below to see what the policy costs."
        };
        hint(ui, Glyph::Advice, text);
        return;
    };
    let expected = costs.expected(&now.bands);
    let (words_for, by) = period(&costs);
    let money = |per_decision: f64| words::about_money(per_decision * by, costs.currency);
    line(ui, &format!("Expected cost {words_for}"), &money(expected.per_decision.rate), (Type::Strong, Type::Figure));
    let range = format!("95% interval {} to {}", money(expected.per_decision.low), money(expected.per_decision.high));
    label::line(ui, &range, Type::Small, c.ink_3);
    ui.add_space(4.0);
    bars(ui, &expected, by);
    label::rule(ui);
    let manual = costs.all_fallback(&now.bands);
    line(ui, "If every case fell back", &money(manual), (Type::Body, Type::Body));
    if let (Some(curve), Some(version)) = (&view.known.curve, policy::to_reset(point))
        && let Some(pair) = ordered(version.fallback_below, version.serve_above)
    {
        let name = format!("Policy {} ({})", version.version.trim(), account::pair(pair));
        line(ui, &name, &money(costs.per_decision(&curve.bands(pair))), (Type::Body, Type::Body));
    }
    let saved = manual - expected.per_decision.rate;
    let (text, amount) =
        if saved >= 0.0 { ("Saved against falling back", saved) } else { ("More than falling back", -saved) };
    line(ui, text, &money(amount), (Type::Strong, Type::Strong));
    if let Some(text) = cheapest(view, now, &money) {
        ui.add_space(4.0);
        hint(ui, Glyph::Advice, &text);
    }
}

/// Where the cost is lowest if only the serve threshold moves.
fn cheapest(view: &mut View, now: &Now, money: &dyn Fn(f64) -> String) -> Option<String> {
    let judged = !view.known.limits().is_empty();
    if let Some(band) = view.known.prices().and_then(Costs::seems_free) {
        return Some(format!("Give {band} a price to learn which thresholds cost least: without one it seems free."));
    }
    let Some(found) = view.known.lowest_upper(now.pair.lower) else {
        return judged
            .then(|| "At no serve threshold do the linked budgets hold with their whole interval.".to_owned());
    };
    let within = if judged { " within the budgets" } else { "" };
    if (found.pair.upper - now.pair.upper).abs() < 1e-9 {
        return Some(format!("Cost is lowest here{within}, as long as the fallback threshold stays."));
    }
    let (there, here) = (found.bands.served_share(), now.bands.served_share());
    let but = if there < here { ", but only " } else { ", and " };
    Some(format!(
        "Cost is lowest at {}{within}, {}{but}{} are served there.",
        account::score(found.pair.upper),
        money(found.per_decision),
        words::percent(there)
    ))
}

fn line(ui: &mut Ui, text: &str, amount: &str, (left, right): (Type, Type)) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::line(ui, amount, right, c.ink);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                label::line(ui, text, left, if left == Type::Strong { c.ink } else { c.ink_2 });
            });
        });
    });
}

/// One bar for each outcome that has a price, the dearest first.
fn bars(ui: &mut Ui, expected: &Expected, by: f64) {
    let c = theme::colors(ui);
    let currency = expected.costs.currency;
    let mut lines = expected.lines.clone();
    lines.sort_by(|one, other| other.per_decision().total_cmp(&one.per_decision()));
    let most =
        lines.first().map_or(1.0, crate::assess::operating_point::cost::Line::per_decision).max(f64::MIN_POSITIVE);
    for found in lines {
        let text = account::outcome(found.outcome, found.each, currency);
        line(ui, &text, &words::about_money(found.per_decision() * by, currency), (Type::Body, Type::Body));
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
        ui.painter().rect_filled(rect, 2, c.line);
        let share = (found.per_decision() / most).clamp(0.0, 1.0) as f32;
        let filled = Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
        ui.painter().rect_filled(filled, 2, c.ink_2);
        ui.add_space(4.0);
    }
}

fn actions(ui: &mut Ui, desk: &mut Desk<'_>, point: &OperatingPoint) {
    let today = desk.today;
    ui.horizontal_wrapped(|ui| {
        let name = policy::version_name(point);
        let saved = policy::saved(point).is_some();
        let text = if saved { format!("Saved as {name}") } else { format!("Save as {name}") };
        if Button::new(&text).primary().enabled(!saved).show(ui).clicked() {
            let step = format!("save policy {name}");
            desk.edit(&step, |workbook, ids| policy::save_version(workbook, ids, point.id, Some(today)));
            desk.say(Notice::done(format!("Policy {name} saved among the versions")));
        }
        if let Some(version) = policy::to_reset(point) {
            let text = format!("Reset to {}", version.version.trim());
            if Button::new(&text).show(ui).clicked() {
                desk.edit("reset thresholds", |workbook, _| policy::reset(workbook, point.id));
            }
        }
    });
}
