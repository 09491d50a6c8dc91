//! A record as one sentence whose parts are edited right under it: click a part, or Tab to it and press Enter; Tab goes on to
//! the next part, Enter and Escape lead back to it.

use egui::{EventFilter, Id, Key, Modifiers, Response, Ui};

use crate::assess::sentence::{BLANK, Part};
use crate::model::mark::Mark;
use crate::model::record::{Field, Record};
use crate::model::value::Scalar;
use crate::model::{Date, Rate, View as Shown};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::choice;
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::label;
use crate::ui::widgets::sentence::{self, Look, Piece, Slot, slot_id};

use super::answer::{self, Question};
use super::marks;
use super::spot::Spot;

/// The widest line that reads well.
const MEASURE: f32 = 920.0;

/// What a page remembers of a sentence: the part that is being edited.
#[derive(Debug, Default)]
pub struct State {
    edit: Option<Edit>,
    wanted: Option<(Id, &'static str)>,
}

#[derive(Debug, Clone)]
struct Edit {
    sentence: Id,
    key: &'static str,
    before: String,
    fresh: bool,
    /// Whether the field waits for the next frame, so that the click that asked for it is over.
    waits: bool,
    /// Whether the part was marked when it was last drawn: once it is not any more, its field takes the focus.
    marked: bool,
}

impl State {
    /// Begins to edit a part when its sentence is drawn next.
    pub fn reveal(&mut self, spot: &Spot, key: &'static str) {
        self.wanted = Some((id_of(spot), key));
    }

    /// The part that is being edited.
    pub fn open(&self) -> Option<&'static str> {
        self.edit.as_ref().map(|edit| edit.key)
    }
}

fn id_of(spot: &Spot) -> Id {
    Id::unique(("part of the sentence", spot))
}

/// How the editing of a part ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The focus is back at the part.
    Here,
    /// By Ctrl Enter: the next item is wanted.
    Next,
}

/// A record as a sentence.
pub struct Sentence<'a> {
    /// Where the record stands.
    pub spot: &'a Spot,
    /// The record.
    pub record: &'a dyn Record,
    /// The sentence.
    pub parts: &'a [Part],
    /// The parts in the order of the Tab key.
    pub slots: &'static [&'static str],
    /// How it looks.
    pub look: Look,
    /// An answer that fits a part.
    pub example: fn(&str) -> &'static str,
    /// What stands in a blank part where its name does not read well in the sentence; empty where it does.
    pub blank: fn(&str) -> &'static str,
}

