//! Metrics in documents: the latest values against minimum and target, by group, and all readings.

use crate::assess::metric::{self, LayerGap, Standing, share_interval};
use crate::model::metrics::{Direction, Metric, MetricLayer, MetricRole, Reading};
use crate::model::place::Index;
use crate::model::{Number, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Cell, Glyph, Rich, Style};
use super::compose::{Numbering, cell, cell_of, column, figures, fitted, mark, note, paragraph, row, table};
use super::detail;

const SECTION: Section = Section::Metrics;

/// Metrics in the order of their layers, ship blockers first.
fn ordered(workbook: &Workbook) -> Vec<&Metric> {
    let mut metrics: Vec<_> = workbook.metrics.metrics.iter().collect();
    metrics.sort_by_key(|metric| (metric.layer.is_none(), metric.layer, std::cmp::Reverse(metric.role)));
    metrics
}

/// The latest value of every metric.
pub(super) fn overview(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let metrics = ordered(workbook);
    if metrics.is_empty() {
        return None;
    }
    let rows = metrics.into_iter().map(|metric| {
        let value =
            |number: Option<Number>| cell(number.map(|n| words::measured(n.get(), metric.unit)).unwrap_or_default());
        let latest = metric.latest();
        let cells = vec![
            cell(metric.layer.map(MetricLayer::label).unwrap_or_default()),
            cell(Rich::strong(metric.name.trim()).and(Style::Quiet, role(metric))),
            value(metric.baseline),
            cell(limit(metric).unwrap_or_default()),
            value(metric.target),
            latest.map_or_else(|| cell(Rich::quiet("Not measured")), |reading| cell(now(metric, reading))),
            cell(latest.and_then(|r| r.sample).map(words::count).unwrap_or_default()),
            standing_mark(metric, latest),
        ];
        row(SECTION, metric.id, cells)
    });
    let columns = vec![
        fitted("Layer"),
        column("Metric", 1.0),
        figures("Baseline"),
        figures("Limit"),
        figures("Target"),
        figures("Now"),
        figures("Sample"),
        fitted("Limit is"),
    ];
    let caption = numbers.table(
        "Metrics, latest values. Limit: the minimum viable value. Shares with a sample carry their exact 95% interval.",
    );
    Some(table(caption, columns, rows.collect()).from_section(SECTION))
}

/// The metrics of a layer in full width: what is counted, what is asked, what was measured, on what it rests; what misses its limit
/// first. `None` for a layer without metrics.
pub(super) fn of_layer(workbook: &Workbook, layer: MetricLayer, numbers: &mut Numbering) -> Option<Block> {
    let caption = format!("{} metrics.", layer.label());
    let of = workbook.metrics.metrics.iter().filter(|metric| metric.layer == Some(layer));
    in_detail(of.collect(), &caption, numbers)
}

/// How many of the metrics that block a release reach their limit.
pub(super) fn of_the_blockers(met: usize, all: usize) -> String {
    let reach = if met == 1 { "reaches its limit" } else { "reach their limit" };
    format!("{met} of {all} metrics that block a release {reach}.")
}

/// The metrics that are in no layer, as [`of_layer`] shows them.
pub(super) fn of_no_layer(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let of = workbook.metrics.metrics.iter().filter(|metric| metric.layer.is_none());
    in_detail(of.collect(), "Metrics in no layer.", numbers)
}

