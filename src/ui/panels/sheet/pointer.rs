//! The pointer in a sheet: a click goes to a cell, a drag selects, the head of a row selects it, a double click edits, and the
//! second button opens the menu.

use egui::{Response, Ui};

use crate::model::list::Items;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::widgets::menu;

use super::columns::Kind;
use super::plan::Plan;
use super::range::Cell;
use super::{Sheet, acts, editor};

/// Takes what the pointer did in this frame.
pub(super) fn act(
    ui: &Ui,
    desk: &mut Desk<'_>,
    sheet: &mut Sheet,
    (plan, items): (&Plan, &dyn Items),
    response: &Response,
) {
    let (pressed, second, shift) =
        ui.input(|input| (input.pointer.primary_pressed(), input.pointer.secondary_pressed(), input.modifiers.shift));
    let at = ui.input(|input| input.pointer.interact_pos()).filter(|at| plan.body().contains(*at));
    if let Some(at) = at.filter(|_| sheet.editing.is_none()) {
        let cell = plan.cell_at(at);
        if response.is_pointer_button_down_on() && pressed {
            press(sheet, (plan, cell), plan.is_row_head(at), shift);
            ui.memory_mut(|memory| memory.request_focus(sheet.id()));
        } else if response.is_pointer_button_down_on() && second && !sheet.range.contains(cell) {
            press(sheet, (plan, cell), plan.is_row_head(at), false);
        }
    }
    if response.dragged_by(egui::PointerButton::Primary)
        && let Some(at) = response.interact_pointer_pos()
        && sheet.editing.is_none()
    {
        let cell = plan.cell_at(at);
        let row = sheet.range.columns().count() == sheet.size().1 && plan.is_row_head(at);
        let column = if row { sheet.range.cursor.column } else { cell.column };
        if sheet.range.cursor != (Cell { row: cell.row, column }) {
            sheet.range.extend(Cell { row: cell.row, column });
            sheet.scroll = true;
        }
    }
    if response.double_clicked() && sheet.editing.is_none() {
        let is_inner =
            sheet.columns.shown().nth(sheet.range.cursor.column).is_some_and(|column| column.kind == Kind::Inner);
        if is_inner {
            acts::open_inner(ui, desk, sheet);
        } else {
            editor::begin(desk, sheet, items, None);
        }
    }
    menu::context(response, |ui| context(ui, desk, sheet));
}

fn press(sheet: &mut Sheet, (plan, cell): (&Plan, Cell), whole_row: bool, extend: bool) {
    let last = sheet.size().1.saturating_sub(1);
    if whole_row {
        let from = if extend { *sheet.range.rows().start() } else { cell.row };
        sheet.range.to(Cell { row: from, column: 0 });
        sheet.range.extend(Cell { row: cell.row, column: last });
    } else if extend {
        sheet.range.extend(cell);
    } else {
        sheet.range.to(cell);
    }
    // a cell that is half out of sight is brought in; a whole row is not scrolled to its end
    sheet.scroll = !whole_row && !plan.clip(cell.column).contains_rect(plan.cell(cell));
}

fn context(ui: &mut egui::Ui, desk: &mut Desk<'_>, sheet: &mut Sheet) {
    let what = sheet.kind.singular();
    let rows = sheet.rows().len();
    if menu::Row::new("Copy").icon(icons::COPY).keys("Ctrl C").show(ui).clicked() {
        acts::copy(ui, desk, sheet);
    }
    if menu::Row::new("Copy with heads").icon(icons::COPY).show(ui).clicked() {
        acts::copy_with_heads(ui, desk, sheet);
    }
    if menu::Row::new("Clear").icon(icons::X).keys("Delete").enabled(rows > 0).show(ui).clicked() {
        acts::clear(desk, sheet);
    }
    if menu::Row::new("Fill down").icon(icons::ARROW_DOWN).keys("Ctrl D").enabled(rows > 1).show(ui).clicked() {
        acts::fill_down(desk, sheet);
    }
    for (words, keys, below) in [("Insert above", "Insert", false), ("Insert below", "Alt Insert", true)] {
        if menu::Row::new(words).icon(icons::PLUS).keys(keys).show(ui).clicked() {
            acts::insert(desk, sheet, below);
        }
    }
    if menu::Row::new("Duplicate").icon(icons::COPY).enabled(rows > 0).show(ui).clicked() {
        acts::duplicate(desk, sheet);
    }
    let ordered = sheet.wanted.sort.is_none() && rows > 0;
    for (words, keys, up) in [("Move up", "Alt Up", true), ("Move down", "Alt Down", false)] {
        if menu::Row::new(words).keys(keys).enabled(ordered).show(ui).clicked() {
            acts::shift(desk, sheet, up);
        }
    }
    let show = format!("Show this {what} on its page");
    if menu::Row::new(&show).icon(icons::ARROW_RIGHT).enabled(rows > 0).show(ui).clicked() {
        acts::show_on_page(ui, desk, sheet);
    }
    if menu::Row::new("Delete rows").icon(icons::TRASH).keys("Ctrl Delete").enabled(rows > 0).show(ui).clicked() {
        acts::delete(desk, sheet);
    }
}
