//! Which workshop it is to be: one that is planned, or a new one from a ready agenda by its digit.

use egui::{ScrollArea, Ui};

use crate::knowledge;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{label, menu};
use crate::words;

use super::{Ask, View};

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &mut View) {
    let c = theme::colors(ui);
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let width = (ui.available_width() - 32.0).min(640.0);
        let left = ((ui.available_width() - width) / 2.0).max(16.0);
        ui.horizontal_top(|ui| {
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.add_space(48.0);
                ui.spacing_mut().item_spacing.y = 6.0;
                label::long_heading(ui, "Which workshop do you lead?", Type::Display, 1);
                let text = "The room sees nothing until you show it something.";
                label::text(ui, text, Type::Body, c.ink_2);
                let workshops = &desk.workbook().workshops.workshops;
                if !workshops.is_empty() {
                    ui.add_space(16.0);
                    label::heading(ui, "In this workbook", Type::Strong, 2);
                }
                let mut sorted: Vec<_> = workshops.iter().collect();
                sorted.sort_by_key(|workshop| workshop.date.is_none_or(|date| date < desk.today));
                for workshop in sorted {
                    let name =
                        if workshop.name.trim().is_empty() { "Workshop without a name" } else { workshop.name.trim() };
                    let text = workshop
                        .date
                        .map_or_else(|| name.to_owned(), |date| format!("{name}, {}", words::day(date, desk.today)));
                    if menu::Row::new(&text).icon(crate::ui::icons::USERS_THREE).stays().show(ui).clicked() {
                        view.ask(Ask::Choose(workshop.id));
                    }
                }
                ui.add_space(16.0);
                label::heading(ui, "Begin with a ready agenda", Type::Strong, 2);
                for (at, agenda) in knowledge::agendas().iter().enumerate() {
                    let text = format!("{}, {} min", agenda.title, agenda.minutes());
                    let keys = if at < 9 { (at + 1).to_string() } else { String::new() };
                    let row = menu::Row::new(&text).icon(crate::ui::icons::TIMER).keys(&keys).stays().show(ui);
                    if row.on_hover_text(Type::Small.text(agenda.about.as_str(), c.ink)).clicked() {
                        view.ask(Ask::Make(at));
                    }
                }
                ui.add_space(16.0);
                if Button::new("Leave").key("Esc").show(ui).clicked() {
                    view.ask(Ask::Leave);
                }
            });
        });
    });
}
