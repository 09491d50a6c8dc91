//! `caveat thresholds`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::assess::interval::RateInterval;
use crate::assess::operating_point::cost::NoCosts;
use crate::assess::operating_point::{
    self, Area, Bands, Calibration, Costs, Curve, Figures, Linked, Pair, Share, lowest, ordered,
};
use crate::model::operating_points::OperatingPoint;
use crate::model::record::Item;
use crate::model::{Id, Workbook};
use crate::report::operating_points::account::{self, Line};
use crate::words;

use super::failure::Failure;
use super::json::Pairs;
use super::{Said, json, named, open};

/// Print what the thresholds of operating points do to their scores
///
/// A case is served from the upper threshold on, falls back below the lower one, and is in the gray zone between them. Shares
/// have exact 95% intervals. `caveat import-scores` reads scores from a table.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  caveat thresholds copilot.caveat\n  caveat thresholds copilot.caveat OP-1 --json")]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Only this operating point, such as OP-1
    point: Option<String>,
    /// Print JSON: rates as fractions, null for what is not known
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
        said.text = json::write(&points.iter().map(|point| json(&opened.value, point)).collect::<Vec<_>>())?;
    } else if points.is_empty() {
        said.text = "The workbook has no operating point yet.\n".to_owned();
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
            "This workbook has none. Add one in the window, on the page Thresholds.".to_owned()
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
    named::find(points, cited, "operating point").map(|point| point.id)
}

fn account_of(workbook: &Workbook, point: &OperatingPoint) -> String {
    let mut text = String::new();
    let head = [point.cite(), point.name.trim().to_owned(), point.version.trim().to_owned()];
    say!(text, "{}", head.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" "));
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
        say!(text, "    {}: {said}", index.words(budget.id).trim_end());
    }
}

fn costs(text: &mut String, point: &OperatingPoint, curve: &Curve, (bands, linked): (&Bands, &[Linked])) {
    let costs = match Costs::of(point) {
        Ok(costs) => costs,
        Err(NoCosts::NoPrice) => return,
        Err(NoCosts::SeveralCurrencies) => {
            say!(text, "\n  The costs are in several currencies. Use one to see what the policy costs.");
            return;
        }
    };
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
    if let Some(band) = costs.seems_free() {
        say!(text, "    The lowest cost is not looked for: {band} has no price, so it would seem free.");
    } else if let Some(found) = lowest(curve, &costs, &limits, None) {
        let (pair, within) = (account::pair(found.pair), if limits.is_empty() { "" } else { " within the budgets" });
        say!(text, "    Lowest{within}, at {pair}: {}", money(found.per_decision));
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

/// The account of a point for a machine. What its scores or thresholds do not tell is left out.
#[derive(Default, Serialize)]
struct Row<'a> {
    point: String,
    name: &'a str,
    version: &'a str,
    #[serde(flatten)]
    scores: Option<Scores>,
    #[serde(flatten)]
    at: Option<AtThresholds>,
    #[serde(flatten)]
    cost: Option<Cost>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budgets: Option<Pairs<&'static str>>,
}

#[derive(Serialize)]
struct Scores {
    cases: u64,
    positives: u64,
    auc_roc: Option<Estimate>,
    auc_pr: Option<Estimate>,
    #[serde(flatten)]
    calibration: Option<Calibrated>,
}

#[derive(Serialize)]
struct Calibrated {
    brier: Estimate,
    expected_calibration_error: f64,
}

#[derive(Serialize)]
struct AtThresholds {
    serve_above: f64,
    fallback_below: f64,
    interpolated: bool,
    precision: Estimate,
    recall: Estimate,
    false_positive_rate: Estimate,
    false_negative_rate: Estimate,
    served: Estimate,
    gray: Estimate,
    fallback: Estimate,
    accuracy: Estimate,
    f1: Estimate,
}

#[derive(Serialize)]
struct Cost {
    currency: String,
    cost_per_thousand: Estimate,
}

#[derive(Serialize)]
struct Estimate {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl Estimate {
    fn of(value: Option<f64>, interval: Option<RateInterval>) -> Self {
        Self { value, low: interval.map(|found| found.low), high: interval.map(|found| found.high) }
    }
}

fn json<'a>(workbook: &Workbook, point: &'a OperatingPoint) -> Row<'a> {
    let (name, version) = (point.name.trim(), point.version.trim());
    let mut row = Row { point: point.cite(), name, version, ..Row::default() };
    let Some(curve) = Curve::of(point.bins.iter()) else { return row };
    row.scores = Some(scores(&curve));
    let Some(pair) = operating_point::thresholds(point) else { return row };
    let bands = curve.bands(pair);
    row.at = Some(at_thresholds(pair, &bands));
    row.cost = Costs::of(point).ok().map(|costs| {
        let found = costs.expected(&bands).per_thousand();
        Cost {
            currency: costs.currency.code().to_owned(),
            cost_per_thousand: Estimate::of(Some(found.rate), Some(found)),
        }
    });
    let budgets = operating_point::linked(workbook, point).into_iter().filter_map(|budget| {
        let (_, verdict) = budget.limit.ok()?.verdict(&bands)?;
        let number = workbook.budgets.budgets.find(budget.id)?.number;
        Some((format!("UB-{number}"), verdict.label()))
    });
    row.budgets = Some(Pairs(budgets.collect()));
    row
}

fn scores(curve: &Curve) -> Scores {
    let total = curve.total();
    let area = |area: Area| Estimate::of(Some(area.value), area.interval);
    Scores {
        cases: total.all().round() as u64,
        positives: total.positives.round() as u64,
        auc_roc: operating_point::roc_area(curve).map(area),
        auc_pr: operating_point::average_precision(curve).map(area),
        calibration: Calibration::of(curve).map(|found| Calibrated {
            brier: Estimate::of(Some(found.brier.rate), Some(found.brier)),
            expected_calibration_error: found.expected_error,
        }),
    }
}

fn at_thresholds(pair: Pair, bands: &Bands) -> AtThresholds {
    let figures = Figures::of(bands);
    let share = |share: Share| Estimate::of(share.rate(), share.interval());
    AtThresholds {
        serve_above: pair.upper,
        fallback_below: pair.lower,
        interpolated: bands.interpolated,
        precision: share(figures.precision),
        recall: share(figures.recall),
        false_positive_rate: share(figures.false_positive_rate),
        false_negative_rate: share(figures.false_negative_rate),
        served: share(figures.coverage),
        gray: share(figures.gray),
        fallback: share(figures.fallback),
        accuracy: share(figures.accuracy),
        f1: Estimate::of(figures.f1(), figures.f1_interval()),
    }
}
