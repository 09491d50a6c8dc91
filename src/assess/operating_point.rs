//! What a pair of thresholds does to the scores that it was chosen on.

use crate::model::Rate;
use crate::model::operating_points::OperatingPoint;

use super::interval::{self, RateInterval};

/// Cases by band. Bins that a threshold cuts through are split in proportion to their width.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bands {
    /// All cases in the bins.
    pub total: f64,
    /// Cases of the positive class in the bins.
    pub positives: f64,
    /// Cases served: score at or over the upper threshold.
    pub served: f64,
    /// Cases of the positive class among those served.
    pub served_positives: f64,
    /// Cases under the lower threshold.
    pub fallback: f64,
    /// Cases of the positive class under the lower threshold.
    pub fallback_positives: f64,
    /// Whether a threshold cuts through a bin, so that the counts are interpolated.
    pub interpolated: bool,
}

impl Bands {
    /// The share of cases that are served.
    #[must_use]
    pub fn served_share(&self) -> f64 {
        self.served / self.total
    }

    /// The share of cases that fall back.
    #[must_use]
    pub fn fallback_share(&self) -> f64 {
        self.fallback / self.total
    }

    /// The share of cases in the gray zone.
    #[must_use]
    pub fn gray_share(&self) -> f64 {
        (1.0 - self.served_share() - self.fallback_share()).max(0.0)
    }

    /// Of the served cases, the share that is of the positive class, with its exact 95% interval.
    #[must_use]
    pub fn precision(&self) -> Option<RateInterval> {
        interval::exact(self.served_positives.round() as u64, self.served.round() as u64, 0.95)
    }

    /// Of the positive class, the share that is served, with its exact 95% interval.
    #[must_use]
    pub fn recall(&self) -> Option<RateInterval> {
        interval::exact(self.served_positives.round() as u64, self.positives.round() as u64, 0.95)
    }
}

/// Counts the cases in each band. `None` without scores or without both thresholds, or if the thresholds are crossed.
#[must_use]
pub fn bands(point: &OperatingPoint) -> Option<Bands> {
    let upper = point.serve_above?.fraction();
    let lower = point.fallback_below?.fraction();
    if lower > upper {
        return None;
    }
    let mut sum = Bands::default();
    for bin in point.bins.iter() {
        let (Some(from), Some(to)) = (bin.from.map(Rate::fraction), bin.to.map(Rate::fraction)) else { continue };
        let positives = bin.positives.unwrap_or(0) as f64;
        let all = positives + bin.negatives.unwrap_or(0) as f64;
        let above = share_above(from, to, upper);
        let below = 1.0 - share_above(from, to, lower);
        sum.interpolated |= [above, below].into_iter().any(|share| share > 0.0 && share < 1.0);
        sum.total += all;
        sum.positives += positives;
        sum.served += all * above;
        sum.served_positives += positives * above;
        sum.fallback += all * below;
        sum.fallback_positives += positives * below;
    }
    (sum.total > 0.0).then_some(sum)
}

/// The share of a bin that lies at or over a threshold.
fn share_above(from: f64, to: f64, threshold: f64) -> f64 {
    if to > from {
        ((to - threshold) / (to - from)).clamp(0.0, 1.0)
    } else if from >= threshold {
        1.0
    } else {
        0.0
    }
}
