//! The words of the page that are its own: examples, what rows say to a screen reader, and which figures an item is linked to. The
//! sentences and what they rest on are in `assess::requirement`. Knows no window.

use crate::model::requirements::{Requirement, Story};
use crate::model::{Id, Workbook};
use crate::ui::facts::Facts;
use crate::words;

pub use crate::assess::requirement::{
    Basis, Gap, SLOTS, STORY_SLOTS, counts, gap, name, requirement, story, story_name,
};
use crate::assess::requirement::{of_budget, of_metric, of_story};

/// An answer that fits a sentence.
pub fn example(key: &str) -> &'static str {
    match key {
        "input" => "such as: a motor or home claim at first notice",
        "task" => "such as: find the clause that decides the route",
        "output" => "such as: one clause with its validity dates",
        "threshold" => "such as: with at most 4% of citations that do not support the route",
        "evaluation" => "such as: two reviewers on a weekly sample of 360",
        "role" => "such as: claims handler",
        "want" => "such as: to see the clause beside the claim",
        "benefit" => "such as: I can check it without opening the policy",
        _ => "such as 96%",
    }
}

/// What the budget of a requirement says, or else its metric. `None` if it is linked to neither.
pub fn basis(workbook: &Workbook, facts: &Facts, (budget, metric): (Option<Id>, Option<Id>)) -> Option<Basis> {
    let budget = budget.and_then(|id| workbook.budgets.budgets.find(id));
    let metric = metric.and_then(|id| workbook.metrics.metrics.find(id));
    budget
        .map(|budget| of_budget(budget, facts.budget(budget.id)))
        .or_else(|| metric.map(|metric| of_metric(metric, facts.metric(metric.id))))
}

/// How a story stands, from the figures that it is linked to.
pub fn story_basis(workbook: &Workbook, facts: &Facts, story: &Story) -> Option<Basis> {
    let metric = |id: &Id| Some((workbook.metrics.metrics.find(*id)?, facts.metric(*id)?));
    let budgets = story.links.iter().filter_map(|id| facts.budget(*id));
    of_story(story, budgets, story.links.iter().filter_map(metric))
}

/// A row in full.
pub fn row(requirement: &Requirement, basis: Option<&Basis>, findings: usize) -> String {
    let mut said = vec![format!("RQ-{} {}", requirement.number, name(requirement))];
    match basis {
        Some(basis) => {
            said.push(basis.asks.clone());
            said.push(format!("measured {}", basis.measured.to_lowercase()));
            said.push(basis.judged.label().to_owned());
        }
        None => said.extend(gap(requirement).map(|gap| gap.words().to_lowercase())),
    }
    let owner = requirement.owner.trim();
    said.push(if owner.is_empty() { "nobody answers for it".to_owned() } else { format!("owner {owner}") });
    if findings > 0 {
        said.push(words::how_many(findings, "finding", "findings"));
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget::Verdict;
    use crate::assess::requirement::Judged;
    use crate::model::Rate;
    use crate::model::budgets::Budget;
    use crate::model::budgets::Measurement;
    use std::sync::Arc;

    /// A workbook with one budget of this many errors in this many trials against 4%.
    fn measured(errors: u64, trials: u64) -> (Workbook, Facts) {
        let mut workbook = Workbook::default();
        let measurement = Measurement { errors: Some(errors), trials: Some(trials), ..Measurement::default() };
        let budget = Budget {
            id: Id(7),
            tolerance: Rate::new(0.04),
            measurements: [measurement].into_iter().collect(),
            ..Budget::default()
        };
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        let facts = Facts::of(&workbook, jiff::civil::date(2026, 3, 9));
        (workbook, facts)
    }

    #[test]
    fn a_requirement_is_judged_by_its_budget() {
        let (workbook, facts) = measured(19, 640);
        let found = basis(&workbook, &facts, (Some(Id(7)), None)).unwrap();
        assert_eq!((found.asks.as_str(), found.measured.as_str()), ("\u{2264} 4%", "3.0% of 640"));
        assert_eq!(found.judged, Judged::Rate(Verdict::Unproven));
        assert_eq!(basis(&workbook, &facts, (Some(Id(8)), None)), None, "a link to nothing");
        let requirement =
            Requirement { number: 2, task: "cite".to_owned(), budget: Some(Id(7)), ..Requirement::default() };
        assert_eq!(
            row(&requirement, Some(&found), 1),
            "RQ-2 Cite, \u{2264} 4%, measured 3.0% of 640, Unproven, nobody answers for it, one finding"
        );
    }

    #[test]
    fn a_story_is_judged_by_how_often_it_works() {
        for (errors, trials, rate, verdict) in [
            (19, 640, 0.94, Verdict::Within),
            (19, 640, 0.96, Verdict::Unproven),
            (19, 640, 0.975, Verdict::AtRisk),
            (19, 640, 0.999, Verdict::Exceeded),
        ] {
            let (workbook, facts) = measured(errors, trials);
            let story = Story { rate: Rate::new(rate), links: vec![Id(3), Id(7)], ..Story::default() };
            let found = story_basis(&workbook, &facts, &story).unwrap();
            assert_eq!((found.measured.as_str(), found.judged), ("97.0% of 640", Judged::Rate(verdict)), "{rate}");
        }
        let (workbook, facts) = measured(1, 10);
        assert_eq!(story_basis(&workbook, &facts, &Story::default()), None);
    }
}
