//! The release plan and monitoring in documents: conditions for going live, and what stops it.

use crate::assess::{budget, criterion};
use crate::model::discovery::GoVerdict;
use crate::model::place::Index;
use crate::model::release::{CriterionKind, Gate};
use crate::model::{Date, Id, Section, Workbook};
use crate::words;

use super::block::{Block, Rich, Row, Style};
use super::compose::{
    Numbering, bullets, cell, cell_or, column, facts, figures, fitted, heading, mark, note, paragraph, row, table,
};
use super::front::joined;
use super::{detail, metrics};

const SECTION: Section = Section::Release;

/// The stages of the rollout.
pub(super) fn stages(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let stages = &workbook.release.stages;
    if stages.is_empty() {
        return None;
    }
    let rows = stages.iter().map(|stage| {
        let dates = [stage.start.map(words::short_date), stage.end.map(words::short_date)];
        let when = match dates {
            [Some(start), Some(end)] => format!("{start} to {end}"),
            [Some(start), None] => format!("from {start}"),
            [None, Some(end)] => format!("until {end}"),
            [None, None] => String::new(),
        };
        let audience = [stage.audience.trim().to_owned(), stage.steps.join("; ")];
        let left_out = match stage.excluded.trim() {
            "" => String::new(),
            text => format!("Left out: {text}"),
        };
        let who: Vec<String> = audience.into_iter().chain([left_out]).filter(|text| !text.is_empty()).collect();
        let kind = stage.kind.map(super::super::model::release::StageKind::label).unwrap_or_default();
        let name = Rich::strong(stage.name.trim());
        let name = if kind.eq_ignore_ascii_case(stage.name.trim()) || kind.is_empty() {
            name
        } else {
            name.and(Style::Quiet, format!("\n{kind}"))
        };
        let cells = vec![
            cell(name),
            cell(stage.state.unwrap_or_default().label()),
            cell(who.join("\n")),
            cell(stage.exposure.map(|rate| words::limit(rate.fraction())).unwrap_or_default()),
            cell(when),
        ];
        row(SECTION, stage.id, cells)
    });
    let columns = vec![
        column("Stage", 1.0),
        fitted("State"),
        column("Who gets it", 2.6),
        figures("Exposure"),
        column("When", 1.2),
    ];
    Some(table(numbers.table("Rollout."), columns, rows.collect()).from_section(SECTION))
}

/// Each gate with its criteria and decisions. A criterion on findings is judged as of the same day as the open findings.
pub(super) fn gates(workbook: &Workbook, index: &Index, today: Option<Date>, numbers: &mut Numbering) -> Vec<Block> {
    let mut blocks = Vec::new();
    let blocked = criterion::blocked(workbook, today); // once for all gates
    for gate in workbook.release.gates.iter() {
        let date = gate.date.map(|date| format!(", {}", words::date(date))).unwrap_or_default();
        blocks.push(heading(2, format!("RG-{} {}{date}", gate.number, gate.name.trim())).from_item(SECTION, gate.id));
        if let Some(stage) = gate.opens {
            blocks.push(note(format!("Opens {}.", index.words(stage))));
        }
        if !gate.criteria.is_empty() {
            blocks.push(criteria(workbook, gate, blocked, (index, numbers)));
        }
        let decisions = gate.decisions.iter().map(|decision| {
            let verdict = decision.verdict.map_or("No decision", GoVerdict::label);
            let date = decision.date.map(|date| format!(", {}", words::date(date))).unwrap_or_default();
            let by = if decision.by.trim().is_empty() { String::new() } else { format!(", {}", decision.by.trim()) };
            let then =
                decision.state_then.iter().map(|line| line.trim().trim_end_matches('.')).collect::<Vec<_>>().join("; ");
            let then = if then.is_empty() {
                String::new()
            } else {
                format!(" Verdicts of the day: {}", words::sentence(&then))
            };
            Rich::strong(format!("{verdict}{date}{by}. "))
                .then(words::sentence(&decision.reason))
                .and(Style::Quiet, then)
        });
        let decisions: Vec<Rich> = decisions.collect();
        if !decisions.is_empty() {
            blocks.push(bullets(decisions).from_item(SECTION, gate.id));
        }
        if !gate.required_roles.is_empty() {
            blocks.push(note(format!("Sign-offs needed: {}.", words::roles(&gate.required_roles))));
        }
    }
    blocks
}

fn criteria(workbook: &Workbook, gate: &Gate, blocked: bool, (index, numbers): (&Index, &mut Numbering)) -> Block {
    let rows = gate.criteria.iter().map(|criterion| {
        let kind = criterion.kind.map(CriterionKind::label).unwrap_or_default();
        let mut text = Rich::plain(criterion.statement.trim());
        if let Some(item) = criterion.item {
            text = text.and(Style::Quiet, format!("\n{}", index.words(item)));
            let basis = basis(workbook, item).map(|basis| format!(": {basis}"));
            text = text.and(Style::Quiet, basis.unwrap_or_default());
        }
        if !criterion.practices.is_empty() {
            text = text.and(Style::Quiet, format!("\n{}", criterion.practices.join(", ")));
        }
        let noted = [
            criterion.answered_by.trim().to_owned(),
            criterion.answered.map(words::short_date).unwrap_or_default(),
            criterion.note.trim().to_owned(),
        ];
        let noted: Vec<String> = noted.into_iter().filter(|part| !part.is_empty()).collect();
        Row {
            cells: vec![cell(kind), cell(text), cell(noted.join(", ")), {
                let standing = criterion::standing(workbook, criterion, blocked);
                mark(metrics::glyph(standing), standing.label())
            }],
            anchor: String::new(),
            source: None,
        }
    });
    let columns = vec![fitted("Kind"), column("Criterion", 1.7), column("Said by, note", 1.2), fitted("Verdict now")];
    let caption = numbers.table(&format!("Criteria of RG-{}.", gate.number));
    table(caption, columns, rows.collect()).from_item(SECTION, gate.id)
}

