//! What is done to several items at once, each in one step that can be undone.

use std::collections::BTreeMap;

use egui::Ui;

use crate::edit::cells::{self, rows};
use crate::edit::{Address, Ids};
use crate::model::list::Items;
use crate::model::{Id, ItemKind, Record, Workbook};
use crate::ui::desk::{Desk, Order};
use crate::ui::notice::Notice;
use crate::words::{capitalized, how_many};

use super::super::checklist;
use super::super::row_drag::Slot;
use super::{Hold, Listed};

/// Something to do with the chosen items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Copy them and choose the copies.
    Duplicate,
    /// Move them past the next item that is shown.
    Move {
        /// Below it, or above it.
        down: bool,
    },
    /// Put them on the clipboard.
    Copy,
    /// Put them on the clipboard and delete them.
    Cut,
    /// Add what a text says as new items.
    Paste(String),
    /// Keep them inside the organization, or not.
    Keep(bool),
    /// Give all of them one answer to a question.
    Set(&'static str, String),
    /// Keep them in the library of one's own.
    KeepInLibrary,
    /// Delete them.
    Delete,
    /// Choose only one of them again.
    Release,
}

/// Several items of a list.
struct Several {
    list: Address,
    kind: ItemKind,
    ids: Vec<Id>,
}

impl Several {
    fn words(&self) -> String {
        words(self.kind, self.ids.len())
    }

    /// The name of a step: `delete five budgets`.
    fn step(&self, what: &str) -> String {
        format!("{what} {}", self.words())
    }
}

/// So many items of a kind: `budget`, `five budgets`.
fn words(kind: ItemKind, count: usize) -> String {
    if count == 1 { kind.singular().to_owned() } else { how_many(count, kind.singular(), kind.plural()) }
}

/// Does it, to the chosen items or else to the selected one. Gives the item that is to be selected.
pub fn perform(ui: &Ui, desk: &mut Desk<'_>, lead: Option<Id>, act: Act) -> Option<Id> {
    let list = desk.hold.list.clone()?;
    let kind = list.items(desk.workbook())?.kind();
    let ids = if desk.hold.is_many() { desk.hold.chosen() } else { lead.into_iter().collect() };
    let several = Several { list, kind, ids };
    ui.ctx().request_repaint();
    let adds = matches!(act, Act::Paste(_) | Act::Duplicate | Act::Cut);
    if adds && desk.hold.fixed {
        desk.say(Notice::done("The framework says which practices there are"));
        return None;
    }
    match act {
        Act::Paste(text) => paste(desk, &several, lead, &text),
        Act::Release => {
            desk.hold.clear();
            several.ids.first().copied()
        }
        _ if several.ids.is_empty() => None,
        Act::Duplicate => {
            let copies = desk.edit(&several.step("duplicate"), |workbook, ids| {
                rows::duplicate(workbook, ids, &several.list, &several.ids)
            });
            desk.hold.choose(copies.iter().copied());
            copies.first().copied()
        }
        Act::Move { down } => shift(desk, &several, down),
        Act::Copy => {
            copy(ui, desk, &several);
            None
        }
        Act::Cut => {
            copy(ui, desk, &several);
            delete(desk, &several)
        }
        Act::Keep(inside) => {
            let name = format!("{} {}", if inside { "keep inside:" } else { "let out:" }, several.words());
            let practices = desk.hold.practices.clone();
            let ids = desk.edit(&name, |workbook, ids| {
                let several = Several { ids: begin(workbook, ids, &several.ids, &practices), ..several };
                each(workbook, &several, |record| record.set_internal(inside));
                several.ids
            });
            desk.hold.become_of(&ids);
            None
        }
        Act::Set(key, text) => {
            set(desk, &several, key, &text);
            None
        }
        Act::KeepInLibrary => {
            desk.orders.push(Order::KeepInLibrary(several.ids));
            None
        }
        Act::Delete => delete(desk, &several),
    }
}

/// Whether all chosen items stay inside the organization.
pub fn internal(desk: &Desk<'_>) -> bool {
    let chosen = desk.hold.chosen();
    let list = desk.hold.list.as_ref().and_then(|list| list.items(desk.workbook()));
    list.is_some_and(|list| items(list, &chosen).all(Record::internal))
}

/// The items of a list that have these ids, in the order of the list.
fn items<'a>(list: &'a dyn Items, ids: &'a [Id]) -> impl Iterator<Item = &'a dyn Record> {
    let is_meant = |record: &&dyn Record| record.identity().is_some_and(|(_, id, _)| ids.contains(&id));
    (0..list.len()).filter_map(|at| list.get(at)).filter(is_meant)
}

fn position(list: &dyn Items, id: Id) -> Option<usize> {
    (0..list.len()).find(|at| list.get(*at).and_then(Record::identity).is_some_and(|(_, own, _)| own == id))
}

fn each(workbook: &mut Workbook, several: &Several, change: impl Fn(&mut dyn Record)) {
    let Ok(items) = several.list.items_mut(workbook) else { return };
    for at in 0..items.len() {
        let is_meant = items.get(at).and_then(Record::identity).is_some_and(|(_, id, _)| several.ids.contains(&id));
        if let Some(item) = items.get_mut(at).filter(|_| is_meant) {
            change(item);
        }
    }
}

