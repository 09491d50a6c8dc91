//! Everything about the selected failure mode, in one card: what happens instead, from which score on, what is watched, how
//! cases come back; then what follows, what is done about it, and every question on demand.

use egui::{Align, CornerRadius, Layout, Stroke, Ui, vec2};

use crate::assess::risk::{self, RiskLevel};
use crate::model::failure_modes::{FailureMode, FallbackKind};
use crate::model::{Id, List};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button, link_named};
use crate::ui::widgets::{band_bar, choice, label, menu};

use super::super::answer;
use super::super::spot::Spot;
use super::super::used_by;
use super::inline::{self, Look};
use super::{View, acts, builder, links, more, row};

/// White space between columns.
const GAP: f32 = 32.0;

/// Shows the card of the selected failure mode.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, modes: &List<FailureMode>) {
    let Some((_, mode)) = view.current(modes) else { return };
    view.inline.twice = view.questions;
    let c = theme::colors(ui);
    egui::Frame::new()
        .fill(c.surface)
        .stroke(Stroke::new(1.0, c.line))
        .corner_radius(CornerRadius::same(radius::CARD))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.push_id(mode.id, |ui| {
                head(ui, desk, view, mode);
                label::rule(ui);
                egui::Frame::new().inner_margin(16).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 8.0;
                    body(ui, desk, view, mode);
                });
            });
        });
}

fn head(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let c = theme::colors(ui);
    let roomy = ui.available_width() >= 720.0;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), 48.0), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(48.0);
        ui.add_space(12.0);
        let button = icon_button(ui, icons::DOTS, "More about this failure mode", true);
        menu::below(&button, |ui| acts::menu(ui, desk, view, mode));
        if roomy {
            links::budgets(ui, desk, mode);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add_space(16.0);
            label::line(ui, &mode.number.to_string(), Type::Medium, c.ink_3);
            ui.add_space(4.0);
            let chips = if roomy { 230.0 } else { 100.0 };
            let most = (ui.available_width() - chips).max(80.0);
            let words = if mode.name.trim().is_empty() { "What goes wrong, in a few words?" } else { &mode.name };
            let natural = theme::line(ui, words, Type::Name, c.ink).size().x + 12.0;
            ui.allocate_ui(vec2(natural.min(most), 24.0), |ui| {
                ui.set_max_width(natural.min(most));
                title(ui, desk, view, mode);
            });
            ui.add_space(4.0);
            levels(ui, mode, roomy);
            hidden(ui, view, mode, roomy);
        });
    });
}

/// The name, on one line until it is edited.
fn title(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    ui.vertical(|ui| {
        inline::show(ui, desk, &mut view.inline, (mode, "name"), Look::BODY.style(Type::Name).marks(false));
    });
}

fn levels(ui: &mut Ui, mode: &FailureMode, roomy: bool) {
    let c = theme::colors(ui);
    let chip = |ui: &mut Ui, level: Option<RiskLevel>, word: &str| match level {
        Some(level) if roomy => drop(label::level_chip(ui, level).on_hover_text(word)),
        Some(level) => drop(label::level_mark(ui, level).on_hover_text(word)),
        None => drop(label::plain_chip(ui, "Not scored").on_hover_text(word)),
    };
    chip(ui, risk::inherent(mode), "Before any control");
    label::icon(ui, icons::ARROW_RIGHT, c.ink_3);
    chip(ui, risk::residual(mode), "With the controls that exist");
}

/// What the levels do not show: that nobody would notice, and that nobody here has scored it yet.
fn hidden(ui: &mut Ui, view: &View, mode: &FailureMode, roomy: bool) {
    let c = theme::colors(ui);
    if view.listing.silent.contains(&mode.id) {
        let rect = label::icon(ui, icons::EYE_SLASH, c.ink_2);
        let mark = ui.interact(rect, ui.scope_id().with("silent"), egui::Sense::hover());
        mark.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, row::SILENT));
        mark.on_hover_text(row::SILENT);
    }
    if roomy && view.listing.suggested.contains(&mode.id) {
        let words = "Severity and frequency are the library's suggestion until somebody rates it or sets others";
        label::plain_chip(ui, "Assumption").on_hover_text(words);
    }
}

