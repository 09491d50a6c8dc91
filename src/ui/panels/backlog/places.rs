//! Where everything in the table lies: rows, the row of the cut, and the question under a row. Plain arithmetic.

use egui::{Rect, pos2, vec2};

use super::columns::{CUT, ROW};

/// What is asked under a row, when it is.
pub(super) const ASK: f32 = 116.0;

/// The places of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Places {
    area: Rect,
    count: usize,
    /// After how many rows the cut lies.
    pub(super) cut: usize,
    /// Under which row something is asked.
    asked: Option<usize>,
}

impl Places {
    /// How high a table with so many rows is.
    pub(super) fn height(count: usize, asks: bool) -> f32 {
        count as f32 * ROW + CUT + if asks { ASK } else { 0.0 }
    }

    /// The places in an area.
    pub(super) fn new(area: Rect, count: usize, cut: usize, asked: Option<usize>) -> Self {
        Self { area, count, cut: cut.min(count), asked }
    }

    fn top(&self, at: usize) -> f32 {
        let cut = if at >= self.cut { CUT } else { 0.0 };
        let asked = if self.asked.is_some_and(|asked| at > asked) { ASK } else { 0.0 };
        self.area.top() + at as f32 * ROW + cut + asked
    }

    /// The rectangle of a row.
    pub(super) fn row(&self, at: usize) -> Rect {
        Rect::from_min_size(pos2(self.area.left(), self.top(at)), vec2(self.area.width(), ROW))
    }

    /// The rectangle of the cut.
    pub(super) fn cut_row(&self) -> Rect {
        Rect::from_min_size(pos2(self.area.left(), self.top(self.cut) - CUT), vec2(self.area.width(), CUT))
    }

    /// The rectangle of what is asked.
    pub(super) fn ask(&self) -> Option<Rect> {
        let row = self.row(self.asked?);
        Some(Rect::from_min_size(row.left_bottom(), vec2(row.width(), ASK)))
    }

    /// After how many rows a line at this height falls.
    pub(super) fn cut_at(&self, y: f32) -> usize {
        (0..self.count).filter(|at| self.row(*at).center().y < y).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_lies_between_rows_and_the_question_under_its_row() {
        let area = Rect::from_min_size(pos2(0.0, 100.0), vec2(500.0, Places::height(4, true)));
        let places = Places::new(area, 4, 2, Some(1));
        let tops = vec![places.row(1).top(), places.cut_row().top(), places.row(2).top(), places.row(3).bottom()];
        assert_eq!(tops, [144.0, 188.0 + ASK, 188.0 + ASK + CUT, area.bottom()]);
        assert_eq!(places.ask().map(|ask| ask.top()), Some(188.0));
        for (y, cut) in [(0.0, 0), (130.0, 1), (170.0, 2), (9_999.0, 4)] {
            assert_eq!(places.cut_at(y), cut, "{y}");
        }
    }
}
