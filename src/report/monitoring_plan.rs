//! The monitoring and incident plan: what fires now, what is watched by whom, what happens when a budget is used up or an incident
//! comes, and how the model is retrained.

use crate::assess::budget::Verdict;
use crate::assess::risk;
use crate::assess::signal::{self, State};
use crate::model::mark::Mark;
use crate::model::monitoring::DriftKind;
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Glyph, Report, Rich, Tone};
use super::compose::{Numbering, facts, heading, note, paragraph};
use super::executive::{self, Line};
use super::monitoring::Watched;
use super::{Document, Edition, budgets, detail, findings, front, monitoring, release};

const SECTION: Section = Section::Monitoring;

/// Builds the monitoring and incident plan.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::MonitoringPlan, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let watched = monitoring::watched(workbook, today);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::MonitoringPlan, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(standing(&watched));
    blocks.push(executive::block(at_a_glance(workbook, &watched), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    blocks.push(numbers.section("What asks for somebody now", "now"));
    blocks.push(
        monitoring::asks_for_somebody(&watched, &mut numbers)
            .unwrap_or_else(|| paragraph("Nothing fires, and nothing is late.").from_section(SECTION)),
    );
    blocks.extend(findings::table_in(
        workbook,
        &index,
        today,
        (&[SECTION], "What the checker found about monitoring, worst first.", &mut numbers),
    ));
    blocks.push(numbers.section("What is watched", "signals"));
    blocks.extend(monitoring::by_drift(&watched, &mut numbers));
    if let Some(modes) = monitoring::failure_modes_watched(workbook, &index, &mut numbers) {
        blocks.push(heading(2, "Failure modes, and what would show them"));
        blocks.push(modes);
    }
    incidents(workbook, &index, today, (&mut numbers, blocks));
    blocks.push(numbers.section("Retraining", "retraining"));
    let retraining = monitoring::retraining_alone(workbook, &index);
    blocks.push(
        retraining.unwrap_or_else(|| note(Rich::alert("Nothing is said about retraining.")).from_section(SECTION)),
    );
    if !edition.withheld.annexes && !workbook.monitoring.signals.is_empty() {
        blocks.push(numbers.annex("Signals in detail", "annex-signals"));
        blocks.extend(monitoring::signals_in_full(workbook, &index));
        blocks.extend(monitoring::observations(workbook, &mut numbers));
    }
    report.blocks.extend(front::made_from(edition));
    report
}

/// What fires, and whether somebody has looked.
fn standing(watched: &[Watched<'_>]) -> Block {
    let firing: Vec<&Watched<'_>> = watched.iter().filter(|one| one.state.state == State::Alert).collect();
    let bare = firing.iter().filter(|one| one.state.asks_for_a_record()).count();
    let late = watched.iter().filter(|one| one.state.late.is_some()).count();
    let expected =
        |one: &&Watched<'_>| !matches!(one.signal.marks.get("observations"), Some(Mark::NotApplicable { .. }));
    let blind = watched.iter().filter(|one| one.state.state == State::NoData).filter(expected).count();
    let mut says = Vec::new();
    let named: Vec<String> = firing
        .iter()
        .map(|one| {
            let since = one.state.since.map(|since| format!(" since {}", words::date(since))).unwrap_or_default();
            format!("{}{since}", monitoring::cited(one.signal))
        })
        .collect();
    if !named.is_empty() {
        says.push(format!("{}.", words::roles(&named)));
    }
    if bare > 0 {
        let for_which = if bare == 1 { "one of them".to_owned() } else { format!("{} of them", words::spelled(bare)) };
        let for_which = if bare == firing.len() && bare == 1 { "it".to_owned() } else { for_which };
        says.push(format!("Nothing is noted about what was done for {for_which}."));
    }
    for (count, one, several) in
        [(late, "is looked at late", "are looked at late"), (blind, "has no data", "have no data")]
    {
        if count > 0 {
            let verb = if count == 1 { one } else { several };
            says.push(format!("{} {verb}.", words::capitalized(&words::how_many(count, "signal", "signals"))));
        }
    }
    let (tone, title) = match (watched.len(), firing.len()) {
        (0, _) => (Tone::Blocker, "No signal is watched.".to_owned()),
        (_, 0) if says.is_empty() => (Tone::Good, "Nothing fires.".to_owned()),
        (_, 0) => (Tone::Warning, "Nothing fires.".to_owned()),
        (_, 1) => (Tone::Blocker, "One signal fires.".to_owned()),
        (_, count) => (Tone::Blocker, format!("{} signals fire.", words::capitalized(&words::spelled(count)))),
    };
    Block::new(Body::Callout { tone, title, text: Rich::plain(says.join(" ")) }).from_section(SECTION)
}

fn at_a_glance(workbook: &Workbook, watched: &[Watched<'_>]) -> Vec<Line> {
    let worst = watched.first().map_or((Glyph::Exceeded, "None"), |one| {
        let worst =
            if watched.iter().any(|one| one.state.state == State::Alert) { State::Alert } else { one.state.state };
        (monitoring::glyph(worst), worst.label())
    });
    let says = format!("{}.", signal::sentence(watched.iter().map(|one| &one.state)));
    let mut lines = vec![Line::new(SECTION, "Signals", worst, says)];
    let unwatched: Vec<String> = DriftKind::ALL
        .iter()
        .filter(|kind| !watched.iter().any(|one| one.signal.kind == Some(**kind)))
        .map(|kind| kind.label().to_lowercase())
        .collect();
    let drifts = match unwatched.as_slice() {
        [] => ((Glyph::Within, "Covered"), Rich::plain("Data, quality, safety and cost drift are each watched.")),
        kinds => ((Glyph::Exceeded, "Gap"), Rich::alert(format!("Nothing watches {}.", words::series(kinds)))),
    };
    lines.push(Line::new(SECTION, "Four drifts", drifts.0, drifts.1));
    lines.push(owners(watched));
    lines.extend(silent(workbook));
    let judged = budgets::judged(workbook);
    let over: Vec<String> = judged
        .iter()
        .filter(|one| one.state.verdict == Verdict::Exceeded)
        .map(|one| budgets::title(one.budget))
        .collect();
    if !judged.is_empty() {
        let says = match over.as_slice() {
            [] => "No budget is used up.".to_owned(),
            over => format!("Used up: {}.", words::roles(over)),
        };
        let worst = executive::worst(judged.iter().map(|one| one.state.verdict));
        lines.push(Line::new(Section::Budgets, "Budgets", worst, says));
    }
    let told = workbook.monitoring.incidents_to.trim();
    let incidents = if told.is_empty() {
        ((Glyph::Exceeded, "Nobody"), Rich::alert("Nobody has said who is told first."))
    } else {
        ((Glyph::Done, "Named"), Rich::plain(words::sentence(told)))
    };
    lines.push(Line::new(SECTION, "Incidents go to", incidents.0, incidents.1));
    lines
}

/// Signals that nobody answers for, or that have nothing to fire at.
fn owners(watched: &[Watched<'_>]) -> Line {
    let nobody = watched.iter().filter(|one| one.signal.owner.trim().is_empty()).count();
    let bare =
        watched.iter().filter(|one| one.signal.threshold.trim().is_empty() && one.signal.alert_value.is_none()).count();
    let parts: Vec<String> = [(nobody, "owner"), (bare, "threshold")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {} no {what}", words::spelled(count), if count == 1 { "has" } else { "have" }))
        .collect();
    let (mark, says) = match parts.as_slice() {
        _ if watched.is_empty() => ((Glyph::Question, "None"), Rich::plain("There is no signal to own.")),
        [] => ((Glyph::Done, "Complete"), Rich::plain("Each signal has an owner and a threshold.")),
        parts => {
            let said = format!("Of {}, {}.", words::how_many(watched.len(), "signal", "signals"), words::series(parts));
            ((Glyph::AtRisk, "Incomplete"), Rich::plain(said))
        }
    };
    Line::new(SECTION, "Owners, thresholds", mark, says)
}

/// Failure modes that nobody would notice.
fn silent(workbook: &Workbook) -> Option<Line> {
    let modes = &workbook.failure_modes.modes;
    let silent: Vec<String> = modes
        .iter()
        .filter(|mode| risk::is_silent(mode, workbook))
        .map(|mode| format!("FM-{} {}", mode.number, mode.name.trim()))
        .collect();
    let (mark, says) = match silent.as_slice() {
        [] => ((Glyph::Within, "None"), "None is hard to notice and watched by no signal.".to_owned()),
        silent => {
            ((Glyph::AtRisk, "Silent"), format!("Hard to notice, and watched by no signal: {}.", words::roles(silent)))
        }
    };
    (!modes.is_empty()).then(|| Line::new(Section::FailureModes, "Silent failures", mark, says))
}

fn incidents(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    blocks.push(numbers.section("When a budget is used up", "exhausted"));
    blocks.push(
        monitoring::when_exhausted(workbook, today, numbers)
            .unwrap_or_else(|| note(Rich::alert("No uncertainty budget is set.")).from_section(Section::Budgets)),
    );
    blocks.push(numbers.section("When something goes wrong", "incidents"));
    let about = &workbook.about;
    let owner = front::joined(&[about.owner.trim(), about.owner_role.trim()], ", ");
    let told = detail::one(&*workbook.monitoring, "incidents_to", index);
    let called = vec![
        ("Incidents go to", if told.is_blank() { Rich::alert("Nobody is named.") } else { told }),
        ("Owner", Rich::plain(owner)),
        ("Review contact", Rich::plain(about.contact.trim())),
    ];
    blocks.push(facts(called).from_section(SECTION));
    let wrong = release::if_it_goes_wrong(workbook, index);
    if wrong.is_empty() {
        let text = "Nothing is written down: no kill switch, no rollback, no playbook.";
        blocks.push(note(Rich::alert(text)).from_section(Section::Release));
    }
    blocks.extend(wrong);
}
