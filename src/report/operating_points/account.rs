//! What thresholds do, in words and figures: the same in documents, in the window and on the command line.

use crate::assess::interval::RateInterval;
use crate::assess::operating_point::{
    Area, Bands, Calibration, Curve, Figures, Imbalance, Outcome, Pair, Share, average_precision, roc_area,
};
use crate::model::money::Currency;
use crate::words;

/// A figure with its interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub label: &'static str,
    /// How much.
    pub value: String,
    /// Its 95% interval, or why there is none.
    pub range: String,
    /// What it means, in a few words.
    pub meaning: &'static str,
}

/// A score as people write a threshold: two digits, more where it has more: `0.78`, `0.785`.
#[must_use]
pub fn score(value: f64) -> String {
    let long = format!("{value:.4}");
    let short = long.trim_end_matches('0');
    let decimals = short.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    format!("{value:.*}", decimals.max(2))
}

/// What a policy does, in two sentences.
#[must_use]
pub fn sentence(bands: &Bands) -> String {
    if bands.served <= 0.0 {
        return "No case is served: a person or the fallback decides all of them.".to_owned();
    }
    let moved = format!("{} of all cases are served without anybody looking.", share_in_words(bands.served_share()));
    let wrong = bands.served_wrongly() / bands.served;
    let wrong = if bands.served_wrongly() < 0.5 {
        format!("None of the {} served in the sample should not have been.", words::count(bands.served.round() as u64))
    } else if wrong > 0.4 {
        format!("{} of those should not have been.", words::percent(wrong))
    } else {
        format!("One in {} of those should not have been.", words::count((1.0 / wrong).round() as u64))
    };
    format!("{moved} {wrong}")
}

/// A share as people say it, at the beginning of a sentence.
fn share_in_words(share: f64) -> String {
    const NEAR: f64 = 0.025;
    let fractions = [(0.25, "A quarter"), (1.0 / 3.0, "A third"), (0.5, "Half"), (2.0 / 3.0, "Two thirds")];
    let fractions = fractions.into_iter().chain([(0.75, "Three quarters")]);
    let near = fractions.into_iter().find(|(fraction, _)| (share - fraction).abs() < NEAR);
    match near {
        Some((_, words)) => words.to_owned(),
        None => words::percent(share),
    }
}

/// What a class that is rare does to accuracy, with what a constant answer would get.
#[must_use]
pub fn imbalance(curve: &Curve) -> Option<String> {
    let total = curve.total();
    let found = Imbalance::of(total.positives, total.negatives)?;
    if total.positives <= 0.0 || total.negatives <= 0.0 {
        return Some("All cases are of one class, so nothing can be said of the other.".to_owned());
    }
    let (share, class, answer) = if found.positives_are_rare {
        (found.prevalence, "the positive class", "no")
    } else {
        (1.0 - found.prevalence, "the other class", "yes")
    };
    Some(format!(
        "Only {} of the cases are of {class}. A model that always says {answer} would be right in {} of them, so accuracy \
         says little here.",
        words::percent(share),
        words::percent(found.constant_accuracy)
    ))
}

/// The figures of a pair of thresholds.
#[must_use]
pub fn figures(bands: &Bands) -> Vec<Line> {
    let figures = Figures::of(bands);
    let share = |label, share: &Share, meaning| Line {
        label,
        value: share.rate().map_or_else(|| "\u{2013}".to_owned(), words::percent),
        range: range_of(share.interval(), share.interpolated, words::percent_range),
        meaning,
    };
    let f1 = figures.f1_interval();
    let score_range = |low: f64, high: f64| format!("{low:.3} to {high:.3}");
    vec![
        share("Precision", &figures.precision, "of the cases served, those of the positive class"),
        share("Recall", &figures.recall, "of the positive class, those served"),
        Line {
            label: "F1",
            value: f1.map_or_else(|| "\u{2013}".to_owned(), |f1| format!("{:.3}", f1.rate)),
            range: range_of(f1, bands.interpolated, score_range),
            meaning: "harmonic mean of precision and recall",
        },
        share("False-positive rate", &figures.false_positive_rate, "of the other class, those served"),
        share("False-negative rate", &figures.false_negative_rate, "of the positive class, those not served"),
        share("Missed", &figures.missed, "of the positive class, those that fall back"),
        share("Coverage", &figures.coverage, "of all cases, those served"),
        share("Gray", &figures.gray, "of all cases, those in the gray zone"),
        share("Fallback", &figures.fallback, "of all cases, those that fall back"),
        share("Accuracy", &figures.accuracy, "positive cases served and others not served"),
    ]
}

