//! The ring of the product's life: one arc for each stage, filled as far as the stage is, the current one in the accent.
//!
//! The words in the middle say where the product is; the whole is read out as one sentence.

use std::f32::consts::{FRAC_PI_2, TAU};

use egui::{Align2, Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2};

use crate::ui::theme::{self, Type};

/// A stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arc<'a> {
    /// What it is called, in a word.
    pub name: &'a str,
    /// How far it is, 0 to 1.
    pub share: f32,
}

/// How much room the ring takes with its names.
pub const SIZE: Vec2 = Vec2::new(344.0, 244.0);

const RADIUS: f32 = 84.0;
const THICK: f32 = 13.0;
const THIN: f32 = 4.0;
/// The gap between two arcs, as an angle.
const GAP: f32 = 0.09;

/// Shows the ring. `said` is what a screen reader says.
pub fn show(
    ui: &mut Ui,
    arcs: &[Arc<'_>],
    current: Option<usize>,
    (above, name, below): (&str, &str, &str),
    said: &str,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    if ui.is_rect_visible(rect) {
        let count = arcs.len().max(1) as f32;
        for (at, arc) in arcs.iter().enumerate() {
            let from = -FRAC_PI_2 + TAU * at as f32 / count;
            paint_arc(ui, rect.center(), (from + GAP / 2.0, from + TAU / count - GAP / 2.0), arc, current == Some(at));
        }
        words(ui, rect, above, name, below);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, said));
    response
}

fn paint_arc(ui: &Ui, center: Pos2, (from, to): (f32, f32), arc: &Arc<'_>, current: bool) {
    let c = theme::colors(ui);
    let fill = if current { c.accent } else { c.ink };
    let reached = from + (to - from) * arc.share.clamp(0.0, 1.0);
    stroke(ui.painter(), center, (from, to), Stroke::new(if current { THICK } else { THIN }, c.line_strong));
    if reached > from {
        stroke(ui.painter(), center, (from, reached), Stroke::new(THICK, fill));
    }
    let middle = Vec2::angled(f32::midpoint(from, to));
    let at = center + middle * (RADIUS + 18.0);
    let align = match middle.x {
        0.3.. => Align2::LEFT_CENTER,
        ..-0.3 => Align2::RIGHT_CENTER,
        _ if middle.y < 0.0 => Align2::CENTER_BOTTOM,
        _ => Align2::CENTER_TOP,
    };
    let ink = if current {
        c.accent
    } else if arc.share > 0.0 {
        c.ink
    } else {
        c.ink_3
    };
    ui.painter().text(at, align, arc.name, Type::Caption.font(), ink);
}

fn stroke(painter: &Painter, center: Pos2, (from, to): (f32, f32), stroke: Stroke) {
    let steps = ((to - from) / 0.05).ceil().max(2.0) as usize;
    let point = |step: usize| center + Vec2::angled(from + (to - from) * step as f32 / steps as f32) * RADIUS;
    painter.add(Shape::line((0..=steps).map(point).collect(), stroke));
}

fn words(ui: &Ui, rect: Rect, above: &str, name: &str, below: &str) {
    let c = theme::colors(ui);
    let line = |text: &str, style: Type, ink: Color32, y: f32| {
        let galley = theme::cut(ui, text, style, ink, 2.0 * (RADIUS - THICK) - 12.0, 1);
        ui.painter().galley(rect.center() + vec2(-galley.size().x / 2.0, y - galley.size().y / 2.0), galley, ink);
    };
    line(above, Type::Small, c.ink_3, -24.0);
    line(name, Type::Title, c.ink, 0.0);
    line(below, Type::Small, c.ink_3, 24.0);
}
