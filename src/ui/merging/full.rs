//! Everything that either side changed, one by one: what "Compare in full" shows.

use egui::Ui;

use crate::difference::{Difference, What, told};
use crate::ui::compare::list::{self, Said};
use crate::ui::icons;
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
    list::show(ui, difference, MOST, &|change| match &change.what {
        What::Added(_) => (icons::PLUS, Said::Words("added".to_owned())),
        What::Removed(_) => (icons::MINUS, Said::Words("removed".to_owned())),
        What::Field { field, before, after } => {
            let (before, after) = told(before, after);
            (icons::PENCIL, Said::Field(field.label, before, after))
        }
        _ => (icons::PENCIL, Said::Words(change.words())),
    });
}
