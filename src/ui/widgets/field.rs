//! Fields to type into: text as it is, and text that must be a number, a rate, an amount or a date.
//!
//! A text field gives the new text with every key. A value field gives it as soon as it can be read, and keeps what cannot
//! be read as a draft beside the value, with a word about what is wrong: nothing that was typed is lost, and nothing wrong
//! gets into the workbook.

use egui::{CornerRadius, Event, Frame, Id, Key, Margin, Response, Stroke, StrokeKind, TextEdit, Ui};

use crate::hidden;
use crate::model::value::Invalid;
use crate::ui::theme::{self, Type, radius};

use super::button::Button;
use super::glyph::{self, Glyph};
use super::label;

/// How a text field looks and behaves.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct TextField<'a> {
    id: Id,
    name: &'a str,
    hint: &'a str,
    style: Type,
    rows: Option<usize>,
    bare: bool,
    wrong: bool,
    width: f32,
    focus: bool,
    select: bool,
    scale: f32,
    form: bool,
}

/// What happened in a text field.
pub struct Typed {
    /// The text, if it changed in this frame.
    pub text: Option<String>,
    /// The field itself.
    pub response: Response,
    /// Enter was pressed in a field of one line, or Ctrl Enter in one of several; the field then has lost the focus.
    pub entered: bool,
    /// Escape was pressed; the field then has lost the focus.
    pub escaped: bool,
}

impl<'a> TextField<'a> {
    /// A field of one line. `name` is what a screen reader says.
    #[must_use]
    pub fn line(id: Id, name: &'a str) -> Self {
        Self {
            id,
            name,
            hint: "",
            style: Type::Body,
            rows: None,
            bare: false,
            wrong: false,
            width: f32::INFINITY,
            focus: false,
            select: false,
            scale: 1.0,
            form: false,
        }
    }

    /// A field of several lines, at least `rows` high; it grows with its text.
    #[must_use]
    pub fn prose(id: Id, name: &'a str, rows: usize) -> Self {
        Self { rows: Some(rows), ..Self::line(id, name) }
    }

    /// What stands there while it is empty.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// The type it is set in.
    #[must_use]
    pub fn style(self, style: Type) -> Self {
        Self { style, ..self }
    }

    /// So many times as large: on a board that is zoomed.
    #[must_use]
    pub fn scale(self, scale: f32) -> Self {
        Self { scale, ..self }
    }

    /// Without edge and ground: for editing a text where it stands.
    #[must_use]
    pub fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// For a text that is no part of the workbook while it is written: what was typed last is undone in it, and not in the workbook.
    #[must_use]
    pub fn form(self) -> Self {
        Self { form: true, ..self }
    }

    /// With the edge of a field whose text cannot be read.
    #[must_use]
    pub fn wrong(self, wrong: bool) -> Self {
        Self { wrong, ..self }
    }

    /// At most this wide.
    #[must_use]
    pub fn width(self, width: f32) -> Self {
        Self { width, ..self }
    }

    /// Takes the focus now, with the cursor at the end.
    #[must_use]
    pub fn take_focus(self, focus: bool) -> Self {
        Self { focus, ..self }
    }

    /// Takes the focus now, with all text selected, so that typing replaces it.
    #[must_use]
    pub fn take_focus_and_select(self, focus: bool) -> Self {
        Self { focus, select: focus, ..self }
    }

