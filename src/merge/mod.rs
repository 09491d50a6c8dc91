//! Two versions of a workbook that come from a third become one: what either side changed is kept, and what both changed
//! differently is a conflict for a person.
//!
//! Taking the step from theirs back to the base out of ours is the merge: whatever theirs changed is put where ours still says
//! what the base said, and left, and told, where ours says something else. Relies on `edit::take_back` for that. Numbers
//! that both sides gave are not given anew here.

use crate::difference::{Change, Difference, State, What, at};
use crate::edit::operations;
use crate::edit::take_back::take_back;
use crate::model::mark::Mark;
use crate::model::place::Place;
use crate::model::record::{Field, cite};
use crate::model::{ItemKind, View, Workbook};

/// One of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one that is open here.
    Ours,
    /// The other one.
    Theirs,
}

/// Two versions brought together.
#[derive(Debug, Clone)]
pub struct Merge {
    /// Everything that fits together; at conflicts what ours says.
    pub workbook: Workbook,
    /// What both changed differently.
    pub conflicts: Vec<Conflict>,
    /// What ours changed.
    pub ours: Difference,
    /// What theirs changed.
    pub theirs: Difference,
    /// What theirs says, for what is chosen of it.
    other: Workbook,
}

/// Something that both sides changed differently.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Where.
    pub place: Place,
    /// What people call the item there.
    pub title: String,
    /// What is in conflict.
    pub what: Clash,
}

/// What is in conflict.
#[derive(Debug, Clone, PartialEq)]
pub enum Clash {
    /// Both changed one field.
    Field {
        /// The question.
        field: &'static Field,
        /// What it said.
        base: State,
        /// What ours says.
        ours: State,
        /// What theirs says.
        theirs: State,
    },
    /// One side removed an item that the other changed.
    Removed {
        /// Who removed it.
        by: Side,
        /// What it is.
        item: ItemKind,
    },
}

/// How a conflict is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// As ours says.
    Ours,
    /// As theirs says.
    Theirs,
    /// Both texts, ours first.
    Both,
    /// This text.
    Text(String),
}

/// Two workbooks that share nothing: there is nothing to merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the two workbooks share no item")]
pub struct Unrelated;

/// A conflict that nothing was chosen for: its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("conflict {0} is not settled")]
pub struct StillOpen(pub usize);

/// Brings `ours` and `theirs` together, which both come from `base`.
///
/// # Errors
/// [`Unrelated`] if ours and theirs hold items and share none.
pub fn merge(base: &Workbook, ours: &Workbook, theirs: &Workbook) -> Result<Merge, Unrelated> {
    let (mine, other) = (items(ours), items(theirs));
    if !mine.is_empty() && !other.is_empty() && mine.is_disjoint(&other) {
        return Err(Unrelated);
    }
    let taken = take_back(ours, theirs, base);
    let (own, their) = (Difference::between(base, ours), Difference::between(base, theirs));
    let mut conflicts: Vec<Conflict> = Vec::new();
    for change in &taken.left {
        if let Some(conflict) = conflict(change, ours, theirs).filter(|one| !conflicts.contains(one)) {
            conflicts.push(conflict);
        }
    }
    Ok(Merge { workbook: taken.workbook, conflicts, ours: own, theirs: their, other: theirs.clone() })
}

fn items(workbook: &Workbook) -> std::collections::BTreeSet<crate::model::Id> {
    let mut ids = std::collections::BTreeSet::new();
    workbook.walk(&mut |place, _| ids.extend(place.items.iter().map(|(_, id, _)| *id)));
    ids
}

/// What a change of theirs that could not be made means.
fn conflict(change: &Change, ours: &Workbook, theirs: &Workbook) -> Option<Conflict> {
    let (place, title) = (change.place.clone(), change.title.clone());
    let removed = |by| {
        let (item, ..) = change.place.item()?;
        Some(Conflict {
            place: Place { fields: Vec::new(), ..change.place.clone() },
            title: change.title.clone(),
            what: Clash::Removed { by, item },
        })
    };
    match &change.what {
        What::Added(_) => removed(Side::Theirs),
        What::Removed(_) => removed(Side::Ours),
        _ if at::item(ours, &change.place).is_none() => removed(Side::Ours),
        What::Field { field, before, after } => {
            let ours = state(ours, theirs, change)?;
            Some(Conflict {
                place,
                title,
                what: Clash::Field { field, base: after.clone(), ours, theirs: before.clone() },
            })
        }
        What::Moved { .. } | What::Internal(_) | What::Number(..) => None,
    }
}

