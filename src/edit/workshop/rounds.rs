//! Rounds of private turns: begun, taken, passed over, revealed, and set as a result.
//!
//! What people decide is sealed until the reveal. Then votes become sums and nothing per person stays; steps become ratings of the
//! failure mode, one for each person, so that disagreement stays visible; of go or no-go, what was said stays without names.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assess::ratings::Scale;
use crate::assess::workshop::{Standing, initials, told_apart};
use crate::edit::Ids;
use crate::edit::landing::with_workshop;
use crate::edit::operations::{self, name};
use crate::model::discovery::GoVerdict;
use crate::model::failure_modes::{FailureMode, Rating};
use crate::model::record::Item;
use crate::model::workshops::{Attribution, Round, RoundKind, RoundResult, Turn, Workshop};
use crate::model::{Date, Id, List, Step, Workbook};

use super::seal::{self, Answer};

/// How a rating is signed where nobody is named.
pub const ANONYMOUS: &str = "Anonymous";

/// What a round shall be about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoundPlan {
    /// What everybody decides alone.
    pub kind: RoundKind,
    /// During which activity.
    pub activity: Option<Id>,
    /// The notes, failure modes or gates that it is about.
    pub about: Vec<Id>,
    /// How many votes each person has.
    pub votes_each: Option<u64>,
    /// How many of them may go to one note.
    pub votes_on_one: Option<u64>,
}

/// Why a turn was not taken. The workbook is as before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnError {
    /// There is no such turn.
    #[error("this turn is not there any more")]
    NoSuchTurn,
    /// The round was revealed.
    #[error("the round was revealed: nothing can be added to it")]
    Revealed,
    /// More votes than a person has.
    #[error("{given} votes were given, and each person has {most}")]
    TooManyVotes {
        /// How many were given.
        given: u64,
        /// How many a person has.
        most: u64,
    },
    /// More votes on one note than the rules allow.
    #[error("{given} votes went to one note, and at most {most} may")]
    TooManyOnOne {
        /// How many it was given.
        given: u64,
        /// How many a note may be given.
        most: u64,
    },
    /// Nothing was decided, or something else than what the round is about, or something that was deleted.
    #[error("nothing was decided that this round is about")]
    Nothing,
}

/// Why a round was not revealed. The workbook is as before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotYet {
    /// There is no such round, or it was revealed.
    #[error("there is nothing to reveal")]
    NothingThere,
    /// Nobody has decided.
    #[error("nobody has decided yet")]
    NobodyDecided,
    /// People are still to decide, and no reason was given.
    #[error("{} still to decide: say why it is revealed without them", .people.join(", "))]
    Waiting {
        /// Who.
        people: Vec<String>,
    },
    /// A sealed answer cannot be opened.
    #[error("the answer of {person} is damaged: the turn has to be taken again")]
    Damaged {
        /// Whose.
        person: String,
    },
}

/// Begins a round with a turn for each attendee, in order; two people of one name are told apart. `None` if there is no such workshop, nobody attends, or votes and
/// ratings are about nothing.
pub fn begin_round(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, plan: RoundPlan) -> Option<Id> {
    let held = workbook.workshops.workshops.find(workshop)?;
    let people = told_apart(&held.attendees);
    if people.is_empty() || (plan.about.is_empty() && plan.kind != RoundKind::Go) {
        return None;
    }
    let is_vote = plan.kind == RoundKind::Votes;
    let votes_each = is_vote.then(|| plan.votes_each.or(held.votes_each).unwrap_or(3));
    let mut round = Round {
        kind: Some(plan.kind),
        activity: plan.activity,
        about: plan.about,
        votes_each,
        // a limit that is no lower than the votes that a person has limits nothing
        votes_on_one: plan.votes_on_one.filter(|most| votes_each.is_some_and(|votes| *most < votes)),
        ..Round::default()
    };
    for person in people {
        let turn = name(Turn { person, ..Turn::default() }, workbook, ids);
        round.turns.push(turn);
    }
    let round = name(round, workbook, ids);
    let id = round.id;
    with_workshop(workbook, workshop, |workshop| workshop.rounds.push(round));
    Some(id)
}

