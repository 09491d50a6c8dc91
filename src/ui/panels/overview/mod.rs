//! The overview: whether the product is ready for its next gate, what stands in the way, and what to do next.
//!
//! Everything that it shows follows from the workbook and is in `Facts`; every row leads to the place that it is about.
//! `head` says the sentence, `cards` and `gate` show what is worst and what a gate asks for, `todo` what is to be done.

mod cards;
mod gate;
mod grid;
mod head;
mod row;
mod todo;

use egui::{Ui, vec2};

use crate::assess::readiness::GateState;
use crate::model::place::Place;
use crate::model::{Id, Section, Workbook};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The gate that was chosen; without one the next gate is shown.
    gate: Option<Id>,
    /// Whether all steps are listed.
    all_steps: bool,
    /// Whether all actions are listed.
    all_actions: bool,
}

impl View {
    /// The gate that is shown, by its place among the gates of the facts.
    fn gate(&self, desk: &Desk<'_>) -> Option<usize> {
        let readiness = &desk.facts.readiness;
        let chosen = self.gate.and_then(|id| readiness.gates.iter().position(|gate| gate.id == id));
        // where every gate is passed, the last one is still worth a look
        chosen.or(readiness.next).or_else(|| readiness.gates.len().checked_sub(1))
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    super::body(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        if is_empty(&workbook) {
            nothing_yet(ui, desk);
            return;
        }
        ui.add_space(24.0);
        head::show(ui, desk, view);
        ui.add_space(32.0);
        grid::show(ui, desk, view, &workbook);
    });
}

/// Whether nothing was written yet that an overview could be about.
fn is_empty(workbook: &Workbook) -> bool {
    workbook.canvas.notes.is_empty()
        && workbook.failure_modes.modes.is_empty()
        && workbook.budgets.budgets.is_empty()
        && workbook.metrics.metrics.is_empty()
        && workbook.release.gates.is_empty()
}

fn nothing_yet(ui: &mut Ui, desk: &mut Desk<'_>) {
    let c = theme::colors(ui);
    ui.add_space((ui.available_height() * 0.28).max(32.0));
    head::headline(ui, "Start with the problem.");
    ui.add_space(8.0);
    label::text(ui, "Everything else follows from it.", Type::Standfirst, c.ink_2);
    ui.add_space(24.0);
    ui.horizontal_wrapped(|ui| {
        let open = Button::new("Open canvas").primary().large().show(ui);
        regions::entrance(Region::Main, &open);
        if open.clicked() {
            desk.go_to(Place::of_section(Section::Canvas));
        }
        let ask = Button::new("First-hour interview").icon(icons::CHAT_TEXT).large().show(ui);
        if ask.on_hover_text("Fifteen plain questions fill the canvas and more").clicked() {
            desk.orders.push(Order::FirstHour(false));
        }
    });
}

/// A gate by its name, or else its number.
fn name_of(gate: &GateState) -> String {
    if gate.name.is_empty() { format!("RG-{}", gate.number) } else { gate.name.clone() }
}
