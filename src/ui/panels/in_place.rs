//! An answer that is edited where it is read: text until it is clicked, then a field in the same place.
//!
//! It takes any record and the key of a text or of a list of lines in it. Other kinds of answers, and fields that are marked
//! as unknown or not applicable, are shown as in every form.

use egui::{Id, Key, Role, Sense, Ui, WidgetInfo, vec2};

use crate::model::View;
use crate::model::record::{Field, Record};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::field::{self, TextField, Typed};
use crate::ui::widgets::focus;

use super::answer::{self, Question};
use super::marks;
use super::spot::Spot;

/// What a page remembers about the answer that is being edited.
#[derive(Debug, Default)]
pub struct State {
    editing: Option<Editing>,
    wanted: Option<Id>,
}

#[derive(Debug)]
struct Editing {
    id: Id,
    before: String,
    fresh: bool,
}

impl State {
    /// Brings an answer into sight when it is drawn next, with the focus on it.
    pub fn reveal(&mut self, spot: &Spot, key: &str) {
        self.wanted = Some(id(spot, key));
    }

    /// Begins to edit an answer; `before` is what Escape brings back.
    pub fn edit(&mut self, spot: &Spot, key: &str, before: String) {
        self.editing = Some(Editing { id: id(spot, key), before, fresh: true });
    }

    /// Whether this answer is being edited.
    pub fn is_editing(&self, spot: &Spot, key: &str) -> bool {
        self.editing.as_ref().is_some_and(|editing| editing.id == id(spot, key))
    }

    fn stop(&mut self) {
        self.editing = None;
    }
}

fn id(spot: &Spot, key: &str) -> Id {
    Id::unique((spot, key))
}

/// Whether the focus is on an answer that is read.
pub fn reads(ui: &Ui, spot: &Spot, key: &str) -> bool {
    ui.memory(|memory| memory.has_focus(id(spot, key).with("read")))
}

/// How an answer is read.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Its type.
    pub style: Type,
    /// Whether it is secondary.
    pub quiet: bool,
    /// What stands there while it is blank; the question if empty.
    pub hint: &'static str,
    /// Whether it is set between quotation marks: words that people read elsewhere.
    pub quoted: bool,
}

impl Look {
    /// The text of a card.
    pub const BODY: Self = Self { style: Type::Body, quiet: false, hint: "", quoted: false };
    /// A second, smaller text.
    pub const QUIET: Self = Self { style: Type::Small, quiet: true, hint: "", quoted: false };

    /// What stands there while it is blank.
    #[must_use]
    pub const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }
}

/// Shows the answer to one question of a record, as wide as there is room.
pub fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (spot, record, key): (&Spot, &dyn Record, &'static str),
    look: Look,
) {
    let Some((field, value)) = record.answers().find(|(field, _)| field.key == key) else { return };
    let question = Question { spot, field, value, mark: record.marks().get(key) };
    let own = id(spot, key);
    let wanted = state.wanted.take_if(|wanted| *wanted == own).is_some();
    let is_text = matches!(value.view(), View::Text(_) | View::Lines(_));
    if question.mark.is_some() || marks::is_open(ui, question) || !is_text {
        let top = ui.next_widget_position();
        answer::show(ui, desk, question);
        if wanted {
            ui.scroll_to_rect(egui::Rect::from_two_pos(top, ui.next_widget_position()), None);
            ui.memory_mut(|memory| memory.request_focus(marks::entrance(question)));
        }
        return;
    }
    marks::listen(ui, desk, question);
    let top = ui.next_widget_position();
    let right = top.x + ui.available_width();
    text(ui, desk, state, question, (look, wanted));
    let shown = egui::Rect::from_min_max(top, egui::pos2(right, ui.next_widget_position().y.max(top.y)));
    desk.pointed.paint_field(ui, own, shown);
}

/// The answer as text, or the field in its place.
fn text(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, question: Question<'_>, (look, wanted): (Look, bool)) {
    let Question { spot, field, value, .. } = question;
    let (own, key) = (question.id(), field.key);
    let current = value.view().text();
    let open = state.editing.as_ref().filter(|editing| editing.id == own);
    let Some((before, fresh)) = open.map(|editing| (editing.before.clone(), editing.fresh)) else {
        if read(ui, question, look, wanted) {
            state.editing = Some(Editing { id: own, before: current, fresh: true });
            ui.ctx().request_repaint();
        }
        return;
    };
    let typed = write(ui, question, look, fresh);
    let name = format!("edit {}", field.label.to_lowercase());
    if let Some(text) = &typed.text {
        spot.write(desk, &name, key, |value| answer::set(value, text));
    }
    if typed.escaped && before != current {
        spot.write(desk, &name, key, |value| answer::set(value, &before));
    }
    if typed.escaped || typed.entered || (!fresh && !typed.response.has_focus()) {
        state.stop();
        if typed.escaped || typed.entered {
            ui.memory_mut(|memory| memory.request_focus(own.with("read")));
        }
    } else if let Some(editing) = &mut state.editing {
        editing.fresh = false;
    }
}

/// The answer as it is read; `true` when it is to be edited.
fn read(ui: &mut Ui, question: Question<'_>, look: Look, wanted: bool) -> bool {
    let c = theme::colors(ui);
    let Field { label, prompt, .. } = question.field;
    let text = question.value.view().text().trim().to_owned();
    let hint = if look.hint.is_empty() { prompt } else { look.hint };
    let ink = match (text.is_empty(), look.quiet) {
        (true, _) => c.ink_3,
        (false, true) => c.ink_2,
        (false, false) => c.ink,
    };
    let quoted = format!("\u{201c}{text}\u{201d}");
    let shown = match (text.is_empty(), look.quoted) {
        (true, _) => hint,
        (false, true) => &quoted,
        (false, false) => &text,
    };
    let galley = theme::wrapped(ui, shown, look.style, ink, ui.available_width());
    let height = galley.size().y.max(size::TARGET);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, question.id().with("read"), Sense::click());
    // named also where it is out of sight: Tab brings it there
    response.widget_info(|| {
        let said = if text.is_empty() { format!("{label}: blank. {prompt}") } else { format!("{label}: {text}") };
        WidgetInfo::labeled(Role::Button, true, said)
    });
    if wanted {
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 1.0)), f32::from(radius::CHIP), c.hover);
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    let top = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(egui::pos2(rect.left(), top), galley, ink);
    focus::ring(ui, &response, rect, radius::CHIP);
    response.clicked() || (response.has_focus() && ui.input(|input| input.key_pressed(Key::F2)))
}

/// The field in the place of the text.
fn write(ui: &mut Ui, question: Question<'_>, look: Look, fresh: bool) -> Typed {
    let (id, prompt, text) = (question.id(), question.field.prompt, question.value.view().text());
    let typed = match question.value.view() {
        View::Lines(_) => {
            let field = TextField::prose(id, prompt, 2).hint(prompt).take_focus(fresh);
            field::value(ui, field, &text, &|_| Ok(()))
        }
        _ if question.field.prose => {
            TextField::prose(id, prompt, 2).style(look.style).hint(prompt).take_focus(fresh).show(ui, &text)
        }
        _ => TextField::line(id, prompt).style(look.style).hint(prompt).take_focus(fresh).show(ui, &text),
    };
    if fresh {
        typed.response.scroll_to_me(None);
    }
    typed
}