fn delete(desk: &mut Desk<'_>, several: &Several) -> Option<Id> {
    let heir = heir(&desk.hold.shown, &several.ids);
    let said = format!("{} deleted", capitalized(&several.words()));
    desk.remove(&several.step("delete"), &said, |workbook, _| rows::remove(workbook, &several.list, &several.ids));
    desk.hold.clear();
    heir
}

/// The item that is selected once these are gone: the one after the last of them, or the one before them.
fn heir(shown: &[Id], gone: &[Id]) -> Option<Id> {
    let last = shown.iter().rposition(|id| gone.contains(id))?;
    let (before, after) = shown.split_at(last);
    let left = |id: &&Id| !gone.contains(id);
    after.iter().find(left).or_else(|| before.iter().rfind(left)).copied()
}

/// Moves the items past the one that is shown next to them.
fn shift(desk: &mut Desk<'_>, several: &Several, down: bool) -> Option<Id> {
    let Hold { shown, .. } = &*desk.hold;
    let is_moved = |id: &Id| several.ids.contains(id);
    let next = if down {
        shown.iter().rposition(is_moved).and_then(|at| shown.get(at + 1))
    } else {
        shown.iter().position(is_moved).and_then(|at| shown.get(at.checked_sub(1)?))
    };
    let next = next.copied()?;
    move_to(desk, several, if down { Slot::After(next) } else { Slot::Before(next) })
}

/// The answer that keeps an item apart from those of other groups.
fn group(desk: &Desk<'_>, list: &dyn Items, id: Id) -> Option<String> {
    Some(list.get(position(list, id)?)?.answer(desk.hold.within?)?.view().text())
}

/// Moves items next to another one of their group.
fn move_to(desk: &mut Desk<'_>, several: &Several, slot: Slot) -> Option<Id> {
    if !desk.hold.sorted.is_empty() {
        desk.say(Notice::done(desk.hold.sorted));
        return None;
    }
    let workbook = desk.snapshot();
    let items = several.list.items(&workbook)?;
    let (beside, behind) = match slot {
        Slot::Before(id) => (id, 0),
        Slot::After(id) => (id, 1),
    };
    let wanted = group(desk, items, beside);
    if several.ids.iter().any(|id| group(desk, items, *id) != wanted) {
        return None;
    }
    let to = position(items, beside)? + behind;
    desk.edit(&several.step("move"), |workbook, _| rows::shift(workbook, &several.list, &several.ids, to));
    several.ids.first().copied()
}

/// The rows that stay where they are while one is dragged, and that it may be dropped between.
pub fn row_slots(
    desk: &mut Desk<'_>,
    listed: &Listed,
    dragged: Id,
    rows: Vec<(Id, egui::Rect)>,
) -> Option<Vec<(Id, egui::Rect)>> {
    let many = desk.hold.is_one_of_many(dragged);
    if !many {
        desk.hold.turn_to(listed);
    }
    let workbook = desk.snapshot();
    let items = listed.list.as_ref()?.items(&workbook)?;
    let own = group(desk, items, dragged);
    let stays = |id: Id| id != dragged && !(many && desk.hold.has(id));
    Some(rows.into_iter().filter(|(id, _)| stays(*id) && listed.has(*id) && group(desk, items, *id) == own).collect())
}

/// Moves the rows that hang on the pointer.
pub fn drop(desk: &mut Desk<'_>, listed: &Listed, dragged: Id, slot: Slot) -> Option<Id> {
    let ids = if desk.hold.is_one_of_many(dragged) { desk.hold.chosen() } else { vec![dragged] };
    let list = listed.list.clone()?;
    let kind = list.items(desk.workbook())?.kind();
    move_to(desk, &Several { list, kind, ids }, slot)?;
    Some(dragged)
}

fn copy(ui: &Ui, desk: &mut Desk<'_>, several: &Several) {
    let workbook = desk.snapshot();
    let Some(list) = several.list.items(&workbook) else { return };
    let text = if several.kind == ItemKind::Note {
        let line = |record: &dyn Record| record.title().split_whitespace().collect::<Vec<_>>().join(" ");
        let records = several.ids.iter().filter_map(|id| list.get(position(list, *id)?));
        records.map(line).collect::<Vec<_>>().join("\n")
    } else {
        let keys: Vec<&str> = cells::columns(list).iter().map(|field| field.key).collect();
        cells::copy(&workbook, &several.list, &several.ids, &keys, true)
    };
    ui.ctx().copy_text(text);
    if several.ids.len() > 1 {
        desk.say(Notice::done(format!("{} copied", capitalized(&several.words()))));
    }
}

