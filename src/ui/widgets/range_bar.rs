//! The range bar: the share of cases in which a model holds, degrades and is beyond its limits, in the colors of the bands;
//! and the same zones as grounds, plain, hatched and solid, as under the scores.

use egui::{Color32, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Colors, Type};

use super::glyph;
use super::threshold_plot::hatch;

/// How high the bar is.
pub const HEIGHT: f32 = 10.0;
/// The space between two parts.
const GAP: f32 = 2.0;
/// The least width of a part that is there.
const LEAST: f32 = 4.0;
/// How high the grounds are, and the words under them.
const GROUND: f32 = 40.0;
const WORDS: f32 = 24.0;

/// The zones as they are called.
pub const ZONES: [&str; 3] = ["Holds", "Degrades", "Beyond"];

/// Draws the bar into `rect`: shares from 0 to 1 that add to 1. From the first share that is not known on, only a dashed
/// outline is drawn.
pub fn paint(ui: &Ui, rect: Rect, shares: [Option<f64>; 3]) {
    let c = theme::colors(ui);
    let (parts, rest) = spans(rect.width(), shares);
    for (part, fill) in parts.iter().zip([c.band_serve, c.band_gray, c.band_fallback]) {
        if let Some((from, to)) = part {
            let part = Rect::from_min_max(pos2(rect.left() + from, rect.top()), pos2(rect.left() + to, rect.bottom()));
            ui.painter().rect_filled(part, 2, fill);
        }
    }
    if let Some(from) = rest {
        let rest = Rect::from_min_max(pos2(rect.left() + from, rect.top()), rect.max);
        glyph::dashed_edge(ui.painter(), rest, 3.0, Stroke::new(1.5, c.unproven_mark));
    }
}

/// Where the parts begin and end, and where that is not known any more.
fn spans(width: f32, shares: [Option<f64>; 3]) -> ([Option<(f32, f32)>; 3], Option<f32>) {
    let known: Vec<f64> = shares.iter().map_while(|share| *share).collect();
    let there = known.iter().filter(|share| **share > 0.0).count() + usize::from(known.len() < 3);
    let room = width - GAP * there.saturating_sub(1) as f32;
    let small = |share: f64| share > 0.0 && share as f32 * room < LEAST;
    let lifted: f32 = known.iter().filter(|share| small(**share)).map(|share| LEAST - *share as f32 * room).sum();
    let whole: f32 = known.iter().filter(|share| !small(**share)).map(|share| *share as f32).sum();
    let mut parts = [None; 3];
    let mut x = 0.0;
    for (part, share) in parts.iter_mut().zip(&known) {
        if *share <= 0.0 {
            continue;
        }
        let wide = *share as f32 * room;
        // what small parts take more than their due, the others give
        let wide = if small(*share) { LEAST } else { (wide - lifted * *share as f32 / whole).max(LEAST) };
        *part = Some((x, (x + wide).min(width)));
        x += wide + GAP;
    }
    (parts, (known.len() < 3).then_some(x.min(width - LEAST)))
}

/// Shows the zones as grounds, as wide as there is room, with their shares below. `name` says all of it in words.
pub fn grounds(ui: &mut Ui, shares: [Option<f64>; 3], words: [&str; 3], name: &str) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), GROUND + WORDS), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let plot = Rect::from_min_size(rect.min, vec2(rect.width(), GROUND));
    let (parts, rest) = spans(plot.width(), shares);
    for (zone, part) in parts.iter().enumerate() {
        if let Some((from, to)) = part {
            let part = Rect::from_min_max(pos2(plot.left() + from, plot.top()), pos2(plot.left() + to, plot.bottom()));
            paint_ground(ui, part, zone, c);
        }
    }
    if let Some(from) = rest {
        let rest = Rect::from_min_max(pos2(plot.left() + from, plot.top()), plot.max);
        glyph::dashed_edge(ui.painter(), rest, 3.0, Stroke::new(1.5, c.unproven_mark));
    }
    let mut x = rect.left();
    for (zone, words) in words.iter().enumerate() {
        let key = Rect::from_min_size(pos2(x, plot.bottom() + 8.0), Vec2::splat(12.0));
        paint_ground(ui, key, zone, c);
        let galley = theme::line(ui, words, Type::Caption, c.ink_2);
        let wide = galley.size().x;
        ui.painter().galley(pos2(x + 18.0, key.center().y - galley.size().y / 2.0), galley, c.ink_2);
        x += 18.0 + wide + 16.0;
    }
    response
}

/// The ground of a zone: plain, hatched, solid.
fn paint_ground(ui: &Ui, rect: Rect, zone: usize, c: &Colors) {
    match zone {
        0 => {
            ui.painter().rect_filled(rect, 0, c.within_fill);
        }
        1 => hatch(ui, rect, c.control_line),
        _ => {
            ui.painter().rect_filled(rect, 0, c.band_fallback);
        }
    }
    ui.painter().rect_stroke(rect, 0, Stroke::new(1.0, c.control_line), StrokeKind::Inside);
}

/// The fill of a zone in the bar, and the color of words on it.
#[must_use]
pub fn fill(c: &Colors, zone: usize) -> (Color32, Color32) {
    match zone {
        0 => (c.band_serve, c.on_band_serve),
        1 => (c.band_gray, c.on_band_gray),
        _ => (c.band_fallback, c.on_band_fallback),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fill_the_bar_and_small_ones_can_be_seen() {
        for shares in [[0.86, 0.11, 0.03], [0.995, 0.004, 0.001], [0.92, 0.08, 0.0], [0.0, 0.0, 1.0]] {
            let (parts, rest) = spans(428.0, shares.map(Some));
            assert_eq!(rest, None);
            let drawn: Vec<(f32, f32)> = parts.into_iter().flatten().collect();
            assert_eq!(drawn.len(), shares.iter().filter(|share| **share > 0.0).count());
            assert!(drawn.iter().all(|(from, to)| to - from >= LEAST - 0.01), "{drawn:?}");
            assert!((drawn.last().map_or(0.0, |(_, to)| *to) - 428.0).abs() < 0.1, "{drawn:?}");
            assert!(drawn.windows(2).all(|pair| pair[1].0 > pair[0].1), "{drawn:?}");
        }
    }

    #[test]
    fn what_is_not_known_is_left_open() {
        assert_eq!(spans(100.0, [None; 3]), ([None; 3], Some(0.0)));
        let (parts, rest) = spans(102.0, [Some(0.5), None, None]);
        assert_eq!(parts, [Some((0.0, 50.0)), None, None]);
        assert_eq!(rest, Some(52.0));
        assert_eq!(spans(100.0, [None, Some(0.5), None]).1, Some(0.0), "nobody knows where it begins");
    }
}
