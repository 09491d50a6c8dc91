//! The governance checklist in documents: state per function, what is open, and every answer.

use crate::knowledge::{self, PracticeFunction};
use crate::model::checklist::{Checklist, PracticeStatus};
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};

use super::block::{Block, Body, Chart, Figure, Glyph, Rich, Row, SquareRow, Style};
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
    let caption = numbers.figure(&format!("The {total} practices of the {}, one square each.", framework.title));
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

fn glyph(status: PracticeStatus) -> Glyph {
    match status {
        PracticeStatus::NotStarted => Glyph::NotStarted,
        PracticeStatus::InProgress => Glyph::InProgress,
        PracticeStatus::Done => Glyph::Done,
        PracticeStatus::Blocked => Glyph::Blocker,
        PracticeStatus::NotApplicable => Glyph::NotApplicable,
    }
}

/// Practices that somebody works on or that are blocked, by due date.
pub(super) fn open(workbook: &Workbook, today: Option<Date>, numbers: &mut Numbering) -> Option<Block> {
    let framework = knowledge::framework();
    let is_open = |status| matches!(status, PracticeStatus::InProgress | PracticeStatus::Blocked);
    let mut answers: Vec<_> =
        workbook.checklist.answers.iter().filter(|answer| is_open(answer.status.unwrap_or_default())).collect();
    if answers.is_empty() {
        return None;
    }
    answers.sort_by_key(|answer| (answer.due.is_none(), answer.due));
    let rows = answers.into_iter().map(|answer| {
        let status = answer.status.unwrap_or_default();
        let title = framework.practice(&answer.practice).map(|practice| practice.title.clone()).unwrap_or_default();
        let owner = answer.owner.trim();
        let cells = vec![
            cell(answer.practice.trim()),
            cell(title),
            cell(if owner.is_empty() { Rich::alert("Nobody") } else { Rich::plain(owner) }),
            cell_due(answer.due, today),
            mark(glyph(status), status.label()),
        ];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, Some(answer.id))) }
    });
    let columns = vec![
        fitted("Practice"),
        column("What must be true", 2.4),
        column("Owner", 1.0),
        fitted("Due"),
        fitted("State"),
    ];
    Some(
        table(numbers.table("Practices in progress or blocked, by date."), columns, rows.collect())
            .from_section(SECTION),
    )
}

/// Every answer, in the order of the framework, with evidence and notes.
pub(super) fn in_full(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let framework = knowledge::framework();
    let known = framework.practices().filter_map(|p| Some((p.title.as_str(), workbook.checklist.answer_to(&p.id)?)));
    let strange = workbook.checklist.answers.iter().filter(|a| framework.practice(&a.practice).is_none());
    let answers: Vec<_> = known.chain(strange.map(|answer| ("", answer))).collect();
    if answers.is_empty() {
        return vec![note("No practice has been answered.").from_section(SECTION)];
    }
    let rows = answers.into_iter().map(|(title, answer)| {
        let status = answer.status.unwrap_or_default();
        let rest = detail::run_in(answer, index, &["practice", "status"]);
        let named = Rich::strong(answer.practice.trim());
        let named = if title.is_empty() { named } else { named.and(Style::Plain, format!("\n{title}")) };
        let cells = vec![cell(named), mark(glyph(status), status.label()), cell(rest)];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, Some(answer.id))) }
    });
    let columns = vec![column("Practice", 1.0), fitted("State"), column("Owner, evidence, notes", 1.7)];
    let framework_words = match workbook.checklist.framework.trim() {
        "" => "The workbook does not say which framework the answers belong to.".to_owned(),
        id if id == framework.id => format!("Answered against the {}. {}", framework.title, framework.source),
        id => format!("Answered against {id}, which this version of Caveat does not have."),
    };
    vec![
        note(framework_words).from_section(SECTION),
        table(numbers.table("Answers to the checklist."), columns, rows.collect()).from_section(SECTION),
    ]
}
