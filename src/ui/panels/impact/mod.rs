//! The page of the impact assessment: who is affected and how, as a table; under it the five governance questions, sensitive
//! data with the privacy review, and what people are told.
//!
//! `grid`, `wording` and `layout` say what stands where; `acts` changes it; the rest draws.

mod acts;
mod cell;
mod drag;
mod grid;
mod keys;
mod layout;
mod menus;
mod questions;
mod sensitive;
mod table;
mod told;
mod wording;

use egui::{Align, Layout, Ui, vec2};

use crate::model::impact::{EffectKind, Impact};
use crate::model::place::Place;
use crate::model::{Id, ItemKind, Record, Section, Step, Workbook};
use crate::ui::chrome::regions::{self, Region};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::label;

use super::answer::Question;
use super::spot::Spot;
use super::{answer, in_place};
use grid::{At, Part};

/// The narrowest page with the three cards side by side, and with two of them.
const THREE: f32 = 940.0;
const TWO: f32 = 600.0;
const GAP: f32 = 16.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The cell where the keyboard is.
    at: Option<At>,
    /// Give it the focus, and bring it into sight.
    focus: bool,
    scroll: bool,
    /// The cell in whose place a field stands.
    editing: Option<At>,
    /// The group or effect whose questions are open.
    open: Option<At>,
    /// The governance question that is open.
    question: Option<&'static str>,
    drag: Option<drag::Drag>,
    /// A drag was stopped, and the button is still down.
    let_go: bool,
    in_place: in_place::State,
    heights: table::Heights,
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Asked {
    /// Go to a cell.
    Go(At),
    /// Edit a cell.
    Edit(At),
    /// Show all questions about a group or an effect.
    Open(At),
    /// Close them.
    Close,
    /// Add a group.
    AddGroup,
    /// Add a harm or benefit to a group.
    AddEffect(Id, EffectKind),
    /// Copy an effect to a group.
    Copy(Id, Id),
    /// Make a copy beside it.
    Duplicate(At),
    /// Move it up, or down.
    Shift(At, bool),
    /// Delete it.
    Delete(At),
    /// Say how bad a harm is.
    SetSeverity(Id, Option<Step>),
    /// Say whether it is a harm or a benefit.
    SetKind(At, EffectKind),
    /// Keep a group inside the organization, or not.
    SetInternal(Id, bool),
    /// Go to the failure mode.
    Follow(Id),
}

impl View {
    /// The group or effect where the person is.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.at.map(|at| at.effect().unwrap_or(at.group))
    }

    fn go(&mut self, at: At) {
        (self.at, self.focus, self.scroll) = (Some(at), true, true);
    }

    /// Makes sure that a cell is selected if there is a group: the same as before, or the group's first, or the first of all.
    fn keep_selection(&mut self, impact: &Impact) {
        let first = || impact.groups.at(0).map(|group| At::of(group.id));
        self.at = match self.at {
            Some(at) if grid::exists(impact, at) => Some(at),
            Some(at) => Some(At::of(at.group)).filter(|at| grid::exists(impact, *at)).or_else(first),
            None => first(),
        };
        self.editing = self.editing.filter(|at| grid::exists(impact, *at));
        self.open = self.open.filter(|at| grid::exists(impact, *at));
    }

    fn reveal(&mut self, ui: &Ui, place: &Place, impact: &Impact) {
        let field = place.fields.first().copied();
        match (place.items.as_slice(), field) {
            ([(ItemKind::Group, group, _), rest @ ..], field) => {
                let effect = rest.first().map(|(_, id, _)| *id);
                let part = match (effect, field) {
                    (Some(effect), _) => Part::Effect(effect),
                    (None, Some("told")) => Part::Told,
                    (None, Some("objects")) => Part::Objects,
                    (None, Some("size")) => Part::Size,
                    _ => Part::Who,
                };
                let at = At { group: *group, part };
                let marked = impact
                    .groups
                    .find(*group)
                    .is_some_and(|group| field.is_some_and(|field| group.marks.get(field).is_some()));
                // what a cell has no place for stands with all questions
                let hidden = matches!(field, Some("kind" | "severity" | "failure_mode")) || marked;
                if field.is_some() && hidden {
                    self.open = Some(at);
                    answer::reveal(ui, place);
                    (self.at, self.scroll) = (Some(at), true);
                } else {
                    self.go(at);
                }
            }
            ([(_, disclosure, _), ..], field) => {
                let field = field.filter(|field| *field != "given").unwrap_or("to");
                self.in_place.reveal(&Spot::item(*disclosure), field);
            }
            ([], Some(key)) if wording::answers(impact).iter().any(|(other, _)| *other == key) => {
                self.question = Some(key);
                answer::reveal(ui, place);
            }
            ([], Some("groups")) => (self.focus, self.scroll) = (true, true),
            ([], Some(key)) => {
                answer::reveal(ui, place);
                self.in_place.reveal(&Spot::section(Section::Impact), key);
            }
            ([], None) => {}
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if let Some(place) = desk.take_reveal(Section::Impact) {
        view.reveal(ui, &place, &desk.snapshot().impact);
    }
    view.keep_selection(&desk.snapshot().impact);
    let mut asked = keys::listen(ui, desk, view);
    let counts = wording::counts(&desk.workbook().impact);
    super::head(ui, Section::Impact.title(), &counts, |ui| {
        if Button::new("Group").icon(icons::PLUS).key("N").name("Add affected group").show(ui).clicked() {
            asked = Some(Asked::AddGroup);
        }
        super::sheet::switch(ui, "impact.groups");
    });
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
    let workbook = desk.snapshot();
    view.keep_selection(&workbook.impact);
    let asked = super::body(ui, |ui| page(ui, desk, view, &workbook));
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
}

fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) -> Option<Asked> {
    let impact = &*workbook.impact;
    marks(ui, desk, impact, "groups");
    let asked = if impact.groups.is_empty() { empty(ui) } else { table::show(ui, desk, view, workbook) };
    ui.add_space(24.0);
    ui.scope_builder(egui::UiBuilder::new().scope_id(egui::Id::unique("cards of impact")), |ui| {
        cards(ui, desk, view, workbook);
    });
    asked
}

