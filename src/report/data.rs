//! Data and model limits in documents.

use crate::model::data::{Clearance, DataSource, DataUse, Labeling, Sensitivity};
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Glyph, Rich, Style};
use super::compose::{
    Numbering, cell, cell_due, cell_of, cell_or, column, figures, fitted, heading, mark, note, row, table,
};
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
            cell(source.used_for.map(DataUse::label).unwrap_or_default()),
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

/// What each source may be used for and what is known against it: what is refused or in doubt first.
pub(super) fn needs(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let sources = unsettled_first(workbook);
    let rows = sources.iter().map(|source| {
        let state = source.rights_state.unwrap_or_default();
        let used = source.used_for.map(DataUse::label).unwrap_or_default();
        let cells = vec![
            cell(Rich::strong(source.name.trim()).and(Style::Quiet, format!("\n{used}").trim_end().to_owned())),
            mark(cleared(state), state.label()),
            cell_of(*source, "quality", "Not known"),
            cell_of(*source, "representativeness", "Not known"),
            cell_of(*source, "known_bias", "Not said"),
        ];
        row(Section::Data, source.id, cells)
    });
    let columns = vec![
        column("Source", 1.3),
        fitted("Rights"),
        column("Quality", 1.3),
        column("Speaks for", 1.3),
        column("Known bias", 1.3),
    ];
    let caption = "Data sources: whether they may be used, and what is known against them; what is not settled first.";
    (!sources.is_empty()).then(|| table(numbers.table(caption), columns, rows.collect()).from_section(Section::Data))
}

/// On which ground each source is used, how long it is kept, and how sensitive it is: what is refused or in doubt first.
pub(super) fn rights(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let sources = unsettled_first(workbook);
    let rows = sources.iter().map(|source| {
        let state = source.rights_state.unwrap_or_default();
        let cells = vec![
            cell(Rich::strong(source.name.trim())),
            mark(cleared(state), state.label()),
            source
                .sensitivity
                .map_or_else(|| cell_of(*source, "sensitivity", "Not said"), |sensitivity| cell(sensitivity.label())),
            cell_of(*source, "rights", "No ground given"),
            cell_of(*source, "retention", "Not said"),
            cell_of(*source, "owner", "Nobody"),
        ];
        row(Section::Data, source.id, cells)
    });
    let columns = vec![
        column("Source", 1.2),
        fitted("Rights"),
        fitted("Sensitivity"),
        column("Ground, and for what", 1.8),
        column("Kept, and deleted by", 1.3),
        column("Owner", 0.9),
    ];
    let caption = "Rights and retention, what is not settled first.";
    (!sources.is_empty()).then(|| table(numbers.table(caption), columns, rows.collect()).from_section(Section::Data))
}

/// The sources, those that may not be used or are in doubt first.
fn unsettled_first(workbook: &Workbook) -> Vec<&DataSource> {
    let mut sources: Vec<_> = workbook.data.sources.iter().collect();
    sources.sort_by_key(|source| match source.rights_state.unwrap_or_default() {
        Clearance::Refused => 0,
        Clearance::Doubtful => 1,
        Clearance::NotLookedAt => 2,
        Clearance::Cleared => 3,
    });
    sources
}

/// The sign of whether a question about a source is settled.
const fn cleared(state: Clearance) -> Glyph {
    match state {
        Clearance::NotLookedAt => Glyph::Question,
        Clearance::Doubtful => Glyph::AtRisk,
        Clearance::Cleared => Glyph::Within,
        Clearance::Refused => Glyph::Exceeded,
    }
}

/// Whether a source is tested on.
pub(super) fn is_test_set(source: &DataSource) -> bool {
    matches!(source.used_for, Some(DataUse::Evaluation | DataUse::TrainingAndEvaluation))
}

