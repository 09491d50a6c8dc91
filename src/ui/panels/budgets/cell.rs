//! A cell of the table of measurements: text until it is edited where it stands.

use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::Id;
use crate::model::metrics::Origin;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, menu};

use super::grid::{self, Column, Grid};
use super::measurements::{Asked, Row, close, write};

/// How high a cell is.
pub const LINE: f32 = 28.0;
/// From this width on a measurement stands on one line.
const ONE_LINE: f32 = 620.0;
/// The room for the menu at the right.
pub const MENU: f32 = 28.0;

/// Where the cells of a row lie.
#[derive(Debug, Clone, Copy)]
pub struct Lay {
    /// The width of the table.
    pub width: f32,
}

impl Lay {
    /// Whether a row has one line.
    pub fn is_wide(self) -> bool {
        self.width >= ONE_LINE
    }

    /// The height of a row.
    pub fn row(self) -> f32 {
        if self.is_wide() { LINE + 4.0 } else { 2.0 * LINE + 6.0 }
    }

    /// The cell of a column, in a row whose corner is at zero.
    pub fn cell(self, column: Column) -> Rect {
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
    pub fn rate(self) -> f32 {
        if self.is_wide() { 308.0 } else { self.width - MENU - 4.0 }
    }
}

/// The id of a cell; its field while it is edited is `with("field")`.
pub fn cell_id((id, column): (Id, Column)) -> egui::Id {
    egui::Id::unique(("measurement", id, column))
}

/// A cell while it is drawn.
pub struct Cell<'a> {
    /// Its row.
    pub row: Row<'a>,
    /// Its column.
    pub column: Column,
    /// Where it stands.
    pub rect: Rect,
    /// Whether the person is there.
    pub here: bool,
}

impl Cell<'_> {
    fn at(&self) -> (Id, Column) {
        (self.row.measurement.id, self.column)
    }

    /// Shows it.
    pub fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, grid: &mut Grid) -> Option<Asked> {
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
        let x =
            if self.column.is_number() { self.rect.right() - side - galley.size().x } else { self.rect.left() + 4.0 };
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
        editing.follow(&grid::text(self.column, self.row.measurement));
        let id = cell_id(self.at()).with("field");
        ui.painter().rect(self.rect, radius::CHIP, c.surface, Stroke::new(2.0, c.focus), StrokeKind::Inside);
        let place = self.rect.shrink2(vec2(4.0, 0.0));
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
            // what is wrong changes nothing, whatever stood there on the way to it
            let right = grid::problem(self.column, &text, self.row.measurement).is_none();
            let wanted = if right { &text } else { &editing.before };
            if grid::text(self.column, self.row.measurement) != *wanted {
                write(desk, self.row.measurement.id, self.column, wanted);
                editing.seen = None;
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
        if editing {
            let fresh = grid.editing.as_mut().is_some_and(|editing| std::mem::take(&mut editing.fresh));
            if !fresh && !response.has_focus() && !egui::Popup::is_any_open(ui.ctx()) {
                grid.editing = None;
            }
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
