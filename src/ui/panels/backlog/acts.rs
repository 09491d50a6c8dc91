//! What can be done with items: add, duplicate, delete, take across the cut, move the cut, move to another horizon.

use std::sync::Arc;

use egui::Ui;

use crate::assess::priority::{self, Placing};
use crate::edit::operations::{self, duplicate_item, move_item};
use crate::model::roadmap::{BacklogItem, Horizon, PinReason, Roadmap, WorkKind};
use crate::model::{Id, Number, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::widgets::menu;

use super::asking::Asking;
use super::columns::Column;
use super::{Form, View};

fn roadmap(workbook: &mut Workbook) -> &mut Roadmap {
    Arc::make_mut(&mut workbook.roadmap)
}

/// Changes an item of a roadmap.
fn with_item(roadmap: &mut Roadmap, id: Id, change: impl FnOnce(&mut BacklogItem)) {
    let at = roadmap.items.iter().position(|item| item.id == id);
    if let Some(item) = at.and_then(|at| roadmap.items.at_mut(at)) {
        change(item);
    }
}

/// Adds a blank item, for a horizon if one is meant, and begins to edit its name in the table.
pub(super) fn add(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, horizon: Option<Horizon>) {
    let item = BacklogItem { horizon, ..BacklogItem::default() };
    let id = desk.edit("add item", |workbook, ids| {
        operations::push(workbook, ids, item, |workbook| &mut roadmap(workbook).items)
    });
    view.asking = None;
    view.select(id);
    match view.form {
        Form::Table => view.table.edit(id, Column::Name, String::new()),
        Form::Roadmap => view.board.name(id, String::new()),
    }
    ui.ctx().request_repaint();
}

/// Duplicates an item and selects the copy.
pub(super) fn duplicate(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    if let Some(copy) = desk.edit("duplicate item", |workbook, ids| duplicate_item(workbook, ids, id)) {
        view.select(copy);
        view.focus = true;
    }
}

/// Deletes an item and selects the row after it, or the card under it.
pub(super) fn delete(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let order: Vec<Id> = match view.form {
        Form::Table => view.listing.sprint.order.iter().map(|item| item.id).collect(),
        Form::Roadmap => {
            let trays = &view.listing.board.trays;
            trays.iter().find(|tray| tray.items.contains(&id)).map(|tray| tray.items.clone()).unwrap_or_default()
        }
    };
    let at = order.iter().position(|other| *other == id).unwrap_or(0);
    let next = order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)).copied();
    desk.remove_item(id, "backlog item");
    view.selected = next;
    view.asking.take_if(|asking| asking.id == id);
    view.focus = true;
}

/// Puts an item on the other side of the cut. Where it was for a reason, the reason goes: it was about the old place.
fn put_across(roadmap: &mut Roadmap, id: Id, was: Placing) {
    with_item(roadmap, id, |item| {
        item.in_sprint = !item.in_sprint;
        if item.in_sprint {
            item.horizon = Some(Horizon::Now);
            item.marks.set("horizon", None);
        }
        if was != Placing::AsScored {
            item.reason.clear();
            item.pinned.set(|_| false);
        }
    });
}

const fn name_of(up: bool) -> &'static str {
    if up { "take above the cut" } else { "put below the cut" }
}

/// Takes an item across the cut. If the score says otherwise and nobody said why, asks for the reason first.
pub(super) fn cross(desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let workbook = desk.snapshot();
    let Some(item) = workbook.roadmap.items.find(id) else { return };
    let (up, was) = (!item.in_sprint, view.listing.sprint.placing(id));
    let mut there = (*workbook.roadmap).clone();
    put_across(&mut there, id, was);
    let placing = priority::sprint(&there, view.scale).placing(id);
    let unexplained =
        matches!(placing, Placing::PulledUp { explained: false } | Placing::PushedDown { explained: false });
    view.select(id);
    if unexplained {
        view.asking = Some(Asking::new(id, up));
        return;
    }
    desk.edit(name_of(up), |workbook, _| put_across(roadmap(workbook), id, was));
    view.asking = None;
    view.focus = true;
}

/// Takes an item across the cut for a reason.
pub(super) fn cross_because(desk: &mut Desk<'_>, view: &mut View, asking: &Asking) {
    let was = view.listing.sprint.placing(asking.id);
    let is_there = desk.workbook().roadmap.items.find(asking.id).is_some_and(|item| item.in_sprint == asking.up);
    let name = if is_there { "say why" } else { name_of(asking.up) };
    desk.edit(name, |workbook, _| {
        let roadmap = roadmap(workbook);
        if !is_there {
            put_across(roadmap, asking.id, was);
        }
        with_item(roadmap, asking.id, |item| {
            asking.reason.trim().clone_into(&mut item.reason);
            item.pinned.set(|pin| asking.has(pin));
        });
    });
    view.focus = true;
}

/// Moves the cut by so many points. Without a capacity it begins at what is above the cut.
pub(super) fn move_cut(desk: &mut Desk<'_>, view: &View, by: f64) {
    let now = desk.workbook().roadmap.capacity.map_or(view.listing.sprint.used.ceil(), Number::get);
    let to = (now + by).max(0.0);
    desk.edit("move the cut", |workbook, _| set_capacity(roadmap(workbook), to));
}

fn set_capacity(roadmap: &mut Roadmap, to: f64) {
    roadmap.capacity = Number::new(to);
    roadmap.marks.set("capacity", None);
}

