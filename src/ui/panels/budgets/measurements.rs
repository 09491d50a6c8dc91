//! The measurements of a budget as a table in the card: each cell is edited where it stands, the newest row first.
//!
//! The table is one stop of the Tab key; arrows move from cell to cell, Enter or F2 edits. While a cell is edited, Enter and
//! Tab move on and Ctrl Enter adds another measurement. What cannot be read stays beside its cell and changes nothing.

use std::sync::Arc;

use egui::{Color32, Frame, Key, Margin, Modifiers, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::edit::operations::{duplicate_item, name};
use crate::model::Id;
use crate::model::budgets::{Budget, Measurement};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, form, sheet};
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::{label, menu};
use crate::words;

use super::cell::{Cell, LINE, Lay, MENU, cell_id};
use super::grid::{self, Column, Grid, Step};

/// How high a line under the cells is.
const UNDER: f32 = 20.0;

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
pub enum Asked {
    /// Edit a cell.
    Open(Column),
    /// Go to another cell.
    Move(Step),
    /// Close the cell that is edited and go to the next one.
    Next(isize),
    /// Add another measurement.
    Another,
    /// Show every question, or no longer.
    InFull,
    /// Make a copy.
    Duplicate,
    /// Delete it.
    Delete,
}

/// Shows them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, grid: &mut Grid, budget: &Budget) {
    let c = theme::colors(ui);
    let count = budget.measurements.len();
    ui.horizontal(|ui| {
        label::heading(ui, "Measurements", Type::Strong, 2);
        label::line(ui, &words::how_many(count, "measurement", "measurements"), Type::Small, c.ink_3);
        sheet::switch_at_end(ui, &Spot::item(budget.id), "measurements", "Open the measurements as a sheet");
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
        Asked::InFull => grid.in_full = Some(id).filter(|id| grid.in_full != Some(*id)),
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
pub fn close(desk: &mut Desk<'_>, grid: &mut Grid, budget: &Budget) {
    let Some((id, _)) = grid.at.filter(|_| grid.editing.is_some()) else { return };
    let measurement = now(desk, budget, id);
    grid.close(measurement.as_ref());
    for (column, text) in measurement.map(|measurement| grid.mended(&measurement)).unwrap_or_default() {
        write(desk, id, column, &text);
    }
}

/// Writes what was typed into a cell.
pub fn write(desk: &mut Desk<'_>, id: Id, column: Column, text: &str) {
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
pub struct Row<'a> {
    /// The budget.
    pub budget: &'a Budget,
    /// The measurement.
    pub measurement: &'a Measurement,
    lay: Lay,
}

impl Row<'_> {
    fn show(self, ui: &mut Ui, desk: &mut Desk<'_>, grid: &mut Grid) -> Option<Asked> {
        let id = self.measurement.id;
        let troubled = grid.editing.is_some() || !grid.drafts.is_empty();
        let problem = if troubled { grid.problem(self.measurement) } else { None };
        let segment = self.segment();
        let under = f32::from(u8::from(problem.is_some()) + u8::from(segment.is_some())) * UNDER;
        let height = self.lay.row() + under;
        let (_, rect) = ui.allocate_space(vec2(self.lay.width, height));
        let here = grid.at.filter(|(at, _)| *at == id).map(|(_, column)| column);
        if here.is_some() && std::mem::take(&mut grid.scroll) {
            ui.scroll_to_rect(rect, None);
        }
        let in_full = grid.in_full == Some(id);
        if !ui.is_rect_visible(rect) && here.is_none() && !in_full {
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
        let c = theme::colors(ui);
        let mut line = rect.top() + self.lay.row() - 3.0;
        if let Some(segment) = segment {
            self.say(ui, line, &segment, c.ink_3);
            line += UNDER;
        }
        if let Some((problem, typing)) = problem {
            // quiet while somebody types
            self.say(ui, line, &problem, if typing { c.ink_2 } else { c.blocker });
        }
        if here.is_some() || ui.rect_contains_pointer(rect) {
            asked = self.tools(&mut inside, grid, rect).or(asked);
        }
        if in_full {
            Frame::new().inner_margin(Margin { left: 4, right: 4, top: 8, bottom: 16 }).show(ui, |ui| {
                form::record(ui, desk, &Spot::item(id), self.measurement, &[]);
            });
        }
        ui.painter().hline(rect.x_range(), ui.min_rect().bottom() - 0.5, Stroke::new(1.0, c.line));
        asked
    }

    /// The group that it was measured for, if not for the budget's own.
    fn segment(self) -> Option<String> {
        let segment = self.measurement.segment.trim();
        if segment.is_empty() || segment == self.budget.segment.trim() {
            return None;
        }
        Some(format!("Only {segment}: not part of the verdict"))
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

    /// A line under the cells.
    fn say(self, ui: &Ui, top: f32, words: &str, ink: Color32) {
        let galley = theme::cut(ui, words, Type::Small, ink, self.lay.width - 8.0, 1);
        let place = Rect::from_min_size(pos2(ui.min_rect().left(), top), vec2(self.lay.width, UNDER));
        ui.painter().galley(place.min + vec2(4.0, 0.0), galley, ink);
        let said = ui.interact(place, ui.scope_id().with((self.measurement.id, words)), Sense::hover());
        said.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
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
                let open = grid.in_full == Some(id);
                if menu::Row::new("All questions").icon(icons::LIST).chosen(open).show(ui).clicked() {
                    asked = Some(Asked::InFull);
                }
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
