//! The page of the metrics: a table in five layers that can be folded, and a card for the selected metric with what it
//! contradicts, its readings over time and as a table, and every other question.

mod card;
mod chart;
mod lines;
mod readings;
mod row;
mod table;
mod value;
mod wording;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::edit::operations::{duplicate_item, move_item, push};
use crate::model::metrics::{Metric, MetricLayer, MetricRole};
use crate::model::place::Place;
use crate::model::{Id, ItemKind, List, Section};
use crate::ui::desk::{Desk, Order, Room};
use crate::ui::icons;
use crate::ui::theme::size;
use crate::ui::widgets::button::{self, Button};

use super::bulk::{self, Listed};
use super::spot::Spot;

use self::table::Asked;

/// How wide the card is beside the table, and the least width of the table then.
const CARD: f32 = 336.0;
const TABLE: f32 = 440.0;
const GAP: f32 = 24.0;
/// The most and the least height of the table where the card is below it, and how much of the card shows then.
const TABLE_OVER_CARD: (f32, f32) = (200.0, 320.0);
const CARD_BELOW: f32 = 80.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The metric in the card.
    pub selected: Option<Id>,
    /// Its position in the list, as last seen: where the selection goes if the metric is gone.
    position: usize,
    /// Bring the selected row into sight.
    scroll: bool,
    /// Give the selected row the focus.
    focus: bool,
    /// Give the head of these layers the focus.
    focus_heads: BTreeSet<Option<MetricLayer>>,
    /// Which rows there are.
    choice: lines::Choice,
    lines: lines::Lines,
    card: card::State,
    chart: chart::Chart,
    readings: readings::State,
}

impl View {
    /// Selects a metric and closes what was open for the other one.
    fn select(&mut self, id: Id) {
        if self.selected != Some(id) {
            self.selected = Some(id);
            self.card = card::State::default();
            self.readings = readings::State::default();
        }
        self.scroll = true;
    }

    /// Makes sure that a metric is selected if there is one: the same as before, or the one in its place.
    fn keep_selection(&mut self, metrics: &List<Metric>) {
        if let Some(at) = self.selected.and_then(|id| metrics.iter().position(|metric| metric.id == id)) {
            self.position = at;
            return;
        }
        let first = self.lines.metrics().next().map(|(_, id)| id).filter(|_| self.selected.is_none());
        let heir = || metrics.at(self.position).or_else(|| metrics.iter().next_back()).map(|metric| metric.id);
        let Some(id) = first.or_else(heir) else {
            self.selected = None;
            return;
        };
        let scroll = self.scroll || self.selected.is_some();
        self.select(id);
        self.scroll = scroll;
        self.position = metrics.iter().position(|metric| metric.id == id).unwrap_or(0);
    }

    /// Shows the row of a metric, whatever is folded or filtered.
    fn uncover(&mut self, metric: &Metric) {
        self.choice.folded.remove(&metric.layer);
        if self.choice.role.is_some() && self.choice.role != metric.role {
            self.choice.role = None;
        }
    }

    fn reveal(&mut self, ui: &Ui, place: &Place, metrics: &List<Metric>) {
        let Some((_, id, _)) = place.items.first() else { return };
        if let Some(metric) = metrics.find(*id) {
            self.uncover(metric);
        }
        self.selected = None; // so that what is open is closed
        self.select(*id);
        match place.items.get(1) {
            Some((ItemKind::Reading, inner, _)) => self.readings.open(*inner, false),
            Some(_) => {}
            None => self.card.reveal_field(place.fields.first().copied()),
        }
        super::answer::reveal(ui, place);
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let metrics = &workbook.metrics.metrics;
    if let Some(place) = desk.take_reveal(Section::Metrics) {
        view.reveal(ui, &place, metrics);
    }
    view.lines.update(desk.revision(), metrics, &view.choice);
    view.keep_selection(metrics);
    let heard = bulk::listen(ui, desk, view.selected.map(table::row_id), &listed(view)).map(Asked::Select);
    let mut asked = heard.or_else(|| table::keys(ui, desk, view));
    let counts = wording::counts(desk.facts.ship_blockers);
    let narrow = desk.room < Room::Tight;
    super::head(ui, Section::Metrics.title(), if metrics.is_empty() { "" } else { &counts }, |ui| {
        if Button::new("Metric").icon(icons::PLUS).key("N").name("Add metric").show(ui).clicked() {
            asked = Some(Asked::Add(view.layer_of_selection(metrics)));
        }
        super::shelf::button(ui, desk, ItemKind::Metric);
        super::sheet::switch(ui, "metrics.metrics");
        if !narrow {
            filter(ui, view);
        }
    });
    if narrow {
        ui.horizontal(|ui| {
            ui.add_space(size::SIDE);
            filter(ui, view);
        });
        ui.add_space(8.0);
    }
    if let Some(asked) = asked {
        obey(desk, view, asked, true);
    }
    let workbook = desk.snapshot();
    let metrics = &workbook.metrics.metrics;
    view.lines.update(desk.revision(), metrics, &view.choice);
    view.keep_selection(metrics);
    page(ui, desk, view, metrics);
}

impl View {
    fn layer_of_selection(&self, metrics: &List<Metric>) -> Option<MetricLayer> {
        let selected = self.selected.and_then(|id| metrics.find(id));
        selected.map_or(Some(MetricLayer::Offline), |metric| metric.layer)
    }
}

/// Whether single letters act now: nobody types, no menu is open, and the focus is in the table or nowhere.
fn letters_act(ui: &Ui, desk: &Desk<'_>, view: &View) -> bool {
    if !desk.single_keys || ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return false;
    }
    let focused = ui.memory(egui::Memory::focused);
    focused.is_none() || focused == view.selected.map(table::row_id)
}

