//! A list as a sheet: a row for each item, a column for each question with a short text form. Copying and pasting, one value
//! for many rows, filling down, clearing; [`rows`] inserts, copies, moves and deletes rows, [`text`] is the form on the
//! clipboard.
//!
//! Everything takes the list by its address, the rows by their ids, in the order in which they are shown, and the columns by
//! the keys of their questions. A text that cannot become a value leaves the cell as it was and is reported. Whoever calls
//! makes it one named step. What the rows look like, and which of them are shown, is not known here.

pub mod rows;
pub mod text;

mod paste;

use std::collections::BTreeMap;
use std::fmt;

use crate::model::list::Items;
use crate::model::record::{Field, cite};
use crate::model::value::{Invalid, Scalar, Value, link_lines};
use crate::model::{Date, Id, Money, Rate, Record, View, Workbook, manner};

use super::address::Address;
use super::citations::Citations;

pub use paste::{Pasted, Target, append, heads, paste};

/// A text that could not become the value of a cell, which is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The item.
    pub id: Id,
    /// How people cite it, or its place in the list for what nobody cites.
    pub row: String,
    /// The question.
    pub field: &'static Field,
    /// What was given, and what would have been accepted.
    pub problem: Invalid,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.row, self.field.label, self.problem)
    }
}

/// What came of writing to cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// How many cells have another value now.
    pub changed: usize,
    /// The texts that could not be read.
    pub refused: Vec<Refused>,
}

/// Whether a value can be a cell: parts and lists of a record cannot.
#[must_use]
pub fn is_cell(value: &dyn Value) -> bool {
    !matches!(value.view(), View::Record(_) | View::Items(_))
}

/// The questions of a list whose answers can be cells, in order.
#[must_use]
pub fn columns(items: &dyn Items) -> Vec<&'static Field> {
    items.blank().answers().filter(|(_, value)| is_cell(*value)).map(|(field, _)| field).collect()
}

/// A value as the text of its cell: choices by their words, dates as in ISO 8601, links as people cite them. [`set`] reads it
/// back without loss.
#[must_use]
pub fn text_of(value: &dyn Value, citations: &Citations) -> String {
    match value.view() {
        View::Links(ids) => citations.write(ids),
        View::Rate(Some(rate)) => {
            let percent = rate.to_string();
            // a percentage shows eight decimals, and some rates have more
            manner::decimal(&if Rate::parse(&percent) == Ok(rate) { percent } else { rate.fraction().to_string() })
        }
        view => view.text(),
    }
}

/// The cells as tab-separated text, with the labels of the questions above them if `heads`.
#[must_use]
pub fn copy(workbook: &Workbook, list: &Address, rows: &[Id], keys: &[&str], heads: bool) -> String {
    let Some(items) = list.items(workbook) else { return String::new() };
    let citations = Citations::of(&workbook.index());
    let at = positions(items);
    let mut block: text::Block = Vec::with_capacity(rows.len() + 1);
    if heads {
        let blank = items.blank();
        let label =
            |key: &&str| blank.fields().iter().find(|field| field.key == *key).map(|field| field.label.to_owned());
        block.push(keys.iter().map(|key| label(key).unwrap_or_default()).collect());
    }
    for record in rows.iter().filter_map(|id| items.get(*at.get(id)?)) {
        let cell = |key: &&str| record.answer(key).map(|value| text_of(value, &citations)).unwrap_or_default();
        block.push(keys.iter().map(cell).collect());
    }
    text::write(&block)
}

/// Gives many rows one value for a question.
pub fn set(workbook: &mut Workbook, list: &Address, rows: &[Id], key: &str, text: &str) -> Written {
    each(workbook, list, rows, |record, citations| vec![(key.to_owned(), write(record, key, text, citations))])
}

/// Makes the cells blank. What is marked as unknown or not applicable stays so.
pub fn clear(workbook: &mut Workbook, list: &Address, rows: &[Id], keys: &[&str]) -> Written {
    each(workbook, list, rows, |record, citations| {
        let is_there = |key: &&&str| record.answer(key).is_some_and(is_cell);
        let keys: Vec<&str> = keys.iter().filter(is_there).copied().collect();
        keys.into_iter().map(|key| (key.to_owned(), write(record, key, "", citations))).collect()
    })
}

/// Gives the rows the values of the first of them.
pub fn fill_down(workbook: &mut Workbook, list: &Address, rows: &[Id], keys: &[&str]) -> Written {
    let Some((first, rest)) = rows.split_first() else { return Written::default() };
    let Some(items) = list.items(workbook) else { return Written::default() };
    let citations = Citations::of(&workbook.index());
    let source = positions(items).get(first).and_then(|at| items.get(*at));
    let Some(source) = source else { return Written::default() };
    let cell = |key: &&str| {
        let value = source.answer(key).filter(|value| is_cell(*value))?;
        Some(((*key).to_owned(), text_of(value, &citations)))
    };
    let cells: Vec<(String, String)> = keys.iter().filter_map(cell).collect();
    each(workbook, list, rest, |record, citations| {
        cells.iter().map(|(key, text)| (key.clone(), write(record, key, text, citations))).collect()
    })
}

