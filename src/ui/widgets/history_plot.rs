//! Rates over time with their intervals, against a tolerance: a dot and a whisker for each measurement, the last one bold.
//!
//! One picture to a screen reader, named by a summary; each measurement's values are in the tooltip.

use egui::{Align2, Color32, Painter, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::interval::RateInterval;
use crate::ui::theme::{self, Colors, Type};

/// Height of the whole plot, of the space over it and below it, and the room for numbers and for the tolerance's label.
const HEIGHT: f32 = 208.0;
const TOP: f32 = 8.0;
const BOTTOM: f32 = 24.0;
const NUMBERS: f32 = 40.0;
const LABEL: f32 = 60.0;
/// The least distance between two measurements: what does not fit is left out, the oldest first.
const LEAST_PITCH: f32 = 7.0;
/// The space between two dates.
const DATE_GAP: f32 = 8.0;
/// The most steps that the axis has.
const STEPS: f64 = 6.0;
/// The least rate that the axis reaches to.
const LEAST: f64 = 0.000_000_1;

/// One measurement.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its date in a few letters.
    pub label: String,
    /// Its rate and interval.
    pub measured: RateInterval,
    /// All about it, for the tooltip.
    pub tip: String,
}

/// How many measurements a plot of this width can show.
#[must_use]
pub fn capacity(width: f32) -> usize {
    ((width - NUMBERS - LABEL) / LEAST_PITCH).floor().max(1.0) as usize
}

/// The values at which the axis has its lines, from zero to at least `highest`: round numbers, at most seven of them.
#[must_use]
pub fn ticks(highest: f64) -> Vec<f64> {
    let highest = if highest.is_finite() { highest.clamp(LEAST, 1.0) } else { 1.0 };
    let power = 10_f64.powf((highest / STEPS).log10().floor());
    let steps = |step: f64| (highest / step - 0.000_001).ceil(); // a rounding error makes no step
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|part| part * power).find(|step| steps(*step) <= STEPS);
    let step = step.unwrap_or(10.0 * power);
    let count = steps(step).max(1.0) as u32;
    (0..=count).map(|number| f64::from(number) * step).filter(|value| *value <= 1.000_001).collect()
}

/// A value of the axis: with as many decimals as the step needs.
#[must_use]
pub fn tick_label(value: f64, step: f64) -> String {
    let percent = step * 100.0;
    let decimals = (0..8).find(|decimals| {
        let scaled = percent * 10_f64.powi(*decimals);
        (scaled - scaled.round()).abs() < 0.001 * scaled.max(0.000_001)
    });
    let decimals = decimals.unwrap_or(8) as usize;
    format!("{:.decimals$}%", value * 100.0)
}

/// Every how many measurements a date is written, so that dates of this width do not touch.
#[must_use]
pub fn every(widest: f32, pitch: f32) -> usize {
    ((widest + DATE_GAP) / pitch.max(0.001)).ceil().max(1.0) as usize
}

/// Where values and measurements lie.
struct Scale {
    area: Rect,
    top: f64,
    count: usize,
}

impl Scale {
    fn pitch(&self) -> f32 {
        self.area.width() / self.count.max(1) as f32
    }

    fn x(&self, number: usize) -> f32 {
        self.area.left() + self.pitch() * (number as f32 + 0.5)
    }

    fn y(&self, value: f64) -> f32 {
        self.area.bottom() - self.area.height() * (value / self.top).clamp(0.0, 1.0) as f32
    }

    /// The measurement nearest to an x.
    fn nearest(&self, x: f32) -> usize {
        let number = ((x - self.area.left()) / self.pitch()).floor().max(0.0) as usize;
        number.min(self.count.saturating_sub(1))
    }
}

/// Shows the plot as wide as there is room. `summary` says what it shows.
pub fn show(ui: &mut Ui, points: &[Point], tolerance: Option<f64>, limit_label: &str, summary: &str) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, summary));
    let area = Rect::from_min_max(
        rect.min + vec2(NUMBERS, TOP),
        rect.max - vec2(if tolerance.is_some() { LABEL } else { 8.0 }, BOTTOM),
    );
    let highest = points.iter().map(|point| point.measured.high).chain(tolerance).fold(0.0, f64::max);
    let ticks = ticks(highest);
    let step = ticks.get(1).copied().unwrap_or(1.0);
    let scale = Scale { area, top: ticks.last().copied().unwrap_or(1.0).max(step), count: points.len() };
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let hovered = response.hover_pos().map(|at| scale.nearest(at.x));
    for value in &ticks {
        let y = scale.y(*value);
        ui.painter().hline(area.x_range(), y, Stroke::new(1.0, c.line));
        text(
            ui.painter(),
            (area.left() - 8.0, y),
            Align2::RIGHT_CENTER,
            &tick_label(*value, step),
            (Type::Small, c.ink_3),
        );
    }
    dates(ui, points, &scale, rect.bottom());
    if let Some(tolerance) = tolerance {
        limit(ui, &scale, tolerance, limit_label);
    }
    marks(ui.painter(), points, &scale, hovered, c);
    match hovered.and_then(|number| points.get(number)) {
        Some(point) => response.on_hover_text_at_pointer(Type::Caption.text(&point.tip, c.ink)),
        None => response,
    }
}

