//! Whether a criterion of a gate is met: computed where the workbook knows, as answered where a person must say.

use crate::knowledge;
use crate::model::release::{Criterion, CriterionKind, CriterionVerdict};
use crate::model::{Date, Workbook};

use super::budget::{self, Verdict};
use super::findings::{self, Finding};
use super::metric::{Standing, latest_standing};
use super::practice::is_open;

/// Whether a criterion is met; `blocked` says whether a blocker is open, which is worked out once for all criteria. Only
/// [`Standing::Met`] lets a gate pass.
#[must_use]
pub fn standing(workbook: &Workbook, criterion: &Criterion, blocked: bool) -> Standing {
    let linked = criterion.item.and_then(|id| {
        let budget = workbook.budgets.budgets.find(id).map(|budget| of_verdict(budget::state(budget).verdict));
        budget.or_else(|| latest_standing(workbook, id))
    });
    let computed = linked.or_else(|| match criterion.kind {
        Some(CriterionKind::Checklist) => practices_done(workbook, criterion),
        Some(CriterionKind::Finding) => Some(if blocked { Standing::NotMet } else { Standing::Met }),
        // what a budget or metric should decide cannot be decided by words instead
        Some(CriterionKind::Budget | CriterionKind::Metric) => Some(Standing::NoAnswer),
        Some(CriterionKind::Statement) | None => None,
    });
    computed.unwrap_or(match criterion.verdict.unwrap_or_default() {
        CriterionVerdict::NoAnswer => Standing::NoAnswer,
        CriterionVerdict::Met => Standing::Met,
        CriterionVerdict::NotMet => Standing::NotMet,
    })
}

/// Whether a blocker is open that nobody has accepted: then no gate passes.
#[must_use]
pub fn blocked(workbook: &Workbook, today: Option<Date>) -> bool {
    findings::blockers(workbook, today).iter().any(Finding::is_open)
}

fn of_verdict(verdict: Verdict) -> Standing {
    match verdict {
        Verdict::Within => Standing::Met,
        Verdict::Unproven => Standing::Unproven,
        Verdict::AtRisk => Standing::AtRisk,
        Verdict::Exceeded => Standing::NotMet,
        Verdict::Unmeasured => Standing::NoAnswer,
    }
}

/// Whether every named practice is done or does not apply. A name may be a practice, a category or a function; one that the
/// framework does not have is not met. `None` if the criterion names none.
fn practices_done(workbook: &Workbook, criterion: &Criterion) -> Option<Standing> {
    let settled = |status| !is_open(status);
    let mut names =
        criterion.practices.iter().map(|name| name.trim().to_uppercase()).filter(|name| !name.is_empty()).peekable();
    names.peek()?;
    let all = names.all(|name| {
        let named = |id: &str| {
            id.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '.']))
        };
        let mut practices = knowledge::framework().practices().filter(|practice| named(&practice.id)).peekable();
        practices.peek().is_some() && practices.all(|practice| settled(workbook.checklist.status(&practice.id)))
    });
    Some(if all { Standing::Met } else { Standing::NotMet })
}
