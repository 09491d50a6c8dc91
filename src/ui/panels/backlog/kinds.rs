//! What the sprint is made of: a bar by kind of work, with its legend.

use egui::{Color32, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::roadmap::WorkKind;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;
use crate::words;

use super::{View, acts};

/// Shows it; while the cut is dragged, what it would be made of.
pub(super) fn show(ui: &mut Ui, view: &View) {
    let c = theme::colors(ui);
    let above = view.cut.map_or(view.listing.sprint.above, |drag| drag.rows);
    let kinds = view.listing.kinds(above);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if !kinds.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(12.0, 4.0);
                label::heading(ui, "What the sprint is made of", Type::Strong, 2);
                for (at, (kind, points)) in kinds.iter().enumerate() {
                    entry(ui, (*kind, *points), at);
                }
            });
            bar(ui, &kinds);
        }
        label::text(
            ui,
            "Score sorts; people decide. An item pulled up or pushed down needs a reason, and the reason is shown.",
            Type::Small,
            c.ink_3,
        );
    });
}

/// Shades from dark to light, in the order of the kinds.
fn shade(ui: &Ui, at: usize) -> Color32 {
    let c = theme::colors(ui);
    let shades = [c.ink, c.ink_3, c.control_line, c.line_strong, c.ink_2, c.series_b, c.line];
    shades.get(at).copied().unwrap_or(c.line)
}

fn entry(ui: &mut Ui, (kind, points): (Option<WorkKind>, f64), at: usize) {
    let c = theme::colors(ui);
    let words = acts::kind_look(kind).0;
    let name = theme::line(ui, words, Type::Body, c.ink_2);
    let count = theme::line(ui, &words::number(points), Type::Strong, c.ink);
    let size = vec2(18.0 + name.size().x + 8.0 + count.size().x, 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let square = Rect::from_center_size(pos2(rect.left() + 6.0, rect.center().y), Vec2::splat(12.0));
    ui.painter().rect_filled(square, 2.0, shade(ui, at));
    let after = rect.left() + 18.0 + name.size().x + 8.0;
    ui.painter().galley(pos2(rect.left() + 18.0, rect.center().y - name.size().y / 2.0), name, c.ink_2);
    ui.painter().galley(pos2(after, rect.center().y - count.size().y / 2.0), count, c.ink);
    let said = format!("{words}: {} points", words::number(points));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

fn bar(ui: &mut Ui, kinds: &[(Option<WorkKind>, f64)]) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 12.0), Sense::hover());
    let all: f64 = kinds.iter().map(|(_, points)| points).sum();
    let gaps = 2.0 * kinds.len().saturating_sub(1) as f32;
    let mut left = rect.left();
    for (at, (_, points)) in kinds.iter().enumerate() {
        let width = (rect.width() - gaps) * (points / all) as f32;
        let piece = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        ui.painter().rect_filled(piece, 2.0, shade(ui, at));
        left = piece.right() + 2.0;
    }
    let parts: Vec<String> = kinds
        .iter()
        .map(|(kind, points)| format!("{} {}", acts::kind_look(*kind).0.to_lowercase(), words::number(*points)))
        .collect();
    let said = format!("Bar of the sprint in points: {}", words::series(&parts));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
}