/// The three cards: side by side, or the questions over the other two, or one under the other.
fn cards(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let width = ui.available_width();
    if width >= THREE {
        let room = width - GAP * 2.0;
        let shares = [room * 0.42, room * 0.29, room * 0.29];
        beside(ui, &shares, &mut |ui, column| match column {
            0 => questions::show(ui, desk, view, &workbook.impact),
            1 => card(ui, |ui| sensitive::show(ui, desk, &mut view.in_place, workbook)),
            _ => card(ui, |ui| told::show(ui, desk, &mut view.in_place, &workbook.impact)),
        });
        return;
    }
    questions::show(ui, desk, view, &workbook.impact);
    ui.add_space(GAP);
    let half = if width >= TWO { (width - GAP) / 2.0 } else { width };
    let columns: &[f32] = if width >= TWO { &[half, half] } else { &[width] };
    beside(ui, columns, &mut |ui, column| {
        if column == 0 {
            card(ui, |ui| sensitive::show(ui, desk, &mut view.in_place, workbook));
        }
        if columns.len() == 1 {
            ui.add_space(GAP);
        }
        if column + 1 == columns.len() {
            card(ui, |ui| told::show(ui, desk, &mut view.in_place, &workbook.impact));
        }
    });
}

fn beside(ui: &mut Ui, widths: &[f32], contents: &mut dyn FnMut(&mut Ui, usize)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for (column, width) in widths.iter().enumerate() {
            ui.allocate_ui_with_layout(vec2(*width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(*width);
                ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
                ui.push_id(column, |ui| contents(ui, column));
            });
        }
    });
}

fn card(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    label::card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
        contents(ui);
    });
}

/// The mark on a list of the section, if it has one.
fn marks(ui: &mut Ui, desk: &mut Desk<'_>, impact: &Impact, key: &str) {
    let spot = Spot::section(Section::Impact);
    let Some((field, value)) = impact.answers().find(|(field, _)| field.key == key) else { return };
    if let Some(mark) = impact.marks.get(key) {
        super::marks::show(ui, desk, Question { spot: &spot, field, value, mark: Some(mark) });
        ui.add_space(8.0);
    }
}

/// What asks for the first group.
fn empty(ui: &mut Ui) -> Option<Asked> {
    let c = theme::colors(ui);
    ui.add_space(16.0);
    label::text(ui, "Who is in the room only as a number?", Type::Title, c.ink);
    let words = "Name those who gain and those who could be hurt, also the people who never use it. For each group, say how \
                 they learn of it and how they object.";
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(560.0));
        label::text(ui, words, Type::Prompt, c.ink_2);
    });
    ui.add_space(8.0);
    let button = Button::new("Add group").primary().icon(icons::PLUS).name("Add the first group").show(ui);
    regions::entrance(Region::Main, &button);
    button.clicked().then_some(Asked::AddGroup)
}

