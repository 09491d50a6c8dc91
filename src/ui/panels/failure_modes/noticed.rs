//! Whether anybody would notice: the scale of detectability with its written anchors, one row a step, and what it means
//! that a failure mode is silent.

use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::knowledge::{self, ScaleStep};
use crate::model::failure_modes::FailureMode;
use crate::model::{Record, Step};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::{choice, focus, label};

use super::super::answer::{self, Question};
use super::super::spot::Spot;

/// Shows it; `silent` as the table marks it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode, silent: bool) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    label::heading(ui, "Detectability", Type::Strong, 3);
    label::text(ui, "Would the user or a monitor notice?", Type::Prompt, c.ink_2);
    if mode.marks.get("detectability").is_some() {
        let spot = Spot::item(mode.id);
        if let Some((field, value)) = mode.answers().find(|(field, _)| field.key == "detectability") {
            let question = Question { spot: &spot, field, value, mark: mode.marks.get("detectability") };
            answer::show(ui, desk, question);
        }
        return;
    }
    for step in &knowledge::scales().detectability {
        if let Some(picked) = row(ui, step, mode.detectability) {
            let text = picked.map(|step| step.to_string()).unwrap_or_default();
            Spot::item(mode.id).edit(desk, "set detectability", "detectability", |value| answer::set(value, &text));
        }
    }
    if silent {
        ui.horizontal_top(|ui| {
            label::icon(ui, icons::EYE_SLASH, c.ink);
            let words = "Silent: hard to notice, and no signal watches for it. It comes first within its level.";
            label::text(ui, words, Type::Medium, c.ink);
        });
    }
}

/// A step with its anchor. Gives the new step: `Some(None)` when the chosen one is taken away.
#[expect(clippy::option_option, reason = "as the cells of a step do: the outer says whether something was picked")]
fn row(ui: &mut Ui, step: &ScaleStep, current: Option<Step>) -> Option<Option<Step>> {
    let c = theme::colors(ui);
    let on = current.is_some_and(|current| current.get() == step.value);
    let width = ui.available_width();
    let ink = if on { c.ink } else { c.ink_2 };
    let title = theme::line(ui, &step.label, if on { Type::Strong } else { Type::Medium }, c.ink);
    let beside = width >= 440.0;
    let left = if beside { 140.0 } else { 36.0 };
    let anchor = theme::wrapped(ui, &step.anchor, Type::Small, ink, width - left - 8.0);
    let height = anchor.size().y + if beside { 8.0 } else { 28.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height.max(28.0)), Sense::click());
    if on {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::CHIP), c.hover);
    }
    let cell = Rect::from_min_size(rect.min + vec2(4.0, 4.0), Vec2::splat(20.0));
    let (fill, number_ink) = if on { (c.ink, c.bg_main) } else { (c.surface, c.ink_2) };
    ui.painter().rect(cell, radius::CHIP, fill, Stroke::new(1.0, c.control_line), StrokeKind::Inside);
    let number = theme::line(ui, &step.value.to_string(), Type::Caption, number_ink);
    ui.painter().galley(cell.center() - number.size() / 2.0, number, number_ink);
    ui.painter().galley(pos2(rect.left() + 36.0, cell.center().y - title.size().y / 2.0), title, c.ink);
    let top = if beside { rect.center().y - anchor.size().y / 2.0 } else { rect.top() + 26.0 };
    ui.painter().galley(pos2(rect.left() + left, top), anchor, ink);
    focus::ring(ui, &response, rect, radius::CHIP);
    let said = format!("Detectability {}: {}. {}", step.value, step.label, step.anchor);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &said));
    let typed = if response.has_focus() { choice::step_key(ui) } else { None };
    let clicked = response.clicked().then(|| if on { None } else { Step::new(step.value) });
    typed.or(clicked).filter(|picked| *picked != current)
}
