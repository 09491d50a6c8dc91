//! What a workshop decided: what was written down as such, and what rounds of go or no-go came to.

use crate::model::place::Index;
use crate::model::release::GateDecision;
use crate::model::workshops::{RoundKind, RoundResult, Workshop};
use crate::model::{Id, Workbook};
use crate::words;

/// The decision that a result of a round made on a gate; `None` where it made none, or it is gone.
#[must_use]
pub fn made<'a>(workbook: &'a Workbook, result: &RoundResult) -> Option<&'a GateDecision> {
    let gate = workbook.release.gates.find(result.about?)?;
    gate.decisions.iter().find(|decision| result.made.contains(&decision.id))
}

/// Every decision in a sentence, those on gates after those that were written down: `G-1 Pilot: Go, decided by Anke Vos. Two of
/// three.`
#[must_use]
pub fn decisions(workbook: &Workbook, workshop: &Workshop, index: &Index) -> Vec<String> {
    let rounds = workshop.rounds.iter().filter(|round| round.kind == Some(RoundKind::Go));
    let results = rounds.flat_map(|round| round.results.iter()).filter(|result| !result.result.trim().is_empty());
    let said = results.map(|result| on_gate(made(workbook, result), result, |id| index.words(id)));
    workshop.decisions.iter().map(|decision| words::sentence(decision)).chain(said).collect()
}

fn on_gate(decision: Option<&GateDecision>, result: &RoundResult, title: impl Fn(Id) -> String) -> String {
    let about = result.about.map_or_else(|| "The whole".to_owned(), title);
    let verdict = match decision.and_then(|decision| decision.verdict) {
        Some(verdict) => verdict.label(),
        None => result.result.trim(),
    };
    let by = decision.map_or("", |decision| decision.by.trim());
    let by = if by.is_empty() { String::new() } else { format!(", decided by {by}") };
    let reason = decision.map_or("", |decision| decision.reason.trim());
    let reason = if reason.is_empty() { String::new() } else { format!(" {}", words::sentence(reason)) };
    format!("{about}: {verdict}{by}.{reason}")
}

/// How many decisions there are.
#[must_use]
pub fn count_decisions(workshop: &Workshop) -> usize {
    let rounds = workshop.rounds.iter().filter(|round| round.kind == Some(RoundKind::Go));
    let results = rounds.flat_map(|round| round.results.iter()).filter(|result| !result.result.trim().is_empty());
    workshop.decisions.len() + results.count()
}
