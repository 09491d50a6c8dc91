//! Whether two measured rates differ by more than chance.

use statrs::function::erf::erfc;

use super::binomial::chance_without_return;

/// Errors found in trials; there are never more errors than trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Counts {
    /// Errors.
    pub errors: u64,
    /// Trials.
    pub trials: u64,
}

impl Counts {
    /// Errors in trials; `None` without trials, or with more errors than trials.
    #[must_use]
    pub fn new(errors: u64, trials: u64) -> Option<Self> {
        (trials > 0 && errors <= trials).then_some(Self { errors, trials })
    }

    /// Errors divided by trials; 0 without trials.
    #[must_use]
    pub fn rate(self) -> f64 {
        if self.trials == 0 { 0.0 } else { self.errors as f64 / self.trials as f64 }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { errors: self.errors.saturating_add(other.errors), trials: self.trials.saturating_add(other.trials) }
    }

    /// What is left of these when a part is taken out; `None` if it cannot be a part of them, or nothing is left.
    #[must_use]
    pub fn without(self, part: Self) -> Option<Self> {
        Self::new(self.errors.checked_sub(part.errors)?, self.trials.checked_sub(part.trials)?)
    }
}

/// How likely it is that two samples differ at least as much as these, if their true rates are the same: from 0 to 1.
///
/// Fisher's exact test, two-sided: the chances of all outcomes with the same totals that are no likelier than the one found
/// (R. A. Fisher, "Statistical methods for research workers", 1934; chances that differ by less than 10^-7 of themselves
/// count as equal, as in R). Where the totals are so large that the sum would have more than some ten thousand terms, the
/// chi-squared test with Yates's correction stands in ("Contingency tables involving small numbers", Supplement to the Journal
/// of the Royal Statistical Society 1, 1934); the two then agree to about a thousandth. `None` if there is nothing to compare.
#[must_use]
pub fn p_value(one: Counts, other: Counts) -> Option<f64> {
    let (one, other) = (Counts::new(one.errors, one.trials)?, Counts::new(other.errors, other.trials)?);
    let trials = one.trials.checked_add(other.trials)?;
    let errors = one.errors.checked_add(other.errors)?;
    if errors == 0 || errors == trials {
        return Some(1.0);
    }
    let p = if is_exact(one, other) { fisher(one, errors, trials) } else { yates(one, other) };
    Some(p.clamp(0.0, 1.0))
}

/// Whether [`p_value`] is exact for these: the number of errors in one sample, given all, deviates by less than 1,000.
#[must_use]
pub fn is_exact(one: Counts, other: Counts) -> bool {
    const MOST: f64 = 1_000.0;
    let (n, m) = (one.trials as f64, other.trials as f64);
    let errors = one.errors as f64 + other.errors as f64;
    let rate = errors / (n + m);
    n * (m / (n + m)) * rate * (1.0 - rate) <= MOST * MOST
}

fn fisher(one: Counts, errors: u64, trials: u64) -> f64 {
    let least = errors.saturating_sub(trials - one.trials);
    let most = errors.min(one.trials);
    let chance = |k: u64| chance_without_return(k, one.trials, errors, trials);
    let found = chance(one.errors) * (1.0 + 1e-7);
    // chances rise up to the mode and fall after it
    let mode = ((one.trials as f64 + 1.0) * (errors as f64 + 1.0) / (trials as f64 + 2.0)).floor() as u64;
    let mode = mode.clamp(least, most);
    let unlikely = |k: &u64| chance(*k) <= found;
    let low_end = last_such(least, mode, unlikely);
    let high_end = first_such(mode.max(low_end.map_or(mode, |end| end + 1)), most, unlikely);
    let fall = |k: u64| {
        // the chance of one more error than k, as a share of that of k
        let (k, n) = (k as f64, one.trials as f64);
        (n - k) * (errors as f64 - k) / ((k + 1.0) * (trials as f64 - n - errors as f64 + k + 1.0))
    };
    let below = low_end.map_or(0.0, |end| sum(chance(end), (least..end).rev().map(|k| 1.0 / fall(k))));
    let above = high_end.map_or(0.0, |start| sum(chance(start), (start..most).map(fall)));
    below + above
}

/// The sum of chances of which each is the given share of the one before it, until they no longer matter.
fn sum(first: f64, shares: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut chance) = (first, first);
    for share in shares {
        chance *= share;
        let next = sum + chance;
        if next <= sum {
            break;
        }
        sum = next;
    }
    sum
}

/// The last number from `from` to `to` for which something holds that holds from the start up to somewhere.
fn last_such(from: u64, to: u64, holds: impl Fn(&u64) -> bool) -> Option<u64> {
    first_such(from, to, |k| !holds(k)).map_or(Some(to), |end| end.checked_sub(1)).filter(|end| *end >= from)
}

