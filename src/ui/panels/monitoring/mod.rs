//! The page of monitoring and retraining: the signals in four groups, each with the line of its values, and under them the
//! plan for retraining.
//!
//! `groups` and `wording` say what there is and know no window; the rest draws.

mod columns;
mod detail;
mod groups;
mod observe;
mod retraining;
mod row;
mod table;
mod wording;

use std::sync::Arc;

use egui::{Key, Modifiers, Ui, UiBuilder};

use crate::edit::begun::Begun;
use crate::edit::operations::{duplicate_item, move_item, push};
use crate::model::monitoring::{DriftKind, Signal};
use crate::model::place::Place;
use crate::model::{Id, Section, Workbook};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;
use crate::words;

use super::bulk::{self, Listed};
use super::spot::Spot;
use super::{answer, in_place, items};

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The selected signal.
    pub selected: Option<Id>,
    /// The signal whose detail is open.
    open: Option<Id>,
    /// The record that is being written.
    recording: Option<Recording>,
    /// The values that are being typed.
    drafts: observe::Drafts,
    /// Give the selected row the focus.
    focus: bool,
    in_place: in_place::State,
    listing: groups::Listing,
}

/// What was done about an alert, while it is typed.
#[derive(Debug)]
struct Recording {
    signal: Id,
    text: String,
    tried: bool,
    fresh: bool,
}

impl View {
    /// What is begun on the page and not recorded.
    pub(in crate::ui) fn begun(&self, begun: &mut Begun) {
        begun.readings = self.drafts.begun();
        let written = self.recording.as_ref().filter(|recording| !recording.text.trim().is_empty());
        begun.alert = written.map(|recording| (recording.signal, recording.text.clone()));
    }

    /// Takes up what somebody had begun, with the first of it open.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        self.drafts.take_up(&begun.readings);
        self.recording = begun.alert.as_ref().map(|(signal, text)| Recording {
            signal: *signal,
            text: text.clone(),
            tried: false,
            fresh: false,
        });
        self.show_begun(begun);
    }

    /// Opens the signal of which something is begun.
    pub(in crate::ui) fn show_begun(&mut self, begun: &Begun) {
        let first = begun.alert.as_ref().map(|(signal, _)| *signal);
        if let Some(signal) = first.or_else(|| begun.readings.first().map(|begun| begun.signal)) {
            select(self, signal);
            self.open = Some(signal);
        }
    }
}

/// What the person asked for.
#[derive(Debug, Clone, Copy)]
enum Asked {
    /// Select a signal.
    Select(Id),
    /// Open the detail of a signal, or close it.
    Open(Id),
    /// Answer a question of a signal.
    Answer(Id, &'static str),
    /// Record what was done about an alert.
    Record(Id),
    /// The record is written.
    Recorded,
    /// The record is given up.
    NotRecorded(Id),
    /// Add a signal.
    Add(DriftKind),
    /// Make a copy.
    Duplicate(Id),
    /// Move it down, or up.
    Move(Id, bool),
    /// Delete it.
    Delete(Id),
}

impl View {
    fn keep_selection(&mut self) {
        let is_there = |id: &Id| self.listing.state(*id).is_some();
        if self.selected.as_ref().is_none_or(|id| !is_there(id)) {
            self.selected = self.listing.order().next();
        }
        if self.open.as_ref().is_some_and(|id| !is_there(id)) {
            self.open = None;
        }
    }

