//! The line below a sheet: what is selected, with its sum and mean, what was done last, and what can be done with several rows.

use egui::{Align, Layout, Rect, Sense, Stroke, Ui, UiBuilder};

use crate::model::list::Items;
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::label;
use crate::words;

use super::Sheet;
use super::acts;
use super::listing::amount;

/// How high it is.
pub(super) const HEIGHT: f32 = 40.0;

/// The most cells that are summed in a frame.
const MOST_CELLS: usize = 20_000;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, sheet: &mut Sheet, items: &dyn Items) {
    let c = theme::colors(ui);
    let rect = ui.available_rect_before_wrap();
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, c.line_strong));
    let inside = Rect::from_min_max(rect.min, rect.max);
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)), |ui| {
        if sheet.rows().len() > 1 {
            bulk(ui, desk, sheet);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let said = selected(sheet, items);
            label::line(ui, &said, Type::Small, c.ink_2);
            if !sheet.said.is_empty() && ui.available_width() > 80.0 {
                let done = label::line(ui, &sheet.said, Type::Small, c.ink_3);
                // spoken when it changes, without taking the focus
                ui.ctx().accesskit_node_builder(done.id, |node| node.set_live(egui::accesskit::Live::Polite));
            }
        });
    });
    ui.allocate_rect(rect, Sense::hover());
}

/// What can be done with several rows at once.
fn bulk(ui: &mut Ui, desk: &mut Desk<'_>, sheet: &mut Sheet) {
    let wide = desk.room >= Room::Rail;
    let button = |ui: &mut Ui, icon: char, words: &str| {
        if wide { Button::new(words).icon(icon).quiet().show(ui) } else { icon_button(ui, icon, words, true) }
    };
    if button(ui, icons::TRASH, "Delete rows").clicked() {
        acts::delete(desk, sheet);
    }
    if button(ui, icons::COPY, "Duplicate rows").clicked() {
        acts::duplicate(desk, sheet);
    }
    if button(ui, icons::ARROW_DOWN, "Fill down").clicked() {
        acts::fill_down(desk, sheet);
    }
}

/// How much is selected, and what its numbers come to.
fn selected(sheet: &Sheet, items: &dyn Items) -> String {
    let (down, across) = sheet.range.size();
    if (down, across) == (1, 1) {
        let column = sheet.columns.shown().nth(sheet.range.cursor.column);
        return column.map(|column| column.field.prompt.to_owned()).unwrap_or_default();
    }
    let mut parts = vec![format!("{down} × {across} cells")];
    if down * across <= MOST_CELLS {
        let keys = sheet.keys();
        let records =
            sheet.range.rows().filter_map(|row| sheet.listing.rows.get(row)).filter_map(|(at, _)| items.get(*at));
        let values = records.flat_map(|record| keys.iter().filter_map(|key| record.answer(key)));
        let numbers: Vec<f64> = values.filter_map(|value| amount(value.view())).collect();
        if numbers.len() > 1 {
            let sum: f64 = numbers.iter().sum();
            let rounded = |value: f64| words::number((value * 1_000.0).round() / 1_000.0);
            parts.push(format!("sum {}", rounded(sum)));
            parts.push(format!("mean {}", rounded(sum / numbers.len() as f64)));
        }
    }
    parts.join(", ")
}
