//! What both tables have in common: one selected row that is the stop of the Tab key, the keys on it, and its menu.

use egui::{Key, Modifiers, Ui};

use crate::model::data::Data;
use crate::model::list::Items;
use crate::model::{Id, Record};
use crate::ui::icons;
use crate::ui::panels::bulk::Listed;
use crate::ui::widgets::menu;

/// Which of the two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The sources.
    Sources,
    /// The labeling plan.
    Plan,
}

/// What the person asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Add one at the end.
    Add,
    /// Select this one.
    Go(Id),
    /// Edit this one.
    Edit(Id),
    /// Make a copy.
    Duplicate(Id),
    /// Move it to a position.
    Move(Id, usize),
    /// Keep it inside the organization, or not.
    SetInternal(Id, bool),
    /// Delete it.
    Delete(Id),
}

/// What was asked for, and of which table.
pub type Asked = (Which, Act);

/// The selected row of a table.
#[derive(Debug, Default)]
pub struct State {
    /// The item.
    pub at: Option<Id>,
    /// Its position, as last seen: where the selection goes if it is gone.
    position: usize,
    /// Give the row the focus.
    pub focus: bool,
    /// Bring the row into sight.
    pub scroll: bool,
}

fn id_at(items: &dyn Items, at: usize) -> Option<Id> {
    items.get(at).and_then(Record::identity).map(|(_, id, _)| id)
}

fn position(items: &dyn Items, id: Id) -> Option<usize> {
    (0..items.len()).find(|at| id_at(items, *at) == Some(id))
}

impl State {
    /// Makes sure that a row is selected if there is one: the same as before, or the one in its place.
    pub fn keep(&mut self, items: &dyn Items) {
        if id_at(items, self.position) == self.at && self.at.is_some() {
            return;
        }
        if let Some(at) = self.at.and_then(|id| position(items, id)) {
            self.position = at;
            return;
        }
        self.position = self.position.min(items.len().saturating_sub(1));
        self.at = id_at(items, self.position);
    }

    /// Selects a row.
    pub fn go(&mut self, id: Id) {
        self.at = Some(id);
        self.scroll = true;
    }

    /// Whether the selected row has the focus.
    pub fn has_focus(&self, ui: &Ui) -> bool {
        self.at.is_some_and(|id| ui.memory(|memory| memory.has_focus(row_id(id))))
    }
}

/// The sources as a list whose rows can be chosen and moved.
pub fn sources(data: &Data, lead: Option<Id>) -> Listed {
    Listed::new("data.sources", data.sources.iter().map(|source| source.id), lead)
}

/// The labeling plan as one.
pub fn plan(data: &Data, lead: Option<Id>) -> Listed {
    Listed::new("data.labeling", data.labeling.iter().map(|task| task.id), lead)
}

/// The id of a row.
pub fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("data row", id))
}

/// Takes the keys of the selected row, if it has the focus.
pub fn keys(ui: &Ui, state: &State, items: &dyn Items) -> Option<Act> {
    let id = state.at?;
    if !state.has_focus(ui) || egui::Popup::is_any_open(ui.ctx()) {
        return None;
    }
    let locked = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(id), locked));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let last = items.len().saturating_sub(1);
    let (above, below) = (state.position.checked_sub(1), Some(state.position + 1).filter(|at| *at <= last));
    for (key, to) in [(Key::ArrowUp, above), (Key::ArrowDown, below)] {
        if pressed(Modifiers::ALT, key) {
            return to.map(|to| Act::Move(id, to));
        }
        if pressed(Modifiers::NONE, key) {
            return to.and_then(|to| id_at(items, to)).map(Act::Go);
        }
    }
    for (key, to) in [(Key::Home, 0), (Key::End, last)] {
        if pressed(Modifiers::NONE, key) {
            return id_at(items, to).map(Act::Go);
        }
    }
    if pressed(Modifiers::COMMAND, Key::D) {
        return Some(Act::Duplicate(id));
    }
    let others = [(Key::Enter, Act::Edit(id)), (Key::F2, Act::Edit(id)), (Key::Delete, Act::Delete(id))];
    others.into_iter().find(|(key, _)| pressed(Modifiers::NONE, *key)).map(|(_, act)| act)
}

/// The menu of a row. `edit`: what Enter does.
pub fn commands(ui: &mut Ui, items: &dyn Items, id: Id, edit: &str) -> Option<Act> {
    let at = position(items, id)?;
    let internal = items.get(at).is_some_and(Record::internal);
    let above = at.checked_sub(1).map(|to| Act::Move(id, to));
    let below = Some(at + 1).filter(|to| *to < items.len()).map(|to| Act::Move(id, to));
    let rows = [
        (menu::Row::new(edit).icon(icons::PENCIL).keys("Enter"), Some(Act::Edit(id))),
        (menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D"), Some(Act::Duplicate(id))),
        (menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up"), above),
        (menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down"), below),
        (
            menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(internal),
            Some(Act::SetInternal(id, !internal)),
        ),
        (menu::Row::new("Delete").icon(icons::TRASH).keys("Delete"), Some(Act::Delete(id))),
    ];
    let mut picked = None;
    for (row, meaning) in rows {
        if row.enabled(meaning.is_some()).show(ui).clicked() {
            picked = meaning;
        }
    }
    picked
}
