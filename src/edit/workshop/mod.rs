//! What is done while people meet: rounds of private turns, outcomes, notes in numbers, groups and what is put off.
//!
//! Each function is one step of a session. Whether people may see something is decided here and not in the window: what
//! somebody gave stays sealed until the reveal, and is gone from the turn after it.

mod reveal;
mod seal;
mod suggestions;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::canvas::NoteKind;
use crate::model::discovery::GoVerdict;
use crate::model::list::List;
use crate::model::record::Item;
use crate::model::workshops::{Capture, Round, RoundKind, Turn};
use crate::model::{Id, Step, Workbook};

use super::ids::Ids;
use super::landing::{self, with_workshop};
use super::operations::name;

pub use reveal::{NotYet, Outcome, reveal, set_outcome};
pub use seal::TurnError;
pub use suggestions::suggestions;

/// What somebody gave in a private turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Votes, by note.
    Votes(BTreeMap<Id, u64>),
    /// Steps of a scale, by failure mode.
    Steps(BTreeMap<Id, Step>),
    /// Decisions, by gate, and why.
    Go(BTreeMap<Id, GoVerdict>, String),
}

/// A round as it is to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundPlan {
    /// What everybody decides alone.
    pub kind: RoundKind,
    /// During which activity.
    pub activity: Option<Id>,
    /// Which notes, failure modes or gates it is about.
    pub about: Vec<Id>,
    /// How many votes each person has, where people vote.
    pub votes_each: Option<u64>,
}

/// What notes that are jotted down have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jot {
    /// During which activity.
    pub activity: Option<Id>,
    /// What they claim.
    pub kind: Option<NoteKind>,
    /// Who said it.
    pub author: String,
}

/// Begins a round with a turn for each person who is there. `None` if there is no such workshop, nobody in it, or nothing that it
/// could be about.
pub fn begin_round(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, plan: RoundPlan) -> Option<Id> {
    let people = people(workbook, workshop);
    if people.is_empty() || plan.about.is_empty() {
        return None;
    }
    let turns: Vec<Turn> =
        people.into_iter().map(|person| name(Turn { person, ..Turn::default() }, workbook, ids)).collect();
    let round = Round {
        kind: Some(plan.kind),
        activity: plan.activity,
        about: plan.about,
        votes_each: plan.votes_each,
        turns: turns.into_iter().collect(),
        ..Round::default()
    };
    let round = name(round, workbook, ids);
    let id = round.id;
    with_workshop(workbook, workshop, |workshop| {
        workshop.rounds.push(round);
        workshop.marks.set("rounds", None);
    })?;
    Some(id)
}

fn people(workbook: &Workbook, workshop: Id) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    let Some(workshop) = workbook.workshops.workshops.find(workshop) else { return people };
    for person in workshop.attendees.iter().map(|person| person.trim().to_owned()) {
        if !person.is_empty() && !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

/// Seals what a person gave. A person may take the turn again until the reveal; what was given before is then gone.
///
/// # Errors
/// [`TurnError`] if there is no such turn, if its round was revealed, or if the answer does not fit it. Nothing changes then.
pub fn take_turn(workbook: &mut Workbook, turn: Id, answer: &Answer, seconds: Option<u64>) -> Result<(), TurnError> {
    let (_, round) = round_of(workbook, turn).ok_or(TurnError::NoTurn)?;
    if round.revealed {
        return Err(TurnError::Revealed);
    }
    let sealed = seal::close(&round, turn, answer)?;
    with_turn(workbook, turn, |turn| {
        (turn.done, turn.skipped, turn.seconds, turn.sealed) = (true, false, seconds, sealed);
    });
    Ok(())
}

/// Passes a person over who is not there. What the person gave before stays.
pub fn skip_turn(workbook: &mut Workbook, turn: Id) {
    with_turn(workbook, turn, |turn| turn.skipped = !turn.done);
}

/// Adds a note for each line that is not blank. Gives the notes.
pub fn add_notes(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, jot: &Jot, text: &str) -> Vec<Id> {
    let like = Capture { activity: jot.activity, kind: jot.kind, author: jot.author.clone(), ..Capture::default() };
    landing::capture(workbook, ids, workshop, text, &like)
}

/// Puts notes into a group of this name; an empty one takes them out of theirs.
pub fn group(workbook: &mut Workbook, notes: &[Id], name: &str) {
    for id in notes {
        with_note(workbook, *id, |note| name.trim().clone_into(&mut note.group));
    }
}

/// Puts a note off, or takes it up again.
pub fn park(workbook: &mut Workbook, note: Id, parked: bool) {
    with_note(workbook, note, |note| note.parked = parked);
}

fn with_note(workbook: &mut Workbook, id: Id, act: impl FnOnce(&mut Capture)) {
    let workshops = &workbook.workshops.workshops;
    let Some(workshop) = workshops.iter().find(|workshop| workshop.captures.find(id).is_some()) else { return };
    let workshop = workshop.id;
    with_workshop(workbook, workshop, |workshop| in_list(&mut workshop.captures, id, act));
}

/// The round that a turn belongs to, with its workshop.
fn round_of(workbook: &Workbook, turn: Id) -> Option<(Id, Round)> {
    workbook.workshops.workshops.iter().find_map(|workshop| {
        let round = workshop.rounds.iter().find(|round| round.turns.find(turn).is_some())?;
        Some((workshop.id, round.clone()))
    })
}

fn with_turn(workbook: &mut Workbook, turn: Id, act: impl FnOnce(&mut Turn)) {
    let Some((_, round)) = round_of(workbook, turn) else { return };
    with_round(workbook, round.id, |round| in_list(&mut round.turns, turn, act));
}

fn with_round<T>(workbook: &mut Workbook, round: Id, act: impl FnOnce(&mut Round) -> T) -> Option<T> {
    let workshops = &workbook.workshops.workshops;
    let workshop = workshops.iter().find(|workshop| workshop.rounds.find(round).is_some())?.id;
    with_workshop(workbook, workshop, |workshop| in_list(&mut workshop.rounds, round, act)).flatten()
}

fn in_list<I: Item, T>(items: &mut List<I>, id: Id, act: impl FnOnce(&mut I) -> T) -> Option<T> {
    let at = items.iter().position(|item| item.id() == id)?;
    items.at_mut(at).map(act)
}

fn with_mode(workbook: &mut Workbook, id: Id, act: impl FnOnce(&mut crate::model::failure_modes::FailureMode)) {
    in_list(&mut Arc::make_mut(&mut workbook.failure_modes).modes, id, act);
}
