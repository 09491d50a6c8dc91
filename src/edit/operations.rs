//! Changes that touch several places: adding an item with its number, removing one with the links to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::list::ItemsMut;
use crate::model::mark::Mark;
use crate::model::place::Stop;
use crate::model::record::{Item, Target};
use crate::model::value::{Invalid, link_lines, set_links};
use crate::model::{Id, ItemKind, List, Record, Section, View, Workbook};

use super::address::{Address, holds, value_holds};
use super::citations::Citations;
use super::ids::Ids;

/// A change that cannot be made. The workbook is as before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is no such section, item or field.
    #[error("there is no `{place}` in this workbook")]
    NoSuchPlace {
        /// The place as it was named.
        place: String,
    },
    /// The text cannot become a value of this field.
    #[error("{place}: {source}")]
    Invalid {
        /// The field.
        place: String,
        /// What is wrong with the text.
        source: Invalid,
    },
}

/// Gives an item its identity: a fresh id and the next number of its kind.
pub fn name<T: Item>(mut item: T, workbook: &mut Workbook, ids: &mut Ids) -> T {
    let number = next_number(workbook, T::KIND);
    item.set_identity(ids.fresh(), number);
    item
}

/// Adds a blank item to the list at `list` and returns its id and number.
///
/// # Errors
/// [`EditError::NoSuchPlace`] if there is no such list.
pub fn add_item(workbook: &mut Workbook, ids: &mut Ids, list: &Address) -> Result<(Id, u32), EditError> {
    let kind = list.items_mut(workbook)?.kind();
    let (id, number) = (ids.fresh(), next_number(workbook, kind));
    let items = list.items_mut(workbook)?;
    items.insert_blank(items.len(), id, number);
    Ok((id, number))
}

/// Sets the value at an address from text; empty text clears it. Links may be named as people cite them. An answer takes
/// away a mark on the field: what was unknown is known now.
///
/// # Errors
/// [`EditError`] if there is no such field, or if the text cannot be read as its kind of value.
pub fn set_text(workbook: &mut Workbook, place: &Address, text: &str) -> Result<(), EditError> {
    let invalid = |source| EditError::Invalid { place: place.to_string(), source };
    let is_link = matches!(place.value_mut(workbook)?.view(), View::Links(_));
    let text = if is_link {
        let (record, key) = place.record_and_key(workbook)?;
        let own = record.identity().map(|(_, id, _)| id);
        let target = record.fields().iter().find(|field| field.key == key).map_or(Target::Any, |field| field.target);
        let ids = Citations::of(&workbook.index()).read(text, target, own).map_err(invalid)?;
        link_lines(&ids)
    } else {
        text.to_owned()
    };
    if let Some(problem) = no_digest(workbook, place, &text)? {
        return Err(invalid(problem));
    }
    place.value_mut(workbook)?.set_text(&text).map_err(invalid)?;
    if !text.trim().is_empty() {
        let (record, key) = place.record_and_key(workbook)?;
        record.marks_mut().set(&key, None);
    }
    Ok(())
}

/// What is wrong with a text for a digest of what was signed or sent, if the place keeps one and the text is none.
fn no_digest(workbook: &mut Workbook, place: &Address, text: &str) -> Result<Option<Invalid>, EditError> {
    let (record, key) = place.record_and_key(workbook)?;
    let kind = record.identity().map(|(kind, ..)| kind);
    if !matches!(kind, Some(ItemKind::SignOff | ItemKind::ReviewRequest)) {
        return Ok(None);
    }
    let is_digest = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_line = |line: &str| line.split_once(' ').is_some_and(|(_, digest)| is_digest(digest.trim()));
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let fits = match key.as_str() {
        "digest" => lines.all(is_digest),
        "parts" | "copy" => lines.all(is_line),
        _ => true,
    };
    let wanted = if key == "digest" { "a SHA-256, of 64 hexadecimal digits" } else { "a section and its SHA-256" };
    Ok((!fits).then(|| Invalid::new(text, wanted)))
}

/// Marks a field of an item or section as unknown or not applicable, or takes its mark away. What was entered stays.
pub fn mark(record: &mut dyn Record, key: &str, mark: Option<Mark>) {
    record.marks_mut().set(key, mark);
}

