//! Moving cards between trays: by the pointer, with a line where it would go and its old place kept open; or by Alt and the
//! arrows.

use egui::{
    CursorIcon, EventFilter, Key, LayerId, Modifiers, Order, PointerButton, Pos2, Rect, Response, Stroke, Ui,
    UiBuilder, Vec2,
};

use crate::assess::priority::Tray;
use crate::model::Id;
use crate::ui::desk::Desk;
use crate::ui::panels::bulk::{self, Listed};
use crate::ui::theme;
use crate::ui::widgets::{focus, pull};

use super::board::{Drawn, Placed, card_key};
use super::{Form, View, acts, slip};

/// How far the pointer moves before a click is a drag, in points.
const FAR: f32 = 4.0;

/// How near to the edge of what scrolls a card makes it scroll, in points.
const NEAR: f32 = 40.0;

/// A card that hangs on the pointer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drag {
    id: Id,
    grab: Vec2,
    size: Vec2,
    /// The number of the tray under the pointer.
    over: Option<usize>,
}

/// Whether this card hangs on the pointer.
pub(super) fn is_dragged(view: &View, id: Id) -> bool {
    view.drag.is_some_and(|drag| drag.id == id)
}

/// Whether a card hangs over this tray.
pub(super) fn is_over(view: &View, tray: usize) -> bool {
    view.drag.is_some_and(|drag| drag.over == Some(tray))
}

/// The card that takes the focus: the selected one, or the first.
pub(super) fn anchor(view: &View) -> Option<Id> {
    let mut cards = view.listing.board.trays.iter().flat_map(|tray| tray.items.iter().copied());
    let first = cards.clone().next();
    view.selected.filter(|id| cards.any(|card| card == *id)).or(first)
}

/// The trays as a list whose cards can be chosen, and moved within their trays.
pub(super) fn listed(view: &View) -> Listed {
    let shown = view.listing.board.trays.iter().flat_map(|tray| tray.items.iter().copied());
    Listed::new("roadmap.items", shown, anchor(view)).within("horizon")
}

/// Picks a card up once the pointer has moved far enough with the button down.
pub(super) fn begin(ui: &Ui, view: &mut View, card: &Response, id: Id) {
    if view.let_go || view.drag.is_some() || view.board.naming.is_some() {
        return;
    }
    if let Some(grab) = pull::hold(ui, card, FAR) {
        view.drag = Some(Drag { id, grab, size: card.rect.size(), over: None });
    }
}

/// Shows the card at the pointer and where it would go; moves it once it is let go.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, drawn: &Drawn) {
    let Some(mut drag) = view.drag else { return };
    let workbook = desk.snapshot();
    let item = workbook.roadmap.items.find(drag.id);
    if item.is_none() || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        view.drag = None;
        view.let_go = true;
        return;
    }
    let (pointer, down) =
        ui.input(|input| (input.pointer.latest_pos(), input.pointer.button_down(PointerButton::Primary)));
    let (Some(pointer), Some(item)) = (pointer, item) else { return };
    let tray = drawn.trays.iter().position(|(_, rect)| ui.clip_rect().contains(pointer) && rect.contains(pointer));
    let target = tray.map(|tray| (tray, slot(drawn, tray, &drag, pointer)));
    drag.over = tray;
    view.drag = Some(drag);
    if !down {
        view.drag = None;
        if let Some(((tray, slot), horizon)) =
            target.and_then(|(tray, slot)| Some(((tray, slot), drawn.trays.get(tray)?.0)))
        {
            let before = others(drawn, tray, &drag).nth(slot).map(|card| card.id);
            acts::plan(desk, view, drag.id, (horizon, before));
        }
        return;
    }
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    if let Some((tray, slot)) = target {
        line(ui, drawn, &drag, (tray, slot));
    }
    let rect = Rect::from_min_size(pointer - drag.grab, drag.size);
    let layer = LayerId::new(Order::Tooltip, egui::Id::unique("card on the pointer"));
    let mut above = ui.new_child(UiBuilder::new().layer_id(layer).max_rect(rect));
    above.set_clip_rect(ui.ctx().content_rect());
    slip::ghost(&above, desk, view, item, rect);
}

