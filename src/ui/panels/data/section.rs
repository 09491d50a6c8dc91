//! The questions of the section itself: what a label means, how data is split, what is missing; and what stands where there is
//! no source yet.

use egui::{Align, Layout, Ui, vec2};

use crate::model::data::Data;
use crate::model::{Record, Section};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::answer::Question;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::panels::marks;
use crate::ui::panels::parts::{self, Of};
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

use super::card;
use super::rows::Act;

/// The least width of three columns of text.
const THREE: f32 = 720.0;
/// The questions.
const KEYS: [&str; 3] = ["label_definition", "split", "known_gaps"];

/// Shows them, and what the checker found about the section as a whole.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, data: &Data) {
    ui.spacing_mut().item_spacing.y = 4.0;
    label::heading(ui, "Labels, split and gaps", Type::Strong, 2);
    let facts = desk.facts;
    let whole = facts.of_section(Section::Data).iter().filter(|finding| finding.place.items.is_empty());
    for (number, finding) in whole.enumerate() {
        parts::finding(ui, desk, finding, number);
    }
    label::rule(ui);
    let is_marked = KEYS.iter().any(|key| data.marks.get(key).is_some());
    let columns = if ui.available_width() >= THREE && !is_marked { KEYS.len() } else { 1 };
    let width = (ui.available_width() - 24.0 * (columns as f32 - 1.0)) / columns as f32;
    for keys in KEYS.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            for key in keys {
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                    question(ui, desk, state, (data, key));
                });
            }
        });
    }
}

fn question(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut in_place::State, (data, key): (&Data, &'static str)) {
    let spot = Spot::section(Section::Data);
    let of = Of { spot: &spot, record: data };
    parts::prose(ui, desk, state, (of, key, Look::BODY), |ui, desk| {
        if key == "known_gaps" {
            card::limits(ui, desk);
        }
    });
}

/// What asks for the first source.
pub fn no_source(ui: &mut Ui, desk: &mut Desk<'_>, data: &Data) -> Option<Act> {
    let mut add = false;
    ui.add_space(24.0);
    label::text(ui, "Where does what it knows come from, and who may use it?", Type::Prompt, theme::colors(ui).ink_2);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let button = Button::new("Add source").primary().icon(icons::PLUS).name("Add the first data source").show(ui);
        regions::entrance(Region::Main, &button);
        add = button.clicked();
        with(data, "sources", |question| marks::menu(ui, desk, question));
    });
    add.then_some(Act::Add)
}

/// The mark on a list of the section, if it has one.
pub fn mark(ui: &mut Ui, desk: &mut Desk<'_>, data: &Data, key: &str) {
    with(data, key, |question| {
        if marks::show(ui, desk, question) {
            ui.add_space(8.0);
        }
    });
}

fn with(data: &Data, key: &str, act: impl FnOnce(Question<'_>)) {
    let spot = Spot::section(Section::Data);
    if let Some((field, value)) = data.answers().find(|(field, _)| field.key == key) {
        act(Question { spot: &spot, field, value, mark: data.marks.get(key) });
    }
}
