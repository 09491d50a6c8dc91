//! The card of sensitive data: the sources that hold some, as their section knows them, what they are for, and how far the
//! privacy review is.

use egui::{Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::model::data::{DataSource, Sensitivity};
use crate::model::impact::{Impact, ReviewState};
use crate::model::place::Place;
use crate::model::{Record as _, Section, Workbook};
use crate::ui::desk::Desk;
use crate::ui::panels::data::{table, wording as data_wording};
use crate::ui::panels::form;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::parts::{self, Of};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::glyph;
use crate::ui::widgets::{focus, label};

/// How high the row of a source is.
const ROW: f32 = 48.0;

/// Shows what the card holds.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, workbook: &Workbook) {
    let impact = &*workbook.impact;
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        label::heading(ui, "Sensitive data", Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if link_named(ui, "Data", "Go to the data").clicked() {
                desk.go_to(Place::of_section(Section::Data));
            }
        });
    });
    label::rule(ui);
    let sensitive =
        |source: &&DataSource| matches!(source.sensitivity, Some(Sensitivity::Personal | Sensitivity::Special));
    let mut any = false;
    for source in workbook.data.sources.iter().filter(sensitive) {
        self::source(ui, desk, source);
        any = true;
    }
    if !any {
        ui.add_space(4.0);
        label::text(
            ui,
            "No source in Data is personal or of a special category.",
            Type::Small,
            theme::colors(ui).ink_3,
        );
    }
    ui.add_space(8.0);
    let spot = Spot::section(Section::Impact);
    let of = Of { spot: &spot, record: impact };
    parts::prose(ui, desk, state, (of, "sensitive_data", Look::BODY), |_, _| {});
    ui.add_space(8.0);
    label::rule(ui);
    ui.add_space(8.0);
    review(ui, desk, state, impact);
}

/// A source: what is in it, and whether it may be used.
fn source(ui: &mut Ui, desk: &mut Desk<'_>, source: &DataSource) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, egui::Id::unique(("sensitive source", source.id)), Sense::click());
    let state = data_wording::clearance(source);
    let name = data_wording::name(source);
    let sensitivity = source.sensitivity.map_or("", Sensitivity::label);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Link, true, format!("Go to data source {name}: {sensitivity}, {}", state.text))
    });
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), radius::CHIP, c.hover);
    }
    let words = theme::line(ui, &state.text, Type::Body, c.ink_2);
    let top = rect.top() + 4.0;
    let left = rect.right() - words.size().x;
    ui.painter().galley(pos2(left, top), words, c.ink_2);
    if let Some(shape) = state.shape {
        let mark = Rect::from_center_size(pos2(left - 11.0, top + 10.0), Vec2::splat(14.0));
        glyph::paint(ui.painter(), mark, table::glyph_of(shape), c);
    }
    let title = theme::cut(ui, name, Type::Medium, c.ink, left - 26.0 - rect.left(), 1);
    ui.painter().galley(pos2(rect.left(), top), title, c.ink);
    let rights = source.rights.trim();
    let purpose = if rights.is_empty() { sensitivity.to_owned() } else { format!("{sensitivity}. {rights}") };
    let purpose = theme::cut(ui, &purpose, Type::Small, c.ink_2, rect.width(), 1);
    ui.painter().galley(pos2(rect.left(), top + 20.0), purpose, c.ink_2);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    focus::ring(ui, &response, rect, radius::CHIP);
    if response.clicked() {
        desk.go_to(Place::of_item(Section::Data, "sources", source));
    }
    response.on_hover_text(rights);
}

/// The privacy review: how far, by whom, until when, and what it found.
fn review(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, impact: &Impact) {
    let spot = Spot::section(Section::Impact);
    let found = |finding: &&crate::assess::findings::Finding| {
        finding.place.items.is_empty() && finding.place.fields.first() == Some(&"privacy_review")
    };
    let facts = desk.facts;
    for (number, finding) in facts.of_section(Section::Impact).iter().filter(found).enumerate() {
        parts::finding(ui, desk, finding, number);
    }
    form::some(ui, desk, &spot, impact, &["privacy_review"]);
    let begun = impact.privacy_review.is_some_and(|state| state != ReviewState::NotStarted);
    let told = ["privacy_reviewer", "privacy_date", "privacy_note"];
    let blank = |key: &&str| impact.answer(key).is_none_or(crate::model::Value::is_blank);
    if begun || !told.iter().all(blank) {
        ui.add_space(4.0);
        let of = Of { spot: &spot, record: impact };
        parts::fact(ui, desk, state, (of, "privacy_reviewer"));
        form::some(ui, desk, &spot, impact, &["privacy_date"]);
        parts::prose(ui, desk, state, (of, "privacy_note", Look::QUIET), |_, _| {});
    }
}
