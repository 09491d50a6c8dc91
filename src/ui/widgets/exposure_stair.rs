//! How many cases a rollout touches, step by step: treads over the lane, as high as their share. What runs now is solid,
//! what is planned is dashed.

use egui::{Id, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use crate::ui::theme::{self, Type};

use super::glyph;

/// How high the whole stair is, with the words over it.
pub const HEIGHT: f32 = 64.0;

/// A tread.
#[derive(Debug, Clone, PartialEq)]
pub struct Tread {
    /// From where to where it lies.
    pub x: Rangef,
    /// The share of cases, 0 to 1.
    pub share: f64,
    /// The share in words.
    pub label: String,
    /// Whether it runs now, or has run.
    pub solid: bool,
}

/// How high a tread is, of at most `most` points: by the root of its share, so that 3% can be seen beside 100%.
#[must_use]
pub fn height(share: f64, most: f32) -> f32 {
    let root = if share.is_finite() { share.clamp(0.0, 1.0).sqrt() as f32 } else { 0.0 };
    (most * root).max(3.0)
}

/// Shows the stair over `area`; `summary` is what a screen reader says.
pub fn show(ui: &Ui, area: Rect, id: Id, treads: &[Tread], summary: &str) {
    let c = theme::colors(ui);
    let response = ui.interact(area, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, summary));
    if !ui.is_rect_visible(area) {
        return;
    }
    let bottom = area.bottom() - 4.0;
    for tread in treads {
        let top = bottom - height(tread.share, area.height() - 24.0);
        let rect = Rect::from_x_y_ranges(tread.x, top..=bottom);
        let ink = if tread.solid { c.ink } else { c.ink_3 };
        if rect.height() <= 3.0 {
            ui.painter().rect_filled(rect, 0, ink);
        } else if tread.solid {
            ui.painter().rect(rect, 0, c.line_strong, Stroke::new(2.0, ink), StrokeKind::Inside);
        } else {
            ui.painter().rect_filled(rect, 0, c.sunken);
            glyph::dashed_edge(ui.painter(), rect, 0.0, Stroke::new(1.0, ink));
        }
        let words = if tread.solid { Type::Strong } else { Type::Caption };
        let galley = theme::cut(ui, &tread.label, words, c.ink, tread.x.span(), 1);
        ui.painter().galley(pos2(tread.x.min, top - galley.size().y - 1.0), galley, c.ink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_share_is_higher_and_none_is_still_seen() {
        let heights = [0.0, 0.03, 0.05, 0.25, 0.5, 1.0].map(|share| height(share, 40.0));
        assert!(heights.windows(2).all(|pair| pair[0] < pair[1]), "{heights:?}");
        assert!((heights[0] - 3.0).abs() < 0.01 && (heights[5] - 40.0).abs() < 0.01, "{heights:?}");
        assert!((height(f64::NAN, 40.0) - 3.0).abs() < 0.01);
    }
}
