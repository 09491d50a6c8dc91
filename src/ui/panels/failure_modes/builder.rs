//! The failure mode as one sentence whose parts are edited right under it: click a part, or Tab to it and press Enter; Tab
//! goes on to the next part.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::cursor::CCursor;
use egui::text::{CharIndex, LayoutJob};
use egui::{EventFilter, Galley, Key, Modifiers, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::assess::sentence::{self, BLANK, Part, SLOTS};
use crate::model::failure_modes::FailureMode;
use crate::model::record::{Field, Record};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{focus, label};

use super::super::answer;
use super::super::spot::Spot;

/// The widest line that reads well.
const MEASURE: f32 = 920.0;

/// The part that is being edited.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    item: crate::model::Id,
    key: &'static str,
    before: String,
    fresh: bool,
}

impl Edit {
    fn new(mode: &FailureMode, key: &'static str) -> Self {
        let before = mode.answer(key).map(|value| value.view().text()).unwrap_or_default();
        Self { item: mode.id, key, before, fresh: true }
    }
}

/// A part of the sentence that can be edited, with the letters it takes.
struct Slot {
    key: &'static str,
    letters: Range<usize>,
}

fn slot_id(mode: &FailureMode, key: &str) -> egui::Id {
    egui::Id::unique(("part of the sentence", mode.id, key))
}

/// Shows the sentence and, under it, the field of the part that is being edited.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, editing: &mut Option<Edit>, mode: &FailureMode) {
    if editing.as_ref().is_some_and(|edit| edit.item != mode.id) {
        *editing = None;
    }
    let open = editing.as_ref().map(|edit| edit.key);
    let parts = sentence::parts(mode, &desk.workbook().about.product);
    let mut clicked = None;
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(MEASURE));
        let (galley, slots) = lay_out(ui, mode, &parts, open);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 4.0), Sense::hover());
        let area = ui.interact(rect, slot_id(mode, "whole"), Sense::CLICK);
        let said = format!("Sentence: {}", sentence::of(mode, &desk.workbook().about.product));
        area.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        let origin = rect.min + vec2(0.0, 2.0);
        if let Some(pos) = area.hover_pos() {
            let letter = galley.cursor_from_pos(pos - origin).index.0;
            if let Some(slot) = slots.iter().find(|slot| slot.letters.contains(&letter)) {
                ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
                clicked = area.clicked().then_some(slot.key);
            }
        }
        ui.painter().galley(origin, Arc::clone(&galley), theme::colors(ui).ink);
        for slot in &slots {
            if target(ui, mode, slot, first_row(&galley, slot).translate(origin.to_vec2())) {
                clicked = Some(slot.key);
            }
        }
    });
    if let Some(key) = clicked {
        *editing = Some(Edit::new(mode, key));
        ui.ctx().request_repaint();
    } else if let Some(edit) = editing.clone() {
        *editing = field(ui, desk, mode, edit);
    }
}

/// The sentence as it is painted: words between slots quiet, slots underlined, blanks as their questions.
fn lay_out(ui: &Ui, mode: &FailureMode, parts: &[Part], open: Option<&str>) -> (Arc<Galley>, Vec<Slot>) {
    let c = theme::colors(ui);
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    let (mut slots, mut letters) = (Vec::new(), 0);
    for part in parts {
        let (text, key) = match part {
            Part::Words(text) => (text.clone(), None),
            Part::Slot { key, text } if text == BLANK => (hint(mode, key), Some(*key)),
            Part::Slot { key, text } => (text.clone(), Some(*key)),
        };
        let blank = matches!(part, Part::Slot { text, .. } if text == BLANK);
        let mut format = Type::Prompt.format(if key.is_none() || blank { c.ink_2 } else { c.ink });
        if key.is_some() {
            let on = key == open;
            format.underline =
                Stroke::new(if on { 2.0 } else { 1.0 }, if on || blank { c.accent } else { c.line_strong });
        }
        job.append(&text, 0.0, format);
        let count = text.chars().count();
        if let Some(key) = key {
            slots.push(Slot { key, letters: letters..letters + count });
        }
        letters += count;
    }
    (ui.painter().layout_job(job), slots)
}

