//! Looking several times: each look at the data is another chance to be wrong.
//!
//! Whoever measures until the interval lies under the tolerance will sooner or later see it there: P. Armitage,
//! C. K. `McPherson` and B. C. Rowe, "Repeated significance tests on accumulating data" (Journal of the Royal Statistical Society
//! A 132, 1969). The correction is Bonferroni's: with `m` looks, each may miss with a chance of `alpha / m`; it holds whether
//! the looks share trials or not. It is stricter than a plan for repeated looks would be that was made beforehand.

use crate::assess::interval::{self, RateInterval};
use crate::model::budgets::Budget;

use super::{BudgetState, Verdict, usable};

/// What several looks at a budget do to its verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Looks {
    /// How often the latest version of the model was looked at; at least 2.
    pub count: usize,
    /// The chance that at least one of the intervals misses the true rate, if the looks share no trials: `1 - level^m`.
    pub if_independent: f64,
    /// The most that this chance can be, however they hang together: `m (1 - level)`, at most 1.
    pub at_most: f64,
    /// The confidence level that each interval needs so that all hold together with the budget's level.
    pub level: f64,
    /// The interval at that level.
    pub measured: RateInterval,
    /// The verdict at that level.
    pub verdict: Verdict,
    /// The verdict at the budget's own level.
    pub before: Verdict,
}

impl Looks {
    /// Whether the verdict stands at the corrected level.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.verdict == self.before
    }
}

/// What several looks do to the verdict; `None` if the latest version of the model was looked at once or never. Measurements of
/// another version ask another question.
#[must_use]
pub fn of(budget: &Budget, state: &BudgetState) -> Option<Looks> {
    let measurements = usable(budget);
    let version = measurements.last()?.model_version.trim();
    let count = measurements.iter().filter(|measurement| measurement.model_version.trim() == version).count();
    if count < 2 {
        return None;
    }
    let alpha = 1.0 - budget.confidence_level();
    let level = 1.0 - alpha / count as f64;
    let measured = interval::exact(state.errors, state.trials, level)?;
    Some(Looks {
        count,
        if_independent: -((-alpha).ln_1p() * count as f64).exp_m1(),
        at_most: (alpha * count as f64).min(1.0),
        level,
        measured,
        verdict: Verdict::of(measured, state.tolerance?),
        before: state.verdict,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget::{state, tests::measured};

    fn looks(rows: &[(u64, u64, &str, &str)]) -> Option<Looks> {
        let budget = measured(0.04, rows);
        of(&budget, &state(&budget))
    }

    #[test]
    fn more_looks_need_more_confidence() {
        assert_eq!(looks(&[]), None);
        assert_eq!(looks(&[(3, 100, "2026-01-01", "v1"), (20, 800, "2026-02-01", "v2")]), None, "another version");
        let rows: Vec<_> = (1..=4).map(|day| (10 * day, 200 * day, "2026-01-01", "v1")).collect();
        assert!(looks(&rows).is_some_and(|looks| looks.holds()), "not within, and still not");
        // 22 of 800: within at 95%, and no longer at 98.75%
        let rows = [
            (3, 100, "2026-01-01", ""),
            (8, 300, "2026-02-01", ""),
            (12, 500, "2026-03-01", ""),
            (21, 800, "2026-04-01", ""),
        ];
        let found = looks(&rows).expect("looks");
        assert_eq!((found.count, found.before, found.verdict), (4, Verdict::Within, Verdict::Unproven), "{found:?}");
        assert!((found.level - 0.9875).abs() < 1e-12 && (found.at_most - 0.2).abs() < 1e-12);
        assert!((found.if_independent - (1.0 - 0.95_f64.powi(4))).abs() < 1e-12 && !found.holds());
    }
}
