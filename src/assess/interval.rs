//! Exact intervals for a measured rate.

use statrs::function::beta::checked_beta_reg;

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
/// 26, 1934), through quantiles of the beta distribution. It covers the true rate at least as often as the level says,
/// for any sample size. `None` if there are no trials, more errors than trials, or a level outside 0 to 1.
#[must_use]
pub fn exact(errors: u64, trials: u64, level: f64) -> Option<RateInterval> {
    if trials == 0 || errors > trials || !(level > 0.0 && level < 1.0) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let (k, n) = (errors as f64, trials as f64);
    let rate = k / n;
    let low = if errors == 0 { 0.0 } else { beta_quantile(k, n - k + 1.0, tail)? };
    let high = if errors == trials { 1.0 } else { beta_quantile(k + 1.0, n - k, 1.0 - tail)? };
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

/// About how many trials put the upper end of the interval at or under `tolerance`, if errors keep coming at `rate`. About,
/// because errors are whole: a few trials later one more error may undo the proof for a while. `None` if the rate is not under the tolerance, or if more than a billion trials would be needed.
#[must_use]
pub fn trials_at_rate(rate: f64, tolerance: f64, level: f64) -> Option<u64> {
    const MOST: u64 = 1_000_000_000;
    if !(0.0..tolerance).contains(&rate) {
        return None;
    }
    // the upper end lies at or under the tolerance exactly if the beta distribution behind it has reached its share there
    let share = 1.0 - (1.0 - level) / 2.0;
    let proves = |trials: u64| {
        let (k, n) = ((rate * trials as f64).ceil(), trials as f64);
        k < n && checked_beta_reg(k + 1.0, n - k, tolerance).is_ok_and(|reached| reached >= share)
    };
    let mut enough = trials_at_zero_errors(tolerance, level)?;
    while !proves(enough) {
        enough = enough.checked_mul(2).filter(|trials| *trials <= MOST)?;
    }
    let mut too_few = enough / 2;
    while enough - too_few > 1 {
        let middle = too_few + (enough - too_few) / 2;
        if proves(middle) {
            enough = middle;
        } else {
            too_few = middle;
        }
    }
    Some(enough)
}

/// Whether the upper end of [`exact`] lies at or under `limit`: one look at the distribution instead of a search. `false` where
/// there is no interval.
#[must_use]
pub fn is_at_most(errors: u64, trials: u64, level: f64, limit: f64) -> bool {
    if trials == 0 || errors > trials || !(level > 0.0 && level < 1.0) {
        return false;
    }
    let (k, n) = (errors as f64, trials as f64);
    if limit >= 1.0 || errors == trials || k / n > limit {
        return limit >= 1.0;
    }
    let share = 1.0 - (1.0 - level) / 2.0;
    limit > 0.0 && checked_beta_reg(k + 1.0, n - k, limit).is_ok_and(|reached| reached >= share)
}

/// The value under which a share `p` of the beta distribution lies.
///
/// By bisection of its distribution function: bounded, unlike the library's own inverse, which does not end for some
/// distributions (17 errors in 100,000 trials at 95%).
fn beta_quantile(a: f64, b: f64, p: f64) -> Option<f64> {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break; // neighbors: nothing lies between them
        }
        if checked_beta_reg(a, b, middle).ok()? < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
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
                assert!((ours - theirs).abs() <= 1e-9, "{line}: {ours}");
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
    fn a_limit_is_kept_where_the_upper_end_lies_at_or_under_it() {
        for (errors, trials) in [(0, 10), (0, 1_000), (3, 410), (59, 2_191), (34, 500), (10, 10), (9, 10)] {
            for limit in [0.0, 0.001, 0.035, 0.04, 0.2, 0.99, 1.0] {
                let upper = exact(errors, trials, 0.95).map_or(1.0, |found| found.high);
                assert_eq!(is_at_most(errors, trials, 0.95, limit), upper <= limit, "{errors} of {trials}: {limit}");
            }
        }
        assert!(!is_at_most(0, 0, 0.95, 1.0) && !is_at_most(2, 1, 0.95, 1.0) && !is_at_most(1, 2, 0.0, 1.0));
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
        let trials = trials_at_rate(0.03, 0.04, 0.95).unwrap_or(0);
        assert!((1_300..1_700).contains(&trials), "{trials}");
    }
}