/// What stands for a blank part: `[condition]`.
fn hint(mode: &FailureMode, key: &str) -> String {
    let label = question(mode, key).map_or("", |question| question.label).to_lowercase();
    format!("[{label}]")
}

fn question(mode: &FailureMode, key: &str) -> Option<&'static Field> {
    mode.answers().map(|(field, _)| field).find(|field| field.key == key)
}

/// Where the first line of a slot is, from the corner of the text.
fn first_row(galley: &Galley, slot: &Slot) -> Rect {
    let start = galley.pos_from_cursor(CCursor { index: CharIndex(slot.letters.start), prefer_next_row: true });
    let end = galley.pos_from_cursor(CCursor { index: CharIndex(slot.letters.end), prefer_next_row: false });
    let right = if end.center().y > start.bottom() { galley.rect.right() } else { end.right() };
    Rect::from_min_max(start.min, pos2(right.max(start.left() + 24.0), start.bottom()))
}

/// The stop of the Tab key at a slot; `true` when it is to be edited.
fn target(ui: &Ui, mode: &FailureMode, slot: &Slot, rect: Rect) -> bool {
    let rect = Rect::from_center_size(rect.center(), vec2(rect.width(), rect.height().max(24.0)));
    let response = ui.interact(rect, slot_id(mode, slot.key), Sense::click());
    let label = question(mode, slot.key).map_or("", |question| question.label).to_lowercase();
    let text = mode.answer(slot.key).map(|value| value.view().text()).unwrap_or_default();
    let said = if text.trim().is_empty() {
        format!("In the sentence, {label}: blank")
    } else {
        format!("In the sentence, {label}: {text}")
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    focus::ring(ui, &response, rect, radius::CHIP);
    response.clicked() || (response.has_focus() && ui.input(|input| input.key_pressed(Key::F2)))
}

/// The field of the part that is being edited; gives what is edited from now on.
fn field(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode, edit: Edit) -> Option<Edit> {
    let c = theme::colors(ui);
    let question = question(mode, edit.key)?;
    let id = slot_id(mode, edit.key).with("field");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let (tab, back) = ui.input(|input| (input.key_pressed(Key::Tab), input.modifiers.shift));
    let enter = focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let current = mode.answer(edit.key).map(|value| value.view().text()).unwrap_or_default();
    let typed = ui
        .scope(|ui| {
            ui.set_max_width(ui.available_width().min(MEASURE));
            ui.spacing_mut().item_spacing.y = 2.0;
            label::line(ui, question.prompt, Type::Caption, c.ink_2);
            let name = format!("In the sentence: {}", question.prompt);
            TextField::prose(id, &name, 1).hint(example(edit.key)).take_focus(edit.fresh).show(ui, &current)
        })
        .inner;
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let name = format!("edit {}", question.label.to_lowercase());
    let spot = Spot::item(mode.id);
    if let Some(text) = &typed.text {
        spot.write(desk, &name, edit.key, |value| answer::set(value, text));
    }
    if typed.escaped && edit.before != current {
        spot.write(desk, &name, edit.key, |value| answer::set(value, &edit.before));
    }
    let at = SLOTS.iter().position(|key| *key == edit.key)?;
    if tab && focused {
        let next = at.checked_add_signed(if back { -1 } else { 1 }).and_then(|at| SLOTS.get(at));
        if let Some(key) = next {
            ui.ctx().request_repaint();
            return Some(Edit::new(mode, key));
        }
    }
    if (tab && focused) || typed.escaped || typed.entered || enter {
        ui.memory_mut(|memory| memory.request_focus(slot_id(mode, edit.key)));
        return None;
    }
    let left = typed.response.lost_focus() || (!edit.fresh && !typed.response.has_focus());
    (!left).then_some(Edit { fresh: false, ..edit })
}

/// An answer that fits the sentence.
const fn example(key: &str) -> &'static str {
    match key.as_bytes() {
        b"condition" => "such as: the loss date lies before the wording",
        b"name" => "such as: cites a clause from the wrong version",
        b"harmed" => "such as: the policyholder",
        _ => "such as: a refusal that has to be taken back",
    }
}
