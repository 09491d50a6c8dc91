//! The figures of a pair of thresholds: shares of counted cases, each with an exact interval on demand.

use crate::assess::interval::{self, RateInterval};

use super::bands::Bands;

/// The confidence level of every interval here.
pub const LEVEL: f64 = 0.95;

/// The quantile of the normal distribution that leaves 2.5% on each side.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// The share of a class under which its name alone misleads: a model that never answers is right nine times in ten.
pub const MINORITY: f64 = 0.1;

/// Some cases out of others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// How many.
    pub count: f64,
    /// Out of how many.
    pub of: f64,
    /// Whether a bin had to be split to count them.
    pub interpolated: bool,
}

impl Share {
    /// The share as a fraction; `None` out of nothing.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.of > 0.0).then(|| self.count / self.of)
    }

    /// The rate with its exact 95% interval. Counts from split bins are rounded to whole cases.
    #[must_use]
    pub fn interval(&self) -> Option<RateInterval> {
        let of = self.of.round();
        let found = interval::exact(self.count.clamp(0.0, of).round() as u64, of as u64, LEVEL)?;
        let rate = self.rate()?;
        Some(RateInterval { rate, low: found.low.min(rate), high: found.high.max(rate) })
    }
}

/// What a pair of thresholds does, in shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Of the cases served, those of the positive class.
    pub precision: Share,
    /// Of the positive class, those served.
    pub recall: Share,
    /// Of the other class, those served.
    pub false_positive_rate: Share,
    /// Of the positive class, those not served.
    pub false_negative_rate: Share,
    /// Of the positive class, those under the lower threshold.
    pub missed: Share,
    /// Of all cases, those served: decided without anybody looking.
    pub coverage: Share,
    /// Of all cases, those in the gray zone.
    pub gray: Share,
    /// Of all cases, those under the lower threshold.
    pub fallback: Share,
    /// Of all cases, the positive ones served and the others not served.
    pub accuracy: Share,
    /// True positives out of true positives and all errors: what the F1 score is a function of.
    overlap: Share,
}

impl Figures {
    /// The figures of some bands.
    #[must_use]
    pub fn of(bands: &Bands) -> Self {
        let share = |count: f64, of: f64| Share { count, of, interpolated: bands.interpolated };
        let wrong = bands.served_wrongly();
        let hits = bands.served_positives;
        Self {
            precision: share(hits, bands.served),
            recall: share(hits, bands.positives),
            false_positive_rate: share(wrong, bands.negatives()),
            false_negative_rate: share(bands.positives - hits, bands.positives),
            missed: share(bands.fallback_positives, bands.positives),
            coverage: share(bands.served, bands.total),
            gray: share(bands.gray(), bands.total),
            fallback: share(bands.fallback, bands.total),
            accuracy: share(hits + bands.negatives() - wrong, bands.total),
            overlap: share(hits, bands.positives + wrong),
        }
    }

    /// The F1 score: the harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        self.overlap.rate().map(f1_of)
    }

    /// The F1 score with its 95% interval.
    ///
    /// With hits h and errors e it is 2h / (2h + e), which grows with h / (h + e); that is a share of counted cases with an
    /// exact interval of its own (Hand, Christen and Kirielle, "F*: an interpretable transformation of the F-measure",
    /// Machine Learning 110, 2021).
    #[must_use]
    pub fn f1_interval(&self) -> Option<RateInterval> {
        let found = self.overlap.interval()?;
        Some(RateInterval { rate: f1_of(found.rate), low: f1_of(found.low), high: f1_of(found.high) })
    }
}

fn f1_of(overlap: f64) -> f64 {
    2.0 * overlap / (1.0 + overlap)
}

/// A class so rare that accuracy says little.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Imbalance {
    /// The share of cases of the positive class.
    pub prevalence: f64,
    /// How often a model is right that always gives the more frequent answer.
    pub constant_accuracy: f64,
    /// Whether the positive class is the rare one, so that the constant answer is no.
    pub positives_are_rare: bool,
}

impl Imbalance {
    /// The imbalance of the scores; `None` where both classes make up a tenth at least.
    #[must_use]
    pub fn of(positives: f64, negatives: f64) -> Option<Self> {
        let all = positives + negatives;
        let prevalence = positives / all;
        let rarer = prevalence.min(1.0 - prevalence);
        (all > 0.0 && rarer < MINORITY).then_some(Self {
            prevalence,
            constant_accuracy: 1.0 - rarer,
            positives_are_rare: prevalence < 0.5,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{SETS, expected, reference};
    use super::super::{Curve, Pair};
    use super::*;

    #[test]
    fn figures_agree_with_scikit_learn() {
        for set in SETS {
            let curve = Curve::of(reference(set).iter()).expect("cases");
            let pair = Pair { lower: expected(set, "lower"), upper: expected(set, "upper") };
            let bands = curve.bands(pair);
            assert!(!bands.interpolated, "{set}");
            let figures = Figures::of(&bands);
            for (name, found) in [
                ("precision", figures.precision.rate()),
                ("recall", figures.recall.rate()),
                ("f1", figures.f1()),
                ("false_positive_rate", figures.false_positive_rate.rate()),
                ("false_negative_rate", figures.false_negative_rate.rate()),
                ("accuracy", figures.accuracy.rate()),
                ("coverage", figures.coverage.rate()),
                ("precision_low", figures.precision.interval().map(|found| found.low)),
                ("precision_high", figures.precision.interval().map(|found| found.high)),
                ("f1_low", figures.f1_interval().map(|found| found.low)),
                ("f1_high", figures.f1_interval().map(|found| found.high)),
            ] {
                let wanted = expected(set, name);
                assert!(found.is_some_and(|found| (found - wanted).abs() < 1e-9), "{set} {name}: {found:?}, {wanted}");
            }
        }
    }

    #[test]
    fn nothing_served_has_no_precision_and_all_cases_have_a_place() {
        let bands = Bands { total: 10.0, positives: 4.0, fallback: 10.0, fallback_positives: 4.0, ..Bands::default() };
        let figures = Figures::of(&bands);
        assert_eq!(figures.precision.rate(), None);
        assert_eq!(figures.precision.interval(), None);
        assert_eq!((figures.recall.rate(), figures.missed.rate()), (Some(0.0), Some(1.0)));
        assert_eq!(figures.fallback.rate(), Some(1.0));
        assert_eq!(figures.f1(), Some(0.0));
    }

    #[test]
    fn a_rare_class_is_pointed_out_with_what_a_constant_answer_would_get() {
        let rare = Imbalance::of(32.0, 968.0).expect("rare");
        assert!(rare.positives_are_rare && (rare.constant_accuracy - 0.968).abs() < 1e-12);
        assert!(Imbalance::of(950.0, 50.0).is_some_and(|found| !found.positives_are_rare));
        assert_eq!(Imbalance::of(100.0, 900.0), None);
        assert_eq!(Imbalance::of(0.0, 0.0), None);
    }
}
