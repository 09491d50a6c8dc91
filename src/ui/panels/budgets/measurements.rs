//! The measurements of a budget as a table in the card: each cell is edited where it stands, the newest row first.
//!
//! The table is one stop of the Tab key; arrows move from cell to cell, Enter or F2 edits. While a cell is edited, Enter and
//! Tab move on and Ctrl Enter adds another measurement. What cannot be read stays beside its cell and changes nothing.

use std::sync::Arc;

use egui::{Key, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::edit::operations::{duplicate_item, name};
use crate::model::Id;
use crate::model::budgets::{Budget, Measurement};
use crate::model::metrics::Origin;
use crate::report::words;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};

use super::grid::{self, Column, Grid, Step};

/// How high a cell is, and the line that says what is wrong.
const LINE: f32 = 28.0;
const PROBLEM: f32 = 20.0;
/// From this width on a measurement stands on one line.
const ONE_LINE: f32 = 620.0;
/// The room for the menu at the right.
const MENU: f32 = 28.0;

/// Where the cells of a row lie.
#[derive(Debug, Clone, Copy)]
struct Lay {
    width: f32,
}

impl Lay {
    fn is_wide(self) -> bool {
        self.width >= ONE_LINE
    }

    fn row(self) -> f32 {
        if self.is_wide() { LINE + 4.0 } else { 2.0 * LINE + 6.0 }
    }

    /// The cell of a column, in a row whose corner is at zero.
    fn cell(self, column: Column) -> Rect {
        let end = self.width - MENU;
        let (line, from, to) = match (column, self.is_wide()) {
            (Column::Date, _) => (0.0, 0.0, 96.0),
            (Column::Errors, _) => (0.0, 100.0, 164.0),
            (Column::Trials, _) => (0.0, 168.0, 240.0),
            (Column::Origin, true) => (0.0, 324.0, 424.0),
            (Column::Version, true) => (0.0, 428.0, 428.0 + (end - 432.0) * 0.4),
            (Column::Source, true) => (0.0, 432.0 + (end - 432.0) * 0.4, end),
            (Column::Origin, false) => (1.0, 0.0, 96.0),
            (Column::Version, false) => (1.0, 100.0, 100.0 + (end - 104.0) * 0.4),
            (Column::Source, false) => (1.0, 104.0 + (end - 104.0) * 0.4, end),
        };
        Rect::from_min_max(pos2(from, 2.0 + line * LINE), pos2(to, 2.0 + (line + 1.0) * LINE))
    }

    /// The right edge of the rate, which is computed and no cell.
    fn rate(self) -> f32 {
        if self.is_wide() { 308.0 } else { self.width - MENU - 4.0 }
    }
}

/// The id of a cell; its field while it is edited is `with("field")`.
fn cell_id((id, column): (Id, Column)) -> egui::Id {
    egui::Id::unique(("measurement", id, column))
}

/// Adds a measurement of today, with the model version of the last one, and opens it for typing.
pub fn add(desk: &mut Desk<'_>, grid: &mut Grid, budget: &Budget) {
    let last = budget.measurements.iter().next_back();
    let blank = Measurement {
        date: Some(desk.today),
        model_version: last.map(|last| last.model_version.clone()).unwrap_or_default(),
        ..Measurement::default()
    };
    let id = desk.edit("add measurement", |workbook, ids| {
        let fresh = name(blank, workbook, ids);
        let id = fresh.id;
        let budgets = &mut Arc::make_mut(&mut workbook.budgets).budgets;
        let at = budgets.iter().position(|other| other.id == budget.id);
        if let Some(budget) = at.and_then(|at| budgets.at_mut(at)) {
            budget.measurements.push(fresh);
        }
        id
    });
    grid.open(id, Column::Errors, String::new());
}

/// What the person did with a row.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Open(Column),
    Move(Step),
    /// Close the cell that is edited and go to the next one.
    Next(isize),
    Another,
    Duplicate,
    Delete,
}

