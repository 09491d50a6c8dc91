//! A workbook being worked on: settle, named edits, undo, redo, dirty, and the steps that were done.
//!
//! Steps are kept for as long as the program runs, and not in the file. The session knows no clock: whoever has one says
//! what moment it is.

use jiff::civil::DateTime;

use crate::model::{ItemKind, Workbook};

use super::ids::Ids;
use super::take_back::{TakenBack, take_back};

/// A step that was done, as the history shows it.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// Which one it is: no other step of this session has the same, whatever is undone and done again.
    pub id: u64,
    /// What was done, as it reads after "Undo:".
    pub name: &'a str,
    /// When; `None` if nobody said what moment it was.
    pub at: Option<DateTime>,
    /// What the person calls it; empty if they do not.
    pub label: &'a str,
    /// The workbook before it.
    pub before: &'a Workbook,
    /// The workbook after it.
    pub after: &'a Workbook,
}

/// A step that can be undone: its name, and the workbook before (on the undo stack) or after it (on the redo stack).
#[derive(Debug, Clone)]
struct Kept {
    id: u64,
    name: String,
    at: Option<DateTime>,
    label: String,
    other: Workbook,
}

/// The owner of the working workbook, and the only one who lets it change.
///
/// There are three values: the working one, which widgets write to; the settled one, as it was at the last undo point; and
/// the saved one. A change becomes an undo point when it is settled. Values share what they have in common, so a long
/// history costs little.
#[derive(Debug)]
pub struct Session {
    working: Workbook,
    settled: Workbook,
    saved: Workbook,
    undo: Vec<Kept>,
    redo: Vec<Kept>,
    revision: u64,
    steps: u64,
    moment: Option<DateTime>,
    ids: Ids,
}

impl Session {
    /// Starts to work on a workbook that is as saved.
    #[must_use]
    pub fn new(workbook: Workbook, ids: Ids) -> Self {
        Self {
            working: workbook.clone(),
            settled: workbook.clone(),
            saved: workbook,
            undo: Vec::new(),
            redo: Vec::new(),
            revision: 0,
            steps: 0,
            moment: None,
            ids,
        }
    }

    /// Says what moment it is: that of the steps that are settled from now on.
    pub fn set_moment(&mut self, now: DateTime) {
        self.moment = Some(now);
    }

    /// The working value.
    #[must_use]
    pub fn workbook(&self) -> &Workbook {
        &self.working
    }

    /// Counts up with every settled change, undo and redo: what caches are keyed by.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The working value to write to in place, as widgets do while somebody types or drags. What was written becomes one
    /// undo point at the next [`Session::settle`].
    pub fn in_place(&mut self) -> &mut Workbook {
        &mut self.working
    }

    /// Makes everything written in place since the last undo point into one, called `name`. `false` if nothing differs.
    pub fn settle(&mut self, name: &str) -> bool {
        if self.working == self.settled {
            return false;
        }
        let before = std::mem::replace(&mut self.settled, self.working.clone());
        self.steps += 1;
        let (id, at) = (self.steps, self.moment);
        self.undo.push(Kept { id, name: name.to_owned(), at, label: String::new(), other: before });
        self.redo.clear();
        self.revision += 1;
        true
    }

    /// Changes the workbook in one named step. What was written in place before is settled first, as a step of its own.
    pub fn edit<T>(&mut self, name: &str, change: impl FnOnce(&mut Workbook, &mut Ids) -> T) -> T {
        self.settle("Edit");
        let result = change(&mut self.working, &mut self.ids);
        self.settle(name);
        result
    }

