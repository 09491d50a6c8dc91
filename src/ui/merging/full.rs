//! Everything that either side changed, one by one: what "Compare in full" shows.

use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use crate::difference::{Change, Difference, What, told};
use crate::ui::chrome::inspector::excerpt::excerpts;
use crate::ui::icons;
use crate::ui::sections;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;

/// The most changes of one side that are drawn.
const MOST: usize = 400;

/// Shows what one side changed, under `title`.
pub fn side(ui: &mut Ui, title: &str, difference: &Difference) {
    let c = theme::colors(ui);
    label::heading(ui, title, Type::Name, 2);
    if difference.is_empty() {
        label::text(ui, "Nothing.", Type::Note, c.ink_2);
    }
    let mut left = MOST;
    for section in difference.sections() {
        if left == 0 {
            break;
        }
        ui.add_space(8.0);
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
        label::text(ui, &format!("And {more} more."), Type::Small, c.ink_3);
    }
}

fn row(ui: &mut Ui, change: &Change) {
    let c = theme::colors(ui);
    let (icon, said) = match &change.what {
        What::Added(_) => (icons::PLUS, "added".to_owned()),
        What::Removed(_) => (icons::MINUS, "removed".to_owned()),
        What::Field { field, before, after } => {
            let (before, after) = told(before, after);
            let (before, after) = excerpts(&before, &after);
            (icons::PENCIL, format!("{}: {before} → {after}", field.label))
        }
        _ => (icons::PENCIL, change.words()),
    };
    let subject = change.subject();
    let room = ui.available_width() - 28.0;
    let title = theme::cut(ui, &subject, Type::Medium, c.ink, room, 1);
    let text = theme::cut(ui, &said, Type::Note, c.ink_2, room, 3);
    let height = title.size().y + text.size().y + 8.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let at = egui::Rect::from_center_size(rect.left_top() + vec2(10.0, 4.0 + title.size().y / 2.0), vec2(16.0, 16.0));
    label::paint_icon(ui, at, icon, Type::Icon, c.ink_3);
    let corner = rect.left_top() + vec2(28.0, 4.0);
    let under = corner + vec2(0.0, title.size().y);
    ui.painter().galley(corner, title, c.ink);
    ui.painter().galley(under, text, c.ink_2);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{subject}: {said}")));
}