/// The sources that it is tested on; `None` if there are none.
pub(super) fn test_sets(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let sets: Vec<_> = workbook.data.sources.iter().filter(|source| is_test_set(source)).collect();
    let rows = sets.iter().map(|source| {
        let state = source.rights_state.unwrap_or_default();
        let period = match (source.from, source.to) {
            (Some(from), Some(to)) => format!("{} to {}", words::short_date(from), words::short_date(to)),
            (Some(from), None) => format!("from {}", words::short_date(from)),
            (None, Some(to)) => format!("until {}", words::short_date(to)),
            (None, None) => String::new(),
        };
        let cells = vec![
            cell(Rich::strong(source.name.trim()).and(Style::Quiet, format!("\n{period}").trim_end().to_owned())),
            source.size.map_or_else(|| cell_of(*source, "size", "Not said"), |size| cell(words::count(size))),
            cell(source.segments.join("; ")),
            cell_of(*source, "representativeness", "Not known"),
            cell_of(*source, "quality", "Not known"),
            mark(cleared(state), state.label()),
        ];
        row(Section::Data, source.id, cells)
    });
    let columns = vec![
        column("Test set", 1.2),
        figures("Records"),
        column("Groups told apart", 1.0),
        column("Speaks for", 1.2),
        column("Quality", 1.2),
        fitted("Rights"),
    ];
    (!sets.is_empty()).then(|| table(numbers.table("Test sets."), columns, rows.collect()).from_section(Section::Data))
}

/// The labeling plan: what is late first, then what is not done; `None` without a plan.
pub(super) fn labeling(workbook: &Workbook, today: Option<Date>, numbers: &mut Numbering) -> Option<Block> {
    let mut tasks: Vec<_> = workbook.data.labeling.iter().collect();
    tasks.sort_by_key(|task| (missing_labels(task) == 0 && task.target.is_some(), task.due.is_none(), task.due));
    let rows = tasks.iter().map(|task| {
        let done = task.target.is_some() && missing_labels(task) == 0;
        let count = |value: Option<u64>| value.map(words::count).unwrap_or_default();
        let cells = vec![
            cell(Rich::strong(task.what.trim())),
            cell_of(*task, "by", "Nobody"),
            task.target.map_or_else(|| cell_of(*task, "target", "No target"), |target| cell(words::count(target))),
            cell(count(task.done)),
            cell(if done { "0".to_owned() } else { count(task.target.map(|_| missing_labels(task))) }),
            cell_of(*task, "agreement", "Not measured"),
            if done { cell(task.due.map(words::short_date).unwrap_or_default()) } else { cell_due(task.due, today) },
        ];
        row(Section::Data, task.id, cells)
    });
    let columns = vec![
        column("What is labeled", 1.6),
        column("By", 1.2),
        figures("Needed"),
        figures("Done"),
        figures("To go"),
        column("Agreement", 1.0),
        fitted("Due"),
    ];
    (!tasks.is_empty()).then(|| {
        table(numbers.table("Labeling plan, what is due first."), columns, rows.collect()).from_section(Section::Data)
    })
}

/// How many labels a task still needs.
pub(super) fn missing_labels(task: &Labeling) -> u64 {
    task.target.unwrap_or(0).saturating_sub(task.done.unwrap_or(0))
}

/// Each source and labeling task in full.
pub(super) fn in_full(workbook: &Workbook, index: &Index) -> Vec<Block> {
    let mut blocks = sources_in_full(workbook, index, |_| true);
    for task in workbook.data.labeling.iter() {
        blocks.push(
            heading(3, format!("L-{} Labeling: {}", task.number, task.what.trim())).from_item(Section::Data, task.id),
        );
        blocks.push(note(detail::run_in(task, index, &["what"])).from_item(Section::Data, task.id));
    }
    blocks
}

/// Each source that is wanted, in full.
pub(super) fn sources_in_full(workbook: &Workbook, index: &Index, wanted: fn(&DataSource) -> bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    for source in workbook.data.sources.iter().filter(|source| wanted(source)) {
        blocks.push(
            heading(3, format!("D-{} {}", source.number, source.name.trim())).from_item(Section::Data, source.id),
        );
        blocks.push(note(detail::run_in(source, index, &["name"])).from_item(Section::Data, source.id));
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
