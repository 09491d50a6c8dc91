//! The card of the hypothesis: one sentence that is filled in part by part, the same in one's own words, and what would prove
//! it right or wrong.

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, vec2};

use crate::model::Section;
use crate::model::discovery::Discovery;
use crate::ui::desk::Desk;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::marks;
use crate::ui::panels::parts::{self, Of};
use crate::ui::panels::sentence::{self, Sentence};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::label;
use crate::ui::widgets::sentence::Look as SentenceLook;

use super::wording::{self, SLOTS};

/// Shows it.
pub fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (slot, in_place): (&mut sentence::State, &mut in_place::State),
    discovery: &Discovery,
) {
    let c = theme::colors(ui);
    let spot = Spot::section(Section::Discovery);
    let pad = if ui.available_width() >= 560.0 { 24 } else { 16 };
    let margin = Margin { left: pad, right: pad, top: 12, bottom: 16 };
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        head(ui);
        let words = wording::hypothesis(discovery);
        let sentence = Sentence {
            spot: &spot,
            record: discovery,
            parts: &words,
            slots: &SLOTS,
            look: SentenceLook::Boxes,
            example: wording::example,
            blank: wording::blank,
        };
        sentence.show(ui, desk, slot);
        ui.add_space(4.0);
        let of = Of { spot: &spot, record: discovery };
        own_words(ui, desk, of);
        in_place::show(ui, desk, in_place, (&spot, discovery, "hypothesis"), Look::BODY);
        parts::prose(ui, desk, in_place, (of, "evidence_of_success", Look::BODY), |_, _| {});
    });
}

/// The label of the hypothesis as prose; where it is marked, the mark brings a label.
fn own_words(ui: &mut Ui, desk: &mut Desk<'_>, of: Of<'_>) {
    let Some(question) = of.question("hypothesis").filter(|question| question.mark.is_none()) else { return };
    let row = vec2(ui.available_width(), size::TARGET);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        ui.spacing_mut().item_spacing.x = 4.0;
        label::line(ui, "In your own words", Type::Caption, theme::colors(ui).ink_2);
        marks::menu(ui, desk, question);
    });
}

fn head(ui: &mut Ui) {
    let row = vec2(ui.available_width(), size::TARGET);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        label::heading(ui, "Hypothesis", Type::Strong, 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.available_width() > 170.0 {
                label::line(ui, "Tab moves from part to part", Type::Small, theme::colors(ui).ink_3);
            }
        });
    });
}
