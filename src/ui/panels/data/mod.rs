//! The page of the data: the sources as a table, a card for the selected one, the labeling plan with a bar for each task, and
//! what a label means, how data is split and what is missing.
//!
//! `wording` and `columns` say what stands where and know no window state; `rows` is what both tables have in common.

mod card;
mod columns;
mod plan;
pub(super) mod rows;
mod section;
pub(super) mod table;
pub(super) mod wording;

use std::sync::Arc;

use egui::{Key, Modifiers, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::edit::operations::{duplicate_item, move_item, push};
use crate::model::data::{Data, DataSource, Labeling};
use crate::model::place::Place;
use crate::model::{Id, ItemKind, Section};
use crate::ui::desk::{Desk, Room};
use crate::ui::icons;
use crate::ui::theme::size;
use crate::ui::widgets::button::Button;

use self::rows::{Act, Asked, Which};
use super::bulk::{self, Listed};
use super::spot::Spot;
use super::{answer, in_place};

/// How wide the card is beside the table, and the least width of the table then.
const CARD: f32 = 336.0;
const TABLE: f32 = 440.0;
const GAP: f32 = 24.0;
/// The most and the least height of the table where the card is below it, and how much of the card shows then.
const TABLE_OVER_CARD: (f32, f32) = (176.0, 320.0);
const CARD_BELOW: f32 = 80.0;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct View {
    /// The selected source.
    sources: rows::State,
    /// The labeling plan.
    plan: plan::State,
    /// The name of the selected source is edited, and was opened from its row.
    naming: bool,
    in_place: in_place::State,
}

impl View {
    /// The source that is selected.
    #[must_use]
    pub fn selected(&self) -> Option<Id> {
        self.sources.at
    }

    fn rows(&mut self, which: Which) -> &mut rows::State {
        match which {
            Which::Sources => &mut self.sources,
            Which::Plan => &mut self.plan.rows,
        }
    }

    fn state(&self, which: Which) -> &rows::State {
        match which {
            Which::Sources => &self.sources,
            Which::Plan => &self.plan.rows,
        }
    }

    fn keep_selection(&mut self, data: &Data) {
        self.sources.keep(&data.sources);
        self.plan.rows.keep(&data.labeling);
        if self.plan.open.is_some_and(|id| data.labeling.find(id).is_none()) {
            self.plan.open = None;
        }
    }

    fn reveal(&mut self, ui: &Ui, place: &Place) {
        let field = place.fields.first().copied();
        match (place.items.first().copied(), field) {
            (Some((ItemKind::Labeling, id, _)), field) => {
                self.plan.rows.go(id);
                self.plan.open = field.map(|_| id);
                self.plan.rows.focus = field.is_none();
                answer::reveal(ui, place);
            }
            (Some((_, id, _)), Some(field)) => {
                self.sources.go(id);
                self.in_place.reveal(&Spot::item(id), field);
            }
            (Some((_, id, _)), None) => {
                self.sources.go(id);
                self.sources.focus = true;
            }
            (None, Some("sources")) => (self.sources.focus, self.sources.scroll) = (true, true),
            (None, Some("labeling")) => (self.plan.rows.focus, self.plan.rows.scroll) = (true, true),
            (None, Some(field)) => self.in_place.reveal(&Spot::section(Section::Data), field),
            (None, None) => {}
        }
    }
}

/// Shows the page.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View) {
    if let Some(place) = desk.take_reveal(Section::Data) {
        view.reveal(ui, &place);
    }
    view.keep_selection(&desk.snapshot().data);
    let mut asked = keys(ui, desk, view);
    let workbook = desk.snapshot();
    super::head(ui, Section::Data.title(), &wording::counts(&workbook.data.sources), |ui| {
        if Button::new("Source").icon(icons::PLUS).key("N").name("Add data source").show(ui).clicked() {
            asked = Some((Which::Sources, Act::Add));
        }
        super::sheet::switch(ui, "data.sources");
    });
    if let Some(asked) = asked {
        obey(ui, desk, view, asked);
    }
    let data = desk.snapshot().data;
    view.keep_selection(&data);
    if let Some(asked) = page(ui, desk, view, &data) {
        obey(ui, desk, view, asked);
    }
}

/// The keys of the row that has the focus, and N where nobody types.
fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &View) -> Option<Asked> {
    if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let data = desk.snapshot().data;
    for which in [Which::Sources, Which::Plan] {
        let listed = listed(view, which, &data);
        if let Some(id) = bulk::listen(ui, desk, view.state(which).at.map(rows::row_id), &listed) {
            return Some((which, Act::Go(id)));
        }
    }
    let on_source = rows::keys(ui, &view.sources, &data.sources).map(|act| (Which::Sources, act));
    let on_row = on_source.or_else(|| rows::keys(ui, &view.plan.rows, &data.labeling).map(|act| (Which::Plan, act)));
    if on_row.is_some() {
        return on_row;
    }
    let in_plan = view.plan.rows.has_focus(ui);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if let Some(id) = view.plan.open.filter(|id| in_plan && view.plan.rows.at == Some(*id))
        && pressed(Key::Escape)
    {
        return Some((Which::Plan, Act::Edit(id)));
    }
    let free = in_plan || view.sources.has_focus(ui) || ui.memory(|memory| memory.focused().is_none());
    let add = desk.single_keys && free && pressed(Key::N);
    add.then_some((if in_plan { Which::Plan } else { Which::Sources }, Act::Add))
}

/// A table as a list whose rows can be chosen and moved.
fn listed(view: &View, which: Which, data: &Data) -> Listed {
    let lead = view.state(which).at;
    match which {
        Which::Sources => rows::sources(data, lead),
        Which::Plan => rows::plan(data, lead),
    }
}

