//! What is done with the selected cells and rows, each as one named step.

use egui::Ui;

use crate::edit::cells::{self, Pasted, Target, Written, rows, text};
use crate::model::Id;
use crate::ui::desk::Desk;
use crate::ui::notice::Notice;
use crate::words;

use super::Sheet;
use super::range::Cell;

/// The most refused cells that are told one by one.
const MOST_TOLD: usize = 5;

fn how_many_cells(count: usize) -> String {
    words::how_many(count, "cell", "cells")
}

/// "failure mode" or "3 failure modes".
fn what(sheet: &Sheet, count: usize) -> String {
    if count == 1 { sheet.kind.singular().to_owned() } else { format!("{count} {}", sheet.kind.plural()) }
}

/// Computes what is shown after a change, so that what was added can be selected.
fn renew(desk: &Desk<'_>, sheet: &mut Sheet) {
    let workbook = desk.snapshot();
    if let Some(items) = sheet.list.items(&workbook) {
        sheet.refresh(desk, items);
    }
}

/// Says which cells kept their value, and why.
fn report(desk: &mut Desk<'_>, written: &Written) {
    if written.refused.is_empty() {
        return;
    }
    let title = match written.refused.len() {
        1 => "1 cell stays as it was".to_owned(),
        count => format!("{count} cells stay as they were"),
    };
    let mut told: Vec<String> = written.refused.iter().take(MOST_TOLD).map(|refused| format!("{refused}.")).collect();
    if written.refused.len() > MOST_TOLD {
        told.push(format!("And {} more.", written.refused.len() - MOST_TOLD));
    }
    desk.say(Notice::word(title, told.join(" ")));
}

/// Puts the selected cells on the clipboard.
pub(super) fn copy(ui: &Ui, desk: &Desk<'_>, sheet: &mut Sheet) {
    put(ui, desk, sheet, false);
}

/// The same, with the labels of the columns above them.
pub(super) fn copy_with_heads(ui: &Ui, desk: &Desk<'_>, sheet: &mut Sheet) {
    put(ui, desk, sheet, true);
}

fn put(ui: &Ui, desk: &Desk<'_>, sheet: &mut Sheet, heads: bool) {
    let (rows, keys) = (sheet.rows(), sheet.keys());
    ui.ctx().copy_text(cells::copy(desk.workbook(), &sheet.list, &rows, &keys, heads));
    sheet.said = format!("{} copied", how_many_cells(rows.len() * keys.len()));
}

/// Puts the selected cells on the clipboard and makes them blank.
pub(super) fn cut(ui: &Ui, desk: &mut Desk<'_>, sheet: &mut Sheet) {
    copy(ui, desk, sheet);
    wipe(desk, sheet, "cut");
}

/// Makes the selected cells blank.
pub(super) fn clear(desk: &mut Desk<'_>, sheet: &mut Sheet) {
    wipe(desk, sheet, "clear");
}

fn wipe(desk: &mut Desk<'_>, sheet: &mut Sheet, act: &str) {
    let (list, rows, keys) = (sheet.list.clone(), sheet.rows(), sheet.keys());
    let name = format!("{act} {}", how_many_cells(rows.len() * keys.len()));
    let written = desk.edit(&name, |workbook, _| cells::clear(workbook, &list, &rows, &keys));
    sheet.said = done(desk, format!("{} blank now", how_many_cells(written.changed)));
    renew(desk, sheet);
}

/// Writes cells from the first selected one on.
pub(super) fn paste(desk: &mut Desk<'_>, sheet: &mut Sheet, clipboard: &str) {
    let block = text::read(clipboard);
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    if width == 0 {
        return;
    }
    let (from, selected) = ((*sheet.range.rows().start(), *sheet.range.columns().start()), sheet.range.size());
    let last = sheet.listing.rows.len().saturating_sub(1);
    let rows = if sheet.listing.rows.is_empty() { Vec::new() } else { sheet.listing.ids(from.0..=last) };
    let keys: Vec<&'static str> = sheet.columns.shown().skip(from.1).map(|column| column.field.key).collect();
    let list = sheet.list.clone();
    let to = Target { list: &list, rows: &rows, keys: &keys, selected };
    let name = format!("paste {}", how_many_cells(block.len() * width));
    let pasted = desk.edit(&name, |workbook, ids| cells::paste(workbook, ids, &block, &to));
    renew(desk, sheet);
    sheet.said = done(desk, said(sheet, &pasted));
    report(desk, &pasted.written);
    let last =
        Cell { row: from.0 + pasted.rows.len().saturating_sub(1), column: from.1 + pasted.width.saturating_sub(1) };
    sheet.range.span(Cell { row: from.0, column: from.1 }, last);
    sheet.scroll = true;
    if from.1 == 0 {
        sheet.show_begin(); // what was pasted goes on from the column that is always in sight
    }
}

