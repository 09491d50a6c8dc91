//! Rows and cards of the overview: a row is a link over its whole width, a card has a heading and a way to all of it.

use egui::{Color32, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::{focus, label};

/// White space at the sides of a card, and above its heading.
pub const PAD: f32 = 16.0;

/// The height of a card's heading with the space around it.
pub const HEAD: f32 = 44.0;

/// The space under the last row of a card.
pub const FOOT: f32 = 12.0;

/// What is at the right of a card's heading.
pub struct Link<'a> {
    /// The words.
    pub text: &'a str,
    /// What a screen reader says.
    pub name: &'a str,
}

/// A card in `rect` with a heading and its links, of which the one that was clicked is given.
pub fn card<R>(
    ui: &mut Ui,
    rect: Rect,
    title: &str,
    links: &[Link<'_>],
    contents: impl FnOnce(&mut Ui) -> R,
) -> (Option<usize>, R) {
    let c = theme::colors(ui);
    ui.painter().rect(rect, radius::CARD, c.surface, Stroke::new(1.0, c.line), StrokeKind::Inside);
    let inner = Rect::from_min_max(rect.min + vec2(PAD, 0.0), rect.max - vec2(PAD, 0.0));
    let mut card = ui.new_child(UiBuilder::new().id_salt(title).max_rect(inner));
    card.set_clip_rect(rect.intersect(ui.clip_rect()));
    card.spacing_mut().item_spacing = vec2(8.0, 0.0);
    let head = Rect::from_min_size(inner.min + vec2(0.0, 8.0), vec2(inner.width(), 28.0));
    let mut bar =
        card.new_child(UiBuilder::new().max_rect(head).layout(egui::Layout::right_to_left(egui::Align::Center)));
    bar.spacing_mut().item_spacing.x = 12.0;
    let mut clicked = None;
    for (at, link) in links.iter().enumerate() {
        if link_named(&mut bar, link.text, link.name).clicked() {
            clicked = Some(at);
        }
    }
    bar.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| label::heading(ui, title, Type::Strong, 2));
    card.add_space(HEAD - 4.0);
    (clicked, contents(&mut card))
}

/// A row that leads somewhere, `height` high. `said` is what a screen reader says.
pub fn link_row(ui: &mut Ui, height: f32, said: &str) -> (Rect, Response) {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height.max(size::TARGET)), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), radius::CHIP, c.hover);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect.expand2(vec2(6.0, 0.0)), radius::CHIP);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, said));
    (rect, response.on_hover_cursor(egui::CursorIcon::PointingHand))
}

/// Paints words into `rect`, in the middle of its height, on at most `rows` lines. Gives the x where they end.
pub fn words(ui: &Ui, rect: Rect, text: &str, (style, ink): (Type, Color32), rows: usize) -> f32 {
    let galley = theme::cut(ui, text, style, ink, rect.width(), rows);
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    let end = at.x + galley.size().x;
    ui.painter().galley(at, galley, ink);
    end
}

/// Paints words that end at the right of `rect`. Gives the x where they begin.
pub fn words_right(ui: &Ui, rect: Rect, text: &str, (style, ink): (Type, Color32)) -> f32 {
    let galley = theme::cut(ui, text, style, ink, rect.width(), 1);
    let at = pos2(rect.right() - galley.size().x, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    at.x
}

/// Paints two lines into `rect`: what it is about, and more of it.
pub fn two_lines(ui: &Ui, rect: Rect, title: &str, more: &str) {
    let c = theme::colors(ui);
    let half = |top: f32, height: f32| Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), height));
    if more.is_empty() {
        words(ui, rect, title, (Type::Body, c.ink), 2);
        return;
    }
    let top = rect.center().y - 18.0;
    words(ui, half(top, 20.0), title, (Type::Body, c.ink), 1);
    words(ui, half(top + 20.0, 16.0), more, (Type::Small, c.ink_3), 1);
}

/// A part of a row, from `left` to `right`.
#[must_use]
pub fn part(rect: Rect, left: f32, right: f32) -> Rect {
    Rect::from_min_max(pos2(left, rect.top()), pos2(right.max(left + 1.0), rect.bottom()))
}

/// Words where a card has no rows.
pub fn nothing(ui: &mut Ui, text: &str) {
    let c = theme::colors(ui);
    label::text(ui, text, Type::Prompt, c.ink_2);
}
