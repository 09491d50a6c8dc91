//! The page of the requirements: the selected one as a sentence, all of them as a table with what was measured, what the product
//! does by confidence and group, and at the right how well it must do it. Stories take the place of the left side on demand.
//!
//! `wording`, `matrix` and `fairness` say what stands where and know no window; the rest draws.

mod bands;
mod behavior;
mod builder;
mod fairness;
mod matrix;
mod qualities;
mod stories;
mod table;
mod wording;

use std::sync::Arc;

use egui::{Frame, Key, Margin, Modifiers, Popup, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::edit::operations::{duplicate_item, move_item, push};
use crate::model::list::Items;
use crate::model::place::Place;
use crate::model::requirements::{Requirement, Requirements, Story};
use crate::model::{Id, ItemKind, Record, Section, View as Shown, Workbook};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::{self, Type, size};
use crate::ui::widgets::button::{Button, segmented};
use crate::ui::widgets::label;

use self::table::Table;
use super::data::rows::Act;
use super::parts::Of;
use super::spot::Spot;
use super::{answer, bulk, form, items};

/// How wide the card is beside the page, and the least width of the rest then.
const CARD: f32 = 320.0;
const BESIDE: f32 = 640.0;
const GAP: f32 = 24.0;
/// The lists whose rows are chosen and moved.
const FUNCTIONAL: &str = "requirements.functional";
const STORIES: &str = "requirements.stories";

/// What the page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Shows {
    /// Requirements and behavior.
    #[default]
    Requirements,
    /// User stories.
    Stories,
    /// Every question, one under the other.
    Questions,
}

impl Shows {
    const ALL: [Self; 3] = [Self::Requirements, Self::Stories, Self::Questions];
}

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    shows: Shows,
    requirements: table::State,
    builder: builder::State,
    stories: table::State,
    story: stories::State,
    behavior: behavior::State,
    qualities: qualities::State,
}

fn spot() -> Spot {
    Spot::section(Section::Requirements)
}

impl View {
    /// The requirement or story that is selected, whichever are shown.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        match self.shows {
            Shows::Requirements => self.requirements.rows.at,
            Shows::Stories => self.stories.rows.at,
            Shows::Questions => None,
        }
    }

    /// Brings a question into sight.
    fn reveal(&mut self, ui: &Ui, place: &Place, requirements: &Requirements) {
        let field = place.fields.first().copied();
        self.shows = Shows::Requirements;
        match (place.items.first().copied(), field) {
            (Some((ItemKind::Requirement, id, _)), field) => {
                self.requirements.rows.go(id);
                match field {
                    Some(key) => self.builder.reveal(ui, &Spot::item(id), key, place),
                    None => self.requirements.rows.focus = true,
                }
            }
            (Some((ItemKind::Story, id, _)), field) => {
                self.shows = Shows::Stories;
                self.stories.rows.go(id);
                match field {
                    Some(key @ "acceptance") => self.story.in_place.reveal(&Spot::item(id), key),
                    Some("links") => answer::reveal(ui, place),
                    Some(key) => self.story.slot.reveal(&Spot::item(id), key),
                    None => self.stories.rows.focus = true,
                }
            }
            (Some((ItemKind::Behavior, id, _)), field) => self.behavior.reveal(&requirements.behaviors, id, field),
            (Some(_), _) => {
                items::reveal(ui, place);
                answer::reveal(ui, place);
            }
            (None, Some("functional")) => self.requirements.rows.focus = true,
            (None, Some("stories")) => (self.shows, self.stories.rows.focus) = (Shows::Stories, true),
            (None, Some("behaviors")) => self.behavior.focus = true,
            (None, Some("latency")) if requirements.marks.get("latency").is_none() => self.qualities.latency = true,
            (None, Some("qualities")) => answer::reveal(ui, place),
            (None, Some(key)) => self.qualities.in_place.reveal(&spot(), key),
            (None, None) => {}
        }
    }

    /// Keeps a row selected, and forgets which part of another one was edited.
    fn keep_selection(&mut self, requirements: &Requirements) {
        self.requirements.rows.keep(&requirements.functional);
        self.stories.rows.keep(&requirements.stories);
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    let workbook = desk.snapshot();
    if let Some(place) = desk.take_reveal(Section::Requirements) {
        view.reveal(ui, &place, &workbook.requirements);
    }
    view.keep_selection(&workbook.requirements);
    let mut asked = keys(ui, desk, view);
    let workbook = desk.snapshot();
    let counts = counts(&workbook.requirements);
    super::head(ui, Section::Requirements.title(), &counts, |ui| {
        let (text, name) = match view.shows {
            Shows::Stories => ("Story", "Add user story"),
            _ => ("Requirement", "Add requirement"),
        };
        if Button::new(text).icon(icons::PLUS).key("N").name(name).show(ui).clicked() {
            asked = Some(Act::Add);
        }
        super::sheet::switch(
            ui,
            if view.shows == Shows::Stories { "requirements.stories" } else { "requirements.functional" },
        );
        if desk.room > Room::Single {
            choose(ui, view, &workbook.requirements);
        }
    });
    if desk.room == Room::Single {
        ui.horizontal(|ui| {
            ui.add_space(size::SIDE);
            choose(ui, view, &workbook.requirements);
        });
        ui.add_space(8.0);
    }
    if let Some(act) = asked {
        obey(ui, desk, view, act);
    }
    let workbook = desk.snapshot();
    view.keep_selection(&workbook.requirements);
    if view.shows == Shows::Questions {
        super::body(ui, |ui| {
            ui.set_max_width(ui.available_width().min(920.0));
            form::record(ui, desk, &spot(), &*workbook.requirements, &[]);
        });
        return;
    }
    view.qualities.groups.look_at(desk.revision(), &workbook);
    if let Some(act) = page(ui, desk, view, &workbook) {
        obey(ui, desk, view, act);
    }
}