/// What was done, in words; nothing where it was refused because the workbook can only be looked at.
fn done(desk: &Desk<'_>, said: String) -> String {
    if desk.is_read_only() { String::new() } else { said }
}

fn said(sheet: &Sheet, pasted: &Pasted) -> String {
    let mut parts = vec![format!("{} changed", how_many_cells(pasted.written.changed))];
    if pasted.added > 0 {
        parts.push(format!("{} added", what(sheet, pasted.added)));
    }
    if !pasted.written.refused.is_empty() {
        parts.push(format!("{} refused", pasted.written.refused.len()));
    }
    if pasted.beyond > 0 {
        parts.push(format!("{} had no place", words::how_many(pasted.beyond, "column", "columns")));
    }
    if pasted.left_out > 0 {
        parts.push(format!("{} left out: the list is full", words::how_many(pasted.left_out, "row", "rows")));
    }
    if pasted.rows.iter().any(|id| sheet.listing.row_of(*id).is_none()) {
        parts.push("some are hidden by the filter".to_owned());
    }
    parts.join(", ")
}

/// Gives all selected rows one value for a question. On the blank row, it adds an item with it.
pub(super) fn set(desk: &mut Desk<'_>, sheet: &mut Sheet, key: &'static str, value: &str) {
    let (list, rows) = (sheet.list.clone(), sheet.rows());
    if rows.is_empty() {
        add(desk, sheet, key, value);
        return;
    }
    let label = sheet.columns.all().iter().find(|column| column.field.key == key).map_or("", |found| found.field.label);
    let several = if rows.len() > 1 { format!(" of {}", what(sheet, rows.len())) } else { String::new() };
    let name = format!("edit {}{several}", label.to_lowercase());
    let written = desk.edit(&name, |workbook, _| cells::set(workbook, &list, &rows, key, value));
    let changed = format!("{} changed", how_many_cells(written.changed));
    sheet.said = if rows.len() > 1 { done(desk, changed) } else { String::new() };
    report(desk, &written);
    let at = sheet.listing.id(sheet.range.cursor.row);
    renew(desk, sheet);
    follow(sheet, at);
}

/// The cursor goes with its row, where sorting moves it.
fn follow(sheet: &mut Sheet, id: Option<Id>) {
    if let Some(row) = id.and_then(|id| sheet.listing.row_of(id))
        && row != sheet.range.cursor.row
    {
        sheet.go(Cell { row, column: sheet.range.cursor.column });
    }
}

/// Adds an item at the end, with one answer.
fn add(desk: &mut Desk<'_>, sheet: &mut Sheet, key: &'static str, value: &str) {
    if value.trim().is_empty() {
        return;
    }
    let list = sheet.list.clone();
    let block = vec![vec![value.to_owned()]];
    let keys = [key];
    let to = Target { list: &list, rows: &[], keys: &keys, selected: (1, 1) };
    let name = format!("add {}", sheet.kind.singular());
    let pasted = desk.edit(&name, |workbook, ids| cells::paste(workbook, ids, &block, &to));
    report(desk, &pasted.written);
    sheet.said = done(desk, format!("{} added", words::capitalized(sheet.kind.singular())));
    renew(desk, sheet);
    follow(sheet, pasted.rows.first().copied());
}

/// Gives the selected rows the values of the first of them.
pub(super) fn fill_down(desk: &mut Desk<'_>, sheet: &mut Sheet) {
    let (list, keys, mut rows) = (sheet.list.clone(), sheet.keys(), sheet.rows());
    let first = *sheet.range.rows().start();
    // of a single row, the one above it is meant
    if let (1, Some(above)) = (rows.len(), first.checked_sub(1).and_then(|row| sheet.listing.id(row))) {
        rows.insert(0, above);
    }
    let name = format!("fill down {}", how_many_cells(rows.len().saturating_sub(1) * keys.len()));
    let written = desk.edit(&name, |workbook, _| cells::fill_down(workbook, &list, &rows, &keys));
    sheet.said = done(desk, format!("{} changed", how_many_cells(written.changed)));
    report(desk, &written);
    renew(desk, sheet);
}

/// Puts as many blank rows above the selected ones as there are, or below them.
pub(super) fn insert(desk: &mut Desk<'_>, sheet: &mut Sheet, below: bool) {
    let selected = sheet.range.rows();
    let count = sheet.rows().len().max(1);
    let beside = if below { *selected.end() } else { *selected.start() };
    let at = sheet.listing.rows.get(beside).map_or(usize::MAX, |(at, _)| if below { at + 1 } else { *at });
    let list = sheet.list.clone();
    let name = format!("insert {}", what(sheet, count));
    let added = desk.edit(&name, |workbook, ids| {
        let len = list.items(workbook).map_or(0, crate::model::list::Items::len);
        rows::insert(workbook, ids, &list, at.min(len), count)
    });
    sheet.said = done(desk, format!("{} inserted", words::capitalized(&what(sheet, added.len()))));
    renew(desk, sheet);
    select(sheet, &added);
}

