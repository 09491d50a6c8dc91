//! What is done in a round of private turns: prepared, begun, taken, passed over, revealed, and written down. Each is one step that
//! can be taken back, under a name that tells nobody's answer.

use std::collections::BTreeSet;

use crate::assess::workshop::{Standing, made};
use crate::edit::workshop::{self as rounds, Outcome, Settled};
use crate::model::discovery::GoVerdict;
use crate::model::workshops::{Round, RoundKind, RoundResult};
use crate::model::{Id, Step};
use crate::ui::desk::Desk;
use crate::ui::notice::Notice;
use crate::words;

use super::acts::show;
use super::ballot::Ballot;
use super::pages::Leaf;
use super::{Ask, Here, Part, Screen, View, next, plan};

/// What people agreed on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Agreed {
    /// A step of a scale.
    Step(Step),
    /// A decision.
    Verdict(GoVerdict),
}

/// Who decides on a gate, and why, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deciding {
    pub(super) by: String,
    pub(super) reason: String,
}

impl Deciding {
    /// What was typed for this, or else what was written down, or else whoever leads the workshop.
    pub(super) fn of(view: &View, here: Here<'_>, round: Id, result: &RoundResult) -> Self {
        let typed = result.about.and_then(|about| view.deciding.get(&(round, about)));
        if let Some(typed) = typed {
            return typed.clone();
        }
        let written = made(here.workbook, result);
        let facilitator = || here.workshop.facilitator.trim().to_owned();
        Self {
            by: written.map_or_else(facilitator, |one| one.by.clone()),
            reason: written.map(|one| one.reason.clone()).unwrap_or_default(),
        }
    }
}

/// A round's question in a few words: `Private rating, frequency`.
pub(super) fn title(kind: Option<RoundKind>) -> &'static str {
    match kind {
        Some(RoundKind::Votes) => "Private votes",
        Some(RoundKind::Severity) => "Private rating, severity",
        Some(RoundKind::Frequency) => "Private rating, frequency",
        Some(RoundKind::Go) => "Private go or no-go",
        None => "Private turns",
    }
}

/// Does what was asked for.
pub(super) fn carry_out(desk: &mut Desk<'_>, view: &mut View, ask: Ask) {
    match ask {
        Ask::Plan(kind) => prepare(desk, view, kind),
        Ask::BeginRound => begin_round(desk, view),
        Ask::Pass(round) => {
            view.covered = Some(round);
            view.screen = Screen::Cover;
        }
        Ask::BeginTurn => begin_turn(desk, view),
        Ask::Finish => finish(desk, view),
        Ask::Skip => skip(desk, view),
        Ask::Arrived(turn) => arrived(desk, view, turn),
        Ask::DropRound(round) => drop_round(desk, view, round),
        Ask::Reveal(round) => reveal(desk, view, round),
        Ask::Settle(round, about, agreed) => settle(desk, view, (round, about), agreed),
        Ask::Decide(round, about, typed) => explain(desk, view, (round, about), typed),
        Ask::Reason(mode, rating, text) => {
            desk.write("write a reason down", |workbook| {
                rounds::give_reason(workbook, mode, rating, &text);
            });
        }
        Ask::Dissent(round, about, text) => {
            desk.write("write dissent down", |workbook| rounds::set_dissent(workbook, round, about, &text));
        }
        _ => {}
    }
}

fn prepare(desk: &Desk<'_>, view: &mut View, kind: Option<RoundKind>) {
    let workbook = desk.snapshot();
    let Some(workshop) = view.led(&workbook) else { return };
    let here = Here { workbook: &workbook, workshop };
    let kind = kind.unwrap_or_else(|| super::turns::fitting(view, here));
    if here.open_round().is_none() {
        // Enter begins the turns then, and lands no note
        (view.note, view.landing, view.suggested) = (None, None, None);
        view.plan = Some(plan::Plan::new(kind, here));
        view.part = Part::Turns;
    }
}

fn begin_round(desk: &mut Desk<'_>, view: &mut View) {
    let (Some(id), Some(plan)) = (view.workshop, view.plan.take()) else { return };
    let workbook = desk.snapshot();
    let Some(workshop) = workbook.workshops.workshops.find(id) else { return };
    // what is there now, and not what was there when the round was prepared
    let round = plan.round(view, Here { workbook: &workbook, workshop });
    if workshop.attendees.iter().all(|name| name.trim().is_empty()) || round.about.is_empty() {
        view.plan = Some(plan);
        return desk.say(Notice::word("Not begun yet", "Say who is there, and tick what the turns are about."));
    }
    let workshop = id;
    let begun = desk.edit("begin private turns", |workbook, ids| rounds::begin_round(workbook, ids, workshop, round));
    if let Some(round) = begun {
        (view.covered, view.screen) = (Some(round), Screen::Cover);
    }
}

fn open_round(desk: &Desk<'_>, view: &View) -> Option<Round> {
    view.led(desk.workbook())?.rounds.iter().rev().find(|round| !round.revealed).cloned()
}

