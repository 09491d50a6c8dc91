//! The roadmap: trays for now, next and later side by side, the cards in them, and the business case under them.

use egui::{Align, Id as Key, Layout, Rect, ScrollArea, Ui, vec2};

use crate::assess::priority::Tray;
use crate::model::roadmap::Horizon;
use crate::model::{Id, Workbook};
use crate::ui::desk::{Desk, Room};

use super::{View, business, drag, outcomes, slip, tray};

/// The narrowest tray, and the space between trays.
const TRAY: f32 = 284.0;
const BETWEEN: f32 = 16.0;

/// What the board remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// The outcome whose questions are open, and whether they are to be brought into view.
    pub(super) open: Option<Id>,
    pub(super) bring: bool,
    /// The card whose name is edited.
    pub(super) naming: Option<slip::Naming>,
    /// How high the highest tray was.
    height: f32,
}

impl State {
    /// Opens the questions of an outcome, or closes them.
    pub(super) fn open(&mut self, outcome: Option<Id>) {
        self.open = outcome;
        self.bring = outcome.is_some();
    }

    /// Begins to edit the name of a card.
    pub(super) fn name(&mut self, id: Id, before: String) {
        self.naming = Some(slip::Naming::new(id, before));
    }
}

/// A card in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// The item.
    pub(super) id: Id,
    /// The number of its tray.
    pub(super) tray: usize,
    /// Where it is.
    pub(super) rect: Rect,
}

/// What is drawn in this frame.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// The trays: their horizons and where they are.
    pub(super) trays: Vec<(Option<Horizon>, Rect)>,
    /// The cards, tray by tray.
    pub(super) cards: Vec<Placed>,
    /// The card that takes the focus.
    pub(super) anchor: Option<Id>,
    /// How high what is in a tray is at least.
    pub(super) least: f32,
}

/// The id of a card, for the focus.
pub(super) fn card_key(id: Id) -> Key {
    Key::unique(("roadmap card", id))
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let trays = view.listing.board.trays.clone();
    let width = ui.available_width();
    let count = trays.len().max(1) as f32;
    let stacked = desk.room == Room::Single;
    let share = if stacked { width } else { ((width - BETWEEN * (count - 1.0)) / count).max(TRAY) };
    let mut drawn = Drawn { anchor: drag::anchor(view), ..Drawn::default() };
    if stacked {
        ui.spacing_mut().item_spacing.y = BETWEEN;
        all(ui, desk, view, (&workbook, &trays, share), &mut drawn);
    } else {
        let scroll = ScrollArea::horizontal().id_salt("trays").auto_shrink([false, true]);
        scroll.show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = BETWEEN;
                all(ui, desk, view, (&workbook, &trays, share), &mut drawn);
            });
            drag::scroll(ui, view);
        });
    }
    drag::keys(ui, desk, view, &trays);
    drag::show(ui, desk, view, &drawn);
    outcomes::questions(ui, desk, view, &workbook);
    ui.add_space(16.0);
    business::show(ui, desk, view);
}

fn all(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workbook, trays, width): (&Workbook, &[Tray], f32),
    drawn: &mut Drawn,
) {
    drawn.least = if desk.room == Room::Single { 0.0 } else { view.board.height };
    let mut highest: f32 = 0.0;
    for (number, contents) in trays.iter().enumerate() {
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.push_id(("tray", number), |ui| {
                let (rect, used) = tray::show(ui, desk, view, (workbook, contents), drawn);
                drawn.trays.push((contents.horizon, rect));
                highest = highest.max(used);
            });
        });
    }
    if (highest - view.board.height).abs() > 0.5 {
        view.board.height = highest;
        ui.ctx().request_repaint(); // the trays before the highest were drawn lower than it
    }
}
