//! Lists of items: what came, went and moved on either side, and the order of what stays.

use std::collections::BTreeMap;

use crate::difference::copy::{self, Copying as _};
use crate::model::list::{Items, ItemsMut};
use crate::model::place::Place;
use crate::model::record::Field;
use crate::model::{Id, Record};

use super::field::Takes;
use super::links;
use super::order;
use super::walk::{Three, Walk};
use super::{Choice, Clash, Side};

/// The items of a list by identity: the id, and which one it is of those that share it (in a damaged file).
type Key = (Id, u32);

/// A list with where each of its items stands.
struct Keyed<'r> {
    items: &'r dyn Items,
    keys: Vec<Key>,
    at: BTreeMap<Key, usize>,
}

impl<'r> Keyed<'r> {
    fn of(items: &'r dyn Items) -> Self {
        let mut seen: BTreeMap<Id, u32> = BTreeMap::new();
        let key = |at: usize| {
            let id = items.get(at).and_then(Record::identity).map(|(_, id, _)| id).unwrap_or_default();
            let times = seen.entry(id).or_insert(0);
            *times += 1;
            (id, *times)
        };
        let keys: Vec<Key> = (0..items.len()).map(key).collect();
        let at = keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
        Self { items, keys, at }
    }

    fn get(&self, key: Key) -> Option<&'r dyn Record> {
        self.items.get(*self.at.get(&key)?)
    }
}

impl Walk<'_> {
    /// Merges a list into `out`, which holds what ours holds. `place` is that of the record that the list stands in.
    pub(super) fn list(
        &mut self,
        (place, field): (&mut Place, &'static Field),
        three: Three<'_, dyn Items + '_>,
        out: &mut dyn ItemsMut,
    ) {
        let lists = (Keyed::of(three.base), Keyed::of(three.ours), Keyed::of(three.theirs));
        let of_list = place.clone().at(field.key);
        place.path.clone_from(&of_list.path);
        let fields = std::mem::take(&mut place.fields);
        self.both(place, &lists, out);
        let (mine, other) = self.members(place, &lists);
        place.fields = fields;
        let is_as_ours = mine == lists.1.keys && other.iter().all(|key| lists.1.at.contains_key(key));
        if is_as_ours && lists.0.keys == lists.2.keys {
            return; // theirs neither added, removed nor moved anything
        }
        let order = order::merged(&lists.0.keys, &mine, &other).unwrap_or_else(|| {
            let chosen = self.conflict(of_list, Clash::Order { field }, Takes::Nothing);
            order::by_side(if chosen == Some(Choice::Theirs) { &other } else { &mine }, &mine, &other)
        });
        self.arrange(&order, &lists, out);
    }

    /// Merges the items that both sides have.
    fn both(
        &mut self,
        place: &mut Place,
        (base, ours, theirs): &(Keyed<'_>, Keyed<'_>, Keyed<'_>),
        out: &mut dyn ItemsMut,
    ) {
        let blank = base.items.blank();
        for (at, key) in ours.keys.iter().enumerate() {
            let (Some(mine), Some(other)) = (ours.get(*key), theirs.get(*key)) else { continue };
            let old = base.get(*key).unwrap_or(blank.as_ref());
            if self.may_pass(old, other) {
                continue;
            }
            let Some(record) = out.get_mut(at) else { continue };
            place.items.push(mine.identity().unwrap_or((ours.items.kind(), key.0, 0)));
            self.record(place, Three { base: old, ours: mine, theirs: other }, record);
            place.items.pop();
        }
    }

    /// What stays of ours and of theirs, each in its own order.
    fn members(
        &mut self,
        place: &Place,
        (base, ours, theirs): &(Keyed<'_>, Keyed<'_>, Keyed<'_>),
    ) -> (Vec<Key>, Vec<Key>) {
        let mine = ours.keys.iter().filter(|key| {
            let (Some(old), Some(item), None) = (base.get(**key), ours.get(**key), theirs.get(**key)) else {
                return true;
            };
            let clashes = !links::untouched(old, item, &self.ours.gone) || Self::holds(old, &self.ours.linked);
            clashes && self.removed(place, item, Side::Theirs) != Some(Choice::Theirs)
        });
        let mine: Vec<Key> = mine.copied().collect();
        let other = theirs.keys.iter().filter(|key| {
            let (Some(old), None, Some(item)) = (base.get(**key), ours.get(**key), theirs.get(**key)) else {
                return true;
            };
            let clashes = !links::untouched(old, item, &self.theirs.gone) || Self::holds(old, &self.theirs.linked);
            clashes && matches!(self.removed(place, item, Side::Ours), Some(Choice::Theirs | Choice::Both))
        });
        (mine, other.copied().collect())
    }

    /// Notes that one side removed what the other still needs.
    fn removed(&mut self, place: &Place, item: &dyn Record, by: Side) -> Option<Choice> {
        let identity = item.identity()?;
        let mut place = place.clone();
        place.items.push(identity);
        self.conflict(place, Clash::Removed { by, item: identity.0, since: Vec::new() }, Takes::Nothing)
    }

    /// Takes out of the list what is not in the order, puts in what theirs added, and puts all in order.
    fn arrange(&self, order: &[Key], (_, ours, theirs): &(Keyed<'_>, Keyed<'_>, Keyed<'_>), out: &mut dyn ItemsMut) {
        let wanted: std::collections::BTreeSet<Key> = order.iter().copied().collect();
        let mut now = ours.keys.clone();
        for at in (0..now.len()).rev() {
            if now.get(at).is_some_and(|key| !wanted.contains(key)) && out.remove(at) {
                now.remove(at);
            }
        }
        for (to, key) in order.iter().enumerate() {
            if now.get(to) == Some(key) {
                continue;
            }
            if ours.at.contains_key(key) {
                let from = now.iter().skip(to).position(|other| other == key).map(|at| at + to);
                if let Some(from) = from.filter(|from| out.shift(*from, to)) {
                    let moved = now.remove(from);
                    now.insert(to, moved);
                }
            } else if let Some((item, (_, id, number))) =
                theirs.get(*key).and_then(|item| Some((item, item.identity()?)))
            {
                out.insert_blank(to, id, self.numbers.number(id, number));
                if let Some(record) = out.get_mut(to) {
                    copy::record(item, record, &self.numbers);
                }
                now.insert(to.min(now.len()), *key);
            }
        }
    }
}
