//! The field over a cell, with a list of what it may become where that is one of a few or an item of the workbook. Enter and
//! Tab take the text over and go on, Escape brings back what was there. A text goes into the workbook with every letter, so
//! that nothing typed is lost; other values when the field is left, or before a command is carried out.

use egui::{
    Area, Event, EventFilter, Key, Modifiers, Order, Pos2, Rect, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2,
};

use crate::edit::begun::CellBegun;
use crate::edit::cells::{readable_text, text_of};
use crate::edit::{Address, Citations};
use crate::model::list::Items;
use crate::model::record::{Record, Target};
use crate::model::{Id, View as Value};
use crate::ui::desk::Desk;
use crate::ui::panels::answer;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::{label, menu};

use super::columns::{Column, Kind};
use super::plan::Plan;
use super::range::Cell;
use super::{Sheet, acts};

/// The most options that are listed.
const MOST: usize = 10;

/// How wide they are.
const LIST: f32 = 226.0;

/// A cell that is being edited.
#[derive(Debug)]
pub(super) struct Edit {
    /// The item; `None` on the blank row.
    id: Option<Id>,
    column: Column,
    before: String,
    text: String,
    fresh: bool,
    /// Whether the text was typed, and narrows the options.
    typed: bool,
    /// The option that Enter takes.
    pick: Option<usize>,
    /// What is wrong with the text.
    problem: String,
    /// Whether a command waits for the text.
    settling: bool,
}

impl Edit {
    /// Adds letters that were typed before the field could take them.
    pub(super) fn add(&mut self, letters: &str) {
        self.text.push_str(letters);
    }

    /// Asks to take the text over in the next frame.
    pub(super) fn settle(&mut self) {
        self.settling = true;
    }

    /// What is typed and not in the workbook yet: a text of an item goes there with every letter.
    pub(super) fn begun(&self, list: &Address) -> Option<CellBegun> {
        let is_begun = !self.writes_through() && self.text.trim() != self.before.trim();
        is_begun.then(|| CellBegun {
            list: list.to_string(),
            item: self.id,
            key: self.column.field.key.to_owned(),
            label: self.column.field.label.to_owned(),
            text: self.text.clone(),
        })
    }

    /// Whether what is typed goes into the workbook with every letter.
    fn writes_through(&self) -> bool {
        self.id.is_some() && matches!(self.column.kind, Kind::Text | Kind::Prose)
    }

    /// Whether that is still to be done.
    pub(super) fn is_settling(&self) -> bool {
        self.settling
    }
}

/// How the field was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// Enter, or upwards.
    Enter(bool),
    /// Tab, or back.
    Tab(bool),
    /// Ctrl Enter: for all selected rows.
    All,
    /// Escape.
    Escape,
    /// A click elsewhere.
    Away,
    /// A command that is about to be carried out.
    Command,
}

/// Begins to edit the cell of the cursor; `typed` is what was typed in place of what is there.
pub(super) fn begin(desk: &Desk<'_>, sheet: &mut Sheet, items: &dyn Items, typed: Option<String>) {
    let cursor = sheet.range.cursor;
    let Some(column) = sheet.columns.shown().nth(cursor.column).copied().filter(|column| column.kind != Kind::Inner)
    else {
        return;
    };
    let row = sheet.listing.rows.get(cursor.row);
    let record = row.and_then(|(at, _)| items.get(*at));
    let citations = Citations::of(&desk.facts.index);
    let value = record.and_then(|record| record.answer(column.field.key));
    let before = value.map(|value| text_of(value, &citations)).unwrap_or_default();
    let is_typed = typed.is_some();
    let text = typed.unwrap_or_else(|| before.clone());
    sheet.editing = Some(Edit {
        id: row.map(|(_, id)| *id),
        column,
        text,
        before,
        fresh: true,
        typed: is_typed,
        pick: None,
        problem: String::new(),
        settling: false,
    });
    sheet.scroll = true;
}

/// Goes on with a cell that was being written when an earlier run ended. What its item or answer was is gone with it: then
/// nothing is begun.
pub(super) fn take_up(desk: &Desk<'_>, sheet: &mut Sheet, items: &dyn Items, begun: CellBegun) {
    let row = begun.item.map_or(Some(sheet.listing.rows.len()), |id| sheet.listing.row_of(id));
    let column = sheet.columns.shown().position(|column| column.field.key == begun.key);
    if let Some((row, column)) = row.zip(column) {
        sheet.range.to(Cell { row, column });
        begin(desk, sheet, items, Some(begun.text));
    }
}

