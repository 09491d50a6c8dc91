//! The table of what the product does, as it is worked with: the active cell, the keys on it, and what editing it does. A cell
//! that says nothing of its own takes the words for all: typing replaces them, Delete brings them back.

use std::sync::Arc;

use egui::{EventFilter, Key, Modifiers, Popup, Rect, Stroke, StrokeKind, Ui, UiBuilder, vec2};

use crate::edit::operations::{push, remove_item};
use crate::model::requirements::{Behavior, ConfidenceState};
use crate::model::{Id, List, Workbook};
use crate::ui::desk::Desk;
use crate::ui::panels::cell::{self, Edit, Goes};
use crate::ui::panels::in_place;
use crate::ui::panels::row_heights::RowHeights;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, radius};
use crate::ui::widgets::field::TextField;

use super::matrix::{self, Cell, Row, STATES};

/// What the table remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The row and the column of the active cell; column 0 is the name of the segment.
    pub at: (usize, usize),
    /// Whether the active cell gets the focus.
    pub focus: bool,
    /// Whether its row is brought into sight.
    pub scroll: bool,
    editing: Option<Edit>,
    /// The item that was made for the cell that is being edited: it goes if nothing is left in it.
    made: Option<Id>,
    /// A name of a segment, or words for a cell without an item, before the first letter.
    draft: Option<Draft>,
    /// How high the rows are.
    pub heights: RowHeights,
    /// The answers under the table that are edited in place.
    pub in_place: in_place::State,
}

/// A text that is not in the workbook yet.
#[derive(Debug, Clone)]
struct Draft {
    text: String,
    fresh: bool,
}

impl State {
    /// Brings an item into sight.
    pub fn reveal(&mut self, behaviors: &List<Behavior>, id: Id, field: Option<&'static str>) {
        let rows = matrix::rows(behaviors);
        let holds = |cell: &Cell| matches!(cell, Cell::Own(own) | Cell::Empty(own) if *own == id);
        let found = rows.iter().enumerate().find_map(|(at, row)| Some((at, row.cells.iter().position(holds)?)));
        let Some((row, column)) = found else { return };
        self.at = (row, if field == Some("segment") { 0 } else { column + 1 });
        if let Some(key @ ("words" | "behavior")) = field {
            self.in_place.reveal(&Spot::item(id), key);
        } else {
            (self.focus, self.scroll) = (true, true);
        }
    }

    /// Selects a cell, with the focus on it.
    pub fn go(&mut self, at: (usize, usize)) {
        (self.at, self.focus, self.scroll) = (at, true, true);
        (self.editing, self.draft) = (None, None);
    }
}

/// The id of a cell.
pub fn cell_id(row: usize, column: usize) -> egui::Id {
    egui::Id::unique(("behavior", row, column))
}

