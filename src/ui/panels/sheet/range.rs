//! The cursor of a sheet and what is selected with it: a rectangle of cells. Knows how many cells there are, and nothing else.

use std::ops::RangeInclusive;

/// A cell by its row and its column, as they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
}

/// A way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Left,
    Right,
}

/// The cursor, and the cell at the other corner of the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Range {
    pub(super) cursor: Cell,
    anchor: Cell,
    /// The column that Tab began in: Enter goes back there.
    home: Option<usize>,
}

impl Range {
    /// One cell.
    pub(super) fn to(&mut self, cell: Cell) {
        *self = Self { cursor: cell, anchor: cell, home: None };
    }

    /// From where the selection began to a cell.
    pub(super) fn extend(&mut self, cell: Cell) {
        self.cursor = cell;
        self.home = None;
    }

    /// All cells between two, with the cursor at the first.
    pub(super) fn span(&mut self, from: Cell, to: Cell) {
        *self = Self { cursor: from, anchor: to, home: None };
    }

    /// The selected rows.
    pub(super) fn rows(&self) -> RangeInclusive<usize> {
        self.cursor.row.min(self.anchor.row)..=self.cursor.row.max(self.anchor.row)
    }

    /// The selected columns.
    pub(super) fn columns(&self) -> RangeInclusive<usize> {
        self.cursor.column.min(self.anchor.column)..=self.cursor.column.max(self.anchor.column)
    }

    /// How many rows and columns are selected.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.rows().count(), self.columns().count())
    }

    pub(super) fn contains(&self, cell: Cell) -> bool {
        self.rows().contains(&cell.row) && self.columns().contains(&cell.column)
    }

    /// The cell of the cursor's column in a row; its own without one.
    pub(super) fn cursor_of(&self, row: Option<usize>) -> Cell {
        Cell { row: row.unwrap_or(self.cursor.row), column: self.cursor.column }
    }

    /// Both corners go where their rows went; a row that is gone leaves its corner where it is.
    pub(super) fn follow(&mut self, row_now: impl Fn(usize) -> Option<usize>) {
        for cell in [&mut self.cursor, &mut self.anchor] {
            cell.row = row_now(cell.row).unwrap_or(cell.row);
        }
    }

    /// Brings both corners back into a sheet of this many rows and columns.
    pub(super) fn keep_inside(&mut self, rows: usize, columns: usize) {
        for cell in [&mut self.cursor, &mut self.anchor] {
            cell.row = cell.row.min(rows.saturating_sub(1));
            cell.column = cell.column.min(columns.saturating_sub(1));
        }
    }

    /// One step, or `by` rows at once, as far as there are cells.
    pub(super) fn beside(&self, way: Way, by: usize, (rows, columns): (usize, usize)) -> Cell {
        let Cell { row, column } = self.cursor;
        match way {
            Way::Up => Cell { row: row.saturating_sub(by), column },
            Way::Down => Cell { row: (row + by).min(rows.saturating_sub(1)), column },
            Way::Left => Cell { row, column: column.saturating_sub(by) },
            Way::Right => Cell { row, column: (column + by).min(columns.saturating_sub(1)) },
        }
    }

    /// As far as the cells are like the next one: to the last filled cell before a blank one, or over blanks to the next that
    /// is filled, or to the edge.
    pub(super) fn edge(&self, way: Way, size: (usize, usize), is_blank: impl Fn(Cell) -> bool) -> Cell {
        let mut at = *self;
        let step = |at: &Self| Some(at.beside(way, 1, size)).filter(|next| *next != at.cursor);
        let Some(next) = step(&at) else { return at.cursor };
        let over_blanks = is_blank(at.cursor) || is_blank(next);
        at.cursor = next;
        while let Some(next) = step(&at) {
            if over_blanks && !is_blank(at.cursor) || !over_blanks && is_blank(next) {
                break;
            }
            at.cursor = next;
        }
        at.cursor
    }

    /// Tab: to the next column, or back. At the ends of a row it goes on in the next or the last one.
    pub(super) fn tab(&mut self, back: bool, size: (usize, usize)) {
        let Cell { row, column } = self.cursor;
        let home = self.home.unwrap_or(column);
        let next = match (back, column, column + 1 < size.1) {
            (false, _, true) => Cell { row, column: column + 1 },
            (false, _, false) => Cell { row: (row + 1).min(size.0.saturating_sub(1)), column: 0 },
            (true, 1.., _) => Cell { row, column: column - 1 },
            (true, 0, _) => Cell { row: row.saturating_sub(1), column: size.1.saturating_sub(1) },
        };
        *self = Self { cursor: next, anchor: next, home: Some(home) };
    }

    /// Whether Tab would leave the sheet: at its last cell, or back at its first.
    pub(super) fn is_at_end(&self, back: bool, size: (usize, usize)) -> bool {
        let end = Cell { row: size.0.saturating_sub(1), column: size.1.saturating_sub(1) };
        self.cursor == if back { Cell::default() } else { end }
    }

    /// Enter: down, or up; after Tab to the column where that began.
    pub(super) fn enter(&mut self, up: bool, size: (usize, usize)) {
        let column = self.home.unwrap_or(self.cursor.column);
        let row = self.beside(if up { Way::Up } else { Way::Down }, 1, size).row;
        self.to(Cell { row, column });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (usize, usize) = (5, 3);

    fn at(row: usize, column: usize) -> Cell {
        Cell { row, column }
    }

    #[test]
    fn a_selection_grows_from_where_it_began() {
        let mut range = Range::default();
        range.to(at(2, 1));
        range.extend(at(0, 2));
        assert_eq!((range.rows(), range.columns(), range.size()), (0..=2, 1..=2, (3, 2)));
        assert!(range.contains(at(1, 2)) && !range.contains(at(1, 0)));
        range.keep_inside(2, 2);
        assert_eq!((range.rows(), range.columns()), (0..=1, 1..=1));
    }

    #[test]
    fn enter_returns_to_where_tab_began() {
        let mut range = Range::default();
        range.to(at(0, 1));
        range.tab(false, SIZE);
        assert_eq!(range.cursor, at(0, 2));
        range.enter(false, SIZE);
        assert_eq!(range.cursor, at(1, 1));
        range.tab(true, SIZE);
        range.tab(true, SIZE);
        assert_eq!(range.cursor, at(0, 2), "back at the end of the row before");
        range.to(at(4, 2));
        assert!(range.is_at_end(false, SIZE) && !range.is_at_end(true, SIZE));
        range.enter(false, SIZE);
        assert_eq!(range.cursor, at(4, 2), "there is no row below");
    }

    #[test]
    fn the_edge_is_where_filled_cells_end_or_begin() {
        let filled = [true, true, false, true, false];
        let blank = |cell: Cell| !filled[cell.row];
        let from = |row| {
            let mut range = Range::default();
            range.to(at(row, 0));
            range.edge(Way::Down, SIZE, blank).row
        };
        assert_eq!([0, 1, 2, 3, 4].map(from), [1, 3, 3, 4, 4]);
    }
}
