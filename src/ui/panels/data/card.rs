//! The card of the selected source: every question about it, each answered where it is read, and what the checker found.

use egui::{Frame, Margin, ScrollArea, Stroke, StrokeKind, Ui, vec2};

use crate::model::data::DataSource;
use crate::model::limits::LimitKind;
use crate::model::place::Place;
use crate::model::{List, Section};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::parts::{self, Of};
use crate::ui::panels::side_card;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius, size};
use crate::ui::widgets::button::{icon_button, link_named};
use crate::ui::widgets::{label, menu};
use crate::words;

use super::View;
use super::rows::{self, Act};
use super::wording;

/// The white space inside the card.
const PAD: i8 = 20;

/// The card beside the table: as high as the page.
pub fn beside(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, source: &DataSource) -> Option<Act> {
    let c = theme::colors(ui);
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect(whole, radius::CARD, c.surface, Stroke::new(1.0, c.line), StrokeKind::Inside);
    let mut asked = None;
    ui.scope_builder(egui::UiBuilder::new().max_rect(whole.shrink(1.0)), |ui| {
        ScrollArea::vertical().id_salt("card").auto_shrink([false, false]).show(ui, |ui| {
            let margin = Margin::symmetric(PAD, 16);
            Frame::new().inner_margin(margin).show(ui, |ui| asked = contents(ui, desk, view, source));
        });
    });
    asked
}

/// The card below the table: as high as its contents.
pub fn below(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, source: &DataSource) -> Option<Act> {
    let mut asked = None;
    side_card::below(ui, f32::from(PAD), |ui| asked = contents(ui, desk, view, source));
    asked
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, source: &DataSource) -> Option<Act> {
    ui.spacing_mut().item_spacing.y = 4.0;
    let spot = Spot::item(source.id);
    let of = Of { spot: &spot, record: source };
    let asked = head(ui, desk, view, of, source);
    let state = &mut view.in_place;
    let look = Look { style: Type::Prompt, ..Look::BODY };
    ui.add_space(4.0);
    parts::prose(ui, desk, state, (of, "description", look), |_, _| {});
    findings(ui, desk, source);
    divide(ui);
    parts::fact(ui, desk, state, (of, "owner"));
    parts::fact(ui, desk, state, (of, "provenance"));
    parts::fact(ui, desk, state, (of, "rights"));
    parts::fact(ui, desk, state, (of, "retention"));
    parts::fact(ui, desk, state, (of, "freshness"));
    ui.add_space(4.0);
    parts::pair(ui, desk, state, (of, ["rights_state", "sensitivity"]));
    ui.add_space(4.0);
    parts::pair(ui, desk, state, (of, ["used_for", "size"]));
    ui.add_space(4.0);
    parts::pair(ui, desk, state, (of, ["from", "to"]));
    divide(ui);
    label::heading(ui, "Does it speak for everybody?", Type::Strong, 2);
    for key in ["representativeness", "segments", "quality"] {
        parts::prose(ui, desk, state, (of, key, Look::BODY), |_, _| {});
    }
    parts::prose(ui, desk, state, (of, "known_bias", Look::BODY), limits);
    asked
}

fn divide(ui: &mut Ui) {
    ui.add_space(8.0);
    label::rule(ui);
    ui.add_space(8.0);
}

/// Its number and name, and the menu.
fn head(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, of: Of<'_>, source: &DataSource) -> Option<Act> {
    let c = theme::colors(ui);
    let mut asked = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.vertical(|ui| {
            ui.set_width(34.0);
            ui.add_space(3.0);
            label::line(ui, &format!("D-{}", source.number), Type::Body, c.ink_3);
        });
        let width = ui.available_width() - size::CONTROL - 8.0;
        ui.allocate_ui(vec2(width, size::CONTROL), |ui| {
            ui.set_width(width);
            let look = Look { style: Type::Name, ..Look::BODY };
            let was_open = view.in_place.is_editing(of.spot, "name");
            in_place::show(ui, desk, &mut view.in_place, (of.spot, of.record, "name"), look);
            let ended = was_open && !view.in_place.is_editing(of.spot, "name");
            // Enter and Escape lead back to the row that the name was edited from
            if ended && std::mem::take(&mut view.naming) && in_place::reads(ui, of.spot, "name") {
                view.sources.focus = true;
                ui.ctx().request_repaint();
            }
        });
        let more = icon_button(ui, icons::DOTS, &format!("More about {}", wording::name(source)), true);
        let workbook = desk.snapshot();
        let sources: &List<DataSource> = &workbook.data.sources;
        asked = menu::below(&more, |ui| rows::commands(ui, sources, source.id, "Rename")).flatten();
    });
    asked
}

fn findings(ui: &mut Ui, desk: &mut Desk<'_>, source: &DataSource) {
    let facts = desk.facts;
    // what is marked as unknown says so at its place
    let is_marked = |key: &&'static str| source.marks.get(key).is_some();
    let told = facts.of_item(source.id).filter(|finding| !finding.place.fields.first().is_some_and(is_marked));
    for (number, finding) in told.enumerate() {
        parts::finding(ui, desk, finding, number);
    }
}

/// The way to the limits that follow from what the data does not hold.
pub fn limits(ui: &mut Ui, desk: &mut Desk<'_>) {
    let follows = |kind| matches!(kind, Some(LimitKind::TrainingBias | LimitKind::Shift | LimitKind::Extrapolation));
    let count = desk.workbook().limits.limits.iter().filter(|limit| follows(limit.kind)).count();
    let text = format!("Limits, {count}");
    let name = format!("Go to the limits: {} from data", words::how_many(count, "limit", "limits"));
    if link_named(ui, &text, &name).clicked() {
        desk.go_to(Place::of_section(Section::Limits));
    }
}
