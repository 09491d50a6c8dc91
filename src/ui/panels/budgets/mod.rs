//! The page of the uncertainty budgets: a table in which every interval lies against its own tolerance, and a card for the
//! selected budget with its verdict, history, sample and measurements.

mod card;
mod cell;
mod evidence;
mod figures;
mod grid;
mod judged;
mod measurements;
mod review;
mod table;
pub(super) mod wording;

use std::sync::Arc;

use egui::{Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::edit::operations::{duplicate_item, move_item, push};
use crate::model::budgets::Budget;
use crate::model::place::Place;
use crate::model::{Id, ItemKind, List, Section};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Order, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{history_plot, label};

use super::bulk::{self, Listed};
use super::spot::Spot;

use self::table::Asked;

/// How wide the card is beside the table, and the least width of the table then.
const CARD: f32 = 376.0;
const TABLE: f32 = 440.0;
const GAP: f32 = 24.0;
/// So many rows stand over the card where it is below the table; more of them scroll by themselves.
const ROWS_OVER_CARD: usize = 5;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The budget in the card.
    pub selected: Option<Id>,
    /// Its position, as last seen: where the selection goes if the budget is gone.
    position: usize,
    /// Bring the selected row into sight.
    scroll: bool,
    /// Give the selected row the focus.
    focus: bool,
    /// What follows from the selected budget.
    judged: judged::Judged,
    /// The card.
    card: card::State,
    /// The measurements in the card.
    grid: grid::Grid,
}

impl View {
    /// Selects a budget and closes what was open for the other one.
    fn select(&mut self, id: Id) {
        if self.selected != Some(id) {
            self.selected = Some(id);
            self.card = card::State::default();
            // what could not be read waits with its measurement until somebody mends it
            let drafts = std::mem::take(&mut self.grid.drafts);
            self.grid = grid::Grid { drafts, ..grid::Grid::default() };
        }
        self.scroll = true;
    }

    /// Makes sure that a budget is selected if there is one: the same as before, or the one in its place.
    fn keep_selection(&mut self, budgets: &List<Budget>) {
        let at = self.selected.and_then(|id| budgets.iter().position(|budget| budget.id == id));
        let Some(at) = at else {
            let heir = budgets.at(self.position).or_else(|| budgets.iter().next_back());
            match heir.map(|budget| budget.id) {
                Some(id) => {
                    let scroll = self.scroll || self.selected.is_some();
                    self.select(id);
                    self.scroll = scroll;
                    self.position = budgets.iter().position(|budget| budget.id == id).unwrap_or(0);
                }
                None => self.selected = None,
            }
            return;
        };
        self.position = at;
    }

    fn reveal(&mut self, ui: &Ui, place: &Place) {
        let Some((_, id, _)) = place.items.first() else { return };
        self.selected = None; // so that what is open is closed
        self.select(*id);
        if let Some((kind, inner, _)) = place.items.get(1) {
            match kind {
                ItemKind::Measurement => self.grid.go_to(*inner),
                _ => super::items::reveal(ui, place),
            }
        } else if let Some(field) = place.fields.first() {
            self.card.reveal_field(field);
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if let Some(place) = desk.take_reveal(Section::Budgets) {
        view.reveal(ui, &place);
    }
    let workbook = desk.snapshot();
    let budgets = &workbook.budgets.budgets;
    view.keep_selection(budgets);
    let mut add = single_key(ui, desk, view);
    let verdicts = budgets.iter().filter_map(|budget| desk.facts.budget(budget.id)).map(|state| state.verdict);
    let counts = wording::counts(verdicts);
    super::head(ui, Section::Budgets.title(), &counts, |ui| {
        add |= Button::new("Budget").icon(icons::PLUS).key("N").name("Add budget").show(ui).clicked();
        super::shelf::button(ui, desk, ItemKind::Budget);
        super::sheet::switch(ui, "budgets.budgets");
    });
    if budgets.is_empty() {
        add |= empty(ui);
    } else {
        let heard = bulk::listen(ui, desk, view.selected.map(table::row_id), &listed(budgets, view)).map(Asked::Select);
        if let Some(asked) = heard.or_else(|| table::keys(ui, budgets, view)) {
            obey(desk, view, asked, true);
            view.keep_selection(&desk.snapshot().budgets.budgets);
        }
        let workbook = desk.snapshot();
        page(ui, desk, view, &workbook.budgets.budgets);
    }
    if add {
        add_budget(desk, view);
    }
}

/// Whether N was pressed where it means a new budget.
fn single_key(ui: &Ui, desk: &Desk<'_>, view: &View) -> bool {
    if !desk.single_keys || ui.ctx().text_edit_focused() {
        return false;
    }
    let focused = ui.memory(egui::Memory::focused);
    let in_list = focused.is_none() || focused == view.selected.map(table::row_id);
    in_list && !egui::Popup::is_any_open(ui.ctx()) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N))
}

