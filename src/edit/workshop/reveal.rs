//! The reveal: seals are opened together, what they hold goes to where it belongs, and the seals are emptied. Then what people
//! agree on is written down, with what speaks against it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::edit::ids::Ids;
use crate::edit::operations::name;
use crate::model::discovery::GoVerdict;
use crate::model::failure_modes::Rating;
use crate::model::release::GateDecision;
use crate::model::workshops::{Round, RoundKind, RoundResult};
use crate::model::{Date, Id, Step, Workbook};

use super::seal::{self, TurnError};
use super::{Answer, in_list, with_mode, with_note, with_round};

/// Why a round cannot be revealed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotYet {
    /// There is no such round, or it was revealed.
    NoRound,
    /// Nobody had a turn.
    Nobody,
    /// Not all had a turn, and no reason was given.
    Early {
        /// Who did not.
        missing: Vec<String>,
    },
    /// A seal is damaged.
    Damaged(TurnError),
}

impl fmt::Display for NotYet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRound => f.write_str("There is no such round any more"),
            Self::Nobody => f.write_str("Nobody had a turn yet"),
            Self::Early { missing } => {
                write!(f, "{} had no turn yet: say why it is revealed early", crate::words::series(missing))
            }
            Self::Damaged(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NotYet {}

/// What people agreed on, and what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A step, for a failure mode.
    Step {
        /// The step.
        step: Step,
        /// Who sees it differently, and why.
        dissent: String,
    },
    /// A decision, for a gate.
    Verdict {
        /// The decision.
        verdict: GoVerdict,
        /// Who sees it differently, and why.
        dissent: String,
    },
}

/// Reveals a round: votes go to the notes, steps to the ratings of the failure modes, decisions to the results; the seals are
/// emptied.
///
/// # Errors
/// [`NotYet`] says why not. Nothing changes then.
pub fn reveal(workbook: &mut Workbook, ids: &mut Ids, round: Id, early: &str, today: Date) -> Result<(), NotYet> {
    let found = workbook.workshops.workshops.iter().find_map(|workshop| workshop.rounds.find(round).cloned());
    let found = found.filter(|round| !round.revealed).ok_or(NotYet::NoRound)?;
    let given = opened(&found)?;
    if given.is_empty() {
        return Err(NotYet::Nobody);
    }
    let waiting = found.turns.iter().filter(|turn| !turn.done);
    let missing: Vec<String> = waiting.map(|turn| turn.person.trim().to_owned()).collect();
    if !missing.is_empty() && early.trim().is_empty() {
        return Err(NotYet::Early { missing });
    }
    let results: Vec<RoundResult> =
        results(&found, &given).into_iter().map(|result| name(result, workbook, ids)).collect();
    for (person, answer) in &given {
        if let Answer::Steps(steps) = answer {
            steps.iter().for_each(|(id, step)| rate(workbook, ids, (*id, person), (found.kind, *step, today)));
        }
    }
    if found.kind == Some(RoundKind::Votes) {
        for (id, votes) in sums(&found, &given) {
            with_note(workbook, id, |note| note.votes = Some(votes));
        }
    }
    with_round(workbook, round, |round| {
        round.revealed = true;
        if missing.is_empty() {
            round.early.clear();
        } else {
            early.trim().clone_into(&mut round.early);
        }
        round.results = results.into_iter().collect();
        for at in 0..round.turns.len() {
            if let Some(turn) = round.turns.at_mut(at) {
                turn.sealed.clear();
            }
        }
    });
    Ok(())
}

fn opened(round: &Round) -> Result<Vec<(String, Answer)>, NotYet> {
    let done = round.turns.iter().filter(|turn| turn.done);
    done.map(|turn| {
        let person = turn.person.trim().to_owned();
        seal::open(round, turn.id, &turn.sealed)
            .map(|answer| (person.clone(), answer))
            .ok_or(NotYet::Damaged(TurnError::Damaged { person }))
    })
    .collect()
}

fn sums(round: &Round, given: &[(String, Answer)]) -> BTreeMap<Id, u64> {
    let mut sums: BTreeMap<Id, u64> = round.about.iter().map(|id| (*id, 0)).collect();
    for (_, answer) in given {
        if let Answer::Votes(votes) = answer {
            for (id, votes) in votes {
                *sums.entry(*id).or_default() += votes;
            }
        }
    }
    sums
}

