//! What marks say: what nobody knows yet, with an owner and a date, and what does not apply, with a reason.

use crate::model::mark::Mark;
use crate::model::place::{Place, Stop};
use crate::model::{Date, Field, Record, Workbook};

/// A field that is marked unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Where it stands.
    pub place: Place,
    /// The field's label.
    pub label: &'static str,
    /// What the item or section is called.
    pub title: String,
    /// What exactly is not known; the field's own prompt if the mark does not say.
    pub question: String,
    /// Who will find out; empty if nobody took it on.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
}

/// Everything that is marked unknown: the earliest date first, what has no date last.
#[must_use]
pub fn unknowns(workbook: &Workbook) -> Vec<Unknown> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(record, field, _) = stop {
            found.extend(unknown(place, record, field));
        }
    });
    sort(&mut found);
    found
}

/// The field as an unknown, if it is marked so.
pub(super) fn unknown(place: &Place, record: &dyn Record, field: &Field) -> Option<Unknown> {
    let Some(Mark::Unknown { owner, due, question }) = record.marks().get(field.key) else { return None };
    let asked = if question.trim().is_empty() { field.prompt } else { question };
    Some(Unknown {
        place: place.clone(),
        label: field.label,
        title: title_of(record, place),
        question: asked.to_owned(),
        owner: owner.clone(),
        due: *due,
    })
}

/// The earliest date first, what has no date last.
pub(super) fn sort(unknowns: &mut [Unknown]) {
    unknowns.sort_by_key(|unknown| (unknown.due.is_none(), unknown.due));
}

/// A field that does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotApplicable {
    /// Where it stands.
    pub place: Place,
    /// The field's label.
    pub label: &'static str,
    /// What the item or section is called.
    pub title: String,
    /// Why it does not apply; may be empty.
    pub reason: String,
}

/// Everything that is marked as not applicable, in the order of the workbook.
#[must_use]
pub fn not_applicable(workbook: &Workbook) -> Vec<NotApplicable> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(record, field, _) = stop
            && let Some(Mark::NotApplicable { reason }) = record.marks().get(field.key)
        {
            let title = title_of(record, place);
            found.push(NotApplicable { place: place.clone(), label: field.label, title, reason: reason.clone() });
        }
    });
    found
}

/// What people call the record: the item's title, or the section's.
fn title_of(record: &dyn Record, place: &Place) -> String {
    match record.identity() {
        Some(_) => record.title(),
        None => place.section.title().to_owned(),
    }
}
