//! What stands above a sheet: how many rows there are, the filter, the choice of columns, and the way back to the page.

use std::collections::BTreeSet;

use egui::Ui;

use crate::model::list::Items;
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::menu;
use crate::words;

use super::{Sheet, acts};

/// Shows it. `true` if the sheet is to be closed.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, sheet: &mut Sheet, items: &dyn Items) -> bool {
    let total = words::how_many(items.len(), sheet.kind.singular(), sheet.kind.plural());
    let shown = sheet.listing.rows.len();
    let counts = if shown == items.len() { words::capitalized(&total) } else { format!("{shown} of {total}") };
    let mut closed = false;
    let title = sheet.title.clone();
    super::super::head(ui, &title, &counts, |ui| {
        let wide = desk.room >= Room::Rail;
        let back = if wide {
            Button::new("Back to the page").icon(icons::ARROW_LEFT).show(ui)
        } else {
            icon_button(ui, icons::ARROW_LEFT, "Back to the page", true)
        };
        closed = back.clicked();
        columns(ui, sheet);
        if sheet.wanted.sort.is_some() {
            keep_order(ui, desk, sheet, wide);
        }
        filter(ui, sheet, wide);
    });
    closed
}

/// Shows only these values of a column; none stands for all.
pub(super) fn set_values(sheet: &mut Sheet, key: &'static str, values: BTreeSet<String>) {
    if values.is_empty() {
        sheet.wanted.values.remove(key);
    } else {
        sheet.wanted.values.insert(key, values);
    }
}

fn filter(ui: &mut Ui, sheet: &mut Sheet, wide: bool) {
    if !sheet.wanted.is_all() && icon_button(ui, icons::X, "Show all rows", true).clicked() {
        sheet.wanted.words.clear();
        sheet.wanted.values.clear();
    }
    let width = if wide { 200.0 } else { 120.0 };
    let field = TextField::line(sheet.id().with("filter"), "Filter the rows by words").hint("Filter").width(width);
    if let Some(text) = field.show(ui, &sheet.wanted.words).text {
        sheet.wanted.words = text;
    }
}

fn columns(ui: &mut Ui, sheet: &mut Sheet) {
    let hidden = sheet.columns.all().iter().filter(|column| !column.shown).count();
    let name = if hidden == 0 { "Columns".to_owned() } else { format!("Columns, {hidden} hidden") };
    let button = icon_button(ui, icons::SLIDERS, &name, true);
    menu::below(&button, |ui| {
        if hidden > 0 && menu::Row::new("Show all columns").icon(icons::EYE).show(ui).clicked() {
            sheet.columns.show_all();
        }
        let all: Vec<_> = sheet.columns.all().to_vec();
        for column in all {
            if menu::Row::new(column.field.label).chosen(column.shown).stays().show(ui).clicked() {
                sheet.columns.toggle(column.field.key);
            }
        }
    });
}

/// The order that is shown becomes the order of the list, where the person wants it.
fn keep_order(ui: &mut Ui, desk: &mut Desk<'_>, sheet: &mut Sheet, wide: bool) {
    let whole = sheet.wanted.is_all();
    let name = if whole { "Keep this order" } else { "Keep this order: show all rows first" };
    let kept = if wide {
        Button::new("Keep this order").icon(icons::SORT_ASCENDING).quiet().name(name).enabled(whole).show(ui)
    } else {
        icon_button(ui, icons::SORT_ASCENDING, name, whole)
    };
    if kept.clicked() {
        acts::keep_order(desk, sheet);
    }
}
