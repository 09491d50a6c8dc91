//! Where practices stand: a status with its word, the menu that sets it, the legend, and the card of a group with one square
//! for each of its practices.

use egui::{Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::checklist::PracticeStatus;
use crate::ui::theme::{self, Type, radius};

use super::glyph::{self, Glyph};
use super::{focus, label, menu};

/// The side of a square, and the space from one to the next.
const SQUARE: f32 = 16.0;
const STEP: f32 = 20.0;

/// The order in which legends and menus name the statuses.
const ORDER: [PracticeStatus; 5] = [
    PracticeStatus::Done,
    PracticeStatus::InProgress,
    PracticeStatus::Blocked,
    PracticeStatus::NotStarted,
    PracticeStatus::NotApplicable,
];

/// Draws a status at the left of `rect`: its square, and its word if there is room.
pub fn paint(ui: &Ui, rect: Rect, status: PracticeStatus) {
    let c = theme::colors(ui);
    let square = Rect::from_min_size(pos2(rect.left(), rect.center().y - SQUARE / 2.0), Vec2::splat(SQUARE));
    glyph::paint(ui.painter(), square, Glyph::Status(status), c);
    let width = rect.width() - STEP - 2.0;
    if width < 60.0 {
        return;
    }
    let (style, ink) = match status {
        PracticeStatus::Done | PracticeStatus::Blocked => (Type::Medium, c.ink),
        _ => (Type::Body, c.ink_2),
    };
    let word = theme::cut(ui, status.label(), style, ink, width, 1);
    ui.painter().galley(pos2(square.right() + 6.0, rect.center().y - word.size().y / 2.0), word, ink);
}

/// The statuses as rows of an open menu; gives the one that was chosen.
pub fn menu_rows(ui: &mut Ui, current: PracticeStatus) -> Option<PracticeStatus> {
    ui.set_max_width(ui.available_width().min(184.0));
    let mut picked = None;
    for status in ORDER {
        let row = menu::Row::new(status.label()).glyph(Some(Glyph::Status(status))).chosen(status == current);
        if row.show(ui).clicked() {
            picked = Some(status);
        }
    }
    picked.filter(|picked| *picked != current)
}

/// What the squares mean.
pub fn legend(ui: &mut Ui) {
    let c = theme::colors(ui);
    for status in ORDER {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            glyph::show(ui, Glyph::Status(status), SQUARE);
            label::line(ui, status.label(), Type::Caption, c.ink_3);
        });
    }
}

/// A group of practices as a card that can be chosen.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is about, in a few words.
    pub title: &'a str,
    /// How many are done.
    pub done: usize,
    /// Of how many.
    pub of: usize,
    /// How many a filter lets through, while there is one.
    pub matching: Option<usize>,
    /// One square each, in order.
    pub statuses: &'a [PracticeStatus],
    /// Whether it is chosen.
    pub on: bool,
}

/// The height of a card of this width with so many squares.
#[must_use]
pub fn card_height(width: f32, squares: usize) -> f32 {
    let rows = squares.div_ceil(per_row(width)).max(1);
    12.0 + 20.0 + 8.0 + rows as f32 * STEP - (STEP - SQUARE) + 14.0
}

/// White space at the sides of a card.
fn side(width: f32) -> f32 {
    if width < 240.0 { 12.0 } else { 16.0 }
}

fn per_row(width: f32) -> usize {
    let inside = width - 2.0 * side(width) + (STEP - SQUARE);
    ((inside / STEP) as usize).max(1)
}

impl Card<'_> {
    /// Shows it.
    pub fn show(&self, ui: &mut Ui, size: Vec2) -> Response {
        let c = theme::colors(ui);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let fill = if response.hovered() && !self.on { c.hover } else { c.surface };
        let stroke = if self.on { Stroke::new(2.0, c.accent) } else { Stroke::new(1.0, c.line) };
        ui.painter().rect(rect, radius::CARD, fill, stroke, StrokeKind::Inside);
        let inside = rect.shrink2(vec2(side(size.x), 12.0));
        self.paint_words(ui, inside);
        let top = inside.top() + 28.0;
        let per_row = per_row(size.x);
        for (index, status) in self.statuses.iter().enumerate() {
            let at = vec2((index % per_row) as f32, (index / per_row) as f32) * STEP;
            let square = Rect::from_min_size(pos2(inside.left(), top) + at, Vec2::splat(SQUARE));
            glyph::paint(ui.painter(), square, Glyph::Status(*status), c);
        }
        focus::ring(ui, &response, rect, radius::CARD);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, self.on, self.said()));
        response
    }

    fn paint_words(&self, ui: &Ui, inside: Rect) {
        let c = theme::colors(ui);
        let middle = inside.top() + 10.0;
        let at = |x: f32, galley: &egui::Galley| pos2(x, middle - galley.size().y / 2.0);
        let of = match self.matching {
            Some(matching) => format!("{matching} listed"),
            None => format!(" of {}", self.of),
        };
        let done = if self.matching.is_some() { String::new() } else { self.done.to_string() };
        let of = theme::line(ui, &of, Type::Body, c.ink_3);
        let done = theme::line(ui, &done, Type::Strong, c.ink);
        let right = inside.right() - of.size().x;
        let left = right - done.size().x;
        ui.painter().galley(at(right, &of), of, c.ink_3);
        ui.painter().galley(at(left, &done), done, c.ink);
        let name = theme::line(ui, self.name, Type::Strong, c.ink);
        let title_left = inside.left() + name.size().x + 8.0;
        ui.painter().galley(at(inside.left(), &name), name, c.ink);
        let room = left - 12.0 - title_left;
        let title = theme::line(ui, label::whole_parts(ui, self.title, Type::Body, room), Type::Body, c.ink_3);
        ui.painter().galley(at(title_left, &title), title, c.ink_3);
    }

    fn said(&self) -> String {
        let listed = self.matching.map(|matching| format!(", {matching} listed")).unwrap_or_default();
        format!("{}, {}: {} of {} done{listed}", self.name, self.title, self.done, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_as_high_as_its_squares_need() {
        // as drawn in the design: twelve squares a row at 284 points, so two rows for 19 practices
        assert_eq!(per_row(284.0), 12);
        assert!((card_height(284.0, 19) - 90.0).abs() < 0.1);
        assert!(card_height(156.0, 22) > card_height(284.0, 22));
        assert_eq!(per_row(0.0), 1);
    }
}