/// What a cell may become, as text and in words.
fn options(desk: &Desk<'_>, edit: &Edit) -> Vec<(String, String)> {
    let same = |text: &str| (text.to_owned(), text.to_owned());
    let all: Vec<(String, String)> = match edit.column.kind {
        Kind::Choice(options) => options.iter().map(|option| same(option)).collect(),
        Kind::Flag => vec![same("Yes"), same("No")],
        Kind::Step => {
            let step = |value: u8| {
                (value.to_string(), format!("{value} {}", answer::step_words(edit.column.field.key, value)))
            };
            (1..=5).map(step).collect()
        }
        Kind::Several => return links(desk, edit),
        _ => return Vec::new(),
    };
    let typed = edit.text.trim().to_lowercase();
    if !edit.typed || typed.is_empty() {
        return all;
    }
    let (begin, rest): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, words)| words.to_lowercase().starts_with(&typed));
    begin.into_iter().chain(rest.into_iter().filter(|(_, words)| words.to_lowercase().contains(&typed))).collect()
}

/// Items that the last name in a cell of links may mean.
fn links(desk: &Desk<'_>, edit: &Edit) -> Vec<(String, String)> {
    let (start, last) = edit.text.rsplit_once(',').map_or(("", edit.text.as_str()), |(start, last)| (start, last));
    let typed = last.trim().to_lowercase();
    if typed.is_empty() || edit.column.field.target == Target::None {
        return Vec::new();
    }
    let fits = |kind| match edit.column.field.target {
        Target::Kind(wanted) => wanted == kind,
        _ => true,
    };
    let found = desk.facts.index.iter().filter(|(id, entry)| {
        fits(entry.kind)
            && !entry.kind.prefix().is_empty()
            && Some(*id) != edit.id
            && entry.words().to_lowercase().contains(&typed)
    });
    let option = |entry: &crate::model::place::Entry| {
        let cited = crate::model::record::cite(entry.kind, entry.number);
        let text = if start.trim().is_empty() { cited } else { format!("{}, {cited}", start.trim()) };
        (text, entry.words())
    };
    found.take(MOST).map(|(_, entry)| option(entry)).collect()
}

/// Shows the field, and takes its text over when it is left.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, sheet: &mut Sheet, (plan, items): (&Plan, &dyn Items)) {
    let Some(mut edit) = sheet.editing.take() else { return };
    let place = Cell {
        row: edit.id.map_or(sheet.listing.rows.len(), |id| sheet.listing.row_of(id).unwrap_or(0)),
        ..sheet.range.cursor
    };
    let options = options(desk, &edit);
    let id = sheet.id().with("editor");
    let mut left = if edit.fresh { None } else { keys(ui, &mut edit, options.len()) };
    let typed = field(ui, &edit, (id, plan, place));
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    if let Some(text) = typed.text {
        edit.text = text;
        edit.typed = true;
        edit.pick = (!edit.text.trim().is_empty() && edit.column.kind != Kind::Several).then_some(0);
        edit.problem = String::new();
        write_through(desk, &edit);
    }
    if edit.fresh && edit.typed {
        edit.pick = (edit.column.kind != Kind::Several).then_some(0);
        write_through(desk, &edit);
    }
    let fresh = std::mem::take(&mut edit.fresh);
    let (clicked, over_list) = list(ui, &mut edit, &options, plan.cell(place));
    let settling = std::mem::take(&mut edit.settling);
    if clicked {
        left = Some(Left::Enter(false));
    } else if settling && left.is_none() {
        left = Some(Left::Command);
    } else if left.is_none() && !fresh && !typed.response.has_focus() {
        if over_list {
            ui.memory_mut(|memory| memory.request_focus(id));
        } else {
            left = Some(Left::Away);
        }
    }
    match left {
        Some(left) => leave(ui, desk, sheet, (edit, &options, items), left),
        None => sheet.editing = Some(edit),
    }
}

