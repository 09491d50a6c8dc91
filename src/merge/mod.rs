//! Two states of a workbook that came from one, put together again: field by field, items by their ids.
//!
//! Whatever only one side changed is taken; whatever both changed alike is taken once. Where both changed one thing differently,
//! or one removed what the other changed, it does not guess: that is a [`Conflict`], ours stands there, and
//! [`Merge::settled`] makes the workbook once somebody has chosen. Relies on [`Difference`] for what each side did. It reads no
//! files and knows no version control. `walk` goes through the three side by side, `field` merges one answer, `list` lists and
//! their order, `numbers` gives new numbers where both sides gave the same one, `links` keeps links honest.

mod field;
mod links;
mod list;
mod numbers;
mod order;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use crate::difference::{Change, Difference, State, subject};
use crate::model::place::Place;
use crate::model::record::Field;
use crate::model::{Id, ItemKind, Workbook};

use field::Takes;

/// One of the two states that are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The state that the merge goes into.
    Ours,
    /// The state that is merged into it.
    Theirs,
}

/// What came of merging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Everything that fits together; where there is a conflict, what ours says.
    pub workbook: Workbook,
    /// What somebody has to decide, in the order of the workbook.
    pub conflicts: Vec<Conflict>,
    /// What our side changed.
    pub ours: Difference,
    /// What their side changed.
    pub theirs: Difference,
    /// Items of theirs that got another number, because ours had given theirs to something else.
    pub renumbered: Vec<Renumbered>,
    sources: Sources,
}

/// The three workbooks that a merge was made of; copies share all that did not change.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sources {
    base: Workbook,
    ours: Workbook,
    theirs: Workbook,
}

/// Something that both sides changed, and that no rule can decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where: the field, the item, or an item of the list.
    pub place: Place,
    /// What people call the innermost item there, or the section.
    pub title: String,
    /// What the sides did.
    pub what: Clash,
    /// What kind of answer the field takes.
    takes: Takes,
}

/// How two changes clash.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "conflicts are few, and nearly all are of the large one")]
pub enum Clash {
    /// Both changed one field, differently.
    Field {
        /// The question.
        field: &'static Field,
        /// What it said before.
        base: State,
        /// What ours says.
        ours: State,
        /// What theirs says.
        theirs: State,
    },
    /// One side removed the item; the other changed it, put something in it or linked to it.
    Removed {
        /// Who removed it.
        by: Side,
        /// What kind of item it is.
        item: ItemKind,
        /// What the other did since, one line each: `Cause: A full disk → A slow disk`, `N-16 links to it`.
        since: Vec<String>,
    },
    /// Both put the items of one list in another order, differently. The place is that of the list.
    Order {
        /// The question that the list answers.
        field: &'static Field,
    },
}

/// What is to stand where there was a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// What ours says.
    Ours,
    /// What theirs says.
    Theirs,
    /// Both: texts and lists are joined, ours first; an item that one side removed is kept.
    Both,
    /// These words instead, read as the kind of answer that the field takes.
    Text(String),
}

/// An item of theirs that is cited by another number now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// What kind of item it is.
    pub kind: ItemKind,
    /// Which one.
    pub id: Id,
    /// What people call it.
    pub title: String,
    /// Its number in theirs.
    pub before: u32,
    /// Its number in the merged workbook.
    pub after: u32,
}

/// Why workbooks are not merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unmerged {
    /// One side did not come from the base.
    #[error("{} has nothing in common with the state that both should have come from", .0.name())]
    ToBase(Side),
    /// Both were begun apart.
    #[error("both workbooks were begun apart: they have no item in common")]
    Apart,
    /// One side is a copy for a reviewer, who sees and changes less than the workbook holds; the other is not that copy.
    #[error("{} is a review copy: only what its reviewer said belongs into the workbook", .0.name())]
    ReviewCopy(Side),
}

