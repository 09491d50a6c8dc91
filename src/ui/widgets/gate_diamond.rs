//! A gate on the way of a release: a diamond of 40 points with what would come of it today, its number, its date, and how
//! much of it is met.

use egui::{Id, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::ui::icons;
use crate::ui::theme::{self, Colors, Type, radius};

use super::glyph::{self, Glyph};
use super::{focus, label};

/// How wide a gate is on the lane.
pub const WIDTH: f32 = 88.0;

/// The diagonal of the diamond.
const SIDE: f32 = 40.0;

/// What stands in the diamond.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A glyph in a solid edge: the gate was decided, or is the next one.
    Glyph(Glyph),
    /// A clock in a dashed edge: its turn has not come.
    Waiting,
}

/// A gate.
#[derive(Debug, Clone, Copy)]
pub struct GateDiamond<'a> {
    /// How people cite it: `RG-2`.
    pub id: &'a str,
    /// Its date in a few letters.
    pub date: &'a str,
    /// How many of its criteria are met, in words.
    pub met: &'a str,
    /// What would come of it today, in words: `would not pass`.
    pub state: &'a str,
    /// What stands in the diamond.
    pub mark: Mark,
    /// Whether what is met falls short, so that it stands out.
    pub short: bool,
    /// Whether it is the selected one: only that one takes the focus by Tab.
    pub selected: bool,
}

impl GateDiamond<'_> {
    /// What a screen reader says: `RG-2, would not pass, 4 of 9 met`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}, {}, {}", self.id, self.state, self.met)
    }

    /// Shows it in `rect`.
    pub fn show(self, ui: &Ui, rect: Rect, id: Id) -> Response {
        let c = theme::colors(ui);
        let response = ui.interact(rect, id, if self.selected { Sense::click() } else { Sense::CLICK });
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.selected, self.name()));
        focus::follow(&response);
        if !ui.is_rect_visible(rect) {
            return response;
        }
        if self.selected {
            ui.painter().rect_filled(rect, radius::CARD, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, radius::CARD, c.hover);
        }
        let middle = pos2(rect.center().x, rect.top() + 12.0 + SIDE / 2.0);
        self.diamond(ui, middle, c);
        let short = if self.short { c.exceeded_text } else { c.ink_2 };
        let lines = [
            (self.id, Type::Strong, c.ink),
            (self.date, Type::Small, c.ink_2),
            (self.met, if self.short { Type::Caption } else { Type::Small }, short),
        ];
        let mut y = middle.y + SIDE / 2.0 + 4.0;
        for (text, style, ink) in lines {
            let galley = theme::cut(ui, text, style, ink, rect.width() - 4.0, 1);
            ui.painter().galley(pos2(middle.x - galley.size().x / 2.0, y), galley, ink);
            y += if style == Type::Strong { 20.0 } else { 17.0 };
        }
        focus::ring_inside(ui, &response, rect, radius::CARD);
        response
    }

    fn diamond(&self, ui: &Ui, middle: Pos2, c: &Colors) {
        let half = SIDE / 2.0 - 1.0;
        let corners = [vec2(0.0, -half), vec2(half, 0.0), vec2(0.0, half), vec2(-half, 0.0)].map(|to| middle + to);
        let inside = Rect::from_center_size(middle, Vec2::splat(16.0));
        match self.mark {
            Mark::Glyph(glyph) => {
                let edge = Stroke::new(2.0, if self.selected { c.accent } else { c.ink_2 });
                ui.painter().add(Shape::convex_polygon(corners.to_vec(), c.surface, edge));
                glyph::paint(ui.painter(), inside, glyph, c);
            }
            Mark::Waiting => {
                let edge = Stroke::new(1.5, if self.selected { c.accent } else { c.ink_3 });
                let closed: Vec<Pos2> = corners.into_iter().chain(corners.first().copied()).collect();
                ui.painter().add(Shape::convex_polygon(corners.to_vec(), c.surface, Stroke::NONE));
                ui.painter().extend(Shape::dashed_line(&closed, edge, 4.0, 3.0));
                label::paint_icon(ui, inside, icons::CLOCK, Type::Icon, c.ink_2);
            }
        }
    }
}
