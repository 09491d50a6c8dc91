//! Cases by band.

use crate::assess::interval::{self, RateInterval};
use crate::model::operating_points::OperatingPoint;

use super::curve::{Counts, Curve};

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

    /// Cases that are not of the positive class.
    #[must_use]
    pub fn negatives(&self) -> f64 {
        self.total - self.positives
    }

    /// Cases served that are not of the positive class: false positives.
    #[must_use]
    pub fn served_wrongly(&self) -> f64 {
        (self.served - self.served_positives).max(0.0)
    }

    /// Cases in the gray zone.
    #[must_use]
    pub fn gray(&self) -> f64 {
        (self.total - self.served - self.fallback).max(0.0)
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

    /// The same scores where `prevalence` of all cases are of the positive class: each class keeps its spread of scores, and
    /// only their mixture changes. This is what prior probability shift means: Saerens, Latinne and Decaestecker, "Adjusting
    /// the outputs of a classifier to new a priori probabilities" (Neural Computation 14, 2002). `None` without cases of both
    /// classes. The result is counted in shares of one case, and no interval follows from it.
    #[must_use]
    pub fn at_prevalence(&self, prevalence: f64) -> Option<Self> {
        if !(self.positives > 0.0 && self.negatives() > 0.0) {
            return None;
        }
        let weights = Counts {
            positives: prevalence.clamp(0.0, 1.0) / self.positives,
            negatives: (1.0 - prevalence.clamp(0.0, 1.0)) / self.negatives(),
        };
        let mix = |all: f64, positives: f64| positives * weights.positives + (all - positives) * weights.negatives;
        Some(Self {
            total: 1.0,
            positives: prevalence.clamp(0.0, 1.0),
            served: mix(self.served, self.served_positives),
            served_positives: self.served_positives * weights.positives,
            fallback: mix(self.fallback, self.fallback_positives),
            fallback_positives: self.fallback_positives * weights.positives,
            interpolated: true,
        })
    }
}

/// Counts the cases in each band. `None` without scores or without both thresholds, or if the thresholds are crossed.
#[must_use]
pub fn bands(point: &OperatingPoint) -> Option<Bands> {
    let pair = super::thresholds(point)?;
    Some(Curve::of(point.bins.iter())?.bands(pair))
}

#[cfg(test)]
mod tests {
    use super::super::Pair;
    use super::super::samples::bins;
    use super::*;

    #[test]
    fn another_mixture_keeps_recall_and_changes_precision() {
        let curve = Curve::of(bins(&[(0.0, 0.5, 20, 80), (0.5, 1.0, 80, 20)]).iter()).expect("cases");
        let bands = curve.bands(Pair { lower: 0.5, upper: 0.5 });
        let rare = bands.at_prevalence(0.1).expect("both classes");
        let precision = rare.served_positives / rare.served;
        assert!((precision - 0.1 * 0.8 / (0.1 * 0.8 + 0.9 * 0.2)).abs() < 1e-12, "{precision}");
        assert!((rare.served_positives / rare.positives - 0.8).abs() < 1e-12);
        let same = bands.at_prevalence(0.5).expect("both classes");
        assert!((same.served_share() - bands.served_share()).abs() < 1e-12);
        assert!(Bands { positives: 0.0, ..bands }.at_prevalence(0.5).is_none());
    }
}
