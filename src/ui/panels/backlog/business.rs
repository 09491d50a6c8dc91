//! The strip of the business case: in words, and its ranges side by side.

use egui::{Ui, vec2};

use crate::assess::priority::{Business, Case};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::View;
use super::settings::{self, Group};

/// The narrowest strip with its figures beside the words.
const BESIDE: f32 = 1000.0;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        let case = if let Business::Case(case) = &view.listing.business { Some(*case) } else { None };
        let width = ui.available_width();
        match case {
            Some(case) if width >= BESIDE => {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 24.0;
                    let left = width * 0.34;
                    ui.allocate_ui(vec2(left, 0.0), |ui| {
                        ui.set_width(left);
                        ui.vertical(|ui| said(ui, view));
                    });
                    figures(ui, &case);
                });
            }
            Some(case) => {
                said(ui, view);
                ui.add_space(8.0);
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(24.0, 8.0);
                    figures(ui, &case);
                });
            }
            None => said(ui, view),
        }
        edit(ui, desk, view);
    });
}

fn edit(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let open = *view.settings.of(Group::Business);
    let icon = if open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let button = Button::new("Figures and assumptions").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(open));
    if button.clicked() {
        *view.settings.of(Group::Business) = !open;
    }
    if open {
        settings::questions(ui, desk, Group::Business);
    }
}

/// The case in words, or what is wrong with it.
fn said(ui: &mut Ui, view: &View) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::heading(ui, "Business case", Type::Name, 2);
        if view.listing.assumptions > 0 {
            label::assumption_chip(ui, "Rests on an assumption")
                .on_hover_text("Notes on value and cost in the canvas are still assumptions");
        }
    });
    match &view.listing.business {
        Business::Case(case) => drop(label::text(ui, &case.words(), Type::Body, c.ink_2)),
        Business::Wrong(wrong) => {
            for words in wrong {
                ui.horizontal(|ui| {
                    glyph::show(ui, Glyph::Blocker, 14.0);
                    label::text(ui, &words::sentence(words), Type::Body, c.ink);
                });
            }
        }
        Business::Missing(missing) => {
            let missing: Vec<String> = missing.iter().map(|label| (*label).to_owned()).collect();
            let words = format!("What is it worth, and what does it cost? Still to set: {}.", words::series(&missing));
            label::text(ui, &words, Type::Body, c.ink_2);
        }
    }
}

fn figures(ui: &mut Ui, case: &Case) {
    let currency = case.currency;
    let range = |(low, high): (f64, f64)| {
        format!("{} to {}", words::about_money(low, currency), words::about_money(high, currency))
    };
    let unknown = || "Not known".to_owned();
    figure(ui, ("Value a year", &range(case.value)), "careful to hopeful");
    figure(ui, ("Running cost a year", &range(case.cost)), "low to high");
    figure(ui, ("To build", &case.build.map_or_else(unknown, range)), "once");
    figure(ui, ("Pays back", &case.pays_back().unwrap_or_else(unknown)), "hopeful to careful");
}

fn figure(ui: &mut Ui, (caption, value): (&str, &str), note: &str) {
    let c = theme::colors(ui);
    let wide = theme::line(ui, value, Type::Figure, c.ink).size().x;
    let width = wide.max(theme::line(ui, caption, Type::Caption, c.ink).size().x).max(90.0);
    ui.allocate_ui(vec2(width, 56.0), |ui| {
        ui.set_width(width);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            label::line(ui, caption, Type::Caption, c.ink_3);
            label::line(ui, value, Type::Figure, c.ink);
            label::line(ui, note, Type::Small, c.ink_3);
        });
    });
}
