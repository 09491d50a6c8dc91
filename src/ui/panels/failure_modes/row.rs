//! Paints a row of the table. It shows what the failure mode says; what happens to it is the table's business.

use egui::{Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::risk;
use crate::model::Step;
use crate::model::failure_modes::{FailureMode, FallbackKind};
use crate::model::mark::Mark;
use crate::model::record::Item;
use crate::ui::icons;
use crate::ui::panels::row_drag;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::columns::{Column, Slot};

/// Where a row is and how it stands out.
#[expect(clippy::struct_excessive_bools, reason = "each makes it stand out in a way of its own")]
pub(super) struct Look<'a> {
    /// Its rectangle.
    pub(super) rect: Rect,
    /// The columns.
    pub(super) slots: &'a [Slot],
    /// Whether it is the selected one.
    pub(super) selected: bool,
    /// Whether it is chosen together with others.
    pub(super) chosen: bool,
    /// Whether the pointer is at it, or at its dot.
    pub(super) hovered: bool,
    /// The active cell, if the table has the focus.
    pub(super) active: Option<Column>,
    /// Whether nobody would notice it and nothing watches for it.
    pub(super) silent: bool,
}

/// What the mark of a silent failure mode says.
pub(super) const SILENT: &str = "Silent: hard to notice, and no signal watches for it";

impl Look<'_> {
    /// The rectangle of a cell.
    pub(super) fn cell(&self, slot: &Slot) -> Rect {
        cell(self.rect, slot)
    }
}

/// The rectangle of a cell of a row.
pub(super) fn cell(row: Rect, slot: &Slot) -> Rect {
    Rect::from_x_y_ranges(row.left() + slot.left..=row.left() + slot.right, row.top()..=row.bottom() - 1.0)
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, mode: &FailureMode, look: &Look<'_>, id: Id) -> Response {
    let c = theme::colors(ui);
    let response = ui.interact(look.rect, id, Sense::CLICK | row_drag::SENSE);
    if look.selected || look.chosen {
        ui.painter().rect_filled(look.rect, 0.0, c.accent_soft);
    } else if look.hovered || response.hovered() {
        ui.painter().rect_filled(look.rect, 0.0, c.hover);
    }
    for slot in look.slots {
        cell_ui(ui, mode, look, slot);
    }
    ui.painter().hline(look.rect.x_range(), look.rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    if look.selected && look.active.is_some() {
        focus::outline(ui, look.rect, radius::CHIP);
    }
    if look.silent
        && let Some(slot) = look.slots.iter().find(|slot| slot.column == Column::Name)
    {
        silent(ui, look.cell(slot), id);
    }
    let said = said(mode, look.active.filter(|_| look.selected), look.silent);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, look.selected || look.chosen, &said));
    response
}

fn cell_ui(ui: &mut Ui, mode: &FailureMode, look: &Look<'_>, slot: &Slot) {
    let c = theme::colors(ui);
    let rect = look.cell(slot);
    if look.selected && look.active == Some(slot.column) {
        let frame = rect.expand2(vec2(4.0, -4.0));
        ui.painter().rect(frame, radius::CHIP, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    }
    let blank = mode.name.trim().is_empty();
    match slot.column {
        Column::Number => words(ui, rect, &mode.number.to_string(), Type::Body, c.ink_3),
        Column::Name if blank => words(ui, name_rect(rect, look.silent), "New failure mode", Type::Body, c.ink_3),
        Column::Name => {
            let style = if look.selected { Type::Strong } else { Type::Medium };
            words(ui, name_rect(rect, look.silent), &mode.name, style, c.ink);
        }
        Column::Harmed => words(ui, rect, &mode.harmed, Type::Body, c.ink_2),
        Column::Severity => number(ui, rect, mode.severity.map(Step::get)),
        Column::Frequency => number(ui, rect, mode.frequency.map(Step::get)),
        Column::Level => level(ui, rect, risk::inherent(mode)),
        Column::Fallback => fallback(ui, rect, mode),
        Column::Owner => label::paint_initials(
            ui,
            Rect::from_center_size(pos2(rect.left() + 12.0, rect.center().y), Vec2::splat(24.0)),
            &mode.owner,
        ),
        Column::Residual => level(ui, rect, risk::residual(mode)),
    }
}

/// The place of the name, with the mark of a silent one at its right.
fn name_rect(rect: Rect, silent: bool) -> Rect {
    if silent { rect.with_max_x(rect.right() - 24.0) } else { rect }
}

/// The mark of a silent one.
fn silent(ui: &Ui, rect: Rect, id: Id) {
    let place = Rect::from_center_size(pos2(rect.right() - 10.0, rect.center().y), Vec2::splat(16.0));
    label::paint_icon(ui, place, icons::EYE_SLASH, Type::Icon, theme::colors(ui).ink_2);
    let mark = ui.interact(place.expand(4.0), id.with("silent"), Sense::hover());
    mark.widget_info(|| WidgetInfo::labeled(Role::Image, true, SILENT));
    mark.on_hover_text(SILENT);
}

fn words(ui: &Ui, rect: Rect, text: &str, style: Type, ink: egui::Color32) {
    let galley = theme::cut(ui, text.trim(), style, ink, rect.width(), 2);
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
}

fn number(ui: &Ui, rect: Rect, step: Option<u8>) {
    let c = theme::colors(ui);
    let (text, ink) = step.map_or(("–".to_owned(), c.ink_3), |step| (step.to_string(), c.ink));
    let galley = theme::line(ui, &text, Type::Body, ink);
    ui.painter().galley(
        pos2(rect.right() - 8.0, rect.center().y) - vec2(galley.size().x, galley.size().y / 2.0),
        galley,
        ink,
    );
}

fn level(ui: &mut Ui, rect: Rect, level: Option<risk::RiskLevel>) {
    let Some(level) = level else {
        words(ui, rect, "Not scored", Type::Small, theme::colors(ui).ink_3);
        return;
    };
    let place = Rect::from_min_size(pos2(rect.left(), rect.center().y - 10.0), vec2(rect.width(), 20.0));
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| label::level_chip(ui, level));
}

