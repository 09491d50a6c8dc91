//! Pasting: a block of cells over rows that exist, and rows added for the rest.

use std::collections::BTreeMap;

use crate::edit::address::Address;
use crate::edit::citations::Citations;
use crate::edit::ids::Ids;
use crate::edit::operations::next_number;
use crate::model::list::{ItemsMut, MOST_ITEMS};
use crate::model::record::Field;
use crate::model::{Id, Workbook};

use super::text::Block;
use super::{Written, columns, positions, write};

/// Where a block of cells goes.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The list.
    pub list: &'a Address,
    /// The rows as they are shown, from the first selected one on.
    pub rows: &'a [Id],
    /// The columns as they are shown, from the first selected one on.
    pub keys: &'a [&'static str],
    /// How many rows and columns are selected. A block that fits into them several times fills them.
    pub selected: (usize, usize),
}

/// What came of pasting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// What was written, and what was refused.
    pub written: Written,
    /// The rows that were written to, added ones included, from the top.
    pub rows: Vec<Id>,
    /// How many columns were written to.
    pub width: usize,
    /// How many of the rows are new.
    pub added: usize,
    /// How many columns of the block had no place.
    pub beyond: usize,
    /// How many rows the list had no place for.
    pub left_out: usize,
}

/// Writes a block of cells from the first selected one on. Where there are no more rows, it adds some at the end of the list;
/// a row of nothing but blanks adds none. A row that is shorter than others leaves the cells beyond its end as they are.
pub fn paste(workbook: &mut Workbook, ids: &mut Ids, block: &[Vec<String>], to: &Target<'_>) -> Pasted {
    let mut pasted = Pasted::default();
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    if width == 0 || to.keys.is_empty() {
        return pasted;
    }
    let (down, across) = times((block.len(), width), to.selected);
    let height = block.len() * down;
    pasted.width = (width * across).min(to.keys.len());
    pasted.beyond = (width * across).saturating_sub(to.keys.len());
    let lines: Vec<&Vec<String>> = block.iter().cycle().take(height).collect();
    let (over, rest) = lines.split_at(to.rows.len().min(lines.len()));
    let citations = Citations::of(&workbook.index());
    let new = new_rows(workbook, ids, to, rest, &mut pasted);
    let Ok(items) = to.list.items_mut(workbook) else { return pasted };
    pasted.added = new.len();
    for (id, number) in new.iter().map(|(identity, _)| *identity) {
        items.insert_blank(items.len(), id, number);
    }
    let over = over.iter().zip(to.rows).map(|(line, id)| (*id, *line));
    let new = new.iter().map(|((id, _), line)| (*id, *line));
    let at = positions(items);
    for (id, line) in over.chain(new) {
        if let Some(at) = at.get(&id) {
            write_line(
                items,
                (id, *at),
                (line, width, to.keys.get(..pasted.width).unwrap_or_default()),
                &citations,
                &mut pasted.written,
            );
            pasted.rows.push(id);
        }
    }
    pasted
}

/// How many times a block fits into a selection, down and across; once each unless it fills it exactly.
fn times((height, width): (usize, usize), (down, across): (usize, usize)) -> (usize, usize) {
    let fits = height > 0 && down.is_multiple_of(height) && across.is_multiple_of(width) && down * across > 0;
    if fits { (down / height, across / width) } else { (1, 1) }
}

type NewRow<'a> = ((Id, u32), &'a Vec<String>);

/// An identity for each line that adds a row.
fn new_rows<'a>(
    workbook: &mut Workbook,
    ids: &mut Ids,
    to: &Target<'_>,
    lines: &[&'a Vec<String>],
    pasted: &mut Pasted,
) -> Vec<NewRow<'a>> {
    let Ok(items) = to.list.items_mut(workbook) else { return Vec::new() };
    let (kind, room) = (items.kind(), MOST_ITEMS.saturating_sub(items.len()));
    let says = |line: &&&Vec<String>| line.iter().any(|cell| !cell.trim().is_empty());
    let lines: Vec<&Vec<String>> = lines.iter().filter(says).copied().collect();
    pasted.left_out = lines.len().saturating_sub(room);
    lines.into_iter().take(room).map(|line| ((ids.fresh(), next_number(workbook, kind)), line)).collect()
}

/// Writes one line of a block of this width to the cells of one row, over and over.
fn write_line(
    items: &mut dyn ItemsMut,
    (id, at): (Id, usize),
    (line, width, keys): (&[String], usize, &[&str]),
    citations: &Citations,
    written: &mut Written,
) {
    let Some(record) = items.get_mut(at) else { return };
    for (place, key) in keys.iter().enumerate() {
        if let Some(text) = line.get(place % width) {
            let outcome = write(record, key, text, citations);
            written.take(record, (id, at), key, outcome);
        }
    }
}

/// The questions that a first row names, by label or key, if it is a row of heads: nothing but labels, and at least two of
/// them, or the only one there is. `None` stands for a blank head.
#[must_use]
pub fn heads(block: &[Vec<String>], fields: &[&'static Field]) -> Option<Vec<Option<&'static Field>>> {
    let first = block.first()?;
    let field = |cell: &str| {
        let is_it =
            |field: &&&'static Field| cell.eq_ignore_ascii_case(field.label) || cell.eq_ignore_ascii_case(field.key);
        fields.iter().find(is_it).copied()
    };
    let found: Vec<Option<&'static Field>> = first.iter().map(|cell| field(cell.trim())).collect();
    let known = found.iter().flatten().count();
    let strange = first.iter().zip(&found).any(|(cell, found)| found.is_none() && !cell.trim().is_empty());
    (block.len() > 1 && !strange && known >= first.len().min(2)).then_some(found)
}

/// Adds a block of cells as new rows at the end of a list: by its heads if it has some, otherwise in the order of the
/// questions.
pub fn append(workbook: &mut Workbook, ids: &mut Ids, block: &[Vec<String>], list: &Address) -> Pasted {
    let Some(fields) = list.items(workbook).map(columns) else { return Pasted::default() };
    let Some(heads) = heads(block, &fields) else {
        let keys: Vec<&'static str> = fields.iter().map(|field| field.key).collect();
        return paste(workbook, ids, block, &Target { list, rows: &[], keys: &keys, selected: (0, 0) });
    };
    let places: BTreeMap<usize, &'static str> =
        heads.iter().enumerate().filter_map(|(at, field)| Some((at, (*field)?.key))).collect();
    let keys: Vec<&'static str> = places.values().copied().collect();
    let line = |row: &Vec<String>| places.keys().map(|at| row.get(*at).cloned().unwrap_or_default()).collect();
    let block: Block = block.iter().skip(1).map(line).collect();
    paste(workbook, ids, &block, &Target { list, rows: &[], keys: &keys, selected: (0, 0) })
}
