//! What pages offer of the library of one's own: the row of a menu that keeps an item in it, and the button that opens it.

use egui::Ui;

use crate::model::ItemKind;
use crate::ui::desk::{Desk, Order, Room};
use crate::ui::icons;
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::menu;

/// The row of an item's menu.
pub fn row() -> menu::Row<'static> {
    menu::Row::new("Save to my library").icon(icons::BOOKS)
}

/// The button in the head of a page.
pub fn button(ui: &mut Ui, desk: &mut Desk<'_>, kind: ItemKind) {
    let name = "Add from my library";
    let button = if desk.room >= Room::Rail {
        Button::new("From library").icon(icons::BOOKS).quiet().name(name).show(ui)
    } else {
        icon_button(ui, icons::BOOKS, name, true)
    };
    if button.clicked() {
        desk.orders.push(Order::ShowLibrary(kind));
    }
}