/// The keys that leave the field or choose an option.
fn keys(ui: &Ui, edit: &mut Edit, options: usize) -> Option<Left> {
    let is_prose = edit.column.kind == Kind::Prose;
    let mut left = None;
    ui.input_mut(|input| {
        input.events.retain_mut(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let meant = match key {
                // a new line in a cell: the field knows it as Enter alone
                Key::Enter if modifiers.alt && is_prose => {
                    *modifiers = Modifiers::NONE;
                    return true;
                }
                Key::Enter if modifiers.command => Left::All,
                Key::Enter => Left::Enter(modifiers.shift),
                Key::Tab if !modifiers.command => Left::Tab(modifiers.shift),
                Key::Escape => Left::Escape,
                Key::ArrowDown | Key::ArrowUp if options > 0 => {
                    let last = options.min(MOST).saturating_sub(1);
                    let down = *key == Key::ArrowDown;
                    edit.pick = Some(match edit.pick {
                        None if down => 0,
                        None => last,
                        Some(at) if down => (at + 1).min(last),
                        Some(at) => at.saturating_sub(1),
                    });
                    return false;
                }
                _ => return true,
            };
            left = Some(meant);
            false
        });
    });
    left
}

fn field(ui: &mut Ui, edit: &Edit, (id, plan, place): (egui::Id, &Plan, Cell)) -> crate::ui::widgets::field::Typed {
    let c = theme::colors(ui);
    let cell = plan.cell(place);
    let is_prose = edit.column.kind == Kind::Prose;
    let lines =
        if is_prose { edit.text.lines().count().max(1 + edit.text.chars().count() / 48).clamp(1, 8) } else { 1 };
    let width = cell.width().max(if is_prose { 320.0 } else { 120.0 });
    let height = if lines > 1 { 12.0 + Type::Body.line() * lines as f32 } else { cell.height() };
    let left = cell.left().min(plan.area.right() - width).max(plan.area.left());
    let top = cell.top().min(plan.area.bottom() - height).max(plan.area.top());
    let frame = Rect::from_min_size(pos2(left, top), vec2(width, height));
    let ring = if edit.problem.is_empty() { c.focus } else { c.blocker };
    ui.painter().rect(frame, 0.0, c.surface, Stroke::new(2.0, ring), StrokeKind::Outside);
    let inside = frame.shrink2(vec2(8.0, if is_prose { 4.0 } else { 0.0 }));
    let column = edit.column.field;
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
        ui.set_clip_rect(frame);
        let field =
            if is_prose { TextField::prose(id, column.prompt, lines) } else { TextField::line(id, column.prompt) };
        let field = field.bare().hint(column.label);
        let field = if edit.typed {
            field.take_focus(edit.fresh)
        } else {
            field.take_focus_and_select(edit.fresh && !is_prose)
        };
        field.take_focus(edit.fresh).show(ui, &edit.text)
    })
    .inner
}

/// Where a list of this size stands so that it leaves the cell in sight: below it, above it, or where neither has room beside it.
fn list_at(cell: Rect, size: Vec2, window: Rect) -> Pos2 {
    let left = cell.left().min(window.right() - size.x);
    if cell.bottom() + 3.0 + size.y <= window.bottom() {
        return pos2(left, cell.bottom() + 3.0);
    }
    if cell.top() - 3.0 - size.y >= window.top() {
        return pos2(left, cell.top() - 3.0 - size.y);
    }
    let right = cell.right() + 3.0;
    let x = if right + size.x <= window.right() { right } else { cell.left() - 3.0 - size.x };
    pos2(x.max(window.left()), (window.bottom() - size.y).clamp(window.top(), cell.top().max(window.top())))
}

