//! Editing a cell of the table where it stands: a field over the cell, or the kinds of work under it.

use egui::{
    EventFilter, Key, Popup, PopupAnchor, PopupCloseBehavior, PopupKind, Rect, Stroke, StrokeKind, Ui, UiBuilder, pos2,
    vec2,
};

use crate::model::Id;
use crate::model::roadmap::{BacklogItem, Roadmap, WorkKind};
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::notice::Notice;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::{TextField, Typed};
use crate::ui::widgets::{label, menu};

use super::columns::{self, Column, Slot};
use super::places::Places;
use super::table::focus_id;
use super::{View, acts, inputs, row};

/// How wide a field over a name is at least, and one over a number; how high it is.
const NAME: f32 = 260.0;
const NUMBER: f32 = 84.0;
const HEIGHT: f32 = 36.0;

/// A cell that is being edited.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    /// The item.
    pub(super) id: Id,
    /// The column.
    pub(super) column: Column,
    /// The text before, which Escape brings back, and which stays while what is typed cannot be right.
    before: String,
    /// The text as it is typed.
    text: String,
    /// Whether the field is yet to take the focus, and whether with its text selected.
    fresh: bool,
    select: bool,
}

impl Edit {
    /// Begins to edit a cell with its text selected.
    pub(super) fn new(id: Id, column: Column, before: String) -> Self {
        Self { id, column, text: before.clone(), before, fresh: true, select: true }
    }

    /// Begins with a letter that was typed in place of the text.
    pub(super) fn begin_with(&mut self, letter: String) {
        self.text = letter;
        self.select = false;
    }

    fn problem(&self) -> Option<String> {
        let Column::Of(input) = self.column else { return None };
        let blank = self.text.trim().is_empty();
        (!blank && inputs::read(input, &self.text).is_err()).then(|| format!("Enter {}", input.wanted()))
    }
}

/// Shows the field or the list of the cell that is being edited.
pub(super) fn show(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (roadmap, slots): (&Roadmap, &[Slot]),
    places: &Places,
) {
    let rect_of = |view: &View, id: Id, column: Column| {
        let at = view.listing.sprint.order.iter().position(|item| item.id == id)?;
        // where the column has no room, the field stands over the name
        let slot = slots.iter().find(|slot| slot.column == column).or_else(|| slots.first())?;
        Some(row::cell(places.row(at), slot))
    };
    if let Some(edit) = view.table.editing.take() {
        match roadmap.items.find(edit.id).zip(rect_of(view, edit.id, edit.column)) {
            Some((item, rect)) => field(ui, desk, view, (item, edit), (rect, slots)),
            None if roadmap.items.find(edit.id).is_some() || desk.workbook().roadmap.items.find(edit.id).is_some() => {
                view.table.editing = Some(edit); // added in this frame
            }
            None => {}
        }
    }
    if let Some(id) = view.table.picking {
        match roadmap.items.find(id).zip(rect_of(view, id, Column::Kind)) {
            Some((item, rect)) => list(ui, desk, view, item, rect),
            None => view.table.picking = None,
        }
    }
}

/// A field over the cell. Enter and Tab keep the text, Escape brings the old one back.
fn field(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (item, mut edit): (&BacklogItem, Edit),
    (cell, slots): (Rect, &[Slot]),
) {
    let id = focus_id().with(("field", edit.id, edit.column.name()));
    let (tab, back) = ui.input(|input| (input.key_pressed(Key::Tab), input.modifiers.shift));
    let focused = ui.memory(|memory| memory.has_focus(id));
    let typed = edit_ui(ui, &edit, cell, id);
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    if let Some(text) = &typed.text {
        edit.text.clone_from(text);
    }
    if typed.text.is_some() || (edit.fresh && edit.text != edit.before) {
        let text = if edit.problem().is_none() { &edit.text } else { &edit.before };
        let now = text_of(item, edit.column);
        if *text != now {
            write(desk, &edit, text);
        }
    }
    let fresh = std::mem::take(&mut edit.fresh);
    let left = typed.response.lost_focus() || (!fresh && !typed.response.has_focus());
    if typed.escaped {
        if text_of(item, edit.column) != edit.before {
            write(desk, &edit, &edit.before);
        }
        view.focus = true;
    } else if let Some(problem) = edit.problem() {
        if left && !typed.entered {
            desk.say(Notice::done(format!("{} stays as it was. {problem}", edit.column.name())));
        } else {
            edit.fresh = typed.entered; // it stays until it can be right
            edit.select = edit.fresh;
            view.table.editing = Some(edit);
        }
    } else if tab && focused {
        view.focus = true;
        if let Some(column) = columns::next_typed(slots, edit.column, back) {
            view.focus = false;
            view.table.edit(edit.id, column, text_of(item, column));
        }
    } else if typed.entered {
        view.focus = true;
    } else if !left {
        view.table.editing = Some(edit);
    }
    if view.focus {
        ui.memory_mut(|memory| memory.request_focus(focus_id()));
        view.focus = false;
    }
}

