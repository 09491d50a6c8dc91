//! Findings about thresholds: what they were chosen on, and whether they keep the budgets that they must hold.

use crate::assess::interval::RateInterval;
use crate::assess::operating_point::{Bands, bands};
use crate::model::budgets::ErrorKind;
use crate::model::operating_points::OperatingPoint;
use crate::model::place::Place;
use crate::model::record::Item;
use crate::model::{Rate, Section};
use crate::words::{count, limit, percent, percent_range, short_date};

use super::context::{lacks, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "threshold-without-scores",
        severity: Severity::Warning,
        title: "A threshold that was chosen on nothing",
        why: "Whether a threshold is right shows only on the scores of cases whose truth is known.",
        source: "NIST AI RMF 1.0, MEASURE 2.3",
        action: "Import the scores by true class, and set the thresholds on them.",
        check: threshold_without_scores,
    },
    Rule {
        id: "threshold-without-owner",
        severity: Severity::Warning,
        title: "Thresholds that anybody may move",
        why: "A threshold decides who is served and who is not; that is nobody's side job.",
        source: "NIST AI RMF 1.0, GOVERN 2.1",
        action: "Name who may move them.",
        check: threshold_without_owner,
    },
    Rule {
        id: "threshold-without-gray-zone",
        severity: Severity::Warning,
        title: "A gray zone without any case in it",
        why: "With both thresholds at one score the product is never unsure, whatever is written about the gray zone.",
        source: "",
        action: "Move the thresholds apart, or take the behavior of the gray zone out.",
        check: threshold_without_gray_zone,
    },
    Rule {
        id: "scores-too-few",
        severity: Severity::Advice,
        title: "Thresholds on too few scores",
        why: "On few cases the best threshold is the one that happens to fit them.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Score more cases before the thresholds are trusted.",
        check: scores_too_few,
    },
    Rule {
        id: "scores-old",
        severity: Severity::Advice,
        title: "Thresholds on old scores",
        why: "Scores shift when cases or the model change, and the thresholds stay where they were.",
        source: "NIST AI RMF 1.0, MEASURE 2.4",
        action: "Score recent cases and look at the thresholds again.",
        check: scores_old,
    },
    Rule {
        id: "serve-band-breaks-budget",
        severity: Severity::Warning,
        title: "A serve band that breaks a budget it must hold",
        why: "At these thresholds the scores themselves say that the budget cannot hold.",
        source: "NIST AI RMF 1.0, MAP 1.5",
        action: "Raise the serve threshold until the budget holds.",
        check: serve_band_breaks_budget,
    },
    Rule {
        id: "rare-class-without-costs",
        severity: Severity::Warning,
        title: "A rare class, and no cost of errors",
        why: "Where one class is rare the two errors differ most in number and price, and a threshold weighs one against the other.",
        source: "NIST AI RMF 1.0, MAP 3.2",
        action: "Estimate what a false positive and a false negative cost.",
        check: rare_class_without_costs,
    },
    Rule {
        id: "threshold-without-budget",
        severity: Severity::Advice,
        title: "Thresholds that no budget holds",
        why: "The serve band produces errors, and no limit says how many are too many.",
        source: "NIST AI RMF 1.0, MAP 1.5",
        action: "Link the budgets that must hold in the serve band.",
        check: threshold_without_budget,
    },
];

fn place_of(point: &OperatingPoint) -> Place {
    Place::of_item(Section::OperatingPoints, "points", point)
}

/// Operating points with at least one threshold.
fn set<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a OperatingPoint> {
    let points = context.workbook.operating_points.points.iter();
    points.filter(|point| point.serve_above.is_some() || point.fallback_below.is_some())
}

fn scored<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a OperatingPoint, Bands)> {
    context.workbook.operating_points.points.iter().filter_map(|point| Some((point, bands(point)?)))
}

fn threshold_without_scores(context: &Context<'_>, found: &mut Found) {
    for point in set(context).filter(|point| lacks(*point, "bins")) {
        let serve = point.serve_above.or(point.fallback_below).map_or(0.0, Rate::fraction);
        found
            .add(place_of(point).at("bins"), format!("A threshold at {serve:.2}, and no scores that it was chosen on"));
    }
}

fn threshold_without_owner(context: &Context<'_>, found: &mut Found) {
    for point in set(context).filter(|point| lacks(*point, "owner")) {
        found.add(place_of(point).at("owner"), "Nothing says who may move the thresholds");
    }
}

fn threshold_without_gray_zone(context: &Context<'_>, found: &mut Found) {
    for point in set(context).filter(|point| said(&point.gray_behavior)) {
        if let Some(serve) = point.serve_above.filter(|serve| point.fallback_below == Some(*serve)) {
            let message = format!("Both thresholds are at {:.2}: no case is ever in the gray zone", serve.fraction());
            found.add(place_of(point).at("gray_behavior"), message);
        }
    }
}

fn scores_too_few(context: &Context<'_>, found: &mut Found) {
    for (point, bands) in scored(context) {
        let wide = |interval: RateInterval| interval.high - interval.low > 0.1;
        if let Some(precision) = bands.precision().filter(|precision| wide(*precision)) {
            let message = format!(
                "Precision in the serve band is known only as {}, on {} cases",
                percent_range(precision.low, precision.high),
                count(bands.served.round() as u64)
            );
            found.add(place_of(point).at("bins"), message);
        }
    }
}

fn scores_old(context: &Context<'_>, found: &mut Found) {
    for point in set(context) {
        if let Some(date) = point.scores_date.filter(|date| context.days_since(Some(*date)) > Some(184)) {
            let message = format!("The scores are of {}, more than half a year ago", short_date(date));
            found.add(place_of(point).at("scores_date"), message);
        }
    }
}

fn serve_band_breaks_budget(context: &Context<'_>, found: &mut Found) {
    for (point, bands) in scored(context) {
        let Some(precision) = bands.precision() else { continue };
        let (rate, least) = (1.0 - precision.rate, 1.0 - precision.high);
        for budget in point.budgets.iter().filter_map(|id| context.workbook.budgets.budgets.find(*id)) {
            let tolerance = budget.tolerance.map(Rate::fraction);
            let counts = budget.error == Some(ErrorKind::FalsePositive);
            if let Some(tolerance) = tolerance.filter(|tolerance| counts && least > *tolerance) {
                let message = format!(
                    "{} of what is served is wrong on the scores, {} tolerates {}",
                    percent(rate),
                    budget.cite(),
                    limit(tolerance)
                );
                found.add(place_of(point).at("serve_above"), message);
            }
        }
    }
}

fn rare_class_without_costs(context: &Context<'_>, found: &mut Found) {
    for (point, bands) in scored(context) {
        let share = bands.positives / bands.total;
        let rarer = share.min(1.0 - share);
        let key = ["cost_false_positive", "cost_false_negative"].into_iter().find(|key| lacks(point, key));
        if let Some(key) = key.filter(|_| rarer < 0.1) {
            let what = if key == "cost_false_positive" { "a false positive" } else { "a false negative" };
            let message = format!("The rarer class is {} of the cases, and {what} has no cost", percent(rarer));
            found.add(place_of(point).at(key), message);
        }
    }
}

fn threshold_without_budget(context: &Context<'_>, found: &mut Found) {
    for point in set(context).filter(|point| point.serve_above.is_some() && lacks(*point, "budgets")) {
        found.add(place_of(point).at("budgets"), "No budget says how many errors the serve band may make");
    }
}
