//! What a page points at: the fields that the selected step of the history changed, with a bar, and for a moment the place
//! that was just gone to, with an edge.

use std::collections::{BTreeSet, HashSet};

use egui::{Rect, Stroke, StrokeKind, Ui, pos2};

use crate::difference::Difference;
use crate::model::Id;
use crate::model::place::Place;

use super::panels::spot::Spot;
use super::theme::{self, radius};

/// Seconds for which a place that was gone to is marked.
const FLASH: f64 = 0.6;

/// What is pointed at.
#[derive(Debug, Default)]
pub struct Pointed {
    /// The controls of the fields that the selected step changed.
    fields: HashSet<egui::Id>,
    /// The items that it changed or brought.
    items: BTreeSet<Id>,
    flash: Option<Flash>,
}

#[derive(Debug)]
struct Flash {
    field: Option<egui::Id>,
    item: Option<Id>,
    /// Until when; from the frame that first shows it.
    until: Option<f64>,
}

impl Pointed {
    /// Points at everything that a step changed.
    pub fn at_changes(&mut self, difference: Option<&Difference>) {
        let changes = difference.map(Difference::changes).unwrap_or_default();
        self.fields = changes.iter().filter_map(|change| control_at(&change.place)).collect();
        self.items = changes.iter().filter_map(|change| change.place.item()).map(|(_, id, _)| id).collect();
    }

    /// Marks a place for a moment.
    pub fn flash(&mut self, place: &Place) {
        let item = place.item().map(|(_, id, _)| id);
        self.flash = Some(Flash { field: control_at(place), item, until: None });
    }

    /// What has been marked long enough is not any more. Call once a frame, before the page is drawn.
    pub fn tick(&mut self, ctx: &egui::Context, reduced_motion: bool) {
        let Some(flash) = &mut self.flash else { return };
        let now = ctx.input(|input| input.time);
        let until = *flash.until.get_or_insert(now + FLASH);
        if now >= until || reduced_motion {
            self.flash = None;
        } else {
            ctx.request_repaint_after_secs((until - now) as f32);
        }
    }

    /// Paints what points at a field, whose control has this id, around what it takes up.
    pub fn paint_field(&self, ui: &Ui, control: egui::Id, rect: Rect) {
        let c = theme::colors(ui);
        if self.fields.contains(&control) {
            let bar = Rect::from_min_max(pos2(rect.left() - 10.0, rect.top()), pos2(rect.left() - 7.0, rect.bottom()));
            let painter = ui.painter().with_clip_rect(ui.clip_rect().expand(12.0));
            painter.rect_filled(bar, 2.0, c.accent);
        }
        if self.flash.as_ref().is_some_and(|flash| flash.field == Some(control)) {
            edge(ui, rect.expand(4.0));
        }
    }

    /// Paints what points at an item, in the row that shows it.
    pub fn paint_row(&self, ui: &Ui, item: Id, rect: Rect) {
        if self.items.contains(&item) {
            let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
            ui.painter().rect_filled(bar, 2.0, theme::colors(ui).accent);
        }
        if self.flash.as_ref().is_some_and(|flash| flash.item == Some(item)) {
            edge(ui, rect);
        }
    }
}

fn edge(ui: &Ui, rect: Rect) {
    let painter = ui.painter().with_clip_rect(ui.clip_rect().expand(4.0));
    painter.rect_stroke(rect, radius::CONTROL, Stroke::new(2.0, theme::colors(ui).accent), StrokeKind::Inside);
}

/// The id of the control of the field at a place; `None` for the place of an item or a section.
#[must_use]
pub fn control_at(place: &Place) -> Option<egui::Id> {
    let (spot, key) = Spot::at(place)?;
    Some(egui::Id::unique((&spot, key)))
}
