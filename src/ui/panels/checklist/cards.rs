//! The cards of the functions, which are the tabs of the list, and the legend of their squares.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use crate::knowledge;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;
use crate::ui::widgets::status_square::{self, Card};

use super::View;
use super::rows::Listing;

const GAP: f32 = 16.0;

/// Shows them: four side by side, or two where there is little room.
pub(super) fn show(ui: &mut Ui, view: &mut View, listing: &Listing) {
    let across = if ui.available_width() >= 600.0 { 4 } else { 2 };
    let gap = if ui.available_width() >= 900.0 { GAP } else { GAP / 2.0 };
    let width = ((ui.available_width() - gap * (across as f32 - 1.0)) / across as f32).floor();
    let squares = listing.functions.iter().map(|function| function.statuses.len()).max().unwrap_or_default();
    let size = vec2(width, status_square::card_height(width, squares));
    let rows = listing.functions.len().div_ceil(across);
    let height = rows as f32 * (size.y + gap) - gap;
    let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::hover());
    let functions = knowledge::framework().functions.iter().zip(&listing.functions);
    for (index, (function, state)) in functions.enumerate() {
        let at = all.min + vec2((index % across) as f32, (index / across) as f32) * (size + vec2(gap, gap));
        let card = Card {
            name: &function.id,
            title: &function.title,
            done: state.counts.done,
            of: state.counts.applicable(),
            matching: (view.choice.filter.parts() > 0).then_some(state.matching),
            statuses: &state.statuses,
            on: index == view.function,
        };
        let response = ui
            .scope_builder(UiBuilder::new().max_rect(Rect::from_min_size(at, size)), |ui| card.show(ui, size))
            .inner
            .on_hover_text(Type::Small.text(function.meaning.as_str(), theme::colors(ui).ink));
        if response.clicked() && view.function != index {
            view.function = index;
            view.choice.selected = None;
            view.open = None;
        }
    }
    legend(ui);
    super::profile::show(ui, view, listing);
}

/// What the squares mean, and what Space does.
fn legend(ui: &mut Ui) {
    let c = theme::colors(ui);
    let hint = "Space cycles status, Enter opens";
    ui.add_space(8.0);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 24.0), Layout::right_to_left(Align::Center), |ui| {
        if ui.available_width() > 720.0 {
            label::line(ui, hint, Type::Caption, c.ink_3);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = if ui.available_width() > 560.0 { 16.0 } else { 8.0 };
            status_square::legend(ui);
        });
    });
}