/// Adds what the text says after the selected item, in its group.
fn paste(desk: &mut Desk<'_>, several: &Several, lead: Option<Id>, text: &str) -> Option<Id> {
    let block = block(several.kind, text);
    if block.is_empty() {
        return None;
    }
    let (within, sorted) = (desk.hold.within, !desk.hold.sorted.is_empty());
    let after = several.ids.last().copied().or(lead);
    let name = format!("paste {}", several.kind.plural());
    let pasted = desk.edit(&name, |workbook, ids| {
        let pasted = cells::append(workbook, ids, &block, &several.list);
        settle(workbook, &several.list, &pasted.rows, (after, within, sorted));
        pasted
    });
    let refused = pasted.written.refused.iter().map(ToString::to_string).take(2).collect::<Vec<_>>().join("; ");
    if pasted.added > 0 {
        let title = format!("{} pasted", capitalized(&words(several.kind, pasted.added)));
        let mut notice = Notice::undoable(title, desk.revision());
        if !refused.is_empty() {
            notice.text = format!("Left blank: {refused}");
        }
        desk.say(notice);
    }
    desk.hold.choose(pasted.rows.iter().copied());
    pasted.rows.first().copied()
}

/// The cells of a text. Notes are lines: a comma in them separates nothing.
fn block(kind: ItemKind, text: &str) -> cells::text::Block {
    if kind != ItemKind::Note || text.contains('\t') {
        return cells::text::read(text);
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| vec![line.to_owned()]).collect()
}

/// Puts new items behind another one, and into its group unless they say where they belong.
fn settle(
    workbook: &mut Workbook,
    list: &Address,
    new: &[Id],
    (after, within, sorted): (Option<Id>, Option<&'static str>, bool),
) {
    let answer = |workbook: &Workbook, id: Id, key: &str| {
        let items = list.items(workbook)?;
        Some(items.get(position(items, id)?)?.answer(key)?.view().text())
    };
    let blank = |workbook: &Workbook, key: &str| -> Vec<Id> {
        new.iter().filter(|id| answer(workbook, **id, key).is_some_and(|text| text.is_empty())).copied().collect()
    };
    if let Some((key, group)) = within.and_then(|key| Some((key, answer(workbook, after?, key)?))) {
        let without = blank(workbook, key);
        cells::set(workbook, list, &without, key, &group);
    }
    if list.items(workbook).is_some_and(|items| items.kind() == ItemKind::Note) {
        let without = blank(workbook, "kind");
        cells::set(workbook, list, &without, "kind", "Assumption");
    }
    let to = after.and_then(|after| position(list.items(workbook)?, after));
    if let Some(to) = to.filter(|_| !sorted) {
        rows::shift(workbook, list, new, to + 1);
    }
}

/// Begins the answers to practices that have none yet. Gives the ids that all of them have now.
fn begin(workbook: &mut Workbook, fresh: &mut Ids, ids: &[Id], practices: &BTreeMap<Id, &'static str>) -> Vec<Id> {
    let begun = ids.iter().map(|id| {
        let Some(practice) = practices.get(id) else { return *id };
        let own = fresh.fresh();
        checklist::begin(workbook, own, practice);
        own
    });
    begun.collect()
}

/// What one answer for many would be refused for: what is wanted instead.
pub fn refusal(desk: &Desk<'_>, key: &str, text: &str) -> Option<String> {
    let list = desk.hold.list.as_ref()?;
    let mut trial = desk.snapshot();
    for (id, practice) in &desk.hold.practices {
        checklist::begin(&mut trial, *id, practice);
    }
    let written = cells::set(&mut trial, list, &desk.hold.chosen(), key, text);
    written.refused.first().map(|refused| refused.problem.wanted.clone())
}

fn set(desk: &mut Desk<'_>, several: &Several, key: &str, text: &str) {
    let label = |workbook: &Workbook| {
        let blank = several.list.items(workbook)?.blank();
        blank.fields().iter().find(|field| field.key == key).map(|field| field.label.to_lowercase())
    };
    let Some(label) = label(desk.workbook()) else { return };
    let practices = desk.hold.practices.clone();
    let ids = desk.edit(&several.step(&format!("set {label} of")), |workbook, ids| {
        let rows = begin(workbook, ids, &several.ids, &practices);
        cells::set(workbook, &several.list, &rows, key, text);
        rows
    });
    desk.hold.become_of(&ids);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_is_selected_once_items_are_gone() {
        let shown: Vec<Id> = (1..=6).map(Id).collect();
        let heir = |gone: &[u64]| heir(&shown, &gone.iter().copied().map(Id).collect::<Vec<_>>()).map(|id| id.0);
        assert_eq!(heir(&[2, 3]), Some(4));
        assert_eq!(heir(&[1, 4]), Some(5));
        assert_eq!(heir(&[4, 6]), Some(5), "at the end the last one that is left");
        assert_eq!(heir(&[1, 2, 3, 4, 5, 6]), None);
    }

    #[test]
    fn notes_are_lines_and_rows_are_cells() {
        assert_eq!(block(ItemKind::Note, "One, two\n\n Three, four\n"), [["One, two"], ["Three, four"]]);
        assert_eq!(block(ItemKind::Note, "Text\tKind\nOne\tFact\n").len(), 2);
        assert_eq!(block(ItemKind::Budget, "a\tb\nc\td"), [["a", "b"], ["c", "d"]]);
    }
}
