//! What the page is drawn with: a time box, the tab of a workshop, a row to choose from. Knows no workbook.

use egui::{Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::model::checklist::PracticeStatus;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::focus;
use crate::ui::widgets::glyph::{self, Glyph};

/// An activity as its box shows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeBox<'a> {
    /// What it is called.
    pub(super) name: &'a str,
    /// Its question.
    pub(super) prompt: &'a str,
    /// Planned.
    pub(super) minutes: Option<u64>,
    /// Spent, once it was timed.
    pub(super) spent: Option<u64>,
    /// Whether it is open, or its notes are shown.
    pub(super) on: bool,
    /// Whether it hangs on the pointer.
    pub(super) lifted: bool,
}

/// The least height of a box: a name on two lines and its minutes.
pub(super) const LEAST: f32 = 56.0;

/// How high a box is: by its minutes, so that the agenda can be read like a clock.
#[must_use]
pub(super) fn height(minutes: Option<u64>, scale: f32) -> f32 {
    (minutes.unwrap_or(0).min(480) as f32 * scale).max(LEAST).round()
}

/// Points for a minute: as drawn where that fits, less for a long agenda.
#[must_use]
pub(super) fn scale(planned: u64) -> f32 {
    (560.0 / planned.clamp(1, 480) as f32).clamp(3.0, 12.0)
}

impl TimeBox<'_> {
    /// What a screen reader says.
    #[must_use]
    pub(super) fn said(&self) -> String {
        let minutes = match (self.spent, self.minutes) {
            (Some(spent), Some(minutes)) => format!("{spent} of {minutes} minutes"),
            (Some(spent), None) => format!("{spent} minutes spent"),
            (None, Some(minutes)) => format!("{minutes} minutes"),
            (None, None) => "no time set".to_owned(),
        };
        format!("{}, {minutes}", self.name)
    }

    fn words(&self) -> String {
        match (self.spent, self.minutes) {
            (Some(spent), Some(minutes)) if spent > minutes => {
                format!("{spent} of {minutes} min, {} over", spent - minutes)
            }
            (Some(spent), Some(minutes)) => format!("{spent} of {minutes} min"),
            (Some(spent), None) => format!("{spent} min"),
            (None, Some(minutes)) => format!("{minutes} min"),
            (None, None) => "No time set".to_owned(),
        }
    }

    /// Draws it.
    pub(super) fn paint(&self, ui: &Ui, rect: Rect, response: &Response) {
        let c = theme::colors(ui);
        let fill = match (self.on, response.hovered()) {
            (true, _) => c.accent_soft,
            (false, true) => c.hover,
            (false, false) => c.sunken,
        };
        ui.painter().rect_filled(rect, radius::CARD, fill);
        if self.lifted {
            glyph::dashed_edge(ui.painter(), rect, f32::from(radius::CARD), Stroke::new(1.5, c.line_strong));
            return;
        }
        let over = self.spent.zip(self.minutes).is_some_and(|(spent, minutes)| spent > minutes);
        let bar = Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
        let corners = egui::CornerRadius { nw: radius::CARD, sw: radius::CARD, ne: 0, se: 0 };
        ui.painter().rect_filled(bar, corners, c.line_strong);
        if let Some(spent) = self.spent {
            let whole = self.minutes.filter(|minutes| *minutes > 0).unwrap_or(spent.max(1));
            let share = (spent as f32 / whole as f32).clamp(0.0, 1.0);
            let filled = Rect::from_min_size(bar.min, vec2(4.0, bar.height() * share));
            ui.painter().rect_filled(filled, corners, if over { c.warning } else { c.ink_2 });
        }
        let left = rect.left() + 20.0;
        let room = rect.right() - 12.0 - left;
        let ink = if self.on || self.spent.is_none() { c.ink } else { c.ink_2 };
        let rows = if rect.height() < 76.0 { 1 } else { 2 };
        let name = theme::cut(ui, self.name, Type::Strong, ink, room, rows);
        let mut y = rect.top() + 8.0;
        let height = name.size().y;
        ui.painter().galley(pos2(left, y), name, ink);
        y += height;
        let mut x = left;
        if self.spent.is_some() {
            let mark = if over { Glyph::Warning } else { Glyph::Status(PracticeStatus::Done) };
            let at = Rect::from_center_size(pos2(left + 7.0, y + 10.0), egui::Vec2::splat(14.0));
            glyph::paint(ui.painter(), at, mark, c);
            x += 20.0;
        }
        let minutes = theme::cut(ui, &self.words(), Type::Body, c.ink_3, room - (x - left), 1);
        ui.painter().galley(pos2(x, y), minutes, c.ink_3);
        y += 22.0;
        let lines = ((rect.bottom() - 8.0 - y) / Type::Body.line()).floor();
        if lines >= 1.0 && !self.prompt.trim().is_empty() {
            let prompt = theme::cut(ui, self.prompt, Type::Body, c.ink_2, room, lines as usize);
            ui.painter().galley(pos2(left, y), prompt, c.ink_2);
        }
    }
}

