//! User stories whose acceptance speaks of rates: the selected one as a sentence, the list with what was measured.

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, vec2};

use crate::model::requirements::Story;
use crate::model::{List, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::data::rows::{self, Act};
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::parts::{self, Of};
use crate::ui::panels::sentence::{self, Ended, Sentence};
use crate::ui::panels::spot::Spot;
use crate::ui::panels::{answer, marks};
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::icon_button;
use crate::ui::widgets::sentence::Look as SentenceLook;
use crate::ui::widgets::{label, menu};
use crate::words;

use super::builder::Asked;
use super::table::Told;
use super::wording::{self, STORY_SLOTS};

/// What the stories remember.
#[derive(Debug, Default)]
pub struct State {
    /// The part of the sentence that is being edited.
    pub slot: sentence::State,
    /// The answers that are edited in place.
    pub in_place: in_place::State,
}

/// A story as it is told in the table.
pub fn told(workbook: &Workbook, desk: &Desk<'_>, story: &Story) -> Told {
    let basis = wording::story_basis(workbook, desk.facts, story);
    let rate = story.rate.map(|rate| format!(", in at least {} of cases", words::limit(rate.fraction())));
    let figure = match &basis {
        Some(basis) => format!(", measured {}, {}", basis.measured.to_lowercase(), basis.judged.label()),
        None => ", no rate linked".to_owned(),
    };
    let name = wording::story_name(story);
    Told {
        id: story.id,
        cited: format!("US-{}", story.number),
        said: format!("US-{} {name}{}{figure}", story.number, rate.unwrap_or_default()),
        blank: story.role.trim().is_empty() && story.want.trim().is_empty(),
        name,
        basis,
        instead: None,
        owner: None,
    }
}

/// The card of the selected story.
pub fn card(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (workbook, all, story): (&Workbook, &List<Story>, &Story),
) -> Option<Asked> {
    let c = theme::colors(ui);
    let pad = if ui.available_width() >= 560.0 { 24 } else { 16 };
    let margin = Margin { left: pad, right: pad, top: 12, bottom: 16 };
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    let spot = Spot::item(story.id);
    frame
        .inner_margin(margin)
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            let mut asked = head(ui, desk, (workbook, all, story)).map(Asked::Row);
            let parts = wording::story(story);
            let sentence = Sentence {
                spot: &spot,
                record: story,
                parts: &parts,
                slots: &STORY_SLOTS,
                look: SentenceLook::Boxes,
                example: wording::example,
                blank: |_| "",
            };
            if sentence.show(ui, desk, &mut state.slot) == Some(Ended::Next) {
                asked = Some(Asked::Next);
            }
            let of = Of { spot: &spot, record: story };
            parts::prose(ui, desk, &mut state.in_place, (of, "acceptance", Look::BODY), |_, _| {});
            if let Some(question) = of.question("links")
                && !marks::show(ui, desk, question)
            {
                answer::show(ui, desk, question);
            }
            asked
        })
        .inner
}

fn head(ui: &mut Ui, desk: &Desk<'_>, (workbook, all, story): (&Workbook, &List<Story>, &Story)) -> Option<Act> {
    let c = theme::colors(ui);
    let row = vec2(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(row);
        let more = icon_button(ui, icons::DOTS, &format!("More about {}", wording::story_name(story)), true);
        let asked = menu::below(&more, |ui| rows::commands(ui, all, story.id, "Edit")).flatten();
        match wording::story_basis(workbook, desk.facts, story) {
            Some(basis) => {
                label::worded_chip(ui, basis.judged.verdict(), basis.judged.label());
                label::line(ui, &basis.measured, Type::Small, c.ink_2);
            }
            None => drop(label::plain_chip(ui, "No rate linked")),
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            label::line(ui, &format!("US-{}", story.number), Type::Body, c.ink_3);
            label::heading(ui, &wording::story_name(story), Type::Strong, 2);
        });
        asked
    })
    .inner
}
