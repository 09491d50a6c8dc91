//! The release plan: whether the next gate would pass and what it lacks, what the first release holds, who gets it when, what must
//! be true before, what stops it, and what was decided.

use crate::assess::findings;
use crate::assess::readiness::gate::{self, GateState, Verdict};
use crate::assess::readiness::sentence;
use crate::model::metrics::MetricLayer;
use crate::model::place::Index;
use crate::model::release::StageState;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Glyph, Report, Rich, Tone};
use super::compose::{Numbering, bullets, heading, note, paragraph};
use super::executive::{self, Line};
use super::{Document, Edition, budgets, detail, front, metrics, release, reviews};

const SECTION: Section = Section::Release;

/// Builds the release plan.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::ReleasePlan, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let judged = release::judged(workbook, edition);
    let next = gate::next(&judged).and_then(|at| judged.get(at));
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::ReleasePlan, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(standing(workbook, next, today));
    blocks.push(executive::block(at_a_glance(workbook, next, &index, today), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    next_gate(workbook, next, &index, today, (&mut numbers, blocks));
    rollout(workbook, (&judged, &index), today, (&mut numbers, blocks));
    if_it_goes_wrong(workbook, &index, &mut numbers, blocks);
    blocks.push(numbers.section("Decisions taken", "decisions"));
    blocks.push(
        release::decisions(workbook, &mut numbers)
            .unwrap_or_else(|| paragraph("Nothing was decided yet.").from_section(SECTION)),
    );
    blocks.push(numbers.section("Sign-off", "sign-off"));
    blocks.extend(reviews::signatures(workbook));
    report.blocks.extend(front::made_from(edition));
    report
}

/// Whether it is ready for the next gate, in the words of the overview.
fn standing(workbook: &Workbook, next: Option<&GateState>, today: Option<Date>) -> Block {
    let planned = !workbook.release.gates.is_empty();
    let tone = match next.map(|gate| gate.verdict) {
        Some(Verdict::WouldNotPass) => Tone::Blocker,
        Some(Verdict::WouldPass | Verdict::Passed) => Tone::Good,
        Some(Verdict::NotJudged) => Tone::Warning,
        None => {
            if planned {
                Tone::Good
            } else {
                Tone::Warning
            }
        }
    };
    let (title, text) = match (today, next) {
        (Some(today), _) => {
            let said = sentence::of(workbook, &findings::blockers(workbook, Some(today)), next, today);
            (said.headline, said.detail)
        }
        (None, Some(gate)) => (
            format!("{} {}.", words::capitalized(&sentence::called(gate)), gate.verdict.label()),
            release::met(gate) + ".",
        ),
        (None, None) if planned => ("Every gate is passed.".to_owned(), String::new()),
        (None, None) => ("Nothing planned yet.".to_owned(), String::new()),
    };
    Block::new(Body::Callout { tone, title, text: Rich::plain(text) }).from_section(SECTION)
}

fn at_a_glance(workbook: &Workbook, next: Option<&GateState>, index: &Index, today: Option<Date>) -> Vec<Line> {
    let mut lines = next_gate_lines(next, today);
    lines.push(blockers(workbook, today));
    lines.push(stage_now(workbook));
    lines.push(kill_switch(workbook, index));
    lines.push(rollback(workbook, index));
    let judged = budgets::judged(workbook);
    if !judged.is_empty() {
        let worst = executive::worst(judged.iter().map(|one| one.state.verdict));
        lines.push(Line::new(Section::Budgets, "Budgets", worst, budgets::sentence(&judged)));
    }
    lines
}

/// The next gate with the signatures that it lacks.
pub(super) fn next_gate_lines(next: Option<&GateState>, today: Option<Date>) -> Vec<Line> {
    match next {
        None => vec![Line::new(SECTION, "Next gate", (Glyph::NotApplicable, "None"), "No gate is left to pass.")],
        Some(gate) => gate_lines(gate, today),
    }
}

fn gate_lines(gate: &GateState, today: Option<Date>) -> Vec<Line> {
    let date = gate.date.map_or_else(|| ", without a date".to_owned(), |date| format!(", {}", words::date(date)));
    let from_now = gate.date.zip(today).map(|(date, today)| format!(", {}", words::from_now(date, today)));
    let says = format!("{}{date}{}. {}.", gate.cited(), from_now.unwrap_or_default(), release::met(gate));
    let (mark, signed) = match gate.missing_roles.as_slice() {
        [] => ((Glyph::Done, "Complete"), "No signature is missing for it.".to_owned()),
        roles => ((Glyph::NotStarted, "Missing"), format!("{}.", words::roles(roles))),
    };
    vec![
        Line::new(SECTION, "Next gate", release::stands(gate.verdict), says),
        Line::new(Section::Reviews, "Sign-offs", mark, signed),
    ]
}

/// How many findings stand in the way of any release.
pub(super) fn blockers(workbook: &Workbook, today: Option<Date>) -> Line {
    let open = findings::blockers(workbook, today).iter().filter(|finding| finding.is_open()).count();
    let (mark, says) = match open {
        0 => ((Glyph::Within, "None"), "No blocker is open.".to_owned()),
        1 => ((Glyph::Blocker, "In the way"), "One blocker is open.".to_owned()),
        several => {
            let said = format!("{} blockers are open.", words::capitalized(&words::spelled(several)));
            ((Glyph::Blocker, "In the way"), said)
        }
    };
    Line::new(Section::Reviews, "Blockers", mark, says)
}

fn kill_switch(workbook: &Workbook, index: &Index) -> Line {
    let release = &*workbook.release;
    let (mark, says) = if detail::is_missing(release, "kill_switch") {
        ((Glyph::Exceeded, "None"), detail::or_alert(release, "kill_switch", index, "Nobody has said who can stop it."))
    } else if detail::is_missing(release, "kill_switch_drill") {
        ((Glyph::AtRisk, "Not tried"), detail::or_alert(release, "kill_switch_drill", index, "No drill is noted."))
    } else {
        ((Glyph::Done, "Tried"), detail::one(release, "kill_switch_drill", index))
    };
    Line::new(SECTION, "Kill switch", mark, says)
}

fn rollback(workbook: &Workbook, index: &Index) -> Line {
    let release = &*workbook.release;
    let (mark, says) = if detail::is_missing(release, "rollback") {
        let missing = "Nobody has said to which state it goes back.";
        ((Glyph::Exceeded, "None"), detail::or_alert(release, "rollback", index, missing))
    } else if detail::is_missing(release, "rollback_rehearsed") {
        let says = detail::or_alert(release, "rollback_rehearsed", index, "No rehearsal is noted.");
        ((Glyph::AtRisk, "Not rehearsed"), says)
    } else {
        ((Glyph::Done, "Rehearsed"), detail::one(release, "rollback_rehearsed", index))
    };
    Line::new(SECTION, "Rollback", mark, says)
}

/// The stage that it is in.
fn stage_now(workbook: &Workbook) -> Line {
    let stages = &workbook.release.stages;
    let now: Vec<_> = stages.iter().filter(|stage| stage.state == Some(StageState::Now)).collect();
    let stopped = stages.iter().any(|stage| stage.state == Some(StageState::Stopped));
    let said: Vec<String> = now
        .iter()
        .map(|stage| {
            let exposure = stage.exposure.map(|rate| format!(", {} of cases", words::limit(rate.fraction())));
            format!("{}{}", stage.name.trim(), exposure.unwrap_or_default())
        })
        .collect();
    let mark = match (now.is_empty(), stopped) {
        (_, true) => (Glyph::Exceeded, "Stopped"),
        (false, _) => (Glyph::InProgress, "Running"),
        (true, false) => (Glyph::NotStarted, "Not started"),
    };
    let says = match (stages.is_empty(), said.as_slice()) {
        (true, _) => Rich::alert("No stage is planned."),
        (false, []) => Rich::plain("No stage is running."),
        (false, said) => Rich::plain(format!("{}.", words::roles(said))),
    };
    Line::new(SECTION, "Stage", mark, says)
}

fn next_gate(
    workbook: &Workbook,
    next: Option<&GateState>,
    index: &Index,
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    blocks.push(numbers.section("What the next gate lacks", "next-gate"));
    let Some(gate) = next else {
        let planned = !workbook.release.gates.is_empty();
        blocks.push(if planned {
            paragraph("Every gate is passed.").from_section(SECTION)
        } else {
            missing("No gate is planned.")
        });
        return;
    };
    let lacks = release::lacks(workbook, gate, today, index);
    let head = format!("{} {}: {}.", gate.cited(), gate.verdict.label(), release::met(gate).to_lowercase());
    blocks.push(paragraph(Rich::strong(head)).from_item(SECTION, gate.id));
    if lacks.is_empty() {
        let nothing = if gate.criteria.is_empty() { "It has no criteria." } else { "Nothing stands in its way." };
        blocks.push(paragraph(nothing).from_item(SECTION, gate.id));
    } else {
        blocks.push(bullets(lacks).from_item(SECTION, gate.id));
    }
}

fn rollout(
    workbook: &Workbook,
    (judged, index): (&[GateState], &Index),
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    blocks.push(numbers.section("What the first release holds", "scope"));
    blocks.push(
        release::scope(workbook, index)
            .unwrap_or_else(|| missing("Nobody has said what the first release holds, and what it does not.")),
    );
    blocks.push(numbers.section("Who gets it, and when", "rollout"));
    blocks.push(
        release::stages_with_gates(workbook, judged, numbers)
            .unwrap_or_else(|| missing("No stage is planned: everybody would get it at once.")),
    );
    blocks.push(numbers.section("What must be true before", "gates"));
    if judged.is_empty() {
        blocks.push(missing("No gate is planned: nothing has to be true before it goes live."));
    }
    blocks.extend(release::gates_at_a_glance(workbook, judged, index, numbers));
    blocks.extend(release::gates_undecided(workbook, index, today, numbers));
}

fn if_it_goes_wrong(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("If it goes wrong", "wrong"));
    let wrong = release::if_it_goes_wrong(workbook, index);
    if wrong.is_empty() {
        blocks.push(missing("Nothing is written down: no kill switch, no rollback, no playbook."));
    }
    blocks.extend(wrong);
    if let Some(guardrails) = metrics::of_layer(workbook, MetricLayer::Guardrail, numbers) {
        blocks.push(heading(2, "Guardrails"));
        blocks.push(guardrails);
    }
}

fn missing(text: &str) -> Block {
    note(Rich::alert(text)).from_section(SECTION)
}
