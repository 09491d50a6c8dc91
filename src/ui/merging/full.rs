//! Everything that either side changed, one by one: what "Compare in full" shows.

use egui::Ui;

use crate::difference::Difference;
use crate::ui::compare::list;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;

/// The most changes of one side that are drawn.
const MOST: usize = 400;

/// Shows what one side changed, under `title`.
pub fn side(ui: &mut Ui, title: &str, difference: &Difference) {
    label::heading(ui, title, Type::Name, 2);
    if difference.is_empty() {
        label::text(ui, "Nothing.", Type::Note, theme::colors(ui).ink_2);
    }
    list::show(ui, difference, MOST, ["added", "removed"]);
}
