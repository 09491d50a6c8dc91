//! What stands against the export, and what will not be in it: said before anything is written. Nothing of it stops anybody.

use egui::{Align, Layout, Ui};

use crate::pack::preflight::{Kind, Remark};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;

use super::laying::Laying;
use super::part_head;

/// Shows the list.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, laying: &Laying) {
    let c = theme::colors(ui);
    let count = |kind| laying.remarks.iter().filter(|remark| remark.kind == kind).count();
    let counts = [Kind::LeftOut, Kind::Mend, Kind::Blocked].map(|kind| (kind, count(kind)));
    part_head(ui, "Preflight", |ui| {
        for (kind, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            let words = if kind == Kind::LeftOut { format!("{count} left out") } else { count.to_string() };
            label::line(ui, &words, Type::Small, c.ink_2).on_hover_text(meaning(kind));
            sign(ui, kind, 14.0);
        }
    });
    if laying.remarks.is_empty() {
        let words = if laying.is_checked() { "Nothing stands against it." } else { "Looking it over." };
        super::inset(ui, |ui| drop(label::text(ui, words, Type::Body, c.ink_3)));
    }
    for (at, remark) in laying.remarks.iter().enumerate() {
        ui.push_id(("remark", at), |ui| row(ui, desk, remark));
    }
}

/// What a kind means.
const fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Blocked => "Printed on every page",
        Kind::Mend => "Better mended first",
        Kind::LeftOut => "Will not be in it",
    }
}

fn sign(ui: &mut Ui, kind: Kind, side: f32) {
    match kind {
        Kind::Blocked => drop(glyph::show(ui, Glyph::Blocker, side)),
        Kind::Mend => drop(glyph::show(ui, Glyph::Warning, side)),
        Kind::LeftOut => drop(label::icon(ui, icons::EYE_SLASH, theme::colors(ui).ink_3)),
    }
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, remark: &Remark) {
    let c = theme::colors(ui);
    label::rule(ui);
    super::inset(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.add_space(3.0);
                sign(ui, remark.kind, 16.0);
            });
            ui.vertical(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                    if let Some(place) = &remark.place {
                        let act = if remark.character.is_some() { "Replace" } else { "Open" };
                        if link_named(ui, act, &format!("{act}: {}", remark.title)).clicked() {
                            desk.go_to(place.clone());
                        }
                    }
                    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                        let title = label::text(ui, &remark.title, Type::Medium, c.ink);
                        title.on_hover_text(meaning(remark.kind));
                    });
                });
                if !remark.detail.trim().is_empty() {
                    label::text(ui, &remark.detail, Type::Small, c.ink_3);
                }
            });
        });
    });
}
