//! What nobody knows yet: open risks with an owner and a date, wherever a field is marked unknown.

use crate::model::mark::Mark;
use crate::model::place::{Place, Stop};
use crate::model::{Date, Workbook};

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
        if let Stop::Value(record, field, _) = stop
            && let Some(Mark::Unknown { owner, due, question }) = record.marks().get(field.key)
        {
            let asked = if question.trim().is_empty() { field.prompt } else { question };
            let title = match record.identity() {
                Some(_) => record.title(),
                None => place.section.title().to_owned(),
            };
            found.push(Unknown {
                place: place.clone(),
                label: field.label,
                title,
                question: asked.to_owned(),
                owner: owner.clone(),
                due: *due,
            });
        }
    });
    found.sort_by_key(|unknown| (unknown.due.is_none(), unknown.due));
    found
}
