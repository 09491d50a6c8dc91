//! A workbook being worked on: settle, named edits, undo, redo, dirty.

use crate::model::Workbook;

use super::ids::Ids;

/// A step that can be undone: its name, and the workbook before (on the undo stack) or after it (on the redo stack).
#[derive(Debug, Clone)]
struct Step {
    name: String,
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
    undo: Vec<Step>,
    redo: Vec<Step>,
    revision: u64,
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
            ids,
        }
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
        self.undo.push(Step { name: name.to_owned(), other: before });
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
        let Step { name, other } = self.undo.pop()?;
        let after = std::mem::replace(&mut self.settled, other);
        self.redo.push(Step { name: name.clone(), other: after });
        self.arrive();
        Some(name)
    }

    /// Does the last undone step again and says which one; `None` if there is none.
    pub fn redo(&mut self) -> Option<String> {
        self.settle("Edit");
        let Step { name, other } = self.redo.pop()?;
        let before = std::mem::replace(&mut self.settled, other);
        self.undo.push(Step { name: name.clone(), other: before });
        self.arrive();
        Some(name)
    }

    fn arrive(&mut self) {
        self.working = self.settled.clone();
        self.revision += 1;
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

    /// Whether the working value differs from the saved one; nothing else makes a workbook dirty.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.working != self.saved
    }

    /// Says that `workbook`, a value that this session handed out, is now on disk.
    pub fn mark_saved(&mut self, workbook: Workbook) {
        self.saved = workbook;
    }
}
