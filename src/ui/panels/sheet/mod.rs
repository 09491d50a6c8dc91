//! A list as a sheet, in the place of its page: a row for each item, a column for each question, worked on like a spreadsheet.
//!
//! A page offers it with [`switch`]. `range`, `columns` and `listing` say what is where and know no window; `grid` draws it,
//! `keys` and `pointer` take input, `editor` is the field over a cell, `acts` changes the workbook through
//! [`crate::edit::cells`], `head` and `status` stand above and below.

mod acts;
mod columns;
mod editor;
mod grid;
mod head;
mod heads;
mod keys;
mod listing;
mod plan;
mod pointer;
mod range;
mod status;

use std::collections::{BTreeMap, BTreeSet};

use egui::{Align, Layout, Ui, UiBuilder};

use crate::edit::Address;
use crate::edit::begun::{Begun, CellBegun};
use crate::model::list::Items;
use crate::model::place::Place;
use crate::model::{Id, ItemKind, Section};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::size;
use crate::ui::widgets::button::icon_button;

use self::columns::Columns;
use self::listing::{Listing, Wanted};
use self::range::{Cell, Range};

/// The sheets that are open, by the section that they belong to. A list inside an item lies over the sheet of its item.
#[derive(Debug, Default)]
pub struct View {
    open: BTreeMap<Section, Vec<Sheet>>,
    /// A list that is to be opened.
    wanted: Option<Address>,
    /// Cells that were being written when an earlier run ended, until their lists are opened.
    later: Vec<CellBegun>,
}

impl View {
    /// Opens a list when its page is shown next.
    pub fn open(&mut self, list: Address) {
        self.wanted = Some(list);
    }

    /// Whether a sheet lies over the page of a section.
    #[must_use]
    pub fn is_open(&self, section: Section) -> bool {
        self.open.get(&section).is_some_and(|stack| !stack.is_empty())
    }

    /// What is typed in cells and not in the workbook yet.
    pub fn begun(&self, begun: &mut Begun) {
        let sheets = self.open.values().flatten();
        let typed =
            sheets.filter_map(|sheet| sheet.begun.clone().or_else(|| sheet.editing.as_ref()?.begun(&sheet.list)));
        begun.cells = self.later.iter().cloned().chain(typed).collect();
    }

    /// Takes up what was being typed, for when its list is opened.
    pub fn take_up(&mut self, begun: &Begun) {
        self.later.clone_from(&begun.cells);
    }

    /// Asks the sheet of a section to put into the workbook what is being typed in a cell. `false` if nothing is.
    pub fn settle(&mut self, section: Section) -> bool {
        let edit = self.open.get_mut(&section).and_then(|stack| stack.last_mut()?.editing.as_mut());
        edit.map(editor::Edit::settle).is_some()
    }

    /// Whether that is still to be done.
    #[must_use]
    pub fn is_settling(&self, section: Section) -> bool {
        let edit = self.open.get(&section).and_then(|stack| stack.last()?.editing.as_ref());
        edit.is_some_and(editor::Edit::is_settling)
    }
}

/// A list as a sheet.
#[derive(Debug)]
struct Sheet {
    list: Address,
    /// What stands at its head: what the list asks for, and of which item.
    title: String,
    kind: ItemKind,
    columns: Columns,
    wanted: Wanted,
    listing: Listing,
    range: Range,
    editing: Option<editor::Edit>,
    /// A cell that was being written when an earlier run ended, until it is shown.
    begun: Option<CellBegun>,
    /// What was done last.
    said: String,
    /// Bring the cursor into sight, and give the sheet the focus.
    scroll: bool,
    focus: bool,
    /// How far it is scrolled, and how large it was drawn.
    offset: egui::Vec2,
    extent: egui::Vec2,
}

