//! The table: its heads, its rows in sight, and its keys. The whole table is one stop of the Tab key.

use egui::{Align, EventFilter, Key, Modifiers, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::model::failure_modes::FailureMode;
use crate::model::record::Item;
use crate::model::{Id, List, Step};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::{bulk, row_drag, slots};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::link;
use crate::ui::widgets::{choice, focus, label, menu};

use super::columns::{self, Column, HEAD, ROW, Slot};
use super::rows::Filter;
use super::{View, acts, cells, row};

/// What the table remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The cell of the selected row that the arrows are at.
    pub(super) column: Option<Column>,
    /// The cell that is being edited.
    pub(super) editing: Option<Edit>,
    /// The cell whose choices are open.
    pub(super) picking: Option<Pick>,
}

/// A cell that is being edited.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    /// The failure mode.
    pub(super) id: Id,
    /// The column.
    pub(super) column: Column,
    /// The text before, which Escape brings back.
    pub(super) before: String,
    /// Whether the field is yet to take the focus.
    pub(super) fresh: bool,
}

/// A cell whose choices are open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pick {
    /// The failure mode.
    pub(super) id: Id,
    /// The column.
    pub(super) column: Column,
    /// Whether the list is yet to take the focus.
    pub(super) fresh: bool,
    /// Whether it was reached with Tab from another cell: a key that sets a step then leaves it open for the next Tab.
    pub(super) walk: bool,
}

impl State {
    /// Begins to edit a cell.
    pub(super) fn edit(&mut self, id: Id, column: Column, before: String) {
        self.column = Some(column);
        self.editing = Some(Edit { id, column, before, fresh: true });
    }

    /// Opens the choices of a cell.
    pub(super) fn pick(&mut self, id: Id, column: Column) {
        self.column = Some(column);
        self.picking = Some(Pick { id, column, fresh: true, walk: false });
    }
}

/// The id of the table, for the focus.
pub(super) fn focus_id() -> egui::Id {
    egui::Id::unique("table of failure modes")
}

/// Shows the table, at most `most` points high without its heads.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, modes: &List<FailureMode>, most: f32) {
    let slots = columns::fit(ui.available_width());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        heads(ui, view, &slots);
        if view.listing.rows.is_empty() {
            nothing(ui, view);
            return;
        }
        let rows = view.listing.rows.len();
        if rows as f32 * ROW <= most {
            body(ui, desk, view, modes, &slots);
        } else {
            let list = egui::ScrollArea::vertical()
                .id_salt("rows of failure modes")
                .max_height(most)
                .min_scrolled_height(most);
            let shown = list.auto_shrink([false, true]).show(ui, |ui| body(ui, desk, view, modes, &slots));
            if let Some(rect) = shown.inner {
                ui.scroll_to_rect(rect.intersect(shown.inner_rect), None); // the list has scrolled to the row; the page follows
            }
        }
        let hidden = modes.len() - rows.min(modes.len());
        if hidden > 0 {
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                label::line(ui, &format!("{hidden} hidden by the filter"), Type::Small, theme::colors(ui).ink_3);
                if link(ui, "Show all").clicked() {
                    view.filter = Filter::default();
                }
            });
        }
    });
}

fn nothing(ui: &mut Ui, view: &mut View) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        ui.add_space(8.0);
        label::line(ui, "No failure mode fits the filter.", Type::Body, c.ink_2);
        if link(ui, "Show all").clicked() {
            view.filter = Filter::default();
        }
    });
    label::rule(ui);
}

