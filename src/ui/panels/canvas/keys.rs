//! Keys on the canvas. They act on what is selected while it has the focus, or while nothing has.

use egui::{EventFilter, Key, Modifiers, Popup, Ui};

use crate::model::canvas::CanvasBlock;
use crate::ui::desk::Desk;
use crate::ui::panels::bulk;
use crate::ui::widgets::focus;

use super::View;
use super::acts::Act;
use super::board::key_of;
use super::sheet::{KINDS, Sheet};
use super::travel::{self, At, Way};
use super::zoom::Wish;

const WAYS: [(Key, Way); 6] = [
    (Key::ArrowUp, Way::Up),
    (Key::ArrowDown, Way::Down),
    (Key::ArrowLeft, Way::Left),
    (Key::ArrowRight, Way::Right),
    (Key::Home, Way::Home),
    (Key::End, Way::End),
];

const KIND_KEYS: [Key; 4] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];

/// What the keys of this frame ask for. `anchor` is the note or tray that takes the focus.
pub fn listen(ui: &Ui, desk: &mut Desk<'_>, view: &View, sheet: &Sheet, anchor: At) -> Option<Act> {
    let ctx = ui.ctx();
    if view.writing.is_some()
        || view.drag.is_some()
        || view.band.is_some()
        || view.details.is_some()
        || Popup::is_any_open(ctx)
    {
        return None;
    }
    let focused = ui.memory(egui::Memory::focused);
    let blocked = ui.memory(|memory| memory.top_modal_layer().is_some());
    let here = focused == Some(key_of(sheet, anchor));
    if blocked || (focused.is_some() && !here) {
        return None;
    }
    focus::moves_sideways(ctx);
    let block = sheet.trays.get(anchor.tray).and_then(|tray| tray.block);
    if let Some(wish) = size(ui, desk) {
        return Some(Act::Zoom(wish));
    }
    if let Some(act) = on_many(ui, desk, sheet, anchor) {
        return Some(act);
    }
    if let Some(id) = bulk::listen(ui, desk, Some(key_of(sheet, anchor)), &super::listed(view, sheet)) {
        return Some(Act::Go(id));
    }
    if desk.single_keys && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N)) {
        return Some(Act::Add(block.unwrap_or(CanvasBlock::Problem), None));
    }
    if !here && view.selection.is_none() {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(key_of(sheet, anchor), arrows));
    on_note(ui, desk, sheet, anchor).or_else(|| on_tray(ui, sheet, anchor))
}

/// Keys for the size of the canvas.
fn size(ui: &Ui, desk: &Desk<'_>) -> Option<Wish> {
    let keys = [
        (Key::Plus, Wish::In),
        (Key::Equals, Wish::In),
        (Key::Minus, Wish::Out),
        (Key::Num0, Wish::Natural),
        (Key::F, Wish::Fit),
    ];
    let mut keys = keys.into_iter().filter(|_| desk.single_keys);
    keys.find(|(key, _)| ui.input_mut(|input| input.consume_key(Modifiers::NONE, *key))).map(|(_, wish)| wish)
}

/// Keys for all chosen notes that are not those of every list: what they claim, and the block beside.
fn on_many(ui: &Ui, desk: &Desk<'_>, sheet: &Sheet, at: At) -> Option<Act> {
    if !desk.hold.is_many() {
        return None;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, way) in [(Key::ArrowLeft, Way::Left), (Key::ArrowRight, Way::Right)] {
        if pressed(Modifiers::ALT, key) {
            let (tray, _) = travel::carry(&sheet.sizes(), sheet.key.columns, (at.tray, at.slot?), way)?;
            return Some(Act::MoveAll(sheet.trays.get(tray)?.block, usize::MAX));
        }
    }
    let mut kinds = KIND_KEYS.into_iter().zip(KINDS).filter(|_| desk.single_keys);
    kinds.find(|(key, _)| pressed(Modifiers::NONE, *key)).map(|(_, kind)| Act::KindOfAll(kind))
}

/// Keys for the selected note.
fn on_note(ui: &Ui, desk: &Desk<'_>, sheet: &Sheet, at: At) -> Option<Act> {
    let id = sheet.note_at(at)?.id;
    let slot = at.slot?;
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, way) in WAYS {
        if pressed(Modifiers::ALT, key) {
            let (tray, slot) = travel::carry(&sheet.sizes(), sheet.key.columns, (at.tray, slot), way)?;
            return Some(Act::Move(id, sheet.trays.get(tray)?.block, slot));
        }
    }
    if desk.single_keys {
        for (key, kind) in KIND_KEYS.into_iter().zip(KINDS) {
            if pressed(Modifiers::NONE, key) {
                return Some(Act::Kind(id, kind));
            }
        }
    }
    if pressed(Modifiers::COMMAND, Key::Enter) {
        return Some(Act::Add(sheet.trays.get(at.tray)?.block?, Some(id)));
    }
    if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
        return Some(Act::Write(id));
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        return Some(Act::Delete(id));
    }
    pressed(Modifiers::COMMAND, Key::D).then_some(Act::Duplicate(id))
}

/// Keys that move the selection, and Enter on a block without notes.
fn on_tray(ui: &Ui, sheet: &Sheet, at: At) -> Option<Act> {
    if ui.input(|input| input.modifiers.alt || input.modifiers.command) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let tray = sheet.trays.get(at.tray)?;
    if at.slot.is_none() && (pressed(Key::Enter) || pressed(Key::F2)) {
        return Some(Act::Add(tray.block?, None));
    }
    let (_, way) = WAYS.into_iter().find(|(key, _)| pressed(*key))?;
    let to = travel::step(&sheet.sizes(), sheet.key.columns, at, way);
    Some(Act::Select(sheet.trays.get(to.tray)?.block, sheet.note_at(to).map(|note| note.id)))
}
