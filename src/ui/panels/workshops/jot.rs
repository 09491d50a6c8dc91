//! Quick capture: what was said is written down with Enter, one note after the other; many pasted lines are many notes.

use egui::{Id, Ui};

use crate::model::workshops::{Attribution, Workshop};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::jotting::{CHIP, names_authors};
use crate::ui::theme::size;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::{self, TextField};

use super::{View, acts};

/// The field's key among what is being written.
pub(super) const KEY: &str = "note";

/// The id of the field.
pub(super) fn field_id() -> Id {
    Id::unique("what was said in the workshop")
}

/// Shows the field, what the note claims, who says it, and the button that adds it; below, which notes say the same.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    if let Some(lines) = field::pasted_lines(ui, field_id()) {
        acts::jot(desk, view, workshop, &lines);
    }
    let draft = view.drafts.get(KEY).cloned().unwrap_or_default();
    let mut instead = None;
    if view.jotting.hear(ui, field_id(), &draft) {
        instead = view.jotting.first_like(workshop);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let width = ui.available_width();
        let wide = width >= 640.0;
        let by = match (names_authors(workshop), wide) {
            (false, _) => None,
            (true, wide) => Some(if wide { 120.0 } else { 64.0 }),
        };
        let kind = if wide { CHIP } else { 116.0 };
        let field = TextField::line(field_id(), "What was said? Enter adds it")
            .hint("What was said? Enter adds it, pasted lines are notes of their own")
            .form()
            .width((width - kind - by.map_or(0.0, |by| by + 8.0) - 74.0 - 16.0).max(size::CONTROL));
        let typed = field.show(ui, &draft);
        if let Some(text) = typed.text {
            view.drafts.insert(KEY.to_owned(), text);
        }
        let draft = view.drafts.get(KEY).cloned().unwrap_or_default();
        view.jotting.hold(ui, &typed.response, &draft);
        view.jotting.chip(ui, view.kind, kind);
        if let Some(by) = by {
            author(ui, desk, view, (workshop, by));
        }
        let ready = !draft.trim().is_empty();
        let add = Button::new("Note").icon(icons::PLUS).name("Add note").enabled(ready).show(ui);
        if ready && (typed.entered || add.clicked()) {
            view.drafts.remove(KEY);
            acts::jot(desk, view, workshop, &draft);
        } else if typed.entered {
            view.focus = Some(field_id()); // what is typed next is for it
        }
    });
    let draft = view.drafts.get(KEY).cloned().unwrap_or_default();
    let clicked = view.jotting.hints(ui, workshop, desk.revision(), &draft);
    if let Some(id) = clicked.or(instead) {
        view.drafts.remove(KEY);
        acts::vote_instead(desk, view, workshop, id);
    }
}

/// Who says it, as the session names people.
fn author(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, (workshop, width): (&Workshop, f32)) {
    let hint = if workshop.attribution == Some(Attribution::Named) { "By, name" } else { "By, initials" };
    let hint = if width < 100.0 { "By" } else { hint };
    let field = TextField::line(Id::unique("who said it in the workshop"), "Who says it?").hint(hint).width(width);
    let by = view.author_in(desk, workshop).to_owned();
    if let Some(text) = field.show(ui, &by).text {
        view.author = Some(text);
    }
}
