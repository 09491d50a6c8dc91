//! The change log: what changed from version to version, for a reader of the last one.

use egui::{Ui, vec2};

use crate::edit::operations::{duplicate_item, move_item};
use crate::model::reviews::LogEntry;
use crate::model::{Id, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::{label, menu};
use crate::words;

use super::{View, acts};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let log = &workbook.reviews.log;
    super::heading(ui, "Change log", "What changed, for a reader of the last version", |ui| {
        let add = Button::new("Entry").quiet().icon(icons::PLUS).name("Add change log entry").show(ui);
        if add.clicked() {
            acts::log(desk, view);
        }
        super::as_sheet(ui, "log", "change log");
    });
    if super::marked(ui, desk, workbook, "log") {
        return;
    }
    label::rule(ui);
    if log.is_empty() {
        let text = "Nothing is written down yet. A reader of the last version looks here first.";
        label::text(ui, text, Type::Body, theme::colors(ui).ink_3);
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    for (index, entry) in log.iter().enumerate() {
        ui.push_id(entry.id, |ui| row(ui, desk, view, (entry, index, log.len())));
    }
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (entry, index, count): (&LogEntry, usize, usize)) {
    let c = theme::colors(ui);
    let spot = Spot::item(entry.id);
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 0.0);
        let wide = width >= 520.0;
        if wide {
            ui.add_space(8.0);
            super::super::column(ui, 64.0, |ui| {
                in_place::show(ui, desk, &mut view.editing, (&spot, entry, "version"), Look::BODY.hint("Version"));
            });
            super::super::column(ui, 84.0, |ui| {
                ui.add_space(2.0);
                let date = entry.date.map_or_else(|| "No day".to_owned(), |date| words::short_day(date, desk.today));
                label::line(ui, &date, Type::Body, c.ink_3);
            });
        }
        let fixed = if wide { 8.0 + 64.0 + 84.0 + 104.0 + 5.0 * 12.0 } else { 24.0 };
        super::super::column(ui, width - fixed - 28.0, |ui| {
            if !wide {
                let date = entry.date.map(|date| words::short_day(date, desk.today)).unwrap_or_default();
                label::line(ui, &format!("{} {date}", entry.version.trim()), Type::Small, c.ink_3);
            }
            in_place::show(ui, desk, &mut view.editing, (&spot, entry, "what"), Look::BODY);
        });
        if wide {
            super::super::column(ui, 104.0, |ui| {
                in_place::show(ui, desk, &mut view.editing, (&spot, entry, "by"), Look::BODY.hint("By"));
            });
        }
        let name = format!("More about the entry {}", index + 1);
        let dots = icon_button(ui, icons::DOTS, &name, true);
        menu::below(&dots, |ui| row_menu(ui, desk, view, (entry.id, index, count)));
    });
    if view.open == Some(entry.id) {
        super::every_question(ui, desk, view, (entry.id, entry));
    }
    label::rule(ui);
}

fn row_menu(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (id, index, count): (Id, usize, usize)) {
    let open = view.open == Some(id);
    let text = if open { "Close every question" } else { "Show every question" };
    if menu::Row::new(text).icon(icons::NOTE_PENCIL).show(ui).clicked() {
        view.open = Some(id).filter(|_| !open);
    }
    if menu::Row::new("Duplicate").icon(icons::COPY).show(ui).clicked() {
        desk.edit("duplicate change log entry", |workbook, ids| duplicate_item(workbook, ids, id));
    }
    let up = menu::Row::new("Move up").icon(icons::ARROW_UP).enabled(index > 0).show(ui);
    if up.clicked() && index > 0 {
        desk.edit("move change log entry", |workbook, _| move_item(workbook, id, index - 1));
    }
    let down = menu::Row::new("Move down").icon(icons::ARROW_DOWN).enabled(index + 1 < count).show(ui);
    if down.clicked() && index + 1 < count {
        desk.edit("move change log entry", |workbook, _| move_item(workbook, id, index + 1));
    }
    if menu::Row::new("Delete").icon(icons::TRASH).show(ui).clicked() {
        desk.remove_item(id, "change log entry");
    }
}
