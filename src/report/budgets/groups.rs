//! What a reader of the verdicts must know besides: groups that differ, several looks, reviews that are overdue.

use crate::assess::budget::{looks, review, segments};
use crate::model::Date;
use crate::report::block::Rich;

use super::{Judged, account, title};

/// How it was found out, for whoever checks it.
pub(in crate::report) const METHODS: &str = "Groups are compared with the rest by Fisher's exact test, corrected for their number after Holm; a difference is beyond chance if it is less likely than the budget's confidence level allows. Several looks at one model version are corrected for after Bonferroni.";

/// One bullet for each such thing, in the order of the budgets; empty if there is none.
pub(in crate::report) fn caveats(judged: &[Judged<'_>], today: Option<Date>) -> Vec<Rich> {
    judged.iter().flat_map(|one| of(one, today)).collect()
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
    said.extend(looks::of(one.budget, &one.state).as_ref().map(account::looks));
    let review = review::of(one.budget);
    if today.is_some_and(|today| review.overdue(today).is_some()) {
        said.extend(account::review(&review, today).map(|text| format!("Review: {text}")));
    }
    said.into_iter().map(|text| Rich::strong(name.clone()).then(text)).collect()
}
