//! Several rows of a list at once: inserted, copied, moved, deleted, put into an order.

use std::collections::BTreeSet;

use crate::edit::address::Address;
use crate::edit::ids::Ids;
use crate::edit::operations::{forget_links, identities, next_number, rename, set_aside};
use crate::model::list::{Items, MOST_ITEMS};
use crate::model::{Id, Record, Workbook};

use super::positions;

/// Puts blank rows into a list from a position on, and gives their ids. A list that is full takes no more.
pub fn insert(workbook: &mut Workbook, ids: &mut Ids, list: &Address, at: usize, count: usize) -> Vec<Id> {
    let Some((kind, len)) = list.items(workbook).map(|items| (items.kind(), items.len())) else { return Vec::new() };
    let count = count.min(MOST_ITEMS.saturating_sub(len));
    let new: Vec<(Id, u32)> = (0..count).map(|_| (ids.fresh(), next_number(workbook, kind))).collect();
    let Ok(items) = list.items_mut(workbook) else { return Vec::new() };
    for (place, (id, number)) in new.iter().enumerate() {
        items.insert_blank(at + place, *id, *number);
    }
    new.into_iter().map(|(id, _)| id).collect()
}

/// Puts copies of rows after the last of them, in the order of the list, with ids and numbers of their own; links stay as they
/// are. Gives the ids of the copies.
pub fn duplicate(workbook: &mut Workbook, ids: &mut Ids, list: &Address, rows: &[Id]) -> Vec<Id> {
    let Some(items) = list.items(workbook) else { return Vec::new() };
    let places = in_order(items, rows);
    let room = MOST_ITEMS.saturating_sub(items.len());
    let (Some(last), true) = (places.last().copied(), places.len() <= room) else { return Vec::new() };
    let mut inside = Vec::new();
    places.iter().filter_map(|at| items.get(*at)).for_each(|item| identities(item, &mut inside));
    let renewed = set_aside(workbook, ids, inside);
    let Ok(items) = list.items_mut(workbook) else { return Vec::new() };
    let mut copies = Vec::with_capacity(places.len());
    for (done, at) in places.iter().enumerate() {
        let (from, to) = (at + 1, last + 1 + done);
        // the copies before stand behind the last row, so that none of the rows has moved
        if items.duplicate(*at)
            && items.shift(from, to)
            && let Some(copy) = items.get_mut(to)
        {
            rename(copy, &renewed);
            copies.extend(copy.identity().map(|(_, id, _)| id));
        }
    }
    copies
}

/// Moves rows together, in the order of the list, to where the row at position `to` stands; behind all others if `to` is the
/// length of the list. `false` if they stand so already.
pub fn shift(workbook: &mut Workbook, list: &Address, rows: &[Id], to: usize) -> bool {
    let Some(items) = list.items(workbook) else { return false };
    let moved: BTreeSet<usize> = in_order(items, rows).into_iter().collect();
    let rest = |range: std::ops::Range<usize>| range.filter(|at| !moved.contains(at)).collect::<Vec<usize>>();
    let (to, len) = (to.min(items.len()), items.len());
    let order: Vec<usize> = rest(0..to).into_iter().chain(moved.iter().copied()).chain(rest(to..len)).collect();
    let order = order.into_iter().filter_map(|at| items.get(at).and_then(Record::identity).map(|(_, id, _)| id));
    reorder(workbook, list, &order.collect::<Vec<Id>>())
}

/// Puts the rows of a list into an order; rows that it does not name keep theirs and come behind. `false` if they stand so
/// already.
pub fn reorder(workbook: &mut Workbook, list: &Address, order: &[Id]) -> bool {
    let Some(items) = list.items(workbook) else { return false };
    let at = positions(items);
    let mut named = BTreeSet::new();
    let mut wanted: Vec<usize> =
        order.iter().filter_map(|id| at.get(id).copied()).filter(|at| named.insert(*at)).collect();
    wanted.extend((0..items.len()).filter(|at| !named.contains(at)));
    if wanted.iter().enumerate().all(|(place, at)| place == *at) {
        return false;
    }
    let Ok(items) = list.items_mut(workbook) else { return false };
    // where each row stands now, while rows are moved before it one by one
    let mut now: Vec<usize> = (0..items.len()).collect();
    for (place, at) in wanted.into_iter().enumerate() {
        let ahead = now.iter().skip(place).position(|row| *row == at);
        if let Some(from) = ahead.map(|ahead| place + ahead)
            && from != place
            && items.shift(from, place)
        {
            let row = now.remove(from);
            now.insert(place, row);
        }
    }
    true
}

/// Removes rows, and every link to them or to the items inside them. Gives how many there were.
pub fn remove(workbook: &mut Workbook, list: &Address, rows: &[Id]) -> usize {
    let Some(items) = list.items(workbook) else { return 0 };
    let places = in_order(items, rows);
    let mut inside = Vec::new();
    places.iter().filter_map(|at| items.get(*at)).for_each(|item| identities(item, &mut inside));
    let Ok(items) = list.items_mut(workbook) else { return 0 };
    let removed = places.iter().rev().filter(|at| items.remove(**at)).count();
    let gone: Vec<Id> = inside.into_iter().map(|(_, id)| id).collect();
    if !gone.is_empty() {
        forget_links(workbook, &gone);
    }
    removed
}

/// The positions of rows, from the top of the list.
fn in_order(items: &dyn Items, rows: &[Id]) -> Vec<usize> {
    let at = positions(items);
    let places: BTreeSet<usize> = rows.iter().filter_map(|id| at.get(id).copied()).collect();
    places.into_iter().collect()
}