/// The options under the field, and what is wrong. Gives whether one was clicked, and whether the pointer is over them.
fn list(ui: &Ui, edit: &mut Edit, options: &[(String, String)], cell: Rect) -> (bool, bool) {
    if options.is_empty() && edit.problem.is_empty() {
        return (false, false);
    }
    let c = theme::colors(ui);
    let mut clicked = false;
    let (lines, problem) = (options.len().min(MOST) as f32, if edit.problem.is_empty() { 0.0 } else { 40.0 });
    let at = list_at(cell, vec2(LIST, 28.0 * lines + problem + 6.0), ui.ctx().content_rect());
    let shown = Area::new(ui.scope_id().with("options of a cell")).order(Order::Foreground).fixed_pos(at).show(
        ui.ctx(),
        |ui| {
            let frame = egui::Frame::new().fill(c.surface).stroke(Stroke::new(1.0, c.line_strong));
            frame.corner_radius(radius::CONTROL).inner_margin(2).show(ui, |ui| {
                ui.set_width(LIST - 6.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                if !edit.problem.is_empty() {
                    label::text(ui, &edit.problem, Type::Small, c.blocker);
                }
                for (place, (text, words)) in options.iter().take(MOST).enumerate() {
                    let chosen = edit.pick.map_or(!edit.typed && *text == edit.before, |pick| pick == place);
                    if menu::Row::new(words).chosen(chosen).stays().show(ui).clicked() {
                        edit.pick = Some(place);
                        clicked = true;
                    }
                }
            });
        },
    );
    let over = ui.input(|input| input.pointer.interact_pos()).is_some_and(|at| shown.response.rect.contains(at));
    (clicked, over)
}

/// A text goes into the workbook as it is typed.
fn write_through(desk: &mut Desk<'_>, edit: &Edit) {
    if let Some(id) = edit.id.filter(|_| edit.writes_through()) {
        let name = format!("edit {}", edit.column.field.label.to_lowercase());
        Spot::item(id).write(desk, &name, edit.column.field.key, |value| answer::set(value, &edit.text));
    }
}

/// Takes the text over, or brings back what was there, and goes on.
fn leave(
    ui: &Ui,
    desk: &mut Desk<'_>,
    sheet: &mut Sheet,
    (mut edit, options, items): (Edit, &[(String, String)], &dyn Items),
    left: Left,
) {
    let key = edit.column.field.key;
    if left == Left::Escape {
        edit.text = edit.before.clone();
        write_through(desk, &edit);
    } else {
        if let Some((text, _)) = edit.pick.filter(|_| left != Left::Away).and_then(|pick| options.get(pick)) {
            edit.text = text.clone();
        }
        let changed = edit.text.trim() != edit.before.trim() || left == Left::All;
        if changed && let Err(problem) = check(desk, items, &edit) {
            if left == Left::Away {
                let words = format!("{} stays as it was. Enter {}", edit.column.field.label, problem.wanted);
                desk.say(crate::ui::notice::Notice::done(words));
            } else {
                edit.problem = format!("Enter {}", problem.wanted);
                edit.fresh = true; // it stays until it can be right
                edit.typed = true;
                edit.pick = None;
                sheet.editing = Some(edit);
                return;
            }
        } else if changed {
            if left != Left::All && sheet.range.size() != (1, 1) {
                sheet.range.to(sheet.range.cursor_of(edit.id.and_then(|id| sheet.listing.row_of(id))));
            }
            acts::set(desk, sheet, key, &edit.text);
        }
    }
    let size = sheet.size();
    match left {
        Left::Enter(up) => sheet.range.enter(up, size),
        Left::Tab(back) => sheet.range.tab(back, size),
        Left::All | Left::Escape | Left::Away | Left::Command => {}
    }
    sheet.scroll = left != Left::Away;
    if left != Left::Away {
        ui.memory_mut(|memory| memory.request_focus(sheet.id()));
    }
}

/// Whether the text can become the value.
fn check(desk: &Desk<'_>, items: &dyn Items, edit: &Edit) -> Result<(), crate::model::value::Invalid> {
    let citations = Citations::of(&desk.facts.index);
    let mut blank = items.blank();
    let known = edit.id.and_then(|id| (0..items.len()).filter_map(|at| items.get(at)).find(|record| is(*record, id)));
    let before = known.and_then(|record| record.answer(edit.column.field.key));
    if let (Some(value), Some(blank)) = (before, blank.answer_mut(edit.column.field.key))
        && matches!(value.view(), Value::Money(Some(_)))
    {
        blank.set_text(&value.view().text())?;
    }
    readable_text(&mut *blank, edit.column.field.key, &edit.text, &citations)
}

fn is(record: &dyn Record, id: Id) -> bool {
    record.identity().is_some_and(|(_, own, _)| own == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_options_leaves_its_cell_in_sight() {
        let window = Rect::from_min_size(Pos2::ZERO, vec2(720.0, 450.0));
        let size = vec2(LIST, 286.0);
        for (x, y) in [(100.0, 60.0), (100.0, 150.0), (600.0, 220.0), (100.0, 400.0), (640.0, 20.0)] {
            let cell = Rect::from_min_size(pos2(x, y), vec2(80.0, 28.0));
            let list = Rect::from_min_size(list_at(cell, size, window), size);
            assert!(window.contains_rect(list) && !list.intersects(cell), "{cell:?} {list:?}");
        }
    }
}
