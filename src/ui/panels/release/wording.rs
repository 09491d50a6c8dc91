//! What a criterion needs and what there is now, in words; and a gate's decisions as they are kept.

use crate::assess::grounds;
pub use crate::assess::grounds::Grounds as Basis;
use crate::assess::metric::Standing;
use crate::model::record::Item as _;
use crate::model::release::{Criterion, CriterionKind};
use crate::model::{Id, Workbook};
use crate::ui::facts::Facts;

/// Whether the workbook answers a criterion by itself, so that nobody can by hand.
pub fn is_live(workbook: &Workbook, criterion: &Criterion) -> bool {
    let linked = |id: Id| workbook.budgets.budgets.find(id).is_some() || workbook.metrics.metrics.find(id).is_some();
    criterion.item.is_some_and(linked) || !matches!(criterion.kind, Some(CriterionKind::Statement) | None)
}

/// What it is called.
pub fn name(criterion: &Criterion) -> &str {
    let statement = criterion.statement.trim();
    if statement.is_empty() { "New criterion" } else { statement }
}

/// What a criterion rests on.
pub fn basis(workbook: &Workbook, facts: &Facts, judged: (&Criterion, Standing)) -> Basis {
    grounds::of(workbook, &facts.findings, &|budget| facts.budget(budget.id).copied(), judged)
}

/// A criterion as a decision keeps it: what it said that day, and why somebody went ahead without it.
pub fn kept(criterion: &Criterion, standing: Standing, basis: &Basis, reason: &str) -> String {
    let statement = name(criterion).trim_end_matches('.');
    let now = if basis.now.is_empty() { String::new() } else { format!(", {}", basis.now.trim_end_matches('.')) };
    let reason = reason.trim().trim_end_matches('.');
    let reason = if reason.is_empty() { String::new() } else { format!(". Went ahead because: {reason}") };
    format!("{statement}: {}{now}{reason}", standing.label())
}

/// A criterion as one sentence for a screen reader.
pub fn row(criterion: &Criterion, standing: Standing, basis: &Basis) -> String {
    let kind = criterion.kind.map_or("Criterion", CriterionKind::label);
    let parts = [format!("{kind}: {}", name(criterion)), standing.label().to_owned(), basis.now.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The item that a criterion is linked to, as people cite it, with its name.
pub fn linked(workbook: &Workbook, id: Id) -> Option<String> {
    let budget = workbook.budgets.budgets.find(id).map(|budget| format!("{} {}", budget.cite(), budget.name.trim()));
    budget
        .or_else(|| workbook.metrics.metrics.find(id).map(|metric| format!("{} {}", metric.cite(), metric.name.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_keeps_what_was_known_and_why_somebody_went_ahead() {
        let criterion = Criterion { statement: "Masking works.".to_owned(), ..Criterion::default() };
        let basis = Basis { now: "9 done".to_owned(), ..Basis::default() };
        assert_eq!(kept(&criterion, Standing::Met, &basis, ""), "Masking works: Met, 9 done");
        let kept = kept(&criterion, Standing::Unproven, &Basis::default(), "the rest comes on Friday.");
        assert_eq!(kept, "Masking works: Unproven. Went ahead because: the rest comes on Friday");
    }

    #[test]
    fn what_the_workbook_knows_cannot_be_answered_by_hand() {
        let workbook = Workbook::default();
        let of = |kind| is_live(&workbook, &Criterion { kind, ..Criterion::default() });
        for kind in CriterionKind::ALL {
            assert_eq!(of(Some(*kind)), *kind != CriterionKind::Statement, "{kind:?}");
        }
        assert!(!of(None));
    }
}
