//! The risk memo: the decision asked, what could go wrong, what is proven and what is not, and what is done about it.

use crate::assess::readiness::gate;
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Report, Rich};
use super::compose::{Numbering, bullets, facts, heading, note, paragraph};
use super::executive::{self, Line};
use super::{
    Document, Edition, budgets, checklist, checklist_report, failure_modes, findings, front, impact, monitoring,
    release, release_plan, reviews, unknowns,
};

/// Builds the risk memo.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::RiskMemo, workbook, edition);
    let index = workbook.index();
    let mut numbers = Numbering::default();
    let today = front::as_of(workbook, edition);
    let blocks = &mut report.blocks;
    opening(workbook, edition, blocks);
    blocks.push(executive::block(at_a_glance(workbook, edition), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    what_could_go_wrong(workbook, today, &mut numbers, blocks);
    what_is_proven(workbook, today, &mut numbers, blocks);
    blocks.push(numbers.section("Open findings", "findings"));
    blocks.extend(findings::open(workbook, edition, &index, &mut numbers));
    conditions(workbook, &index, today, (&mut numbers, blocks));
    blocks.push(numbers.section("Monitoring and retraining", "monitoring"));
    match monitoring::signals(workbook, &mut numbers) {
        Some(signals) => blocks.push(signals),
        None => blocks.push(paragraph(Rich::alert("No signal is watched.")).from_section(Section::Monitoring)),
    }
    blocks.extend(monitoring::retraining(workbook, &index));
    blocks.push(numbers.section("Governance", "governance"));
    blocks.push(impact::questions(workbook, &index, &mut numbers));
    blocks.extend(checklist::state(workbook, &mut numbers));
    blocks.extend(checklist::open(workbook, today, &mut numbers));
    blocks.push(numbers.section("Waived findings", "waivers"));
    blocks.push(reviews::waivers(workbook, &index, today, &mut numbers));
    blocks.push(numbers.section("Open unknowns", "unknowns"));
    blocks.push(unknowns::table_of(workbook, today, &mut numbers));
    blocks.extend(unknowns::not_applicable_table(workbook, &mut numbers));
    blocks.push(numbers.section("Sign-off", "sign-off"));
    blocks.extend(reviews::signatures(workbook));
    if !edition.withheld.annexes {
        annexes(workbook, &index, today, (&mut numbers, blocks));
    }
    report.blocks.extend(front::made_from(edition));
    report
}

fn opening(workbook: &Workbook, edition: &Edition, blocks: &mut Vec<Block>) {
    let about = &workbook.about;
    blocks.push(Block::new(Body::Title { text: Document::RiskMemo.title().to_owned(), subtitle: String::new() }));
    let from = if about.author.trim().is_empty() {
        front::joined(&[about.owner.trim(), about.owner_role.trim()], ", ")
    } else {
        about.author.trim().to_owned()
    };
    let date = edition.date.or(about.document_date).map(words::date).unwrap_or_default();
    let asked = about.decision_asked.trim();
    let asked = if asked.is_empty() { Rich::alert("No decision is asked for.") } else { Rich::strong(asked) };
    let pairs = vec![
        ("To", Rich::plain(about.audience.trim())),
        ("From", Rich::plain(from)),
        ("Date", Rich::plain(date)),
        ("Decision asked", asked),
    ];
    blocks.push(facts(pairs).from_section(Section::About));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
}

/// The figures behind the decision, each from the document that knows more.
fn at_a_glance(workbook: &Workbook, edition: &Edition) -> Vec<Line> {
    let today = front::as_of(workbook, edition);
    let gates = release::judged(workbook, edition);
    let next = gate::next(&gates).and_then(|at| gates.get(at));
    let mut lines = vec![executive::failure_modes(workbook), executive::of_budgets(&budgets::judged(workbook))];
    lines.push(release_plan::blockers(workbook, today));
    lines.extend(release_plan::next_gate_lines(next, today));
    lines.push(checklist_report::practices(workbook));
    lines
}

fn what_could_go_wrong(workbook: &Workbook, today: Option<Date>, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let modes = failure_modes::worst_first(workbook);
    blocks.push(numbers.section("What could go wrong", "risks"));
    if modes.is_empty() {
        blocks.push(paragraph(Rich::alert("No failure mode is described.")).from_section(Section::FailureModes));
        return;
    }
    blocks.push(paragraph(failure_modes::sentence(&modes)).from_section(Section::FailureModes));
    blocks.extend(
        failure_modes::silent(workbook, &modes).map(|text| paragraph(text).from_section(Section::FailureModes)),
    );
    blocks.push(failure_modes::heat_map(&modes, numbers));
    blocks.push(failure_modes::register(workbook, &modes, numbers));
    if let Some(mitigations) = failure_modes::mitigations(&modes, today, numbers) {
        blocks.push(heading(2, "What is done about it"));
        blocks.push(mitigations);
    }
}

fn what_is_proven(workbook: &Workbook, today: Option<Date>, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let judged = budgets::judged(workbook);
    blocks.push(numbers.section("What is proven, and what is not", "budgets"));
    if judged.is_empty() {
        blocks.push(paragraph(Rich::alert("No uncertainty budget is set.")).from_section(Section::Budgets));
        return;
    }
    blocks.push(paragraph(budgets::sentence(&judged)).from_section(Section::Budgets));
    blocks.push(budgets::figure(&judged, numbers));
    blocks.push(budgets::proof_table(&judged, numbers));
    blocks.extend(budgets::cost_table(&judged, numbers));
    let open = budgets::not_proven(&judged);
    if !open.is_empty() {
        blocks.push(heading(2, "Not proven"));
        blocks.push(bullets(open).from_section(Section::Budgets));
    }
    let caveats = budgets::caveats(&judged, today);
    if !caveats.is_empty() {
        blocks.push(heading(2, "To be read with care"));
        blocks.push(bullets(caveats).from_section(Section::Budgets));
        blocks.push(note(budgets::METHODS).from_section(Section::Budgets));
    }
}

fn conditions(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    blocks.push(numbers.section("Conditions for release", "release"));
    let stages = release::stages(workbook, numbers);
    let gates = release::gates(workbook, index, today, numbers);
    let safeguards = release::safeguards(workbook, index);
    if stages.is_none() && gates.is_empty() && safeguards.is_empty() {
        blocks.push(paragraph(Rich::alert("There is no release plan.")).from_section(Section::Release));
    }
    blocks.extend(stages);
    blocks.extend(gates);
    if !safeguards.is_empty() {
        blocks.push(heading(2, "If it goes wrong"));
        blocks.extend(safeguards);
    }
}

fn annexes(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    let modes = failure_modes::worst_first(workbook);
    if !modes.is_empty() {
        blocks.push(numbers.annex("Failure modes in detail", "annex-failures"));
        blocks.extend(failure_modes::in_full(workbook, &modes, index));
    }
    let judged = budgets::judged(workbook);
    if !judged.is_empty() {
        blocks.push(numbers.annex("Budgets in detail", "annex-budgets"));
        blocks.extend(budgets::in_full(&judged, index, today));
        blocks.extend(budgets::measurements(&judged, numbers));
    }
    if !workbook.monitoring.signals.is_empty() {
        blocks.push(numbers.annex("Signals in detail", "annex-signals"));
        blocks.extend(monitoring::signals_in_full(workbook, index));
        blocks.extend(monitoring::observations(workbook, numbers));
    }
    blocks.push(numbers.annex("Checklist", "annex-checklist"));
    blocks.extend(checklist::in_full(workbook, index, numbers));
    blocks.push(numbers.annex("How risk is scored", "annex-scales"));
    blocks.extend(failure_modes::scales(numbers));
}
