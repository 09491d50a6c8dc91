//! Taking back one earlier change and keeping what came after it: each thing that the change did is undone where it is still
//! as the change left it, and left alone, and said, where somebody has changed it since.

use std::collections::BTreeSet;

use crate::model::list::Items;
use crate::model::place::{Place, Stop};
use crate::model::{Id, Record, Value, View, Workbook};

use super::operations;
use crate::difference::at;
use crate::difference::copy::{self, AsItIs};
use crate::difference::{Change, Difference, What, same, same_record};

/// What became of taking a change back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// The workbook without the change.
    pub workbook: Workbook,
    /// How many things of the change were taken back.
    pub done: usize,
    /// What was left, because it was changed later or is not there any more.
    pub left: Vec<Change>,
}

/// Takes the change from `before` to `after` out of `now`, which came from `after`.
#[must_use]
pub fn take_back(now: &Workbook, before: &Workbook, after: &Workbook) -> TakenBack {
    let difference = Difference::between(before, after);
    let mut taken = TakenBack { workbook: now.clone(), done: 0, left: Vec::new() };
    let changes = difference.changes();
    // items first, so that the fields that link to them find them
    let turns: [fn(&What) -> bool; 4] = [
        |what| matches!(what, What::Removed(_)),
        |what| matches!(what, What::Added(_)),
        |what| matches!(what, What::Moved { .. }),
        |what| !matches!(what, What::Removed(_) | What::Added(_) | What::Moved { .. }),
    ];
    let mut gone = Vec::new();
    for (turn, fits) in turns.iter().enumerate() {
        let mine: Vec<&Change> = changes.iter().filter(|change| fits(&change.what)).collect();
        // an item that moved moves the whole order of its list
        let orders: Vec<bool> =
            if turn == 2 { reorder_all(&mut taken.workbook, &mine, before, after) } else { Vec::new() };
        for (at, change) in mine.iter().enumerate() {
            let done = match change.what {
                What::Removed(position) => bring_back(&mut taken.workbook, before, &change.place, position),
                What::Added(_) => take_away(&mut taken.workbook, after, &change.place, &mut gone),
                What::Moved { .. } => orders.get(at).copied().unwrap_or(false),
                _ => put_back(&mut taken.workbook, before, after, change),
            };
            if done {
                taken.done += 1;
            } else {
                taken.left.push((*change).clone());
            }
        }
        // in one walk for all, before the fields are looked at that link to them
        if turn == 1 && !gone.is_empty() {
            operations::forget_links(&mut taken.workbook, &gone);
        }
    }
    forget_missing(&mut taken.workbook, now, before);
    taken
}

/// Puts an item that was removed where it was, with all that was in it. `false` if what it was in is gone.
fn bring_back(workbook: &mut Workbook, before: &Workbook, place: &Place, position: usize) -> bool {
    let (Some(was), Some((_, id, number))) = (at::item(before, place), place.item()) else { return false };
    let Some(now) = at::list(workbook, place) else { return false };
    if at::position(now, id).is_some() {
        return true; // somebody has brought it back
    }
    // after the nearest neighbor that is still there
    let old = at::list(before, place);
    let identity = |at: usize| old.and_then(|old| old.get(at)).and_then(Record::identity);
    let neighbor = (0..position).rev().filter_map(identity).find_map(|(_, id, _)| at::position(now, id));
    let to = neighbor.map_or(0, |at| at + 1);
    let Some(items) = at::list_mut(workbook, place) else { return false };
    items.insert_blank(to, id, number);
    items.get_mut(to).is_some_and(|record| {
        copy::record(was, record, &AsItIs);
        true
    })
}

/// Takes away an item that was added. `gone` gets its id and those of all that is in it. `false` if it was changed since.
fn take_away(workbook: &mut Workbook, after: &Workbook, place: &Place, gone: &mut Vec<Id>) -> bool {
    let (Some(then), Some((_, id, _))) = (at::item(after, place), place.item()) else { return false };
    let Some(now) = at::item(workbook, place) else { return true }; // somebody has taken it away
    if !same_record(now, then) {
        return false;
    }
    let mut inside = Vec::new();
    operations::identities(now, &mut inside);
    let Some(position) = at::list(workbook, place).and_then(|items| at::position(items, id)) else { return false };
    let removed = at::list_mut(workbook, place).is_some_and(|items| items.remove(position));
    if removed {
        gone.extend(inside.into_iter().map(|(_, id)| id));
    }
    removed
}

/// Puts a field back, or another trait of a record. `false` if it was changed since or is gone.
fn put_back(workbook: &mut Workbook, before: &Workbook, after: &Workbook, change: &Change) -> bool {
    match &change.what {
        What::Field { field, .. } => put_field_back(workbook, before, after, (&change.place, field.key)),
        _ => put_trait_back(workbook, before, after, change),
    }
}

