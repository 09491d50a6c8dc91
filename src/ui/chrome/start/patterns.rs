//! Patterns to begin from, with what each brings.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use egui::{Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::knowledge;
use crate::model::Workbook;
use crate::store::format;
use crate::ui::app::App;
use crate::ui::files::Intent;
use crate::ui::theme::{self, Colors, Type, radius};
use crate::ui::widgets::{focus, glyph, label};

/// A pattern to begin from: its template, words and drawing.
struct Pattern {
    template: &'static str,
    title: &'static str,
    about: &'static str,
    draw: fn(&egui::Painter, Rect, &Colors),
}

const PATTERNS: [Pattern; 4] = [
    Pattern {
        template: "retrieval",
        title: "Answer from documents",
        about: "Retrieval, citations, abstaining",
        draw: draw_documents,
    },
    Pattern {
        template: "predictive",
        title: "Classify and route",
        about: "Scores, two thresholds, gray band",
        draw: draw_classes,
    },
    Pattern { template: "agent", title: "Act with tools", about: "Permissions, undo, spend limits", draw: draw_agent },
    Pattern { template: "blank", title: "Blank", about: "Twelve empty blocks", draw: draw_blank },
];

/// Shows them.
pub(super) fn show(app: &mut App, ui: &mut Ui) {
    label::heading(ui, "Start from a pattern", Type::Title, 2);
    ui.add_space(4.0);
    let ctx = ui.ctx().clone();
    let columns = ((ui.available_width() + 16.0) / 240.0).floor().clamp(1.0, 4.0);
    let width = (ui.available_width() - (columns - 1.0) * 16.0) / columns;
    egui::Grid::new("patterns").spacing(vec2(16.0, 16.0)).show(ui, |ui| {
        for (index, pattern) in PATTERNS.iter().enumerate() {
            if card(ui, pattern, width).clicked() {
                app.leave_for(&ctx, Intent::Template(pattern.template));
            }
            if (index + 1) % columns as usize == 0 {
                ui.end_row();
            }
        }
    });
    ui.add_space(24.0);
}

fn card(ui: &mut Ui, pattern: &Pattern, width: f32) -> Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 132.0), Sense::click());
    let (fill, edge) = if response.hovered() { (c.hover, c.line_strong) } else { (c.surface, c.line) };
    ui.painter().rect(rect, radius::CARD, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    (pattern.draw)(ui.painter(), Rect::from_min_size(rect.min + vec2(16.0, 14.0), vec2(60.0, 34.0)), c);
    let title = theme::cut(ui, pattern.title, Type::Strong, c.ink, width - 32.0, 1);
    let about = theme::cut(ui, pattern.about, Type::Small, c.ink_3, width - 32.0, 1);
    ui.painter().galley(rect.min + vec2(16.0, 56.0), title, c.ink);
    ui.painter().galley(rect.min + vec2(16.0, 78.0), about, c.ink_3);
    let brings = theme::cut(ui, &brings(pattern.template), Type::Small, c.ink_2, width - 32.0, 1);
    ui.painter().galley(rect.min + vec2(16.0, 100.0), brings, c.ink_2);
    focus::ring(ui, &response, rect, radius::CARD);
    let said = format!("New from pattern: {}. {}. {}", pattern.title, pattern.about, self::brings(pattern.template));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &said));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

fn at(rect: Rect, x: f32, y: f32) -> Pos2 {
    pos2(rect.left() + x, rect.top() + y)
}

fn block(rect: Rect, x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_min_size(at(rect, x, y), vec2(width, height))
}

fn draw_documents(painter: &egui::Painter, rect: Rect, c: &Colors) {
    let stroke = Stroke::new(1.5, c.ink_2);
    painter.rect(block(rect, 3.0, 6.0, 14.0, 20.0), 2.0, c.surface, stroke, StrokeKind::Inside);
    painter.rect(block(rect, 8.0, 2.0, 14.0, 20.0), 2.0, c.surface, stroke, StrokeKind::Inside);
    painter.arrow(at(rect, 26.0, 14.0), vec2(10.0, 0.0), stroke);
    painter.rect_filled(block(rect, 40.0, 6.0, 18.0, 17.0), 2.0, c.ink);
}

fn draw_classes(painter: &egui::Painter, rect: Rect, c: &Colors) {
    for (index, height) in [4.0, 7.0, 10.0, 6.0, 3.0, 9.0, 13.0, 18.0, 12.0].into_iter().enumerate() {
        let color = if index < 5 { c.line_strong } else { c.ink };
        painter.rect_filled(block(rect, 2.0 + 6.0 * index as f32, 28.0 - height, 4.5, height), 0.0, color);
    }
    painter.vline(rect.left() + 32.0, rect.top() + 4.0..=rect.top() + 30.0, Stroke::new(1.5, c.ink));
}

fn draw_agent(painter: &egui::Painter, rect: Rect, c: &Colors) {
    let stroke = Stroke::new(1.5, c.ink_2);
    for y in [2.0, 12.0, 22.0] {
        painter.line_segment([at(rect, 12.0, 16.0), at(rect, 32.0, y + 4.0)], stroke);
        painter.rect(block(rect, 32.0, y, 10.0, 8.0), 2.0, c.surface, stroke, StrokeKind::Inside);
    }
    painter.circle_filled(at(rect, 10.0, 16.0), 7.0, c.ink);
}

fn draw_blank(painter: &egui::Painter, rect: Rect, c: &Colors) {
    glyph::dashed_edge(painter, block(rect, 2.0, 2.0, 26.0, 28.0), 4.0, Stroke::new(1.5, c.ink_2));
    let stroke = Stroke::new(1.5, c.ink_2);
    painter.line_segment([at(rect, 10.0, 16.0), at(rect, 20.0, 16.0)], stroke);
    painter.line_segment([at(rect, 15.0, 11.0), at(rect, 15.0, 21.0)], stroke);
}

/// What a template brings: `9 failure modes, 4 budgets`. Read once, when the start screen is first drawn.
fn brings(template: &str) -> String {
    static ALL: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
        let read = |name: &'static str| {
            let text = knowledge::template(name)?;
            Some((name, counted(&format::read::<Workbook>(text.as_bytes()).ok()?.value)))
        };
        PATTERNS.iter().filter_map(|pattern| read(pattern.template)).collect()
    });
    ALL.get(template).cloned().unwrap_or_default()
}

fn counted(workbook: &Workbook) -> String {
    let counts = [(workbook.failure_modes.modes.len(), "failure modes"), (workbook.budgets.budgets.len(), "budgets")];
    let some: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
    if some.is_empty() { "Every question, no answers".to_owned() } else { some.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_says_what_it_brings() {
        for pattern in &PATTERNS {
            let brings = brings(pattern.template);
            assert_eq!(brings.contains("failure modes"), pattern.template != "blank", "{brings}");
        }
    }
}
