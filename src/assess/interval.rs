//! Exact intervals for a measured rate.

use statrs::distribution::{Beta, ContinuousCDF};

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
    let low = if errors == 0 { 0.0 } else { beta_quantile(k, n - k + 1.0, tail)? };
    let high = if errors == trials { 1.0 } else { beta_quantile(k + 1.0, n - k, 1.0 - tail)? };
    Some(RateInterval { rate: k / n, low, high })
}

/// The smallest number of trials without a single error that puts the upper end of the interval at or under `tolerance`.
///
/// With no errors the upper end is `1 - tail^(1/n)`, so `n = ln(tail) / ln(1 - tolerance)`, rounded up. `None` for a
/// tolerance of zero, which no sample can prove.
#[must_use]
pub fn trials_at_zero_errors(tolerance: f64, level: f64) -> Option<u64> {
    if !(tolerance > 0.0 && tolerance <= 1.0) || !(level > 0.0 && level < 1.0) {
        return None;
    }
    if tolerance >= 1.0 {
        return Some(1);
    }
    let tail = (1.0 - level) / 2.0;
    Some((tail.ln() / (-tolerance).ln_1p()).ceil().max(1.0) as u64)
}

/// The number of trials from which on the upper end of the interval lies at or under `tolerance`, if errors keep coming
/// at `rate`. `None` if the rate is not under the tolerance, or if more than a billion trials would be needed.
#[must_use]
pub fn trials_at_rate(rate: f64, tolerance: f64, level: f64) -> Option<u64> {
    const MOST: u64 = 1_000_000_000;
    if !(0.0..tolerance).contains(&rate) {
        return None;
    }
    let proves = |trials: u64| {
        let errors = (rate * trials as f64).ceil() as u64;
        exact(errors.min(trials), trials, level).is_some_and(|interval| interval.high <= tolerance)
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

fn beta_quantile(a: f64, b: f64, p: f64) -> Option<f64> {
    let quantile = Beta::new(a, b).ok()?.inverse_cdf(p);
    quantile.is_finite().then(|| quantile.clamp(0.0, 1.0))
}