/// The first number from `from` to `to` for which something holds that then holds up to the end.
fn first_such(from: u64, to: u64, holds: impl Fn(&u64) -> bool) -> Option<u64> {
    if from > to || !holds(&to) {
        return None;
    }
    let (mut from, mut to) = (from, to);
    while from < to {
        let middle = from + (to - from) / 2;
        if holds(&middle) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    Some(to)
}

fn yates(one: Counts, other: Counts) -> f64 {
    let (n, m) = (one.trials as f64, other.trials as f64);
    let rate = (one.errors as f64 + other.errors as f64) / (n + m);
    let distance = (one.errors as f64 - n * rate).abs();
    let corrected = distance - distance.min(0.5);
    let spread = (n * (m / (n + m)) * rate * (1.0 - rate)).sqrt();
    erfc(corrected / spread / std::f64::consts::SQRT_2)
}

/// How likely it is that rates rise or fall at least as steadily as these, in their order, if the true rate never changes.
///
/// Cochran, "Some methods for strengthening the common chi-squared tests" (Biometrics 10, 1954), and Armitage, "Tests for
/// linear trends in proportions and frequencies" (Biometrics 11, 1955), two-sided, in the normal approximation, with the
/// numbers of their order as scores. The second value is positive where the rates rise. `None` for fewer than three samples,
/// or where there is nothing to compare.
#[must_use]
pub fn trend(samples: &[Counts]) -> Option<(f64, f64)> {
    let trials: f64 = samples.iter().map(|sample| sample.trials as f64).sum();
    let errors: f64 = samples.iter().map(|sample| sample.errors as f64).sum();
    if samples.len() < 3 || trials <= 0.0 || errors <= 0.0 || errors >= trials {
        return None;
    }
    let rate = errors / trials;
    let scored = || (0_u32..).map(f64::from).zip(samples);
    let mean = scored().map(|(score, sample)| score * sample.trials as f64).sum::<f64>() / trials;
    let rise: f64 = scored().map(|(score, s)| (score - mean) * (s.errors as f64 - s.trials as f64 * rate)).sum();
    let spread: f64 = scored().map(|(score, s)| (score - mean).powi(2) * s.trials as f64).sum();
    let z = rise / (rate * (1.0 - rate) * spread).sqrt();
    z.is_finite().then(|| (erfc(z.abs() / std::f64::consts::SQRT_2), z))
}

/// The same chances, corrected for having made that many comparisons, in the same order: after S. Holm, "A simple sequentially
/// rejective multiple test procedure" (Scandinavian Journal of Statistics 6, 1979).
#[must_use]
pub fn holm(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = chances.iter().copied().enumerate().collect();
    order.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut corrected = vec![1.0; chances.len()];
    let mut least = 0.0_f64;
    for (rank, (at, chance)) in order.into_iter().enumerate() {
        least = least.max((chance * (chances.len() - rank) as f64).min(1.0));
        if let Some(place) = corrected.get_mut(at) {
            *place = least;
        }
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by tests/reference/proportions.py with scipy.
    const REFERENCE: &str = include_str!("../../tests/reference/proportions.csv");
    /// Written by tests/reference/trend.py with scipy.
    const TRENDS: &str = include_str!("../../tests/reference/trend.csv");

    fn counts(errors: f64, trials: f64) -> Counts {
        Counts { errors: errors as u64, trials: trials as u64 }
    }

    #[test]
    fn comparisons_agree_with_scipy() {
        let mut kinds = [0, 0];
        for line in REFERENCE.lines().skip(1) {
            let fields: Vec<f64> = line.split(',').filter_map(|field| field.parse().ok()).collect();
            let &[errors, trials, other_errors, other_trials, exact, p] = fields.as_slice() else { panic!("{line}") };
            let (one, other) = (counts(errors, trials), counts(other_errors, other_trials));
            assert_eq!(is_exact(one, other), exact > 0.5, "{line}");
            for found in [p_value(one, other), p_value(other, one)].map(|found| found.expect("a chance")) {
                assert!((found - p).abs() <= 1e-9 * p.max(1e-3), "{line}: {found}");
            }
            kinds[usize::from(exact > 0.5)] += 1;
        }
        assert!(kinds[0] > 5 && kinds[1] > 40, "{kinds:?}");
    }

    #[test]
    fn trends_agree_with_scipy() {
        for line in TRENDS.lines().skip(1) {
            let (samples, found) = line.split_once(',').expect("two columns");
            let samples: Vec<Counts> = samples
                .split(' ')
                .filter_map(|sample| sample.split_once('/'))
                .map(|(errors, trials)| counts(errors.parse().expect("errors"), trials.parse().expect("trials")))
                .collect();
            let theirs: f64 = found.parse().expect("a chance");
            let (ours, _) = trend(&samples).expect("a chance");
            assert!((ours - theirs).abs() <= 1e-9, "{line}: {ours}");
        }
        assert_eq!(trend(&[counts(1.0, 9.0), counts(2.0, 9.0)]), None);
        assert_eq!(trend(&[counts(0.0, 9.0); 4]), None);
        assert!(trend(&[counts(9.0, 99.0), counts(5.0, 99.0), counts(1.0, 99.0)]).is_some_and(|(_, z)| z < 0.0));
    }

    #[test]
    fn edges_have_no_comparison_or_a_sound_one() {
        let of = |a, n, b, m| p_value(Counts { errors: a, trials: n }, Counts { errors: b, trials: m });
        assert_eq!(of(0, 0, 1, 5), None);
        assert_eq!(of(6, 5, 1, 5), None);
        assert_eq!(of(0, 10, 0, 10), Some(1.0));
        assert_eq!(of(10, 10, 7, 7), Some(1.0));
        assert_eq!(of(1, u64::MAX, 1, u64::MAX), None, "more trials than can be counted");
        for (a, n, b, m) in [(0, 1, 1, 1), (0, 1_000_000_000_000, 5, 10), (5, 1_000_000_000_000, 9, 1_000_000_000_000)]
        {
            assert!(of(a, n, b, m).is_some_and(|p| (0.0..=1.0).contains(&p)), "{a} of {n}");
        }
        assert!(of(500_000_000_000, 1_000_000_000_000, 500_002_000_000, 1_000_000_000_000).is_some_and(|p| p < 0.01));
    }

    #[test]
    fn corrected_chances_keep_their_order_and_never_pass_one() {
        assert_eq!(holm(&[]), Vec::<f64>::new());
        let found = holm(&[0.01, 0.04, 0.03, 0.005]);
        let expected = [0.03, 0.06, 0.06, 0.02];
        assert!(found.iter().zip(expected).all(|(ours, theirs)| (ours - theirs).abs() < 1e-12), "{found:?}");
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }
}