/// Makes sure that no number of an item is given again, where the last numbers given are not known any more: of a workbook of which
/// only a part could be read.
pub fn reserve_numbers(workbook: &mut Workbook) {
    let mut given = Vec::new();
    workbook.walk(&mut |_, stop| {
        if let Stop::Record(record) = stop {
            given.extend(record.identity().map(|(kind, _, number)| (kind, number)));
        }
    });
    let numbers = std::sync::Arc::make_mut(&mut workbook.numbers);
    for (kind, number) in given.into_iter().filter(|(kind, _)| !kind.prefix().is_empty()) {
        numbers.reserve(kind, number);
    }
}

/// Gives every item a fresh id and lets the links follow: what makes a template into a workbook of its own.
pub fn renew_ids(workbook: &mut Workbook, ids: &mut Ids) {
    let mut renewed = BTreeMap::new();
    workbook.walk(&mut |_, stop| {
        if let Stop::Record(record) = stop
            && let Some((_, id, _)) = record.identity()
        {
            renewed.entry(id).or_insert_with(|| ids.fresh());
        }
    });
    for section in Section::ALL {
        renew(workbook.section_mut(*section), &renewed);
    }
}

fn renew(record: &mut dyn Record, renewed: &BTreeMap<Id, Id>) {
    if let Some(id) = record.identity().and_then(|(_, id, _)| renewed.get(&id)) {
        record.set_id(*id);
    }
    for index in 0..record.fields().len() {
        let Some(value) = record.value_mut(index) else { continue };
        if let View::Links(ids) = value.view() {
            let followed: Vec<Id> = ids.iter().map(|id| renewed.get(id).copied().unwrap_or(*id)).collect();
            set_links(value, &followed);
        } else if let Some(inner) = value.record_mut() {
            renew(inner, renewed);
        } else if let Some(items) = value.items_mut() {
            for at in 0..items.len() {
                if let Some(item) = items.get_mut(at) {
                    renew(item, renewed);
                }
            }
        }
    }
}

/// Removes an item wherever it is, and every link to it or to the items inside it. `false` if there is no such item.
pub fn remove_item(workbook: &mut Workbook, id: Id) -> bool {
    let mut inside = Vec::new();
    let removed = with_list(workbook, id, |items, at| {
        if let Some(item) = items.get(at) {
            identities(item, &mut inside);
        }
        items.remove(at)
    });
    if removed != Some(true) {
        return false;
    }
    let gone: Vec<Id> = inside.into_iter().map(|(_, id)| id).collect();
    forget_links(workbook, &gone);
    true
}

/// Takes every link to these items out of the workbook.
pub fn forget_links(workbook: &mut Workbook, gone: &[Id]) {
    let gone: BTreeSet<Id> = gone.iter().copied().collect();
    for section in Section::ALL {
        if holds(workbook.section(*section), &|record| links_to(record, &gone)) {
            unlink(workbook.section_mut(*section), &gone);
        }
    }
}

/// The id of an item and of all items in it; empty if there is no such item.
#[must_use]
pub fn ids_in(workbook: &Workbook, id: Id) -> Vec<Id> {
    let mut ids = Vec::new();
    workbook.walk(&mut |place, stop| {
        if let (Stop::Record(record), Some((_, own, _))) = (stop, place.item())
            && record.identity().is_some_and(|(_, identity, _)| identity == own)
            && place.items.iter().any(|(_, outer, _)| *outer == id)
        {
            ids.push(own);
        }
    });
    ids
}

/// Moves an item to another position in its list. `false` if there is no such item or position.
pub fn move_item(workbook: &mut Workbook, id: Id, to: usize) -> bool {
    with_list(workbook, id, |items, at| items.shift(at, to)).unwrap_or(false)
}

/// Puts a copy of an item after it, with ids and numbers of its own for it and for all that is in it; links stay as they
/// are. Gives the copy's id, or `None` if there is no such item.
pub fn duplicate_item(workbook: &mut Workbook, ids: &mut Ids, id: Id) -> Option<Id> {
    let mut inside = Vec::new();
    with_list(workbook, id, |items, at| {
        if let Some(item) = items.get(at) {
            identities(item, &mut inside);
        }
    })?;
    let renewed = set_aside(workbook, ids, inside);
    with_list(workbook, id, |items, at| {
        if items.duplicate(at)
            && let Some(copy) = items.get_mut(at + 1)
        {
            rename(copy, &renewed);
        }
    });
    renewed.get(&id).map(|(id, _)| *id)
}

/// Kind and id of an item and of all items in it.
pub(super) fn identities(record: &dyn Record, found: &mut Vec<(ItemKind, Id)>) {
    found.extend(record.identity().map(|(kind, id, _)| (kind, id)));
    for (_, value) in record.answers() {
        match value.view() {
            View::Record(inner) => identities(inner, found),
            View::Items(items) => {
                for item in (0..items.len()).filter_map(|at| items.get(at)) {
                    identities(item, found);
                }
            }
            _ => {}
        }
    }
}

