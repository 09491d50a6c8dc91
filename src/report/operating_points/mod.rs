//! Operating points in documents: the three bands and what happens in each, what the thresholds do in figures and in money, and
//! the versions that were in force before.

pub mod account;

use crate::assess::operating_point::{self, Bands, Costs, Curve, Expected, ordered};
use crate::model::operating_points::{OperatingPoint, PolicyVersion};
use crate::model::place::Index;
use crate::model::{Section, Workbook};
use crate::words;

use super::block::{Align, Band, BandKind, Block, Body, Cell, Chart, Column, Figure, Rich, Row, Table, Tone, Width};
use super::compose::{Numbering, heading, note, paragraph};
use super::detail;

/// Said in the title, the sentence, the figure and the columns; bins are what the figure is computed from.
const TOLD: &[&str] = &[
    "name",
    "version",
    "decision",
    "serve_above",
    "fallback_below",
    "bins",
    "fallback_behavior",
    "gray_behavior",
    "serve_behavior",
];

/// Every operating point: sentence, bar, and the behavior in each band.
pub(super) fn bands(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let points = &workbook.operating_points.points;
    let mut blocks = Vec::new();
    for point in points.iter() {
        blocks.push(heading(2, title(point)));
        blocks.push(paragraph(introduction(point)));
        if let Some(bands) = operating_point::bands(point) {
            blocks.push(figure(point, &bands, numbers));
        }
        let behavior = [
            ("Fallback. ", &point.fallback_behavior),
            ("Gray. ", &point.gray_behavior),
            ("Serve. ", &point.serve_behavior),
        ];
        if behavior.iter().any(|(_, text)| !text.trim().is_empty()) {
            let columns = behavior.map(|(name, text)| Rich::strong(name).then(words::sentence(text)));
            blocks.push(Block::new(Body::Columns(columns.to_vec())));
        }
        if let Some(curve) = Curve::of(point.bins.iter()) {
            blocks.extend(account_of(point, &curve, numbers));
        }
        blocks.push(note(detail::run_in(point, index, TOLD)));
    }
    blocks.into_iter().map(|block| block.from_section(Section::OperatingPoints)).collect()
}

/// The thresholds with the shares that they give, one line each; `None` without an operating point.
pub(super) fn thresholds_table(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let points = &workbook.operating_points.points;
    if points.is_empty() {
        return None;
    }
    let dash = || "\u{2013}".to_owned();
    let rows = points.iter().map(|point| {
        let score = |rate: Option<crate::model::Rate>| rate.map_or_else(dash, |rate| account::score(rate.fraction()));
        let bands = operating_point::bands(point);
        let share = |of: fn(&Bands) -> f64| bands.as_ref().map_or_else(dash, |bands| words::percent(of(bands)));
        let cells = [
            title(point),
            score(point.serve_above),
            score(point.fallback_below),
            share(Bands::served_share),
            share(Bands::gray_share),
            share(Bands::fallback_share),
            point.owner.trim().to_owned(),
        ];
        let source = Some(super::compose::source(Section::OperatingPoints, Some(point.id)));
        Row { source, ..row(cells) }
    });
    let columns = vec![
        column("Operating point", Align::Start, Width::Share(1.0)),
        column("Serve from", Align::End, Width::Fit),
        column("Fallback below", Align::End, Width::Fit),
        column("Served", Align::End, Width::Fit),
        column("Gray", Align::End, Width::Fit),
        column("Fallback", Align::End, Width::Fit),
        column("Moved by", Align::Start, Width::Fit),
    ];
    let caption = numbers.table("Thresholds, and the share of scored cases in each band.");
    Some(
        Block::new(Body::Table(Table { caption, columns, rows: rows.collect() }))
            .from_section(Section::OperatingPoints),
    )
}

fn title(point: &OperatingPoint) -> String {
    match point.version.trim() {
        "" => point.name.trim().to_owned(),
        version => format!("{}, {version}", point.name.trim()),
    }
}

fn introduction(point: &OperatingPoint) -> String {
    let thresholds = match (point.fallback_below, point.serve_above) {
        (Some(lower), Some(upper)) => format!(
            " Two thresholds on the score, {} and {}, divide the cases into three bands.",
            account::score(lower.fraction()),
            account::score(upper.fraction())
        ),
        (Some(one), None) | (None, Some(one)) => {
            format!(" Only one of its two thresholds is set, at {}.", account::score(one.fraction()))
        }
        (None, None) => " Its thresholds are not set yet.".to_owned(),
    };
    format!("{}{thresholds}", words::sentence(&point.decision)).trim().to_owned()
}

