//! How much the product does alone: the steps in words, and the measured figures that the conditions for the next one name.
//!
//! Whether a step is earned is for people to decide. This only finds the budgets and metrics that the text about it names, so
//! that their verdicts stand beside it.

use crate::model::pattern::{Autonomy, Pattern};
use crate::model::record::Item as _;
use crate::model::{Id, Workbook};

/// What a step means for the person beside the product.
#[must_use]
pub const fn meaning(step: Autonomy) -> &'static str {
    match step {
        Autonomy::Informs => "It shows evidence, a person concludes",
        Autonomy::Suggests => "It proposes, a person decides and acts",
        Autonomy::ActsOnApproval => "It acts on each case that a person approves",
        Autonomy::ActsAndReports => "A person sees each act and can undo it",
        Autonomy::ActsAlone => "Nobody looks at the single case",
    }
}

/// The position of a step, from 1.
#[must_use]
pub fn number(step: Autonomy) -> usize {
    Autonomy::ALL.iter().position(|other| *other == step).map_or(1, |at| at + 1)
}

/// The step above.
#[must_use]
pub fn next(step: Autonomy) -> Option<Autonomy> {
    Autonomy::ALL.iter().copied().find(|other| *other > step)
}

/// Whether a step is above the ceiling that the team has set.
#[must_use]
pub fn is_over(pattern: &Pattern, step: Autonomy) -> bool {
    pattern.autonomy_ceiling.is_some_and(|ceiling| step > ceiling)
}

/// Where it stands and whether it may go further; `None` while nobody has said how much it does alone. `earned`: whether every
/// figure that the conditions for the next step name is within its limit.
#[must_use]
pub fn sentence(pattern: &Pattern, earned: bool) -> Option<String> {
    let now = pattern.autonomy?;
    let does = match now {
        Autonomy::Informs => "It informs, and a person concludes.",
        Autonomy::Suggests => "It suggests, and a person decides.",
        Autonomy::ActsOnApproval => "It acts once a person approves.",
        Autonomy::ActsAndReports => "It acts, and tells a person.",
        Autonomy::ActsAlone => "It acts, and nobody looks at the single case.",
    };
    let rest = match next(now) {
        _ if is_over(pattern, now) => "That is over its ceiling.",
        None => "There is no further step.",
        Some(next) if is_over(pattern, next) => "It stands at its ceiling.",
        Some(_) if pattern.autonomy_earned_by.trim().is_empty() => "Nobody has said what earns the next step.",
        Some(_) if !earned => "It has not earned the next step.",
        Some(_) => "",
    };
    Some(format!("{does} {rest}").trim_end().to_owned())
}

/// A measured figure that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A budget.
    Budget(Id),
    /// A metric.
    Metric(Id),
}

/// The budgets, then the metrics, that the conditions for the next step name, by their number (`UB-1`) or by their name. A
/// metric that is called like a budget is left out: the budget has the verdict.
#[must_use]
pub fn named(workbook: &Workbook) -> Vec<Named> {
    let text = workbook.pattern.autonomy_earned_by.to_lowercase();
    let budgets: Vec<_> = workbook.budgets.budgets.iter().filter(|one| names(&text, &one.name, &one.cite())).collect();
    let metrics = workbook.metrics.metrics.iter().filter(|one| {
        let like = |budget: &&crate::model::budgets::Budget| budget.name.trim().eq_ignore_ascii_case(one.name.trim());
        names(&text, &one.name, &one.cite()) && !budgets.iter().any(like)
    });
    let metrics: Vec<Named> = metrics.map(|one| Named::Metric(one.id)).collect();
    budgets.iter().map(|one| Named::Budget(one.id)).chain(metrics).collect()
}

/// Whether a text in lower case holds a name, or a number that is not the beginning of a longer one.
fn names(text: &str, name: &str, cited: &str) -> bool {
    let (name, cited) = (name.trim().to_lowercase(), cited.to_lowercase());
    let whole = |word: &str| {
        !word.is_empty()
            && text.match_indices(word).any(|(at, found)| {
                let before = text.get(..at).and_then(|text| text.chars().next_back());
                let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
                ![before, after].into_iter().flatten().any(char::is_alphanumeric)
            })
    };
    whole(&name) || whole(&cited)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::budgets::Budget;
    use crate::model::metrics::Metric;
    use std::sync::Arc;

    fn workbook(text: &str) -> Workbook {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.pattern).autonomy_earned_by = text.to_owned();
        let budget = |id, number, name: &str| Budget { id: Id(id), number, name: name.to_owned(), ..Budget::default() };
        let metric = |id, number, name: &str| Metric { id: Id(id), number, name: name.to_owned(), ..Metric::default() };
        let all = [budget(1, 1, "Wrong route"), budget(2, 12, "Missed signal"), budget(3, 3, "")];
        Arc::make_mut(&mut workbook.budgets).budgets = all.into_iter().collect();
        let all = [metric(4, 1, "Overrides"), metric(5, 2, "Wrong route")];
        Arc::make_mut(&mut workbook.metrics).metrics = all.into_iter().collect();
        workbook
    }

    #[test]
    fn what_the_conditions_name_is_found_by_name_and_by_number() {
        for (text, expected) in [
            ("", vec![]),
            ("Wrong route within 3%, overrides under 8%", vec![Named::Budget(Id(1)), Named::Metric(Id(4))]),
            ("UB-12 is within.", vec![Named::Budget(Id(2))]),
            ("ub-1: within for two pilots", vec![Named::Budget(Id(1))]),
            ("Wrong routes are rare", vec![]),
            ("UB-123 and nothing else", vec![]),
        ] {
            assert_eq!(named(&workbook(text)), expected, "{text}");
        }
    }

    #[test]
    fn steps_are_counted_and_end() {
        assert_eq!((number(Autonomy::Informs), number(Autonomy::ActsAlone)), (1, 5));
        assert_eq!(next(Autonomy::Suggests), Some(Autonomy::ActsOnApproval));
        assert_eq!(next(Autonomy::ActsAlone), None);
        let pattern = Pattern { autonomy_ceiling: Some(Autonomy::Suggests), ..Pattern::default() };
        assert!(is_over(&pattern, Autonomy::ActsOnApproval) && !is_over(&pattern, Autonomy::Suggests));
        assert!(!is_over(&Pattern::default(), Autonomy::ActsAlone));
    }
}
