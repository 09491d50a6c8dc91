//! The page of the canvas: twelve trays of notes.
//!
//! [`sheet`] says which note is where, [`heights`] how high it is, [`board`] draws the trays and [`slip`] a note; [`keys`], [`drag`] and [`menus`] say
//! what the person wants, [`band`] chooses several notes, and [`acts`] does it. [`travel`] is the arithmetic of moving, [`writing`] the note that is edited.

mod acts;
mod band;
mod board;
mod details;
mod drag;
mod findings;
mod head;
mod heights;
mod keys;
mod menus;
mod sheet;
mod slip;
mod travel;
mod writing;
mod zoom;

use std::collections::BTreeMap;

use egui::{Margin, Rect, ScrollArea, Ui, vec2};

use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::{Id, Section};
use crate::ui::desk::{Desk, Room};
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::note;

use super::bulk::Listed;

use acts::Act;
use drag::Drag;
use findings::Worst;
use sheet::{Key, Measure, Sheet, Tally};
use travel::At;
use writing::{Target, Writing};

/// The least height of a tray where there is room for three rows in a window of the usual size.
const TRAY: f32 = 252.0;

/// White space under the canvas.
const FOOT: f32 = 16.0;

/// What is selected: a block, and perhaps a note in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Selection {
    block: Option<CanvasBlock>,
    note: Option<Id>,
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    filter: Option<NoteKind>,
    selection: Option<Selection>,
    writing: Option<Writing>,
    /// What was selected before a new note was begun.
    back: Option<Selection>,
    drag: Option<Drag>,
    band: Option<band::Band>,
    zoom: zoom::Zoom,
    /// How far the middle button has pulled the canvas in this frame.
    pan: egui::Vec2,
    details: Option<Id>,
    /// What is selected takes the focus.
    focus: bool,
    /// What is selected comes into view.
    scroll: bool,
    /// A note that was looked for, and since when it is marked.
    flash: Option<(Id, f64)>,
    /// What was asked for in this frame.
    acts: Vec<Act>,
    fields: u64,
    sheet: Option<Sheet>,
    /// The sheets of other sizes, so that going back to one measures no note again, and a new one can guess.
    others: BTreeMap<usize, Sheet>,
    /// The size that the sheet is for.
    level: usize,
    letters: heights::Letters,
    tally: Tally,
    worst: Worst,
}

impl View {
    /// The block that is selected: the inspector shows its prompts.
    #[must_use]
    pub fn block(&self) -> Option<CanvasBlock> {
        self.selection.and_then(|selection| selection.block)
    }

    /// The note that is selected.
    #[must_use]
    pub fn note(&self) -> Option<Id> {
        self.selection.and_then(|selection| selection.note)
    }

    fn select(&mut self, block: Option<CanvasBlock>, note: Option<Id>) {
        self.selection = Some(Selection { block, note });
        self.focus = true;
    }

    fn begin(&mut self, target: Target, text: &str) {
        self.fields += 1;
        self.focus = false;
        self.writing = Some(Writing::new(target, text, self.fields));
    }

    /// Lets go of what is gone, and follows what moved: after an undo, or a change by somebody else.
    fn follow(&mut self, desk: &Desk<'_>) {
        let notes = &desk.workbook().canvas.notes;
        let exists = |id: Id| notes.iter().any(|note| note.id == id);
        self.writing.take_if(|writing| writing.note().is_some_and(|id| !exists(id)));
        self.drag.take_if(|drag| !drag.ids.iter().all(|id| exists(*id)));
        let written = self.writing.as_ref().and_then(Writing::note);
        if let Some(selection) = &mut self.selection {
            selection.note = written.or(selection.note);
            match selection.note.and_then(|id| notes.find(id)) {
                Some(note) => selection.block = note.block,
                None => selection.note = None,
            }
        }
    }

    /// The note or tray that takes the focus: what is selected, or the first.
    fn anchor(&self, sheet: &Sheet) -> At {
        let first = At { tray: 0, slot: sheet.trays.first().filter(|tray| !tray.pieces.is_empty()).map(|_| 0) };
        let Some(selection) = self.selection else { return first };
        let note = selection.note.and_then(|id| sheet.find(id));
        note.or_else(|| Some(At { tray: sheet.tray_of(selection.block)?, slot: None })).unwrap_or(first)
    }
}

