//! How large a sample must be to prove a budget, and how likely that then is.
//!
//! A sample proves a budget if its exact interval lies at or under the tolerance. With `c` errors that takes a certain number
//! of trials; how likely so few errors are follows from the true rate. The plan is the smallest sample that comes out as
//! "within" with the wanted power: N. Heisey's table and Agresti and Coull, "Approximate is better than exact for interval
//! estimation of binomial proportions" (The American Statistician 52, 1998) discuss such exact plans; Chernick and Liu, "The
//! saw-toothed behavior of power versus sample size" (The American Statistician 56, 2002) why a few trials more can lower the
//! power again: one more error is then not yet allowed.

use crate::assess::binomial;
use crate::assess::interval;
use crate::assess::proportions::Counts;

use super::{BudgetState, Verdict};

/// The power that plans aim for: usual since J. Cohen, "Statistical power analysis for the behavioral sciences" (1988).
pub const POWER: f64 = 0.8;

/// No plan has more trials than this.
pub const MOST: u64 = 1_000_000_000;

/// So many smaller samples are tried at most: enough wherever a plan has fewer than some ten million trials.
const MOST_NEIGHBORS: usize = 500;

/// A sample that proves a budget if no more errors come up than it allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// All trials, with those that are there already.
    pub trials: u64,
    /// How many of them are still to come.
    pub further: u64,
    /// The most errors in all of them that still prove it.
    pub allowed: u64,
    /// How likely that is, from 0 to 1, if the true rate is the one that was planned for.
    pub power: f64,
}

/// What it takes to prove a budget.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proof {
    /// The sample that proves it if no error comes up at all.
    pub without_errors: Option<u64>,
    /// Trials still needed if no further error comes up; `None` if that is more than [`MOST`].
    pub without_further_errors: Option<u64>,
    /// The plan for the rate that was measured, counting the trials that are there; `None` if nothing was measured, if it is
    /// proven, or if the rate must fall first.
    pub at_the_rate: Option<Plan>,
    /// The same as a sample of its own, without the trials that are there.
    pub afresh: Option<Plan>,
}

/// What it takes to prove a budget in this state, at a confidence level.
#[must_use]
pub fn of(state: &BudgetState, level: f64) -> Proof {
    let so_far = Counts { errors: state.errors, trials: state.trials };
    let without_errors = state.tolerance.and_then(|tolerance| interval::trials_at_zero_errors(tolerance, level));
    let open = state.verdict != Verdict::Within;
    let needed = |tolerance| {
        let limit = Limit::new(tolerance, level)?;
        limit.trials_for(so_far.errors).map(|trials| trials.saturating_sub(so_far.trials))
    };
    let plan = |start: Counts| {
        let (measured, tolerance) = state.measured.zip(state.tolerance)?;
        (state.verdict == Verdict::Unproven).then(|| plan(start, measured.rate, (tolerance, level), POWER))?
    };
    Proof {
        without_errors,
        without_further_errors: state.tolerance.and_then(needed).filter(|_| open),
        at_the_rate: plan(so_far),
        afresh: plan(Counts::default()),
    }
}

/// The smallest sample that, begun with what is there, proves a rate at or under the tolerance at a confidence level with at
/// least the wanted power if errors keep coming at `rate`.
///
/// For each number of errors that is allowed there is a smallest sample that proves it, found by bisection; more errors allowed
/// mean more power but for rounding, so that the first number with enough of it is found by doubling, bisection and a look at
/// its neighbors. `None` if the rate is
/// not under the tolerance, or if it takes more than [`MOST`] trials.
#[must_use]
pub fn plan(start: Counts, rate: f64, (tolerance, level): (f64, f64), power: f64) -> Option<Plan> {
    if !((0.0..tolerance).contains(&rate) && power > 0.0 && power < 1.0) {
        return None;
    }
    let limit = Limit::new(tolerance, level)?;
    let with = |allowed: u64| {
        let trials = limit.trials_for(allowed)?.max(start.trials);
        let further = trials - start.trials;
        let reached = binomial::tails(allowed - start.errors, further, rate).at_most;
        Some(Plan { trials, further, allowed, power: reached })
    };
    let mut step = 1;
    let mut too_few = start.errors;
    let mut found = with(start.errors)?;
    while found.power < power {
        too_few = found.allowed;
        found = with(start.errors.checked_add(step)?)?;
        step *= 2;
    }
    while found.allowed - too_few > 1 {
        let middle = with(too_few + (found.allowed - too_few) / 2)?;
        if middle.power < power {
            too_few = middle.allowed;
        } else {
            found = middle;
        }
    }
    // a sample is whole: the power of neighbors differs by up to that of one trial, so that a smaller one may do as well
    for allowed in (start.errors..found.allowed).rev().take(MOST_NEIGHBORS) {
        let smaller = with(allowed)?;
        if smaller.power >= power {
            found = smaller;
        } else if smaller.power < power - rate * binomial::chance(allowed - start.errors, smaller.further, rate) {
            break;
        }
    }
    Some(found)
}

