//! The card of how well it must do it: how fast, how fair, how well explained, what still works when a part is gone, how fresh.
//! Each answer is edited where it is read.

use egui::{
    Align, Frame, Layout, Margin, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

use crate::model::Section;
use crate::model::requirements::{LatencyClass, Requirements};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::parts::{self, Of};
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, marks, side_card};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{choice, label};

use super::fairness::{Group, Groups};

const PAD: i8 = 20;
const LATENCY: [&str; 3] = ["Real time", "Near real time", "Batch"];

/// What the card remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The answers that are edited in place.
    pub in_place: in_place::State,
    /// What was measured for the groups.
    pub groups: Groups,
    /// The class of latency is brought into sight with the focus.
    pub latency: bool,
}

/// The card beside the page: as high as it.
pub fn beside(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, requirements: &Requirements) {
    let c = theme::colors(ui);
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect(whole, radius::CARD, c.surface, Stroke::new(1.0, c.line), StrokeKind::Inside);
    ui.scope_builder(UiBuilder::new().max_rect(whole.shrink(1.0)), |ui| {
        ScrollArea::vertical().id_salt("qualities").auto_shrink([false, false]).show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin::symmetric(PAD, 16))
                .show(ui, |ui| contents(ui, desk, state, requirements));
        });
    });
}

/// The card below the page: as high as its contents.
pub fn below(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, requirements: &Requirements) {
    side_card::below(ui, f32::from(PAD), |ui| contents(ui, desk, state, requirements));
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, requirements: &Requirements) {
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    let spot = Spot::section(Section::Requirements);
    let of = Of { spot: &spot, record: requirements };
    label::heading(ui, "How well it must do it", Type::Strong, 2);
    ui.add_space(8.0);
    latency(ui, desk, state, (of, requirements));
    divide(ui);
    fairness(ui, desk, state, (of, requirements));
    divide(ui);
    title(ui, desk, (icons::EYE, "Explainability"), of, "explainability");
    in_place::show(ui, desk, &mut state.in_place, (&spot, requirements, "explainability"), Look::BODY);
    parts::prose(ui, desk, &mut state.in_place, (of, "explained_to", Look::QUIET), |_, _| {});
    divide(ui);
    title(ui, desk, (icons::BEND_RIGHT, "Degradation"), of, "degradation");
    in_place::show(ui, desk, &mut state.in_place, (&spot, requirements, "degradation"), Look::BODY);
    divide(ui);
    title(ui, desk, (icons::CLOCK_BACK, "Freshness"), of, "freshness");
    in_place::show(ui, desk, &mut state.in_place, (&spot, requirements, "freshness"), Look::BODY);
}

fn divide(ui: &mut Ui) {
    ui.add_space(8.0);
    label::rule(ui);
    ui.add_space(8.0);
}

/// The head of a part, with the menu of its mark.
fn title(ui: &mut Ui, desk: &mut Desk<'_>, (icon, text): (char, &str), of: Of<'_>, key: &str) {
    head(
        ui,
        (icon, text),
        |_| {},
        |ui| {
            if let Some(question) = of.question(key).filter(|question| question.mark.is_none()) {
                marks::menu(ui, desk, question);
            }
        },
    );
}

fn head(ui: &mut Ui, (icon, text): (char, &str), right: impl FnOnce(&mut Ui), after: impl FnOnce(&mut Ui)) {
    let row = vec2(ui.available_width(), size::TARGET);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        label::icon(ui, icon, theme::colors(ui).ink_2);
        label::heading(ui, text, Type::Strong, 3);
        after(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), right);
    });
}

