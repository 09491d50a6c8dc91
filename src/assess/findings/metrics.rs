//! Findings about metrics: whether they measure what matters, and whether the sample can carry the claim.

use std::collections::BTreeSet;

use crate::assess::budget::Verdict;
use crate::assess::interval;
use crate::assess::metric::{Standing, latest_by_group, share_interval, standing};
use crate::model::metrics::{Cadence, Direction, Metric, MetricLayer, MetricRole, Origin, Reading, Unit};
use crate::model::operating_points::{OperatingPoint, ScoreBin};
use crate::model::place::Place;
use crate::model::{Number, Section};
use crate::words::{count, measured, percent, percent_range, series};

use super::context::{lacks, missing, plan};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "accuracy-alone",
        severity: Severity::Warning,
        title: "Accuracy as the only measure of quality",
        why: "One average counts every error alike, and errors do not cost alike.",
        source: "",
        action: "Add a metric for each kind of error that hurts somebody.",
        check: accuracy_alone,
    },
    Rule {
        id: "accuracy-under-imbalance",
        severity: Severity::Warning,
        title: "Accuracy where one class is rare",
        why: "Where one class is rare, whoever never finds it is still right most of the time.",
        source: "",
        action: "Measure precision and recall of the rare class instead.",
        check: accuracy_under_imbalance,
    },
    Rule {
        id: "metric-without-readings",
        severity: Severity::Warning,
        title: "A metric that should block or warn, and was never measured",
        why: "It neither blocks nor warns as long as nobody knows its value.",
        source: "NIST AI RMF 1.0, MEASURE 2.3",
        action: "Measure it, or say who will and by when.",
        check: metric_without_readings,
    },
    Rule {
        id: "metric-below-minimum",
        severity: Severity::Warning,
        title: "A metric that misses its minimum",
        why: "The minimum was set as the value below which it is not worth having.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "Improve it before the next gate, or decide in the open that less will do.",
        check: metric_below_minimum,
    },
    Rule {
        id: "segment-below-minimum",
        severity: Severity::Warning,
        title: "A group for which a metric misses its minimum",
        why: "A good average over all is no comfort to the group that is below it.",
        source: "NIST AI RMF 1.0, MEASURE 2.11",
        action: "Keep the group out, or give it a budget and a fallback of its own.",
        check: segment_below_minimum,
    },
    Rule {
        id: "sample-too-small",
        severity: Severity::Warning,
        title: "A sample too small for what is claimed",
        why: "A share is known only as well as its sample is large; the next sample may land on the other side.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Measure more cases before anything is decided on it.",
        check: sample_too_small,
    },
    Rule {
        id: "target-not-provable",
        severity: Severity::Warning,
        title: "A test set too small to prove the target",
        why: "If even a test without a single error would not show it, the test set cannot answer the question.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Enlarge the test set, or lower the target to what it can show.",
        check: target_not_provable,
    },
    Rule {
        id: "reading-without-interval",
        severity: Severity::Warning,
        title: "A ship blocker whose value stands without an interval",
        why: "A bare number hides how far the truth may lie from it.",
        source: "NIST AI RMF 1.0, MAP 2.3",
        action: "Enter the sample size.",
        check: reading_without_interval,
    },
    Rule {
        id: "metric-stale",
        severity: Severity::Warning,
        title: "A metric that is measured less often than agreed",
        why: "An old value says how it was, and the world has moved since.",
        source: "NIST AI RMF 1.0, MEASURE 2.4",
        action: "Measure it again, or agree on a slower pace.",
        check: metric_stale,
    },
    Rule {
        id: "minimum-over-target",
        severity: Severity::Warning,
        title: "A minimum that asks more than the target",
        why: "Reaching the target would not be enough to be worth having.",
        source: "",
        action: "Swap or correct them, or turn the direction round.",
        check: minimum_over_target,
    },
    Rule {
        id: "target-no-gain",
        severity: Severity::Advice,
        title: "A target no better than the way without AI",
        why: "Something else has to get better then, and a reader will ask what.",
        source: "NIST AI RMF 1.0, MAP 3.1",
        action: "Raise the target, or say what is gained instead.",
        check: target_no_gain,
    },
    Rule {
        id: "ship-blocker-without-minimum",
        severity: Severity::Warning,
        title: "A ship blocker that cannot block",
        why: "Without a minimum and a direction no value is ever bad enough.",
        source: "",
        action: "Set the minimum viable value and which way is better.",
        check: ship_blocker_without_minimum,
    },
    Rule {
        id: "ship-blocker-without-owner",
        severity: Severity::Warning,
        title: "A ship blocker without an owner",
        why: "When it falls, nobody has to notice.",
        source: "NIST AI RMF 1.0, GOVERN 2.1",
        action: "Name the person who answers for it.",
        check: ship_blocker_without_owner,
    },
    Rule {
        id: "metric-layer-missing",
        severity: Severity::Advice,
        title: "A layer without any metric",
        why: "What looks good on the test bench can fail with users, in the money, in safety or in operation.",
        source: "",
        action: "Add one metric for each layer.",
        check: metric_layer_missing,
    },
    Rule {
        id: "offline-online-mismatch",
        severity: Severity::Warning,
        title: "Live values that contradict the test bench",
        why: "If both cannot be true at once, the test set does not stand for real use.",
        source: "NIST AI RMF 1.0, MEASURE 2.5",
        action: "Find out what live cases have that the test set lacks.",
        check: offline_online_mismatch,
    },
    Rule {
        id: "share-out-of-range",
        severity: Severity::Warning,
        title: "A share outside 0 to 100%",
        why: "A share is a fraction here: 87% is 0.87. Read as it stands, every verdict on it is wrong.",
        source: "",
        action: "Enter it as a percentage or a fraction, or choose another unit.",
        check: share_out_of_range,
    },
];

