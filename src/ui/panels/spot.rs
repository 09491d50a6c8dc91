//! Where an answer stands, for writing to it without knowing its type.

use crate::edit::{Address, EditError, Ids};
use crate::model::mark::Mark;
use crate::model::place::Place;
use crate::model::record::Record;
use crate::model::value::Value;
use crate::model::{Id, Section, Workbook};
use crate::ui::desk::Desk;

/// A record: a section, an item, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spot {
    head: String,
    path: Vec<&'static str>,
    practice: Option<&'static str>,
}

impl Spot {
    /// A section.
    #[must_use]
    pub fn section(section: Section) -> Self {
        Self { head: section.key().to_owned(), path: Vec::new(), practice: None }
    }

    /// An item, wherever it is.
    #[must_use]
    pub fn item(id: Id) -> Self {
        Self { head: id.to_string(), path: Vec::new(), practice: None }
    }

    /// The answer to a practice of the checklist. Where there is none yet, the first change makes it, under this id.
    #[must_use]
    pub fn practice(id: Id, practice: &'static str) -> Self {
        Self { practice: Some(practice), ..Self::item(id) }
    }

    /// The record of the field at a place, and the field's key; `None` for the place of an item or a section.
    #[must_use]
    pub fn at(place: &Place) -> Option<(Self, &'static str)> {
        let (key, parts) = place.fields.split_last()?;
        let head = place.item().map_or_else(|| Self::section(place.section), |(_, id, _)| Self::item(id));
        Some((parts.iter().fold(head, |spot, part| spot.part(part)), key))
    }

    /// A part of this record.
    #[must_use]
    pub fn part(&self, key: &'static str) -> Self {
        let mut path = self.path.clone();
        path.push(key);
        Self { head: self.head.clone(), path, practice: self.practice }
    }

    /// The address of a field of this record.
    ///
    /// # Errors
    /// [`EditError::NoSuchPlace`] if the section does not exist.
    pub fn address(&self, key: &str) -> Result<Address, EditError> {
        let mut text = self.head.clone();
        for part in self.path.iter().copied().chain([key]) {
            text.push('.');
            text.push_str(part);
        }
        text.parse()
    }

    /// What a field of this record is called by where it is kept beside the workbook: its address, or the practice of the
    /// checklist, which may have no answer yet, and the key.
    pub fn name(&self, key: &str) -> String {
        let mut name = self.practice.unwrap_or(&self.head).to_owned();
        for part in self.path.iter().copied().chain([key]) {
            name.push('.');
            name.push_str(part);
        }
        name
    }

    /// Changes the answer to a question while somebody types. An answer takes away a mark on the field.
    pub fn write(&self, desk: &mut Desk<'_>, name: &str, key: &'static str, change: impl FnOnce(&mut dyn Value)) {
        desk.write(name, |workbook| self.change(workbook, key, change));
    }

    /// Changes the answer to a question in one step.
    pub fn edit(&self, desk: &mut Desk<'_>, name: &str, key: &'static str, change: impl FnOnce(&mut dyn Value)) {
        desk.edit(name, |workbook, _| self.change(workbook, key, change));
    }

    /// The item, if it is one and not a part of one.
    #[must_use]
    pub fn id(&self) -> Option<Id> {
        self.head.parse().ok().filter(|_| self.path.is_empty())
    }

    /// Changes the answer to a question to a text that is made together with other changes, all in one step; `None` leaves
    /// the answer as it is.
    pub fn edit_with(
        &self,
        desk: &mut Desk<'_>,
        name: &str,
        key: &'static str,
        make: impl FnOnce(&mut Workbook, &mut Ids) -> Option<String>,
    ) {
        desk.edit(name, |workbook, ids| {
            if let Some(text) = make(workbook, ids) {
                self.change(workbook, key, |value| super::answer::set(value, &text));
            }
        });
    }

    fn change(&self, workbook: &mut Workbook, key: &'static str, change: impl FnOnce(&mut dyn Value)) {
        self.begin(workbook);
        // the place was just drawn; if it is gone, there is nothing to write to
        let Ok((record, key)) = self.address(key).and_then(|address| address.record_and_key(workbook)) else { return };
        if let Some(value) = record.answer_mut(&key) {
            change(value);
        }
        if record.answer(&key).is_some_and(|value| !value.is_blank()) {
            record.marks_mut().set(&key, None);
        }
    }

    /// Marks a field, or takes its mark away, in one step.
    pub fn mark(&self, desk: &mut Desk<'_>, name: &str, key: &'static str, mark: Option<Mark>) {
        desk.edit(name, |workbook, _| self.with_record(workbook, key, |record| record.marks_mut().set(key, mark)));
    }

    /// Says whether the record stays inside the organization, in one step.
    pub fn set_internal(&self, desk: &mut Desk<'_>, internal: bool) {
        let name = if internal { "keep inside the organization" } else { "let out of the organization" };
        // any field leads to its record
        let path = self.address("any");
        desk.edit(name, |workbook, _| {
            if let Ok((record, _)) = path.and_then(|address| address.record_and_key(workbook)) {
                record.set_internal(internal);
            }
        });
    }

    fn with_record(&self, workbook: &mut Workbook, key: &str, change: impl FnOnce(&mut dyn Record)) {
        self.begin(workbook);
        if let Ok((record, _)) = self.address(key).and_then(|address| address.record_and_key(workbook)) {
            change(record);
        }
    }

    fn begin(&self, workbook: &mut Workbook) {
        if let (Some(practice), Ok(id)) = (self.practice, self.head.parse()) {
            super::checklist::begin(workbook, id, practice);
        }
    }
}