/// A workshop among the others.
pub(super) fn tab(ui: &mut Ui, text: &str, on: bool) -> Response {
    let c = theme::colors(ui);
    let style = if on { Type::Strong } else { Type::Body };
    let galley = theme::cut(ui, text, style, c.ink, (ui.max_rect().width() - 24.0).clamp(80.0, 440.0), 1);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 24.0, size::CONTROL), Sense::click());
    if on {
        ui.painter().rect(rect, radius::CONTROL, c.surface, Stroke::new(1.0, c.line_strong), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
    }
    let ink = if on { c.ink } else { c.ink_2 };
    ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, ink);
    focus::ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, text));
    response
}

/// A row to choose: a title, what it is for, and a word at the right.
pub(super) fn choice(ui: &mut Ui, title: &str, about: &str, tail: &str) -> Response {
    let c = theme::colors(ui);
    let width = ui.available_width();
    let tail_galley = theme::line(ui, tail, Type::Body, c.ink_3);
    let room = width - 32.0 - tail_galley.size().x - 16.0;
    let name = theme::cut(ui, title, Type::Strong, c.ink, room, 1);
    let text = theme::cut(ui, about, Type::Body, c.ink_2, room, 2);
    let height = 24.0 + name.size().y + text.size().y;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let fill = if response.hovered() { c.hover } else { c.surface };
    ui.painter().rect(rect, radius::CARD, fill, Stroke::new(1.0, c.line), StrokeKind::Inside);
    let at = rect.min + vec2(16.0, 12.0);
    let below = at + vec2(0.0, name.size().y);
    ui.painter().galley(at, name, c.ink);
    ui.painter().galley(below, text, c.ink_2);
    let at = pos2(rect.right() - 16.0 - tail_galley.size().x, rect.center().y - tail_galley.size().y / 2.0);
    ui.painter().galley(at, tail_galley, c.ink_3);
    focus::ring(ui, &response, rect, radius::CARD);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title}, {tail}. {about}")));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_as_high_as_their_minutes_and_never_too_low_to_read() {
        assert!((scale(45) - 12.0).abs() < 0.1, "as drawn");
        assert!(scale(85) < 7.0);
        assert!((scale(0) - 12.0).abs() < 0.1);
        assert!(height(Some(30), scale(60)) > height(Some(20), scale(60)));
        assert!((height(Some(1), 3.0) - LEAST).abs() < 0.1);
        assert!((height(None, 3.0) - LEAST).abs() < 0.1);
        assert!(height(Some(u64::MAX), 12.0) < 6000.0);
    }

    #[test]
    fn a_box_says_how_long_it_was_meant_to_take_and_took() {
        let of = |minutes, spent| TimeBox { name: "Vote", prompt: "", minutes, spent, on: false, lifted: false };
        assert_eq!(of(Some(5), Some(7)).said(), "Vote, 7 of 5 minutes");
        assert_eq!(of(Some(5), Some(7)).words(), "7 of 5 min, 2 over");
        assert_eq!(of(None, None).said(), "Vote, no time set");
    }
}
