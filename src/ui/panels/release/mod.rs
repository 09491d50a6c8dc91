//! The page of the release plan: a lane of stages with the gates between them, under it what the selected one needs, and at
//! the right what to do if it goes wrong.
//!
//! `plan` and `wording` say what there is and know no window; `acts` changes it; the rest draws.

mod acts;
mod criteria;
mod criterion;
mod decide;
mod gate;
mod lane;
mod plan;
mod stage;
mod wording;
mod wrong;

use std::collections::BTreeMap;

use egui::{Key, Modifiers, Ui, vec2};

use crate::edit::begun::Begun;
use crate::edit::operations::{duplicate_item, move_item};
use crate::model::place::Place;
use crate::model::release::{CriterionKind, Release, StageKind, StageState};
use crate::model::{Date, Id, ItemKind, Section, Workbook};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::label;

use super::spot::Spot;
use super::{answer, form, in_place};
use plan::Stop;

/// The width of the card at the right, and of the space before it.
const CARD: f32 = 344.0;
const GAP: f32 = 24.0;
/// The least width of a page that has the card at the right.
const BESIDE: f32 = 900.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// Whether every question is shown instead of the lane.
    questions: bool,
    /// The selected stage or gate.
    at: Option<Stop>,
    /// The selected criterion.
    criterion: Option<Id>,
    /// The criterion whose answers are open.
    open: Option<Id>,
    /// The decision that is open.
    decision: Option<Id>,
    /// Whether the questions of the selected gate are open.
    editing_gate: bool,
    /// The decision that is being written.
    deciding: Option<decide::Draft>,
    /// Decisions that were begun and left with Escape, by their gates.
    undecided: BTreeMap<Id, decide::Draft>,
    /// What gets the focus once it is drawn: a stage, a gate or a criterion.
    focus: Option<Id>,
    /// What is brought into sight on the lane.
    scroll_lane: Option<Id>,
    in_place: in_place::State,
    judged: plan::Judged,
}

impl View {
    /// What is begun on the page and not recorded.
    pub(in crate::ui) fn begun(&self, today: Date, begun: &mut Begun) {
        let written = self.deciding.iter().chain(self.undecided.values());
        begun.gates = written.filter_map(|draft| draft.begun(today)).collect();
    }

    /// Takes up what somebody had begun; each waits for its gate to be decided on.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        let drafts = begun.gates.iter().map(decide::Draft::taken_up);
        self.undecided = drafts.map(|draft| (draft.gate(), draft)).collect();
    }

    /// Opens the decision that is begun.
    pub(in crate::ui) fn show_begun(&mut self) {
        if self.deciding.is_none()
            && let Some((gate, draft)) = self.undecided.pop_first()
        {
            self.select(Stop::Gate(gate));
            self.deciding = Some(draft.again());
        }
    }
}

/// What the person asked for.
#[derive(Debug, Clone, Copy)]
enum Asked {
    /// Select a stage or gate.
    Select(Stop),
    /// Go from the lane to what stands under it.
    Into(Stop),
    /// Move a stage.
    Shift(Stop, isize),
    /// Delete a stage or gate.
    Delete(Stop),
    /// Add a gate before a stage.
    AddGate(Id),
    /// Open the questions of a gate.
    EditGate(Id),
    /// Record a decision on a gate.
    Decide(Id),
    /// Add a criterion to a gate.
    AddCriterion(Id),
    /// Select a criterion.
    Criterion(Id),
    /// Open the answers of a criterion of a gate.
    Edit((Id, Id)),
    /// Go to what decides a criterion of a gate, or else open its answers.
    Follow((Id, Id)),
    /// Go to an item.
    GoTo(Id),
    /// Make a copy of a criterion.
    Duplicate(Id),
    /// Move a criterion to a position.
    MoveCriterion(Id, usize),
    /// Delete a criterion.
    DeleteCriterion(Id),
    /// Delete a decision.
    DeleteDecision(Id),
}

