//! The end of the interview: what was asked, what is answered, and where to go from here.

use egui::Ui;

use crate::assess::interview::{questions, tally};
use crate::assess::unknowns::{Unknown, unknowns};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, link_named};
use crate::ui::widgets::label;
use crate::words::{capitalized, date};

use super::{Ask, View, question};

/// What is not known, as of a revision of the workbook.
#[derive(Debug, Default)]
pub(super) struct Open {
    at: Option<u64>,
    all: Vec<Unknown>,
}

/// What the end says.
fn sentence((answered, unknown): (usize, usize), count: usize) -> String {
    let ready = if answered * 2 > count {
        "The canvas is ready to argue with."
    } else {
        "There is something to argue with already."
    };
    format!("{count} asked, {answered} answered, {unknown} unknown. {ready}")
}

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let c = theme::colors(ui);
    if view.not_known.at != Some(desk.revision()) {
        view.not_known = Open { at: Some(desk.revision()), all: unknowns(desk.workbook()) };
    }
    let count = questions().count();
    let (answered, unknown) = tally(desk.workbook());
    ui.spacing_mut().item_spacing.y = 8.0;
    label::line(ui, "The first hour", Type::Caption, c.ink_2);
    question::title(ui, &sentence((answered, unknown), count));
    let open = count - answered - unknown;
    let words = if open > 0 {
        format!(
            "{} left. They wait here, in their chapters.",
            capitalized(&crate::words::how_many(open, "question is", "questions are"))
        )
    } else {
        "Every question has an answer, or a name and a date.".to_owned()
    };
    label::text(ui, &words, Type::Lead, c.ink_2);
    ui.add_space(16.0);
    ui.horizontal_wrapped(|ui| {
        let canvas = Button::new("Open canvas").icon(icons::SQUARES_FOUR).primary().large().show(ui);
        regions::entrance(Region::Main, &canvas);
        if std::mem::take(&mut view.fresh) {
            canvas.request_focus();
        }
        if canvas.clicked() {
            view.asked.push(Ask::Leave(true));
        }
        let some = !view.not_known.all.is_empty();
        let text = if view.unknown { "Hide what is unknown" } else { "See what is unknown" };
        if some && Button::new(text).large().show(ui).clicked() {
            view.unknown = !view.unknown;
        }
        if Button::new("Back").icon(icons::ARROW_LEFT).large().quiet().show(ui).clicked() {
            view.asked.push(Ask::Back);
        }
    });
    if view.unknown {
        ui.add_space(16.0);
        list(ui, desk, &view.not_known.all);
    }
}

/// What is not known: the question, who finds out, by when.
fn list(ui: &mut Ui, desk: &mut Desk<'_>, all: &[Unknown]) {
    let c = theme::colors(ui);
    for unknown in all {
        label::rule(ui);
        let who = if unknown.owner.trim().is_empty() { "Nobody finds out" } else { unknown.owner.trim() };
        let when = unknown.due.map(|day| format!(", by {}", date(day))).unwrap_or_default();
        let name = format!("Show: {}", unknown.question);
        if link_named(ui, &unknown.question, &name).clicked() {
            desk.go_to(unknown.place.clone());
        }
        label::line(ui, &format!("{}. {who}{when}", unknown.label), Type::Small, c.ink_3);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_counts() {
        assert_eq!(sentence((11, 4), 15), "15 asked, 11 answered, 4 unknown. The canvas is ready to argue with.");
        assert!(sentence((2, 1), 15).ends_with("There is something to argue with already."));
    }
}
