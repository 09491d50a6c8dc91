//! What follows from the workbook, computed once per change and off the window's thread: pages read it, and never compute
//! a list of findings or an interval while they draw.

use std::collections::BTreeMap;

use crate::assess::budget::{self, BudgetState};
use crate::assess::completeness::{self, Completeness};
use crate::assess::problems::{self, Problems};
use crate::model::place::{Index, Place};
use crate::model::{Id, Section, Workbook};
use crate::report::words::{capitalized, series, short_date};
use crate::ui::widgets::glyph::Glyph;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Something that cannot be right.
    Blocker,
    /// Something that nobody knows yet.
    Warning,
    /// Something that a finished workbook says.
    Advice,
}

impl Weight {
    /// The shape that stands for it.
    #[must_use]
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Blocker => Glyph::Blocker,
            Self::Warning => Glyph::Warning,
            Self::Advice => Glyph::Advice,
        }
    }
}

/// Something to look at, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub weight: Weight,
    /// Where.
    pub place: Place,
    /// What, in a few words.
    pub title: String,
    /// Why, or what to do.
    pub reason: String,
}

/// What follows from one state of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Every item by its id.
    pub index: Index,
    /// Findings by section and weight.
    pub findings: Vec<Finding>,
    /// The weightiest of all findings.
    pub worst: Option<Weight>,
    /// Where the findings of each item are in that list.
    by_item: BTreeMap<Id, Vec<usize>>,
    /// How complete each section is, in the order of [`Section::ALL`].
    completeness: Vec<Completeness>,
    /// What the measurements say about each budget.
    budgets: BTreeMap<Id, BudgetState>,
}

impl Facts {
    /// Computes them.
    #[must_use]
    pub fn of(workbook: &Workbook) -> Self {
        let findings = findings(&problems::check(workbook));
        let mut by_item: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
        for (at, finding) in findings.iter().enumerate() {
            for (_, id, _) in &finding.place.items {
                by_item.entry(*id).or_default().push(at);
            }
        }
        Self {
            index: workbook.index(),
            worst: findings.iter().map(|finding| finding.weight).min(),
            findings,
            by_item,
            completeness: Section::ALL.iter().map(|section| completeness::of(workbook, *section)).collect(),
            budgets: workbook.budgets.budgets.iter().map(|budget| (budget.id, budget::state(budget))).collect(),
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

    /// The findings of a section, the weightiest first.
    #[must_use]
    pub fn of_section(&self, section: Section) -> &[Finding] {
        let start = self.findings.partition_point(|finding| finding.place.section < section);
        let end = self.findings.partition_point(|finding| finding.place.section <= section);
        self.findings.get(start..end).unwrap_or_default()
    }

    /// How much the weightiest finding of an item matters.
    #[must_use]
    pub fn worst_of_item(&self, id: Id) -> Option<Weight> {
        self.of_item(id).map(|finding| finding.weight).min()
    }

    /// The findings of an item, the weightiest first.
    pub fn of_item(&self, id: Id) -> impl Iterator<Item = &Finding> {
        self.by_item.get(&id).into_iter().flatten().filter_map(|at| self.findings.get(*at))
    }
}

fn findings(problems: &Problems) -> Vec<Finding> {
    let blockers = problems.errors.iter().map(|problem| Finding {
        weight: Weight::Blocker,
        place: problem.place.clone(),
        title: capitalized(&problem.message),
        reason: problem.hint.clone(),
    });
    let warnings = problems.unknowns.iter().map(|unknown| Finding {
        weight: Weight::Warning,
        place: unknown.place.clone(),
        title: format!("{}: not known yet", unknown.label),
        reason: match (unknown.owner.trim(), unknown.due) {
            ("", None) => format!("{} Nobody has taken it on.", unknown.question),
            ("", Some(due)) => format!("{} Nobody has taken it on; due {}.", unknown.question, short_date(due)),
            (owner, None) => format!("{} {owner} will find out; no date.", unknown.question),
            (owner, Some(due)) => format!("{} {owner} will find out by {}.", unknown.question, short_date(due)),
        },
    });
    let advice = problems.blanks.iter().map(|blank| {
        let title = if blank.title.trim().is_empty() { "Without a name" } else { &blank.title };
        let lacking: Vec<String> = blank.labels.iter().map(|label| label.to_lowercase()).collect();
        Finding {
            weight: Weight::Advice,
            place: blank.place.clone(),
            title: title.to_owned(),
            reason: format!("Still blank: {}.", series(&lacking)),
        }
    });
    let mut all: Vec<Finding> = blockers.chain(warnings).chain(advice).collect();
    all.sort_by_key(|finding| (finding.place.section, finding.weight));
    all
}