impl Sentence<'_> {
    /// Shows the sentence and, under it, the field of the part that is being edited.
    pub fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State) -> Option<Ended> {
        self.words(ui, state);
        self.field(ui, desk, state)
    }

    fn id(&self) -> Id {
        id_of(self.spot)
    }

    fn question(&self, key: &str) -> Option<Question<'_>> {
        let (field, value) = self.record.answers().find(|(field, _)| field.key == key)?;
        Some(Question { spot: self.spot, field, value, mark: self.record.marks().get(key) })
    }

    /// Begins to edit a part.
    pub fn edit(&self, state: &mut State, key: &'static str) {
        let before = self.question(key).map(|question| question.value.view().text()).unwrap_or_default();
        state.edit = Some(Edit { sentence: self.id(), key, before, fresh: true, waits: true, marked: false });
    }

    /// Shows the sentence alone.
    pub fn words(&self, ui: &mut Ui, state: &mut State) {
        let own = self.id();
        if state.edit.as_ref().is_some_and(|edit| edit.sentence != own) {
            state.edit = None;
        }
        if let Some((_, key)) = state.wanted.take_if(|(wanted, _)| *wanted == own) {
            self.edit(state, key);
        }
        let pieces: Vec<Piece> = self.parts.iter().map(|part| self.piece(part)).collect();
        let chosen = ui
            .scope(|ui| {
                ui.set_max_width(ui.available_width().min(MEASURE));
                sentence::show(ui, own, &pieces, self.look, state.open())
            })
            .inner;
        if let Some(key) = chosen {
            self.edit(state, key);
            ui.ctx().request_repaint();
        }
    }

    fn piece(&self, part: &Part) -> Piece {
        let (key, text) = match part {
            Part::Words(text) => return Piece::Words(text.clone()),
            Part::Slot { key, text } => (*key, text),
        };
        let question = self.question(key);
        let name = question.map_or("", |question| question.field.label).to_lowercase();
        let answer = question.map(|question| question.value.view().text()).unwrap_or_default();
        let unknown = question.is_some_and(|question| matches!(question.mark, Some(Mark::Unknown { .. })));
        let text = match (text == BLANK, unknown, self.look) {
            (true, true, _) => format!("unknown: {name}"),
            (true, false, Look::Boxes) => match (self.blank)(key) {
                "" => name.clone(),
                words => words.to_owned(),
            },
            (true, false, Look::Lines) => format!("[{name}]"),
            (false, _, _) => text.clone(),
        };
        Piece::Slot(Slot { key, text, name, answer, unknown })
    }

    /// Shows the field of the part that is being edited.
    pub fn field(&self, ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State) -> Option<Ended> {
        let mut edit = state.edit.take()?;
        if std::mem::take(&mut edit.waits) {
            state.edit = Some(edit);
            ui.ctx().request_repaint();
            return None;
        }
        let question = self.question(edit.key)?;
        let what = ui
            .scope(|ui| {
                ui.set_max_width(ui.available_width().min(MEASURE));
                ui.spacing_mut().item_spacing.y = 2.0;
                caption(ui, desk, question);
                match question.mark {
                    Some(_) => marked(ui, desk, question, &mut edit),
                    None => self.control(ui, desk, question, &mut edit),
                }
            })
            .inner;
        let (next, ended) = match what {
            What::Goes => (Some(Edit { fresh: false, ..edit }), None),
            What::Left => (None, None),
            What::Ends(ended) => (None, Some((ended, edit.key))),
            What::Tab(by) => {
                let at = self.slots.iter().position(|key| *key == edit.key);
                let to = at.and_then(|at| at.checked_add_signed(by)).and_then(|at| self.slots.get(at));
                match to {
                    Some(key) => {
                        self.edit(state, key);
                        ui.ctx().request_repaint();
                        return None;
                    }
                    None => (None, Some((Ended::Here, edit.key))),
                }
            }
        };
        state.edit = next;
        let (ended, key) = ended?;
        ui.memory_mut(|memory| memory.request_focus(slot_id(self.id(), key)));
        Some(ended)
    }

    /// The field that fits the kind of answer.
    fn control(&self, ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, edit: &mut Edit) -> What {
        let id = slot_id(self.id(), edit.key).with("field");
        let fresh = edit.fresh || std::mem::take(&mut edit.marked);
        let focused = ui.memory(|memory| memory.has_focus(id));
        let (tab, back) = ui.input(|input| (input.key_pressed(Key::Tab), input.modifiers.shift));
        let step = if back { -1 } else { 1 };
        let what = match question.value.view() {
            Shown::Choice(current, options) => {
                let current = (current, options);
                self.choose(ui, desk, question, (id, fresh, current))
            }
            _ => self.write(ui, desk, question, (id, fresh, edit)),
        };
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        if tab && focused { What::Tab(step) } else { what }
    }

    /// One of a few, side by side.
    fn choose(
        &self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        question: Question<'_>,
        (id, fresh, (current, options)): (Id, bool, (Option<usize>, &'static [&'static str])),
    ) -> What {
        let (response, picked) = choice::strip(ui, id, question.field.label, (options, current));
        if fresh {
            response.request_focus();
        }
        if let Some(text) = picked.and_then(|at| options.get(at)) {
            let name = step_name(question.field);
            self.spot.edit(desk, &name, question.field.key, |value| answer::set(value, text));
            response.request_focus();
        }
        let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if escaped || response.clicked() {
            return What::Ends(Ended::Here);
        }
        if is_left(&response, fresh || picked.is_some()) { What::Left } else { What::Goes }
    }

    /// A text, or what is typed as one.
    fn write(
        &self,
        ui: &mut Ui,
        desk: &mut Desk<'_>,
        question: Question<'_>,
        (id, fresh, edit): (Id, bool, &Edit),
    ) -> What {
        let Question { field, value, .. } = question;
        let current = value.view().text();
        let focused = ui.memory(|memory| memory.has_focus(id));
        let is_text = matches!(value.view(), Shown::Text(_));
        let enter = is_text && focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let name = format!("In the sentence: {}", field.prompt);
        let typed = if is_text {
            let control = TextField::prose(id, &name, 1).hint((self.example)(field.key)).take_focus(fresh);
            control.show(ui, &current)
        } else {
            let control = TextField::line(id, &name).hint((self.example)(field.key)).width(240.0).take_focus(fresh);
            let read = |text: &str| match value.view() {
                Shown::Date(_) => Date::parse(text.trim()).map(drop),
                _ => Rate::parse(text.trim()).map(drop),
            };
            field::value(ui, control, &current, &read)
        };
        let name = step_name(field);
        if let Some(text) = &typed.text {
            self.spot.write(desk, &name, field.key, |value| answer::set(value, text));
        }
        if typed.escaped && edit.before != current {
            self.spot.write(desk, &name, field.key, |value| answer::set(value, &edit.before));
        }
        match (typed.escaped, typed.entered, enter) {
            (false, true, false) if is_text => What::Ends(Ended::Next),
            (false, false, false) if !is_left(&typed.response, fresh) => What::Goes,
            (false, false, false) => What::Left,
            _ => What::Ends(Ended::Here),
        }
    }
}

/// What happened in a field.
enum What {
    /// It is still open.
    Goes,
    /// The focus went elsewhere.
    Left,
    /// It was closed by a key.
    Ends(Ended),
    /// The next part is wanted, or the one before.
    Tab(isize),
}

fn is_left(response: &Response, fresh: bool) -> bool {
    response.lost_focus() || (!fresh && !response.has_focus())
}

fn step_name(field: &Field) -> String {
    format!("edit {}", field.label.to_lowercase())
}

/// The question, with the menu of its mark.
fn caption(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        label::line(ui, question.field.prompt, Type::Caption, theme::colors(ui).ink_2);
        marks::menu(ui, desk, question);
    });
}

/// The mark in the place of the field, open until another part is chosen or Escape is pressed.
fn marked(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>, edit: &mut Edit) -> What {
    marks::show(ui, desk, question);
    if edit.fresh {
        ui.memory_mut(|memory| memory.request_focus(marks::entrance(question)));
    }
    edit.marked = true;
    let escaped = ui.input(|input| input.key_pressed(Key::Escape));
    if escaped && !edit.fresh { What::Ends(Ended::Here) } else { What::Goes }
}