fn figure(point: &OperatingPoint, bands: &Bands, numbers: &mut Numbering) -> Block {
    let shares = [
        ("Fallback", bands.fallback_share(), BandKind::Fallback),
        ("Gray", bands.gray_share(), BandKind::Gray),
        ("Serve", bands.served_share(), BandKind::Serve),
    ];
    let parts: Vec<Band> = shares
        .into_iter()
        .map(|(name, share, kind)| Band { label: format!("{name} {}", words::percent(share)), share, kind })
        .collect();
    let mut caption = format!("Shares of {} scored cases", words::count(bands.total.round() as u64));
    if !point.version.trim().is_empty() {
        caption.push_str(&format!(" at policy {}", point.version.trim()));
    }
    caption.push('.');
    if let Some(precision) = bands.precision() {
        let range = words::percent_range(precision.low, precision.high);
        let range =
            if bands.interpolated { "interpolated within a bin".to_owned() } else { format!("95% interval {range}") };
        caption.push_str(&format!(" Precision in the serve band is {} ({range}).", words::percent(precision.rate)));
    }
    if let Some(recall) = bands.recall() {
        caption.push_str(&format!(" Recall is {}.", words::percent(recall.rate)));
    }
    let alt = parts.iter().map(|part| part.label.clone()).collect::<Vec<_>>().join(", ");
    let caption = numbers.figure(&caption);
    Block::new(Body::Figure(Figure { caption, alt: format!("{alt}."), chart: Chart::Bands(parts) }))
}

/// What the thresholds do: a word on classes, figures with intervals, costs by outcome, saved versions side by side.
fn account_of(point: &OperatingPoint, curve: &Curve, numbers: &mut Numbering) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(text) = account::imbalance(curve) {
        let title = "One class is rare.".to_owned();
        blocks.push(Block::new(Body::Callout { tone: Tone::Warning, title, text: text.into() }));
    }
    let bands = operating_point::thresholds(point).map(|pair| curve.bands(pair));
    blocks.push(figures(point, curve, bands.as_ref(), numbers));
    let costs = Costs::of(point).ok();
    if let Some((costs, bands)) = costs.zip(bands) {
        blocks.push(costs_table(point, &costs.expected(&bands), &bands, numbers));
    }
    if !point.versions.is_empty() {
        blocks.push(versions(point, curve, costs, numbers));
    }
    blocks
}

fn column(head: &str, align: Align, width: Width) -> Column {
    Column { head: head.to_owned(), align, width }
}

fn row<const N: usize>(cells: [String; N]) -> Row {
    Row { cells: cells.into_iter().map(|text| Cell::Text(text.into())).collect(), ..Row::default() }
}

fn named(point: &OperatingPoint) -> String {
    match point.name.trim() {
        "" => "this operating point".to_owned(),
        name => name.to_owned(),
    }
}

fn figures(point: &OperatingPoint, curve: &Curve, bands: Option<&Bands>, numbers: &mut Numbering) -> Block {
    let lines = bands.map(account::figures).unwrap_or_default().into_iter().chain(account::ranking(curve));
    let rows = lines.map(|line| row([line.label.to_owned(), line.value, line.range, line.meaning.to_owned()]));
    let caption = format!(
        "Figures of {} with their 95% intervals. Shares are exact (Clopper and Pearson), AUC-ROC is after DeLong and \
         others, AUC-PR after Boyd and others. Served counts as predicted positive.",
        named(point)
    );
    Block::new(Body::Table(Table {
        caption: numbers.table(&caption),
        columns: vec![
            column("Figure", Align::Start, Width::Fit),
            column("Value", Align::End, Width::Fit),
            column("95% interval", Align::Start, Width::Share(1.0)),
            column("What it is", Align::Start, Width::Share(1.0)),
        ],
        rows: rows.collect(),
    }))
}

fn costs_table(point: &OperatingPoint, expected: &Expected, bands: &Bands, numbers: &mut Numbering) -> Block {
    let currency = expected.costs.currency;
    let volume = expected.costs.volume.map(|volume| volume as f64);
    let thousand = |per_decision: f64| words::about_money(per_decision * 1_000.0, currency);
    let month = |per_decision: f64| {
        volume.map_or_else(|| "\u{2013}".to_owned(), |volume| words::about_money(per_decision * volume, currency))
    };
    let line = |label: String, share: String, cost: f64| row([label, share, thousand(cost), month(cost)]);
    let mut rows: Vec<Row> = expected
        .lines
        .iter()
        .map(|found| {
            let label = account::outcome(found.outcome, found.each, currency);
            line(label, words::percent(found.share), found.per_decision())
        })
        .collect();
    rows.push(line("All".to_owned(), String::new(), expected.per_decision.rate));
    rows.push(line("If every case fell back".to_owned(), "100.0%".to_owned(), expected.costs.all_fallback(bands)));
    let found = expected.per_thousand();
    let range = format!(
        "95% interval of all: {} to {} per 1,000 decisions",
        words::about_money(found.low, currency),
        words::about_money(found.high, currency)
    );
    let caption = format!(
        "Expected cost of {} by outcome. {range}. Prices add up: a wrongly served case also costs what serving costs.",
        named(point)
    );
    Block::new(Body::Table(Table {
        caption: numbers.table(&caption),
        columns: vec![
            column("Outcome", Align::Start, Width::Share(1.0)),
            column("Share of cases", Align::End, Width::Fit),
            column("Per 1,000 decisions", Align::End, Width::Fit),
            column("Per month", Align::End, Width::Fit),
        ],
        rows,
    }))
}