/// Goes on with them: the next person, or the reveal once everybody had a turn.
pub(super) fn go_on(desk: &mut Desk<'_>, view: &mut View) {
    let Some(round) = open_round(desk, view) else { return };
    if Standing::of(&round).is_ready(view.early(round.id)) {
        reveal(desk, view, round.id);
    } else if next(&round).is_some() {
        (view.covered, view.screen) = (Some(round.id), Screen::Cover);
    }
}

fn begin_turn(desk: &Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let workshop = view.led(&workbook);
    let Some(round) = view.covered.and_then(|id| workshop?.rounds.find(id)) else {
        return show(view, view.home());
    };
    let Some(turn) = next(round) else {
        // everybody had one: what comes is the facilitator's, and the room keeps its cover until the reveal; one stands before the
        // facilitator's view where the room may look at this window
        if view.window.is_some() {
            return show(view, Screen::Facilitator);
        }
        view.covered = None;
        return show(view, Screen::Hand);
    };
    let mut ballot =
        Ballot::new(turn.id, round.kind, &round.about, round.votes_each).at_most_on_one(round.votes_on_one);
    ballot.began = view.clock.time();
    (view.ballot, view.refused, view.screen) = (Some(ballot), None, Screen::Turn);
}

/// Seals what the person decided; the cover comes back by itself.
fn finish(desk: &mut Desk<'_>, view: &mut View) {
    let now = view.clock.time();
    let gone = deleted(desk, view);
    let Some(ballot) = &mut view.ballot else { return };
    ballot.leave_out(&gone);
    if let Some(open) = ballot.open() {
        if ballot.item().is_some_and(|id| ballot.choice(id).is_none()) {
            view.refused = Some("Nothing is chosen here yet. A digit chooses, or the mouse.".to_owned());
        }
        ballot.at = if ballot.is_last() || ballot.item().is_some_and(|id| ballot.choice(id).is_none()) {
            open
        } else {
            ballot.at + 1
        };
        return;
    }
    let nothing = "No vote is given yet. Enter once more seals it so.";
    if ballot.gives_no_vote() && view.refused.as_deref() != Some(nothing) {
        view.refused = Some(nothing.to_owned());
        return;
    }
    let unsaid = "You have not said under which conditions. Enter once more seals it so.";
    if ballot.lacks_conditions() && view.refused.as_deref() != Some(unsaid) {
        view.refused = Some(unsaid.to_owned());
        view.to_reason = true;
        return;
    }
    let (turn, answer) = (ballot.turn, ballot.answer());
    let seconds = (now - ballot.began).max(0.0) as u64;
    let taken = desk.edit("private turn", |workbook, _| rounds::take_turn(workbook, turn, &answer, Some(seconds)));
    match taken {
        Ok(()) => show(view, Screen::Cover),
        Err(error) => {
            view.refused = Some(words::sentence(&words::capitalized(&error.to_string())));
        }
    }
}

/// What the round is about that was deleted since somebody took the laptop.
fn deleted(desk: &Desk<'_>, view: &View) -> BTreeSet<Id> {
    let workshop = view.led(desk.workbook());
    let (Some(workshop), Some(ballot)) = (workshop, &view.ballot) else { return BTreeSet::new() };
    let here = Here { workbook: desk.workbook(), workshop };
    ballot.about().iter().copied().filter(|id| !here.has(*id)).collect()
}

fn skip(desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let workshop = view.led(&workbook);
    let Some(workshop) = workshop else { return };
    let here = Here { workbook: &workbook, workshop };
    if let Some(turn) = here.open_round().and_then(next) {
        let id = turn.id;
        desk.edit("skip a turn", |workbook, _| rounds::skip_turn(workbook, id));
    }
}

/// Gives a turn to somebody who was passed over and has come; to the first of them, where none is named.
fn arrived(desk: &mut Desk<'_>, view: &View, turn: Option<Id>) {
    let workshop = view.led(desk.workbook());
    let round = workshop.and_then(|workshop| workshop.rounds.iter().rev().find(|round| !round.revealed));
    let first = round.and_then(passed_over);
    if let Some(turn) = turn.or(first) {
        desk.edit("take up a turn", |workbook, _| rounds::take_up_turn(workbook, turn));
    }
}

/// The first person of a round who was passed over.
pub(super) fn passed_over(round: &Round) -> Option<Id> {
    round.turns.iter().find(|turn| turn.skipped && !turn.done).map(|turn| turn.id)
}

/// Takes away a round that was begun by mistake.
fn drop_round(desk: &mut Desk<'_>, view: &mut View, round: Id) {
    if desk.edit("drop private turns", |workbook, _| rounds::drop_round(workbook, round)) {
        view.covered = None;
        view.early.remove(&round);
        desk.say(Notice::undoable("The round is dropped, with what was decided in it", desk.revision()));
    }
}