/// A conflict that nobody has decided, or not in a way that it allows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("still to be decided: {subject}")]
pub struct StillOpen {
    /// Which conflict, by its position.
    pub at: usize,
    /// What it is about.
    pub subject: String,
}

/// Puts two states together that came from `base`.
///
/// # Errors
/// [`Unmerged`] if the three cannot be states of one workbook, or one side alone is a review copy.
pub fn merge(base: &Workbook, ours: &Workbook, theirs: &Workbook) -> Result<Merge, Unmerged> {
    related(base, ours, theirs)?;
    of_one_kind(ours, theirs)?;
    let sources = Sources { base: base.clone(), ours: ours.clone(), theirs: theirs.clone() };
    let mut merged = walk::run(&sources, BTreeMap::new());
    let (mine, other) = (Difference::between(base, ours), Difference::between(base, theirs));
    learn(&mut merged.conflicts, &sources, (&mine, &other));
    Ok(Merge {
        workbook: merged.workbook,
        conflicts: merged.conflicts,
        ours: mine,
        theirs: other,
        renumbered: merged.renumbered,
        sources,
    })
}

/// Learns what the other side did with each item that one removed: what it says now, what is new in it, who links to it anew.
fn learn(conflicts: &mut [Conflict], sources: &Sources, (mine, other): (&Difference, &Difference)) {
    for (side, workbook, did) in [(Side::Ours, &sources.theirs, other), (Side::Theirs, &sources.ours, mine)] {
        let removed = |conflict: &Conflict| conflict.removed().filter(|_| conflict.is_removed_by(side));
        let targets: BTreeSet<Id> = conflicts.iter().filter_map(removed).collect();
        let mut linking = links::newly_linking(&sources.base, workbook, &targets);
        for conflict in conflicts.iter_mut() {
            let Some(id) = removed(conflict) else { continue };
            let inside = did.changes().iter().filter(|change| change.place.items.iter().any(|(_, one, _)| *one == id));
            let own = inside.map(|change| match change.place.item() {
                Some((_, inner, _)) if inner != id => format!("{}: {}", change.subject(), change.words()),
                _ => change.words(),
            });
            let linked = linking.remove(&id).unwrap_or_default();
            let all = own.chain(linked).collect();
            if let Clash::Removed { since, .. } = &mut conflict.what {
                *since = all;
            }
        }
    }
}

/// Whether the three can be states of one workbook: each side shares an item with the base, and the sides share one if the
/// base has none. Where there are no items to go by, a blank workbook is related to everything.
fn related(base: &Workbook, ours: &Workbook, theirs: &Workbook) -> Result<(), Unmerged> {
    let (known, one, other) = (numbers::ids(base), numbers::ids(ours), numbers::ids(theirs));
    let apart = |one: &BTreeSet<Id>, other: &BTreeSet<Id>| {
        !one.is_empty() && !other.is_empty() && one.intersection(other).next().is_none()
    };
    if apart(&known, &one) {
        return Err(Unmerged::ToBase(Side::Ours));
    }
    if apart(&known, &other) {
        return Err(Unmerged::ToBase(Side::Theirs));
    }
    if known.is_empty() && apart(&one, &other) { Err(Unmerged::Apart) } else { Ok(()) }
}

/// Whether both are the workbook itself, or both the copy for the same review: merged with one, a workbook would become the copy.
fn of_one_kind(ours: &Workbook, theirs: &Workbook) -> Result<(), Unmerged> {
    match (ours.reviews.copy_for, theirs.reviews.copy_for) {
        (one, other) if one == other => Ok(()),
        (_, Some(_)) => Err(Unmerged::ReviewCopy(Side::Theirs)),
        (_, None) => Err(Unmerged::ReviewCopy(Side::Ours)),
    }
}

