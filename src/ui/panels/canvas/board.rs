//! The board: trays with their heads, the notes in them, and the boxes of empty ones.

use egui::{
    CornerRadius, Id, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::knowledge;
use crate::model::canvas::CanvasBlock;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{icon_button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words::{capitalized, how_many};

use super::acts::Act;
use super::sheet::{BOX, HEAD, HIDDEN, Sheet, Tray};
use super::travel::At;
use super::{View, band, drag, findings, slip};

/// What is drawn in this frame.
pub struct Board<'a> {
    /// Which notes are where.
    pub sheet: &'a Sheet,
    /// Where the sheet begins on the screen.
    pub origin: Vec2,
    /// How large a point of the sheet is on the screen.
    pub scale: f32,
    /// The note or tray that takes the focus.
    pub anchor: At,
    /// Whether a note hangs on the pointer.
    pub dragging: bool,
}

/// The id of the widget at a place.
#[must_use]
pub fn key_of(sheet: &Sheet, at: At) -> Id {
    let tray = sheet.trays.get(at.tray);
    let piece = at.slot.and_then(|slot| tray?.pieces.get(slot));
    match piece.and_then(|piece| Some((piece, sheet.note(piece)?))) {
        Some((piece, note)) => Id::unique(("canvas note", note.id, piece.twin.then_some(piece.note))),
        None => Id::unique(("canvas block", tray.and_then(|tray| tray.block).map(|block| block as u8))),
    }
}

/// The smallest size in which heads have their words and trays their questions.
const WORDED: f32 = 0.3;

/// Shows it; what the person wants is in the view afterwards.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, sheet: &Sheet, anchor: At) {
    let scale = view.zoom.scale();
    let (area, _) = ui.allocate_exact_size(vec2(sheet.key.width, sheet.height) * scale, Sense::hover());
    let dragging = view.drag.is_some() || view.band.is_some();
    let board = Board { sheet, origin: area.min.to_vec2(), scale, anchor, dragging };
    view.zoom.origin = board.origin;
    let written = view.writing.as_ref().and_then(|writing| match writing.draft() {
        Some(draft) => sheet.tray_of(Some(draft.block)),
        None => sheet.find(writing.note()?).map(|at| at.tray),
    });
    for (index, tray) in sheet.trays.iter().enumerate() {
        let visible = ui.is_rect_visible(board.place(tray.rect));
        if visible || index == anchor.tray || written == Some(index) {
            board.tray(ui, desk, view, index);
        }
    }
    let dropped = drag::show(ui, view, &board);
    view.acts.extend(dropped);
    band::show(ui, desk, view, &board);
}

impl Board<'_> {
    /// A rectangle of the sheet on the screen.
    #[must_use]
    pub fn place(&self, rect: Rect) -> Rect {
        (rect * self.scale).translate(self.origin)
    }

    /// A point of the screen on the sheet.
    #[must_use]
    pub fn on_sheet(&self, point: Pos2) -> Pos2 {
        ((point - self.origin).to_vec2() / self.scale).to_pos2()
    }

    fn tray(&self, ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, index: usize) {
        let Some(tray) = self.sheet.trays.get(index) else { return };
        let c = theme::colors(ui);
        let rect = self.place(tray.rect);
        let at = At { tray: index, slot: None };
        let sense = if self.anchor == at { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(rect, key_of(self.sheet, at), sense | Sense::DRAG);
        band::begin(ui, desk, view, self, &response);
        let selected = view.selection.is_some_and(|selection| selection.block == tray.block);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, said(tray, view)));
        if self.anchor == at {
            self.take_focus(ui, view, &response);
        }
        if response.clicked() && !desk.hold.is_adding() {
            view.acts.push(Act::Select(tray.block, None));
        }
        let corner = CornerRadius::same(radius::CARD);
        ui.painter().rect_filled(rect, corner, c.sunken);
        if self.scale >= WORDED {
            self.head(ui, view, tray, selected);
        }
        for slot in 0..tray.pieces.len() {
            slip::show(ui, desk, view, self, At { tray: index, slot: Some(slot) });
        }
        if self.scale >= WORDED {
            self.rest(ui, view, tray);
        }
        if selected {
            ui.painter().rect_stroke(rect, corner, Stroke::new(2.0, c.accent), StrokeKind::Inside);
        }
    }

    /// The anchor is where the keyboard enters the page, and where it is told to go.
    pub fn take_focus(&self, ui: &Ui, view: &mut View, response: &egui::Response) {
        regions::entrance(Region::Main, response);
        if std::mem::take(&mut view.focus) {
            response.request_focus();
        }
        if std::mem::take(&mut view.scroll) {
            ui.scroll_to_rect(response.rect.expand(12.0), None);
        }
        if response.gained_focus() && view.selection.is_none() {
            let block = self.sheet.trays.get(self.anchor.tray).and_then(|tray| tray.block);
            view.acts.push(Act::Select(block, self.sheet.note_at(self.anchor).map(|note| note.id)));
        }
    }

    fn head(&self, ui: &mut Ui, view: &mut View, tray: &Tray, selected: bool) {
        let c = theme::colors(ui);
        let (rect, scale) = (self.place(tray.rect), self.scale);
        let pad = 8.0 * scale;
        let head = Rect::from_min_max(rect.min + vec2(pad, 0.0), pos2(rect.right() - pad, rect.top() + HEAD * scale));
        let line = |text: &str, style, ink| theme::zoomed(ui, text, style, ink, (f32::INFINITY, usize::MAX), scale);
        if !ui.is_rect_visible(head) {
            return;
        }
        let mut left = head.left();
        if let Some(number) = tray.block.map(number) {
            let number = line(&number.to_string(), Type::Caption, c.ink_3);
            let width = number.size().x;
            ui.painter().galley(pos2(left, head.center().y - number.size().y / 2.0), number, c.ink_3);
            left += width + 6.0 * scale;
        }
        let mut right = head.right();
        let hovered = !self.dragging && ui.rect_contains_pointer(rect);
        if let Some(block) = tray.block.filter(|_| (hovered || selected) && scale >= 0.8) {
            let place = Rect::from_center_size(pos2(right - 8.0, head.center().y), Vec2::splat(size::CONTROL));
            let place = UiBuilder::new().id_salt(("add", number(block))).max_rect(place);
            let name = format!("Add note to {}", title(tray));
            if ui.scope_builder(place, |ui| icon_button(ui, icons::PLUS, &name, true)).inner.clicked() {
                view.acts.push(Act::Add(block, None));
            }
            right -= 24.0;
        }
        if let Some((severity, _)) = view.worst.block(tray.block) {
            let place = Rect::from_center_size(pos2(right - 7.0 * scale, head.center().y), Vec2::splat(14.0 * scale));
            glyph::paint(ui.painter(), place, Glyph::of_severity(severity), c);
            right -= 20.0 * scale;
        }
        let words = theme::zoomed(ui, title(tray), Type::Strong, c.ink, ((right - left) / scale, 1), scale);
        ui.painter().galley(pos2(left, head.center().y - words.size().y / 2.0), words, c.ink);
    }

    /// What stands below the notes: how many the filter hides, or the question of an empty block.
    fn rest(&self, ui: &mut Ui, view: &mut View, tray: &Tray) {
        let c = theme::colors(ui);
        let last = tray.pieces.last().map_or(tray.rect.top() + HEAD, |piece| piece.rect.bottom() + 4.0);
        let below = pos2(tray.rect.left() + 8.0, last);
        let at = self.place(Rect::from_min_max(below, below)).min;
        let (width, scale) = (tray.rect.width() - 16.0, self.scale);
        if tray.hidden() > 0 {
            let words = capitalized(&how_many(tray.hidden(), "note of another kind", "notes of other kinds"));
            let words = theme::zoomed(ui, &words, Type::Small, c.ink_3, (width, 1), scale);
            let place = Rect::from_min_size(at, vec2(width, HIDDEN) * scale);
            ui.painter().galley(place.left_center() - vec2(0.0, words.size().y / 2.0), words, c.ink_3);
        } else if tray.pieces.is_empty() {
            empty(ui, view, tray, (at, scale));
        }
    }
}

