//! The walk over three workbooks side by side. What theirs changed is put into a copy of ours; what both changed is a conflict,
//! and stands as chosen.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::difference::same_record;
use crate::model::mark::Mark;
use crate::model::place::{Index, Place};
use crate::model::record::Field;
use crate::model::{Id, Record, Section, View, Workbook};
use crate::words;

use super::field::{self, Takes};
use super::links::{self, Doings};
use super::numbers::Renumbering;
use super::{Choice, Clash, Conflict, Renumbered, Sources};

/// The same thing in the three workbooks.
pub(super) struct Three<'r, T: ?Sized> {
    pub(super) base: &'r T,
    pub(super) ours: &'r T,
    pub(super) theirs: &'r T,
}

impl<T: ?Sized> Clone for Three<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Three<'_, T> {}

/// What a walk gave.
pub(super) struct Merged {
    pub(super) workbook: Workbook,
    pub(super) conflicts: Vec<Conflict>,
    pub(super) renumbered: Vec<Renumbered>,
}

/// Walks over all three; `chosen` says what is to stand at which conflict, by its key, and ours stands at all others.
pub(super) fn run(sources: &Sources, chosen: BTreeMap<String, Choice>) -> Merged {
    let (ours, theirs) = &links::doings(sources);
    let contested =
        ours.gone.intersection(&theirs.linked).chain(theirs.gone.intersection(&ours.linked)).next().is_some();
    let mut walk = Walk {
        sources,
        indexes: [const { OnceCell::new() }; 3],
        ours,
        theirs,
        contested,
        numbers: Renumbering::of(sources),
        chosen,
        conflicts: Vec::new(),
    };
    let mut workbook = sources.ours.clone();
    for section in Section::ALL {
        let (base, theirs) = (sources.base.section(*section), sources.theirs.section(*section));
        let untouched = sources.base.shares(&sources.theirs, *section) || same_record(base, theirs);
        if !untouched || contested {
            let three = Three { base, ours: sources.ours.section(*section), theirs };
            walk.record(&mut Place::of_section(*section), three, workbook.section_mut(*section));
        }
    }
    if *workbook.numbers != walk.numbers.given {
        workbook.numbers = std::sync::Arc::new(walk.numbers.given);
    }
    links::link_what_stays(&mut workbook, sources, (&ours.gone, &theirs.gone));
    links::forget_gone(&mut workbook, sources);
    Merged { workbook, conflicts: walk.conflicts, renumbered: walk.numbers.items }
}

/// The walk: what it knows beforehand, and what it finds.
pub(super) struct Walk<'a> {
    sources: &'a Sources,
    /// The items by id of base, ours and theirs, for words about links; made when first asked for.
    indexes: [OnceCell<Index>; 3],
    pub(super) ours: &'a Doings,
    pub(super) theirs: &'a Doings,
    /// Whether one side linked to what the other removed: then nothing is passed over.
    contested: bool,
    pub(super) numbers: Renumbering,
    chosen: BTreeMap<String, Choice>,
    conflicts: Vec<Conflict>,
}