fn heads(ui: &mut Ui, view: &mut View, slots: &[Slot]) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    for slot in slots {
        let cell = Rect::from_x_y_ranges(rect.left() + slot.left..=rect.left() + slot.right, rect.y_range());
        let on = view.order.by == slot.column.sort();
        let response = ui.interact(cell, focus_id().with(("head", slot.column.name())), Sense::CLICK);
        let ink = if on || response.hovered() { c.ink } else { c.ink_2 };
        let galley = theme::cut(ui, slot.column.label(), Type::Caption, ink, cell.width(), 1);
        let x = if slot.column.is_number() { cell.right() - galley.size().x - 8.0 } else { cell.left() };
        let after = pos2(x + galley.size().x + 4.0, cell.center().y - 8.0);
        ui.painter().galley(pos2(x, cell.center().y - galley.size().y / 2.0), galley, ink);
        if on {
            let up = view.order.reversed;
            let mark = Rect::from_min_size(after, vec2(12.0, 16.0));
            label::paint_icon(ui, mark, if up { icons::CARET_UP } else { icons::CARET_DOWN }, Type::Icon, c.ink_2);
        }
        let name = slot.column.name();
        let said = match (on, view.order.reversed) {
            (false, _) => format!("Sort by {}", name.to_lowercase()),
            (true, false) => format!("Sort by {}, sorted", name.to_lowercase()),
            (true, true) => format!("Sort by {}, sorted the other way round", name.to_lowercase()),
        };
        response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, on, &said));
        if response.on_hover_text(name).clicked() {
            view.order = view.order.clicked(slot.column.sort());
            view.scroll = true;
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// Draws the rows in sight; gives the rectangle of the selected row if the page is to scroll to it.
fn body(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, modes: &List<FailureMode>, slots: &[Slot]) -> Option<Rect> {
    let count = view.listing.rows.len();
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), count as f32 * ROW), Sense::hover());
    let clip = ui.clip_rect();
    let response = ui.interact(area.intersect(clip), focus_id(), Sense::focusable_noninteractive());
    regions::entrance(Region::Main, &response);
    let current = view.current(modes).map(|(at, mode)| (at, mode.id));
    keys(ui, desk, view, modes, (slots, &response));
    let first = (((clip.top() - area.top()) / ROW).floor().max(0.0)) as usize;
    let last = (((clip.bottom() - area.top()) / ROW).ceil().max(0.0)) as usize;
    for at in first..last.min(count) {
        let Some(mode) = view.listing.rows.get(at).and_then(|index| modes.at(*index)) else { continue };
        let rect = Rect::from_min_size(area.min + vec2(0.0, at as f32 * ROW), vec2(area.width(), ROW));
        let look = row::Look {
            rect,
            slots,
            selected: current.is_some_and(|(_, id)| id == mode.id),
            chosen: desk.hold.has(mode.id),
            hovered: view.hovered == Some(mode.id),
            active: view.table.column.filter(|_| focus::is_shown(&response)),
            silent: view.listing.silent.contains(&mode.id),
        };
        let shown = row::show(ui, mode, &look, focus_id().with(mode.id));
        if look.selected && look.active.is_none() && focus::is_shown(&response) {
            focus::outline(ui, rect, radius::CHIP);
        }
        if view.order.is_own() {
            row_drag::row(ui, desk, &shown, mode.id);
        }
        point(ui, desk, view, (mode, modes), (&look, &shown));
    }
    if let Some(id) = row_drag::show(ui, desk, &super::listed(view, modes)) {
        view.select(id);
    }
    say(ui, &response, modes, current);
    let row_rect = |at: usize| Rect::from_min_size(area.min + vec2(0.0, at as f32 * ROW), vec2(area.width(), ROW));
    cells::show(ui, desk, view, (modes, slots), &row_rect);
    let target = current.filter(|_| std::mem::take(&mut view.scroll)).map(|(at, _)| row_rect(at));
    if let Some(rect) = target {
        let far = !clip.expand(2.0 * ROW).intersects(rect);
        ui.scroll_to_rect(rect, far.then_some(Align::Center));
    }
    target
}

/// Tells a screen reader which row the arrows are at.
fn say(ui: &Ui, response: &Response, modes: &List<FailureMode>, current: Option<(usize, Id)>) {
    let chosen = current.and_then(|(_, id)| modes.find(id));
    let said = chosen.map_or_else(String::new, |mode| format!(", {} {}", mode.cite(), mode.name));
    let said = format!("Table of failure modes{said}");
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &said));
    if let Some((_, id)) = current {
        let active = focus_id().with(id).accesskit_id();
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_active_descendant(active));
    }
}

