//! The outcomes of a tray: what will be true by then, its measure from where to where, and whether it is there.

use std::sync::Arc;

use egui::{Align, CornerRadius, Frame, Layout, Margin, Rect, Ui, pos2, vec2};

use crate::assess::priority::{self, Reached, Tray};
use crate::edit::operations;
use crate::model::roadmap::{Horizon, Outcome};
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{icon_button, link_named};
use crate::ui::widgets::{label, menu};

use super::{View, moves};

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, tray): (&Workbook, &Tray)) {
    let c = theme::colors(ui);
    for (id, reached) in &tray.outcomes {
        if let Some(outcome) = workbook.roadmap.outcomes.find(*id) {
            ui.push_id(id, |ui| one(ui, desk, view, workbook, (outcome, *reached)));
        }
    }
    if tray.outcomes.is_empty() && tray.horizon.is_some() {
        label::text(ui, "What will be true by then?", Type::Prompt, c.ink_2);
        let name = format!("Write outcome for {}", super::tray::title(tray.horizon).to_lowercase());
        if link_named(ui, "Write outcome", &name).clicked() {
            add(ui, desk, view, tray.horizon);
        }
    }
}

fn add(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, horizon: Option<Horizon>) {
    let outcome = Outcome { horizon, ..Outcome::default() };
    let id = desk.edit("add outcome", |workbook, ids| {
        operations::push(workbook, ids, outcome, |workbook| &mut Arc::make_mut(&mut workbook.roadmap).outcomes)
    });
    view.board.open(Some(id));
    let statement = egui::Id::unique((&Spot::item(id), "statement"));
    ui.memory_mut(|memory| memory.request_focus(statement));
    ui.ctx().request_repaint();
}

fn one(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    workbook: &Workbook,
    (outcome, reached): (&Outcome, Reached),
) {
    let c = theme::colors(ui);
    let frame = Frame::new().fill(c.surface).corner_radius(CornerRadius::same(radius::CHIP));
    let margin = Margin { left: 14, right: 8, top: 8, bottom: 8 };
    let shown = frame.inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        statement(ui, desk, view, outcome);
        measure(ui, desk, workbook, (outcome, reached));
    });
    let rect = shown.response.rect;
    let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
    ui.painter().rect_filled(bar, 0.0, c.ink);
}

/// The questions of the outcome that is open, under the trays.
pub(super) fn questions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let Some(outcome) = view.board.open.and_then(|id| workbook.roadmap.outcomes.find(id)) else { return };
    ui.add_space(16.0);
    let shown = label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        ui.horizontal(|ui| {
            let title = format!("Outcome {}, {}", outcome.number, super::tray::title(outcome.horizon).to_lowercase());
            label::heading(ui, &title, Type::Name, 2);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, icons::X, "Close the questions of the outcome", true).clicked() {
                    view.board.open = None;
                }
            });
        });
        ui.set_max_width(ui.available_width().min(920.0));
        form::record(ui, desk, &Spot::item(outcome.id), outcome, &[]);
    });
    if std::mem::take(&mut view.board.bring) {
        shown.response.scroll_to_me(None);
    }
}

fn statement(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, outcome: &Outcome) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        let blank = outcome.statement.trim().is_empty();
        let text = if blank { "What will be true?" } else { outcome.statement.trim() };
        ui.allocate_ui(vec2((ui.available_width() - 34.0).max(60.0), 22.0), |ui| {
            label::text(ui, text, Type::Prompt, if blank { c.ink_3 } else { c.ink });
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            let name = format!("More about outcome {}", outcome.number);
            let button = icon_button(ui, icons::DOTS, &name, true);
            menu::below(&button, |ui| outcome_menu(ui, desk, view, outcome.id));
        });
    });
}

fn outcome_menu(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let open = view.board.open == Some(id);
    let text = if open { "Close questions" } else { "Edit outcome" };
    if menu::Row::new(text).icon(icons::PENCIL).show(ui).clicked() {
        view.board.open(if open { None } else { Some(id) });
    }
    if menu::Row::new("Delete").icon(icons::TRASH).show(ui).clicked() {
        desk.remove_item(id, "outcome");
    }
}

/// The metric with where it stood and where it shall stand, and the standing.
fn measure(ui: &mut Ui, desk: &mut Desk<'_>, workbook: &Workbook, (outcome, reached): (&Outcome, Reached)) {
    let c = theme::colors(ui);
    let moved = outcome.measure.and_then(|id| priority::moves(workbook, id));
    let or = |own: &str, other: Option<String>| {
        if own.trim().is_empty() { other.unwrap_or_default() } else { own.trim().to_owned() }
    };
    let from = or(&outcome.from, moved.as_ref().map(|moved| moved.now.clone()));
    let to = or(&outcome.to, moved.map(|moved| moved.goal));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
        if let Some(id) = outcome.measure {
            label::icon(ui, icons::LINK, c.accent);
            let words = desk.facts.index.words(id);
            if link_named(ui, &moves::cited(desk, id), &format!("Go to {words}")).on_hover_text(&words).clicked() {
                desk.go_to_item(id);
            }
        }
        label::line(ui, &from, Type::Body, c.ink_2);
        if !to.is_empty() {
            label::icon(ui, icons::ARROW_RIGHT, c.ink_3);
            label::line(ui, &to, Type::Body, c.ink);
        }
        label::reached_chip(ui, reached);
    });
}
