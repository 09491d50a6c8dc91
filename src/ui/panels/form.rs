//! Questions from their declaration: any record, or some of it, without a place of its own. Short answers stand in two
//! columns, long ones take the width, lists are rows that open in place.

use egui::{Ui, vec2};

use crate::model::mark::Mark;
use crate::model::{Record, Section, View as Shown};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::theme::Type;
use crate::ui::widgets::label;
use crate::words;

use super::answer::{self, Question};
use super::spot::Spot;

/// The narrowest form that has two columns.
const TWO_COLUMNS: f32 = 460.0;

/// How much of a section is answered, in words.
pub fn counts(section: Section, desk: &Desk<'_>) -> String {
    let complete = desk.facts.completeness(section);
    let mut parts = vec![format!("{} of {} answered", complete.answered, complete.expected())];
    if complete.unknown > 0 {
        parts.push(words::how_many(complete.unknown, "not known yet", "not known yet"));
    }
    parts.join(", ")
}

/// Shows the questions of a record but for those in `skip`.
pub fn record(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, record: &dyn Record, skip: &[&str]) {
    let questions: Vec<Question<'_>> =
        questions(spot, record).filter(|question| !skip.contains(&question.field.key)).collect();
    flow(ui, desk, &questions);
}

/// Shows some questions of a record, in the order of `keys`.
pub fn some(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, record: &dyn Record, keys: &[&str]) {
    let all: Vec<Question<'_>> = questions(spot, record).collect();
    let wanted = keys.iter().filter_map(|key| all.iter().find(|question| question.field.key == *key).copied());
    flow(ui, desk, &wanted.collect::<Vec<_>>());
}

fn questions<'a>(spot: &'a Spot, record: &'a dyn Record) -> impl Iterator<Item = Question<'a>> {
    record.answers().map(move |(field, value)| Question { spot, field, value, mark: record.marks().get(field.key) })
}

fn flow(ui: &mut Ui, desk: &mut Desk<'_>, questions: &[Question<'_>]) {
    let two = ui.available_width() >= TWO_COLUMNS;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 16.0;
        let mut rest = questions;
        while let Some((first, after)) = rest.split_first() {
            let pair = after.first().filter(|second| two && is_short(first) && is_short(second));
            if let Some(second) = pair {
                side_by_side(ui, desk, *first, *second);
                rest = after.get(1..).unwrap_or_default();
            } else {
                alone(ui, desk, *first);
                rest = after;
            }
        }
    });
}

fn is_short(question: &Question<'_>) -> bool {
    !answer::is_wide(question.field, question.value) && !matches!(question.mark, Some(Mark::Unknown { .. }))
}

fn side_by_side(ui: &mut Ui, desk: &mut Desk<'_>, first: Question<'_>, second: Question<'_>) {
    let width = (ui.available_width() - 24.0) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 24.0;
        for question in [first, second] {
            ui.allocate_ui(vec2(width, 0.0), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.x = 8.0;
                show_question(ui, desk, question);
            });
        }
    });
}

fn alone(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    match question.value.view() {
        Shown::Record(_) => {
            label::card(ui, |ui| {
                ui.set_min_width(ui.available_width());
                label::heading(ui, question.field.label, Type::Strong, 2);
                label::text(ui, question.field.prompt, Type::Prompt, crate::ui::theme::colors(ui).ink_2);
                answer::control(ui, desk, question);
            });
        }
        Shown::Items(_) => answer::control(ui, desk, question),
        _ if answer::is_wide(question.field, question.value) => show_question(ui, desk, question),
        _ => {
            ui.scope(|ui| {
                ui.set_max_width(ui.available_width().min(460.0));
                show_question(ui, desk, question);
            });
        }
    }
}

fn show_question(ui: &mut Ui, desk: &mut Desk<'_>, question: Question<'_>) {
    answer::show(ui, desk, question);
    if let Some(response) = ui.ctx().read_response(question.id()) {
        regions::entrance(Region::Main, &response);
    }
}
