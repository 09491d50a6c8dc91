//! Links while items go: who linked anew to what the other side removed, and no link left to what is gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::difference::{at, same};
use crate::model::place::{Place, Stop};
use crate::model::value::set_links;
use crate::model::{Id, Record, View, Workbook};

use super::{Sources, key, numbers};

/// What one side removed, and what it linked to that the other side removed.
#[derive(Debug, Default)]
pub(super) struct Doings {
    /// Items of the base that it does not have any more.
    pub(super) gone: BTreeSet<Id>,
    /// Items that the other side removed and that it has linked to since.
    pub(super) linked: BTreeSet<Id>,
}

/// The doings of both sides, ours first.
pub(super) fn doings(sources: &Sources) -> (Doings, Doings) {
    let (base, ours, theirs) = (&sources.base, &sources.ours, &sources.theirs);
    let known = numbers::ids(base);
    let gone = |side: &Workbook| -> BTreeSet<Id> { known.difference(&numbers::ids(side)).copied().collect() };
    let (gone_ours, gone_theirs) = (gone(ours), gone(theirs));
    let linked = (newly_linked(base, ours, &gone_theirs), newly_linked(base, theirs, &gone_ours));
    (Doings { gone: gone_ours, linked: linked.0 }, Doings { gone: gone_theirs, linked: linked.1 })
}

/// Which of the targets a side links to from where the base did not.
fn newly_linked(base: &Workbook, side: &Workbook, targets: &BTreeSet<Id>) -> BTreeSet<Id> {
    new_links(base, side, targets).into_keys().map(|(target, _)| target).collect()
}

/// The links of a side to the targets that the base did not have: by target and place, with the place.
fn new_links(base: &Workbook, side: &Workbook, targets: &BTreeSet<Id>) -> BTreeMap<(Id, String), Place> {
    if targets.is_empty() {
        return BTreeMap::new();
    }
    let links = |workbook: &Workbook| -> BTreeMap<(Id, String), Place> {
        let each = |(place, ids): (Place, Vec<Id>)| {
            let wanted = ids.into_iter().filter(|id| targets.contains(id));
            wanted.map(|id| ((id, key(&place)), place.clone())).collect::<Vec<_>>()
        };
        holders(workbook, targets).into_iter().flat_map(each).collect()
    };
    let before = links(base);
    links(side).into_iter().filter(|(link, _)| !before.contains_key(link)).collect()
}

/// The answers that link to any of the targets, with all that they link to.
fn holders(workbook: &Workbook, targets: &BTreeSet<Id>) -> Vec<(Place, Vec<Id>)> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(_, _, value) = stop
            && let View::Links(ids) = value.view()
            && ids.iter().any(|id| targets.contains(id))
        {
            found.push((place.clone(), ids.to_vec()));
        }
    });
    found
}

/// Whether a side left an answer as it was, but for links to what that side removed.
pub(super) fn untouched_value(base: View<'_>, side: View<'_>, gone: &BTreeSet<Id>) -> bool {
    match (base, side) {
        (View::Links(base), View::Links(side)) => {
            base == side || base.iter().filter(|id| !gone.contains(id)).eq(side.iter())
        }
        (View::Record(base), View::Record(side)) => untouched(base, side, gone),
        (View::Items(base), View::Items(side)) => {
            base.len() == side.len()
                && (0..base.len()).all(|at| match (base.get(at), side.get(at)) {
                    (Some(base), Some(side)) => untouched(base, side, gone),
                    _ => false,
                })
        }
        (base, side) => same(base, side),
    }
}

/// Whether a side left a record and all that is in it as it was, but for links to what that side removed.
pub(super) fn untouched(base: &dyn Record, side: &dyn Record, gone: &BTreeSet<Id>) -> bool {
    std::ptr::addr_eq(base, side)
        || base.identity() == side.identity()
            && base.internal() == side.internal()
            && base.marks() == side.marks()
            && (0..base.fields().len()).all(|at| match (base.value(at), side.value(at)) {
                (Some(base), Some(side)) => untouched_value(base.view(), side.view(), gone),
                _ => false,
            })
}

/// Each of the removed items and each item that was in one of them, with the removed one.
fn parts(base: &Workbook, removed: &BTreeSet<Id>) -> BTreeMap<Id, Id> {
    let mut found = BTreeMap::new();
    base.walk(&mut |place, stop| {
        if let Stop::Record(record) = stop
            && let Some((_, id, _)) = record.identity()
            && let Some((_, outer, _)) = place.items.iter().find(|(_, outer, _)| removed.contains(outer))
        {
            found.insert(id, *outer);
        }
    });
    found
}

