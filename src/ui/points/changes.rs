//! What restoring a point would change, for the person who decides: counted in a sentence, then section by section.

use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use crate::difference::{Change, Difference, What, told};
use crate::ui::chrome::inspector::excerpt::excerpts;
use crate::ui::icons;
use crate::ui::sections;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;
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
    let c = theme::colors(ui);
    let mut left = MOST;
    for section in difference.sections() {
        if left == 0 {
            break;
        }
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            label::icon(ui, sections::icon(section), c.ink_3);
            label::heading(ui, section.title(), Type::Strong, 3);
        });
        label::rule(ui);
        for change in difference.of_section(section).take(left) {
            row(ui, change);
        }
        left = left.saturating_sub(difference.of_section(section).count());
    }
    let more = difference.changes().len().saturating_sub(MOST);
    if more > 0 {
        ui.add_space(8.0);
        label::text(ui, &format!("And {} more.", words::spelled(more)), Type::Small, c.ink_3);
    }
}

/// One change: a sign for what happens, what it is about, and what it would say.
fn row(ui: &mut Ui, change: &Change) {
    let c = theme::colors(ui);
    let (icon, said) = match &change.what {
        What::Added(_) => (icons::PLUS, "comes back".to_owned()),
        What::Removed(_) => (icons::MINUS, "goes".to_owned()),
        What::Field { field, before, after } => {
            let (now, then) = told(before, after);
            let (now, then) = excerpts(&now, &then);
            (icons::PENCIL, format!("{}: {now} → {then}", field.label))
        }
        _ => (icons::PENCIL, change.words()),
    };
    let subject = change.subject();
    let (room, below) = (ui.available_width() - 28.0, Type::Note);
    let title = theme::cut(ui, &subject, Type::Medium, c.ink, room, 1);
    let text = theme::cut(ui, &said, below, c.ink_2, room, 3);
    let height = title.size().y + text.size().y + 12.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let at = egui::Rect::from_center_size(rect.left_top() + vec2(10.0, 6.0 + title.size().y / 2.0), vec2(16.0, 16.0));
    label::paint_icon(ui, at, icon, Type::Icon, c.ink_3);
    let corner = rect.left_top() + vec2(28.0, 6.0);
    let under = corner + vec2(0.0, title.size().y);
    ui.painter().galley(corner, title, c.ink);
    ui.painter().galley(under, text, c.ink_2);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{subject}: {said}")));
}
