//! What the answer fills, as it will stand there, with a word about what becomes of each place.

use egui::{Frame, Margin, Rect, Sense, Stroke, Ui, vec2};

use crate::assess::interview::{Fill, spot};
use crate::edit::interview::Outcome;
use crate::model::canvas::{CanvasBlock, NoteKind};
use crate::model::mark::Mark;
use crate::model::metrics::Unit;
use crate::model::{Section, View as Values, Workbook};
use crate::ui::desk::Desk;
use crate::ui::sections;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{label, note};

use super::View;

/// Shows it.
pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, view: &View) {
    let c = theme::colors(ui);
    let Some(draft) = &view.draft else { return };
    ui.spacing_mut().item_spacing.y = 8.0;
    let places = draft.preview.len();
    ui.horizontal(|ui| {
        label::heading(ui, "What this answer fills", Type::Strong, 2);
        if places > 0 {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                label::line(
                    ui,
                    &(if places == 1 { "1 place".to_owned() } else { format!("{places} places") }),
                    Type::Small,
                    c.ink_3,
                );
            });
        }
    });
    if places == 0 {
        label::text(ui, "Nothing yet. It appears here as you type.", Type::Prompt, c.ink_2);
        return;
    }
    let workbook = desk.snapshot();
    let mut above: Option<(String, Outcome)> = None;
    for (fill, outcome) in &draft.preview {
        // several fields of one section stand under one head
        let here = (place(fill), *outcome);
        if above.as_ref() != Some(&here) || !matches!(fill, Fill::Field { .. }) {
            ui.add_space(4.0);
            head(ui, fill, &here);
        }
        above = Some(here);
        match fill {
            Fill::Field { address, text } => {
                card(ui, *outcome, |ui| line(ui, field_label(&workbook, address), text));
            }
            Fill::Mark { address, mark } => unknown(ui, field_label(&workbook, address), mark),
            Fill::Item { list: "canvas.notes", key, values, .. } => tray(ui, &workbook, key, (values, *outcome)),
            Fill::Item { list, key, first, values } => {
                card(ui, *outcome, |ui| {
                    if let Some((_, name)) = key.first() {
                        label::line(ui, name, Type::Strong, c.ink);
                    }
                    for (field, text) in values.iter().filter(|(field, _)| !field.ends_with("_kind")) {
                        line(ui, item_label(&workbook, list, field), &read(text, first));
                    }
                });
            }
        }
    }
    ui.add_space(4.0);
    let words = if draft.is_changed() {
        "Next keeps them. Ctrl Z then takes all of them back in one step."
    } else {
        "This is what the workbook holds. Every place is open to change later."
    };
    label::text(ui, words, Type::Small, c.ink_3);
}

const fn word(outcome: Outcome, is_item: bool) -> &'static str {
    match outcome {
        Outcome::Same => "As it is",
        Outcome::Kept => "Edited there: stays",
        Outcome::Replaced => "Changed",
        Outcome::Added if is_item => "New",
        Outcome::Written | Outcome::Added => "Filled",
    }
}

/// The words for a place.
fn place(fill: &Fill) -> String {
    match fill {
        Fill::Item { list: "canvas.notes", key, .. } => key.get(1).map_or_else(String::new, |(_, block)| {
            let number = CanvasBlock::LABELS.iter().position(|label| label == block).map_or(0, |at| at + 1);
            format!("Canvas, block {number}")
        }),
        Fill::Item { list: "discovery.changes", .. } => "Discovery, before and after".to_owned(),
        _ => fill.section().map_or("", Section::title).to_owned(),
    }
}

/// A value as people read it: a share of a new metric is a percentage.
fn read(text: &str, first: &[(&str, String)]) -> String {
    let unit = first.iter().find(|(field, _)| *field == "unit").map(|(_, unit)| unit.as_str());
    let unit = Unit::LABELS.iter().position(|label| Some(*label) == unit).and_then(|at| Unit::ALL.get(at)).copied();
    match text.parse() {
        Ok(value) if unit.is_some() => crate::words::measured(value, unit),
        _ => text.to_owned(),
    }
}

/// The place, with its icon, and what becomes of it.
fn head(ui: &mut Ui, fill: &Fill, (place, outcome): &(String, Outcome)) {
    let c = theme::colors(ui);
    let Some(section) = fill.section() else { return };
    ui.horizontal(|ui| {
        label::icon(ui, sections::icon(section), c.ink_3);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::plain_chip(ui, word(*outcome, matches!(fill, Fill::Item { .. })));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                label::line(ui, place, Type::Body, c.ink);
            });
        });
    });
}

