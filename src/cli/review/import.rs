//! `caveat review import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::assess::replies::{self, Fate, Plan, Refused};
use crate::edit::replies::{Choices, Keep, take};
use crate::edit::{Ids, Session};
use crate::pack::review::{self, NotReplies};

use super::super::failure::Failure;
use super::super::{Said, json, open, today};
use super::since::{self, Since};

/// Take what reviewers sent back into the workbook
///
/// Answer files and review copies that were saved; all of them or none. Where an answer says something else than is recorded already,
/// nothing is imported until --on-conflict says which of the two stays.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat review import copilot.caveat answers-sofia-brandt.json --dry-run\n  caveat review import copilot.caveat answers-*.json\n  caveat review import copilot.caveat anke.caveat --on-conflict theirs"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// What came back: answer files, or review copies
    #[arg(required = true)]
    answers: Vec<PathBuf>,
    /// What stays where an answer differs from what is recorded
    #[arg(long, value_enum, value_name = "WHICH")]
    on_conflict: Option<Which>,
    /// Say what would be imported, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    force: open::Force,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    /// What is recorded
    Mine,
    /// What was sent back
    Theirs,
}

#[derive(Serialize)]
struct Told {
    imported: bool,
    answers: Vec<One>,
}

#[derive(Serialize)]
struct One {
    file: String,
    request: String,
    reviewer: String,
    role: String,
    decision: Option<String>,
    /// What the same person decided last about another state.
    decision_before: Option<String>,
    /// What is recorded instead, where that differs.
    decision_here: Option<String>,
    comments: Vec<OneComment>,
    changed_since_sent: Option<bool>,
    /// The sections that say something else; empty if that is not known.
    changed_sections: Vec<&'static str>,
    /// What changed in what is signed; null if what was sent is in no restore point.
    changes: Option<Vec<since::OneChange>>,
}

#[derive(Serialize)]
struct OneComment {
    id: String,
    on: String,
    deleted: bool,
    state: &'static str,
    text: String,
    /// What is recorded instead, where that differs.
    here: Option<String>,
}

impl From<NotReplies> for Failure {
    fn from(error: NotReplies) -> Self {
        let hint = error.hint();
        Self::user(error.to_string(), format!("{hint} Nothing was changed."))
    }
}

impl From<Refused> for Failure {
    fn from(error: Refused) -> Self {
        Self::user(error.to_string(), format!("{} Nothing was changed.", error.hint()))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let mut session = Session::new(opened.value.clone(), Ids::random());
    let (mut one_by_one, mut text, mut has_conflicts) = (Vec::new(), String::new(), false);
    for path in &arguments.answers {
        let name = crate::store::shown(path);
        let sent_back = review::read(path)?;
        let plan = replies::plan(session.workbook(), &sent_back, today::today()).map_err(|error| {
            let mut failure = Failure::from(error);
            failure.message = format!("{}: {name}", failure.message);
            failure
        })?;
        if plan.has_conflicts() && arguments.on_conflict.is_none() && !arguments.dry_run {
            let message = format!("{name} says something else than is recorded:{}", conflicts(&plan));
            let hint = "Choose with --on-conflict mine or theirs. Nothing was changed.";
            return Err(Failure::user(message, hint));
        }
        has_conflicts |= plan.has_conflicts();
        if plan.is_by_another() {
            let asked = Some(plan.request.name.trim()).filter(|name| !name.is_empty()).unwrap_or("somebody else");
            said.warnings.push(format!("{} answers, and {asked} was asked: {name}", plan.name.trim()));
        }
        let since = Since::of(&arguments.file, session.workbook(), &plan);
        tell(&mut text, (&name, &plan), &since);
        one_by_one.push(one(path.display().to_string(), &plan, &since));
        let keep = if arguments.on_conflict == Some(Which::Theirs) { Keep::Theirs } else { Keep::Mine };
        let choices = Choices::all(&plan, keep);
        session.edit("import replies", |workbook, ids| take(workbook, ids, (&plan, &choices), today::today()));
    }
    let is_imported = !arguments.dry_run && session.is_dirty();
    if is_imported {
        arguments.force.check(&arguments.file)?;
        open::save(&arguments.file, &opened, session.workbook(), &mut said)?;
        say!(text, "Imported into {}.", crate::store::shown(&arguments.file));
    } else {
        say!(
            text,
            "{}",
            match (arguments.dry_run && session.is_dirty(), has_conflicts) {
                _ if arguments.dry_run && has_conflicts && arguments.on_conflict.is_none() =>
                    "Nothing was changed: this was a dry run. The import asks which to keep: --on-conflict mine or theirs.",
                (true, _) => "Nothing was changed: this was a dry run.",
                (false, true) => "Nothing was changed: what is recorded stays.",
                (false, false) => "Nothing was changed: all of it is in the workbook already.",
            }
        );
    }
    said.text = if arguments.json { json::write(&Told { imported: is_imported, answers: one_by_one })? } else { text };
    Ok(said)
}

/// Everything that is recorded otherwise, with both wordings.
fn conflicts(plan: &Plan) -> String {
    let mut text = String::new();
    if let Some(decision) = &plan.decision
        && let Some(here) = here(&decision.fate)
    {
        let sent = replies::in_words(decision.sign_off.decision, &decision.sign_off.reason);
        say!(text, "\n  The decision");
        both(&mut text, here, &sent);
    }
    for planned in &plan.comments {
        if let Some(here) = here(&planned.fate) {
            say!(text, "\n  The comment on {}", planned.on);
            both(&mut text, here, &planned.comment.text);
        }
    }
    text.trim_end().to_owned()
}

/// What is recorded and what was sent back, one below the other.
fn both(text: &mut String, here: &str, sent: &str) {
    say!(text, "    recorded:  {}", indented(here, 15));
    say!(text, "    sent back: {}", indented(sent, 15));
}

/// A text of which every line but the first is indented.
fn indented(text: &str, by: usize) -> String {
    text.trim().replace('\n', &format!("\n{:by$}", ""))
}

/// What is recorded, where that differs from what was sent back.
fn here(fate: &Fate) -> Option<&str> {
    if let Fate::Differs { here } = fate { Some(here) } else { None }
}

const fn state(fate: &Fate) -> &'static str {
    match fate {
        Fate::New => "new",
        Fate::Known => "known",
        Fate::Differs { .. } => "differs",
    }
}

