//! The columns of a sheet: what they ask, how wide they are, which are shown and in which order.

use crate::edit::cells;
use crate::model::View as Value;
use crate::model::list::Items;
use crate::model::record::Field;

/// How wide a column may be.
const NARROWEST: f32 = 56.0;
const WIDEST: f32 = 640.0;

/// What kind of values a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words on one line.
    Text,
    /// Words on several lines.
    Prose,
    /// One of a few.
    Choice(&'static [&'static str]),
    /// Yes or no.
    Flag,
    /// A step of a scale.
    Step,
    /// A number, a rate or an amount.
    Number,
    /// A date.
    Date,
    /// Links and some of a few: several in one cell.
    Several,
    /// A list or a part: shown as a count, opened on its own.
    Inner,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) field: &'static Field,
    pub(super) kind: Kind,
    pub(super) width: f32,
    pub(super) shown: bool,
}

impl Column {
    fn new(field: &'static Field, value: Value<'_>, is_first: bool) -> Self {
        let (kind, width) = match value {
            Value::Text(_) if field.prose => (Kind::Prose, 220.0),
            Value::Text(_) => (Kind::Text, if is_first { 240.0 } else { 150.0 }),
            Value::Lines(_) => (Kind::Prose, 160.0),
            Value::Flag(_) => (Kind::Flag, 96.0),
            Value::Choice(_, options) => (Kind::Choice(options), 148.0),
            Value::Step(_) => (Kind::Step, 96.0),
            Value::Count(_) | Value::Number(_) | Value::Rate(_) => (Kind::Number, 112.0),
            Value::Money(_) => (Kind::Number, 128.0),
            Value::Date(_) => (Kind::Date, 124.0),
            Value::Choices(..) | Value::Links(_) => (Kind::Several, 140.0),
            Value::Record(_) | Value::Items(_) => (Kind::Inner, 128.0),
        };
        Self { field, kind, width, shown: true }
    }

    /// Whether its values stand at the right.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number | Kind::Step)
    }
}

/// All columns, in order; the first shown one stays in sight.
#[derive(Debug, Default)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Those of a list.
    pub(super) fn of(items: &dyn Items) -> Self {
        let blank = items.blank();
        let column = |(at, (field, value)): (usize, (&'static Field, &dyn crate::model::Value))| {
            Column::new(field, value.view(), at == 0)
        };
        let mut all: Vec<Column> = blank.answers().enumerate().map(column).collect();
        // what the eye looks for first stands first: lists have no text of their own
        all.sort_by_key(|column| column.kind == Kind::Inner);
        debug_assert!(cells::columns(items).len() <= all.len(), "every cell has a column");
        Self(all)
    }

    pub(super) fn all(&self) -> &[Column] {
        &self.0
    }

    /// Those that are shown.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Column> {
        self.0.iter().filter(|column| column.shown)
    }

    fn at(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|column| column.field.key == key)
    }

    /// Shows or hides a column; the last one stays.
    pub(super) fn toggle(&mut self, key: &str) {
        let count = self.shown().count();
        if let Some(column) = self.at(key).and_then(|at| self.0.get_mut(at))
            && (count > 1 || !column.shown)
        {
            column.shown = !column.shown;
        }
    }

    /// Shows all columns.
    pub(super) fn show_all(&mut self) {
        self.0.iter_mut().for_each(|column| column.shown = true);
    }

    /// Makes a column wider or narrower.
    pub(super) fn widen(&mut self, key: &str, by: f32) {
        if let Some(column) = self.at(key).and_then(|at| self.0.get_mut(at)) {
            column.width = (column.width + by).clamp(NARROWEST, WIDEST);
        }
    }

    /// Moves a column over the shown one at its left or right.
    pub(super) fn shift(&mut self, key: &str, right: bool) {
        let Some(at) = self.at(key) else { return };
        let other = if right {
            (at + 1..self.0.len()).find(|at| self.0.get(*at).is_some_and(|column| column.shown))
        } else {
            (0..at).rev().find(|at| self.0.get(*at).is_some_and(|column| column.shown))
        };
        if let Some(other) = other {
            let column = self.0.remove(at);
            self.0.insert(other, column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Workbook;

    #[test]
    fn columns_hide_and_move_and_keep_their_bounds() {
        let workbook = Workbook::default();
        let mut columns = Columns::of(&workbook.budgets.budgets);
        let keys = |columns: &Columns| columns.shown().map(|column| column.field.key).collect::<Vec<_>>();
        assert_eq!(
            (keys(&columns).first().copied(), keys(&columns).last().copied()),
            (Some("name"), Some("measurements"))
        );
        columns.toggle("scenario");
        columns.shift("name", true);
        assert_eq!(keys(&columns)[..2], ["segment", "name"]);
        columns.shift("name", false);
        assert_eq!(keys(&columns)[..2], ["name", "segment"]);
        columns.shift("name", false);
        columns.widen("name", -900.0);
        assert!((columns.shown().next().unwrap().width - NARROWEST).abs() < 0.1);
        for key in keys(&columns) {
            columns.toggle(key);
        }
        assert_eq!(keys(&columns).len(), 1, "one column stays");
        columns.show_all();
        assert_eq!(columns.shown().count(), columns.all().len());
    }
}
