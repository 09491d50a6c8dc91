//! The entries of the library as a list to choose from: one stop of the Tab key, arrows go from entry to entry, Space
//! chooses.

use std::sync::Arc;

use egui::{
    CornerRadius, EventFilter, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::assess::candidates;
use crate::assess::risk::RiskLevel;
use crate::knowledge::{self, LibraryEntry, Trait};
use crate::model::failure_modes::FailureCategory;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::{focus, label};

use super::listing::Line;
use super::{Around, Dialog};

/// How high an entry is.
const ROW: f32 = 56.0;

/// How high the head of a group is.
const HEAD: f32 = 32.0;

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
                head(ui, rect, title, note);
                continue;
            }
            Line::Entry { at, because } => (*at, because.as_deref()),
        };
        let on = dialog.at == Some(at);
        if on && std::mem::take(&mut dialog.scroll) {
            ui.scroll_to_rect(rect, None);
        }
        let Some(entry) = entries.get(at).filter(|_| ui.is_rect_visible(rect)) else { continue };
        let shown = Shown { entry, because, on, there: around.there.get(&entry.key) };
        if row(ui, (rect, id.with(&entry.key)), &shown, dialog.chosen.contains(&entry.key)) {
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

/// An entry as a row shows it.
struct Shown<'a> {
    entry: &'a LibraryEntry,
    /// The traits that speak for it; `None` in the rest of the library.
    because: Option<&'a [Trait]>,
    /// Whether it is the one that is looked at.
    on: bool,
    /// How it is cited, if it is in the map.
    there: Option<&'a String>,
}

/// How high a line is.
fn high(line: &Line) -> f32 {
    match line {
        Line::Head { .. } => HEAD,
        Line::Entry { .. } => ROW,
    }
}

/// The head of a group.
fn head(ui: &mut Ui, rect: Rect, title: &str, note: &str) {
    let c = theme::colors(ui);
    ui.painter().rect_filled(rect, 0.0, c.sunken);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    let inner = rect.shrink2(vec2(16.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(egui::Layout::right_to_left(egui::Align::Center)), |ui| {
        label::line(ui, note, Type::Small, c.ink_3);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            label::heading(ui, title, Type::Strong, 2);
        });
    });
}

fn choose(dialog: &mut Dialog, around: &Around, entry: &LibraryEntry) {
    if !around.there.contains_key(&entry.key) && !dialog.chosen.remove(&entry.key) {
        dialog.chosen.insert(entry.key.clone());
    }
}

fn keys(ui: &Ui, dialog: &mut Dialog, around: &Around, response: &Response) {
    if !response.has_focus() {
        return;
    }
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(response.id, EventFilter { vertical_arrows: true, ..EventFilter::default() });
    });
    let rows: Vec<usize> = dialog.listing.rows().collect();
    let at = rows.iter().position(|index| Some(*index) == dialog.at).unwrap_or(0);
    let last = rows.len().saturating_sub(1);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, to) in [(Key::ArrowUp, at.saturating_sub(1)), (Key::ArrowDown, at + 1), (Key::Home, 0), (Key::End, last)]
    {
        if pressed(key) {
            dialog.at = rows.get(to.min(last)).copied();
            dialog.scroll = true;
        }
    }
    if pressed(Key::Space)
        && let Some(entry) = dialog.at.and_then(|at| knowledge::failure_library().get(at))
    {
        choose(dialog, around, entry);
    }
}

fn row(ui: &mut Ui, (rect, id): (Rect, egui::Id), shown: &Shown<'_>, chosen: bool) -> bool {
    let c = theme::colors(ui);
    let &Shown { entry, because, on, there } = shown;
    let response = ui.interact(rect, id, Sense::CLICK);
    if on {
        ui.painter().rect_filled(rect, 0.0, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, c.hover);
    }
    let square = Rect::from_center_size(rect.left_center() + vec2(24.0, 0.0), Vec2::splat(16.0));
    if chosen {
        ui.painter().rect_filled(square, 3.0, c.accent);
        label::paint_icon(ui, square, icons::CHECK, Type::Caption, c.on_accent);
    } else {
        let (fill, edge) = if there.is_some() { (c.sunken, c.line) } else { (c.surface, c.control_line) };
        ui.painter().rect(square, CornerRadius::same(3), fill, Stroke::new(1.5, edge), StrokeKind::Inside);
    }
    let ink = if there.is_some() { c.ink_3 } else { c.ink };
    let style = if chosen { Type::Strong } else { Type::Medium };
    let width = rect.width() - 48.0 - 112.0;
    let title = theme::cut(ui, &entry.title, style, ink, width, 1);
    let reasons = because.map(|because| format!("Because: {}", candidates::reasons(because)));
    let second = theme::cut(ui, reasons.as_deref().unwrap_or(category(entry)), Type::Small, c.ink_3, width, 1);
    ui.painter().galley(pos2(rect.left() + 44.0, rect.top() + 9.0), title, ink);
    ui.painter().galley(pos2(rect.left() + 44.0, rect.top() + 30.0), second, c.ink_3);
    let right = Rect::from_min_max(
        pos2(rect.right() - 104.0, rect.center().y - 10.0),
        pos2(rect.right() - 16.0, rect.center().y + 10.0),
    );
    ui.scope_builder(UiBuilder::new().max_rect(right).layout(egui::Layout::right_to_left(egui::Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        match (there, candidates::level(entry)) {
            (Some(cited), _) => {
                label::line(ui, cited, Type::Small, c.ink_3);
                label::icon(ui, icons::CHECK, c.ink_3);
            }
            (None, Some(level)) => drop(label::level_chip(ui, level)),
            (None, None) => {}
        }
    });
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    let said = match there {
        Some(cited) => format!("{}, in the map as {cited}", entry.title),
        None => format!("{}, {}", entry.title, candidates::level(entry).map_or("", RiskLevel::label)),
    };
    let said = reasons.map_or(said.clone(), |reasons| format!("{said}. {reasons}"));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, there.is_none(), chosen, &said));
    response.clicked()
}