impl View {
    /// The stage or gate that is selected.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.at.map(Stop::id)
    }

    /// Selects a stage or gate and closes what was open for another one.
    fn select(&mut self, stop: Stop) {
        if self.at != Some(stop) {
            (self.criterion, self.open, self.decision) = (None, None, None);
        }
        self.editing_gate = false;
        self.at = Some(stop);
        self.scroll_lane = Some(stop.id());
    }

    /// Makes sure that something is selected if there is anything: the same as before, or the next gate, or the stage that
    /// runs.
    fn keep_selection(&mut self, release: &Release) {
        if self.at.is_some_and(|at| self.judged.stops.contains(&at)) {
            return;
        }
        let now = release.stages.iter().find(|stage| stage.state == Some(StageState::Now)).map(|stage| stage.id);
        let next = self.judged.next.map(Stop::Gate);
        match next.or_else(|| now.map(Stop::Stage)).or_else(|| self.judged.stops.first().copied()) {
            Some(stop) => {
                let again = self.at.is_some();
                self.select(stop);
                // the stage that runs is in sight, and the gate after it where there is room
                self.scroll_lane = if again { Some(stop.id()) } else { now.or(self.scroll_lane) };
            }
            None => self.at = None,
        }
    }

    fn reveal(&mut self, ui: &Ui, place: &Place) {
        let Some((kind, id, _)) = place.items.first().copied() else {
            match place.fields.first() {
                Some(key) => self.in_place.reveal(&Spot::section(Section::Release), key),
                None => return,
            }
            self.questions = false;
            return;
        };
        self.questions = false;
        self.select(if kind == ItemKind::Stage { Stop::Stage(id) } else { Stop::Gate(id) });
        // fields that have a control of their own kind here; the others are seen with their item
        let field = place.fields.first().copied();
        let shown = match place.items.get(1).copied() {
            Some((ItemKind::Criterion, criterion, _)) => {
                (self.criterion, self.open, self.focus) = (Some(criterion), Some(criterion), Some(criterion));
                field.is_some_and(|key| !matches!(key, "item" | "verdict"))
            }
            Some((_, decision, _)) => {
                (self.decision, self.focus) = (Some(decision), None);
                field.is_some()
            }
            None => {
                self.focus = Some(id);
                self.editing_gate = kind == ItemKind::Gate && field.is_some_and(|key| gate::QUESTIONS.contains(&key));
                self.editing_gate || (kind == ItemKind::Stage && field.is_some())
            }
        };
        if shown {
            self.focus = None;
            answer::reveal(ui, place);
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if let Some(place) = desk.take_reveal(Section::Release) {
        view.reveal(ui, &place);
    }
    refresh(desk, view);
    let mut asked = keys(ui, desk, view);
    let workbook = desk.snapshot();
    let release = &workbook.release;
    let mut add = false;
    let counts = plan::sentence(release, &view.judged);
    super::head(ui, Section::Release.title(), &counts, |ui| {
        add = Button::new("Stage").icon(icons::PLUS).name("Add stage").show(ui).clicked();
        match (view.at, "release.gates".parse()) {
            (Some(Stop::Gate(_)), Ok(gates)) => super::sheet::switch_to(ui, &gates, "Open the gates as a sheet"),
            _ => super::sheet::switch(ui, "release.stages"),
        }
        if let Some(chosen) = segmented(ui, "View", &["Lane", "All questions"], usize::from(view.questions)) {
            view.questions = chosen == 1;
        }
    });
    if view.questions {
        ui.push_id("all questions", |ui| all_questions(ui, desk, &workbook));
    } else {
        super::body(ui, |ui| asked = page(ui, desk, view, &workbook).or(asked));
    }
    decide::show(ui, desk, view, &workbook);
    if add {
        let stage = acts::add_stage(desk);
        view.questions = false;
        open_stage(ui, view, stage);
    }
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
}

/// Selects a new stage, with the focus on its name.
fn open_stage(ui: &Ui, view: &mut View, stage: Id) {
    view.select(Stop::Stage(stage));
    ui.memory_mut(|memory| memory.request_focus(egui::Id::unique((Spot::item(stage), "name"))));
}

fn refresh(desk: &Desk<'_>, view: &mut View) {
    view.judged.look_at(desk.workbook(), desk.revision(), desk.today);
    view.keep_selection(&desk.workbook().release);
}

/// Keys of the lane, of the table of criteria, and single keys.
fn keys(ui: &Ui, desk: &Desk<'_>, view: &View) -> Option<Asked> {
    if view.questions || view.deciding.is_some() || ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let gate = match view.at? {
        Stop::Gate(id) => desk.workbook().release.gates.find(id),
        Stop::Stage(_) => None,
    };
    let here = lane::keys(ui, view).or_else(|| gate.and_then(|gate| criteria::keys(ui, view, gate)));
    if here.is_some() || !desk.single_keys {
        return here;
    }
    let gate = gate?.id;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::N) {
        return Some(Asked::AddCriterion(gate));
    }
    pressed(Key::G).then_some(Asked::Decide(gate))
}

