//! What the measurements say about an uncertainty budget: the verdict here, and by topic in the files of this folder what
//! proves it, what it costs, how it goes, which groups differ, what several looks do to it, and when it is reviewed.

pub mod cost;
pub mod looks;
pub mod proof;
pub mod review;
pub mod segments;
pub mod trend;

use crate::assess::interval::{self, RateInterval};
use crate::assess::proportions::Counts;
use crate::model::budgets::{Budget, Evidence, Measurement};
use crate::model::{Date, Rate};

/// What the measurements say about a budget at its confidence level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The whole interval lies at or under the tolerance.
    Within,
    /// The rate lies at or under the tolerance, but the interval crosses it: more trials are needed.
    Unproven,
    /// Nothing usable was measured, or no tolerance is set.
    Unmeasured,
    /// The rate lies over the tolerance, and the interval crosses it.
    AtRisk,
    /// The whole interval lies over the tolerance.
    Exceeded,
}

impl Verdict {
    /// Every verdict, best first.
    pub const ALL: [Self; 5] = [Self::Within, Self::Unproven, Self::Unmeasured, Self::AtRisk, Self::Exceeded];

    /// The verdict's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Within => "Within",
            Self::Unmeasured => "Unmeasured",
            Self::Unproven => "Unproven",
            Self::AtRisk => "At risk",
            Self::Exceeded => "Exceeded",
        }
    }

    /// The verdict on a measured interval against a tolerance.
    #[must_use]
    pub fn of(measured: RateInterval, tolerance: f64) -> Self {
        if measured.high <= tolerance {
            Self::Within
        } else if measured.low > tolerance {
            Self::Exceeded
        } else if measured.rate <= tolerance {
            Self::Unproven
        } else {
            Self::AtRisk
        }
    }
}

/// What follows from a budget's measurements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BudgetState {
    /// The verdict.
    pub verdict: Verdict,
    /// Errors that the verdict rests on.
    pub errors: u64,
    /// Trials that the verdict rests on; 0 if nothing was measured.
    pub trials: u64,
    /// Date of the newest measurement that it rests on.
    pub date: Option<Date>,
    /// Rate and exact interval at the budget's confidence level.
    pub measured: Option<RateInterval>,
    /// The tolerance as a fraction.
    pub tolerance: Option<f64>,
    /// Further trials until the upper end of the interval lies at or under the tolerance, if the rate stays as measured;
    /// `Some(0)` once proven, `None` where the rate must fall first.
    pub trials_needed: Option<u64>,
    /// Expected cost of the errors per month, in the currency of the cost per error: at the rate and at both ends.
    pub cost_per_month: Option<RateInterval>,
}

impl BudgetState {
    /// The share of the tolerance that the measured rate uses up: 1 is all of it. `None` where nothing was measured, and for a
    /// tolerance of zero, of which nothing can be used.
    #[must_use]
    pub fn share_used(&self) -> Option<f64> {
        let (measured, tolerance) = self.measured.zip(self.tolerance)?;
        (tolerance > 0.0).then(|| measured.rate / tolerance)
    }
}

/// Judges a budget by its latest measurement, or by all of one model version pooled, as the budget says.
#[must_use]
pub fn state(budget: &Budget) -> BudgetState {
    let (Counts { errors, trials }, date) = pick(budget, &usable(budget));
    let level = budget.confidence_level();
    let measured = interval::exact(errors, trials, level);
    let tolerance = budget.tolerance.map(Rate::fraction);
    let verdict = measured.zip(tolerance).map_or(Verdict::Unmeasured, |(m, t)| Verdict::of(m, t));
    let trials_needed = measured.zip(tolerance).and_then(|(m, t)| match verdict {
        Verdict::Within => Some(0),
        Verdict::Unproven => Some(interval::trials_at_rate(m.rate, t, level)?.saturating_sub(trials)),
        _ => None,
    });
    let cost_per_month = measured.and_then(|m| {
        let cost = budget.cost_per_error?.as_f64() * budget.volume_per_month? as f64;
        let (one, other) = (m.low * cost, m.high * cost); // an error may save money
        Some(RateInterval { rate: m.rate * cost, low: one.min(other), high: one.max(other) })
    });
    BudgetState { verdict, errors, trials, date, measured, tolerance, trials_needed, cost_per_month }
}

/// All that follows from one budget: for where a single one is looked at, because a plan takes a while to find.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The verdict and what it rests on.
    pub state: BudgetState,
    /// What would prove it.
    pub proof: proof::Proof,
    /// What the errors cost.
    pub cost: Option<cost::Cost>,
    /// How it goes.
    pub trend: Option<trend::Trend>,
    /// The groups that were measured by themselves.
    pub segments: Vec<segments::Segment>,
    /// What several looks do to the verdict.
    pub looks: Option<looks::Looks>,
    /// When it is reviewed.
    pub review: review::Review,
}

