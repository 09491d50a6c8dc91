//! Which workshop it is to be: one that is planned, or a new one from a ready agenda by its digit.

use egui::{ScrollArea, Ui};

use crate::assess::workshop::is_over;
use crate::edit::landing;
use crate::knowledge;
use crate::model::workshops::{Attribution, Workshop};
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{label, menu};
use crate::words;

use super::{Ask, View, acts};

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
                let text = match view.window {
                    Some(_) => "The room is asked for a moment. It sees the workshop as soon as you choose one.",
                    None => "The room sees nothing until you show it something.",
                };
                label::text(ui, text, Type::Body, c.ink_2);
                let workshops = &desk.workbook().workshops.workshops;
                if !workshops.is_empty() {
                    ui.add_space(16.0);
                    label::heading(ui, "In this workbook", Type::Strong, 2);
                }
                let mut sorted: Vec<_> = workshops.iter().collect();
                let under_way = |workshop: &Workshop| {
                    !workshop.began.trim().is_empty() && !is_over(workshop) && workshop.date == Some(desk.today)
                };
                sorted
                    .sort_by_key(|workshop| (!under_way(workshop), workshop.date.is_none_or(|date| date < desk.today)));
                for workshop in sorted {
                    let name =
                        if workshop.name.trim().is_empty() { "Workshop without a name" } else { workshop.name.trim() };
                    let text = workshop
                        .date
                        .map_or_else(|| name.to_owned(), |date| format!("{name}, {}", words::day(date, desk.today)));
                    let text = if under_way(workshop) { format!("{text}, under way") } else { text };
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
                let own = menu::Row::new("Without an agenda: a wall for notes").icon(crate::ui::icons::NOTE_PENCIL);
                if own.keys("0").stays().show(ui).clicked() {
                    view.ask(Ask::MakeOwn);
                }
                ui.add_space(16.0);
                if Button::new("Leave").key("Esc").show(ui).clicked() {
                    view.ask(Ask::Leave);
                }
            });
        });
    });
}

/// Makes a workshop without an agenda, and leads it.
pub(super) fn make_own(desk: &mut Desk<'_>, view: &mut View) {
    let workshop = Workshop {
        date: Some(desk.today),
        facilitator: desk.author.to_owned(),
        attribution: Some(Attribution::Initials),
        ..Workshop::default()
    };
    let id = desk.edit("add workshop", |workbook, ids| landing::begin(workbook, ids, workshop, Vec::new()));
    view.choose(id);
}

/// A workshop without an agenda has no clock that begins: it is held on the day on which the room sees it, or something is said.
pub(super) fn date(desk: &mut Desk<'_>, view: &View) {
    let held = view.led(desk.workbook());
    if held.is_some_and(|held| held.date.is_none() && held.agenda.is_empty()) {
        let today = desk.today;
        acts::change(desk, view, "say when the workshop is", |workshop| workshop.date = Some(today));
    }
}
