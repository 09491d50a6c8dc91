//! The page of discovery: which decision gets better and by how much, the hypothesis as a sentence, the feasibility sprint, and
//! at the right the three stages with their verdicts.

mod changes;
mod columns;
mod deciding;
mod hypothesis;
mod row;
mod sprint;
mod stages;
mod wording;

use egui::{Frame, Margin, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::edit::begun::Begun;
use crate::model::discovery::Discovery;
use crate::model::place::Place;
use crate::model::{Id, Section};
use crate::ui::desk::{Desk, Order, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, icon_button, segmented};
use crate::ui::widgets::{label, menu};

use self::columns::Column;
use self::wording::{SLOTS, Which};
use super::data::rows::Act;
use super::in_place::Look;
use super::parts::Of;
use super::spot::Spot;
use super::{answer, form, in_place, marks, sentence};

/// How wide the card of the stages is beside the page, and the least width of the rest then.
const CARD: f32 = 352.0;
const BESIDE: f32 = 640.0;
const GAP: f32 = 24.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// Whether every question is shown instead of the page.
    questions: bool,
    changes: changes::State,
    slot: sentence::State,
    sprint: sprint::State,
    stages: stages::State,
    in_place: in_place::State,
    /// The question of the sprint whose evidence is edited once the menu that named it is closed.
    evidence: Option<&'static str>,
}

fn spot() -> Spot {
    Spot::section(Section::Discovery)
}

impl View {
    /// What is begun on the page and not recorded.
    pub(in crate::ui) fn begun(&self, begun: &mut Begun) {
        begun.stages = self.stages.begun();
    }

    /// Takes up what somebody had begun.
    pub(in crate::ui) fn take_up(&mut self, begun: &Begun) {
        self.stages.take_up(&begun.stages);
    }

    /// The change that is selected.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.changes.rows.at
    }

    /// Brings a question into sight.
    fn reveal(&mut self, ui: &Ui, place: &Place, discovery: &Discovery) {
        self.questions = false;
        if let Some((_, id, _)) = place.items.first() {
            return self.reveal_change(*id, place.fields.first().copied(), discovery);
        }
        let (key, part) = (place.fields.first().copied(), place.fields.get(1).copied());
        let Some(key) = key else { return };
        let marked = discovery.marks.get(key).is_some();
        if let Some(slot) = SLOTS.iter().find(|slot| **slot == key) {
            self.slot.reveal(&spot(), slot);
        } else if let Some((check, _)) = wording::CHECKS.iter().find(|(check, _)| *check == key) {
            let inner = spot().part(check);
            match part {
                Some(part @ ("answer" | "evidence")) => self.in_place.reveal(&inner, part),
                Some("verdict") if wording::check(discovery, check).marks.get("verdict").is_some() => {
                    self.in_place.reveal(&inner, "verdict");
                }
                _ => self.sprint.wanted = Some(check),
            }
        } else if let Some(which) = Which::ALL.into_iter().find(|which| which.key() == key) {
            match part.filter(|part| stages::is_in_place(which.of(discovery), part)) {
                Some(part) => self.in_place.reveal(&spot().part(which.key()), part),
                None => self.stages.wanted = Some(which.key()),
            }
        } else if key == "changes" {
            if marked { answer::reveal(ui, place) } else { self.changes.rows.focus = true }
        } else {
            self.in_place.reveal(&spot(), key);
        }
    }

    fn reveal_change(&mut self, id: Id, key: Option<&str>, discovery: &Discovery) {
        let column = Column::ALL.into_iter().find(|column| Some(column.key()) == key).unwrap_or_default();
        match discovery.changes.find(id) {
            Some(change) if key.is_some() && !column.is_kind() => self.changes.edit(change, column, None),
            _ => self.changes.go(id, column),
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    if let Some(place) = desk.take_reveal(Section::Discovery) {
        view.reveal(ui, &place, &workbook.discovery);
    }
    if !view.questions {
        changes::keys(ui, desk, &mut view.changes);
    }
    let (mut add, mut quarter) = (false, None);
    super::head(ui, Section::Discovery.title(), &wording::stages(&workbook.discovery), |ui| {
        add = Button::new("Change").icon(icons::PLUS).key("N").name("Add change").show(ui).clicked();
        super::sheet::switch(ui, "discovery.changes");
        quarter = evidence(ui, desk);
        if desk.room >= Room::Tight && !is_blank(&workbook.discovery) {
            super::first_hour_button(ui, desk);
        }
        if let Some(chosen) = segmented(ui, "View", &["Page", "All questions"], usize::from(view.questions)) {
            view.questions = chosen == 1;
        }
    });
    if let Some(key) = view.evidence.take_if(|_| !egui::Popup::is_any_open(ui.ctx())) {
        let (found, inner) = (wording::check(&workbook.discovery, key), spot().part(key));
        view.questions = false;
        view.in_place.edit(&inner, "evidence", found.evidence.clone());
    }
    if quarter.is_some() {
        view.evidence = quarter;
        ui.ctx().request_repaint();
    }
    if add {
        view.questions = false;
        changes::obey(ui, desk, &mut view.changes, Act::Add);
    }
    let workbook = desk.snapshot();
    let discovery: &Discovery = &workbook.discovery;
    if view.questions {
        super::body(ui, |ui| {
            ui.set_max_width(ui.available_width().min(920.0));
            form::record(ui, desk, &spot(), discovery, &[]);
        });
    } else {
        page(ui, desk, view, discovery);
    }
}

/// The button that adds what shows a finding of the sprint, and the quarters to choose from; gives the chosen one.
fn evidence(ui: &mut Ui, desk: &Desk<'_>) -> Option<&'static str> {
    let button = if desk.room >= Room::Wide {
        Button::new("Evidence").quiet().icon(icons::PAPERCLIP).name("Add evidence").show(ui)
    } else {
        icon_button(ui, icons::PAPERCLIP, "Add evidence", true)
    };
    let picked = menu::below(&button, |ui| {
        menu::caption(ui, "Which question does it answer?");
        let mut picked = None;
        for (key, name) in wording::CHECKS {
            if menu::Row::new(name).show(ui).clicked() {
                picked = Some(key);
            }
        }
        picked
    });
    picked.flatten()
}

/// The page with the stages beside or below.
fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, discovery: &Discovery) {
    let whole = ui.available_rect_before_wrap();
    let whole = Rect::from_min_max(whole.min + vec2(size::SIDE, 0.0), whole.max - vec2(size::SIDE, 16.0));
    if desk.room < Room::Rail || whole.width() < CARD + GAP + BESIDE {
        super::body(ui, |ui| {
            left(ui, desk, view, discovery);
            ui.add_space(16.0);
            stages::below(ui, desk, (&mut view.stages, &mut view.in_place), discovery);
        });
        return;
    }
    let split = whole.right() - CARD;
    // wider than its contents, so that focus rings are not cut
    let place = Rect::from_min_max(whole.min - vec2(6.0, 0.0), pos2(split - GAP + 6.0, whole.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("discovery"), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let margin = Margin { left: 6, right: 6, top: 0, bottom: 0 };
            Frame::new().inner_margin(margin).show(ui, |ui| left(ui, desk, view, discovery));
        });
    });
    let card = Rect::from_min_max(pos2(split, whole.top()), whole.max);
    ui.scope_builder(UiBuilder::new().max_rect(card).id_salt("stages"), |ui| {
        stages::beside(ui, desk, (&mut view.stages, &mut view.in_place), discovery);
    });
}

