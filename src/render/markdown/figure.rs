//! The numbers behind a drawing as a table, where the alternative text does not say them all.

use crate::report::block::{Chart, HeatDot, HistoryPoint, IntervalRow, SquareRow};

use super::{inline, multiple, row};

/// A table with the numbers of a chart; empty where the words of the figure say everything.
pub(super) fn data(chart: &Chart) -> String {
    match chart {
        Chart::HeatMap(map) => {
            let heads = ["Failure mode", "Severity", "Frequency", "Severity after", "Frequency after", "Fallback"];
            table(&heads, map.dots.iter().map(dot))
        }
        Chart::Intervals(rows) => table(&["Budget", "Measured", "Verdict"], rows.iter().map(interval)),
        Chart::Squares(rows) => table(&["Function", "Practices"], rows.iter().map(squares)),
        Chart::History(history) => table(&["Date", "Rate", "From", "To"], history.points.iter().map(point)),
        Chart::Bands(_) => String::new(),
    }
}

fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let rules: Vec<String> = heads.iter().map(|_| "---".to_owned()).collect();
    let rows: Vec<String> = rows.map(|cells| row(&cells)).collect();
    if rows.is_empty() { String::new() } else { [vec![row(&heads), row(&rules)], rows].concat().join("\n") }
}

fn dot(dot: &HeatDot) -> Vec<String> {
    let number = |value: Option<u8>| value.map_or("–".to_owned(), |value| value.to_string());
    let (severity, frequency) = dot.inherent;
    vec![
        inline::label(&dot.label),
        severity.to_string(),
        frequency.to_string(),
        number(dot.residual.map(|(severity, _)| severity)),
        number(dot.residual.map(|(_, frequency)| frequency)),
        if dot.has_fallback { "yes" } else { "no" }.to_owned(),
    ]
}

fn interval(row: &IntervalRow) -> Vec<String> {
    vec![inline::label(&row.label), multiple(&row.interval), inline::label(&row.verdict.label)]
}

fn squares(row: &SquareRow) -> Vec<String> {
    vec![inline::label(&row.label), inline::label(&row.summary)]
}

fn point(point: &HistoryPoint) -> Vec<String> {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    vec![inline::label(&point.label), percent(point.rate), percent(point.low), percent(point.high)]
}
