//! What a reader of the verdicts must know besides: groups that differ, several looks, reviews that are overdue.

use crate::assess::budget::{looks, review, segments};
use crate::model::Date;
use crate::report::block::Rich;
use crate::words;

use super::{Judged, account, title};

/// How it was found out, for whoever checks it.
pub(in crate::report) const METHODS: &str = "Groups are compared with the rest by Fisher's exact test, corrected for their number after Holm; a difference is beyond chance if it is less likely than the budget's confidence level allows. Several looks at one model version are corrected for after Bonferroni.";

/// One bullet for each such thing, in the order of the budgets, and one for all whose verdict stands after several looks; empty
/// if there is none.
pub(in crate::report) fn caveats(judged: &[Judged<'_>], today: Option<Date>) -> Vec<Rich> {
    let mut said: Vec<Rich> = judged.iter().flat_map(|one| of(one, today)).collect();
    let stands = |one: &&Judged<'_>| looks::of(one.budget, &one.state).is_some_and(|looks| looks.holds());
    let standing: Vec<String> = judged.iter().filter(stands).map(|one| title(one.budget)).collect();
    if !standing.is_empty() {
        said.push(Rich::strong("Several looks. ").then(format!(
            "Looked at more than once with one version of the model, and the verdict stands at the confidence that makes up for that: {}.",
            words::roles(&standing)
        )));
    }
    said
}

fn of(one: &Judged<'_>, today: Option<Date>) -> Vec<Rich> {
    let name = format!("{}. ", title(one.budget));
    let segments = segments::of(one.budget);
    let differ = segments.iter().filter(|segment| segment.comparison.is_some_and(|found| found.beyond_chance));
    let mut said: Vec<String> = differ.map(|segment| account::segment(segment, segments.len())).collect();
    let chance = segments.iter().filter(|segment| segment.comparison.is_some_and(|found| !found.beyond_chance)).count();
    if chance > 0 && said.is_empty() {
        said.push(match chance {
            1 => "The group that was measured by itself differs by chance only.".to_owned(),
            2 => "The two groups that were measured by themselves differ by chance only.".to_owned(),
            _ => "The groups that were measured by themselves differ by chance only.".to_owned(),
        });
    }
    // what stands all the same is said once for all budgets
    said.extend(looks::of(one.budget, &one.state).filter(|looks| !looks.holds()).as_ref().map(account::looks));
    let review = review::of(one.budget);
    if today.is_some_and(|today| review.late(today).is_some()) {
        said.extend(account::review(&review, today).map(|text| format!("Review: {text}")));
    }
    said.into_iter().map(|text| Rich::strong(name.clone()).then(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget;
    use crate::model::Rate;
    use crate::model::budgets::{Budget, Measurement};

    fn looked_at(name: &str, rows: &[(u64, u64)]) -> Budget {
        let row = |(errors, trials): &(u64, u64)| Measurement {
            errors: Some(*errors),
            trials: Some(*trials),
            ..Measurement::default()
        };
        let measurements = rows.iter().map(row).collect();
        Budget { name: name.to_owned(), tolerance: Rate::new(0.04), measurements, ..Budget::default() }
    }

    #[test]
    fn verdicts_that_stand_after_several_looks_are_told_in_one_bullet() {
        let budgets = [
            looked_at("Citation", &[(0, 500), (0, 900)]),
            looked_at("Misroute", &[(90, 500), (99, 900)]),
            looked_at("Close", &[(3, 100), (8, 300), (12, 500), (21, 800)]), // within, and no longer so at 98.75%
            looked_at("Once", &[(3, 100)]),
        ];
        let judged: Vec<Judged<'_>> =
            budgets.iter().map(|budget| Judged { budget, state: budget::state(budget) }).collect();
        let said: Vec<String> = caveats(&judged, None).iter().map(Rich::words).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("Close. This model version was looked at four times"), "{said:?}");
        assert!(said[1].ends_with("that: Citation and Misroute."), "{said:?}");
        assert!(said[1].starts_with("Several looks. Looked at more than once"), "{said:?}");
    }
}
