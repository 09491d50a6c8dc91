//! The table: a row for each budget with its interval drawn against its own tolerance, the expected cost, the legend.
//!
//! The table is one stop of the Tab key: the selected row has the focus, arrows move. Rows out of sight are only space.

use egui::epaint::text::LayoutJob;
use egui::{Key, Modifiers, Rangef, Rect, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::budget::cost::{self, AgainstCap};
use crate::assess::budget::{BudgetState, Verdict};
use crate::model::budgets::Budget;
use crate::model::{Id, List};
use crate::report::budgets;
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::{bulk, row_drag};
use crate::ui::theme::{self, Colors, Type, radius, size};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, interval_bar, label, menu};

use super::View;

/// How high a row is.
pub const ROW: f32 = 78.0;
const HEAD: f32 = 32.0;
const TOTAL: f32 = 48.0;
const PAD: f32 = 8.0;
const GAP: f32 = 16.0;
const VERDICT: f32 = 92.0;
const COST: f32 = 76.0;
const NEEDED: f32 = 84.0;
/// The narrowest column of names, and of bars.
const NAME: f32 = 182.0;
const BAR: f32 = 100.0;
/// The least width of the table that has all columns; under it, costs and what is still to label stand under the verdict.
const ALL_COLUMNS: f32 = 676.0;

/// Where the columns lie.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Columns {
    name: Rangef,
    bar: Rangef,
    verdict: Rangef,
    figures: Option<(Rangef, Rangef)>,
}

impl Columns {
    fn of(left: f32, width: f32) -> Self {
        let all = width >= ALL_COLUMNS;
        let fixed = 2.0 * PAD + 2.0 * GAP + VERDICT + if all { COST + NEEDED + 2.0 * GAP } else { 0.0 };
        let rest = width - fixed;
        let bar_width = (rest * 0.56).min(rest - NAME).clamp(BAR, 440.0);
        let name = Rangef::new(left + PAD, left + PAD + (rest - bar_width).max(60.0));
        let bar = Rangef::new(name.max + GAP, name.max + GAP + bar_width);
        let verdict = Rangef::new(bar.max + GAP, bar.max + GAP + VERDICT);
        let figures = all.then(|| {
            let cost = Rangef::new(verdict.max + GAP, verdict.max + GAP + COST);
            (cost, Rangef::new(cost.max + GAP, cost.max + GAP + NEEDED))
        });
        Self { name, bar, verdict, figures }
    }
}

/// What the person did in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Select this one.
    Select(Id),
    /// Edit the first field of this one.
    Edit(Id),
    /// Set the tolerance of this one.
    SetTolerance(Id),
    /// Make a copy of this one.
    Duplicate(Id),
    /// Keep it in the library of one's own.
    Keep(Id),
    /// Keep it inside the organization, or let it out.
    SetInternal(Id, bool),
    /// Move this one to a position.
    Move(Id, usize),
    /// Delete this one.
    Delete(Id),
}

/// The id of a row.
pub fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("budget row", id))
}

/// What a key asks for, while the row at `at` has the focus.
fn key(ui: &Ui, budgets: &List<Budget>, at: usize) -> Option<Asked> {
    let id = budgets.at(at)?.id;
    let last = budgets.len() - 1;
    let select = |at: usize| budgets.at(at).map(|budget| Asked::Select(budget.id));
    ui.input_mut(|input| {
        let mut pressed = |modifiers, key| input.consume_key(modifiers, key);
        if pressed(Modifiers::ALT, Key::ArrowUp) {
            return (at > 0).then(|| Asked::Move(id, at - 1));
        }
        if pressed(Modifiers::ALT, Key::ArrowDown) {
            return (at < last).then_some(Asked::Move(id, at + 1));
        }
        if pressed(Modifiers::COMMAND, Key::D) {
            return Some(Asked::Duplicate(id));
        }
        if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
            return Some(Asked::Edit(id));
        }
        if pressed(Modifiers::NONE, Key::Delete) {
            return Some(Asked::Delete(id));
        }
        let steps = [
            (Key::ArrowUp, at.saturating_sub(1)),
            (Key::ArrowDown, (at + 1).min(last)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        steps.into_iter().find(|(key, _)| pressed(Modifiers::NONE, *key)).and_then(|(_, to)| select(to))
    })
}

/// Takes the keys of the row that has the focus. Before anything is drawn, so that the row that is selected then is drawn
/// as the one with the focus.
pub fn keys(ui: &Ui, budgets: &List<Budget>, view: &View) -> Option<Asked> {
    let id = view.selected?;
    if !ui.memory(|memory| memory.has_focus(row_id(id))) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(id), locked));
    key(ui, budgets, view.position)
}