/// The text of a cell that can be typed into.
fn text_of(item: &BacklogItem, column: Column) -> String {
    match column {
        Column::Of(input) => input.text(item),
        _ => item.name.clone(),
    }
}

fn write(desk: &mut Desk<'_>, edit: &Edit, text: &str) {
    let spot = Spot::item(edit.id);
    match edit.column {
        Column::Of(input) => {
            spot.write(desk, &inputs::step(input), input.key(), |value| answer::set(value, text.trim()));
        }
        _ => spot.write(desk, "edit item", "name", |value| answer::set(value, text)),
    }
}

fn edit_ui(ui: &mut Ui, edit: &Edit, cell: Rect, id: egui::Id) -> Typed {
    let c = theme::colors(ui);
    let problem = edit.problem();
    let frame = frame(ui, cell, matches!(edit.column, Column::Name), problem.is_some());
    ui.painter().rect(frame, radius::CONTROL, c.surface, Stroke::new(1.0, c.accent), StrokeKind::Inside);
    let ring = if problem.is_some() { c.blocker } else { c.focus };
    ui.painter().rect_stroke(frame.expand(2.0), radius::CONTROL + 2, Stroke::new(2.0, ring), StrokeKind::Inside);
    let inner = Rect::from_min_max(frame.min + vec2(8.0, 4.0), frame.max - vec2(8.0, 4.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let prompt = if edit.column == Column::Name { "What is to be done?" } else { edit.column.name() };
        let mut field = TextField::line(id, prompt).bare().hint(prompt);
        field = if edit.select { field.take_focus_and_select(edit.fresh) } else { field.take_focus(edit.fresh) };
        let typed = field.show(ui, &edit.text);
        if let Some(problem) = problem {
            label::text(ui, &problem, Type::Small, c.blocker);
        }
        typed
    })
    .inner
}

/// The field's rectangle: over the cell, wide enough to read what one types, within the table.
fn frame(ui: &Ui, cell: Rect, is_name: bool, wrong: bool) -> Rect {
    let least = if is_name { NAME } else { NUMBER };
    let width = if wrong { NAME } else { cell.width().max(least) + 12.0 };
    let height = if wrong { HEIGHT + 36.0 } else { HEIGHT };
    let space = ui.clip_rect().intersect(ui.min_rect());
    let left = (cell.left() - 8.0).min(space.right() - width - 4.0).max(space.left() + 2.0);
    let top = (cell.center().y - HEIGHT / 2.0).min(space.bottom() - height - 3.0).max(space.top() + 3.0);
    Rect::from_min_size(pos2(left, top), vec2(width, height))
}

/// The kinds of work under the cell.
fn list(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, item: &BacklogItem, cell: Rect) {
    let mut open = true;
    let popup = Popup::new(focus_id().with("kinds"), ui.ctx().clone(), PopupAnchor::ParentRect(cell), ui.layer_id())
        .kind(PopupKind::Menu)
        .accessible_name("Kind")
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .gap(2.0)
        .open_bool(&mut open);
    popup.show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_width(200.0);
        let nothing = ui.memory(egui::Memory::focused).is_none_or(|id| id == focus_id());
        for (at, kind) in WorkKind::ALL.iter().enumerate() {
            let (_, icon) = acts::kind_look(Some(*kind));
            let chosen = item.kind == Some(*kind);
            let row = menu::Row::new(kind.label()).icon(icon).chosen(chosen).show(ui);
            if nothing && (chosen || (item.kind.is_none() && at == 0)) {
                row.request_focus();
            }
            if row.clicked() {
                acts::set_kind(desk, item.id, Some(*kind));
                ui.close();
            }
        }
        if item.kind.is_some() && menu::Row::new("Clear").icon(icons::X).show(ui).clicked() {
            acts::set_kind(desk, item.id, None);
        }
    });
    if !open {
        view.table.picking = None;
        ui.memory_mut(|memory| memory.request_focus(focus_id()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::priority::Input;

    #[test]
    fn what_cannot_be_right_is_said_and_blank_clears() {
        for (text, wrong) in [("", false), ("1.5", false), ("0", true), ("-3", true), ("much", true)] {
            let mut edit = Edit::new(Id(1), Column::Of(Input::Effort), "2".to_owned());
            edit.text = text.to_owned();
            assert_eq!(edit.problem().is_some(), wrong, "{text}");
        }
        assert_eq!(Edit::new(Id(1), Column::Name, "x".to_owned()).problem(), None);
    }
}
