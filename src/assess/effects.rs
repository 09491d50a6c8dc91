//! What it means that a workbook is no longer what it was: for each item in a few words, and which way that goes.
//!
//! Both states are judged as of the same day, so that what is said comes from the workbooks and not from the calendar. It
//! compares what follows (verdicts, levels, gates, blockers) and the limits that others are judged by (tolerances, criteria); what
//! was written is the business of `difference`.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::budget;
use crate::assess::findings::{self, Finding, Severity};
use crate::assess::readiness::gate;
use crate::assess::risk::{self, RiskLevel};
use crate::model::budgets::Budget;
use crate::model::failure_modes::FailureMode;
use crate::model::record::cite;
use crate::model::release::Gate;
use crate::model::{Date, Id, Item, List, Section, Workbook};
use crate::words;

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// Worse than it was, or judged less strictly.
    Worse,
    /// Neither better nor worse by itself.
    Other,
    /// Better than it was.
    Better,
}

impl Way {
    /// The way in a word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Worse => "Worse",
            Self::Other => "Different",
            Self::Better => "Better",
        }
    }

    /// A sign for where there is no room for a word.
    #[must_use]
    pub const fn glyph(self) -> &'static str {
        match self {
            Self::Worse => "▼",
            Self::Other => "◆",
            Self::Better => "▲",
        }
    }
}

/// What one change means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Which way it went.
    pub way: Way,
    /// A few words: `At risk became Exceeded`, `New blocker: …`.
    pub words: String,
    /// What it is about, as people cite it: `UB-2 Unsupported citation`.
    pub about: String,
    /// What a limit was and what it is now: `3%`, `8%`; only for limits.
    pub limit: Option<(String, String)>,
    /// The section that it is in.
    pub section: Section,
    /// The item that it is about; `None` if it is about a section.
    pub item: Option<Id>,
}

/// What all changes mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effects {
    all: Vec<Effect>,
    first: BTreeMap<Id, usize>,
}

impl Effects {
    /// What the changes to an item mean: the worst of it.
    #[must_use]
    pub fn of(&self, id: Id) -> Option<&Effect> {
        self.all.get(*self.first.get(&id)?)
    }

    /// Everything, worst first; within a way in the order of blockers, verdicts, levels, gates and limits.
    #[must_use]
    pub fn all(&self) -> &[Effect] {
        &self.all
    }

    /// How many went one way.
    #[must_use]
    pub fn count(&self, way: Way) -> usize {
        self.all.iter().filter(|effect| effect.way == way).count()
    }
}

/// What the changes from one workbook to another mean.
#[must_use]
pub fn between(before: &Workbook, after: &Workbook, today: Option<Date>) -> Effects {
    let found = (findings::check(before, today), findings::check(after, today));
    let mut all = blockers(&found.0, &found.1);
    all.extend(verdicts(before, after));
    all.extend(levels(before, after));
    all.extend(gates((before, &found.0), (after, &found.1)));
    all.extend(limits(before, after));
    all.sort_by_key(|effect| effect.way);
    let mut first = BTreeMap::new();
    for (at, effect) in all.iter().enumerate() {
        if let Some(id) = effect.item {
            first.entry(id).or_insert(at);
        }
    }
    Effects { all, first }
}

/// Limits that are stricter or looser: tolerances of budgets, criteria and signatures of gates.
#[must_use]
pub fn limits(before: &Workbook, after: &Workbook) -> Vec<Effect> {
    let budgets = pairs(&before.budgets.budgets, &after.budgets.budgets).filter_map(|(old, new)| tolerance(old, new));
    let gates = pairs(&before.release.gates, &after.release.gates).filter_map(|(old, new)| strictness(old, new));
    budgets.chain(gates).collect()
}

/// The items that both lists have and that are not the same.
fn pairs<'a, T: Item>(before: &'a List<T>, after: &'a List<T>) -> impl Iterator<Item = (&'a T, &'a T)> {
    let old: BTreeMap<Id, &T> = before.iter().map(|item| (item.id(), item)).collect();
    after.iter().filter_map(move |new| Some((*old.get(&new.id())?, new))).filter(|(old, new)| !std::ptr::eq(*old, *new))
}

fn effect(way: Way, words: String, (about, section, item): (String, Section, Id)) -> Effect {
    Effect { way, words, about, limit: None, section, item: Some(item) }
}

fn budget_of(budget: &Budget) -> (String, Section, Id) {
    let about = format!("{} {}", cite(Budget::KIND, budget.number), budget.name.trim());
    (about.trim().to_owned(), Section::Budgets, budget.id)
}