/// Shows the table.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budgets: &List<Budget>) -> Option<Asked> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    let columns = Columns::of(ui.next_widget_position().x, width);
    head(ui, columns, width);
    let (_, area) = ui.allocate_space(vec2(width, ROW * budgets.len() as f32));
    let row_rect = |at: usize| Rect::from_min_size(pos2(area.left(), area.top() + ROW * at as f32), vec2(width, ROW));
    let clip = ui.clip_rect();
    let first = ((clip.top() - area.top()) / ROW).floor().max(0.0) as usize;
    let end = ((clip.bottom() - area.top()) / ROW).ceil().max(0.0) as usize;
    let mut asked = None;
    let mut rows = ui.new_child(UiBuilder::new().max_rect(area));
    // the selected row is there even out of sight: it is where the keyboard is
    let seen = (first..end.min(budgets.len())).chain(Some(view.position).filter(|at| *at < first || *at >= end));
    for at in seen {
        if let Some(budget) = budgets.at(at) {
            let state = view.judged.state(budget.id).or_else(|| desk.facts.budget(budget.id));
            let last = budgets.len() - 1;
            let lead = view.selected == Some(budget.id);
            let selected = lead || desk.hold.has(budget.id);
            let row = Row { budget, state, columns, rect: row_rect(at), selected, lead };
            asked = row.show(&mut rows, desk, (at, last), &mut view.focus).or(asked);
        }
    }
    asked = row_drag::show(ui, desk, &super::listed(budgets, view)).map(Asked::Select).or(asked);
    if std::mem::take(&mut view.scroll) {
        ui.scroll_to_rect(row_rect(view.position), None);
    }
    totals(ui, desk, view, budgets, (columns, width));
    ui.add_space(16.0);
    legend(ui, width);
    asked
}