/// How fast an answer must come.
fn latency(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, (of, requirements): (Of<'_>, &Requirements)) {
    title(ui, desk, (icons::TIMER, "Latency"), of, "latency");
    if requirements.marks.get("latency").is_some() {
        in_place::show(ui, desk, &mut state.in_place, (of.spot, of.record, "latency"), Look::BODY);
    } else {
        let current = requirements.latency.and_then(|class| LatencyClass::ALL.iter().position(|other| *other == class));
        let id = egui::Id::unique("latency class");
        let (response, picked) = choice::strip(ui, id, "Latency class", (&LATENCY, current));
        if std::mem::take(&mut state.latency) {
            response.request_focus();
            response.scroll_to_me(Some(Align::Center));
        }
        if let Some(class) = picked.and_then(|at| LatencyClass::ALL.get(at)) {
            of.spot.edit(desk, "set latency class", "latency", |value| answer::set(value, class.label()));
        }
        if let Some(class) = requirements.latency {
            label::text(ui, class.label(), Type::Small, theme::colors(ui).ink_2);
        }
    }
    in_place::show(ui, desk, &mut state.in_place, (of.spot, of.record, "latency_reason"), Look::BODY);
}

/// Between which groups quality must not differ, and what was measured for each.
fn fairness(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, (of, requirements): (Of<'_>, &Requirements)) {
    let worst = state.groups.worst();
    let chip = |ui: &mut Ui| {
        if let Some(verdict) = worst {
            label::verdict_chip(ui, verdict);
        }
    };
    head(ui, (icons::USERS_THREE, "Fairness"), chip, |ui| {
        if let Some(question) = of.question("fairness_definition").filter(|question| question.mark.is_none()) {
            marks::menu(ui, desk, question);
        }
    });
    in_place::show(ui, desk, &mut state.in_place, (of.spot, of.record, "fairness_definition"), Look::BODY);
    let key = "fairness_groups";
    let plain = requirements.marks.get(key).is_none();
    if !plain || state.in_place.is_editing(of.spot, key) || requirements.fairness_groups.is_empty() {
        in_place::show(ui, desk, &mut state.in_place, (of.spot, of.record, key), Look::BODY);
    } else {
        let before = requirements.fairness_groups.join("\n");
        let groups = std::mem::take(&mut state.groups.all);
        for group in &groups {
            figure(ui, desk, group);
        }
        state.groups.all = groups;
        if Button::new("Edit groups").quiet().icon(icons::PENCIL).name("Edit groups to compare").show(ui).clicked() {
            state.in_place.edit(of.spot, key, before);
        }
    }
    in_place::show(ui, desk, &mut state.in_place, (of.spot, of.record, "fairness_tolerance"), Look::BODY);
}

/// A group with its figure and the budget that measured it.
fn figure(ui: &mut Ui, desk: &mut Desk<'_>, group: &Group) {
    let c = theme::colors(ui);
    let row = vec2(ui.available_width(), size::TARGET);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(row);
        if let Some(figure) = &group.figure {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(14.0), Sense::hover());
            let judged = figure.verdict.map(|verdict| format!(", {}", verdict.label().to_lowercase()));
            if let Some(verdict) = figure.verdict {
                glyph::paint(ui.painter(), rect, Glyph::Verdict(verdict), c);
            }
            let name = format!("{}: {}{} by {}", group.name, figure.value, judged.unwrap_or_default(), figure.cited);
            let link = link_named(ui, &figure.value, &name);
            label::line(ui, &figure.cited, Type::Small, c.ink_3);
            if link.on_hover_text(&name).clicked() {
                desk.go_to_item(figure.item);
            }
        } else {
            label::line(ui, "Not measured", Type::Small, c.ink_3);
        }
        let room = ui.available_width() - 8.0;
        let galley = theme::cut(ui, &group.name, Type::Body, c.ink_2, room, 1);
        let at = pos2(ui.max_rect().left(), ui.max_rect().center().y - galley.size().y / 2.0);
        let place = Rect::from_min_size(at, galley.size());
        let response = ui.interact(place, ui.scope_id().with(("group", &group.name)), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &group.name));
        response.on_hover_text(&group.name);
        ui.painter().galley(at, galley, c.ink_2);
    });
}
