//! What the library holds of one kind, as a list to choose several from.

use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::assess::risk;
use crate::model::{Id, ItemKind, Record, Workbook};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::pick_row::{self, Pick, ROW};
use crate::ui::widgets::{focus, label};
use crate::words;

use super::dialog::{Dialog, nothing};
use super::{Library, record};

/// Shows it.
pub(super) fn show(ui: &mut Ui, dialog: &mut Dialog, library: &Library) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if dialog.rows.is_empty() {
        empty(ui, dialog, library);
        return;
    }
    let (count, top_room) = (dialog.rows.len(), vec2(ui.available_width(), dialog.rows.len() as f32 * ROW));
    let (area, _) = ui.allocate_exact_size(top_room, Sense::hover());
    let id = egui::Id::unique("what one's own library holds");
    let response = ui.interact(area.intersect(ui.clip_rect()), id, Sense::focusable_noninteractive());
    if std::mem::take(&mut dialog.fresh) {
        response.request_focus();
    }
    keys(ui, dialog, &response);
    // only the rows in sight
    let first = ((ui.clip_rect().top() - area.top()) / ROW).max(0.0) as usize;
    let seen = (ui.clip_rect().height() / ROW) as usize + 2;
    if std::mem::take(&mut dialog.scroll)
        && let Some(at) = dialog.rows.iter().position(|row| Some(*row) == dialog.at)
    {
        ui.scroll_to_rect(place(area, at), None);
    }
    for at in first..(first + seen).min(count) {
        let Some(row) = dialog.rows.get(at).copied() else { continue };
        let Some(record) = record(&library.content, row) else { continue };
        if one(ui, dialog, (record, row), (place(area, at), id.with(row))) {
            dialog.at = Some(row);
            response.request_focus();
            dialog.choose(row);
        }
        if dialog.at == Some(row) {
            let active = id.with(row).accesskit_id();
            ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(active));
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "My library"));
    focus::ring_inside(ui, &response, area.intersect(ui.clip_rect()), 0);
}

fn place(area: Rect, at: usize) -> Rect {
    Rect::from_min_size(pos2(area.left(), area.top() + at as f32 * ROW), vec2(area.width(), ROW))
}

fn empty(ui: &mut Ui, dialog: &mut Dialog, library: &Library) {
    let c = theme::colors(ui);
    dialog.fresh = true; // so that the keys are at hand once there is something
    egui::Frame::new().inner_margin(16).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let (words, more) = nothing(dialog, library);
        label::text(ui, &words, Type::Prompt, c.ink_2);
        if let Some(more) = more {
            label::text(ui, &more, Type::Body, c.ink_3);
        }
    });
}

fn keys(ui: &Ui, dialog: &mut Dialog, response: &Response) {
    let at = dialog.rows.iter().position(|row| Some(*row) == dialog.at).unwrap_or(0);
    let pressed = pick_row::keys(ui, response, at, dialog.rows.len());
    if let Some(to) = pressed.to {
        dialog.at = dialog.rows.get(to).copied();
        dialog.scroll = true;
    }
    if let Some(at) = dialog.at.filter(|_| pressed.choose) {
        dialog.choose(at);
    }
}

fn one(ui: &mut Ui, dialog: &Dialog, (record, id): (&dyn Record, Id), (rect, widget): (Rect, egui::Id)) -> bool {
    let answer = |key: &str| record.answer(key).map(|value| value.view().text()).unwrap_or_default();
    let kind = record.identity().map(|(kind, ..)| kind);
    let (second, fact) = match kind {
        Some(ItemKind::Metric) => (answer("definition"), answer("layer")),
        Some(ItemKind::Budget) => (answer("counts"), tolerance(record)),
        _ => (answer("effect"), String::new()),
    };
    let title = record.title();
    let there = dialog.there.get(&id);
    Pick {
        title: title.trim(),
        second: second.lines().next().unwrap_or_default(),
        because: None,
        on: dialog.at == Some(id),
        chosen: dialog.has_chosen(id),
        there: there.map(String::as_str),
        level: level(record),
        fact: &fact,
    }
    .show(ui, rect, widget)
}

fn tolerance(record: &dyn Record) -> String {
    let value = record.answer("tolerance").map(|value| words::answer(value.view(), &|_| String::new()));
    value.filter(|text| !text.is_empty()).map(|text| format!("at most {text}")).unwrap_or_default()
}

/// The level of a failure mode before any control.
pub(super) fn level(record: &dyn Record) -> Option<risk::RiskLevel> {
    let step = |key: &str| match record.answer(key)?.view() {
        crate::model::View::Step(step) => step,
        _ => None,
    };
    Some(risk::level(step("severity")?, step("frequency")?))
}

/// A name for what a link of the library leads to.
pub(super) fn link_name(library: &Workbook, id: Id) -> String {
    record(library, id).map(Record::title).unwrap_or_default()
}
