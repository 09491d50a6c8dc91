//! Editing a cell of the table where it stands: a field over the cell, or a list under it.

use egui::{
    EventFilter, Key, Modifiers, Popup, PopupAnchor, PopupCloseBehavior, PopupKind, Rect, Stroke, StrokeKind, Ui,
    UiBuilder, pos2, vec2,
};

use crate::knowledge;
use crate::model::failure_modes::{FailureMode, FallbackKind};
use crate::model::{Id, List, Record, Step};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::menu;

use super::super::answer;
use super::super::spot::Spot;
use super::columns::{self, Column, Slot};
use super::table::{self, Edit, Pick, focus_id, set_step};
use super::{View, row};

/// How wide a field over a cell is at least.
const FIELD: f32 = 260.0;

/// Shows the field or the list of the cell that is being edited. `row_rect` tells where a row is.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (modes, slots): (&List<FailureMode>, &[Slot]),
    row_rect: &dyn Fn(usize) -> Rect,
) {
    let rect_of = |view: &View, id: Id, column: Column| {
        let at = view.listing.rows.iter().position(|index| modes.at(*index).is_some_and(|mode| mode.id == id))?;
        let slot = slots.iter().find(|slot| slot.column == column)?;
        Some(row::cell(row_rect(at), slot))
    };
    if let Some(edit) = view.table.editing.clone() {
        let mode = modes.find(edit.id);
        match mode.zip(rect_of(view, edit.id, edit.column)) {
            Some((mode, rect)) => field(ui, desk, view, (mode, &edit), (rect, slots)),
            None if mode.is_some() => {} // added in this frame, or hidden for a moment by a filter
            None => view.table.editing = None,
        }
    }
    if let Some(pick) = view.table.picking {
        match modes.find(pick.id).zip(rect_of(view, pick.id, pick.column)) {
            Some((mode, rect)) => list(ui, desk, view, (mode, pick), (rect, slots)),
            None => view.table.picking = None,
        }
    }
}

/// A field over the cell. Enter and Tab keep the text, Escape brings the old one back.
fn field(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (mode, edit): (&FailureMode, &Edit),
    (cell, slots): (Rect, &[Slot]),
) {
    let Some(key) = edit.column.key() else { return };
    let Some(question) = mode.fields().iter().find(|question| question.key == key) else { return };
    let c = theme::colors(ui);
    let id = focus_id().with(("field", edit.id, key));
    let prose = question.prose;
    let frame = frame(ui, cell, prose);
    let (tab, back) = ui.input(|input| (input.key_pressed(Key::Tab), input.modifiers.shift));
    let focused = ui.memory(|memory| memory.has_focus(id));
    let enter = prose && focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    ui.painter().rect(frame, radius::CONTROL, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    ui.painter().rect_stroke(frame.expand(2.0), radius::CONTROL + 2, Stroke::new(2.0, c.focus), StrokeKind::Inside);
    let inner = frame.shrink2(vec2(8.0, if prose { 6.0 } else { (frame.height() - 28.0) / 2.0 }));
    let current = mode.answer(key).map(|value| value.view().text()).unwrap_or_default();
    let edit_ui = |ui: &mut Ui| {
        let field = if prose { TextField::prose(id, question.prompt, 3) } else { TextField::line(id, question.prompt) };
        let scroll = egui::ScrollArea::vertical().id_salt(id).max_height(inner.height());
        let hint = if edit.column == Column::Name { question.prompt } else { question.label };
        scroll.show(ui, |ui| field.bare().hint(hint).take_focus_and_select(edit.fresh).show(ui, &current)).inner
    };
    let typed = ui.scope_builder(UiBuilder::new().max_rect(inner), edit_ui).inner;
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let name = format!("edit {}", question.label.to_lowercase());
    let spot = Spot::item(edit.id);
    if let Some(text) = &typed.text {
        spot.write(desk, &name, key, |value| answer::set(value, text));
    }
    if let Some(open) = &mut view.table.editing {
        open.fresh = false;
    }
    if typed.escaped {
        let before = edit.before.clone();
        spot.write(desk, &name, key, |value| answer::set(value, &before));
        close(ui, view);
    } else if tab && focused {
        go_on(ui, view, mode, (slots, edit.column, back));
    } else if typed.entered || enter {
        close(ui, view);
    } else if typed.response.lost_focus() || (!edit.fresh && !typed.response.has_focus()) {
        view.table.editing = None;
    }
}

/// The field's rectangle: over the cell, wide enough to read what one types, within the table.
fn frame(ui: &Ui, cell: Rect, prose: bool) -> Rect {
    let height = if prose { 76.0 } else { 36.0 };
    let width = cell.width().max(FIELD) + 12.0;
    let space = ui.clip_rect().intersect(ui.min_rect());
    let left = (cell.left() - 8.0).min(space.right() - width - 4.0).max(space.left() + 2.0);
    let middle = cell.center().y - height / 2.0;
    let top = middle.min(space.bottom() - height - 3.0).max(space.top() + 3.0);
    Rect::from_min_size(pos2(left, top), vec2(width, height))
}

/// Closes a cell and begins to edit the next one of the row, or the one before it.
fn go_on(ui: &Ui, view: &mut View, mode: &FailureMode, (slots, from, back): (&[Slot], Column, bool)) {
    close(ui, view);
    if let Some(column) = columns::next_edited(slots, from, back) {
        table::begin_at(view, mode, column);
        if let Some(pick) = &mut view.table.picking {
            pick.walk = true;
        }
        ui.ctx().request_repaint();
    }
}

fn close(ui: &Ui, view: &mut View) {
    view.table.editing = None;
    view.table.picking = None;
    ui.memory_mut(|memory| memory.request_focus(focus_id()));
}

/// A list under the cell: the steps of a scale, or the kinds of fallback. Tab closes it and goes on to the next cell.
fn list(
    ui: &Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (mode, pick): (&FailureMode, Pick),
    (cell, slots): (Rect, &[Slot]),
) {
    let mut open = true;
    let (tab, back) = ui.input(|input| (input.key_pressed(Key::Tab) && !pick.fresh, input.modifiers.shift));
    let popup = Popup::new(focus_id().with("choices"), ui.ctx().clone(), PopupAnchor::ParentRect(cell), ui.layer_id())
        .kind(PopupKind::Menu)
        .accessible_name(pick.column.name())
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .gap(2.0)
        .open_bool(&mut open);
    popup.show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(200.0);
        if pick.column == Column::Fallback {
            kinds(ui, desk, mode, pick.fresh);
        } else {
            steps(ui, desk, mode, pick);
        }
        keep_tab(ui);
    });
    if tab {
        go_on(ui, view, mode, (slots, pick.column, back));
    } else if open {
        view.table.picking = Some(Pick { fresh: false, ..pick });
    } else {
        close(ui, view);
    }
}

