//! A text that is edited where it stands: read as text until it is clicked, then a field in the same place.
//!
//! It takes any record of the workbook and the key of a text or a date in it. A field that is marked as unknown or not
//! applicable shows its mark instead.

use egui::{Id, Key, Response, Role, Sense, Ui, WidgetInfo, vec2};

use crate::model::record::{Field, Record};
use crate::model::value::Scalar;
use crate::model::{Date, View};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::field::{self, TextField, Typed};
use crate::ui::widgets::focus;
use crate::words;

use super::super::answer::{self, Question};
use super::super::spot::Spot;

/// What the page remembers about the text that is being edited.
#[derive(Debug, Default)]
pub(super) struct State {
    editing: Option<Editing>,
    /// Whether the same questions stand elsewhere on the page: marks are then only edited there.
    pub(super) twice: bool,
}

#[derive(Debug)]
struct Editing {
    id: Id,
    before: String,
    fresh: bool,
}

impl State {
    /// Stops editing; what was typed stays.
    pub(super) fn stop(&mut self) {
        self.editing = None;
    }

    /// Begins to edit a text of an item.
    pub(super) fn begin(&mut self, item: crate::model::Id, key: &'static str, before: String) {
        self.editing = Some(Editing { id: id(item, key), before, fresh: true });
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Its type.
    pub(super) style: Type,
    /// Whether it is secondary.
    pub(super) quiet: bool,
    /// What stands there while it is blank; the question if empty.
    pub(super) hint: &'static str,
    /// Whether a mark is shown in the place of the text.
    pub(super) marks: bool,
}

impl Look {
    /// The text of a column.
    pub(super) const BODY: Self = Self { style: Type::Body, quiet: false, hint: "", marks: true };
    /// A second text.
    pub(super) const QUIET: Self = Self { quiet: true, ..Self::BODY };

    /// What stands there while it is blank.
    pub(super) const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// In this type.
    pub(super) const fn style(self, style: Type) -> Self {
        Self { style, ..self }
    }

    /// With marks only as words.
    pub(super) const fn marks(self, marks: bool) -> Self {
        Self { marks, ..self }
    }
}

fn id(item: crate::model::Id, key: &str) -> Id {
    Id::unique(("text in the detail", item, key))
}

/// Shows the text of a field of an item, as wide as there is room.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (record, key): (&dyn Record, &'static str),
    look: Look,
) {
    let Some((_, item, _)) = record.identity() else { return };
    let Some((question, value)) = record.answers().find(|(field, _)| field.key == key) else { return };
    let spot = Spot::item(item);
    if let Some(mark) = record.marks().get(key).filter(|_| look.marks && !state.twice) {
        answer::show(ui, desk, Question { spot: &spot, field: question, value, mark: Some(mark) });
        return;
    }
    let id = id(item, key);
    let current = value.view().text();
    let open = state
        .editing
        .as_ref()
        .filter(|editing| editing.id == id)
        .map(|editing| (editing.before.clone(), editing.fresh));
    let Some((before, fresh)) = open else {
        let shown = match value.view() {
            View::Date(Some(date)) => words::short_date(date),
            _ => current.clone(),
        };
        if read(ui, id, question, &shown, look) {
            state.editing = Some(Editing { id, before: current, fresh: true });
        }
        return;
    };
    let typed = write(ui, (id, question, look), value.view(), fresh);
    let name = format!("edit {}", question.label.to_lowercase());
    if let Some(text) = &typed.text {
        spot.write(desk, &name, key, |value| answer::set(value, text));
    }
    if typed.escaped && before != current {
        spot.write(desk, &name, key, |value| answer::set(value, &before));
    }
    if typed.escaped || typed.entered || typed.response.lost_focus() || (!fresh && !typed.response.has_focus()) {
        state.stop();
        if typed.escaped || typed.entered {
            ui.memory_mut(|memory| memory.request_focus(id.with("read")));
        }
    } else if let Some(editing) = &mut state.editing {
        editing.fresh = false;
    }
}

/// The text as it is read; `true` when it is to be edited.
fn read(ui: &mut Ui, id: Id, question: &Field, shown: &str, look: Look) -> bool {
    let c = theme::colors(ui);
    let blank = shown.trim().is_empty();
    let hint = if look.hint.is_empty() { question.prompt } else { look.hint };
    let ink = match (blank, look.quiet) {
        (true, _) => c.ink_3,
        (false, true) => c.ink_2,
        (false, false) => c.ink,
    };
    let galley = theme::wrapped(ui, if blank { hint } else { shown.trim() }, look.style, ink, ui.available_width());
    let height = galley.size().y.max(size::TARGET);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, id.with("read"), Sense::click());
    // named also where it is out of sight: Tab brings it there
    let said = if blank {
        format!("{}: blank. {}", question.label, question.prompt)
    } else {
        format!("{}: {shown}", question.label)
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    focus::follow(&response);
    if !ui.is_rect_visible(rect) {
        return asked_to_edit(ui, &response);
    }
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 1.0)), f32::from(radius::CHIP), c.hover);
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(egui::pos2(rect.left(), top), galley, ink);
    focus::ring(ui, &response, rect, radius::CHIP);
    response.clicked() || asked_to_edit(ui, &response)
}

fn asked_to_edit(ui: &Ui, response: &Response) -> bool {
    response.has_focus() && ui.input(|input| input.key_pressed(Key::F2))
}

/// The field in the place of the text.
fn write(ui: &mut Ui, (id, question, look): (Id, &Field, Look), value: View<'_>, fresh: bool) -> Typed {
    let text = value.text();
    if matches!(value, View::Date(_)) {
        let field = TextField::line(id, question.prompt).hint("2026-03-09").take_focus_and_select(fresh);
        return field::value(ui, field, &text, &|text| Date::parse(text.trim()).map(drop));
    }
    let field =
        if question.prose { TextField::prose(id, question.prompt, 1) } else { TextField::line(id, question.prompt) };
    let c = theme::colors(ui);
    let back = ui.painter().add(egui::Shape::Noop);
    let typed = field.bare().style(look.style).hint(question.prompt).take_focus(fresh).show(ui, &text);
    let rect = typed.response.rect.expand2(vec2(4.0, 2.0));
    let stroke = egui::Stroke::new(1.0, c.accent);
    let frame = egui::epaint::RectShape::new(rect, radius::CHIP, c.surface, stroke, egui::StrokeKind::Outside);
    ui.painter().set(back, frame);
    typed
}
