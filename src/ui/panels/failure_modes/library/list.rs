//! The entries of the library as a list to choose from: one stop of the Tab key, arrows go from entry to entry, Space
//! chooses.

use std::sync::Arc;

use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::assess::candidates;
use crate::knowledge::{self, LibraryEntry};
use crate::model::failure_modes::FailureCategory;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::pick_row::{self, HEAD, Pick, ROW};
use crate::ui::widgets::{focus, label};

use super::listing::Line;
use super::{Around, Dialog};

/// The name of an entry's category.
pub(super) fn category(entry: &LibraryEntry) -> &'static str {
    let at = entry.category().and_then(|own| FailureCategory::ALL.iter().position(|category| *category == own));
    at.and_then(|at| FailureCategory::LABELS.get(at)).copied().unwrap_or_default()
}

/// Shows what is listed.
pub(super) fn show(ui: &mut Ui, dialog: &mut Dialog, around: &Around) {
    let entries = knowledge::failure_library();
    ui.spacing_mut().item_spacing.y = 0.0;
    if dialog.listing.lines.is_empty() {
        egui::Frame::new().inner_margin(16).show(ui, |ui| {
            let words = "Nothing fits. Try the whole library, other traits, or other words.";
            label::text(ui, words, Type::Body, theme::colors(ui).ink_2);
        });
        return;
    }
    let listing = Arc::clone(&dialog.listing);
    let lines = &listing.lines;
    let height: f32 = lines.iter().map(high).sum();
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let id = egui::Id::unique("entries of the library");
    let response = ui.interact(area.intersect(ui.clip_rect()), id, Sense::focusable_noninteractive());
    if std::mem::take(&mut dialog.fresh) {
        response.request_focus();
    }
    keys(ui, dialog, around, &response);
    let mut top = area.top();
    for line in lines {
        let rect = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), high(line)));
        top = rect.bottom();
        let (at, because) = match line {
            Line::Head { title, note } => {
                pick_row::head(ui, rect, title, note);
                continue;
            }
            Line::Entry { at, because } => (*at, because.as_deref()),
        };
        let on = dialog.at == Some(at);
        if on && std::mem::take(&mut dialog.scroll) {
            ui.scroll_to_rect(rect, None);
        }
        let Some(entry) = entries.get(at).filter(|_| ui.is_rect_visible(rect)) else { continue };
        let reasons = because.map(|because| format!("Because: {}", candidates::reasons(because)));
        let pick = Pick {
            title: &entry.title,
            second: reasons.as_deref().unwrap_or(category(entry)),
            because: reasons.as_deref(),
            on,
            chosen: dialog.chosen.contains(&entry.key),
            there: around.there.get(&entry.key).map(String::as_str),
            level: candidates::level(entry),
            fact: "",
        };
        if pick.show(ui, rect, id.with(&entry.key)) {
            dialog.at = Some(at);
            response.request_focus();
            choose(dialog, around, entry);
        }
        if on {
            let active = id.with(&entry.key).accesskit_id();
            ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(active));
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, "Library of failure modes"));
    focus::ring_inside(ui, &response, area.intersect(ui.clip_rect()), 0);
}

/// How high a line is.
fn high(line: &Line) -> f32 {
    match line {
        Line::Head { .. } => HEAD,
        Line::Entry { .. } => ROW,
    }
}

fn choose(dialog: &mut Dialog, around: &Around, entry: &LibraryEntry) {
    if !around.there.contains_key(&entry.key) && !dialog.chosen.remove(&entry.key) {
        dialog.chosen.insert(entry.key.clone());
    }
}

fn keys(ui: &Ui, dialog: &mut Dialog, around: &Around, response: &Response) {
    let rows: Vec<usize> = dialog.listing.rows().collect();
    let at = rows.iter().position(|index| Some(*index) == dialog.at).unwrap_or(0);
    let pressed = pick_row::keys(ui, response, at, rows.len());
    if let Some(to) = pressed.to {
        dialog.at = rows.get(to).copied();
        dialog.scroll = true;
    }
    if pressed.choose
        && let Some(entry) = dialog.at.and_then(|at| knowledge::failure_library().get(at))
    {
        choose(dialog, around, entry);
    }
}
