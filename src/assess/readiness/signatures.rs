//! Signatures that a gate requires: which roles have approved what it rests on, and why those that have not count as missing.
//!
//! A gate rests on what the product is, how it fails, how it goes live and who answers for it: on every section but the plans
//! (backlog and roadmap, maturity, workshops), reviews, export, and the head that all documents share (about); and on the sections
//! of the items that its criteria name. A signature that covers none of these says nothing about the gate.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::covers::Cover;
use crate::model::release::Gate;
use crate::model::reviews::{SignOff, SignOffDecision};
use crate::model::workbook::Group;
use crate::model::{Id, Section, Workbook};
use crate::signed::{self, Standing};

/// Why a role that must sign counts as missing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Lack {
    /// It has not decided.
    NotSigned,
    /// It refused: who, or blank if that is not said.
    Refused(String),
    /// It approved what the workbook no longer says.
    Stale,
    /// It approved something that the gate does not rest on.
    Elsewhere,
}

impl Lack {
    /// In words: `not signed`, `refused by Sofia Brandt`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::NotSigned => "not signed".to_owned(),
            Self::Refused(who) if who.is_empty() => "refused".to_owned(),
            Self::Refused(who) => format!("refused by {who}"),
            Self::Stale => "to be signed again".to_owned(),
            Self::Elsewhere => "signed for something else".to_owned(),
        }
    }
}

/// The roles that a gate requires and that do not stand behind it, each with the reason, in the order of the gate. Who approves with
/// conditions approves. A signature of which nothing was kept counts, as nothing is known against it.
#[must_use]
pub fn lacking(workbook: &Workbook, gate: &Gate, standings: &BTreeMap<Id, Standing>) -> Vec<(String, Lack)> {
    let roles = gate.required_roles.iter().map(|role| role.trim()).filter(|role| !role.is_empty());
    let found = roles.filter_map(|role| Some((role.to_owned(), lack((workbook, gate), standings, role)?)));
    found.collect()
}

/// Why a role counts as missing; `None` if it stands behind the gate.
fn lack((workbook, gate): (&Workbook, &Gate), standings: &BTreeMap<Id, Standing>, role: &str) -> Option<Lack> {
    let Some(last) = last_of(workbook, role) else { return Some(Lack::NotSigned) };
    if last.decision == Some(SignOffDecision::Rejected) {
        return Some(Lack::Refused(last.name.trim().to_owned()));
    }
    if standings.get(&last.id).is_some_and(Standing::is_stale) {
        return Some(Lack::Stale);
    }
    (!is_about(workbook, gate, last)).then_some(Lack::Elsewhere)
}

/// The last signature of a role.
fn last_of<'a>(workbook: &'a Workbook, role: &str) -> Option<&'a SignOff> {
    let signed = workbook.reviews.sign_offs.iter().filter(|signed| signed.decision.is_some());
    let by_role = signed.filter(|signed| signed.role.trim().to_lowercase() == role.trim().to_lowercase());
    by_role.max_by_key(|signed| signed.date)
}

/// Whether a signature covers anything that a gate rests on. What was signed says so where it was kept; else the names do, of which
/// a document may be about anything.
fn is_about(workbook: &Workbook, gate: &Gate, sign_off: &SignOff) -> bool {
    // to know where items are is costly where there are many, and seldom asked
    let of_criteria = LazyCell::new(|| sections_of_criteria(workbook, gate));
    let rests = |section: Section| is_rested_on(section) || of_criteria.contains(&section);
    let mut kept = sign_off.parts.iter().filter_map(|line| signed::read_line(line)).peekable();
    if kept.peek().is_some() {
        return kept.any(|(section, _)| rests(section));
    }
    let mut names = sign_off.covers.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).peekable();
    names.peek().is_none()
        || names.flat_map(Cover::named).any(|cover| match cover {
            Cover::Document(_) => true,
            Cover::Section(section) => rests(section),
        })
}

fn is_rested_on(section: Section) -> bool {
    let apart = matches!(section, Section::About | Section::Reviews);
    !apart && !matches!(section.group(), Group::Plan | Group::Deliver)
}

/// The sections of the items that the criteria of a gate name.
fn sections_of_criteria(workbook: &Workbook, gate: &Gate) -> BTreeSet<Section> {
    let mut items = gate.criteria.iter().filter_map(|criterion| criterion.item).peekable();
    if items.peek().is_none() {
        return BTreeSet::new();
    }
    let index = workbook.index();
    items.filter_map(|id| index.get(id)).map(|entry| entry.section).collect()
}
