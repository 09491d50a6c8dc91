//! The walk over two workbooks side by side.

use std::cell::OnceCell;

use crate::model::list::Items;
use crate::model::mark::Marks;
use crate::model::place::{Index, Place};
use crate::model::record::Field;
use crate::model::{Record, Section, Value, View, Workbook};
use crate::words;

use super::order::{self, Matched};
use super::{Change, State, What};

/// Everything that differs.
pub(super) fn changes(before: &Workbook, after: &Workbook) -> Vec<Change> {
    let mut walk = Walk {
        before: Named { workbook: before, index: OnceCell::new() },
        after: Named { workbook: after, index: OnceCell::new() },
        found: Vec::new(),
    };
    for section in Section::ALL.iter().filter(|section| !before.shares(after, **section)) {
        walk.record(&mut Place::of_section(*section), before.section(*section), after.section(*section));
    }
    walk.found
}

/// Whether two records say the same, all that is in them included.
pub(crate) fn same_record(one: &dyn Record, other: &dyn Record) -> bool {
    std::ptr::addr_eq(one, other)
        || one.identity() == other.identity()
            && one.internal() == other.internal()
            && one.marks() == other.marks()
            && (0..one.fields().len()).all(|at| match (one.value(at), other.value(at)) {
                (Some(one), Some(other)) => same(one.view(), other.view()),
                (one, other) => one.is_none() && other.is_none(),
            })
}

/// Whether two values say the same.
pub(crate) fn same(one: View<'_>, other: View<'_>) -> bool {
    match (one, other) {
        (View::Text(one), View::Text(other)) => one == other,
        (View::Lines(one), View::Lines(other)) => one == other,
        (View::Flag(one), View::Flag(other)) => one == other,
        (View::Choice(one, _), View::Choice(other, _)) => one == other,
        (View::Choices(one, _), View::Choices(other, _)) => one == other,
        (View::Count(one), View::Count(other)) => one == other,
        (View::Number(one), View::Number(other)) => one == other,
        (View::Rate(one), View::Rate(other)) => one == other,
        (View::Step(one), View::Step(other)) => one == other,
        (View::Money(one), View::Money(other)) => one == other,
        (View::Date(one), View::Date(other)) => one == other,
        (View::Links(one), View::Links(other)) => one == other,
        (View::Record(one), View::Record(other)) => same_record(one, other),
        (View::Items(one), View::Items(other)) => {
            one.len() == other.len()
                && (0..one.len()).all(|at| match (one.get(at), other.get(at)) {
                    (Some(one), Some(other)) => same_record(one, other),
                    (one, other) => one.is_none() && other.is_none(),
                })
        }
        _ => false,
    }
}

/// A workbook whose items are looked up by name only if a link has changed.
struct Named<'a> {
    workbook: &'a Workbook,
    index: OnceCell<Index>,
}

impl Named<'_> {
    fn words(&self, view: View<'_>) -> String {
        words::answer(view, &|id| self.index.get_or_init(|| self.workbook.index()).words(id))
    }
}

struct Walk<'a> {
    before: Named<'a>,
    after: Named<'a>,
    found: Vec<Change>,
}

impl Walk<'_> {
    /// Compares two records. `place` is theirs, and is so again afterwards.
    fn record(&mut self, place: &mut Place, before: &dyn Record, after: &dyn Record) {
        if std::ptr::addr_eq(before, after) {
            return;
        }
        if before.internal() != after.internal() {
            self.push(place.clone(), after, What::Internal(after.internal()));
        }
        if let (Some((.., old)), Some((.., new))) = (before.identity(), after.identity())
            && old != new
        {
            self.push(place.clone(), after, What::Number(old, new));
        }
        for (at, field) in after.fields().iter().enumerate() {
            if let (Some(old), Some(new)) = (before.value(at), after.value(at)) {
                self.field(place, field, (before, old), (after, new));
            }
        }
    }

    fn field(
        &mut self,
        place: &mut Place,
        field: &'static Field,
        (before, old): (&dyn Record, &dyn Value),
        (after, new): (&dyn Record, &dyn Value),
    ) {
        let marks = marked_alike(before.marks(), after.marks(), field.key);
        let differs = match (old.view(), new.view()) {
            (View::Record(_) | View::Items(_), _) => !marks,
            (old, new) => !marks || !same(old, new),
        };
        if differs {
            let state = |named: &Named<'_>, record: &dyn Record, value: &dyn Value| State {
                answer: if field.sealed { String::new() } else { named.words(value.view()) },
                mark: record.marks().get(field.key).cloned(),
            };
            let (mut before, mut after_state) = (state(&self.before, before, old), state(&self.after, after, new));
            if field.sealed {
                // what can be told of a sealed answer is that there is one, or another one
                (before.answer, after_state.answer) = sealed(!old.is_blank(), !new.is_blank());
            }
            let what = What::Field { field, before, after: after_state };
            self.push(place.clone().at(field.key), after, what);
        }
        let outer = place.path.len();
        place.path.push('.');
        place.path.push_str(field.key);
        match (old.view(), new.view()) {
            (View::Record(old), View::Record(new)) => {
                place.fields.push(field.key);
                self.record(place, old, new);
                place.fields.pop();
            }
            (View::Items(old), View::Items(new)) => {
                let fields = std::mem::take(&mut place.fields);
                self.list(place, old, new);
                place.fields = fields;
            }
            _ => {}
        }
        place.path.truncate(outer);
    }

    fn list(&mut self, place: &mut Place, before: &dyn Items, after: &dyn Items) {
        let Matched { both, removed, added, moved } = order::matched(before, after);
        let of = |items: &dyn Items, record: &dyn Record, place: &Place| {
            let mut place = place.clone();
            place.items.push(record.identity().unwrap_or((items.kind(), crate::model::Id::default(), 0)));
            place
        };
        for at in removed {
            if let Some(record) = before.get(at) {
                self.push(of(before, record, place), record, What::Removed(at));
            }
        }
        for at in added {
            if let Some(record) = after.get(at) {
                self.push(of(after, record, place), record, What::Added(at));
            }
        }
        for (from, to) in moved {
            if let Some(record) = after.get(to) {
                self.push(of(after, record, place), record, What::Moved { from, to });
            }
        }
        for (from, to) in both {
            let (Some(old), Some(new)) = (before.get(from), after.get(to)) else { continue };
            if !std::ptr::addr_eq(old, new) {
                place.items.push(new.identity().unwrap_or((after.kind(), crate::model::Id::default(), 0)));
                self.record(place, old, new);
                place.items.pop();
            }
        }
    }

    fn push(&mut self, place: Place, record: &dyn Record, what: What) {
        // a part of an item is called as the item, whose name is looked up by whoever shows it
        let title = if record.identity().is_some() {
            record.title()
        } else {
            place.item().map_or_else(|| place.section.title().to_owned(), |(_, id, _)| self.title_of(id))
        };
        self.found.push(Change { place, title, what });
    }

    fn title_of(&self, id: crate::model::Id) -> String {
        let index = self.after.index.get_or_init(|| self.after.workbook.index());
        index.get(id).map(|entry| entry.title.clone()).unwrap_or_default()
    }
}

fn marked_alike(before: &Marks, after: &Marks, key: &str) -> bool {
    before.is_empty() && after.is_empty() || before.get(key) == after.get(key)
}

fn sealed(before: bool, after: bool) -> (String, String) {
    let told = |there: bool, words: &str| if there { words.to_owned() } else { String::new() };
    (told(before, "sealed"), told(after, if before { "sealed anew" } else { "sealed" }))
}
