//! The numbers behind drawings in words, for formats that cannot draw and for readers who cannot see.

use crate::report::block::{Chart, HeatDot, HistoryPoint, Interval, IntervalRow, SquareRow};

/// A table of words: what a chart draws.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Numbers {
    /// The words in the table's head.
    pub(super) heads: &'static [&'static str],
    /// The rows, each with as many cells as there are heads.
    pub(super) rows: Vec<Vec<String>>,
}

/// The numbers of a chart; without rows where the words of the figure say everything.
pub(super) fn numbers(chart: &Chart) -> Numbers {
    match chart {
        Chart::HeatMap(map) => Numbers {
            heads: &["Failure mode", "Severity", "Frequency", "Severity after", "Frequency after", "Fallback"],
            rows: map.dots.iter().map(dot).collect(),
        },
        Chart::Intervals(rows) => {
            Numbers { heads: &["Budget", "Measured", "Verdict"], rows: rows.iter().map(interval).collect() }
        }
        Chart::Squares(rows) => Numbers { heads: &["Function", "Practices"], rows: rows.iter().map(squares).collect() },
        Chart::History(history) => {
            Numbers { heads: &["Date", "Rate", "From", "To"], rows: history.points.iter().map(point).collect() }
        }
        Chart::Bands(_) => Numbers::default(),
    }
}

/// A measured rate with its interval, as a multiple of its limit.
pub(super) fn multiple(interval: &Interval) -> String {
    match interval.rate {
        Some(rate) => format!("{rate:.2} × limit ({:.2} to {:.2})", interval.low, interval.high),
        None => "–".to_owned(),
    }
}

fn dot(dot: &HeatDot) -> Vec<String> {
    let number = |value: Option<u8>| value.map_or("–".to_owned(), |value| value.to_string());
    let (severity, frequency) = dot.inherent;
    vec![
        dot.label.clone(),
        severity.to_string(),
        frequency.to_string(),
        number(dot.residual.map(|(severity, _)| severity)),
        number(dot.residual.map(|(_, frequency)| frequency)),
        if dot.has_fallback { "yes" } else { "no" }.to_owned(),
    ]
}

fn interval(row: &IntervalRow) -> Vec<String> {
    vec![row.label.clone(), multiple(&row.interval), row.verdict.label.clone()]
}

fn squares(row: &SquareRow) -> Vec<String> {
    vec![row.label.clone(), row.summary.clone()]
}

fn point(point: &HistoryPoint) -> Vec<String> {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    vec![point.label.clone(), percent(point.rate), percent(point.low), percent(point.high)]
}