/// Pointing and clicking: the first click selects the row and the cell, the second one edits.
fn point(
    ui: &Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (mode, modes): (&FailureMode, &List<FailureMode>),
    (look, response): (&row::Look<'_>, &Response),
) {
    if response.hovered() {
        view.hovered = Some(mode.id);
    }
    if response.clicked() {
        let at = response.interact_pointer_pos().map_or(0.0, |at| at.x - look.rect.left());
        let column = slots::at(look.slots, at);
        let again =
            look.selected && view.selected.is_some() && (column == view.table.column || response.double_clicked());
        let again = again && !desk.hold.is_adding();
        view.select(bulk::pick(desk, &super::listed(view, modes), mode.id));
        view.scroll = false;
        view.table.column = column;
        ui.memory_mut(|memory| memory.request_focus(focus_id()));
        if again {
            begin(view, mode);
        }
    }
    if response.secondary_clicked() {
        view.select(bulk::pick(desk, &super::listed(view, modes), mode.id));
    }
    menu::context(response, |ui| {
        if desk.hold.is_one_of_many(mode.id) {
            bulk::menu(ui, desk);
        } else {
            acts::menu(ui, desk, view, mode);
        }
    });
}

/// Begins to edit the active cell: its text in place, its step or its kind from a list.
fn begin(view: &mut View, mode: &FailureMode) {
    begin_at(view, mode, view.table.column.unwrap_or(Column::Name));
}

/// Begins to edit a cell of a row.
pub(super) fn begin_at(view: &mut View, mode: &FailureMode, column: Column) {
    match column.key() {
        Some(key) if column.is_text() => {
            let before = crate::model::Record::answer(mode, key).map(|value| value.view().text()).unwrap_or_default();
            view.table.edit(mode.id, column, before);
        }
        Some(_) => view.table.pick(mode.id, column),
        None => {}
    }
}

fn keys(
    ui: &Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    modes: &List<FailureMode>,
    (slots, response): (&[Slot], &Response),
) {
    if view.table.picking.is_some() || view.table.editing.is_some() {
        return;
    }
    if let Some(id) = bulk::listen(ui, desk, Some(response.id), &super::listed(view, modes)) {
        view.select(id);
        ui.memory_mut(|memory| memory.request_focus(response.id));
        return;
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let Some((at, mode)) = view.current(modes) else { return };
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        acts::shift(desk, view, mode.id, -1);
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        acts::shift(desk, view, mode.id, 1);
    } else if pressed(Modifiers::COMMAND, Key::D) {
        acts::duplicate(desk, view, mode.id);
    } else if pressed(Modifiers::NONE, Key::Delete) {
        acts::delete(desk, view, mode.id);
    } else if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
        view.select(mode.id);
        begin(view, mode);
    } else if pressed(Modifiers::NONE, Key::F4) && slots.iter().any(|slot| slot.column == Column::Fallback) {
        view.select(mode.id);
        view.table.pick(mode.id, Column::Fallback);
    }
    for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
        if pressed(Modifiers::NONE, key) {
            view.table.column = slots::beside(slots, view.table.column, by, Column::Name);
        }
    }
    let last = view.listing.rows.len().saturating_sub(1);
    let far = [(Key::Home, 0), (Key::End, last), (Key::PageUp, at.saturating_sub(8)), (Key::PageDown, at + 8)];
    for (key, to) in far.into_iter().chain([(Key::ArrowUp, at.saturating_sub(1)), (Key::ArrowDown, at + 1)]) {
        if pressed(Modifiers::NONE, key) {
            let index = view.listing.rows.get(to.min(last)).copied();
            if let Some(mode) = index.and_then(|index| modes.at(index)) {
                view.select(bulk::pick(desk, &super::listed(view, modes), mode.id));
            }
        }
    }
    if desk.single_keys
        && let Some(column) = view.table.column.filter(|column| column.is_number())
        && let Some(step) = choice::step_key(ui)
    {
        set_step(desk, mode.id, column, step);
        view.select(mode.id);
    }
}

/// Sets severity or frequency in one step.
pub(super) fn set_step(desk: &mut Desk<'_>, id: Id, column: Column, step: Option<Step>) {
    let Some(key) = column.key() else { return };
    let text = step.map(|step| step.to_string()).unwrap_or_default();
    let name = format!("set {}", column.name().to_lowercase());
    super::super::spot::Spot::item(id).edit(desk, &name, key, |value| super::super::answer::set(value, &text));
}
