//! What is worst, and what the canvas rests on: top risks, budgets with their intervals, notes by kind.

use egui::{Rect, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::assess::budget::BudgetState;
use crate::assess::risk;
use crate::model::budgets::Budget;
use crate::model::canvas::NoteKind;
use crate::model::failure_modes::FailureMode;
use crate::model::place::Place;
use crate::model::{Rate, Section, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Colors, Type};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{interval_bar, label};
use crate::words;

use super::row::{self, FOOT, HEAD, Link};

const RISKS: usize = 5;
const RISK: f32 = 44.0;
const BUDGETS: usize = 7;
const BUDGET: f32 = 32.0;
const KIND: f32 = 28.0;
/// The widest verdict.
const CHIP: f32 = 104.0;

fn rows_height(rows: usize, height: f32) -> f32 {
    HEAD + FOOT + (rows as f32 * height).max(44.0)
}

/// How high the card of risks is.
pub(super) fn risks_height(desk: &Desk<'_>) -> f32 {
    rows_height(desk.facts.readiness.risks.len().min(RISKS), RISK)
}

/// The failure modes with the most risk left.
pub(super) fn risks(ui: &mut Ui, desk: &mut Desk<'_>, workbook: &Workbook, rect: Rect) {
    let all = workbook.failure_modes.modes.len();
    let text = format!("All {all}");
    let links = [Link { text: &text, name: "All failure modes" }];
    let worst: Vec<&FailureMode> =
        desk.facts.readiness.risks.iter().filter_map(|id| workbook.failure_modes.modes.find(*id)).take(RISKS).collect();
    let mut go = None;
    let (clicked, ()) = row::card(ui, rect, "Top risks", links.get(..usize::from(all > 0)).unwrap_or_default(), |ui| {
        if worst.is_empty() {
            row::nothing(ui, "No failure mode is scored yet. How could this go wrong, and for whom?");
        }
        for mode in &worst {
            if risk_row(ui, mode) {
                go = Some(Place::of_item(Section::FailureModes, "modes", *mode));
            }
        }
    });
    if clicked.is_some() {
        go = Some(Place::of_section(Section::FailureModes));
    }
    if let Some(place) = go {
        desk.go_to(place);
    }
}

fn risk_row(ui: &mut Ui, mode: &FailureMode) -> bool {
    let c = theme::colors(ui);
    let (before, after) = (risk::inherent(mode), risk::residual(mode));
    let word = |level: Option<risk::RiskLevel>| level.map_or("not scored", risk::RiskLevel::label).to_lowercase();
    let said =
        format!("FM-{} {}: {} before controls, {} with them", mode.number, mode.name.trim(), word(before), word(after));
    let (rect, response) = row::link_row(ui, RISK, &said);
    let chips = rect.right() - 138.0;
    let number = row::part(rect, rect.left(), rect.left() + 24.0);
    row::words(ui, number, &mode.number.to_string(), (Type::Small, c.ink_3), 1);
    row::words(ui, row::part(rect, rect.left() + 28.0, chips - 8.0), mode.name.trim(), (Type::Body, c.ink), 2);
    let y = rect.center().y - 10.0;
    let at = |x: f32, width: f32| {
        UiBuilder::new()
            .id_salt(("chip", mode.number, x as i32))
            .max_rect(Rect::from_min_size(pos2(x, y), vec2(width, 20.0)))
    };
    if let Some(level) = before {
        label::level_mark(&mut ui.new_child(at(chips, 26.0)), level);
    }
    let arrow = Rect::from_center_size(pos2(chips + 38.0, rect.center().y), Vec2::splat(16.0));
    label::paint_icon(ui, arrow, icons::ARROW_RIGHT, Type::Icon, c.ink_3);
    match after {
        Some(level) => {
            label::level_chip(&mut ui.new_child(at(chips + 52.0, 86.0)), level);
        }
        None => {
            row::words(ui, row::part(rect, chips + 52.0, rect.right()), "Not scored", (Type::Small, c.ink_3), 1);
        }
    }
    response.clicked()
}

/// How high the card of budgets is.
pub(super) fn budgets_height(desk: &Desk<'_>) -> f32 {
    rows_height(desk.facts.readiness.budgets.len().min(BUDGETS), BUDGET)
}

/// The budgets with the worst verdicts.
pub(super) fn budgets(ui: &mut Ui, desk: &mut Desk<'_>, workbook: &Workbook, rect: Rect) {
    let all = workbook.budgets.budgets.len();
    let text = format!("All {all}");
    let links = [Link { text: &text, name: "All budgets" }];
    let facts = desk.facts;
    let worst = facts.readiness.budgets.iter().filter_map(|id| workbook.budgets.budgets.find(*id)).take(BUDGETS);
    let worst: Vec<(&Budget, Option<&BudgetState>)> = worst.map(|budget| (budget, facts.budget(budget.id))).collect();
    let mut go = None;
    let (clicked, ()) = row::card(ui, rect, "Budgets", links.get(..usize::from(all > 0)).unwrap_or_default(), |ui| {
        if worst.is_empty() {
            row::nothing(ui, "No budget yet. How much error do you accept, and what does it cost?");
        }
        for (budget, state) in &worst {
            if budget_row(ui, budget, *state) {
                go = Some(Place::of_item(Section::Budgets, "budgets", *budget));
            }
        }
    });
    if clicked.is_some() {
        go = Some(Place::of_section(Section::Budgets));
    }
    if let Some(place) = go {
        desk.go_to(place);
    }
}

fn budget_row(ui: &mut Ui, budget: &Budget, state: Option<&BudgetState>) -> bool {
    let c = theme::colors(ui);
    let name = if budget.name.trim().is_empty() { "New budget" } else { budget.name.trim() };
    let (rect, response) = row::link_row(ui, BUDGET, &budget_said(budget, name, state));
    let chip = rect.right() - CHIP;
    let bar = Rect::from_min_max(pos2(chip - 74.0, rect.top()), pos2(chip - 8.0, rect.bottom() - 2.0));
    row::words(ui, row::part(rect, rect.left(), bar.left() - 8.0), name, (Type::Body, c.ink), 1);
    paint_bar(ui, bar, budget, state, c);
    if let Some(state) = state {
        let at = Rect::from_min_size(pos2(chip, rect.center().y - 10.0), vec2(CHIP, 20.0));
        label::verdict_chip(
            &mut ui.new_child(UiBuilder::new().id_salt(("verdict", budget.number)).max_rect(at)),
            state.verdict,
        );
    }
    response.clicked()
}

fn budget_said(budget: &Budget, name: &str, state: Option<&BudgetState>) -> String {
    let verdict = state.map_or("not judged yet", |state| state.verdict.label());
    let limit = budget
        .tolerance
        .map_or_else(|| "no tolerance set".to_owned(), |limit| format!("tolerance {}", words::limit(limit.fraction())));
    let measured = match state.and_then(|state| state.measured) {
        Some(m) => format!("{}, interval {}", words::percent(m.rate), words::percent_range(m.low, m.high)),
        None => "no measurement".to_owned(),
    };
    format!("UB-{} {name}: {verdict}, {measured}, {limit}", budget.number)
}

fn paint_bar(ui: &Ui, bar: Rect, budget: &Budget, state: Option<&BudgetState>, c: &Colors) {
    interval_bar::paint_axis(ui.painter(), bar, c);
    let Some(tolerance) = budget.tolerance.map(Rate::fraction) else { return };
    interval_bar::paint_tolerance(ui.painter(), bar.shrink2(vec2(0.0, 5.0)), c);
    if let Some(measured) = state.and_then(|state| state.measured) {
        interval_bar::paint_interval(ui.painter(), bar, measured, tolerance, c);
    }
}

/// How high the card of the canvas is.
pub(super) fn basis_height(desk: &Desk<'_>) -> f32 {
    let more = if desk.facts.readiness.basis.weakness().is_empty() { 0.0 } else { 44.0 };
    rows_height(NoteKind::ALL.len(), KIND) + more
}

/// How many notes of the canvas are facts, and how many only assumed, asked or decided.
pub(super) fn basis(ui: &mut Ui, desk: &mut Desk<'_>, rect: Rect) {
    let basis = &desk.facts.readiness.basis;
    let links = [Link { text: "Canvas", name: "Open the canvas" }];
    let most = basis.kinds.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let mut go = false;
    let (clicked, ()) = row::card(ui, rect, "What the canvas rests on", &links, |ui| {
        if basis.total() == 0 {
            row::nothing(ui, "The canvas has no notes yet.");
            return;
        }
        for (kind, count) in &basis.kinds {
            go |= kind_row(ui, *kind, *count, most);
        }
        ui.add_space(8.0);
        label::text(ui, &basis.weakness(), Type::Small, theme::colors(ui).ink_3);
    });
    if go || clicked.is_some() {
        desk.go_to(Place::of_section(Section::Canvas));
    }
}

fn kind_row(ui: &mut Ui, kind: NoteKind, count: usize, most: usize) -> bool {
    let c = theme::colors(ui);
    let said = format!("{}: {}", kind.label(), words::count(count as u64));
    let (rect, response) = row::link_row(ui, KIND, &said);
    let mark = Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), Vec2::splat(12.0));
    glyph::paint(ui.painter(), mark, Glyph::Kind(kind), c);
    row::words(ui, row::part(rect, rect.left() + 24.0, rect.left() + 104.0), kind.label(), (Type::Body, c.ink), 1);
    let fill = match kind {
        NoteKind::Fact => c.fact_text,
        NoteKind::Assumption => c.assumption_text,
        NoteKind::Question => c.question_text,
        NoteKind::Decision => c.decision_text,
    };
    let left = rect.left() + 108.0;
    let length = (rect.width() - 108.0 - 40.0).max(8.0) * count as f32 / most as f32;
    let bar = Rect::from_min_size(pos2(left, rect.center().y - 4.0), vec2(length, 8.0));
    ui.painter().rect_filled(bar, 2.0, fill);
    let after = row::part(rect, bar.right() + 8.0, rect.right());
    row::words(ui, after, &words::count(count as u64), (Type::Strong, c.ink), 1);
    response.clicked()
}