/// What ours says in the field of a change.
fn state(ours: &Workbook, theirs: &Workbook, change: &Change) -> Option<State> {
    let difference = Difference::between(ours, theirs);
    let same = |other: &&Change| other.place == change.place && matches!(other.what, What::Field { .. });
    match &difference.changes().iter().find(same)?.what {
        What::Field { before, .. } => Some(before.clone()),
        _ => None,
    }
}

impl Conflict {
    /// Whether it can be settled so.
    #[must_use]
    pub fn allows(&self, choice: &Choice) -> bool {
        let Clash::Field { field, ours, theirs, .. } = &self.what else {
            return matches!(choice, Choice::Ours | Choice::Theirs);
        };
        let is_text = field.prose && ours.mark.is_none() && theirs.mark.is_none();
        match choice {
            Choice::Ours | Choice::Theirs => true,
            Choice::Both => is_text && ours.is_answered() && theirs.is_answered(),
            Choice::Text(_) => is_text,
        }
    }

    /// What it is about, as people cite it.
    #[must_use]
    pub fn subject(&self) -> String {
        let cited = self.place.items.iter().rev().find(|(kind, ..)| !kind.prefix().is_empty());
        let cited = cited.map(|(kind, _, number)| cite(*kind, *number)).unwrap_or_default();
        let kind = self.place.item().map_or_else(|| self.place.section.title(), |(kind, ..)| kind.singular());
        let title = if self.title.trim().is_empty() { kind } else { self.title.trim() };
        format!("{cited} {title}").trim().to_owned()
    }
}

impl Merge {
    /// How many changes merge by themselves.
    #[must_use]
    pub fn fit_count(&self) -> usize {
        let all = self.ours.changes().len() + self.theirs.changes().len();
        all.saturating_sub(2 * self.conflicts.len())
    }

    /// The workbook with every conflict settled.
    ///
    /// # Errors
    /// [`StillOpen`] names the first that nothing was chosen for.
    pub fn settled(&self, choices: &[Option<Choice>]) -> Result<Workbook, StillOpen> {
        let mut workbook = self.workbook.clone();
        for (at, conflict) in self.conflicts.iter().enumerate() {
            match choices.get(at).and_then(Option::as_ref) {
                None => return Err(StillOpen(at)),
                Some(Choice::Ours) => {}
                Some(choice) => settle(&mut workbook, &self.other, conflict, choice),
            }
        }
        Ok(workbook)
    }
}

fn settle(workbook: &mut Workbook, other: &Workbook, conflict: &Conflict, choice: &Choice) {
    match (&conflict.what, choice) {
        (Clash::Removed { by: Side::Theirs, .. }, Choice::Theirs) => {
            if let Some((_, id, _)) = conflict.place.item() {
                operations::remove_item(workbook, id);
            }
        }
        (Clash::Field { field, ours, theirs, .. }, choice) => {
            let text = match choice {
                Choice::Text(text) => text.clone(),
                Choice::Both => format!("{}\n\n{}", ours.answer.trim_end(), theirs.answer.trim_start()),
                Choice::Ours | Choice::Theirs => said(other, &conflict.place, field.key),
            };
            let mark: Option<Mark> = if *choice == Choice::Theirs { theirs.mark.clone() } else { None };
            if let Some(record) = at::record_mut(workbook, &conflict.place) {
                record.marks_mut().set(field.key, mark);
                if let Some(value) = record.answer_mut(field.key) {
                    value.set_text(&text).ok();
                }
            }
        }
        (Clash::Removed { .. }, _) => {}
    }
}

/// What a field says, as a text that it can be set to.
fn said(workbook: &Workbook, place: &Place, key: &str) -> String {
    let value = at::record(workbook, place).and_then(|record| record.answer(key));
    value.map(|value| value.view()).map_or_else(String::new, |view| match view {
        View::Record(_) | View::Items(_) => String::new(),
        View::Rate(Some(rate)) => rate.fraction().to_string(),
        view => view.text(),
    })
}