/// Takes a turn: checks what was decided and seals it. A turn can be taken again until the reveal; the old answer is then gone.
///
/// # Errors
/// [`TurnError`]; the workbook is then as before.
pub fn take_turn(workbook: &mut Workbook, turn: Id, answer: &Answer, seconds: Option<u64>) -> Result<(), TurnError> {
    let holds = |round: &&Round| round.turns.find(turn).is_some();
    let found = workbook.workshops.workshops.iter().find_map(|held| Some((held, held.rounds.iter().find(holds)?)));
    let (held, round) = found.ok_or(TurnError::NoSuchTurn)?;
    if round.revealed {
        return Err(TurnError::Revealed);
    }
    check(held, round, answer)?;
    let sealed = seal::seal(turn, answer);
    with_turn(workbook, turn, |turn| {
        (turn.done, turn.skipped, turn.seconds, turn.sealed) = (true, false, seconds, sealed);
    });
    Ok(())
}

fn check(held: &Workshop, round: &Round, answer: &Answer) -> Result<(), TurnError> {
    let known = |id: &Id| round.about.contains(id);
    let fits = match (round.kind.unwrap_or_default(), answer) {
        (RoundKind::Votes, Answer::Votes(votes)) => {
            let given = votes.values().fold(0, |sum: u64, votes| sum.saturating_add(*votes));
            let most = round.votes_each.unwrap_or(0);
            if given > most {
                return Err(TurnError::TooManyVotes { given, most });
            }
            let most_given = votes.values().copied().max().unwrap_or(0);
            if let Some(most) = round.votes_on_one.filter(|most| most_given > *most) {
                return Err(TurnError::TooManyOnOne { given: most_given, most });
            }
            // a note that was deleted takes no votes; whoever likes none has decided too
            votes.keys().all(|id| known(id) && held.captures.find(*id).is_some())
        }
        (RoundKind::Severity | RoundKind::Frequency, Answer::Steps(steps)) => {
            !steps.is_empty() && steps.keys().all(known)
        }
        (RoundKind::Go, Answer::Go(verdicts, _)) => {
            !verdicts.is_empty() && verdicts.keys().all(|id| known(id) || (round.about.is_empty() && !id.is_given()))
        }
        _ => false,
    };
    if fits { Ok(()) } else { Err(TurnError::Nothing) }
}

/// Passes a person over. What the person had decided is gone. `false` if there is no such turn or the round was revealed.
pub fn skip_turn(workbook: &mut Workbook, turn: Id) -> bool {
    let is_open = |round: &Round| !round.revealed && round.turns.find(turn).is_some();
    if !workbook.workshops.workshops.iter().any(|workshop| workshop.rounds.iter().any(is_open)) {
        return false;
    }
    with_turn(workbook, turn, |turn| {
        (turn.done, turn.skipped, turn.seconds) = (false, true, None);
        turn.sealed.clear();
    });
    true
}

/// Gives a turn to somebody who was passed over and has come. `false` if nobody was, or the round was revealed.
pub fn take_up_turn(workbook: &mut Workbook, turn: Id) -> bool {
    let waits =
        |round: &Round| !round.revealed && round.turns.find(turn).is_some_and(|turn| turn.skipped && !turn.done);
    if !workbook.workshops.workshops.iter().any(|workshop| workshop.rounds.iter().any(waits)) {
        return false;
    }
    with_turn(workbook, turn, |turn| turn.skipped = false);
    true
}

/// Takes a round away that was begun by mistake, with what was decided in it. `false` if there is none, or it was revealed.
pub fn drop_round(workbook: &mut Workbook, round: Id) -> bool {
    let Some((workshop, held)) = find(workbook, round) else { return false };
    if held.revealed {
        return false;
    }
    let gone: Vec<Id> = held.turns.iter().map(|turn| turn.id).chain([round]).collect();
    operations::forget_links(workbook, &gone);
    with_workshop(workbook, workshop, |workshop| workshop.rounds.retain(|other| other.id != round));
    true
}