/// Points that plus or minus, typed in this frame, move the cut by.
pub(super) fn typed_points(ui: &Ui) -> f64 {
    ui.input(|input| {
        let texts =
            input.events.iter().filter_map(|event| if let egui::Event::Text(text) = event { Some(text) } else { None });
        texts
            .map(|text| match text.as_str() {
                "+" => 1.0,
                "-" | "−" => -1.0,
                _ => 0.0,
            })
            .sum()
    })
}

/// Draws the cut after so many rows: what stands over it is in the sprint, and the capacity is what that takes.
pub(super) fn cut_after(desk: &mut Desk<'_>, view: &View, rows: usize) {
    let sprint = &view.listing.sprint;
    if rows == sprint.above {
        return;
    }
    let above: Vec<Id> = sprint.order.iter().take(rows).map(|item| item.id).collect();
    let used = rows.checked_sub(1).and_then(|last| sprint.sums.get(last)).copied().unwrap_or(0.0);
    desk.edit("move the cut", |workbook, _| {
        let roadmap = roadmap(workbook);
        put_above(roadmap, &above);
        let reserve = roadmap.reserve.map_or(0.0, |reserve| reserve.get().max(0.0));
        set_capacity(roadmap, used + reserve);
    });
}

/// Lets the score and what is explained decide what is above the cut.
pub(super) fn fill(desk: &mut Desk<'_>, view: &View) {
    let above = view.listing.sprint.proposed.clone();
    desk.edit("fill the sprint by score", |workbook, _| put_above(roadmap(workbook), &above));
}

fn put_above(roadmap: &mut Roadmap, above: &[Id]) {
    for at in 0..roadmap.items.len() {
        let item = roadmap.items.at(at);
        let Some((id, is_in)) = item.map(|item| (item.id, item.in_sprint)) else { continue };
        if is_in != above.contains(&id) {
            put_across(roadmap, id, Placing::AsScored);
        }
    }
}

/// Says what kind of work an item is.
pub(super) fn set_kind(desk: &mut Desk<'_>, id: Id, kind: Option<WorkKind>) {
    desk.edit("set kind", |workbook, _| {
        with_item(roadmap(workbook), id, |item| {
            item.kind = kind;
            item.marks.set("kind", None);
        });
    });
}

/// Moves an item to a horizon, before another item or to its end. What leaves now leaves the sprint.
pub(super) fn plan(desk: &mut Desk<'_>, view: &mut View, id: Id, (horizon, before): (Option<Horizon>, Option<Id>)) {
    let items = &desk.workbook().roadmap.items;
    let Some(from) = items.iter().position(|item| item.id == id) else { return };
    let others = || items.iter().filter(|item| item.id != id).enumerate();
    let next = before.and_then(|before| others().find(|(_, item)| item.id == before)).map(|(at, _)| at);
    let last = others().filter(|(_, item)| item.horizon == horizon).last().map(|(at, _)| at + 1);
    let to = next.or(last).unwrap_or(from).min(items.len().saturating_sub(1));
    let stays = items.at(from).is_some_and(|item| item.horizon == horizon);
    if stays && to == from {
        return;
    }
    let words = horizon.map_or("no horizon", Horizon::label).to_lowercase();
    let name = if stays { "move item".to_owned() } else { format!("move to {words}") };
    desk.edit(&name, |workbook, _| {
        with_item(roadmap(workbook), id, |item| {
            item.horizon = horizon;
            item.marks.set("horizon", None);
            item.in_sprint &= horizon == Some(Horizon::Now);
        });
        move_item(workbook, id, to);
    });
    view.select(id);
    view.focus = true;
}

/// The menu of an item.
pub(super) fn menu(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem) {
    if menu::Row::new("Edit name").icon(icons::PENCIL).keys("F2").show(ui).clicked() {
        view.select(item.id);
        match view.form {
            Form::Table => view.table.edit(item.id, Column::Name, item.name.clone()),
            Form::Roadmap => view.board.name(item.id, item.name.clone()),
        }
    }
    let (text, icon) =
        if item.in_sprint { ("Put below the cut", icons::ARROW_DOWN) } else { ("Take above the cut", icons::ARROW_UP) };
    if menu::Row::new(text).icon(icon).keys("P").show(ui).clicked() {
        view.form = Form::Table; // where the reason is asked for
        cross(desk, view, item.id);
    }
    for horizon in Horizon::ALL {
        let text = format!("Plan for {}", horizon.label().to_lowercase());
        if menu::Row::new(&text).chosen(item.horizon == Some(*horizon)).show(ui).clicked() {
            plan(desk, view, item.id, (Some(*horizon), None));
        }
    }
    if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
        duplicate(desk, view, item.id);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        delete(desk, view, item.id);
    }
}

/// The words for what an item must not wait for.
pub(super) fn pin_words(pin: PinReason) -> &'static str {
    PinReason::ALL
        .iter()
        .position(|other| *other == pin)
        .and_then(|at| PinReason::LABELS.get(at))
        .copied()
        .unwrap_or("")
}

/// The words and the icon for a kind of work.
pub(super) fn kind_look(kind: Option<WorkKind>) -> (&'static str, char) {
    let Some(kind) = kind else { return ("No kind", icons::QUESTION) };
    let icon = match kind {
        WorkKind::Feature => icons::PUZZLE,
        WorkKind::ModelIteration => icons::BRAIN,
        WorkKind::DataWork => icons::DATABASE,
        WorkKind::TechDebt => icons::WRENCH,
        WorkKind::Experiment => icons::FLASK,
        WorkKind::Maintenance => icons::GEAR,
    };
    let words = if kind == WorkKind::ModelIteration { "Model" } else { kind.label() };
    (words, icon)
}
