//! Addresses: how people and scripts name a place, such as `about.owner`, `FM-3.fallback` or `budgets.budgets`.

use std::fmt;
use std::str::FromStr;

use crate::model::list::{Items, ItemsMut};
use crate::model::record::cite;
use crate::model::value::Value;
use crate::model::{Id, Record, Section, View, Workbook};

use super::operations::EditError;

/// A record and the fields that lead from it to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    head: Head,
    fields: Vec<String>,
}

/// Where an address begins.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Head {
    /// A section, by its key.
    Section(Section),
    /// An item by its id.
    Id(Id),
    /// An item as people cite it, in capitals: `FM-3`.
    Cited(String),
}

impl FromStr for Address {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        let mut parts = text.trim().split('.').map(str::trim);
        let first = parts.next().unwrap_or_default();
        let head = if let Some(section) = Section::from_key(first) {
            Head::Section(section)
        } else if let Ok(id) = first.parse() {
            Head::Id(id)
        } else if first.contains('-') {
            Head::Cited(first.to_uppercase())
        } else {
            return Err(EditError::NoSuchPlace { place: text.to_owned() });
        };
        Ok(Self { head, fields: parts.map(str::to_owned).collect() })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.head {
            Head::Section(section) => f.write_str(section.key())?,
            Head::Id(id) => write!(f, "{id}")?,
            Head::Cited(cited) => f.write_str(cited)?,
        }
        self.fields.iter().try_for_each(|field| write!(f, ".{field}"))
    }
}

impl Address {
    /// The value at this address, to change it.
    ///
    /// # Errors
    /// [`EditError::NoSuchPlace`] if the section, item or field does not exist.
    pub fn value_mut<'a>(&self, workbook: &'a mut Workbook) -> Result<&'a mut dyn Value, EditError> {
        let (record, key) = self.record_and_key(workbook)?;
        record.answer_mut(&key).ok_or_else(|| EditError::NoSuchPlace { place: self.to_string() })
    }

    /// The record that holds the value at this address, to change it, and the value's key.
    ///
    /// # Errors
    /// [`EditError::NoSuchPlace`] if the section, item or field does not exist.
    pub fn record_and_key<'a>(&self, workbook: &'a mut Workbook) -> Result<(&'a mut dyn Record, String), EditError> {
        let missing = || EditError::NoSuchPlace { place: self.to_string() };
        let (last, path) = self.fields.split_last().ok_or_else(missing)?;
        let mut record = self.record_mut(workbook).ok_or_else(missing)?;
        for field in path {
            record = record.answer_mut(field).and_then(Value::record_mut).ok_or_else(missing)?;
        }
        Ok((record, last.clone()))
    }

    /// The list at this address, to change it.
    ///
    /// # Errors
    /// [`EditError::NoSuchPlace`] if there is no such place, or no list there.
    pub fn items_mut<'a>(&self, workbook: &'a mut Workbook) -> Result<&'a mut dyn ItemsMut, EditError> {
        self.value_mut(workbook)?.items_mut().ok_or_else(|| EditError::NoSuchPlace { place: self.to_string() })
    }

    /// The list at this address.
    #[must_use]
    pub fn items<'a>(&self, workbook: &'a Workbook) -> Option<&'a dyn Items> {
        let (last, path) = self.fields.split_last()?;
        let mut record = self.record(workbook)?;
        for field in path {
            let View::Record(inner) = record.answer(field)?.view() else { return None };
            record = inner;
        }
        if let View::Items(items) = record.answer(last)?.view() { Some(items) } else { None }
    }

    fn is_head(&self, record: &dyn Record) -> bool {
        match (&self.head, record.identity()) {
            (Head::Id(wanted), Some((_, id, _))) => *wanted == id,
            (Head::Cited(wanted), Some((kind, _, number))) => cite(kind, number) == *wanted,
            _ => false,
        }
    }

    fn record<'a>(&self, workbook: &'a Workbook) -> Option<&'a dyn Record> {
        if let Head::Section(section) = self.head {
            return Some(workbook.section(section));
        }
        Section::ALL.iter().find_map(|section| found(workbook.section(*section), &|record| self.is_head(record)))
    }

    fn record_mut<'a>(&self, workbook: &'a mut Workbook) -> Option<&'a mut dyn Record> {
        let is_it = |record: &dyn Record| self.is_head(record);
        if let Head::Section(section) = self.head {
            return Some(workbook.section_mut(section));
        }
        let section = Section::ALL.iter().copied().find(|section| holds(workbook.section(*section), &is_it))?;
        find(workbook.section_mut(section), &is_it)
    }
}

/// Whether a record or anything in it satisfies `test`.
pub(super) fn holds(record: &dyn Record, test: &dyn Fn(&dyn Record) -> bool) -> bool {
    test(record) || record.answers().any(|(_, value)| value_holds(value, test))
}

/// Whether a record inside a value satisfies `test`.
pub(super) fn value_holds(value: &dyn Value, test: &dyn Fn(&dyn Record) -> bool) -> bool {
    match value.view() {
        View::Record(inner) => holds(inner, test),
        View::Items(items) => (0..items.len()).filter_map(|at| items.get(at)).any(|item| holds(item, test)),
        _ => false,
    }
}

/// The first record that satisfies `test`, in `record` or anywhere in it.
fn found<'a>(record: &'a dyn Record, test: &dyn Fn(&dyn Record) -> bool) -> Option<&'a dyn Record> {
    if test(record) {
        return Some(record);
    }
    (0..record.fields().len()).filter_map(|index| record.value(index)).find_map(|value| match value.view() {
        View::Record(inner) => found(inner, test),
        View::Items(items) => (0..items.len()).filter_map(|at| items.get(at)).find_map(|item| found(item, test)),
        _ => None,
    })
}

/// As [`found`], to change it. Looks before it borrows for change, so that items
/// that are only passed by stay shared.
fn find<'a>(record: &'a mut dyn Record, test: &dyn Fn(&dyn Record) -> bool) -> Option<&'a mut dyn Record> {
    if test(record) {
        return Some(record);
    }
    let inside = |value| value_holds(value, test);
    let index = (0..record.fields().len()).find(|index| record.value(*index).is_some_and(inside))?;
    let value = record.value_mut(index)?;
    if let View::Record(_) = value.view() {
        return find(value.record_mut()?, test);
    }
    let items = value.items_mut()?;
    let at = (0..items.len()).find(|at| items.get(*at).is_some_and(|item| holds(item, test)))?;
    find(items.get_mut(at)?, test)
}
