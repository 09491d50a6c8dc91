//! The binomial distribution, exact to some twelve digits for any number of trials up to 10^15.
//!
//! Single probabilities by Catherine Loader, "Fast and accurate computation of binomial probabilities" (2000), which subtracts
//! no large numbers from each other. Tails through the incomplete beta function (DLMF 8.17.5): by the continued
//! fraction of A. R. `DiDonato` and A. H. Morris, "Algorithm 708: significant digit computation of the incomplete beta function
//! ratios" (ACM Transactions on Mathematical Software 18, 1992), or by Gauss-Legendre quadrature of the density where errors and successes are both
//! many, because the fraction then takes ever more steps. `tests/reference` holds scipy's values.

/// From so many errors and successes on, tails are integrals instead of fractions.
const MANY: f64 = 1_500.0;
/// The most steps of the fraction; fewer than 500 are ever needed below [`MANY`].
const MOST_STEPS: u32 = 5_000;
/// The most panels of the integral.
const MOST_PANELS: u32 = 64;
/// Relative precision at which a sum is done.
const DONE: f64 = 2e-16;

/// Abscissas and weights of the Gauss-Legendre rule with 12 points, the positive half (Abramowitz and Stegun, table 25.4).
const GAUSS: [(f64, f64); 6] = [
    (0.125_233_408_511_468_93, 0.249_147_045_813_402_7),
    (0.367_831_498_998_180_2, 0.233_492_536_538_354_9),
    (0.587_317_954_286_617_4, 0.203_167_426_723_065_93),
    (0.769_902_674_194_304_7, 0.160_078_328_543_346_25),
    (0.904_117_256_370_474_9, 0.106_939_325_995_318_08),
    (0.981_560_634_246_719_2, 0.047_175_336_386_511_74),
];

/// The shares of a distribution on both sides of a point; together they are 1, and the smaller one is exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// The chance of at most so many errors.
    pub at_most: f64,
    /// The chance of more errors.
    pub more: f64,
}

/// The chance of `errors` in `trials` where each is one with chance `rate`. Zero if there are more errors than trials.
#[must_use]
pub fn chance(errors: u64, trials: u64, rate: f64) -> f64 {
    if errors > trials { 0.0 } else { raw(errors as f64, (trials - errors) as f64, rate, 1.0 - rate) }
}

/// The chance of at most `errors` in `trials`, and that of more.
#[must_use]
pub fn tails(errors: u64, trials: u64, rate: f64) -> Tails {
    if errors >= trials || rate <= 0.0 {
        return Tails { at_most: 1.0, more: 0.0 };
    }
    if rate >= 1.0 {
        return Tails { at_most: 0.0, more: 1.0 };
    }
    let (below, above) = beta(errors as f64 + 1.0, (trials - errors) as f64, rate);
    Tails { at_most: above, more: below }
}

/// How fast the chance of more than `errors` grows with the rate: the density of the beta distribution with `errors + 1` and
/// `trials - errors`.
#[must_use]
pub fn slope(errors: u64, trials: u64, rate: f64) -> f64 {
    if errors >= trials {
        return 0.0;
    }
    trials as f64 * raw(errors as f64, (trials - errors - 1) as f64, rate, 1.0 - rate)
}

/// The chance of `k` errors in `n` trials of which `marked` out of `all` are errors, drawn without putting back: the
/// hypergeometric distribution, again after Loader.
#[must_use]
pub fn chance_without_return(k: u64, n: u64, marked: u64, all: u64) -> f64 {
    if k > n || k > marked || n > all || marked > all || n - k > all - marked {
        return 0.0;
    }
    if n == 0 || n == all {
        return 1.0;
    }
    let (rate, rest) = (n as f64 / all as f64, (all - n) as f64 / all as f64);
    let part = |a: u64, b: u64| raw(a as f64, b as f64, rate, rest);
    part(k, marked - k) * (part(n - k, all - marked - (n - k)) / part(n, all - n))
}

/// `(a + b)! / (a! b!) p^a q^b` for whole numbers `a` and `b`, with `q` = 1 - `p`.
#[expect(clippy::many_single_char_names, reason = "the letters are those of the papers")]
fn raw(a: f64, b: f64, p: f64, q: f64) -> f64 {
    if p <= 0.0 {
        return if a == 0.0 { 1.0 } else { 0.0 };
    }
    if q <= 0.0 {
        return if b == 0.0 { 1.0 } else { 0.0 };
    }
    let power = |n: f64, base: f64, other: f64| (n * if other < 0.5 { (-other).ln_1p() } else { base.ln() }).exp();
    if a == 0.0 {
        return power(b, q, p);
    }
    if b == 0.0 {
        return power(a, p, q);
    }
    let n = a + b;
    let corrections = stirling_error(n) - stirling_error(a) - stirling_error(b);
    let exponent = corrections - deviance(a, n * p) - deviance(b, n * q);
    exponent.exp() * (n / (std::f64::consts::TAU * a * b)).sqrt()
}

/// What Stirling's formula lacks of the logarithm of `n` factorial (DLMF 5.11.1).
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        let factorial: f64 = (2..=n as u32).map(f64::from).product();
        return factorial.ln() - (n + 0.5) * n.ln() + n - 0.5 * std::f64::consts::TAU.ln();
    }
    let s = 1.0 / (n * n);
    let series = 1.0 / 1_680.0 - s * (1.0 / 1_188.0 - s * (691.0 / 360_360.0));
    (1.0 / 12.0 - s * (1.0 / 360.0 - s * (1.0 / 1_260.0 - s * series))) / n
}

