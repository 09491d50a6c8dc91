//! Findings: what the checker noticed, why it matters, and what to do about it.
//!
//! A rule is a constant with a small function; the files of this folder hold the rules by topic, and [`rules`] lists them
//! all. Rules read a [`Context`] and add findings to [`Found`]; they never change anything and cannot fail. Waivers are
//! applied here, once, for all rules.

mod budgets;
mod canvas_and_discovery;
mod context;
mod data;
mod document;
mod failure_modes;
mod governance;
mod items;
mod metrics;
mod monitoring;
mod plan;
mod release;
mod requirements_and_pattern;
mod reviews;
mod thresholds;

use std::collections::BTreeMap;
use std::fmt;

use crate::model::place::Place;
use crate::model::reviews::Waiver;
use crate::model::{Date, Id, Section, Workbook};
use crate::signed::{self, Standing};

pub use context::{Context, Found};

/// How much a finding matters, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It stands in the way of any release.
    Blocker,
    /// It should be settled before the next gate.
    Warning,
    /// It would make the workbook better.
    Advice,
}

impl Severity {
    /// Every severity, the weightiest first.
    pub const ALL: [Self; 3] = [Self::Blocker, Self::Warning, Self::Advice];

    /// The severity's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Blocker => "Blocker",
            Self::Warning => "Warning",
            Self::Advice => "Advice",
        }
    }

    /// The severity as a machine reads it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Blocker => "blocker",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// Something that the checker looks for.
pub struct Rule {
    /// Its name, as waivers and scripts use it; never changed once released.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it looks for, in a few words.
    pub title: &'static str,
    /// Why that matters: the principle, in a sentence.
    pub why: &'static str,
    /// Where the principle is written; empty where it is Caveat's own.
    pub source: &'static str,
    /// What to do about it.
    pub action: &'static str,
    /// Looks for it.
    check: fn(&Context<'_>, &mut Found),
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rule").field(&self.id).finish()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where, and where to mend it.
    pub place: Place,
    /// What is wrong, in one line.
    pub message: String,
    /// Why it matters here.
    pub why: String,
    /// What to do here; empty where the message says it all.
    pub action: String,
    /// Who accepted it as it is, if somebody did.
    pub waived: Option<Waived>,
}

impl Finding {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// Whether it still has to be dealt with.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.waived.is_none()
    }

    /// Why it matters and what to do, as one text.
    #[must_use]
    pub fn reason(&self) -> String {
        format!("{} {}", self.why, self.action).trim().to_owned()
    }
}

/// A finding that was accepted as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The waiver that says so.
    pub waiver: Id,
    /// Who accepts it.
    pub by: String,
    /// Why that is right.
    pub reason: String,
    /// The last day on which that holds.
    pub until: Date,
}

/// Every rule, by topic.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TOPICS.iter().flat_map(|(_, rules)| rules.iter())
}

/// The rules by topic, in the order in which they are documented.
///
/// The order is also that in which they run, blockers before the rest: those on reviews see what all others found.
pub const TOPICS: &[(&str, &[Rule])] = &[
    ("The workbook as a document", document::RULES),
    ("Items among themselves", items::RULES),
    ("Canvas and discovery", canvas_and_discovery::RULES),
    ("Requirements and pattern", requirements_and_pattern::RULES),
    ("Data", data::RULES),
    ("Metrics", metrics::RULES),
    ("Failure modes", failure_modes::RULES),
    ("Uncertainty budgets", budgets::RULES),
    ("Thresholds", thresholds::RULES),
    ("Release plan", release::RULES),
    ("Monitoring and retraining", monitoring::RULES),
    ("Checklist, impact and model card", governance::RULES),
    ("Backlog, maturity and workshops", plan::RULES),
    ("Reviews and waivers", reviews::RULES),
];

/// The rule with this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// Checks a workbook as of a day: every finding, waived ones included, by section and within it the weightiest first.
/// Without a day nothing is overdue, and no waiver has run out.
#[must_use]
pub fn check(workbook: &Workbook, today: Option<Date>) -> Vec<Finding> {
    check_with(workbook, today, &signed::standings(workbook))
}

/// The same, where it is known how each sign-off stands: worked out before, or of the workbook that this one is an edition of.
/// What was signed is not compared for a sign-off that is not among them.
#[must_use]
pub fn check_with(workbook: &Workbook, today: Option<Date>, standings: &BTreeMap<Id, Standing>) -> Vec<Finding> {
    found_by(rules(), &Context::new(workbook, today, standings))
}

/// What stands in the way of any release: the findings of [`check`] that are blockers, waived ones included.
#[must_use]
pub fn blockers(workbook: &Workbook, today: Option<Date>) -> Vec<Finding> {
    let standings = BTreeMap::new(); // no blocker looks at sign-offs
    found_by(rules().filter(|rule| rule.severity == Severity::Blocker), &Context::new(workbook, today, &standings))
}

fn found_by(rules: impl Iterator<Item = &'static Rule>, context: &Context<'_>) -> Vec<Finding> {
    let mut found = Found::default();
    // blockers first: whether a gate's criterion on findings is met hangs on all of them
    let (blockers, others): (Vec<_>, Vec<_>) = rules.partition(|rule| rule.severity == Severity::Blocker);
    for rule in blockers.into_iter().chain(others) {
        found.look_for(rule);
        (rule.check)(context, &mut found);
    }
    let mut findings = found.into_findings();
    for finding in &mut findings {
        finding.waived = waived(context, finding);
    }
    findings.sort_by_key(|finding| (finding.place.section, finding.severity()));
    findings
}

/// What the waivers say about a finding: one counts only with reason, name and an end that has not come.
fn waived(context: &Context<'_>, finding: &Finding) -> Option<Waived> {
    context.workbook.reviews.waivers.iter().filter(|waiver| concerns(waiver, finding)).find_map(|waiver| {
        let until = waiver.until?;
        let (by, reason) = (waiver.by.trim(), waiver.reason.trim());
        let complete = !by.is_empty() && !reason.is_empty();
        let holds = context.today.is_none_or(|today| until >= today);
        (complete && holds).then(|| Waived { waiver: waiver.id, by: by.to_owned(), reason: reason.to_owned(), until })
    })
}

/// Whether a waiver is about this finding: the same rule, and the same item. One without an item is about findings that are
/// on none: it must not grow to all items of its rule when the item that it named is deleted.
fn concerns(waiver: &Waiver, finding: &Finding) -> bool {
    let is_on = |item| finding.place.items.iter().any(|(_, id, _)| *id == item);
    waiver.rule.trim() == finding.rule.id && waiver.item.map_or(finding.place.items.is_empty(), is_on)
}

/// The open findings of a section, from the list of [`check`].
pub fn open_in(findings: &[Finding], section: Section) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(move |finding| finding.place.section == section && finding.is_open())
}
