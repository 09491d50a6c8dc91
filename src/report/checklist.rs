//! The governance checklist in documents: state per function, what is open, and every answer.

use crate::assess::practice;
use crate::knowledge::{self, PracticeFunction};
use crate::model::checklist::{Checklist, PracticeAnswer, PracticeStatus};
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};

use super::block::{Block, Body, Cell, Chart, Column, Figure, Glyph, Rich, Row, SquareRow, Style};
use super::compose::{Numbering, cell, cell_due, column, fitted, mark, note, paragraph, source, table};
use super::detail;

const SECTION: Section = Section::Checklist;

/// The sentence and the squares: where each function stands.
pub(super) fn state(workbook: &Workbook, numbers: &mut Numbering) -> Vec<Block> {
    let framework = knowledge::framework();
    let checklist = &workbook.checklist;
    let total = framework.practices().count();
    let done = framework.practices().filter(|p| checklist.status(&p.id) == PracticeStatus::Done).count();
    let rows: Vec<SquareRow> = framework.functions.iter().map(|function| squares(checklist, function)).collect();
    let alt = rows.iter().map(|row| format!("{}: {}", row.label, row.summary)).collect::<Vec<_>>().join("; ");
    let caption = numbers.figure(&format!(
        "The {total} practices of the {}, one square each: ticked is done, half filled in progress, open not started, a bar alone not \
         applicable, a red sign blocked.",
        framework.title
    ));
    let mut blocks = vec![
        paragraph(format!("{done} of {total} practices are done.")).from_section(SECTION),
        Block::new(Body::Figure(Figure { caption, alt: format!("{alt}."), chart: Chart::Squares(rows) }))
            .from_section(SECTION),
    ];
    if !checklist.profile_note.trim().is_empty() {
        blocks.push(paragraph(checklist.profile_note.trim()).from_section(SECTION));
    }
    blocks
}

fn squares(checklist: &Checklist, function: &PracticeFunction) -> SquareRow {
    let mut statuses: Vec<_> = function.practices().map(|practice| checklist.status(&practice.id)).collect();
    statuses.sort_by_key(|status| match status {
        PracticeStatus::Done => 0,
        PracticeStatus::InProgress => 1,
        PracticeStatus::Blocked => 2,
        PracticeStatus::NotStarted => 3,
        PracticeStatus::NotApplicable => 4,
    });
    let named = |wanted| statuses.iter().filter(|status| **status == wanted).count();
    let mut summary = format!("{} of {} done", named(PracticeStatus::Done), statuses.len());
    let others = [
        (PracticeStatus::InProgress, "in progress"),
        (PracticeStatus::Blocked, "blocked"),
        (PracticeStatus::NotApplicable, "not applicable"),
    ];
    for (status, words) in others {
        if named(status) > 0 {
            summary.push_str(&format!(", {} {words}", named(status)));
        }
    }
    SquareRow { label: function.id.clone(), marks: statuses.into_iter().map(glyph).collect(), summary }
}

/// The sign of a status.
pub(super) fn glyph(status: PracticeStatus) -> Glyph {
    match status {
        PracticeStatus::NotStarted => Glyph::NotStarted,
        PracticeStatus::InProgress => Glyph::InProgress,
        PracticeStatus::Done => Glyph::Done,
        PracticeStatus::Blocked => Glyph::Blocker,
        PracticeStatus::NotApplicable => Glyph::NotApplicable,
    }
}

/// Whether a practice should have been done by `today` and is not.
pub(super) fn is_late(answer: &PracticeAnswer, today: Option<Date>) -> bool {
    practice::is_open(answer.status.unwrap_or_default())
        && answer.due.zip(today).is_some_and(|(due, today)| due < today)
}

/// A cell with the identifier of a practice and what must be true.
pub(super) fn named(answer: &PracticeAnswer) -> Cell {
    let title = knowledge::framework().practice(&answer.practice).map(|practice| practice.title.as_str());
    let named = Rich::strong(answer.practice.trim());
    cell(match title {
        Some(title) => named.and(Style::Plain, format!("\n{title}")),
        None => named,
    })
}

