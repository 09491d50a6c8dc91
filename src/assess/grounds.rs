//! What a criterion of a gate rests on, in short texts: what it takes, what there is, from when. The page of the release plan
//! and a session show the same.

use crate::knowledge;
use crate::model::budgets::Budget;
use crate::model::checklist::PracticeStatus;
use crate::model::metrics::Direction;
use crate::model::release::{Criterion, CriterionKind};
use crate::model::{Date, Id, Workbook};
use crate::words;

use super::budget::BudgetState;
use super::findings::{Finding, Severity};
use super::metric::Standing;
use super::practice::is_open;

/// A criterion in three short texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    /// What it takes.
    pub needs: String,
    /// What there is.
    pub now: String,
    /// From when that is.
    pub as_of: String,
}

/// What a criterion rests on.
///
/// `findings` are the open ones of the workbook; `state` says what the measurements say about a budget, if that is known.
#[must_use]
pub fn of(
    workbook: &Workbook,
    findings: &[Finding],
    state: &dyn Fn(&Budget) -> Option<BudgetState>,
    (criterion, standing): (&Criterion, Standing),
) -> Grounds {
    let linked = criterion.item.and_then(|id| budget(workbook, state, id).or_else(|| metric(workbook, id)));
    linked.unwrap_or_else(|| match criterion.kind {
        Some(CriterionKind::Budget) => unlinked("No budget chosen"),
        Some(CriterionKind::Metric) => unlinked("No metric chosen"),
        Some(CriterionKind::Checklist) => practices(workbook, criterion),
        Some(CriterionKind::Finding) => in_the_way(findings, standing),
        Some(CriterionKind::Statement) | None => statement(criterion),
    })
}

fn unlinked(needs: &str) -> Grounds {
    Grounds { needs: needs.to_owned(), ..Grounds::default() }
}

fn budget(workbook: &Workbook, state: &dyn Fn(&Budget) -> Option<BudgetState>, id: Id) -> Option<Grounds> {
    let budget = workbook.budgets.budgets.find(id)?;
    let needs = budget.tolerance.map(|tolerance| format!("Upper end \u{2264} {}", words::limit(tolerance.fraction())));
    let measured = state(budget).and_then(|state| state.measured);
    let now = measured.map(|measured| {
        let (low, high) = (words::percent(measured.low), words::percent(measured.high));
        format!("{}, {} to {}", words::percent(measured.rate), low.trim_end_matches('%'), high.trim_end_matches('%'))
    });
    let latest = budget.measurements.iter().filter_map(|measurement| measurement.date).max();
    Some(Grounds {
        needs: needs.unwrap_or_else(|| "No tolerance set".to_owned()),
        now: now.unwrap_or_else(|| "Not measured".to_owned()),
        as_of: latest.map(day).unwrap_or_default(),
    })
}

fn metric(workbook: &Workbook, id: Id) -> Option<Grounds> {
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
    Some(Grounds {
        needs,
        now: value.map_or_else(|| "Not measured".to_owned(), |value| value + &sample.unwrap_or_default()),
        as_of: latest.and_then(|reading| reading.date).map(day).unwrap_or_default(),
    })
}

/// The practices that a criterion names, by identifier, category or function.
fn practices(workbook: &Workbook, criterion: &Criterion) -> Grounds {
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
    let blocked = statuses.iter().filter(|status| **status == PracticeStatus::Blocked).count();
    let done = statuses.iter().filter(|status| !is_open(**status)).count();
    let now = if blocked > 0 { format!("{done} done, {blocked} blocked") } else { format!("{done} done") };
    Grounds { needs: format!("{0} of {0} done", statuses.len()), now, as_of: "live".to_owned() }
}

/// What stands in the way of any release: an accepted finding still does.
fn in_the_way(findings: &[Finding], standing: Standing) -> Grounds {
    let is_blocker = |finding: &&Finding| finding.severity() == Severity::Blocker;
    let open = findings.iter().filter(is_blocker).count();
    let now = match (open, standing) {
        (0, Standing::NotMet) => "A budget or risk is".to_owned(),
        _ => format!("{open} open"),
    };
    Grounds { needs: "Nothing in the way".to_owned(), now, as_of: "live".to_owned() }
}

/// A day with the letters of its month and without a year: `27 Mar`.
#[must_use]
pub fn day(date: Date) -> String {
    words::short_date(date).rsplit_once(' ').map(|(day, _)| day.to_owned()).unwrap_or_default()
}

fn statement(criterion: &Criterion) -> Grounds {
    let by = criterion.answered_by.trim();
    let needs = if by.is_empty() { "A person says yes".to_owned() } else { format!("Yes, by {by}") };
    Grounds { needs, now: criterion.note.trim().to_owned(), as_of: criterion.answered.map(day).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_is_named_by_its_function() {
        let criterion = Criterion { practices: vec!["measure".to_owned()], ..Criterion::default() };
        let grounds = practices(&Workbook::default(), &criterion);
        assert!(grounds.needs.ends_with(" done") && grounds.now == "0 done", "{grounds:?}");
        let nothing = practices(&Workbook::default(), &Criterion::default());
        assert_eq!(nothing.needs, "No practices named");
    }
}