fn place_of(metric: &Metric) -> Place {
    Place::of_item(Section::Metrics, "metrics", metric)
}

fn is_accuracy(metric: &Metric) -> bool {
    metric.name.to_lowercase().contains("accura")
}

fn ship_blockers<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Metric> {
    context.workbook.metrics.metrics.iter().filter(|metric| metric.role == Some(MetricRole::ShipBlocker))
}

fn accuracy_alone(context: &Context<'_>, found: &mut Found) {
    let metrics = context.workbook.metrics.metrics.iter();
    let quality: Vec<&Metric> = metrics
        .filter(|one| matches!(one.layer, Some(MetricLayer::Offline | MetricLayer::Online | MetricLayer::Guardrail)))
        .collect();
    if let Some(first) = quality.first().filter(|_| quality.iter().all(|metric| is_accuracy(metric))) {
        let others = quality.len() - 1;
        let message = if others == 0 {
            "The only measure of quality is accuracy".to_owned()
        } else {
            format!("All {} measures of quality are accuracy", quality.len())
        };
        found.add(place_of(first).at("name"), message);
    }
}

/// The share of the rarer class among the scores of an operating point, if it is under a fifth.
fn rare_share(point: &OperatingPoint) -> Option<f64> {
    let sum =
        |of: fn(&ScoreBin) -> Option<u64>| point.bins.iter().filter_map(of).fold(0_u64, u64::saturating_add) as f64;
    let (positives, negatives) = (sum(|bin| bin.positives), sum(|bin| bin.negatives));
    let share = positives.min(negatives) / (positives + negatives);
    (positives + negatives > 0.0 && share < 0.2).then_some(share)
}

fn accuracy_under_imbalance(context: &Context<'_>, found: &mut Found) {
    let points = context.workbook.operating_points.points.iter();
    let Some(share) = points.filter_map(rare_share).min_by(f64::total_cmp) else { return };
    // a way without AI that does worse than always naming the other class was measured on other classes than these
    let other_classes = |metric: &Metric| metric.baseline.is_some_and(|baseline| baseline.get() < 1.0 - share - 0.005);
    let metrics = context.workbook.metrics.metrics.iter();
    for metric in metrics.filter(|metric| is_accuracy(metric) && !other_classes(metric)) {
        let message = format!(
            "The rarer class is {} of the scored cases: always naming the other would reach {} accuracy",
            percent(share),
            percent(1.0 - share)
        );
        found.add(place_of(metric).at("definition"), message);
    }
}

fn metric_without_readings(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter().filter(|metric| is_never_measured(metric)) {
        if let Some(role) = metric.role {
            let message =
                format!("Its role is \"{}\", and it was not measured once{}", role.label(), plan(metric, "readings"));
            found.add(place_of(metric).at("readings"), message);
        }
    }
}

/// Whether it should block or warn, and no value says that it does: that somebody will find out is a plan, not a value.
pub(super) fn is_never_measured(metric: &Metric) -> bool {
    let none = metric.readings.iter().all(|reading| reading.value.is_none());
    metric.role >= Some(MetricRole::Warning) && none && missing(metric, "readings")
}

