//! The page of maturity: four rising cards with their signs, the next upgrade, and where the effort goes.

mod effort;
mod level;
mod sign;
mod upgrade;

use std::sync::Arc;

use egui::{Key, Modifiers, Sense, Ui, UiBuilder, pos2, vec2};

use crate::assess::maturity::Diagnosis;
use crate::edit::Ids;
use crate::edit::operations::{duplicate_item, move_item, push};
use crate::knowledge;
use crate::model::maturity::{Maturity, MaturityLevel, MaturitySignal, Seen};
use crate::model::{Id, Section, Workbook};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::form;
use super::spot::Spot;

/// How far one card rises over the one before.
const RISE: f32 = 24.0;
const GAP: f32 = 8.0;
/// The least widths with four cards side by side, and with two.
const FOUR: f32 = 760.0;
const TWO: f32 = 480.0;
/// The least width with the next upgrade beside the effort.
const SIDE_BY_SIDE: f32 = 880.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The sign where the person is.
    at: Option<Id>,
    /// The sign that is shown with every question.
    open: Option<Id>,
    /// Give the sign the focus.
    focus: bool,
    /// Bring what is open into sight.
    scroll: bool,
    /// Whether every other question is shown.
    questions: bool,
}

impl View {
    /// The sign where the person is.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.at
    }
}

/// What the person did with a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Go to it.
    Go(Id),
    /// See it, see it in part, or no longer.
    Cycle(Id),
    /// Show every question, or no longer.
    Open(Id),
    /// Add one to a level.
    Add(Option<MaturityLevel>),
    /// Add the usual ones of a level, or of all.
    AddUsual(Option<MaturityLevel>),
    /// Make a copy.
    Duplicate(Id),
    /// Move it to a position of the list.
    Move(Id, usize),
    /// Delete it.
    Delete(Id),
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if let Some(place) = desk.take_reveal(Section::Maturity) {
        let sign = place.items.first().map(|(_, id, _)| *id);
        (view.at, view.open, view.scroll) = (sign.or(view.at), sign, true);
        view.questions |= sign.is_none() && !place.fields.is_empty();
        super::answer::reveal(ui, &place);
    }
    let workbook = desk.snapshot();
    keep(view, &workbook.maturity);
    let mut asked = sign::keys(ui, desk, view, &workbook.maturity);
    super::head(ui, Section::Maturity.title(), &counts(desk, &workbook.maturity), |ui| {
        let again = Button::new("Look again").icon(icons::ARROWS_CLOCKWISE).name("Look again: looked at today");
        if again.show(ui).clicked() {
            let today = desk.today;
            desk.edit("look again", |workbook, _| {
                Arc::make_mut(&mut workbook.maturity).looked_at = Some(today);
            });
        }
        super::sheet::switch(ui, "maturity.signals");
    });
    super::body(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        asked = contents(ui, desk, view, &workbook.maturity).or(asked);
    });
    if let Some(asked) = asked {
        obey(desk, view, asked);
    }
}

/// Makes sure that the person is at a sign, if there is one.
fn keep(view: &mut View, maturity: &Maturity) {
    let known = |id: &Id| maturity.signals.find(*id).is_some();
    view.at = view.at.filter(known).or_else(|| sign::in_order(maturity).first().copied());
    view.open = view.open.filter(known);
}

fn counts(desk: &Desk<'_>, maturity: &Maturity) -> String {
    let looked = maturity.looked_at.map(|date| format!(". Looked at on {}", words::date(date)));
    format!("{}{}", desk.facts.maturity.stand(), looked.unwrap_or_default())
}

fn contents(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, maturity: &Maturity) -> Option<Asked> {
    let mut asked = None;
    if maturity.signals.is_empty() {
        asked = empty(ui);
    } else {
        rule(ui, desk);
        asked = cards(ui, desk, view, maturity).or(asked);
        asked = loose(ui, desk, view, maturity).or(asked);
    }
    if let Some(signal) = view.open.and_then(|id| maturity.signals.find(id)) {
        asked = open_sign(ui, desk, view, signal).or(asked);
    }
    ui.add_space(8.0);
    if ui.available_width() >= SIDE_BY_SIDE {
        let width = ui.available_width();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            for (share, is_effort) in [(0.6, false), (0.4, true)] {
                let width = (width - 24.0) * share;
                ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(width);
                    if is_effort {
                        effort::show(ui, desk, maturity);
                    } else {
                        asked = upgrade::show(ui, desk, view, maturity).or(asked);
                    }
                });
            }
        });
    } else {
        asked = upgrade::show(ui, desk, view, maturity).or(asked);
        ui.add_space(8.0);
        effort::show(ui, desk, maturity);
    }
    ui.add_space(8.0);
    questions(ui, desk, view, maturity);
    asked
}