/// Scrolls while a card is held near an edge of what scrolls.
pub(super) fn scroll(ui: &Ui, view: &View) {
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let Some(pointer) = pointer.filter(|_| view.drag.is_some()) else { return };
    let clip = ui.clip_rect();
    let pull = |low: f32, at: f32, high: f32| (low + NEAR - at).clamp(0.0, NEAR) - (at - high + NEAR).clamp(0.0, NEAR);
    let pull = egui::vec2(pull(clip.left(), pointer.x, clip.right()), pull(clip.top(), pointer.y, clip.bottom()));
    if pull != Vec2::ZERO {
        let step = pull / NEAR * 900.0 * ui.input(|input| input.stable_dt).min(0.05);
        ui.scroll_with_delta_animation(step, egui::style::ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
}

/// The cards of a tray without the one that is dragged.
fn others<'a>(drawn: &'a Drawn, tray: usize, drag: &Drag) -> impl Iterator<Item = &'a Placed> {
    let id = drag.id;
    drawn.cards.iter().filter(move |card| card.tray == tray && card.id != id)
}

fn slot(drawn: &Drawn, tray: usize, drag: &Drag, pointer: Pos2) -> usize {
    let middle = pointer.y - drag.grab.y + drag.size.y / 2.0;
    others(drawn, tray, drag).filter(|card| card.rect.center().y < middle).count()
}

/// The line at the slot, with a dot at its start.
fn line(ui: &Ui, drawn: &Drawn, drag: &Drag, (tray, slot): (usize, usize)) {
    let c = theme::colors(ui);
    let Some((_, rect)) = drawn.trays.get(tray) else { return };
    let before = slot.checked_sub(1).and_then(|slot| others(drawn, tray, drag).nth(slot));
    let after = others(drawn, tray, drag).nth(slot);
    let y = match (before, after) {
        (Some(before), _) => before.rect.bottom() + 4.0,
        (None, Some(after)) => after.rect.top() - 4.0,
        (None, None) => rect.bottom() - 44.0,
    };
    ui.painter().hline(rect.left() + 12.0..=rect.right() - 12.0, y, Stroke::new(2.0, c.accent));
    ui.painter().circle_filled(egui::pos2(rect.left() + 12.0, y), 4.0, c.accent);
}

/// Where the arrows lead from a card, and what is done to it by keys.
pub(super) fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, trays: &[Tray]) {
    let Some(id) = anchor(view) else { return };
    if view.drag.is_none()
        && let Some(id) = bulk::listen(ui, desk, Some(card_key(id)), &listed(view))
    {
        go(view, id);
        return;
    }
    if !ui.memory(|memory| memory.has_focus(card_key(id))) || view.drag.is_some() {
        return;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(card_key(id), arrows));
    focus::moves_sideways(ui.ctx());
    let position =
        |(tray, contents): (usize, &Tray)| Some((tray, contents.items.iter().position(|other| *other == id)?));
    let Some((tray, slot)) = trays.iter().enumerate().find_map(position) else { return };
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, by) in [(Key::ArrowLeft, -1_isize), (Key::ArrowRight, 1)] {
        let beside = tray.checked_add_signed(by).and_then(|beside| trays.get(beside));
        if pressed(Modifiers::ALT, key)
            && let Some(beside) = beside
        {
            acts::plan(desk, view, id, (beside.horizon, beside.items.get(slot).copied()));
        } else if pressed(Modifiers::NONE, key)
            && let Some(to) = beside.and_then(|beside| beside.items.get(slot).or_else(|| beside.items.last()))
        {
            let to = bulk::pick(desk, &listed(view), *to);
            go(view, to);
        }
    }
    let own = trays.get(tray).map(|tray| (tray.horizon, tray.items.as_slice()));
    let Some((horizon, items)) = own else { return };
    if pressed(Modifiers::ALT, Key::ArrowUp) && slot > 0 {
        acts::plan(desk, view, id, (horizon, items.get(slot - 1).copied()));
    } else if pressed(Modifiers::ALT, Key::ArrowDown) && slot + 1 < items.len() {
        acts::plan(desk, view, id, (horizon, items.get(slot + 2).copied()));
    }
    for (key, to) in [(Key::ArrowUp, slot.checked_sub(1)), (Key::ArrowDown, Some(slot + 1))] {
        if pressed(Modifiers::NONE, key)
            && let Some(to) = to.and_then(|to| items.get(to))
        {
            let to = bulk::pick(desk, &listed(view), *to);
            go(view, to);
        }
    }
    on_card(ui, desk, view, id);
}

fn go(view: &mut View, id: Id) {
    view.select(id);
    view.focus = true;
}

fn on_card(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, id: Id) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::F2) {
        let name = desk.workbook().roadmap.items.find(id).map(|item| item.name.clone());
        view.board.name(id, name.unwrap_or_default());
    } else if pressed(Modifiers::NONE, Key::Enter) {
        view.select(id);
        view.form = Form::Table; // its card is there
        view.focus = true;
    } else if pressed(Modifiers::NONE, Key::Delete) {
        acts::delete(desk, view, id);
    } else if pressed(Modifiers::COMMAND, Key::D) {
        acts::duplicate(desk, view, id);
    }
}
