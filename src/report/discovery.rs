//! Discovery in documents: the decision that gets better, the hypothesis with its figure, what the feasibility sprint found, what
//! it is worth, and how far each stage was judged.

use crate::assess::change;
use crate::model::canvas::NoteKind;
use crate::model::discovery::{Discovery, FeasibilityCheck, GoVerdict, StageVerdict};
use crate::model::place::Index;
use crate::model::{Record, Section, Workbook};
use crate::words;

use super::block::{Block, Cell, Glyph, Rich, Row, Style};
use super::compose::{
    Numbering, cell, cell_due, cell_of, column, facts, fitted, heading, mark, note, paragraph, row, source, table,
};
use super::detail;

const SECTION: Section = Section::Discovery;

/// The parts of the hypothesis, which a sentence or a list says.
const HYPOTHESIS: &[&str] = &[
    "subject",
    "improvement",
    "for_whom",
    "because",
    "measure",
    "measure_before",
    "measure_after",
    "known_by",
    "evidence_of_success",
];

/// The four quarters of the sprint.
const SPRINT: &[&str] = &["data_check", "baseline_check", "evaluation_check", "risk_check"];

/// The three stages.
const STAGES: &[&str] = &["feasibility", "viability", "scalability"];

/// What has a place of its own.
const TOLD: &[&str] = &["decision", "changes", "hypothesis"];

/// The decision that gets better, what changes for whom, and the hypothesis with the figure that will show it.
pub(super) fn problem(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let discovery = &workbook.discovery;
    let mut blocks = vec![or_missing(discovery, "decision", index, "No decision is named that shall get better.")];
    blocks.extend(changes(discovery, numbers));
    blocks.push(heading(2, "The hypothesis, and how we will know"));
    let sentence = discovery.sentence().map(Rich::plain);
    let hypothesis = detail::one(&**discovery, "hypothesis", index);
    blocks.push(match (hypothesis.is_blank(), sentence) {
        (true, Some(sentence)) => paragraph(sentence),
        _ => or_missing(discovery, "hypothesis", index, "No hypothesis is stated: nothing could prove it wrong."),
    });
    let mut parts = detail::answers(&**discovery, index, &[TOLD, SPRINT, STAGES, WORTH].concat());
    let order = |label: &str| {
        let key = discovery.fields().iter().find(|field| field.label == label).map(|field| field.key);
        HYPOTHESIS.iter().position(|wanted| Some(*wanted) == key).unwrap_or(HYPOTHESIS.len())
    };
    parts.sort_by_key(|(label, _)| order(label));
    if !parts.is_empty() {
        blocks.push(facts(parts));
    }
    if discovery.evidence_of_success.trim().is_empty() && discovery.marks.get("evidence_of_success").is_none() {
        blocks.push(paragraph(Rich::alert("Nobody has said which observation would prove it right or wrong.")));
    }
    blocks.into_iter().map(|block| if block.source.is_none() { block.from_section(SECTION) } else { block }).collect()
}

/// The before and after table; `None` without a change.
fn changes(discovery: &Discovery, numbers: &mut Numbering) -> Option<Block> {
    if discovery.changes.is_empty() {
        return None;
    }
    let kind = |kind: Option<NoteKind>| kind.map(|kind| format!("\n{}", kind.label())).unwrap_or_default();
    let rows = discovery.changes.iter().map(|change| {
        let side = |key, of| match cell_of(change, key, "Not said") {
            Cell::Text(text) => Cell::Text(text.and(Style::Quiet, kind(of))),
            other => other,
        };
        let cells = vec![
            cell(Rich::strong(change.aspect.trim())),
            side("before", change.before_kind),
            side("after", change.after_kind),
            cell(change::between(&change.before, &change.after).unwrap_or_default()),
        ];
        row(SECTION, change.id, cells)
    });
    let columns = vec![column("What changes", 1.0), column("Before", 1.6), column("After", 1.6), fitted("Difference")];
    let caption = format!("Before and after. {}.", change::assumed(&discovery.changes));
    Some(table(numbers.table(&caption), columns, rows.collect()).from_section(SECTION))
}

/// The four questions about what it is worth.
const WORTH: &[&str] = &["human_cost", "enough_data", "valuable_accuracy", "cost_of_errors"];

/// What it is worth: the four validation questions with their answers. Blanks are said.
pub(super) fn worth(workbook: &Workbook, index: &Index) -> Block {
    let discovery = &workbook.discovery;
    let answers = WORTH.iter().filter_map(|key| {
        let field = discovery.fields().iter().find(|field| field.key == *key)?;
        let answer = detail::one(&**discovery, key, index);
        Some((field.label, if answer.is_blank() { Rich::alert("No answer.") } else { answer }))
    });
    facts(answers.collect()).from_section(SECTION)
}

