//! What follows if the serve threshold moves: precision, recall and cost, each with its own label at the threshold.

use egui::{Align2, Color32, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::operating_point::{Costs, Pair};
use crate::model::manner;
use crate::report::operating_points::account::score;
use crate::ui::theme::{self, Type};
use crate::words;

use super::Shown;

/// How high the plot is, and its scale below it.
const HEIGHT: f32 = 176.0;
const SCALE: f32 = 24.0;

/// A point of each line is computed for so many points of width.
const PITCH: f32 = 2.0;

/// The cost to plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// The prices.
    pub costs: Costs,
    /// What to multiply the cost of one decision by.
    pub by: f64,
    /// The cost at the top of the plot.
    pub top: f64,
}

impl Cost {
    /// The cost of prices, on a scale that reaches a round amount over `highest`, which is per decision.
    #[must_use]
    pub fn new(costs: Costs, by: f64, highest: f64) -> Self {
        Self { costs, by, top: round_up(highest * by * 1.2) }
    }
}

/// The next amount with few digits.
fn round_up(value: f64) -> f64 {
    if !(value > 0.0 && value.is_finite()) {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let parts = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    parts.into_iter().map(|part| part * power).find(|top| *top >= value).unwrap_or(10.0 * power)
}

/// A line with what is written at the threshold.
struct Line {
    points: Vec<(f32, f32)>,
    now: Option<f32>,
    label: String,
    ink: Color32,
    dashed: bool,
}

/// Shows the curves.
pub fn show(ui: &mut Ui, shown: &Shown<'_>, cost: Option<Cost>, summary: &str) {
    let c = theme::colors(ui);
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT + SCALE), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, summary));
    if !ui.is_rect_visible(whole) {
        return;
    }
    let plot = shown.axis.rect(0.0, 1.0, (whole.top() + 8.0, whole.top() + HEIGHT));
    for (share, text) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
        let y = plot.bottom() - plot.height() * share;
        ui.painter().hline(plot.x_range(), y, Stroke::new(1.0, c.line));
        ui.painter().text(pos2(plot.left() - 8.0, y), Align2::RIGHT_CENTER, text, Type::Small.font(), c.ink_3);
    }
    scale(ui, shown, whole.bottom());
    if let Some(before) = shown.before {
        for value in [before.lower, before.upper] {
            dotted(ui, shown.axis.x(value), plot, c.ink_3);
        }
    }
    dotted(ui, shown.axis.x(shown.pair.lower), plot, c.ink_2);
    let x = shown.axis.x(shown.pair.upper);
    ui.painter().vline(x, plot.y_range(), Stroke::new(2.0, c.ink));
    let lines = lines(ui, shown, plot, cost);
    for line in &lines {
        draw(ui, line);
    }
    labels(ui, x, plot, &lines);
}

fn scale(ui: &Ui, shown: &Shown<'_>, bottom: f32) {
    let c = theme::colors(ui);
    for at in 0..=5_u8 {
        let value = f64::from(at) / 5.0;
        let anchor = match at {
            0 => Align2::LEFT_BOTTOM,
            5 => Align2::RIGHT_BOTTOM,
            _ => Align2::CENTER_BOTTOM,
        };
        let at = pos2(shown.axis.x(value), bottom);
        ui.painter().text(at, anchor, manner::decimal(&format!("{value:.1}")), Type::Small.font(), c.ink_3);
    }
}

fn dotted(ui: &Ui, x: f32, plot: Rect, ink: Color32) {
    let line = [pos2(x, plot.top()), pos2(x, plot.bottom())];
    ui.painter().extend(Shape::dashed_line(&line, Stroke::new(1.0, ink), 2.0, 2.0));
}