/// The box of an empty block: its question, and a way to answer.
fn empty(ui: &mut Ui, view: &mut View, tray: &Tray, (at, scale): (Pos2, f32)) {
    let Some((block, guide)) = tray.block.and_then(|block| Some((block, knowledge::block(block)?))) else { return };
    let c = theme::colors(ui);
    let width = tray.rect.width() - 16.0;
    let room = (width - BOX * 2.0, usize::MAX);
    let question = theme::zoomed(ui, &guide.question, Type::Prompt, c.ink_2, room, scale);
    let pad = BOX * scale;
    let under = at + vec2(pad, pad + question.size().y + 8.0 * scale);
    let button = Rect::from_min_size(under, vec2(width * scale - pad * 2.0, 24.0));
    let bottom = under.y + (24.0 + BOX) * scale;
    let outline = Rect::from_min_max(at, pos2(at.x + width * scale, bottom));
    if !ui.is_rect_visible(outline) {
        return;
    }
    glyph::dashed_edge(ui.painter(), outline, f32::from(radius::CONTROL), Stroke::new(1.0, c.control_line));
    ui.painter().galley(at + vec2(pad, pad), question, c.ink_2);
    if scale < 0.8 {
        return;
    }
    let place = UiBuilder::new().id_salt(("first", number(block))).max_rect(button);
    let clicked = ui.scope_builder(place, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.horizontal(|ui| {
            label::icon(ui, icons::PLUS, c.accent);
            link_named(ui, "Add note", &format!("Add first note to {}", guide.title)).clicked()
        })
        .inner
    });
    if clicked.inner {
        view.acts.push(Act::Add(block, None));
    }
}

/// The number of a block, as people count.
#[must_use]
pub fn number(block: CanvasBlock) -> usize {
    CanvasBlock::ALL.iter().position(|other| *other == block).map_or(0, |index| index + 1)
}

/// What a tray is called.
#[must_use]
pub fn title(tray: &Tray) -> &'static str {
    let guide = tray.block.and_then(knowledge::block);
    guide.map_or("Not placed yet", |guide| guide.title.as_str())
}

/// What a screen reader says about a tray.
fn said(tray: &Tray, view: &View) -> String {
    let mut parts = vec![title(tray).to_owned()];
    parts.extend(tray.block.map(|block| format!("block {}", number(block))));
    parts.push(how_many(tray.all, "note", "notes"));
    if tray.hidden() > 0 {
        parts.push(format!("{} hidden by the filter", tray.hidden()));
    }
    parts.extend(view.worst.block(tray.block).map(findings::words));
    parts.join(", ")
}

/// The glyph for the worst finding on a note, if it is worth a mark on the paper.
#[must_use]
pub fn mark(view: &View, id: crate::model::Id) -> Option<Glyph> {
    let severity = view.worst.note(id)?;
    (severity <= crate::assess::findings::Severity::Warning).then(|| Glyph::of_severity(severity))
}