fn left(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, discovery: &Discovery) {
    ui.spacing_mut().item_spacing.y = 4.0;
    decision(ui, desk, view, discovery);
    ui.add_space(20.0);
    ui.scope_builder(UiBuilder::new().scope_id(egui::Id::unique("hypothesis")), |ui| {
        hypothesis::show(ui, desk, (&mut view.slot, &mut view.in_place), discovery);
    });
    ui.add_space(16.0);
    ui.scope_builder(UiBuilder::new().scope_id(egui::Id::unique("feasibility sprint")), |ui| {
        sprint::show(ui, desk, (&mut view.sprint, &mut view.in_place), discovery);
    });
    ui.add_space(16.0);
}

/// Whether nothing is said about the decision: the page begins with how to begin.
fn is_blank(discovery: &Discovery) -> bool {
    let marked = ["decision", "changes"].into_iter().any(|key| discovery.marks.get(key).is_some());
    discovery.decision.trim().is_empty() && discovery.changes.is_empty() && !marked
}

/// The decision in a sentence, and the table of what changes.
fn decision(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, discovery: &Discovery) {
    let c = theme::colors(ui);
    let spot = spot();
    let of = Of { spot: &spot, record: discovery };
    let row = vec2(ui.available_width(), size::TARGET);
    ui.allocate_ui_with_layout(row, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_size(row);
        label::heading(ui, "The decision to improve", Type::Strong, 2);
        if let Some(question) = of.question("decision") {
            marks::menu(ui, desk, question);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.available_width() > 180.0 {
                label::line(ui, &wording::assumed(&discovery.changes), Type::Small, c.ink_3);
            }
        });
    });
    let look = Look { style: Type::Prompt, ..Look::BODY };
    let look = look.hint("Which decision should get faster, safer or more accurate?");
    in_place::show(ui, desk, &mut view.in_place, (&spot, discovery, "decision"), look);
    if is_blank(discovery) && !view.in_place.is_editing(&spot, "decision") {
        ui.horizontal(|ui| {
            if Button::new("Begin interview").primary().icon(icons::CHAT_TEXT).show(ui).clicked() {
                desk.orders.push(Order::FirstHour(false));
            }
            if Button::new("Write it here").icon(icons::PENCIL).name("Write the decision here").show(ui).clicked() {
                view.in_place.edit(&spot, "decision", String::new());
            }
        });
        ui.add_space(16.0);
    }
    ui.add_space(4.0);
    if let Some(question) = of.question("changes").filter(|question| question.mark.is_some()) {
        answer::show(ui, desk, question);
        return;
    }
    if discovery.changes.is_empty() {
        label::rule(ui);
        label::text(ui, "What changes for the people who decide?", Type::Prompt, c.ink_2);
        let button = Button::new("Change").icon(icons::PLUS).name("Add the first change").show(ui);
        if button.clicked() {
            changes::obey(ui, desk, &mut view.changes, Act::Add);
        }
        return;
    }
    changes::show(ui, desk, &mut view.changes);
}
