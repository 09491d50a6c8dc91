//! A row of a list of results: an icon or glyph, the words with the match in bold, where it is, and the keys that do the same.

use std::ops::Range;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Type, radius};

use super::glyph::Glyph;
use super::{focus, glyph, label};

/// How high a row is, and a head.
pub const ROW: f32 = 32.0;
const HEAD: f32 = 28.0;

/// What stands before the words of a row.
#[derive(Debug, Clone, Copy)]
pub enum Lead {
    /// An icon.
    Icon(char),
    /// A glyph.
    Glyph(Glyph),
}

/// A row.
#[derive(Debug, Clone)]
pub struct ResultRow {
    /// What stands before the words.
    pub lead: Lead,
    /// The words.
    pub text: String,
    /// The letters that fit what was typed.
    pub marks: Vec<Range<usize>>,
    /// Where it is, or how it stands.
    pub detail: String,
    /// The keys that do the same.
    pub keys: String,
    /// Why it cannot be done now.
    pub reason: Option<&'static str>,
}

/// What stands over a group.
pub fn head(ui: &mut Ui, words: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    if ui.is_rect_visible(rect) {
        let ink = theme::colors(ui).ink_2;
        let galley = theme::line(ui, words, Type::Caption, ink);
        ui.painter().galley(pos2(rect.left() + 8.0, rect.bottom() - galley.size().y - 4.0), galley, ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    }
}

/// What is said where nothing was found.
pub fn message(ui: &mut Ui, words: &str) {
    ui.horizontal(|ui| {
        ui.set_min_height(ROW);
        ui.add_space(8.0);
        label::line(ui, words, Type::Body, theme::colors(ui).ink_2);
    });
}

/// Shows a row; the chosen one is what Enter takes. One that is out of sight only takes its room.
pub fn row(ui: &mut Ui, row: &ResultRow, id: egui::Id, chosen: bool) -> Response {
    let key = if chosen && row.reason.is_none() { "Enter" } else { row.keys.as_str() };
    keyed(ui, row, id, (chosen, key))
}

/// Shows a row with a key that is not Enter, or with none.
pub fn keyed(ui: &mut Ui, row: &ResultRow, id: egui::Id, (chosen, keys): (bool, &str)) -> Response {
    let c = theme::colors(ui);
    let rect = Rect::from_min_size(ui.next_widget_position(), vec2(ui.available_width(), ROW));
    ui.advance_cursor_after_rect(rect);
    let response = ui.interact(rect, id, Sense::click());
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if chosen {
        ui.painter().rect_filled(rect, radius::CONTROL, c.accent_soft);
    }
    let enabled = row.reason.is_none();
    let (ink, pale) = match (enabled, chosen) {
        (false, _) => (c.ink_disabled, c.ink_disabled),
        (true, true) => (c.ink, c.ink_2),
        (true, false) => (c.ink_2, c.ink_3),
    };
    let lead = Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), Vec2::splat(16.0));
    match row.lead {
        Lead::Icon(icon) => label::paint_icon(ui, lead, icon, Type::Icon, ink),
        Lead::Glyph(glyph) => glyph::paint(ui.painter(), lead.shrink(1.0), glyph, c),
    }
    let mut right = rect.right() - 8.0;
    if !keys.is_empty() {
        let galley = theme::line(ui, keys, Type::Caption, c.ink_3);
        let key = Rect::from_center_size(
            pos2(right - 5.0 - galley.size().x / 2.0, rect.center().y),
            galley.size() + vec2(10.0, 2.0),
        );
        right = key.left() - 8.0;
        label::paint_key(ui, key, galley);
    }
    let left = rect.left() + 32.0;
    let detail = row.reason.unwrap_or(&row.detail);
    if !detail.is_empty() {
        let galley = theme::cut(ui, detail, Type::Caption, pale, (right - left) * 0.45, 1);
        right -= galley.size().x;
        ui.painter().galley(pos2(right, rect.center().y - galley.size().y / 2.0), galley, pale);
        right -= 12.0;
    }
    let galley = ui.painter().layout_job(job(row, ink, right - left));
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
    focus::ring_inside(ui, &response, rect, radius::CONTROL);
    let said = if detail.is_empty() { row.text.clone() } else { format!("{}, {detail}", row.text) };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, chosen, &said));
    response
}

/// The words with the letters that fit in bold, on one line.
fn job(row: &ResultRow, ink: egui::Color32, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let (regular, bold) = (Type::Body.format(ink), Type::Strong.format(ink));
    let mut letters = row.text.chars();
    let mut from = 0;
    for Range { start, end } in row.marks.iter().cloned() {
        let before: String = letters.by_ref().take(start.saturating_sub(from)).collect();
        let marked: String = letters.by_ref().take(end.saturating_sub(start)).collect();
        job.append(&before, 0.0, regular.clone());
        job.append(&marked, 0.0, bold.clone());
        from = end;
    }
    let rest: String = letters.collect();
    job.append(&rest, 0.0, regular);
    job.wrap = TextWrapping { max_width: width.max(1.0), max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    job
}