/// What the feasibility sprint found, the worst verdict first.
pub(super) fn sprint(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Block {
    let discovery = &workbook.discovery;
    let checks = [&discovery.data_check, &discovery.baseline_check, &discovery.evaluation_check, &discovery.risk_check];
    let mut quarters: Vec<(&str, &FeasibilityCheck)> = SPRINT.iter().copied().zip(checks).collect();
    quarters.sort_by_key(|(_, check)| std::cmp::Reverse(weight(check.verdict)));
    let rows = quarters.into_iter().map(|(key, check)| {
        let field = discovery.fields().iter().find(|field| field.key == key);
        let label = field.map(|field| field.label.trim_start_matches("Feasibility: ")).unwrap_or_default();
        let prompt = field.map(|field| field.prompt).unwrap_or_default();
        let mut found = or_alert(detail::one(check, "answer", index), "No answer");
        for shown in [detail::one(check, "evidence", index), detail::one(check, "links", index)] {
            if !shown.is_blank() {
                found = found.and(Style::Quiet, "\n").with(quiet(shown));
            }
        }
        let question = Rich::strong(words::capitalized(label)).and(Style::Quiet, format!("\n{prompt}"));
        let cells = vec![cell(question), cell(found), verdict_cell(check, check.verdict)];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) }
    });
    let columns =
        vec![column("Question", 1.0), column("What the sprint found, and what shows it", 2.8), fitted("Verdict")];
    table(numbers.table("Feasibility sprint, worst verdict first."), columns, rows.collect()).from_section(SECTION)
}

/// How each stage was judged, in the order of the stages.
pub(super) fn stages(workbook: &Workbook, index: &Index, numbers: &mut Numbering) -> Block {
    let discovery = &workbook.discovery;
    let all: [&StageVerdict; 3] = [&discovery.feasibility, &discovery.viability, &discovery.scalability];
    let rows = STAGES.iter().zip(all).map(|(key, stage)| {
        let field = discovery.fields().iter().find(|field| field.key == *key);
        let label = field.map(|field| field.label).unwrap_or_default();
        let prompt = field.map(|field| field.prompt).unwrap_or_default();
        let mut reason = or_alert(detail::one(stage, "reason", index), "No reason given");
        if stage.verdict.is_none() {
            let open = detail::one(stage, "verdict", index);
            reason = if open.is_blank() { reason } else { reason.then("\n").with(open) };
        }
        let by = [stage.decided_by.trim().to_owned(), stage.date.map(words::short_date).unwrap_or_default()];
        let by: Vec<String> = by.into_iter().filter(|part| !part.is_empty()).collect();
        let due = stage.due.map(|due| format!("by {}", words::short_date(due))).unwrap_or_default();
        let decided =
            Rich::plain(by.join(", ")).and(Style::Quiet, if by.is_empty() { due } else { format!("\n{due}") });
        let decided = match (decided.is_blank(), stage.verdict) {
            (true, None) => cell_due(None, None),
            _ => cell(decided),
        };
        let name = Rich::strong(label).and(Style::Quiet, format!("\n{prompt}"));
        let cells = vec![cell(name), verdict_cell(stage, stage.verdict), cell(reason), decided];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) }
    });
    let columns =
        vec![column("Stage", 1.1), fitted("Verdict"), column("Reason", 2.6), column("Decided, or to decide", 1.0)];
    table(numbers.table("How far it was judged."), columns, rows.collect()).from_section(SECTION)
}

/// The sign of a go or no-go.
pub(super) fn glyph(verdict: Option<GoVerdict>) -> Glyph {
    match verdict {
        Some(GoVerdict::Go) => Glyph::Within,
        Some(GoVerdict::Conditional) => Glyph::AtRisk,
        Some(GoVerdict::NoGo) => Glyph::Exceeded,
        None => Glyph::Question,
    }
}

/// The sign and the word of a go or no-go.
pub(super) fn verdict_of(verdict: Option<GoVerdict>) -> (Glyph, &'static str) {
    (glyph(verdict), verdict.map_or("Not judged", GoVerdict::label))
}

/// A verdict on a stage or a check; one that was marked as not applicable or unknown says so.
fn verdict_cell(record: &dyn Record, verdict: Option<GoVerdict>) -> Cell {
    match cell_of(record, "verdict", "") {
        Cell::Text(text) if verdict.is_none() && !text.is_blank() => Cell::Text(text),
        _ => {
            let (glyph, word) = verdict_of(verdict);
            mark(glyph, word)
        }
    }
}

/// The worst verdict has the most weight; a blank counts more than a go.
fn weight(verdict: Option<GoVerdict>) -> u8 {
    match verdict {
        Some(GoVerdict::NoGo) => 3,
        Some(GoVerdict::Conditional) => 2,
        None => 1,
        Some(GoVerdict::Go) => 0,
    }
}

fn or_missing(discovery: &Discovery, key: &str, index: &Index, missing: &str) -> Block {
    let said = detail::one(discovery, key, index);
    if said.is_blank() { note(Rich::alert(missing)) } else { paragraph(said) }
}

fn or_alert(text: Rich, missing: &str) -> Rich {
    if text.is_blank() { Rich::alert(missing) } else { text }
}

fn quiet(text: Rich) -> Rich {
    text.0.into_iter().fold(Rich::default(), |all, span| match span.style {
        Style::Plain => all.and(Style::Quiet, span.text),
        style => all.and(style, span.text),
    })
}
