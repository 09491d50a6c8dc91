//! Gates: whether each would pass now. A gate passes if no blocker is open, every criterion is met and every role that
//! must sign has approved what the workbook says now. A person's Go stands above that: what was decided is decided.

use std::collections::BTreeMap;

use crate::assess::criterion;
use crate::assess::findings::{Finding, Severity};
use crate::assess::metric::Standing;
use crate::model::discovery::GoVerdict;
use crate::model::place::Place;
use crate::model::release::{CriterionKind, Gate, GateDecision};
use crate::model::{Date, Id, Section, Workbook};
use crate::signed;

use super::signatures::{Lack, lacking};

/// What can be said about a gate now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The last decision was Go, with or without conditions.
    Passed,
    /// Nothing stands in its way.
    WouldPass,
    /// A blocker, a criterion or a signature stands in its way.
    WouldNotPass,
    /// It has no criteria, so that nothing can be said.
    NotJudged,
}

impl Verdict {
    /// The verdict in words, for the middle of a sentence.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::WouldPass => "would pass",
            Self::WouldNotPass => "would not pass",
            Self::NotJudged => "not judged",
        }
    }

    /// The verdict as a machine reads it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::WouldPass => "would-pass",
            Self::WouldNotPass => "would-not-pass",
            Self::NotJudged => "not-judged",
        }
    }
}

/// A criterion of a gate as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionState {
    /// Its id.
    pub id: Id,
    /// What must be true, in words.
    pub statement: String,
    /// What it looks at.
    pub kind: Option<CriterionKind>,
    /// The budget or metric that decides it.
    pub item: Option<Id>,
    /// Whether it is met.
    pub standing: Standing,
}

/// A gate as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateState {
    /// Its id.
    pub id: Id,
    /// Its number, as in RG-2.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// When it is decided.
    pub date: Option<Date>,
    /// What can be said about it.
    pub verdict: Verdict,
    /// What was decided last.
    pub decided: Option<GoVerdict>,
    /// Its criteria, in order.
    pub criteria: Vec<CriterionState>,
    /// The roles that must sign and have not approved, or approved what the workbook no longer says.
    pub missing_roles: Vec<String>,
    /// Those of them that approved what the workbook no longer says.
    pub stale_roles: Vec<String>,
    /// Why each of the missing roles counts as missing, in the same order.
    pub lacks: Vec<Lack>,
    /// How many blockers are open in the workbook.
    pub blockers: usize,
}

impl GateState {
    /// How many criteria are met.
    #[must_use]
    pub fn met(&self) -> usize {
        self.criteria.iter().filter(|criterion| criterion.standing == Standing::Met).count()
    }

    /// The criteria that are not met.
    pub fn unmet(&self) -> impl Iterator<Item = &CriterionState> {
        self.criteria.iter().filter(|criterion| criterion.standing != Standing::Met)
    }

    /// The roles that are missing, each with the reason.
    pub fn lacking(&self) -> impl Iterator<Item = (&str, &Lack)> {
        self.missing_roles.iter().map(String::as_str).zip(&self.lacks)
    }

    /// Number and name: `RG-2 Before the pilot`.
    #[must_use]
    pub fn cited(&self) -> String {
        format!("RG-{} {}", self.number, self.name.trim()).trim_end().to_owned()
    }

    /// Where it stands in the workbook.
    #[must_use]
    pub fn place(&self) -> Place {
        let items = vec![(crate::model::ItemKind::Gate, self.id, self.number)];
        Place { section: Section::Release, items, fields: Vec::new(), path: "release.gates".to_owned() }
    }

    /// Where a criterion of it stands.
    #[must_use]
    pub fn place_of(&self, criterion: &CriterionState) -> Place {
        let mut place = self.place();
        place.items.push((crate::model::ItemKind::Criterion, criterion.id, 0));
        place.path = "release.gates.criteria".to_owned();
        place
    }
}

/// Every gate as it stands now, in the order of the release plan.
#[must_use]
pub fn states(workbook: &Workbook, findings: &[Finding]) -> Vec<GateState> {
    states_with(workbook, findings, &signed::standings(workbook))
}

/// The same, where it is known how each sign-off stands. One that is not among them counts: nothing is known against it.
#[must_use]
pub fn states_with(
    workbook: &Workbook,
    findings: &[Finding],
    standings: &BTreeMap<Id, signed::Standing>,
) -> Vec<GateState> {
    let is_blocker = |finding: &&Finding| finding.is_open() && finding.severity() == Severity::Blocker;
    let blockers = findings.iter().filter(is_blocker).count();
    workbook.release.gates.iter().map(|gate| state(workbook, gate, blockers, standings)).collect()
}

fn state(workbook: &Workbook, gate: &Gate, blockers: usize, standings: &BTreeMap<Id, signed::Standing>) -> GateState {
    let criteria: Vec<CriterionState> = gate
        .criteria
        .iter()
        .map(|criterion| CriterionState {
            id: criterion.id,
            statement: criterion.statement.trim().to_owned(),
            kind: criterion.kind,
            item: criterion.item,
            standing: criterion::standing(workbook, criterion, blockers > 0),
        })
        .collect();
    let (missing_roles, lacks): (Vec<String>, Vec<Lack>) = lacking(workbook, gate, standings).into_iter().unzip();
    let stale = missing_roles.iter().zip(&lacks).filter(|(_, lack)| **lack == Lack::Stale);
    let stale_roles = stale.map(|(role, _)| role.clone()).collect();
    let decided = decision(gate).and_then(|decision| decision.verdict);
    let met = criteria.iter().all(|criterion| criterion.standing == Standing::Met);
    let verdict = match decided {
        Some(GoVerdict::Go | GoVerdict::Conditional) => Verdict::Passed,
        _ if criteria.is_empty() && blockers == 0 => Verdict::NotJudged,
        _ if met && blockers == 0 && missing_roles.is_empty() => Verdict::WouldPass,
        _ => Verdict::WouldNotPass,
    };
    GateState {
        id: gate.id,
        number: gate.number,
        name: gate.name.trim().to_owned(),
        date: gate.date,
        verdict,
        decided,
        criteria,
        missing_roles,
        stale_roles,
        lacks,
        blockers,
    }
}

/// The decision that counts: the newest with a verdict, and of several of one day the last one entered.
#[must_use]
pub fn decision(gate: &Gate) -> Option<&GateDecision> {
    gate.decisions.iter().filter(|decision| decision.verdict.is_some()).max_by_key(|decision| decision.date)
}

/// Whether a decision lets the gate pass: a go, with or without conditions.
#[must_use]
pub fn is_go(decision: &GateDecision) -> bool {
    matches!(decision.verdict, Some(GoVerdict::Go | GoVerdict::Conditional))
}

/// The roles that a gate requires and that do not stand behind it.
#[must_use]
pub fn missing_roles(workbook: &Workbook, gate: &Gate, standings: &BTreeMap<Id, signed::Standing>) -> Vec<String> {
    lacking(workbook, gate, standings).into_iter().map(|(role, _)| role).collect()
}

/// The next gate: of those that are not passed the one with the earliest date, and one without a date only if none has one.
#[must_use]
pub fn next(gates: &[GateState]) -> Option<usize> {
    let open = gates.iter().enumerate().filter(|(_, gate)| gate.verdict != Verdict::Passed);
    open.min_by_key(|(_, gate)| (gate.date.is_none(), gate.date)).map(|(at, _)| at)
}