fn head(ui: &mut Ui, columns: Columns, width: f32) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, HEAD), Sense::hover());
    let text = |x: f32, align: f32, words: &str, ink| {
        let galley = theme::line(ui, words, Type::Caption, ink);
        ui.painter().galley(pos2(x - galley.size().x * align, rect.center().y - galley.size().y / 2.0), galley, ink);
    };
    text(columns.name.min, 0.0, "Budget", c.ink_3);
    let bar = Rect::from_x_y_ranges(columns.bar, rect.y_range());
    text(bar.left(), 0.0, "0", c.ink_3);
    let one = if bar.width() > 190.0 { "1× tolerance" } else { "1×" };
    text(interval_bar::tolerance_x(bar), 0.5, one, c.ink);
    text(bar.left() + bar.width() * 2.0 / interval_bar::AXIS as f32, 0.5, "2×", c.ink_3);
    text(columns.verdict.min, 0.0, "Verdict", c.ink_3);
    if let Some((cost, needed)) = columns.figures {
        text(cost.max, 1.0, "Per month", c.ink_3);
        text(needed.max, 1.0, "Still to label", c.ink_3);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

/// A row while it is drawn.
struct Row<'a> {
    budget: &'a Budget,
    state: Option<&'a BudgetState>,
    columns: Columns,
    rect: Rect,
    selected: bool,
    /// Whether it is the one in the card, where the keyboard is.
    lead: bool,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui, desk: &mut Desk<'_>, (at, last): (usize, usize), focus_it: &mut bool) -> Option<Asked> {
        let c = theme::colors(ui);
        let id = self.budget.id;
        let sense = if self.lead { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(self.rect, row_id(id), sense | row_drag::SENSE);
        response.widget_info(|| {
            WidgetInfo::selected(Role::ListBoxOption, true, self.selected, super::wording::row(self.budget, self.state))
        });
        if self.lead {
            regions::entrance(Region::Main, &response);
            if std::mem::take(focus_it) {
                response.request_focus();
            }
        }
        let mut asked = None;
        if ui.is_rect_visible(self.rect) {
            if self.selected {
                ui.painter().rect_filled(self.rect, 0, c.accent_soft);
            } else if response.hovered() {
                ui.painter().rect_filled(self.rect, 0, c.hover);
            }
            ui.painter().hline(self.rect.x_range(), self.rect.bottom() - 0.5, Stroke::new(1.0, c.line));
            self.paint_words(ui, c);
            self.paint_figures(ui, c);
            asked = self.bar(ui, c);
            row_drag::row(ui, desk, &response, id);
            focus::ring_inside(ui, &response, self.rect, radius::CHIP);
        }
        if response.double_clicked() {
            asked = Some(Asked::Edit(id));
        } else if response.clicked() || response.secondary_clicked() {
            asked = asked.or(Some(Asked::Select(id)));
        }
        let menu = menu::context(&response, |ui| {
            if desk.hold.is_one_of_many(id) {
                bulk::menu(ui, desk);
                return None;
            }
            commands(ui, self.budget, at, last)
        });
        menu.flatten().or(asked)
    }

    fn paint_words(&self, ui: &Ui, c: &Colors) {
        let width = self.columns.name.span();
        let style = if self.selected { Type::Strong } else { Type::Medium };
        let ink = if self.budget.name.trim().is_empty() { c.ink_3 } else { c.ink };
        let name = theme::cut(ui, super::wording::name(self.budget), style, ink, width, 1);
        let (rate, rest, interval) = super::wording::facts(self.budget, self.state);
        let mut line = LayoutJob::default();
        line.append(&rate, 0.0, Type::Caption.format(c.ink));
        line.append(&rest, 0.0, Type::Small.format(c.ink_3));
        line.wrap =
            egui::text::TextWrapping { max_width: width, max_rows: 1, break_anywhere: false, ..Default::default() };
        let line = ui.painter().layout_job(line);
        let interval = theme::cut(ui, &interval, Type::Small, c.ink_3, width, 1);
        let mut at = pos2(self.columns.name.min, self.rect.center().y - 26.0);
        for galley in [name, line, interval] {
            let below = galley.size().y;
            ui.painter().galley(at, galley, ink);
            at.y += below;
        }
    }

    fn paint_figures(&self, ui: &mut Ui, c: &Colors) {
        let cost = super::wording::monthly(self.budget, self.state);
        let needed = self.state.map(budgets::still_needed).unwrap_or_default();
        let over = self.state.is_some_and(|state| budgets::is_over_cap(self.budget, state));
        let cost_ink = if over {
            c.blocker
        } else if cost.starts_with('N') {
            c.ink_3
        } else {
            c.ink
        };
        let fix = needed == "Fix first";
        let needed_ink = if fix || needed == "0" { c.ink_3 } else { c.ink };
        let y = self.rect.center().y;
        let chip_y = if self.columns.figures.is_some() { y } else { y - 18.0 };
        if let Some(state) = self.state {
            let at = Rect::from_min_size(pos2(self.columns.verdict.min, chip_y - 10.0), vec2(VERDICT, 20.0));
            ui.scope_builder(UiBuilder::new().max_rect(at), |ui| label::verdict_chip(ui, state.verdict));
        }
        if let Some((cost_column, needed_column)) = self.columns.figures {
            for (column, text, ink) in [(cost_column, &cost, cost_ink), (needed_column, &needed, needed_ink)] {
                let galley = theme::cut(ui, text, Type::Body, ink, column.span(), 1);
                ui.painter().galley(pos2(column.max - galley.size().x, y - galley.size().y / 2.0), galley, ink);
            }
            return;
        }
        let cost = if cost.starts_with(['N', '–']) { String::new() } else { format!("{cost} a month") };
        let needed = if fix || needed == "0" || needed.is_empty() { needed } else { format!("{needed} to label") };
        let needed = if needed == "0" { String::new() } else { needed };
        let mut at = pos2(self.columns.verdict.min, chip_y + 13.0);
        for (text, ink) in [(cost, if over { c.blocker } else { c.ink_2 }), (needed, c.ink_2)] {
            if !text.is_empty() {
                let galley = theme::cut(ui, &text, Type::Small, ink, VERDICT, 1);
                ui.painter().galley(at, galley, ink);
                at.y += 16.0;
            }
        }
    }

    /// The bar, with its values in the tooltip; where the tolerance is missing, the way to set it.
    fn bar(&self, ui: &Ui, c: &Colors) -> Option<Asked> {
        let rect = Rect::from_x_y_ranges(self.columns.bar, self.rect.y_range());
        interval_bar::paint_axis(ui.painter(), rect, c);
        let measured = self.state.and_then(|state| state.measured);
        // what was just typed counts, not what the last judgment knew
        let Some(tolerance) = self.budget.tolerance.map(crate::model::Rate::fraction) else {
            return self.set_tolerance(ui, c, rect);
        };
        interval_bar::paint_tolerance(ui.painter(), rect, c);
        if let Some(measured) = measured {
            interval_bar::paint_interval(ui.painter(), rect, measured, tolerance, c);
        } else {
            let x = interval_bar::tolerance_x(rect) + 12.0;
            let hint = theme::cut(ui, "No measurement yet", Type::Small, c.ink_3, rect.right() - x, 1);
            let ground = Rect::from_min_size(pos2(x, rect.center().y - hint.size().y / 2.0), hint.size())
                .expand2(vec2(4.0, 0.0));
            ui.painter().rect_filled(ground, 0, if self.selected { c.accent_soft } else { c.bg_main });
            ui.painter().galley(ground.min + vec2(4.0, 0.0), hint, c.ink_3);
        }
        let over = ui.interact(rect, row_id(self.budget.id).with("bar"), Sense::hover());
        over.on_hover_ui(|ui| {
            label::text(ui, &super::wording::row(self.budget, self.state), Type::Caption, c.ink);
        });
        None
    }

    fn set_tolerance(&self, ui: &Ui, c: &Colors, rect: Rect) -> Option<Asked> {
        let galley = theme::line(ui, "Set tolerance", Type::Medium, c.accent);
        let at = Rect::from_center_size(rect.center(), vec2(galley.size().x + 16.0, size::TARGET));
        ui.painter().rect_filled(at, radius::CHIP, if self.selected { c.accent_soft } else { c.bg_main });
        let response = ui.interact(at, row_id(self.budget.id).with("set tolerance"), Sense::CLICK);
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("Set tolerance of {}", super::wording::name(self.budget)))
        });
        if response.hovered() {
            let y = at.center().y + galley.size().y / 2.0 - 2.0;
            ui.painter().hline(at.left() + 8.0..=at.right() - 8.0, y, Stroke::new(1.0, c.accent));
        }
        ui.painter().galley(at.center() - galley.size() / 2.0, galley, c.accent);
        let clicked = response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
        clicked.then_some(Asked::SetTolerance(self.budget.id))
    }
}

