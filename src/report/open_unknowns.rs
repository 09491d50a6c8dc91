//! Open unknowns: what nobody knows yet, what is asked and assumed, what the checker found, and what was waived.

use crate::assess::findings::{self as checker, Finding, Severity};
use crate::assess::unknowns::unknowns;
use crate::model::canvas::{Note, NoteKind};
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Glyph, Report, Rich, Row, Style};
use super::compose::{Numbering, cell, cell_or, column, figures, fitted, mark, paragraph, row, table};
use super::executive::{self, Line};
use super::{Document, Edition, detail, findings, front, reviews, unknowns as open};

/// Builds the list of open unknowns.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::Unknowns, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::Unknowns, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
    blocks.push(executive::block(at_a_glance(workbook, today), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    blocks.push(numbers.section("What is not known", "unknowns"));
    blocks.push(open::table_of(workbook, today, &mut numbers));
    blocks.push(numbers.section("What the checker found", "findings"));
    blocks.extend(findings::open(workbook, edition, &index, &mut numbers));
    blocks.push(numbers.section("What the canvas asks", "questions"));
    blocks.push(questions(workbook, &index, &mut numbers));
    blocks.push(numbers.section("What is assumed without evidence", "assumptions"));
    assumptions(workbook, &index, &mut numbers, blocks);
    blocks.push(numbers.section("What was waived", "waivers"));
    blocks.push(reviews::waivers(workbook, &index, today, &mut numbers));
    blocks.push(numbers.section("What does not apply", "not-applicable"));
    blocks.push(
        open::not_applicable_table(workbook, &mut numbers)
            .unwrap_or_else(|| paragraph("Nothing is marked as not applicable.")),
    );
    report.blocks.extend(front::made_from(edition));
    report
}

fn at_a_glance(workbook: &Workbook, today: Option<Date>) -> Vec<Line> {
    let unknowns = unknowns(workbook);
    let late = unknowns.iter().filter(|one| one.due.zip(today).is_some_and(|(due, today)| due < today)).count();
    let nobody = unknowns.iter().filter(|one| one.owner.trim().is_empty()).count();
    let stands = match (unknowns.len(), late) {
        (0, _) => (Glyph::Within, "None".to_owned()),
        (all, 0) => (Glyph::Question, format!("{all} open")),
        (_, late) => (Glyph::Warning, format!("{late} late")),
    };
    let says = match (unknowns.len(), nobody) {
        (0, _) => Rich::plain("Nothing is marked as unknown."),
        (all, 0) => Rich::plain(format!("{}, each with somebody who finds out.", count(all, "unknown", "unknowns"))),
        (all, nobody) => Rich::plain(format!("{}. ", count(all, "unknown", "unknowns")))
            .and(Style::Alert, format!("{} nobody who finds out.", count(nobody, "has", "have"))),
    };
    let findings = checker::check(workbook, today);
    vec![
        Line::new(Section::About, "Unknowns", stands, says),
        found(&findings, Severity::Blocker, Glyph::Blocker),
        found(&findings, Severity::Warning, Glyph::Warning),
        canvas(workbook, NoteKind::Question),
        canvas(workbook, NoteKind::Assumption),
    ]
}

fn count(count: usize, one: &str, several: &str) -> String {
    words::capitalized(&words::how_many(count, one, several))
}

/// How many findings of a severity are open, and how many were waived.
fn found(all: &[Finding], severity: Severity, glyph: Glyph) -> Line {
    let of = all.iter().filter(|finding| finding.severity() == severity && !findings::is_elsewhere(finding));
    let (open, waived): (Vec<_>, Vec<_>) = of.partition(|finding| finding.is_open());
    let (about, one, several) = match severity {
        Severity::Blocker => ("Blockers", "blocker", "blockers"),
        Severity::Warning => ("Warnings", "warning", "warnings"),
        Severity::Advice => ("Advice", "piece of advice", "pieces of advice"),
    };
    let stands =
        if open.is_empty() { (Glyph::Within, "None".to_owned()) } else { (glyph, format!("{} open", open.len())) };
    let waived = if waived.is_empty() { String::new() } else { format!(", {} waived", waived.len()) };
    Line::new(Section::Reviews, about, stands, format!("{}{waived}.", count(open.len(), one, several)))
}

/// The open questions of the canvas, or what it assumes without a source.
fn canvas(workbook: &Workbook, kind: NoteKind) -> Line {
    let notes = notes(workbook, kind);
    let is_question = kind == NoteKind::Question;
    let (about, glyph) = if is_question { ("Questions", Glyph::Question) } else { ("Assumptions", Glyph::Unproven) };
    let stands =
        if notes.is_empty() { (Glyph::Within, "None".to_owned()) } else { (glyph, format!("{} open", notes.len())) };
    let says = if is_question {
        format!("{} on the canvas.", count(notes.len(), "question", "questions"))
    } else {
        format!("{} on the canvas without evidence.", count(notes.len(), "assumption", "assumptions"))
    };
    Line::new(Section::Canvas, about, stands, says)
}

/// Notes of a kind that are still open, those with most votes first: every question; assumptions that name no source.
fn notes(workbook: &Workbook, kind: NoteKind) -> Vec<&Note> {
    let is_open =
        |note: &&Note| note.kind == Some(kind) && (kind == NoteKind::Question || note.source.trim().is_empty());
    let mut notes: Vec<&Note> = workbook.canvas.notes.iter().filter(is_open).collect();
    notes.sort_by_key(|note| std::cmp::Reverse(note.votes));
    notes
}

fn questions(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Block {
    let notes = notes(workbook, NoteKind::Question);
    if notes.is_empty() {
        return paragraph("The canvas asks nothing that is open.").from_section(Section::Canvas);
    }
    note_table(&notes, index, numbers.table("Open questions of the canvas, most votes first."))
}

fn note_table(notes: &[&Note], index: &Index, caption: String) -> Block {
    let rows = notes.iter().map(|note| {
        let cells = vec![
            cell(format!("N-{}", note.number)),
            cell(Rich::strong(note.text.trim())),
            cell(note.block.map_or("In no block", crate::model::canvas::CanvasBlock::label)),
            cell_or(&note.author, "Nobody"),
            cell(detail::one(*note, "links", index)),
            cell(note.votes.map(words::count).unwrap_or_default()),
        ];
        row(Section::Canvas, note.id, cells)
    });
    let columns = vec![
        fitted("#"),
        column("Note", 2.2),
        column("Block", 1.0),
        column("Raised by", 0.8),
        column("About", 1.6),
        figures("Votes"),
    ];
    table(caption, columns, rows.collect()).from_section(Section::Canvas)
}

fn assumptions(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let notes = notes(workbook, NoteKind::Assumption);
    let changes = assumed_changes(workbook);
    if notes.is_empty() && changes.is_empty() {
        blocks.push(paragraph("Every assumption names where it comes from.").from_section(Section::Canvas));
    }
    if !notes.is_empty() {
        blocks.push(note_table(
            &notes,
            index,
            numbers.table("Assumptions of the canvas without a source, most votes first."),
        ));
    }
    if !changes.is_empty() {
        let columns = vec![column("What changes", 1.0), column("What is assumed", 2.4), fitted("Kind")];
        let caption = numbers.table("What is assumed about before and after.");
        blocks.push(table(caption, columns, changes).from_section(Section::Discovery));
    }
}

/// What discovery only assumes of how it is, or of how it will be.
fn assumed_changes(workbook: &Workbook) -> Vec<Row> {
    let mut rows = Vec::new();
    for change in workbook.discovery.changes.iter() {
        let sides = [("Before", change.before_kind, &change.before), ("After", change.after_kind, &change.after)];
        for (side, kind, text) in sides {
            if kind == Some(NoteKind::Assumption) && !text.trim().is_empty() {
                let cells = vec![
                    cell(Rich::strong(change.aspect.trim())),
                    cell(format!("{side}: {}", text.trim())),
                    mark(Glyph::Unmeasured, "Assumption"),
                ];
                rows.push(row(Section::Discovery, change.id, cells));
            }
        }
    }
    rows
}
