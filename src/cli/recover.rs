//! `caveat recover`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::difference::Difference;
use crate::edit::begun::Begun;
use crate::knowledge;
use crate::model::Workbook;
use crate::store::recovery::{self, Abandoned, Taken, abandoned};
use crate::store::{self, Guard, Places, Points, format};
use crate::words;

use super::failure::Failure;
use super::{Said, json};

/// List unsaved work that was left when a window closed unexpectedly, or write it to a file
///
/// The window offers the same at its start. What is written to a file is offered on until it is discarded there.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  caveat recover\n  caveat recover 1 --out rescued.caveat")]
pub(super) struct Arguments {
    /// Which one, by its number in the list; the newest is 1
    number: Option<usize>,
    /// Write it to this file, which must not exist yet
    #[arg(long, requires = "number")]
    out: Option<PathBuf>,
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
}

/// Unsaved work, as JSON says it.
#[derive(Serialize)]
struct Left {
    number: usize,
    product: Option<String>,
    original: Option<PathBuf>,
    edited_at: String,
    /// In how many places it differs from its file as it was when the work began, as far as that is known, or from a blank workbook
    /// if it has none; null if one of both cannot be read.
    edits: Option<usize>,
    file: PathBuf,
    problem: Option<String>,
    /// What was begun in forms and not recorded; the window takes it up again.
    begun: Vec<String>,
    /// What was kept and is not in it.
    missing: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let places = Places::of_this_system().ok_or_else(|| {
        Failure::user("this system names no folder for state".to_owned(), "Set HOME or XDG_STATE_HOME.")
    })?;
    let left = abandoned(&places);
    match (arguments.number, &arguments.out) {
        (Some(number), Some(out)) => write(&left, number, out),
        (Some(number), None) => list(&places, &only(&left, number)?, arguments.json, number),
        (None, _) => list(&places, &left, arguments.json, 1),
    }
}

fn only(left: &[Abandoned], number: usize) -> Result<Vec<Abandoned>, Failure> {
    let found = number.checked_sub(1).and_then(|at| left.get(at)).cloned();
    found.map(|found| vec![found]).ok_or_else(|| {
        let message = format!("there is no unsaved work number {number}");
        Failure::user(message, "`caveat recover` lists what there is.")
    })
}

fn write(left: &[Abandoned], number: usize, out: &std::path::Path) -> Result<Said, Failure> {
    let found = only(left, number)?;
    let taken = found.first().map(Abandoned::take::<Workbook>).transpose()?;
    let Some(taken) = taken else { return Ok(Said::default()) };
    if store::exists(out) {
        let message = format!("there is a file already: {}", store::shown(out));
        return Err(Failure::user(message, "Choose another name; nothing was overwritten."));
    }
    let _saved = store::save(out, &taken.value, &Guard::default())?;
    let begun = match begun(&taken).as_slice() {
        [] => String::new(),
        begun => format!(" Not in it, for the window to take up: {}.", words::series(begun)),
    };
    let missing = taken.cut.map(|cut| format!(" {cut}")).unwrap_or_default();
    let out = store::shown(out);
    Ok(Said::text(format!("Wrote unsaved work to {out}. It is offered at the next start too.{begun}{missing}\n")))
}

fn list(places: &Places, left: &[Abandoned], as_json: bool, first: usize) -> Result<Said, Failure> {
    let described: Vec<Left> = left.iter().enumerate().map(|(at, one)| describe(places, one, first + at)).collect();
    if as_json {
        return Ok(Said::text(json::write(&described)?));
    }
    if described.is_empty() {
        return Ok(Said::text("No unsaved work was left.\n"));
    }
    let line = |left: &Left| {
        let product = left.product.as_deref().map(str::trim).filter(|product| !product.is_empty());
        let place = match &left.original {
            Some(original) => store::shown(original),
            None => "never saved".to_owned(),
        };
        let when = if left.edited_at.is_empty() { String::new() } else { format!(", last edit {}", left.edited_at) };
        let edits = left.edits.map(|edits| match left.original {
            Some(_) => format!(", {} not in the file", words::how_many(edits, "edit", "edits")),
            None => format!(", {}", words::how_many(edits, "entry", "entries")),
        });
        let edits = edits.unwrap_or_default();
        let problem = left.problem.as_ref().map(|problem| format!(" ({problem})")).unwrap_or_default();
        let missing = left.missing.as_ref().map(|missing| format!("\n   {missing}")).unwrap_or_default();
        let begun = if left.begun.is_empty() {
            String::new()
        } else {
            format!("\n   Begun and not finished, for the window to take up: {}", words::series(&left.begun))
        };
        format!(
            "{}  {}: {place}{when}{edits}{problem}{begun}{missing}\n",
            left.number,
            product.unwrap_or("Without a name")
        )
    };
    Ok(Said::text(described.iter().map(line).collect::<String>()))
}

fn describe(places: &Places, one: &Abandoned, number: usize) -> Left {
    let taken = one.take::<Workbook>();
    let cut = match &taken {
        Ok(taken) => taken.cut.clone(),
        Err(_) => recovery::content(&one.path).ok().and_then(|content| content.cut_of_damaged()),
    };
    Left {
        number,
        product: taken.as_ref().ok().map(|taken| taken.value.about.product.clone()),
        original: one.original.clone(),
        edited_at: one.edited_at.clone(),
        edits: taken.as_ref().ok().and_then(|taken| edits(places, one, taken)),
        file: one.path.clone(),
        begun: taken.as_ref().map_or_else(|_| Vec::new(), begun),
        problem: taken.err().map(|error| error.to_string()),
        missing: cut.map(|cut| cut.to_string()),
    }
}

/// What was begun in forms beside the work, in words.
fn begun(taken: &Taken<Workbook>) -> Vec<String> {
    Begun::of_text(&taken.begun).words(&taken.value)
}

/// In how many places work differs from its file, or from what that held when the work began; `None` if that cannot be read.
fn edits(places: &Places, one: &Abandoned, work: &Taken<Workbook>) -> Option<usize> {
    let saved = match &one.original {
        Some(path) => {
            let opened = store::open::<Workbook>(path).ok()?;
            let began = work.expected.filter(|expected| *expected != opened.digest);
            let began = began.and_then(|began| Points::of(places, path).held::<Workbook>(began));
            began.map_or(opened.value, |(before, _)| before)
        }
        // what a new document begins with, nobody entered
        None => format::read::<Workbook>(knowledge::template("blank")?.as_bytes()).ok()?.value,
    };
    Some(Difference::between(&saved, &work.value).changes().len())
}