/// The menu of a row, also of the card.
pub fn commands(ui: &mut Ui, budget: &Budget, at: usize, last: usize) -> Option<Asked> {
    let mut asked = None;
    let id = budget.id;
    let rows = [
        (menu::Row::new("Rename").icon(icons::PENCIL).keys("F2"), Asked::Edit(id)),
        (menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Asked::Duplicate(id)),
        (super::super::shelf::row(), Asked::Keep(id)),
        (
            menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(budget.internal),
            Asked::SetInternal(id, !budget.internal),
        ),
        (
            menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").enabled(at > 0),
            Asked::Move(id, at.saturating_sub(1)),
        ),
        (
            menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").enabled(at < last),
            Asked::Move(id, at + 1),
        ),
        (menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Asked::Delete(id)),
    ];
    for (row, meaning) in rows {
        if row.show(ui).clicked() {
            asked = Some(meaning);
        }
    }
    asked
}

/// The expected cost of all budgets, a line for each currency.
fn totals(ui: &mut Ui, desk: &Desk<'_>, view: &View, budgets: &List<Budget>, (columns, width): (Columns, f32)) {
    let costs = budgets.iter().filter_map(|budget| {
        let state = view.judged.state(budget.id).or_else(|| desk.facts.budget(budget.id))?;
        cost::of(budget, state)
    });
    let totals = cost::roll_up(costs);
    if totals.is_empty() {
        total(ui, (columns, width), ("None set", ""), false);
    }
    for one in &totals {
        let (sum, range) = super::wording::total(one);
        total(ui, (columns, width), (&sum, &range), one.against == AgainstCap::Over);
    }
}

