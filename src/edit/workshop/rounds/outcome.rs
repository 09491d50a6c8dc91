//! What people agree on after the reveal: written to the row or to the gate, and kept in the round with who sees it differently.

use std::sync::Arc;

use crate::assess::ratings::Scale;
use crate::edit::Ids;
use crate::edit::operations::name;
use crate::model::discovery::GoVerdict;
use crate::model::release::GateDecision;
use crate::model::workshops::RoundKind;
use crate::model::{Date, Id, Step, Workbook};

use super::{at_id, find, with_round};

/// What a person sets as a result of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What.
    pub set: Settled,
    /// Who sees it differently, and why.
    pub dissent: String,
}

/// The result itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// A step of the scale that was rated.
    Step(Step),
    /// A decision on a gate, on a day, by somebody, for a reason.
    Verdict {
        /// Go or no-go.
        verdict: GoVerdict,
        /// Who decided.
        by: String,
        /// When.
        date: Date,
        /// Why.
        reason: String,
    },
}

/// Sets what came of a revealed round for one thing: on the row itself, and in the round with who sees it differently. `false`
/// if there is no such result, or what it was about was deleted; the workbook is then as before.
pub fn set_outcome(workbook: &mut Workbook, ids: &mut Ids, round: Id, about: Option<Id>, outcome: &Outcome) -> bool {
    let Some((workshop, held)) = find(workbook, round) else { return false };
    let Some(result) = held.results.iter().find(|result| held.revealed && result.about == about) else { return false };
    let mut made = result.made.clone();
    // an outcome that is corrected came in place of what stood there before the round
    let before =
        if result.result.trim().is_empty() { standing(workbook, about, held.kind) } else { result.before.clone() };
    let words = match (&outcome.set, about) {
        (Settled::Step(step), Some(id)) => {
            let scale = if held.kind == Some(RoundKind::Frequency) { Scale::Frequency } else { Scale::Severity };
            if !set_step(workbook, id, scale, *step) {
                return false;
            }
            step.to_string()
        }
        (Settled::Step(_), None) => return false,
        (Settled::Verdict { verdict, by, date, reason }, gate) => {
            let decision = GateDecision {
                date: Some(*date),
                verdict: Some(*verdict),
                by: by.trim().to_owned(),
                reason: reason.trim().to_owned(),
                ..GateDecision::default()
            };
            if let Some(gate) = gate {
                let Some(decision) = decide(workbook, ids, gate, (decision, &made)) else { return false };
                made = vec![decision];
            }
            verdict.label().to_owned()
        }
    };
    with_round(workbook, workshop, round, |round| {
        let at = round.results.iter().position(|result| result.about == about);
        if let Some(result) = at.and_then(|at| round.results.at_mut(at)) {
            (result.result, result.dissent) = (words, outcome.dissent.trim().to_owned());
            (result.before, result.made) = (before, made);
        }
    });
    true
}

/// Keeps who sees the result of a round differently, and why.
pub fn set_dissent(workbook: &mut Workbook, round: Id, about: Id, dissent: &str) {
    let Some((workshop, _)) = find(workbook, round) else { return };
    with_round(workbook, workshop, round, |round| {
        let at = round.results.iter().position(|result| result.about == Some(about));
        if let Some(result) = at.and_then(|at| round.results.at_mut(at)) {
            dissent.trim().clone_into(&mut result.dissent);
        }
    });
}

/// Writes a decision on a gate, in the place of the one that this round made before: an outcome that is corrected is one
/// decision, not two. Gives the decision; `None` if there is no such gate.
fn decide(workbook: &mut Workbook, ids: &mut Ids, gate: Id, (decision, made): (GateDecision, &[Id])) -> Option<Id> {
    workbook.release.gates.find(gate)?;
    let decision = name(decision, workbook, ids);
    let gate = at_id(&mut Arc::make_mut(&mut workbook.release).gates, gate)?;
    let before = gate.decisions.iter().position(|one| made.contains(&one.id));
    if let Some(own) = before.and_then(|at| gate.decisions.at_mut(at)) {
        // what the criteria said that day stays, as does the identity
        (own.date, own.verdict) = (decision.date, decision.verdict);
        (own.by, own.reason) = (decision.by, decision.reason);
        return Some(own.id);
    }
    let id = decision.id;
    gate.decisions.push(decision);
    Some(id)
}

/// What stands on the row now, on the scale of a round; blank for a gate, and where nothing stands there.
fn standing(workbook: &Workbook, about: Option<Id>, kind: Option<RoundKind>) -> String {
    let mode = about.and_then(|id| workbook.failure_modes.modes.find(id));
    let scale = match kind {
        Some(RoundKind::Severity) => Some(Scale::Severity),
        Some(RoundKind::Frequency) => Some(Scale::Frequency),
        _ => None,
    };
    let step = mode.zip(scale).and_then(|(mode, scale)| scale.set(mode));
    step.map(|step| step.to_string()).unwrap_or_default()
}

/// `false` if there is no such failure mode.
fn set_step(workbook: &mut Workbook, id: Id, scale: Scale, step: Step) -> bool {
    let Some(mode) = at_id(&mut Arc::make_mut(&mut workbook.failure_modes).modes, id) else { return false };
    match scale {
        Scale::Severity => mode.severity = Some(step),
        Scale::Frequency => mode.frequency = Some(step),
    }
    mode.marks.set(scale.key(), None);
    true
}

/// Writes down who made a decision on a gate, and why, where that is known only after it. The day of the decision stays.
pub fn explain(workbook: &mut Workbook, (gate, decision): (Id, Id), by: &str, reason: &str) {
    let gate = at_id(&mut Arc::make_mut(&mut workbook.release).gates, gate);
    if let Some(decision) = gate.and_then(|gate| at_id(&mut gate.decisions, decision)) {
        by.trim().clone_into(&mut decision.by);
        reason.trim().clone_into(&mut decision.reason);
        for key in ["by", "reason"] {
            decision.marks.set(key, None);
        }
    }
}

/// Writes down why somebody gave a rating that lies far from the others. `false` if there is no such rating.
pub fn give_reason(workbook: &mut Workbook, mode: Id, rating: Id, reason: &str) -> bool {
    let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
    let Some(at) = modes.iter().position(|one| one.id == mode) else { return false };
    let Some(ratings) = modes.at_mut(at).map(|mode| &mut mode.ratings) else { return false };
    let at = ratings.iter().position(|one| one.id == rating);
    at.and_then(|at| ratings.at_mut(at)).is_some_and(|rating| {
        reason.trim().clone_into(&mut rating.reason);
        true
    })
}