/// Shows them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, grid: &mut Grid, budget: &Budget) {
    let c = theme::colors(ui);
    let count = budget.measurements.len();
    ui.horizontal(|ui| {
        label::heading(ui, "Measurements", Type::Strong, 2);
        label::line(ui, &words::how_many(count, "measurement", "measurements"), Type::Small, c.ink_3);
    });
    if count == 0 {
        label::text(ui, "The first one gives the first verdict.", Type::Small, c.ink_3);
        return;
    }
    let rows: Vec<Id> = budget.measurements.iter().rev().map(|measurement| measurement.id).collect();
    if grid.at.is_none_or(|(id, _)| !rows.contains(&id)) {
        (grid.at, grid.editing) = (rows.first().map(|id| (*id, Column::Date)), None);
    }
    if let Some(asked) = keys(ui, grid) {
        obey(desk, grid, budget, (&rows, asked));
    }
    let lay = Lay { width: ui.available_width() };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        head(ui, lay);
        for measurement in budget.measurements.iter().rev() {
            let row = Row { budget, measurement, lay };
            if let Some(asked) = row.show(ui, desk, grid) {
                obey(desk, grid, budget, (&rows, asked));
            }
        }
    });
}

/// The keys of the grid, before anything is drawn.
fn keys(ui: &Ui, grid: &Grid) -> Option<Asked> {
    let cell = grid.at?;
    let on_cell = ui.memory(|memory| memory.has_focus(cell_id(cell)));
    let in_field = ui.memory(|memory| memory.has_focus(cell_id(cell).with("field")));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if grid.editing.is_some() && (in_field || on_cell) {
        if pressed(Modifiers::COMMAND, Key::Enter) {
            return Some(Asked::Another);
        }
        if pressed(Modifiers::SHIFT, Key::Tab) {
            return Some(Asked::Next(-1));
        }
        if pressed(Modifiers::NONE, Key::Tab) {
            return Some(Asked::Next(1));
        }
        return None;
    }
    if !on_cell || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(cell_id(cell), locked));
    if pressed(Modifiers::COMMAND, Key::D) {
        return Some(Asked::Duplicate);
    }
    if pressed(Modifiers::COMMAND, Key::Enter) {
        return Some(Asked::Another);
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        return Some(Asked::Delete);
    }
    if cell.1 != Column::Origin && (pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2)) {
        return Some(Asked::Open(cell.1));
    }
    let steps = [
        (Key::ArrowLeft, Step::Cells(-1)),
        (Key::ArrowRight, Step::Cells(1)),
        (Key::ArrowUp, Step::Rows(-1)),
        (Key::ArrowDown, Step::Rows(1)),
        (Key::Home, Step::RowEnd(true)),
        (Key::End, Step::RowEnd(false)),
    ];
    steps.into_iter().find(|(key, _)| pressed(Modifiers::NONE, *key)).map(|(_, step)| Asked::Move(step))
}

/// Carries out what was asked of the row at `grid.at`.
fn obey(desk: &mut Desk<'_>, grid: &mut Grid, budget: &Budget, (rows, asked): (&[Id], Asked)) {
    let Some((id, column)) = grid.at else { return };
    match asked {
        Asked::Open(column) => open(desk, grid, budget, (id, column)),
        Asked::Move(step) => {
            if let Some(cell) = grid.step(rows, step) {
                grid.at = Some(cell);
                (grid.focus, grid.scroll) = (true, true);
            }
        }
        Asked::Next(by) => {
            close(desk, grid, budget);
            match grid.step(rows, Step::Cells(by)).filter(|(next, _)| *next == id) {
                Some(cell) => open(desk, grid, budget, cell),
                None => grid.focus = true,
            }
        }
        Asked::Another => {
            close(desk, grid, budget);
            add(desk, grid, budget);
        }
        Asked::Duplicate => {
            close(desk, grid, budget);
            let copy = desk.edit("duplicate measurement", |workbook, ids| duplicate_item(workbook, ids, id));
            if let Some(copy) = copy {
                grid.at = Some((copy, column));
                (grid.focus, grid.scroll) = (true, true);
            }
        }
        Asked::Delete => {
            grid.editing = None;
            let heir = grid.step(rows, Step::Rows(1)).or_else(|| grid.step(rows, Step::Rows(-1)));
            desk.remove_item(id, "measurement");
            (grid.at, grid.focus) = (heir, heir.is_some());
        }
    }
}

/// The measurement as it is now, with what was typed in this frame.
fn now(desk: &Desk<'_>, budget: &Budget, id: Id) -> Option<Measurement> {
    desk.workbook().budgets.budgets.find(budget.id)?.measurements.find(id).cloned()
}

