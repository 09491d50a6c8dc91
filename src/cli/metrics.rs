//! `caveat metrics`.

use std::path::PathBuf;

use clap::Args;

use crate::assess::metric::{self, LayerGap, MetricState, Standing};
use crate::model::metrics::{Metric, MetricLayer, MetricRole};
use crate::model::record::Item;
use crate::model::{Number, Workbook};
use crate::words;

use super::failure::Failure;
use super::{Said, open};

/// Print metrics by layer: value, standing, trend, weakest group, and the gaps between the layers
///
/// A trend is said only where chance does not explain it. The standing is against the minimum viable value.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Only this metric, such as M-1
    metric: Option<String>,
    /// Print JSON, with shares as fractions and null for what is not known
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let workbook = &opened.value;
    let mut metrics: Vec<&Metric> = workbook.metrics.metrics.iter().collect();
    let mut gaps = metric::gaps(workbook);
    if let Some(wanted) = &arguments.metric {
        metrics.retain(|metric| metric.cite().eq_ignore_ascii_case(wanted.trim()));
        gaps.retain(|gap| metrics.iter().any(|metric| gap.metrics().contains(&metric.id)));
        if metrics.is_empty() {
            let hint = "`caveat metrics FILE` lists them all.";
            return Err(Failure::user(format!("there is no metric `{wanted}`"), hint));
        }
    }
    said.text = if arguments.json { json(workbook, &metrics, &gaps) } else { plain(&metrics, &gaps) };
    Ok(said)
}

fn plain(metrics: &[&Metric], gaps: &[LayerGap]) -> String {
    let mut text = String::new();
    if metrics.is_empty() {
        say!(text, "No metric is defined.");
    }
    for layer in MetricLayer::ALL.iter().copied().map(Some).chain([None]) {
        let of_layer: Vec<&&Metric> = metrics.iter().filter(|metric| metric.layer == layer).collect();
        if of_layer.is_empty() {
            continue;
        }
        let head = layer.map(|layer| format!("{}: {}", layer.label(), metric::question(layer)));
        say!(text, "{}", head.as_deref().unwrap_or("No layer yet"));
        for metric in of_layer {
            text.push_str(&row(metric, &metric::state(metric)));
        }
        text.push('\n');
    }
    for gap in gaps {
        say!(text, "Gap: {}\n  {}", gap.title(), gap.sentence());
    }
    text
}

fn row(metric: &Metric, state: &MetricState) -> String {
    let mut text = String::new();
    let named = |number: Option<Number>, what: &str| {
        number.map(|number| format!("{what} {}", words::measured(number.get(), metric.unit)))
    };
    let name = if metric.name.trim().is_empty() { "unnamed" } else { metric.name.trim() };
    let role = metric.role.map(|role| format!(" ({})", role.label().to_lowercase())).unwrap_or_default();
    let now = state.value.map_or_else(|| "not measured".to_owned(), |value| words::measured(value, metric.unit));
    let interval = state.interval.map(|found| format!(" ({})", words::percent_range(found.low, found.high)));
    let standing = if state.value.is_some() { state.standing.label() } else { "" };
    say!(text, "  {:<6}{:<11}{name}{role}", metric.cite(), standing);
    let limits = [(metric.minimum, "minimum"), (metric.target, "target"), (metric.baseline, "baseline")];
    let limits = limits.into_iter().filter_map(|(number, what)| named(number, what));
    let facts: Vec<String> = std::iter::once(format!("{now}{}", interval.unwrap_or_default())).chain(limits).collect();
    say!(text, "{:19}{}", "", facts.join(", "));
    let trend = state.trend.as_ref().map(|trend| format!("{}, {}", trend.way.label(), trend.change.words()));
    let weakest = state.weakest.as_ref().map(|weakest| {
        let differs = if weakest.differs == Some(true) { ", beyond what its sample explains" } else { "" };
        format!("Weakest in {}: {}{differs}", weakest.segment, words::measured(weakest.value, metric.unit))
    });
    for line in trend.into_iter().chain(weakest) {
        say!(text, "{:19}{line}", "");
    }
    text
}

