//! What a person can do with notes, whichever way it was asked for: by mouse, by keys, from a menu.

use egui::Ui;

use crate::edit::cells::rows;
use crate::edit::operations::{duplicate_item, move_item};
use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::{Id, ItemKind};
use crate::ui::desk::Desk;
use crate::ui::panels::bulk;
use crate::words::how_many;

use super::sheet::{Draft, Sheet};
use super::travel::{self, Placed};
use super::writing::{Outcome, Target, Writing, with_note};
use super::zoom::Wish;
use super::{Selection, View};

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Select a note, or a block.
    Select(Option<CanvasBlock>, Option<Id>),
    /// Edit the text of a note.
    Write(Id),
    /// Begin a new note, in a block, after a note or at the end.
    Add(CanvasBlock, Option<Id>),
    /// Say what a note claims.
    Kind(Id, NoteKind),
    /// Copy a note.
    Duplicate(Id),
    /// Move a note into a block, to a slot among the others that are shown.
    Move(Id, Option<CanvasBlock>, usize),
    /// Move all chosen notes together.
    MoveAll(Option<CanvasBlock>, usize),
    /// Say what all chosen notes claim.
    KindOfAll(NoteKind),
    /// Draw the canvas in another size.
    Zoom(Wish),
    /// Let the keyboard go to a note; what is chosen stays.
    Go(Id),
    /// Delete a note.
    Delete(Id),
    /// Put the text of a note on the clipboard.
    CopyText(Id),
    /// Show the other fields of a note.
    Details(Id),
}

/// Does it.
pub fn perform(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, sheet: &Sheet, act: Act) {
    match act {
        Act::Select(block, None) => {
            desk.hold.clear();
            view.select(block, None);
        }
        Act::Select(_, Some(id)) => {
            let id = bulk::pick(desk, &super::listed(view, sheet), id);
            go(desk, view, id);
        }
        Act::Go(id) => {
            go(desk, view, id);
            view.scroll = true;
        }
        Act::Zoom(wish) => zoom(ui, view, sheet, wish),
        Act::KindOfAll(kind) => {
            bulk::perform(ui, desk, None, bulk::Act::Set("kind", kind.label().to_owned()));
        }
        Act::MoveAll(block, slot) => move_all(desk, view, sheet, (block, slot)),
        Act::Write(id) => write(desk, view, id),
        Act::Add(block, after) => {
            view.back = view.selection;
            add(desk, view, block, after);
        }
        Act::Kind(id, kind) => {
            set_kind(desk, id, kind);
            view.focus = true;
        }
        Act::Duplicate(id) => {
            let block = desk.workbook().canvas.notes.find(id).and_then(|note| note.block);
            if let Some(copy) = desk.edit("duplicate note", |workbook, ids| duplicate_item(workbook, ids, id)) {
                view.select(block, Some(copy));
                view.scroll = true;
            }
        }
        Act::Move(id, block, slot) => {
            move_note(desk, sheet, id, block, slot);
            view.select(block, Some(id));
            view.scroll = true;
        }
        Act::Delete(id) => {
            let next = neighbor(sheet, id);
            desk.remove_item(id, "note");
            if let Some((block, note)) = next {
                view.select(block, note);
            }
        }
        Act::CopyText(id) => {
            if let Some(note) = desk.workbook().canvas.notes.find(id) {
                ui.ctx().copy_text(note.text.clone());
            }
        }
        Act::Details(id) => view.details = Some(id),
    }
}

/// Begins a new note. Until somebody says otherwise it is an assumption, like the note that it follows, or of the kind that
/// the filter shows.
fn add(desk: &Desk<'_>, view: &mut View, block: CanvasBlock, after: Option<Id>) {
    let follows = after.and_then(|id| desk.workbook().canvas.notes.find(id)?.kind);
    let kind = view.filter.or(follows).unwrap_or(NoteKind::Assumption);
    view.zoom.for_writing();
    view.begin(Target::Draft(Draft { block, after, kind }), "");
    view.selection = Some(Selection { block: Some(block), note: None });
    view.scroll = true;
}

fn set_kind(desk: &mut Desk<'_>, id: Id, kind: NoteKind) {
    if desk.workbook().canvas.notes.find(id).is_some_and(|note| note.kind != Some(kind)) {
        desk.edit("change kind", |workbook, _| {
            with_note(workbook, id, |note| {
                note.kind = Some(kind);
                note.marks.set("kind", None);
            });
        });
    }
}

fn write(desk: &Desk<'_>, view: &mut View, id: Id) {
    if let Some(note) = desk.workbook().canvas.notes.find(id) {
        view.zoom.for_writing();
        view.begin(Target::Note(id), &note.text);
        view.selection = Some(Selection { block: note.block, note: Some(id) });
        view.scroll = true;
    }
}

