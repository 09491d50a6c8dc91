//! Maturity as the last section of the roadmap: where the organization stands, what to get better at next, and where the effort goes.

use crate::assess::maturity::{self, Diagnosis};
use crate::model::maturity::{MaturityLevel, MaturitySignal, Seen};
use crate::model::place::Index;
use crate::model::{Record, Section, Workbook};
use crate::report::block::{Block, Cell, Glyph, Rich, Row, Style};
use crate::report::compose::{
    Numbering, cell, cell_of, column, facts, figures, fitted, heading, mark, note, paragraph, row, source, table,
};
use crate::report::detail;
use crate::report::executive::Line;
use crate::words;

const SECTION: Section = Section::Maturity;

/// Where the organization stands, in a line.
pub(super) fn line(workbook: &Workbook) -> Line {
    let diagnosis = maturity::diagnosis(workbook);
    let stands = match diagnosis.reached {
        _ if diagnosis.signs() == 0 => (Glyph::Question, "Not looked at"),
        None => (Glyph::NotStarted, "Below Experimental"),
        Some(level) => (Glyph::InProgress, level.label()),
    };
    let says = match diagnosis.short_of() {
        Some(short) => format!("{short}."),
        None => format!("{}.", diagnosis.stand()),
    };
    Line::new(SECTION, "Maturity", stands, says)
}

/// The section.
pub(super) fn section(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let diagnosis = maturity::diagnosis(workbook);
    blocks.push(numbers.section("Maturity, and the next upgrade", "maturity"));
    let claim = diagnosis.difference().map(|words| words.replace("You say", "The team says"));
    let mut stand = Rich::strong(format!("{}.", diagnosis.stand()));
    if let Some(claim) = claim {
        stand = stand.and(Style::Alert, format!(" {claim}"));
    }
    blocks.push(paragraph(stand).from_section(SECTION));
    let pairs = detail::answers(&*workbook.maturity, index, &told());
    if pairs.is_empty() {
        blocks.push(paragraph(Rich::alert("Nobody has said what to get better at next.")).from_section(SECTION));
    } else {
        blocks.push(facts(pairs).from_section(SECTION));
    }
    blocks.extend(missing(workbook, &diagnosis, numbers));
    blocks.extend(effort(workbook, numbers));
    blocks.extend(signs(workbook, &diagnosis, index, numbers));
}

/// Fields that have a table: the signs, and the shares of effort.
fn told() -> Vec<&'static str> {
    let shares = ["effort_", "wanted_"];
    let fields = crate::model::maturity::Maturity::FIELDS.iter().map(|field| field.key);
    fields.filter(|key| *key == "signals" || shares.iter().any(|share| key.starts_with(share))).collect()
}

/// What is missing for the next level, the best to get first.
fn missing(workbook: &Workbook, diagnosis: &Diagnosis, numbers: &mut Numbering) -> Option<Block> {
    let next = diagnosis.next?;
    let rows: Vec<Row> = diagnosis
        .missing
        .iter()
        .filter_map(|missing| Some((missing, workbook.maturity.signals.find(missing.id)?)))
        .map(|(missing, signal)| {
            let cells = vec![
                cell(Rich::strong(missing.statement.as_str())),
                cell(missing.gate.clone().unwrap_or_default()),
                cell_of(signal, "effort", "Not said"),
                cell_of(signal, "owner", "Nobody"),
                seen(signal.seen),
            ];
            row(SECTION, signal.id, cells)
        })
        .collect();
    let columns =
        vec![column("Sign", 2.2), fitted("Serves"), column("Effort", 0.8), column("Owner", 0.9), fitted("Seen")];
    let caption = format!("What is missing for {}: what serves a gate first, then what takes least.", next.label());
    (!rows.is_empty()).then(|| table(numbers.table(&caption), columns, rows).from_section(SECTION))
}

fn seen(seen: Option<Seen>) -> Cell {
    match seen.unwrap_or_default() {
        Seen::NotSeen => mark(Glyph::NotStarted, "Not seen"),
        Seen::Partly => mark(Glyph::InProgress, "Partly"),
        Seen::Seen => mark(Glyph::Done, "Seen"),
    }
}

/// Where the effort goes, and where it should go.
fn effort(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let maturity = &workbook.maturity;
    let efforts = maturity::efforts(maturity);
    let marked = |key: &str| maturity.marks.get(key).map(|mark| Cell::Text(detail::marked(mark)));
    let share = |value: Option<f64>, key: &str| match (value, marked(key)) {
        (Some(value), _) => cell(words::limit(value)),
        (None, Some(marked)) => marked,
        (None, None) => cell(Rich::quiet("–")),
    };
    let is_set = efforts.iter().any(|effort| {
        effort.now.is_some() || effort.wanted.is_some() || marked(effort.keys.0).or(marked(effort.keys.1)).is_some()
    });
    if !is_set {
        return None;
    }
    let rows = efforts.iter().map(|effort| {
        let more = match (effort.now, effort.wanted) {
            (Some(now), Some(wanted)) if wanted > now => format!("{} more", words::limit(wanted - now)),
            (Some(now), Some(wanted)) if wanted < now => format!("{} less", words::limit(now - wanted)),
            (Some(_), Some(_)) => "as it is".to_owned(),
            _ => String::new(),
        };
        let cells = vec![
            cell(Rich::strong(effort.label)),
            share(effort.now, effort.keys.0),
            share(effort.wanted, effort.keys.1),
            cell(more),
        ];
        Row { cells, anchor: String::new(), source: Some(source(SECTION, None)) }
    });
    let columns =
        vec![column("Effort", 1.6), figures("Now"), figures("Wanted"), column("Change, in points of the whole", 1.4)];
    Some(table(numbers.table("Where the effort goes."), columns, rows.collect()).from_section(SECTION))
}

/// Every sign by level, with what people saw and what the workbook itself shows.
fn signs(workbook: &Workbook, diagnosis: &Diagnosis, index: &Index, numbers: &mut Numbering) -> Vec<Block> {
    let levels = MaturityLevel::ALL.iter().map(|level| Some(*level)).chain([None]);
    let mut blocks = Vec::new();
    for level in levels {
        let signals: Vec<&MaturitySignal> =
            workbook.maturity.signals.iter().filter(|signal| signal.level == level).collect();
        if signals.is_empty() {
            continue;
        }
        let name = level.map_or("Signs without a level", MaturityLevel::label);
        blocks.push(heading(2, name));
        let state = level.and_then(|level| diagnosis.level(level));
        if let Some(state) = state {
            blocks.push(note(format!("{} of {} seen, {} in part.", state.seen, state.of, state.partly)));
        }
        let rows = signals.iter().map(|signal| sign(signal, diagnosis, index)).collect();
        let columns = vec![column("Sign", 1.4), fitted("Seen"), column("Evidence", 1.6)];
        blocks.push(
            table(numbers.table(&format!("Signs: {}.", name.to_lowercase())), columns, rows).from_section(SECTION),
        );
    }
    blocks
}

fn sign(signal: &MaturitySignal, diagnosis: &Diagnosis, index: &Index) -> Row {
    let mut rest = detail::run_in(signal, index, &["statement", "level", "seen"]);
    if let Some(found) = diagnosis.evidence_of(signal.id) {
        let style = if found.contradicts(signal.seen) { Style::Alert } else { Style::Quiet };
        let lead = if rest.is_blank() { "" } else { "\n" };
        rest = rest.and(style, format!("{lead}The workbook: {}", found.words));
    }
    row(SECTION, signal.id, vec![cell(Rich::strong(signal.title())), seen(signal.seen), cell(rest)])
}
