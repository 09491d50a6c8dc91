"""Writes the table of sample sizes that tests compare with: plans.py > plans.csv

Needs scipy. For each number of errors that is allowed, from the first on: the smallest sample whose exact upper end lies at or
under the tolerance, and the chance of so few further errors. The first with a power of 80% is written. Where the sample is
small, every sample size is tried too, from one on, so that nothing smaller can have been missed.
"""
from scipy.stats import beta, binom

CASES = [
    (0.03, 0.04, 0.95, 0, 0), (19 / 640, 0.04, 0.95, 0, 0), (19 / 640, 0.04, 0.95, 19, 640), (0.0, 0.005, 0.95, 0, 0),
    (0.001, 0.005, 0.95, 0, 0), (0.001, 0.005, 0.95, 1, 1000), (0.0, 0.003, 0.95, 0, 720), (0.02, 0.04, 0.9, 0, 0),
    (0.02, 0.04, 0.99, 0, 0), (0.3, 0.5, 0.95, 0, 0), (0.3, 0.5, 0.95, 3, 10), (0.45, 0.5, 0.95, 0, 0), (0.9, 0.95, 0.95, 0, 0),
    (0.01, 0.02, 0.999, 0, 0), (0.1, 0.5, 0.95, 0, 0), (0.1, 0.2, 0.8, 1, 10), (0.0, 0.5, 0.95, 0, 0), (0.05, 0.06, 0.95, 0, 0),
    (0.0001, 0.0005, 0.95, 0, 0), (0.012, 0.0125, 0.95, 0, 0), (1e-6, 5e-6, 0.95, 0, 0), (0.19, 0.99, 0.95, 0, 0),
    (0.005, 0.01, 0.95, 5, 1000), (0.02, 0.04, 0.95, 8, 400),
]
POWER = 0.8


def upper(errors, trials, level):
    return 1.0 if errors >= trials else beta.isf((1 - level) / 2, errors + 1, trials - errors)


def smallest(errors, tolerance, level):
    low, high = errors, max(errors, 1) * 2
    while upper(errors, high, level) > tolerance:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if upper(errors, middle, level) <= tolerance else (middle, high)
    return high


print("rate,tolerance,level,errors,so_far,trials,allowed,power")
for rate, tolerance, level, errors, so_far in CASES:
    allowed = errors
    while True:
        trials = max(smallest(allowed, tolerance, level), so_far)
        power = binom.cdf(allowed - errors, trials - so_far, rate)
        if power >= POWER:
            break
        allowed += 1
    if trials < 3000:
        for fewer in range(so_far + 1, trials):
            most = max((k for k in range(errors, min(allowed + 1, fewer)) if upper(k, fewer, level) <= tolerance), default=-1)
            assert most < 0 or binom.cdf(most - errors, fewer - so_far, rate) < POWER, (rate, tolerance, fewer)
    print(f"{rate!r},{tolerance},{level},{errors},{so_far},{trials},{allowed},{float(power)!r}")
