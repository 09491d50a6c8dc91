//! Where the selected item stands and why: above or below the cut, pulled up or pushed down, what must come first, and what
//! speaks against it.

use egui::{Align, Layout, Ui, vec2};

use crate::assess::priority::{self, Placing};
use crate::model::roadmap::BacklogItem;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::asking::Asking;
use super::{View, acts, card};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem) {
    let placing = view.listing.sprint.placing(item.id);
    match placing {
        Placing::AsScored => as_scored(ui, desk, view, item),
        Placing::PulledUp { explained } => crossed(ui, desk, view, item, ("Pulled above the cut", explained)),
        Placing::PushedDown { explained } => crossed(ui, desk, view, item, ("Pushed below the cut", explained)),
    }
}

fn as_scored(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem) {
    label::rule(ui);
    card::part(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        warnings(ui, desk, view, item);
        let (text, icon) = if item.in_sprint {
            ("Put below the cut", icons::ARROW_DOWN)
        } else {
            ("Take above the cut", icons::ARROW_UP)
        };
        let button = Button::new(text).icon(icon);
        let keyed = if desk.single_keys { button.key("P") } else { button };
        if keyed.show(ui).clicked() {
            acts::cross(desk, view, item.id);
        }
    });
}

/// What people took across the cut against the score.
fn crossed(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem, (title, explained): (&str, bool)) {
    let c = theme::colors(ui);
    egui::Frame::new().fill(c.accent_soft).show(ui, |ui| {
        card::part(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal(|ui| {
                label::icon(ui, icons::PIN, c.ink);
                label::heading(ui, title, Type::Strong, 2);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if link_named(ui, "Undo", "Undo: back to the side of the cut that the score says").clicked() {
                        acts::cross(desk, view, item.id);
                    }
                });
            });
            let rank = view.listing.sprint.order.iter().find(|ranked| ranked.id == item.id).and_then(|r| r.rank);
            let rank = rank.map_or_else(|| "Not scored.".to_owned(), |rank| format!("Rank {rank} by score."));
            label::text(ui, format!("{rank} {}", priority::why(item)).trim(), Type::Body, c.ink_2);
            if !explained {
                ui.horizontal(|ui| {
                    glyph::show(ui, Glyph::Warning, 14.0);
                    label::line(ui, "Nobody said why.", Type::Medium, c.ink);
                    if link_named(ui, "Say why", "Say why it is there").clicked() {
                        view.asking = Some(Asking::new(item.id, item.in_sprint));
                    }
                });
            }
            warnings(ui, desk, view, item);
        });
    });
}

/// What must come first, and what speaks against it.
pub(super) fn warnings(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, item: &BacklogItem) {
    let c = theme::colors(ui);
    let workbook = desk.snapshot();
    let doubt = priority::doubt(item).map(str::to_owned);
    let broken = view.listing.broken_of(item.id).iter().map(|broken| broken.words(&workbook.roadmap));
    for words in broken.chain(doubt) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
            ui.vertical(|ui| {
                ui.add_space(3.0);
                glyph::show(ui, Glyph::Warning, 14.0);
            });
            label::text(ui, &words::sentence(&words), Type::Body, c.ink);
        });
    }
}
