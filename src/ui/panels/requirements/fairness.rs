//! What was measured for each group that is to be compared: from the budgets that look at it apart, or else from metrics. Knows
//! no window.

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

/// The groups, kept until the workbook is another.
#[derive(Debug, Default)]
pub struct Groups {
    revision: Option<u64>,
    /// The groups in the order in which they were named.
    pub all: Vec<Group>,
}

impl Groups {
    /// Looks at a state of the workbook.
    pub fn look_at(&mut self, revision: u64, workbook: &Workbook) {
        if self.revision != Some(revision) {
            *self = Self { revision: Some(revision), all: of(workbook) };
        }
    }

    /// The weightiest verdict, if anything was measured.
    pub fn worst(&self) -> Option<Verdict> {
        self.all.iter().filter_map(|group| group.figure.as_ref()?.verdict).max()
    }
}

/// The groups with what was measured.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::budgets::Measurement;
    use crate::model::metrics::Reading;
    use crate::model::{Number, Rate};
    use std::sync::Arc;

    #[test]
    fn a_group_shows_what_a_budget_measured_for_it() {
        let measurement = |segment: &str, errors, trials| Measurement {
            segment: segment.to_owned(),
            errors: Some(errors),
            trials: Some(trials),
            ..Measurement::default()
        };
        let reading = |segment: &str, value| Reading {
            segment: segment.to_owned(),
            value: Number::new(value),
            ..Reading::default()
        };
        // one that looks at the group among others comes first, and yields to the one that is for it
        let other = Budget {
            id: Id(3),
            tolerance: Rate::new(0.5),
            measurements: [measurement("Translated claim", 1, 500)].into_iter().collect(),
            ..Budget::default()
        };
        let budget = Budget {
            id: Id(4),
            segment: "Translated claim".to_owned(),
            tolerance: Rate::new(0.04),
            measurements: [measurement("", 34, 500), measurement("Over 70", 15, 512)].into_iter().collect(),
            ..Budget::default()
        };
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.budgets).budgets.push(other);
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        let groups =
            ["translated claims (9% of live)", "Over 70", " ", "Postcode", "Nobody"].map(str::to_owned).to_vec();
        Arc::make_mut(&mut workbook.requirements).fairness_groups = groups;
        let mut found = Groups::default();
        found.look_at(1, &workbook);
        let metric =
            Metric { id: Id(5), readings: [reading("Postcode", 0.012)].into_iter().collect(), ..Metric::default() };
        Arc::make_mut(&mut workbook.metrics).metrics.push(metric);
        found.look_at(2, &workbook);
        let told = |group: &Group| match &group.figure {
            Some(figure) => format!("{}: {} {:?}", group.name, figure.value, figure.verdict),
            None => format!("{}: nothing", group.name),
        };
        assert_eq!(
            found.all.iter().map(told).collect::<Vec<_>>(),
            [
                "translated claims (9% of live): 6.8% Some(Exceeded)",
                "Over 70: 2.9% Some(Unproven)",
                "Postcode: 0.012 None",
                "Nobody: nothing",
            ]
        );
        assert_eq!(found.worst(), Some(Verdict::Exceeded));
    }
}
