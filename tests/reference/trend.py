"""Writes the table of trends over several rates that tests compare with: trend.py > trend.csv

Needs numpy and scipy. The statistic of Cochran and Armitage is trials times the squared correlation of outcome (0 or 1)
with the number of its sample; its chance is that of a chi-squared distribution with one degree of freedom.
"""
import numpy
from scipy.stats import chi2

SERIES = [
    [(70, 1530), (80, 1850), (91, 2170), (97, 2430), (59, 2191)], [(7, 140), (11, 280), (12, 350), (15, 500), (19, 640)],
    [(2, 180), (2, 240), (3, 310), (3, 360), (3, 410)], [(1, 10), (5, 10), (9, 10)], [(5, 10), (5, 10), (5, 10)],
    [(0, 100), (1, 100), (0, 100), (4, 100)], [(40, 100), (30, 100), (20, 100), (10, 100), (1, 100)],
]

print("samples,p")
for series in SERIES:
    score = numpy.repeat(numpy.arange(len(series)), [n for _, n in series])
    outcome = numpy.concatenate([numpy.repeat([1, 0], [k, n - k]) for k, n in series])
    statistic = len(score) * numpy.corrcoef(score, outcome)[0, 1] ** 2
    samples = " ".join(f"{k}/{n}" for k, n in series)
    print(f"{samples},{float(chi2.sf(statistic, 1))!r}")