fn card(ui: &mut Ui, outcome: Outcome, contents: impl FnOnce(&mut Ui)) {
    let c = theme::colors(ui);
    let fresh = outcome > Outcome::Kept;
    let edge = if fresh { Stroke::new(1.0, c.accent_line) } else { Stroke::new(1.0, c.line) };
    let frame =
        Frame::new().fill(c.surface).stroke(edge).corner_radius(radius::CARD).inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        contents(ui);
    });
}

fn line(ui: &mut Ui, caption: &str, text: &str) {
    let c = theme::colors(ui);
    label::line(ui, caption, Type::Small, c.ink_3);
    label::text(ui, &text.replace('\n', ", "), Type::Note, c.ink);
}

fn field_label(workbook: &Workbook, address: &str) -> &'static str {
    // the answer of a part is called after the part: "Feasibility: baseline"
    let address = address.strip_suffix(".answer").unwrap_or(address);
    let Some((record, key)) = spot(workbook, address) else { return "" };
    record.fields().iter().find(|field| field.key == key).map_or("", |field| field.label)
}

fn item_label(workbook: &Workbook, list: &str, key: &str) -> &'static str {
    let Some((record, name)) = spot(workbook, list) else { return "" };
    let Some(Values::Items(items)) = record.answer(name).map(|value| value.view()) else { return "" };
    items.blank().fields().iter().find(|field| field.key == key).map_or("", |field| field.label)
}

/// A field that is marked as not known.
fn unknown(ui: &mut Ui, caption: &str, mark: &Mark) {
    let c = theme::colors(ui);
    let Mark::Unknown { owner, due, .. } = mark else { return };
    let frame = Frame::new().fill(c.question_fill).corner_radius(radius::CARD).inner_margin(Margin::symmetric(12, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        label::line(ui, caption, Type::Small, c.question_text);
        ui.horizontal(|ui| {
            glyph::show(ui, Glyph::Kind(NoteKind::Question), 12.0);
            let who = if owner.trim().is_empty() { "Unknown, and nobody is asked" } else { owner.trim() };
            let when = due.map(|day| format!(", by {}", crate::words::date(day))).unwrap_or_default();
            let said = if owner.trim().is_empty() {
                format!("{who}{when}")
            } else {
                format!("Unknown. {who} finds out{when}")
            };
            label::line(ui, &said, Type::Note, c.question_text);
        });
    });
    glyph::dashed_edge(ui.painter(), shown.response.rect, f32::from(radius::CARD), Stroke::new(1.0, c.question_line));
}

/// The most notes of a block that are shown beside the new one.
const MOST: usize = 3;

/// The block with its notes, the new one in front.
fn tray(ui: &mut Ui, workbook: &Workbook, key: &[(&str, String)], (values, outcome): (&[(&str, String)], Outcome)) {
    let c = theme::colors(ui);
    let of = |all: &[(&str, String)], name: &str| {
        all.iter().find(|(one, _)| *one == name).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let (text, block) = (of(key, "text"), of(key, "block"));
    let at = CanvasBlock::LABELS.iter().position(|label| *label == block);
    let Some((number, block)) = at.and_then(|at| Some((at + 1, *CanvasBlock::ALL.get(at)?))) else { return };
    let kind = of(values, "kind");
    let kind = NoteKind::LABELS.iter().position(|label| *label == kind).and_then(|at| NoteKind::ALL.get(at)).copied();
    Frame::new().fill(c.sunken).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD).inner_margin(8).show(
        ui,
        |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal(|ui| {
                label::line(ui, &number.to_string(), Type::Small, c.ink_3);
                label::line(ui, block.label(), Type::Strong, c.ink);
            });
            let evidence = !of(values, "source").is_empty();
            let paper =
                note::Paper { text: Some(&text), kind, author: "", evidence, mark: None, scale: 1.0, sketched: false };
            let rect = sheet(ui, &paper);
            if outcome > Outcome::Kept {
                ui.painter().rect_stroke(rect, radius::CONTROL, Stroke::new(2.0, c.accent), egui::StrokeKind::Inside);
            }
            let others: Vec<_> = workbook.canvas.block(block).filter(|note| note.text != text).collect();
            for other in others.iter().take(MOST) {
                let evidence = !other.source.trim().is_empty();
                let paper = note::Paper {
                    text: Some(&other.text),
                    kind: other.kind,
                    author: &other.author,
                    evidence,
                    mark: None,
                    scale: 1.0,
                    sketched: false,
                };
                sheet(ui, &paper);
            }
            if others.len() > MOST {
                label::line(ui, &format!("and {} more", others.len() - MOST), Type::Small, c.ink_3);
            }
        },
    );
}

fn sheet(ui: &mut Ui, paper: &note::Paper<'_>) -> Rect {
    let text = paper.text.unwrap_or_default();
    let height = note::height(ui, text, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    note::paint(ui, rect, paper, false);
    let said = format!("{}: {text}", note::kind_words(paper.kind));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
    rect
}