fn total(ui: &mut Ui, (columns, width): (Columns, f32), (sum, range): (&str, &str), over: bool) {
    let c = theme::colors(ui);
    let height = if range.is_empty() { TOTAL } else { TOTAL + 16.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let right = columns.figures.map_or(rect.right() - PAD, |(cost, _)| cost.max);
    let sum_line = theme::cut(ui, sum, Type::Strong, if over { c.blocker } else { c.ink }, right - columns.bar.min, 1);
    let rest = right - sum_line.size().x - GAP - columns.name.min;
    let name = theme::cut(ui, "Expected cost of error", Type::Strong, c.ink, rest, 1);
    let range_line =
        theme::cut(ui, range, Type::Small, if over { c.blocker } else { c.ink_3 }, right - columns.name.min, 1);
    let below = if range.is_empty() { 0.0 } else { range_line.size().y };
    let y = rect.center().y - f32::midpoint(sum_line.size().y, below);
    let under = y + sum_line.size().y;
    ui.painter().galley(pos2(columns.name.min, y), name, c.ink);
    ui.painter().galley(pos2(right - sum_line.size().x, y), sum_line, c.ink);
    ui.painter().galley(pos2(right - range_line.size().x, under), range_line, c.ink_3);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    response.widget_info(|| {
        let range = if range.is_empty() { String::new() } else { format!(", {range}") };
        WidgetInfo::labeled(Role::Label, true, format!("Expected cost of error: {sum} per month{range}"))
    });
    response.on_hover_text(
        "Per month, over the budgets with a cost, a volume and a measurement. The ends are sums of all ends: the true interval is narrower.",
    );
}

/// The four verdicts with what they mean, side by side or two by two.
fn legend(ui: &mut Ui, width: f32) {
    let c = theme::colors(ui);
    let across = if width >= 560.0 { 4 } else { 2 };
    let verdicts = [Verdict::Within, Verdict::Unproven, Verdict::AtRisk, Verdict::Exceeded];
    let column = (width - 2.0 * PAD) / across as f32;
    for line in verdicts.chunks(across) {
        let galleys: Vec<_> = line
            .iter()
            .map(|verdict| theme::wrapped(ui, super::wording::meaning(*verdict), Type::Small, c.ink_3, column - 32.0))
            .collect();
        let height = 16.0 + galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
        let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        for (number, (verdict, meaning)) in line.iter().zip(galleys).enumerate() {
            let at = pos2(rect.left() + PAD + column * number as f32, rect.top());
            let square = Rect::from_center_size(at + vec2(7.0, 8.0), Vec2::splat(14.0));
            glyph::paint(ui.painter(), square, Glyph::Verdict(*verdict), c);
            let name = theme::line(ui, verdict.label(), Type::Caption, c.ink);
            let place = Rect::from_min_size(at, vec2(column - 8.0, height));
            let said = ui.interact(place, ui.scope_id().with(("legend", number, verdict.label())), Sense::hover());
            said.widget_info(|| {
                let text = format!("{}: {}", verdict.label(), super::wording::meaning(*verdict));
                WidgetInfo::labeled(Role::Label, true, text)
            });
            ui.painter().galley(at + vec2(24.0, 0.0), name, c.ink);
            ui.painter().galley(at + vec2(24.0, 16.0), meaning, c.ink_3);
        }
        ui.add_space(12.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_overlap_and_stay_inside() {
        for width in [340.0, 432.0, 496.0, 675.0, 676.0, 784.0, 1_400.0_f32] {
            let found = Columns::of(24.0, width);
            let ends = found.figures.map_or(found.verdict.max, |(_, needed)| needed.max);
            assert!(found.name.max < found.bar.min && found.bar.max < found.verdict.min, "{width}: {found:?}");
            assert!(ends <= 24.0 + width - PAD + 0.5 || width < 400.0, "{width}: {found:?}");
            assert_eq!(found.figures.is_some(), width >= ALL_COLUMNS, "{width}");
        }
        let full = Columns::of(0.0, 784.0);
        assert!(full.name.span() >= NAME && full.bar.span() > 240.0, "{full:?}");
    }
}