    /// Changes the workbook in one named step, or not at all.
    ///
    /// # Errors
    /// What `change` returns; the workbook is then as before.
    pub fn try_edit<T, E>(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut Workbook, &mut Ids) -> Result<T, E>,
    ) -> Result<T, E> {
        self.settle("Edit");
        let result = change(&mut self.working, &mut self.ids);
        if result.is_err() {
            self.working = self.settled.clone();
        } else {
            self.settle(name);
        }
        result
    }

    /// Takes the last step back and says which one; `None` if there is none.
    pub fn undo(&mut self) -> Option<String> {
        self.settle("Edit");
        let mut step = self.undo.pop()?;
        step.other = std::mem::replace(&mut self.settled, step.other);
        let name = step.name.clone();
        self.redo.push(step);
        self.arrive();
        Some(name)
    }

    /// Does the last undone step again and says which one; `None` if there is none.
    pub fn redo(&mut self) -> Option<String> {
        self.settle("Edit");
        let mut step = self.redo.pop()?;
        step.other = std::mem::replace(&mut self.settled, step.other);
        let name = step.name.clone();
        self.undo.push(step);
        self.arrive();
        Some(name)
    }

    fn arrive(&mut self) {
        self.working = self.settled.clone();
        self.revision += 1;
    }

    /// Takes one earlier step back, as a new step, and keeps what came after it. Gives what could be taken back and what was
    /// changed later and left; `None` if there is no such step. If nothing could be taken back, there is no new step.
    pub fn undo_only(&mut self, id: u64) -> Option<TakenBack> {
        self.settle("Edit");
        let step = self.step(id)?;
        let (name, taken) = (format!("take back: {}", step.name), take_back(&self.working, step.before, step.after));
        self.edit(&name, |workbook, _| *workbook = taken.workbook.clone());
        Some(taken)
    }

    /// Makes the workbook what it was after an earlier step, as a new step called `name`. `false` if there is no such step or
    /// if nothing differs.
    pub fn restore(&mut self, id: u64, name: &str) -> bool {
        self.settle("Edit");
        let Some(then) = self.step(id).map(|step| step.after.clone()) else { return false };
        self.restore_to(then, name)
    }

    /// Makes the workbook what it was at another time, such as at an earlier save, as a new step called `name`. `false` if
    /// nothing differs. Numbers that were given on either side are not given again.
    pub fn restore_to(&mut self, then: Workbook, name: &str) -> bool {
        self.settle("Edit");
        let mut numbers = std::sync::Arc::clone(&self.working.numbers);
        for kind in ItemKind::ALL {
            let last = then.numbers.last(*kind);
            if last > numbers.last(*kind) {
                std::sync::Arc::make_mut(&mut numbers).reserve(*kind, last);
            }
        }
        self.working = Workbook { numbers, ..then };
        self.settle(name)
    }

    /// Gives a step a name that the person knows it by; an empty one takes it away. Changes nothing else.
    pub fn label(&mut self, id: u64, label: &str) {
        if let Some(step) = self.undo.iter_mut().chain(&mut self.redo).find(|step| step.id == id) {
            label.trim().clone_into(&mut step.label);
        }
    }

    /// The name of the step that [`Session::undo`] would take back.
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        self.undo.last().map(|step| step.name.as_str())
    }

    /// The name of the step that [`Session::redo`] would do again.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.redo.last().map(|step| step.name.as_str())
    }

    /// The names of the steps that can be undone, oldest first.
    #[must_use]
    pub fn history(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.undo.iter().map(|step| step.name.as_str())
    }

    /// The steps that can be undone, oldest first, each with the workbook before and after it.
    #[must_use]
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = Step<'_>> + ExactSizeIterator {
        self.undo.iter().enumerate().map(|(at, step)| Step {
            id: step.id,
            name: &step.name,
            at: step.at,
            label: &step.label,
            before: &step.other,
            after: self.undo.get(at + 1).map_or(&self.settled, |next| &next.other),
        })
    }

    /// The step with this id, if it can be undone.
    #[must_use]
    pub fn step(&self, id: u64) -> Option<Step<'_>> {
        self.steps().find(|step| step.id == id)
    }

    /// Whether the working value differs from the saved one; nothing else makes a workbook dirty.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.working != self.saved
    }

    /// What is on disk, as far as this session knows.
    #[must_use]
    pub fn saved(&self) -> &Workbook {
        &self.saved
    }

    /// Says that `workbook`, a value that this session handed out, is now on disk.
    pub fn mark_saved(&mut self, workbook: Workbook) {
        self.saved = workbook;
    }
}