/// Puts copies of the selected rows after them.
pub(super) fn duplicate(desk: &mut Desk<'_>, sheet: &mut Sheet) {
    let (list, chosen) = (sheet.list.clone(), sheet.rows());
    let name = format!("duplicate {}", what(sheet, chosen.len()));
    let copies = desk.edit(&name, |workbook, ids| rows::duplicate(workbook, ids, &list, &chosen));
    sheet.said = done(desk, format!("{} added", words::capitalized(&what(sheet, copies.len()))));
    renew(desk, sheet);
    select(sheet, &copies);
}

/// Selects rows, from the first to the last of them, for the keys.
fn select(sheet: &mut Sheet, ids: &[Id]) {
    select_rows(sheet, ids);
    sheet.focus = true;
}

/// Selects rows, from the first to the last of them. The focus stays where it is.
pub(super) fn select_rows(sheet: &mut Sheet, ids: &[Id]) {
    let places: Vec<usize> = ids.iter().filter_map(|id| sheet.listing.row_of(*id)).collect();
    if let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) {
        let column = sheet.range.cursor.column;
        let columns = sheet.range.columns();
        let (from, to) = if places.len() == 1 { (column, column) } else { (*columns.start(), *columns.end()) };
        sheet.range.span(Cell { row: *first, column: from }, Cell { row: *last, column: to });
    }
    sheet.scroll = true;
}

/// Deletes the selected rows, with a way back.
pub(super) fn delete(desk: &mut Desk<'_>, sheet: &mut Sheet) {
    let (list, chosen) = (sheet.list.clone(), sheet.rows());
    if chosen.is_empty() {
        return;
    }
    let what = what(sheet, chosen.len());
    let (name, told) = (format!("delete {what}"), format!("{} deleted", words::capitalized(&what)));
    desk.remove(&name, &told, |workbook, _| rows::remove(workbook, &list, &chosen));
    sheet.said = String::new();
    let cursor = Cell { row: *sheet.range.rows().start(), column: sheet.range.cursor.column };
    renew(desk, sheet);
    sheet.go(cursor);
    sheet.focus = true;
}

/// Moves the selected rows over the row above or below.
pub(super) fn shift(desk: &mut Desk<'_>, sheet: &mut Sheet, up: bool) {
    if sheet.wanted.sort.is_some() {
        sheet.said = "The column sorts the rows: keep this order first, or sort no more".to_owned();
        return;
    }
    let (list, chosen, selected) = (sheet.list.clone(), sheet.rows(), sheet.range.rows());
    let beside = if up { selected.start().checked_sub(1) } else { Some(selected.end() + 1) };
    let Some(position) = beside.and_then(|row| sheet.listing.rows.get(row)).map(|(at, _)| *at) else { return };
    let to = if up { position } else { position + 1 };
    let name = format!("move {}", what(sheet, chosen.len()));
    desk.edit(&name, |workbook, _| rows::shift(workbook, &list, &chosen, to));
    renew(desk, sheet);
    select(sheet, &chosen);
}

/// The order that is shown becomes the order of the list.
pub(super) fn keep_order(desk: &mut Desk<'_>, sheet: &mut Sheet) {
    let (list, order) = (sheet.list.clone(), sheet.listing.rows.iter().map(|(_, id)| *id).collect::<Vec<Id>>());
    let name = format!("put {} in order", sheet.kind.plural());
    desk.edit(&name, |workbook, _| rows::reorder(workbook, &list, &order));
    sheet.wanted.sort = None;
    sheet.said = done(desk, format!("{} are in this order now", words::capitalized(sheet.kind.plural())));
    renew(desk, sheet);
}

/// Opens the list in a cell as a sheet over this one.
pub(super) fn open_inner(ui: &Ui, desk: &Desk<'_>, sheet: &mut Sheet) {
    let Some(id) = sheet.listing.id(sheet.range.cursor.row) else { return };
    let key = sheet.columns.shown().nth(sheet.range.cursor.column).map_or("", |column| column.field.key);
    if let Ok(list) = format!("{id}.{key}").parse::<crate::edit::Address>()
        && list.items(desk.workbook()).is_some()
    {
        super::open(ui, list);
    }
}

/// Leaves the sheets and shows the item of the cursor on its page.
pub(super) fn show_on_page(ui: &Ui, desk: &mut Desk<'_>, sheet: &Sheet) {
    let Some(id) = sheet.listing.id(sheet.range.cursor.row) else { return };
    if let Some(place) = desk.facts.index.place(id) {
        super::close_all(ui);
        desk.go_to(place);
    }
}
