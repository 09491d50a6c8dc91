//! What can be done with a whole failure mode: add, duplicate, move, delete.

use std::sync::Arc;

use egui::Ui;

use crate::edit::operations::{self, duplicate_item, move_item};
use crate::model::Id;
use crate::model::failure_modes::FailureMode;
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::notice::Notice;
use crate::ui::widgets::menu;

use super::super::spot::Spot;
use super::rows::Filter;
use super::{View, columns::Column, table};

/// Why rows cannot be moved.
pub(super) const SORTED: &str = "Rows can be moved while they are sorted in your order";

/// Adds a blank failure mode and begins to edit its name.
pub(super) fn add(ui: &Ui, desk: &mut Desk<'_>, view: &mut View) {
    let id = desk.edit("add failure mode", |workbook, ids| {
        operations::push(workbook, ids, FailureMode::default(), |workbook| {
            &mut Arc::make_mut(&mut workbook.failure_modes).modes
        })
    });
    if desk.workbook().failure_modes.modes.find(id).is_none() {
        return; // it was refused: what is looked at stays
    }
    view.filter = Filter::default();
    view.select(id);
    view.table.edit(id, Column::Name, String::new());
    ui.ctx().request_repaint();
}

/// Duplicates a failure mode and selects the copy.
pub(super) fn duplicate(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    if let Some(copy) = desk.edit("duplicate failure mode", |workbook, ids| duplicate_item(workbook, ids, id)) {
        view.select(copy);
    }
}

/// Deletes a failure mode and selects the row after it.
pub(super) fn delete(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let workbook = desk.snapshot();
    let modes = &workbook.failure_modes.modes;
    let rows: Vec<Id> = view.listing.rows.iter().filter_map(|index| modes.at(*index)).map(|mode| mode.id).collect();
    let at = rows.iter().position(|row| *row == id).unwrap_or(0);
    let next = rows.get(at + 1).or_else(|| rows.get(at.checked_sub(1)?)).copied();
    desk.remove_item(id, "failure mode");
    view.selected = next;
    view.inline.stop();
}

/// Moves a failure mode up or down in the person's own order.
pub(super) fn shift(desk: &mut Desk<'_>, view: &mut View, id: Id, by: isize) {
    if !view.order.is_own() {
        desk.say(Notice::done(SORTED));
        return;
    }
    let workbook = desk.snapshot();
    let modes = &workbook.failure_modes.modes;
    let rows = &view.listing.rows;
    let row = rows.iter().position(|index| modes.at(*index).is_some_and(|mode| mode.id == id));
    // the next row that is shown: what the filter hides is stepped over
    if let Some(to) = row.and_then(|row| rows.get(row.checked_add_signed(by)?)) {
        let to = *to;
        desk.edit("move failure mode", |workbook, _| move_item(workbook, id, to));
        view.scroll = true;
    }
}

/// With the reason why something cannot be done now, if there is one.
fn explained(response: egui::Response, why: &str) -> egui::Response {
    if why.is_empty() { response } else { response.on_hover_text(why) }
}

/// The menu of a failure mode.
pub(super) fn menu(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let own = view.order.is_own();
    let why = if own { "" } else { SORTED };
    ui.set_max_width(260.0);
    if menu::Row::new("Edit name").icon(icons::PENCIL).keys("F2").show(ui).clicked() {
        view.select(mode.id);
        view.table.edit(mode.id, Column::Name, mode.name.clone());
    }
    if menu::Row::new("Kind of fallback").icon(icons::BEND_RIGHT).keys("F4").show(ui).clicked() {
        view.select(mode.id);
        view.table.pick(mode.id, Column::Fallback);
    }
    if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
        duplicate(desk, view, mode.id);
    }
    if super::super::shelf::row().show(ui).clicked() {
        desk.orders.push(Order::KeepInLibrary(vec![mode.id]));
    }
    if menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(mode.internal).show(ui).clicked() {
        Spot::item(mode.id).set_internal(desk, !mode.internal);
    }
    let up = menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").enabled(own).show(ui);
    if explained(up, why).clicked() {
        shift(desk, view, mode.id, -1);
    }
    let down = menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").enabled(own).show(ui);
    if explained(down, why).clicked() {
        shift(desk, view, mode.id, 1);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        delete(desk, view, mode.id);
        ui.memory_mut(|memory| memory.request_focus(table::focus_id()));
    }
}
