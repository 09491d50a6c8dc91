//! The table of what changes: how it is, how it shall be, what kind of claim each is, and the difference where it can be
//! worked out. Cells are walked by the arrow keys and edited where they stand; rows are moved by Alt and the arrows, or dragged.

use std::sync::Arc;

use egui::{EventFilter, Key, Modifiers, Popup, Rangef, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::edit::operations::{duplicate_item, move_item, push};
use crate::model::canvas::NoteKind;
use crate::model::discovery::Change;
use crate::model::{Id, List, Record as _};
use crate::ui::desk::Desk;
use crate::ui::panels::bulk::{self, Listed};
use crate::ui::panels::cell::{self, Edit, Goes};
use crate::ui::panels::data::rows::{self, Act, row_id};
use crate::ui::panels::row_heights::RowHeights;
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, row_drag};
use crate::ui::theme::{self, Type};

use super::columns::{Column, Columns};
use super::row::{LINES, Row, Side};

const HEAD: f32 = 32.0;
const KIND: &str = "change";

/// What the table remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The selected row.
    pub rows: rows::State,
    /// The selected cell of it.
    pub column: Column,
    editing: Option<Edit>,
    heights: RowHeights,
    /// The cell whose kinds are to be shown.
    pub kinds: Option<(Id, Column)>,
}

impl State {
    /// Selects a cell, with the focus on it.
    pub fn go(&mut self, id: Id, column: Column) {
        self.rows.go(id);
        (self.rows.focus, self.column, self.editing) = (true, column, None);
    }

    /// Whether a cell is being edited.
    pub fn is_editing(&self) -> bool {
        self.editing.is_some()
    }

    /// Begins to edit a cell.
    pub fn edit(&mut self, change: &Change, column: Column, typed: Option<String>) {
        self.rows.go(change.id);
        self.column = column;
        if column.is_kind() {
            self.kinds = Some((change.id, column));
        } else {
            let before = change.answer(column.key()).map(|value| value.view().text()).unwrap_or_default();
            self.editing = Some(Edit::new((change.id, column.key()), before, typed));
        }
    }
}

/// The changes as a list whose rows can be chosen and moved.
fn listed(changes: &List<Change>, state: &State) -> Listed {
    Listed::new("discovery.changes", changes.iter().map(|change| change.id), state.rows.at)
}

/// Takes the keys of the table, if it has the focus; N wherever nobody types.
pub fn keys(ui: &Ui, desk: &mut Desk<'_>, state: &mut State) {
    if state.is_editing() || ui.ctx().text_edit_focused() || Popup::is_any_open(ui.ctx()) {
        return;
    }
    let changes = desk.snapshot().discovery.changes.clone();
    state.rows.keep(&changes);
    if let Some(id) = bulk::listen(ui, desk, state.rows.at.map(row_id), &listed(&changes, state)) {
        return state.go(id, state.column);
    }
    let here = state.rows.has_focus(ui);
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let free = here || ui.memory(|memory| memory.focused().is_none());
    if desk.single_keys && free && pressed(Modifiers::NONE, Key::N) {
        return obey(ui, desk, state, Act::Add);
    }
    let Some(change) = state.rows.at.filter(|_| here).and_then(|id| changes.find(id)) else { return };
    if state.column.is_kind() {
        const KEYS: [Key; 4] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];
        for (key, kind) in KEYS.into_iter().zip(NoteKind::ALL).filter(|_| desk.single_keys) {
            if pressed(Modifiers::NONE, key) {
                return set_kind(desk, change.id, state.column, Some(*kind));
            }
        }
        if pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace) {
            return set_kind(desk, change.id, state.column, None);
        }
    }
    for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
        if pressed(Modifiers::NONE, key) {
            state.column = state.column.beside(by);
        }
    }
    if let Some(act) = rows::keys(ui, &state.rows, &changes) {
        obey(ui, desk, state, act);
    } else if let Some(typed) = cell::typed(ui).filter(|_| !state.column.is_kind()) {
        state.edit(change, state.column, Some(typed));
    }
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(change.id), filter));
}

/// Carries out what was asked.
pub fn obey(ui: &Ui, desk: &mut Desk<'_>, state: &mut State, act: Act) {
    match act {
        Act::Add => {
            let id = desk.edit("add change", |workbook, ids| {
                push(workbook, ids, Change::default(), |workbook| &mut Arc::make_mut(&mut workbook.discovery).changes)
            });
            if let Some(change) = desk.snapshot().discovery.changes.find(id) {
                state.edit(change, Column::Aspect, None);
            }
        }
        Act::Go(id) => {
            let listed = listed(&desk.snapshot().discovery.changes, state);
            let id = bulk::pick(desk, &listed, id);
            state.go(id, state.column);
        }
        Act::Edit(id) => {
            if let Some(change) = desk.snapshot().discovery.changes.find(id) {
                state.edit(change, state.column, None);
            }
        }
        Act::Duplicate(id) => {
            let copy = desk.edit("duplicate change", |workbook, ids| duplicate_item(workbook, ids, id));
            if let Some(copy) = copy {
                state.go(copy, state.column);
            }
        }
        Act::Move(id, to) => {
            desk.edit("move change", |workbook, _| move_item(workbook, id, to));
            state.go(id, state.column);
        }
        Act::SetInternal(id, internal) => Spot::item(id).set_internal(desk, internal),
        Act::Delete(id) => {
            desk.remove_item(id, KIND);
            state.rows.focus = true;
        }
    }
    ui.ctx().request_repaint();
}

