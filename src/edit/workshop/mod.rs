//! What happens in a workshop, each as one change: notes taken down and put together, private turns, results.
//!
//! `seal` keeps answers closed until the reveal, `rounds` are the private turns, `set` writes what is agreed on into budgets and
//! practices, `suggest` says where a note could land, `typed` what a jotted line is. Notes become items in [`landing`].

mod correct;
mod join;
mod rounds;
mod seal;
mod set;
mod suggest;
pub(super) mod typed;

pub use correct::{Written, as_typed, correct};
pub use join::{join, talk_in};
pub use rounds::{
    ANONYMOUS, NotYet, Outcome, RoundPlan, Settled, TurnError, begin_round, drop_round, explain, give_reason, reveal,
    set_dissent, set_outcome, skip_turn, take_turn, take_up_turn,
};
pub use seal::Answer;
pub use set::{Aim, set_answer, take_minutes};
pub use suggest::{Preview, activity_of, block_called, block_of_note, preview, suggestions, usual};
pub use typed::no_days;

use crate::model::canvas::NoteKind;
use crate::model::workshops::Capture;
use crate::model::{Id, Workbook};

use super::Ids;
use super::landing::{self, with_workshop};

/// What notes have in common that are taken down together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Jot {
    /// During which activity.
    pub activity: Option<Id>,
    /// What they claim.
    pub kind: Option<NoteKind>,
    /// Who said it; blank where nobody is named.
    pub author: String,
}

/// Takes down a note, a decision or an action for each line that is not blank, as [`landing::capture`] does. Gives the notes.
pub fn add_notes(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, jot: Jot, text: &str) -> Vec<Id> {
    let like = Capture { activity: jot.activity, kind: jot.kind, author: jot.author, ..Capture::default() };
    landing::capture(workbook, ids, workshop, text, &like)
}

/// Puts notes together under a name; a blank name takes them apart.
pub fn group(workbook: &mut Workbook, notes: &[Id], name: &str) {
    change_notes(workbook, notes, |note| name.trim().clone_into(&mut note.group));
}

/// Gives every note of a group of a workshop another group name.
pub fn rename_group(workbook: &mut Workbook, workshop: Id, from: &str, to: &str) {
    let Some(held) = workbook.workshops.workshops.find(workshop) else { return };
    let of_group = held.captures.iter().filter(|note| note.group.trim() == from.trim());
    let ids: Vec<Id> = of_group.map(|note| note.id).collect();
    group(workbook, &ids, to);
}

/// Puts a note off, so that it stands in the parking lot, or takes it up again.
pub fn park(workbook: &mut Workbook, note: Id, parked: bool) {
    change_notes(workbook, &[note], |note| note.parked = parked);
}

/// Says what notes claim.
pub fn set_kind(workbook: &mut Workbook, notes: &[Id], kind: Option<NoteKind>) {
    change_notes(workbook, notes, |note| note.kind = kind);
}

fn change_notes(workbook: &mut Workbook, notes: &[Id], change: impl Fn(&mut Capture)) {
    let holds = |id: &Id| notes.contains(id);
    let workshops: Vec<Id> = workbook
        .workshops
        .workshops
        .iter()
        .filter(|held| held.captures.iter().any(|note| holds(&note.id)))
        .map(|held| held.id)
        .collect();
    for workshop in workshops {
        with_workshop(workbook, workshop, |workshop| {
            for at in 0..workshop.captures.len() {
                if workshop.captures.at(at).is_some_and(|note| holds(&note.id))
                    && let Some(note) = workshop.captures.at_mut(at)
                {
                    change(note);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::operations::push;
    use crate::model::workshops::Workshop;

    #[test]
    fn notes_are_taken_down_grouped_and_put_off() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        let workshop = push(&mut workbook, &mut ids, Workshop::default(), |workbook| {
            &mut Arc::make_mut(&mut workbook.workshops).workshops
        });
        let jot = Jot { kind: Some(NoteKind::Fact), author: "LO".to_owned(), ..Jot::default() };
        let notes = add_notes(&mut workbook, &mut ids, workshop, jot, "one\ntwo\nthree");
        group(&mut workbook, &notes[..2], " Waiting ");
        park(&mut workbook, notes[2], true);
        set_kind(&mut workbook, &notes[..1], Some(NoteKind::Question));
        let read = |workbook: &Workbook| {
            let held = workbook.workshops.workshops.find(workshop).unwrap();
            held.captures.iter().map(|note| (note.group.clone(), note.parked, note.kind.unwrap())).collect::<Vec<_>>()
        };
        let expected =
            [("Waiting", false, NoteKind::Question), ("Waiting", false, NoteKind::Fact), ("", true, NoteKind::Fact)];
        assert_eq!(read(&workbook), expected.map(|(group, parked, kind)| (group.to_owned(), parked, kind)));
        rename_group(&mut workbook, workshop, "Waiting", "Delay");
        assert!(read(&workbook).iter().take(2).all(|(group, ..)| group == "Delay"));
        park(&mut workbook, notes[2], false);
        assert!(read(&workbook).iter().all(|(_, parked, _)| !parked));
    }
}
