//! What each person scored: the spreads, who is to say why, and a row for each rating that is filled in where it stands.

use egui::{Ui, vec2};

use crate::assess::ratings::{Opinions, Scale};
use crate::edit::operations::add_item;
use crate::model::failure_modes::{FailureMode, Rating};
use crate::model::{Id, Step};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{choice, label, spread};
use crate::words;

use super::super::answer;
use super::super::spot::Spot;
use super::View;
use super::inline::{self, Look};

/// The narrowest list with everything of a rating side by side.
const ROOMY: f32 = 760.0;

/// How wide a rater's name is.
const RATER: f32 = 128.0;

/// How wide the cells of a scale are.
const CELLS: f32 = 148.0;

/// What the ratings of a failure mode come to, kept until the workbook changes.
#[derive(Debug, Default)]
pub(super) struct Read {
    key: Option<(u64, Id)>,
    opinions: Opinions,
}

impl Read {
    fn refresh(&mut self, revision: u64, mode: &FailureMode) {
        if self.key != Some((revision, mode.id)) {
            *self = Self { key: Some((revision, mode.id)), opinions: Opinions::of(mode) };
        }
    }
}

/// Shows them with a button that adds one.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let c = theme::colors(ui);
    view.ratings.refresh(desk.revision(), mode);
    let opinions = view.ratings.opinions.clone();
    ui.horizontal(|ui| {
        label::heading(ui, "Ratings", Type::Strong, 3);
        if !mode.ratings.is_empty() {
            let counted = match mode.ratings.len() {
                1 => "1 person".to_owned(),
                several => format!("{several} people"),
            };
            label::line(ui, &counted, Type::Small, c.ink_3);
        }
        if Button::new("Rating").quiet().icon(icons::PLUS).name("Add rating").show(ui).clicked() {
            add(desk, view, mode);
        }
    });
    if mode.ratings.is_empty() {
        label::text(ui, "How did each person score it, before any control?", Type::Prompt, c.ink_2);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(32.0, 8.0);
        for one in opinions.spreads() {
            spread::show(ui, one, one.scale.set(mode));
        }
        ui.vertical(|ui| middle(ui, desk, mode, &opinions));
    });
    ui.spacing_mut().item_spacing.y = 4.0;
    if ui.available_width() >= ROOMY {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            for (width, text) in [(RATER, "Rater"), (CELLS, "Severity"), (CELLS, "Frequency"), (RATER, "Reason")] {
                part(ui, width, |ui| drop(label::line(ui, text, Type::Caption, c.ink_3)));
            }
        });
    }
    for rating in mode.ratings.iter() {
        label::rule(ui);
        ui.push_id(rating.id, |ui| row(ui, desk, view, rating, &opinions));
    }
}

/// Adds a rating of today and begins with the name.
fn add(desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let Ok(address) = Spot::item(mode.id).address("ratings") else { return };
    let today = desk.today.to_string();
    let added = desk.edit("add rating", |workbook, ids| {
        let (id, _) = add_item(workbook, ids, &address)?;
        let date = Spot::item(id).address("date")?;
        crate::edit::operations::set_text(workbook, &date, &today).map(|()| id)
    });
    if let Ok(id) = added {
        view.inline.begin(id, "rater", String::new());
    }
}

