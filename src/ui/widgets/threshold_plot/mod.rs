//! Two thresholds on a score: a histogram of both classes with a handle for each threshold, and below it what would follow if
//! the upper one moved. Everything shares one axis, from 0 to 1.
//!
//! Handles are sliders to a screen reader and to the keyboard. They are dragged, or the plot is clicked where the nearer one is
//! to go; they stop at each other. Knows scores and prices, and no workbook.

mod curves;
mod handles;
mod histogram;

use egui::{Rect, Ui, pos2};

use crate::assess::operating_point::{Curve, Pair};

pub use curves::{Cost, show as curves, summary as curves_summary};
pub use handles::{listen, paint as handles};
pub use histogram::{hatch, paint as histogram, room};

/// The room for numbers at the left of every plot.
pub const GUTTER: f32 = 48.0;

/// How high the handles are, with the gap under them.
pub const HANDLES: f32 = 36.0;

/// Where scores lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// The x of a score of 0.
    pub left: f32,
    /// From 0 to 1.
    pub width: f32,
}

impl Axis {
    /// The axis of plots that are as wide as there is room.
    #[must_use]
    pub fn of(ui: &Ui) -> Self {
        let rect = ui.available_rect_before_wrap();
        Self { left: rect.left() + GUTTER, width: (rect.width() - GUTTER).max(80.0) }
    }

    /// The x of a score.
    #[must_use]
    pub fn x(self, score: f64) -> f32 {
        self.left + self.width * score as f32
    }

    /// The score at an x.
    #[must_use]
    pub fn score(self, x: f32) -> f64 {
        f64::from(((x - self.left) / self.width).clamp(0.0, 1.0))
    }

    /// The part between two scores and two heights.
    fn rect(self, from: f64, to: f64, (top, bottom): (f32, f32)) -> Rect {
        Rect::from_min_max(pos2(self.x(from), top), pos2(self.x(to), bottom))
    }
}

/// What is plotted.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The scores.
    pub curve: &'a Curve,
    /// The thresholds as they are.
    pub pair: Pair,
    /// The thresholds as they were when dragging began.
    pub before: Option<Pair>,
    /// The axis.
    pub axis: Axis,
}
