//! Exact intervals for a measured rate.

use statrs::function::erf::erfc_inv;

use super::binomial;

/// A measured rate with its two-sided interval, all as fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateInterval {
    /// Errors divided by trials.
    pub rate: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The exact interval for `errors` in `trials` at a confidence `level` such as 0.95.
///
/// Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial" (Biometrika
/// 26, 1934): the rates at which so few or so many errors are just still likely. It covers the true rate at least as often
/// as the level says, for any sample size. `None` if there are no trials, more errors than trials, or a level outside 0 to 1.
#[must_use]
pub fn exact(errors: u64, trials: u64, level: f64) -> Option<RateInterval> {
    if trials == 0 || errors > trials || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let rate = errors as f64 / trials as f64;
    let low = if errors == 0 { 0.0 } else { lower(errors, trials, tail) };
    let high = if errors == trials { 1.0 } else { upper(errors, trials, tail) };
    // beyond some 10^15 trials the ends are closer to the rate than the last digit of the computation
    Some(RateInterval { rate, low: low.min(rate), high: high.max(rate) })
}

/// The smallest number of trials without a single error that puts the upper end of the interval at or under `tolerance`.
///
/// With no errors the upper end is `1 - tail^(1/n)`, so `n = ln(tail) / ln(1 - tolerance)`, rounded up. `None` for a
/// tolerance of zero, which no sample can prove.
#[must_use]
pub fn trials_at_zero_errors(tolerance: f64, level: f64) -> Option<u64> {
    let possible = tolerance > 0.0 && level > 0.0 && level < 1.0;
    if !possible {
        return None;
    }
    if tolerance >= 1.0 {
        return Some(1); // every rate is within
    }
    let tail = (1.0 - level) / 2.0;
    Some((tail.ln() / (-tolerance).ln_1p()).ceil().max(1.0) as u64)
}

/// Whether `errors` in `trials` put the upper end of the interval at or under `tolerance`: exactly if so few errors had at
/// most the chance `tail` there.
#[must_use]
pub fn is_proven(errors: u64, trials: u64, tolerance: f64, tail: f64) -> bool {
    errors < trials && binomial::tails(errors, trials, tolerance).at_most <= tail
}

/// About how many trials put the upper end of the interval at or under `tolerance`, if errors keep coming at `rate`. About,
/// because errors are whole: a few trials later one more error may undo the proof for a while. `None` if the rate is not under
/// the tolerance, or if more than a billion trials would be needed.
#[must_use]
pub fn trials_at_rate(rate: f64, tolerance: f64, level: f64) -> Option<u64> {
    const MOST: u64 = 1_000_000_000;
    if !(0.0..tolerance).contains(&rate) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let proves = |trials: u64| is_proven((rate * trials as f64).ceil() as u64, trials, tolerance, tail);
    let mut enough = trials_at_zero_errors(tolerance, level)?;
    while !proves(enough) {
        enough = enough.checked_mul(2).filter(|trials| *trials <= MOST)?;
    }
    Some(fewest(enough / 2, enough, proves)).filter(|trials| *trials <= MOST)
}

/// The fewest trials over `too_few` that prove something, by bisection; `enough` do, and once some do, more do as well.
pub(super) fn fewest(mut too_few: u64, mut enough: u64, proves: impl Fn(u64) -> bool) -> u64 {
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        if proves(middle) {
            enough = middle;
        } else {
            too_few = middle;
        }
    }
    enough
}

/// The rate at which `errors` or more have the chance `tail`; `errors` is at least 1.
fn lower(errors: u64, trials: u64, tail: f64) -> f64 {
    if errors == trials {
        return (tail.ln() / trials as f64).exp();
    }
    let start = about(errors as f64 - 0.5, trials as f64, -deviations(tail));
    solve(tail, start, |rate| {
        (binomial::tails(errors - 1, trials, rate).more, binomial::slope(errors - 1, trials, rate))
    })
}

/// The rate at which `errors` or fewer have the chance `tail`; `errors` is less than `trials`.
fn upper(errors: u64, trials: u64, tail: f64) -> f64 {
    if errors == 0 {
        return -(tail.ln() / trials as f64).exp_m1();
    }
    let start = about(errors as f64 + 0.5, trials as f64, deviations(tail));
    solve(tail, start, |rate| (binomial::tails(errors, trials, rate).at_most, -binomial::slope(errors, trials, rate)))
}

/// How many standard deviations from the middle the normal distribution leaves `tail` on one side.
fn deviations(tail: f64) -> f64 {
    std::f64::consts::SQRT_2 * erfc_inv(2.0 * tail)
}

