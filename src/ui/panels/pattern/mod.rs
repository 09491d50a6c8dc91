//! The page of the pattern decision: the ladder from rules up, where the capability comes from, what is true of the system,
//! and at the right how much it does alone.
//!
//! `acts` changes the workbook and `derived` holds what follows from it; the rest draws.

mod acts;
mod autonomy;
mod derived;
mod ladder;
mod matrix;
mod rung;
mod steps;
mod traits;

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::assess::candidates::Traits;
use crate::assess::ladder::{open_below, rung as rung_of};
use crate::knowledge::Trait;
use crate::model::pattern::{AiPattern, Autonomy, Pattern, RungState, Sourcing};
use crate::model::place::Place;
use crate::model::{Id, Section, Step, Workbook};
use crate::ui::desk::{Desk, Room};
use crate::ui::theme::size;
use crate::ui::widgets::button::segmented;

use super::spot::Spot;
use super::{answer, form, in_place};

/// The width of the card at the right, and of the space before it.
const CARD: f32 = 352.0;
const GAP: f32 = 24.0;
/// The least width of the ladder with the card at its right.
const BESIDE: f32 = 680.0;

/// What the page remembers.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own, most for one frame")]
pub struct View {
    /// Whether every question is shown instead of the page.
    questions: bool,
    /// The rung where the person is.
    at: Option<AiPattern>,
    /// Whether that rung gets the focus.
    focus: bool,
    /// What is shown with every question.
    open: Option<Opened>,
    /// The rung that is to be chosen although others below it are not settled.
    choosing: Option<AiPattern>,
    /// Whether the question that was just asked gets the focus.
    fresh: bool,
    /// The step that autonomy is to be moved up to.
    raising: Option<Autonomy>,
    /// The step over the ceiling that was asked for.
    refused: Option<Autonomy>,
    /// The knob of autonomy while it is dragged.
    drag: Option<steps::Drag>,
    /// Whether the step of autonomy gets the focus.
    focus_step: bool,
    /// The trait whose failure modes are named.
    about: Option<Trait>,
    /// The control that is brought into sight with the focus: the key of its question.
    wanted: Option<&'static str>,
    in_place: in_place::State,
    derived: derived::Derived,
}