/// The saved versions on the same scores, the present thresholds last.
fn versions(point: &OperatingPoint, curve: &Curve, costs: Option<Costs>, numbers: &mut Numbering) -> Block {
    let now = PolicyVersion {
        version: "Now".to_owned(),
        serve_above: point.serve_above,
        fallback_below: point.fallback_below,
        ..PolicyVersion::default()
    };
    let rows = point.versions.iter().chain([&now]).map(|version| version_row(version, curve, costs));
    let caption = format!("Versions of the policy of {}, all on the scores of today.", named(point));
    Block::new(Body::Table(Table {
        caption: numbers.table(&caption),
        columns: vec![
            column("Version", Align::Start, Width::Fit),
            column("Serve from", Align::End, Width::Fit),
            column("Fallback below", Align::End, Width::Fit),
            column("Served", Align::End, Width::Fit),
            column("Precision", Align::End, Width::Fit),
            column("Recall", Align::End, Width::Fit),
            column("Cost per 1,000", Align::End, Width::Fit),
        ],
        rows: rows.collect(),
    }))
}

fn version_row(version: &PolicyVersion, curve: &Curve, costs: Option<Costs>) -> Row {
    let dash = || "\u{2013}".to_owned();
    let bands = ordered(version.fallback_below, version.serve_above).map(|pair| curve.bands(pair));
    let figure = |of: &dyn Fn(&Bands) -> Option<f64>| bands.as_ref().and_then(of).map_or_else(dash, words::percent);
    let threshold = |rate: Option<crate::model::Rate>| rate.map_or_else(dash, |rate| account::score(rate.fraction()));
    let cost = costs
        .zip(bands.as_ref())
        .map_or_else(dash, |(costs, bands)| words::about_money(costs.per_decision(bands) * 1_000.0, costs.currency));
    row([
        version.version.trim().to_owned(),
        threshold(version.serve_above),
        threshold(version.fallback_below),
        figure(&|bands| Some(bands.served_share())),
        figure(&|bands| bands.precision().map(|found| found.rate)),
        figure(&|bands| bands.recall().map(|found| found.rate)),
        cost,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rate;
    use crate::model::operating_points::ScoreBin;

    fn bin(from: f64, to: f64, positives: u64, negatives: u64) -> ScoreBin {
        ScoreBin {
            from: Rate::new(from),
            to: Rate::new(to),
            positives: Some(positives),
            negatives: Some(negatives),
            ..ScoreBin::default()
        }
    }

    #[test]
    fn the_account_warns_of_a_rare_class_and_sets_versions_side_by_side() {
        let point = OperatingPoint {
            name: "Fraud score".to_owned(),
            serve_above: Rate::new(0.8),
            fallback_below: Rate::new(0.2),
            bins: [bin(0.0, 0.2, 1, 900), bin(0.2, 0.8, 10, 60), bin(0.8, 1.0, 20, 9)].into_iter().collect(),
            cost_review: "USD 2".parse().ok(),
            versions: [PolicyVersion {
                version: "v1".to_owned(),
                serve_above: Rate::new(0.8),
                fallback_below: Rate::new(0.0),
                ..PolicyVersion::default()
            }]
            .into_iter()
            .collect(),
            ..OperatingPoint::default()
        };
        let curve = Curve::of(point.bins.iter()).expect("cases");
        let blocks = account_of(&point, &curve, &mut Numbering::default());
        assert!(matches!(&blocks[0].body, Body::Callout { text, .. } if text.words().contains("right in 96.9%")));
        let tables: Vec<(&str, usize)> = blocks
            .iter()
            .filter_map(|block| match &block.body {
                Body::Table(table) => Some((table.caption.as_str(), table.rows.len())),
                _ => None,
            })
            .collect();
        let begins = |at: usize, words: &str| tables[at].0.starts_with(words);
        assert!(begins(0, "Table 1. Figures of Fraud score") && tables[0].1 == 14, "{tables:?}");
        assert!(begins(1, "Table 2. Expected cost of Fraud score") && tables[1].1 == 3, "{tables:?}");
        assert!(begins(2, "Table 3. Versions of the policy") && tables[2].1 == 2, "{tables:?}");
    }
}
