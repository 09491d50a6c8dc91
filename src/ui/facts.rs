//! What follows from the workbook, computed once per change and off the window's thread: pages read it, and never compute
//! a list of findings or an interval while they draw.

use std::collections::BTreeMap;

use crate::assess::budget::{self, BudgetState};
use crate::assess::completeness::{self, Completeness};
use crate::assess::findings::{self, Finding, Severity};
use crate::assess::maturity::{self, Diagnosis};
use crate::assess::metric::{self, LayerGap, MetricState, Standing};
use crate::assess::readiness::Readiness;
use crate::assess::unknowns::{self, Unknown};
use crate::find::{Backlinks, Catalog};
use crate::model::metrics::MetricRole;
use crate::model::place::Index;
use crate::model::{Date, Id, Section, Workbook};
use crate::signed;

/// What follows from one state of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Every item by its id.
    pub index: Index,
    /// What can be found by words.
    pub catalog: Catalog,
    /// What links to each item.
    pub used_by: Backlinks,
    /// Open findings by section and severity.
    pub findings: Vec<Finding>,
    /// Findings that somebody accepted as they are, by section and severity.
    pub waived: Vec<Finding>,
    /// How ready the product is: gates, what to do next, what is worst.
    pub readiness: Readiness,
    /// What is marked as unknown, the earliest date first.
    pub unknowns: Vec<Unknown>,
    /// How many of these are late, and how many nobody looks into.
    pub unknowns_at_risk: (usize, usize),
    /// How much the weightiest open finding matters.
    pub worst: Option<Severity>,
    /// Where the findings are in that list, the weightiest first, and of equal ones in its order.
    by_weight: Vec<usize>,
    /// Where the findings of each item are in that list.
    by_item: BTreeMap<Id, Vec<usize>>,
    /// How complete each section is, in the order of [`Section::ALL`].
    completeness: Vec<Completeness>,
    /// What the measurements say about each budget.
    budgets: BTreeMap<Id, BudgetState>,
    /// What the readings say about each metric.
    metrics: BTreeMap<Id, MetricState>,
    /// How many metrics block a ship, and how many of these are met.
    pub ship_blockers: (usize, usize),
    /// The first day that any metric has a value of.
    pub metrics_since: Option<Date>,
    /// What the layers of metrics do not show, or contradict each other about.
    pub gaps: Vec<LayerGap>,
    /// Where the organization stands.
    pub maturity: Diagnosis,
    /// How each sign-off stands to the workbook.
    pub sign_offs: BTreeMap<Id, signed::Standing>,
}

impl Facts {
    /// Computes them, as of a day.
    #[must_use]
    pub fn of(workbook: &Workbook, today: Date) -> Self {
        let sign_offs = signed::standings(workbook);
        let all = findings::check_with(workbook, Some(today), &sign_offs);
        let readiness = Readiness::with(workbook, &all, &sign_offs, today);
        let (findings, waived): (Vec<_>, Vec<_>) = all.into_iter().partition(Finding::is_open);
        let mut by_item: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for (at, finding) in findings.iter().enumerate() {
            for (_, id, _) in &finding.place.items {
                by_item.entry(*id).or_default().push(at);
            }
        }
        let mut by_weight: Vec<usize> = (0..findings.len()).collect();
        by_weight.sort_by_key(|at| findings.get(*at).map(Finding::severity));
        let unknowns = unknowns::unknowns(workbook);
        let metrics: BTreeMap<Id, MetricState> =
            workbook.metrics.metrics.iter().map(|metric| (metric.id, metric::state(metric))).collect();
        Self {
            sign_offs,
            ship_blockers: ship_blockers(workbook, &metrics),
            metrics_since: metrics.values().filter_map(|state| Some(state.series.first()?.0)).min(),
            unknowns_at_risk: (
                unknowns.iter().filter(|one| one.due.is_some_and(|due| due < today)).count(),
                unknowns.iter().filter(|one| one.owner.trim().is_empty()).count(),
            ),
            unknowns,
            index: workbook.index(),
            catalog: Catalog::of(workbook),
            used_by: Backlinks::of(workbook),
            worst: findings.iter().map(Finding::severity).min(),
            readiness,
            findings,
            by_weight,
            waived,
            by_item,
            completeness: Section::ALL.iter().map(|section| completeness::of(workbook, *section)).collect(),
            budgets: workbook.budgets.budgets.iter().map(|budget| (budget.id, budget::state(budget))).collect(),
            metrics,
            gaps: metric::gaps(workbook),
            maturity: maturity::diagnosis(workbook),
        }
    }

    /// How complete a section is.
    #[must_use]
    pub fn completeness(&self, section: Section) -> Completeness {
        let index = Section::ALL.iter().position(|other| *other == section);
        index.and_then(|index| self.completeness.get(index)).copied().unwrap_or_default()
    }

    /// What the measurements say about a budget; `None` for one that is newer than the facts.
    #[must_use]
    pub fn budget(&self, id: Id) -> Option<&BudgetState> {
        self.budgets.get(&id)
    }

    /// What the readings say about a metric; `None` for one that is newer than the facts.
    #[must_use]
    pub fn metric(&self, id: Id) -> Option<&MetricState> {
        self.metrics.get(&id)
    }

    /// Every finding, the weightiest first, whatever its section.
    pub fn worst_first(&self) -> impl Iterator<Item = &Finding> {
        self.by_weight.iter().filter_map(|at| self.findings.get(*at))
    }

    /// The findings of a section, the weightiest first.
    #[must_use]
    pub fn of_section(&self, section: Section) -> &[Finding] {
        let start = self.findings.partition_point(|finding| finding.place.section < section);
        let end = self.findings.partition_point(|finding| finding.place.section <= section);
        self.findings.get(start..end).unwrap_or_default()
    }

    /// How much the weightiest finding of an item matters.
    #[must_use]
    pub fn worst_of_item(&self, id: Id) -> Option<Severity> {
        self.of_item(id).map(Finding::severity).min()
    }

    /// The findings of an item, the weightiest first.
    pub fn of_item(&self, id: Id) -> impl Iterator<Item = &Finding> {
        self.by_item.get(&id).into_iter().flatten().filter_map(|at| self.findings.get(*at))
    }
}

/// How many metrics block a ship, and how many of these are met.
fn ship_blockers(workbook: &Workbook, states: &BTreeMap<Id, MetricState>) -> (usize, usize) {
    let blockers = workbook.metrics.metrics.iter().filter(|metric| metric.role == Some(MetricRole::ShipBlocker));
    let met = |id: Id| states.get(&id).is_some_and(|state| state.standing == Standing::Met);
    blockers.fold((0, 0), |(all, count), metric| (all + 1, count + usize::from(met(metric.id))))
}
