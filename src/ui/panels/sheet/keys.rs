//! The keys of a sheet: what each press means, in a table that can be tested, and doing it.

use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

use crate::model::View as Value;
use crate::model::list::Items;
use crate::ui::desk::Desk;

use super::columns::Kind;
use super::plan::Plan;
use super::range::{Cell, Way};
use super::{Sheet, acts, editor, heads};

/// How far a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// One cell.
    One,
    /// As many rows as are in sight.
    Page,
    /// To where filled cells end or begin.
    Edge,
    /// To the end of the row or the sheet.
    End,
}

/// What a press means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    /// Go, or extend the selection.
    Go(Way, By, bool),
    /// Go to the first or last cell of the sheet, or extend the selection.
    Corner(bool, bool),
    /// Tab, or back.
    Tab(bool),
    /// Edit the cell.
    Edit,
    /// Enter upwards.
    Up,
    /// The selection becomes the cell of the cursor.
    One,
    /// Make the selected cells blank.
    Clear,
    /// Select all.
    All,
    /// Select the whole rows or columns.
    Rows,
    Columns,
    /// The first row into the others.
    FillDown,
    /// Insert rows above or below.
    Insert(bool),
    /// Delete the rows.
    Delete,
    /// Move the rows.
    Shift(bool),
}

/// What a press of a key means.
fn meaning(key: Key, modifiers: Modifiers) -> Option<Act> {
    let (ctrl, shift, alt) = (modifiers.command, modifiers.shift, modifiers.alt);
    let way = match key {
        Key::ArrowUp => Some(Way::Up),
        Key::ArrowDown => Some(Way::Down),
        Key::ArrowLeft => Some(Way::Left),
        Key::ArrowRight => Some(Way::Right),
        _ => None,
    };
    Some(match (key, ctrl, alt) {
        (Key::ArrowUp | Key::ArrowDown, false, true) => Act::Shift(key == Key::ArrowUp),
        (_, ctrl, false) if way.is_some() => Act::Go(way?, if ctrl { By::Edge } else { By::One }, shift),
        (Key::PageUp, false, false) => Act::Go(Way::Up, By::Page, shift),
        (Key::PageDown, false, false) => Act::Go(Way::Down, By::Page, shift),
        (Key::Home, false, false) => Act::Go(Way::Left, By::End, shift),
        (Key::End, false, false) => Act::Go(Way::Right, By::End, shift),
        (Key::Home, true, false) => Act::Corner(false, shift),
        (Key::End, true, false) => Act::Corner(true, shift),
        (Key::Tab, false, false) => Act::Tab(shift),
        (Key::Enter, false, false) if shift => Act::Up,
        (Key::Enter | Key::F2, false, false) => Act::Edit,
        (Key::Escape, ..) => Act::One,
        (Key::Delete, true, false) => Act::Delete,
        (Key::Delete | Key::Backspace, false, false) => Act::Clear,
        (Key::A, true, false) => Act::All,
        (Key::Space, true, false) => Act::Columns,
        (Key::Space, false, false) if shift => Act::Rows,
        (Key::D, true, false) => Act::FillDown,
        (Key::Insert, false, false) if !shift => Act::Insert(false),
        (Key::Insert, false, true) => Act::Insert(true),
        _ => return None,
    })
}

/// Takes the keys of this frame.
pub(super) fn act(
    ui: &Ui,
    desk: &mut Desk<'_>,
    sheet: &mut Sheet,
    (plan, items): (&Plan, &dyn Items),
    response: &Response,
) {
    let size = sheet.size();
    // at its ends, Tab leaves the sheet: it is no trap
    let tab = !sheet.range.is_at_end(false, size) && !sheet.range.is_at_end(true, size);
    let filter = EventFilter { tab, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    if egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    for event in take(ui) {
        if let Some(edit) = &mut sheet.editing {
            // letters of the same frame belong to the one that began to edit
            if let Event::Text(text) = event {
                edit.add(&text);
            }
            continue;
        }
        match event {
            Event::Key { key, modifiers, .. } => {
                if let Some(act) = meaning(key, modifiers) {
                    perform(ui, desk, sheet, (plan, items), act);
                }
            }
            Event::Copy => acts::copy(ui, desk, sheet),
            Event::Cut => acts::cut(ui, desk, sheet),
            Event::Paste(text) => acts::paste(desk, sheet, &text),
            Event::Text(text) => typed(desk, sheet, items, text),
            _ => {}
        }
    }
}

/// The events that are for the sheet, taken out of the input.
fn take(ui: &Ui) -> Vec<Event> {
    let mut mine = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let is_mine = match event {
                Event::Key { key, pressed: true, modifiers, .. } => meaning(*key, *modifiers).is_some(),
                Event::Copy | Event::Cut | Event::Paste(_) => true,
                Event::Text(text) => !text.is_empty(),
                _ => false,
            };
            if is_mine {
                mine.push(event.clone());
            }
            !is_mine
        });
    });
    mine
}

