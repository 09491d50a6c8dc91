//! When something that can be clicked and dragged hangs on the pointer: not at the first tremble of a click.

use egui::{PointerButton, Response, Ui, Vec2};

/// Where the pointer holds `thing`, from its corner at the left and top, once it was pulled `far` points with the button
/// down.
#[must_use]
pub fn hold(ui: &Ui, thing: &Response, far: f32) -> Option<Vec2> {
    if !thing.is_pointer_button_down_on() {
        return None;
    }
    let (down, origin, now) = ui.input(|input| {
        let pointer = &input.pointer;
        (pointer.button_down(PointerButton::Primary), pointer.press_origin(), pointer.latest_pos())
    });
    let (origin, now) = origin.zip(now).filter(|_| down)?;
    (origin.distance(now) >= far && thing.rect.contains(origin)).then(|| origin - thing.rect.min)
}