/// All that follows from one budget.
#[must_use]
pub fn account(budget: &Budget) -> Account {
    let state = state(budget);
    Account {
        state,
        proof: proof::of(&state, budget.confidence_level()),
        cost: cost::of(budget, &state),
        trend: trend::of(budget),
        segments: segments::of(budget),
        looks: looks::of(budget, &state),
        review: review::of(budget),
    }
}

/// The measurements of the budget itself (not of other segments) that can be used, oldest first.
#[must_use]
pub fn usable(budget: &Budget) -> Vec<&Measurement> {
    by_date(budget, |measurement| is_own(budget, measurement))
}

/// Whether a measurement is of the budget itself, not of another segment.
fn is_own(budget: &Budget, measurement: &Measurement) -> bool {
    let segment = measurement.segment.trim();
    segment.is_empty() || segment == budget.segment.trim()
}

/// Whether a rate follows from a measurement.
fn is_sound(measurement: &Measurement) -> bool {
    matches!((measurement.errors, measurement.trials), (Some(k), Some(n)) if n > 0 && k <= n)
}

/// The measurements that can be used and are wanted, oldest first.
fn by_date(budget: &Budget, wanted: impl Fn(&Measurement) -> bool) -> Vec<&Measurement> {
    let mut found: Vec<&Measurement> = budget.measurements.iter().filter(|m| is_sound(m) && wanted(m)).collect();
    found.sort_by_key(|m| m.date); // stable: of several on one day the last one entered stays last
    found
}

fn counts(measurement: &Measurement) -> Counts {
    Counts { errors: measurement.errors.unwrap_or(0), trials: measurement.trials.unwrap_or(0) }
}

/// What counts of some measurements, oldest first: the latest, or all of its version, as the budget says; and its date.
fn pick(budget: &Budget, measurements: &[&Measurement]) -> (Counts, Option<Date>) {
    let Some(latest) = measurements.last() else { return (Counts::default(), None) };
    let picked = match budget.evidence.unwrap_or_default() {
        Evidence::Latest => counts(latest),
        Evidence::Pooled => measurements
            .iter()
            .filter(|m| m.model_version.trim() == latest.model_version.trim())
            .fold(Counts::default(), |sum, m| sum.plus(counts(m))),
    };
    (picked, latest.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A budget with measurements of its own: errors, trials, date, model version.
    pub(super) fn measured(tolerance: f64, rows: &[(u64, u64, &str, &str)]) -> Budget {
        let row = |(errors, trials, date, version): &(u64, u64, &str, &str)| Measurement {
            date: date.parse().ok(),
            errors: Some(*errors),
            trials: Some(*trials),
            model_version: (*version).to_owned(),
            ..Measurement::default()
        };
        Budget { tolerance: Rate::new(tolerance), measurements: rows.iter().map(row).collect(), ..Budget::default() }
    }

    #[test]
    fn the_share_of_the_tolerance_is_guarded() {
        for (errors, trials, tolerance, share) in [
            (10, 1_000, 0.02, Some(0.5)),
            (30, 1_000, 0.02, Some(1.5)),
            (0, 1_000, 0.02, Some(0.0)),
            (1_000, 1_000, 1.0, Some(1.0)),
            (0, 1_000, 0.0, None),
            (5, 1_000, 0.0, None),
            (0, 0, 0.02, None),
        ] {
            let found = state(&measured(tolerance, &[(errors, trials, "2026-01-01", "")])).share_used();
            assert_eq!(found, share, "{errors} of {trials} against {tolerance}");
        }
        assert_eq!(state(&Budget::default()).share_used(), None);
    }

    #[test]
    fn every_edge_has_an_account() {
        const HUGE: u64 = 1_000_000_000_000;
        for (errors, trials) in [(0, 0), (0, 1), (1, 1), (0, HUGE), (HUGE, HUGE), (HUGE / 2, HUGE), (5, HUGE), (7, 3)] {
            for tolerance in [0.0, 1e-9, 0.04, 0.5, 1.0] {
                let rows = [(1, 10, "2025-01-01", ""), (errors, trials, "2026-01-01", "")];
                let found = account(&measured(tolerance, &rows));
                let measured = found.state.measured.expect("a rate");
                assert!(measured.low <= measured.rate && measured.rate <= measured.high, "{errors} of {trials}");
                assert!(found.trend.is_none_or(|trend| (0.0..=1.0).contains(&trend.p)), "{errors} of {trials}");
            }
        }
    }
}
