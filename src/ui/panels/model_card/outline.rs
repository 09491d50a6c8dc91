//! The outline of the card: its headings, how far each is written, and which one is in sight.

use egui::{Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::checklist::PracticeStatus;
use crate::model::model_card::ModelCard;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

use super::headings::{self, HEADINGS, State};

const ROW: f32 = 32.0;

/// Shows it. Gives the heading that was clicked.
pub fn show(ui: &mut Ui, card: &ModelCard, current: usize) -> Option<usize> {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut clicked = None;
    for (at, heading) in HEADINGS.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        let here = at == current;
        let state = headings::state(card, heading);
        let said = format!("{}: {}", heading.title, state.words());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, here, &said));
        if here {
            ui.painter().rect_filled(rect, radius::CONTROL, c.accent_soft);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
        }
        let status = match state {
            State::Whole => PracticeStatus::Done,
            State::Partly => PracticeStatus::InProgress,
            State::Empty => PracticeStatus::NotStarted,
        };
        let square = Rect::from_center_size(pos2(rect.left() + 18.0, rect.center().y), Vec2::splat(14.0));
        glyph::paint(ui.painter(), square, Glyph::Status(status), c);
        let (style, ink) = if here { (Type::Strong, c.ink) } else { (Type::Body, c.ink_2) };
        let galley = theme::cut(ui, heading.title, style, ink, rect.width() - 40.0, 1);
        ui.painter().galley(pos2(rect.left() + 34.0, rect.center().y - galley.size().y / 2.0), galley, ink);
        focus::ring_inside(ui, &response, rect, radius::CONTROL);
        if response.clicked() {
            clicked = Some(at);
        }
    }
    legend(ui);
    clicked
}

fn legend(ui: &mut Ui) {
    let c = theme::colors(ui);
    ui.add_space(12.0);
    for (icon, words) in [
        (icons::PENCIL, "Paper: you write it here."),
        (icons::LINK, "Linked: it follows from another section. Change it there."),
    ] {
        ui.horizontal_top(|ui| {
            ui.add_space(8.0);
            label::icon(ui, icon, c.ink_3);
            label::text(ui, words, Type::Small, c.ink_3);
        });
        ui.add_space(4.0);
    }
}
