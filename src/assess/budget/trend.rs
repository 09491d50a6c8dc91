//! Whether a budget's measurements get better or worse, and whether that is more than chance.

use crate::assess::proportions::{self, Counts};
use crate::model::Date;
use crate::model::budgets::{Budget, Measurement};

use super::{counts, usable};

/// Which way a rate of errors goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// Fewer errors than before.
    Falls,
    /// As many as before.
    Level,
    /// More errors than before.
    Rises,
}

impl Direction {
    /// From one rate to another.
    #[must_use]
    pub fn of(before: f64, after: f64) -> Self {
        match after.partial_cmp(&before) {
            Some(std::cmp::Ordering::Less) => Self::Falls,
            Some(std::cmp::Ordering::Greater) => Self::Rises,
            _ => Self::Level,
        }
    }
}

/// A measurement that a trend is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub date: Option<Date>,
    /// Errors in trials.
    pub counts: Counts,
    /// The version of the model.
    pub model_version: String,
}

impl Look {
    fn of(measurement: &Measurement) -> Self {
        let model_version = measurement.model_version.trim().to_owned();
        Self { date: measurement.date, counts: counts(measurement), model_version }
    }
}

/// Where a change over several measurements leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steady {
    /// Over how many measurements.
    pub measurements: usize,
    /// Which way.
    pub direction: Direction,
    /// How likely such a steady change is if nothing changes.
    pub p: f64,
    /// Whether that is less likely than the budget's confidence level allows.
    pub beyond_chance: bool,
}

/// How the latest measurement lies to the one before, and how all of them go.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// The measurement before.
    pub before: Look,
    /// The latest one.
    pub latest: Look,
    /// Which way the rate went.
    pub direction: Direction,
    /// How likely so large a difference is if nothing changed (Fisher's exact test, two-sided).
    pub p: f64,
    /// Whether that is less likely than the budget's confidence level allows.
    pub beyond_chance: bool,
    /// The change over all measurements, from three on (Cochran and Armitage).
    pub steady: Option<Steady>,
}

/// The trend of a budget's own measurements, each taken as a sample of its own; `None` with fewer than two. A test set that
/// only grew holds the trials of the measurement before: the difference is then larger than it looks.
#[must_use]
pub fn of(budget: &Budget) -> Option<Trend> {
    let measurements = usable(budget);
    let [.., before, latest] = measurements.as_slice() else { return None };
    let (before, latest) = (Look::of(before), Look::of(latest));
    let p = proportions::p_value(before.counts, latest.counts)?;
    let alpha = 1.0 - budget.confidence_level();
    let all: Vec<Counts> = measurements.iter().map(|measurement| counts(measurement)).collect();
    let steady = proportions::trend(&all).map(|(p, rise)| Steady {
        measurements: all.len(),
        direction: Direction::of(0.0, rise),
        p,
        beyond_chance: p <= alpha,
    });
    let direction = Direction::of(before.counts.rate(), latest.counts.rate());
    Some(Trend { direction, p, beyond_chance: p <= alpha, before, latest, steady })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget::tests::measured;

    #[test]
    fn a_trend_tells_chance_from_change() {
        let budget = |rows: &[(u64, u64, &str, &str)]| of(&measured(0.04, rows));
        assert_eq!(budget(&[]), None);
        assert_eq!(budget(&[(1, 100, "2026-01-01", "")]), None);
        let better = budget(&[(97, 2_430, "2026-02-06", "v3"), (59, 2_191, "2026-03-06", "v4")]).expect("a trend");
        assert_eq!((better.direction, better.beyond_chance), (Direction::Falls, true), "{better:?}");
        assert_eq!((better.before.model_version.as_str(), better.steady), ("v3", None));
        let same = budget(&[(15, 500, "2026-02-06", ""), (19, 640, "2026-03-06", "")]).expect("a trend");
        assert!(!same.beyond_chance && same.p > 0.9, "{same:?}");
        let none = budget(&[(0, 500, "2026-02-06", ""), (0, 640, "2026-03-06", "")]).expect("a trend");
        assert_eq!((none.direction, none.p), (Direction::Level, 1.0));
        // entered in any order
        let worse = budget(&[(60, 500, "2026-03-01", ""), (5, 500, "2026-01-01", ""), (20, 500, "2026-02-01", "")]);
        let steady = worse.and_then(|trend| trend.steady).expect("three measurements");
        assert_eq!((steady.measurements, steady.direction, steady.beyond_chance), (3, Direction::Rises, true));
    }
}