/// Letters begin to edit in place of what is there; Space turns a flag, and opens a list.
fn typed(desk: &mut Desk<'_>, sheet: &mut Sheet, items: &dyn Items, text: String) {
    let Some(column) = sheet.columns.shown().nth(sheet.range.cursor.column).copied() else { return };
    if text == " " {
        match column.kind {
            Kind::Flag => {
                let record = sheet.listing.rows.get(sheet.range.cursor.row).and_then(|(at, _)| items.get(*at));
                let value = record.and_then(|record| record.answer(column.field.key));
                let on = value.is_some_and(|value| matches!(value.view(), Value::Flag(true)));
                acts::set(desk, sheet, column.field.key, if on { "No" } else { "Yes" });
            }
            _ => editor::begin(desk, sheet, items, None),
        }
    } else if column.kind != Kind::Inner {
        editor::begin(desk, sheet, items, Some(text));
    }
}

fn perform(ui: &Ui, desk: &mut Desk<'_>, sheet: &mut Sheet, (plan, items): (&Plan, &dyn Items), act: Act) {
    let size = sheet.size();
    let cursor = sheet.range.cursor;
    match act {
        Act::Go(way, by, extend) => {
            let to = match by {
                By::One => sheet.range.beside(way, 1, size),
                By::Page => sheet.range.beside(way, plan.page(), size),
                By::End => sheet.range.beside(way, usize::MAX / 2, size),
                By::Edge => sheet.range.edge(way, size, |cell| is_blank(sheet, items, cell)),
            };
            go(sheet, to, extend);
            if (way, by) == (Way::Left, By::End) {
                sheet.show_begin();
            }
        }
        Act::Corner(last, extend) => {
            let end = Cell { row: size.0.saturating_sub(2), column: size.1.saturating_sub(1) };
            go(sheet, if last { end } else { Cell::default() }, extend);
            if !last {
                sheet.show_begin();
            }
        }
        Act::Tab(back) => {
            if !sheet.range.is_at_end(back, size) {
                sheet.range.tab(back, size);
                sheet.scroll = true;
            }
        }
        Act::Edit => {
            let is_inner = sheet.columns.shown().nth(cursor.column).is_some_and(|column| column.kind == Kind::Inner);
            if is_inner {
                acts::open_inner(ui, desk, sheet);
            } else {
                editor::begin(desk, sheet, items, None);
            }
        }
        Act::Up => {
            sheet.range.enter(true, size);
            sheet.scroll = true;
        }
        Act::One => sheet.range.to(cursor),
        Act::Clear => acts::clear(desk, sheet),
        Act::All => heads::select_all(sheet),
        Act::Rows => {
            let rows = sheet.range.rows();
            sheet.range.span(
                Cell { row: *rows.start(), column: 0 },
                Cell { row: *rows.end(), column: size.1.saturating_sub(1) },
            );
        }
        Act::Columns => {
            let columns = sheet.range.columns();
            let last = size.0.saturating_sub(2);
            sheet.range.span(Cell { row: 0, column: *columns.start() }, Cell { row: last, column: *columns.end() });
        }
        Act::FillDown => acts::fill_down(desk, sheet),
        Act::Insert(below) => acts::insert(desk, sheet, below),
        Act::Delete => acts::delete(desk, sheet),
        Act::Shift(up) => acts::shift(desk, sheet, up),
    }
}

fn go(sheet: &mut Sheet, to: Cell, extend: bool) {
    if extend {
        sheet.range.extend(to);
    } else {
        sheet.range.to(to);
    }
    sheet.scroll = true;
}

fn is_blank(sheet: &Sheet, items: &dyn Items, cell: Cell) -> bool {
    let record = sheet.listing.rows.get(cell.row).and_then(|(at, _)| items.get(*at));
    let column = sheet.columns.shown().nth(cell.column);
    let value = record.zip(column).and_then(|(record, column)| record.answer(column.field.key));
    value.is_none_or(|value| matches!(value.view(), Value::Flag(false)) || value.is_blank())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_what_they_mean_in_a_spreadsheet() {
        let (none, shift, ctrl, alt) = (Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND, Modifiers::ALT);
        for (key, modifiers, expected) in [
            (Key::ArrowDown, none, Some(Act::Go(Way::Down, By::One, false))),
            (Key::ArrowDown, shift, Some(Act::Go(Way::Down, By::One, true))),
            (Key::ArrowRight, ctrl | shift, Some(Act::Go(Way::Right, By::Edge, true))),
            (Key::ArrowUp, alt, Some(Act::Shift(true))),
            (Key::Home, none, Some(Act::Go(Way::Left, By::End, false))),
            (Key::End, ctrl, Some(Act::Corner(true, false))),
            (Key::Tab, shift, Some(Act::Tab(true))),
            (Key::Enter, none, Some(Act::Edit)),
            (Key::Delete, none, Some(Act::Clear)),
            (Key::Delete, ctrl, Some(Act::Delete)),
            (Key::D, ctrl, Some(Act::FillDown)),
            (Key::D, none, None),
            (Key::Space, none, None),
            (Key::C, ctrl, None),
        ] {
            assert_eq!(meaning(key, modifiers), expected, "{modifiers:?} {key:?}");
        }
    }
}
