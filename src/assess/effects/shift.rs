//! What follows differently from two workbooks, with what stood there and what stands there now: the one walk that the words of
//! [`super::between`] and the table of the document of changes are made from.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::budget::{self, Verdict};
use crate::assess::findings::{self, Finding, Severity};
use crate::assess::readiness::gate::{self, GateState};
use crate::assess::risk::{self, RiskLevel};
use crate::model::budgets::Budget;
use crate::model::failure_modes::FailureMode;
use crate::model::record::cite;
use crate::model::release::Gate;
use crate::model::{Date, Id, Item, ItemKind, List, Section, Workbook};
use crate::signed::Standing;
use crate::words;

use super::Way;

/// A state of a workbook, with how its sign-offs stand to it.
#[derive(Debug, Clone, Copy)]
pub struct State<'a> {
    /// The workbook.
    pub workbook: &'a Workbook,
    /// How its sign-offs stand; those that are not among them were not compared.
    pub standings: &'a BTreeMap<Id, Standing>,
}

/// Something that follows and is no longer what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Which way it went.
    pub way: Way,
    /// What it is about, as people cite it: `UB-2 Unsupported citation`; for a blocker the item that it is on.
    pub about: String,
    /// What it is.
    pub turn: Turn,
    /// The section that it is in.
    pub section: Section,
    /// The item that it is about; `None` if it is about a section.
    pub item: Option<Id>,
}

/// What stood there and what stands there now; `None` where the item is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// A blocker that came up, or is gone.
    Blocker {
        /// What it says.
        finding: Box<Finding>,
        /// Whether it came up.
        came: bool,
    },
    /// The verdict on a budget.
    Verdict(Option<Verdict>, Option<Verdict>),
    /// A risk level with controls, or before them where that is not scored; `Some(None)` for a failure mode that is not scored.
    Level(Option<Option<RiskLevel>>, Option<Option<RiskLevel>>),
    /// Whether a failure mode has a fallback now.
    Fallback(bool),
    /// A gate.
    Gate(Option<Box<GateState>>, Option<Box<GateState>>),
    /// A limit that others are judged by: a tolerance, or what a gate asks for.
    Limit {
        /// What became of it: `Tolerance raised`, `Gate is looser`.
        said: &'static str,
        /// More about it, behind the first words: `3% to 8%`.
        more: String,
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
}

/// Everything that follows differently, worst first; within a way in the order of blockers, verdicts, levels, gates and limits.
#[must_use]
pub fn shifts(before: State<'_>, after: State<'_>, today: Option<Date>) -> Vec<Shift> {
    let found = |state: State<'_>| findings::check_with(state.workbook, today, state.standings);
    let (old, new) = (found(before), found(after));
    let mut all = blockers(&old, &new);
    all.extend(verdicts(before.workbook, after.workbook));
    all.extend(levels(before.workbook, after.workbook));
    all.extend(gates((before, &old), (after, &new)));
    all.extend(limits(before.workbook, after.workbook));
    all.sort_by_key(|shift| shift.way); // stable: within a way in the order above
    all
}

/// Blockers that came up or are gone. A finding is the same if its rule, its item and its field are.
fn blockers(before: &[Finding], after: &[Finding]) -> Vec<Shift> {
    let open = |findings: &[Finding]| -> BTreeSet<String> { blocking(findings).map(key).collect() };
    let (old, new) = (open(before), open(after));
    let told = |finding: &Finding, came: bool| Shift {
        way: if came { Way::Worse } else { Way::Better },
        about: finding.place.items.first().map_or_else(
            || finding.place.section.title().to_owned(),
            |(kind, _, number)| if *number == 0 { kind.singular().to_owned() } else { cite(*kind, *number) },
        ),
        turn: Turn::Blocker { finding: Box::new(finding.clone()), came },
        section: finding.place.section,
        item: finding.place.items.first().map(|(_, id, _)| *id),
    };
    let came = blocking(after).filter(|finding| !old.contains(&key(finding))).map(|finding| told(finding, true));
    let went = blocking(before).filter(|finding| !new.contains(&key(finding))).map(|finding| told(finding, false));
    came.chain(went).collect()
}

fn blocking(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.is_open() && finding.severity() == Severity::Blocker)
}