fn text(painter: &Painter, (x, y): (f32, f32), anchor: Align2, text: &str, (style, ink): (Type, Color32)) {
    painter.text(pos2(x, y), anchor, text, style.font(), ink);
}

fn limit(ui: &Ui, scale: &Scale, tolerance: f64, label: &str) {
    let c = theme::colors(ui);
    let (y, end) = (scale.y(tolerance), scale.area.right() + 4.0);
    ui.painter().hline(scale.area.left()..=end, y, Stroke::new(2.0, c.ink));
    text(ui.painter(), (end + 4.0, y), Align2::LEFT_CENTER, label, (Type::Caption, c.ink));
    text(ui.painter(), (end + 4.0, y + 15.0), Align2::LEFT_CENTER, "tolerance", (Type::Small, c.ink_2));
}

/// The dates below the plot; of those that would touch, the earlier ones are left out: the last one always stands.
fn dates(ui: &Ui, points: &[Point], scale: &Scale, bottom: f32) {
    let c = theme::colors(ui);
    let width = |point: &Point| theme::line(ui, &point.label, Type::Caption, c.ink).size().x;
    let widest = points.iter().map(width).fold(0.0, f32::max);
    let last = points.len().saturating_sub(1);
    for (number, point) in points.iter().enumerate().rev().step_by(every(widest, scale.pitch())) {
        let look = if number == last { (Type::Caption, c.ink) } else { (Type::Small, c.ink_3) };
        text(ui.painter(), (scale.x(number), bottom - 8.0), Align2::CENTER_CENTER, &point.label, look);
    }
}

/// The line between the rates, then each interval with its dot on top.
fn marks(painter: &Painter, points: &[Point], scale: &Scale, hovered: Option<usize>, c: &Colors) {
    let at = |(number, point): (usize, &Point)| pos2(scale.x(number), scale.y(point.measured.rate));
    if points.len() > 1 {
        let line = points.iter().enumerate().map(at).collect();
        painter.add(Shape::line(line, Stroke::new(1.0, c.unproven_mark)));
    }
    let radius = (scale.pitch() * 0.4).clamp(2.5, 5.0);
    let last = points.len().saturating_sub(1);
    for (number, point) in points.iter().enumerate() {
        let ink = if number == last { c.ink } else { c.unproven_mark };
        let stroke = Stroke::new(if number == last { 2.0 } else { 1.5 }, ink);
        let x = scale.x(number);
        let (low, high) = (scale.y(point.measured.low), scale.y(point.measured.high));
        painter.vline(x, high..=low, stroke);
        for end in [low, high] {
            painter.hline(x - radius..=x + radius, end, stroke);
        }
        let grown = if hovered == Some(number) { 1.0 } else { 0.0 };
        painter.circle(at((number, point)), radius + grown, ink, Stroke::new(1.5, c.surface));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(highest: f64) -> Vec<String> {
        let ticks = ticks(highest);
        let step = ticks.get(1).copied().unwrap_or(1.0);
        ticks.iter().map(|tick| tick_label(*tick, step)).collect()
    }

    #[test]
    fn ticks_are_round_and_reach_the_highest_value() {
        assert_eq!(labels(0.092), ["0%", "2%", "4%", "6%", "8%", "10%"]);
        assert_eq!(labels(0.1), ["0%", "2%", "4%", "6%", "8%", "10%"]);
        assert_eq!(labels(1.0), ["0%", "20%", "40%", "60%", "80%", "100%"]);
        assert_eq!(labels(0.0053), ["0.0%", "0.1%", "0.2%", "0.3%", "0.4%", "0.5%", "0.6%"]);
        assert_eq!(labels(0.1002), ["0%", "2%", "4%", "6%", "8%", "10%", "12%"]);
        assert_eq!(labels(0.97).last().map(String::as_str), Some("100%"));
        assert_eq!(labels(0.006).last().map(String::as_str), Some("0.6%"));
        for highest in [0.0, f64::NAN, f64::INFINITY, 0.000_001, 0.03, 0.11, 0.26, 0.51, 0.88, 1.0, 40.0] {
            let ticks = ticks(highest);
            assert!((2..=7).contains(&ticks.len()), "{highest}: {ticks:?}");
            let reached = ticks.last().is_some_and(|last| *last >= highest.min(1.0) - 0.000_001 || highest.is_nan());
            assert!(reached, "{highest}: {ticks:?}");
        }
    }

    #[test]
    fn dates_are_thinned_until_they_do_not_touch() {
        assert_eq!(every(24.0, 46.0), 1);
        assert_eq!(every(24.0, 32.0), 1);
        assert_eq!(every(24.0, 30.0), 2);
        assert_eq!(every(24.0, 7.0), 5);
        assert_eq!(every(24.0, 0.0), 32_000);
        assert_eq!(capacity(344.0), 34);
        assert_eq!(capacity(10.0), 1);
    }
}
