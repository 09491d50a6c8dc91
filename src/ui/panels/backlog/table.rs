//! The table: its heads, its rows in sight with the cut between them, and its keys. The whole table is one stop of Tab.

use egui::{
    Align, Event, EventFilter, Key, Modifiers, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::model::roadmap::{BacklogItem, Roadmap};
use crate::model::{Id, Workbook};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::{bulk, slots};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::{focus, label, menu};

use super::columns::{self, Column, HEAD, ROW, Slot};
use super::places::Places;
use super::{View, acts, asking, cells, cut, lift, row};

/// What the table remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The cell of the selected row that the arrows are at.
    pub(super) column: Option<Column>,
    /// The cell that is being edited.
    pub(super) editing: Option<cells::Edit>,
    /// The item whose kinds are open.
    pub(super) picking: Option<Id>,
}

impl State {
    /// Begins to edit a cell.
    pub(super) fn edit(&mut self, id: Id, column: Column, before: String) {
        self.column = Some(column);
        self.editing = Some(cells::Edit::new(id, column, before));
    }
}

/// The id of the table, for the focus.
pub(super) fn focus_id() -> egui::Id {
    egui::Id::unique("table of the backlog")
}

/// How high the table is.
pub(super) fn height(view: &View) -> f32 {
    HEAD + Places::height(view.listing.sprint.order.len(), view.asking.is_some())
}

/// Shows the table.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let slots = columns::fit(ui.available_width(), view.scale);
    let workbook = desk.snapshot();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        heads(ui, view, &slots);
        body(ui, desk, view, (&workbook, &slots));
    });
}

fn heads(ui: &mut Ui, view: &mut View, slots: &[Slot]) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    for slot in slots {
        let cell = row::cell(rect, slot);
        let on = slot.column == Column::Score(view.scale);
        let scale = if let Column::Score(scale) = slot.column { Some(scale) } else { None };
        let sense = if scale.is_some() { Sense::CLICK } else { Sense::hover() };
        let response = ui.interact(cell, focus_id().with(("head", slot.column.name())), sense);
        let ink = if on || (scale.is_some() && response.hovered()) { c.ink } else { c.ink_2 };
        let style = if on { Type::Strong } else { Type::Caption };
        let text = if slot.is_icon() { "" } else { slot.column.label() };
        let galley = theme::cut(ui, text, style, ink, cell.width(), 1);
        let mark = if on { 14.0 } else { 0.0 };
        let x = if slot.column.is_number() { cell.right() - galley.size().x - mark } else { cell.left() };
        let after = pos2(x + galley.size().x + 8.0, cell.center().y);
        ui.painter().galley(pos2(x, cell.center().y - galley.size().y / 2.0), galley, ink);
        if on {
            let place = Rect::from_center_size(after, vec2(12.0, 16.0));
            label::paint_icon(ui, place, icons::ARROW_DOWN, Type::Icon, c.ink);
        }
        let name = slot.column.name();
        let said = match (scale, on) {
            (Some(_), false) => format!("Sort by {name}"),
            (Some(_), true) => format!("Sort by {name}, sorted"),
            (None, _) => name.to_owned(),
        };
        response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, on, &said));
        if response.on_hover_text(name).clicked()
            && let Some(scale) = scale
        {
            view.scale = scale;
            view.scroll = true;
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// Draws the rows in sight and what stands between them.
fn body(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, slots): (&Workbook, &[Slot])) {
    let roadmap = &workbook.roadmap;
    let count = view.listing.sprint.order.len();
    let position = |id: Id| view.listing.sprint.order.iter().position(|item| item.id == id);
    let asked = view.asking.as_ref().and_then(|asking| position(asking.id));
    let cut = view.cut.map_or(view.listing.sprint.above, |drag| drag.rows);
    let size = vec2(ui.available_width(), Places::height(count, asked.is_some()));
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let clip = ui.clip_rect();
    let response = ui.interact(area.intersect(clip), focus_id(), Sense::focusable_noninteractive());
    regions::entrance(Region::Main, &response);
    if std::mem::take(&mut view.focus) {
        response.request_focus();
    }
    keys(ui, desk, view, (roadmap, slots), &response);
    let places = Places::new(area, count, cut, asked);
    let (current, above) = (view.current(), view.listing.sprint.above);
    for at in 0..count {
        let rect = places.row(at);
        if !clip.intersects(rect) {
            continue;
        }
        let ranked = view.listing.sprint.order.get(at).copied();
        let Some((ranked, item)) = ranked.and_then(|ranked| Some((ranked, roadmap.items.at(ranked.index)?))) else {
            continue;
        };
        let look = row::Look {
            rect,
            slots,
            ranked,
            sum: view.listing.sprint.sums.get(at).copied().unwrap_or(0.0),
            above: if view.cut.is_some() { at < cut } else { at < above },
            placing: view
                .listing
                .sprint
                .placings
                .get(at)
                .copied()
                .unwrap_or(crate::assess::priority::Placing::AsScored),
            broken: !view.listing.broken_of(item.id).is_empty(),
            sorted: Column::Score(view.scale),
            selected: current == Some(item.id),
            chosen: desk.hold.has(item.id),
            active: view.table.column.filter(|_| focus::is_shown(&response)),
        };
        let shown = row::show(ui, item, &look, focus_id().with(item.id));
        if look.selected && look.active.is_none() && focus::is_shown(&response) {
            focus::outline(ui, look.rect, radius::CHIP);
        }
        point(ui, desk, view, item, (&look, &shown));
    }
    cut::show(ui, desk, view, &places);
    if let Some(rect) = places.ask() {
        asking::show(ui, desk, view, rect);
    }
    say(ui, &response, roadmap, current);
    cells::show(ui, desk, view, (roadmap, slots), &places);
    lift::show(ui, desk, view, &places);
    if std::mem::take(&mut view.scroll) && current.is_some() {
        let rect = places.row(view.position());
        let far = !clip.expand(2.0 * ROW).intersects(rect);
        ui.scroll_to_rect(rect, far.then_some(Align::Center));
    }
}

