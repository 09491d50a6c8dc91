//! A library of one's own: failure modes, metrics and budgets that are kept for the next product. It is a workbook like
//! any other, so that its format, its limits and its migration are those of every file.
//!
//! What is kept is the thought, without the evidence: no measurement, rating or acceptance of one product says anything
//! about another, and nobody who answers for one answers for the other. Links follow where what they lead to is there under
//! the same name. Reads and writes no file; see `store::library`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::budgets::Budget;
use crate::model::failure_modes::{ActionState, FailureMode, Mitigation};
use crate::model::list::{Items, ItemsMut};
use crate::model::mark::{Mark, Marks};
use crate::model::metrics::Metric;
use crate::model::record::{Item, cite};
use crate::model::value::set_links;
use crate::model::{Id, ItemKind, List, Record, Section, View, Workbook};

use super::ids::Ids;
use super::operations::{identities, push, rename, set_aside};

/// The kinds of items that a library holds, each with its section and the key of its list.
pub const KINDS: [(ItemKind, Section, &str); 3] = [
    (ItemKind::FailureMode, Section::FailureModes, "modes"),
    (ItemKind::Metric, Section::Metrics, "metrics"),
    (ItemKind::Budget, Section::Budgets, "budgets"),
];

/// What came of keeping items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The ids in the library of those that are in it now.
    pub ids: Vec<Id>,
    /// How many of them stand in the place of one of the same name.
    pub replaced: usize,
    /// How many were left out because they have no name, or are of a kind that a library does not hold.
    pub left_out: usize,
}

/// The list of a workbook that holds items of a kind; `None` for a kind that a library does not hold.
#[must_use]
pub fn list(workbook: &Workbook, kind: ItemKind) -> Option<&dyn Items> {
    match kind {
        ItemKind::FailureMode => Some(&workbook.failure_modes.modes),
        ItemKind::Metric => Some(&workbook.metrics.metrics),
        ItemKind::Budget => Some(&workbook.budgets.budgets),
        _ => None,
    }
}

/// How many items a library holds.
#[must_use]
pub fn len(library: &Workbook) -> usize {
    KINDS.iter().filter_map(|(kind, ..)| list(library, *kind)).map(Items::len).sum()
}

/// The items of a library that a workbook has under the same name already, by id in the library, with how they are cited
/// in the workbook.
#[must_use]
pub fn namesakes(library: &Workbook, workbook: &Workbook) -> BTreeMap<Id, String> {
    let here: BTreeMap<(ItemKind, String), String> =
        names(workbook).map(|((kind, _, number), name)| ((kind, name), cite(kind, number))).collect();
    let own = names(library).filter_map(|((kind, id, _), name)| Some((id, here.get(&(kind, name))?.clone())));
    own.collect()
}

/// The item of a kind with this name, whatever its capitals; a name without letters is none.
fn named(workbook: &Workbook, kind: ItemKind, name: &str) -> Option<Id> {
    let wanted = plain(name);
    let items = list(workbook, kind).filter(|_| !wanted.is_empty())?;
    records(items).find(|record| plain(&record.title()) == wanted).and_then(Record::identity).map(|(_, id, _)| id)
}

/// Keeps items of a workbook in the library, each in the place of one of the same name if there is one.
pub fn keep(library: &mut Workbook, ids: &mut Ids, workbook: &Workbook, items: &[Id]) -> Kept {
    let mut kept = Kept::default();
    for id in items {
        let placed = match kind_of(workbook, *id) {
            Some(ItemKind::FailureMode) => {
                bare(&workbook.failure_modes.modes, *id, without_evidence).and_then(|own| put(library, ids, own, modes))
            }
            Some(ItemKind::Metric) => {
                bare(&workbook.metrics.metrics, *id, metric).and_then(|own| put(library, ids, own, metrics))
            }
            Some(ItemKind::Budget) => {
                bare(&workbook.budgets.budgets, *id, budget).and_then(|own| put(library, ids, own, budgets))
            }
            _ => None,
        };
        match placed {
            Some((own, replaced)) => {
                kept.ids.push(own);
                kept.replaced += usize::from(replaced);
            }
            None => kept.left_out += 1,
        }
    }
    follow(library, workbook, &kept.ids);
    kept
}