/// Keeps the Tab key from moving the focus within the list: it goes on to the next cell.
fn keep_tab(ui: &Ui) {
    let filter = EventFilter { tab: true, ..EventFilter::default() };
    ui.memory_mut(|memory| {
        if let Some(row) = memory.focused() {
            memory.set_focus_lock_filter(row, filter);
        }
    });
}

fn steps(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode, pick: Pick) {
    let scales = knowledge::scales();
    let (current, scale) = match pick.column {
        Column::Severity => (mode.severity, &scales.severity),
        _ => (mode.frequency, &scales.frequency),
    };
    for step in scale {
        let text = format!("{}  {}", step.value, step.label);
        let chosen = current.is_some_and(|current| current.get() == step.value);
        let row = menu::Row::new(&text).chosen(chosen).show(ui);
        if pick.fresh && (chosen || (current.is_none() && step.value == 1)) {
            row.request_focus();
        }
        let row = row.on_hover_text(Type::Small.text(&step.anchor, theme::colors(ui).ink));
        let key = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5]
            .get(usize::from(step.value.saturating_sub(1)))
            .copied();
        let typed = key.is_some_and(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
        if row.clicked() || typed {
            set_step(desk, mode.id, pick.column, Step::new(step.value));
            if pick.walk && typed {
                row.request_focus(); // it stays open, so that Tab goes on
            } else {
                ui.close();
            }
        }
    }
    if current.is_some() && menu::Row::new("Clear").icon(icons::X).show(ui).clicked() {
        set_step(desk, mode.id, pick.column, None);
    }
}

fn kinds(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode, fresh: bool) {
    let spot = Spot::item(mode.id);
    let mut set =
        |text: &str| spot.edit(desk, "set kind of fallback", "fallback_kind", |value| answer::set(value, text));
    menu::caption(ui, "Kind of fallback");
    for (kind, label) in FallbackKind::ALL.iter().zip(FallbackKind::LABELS) {
        let chosen = mode.fallback_kind == Some(*kind);
        let row = menu::Row::new(label).chosen(chosen).show(ui);
        if fresh && (chosen || (mode.fallback_kind.is_none() && *kind == FallbackKind::HumanEscalation)) {
            row.request_focus();
        }
        if row.clicked() {
            set(label);
        }
    }
    if mode.fallback_kind.is_some() && menu::Row::new("Clear").icon(icons::X).show(ui).clicked() {
        set("");
    }
}
