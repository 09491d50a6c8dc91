//! How well scores put the positive class first, whatever the thresholds: areas under the two usual curves.

use crate::assess::interval::RateInterval;

use super::curve::Curve;
use super::figures::Z;

/// An area with its 95% interval, where the sample allows one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// The area, 0 to 1.
    pub value: f64,
    /// Its interval; `None` for fewer than two cases of a class, and for an area of exactly 0 or 1, whose error the sample does
    /// not show.
    pub interval: Option<RateInterval>,
}

/// The area under the ROC curve: how often a positive case scores over another one, where cases of one bin count half.
///
/// The interval is that of E. DeLong, D. DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver
/// operating characteristic curves: a nonparametric approach" (Biometrics 44, 1988), cut at 0 and 1. `None` without cases of
/// both classes.
#[must_use]
pub fn roc_area(curve: &Curve) -> Option<Area> {
    let total = curve.total();
    let (all_positives, all_negatives) = (total.positives, total.negatives);
    if !(all_positives > 0.0 && all_negatives > 0.0) {
        return None;
    }
    // for each cell: the share of others that a positive case in it beats, and of positives that beat another case in it
    let (mut positives, mut negatives) = (0.0, 0.0);
    let (mut wins, mut wins_squared, mut losses_squared) = (0.0, 0.0, 0.0);
    for cell in curve.cells() {
        let counts = cell.counts;
        let beaten = (negatives + counts.negatives / 2.0) / all_negatives;
        let beating = (all_positives - positives - counts.positives / 2.0) / all_positives;
        wins += counts.positives * beaten;
        wins_squared += counts.positives * beaten * beaten;
        losses_squared += counts.negatives * beating * beating;
        positives += counts.positives;
        negatives += counts.negatives;
    }
    let value = wins / all_positives;
    let variance = |squares: f64, count: f64| ((squares - count * value * value) / (count - 1.0)).max(0.0) / count;
    let enough = all_positives >= 2.0 && all_negatives >= 2.0 && value > 0.0 && value < 1.0;
    let interval = enough.then(|| {
        let error = (variance(wins_squared, all_positives) + variance(losses_squared, all_negatives)).sqrt();
        RateInterval { rate: value, low: (value - Z * error).max(0.0), high: (value + Z * error).min(1.0) }
    });
    Some(Area { value, interval })
}

/// The area under the precision-recall curve as average precision: precision at each bin from the top down, weighted by the
/// recall that the bin adds, without interpolation.
///
/// The interval is the logit one of Boyd, Eng and Page, "Area under the precision-recall curve: point estimates and
/// confidence intervals" (ECML PKDD 2013). `None` without cases of both classes.
#[must_use]
pub fn average_precision(curve: &Curve) -> Option<Area> {
    let total = curve.total();
    if !(total.positives > 0.0 && total.negatives > 0.0) {
        return None;
    }
    let (mut hits, mut served, mut value) = (0.0, 0.0, 0.0);
    for cell in curve.cells().rev() {
        hits += cell.counts.positives;
        served += cell.counts.all();
        value += cell.counts.positives / total.positives * hits / served;
    }
    let enough = total.positives >= 2.0 && value > 0.0 && value < 1.0;
    let interval = enough.then(|| {
        let center = (value / (1.0 - value)).ln();
        let error = Z / (total.positives * value * (1.0 - value)).sqrt();
        let back = |logit: f64| 1.0 / (1.0 + (-logit).exp());
        RateInterval { rate: value, low: back(center - error), high: back(center + error) }
    });
    Some(Area { value, interval })
}

#[cfg(test)]
mod tests {
    use super::super::samples::{SETS, bins, expected, reference};
    use super::*;

    #[test]
    fn areas_agree_with_scikit_learn_and_with_delong() {
        for set in SETS {
            let curve = Curve::of(reference(set).iter()).expect("cases");
            let roc = roc_area(&curve).expect("both classes");
            let precision = average_precision(&curve).expect("both classes");
            let (roc_ends, ends) = (roc.interval.expect("enough"), precision.interval.expect("enough"));
            for (name, found) in [
                ("roc_auc", roc.value),
                ("roc_auc_low", roc_ends.low),
                ("roc_auc_high", roc_ends.high),
                ("average_precision", precision.value),
                ("average_precision_low", ends.low),
                ("average_precision_high", ends.high),
            ] {
                assert!((found - expected(set, name)).abs() < 1e-9, "{set} {name}: {found}");
            }
        }
    }

    #[test]
    fn perfect_and_useless_scores_are_where_they_belong() {
        let perfect = Curve::of(bins(&[(0.0, 0.5, 0, 9), (0.5, 1.0, 7, 0)]).iter()).expect("cases");
        let area = roc_area(&perfect).expect("both classes");
        assert_eq!((area.value, area.interval), (1.0, None), "no error in sixteen cases proves no perfection");
        let useless = Curve::of(bins(&[(0.0, 1.0, 10, 10)]).iter()).expect("cases");
        assert_eq!(roc_area(&useless).map(|area| area.value), Some(0.5));
        let one_class = Curve::of(bins(&[(0.0, 1.0, 10, 0)]).iter()).expect("cases");
        assert_eq!((roc_area(&one_class), average_precision(&one_class)), (None, None));
    }
}