/// The notes as a list that can be chosen from, and moved within their blocks.
fn listed(view: &View, sheet: &Sheet) -> Listed {
    let shown = sheet.trays.iter().flat_map(|tray| &tray.pieces).filter_map(|piece| sheet.note(piece));
    let lead = view.selection.and_then(|selection| selection.note);
    Listed::new("canvas.notes", shown.map(|note| note.id), lead).within("block")
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    view.follow(desk);
    reveal(ui, desk, view);
    ui.spacing_mut().item_spacing.y = 0.0;
    view.tally.follow(&desk.snapshot().canvas);
    let add = head::show(ui, desk, view);
    let whole = ui.available_rect_before_wrap();
    wheel(ui, view, whole);
    let mut sheet = lay_out(ui, desk, view, whole);
    if sheet.is_rough() {
        ui.ctx().request_repaint();
    }
    if view.zoom.fit(sheet.height, whole.height() - FOOT) {
        ui.ctx().request_repaint();
        view.sheet = Some(sheet);
        sheet = lay_out(ui, desk, view, whole);
    }
    let margin = Margin { left: size::SIDE as i8, right: size::SIDE as i8, top: 0, bottom: FOOT as i8 };
    let mut scroll = ScrollArea::both().auto_shrink([false, false]);
    let page = whole.min + vec2(size::SIDE, 0.0);
    if let Some(offset) = view.zoom.offset(&sheet, page) {
        scroll = scroll.scroll_offset(offset);
    }
    let shown =
        scroll.show(ui, |ui| egui::Frame::new().inner_margin(margin).show(ui, |ui| body(ui, desk, view, (sheet, add))));
    view.zoom.origin = page.to_vec2() - shown.state.unclamped_offset();
    details::show(ui, desk, view);
}

fn body(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (sheet, add): (Sheet, bool)) {
    let pan = std::mem::take(&mut view.pan);
    if pan != egui::Vec2::ZERO {
        ui.scroll_with_delta_animation(pan, egui::style::ScrollAnimation::none());
    }
    view.worst.follow(desk, &sheet);
    let anchor = view.anchor(&sheet);
    view.acts.extend(keys::listen(ui, desk, view, &sheet, anchor));
    view.letters.begin(view.level);
    board::show(ui, desk, view, &sheet, anchor);
    if view.letters.end() {
        ui.ctx().request_repaint();
    }
    if add {
        view.acts.push(Act::Add(view.block().unwrap_or(CanvasBlock::Problem), None));
    }
    for act in std::mem::take(&mut view.acts) {
        acts::perform(ui, desk, view, &sheet, act);
        ui.ctx().request_repaint();
    }
    view.sheet = Some(sheet);
}

/// Ctrl with the wheel, or two fingers, change the size; the middle button pulls the canvas.
fn wheel(ui: &Ui, view: &mut View, whole: Rect) {
    let (pointer, delta, middle, moved) = ui.input(|input| {
        let pointer = &input.pointer;
        (pointer.latest_pos(), input.zoom_delta(), pointer.middle_down(), pointer.delta())
    });
    let blocked = ui.memory(|memory| memory.top_modal_layer().is_some());
    let Some(pointer) = pointer.filter(|pointer| whole.contains(*pointer) && !blocked) else { return };
    if (delta - 1.0).abs() > 1e-4 {
        view.zoom.follow(delta, view.sheet.as_ref(), pointer);
    }
    if middle {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Grabbing);
        view.pan = moved;
    }
}

fn lay_out(ui: &Ui, desk: &Desk<'_>, view: &mut View, whole: Rect) -> Sheet {
    let pointer = ui.input(|input| input.pointer.latest_pos()).filter(|pointer| whole.contains(*pointer));
    view.zoom.hold(view.sheet.as_ref(), pointer.unwrap_or_else(|| whole.center()));
    let level = view.zoom.level();
    if view.level != level {
        let other = std::mem::replace(&mut view.sheet, view.others.remove(&level));
        view.others.extend(other.map(|sheet| (view.level, sheet)));
        view.level = level;
    }
    let (columns, least) = match desk.room {
        Room::Single => (1, 0.0),
        Room::Narrow => (2, 0.0),
        Room::Tight => (3, TRAY),
        Room::Rail | Room::Wide => (4, TRAY),
    };
    let key = Key {
        canvas: desk.snapshot().canvas,
        filter: view.filter,
        columns,
        width: view.zoom.width(whole.width() - 2.0 * size::SIDE),
        least,
        draft: view.writing.as_ref().and_then(Writing::draft),
    };
    let measure = Measure {
        note: &|text, width| note::height(ui, text, width),
        question: &|text, width| theme::wrapped(ui, text, Type::Prompt, egui::Color32::PLACEHOLDER, width).size().y,
    };
    let others: Vec<&Sheet> = view.others.values().collect();
    let mut sheet = Sheet::of(key, view.sheet.take(), &others, &measure);
    if sheet.is_rough() {
        let sight = view.zoom.sight(&sheet, whole.min + vec2(size::SIDE, 0.0), whole);
        let most = if view.zoom.is_fitting() { usize::MAX } else { heights::MEASURED_IN_A_FRAME };
        sheet.measure_more(sight, most, &measure);
    }
    sheet
}

/// Selects the note that somebody wants to see, and brings it into view.
fn reveal(ui: &Ui, desk: &mut Desk<'_>, view: &mut View) {
    let Some((_, id, _)) = desk.take_reveal(Section::Canvas).and_then(|place| place.item()) else { return };
    let Some(note) = desk.workbook().canvas.notes.find(id) else { return };
    if view.filter.is_some_and(|kind| note.kind != Some(kind)) {
        view.filter = None;
    }
    view.select(note.block, Some(id));
    view.scroll = true;
    view.flash = Some((id, ui.input(|input| input.time)));
}