/// What lies at or under a tolerance.
#[derive(Debug, Clone, Copy)]
struct Limit {
    tolerance: f64,
    tail: f64,
}

impl Limit {
    /// `None` for a tolerance of zero, which no sample can prove, and for impossible levels.
    fn new(tolerance: f64, level: f64) -> Option<Self> {
        let possible = tolerance > 0.0 && level > 0.0 && level < 1.0;
        possible.then_some(Self { tolerance, tail: (1.0 - level) / 2.0 })
    }

    /// The smallest sample in which this many errors prove it.
    fn trials_for(self, errors: u64) -> Option<u64> {
        if self.tolerance >= 1.0 {
            return Some(errors.max(1)); // every rate is within
        }
        let proves = |trials: u64| interval::is_proven(errors, trials, self.tolerance, self.tail);
        // fewer trials than this have a rate over the tolerance
        let mut too_few = errors.max((errors as f64 / self.tolerance).floor() as u64);
        let mut step = ((errors as f64 + 1.0).sqrt() / self.tolerance).ceil().max(1.0) as u64;
        let mut enough = too_few.checked_add(step)?;
        while !proves(enough) {
            too_few = enough;
            step = step.checked_mul(2)?;
            enough = enough.checked_add(step).filter(|trials| *trials <= MOST.saturating_mul(4))?;
        }
        Some(interval::fewest(too_few, enough, proves)).filter(|trials| *trials <= MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by tests/reference/plans.py with scipy.
    const REFERENCE: &str = include_str!("../../../tests/reference/plans.csv");

    #[test]
    fn plans_agree_with_scipy() {
        let mut rows = 0;
        for line in REFERENCE.lines().skip(1) {
            let fields: Vec<f64> = line.split(',').filter_map(|field| field.parse().ok()).collect();
            let &[rate, tolerance, level, errors, so_far, trials, allowed, power] = fields.as_slice() else {
                panic!("{line}")
            };
            let start = Counts { errors: errors as u64, trials: so_far as u64 };
            let found = plan(start, rate, (tolerance, level), POWER).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.trials, found.allowed), (trials as u64, allowed as u64), "{line}: {found:?}");
            assert_eq!(found.further, found.trials - start.trials, "{line}");
            assert!((found.power - power).abs() <= 1e-9, "{line}: {found:?}");
            rows += 1;
        }
        assert!(rows > 20, "{rows}");
    }

    #[test]
    fn there_is_no_plan_where_the_rate_must_fall_first() {
        let none = Counts::default();
        for (rate, tolerance, level) in
            [(0.04, 0.04, 0.95), (0.05, 0.04, 0.95), (0.0, 0.0, 0.95), (0.01, 0.02, 1.0), (f64::NAN, 0.1, 0.95)]
        {
            assert_eq!(plan(none, rate, (tolerance, level), POWER), None, "{rate} {tolerance} {level}");
        }
        assert_eq!(plan(none, 0.099_999_9, (0.1, 0.95), POWER), None, "more trials than anybody makes");
        let anything = plan(none, 0.5, (1.0, 0.95), POWER).map(|plan| plan.trials);
        assert_eq!(anything, Some(1), "every rate is within");
        let certain = plan(none, 0.0, (0.005, 0.95), POWER).map(|plan| (plan.trials, plan.power));
        assert_eq!(certain, Some((736, 1.0)));
    }
}
