//! The rest of the detail: what follows for people, what is done about it, how people scored it and what it is linked to; or,
//! on demand, every question of the failure mode.

use egui::{Ui, vec2};

use crate::model::Record;
use crate::model::failure_modes::FailureMode;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

use super::super::answer::{self, Question};
use super::super::spot::Spot;
use super::inline::{self, Look};
use super::{View, detail, mitigations, noticed, ratings};

/// The narrowest card that has two columns here.
const TWO_COLUMNS: f32 = 880.0;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    if !view.questions {
        let width = ui.available_width();
        if width >= TWO_COLUMNS {
            let left = (width - 32.0) * 0.4;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 32.0;
                for (share, second) in [(left, false), (width - 32.0 - left, true)] {
                    ui.allocate_ui(vec2(share, 0.0), |ui| {
                        ui.set_width(share);
                        ui.vertical(|ui| {
                            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                            if second { done_about_it(ui, desk, view, mode) } else { effect(ui, desk, view, mode) }
                        });
                    });
                }
            });
        } else {
            effect(ui, desk, view, mode);
            done_about_it(ui, desk, view, mode);
        }
        label::rule(ui);
        rest(ui, desk, view, mode);
        label::rule(ui);
    }
    let (text, icon) =
        if view.questions { ("Fewer questions", icons::CARET_DOWN) } else { ("All questions", icons::CARET_RIGHT) };
    let button = Button::new(text).quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(button.id, |node| node.set_expanded(view.questions));
    if button.clicked() {
        view.questions = !view.questions;
        view.inline.stop();
    } else if view.questions {
        ui.add_space(8.0);
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width().min(920.0));
            super::super::form::record(ui, desk, &Spot::item(mode.id), mode, &[]);
        });
    }
}

/// What is done about it, and whether the rest is accepted.
fn done_about_it(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    ui.scope(|ui| mitigations::show(ui, desk, view, mode));
    detail::acceptance(ui, desk, view, mode);
}

/// Why it happens and what follows.
fn effect(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let c = theme::colors(ui);
    label::heading(ui, "What happens", Type::Strong, 3);
    let parts = [("When", "condition"), ("Why", "cause"), ("What follows", "effect"), ("Who is harmed", "harmed")];
    for (text, key) in parts {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            label::line(ui, text, Type::Caption, c.ink_3);
            inline::show(ui, desk, &mut view.inline, (mode, key), Look::BODY);
        });
    }
}

/// Scores, who would notice, how people scored it, and links.
fn rest(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let groups: [&[&str]; 2] = [
        &["severity", "residual_severity", "frequency", "residual_frequency", "category"],
        &["budgets", "metrics", "signals", "practices"],
    ];
    for (at, group) in groups.into_iter().enumerate() {
        let width = ui.available_width();
        let columns = if width >= TWO_COLUMNS { 2 } else { 1 };
        for pair in group.chunks(columns) {
            let share = (width - 32.0 * (columns - 1) as f32) / columns as f32;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 32.0;
                for key in pair {
                    ui.allocate_ui(vec2(share, 0.0), |ui| {
                        ui.set_width(share);
                        ui.spacing_mut().item_spacing.x = 8.0;
                        question(ui, desk, mode, key);
                    });
                }
            });
        }
        if at == 0 {
            label::rule(ui);
            let silent = view.listing.silent.contains(&mode.id);
            ui.scope(|ui| {
                ui.set_max_width(ui.available_width().min(920.0));
                noticed::show(ui, desk, mode, silent);
            });
            label::rule(ui);
            ui.scope(|ui| ratings::show(ui, desk, view, mode));
            ui.add_space(4.0);
            label::rule(ui);
        }
    }
}

fn question(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode, key: &str) {
    let spot = Spot::item(mode.id);
    if let Some((field, value)) = mode.answers().find(|(field, _)| field.key == key) {
        let question = Question { spot: &spot, field, value, mark: mode.marks.get(key) };
        answer::show(ui, desk, question);
    }
}
