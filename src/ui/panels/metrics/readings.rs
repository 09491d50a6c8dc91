//! The readings of a metric as a table in the card, those over all cases first and the newest on top: each opens in place to
//! its questions, the value typed in the metric's unit.
//!
//! The table is one stop of the Tab key; arrows move, Enter opens. In the value, Enter ends and Ctrl Enter adds another.

use std::sync::Arc;

use egui::{Frame, Key, Margin, Modifiers, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::edit::operations::{duplicate_item, name};
use crate::model::metrics::{Metric, Origin, Reading};
use crate::model::{Id, Number};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::panels::{answer, form, sheet, spot::Spot};
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::{value, wording};

/// How high a row is.
const ROW: f32 = 28.0;
/// The questions of a reading after its value.
const REST: [&str; 6] = ["date", "sample", "segment", "origin", "model_version", "source"];

/// What the table remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The reading where the person is.
    at: Option<Id>,
    /// The reading that is open.
    open: Option<Id>,
    /// Give the row the focus.
    focus: bool,
    /// Give the value of the open reading the focus.
    to_type: bool,
    /// Bring the row into sight.
    scroll: bool,
    /// The rows from the top down: they stay in place while one is open.
    order: Vec<Id>,
}

impl State {
    /// Opens a reading. `to_type`: with the focus in its value.
    pub fn open(&mut self, id: Id, to_type: bool) {
        (self.at, self.open) = (Some(id), Some(id));
        (self.to_type, self.scroll) = (to_type, true);
    }

    fn sort(&mut self, metric: &Metric) {
        let known = |id: &Id| metric.readings.find(*id).is_some();
        if self.open.is_some() && self.order.len() == metric.readings.len() && self.order.iter().all(known) {
            return;
        }
        let mut rows: Vec<&Reading> = metric.readings.iter().rev().collect();
        rows.sort_by_key(|reading| (!reading.segment.trim().is_empty(), std::cmp::Reverse(reading.date)));
        self.order = rows.into_iter().map(|reading| reading.id).collect();
    }

    fn beside(&self, id: Id, by: isize) -> Option<Id> {
        let at = self.order.iter().position(|other| *other == id)?;
        self.order.get(at.checked_add_signed(by)?).copied()
    }
}

/// Adds a reading of today, measured where and with the version that the last one was, and opens it for typing.
pub fn add(desk: &mut Desk<'_>, state: &mut State, metric: Id) {
    let today = desk.today;
    let id = desk.edit("add measurement", |workbook, ids| {
        let last = workbook.metrics.metrics.find(metric).and_then(|metric| metric.readings.iter().next_back());
        let blank = Reading {
            date: Some(today),
            origin: last.and_then(|last| last.origin),
            model_version: last.map(|last| last.model_version.clone()).unwrap_or_default(),
            ..Reading::default()
        };
        let fresh = name(blank, workbook, ids);
        let id = fresh.id;
        let metrics = &mut Arc::make_mut(&mut workbook.metrics).metrics;
        let at = metrics.iter().position(|other| other.id == metric);
        if let Some(metric) = at.and_then(|at| metrics.at_mut(at)) {
            metric.readings.push(fresh);
        }
        id
    });
    state.order.clear();
    state.open(id, true);
}

/// What the person did with a row.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Toggle(Id),
    Go(Id),
    Another,
    Duplicate(Id),
    Delete(Id),
}

/// Shows them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, metric: &Metric) {
    let c = theme::colors(ui);
    state.sort(metric);
    ui.horizontal(|ui| {
        label::heading(ui, "Measurements", Type::Strong, 2);
        let newest = metric.readings.iter().filter_map(|reading| reading.date).max();
        let last = newest.map(|date| format!(", last {}", words::short_date(date))).unwrap_or_default();
        label::line(ui, &format!("{}{last}", metric.readings.len()), Type::Small, c.ink_3);
        sheet::switch_at_end(ui, &Spot::item(metric.id), "readings", "Open the measurements as a sheet");
    });
    if metric.readings.is_empty() {
        label::text(ui, "Not measured. The first value gives the first answer.", Type::Small, c.ink_3);
        return;
    }
    if state.at.is_none_or(|id| metric.readings.find(id).is_none()) {
        state.at = state.order.first().copied();
    }
    let mut asked = keys(ui, state);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        label::rule(ui);
        for id in state.order.clone() {
            if let Some(reading) = metric.readings.find(id) {
                asked = row(ui, desk, state, (metric, reading)).or(asked);
            }
        }
    });
    if let Some(asked) = asked {
        obey(desk, state, metric, asked);
    }
}

fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("reading row", id))
}

/// The keys of the row that has the focus.
fn keys(ui: &Ui, state: &State) -> Option<Asked> {
    let id = state.at?;
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let on_row = ui.memory(|memory| memory.has_focus(row_id(id)));
    if in_open(ui, state) && pressed(Modifiers::COMMAND, Key::Enter) {
        return Some(Asked::Another);
    }
    if !on_row || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(id), locked));
    if pressed(Modifiers::COMMAND, Key::D) {
        return Some(Asked::Duplicate(id));
    }
    if pressed(Modifiers::NONE, Key::Delete) {
        return Some(Asked::Delete(id));
    }
    if pressed(Modifiers::NONE, Key::Enter) || pressed(Modifiers::NONE, Key::F2) {
        return Some(Asked::Toggle(id));
    }
    let to = if pressed(Modifiers::NONE, Key::ArrowUp) {
        state.beside(id, -1)
    } else if pressed(Modifiers::NONE, Key::ArrowDown) {
        state.beside(id, 1)
    } else if pressed(Modifiers::NONE, Key::Home) {
        state.order.first().copied()
    } else if pressed(Modifiers::NONE, Key::End) {
        state.order.last().copied()
    } else {
        None
    };
    to.map(Asked::Go)
}

/// Whether the focus is on the row, or in a field of the open reading.
fn in_open(ui: &Ui, state: &State) -> bool {
    let Some(focused) = ui.memory(egui::Memory::focused) else { return false };
    let of = |id: Id| {
        let spot = Spot::item(id);
        let field = |key: &&str| egui::Id::unique((&spot, *key)) == focused;
        REST.iter().chain([&"value"]).any(field)
    };
    state.at.map(row_id) == Some(focused) || state.open.is_some_and(of)
}

fn obey(desk: &mut Desk<'_>, state: &mut State, metric: &Metric, asked: Asked) {
    match asked {
        Asked::Toggle(id) if state.open == Some(id) => {
            state.open = None;
            (state.at, state.focus) = (Some(id), true);
        }
        Asked::Toggle(id) => state.open(id, true),
        Asked::Go(id) => (state.at, state.focus, state.scroll) = (Some(id), true, true),
        Asked::Another => add(desk, state, metric.id),
        Asked::Duplicate(id) => {
            let copy = desk.edit("duplicate measurement", |workbook, ids| duplicate_item(workbook, ids, id));
            if let Some(copy) = copy {
                state.open = None;
                (state.at, state.focus, state.scroll) = (Some(copy), true, true);
            }
        }
        Asked::Delete(id) => {
            let heir = state.beside(id, 1).or_else(|| state.beside(id, -1));
            desk.remove_item(id, "measurement");
            (state.open, state.at, state.focus) = (None, heir, heir.is_some());
        }
    }
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, state: &mut State, (metric, reading): (&Metric, &Reading)) -> Option<Asked> {
    let c = theme::colors(ui);
    let id = reading.id;
    let open = state.open == Some(id);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let sense = if state.at == Some(id) { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, row_id(id), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said(metric, reading)));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if state.at == Some(id) && std::mem::take(&mut state.focus) {
        response.request_focus();
    }
    if state.at == Some(id) && !open && std::mem::take(&mut state.scroll) {
        response.scroll_to_me(None);
    }
    if open {
        ui.painter().rect_filled(rect, 0, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, c.hover);
    }
    paint(ui, rect, (metric, reading));
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect, radius::CHIP);
    let mut asked = response.clicked().then_some(Asked::Toggle(id));
    if response.clicked() {
        state.at = Some(id);
    }
    let picked = menu::context(&response, |ui| {
        let mut picked = None;
        for (row, meaning) in [
            (menu::Row::new("Edit").icon(icons::PENCIL).keys("Enter"), Asked::Toggle(id)),
            (menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Asked::Duplicate(id)),
            (menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Asked::Delete(id)),
        ] {
            if row.show(ui).clicked() {
                picked = Some(meaning);
            }
        }
        picked
    });
    asked = picked.flatten().or(asked);
    if open {
        asked = questions(ui, desk, state, (metric, reading)).or(asked);
    }
    asked
}

