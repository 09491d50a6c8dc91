"""Writes the figures of thresholds that tests compare with: thresholds.py, in its own folder.

Needs numpy, scipy and scikit-learn. Every case stands at the middle of its bin; the figures are then those of
sklearn.metrics (precision_score, recall_score, f1_score, accuracy_score, roc_auc_score, average_precision_score,
brier_score_loss, calibration_curve) and scipy.stats.binomtest. DeLong's variance is written out from the paper.
"""
import csv

import numpy as np
from scipy.stats import binomtest, norm
from sklearn.calibration import calibration_curve
from sklearn import metrics

Z = norm.ppf(0.975)


def sample(seed, bins, positives, negatives, shape):
    rng = np.random.default_rng(seed)
    high = rng.beta(*shape[0], positives)
    low = rng.beta(*shape[1], negatives)
    edges = np.arange(bins + 1) / bins
    place = lambda scores: np.bincount(np.minimum((scores * bins).astype(int), bins - 1), minlength=bins)
    return [(edges[i], edges[i + 1], p, n) for i, (p, n) in enumerate(zip(place(high), place(low))) if p + n]


def delong(scores, truth):
    high, low = scores[truth == 1], scores[truth == 0]
    wins = (high[:, None] > low[None, :]) + 0.5 * (high[:, None] == low[None, :])
    return wins.mean(1).var(ddof=1) / len(high) + wins.mean(0).var(ddof=1) / len(low)


def figures(bins, lower, upper):
    middles = np.array([(b[0] + b[1]) / 2 for b in bins])
    scores = np.repeat(np.concatenate([middles, middles]), [b[2] for b in bins] + [b[3] for b in bins])
    truth = np.repeat([1, 0], [sum(b[2] for b in bins), sum(b[3] for b in bins)])
    served = (scores >= upper).astype(int)
    yield "lower", lower
    yield "upper", upper
    yield "precision", metrics.precision_score(truth, served)
    yield "recall", metrics.recall_score(truth, served)
    yield "f1", metrics.f1_score(truth, served)
    tn, fp, fn, tp = metrics.confusion_matrix(truth, served).ravel()
    yield "false_positive_rate", fp / (fp + tn)
    yield "false_negative_rate", fn / (fn + tp)
    yield "accuracy", metrics.accuracy_score(truth, served)
    yield "coverage", served.mean()
    ends = binomtest(int(tp), int(tp + fp)).proportion_ci(0.95, method="exact")
    yield "precision_low", ends.low
    yield "precision_high", ends.high
    ends = binomtest(int(tp), int(tp + fp + fn)).proportion_ci(0.95, method="exact")
    yield "f1_low", 2 * ends.low / (1 + ends.low)
    yield "f1_high", 2 * ends.high / (1 + ends.high)
    area = metrics.roc_auc_score(truth, scores)
    error = Z * np.sqrt(delong(scores, truth))
    yield "roc_auc", area
    yield "roc_auc_low", max(area - error, 0)
    yield "roc_auc_high", min(area + error, 1)
    average = metrics.average_precision_score(truth, scores)
    center, error = np.log(average / (1 - average)), Z / np.sqrt(truth.sum() * average * (1 - average))
    yield "average_precision", average
    yield "average_precision_low", 1 / (1 + np.exp(-(center - error)))
    yield "average_precision_high", 1 / (1 + np.exp(-(center + error)))
    losses = (scores - truth) ** 2
    brier = metrics.brier_score_loss(truth, scores)
    error = Z * losses.std(ddof=1) / np.sqrt(len(losses))
    yield "brier", brier
    yield "brier_low", max(brier - error, 0)
    yield "brier_high", brier + error
    observed, claimed = calibration_curve(truth, scores, n_bins=10, strategy="uniform")
    counts = np.bincount(np.minimum((scores * 10).astype(int), 9), minlength=10)
    counts = counts[counts > 0]
    yield "expected_calibration_error", np.sum(counts * np.abs(observed - claimed)) / counts.sum()
    yield "groups", len(counts)
    yield "first_claimed", claimed[0]
    yield "first_observed", observed[0]


SETS = {
    "wide": (sample(1, 50, 2940, 1260, ((6, 2), (2, 3))), 0.5, 0.78),
    "rare": (sample(2, 200, 240, 7000, ((4, 2), (1.2, 6))), 0.1, 0.7),
    "small": (sample(3, 20, 9, 11, ((3, 2), (2, 3))), 0.25, 0.55),
}

with open("thresholds-bins.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["set", "from", "to", "positives", "negatives"])
    for name, (bins, _, _) in SETS.items():
        rows.writerows([name, *map(repr, map(float, b[:2])), *b[2:]] for b in bins)

with open("thresholds.csv", "w", newline="") as file:
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["set", "figure", "value"])
    for name, (bins, lower, upper) in SETS.items():
        rows.writerows([name, figure, repr(float(value))] for figure, value in figures(bins, lower, upper))