impl Sheet {
    /// The sheet of a list; `None` if there is no such list.
    fn new(desk: &Desk<'_>, list: Address) -> Option<Self> {
        let workbook = desk.workbook();
        let items = list.items(workbook)?;
        let title = title(desk, &list);
        Some(Self {
            kind: items.kind(),
            columns: Columns::of(items),
            list,
            title,
            wanted: Wanted::default(),
            listing: Listing::default(),
            range: Range::default(),
            editing: None,
            begun: None,
            said: String::new(),
            scroll: true,
            focus: true,
            offset: egui::Vec2::ZERO,
            extent: egui::Vec2::ZERO,
        })
    }

    /// How many rows and columns there are, with the blank row at the end.
    fn size(&self) -> (usize, usize) {
        (self.listing.rows.len() + 1, self.columns.shown().count())
    }

    fn id(&self) -> egui::Id {
        egui::Id::unique(("sheet", self.list.to_string()))
    }

    /// The keys of the selected columns.
    fn keys(&self) -> Vec<&'static str> {
        let columns: Vec<&'static str> = self.columns.shown().map(|column| column.field.key).collect();
        columns.get(self.range.columns()).map(<[_]>::to_vec).unwrap_or_default()
    }

    /// The ids of the selected rows; the blank row has none.
    fn rows(&self) -> Vec<Id> {
        self.listing.ids(self.range.rows())
    }

    /// Computes the rows anew where something changed; the selection stays on its items. Gives the items that came with a
    /// change of the workbook.
    fn refresh(&mut self, desk: &Desk<'_>, items: &dyn Items) -> Vec<Id> {
        let before = self.listing.refresh(desk.revision(), &self.wanted, items, &desk.facts.index);
        let Some(before) = before.filter(|before| !before.rows.is_empty()) else { return Vec::new() };
        let (old, new) = (before.rows.len(), self.listing.rows.len());
        self.range.follow(|row| match before.rows.get(row) {
            Some((_, id)) => self.listing.row_of(*id),
            None => (row == old).then_some(new), // the blank row
        });
        if before.asked_otherwise {
            return Vec::new();
        }
        let known: BTreeSet<Id> = before.rows.iter().map(|(_, id)| *id).collect();
        self.listing.rows.iter().map(|(_, id)| *id).filter(|id| !known.contains(id)).collect()
    }

    /// Brings the columns after the first into sight, which is always.
    fn show_begin(&mut self) {
        self.offset.x = 0.0;
    }

    fn go(&mut self, cell: Cell) {
        self.range.to(cell);
        self.scroll = true;
    }

    /// Moves the cursor to a place that somebody asked for. `false` if it is not in this list.
    fn reveal(&mut self, place: &Place) -> bool {
        let row = place.items.iter().find_map(|(_, id, _)| self.listing.row_of(*id));
        let Some(row) = row else { return false };
        let asked = place.fields.first();
        let column = self.columns.shown().position(|column| Some(&column.field.key) == asked);
        self.go(Cell { row, column: column.unwrap_or(0) });
        self.focus = true;
        true
    }
}

/// What a list is called: by its question, and by the item that it is of.
fn title(desk: &Desk<'_>, list: &Address) -> String {
    let text = list.to_string();
    let (head, key) = text.rsplit_once('.').unwrap_or((&text, ""));
    if let Some(section) = Section::from_key(head) {
        let field = desk.workbook().section(section).fields().iter().find(|field| field.key == key);
        return field.map_or_else(|| section.title().to_owned(), |field| field.label.to_owned());
    }
    let label = list.items(desk.workbook()).map_or("", |items| items.kind().plural());
    let words = head.parse().ok().map(|id: Id| desk.facts.index.words(id)).unwrap_or_default();
    format!("{} of {words}", crate::words::capitalized(label))
}

fn wanted_key() -> egui::Id {
    egui::Id::unique("list to open as a sheet")
}

/// Opens a list in the place of its page.
fn open(ui: &Ui, list: Address) {
    ui.data_mut(|data| data.insert_temp(wanted_key(), list));
    ui.ctx().request_repaint();
}

