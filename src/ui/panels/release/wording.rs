//! What a criterion needs and what there is now, in words; and a gate's decisions as they are kept.

use crate::assess::findings::{Finding, Severity};
use crate::assess::metric::Standing;
use crate::model::checklist::PracticeStatus;
use crate::model::metrics::Direction;
use crate::model::record::Item as _;
use crate::model::release::{Criterion, CriterionKind};
use crate::model::{Id, Workbook};
use crate::ui::facts::Facts;
use crate::{knowledge, words};

/// A criterion in three short texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    /// What it takes.
    pub needs: String,
    /// What there is.
    pub now: String,
    /// From when that is.
    pub as_of: String,
}

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
pub fn basis(workbook: &Workbook, facts: &Facts, (criterion, standing): (&Criterion, Standing)) -> Basis {
    let linked = criterion.item.and_then(|id| budget(workbook, facts, id).or_else(|| metric(workbook, id)));
    linked.unwrap_or_else(|| match criterion.kind {
        Some(CriterionKind::Budget) => unlinked("No budget chosen"),
        Some(CriterionKind::Metric) => unlinked("No metric chosen"),
        Some(CriterionKind::Checklist) => practices(workbook, criterion),
        Some(CriterionKind::Finding) => findings(facts, standing),
        Some(CriterionKind::Statement) | None => statement(criterion),
    })
}

fn unlinked(needs: &str) -> Basis {
    Basis { needs: needs.to_owned(), ..Basis::default() }
}

fn budget(workbook: &Workbook, facts: &Facts, id: Id) -> Option<Basis> {
    let budget = workbook.budgets.budgets.find(id)?;
    let needs = budget.tolerance.map(|tolerance| format!("Upper end \u{2264} {}", words::limit(tolerance.fraction())));
    let measured = facts.budget(id).and_then(|state| state.measured);
    let now = measured.map(|measured| {
        let (low, high) = (words::percent(measured.low), words::percent(measured.high));
        format!("{}, {} to {}", words::percent(measured.rate), low.trim_end_matches('%'), high.trim_end_matches('%'))
    });
    let latest = budget.measurements.iter().filter_map(|measurement| measurement.date).max();
    Some(Basis {
        needs: needs.unwrap_or_else(|| "No tolerance set".to_owned()),
        now: now.unwrap_or_else(|| "Not measured".to_owned()),
        as_of: latest.map(super::plan::day).unwrap_or_default(),
    })
}

fn metric(workbook: &Workbook, id: Id) -> Option<Basis> {
    let metric = workbook.metrics.metrics.find(id)?;
    let minimum = metric.minimum.map(|minimum| words::measured(minimum.get(), metric.unit));
    let needs = match (minimum, metric.direction) {
        (Some(minimum), Some(Direction::LowerIsBetter)) => format!("At most {minimum}"),
        (Some(minimum), Some(_)) => format!("At least {minimum}"),
        (Some(minimum), None) => format!("{minimum}, no direction"),
        (None, _) => "No minimum set".to_owned(),
    };
    let latest = metric.latest();
    let value = latest.and_then(|reading| reading.value).map(|value| words::measured(value.get(), metric.unit));
    let sample = latest.and_then(|reading| reading.sample).map(|sample| format!(" of {}", words::count(sample)));
    Some(Basis {
        needs,
        now: value.map_or_else(|| "Not measured".to_owned(), |value| value + &sample.unwrap_or_default()),
        as_of: latest.and_then(|reading| reading.date).map(super::plan::day).unwrap_or_default(),
    })
}

/// The practices that a criterion names, by identifier, category or function.
fn practices(workbook: &Workbook, criterion: &Criterion) -> Basis {
    let names: Vec<String> =
        criterion.practices.iter().map(|name| name.trim().to_uppercase()).filter(|name| !name.is_empty()).collect();
    let is_named = |id: &str| {
        let begins = |name: &String| {
            id.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '.']))
        };
        names.iter().any(begins)
    };
    let named = knowledge::framework().practices().filter(|practice| is_named(&practice.id));
    let statuses: Vec<PracticeStatus> = named.map(|practice| workbook.checklist.status(&practice.id)).collect();
    if statuses.is_empty() {
        return unlinked("No practices named");
    }
    let settled = |status: &&PracticeStatus| matches!(status, PracticeStatus::Done | PracticeStatus::NotApplicable);
    let blocked = statuses.iter().filter(|status| **status == PracticeStatus::Blocked).count();
    let done = statuses.iter().filter(settled).count();
    let now = if blocked > 0 { format!("{done} done, {blocked} blocked") } else { format!("{done} done") };
    Basis { needs: format!("{0} of {0} done", statuses.len()), now, as_of: "live".to_owned() }
}

/// What stands in the way of any release: an accepted finding still does.
fn findings(facts: &Facts, standing: Standing) -> Basis {
    let is_blocker = |finding: &&Finding| finding.severity() == Severity::Blocker;
    let open = facts.findings.iter().filter(is_blocker).count();
    let now = match (open, standing) {
        (0, Standing::NotMet) => "A budget or risk is".to_owned(),
        _ => format!("{open} open"),
    };
    Basis { needs: "Nothing in the way".to_owned(), now, as_of: "live".to_owned() }
}

fn statement(criterion: &Criterion) -> Basis {
    let by = criterion.answered_by.trim();
    let needs = if by.is_empty() { "A person says yes".to_owned() } else { format!("Yes, by {by}") };
    Basis {
        needs,
        now: criterion.note.trim().to_owned(),
        as_of: criterion.answered.map(super::plan::day).unwrap_or_default(),
    }
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

    #[test]
    fn a_practice_is_named_by_its_function() {
        let criterion = Criterion { practices: vec!["measure".to_owned()], ..Criterion::default() };
        let basis = practices(&Workbook::default(), &criterion);
        assert!(basis.needs.ends_with(" done") && basis.now == "0 done", "{basis:?}");
        let nothing = practices(&Workbook::default(), &Criterion::default());
        assert_eq!(nothing.needs, "No practices named");
    }
}
