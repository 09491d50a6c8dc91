//! Rates over time with their intervals, against a limit.

use crate::render::page::art::Art;
use crate::render::page::chart::drawable;
use crate::render::page::palette;
use crate::render::page::path::{circle, filled, polyline, rect, stroked};
use crate::render::page::piece::Piece;
use crate::render::page::placed::{Color, ElementId};
use crate::render::page::style;
use crate::render::page::typesetter::{Hold, Typesetter};
use crate::report::block::{Glyph, History, HistoryPoint};

/// Height of the plot, room for dates below it, for numbers at its left.
const PLOT_HEIGHT: f32 = 108.0;
const DATES_HEIGHT: f32 = 18.0;
const NUMBERS_WIDTH: f32 = 34.0;
const TOP: f32 = 6.0;
/// Space between two dates.
const DATE_GAP: f32 = 8.0;
const DOT: f32 = 3.0;
/// The limit's label stands beside the plot unless it takes more than this share of the width.
const LABEL_SHARE: f32 = 0.3;
const LABEL_GAP: f32 = 6.0;

/// The plot's scales.
struct Scale {
    left: f32,
    width: f32,
    top_value: f64,
    count: usize,
}

impl Scale {
    fn x(&self, number: usize) -> f32 {
        self.left + self.width * (number as f32 + 0.5) / self.count.max(1) as f32
    }

    fn y(&self, value: f64) -> f32 {
        TOP + PLOT_HEIGHT * (1.0 - (drawable(value) / self.top_value).clamp(0.0, 1.0) as f32)
    }
}

/// Draws the plot.
pub(super) fn draw(setter: &mut Typesetter<'_>, history: &History, width: f32, figure: ElementId) -> Piece {
    let label = setter.width(&history.limit_label, &style::AXIS);
    let right = if label < width * LABEL_SHARE { label + LABEL_GAP } else { 0.0 };
    let scale = Scale {
        left: NUMBERS_WIDTH,
        width: (width - NUMBERS_WIDTH - right).max(1.0),
        top_value: top_of(history),
        count: history.points.len(),
    };
    let mut art = Art::of(figure);
    for part in [0.0, 0.5, 1.0] {
        let value = scale.top_value * part;
        let color = if part == 0.0 { palette::LINE_STRONG } else { palette::LINE };
        art.path(filled(rect(scale.left, scale.y(value) - 0.375, scale.width, 0.75), color));
        let at = (NUMBERS_WIDTH - 6.0, scale.y(value) - 6.0, Hold::Right);
        setter.label(&percent(value), &style::AXIS, at, &mut art);
    }
    draw_dates(setter, history, &scale, &mut art);
    draw_points(history, &scale, &mut art);
    draw_limit(setter, history, &scale, right > 0.0, &mut art);
    Piece { art, height: TOP + PLOT_HEIGHT + DATES_HEIGHT, ..Piece::default() }
}

/// The line between the rates, then each interval with its dot on top.
fn draw_points(history: &History, scale: &Scale, art: &mut Art) {
    let measured = || history.points.iter().enumerate().filter(|(_, point)| point.rate.is_finite());
    let line: Vec<_> = measured().map(|(number, point)| (scale.x(number), scale.y(point.rate))).collect();
    if line.len() > 1 {
        art.path(stroked(polyline(&line), palette::LINE_STRONG, 1.125));
    }
    for (number, point) in measured() {
        let (x, color) = (scale.x(number), color_of(point, history.limit));
        if point.low.is_finite() && point.high.is_finite() {
            let (low, high) = (scale.y(point.low), scale.y(point.high));
            art.path(stroked(polyline(&[(x, low), (x, high)]), color, 1.125));
            for end in [low, high] {
                art.path(stroked(polyline(&[(x - 3.0, end), (x + 3.0, end)]), color, 1.125));
            }
        }
        let dot = filled(circle(x, scale.y(point.rate), DOT), color).with_edge(palette::SURFACE, 0.75);
        art.path(dot);
    }
}

/// The limit as a black line with its label: at the right of the plot, or above the line if there is no room for it.
fn draw_limit(setter: &mut Typesetter<'_>, history: &History, scale: &Scale, has_room: bool, art: &mut Art) {
    if !history.limit.is_finite() || history.limit < 0.0 || history.limit > scale.top_value {
        return;
    }
    let y = scale.y(history.limit);
    let end = scale.left + scale.width;
    art.path(filled(rect(scale.left, y - 0.56, scale.width, 1.125), palette::INK));
    let style = style::AXIS.in_color(palette::INK);
    if has_room {
        let at = (end + LABEL_GAP, y - style.leading / 2.0, Hold::Left);
        setter.label(&history.limit_label, &style, at, art);
    } else {
        let label = setter.fitted(&history.limit_label, &style, scale.width);
        setter.label(&label, &style, (end, y - style.leading - 1.0, Hold::Right), art);
    }
}

/// The dates below the plot; of those that would touch, the later ones are left out, except the last.
fn draw_dates(setter: &mut Typesetter<'_>, history: &History, scale: &Scale, art: &mut Art) {
    let widest = history.points.iter().map(|point| setter.width(&point.label, &style::QUIET)).fold(0.0, f32::max);
    let pitch = scale.width / scale.count.max(1) as f32;
    let every = ((widest + DATE_GAP) / pitch.max(0.001)).ceil().max(1.0) as usize;
    for (number, point) in history.points.iter().enumerate().rev().step_by(every) {
        let x = scale.x(number).min(scale.left + scale.width - widest / 2.0).max(scale.left + widest / 2.0);
        setter.label(&point.label, &style::QUIET, (x, TOP + PLOT_HEIGHT + 4.0, Hold::Middle), art);
    }
}

/// The upper end of the axis: as the report says, or what the numbers need.
fn top_of(history: &History) -> f64 {
    let highest = history.points.iter().flat_map(|point| [point.rate, point.high]).map(drawable).fold(0.0, f64::max);
    match drawable(history.top) {
        top if top > 0.0 => top,
        _ => highest.max(drawable(history.limit)).max(0.01) * 1.1,
    }
}

/// The color of a measurement: the verdict of its interval against the limit.
fn color_of(point: &HistoryPoint, limit: f64) -> Color {
    palette::mark(match (point.rate > limit, point.low > limit, point.high <= limit) {
        (_, true, _) => Glyph::Exceeded,
        (true, false, _) => Glyph::AtRisk,
        (false, _, true) => Glyph::Within,
        _ => Glyph::Unproven,
    })
}

fn percent(value: f64) -> String {
    let share = value * 100.0;
    if share < 10.0 && share.fract() > 0.001 { format!("{share:.1}%") } else { format!("{share:.0}%") }
}
