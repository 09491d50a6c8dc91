//! Two lists of items side by side: who came, who went, and the fewest that must have moved.

use std::collections::BTreeMap;

use crate::model::list::Items;
use crate::model::{Id, Record};

/// The items of a list by identity: the id, and which one it is of those that share it (in a damaged file).
type Key = (Id, u32);

/// Positions in two lists.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    /// Positions of items that are in both: before and after, in the order of after.
    pub both: Vec<(usize, usize)>,
    /// Positions before of items that are gone.
    pub removed: Vec<usize>,
    /// Positions after of items that are new.
    pub added: Vec<usize>,
    /// Positions before and after of items that have moved.
    pub moved: Vec<(usize, usize)>,
}

/// Matches two lists by the ids of their items.
pub(super) fn matched(before: &dyn Items, after: &dyn Items) -> Matched {
    let (old, new) = (keys(before), keys(after));
    if old == new {
        return Matched { both: (0..old.len()).map(|at| (at, at)).collect(), ..Matched::default() };
    }
    let places: BTreeMap<Key, usize> = old.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    let mut known = vec![false; old.len()];
    let mut matched = Matched::default();
    for (at, key) in new.iter().enumerate() {
        match places.get(key) {
            None => matched.added.push(at),
            Some(from) => {
                matched.both.push((*from, at));
                if let Some(known) = known.get_mut(*from) {
                    *known = true;
                }
            }
        }
    }
    matched.removed = known.iter().enumerate().filter(|(_, known)| !**known).map(|(at, _)| at).collect();
    let from: Vec<usize> = matched.both.iter().map(|(from, _)| *from).collect();
    let stayed = longest_rising(&from);
    let moved = matched.both.iter().zip(stayed).filter(|(_, stayed)| !stayed).map(|(pair, _)| *pair);
    matched.moved = moved.collect();
    matched
}

fn keys(items: &dyn Items) -> Vec<Key> {
    let mut seen: BTreeMap<Id, u32> = BTreeMap::new();
    (0..items.len())
        .map(|at| {
            let id = items.get(at).and_then(Record::identity).map(|(_, id, _)| id).unwrap_or_default();
            let times = seen.entry(id).or_insert(0);
            *times += 1;
            (id, *times)
        })
        .collect()
}

/// Which of the numbers belong to one longest rising subsequence: what can stay where it is while the others move.
fn longest_rising(numbers: &[usize]) -> Vec<bool> {
    // `ends` holds, for each length, the position of the smallest number that a rising sequence of that length ends with
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end).is_some_and(|other| other < number));
        previous.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        if let Some(stays) = stays.get_mut(at) {
            *stays = true;
        }
        next = previous.get(at).copied().flatten();
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_as_possible_have_moved() {
        for (numbers, moved) in [
            (&[0, 1, 2, 3][..], &[][..]),
            (&[3, 0, 1, 2], &[3]),
            (&[1, 2, 3, 0], &[0]),
            (&[0, 2, 1, 3], &[2]),
            (&[], &[]),
        ] {
            let stays = longest_rising(numbers);
            let gone: Vec<usize> = numbers.iter().zip(stays).filter(|(_, stays)| !stays).map(|(one, _)| *one).collect();
            assert_eq!(gone, moved, "{numbers:?}");
        }
    }
}
