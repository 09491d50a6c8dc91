//! `caveat merge`: two states of a workbook put together, by hand or for git.
//!
//! What is written is always a workbook that opens. Conflicts are said on standard error and kept in a file beside the result,
//! where `git status` shows it; the exit code keeps git from taking the path as merged.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::merge::{self, Clash, Conflict, Merge, Unmerged};
use crate::model::Workbook;
use crate::model::record::cite;
use crate::store::{self, FormatError, StoreError, format};
use crate::words;

use super::failure::Failure;
use super::{Said, open};

/// Merge two states of a workbook that came from one
///
/// Whatever only one side changed is taken, field by field; items that both sides numbered alike keep ours, and theirs get the
/// next free number. Where both changed one thing differently, ours stands, and the conflict is listed beside the workbook in
/// a file whose name ends in -conflicts.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes:\n  0  merged\n  1  merged, with conflicts that somebody has to decide\n  2  not merged: a file is no workbook, or they have nothing in common\n\nAs a merge driver of git (`caveat git-setup` sets it up):\n  caveat merge %O %A %B --marker-size %L --path %P"
)]
pub(super) struct Arguments {
    /// The state that both came from
    base: PathBuf,
    /// Our state; the result is written here unless --out says otherwise
    ours: PathBuf,
    /// Their state
    theirs: PathBuf,
    /// The size of conflict markers: git passes it, and a workbook has none
    #[arg(long, value_name = "N")]
    marker_size: Option<u32>,
    /// What the workbook is called in the repository, when git passes temporary files
    #[arg(long, value_name = "PATH")]
    path: Option<PathBuf>,
    /// Where the result goes
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What a merge that did not happen ends with.
const TROUBLE: u8 = 2;

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    merged(arguments).map_err(|failure| Failure { code: TROUBLE, ..failure })
}

fn merged(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let base = base(&arguments.base, &mut said)?;
    let ours = open::open(&arguments.ours, &mut said)?;
    let theirs = open::open(&arguments.theirs, &mut said)?;
    let name = arguments.path.as_ref().or(arguments.out.as_ref()).unwrap_or(&arguments.ours);
    if ours.value == theirs.value && arguments.out.is_none() {
        said.text = format!("Both sides say the same; {} is unchanged.\n", store::shown(name));
        return Ok(said);
    }
    let merge = merge::merge(&base, &ours.value, &theirs.value).map_err(|unmerged| {
        let hint = match unmerged {
            Unmerged::ReviewCopy(_) => {
                "`caveat review import` takes what was said in a review copy. Nothing was changed."
            }
            Unmerged::ToBase(_) | Unmerged::Apart => {
                "Merge states of one workbook: BASE is the one that both came from. Nothing was changed."
            }
        };
        Failure::user(unmerged.to_string(), hint)
    })?;
    // the list first: a result without it would hide what is open
    let list = conflicts_file(name);
    if !merge.conflicts.is_empty() {
        store::write_all_or_nothing(&[(list.clone(), conflicts_text(name, &merge).into_bytes())])?;
    }
    match &arguments.out {
        Some(out) => {
            let text =
                format::write(&merge.workbook).map_err(|error| Failure::user(error.to_string(), error.hint()))?;
            store::write_all_or_nothing(&[(out.clone(), text.into_bytes())])?;
        }
        None => open::save(&arguments.ours, &ours, &merge.workbook, &mut said)?,
    }
    if merge.conflicts.is_empty() && store::exists(&list) {
        said.warnings.push(format!(
            "an earlier list of conflicts is still there; delete it once they are decided: {}",
            store::shown(&list)
        ));
    }
    said.text = summary(name, &merge);
    said.found_errors = !merge.conflicts.is_empty();
    if said.found_errors {
        said.warnings.extend(merge.conflicts.iter().map(|one| format!("conflict in {}: {}", one.about(), one.words())));
        said.warnings.push(format!("ours stands at each conflict; they are listed in {}", store::shown(&list)));
    }
    Ok(said)
}

/// The state that both came from. Git gives an empty file where there is none: both sides added the workbook.
fn base(path: &Path, said: &mut Said) -> Result<Workbook, Failure> {
    match store::open::<Workbook>(path) {
        Err(StoreError::Format { source: FormatError::Empty, .. }) => Ok(Workbook::default()),
        Err(error) => Err(error.into()),
        Ok(opened) => {
            said.warnings.extend(opened.notes.iter().map(|note| format!("{note}: {}", store::shown(path))));
            Ok(opened.value)
        }
    }
}

fn summary(name: &Path, merge: &Merge) -> String {
    let mut text = String::new();
    let fit = words::how_many(merge.fit_count(), "change", "changes");
    let open = match merge.conflicts.len() {
        0 => "no conflict".to_owned(),
        count => words::how_many(count, "conflict", "conflicts"),
    };
    say!(text, "Merged {}: {fit} fit together, {open}.", store::shown(name));
    for one in &merge.renumbered {
        let (before, after) = (cite(one.kind, one.before), cite(one.kind, one.after));
        say!(text, "  {before} of theirs is {after} now: {}", one.title.trim());
    }
    text
}

/// The file beside a workbook that lists its conflicts.
fn conflicts_file(workbook: &Path) -> PathBuf {
    let mut name = workbook.as_os_str().to_owned();
    name.push("-conflicts");
    PathBuf::from(name)
}

fn conflicts_text(name: &Path, merge: &Merge) -> String {
    let mut text = String::new();
    say!(text, "Conflicts in {}", store::shown(name));
    say!(text, "\nOurs stands in the workbook at each of them. Decide, then delete this file.");
    for conflict in &merge.conflicts {
        say!(text, "\n{}\n  where:  {}", conflict.about(), conflict.place);
        sides(conflict, &mut text);
    }
    text
}

fn sides(conflict: &Conflict, text: &mut String) {
    let said = |words: String| words.replace('\n', "\n          ");
    // a String takes whatever is written to it
    let written = match &conflict.what {
        Clash::Field { field, base, ours, theirs } => {
            let [base, ours, theirs] = [base, ours, theirs].map(|state| {
                if field.picture && !state.answer.is_empty() { "a picture".to_owned() } else { said(state.words()) }
            });
            writeln!(text, "  before: {base}\n  ours:   {ours}\n  theirs: {theirs}")
        }
        _ => writeln!(text, "  what:   {}", said(conflict.words())),
    };
    debug_assert!(written.is_ok(), "a text in memory takes a line");
}
