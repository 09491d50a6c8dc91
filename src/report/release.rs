//! The release plan in documents: what the first release holds, who gets it when, the conditions for going live, and what stops it.

use crate::assess::metric::Standing;
use crate::assess::readiness::gate::{self, GateState};
use crate::assess::readiness::signatures::Lack;
use crate::assess::{budget, criterion, findings};
use crate::model::discovery::GoVerdict;
use crate::model::place::Index;
use crate::model::release::{CriterionKind, Gate, GateDecision};
use crate::model::{Date, Id, Record as _, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Cell, Glyph, Rich, Row, Style};
use super::compose::{
    Numbering, bullets, cell, cell_of, column, facts, figures, fitted, heading, mark, note, paragraph, row, table,
};
use super::front::joined;
use super::{Edition, detail, discovery, front, metrics};

const SECTION: Section = Section::Release;

/// The stages of the rollout.
pub(super) fn stages(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    lane(workbook, None, numbers)
}

/// The stages of the rollout, with the gates that open each, as they stand now.
pub(super) fn stages_with_gates(workbook: &Workbook, judged: &[GateState], numbers: &mut Numbering) -> Option<Block> {
    lane(workbook, Some(judged), numbers)
}

fn lane(workbook: &Workbook, judged: Option<&[GateState]>, numbers: &mut Numbering) -> Option<Block> {
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
        let mut cells = vec![
            cell(name),
            cell(stage.state.unwrap_or_default().label()),
            cell(who.join("\n")),
            cell(stage.exposure.map(|rate| words::limit(rate.fraction())).unwrap_or_default()),
            cell(when),
        ];
        cells.extend(judged.map(|judged| opened_by(workbook, judged, stage.id)));
        row(SECTION, stage.id, cells)
    });
    let mut columns = vec![
        column("Stage", 1.0),
        fitted("State"),
        column("Who gets it", 2.6),
        figures("Exposure"),
        column("When", 1.2),
    ];
    columns.extend(judged.map(|_| column("Opened by", 1.0)));
    Some(table(numbers.table("Rollout."), columns, rows.collect()).from_section(SECTION))
}