/// All, or the metrics of one role, with how many there are.
fn filter(ui: &mut Ui, view: &mut View) {
    let roles = lines::ROLES;
    let (all, of_roles) = view.lines.counts();
    let named: Vec<String> =
        roles.iter().zip(of_roles).map(|(role, count)| format!("{} {count}", role.label())).collect();
    let all = format!("All {all}");
    let options: Vec<&str> = std::iter::once(all.as_str()).chain(named.iter().map(String::as_str)).collect();
    let current = view.choice.role.and_then(|role| roles.iter().position(|other| *other == role));
    if let Some(picked) = button::segmented(ui, "Show", &options, current.map_or(0, |at| at + 1)) {
        view.choice.role = picked.checked_sub(1).and_then(|at| roles.get(at)).copied();
    }
}

/// Carries out what was asked. `by_key`: the focus stays in the table.
fn obey(desk: &mut Desk<'_>, view: &mut View, asked: Asked, by_key: bool) {
    match asked {
        Asked::Select(id) => {
            view.select(bulk::pick(desk, &listed(view), id));
            view.focus = true;
        }
        Asked::Edit(id) => {
            view.select(id);
            let name = desk.workbook().metrics.metrics.find(id).map(|metric| metric.name.clone());
            view.card.name(name.unwrap_or_default());
        }
        Asked::Measure(id) => {
            view.select(id);
            readings::add(desk, &mut view.readings, id);
        }
        Asked::Add(layer) => add(desk, view, layer),
        Asked::SetRole(id, role) => {
            set_role(desk, id, role);
            view.scroll = true;
            view.focus = by_key;
            if view.choice.role.is_some() {
                view.choice.role = None; // so that it stays in sight
            }
        }
        Asked::Fold(layer, fold) => {
            if fold {
                view.choice.folded.insert(layer);
                if by_key {
                    view.focus_heads.insert(layer);
                }
            } else {
                view.choice.folded.remove(&layer);
            }
        }
        Asked::Duplicate(id) => {
            let copy = desk.edit("duplicate metric", |workbook, ids| duplicate_item(workbook, ids, id));
            if let Some(copy) = copy {
                view.select(copy);
                view.focus = by_key;
            }
        }
        Asked::Keep(id) => desk.orders.push(Order::KeepInLibrary(vec![id])),
        Asked::SetInternal(id, internal) => Spot::item(id).set_internal(desk, internal),
        Asked::Move(id, to) => {
            desk.edit("move metric", |workbook, _| move_item(workbook, id, to));
            view.scroll = true;
            view.focus = by_key;
        }
        Asked::Delete(id) => {
            desk.remove_item(id, "metric");
            view.focus = by_key;
        }
    }
}

/// The table as a list whose rows can be chosen, and moved within their layers.
fn listed(view: &View) -> Listed {
    let shown = view.lines.metrics().map(|(_, id)| id);
    Listed::new("metrics.metrics", shown, view.selected).within("layer")
}

fn set_role(desk: &mut Desk<'_>, id: Id, role: MetricRole) {
    desk.edit("set role", |workbook, _| {
        let metrics = &mut Arc::make_mut(&mut workbook.metrics).metrics;
        let at = metrics.iter().position(|metric| metric.id == id);
        if let Some(metric) = at.and_then(|at| metrics.at_mut(at)) {
            metric.role = Some(role);
            metric.marks.set("role", None);
        }
    });
}

fn add(desk: &mut Desk<'_>, view: &mut View, layer: Option<MetricLayer>) {
    let fresh = Metric { layer, role: view.choice.role, ..Metric::default() };
    view.choice.folded.remove(&layer);
    let id = desk.edit("add metric", |workbook, ids| {
        push(workbook, ids, fresh, |workbook| &mut Arc::make_mut(&mut workbook.metrics).metrics)
    });
    view.select(id);
    view.card.name(String::new());
}

/// The table and the card, side by side or one over the other.
fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, metrics: &List<Metric>) {
    let whole = ui.available_rect_before_wrap();
    let whole = Rect::from_min_max(whole.min + vec2(size::SIDE, 0.0), whole.max - vec2(size::SIDE, 16.0));
    let beside = desk.room >= Room::Rail && whole.width() >= CARD + GAP + TABLE;
    let metric = view.selected.and_then(|id| metrics.find(id));
    let mut asked = None;
    if let Some(metric) = metric {
        view.chart.look_at(metric, desk, metrics);
    }
    if beside {
        let split = whole.right() - CARD;
        let left = Rect::from_min_max(whole.min, pos2(split - GAP, whole.bottom()));
        let right = Rect::from_min_max(pos2(split, whole.top()), whole.max);
        ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("table"), |ui| {
            let area = ScrollArea::vertical().auto_shrink([false, false]);
            area.show(ui, |ui| asked = table::show(ui, desk, view, metrics));
        });
        ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("card"), |ui| {
            if let Some(metric) = metric {
                asked = card::beside(ui, desk, view, metric).or(asked);
            }
        });
    } else {
        let height = (whole.height() - CARD_BELOW).clamp(TABLE_OVER_CARD.0, TABLE_OVER_CARD.1);
        super::body(ui, |ui| {
            let area = ScrollArea::vertical().id_salt("table").max_height(height).auto_shrink([false, true]);
            area.show(ui, |ui| asked = table::show(ui, desk, view, metrics));
            ui.add_space(16.0);
            if let Some(metric) = metric {
                asked = card::below(ui, desk, view, metric).or(asked);
            }
        });
    }
    if let Some(asked) = asked {
        obey(desk, view, asked, false);
    }
}

/// Whether a letter was pressed alone.
fn letter(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}
