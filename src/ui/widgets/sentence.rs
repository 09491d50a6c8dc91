//! A sentence with parts that can be filled in: click a part, or Tab to it and press Enter.
//!
//! It paints the sentence and says which part was chosen; what is done with it is the page's business.

use std::ops::Range;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Galley, Id, Key, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Type, radius};

use super::{focus, glyph};

/// White space in a box at both sides of its words.
const PAD: f32 = 6.0;

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words that stand there always, with the white space around them.
    Words(String),
    /// A part that can be filled in.
    Slot(Slot),
}

/// A part that can be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Which one.
    pub key: &'static str,
    /// What stands there: the answer as it is bent to fit, or what is asked for.
    pub text: String,
    /// How it is called, such as "condition".
    pub name: String,
    /// What was filled in; blank if nothing was.
    pub answer: String,
    /// Whether somebody said that it is not known yet.
    pub unknown: bool,
}

impl Slot {
    fn filled(&self) -> bool {
        !self.answer.trim().is_empty()
    }
}

/// How the parts stand out from the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Underlined, in running text.
    Lines,
    /// In boxes, in large type: for a sentence that is the subject of its page.
    Boxes,
}

/// The id of the stop at a part.
#[must_use]
pub fn slot_id(id: Id, key: &str) -> Id {
    id.with(key)
}

/// Shows the sentence as wide as there is room. `open`: the part that is being edited. Gives the part that was chosen.
pub fn show(ui: &mut Ui, id: Id, pieces: &[Piece], look: Look, open: Option<&str>) -> Option<&'static str> {
    let (galley, slots) = lay_out(ui, pieces, look, open);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y + 4.0), Sense::hover());
    let area = ui.interact(rect, slot_id(id, "whole"), Sense::CLICK);
    area.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Sentence: {}", said(pieces))));
    let origin = rect.min + vec2(0.0, 2.0);
    let placed: Vec<(&Slot, Vec<Rect>)> =
        slots.iter().map(|(slot, letters)| (*slot, rows(&galley, letters, origin.to_vec2()))).collect();
    let mut chosen = None;
    if let Some(pos) = area.hover_pos() {
        let hit = placed.iter().find(|(_, rows)| rows.iter().any(|row| row.expand(2.0).contains(pos)));
        if let Some((slot, _)) = hit {
            ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
            chosen = area.clicked().then_some(slot.key);
        }
    }
    if look == Look::Boxes {
        for (slot, rows) in &placed {
            let hovered = area.hover_pos().is_some_and(|pos| rows.iter().any(|row| row.contains(pos)));
            boxes(ui, slot, rows, (open == Some(slot.key), hovered));
        }
    }
    ui.painter().galley(origin, Arc::clone(&galley), theme::colors(ui).ink);
    for (slot, rows) in &placed {
        if rows.first().is_some_and(|row| target(ui, slot_id(id, slot.key), slot, *row)) {
            chosen = Some(slot.key);
        }
    }
    chosen
}

/// The sentence as it is read.
fn said(pieces: &[Piece]) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Words(text) => text.clone(),
        Piece::Slot(slot) if slot.filled() => slot.text.clone(),
        Piece::Slot(_) => "…".to_owned(),
    };
    pieces.iter().map(text).collect()
}