/// The gates that open a stage, each with where it stands.
fn opened_by(workbook: &Workbook, judged: &[GateState], stage: Id) -> Cell {
    let opens =
        |state: &&GateState| workbook.release.gates.find(state.id).is_some_and(|gate| gate.opens == Some(stage));
    let gates: Vec<_> = judged.iter().filter(opens).collect();
    match gates.as_slice() {
        [] => cell(Rich::alert("No gate")),
        [one] => {
            let (glyph, word) = stands(one.verdict);
            mark(glyph, format!("RG-{} {}", one.number, word.to_lowercase()))
        }
        several => {
            let said = several.iter().map(|one| format!("RG-{} {}", one.number, one.verdict.label()));
            cell(said.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Each gate with its criteria and decisions. A criterion on findings is judged as of the same day as the open findings.
pub(super) fn gates(workbook: &Workbook, index: &Index, today: Option<Date>, numbers: &mut Numbering) -> Vec<Block> {
    gates_with(workbook, index, today, (numbers, true))
}

/// Each gate with its criteria, for where decisions stand in a table of their own.
pub(super) fn gates_undecided(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    numbers: &mut Numbering,
) -> Vec<Block> {
    gates_with(workbook, index, today, (numbers, false))
}

fn gates_with(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    (numbers, decided): (&mut Numbering, bool),
) -> Vec<Block> {
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
        let decisions: Vec<Rich> = gate.decisions.iter().map(decision_words).collect();
        if decided && !decisions.is_empty() {
            blocks.push(bullets(decisions).from_item(SECTION, gate.id));
        }
        if !gate.required_roles.is_empty() {
            blocks.push(note(format!("Sign-offs needed: {}.", words::roles(&gate.required_roles))));
        }
    }
    blocks
}

/// A decision as a sentence: what, when, by whom, why, and what every criterion said that day.
fn decision_words(decision: &GateDecision) -> Rich {
    let verdict = decision.verdict.map_or("No decision", GoVerdict::label);
    let date = decision.date.map(|date| format!(", {}", words::date(date))).unwrap_or_default();
    let by = if decision.by.trim().is_empty() { String::new() } else { format!(", {}", decision.by.trim()) };
    Rich::strong(format!("{verdict}{date}{by}. "))
        .then(words::sentence(&decision.reason))
        .and(Style::Quiet, then(decision))
}

/// What every criterion said on the day of a decision.
fn then(decision: &GateDecision) -> String {
    let lines = decision.state_then.iter().map(|line| line.trim().trim_end_matches('.'));
    match lines.collect::<Vec<_>>().join("; ") {
        said if said.is_empty() => said,
        said => format!(" Verdicts of the day: {}", words::sentence(&said)),
    }
}

/// Every decision on a gate, the newest first; `None` if nothing was decided.
pub(super) fn decisions(workbook: &Workbook, numbers: &mut Numbering) -> Option<Block> {
    let gates = workbook.release.gates.iter();
    let mut all: Vec<_> = gates.flat_map(|gate| gate.decisions.iter().map(move |one| (gate, one))).collect();
    all.sort_by_key(|(_, decision)| std::cmp::Reverse(decision.date));
    let rows = all.iter().map(|(gate, decision)| {
        let (glyph, word) = discovery::verdict_of(decision.verdict);
        let cells = vec![
            cell(decision.date.map(words::short_date).unwrap_or_default()),
            cell(Rich::strong(format!("RG-{}", gate.number)).and(Style::Quiet, format!("\n{}", gate.name.trim()))),
            mark(glyph, word),
            cell_of(*decision, "by", "Nobody"),
            cell(Rich::plain(words::sentence(&decision.reason)).and(Style::Quiet, then(decision))),
        ];
        row(SECTION, gate.id, cells)
    });
    let columns =
        vec![fitted("Date"), column("Gate", 1.0), fitted("Decision"), column("By", 0.8), column("Reason", 2.6)];
    let caption = "Decisions taken, the newest first.";
    (!all.is_empty()).then(|| table(numbers.table(caption), columns, rows.collect()).from_section(SECTION))
}

/// Every gate as it stands on the day of an edition.
pub(super) fn judged(workbook: &Workbook, edition: &Edition) -> Vec<GateState> {
    let blockers = findings::blockers(workbook, front::as_of(workbook, edition));
    gate::states_with(workbook, &blockers, &edition.standings)
}

/// The sign and the words of where a gate stands.
pub(super) fn stands(verdict: gate::Verdict) -> (Glyph, String) {
    let glyph = match verdict {
        gate::Verdict::Passed => Glyph::Done,
        gate::Verdict::WouldPass => Glyph::Within,
        gate::Verdict::WouldNotPass => Glyph::Exceeded,
        gate::Verdict::NotJudged => Glyph::Question,
    };
    (glyph, words::capitalized(verdict.label()))
}

/// How many criteria are met: `3 of 9 met`.
pub(super) fn met(gate: &GateState) -> String {
    match gate.criteria.len() {
        0 => "No criteria".to_owned(),
        all => format!("{} of {all} met", gate.met()),
    }
}

/// Every gate in a line: what it opens, when, and how much of it is met; `None` without a gate.
pub(super) fn gates_at_a_glance(
    workbook: &Workbook,
    judged: &[GateState],
    index: &Index,
    numbers: &mut Numbering,
) -> Option<Block> {
    let rows = judged.iter().map(|state| {
        let opens = workbook.release.gates.find(state.id).and_then(|gate| gate.opens);
        let (glyph, word) = stands(state.verdict);
        let cells = vec![
            cell(Rich::strong(state.cited())),
            cell(opens.map(|stage| index.words(stage)).unwrap_or_default()),
            state.date.map_or_else(|| cell(Rich::alert("No date")), |date| cell(words::short_date(date))),
            cell(met(state)),
            mark(glyph, word),
            cell(state.missing_roles.join("; ")),
        ];
        row(SECTION, state.id, cells)
    });
    let columns = vec![
        column("Gate", 1.4),
        column("Opens", 0.9),
        fitted("Decided on"),
        fitted("Criteria"),
        fitted("Stands"),
        column("Sign-offs missing", 1.3),
    ];
    let caption = "Gates, as they stand now.";
    (!judged.is_empty()).then(|| table(numbers.table(caption), columns, rows.collect()).from_section(SECTION))
}

/// What stands between now and a gate: unmet criteria, the worst first, then blockers, then missing signatures.
pub(super) fn lacks(workbook: &Workbook, state: &GateState, today: Option<Date>, index: &Index) -> Vec<Rich> {
    let mut unmet: Vec<_> = state.unmet().collect();
    unmet.sort_by_key(|criterion| match criterion.standing {
        Standing::NotMet => 0,
        Standing::AtRisk => 1,
        Standing::NoAnswer => 2,
        Standing::Unproven => 3,
        Standing::Met => 4,
    });
    let criteria = unmet.into_iter().map(|criterion| {
        let label = format!("{}. ", criterion.standing.label());
        let rests = criterion.item.and_then(|item| basis(workbook, item));
        let rests = rests.map(|rests| format!(" Now: {}.", rests.trim_end_matches('.'))).unwrap_or_default();
        let statement = match criterion.statement.as_str() {
            "" => criterion.item.map_or_else(|| "A criterion without words".to_owned(), |item| index.words(item)),
            statement => statement.to_owned(),
        };
        Rich::strong(label).then(words::sentence(&statement)).and(Style::Quiet, rests)
    });
    let blockers = findings::blockers(workbook, today);
    let blockers = blockers.iter().filter(|finding| finding.is_open()).map(|finding| {
        let place = super::findings::place_in_line(finding, index);
        Rich::strong("Blocker. ").then(format!("{place}: {}", words::sentence(&finding.message)))
    });
    let roles = state.lacking().map(|(role, lack)| {
        let lead = match lack {
            Lack::NotSigned => "Sign-off missing. ".to_owned(),
            Lack::Stale => "Sign-off stale. ".to_owned(),
            Lack::Refused(_) => format!("{}. ", words::capitalized(&lack.words())),
            Lack::Elsewhere => "Signed for something else. ".to_owned(),
        };
        Rich::strong(lead).then(words::sentence(role))
    });
    criteria.chain(blockers).chain(roles).collect()
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
    let columns = vec![fitted("Kind"), column("Criterion", 2.0), column("Said by, note", 1.0), fitted("Verdict now")];
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

/// What has a table or a list of its own.
const TABLES: &[&str] = &["stages", "gates", "stop_ship"];
/// What the first release holds.
const SCOPE: &[&str] = &["mvp_in", "mvp_out"];

/// Scope, kill switch, rollback, incidents, human review.
pub(super) fn safeguards(workbook: &Workbook, index: &Index) -> Vec<Block> {
    told_but(workbook, index, TABLES).into_iter().chain(stop_ship(workbook)).collect()
}

/// What happens if it goes wrong: kill switch, rollback, incidents, human review, and what stops the release.
pub(super) fn if_it_goes_wrong(workbook: &Workbook, index: &Index) -> Vec<Block> {
    told_but(workbook, index, &[TABLES, SCOPE].concat()).into_iter().chain(stop_ship(workbook)).collect()
}

/// What the first release holds and what it does not; `None` if nothing is said.
pub(super) fn scope(workbook: &Workbook, index: &Index) -> Option<Block> {
    let told: Vec<&str> =
        workbook.release.fields().iter().map(|field| field.key).filter(|key| !SCOPE.contains(key)).collect();
    told_but(workbook, index, &told)
}

fn told_but(workbook: &Workbook, index: &Index, told: &[&str]) -> Option<Block> {
    let pairs = detail::answers(&*workbook.release, index, told);
    (!pairs.is_empty()).then(|| facts(pairs).from_section(SECTION))
}

/// What stops the release at once.
pub(super) fn stop_ship(workbook: &Workbook) -> Vec<Block> {
    let lines = &workbook.release.stop_ship;
    if lines.is_empty() {
        return Vec::new();
    }
    let lines = lines.iter().map(|line| Rich::plain(words::sentence(line)));
    let together = vec![
        paragraph("The release stops at once if one of these happens:").from_section(SECTION),
        bullets(lines.collect()).from_section(SECTION),
    ];
    vec![Block::new(Body::Together(together)).from_section(SECTION)]
}
