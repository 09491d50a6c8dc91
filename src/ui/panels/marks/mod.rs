//! Fields that nobody can answer yet, and fields that do not apply: the mark instead of the answer, and the way there.
//!
//! A field is in one of four states that never mix: known, unknown (a question with a name and a date), not applicable (with
//! a reason), or blank. `row` shows a mark, `draft` asks in place what it takes to make one.

mod draft;
mod row;

use egui::{Id, Key, Modifiers, Rect, Ui};

use crate::model::mark::Mark;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::widgets::button::dots;
use crate::ui::widgets::{focus, menu};

use super::answer::Question;

pub use draft::{ask_at, begun, take_up};
pub use row::late_words;

/// What opens the questions that make a mark.
const KEYS: &str = "Ctrl U";

/// The menu beside a label: mark it as unknown or as not applicable, or take the mark away.
pub fn menu(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    if !question.field.expected && question.mark.is_none() {
        return;
    }
    let name = format!("More about {}", question.field.label);
    let button = dots(ui, &name);
    let picked = menu::below(&button, |ui| rows(ui, question));
    match picked.flatten() {
        Some(Picked::Unknown) => draft::open(ui, question, true),
        Some(Picked::NotApplicable) => draft::open(ui, question, false),
        Some(Picked::Question) => {
            let asked = question.field.prompt.to_owned();
            let mark = Mark::Unknown { owner: String::new(), due: None, question: asked };
            let name = format!("ask about {}", question.field.label.to_lowercase());
            question.spot.mark(desk, &name, question.field.key, Some(mark));
            ui.memory_mut(|memory| memory.request_focus(row_id(question)));
        }
        Some(Picked::Answer) => answer(ui, desk, question),
        None => {}
    }
}

/// What was picked from the menu.
#[derive(Debug, Clone, Copy)]
enum Picked {
    Unknown,
    NotApplicable,
    Question,
    Answer,
}

fn rows(ui: &mut Ui, question: Question<'_>) -> Option<Picked> {
    let unknown = matches!(question.mark, Some(Mark::Unknown { .. }));
    let not_applicable = matches!(question.mark, Some(Mark::NotApplicable { .. }));
    let mut picked = None;
    if menu::Row::new("Not known yet").icon(icons::QUESTION).keys(KEYS).chosen(unknown).show(ui).clicked() {
        picked = Some(Picked::Unknown);
    }
    if menu::Row::new("Does not apply").icon(icons::PROHIBIT).chosen(not_applicable).show(ui).clicked() {
        picked = Some(Picked::NotApplicable);
    }
    let blank = question.mark.is_none() && question.value.is_blank();
    if blank && menu::Row::new("Add as question").icon(icons::CHAT_TEXT).show(ui).clicked() {
        picked = Some(Picked::Question);
    }
    if question.mark.is_some() && menu::Row::new("Answer it").icon(icons::PENCIL).show(ui).clicked() {
        picked = Some(Picked::Answer);
    }
    picked
}

/// Whether the questions that make a mark are open on this field.
#[must_use]
pub fn is_open(ui: &Ui, question: Question<'_>) -> bool {
    draft::of(ui, question).is_some()
}

/// Shows a mark in the place of the answer, or the questions that make one. `false` if the answer itself is to be shown.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) -> bool {
    if let Some(draft) = draft::of(ui, question) {
        draft::show(ui, desk, question, draft);
    } else if let Some(mark) = question.mark {
        row::show(ui, desk, question, mark);
    } else {
        return false;
    }
    true
}

/// What takes the focus where a question is to be shown: its control, or what stands in its place.
#[must_use]
pub fn entrance(question: Question<'_>) -> Id {
    if question.mark.is_some() { row_id(question) } else { question.id() }
}

fn row_id(question: Question<'_>) -> Id {
    question.id().with("mark")
}

/// Opens the questions that make a mark where Ctrl U is pressed in the field. Call before the field is shown, which would
/// take the keys for its own.
pub fn listen(ui: &Ui, desk: &Desk<'_>, question: Question<'_>) {
    let own = question.id();
    let here = ui.memory(|memory| {
        memory.focused().is_some_and(|focus| focus == own || focus == own.with("read") || focus == own.with("mark"))
    });
    if here && may_mark(desk, question) && pressed(ui, Modifiers::COMMAND) {
        draft::open(ui, question, true);
    }
}

/// The same for Ctrl U on any control of the question, and for U where no text is edited. Call after it was shown.
pub fn listen_around(ui: &Ui, desk: &Desk<'_>, question: Question<'_>, shown: Rect) {
    if !may_mark(desk, question) || is_open(ui, question) {
        return;
    }
    if !focus::place(ui.ctx()).is_some_and(|focus| shown.contains(focus.center())) {
        return;
    }
    let plain = desk.single_keys && !ui.ctx().text_edit_focused();
    if pressed(ui, Modifiers::COMMAND) || plain && pressed(ui, Modifiers::NONE) {
        draft::open(ui, question, true);
    }
}

/// Whether there is something to mark: no mark is made on groups and lists, whose parts have marks of their own.
fn may_mark(desk: &Desk<'_>, question: Question<'_>) -> bool {
    use crate::model::View;
    let single = !matches!(question.value.view(), View::Record(_) | View::Items(_) | View::Flag(_));
    single && !desk.is_read_only()
}

fn pressed(ui: &Ui, modifiers: Modifiers) -> bool {
    ui.input_mut(|input| input.consume_key(modifiers, Key::U))
}

/// Takes the mark away and puts the cursor into the field.
fn answer(ui: &Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    let name = format!("answer {}", question.field.label.to_lowercase());
    question.spot.mark(desk, &name, question.field.key, None);
    ui.memory_mut(|memory| memory.request_focus(question.id()));
}
