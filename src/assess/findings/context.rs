//! What rules read and where they put what they find. Whatever several rules need is computed here once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::assess::budget::{self, BudgetState};
use crate::assess::problems::{self, Problems};
use crate::model::mark::Mark;
use crate::model::place::{Index, Place};
use crate::model::release::{Stage, StageKind, StageState};
use crate::model::{Date, Id, Record, Value, Workbook};
use crate::signed::Standing;
use crate::words::short_date;

use super::{Finding, Rule};

/// What rules read.
pub struct Context<'a> {
    /// The workbook.
    pub workbook: &'a Workbook,
    /// The day; without one nothing is overdue.
    pub today: Option<Date>,
    /// How sign-offs stand to the workbook; those that are not in it were not compared.
    pub standings: &'a BTreeMap<Id, Standing>,
    /// Every item by its id.
    pub index: Index,
    /// What the measurements say about each budget.
    pub budgets: BTreeMap<Id, BudgetState>,
    /// What cannot be right, what is blank, what is not known.
    pub problems: Problems,
    /// Items that a signal links to.
    pub watched: HashSet<Id>,
    /// Items that a budget links to.
    pub budgeted: HashSet<Id>,
    /// Items that some work in the backlog shall move.
    pub worked_on: HashSet<Id>,
    /// Groups that a metric or budget measures apart, in lower case.
    pub measured_segments: BTreeSet<String>,
    /// A stage that reaches people is on or was.
    pub live: bool,
    /// A stage that reaches people is planned, is on or was.
    pub to_go_live: bool,
    /// The launch as planned; without one the start of the first stage that reaches people.
    pub launch: Option<Date>,
}

impl<'a> Context<'a> {
    pub(super) fn new(workbook: &'a Workbook, today: Option<Date>, standings: &'a BTreeMap<Id, Standing>) -> Self {
        let reaching = || workbook.release.stages.iter().filter(|stage| reaches_people(stage));
        let signals = workbook.monitoring.signals.iter();
        let budgets = workbook.budgets.budgets.iter();
        let started = reaching().filter(|stage| is_on(stage)).filter_map(|stage| stage.start).min();
        let index = workbook.index();
        Self {
            workbook,
            today,
            standings,
            budgets: budgets.clone().map(|budget| (budget.id, budget::state(budget))).collect(),
            problems: problems::check_with(workbook, &index),
            index,
            watched: signals.flat_map(|signal| signal.links.iter().copied()).collect(),
            budgeted: budgets.flat_map(|budget| budget.links.iter().copied()).collect(),
            worked_on: workbook.roadmap.items.iter().flat_map(|item| item.links.iter().copied()).collect(),
            measured_segments: measured_segments(workbook),
            live: reaching().any(is_on),
            to_go_live: reaching().any(|stage| stage.state.is_some_and(|state| state != StageState::Stopped)),
            launch: workbook.about.launch.or(started),
        }
    }

    /// Whether a date lies before today.
    #[must_use]
    pub fn is_past(&self, date: Option<Date>) -> bool {
        date.zip(self.today).is_some_and(|(date, today)| date < today)
    }

    /// Days from a date until today; `None` without either.
    #[must_use]
    pub fn days_since(&self, date: Option<Date>) -> Option<i64> {
        let (date, today) = date.zip(self.today)?;
        Some(i64::from(today.since(date).ok()?.get_days()))
    }

    /// Whether the measured groups include this one, by the same words or by part of them. What follows a colon, such as
    /// a count, is not part of the name.
    #[must_use]
    pub fn measures_segment(&self, name: &str) -> bool {
        let name = name.split(':').next().unwrap_or_default().trim().to_lowercase();
        self.measured_segments.contains(&name)
            || self.measured_segments.iter().any(|other| other.contains(&name) || name.contains(other.as_str()))
    }
}

/// Whether people meet the product in this stage: it is no shadow run.
pub(super) fn reaches_people(stage: &Stage) -> bool {
    stage.kind.is_some_and(|kind| kind != StageKind::Shadow)
}

/// Whether a stage is on or was.
pub(super) fn is_on(stage: &Stage) -> bool {
    matches!(stage.state, Some(StageState::Now | StageState::Done))
}

fn measured_segments(workbook: &Workbook) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut note = |name: &str| {
        let name = name.trim();
        if !name.is_empty() {
            found.insert(name.to_lowercase());
        }
    };
    for budget in workbook.budgets.budgets.iter() {
        note(&budget.segment);
        budget.measurements.iter().for_each(|measurement| note(&measurement.segment));
    }
    for metric in workbook.metrics.metrics.iter() {
        metric.segments.iter().for_each(|segment| note(segment));
        metric.readings.iter().for_each(|reading| note(&reading.segment));
    }
    found
}

/// Whether a question has neither an answer nor a mark: what is marked unknown is reported by a rule of its own.
pub(super) fn lacks(record: &dyn Record, key: &str) -> bool {
    record.marks().get(key).is_none() && record.answer(key).is_some_and(Value::is_blank)
}

/// Whether a question has no answer, though it applies: that nobody knows it yet does not help here.
pub(super) fn missing(record: &dyn Record, key: &str) -> bool {
    let needless = matches!(record.marks().get(key), Some(Mark::NotApplicable { .. }));
    !needless && record.answer(key).is_some_and(Value::is_blank)
}

/// Who will find out what is marked unknown, and when, as the end of a message: `; JT will find out by 24 Apr 2026`. Empty
/// where nothing is marked, or nobody has taken it on.
pub(super) fn plan(record: &dyn Record, key: &str) -> String {
    let Some(Mark::Unknown { owner, due, .. }) = record.marks().get(key) else { return String::new() };
    match (owner.trim(), due) {
        ("", _) => String::new(),
        (owner, None) => format!("; {owner} will find out"),
        (owner, Some(due)) => format!("; {owner} will find out by {}", short_date(*due)),
    }
}

/// Whether there is something to read.
pub(super) fn said(text: &str) -> bool {
    !text.trim().is_empty()
}

/// Where rules put what they find.
#[derive(Default)]
pub struct Found {
    rule: Option<&'static Rule>,
    findings: Vec<Finding>,
}

impl Found {
    pub(super) fn look_for(&mut self, rule: &'static Rule) {
        self.rule = Some(rule);
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// What was found so far, by the rules before this one.
    #[must_use]
    pub fn so_far(&self) -> &[Finding] {
        &self.findings
    }

    /// Adds a finding: where, and what is wrong in one line. Why and what to do are those of the rule.
    pub fn add(&mut self, place: Place, message: impl Into<String>) {
        self.put(place, message.into(), None, None);
    }

    /// Adds a finding with something to do that is special to the place.
    pub fn add_with(&mut self, place: Place, message: impl Into<String>, action: impl Into<String>) {
        self.put(place, message.into(), None, Some(action.into()));
    }

    /// Adds a finding with a reason that is special to the place.
    pub fn add_because(&mut self, place: Place, message: impl Into<String>, why: impl Into<String>) {
        self.put(place, message.into(), Some(why.into()), None);
    }

    fn put(&mut self, place: Place, message: String, why: Option<String>, action: Option<String>) {
        let Some(rule) = self.rule else { return };
        let why = why.unwrap_or_else(|| rule.why.to_owned());
        let action = action.unwrap_or_else(|| rule.action.to_owned());
        self.findings.push(Finding { rule, place, message, why, action, waived: None });
    }
}