fn body(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    if ui.available_width() < 688.0 {
        links::budgets(ui, desk, mode);
    }
    builder::show(ui, desk, &mut view.slot, mode);
    ui.add_space(4.0);
    columns(ui, desk, view, mode);
    ui.add_space(8.0);
    label::rule(ui);
    more::show(ui, desk, view, mode);
    used_by::on_card(ui, desk, mode.id);
}

/// Draws a column.
type Part = fn(&mut Ui, &mut Desk<'_>, &mut View, &FailureMode);

/// Four columns where there is room, else two or one.
fn columns(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let width = ui.available_width();
    let parts: [Part; 4] = [fallback, bands, monitoring, feedback];
    let shares: &[&[f32]] = match width {
        900.0.. => &[&[0.25, 0.34, 0.205, 0.205]],
        560.0.. => &[&[0.5, 0.5], &[0.5, 0.5]],
        _ => &[&[1.0], &[1.0], &[1.0], &[1.0]],
    };
    let mut rest = parts.iter();
    for shares in shares {
        let free = width - GAP * (shares.len() - 1) as f32;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (share, part) in shares.iter().zip(&mut rest) {
                ui.allocate_ui(vec2(free * share, 0.0), |ui| {
                    ui.set_width(free * share);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                        part(ui, desk, view, mode);
                    });
                });
            }
        });
        ui.add_space(8.0);
    }
}

/// The head of a column.
pub(super) fn caption(ui: &mut Ui, icon: char, text: &str) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        label::icon(ui, icon, c.ink_2);
        label::line(ui, text, Type::Caption, c.ink_2);
    });
}

/// A small label with the text that it is about.
fn labeled(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode, (text, key): (&str, &'static str)) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        label::line(ui, text, Type::Caption, theme::colors(ui).ink_3);
        inline::show(ui, desk, &mut view.inline, (mode, key), Look::QUIET);
    });
}

fn fallback(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        label::icon(ui, icons::BEND_RIGHT, c.ink_2);
        label::line(ui, "Fallback", Type::Caption, c.ink_2);
        let at = FallbackKind::ALL.iter().position(|kind| Some(*kind) == mode.fallback_kind);
        let kind = at.and_then(|at| FallbackKind::LABELS.get(at)).copied();
        let name = format!("Kind of fallback: {}", kind.unwrap_or("not chosen"));
        let button = Button::new(kind.unwrap_or("Choose kind")).quiet().name(&name).show(ui);
        menu::below(&button, |ui| kinds(ui, desk, mode));
    });
    if !mode.has_fallback() {
        ui.horizontal(|ui| {
            crate::ui::widgets::glyph::show(ui, crate::ui::widgets::glyph::Glyph::Blocker, 14.0);
            label::line(ui, "Not set", Type::Medium, c.blocker);
        });
    }
    inline::show(ui, desk, &mut view.inline, (mode, "fallback"), Look::BODY);
    labeled(ui, desk, view, mode, ("Trigger", "fallback_trigger"));
    labeled(ui, desk, view, mode, ("What the user reads", "user_words"));
}

fn kinds(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode) {
    let spot = Spot::item(mode.id);
    for (kind, text) in FallbackKind::ALL.iter().zip(FallbackKind::LABELS) {
        if menu::Row::new(text).chosen(mode.fallback_kind == Some(*kind)).show(ui).clicked() {
            spot.edit(desk, "set kind of fallback", "fallback_kind", |value| answer::set(value, text));
        }
    }
    if mode.fallback_kind.is_some() && menu::Row::new("Clear").icon(icons::X).show(ui).clicked() {
        spot.edit(desk, "set kind of fallback", "fallback_kind", |value| answer::set(value, ""));
    }
}