fn open(desk: &mut Desk<'_>, grid: &mut Grid, budget: &Budget, (id, column): (Id, Column)) {
    close(desk, grid, budget);
    let text = now(desk, budget, id).map(|measurement| grid::text(column, &measurement)).unwrap_or_default();
    grid.open(id, column, text);
    grid.focus = column == Column::Origin;
}

/// Ends editing, and takes what another cell has made right.
fn close(desk: &mut Desk<'_>, grid: &mut Grid, budget: &Budget) {
    let Some((id, _)) = grid.at.filter(|_| grid.editing.is_some()) else { return };
    let measurement = now(desk, budget, id);
    grid.close(measurement.as_ref());
    for (column, text) in measurement.map(|measurement| grid.mended(&measurement)).unwrap_or_default() {
        write(desk, id, column, &text);
    }
}

fn write(desk: &mut Desk<'_>, id: Id, column: Column, text: &str) {
    Spot::item(id).write(desk, "edit measurement", column.key(), |value| answer::set(value, text));
}

fn head(ui: &mut Ui, lay: Lay) {
    let c = theme::colors(ui);
    let height = if lay.is_wide() { 24.0 } else { 42.0 };
    let (rect, _) = ui.allocate_exact_size(vec2(lay.width, height), Sense::hover());
    let text = |x: f32, line: f32, align: f32, words: &str| {
        let galley = theme::line(ui, words, Type::Caption, c.ink_3);
        let at = rect.min + vec2(x - galley.size().x * align, 2.0 + line * 18.0);
        ui.painter().galley(at, galley, c.ink_3);
    };
    for column in Column::ALL {
        let cell = lay.cell(column);
        let line = if cell.top() > LINE { 1.0 } else { 0.0 };
        if column.is_number() {
            text(cell.right() - 4.0, line, 1.0, column.label());
        } else {
            text(cell.left() + 4.0, line, 0.0, column.label());
        }
    }
    text(lay.rate(), 0.0, 1.0, "Rate");
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// A row while it is drawn.
#[derive(Clone, Copy)]
struct Row<'a> {
    budget: &'a Budget,
    measurement: &'a Measurement,
    lay: Lay,
}

impl Row<'_> {
    fn show(self, ui: &mut Ui, desk: &mut Desk<'_>, grid: &mut Grid) -> Option<Asked> {
        let id = self.measurement.id;
        let troubled = grid.editing.is_some() || !grid.drafts.is_empty();
        let problem = if troubled { grid.problem(self.measurement) } else { None };
        let height = self.lay.row() + if problem.is_some() { PROBLEM } else { 0.0 };
        let (_, rect) = ui.allocate_space(vec2(self.lay.width, height));
        let here = grid.at.filter(|(at, _)| *at == id).map(|(_, column)| column);
        if here.is_some() && std::mem::take(&mut grid.scroll) {
            ui.scroll_to_rect(rect, None);
        }
        if !ui.is_rect_visible(rect) && here.is_none() {
            return None; // only space, unless the keyboard is there
        }
        let mut asked = None;
        let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(id));
        for column in Column::ALL {
            let place = self.lay.cell(column).translate(rect.min.to_vec2());
            let cell = Cell { row: self, column, rect: place, here: here == Some(column) };
            asked = cell.show(&mut inside, desk, grid).or(asked);
        }
        self.paint_rate(ui, rect);
        if let Some(problem) = problem {
            self.say(ui, rect, &problem, here.is_some() && grid.editing.is_some());
        }
        if here.is_some() || ui.rect_contains_pointer(rect) {
            asked = self.tools(&mut inside, grid, rect).or(asked);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme::colors(ui).line));
        asked
    }

    fn paint_rate(self, ui: &Ui, rect: Rect) {
        let c = theme::colors(ui);
        let counted = self.measurement.errors.zip(self.measurement.trials.filter(|trials| *trials > 0));
        if let Some((errors, trials)) = counted {
            let galley = theme::line(ui, &words::percent(errors as f64 / trials as f64), Type::Body, c.ink);
            let corner = rect.min + vec2(self.lay.rate() - galley.size().x, 2.0 + (LINE - galley.size().y) / 2.0);
            ui.painter().galley(corner, galley, c.ink);
        }
    }

    /// What is wrong, under the cells: quiet while somebody types.
    fn say(self, ui: &Ui, rect: Rect, problem: &str, typing: bool) {
        let c = theme::colors(ui);
        let ink = if typing { c.ink_2 } else { c.blocker };
        let galley = theme::cut(ui, problem, Type::Small, ink, self.lay.width - 8.0, 1);
        let place = Rect::from_min_max(pos2(rect.left(), rect.bottom() - PROBLEM - 1.0), rect.max);
        ui.painter().galley(place.min + vec2(4.0, 0.0), galley, ink);
        let said = ui.interact(place, cell_id((self.measurement.id, Column::Date)).with("problem"), Sense::hover());
        said.widget_info(|| WidgetInfo::labeled(Role::Label, true, problem));
    }

    /// The menu at the right.
    fn tools(self, ui: &mut Ui, grid: &mut Grid, rect: Rect) -> Option<Asked> {
        let id = self.measurement.id;
        let at = Rect::from_min_size(pos2(rect.right() - MENU, rect.top() + 2.0), vec2(MENU, size::CONTROL));
        let date = self.measurement.date.map(words::short_date);
        let when = date.map_or_else(|| "without a date".to_owned(), |date| format!("of {date}"));
        let builder = UiBuilder::new().max_rect(at).id_salt(("tools", id));
        ui.scope_builder(builder, |ui| {
            let button = icon_button(ui, icons::DOTS, &format!("More about the measurement {when}"), true);
            if button.clicked() && grid.at.is_none_or(|(other, _)| other != id) {
                grid.at = Some((id, Column::Date));
            }
            menu::below(&button, |ui| {
                let mut asked = None;
                if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
                    asked = Some(Asked::Duplicate);
                }
                if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
                    asked = Some(Asked::Delete);
                }
                asked
            })
            .flatten()
        })
        .inner
    }
}

