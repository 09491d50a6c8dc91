//! Which rows of a list a sheet shows, and in which order: filtered by words and by values, sorted by a column. Computed once
//! for each change; the order of the list itself stays as it is.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::edit::Citations;
use crate::edit::cells::text_of;
use crate::model::list::Items;
use crate::model::place::Index;
use crate::model::{Id, Record, View as Value};

/// What narrows and orders the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Words that must stand somewhere in the row.
    pub(super) words: String,
    /// The values of a column that are shown, by the key of its question.
    pub(super) values: BTreeMap<&'static str, BTreeSet<String>>,
    /// The column to sort by, and whether from the end.
    pub(super) sort: Option<(&'static str, bool)>,
}

impl Wanted {
    /// Whether all rows are shown.
    pub(super) fn is_all(&self) -> bool {
        self.words.trim().is_empty() && self.values.is_empty()
    }
}

/// What was shown before it was computed anew.
#[derive(Debug)]
pub(super) struct Before {
    pub(super) rows: Vec<(usize, Id)>,
    /// Whether other rows or another order were asked for.
    pub(super) asked_otherwise: bool,
}

/// The rows that are shown.
#[derive(Debug, Default)]
pub(super) struct Listing {
    made_for: Option<(u64, Wanted)>,
    /// Position in the list and id of each row.
    pub(super) rows: Vec<(usize, Id)>,
    /// How many items the list has.
    pub(super) total: usize,
}

impl Listing {
    /// Computes the rows anew where something changed, and gives what was shown before.
    pub(super) fn refresh(
        &mut self,
        revision: u64,
        wanted: &Wanted,
        items: &dyn Items,
        index: &Index,
    ) -> Option<Before> {
        let same = self.made_for.as_ref().is_some_and(|(made, with)| *made == revision && with == wanted);
        if same && self.total == items.len() {
            return None;
        }
        let asked_otherwise = self.made_for.as_ref().is_none_or(|(_, with)| with != wanted);
        let fresh =
            Self { made_for: Some((revision, wanted.clone())), rows: rows(items, wanted, index), total: items.len() };
        Some(Before { rows: std::mem::replace(self, fresh).rows, asked_otherwise })
    }

    /// The id of a shown row; `None` for the blank one below the last.
    pub(super) fn id(&self, row: usize) -> Option<Id> {
        self.rows.get(row).map(|(_, id)| *id)
    }

    /// The row of an item, if it is shown.
    pub(super) fn row_of(&self, id: Id) -> Option<usize> {
        self.rows.iter().position(|(_, other)| *other == id)
    }

    /// The ids of shown rows.
    pub(super) fn ids(&self, rows: std::ops::RangeInclusive<usize>) -> Vec<Id> {
        rows.filter_map(|row| self.id(row)).collect()
    }
}

fn rows(items: &dyn Items, wanted: &Wanted, index: &Index) -> Vec<(usize, Id)> {
    let all = (0..items.len()).filter_map(|at| Some((at, items.get(at)?)));
    let citations = if wanted.is_all() { Citations::default() } else { Citations::of(index) };
    let words = wanted.words.trim().to_lowercase();
    let fits = |record: &dyn Record| {
        let says = |value: &dyn crate::model::Value| text_of(value, &citations);
        let in_values = wanted
            .values
            .iter()
            .all(|(key, values)| record.answer(key).is_some_and(|value| values.contains(&says(value))));
        let cited = record.identity().map(|(kind, _, number)| crate::model::record::cite(kind, number));
        in_values
            && (words.is_empty()
                || cited.is_some_and(|cited| cited.to_lowercase() == words)
                || record.answers().any(|(_, value)| says(value).to_lowercase().contains(&words)))
    };
    let mut found: Vec<(usize, &dyn Record)> = all.filter(|(_, record)| fits(*record)).collect();
    if let Some((key, reversed)) = wanted.sort {
        found.sort_by(|(_, one), (_, other)| match (one.answer(key), other.answer(key)) {
            (Some(one), Some(other)) => {
                // blanks stand at the end, whichever way
                let blank = one.is_blank().cmp(&other.is_blank());
                let order = compare(one.view(), other.view());
                blank.then(if reversed { order.reverse() } else { order })
            }
            _ => Ordering::Equal,
        });
    }
    found.into_iter().filter_map(|(at, record)| record.identity().map(|(_, id, _)| (at, id))).collect()
}

/// Numbers by size, dates by time, choices in their order, words by the alphabet.
fn compare(one: Value<'_>, other: Value<'_>) -> Ordering {
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        _ => one.text().to_lowercase().cmp(&other.text().to_lowercase()),
    }
}

/// What a value is as a number: for sums, and to sort by.
pub(super) fn number(value: Value<'_>) -> Option<f64> {
    match value {
        Value::Choice(chosen, _) => chosen.map(|at| at as f64),
        value => amount(value),
    }
}

/// What a value adds to a sum, if it is a number.
pub(super) fn amount(value: Value<'_>) -> Option<f64> {
    match value {
        Value::Count(count) => count.map(|count| count as f64),
        Value::Number(number) => number.map(crate::model::Number::get),
        Value::Rate(rate) => rate.map(crate::model::Rate::fraction),
        Value::Step(step) => step.map(|step| f64::from(step.get())),
        Value::Money(money) => money.map(|money| money.as_f64()),
        _ => None,
    }
}

/// The values that a column has, in the order in which they would be sorted.
pub(super) fn values(items: &dyn Items, key: &str, index: &Index) -> BTreeSet<String> {
    let citations = Citations::of(index);
    let value = |at: usize| items.get(at)?.answer(key).map(|value| text_of(value, &citations));
    (0..items.len()).filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::budgets::Budget;
    use crate::model::{List, Rate};

    fn budgets() -> List<Budget> {
        let budget = |(id, name, tolerance): (u64, &str, Option<f64>)| Budget {
            id: Id(id),
            number: id as u32,
            name: name.to_owned(),
            tolerance: tolerance.and_then(Rate::new),
            ..Budget::default()
        };
        [(1, "Wrong clause", Some(0.1)), (2, "blank", None), (3, "Stale", Some(0.02))].into_iter().map(budget).collect()
    }

    fn shown(wanted: &Wanted) -> Vec<u64> {
        let mut listing = Listing::default();
        listing.refresh(0, wanted, &budgets(), &Index::default());
        listing.rows.iter().map(|(_, id)| id.0).collect()
    }

    #[test]
    fn rows_are_filtered_by_words_and_values_and_sorted_with_blanks_at_the_end() {
        let by = |sort| shown(&Wanted { sort: Some(sort), ..Wanted::default() });
        assert_eq!(by(("tolerance", false)), [3, 1, 2]);
        assert_eq!(by(("tolerance", true)), [1, 3, 2]);
        assert_eq!(by(("name", false)), [2, 3, 1]);
        let words = |words: &str| shown(&Wanted { words: words.to_owned(), ..Wanted::default() });
        assert_eq!((words("CLAUSE"), words("ub-3"), words("2%")), (vec![1], vec![3], vec![3]));
        let values = BTreeMap::from([("tolerance", BTreeSet::from([String::new(), "2%".to_owned()]))]);
        assert_eq!(shown(&Wanted { values, ..Wanted::default() }), [2, 3]);
    }
}
