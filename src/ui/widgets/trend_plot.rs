//! Values over time as lines with dots, against a target and a minimum: the first line solid, others dashed with open dots.
//!
//! One picture to a screen reader, named by a summary.

use egui::{Align2, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Colors, Type};

const HEIGHT: f32 = 168.0;
const TOP: f32 = 8.0;
const BOTTOM: f32 = 24.0;
const NUMBERS: f32 = 48.0;
const RIGHT: f32 = 12.0;
/// The most steps that the axis has, and the space between two dates.
const STEPS: f64 = 4.0;
const DATE_GAP: f32 = 8.0;

/// A line of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it shows, for the legend.
    pub name: String,
    /// When and how much, in days of any count, oldest first.
    pub points: Vec<(f64, f64)>,
}

/// What the plot shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plot {
    /// The lines; the first one is what it is about.
    pub lines: Vec<Line>,
    /// What shall be reached.
    pub target: Option<f64>,
    /// What must be reached.
    pub minimum: Option<f64>,
    /// Dates below the plot, by the days of the first line.
    pub dates: Vec<(f64, String)>,
    /// The plot in words.
    pub summary: String,
}

/// The values at which the axis has its lines: round numbers around all values, at most six of them.
#[must_use]
pub fn ticks(low: f64, high: f64) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) || low > high {
        return Vec::new();
    }
    let span = if high > low { high - low } else { high.abs().max(1.0) * 0.1 };
    let power = 10_f64.powf((span / STEPS).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|part| part * power).find(|step| span / step <= STEPS);
    let step = step.unwrap_or(10.0 * power);
    let first = (low / step + 0.000_001).floor();
    let last = (high / step - 0.000_001).ceil().max(first + 1.0);
    (0..=(last - first) as u32).map(|number| (first + f64::from(number)) * step).collect()
}

/// Where days and values lie.
struct Scale {
    area: Rect,
    days: (f64, f64),
    values: (f64, f64),
}

impl Scale {
    fn at(&self, (day, value): (f64, f64)) -> Pos2 {
        let part = |value: f64, (low, high): (f64, f64)| {
            if high > low { ((value - low) / (high - low)).clamp(0.0, 1.0) as f32 } else { 0.5 }
        };
        pos2(
            self.area.left() + self.area.width() * part(day, self.days),
            self.area.bottom() - self.area.height() * part(value, self.values),
        )
    }
}

impl Plot {
    /// Shows it as wide as there is room; `label` writes a value of the axis.
    pub fn show(&self, ui: &mut Ui, label: &dyn Fn(f64) -> String) -> Response {
        let c = theme::colors(ui);
        self.legend(ui, c);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &self.summary));
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let points = || self.lines.iter().flat_map(|line| line.points.iter());
        let bounds = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
        };
        let values = bounds(&mut points().map(|(_, value)| *value).chain(self.target).chain(self.minimum));
        let ticks = ticks(values.0, values.1);
        let scale = Scale {
            area: Rect::from_min_max(rect.min + vec2(NUMBERS + 8.0, TOP), rect.max - vec2(RIGHT, BOTTOM)),
            days: bounds(&mut points().map(|(day, _)| *day)),
            values: (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0)),
        };
        for value in &ticks {
            let y = scale.at((0.0, *value)).y;
            ui.painter().hline(scale.area.x_range(), y, Stroke::new(1.0, c.line));
            text(ui.painter(), (scale.area.left() - 10.0, y), Align2::RIGHT_CENTER, (&label(*value), c));
        }
        self.limits(ui.painter(), &scale, c);
        self.paint_dates(ui, &scale, rect.bottom());
        for (number, line) in self.lines.iter().enumerate().rev() {
            paint(ui.painter(), &scale, line, number == 0, c);
        }
        response
    }

    fn legend(&self, ui: &mut Ui, c: &Colors) {
        if self.lines.len() < 2 {
            return;
        }
        for (number, line) in self.lines.iter().enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
            let ends = [rect.left_center(), rect.left_center() + vec2(24.0, 0.0)];
            stroke(ui.painter(), &ends, number == 0, c);
            let ink = if number == 0 { c.ink } else { c.series_a };
            let name = theme::cut(ui, &line.name, Type::Caption, ink, rect.width() - 32.0, 1);
            ui.painter().galley(rect.left_top() + vec2(32.0, 0.0), name, ink);
        }
    }

    fn limits(&self, painter: &Painter, scale: &Scale, c: &Colors) {
        if let Some(target) = self.target {
            painter.hline(scale.area.x_range(), scale.at((0.0, target)).y, Stroke::new(1.0, c.ink));
        }
        if let Some(minimum) = self.minimum {
            let y = scale.at((0.0, minimum)).y;
            let ends = [pos2(scale.area.left(), y), pos2(scale.area.right(), y)];
            painter.extend(Shape::dotted_line(&ends, c.ink_2, 4.0, 1.0));
        }
    }

    /// The dates; of those that would touch, the earlier ones are left out.
    fn paint_dates(&self, ui: &Ui, scale: &Scale, bottom: f32) {
        let c = theme::colors(ui);
        let mut free = f32::INFINITY;
        for (day, words) in self.dates.iter().rev() {
            let galley = theme::line(ui, words, Type::Small, c.ink_3);
            let half = galley.size().x / 2.0;
            let x = scale.at((*day, 0.0)).x.min(scale.area.right() + RIGHT - half);
            if x + half + DATE_GAP <= free {
                free = x - half;
                ui.painter().galley(pos2(x - half, bottom - 16.0), galley, c.ink_3);
            }
        }
    }
}

fn text(painter: &Painter, (x, y): (f32, f32), anchor: Align2, (text, c): (&str, &Colors)) {
    painter.text(pos2(x, y), anchor, text, Type::Small.font(), c.ink_3);
}

fn stroke(painter: &Painter, line: &[Pos2], solid: bool, c: &Colors) {
    if solid {
        painter.add(Shape::line(line.to_vec(), Stroke::new(2.0, c.ink)));
    } else {
        painter.extend(Shape::dashed_line(line, Stroke::new(2.0, c.series_a), 5.0, 4.0));
    }
}

fn paint(painter: &Painter, scale: &Scale, line: &Line, solid: bool, c: &Colors) {
    let points: Vec<Pos2> = line.points.iter().map(|point| scale.at(*point)).collect();
    stroke(painter, &points, solid, c);
    for point in points {
        if solid {
            painter.circle(point, 4.0, c.ink, Stroke::new(1.0, c.surface));
        } else {
            painter.circle(point, 4.0, c.surface, Stroke::new(2.0, c.series_a));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_enclose_all_values() {
        for (low, high) in [(0.834, 0.882), (0.0, 1.0), (21.0, 26.0), (4.0, 26.0), (0.5, 0.5), (0.0, 0.0), (-3.0, 2.0)]
        {
            let ticks = ticks(low, high);
            assert!((2..=7).contains(&ticks.len()), "{low} to {high}: {ticks:?}");
            let (first, last) = (ticks.first().copied(), ticks.last().copied());
            assert!(first.is_some_and(|first| first <= low + 1e-9), "{low}: {ticks:?}");
            assert!(last.is_some_and(|last| last >= high - 1e-9), "{high}: {ticks:?}");
        }
        assert!(ticks(f64::INFINITY, f64::NEG_INFINITY).is_empty(), "nothing to show");
        let shown: Vec<String> = ticks(0.834, 0.882).iter().map(|tick| crate::words::limit(*tick)).collect();
        assert_eq!(shown, ["82%", "84%", "86%", "88%", "90%"]);
    }
}
