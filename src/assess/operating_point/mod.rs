//! What a pair of thresholds does to the scores that it was chosen on.
//!
//! [`Curve`] is built once for each set of scores; for any thresholds it gives [`Bands`] in the time that a search takes, and
//! everything else follows from those counts: [`mod@figures`] and [`mod@cost`] for a pair of thresholds, [`mod@lowest`] for the
//! cheapest pair, [`mod@ranking`] and [`mod@calibration`] for the scores as a whole, [`mod@judged`] for budgets.
//!
//! Served means predicted as positive: the score is at or over the upper threshold.

mod bands;
pub mod calibration;
pub mod cost;
mod curve;
pub mod figures;
pub mod judged;
pub mod lowest;
pub mod ranking;
#[cfg(test)]
mod samples;

pub use bands::{Bands, bands};
pub use calibration::Calibration;
pub use cost::{Costs, Expected, Outcome};
pub use curve::{Cell, Counts, Curve};
pub use figures::{Figures, Imbalance, Share};
pub use judged::{Linked, linked};
pub use lowest::{Lowest, Pair, lowest};
pub use ranking::{Area, average_precision, roc_area};

use crate::model::Rate;
use crate::model::operating_points::OperatingPoint;

/// Both thresholds of a point, the lower one first; `None` unless both are set and in order.
#[must_use]
pub fn thresholds(point: &OperatingPoint) -> Option<Pair> {
    ordered(point.fallback_below, point.serve_above)
}

/// A pair of thresholds; `None` unless both are set and in order.
#[must_use]
pub fn ordered(fallback_below: Option<Rate>, serve_above: Option<Rate>) -> Option<Pair> {
    let (lower, upper) = (fallback_below?.fraction(), serve_above?.fraction());
    (lower <= upper).then_some(Pair { lower, upper })
}
