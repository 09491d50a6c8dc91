//! Findings about items among themselves: what is there twice, and what hangs on nothing.

use std::collections::{HashMap, HashSet};

use crate::model::place::Place;
use crate::model::record::{Item, cite};
use crate::model::{Id, List, Section, Workbook};

use super::context::said;
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "item-twice",
        severity: Severity::Warning,
        title: "Two items with one name",
        why: "What is kept twice is mended once.",
        source: "",
        action: "Merge the two, or give them names that tell them apart.",
        check: item_twice,
    },
    Rule {
        id: "item-orphaned",
        severity: Severity::Advice,
        title: "An item that nothing links to, and that links to nothing",
        why: "A figure that belongs to no risk, requirement or gate decides nothing.",
        source: "",
        action: "Link it to what it is for, or take it out.",
        check: item_orphaned,
    },
];

fn item_twice(context: &Context<'_>, found: &mut Found) {
    let workbook = context.workbook;
    twice(found, Section::Data, "sources", &workbook.data.sources, |one| &one.name);
    twice(found, Section::Metrics, "metrics", &workbook.metrics.metrics, |one| &one.name);
    twice(found, Section::FailureModes, "modes", &workbook.failure_modes.modes, |one| &one.name);
    twice(found, Section::Budgets, "budgets", &workbook.budgets.budgets, |one| &one.name);
    twice(found, Section::OperatingPoints, "points", &workbook.operating_points.points, |one| &one.name);
    twice(found, Section::Monitoring, "signals", &workbook.monitoring.signals, |one| &one.name);
    twice(found, Section::Roadmap, "items", &workbook.roadmap.items, |one| &one.name);
}

/// Items of a list whose names differ in nothing but case and space.
fn twice<T: Item>(found: &mut Found, section: Section, list: &'static str, items: &List<T>, name: fn(&T) -> &String) {
    let mut seen: HashMap<String, u32> = HashMap::with_capacity(items.len());
    for item in items.iter().filter(|item| said(name(item))) {
        let key = name(item).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match seen.get(&key) {
            Some(first) => {
                let first = cite(T::KIND, *first);
                let place = Place::of_item(section, list, item);
                found.add(place, format!("{first} has the same name: {}", name(item).trim()));
            }
            None => {
                seen.insert(key, item.number());
            }
        }
    }
}

/// Every item that some failure mode, budget, requirement, gate or the like links to.
fn linked(workbook: &Workbook) -> HashSet<Id> {
    let mut ids = HashSet::new();
    for mode in workbook.failure_modes.modes.iter() {
        ids.extend(mode.budgets.iter().chain(&mode.metrics).chain(&mode.signals).chain(mode.operating_point.iter()));
    }
    for budget in workbook.budgets.budgets.iter() {
        ids.extend(budget.links.iter().chain(budget.metric.iter()));
    }
    for requirement in workbook.requirements.functional.iter() {
        ids.extend(requirement.budget.iter().chain(requirement.metric.iter()));
    }
    ids.extend(workbook.requirements.stories.iter().flat_map(|story| &story.links));
    ids.extend(workbook.metrics.metrics.iter().flat_map(|metric| &metric.links));
    ids.extend(workbook.monitoring.signals.iter().flat_map(|signal| &signal.links));
    ids.extend(workbook.limits.limits.iter().flat_map(|limit| &limit.links));
    ids.extend(workbook.operating_points.points.iter().flat_map(|point| &point.budgets));
    let gates = workbook.release.gates.iter();
    ids.extend(gates.flat_map(|gate| gate.criteria.iter()).filter_map(|criterion| criterion.item));
    ids.extend(workbook.canvas.notes.iter().flat_map(|note| &note.links));
    ids.extend(workbook.roadmap.items.iter().flat_map(|item| &item.links));
    ids.extend(workbook.roadmap.outcomes.iter().filter_map(|outcome| outcome.measure));
    ids.extend(workbook.checklist.answers.iter().flat_map(|answer| &answer.links));
    ids
}

fn item_orphaned(context: &Context<'_>, found: &mut Found) {
    let workbook = context.workbook;
    let linked = linked(workbook);
    for metric in workbook.metrics.metrics.iter() {
        if metric.links.is_empty() && !linked.contains(&metric.id) {
            let place = Place::of_item(Section::Metrics, "metrics", metric).at("links");
            found.add(place, "No failure mode, budget, requirement or gate uses this metric");
        }
    }
    for budget in workbook.budgets.budgets.iter() {
        if budget.links.is_empty() && budget.metric.is_none() && !linked.contains(&budget.id) {
            let place = Place::of_item(Section::Budgets, "budgets", budget).at("links");
            found.add(place, "No failure mode, requirement, threshold or gate uses this budget");
        }
    }
    for signal in workbook.monitoring.signals.iter() {
        if signal.links.is_empty() && !linked.contains(&signal.id) {
            let place = Place::of_item(Section::Monitoring, "signals", signal).at("links");
            found.add(place, "No failure mode or metric uses this signal");
        }
    }
}
