//! `caveat candidates`.

use std::path::PathBuf;

use clap::Args;

use crate::assess::candidates::{self, Candidate, Traits};
use crate::assess::risk::RiskLevel;
use crate::knowledge::{self, Trait};
use crate::model::Workbook;

use super::failure::Failure;
use super::risks::quoted;
use super::{Said, open};

/// Suggest failure modes that a system of these traits may have, with the reasons
///
/// Traits are what the pattern decision says: pattern, inputs, outputs, autonomy, users. What is in the map already is left
/// out.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let workbook = &opened.value;
    let traits = Traits::of(&workbook.pattern);
    let found = candidates::candidates(knowledge::failure_library(), &traits, &workbook.failure_modes);
    said.text = if arguments.json { json(&found) } else { plain(workbook, &traits, &found) };
    Ok(said)
}

fn plain(workbook: &Workbook, traits: &Traits, found: &[Candidate<'_>]) -> String {
    let mut text = String::new();
    let known: Vec<&str> = traits.iter().map(Trait::words).collect();
    if !known.is_empty() {
        say!(text, "{} candidates for a system with: {}", found.len(), known.join(", "));
    }
    let blank: Vec<String> = traits.blank().map(|group| format!("pattern.{}", group.key())).collect();
    if !blank.is_empty() {
        say!(text, "Not answered yet, so nothing follows from it: {}", blank.join(", "));
    }
    let there = workbook.failure_modes.modes.iter().filter(|mode| !mode.library_key.is_empty()).count();
    if there > 0 {
        say!(text, "{there} from the library are in the map already and left out.");
    }
    for one in found {
        let level = candidates::level(one.entry).map_or("not scored", RiskLevel::label).to_lowercase();
        say!(text, "\n{} ({level})\n  {}\n  because: {}", one.entry.title, one.entry.key, one.reasons());
    }
    text
}

fn json(found: &[Candidate<'_>]) -> String {
    let each = found.iter().map(|one| {
        let because: Vec<String> = one.because.iter().map(|one| quoted(one.key())).collect();
        let level = candidates::level(one.entry).map_or_else(|| "null".to_owned(), |level| quoted(level.label()));
        format!(
            "  {{\"key\": {}, \"title\": {}, \"level\": {level}, \"because\": [{}]}}",
            quoted(&one.entry.key),
            quoted(&one.entry.title),
            because.join(", ")
        )
    });
    let each: Vec<String> = each.collect();
    if each.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", each.join(",\n")) }
}
