//! Operating points in documents: the three bands, and what happens in each.

use crate::assess::operating_point::{self, Bands};
use crate::model::operating_points::OperatingPoint;
use crate::model::place::Index;
use crate::model::{Section, Workbook};
use crate::words;

use super::block::{Band, BandKind, Block, Body, Chart, Figure, Rich};
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
        blocks.push(note(detail::run_in(point, index, TOLD)));
    }
    blocks.into_iter().map(|block| block.from_section(Section::OperatingPoints)).collect()
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
            " Two thresholds on the score, {:?} and {:?}, divide the cases into three bands.",
            lower.fraction(),
            upper.fraction()
        ),
        _ => " Its thresholds are not set yet.".to_owned(),
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