fn lines(ui: &Ui, shown: &Shown<'_>, plot: Rect, cost: Option<Cost>) -> Vec<Line> {
    let c = theme::colors(ui);
    let all = shown.curve.total();
    let at = |upper: f64| shown.curve.bands(Pair { lower: shown.pair.lower.min(upper), upper });
    let y = |share: f64| plot.bottom() - plot.height() * share.clamp(0.0, 1.0) as f32;
    let precision =
        |upper: f64| Some(at(upper)).filter(|bands| bands.served >= 1.0).map(|b| b.served_positives / b.served);
    let recall = |upper: f64| (all.positives > 0.0).then(|| at(upper).served_positives / all.positives);
    let price = |upper: f64| cost.map(|cost| cost.costs.per_decision(&at(upper)) * cost.by);
    let percent = |value: Option<f64>| value.map_or_else(|| "\u{2013}".to_owned(), words::percent);
    let now = shown.pair.upper;
    let steps = (plot.width() / PITCH).floor() as u32;
    let trace = |of: &dyn Fn(f64) -> Option<f64>| -> Vec<(f32, f32)> {
        let places = (0..=steps).map(|step| f64::from(step) / f64::from(steps.max(1)));
        places.filter_map(|place| Some((shown.axis.x(place), y(of(place)?)))).collect()
    };
    let mut lines = vec![
        Line {
            points: trace(&precision),
            now: precision(now).map(y),
            label: format!("Precision {}", percent(precision(now))),
            ink: c.accent,
            dashed: false,
        },
        Line {
            points: trace(&recall),
            now: recall(now).map(y),
            label: format!("Recall {}", percent(recall(now))),
            ink: c.accent,
            dashed: true,
        },
    ];
    if let Some(cost) = cost {
        let amount = price(now).unwrap_or_default();
        lines.push(Line {
            points: trace(&|place| price(place).map(|amount| amount / cost.top)),
            now: Some(y(amount / cost.top)),
            label: format!("Cost {}", words::about_money(amount, cost.costs.currency)),
            ink: c.ink,
            dashed: false,
        });
    }
    lines
}

fn draw(ui: &Ui, line: &Line) {
    let points: Vec<_> = line.points.iter().map(|(x, y)| pos2(*x, *y)).collect();
    let stroke = Stroke::new(2.0, line.ink);
    if line.dashed {
        ui.painter().extend(Shape::dashed_line(&points, stroke, 5.0, 4.0));
    } else {
        ui.painter().add(Shape::line(points, stroke));
    }
}

/// The dots and labels at the threshold; labels that would lie on each other are pushed apart.
fn labels(ui: &Ui, x: f32, plot: Rect, lines: &[Line]) {
    let c = theme::colors(ui);
    let mut marked: Vec<(f32, &Line)> = lines.iter().filter_map(|line| Some((line.now?, line))).collect();
    marked.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut free_from = plot.top();
    let room = marked.len() as f32 * 18.0;
    for (at, (y, line)) in marked.iter().enumerate() {
        ui.painter().circle(pos2(x, *y), 5.0, line.ink, Stroke::new(1.5, c.bg_main));
        let most = plot.bottom() - room + 18.0 * at as f32;
        let top = (y + 6.0).clamp(free_from, most.max(free_from));
        free_from = top + 18.0;
        let galley = theme::line(ui, &line.label, Type::Caption, line.ink);
        let width = galley.size().x;
        let left = if x + 10.0 + width > plot.right() { x - 10.0 - width } else { x + 10.0 };
        let ground = Rect::from_min_size(pos2(left - 3.0, top), galley.size() + vec2(6.0, 0.0));
        ui.painter().rect_filled(ground, 3, c.bg_main.gamma_multiply(0.85));
        ui.painter().galley(pos2(left, top), galley, line.ink);
    }
}

/// What the curves say, in words.
#[must_use]
pub fn summary(pair: Pair, precision: Option<f64>, recall: Option<f64>) -> String {
    let percent = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), words::percent);
    format!("Serving from {}: precision {}, recall {}", score(pair.upper), percent(precision), percent(recall))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_of_cost_ends_at_a_round_amount() {
        for (value, top) in [(251_712.0, 300_000.0), (0.9, 1.0), (1.1, 1.5), (0.0, 1.0), (f64::NAN, 1.0), (99.0, 100.0)]
        {
            assert!((round_up(value) - top).abs() < 1e-9, "{value}");
        }
    }
}