fn reveal(desk: &mut Desk<'_>, view: &mut View, round: Id) {
    let (early, today) = (view.early(round).trim().to_owned(), desk.today);
    let revealed =
        desk.edit("reveal private turns", |workbook, ids| rounds::reveal(workbook, ids, round, &early, today));
    match revealed {
        Ok(()) => {
            let rounds = view.led(desk.workbook()).map(|workshop| &workshop.rounds);
            let kind = rounds.and_then(|rounds| rounds.find(round)).and_then(|round| round.kind);
            // votes stand on the notes, also where something was rated before
            (view.covered, view.blank, view.notes_first) = (None, false, kind == Some(RoundKind::Votes));
            view.early.remove(&round);
            view.pages.turn(Leaf::First); // what is wanted most stands there
        }
        Err(error) => {
            let why = words::sentence(&words::capitalized(&error.to_string()));
            desk.say(Notice::failure("Not revealed yet", why));
        }
    }
}

/// What a round gave for one thing.
fn result_of(desk: &Desk<'_>, view: &View, (round, about): (Id, Id)) -> Option<RoundResult> {
    let workshop = view.led(desk.workbook())?;
    workshop.rounds.find(round)?.results.iter().find(|result| result.about == Some(about)).cloned()
}

fn settle(desk: &mut Desk<'_>, view: &mut View, (round, about): (Id, Id), agreed: Agreed) {
    let workbook = desk.snapshot();
    let workshop = view.led(&workbook);
    let (Some(workshop), Some(result)) = (workshop, result_of(desk, view, (round, about))) else { return };
    let set = match agreed {
        Agreed::Step(step) => Settled::Step(step),
        Agreed::Verdict(verdict) => {
            let Deciding { by, reason } = Deciding::of(view, Here { workbook: &workbook, workshop }, round, &result);
            let by = if by.trim().is_empty() { desk.author.to_owned() } else { by };
            if let Some(missing) = missing(verdict, &by, &reason) {
                return desk.say(briefly("Not written down", missing));
            }
            // whoever presses it again does not move the day of the decision
            let same = made(&workbook, &result).filter(|one| one.verdict == Some(verdict));
            let date = same.and_then(|one| one.date).unwrap_or(desk.today);
            Settled::Verdict { verdict, by, date, reason }
        }
    };
    let outcome = Outcome { set, dissent: result.dissent };
    let name = "write the outcome down";
    let written = desk.edit(name, |workbook, ids| rounds::set_outcome(workbook, ids, round, Some(about), &outcome));
    if !written {
        desk.say(Notice::failure(
            "Not written down",
            "What this was about was deleted. Undo brings it back.".to_owned(),
        ));
    }
    if let Agreed::Verdict(GoVerdict::Go | GoVerdict::Conditional) = agreed
        && let Some(unmet) = unmet(desk, about).filter(|_| written)
    {
        desk.say(briefly("Decided without all criteria", &unmet));
    }
    if written && matches!(agreed, Agreed::Verdict(_)) {
        view.deciding.remove(&(round, about)); // from now on the fields show what is written, whoever changes it
    }
}

/// What a gate still lacks, in words; `None` where it lacks nothing.
fn unmet(desk: &Desk<'_>, gate: Id) -> Option<String> {
    let state = desk.facts.readiness.gates.iter().find(|state| state.id == gate)?;
    let unmet = state.criteria.len().saturating_sub(state.met());
    let text = format!(
        "{} not met. Say on Release plan why you go ahead.",
        words::how_many(unmet, "criterion is", "criteria are")
    );
    (unmet > 0).then(|| words::capitalized(&text))
}

/// A word that goes by itself: what it asks for may be done the next moment.
fn briefly(title: &str, text: &str) -> Notice {
    Notice { text: text.to_owned(), ..Notice::done(title) }
}

/// What a decision does not say yet, and has to.
fn missing(verdict: GoVerdict, by: &str, reason: &str) -> Option<&'static str> {
    if by.trim().is_empty() {
        return Some("Say who decides, then choose again.");
    }
    let has_conditions = verdict == GoVerdict::Conditional;
    (has_conditions && reason.trim().is_empty()).then_some("Say under which conditions, then choose again.")
}

/// Writes down who made a decision, and why, where that is typed after it. What the decision cannot do without is not taken from
/// it: the field is blank until it is left. Where there is no decision, it is what was typed for the next one.
fn explain(desk: &mut Desk<'_>, view: &mut View, of: (Id, Id), typed: Deciding) {
    let result = result_of(desk, view, of);
    let Some(one) = result.and_then(|result| made(desk.workbook(), &result).cloned()) else {
        view.deciding.insert(of, typed);
        return;
    };
    let by = if typed.by.trim().is_empty() { one.by.clone() } else { typed.by.clone() };
    let needs_reason = one.verdict == Some(GoVerdict::Conditional);
    let reason = if needs_reason && typed.reason.trim().is_empty() { one.reason.clone() } else { typed.reason.clone() };
    if (one.by.trim(), one.reason.trim()) != (by.trim(), reason.trim()) {
        let name = "write down who decided, and why";
        desk.write(name, |workbook| rounds::explain(workbook, (of.1, one.id), &by, &reason));
    }
    if one.verdict.is_some_and(|verdict| missing(verdict, &typed.by, &typed.reason).is_some()) {
        view.deciding.insert(of, typed);
    } else {
        view.deciding.remove(&of);
    }
}