    /// Shows it with `current` as its text.
    pub fn show(self, ui: &mut Ui, current: &str) -> Typed {
        let c = theme::colors(ui);
        let mut text = current.to_owned();
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        let entered_several = self.rows.is_some()
            && focused
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter));
        if self.form && focused && (!current.is_empty() || self.can_redo(ui, current)) {
            let (key, now) = (form_key(ui.ctx().viewport_id()), ui.ctx().cumulative_frame_nr());
            ui.data_mut(|data| data.insert_temp(key, now));
        }
        let format = self.style.scaled(c.ink, self.scale);
        let format_font = format.font_id.clone();
        let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, width: f32| {
            let mut job = egui::text::LayoutJob::single_section(buffer.as_str().to_owned(), format.clone());
            job.wrap.max_width = if self.rows.is_some() { width } else { f32::INFINITY };
            ui.painter().layout_job(job)
        };
        let edit = match self.rows {
            None => TextEdit::singleline(&mut text),
            Some(rows) => TextEdit::multiline(&mut text).desired_rows(rows),
        };
        let output = edit
            .id(self.id)
            .font(format_font)
            .hint_text(self.style.text(self.hint, c.ink_3))
            .desired_width(self.width.min(ui.available_width()))
            .align(if self.rows.is_some() { egui::Align2::LEFT_TOP } else { egui::Align2::LEFT_CENTER })
            .frame(self.frame(c, focused))
            .layouter(&mut layouter)
            .show(ui);
        let response = output.response.response.accessible_name(self.name);
        if self.wrong {
            let at = response.rect.right_center() - egui::vec2(14.0, 0.0);
            glyph::paint(ui.painter(), egui::Rect::from_center_size(at, egui::Vec2::splat(14.0)), Glyph::Blocker, c);
        }
        if focused && !self.bare && super::focus::by_keyboard(ui.ctx()) {
            let stroke = Stroke::new(2.0, c.focus);
            let corner = CornerRadius::same(radius::CONTROL + 2);
            ui.painter().rect_stroke(response.rect.expand(2.0), corner, stroke, StrokeKind::Outside);
        }
        if self.focus {
            self.grab(ui, current);
        }
        let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
        let entered = entered_several || (self.rows.is_none() && response.lost_focus() && enter);
        if entered_several {
            ui.memory_mut(|memory| memory.surrender_focus(self.id));
        }
        let escaped = response.lost_focus() && escape;
        if hidden::is_in(&text) && tell_hidden(ui, self.name, &text) {
            text = hidden::without(&text);
        }
        let text = (text != current).then_some(text);
        Typed { text, response, entered, escaped }
    }

    /// Whether what was undone in the field can be done again: then the keys for that are still its own.
    fn can_redo(&self, ui: &Ui, current: &str) -> bool {
        TextEdit::load_state(ui.ctx(), self.id).is_some_and(|state| {
            let range = state.cursor.char_range().unwrap_or_default();
            state.undoer().has_redo(&(range, current.to_owned()))
        })
    }

    fn grab(&self, ui: &Ui, current: &str) {
        ui.memory_mut(|memory| memory.request_focus(self.id));
        let mut state = TextEdit::load_state(ui.ctx(), self.id).unwrap_or_default();
        let end = egui::text::CCursor::new(current.chars().count());
        let start = if self.select { egui::text::CCursor::new(0) } else { end };
        state.cursor.set_char_range(Some(egui::text::CCursorRange::two(start, end)));
        TextEdit::store_state(ui.ctx(), self.id, state);
    }

    fn frame(&self, c: &theme::Colors, focused: bool) -> Frame {
        if self.bare {
            return Frame::new();
        }
        let stroke = match (self.wrong, focused) {
            (true, _) => Stroke::new(2.0, c.blocker),
            (false, true) => Stroke::new(1.0, c.accent),
            (false, false) => Stroke::new(1.0, c.control_line),
        };
        Frame::new()
            .fill(c.surface)
            .stroke(stroke)
            .corner_radius(CornerRadius::same(radius::CONTROL))
            .inner_margin(Margin::symmetric(8, if self.rows.is_some() { 5 } else { 3 }))
    }
}

/// Each window has a focus of its own.
fn form_key(window: egui::ViewportId) -> Id {
    Id::unique(("a field of a form has the focus", window))
}

/// Whether somebody writes into a field of a form, which undoes by itself what was typed into it.
#[must_use]
pub fn undoes_by_itself(ctx: &egui::Context) -> bool {
    let (key, now) = (form_key(ctx.viewport_id()), ctx.cumulative_frame_nr());
    ctx.data(|data| data.get_temp::<u64>(key)).is_some_and(|frame| now <= frame + 1)
}

/// Several lines that were pasted into the field of one line with this id: it would run them together.
#[must_use]
pub fn pasted_lines(ui: &Ui, id: Id) -> Option<String> {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return None;
    }
    let mut lines = None;
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Paste(text) if text.trim().lines().count() > 1 => {
                lines = Some(text.clone());
                false
            }
            _ => true,
        });
    });
    lines
}