/// A reading in words: `6 Mar 2026, 83.4%, 1,900 cases, Shadow`.
fn said(metric: &Metric, reading: &Reading) -> String {
    let date = reading.date.map_or_else(|| "No date".to_owned(), words::short_date);
    let value = reading.value.map_or_else(|| "no value".to_owned(), |value| words::measured(value.get(), metric.unit));
    let sample = reading.sample.map(|sample| format!("{} cases", words::count(sample)));
    let origin = reading.origin.map(|origin| origin.label().to_owned());
    let segment = Some(reading.segment.trim().to_owned()).filter(|segment| !segment.is_empty());
    let parts = [Some(date), segment, Some(value), sample, origin];
    format!("Measurement {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn paint(ui: &Ui, rect: Rect, (metric, reading): (&Metric, &Reading)) {
    let c = theme::colors(ui);
    let place = |galley: &egui::Galley, x: f32| pos2(x, rect.center().y - galley.size().y / 2.0);
    let value = reading.value.map(|value| wording::value(value.get(), metric.unit));
    let (text, ink) = value.as_deref().map_or(("No value", c.ink_3), |value| (value, c.ink));
    let value = theme::cut(ui, text, Type::Strong, ink, 76.0, 1);
    let value_left = rect.right() - 4.0 - value.size().x;
    ui.painter().galley(place(&value, value_left), value, ink);
    let sample = reading.sample.map(words::count).unwrap_or_default();
    let sample = theme::line(ui, &sample, Type::Body, c.ink_2);
    let sample_left = rect.right() - 92.0 - sample.size().x;
    ui.painter().galley(place(&sample, sample_left), sample, c.ink_2);
    let date = reading.date.map_or_else(|| "No date".to_owned(), words::short_date);
    let date = theme::cut(ui, &date, Type::Body, c.ink, 88.0, 1);
    ui.painter().galley(place(&date, rect.left() + 4.0), date, c.ink);
    let origin = reading.origin.map_or("", Origin::label);
    let segment = reading.segment.trim();
    let where_ = if segment.is_empty() { origin } else { segment };
    let left = rect.left() + 96.0;
    let galley = theme::cut(ui, where_, Type::Body, c.ink_2, (sample_left - 8.0 - left).max(1.0), 1);
    ui.painter().galley(place(&galley, left), galley, c.ink_2);
}

/// Every question of a reading, and what can be done with it.
fn questions(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    state: &mut State,
    (metric, reading): (&Metric, &Reading),
) -> Option<Asked> {
    let mut asked = None;
    let spot = Spot::item(reading.id);
    let to_type = std::mem::take(&mut state.to_type);
    let margin = Margin { left: 8, right: 8, top: 8, bottom: 12 };
    let shown = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.push_id(reading.id, |ui| {
            let done = value::question(ui, desk, (&spot, reading), ("value", metric.unit), to_type);
            if done.entered {
                asked = Some(Asked::Toggle(reading.id));
            }
            segments(ui, desk, &spot, (metric, reading));
            form::some(ui, desk, &spot, reading, &REST);
            ui.horizontal(|ui| {
                if Button::new("Done").name("Done with the measurement").show(ui).clicked() {
                    asked = Some(Asked::Toggle(reading.id));
                }
                if Button::new("Another").quiet().icon(icons::PLUS).name("Add another measurement").show(ui).clicked() {
                    asked = Some(Asked::Another);
                }
                if Button::new("Delete").quiet().icon(icons::TRASH).name("Delete measurement").show(ui).clicked() {
                    asked = Some(Asked::Delete(reading.id));
                }
            });
        });
    });
    if std::mem::take(&mut state.scroll) {
        shown.response.scroll_to_me(None);
    }
    label::rule(ui);
    asked
}

/// The groups of the metric, to choose from instead of typing.
fn segments(ui: &mut Ui, desk: &mut Desk<'_>, spot: &Spot, (metric, reading): (&Metric, &Reading)) {
    let named = || metric.segments.iter().map(|segment| segment.trim()).filter(|segment| !segment.is_empty());
    if named().next().is_none() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        label::line(ui, "Group", Type::Caption, theme::colors(ui).ink_2);
        for segment in std::iter::once("").chain(named()) {
            let words = if segment.is_empty() { "All cases" } else { segment };
            let on = reading.segment.trim() == segment;
            if button::filter_chip(ui, words, None, on).clicked() && !on {
                spot.edit(desk, "set group", "segment", |value| answer::set(value, segment));
            }
        }
    });
}

/// The newest value of a metric in words, with its sample.
pub fn newest(metric: &Metric) -> Option<String> {
    let reading = metric.latest()?;
    let value = words::measured(reading.value.map(Number::get)?, metric.unit);
    Some(reading.sample.map_or_else(|| value.clone(), |sample| format!("{value} of {}", words::count(sample))))
}
