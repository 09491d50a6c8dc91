//! A measured rate with its interval, drawn against its tolerance: axis, whisker, tolerance, dot.
//!
//! The axis runs from 0 to [`AXIS`] times the tolerance, so that the tolerances of all rows fall on one vertical line. What
//! lies beyond the axis ends in an arrow. The same drawing stands in documents.

use egui::{Color32, Painter, Rect, Shape, Stroke, pos2};

use crate::assess::budget::Verdict;
use crate::assess::interval::RateInterval;
use crate::ui::theme::Colors;

/// Bars run to this multiple of the tolerance.
pub const AXIS: f64 = 2.5;

const TICK: f32 = 6.0;
const DOT: f32 = 5.0;
const ARROW: f32 = 7.0;

/// Where a value lies on the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The share of the axis, 0 to 1.
    pub share: f32,
    /// Whether the value lies beyond the end of the axis.
    pub beyond: bool,
}

/// Where a rate lies on an axis that is scaled by `tolerance`. Against a tolerance of zero every error is infinitely over.
#[must_use]
pub fn spot(rate: f64, tolerance: f64) -> Spot {
    let multiple = if tolerance > 0.0 {
        rate / tolerance
    } else if rate > 0.0 {
        f64::INFINITY
    } else {
        0.0
    };
    Spot { share: (multiple / AXIS).clamp(0.0, 1.0) as f32, beyond: multiple > AXIS }
}

/// The color of a verdict's marks.
#[must_use]
pub fn color(verdict: Verdict, c: &Colors) -> Color32 {
    match verdict {
        Verdict::Within => c.within_mark,
        Verdict::Unproven | Verdict::Unmeasured => c.unproven_mark,
        Verdict::AtRisk => c.atrisk_mark,
        Verdict::Exceeded => c.exceeded_mark,
    }
}

/// The x of the tolerance in a bar that takes `rect`.
#[must_use]
pub fn tolerance_x(rect: Rect) -> f32 {
    rect.left() + rect.width() / AXIS as f32
}

/// Draws the axis through the middle of `rect`.
pub fn paint_axis(painter: &Painter, rect: Rect, c: &Colors) {
    painter.hline(rect.x_range(), rect.center().y, Stroke::new(2.0, c.line));
}

/// Draws the tolerance from the top to the bottom of `rect`.
pub fn paint_tolerance(painter: &Painter, rect: Rect, c: &Colors) {
    painter.vline(tolerance_x(rect), rect.y_range(), Stroke::new(2.0, c.ink));
}

/// Draws a measured interval over the axis in `rect`.
pub fn paint_interval(painter: &Painter, rect: Rect, measured: RateInterval, tolerance: f64, c: &Colors) {
    let y = rect.center().y;
    let ink = color(Verdict::of(measured, tolerance), c);
    let stroke = Stroke::new(2.0, ink);
    let at = |value: f64| rect.left() + rect.width() * spot(value, tolerance).share;
    let (low, high) = (at(measured.low), at(measured.high));
    painter.hline(low..=high, y, stroke);
    let starts_beyond = spot(measured.low, tolerance).beyond;
    if !starts_beyond {
        painter.vline(low, y - TICK..=y + TICK, stroke);
    }
    if spot(measured.high, tolerance).beyond {
        let from = if starts_beyond { rect.right() - 3.0 * ARROW } else { low };
        painter.hline(from..=high, y, stroke);
        let head = [pos2(high - ARROW, y - TICK), pos2(high, y), pos2(high - ARROW, y + TICK)];
        painter.add(Shape::line(head.to_vec(), stroke));
    } else {
        painter.vline(high, y - TICK..=y + TICK, stroke);
    }
    // a rate beyond the axis leaves its arrow free
    let end = if spot(measured.rate, tolerance).beyond { 2.0 * ARROW + DOT } else { DOT };
    let x = at(measured.rate).clamp(rect.left() + DOT, (rect.right() - end).max(rect.left() + DOT));
    painter.circle(pos2(x, y), DOT, ink, Stroke::new(1.5, c.surface));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_lie_at_their_multiple_of_the_tolerance_and_stop_at_the_end() {
        let found = |rate, tolerance| {
            let Spot { share, beyond } = spot(rate, tolerance);
            ((share * 1000.0).round() / 1000.0, beyond)
        };
        assert_eq!(found(0.04, 0.04), (0.4, false), "the tolerance is at 1 of 2.5");
        assert_eq!(found(0.0, 0.04), (0.0, false));
        assert_eq!(found(0.1, 0.04), (1.0, false), "the end itself is on the axis");
        assert_eq!(found(0.11, 0.04), (1.0, true));
        assert_eq!(found(0.0, 0.0), (0.0, false), "no error against no tolerance");
        assert_eq!(found(0.001, 0.0), (1.0, true), "any error against no tolerance");
        assert_eq!(found(1.0, 1.0), (0.4, false));
    }

    #[test]
    fn the_tolerance_is_where_the_axis_says_one() {
        let rect = Rect::from_min_max(pos2(100.0, 0.0), pos2(350.0, 78.0));
        let by_value = rect.left() + rect.width() * spot(0.03, 0.03).share;
        assert!((tolerance_x(rect) - by_value).abs() < 0.001);
    }
}