/// What the page shows, as a choice.
fn choose(ui: &mut Ui, view: &mut View, requirements: &Requirements) {
    let stories = format!("Stories {}", requirements.stories.len());
    let current = Shows::ALL.iter().position(|shows| *shows == view.shows).unwrap_or_default();
    let chosen = segmented(ui, "View", &["Requirements", &stories, "All questions"], current);
    if let Some(shows) = chosen.and_then(|at| Shows::ALL.get(at)) {
        view.shows = *shows;
    }
}

/// The counts in the head.
fn counts(requirements: &Requirements) -> String {
    let open = matrix::not_set(&matrix::rows(&requirements.behaviors));
    let mut parts = vec![
        format!("{} functional", requirements.functional.len()),
        format!("{} other qualities", requirements.qualities.len()),
    ];
    if open > 0 {
        parts.push(if open == 1 { "1 behavior not set".to_owned() } else { format!("{open} behaviors not set") });
    }
    parts.join(", ")
}

/// The keys of what has the focus, and N where nobody types.
fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View) -> Option<Act> {
    if view.shows == Shows::Questions || ui.ctx().text_edit_focused() || Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let requirements = desk.snapshot().requirements;
    let act = match view.shows {
        Shows::Stories => table::keys(ui, desk, &view.stories, (STORIES, &requirements.stories)),
        _ => table::keys(ui, desk, &view.requirements, (FUNCTIONAL, &requirements.functional)),
    };
    if act.is_some() {
        return act;
    }
    if view.shows == Shows::Requirements {
        behavior::keys(ui, desk, &mut view.behavior);
    }
    let rows = if view.shows == Shows::Stories { &view.stories.rows } else { &view.requirements.rows };
    let free = rows.has_focus(ui) || ui.memory(|memory| memory.focused().is_none());
    (desk.single_keys && free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N))).then_some(Act::Add)
}

/// Carries out what was asked, for the table that is shown.
fn obey(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, act: Act) {
    let stories = view.shows == Shows::Stories;
    let kind = if stories { ItemKind::Story } else { ItemKind::Requirement }.singular();
    match act {
        Act::Add => {
            let id = add(desk, stories, kind);
            edit(view, id);
        }
        Act::Edit(id) => edit(view, id),
        Act::Go(id) => {
            let requirements = desk.snapshot().requirements;
            let listed = if stories {
                table::listed(STORIES, &requirements.stories, &view.stories)
            } else {
                table::listed(FUNCTIONAL, &requirements.functional, &view.requirements)
            };
            let id = bulk::pick(desk, &listed, id);
            go(view, id);
        }
        Act::Duplicate(id) => {
            let copy = desk.edit(&format!("duplicate {kind}"), |workbook, ids| duplicate_item(workbook, ids, id));
            if let Some(copy) = copy {
                go(view, copy);
            }
        }
        Act::Move(id, to) => {
            desk.edit(&format!("move {kind}"), |workbook, _| move_item(workbook, id, to));
            go(view, id);
        }
        Act::SetInternal(id, internal) => Spot::item(id).set_internal(desk, internal),
        Act::Delete(id) => {
            desk.remove_item(id, kind);
            let rows = if stories { &mut view.stories.rows } else { &mut view.requirements.rows };
            rows.focus = true;
        }
    }
    ui.ctx().request_repaint();
}

