//! How scores are spread: the positive class upward, the other downward, on the ground of the bands.

use egui::{Align2, Color32, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::operating_point::{Curve, Pair};
use crate::report::operating_points::account::score;
use crate::ui::theme::{self, Type};
use crate::words;

use super::{Axis, HANDLES, Shown};

/// How high the plot is.
const HEIGHT: f32 = 260.0;

/// The widths that bars may have on the axis.
const WIDTHS: [f64; 8] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.025, 0.05, 0.1];

/// The narrowest bar, in points.
const NARROWEST: f32 = 6.0;

/// The width of a bar on the axis: that of most bins, or more where bars would be too narrow to see.
#[must_use]
fn group_width(curve: &Curve, axis_width: f32) -> f64 {
    let usual = curve.usual_width();
    let fits = |width: &&f64| **width >= usual - 1e-9 && axis_width * **width as f32 >= NARROWEST;
    WIDTHS.iter().find(fits).copied().unwrap_or(0.1)
}

/// So many times as high as the other class, and both get a scale of their own: the rare one could not be seen.
const APART: f64 = 8.0;

/// Where counts lie: positive ones upward, negative ones downward.
struct Heights {
    zero: f32,
    up: f32,
    down: f32,
}

impl Heights {
    fn new(inside: Rect, up: f64, down: f64) -> Self {
        let apart = are_apart(up, down);
        // a class that is hardly there still gets a fifth of the height
        let share = if apart { 0.5 } else { (up / (up + down)).clamp(0.2, 0.8) as f32 };
        let (above, below) = (inside.height() * share, inside.height() * (1.0 - share));
        let (own_up, own_down) = (above / up as f32, below / down as f32);
        let common = own_up.min(own_down);
        let (up, down) = if apart { (own_up, own_down) } else { (common, common) };
        Self { zero: inside.top() + above, up, down }
    }

    fn y(&self, cases: f64) -> f32 {
        self.zero - cases as f32 * if cases > 0.0 { self.up } else { self.down }
    }
}

fn are_apart(up: f64, down: f64) -> bool {
    up > down * APART || down > up * APART
}

/// Cases in a bar.
struct Bar {
    from: f64,
    to: f64,
    positives: f64,
    negatives: f64,
}

fn bars(curve: &Curve, width: f64) -> Vec<Bar> {
    let count = (1.0 / width).round().max(1.0);
    let all = curve.total();
    let under = |at: f64| if at >= count { all } else { curve.below(at / count).0 };
    let bars = (0..count as u32).map(|at| {
        let (from, to) = (under(f64::from(at)), under(f64::from(at) + 1.0));
        Bar {
            from: f64::from(at) / count,
            to: (f64::from(at) + 1.0) / count,
            positives: to.positives - from.positives,
            negatives: to.negatives - from.negatives,
        }
    });
    bars.collect()
}

/// Takes the room for the plot and for the handles over it; gives the place of the plot with its response.
pub fn room(ui: &mut Ui, axis: Axis) -> (Rect, Response) {
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), HANDLES + HEIGHT), Sense::hover());
    (axis.rect(0.0, 1.0, (whole.top() + HANDLES, whole.bottom())), response)
}

/// Draws the plot. `classes` names both classes with their counts; `summary` is what a screen reader says.
pub fn paint(ui: &Ui, shown: &Shown<'_>, (plot, response): (Rect, Response), classes: [&str; 2], summary: &str) {
    let c = theme::colors(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, summary));
    let axis = shown.axis;
    grounds(ui, axis, plot, shown.pair);
    let bars = bars(shown.curve, group_width(shown.curve, axis.width));
    let up = bars.iter().map(|bar| bar.positives).fold(0.0, f64::max).max(1.0);
    let down = bars.iter().map(|bar| bar.negatives).fold(0.0, f64::max).max(1.0);
    // the words stand above and below the bars
    let inside = plot.shrink2(vec2(0.0, 22.0));
    let heights = Heights::new(inside, up, down);
    let (zero, y) = (heights.zero, |cases: f64| heights.y(cases));
    ticks(ui, plot, &heights, (up, down));
    for bar in &bars {
        let (left, right) = (axis.x(bar.from) + 0.5, axis.x(bar.to) - 0.5);
        let rect = |from: f32, to: f32| Rect::from_min_max(pos2(left, from), pos2(right.max(left + 1.0), to));
        if bar.positives > 0.0 {
            ui.painter().rect_filled(rect(y(bar.positives), zero), 0, c.accent);
        }
        if bar.negatives > 0.0 {
            ui.painter().rect_filled(rect(zero, y(-bar.negatives)), 0, c.control_line);
        }
    }
    ui.painter().hline(plot.x_range(), zero, Stroke::new(1.0, c.ink_2));
    let own = if are_apart(up, down) { ", on a scale of its own" } else { "" };
    for (text, at, anchor) in [
        (classes[0], plot.left_top() + vec2(8.0, 4.0), Align2::LEFT_TOP),
        (classes[1], plot.left_bottom() + vec2(8.0, -4.0), Align2::LEFT_BOTTOM),
    ] {
        let galley = theme::cut(ui, &format!("{text}{own}"), Type::Caption, c.ink, plot.width() - 16.0, 1);
        let top = if anchor == Align2::LEFT_TOP { at.y } else { at.y - galley.size().y };
        ui.painter().galley(pos2(at.x, top), galley, c.ink);
    }
    if let Some(at) = response.hover_pos().filter(|at| plot.contains(*at)) {
        let here = axis.score(at.x);
        if let Some(bar) = bars.iter().find(|bar| (bar.from..bar.to).contains(&here)) {
            response.on_hover_text_at_pointer(Type::Caption.text(tip(bar), c.ink));
        }
    }
}

