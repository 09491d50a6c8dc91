//! Where the cells of a sheet lie: heads at the top and at the left that stay in sight, and the first column with them.

use std::ops::Range;

use egui::{Pos2, Rect, Vec2, vec2};

use super::columns::Column;
use super::range::Cell;

/// How high a row is, and the heads of the columns.
pub(super) const ROW: f32 = 28.0;
pub(super) const HEAD: f32 = 32.0;

/// How wide the heads of the rows are.
pub(super) const SIDE: f32 = 72.0;

/// The places of all cells.
#[derive(Debug)]
pub(super) struct Plan {
    /// The whole sheet, heads included.
    pub(super) area: Rect,
    /// How far it is scrolled.
    pub(super) offset: Vec2,
    /// How many rows there are.
    rows: usize,
    /// Where the columns end that stay in sight, from the left edge.
    pub(super) frozen: f32,
    /// The left and right edge of each column, as if nothing were scrolled.
    edges: Vec<(f32, f32)>,
}

impl Plan {
    /// The plan of a sheet in an area. In a narrow one, the first column takes at most a third.
    pub(super) fn new<'a>(area: Rect, offset: Vec2, rows: usize, columns: impl Iterator<Item = &'a Column>) -> Self {
        let most = ((area.width() - SIDE) / 3.0).max(88.0);
        let mut edges = Vec::new();
        let mut left = SIDE;
        for (at, column) in columns.enumerate() {
            let width = if at == 0 && area.width() < 720.0 { column.width.min(most) } else { column.width };
            edges.push((left, left + width));
            left += width;
        }
        Self { area, offset, rows, frozen: edges.first().map_or(SIDE, |(_, right)| *right), edges }
    }

    /// How large all cells are together, with the heads.
    pub(super) fn content(&self) -> Vec2 {
        let width = self.edges.last().map_or(SIDE, |(_, right)| *right);
        vec2(width, HEAD + ROW * self.rows as f32)
    }

    /// Where the rows are in sight.
    pub(super) fn body(&self) -> Rect {
        self.area.with_min_y(self.area.top() + HEAD)
    }

    /// The part of the sheet in which the columns move that do not stay in sight.
    pub(super) fn moving(&self) -> Rect {
        self.area.with_min_x(self.area.left() + self.frozen)
    }

    /// The rows in sight.
    pub(super) fn rows_in_sight(&self) -> Range<usize> {
        let first = (self.offset.y / ROW).floor().max(0.0) as usize;
        let last = ((self.offset.y + self.body().height()) / ROW).ceil().max(0.0) as usize;
        first.min(self.rows)..last.min(self.rows)
    }

    /// How many rows fit into sight.
    pub(super) fn page(&self) -> usize {
        ((self.body().height() / ROW).floor() as usize).saturating_sub(1).max(1)
    }

    /// The columns in sight: the first one, and those that are not scrolled away.
    pub(super) fn columns_in_sight(&self) -> Vec<usize> {
        let sight = self.moving();
        let is_there = |at: &usize| *at == 0 || self.column(*at).intersects(sight.x_range());
        (0..self.edges.len()).filter(is_there).collect()
    }

    /// The left and right edge of a column on the screen.
    pub(super) fn column(&self, at: usize) -> egui::Rangef {
        let (left, right) = self.edges.get(at).copied().unwrap_or_default();
        let moved = if at == 0 { 0.0 } else { self.offset.x };
        egui::Rangef::new(self.area.left() + left - moved, self.area.left() + right - moved)
    }

    fn row(&self, at: usize) -> egui::Rangef {
        let top = self.body().top() + ROW * at as f32 - self.offset.y;
        egui::Rangef::new(top, top + ROW)
    }

    /// Where a cell is on the screen.
    pub(super) fn cell(&self, cell: Cell) -> Rect {
        Rect::from_x_y_ranges(self.column(cell.column), self.row(cell.row))
    }

    /// The head of a row.
    pub(super) fn row_head(&self, row: usize) -> Rect {
        Rect::from_x_y_ranges(self.area.left()..=self.area.left() + SIDE, self.row(row))
    }

    /// The head of a column.
    pub(super) fn column_head(&self, column: usize) -> Rect {
        Rect::from_x_y_ranges(self.column(column), self.area.top()..=self.area.top() + HEAD)
    }

    /// The part of the screen in which a column is in sight.
    pub(super) fn clip(&self, column: usize) -> Rect {
        if column == 0 { self.area } else { self.moving() }
    }

    /// The cell at a place on the screen, or the nearest one.
    pub(super) fn cell_at(&self, at: Pos2) -> Cell {
        let row = ((at.y - self.body().top() + self.offset.y) / ROW).floor().max(0.0) as usize;
        let x = at.x - self.area.left();
        let x = if x < self.frozen { x } else { x + self.offset.x };
        let column = self.edges.iter().position(|(_, right)| x < *right).unwrap_or(self.edges.len().saturating_sub(1));
        Cell { row: row.min(self.rows.saturating_sub(1)), column }
    }

    /// Whether a place on the screen is in the heads of the rows.
    pub(super) fn is_row_head(&self, at: Pos2) -> bool {
        at.x < self.area.left() + SIDE
    }

    /// How far to scroll so that a cell is in sight.
    pub(super) fn offset_for(&self, cell: Cell) -> Vec2 {
        let mut to = self.offset;
        let top = ROW * cell.row as f32;
        let height = self.body().height();
        to.y = to.y.min(top).max(top + ROW - height);
        if let Some((left, right)) = self.edges.get(cell.column).filter(|_| cell.column > 0) {
            let room = self.moving().width();
            to.x = to.x.max(right - self.frozen - room).min(left - self.frozen);
        }
        let most = (self.content() - self.area.size()).max(Vec2::ZERO);
        to.clamp(Vec2::ZERO, most)
    }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;
    use crate::model::Workbook;
    use crate::ui::panels::sheet::columns::Columns;

    #[test]
    fn cells_are_found_where_they_lie_and_brought_into_sight() {
        let workbook = Workbook::default();
        let columns = Columns::of(&workbook.failure_modes.modes);
        let area = Rect::from_min_size(pos2(100.0, 50.0), vec2(800.0, 400.0));
        let mut plan = Plan::new(area, Vec2::ZERO, 2_001, columns.shown());
        assert_eq!((plan.rows_in_sight(), plan.page()), (0..14, 12));
        for cell in [Cell { row: 0, column: 0 }, Cell { row: 1_999, column: 12 }, Cell { row: 7, column: 3 }] {
            plan.offset = plan.offset_for(cell);
            let rect = plan.cell(cell);
            assert!(plan.clip(cell.column).contains_rect(rect.shrink(0.1)), "{cell:?} at {rect:?}");
            assert_eq!(plan.cell_at(rect.center()), cell);
        }
        assert!(plan.is_row_head(plan.row_head(7).center()));
        assert!(plan.columns_in_sight().len() < columns.shown().count(), "some are out of sight");
    }
}