fn with_turn(workbook: &mut Workbook, turn: Id, act: impl FnOnce(&mut Turn)) {
    let holds = |round: &Round| round.turns.find(turn).is_some();
    let held = workbook.workshops.workshops.iter().find(|workshop| workshop.rounds.iter().any(holds));
    let Some(held) = held.map(|workshop| workshop.id) else { return };
    with_workshop(workbook, held, |workshop| {
        let at = workshop.rounds.iter().position(holds);
        let round = at.and_then(|at| workshop.rounds.at_mut(at));
        round.and_then(|round| at_id(&mut round.turns, turn)).map(act);
    });
}

/// Reveals a round: opens every sealed answer, writes what follows from them, and empties the seals. `early` says why, where
/// people are still to decide.
///
/// # Errors
/// [`NotYet`]; the workbook is then as before.
pub fn reveal(workbook: &mut Workbook, ids: &mut Ids, round: Id, early: &str, today: Date) -> Result<(), NotYet> {
    let (workshop, held) = find(workbook, round).ok_or(NotYet::NothingThere)?;
    let standing = Standing::of(&held);
    if held.revealed {
        return Err(NotYet::NothingThere);
    }
    if standing.done.is_empty() {
        return Err(NotYet::NobodyDecided);
    }
    if !standing.is_ready(early) {
        let waiting = standing.waiting.iter().filter_map(|id| held.turns.find(*id));
        return Err(NotYet::Waiting { people: waiting.map(|turn| turn.person.clone()).collect() });
    }
    let mut answers = Vec::new();
    for turn in held.turns.iter().filter(|turn| turn.done) {
        let answer = seal::open(turn.id, &turn.sealed);
        answers.push((turn.person.clone(), answer.ok_or_else(|| NotYet::Damaged { person: turn.person.clone() })?));
    }
    let attribution = workbook.workshops.workshops.find(workshop).and_then(|held| held.attribution);
    let attribution = attribution.unwrap_or(Attribution::Initials); // what is shown without a choice
    let place = (workshop, &held);
    let results = match held.kind.unwrap_or_default() {
        RoundKind::Votes => count(workbook, workshop, &held, &answers),
        RoundKind::Severity => rate(workbook, ids, place, (&answers, Scale::Severity, attribution, today)),
        RoundKind::Frequency => rate(workbook, ids, place, (&answers, Scale::Frequency, attribution, today)),
        RoundKind::Go => say(&held, &answers),
    };
    let results: Vec<RoundResult> = results.into_iter().map(|result| name(result, workbook, ids)).collect();
    with_round(workbook, workshop, round, |round| {
        round.revealed = true;
        round.early = if standing.keeps_reason() { early.trim().to_owned() } else { String::new() };
        for at in 0..round.turns.len() {
            if let Some(turn) = round.turns.at_mut(at) {
                turn.sealed.clear();
            }
        }
        round.results = results.into_iter().collect();
    });
    Ok(())
}

/// Sums up votes, on the notes themselves too. Votes that a note had, as from the open, give way, and are kept in the result.
fn count(workbook: &mut Workbook, workshop: Id, round: &Round, answers: &[(String, Answer)]) -> Vec<RoundResult> {
    let mut sums: BTreeMap<Id, u64> = round.about.iter().map(|id| (*id, 0)).collect();
    for (_, answer) in answers {
        if let Answer::Votes(votes) = answer {
            for (id, given) in votes {
                let sum = sums.entry(*id).or_default();
                *sum = sum.saturating_add(*given);
            }
        }
    }
    let mut before: BTreeMap<Id, u64> = BTreeMap::new();
    with_workshop(workbook, workshop, |workshop| {
        for (id, votes) in &sums {
            let at = workshop.captures.iter().position(|note| note.id == *id);
            if let Some(note) = at.and_then(|at| workshop.captures.at_mut(at)) {
                before.extend(note.votes.filter(|had| *had > 0).map(|had| (*id, had)));
                note.votes = Some(*votes);
                note.marks.set("votes", None);
            }
        }
    });
    let result = |id: &Id| {
        let votes = sums.get(id).copied().unwrap_or(0);
        let result = in_votes(votes);
        let before = before.get(id).map(|had| in_votes(*had)).unwrap_or_default();
        RoundResult { about: Some(*id), votes: Some(votes), result, before, ..RoundResult::default() }
    };
    round.about.iter().map(result).collect()
}

