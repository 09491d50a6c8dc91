//! Places in a workbook, and the walk that visits every one of them.

use std::collections::BTreeMap;
use std::fmt;

use super::id::{Id, ItemKind};
use super::record::{Field, Item, Record, cite};
use super::value::{Value, View};
use super::workbook::{Section, Workbook};

/// Where a value stands: a section, the items on the way down, and the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The section.
    pub section: Section,
    /// The items that lead to it, from the outside in: kind, id and number of each.
    pub items: Vec<(ItemKind, Id, u32)>,
    /// Field keys from the section, or from the innermost item, down to the value; empty for the section or item itself.
    pub fields: Vec<&'static str>,
    /// Field keys from the section down, without items: the same for all items of a list, such as
    /// `failure_modes.modes.mitigations.owner`.
    pub path: String,
}

impl Place {
    fn of(section: Section) -> Self {
        Self { section, items: Vec::new(), fields: Vec::new(), path: section.key().to_owned() }
    }

    /// A section itself.
    #[must_use]
    pub fn of_section(section: Section) -> Self {
        Self::of(section)
    }

    /// An item of the list `list` of a section, such as `modes` of the failure modes.
    #[must_use]
    pub fn of_item<T: Item>(section: Section, list: &'static str, item: &T) -> Self {
        Self::of(section).inside(list, item)
    }

    /// An item of the list `list` of the record at this place.
    #[must_use]
    pub fn inside<T: Item>(mut self, list: &'static str, item: &T) -> Self {
        self = self.at(list);
        self.fields.clear();
        self.items.push((T::KIND, item.id(), item.number()));
        self
    }

    /// A field of the record at this place.
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Self {
        self.path.push('.');
        self.path.push_str(field);
        self.fields.push(field);
        self
    }

    /// The item that the value belongs to, if it belongs to one.
    #[must_use]
    pub fn item(&self) -> Option<(ItemKind, Id, u32)> {
        self.items.last().copied()
    }
}

impl fmt::Display for Place {
    /// Says it as people cite it: `FM-3.owner`, `about.owner`, `UB-2, measurement 6f…: errors`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.items.first() {
            None => f.write_str(self.section.key())?,
            Some((kind, id, number)) => {
                let cited = cite(*kind, *number);
                if cited.is_empty() { write!(f, "{} {id}", kind.singular())? } else { f.write_str(&cited)? }
            }
        }
        for (kind, id, _) in self.items.iter().skip(1) {
            write!(f, ", {} {id}", kind.singular())?;
        }
        for field in &self.fields {
            write!(f, ".{field}")?;
        }
        Ok(())
    }
}

/// What the walk meets.
pub enum Stop<'a> {
    /// A section, an item, or a part of one: before its values.
    Record(&'a dyn Record),
    /// The answer to a question of a record; records and lists are visited before what is in them.
    Value(&'a dyn Record, &'static Field, &'a dyn Value),
}

impl Workbook {
    /// Visits every record and every value, section by section, in order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&Place, Stop<'a>)) {
        for section in Section::ALL {
            self.walk_section(*section, visit);
        }
    }

    /// Visits every record and every value of one section, in order.
    pub fn walk_section<'a>(&'a self, section: Section, visit: &mut dyn FnMut(&Place, Stop<'a>)) {
        walk_record(self.section(section), &mut Place::of(section), visit);
    }

    /// Every item by its id. Of items that share an id (a damaged file) the first one counts.
    #[must_use]
    pub fn index(&self) -> Index {
        let mut index = Index::default();
        for section in Section::ALL {
            index.add(*section, None, self.section(*section));
        }
        index
    }
}

/// The items of a workbook by id: what links are resolved against.
#[derive(Debug, Clone, Default)]
pub struct Index(BTreeMap<Id, Entry>);

/// An item as links see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What kind it is.
    pub kind: ItemKind,
    /// Its number; 0 if it has none.
    pub number: u32,
    /// What people call it.
    pub title: String,
    /// The section that it lives in.
    pub section: Section,
    /// The item whose list it stands in, if that is not a list of the section itself.
    pub within: Option<Id>,
}

impl Entry {
    /// Citation and title: `UB-2 Unsupported citation`.
    #[must_use]
    pub fn words(&self) -> String {
        let cited = cite(self.kind, self.number);
        if cited.is_empty() { self.title.clone() } else { format!("{cited} {}", self.title) }
    }
}

impl Index {
    /// Adds a record and the items in it. The general walk would do, but keeps track of places that nobody asks for here.
    fn add(&mut self, section: Section, within: Option<Id>, record: &dyn Record) {
        let identity = record.identity();
        if let Some((kind, id, number)) = identity {
            self.0.entry(id).or_insert_with(|| Entry { kind, number, title: record.title(), section, within });
        }
        let within = identity.map(|(_, id, _)| id).or(within);
        for value in (0..record.fields().len()).filter_map(|position| record.value(position)) {
            match value.view() {
                View::Record(inner) => self.add(section, within, inner),
                View::Items(items) => {
                    (0..items.len()).filter_map(|at| items.get(at)).for_each(|item| self.add(section, within, item));
                }
                _ => {}
            }
        }
    }

    /// The item with this id.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&Entry> {
        self.0.get(&id)
    }

    /// Where the item with this id stands: its section, and the items that lead to it.
    #[must_use]
    pub fn place(&self, id: Id) -> Option<Place> {
        let mut place = Place::of(self.get(id)?.section);
        let mut next = Some(id);
        while let Some((id, entry)) = next.and_then(|id| Some((id, self.get(id)?))) {
            place.items.insert(0, (entry.kind, id, entry.number));
            // ids that are there twice in a damaged file could lead in a circle
            next = entry.within.filter(|outer| !place.items.iter().any(|(_, id, _)| id == outer));
        }
        Some(place)
    }

    /// Every item with its id, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (Id, &Entry)> {
        self.0.iter().map(|(id, entry)| (*id, entry))
    }

    /// The item that people cite like this: `FM-3`.
    #[must_use]
    pub fn cited(&self, citation: &str) -> Option<Id> {
        self.0.iter().find(|(_, entry)| cite(entry.kind, entry.number) == citation).map(|(id, _)| *id)
    }

    /// Citation and title of the item with this id, or a note that it is gone.
    #[must_use]
    pub fn words(&self, id: Id) -> String {
        self.get(id).map_or_else(|| format!("(deleted item {id})"), Entry::words)
    }
}

/// Visits a record and what is in it. `place` is the record's own, and is so again afterwards: it is changed in step with
/// the walk instead of copied, because a large workbook has a hundred thousand places.
fn walk_record<'a>(record: &'a dyn Record, place: &mut Place, visit: &mut dyn FnMut(&Place, Stop<'a>)) {
    visit(place, Stop::Record(record));
    // without `answers`, which would allocate for every record
    for (position, field) in record.fields().iter().enumerate() {
        let Some(value) = record.value(position) else { continue };
        let outer = place.path.len();
        place.fields.push(field.key);
        place.path.push('.');
        place.path.push_str(field.key);
        visit(place, Stop::Value(record, field, value));
        match value.view() {
            View::Record(inner) => walk_record(inner, place, visit),
            View::Items(items) => {
                let fields = std::mem::take(&mut place.fields);
                for item in (0..items.len()).filter_map(|position| items.get(position)) {
                    place.items.push(item.identity().unwrap_or((items.kind(), Id::default(), 0)));
                    walk_record(item, place, visit);
                    place.items.pop();
                }
                place.fields = fields;
            }
            _ => {}
        }
        place.fields.pop();
        place.path.truncate(outer);
    }
}
