//! What decisions are expected to cost, from what each outcome costs.

use crate::assess::interval::RateInterval;
use crate::model::Money;
use crate::model::money::Currency;
use crate::model::operating_points::OperatingPoint;

use super::bands::Bands;
use super::figures::Z;

/// What can happen to a case, as far as it has a price of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It falls back: a case under the lower threshold, of either class.
    Fallback,
    /// It falls back although it is of the positive class. Its cost comes on top of that of a fallback.
    Missed,
    /// A person looks at it: a case in the gray zone.
    Review,
    /// It is served although it is not of the positive class. Its cost comes on top of that of a served case.
    WronglyServed,
    /// It is served, rightly or wrongly.
    Served,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [Self::Fallback, Self::WronglyServed, Self::Review, Self::Missed, Self::Served];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fallback => "Fallback",
            Self::Missed => "Missed case",
            Self::Review => "Review",
            Self::WronglyServed => "Wrongly served",
            Self::Served => "Served",
        }
    }

    /// How many cases of some bands come to it.
    fn cases(self, bands: &Bands) -> f64 {
        match self {
            Self::Fallback => bands.fallback,
            Self::Missed => bands.fallback_positives,
            Self::Review => bands.gray(),
            Self::WronglyServed => bands.served_wrongly(),
            Self::Served => bands.served,
        }
    }
}

/// What each outcome costs, in one currency. An outcome without a price costs nothing here.
///
/// Prices add up. A missed case costs its false negative and, where that has a price too, the fallback that it went into; so
/// whoever gives both counts neither in the other. Without a price for a fallback, only the missed cases in it cost anything.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Costs {
    /// The currency of all of them.
    pub currency: Currency,
    /// By outcome, in the order of [`Outcome::ALL`].
    each: [Option<f64>; 5],
    /// Decisions per month.
    pub volume: Option<u64>,
}

/// Why there are no costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCosts {
    /// No outcome has a price.
    NoPrice,
    /// Prices are in several currencies, and no rate of exchange is known.
    SeveralCurrencies,
}

impl Costs {
    /// The prices of a point.
    ///
    /// # Errors
    /// [`NoCosts`] without any price, and where they are in several currencies.
    pub fn of(point: &OperatingPoint) -> Result<Self, NoCosts> {
        let prices: [Option<Money>; 5] = Outcome::ALL.map(|outcome| match outcome {
            Outcome::Fallback => point.cost_fallback,
            Outcome::Missed => point.cost_false_negative,
            Outcome::Review => point.cost_review,
            Outcome::WronglyServed => point.cost_false_positive,
            Outcome::Served => point.cost_served,
        });
        let mut given = prices.iter().flatten();
        let currency = given.next().ok_or(NoCosts::NoPrice)?.currency;
        if given.any(|price| price.currency != currency) {
            return Err(NoCosts::SeveralCurrencies);
        }
        let each = prices.map(|price| price.map(|price| price.as_f64()));
        Ok(Self { currency, each, volume: point.volume_per_month })
    }

    /// What one case of an outcome costs.
    #[must_use]
    pub fn each(&self, outcome: Outcome) -> Option<f64> {
        Outcome::ALL.iter().zip(self.each).find(|(other, _)| **other == outcome).and_then(|(_, each)| each)
    }

    /// The first of the three bands that would seem to cost nothing, because nothing in it has a price: then the thresholds
    /// that cost least would only send everything there.
    #[must_use]
    pub fn seems_free(&self) -> Option<&'static str> {
        let priced = |outcomes: &[Outcome]| outcomes.iter().any(|outcome| self.each(*outcome).is_some());
        [
            ("a review in the gray zone", &[Outcome::Review][..]),
            ("a fallback", &[Outcome::Fallback, Outcome::Missed]),
            ("a served case", &[Outcome::WronglyServed, Outcome::Served]),
        ]
        .into_iter()
        .find_map(|(band, outcomes)| (!priced(outcomes)).then_some(band))
    }

    /// The expected cost of one decision.
    #[must_use]
    pub fn per_decision(&self, bands: &Bands) -> f64 {
        let costs =
            Outcome::ALL.iter().zip(self.each).map(|(outcome, each)| outcome.cases(bands) * each.unwrap_or(0.0));
        costs.sum::<f64>() / bands.total
    }

    /// The expected cost with all that it is made of.
    #[must_use]
    pub fn expected(&self, bands: &Bands) -> Expected {
        let lines = Outcome::ALL.iter().zip(self.each).filter_map(|(outcome, each)| {
            let share = outcome.cases(bands) / bands.total;
            Some(Line { outcome: *outcome, each: each.filter(|each| *each != 0.0)?, share })
        });
        let rate = self.per_decision(bands);
        let error = Z * (self.variance(bands, rate) / bands.total).sqrt();
        Expected {
            costs: *self,
            lines: lines.collect(),
            per_decision: RateInterval { rate, low: rate - error, high: rate + error },
        }
    }

    /// What one decision costs if every case falls back: the work without the model.
    #[must_use]
    pub fn all_fallback(&self, bands: &Bands) -> f64 {
        let all = Bands {
            served: 0.0,
            served_positives: 0.0,
            fallback: bands.total,
            fallback_positives: bands.positives,
            ..*bands
        };
        self.per_decision(&all)
    }

    /// The variance of the cost of one decision.
    fn variance(&self, bands: &Bands, mean: f64) -> f64 {
        let price = |outcome| self.each(outcome).unwrap_or(0.0);
        let kinds = [
            (bands.served_positives, price(Outcome::Served)),
            (bands.served_wrongly(), price(Outcome::Served) + price(Outcome::WronglyServed)),
            (bands.gray(), price(Outcome::Review)),
            (bands.fallback_positives, price(Outcome::Fallback) + price(Outcome::Missed)),
            (bands.fallback - bands.fallback_positives, price(Outcome::Fallback)),
        ];
        kinds.iter().map(|(cases, cost)| cases * (cost - mean).powi(2)).sum::<f64>() / bands.total
    }
}

