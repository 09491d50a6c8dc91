//! What was measured for each group that is to be compared: from the budgets that look at it apart, or else from metrics.

use crate::assess::budget::{self, Verdict, segments};
use crate::model::budgets::Budget;
use crate::model::metrics::Metric;
use crate::model::record::Item as _;
use crate::model::{Id, Workbook};
use crate::words;

/// What was measured for a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The budget or the metric that measured it.
    pub item: Id,
    /// How that is cited.
    pub cited: String,
    /// The value in words.
    pub value: String,
    /// How it lies to the tolerance of the budget; a metric has none for a group.
    pub verdict: Option<Verdict>,
}

/// A group that is to be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// What was measured for it, if anything was.
    pub figure: Option<Figure>,
}

/// The groups with what was measured.
#[must_use]
pub fn of(workbook: &Workbook) -> Vec<Group> {
    // a budget for the group alone says more than one that looks at it among others, and both more than a metric
    let budgets = &workbook.budgets.budgets;
    let own = budgets.iter().filter_map(own_figure);
    let apart = budgets.iter().flat_map(figures);
    let metrics = workbook.metrics.metrics.iter().flat_map(readings);
    let measured: Vec<(String, Figure)> = own.chain(apart).chain(metrics).collect();
    let groups =
        workbook.requirements.fairness_groups.iter().map(|group| group.trim()).filter(|group| !group.is_empty());
    groups
        .map(|name| {
            let is_it = |(segment, _): &&(String, Figure)| is_same(segment, name);
            Group { name: name.to_owned(), figure: measured.iter().find(is_it).map(|(_, figure)| figure.clone()) }
        })
        .collect()
}

/// The segment that a budget is for.
fn own_figure(budget: &Budget) -> Option<(String, Figure)> {
    let segment = Some(budget.segment.trim().to_lowercase()).filter(|segment| !segment.is_empty())?;
    let state = budget::state(budget);
    Some((segment, figure(budget, state.measured?.rate, state.verdict)))
}

/// Every segment that a budget looks at apart.
fn figures(budget: &Budget) -> Vec<(String, Figure)> {
    let apart = segments::of(budget).into_iter();
    apart.map(|one| (one.name.trim().to_lowercase(), figure(budget, one.measured.rate, one.verdict))).collect()
}

fn figure(budget: &Budget, rate: f64, verdict: Verdict) -> Figure {
    Figure { item: budget.id, cited: budget.cite(), value: words::percent(rate), verdict: Some(verdict) }
}

/// The newest value of a metric for each segment.
fn readings(metric: &Metric) -> Vec<(String, Figure)> {
    let mut all: Vec<_> = metric.readings.iter().filter(|reading| !reading.segment.trim().is_empty()).collect();
    all.sort_by_key(|reading| std::cmp::Reverse(reading.date));
    let told = all.into_iter().filter_map(|reading| {
        let value = words::measured(reading.value?.get(), metric.unit);
        let figure = Figure { item: metric.id, cited: metric.cite(), value, verdict: None };
        Some((reading.segment.trim().to_lowercase(), figure))
    });
    told.collect()
}

/// Whether a measured segment is this group: by the same words. What follows a colon or stands in brackets is no part of a name.
fn is_same(segment: &str, group: &str) -> bool {
    let name = group.split([':', '(', ',']).next().unwrap_or_default().trim().to_lowercase();
    let segment = segment.split([':', '(', ',']).next().unwrap_or_default().trim().to_owned();
    !name.is_empty() && (segment == name || format!("{segment}s") == name || format!("{name}s") == segment)
}