/// Tells a screen reader which row the arrows are at.
fn say(ui: &Ui, response: &Response, roadmap: &Roadmap, current: Option<Id>) {
    use crate::model::record::Item;
    let chosen = current.and_then(|id| roadmap.items.find(id));
    let said = chosen.map_or_else(String::new, |item| format!(", {} {}", item.cite(), item.name));
    let said = format!("Backlog by score{said}");
    response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, &said));
    if let Some(id) = current {
        let active = focus_id().with(id).accesskit_id();
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_active_descendant(active));
    }
}

/// Pointing and clicking: the first click selects the row and the cell, the second one edits.
fn point(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem, (look, row): (&row::Look<'_>, &Response)) {
    lift::begin(ui, view, row, item.id);
    if row.clicked() {
        let at = row.interact_pointer_pos().map_or(0.0, |at| at.x - look.rect.left());
        let column = slots::at(look.slots, at);
        let again = look.selected && view.selected.is_some() && (column == view.table.column || row.double_clicked());
        let again = again && !desk.hold.is_adding();
        view.select(bulk::pick(desk, &super::listed(view), item.id));
        view.scroll = false;
        view.table.column = column;
        ui.memory_mut(|memory| memory.request_focus(focus_id()));
        if again {
            begin(view, item, None);
        }
    }
    if row.secondary_clicked() {
        view.select(bulk::pick(desk, &super::listed(view), item.id));
    }
    menu::context(row, |ui| {
        if desk.hold.is_one_of_many(item.id) {
            bulk::menu(ui, desk);
        } else {
            acts::menu(ui, desk, view, item);
        }
    });
}

/// Begins to edit the active cell: its text in place, or its kind from a list. `typed` is a first letter in place of what is
/// there.
fn begin(view: &mut View, item: &BacklogItem, typed: Option<String>) {
    let column = view.table.column.filter(|column| column.key().is_some()).unwrap_or(Column::Name);
    match column {
        Column::Kind => view.table.picking = Some(item.id),
        Column::Of(input) => {
            view.table.edit(item.id, column, input.text(item));
            if let (Some(edit), Some(typed)) = (&mut view.table.editing, typed) {
                edit.begin_with(typed);
            }
        }
        _ => view.table.edit(item.id, Column::Name, item.name.clone()),
    }
}

fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, (roadmap, slots): (&Roadmap, &[Slot]), response: &Response) {
    if view.table.picking.is_some() || view.table.editing.is_some() {
        return;
    }
    if let Some(id) = bulk::listen(ui, desk, Some(response.id), &super::listed(view)) {
        view.select(id);
        view.focus = true;
        return;
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let Some(item) = view.current().and_then(|id| roadmap.items.find(id)) else { return };
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        across(desk, view, item, true);
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        across(desk, view, item, false);
    } else if pressed(Modifiers::COMMAND, Key::D) {
        acts::duplicate(desk, view, item.id);
    } else if pressed(Modifiers::NONE, Key::Delete) {
        acts::delete(desk, view, item.id);
    } else if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
        view.select(item.id);
        begin(view, item, None);
    } else if desk.single_keys && pressed(Modifiers::NONE, Key::P) {
        acts::cross(desk, view, item.id);
    } else if desk.single_keys && view.table.editing.is_none() {
        letters(ui, desk, view, item);
    }
    arrows(ui, desk, view, slots);
}

/// Plus and minus move the cut; a digit begins to fill in the active cell.
fn letters(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem) {
    let points = acts::typed_points(ui);
    if points.abs() > 0.0 {
        acts::move_cut(desk, view, points);
        return;
    }
    let typed = ui.input(|input| {
        input.events.iter().find_map(|event| if let Event::Text(text) = event { Some(text.clone()) } else { None })
    });
    let digits = |text: &String| text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    if let (Some(typed), Some(Column::Of(_))) = (typed.filter(digits), view.table.column) {
        view.select(item.id);
        begin(view, item, Some(typed));
    }
}

/// Takes an item across the cut in a direction; where it is there already, says what the order is.
fn across(desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem, up: bool) {
    if item.in_sprint == up {
        let words = "The score sorts the rows; Alt Up and Alt Down take an item across the cut";
        desk.say(crate::ui::notice::Notice::done(words));
    } else {
        acts::cross(desk, view, item.id);
    }
}

fn arrows(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, slots: &[Slot]) {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
        if pressed(key) {
            view.table.column = slots::beside(slots, view.table.column, by, Column::Name);
        }
    }
    let (at, last) = (view.position(), view.listing.sprint.order.len().saturating_sub(1));
    let far = [(Key::Home, 0), (Key::End, last), (Key::PageUp, at.saturating_sub(8)), (Key::PageDown, at + 8)];
    for (key, to) in far.into_iter().chain([(Key::ArrowUp, at.saturating_sub(1)), (Key::ArrowDown, at + 1)]) {
        if pressed(key)
            && let Some(id) = view.listing.sprint.order.get(to.min(last)).map(|item| item.id)
        {
            view.select(bulk::pick(desk, &super::listed(view), id));
        }
    }
}
