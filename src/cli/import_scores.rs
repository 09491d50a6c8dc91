//! `caveat import-scores`.

use std::path::PathBuf;

use clap::Args;

use crate::edit::{Ids, Session, policy};
use crate::exchange::scores::{self, MOST_BINS, Plan, Preview, Scores, ScoresError, Step, USUAL_BINS, negative_of};
use crate::model::{Date, Id, Workbook};
use crate::{store, words};

use super::failure::Failure;
use super::{Said, open, thresholds};

/// Count scores with labels from a table into an operating point
///
/// The table has one row for each case: a score between 0 and 1, and a label that says what was true. Commas, semicolons or tabs
/// separate. Rows that cannot be used are counted and listed with their lines. Columns that are not named are guessed from
/// their names and values, and the guess is told.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat import-scores copilot.caveat scores.csv --point OP-1 --dry-run\n  caveat import-scores copilot.caveat scores.csv --point OP-1 --score p_fraud --label is_fraud --positive 1"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// The table: CSV in UTF-8
    table: PathBuf,
    /// The operating point, such as OP-1; not needed where there is only one
    #[arg(long)]
    point: Option<String>,
    /// The column with the score, by name or by number from 1
    #[arg(long)]
    score: Option<String>,
    /// The column with the label
    #[arg(long)]
    label: Option<String>,
    /// The label of the positive class
    #[arg(long, allow_hyphen_values = true)]
    positive: Option<String>,
    /// The only other label; rows with a third one are left out. Without it the table tells: the usual partner of the positive
    /// label, or else every other label
    #[arg(long, allow_hyphen_values = true)]
    negative: Option<String>,
    /// How many bins, 10 to 4,000; with a multiple of 100, thresholds in steps of 0.01 are exact
    #[arg(long, default_value_t = USUAL_BINS, value_parser = bins)]
    bins: usize,
    /// As of when the scores are
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Read and tell, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    force: open::Force,
}

fn bins(text: &str) -> Result<usize, String> {
    let found = text.parse().ok().filter(|bins| (10..=MOST_BINS).contains(bins));
    found.ok_or_else(|| format!("not a number from 10 to {}", words::count(MOST_BINS as u64)))
}

impl From<ScoresError> for Failure {
    fn from(error: ScoresError) -> Self {
        Self::user(error.to_string(), format!("{} Nothing was changed.", error.hint()))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let id = thresholds::find(&opened.value, arguments.point.as_deref())?;
    let (plan, seen) = plan(arguments)?;
    let (table, _) = store::open_table(&arguments.table)?;
    let found = scores::read(table, &plan, |_, _| Step::Continue)?;
    said.warnings.extend(found.told.iter().map(ToString::to_string));
    let more = found.bad - found.told.len() as u64;
    if more > 0 {
        let rows = if more == 1 { "row" } else { "rows" };
        said.warnings.push(format!("and {} more {rows} that cannot be used", words::count(more)));
    }
    said.text = told(&found, &plan, &seen);
    if arguments.dry_run {
        say!(said.text, "Nothing was changed: this was a dry run.");
        return Ok(said);
    }
    let name = arguments.table.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = (source_words(&name, &found), arguments.date);
    arguments.force.check(&arguments.file)?;
    let changed = put(&opened.value, id, found, source);
    open::save(&arguments.file, &opened, &changed, &mut said)?;
    say!(said.text, "{} has these scores now.", changed.index().words(id));
    Ok(said)
}

/// Where scores are from, in words.
fn source_words(file: &str, found: &Scores) -> String {
    let left_out = if found.bad > 0 { format!(", {} rows left out", words::count(found.bad)) } else { String::new() };
    format!("{file}, {} cases{left_out}", words::count(found.used))
}

fn put(workbook: &Workbook, id: Id, found: Scores, source: (String, Option<Date>)) -> Workbook {
    let mut session = Session::new(workbook.clone(), Ids::random());
    session.edit("import scores", |workbook, ids| policy::use_scores(workbook, ids, id, found.bins, source));
    session.workbook().clone()
}

/// What to read: as it was said, and guessed where nothing was said.
fn plan(arguments: &Arguments) -> Result<(Plan, Preview), Failure> {
    let (table, _) = store::open_table(&arguments.table)?;
    let seen = scores::preview(table)?;
    let column = |name: &Option<String>, guess: Option<usize>, what: &str| match name {
        Some(name) => seen.find(name).map_err(Failure::from),
        None => guess.ok_or_else(|| {
            let hint =
                format!("Name it with --{what}; the columns are {}. Nothing was changed.", seen.columns.join(", "));
            Failure::user(format!("no column looks like a {what}"), hint)
        }),
    };
    let score = column(&arguments.score, seen.score, "score")?;
    let label = column(&arguments.label, seen.label.filter(|label| *label != score), "label")?;
    let labels = seen.labels(label);
    let positive = arguments.positive.clone().or(labels.as_ref().map(|labels| labels.positive.clone()));
    let positive = positive.ok_or_else(|| {
        let name = seen.columns.get(label).map_or("", String::as_str);
        let hint = "Name the positive label with --positive, or another column with --label. Nothing was changed.";
        Failure::user(format!("column \u{201c}{name}\u{201d} holds no label, or more than 20 different ones"), hint)
    })?;
    let all = labels.map(|labels| labels.all).unwrap_or_default();
    let negative = arguments.negative.clone().or_else(|| negative_of(&positive, &all));
    let plan = Plan { score, label, positive, negative, head: seen.head, bins: arguments.bins };
    Ok((plan, seen))
}

fn told(found: &Scores, plan: &Plan, seen: &Preview) -> String {
    let column = |at: usize| seen.columns.get(at).map_or("", String::as_str);
    let negative =
        plan.negative.as_ref().map_or_else(|| "any other label".to_owned(), |label| format!("\u{201c}{label}\u{201d}"));
    let mut text = String::new();
    say!(
        text,
        "Score from \u{201c}{}\u{201d}, label from \u{201c}{}\u{201d}: \u{201c}{}\u{201d} is positive, {negative} is not.",
        column(plan.score),
        column(plan.label),
        plan.positive
    );
    say!(
        text,
        "{} rows read, {} used ({} positive), {} left out, in {} bins.",
        words::count(found.rows),
        words::count(found.used),
        words::count(found.positives),
        words::count(found.bad),
        found.bins.len()
    );
    text
}
