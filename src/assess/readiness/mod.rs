//! Readiness: whether each gate would pass now, what stands in its way, and what to do next.
//!
//! Everything here follows from the workbook and from its findings, which the caller has checked once; nothing is checked
//! again. `gate` judges, `sentence` says it, `steps` and `actions` put in order what is to be done, `worst` names what is
//! worst, `lifecycle` and `basis` say how far the product is and what the canvas rests on.

pub mod actions;
pub mod basis;
pub mod gate;
pub mod lifecycle;
pub mod sentence;
pub mod signatures;
pub mod steps;
pub mod worst;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::model::{Date, Id, Workbook};
use crate::signed;

use super::findings::Finding;

pub use actions::{Action, Closing};
pub use basis::Basis;
pub use gate::{CriterionState, GateState, Verdict};
pub use lifecycle::{Lifecycle, StageState};
pub use sentence::Sentence;
pub use steps::{Step, Urgency};

/// How ready the product is, as of a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Readiness {
    /// Every gate, in the order of the release plan.
    pub gates: Vec<GateState>,
    /// Where the next gate is among them; `None` if all are passed or none is planned.
    pub next: Option<usize>,
    /// The product in two sentences for each gate, in the same order.
    pub sentences: Vec<Sentence>,
    /// The product in two sentences, for the next gate.
    pub sentence: Sentence,
    /// What to do before the next gate, the weightiest first.
    pub steps: Vec<Step>,
    /// What people have taken on and not finished, the earliest first.
    pub actions: Vec<Action>,
    /// Failure modes with the most risk left first.
    pub risks: Vec<Id>,
    /// Budgets with the worst verdict first.
    pub budgets: Vec<Id>,
    /// How far each stage of the product's life is.
    pub lifecycle: Lifecycle,
    /// What the canvas rests on.
    pub basis: Basis,
}

impl Readiness {
    /// Works it out from the findings of that day.
    #[must_use]
    pub fn of(workbook: &Workbook, findings: &[Finding], today: Date) -> Self {
        Self::with(workbook, findings, &signed::standings(workbook), today)
    }

    /// The same, where it is known how each sign-off stands.
    #[must_use]
    pub fn with(
        workbook: &Workbook,
        findings: &[Finding],
        standings: &BTreeMap<Id, signed::Standing>,
        today: Date,
    ) -> Self {
        let gates = gate::states_with(workbook, findings, standings);
        let next = gate::next(&gates);
        let about = |gate| sentence::of(workbook, findings, gate, today);
        let next_gate = next.and_then(|at| gates.get(at));
        Self {
            next,
            sentences: gates.iter().map(|gate| about(Some(gate))).collect(),
            sentence: about(next_gate),
            steps: steps::of(findings, next_gate),
            actions: actions::of(workbook, today),
            risks: worst::risks(workbook),
            budgets: worst::budgets(workbook),
            lifecycle: Lifecycle::of(workbook),
            basis: Basis::of(&workbook.canvas),
            gates,
        }
    }

    /// The next gate.
    #[must_use]
    pub fn next_gate(&self) -> Option<&GateState> {
        self.next.and_then(|at| self.gates.get(at))
    }
}
