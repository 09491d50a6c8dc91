"""Writes the table of exact binomial intervals that tests compare with: intervals.py > intervals.csv

Needs scipy. The intervals are scipy.stats.binomtest(k, n).proportion_ci(level, method="exact").
"""
from scipy.stats import binomtest

LEVELS = (0.8, 0.9, 0.95, 0.99, 0.999)
COUNTS = (
    (0, 1), (1, 1), (0, 2), (1, 2), (0, 10), (1, 10), (5, 10), (9, 10), (10, 10), (3, 41), (3, 410), (19, 640),
    (0, 720), (34, 500), (59, 2191), (12, 980), (88, 5200), (1, 1000), (999, 1000), (500, 1000), (2, 16000),
    (17, 100000), (99990, 100000), (1234, 1000000), (0, 10000000), (1, 10000000), (5000000, 10000000),
    (123, 1000000000), (0, 10**12), (1, 10**12), (10**12, 10**12), (10**12 - 2, 10**12), (3000, 10**12), (5 * 10**11, 10**12),
    (10**6, 10**12), (7, 8), (2000, 4000), (1499, 1_000_000), (1501, 1_000_000), (40, 45),
)

print("errors,trials,level,low,high")
for errors, trials in COUNTS:
    for level in LEVELS:
        exact = binomtest(errors, trials).proportion_ci(level, method="exact")
        print(f"{errors},{trials},{level},{float(exact.low)!r},{float(exact.high)!r}")