fn in_votes(count: u64) -> String {
    if count == 1 { "1 vote".to_owned() } else { format!("{count} votes") }
}

type Rated<'a> = (&'a [(String, Answer)], Scale, Attribution, Date);

/// Keeps what each person gave as a rating of the failure mode: by name, by initials, or by nobody, as the workshop agreed. Where
/// nobody is named, a round takes the place of what earlier rounds of the same workshop gave on the scale; what other workshops
/// gave stays, also where its initials are the same.
fn rate(
    workbook: &mut Workbook,
    ids: &mut Ids,
    (workshop, round): (Id, &Round),
    (answers, scale, attribution, today): Rated<'_>,
) -> Vec<RoundResult> {
    let anonymous = attribution == Attribution::Anonymous;
    let people = people_of(workbook, workshop, round);
    let short = initials(people.iter().map(String::as_str));
    let letters_of: BTreeMap<&str, &str> =
        people.iter().map(String::as_str).zip(short.iter().map(String::as_str)).collect();
    let mut results = Vec::new();
    for id in &round.about {
        let given = answers.iter().filter_map(|(person, answer)| match answer {
            Answer::Steps(steps) => Some((person.as_str(), *steps.get(id)?)),
            _ => None,
        });
        let mut given: Vec<(&str, Step)> = given.collect();
        if anonymous {
            // the order of people would name them
            given.sort_by_key(|(_, step)| *step);
        }
        let blank: Vec<Rating> = given.iter().map(|_| name(Rating::default(), workbook, ids)).collect();
        let earlier = made_before(workbook, workshop, *id);
        let mut made: Vec<Id> = Vec::new();
        let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
        let at = modes.iter().position(|mode| mode.id == *id);
        if let Some(mode) = at.and_then(|at| modes.at_mut(at)) {
            if anonymous {
                let given_anew =
                    |one: &Rating| one.rater == ANONYMOUS && only_on(one, scale) && earlier.contains(&one.id);
                mode.ratings.retain(|one| !given_anew(one));
            }
            for ((person, step), blank) in given.iter().zip(blank) {
                let letters = letters_of.get(person).copied().unwrap_or(person);
                let (rater, formerly) = match attribution {
                    Attribution::Anonymous => (ANONYMOUS, ANONYMOUS),
                    Attribution::Named => (*person, letters),
                    Attribution::Initials => (letters, *person),
                };
                let blank = Rating { rater: rater.to_owned(), date: Some(today), ..blank };
                let is_earlier = |id: Id| earlier.contains(&id);
                let may_be_own = |id: Id| attribution == Attribution::Named || is_earlier(id);
                // who was called otherwise in an earlier round of the same workshop is the same person
                rename(mode, (formerly, rater), (&made, &is_earlier));
                made.extend(keep(mode, (rater, *step, scale), &blank, (&made, &may_be_own)));
            }
        }
        let mut steps: Vec<Step> = given.iter().map(|(_, step)| *step).collect();
        steps.sort();
        let given = steps.iter().map(Step::to_string).collect();
        results.push(RoundResult { about: Some(*id), given, made, ..RoundResult::default() });
    }
    results
}

/// The ratings of a failure mode that earlier rounds of a workshop made.
fn made_before(workbook: &Workbook, workshop: Id, mode: Id) -> Vec<Id> {
    let held = workbook.workshops.workshops.find(workshop);
    let results = held.into_iter().flat_map(|held| held.rounds.iter()).flat_map(|round| round.results.iter());
    results.filter(|result| result.about == Some(mode)).flat_map(|result| result.made.iter().copied()).collect()
}

/// Whether a rating says something on this scale alone.
fn only_on(rating: &Rating, scale: Scale) -> bool {
    let other = if scale == Scale::Severity { Scale::Frequency } else { Scale::Severity };
    scale.of(rating).is_some() && other.of(rating).is_none()
}