fn in_detail(mut metrics: Vec<&Metric>, caption: &str, numbers: &mut Numbering) -> Option<Block> {
    metrics.sort_by_key(|metric| {
        let standing = metric::standing(metric, metric.latest()).verdict();
        (std::cmp::Reverse(standing), std::cmp::Reverse(metric.role))
    });
    let rows = metrics.iter().map(|metric| {
        let latest = metric.latest();
        let mut name = Rich::strong(metric.name.trim()).and(Style::Quiet, role(metric));
        for line in [metric.definition.trim().to_owned(), groups(metric)] {
            if !line.is_empty() {
                name = name.and(Style::Quiet, format!("\n{line}"));
            }
        }
        let value = |number: Option<Number>| number.map(|n| words::measured(n.get(), metric.unit)).unwrap_or_default();
        let reached = match metric::target_standing(metric, latest) {
            Standing::Met => "\nreached",
            Standing::NotMet | Standing::AtRisk => "\nnot reached",
            Standing::Unproven => "\nunproven",
            Standing::NoAnswer => "",
        };
        let target = Rich::plain(value(metric.target));
        let target = if target.is_blank() { target } else { target.and(Style::Quiet, reached) };
        let cells = vec![
            cell(name),
            cell(value(metric.baseline)),
            limit(metric).map_or_else(|| cell_of(*metric, "minimum", "Not set"), cell),
            cell(target),
            latest.map_or_else(|| cell(Rich::alert("Not measured")), |reading| cell(now(metric, reading))),
            cell(latest.map(rests_on).unwrap_or_default()),
            standing_mark(metric, latest),
        ];
        row(SECTION, metric.id, cells)
    });
    let columns = vec![
        column("Metric, and what is counted", 1.5),
        figures("Baseline"),
        figures("Limit"),
        figures("Target"),
        figures("Now"),
        column("Rests on", 1.0),
        fitted("Limit is"),
    ];
    (!metrics.is_empty()).then(|| table(numbers.table(caption), columns, rows.collect()).from_section(SECTION))
}

/// The groups that it is measured for apart.
fn groups(metric: &Metric) -> String {
    if metric.segments.is_empty() { String::new() } else { format!("By group: {}.", words::roles(&metric.segments)) }
}

/// Sample, date, origin and source of a reading, a line each.
fn rests_on(reading: &Reading) -> Rich {
    let sample = reading.sample.map(|sample| format!("{} cases", words::count(sample)));
    let origin = reading.origin.map(|origin| origin.label().to_owned());
    let date = reading.date.map(words::short_date);
    let figures = [sample, date, origin].into_iter().flatten().collect::<Vec<_>>().join(", ");
    match reading.source.trim() {
        "" => Rich::plain(figures),
        source if figures.is_empty() => Rich::quiet(source),
        source => Rich::plain(figures).and(Style::Quiet, format!("\n{source}")),
    }
}

/// Where the layers contradict each other or show nothing: one paragraph each. Empty layers are no statement about the
/// product and are left out.
pub(super) fn gaps(workbook: &Workbook) -> Vec<Block> {
    let gaps = metric::gaps(workbook);
    told(gaps.iter().filter(|gap| !matches!(gap, LayerGap::NoMetric { .. })))
}

/// The same, and each layer that has no metric.
pub(super) fn all_gaps(workbook: &Workbook) -> Vec<Block> {
    told(metric::gaps(workbook).iter())
}

fn told<'a>(gaps: impl Iterator<Item = &'a LayerGap>) -> Vec<Block> {
    gaps.map(|gap| paragraph(Rich::alert(gap.title()).then(format!(" {}", gap.sentence()))).from_section(SECTION))
        .collect()
}

/// Where metrics are weakest beyond what the sample of the group explains, as one sentence; `None` where nowhere.
pub(super) fn weakest(workbook: &Workbook) -> Option<Block> {
    let weak = ordered(workbook).into_iter().filter_map(|metric| {
        let weakest = metric::weakest(metric).filter(|weakest| weakest.differs == Some(true))?;
        let value = words::measured(weakest.value, metric.unit);
        Some(format!("{} in {} ({value})", metric.name.trim(), weakest.segment))
    });
    let weak: Vec<String> = weak.collect();
    if weak.is_empty() {
        return None;
    }
    let text =
        format!("Weaker in one group than on the whole, beyond what its sample explains: {}.", words::roles(&weak));
    Some(paragraph(text).from_section(SECTION))
}

/// What the value must reach, with the direction: `≥ 83.0%`, `≤ 24 h`.
fn limit(metric: &Metric) -> Option<String> {
    let sign = match metric.direction {
        Some(Direction::LowerIsBetter) => "≤\u{a0}",
        Some(Direction::HigherIsBetter) => "≥\u{a0}",
        None => "",
    };
    metric.minimum.map(|minimum| format!("{sign}{}", words::measured(minimum.get(), metric.unit)))
}

fn role(metric: &Metric) -> String {
    match metric.role {
        Some(MetricRole::ShipBlocker) => ", ship blocker".to_owned(),
        Some(MetricRole::Warning) => ", warning".to_owned(),
        _ => String::new(),
    }
}

