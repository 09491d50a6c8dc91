//! What the canvas rests on: how many of its notes are facts, and how many are only assumed, asked or decided.

use crate::model::canvas::{Canvas, NoteKind};
use crate::words;

/// Notes of the canvas by what they claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// How many there are of each kind, in the order of [`NoteKind::ALL`].
    pub kinds: Vec<(NoteKind, usize)>,
    /// How many say nothing about what they are.
    pub without_kind: usize,
    /// How many facts name no source.
    pub without_source: usize,
}

impl Basis {
    /// Counts the notes.
    #[must_use]
    pub fn of(canvas: &Canvas) -> Self {
        let count = |kind| canvas.notes.iter().filter(|note| note.kind == Some(kind)).count();
        let is_bare =
            |note: &&crate::model::canvas::Note| note.kind == Some(NoteKind::Fact) && note.source.trim().is_empty();
        Self {
            kinds: NoteKind::ALL.iter().map(|kind| (*kind, count(*kind))).collect(),
            without_kind: canvas.notes.iter().filter(|note| note.kind.is_none()).count(),
            without_source: canvas.notes.iter().filter(is_bare).count(),
        }
    }

    /// All notes.
    #[must_use]
    pub fn total(&self) -> usize {
        self.without_kind + self.kinds.iter().map(|(_, count)| count).sum::<usize>()
    }

    /// What weakens it, as a sentence; empty if nothing does.
    #[must_use]
    pub fn weakness(&self) -> String {
        let mut said = Vec::new();
        if self.without_source > 0 {
            let verb = if self.without_source == 1 { "names" } else { "name" };
            said.push(format!("{} {verb} no source", words::how_many(self.without_source, "fact", "facts")));
        }
        if self.without_kind > 0 {
            let verb = if self.without_kind == 1 { "has" } else { "have" };
            said.push(format!("{} {verb} no kind", words::how_many(self.without_kind, "note", "notes")));
        }
        if said.is_empty() { String::new() } else { format!("{}.", words::capitalized(&words::series(&said))) }
    }
}
