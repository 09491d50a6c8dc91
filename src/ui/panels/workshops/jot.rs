//! Quick capture: what was said is written down with Enter, one note after the other; many pasted lines are many notes.

use egui::{Id, Ui};

use crate::model::workshops::Workshop;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::size;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::{self, TextField};

use super::{View, acts};

/// The field's key among what is being written.
const KEY: &str = "note";

/// The id of the field.
pub(super) fn field_id() -> Id {
    Id::unique("what was said in the workshop")
}

/// Shows the field, who says it, and the button that adds it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    if let Some(lines) = field::pasted_lines(ui, field_id()) {
        acts::jot(desk, view, workshop, &lines);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ui.available_width();
        let by = if width >= 520.0 { 120.0 } else { 72.0 };
        let draft = view.drafts.get(KEY).cloned().unwrap_or_default();
        let field = TextField::line(field_id(), "What was said? Enter adds it")
            .hint("What was said? Enter adds it, pasted lines are notes of their own")
            .width((width - by - 88.0 - 16.0).max(size::CONTROL));
        let typed = field.show(ui, &draft);
        if let Some(text) = typed.text {
            view.drafts.insert(KEY, text);
        }
        let field = TextField::line(Id::unique("who said it in the workshop"), "Who says it?").hint("By").width(by);
        let by = view.author_in(desk, workshop).to_owned();
        if let Some(text) = field.show(ui, &by).text {
            view.author = Some(text);
        }
        let draft = view.drafts.get(KEY).cloned().unwrap_or_default();
        let ready = !draft.trim().is_empty();
        let add = Button::new("Note").icon(icons::PLUS).name("Add note").enabled(ready).show(ui);
        if ready && (typed.entered || add.clicked()) {
            view.drafts.remove(KEY);
            acts::jot(desk, view, workshop, &draft);
        }
    });
}
