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

/// The share of the strip that the words take, where its figures stand beside them.
const WORDS: f32 = 0.34;
/// White space between figures.
const GAP: f32 = 24.0;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        let case = if let Business::Case(case) = &view.listing.business { Some(*case) } else { None };
        let width = ui.available_width();
        match case {
            Some(case) => {
                let figures = figures(&case);
                let wide: f32 = figures.iter().map(|figure| figure.width(ui) + GAP).sum();
                if wide <= width * (1.0 - WORDS) {
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = GAP;
                        let left = width * WORDS;
                        ui.allocate_ui(vec2(left, 0.0), |ui| {
                            ui.set_width(left);
                            ui.vertical(|ui| said(ui, view));
                        });
                        for figure in &figures {
                            figure.show(ui);
                        }
                    });
                } else {
                    said(ui, view);
                    ui.add_space(8.0);
                    ui.horizontal_wrapped(|ui| {
                        ui.spacing_mut().item_spacing = vec2(GAP, 8.0);
                        for figure in &figures {
                            figure.show(ui);
                        }
                    });
                }
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

/// A figure of the case.
struct Figure {
    caption: &'static str,
    value: String,
    note: &'static str,
}

fn figures(case: &Case) -> [Figure; 4] {
    let currency = case.currency;
    let range = |(low, high): (f64, f64)| {
        let (low, high) = (words::about_money(low, currency), words::about_money(high, currency));
        if low == high { low } else { format!("{low} to {high}") }
    };
    let unknown = || "Not known".to_owned();
    let build = case.build.map_or_else(unknown, range);
    [
        Figure { caption: "Value a year", value: range(case.value), note: "careful to hopeful" },
        Figure { caption: "Running cost a year", value: range(case.cost), note: "low to high" },
        Figure { caption: "To build", value: build, note: "once" },
        Figure { caption: "Pays back", value: case.pays_back().unwrap_or_else(unknown), note: "hopeful to careful" },
    ]
}

impl Figure {
    fn width(&self, ui: &Ui) -> f32 {
        let ink = theme::colors(ui).ink;
        let wide = theme::line(ui, &self.value, Type::Figure, ink).size().x;
        wide.max(theme::line(ui, self.caption, Type::Caption, ink).size().x).max(90.0)
    }

    fn show(&self, ui: &mut Ui) {
        let c = theme::colors(ui);
        let width = self.width(ui);
        ui.allocate_ui(vec2(width, 56.0), |ui| {
            ui.set_width(width);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                label::line(ui, self.caption, Type::Caption, c.ink_3);
                label::line(ui, &self.value, Type::Figure, c.ink);
                // where low and high are one figure, there is no range to explain
                if self.note == "once" || self.value.contains(" to ") {
                    label::line(ui, self.note, Type::Small, c.ink_3);
                }
            });
        });
    }
}
