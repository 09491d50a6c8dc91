//! Results as metrics with readings. A value is a share only where its metric is one by definition; whether 0.9 or 90 is
//! written then makes no difference.

use super::yaml::Yaml;
use super::{BRIEF, Card, MOST, why};
use crate::model::metrics::{Direction, Metric, MetricLayer, Origin, Reading, Unit};
use crate::model::{List, Number};

/// Metrics that are shares by definition.
const SHARES: &[&str] = &[
    "accuracy",
    "acc",
    "f1",
    "precision",
    "recall",
    "auc",
    "roc_auc",
    "exact_match",
    "em",
    "wer",
    "cer",
    "eer",
    "balanced_accuracy",
    "sensitivity",
    "specificity",
    "mean_dice",
    "dice",
    "iou",
    "top_1_accuracy",
    "top_5_accuracy",
];

/// Metrics of which less is better.
const LESS: &[&str] = &[
    "wer",
    "cer",
    "eer",
    "loss",
    "mse",
    "mae",
    "rmse",
    "perplexity",
    "fid",
    "error",
    "false_positive_rate",
    "false_negative_rate",
    "fpr",
    "fnr",
    "latency",
];

/// A measured value and all that is said about it.
#[derive(Debug, Default)]
pub(super) struct Measured<'a> {
    /// The metric.
    pub(super) name: &'a str,
    /// The value, as written.
    pub(super) value: &'a str,
    /// On which data.
    pub(super) on: String,
    /// For which group.
    pub(super) segment: String,
    /// What else is said about how it was measured.
    pub(super) note: String,
    /// Where it comes from.
    pub(super) source: String,
}

/// The key of a metric: small letters, with underscores.
fn key(name: &str) -> String {
    let plain = name.trim().to_lowercase().replace([' ', '-'], "_");
    ["test_", "eval_", "val_", "validation_"]
        .iter()
        .find_map(|before| plain.strip_prefix(before))
        .unwrap_or(&plain)
        .to_owned()
}

/// A value with its unit, as its metric defines it.
fn measured(name: &str, text: &str) -> Option<(Number, Unit)> {
    let plain = text.trim();
    let (digits, percent) = plain.strip_suffix('%').map_or((plain, false), |digits| (digits.trim(), true));
    let value: f64 = digits.parse().ok()?;
    let key = key(name);
    let is_share = percent || SHARES.contains(&key.as_str()) || key.ends_with("accuracy") || key.ends_with("_f1");
    if !is_share || !(0.0..=100.0).contains(&value) {
        return Some((Number::new(value)?, Unit::Number));
    }
    let hundredths = percent || value > 1.0;
    let share = if hundredths { format!("{value}e-2").parse().unwrap_or(value / 100.0) } else { value };
    Some((Number::new(share)?, Unit::Share))
}

/// Takes a result into the card: into the metric of its name and data, as another reading where there is one.
pub(super) fn take(card: &mut Card, result: &Measured<'_>) {
    let name = &card.beginning("Name of a result", result.name, BRIEF);
    let Some((value, unit)) = measured(name, result.value).filter(|_| !name.is_empty()) else {
        card.leave(&format!("Result: {name} {}", result.value), why::NOT_UNDERSTOOD);
        return;
    };
    let on = result.on.trim();
    let title = if on.is_empty() {
        crate::words::capitalized(name)
    } else {
        format!("{} on {on}", crate::words::capitalized(name))
    };
    let title = title.replace('_', " ");
    let reading = Reading {
        value: Some(value),
        segment: result.segment.trim().to_owned(),
        origin: Some(Origin::Offline),
        source: result.source.trim().to_owned(),
        ..Reading::default()
    };
    let at = card.metrics.iter().position(|metric| metric.name == title && metric.unit == Some(unit));
    if let Some(metric) = at.and_then(|at| card.metrics.get_mut(at)) {
        if metric.readings.len() < MOST {
            metric.readings.push(reading);
        } else {
            card.leave("Results", why::TOO_MANY);
        }
        return;
    }
    if card.metrics.len() >= MOST {
        card.leave("Results", why::TOO_MANY);
        return;
    }
    let less = LESS.contains(&key(name).as_str()) || key(name).ends_with("loss");
    card.metrics.push(Metric {
        name: title,
        definition: result.note.trim().to_owned(),
        layer: Some(MetricLayer::Offline),
        direction: Some(if less { Direction::LowerIsBetter } else { Direction::HigherIsBetter }),
        unit: Some(unit),
        readings: std::iter::once(reading).collect::<List<Reading>>(),
        ..Metric::default()
    });
}

/// The results in the head of a card: per model, per task and data, several metrics each.
pub(super) fn of_index(index: &Yaml, card: &mut Card) {
    for model in index.items() {
        if let Some(name) = model.get("name").and_then(Yaml::text) {
            card.say_first("model_card.model_name", name);
        }
        let Some(results) = model.get("results") else {
            card.leave("model-index", why::NOT_UNDERSTOOD);
            continue;
        };
        for result in results.items() {
            of_result(result, card);
        }
    }
}

fn of_result(result: &Yaml, card: &mut Card) {
    let text = |path: [&str; 2]| result.get(path[0]).and_then(|inner| inner.get(path[1])).and_then(Yaml::text);
    let on = text(["dataset", "name"]).or_else(|| text(["dataset", "type"])).unwrap_or_default();
    let on = card.beginning("Data of a result", on, BRIEF);
    let mut note: Vec<String> = Vec::new();
    for (path, before) in [
        (["task", "name"], "Task: "),
        (["dataset", "config"], "Configuration: "),
        (["dataset", "split"], "Split: "),
        (["dataset", "revision"], "Revision: "),
    ] {
        note.extend(text(path).map(|said| format!("{before}{said}")));
    }
    let source =
        [text(["source", "name"]), text(["source", "url"])].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let (note, source) = (note.join(". "), card.beginning("Source of a result", &source, BRIEF));
    let note = card.beginning("Note on a result", &note, BRIEF);
    let Some(metrics) = result.get("metrics") else {
        card.leave("A result without metrics", why::NOT_UNDERSTOOD);
        return;
    };
    for metric in metrics.items() {
        let name = metric.get("name").or_else(|| metric.get("type")).and_then(Yaml::text).unwrap_or_default();
        let kind = metric.get("type").and_then(Yaml::text).unwrap_or(name);
        let name = if name.len() > 60 { kind } else { name };
        let value = metric.get("value").and_then(Yaml::text).unwrap_or_default();
        let one =
            Measured { name, value, on: on.clone(), note: note.clone(), source: source.clone(), ..Measured::default() };
        take(card, &one);
    }
}
