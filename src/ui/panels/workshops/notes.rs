//! What was said: the head with its filters, the field to jot down, and the notes, of which only those in sight are laid out.

use egui::{Align, Layout, Rect, Sense, Ui, vec2};

use crate::assess::workshop::groups;
use crate::model::canvas::NoteKind;
use crate::model::workshops::Workshop;
use crate::model::{Id, canvas};
use crate::ui::desk::Desk;
use crate::ui::grouping;
use crate::ui::icons;
use crate::ui::panels::form;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, filter_chip, icon_button};
use crate::ui::widgets::glyph::Glyph;
use crate::ui::widgets::{label, menu};

use super::note::{self, ROW};
use super::{View, agenda, jot, paper, sums};

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    let c = theme::colors(ui);
    if workshop.marks.get("captures").is_some() {
        form::some(ui, desk, &Spot::item(workshop.id), workshop, &["captures"]);
        return;
    }
    ui.spacing_mut().item_spacing.y = 8.0;
    ui.horizontal(|ui| {
        let room = ui.available_width() >= 640.0;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !desk.is_read_only() {
                paper::button(ui, view, room);
            }
            if workshop.captures.len() > 1 {
                let text = if view.by_votes { "By votes" } else { "As said" };
                let name = format!("Order of the notes: {}", text.to_lowercase());
                if Button::new(text).quiet().icon(icons::SORT_DESCENDING).name(&name).show(ui).clicked() {
                    view.by_votes = !view.by_votes;
                }
                which(ui, view, workshop);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                label::heading(ui, "Notes to land", Type::Name, 2);
                let counts = match workshop.captures.len() {
                    0 => "Nothing said yet".to_owned(),
                    all => format!("{} of {all} landed", sums::landed(workshop)),
                };
                label::line(ui, &counts, Type::Body, c.ink_3);
            });
        });
    });
    jot::show(ui, desk, view, workshop);
    if workshop.captures.len() > 1 {
        kinds(ui, view, workshop);
    }
    rows(ui, desk, view, workshop);
}

/// Which activity's notes are shown.
fn which(ui: &mut Ui, view: &mut View, workshop: &Workshop) {
    let only = view.only.and_then(|id| workshop.agenda.find(id));
    if let Some(only) = only {
        if icon_button(ui, icons::X, "Show the notes of all activities", true).clicked() {
            view.only = None;
        }
        let name = agenda::title(only);
        let room = ui.available_width() - 200.0;
        if room > 80.0 {
            ui.scope(|ui| {
                ui.set_max_width(room.min(200.0));
                label::line(ui, name, Type::Caption, theme::colors(ui).ink_2);
            });
        }
        return;
    }
    let button = Button::new("All activities").quiet().icon(icons::FUNNEL).show(ui);
    let picked = menu::below(&button, |ui| {
        let mut picked = None;
        for activity in workshop.agenda.iter() {
            if menu::Row::new(agenda::title(activity)).show(ui).clicked() {
                picked = Some(activity.id);
            }
        }
        picked
    });
    view.only = picked.flatten().or(view.only);
}

/// What the notes that are shown claim.
fn kinds(ui: &mut Ui, view: &mut View, workshop: &Workshop) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        let all = sums::shown(&workshop.captures, view.only, None, false);
        if filter_chip(ui, &format!("All {}", all.len()), None, view.kind.is_none()).clicked() {
            view.kind = None;
        }
        for kind in NoteKind::ALL {
            let count = all.iter().filter(|note| note.kind == Some(*kind)).count();
            let on = view.kind == Some(*kind);
            if count > 0 || on {
                let text = format!("{} {count}", kind.label());
                if filter_chip(ui, &text, Some(Glyph::Kind(*kind)), on).clicked() {
                    view.kind = Some(*kind).filter(|_| !on);
                }
            }
        }
    });
}

fn rows(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workshop: &Workshop) {
    let notes = sums::shown(&workshop.captures, view.only, view.kind, view.by_votes);
    ui.spacing_mut().item_spacing.y = 0.0;
    if notes.is_empty() {
        let prompt = if workshop.captures.is_empty() {
            "Write down what is said as it is said. Where it lands can wait."
        } else {
            "No note is like that."
        };
        label::text(ui, prompt, Type::Prompt, theme::colors(ui).ink_2);
        return;
    }
    note::head(ui);
    let order: Vec<Id> = notes.iter().map(|note| note.id).collect();
    let groups = groups(&notes);
    let has_heads = !groups.is_empty();
    let mut groups = groups.into_iter();
    let mut left = 0;
    let clip = ui.clip_rect();
    let mut skipped = 0.0;
    let mut drawn: Vec<(Id, Rect)> = Vec::new();
    for capture in &notes {
        if left == 0
            && let Some((name, count)) = groups.next()
        {
            left = count;
            make_room(ui, &mut skipped);
            let wish = view.grouping.head(ui, (name, count));
            if let Some(wish) = wish {
                grouping::carry_out(desk, workshop.id, wish);
            }
        }
        left = left.saturating_sub(1);
        let top = ui.next_widget_position().y + skipped;
        let open = view.note == Some(capture.id) || view.grouping.asks_of() == Some(capture.id);
        let wanted = view.focus == Some(note::row_id(capture.id));
        // one row beyond each edge is drawn, so that Tab finds it and brings it into sight
        let hidden = top + 2.0 * ROW < clip.top() || top > clip.bottom() + ROW;
        if hidden && !open && !wanted {
            skipped += ROW;
            continue;
        }
        make_room(ui, &mut skipped);
        let place = Rect::from_min_size(ui.next_widget_position(), vec2(ui.available_width(), ROW));
        drawn.push((capture.id, place));
        let group = Some(capture.group.trim()).filter(|group| !group.is_empty() && !has_heads);
        ui.push_id(capture.id, |ui| note::show(ui, desk, view, (workshop, capture, group), &order));
    }
    ui.add_space(skipped);
    let held = view.grouping.held(ui.ctx()).and_then(|id| workshop.captures.find(id));
    let dropped = held.and_then(|held| view.grouping.drop(ui, held.text.trim(), &drawn, &[]));
    if let Some(wish) = dropped {
        grouping::carry_out(desk, workshop.id, wish);
    }
}

/// Leaves the room of the rows that were not laid out.
fn make_room(ui: &mut Ui, skipped: &mut f32) {
    if *skipped > 0.0 {
        ui.allocate_exact_size(vec2(1.0, std::mem::take(skipped)), Sense::hover());
    }
}

/// The words of a block where there is little room.
pub(super) fn block_words(block: canvas::CanvasBlock) -> &'static str {
    crate::knowledge::block(block).map_or(block.label(), |guide| guide.short.as_str())
}
