//! The documents that were opened last: where each stands, and what can be done about one that is not where it was or cannot be
//! read.

use egui::{Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use crate::model::Date;
use crate::store::recent::RecentFile;
use crate::ui::app::App;
use crate::ui::desk::Room;
use crate::ui::files::Intent;
use crate::ui::icons;
use crate::ui::tasks::Purpose;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button, icon_toggle, link, link_named};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label};

/// A moment such as `2026-03-09 14:32` as people say it on the day `today`.
fn when(moment: &str, today: Date) -> String {
    let (day, time) = moment.split_once(' ').unwrap_or((moment, ""));
    let Ok(day) = day.parse::<Date>() else { return moment.to_owned() };
    match (today - day).get_days() {
        0 => format!("Today {time}"),
        1 => format!("Yesterday {time}"),
        2..=6 => day.strftime("%A").to_string(),
        _ => crate::words::short_date(day),
    }
}

/// Shows them.
pub(super) fn show(app: &mut App, ui: &mut Ui, room: Room) {
    let c = theme::colors(ui);
    let ctx = ui.ctx().clone();
    ui.horizontal(|ui| {
        label::heading(ui, "Recent", Type::Title, 2);
        if !app.recent.files().is_empty() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if link(ui, "Clear list").clicked() {
                    app.recent.clear();
                    app.save_recent();
                }
            });
        }
    });
    label::rule(ui);
    if app.recent.files().is_empty() {
        ui.add_space(8.0);
        label::text(ui, "Documents you open appear here.", Type::Prompt, c.ink_2);
        if Button::new("Open").name("Open a document").icon(icons::FOLDER_OPEN).show(ui).clicked() {
            app.leave_for(&ctx, Intent::ChooseFile);
        }
    }
    for file in app.recent.files().to_vec() {
        row(app, ui, &file, room);
    }
}

/// What is wrong with the file of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Missing,
    Unreadable,
}

/// How wide what stands at the right of a row is: its standing, its day, two buttons.
const fn right_side(room: Room) -> f32 {
    match room {
        Room::Wide | Room::Rail => 330.0,
        Room::Tight | Room::Narrow => 210.0,
        Room::Single => 72.0,
    }
}

fn row(app: &mut App, ui: &mut Ui, file: &RecentFile, room: Room) {
    let trouble = if app.missing.contains(&file.path) {
        Some(Trouble::Missing)
    } else {
        app.unreadable.contains(&file.path).then_some(Trouble::Unreadable)
    };
    let width = ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let response = title(ui, file, (width - right_side(room)).max(120.0), trouble);
        if response.clicked() && trouble != Some(Trouble::Missing) {
            let ctx = ui.ctx().clone();
            app.leave_for(&ctx, Intent::Open(file.path.clone()));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::X, &format!("Take {} off the list", file.product), true).clicked() {
                app.recent.forget(&file.path);
                app.save_recent();
            }
            let pin = format!("{} {}", if file.pinned { "Unpin" } else { "Pin" }, file.product);
            if icon_toggle(ui, icons::PIN, &pin, true, file.pinned).clicked() {
                app.recent.set_pinned(&file.path, !file.pinned);
                app.save_recent();
            }
            if room > Room::Single {
                beside(app, ui, file, (trouble, room));
            }
        });
    });
    let (line, _) = ui.allocate_exact_size(vec2(width, 1.0), Sense::hover());
    ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, theme::colors(ui).line));
}

/// The name and the path, which open the file.
fn title(ui: &mut Ui, file: &RecentFile, width: f32, trouble: Option<Trouble>) -> egui::Response {
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 52.0), Sense::click());
    if response.hovered() && trouble != Some(Trouble::Missing) {
        ui.painter().rect_filled(rect, radius::CONTROL, c.hover);
    }
    let ring = Rect::from_center_size(rect.left_center() + vec2(16.0, 0.0), Vec2::splat(16.0));
    if trouble.is_none() {
        glyph::paint(ui.painter(), ring, Glyph::Ring(file.complete), c);
    }
    let ink = if trouble.is_some() { c.ink_3 } else { c.ink };
    let title = theme::cut(ui, &file.product, Type::Name, ink, rect.width() - 52.0, 1);
    let path = theme::cut(ui, &file.path.display().to_string(), Type::Small, c.ink_3, rect.width() - 52.0, 1);
    ui.painter().galley(rect.min + vec2(44.0, 5.0), title, ink);
    ui.painter().galley(rect.min + vec2(44.0, 29.0), path, c.ink_3);
    focus::ring_inside(ui, &response, rect, radius::CONTROL);
    let after = match trouble {
        Some(Trouble::Missing) => ", not where it was",
        Some(Trouble::Unreadable) => ", could not be read",
        None => "",
    };
    let said = format!("Open {}, {}{after}", file.product, file.path.display());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, trouble != Some(Trouble::Missing), &said));
    response
}

/// Where the document stands and when it was opened; or what can be done about its file. From right to left.
fn beside(app: &mut App, ui: &mut Ui, file: &RecentFile, (trouble, room): (Option<Trouble>, Room)) {
    let c = theme::colors(ui);
    let today = (app.around.now)().date();
    match trouble {
        Some(Trouble::Missing) => {
            if link_named(ui, "Locate file", &format!("Locate {}", file.product)).clicked() {
                app.ask(Purpose::Locate(file.path.clone()));
            }
        }
        Some(Trouble::Unreadable) => {
            if link_named(ui, "Restore points", &format!("Restore points of {}", file.product)).clicked() {
                app.show_points_of_unopened(&file.path, &file.product);
            }
            label::line(ui, "Could not be read", Type::Body, c.ink_3);
            glyph::show(ui, Glyph::Warning, 14.0);
        }
        None => {
            let day = when(&file.opened, today);
            let width = 112.0;
            ui.allocate_ui_with_layout(vec2(width, 20.0), egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.set_width(width);
                label::line(ui, &day, Type::Body, c.ink_3);
            });
            if room >= Room::Rail {
                ui.allocate_ui_with_layout(vec2(128.0, 20.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.set_width(128.0);
                    standing(ui, file);
                });
            }
        }
    }
}

/// The weightiest open findings, as of the last save or opening.
fn standing(ui: &mut Ui, file: &RecentFile) {
    let c = theme::colors(ui);
    let (glyph, words) = match (file.blockers, file.warnings) {
        (None, _) | (_, None) => return,
        (Some(0), Some(0)) => (Glyph::Verdict(crate::assess::budget::Verdict::Within), "Nothing open".to_owned()),
        (Some(0), Some(warnings)) => (Glyph::Warning, number(warnings, "warning")),
        (Some(blockers), _) => (Glyph::Blocker, number(blockers, "blocker")),
    };
    glyph::show(ui, glyph, 16.0);
    label::line(ui, &words, Type::Body, c.ink_2);
}

fn number(count: usize, word: &str) -> String {
    let digits = crate::words::count(count as u64);
    if count == 1 { format!("{digits} {word}") } else { format!("{digits} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_as_people_say_them() {
        let today = Date::constant(2026, 3, 9);
        for (moment, said) in [
            ("2026-03-09 14:32", "Today 14:32"),
            ("2026-03-08 09:00", "Yesterday 09:00"),
            ("2026-03-06 09:00", "Friday"),
            ("2026-02-19 09:00", "19 Feb 2026"),
            ("once", "once"),
        ] {
            assert_eq!(when(moment, today), said);
        }
    }
}
