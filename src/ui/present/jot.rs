//! The line for notes: Enter writes one down, and pasted lines are notes of their own. In the facilitator's view, and in the
//! room's picture where the room types.

use egui::{Id, Rect, Ui, UiBuilder, vec2};

use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::{self, TextField};

use super::big::Big;
use super::{Ask, View};

const NAME: &str = "What was said? Enter adds it";

/// The line of the facilitator. The room's line is the same field: there is one draft.
fn field_id(room: bool) -> Id {
    Id::unique(("what was said in the room", room))
}

/// Shows the facilitator's line.
pub(super) fn show(ui: &mut Ui, view: &mut View) {
    pasted(ui, view, field_id(false));
    ui.horizontal(|ui| {
        let add_width = 92.0;
        let field = TextField::line(field_id(false), NAME)
            .hint("What was said? Enter adds it")
            .width(ui.available_width() - add_width - 8.0)
            .take_focus(std::mem::take(&mut view.capture));
        let typed = field.show(ui, &view.draft);
        if let Some(text) = typed.text {
            view.draft = text;
        }
        let ready = !view.draft.trim().is_empty();
        let add = Button::new("Note").icon(icons::PLUS).name("Add note").enabled(ready).show(ui);
        if typed.entered || add.clicked() {
            add_note(view);
        }
    });
}

/// Shows the line in the room's picture.
pub(super) fn in_room(ui: &mut Ui, view: &mut View, line: Rect, big: Big) {
    let c = theme::colors(ui);
    let id = field_id(true);
    pasted(ui, view, id);
    let focused = ui.memory(|memory| memory.has_focus(id));
    ui.painter().rect_filled(line, big.px(10.0), c.surface);
    big.edge(ui, line, if focused { c.accent } else { c.control_line });
    let hint = "Type a note, press Enter";
    let within = line.shrink2(vec2(big.px(24.0), big.px(16.0)));
    let width = within.width() - big.px(120.0);
    let draft = view.draft.clone();
    let take = std::mem::take(&mut view.capture);
    let typed = ui.scope_builder(UiBuilder::new().max_rect(within), |ui| {
        let field = TextField::line(id, NAME).style(Type::RoomNote).scale(big.px(1.0)).bare().width(width);
        field.take_focus(take).show(ui, &draft)
    });
    if draft.is_empty() && typed.inner.text.is_none() {
        let words = big.lay(ui, hint, (Type::RoomNote, c.ink_3), (width, 1));
        ui.painter().galley(within.min + vec2(big.px(4.0), 0.0), words, c.ink_3);
    }
    big.hints(ui, (line.right() - big.px(4.0), line.center().y), &[("Enter", "")]);
    if let Some(text) = typed.inner.text {
        view.draft = text;
    }
    if typed.inner.entered {
        add_note(view);
    }
}

/// Writes the draft down, and waits for the next.
fn add_note(view: &mut View) {
    let draft = std::mem::take(&mut view.draft);
    if !draft.trim().is_empty() {
        view.ask(Ask::Jot(draft));
        view.capture = true;
    }
}

/// Several lines that were pasted are notes of their own.
fn pasted(ui: &Ui, view: &mut View, id: Id) {
    if let Some(lines) = field::pasted_lines(ui, id) {
        view.ask(Ask::Jot(lines));
    }
}
