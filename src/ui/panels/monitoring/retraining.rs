//! The card of the retraining: a chain from what sets it off to the way back, and what it may cost.

use egui::{Frame, Stroke, Ui, vec2};

use crate::model::monitoring::Monitoring;
use crate::model::{Record, Section};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::label;

/// A part of the chain: its icon and title, the question that is chosen from a few, and the one in words.
struct Link {
    icon: char,
    title: &'static str,
    choice: Option<&'static str>,
    words: Option<&'static str>,
}

/// The chain, and what belongs to all of it.
const LINKS: [Link; 6] = [
    Link { icon: icons::FLAG_PENNANT, title: "Trigger", choice: Some("trigger"), words: Some("trigger_detail") },
    Link { icon: icons::DATABASE, title: "Data and labels", choice: Some("label_origin"), words: Some("collection") },
    Link { icon: icons::FLASK, title: "Validation", choice: Some("validation"), words: Some("validation_detail") },
    Link { icon: icons::UNDO, title: "Rollback", choice: None, words: Some("retraining_rollback") },
    Link { icon: icons::COINS, title: "Cost", choice: Some("retraining_budget"), words: None },
    Link { icon: icons::WARNING_DIAMOND, title: "Incidents", choice: None, words: Some("incidents_to") },
];

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, monitoring: &Monitoring) {
    let c = theme::colors(ui);
    let frame =
        Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD).inner_margin(16);
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            label::heading(ui, "Retraining plan", Type::Name, 2);
            if ui.available_width() > 320.0 {
                label::line(ui, "From what sets it off to the way back", Type::Body, c.ink_2);
            }
        });
        ui.add_space(4.0);
        label::rule(ui);
        ui.add_space(8.0);
        let width = ui.available_width();
        let across = match width {
            860.0.. => 4,
            520.0.. => 2,
            _ => 1,
        };
        let (chain, rest) = LINKS.split_at(4);
        for (row, links) in chain.chunks(across).chain(rest.chunks(across.min(2))).enumerate() {
            if row > 0 {
                ui.add_space(12.0);
            }
            let share = (width - 24.0 * (across as f32 - 1.0)) / across as f32;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 24.0;
                for link in links {
                    ui.allocate_ui_with_layout(vec2(share, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                        ui.set_width(share);
                        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
                        part(ui, desk, state, (monitoring, link));
                    });
                }
            });
        }
    });
}

fn part(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, (monitoring, link): (&Monitoring, &Link)) {
    let c = theme::colors(ui);
    let spot = Spot::section(Section::Monitoring);
    ui.horizontal(|ui| {
        label::icon(ui, link.icon, c.ink_2);
        label::heading(ui, link.title, Type::Strong, 3);
        let is_link = link.words.is_some() && link.title != "Rollback" && link.title != "Incidents";
        if is_link {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                label::icon(ui, icons::ARROW_RIGHT, c.ink_3);
            });
        }
    });
    if let Some(key) = link.choice
        && let Some((field, value)) = monitoring.answers().find(|(field, _)| field.key == key)
    {
        answer::show(ui, desk, Question { spot: &spot, field, value, mark: monitoring.marks.get(key) });
    }
    if let Some(key) = link.words {
        in_place::show(ui, desk, state, (&spot, monitoring, key), Look::BODY);
    }
}

/// Whether a question of the section is a text that is edited where it is read.
pub fn is_in_place(key: &str) -> bool {
    LINKS.iter().any(|link| link.words == Some(key))
}