fn empty(ui: &mut Ui) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(520.0));
        label::card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            label::heading(ui, "No signs yet", Type::Strong, 2);
            let text = "Signs of maturity are things that anyone could see. Which did you see?";
            label::text(ui, text, Type::Prompt, c.ink_2);
            ui.add_space(8.0);
            ui.horizontal_wrapped(|ui| {
                let usual = Button::new("Start with the usual signs").primary().icon(icons::LIST_CHECKS).show(ui);
                regions::entrance(Region::Main, &usual);
                if usual.clicked() {
                    asked = Some(Asked::AddUsual(None));
                }
                if Button::new("Sign").icon(icons::PLUS).name("Add sign").show(ui).clicked() {
                    asked = Some(Asked::Add(Some(MaturityLevel::Experimental)));
                }
            });
        });
    });
    asked
}

/// What the squares mean, the rule, and where it differs from what is claimed.
fn rule(ui: &mut Ui, desk: &Desk<'_>) {
    let c = theme::colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        for seen in [Seen::Seen, Seen::Partly, Seen::NotSeen] {
            glyph::show(ui, sign::glyph(Some(seen)), 16.0);
            label::line(ui, seen.label(), Type::Small, c.ink_3);
            ui.add_space(8.0);
        }
        label::line(ui, "A level is yours when all of its signs, and all before it, are seen.", Type::Small, c.ink_3);
    });
    if let Some(difference) = desk.facts.maturity.difference() {
        ui.horizontal(|ui| {
            glyph::show(ui, Glyph::Warning, 16.0);
            label::line(ui, &difference, Type::Medium, c.ink);
        });
    }
}

/// The four cards: side by side and rising where there is room, else two by two or one by one.
fn cards(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, maturity: &Maturity) -> Option<Asked> {
    let width = ui.available_width();
    let across = if width >= FOUR {
        4
    } else if width >= TWO {
        2
    } else {
        1
    };
    let card_width = (width - GAP * (across - 1) as f32) / across as f32;
    let mut asked = None;
    for (line, levels) in MaturityLevel::ALL.chunks(across).enumerate() {
        let cards: Vec<level::Card<'_>> = levels
            .iter()
            .enumerate()
            .map(|(at, level)| level::Card::new(*level, line * across + at, maturity, &desk.facts.maturity))
            .collect();
        let highest = cards.iter().map(|card| card.height(ui, card_width)).fold(0.0, f32::max);
        let rise = |at: usize| if across == 4 { RISE * (3 - at.min(3)) as f32 } else { 0.0 };
        let (_, area) = ui.allocate_space(vec2(width, highest + rise(0)));
        for (at, card) in cards.iter().enumerate() {
            let corner = pos2(area.left() + (card_width + GAP) * at as f32, area.top() + rise(at));
            let rect = egui::Rect::from_min_max(corner, pos2(corner.x + card_width, area.bottom()));
            let mut inside = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("level", at)));
            asked = card.show(&mut inside, view, rect).or(asked);
        }
    }
    asked
}

/// Signs that speak for no level yet.
fn loose(ui: &mut Ui, desk: &Desk<'_>, view: &mut View, maturity: &Maturity) -> Option<Asked> {
    let loose: Vec<&MaturitySignal> = maturity.signals.iter().filter(|signal| signal.level.is_none()).collect();
    if loose.is_empty() {
        return None;
    }
    let mut asked = None;
    label::heading(ui, "Without a level", Type::Strong, 2);
    for signal in loose {
        let row = sign::Row { signal, evidence: desk.facts.maturity.evidence_of(signal.id) };
        let height = row.height(ui, ui.available_width());
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        asked = row.show(ui, view, rect).or(asked);
    }
    asked
}

/// A sign with every question, and what the workbook shows about it.
fn open_sign(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, signal: &MaturitySignal) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut asked = None;
    let shown = label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            label::heading(ui, "Sign", Type::Strong, 2);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if icon_button(ui, icons::X, "Close the sign", true).clicked() {
                    asked = Some(Asked::Open(signal.id));
                }
                if icon_button(ui, icons::TRASH, "Delete the sign", true).clicked() {
                    asked = Some(Asked::Delete(signal.id));
                }
            });
        });
        if let Some(evidence) = desk.facts.maturity.evidence_of(signal.id) {
            ui.horizontal_wrapped(|ui| {
                let contradicts = evidence.contradicts(signal.seen);
                let mark = if contradicts { Glyph::Warning } else { sign::glyph(Some(evidence.says)) };
                glyph::show(ui, mark, 16.0);
                let said = format!("The workbook shows: {}", evidence.words);
                label::text(ui, &said, Type::Body, if contradicts { c.atrisk_text } else { c.ink_2 });
            });
        }
        form::record(ui, desk, &Spot::item(signal.id), signal, &[]);
    });
    if std::mem::take(&mut view.scroll) {
        shown.response.scroll_to_me(None);
    }
    asked
}

