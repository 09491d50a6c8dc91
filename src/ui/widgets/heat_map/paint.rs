//! Paints the parts of the heat map: cells with their scales, arrows, dots, counts.

use egui::{Color32, CornerRadius, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::assess::risk::RiskLevel;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph;

use super::lanes::{CELL_WIDTH, Cell, Dot, End, Plan};

/// Half of a dot.
const RADIUS: f32 = 9.5;

/// The cells with their pips and both scales; the cell under a dragged dot is framed.
pub(super) fn grid(ui: &Ui, plan: &Plan, origin: Pos2, target: Option<Cell>) {
    let c = theme::colors(ui);
    for severity in 1..=5 {
        for frequency in 1..=5 {
            let cell = Cell { severity, frequency };
            let rect = plan.cell_rect(cell).translate(origin.to_vec2()).shrink(1.0);
            let level = super::level(cell);
            ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), cell_color(ui, level));
            let pips = Rect::from_min_size(rect.max - vec2(14.0, 14.0), Vec2::splat(10.0));
            glyph::pips(ui.painter(), pips, level.rank(), c.ink_2);
            if target == Some(cell) {
                ui.painter().rect_stroke(
                    rect,
                    CornerRadius::same(radius::CHIP),
                    Stroke::new(2.0, c.accent),
                    StrokeKind::Inside,
                );
            }
        }
    }
    scales(ui, plan, origin);
}

fn scales(ui: &Ui, plan: &Plan, origin: Pos2) {
    let c = theme::colors(ui);
    for step in 1..=5_u8 {
        let word = theme::line(ui, &step.to_string(), Type::Caption, c.ink_2);
        let row = plan.cell_rect(Cell { severity: step, frequency: 1 }).center().y;
        let left = pos2(origin.x - 10.0 - word.size().x, origin.y + row - word.size().y / 2.0);
        ui.painter().galley(left, word.clone(), c.ink_2);
        let column = (f32::from(step) - 0.5) * CELL_WIDTH;
        let under = pos2(origin.x + column - word.size().x / 2.0, origin.y + plan.height() + 6.0);
        ui.painter().galley(under, word, c.ink_2);
    }
    let word = theme::line(ui, "Frequency: rare to frequent", Type::Small, c.ink_3);
    let at = pos2(origin.x + 2.5 * CELL_WIDTH - word.size().x / 2.0, origin.y + plan.height() + 26.0);
    ui.painter().galley(at, word, c.ink_3);
    let word = theme::line(ui, "Severity: negligible to extreme", Type::Small, c.ink_3);
    let at = pos2(origin.x - 40.0, origin.y + plan.height() / 2.0 + word.size().x / 2.0);
    let turned = egui::epaint::TextShape::new(at, word, c.ink_3).with_angle(-std::f32::consts::FRAC_PI_2);
    ui.painter().add(Shape::Text(turned));
}

fn cell_color(ui: &Ui, level: RiskLevel) -> Color32 {
    let c = theme::colors(ui);
    match level {
        RiskLevel::Low => c.cell_1,
        RiskLevel::Moderate => c.cell_2,
        RiskLevel::High => c.cell_3,
        RiskLevel::Critical => c.cell_4,
    }
}

/// An arrow from the edge of one dot to the edge of another.
pub(super) fn arrow(ui: &Ui, from: Pos2, to: Pos2, ink: Color32) {
    let way = to - from;
    if way.length() < 2.0 * RADIUS + 8.0 {
        return;
    }
    let along = way.normalized();
    let tip = to - along * (RADIUS + 2.0);
    let back = tip - along * 7.0;
    let side = along.rot90() * 3.5;
    ui.painter().line_segment([from + along * RADIUS, back], Stroke::new(1.5, ink));
    ui.painter().add(Shape::convex_polygon(vec![tip, back + side, back - side], ink, Stroke::NONE));
}

/// A dot with its number: open before controls, solid with them, dashed where nothing happens instead.
pub(super) fn dot(ui: &Ui, center: Pos2, dot: &Dot, end: End, (ink, hovered): (Color32, bool)) {
    let c = theme::colors(ui);
    let dashed = !dot.fallback && (end == End::Inherent || dot.inherent == dot.residual);
    let solid = end == End::Residual && !dashed;
    let number = theme::line(ui, &dot.number.to_string(), Type::Caption, if solid { c.surface } else { ink });
    let half = vec2(RADIUS.max(number.size().x / 2.0 + 2.0), RADIUS);
    let rect = Rect::from_center_size(center, half * 2.0);
    let painter = ui.painter();
    if hovered {
        painter.rect_filled(rect.expand(3.0), RADIUS + 3.0, ink.gamma_multiply(0.25));
    }
    if solid {
        painter.rect_filled(rect, RADIUS, ink);
    } else {
        painter.rect_filled(rect, RADIUS, c.surface);
        let stroke = Stroke::new(1.5, ink);
        if dashed {
            glyph::dashed_edge(painter, rect, RADIUS, stroke);
        } else {
            painter.rect_stroke(rect, RADIUS, stroke, StrokeKind::Inside);
        }
    }
    let ink = if solid { c.surface } else { ink };
    painter.galley(center - number.size() / 2.0, number, ink);
}

/// The ring around the dot that the arrow keys are at.
pub(super) fn halo(ui: &Ui, center: Pos2) {
    ui.painter().circle_stroke(center, RADIUS + 3.0, Stroke::new(2.0, theme::colors(ui).focus));
}

/// How many failures lie in a cell, before controls and with them.
pub(super) fn counts(ui: &Ui, rect: Rect, inherent: u32, residual: u32) {
    let c = theme::colors(ui);
    for (count, down, solid) in [(inherent, -1.0, false), (residual, 17.0, true)] {
        if count == 0 {
            continue;
        }
        let word = theme::line(ui, &count.to_string(), Type::Caption, c.ink);
        let left = pos2(rect.center().x - word.size().x / 2.0 - 7.0, rect.center().y + down);
        let center = left + vec2(4.0, 0.0);
        if solid {
            ui.painter().circle_filled(center, 4.0, c.ink);
        } else {
            ui.painter().circle(center, 3.5, c.surface, Stroke::new(1.2, c.ink));
        }
        ui.painter().galley(left + vec2(14.0, -word.size().y / 2.0), word, c.ink);
    }
}

/// A dot as it stands in the legend.
pub fn sample(ui: &Ui, center: Pos2, solid: bool, dashed: bool) {
    let c = theme::colors(ui);
    let rect = Rect::from_center_size(center, Vec2::splat(14.0));
    let stroke = Stroke::new(1.5, c.ink);
    if solid {
        ui.painter().circle_filled(center, 7.0, c.ink);
    } else if dashed {
        ui.painter().circle_filled(center, 6.5, c.surface);
        glyph::dashed_edge(ui.painter(), rect, 7.0, stroke);
    } else {
        ui.painter().circle(center, 6.25, c.surface, stroke);
    }
}
