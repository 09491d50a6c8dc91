//! `caveat risks`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::assess::ratings::{Opinions, Spread};
use crate::assess::risk::{self, RiskLevel};
use crate::assess::sentence;
use crate::model::failure_modes::{FailureMode, Rating};
use crate::model::record::Item;
use crate::model::{Step, Workbook};

use super::failure::Failure;
use super::{Said, json, named, open};

/// List the failure modes, worst first: levels, silence, how far raters are apart
///
/// Within the same level before controls, what is hard to notice (detectability 4 or 5) comes first. Ratings are listed where
/// people are two steps or more apart.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat risks copilot.caveat\n  caveat risks copilot.caveat FM-3\n  caveat risks copilot.caveat --json"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Only this failure mode, such as FM-3, with every rating
    mode: Option<String>,
    /// Print JSON: rates as fractions, null for what is not known
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let workbook = &opened.value;
    let modes = &workbook.failure_modes.modes;
    let modes: Vec<&FailureMode> = if let Some(wanted) = &arguments.mode {
        vec![named::find(modes, wanted, "failure mode")?]
    } else {
        let mut all: Vec<&FailureMode> = modes.iter().collect();
        all.sort_by_cached_key(|mode| risk::worst_first(mode));
        all
    };
    let in_full = arguments.mode.is_some();
    said.text = if arguments.json {
        json::write(&modes.iter().map(|mode| json(workbook, mode)).collect::<Vec<_>>())?
    } else {
        plain(workbook, &modes, in_full)
    };
    Ok(said)
}

fn plain(workbook: &Workbook, modes: &[&FailureMode], in_full: bool) -> String {
    let mut text = String::new();
    if modes.is_empty() {
        say!(text, "The workbook has no failure mode yet. `caveat candidates FILE` suggests some.");
    }
    for mode in modes {
        let silent = if risk::is_silent(mode, workbook) { ", silent" } else { "" };
        let name = if mode.name.trim().is_empty() { "unnamed" } else { mode.name.trim() };
        let (inherent, residual) = (word(risk::inherent(mode)), word(risk::residual(mode)));
        say!(text, "{:<7}{name}\n       {inherent}, with controls {residual}{silent}", mode.cite());
        say!(text, "       {}", sentence::of(mode, &workbook.about.product));
        let opinions = Opinions::of(mode);
        for spread in opinions.spreads().filter(|spread| in_full || spread.is_far_apart()) {
            say!(text, "       {}: {}", spread.scale.label(), spread.words());
        }
        for rating in mode.ratings.iter().filter(|rating| in_full || opinions.is_outlying(rating)) {
            say!(text, "         {}", rated(rating, opinions.asked.contains(&rating.id)));
        }
    }
    text
}

/// A rating in one line.
fn rated(rating: &Rating, asked: bool) -> String {
    let step = |step: Option<Step>| step.map_or_else(|| "–".to_owned(), |step| step.to_string());
    let who = if rating.rater.trim().is_empty() { "Nobody named" } else { rating.rater.trim() };
    let reason = match (rating.reason.trim(), asked) {
        ("", true) => ". No reason given yet".to_owned(),
        ("", false) => String::new(),
        (reason, _) => format!(". {reason}"),
    };
    format!("{who}: severity {}, frequency {}{reason}", step(rating.severity), step(rating.frequency))
}

fn word(level: Option<RiskLevel>) -> String {
    level.map_or("not scored", RiskLevel::label).to_lowercase()
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    name: &'a str,
    severity: Option<Step>,
    frequency: Option<Step>,
    inherent: Option<&'static str>,
    residual: Option<&'static str>,
    detectability: Option<Step>,
    silent: bool,
    sentence: String,
    severity_spread: Option<Opinion>,
    frequency_spread: Option<Opinion>,
    ratings: Vec<Rated<'a>>,
}

#[derive(Serialize)]
struct Opinion {
    low: Step,
    high: Step,
    median: f64,
    far_apart: bool,
}

#[derive(Serialize)]
struct Rated<'a> {
    rater: &'a str,
    severity: Option<Step>,
    frequency: Option<Step>,
    reason: &'a str,
    reason_asked: bool,
}

fn json<'a>(workbook: &Workbook, mode: &'a FailureMode) -> Row<'a> {
    let opinions = Opinions::of(mode);
    let ratings = mode.ratings.iter().map(|rating| Rated {
        rater: rating.rater.trim(),
        severity: rating.severity,
        frequency: rating.frequency,
        reason: rating.reason.trim(),
        reason_asked: opinions.asked.contains(&rating.id),
    });
    Row {
        id: mode.cite(),
        name: mode.name.trim(),
        severity: mode.severity,
        frequency: mode.frequency,
        inherent: risk::inherent(mode).map(RiskLevel::label),
        residual: risk::residual(mode).map(RiskLevel::label),
        detectability: mode.detectability,
        silent: risk::is_silent(mode, workbook),
        sentence: sentence::of(mode, &workbook.about.product),
        severity_spread: opinions.severity.as_ref().map(apart),
        frequency_spread: opinions.frequency.as_ref().map(apart),
        ratings: ratings.collect(),
    }
}

fn apart(spread: &Spread) -> Opinion {
    Opinion { low: spread.low, high: spread.high, median: spread.median, far_apart: spread.is_far_apart() }
}
