//! Editing a cell of a table where it stands: a field over the cell. Enter and Tab keep the text, Escape brings back what was
//! there before.

use egui::{EventFilter, Key, Modifiers, Rect, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use crate::model::Id;
use crate::model::record::Record;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::TextField;

use super::answer;
use super::spot::Spot;

/// White space between the edge of the field and its text.
const PAD: f32 = 6.0;

/// A cell that is being edited.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The item.
    pub item: Id,
    /// Its question.
    pub key: &'static str,
    before: String,
    /// What was typed to begin with, in place of the text.
    begin: Option<String>,
    fresh: bool,
}

impl Edit {
    /// Begins to edit a cell; `before` is its text. With `typed`, that takes the place of the text.
    pub fn new((item, key): (Id, &'static str), before: String, typed: Option<String>) -> Self {
        Self { item, key, before, begin: typed, fresh: true }
    }
}

/// How it goes on with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// It is still edited.
    On,
    /// The focus went elsewhere.
    Away,
    /// Back to the table.
    Back,
    /// To the next cell, or to the one before.
    To(isize),
}

/// The characters that were just typed into a table, if any.
pub fn typed(ui: &Ui) -> Option<String> {
    ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            egui::Event::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        })
    })
}

/// Shows the field over `cell`.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, edit: &mut Edit, (record, cell): (&dyn Record, Rect)) -> Goes {
    let Some((field, value)) = record.answers().find(|(field, _)| field.key == edit.key) else { return Goes::Away };
    let spot = Spot::item(edit.item);
    let name = format!("edit {}", field.label.to_lowercase());
    // the field is there in the same frame, so that it gets the letters that follow
    let begin = edit.begin.take();
    if let Some(begin) = &begin {
        spot.write(desk, &name, field.key, |value| answer::set(value, begin));
        ui.ctx().request_repaint();
    }
    let c = theme::colors(ui);
    let id = egui::Id::unique(("cell", &spot, field.key));
    let (tab, back) = ui.input(|input| (input.key_pressed(Key::Tab), input.modifiers.shift));
    let focused = ui.memory(|memory| memory.has_focus(id));
    let enter = focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let current = begin.unwrap_or_else(|| value.view().text());
    let frame = frame(ui, cell, &current);
    ui.painter().rect(frame, radius::CONTROL, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    ui.painter().rect_stroke(frame.expand(2.0), radius::CONTROL + 2, Stroke::new(2.0, c.focus), StrokeKind::Inside);
    let control = TextField::prose(id, field.prompt, 1).bare().hint(field.prompt);
    let replaced = edit.fresh && current != edit.before;
    let control = if replaced { control.take_focus(true) } else { control.take_focus_and_select(edit.fresh) };
    let inside = UiBuilder::new().max_rect(frame.shrink2(vec2(PAD, PAD - 1.0)));
    let typed = ui.scope_builder(inside, |ui| control.show(ui, &current)).inner;
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    if let Some(text) = &typed.text {
        spot.write(desk, &name, field.key, |value| answer::set(value, text));
    }
    let fresh = std::mem::take(&mut edit.fresh);
    if typed.escaped {
        if edit.before != current {
            let before = edit.before.clone();
            spot.write(desk, &name, field.key, |value| answer::set(value, &before));
        }
        return Goes::Back;
    }
    match (tab && focused, enter || typed.entered) {
        (true, _) => Goes::To(if back { -1 } else { 1 }),
        (_, true) => Goes::Back,
        _ if typed.response.lost_focus() || (!fresh && !typed.response.has_focus()) => Goes::Away,
        _ => Goes::On,
    }
}

/// The rectangle of the field: over the cell, as high as its text, within what is in sight.
fn frame(ui: &Ui, cell: Rect, text: &str) -> Rect {
    let width = cell.width().max(200.0) + 2.0 * PAD;
    let galley = theme::wrapped(ui, text, Type::Body, theme::colors(ui).ink, width - 2.0 * PAD);
    let height = (galley.size().y + 2.0 * PAD - 2.0).max(cell.height() - 4.0).max(30.0);
    let space = ui.clip_rect();
    let left = (cell.left() - PAD).min(space.right() - width - 4.0).max(space.left() + 2.0);
    let top = (cell.center().y - height / 2.0).min(space.bottom() - height - 3.0).max(space.top() + 3.0);
    Rect::from_min_size(pos2(left, top), vec2(width, height))
}
