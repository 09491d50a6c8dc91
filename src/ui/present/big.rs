//! What is shown to a room is drawn with these: type that grows with the window, keys, buttons and the ring of the clock.
//!
//! The rule for reading from five meters: no text is smaller than a 36th of the picture's height. A picture of 1440 by 900
//! points has text of 25 points at least, and all sizes grow and shrink with it. Knows no workbook.

use std::f32::consts::{FRAC_PI_2, TAU};
use std::sync::Arc;

use egui::{
    Color32, Galley, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::ui::theme::{self, Type};
use crate::ui::widgets::focus;

/// The picture that all sizes are drawn for.
const PICTURE: Vec2 = vec2(1440.0, 900.0);

/// How many times as large as drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Big(f32);

impl Big {
    /// As large as this picture allows.
    #[must_use]
    pub(super) fn of(size: Vec2) -> Self {
        Self((size.x / PICTURE.x).min(size.y / PICTURE.y).clamp(0.25, 8.0))
    }

    /// A length of the drawing.
    #[must_use]
    pub(super) fn px(self, length: f32) -> f32 {
        length * self.0
    }

    /// Lays text out on at most `rows` lines of `width`, which is in points of the window.
    pub(super) fn lay(self, ui: &Ui, text: &str, (style, ink): (Type, Color32), room: (f32, usize)) -> Arc<Galley> {
        theme::large(ui, text, style, ink, room, self.0)
    }

    /// Writes text with its upper left corner at `at`, and gives where it stands. It is read out as it is written.
    #[expect(clippy::too_many_arguments, reason = "each says another thing about a text")]
    pub(super) fn write(self, ui: &mut Ui, at: Pos2, text: &str, look: (Type, Color32), room: (f32, usize)) -> Rect {
        let galley = self.lay(ui, text, look, room);
        let rect = Rect::from_min_size(at, galley.size());
        ui.painter().galley(at, galley, look.1);
        say(ui, rect, text, Role::Label);
        rect
    }

    /// Writes text around the middle of a line that begins at `top`.
    #[expect(clippy::too_many_arguments, reason = "each says another thing about a text")]
    pub(super) fn centered(self, ui: &mut Ui, at: Pos2, text: &str, look: (Type, Color32), width: f32) -> Rect {
        let mut job = egui::text::LayoutJob::single_section(text.to_owned(), look.0.scaled(look.1, self.0));
        job.wrap.max_width = width.max(1.0);
        job.halign = egui::Align::Center;
        let galley = ui.painter().layout_job(job);
        let rect = Rect::from_center_size(pos2(at.x, at.y + galley.size().y / 2.0), galley.size());
        ui.painter().galley(at, galley, look.1);
        say(ui, rect, text, Role::Label);
        rect
    }

    /// Draws keys with what they do, from right to left, ending at `right`. Gives where they begin.
    pub(super) fn hints(self, ui: &mut Ui, (right, middle): (f32, f32), hints: &[(&str, &str)]) -> f32 {
        let c = theme::colors(ui);
        let mut x = right;
        for (key, words) in hints.iter().rev() {
            let does = self.lay(ui, words, (Type::RoomLabel, c.ink_2), (f32::INFINITY, 1));
            x -= does.size().x;
            ui.painter().galley(pos2(x, middle - does.size().y / 2.0), does, c.ink_2);
            let cap = self.lay(ui, key, (Type::RoomLabel, c.ink_2), (f32::INFINITY, 1));
            let size = cap.size() + vec2(self.px(22.0), self.px(6.0));
            x -= self.px(12.0) + size.x;
            let rect = Rect::from_min_size(pos2(x, middle - size.y / 2.0), size);
            self.edge(ui, rect, c.control_line);
            ui.painter().galley(rect.center() - cap.size() / 2.0, cap, c.ink_2);
            x -= self.px(22.0);
        }
        x
    }

    /// A key with what it does, as a button that ends at `right`. Gives where it begins, and whether it was pressed.
    pub(super) fn key(self, ui: &mut Ui, (right, middle): (f32, f32), key: &str, words: &str) -> (f32, bool) {
        let c = theme::colors(ui);
        let does = self.lay(ui, words, (Type::RoomLabel, c.ink_2), (f32::INFINITY, 1));
        let cap = self.lay(ui, key, (Type::RoomLabel, c.ink_2), (f32::INFINITY, 1));
        let cap_size = cap.size() + vec2(self.px(22.0), self.px(6.0));
        let size = vec2(cap_size.x + does.size().x + self.px(32.0), cap_size.y.max(does.size().y) + self.px(12.0));
        let rect = Rect::from_min_size(pos2(right - size.x, middle - size.y / 2.0), size);
        let response = ui.interact(rect, egui::Id::unique(("key of the board", words)), Sense::click());
        if response.hovered() {
            ui.painter().rect_filled(rect, self.px(8.0), c.hover);
        }
        let x = rect.left() + self.px(10.0);
        let edge = Rect::from_min_size(pos2(x, middle - cap_size.y / 2.0), cap_size);
        self.edge(ui, edge, c.control_line);
        ui.painter().galley(edge.center() - cap.size() / 2.0, cap, c.ink_2);
        let at = pos2(edge.right() + self.px(12.0), middle - does.size().y / 2.0);
        ui.painter().galley(at, does, c.ink_2);
        focus::ring(ui, &response, rect, self.px(8.0) as u8);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
        (rect.left() - self.px(4.0), response.clicked())
    }

    /// An edge with round corners.
    pub(super) fn edge(self, ui: &Ui, rect: Rect, color: Color32) {
        let stroke = Stroke::new(self.px(2.0).max(1.0), color);
        ui.painter().rect_stroke(rect, self.px(8.0), stroke, StrokeKind::Inside);
    }

    /// A button in the middle of a line that begins at `top`, with the key that does the same.
    pub(super) fn button(self, ui: &mut Ui, (at, id): (Pos2, egui::Id), words: &str, key: &str) -> Response {
        let c = theme::colors(ui);
        let text = self.lay(ui, words, (Type::RoomStrong, c.on_accent), (f32::INFINITY, 1));
        let cap = self.lay(ui, key, (Type::RoomLabel, c.on_accent), (f32::INFINITY, 1));
        let cap_size = cap.size() + vec2(self.px(24.0), self.px(4.0));
        let size = vec2(text.size().x + cap_size.x + self.px(84.0), self.px(80.0));
        let rect = Rect::from_min_size(pos2(at.x - size.x / 2.0, at.y), size);
        let response = ui.interact(rect, id, Sense::click());
        let fill = if response.hovered() { c.accent_hover } else { c.accent };
        ui.painter().rect_filled(rect, self.px(12.0), fill);
        let left = pos2(rect.left() + self.px(32.0), rect.center().y - text.size().y / 2.0);
        ui.painter().galley(left, text, c.on_accent);
        let at = pos2(rect.right() - self.px(32.0) - cap_size.x, rect.center().y - cap_size.y / 2.0);
        let cap_rect = Rect::from_min_size(at, cap_size);
        self.edge(ui, cap_rect, c.on_accent);
        ui.painter().galley(cap_rect.center() - cap.size() / 2.0, cap, c.on_accent);
        focus::ring(ui, &response, rect, self.px(12.0) as u8);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
        response
    }

    /// A square to choose, with words in it; `on` if it is the chosen one.
    pub(super) fn choice(self, ui: &mut Ui, (rect, id): (Rect, egui::Id), words: (&str, &str), on: bool) -> Response {
        let c = theme::colors(ui);
        let response = ui.interact(rect, id, Sense::click());
        let (fill, edge) = match (on, response.hovered()) {
            (true, _) => (c.accent_soft, c.accent),
            (false, true) => (c.hover, c.control_line),
            (false, false) => (c.surface, c.control_line),
        };
        ui.painter().rect_filled(rect, self.px(10.0), fill);
        self.edge(ui, rect, edge);
        let ink = if on { c.accent } else { c.ink };
        let text = self.lay(ui, words.0, (Type::RoomStrong, ink), (rect.width() - self.px(16.0), 1));
        ui.painter().galley(rect.center() - text.size() / 2.0, text, ink);
        focus::ring(ui, &response, rect, self.px(10.0) as u8);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, words.1));
        response
    }
}