/// Every question that has no place above.
fn questions(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, maturity: &Maturity) {
    let icon = if view.questions { icons::CARET_DOWN } else { icons::CARET_RIGHT };
    let response = Button::new("All questions").quiet().icon(icon).show(ui);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(view.questions));
    if response.clicked() {
        view.questions = !view.questions;
    }
    if view.questions {
        ui.set_max_width(ui.available_width().min(920.0));
        // shares are edited in the table; one that is marked is shown with its mark
        let shares = effort::keys().filter(|key| maturity.marks.get(key).is_none());
        let skip: Vec<&str> = shares.chain(["signals"]).collect();
        form::record(ui, desk, &Spot::section(Section::Maturity), maturity, &skip);
    }
}

fn obey(desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    match asked {
        Asked::Go(id) => (view.at, view.focus) = (Some(id), true),
        Asked::Cycle(id) => {
            (view.at, view.focus) = (Some(id), true);
            desk.edit("set sign", |workbook, _| with(workbook, id, |signal| signal.seen = Some(next(signal.seen))));
        }
        Asked::Open(id) => {
            let closes = view.open == Some(id);
            view.at = Some(id);
            view.open = Some(id).filter(|_| !closes);
            (view.focus, view.scroll) = (closes, !closes);
        }
        Asked::Add(level) => {
            let fresh = MaturitySignal { level, ..MaturitySignal::default() };
            let id = desk.edit("add sign", |workbook, ids| add(workbook, ids, fresh));
            (view.at, view.open, view.scroll) = (Some(id), Some(id), true);
        }
        Asked::AddUsual(level) => {
            desk.edit("add the usual signs", |workbook, ids| add_usual(workbook, ids, level));
            view.focus = true;
        }
        Asked::Duplicate(id) => {
            let copy = desk.edit("duplicate sign", |workbook, ids| duplicate_item(workbook, ids, id));
            (view.at, view.focus) = (copy.or(view.at), true);
        }
        Asked::Move(id, to) => {
            desk.edit("move sign", |workbook, _| move_item(workbook, id, to));
            view.focus = true;
        }
        Asked::Delete(id) => {
            let heir = sign::beside(&desk.workbook().maturity, id);
            desk.remove_item(id, "sign");
            (view.at, view.focus) = (heir, heir.is_some());
            view.open = None;
        }
    }
}

/// What Space makes of it: seen, seen in part, not seen, and round again.
fn next(seen: Option<Seen>) -> Seen {
    match seen {
        Some(Seen::Seen) => Seen::Partly,
        Some(Seen::Partly) => Seen::NotSeen,
        Some(Seen::NotSeen) | None => Seen::Seen,
    }
}

fn with(workbook: &mut Workbook, id: Id, change: impl FnOnce(&mut MaturitySignal)) {
    let signals = &mut Arc::make_mut(&mut workbook.maturity).signals;
    let at = signals.iter().position(|signal| signal.id == id);
    if let Some(signal) = at.and_then(|at| signals.at_mut(at)) {
        change(signal);
        signal.marks.set("seen", None);
    }
}

fn add(workbook: &mut Workbook, ids: &mut Ids, signal: MaturitySignal) -> Id {
    push(workbook, ids, signal, |workbook| &mut Arc::make_mut(&mut workbook.maturity).signals)
}

/// Adds the built-in signs of a level, or of all levels, that are not there yet.
fn add_usual(workbook: &mut Workbook, ids: &mut Ids, only: Option<MaturityLevel>) {
    for level in MaturityLevel::ALL.iter().copied().filter(|level| only.is_none_or(|only| only == *level)) {
        let usual = knowledge::maturity(level).map(|guide| guide.signals.as_slice()).unwrap_or_default();
        for statement in usual {
            if workbook.maturity.signals.iter().all(|signal| signal.statement.trim() != statement) {
                let statement = statement.clone();
                add(workbook, ids, MaturitySignal { statement, level: Some(level), ..MaturitySignal::default() });
            }
        }
    }
}

/// Whether a key was pressed alone.
fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(modifiers, key))
}

/// The level of the diagnosis that a card stands for.
fn is_here(diagnosis: &Diagnosis, level: MaturityLevel) -> bool {
    diagnosis.reached == Some(level)
}