fn add(desk: &mut Desk<'_>, stories: bool, kind: &str) -> Id {
    desk.edit(&format!("add {kind}"), |workbook, ids| {
        if stories {
            push(workbook, ids, Story::default(), |workbook| &mut Arc::make_mut(&mut workbook.requirements).stories)
        } else {
            push(workbook, ids, Requirement::default(), |workbook| {
                &mut Arc::make_mut(&mut workbook.requirements).functional
            })
        }
    })
}

/// Selects a row, with the focus on it.
fn go(view: &mut View, id: Id) {
    let rows = if view.shows == Shows::Stories { &mut view.stories.rows } else { &mut view.requirements.rows };
    rows.go(id);
    rows.focus = true;
}

/// Selects a row and begins with the first part of its sentence.
fn edit(view: &mut View, id: Id) {
    if view.shows == Shows::Stories {
        view.stories.rows.go(id);
        view.story.slot.reveal(&Spot::item(id), "role");
    } else {
        view.shows = Shows::Requirements;
        view.requirements.rows.go(id);
        view.builder.slot.reveal(&Spot::item(id), "input");
    }
}

/// The page with the card beside or below.
fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Act> {
    let whole = ui.available_rect_before_wrap();
    let whole = Rect::from_min_max(whole.min + vec2(size::SIDE, 0.0), whole.max - vec2(size::SIDE, 16.0));
    let mut asked = None;
    if desk.room < Room::Rail || whole.width() < CARD + GAP + BESIDE {
        super::body(ui, |ui| {
            asked = left(ui, desk, view, workbook);
            ui.add_space(16.0);
            qualities::below(ui, desk, &mut view.qualities, &workbook.requirements);
        });
        return asked;
    }
    let split = whole.right() - CARD;
    // wider than its contents, so that focus rings are not cut
    let place = Rect::from_min_max(whole.min - vec2(6.0, 0.0), pos2(split - GAP + 6.0, whole.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("requirements"), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let margin = Margin { left: 6, right: 6, top: 0, bottom: 0 };
            Frame::new().inner_margin(margin).show(ui, |ui| asked = left(ui, desk, view, workbook));
        });
    });
    let card = Rect::from_min_max(pos2(split, whole.top()), whole.max);
    ui.scope_builder(UiBuilder::new().max_rect(card).id_salt("card"), |ui| {
        qualities::beside(ui, desk, &mut view.qualities, &workbook.requirements);
    });
    asked
}

