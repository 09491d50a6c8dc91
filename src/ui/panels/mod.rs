//! Pages: one file or folder per section; [`form`] draws questions from their declaration where a page has no place of its own for them.

pub mod about;
mod answer;
pub mod backlog;
pub mod budgets;
pub mod bulk;
pub mod canvas;
mod cell;
pub mod checklist;
pub mod data;
pub mod discovery;
pub mod export;
pub mod failure_modes;
pub mod form;
pub mod impact;
mod in_place;
mod items;
pub mod limits;
pub mod marks;
pub mod maturity;
pub mod metrics;
pub mod model_card;
pub mod monitoring;
pub mod overview;
mod parts;
pub mod pattern;
mod picker;
pub mod release;
pub mod requirements;
pub mod reviews;
mod row_drag;
mod row_heights;
mod selection;
mod sentence;
pub mod sheet;
mod shelf;
mod side_card;
mod slots;
pub mod spot;
pub mod thresholds;
pub mod unknowns;
pub mod used_by;
pub mod workshops;

use egui::{Align, Layout, Ui, vec2};

use crate::model::{Id, Section};

use super::desk::{Desk, Order, Room};
use super::icons;
use super::theme::{self, Type, size};
use super::widgets::button::{Button, icon_button};
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
    /// Everything that is unknown.
    pub unknowns: unknowns::View,
    /// The questions of the first hour.
    pub interview: super::interview::View,
    /// A workshop that is shown to a room.
    pub present: super::present::View,
    /// Lists as sheets.
    pub sheet: sheet::View,
    /// The impact assessment.
    pub impact: impact::View,
    /// The model card.
    pub model_card: model_card::View,
    /// The discovery.
    pub discovery: discovery::View,
    /// The requirements.
    pub requirements: requirements::View,
    /// The reviews.
    pub reviews: reviews::View,
    /// The workshops.
    pub workshops: workshops::View,
}

impl Views {
    /// The item whose details a page shows while none is selected; `None` where it shows none.
    #[must_use]
    pub fn looked_at(&self, section: Section, workbook: &crate::model::Workbook) -> Option<Id> {
        match section {
            _ if self.sheet.is_open(section) => None,
            Section::FailureModes => self.failure_modes.looked_at(&workbook.failure_modes.modes),
            Section::Roadmap => self.backlog.looked_at(),
            _ => None,
        }
    }

    /// The item that is selected on the page of a section; `None` where nothing is, or where a page selects nothing.
    #[must_use]
    pub fn selected(&self, section: Section) -> Option<Id> {
        match section {
            Section::Canvas => self.canvas.note(),
            Section::FailureModes => self.failure_modes.selected,
            Section::Budgets => self.budgets.selected,
            Section::Roadmap => self.backlog.selected,
            Section::OperatingPoints => self.thresholds.selected,
            Section::Data => self.data.selected(),
            Section::Metrics => self.metrics.selected,
            Section::Release => self.release.selected(),
            Section::Monitoring => self.monitoring.selected,
            Section::Limits => self.limits.selected,
            Section::Discovery => self.discovery.selected(),
            Section::Requirements => self.requirements.selected(),
            Section::Impact => self.impact.selected(),
            Section::Checklist => self.checklist.selected(),
            Section::Maturity => self.maturity.selected(),
            Section::Workshops => self.workshops.selected(),
            Section::Reviews => self.reviews.selected(),
            Section::About | Section::Pattern | Section::ModelCard | Section::Pack => None,
        }
    }
}

/// Shows the page of a section, with the bar under it while several items are chosen.
pub fn show(ui: &mut Ui, section: Section, desk: &mut Desk<'_>, views: &mut Views) {
    unknowns::chip::offer(ui, section, desk);
    if sheet::take_over(ui, section, desk, &mut views.sheet) {
        return;
    }
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
        Section::Reviews => reviews::show(ui, desk, &mut views.reviews),
        Section::Workshops => workshops::show(ui, desk, &mut views.workshops),
        Section::Discovery => discovery::show(ui, desk, &mut views.discovery),
        Section::Requirements => requirements::show(ui, desk, &mut views.requirements),
        Section::Impact => impact::show(ui, desk, &mut views.impact),
        Section::ModelCard => model_card::show(ui, desk, &mut views.model_card),
        Section::Pack => {} // the window itself shows it: exporting outlives the page
    }
}

/// The head of a page: its title, one sentence of counts, and actions at the right, the most important one first.
pub fn head(ui: &mut Ui, title: &str, counts: &str, actions: impl FnOnce(&mut Ui)) {
    let width = ui.available_width();
    ui.allocate_ui_with_layout(vec2(width, size::HEAD), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(size::HEAD);
        ui.add_space(size::SIDE);
        actions(ui);
        unknowns::chip::show(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(size::SIDE);
            label::heading(ui, title, Type::Title, 1);
            said(ui, counts);
        });
    });
}

/// The sentence of counts, as many whole parts of it as there is room for; a screen reader and the tooltip say all of it.
fn said(ui: &mut Ui, counts: &str) {
    let part = label::whole_parts(ui, counts, Type::Body, ui.available_width());
    if part.is_empty() {
        return;
    }
    let shown = label::line(ui, part, Type::Body, theme::colors(ui).ink_3);
    if part != counts {
        ui.ctx().accesskit_node_builder(shown.id, |node| node.set_value(counts));
        shown.on_hover_text(counts);
    }
}

/// The button that leads to the questions of the first hour.
pub fn first_hour_button(ui: &mut Ui, desk: &mut Desk<'_>) {
    let button = if desk.room >= Room::Tight {
        // with nothing on the canvas it is the way in, later one action among others
        let button = if desk.workbook().canvas.notes.is_empty() {
            Button::new("First-hour interview")
        } else {
            Button::new("Interview").quiet()
        };
        button.icon(icons::CHAT_TEXT).name("First-hour interview").show(ui)
    } else {
        icon_button(ui, icons::CHAT_TEXT, "First-hour interview", true)
    };
    if button.on_hover_text("Fifteen plain questions fill the canvas and more").clicked() {
        desk.orders.push(Order::FirstHour(false));
    }
}

/// The body of a page: scrolls, with white space at its sides.
pub fn body<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = egui::Margin { left: size::SIDE as i8, right: size::SIDE as i8, top: 0, bottom: 16 };
    egui::ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| egui::Frame::new().inner_margin(margin).show(ui, contents).inner)
        .inner
}

/// A column of a fixed width within a row of columns.
fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width.max(0.0));
        ui.spacing_mut().item_spacing.x = 8.0; // the gap between columns is not that within one
        contents(ui);
    });
}
