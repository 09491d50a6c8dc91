"""Writes the table of binomial chances and tails that tests compare with: binomial.py > binomial.csv

Needs scipy and mpmath. The chances are computed with 60 digits, because scipy.stats.binom keeps fewer than ten for very many
trials; they are compared with it to the sixth.
"""
import mpmath
from scipy.stats import binom

mpmath.mp.dps = 60
CASES = []
for trials in (1, 2, 5, 10, 41, 410, 640, 2191, 5000, 100_000):
    for rate in (0.0001, 0.005, 0.04, 0.3, 0.5, 0.97):
        middle = trials * rate
        deviation = (trials * rate * (1 - rate)) ** 0.5
        counts = {0, trials - 1} | {int(middle + z * deviation) for z in (-4, -2, -1, 0, 1, 2, 4)}
        CASES += [(k, trials, rate) for k in sorted(counts) if 0 <= k < trials]
for trials in (10**9, 10**12):
    for rate in (3e-12, 1e-9, 0.002, 0.5):
        middle = trials * rate
        deviation = (trials * rate * (1 - rate)) ** 0.5
        counts = {int(middle + z * deviation) for z in (-3, -1, 0, 2, 3)}
        CASES += [(k, trials, rate) for k in sorted(counts) if 0 <= k < trials]


def exactly(k, n, p):
    """The chance, by logarithms of factorials with many digits."""
    p = mpmath.mpf(p)
    log = mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)
    return mpmath.exp(log + k * mpmath.log(p) + (n - k) * mpmath.log(1 - p))


def tail(k, n, p, step):
    """The chance of k, k + step, k + 2 step and so on, term by term."""
    p = mpmath.mpf(p)
    term = total = exactly(k, n, p)
    while True:
        if step < 0:
            if k == 0:
                return total
            term *= mpmath.mpf(k) / (n - k + 1) * (1 - p) / p
        else:
            if k == n:
                return total
            term *= mpmath.mpf(n - k) / (k + 1) * p / (1 - p)
        k += step
        total += term
        if term < total * mpmath.mpf(10) ** -25:
            return total


def integral(k, n, p):
    """The chances of at most k and of more: the integral of the beta distribution's density beyond p, panel by panel."""
    a, b = mpmath.mpf(k + 1), mpmath.mpf(n - k)
    mean, p = a / (a + b), mpmath.mpf(p)
    deviation = mpmath.sqrt(a * b / (a + b + 1)) / (a + b)
    log = mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b)
    sign = -1 if p < mean else 1
    panels = [p + sign * deviation * step for step in range(0, 16, 2)]
    density = lambda t: mpmath.exp(log + (a - 1) * mpmath.log(t) + (b - 1) * mpmath.log(1 - t))
    share = abs(sum(mpmath.quad(density, list(panel)) for panel in zip(panels, panels[1:])))
    return (1 - share, share) if sign < 0 else (share, 1 - share)


print("errors,trials,rate,exactly,at_most,more")
for k, n, p in CASES:
    chance = exactly(k, n, p)
    if n * p * (1 - p) < 1e4:  # few enough terms to add up
        below = k <= n * p
        at_most = tail(k, n, p, -1) if below else 1 - tail(k + 1, n, p, 1)
        more = 1 - at_most if below else tail(k + 1, n, p, 1)
    else:
        at_most, more = integral(k, n, p)
    assert abs(float(at_most) - binom.cdf(k, n, p)) <= 1e-6, (k, n, p)
    print(f"{k},{n},{p},{float(chance)!r},{float(at_most)!r},{float(more)!r}")
