//! `caveat thresholds`.

use std::path::PathBuf;

use clap::Args;

use crate::assess::operating_point::{self, Bands, Costs, Curve, Linked, lowest, ordered};
use crate::model::operating_points::OperatingPoint;
use crate::model::{Id, ItemKind, Workbook};
use crate::report::operating_points::account::{self, Line};
use crate::words;

use super::failure::Failure;
use super::{Said, open};

/// Print what the thresholds of operating points do to their scores
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  caveat thresholds copilot.caveat\n  caveat thresholds copilot.caveat OP-1 --json")]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// One operating point, such as OP-1; all of them without it
    point: Option<String>,
    /// As JSON, numbers unrounded
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let only = arguments.point.as_deref().map(|name| find(&opened.value, Some(name))).transpose()?;
    let points = opened.value.operating_points.points.iter();
    let points: Vec<&OperatingPoint> = points.filter(|point| only.is_none_or(|id| point.id == id)).collect();
    if arguments.json {
        let all: Vec<String> = points.iter().map(|point| json(&opened.value, point)).collect();
        said.text = format!("[\n{}\n]\n", all.join(",\n"));
    } else if points.is_empty() {
        said.text = "There is no operating point.\n".to_owned();
    } else {
        let all: Vec<String> = points.iter().map(|point| account_of(&opened.value, point)).collect();
        said.text = all.join("\n");
    }
    Ok(said)
}

/// The operating point that is cited, or the only one.
pub(super) fn find(workbook: &Workbook, cited: Option<&str>) -> Result<Id, Failure> {
    let points = &workbook.operating_points.points;
    let names = || {
        let names = points.iter().map(|point| format!("OP-{} {}", point.number, point.name.trim()));
        let names = names.collect::<Vec<_>>().join(", ");
        if names.is_empty() {
            "This workbook has none; add one first.".to_owned()
        } else {
            format!("There are: {names}.")
        }
    };
    let Some(cited) = cited else {
        return match points.len() {
            1 => {
                points.at(0).map(|point| point.id).ok_or_else(|| Failure::user("there is no operating point", names()))
            }
            0 => Err(Failure::user("there is no operating point", names())),
            _ => Err(Failure::user("there are several operating points", format!("{} Name one.", names()))),
        };
    };
    let index = workbook.index();
    let id = cited.parse().ok().or_else(|| index.cited(&cited.to_uppercase()));
    let is_point = |id: &Id| index.get(*id).is_some_and(|entry| entry.kind == ItemKind::OperatingPoint);
    id.filter(is_point).ok_or_else(|| Failure::user(format!("there is no operating point `{cited}`"), names()))
}

fn account_of(workbook: &Workbook, point: &OperatingPoint) -> String {
    let mut text = String::new();
    say!(text, "OP-{} {} {}", point.number, point.name.trim(), point.version.trim());
    let Some(curve) = Curve::of(point.bins.iter()) else {
        say!(text, "  No scores yet: `caveat import-scores` reads them from a table.");
        return text;
    };
    let total = curve.total();
    say!(
        text,
        "  {} cases, {} of the positive class ({})",
        words::count(total.all().round() as u64),
        words::count(total.positives.round() as u64),
        words::percent(total.positives / total.all())
    );
    if let Some(warning) = account::imbalance(&curve) {
        say!(text, "  Warning: {warning}");
    }
    let bands = operating_point::thresholds(point).map(|pair| (pair, curve.bands(pair)));
    if let Some((pair, bands)) = &bands {
        say!(text, "  Serve from {}, fallback below {}", account::score(pair.upper), account::score(pair.lower));
        say!(text, "  {}\n", account::sentence(bands));
        text.extend(account::figures(bands).iter().map(line_of));
        text.push('\n');
    } else {
        say!(text, "  The thresholds are not set, or crossed.\n");
    }
    text.extend(account::ranking(&curve).iter().map(line_of));
    let linked = operating_point::linked(workbook, point);
    if let Some((_, bands)) = &bands {
        verdicts(&mut text, workbook, &linked, bands);
        costs(&mut text, point, &curve, (bands, &linked));
        versions(&mut text, point, &curve);
    }
    text
}

fn line_of(line: &Line) -> String {
    format!("  {:<22}{:>8}  {}\n", line.label, line.value, line.range)
}

fn verdicts(text: &mut String, workbook: &Workbook, linked: &[Linked], bands: &Bands) {
    if !linked.is_empty() {
        say!(text, "\n  Budgets in the serve band");
    }
    let index = workbook.index();
    for budget in linked {
        let said = match budget.limit.map(|limit| (limit, limit.verdict(bands))) {
            Ok((limit, Some((measured, verdict)))) => format!(
                "{}: {} ({}), tolerance {}",
                verdict.label(),
                words::percent(measured.rate),
                words::percent_range(measured.low, measured.high),
                words::limit(limit.tolerance)
            ),
            Ok((_, None)) => "nothing is served".to_owned(),
            Err(_) => "measured on its own; these scores do not tell".to_owned(),
        };
        say!(text, "    {}: {said}", index.words(budget.id));
    }
}