/// Where the items of a list stand in it.
fn positions(items: &dyn Items) -> BTreeMap<Id, usize> {
    let id = |at: usize| items.get(at).and_then(Record::identity).map(|(_, id, _)| (id, at));
    (0..items.len()).filter_map(id).collect()
}

/// How a row is called where something is said about it.
fn name_of(record: &dyn Record, at: usize) -> String {
    let cited = record.identity().map(|(kind, _, number)| cite(kind, number)).unwrap_or_default();
    if cited.is_empty() { format!("row {}", at + 1) } else { cited }
}

type Outcome = (String, Result<bool, Invalid>);

/// Does something to the rows, and gathers what came of it: for each key, whether the value changed.
fn each(
    workbook: &mut Workbook,
    list: &Address,
    rows: &[Id],
    act: impl Fn(&mut dyn Record, &Citations) -> Vec<Outcome>,
) -> Written {
    let citations = Citations::of(&workbook.index());
    let mut written = Written::default();
    let Ok(items) = list.items_mut(workbook) else { return written };
    let at = positions(items);
    for (id, at) in rows.iter().filter_map(|id| Some((*id, *at.get(id)?))) {
        let Some(record) = items.get_mut(at) else { continue };
        for (key, outcome) in act(record, &citations) {
            written.take(record, (id, at), &key, outcome);
        }
    }
    written
}

impl Written {
    fn take(&mut self, record: &dyn Record, (id, at): (Id, usize), key: &str, outcome: Result<bool, Invalid>) {
        match outcome {
            Ok(changed) => self.changed += usize::from(changed),
            Err(problem) => {
                if let Some(field) = record.fields().iter().find(|field| field.key == key) {
                    self.refused.push(Refused { id, row: name_of(record, at), field, problem });
                }
            }
        }
    }
}

/// Writes a text to a cell and takes a mark away that it answers. Gives whether anything changed.
fn write(record: &mut dyn Record, key: &str, text: &str, citations: &Citations) -> Result<bool, Invalid> {
    let own = record.identity().map(|(_, id, _)| id);
    let Some(field) = record.fields().iter().find(|field| field.key == key) else { return Ok(false) };
    let Some(value) = record.answer_mut(key) else { return Ok(false) };
    let before = text_of(value, citations);
    let mut changed = false;
    if before != text {
        let read = readable(value, text, |text| citations.read(text, field.target, own))?;
        value.set_text(&read)?;
        changed = text_of(value, citations) != before;
    }
    if !text.trim().is_empty() && record.marks().get(key).is_some() {
        record.marks_mut().set(key, None);
        changed = true;
    }
    Ok(changed)
}

/// Tries a text on a record that is thrown away afterwards, such as a blank one.
///
/// # Errors
/// [`Invalid`] if the text cannot become the value of this question.
pub fn readable_text(record: &mut dyn Record, key: &str, text: &str, citations: &Citations) -> Result<(), Invalid> {
    write(record, key, text, citations).map(drop)
}

/// The text as the value reads it: ids for links, and for dates and amounts what spreadsheets make of them.
fn readable(
    value: &dyn Value,
    text: &str,
    links: impl Fn(&str) -> Result<Vec<Id>, Invalid>,
) -> Result<String, Invalid> {
    match value.view() {
        View::Links(_) => {
            let ids = links(text)?;
            if ids.len() > 1 && !value.takes_several() {
                return Err(Invalid::new(text, "one item alone"));
            }
            Ok(link_lines(&ids))
        }
        View::Date(_) => Ok(date(text.trim()).map_or_else(|| text.to_owned(), |date| date.to_string())),
        View::Money(Some(Money { currency, .. })) if Money::parse(text).is_err() => {
            // an amount alone is in the currency that stands there
            let with_currency = format!("{} {}", currency.code(), text.trim());
            Ok(if Money::parse(&with_currency).is_ok() { with_currency } else { text.to_owned() })
        }
        _ => Ok(text.to_owned()),
    }
}

/// A date in one of the forms that mean the same everywhere: `2026-03-09` with a time or slashes, `9.3.2026`. With slashes
/// and the year at the end nobody knows which is the month.
fn date(text: &str) -> Option<Date> {
    let day = text.split([' ', 'T']).next()?;
    let numbers = |separator: char| {
        let parts: Vec<i16> = day.split(separator).map_while(|part| part.parse().ok()).collect();
        if let [first, second, third] = parts[..] { Some((first, second, third)) } else { None }
    };
    let year_first = numbers('-').or_else(|| numbers('/'));
    let day_first = || numbers('.').map(|(day, month, year)| (year, month, day));
    let (year, month, day) = year_first.or_else(day_first).filter(|(year, ..)| *year >= 1000)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests;
