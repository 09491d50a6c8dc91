//! One note on the board: paper, selection, the field while it is edited, and the ways to its menu.

use egui::{
    CornerRadius, CursorIcon, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2,
};

use crate::model::canvas::Note;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::bulk;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::note::{self, Paper};
use crate::ui::widgets::{focus, glyph, label, menu};

use super::acts::{self, Act};
use super::board::{self, Board, key_of};
use super::travel::At;
use super::{Selection, View, drag, menus};

/// How long a note that was looked for stays marked, in seconds.
const FLASH: f64 = 0.6;

/// Shows the note at a place; what the person wants is in the view afterwards.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, board: &Board<'_>, at: At) {
    let tray = board.sheet.trays.get(at.tray);
    let Some(piece) = at.slot.and_then(|slot| tray?.pieces.get(slot)) else { return };
    let rect = board.place(piece.rect);
    let note = board.sheet.note(piece);
    let written = match (&view.writing, note) {
        (Some(writing), Some(note)) => writing.note() == Some(note.id) && !piece.twin,
        (Some(writing), None) => writing.draft().is_some(),
        (None, _) => false,
    };
    if written {
        write(ui, desk, view, (rect, board.scale), note);
        return;
    }
    let Some(note) = note else { return };
    if board.anchor != at && !ui.is_rect_visible(rect.expand(4.0)) {
        return;
    }
    let sense = if board.anchor == at { Sense::click_and_drag() } else { Sense::CLICK | Sense::DRAG };
    let response = ui.interact(rect, key_of(board.sheet, at), sense);
    let lead = view.selection.is_some_and(|selection| selection.note == Some(note.id));
    let selected = lead || desk.hold.has(note.id);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, said(note)));
    if board.anchor == at {
        board.take_focus(ui, view, &response);
    }
    if response.clicked() && !board.dragging {
        let again = lead && !desk.hold.is_adding() && !desk.hold.is_many();
        view.acts.push(if again { Act::Write(note.id) } else { Act::Select(note.block, Some(note.id)) });
    }
    if response.secondary_clicked() && !selected {
        view.acts.push(Act::Select(note.block, Some(note.id)));
    }
    drag::begin(ui, desk, view, &response, (note.id, piece.rect.size()));
    let lettered = view.letters.of(note.id, piece.note.is_some_and(|index| board.sheet.is_measured(index)));
    draw(ui, view, (rect, board.scale), note, (selected, lettered));
    let picked = menu::context(&response, |ui| {
        if desk.hold.is_one_of_many(note.id) {
            bulk::menu(ui, desk);
            return None;
        }
        menus::note(ui, note)
    });
    view.acts.extend(picked.flatten());
    if board.scale >= 0.6 && !desk.hold.is_many() {
        let chosen = more(ui, view, &response, note, lead);
        view.acts.extend(chosen);
    }
}

fn draw(ui: &Ui, view: &View, (rect, scale): (Rect, f32), note: &Note, (selected, lettered): (bool, bool)) {
    let c = theme::colors(ui);
    if view.drag.as_ref().is_some_and(|drag| drag.ids.contains(&note.id)) {
        glyph::dashed_edge(ui.painter(), rect, f32::from(radius::CONTROL), Stroke::new(1.0, c.control_line));
        return;
    }
    let paper = Paper { sketched: !lettered, ..paper(view, note, Some(&note.text), scale) };
    note::paint(ui, rect, &paper, false);
    if selected {
        ring(ui, rect.expand(2.0 * scale.min(1.0) - 2.0), c.focus, (2.0 * scale).clamp(1.0, 2.0));
    }
    if let Some((_, since)) = view.flash.filter(|(id, _)| *id == note.id) {
        let left = 1.0 - (ui.input(|input| input.time) - since) / FLASH;
        if left > 0.0 && ui.style().animation_time > 0.0 {
            ring(ui, rect.expand(2.0), c.accent.gamma_multiply(left as f32), 4.0);
            ui.ctx().request_repaint();
        }
    }
}