/// Everybody who has had a turn in the workshop, in the order in which they first had one, and who is there: whose initials are
/// told apart by a number has the same one in every round.
fn people_of(workbook: &Workbook, workshop: Id, round: &Round) -> Vec<String> {
    let held = workbook.workshops.workshops.find(workshop);
    let rounds = held.into_iter().flat_map(|held| held.rounds.iter().chain([round]));
    let turns = rounds.flat_map(|round| round.turns.iter().map(|turn| turn.person.as_str()));
    let there = held.into_iter().flat_map(|held| held.attendees.iter().map(String::as_str));
    let mut people: Vec<String> = Vec::new();
    for person in turns.chain(there).map(str::trim).filter(|person| !person.is_empty()) {
        if !people.iter().any(|known| known == person) {
            people.push(person.to_owned());
        }
    }
    people
}

/// Calls the ratings of somebody what they are called now, where the workshop agreed otherwise before.
fn rename(mode: &mut FailureMode, (before, now): (&str, &str), (made, is_earlier): (&[Id], &dyn Fn(Id) -> bool)) {
    if before == now {
        return;
    }
    for at in 0..mode.ratings.len() {
        if let Some(rating) = mode.ratings.at_mut(at)
            && rating.rater.trim() == before
            && !made.contains(&rating.id)
            && is_earlier(rating.id)
        {
            now.clone_into(&mut rating.rater);
        }
    }
}

/// Puts a step into the rating of a person, or a new one, and gives which. Ratings in `made` are of others in the same round,
/// whatever they are called: two people of one name count twice. `may_be_own` says which others may be of the person at all.
fn keep(
    mode: &mut FailureMode,
    (rater, step, scale): (&str, Step, Scale),
    blank: &Rating,
    (made, may_be_own): (&[Id], &dyn Fn(Id) -> bool),
) -> Option<Id> {
    let own = |rating: &Rating| {
        let is_called_so = rater != ANONYMOUS && rating.rater.trim().eq_ignore_ascii_case(rater);
        is_called_so && !made.contains(&rating.id) && may_be_own(rating.id)
    };
    let found = mode.ratings.iter().position(own);
    let at = found.unwrap_or(mode.ratings.len());
    if found.is_none() {
        mode.ratings.push(blank.clone());
    }
    mode.marks.set("ratings", None);
    let rating = mode.ratings.at_mut(at)?;
    match scale {
        Scale::Severity => rating.severity = Some(step),
        Scale::Frequency => rating.frequency = Some(step),
    }
    rating.date = blank.date;
    rating.marks.set(scale.key(), None);
    Some(rating.id)
}

/// What people said to go or no-go, without names: the decisions in order, reasons behind them.
fn say(round: &Round, answers: &[(String, Answer)]) -> Vec<RoundResult> {
    let about: Vec<Option<Id>> =
        if round.about.is_empty() { vec![None] } else { round.about.iter().copied().map(Some).collect() };
    let result = |id: &Option<Id>| {
        let said = answers.iter().filter_map(|(_, answer)| match answer {
            Answer::Go(verdicts, reason) => Some((*verdicts.get(&id.unwrap_or_default())?, reason.trim())),
            _ => None,
        });
        let mut said: Vec<(GoVerdict, &str)> = said.collect();
        said.sort();
        let line = |(verdict, reason): &(GoVerdict, &str)| match *reason {
            "" => verdict.label().to_owned(),
            reason => format!("{}: {reason}", verdict.label()),
        };
        RoundResult { about: *id, given: said.iter().map(line).collect(), ..RoundResult::default() }
    };
    about.iter().map(result).collect()
}

fn find(workbook: &Workbook, round: Id) -> Option<(Id, Round)> {
    workbook.workshops.workshops.iter().find_map(|held| Some((held.id, held.rounds.find(round)?.clone())))
}

fn with_round(workbook: &mut Workbook, workshop: Id, round: Id, act: impl FnOnce(&mut Round)) {
    with_workshop(workbook, workshop, |workshop| at_id(&mut workshop.rounds, round).map(act));
}

fn at_id<I: Item>(items: &mut List<I>, id: Id) -> Option<&mut I> {
    let at = items.iter().position(|item| item.id() == id)?;
    items.at_mut(at)
}

mod outcome;

pub use outcome::{Outcome, Settled, explain, give_reason, set_dissent, set_outcome};

#[cfg(test)]
mod tests;
