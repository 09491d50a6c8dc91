//! The card of the selected item: the formula with its numbers, the inputs in place, where it stands and why, what it should
//! move, and every other question on demand.

use egui::{Align, CornerRadius, Layout, Stroke, Ui, vec2};

use crate::assess::priority::{self, Input, Scale};
use crate::model::record::Item;
use crate::model::roadmap::BacklogItem;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{label, menu};
use crate::words;

use super::{View, acts, inputs, listing, moves, placing};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let Some(item) = view.current().and_then(|id| workbook.roadmap.items.find(id)) else { return };
    let c = theme::colors(ui);
    let frame = egui::Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line));
    let card = frame.corner_radius(CornerRadius::same(radius::CARD)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        ui.push_id(item.id, |ui| {
            part(ui, |ui| head(ui, desk, view, item));
            label::rule(ui);
            part(ui, |ui| scores(ui, desk, view, item));
            placing::show(ui, desk, view, item);
            label::rule(ui);
            part(ui, |ui| {
                moves::show(ui, desk, item);
                questions(ui, desk, view, item);
            });
        });
    });
    // whoever types into the card of the first item works on that one, wherever its score puts it
    let focused = ui.memory(egui::Memory::focused).filter(|_| ui.ctx().text_edit_focused());
    let field = focused.and_then(|id| ui.ctx().read_response(id));
    if view.selected.is_none() && field.is_some_and(|field| card.response.rect.contains_rect(field.rect)) {
        view.selected = view.current();
    }
}

/// A part of the card.
pub(super) fn part<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = egui::Margin::symmetric(16, 12);
    egui::Frame::new()
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            contents(ui)
        })
        .inner
}

fn head(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem) {
    let c = theme::colors(ui);
    let (kind, icon) = acts::kind_look(item.kind);
    ui.horizontal(|ui| {
        label::line(ui, &item.cite(), Type::Body, c.ink_3);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = icon_button(ui, icons::DOTS, "More about this item", true);
            menu::below(&button, |ui| acts::menu(ui, desk, view, item));
            if !item.owner.trim().is_empty() {
                let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
                label::paint_initials(ui, rect, &item.owner);
                response.on_hover_text(item.owner.trim());
            }
            label::line(ui, kind, Type::Body, c.ink_2);
            label::icon(ui, icon, c.ink_2);
        });
    });
    let blank = item.name.trim().is_empty();
    label::text(ui, if blank { "New item" } else { item.name.trim() }, Type::Name, if blank { c.ink_3 } else { c.ink });
    if !item.description.trim().is_empty() {
        label::text(ui, item.description.trim(), Type::Body, c.ink_2);
    }
}

fn scores(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem) {
    let of = view.listing.sprint.order.len();
    let rank = view.listing.sprint.order.iter().find(|ranked| ranked.id == item.id).and_then(|ranked| ranked.rank);
    score(ui, item, view.scale, (rank, of));
    ui.add_space(4.0);
    for input in view.scale.inputs().into_iter().chain([Input::Points]) {
        inputs::show(ui, desk, item, input);
    }
    ui.add_space(8.0);
    let at = desk.workbook().roadmap.items.iter().position(|other| other.id == item.id);
    let rank = at.and_then(|at| view.listing.others.get(at)).copied().flatten();
    score(ui, item, listing::other(view.scale), (rank, of));
}

/// A score with its numbers and what it is made of; or what is missing.
fn score(ui: &mut Ui, item: &BacklogItem, scale: Scale, (rank, of): (Option<usize>, usize)) {
    let c = theme::colors(ui);
    let score = priority::score(item, scale);
    let formula = priority::formula(item, scale);
    let shown = score.value.zip(formula).map(|(value, formula)| (words::score(value), format!("{formula} =")));
    let wide = |text: &str, style: Type| theme::line(ui, text, style, c.ink).size().x;
    let beside = shown.as_ref().is_some_and(|(value, formula)| {
        wide(value, Type::Figure) + wide(formula, Type::Body) + 72.0 <= ui.available_width()
    });
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        label::heading(ui, scale.label(), Type::Strong, 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| match &shown {
            Some((value, formula)) => {
                label::line(ui, value, Type::Figure, c.ink);
                if beside {
                    label::line(ui, formula, Type::Body, c.ink_2);
                }
            }
            None => drop(label::line(ui, "Not scored", Type::Body, c.ink_3)),
        });
    });
    if let Some((_, formula)) = shown.filter(|_| !beside) {
        label::text(ui, &formula, Type::Body, c.ink_2);
    }
    let made_of = match scale {
        Scale::Wsjf => "Value, time and risk over size.",
        Scale::Rice => "Expected help over effort.",
    };
    let said = match rank {
        _ if score.value.is_none() && score.faults.is_empty() => words::sentence(&score.lacks()),
        Some(rank) if score.value.is_some() => format!("{made_of} Rank {rank} of {of}."),
        _ => made_of.to_owned(),
    };
    label::text(ui, &said, Type::Small, c.ink_3);
}

/// Every question that has no place above.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem) {
    ui.add_space(8.0);
    let open = view.questions;
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let response = Button::new("All questions").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.clicked() {
        view.questions = !open;
    }
    if open {
        ui.add_space(8.0);
        let skip: Vec<&str> = view.scale.inputs().into_iter().chain([Input::Points]).map(Input::key).collect();
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        form::record(ui, desk, &Spot::item(item.id), item, &skip);
    }
}
