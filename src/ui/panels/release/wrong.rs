//! The card of what to do if it goes wrong: each answer is edited where it is read.

use egui::{Frame, Stroke, Ui};

use crate::model::Section;
use crate::model::release::Release;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

/// Shows it.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, release: &Release) {
    let c = theme::colors(ui);
    let spot = Spot::section(Section::Release);
    let frame =
        Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD).inner_margin(16);
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        label::heading(ui, "If it goes wrong", Type::Name, 2);
        let parts = [
            (icons::POWER, "Kill switch", "kill_switch"),
            (icons::UNDO, "Rollback", "rollback"),
            (icons::PROHIBIT, "Stop-ship criteria", "stop_ship"),
            (icons::BOOK_OPEN, "Incident playbook", "playbook"),
            (icons::USERS_THREE, "Human review and override", "human_review"),
        ];
        for (icon, title, key) in parts {
            part(ui, icon, title);
            in_place::show(ui, desk, state, (&spot, release, key), Look::BODY);
            match key {
                "kill_switch" => {
                    let hint = "Never tried. When was the last drill, and how long did it take?";
                    marked(ui, release.kill_switch_drill.trim().is_empty(), |ui| {
                        let look = Look::QUIET.hint(hint);
                        in_place::show(ui, desk, state, (&spot, release, "kill_switch_drill"), look);
                    });
                }
                "rollback" => {
                    let never =
                        release.rollback_rehearsed.is_none() && release.marks.get("rollback_rehearsed").is_none();
                    marked(ui, never, |ui| {
                        ui.vertical(|ui| {
                            if never {
                                label::text(ui, "Never rehearsed", Type::Small, c.ink_2);
                            }
                            in_place::show(ui, desk, state, (&spot, release, "rollback_rehearsed"), Look::QUIET);
                        });
                    });
                }
                _ => {}
            }
        }
    });
}

/// A line and the head of a part.
fn part(ui: &mut Ui, icon: char, title: &str) {
    ui.add_space(8.0);
    label::rule(ui);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        label::icon(ui, icon, theme::colors(ui).ink_2);
        label::heading(ui, title, Type::Strong, 3);
    });
}

/// A second line, with a triangle before it while it is missing.
fn marked(ui: &mut Ui, missing: bool, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        if missing {
            ui.vertical(|ui| {
                ui.add_space(4.0);
                glyph::show(ui, Glyph::Warning, 14.0);
            });
        }
        ui.vertical(contents);
    });
}

/// What is in the first release and what is not, in two columns where there is room.
pub fn scope(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, release: &Release) {
    let c = theme::colors(ui);
    let spot = Spot::section(Section::Release);
    for (title, key) in [("In the first release", "mvp_in"), ("Not in the first release", "mvp_out")] {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            // a marked answer brings its own label
            if release.marks.get(key).is_none() {
                label::line(ui, title, Type::Caption, c.ink_2);
            }
            in_place::show(ui, desk, state, (&spot, release, key), Look::BODY);
        });
        ui.add_space(8.0);
    }
}