/// How the middle stands to what is set, and a button that takes it over.
fn middle(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode, opinions: &Opinions) {
    let c = theme::colors(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    for one in opinions.spreads() {
        let name = one.scale.label();
        let words = match one.scale.set(mode).map(|set| (set, one.off(set))) {
            None => format!("{name} is not set, the median gives {}.", one.suggested),
            Some((_, 0)) => format!("{name} is set to the median."),
            Some((set, off)) => {
                let side = if off > 0 { "above" } else { "below" };
                format!("{name} is set to {set}, {} {side} the median.", off.abs())
            }
        };
        label::line(ui, &words, Type::Small, c.ink_2);
    }
    if !opinions.differ_from(mode) {
        return;
    }
    let steps: Vec<String> =
        opinions.spreads().map(|one| format!("{} {}", one.scale.label().to_lowercase(), one.suggested)).collect();
    let name = format!("Use the median: {}", words::series(&steps));
    if Button::new("Use the median").name(&name).show(ui).on_hover_text(&name).clicked() {
        let chosen: Vec<(Scale, Step)> = opinions.spreads().map(|one| (one.scale, one.suggested)).collect();
        let places =
            chosen.iter().filter_map(|(scale, step)| Some((Spot::item(mode.id).address(scale.key()).ok()?, step)));
        let places: Vec<_> = places.collect();
        desk.edit("use the median of the ratings", |workbook, _| {
            for (place, step) in &places {
                // the failure mode was just drawn; if it is gone, there is nothing to set
                drop(crate::edit::operations::set_text(workbook, place, &step.to_string()));
            }
        });
    }
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, rating: &Rating, opinions: &Opinions) {
    if ui.available_width() >= ROOMY {
        let rest = ui.available_width() - RATER - 2.0 * CELLS - 28.0 - 4.0 * 16.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            part(ui, RATER, |ui| rater(ui, desk, view, rating));
            for scale in Scale::ALL {
                part(ui, CELLS, |ui| cells(ui, desk, rating, scale));
            }
            part(ui, rest, |ui| reason(ui, desk, view, rating, opinions));
            delete(ui, desk, rating);
        });
        return;
    }
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        part(ui, width - 36.0, |ui| rater(ui, desk, view, rating));
        delete(ui, desk, rating);
    });
    ui.horizontal_wrapped(|ui| {
        for scale in Scale::ALL {
            label::line(ui, scale.label(), Type::Caption, theme::colors(ui).ink_3);
            cells(ui, desk, rating, scale);
        }
    });
    reason(ui, desk, view, rating, opinions);
}

/// A column of a row.
fn part(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        ui.set_width(width);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            contents(ui);
        });
    });
}

fn rater(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, rating: &Rating) {
    ui.add_space(2.0);
    inline::show(ui, desk, &mut view.inline, (rating, "rater"), Look::BODY.hint("Who scored?"));
    let date = rating.date.map(words::short_date);
    let counts = rating.weight.map(|weight| format!("counts {}", words::number(weight.get())));
    let said: Vec<String> = date.into_iter().chain(counts).collect();
    if !said.is_empty() {
        label::line(ui, &said.join(", "), Type::Small, theme::colors(ui).ink_3);
    }
}

fn cells(ui: &mut Ui, desk: &mut Desk<'_>, rating: &Rating, scale: Scale) {
    let who = if rating.rater.trim().is_empty() { "a new rater" } else { rating.rater.trim() };
    let name = format!("{} by {who},", scale.label());
    let words = |value| answer::step_words(scale.key(), value);
    if let Some(picked) = choice::cells(ui, &name, scale.of(rating), &words) {
        let text = picked.map(|step| step.to_string()).unwrap_or_default();
        let name = format!("set {} of a rating", scale.key());
        Spot::item(rating.id).edit(desk, &name, scale.key(), |value| answer::set(value, &text));
    }
}

/// Why; asked for where the rating lies at an end of a wide spread.
fn reason(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, rating: &Rating, opinions: &Opinions) {
    let c = theme::colors(ui);
    if opinions.asked.contains(&rating.id) {
        ui.horizontal(|ui| {
            ui.set_min_height(20.0);
            glyph::show(ui, Glyph::Warning, 14.0);
            label::line(ui, "Others see it differently. Why?", Type::Medium, c.ink);
        });
    } else {
        ui.add_space(2.0);
    }
    inline::show(ui, desk, &mut view.inline, (rating, "reason"), Look::QUIET.hint("Reason"));
}

fn delete(ui: &mut Ui, desk: &mut Desk<'_>, rating: &Rating) {
    let who = if rating.rater.trim().is_empty() { "a new rater" } else { rating.rater.trim() };
    if icon_button(ui, icons::X, &format!("Delete rating by {who}"), true).clicked() {
        desk.remove_item(rating.id, "rating");
    }
}
