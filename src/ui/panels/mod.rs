//! Pages: one file per section that has a page of its own; [`form`] draws any section from the declaration of its questions.

pub mod about;
mod answer;
pub mod backlog;
pub mod budgets;
pub mod bulk;
pub mod canvas;
pub mod checklist;
pub mod data;
pub mod export;
pub mod failure_modes;
pub mod form;
mod in_place;
mod items;
pub mod limits;
mod marks;
pub mod maturity;
pub mod metrics;
pub mod monitoring;
pub mod overview;
pub mod pattern;
pub mod release;
mod row_drag;
mod selection;
mod side_card;
mod slots;
pub mod spot;
pub mod thresholds;

use egui::{Align, Layout, Ui, vec2};

use crate::model::Section;

use super::desk::Desk;
use super::theme::{self, Type, size};
use super::widgets::label;

/// What pages remember between frames: selections, filters, what is open. Never content.
#[derive(Debug, Default)]
pub struct Views {
    /// The overview.
    pub overview: overview::View,
    /// The canvas.
    pub canvas: canvas::View,
    /// The failure modes.
    pub failure_modes: failure_modes::View,
    /// The budgets.
    pub budgets: budgets::View,
    /// The checklist.
    pub checklist: checklist::View,
    /// The metrics.
    pub metrics: metrics::View,
    /// The maturity.
    pub maturity: maturity::View,
    /// The backlog.
    pub backlog: backlog::View,
    /// The release plan.
    pub release: release::View,
    /// The monitoring.
    pub monitoring: monitoring::View,
    /// The model limits.
    pub limits: limits::View,
    /// The pattern decision.
    pub pattern: pattern::View,
    /// The operating points.
    pub thresholds: thresholds::View,
    /// The data.
    pub data: data::View,
}

/// Shows the page of a section, with the bar under it while several items are chosen.
pub fn show(ui: &mut Ui, section: Section, desk: &mut Desk<'_>, views: &mut Views) {
    desk.hold.begin(ui, section);
    bulk::show(ui, desk, |ui, desk| page(ui, section, desk, views));
}

fn page(ui: &mut Ui, section: Section, desk: &mut Desk<'_>, views: &mut Views) {
    match section {
        Section::About => about::show(ui, desk),
        Section::Canvas => canvas::show(ui, desk, &mut views.canvas),
        Section::FailureModes => failure_modes::show(ui, desk, &mut views.failure_modes),
        Section::Budgets => budgets::show(ui, desk, &mut views.budgets),
        Section::Roadmap => backlog::show(ui, desk, &mut views.backlog),
        Section::OperatingPoints => thresholds::show(ui, desk, &mut views.thresholds),
        Section::Checklist => checklist::show(ui, desk, &mut views.checklist),
        Section::Data => data::show(ui, desk, &mut views.data),
        Section::Metrics => metrics::show(ui, desk, &mut views.metrics),
        Section::Maturity => maturity::show(ui, desk, &mut views.maturity),
        Section::Release => release::show(ui, desk, &mut views.release),
        Section::Monitoring => monitoring::show(ui, desk, &mut views.monitoring),
        Section::Limits => limits::show(ui, desk, &mut views.limits),
        Section::Pattern => pattern::show(ui, desk, &mut views.pattern),
        other => form::show(ui, other, desk),
    }
}

/// The head of a page: its title, one sentence of counts, and actions at the right, the most important one first.
pub fn head(ui: &mut Ui, title: &str, counts: &str, actions: impl FnOnce(&mut Ui)) {
    let c = theme::colors(ui);
    let width = ui.available_width();
    ui.allocate_ui_with_layout(vec2(width, size::HEAD), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(size::HEAD);
        ui.add_space(size::SIDE);
        actions(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(size::SIDE);
            label::heading(ui, title, Type::Title, 1);
            if ui.available_width() > 80.0 {
                label::line(ui, counts, Type::Body, c.ink_3);
            }
        });
    });
}

/// The body of a page: scrolls, with white space at its sides.
pub fn body<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = egui::Margin { left: size::SIDE as i8, right: size::SIDE as i8, top: 0, bottom: 16 };
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| egui::Frame::new().inner_margin(margin).show(ui, contents).inner)
        .inner
}