fn costs(text: &mut String, point: &OperatingPoint, curve: &Curve, (bands, linked): (&Bands, &[Linked])) {
    let Ok(costs) = Costs::of(point) else { return };
    let expected = costs.expected(bands);
    let by = costs.volume.map_or((1_000.0, "1,000 decisions"), |volume| (volume as f64, "month"));
    let money = |per_decision: f64| words::about_money(per_decision * by.0, costs.currency);
    say!(text, "\n  Expected cost per {}: {}", by.1, money(expected.per_decision.rate));
    say!(text, "    95% interval {} to {}", money(expected.per_decision.low), money(expected.per_decision.high));
    for line in &expected.lines {
        let label = account::outcome(line.outcome, line.each, costs.currency);
        say!(text, "    {label:<32}{:>8}  {}", words::percent(line.share), money(line.per_decision()));
    }
    say!(text, "    {:<42}{}", "If every case fell back", money(costs.all_fallback(bands)));
    let limits: Vec<_> = linked.iter().filter_map(|budget| budget.limit.ok()).collect();
    if let Some(found) = lowest(curve, &costs, &limits, None) {
        let pair = account::pair(found.pair);
        say!(text, "    Lowest within the budgets, at {pair}: {}", money(found.per_decision));
    } else {
        say!(text, "    No thresholds keep the budgets.");
    }
}

fn versions(text: &mut String, point: &OperatingPoint, curve: &Curve) {
    if !point.versions.is_empty() {
        say!(text, "\n  Saved versions on these scores");
    }
    for version in point.versions.iter() {
        let Some(pair) = ordered(version.fallback_below, version.serve_above) else { continue };
        let bands = curve.bands(pair);
        let precision = bands.precision().map_or_else(|| "\u{2013}".to_owned(), |found| words::percent(found.rate));
        let served = words::percent(bands.served_share());
        say!(text, "    {:<8}{:<16}served {served}, precision {precision}", version.version, account::pair(pair));
    }
}

/// The account of a point as JSON.
fn json(workbook: &Workbook, point: &OperatingPoint) -> String {
    let mut fields = vec![
        ("point", string(&format!("OP-{}", point.number))),
        ("name", string(point.name.trim())),
        ("version", string(point.version.trim())),
    ];
    let Some(curve) = Curve::of(point.bins.iter()) else { return object(&fields, "  ") };
    let total = curve.total();
    fields.push(("cases", number(total.all())));
    fields.push(("positives", number(total.positives)));
    let area = |area: Option<operating_point::Area>| {
        area.map_or_else(
            || "null".to_owned(),
            |area| estimate(Some(area.value), area.interval.map(|i| (i.low, i.high))),
        )
    };
    fields.push(("auc_roc", area(operating_point::roc_area(&curve))));
    fields.push(("auc_pr", area(operating_point::average_precision(&curve))));
    if let Some(found) = operating_point::Calibration::of(&curve) {
        fields.push(("brier", estimate(Some(found.brier.rate), Some((found.brier.low, found.brier.high)))));
        fields.push(("expected_calibration_error", number(found.expected_error)));
    }
    let Some(pair) = operating_point::thresholds(point) else { return object(&fields, "  ") };
    let bands = curve.bands(pair);
    let figures = operating_point::Figures::of(&bands);
    fields.push(("serve_above", number(pair.upper)));
    fields.push(("fallback_below", number(pair.lower)));
    fields.push(("interpolated", bands.interpolated.to_string()));
    for (name, share) in [
        ("precision", figures.precision),
        ("recall", figures.recall),
        ("false_positive_rate", figures.false_positive_rate),
        ("false_negative_rate", figures.false_negative_rate),
        ("served", figures.coverage),
        ("gray", figures.gray),
        ("fallback", figures.fallback),
        ("accuracy", figures.accuracy),
    ] {
        fields.push((name, estimate(share.rate(), share.interval().map(|i| (i.low, i.high)))));
    }
    fields.push(("f1", estimate(figures.f1(), figures.f1_interval().map(|i| (i.low, i.high)))));
    if let Ok(costs) = Costs::of(point) {
        let found = costs.expected(&bands).per_thousand();
        fields.push(("currency", string(costs.currency.code())));
        fields.push(("cost_per_thousand", estimate(Some(found.rate), Some((found.low, found.high)))));
    }
    let budgets = operating_point::linked(workbook, point).into_iter().filter_map(|budget| {
        let (_, verdict) = budget.limit.ok()?.verdict(&bands)?;
        let number = workbook.budgets.budgets.find(budget.id)?.number;
        Some(format!("{}: {}", string(&format!("UB-{number}")), string(verdict.label())))
    });
    fields.push(("budgets", format!("{{{}}}", budgets.collect::<Vec<_>>().join(", "))));
    object(&fields, "  ")
}

fn object(fields: &[(&str, String)], indent: &str) -> String {
    let lines: Vec<String> = fields.iter().map(|(name, value)| format!("{indent}  \"{name}\": {value}")).collect();
    format!("{indent}{{\n{}\n{indent}}}", lines.join(",\n"))
}

fn estimate(value: Option<f64>, interval: Option<(f64, f64)>) -> String {
    let (low, high) = interval.map_or((None, None), |(low, high)| (Some(low), Some(high)));
    let text = |value: Option<f64>| value.map_or_else(|| "null".to_owned(), number);
    format!("{{\"value\": {}, \"low\": {}, \"high\": {}}}", text(value), text(low), text(high))
}

fn number(value: f64) -> String {
    if value.is_finite() { format!("{value}") } else { "null".to_owned() }
}

/// A text as JSON writes it.
fn string(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}