/// The table as a list whose rows can be chosen and moved.
fn listed(budgets: &List<Budget>, view: &View) -> Listed {
    Listed::new("budgets.budgets", budgets.iter().map(|budget| budget.id), view.selected)
}

fn add_budget(desk: &mut Desk<'_>, view: &mut View) {
    let id = desk.edit("add budget", |workbook, ids| {
        push(workbook, ids, Budget::default(), |workbook| &mut Arc::make_mut(&mut workbook.budgets).budgets)
    });
    view.select(id);
    view.card.name(String::new());
}

/// Carries out what was asked in the table. `by_key`: the focus stays in the table.
fn obey(desk: &mut Desk<'_>, view: &mut View, asked: Asked, by_key: bool) {
    match asked {
        Asked::Select(id) => {
            let listed = listed(&desk.snapshot().budgets.budgets, view);
            view.select(bulk::pick(desk, &listed, id));
            view.focus = true;
        }
        Asked::Edit(id) => {
            view.select(id);
            let name = desk.workbook().budgets.budgets.find(id).map(|budget| budget.name.clone());
            view.card.name(name.unwrap_or_default());
        }
        Asked::SetTolerance(id) => {
            view.select(id);
            view.card.open_tolerance();
        }
        Asked::Duplicate(id) => {
            let copy = desk.edit("duplicate budget", |workbook, ids| duplicate_item(workbook, ids, id));
            if let Some(copy) = copy {
                view.select(copy);
                view.focus = by_key;
            }
        }
        Asked::Keep(id) => desk.orders.push(Order::KeepInLibrary(vec![id])),
        Asked::SetInternal(id, internal) => Spot::item(id).set_internal(desk, internal),
        Asked::Move(id, to) => {
            desk.edit("move budget", |workbook, _| move_item(workbook, id, to));
            view.scroll = true;
            view.focus = by_key;
        }
        Asked::Delete(id) => {
            desk.remove_item(id, "budget");
            view.focus = by_key;
        }
    }
}

fn empty(ui: &mut Ui) -> bool {
    let c = theme::colors(ui);
    let mut add = false;
    super::body(ui, |ui| {
        ui.set_max_width(ui.available_width().min(480.0));
        label::card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            label::heading(ui, "No budgets yet", Type::Strong, 2);
            label::text(ui, "A budget states how much error you accept, and what it costs.", Type::Prompt, c.ink_2);
            ui.add_space(8.0);
            let button = Button::new("Add budget").primary().icon(icons::PLUS).show(ui);
            regions::entrance(Region::Main, &button);
            add = button.clicked();
        });
    });
    add
}

/// The table and the card, side by side or one over the other.
fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, budgets: &List<Budget>) {
    let whole = ui.available_rect_before_wrap();
    let whole = Rect::from_min_max(whole.min + vec2(size::SIDE, 0.0), whole.max - vec2(size::SIDE, 16.0));
    let beside = desk.room >= Room::Rail && whole.width() >= CARD + GAP + TABLE;
    let card_width = if beside { CARD } else { whole.width() };
    if let Some(budget) = budgets.at(view.position) {
        view.judged.look_at(ui.ctx(), budget, history_plot::capacity(card_width - 2.0 * card::PAD));
        view.judged.link(desk, &desk.snapshot(), budget);
    }
    let mut asked = None;
    if beside {
        let split = whole.right() - CARD;
        let left = Rect::from_min_max(whole.min, egui::pos2(split - GAP, whole.bottom()));
        let right = Rect::from_min_max(egui::pos2(split, whole.top()), whole.max);
        ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("table"), |ui| {
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| asked = table::show(ui, desk, view, budgets));
        });
        ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("card"), |ui| {
            if let Some(budget) = budgets.at(view.position) {
                asked = card::beside(ui, desk, view, budget).or(asked);
            }
        });
    } else {
        super::body(ui, |ui| {
            let rows = budgets.len().min(ROWS_OVER_CARD) as f32;
            if budgets.len() > ROWS_OVER_CARD {
                let area = ScrollArea::vertical().id_salt("table").max_height(rows * table::ROW + 40.0);
                area.auto_shrink([false, true]).show(ui, |ui| asked = table::show(ui, desk, view, budgets));
            } else {
                ui.scope(|ui| asked = table::show(ui, desk, view, budgets));
            }
            ui.add_space(16.0);
            if let Some(budget) = budgets.at(view.position) {
                asked = card::below(ui, desk, view, budget).or(asked);
            }
        });
    }
    if let Some(asked) = asked {
        obey(desk, view, asked, false);
    }
}