/// Sets a fresh id and the next number of its kind aside for each of these items.
pub(super) fn set_aside(workbook: &mut Workbook, ids: &mut Ids, items: Vec<(ItemKind, Id)>) -> BTreeMap<Id, (Id, u32)> {
    items.into_iter().map(|(kind, old)| (old, (ids.fresh(), next_number(workbook, kind)))).collect()
}

/// Gives an item and all items in it the ids and numbers that were set aside for them.
pub(super) fn rename(record: &mut dyn Record, renewed: &BTreeMap<Id, (Id, u32)>) {
    if let Some((id, number)) = record.identity().and_then(|(_, id, _)| renewed.get(&id)) {
        record.set_id(*id);
        record.set_number(*number);
    }
    for index in 0..record.fields().len() {
        let Some(value) = record.value_mut(index) else { continue };
        if let Some(inner) = value.record_mut() {
            rename(inner, renewed);
        } else if let Some(items) = value.items_mut() {
            for at in 0..items.len() {
                if let Some(item) = items.get_mut(at) {
                    rename(item, renewed);
                }
            }
        }
    }
}

/// Does something to the list that holds an item, and its position in it.
fn with_list<T>(workbook: &mut Workbook, id: Id, act: impl FnOnce(&mut dyn ItemsMut, usize) -> T) -> Option<T> {
    let is_it = |record: &dyn Record| record.identity().is_some_and(|(_, own, _)| own == id);
    let section = Section::ALL.iter().copied().find(|section| holds(workbook.section(*section), &is_it))?;
    let mut act = Some(act);
    find_list(workbook.section_mut(section), &is_it, &mut |items, at| act.take().map(|act| act(items, at))).flatten()
}

fn find_list<T>(
    record: &mut dyn Record,
    is_it: &dyn Fn(&dyn Record) -> bool,
    act: &mut dyn FnMut(&mut dyn ItemsMut, usize) -> T,
) -> Option<T> {
    let index =
        (0..record.fields().len()).find(|index| record.value(*index).is_some_and(|value| value_holds(value, is_it)))?;
    let value = record.value_mut(index)?;
    if let View::Record(_) = value.view() {
        return find_list(value.record_mut()?, is_it, act);
    }
    let items = value.items_mut()?;
    let at = (0..items.len()).find(|at| items.get(*at).is_some_and(|item| holds(item, is_it)))?;
    if items.get(at).is_some_and(is_it) { Some(act(items, at)) } else { find_list(items.get_mut(at)?, is_it, act) }
}

pub(super) fn next_number(workbook: &mut Workbook, kind: ItemKind) -> u32 {
    if kind.prefix().is_empty() { 0 } else { std::sync::Arc::make_mut(&mut workbook.numbers).next(kind) }
}

fn links_to(record: &dyn Record, gone: &BTreeSet<Id>) -> bool {
    record
        .answers()
        .any(|(_, value)| matches!(value.view(), View::Links(ids) if ids.iter().any(|id| gone.contains(id))))
}

/// Takes the links to `gone` out of a record and all that is in it, touching only what holds such links.
fn unlink(record: &mut dyn Record, gone: &BTreeSet<Id>) {
    for index in 0..record.fields().len() {
        let Some(value) = record.value_mut(index) else { continue };
        if let View::Links(ids) = value.view() {
            let kept: Vec<Id> = ids.iter().filter(|id| !gone.contains(id)).copied().collect();
            if kept.len() < ids.len() {
                set_links(value, &kept);
            }
        } else if let Some(inner) = value.record_mut() {
            unlink(inner, gone);
        } else if let Some(items) = value.items_mut() {
            for at in 0..items.len() {
                if items.get(at).is_some_and(|item| holds(item, &|record| links_to(record, gone)))
                    && let Some(item) = items.get_mut(at)
                {
                    unlink(item, gone);
                }
            }
        }
    }
}

/// Ids as the text that sets links.
/// Adds an item of known type at the end of a list, with a fresh identity, and returns its id.
pub fn push<T: Item>(
    workbook: &mut Workbook,
    ids: &mut Ids,
    item: T,
    list: impl FnOnce(&mut Workbook) -> &mut List<T>,
) -> Id {
    let item = name(item, workbook, ids);
    let id = item.id();
    list(workbook).push(item);
    id
}
