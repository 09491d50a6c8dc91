//! Dialogs over the page on a scrim: a large one to choose from, in columns that scroll by themselves, and one of a single column
//! with head, list and buttons.

use egui::{Align, Frame, Id, Layout, Margin, Modal, ModalResponse, ScrollArea, Ui, Vec2, vec2};

use crate::ui::icons;
use crate::ui::theme::{self, Type};

use super::button::icon_button;
use super::label;

/// The largest it gets.
const LARGEST: Vec2 = vec2(1150.0, 768.0);

/// The narrowest dialog with three columns.
pub const WIDE: f32 = 900.0;

/// How high its head and its foot are.
pub const BAND: f32 = 56.0;

/// How high the buttons below a list are, with the line over them.
const FOOT: f32 = 62.0;

/// Shows it, as large as the window allows; the contents are told how large that is.
pub fn large<R>(ui: &Ui, id: &str, contents: impl FnOnce(&mut Ui, Vec2) -> R) -> ModalResponse<R> {
    let screen = ui.ctx().content_rect().size();
    let size = vec2((screen.x - 48.0).min(LARGEST.x), (screen.y - 48.0).min(LARGEST.y));
    of_size(ui, id, size, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        contents(ui, size)
    })
}

/// Shows a dialog of one column, at most as large as `most`: its [`head`], what is [`between`], and its [`foot`]. The contents are
/// told how high it is.
pub fn column<R>(ui: &Ui, id: &str, most: Vec2, contents: impl FnOnce(&mut Ui, f32) -> R) -> ModalResponse<R> {
    let screen = ui.ctx().content_rect().size();
    let size = vec2((screen.x - 32.0).min(most.x), (screen.y - 32.0).min(most.y));
    of_size(ui, id, size, |ui| contents(ui, size.y))
}

fn of_size<R>(ui: &Ui, id: &str, size: Vec2, contents: impl FnOnce(&mut Ui) -> R) -> ModalResponse<R> {
    let frame = Frame::popup(ui.style()).inner_margin(0).corner_radius(theme::radius::DIALOG);
    let scrim = theme::of(false).ink.gamma_multiply(0.36);
    Modal::new(Id::unique(id)).backdrop_color(scrim).frame(frame).show(ui.ctx(), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        contents(ui)
    })
}

/// The head of a dialog of one column: title, a line below it, and the button that closes, called `close`. `true` if that was
/// pressed.
pub fn head(ui: &mut Ui, (title, text): (&str, &str), close: &str) -> bool {
    let (mut closed, width, ink) = (false, ui.available_width(), theme::colors(ui).ink_2);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(12.0);
    ui.horizontal_top(|ui| {
        ui.add_space(24.0);
        ui.vertical(|ui| {
            ui.set_width((width - 88.0).max(80.0));
            label::heading(ui, title, Type::Title, 1);
            label::text(ui, text, Type::Body, ink);
        });
        closed = icon_button(ui, icons::X, close, true).clicked();
    });
    ui.add_space(12.0);
    label::rule(ui);
    closed
}

/// What scrolls between head and foot of a dialog of one column that begins at `top` and is so high.
pub fn between(ui: &mut Ui, (top, height): (f32, f32), margin: i8, contents: impl FnOnce(&mut Ui)) {
    let middle = (height - (ui.cursor().top() - top) - FOOT).max(80.0);
    ScrollArea::vertical().max_height(middle).auto_shrink([false, false]).show(ui, |ui| {
        ui.set_min_height(middle);
        Frame::new().inner_margin(Margin::symmetric(24, margin)).show(ui, contents);
    });
    label::rule(ui);
}

/// The buttons at the foot of a dialog of one column.
pub fn foot(ui: &mut Ui, buttons: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| ui.horizontal(buttons));
}

/// A column of it, which scrolls by itself.
pub fn part<R>(ui: &mut Ui, name: &str, size: Vec2, margin: i8, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        let scroll = ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).max_height(size.y);
        scroll.show(ui, |ui| Frame::new().inner_margin(margin).show(ui, contents).inner).inner
    })
    .inner
}
