//! What was taken out, in a few words each: how much, and how bad it is, judged on the full workbook.

use std::collections::BTreeMap;

use crate::assess::budget::{self, Verdict};
use crate::assess::findings::{self, Finding};
use crate::assess::risk::{self, RiskLevel};
use crate::model::pack::LeftOut;
use crate::model::reviews::SignOffDecision;
use crate::model::{Id, ItemKind, Section, Workbook};
use crate::words;

use super::Redaction;
use super::hidden::Hidden;

/// What a redaction took out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Sections as a whole.
    pub(super) sections: Vec<Section>,
    /// Items by kind; what is in them is not counted.
    pub(super) items: BTreeMap<ItemKind, Vec<Id>>,
    /// Groups of answers.
    pub(super) parts: usize,
    /// Texts with names.
    pub(super) names: usize,
    /// Answers that are amounts.
    pub(super) amounts: usize,
    /// Comments.
    pub(super) comments: usize,
    /// Texts with paths.
    pub(super) paths: usize,
}

impl Tally {
    pub(super) fn item(&mut self, kind: ItemKind, id: Id) {
        self.items.entry(kind).or_default().push(id);
    }
}

/// What was taken out of `workbook`, worst first.
pub(super) fn parts(workbook: &Workbook, redaction: &Redaction<'_>, compared: bool) -> Vec<String> {
    let tally = &redaction.tally;
    let mut parts = Vec::new();
    for section in &tally.sections {
        let standing = standing_of_section(workbook, *section);
        parts.push(with(format!("the section \u{201c}{}\u{201d}, marked internal", section.title()), &standing));
    }
    // the kinds that bear on a decision first
    let mut kinds: Vec<(&ItemKind, &Vec<Id>)> = tally.items.iter().collect();
    kinds.sort_by_key(|(kind, ids)| (standing(workbook, **kind, ids).is_empty(), **kind));
    for (kind, ids) in kinds {
        let counted = counted(ids.len(), kind.singular(), kind.plural());
        // what is said about a hidden item goes with it, marked or not
        let why = if matches!(kind, ItemKind::Comment | ItemKind::Waiver) { "about what is" } else { "marked" };
        parts.push(with(format!("{counted} {why} internal"), &standing(workbook, *kind, ids)));
    }
    if tally.parts > 0 {
        parts.push(format!("{} marked internal", counted(tally.parts, "group of answers", "groups of answers")));
    }
    parts.extend(blockers(workbook, redaction.hidden));
    let counts = [
        (LeftOut::Names, tally.names, "names of people", "place"),
        (LeftOut::Amounts, tally.amounts, "amounts of money", "answer"),
        (LeftOut::Paths, tally.paths, "folder paths", "text"),
    ];
    for (what, count, words, unit) in counts {
        if redaction.leaves(what) && count > 0 {
            parts.push(format!("{words}, in {}", counted(count, unit, &format!("{unit}s"))));
        }
    }
    if tally.comments > 0 {
        parts.push(counted(tally.comments, "comment", "comments"));
    }
    if redaction.leaves(LeftOut::Annexes) {
        parts.push("annexes".to_owned());
    }
    if compared && !parts.is_empty() {
        parts.push("the same in what it is compared with".to_owned());
    }
    parts
}

/// `1 failure mode`, `2 failure modes`.
fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{} {}", words::count(count as u64), if count == 1 { one } else { several })
}

fn with(words: String, standing: &[String]) -> String {
    if standing.is_empty() { words } else { format!("{words}, {}", words::series(standing)) }
}

/// How bad the items of a kind are that are left out: `1 of them critical`, or `critical` for a single one.
fn standing(workbook: &Workbook, kind: ItemKind, ids: &[Id]) -> Vec<String> {
    let said = |count: usize, word: &str| match (count, ids.len()) {
        (0, _) => None,
        (1, 1) => Some(word.to_owned()),
        _ => Some(format!("{} of them {word}", words::count(count as u64))),
    };
    let level_is = |id: &&Id, level: RiskLevel| {
        let mode = workbook.failure_modes.modes.find(**id);
        mode.and_then(|mode| risk::inherent(mode).max(risk::residual(mode))) == Some(level)
    };
    let verdict_is = |id: &&Id, verdict: Verdict| {
        workbook.budgets.budgets.find(**id).is_some_and(|one| budget::state(one).verdict == verdict)
    };
    let refused = |id: &&Id| {
        workbook.reviews.sign_offs.find(**id).is_some_and(|one| one.decision == Some(SignOffDecision::Rejected))
    };
    let count = |holds: &dyn Fn(&&Id) -> bool| ids.iter().filter(holds).count();
    let found = match kind {
        ItemKind::FailureMode => vec![
            said(count(&|id| level_is(id, RiskLevel::Critical)), "critical"),
            said(count(&|id| level_is(id, RiskLevel::High)), "high"),
        ],
        ItemKind::Budget => vec![
            said(count(&|id| verdict_is(id, Verdict::Exceeded)), "exceeded"),
            said(count(&|id| verdict_is(id, Verdict::AtRisk)), "at risk"),
        ],
        ItemKind::SignOff => vec![said(count(&refused), "a refusal")],
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// How bad what a whole section holds is.
fn standing_of_section(workbook: &Workbook, section: Section) -> Vec<String> {
    let (kind, ids): (ItemKind, Vec<Id>) = match section {
        Section::FailureModes => {
            (ItemKind::FailureMode, workbook.failure_modes.modes.iter().map(|one| one.id).collect())
        }
        Section::Budgets => (ItemKind::Budget, workbook.budgets.budgets.iter().map(|one| one.id).collect()),
        Section::Reviews => (ItemKind::SignOff, workbook.reviews.sign_offs.iter().map(|one| one.id).collect()),
        _ => return Vec::new(),
    };
    let counted = counted(ids.len(), kind.singular(), kind.plural());
    let standing = standing(workbook, kind, &ids);
    if standing.is_empty() { Vec::new() } else { vec![with(format!("with {counted}"), &standing)] }
}

/// Open blockers about what is left out: they are in no document any more.
fn blockers(workbook: &Workbook, hidden: &Hidden) -> Option<String> {
    if *hidden == Hidden::default() {
        return None;
    }
    let is_hidden = |finding: &Finding| {
        let on_item = finding.place.items.iter().any(|(_, id, _)| hidden.ids.contains(id));
        on_item || hidden.sections.contains(&finding.place.section)
    };
    let open = findings::blockers(workbook, workbook.about.document_date);
    let count = open.iter().filter(|finding| finding.is_open() && is_hidden(finding)).count();
    (count > 0).then(|| format!("{} about what is marked internal", counted(count, "open blocker", "open blockers")))
}