/// What one outcome adds to the expected cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// The outcome.
    pub outcome: Outcome,
    /// What one case of it costs.
    pub each: f64,
    /// The share of decisions that come to it.
    pub share: f64,
}

impl Line {
    /// What it adds to the cost of one decision.
    #[must_use]
    pub fn per_decision(&self) -> f64 {
        self.each * self.share
    }
}

/// The expected cost of decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// The prices.
    pub costs: Costs,
    /// One line for each outcome that has a price other than zero.
    pub lines: Vec<Line>,
    /// The cost of one decision with the 95% interval of a mean, from how costs differ between the cases.
    pub per_decision: RateInterval,
}

impl Expected {
    /// Per 1,000 decisions.
    #[must_use]
    pub fn per_thousand(&self) -> RateInterval {
        self.times(1_000.0)
    }

    /// Per month; `None` without a volume.
    #[must_use]
    pub fn per_month(&self) -> Option<RateInterval> {
        Some(self.times(self.costs.volume? as f64))
    }

    fn times(&self, by: f64) -> RateInterval {
        let RateInterval { rate, low, high } = self.per_decision;
        RateInterval { rate: rate * by, low: low * by, high: high * by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(prices: [&str; 5]) -> OperatingPoint {
        let [fallback, missed, review, wrong, served] = prices.map(|text| text.parse::<Money>().ok());
        OperatingPoint {
            cost_fallback: fallback,
            cost_false_negative: missed,
            cost_review: review,
            cost_false_positive: wrong,
            cost_served: served,
            volume_per_month: Some(18_400),
            ..OperatingPoint::default()
        }
    }

    /// The fast track of the example: 906 fallback, 1,103 gray, 2,191 served, of them 59 wrong.
    const BANDS: Bands = Bands {
        total: 4_200.0,
        positives: 2_940.0,
        served: 2_191.0,
        served_positives: 2_132.0,
        fallback: 906.0,
        fallback_positives: 36.0,
        interpolated: false,
    };

    #[test]
    fn each_outcome_adds_its_price() {
        let costs = Costs::of(&point(["EUR 11.40", "", "EUR 6.20", "EUR 148", "EUR 0.90"])).expect("prices");
        let expected = costs.expected(&BANDS);
        let month = expected.per_month().expect("a volume");
        assert!((month.rate - 122_101.09).abs() < 0.01, "{month:?}");
        assert!(month.low < month.rate && month.rate < month.high);
        let parts: f64 = expected.lines.iter().map(Line::per_decision).sum();
        assert!((parts - expected.per_decision.rate).abs() < 1e-12);
        assert_eq!(expected.lines.len(), 4);
        assert!((costs.all_fallback(&BANDS) - 11.4).abs() < 1e-12);
        assert!((expected.per_thousand().rate - 6_635.93).abs() < 0.01);
    }

    #[test]
    fn without_a_price_for_a_fallback_only_missed_cases_cost() {
        let costs = Costs::of(&point(["", "USD 100", "", "", ""])).expect("a price");
        assert!((costs.per_decision(&BANDS) - 36.0 * 100.0 / 4_200.0).abs() < 1e-12);
        assert!((costs.all_fallback(&BANDS) - 2_940.0 * 100.0 / 4_200.0).abs() < 1e-9);
        let both = Costs::of(&point(["USD 2", "USD 100", "", "", ""])).expect("prices");
        assert!((both.per_decision(&BANDS) - (36.0 * 100.0 + 906.0 * 2.0) / 4_200.0).abs() < 1e-12);
    }

    #[test]
    fn prices_in_several_currencies_are_not_added_up() {
        assert_eq!(Costs::of(&point(["EUR 1", "", "USD 2", "", ""])), Err(NoCosts::SeveralCurrencies));
        assert_eq!(Costs::of(&OperatingPoint::default()), Err(NoCosts::NoPrice));
    }
}