fn move_note(desk: &mut Desk<'_>, sheet: &Sheet, id: Id, block: Option<CanvasBlock>, slot: usize) {
    let filter = sheet.key.filter;
    let notes = &desk.workbook().canvas.notes;
    let Some(from) = notes.iter().position(|note| note.id == id) else { return };
    let placed: Vec<Placed> = notes
        .iter()
        .map(|note| Placed { block: note.block, shown: filter.is_none_or(|kind| note.kind == Some(kind)) })
        .collect();
    let to = travel::position(&placed, from, block, slot);
    let stays = placed.get(from).is_some_and(|placed| placed.block == block);
    if stays && from == to {
        return;
    }
    desk.edit("move note", |workbook, _| {
        if !stays {
            with_note(workbook, id, |note| {
                note.block = block;
                note.marks.set("block", None);
            });
        }
        move_item(workbook, id, to);
    });
}

/// Selects a note where it is.
fn go(desk: &Desk<'_>, view: &mut View, id: Id) {
    let block = desk.workbook().canvas.notes.find(id).and_then(|note| note.block);
    view.select(block, Some(id));
}

/// Draws the canvas in another size; what is under the pointer, or in the middle, stays there.
fn zoom(ui: &Ui, view: &mut View, sheet: &Sheet, wish: Wish) {
    let clip = ui.clip_rect();
    let pointer = ui.input(|input| input.pointer.latest_pos()).filter(|pointer| clip.contains(*pointer));
    view.zoom.wish(wish, Some(sheet), pointer.unwrap_or_else(|| clip.center()));
}

/// Moves all chosen notes into a block, before the note that is at the slot there when they are gone from it.
fn move_all(desk: &mut Desk<'_>, view: &mut View, sheet: &Sheet, (block, slot): (Option<CanvasBlock>, usize)) {
    let Ok(list) = "canvas.notes".parse() else { return };
    let chosen = desk.hold.chosen();
    let notes = &desk.snapshot().canvas.notes;
    let others = || notes.iter().enumerate().filter(|(_, note)| note.block == block && !chosen.contains(&note.id));
    let shown = |note: &crate::model::canvas::Note| sheet.key.filter.is_none_or(|kind| note.kind == Some(kind));
    let before = others().filter(|(_, note)| shown(note)).nth(slot).map(|(at, _)| at);
    let to = before.or_else(|| others().next_back().map(|(at, _)| at + 1));
    let what = how_many(chosen.len(), ItemKind::Note.singular(), ItemKind::Note.plural());
    desk.edit(&format!("move {what}"), |workbook, _| {
        for id in &chosen {
            with_note(workbook, *id, |note| {
                note.block = block;
                note.marks.set("block", None);
            });
        }
        if let Some(to) = to {
            rows::shift(workbook, &list, &chosen, to);
        }
    });
    let lead = view.selection.and_then(|selection| selection.note).filter(|id| chosen.contains(id));
    if let Some(id) = lead.or(chosen.first().copied()) {
        view.select(block, Some(id));
        view.scroll = true;
    }
}

/// What is selected after a note is gone: the next one, the one before, or its block.
fn neighbor(sheet: &Sheet, id: Id) -> Option<(Option<CanvasBlock>, Option<Id>)> {
    let at = sheet.find(id)?;
    let tray = sheet.trays.get(at.tray)?;
    let slot = at.slot?;
    let next = tray.pieces.get(slot + 1).or_else(|| tray.pieces.get(slot.checked_sub(1)?));
    Some((tray.block, next.and_then(|piece| sheet.note(piece)).map(|note| note.id)))
}

/// Carries on after the field of a note was shown.
pub fn carry_on(desk: &mut Desk<'_>, view: &mut View, outcome: Outcome) {
    let Some(writing) = view.writing.take_if(|_| outcome != Outcome::Going) else { return };
    match outcome {
        Outcome::Going => {}
        Outcome::Left => writing.leave(desk),
        Outcome::Restored => {
            if writing.is_new() {
                view.selection = view.back.or(view.selection);
            }
            writing.restore(desk);
            view.focus = true;
        }
        Outcome::Another => another(desk, view, writing),
    }
}

/// After Ctrl Enter: saves, and begins another note after this one. Nothing follows an empty one.
fn another(desk: &mut Desk<'_>, view: &mut View, writing: Writing) {
    let note = writing.note().and_then(|id| desk.workbook().canvas.notes.find(id));
    let next = note.filter(|note| !note.text.trim().is_empty()).map(|note| (note.block, note.id));
    writing.leave(desk);
    match next {
        Some((block, id)) => {
            view.back = Some(Selection { block, note: Some(id) });
            add(desk, view, block.unwrap_or(CanvasBlock::Problem), Some(id));
        }
        None => view.focus = true,
    }
}