/// A ring around a note, which may reach over the edge of what scrolls.
fn ring(ui: &Ui, rect: Rect, color: egui::Color32, width: f32) {
    let painter = ui.painter().with_clip_rect(ui.clip_rect().expand(4.0));
    let corner = CornerRadius::same(radius::CONTROL + 2);
    painter.rect_stroke(rect.expand(2.0), corner, Stroke::new(width, color), StrokeKind::Outside);
}

/// What is on the paper of a note.
pub fn paper<'a>(view: &View, note: &'a Note, text: Option<&'a str>, scale: f32) -> Paper<'a> {
    Paper {
        text,
        kind: note.kind,
        author: &note.author,
        evidence: !note.source.trim().is_empty() || !note.links.is_empty(),
        mark: board::mark(view, note.id),
        scale,
        sketched: false,
    }
}

/// The note whose text is being written, or the one that is none yet.
fn write(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (rect, scale): (Rect, f32), note: Option<&Note>) {
    let Some(mut writing) = view.writing.take() else { return };
    let draft = writing.draft().map(|draft| Note { kind: Some(draft.kind), ..Note::default() });
    let shown = note.or(draft.as_ref());
    if let Some(shown) = shown {
        note::paint(ui, rect, &paper(view, shown, None, scale), false);
    }
    ring(ui, rect, theme::colors(ui).focus, 2.0);
    let text = note.map_or("", |note| note.text.as_str());
    let outcome = writing.show(ui, desk, (note::text_rect(rect, scale), scale), text);
    if std::mem::take(&mut view.scroll) {
        ui.scroll_to_rect(rect.expand(12.0), None);
    }
    view.writing = Some(writing);
    acts::carry_on(desk, view, outcome);
}

/// The button for the menu, at the top right: there for the pointer over the note, and for Tab from a selected one.
fn more(ui: &mut Ui, view: &mut View, slip: &Response, note: &Note, selected: bool) -> Option<Act> {
    let hovered = view.drag.is_none() && ui.rect_contains_pointer(slip.rect);
    if !hovered && !selected {
        return None;
    }
    let place = Rect::from_min_size(pos2(slip.rect.right() - 26.0, slip.rect.top() + 2.0), Vec2::splat(size::TARGET));
    let place = UiBuilder::new().id_salt(("more", slip.id)).max_rect(place);
    ui.scope_builder(place, |ui| {
        let c = theme::colors(ui);
        let (rect, button) = ui.allocate_exact_size(Vec2::splat(size::TARGET), Sense::click());
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("More about this note: {}", note.text)));
        let open = egui::Popup::is_id_open(ui.ctx(), egui::Popup::default_response_id(&button));
        if hovered || open || focus::is_shown(&button) {
            let fill = if button.hovered() || open { c.hover } else { note::fill(ui, note.kind) };
            ui.painter().rect_filled(rect, radius::CHIP, fill);
            label::paint_icon(ui, rect, icons::DOTS, Type::Icon, c.ink_2);
            focus::ring_inside(ui, &button, rect, radius::CHIP);
        }
        if button.clicked() {
            // it stays there while its menu is open
            view.selection = Some(Selection { block: note.block, note: Some(note.id) });
        }
        menu::below(&button, |ui| menus::note(ui, note)).flatten()
    })
    .inner
}

/// What a screen reader says about a note.
fn said(note: &Note) -> String {
    let text = if note.text.trim().is_empty() { "Empty note" } else { note.text.trim() };
    let mut said = format!("{}: {text}", note::kind_words(note.kind));
    if !note.author.trim().is_empty() {
        said.push_str(", by ");
        said.push_str(note.author.trim());
    }
    if !note.source.trim().is_empty() || !note.links.is_empty() {
        said.push_str(", with evidence");
    }
    said
}

/// The pointer over a note that can be dragged, or is.
pub fn grabbing(ui: &Ui) {
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
}
