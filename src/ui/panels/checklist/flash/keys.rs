//! Keys of the view: they act whenever no text is being edited and no menu is open.

use egui::{Key, Modifiers, Ui};

use crate::ui::desk::Desk;

use super::{Asked, strip};

/// What a key asks for; takes it, so that nothing else acts on it.
pub(super) fn read(ui: &Ui, desk: &Desk<'_>) -> Option<Asked> {
    const STATUSES: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];
    const FIELDS: [(Key, &str); 4] = [(Key::R, "reason"), (Key::O, "owner"), (Key::D, "due"), (Key::E, "evidence")];
    if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let focused = ui.memory(egui::Memory::focused);
    // Enter on another button is a click on it
    if focused.is_none_or(|id| id == strip::stop_id()) {
        if pressed(Modifiers::SHIFT, Key::Enter) {
            return Some(Asked::Back);
        }
        if pressed(Modifiers::NONE, Key::Enter) {
            return Some(Asked::Next);
        }
        if pressed(Modifiers::NONE, Key::ArrowRight) {
            return Some(Asked::Skip);
        }
        if pressed(Modifiers::NONE, Key::ArrowLeft) {
            return Some(Asked::Back);
        }
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        return Some(Asked::Leave);
    }
    if !desk.single_keys {
        return None;
    }
    let status = STATUSES.iter().position(|key| pressed(Modifiers::NONE, *key)).map(Asked::Status);
    status.or_else(|| {
        FIELDS.into_iter().find(|(key, _)| pressed(Modifiers::NONE, *key)).map(|(_, field)| Asked::Field(field))
    })
}
