"""Writes the table of comparisons of two rates that tests compare with: proportions.py > proportions.csv

Needs scipy. The chances are scipy.stats.fisher_exact where `exact` is 1 (in whole numbers where there are few errors, because
scipy keeps only seven digits for very many trials), and scipy.stats.chi2_contingency with Yates's
correction where it is 0: so many trials that Caveat uses that instead.
"""
from fractions import Fraction

from scipy.stats import chi2_contingency, fisher_exact

PAIRS = [
    (0, 1, 1, 1), (1, 1, 0, 1), (0, 10, 0, 10), (10, 10, 3, 10), (0, 10, 5, 10), (3, 10, 4, 12), (1, 2, 9, 10),
    (32, 1402, 27, 789), (9, 226, 50, 1965), (21, 214, 38, 1977), (3, 41, 56, 2150), (19, 640, 15, 500),
    (13, 382, 6, 258), (34, 500, 14, 275), (97, 2430, 59, 2191), (0, 720, 0, 500), (0, 720, 4, 500), (88, 5200, 70, 5000),
    (12, 980, 30, 980), (1, 100000, 9, 100000), (500, 1000, 530, 1000), (999, 1000, 1000, 1000), (2, 3, 700, 1000),
    (123, 100000, 160, 90000), (40000, 100000, 40400, 100000), (5, 10**9, 9, 10**9), (0, 10**9, 7, 10**6),
    (3, 8, 1, 6), (8, 12, 1, 15), (50, 60, 10, 60), (1, 1000, 1, 10), (0, 5, 0, 7), (7, 7, 7, 7), (6, 7, 7, 7),
    (250, 5000, 300, 5000), (250, 5000, 250, 5000), (33, 100, 66, 200), (34, 100, 66, 200), (1, 3, 2, 6), (90, 120, 70, 100),
    (2, 16000, 17, 100000), (4, 1234, 5, 1235), (100, 200, 1, 200), (1000, 1000000, 1100, 1000000), (10, 20, 12, 20),
]
LARGE = [
    (5_000_000, 10_000_000, 5_003_000, 10_000_000), (4_000_000, 10**9, 4_006_000, 10**9),
    (500_000_000_000, 10**12, 500_000_900_000, 10**12), (10**9, 10**12, 10**9, 10**12),
    (4_000_000, 20_000_000, 8_010_000, 40_000_000), (3_000_000, 10**7, 2_998_000, 10**7), (3_000_000, 10**7, 3_000_000, 10**7),
]


def fisher(k, n, j, m):
    """The chances of all outcomes no likelier than the one found, as fractions."""
    errors = k + j
    outcomes = range(max(0, errors - m), min(errors, n) + 1)
    chance = {outcomes[0]: Fraction(1)}
    for i in outcomes[:-1]:
        chance[i + 1] = chance[i] * Fraction((n - i) * (errors - i), (i + 1) * (m - errors + i + 1))
    return float(sum(c for c in chance.values() if c <= chance[k]) / sum(chance.values()))


print("errors,trials,other_errors,other_trials,exact,p")
for k, n, j, m in PAIRS:
    p = float(fisher_exact([[k, n - k], [j, m - j]]).pvalue)
    if k + j < 300:
        exact = fisher(k, n, j, m)
        assert abs(exact - p) <= 1e-6, (k, n, j, m)
        p = exact
    print(f"{k},{n},{j},{m},1,{p!r}")
for k, n, j, m in LARGE:
    p = chi2_contingency([[k, n - k], [j, m - j]], correction=True).pvalue
    print(f"{k},{n},{j},{m},0,{float(p)!r}")