/// Every question of the section, as in every form.
fn all_questions(ui: &mut Ui, desk: &mut Desk<'_>, workbook: &Workbook) {
    super::body(ui, |ui| {
        ui.set_max_width(ui.available_width().min(920.0));
        form::record(ui, desk, &Spot::section(Section::Release), &*workbook.release, &[]);
    });
}

fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let release = &workbook.release;
    ui.spacing_mut().item_spacing.y = 8.0;
    let mut asked = None;
    if view.judged.stops.is_empty() {
        asked = empty(ui, desk);
    } else {
        asked = lane::show(ui, desk, view, workbook).or(asked);
    }
    ui.add_space(8.0);
    let width = ui.available_width();
    if desk.room >= Room::Rail && width >= BESIDE {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (wide, left) in [(width - CARD - GAP, true), (CARD, false)] {
                ui.allocate_ui_with_layout(vec2(wide, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(wide);
                    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                    if left {
                        asked = under(ui, desk, view, workbook).or(asked);
                        ui.add_space(16.0);
                        wrong::scope(ui, desk, &mut view.in_place, release);
                    } else {
                        wrong::show(ui, desk, &mut view.in_place, release);
                    }
                });
            }
        });
    } else {
        asked = under(ui, desk, view, workbook).or(asked);
        ui.add_space(16.0);
        wrong::show(ui, desk, &mut view.in_place, release);
        ui.add_space(16.0);
        wrong::scope(ui, desk, &mut view.in_place, release);
    }
    asked
}

/// What stands under the lane: the selected gate or stage.
fn under(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let mut asked = None;
    ui.push_id(view.at.map(Stop::id), |ui| {
        asked = match view.at {
            Some(Stop::Gate(id)) => {
                let gate = workbook.release.gates.find(id)?;
                gate::show(ui, desk, view, (workbook, gate))
            }
            Some(Stop::Stage(id)) => stage::show(ui, desk, workbook.release.stages.find(id)?),
            None => None,
        };
        Some(())
    });
    asked
}

/// What a plan without stages and gates says.
fn empty(ui: &mut Ui, desk: &mut Desk<'_>) -> Option<Asked> {
    let c = theme::colors(ui);
    let mut kinds: &[StageKind] = &[];
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(560.0));
        label::text(ui, "Who may be hurt first, and how few can that be?", Type::Title, c.ink);
        let words = "A release goes in stages. Before each stage stands a gate, with what must be true to pass it.";
        label::text(ui, words, Type::Prompt, c.ink_2);
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            let four = Button::new("Add the four stages").primary().icon(icons::PLUS).show(ui);
            regions::entrance(Region::Main, &four);
            if four.clicked() {
                kinds = StageKind::ALL;
            }
            if Button::new("Start with shadow only").show(ui).clicked() {
                kinds = &[StageKind::Shadow];
            }
        });
    });
    if kinds.is_empty() { None } else { acts::begin(desk, kinds).map(|id| Asked::Select(Stop::Stage(id))) }
}

