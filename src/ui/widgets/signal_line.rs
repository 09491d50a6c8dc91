//! The last values of a signal as a line of 168 by 28 points, on a scale of its own, with a dashed line where it fires.
//! Values that fired are dots.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2};

use crate::ui::theme::{self, Colors, Type};

use super::glyph;

/// How wide it is.
pub const WIDTH: f32 = 168.0;
/// How high it is.
pub const HEIGHT: f32 = 28.0;
/// How many values it shows, the latest ones.
pub const VALUES: usize = 8;

/// How the last dot looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// As any other value.
    Plain,
    /// Near the line.
    Near,
    /// Past it.
    Past,
}

/// Draws it into `rect`: `values` with whether each fired, oldest first, and the value from which on it fires.
pub fn paint(ui: &Ui, rect: Rect, values: &[(f64, bool)], line: Option<f64>, end: End) {
    let c = theme::colors(ui);
    let shown = values.get(values.len().saturating_sub(VALUES)..).unwrap_or_default();
    let scale = Scale::of(rect, shown, line);
    if let Some(line) = line {
        let y = scale.y(line);
        let ends = [pos2(rect.left(), y), pos2(rect.right(), y)];
        ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(1.5, c.ink), 3.0, 3.0));
    }
    let points: Vec<Pos2> =
        shown.iter().enumerate().map(|(at, (value, _))| pos2(scale.x(at, shown.len()), scale.y(*value))).collect();
    if points.len() > 1 {
        ui.painter().add(Shape::line(points.clone(), Stroke::new(1.5, c.ink_2)));
    }
    dots(ui.painter(), &points, shown, end, c);
}

fn dots(painter: &Painter, points: &[Pos2], shown: &[(f64, bool)], end: End, c: &Colors) {
    let last = points.len().saturating_sub(1);
    for (at, (point, (_, fired))) in points.iter().zip(shown).enumerate() {
        let ink: Option<Color32> = match (at == last, end) {
            (true, End::Past) => Some(c.exceeded_mark),
            (true, End::Near) => Some(c.atrisk_mark),
            _ if *fired => Some(c.exceeded_mark),
            (true, End::Plain) => Some(c.ink_2),
            (false, _) => None,
        };
        if let Some(ink) = ink {
            painter.circle_filled(*point, if at == last { 3.5 } else { 3.0 }, ink);
        }
    }
}

/// Draws words in a dashed box, where there are no values.
pub fn paint_blank(ui: &Ui, rect: Rect, words: &str) {
    let c = theme::colors(ui);
    glyph::dashed_edge(ui.painter(), rect, 4.0, Stroke::new(1.0, c.ink_3));
    let galley = theme::cut(ui, words, Type::Small, c.ink_2, rect.width() - 12.0, 1);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, c.ink_2);
}

/// Where values lie.
struct Scale {
    rect: Rect,
    low: f64,
    high: f64,
}

impl Scale {
    /// From the lowest to the highest of values and line; values that are all alike lie in the middle.
    fn of(rect: Rect, values: &[(f64, bool)], line: Option<f64>) -> Self {
        let all = || values.iter().map(|(value, _)| *value).chain(line).filter(|value| value.is_finite());
        let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        let inside = Rect::from_min_max(rect.min + egui::vec2(4.0, 4.0), rect.max - egui::vec2(6.0, 4.0));
        if low < high {
            Self { rect: inside, low, high }
        } else {
            Self { rect: inside, low: low - 1.0, high: low + 1.0 }
        }
    }

    fn x(&self, at: usize, count: usize) -> f32 {
        // the latest value is always at the right
        let from_the_end = count.saturating_sub(at + 1) as f32;
        self.rect.right() - self.rect.width() * from_the_end / (VALUES - 1) as f32
    }

    fn y(&self, value: f64) -> f32 {
        let share = ((value - self.low) / (self.high - self.low)) as f32;
        self.rect.bottom() - self.rect.height() * share.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_holds_the_line_and_every_value() {
        let rect = Rect::from_min_size(Pos2::ZERO, egui::vec2(WIDTH, HEIGHT));
        let scale = Scale::of(rect, &[(0.02, false), (0.04, true)], Some(0.03));
        assert!(scale.y(0.04) < scale.y(0.03) && scale.y(0.03) < scale.y(0.02));
        assert!((scale.x(1, 2) - scale.x(7, 8)).abs() < 0.01, "the latest is at the right");
        for value in [0.02, 0.03, 0.04] {
            assert!(rect.contains(pos2(scale.x(0, 2), scale.y(value))), "{value}");
        }
        let flat = Scale::of(rect, &[(0.0, false)], None);
        assert!((flat.y(0.0) - rect.center().y).abs() < 1.0);
    }
}
