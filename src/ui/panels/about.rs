//! The page of About: the product, who answers for it, and what this document is.

use egui::{Ui, vec2};

use crate::model::{Record, Section};
use crate::ui::desk::{Desk, Room};
use crate::ui::theme::{self, Type};
use crate::ui::widgets::label;

use super::form;
use super::spot::Spot;

/// A part of the page: its heading, what it is for, and its questions.
struct Part {
    title: &'static str,
    about: &'static str,
    keys: &'static [&'static str],
}

const PRODUCT: Part = Part {
    title: "The product",
    about: "What it is, and how far it has come.",
    keys: &["product", "summary", "organization", "stage", "model_version", "launch"],
};

const PEOPLE: Part = Part {
    title: "Who answers for it",
    about: "A reviewer needs one name first.",
    keys: &["owner", "owner_role", "author", "contact", "contributors"],
};

const DOCUMENT: Part = Part {
    title: "This document",
    about: "Stands on every page of what you export.",
    keys: &["status", "document_version", "document_date", "language", "confidentiality", "audience", "decision_asked"],
};

/// Between the columns and the parts.
const GAP: f32 = 24.0;

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>) {
    let workbook = desk.snapshot();
    let about = workbook.section(Section::About);
    if let Some(place) = desk.take_reveal(Section::About) {
        super::answer::reveal(ui, &place);
    }
    super::head(ui, "About", &form::counts(Section::About, desk), |_| {});
    super::body(ui, |ui| {
        if desk.room >= Room::Tight {
            let width = (ui.available_width().min(1240.0) - GAP) / 2.0;
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = GAP;
                column(ui, desk, about, width, &[PRODUCT]);
                column(ui, desk, about, width, &[PEOPLE, DOCUMENT]);
            });
        } else {
            let width = ui.available_width();
            column(ui, desk, about, width, &[PRODUCT, PEOPLE, DOCUMENT]);
        }
    });
}

fn column(ui: &mut Ui, desk: &mut Desk<'_>, about: &dyn Record, width: f32, parts: &[Part]) {
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        ui.set_width(width);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, GAP);
            for part in parts {
                label::card(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 2.0;
                    label::heading(ui, part.title, Type::Name, 2);
                    label::text(ui, part.about, Type::Small, theme::colors(ui).ink_3);
                    ui.add_space(12.0);
                    form::some(ui, desk, &Spot::section(Section::About), about, part.keys);
                });
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Workbook;

    #[test]
    fn every_question_is_in_one_part() {
        let workbook = Workbook::default();
        let mut declared: Vec<&str> = workbook.about.fields().iter().map(|field| field.key).collect();
        let mut shown: Vec<&str> = [PRODUCT, PEOPLE, DOCUMENT].iter().flat_map(|part| part.keys).copied().collect();
        declared.sort_unstable();
        shown.sort_unstable();
        assert_eq!(declared, shown);
    }
}