/// A value against the minimum: `83.4% of 1,900 (81.7% to 85.0%), the minimum is 87.0%`. Where less is better the word would
/// mislead: `21 h over 1,900 cases, the limit is at most 12 h`.
fn against_minimum(metric: &Metric, reading: &Reading) -> String {
    let value = reading.value.map_or(0.0, Number::get);
    let limit = metric.minimum.map_or(0.0, Number::get);
    let sample = match (reading.sample, metric.unit) {
        (Some(sample), Some(Unit::Share)) => format!(" of {}", count(sample)),
        (Some(sample), _) => format!(" over {} cases", count(sample)),
        (None, _) => String::new(),
    };
    let range = share_interval(metric, reading)
        .map(|exact| format!(" ({})", percent_range(exact.low, exact.high)))
        .unwrap_or_default();
    let (value, limit) = (measured(value, metric.unit), measured(limit, metric.unit));
    match metric.direction {
        Some(Direction::LowerIsBetter) => format!("{value}{sample}{range}, the limit is at most {limit}"),
        _ => format!("{value}{sample}{range}, the minimum is {limit}"),
    }
}

/// Whether a budget of the metric has the same limit and the same cases: then its verdict is the finding, and one is enough.
fn is_said_by_a_budget(context: &Context<'_>, metric: &Metric, reading: &Reading) -> bool {
    let (Some(minimum), Some(direction)) = (metric.minimum, metric.direction) else { return false };
    let tolerated = if direction == Direction::LowerIsBetter { minimum.get() } else { 1.0 - minimum.get() };
    let budgets = context.workbook.budgets.budgets.iter().filter(|budget| budget.metric == Some(metric.id));
    metric.unit == Some(Unit::Share)
        && budgets.filter_map(|budget| context.budgets.get(&budget.id)).any(|state| {
            let same_limit = state.tolerance.is_some_and(|tolerance| (tolerance - tolerated).abs() < 1e-9);
            same_limit && Some(state.trials) == reading.sample && state.verdict != Verdict::Within
        })
}

fn metric_below_minimum(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter() {
        let Some(latest) = metric.latest() else { continue };
        let missed = matches!(standing(metric, Some(latest)), Standing::AtRisk | Standing::NotMet);
        if missed && !is_said_by_a_budget(context, metric, latest) {
            let place = place_of(metric).inside("readings", latest).at("value");
            found.add(place, against_minimum(metric, latest));
        }
    }
}

fn segment_below_minimum(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter().filter(|metric| metric.minimum.is_some()) {
        for (segment, reading) in latest_by_group(metric).into_iter().filter(|(segment, _)| !segment.is_empty()) {
            if standing(metric, Some(reading)) == Standing::NotMet {
                let place = place_of(metric).inside("readings", reading).at("value");
                found.add(place, format!("{segment}: {}", against_minimum(metric, reading)));
            }
        }
    }
}

fn sample_too_small(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter() {
        let Some(latest) = metric.latest() else { continue };
        if standing(metric, Some(latest)) == Standing::Unproven && !is_said_by_a_budget(context, metric, latest) {
            let place = place_of(metric).inside("readings", latest).at("sample");
            found.add(place, format!("{}: the interval crosses it", against_minimum(metric, latest)));
        }
    }
}

fn target_not_provable(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter().filter(|metric| metric.unit == Some(Unit::Share)) {
        let (Some(latest), Some(target), Some(direction)) = (metric.latest(), metric.target, metric.direction) else {
            continue;
        };
        let tolerated = if direction == Direction::LowerIsBetter { target.get() } else { 1.0 - target.get() };
        let needed = interval::trials_at_zero_errors(tolerated, 0.95);
        if let (Some(sample), Some(needed)) = (latest.sample, needed)
            && sample < needed
        {
            let place = place_of(metric).inside("readings", latest).at("sample");
            let message = format!(
                "{} cases cannot prove {}: it takes {} without a single error",
                count(sample),
                measured(target.get(), metric.unit),
                count(needed)
            );
            found.add(place, message);
        }
    }
}

fn reading_without_interval(context: &Context<'_>, found: &mut Found) {
    for metric in ship_blockers(context) {
        let Some(latest) = metric.latest().filter(|latest| share_interval(metric, latest).is_none()) else { continue };
        let value = measured(latest.value.map_or(0.0, Number::get), metric.unit);
        let place = place_of(metric).inside("readings", latest).at("sample");
        if metric.unit != Some(Unit::Share) {
            let action = "Measure it as a share, or accept it in a waiver that says how far it may be off.";
            found.add_with(place, format!("{value}, and nothing says how far that may be off"), action);
        } else if latest.sample.is_none() {
            found.add(place, format!("{value} of how many cases?"));
        }
    }
}

fn metric_stale(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter() {
        let Some(days) = metric.cadence.and_then(Cadence::days) else { continue };
        let newest = metric.readings.iter().filter_map(|reading| reading.date).max();
        if let Some(age) = context.days_since(newest).filter(|age| *age > days * 2 + 2) {
            let pace = metric.cadence.map(|cadence| cadence.label().to_lowercase()).unwrap_or_default();
            let message = format!("To be measured {pace}, and the last value is {age} days old");
            found.add(place_of(metric).at("readings"), message);
        }
    }
}

