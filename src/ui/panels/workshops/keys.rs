//! Keys of the page: taken where they are meant, so that nothing else sees them.

use egui::{Key, Modifiers, Ui};

/// Whether a key was pressed alone; takes it.
pub(super) fn pressed(ui: &Ui, key: Key) -> bool {
    with(ui, Modifiers::NONE, key)
}

/// Whether a key was pressed with others; takes it.
pub(super) fn with(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(modifiers, key))
}

/// Whether more was asked for, by the key with the plus on any keyboard; takes it.
pub(super) fn plus(ui: &Ui) -> bool {
    pressed(ui, Key::Plus) || with(ui, Modifiers::SHIFT, Key::Plus) || pressed(ui, Key::Equals)
}

/// Whether less was asked for; takes it.
pub(super) fn minus(ui: &Ui) -> bool {
    pressed(ui, Key::Minus)
}
