//! The heat map of the page: what its dots are, and what moving one means.

use egui::{Sense, Ui, vec2};

use crate::assess::risk::RiskLevel;
use crate::edit::operations;
use crate::model::failure_modes::FailureMode;
use crate::model::record::Item;
use crate::model::{Id, List, Step, Workbook};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::heat_map::lanes::{Cell, Dot, End, Plan};
use crate::ui::widgets::heat_map::{self, HeatMap};
use crate::ui::widgets::label;

use super::View;

/// How high the map is with its head and legend.
pub(super) fn height(plan: &Plan) -> f32 {
    plan.height() + 32.0 + 44.0 + 76.0
}

/// A failure mode as the map knows it.
pub(super) fn dot(mode: &FailureMode) -> Dot {
    let cell = |severity: Option<Step>, frequency: Option<Step>| {
        severity
            .zip(frequency)
            .map(|(severity, frequency)| Cell { severity: severity.get(), frequency: frequency.get() })
    };
    Dot {
        key: mode.id.0,
        number: mode.number,
        inherent: cell(mode.severity, mode.frequency),
        residual: cell(mode.residual_severity, mode.residual_frequency),
        fallback: mode.has_fallback(),
    }
}

/// Shows the map with its head and its legend.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, modes: &List<FailureMode>) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.allocate_ui_with_layout(vec2(heat_map::WIDTH, 32.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_height(32.0);
        label::heading(ui, "Severity and frequency", Type::Strong, 2);
    });
    let name = |key: u64| modes.find(Id(key)).map(|mode| format!("{} {}", mode.cite(), mode.name)).unwrap_or_default();
    let shown = HeatMap {
        dots: &view.listing.dots,
        plan: &view.listing.plan,
        selected: view.current(modes).map(|(_, mode)| mode.id.0),
        hovered: view.hovered.map(|id| id.0),
        name: &name,
    };
    let done = shown.show(ui, &mut view.map);
    if let Some(key) = done.hovered {
        view.hovered = Some(Id(key));
    }
    if let Some(key) = done.selected {
        view.select(Id(key));
    }
    if let Some(cell) = done.cell {
        select_in(view, modes, cell);
    }
    if let Some((key, end, cell)) = done.moved {
        let id = Id(key);
        let cited = modes.find(id).map(Item::cite).unwrap_or_default();
        desk.edit(&format!("move {cited} on the map"), |workbook, _| place(workbook, id, end, cell));
        view.select(id);
    }
    ui.add_space(12.0);
    legend(ui);
    let open = view.listing.dots.iter().filter(|dot| dot.inherent.or(dot.residual).is_none()).count();
    if open > 0 {
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.add_space(40.0);
            label::line(ui, &format!("Not on the map, because not scored: {open}"), Type::Small, c.ink_3);
        });
    }
}

/// Selects the next failure mode in a cell, after the selected one.
fn select_in(view: &mut View, modes: &List<FailureMode>, cell: Cell) {
    let inside = |dot: &&Dot| dot.residual == Some(cell) || (dot.residual.is_none() && dot.inherent == Some(cell));
    let current = view.current(modes).map(|(_, mode)| mode.id.0);
    let keys: Vec<u64> = view.listing.dots.iter().filter(inside).map(|dot| dot.key).collect();
    let at = keys.iter().position(|key| Some(*key) == current);
    let next = at.map_or(0, |at| (at + 1) % keys.len().max(1));
    if let Some(key) = keys.get(next) {
        view.select(Id(*key));
    }
}

/// Puts a failure mode into a cell: as it is before controls, or with them.
fn place(workbook: &mut Workbook, id: Id, end: End, cell: Cell) {
    let Some(index) = workbook.failure_modes.modes.iter().position(|mode| mode.id == id) else { return };
    let modes = &mut std::sync::Arc::make_mut(&mut workbook.failure_modes).modes;
    let Some(mode) = modes.at_mut(index) else { return };
    let (severity, frequency) = (Step::new(cell.severity), Step::new(cell.frequency));
    let keys = match end {
        End::Inherent => {
            (mode.severity, mode.frequency) = (severity, frequency);
            ["severity", "frequency"]
        }
        End::Residual => {
            (mode.residual_severity, mode.residual_frequency) = (severity, frequency);
            ["residual_severity", "residual_frequency"]
        }
    };
    for key in keys {
        operations::mark(mode, key, None); // what was unknown is known now
    }
}

fn legend(ui: &mut Ui) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.add_space(40.0);
        for (word, solid, dashed) in
            [("Inherent", false, false), ("Residual", true, false), ("No fallback", false, true)]
        {
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), Sense::hover());
            heat_map::sample(ui, rect.center(), solid, dashed);
            label::line(ui, word, Type::Small, c.ink_2);
            ui.add_space(8.0);
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.add_space(36.0);
        for level in RiskLevel::ALL {
            let (low, high) = level.scores();
            label::level_chip(ui, level).on_hover_text(format!("Severity times frequency from {low} to {high}"));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::mark::Mark;

    #[test]
    fn placing_sets_both_steps_and_takes_marks_off() {
        let mut workbook = Workbook::default();
        let mut mode = FailureMode { id: Id(7), number: 3, severity: Step::new(4), ..FailureMode::default() };
        let mark = Mark::Unknown { owner: String::new(), due: None, question: String::new() };
        mode.marks.set("residual_severity", Some(mark));
        std::sync::Arc::make_mut(&mut workbook.failure_modes).modes.push(mode);
        place(&mut workbook, Id(7), End::Residual, Cell { severity: 2, frequency: 5 });
        let mode = workbook.failure_modes.modes.at(0).unwrap();
        assert_eq!(dot(mode).residual, Some(Cell { severity: 2, frequency: 5 }));
        assert_eq!((mode.severity, dot(mode).inherent), (Step::new(4), None));
        assert_eq!(mode.marks.get("residual_severity"), None);
    }
}
