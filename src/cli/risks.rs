//! `caveat risks`.

use std::path::PathBuf;

use clap::Args;

use crate::assess::ratings::{Opinions, Spread};
use crate::assess::risk::{self, RiskLevel};
use crate::assess::sentence;
use crate::model::failure_modes::{FailureMode, Rating};
use crate::model::record::Item;
use crate::model::{Step, Workbook};

use super::failure::Failure;
use super::{Said, open};

/// List the failure modes, worst first: levels, silence, how far raters are apart
///
/// Within the same level before controls, what is hard to notice (detectability 4 or 5) comes first.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Only this failure mode, with every rating: FM-3
    mode: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let workbook = &opened.value;
    let mut modes: Vec<&FailureMode> = workbook.failure_modes.modes.iter().collect();
    modes.sort_by_cached_key(|mode| risk::worst_first(mode));
    if let Some(wanted) = &arguments.mode {
        modes.retain(|mode| mode.cite().eq_ignore_ascii_case(wanted.trim()));
        if modes.is_empty() {
            let hint = "`caveat risks FILE` lists them all.";
            return Err(Failure::user(format!("there is no failure mode `{wanted}`"), hint));
        }
    }
    let in_full = arguments.mode.is_some();
    said.text = if arguments.json { json(workbook, &modes) } else { plain(workbook, &modes, in_full) };
    Ok(said)
}

fn plain(workbook: &Workbook, modes: &[&FailureMode], in_full: bool) -> String {
    let mut text = String::new();
    if modes.is_empty() {
        say!(text, "No failure mode is described. `caveat candidates FILE` suggests some.");
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

fn json(workbook: &Workbook, modes: &[&FailureMode]) -> String {
    let each = modes.iter().map(|mode| {
        let level = |level: Option<RiskLevel>| level.map_or_else(|| "null".to_owned(), |level| quoted(level.label()));
        let opinions = Opinions::of(mode);
        let ratings = mode.ratings.iter().map(|rating| {
            format!(
                "{{\"rater\": {}, \"severity\": {}, \"frequency\": {}, \"reason\": {}, \"reason_asked\": {}}}",
                quoted(rating.rater.trim()),
                number(rating.severity),
                number(rating.frequency),
                quoted(rating.reason.trim()),
                opinions.asked.contains(&rating.id)
            )
        });
        let fields = [
            ("id", quoted(&mode.cite())),
            ("name", quoted(mode.name.trim())),
            ("severity", number(mode.severity)),
            ("frequency", number(mode.frequency)),
            ("inherent", level(risk::inherent(mode))),
            ("residual", level(risk::residual(mode))),
            ("detectability", number(mode.detectability)),
            ("silent", risk::is_silent(mode, workbook).to_string()),
            ("sentence", quoted(&sentence::of(mode, &workbook.about.product))),
            ("severity_spread", spread(opinions.severity.as_ref())),
            ("frequency_spread", spread(opinions.frequency.as_ref())),
            ("ratings", format!("[{}]", ratings.collect::<Vec<_>>().join(", "))),
        ];
        let fields = fields.map(|(name, value)| format!("    \"{name}\": {value}"));
        format!("  {{\n{}\n  }}", fields.join(",\n"))
    });
    let each: Vec<String> = each.collect();
    if each.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", each.join(",\n")) }
}

fn number(step: Option<Step>) -> String {
    step.map_or_else(|| "null".to_owned(), |step| step.to_string())
}

fn spread(spread: Option<&Spread>) -> String {
    spread.map_or_else(
        || "null".to_owned(),
        |spread| {
            format!(
                "{{\"low\": {}, \"high\": {}, \"median\": {}, \"far_apart\": {}}}",
                spread.low,
                spread.high,
                spread.median,
                spread.is_far_apart()
            )
        },
    )
}

/// A text as JSON writes it (RFC 8259, section 7).
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // what the terminal would obey is written out here, and so stays valid JSON
            letter if letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