fn key(finding: &Finding) -> String {
    let items: Vec<String> = finding.place.items.iter().map(|(_, id, _)| id.to_string()).collect();
    format!("{} {} {}", finding.rule.id, items.join(" "), finding.place.path)
}

/// The items of two lists by id, those of the second first: what was there and what is there.
fn pairs<'a, T: Item>(before: &'a List<T>, after: &'a List<T>) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let old: BTreeMap<Id, &T> = before.iter().map(|item| (item.id(), item)).collect();
    let known: BTreeSet<Id> = after.iter().map(Item::id).collect();
    let here = after.iter().map(|new| (old.get(&new.id()).copied(), Some(new)));
    let gone = before.iter().filter(|item| !known.contains(&item.id())).map(|item| (Some(item), None));
    let differs =
        |(old, new): &(Option<&T>, Option<&T>)| !old.zip(*new).is_some_and(|(old, new)| std::ptr::eq(old, new));
    here.chain(gone).filter(differs).collect()
}

/// Which way a judgment went, of which more is worse. What comes or goes is neither by itself.
fn way<T: Ord>(before: Option<T>, after: Option<T>) -> Way {
    match (before, after) {
        (Some(before), Some(after)) if after > before => Way::Worse,
        (Some(before), Some(after)) if after < before => Way::Better,
        _ => Way::Other,
    }
}

fn cited(kind: ItemKind, number: u32, name: &str) -> String {
    format!("{} {}", cite(kind, number), name.trim()).trim().to_owned()
}

fn verdicts(before: &Workbook, after: &Workbook) -> Vec<Shift> {
    let verdict = |budget: Option<&Budget>| budget.map(|budget| budget::state(budget).verdict);
    let changed = pairs(&before.budgets.budgets, &after.budgets.budgets).into_iter().filter_map(|(old, new)| {
        let (was, is) = (verdict(old), verdict(new));
        let budget = new.or(old)?;
        let about = cited(Budget::KIND, budget.number, &budget.name);
        let (section, item) = (Section::Budgets, Some(budget.id));
        (was != is).then(|| Shift { way: way(was, is), about, turn: Turn::Verdict(was, is), section, item })
    });
    changed.collect()
}

/// Risk levels with controls, or before them where that is not scored; and fallbacks that came or went.
fn levels(before: &Workbook, after: &Workbook) -> Vec<Shift> {
    let left = |mode: &FailureMode| risk::residual(mode).or_else(|| risk::inherent(mode));
    let mut all = Vec::new();
    for (old, new) in pairs(&before.failure_modes.modes, &after.failure_modes.modes) {
        let Some(mode) = new.or(old) else { continue };
        let shift = |way, turn| Shift {
            way,
            about: cited(FailureMode::KIND, mode.number, &mode.name),
            turn,
            section: Section::FailureModes,
            item: Some(mode.id),
        };
        let (was, is) = (old.map(left), new.map(left));
        if was != is {
            let grave = is.flatten().is_some_and(|level| level >= RiskLevel::High);
            let way = if old.is_none() && grave { Way::Worse } else { way(was.flatten(), is.flatten()) };
            all.push(shift(way, Turn::Level(was, is)));
        }
        match old.zip(new).map(|(old, new)| (old.has_fallback(), new.has_fallback())) {
            Some((true, false)) => all.push(shift(Way::Worse, Turn::Fallback(false))),
            Some((false, true)) => all.push(shift(Way::Better, Turn::Fallback(true))),
            _ => {}
        }
    }
    all
}

