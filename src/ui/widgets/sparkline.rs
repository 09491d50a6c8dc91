//! A few values over time in the space of a word: a line with a dot at its end, the target solid, the minimum dotted.
//!
//! It knows values only, and says nothing to a screen reader: the row that it stands in does.

use egui::{Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

use crate::assess::budget::Verdict;
use crate::ui::theme::Colors;

use super::glyph::{self, Glyph};

/// How large it is drawn.
pub const SIZE: Vec2 = Vec2::new(96.0, 28.0);
/// The side of the mark at the end.
const MARK: f32 = 10.0;
/// White space over and below the highest and the lowest line.
const PAD: f32 = 4.0;

/// What it shows.
#[derive(Debug, Clone, Copy)]
pub struct Sparkline<'a> {
    /// When and how much, in any unit of time, oldest first.
    pub points: &'a [(f64, f64)],
    /// What shall be reached.
    pub target: Option<f64>,
    /// What must be reached.
    pub minimum: Option<f64>,
    /// What the last value says: color and shape of the mark at the end.
    pub verdict: Verdict,
}

/// Where a value lies in a range, from 0 to 1; in the middle of a range without extent.
fn share(value: f64, (low, high): (f64, f64)) -> f32 {
    if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) as f32 } else { 0.5 }
}

impl Sparkline<'_> {
    fn range(&self) -> (f64, f64) {
        let values = self.points.iter().map(|(_, value)| *value).chain(self.target).chain(self.minimum);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
    }

    /// Draws it into `rect`. One value is a mark alone, none are the lines alone.
    pub fn paint(&self, painter: &Painter, rect: Rect, c: &Colors) {
        let range = self.range();
        let area = Rect::from_min_max(rect.min + Vec2::new(0.0, PAD), rect.max - Vec2::new(MARK / 2.0 + 1.0, PAD));
        let y = |value: f64| area.bottom() - area.height() * share(value, range);
        if let Some(target) = self.target {
            painter.hline(area.x_range(), y(target), Stroke::new(1.0, c.ink_2));
        }
        if let Some(minimum) = self.minimum {
            let ends = [pos2(area.left(), y(minimum)), pos2(area.right(), y(minimum))];
            painter.extend(Shape::dotted_line(&ends, c.ink_2, 3.5, 0.75));
        }
        let time = self.points.first().zip(self.points.last()).map(|(first, last)| (first.0, last.0));
        let Some(time) = time else { return };
        let at = |(when, value): &(f64, f64)| {
            let along = if time.1 > time.0 { share(*when, time) } else { 1.0 };
            pos2(area.left() + area.width() * along, y(*value))
        };
        let line: Vec<Pos2> = self.points.iter().map(at).collect();
        let end = line.last().copied();
        if line.len() > 1 {
            painter.add(Shape::line(line, Stroke::new(1.5, c.ink_3)));
        }
        if let Some(end) = end {
            painter.circle_filled(end, MARK / 2.0 + 1.5, c.surface);
            glyph::paint(painter, Rect::from_center_size(end, Vec2::splat(MARK)), Glyph::Verdict(self.verdict), c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_for_the_range_and_no_range_is_the_middle() {
        let points = [(0.0, 0.8), (1.0, 0.9)];
        let spark = Sparkline { points: &points, target: Some(0.95), minimum: Some(0.7), verdict: Verdict::Within };
        assert_eq!(spark.range(), (0.7, 0.95));
        for (value, range, expected) in [(0.5, (0.0, 1.0), 0.5), (2.0, (0.0, 1.0), 1.0), (0.3, (0.3, 0.3), 0.5)] {
            assert!((share(value, range) - expected).abs() < 1e-6, "{value} in {range:?}");
        }
    }
}