/// Brings items of the library into a workbook, with ids and numbers of their own, at the end of their lists. Gives their
/// ids, in the order of the library.
pub fn take(workbook: &mut Workbook, ids: &mut Ids, library: &Workbook, items: &[Id]) -> Vec<Id> {
    let mut taken = Vec::new();
    for mode in library.failure_modes.modes.iter().filter(|mode| items.contains(&mode.id)) {
        taken.push(add(workbook, ids, without_evidence(mode), modes));
    }
    for own in library.metrics.metrics.iter().filter(|own| items.contains(&own.id)) {
        taken.push(add(workbook, ids, metric(own), metrics));
    }
    for own in library.budgets.budgets.iter().filter(|own| items.contains(&own.id)) {
        taken.push(add(workbook, ids, budget(own), budgets));
    }
    follow(workbook, library, &taken);
    taken
}

fn modes(workbook: &mut Workbook) -> &mut List<FailureMode> {
    &mut Arc::make_mut(&mut workbook.failure_modes).modes
}

fn metrics(workbook: &mut Workbook) -> &mut List<Metric> {
    &mut Arc::make_mut(&mut workbook.metrics).metrics
}

fn budgets(workbook: &mut Workbook) -> &mut List<Budget> {
    &mut Arc::make_mut(&mut workbook.budgets).budgets
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn records(items: &dyn Items) -> impl Iterator<Item = &dyn Record> {
    (0..items.len()).filter_map(|at| items.get(at))
}

fn kind_of(workbook: &Workbook, id: Id) -> Option<ItemKind> {
    let is_it = |record: &dyn Record| record.identity().is_some_and(|(_, own, _)| own == id);
    KINDS.iter().map(|(kind, ..)| *kind).find(|kind| list(workbook, *kind).is_some_and(|list| records(list).any(is_it)))
}

/// An item without its evidence, if it has a name.
fn bare<T: Item>(items: &List<T>, id: Id, without: impl FnOnce(&T) -> T) -> Option<T> {
    items.find(id).filter(|item| !plain(&item.title()).is_empty()).map(without)
}

/// Puts an item into the library. Gives its id there, and whether it stands in the place of another one.
fn put<T: Item>(
    library: &mut Workbook,
    ids: &mut Ids,
    mut item: T,
    list: fn(&mut Workbook) -> &mut List<T>,
) -> Option<(Id, bool)> {
    let Some(old) = named(library, T::KIND, &item.title()) else {
        return Some((add(library, ids, item, list), false));
    };
    renew_inside(library, ids, &mut item);
    let items = list(library);
    let at = items.iter().position(|other| other.id() == old)?;
    let place = items.at_mut(at)?;
    // as what it replaces, so that links to that one lead to it
    item.set_identity(old, place.number());
    *place = item;
    Some((old, true))
}

/// Adds an item at the end of its list, with ids and numbers of its own for it and for all that is in it.
fn add<T: Item>(workbook: &mut Workbook, ids: &mut Ids, mut item: T, list: fn(&mut Workbook) -> &mut List<T>) -> Id {
    renew_inside(workbook, ids, &mut item);
    push(workbook, ids, item, list)
}

fn renew_inside<T: Item>(workbook: &mut Workbook, ids: &mut Ids, item: &mut T) {
    let mut inside = Vec::new();
    identities(item, &mut inside);
    inside.retain(|(kind, _)| *kind != T::KIND);
    let renewed = set_aside(workbook, ids, inside);
    rename(item, &renewed);
}

/// Lets the links of items that came from another workbook lead to what has the same name here; those that lead nowhere go.
fn follow(workbook: &mut Workbook, from: &Workbook, fresh: &[Id]) {
    let mut here: BTreeMap<(ItemKind, String), Id> = BTreeMap::new();
    for ((kind, id, _), name) in names(workbook) {
        // of several with one name, the one that came along
        if fresh.contains(&id) || !here.contains_key(&(kind, name.clone())) {
            here.insert((kind, name), id);
        }
    }
    let there: BTreeMap<Id, (ItemKind, String)> = names(from).map(|((kind, id, _), name)| (id, (kind, name))).collect();
    let lead = |id: &Id| here.get(there.get(id)?).copied();
    let lists: [&mut dyn ItemsMut; 3] = [
        &mut Arc::make_mut(&mut workbook.failure_modes).modes,
        &mut Arc::make_mut(&mut workbook.metrics).metrics,
        &mut Arc::make_mut(&mut workbook.budgets).budgets,
    ];
    for list in lists {
        for at in 0..list.len() {
            let is_fresh = list.get(at).and_then(Record::identity).is_some_and(|(_, id, _)| fresh.contains(&id));
            if let Some(item) = list.get_mut(at).filter(|_| is_fresh) {
                relink(item, &lead);
            }
        }
    }
}

fn relink(item: &mut dyn Record, lead: &dyn Fn(&Id) -> Option<Id>) {
    for index in 0..item.fields().len() {
        let Some(value) = item.value_mut(index) else { continue };
        if let View::Links(links) = value.view() {
            let led: Vec<Id> = links.iter().filter_map(lead).collect();
            set_links(value, &led);
        }
    }
}

/// The items that a library can hold: kind, id and number of each, with its name as it is compared.
fn names(workbook: &Workbook) -> impl Iterator<Item = ((ItemKind, Id, u32), String)> {
    let lists = KINDS.into_iter().filter_map(|(kind, ..)| list(workbook, kind));
    lists.flat_map(records).filter_map(|record| Some((record.identity()?, plain(&record.title()))))
}

/// A failure mode as a thought: what was scored with the controls of one product, who owns it and who accepts it stays there.
fn without_evidence(mode: &FailureMode) -> FailureMode {
    let mitigations = mode.mitigations.iter().filter(|one| one.state != Some(ActionState::Dropped));
    FailureMode {
        residual_severity: None,
        residual_frequency: None,
        monitor_owner: String::new(),
        owner: String::new(),
        mitigations: mitigations.map(mitigation).collect(),
        ratings: List::default(),
        accepted: false,
        accepted_reason: String::new(),
        accepted_by: String::new(),
        accepted_until: None,
        marks: marks(&mode.marks),
        ..mode.clone()
    }
}

/// What is done about it, as something that is yet to be done.
fn mitigation(one: &Mitigation) -> Mitigation {
    let state = Some(ActionState::Open);
    Mitigation { owner: String::new(), due: None, state, marks: marks(&one.marks), ..one.clone() }
}

/// A metric without what was measured with it; the way without AI was measured too.
fn metric(own: &Metric) -> Metric {
    Metric {
        baseline: None,
        baseline_source: String::new(),
        owner: String::new(),
        readings: List::default(),
        marks: marks(&own.marks),
        ..own.clone()
    }
}

/// A budget without its measurements and reviews, and without the reason: why this much, and who said so, is asked anew.
fn budget(own: &Budget) -> Budget {
    Budget {
        tolerance_reason: String::new(),
        owner: String::new(),
        reviews: List::default(),
        measurements: List::default(),
        marks: marks(&own.marks),
        ..own.clone()
    }
}

/// Marks as they hold for anybody: what is unknown stays so, but nobody has taken it on yet.
fn marks(marks: &Marks) -> Marks {
    let mut free = marks.clone();
    for (key, mark) in marks.iter() {
        if let Mark::Unknown { question, .. } = mark {
            free.set(key, Some(Mark::Unknown { owner: String::new(), due: None, question: question.clone() }));
        }
    }
    free
}

#[cfg(test)]
mod tests;