/// Gates whose verdict changed, or how many of their criteria are met.
fn gates(before: (State<'_>, &[Finding]), after: (State<'_>, &[Finding])) -> Vec<Shift> {
    let states = |(state, found): (State<'_>, &[Finding])| gate::states_with(state.workbook, found, state.standings);
    let (old, new) = (states(before), states(after));
    let find = |states: &[GateState], id: Id| states.iter().find(|state| state.id == id).cloned();
    let good = |verdict| match verdict {
        gate::Verdict::WouldNotPass => 3,
        gate::Verdict::NotJudged => 2,
        gate::Verdict::WouldPass => 1,
        gate::Verdict::Passed => 0,
    };
    let rank = |state: &GateState| (good(state.verdict), state.criteria.len().saturating_sub(state.met()));
    let looks = |state: &GateState| (state.verdict, state.met(), state.criteria.len());
    let gone = old.iter().filter(|state| new.iter().all(|other| other.id != state.id));
    let ids: Vec<Id> = new.iter().chain(gone).map(|state| state.id).collect();
    let changed = ids.into_iter().filter_map(|id| {
        let (was, is) = (find(&old, id), find(&new, id));
        let about = is.as_ref().or(was.as_ref())?.cited();
        if was.as_ref().map(looks) == is.as_ref().map(looks) {
            return None;
        }
        let way = way(was.as_ref().map(rank), is.as_ref().map(rank));
        let turn = Turn::Gate(was.map(Box::new), is.map(Box::new));
        Some(Shift { way, about, turn, section: Section::Release, item: Some(id) })
    });
    changed.collect()
}

/// Limits that are stricter or looser: tolerances of budgets, criteria and signatures of gates.
pub(super) fn limits(before: &Workbook, after: &Workbook) -> Vec<Shift> {
    let budgets = pairs(&before.budgets.budgets, &after.budgets.budgets);
    let gates = pairs(&before.release.gates, &after.release.gates);
    let budgets = budgets.into_iter().filter_map(|(old, new)| tolerance(old?, new?));
    budgets.chain(gates.into_iter().filter_map(|(old, new)| strictness(old?, new?))).collect()
}

/// A tolerance that was raised once something was measured judges by the result, not by what is acceptable.
fn tolerance(before: &Budget, after: &Budget) -> Option<Shift> {
    let (old, new) = before.tolerance.zip(after.tolerance)?;
    let measured = before.measurements.iter().any(|one| one.trials.is_some_and(|trials| trials > 0));
    let (from, to) = (words::limit(old.fraction()), words::limit(new.fraction()));
    let (way, said) = match new.fraction().partial_cmp(&old.fraction())? {
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater if measured => (Way::Worse, "Tolerance raised after it was measured"),
        std::cmp::Ordering::Greater => (Way::Worse, "Tolerance raised"),
        std::cmp::Ordering::Less => (Way::Better, "Tolerance lowered"),
    };
    let turn = Turn::Limit { said, more: format!("{from} to {to}"), from, to };
    let about = cited(Budget::KIND, after.number, &after.name);
    Some(Shift { way, about, turn, section: Section::Budgets, item: Some(after.id) })
}

/// A gate asks for more or for less: criteria and signatures that came or went.
fn strictness(before: &Gate, after: &Gate) -> Option<Shift> {
    let criteria = |gate: &Gate| -> BTreeSet<Id> { gate.criteria.iter().map(|one| one.id).collect() };
    let roles = |gate: &Gate| -> BTreeSet<String> {
        gate.required_roles.iter().map(|role| role.trim().to_lowercase()).filter(|role| !role.is_empty()).collect()
    };
    let (old, new, old_roles, new_roles) = (criteria(before), criteria(after), roles(before), roles(after));
    let more = (new.difference(&old).count(), new_roles.difference(&old_roles).count());
    let less = (old.difference(&new).count(), old_roles.difference(&new_roles).count());
    let counted = |(criteria, roles): (usize, usize), word: &str| {
        let told = [(criteria, "criterion", "criteria"), (roles, "signature", "signatures")];
        let told = told.into_iter().filter(|(count, ..)| *count > 0);
        let told: Vec<String> = told.map(|(count, one, several)| words::how_many(count, one, several)).collect();
        format!("{} {word}", words::series(&told))
    };
    let (way, said, more) = match (more, less) {
        ((0, 0), (0, 0)) => return None,
        (more, (0, 0)) => (Way::Better, "Gate is stricter", counted(more, "more")),
        ((0, 0), less) => (Way::Worse, "Gate is looser", counted(less, "less")),
        (more, less) => {
            let more = format!("{}, {}", counted(more, "more"), counted(less, "less"));
            (Way::Other, "Gate asks for other things", more)
        }
    };
    let asks = |criteria: usize, roles: usize| {
        let criteria = words::how_many(criteria, "criterion", "criteria");
        words::capitalized(&format!("{criteria}, {}", words::how_many(roles, "signature", "signatures")))
    };
    let (from, to) = (asks(old.len(), old_roles.len()), asks(new.len(), new_roles.len()));
    let about = cited(Gate::KIND, after.number, &after.name);
    let turn = Turn::Limit { said, more, from, to };
    Some(Shift { way, about, turn, section: Section::Release, item: Some(after.id) })
}