/// Carries out what was asked.
fn obey(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, asked: Asked) {
    match asked {
        Asked::Go(at) => view.go(at),
        Asked::Edit(at) => edit(ui, desk, view, at),
        Asked::Open(at) => {
            let at = if at.effect().is_some() { at } else { At::of(at.group) };
            view.go(at);
            view.open = Some(at).filter(|_| view.open != Some(at));
        }
        Asked::Close => {
            view.focus = true;
            view.open = None;
        }
        Asked::AddGroup => {
            let group = acts::add_group(desk);
            edit(ui, desk, view, At::of(group));
        }
        Asked::AddEffect(group, kind) => {
            if let Some(effect) = acts::add_effect(desk, group, kind) {
                edit(ui, desk, view, At { group, part: Part::Effect(effect) });
            }
        }
        Asked::Copy(effect, group) => {
            if let Some(copy) = acts::copy_effect(desk, effect, group) {
                view.go(At { group, part: Part::Effect(copy) });
            }
        }
        Asked::Follow(mode) => desk.go_to_item(mode),
        Asked::SetSeverity(effect, severity) => acts::set_severity(desk, effect, severity),
        Asked::SetInternal(group, internal) => Spot::item(group).set_internal(desk, internal),
        Asked::SetKind(at, kind) => {
            if let Some(effect) = at.effect() {
                acts::set_kind(desk, effect, kind);
                view.go(at);
            }
        }
        Asked::Duplicate(at) => duplicate(desk, view, at),
        Asked::Shift(at, below) => shift(desk, view, at, below),
        Asked::Delete(at) => delete(desk, view, at),
    }
    ui.ctx().request_repaint();
}

/// Puts a field in the place of a cell; what is marked opens with all questions, where the mark can be changed.
fn edit(ui: &Ui, desk: &Desk<'_>, view: &mut View, at: At) {
    let Some((spot, key)) = table::answer_of(at) else { return };
    let workbook = desk.workbook();
    let Some(group) = workbook.impact.groups.find(at.group) else { return };
    let effect = at.effect().and_then(|id| group.effects.find(id));
    let record: &dyn Record = match effect {
        Some(effect) => effect,
        None => group,
    };
    (view.at, view.scroll) = (Some(at), true);
    if record.marks().get(key).is_some() {
        view.open = Some(if effect.is_some() { at } else { At::of(at.group) });
        let place = Place::of_item(Section::Impact, "groups", group);
        let place = match effect {
            Some(effect) => place.inside("effects", effect),
            None => place,
        };
        answer::reveal(ui, &place.at(key));
        return;
    }
    let before = record.answer(key).map(|value| value.view().text()).unwrap_or_default();
    view.in_place.edit(&spot, key, before);
    view.editing = Some(at);
}

fn duplicate(desk: &mut Desk<'_>, view: &mut View, at: At) {
    let copy = match at.effect() {
        Some(effect) => {
            acts::duplicate(desk, effect, "effect").map(|copy| At { group: at.group, part: Part::Effect(copy) })
        }
        None => acts::duplicate(desk, at.group, "affected group").map(At::of),
    };
    if let Some(copy) = copy {
        view.go(copy);
    }
}

fn shift(desk: &mut Desk<'_>, view: &mut View, at: At, below: bool) {
    let groups = &desk.workbook().impact.groups;
    let Some(row) = groups.iter().position(|group| group.id == at.group) else { return };
    if let (Some(effect), Some(group)) = (at.effect(), groups.at(row)) {
        if let Some(to) = grid::beside(group, effect, below) {
            acts::shift(desk, effect, to, "effect");
        }
    } else {
        let to = if below { Some(row + 1) } else { row.checked_sub(1) };
        if let Some(to) = to.filter(|to| *to < groups.len()) {
            acts::shift(desk, at.group, to, "affected group");
        }
    }
    view.go(at);
}

/// Deletes an effect or a group; the focus goes to what stands beside it.
fn delete(desk: &mut Desk<'_>, view: &mut View, at: At) {
    let impact = &desk.workbook().impact;
    let kind = at.effect().and_then(|id| impact.groups.find(at.group)?.effects.find(id)).map(grid::kind_of);
    let heir = match at.part {
        Part::Effect(_) => grid::step(impact, at, grid::Step::Up)
            .filter(|heir| heir.group == at.group)
            .or_else(|| grid::step(impact, at, grid::Step::Down).filter(|heir| heir.group == at.group)),
        Part::Who => {
            let row = impact.groups.iter().position(|group| group.id == at.group);
            let beside =
                row.and_then(|row| impact.groups.at(row + 1).or_else(|| impact.groups.at(row.checked_sub(1)?)));
            beside.map(|group| At::of(group.id))
        }
        _ => return,
    };
    let blank = kind.map(|kind| At { group: at.group, part: Part::Blank(kind) });
    match (at.effect(), kind) {
        (Some(effect), Some(kind)) => desk.remove_item(effect, acts::kind_words(kind)),
        _ => desk.remove_item(at.group, "affected group"),
    }
    if let Some(heir) = heir.or(blank) {
        view.go(heir);
    }
}