/// A tolerance that was raised once something was measured judges by the result, not by what is acceptable.
fn tolerance(before: &Budget, after: &Budget) -> Option<Effect> {
    let (old, new) = before.tolerance.zip(after.tolerance)?;
    let measured = before.measurements.iter().any(|one| one.trials.is_some_and(|trials| trials > 0));
    let (from, to) = (words::limit(old.fraction()), words::limit(new.fraction()));
    let (way, said) = match new.fraction().partial_cmp(&old.fraction())? {
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater if measured => (Way::Worse, "Tolerance raised after it was measured"),
        std::cmp::Ordering::Greater => (Way::Worse, "Tolerance raised"),
        std::cmp::Ordering::Less => (Way::Better, "Tolerance lowered"),
    };
    let effect = effect(way, format!("{said}, {from} to {to}"), budget_of(after));
    Some(Effect { limit: Some((from, to)), ..effect })
}

/// A gate asks for more or for less: criteria and signatures that came or went.
fn strictness(before: &Gate, after: &Gate) -> Option<Effect> {
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
    let (way, said) = match (more, less) {
        ((0, 0), (0, 0)) => return None,
        (more, (0, 0)) => (Way::Better, format!("Gate is stricter: {}", counted(more, "more"))),
        ((0, 0), less) => (Way::Worse, format!("Gate is looser: {}", counted(less, "less"))),
        (more, less) => {
            (Way::Other, format!("Gate asks for other things: {}, {}", counted(more, "more"), counted(less, "less")))
        }
    };
    let about = format!("{} {}", cite(Gate::KIND, after.number), after.name.trim());
    let asks = |criteria: usize, roles: usize| {
        let criteria = words::how_many(criteria, "criterion", "criteria");
        words::capitalized(&format!("{criteria}, {}", words::how_many(roles, "signature", "signatures")))
    };
    let limit = Some((asks(old.len(), old_roles.len()), asks(new.len(), new_roles.len())));
    Some(Effect { limit, ..effect(way, said, (about.trim().to_owned(), Section::Release, after.id)) })
}

/// Blockers that came up or are gone. A finding is the same if its rule, its item and its field are.
fn blockers(before: &[Finding], after: &[Finding]) -> Vec<Effect> {
    let open = |findings: &[Finding]| -> BTreeSet<String> { blocking(findings).map(key).collect() };
    let (old, new) = (open(before), open(after));
    let told = |finding: &Finding, way, word: &str| Effect {
        way,
        words: format!("{word}: {}", finding.message.trim_end_matches('.')),
        about: finding.place.items.first().map_or_else(
            || finding.place.section.title().to_owned(),
            |(kind, _, number)| if *number == 0 { kind.singular().to_owned() } else { cite(*kind, *number) },
        ),
        limit: None,
        section: finding.place.section,
        item: finding.place.items.first().map(|(_, id, _)| *id),
    };
    let came = blocking(after).filter(|finding| !old.contains(&key(finding)));
    let went = blocking(before).filter(|finding| !new.contains(&key(finding)));
    let came = came.map(|finding| told(finding, Way::Worse, "New blocker"));
    came.chain(went.map(|finding| told(finding, Way::Better, "Blocker is gone"))).collect()
}

fn blocking(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| finding.is_open() && finding.severity() == Severity::Blocker)
}

fn key(finding: &Finding) -> String {
    let items: Vec<String> = finding.place.items.iter().map(|(_, id, _)| id.to_string()).collect();
    format!("{} {} {}", finding.rule.id, items.join(" "), finding.place.path)
}

fn verdicts(before: &Workbook, after: &Workbook) -> Vec<Effect> {
    let changed = pairs(&before.budgets.budgets, &after.budgets.budgets).filter_map(|(old, new)| {
        let (was, is) = (budget::state(old).verdict, budget::state(new).verdict);
        let way = if is > was { Way::Worse } else { Way::Better };
        (was != is).then(|| effect(way, format!("{} became {}", was.label(), is.label()), budget_of(new)))
    });
    changed.collect()
}

/// Risk levels with controls, or before them where that is not scored; and fallbacks that came or went.
fn levels(before: &Workbook, after: &Workbook) -> Vec<Effect> {
    let of = |mode: &FailureMode| {
        let about = format!("{} {}", cite(FailureMode::KIND, mode.number), mode.name.trim());
        (about.trim().to_owned(), Section::FailureModes, mode.id)
    };
    let left = |mode: &FailureMode| risk::residual(mode).or_else(|| risk::inherent(mode));
    let label = |level: Option<RiskLevel>| level.map_or("Not scored", RiskLevel::label);
    let mut all = Vec::new();
    for (old, new) in pairs(&before.failure_modes.modes, &after.failure_modes.modes) {
        let (was, is) = (left(old), left(new));
        if was != is {
            let way = match was.zip(is) {
                Some((was, is)) if is > was => Way::Worse,
                Some(_) => Way::Better,
                None => Way::Other,
            };
            all.push(effect(way, format!("Risk: {} became {}", label(was), label(is)), of(new)));
        }
        match (old.has_fallback(), new.has_fallback()) {
            (true, false) => all.push(effect(Way::Worse, "No fallback any more".to_owned(), of(new))),
            (false, true) => all.push(effect(Way::Better, "Has a fallback now".to_owned(), of(new))),
            _ => {}
        }
    }
    let known: BTreeSet<Id> = before.failure_modes.modes.iter().map(|mode| mode.id).collect();
    for mode in after.failure_modes.modes.iter().filter(|mode| !known.contains(&mode.id)) {
        if let Some(level) = left(mode).filter(|level| *level >= RiskLevel::High) {
            all.push(effect(Way::Worse, format!("New risk: {}", level.label()), of(mode)));
        }
    }
    all
}

