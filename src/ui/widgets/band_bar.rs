//! The band bar: what happens from which score on, as three parts with their thresholds.

use egui::{Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::manner;
use crate::ui::theme::{self, Type, radius};

use super::glyph;

/// How high the bar is.
const BAR: f32 = 28.0;

/// Shows the bar as wide as there is room, 480 at most. Thresholds are scores from 0 to 1, the lower one first; without them there
/// is only an outline.
pub fn show(ui: &mut Ui, fallback_below: Option<f64>, serve_above: Option<f64>) -> Response {
    let width = ui.available_width().min(480.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, BAR + 20.0), Sense::hover());
    let bar = Rect::from_min_size(rect.min, vec2(width, BAR));
    let Some((lower, upper)) = fallback_below.zip(serve_above).filter(|(lower, upper)| lower <= upper) else {
        outline(ui, bar);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "No thresholds"));
        return response;
    };
    let x = |score: f64| bar.left() + bar.width() * score as f32;
    let c = theme::colors(ui);
    let parts = [
        ("Fallback", 0.0, lower, c.band_fallback, c.on_band_fallback),
        ("Gray", lower, upper, c.band_gray, c.on_band_gray),
        ("Serve", upper, 1.0, c.band_serve, c.on_band_serve),
    ];
    for (word, from, to, fill, ink) in parts {
        part(ui, Rect::from_min_max(pos2(x(from), bar.top()), pos2(x(to), bar.bottom())), word, (fill, ink));
    }
    scale(ui, rect, &[0.0, lower, upper, 1.0]);
    let said = format!("Fallback below {}, gray zone up to {}, served from there", score(lower), score(upper));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    response.on_hover_text(said)
}

fn part(ui: &Ui, rect: Rect, word: &str, (fill, ink): (Color32, Color32)) {
    let rect = rect.shrink2(vec2(1.0, 0.0));
    if rect.width() < 1.0 {
        return;
    }
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), fill);
    let galley = theme::line(ui, word, Type::Caption, ink);
    if galley.size().x + 12.0 <= rect.width() {
        let at = rect.left_center() + vec2(7.0, -galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
    }
}

/// The scores under the bar; one that would touch the one before it is left out.
fn scale(ui: &Ui, rect: Rect, scores: &[f64]) {
    let c = theme::colors(ui);
    let mut free_from = rect.left();
    let last = theme::line(ui, "1", Type::Caption, c.ink_2);
    for value in scores {
        let galley = theme::line(ui, &score(*value), Type::Caption, c.ink_2);
        let center = rect.left() + rect.width() * *value as f32;
        let most = rect.right() - galley.size().x;
        let left = (center - galley.size().x / 2.0).clamp(rect.left(), most.max(rect.left()));
        let ends = *value >= 1.0;
        if left < free_from || (!ends && left + galley.size().x > rect.right() - last.size().x - 4.0) {
            continue;
        }
        free_from = left + galley.size().x + 4.0;
        ui.painter().galley(pos2(left, rect.bottom() - galley.size().y), galley, c.ink_2);
    }
}

fn outline(ui: &Ui, bar: Rect) {
    let c = theme::colors(ui);
    glyph::dashed_edge(ui.painter(), bar, f32::from(radius::CHIP), Stroke::new(1.0, c.control_line));
    let galley = theme::line(ui, "No thresholds", Type::Caption, c.ink_3);
    ui.painter().galley(bar.left_center() + vec2(8.0, -galley.size().y / 2.0), galley, c.ink_3);
}

/// A score with two digits, or none where it has none.
fn score(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { manner::decimal(&format!("{value:.2}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_have_two_digits_or_none() {
        assert_eq!([0.0, 0.5, 0.78, 1.0].map(score), ["0", "0.50", "0.78", "1"]);
    }
}