/// A rung whose questions are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// One of the ladder.
    Rung(AiPattern),
    /// One without a place on it.
    Loose(Id),
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Asked {
    /// Go to a rung.
    Go(AiPattern),
    /// Say what became of a rung.
    Set(AiPattern, RungState),
    /// Write its result or reason.
    Write(AiPattern),
    /// Choose it, or ask first where a rung below is not settled.
    Choose(AiPattern),
    /// Choose it whatever is below.
    ChooseAnyway(AiPattern),
    /// Take the choice of a rung back, or no longer think of one.
    ChooseNone,
    /// Show every question of it, or no longer.
    Open(Opened),
    /// Delete an answer about a rung.
    Delete(Id),
    /// Choose a way of sourcing, or take it back.
    Source(Sourcing),
    /// Answer an input of it.
    Score(&'static str, Option<Step>),
    /// Move to a step of autonomy: down at once, up after a question.
    Step(Autonomy),
    /// Move up after the question, or not.
    Raise(Option<Autonomy>),
    /// Switch a trait on or off.
    Switch(Trait, bool),
}

/// The section.
fn spot() -> Spot {
    Spot::section(Section::Pattern)
}

impl View {
    /// Brings a question into sight.
    fn reveal(&mut self, ui: &Ui, place: &Place, pattern: &Pattern) {
        if let Some((_, id, _)) = place.items.first() {
            let which = pattern.rungs.find(*id).and_then(|rung| rung.pattern);
            let shown = which.filter(|which| rung_of(pattern, *which).is_some_and(|rung| rung.id == *id));
            self.questions = false;
            self.open = Some(shown.map_or(Opened::Loose(*id), Opened::Rung));
            self.at = shown.or(self.at);
            match place.fields.first() {
                Some(&"result") if shown.is_some() => self.in_place.reveal(&Spot::item(*id), "result"),
                Some(_) => answer::reveal(ui, place),
                None => self.focus = shown.is_some(),
            }
            return;
        }
        let Some(key) = place.fields.first().copied() else { return };
        self.questions = false;
        let marked = pattern.marks.get(key).is_some();
        match key {
            "chosen_reason" | "complexity_cost" | "sourcing_reason" | "autonomy_earned_by" => {
                self.in_place.reveal(&spot(), key);
            }
            "rungs" => self.focus = true,
            "chosen" if !marked => self.focus = true,
            "autonomy" if !marked => self.focus_step = true,
            "autonomy_ceiling" => answer::reveal(ui, place),
            _ if marked => answer::reveal(ui, place),
            _ => self.wanted = Some(key),
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    let pattern: &Pattern = &workbook.pattern;
    if let Some(place) = desk.take_reveal(Section::Pattern) {
        view.reveal(ui, &place, pattern);
    }
    view.derived.look_at(desk.revision(), &workbook);
    let first = pattern.chosen.unwrap_or_default();
    let at = *view.at.get_or_insert(first);
    let mut asked = if view.questions { None } else { ladder::keys(ui, desk, at).or_else(|| steps::keys(ui, pattern)) };
    super::head(ui, Section::Pattern.title(), &sentence(pattern), |ui| {
        if let Some(chosen) = segmented(ui, "View", &["Ladder", "All questions"], usize::from(view.questions)) {
            view.questions = chosen == 1;
        }
    });
    if view.questions {
        super::body(ui, |ui| {
            ui.set_max_width(ui.available_width().min(920.0));
            form::record(ui, desk, &spot(), pattern, &[]);
        });
    } else {
        asked = page(ui, desk, view, &workbook).or(asked);
    }
    if let Some(asked) = asked {
        obey(desk, view, asked);
    }
}

/// The decision in a line.
fn sentence(pattern: &Pattern) -> String {
    let chosen = pattern.chosen.map(|one| crate::words::capitalized(Trait::Pattern(one).words()));
    let sourcing = pattern.sourcing.map(|one| match one {
        Sourcing::Build => "built",
        Sourcing::Buy => "bought",
        Sourcing::Partner => "with a partner",
        Sourcing::Blend => "blended",
    });
    let autonomy = pattern.autonomy.map(|one| Trait::Autonomy(one).words());
    let Some(chosen) = chosen else { return "Nothing chosen yet".to_owned() };
    let parts = [Some(chosen.as_str()), sourcing, autonomy];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The ladder with what stands under it, and the card beside or below.
fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let whole = ui.available_rect_before_wrap();
    let whole = Rect::from_min_max(whole.min + vec2(size::SIDE, 0.0), whole.max - vec2(size::SIDE, 16.0));
    let mut asked = None;
    if desk.room < Room::Rail || whole.width() < CARD + GAP + BESIDE {
        super::body(ui, |ui| {
            asked = left(ui, desk, view, workbook);
            ui.add_space(16.0);
            asked = autonomy::below(ui, desk, view, workbook).or(asked);
        });
        return asked;
    }
    let split = whole.right() - CARD;
    // wider than its contents, so that focus rings are not cut
    let place = Rect::from_min_max(whole.min - vec2(4.0, 0.0), pos2(split - GAP + 4.0, whole.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("ladder"), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let margin = egui::Margin { left: 4, right: 4, top: 0, bottom: 0 };
            egui::Frame::new().inner_margin(margin).show(ui, |ui| asked = left(ui, desk, view, workbook));
        });
    });
    let card = Rect::from_min_max(pos2(split, whole.top()), whole.max);
    ui.scope_builder(UiBuilder::new().max_rect(card).id_salt("card"), |ui| {
        asked = autonomy::beside(ui, desk, view, workbook).or(asked);
    });
    asked
}

fn left(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    let pattern: &Pattern = &workbook.pattern;
    let mut asked = ladder::show(ui, desk, view, pattern);
    ui.add_space(20.0);
    asked = matrix::show(ui, desk, view, pattern).or(asked);
    ui.add_space(20.0);
    asked = traits::show(ui, desk, view, pattern).or(asked);
    ui.add_space(8.0);
    asked
}

/// Carries out what was asked.
fn obey(desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    match asked {
        Asked::Go(which) => (view.at, view.focus) = (Some(which), true),
        Asked::Set(which, state) => {
            (view.at, view.focus) = (Some(which), true);
            acts::set_state(desk, which, state);
        }
        Asked::Write(which) => {
            (view.at, view.choosing) = (Some(which), None);
            let (id, before) = acts::begin(desk, which);
            view.in_place.edit(&Spot::item(id), "result", before);
        }
        Asked::Choose(which) => {
            view.at = Some(which);
            if open_below(&desk.workbook().pattern, which).is_empty() {
                view.focus = true;
                acts::choose(desk, Some(which));
            } else {
                (view.choosing, view.fresh) = (Some(which), true);
            }
        }
        Asked::ChooseAnyway(which) => {
            (view.choosing, view.at, view.focus) = (None, Some(which), true);
            acts::choose(desk, Some(which));
        }
        Asked::ChooseNone => {
            view.focus = true;
            if view.choosing.take().is_none() {
                acts::choose(desk, None);
            }
        }
        Asked::Open(what) => view.open = Some(what).filter(|_| view.open != Some(what)),
        Asked::Delete(id) => {
            desk.remove_item(id, "rung");
            (view.open, view.focus) = (None, true);
        }
        Asked::Source(way) => acts::source(desk, way),
        Asked::Score(key, step) => acts::score(desk, key, step),
        Asked::Switch(one, on) => {
            view.about = Some(one);
            acts::switch(desk, one, on);
        }
        Asked::Step(_) | Asked::Raise(_) => obey_step(desk, view, asked),
    }
}

/// Moves the knob of autonomy: down at once, up only after a question, and never over the ceiling.
fn obey_step(desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    (view.refused, view.focus_step) = (None, true);
    let raising = view.raising.take();
    let pattern = &desk.workbook().pattern;
    let (now, over) = (pattern.autonomy, |step| crate::assess::autonomy::is_over(pattern, step));
    match asked {
        Asked::Raise(to) => {
            if let Some(to) = to.filter(|_| raising.is_some()) {
                acts::set_autonomy(desk, to);
            }
        }
        Asked::Step(to) if over(to) && now.is_none_or(|now| to > now) => view.refused = Some(to),
        Asked::Step(to) if now.is_some_and(|now| to > now) => {
            (view.raising, view.focus_step, view.fresh) = (Some(to), false, true);
        }
        Asked::Step(to) if now != Some(to) => acts::set_autonomy(desk, to),
        _ => {}
    }
}

/// Whether Escape was pressed, and nobody types.
fn escaped(ui: &Ui) -> bool {
    !ui.ctx().text_edit_focused() && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
}

/// Gives the answer that changes nothing the focus, once its question is drawn.
fn attend(view: &mut View, response: &egui::Response) {
    if std::mem::take(&mut view.fresh) {
        response.request_focus();
        response.scroll_to_me(None);
    }
}

/// Brings a control into sight with the focus on it, if it is the one that is wanted.
fn bring(view: &mut View, key: &str, response: &egui::Response) {
    if view.wanted.take_if(|wanted| *wanted == key).is_some() {
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
    }
}

/// What the workbook says of the system.
fn traits_of(pattern: &Pattern) -> Traits {
    Traits::of(pattern)
}
