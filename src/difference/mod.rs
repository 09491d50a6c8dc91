//! What differs between two workbooks, as a value: what was added, removed, moved, and which fields say something else.
//!
//! Items are matched by their ids, which stay for life, and every declared question is compared, so that a new field cannot
//! be forgotten. What both workbooks share in memory is equal and is not looked at: the difference between two steps of a
//! session costs next to nothing, and two files with thousands of items some milliseconds. It knows nothing of steps, files or
//! windows: history, comparing two files and merging them are built on it. `compare` walks, `order` matches lists,
//! `at` finds the records at a place again, `wording` puts two texts side by side word by word, `sequence` two lists of anything.
//!
//! The numbers that were given out ([`Workbook::numbers`](crate::model::Workbook::numbers)) are no content and are not
//! compared: they only ever grow.

pub mod at;
mod compare;
pub mod copy;
mod order;
pub mod sequence;
pub mod signing;
#[cfg(test)]
mod tests;
pub mod wording;

pub(crate) use compare::{same, same_record};

use crate::model::mark::Mark;
use crate::model::place::Place;
use crate::model::record::{Field, cite};
use crate::model::{Date, Id, Section, Workbook};
use crate::words;

/// Everything that differs between two workbooks, in the order of the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    changes: Vec<Change>,
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where: the item that came, went or moved, or the field that changed. Indexes of lists are no part of a place.
    pub place: Place,
    /// What people call the innermost item there, or the section if the place is in no item.
    pub title: String,
    /// What is different.
    pub what: What,
}

/// What is different at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The item is only in the workbook after, at this position of its list, with all that is in it.
    Added(usize),
    /// The item was only in the workbook before, at this position of its list, with all that was in it.
    Removed(usize),
    /// The item stands elsewhere in its list. Of a list that was reordered, as few items as possible have moved.
    Moved {
        /// Its position before.
        from: usize,
        /// Its position after.
        to: usize,
    },
    /// A field says something else, or is marked otherwise.
    Field {
        /// The question.
        field: &'static Field,
        /// What it said.
        before: State,
        /// What it says.
        after: State,
    },
    /// Whether the record stays inside the organization; the value is that of the workbook after.
    Internal(bool),
    /// The item is cited by another number: merged workbooks had used it twice.
    Number(u32, u32),
}

/// What a field says: its answer in words, and the mark beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// The answer as people read it; empty if it is blank, or if it is a group or a list, which are compared in themselves.
    pub answer: String,
    /// What it is marked as.
    pub mark: Option<Mark>,
}

/// What is said about two workbooks that [`are_unrelated`], behind their names.
pub const UNRELATED: &str = "have no item in common: they may be workbooks of two products";

/// Whether both have items and share none, as two states of one workbook hardly would.
#[must_use]
pub fn are_unrelated(before: &Workbook, after: &Workbook) -> bool {
    let (old, new) = (before.index(), after.index());
    let mut ids = old.iter().map(|(id, _)| id).peekable();
    ids.peek().is_some() && new.iter().next().is_some() && ids.all(|id| new.get(id).is_none())
}

impl Difference {
    /// What differs from the first to the second workbook.
    #[must_use]
    pub fn between(before: &Workbook, after: &Workbook) -> Self {
        Self { changes: compare::changes(before, after) }
    }

    /// The changes, in the order of the workbook.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What differs in one section.
    pub fn of_section(&self, section: Section) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.place.section == section)
    }

    /// What differs in one item or in what is in it.
    pub fn of_item(&self, id: Id) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.concerns(id))
    }

    /// The sections in which something differs, in order.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let mut found: Vec<Section> = self.changes.iter().map(|change| change.place.section).collect();
        found.dedup();
        found
    }
}

impl Change {
    /// Whether it is about this item or about something in it.
    #[must_use]
    pub fn concerns(&self, id: Id) -> bool {
        self.place.items.iter().any(|(_, other, _)| *other == id)
    }

    /// What it is about, as people cite it: `FM-3 Wrong box`, `About`.
    #[must_use]
    pub fn subject(&self) -> String {
        subject(&self.place, &self.title)
    }

    /// Whether it is an edit of wording alone: both texts are answers, no mark changed, and they differ in capitals, punctuation
    /// and spacing, or, of a long text, in some words without a figure, a citation or a word that turns a sentence around.
    #[must_use]
    pub fn is_wording(&self) -> bool {
        let What::Field { field, before, after } = &self.what else { return false };
        let (old, new) = (&before.answer, &after.answer);
        let are_texts = before.is_answered() && after.is_answered() && !field.picture && !field.sealed;
        are_texts && (wording::is_spelling(old, new) || field.prose && wording::is_rewording(old, new))
    }

    /// The same for capitals, punctuation and spacing alone.
    #[must_use]
    pub fn is_spelling(&self) -> bool {
        let What::Field { before, after, .. } = &self.what else { return false };
        before.is_answered() && after.is_answered() && wording::is_spelling(&before.answer, &after.answer)
    }

    /// What changed, in one line without the subject: `Sensitivity: Personal → Special category`, `added`.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.what {
            What::Added(_) => "added".to_owned(),
            What::Removed(_) => "removed".to_owned(),
            What::Moved { from, to } => format!("moved from place {} to {}", from + 1, to + 1),
            What::Field { field, before, after } => {
                let (before, after) = told(before, after);
                format!("{}: {before} → {after}", field.label)
            }
            What::Internal(true) => "kept inside the organization".to_owned(),
            What::Internal(false) => "let out of the organization".to_owned(),
            What::Number(before, after) => format!("number {before} → {after}"),
        }
    }
}

/// What a place is about, as people cite it: the innermost item that has a number, and what that is called, `title`, or else its
/// kind; the section if it is in no item.
#[must_use]
pub fn subject(place: &Place, title: &str) -> String {
    let cited = place.items.iter().rev().find(|(kind, ..)| !kind.prefix().is_empty());
    let cited = cited.map(|(kind, _, number)| cite(*kind, *number)).unwrap_or_default();
    let kind = place.item().map_or_else(|| place.section.title(), |(kind, ..)| kind.singular());
    let title = if title.trim().is_empty() { kind } else { title.trim() };
    format!("{cited} {title}").trim().to_owned()
}

/// Both states in words that differ: those of the mark where that changed, else those of the answer.
#[must_use]
pub fn told(before: &State, after: &State) -> (String, String) {
    let said = |state: &State| {
        if before.mark == after.mark { State { mark: None, ..state.clone() }.words() } else { state.words() }
    };
    (said(before), said(after))
}

impl State {
    /// What the field says: its mark, else its answer, else that it is blank.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.mark {
            Some(Mark::Unknown { owner, due, question }) => unknown(owner, *due, question),
            Some(Mark::Withheld) => "left out of this edition".to_owned(),
            Some(Mark::NotApplicable { reason }) if reason.trim().is_empty() => "not applicable".to_owned(),
            Some(Mark::NotApplicable { reason }) => format!("not applicable: {}", reason.trim()),
            None if self.answer.trim().is_empty() => "blank".to_owned(),
            None => self.answer.clone(),
        }
    }

    /// Whether it has an answer in words and no mark.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.mark.is_none() && !self.answer.trim().is_empty()
    }
}

fn unknown(owner: &str, due: Option<Date>, question: &str) -> String {
    let mut text = "unknown".to_owned();
    if !owner.trim().is_empty() {
        text = format!("{text}, {}", owner.trim());
    }
    if let Some(due) = due {
        text = format!("{text} by {}", words::date(due));
    }
    if !question.trim().is_empty() {
        text = format!("{text}: {}", question.trim());
    }
    text
}