impl Walk<'_> {
    /// Whether theirs brings nothing to a record.
    pub(super) fn may_pass(&self, base: &dyn Record, theirs: &dyn Record) -> bool {
        !self.contested && same_record(base, theirs)
    }

    /// Merges a record into `out`, which says what ours says. `place` is theirs, and is so again afterwards.
    pub(super) fn record(&mut self, place: &mut Place, three: Three<'_, dyn Record + '_>, out: &mut dyn Record) {
        if three.theirs.internal() != three.base.internal() {
            out.set_internal(three.theirs.internal());
        }
        let number = |record: &dyn Record| record.identity().map(|(.., number)| number);
        if let (Some(old), Some(mine), Some(new)) = (number(three.base), number(three.ours), number(three.theirs))
            && old == mine
            && old != new
        {
            out.set_number(new);
        }
        for (at, field) in three.ours.fields().iter().enumerate() {
            self.answer(place, (at, field), three, out);
        }
    }

    fn answer(
        &mut self,
        place: &mut Place,
        (at, field): (usize, &'static Field),
        three: Three<'_, dyn Record + '_>,
        out: &mut dyn Record,
    ) {
        let (Some(base), Some(ours), Some(theirs)) =
            (three.base.value(at), three.ours.value(at), three.theirs.value(at))
        else {
            return;
        };
        self.field(place, (at, field), three, out);
        let Some(value) = out.value_mut(at) else { return };
        let outer = place.path.len();
        match (base.view(), ours.view(), theirs.view()) {
            (View::Record(base), View::Record(ours), View::Record(theirs)) => {
                place.path.push('.');
                place.path.push_str(field.key);
                place.fields.push(field.key);
                if let Some(out) = value.record_mut() {
                    self.record(place, Three { base, ours, theirs }, out);
                }
                place.fields.pop();
            }
            (View::Items(base), View::Items(ours), View::Items(theirs)) => {
                if let Some(out) = value.items_mut() {
                    self.list((place, field), Three { base, ours, theirs }, out);
                }
            }
            _ => {}
        }
        place.path.truncate(outer);
    }

    /// Merges one answer with its mark; of groups and lists the mark alone.
    fn field(
        &mut self,
        place: &Place,
        (at, field): (usize, &'static Field),
        three: Three<'_, dyn Record + '_>,
        out: &mut dyn Record,
    ) {
        let (ours, theirs) = (self.ours, self.theirs);
        let Some(answers) = field::Answers::of(three, (at, field), (&ours.gone, &theirs.gone)) else { return };
        match answers.outcome() {
            field::Outcome::Ours => {}
            field::Outcome::Theirs => answers.take_theirs(out, &self.numbers),
            field::Outcome::Joined(text) => field::put(out, at, &text),
            field::Outcome::Clash => {
                let place = place.clone().at(field.key);
                let what = Clash::Field {
                    field,
                    base: answers.state(three.base, &|id| self.words(0, id)),
                    ours: answers.state(three.ours, &|id| self.words(1, id)),
                    theirs: answers.state(three.theirs, &|id| self.words(2, id)),
                };
                match self.conflict(place, what, answers.takes()) {
                    None | Some(Choice::Ours) => {}
                    Some(Choice::Theirs) => answers.take_theirs(out, &self.numbers),
                    Some(Choice::Both) => answers.take_both(out, &self.numbers),
                    Some(Choice::Text(text)) => answers.take_text(out, &text),
                }
            }
        }
    }

    /// Notes a conflict, and gives what was chosen for it.
    pub(super) fn conflict(&mut self, place: Place, what: Clash, takes: Takes) -> Option<Choice> {
        let title = place.item().map_or_else(|| place.section.title().to_owned(), |(_, id, _)| self.title(id));
        let conflict = Conflict { place, title, what, takes };
        let chosen = self.chosen.get(&conflict.key()).cloned();
        self.conflicts.push(conflict);
        chosen
    }

    /// What ours calls an item, or theirs if ours does not have it.
    fn title(&self, id: Id) -> String {
        let entry = |which| self.index(which).and_then(|index| index.get(id));
        entry(1).or_else(|| entry(2)).map(|entry| entry.title.clone()).unwrap_or_default()
    }

    fn words(&self, which: usize, id: Id) -> String {
        self.index(which).map(|index| index.words(id)).unwrap_or_default()
    }

    fn index(&self, which: usize) -> Option<&Index> {
        let Sources { base, ours, theirs } = self.sources;
        let workbook = [base, ours, theirs].get(which).copied()?;
        Some(self.indexes.get(which)?.get_or_init(|| workbook.index()))
    }

    /// Whether an item, or one in it, is among these.
    pub(super) fn holds(record: &dyn Record, ids: &BTreeSet<Id>) -> bool {
        if ids.is_empty() {
            return false;
        }
        let own = record.identity().is_some_and(|(_, id, _)| ids.contains(&id));
        own || record.answers().any(|(_, value)| match value.view() {
            View::Record(inner) => Self::holds(inner, ids),
            View::Items(items) => (0..items.len()).filter_map(|at| items.get(at)).any(|item| Self::holds(item, ids)),
            _ => false,
        })
    }
}

/// An answer in words, as differences tell it.
pub(super) fn state(
    field: &Field,
    view: View<'_>,
    mark: Option<&Mark>,
    name: &dyn Fn(Id) -> String,
) -> crate::difference::State {
    let answer = match view {
        view if field.sealed && view.is_blank() => String::new(),
        _ if field.sealed => "sealed".to_owned(),
        view => words::answer(view, name),
    };
    crate::difference::State { answer, mark: mark.cloned() }
}