/// Says what kind of claim a side is.
pub fn set_kind(desk: &mut Desk<'_>, id: Id, column: Column, kind: Option<NoteKind>) {
    let text = kind.map_or("", NoteKind::label);
    Spot::item(id).edit(desk, "set kind of claim", column.key(), |value| answer::set(value, text));
}

/// Shows the table.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State) {
    let changes = desk.snapshot().discovery.changes.clone();
    state.rows.keep(&changes);
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    let columns = Columns::of(width);
    heads(ui, &columns);
    let each = state.heights.get((desk.revision(), width), changes.len(), |at| {
        changes.at(at).map_or(36.0, |change| height(ui, change, &columns))
    });
    let (_, area) = ui.allocate_space(vec2(width, each.iter().sum()));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(area).scope_id(egui::Id::unique("table of changes")));
    let clip = ui.clip_rect();
    let (mut asked, mut places, mut top) = (None, Vec::with_capacity(each.len()), area.top());
    for (at, change) in changes.iter().enumerate() {
        let height = each.get(at).copied().unwrap_or(36.0);
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(width, height));
        top += height;
        places.push(rect);
        let selected = state.rows.at == Some(change.id);
        if selected && std::mem::take(&mut state.rows.scroll) {
            ui.scroll_to_rect(rect, None);
        }
        // the selected row is there even out of sight: it is where the keyboard is
        if selected || rect.intersects(clip) {
            let row = Row { change, changes: &changes, rect, columns, selected };
            asked = row.show(&mut inside, desk, state).or(asked);
        }
    }
    let moved = row_drag::show(ui, desk, &listed(&changes, state)).map(Act::Go);
    edit(&mut inside, desk, state, (&changes, &places, &columns));
    if let Some(act) = moved.or(asked) {
        obey(ui, desk, state, act);
    }
}

fn heads(ui: &mut Ui, columns: &Columns) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let head = |column: Rangef, words: &str, right: bool| {
        let galley = theme::cut(ui, words, Type::Caption, c.ink_2, column.span(), 1);
        let x = if right { column.max - galley.size().x } else { column.min };
        ui.painter().galley(pos2(rect.left() + x, rect.center().y - galley.size().y / 2.0), galley, c.ink_2);
    };
    head(columns.before, "Before: today", false);
    head(columns.after, "After: with the product", false);
    if let Some(change) = columns.change {
        head(change, "Change", true);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// How high a row is.
fn height(ui: &Ui, change: &Change, columns: &Columns) -> f32 {
    let c = theme::colors(ui);
    let sides = [
        Side::of(ui, &change.before, (change.before_kind, columns.before.span()), c).height,
        Side::of(ui, &change.after, (change.after_kind, columns.after.span()), c).height,
        theme::cut(ui, &change.aspect, Type::Body, c.ink_3, columns.aspect.span(), LINES).size().y,
    ];
    (sides.into_iter().fold(0.0, f32::max) + 16.0).max(36.0).ceil()
}

/// The field of the cell that is being edited.
fn edit(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (changes, places, columns): (&List<Change>, &[Rect], &Columns),
) {
    let Some(mut edit) = state.editing.take() else { return };
    let at = changes.iter().position(|change| change.id == edit.item);
    let Some((change, row)) = at.and_then(|at| changes.at(at).zip(places.get(at))) else {
        // added in this frame: it is drawn with the next
        state.editing = desk.workbook().discovery.changes.find(edit.item).map(|_| edit);
        return;
    };
    let column = match edit.key {
        "before" => columns.before,
        "after" => columns.after,
        _ => columns.aspect,
    };
    let place = Rect::from_x_y_ranges(row.left() + column.min..=row.left() + column.max, row.y_range());
    match cell::show(ui, desk, &mut edit, (change, place)) {
        Goes::On => {
            state.editing = Some(edit);
            return;
        }
        Goes::Away => {}
        Goes::Back => state.go(change.id, state.column),
        Goes::To(by) => match state.column.next_text(by) {
            Some(column) => state.edit(change, column, None),
            None => state.go(change.id, state.column),
        },
    }
    ui.ctx().request_repaint();
}