fn put_field_back(workbook: &mut Workbook, before: &Workbook, after: &Workbook, (place, key): (&Place, &str)) -> bool {
    let (was, then, now) = (at::record(before, place), at::record(after, place), at::record(workbook, place));
    let (Some(was), Some(then), Some(now)) = (was, then, now) else { return false };
    if same_field(now, was, key) {
        return true;
    }
    if !same_field(now, then, key) {
        return false;
    }
    let Some(record) = at::record_mut(workbook, place) else { return false };
    record.marks_mut().set(key, was.marks().get(key).cloned());
    let field = was.fields().iter().find(|field| field.key == key);
    if let (Some(field), Some(old), Some(value)) = (field, was.answer(key), record.answer_mut(key))
        && !matches!(old.view(), View::Record(_) | View::Items(_))
    {
        copy::value((field, old), value, &AsItIs);
    }
    true
}

/// Whether it stays inside the organization, or its number.
fn put_trait_back(workbook: &mut Workbook, before: &Workbook, after: &Workbook, change: &Change) -> bool {
    let place = &change.place;
    let (was, then, now) = (at::whole(before, place), at::whole(after, place), at::whole(workbook, place));
    let (Some(was), Some(then), Some(now)) = (was, then, now) else { return false };
    let number = |record: &dyn Record| record.identity().map(|(.., number)| number);
    let internal = matches!(change.what, What::Internal(_));
    let fits = if internal { now.internal() == then.internal() } else { number(now) == number(then) };
    let Some(record) = at::whole_mut(workbook, place).filter(|_| fits) else { return false };
    if internal {
        record.set_internal(was.internal());
    } else if let Some(number) = number(was) {
        record.set_number(number);
    }
    true
}

/// Whether two records say the same in one field, mark included. Groups and lists are compared in themselves.
fn same_field(one: &dyn Record, other: &dyn Record, key: &str) -> bool {
    let values = match (one.answer(key).map(Value::view), other.answer(key).map(Value::view)) {
        (Some(View::Record(_) | View::Items(_)), _) => true,
        (Some(one), Some(other)) => same(one, other),
        _ => false,
    };
    values && one.marks().get(key) == other.marks().get(key)
}

/// Puts the lists in which something moved in the order from before, those that were not reordered since.
fn reorder_all(workbook: &mut Workbook, moved: &[&Change], before: &Workbook, after: &Workbook) -> Vec<bool> {
    let mut seen: Vec<(&Place, bool)> = Vec::new();
    moved
        .iter()
        .map(|change| {
            let place = &change.place;
            let outer = place.items.len().saturating_sub(1);
            let same_list =
                |other: &Place| other.path == place.path && other.items.get(..outer) == place.items.get(..outer);
            if let Some((_, done)) = seen.iter().find(|(other, _)| same_list(other)) {
                return *done;
            }
            let done = reorder(workbook, place, before, after);
            seen.push((place, done));
            done
        })
        .collect()
}

fn reorder(workbook: &mut Workbook, place: &Place, before: &Workbook, after: &Workbook) -> bool {
    let lists = (at::list(workbook, place), at::list(before, place), at::list(after, place));
    let (Some(now), Some(was), Some(then)) = lists else { return false };
    let (now, was, then) = (ids(now), ids(was), ids(then));
    let in_all: BTreeSet<Id> = now.iter().filter(|id| was.contains(id) && then.contains(id)).copied().collect();
    let kept = |list: &[Id]| -> Vec<Id> { list.iter().filter(|id| in_all.contains(id)).copied().collect() };
    let current = kept(&now);
    if current != kept(&was) && current != kept(&then) {
        return false;
    }
    // the places that the items from before take up now, those that were just brought back among them, filled in their order
    let old: BTreeSet<Id> = now.iter().filter(|id| was.contains(id)).copied().collect();
    let mut order = now.clone();
    let mut next = was.into_iter().filter(|id| old.contains(id));
    for id in &mut order {
        if old.contains(id)
            && let Some(wanted) = next.next()
        {
            *id = wanted;
        }
    }
    let Some(items) = at::list_mut(workbook, place) else { return false };
    let mut current = now;
    for (to, id) in order.iter().enumerate() {
        if let Some(from) = current.iter().position(|other| other == id)
            && from != to
            && items.shift(from, to)
        {
            let moved = current.remove(from);
            current.insert(to, moved);
        }
    }
    true
}

fn ids(items: &dyn Items) -> Vec<Id> {
    (0..items.len()).filter_map(|at| items.get(at)?.identity()).map(|(_, id, _)| id).collect()
}

/// Takes away the links that came back and lead to items that were deleted later.
fn forget_missing(workbook: &mut Workbook, now: &Workbook, before: &Workbook) {
    let (there, known, once) = (workbook.index(), now.index(), before.index());
    let mut gone = BTreeSet::new();
    workbook.walk(&mut |_, stop| {
        if let Stop::Value(_, _, value) = stop
            && let View::Links(ids) = value.view()
        {
            // what was broken all along in a damaged file stays as it is
            gone.extend(ids.iter().filter(|id| there.get(**id).is_none() && once.get(**id).is_some()));
        }
    });
    gone.retain(|id| known.get(*id).is_none());
    operations::forget_links(workbook, &gone.into_iter().collect::<Vec<_>>());
}