/// Practices that are blocked, late or in progress, in this order and by due date.
pub(super) fn open(workbook: &Workbook, today: Option<Date>, numbers: &mut Numbering) -> Option<Block> {
    let is_open = |answer: &&PracticeAnswer| {
        let status = answer.status.unwrap_or_default();
        matches!(status, PracticeStatus::InProgress | PracticeStatus::Blocked) || is_late(answer, today)
    };
    let mut answers: Vec<_> = workbook.checklist.answers.iter().filter(is_open).collect();
    if answers.is_empty() {
        return None;
    }
    answers.sort_by_key(|answer| {
        let is_blocked = answer.status == Some(PracticeStatus::Blocked);
        (!is_blocked, !is_late(answer, today), answer.due.is_none(), answer.due)
    });
    let rows = answers.into_iter().map(|answer| {
        let status = answer.status.unwrap_or_default();
        let owner = answer.owner.trim();
        let cells = vec![
            named(answer),
            cell(if owner.is_empty() { Rich::alert("Nobody") } else { Rich::plain(owner) }),
            cell_due(answer.due, today),
            mark(glyph(status), status.label()),
        ];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, Some(answer.id))) }
    });
    let columns = vec![column("Practice", 2.4), column("Owner", 1.0), fitted("Due"), fitted("State")];
    let caption = "Practices that are blocked, late or in progress, in this order and by date.";
    Some(table(numbers.table(caption), columns, rows.collect()).from_section(SECTION))
}

/// Every answer, in the order of the framework, with evidence and notes.
pub(super) fn in_full(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let framework = knowledge::framework();
    let known = framework.practices().filter_map(|practice| workbook.checklist.answer_to(&practice.id));
    let answers: Vec<_> = known.chain(unknown(workbook)).collect();
    if answers.is_empty() {
        return vec![note("No practice has been answered.").from_section(SECTION)];
    }
    let rows = answers.into_iter().map(|answer| row_in_full(answer, index)).collect();
    vec![
        note(framework_words(workbook)).from_section(SECTION),
        table(numbers.table("Answers to the checklist."), columns_in_full(), rows).from_section(SECTION),
    ]
}

/// Every practice of a function, answered or not.
pub(super) fn practices_of(
    workbook: &Workbook,
    function: &PracticeFunction,
    index: &Index,
    numbers: &mut Numbering,
) -> Block {
    let rows = function.practices().map(|practice| {
        if let Some(answer) = workbook.checklist.answer_to(&practice.id) {
            return row_in_full(answer, index);
        }
        let named = Rich::strong(practice.id.as_str()).and(Style::Plain, format!("\n{}", practice.title));
        let cells =
            vec![cell(named), mark(Glyph::NotStarted, "Not started"), cell(Rich::quiet(practice.asks.as_str()))];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) }
    });
    let caption = numbers.table(&format!("{}. What was not answered says what it asks.", function.id));
    table(caption, columns_in_full(), rows.collect()).from_section(SECTION)
}

/// Answers to practices that the framework does not have; `None` if there are none.
pub(super) fn strange(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Option<Block> {
    let rows: Vec<Row> = unknown(workbook).map(|answer| row_in_full(answer, index)).collect();
    let caption = "Answers to practices that this framework does not have.";
    (!rows.is_empty()).then(|| table(numbers.table(caption), columns_in_full(), rows).from_section(SECTION))
}

fn unknown(workbook: &Workbook) -> impl Iterator<Item = &PracticeAnswer> {
    let framework = knowledge::framework();
    workbook.checklist.answers.iter().filter(|answer| framework.practice(&answer.practice).is_none())
}

fn row_in_full(answer: &PracticeAnswer, index: &Index) -> Row {
    let status = answer.status.unwrap_or_default();
    let rest = detail::run_in(answer, index, &["practice", "status"]);
    let cells = vec![named(answer), mark(glyph(status), status.label()), cell(rest)];
    Row { cells, anchor: String::new(), source: Some(source(SECTION, Some(answer.id))) }
}

fn columns_in_full() -> Vec<Column> {
    vec![column("Practice", 1.0), fitted("State"), column("Owner, evidence, notes", 1.7)]
}

/// Which framework the answers belong to, and where its identifiers come from.
pub(super) fn framework_words(workbook: &Workbook) -> String {
    let framework = knowledge::framework();
    match workbook.checklist.framework.trim() {
        "" => "The workbook does not say which framework the answers belong to.".to_owned(),
        id if id == framework.id => format!("Answered against the {}. {}", framework.title, framework.source),
        id => format!("Answered against {id}, which this version of Caveat does not have."),
    }
}
