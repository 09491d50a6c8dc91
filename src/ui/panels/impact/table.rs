//! The table of affected groups. Groups out of sight are only space; all cells together are one stop of the Tab key. Under a
//! group stand all its questions, or those of one harm, while they are asked for.

use std::collections::BTreeMap;

use egui::{Frame, Margin, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::model::impact::{Group, Impact};
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{label, menu};

use super::cell::Cell;
use super::grid::{At, Part};
use super::layout::{self, Columns, HEADS, Laid};
use super::{Asked, View, drag, menus, wording};

const HEAD: f32 = 32.0;

/// How high the groups were when they were drawn last, in a table of some width.
#[derive(Debug, Default)]
pub struct Heights {
    width: f32,
    of: BTreeMap<Id, f32>,
}

impl Heights {
    fn of(&mut self, group: &Group, width: f32) -> f32 {
        if (self.width - width).abs() > 0.5 {
            *self = Self { width, of: BTreeMap::new() };
        }
        self.of.get(&group.id).copied().unwrap_or_else(|| layout::guess(group))
    }
}

/// Where the answer stands that a cell shows; `None` for what holds none.
pub fn answer_of(at: At) -> Option<(Spot, &'static str)> {
    match at.part {
        Part::Who => Some((Spot::item(at.group), "name")),
        Part::Size => Some((Spot::item(at.group), "size")),
        Part::Told => Some((Spot::item(at.group), "told")),
        Part::Objects => Some((Spot::item(at.group), "objects")),
        Part::Effect(id) => Some((Spot::item(id), "what")),
        Part::Blank(_) => None,
    }
}

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let impact = &workbook.impact;
    let width = ui.available_width();
    heads(ui, width);
    let clip = ui.clip_rect();
    let (mut asked, mut rows, mut field) = (None, Vec::new(), None);
    for group in impact.groups.iter() {
        let known = view.heights.of(group, width);
        let top = ui.next_widget_position().y;
        // one row beyond each edge is there, so that arrows and Tab find it and bring it into sight
        let near = top < clip.bottom() + known && top + known > clip.top() - known;
        let here = view.at.is_some_and(|at| at.group == group.id);
        if !near && !here {
            ui.allocate_space(vec2(width, known));
            continue;
        }
        let laid = layout::lay(ui, group, width, view.editing, desk.today);
        view.heights.of.insert(group.id, laid.height);
        let (_, rect) = ui.allocate_space(vec2(width, laid.height));
        rows.push((group.id, rect));
        ui.push_id(group.id, |ui| {
            let row = Row { workbook, group, laid: &laid, rect };
            asked = row.show(ui, desk, view, &mut field).or(asked.take());
        });
        if view.open.is_some_and(|open| open.group == group.id) {
            ui.push_id(("questions of", group.id), |ui| asked = questions(ui, desk, view, group).or(asked.take()));
        }
    }
    if let Some((at, rect)) = field {
        edit(ui, desk, view, (impact, at, rect));
    }
    drag::show(ui, view, impact, &rows).or(asked)
}

fn heads(ui: &mut Ui, width: f32) {
    let c = theme::colors(ui);
    let Some(Columns(columns)) = Columns::of(width) else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEAD), Sense::hover());
    let paint = |left: f32, room: f32, words: &str| {
        let galley = theme::cut(ui, words, Type::Caption, c.ink_2, room, 1);
        ui.painter().galley(pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    };
    for (column, words) in columns.into_iter().zip(HEADS) {
        paint(column.min, column.span(), words);
    }
    let [_, _, harms, _, _] = columns;
    let severity = layout::SEVERITY + layout::MODE;
    if harms.span() > 330.0 {
        paint(harms.max - severity - 12.0, 60.0, "Severity");
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

struct Row<'a> {
    workbook: &'a Workbook,
    group: &'a Group,
    laid: &'a Laid,
    rect: Rect,
}

impl Row<'_> {
    /// Shows the cells but for the one that is edited, whose place it leaves in `field`.
    fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, field: &mut Option<(At, Rect)>) -> Option<Asked> {
        let c = theme::colors(ui);
        let (group, corner) = (self.group, self.rect.min.to_vec2());
        ui.painter().hline(self.rect.x_range(), self.rect.bottom() - 0.5, Stroke::new(1.0, c.line));
        for (words, top) in &self.laid.captions {
            let galley = theme::line(ui, words, Type::Caption, c.ink_3);
            ui.painter().galley(self.rect.min + vec2(8.0, *top), galley, c.ink_3);
        }
        let mut asked = None;
        for (part, rect) in &self.laid.cells {
            let at = At { group: group.id, part: *part };
            let rect = rect.translate(corner);
            if view.editing == Some(at) {
                *field = Some((at, rect));
                continue;
            }
            asked = Cell { workbook: self.workbook, group, at, rect }.show(ui, desk, view).or(asked);
        }
        let (place, _) = layout::menu(self.rect, group.id);
        let mut beside = ui.new_child(UiBuilder::new().max_rect(place).id_salt("menu"));
        let more = icon_button(&mut beside, icons::DOTS, &format!("More about {}", wording::name(group)), true);
        asked = menu::below(&more, |ui| menus::group(ui, desk, group, At::of(group.id))).flatten().or(asked);
        asked
    }
}

/// The field in the place of a cell, at least as wide as one can write in.
fn edit(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (impact, at, rect): (&Impact, At, Rect)) {
    const LEAST: f32 = 260.0;
    let Some((spot, key)) = answer_of(at) else { return };
    let Some(group) = impact.groups.find(at.group) else { return };
    let effect = at.effect().and_then(|id| group.effects.find(id));
    let record: &dyn crate::model::Record = match effect {
        Some(effect) => effect,
        None => group,
    };
    let width = rect.width().max(LEAST).min(ui.max_rect().width());
    let right = (rect.left() + width).min(ui.max_rect().right());
    let place = Rect::from_min_max(pos2(right - width, rect.top() + 2.0), pos2(right, rect.bottom()));
    let look = if at.part == Part::Who { Look { style: Type::Medium, ..Look::BODY } } else { Look::BODY };
    // over the table: it takes no room of its own
    let builder = UiBuilder::new().max_rect(place).scope_id(egui::Id::unique("impact field"));
    let ui = &mut ui.new_child(builder);
    in_place::show(ui, desk, &mut view.in_place, (&spot, record, key), look);
    if !view.in_place.is_editing(&spot, key) {
        view.editing = None;
        // Enter and Escape lead back to the cell
        if in_place::reads(ui, &spot, key) {
            view.focus = true;
        }
        ui.ctx().request_repaint();
    }
}

/// All questions of a group, or of one of its harms and benefits.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, group: &Group) -> Option<Asked> {
    let at = view.open?;
    let effect = at.effect().and_then(|id| group.effects.find(id));
    let title = effect.map_or_else(|| wording::name(group), wording::what);
    let mut asked = None;
    let frame =
        Frame::new().fill(theme::colors(ui).sunken).inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 16 });
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 12.0;
        ui.horizontal(|ui| {
            ui.set_min_height(size::CONTROL);
            let done = Button::new("Done").name("Close these questions");
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if done.show(ui).clicked() {
                    asked = Some(Asked::Close);
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    label::heading(ui, title, Type::Strong, 3);
                });
            });
        });
        match effect {
            Some(effect) => form::record(ui, desk, &Spot::item(effect.id), effect, &[]),
            None => form::record(ui, desk, &Spot::item(group.id), group, &["effects"]),
        }
    });
    asked
}