/// Takes the keys of the active cell, if it has the focus.
pub fn keys(ui: &Ui, desk: &mut Desk<'_>, state: &mut State) {
    let (row, column) = state.at;
    let here = ui.memory(|memory| memory.has_focus(cell_id(row, column)));
    let editing = state.editing.is_some() || state.draft.is_some();
    if !here || editing || ui.ctx().text_edit_focused() || Popup::is_any_open(ui.ctx()) {
        return;
    }
    let behaviors = desk.snapshot().requirements.behaviors.clone();
    let rows = matrix::rows(&behaviors);
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(cell_id(row, column), filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = rows.len().saturating_sub(1);
    let steps = [
        (Key::ArrowUp, (row.saturating_sub(1), column)),
        (Key::ArrowDown, ((row + 1).min(last), column)),
        (Key::ArrowLeft, (row, column.saturating_sub(1))),
        (Key::ArrowRight, (row, (column + 1).min(3))),
        (Key::Home, (0, column)),
        (Key::End, (last, column)),
    ];
    if let Some((_, to)) = steps.into_iter().find(|(key, _)| pressed(*key)) {
        return state.go(to);
    }
    let Some(now) = rows.get(row) else { return };
    if pressed(Key::Delete) || pressed(Key::Backspace) {
        return clear(desk, state, now, column);
    }
    if pressed(Key::Enter) || pressed(Key::F2) {
        return begin(desk, state, (&behaviors, now), None);
    }
    if let Some(typed) = cell::typed(ui) {
        begin(desk, state, (&behaviors, now), Some(typed));
        ui.ctx().request_repaint();
    }
}

/// Takes a cell's own words away, so that those for all stand there again; or a whole segment.
fn clear(desk: &mut Desk<'_>, state: &mut State, row: &Row, column: usize) {
    let cells = if column == 0 { row.cells.as_slice() } else { row.cells.get(column - 1..column).unwrap_or_default() };
    let own: Vec<Id> = cells
        .iter()
        .filter_map(|cell| match cell {
            Cell::Own(id) | Cell::Empty(id) => Some(*id),
            _ => None,
        })
        .collect();
    if own.is_empty() {
        return;
    }
    let (name, said) =
        if column == 0 { ("delete segment", "Segment deleted") } else { ("clear behavior", "Behavior cleared") };
    desk.remove(name, said, |workbook, _| {
        for id in own {
            remove_item(workbook, id);
        }
    });
    state.focus = true;
}

/// Begins to edit the active cell.
pub fn begin(desk: &mut Desk<'_>, state: &mut State, (behaviors, row): (&List<Behavior>, &Row), typed: Option<String>) {
    state.focus = false;
    let Some(cell) = state.at.1.checked_sub(1).and_then(|at| row.cells.get(at)) else {
        let text = typed.clone().unwrap_or_else(|| row.segment.clone());
        state.draft = Some(Draft { text, fresh: true });
        return;
    };
    match (cell, typed) {
        (Cell::Own(id) | Cell::Empty(id), typed) => {
            let before = behaviors.find(*id).map(|behavior| behavior.behavior.clone()).unwrap_or_default();
            state.editing = Some(Edit::new((*id, "behavior"), before, typed));
        }
        (Cell::ForAll(_) | Cell::Missing, Some(typed)) => make(desk, state, row, typed),
        (Cell::ForAll(_) | Cell::Missing, None) => state.draft = Some(Draft { text: String::new(), fresh: true }),
    }
}

/// Makes an item for a cell that has none, with its first words.
fn make(desk: &mut Desk<'_>, state: &mut State, row: &Row, words: String) {
    let confidence = state.at.1.checked_sub(1).and_then(|at| STATES.get(at)).copied();
    let id = add(desk, &row.segment, confidence);
    state.draft = None;
    state.made = Some(id);
    state.editing = Some(Edit::new((id, "behavior"), String::new(), Some(words)));
}

fn add(desk: &mut Desk<'_>, segment: &str, state: Option<ConfidenceState>) -> Id {
    let behavior = Behavior { segment: segment.to_owned(), state, ..Behavior::default() };
    desk.edit("set behavior", |workbook, ids| {
        push(workbook, ids, behavior, |workbook| &mut Arc::make_mut(&mut workbook.requirements).behaviors)
    })
}

/// Adds a row for another segment, and asks for its name.
pub fn add_segment(desk: &mut Desk<'_>, state: &mut State) {
    let behaviors = &desk.workbook().requirements.behaviors;
    let taken: Vec<&str> = behaviors.iter().map(|behavior| behavior.segment.trim()).collect();
    let name = if taken.is_empty() { "All cases".to_owned() } else { free_name(&taken) };
    let first = if taken.is_empty() { ConfidenceState::Serve } else { ConfidenceState::Fallback };
    let id = add(desk, &name, Some(first));
    let behaviors = desk.snapshot().requirements.behaviors.clone();
    state.reveal(&behaviors, id, Some("segment"));
    (state.focus, state.scroll) = (false, true);
    state.draft = Some(Draft { text: name, fresh: true });
}

fn free_name(taken: &[&str]) -> String {
    let names = (1..).map(|at| if at == 1 { "New group".to_owned() } else { format!("New group {at}") });
    names.into_iter().find(|name| !taken.contains(&name.as_str())).unwrap_or_default()
}

/// The field over the active cell while it is edited.
pub fn edit(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (workbook, row, rows): (&Workbook, &Row, usize),
    place: Rect,
) {
    let place = Rect::from_min_max(place.min + vec2(8.0, 0.0), place.max - vec2(4.0, 0.0));
    if state.draft.is_some() {
        return draft(ui, desk, state, (row, rows), place);
    }
    let Some(mut edit) = state.editing.take() else { return };
    let behaviors = &workbook.requirements.behaviors;
    let Some(behavior) = behaviors.find(edit.item) else {
        // made in this frame: it is drawn with the next
        state.editing = desk.workbook().requirements.behaviors.find(edit.item).map(|_| edit);
        ui.ctx().request_repaint();
        return;
    };
    let goes = cell::show(ui, desk, &mut edit, (behavior, place));
    if goes == Goes::On {
        state.editing = Some(edit);
        return;
    }
    let made = state.made.take().filter(|made| *made == edit.item);
    let left_blank = |id: &Id| {
        let behaviors = &desk.workbook().requirements.behaviors;
        behaviors.find(*id).is_some_and(|behavior| behavior.behavior.trim().is_empty())
    };
    if let Some(id) = made.filter(left_blank) {
        desk.edit("clear behavior", |workbook, _| remove_item(workbook, id));
    }
    leave(state, goes, rows);
    ui.ctx().request_repaint();
}

/// Goes on after a cell.
fn leave(state: &mut State, goes: Goes, rows: usize) {
    let (row, column) = state.at;
    match goes {
        Goes::To(1) if column < 3 => state.go((row, column + 1)),
        Goes::To(1) if row + 1 < rows => state.go((row + 1, 0)),
        Goes::To(-1) if column > 0 => state.go((row, column - 1)),
        Goes::To(_) | Goes::Back => state.go((row, column)),
        Goes::On | Goes::Away => {}
    }
}

/// The name of a segment, or the first words of a cell that has none: not in the workbook until they are typed.
fn draft(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, (row, rows): (&Row, usize), place: Rect) {
    let Some(mut open) = state.draft.take() else { return };
    let c = theme::colors(ui);
    let is_name = state.at.1 == 0;
    let prompt = if is_name { "For which users or cases?" } else { "What does it do then?" };
    let frame = Rect::from_center_size(place.center(), vec2(place.width() + 12.0, 32.0));
    ui.painter().rect(frame, radius::CONTROL, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    ui.painter().rect_stroke(frame.expand(2.0), radius::CONTROL + 2, Stroke::new(2.0, c.focus), StrokeKind::Inside);
    let id = egui::Id::unique("new words of behavior");
    let inside = UiBuilder::new().max_rect(frame.shrink2(vec2(6.0, 5.0)));
    let field = TextField::line(id, prompt).bare().hint(prompt);
    let field = if is_name { field.take_focus_and_select(open.fresh) } else { field.take_focus(open.fresh) };
    let typed = ui.scope_builder(inside, |ui| field.show(ui, &open.text)).inner;
    let fresh = std::mem::take(&mut open.fresh);
    if let Some(text) = &typed.text {
        open.text.clone_from(text);
    }
    if !is_name && !open.text.trim().is_empty() {
        make(desk, state, row, open.text);
        // the field of the new item is there in the same frame, so that it gets the letters that follow
        let workbook = desk.snapshot();
        return edit(ui, desk, state, (&workbook, row, rows), place);
    }
    let left = typed.response.lost_focus() || (!fresh && !typed.response.has_focus());
    if !left && !typed.escaped {
        state.draft = Some(open);
        return;
    }
    let name = open.text.trim();
    if is_name && !typed.escaped && !name.is_empty() && name != row.segment {
        rename(desk, &row.segment, name);
        let rows = matrix::rows(&desk.workbook().requirements.behaviors);
        state.at.0 = rows.iter().position(|row| row.segment == name).unwrap_or(state.at.0);
    }
    if typed.escaped || typed.entered {
        state.go(state.at);
    }
    ui.ctx().request_repaint();
}

/// Gives all behaviors of a segment another name for it, in one step.
fn rename(desk: &mut Desk<'_>, from: &str, to: &str) {
    desk.edit("rename group", |workbook, _| {
        let behaviors = &mut Arc::make_mut(&mut workbook.requirements).behaviors;
        for at in 0..behaviors.len() {
            if behaviors.at(at).is_some_and(|behavior| behavior.segment.trim() == from)
                && let Some(behavior) = behaviors.at_mut(at)
            {
                to.clone_into(&mut behavior.segment);
            }
        }
    });
}
