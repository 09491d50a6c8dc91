//! What is worst: failure modes by the risk that is left, budgets by what was measured.

use std::cmp::Reverse;

use crate::assess::budget;
use crate::assess::risk::score;
use crate::model::failure_modes::FailureMode;
use crate::model::{Id, Step, Workbook};

/// Failure modes with the most risk left first; where nothing is said about controls, they are not credited. What is not
/// scored is left out.
#[must_use]
pub fn risks(workbook: &Workbook) -> Vec<Id> {
    let product = |a: Option<Step>, b: Option<Step>| a.zip(b).map(|(a, b)| score(a, b));
    let inherent = |mode: &FailureMode| product(mode.severity, mode.frequency);
    let left = |mode: &FailureMode| product(mode.residual_severity, mode.residual_frequency).or(inherent(mode));
    let mut scored: Vec<_> = workbook
        .failure_modes
        .modes
        .iter()
        .filter(|mode| left(mode).is_some() && !mode.name.trim().is_empty())
        .collect();
    scored.sort_by_key(|mode| Reverse((left(mode), inherent(mode), mode.detectability)));
    scored.into_iter().map(|mode| mode.id).collect()
}

/// Budgets by their verdict, the worst first.
#[must_use]
pub fn budgets(workbook: &Workbook) -> Vec<Id> {
    let mut judged: Vec<_> =
        workbook.budgets.budgets.iter().map(|budget| (budget::state(budget).verdict, budget.id)).collect();
    let rank = |verdict| budget::Verdict::ALL.iter().position(|other| *other == verdict);
    judged.sort_by_key(|(verdict, _)| Reverse(rank(*verdict)));
    judged.into_iter().map(|(_, id)| id).collect()
}