fn bands(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    let workbook = desk.snapshot();
    let point = mode.operating_point.and_then(|id| workbook.operating_points.points.find(id));
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(24.0);
        label::icon(ui, icons::SLIDERS, c.ink_2);
        match point {
            Some(point) => {
                label::line(ui, "Threshold bands on", Type::Caption, c.ink_2);
                ui.scope(|ui| {
                    ui.set_max_width((ui.available_width() - 36.0).max(40.0));
                    if link_named(ui, &point.name, &format!("Go to {}", point.name)).clicked() {
                        desk.go_to_item(point.id);
                    }
                });
            }
            None => drop(label::line(ui, "Threshold bands", Type::Caption, c.ink_2)),
        }
        let button = icon_button(ui, icons::LINK, "Choose operating point", true);
        menu::below(&button, |ui| points(ui, desk, mode));
    });
    let share = |rate: Option<crate::model::Rate>| rate.map(crate::model::Rate::fraction);
    band_bar::show(
        ui,
        point.and_then(|point| share(point.fallback_below)),
        point.and_then(|point| share(point.serve_above)),
    );
    let Some(point) = point else { return };
    for (word, key) in [("Serve", "serve_behavior"), ("Gray", "gray_behavior"), ("Fallback", "fallback_behavior")] {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (rect, _) = ui.allocate_exact_size(vec2(64.0, 24.0), egui::Sense::hover());
            let galley = theme::line(ui, word, Type::Caption, c.ink_2);
            ui.painter().galley(rect.left_center() - vec2(0.0, galley.size().y / 2.0), galley, c.ink_2);
            ui.vertical(|ui| inline::show(ui, desk, &mut view.inline, (point, key), Look::BODY.marks(false)));
        });
    }
}

/// The operating points to choose from.
fn points(ui: &mut Ui, desk: &mut Desk<'_>, mode: &FailureMode) {
    let workbook = desk.snapshot();
    let points = &workbook.operating_points.points;
    if points.is_empty() {
        menu::caption(ui, "There is no operating point yet");
    }
    let mut link = |id: Option<Id>| {
        let text = id.map(|id| id.to_string()).unwrap_or_default();
        Spot::item(mode.id).edit(desk, "link operating point", "operating_point", |value| answer::set(value, &text));
    };
    for point in points.iter() {
        if menu::Row::new(&point.name).chosen(mode.operating_point == Some(point.id)).show(ui).clicked() {
            link(Some(point.id));
        }
    }
    if mode.operating_point.is_some() && menu::Row::new("Unlink").icon(icons::X).show(ui).clicked() {
        link(None);
    }
}

fn monitoring(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    caption(ui, icons::PULSE, "Monitoring");
    inline::show(ui, desk, &mut view.inline, (mode, "monitor"), Look::BODY);
    labeled(ui, desk, view, mode, ("Alert from", "alert"));
    labeled(ui, desk, view, mode, ("Who gets told", "monitor_owner"));
    for id in &mode.signals {
        let words = desk.facts.index.words(*id);
        if link_named(ui, &words, &format!("Go to {words}")).clicked() {
            desk.go_to_item(*id);
        }
    }
}

fn feedback(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    caption(ui, icons::ARROWS_CLOCKWISE, "Feedback loop");
    inline::show(ui, desk, &mut view.inline, (mode, "feedback"), Look::BODY);
    labeled(ui, desk, view, mode, ("Owner", "owner"));
}

/// Whether the residual risk is accepted, why, by whom and until when.
pub(super) fn acceptance(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, mode: &FailureMode) {
    if let Some(on) = choice::tick(ui, "Residual risk accepted", mode.accepted) {
        let text = if on { "yes" } else { "no" };
        Spot::item(mode.id).edit(desk, "accept residual risk", "accepted", |value| answer::set(value, text));
    }
    if mode.accepted {
        labeled(ui, desk, view, mode, ("Why that is right", "accepted_reason"));
        labeled(ui, desk, view, mode, ("Accepted by", "accepted_by"));
        labeled(ui, desk, view, mode, ("Until", "accepted_until"));
    }
}
