//! The chart: handles over the histogram, the curves below it, and the shares that result.

use egui::{Color32, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::assess::operating_point::{Bands, Costs, Pair};
use crate::edit::policy;
use crate::model::operating_points::OperatingPoint;
use crate::report::operating_points::account;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::label;
use crate::ui::widgets::threshold_plot::{self, Axis, Cost, GUTTER, Shown};
use crate::words;

use super::View;

/// How high the bar of the shares is.
const BAR: f32 = 34.0;

/// The time that costs are told for: a month, or 1,000 decisions where nobody knows how many there are in a month.
pub(super) fn period(costs: &Costs) -> (&'static str, f64) {
    costs.volume.map_or(("per 1,000 decisions", 1_000.0), |volume| ("per month", volume as f64))
}

/// Shows it; moves the thresholds.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, point: &OperatingPoint, pair: Pair) {
    let c = theme::colors(ui);
    let Some(curve) = view.known.curve.clone() else { return };
    let axis = Axis::of(ui);
    let mut pair = pair;
    let total = curve.total();
    // a definition after a colon is for the questions below
    let positive = match point.positive.split([':', '.', ';']).next().unwrap_or_default().trim() {
        "" => "Positive class",
        text => text,
    };
    let classes = [
        format!("{positive}, {}", words::count(total.positives.round() as u64)),
        format!("Other cases, {}", words::count(total.negatives.round() as u64)),
    ];
    let (plot, response) = threshold_plot::room(ui, axis);
    let done = threshold_plot::listen(ui, axis, plot, pair);
    done.responses.iter().for_each(|response| regions::entrance(Region::Main, response));
    // Escape ends a drag by itself
    let escaped = view.drag.is_some() && ui.input(|input| input.key_pressed(egui::Key::Escape));
    let moved = if escaped { view.drag } else { done.moved };
    view.drag = (done.dragging && !escaped).then(|| view.drag.unwrap_or(pair));
    if let Some(moved) = moved {
        desk.write("move thresholds", |workbook| {
            policy::set_thresholds(workbook, point.id, moved.lower, moved.upper);
        });
        pair = moved;
        ui.ctx().request_repaint();
    }
    let bands = curve.bands(pair);
    let summary =
        format!("Scores of {} cases. {}", words::count(total.all().round() as u64), account::sentence(&bands));
    let shown = Shown { curve: &curve, pair, before: view.drag, axis };
    threshold_plot::histogram(ui, &shown, (plot, response), [&classes[0], &classes[1]], &summary);
    threshold_plot::handles(ui, axis, plot, pair, &done.responses);
    let cost = view.known.prices().map(|costs| {
        let highest = costs.per_decision(&bands).max(costs.all_fallback(&bands));
        Cost::new(*costs, period(costs).1, highest)
    });
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        label::heading(ui, "If the serve threshold moves", Type::Strong, 2);
        if let Some(cost) = cost {
            let money = |amount| words::about_money(amount, cost.costs.currency);
            let note = format!("Cost {} on a scale from {} to {}", period(&cost.costs).0, money(0.0), money(cost.top));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                label::line(ui, &note, Type::Small, c.ink_3);
            });
        }
    });
    let rate = |count: f64, of: f64| (of > 0.0).then(|| count / of);
    let (precision, recall) =
        (rate(bands.served_positives, bands.served), rate(bands.served_positives, bands.positives));
    let summary = threshold_plot::curves_summary(pair, precision, recall);
    threshold_plot::curves(ui, &shown, cost, &summary);
    ui.add_space(4.0);
    shares(ui, point, &bands);
}

/// The bar of the shares, and what happens in each band.
fn shares(ui: &mut Ui, point: &OperatingPoint, bands: &Bands) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::heading(ui, "Resulting shares", Type::Strong, 2);
        let note = point.volume_per_month.map(|volume| format!("{} decisions per month", words::count(volume)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::line(ui, note.as_deref().unwrap_or("No volume set"), Type::Small, c.ink_3);
        });
    });
    let parts = [
        ("Fallback", bands.fallback_share(), c.band_fallback, c.on_band_fallback, &point.fallback_behavior),
        ("Gray", bands.gray_share(), c.band_gray, c.on_band_gray, &point.gray_behavior),
        ("Serve", bands.served_share(), c.band_serve, c.on_band_serve, &point.serve_behavior),
    ];
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let bar = Rect::from_min_max(whole.min + vec2(GUTTER, 0.0), whole.max);
    let mut left = bar.left();
    let mut said = Vec::new();
    for (word, share, fill, ink, _) in parts {
        let right = left + bar.width() * share as f32;
        part(ui, Rect::from_min_max(pos2(left, bar.top()), pos2(right, bar.bottom())), (word, share), (fill, ink));
        said.push(format!("{word} {}", words::percent(share)));
        left = right;
    }
    let said = said.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Shares: {said}")));
    response.on_hover_text(said);
    ui.add_space(4.0);
    let (cases, unit) = point.volume_per_month.map_or((bands.total, "cases"), |volume| (volume as f64, "a month"));
    let columns = |ui: &mut Ui, width: f32| {
        for (word, share, _, _, text) in parts {
            super::column(ui, width, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let count = words::count((share * cases).round() as u64);
                label::text(ui, &format!("{word}, {count} {unit}"), Type::Medium, c.ink);
                label::text(ui, text.trim(), Type::Body, c.ink_2);
            });
        }
    };
    if ui.available_width() < 520.0 {
        let width = ui.available_width();
        columns(ui, width);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.add_space(GUTTER);
        ui.spacing_mut().item_spacing.x = 16.0;
        let width = (ui.available_width() - 32.0) / 3.0;
        columns(ui, width);
    });
}

fn part(ui: &Ui, rect: Rect, (word, share): (&str, f64), (fill, ink): (Color32, Color32)) {
    let rect = rect.shrink2(vec2(1.0, 0.0));
    if rect.width() < 1.0 {
        return;
    }
    ui.painter().rect_filled(rect, radius::CHIP, fill);
    let long = theme::line(ui, &format!("{word} {}", words::percent(share)), Type::Medium, ink);
    let short = theme::line(ui, &words::percent(share), Type::Caption, ink);
    if let Some(galley) = [long, short].into_iter().find(|galley| galley.size().x + 16.0 <= rect.width()) {
        let at = rect.left_center() + vec2(10.0, -galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
    }
}