/// `x ln(x / mean) + mean - x` without cancellation.
fn deviance(x: f64, mean: f64) -> f64 {
    let difference = x - mean;
    if difference.abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() - difference;
    }
    let v = difference / (x + mean);
    let (mut sum, mut term) = (difference * v, 2.0 * x * v);
    for j in 1..1_000 {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// The shares of the beta distribution below and above `x`, for whole numbers `a` and `b` of at least 1.
fn beta(a: f64, b: f64, x: f64) -> (f64, f64) {
    let many = a.min(b) >= MANY;
    let y = 1.0 - x;
    if x <= a / (a + b) {
        let below = if many { integral(a, b, x, y) } else { fraction(a, b, x, y) };
        let below = below.clamp(0.0, 1.0);
        (below, 1.0 - below)
    } else {
        let above = if many { integral(b, a, y, x) } else { fraction(b, a, y, x) };
        let above = above.clamp(0.0, 1.0);
        (1.0 - above, above)
    }
}

/// The share below `x`, which must not lie above the mean, by the continued fraction; `y` = 1 - `x`.
#[expect(clippy::many_single_char_names, reason = "the letters are those of the papers")]
fn fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    // how far the mean lies above x, from whichever of x and y is exact
    let distance = if a > b { (a + b) * y - b } else { a - (a + b) * x }.max(0.0);
    let (c, c1) = (1.0 + distance, 1.0 + 1.0 / a);
    let (mut before, mut below_before) = (0.0, 1.0);
    let (mut now, mut below) = (1.0, c / c1);
    let mut value = c1 / c;
    let (mut p, mut s) = (1.0, a + 1.0);
    for step in 1..MOST_STEPS {
        let n = f64::from(step);
        let t = n / a;
        let w = n * (b - n) * x;
        let alpha = p * (p + b / a) * (a / s).powi(2) * w * x;
        let beta = n + w / s + (1.0 + t) / (c1 + t + t) * (c + n * (y + 1.0));
        (p, s) = (1.0 + t, s + 2.0);
        (before, now) = (now, alpha * before + beta * now);
        (below_before, below) = (below, alpha * below_before + beta * below);
        let next = now / below;
        let done = (next - value).abs() <= DONE * next;
        value = next;
        if done {
            break;
        }
        (before, below_before, now, below) = (before / below, below_before / below, next, 1.0);
    }
    raw(a, b, x, y) * (a * b / (a + b)) * value
}

/// The share below `x`, which must lie below the middle, as the integral of the density from `x` down; `y` = 1 - `x`.
/// Points are kept as their distance from `x`, so that neither side of them is rounded.
#[expect(clippy::many_single_char_names, reason = "the letters are those of the papers")]
fn integral(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let deviation = (a * b / (n + 1.0)).sqrt() / n;
    let steepness = ((a / n - x) / deviation).max(2.0);
    let width = 4.0 * deviation / steepness;
    let density = |down: f64| if down < x { (n - 1.0) * raw(a - 1.0, b - 1.0, x - down, y + down) } else { 0.0 };
    let mut sum = 0.0;
    for panel in 0..MOST_PANELS {
        let middle = (f64::from(panel) + 0.5) * width;
        let half = width / 2.0;
        let part: f64 =
            GAUSS.iter().map(|(at, weight)| weight * (density(middle - at * half) + density(middle + at * half))).sum();
        sum += part * half;
        if part * half <= DONE * sum {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by tests/reference/binomial.py with scipy.
    const REFERENCE: &str = include_str!("../../tests/reference/binomial.csv");

    fn close(ours: f64, theirs: f64) -> bool {
        (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1e-30)
    }

    #[test]
    fn chances_and_tails_agree_with_scipy() {
        let mut rows = 0;
        for line in REFERENCE.lines().skip(1) {
            let fields: Vec<f64> = line.split(',').filter_map(|field| field.parse().ok()).collect();
            let &[errors, trials, rate, exactly, at_most, more] = fields.as_slice() else { panic!("{line}") };
            let found = tails(errors as u64, trials as u64, rate);
            let chance = chance(errors as u64, trials as u64, rate);
            assert!(close(chance, exactly), "{line}: {chance}");
            assert!(close(found.at_most, at_most), "{line}: {found:?}");
            assert!(close(found.more, more), "{line}: {found:?}");
            rows += 1;
        }
        assert!(rows > 100, "{rows}");
    }

    #[test]
    fn the_slope_is_that_of_the_tail() {
        for (errors, trials, rate) in [(0, 5, 0.3), (19, 640, 0.04), (2_000, 9_000, 0.22), (500_000, 1_000_000, 0.4997)]
        {
            let step = 1e-7;
            let rise = tails(errors, trials, rate + step).more - tails(errors, trials, rate - step).more;
            let found = slope(errors, trials, rate);
            assert!((rise / (2.0 * step) - found).abs() <= 1e-5 * found, "{errors} of {trials}: {found}");
        }
    }

    #[test]
    fn edges_are_certain() {
        assert_eq!(tails(0, 0, 0.5), Tails { at_most: 1.0, more: 0.0 });
        assert_eq!(tails(3, 2, 0.5), Tails { at_most: 1.0, more: 0.0 });
        assert_eq!(tails(0, 10, 0.0), Tails { at_most: 1.0, more: 0.0 });
        assert_eq!(tails(9, 10, 1.0), Tails { at_most: 0.0, more: 1.0 });
        assert_eq!((chance(0, 0, 0.5), chance(2, 1, 0.5), chance(0, 9, 0.0), chance(9, 9, 1.0)), (1.0, 0.0, 1.0, 1.0));
        assert_eq!((chance_without_return(3, 2, 5, 9), chance_without_return(0, 0, 5, 9)), (0.0, 1.0));
        let sum: f64 = (0..=4).map(|k| chance_without_return(k, 4, 5, 9)).sum();
        assert!((sum - 1.0).abs() < 1e-14, "{sum}");
    }
}