/// Carries out what was asked.
fn obey(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    match asked {
        Asked::Select(stop) => {
            view.select(stop);
            view.focus = Some(stop.id());
            // at once: the next key may come before it is drawn
            ui.memory_mut(|memory| memory.request_focus(lane::stop_id(stop.id())));
        }
        Asked::Into(Stop::Gate(id)) => {
            let first =
                desk.workbook().release.gates.find(id).and_then(|gate| gate.criteria.at(0)).map(|first| first.id);
            if let Some(first) = first {
                (view.criterion, view.focus) = (Some(first), Some(first));
            }
        }
        Asked::Into(Stop::Stage(id)) => {
            ui.memory_mut(|memory| memory.request_focus(egui::Id::unique((Spot::item(id), "name"))));
        }
        Asked::Shift(stop, by) => {
            if matches!(stop, Stop::Stage(_)) && acts::shift_stage(desk, stop.id(), by) {
                (view.focus, view.scroll_lane) = (Some(stop.id()), Some(stop.id()));
            }
        }
        Asked::Delete(stop) => delete(desk, view, stop),
        Asked::AddGate(stage) => {
            let gate = desk.edit("add gate", |workbook, ids| acts::add_gate(workbook, ids, stage));
            view.select(Stop::Gate(gate));
            view.focus = Some(gate);
        }
        Asked::EditGate(id) => {
            view.select(Stop::Gate(id));
            view.editing_gate = true;
            ui.memory_mut(|memory| memory.request_focus(egui::Id::unique((Spot::item(id), "name"))));
        }
        Asked::Decide(id) => {
            view.select(Stop::Gate(id));
            let begun = view.undecided.remove(&id);
            view.deciding =
                Some(begun.map_or_else(|| decide::Draft::of(id, desk.author, desk.today), decide::Draft::again));
        }
        Asked::AddCriterion(gate) => {
            let criterion = acts::add_criterion(desk, gate);
            view.select(Stop::Gate(gate));
            edit_criterion(ui, view, criterion);
        }
        Asked::DeleteDecision(id) => desk.remove_item(id, "decision"),
        Asked::GoTo(id) => desk.go_to_item(id),
        other => obey_in_table(ui, desk, view, other),
    }
}

/// Carries out what was asked of a criterion.
fn obey_in_table(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    match asked {
        Asked::Criterion(id) => {
            (view.criterion, view.focus, view.open) = (Some(id), Some(id), None);
            ui.memory_mut(|memory| memory.request_focus(criteria::row_id(id)));
        }
        Asked::Edit((_, id)) if view.open == Some(id) => (view.open, view.focus) = (None, Some(id)),
        Asked::Edit((_, id)) => edit_criterion(ui, view, id),
        Asked::Follow((gate, id)) => {
            let gate = desk.workbook().release.gates.find(gate);
            let criterion = gate.and_then(|gate| gate.criteria.find(id));
            let (item, kind) = criterion.map(|criterion| (criterion.item, criterion.kind)).unwrap_or_default();
            match (item, kind) {
                (Some(item), _) => desk.go_to_item(item),
                (None, Some(CriterionKind::Checklist)) => {
                    let path = Section::Checklist.key().to_owned();
                    desk.go_to(Place { section: Section::Checklist, items: Vec::new(), fields: Vec::new(), path });
                }
                _ => edit_criterion(ui, view, id),
            }
        }
        Asked::Duplicate(id) => {
            let copy = desk.edit("duplicate criterion", |workbook, ids| duplicate_item(workbook, ids, id));
            (view.criterion, view.focus) = (copy, copy);
        }
        Asked::MoveCriterion(id, to) => {
            desk.edit("move criterion", |workbook, _| move_item(workbook, id, to));
            view.focus = Some(id);
        }
        Asked::DeleteCriterion(id) => {
            let gates = &desk.workbook().release.gates;
            let gate = gates.iter().find(|gate| gate.criteria.find(id).is_some());
            let heir = gate.and_then(|gate| {
                let at = gate.criteria.iter().position(|criterion| criterion.id == id)?;
                let next = gate.criteria.at(at + 1).or_else(|| gate.criteria.at(at.checked_sub(1)?));
                next.map(|criterion| criterion.id)
            });
            let home = gate.map(|gate| gate.id);
            desk.remove_item(id, "criterion");
            (view.criterion, view.open, view.focus) = (heir, None, heir.or(home));
        }
        _ => {}
    }
}

/// Opens the answers of a criterion, with the focus on its statement.
fn edit_criterion(ui: &Ui, view: &mut View, id: Id) {
    (view.criterion, view.open) = (Some(id), Some(id));
    ui.memory_mut(|memory| memory.request_focus(egui::Id::unique((Spot::item(id), "statement"))));
}

/// Deletes a stage or gate; its neighbor is selected.
fn delete(desk: &mut Desk<'_>, view: &mut View, stop: Stop) {
    let heir = view.judged.beside(stop.id(), 1).or_else(|| view.judged.beside(stop.id(), -1));
    desk.remove_item(stop.id(), if matches!(stop, Stop::Stage(_)) { "stage" } else { "gate" });
    if let Some(heir) = heir {
        view.select(heir);
        view.focus = Some(heir.id());
    }
}