/// Says below a field what its text holds without showing it, and offers to take it out. `true` if the person wants that.
fn tell_hidden(ui: &mut Ui, name: &str, text: &str) -> bool {
    let c = theme::colors(ui);
    let codes = hidden::codes_in(text).join(", ");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        glyph::show(ui, Glyph::Warning, 14.0);
        label::text(ui, &format!("Holds {codes}, which does not show"), Type::Small, c.ink_2);
        let called = format!("Take out what does not show: {name}");
        Button::new("Take it out").quiet().name(&called).show(ui).clicked()
    })
    .inner
}

/// A text as it is being typed, and the value that it stands beside.
#[derive(Debug, Clone)]
struct Draft {
    text: String,
    /// The value as text when typing began: what stays while the text cannot be read.
    before: String,
    beside: Option<String>,
}

impl Draft {
    /// The draft of a field, unless the value was changed elsewhere since it was typed: by undo, or on another page.
    fn beside(ui: &Ui, key: Id, current: &str) -> Option<Self> {
        let draft: Self = ui.data(|data| data.get_temp(key))?;
        if draft.beside.as_ref().is_some_and(|beside| beside != current) {
            ui.data_mut(|data| data.remove::<Self>(key));
            return None;
        }
        let settled = Self { beside: Some(current.to_owned()), ..draft };
        ui.data_mut(|data| data.insert_temp(key, settled.clone()));
        Some(settled)
    }
}

/// A field whose text must be read as a value: shows `current`, and gives a text that `read` accepts. While the text cannot
/// be read, the value is what it was before: of "140%", "1" can be read and was never meant.
///
/// Empty text is always accepted: it clears the value.
pub fn value(ui: &mut Ui, field: TextField<'_>, current: &str, read: &dyn Fn(&str) -> Result<(), Invalid>) -> Typed {
    let key = field.id.with("draft");
    let draft = Draft::beside(ui, key, current);
    let shown = draft.as_ref().map_or(current, |draft| draft.text.as_str()).to_owned();
    let problem = draft.as_ref().and_then(|draft| problem_of(&draft.text, read));
    let focused = ui.memory(|memory| memory.has_focus(field.id));
    let wrong = problem.is_some() && !focused;
    let typed = ui.vertical(|ui| {
        let typed = field.wrong(wrong).show(ui, &shown);
        if let Some(problem) = &problem {
            let color = if wrong { theme::colors(ui).blocker } else { theme::colors(ui).ink_3 };
            let said = format!("Enter {}", problem.wanted);
            label::text(ui, &said, Type::Small, color);
            ui.ctx().accesskit_node_builder(typed.response.id, |node| {
                node.set_invalid(egui::accesskit::Invalid::True);
                node.set_description(said);
            });
        }
        typed
    });
    let mut typed = typed.inner;
    if typed.escaped {
        ui.data_mut(|data| data.remove::<Draft>(key));
    } else if let Some(text) = typed.text.take() {
        let before = draft.map_or_else(|| current.to_owned(), |draft| draft.before);
        let accepted = if problem_of(&text, read).is_none() { &text } else { &before };
        typed.text = (accepted.trim() != current).then(|| accepted.clone());
        ui.data_mut(|data| data.insert_temp(key, Draft { text, before, beside: None }));
    } else if typed.response.lost_focus() && problem.is_none() {
        ui.data_mut(|data| data.remove::<Draft>(key));
    }
    typed
}

/// A field for a text that is written down with every key, and not quite as it is typed: without blanks around it, or as the
/// names in it. What was typed stands there as long as `says` finds that it says what is `written`.
pub fn live(ui: &mut Ui, field: TextField<'_>, written: &str, says: &dyn Fn(&str) -> bool) -> Typed {
    let key = field.id.with("as typed");
    let typed_before: Option<String> = ui.data(|data| data.get_temp(key));
    let shown = typed_before.filter(|text| says(text)).unwrap_or_else(|| written.to_owned());
    let typed = field.show(ui, &shown);
    if let Some(text) = &typed.text {
        ui.data_mut(|data| data.insert_temp(key, text.clone()));
    } else if typed.response.lost_focus() {
        ui.data_mut(|data| data.remove::<String>(key));
    }
    typed
}

/// Forgets what was typed into a field that could not be read: the value stands there again.
pub fn forget(ui: &Ui, id: Id) {
    ui.data_mut(|data| data.remove::<Draft>(id.with("draft")));
}

fn problem_of(text: &str, read: &dyn Fn(&str) -> Result<(), Invalid>) -> Option<Invalid> {
    if text.trim().is_empty() { None } else { read(text).err() }
}
