//! What the measurements say besides the verdict: how they go, what would prove it, what several looks do to it, and which
//! groups differ. The sentences are those of the documents.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::assess::budget::Account;
use crate::assess::budget::looks::Looks;
use crate::assess::budget::segments::Segment;
use crate::model::budgets::{Budget, Evidence};
use crate::report::budgets::account;
use crate::ui::desk::Desk;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{button, history_plot, label};
use crate::words;

use super::{View, wording};

/// A title of a part of the card with a word at the right.
pub fn beside_title(ui: &mut Ui, title: &str, note: &str, style: Type) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::heading(ui, title, Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::line(ui, note, style, if style == Type::Small { c.ink_3 } else { c.ink_2 });
        });
    });
}

/// The measurements over time, which of them count, and whether they change by more than chance.
pub fn history(ui: &mut Ui, desk: &mut Desk<'_>, view: &View, budget: &Budget, account: &Account) {
    let c = theme::colors(ui);
    let (shown, all) = (view.judged.points.len(), view.judged.usable);
    let note = format!("exact {} intervals", wording::level(budget));
    let note = if shown < all { format!("latest {shown} of {all}, {note}") } else { note };
    beside_title(ui, "History", &note, Type::Small);
    if view.judged.points.is_empty() {
        ui.add_space(4.0);
        label::text(ui, "How many errors were found in how many trials?", Type::Prompt, c.ink_2);
        return;
    }
    let limit = account.state.tolerance.map(words::limit).unwrap_or_default();
    history_plot::show(ui, &view.judged.points, account.state.tolerance, &limit, &view.judged.summary);
    if let Some(trend) = &account.trend {
        label::text(ui, &account::trend(trend), Type::Small, c.ink_2);
    }
    ui.add_space(8.0);
    choice(ui, desk, budget);
    if let Some(basis) = account::rests_on(budget, &account.state) {
        label::text(ui, &basis, Type::Small, c.ink_3);
    }
}

/// Which measurements the verdict rests on.
fn choice(ui: &mut Ui, desk: &mut Desk<'_>, budget: &Budget) {
    let c = theme::colors(ui);
    let current = budget.evidence.unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        label::line(ui, "Verdict rests on", Type::Caption, c.ink_3);
        let at = usize::from(current == Evidence::Pooled);
        let picked = button::segmented(ui, "Verdict rests on", &["Latest", "Pooled by version"], at);
        if let Some(picked) = picked.filter(|picked| *picked != at) {
            let evidence = if picked == 0 { Evidence::Latest } else { Evidence::Pooled };
            let spot = Spot::item(budget.id);
            spot.edit(desk, "edit budget", "evidence", |value| answer::set(value, evidence.label()));
        }
    });
}

/// How far the sample has come, and what would prove it.
pub fn sample(ui: &mut Ui, sample: &wording::Sample, account: &Account) {
    let c = theme::colors(ui);
    beside_title(ui, "Sample size", &sample.counted, Type::Body);
    if let Some(share) = sample.share {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
        ui.painter().rect_filled(rect, 2, c.line);
        let filled = Rect::from_min_size(rect.min, vec2(rect.width() * share.clamp(0.0, 1.0), rect.height()));
        ui.painter().rect_filled(filled, 2, c.ink_2);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &sample.counted));
        ui.add_space(4.0);
    }
    label::text(ui, &sample.sentence, Type::Small, c.ink_3);
    let ways = wording::ways_to_proof(&account.state, &account.proof);
    if ways.is_empty() {
        return;
    }
    ui.add_space(4.0);
    let rows = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = 20.0; // lines, not controls
        for (way, trials) in &ways {
            ui.horizontal(|ui| {
                label::line(ui, way, Type::Small, c.ink_2);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    label::line(ui, trials, Type::Caption, c.ink);
                });
            });
        }
    });
    rows.response.on_hover_text(account::proof(&account.state, &account.proof));
}

/// What several looks do to the verdict: a warning where it no longer stands.
pub fn looks(ui: &mut Ui, looks: &Looks) {
    let c = theme::colors(ui);
    let note = format!("{} looks", words::capitalized(&words::spelled(looks.count)));
    beside_title(ui, "Repeated looks", &note, Type::Body);
    ui.horizontal_top(|ui| {
        let stands = looks.holds();
        if !stands {
            glyph::show(ui, Glyph::Warning, 14.0);
        }
        ui.vertical(|ui| {
            label::text(ui, &account::looks(looks), Type::Small, if stands { c.ink_3 } else { c.ink });
        });
    });
}

/// The groups that were measured by themselves: name, counts, rate and interval, verdict, and whether they differ.
pub fn groups(ui: &mut Ui, segments: &[Segment]) {
    let note = if segments.len() == 1 {
        "compared with the rest".to_owned()
    } else {
        format!("compared with the rest, corrected for {}", words::spelled(segments.len()))
    };
    beside_title(ui, "Groups", &note, Type::Small);
    ui.add_space(2.0);
    for segment in segments {
        group(ui, segment, segments.len());
    }
}

fn group(ui: &mut Ui, segment: &Segment, groups: usize) {
    const ROW: f32 = 42.0;
    let c = theme::colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, account::segment(segment, groups)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    response.on_hover_ui(|ui| {
        label::text(ui, &account::segment(segment, groups), Type::Caption, c.ink);
    });
    let beyond = segment.comparison.is_some_and(|comparison| comparison.beyond_chance);
    let difference = account::difference(segment);
    let right = theme::line(
        ui,
        difference,
        if beyond { Type::Medium } else { Type::Small },
        if beyond { c.ink } else { c.ink_3 },
    );
    let p = segment.comparison.map(|comparison| words::p_value(comparison.corrected)).unwrap_or_default();
    let p = theme::line(ui, &p, Type::Small, c.ink_3);
    let width = rect.width() - 12.0 - 22.0;
    let name = theme::cut(ui, &segment.name, Type::Medium, c.ink, width - right.size().x, 1);
    let range = words::percent_range(segment.measured.low, segment.measured.high);
    let counted =
        format!("{} of {}, {range}", words::percent(segment.measured.rate), words::count(segment.counts.trials));
    let counted = theme::cut(ui, &counted, Type::Small, c.ink_2, width - p.size().x, 1);
    let top = rect.top() + 3.0;
    let mark = Rect::from_center_size(egui::pos2(rect.left() + 8.0, top + 9.0), vec2(14.0, 14.0));
    glyph::paint(ui.painter(), mark, Glyph::Verdict(segment.verdict), c);
    let left = rect.left() + 22.0;
    ui.painter().galley(egui::pos2(left, top), name, c.ink);
    ui.painter().galley(egui::pos2(left, top + 17.0), counted, c.ink_2);
    ui.painter().galley(egui::pos2(rect.right() - right.size().x, top), right, c.ink);
    ui.painter().galley(egui::pos2(rect.right() - p.size().x, top + 17.0), p, c.ink_3);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(1.0, c.line));
}
