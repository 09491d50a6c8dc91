//! The page of the model limits: a row for each with where the model holds, degrades and is beyond, and what the product does
//! there; and a card for the selected one.
//!
//! `wording` and `shares` say what there is and know no window; `layout` says where it lies; the rest draws.

mod card;
mod fields;
mod layout;
mod row;
mod shares;
mod table;
mod wording;

use std::sync::Arc;

use egui::{Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::edit::operations::{duplicate_item, move_item, push};
use crate::model::limits::{Limit, LimitKind};
use crate::model::place::Place;
use crate::model::{Id, ItemKind, List, Section};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

use super::bulk::{self, Listed};
use super::spot::Spot;
use super::{answer, in_place};

use self::wording::Zone;

/// How wide the card is beside the table, and the least width of the table then.
const CARD: f32 = 344.0;
const TABLE: f32 = 520.0;
const GAP: f32 = 24.0;
/// The most and the least height of the table where the card is below it, and how much of the card shows then.
const TABLE_OVER_CARD: (f32, f32) = (200.0, 360.0);
const CARD_BELOW: f32 = 120.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The limit in the card.
    pub selected: Option<Id>,
    /// Its position in the list, as last seen: where the selection goes if the limit is gone.
    position: usize,
    /// The zone of the selected row that is selected.
    zone: Zone,
    /// Bring the selected row into sight.
    scroll: bool,
    /// Give the selected row the focus.
    focus: bool,
    /// The zone that is being edited.
    editing: Option<Editing>,
    in_place: in_place::State,
    /// Whether the card shows the questions that have no place of their own in it.
    questions: bool,
    rows: table::Rows,
}

/// A zone while it is edited.
#[derive(Debug)]
struct Editing {
    limit: Id,
    zone: Zone,
    before: String,
    fresh: bool,
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Select a limit.
    Select(Id),
    /// Select a zone of it.
    Zone(Id, Zone),
    /// Edit a zone of it.
    Edit(Id, Zone),
    /// Edit its shares.
    Shares(Id),
    /// Show an item that it is linked with.
    GoTo(Id),
    /// Say what kind it is.
    SetKind(Id, Option<LimitKind>),
    /// Keep it inside the organization, or not.
    Keep(Id, bool),
    /// Add a limit.
    Add(Option<LimitKind>),
    /// Make a copy.
    Duplicate(Id),
    /// Move it to a position of the list.
    Move(Id, usize),
    /// Delete it.
    Delete(Id),
}

impl View {
    fn select(&mut self, id: Id) {
        if self.selected != Some(id) {
            self.selected = Some(id);
            self.editing = None;
            self.questions = false;
        }
        self.scroll = true;
    }

    /// Makes sure that a limit is selected if there is one: the same as before, or the one in its place.
    fn keep_selection(&mut self, limits: &List<Limit>) {
        if let Some(at) = self.selected.and_then(|id| limits.iter().position(|limit| limit.id == id)) {
            self.position = at;
            return;
        }
        let position = if self.selected.is_some() { self.position } else { 0 };
        let heir = limits.at(position).or_else(|| limits.iter().next_back()).map(|limit| limit.id);
        let Some(id) = heir else {
            self.selected = None;
            return;
        };
        let scroll = self.scroll || self.selected.is_some();
        self.select(id);
        self.scroll = scroll;
        self.position = limits.iter().position(|limit| limit.id == id).unwrap_or(0);
    }

    fn reveal(&mut self, ui: &Ui, place: &Place, limits: &List<Limit>) {
        let Some((_, id, _)) = place.items.first().copied() else { return };
        self.selected = None; // so that what is open is closed
        self.select(id);
        let Some(key) = place.fields.first().copied() else {
            self.focus = true;
            return;
        };
        let is_marked = limits.find(id).is_some_and(|limit| limit.marks.get(key).is_some());
        match (key, Zone::of(key)) {
            ("statement" | "evidence" | "at_boundary", _) => self.in_place.reveal(&Spot::item(id), key),
            (_, Some(zone)) if !is_marked => (self.zone, self.focus) = (zone, true),
            _ => {
                self.questions |= !card::SHOWN.contains(&key);
                answer::reveal(ui, place);
            }
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let limits = &workbook.limits.limits;
    if let Some(place) = desk.take_reveal(Section::Limits) {
        view.reveal(ui, &place, limits);
    }
    view.keep_selection(limits);
    view.rows.look_at(desk.revision(), limits);
    let heard = bulk::listen(ui, desk, view.selected.map(row::row_id), &listed(view, limits)).map(Asked::Select);
    let mut asked = heard.or_else(|| keys(ui, desk, view, limits));
    let mut add = false;
    super::head(ui, Section::Limits.title(), &view.rows.counts, |ui| {
        add = Button::new("Limit").icon(icons::PLUS).key("N").name("Add limit").show(ui).clicked();
        super::sheet::switch(ui, "limits.limits");
        if ui.available_width() > 620.0 {
            ui.add_space(8.0);
            label::line(ui, "Bars: share of live cases", Type::Small, theme::colors(ui).ink_3);
        }
    });
    if add {
        asked = Some(Asked::Add(None));
    }
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
    let workbook = desk.snapshot();
    let limits = &workbook.limits.limits;
    view.keep_selection(limits);
    view.rows.look_at(desk.revision(), limits);
    page(ui, desk, view, limits);
}

fn keys(ui: &Ui, desk: &Desk<'_>, view: &View, limits: &List<Limit>) -> Option<Asked> {
    if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let on_row = table::keys(ui, view, limits);
    if on_row.is_some() || !desk.single_keys {
        return on_row;
    }
    let add = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N));
    add.then_some(Asked::Add(None))
}

