//! The two cards of the merge that count what each side changed.

use egui::{Align, CornerRadius, Frame, Layout, Ui, vec2};

use crate::difference::Difference;
use crate::model::Date;
use crate::ui::history::moment_words;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::label;

use super::dialog::Dialog;
use super::{Source, wording};

/// Shows both, side by side where there is room.
pub fn show(ui: &mut Ui, dialog: &Dialog, today: Date) {
    let Ok(merge) = &dialog.theirs.merge else { return };
    let mine = if dialog.since.is_empty() { "here".to_owned() } else { format!("here, since {}", dialog.since) };
    let place = if matches!(dialog.source, Source::Disk(_)) { "on disk" } else { "in the copy" };
    let written = dialog.theirs.written.map(|at| moment_words(Some(at), today));
    let theirs = written.map_or_else(|| place.to_owned(), |at| format!("{place}, {at}"));
    let sides = [("Mine", icons::IDENTIFICATION, mine, &merge.ours), ("Theirs", icons::FLOPPY, theirs, &merge.theirs)];
    let gap = 12.0;
    let narrow = ui.available_width() < 400.0;
    let width = if narrow { ui.available_width() } else { (ui.available_width() - gap) / 2.0 };
    let both = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(gap, 8.0);
        for (name, icon, when, difference) in &sides {
            card(ui, (name, *icon), when, difference, width);
        }
    };
    if narrow {
        ui.vertical(both)
    } else {
        ui.horizontal_top(both)
    };
}

fn card(ui: &mut Ui, (name, icon): (&str, char), when: &str, difference: &Difference, width: f32) {
    let c = theme::colors(ui);
    let (number, rest) = wording::extent(difference);
    let frame = Frame::new().fill(c.sunken).corner_radius(CornerRadius::same(radius::CARD)).inner_margin(16);
    let shown = frame.show(ui, |ui| {
        ui.set_width(width - 32.0);
        ui.vertical(|ui| {
            ui.set_width(width - 32.0);
            ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
            ui.horizontal(|ui| {
                label::icon(ui, icon, c.ink);
                label::line(ui, name, Type::Strong, c.ink);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    label::line(ui, when, Type::Small, c.ink_2);
                });
            });
            ui.horizontal(|ui| {
                label::line(ui, &number, Type::Figure, c.ink);
                label::line(ui, &rest, Type::Body, c.ink_2);
            });
        });
    });
    ui.ctx().accesskit_node_builder(shown.response.id, |node| {
        node.set_role(egui::accesskit::Role::Group);
        node.set_label(format!("{name}, {when}: {number} {rest}"));
    });
}
