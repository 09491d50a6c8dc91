//! The keys of the cell that has the focus, and the single letters of the page.

use egui::{EventFilter, Key, Modifiers, Ui};

use crate::model::impact::{EffectKind, Impact};
use crate::ui::desk::Desk;
use crate::ui::widgets::choice;

use super::grid::{self, At, Part, Step};
use super::{Asked, View, cell};

/// Takes them.
pub fn listen(ui: &Ui, desk: &Desk<'_>, view: &View) -> Option<Asked> {
    if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) || view.drag.is_some() {
        return None;
    }
    let focused = ui.memory(egui::Memory::focused);
    let on_cell = view.at.filter(|at| focused == Some(cell::id(*at)));
    if let Some(asked) = on_cell.and_then(|at| on(ui, desk, view, at)) {
        return Some(asked);
    }
    let free = desk.single_keys && (on_cell.is_some() || focused.is_none());
    (free && pressed(ui, Modifiers::NONE, Key::N)).then_some(Asked::AddGroup)
}

fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(modifiers, key))
}

fn on(ui: &Ui, desk: &Desk<'_>, view: &View, at: At) -> Option<Asked> {
    let impact = &desk.workbook().impact;
    let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(cell::id(at), arrows));
    let alt_shift = Modifiers::ALT | Modifiers::SHIFT;
    for (key, below) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
        if pressed(ui, alt_shift, key) {
            let to = neighbor(impact, at, below)?;
            return at.effect().map(|effect| Asked::Copy(effect, to));
        }
        if pressed(ui, Modifiers::ALT, key) {
            return Some(Asked::Shift(at, below));
        }
    }
    for (key, step) in [
        (Key::ArrowUp, Step::Up),
        (Key::ArrowDown, Step::Down),
        (Key::ArrowLeft, Step::Left),
        (Key::ArrowRight, Step::Right),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
    ] {
        if pressed(ui, Modifiers::NONE, key) {
            return grid::step(impact, at, step).map(Asked::Go);
        }
    }
    if pressed(ui, Modifiers::SHIFT, Key::Enter) {
        return Some(Asked::Open(at));
    }
    if pressed(ui, Modifiers::COMMAND, Key::D) {
        return Some(Asked::Duplicate(at));
    }
    if pressed(ui, Modifiers::NONE, Key::Enter) || pressed(ui, Modifiers::NONE, Key::F2) {
        return Some(match at.part {
            Part::Blank(kind) => Asked::AddEffect(at.group, kind),
            _ => Asked::Edit(at),
        });
    }
    if view.open.is_some() && pressed(ui, Modifiers::NONE, Key::Escape) {
        return Some(Asked::Close);
    }
    if desk.single_keys {
        let harm = at.effect().filter(|_| is_harm(impact, at));
        if let Some((effect, severity)) = harm.and_then(|effect| Some((effect, typed_step(ui)?))) {
            return Some(Asked::SetSeverity(effect, Some(severity)));
        }
        for (key, kind) in [(Key::H, EffectKind::Harm), (Key::B, EffectKind::Benefit)] {
            if pressed(ui, Modifiers::NONE, key) {
                return Some(Asked::AddEffect(at.group, kind));
            }
        }
    }
    pressed(ui, Modifiers::NONE, Key::Delete).then_some(Asked::Delete(at))
}

/// The step that a digit means; Delete is for the whole harm here.
fn typed_step(ui: &Ui) -> Option<crate::model::Step> {
    choice::step_key(ui).flatten()
}

fn is_harm(impact: &Impact, at: At) -> bool {
    let group = impact.groups.find(at.group);
    let effect = group.zip(at.effect()).and_then(|(group, id)| group.effects.find(id));
    effect.is_some_and(|effect| grid::kind_of(effect) == EffectKind::Harm)
}

/// The group above or below.
fn neighbor(impact: &Impact, at: At, below: bool) -> Option<crate::model::Id> {
    let row = impact.groups.iter().position(|group| group.id == at.group)?;
    let to = if below { row + 1 } else { row.checked_sub(1)? };
    impact.groups.at(to).map(|group| group.id)
}
