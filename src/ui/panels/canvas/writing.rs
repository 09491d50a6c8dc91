//! A note that is being written: a field in the place of its text.
//!
//! A new note is nothing but a place until its first letter, so leaving it empty leaves no trace. What is typed goes into
//! the workbook with every key.

use std::sync::Arc;

use egui::{Rect, Ui, UiBuilder};

use crate::model::canvas::Note;
use crate::model::record::Item;
use crate::model::workbook::Numbers;
use crate::model::{Id, ItemKind, Workbook};
use crate::ui::desk::Desk;
use crate::ui::theme::Type;
use crate::ui::widgets::field::TextField;

use super::sheet::Draft;

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A note that is none yet.
    Draft(Draft),
    /// A note.
    Note(Id),
}

/// How it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The person is still there.
    Going,
    /// The person went elsewhere.
    Left,
    /// The person wants the text as it was.
    Restored,
    /// The person wants to write another one.
    Another,
}

/// The state before a note was added, to go back to without a trace.
#[derive(Debug, Clone)]
struct Added {
    revision: u64,
    numbers: Arc<Numbers>,
}

/// A note that is being written.
#[derive(Debug, Clone)]
pub struct Writing {
    /// Which.
    pub target: Target,
    field: egui::Id,
    original: String,
    begun: bool,
    added: Option<Added>,
}

impl Writing {
    /// Begins with a note or a draft. `serial` is different each time: a field must not inherit the cursor of another.
    #[must_use]
    pub fn new(target: Target, text: &str, serial: u64) -> Self {
        let field = egui::Id::unique(("text of a note", serial));
        Self { target, field, original: text.to_owned(), begun: false, added: None }
    }

    /// The note, if it is one already.
    #[must_use]
    pub fn note(&self) -> Option<Id> {
        match self.target {
            Target::Note(id) => Some(id),
            Target::Draft(_) => None,
        }
    }

    /// The draft, if it is one still.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        match self.target {
            Target::Draft(draft) => Some(draft),
            Target::Note(_) => None,
        }
    }

    /// Whether there was no such note before.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.added.is_some() || self.draft().is_some()
    }

    /// Shows the field in `rect`.
    /// `scale`: how large it is drawn.
    pub fn show(&mut self, ui: &mut Ui, desk: &mut Desk<'_>, (rect, scale): (Rect, f32), text: &str) -> Outcome {
        let first = !std::mem::replace(&mut self.begun, true);
        let place = UiBuilder::new().id_salt(self.field).max_rect(rect);
        let typed = ui.scope_builder(place, |ui| {
            TextField::prose(self.field, "Text of the note", 1)
                .bare()
                .style(Type::Note)
                .scale(scale)
                .hint("Write a note")
                .width(rect.width())
                .take_focus(first)
                .show(ui, text)
        });
        let typed = typed.inner;
        if let Some(text) = typed.text {
            self.put(desk, text);
        }
        if typed.escaped {
            Outcome::Restored
        } else if typed.entered {
            Outcome::Another
        } else if !first && !ui.memory(|memory| memory.has_focus(self.field)) {
            Outcome::Left
        } else {
            Outcome::Going
        }
    }

    /// Puts the text into the workbook. The first letter of a draft makes it a note.
    fn put(&mut self, desk: &mut Desk<'_>, text: String) {
        match self.target {
            Target::Note(id) => desk.write(self.step(desk), |workbook| with_note(workbook, id, |note| set(note, text))),
            Target::Draft(draft) => {
                let id = desk.edit("add note", |_, ids| ids.fresh());
                self.added = Some(Added { revision: desk.revision(), numbers: Arc::clone(&desk.workbook().numbers) });
                self.target = Target::Note(id);
                desk.write("add note", |workbook| {
                    let mut note = Note { text, block: Some(draft.block), kind: Some(draft.kind), ..Note::default() };
                    note.set_identity(id, Arc::make_mut(&mut workbook.numbers).next(ItemKind::Note));
                    let notes = &mut Arc::make_mut(&mut workbook.canvas).notes;
                    let before = notes.iter().position(|other| Some(other.id) == draft.after);
                    notes.insert(before.map_or(usize::MAX, |before| before + 1), note);
                });
            }
        }
    }

    /// The name of the step that is being typed: adding the note, until the person pauses.
    fn step(&self, desk: &Desk<'_>) -> &'static str {
        match &self.added {
            Some(added) if added.revision == desk.revision() => "add note",
            _ => "edit note",
        }
    }

    /// Brings back what was there before: the old text, or no note.
    pub fn restore(self, desk: &mut Desk<'_>) {
        let Some(id) = self.note() else { return };
        if self.added.is_some() {
            self.discard(desk, id);
        } else if desk.workbook().canvas.notes.find(id).is_some_and(|note| note.text != self.original) {
            desk.write("edit note", |workbook| with_note(workbook, id, |note| set(note, self.original)));
        }
    }

    /// Leaves it as it is; a note that was just added and is empty goes.
    pub fn leave(self, desk: &mut Desk<'_>) {
        let Some(id) = self.note() else { return };
        let blank = desk.workbook().canvas.notes.find(id).is_some_and(|note| note.text.trim().is_empty());
        if self.added.is_some() && blank {
            self.discard(desk, id);
        }
    }

    fn discard(self, desk: &mut Desk<'_>, id: Id) {
        match self.added {
            Some(added) if added.revision == desk.revision() => desk.write("add note", |workbook| {
                Arc::make_mut(&mut workbook.canvas).notes.retain(|note| note.id != id);
                workbook.numbers = added.numbers;
            }),
            _ => desk.remove_item(id, "note"),
        }
    }
}

fn set(note: &mut Note, text: String) {
    note.text = text;
    note.marks.set("text", None);
}

/// Changes the note with this id, if there is one.
pub fn with_note(workbook: &mut Workbook, id: Id, change: impl FnOnce(&mut Note)) {
    let Some(index) = workbook.canvas.notes.iter().position(|note| note.id == id) else { return };
    if let Some(note) = Arc::make_mut(&mut workbook.canvas).notes.at_mut(index) {
        change(note);
    }
}