    fn reveal(&mut self, ui: &Ui, place: &Place) {
        let Some((_, id, _)) = place.items.first().copied() else {
            match place.fields.first() {
                Some(key) if retraining::is_in_place(key) => {
                    self.in_place.reveal(&Spot::section(Section::Monitoring), key);
                }
                Some(_) => answer::reveal(ui, place),
                None => {}
            }
            return;
        };
        self.selected = Some(id);
        if place.items.len() > 1 {
            items::reveal(ui, place);
        }
        let field = place.fields.first().copied();
        self.open = self.open.filter(|open| *open == id);
        self.focus = place.items.len() == 1 && field.is_none_or(|key| key == "observations");
        if place.items.len() > 1 || field.is_some() {
            self.open = Some(id);
            answer::reveal(ui, place);
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    view.listing.look_at(desk.workbook(), desk.revision(), desk.today);
    if let Some(place) = desk.take_reveal(Section::Monitoring) {
        view.reveal(ui, &place);
    }
    view.keep_selection();
    let workbook = desk.snapshot();
    let heard = bulk::listen(ui, desk, view.selected.map(row::row_id), &listed(view)).map(Asked::Select);
    let mut asked = heard.or_else(|| keys(ui, desk, view, &workbook));
    let mut add = false;
    super::head(ui, Section::Monitoring.title(), &view.listing.sentence, |ui| {
        add = Button::new("Signal").icon(icons::PLUS).key("N").name("Add signal").show(ui).clicked();
        super::sheet::switch(ui, "monitoring.signals");
        if let Some(latest) = view.listing.latest.filter(|_| ui.available_width() > 620.0) {
            ui.add_space(8.0);
            let said = format!("Latest values of {}", words::short_date(latest));
            label::line(ui, &said, Type::Small, theme::colors(ui).ink_2);
        }
    });
    if add {
        asked = Some(Asked::Add(here(&workbook, view)));
    }
    super::body(ui, |ui| {
        asked = table::show(ui, desk, view, &workbook).or(asked);
        ui.add_space(16.0);
        let own = UiBuilder::new().scope_id(egui::Id::unique("retraining plan"));
        ui.scope_builder(own, |ui| retraining::show(ui, desk, &mut view.in_place, &workbook.monitoring));
    });
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
}

/// The group that a new signal belongs to: that of the selected one.
fn here(workbook: &Workbook, view: &View) -> DriftKind {
    let selected = view.selected.and_then(|id| workbook.monitoring.signals.find(id));
    selected.and_then(|signal| signal.kind).unwrap_or_default()
}

fn keys(ui: &Ui, desk: &Desk<'_>, view: &View, workbook: &Workbook) -> Option<Asked> {
    if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let on_row = table::keys(ui, view);
    if on_row.is_some() || !desk.single_keys {
        return on_row;
    }
    let add = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N));
    add.then(|| Asked::Add(here(workbook, view)))
}

/// Carries out what was asked.
fn obey(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    match asked {
        Asked::Select(id) => {
            let id = bulk::pick(desk, &listed(view), id);
            select(view, id);
            // at once: the next key may come before the row is drawn
            ui.memory_mut(|memory| memory.request_focus(row::row_id(id)));
        }
        Asked::Open(id) => {
            let open = view.open != Some(id);
            select(view, id);
            view.open = Some(id).filter(|_| open);
        }
        Asked::Answer(id, key) => {
            select(view, id);
            (view.open, view.focus) = (Some(id), false);
            focus_on(ui, id, key);
        }
        Asked::Record(id) => record(desk, view, id),
        Asked::Recorded => recorded(desk, view),
        Asked::NotRecorded(id) => {
            view.recording = None;
            select(view, id);
        }
        Asked::Add(kind) => {
            let blank = Signal { kind: Some(kind), ..Signal::default() };
            let id = desk.edit("add signal", |workbook, ids| {
                push(workbook, ids, blank, |workbook| &mut Arc::make_mut(&mut workbook.monitoring).signals)
            });
            select(view, id);
            (view.open, view.focus) = (Some(id), false);
            focus_on(ui, id, "name");
        }
        Asked::Duplicate(id) => {
            if let Some(copy) = desk.edit("duplicate signal", |workbook, ids| duplicate_item(workbook, ids, id)) {
                select(view, copy);
            }
        }
        Asked::Move(id, down) => {
            if let Some((kind, to)) = groups::moved(&desk.workbook().monitoring.signals, id, down) {
                desk.edit("move signal", |workbook, _| {
                    observe::with_signal(workbook, id, |signal| {
                        if signal.kind != kind {
                            signal.kind = kind;
                        }
                    });
                    move_item(workbook, id, to)
                });
                view.focus = true;
            }
        }
        Asked::Delete(id) => {
            let heir = view.listing.beside(id, 1).or_else(|| view.listing.beside(id, -1));
            desk.remove_item(id, "signal");
            view.open = None;
            view.selected = heir;
            view.focus = heir.is_some();
        }
    }
}

/// The table as a list whose rows can be chosen, and moved within their groups.
fn listed(view: &View) -> Listed {
    Listed::new("monitoring.signals", view.listing.order(), view.selected).within("kind")
}

fn select(view: &mut View, id: Id) {
    if view.selected != Some(id) {
        view.open = None;
    }
    // a record that is being written waits with its signal
    (view.selected, view.focus) = (Some(id), true);
}

fn focus_on(ui: &Ui, id: Id, key: &'static str) {
    ui.memory_mut(|memory| memory.request_focus(egui::Id::unique((Spot::item(id), key))));
}

/// Begins to record what was done, where there is an alert.
fn record(desk: &Desk<'_>, view: &mut View, id: Id) {
    let is_alert = view.listing.state(id).is_some_and(|state| state.state == crate::assess::signal::State::Alert);
    let signal = desk.workbook().monitoring.signals.find(id).filter(|_| is_alert);
    let latest = signal.and_then(|signal| crate::assess::signal::seen(signal).last().map(|seen| seen.note.clone()));
    if let Some(note) = latest {
        select(view, id);
        view.focus = false;
        let begun = view.recording.take().filter(|recording| recording.signal == id);
        let text = begun.map_or(note, |recording| recording.text);
        view.recording = Some(Recording { signal: id, text, tried: false, fresh: true });
    }
}

/// Keeps what was done with the latest value of the signal, in one step.
fn recorded(desk: &mut Desk<'_>, view: &mut View) {
    let Some(recording) = view.recording.take() else { return };
    let signals = &desk.workbook().monitoring.signals;
    let latest = signals
        .find(recording.signal)
        .and_then(|signal| crate::assess::signal::seen(signal).last().map(|seen| seen.id));
    desk.edit("record what was done", |workbook, _| {
        observe::with_signal(workbook, recording.signal, |signal| {
            let at = signal.observations.iter().position(|seen| Some(seen.id) == latest);
            if let Some(seen) = at.and_then(|at| signal.observations.at_mut(at)) {
                recording.text.trim().clone_into(&mut seen.note);
                seen.alerted = true;
            }
        });
    });
    view.focus = true;
}