fn range_of(found: Option<RateInterval>, interpolated: bool, say: impl Fn(f64, f64) -> String) -> String {
    match found {
        Some(found) if interpolated => format!("about {}, interpolated", say(found.low, found.high)),
        Some(found) => say(found.low, found.high),
        None => "no cases".to_owned(),
    }
}

/// The figures of the scores themselves, whatever the thresholds.
#[must_use]
pub fn ranking(curve: &Curve) -> Vec<Line> {
    let area = |label, area: Option<Area>, meaning| {
        area.map(|area| {
            let range = area.interval.map(|found| format!("{:.3} to {:.3}", found.low, found.high));
            let range = range.unwrap_or_else(|| "the sample shows no error".to_owned());
            Line { label, value: format!("{:.3}", area.value), range, meaning }
        })
    };
    let calibration = Calibration::of(curve).map(|found| calibrated(&found));
    let areas = [
        area("AUC-ROC", roc_area(curve), "how often a positive case scores over another one"),
        area("AUC-PR", average_precision(curve), "average precision over all thresholds"),
    ];
    areas.into_iter().flatten().chain(calibration.into_iter().flatten()).collect()
}

fn calibrated(found: &Calibration) -> [Line; 2] {
    let off =
        |off: f64| if off > 0.0 { format!(", off by {off:.4} at most as scores are binned") } else { String::new() };
    [
        Line {
            label: "Brier score",
            value: format!("{:.4}", found.brier.rate),
            range: format!("{:.4} to {:.4}{}", found.brier.low, found.brier.high, off(found.brier_off)),
            meaning: "mean squared distance of score and truth",
        },
        Line {
            label: "Calibration error",
            value: format!("{:.4}", found.expected_error),
            range: format!("ten groups{}", off(found.expected_error_off)),
            meaning: "mean distance of score and observed share",
        },
    ]
}

/// An outcome with its price: `Review, €6.20 each`.
#[must_use]
pub fn outcome(outcome: Outcome, each: f64, currency: Currency) -> String {
    format!("{}, {} each", outcome.label(), price(each, currency))
}

/// A price with two digits.
#[must_use]
pub fn price(amount: f64, currency: Currency) -> String {
    let sign = if amount < 0.0 { "-" } else { "" };
    let amount = amount.abs();
    let whole = amount.fract() == 0.0;
    let text = if whole { words::count(amount as u64) } else { format!("{amount:.2}") };
    format!("{sign}{}{text}", currency.sign())
}

/// A pair of thresholds: `0.68 and 0.40`, the one to serve from first.
#[must_use]
pub fn pair(pair: Pair) -> String {
    format!("{} and {}", score(pair.upper), score(pair.lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_told_in_two_sentences() {
        let bands = |served, right| Bands { total: 4_200.0, served, served_positives: right, ..Bands::default() };
        assert_eq!(
            sentence(&bands(2_191.0, 2_132.0)),
            "Half of all cases are served without anybody looking. One in 37 of those should not have been."
        );
        assert_eq!(
            sentence(&bands(430.0, 430.0)),
            "10.2% of all cases are served without anybody looking. None of the 430 served in the sample should not have been."
        );
        assert!(sentence(&bands(0.0, 0.0)).starts_with("No case is served"));
        assert!(sentence(&bands(100.0, 40.0)).ends_with("60.0% of those should not have been."));
    }

    #[test]
    fn scores_have_two_digits_or_as_many_as_they_need() {
        assert_eq!([0.0, 0.5, 0.78, 0.785, 1.0].map(score), ["0.00", "0.50", "0.78", "0.785", "1.00"]);
    }
}