/// Says to a screen reader what was painted here.
pub(super) fn say(ui: &mut Ui, rect: Rect, words: &str, role: Role) -> Response {
    let id = ui.next_auto_id();
    ui.skip_ahead_auto_ids(1);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(role, true, words));
    response
}

/// Draws the ring of the clock: full while all of the time is left.
pub(super) fn ring(ui: &Ui, rect: Rect, thick: f32, share: f32, color: Color32) {
    let c = theme::colors(ui);
    let radius = rect.width().min(rect.height()) / 2.0 - thick / 2.0;
    ui.painter().circle_stroke(rect.center(), radius, Stroke::new(thick, c.line_strong));
    let share = share.clamp(0.0, 1.0);
    if share > 0.0 {
        let steps = ((share * TAU) / 0.05).ceil().max(2.0) as usize;
        let point = |step: usize| {
            let angle = -FRAC_PI_2 + TAU * share * step as f32 / steps as f32;
            rect.center() + Vec2::angled(angle) * radius
        };
        ui.painter().add(Shape::line((0..=steps).map(point).collect(), Stroke::new(thick, color)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_for_a_room_is_smaller_than_a_thirty_sixth_of_the_picture() {
        for size in [vec2(1440.0, 900.0), vec2(1920.0, 1080.0), vec2(3840.0, 2160.0), vec2(2560.0, 1080.0)] {
            for style in [
                Type::RoomLabel,
                Type::RoomNote,
                Type::RoomStrong,
                Type::RoomLead,
                Type::RoomQuestion,
                Type::RoomClock,
                Type::RoomName,
            ] {
                let points = Big::of(size).px(style.font().size);
                assert!(points * 36.0 >= size.y * 0.999, "{style:?} at {size:?} is {points}");
            }
        }
    }
}
