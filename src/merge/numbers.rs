//! Numbers that both sides gave to different items: theirs get the next free ones, and what their words cite follows where that
//! is certain. Links go by id and need nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::difference::copy::Copying;
use crate::model::place::Stop;
use crate::model::record::{Field, cite};
use crate::model::workbook::Numbers;
use crate::model::{Id, ItemKind, Workbook};

use super::{Renumbered, Sources};

/// Which items of theirs are cited by another number, and the words for it.
#[derive(Debug, Default)]
pub(super) struct Renumbering {
    /// The items, in the order of theirs.
    pub(super) items: Vec<Renumbered>,
    /// The new number of each.
    numbers: BTreeMap<Id, u32>,
    /// What words cite, before and after: only where no other item can be meant.
    words: BTreeMap<String, String>,
    /// The highest numbers given by either side and here.
    pub(super) given: Numbers,
}

/// Every id of a workbook.
pub(super) fn ids(workbook: &Workbook) -> BTreeSet<Id> {
    cited(workbook).into_iter().map(|item| item.1).collect()
}

/// Kind, id, number and title of every item, in order.
fn cited(workbook: &Workbook) -> Vec<(ItemKind, Id, u32, String)> {
    let mut found = Vec::new();
    workbook.walk(&mut |_, stop| {
        if let Stop::Record(record) = stop
            && let Some((kind, id, number)) = record.identity()
        {
            found.push((kind, id, number, if number == 0 { String::new() } else { record.title() }));
        }
    });
    found
}

impl Renumbering {
    /// Finds the numbers that both sides gave to different items.
    pub(super) fn of(sources: &Sources) -> Self {
        let (base, ours, theirs) = (cited(&sources.base), cited(&sources.ours), cited(&sources.theirs));
        let known: BTreeSet<Id> = base.iter().chain(&ours).map(|item| item.1).collect();
        let taken: BTreeMap<(ItemKind, u32), Id> =
            ours.iter().map(|(kind, id, number, _)| ((*kind, *number), *id)).collect();
        let before: BTreeSet<(ItemKind, u32)> = base.iter().map(|(kind, _, number, _)| (*kind, *number)).collect();
        let mut made = Self { given: highest(sources), ..Self::default() };
        for (kind, _, number, _) in ours.iter().chain(&theirs).filter(|item| item.2 > 0) {
            made.given.reserve(*kind, *number); // a damaged file may not know what it gave
        }
        for (kind, id, number, title) in theirs {
            let clashes = number > 0 && taken.get(&(kind, number)).is_some_and(|other| *other != id);
            if !clashes || known.contains(&id) {
                continue;
            }
            let after = made.given.next(kind);
            let is_certain = sources.base.numbers.last(kind) < number && !before.contains(&(kind, number));
            if is_certain && !kind.prefix().is_empty() {
                made.words.insert(cite(kind, number), cite(kind, after));
            }
            made.numbers.insert(id, after);
            made.items.push(Renumbered { kind, id, title, before: number, after });
        }
        made
    }

    /// Words of theirs with what they cite followed.
    pub(super) fn follow(&self, text: &str) -> String {
        if self.words.is_empty() {
            return text.to_owned();
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        let mut followed = String::with_capacity(text.len());
        for piece in text.split_inclusive(|c: char| !is_part(c)) {
            let word = piece.trim_end_matches(|c: char| !is_part(c));
            let rest = piece.get(word.len()..).unwrap_or_default();
            followed.push_str(self.words.get(word).map_or(word, String::as_str));
            followed.push_str(rest);
        }
        followed
    }
}

/// What is copied from theirs gets the numbers of the merged workbook, and its words cite these.
impl Copying for Renumbering {
    fn number(&self, id: Id, number: u32) -> u32 {
        self.numbers.get(&id).copied().unwrap_or(number)
    }

    fn text(&self, field: &Field, text: &str) -> String {
        if field.picture || field.sealed { text.to_owned() } else { self.follow(text) }
    }
}

/// The highest numbers that either side gave.
fn highest(sources: &Sources) -> Numbers {
    let mut numbers = (*sources.ours.numbers).clone();
    for kind in ItemKind::ALL {
        let last = sources.theirs.numbers.last(*kind).max(sources.base.numbers.last(*kind));
        if last > numbers.last(*kind) {
            numbers.reserve(*kind, last);
        }
    }
    numbers
}
