//! The card of autonomy: what the product does alone now, how far it may go, and what earns the next step, with the verdicts
//! of the figures that the conditions name.

use egui::{Frame, Margin, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

use crate::assess::autonomy::{self, Named, is_over, next, number};
use crate::assess::budget::Verdict;
use crate::assess::metric::Standing;
use crate::model::pattern::{Autonomy, Pattern};
use crate::model::{Id, Record as _, Workbook};
use crate::ui::desk::Desk;
use crate::ui::panels::form;
use crate::ui::panels::in_place::{self, Look};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::{Asked, View, steps};

/// The white space inside the card.
const PAD: f32 = 20.0;

/// A figure that the conditions name, with its verdict.
struct Figure {
    id: Id,
    name: String,
    verdict: Verdict,
    words: String,
}

/// The card beside the ladder: as high as the page.
pub fn beside(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let c = theme::colors(ui);
    let whole = ui.available_rect_before_wrap();
    ui.painter().rect(whole, radius::CARD, c.surface, Stroke::new(1.0, c.line), StrokeKind::Inside);
    // wider than its contents, so that focus rings are not cut
    let body = Rect::from_min_max(whole.min + vec2(PAD - 8.0, 6.0), whole.max - vec2(PAD - 8.0, 8.0));
    let mut asked = None;
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let margin = Margin::symmetric(8, 8);
            Frame::new().inner_margin(margin).show(ui, |ui| asked = contents(ui, desk, view, workbook));
        });
    });
    asked
}

/// The card below the rest: as high as its contents.
pub fn below(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    let frame = Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(Margin::symmetric(PAD as i8, 16)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        asked = contents(ui, desk, view, workbook);
    });
    asked
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let c = theme::colors(ui);
    let pattern: &Pattern = &workbook.pattern;
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    let figures = figures(desk, view, workbook);
    ui.horizontal(|ui| {
        label::heading(ui, "Copilot or autopilot", Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if let Some(now) = pattern.autonomy {
                label::plain_chip(ui, &format!("Step {} of {}", number(now), Autonomy::ALL.len()));
            }
        });
    });
    label::text(ui, &sentence(pattern, &figures), Type::Prompt, c.ink);
    if pattern.marks.get("autonomy").is_some() {
        form::some(ui, desk, &super::spot(), pattern, &["autonomy"]);
    }
    ui.add_space(4.0);
    let mut asked = steps::show(ui, view, pattern);
    asked = answers(ui, view, pattern, &figures).or(asked);
    ui.add_space(4.0);
    form::some(ui, desk, &super::spot(), pattern, &["autonomy_ceiling"]);
    ui.add_space(8.0);
    asked = earned(ui, desk, view, (pattern, &figures)).or(asked);
    asked
}

/// Where it stands, in the voice of the document.
fn sentence(pattern: &Pattern, figures: &[Figure]) -> String {
    let said = autonomy::sentence(pattern, all_earned(figures));
    said.unwrap_or_else(|| "How much does it do without a person?".to_owned())
}

/// Whether every figure that is named is within its limit. With none named, the figures say nothing.
fn all_earned(figures: &[Figure]) -> bool {
    figures.iter().all(|figure| figure.verdict == Verdict::Within)
}

fn earned_count(figures: &[Figure]) -> String {
    let earned = figures.iter().filter(|figure| figure.verdict == Verdict::Within).count();
    format!("{earned} of {} earned", figures.len())
}

/// The figures that the conditions name, with what was measured.
fn figures(desk: &Desk<'_>, view: &View, workbook: &Workbook) -> Vec<Figure> {
    let one = |named: &Named| match *named {
        Named::Budget(id) => {
            let budget = workbook.budgets.budgets.find(id)?;
            let state = desk.facts.budget(id);
            let rate = state.and_then(|state| state.measured).map(|measured| words::percent(measured.rate));
            let limit = budget.tolerance.map(|limit| format!("limit {}", words::limit(limit.fraction())));
            let verdict = state.map_or(Verdict::Unmeasured, |state| state.verdict);
            let parts = [Some(rate.unwrap_or_else(|| "Not measured".to_owned())), limit];
            let words = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
            Some(Figure { id, name: budget.title(), verdict, words })
        }
        Named::Metric(id) => {
            let metric = workbook.metrics.metrics.find(id)?;
            let standing = desk.facts.metric(id).map_or(Standing::NoAnswer, |state| state.standing);
            let verdict = match standing {
                Standing::Met => Verdict::Within,
                Standing::Unproven => Verdict::Unproven,
                Standing::AtRisk => Verdict::AtRisk,
                Standing::NotMet => Verdict::Exceeded,
                Standing::NoAnswer => Verdict::Unmeasured,
            };
            Some(Figure { id, name: metric.title(), verdict, words: standing.label().to_owned() })
        }
    };
    view.derived.named.iter().filter_map(one).collect()
}

