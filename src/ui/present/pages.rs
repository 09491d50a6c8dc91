//! The pages of the board: what has no room on one stands on the next. They are turned from both windows, and both say which
//! one the room sees.

use std::ops::Range;

use egui::{Event, MouseWheelUnit, Ui, ViewportId};

use crate::model::Id;

/// So far a wheel is turned for one page: lines, or points by fifty.
const TURN: f32 = 1.0;

/// Which page is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf {
    Next,
    Before,
    First,
    Last,
}

/// Which page the room sees.
#[derive(Debug, Default)]
pub(super) struct Pages {
    at: usize,
    of: usize,
    /// What is on them: another thing begins at its first page.
    about: Option<Id>,
    wheel: f32,
}

impl Pages {
    /// Turns to another page; beyond the ends there is none.
    pub(super) fn turn(&mut self, leaf: Leaf) {
        let last = self.of.saturating_sub(1);
        self.at = match leaf {
            Leaf::Next => (self.at + 1).min(last),
            Leaf::Before => self.at.saturating_sub(1),
            Leaf::First => 0,
            Leaf::Last => last,
        };
    }

    /// Whether there is more than one.
    pub(super) fn are_several(&self) -> bool {
        self.of > 1
    }

    /// Whether there is one after it.
    pub(super) fn has_next(&self) -> bool {
        self.at + 1 < self.of
    }

    /// Whether there is one before it.
    pub(super) fn has_before(&self) -> bool {
        self.at > 0
    }

    /// Which one it is: `page 2 of 5`; `None` where there is one.
    pub(super) fn words(&self) -> Option<String> {
        self.are_several().then(|| format!("page {} of {}", self.at + 1, self.of))
    }

    /// Says what is on them.
    pub(super) fn are_about(&mut self, about: Option<Id>) {
        if self.about != about {
            (self.about, self.at) = (about, 0);
        }
    }

    /// Turns to the page with this row.
    pub(super) fn show_row(&mut self, row: usize, begins: &[usize]) {
        self.at = begins.partition_point(|begin| *begin <= row).saturating_sub(1);
    }

    /// The rows of the page that is shown, of `rows`, where pages begin at these. Both windows are told when that changes.
    pub(super) fn rows(&mut self, ui: &Ui, rows: usize, begins: &[usize]) -> Range<usize> {
        let before = self.words();
        self.of = begins.len();
        self.at = self.at.min(self.of.saturating_sub(1));
        if self.words() != before {
            ui.ctx().request_repaint_of(ViewportId::ROOT);
        }
        let begin = begins.get(self.at).copied().unwrap_or(0);
        begin..begins.get(self.at + 1).copied().unwrap_or(rows).max(begin)
    }

    /// Hears the wheel over the board.
    pub(super) fn hear_wheel(&mut self, ui: &Ui) {
        let turned = ui.input(|input| {
            let one = |event: &Event| match event {
                Event::MouseWheel { unit: MouseWheelUnit::Point, delta, .. } => delta.y / 50.0,
                Event::MouseWheel { delta, .. } => delta.y,
                _ => 0.0,
            };
            input.events.iter().map(one).sum::<f32>()
        });
        self.wheel += turned;
        if self.wheel.abs() >= TURN {
            self.turn(if self.wheel < 0.0 { Leaf::Next } else { Leaf::Before });
            self.wheel = 0.0;
        }
    }
}

/// Where pages begin, for rows of these heights in so much room. A row with `true` is the head of the one after it, and stays
/// with it.
pub(super) fn begins(rows: impl Iterator<Item = (f32, bool)>, room: f32) -> Vec<usize> {
    let rows: Vec<(f32, bool)> = rows.collect();
    let mut begins = vec![0];
    let mut used = 0.0;
    for (at, (height, is_head)) in rows.iter().enumerate() {
        let below = if *is_head { rows.get(at + 1).map_or(0.0, |(height, _)| *height) } else { 0.0 };
        let follows_head = at.checked_sub(1).and_then(|before| rows.get(before)).is_some_and(|(_, is_head)| *is_head);
        if used > 0.0 && !follows_head && used + height + below > room {
            begins.push(at);
            used = 0.0;
        }
        used += height;
    }
    begins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_where_a_row_has_no_room_and_no_head_stands_alone() {
        let rows = [(20.0, true), (50.0, false), (20.0, true), (50.0, false), (50.0, false)];
        assert_eq!(begins(rows.into_iter(), 200.0), [0]);
        assert_eq!(begins(rows.into_iter(), 100.0), [0, 2, 4]);
        assert_eq!(begins([(500.0, false), (10.0, false)].into_iter(), 100.0), [0, 1], "what is higher than a page");
        assert_eq!(begins(std::iter::empty(), 100.0), [0]);
    }

    #[test]
    fn pages_end_where_there_is_no_more() {
        let mut pages = Pages { of: 3, ..Pages::default() };
        pages.turn(Leaf::Before);
        assert_eq!(pages.words().as_deref(), Some("page 1 of 3"));
        pages.turn(Leaf::Next);
        pages.turn(Leaf::Next);
        pages.turn(Leaf::Next);
        assert_eq!(pages.words().as_deref(), Some("page 3 of 3"));
        pages.turn(Leaf::First);
        pages.show_row(5, &[0, 3, 5]);
        assert_eq!(pages.at, 2);
        pages.are_about(Some(Id(7)));
        assert_eq!((pages.at, Pages::default().words()), (0, None));
    }
}
