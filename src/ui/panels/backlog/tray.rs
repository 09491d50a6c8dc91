//! One tray of the roadmap: its head with the points, its outcomes, its cards, and the ways to add to it.

use egui::{CornerRadius, Frame, Layout, Rect, Stroke, StrokeKind, Ui, vec2};

use crate::assess::priority::Tray;
use crate::model::Workbook;
use crate::model::roadmap::Horizon;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

use super::board::Drawn;
use super::settings::{self, Group};
use super::{View, acts, drag, outcomes, slip};

/// White space inside a tray.
const PAD: f32 = 12.0;

/// Shows a tray; gives where it is, and how high what is in it is.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workbook, tray): (&Workbook, &Tray),
    drawn: &mut Drawn,
) -> (Rect, f32) {
    let (number, least) = (drawn.trays.len(), drawn.least);
    let c = theme::colors(ui);
    let corner = CornerRadius::same(radius::CARD);
    let frame = Frame::new().fill(c.sunken).corner_radius(corner).inner_margin(PAD);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        let top = ui.next_widget_position().y;
        head(ui, workbook, tray);
        outcomes::show(ui, desk, view, (workbook, tray));
        for id in &tray.items {
            if let Some(item) = view.listing.item(&workbook.roadmap, *id) {
                slip::show(ui, desk, view, (item, number), drawn);
            }
        }
        if tray.horizon == Some(Horizon::Later) {
            against(ui, desk, view, workbook);
        }
        let rest = top + least - ui.next_widget_position().y - 24.0;
        let used = ui.next_widget_position().y - top + 24.0;
        ui.add_space(rest.max(0.0));
        foot(ui, desk, view, tray, number);
        used
    });
    let rect = shown.response.rect;
    if drag::is_over(view, number) {
        ui.painter().rect_stroke(rect, corner, Stroke::new(2.0, c.accent), StrokeKind::Inside);
    }
    (rect, shown.inner)
}

/// What a tray is called.
pub(super) fn title(horizon: Option<Horizon>) -> &'static str {
    horizon.map_or("Not planned", Horizon::label)
}

fn head(ui: &mut Ui, workbook: &Workbook, tray: &Tray) {
    let c = theme::colors(ui);
    let over = tray.room.is_some_and(|room| tray.points > room);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        label::heading(ui, title(tray.horizon), Type::Name, 2);
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let load = tray.load();
            let words = label::line(ui, &load, Type::Small, if over { c.ink } else { c.ink_3 });
            if over {
                words.on_hover_text("More points than the sprint has room for");
                glyph::show(ui, Glyph::Warning, 14.0);
            }
            let sprint = workbook.roadmap.sprint.trim();
            if tray.horizon == Some(Horizon::Now) && !sprint.is_empty() && ui.available_width() > 60.0 {
                ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                    label::line(ui, sprint, Type::Small, c.ink_3);
                });
            }
        });
    });
    if tray.unpointed > 0 && tray.horizon == Some(Horizon::Now) {
        let words = crate::words::how_many(tray.unpointed, "item has no points", "items have no points");
        label::text(ui, &crate::words::sentence(&crate::words::capitalized(&words)), Type::Small, c.ink_3);
    }
}

fn foot(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, tray: &Tray, number: usize) {
    let c = theme::colors(ui);
    let name = format!("Add item to {}", title(tray.horizon).to_lowercase());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        label::icon(ui, icons::PLUS, c.accent);
        let link = link_named(ui, "Item", &name);
        if number == 0 && tray.items.is_empty() {
            regions::entrance(Region::Main, &link);
        }
        if link.clicked() {
            acts::add(ui, desk, view, tray.horizon);
        }
    });
}

/// What will not be done, and why.
fn against(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let c = theme::colors(ui);
    let decided = &workbook.roadmap.decided_against;
    ui.add_space(4.0);
    for line in decided.iter().filter(|line| !line.trim().is_empty()) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.vertical(|ui| {
                ui.add_space(4.0);
                glyph::show(ui, Glyph::Kind(crate::model::canvas::NoteKind::Decision), 12.0);
            });
            label::text(ui, line.trim(), Type::Body, c.ink_2);
        });
    }
    let open = *view.settings.of(Group::Against);
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let button = Button::new("Decided against").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(open));
    if button.clicked() {
        *view.settings.of(Group::Against) = !open;
    }
    if open {
        settings::questions(ui, desk, Group::Against);
    }
}