fn closing_key() -> egui::Id {
    egui::Id::unique("sheets are to be closed")
}

/// Closes the sheets over a page.
fn close_all(ui: &Ui) {
    ui.data_mut(|data| data.insert_temp(closing_key(), true));
    ui.ctx().request_repaint();
}

/// The button that opens a list as a sheet, such as `budgets.budgets`; nothing if there is no such list.
pub fn switch(ui: &mut Ui, list: &str) {
    if let Ok(list) = list.parse() {
        switch_to(ui, &list, "Open as a sheet");
    }
}

/// The same with a name of its own, where a page has several lists.
pub fn switch_to(ui: &mut Ui, list: &Address, name: &str) {
    if icon_button(ui, icons::TABLE, name, true).clicked() {
        open(ui, list.clone());
    }
}

/// The same for a list of an item, at the right end of the heading over it.
pub fn switch_at_end(ui: &mut Ui, spot: &Spot, key: &'static str, name: &str) {
    if let Ok(list) = spot.address(key) {
        let to_end = Layout::right_to_left(Align::Center);
        ui.with_layout(to_end, |ui| switch_to(ui, &list, name));
    }
}

/// Shows the sheet of a section, if one is open. `false` if the page is to be shown.
pub fn take_over(ui: &mut Ui, section: Section, desk: &mut Desk<'_>, view: &mut View) -> bool {
    let asked = ui.data(|data| data.get_temp::<Address>(wanted_key()));
    ui.data_mut(|data| data.remove::<Address>(wanted_key()));
    let asked = asked.or_else(|| view.wanted.take());
    let stack = view.open.entry(section).or_default();
    if let Some(list) = asked {
        stack.retain(|sheet| sheet.list != list);
        stack.extend(Sheet::new(desk, list));
    }
    if ui.data_mut(|data| data.remove_temp::<bool>(closing_key())).is_some() {
        stack.clear();
    }
    // a list whose item is gone is gone with it
    while stack.last().is_some_and(|sheet| sheet.list.items(desk.workbook()).is_none()) {
        stack.pop();
    }
    let Some(sheet) = stack.last_mut() else { return false };
    if sheet.editing.is_none() && sheet.begun.is_none() {
        let list = sheet.list.to_string();
        sheet.begun = view.later.iter().position(|cell| cell.list == list).map(|at| view.later.remove(at));
    }
    if desk.reveal.as_ref().is_some_and(|place| place.section == section) {
        let shown = desk.reveal.as_ref().is_some_and(|place| sheet.reveal(place));
        if !shown {
            stack.clear();
            return false;
        }
        *desk.reveal = None;
    }
    if show(ui, desk, sheet) {
        stack.pop();
        ui.ctx().request_repaint();
    }
    true
}

/// Shows a sheet. `true` if it is to be closed.
fn show(ui: &mut Ui, desk: &mut Desk<'_>, sheet: &mut Sheet) -> bool {
    let workbook = desk.snapshot();
    let Some(items) = sheet.list.items(&workbook) else { return true };
    if sheet.editing.is_none() {
        let came = sheet.refresh(desk, items);
        // what an undo brings back is what the person looks for
        if !came.is_empty() {
            acts::select_rows(sheet, &came);
        }
        let (rows, columns) = sheet.size();
        sheet.range.keep_inside(rows, columns);
        if let Some(begun) = sheet.begun.take() {
            editor::take_up(desk, sheet, items, begun);
        }
    }
    let closed = head::show(ui, desk, sheet, items);
    let whole = ui.available_rect_before_wrap();
    let side = if whole.width() < 640.0 { 8.0 } else { size::SIDE };
    let inside = whole.shrink2(egui::vec2(side, 0.0));
    let (body, foot) = inside.split_top_bottom_at_y(inside.bottom() - status::HEIGHT);
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| grid::show(ui, desk, sheet, items));
    ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| status::show(ui, desk, sheet, items));
    closed
}