fn gates(before: (&Workbook, &[Finding]), after: (&Workbook, &[Finding])) -> Vec<Effect> {
    let old: BTreeMap<Id, gate::GateState> =
        gate::states(before.0, before.1).into_iter().map(|state| (state.id, state)).collect();
    let good = |verdict| match verdict {
        gate::Verdict::WouldNotPass => 0,
        gate::Verdict::NotJudged => 1,
        gate::Verdict::WouldPass => 2,
        gate::Verdict::Passed => 3,
    };
    let told = |new: gate::GateState| {
        let was = old.get(&new.id)?.verdict;
        let way = if good(new.verdict) < good(was) { Way::Worse } else { Way::Better };
        let words = format!("{} became {}", words::capitalized(was.label()), new.verdict.label());
        (was != new.verdict).then(|| effect(way, words, (new.cited(), Section::Release, new.id)))
    };
    gate::states(after.0, after.1).into_iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::budgets::Measurement;
    use crate::model::release::Criterion;
    use crate::model::{Rate, Step};

    fn said(before: &Workbook, after: &Workbook) -> Vec<String> {
        let effects = between(before, after, None);
        effects.all().iter().map(|one| format!("{} {}: {}", one.way.label(), one.about, one.words)).collect()
    }

    fn with_budget(tolerance: f64, errors: Option<u64>) -> Workbook {
        let mut workbook = Workbook::default();
        let mut budget = Budget {
            id: Id(1),
            number: 1,
            name: "Errors".to_owned(),
            tolerance: Rate::new(tolerance),
            ..Budget::default()
        };
        if let Some(errors) = errors {
            let one = Measurement { id: Id(2), errors: Some(errors), trials: Some(1000), ..Measurement::default() };
            budget.measurements.push(one);
        }
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        workbook
    }

    #[test]
    fn a_tolerance_raised_after_it_was_measured_is_worse_though_the_verdict_is_better() {
        let (before, after) = (with_budget(0.03, Some(50)), with_budget(0.08, Some(50)));
        let effects = between(&before, &after, None);
        assert_eq!(effects.of(Id(1)).unwrap().words, "Tolerance raised after it was measured, 3% to 8%");
        assert!(effects.all().iter().any(|one| one.words == "Exceeded became Within" && one.way == Way::Better));
        let (before, after) = (with_budget(0.03, None), with_budget(0.08, None));
        assert!(said(&before, &after).contains(&"Worse UB-1 Errors: Tolerance raised, 3% to 8%".to_owned()));
    }

    #[test]
    fn a_gate_with_more_criteria_is_stricter() {
        let gate = |criteria: &[u64], roles: &[&str]| {
            let mut workbook = Workbook::default();
            let mut gate = Gate { id: Id(1), number: 1, name: "Pilot".to_owned(), ..Gate::default() };
            for id in criteria {
                gate.criteria.push(Criterion { id: Id(*id), ..Criterion::default() });
            }
            gate.required_roles = roles.iter().map(|role| (*role).to_owned()).collect();
            Arc::make_mut(&mut workbook.release).gates.push(gate);
            workbook
        };
        for (before, after, wanted) in [
            (
                gate(&[2], &[]),
                gate(&[2, 3], &["Legal"]),
                Some("Gate is stricter: one criterion and one signature more"),
            ),
            (gate(&[2, 3], &[]), gate(&[2], &[]), Some("Gate is looser: one criterion less")),
            (gate(&[2], &[]), gate(&[2], &[]), None),
        ] {
            let limits = limits(&before, &after);
            assert_eq!(limits.first().map(|one| one.words.as_str()), wanted);
        }
    }

    #[test]
    fn levels_tell_what_they_were() {
        let mode = |severity| {
            let mut workbook = Workbook::default();
            let mode = FailureMode {
                id: Id(1),
                number: 3,
                name: "Wrong box".to_owned(),
                severity: Step::new(severity),
                frequency: Step::new(4),
                ..FailureMode::default()
            };
            Arc::make_mut(&mut workbook.failure_modes).modes.push(mode);
            workbook
        };
        let (before, after) = (mode(2), mode(3));
        assert!(said(&before, &after).contains(&"Worse FM-3 Wrong box: Risk: Moderate became High".to_owned()));
        assert!(between(&before, &before, None).all().is_empty());
    }
}
