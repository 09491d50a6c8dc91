//! Whether scores can be read as probabilities.

use crate::assess::interval::{self, RateInterval};

use super::curve::{Counts, Curve};
use super::figures::{LEVEL, Z};

/// How many groups a reliability curve has; each is as wide as the others.
pub const GROUPS: usize = 10;

/// Cases with similar scores: what was claimed, and what was true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// Where the group begins, 0 to 1.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How many cases are in it.
    pub cases: f64,
    /// The mean score.
    pub claimed: f64,
    /// The share of the positive class, with its exact 95% interval.
    pub observed: Option<RateInterval>,
}

/// How well scores agree with what was true.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Groups that hold cases, from the lowest score up.
    pub groups: Vec<Group>,
    /// The expected calibration error: the mean distance of claimed and observed over all cases, by group (Naeini, Cooper and
    /// Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015). It has no interval of its own:
    /// chance alone makes it larger than zero.
    pub expected_error: f64,
    /// The Brier score: the mean squared distance of score and truth (Brier, "Verification of forecasts expressed in terms of
    /// probability", Monthly Weather Review 78, 1950). Its 95% interval is that of a mean.
    pub brier: RateInterval,
    /// How far the Brier score can be off because scores are known by their bin only.
    pub brier_off: f64,
    /// How far the expected calibration error can be off for the same reason: half of a bin's width, on average.
    pub expected_error_off: f64,
}

/// Sums over the cases of a group.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    counts: Counts,
    scores: f64,
}

impl Calibration {
    /// The calibration of the scores. A case stands at the middle of its bin, and belongs to the group that the middle lies in.
    /// `None` without cases of both classes.
    #[must_use]
    pub fn of(curve: &Curve) -> Option<Self> {
        let total = curve.total();
        if !(total.positives > 0.0 && total.negatives > 0.0) {
            return None;
        }
        let mut groups = [Sums::default(); GROUPS];
        let (mut loss, mut squares, mut brier_off, mut half_widths) = (0.0, 0.0, 0.0, 0.0);
        for cell in curve.cells() {
            let (score, half) = (cell.middle(), (cell.to - cell.from) / 2.0);
            let at = ((score * GROUPS as f64) as usize).min(GROUPS - 1);
            if let Some(group) = groups.get_mut(at) {
                group.counts.positives += cell.counts.positives;
                group.counts.negatives += cell.counts.negatives;
                group.scores += cell.counts.all() * score;
            }
            for (cases, distance) in [(cell.counts.positives, 1.0 - score), (cell.counts.negatives, score)] {
                loss += cases * distance.powi(2);
                squares += cases * distance.powi(4);
                brier_off += cases * half * (2.0 * distance + half);
            }
            half_widths += cell.counts.all() * half;
        }
        let all = total.all();
        let groups: Vec<Group> = groups.iter().enumerate().filter_map(|(at, sums)| group(at, sums)).collect();
        let gap = |group: &Group| {
            group.cases * (group.observed.map_or(0.0, |observed| observed.rate) - group.claimed).abs() / all
        };
        let expected_error = groups.iter().map(gap).sum();
        let brier = mean_interval(loss / all, squares / all, all);
        Some(Self { groups, expected_error, brier, brier_off: brier_off / all, expected_error_off: half_widths / all })
    }
}

fn group(at: usize, sums: &Sums) -> Option<Group> {
    let cases = sums.counts.all();
    if cases <= 0.0 {
        return None;
    }
    let exact = interval::exact(sums.counts.positives.round() as u64, cases.round() as u64, LEVEL);
    let rate = sums.counts.positives / cases;
    Some(Group {
        from: at as f64 / GROUPS as f64,
        to: (at + 1) as f64 / GROUPS as f64,
        cases,
        claimed: sums.scores / cases,
        observed: exact.map(|found| RateInterval { rate, low: found.low.min(rate), high: found.high.max(rate) }),
    })
}

/// A mean with its 95% interval from the mean of the squares: normal, which large samples allow, and cut at zero.
fn mean_interval(mean: f64, square: f64, count: f64) -> RateInterval {
    let variance = (square - mean * mean).max(0.0) * count / (count - 1.0).max(1.0);
    let error = Z * (variance / count).sqrt();
    RateInterval { rate: mean, low: (mean - error).max(0.0), high: mean + error }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{SETS, bins, expected, reference};
    use super::*;

    #[test]
    fn calibration_agrees_with_scikit_learn() {
        for set in SETS {
            let curve = Curve::of(reference(set).iter()).expect("cases");
            let found = Calibration::of(&curve).expect("both classes");
            for (name, found) in [
                ("brier", found.brier.rate),
                ("brier_low", found.brier.low),
                ("brier_high", found.brier.high),
                ("expected_calibration_error", found.expected_error),
                ("groups", found.groups.len() as f64),
                ("first_claimed", found.groups[0].claimed),
                ("first_observed", found.groups[0].observed.map_or(-1.0, |observed| observed.rate)),
            ] {
                assert!((found - expected(set, name)).abs() < 1e-9, "{set} {name}: {found}");
            }
        }
    }

    #[test]
    fn what_bins_hide_is_bounded() {
        // the true scores stand at the lower ends of their bins, as far from the middle as they can
        let found = Calibration::of(&Curve::of(bins(&[(0.2, 0.4, 0, 10), (0.6, 0.8, 10, 0)]).iter()).expect("cases"))
            .expect("both");
        let truth = f64::midpoint(0.2_f64.powi(2), 0.4_f64.powi(2));
        assert!((found.brier.rate - truth).abs() <= found.brier_off + 1e-12, "{found:?}");
        assert!((found.expected_error_off - 0.1).abs() < 1e-12);
    }
}