fn one(file: String, plan: &Plan, since: &Since) -> One {
    let decided =
        |planned: &replies::PlannedDecision| replies::in_words(planned.sign_off.decision, &planned.sign_off.reason);
    let comment = |planned: &replies::PlannedComment| OneComment {
        id: planned.comment.id.to_string(),
        on: planned.on.clone(),
        deleted: planned.gone,
        state: state(&planned.fate),
        text: planned.comment.text.clone(),
        here: here(&planned.fate).map(str::to_owned),
    };
    One {
        file,
        request: plan.request.id.to_string(),
        reviewer: plan.name.clone(),
        role: plan.role.clone(),
        decision: plan.decision.as_ref().map(decided),
        decision_before: plan.decision.as_ref().and_then(|one| one.before.as_ref()).map(replies::on_its_day),
        decision_here: plan.decision.as_ref().and_then(|planned| here(&planned.fate)).map(str::to_owned),
        comments: plan.comments.iter().map(comment).collect(),
        changed_since_sent: since.is_changed(),
        changed_sections: since.sections(),
        changes: since.changes(),
    }
}

fn tell(text: &mut String, (file, plan): (&str, &Plan), since: &Since) {
    let role = if plan.role.is_empty() { String::new() } else { format!(", {}", plan.role) };
    say!(text, "{file}: {}{role}", plan.name);
    if plan.is_by_another() {
        say!(text, "  Asked was {}.", plan.request.name.trim());
    }
    if let Some(planned) = &plan.decision {
        let words = replies::in_words(planned.sign_off.decision, &planned.sign_off.reason);
        say!(text, "  {} ({})", indented(&replies::on_its_day(&planned.sign_off), 2), state(&planned.fate));
        if let Some(here) = here(&planned.fate) {
            both(text, here, &words);
        }
        if let Some(before) = &planned.before {
            say!(text, "  Before, about another state: {}", indented(&replies::on_its_day(before), 2));
        }
    } else {
        say!(text, "  No decision.");
    }
    for planned in &plan.comments {
        let gone = if planned.gone { ", deleted since: the comment goes to its section" } else { "" };
        say!(text, "  Comment on {}{gone} ({})", planned.on, state(&planned.fate));
        if let Some(here) = here(&planned.fate) {
            both(text, here, &planned.comment.text);
        } else {
            say!(text, "    {}", indented(&planned.comment.text, 4));
        }
    }
    since.tell(text);
}
