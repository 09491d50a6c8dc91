//! `caveat check`.

use std::path::PathBuf;

use clap::Args;

use crate::assess::problems::{self, Problems};
use crate::words;

use super::failure::Failure;
use super::{Said, open};

/// Check a workbook: references, contradictions, blanks, unknowns
///
/// Exits with 1 if something cannot be right. Blanks and unknowns are listed, and count only with --strict.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Count blanks and unknowns as errors too
    #[arg(long)]
    strict: bool,
    /// List only errors
    #[arg(long)]
    errors_only: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let found = problems::check(&opened.value);
    let file = arguments.file.display().to_string();
    let mut text = errors(&found, &file);
    if !arguments.errors_only {
        text.push_str(&blanks(&found));
        text.push_str(&unknowns(&found));
    }
    let blank: usize = found.blanks.iter().map(|blank| blank.labels.len()).sum();
    say!(
        text,
        "{file}: {}, {}, {}.",
        counted(found.errors.len(), "error", "errors"),
        counted(blank, "blank", "blanks"),
        counted(found.unknowns.len(), "open unknown", "open unknowns")
    );
    said.text = text;
    said.found_errors = !found.errors.is_empty() || (arguments.strict && (blank > 0 || !found.unknowns.is_empty()));
    Ok(said)
}

fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {several}", words::count(count as u64)) }
}

fn errors(found: &Problems, file: &str) -> String {
    let mut text = String::new();
    for problem in &found.errors {
        say!(
            text,
            "error: {}: {}\n  --> {file}, {}\n  hint: {}\n",
            problem.place,
            problem.message,
            problem.place.path,
            problem.hint
        );
    }
    text
}

fn blanks(found: &Problems) -> String {
    if found.blanks.is_empty() {
        return String::new();
    }
    let mut text = String::from("Still blank:\n");
    for blank in &found.blanks {
        let title = blank.title.trim();
        let named = if title.is_empty() { blank.place.to_string() } else { format!("{} {title}", blank.place) };
        say!(text, "  {named}: {}", blank.labels.join(", "));
    }
    text.push('\n');
    text
}

fn unknowns(found: &Problems) -> String {
    if found.unknowns.is_empty() {
        return String::new();
    }
    let mut text = String::from("Not known yet:\n");
    for unknown in &found.unknowns {
        let owner = if unknown.owner.trim().is_empty() { "nobody" } else { unknown.owner.trim() };
        let due = unknown.due.map(|due| format!(" by {due}")).unwrap_or_default();
        say!(text, "  {}: {} ({owner}{due})", unknown.place, unknown.question.trim());
    }
    text.push('\n');
    text
}