fn fallback(ui: &Ui, rect: Rect, mode: &FailureMode) {
    let c = theme::colors(ui);
    if !mode.has_fallback() {
        let octagon = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), Vec2::splat(14.0));
        glyph::paint(ui.painter(), octagon, Glyph::Blocker, c);
        words(ui, rect.with_min_x(rect.left() + 18.0), "Not set", Type::Medium, c.blocker);
        return;
    }
    match fallback_words(mode) {
        Some(text) => words(ui, rect, text, Type::Body, c.ink_2),
        None => words(ui, rect, "Not needed", Type::Body, c.ink_3),
    }
}

/// What happens instead, or its kind; `None` if nothing need be done.
fn fallback_words(mode: &FailureMode) -> Option<&str> {
    if matches!(mode.marks.get("fallback"), Some(Mark::NotApplicable { .. })) {
        return None;
    }
    let text = mode.fallback.trim();
    if !text.is_empty() {
        return Some(text);
    }
    let kind = mode.fallback_kind?;
    let at = FallbackKind::ALL.iter().position(|other| *other == kind)?;
    FallbackKind::LABELS.get(at).copied()
}

/// The row in words, or the active cell of it.
fn said(mode: &FailureMode, active: Option<Column>, silent: bool) -> String {
    let word = |level: Option<risk::RiskLevel>| level.map_or("not scored", risk::RiskLevel::label).to_lowercase();
    let step = |step: Option<Step>| step.map_or_else(|| "not scored".to_owned(), |step| step.to_string());
    let text = |text: &str| if text.trim().is_empty() { "blank".to_owned() } else { text.trim().to_owned() };
    let instead = if mode.has_fallback() { fallback_words(mode).unwrap_or("not needed") } else { "not set" };
    let cited = mode.cite();
    match active {
        None | Some(Column::Number | Column::Name) => {
            let (inherent, residual) = (word(risk::inherent(mode)), word(risk::residual(mode)));
            let fallback = if mode.has_fallback() { "" } else { ", fallback not set" };
            let silent = if silent { ", silent" } else { "" };
            format!("{cited} {}, {inherent}, residual {residual}{fallback}{silent}", text(&mode.name))
        }
        Some(Column::Harmed) => format!("Who is harmed: {}, {cited}", text(&mode.harmed)),
        Some(Column::Severity) => format!("Severity: {}, {cited}", step(mode.severity)),
        Some(Column::Frequency) => format!("Frequency: {}, {cited}", step(mode.frequency)),
        Some(Column::Level) => format!("Level: {}, {cited}", word(risk::inherent(mode))),
        Some(Column::Fallback) => format!("Fallback: {instead}, {cited}"),
        Some(Column::Owner) => format!("Owner: {}, {cited}", text(&mode.owner)),
        Some(Column::Residual) => format!("Residual level: {}, {cited}", word(risk::residual(mode))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_it_shows() {
        let mut mode = FailureMode { number: 4, name: "Scores lower".to_owned(), ..FailureMode::default() };
        mode.severity = Step::new(3);
        mode.frequency = Step::new(4);
        assert_eq!(said(&mode, None, false), "FM-4 Scores lower, high, residual not scored, fallback not set");
        assert!(said(&mode, None, true).ends_with("fallback not set, silent"));
        assert_eq!(said(&mode, Some(Column::Owner), true), "Owner: blank, FM-4");
        assert_eq!(fallback_words(&mode), None);
        mode.fallback_kind = Some(FallbackKind::Refusal);
        assert_eq!(said(&mode, Some(Column::Fallback), false), "Fallback: Refusal, FM-4");
    }
}
