//! What rules read and where they put what they find. Whatever several rules need is computed here once.

use std::collections::BTreeMap;

use crate::assess::budget::{self, BudgetState};
use crate::assess::problems::{self, Problems};
use crate::model::place::{Index, Place};
use crate::model::{Date, Id, Workbook};

use super::{Finding, Rule};

/// What rules read.
pub struct Context<'a> {
    /// The workbook.
    pub workbook: &'a Workbook,
    /// The day; without one nothing is overdue.
    pub today: Option<Date>,
    /// Every item by its id.
    pub index: Index,
    /// What the measurements say about each budget.
    pub budgets: BTreeMap<Id, BudgetState>,
    /// What cannot be right, what is blank, what is not known.
    pub problems: Problems,
}

impl<'a> Context<'a> {
    pub(super) fn new(workbook: &'a Workbook, today: Option<Date>) -> Self {
        Self {
            workbook,
            today,
            index: workbook.index(),
            budgets: workbook.budgets.budgets.iter().map(|budget| (budget.id, budget::state(budget))).collect(),
            problems: problems::check(workbook),
        }
    }

    /// Whether a date lies before today.
    #[must_use]
    pub fn is_past(&self, date: Option<Date>) -> bool {
        date.zip(self.today).is_some_and(|(date, today)| date < today)
    }
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

    /// Adds a finding: where, and what is wrong in one line. Why and what to do are those of the rule.
    pub fn add(&mut self, place: Place, message: impl Into<String>) {
        if let Some(rule) = self.rule {
            self.put(rule, place, message.into(), rule.why.to_owned(), rule.action.to_owned());
        }
    }

    /// Adds a finding with something to do that is special to the place.
    pub fn add_with(&mut self, place: Place, message: impl Into<String>, action: impl Into<String>) {
        if let Some(rule) = self.rule {
            self.put(rule, place, message.into(), rule.why.to_owned(), action.into());
        }
    }

    /// Adds a finding with a reason that is special to the place.
    pub fn add_because(&mut self, place: Place, message: impl Into<String>, why: impl Into<String>) {
        if let Some(rule) = self.rule {
            self.put(rule, place, message.into(), why.into(), rule.action.to_owned());
        }
    }

    fn put(&mut self, rule: &'static Rule, place: Place, message: String, why: String, action: String) {
        self.findings.push(Finding { rule, place, message, why, action, waived: None });
    }
}