/// The value, for shares with the interval that its sample allows.
fn now(metric: &Metric, reading: &Reading) -> Rich {
    let Some(value) = reading.value.map(Number::get) else { return Rich::default() };
    let shown = Rich::plain(words::measured(value, metric.unit));
    match share_interval(metric, reading) {
        Some(exact) => shown.and(Style::Quiet, format!("\n{}", words::percent_range(exact.low, exact.high))),
        None => shown,
    }
}

/// The drawn sign of a standing.
pub(super) fn glyph(standing: Standing) -> Glyph {
    match standing {
        Standing::Met => Glyph::Within,
        Standing::Unproven => Glyph::Unproven,
        Standing::AtRisk => Glyph::AtRisk,
        Standing::NotMet => Glyph::Exceeded,
        Standing::NoAnswer => Glyph::Unmeasured,
    }
}

fn standing_mark(metric: &Metric, reading: Option<&Reading>) -> Cell {
    let standing = metric::standing(metric, reading);
    mark(glyph(standing), standing.label())
}

/// Latest values by group, for metrics that were measured by group.
pub(super) fn by_group(workbook: &Workbook, numbers: &mut Numbering) -> Vec<Block> {
    let mut blocks = Vec::new();
    for metric in ordered(workbook) {
        let latest = metric::latest_by_group(metric);
        if latest.iter().all(|(segment, _)| segment.is_empty()) {
            continue;
        }
        let rows = latest.into_iter().filter_map(|(segment, reading)| {
            let value = reading.value?.get();
            let range = share_interval(metric, reading);
            let cells = vec![
                cell(Rich::strong(if segment.is_empty() { "All" } else { segment })),
                cell(reading.sample.map(words::count).unwrap_or_default()),
                cell(words::measured(value, metric.unit)),
                cell(range.map(|exact| words::percent_range(exact.low, exact.high)).unwrap_or_default()),
                cell(reading.date.map(words::short_date).unwrap_or_default()),
                standing_mark(metric, Some(reading)),
            ];
            Some(row(SECTION, metric.id, cells))
        });
        let minimum = limit(metric).map(|limit| format!(", limit {limit}"));
        let caption = numbers.table(&format!("{} by group{}.", metric.name.trim(), minimum.unwrap_or_default()));
        let columns = vec![
            column("Group", 1.0),
            figures("Sample"),
            figures("Value"),
            figures("95% interval"),
            fitted("Date"),
            fitted("Limit is"),
        ];
        blocks.push(table(caption, columns, rows.collect()).from_item(SECTION, metric.id));
    }
    blocks
}

/// Every reading.
pub(super) fn readings(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let mut rows = Vec::new();
    for metric in ordered(workbook) {
        let mut readings: Vec<_> = metric.readings.iter().collect();
        readings.sort_by_key(|reading| reading.date);
        for reading in readings {
            let named = super::front::joined(&[metric.name.trim(), reading.segment.trim()], ", ");
            let cells = vec![
                cell(named),
                cell(reading.date.map(words::short_date).unwrap_or_default()),
                cell(reading.value.map(|n| words::measured(n.get(), metric.unit)).unwrap_or_default()),
                cell(reading.sample.map(words::count).unwrap_or_default()),
                cell(reading.origin.map(super::super::model::metrics::Origin::label).unwrap_or_default()),
                cell(super::front::joined(&[reading.model_version.trim(), reading.source.trim()], ", ")),
            ];
            rows.push(row(SECTION, metric.id, cells));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        column("Metric, group", 2.0),
        fitted("Date"),
        figures("Value"),
        figures("Sample"),
        fitted("Origin"),
        column("Model, source", 1.4),
    ];
    Some(table(numbers.table("Readings of the metrics."), columns, rows).from_section(SECTION))
}

/// Each metric in full.
pub(super) fn in_full(workbook: &Workbook, index: &Index) -> Vec<Block> {
    // said in the heading; readings have a table of their own
    const TOLD: &[&str] = &["name", "readings", "minimum", "target", "baseline"];
    ordered(workbook)
        .into_iter()
        .flat_map(|metric| {
            let title = format!("M-{} {}", metric.number, metric.name.trim());
            let anchor = format!("metric-{}", metric.id);
            let head = Block::new(Body::Heading { level: 3, text: title, anchor });
            let body = note(detail::run_in(metric, index, TOLD));
            [head.from_item(SECTION, metric.id), body.from_item(SECTION, metric.id)]
        })
        .collect()
}
