//! What restoring a point would change, for the person who decides: counted in a sentence, then section by section.

use egui::Ui;

use crate::difference::{Difference, What};
use crate::ui::compare::list;
use crate::words;

/// The most changes that are shown one by one.
const MOST: usize = 60;

/// What restoring does, in a sentence.
#[must_use]
pub fn summary(difference: &Difference) -> String {
    let count = |fits: fn(&What) -> bool| difference.changes().iter().filter(|change| fits(&change.what)).count();
    let added = count(|what| matches!(what, What::Added(_)));
    let removed = count(|what| matches!(what, What::Removed(_)));
    let fields = count(|what| matches!(what, What::Field { .. }));
    let others = difference.changes().len() - added - removed - fields;
    let mut parts = Vec::new();
    for (number, verb, one, several) in [
        (added, "bring back", "item", "items"),
        (removed, "take away", "item", "items"),
        (fields, "change", "field", "fields"),
        (others, "change", "order or number", "orders and numbers"),
    ] {
        if number > 0 {
            parts.push(format!("{verb} {}", words::how_many(number, one, several)));
        }
    }
    if parts.is_empty() {
        return "The same as now: there is nothing to restore.".to_owned();
    }
    let places = words::how_many(difference.sections().len(), "section", "sections");
    format!("Restoring would {}, in {places}.", words::series(&parts))
}

/// Shows the changes under the names of their sections.
pub fn show(ui: &mut Ui, difference: &Difference) {
    list::show(ui, difference, MOST, ["comes back", "goes"]);
}
