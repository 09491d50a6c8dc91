//! The thresholds that cost least while every linked budget holds.
//!
//! The cost of a pair is a sum of what follows from the upper threshold and what follows from the lower one, and whether
//! budgets hold follows from the upper one alone. So one walk over the boundaries of the bins finds the best pair: for each
//! upper threshold, the best lower one so far.

use super::bands::Bands;
use super::cost::Costs;
use super::curve::Curve;
use super::judged::Limit;

/// A pair of thresholds: under the lower one a case falls back, from the upper one on it is served.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The lower threshold.
    pub lower: f64,
    /// The upper threshold, at or over the lower one.
    pub upper: f64,
}

/// The cheapest thresholds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lowest {
    /// The thresholds.
    pub pair: Pair,
    /// What one decision costs there.
    pub per_decision: f64,
    /// What happens there.
    pub bands: Bands,
}

/// The pair of boundaries with the lowest expected cost at which all `limits` hold: the upper end of the interval of wrong
/// answers among those served lies at or under the tolerance, or nothing is served. `keep_lower` keeps the lower threshold
/// where it is, and looks for the upper one alone. Of equal costs the one that serves more is taken. `None` if there is none.
#[must_use]
pub fn lowest(curve: &Curve, costs: &Costs, limits: &[Limit], keep_lower: Option<f64>) -> Option<Lowest> {
    let mut found: Option<Lowest> = None;
    let mut best_lower: Option<(f64, f64)> = None;
    for edge in curve.edges() {
        if keep_lower.is_none() {
            // what follows from the lower threshold: the cost of a pair at one and the same score, less that of serving from it
            let alone =
                costs.per_decision(&curve.bands(Pair { lower: edge, upper: edge })) - from_upper(curve, costs, edge);
            if best_lower.is_none_or(|(_, cost)| alone < cost - 1e-12) {
                best_lower = Some((edge, alone));
            }
        }
        let lower = keep_lower.or(best_lower.map(|(lower, _)| lower)).filter(|lower| *lower <= edge);
        let Some(lower) = lower else { continue };
        let pair = Pair { lower, upper: edge };
        let bands = curve.bands(pair);
        let cost = costs.per_decision(&bands);
        let better = found.is_none_or(|best| cost < best.per_decision - 1e-12);
        if better && limits.iter().all(|limit| limit.holds(&bands)) {
            found = Some(Lowest { pair, per_decision: cost, bands });
        }
    }
    found
}

/// What serving from a threshold on costs, with everything under it in the gray zone.
fn from_upper(curve: &Curve, costs: &Costs, upper: f64) -> f64 {
    costs.per_decision(&curve.bands(Pair { lower: 0.0, upper }))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{SETS, reference};
    use super::*;
    use crate::model::operating_points::OperatingPoint;

    fn costs(prices: [&str; 5]) -> Costs {
        let [fallback, missed, review, wrong, served] = prices.map(|text| text.parse().ok());
        let point = OperatingPoint {
            cost_fallback: fallback,
            cost_false_negative: missed,
            cost_review: review,
            cost_false_positive: wrong,
            cost_served: served,
            ..OperatingPoint::default()
        };
        Costs::of(&point).expect("prices")
    }

    /// Every pair, one by one.
    fn by_trying(curve: &Curve, costs: &Costs, limits: &[Limit]) -> Option<f64> {
        let edges: Vec<f64> = curve.edges().collect();
        let mut best: Option<f64> = None;
        for upper in &edges {
            for lower in edges.iter().filter(|lower| *lower <= upper) {
                let bands = curve.bands(Pair { lower: *lower, upper: *upper });
                if limits.iter().all(|limit| limit.holds(&bands)) {
                    let cost = costs.per_decision(&bands);
                    best = Some(best.map_or(cost, |best: f64| best.min(cost)));
                }
            }
        }
        best
    }

    #[test]
    fn one_walk_finds_what_trying_every_pair_finds() {
        let prices = [
            ["EUR 11.40", "", "EUR 6.20", "EUR 148", "EUR 0.90"],
            ["", "EUR 112", "EUR 2.10", "EUR 22", ""],
            ["EUR 2", "EUR 40", "EUR 9", "EUR 5", "EUR 1"],
            ["", "", "EUR 1", "", ""],
        ];
        for set in SETS {
            let curve = Curve::of(reference(set).iter()).expect("cases");
            for prices in prices {
                for limits in
                    [&[][..], &[Limit { tolerance: 0.1, level: 0.95 }], &[Limit { tolerance: 0.0, level: 0.9 }]]
                {
                    let costs = costs(prices);
                    let found = lowest(&curve, &costs, limits, None).map(|found| found.per_decision);
                    let wanted = by_trying(&curve, &costs, limits);
                    let same = found.zip(wanted).is_some_and(|(found, wanted)| (found - wanted).abs() < 1e-9);
                    assert!(same, "{set} {prices:?} {limits:?}: {found:?}, {wanted:?}");
                }
            }
        }
    }

    #[test]
    fn a_lower_threshold_that_is_kept_stays() {
        let curve = Curve::of(reference("wide").iter()).expect("cases");
        let costs = costs(["EUR 11.40", "", "EUR 6.20", "EUR 148", "EUR 0.90"]);
        let found = lowest(&curve, &costs, &[], Some(0.5)).expect("a pair");
        assert!((found.pair.lower - 0.5).abs() < 1e-12 && found.pair.upper >= 0.5, "{found:?}");
        assert_eq!(lowest(&curve, &costs, &[], Some(1.5)), None);
    }
}