/// Carries out what was asked.
fn obey(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, (which, act): Asked) {
    let kind = match which {
        Which::Sources => ItemKind::DataSource.singular(),
        Which::Plan => ItemKind::Labeling.singular(),
    };
    match act {
        Act::Add => add(ui, desk, view, which),
        Act::Go(id) => {
            let listed = listed(view, which, &desk.snapshot().data);
            let id = bulk::pick(desk, &listed, id);
            go(view, which, id);
            view.rows(which).focus = true;
        }
        Act::Edit(id) => edit(desk, view, which, id),
        Act::Duplicate(id) => {
            let copy = desk.edit(&format!("duplicate {kind}"), |workbook, ids| duplicate_item(workbook, ids, id));
            if let Some(copy) = copy {
                go(view, which, copy);
                view.rows(which).focus = true;
            }
        }
        Act::Move(id, to) => {
            desk.edit(&format!("move {kind}"), |workbook, _| move_item(workbook, id, to));
            go(view, which, id);
            view.rows(which).focus = true;
        }
        Act::SetInternal(id, internal) => Spot::item(id).set_internal(desk, internal),
        Act::Delete(id) => {
            desk.remove_item(id, kind);
            view.rows(which).focus = true;
        }
    }
    ui.ctx().request_repaint();
}

fn go(view: &mut View, which: Which, id: Id) {
    if which == Which::Sources && view.sources.at != Some(id) {
        (view.in_place, view.naming) = (in_place::State::default(), false);
    }
    if which == Which::Plan && view.plan.open != Some(id) {
        view.plan.open = None;
    }
    view.rows(which).go(id);
}

/// Opens the name of a source, or all questions of a labeling task, or closes them.
fn edit(desk: &Desk<'_>, view: &mut View, which: Which, id: Id) {
    go(view, which, id);
    match which {
        Which::Sources => {
            let name = desk.workbook().data.sources.find(id).map(|source| source.name.clone());
            view.in_place.edit(&Spot::item(id), "name", name.unwrap_or_default());
            view.naming = true;
        }
        Which::Plan => {
            let close = view.plan.open == Some(id);
            view.plan.open = Some(id).filter(|_| !close);
            view.plan.rows.focus = true;
        }
    }
}

fn add(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, which: Which) {
    let id = match which {
        Which::Sources => desk.edit("add data source", |workbook, ids| {
            push(workbook, ids, DataSource::default(), |workbook| &mut Arc::make_mut(&mut workbook.data).sources)
        }),
        Which::Plan => desk.edit("add labeling task", |workbook, ids| {
            push(workbook, ids, Labeling::default(), |workbook| &mut Arc::make_mut(&mut workbook.data).labeling)
        }),
    };
    edit(desk, view, which, id);
    if which == Which::Plan {
        view.plan.rows.focus = false;
        ui.memory_mut(|memory| memory.request_focus(egui::Id::unique((Spot::item(id), "what"))));
    }
}

/// The tables and the card, side by side or one over the other.
fn page(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, data: &Data) -> Option<Asked> {
    let whole = ui.available_rect_before_wrap();
    let whole = Rect::from_min_max(whole.min + vec2(size::SIDE, 0.0), whole.max - vec2(size::SIDE, 16.0));
    let beside = desk.room >= Room::Rail && whole.width() >= CARD + GAP + TABLE;
    let source = view.sources.at.and_then(|id| data.sources.find(id));
    let mut asked = None;
    if let Some(source) = source.filter(|_| beside) {
        let split = whole.right() - CARD;
        let left = Rect::from_min_max(whole.min, pos2(split - GAP, whole.bottom()));
        let right = Rect::from_min_max(pos2(split, whole.top()), whole.max);
        ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("tables"), |ui| {
            ScrollArea::vertical().id_salt("tables").auto_shrink([false, false]).show(ui, |ui| {
                asked = sources(ui, desk, view, data);
                asked = rest(ui, desk, view, data).or(asked);
            });
        });
        ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("card"), |ui| {
            asked = card::beside(ui, desk, view, source).map(|act| (Which::Sources, act)).or(asked);
        });
        return asked;
    }
    let height = (whole.height() - CARD_BELOW).clamp(TABLE_OVER_CARD.0, TABLE_OVER_CARD.1);
    super::body(ui, |ui| {
        let area = ScrollArea::vertical().id_salt("tables").max_height(height).auto_shrink([false, true]);
        area.show(ui, |ui| asked = sources(ui, desk, view, data));
        if let Some(source) = source {
            ui.add_space(16.0);
            asked = card::below(ui, desk, view, source).map(|act| (Which::Sources, act)).or(asked);
        }
        asked = rest(ui, desk, view, data).or(asked);
    });
    asked
}

/// The sources, or what asks for the first one.
fn sources(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, data: &Data) -> Option<Asked> {
    section::mark(ui, desk, data, "sources");
    let act = if data.sources.is_empty() {
        section::no_source(ui, desk, data)
    } else {
        table::show(ui, desk, &mut view.sources, data)
    };
    act.map(|act| (Which::Sources, act))
}

/// The labeling plan and the questions of the section. Rows out of sight take no ids, so these have ids of their own.
fn rest(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, data: &Data) -> Option<Asked> {
    let mut asked = None;
    ui.add_space(24.0);
    ui.scope_builder(UiBuilder::new().scope_id(egui::Id::unique("labeling plan")), |ui| {
        section::mark(ui, desk, data, "labeling");
        asked = plan::show(ui, desk, &mut view.plan, data).map(|act| (Which::Plan, act));
    });
    ui.add_space(24.0);
    ui.scope_builder(UiBuilder::new().scope_id(egui::Id::unique("questions of data")), |ui| {
        section::show(ui, desk, &mut view.in_place, data);
    });
    ui.add_space(16.0);
    asked
}