impl Merge {
    /// The workbook with each conflict decided as chosen, in the order of the conflicts.
    ///
    /// # Errors
    /// [`StillOpen`] for the first conflict without a choice that it allows.
    pub fn settled(&self, choices: &[Option<Choice>]) -> Result<Workbook, StillOpen> {
        let mut chosen = BTreeMap::new();
        for (at, conflict) in self.conflicts.iter().enumerate() {
            match choices.get(at).and_then(Option::as_ref) {
                Some(choice) if conflict.allows(choice) => {
                    chosen.insert(conflict.key(), choice.clone());
                }
                _ => return Err(StillOpen { at, subject: conflict.about() }),
            }
        }
        Ok(walk::run(&self.sources, chosen).workbook)
    }

    /// How many changes of both sides merge by themselves; one that both made counts once.
    #[must_use]
    pub fn fit_count(&self) -> usize {
        let open: BTreeSet<String> = self.conflicts.iter().map(Conflict::key).collect();
        let items: BTreeSet<Id> = self.conflicts.iter().filter_map(Conflict::removed).collect();
        let fits = |change: &&Change| {
            !open.contains(&key(&change.place)) && !change.place.items.iter().any(|(_, id, _)| items.contains(id))
        };
        let told = |change: &Change| format!("{} {:?}", key(&change.place), change.what);
        let changes = self.ours.changes().iter().chain(self.theirs.changes());
        changes.filter(fits).map(told).collect::<BTreeSet<_>>().len()
    }
}

impl Conflict {
    /// What it is about, as people cite it: `FM-3 Wrong box`, `About`.
    #[must_use]
    pub fn subject(&self) -> String {
        subject(&self.place, &self.title)
    }

    /// Subject and question: `FM-3 Wrong box, Owner`.
    #[must_use]
    pub fn about(&self) -> String {
        match &self.what {
            Clash::Field { field, .. } => format!("{}, {}", self.subject(), field.label),
            Clash::Order { field } => format!("{}, order of {}", self.subject(), field.label.to_lowercase()),
            Clash::Removed { .. } => self.subject(),
        }
    }

    /// What the sides did, in one line without the subject.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.what {
            Clash::Field { ours, theirs, .. } => format!("ours says {}; theirs says {}", ours.words(), theirs.words()),
            Clash::Order { .. } => "both sides put it in another order".to_owned(),
            Clash::Removed { by, since, .. } => {
                let (one, other) = (by.name(), by.other().name());
                if since.is_empty() {
                    return format!("{one} removed it; {other} changed it or links to it");
                }
                format!("{one} removed it; {other}: {}", since.join("; "))
            }
        }
    }

    /// Whether it can be decided so.
    #[must_use]
    pub fn allows(&self, choice: &Choice) -> bool {
        match (choice, &self.what) {
            (Choice::Ours | Choice::Theirs, _) | (Choice::Both, Clash::Removed { .. }) => true,
            (Choice::Both, Clash::Field { field, .. }) => {
                let words = self.takes == Takes::Words && !field.sealed && !field.picture;
                words || matches!(self.takes, Takes::Lines | Takes::Links)
            }
            (Choice::Text(text), Clash::Field { field, .. }) => {
                !field.sealed && !field.picture && self.takes.reads(text)
            }
            (Choice::Both | Choice::Text(_), _) => false,
        }
    }

    /// The item that one side removed, if that is what it is about.
    fn removed(&self) -> Option<Id> {
        match self.what {
            Clash::Removed { .. } => self.place.item().map(|(_, id, _)| id),
            _ => None,
        }
    }

    fn is_removed_by(&self, side: Side) -> bool {
        matches!(self.what, Clash::Removed { by, .. } if by == side)
    }

    fn key(&self) -> String {
        let sort = if matches!(self.what, Clash::Order { .. }) { " order" } else { "" };
        key(&self.place) + sort
    }
}

/// A place as a key: the same in all three workbooks, whatever numbers they give.
fn key(place: &Place) -> String {
    let ids: Vec<String> = place.items.iter().map(|(_, id, _)| id.to_string()).collect();
    format!("{} {}", place.path, ids.join(" "))
}

impl Side {
    /// What the side is called in a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}