/// What people gave for each thing, in order, so that nobody's place gives a name away.
fn results(round: &Round, given: &[(String, Answer)]) -> Vec<RoundResult> {
    let sums = sums(round, given);
    let result = |about: &Id| {
        let mut lines: Vec<String> = given
            .iter()
            .filter_map(|(_, answer)| match answer {
                Answer::Votes(_) => None,
                Answer::Steps(steps) => steps.get(about).map(|step| step.get().to_string()),
                Answer::Go(verdicts, reason) => {
                    let verdict = verdicts.get(about)?;
                    let at = GoVerdict::ALL.iter().position(|other| other == verdict)?;
                    let label = GoVerdict::LABELS.get(at)?;
                    Some(if reason.trim().is_empty() { (*label).to_owned() } else { format!("{label}: {reason}") })
                }
            })
            .collect();
        lines.sort();
        let votes = (round.kind == Some(RoundKind::Votes)).then(|| sums.get(about).copied().unwrap_or(0));
        let result = votes.map(|votes| crate::words::how_many(votes as usize, "vote", "votes")).unwrap_or_default();
        RoundResult { about: Some(*about), given: lines, result, ..RoundResult::default() }
    };
    round.about.iter().map(result).collect()
}

/// One rating for each person: a later one takes the place of an earlier one on the same scale.
fn rate(
    workbook: &mut Workbook,
    ids: &mut Ids,
    (mode, person): (Id, &str),
    (kind, step, today): (Option<RoundKind>, Step, Date),
) {
    let set = |rating: &mut Rating| {
        match kind {
            Some(RoundKind::Frequency) => rating.frequency = Some(step),
            _ => rating.severity = Some(step),
        }
        rating.date = Some(today);
    };
    let known = workbook
        .failure_modes
        .modes
        .find(mode)
        .and_then(|mode| mode.ratings.iter().find(|rating| rating.rater.trim() == person).map(|rating| rating.id));
    if let Some(id) = known {
        with_mode(workbook, mode, |mode| {
            in_list(&mut mode.ratings, id, set);
        });
        return;
    }
    let mut rating = name(Rating { rater: person.to_owned(), ..Rating::default() }, workbook, ids);
    set(&mut rating);
    with_mode(workbook, mode, |mode| mode.ratings.push(rating));
}

/// Writes down what people agreed on: a step to the failure mode, a decision to the gate; dissent stays beside it. `false` if
/// there is no such result.
pub fn set_outcome(workbook: &mut Workbook, round: Id, about: Id, outcome: Outcome) -> bool {
    let found = workbook.workshops.workshops.iter().find_map(|workshop| {
        let round = workshop.rounds.find(round)?;
        Some((round.kind?, workshop.date, workshop.facilitator.clone(), round.clone()))
    });
    let Some((kind, date, by, before)) = found.filter(|(_, _, _, round)| round.revealed) else { return false };
    let (words, dissent) = match outcome {
        Outcome::Step { step, dissent } => {
            with_mode(workbook, about, |mode| match kind {
                RoundKind::Frequency => mode.frequency = Some(step),
                _ => mode.severity = Some(step),
            });
            (step.get().to_string(), dissent)
        }
        Outcome::Verdict { verdict, dissent } => {
            decide(workbook, (about, &before), (verdict, date, by, dissent.clone()));
            let at = GoVerdict::ALL.iter().position(|other| *other == verdict);
            (at.and_then(|at| GoVerdict::LABELS.get(at)).map_or(String::new(), |label| (*label).to_owned()), dissent)
        }
    };
    let set = |round: &mut Round| {
        let at = round.results.iter().position(|result| result.about == Some(about))?;
        let result = round.results.at_mut(at)?;
        (result.result, result.dissent) = (words, dissent);
        Some(())
    };
    with_round(workbook, round, set).flatten().is_some()
}

/// One decision for each round: another outcome of the same round takes its place. Its id is made of both.
fn decide(
    workbook: &mut Workbook,
    (gate, round): (Id, &Round),
    (verdict, date, by, dissent): (GoVerdict, Option<Date>, String, String),
) {
    let id = Id((round.id.0 ^ gate.0.rotate_left(17)).max(1));
    let gates = &mut Arc::make_mut(&mut workbook.release).gates;
    in_list(gates, gate, |gate| {
        if in_list(&mut gate.decisions, id, |decision| decision.verdict = Some(verdict)).is_none() {
            let reason = if dissent.trim().is_empty() { String::new() } else { format!("Dissent: {dissent}") };
            let decision = GateDecision { id, date, verdict: Some(verdict), by, reason, ..GateDecision::default() };
            gate.decisions.push(decision);
        }
    });
}
