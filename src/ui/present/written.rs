//! What was decided and taken on in this workshop, the newest first, so that the facilitator sees at once what a line became:
//! actions with their owner and their day.

use egui::{Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::model::Date;
use crate::model::workshops::Action;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;
use crate::words;

use super::Here;

/// How high an entry is, with the gap below it.
const ENTRY: f32 = 40.0;
/// The least width with decisions and actions side by side.
const BESIDE: f32 = 520.0;

/// How much room it takes: nothing where nothing was written, three entries where the window is high, else one.
#[must_use]
pub(super) fn height(here: Here<'_>, window: f32) -> f32 {
    let (decisions, actions) = (here.workshop.decisions.len(), here.workshop.actions.len());
    let most = if window >= 760.0 { 3 } else { 1 };
    match decisions.max(actions) {
        0 => 0.0,
        some => 36.0 + ENTRY * some.min(most) as f32,
    }
}

/// Shows it, as high as `height` says; what has no room is scrolled to.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, here: Here<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let area = ScrollArea::vertical().id_salt("written").auto_shrink([false, false]);
    area.show(ui, |ui| {
        let width = ui.available_width();
        if width < BESIDE {
            decisions(ui, here);
            actions(ui, desk.today, here);
            return;
        }
        let half = (width - 24.0) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            column(ui, half, |ui| decisions(ui, here));
            column(ui, half, |ui| actions(ui, desk.today, here));
        });
    });
}

fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 0.0);
        contents(ui);
    });
}

fn head(ui: &mut Ui, text: &str, count: usize) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        label::heading(ui, text, Type::Strong, 2);
        label::line(ui, &count.to_string(), Type::Small, c.ink_3);
    });
}

fn decisions(ui: &mut Ui, here: Here<'_>) {
    let all = &here.workshop.decisions;
    if all.is_empty() {
        return;
    }
    head(ui, "Decisions", all.len());
    for decision in all.iter().rev() {
        entry(ui, icons::GAVEL, decision.trim(), None);
    }
}

fn actions(ui: &mut Ui, today: Date, here: Here<'_>) {
    let all = &here.workshop.actions;
    if all.is_empty() {
        return;
    }
    head(ui, "Actions", all.len());
    let mut newest: Vec<&Action> = all.iter().collect();
    newest.reverse();
    for action in newest {
        let owner = match action.owner.trim() {
            "" => "No owner yet",
            owner => owner,
        };
        let due = action.due.map_or_else(|| "no day yet".to_owned(), |due| words::day(due, today));
        entry(ui, icons::CHECK_SQUARE, action.what.trim(), Some(&format!("{owner}, {due}")));
    }
}

/// An entry of two lines: of the text alone, or of one with what is said about it.
fn entry(ui: &mut Ui, icon: char, text: &str, below: Option<&str>) {
    let c = theme::colors(ui);
    ui.horizontal_top(|ui| {
        ui.set_height(ENTRY);
        ui.vertical(|ui| {
            ui.set_width(16.0);
            ui.add_space(2.0);
            label::icon(ui, icon, c.ink_3);
        });
        let rows = if below.is_some() { 1 } else { 2 };
        let galley = theme::cut(ui, text, Type::Body, c.ink, ui.available_width(), rows);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let cut = galley.elided;
            let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            ui.painter().galley(rect.min, galley, c.ink);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
            if cut {
                response.on_hover_text(text);
            }
            if let Some(below) = below {
                label::line(ui, below, Type::Small, c.ink_3);
            }
        });
    });
}