/// Carries out what was asked.
fn obey(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    match asked {
        Asked::Select(id) => {
            let listed = listed(view, &desk.snapshot().limits.limits);
            focus_row(ui, view, bulk::pick(desk, &listed, id));
        }
        Asked::Zone(id, zone) | Asked::Edit(id, zone) if view.selected != Some(id) || desk.hold.is_adding() => {
            view.zone = zone;
            let listed = listed(view, &desk.snapshot().limits.limits);
            focus_row(ui, view, bulk::pick(desk, &listed, id));
            if matches!(asked, Asked::Edit(..)) && !desk.hold.is_adding() {
                obey(ui, desk, view, asked);
            }
        }
        Asked::Zone(id, zone) => {
            view.zone = zone;
            focus_row(ui, view, id);
        }
        Asked::Edit(id, zone) => {
            view.select(id);
            view.zone = zone;
            let before = desk.workbook().limits.limits.find(id).map(|limit| zone.text(limit).to_owned());
            view.editing = before.map(|before| Editing { limit: id, zone, before, fresh: true });
            ui.ctx().request_repaint();
        }
        Asked::Shares(id) => {
            view.select(id);
            answer::reveal(ui, &place_of(id, "share_holds"));
        }
        Asked::GoTo(id) => desk.go_to_item(id),
        Asked::SetKind(id, kind) => {
            let text = kind.map_or("", LimitKind::label);
            Spot::item(id).edit(desk, "edit kind", "kind", |value| answer::set(value, text));
        }
        Asked::Keep(id, internal) => Spot::item(id).set_internal(desk, internal),
        Asked::Add(kind) => add(desk, view, kind),
        Asked::Duplicate(id) => {
            if let Some(copy) = desk.edit("duplicate limit", |workbook, ids| duplicate_item(workbook, ids, id)) {
                view.select(copy);
                view.focus = true;
            }
        }
        Asked::Move(id, to) => {
            desk.edit("move limit", |workbook, _| move_item(workbook, id, to));
            (view.scroll, view.focus) = (true, true);
        }
        Asked::Delete(id) => {
            desk.remove_item(id, "limit");
            (view.editing, view.focus) = (None, true);
        }
    }
}

/// The table as a list whose rows can be chosen and moved.
fn listed(view: &View, limits: &List<Limit>) -> Listed {
    Listed::new("limits.limits", limits.iter().map(|limit| limit.id), view.selected)
}

fn focus_row(ui: &Ui, view: &mut View, id: Id) {
    view.select(id);
    view.focus = true;
    // at once: the next key may come before the row is drawn
    ui.memory_mut(|memory| memory.request_focus(row::row_id(id)));
}

fn place_of(id: Id, key: &'static str) -> Place {
    let path = Section::Limits.key().to_owned();
    Place { section: Section::Limits, items: vec![(ItemKind::Limit, id, 0)], fields: vec![key], path }
}

fn add(desk: &mut Desk<'_>, view: &mut View, kind: Option<LimitKind>) {
    let fresh = Limit { kind, ..Limit::default() };
    let id = desk.edit("add limit", |workbook, ids| {
        push(workbook, ids, fresh, |workbook| &mut Arc::make_mut(&mut workbook.limits).limits)
    });
    view.select(id);
    view.zone = Zone::default();
    view.in_place.edit(&Spot::item(id), "statement", String::new());
}

/// The table and the card, side by side or one over the other.
fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, limits: &List<Limit>) {
    let whole = ui.available_rect_before_wrap();
    let whole = Rect::from_min_max(whole.min + vec2(size::SIDE, 0.0), whole.max - vec2(size::SIDE, 16.0));
    let beside = desk.room >= Room::Rail && whole.width() >= CARD + GAP + TABLE;
    let limit = view.selected.and_then(|id| limits.find(id));
    let mut asked = None;
    if limit.is_none() {
        super::body(ui, |ui| asked = table::show(ui, desk, view, limits));
    } else if beside {
        let split = whole.right() - CARD;
        let left = Rect::from_min_max(whole.min, pos2(split - GAP, whole.bottom()));
        let right = Rect::from_min_max(pos2(split, whole.top()), whole.max);
        ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("table"), |ui| {
            table::heads(ui);
            let area = ScrollArea::vertical().auto_shrink([false, false]);
            area.show(ui, |ui| asked = table::show(ui, desk, view, limits));
        });
        ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("card"), |ui| {
            if let Some(limit) = limit {
                asked = card::beside(ui, desk, view, limit).or(asked);
            }
        });
    } else {
        let height = (whole.height() - CARD_BELOW).clamp(TABLE_OVER_CARD.0, TABLE_OVER_CARD.1);
        super::body(ui, |ui| {
            ui.scope(table::heads);
            let area = ScrollArea::vertical().id_salt("table").max_height(height).auto_shrink([false, true]);
            area.show(ui, |ui| asked = table::show(ui, desk, view, limits));
            ui.add_space(16.0);
            if let Some(limit) = limit {
                asked = card::below(ui, desk, view, limit).or(asked);
            }
        });
    }
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
}
