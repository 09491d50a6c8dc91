//! The two shares, typed side by side: together they are at most all cases, and the rest is beyond.

use egui::{Ui, vec2};

use crate::model::limits::Limit;
use crate::model::manner;
use crate::model::{Rate, Record as _};
use crate::ui::desk::Desk;
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::field::{self, TextField};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::shares::{self, Shares};

const HOLDS: &str = "share_holds";
const DEGRADES: &str = "share_degrades";

/// Shows them, with what is wrong if they add to more than all.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, limit: &Limit) {
    let both_short = limit.marks.get(HOLDS).is_none() && limit.marks.get(DEGRADES).is_none();
    if both_short && ui.available_width() >= 280.0 {
        let width = (ui.available_width() - 16.0) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for key in [HOLDS, DEGRADES] {
                ui.allocate_ui(vec2(width, 0.0), |ui| {
                    ui.set_width(width);
                    share(ui, desk, limit, key);
                });
            }
        });
    } else {
        share(ui, desk, limit, HOLDS);
        ui.add_space(8.0);
        share(ui, desk, limit, DEGRADES);
    }
    if let Shares::Over(sum) = Shares::of(limit) {
        let c = theme::colors(ui);
        ui.horizontal_top(|ui| {
            glyph::show(ui, Glyph::Warning, 16.0);
            let said = format!("They add to {}. Both are parts of all live cases: 100% at most.", words::share(sum));
            label::text(ui, &said, Type::Small, c.atrisk_text);
        });
    }
}

/// One of them.
fn share(ui: &mut Ui, desk: &mut Desk<'_>, limit: &Limit, key: &'static str) {
    let spot = Spot::item(limit.id);
    let Some((field, value)) = limit.answers().find(|(field, _)| field.key == key) else { return };
    let (own, other, says, other_key) = if key == HOLDS {
        (limit.share_holds, limit.share_degrades, "degrades for", DEGRADES)
    } else {
        (limit.share_degrades, limit.share_holds, "holds for", HOLDS)
    };
    let question = Question { spot: &spot, field, value, mark: limit.marks.get(key) };
    answer::show_as(ui, desk, question, &mut |ui, desk, question| {
        let edit = TextField::line(question.id(), question.field.label).hint("Such as 86%");
        let current = own.map(|rate: Rate| manner::decimal(&rate.to_string())).unwrap_or_default();
        let reads = |text: &str| shares::read(text, other, says).map(drop);
        if let Some(new) = field::value(ui, edit, &current, &reads).text {
            let name = format!("edit {}", question.field.label.to_lowercase());
            question.spot.write(desk, &name, key, |value| answer::set(value, &new));
            // what was refused beside the old share is not taken unseen beside the new one
            field::forget(ui, egui::Id::unique((question.spot, other_key)));
        }
    });
}
