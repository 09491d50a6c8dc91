//! Data and model limits in documents.

use crate::model::data::Sensitivity;
use crate::model::place::Index;
use crate::model::{Section, Workbook};
use crate::words;

use super::block::{Block, Body, Rich};
use super::compose::{Numbering, cell, cell_or, column, figures, fitted, heading, note, row, table};
use super::detail;

/// The sources in one table.
pub(super) fn sources(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let data = &workbook.data;
    if data.sources.is_empty() {
        return None;
    }
    let rows = data.sources.iter().map(|source| {
        let cells = vec![
            cell(Rich::strong(source.name.trim())),
            cell(source.used_for.map(super::super::model::data::DataUse::label).unwrap_or_default()),
            cell(source.size.map(words::count).unwrap_or_default()),
            cell_or(&source.owner, "Nobody"),
            cell(source.sensitivity.map(Sensitivity::label).unwrap_or_default()),
            cell(source.rights_state.unwrap_or_default().label()),
        ];
        row(Section::Data, source.id, cells)
    });
    let columns = vec![
        column("Source", 2.0),
        column("Used for", 1.2),
        figures("Records"),
        column("Owner", 1.2),
        fitted("Sensitivity"),
        fitted("Rights"),
    ];
    Some(table(numbers.table("Data sources."), columns, rows.collect()).from_section(Section::Data))
}

/// Each source and labeling task in full.
pub(super) fn in_full(workbook: &Workbook, index: &Index) -> Vec<Block> {
    let mut blocks = Vec::new();
    for source in workbook.data.sources.iter() {
        blocks.push(
            heading(3, format!("D-{} {}", source.number, source.name.trim())).from_item(Section::Data, source.id),
        );
        blocks.push(note(detail::run_in(source, index, &["name"])).from_item(Section::Data, source.id));
    }
    for task in workbook.data.labeling.iter() {
        blocks.push(
            heading(3, format!("L-{} Labeling: {}", task.number, task.what.trim())).from_item(Section::Data, task.id),
        );
        blocks.push(note(detail::run_in(task, index, &["what"])).from_item(Section::Data, task.id));
    }
    blocks
}

/// The limits as statements for users, each with where it holds and what happens beyond.
pub(super) fn limits(workbook: &Workbook, index: &Index) -> Vec<Block> {
    workbook
        .limits
        .limits
        .iter()
        .flat_map(|limit| {
            let head = heading(3, limit.statement.trim()).from_item(Section::Limits, limit.id);
            let body = note(detail::run_in(limit, index, &["statement"])).from_item(Section::Limits, limit.id);
            [head, body]
        })
        .filter(|block| !matches!(&block.body, Body::Note(text) if text.is_blank()))
        .collect()
}
