//! `caveat candidates`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::assess::candidates::{self, Candidate, Traits};
use crate::assess::risk::RiskLevel;
use crate::knowledge::{self, Trait};
use crate::model::Workbook;
use crate::words;

use super::failure::Failure;
use super::{Said, json, open};

/// Suggest failure modes that a system of these traits may have, with the reasons
///
/// Traits are what the pattern decision says: pattern, inputs, outputs, autonomy, users. What is in the map already is left
/// out.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat set copilot.caveat pattern.inputs \"Free text\"\n  caveat candidates copilot.caveat"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Print JSON: rates as fractions, null for what is not known
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let workbook = &opened.value;
    let traits = Traits::of(&workbook.pattern);
    let found = candidates::candidates(knowledge::failure_library(), &traits, &workbook.failure_modes);
    said.text = if arguments.json {
        json::write(&found.iter().map(json).collect::<Vec<_>>())?
    } else {
        plain(workbook, &traits, &found)
    };
    Ok(said)
}

fn plain(workbook: &Workbook, traits: &Traits, found: &[Candidate<'_>]) -> String {
    let mut text = String::new();
    let known: Vec<&str> = traits.iter().map(Trait::words).collect();
    if !known.is_empty() {
        let candidates = words::how_many(found.len(), "candidate", "candidates");
        say!(text, "{} for a system with: {}", words::capitalized(&candidates), known.join(", "));
    }
    let blank: Vec<String> = traits.blank().map(|group| format!("pattern.{}", group.key())).collect();
    if !blank.is_empty() {
        say!(text, "Not answered yet, so nothing follows from it: {}", blank.join(", "));
    }
    let there = workbook.failure_modes.modes.iter().filter(|mode| !mode.library_key.is_empty()).count();
    if there > 0 {
        let are = if there == 1 { "is" } else { "are" };
        say!(text, "{there} from the library {are} in the map already and left out.");
    }
    for one in found {
        let level = candidates::level(one.entry).map_or("not scored", RiskLevel::label).to_lowercase();
        say!(text, "\n{} ({level})\n  {}\n  because: {}", one.entry.title, one.entry.key, one.reasons());
    }
    text
}

#[derive(Serialize)]
struct Row<'a> {
    key: &'a str,
    title: &'a str,
    level: Option<&'static str>,
    because: Vec<&'static str>,
}

fn json<'a>(one: &Candidate<'a>) -> Row<'a> {
    Row {
        key: &one.entry.key,
        title: &one.entry.title,
        level: candidates::level(one.entry).map(RiskLevel::label),
        because: one.because.iter().map(|one| one.key()).collect(),
    }
}
