//! The card of the selected requirement: one sentence that is filled in part by part, tabs that say which parts are filled, and
//! what the threshold and the evaluation are bound to.

use egui::{Align, Frame, Layout, Margin, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::model::Record as _;
use crate::model::requirements::Requirement;
use crate::model::{List, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::data::rows::{self, Act};
use crate::ui::panels::parts::Of;
use crate::ui::panels::sentence::{self, Ended, Sentence};
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, in_place};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::sentence::Look;
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::wording::{self, SLOTS};

/// The tabs: the parts of the sentence, and who answers for it.
const TABS: [(&str, &str); 6] = [
    ("input", "Input"),
    ("task", "Task"),
    ("output", "Output"),
    ("threshold", "Threshold"),
    ("evaluation", "Evaluation"),
    ("owner", "Owner"),
];
/// How wide a short question is.
const SHORT: f32 = 116.0;

/// What the card remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The part of the sentence that is being edited.
    pub slot: sentence::State,
    /// The tab that is open.
    pub tab: Option<&'static str>,
    in_place: in_place::State,
}

impl State {
    /// Brings a question of a requirement into sight.
    pub fn reveal(&mut self, ui: &Ui, spot: &Spot, key: &'static str, place: &crate::model::place::Place) {
        match key {
            "owner" => {
                self.tab = Some("owner");
                self.in_place.reveal(spot, "owner");
            }
            "budget" | "metric" => {
                self.tab = Some(if key == "budget" { "threshold" } else { "evaluation" });
                answer::reveal(ui, place);
            }
            _ => self.slot.reveal(spot, key),
        }
    }
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Something that rows have in common.
    Row(Act),
    /// The requirement after this one.
    Next,
}

/// Shows it.
pub fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (workbook, all, requirement): (&Workbook, &List<Requirement>, &Requirement),
) -> Option<Asked> {
    let c = theme::colors(ui);
    let pad = if ui.available_width() >= 560.0 { 24 } else { 16 };
    let margin = Margin { left: pad, right: pad, top: 12, bottom: 16 };
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    let spot = Spot::item(requirement.id);
    frame
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 6.0;
            let mut asked = head(ui, desk, (workbook, all, requirement)).map(Asked::Row);
            let parts = wording::requirement(requirement);
            let sentence = Sentence {
                spot: &spot,
                record: requirement,
                parts: &parts,
                slots: &SLOTS,
                look: Look::Boxes,
                example: wording::example,
                blank: |_| "",
            };
            sentence.words(ui, &mut state.slot);
            state.tab = state.slot.open().or(state.tab);
            if let Some(tab) = tabs(ui, requirement, state.tab) {
                state.tab = Some(tab);
                if SLOTS.contains(&tab) {
                    sentence.edit(&mut state.slot, tab);
                } else {
                    state.slot = sentence::State::default();
                    state.in_place.edit(&spot, "owner", requirement.owner.clone());
                }
            }
            if sentence.field(ui, desk, &mut state.slot) == Some(Ended::Next) {
                asked = Some(Asked::Next);
            }
            state.tab = state.slot.open().or(state.tab);
            bound(ui, desk, state, (workbook, requirement, &spot));
            asked
        })
        .inner
}

/// Its number and name, the verdict, and the menu.
fn head(
    ui: &mut Ui,
    desk: &Desk<'_>,
    (workbook, all, requirement): (&Workbook, &List<Requirement>, &Requirement),
) -> Option<Act> {
    let c = theme::colors(ui);
    let row = vec2(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(row);
        let more = icon_button(ui, icons::DOTS, &format!("More about {}", wording::name(requirement)), true);
        let asked = menu::below(&more, |ui| rows::commands(ui, all, requirement.id, "Edit")).flatten();
        let basis = wording::basis(workbook, desk.facts, (requirement.budget, requirement.metric));
        match basis {
            Some(basis) => drop(label::worded_chip(ui, basis.judged.verdict(), basis.judged.label())),
            None => drop(label::plain_chip(ui, "Not linked")),
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            label::line(ui, &format!("RQ-{}", requirement.number), Type::Body, c.ink_3);
            label::heading(ui, &wording::name(requirement), Type::Strong, 2);
        });
        asked
    })
    .inner
}

