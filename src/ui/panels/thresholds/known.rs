//! What follows from the scores and prices of the operating point in front, kept until one of them changes; and what follows from
//! its thresholds, which is new in every frame in which they are dragged.

use std::sync::Arc;

use crate::assess::operating_point::{
    Bands, Calibration, Costs, Curve, Linked, Lowest, Pair, cost::NoCosts, judged::Limit, linked, lowest,
};
use crate::assess::{budget::Verdict, interval::RateInterval};
use crate::model::operating_points::{OperatingPoint, ScoreBin};
use crate::model::{Id, List, Workbook};
use crate::report::operating_points::account::{self, Line};

/// What follows from a point.
#[derive(Debug, Default)]
pub struct Known {
    id: Option<Id>,
    bins: List<ScoreBin>,
    /// The scores.
    pub curve: Option<Arc<Curve>>,
    /// The figures of the scores themselves.
    pub ranking: Vec<Line>,
    /// Whether scores can be read as probabilities.
    pub calibration: Option<Calibration>,
    /// A word on a rare class.
    pub imbalance: Option<String>,
    /// The prices.
    pub costs: Option<Result<Costs, NoCosts>>,
    /// The linked budgets.
    pub linked: Vec<Linked>,
    /// The cheapest thresholds within the budgets.
    pub lowest: Option<Lowest>,
    /// The cheapest serve threshold over this lower one.
    upper: Option<(f64, Option<Lowest>)>,
    now: Option<Now>,
}

/// A linked budget with its limit, and what was found: the share of wrong answers and the verdict on it.
type Judged = (Id, Limit, Option<(RateInterval, Verdict)>);

/// What follows from the thresholds.
#[derive(Debug, Clone)]
pub struct Now {
    /// The thresholds.
    pub pair: Pair,
    /// The cases by band.
    pub bands: Bands,
    /// Precision in the serve band.
    pub precision: Option<RateInterval>,
    /// Each linked budget that the scores can be set against, with its verdict; `None` if nothing is served.
    pub verdicts: Vec<Judged>,
    /// All figures; computed only where they are shown.
    pub figures: Vec<Line>,
}

impl Known {
    /// Looks at a point. Comparing costs next to nothing, because what is equal is the same pointer.
    pub fn look_at(&mut self, workbook: &Workbook, point: &OperatingPoint) {
        let fresh = self.id != Some(point.id) || self.bins != point.bins;
        let (costs, linked) = (Some(Costs::of(point)), linked(workbook, point));
        if !fresh && self.costs == costs && self.linked == linked {
            return;
        }
        if fresh {
            self.id = Some(point.id);
            self.bins = point.bins.clone();
            self.curve = Curve::of(point.bins.iter()).map(Arc::new);
            let curve = self.curve.as_deref();
            self.ranking = curve.map(account::ranking).unwrap_or_default();
            self.calibration = curve.and_then(Calibration::of);
            self.imbalance = curve.and_then(account::imbalance);
        }
        (self.costs, self.linked) = (costs, linked);
        (self.upper, self.now) = (None, None);
        let limits = self.limits();
        self.lowest = self
            .curve
            .as_deref()
            .zip(self.full_prices())
            .and_then(|(curve, costs)| lowest(curve, costs, &limits, None));
    }

    /// The prices, if there are any in one currency.
    pub fn prices(&self) -> Option<&Costs> {
        self.costs.as_ref().and_then(|costs| costs.as_ref().ok())
    }

    /// The prices, if none of the three bands would seem free without one: only then is the lowest cost worth knowing.
    fn full_prices(&self) -> Option<&Costs> {
        self.prices().filter(|costs| costs.seems_free().is_none())
    }

    /// What the linked budgets allow, as far as the scores can tell.
    pub fn limits(&self) -> Vec<Limit> {
        self.linked.iter().filter_map(|budget| budget.limit.ok()).collect()
    }

    /// The cheapest serve threshold within the budgets over this lower one.
    pub fn lowest_upper(&mut self, lower: f64) -> Option<Lowest> {
        if let Some((_, found)) = self.upper.filter(|(known, _)| (known - lower).abs() < 1e-12) {
            return found;
        }
        let limits = self.limits();
        let found = lowest(self.curve.as_ref()?, self.full_prices()?, &limits, Some(lower));
        self.upper = Some((lower, found));
        found
    }

    /// What follows from these thresholds; with every figure if they are to be shown.
    pub fn now(&mut self, pair: Pair, with_figures: bool) -> Option<Now> {
        let enough = |now: &&Now| now.pair == pair && (!with_figures || !now.figures.is_empty());
        if let Some(now) = self.now.as_ref().filter(enough) {
            return Some(now.clone());
        }
        let bands = self.curve.as_ref()?.bands(pair);
        let verdicts = self.linked.iter().filter_map(|budget| {
            let limit = budget.limit.ok()?;
            Some((budget.id, limit, limit.verdict(&bands)))
        });
        let now = Now {
            pair,
            bands,
            precision: bands.precision(),
            verdicts: verdicts.collect(),
            figures: if with_figures { account::figures(&bands) } else { Vec::new() },
        };
        self.now = Some(now.clone());
        Some(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rate;

    #[test]
    fn scores_are_summed_up_again_only_when_they_change() {
        let bin = |positives| ScoreBin {
            from: Rate::new(0.0),
            to: Rate::new(1.0),
            positives: Some(positives),
            negatives: Some(5),
            ..ScoreBin::default()
        };
        let mut point = OperatingPoint { id: Id(3), bins: [bin(5)].into_iter().collect(), ..OperatingPoint::default() };
        let (workbook, mut known) = (Workbook::default(), Known::default());
        known.look_at(&workbook, &point);
        assert_eq!(known.curve.as_ref().map(|curve| curve.total().positives), Some(5.0));
        assert_eq!(known.lowest, None, "there are no prices");
        point.cost_review = "EUR 2".parse().ok();
        point.cost_false_positive = "EUR 9".parse().ok();
        known.look_at(&workbook, &point);
        assert_eq!(known.lowest, None, "a fallback would seem free");
        point.cost_fallback = "EUR 3".parse().ok();
        known.look_at(&workbook, &point);
        assert!(known.lowest.is_some());
        point.bins = [bin(7)].into_iter().collect();
        known.look_at(&workbook, &point);
        assert_eq!(known.curve.as_ref().map(|curve| curve.total().positives), Some(7.0));
        let now = known.now(Pair { lower: 0.0, upper: 1.0 }, false).expect("figures");
        assert!(now.figures.is_empty(), "only where they are shown");
        assert!(!known.now(Pair { lower: 0.0, upper: 1.0 }, true).expect("figures").figures.is_empty());
    }
}