/// What the verdict on a linked budget or metric rests on: value, sample, origin and date, so that a reader sees when data
/// from another stage stands in.
fn basis(workbook: &Workbook, item: Id) -> Option<String> {
    if let Some(budget) = workbook.budgets.budgets.find(item) {
        let state = budget::state(budget);
        let measured = state.measured?;
        let latest = budget::usable(budget).last().copied()?;
        let origin = latest.origin.map(|origin| origin.label().to_lowercase()).unwrap_or_default();
        let of = format!("{} of {}", words::percent(measured.rate), words::count(state.trials));
        return Some(joined(&[&of, &origin, &latest.date.map(words::short_date).unwrap_or_default()], ", "));
    }
    let metric = workbook.metrics.metrics.find(item)?;
    let latest = metric.latest()?;
    let value = words::measured(latest.value?.get(), metric.unit);
    let origin = latest.origin.map(|origin| origin.label().to_lowercase()).unwrap_or_default();
    Some(joined(&[&value, &origin, &latest.date.map(words::short_date).unwrap_or_default()], ", "))
}

/// Scope, kill switch, rollback, incidents, human review.
pub(super) fn safeguards(workbook: &Workbook, index: &Index) -> Vec<Block> {
    // stages and gates have tables of their own, stop-ship criteria a list
    const TOLD: &[&str] = &["stages", "gates", "stop_ship"];
    let release = &workbook.release;
    let mut blocks = Vec::new();
    let pairs = detail::answers(&**release, index, TOLD);
    if !pairs.is_empty() {
        blocks.push(facts(pairs).from_section(SECTION));
    }
    if !release.stop_ship.is_empty() {
        blocks.push(paragraph("The release stops at once if one of these happens:").from_section(SECTION));
        blocks.push(
            bullets(release.stop_ship.iter().map(|line| Rich::plain(words::sentence(line))).collect())
                .from_section(SECTION),
        );
    }
    blocks
}

/// The monitoring signals.
pub(super) fn signals(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let signals = &workbook.monitoring.signals;
    if signals.is_empty() {
        return None;
    }
    let rows = signals.iter().map(|signal| {
        let latest = signal.observations.iter().filter(|seen| seen.value.is_some()).max_by_key(|seen| seen.date);
        let now = latest.map(|seen| {
            let value = seen.value.map(|value| words::measured(value.get(), signal.unit)).unwrap_or_default();
            let alerted = if seen.alerted { Rich::alert(format!("{value}, alert")) } else { Rich::plain(value) };
            alerted
                .and(Style::Quiet, seen.date.map(|date| format!("\n{}", words::short_date(date))).unwrap_or_default())
        });
        let cells = vec![
            cell(signal.kind.map(super::super::model::monitoring::DriftKind::label).unwrap_or_default()),
            cell(Rich::strong(signal.name.trim())),
            cell_or(&signal.threshold, "Not set"),
            cell(now.unwrap_or_else(|| Rich::quiet("No data"))),
            cell_or(&signal.owner, "Nobody"),
        ];
        row(Section::Monitoring, signal.id, cells)
    });
    let columns =
        vec![fitted("Drift"), column("Signal", 1.6), column("Threshold", 1.6), fitted("Now"), column("Owner", 1.0)];
    Some(table(numbers.table("Monitoring signals."), columns, rows.collect()).from_section(Section::Monitoring))
}

/// Retraining, and where incidents go.
pub(super) fn retraining(workbook: &Workbook, index: &Index) -> Vec<Block> {
    let pairs = detail::answers(&*workbook.monitoring, index, &["signals"]);
    if pairs.is_empty() { Vec::new() } else { vec![facts(pairs).from_section(Section::Monitoring)] }
}

/// Every value of every signal.
pub(super) fn observations(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let mut rows = Vec::new();
    for signal in workbook.monitoring.signals.iter() {
        let mut seen: Vec<_> = signal.observations.iter().collect();
        seen.sort_by_key(|seen| seen.date);
        for seen in seen {
            let cells = vec![
                cell(signal.name.trim()),
                cell(seen.date.map(words::short_date).unwrap_or_default()),
                cell(seen.value.map(|value| words::measured(value.get(), signal.unit)).unwrap_or_default()),
                cell(if seen.alerted { Rich::alert("Alert") } else { Rich::default() }),
                cell(seen.note.trim()),
            ];
            rows.push(row(Section::Monitoring, signal.id, cells));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let columns =
        vec![column("Signal", 1.4), fitted("Date"), figures("Value"), fitted("Alert"), column("What was done", 2.0)];
    Some(table(numbers.table("Values of the signals."), columns, rows).from_section(Section::Monitoring))
}

/// Each signal in full.
pub(super) fn signals_in_full(workbook: &Workbook, index: &Index) -> Vec<Block> {
    let signals = workbook.monitoring.signals.iter();
    signals
        .flat_map(|signal| {
            let head = heading(3, format!("S-{} {}", signal.number, signal.name.trim()))
                .from_item(Section::Monitoring, signal.id);
            let body = note(detail::run_in(signal, index, &["name", "observations"]))
                .from_item(Section::Monitoring, signal.id);
            [head, body]
        })
        .collect()
}
