//! What the measurements say about an uncertainty budget.

use crate::model::budgets::{Budget, Evidence, Measurement};
use crate::model::{Date, Rate};

use super::interval::{self, RateInterval};

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

/// Judges a budget by its latest measurement, or by all of one model version pooled, as the budget says.
#[must_use]
pub fn state(budget: &Budget) -> BudgetState {
    let (errors, trials, date) = basis(budget);
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
        Some(RateInterval { rate: m.rate * cost, low: m.low * cost, high: m.high * cost })
    });
    BudgetState { verdict, errors, trials, date, measured, tolerance, trials_needed, cost_per_month }
}

/// The measurements of the budget itself (not of other segments) that can be used, oldest first.
#[must_use]
pub fn usable(budget: &Budget) -> Vec<&Measurement> {
    let own = |m: &&Measurement| m.segment.trim().is_empty() || m.segment.trim() == budget.segment.trim();
    let sound = |m: &&Measurement| matches!((m.errors, m.trials), (Some(k), Some(n)) if n > 0 && k <= n);
    let mut measurements: Vec<&Measurement> = budget.measurements.iter().filter(own).filter(sound).collect();
    measurements.sort_by_key(|m| m.date); // stable: of several on one day the last one entered stays last
    measurements
}

/// Errors, trials and date that the verdict rests on.
fn basis(budget: &Budget) -> (u64, u64, Option<Date>) {
    let measurements = usable(budget);
    let Some(latest) = measurements.last() else { return (0, 0, None) };
    let counts = |m: &Measurement| (m.errors.unwrap_or(0), m.trials.unwrap_or(0));
    let (errors, trials) = match budget.evidence.unwrap_or_default() {
        Evidence::Latest => counts(latest),
        Evidence::Pooled => measurements
            .iter()
            .filter(|m| m.model_version.trim() == latest.model_version.trim())
            .map(|m| counts(m))
            .fold((0_u64, 0_u64), |(k, n), (errors, trials)| (k.saturating_add(errors), n.saturating_add(trials))),
    };
    (errors, trials, latest.date)
}