fn json(workbook: &Workbook, metrics: &[&Metric], gaps: &[LayerGap]) -> String {
    let cited =
        |id| workbook.metrics.metrics.find(id).map_or_else(|| "null".to_owned(), |metric| quoted(&metric.cite()));
    let gaps = gaps.iter().map(|gap| {
        let metrics: Vec<String> = gap.metrics().into_iter().map(cited).collect();
        object(&[
            ("kind", quoted(kind(gap))),
            ("metrics", format!("[{}]", metrics.join(", "))),
            ("title", quoted(&gap.title())),
            ("sentence", quoted(&gap.sentence())),
        ])
    });
    let metrics = metrics.iter().map(|metric| one(metric, &metric::state(metric)));
    format!("{{\n  \"metrics\": {},\n  \"gaps\": {}\n}}\n", list(metrics), list(gaps))
}

const fn kind(gap: &LayerGap) -> &'static str {
    match gap {
        LayerGap::Contradiction { .. } => "contradiction",
        LayerGap::OutOfSight { .. } => "out of sight",
        LayerGap::Unmeasured { .. } => "unmeasured",
        LayerGap::NoMetric { .. } => "no metric",
    }
}

fn one(metric: &Metric, state: &MetricState) -> String {
    let word = |word: Option<&str>| word.map_or_else(null, quoted);
    let limit = |limit: Option<Number>| number(limit.map(Number::get));
    let standing = |standing: Standing| quoted(standing.label());
    let weakest = state.weakest.as_ref().map_or_else(null, |weakest| {
        object(&[
            ("group", quoted(&weakest.segment)),
            ("value", number(Some(weakest.value))),
            ("standing", standing(weakest.standing)),
            ("differs", weakest.differs.map_or_else(null, |differs| differs.to_string())),
        ])
    });
    let trend = state.trend.as_ref().map_or_else(null, |trend| {
        object(&[
            ("way", quoted(trend.way.label())),
            ("from", number(Some(trend.change.from))),
            ("to", number(Some(trend.change.to))),
            ("since", quoted(&trend.change.since.to_string())),
            ("until", quoted(&trend.change.until.to_string())),
            ("readings", trend.readings.to_string()),
        ])
    });
    object(&[
        ("number", quoted(&metric.cite())),
        ("name", quoted(metric.name.trim())),
        ("layer", word(metric.layer.map(MetricLayer::label))),
        ("role", word(metric.role.map(MetricRole::label))),
        ("unit", word(metric.unit.map(crate::model::metrics::Unit::label))),
        ("value", number(state.value)),
        ("low", number(state.interval.map(|found| found.low))),
        ("high", number(state.interval.map(|found| found.high))),
        ("minimum", limit(metric.minimum)),
        ("target", limit(metric.target)),
        ("baseline", limit(metric.baseline)),
        ("standing", standing(state.standing)),
        ("target_standing", standing(state.target)),
        ("baseline_standing", standing(state.baseline)),
        ("trend", trend),
        ("weakest", weakest),
    ])
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
    format!("{{{}}}", fields.join(", "))
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| format!("\n    {item}")).collect();
    if items.is_empty() { "[]".to_owned() } else { format!("[{}\n  ]", items.join(",")) }
}

fn null() -> String {
    "null".to_owned()
}

fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(null, |value| value.to_string())
}

/// A string of JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            control if control < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_json_are_closed_and_escaped() {
        assert_eq!(quoted("a \"b\" \\ c\n\u{7}"), "\"a \\\"b\\\" \\\\ c\\n\\u0007\"");
        assert_eq!((number(Some(0.5)), number(Some(f64::NAN)), number(None)), ("0.5".into(), null(), null()));
    }
}