fn left(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Act> {
    ui.spacing_mut().item_spacing.y = 4.0;
    if view.shows == Shows::Stories {
        return all_stories(ui, desk, view, workbook);
    }
    let asked = functional(ui, desk, view, workbook);
    ui.add_space(16.0);
    ui.scope_builder(UiBuilder::new().scope_id(egui::Id::unique("behavior by confidence")), |ui| {
        marked(ui, desk, workbook, "behaviors");
        bands::show(ui, desk, &mut view.behavior, workbook);
    });
    ui.add_space(16.0);
    ui.scope_builder(UiBuilder::new().scope_id(egui::Id::unique("other qualities")), |ui| others(ui, desk, workbook));
    ui.add_space(16.0);
    asked
}

/// Whatever else must hold for the whole product.
fn others(ui: &mut Ui, desk: &mut Desk<'_>, workbook: &Workbook) {
    let spot = spot();
    let of = Of { spot: &spot, record: &*workbook.requirements };
    if let Some(question) = of.question("qualities") {
        match (question.mark, question.value.view()) {
            (None, Shown::Items(all)) => items::list(ui, desk, &spot, question.field, all),
            _ => answer::show(ui, desk, question),
        }
    }
}

/// The mark on a whole list, where there is one.
fn marked(ui: &mut Ui, desk: &mut Desk<'_>, workbook: &Workbook, key: &str) {
    let spot = spot();
    let of = Of { spot: &spot, record: &*workbook.requirements };
    if let Some(question) = of.question(key) {
        super::marks::show(ui, desk, question);
    }
}

/// The one after an item, if there is one.
fn next(items: &dyn Items, id: Id) -> Option<Id> {
    let id_at = |at: usize| items.get(at).and_then(Record::identity).map(|(_, id, _)| id);
    (0..items.len()).find(|at| id_at(*at) == Some(id)).and_then(|at| id_at(at + 1))
}

/// The selected requirement as a card, and all of them as a table.
fn functional(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Act> {
    let all = &workbook.requirements.functional;
    marked(ui, desk, workbook, "functional");
    let mut asked = None;
    if let Some(requirement) = view.requirements.rows.at.and_then(|id| all.find(id)) {
        let own = UiBuilder::new().scope_id(egui::Id::unique("card of the requirement"));
        let said = ui.scope_builder(own, |ui| builder::show(ui, desk, &mut view.builder, (workbook, all, requirement)));
        asked = match said.inner {
            Some(builder::Asked::Row(act)) => Some(act),
            Some(builder::Asked::Next) => Some(next(all, requirement.id).map_or(Act::Add, Act::Edit)),
            None => None,
        };
        ui.add_space(16.0);
    }
    let judged = all.iter().map(|one| wording::basis(workbook, desk.facts, (one.budget, one.metric)).map(|b| b.judged));
    heading(ui, "What it must do", &wording::counts(judged));
    if all.is_empty() {
        label::rule(ui);
        return empty(ui, "What must it do, and how often may it fail?", "Add the first requirement").or(asked);
    }
    let told = |desk: &Desk<'_>, requirement: &Requirement| table::told(workbook, desk, requirement);
    let table = Table { items: all, head: "Requirement", tell: &told, has_owner: true, list: FUNCTIONAL };
    match table.show(ui, desk, &mut view.requirements) {
        Some(table::Asked::Row(act)) => Some(act),
        Some(table::Asked::Fill(id, gap)) => {
            view.requirements.rows.go(id);
            view.builder.slot.reveal(&Spot::item(id), gap.slot());
            ui.ctx().request_repaint();
            asked
        }
        None => asked,
    }
}

/// The selected story as a card, and all of them as a table.
fn all_stories(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Act> {
    let all = &workbook.requirements.stories;
    marked(ui, desk, workbook, "stories");
    let mut asked = None;
    if let Some(story) = view.stories.rows.at.and_then(|id| all.find(id)) {
        asked = match stories::card(ui, desk, &mut view.story, (workbook, all, story)) {
            Some(builder::Asked::Row(act)) => Some(act),
            Some(builder::Asked::Next) => Some(next(all, story.id).map_or(Act::Add, Act::Edit)),
            None => None,
        };
        ui.add_space(16.0);
    }
    let judged = all.iter().map(|story| wording::story_basis(workbook, desk.facts, story).map(|basis| basis.judged));
    heading(ui, "Who wants what, and how often it must work", &wording::counts(judged));
    if all.is_empty() {
        label::rule(ui);
        return empty(ui, "Who wants what, and in how many cases must it work?", "Add the first story").or(asked);
    }
    let told = |desk: &Desk<'_>, story: &Story| stories::told(workbook, desk, story);
    let table = Table { items: all, head: "Story", tell: &told, has_owner: false, list: STORIES };
    match table.show(ui, desk, &mut view.stories) {
        Some(table::Asked::Row(act)) => Some(act),
        _ => asked,
    }
}

fn heading(ui: &mut Ui, text: &str, counts: &str) {
    let row = vec2(ui.available_width(), size::TARGET);
    ui.allocate_ui_with_layout(row, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_size(row);
        label::heading(ui, text, Type::Strong, 2);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.available_width() > 120.0 {
                label::line(ui, counts, Type::Small, theme::colors(ui).ink_3);
            }
        });
    });
}

/// What asks for the first one.
fn empty(ui: &mut Ui, question: &str, name: &str) -> Option<Act> {
    label::text(ui, question, Type::Prompt, theme::colors(ui).ink_2);
    let button = Button::new("Begin").icon(icons::PLUS).name(name).show(ui);
    button.clicked().then_some(Act::Add)
}