/// Whether the first value is better than the second.
fn better(metric: &Metric, first: Number, second: Number) -> Option<bool> {
    Some(match metric.direction? {
        Direction::HigherIsBetter => first > second,
        Direction::LowerIsBetter => first < second,
    })
}

fn minimum_over_target(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter() {
        if let (Some(minimum), Some(target)) = (metric.minimum, metric.target)
            && better(metric, minimum, target) == Some(true)
        {
            let (minimum, target) = (measured(minimum.get(), metric.unit), measured(target.get(), metric.unit));
            let message = format!("The minimum of {minimum} asks more than the target of {target}");
            found.add(place_of(metric).at("minimum"), message);
        }
    }
}

fn target_no_gain(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter() {
        // a guardrail or an operating figure only has to stay where it is
        if !matches!(metric.layer, Some(MetricLayer::Offline | MetricLayer::Online | MetricLayer::Business)) {
            continue;
        }
        if let (Some(target), Some(baseline)) = (metric.target, metric.baseline)
            && better(metric, target, baseline) == Some(false)
        {
            let (target, baseline) = (measured(target.get(), metric.unit), measured(baseline.get(), metric.unit));
            let message = format!("The target is {target}, the way without AI reaches {baseline}");
            found.add(place_of(metric).at("target"), message);
        }
    }
}

fn ship_blocker_without_minimum(context: &Context<'_>, found: &mut Found) {
    for metric in ship_blockers(context) {
        let key = ["minimum", "direction"].into_iter().find(|key| lacks(metric, key));
        if let Some(key) = key {
            let what = if key == "minimum" { "minimum" } else { "direction" };
            found.add(place_of(metric).at(key), format!("A ship blocker without a {what} never blocks"));
        }
    }
}

fn ship_blocker_without_owner(context: &Context<'_>, found: &mut Found) {
    for metric in ship_blockers(context).filter(|metric| lacks(*metric, "owner")) {
        found.add(place_of(metric).at("owner"), "A ship blocker that nobody answers for");
    }
}

fn metric_layer_missing(context: &Context<'_>, found: &mut Found) {
    let metrics = &context.workbook.metrics.metrics;
    let used: BTreeSet<MetricLayer> = metrics.iter().filter_map(|metric| metric.layer).collect();
    let lacking: Vec<String> = MetricLayer::ALL
        .iter()
        .filter(|layer| !used.contains(layer))
        .map(|layer| layer.label().to_lowercase())
        .collect();
    if metrics.len() >= 3 && !lacking.is_empty() {
        let message =
            format!("{} metrics, and none of them is {}", metrics.len(), series(&lacking).replace(" and ", " or "));
        found.add(Place::of_section(Section::Metrics).at("metrics"), message);
    }
}

fn offline_online_mismatch(context: &Context<'_>, found: &mut Found) {
    for metric in context.workbook.metrics.metrics.iter().filter(|metric| metric.unit == Some(Unit::Share)) {
        let newest = |wanted: fn(Origin) -> bool| {
            let all = metric.readings.iter().filter(|reading| reading.segment.trim().is_empty());
            all.filter(|reading| reading.value.is_some() && reading.origin.is_some_and(wanted))
                .max_by_key(|one| one.date)
        };
        let (Some(bench), Some(live)) = (newest(|o| o == Origin::Offline), newest(|o| o >= Origin::Pilot)) else {
            continue;
        };
        let (Some(tested), Some(lived)) = (share_interval(metric, bench), share_interval(metric, live)) else {
            continue;
        };
        if tested.high < lived.low || lived.high < tested.low {
            let place = place_of(metric).inside("readings", live).at("value");
            found.add(place, format!("{} live, {} on the test bench", percent(lived.rate), percent(tested.rate)));
        }
    }
}

fn share_out_of_range(context: &Context<'_>, found: &mut Found) {
    let outside = |value: Option<Number>| value.filter(|value| !(0.0..=1.0).contains(&value.get()));
    for metric in context.workbook.metrics.metrics.iter().filter(|metric| metric.unit == Some(Unit::Share)) {
        let limits =
            [("minimum", metric.minimum), ("target", metric.target), ("baseline", metric.baseline)].into_iter();
        for (key, value) in limits.filter_map(|(key, value)| Some((key, outside(value)?))) {
            found.add(place_of(metric).at(key), format!("The {key} is {}", percent(value.get())));
        }
        for (reading, value) in metric.readings.iter().filter_map(|one| Some((one, outside(one.value)?))) {
            let place = place_of(metric).inside("readings", reading).at("value");
            found.add(place, format!("A value is {}", percent(value.get())));
        }
    }
}