/// The end of the interval after Wilson, "Probable inference, the law of succession, and statistical inference" (Journal of
/// the American Statistical Association 22, 1927): where the search for the exact one starts.
fn about(errors: f64, trials: f64, z: f64) -> f64 {
    let share = errors / trials;
    let spread = z * (share * (1.0 - share) / trials + z * z / (4.0 * trials * trials)).max(0.0).sqrt();
    (share + z * z / (2.0 * trials) + spread) / (1.0 + z * z / trials)
}

/// The rate at which a chance that rises or falls with it is `tail`: Newton's method on the logarithm of the chance, which is
/// nearly a straight line there, kept between two rates that are known to lie on both sides. A step that would leave them
/// becomes a bisection, so that it always ends. `chance` gives the chance at a rate and its slope.
fn solve(tail: f64, start: f64, chance: impl Fn(f64) -> (f64, f64)) -> f64 {
    const MOST_STEPS: u32 = 200;
    let (mut low, mut high) = (0.0, 1.0);
    let mut rate = if start > low && start < high { start } else { f64::midpoint(low, high) };
    for _ in 0..MOST_STEPS {
        let (value, slope) = chance(rate);
        let rises = slope >= 0.0;
        if (value < tail) == rises {
            low = rate;
        } else {
            high = rate;
        }
        let step = -(value / tail).ln() * value / slope;
        let next = rate + step;
        if step.abs() <= 1e-9 * rate.min(1.0 - rate) {
            return next.clamp(low, high); // the error left is the square of the step
        }
        let inside = next > low && next < high; // false for what is no number
        let wanted = if inside { next } else { f64::midpoint(low, high) };
        if wanted <= low || wanted >= high {
            break; // neighbors: nothing lies between them
        }
        rate = wanted;
    }
    rate
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by tests/reference/intervals.py with scipy.
    const REFERENCE: &str = include_str!("../../tests/reference/intervals.csv");

    #[test]
    fn intervals_agree_with_scipy() {
        let mut rows = 0;
        for line in REFERENCE.lines().skip(1) {
            let fields: Vec<f64> = line.split(',').filter_map(|field| field.parse().ok()).collect();
            let &[errors, trials, level, low, high] = fields.as_slice() else { panic!("{line}") };
            let found = exact(errors as u64, trials as u64, level).unwrap_or_else(|| panic!("{line}"));
            for (ours, theirs) in [(found.low, low), (found.high, high)] {
                assert!((ours - theirs).abs() <= 1e-9, "{line}: {found:?}");
            }
            rows += 1;
        }
        assert!(rows > 100, "{rows}");
    }

    #[test]
    fn edges_have_no_interval_or_a_sound_one() {
        assert_eq!(exact(0, 0, 0.95), None);
        assert_eq!(exact(2, 1, 0.95), None);
        for level in [0.0, 1.0, -1.0, f64::NAN] {
            assert_eq!(exact(1, 10, level), None, "{level}");
        }
        for (errors, trials) in [(0, u64::MAX), (1, u64::MAX / 2), (u64::MAX, u64::MAX)] {
            let found = exact(errors, trials, 0.95);
            assert!(found.is_none_or(|f| 0.0 <= f.low && f.low <= f.high && f.high <= 1.0), "{errors} of {trials}");
        }
    }

    #[test]
    fn the_trials_needed_are_the_fewest_that_prove_it() {
        for (tolerance, level) in [(0.005, 0.95), (0.04, 0.95), (0.003, 0.95), (0.1, 0.9), (0.5, 0.99)] {
            let trials = trials_at_zero_errors(tolerance, level).unwrap_or(0);
            assert!(exact(0, trials, level).is_some_and(|f| f.high <= tolerance), "{tolerance}");
            assert!(exact(0, trials - 1, level).is_none_or(|f| f.high > tolerance), "{tolerance}");
        }
        assert_eq!(trials_at_zero_errors(0.0, 0.95), None);
        assert_eq!(trials_at_zero_errors(1.0, 0.95), Some(1));
        assert_eq!(trials_at_rate(0.04, 0.04, 0.95), None, "the rate is not under the tolerance");
        assert_eq!(trials_at_rate(0.0, 0.005, 0.95), trials_at_zero_errors(0.005, 0.95));
        assert_eq!(trials_at_rate(0.0, 1e-12, 0.95), None, "more than a billion");
        let trials = trials_at_rate(0.03, 0.04, 0.95).unwrap_or(0);
        assert!((1_300..1_700).contains(&trials), "{trials}");
    }
}
