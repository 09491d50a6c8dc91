//! `caveat metrics`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::assess::metric::{self, LayerGap, MetricState, Way};
use crate::model::metrics::{Metric, MetricLayer, MetricRole, Unit};
use crate::model::record::Item;
use crate::model::{Date, Number, Workbook};
use crate::words;

use super::failure::Failure;
use super::{Said, json, named, open};

/// Print metrics by layer: value, standing, trend, weakest group, and the gaps between the layers
///
/// A trend is said where chance hardly brings about that order of readings or intervals so far apart, and where at least
/// three readings without a sample all go one way. The standing is against the minimum viable value.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat metrics copilot.caveat\n  caveat metrics copilot.caveat M-4\n  caveat metrics copilot.caveat --json"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Only this metric, such as M-1
    metric: Option<String>,
    /// Print JSON: rates as fractions, null for what is not known
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let workbook = &opened.value;
    let metrics = &workbook.metrics.metrics;
    let mut gaps = metric::gaps(workbook);
    let metrics: Vec<&Metric> = match &arguments.metric {
        Some(wanted) => vec![named::find(metrics, wanted, "metric")?],
        None => metrics.iter().collect(),
    };
    if arguments.metric.is_some() {
        gaps.retain(|gap| metrics.iter().any(|metric| gap.metrics().contains(&metric.id)));
    }
    said.text = if arguments.json { json::write(&json(workbook, &metrics, &gaps))? } else { plain(&metrics, &gaps) };
    Ok(said)
}

fn plain(metrics: &[&Metric], gaps: &[LayerGap]) -> String {
    let mut text = String::new();
    if metrics.is_empty() {
        say!(text, "The workbook has no metric yet.");
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
    let trend = state.trend.as_ref().map(|trend| match trend.way {
        Way::Flat => format!("No clear trend: {}", trend.change.words()),
        way => format!("{}, {}", way.label(), trend.change.words()),
    });
    let weakest = state.weakest.as_ref().map(|weakest| {
        let differs = if weakest.differs == Some(true) { ", beyond what its sample explains" } else { "" };
        format!("Weakest in {}: {}{differs}", weakest.segment, words::measured(weakest.value, metric.unit))
    });
    for line in trend.into_iter().chain(weakest) {
        say!(text, "{:19}{line}", "");
    }
    text
}

#[derive(Serialize)]
struct Output<'a> {
    metrics: Vec<One<'a>>,
    gaps: Vec<Gap>,
}

#[derive(Serialize)]
struct One<'a> {
    number: String,
    name: &'a str,
    layer: Option<&'static str>,
    role: Option<&'static str>,
    unit: Option<&'static str>,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    minimum: Option<Number>,
    target: Option<Number>,
    baseline: Option<Number>,
    standing: &'static str,
    target_standing: &'static str,
    baseline_standing: &'static str,
    trend: Option<Course>,
    weakest: Option<Weakest>,
}

#[derive(Serialize)]
struct Course {
    way: &'static str,
    from: f64,
    to: f64,
    since: Date,
    until: Date,
    readings: usize,
}

#[derive(Serialize)]
struct Weakest {
    group: String,
    value: f64,
    standing: &'static str,
    differs: Option<bool>,
}

#[derive(Serialize)]
struct Gap {
    kind: &'static str,
    metrics: Vec<Option<String>>,
    title: String,
    sentence: String,
}

fn json<'a>(workbook: &Workbook, metrics: &[&'a Metric], gaps: &[LayerGap]) -> Output<'a> {
    let cited = |id| workbook.metrics.metrics.find(id).map(Item::cite);
    let gaps = gaps.iter().map(|gap| Gap {
        kind: kind(gap),
        metrics: gap.metrics().into_iter().map(cited).collect(),
        title: gap.title(),
        sentence: gap.sentence(),
    });
    Output { metrics: metrics.iter().map(|metric| one(metric, metric::state(metric))).collect(), gaps: gaps.collect() }
}

const fn kind(gap: &LayerGap) -> &'static str {
    match gap {
        LayerGap::Contradiction { .. } => "contradiction",
        LayerGap::OutOfSight { .. } => "out of sight",
        LayerGap::Unmeasured { .. } => "unmeasured",
        LayerGap::NoMetric { .. } => "no metric",
    }
}

fn one(metric: &Metric, state: MetricState) -> One<'_> {
    One {
        number: metric.cite(),
        name: metric.name.trim(),
        layer: metric.layer.map(MetricLayer::label),
        role: metric.role.map(MetricRole::label),
        unit: metric.unit.map(Unit::label),
        value: state.value,
        low: state.interval.map(|found| found.low),
        high: state.interval.map(|found| found.high),
        minimum: metric.minimum,
        target: metric.target,
        baseline: metric.baseline,
        standing: state.standing.label(),
        target_standing: state.target.label(),
        baseline_standing: state.baseline.label(),
        trend: state.trend.map(|trend| Course {
            way: trend.way.label(),
            from: trend.change.from,
            to: trend.change.to,
            since: trend.change.since,
            until: trend.change.until,
            readings: trend.readings,
        }),
        weakest: state.weakest.map(|weakest| Weakest {
            group: weakest.segment,
            value: weakest.value,
            standing: weakest.standing.label(),
            differs: weakest.differs,
        }),
    }
}