/// What links on a side to each of the removed items, or to what was in it, from where the base did not: in a sentence each. Not
/// what is in the item itself.
pub(super) fn newly_linking(base: &Workbook, side: &Workbook, removed: &BTreeSet<Id>) -> BTreeMap<Id, Vec<String>> {
    let mut found: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    if removed.is_empty() {
        return found;
    }
    let parts = parts(base, removed);
    let new = new_links(base, side, &parts.keys().copied().collect());
    if new.is_empty() {
        return found;
    }
    let index = side.index();
    let called = |id: Id| match index.words(id).trim() {
        "" => index.get(id).map_or("item", |entry| entry.kind.singular()).to_owned(),
        words => words.to_owned(),
    };
    for ((target, _), place) in new {
        let Some(outer) = parts.get(&target).copied() else { continue };
        if place.items.iter().any(|(_, id, _)| *id == outer) {
            continue;
        }
        let subject = match place.item() {
            Some((_, id, _)) => called(id),
            None => place.section.title().to_owned(),
        };
        let what = if target == outer { "it".to_owned() } else { called(target) };
        found.entry(outer).or_default().push(format!("{subject} links to {what}"));
    }
    found
}

/// The links in an answer; none where there is no such record or answer.
fn links_at(workbook: &Workbook, place: &Place) -> Option<Vec<Id>> {
    let value = at::record(workbook, place)?.answer(place.fields.last()?)?;
    if let View::Links(ids) = value.view() { Some(ids.to_vec()) } else { None }
}

/// Puts the links back that went with an item which stays after all: who removed it took them out with it. A link that the other
/// side took out as well, or replaced, is not put back.
pub(super) fn link_what_stays(
    workbook: &mut Workbook,
    sources: &Sources,
    (gone_ours, gone_theirs): (&BTreeSet<Id>, &BTreeSet<Id>),
) {
    let there = numbers::ids(workbook);
    let stay = |gone: &BTreeSet<Id>| -> BTreeSet<Id> { gone.intersection(&there).copied().collect() };
    let sides = [(stay(gone_ours), &sources.theirs), (stay(gone_theirs), &sources.ours)];
    for (back, keeper) in sides.iter().filter(|(back, _)| !back.is_empty()) {
        for (place, before) in holders(&sources.base, back) {
            let kept = links_at(keeper, &place).unwrap_or_default();
            let Some(now) = links_at(workbook, &place) else { continue };
            let missing = |id: &&Id| back.contains(*id) && kept.contains(*id) && !now.contains(*id);
            let mut links = now.clone();
            for id in before.iter().filter(missing) {
                // behind what it followed; the order of the others is whoever's changed it
                let at = before.iter().position(|other| other == id).unwrap_or(0);
                let follows =
                    before.iter().take(at).rev().find_map(|other| links.iter().position(|here| here == other));
                links.insert(follows.map_or(0, |at| at + 1), *id);
            }
            let Some((record, key)) = at::record_mut(workbook, &place).zip(place.fields.last()) else { continue };
            if links == now || record.marks().get(key).is_some() {
                continue; // whoever marked the field since says more than the link
            }
            if let Some(value) = record.answer_mut(key)
                && (value.takes_several() || links.len() < 2)
            {
                set_links(value, &links);
            }
        }
    }
}

/// Takes the links out that lead to what was there and is gone. What was broken all along in a damaged file stays as it is.
pub(super) fn forget_gone(workbook: &mut Workbook, sources: &Sources) {
    let there = numbers::ids(workbook);
    let mut gone = numbers::ids(&sources.base);
    gone.extend(numbers::ids(&sources.ours));
    gone.extend(numbers::ids(&sources.theirs));
    gone.retain(|id| !there.contains(id));
    if gone.is_empty() {
        return;
    }
    for (place, ids) in holders(workbook, &gone) {
        let kept: Vec<Id> = ids.into_iter().filter(|id| !gone.contains(id)).collect();
        let record = at::record_mut(workbook, &place);
        if let Some(value) = record.zip(place.fields.last()).and_then(|(record, key)| record.answer_mut(key)) {
            set_links(value, &kept);
        }
    }
}
