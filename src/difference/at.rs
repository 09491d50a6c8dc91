//! The record, list and field at a [`Place`], in whatever workbook has it: what a difference found in one workbook is looked
//! up in another.

use crate::model::list::{Items, ItemsMut};
use crate::model::place::Place;
use crate::model::{Record, Value, View, Workbook};

/// The record that the field at the place is in: its innermost item or section, and the part of it that its fields but the
/// last lead to.
#[must_use]
pub fn record<'a>(workbook: &'a Workbook, place: &Place) -> Option<&'a dyn Record> {
    part(workbook, place, place.fields.len().saturating_sub(1))
}

/// The same, to change it.
pub fn record_mut<'a>(workbook: &'a mut Workbook, place: &Place) -> Option<&'a mut dyn Record> {
    part_mut(workbook, place, place.fields.len().saturating_sub(1))
}

/// The record at the place itself: all of its fields lead to parts.
#[must_use]
pub fn whole<'a>(workbook: &'a Workbook, place: &Place) -> Option<&'a dyn Record> {
    part(workbook, place, place.fields.len())
}

/// The same, to change it.
pub fn whole_mut<'a>(workbook: &'a mut Workbook, place: &Place) -> Option<&'a mut dyn Record> {
    part_mut(workbook, place, place.fields.len())
}

fn part<'a>(workbook: &'a Workbook, place: &Place, parts: usize) -> Option<&'a dyn Record> {
    let mut record = item(workbook, place)?;
    for key in place.fields.iter().take(parts) {
        record = match record.answer(key)?.view() {
            View::Record(inner) => inner,
            _ => return None,
        };
    }
    Some(record)
}

fn part_mut<'a>(workbook: &'a mut Workbook, place: &Place, parts: usize) -> Option<&'a mut dyn Record> {
    part(workbook, place, parts)?; // so that nothing is copied for a place that is not there
    let mut record = item_mut(workbook, place)?;
    for key in place.fields.iter().take(parts) {
        record = record.answer_mut(key).and_then(Value::record_mut)?;
    }
    Some(record)
}

/// The innermost item of the place, or its section.
#[must_use]
pub fn item<'a>(workbook: &'a Workbook, place: &Place) -> Option<&'a dyn Record> {
    let mut record = workbook.section(place.section);
    let mut keys = place.path.split('.').skip(1);
    for (_, id, _) in &place.items {
        let items = loop {
            match record.answer(keys.next()?)?.view() {
                View::Record(inner) => record = inner,
                View::Items(items) => break items,
                _ => return None,
            }
        };
        record = items.get(position(items, *id)?)?;
    }
    Some(record)
}

fn item_mut<'a>(workbook: &'a mut Workbook, place: &Place) -> Option<&'a mut dyn Record> {
    let mut record = workbook.section_mut(place.section);
    let mut keys = place.path.split('.').skip(1);
    for (_, id, _) in &place.items {
        let items = inner_list(record, &mut keys)?;
        let at = position_mut(items, *id)?;
        record = items.get_mut(at)?;
    }
    Some(record)
}

/// The list that the innermost item of the place stands in, or stood in.
#[must_use]
pub fn list<'a>(workbook: &'a Workbook, place: &Place) -> Option<&'a dyn Items> {
    let mut record = workbook.section(place.section);
    let mut keys = place.path.split('.').skip(1);
    let mut outer = place.items.len().checked_sub(1)?;
    let mut ids = place.items.iter();
    loop {
        match record.answer(keys.next()?)?.view() {
            View::Record(inner) => record = inner,
            View::Items(items) if outer == 0 => return Some(items),
            View::Items(items) => {
                outer -= 1;
                record = items.get(position(items, ids.next()?.1)?)?;
            }
            _ => return None,
        }
    }
}

/// The same, to change it.
pub fn list_mut<'a>(workbook: &'a mut Workbook, place: &Place) -> Option<&'a mut dyn ItemsMut> {
    list(workbook, place)?;
    let (_, outer) = place.items.split_last()?;
    let mut record = workbook.section_mut(place.section);
    let mut keys = place.path.split('.').skip(1);
    for (_, id, _) in outer {
        let items = inner_list(record, &mut keys)?;
        let at = position_mut(items, *id)?;
        record = items.get_mut(at)?;
    }
    inner_list(record, &mut keys)
}

/// The next list on the way down, through parts of the record.
fn inner_list<'a, 'k>(
    mut record: &'a mut dyn Record,
    keys: &mut impl Iterator<Item = &'k str>,
) -> Option<&'a mut dyn ItemsMut> {
    loop {
        let key = keys.next()?;
        let is_list = matches!(record.answer(key)?.view(), View::Items(_));
        let value = record.answer_mut(key)?;
        if is_list {
            return value.items_mut();
        }
        record = value.record_mut()?;
    }
}

/// Where the item with this id stands in a list.
#[must_use]
pub fn position(items: &dyn Items, id: crate::model::Id) -> Option<usize> {
    (0..items.len()).find(|at| items.get(*at).and_then(Record::identity).is_some_and(|(_, own, _)| own == id))
}

fn position_mut(items: &dyn ItemsMut, id: crate::model::Id) -> Option<usize> {
    (0..items.len()).find(|at| items.get(*at).and_then(Record::identity).is_some_and(|(_, own, _)| own == id))
}