fn tip(bar: &Bar) -> String {
    format!(
        "{} to {}: {} positive, {} other",
        score(bar.from),
        score(bar.to),
        words::count(bar.positives.round() as u64),
        words::count(bar.negatives.round() as u64)
    )
}

/// The bands: plain, hatched, solid.
fn grounds(ui: &Ui, axis: Axis, plot: Rect, pair: Pair) {
    let c = theme::colors(ui);
    let heights = (plot.top(), plot.bottom());
    ui.painter().rect_filled(axis.rect(0.0, pair.lower, heights), 0, c.sunken);
    hatch(ui, axis.rect(pair.lower, pair.upper, heights), c.line_strong);
    ui.painter().rect_filled(axis.rect(pair.upper, 1.0, heights), 0, c.within_fill);
}

/// Diagonal lines, 8 points apart.
pub fn hatch(ui: &Ui, rect: Rect, color: Color32) {
    if rect.width() < 1.0 {
        return;
    }
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
    let mut x = rect.left();
    while x < rect.right() + rect.height() {
        let line = [pos2(x, rect.top()), pos2(x - rect.height(), rect.bottom())];
        painter.add(Shape::line_segment(line, Stroke::new(0.75, color)));
        x += 8.0;
    }
}

/// Round counts at the left, up and down.
fn ticks(ui: &Ui, plot: Rect, heights: &Heights, (up, down): (f64, f64)) {
    let c = theme::colors(ui);
    let apart = are_apart(up, down);
    let common = round_step(up.max(down) / 3.0);
    for (highest, sign) in [(up, 1.0), (down, -1.0)] {
        let step = if apart { round_step(highest / 2.0) } else { common };
        for at in 1..=(highest / step).floor() as u32 {
            let value = f64::from(at) * step;
            let at = pos2(plot.left() - 8.0, heights.y(sign * value));
            ui.painter().text(at, Align2::RIGHT_CENTER, short(value), Type::Small.font(), c.ink_3);
        }
    }
    ui.painter().text(pos2(plot.left() - 8.0, heights.zero), Align2::RIGHT_CENTER, "0", Type::Small.font(), c.ink_3);
}

/// A count in few letters: the gutter is narrow.
fn short(value: f64) -> String {
    match value {
        1_000_000.0.. => format!("{}m", words::number(value / 1_000_000.0)),
        10_000.0.. => format!("{}k", words::number(value / 1_000.0)),
        _ => words::count(value.round() as u64),
    }
}

/// A round number at or over `value`: 1, 2 or 5 and zeros.
pub(super) fn round_step(value: f64) -> f64 {
    let value = value.max(1.0);
    let power = 10_f64.powf(value.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|part| part * power).find(|step| *step >= value).unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rate;
    use crate::model::operating_points::ScoreBin;

    fn even(bins: u32) -> Curve {
        let bin = |at: u32| ScoreBin {
            from: Rate::new(f64::from(at) / f64::from(bins)),
            to: Rate::new(f64::from(at + 1) / f64::from(bins)),
            positives: Some(3),
            negatives: Some(1),
            ..ScoreBin::default()
        };
        Curve::of((0..bins).map(bin).collect::<Vec<_>>().iter()).expect("cases")
    }

    #[test]
    fn there_are_never_more_bars_than_can_be_seen() {
        for (bins, width, expected) in
            [(50, 760.0, 0.02), (200, 760.0, 0.01), (4_000, 760.0, 0.01), (4_000, 200.0, 0.05), (10, 760.0, 0.1)]
        {
            assert!((group_width(&even(bins), width) - expected).abs() < 1e-12, "{bins} bins on {width}");
        }
    }

    #[test]
    fn a_rare_class_gets_a_scale_of_its_own() {
        let inside = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 200.0));
        let together = Heights::new(inside, 300.0, 100.0);
        assert!((together.y(300.0) - 0.0).abs() < 0.01 && (together.y(-100.0) - 200.0).abs() < 0.01);
        let apart = Heights::new(inside, 300.0, 1_000_000.0);
        assert!((apart.y(300.0) - 0.0).abs() < 0.01 && (apart.y(-1_000_000.0) - 200.0).abs() < 0.01);
        assert_eq!([500.0, 20_000.0, 1_500_000.0].map(short), ["500", "20k", "1.5m"]);
    }

    #[test]
    fn bars_hold_every_case_once() {
        let bars = bars(&even(4_000), 0.01);
        let sum: f64 = bars.iter().map(|bar| bar.positives + bar.negatives).sum();
        assert!((sum - 16_000.0).abs() < 1e-6 && bars.len() == 100);
        assert!(bars.iter().all(|bar| (bar.positives - 120.0).abs() < 1e-6));
    }
}