/// The text as it is painted, and which letters each part takes.
fn lay_out<'a>(
    ui: &Ui,
    pieces: &'a [Piece],
    look: Look,
    open: Option<&str>,
) -> (Arc<Galley>, Vec<(&'a Slot, Range<usize>)>) {
    let c = theme::colors(ui);
    let (plain, strong) = match look {
        Look::Lines => (Type::Prompt, Type::Prompt),
        Look::Boxes => (Type::Sentence, Type::Filled),
    };
    let pad = if look == Look::Boxes { PAD } else { 0.0 };
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width() - pad;
    let (mut slots, mut letters) = (Vec::new(), 0);
    let mut before = 0.0_f32;
    for piece in pieces {
        let (text, space, after, format) = match piece {
            Piece::Words(text) => {
                let ink = if look == Look::Boxes { c.ink } else { c.ink_2 };
                (text.clone(), before, 0.0, plain.format(ink))
            }
            Piece::Slot(slot) => {
                let (style, ink) = match (slot.unknown, slot.filled(), look) {
                    (true, _, _) => (plain, c.question_text),
                    (_, true, _) => (strong, c.ink),
                    (_, false, Look::Boxes) => (plain, c.ink_3),
                    (_, false, Look::Lines) => (plain, c.ink_2),
                };
                let mut format = style.format(ink);
                if look == Look::Lines {
                    let on = open == Some(slot.key);
                    let color = if on || !slot.filled() { c.accent } else { c.line_strong };
                    format.underline = Stroke::new(if on { 2.0 } else { 1.0 }, color);
                }
                (slot.text.replace('\n', " "), before.max(pad), pad, format)
            }
        };
        job.append(&text, space, format);
        let count = text.chars().count();
        if let Piece::Slot(slot) = piece {
            slots.push((slot, letters..letters + count));
        }
        letters += count;
        before = after;
    }
    (ui.painter().layout_job(job), slots)
}

/// Where a part is: a rectangle for each row that it stands in, around its letters alone.
fn rows(galley: &Galley, letters: &Range<usize>, origin: egui::Vec2) -> Vec<Rect> {
    let (mut found, mut first) = (Vec::new(), 0);
    for row in &galley.rows {
        let glyphs = &row.row.glyphs;
        let inside = |at: usize| at.saturating_sub(first).min(glyphs.len());
        let own = glyphs.get(inside(letters.start)..inside(letters.end)).unwrap_or_default();
        first += glyphs.len() + usize::from(row.ends_with_newline);
        // a blank at the end of a row is no part of what is read
        let last = own.iter().rposition(|glyph| !glyph.chr.is_whitespace());
        let ends = own.first().zip(last.and_then(|last| own.get(last)));
        if let Some((from, to)) = ends {
            let left = row.pos.x + from.pos.x;
            let right = row.pos.x + to.pos.x + to.advance_width;
            let (top, bottom) = (row.pos.y, row.pos.y + row.row.size.y);
            found.push(Rect::from_min_max(pos2(left, top), pos2(right, bottom)).translate(origin));
        }
    }
    found
}

/// Paints the box behind a part.
fn boxes(ui: &Ui, slot: &Slot, rows: &[Rect], (open, hovered): (bool, bool)) {
    let c = theme::colors(ui);
    for row in rows {
        let frame = row.shrink2(vec2(0.0, 2.5)).expand2(vec2(PAD - 1.0, 0.0));
        let fill = match (open, hovered, slot.unknown) {
            (true, _, _) => c.accent_soft,
            (_, true, _) => c.hover,
            (_, _, true) => c.question_fill,
            _ if slot.filled() => c.sunken,
            _ => c.surface,
        };
        ui.painter().rect_filled(frame, radius::CHIP, fill);
        if slot.unknown || (!slot.filled() && !open) {
            let edge = if slot.unknown { c.question_text } else { c.control_line };
            glyph::dashed_edge(ui.painter(), frame, f32::from(radius::CHIP), Stroke::new(1.0, edge));
        } else {
            let (width, color) = if open { (2.0, c.accent) } else { (1.0, c.control_line) };
            let y = frame.bottom() - width / 2.0;
            ui.painter().hline(frame.x_range().shrink(2.0), y, Stroke::new(width, color));
        }
    }
}

/// The stop of the Tab key at a part; `true` when it is to be edited.
fn target(ui: &Ui, id: Id, slot: &Slot, first: Rect) -> bool {
    let size = vec2(first.width().max(24.0), (first.height() - 4.0).max(24.0));
    let rect = Rect::from_min_size(pos2(first.left(), first.center().y - size.y / 2.0), size);
    let response = ui.interact(rect, id, Sense::click());
    let said = match (slot.unknown, slot.filled()) {
        (true, _) => format!("In the sentence, {}: unknown", slot.name),
        (_, true) => format!("In the sentence, {}: {}", slot.name, slot.answer),
        _ => format!("In the sentence, {}: blank", slot.name),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    focus::ring(ui, &response, rect, radius::CHIP);
    response.clicked() || (response.has_focus() && ui.input(|input| input.key_pressed(Key::F2)))
}