/// What the knob was answered: that the ceiling stops it, or the question before it moves up.
fn answers(ui: &mut Ui, view: &mut View, pattern: &Pattern, figures: &[Figure]) -> Option<Asked> {
    let c = theme::colors(ui);
    if let Some(refused) = view.refused.filter(|refused| is_over(pattern, *refused)) {
        let text = format!("\"{}\" is over the ceiling. Raise the ceiling first, on purpose.", refused.label());
        ui.horizontal_top(|ui| {
            glyph::show(ui, Glyph::Warning, 16.0);
            label::text(ui, &text, Type::Body, c.ink);
        });
    }
    let to = view.raising?;
    let mut asked = None;
    let frame = Frame::new().fill(c.sunken).stroke(Stroke::new(1.0, c.line)).corner_radius(radius::CARD);
    frame.inner_margin(12).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        label::text(ui, &format!("Move up to \"{}\"?", to.label()), Type::Strong, c.ink);
        let said = if figures.is_empty() {
            "No budget or metric speaks for it. Who decided, and on what evidence?".to_owned()
        } else {
            format!("Of the figures that are named: {}.", earned_count(figures))
        };
        label::text(ui, &said, Type::Body, c.ink_2);
        ui.horizontal_wrapped(|ui| {
            let yes = if all_earned(figures) { "Move up" } else { "Move up all the same" };
            if Button::new(yes).show(ui).clicked() {
                asked = Some(Asked::Raise(Some(to)));
            }
            let stay = Button::new("Stay").quiet().show(ui);
            super::attend(view, &stay);
            if stay.clicked() || super::escaped(ui) {
                asked = Some(Asked::Raise(None));
            }
        });
    });
    asked
}

/// What earns the next step.
fn earned(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (pattern, figures): (&Pattern, &[Figure]),
) -> Option<Asked> {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        label::heading(ui, "What earns the next step", Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if !figures.is_empty() {
                label::line(ui, &earned_count(figures), Type::Small, c.ink_3);
            }
        });
    });
    for figure in figures {
        row(ui, desk, figure);
    }
    ui.add_space(4.0);
    in_place::show(ui, desk, &mut view.in_place, (&super::spot(), pattern, "autonomy_earned_by"), Look::BODY);
    if figures.is_empty() {
        label::text(ui, "Name budgets or metrics here, and their verdicts stand beside it.", Type::Small, c.ink_3);
    }
    ui.add_space(8.0);
    let step = pattern.autonomy.and_then(next).filter(|step| !is_over(pattern, *step))?;
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        let ready = all_earned(figures);
        if Button::new("Propose the next step").enabled(ready).show(ui).clicked() {
            asked = Some(Asked::Step(step));
        }
        if !ready {
            let many = figures.len();
            let all = if many == 1 { "it".to_owned() } else { format!("all {}", words::spelled(many)) };
            label::line(ui, &format!("Needs {all}"), Type::Small, c.ink_3);
        }
    });
    asked
}

/// A figure with its verdict, which leads to it.
fn row(ui: &mut Ui, desk: &mut Desk<'_>, figure: &Figure) {
    let c = theme::colors(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let (mark, said) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
        glyph::paint(ui.painter(), mark, Glyph::Verdict(figure.verdict), c);
        said.widget_info(|| WidgetInfo::labeled(Role::Label, true, figure.verdict.label()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            label::line(ui, &figure.words, Type::Small, c.ink_3);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                if button::link_named(ui, &figure.name, &format!("Go to {}", figure.name)).clicked() {
                    desk.go_to_item(figure.id);
                }
            });
        });
    });
    label::rule(ui);
}
