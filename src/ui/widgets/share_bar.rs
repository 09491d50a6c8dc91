//! A whole cut into shares, side by side in fixed shades, each with its number where there is room.

use egui::{Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Colors, Type};

/// How high the bar is.
const HEIGHT: f32 = 24.0;
const GAP: f32 = 2.0;

/// The fill of a part and the color of a number on it, darkest first.
#[must_use]
pub fn shade(c: &Colors, number: usize) -> (Color32, Color32) {
    match number {
        0 => (c.ink, c.bg_main),
        1 => (c.ink_2, c.bg_main),
        2 => (c.line_strong, c.ink),
        _ => (c.surface, c.ink),
    }
}

/// Draws the small square that stands for a part in a table.
pub fn paint_key(ui: &Ui, rect: Rect, number: usize) {
    let c = theme::colors(ui);
    let stroke = Stroke::new(1.0, c.control_line);
    ui.painter().rect(rect, CornerRadius::same(2), shade(c, number).0, stroke, StrokeKind::Inside);
}

/// Shows the shares, as fractions, as wide as there is room. `name` says all of it in words.
pub fn show(ui: &mut Ui, shares: &[f64], name: &str) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let whole: f64 = shares.iter().sum::<f64>().max(1.0);
    let mut x = rect.left();
    for (number, share) in shares.iter().enumerate() {
        let width = rect.width() * (share / whole).clamp(0.0, 1.0) as f32;
        let part = Rect::from_min_max(pos2(x, rect.top()), pos2((x + width - GAP).max(x), rect.bottom()));
        x += width;
        if part.width() < 1.0 {
            continue;
        }
        let (fill, ink) = shade(c, number);
        let stroke = Stroke::new(1.0, c.control_line);
        ui.painter().rect(part, CornerRadius::same(2), fill, stroke, StrokeKind::Inside);
        let galley = theme::line(ui, &format!("{:.0}", share * 100.0), Type::Caption, ink);
        if galley.size().x + 6.0 <= part.width() {
            ui.painter().galley(part.center() - galley.size() / 2.0, galley, ink);
        }
    }
    if x < rect.right() - 1.0 {
        let rest = Rect::from_min_max(pos2(x, rect.top()), rect.max);
        super::glyph::dashed_edge(ui.painter(), rest, 2.0, Stroke::new(1.0, c.control_line));
    }
    response
}