/// One tab for each part, with a tick where it is filled; gives the one that was clicked.
fn tabs(ui: &mut Ui, requirement: &Requirement, current: Option<&str>) -> Option<&'static str> {
    let c = theme::colors(ui);
    ui.add_space(2.0);
    let width = ui.available_width();
    let per_row = if width >= 560.0 { TABS.len() } else { 3 };
    let mut clicked = None;
    for chunk in TABS.chunks(per_row) {
        let (track, _) = ui.allocate_exact_size(vec2(width, size::CONTROL), Sense::hover());
        ui.painter().rect(track, radius::CONTROL, c.sunken, Stroke::new(1.0, c.line), StrokeKind::Inside);
        let each = (width - 4.0) / chunk.len() as f32;
        for (at, (key, name)) in chunk.iter().enumerate() {
            let corner = pos2(track.left() + 2.0 + each * at as f32, track.top() + 2.0);
            let rect = Rect::from_min_size(corner, vec2(each, size::TARGET));
            let response = ui.interact(rect, ui.scope_id().with(("part", *key)), Sense::click());
            let on = current == Some(*key);
            if on {
                ui.painter().rect(rect, radius::CHIP, c.surface, Stroke::new(1.0, c.line_strong), StrokeKind::Inside);
            } else if response.hovered() {
                ui.painter().rect_filled(rect, radius::CHIP, c.hover);
            }
            let filled = requirement.answer(key).is_some_and(|value| !value.is_blank());
            let ink = if on { c.ink } else { c.ink_2 };
            let galley = theme::cut(ui, name, Type::Caption, ink, each - 26.0, 1);
            let lead = if filled { 20.0 } else { 0.0 };
            let left = rect.center().x - f32::midpoint(galley.size().x, lead);
            if filled {
                let mark = Rect::from_center_size(pos2(left + 7.0, rect.center().y), vec2(14.0, 14.0));
                label::paint_icon(ui, mark, icons::CHECK, Type::Icon, c.ink_2);
            }
            ui.painter().galley(pos2(left + lead, rect.center().y - galley.size().y / 2.0), galley, ink);
            focus::ring(ui, &response, rect, radius::CHIP);
            let said = format!("{name}, {}", if filled { "filled" } else { "blank" });
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, &said));
            if response.clicked() {
                clicked = Some(*key);
            }
        }
    }
    clicked
}

/// What the part of the open tab is bound to: the threshold to a budget, the evaluation to a metric.
fn bound(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (workbook, requirement, spot): (&Workbook, &Requirement, &Spot),
) {
    let of = Of { spot, record: requirement };
    match state.tab {
        Some("threshold") => {
            if let Some(question) = of.question("budget") {
                answer::show(ui, desk, question);
            }
            budget(ui, desk, (workbook, requirement));
        }
        Some("evaluation") => {
            if let Some(question) = of.question("metric") {
                answer::show(ui, desk, question);
            }
            metric(ui, desk, (workbook, requirement));
        }
        Some("owner") => {
            label::line(ui, "Who answers for it?", Type::Caption, theme::colors(ui).ink_2);
            in_place::show(ui, desk, &mut state.in_place, (spot, requirement, "owner"), in_place::Look::BODY);
        }
        _ => {}
    }
}

/// The limit of the linked budget and what was measured against it. The limit is changed here as on its own page.
fn budget(ui: &mut Ui, desk: &mut Desk<'_>, (workbook, requirement): (&Workbook, &Requirement)) {
    let c = theme::colors(ui);
    let Some(budget) = requirement.budget.and_then(|id| workbook.budgets.budgets.find(id)) else { return };
    let spot = Spot::item(budget.id);
    let of = Of { spot: &spot, record: budget };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for key in ["tolerance", "confidence"] {
            ui.allocate_ui(vec2(SHORT, 0.0), |ui| {
                ui.set_width(SHORT);
                ui.spacing_mut().item_spacing.x = 4.0;
                if let Some(question) = of.question(key) {
                    answer::show(ui, desk, question);
                }
            });
        }
    });
    let said = match desk.facts.budget(budget.id).and_then(|state| Some((state.measured?, state.trials))) {
        Some((measured, trials)) => format!(
            "Measured {} of {}, {} interval {}.",
            words::percent(measured.rate),
            words::count(trials),
            words::limit(budget.confidence_level()),
            words::percent_range(measured.low, measured.high)
        ),
        None => "Nothing was measured against this budget yet.".to_owned(),
    };
    label::text(ui, &said, Type::Small, c.ink_2);
}

/// The last value of the linked metric.
fn metric(ui: &mut Ui, desk: &Desk<'_>, (workbook, requirement): (&Workbook, &Requirement)) {
    let c = theme::colors(ui);
    if requirement.metric.and_then(|id| workbook.metrics.metrics.find(id)).is_none() {
        return;
    }
    if let Some(basis) = wording::basis(workbook, desk.facts, (None, requirement.metric)) {
        let said = format!("{}: {}, {}.", basis.judged.label(), basis.measured, basis.asks);
        label::text(ui, &said, Type::Small, c.ink_2);
    }
}