/// A cell while it is drawn.
struct Cell<'a> {
    row: Row<'a>,
    column: Column,
    rect: Rect,
    here: bool,
}

impl Cell<'_> {
    fn at(&self) -> (Id, Column) {
        (self.row.measurement.id, self.column)
    }

    fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, grid: &mut Grid) -> Option<Asked> {
        let editing = self.here && grid.editing.is_some();
        if editing && self.column != Column::Origin {
            return self.field(ui, desk, grid);
        }
        let sense = if self.here { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(self.rect, cell_id(self.at()), sense);
        let draft = grid.drafts.get(&self.at());
        let text = draft.cloned().unwrap_or_else(|| grid::shown(self.column, self.row.measurement));
        self.paint(ui, &response, (&text, draft.is_some()), editing);
        let role = if self.column == Column::Origin { Role::ComboBox } else { Role::Cell };
        response.widget_info(|| {
            let said = if text.is_empty() { "blank" } else { &text };
            WidgetInfo::labeled(role, true, format!("{}: {said}", self.column.label()))
        });
        if self.here && std::mem::take(&mut grid.focus) {
            response.request_focus();
        }
        if self.column == Column::Origin {
            self.origin(ui, desk, grid, &response);
            return None;
        }
        focus::ring_inside(ui, &response, self.rect, radius::CHIP);
        if response.on_hover_cursor(egui::CursorIcon::Text).clicked() {
            close(desk, grid, self.row.budget);
            grid.at = Some(self.at());
            return Some(Asked::Open(self.column));
        }
        None
    }

    fn paint(&self, ui: &Ui, response: &egui::Response, (text, wrong): (&str, bool), editing: bool) {
        let c = theme::colors(ui);
        if editing {
            ui.painter().rect(self.rect, radius::CHIP, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_filled(self.rect, radius::CHIP, c.hover);
        }
        if wrong {
            ui.painter().rect_stroke(self.rect, radius::CHIP, Stroke::new(2.0, c.blocker), StrokeKind::Inside);
        }
        let blank = text.trim().is_empty();
        let ink = if blank { c.ink_3 } else { c.ink };
        let side = if wrong { 18.0 } else { 4.0 };
        let style = if self.column.is_number() || self.column == Column::Date { Type::Body } else { Type::Small };
        let galley = theme::cut(ui, if blank { "–" } else { text }, style, ink, self.rect.width() - side - 4.0, 1);
        let y = self.rect.center().y - galley.size().y / 2.0;
        let x = if self.column.is_number() { self.rect.right() - side - galley.size().x } else { self.rect.left() + 4.0 };
        ui.painter().galley(pos2(x, y), galley, ink);
        if wrong {
            let at = Rect::from_center_size(self.rect.right_center() - vec2(10.0, 0.0), vec2(12.0, 12.0));
            glyph::paint(ui.painter(), at, Glyph::Blocker, c);
        }
    }

    fn field(&self, ui: &mut Ui, desk: &mut Desk<'_>, grid: &mut Grid) -> Option<Asked> {
        let c = theme::colors(ui);
        let editing = grid.editing.as_mut()?;
        let fresh = std::mem::take(&mut editing.fresh);
        let id = cell_id(self.at()).with("field");
        ui.painter().rect(self.rect, radius::CHIP, c.surface, Stroke::new(2.0, c.focus), StrokeKind::Inside);
        let place = self.rect.shrink2(vec2(4.0, 4.0));
        let typed = ui
            .scope_builder(UiBuilder::new().max_rect(place), |ui| {
                let field = TextField::line(id, self.column.label()).bare().width(place.width());
                field.take_focus_and_select(fresh).show(ui, &editing.text)
            })
            .inner;
        let locked = egui::EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, locked));
        if let Some(text) = typed.text {
            editing.text.clone_from(&text);
            if grid::problem(self.column, &text, self.row.measurement).is_none() {
                write(desk, self.row.measurement.id, self.column, &text);
            }
        }
        if typed.escaped {
            let before = std::mem::take(&mut editing.before);
            if grid::text(self.column, self.row.measurement) != before {
                write(desk, self.row.measurement.id, self.column, &before);
            }
            grid.drafts.remove(&self.at());
            (grid.editing, grid.focus) = (None, true);
            return None;
        }
        if typed.entered {
            return Some(Asked::Next(1));
        }
        if typed.response.lost_focus() {
            close(desk, grid, self.row.budget);
        }
        None
    }

    /// One of four: a list under the cell, and the first letters while the cell has the focus.
    fn origin(&self, ui: &mut Ui, desk: &mut Desk<'_>, grid: &mut Grid, response: &egui::Response) {
        focus::ring_inside(ui, response, self.rect, radius::CHIP);
        let editing = self.here && grid.editing.is_some();
        if editing {
            let locked = egui::EventFilter { tab: true, ..egui::EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, locked));
        }
        if response.clicked() {
            grid.at = Some(self.at());
        }
        let current = self.row.measurement.origin;
        let picked = menu::below(response, |ui| {
            let mut picked = None;
            for origin in Origin::ALL {
                if menu::Row::new(origin.label()).chosen(current == Some(*origin)).show(ui).clicked() {
                    picked = Some(Some(*origin));
                }
            }
            if current.is_some() && menu::Row::new("Clear").icon(icons::X).show(ui).clicked() {
                picked = Some(None);
            }
            picked
        });
        let typed = if response.has_focus() { by_letter(ui).map(Some) } else { None };
        if let Some(origin) = picked.flatten().or(typed).filter(|origin| *origin != current) {
            let text = origin.map(Origin::label).unwrap_or_default();
            let spot = Spot::item(self.row.measurement.id);
            spot.edit(desk, "edit measurement", self.column.key(), |value| answer::set(value, text));
            (grid.at, grid.focus) = (Some(self.at()), true);
        }
        let fresh = grid.editing.as_mut().is_some_and(|editing| std::mem::take(&mut editing.fresh));
        if editing && !fresh && !response.has_focus() && !egui::Popup::is_any_open(ui.ctx()) {
            grid.editing = None;
        }
    }
}

/// The origin that begins with a letter that was just typed.
fn by_letter(ui: &Ui) -> Option<Origin> {
    let letter = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Text(text) => text.chars().next().map(|letter| letter.to_lowercase().to_string()),
            _ => None,
        })
    })?;
    Origin::ALL.iter().copied().find(|origin| origin.label().to_lowercase().starts_with(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_row_do_not_overlap() {
        for width in [328.0, 400.0, 620.0, 1_000.0_f32] {
            let lay = Lay { width };
            let cells: Vec<Rect> = Column::ALL.iter().map(|column| lay.cell(*column)).collect();
            for (number, cell) in cells.iter().enumerate() {
                assert!(cell.width() >= 60.0 && cell.right() <= width - MENU, "{width}: {cell:?}");
                assert!(cell.bottom() <= lay.row(), "{width}: {cell:?}");
                let others = cells.iter().skip(number + 1);
                assert!(others.into_iter().all(|other| !cell.shrink(0.5).intersects(*other)), "{width}: {cell:?}");
            }
            assert!(lay.cell(Column::Trials).right() < lay.rate() - 52.0, "{width}");
        }
    }
}
