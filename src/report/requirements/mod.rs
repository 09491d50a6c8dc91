//! The product requirements: the problem and the hypothesis, what the product must do and how often it may fail, what it does when
//! it is not sure, which data that takes, how it is tested, and under which conditions it goes live.

mod functional;
mod nonfunctional;
mod stories;

use crate::assess::requirement::{Basis, Judged, counts};
use crate::assess::unknowns::unknowns;
use crate::assess::{fairness, metric};
use crate::model::canvas::CanvasBlock;
use crate::model::discovery::GoVerdict;
use crate::model::metrics::MetricRole;
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Glyph, Report, Rich};
use super::compose::{Numbering, facts, heading, note, paragraph};
use super::executive::{self, Line};
use super::{
    Document, Edition, behaviors, budgets, data, detail, discovery, failure_modes, findings, front, metrics, notes,
    operating_points, release, unknowns as open,
};

/// Builds the product requirements.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::Requirements, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::Requirements, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
    if !workbook.about.summary.trim().is_empty() {
        blocks.push(paragraph(workbook.about.summary.trim()).from_section(Section::About));
    }
    blocks.push(executive::block(at_a_glance(workbook, today), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    why(workbook, &index, &mut numbers, blocks);
    what(workbook, &index, &mut numbers, blocks);
    needs(workbook, &index, today, (&mut numbers, blocks));
    proof(workbook, &index, &mut numbers, blocks);
    conditions((workbook, edition), &index, (&mut numbers, blocks));
    questions(workbook, &index, today, (&mut numbers, blocks));
    if !edition.withheld.annexes {
        annexes(workbook, &index, &mut numbers, blocks);
    }
    report.blocks.extend(front::made_from(edition));
    report
}

fn at_a_glance(workbook: &Workbook, today: Option<Date>) -> Vec<Line> {
    let functional = functional::judged(workbook);
    let judged = || functional.iter().map(|(_, basis)| basis.as_ref().map(|basis| basis.judged));
    let mut lines = vec![outcome(workbook), sprint(workbook)];
    let stands = match judged().flatten().map(Judged::verdict).max() {
        _ if functional.is_empty() => (Glyph::Question, "None".to_owned()),
        None => (Glyph::Question, "No figure".to_owned()),
        Some(worst) => (budgets::glyph(worst), worst.label().to_owned()),
    };
    let says = match functional.len() {
        0 => Rich::alert("No functional requirement is written down."),
        all => Rich::plain(format!(
            "{}: {}.",
            words::capitalized(&words::how_many(all, "requirement", "requirements")),
            counts(judged())
        )),
    };
    lines.push(Line::new(Section::Requirements, "What it must do", stands, says));
    lines.extend(ship_blockers(workbook));
    let budgets = budgets::judged(workbook);
    let says = match budgets.as_slice() {
        [] => Rich::alert("No uncertainty budget is set."),
        all => Rich::plain(budgets::sentence(all)),
    };
    let worst = executive::worst(budgets.iter().map(|one| one.state.verdict));
    lines.push(Line::new(Section::Budgets, "How often it may fail", worst, says));
    lines.extend(between_groups(workbook));
    lines.push(open_questions(workbook, today));
    lines
}

/// The figure that the hypothesis moves.
fn outcome(workbook: &Workbook) -> Line {
    let discovery = &workbook.discovery;
    let parts = [&discovery.measure, &discovery.measure_before, &discovery.measure_after].map(|part| part.trim());
    let by = discovery.known_by.map(|day| format!(", known by {}", words::date(day)));
    let [measure, before, after] = parts;
    let (mark, says) = if parts.iter().all(|part| !part.is_empty()) {
        let figure = format!("{}: from {before} to {after}{}.", words::capitalized(measure), by.unwrap_or_default());
        ((Glyph::Done, "Measurable"), Rich::plain(figure))
    } else if parts.iter().any(|part| !part.is_empty()) {
        (
            (Glyph::InProgress, "Partly said"),
            Rich::alert("The figure is named only in part: what, from where, to where."),
        )
    } else {
        ((Glyph::Question, "Not said"), Rich::alert("No figure is named that the product moves."))
    };
    Line::new(Section::Discovery, "Outcome", mark, says)
}

fn sprint(workbook: &Workbook) -> Line {
    let found = &workbook.discovery;
    let checks = [&found.data_check, &found.baseline_check, &found.evaluation_check, &found.risk_check];
    let verdicts = checks.map(|check| check.verdict);
    let worst = [None, Some(GoVerdict::NoGo), Some(GoVerdict::Conditional)];
    let worst = worst.into_iter().find(|one| verdicts.contains(one)).unwrap_or(Some(GoVerdict::Go));
    let counted = [Some(GoVerdict::Go), Some(GoVerdict::Conditional), Some(GoVerdict::NoGo), None].map(|wanted| {
        let count = verdicts.iter().filter(|one| **one == wanted).count();
        (count, wanted.map_or("not judged", GoVerdict::label).to_lowercase())
    });
    let said: Vec<String> =
        counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let says = format!("Data, baseline, evaluation and risk: {}.", said.join(", "));
    Line::new(Section::Discovery, "Feasibility sprint", discovery::verdict_of(worst), says)
}

fn ship_blockers(workbook: &Workbook) -> Option<Line> {
    let all: Vec<_> = workbook
        .metrics
        .metrics
        .iter()
        .filter(|metric| metric.role == Some(MetricRole::ShipBlocker))
        .map(|one| (one, metric::standing(one, one.latest())))
        .collect();
    let met = all.iter().filter(|(_, standing)| *standing == metric::Standing::Met).count();
    let worst = executive::worst_standing(all.iter().map(|(_, standing)| *standing));
    let missed: Vec<String> = all
        .iter()
        .filter(|(_, standing)| *standing != metric::Standing::Met)
        .map(|(one, standing)| format!("{} ({})", one.name.trim(), standing.label().to_lowercase()))
        .collect();
    let rest = if missed.is_empty() { String::new() } else { format!(" Short of it: {}.", words::roles(&missed)) };
    let says = format!("{}{rest}", metrics::of_the_blockers(met, all.len()));
    (!all.is_empty()).then(|| Line::new(Section::Metrics, "Metrics that block", worst, says))
}

fn between_groups(workbook: &Workbook) -> Option<Line> {
    let groups = fairness::of(workbook);
    let verdicts = || groups.iter().filter_map(|group| group.figure.as_ref()?.verdict);
    let unmeasured: Vec<String> =
        groups.iter().filter(|group| group.figure.is_none()).map(|group| group.name.clone()).collect();
    let over: Vec<String> = groups
        .iter()
        .filter_map(|group| {
            let figure = group.figure.as_ref()?;
            let verdict = figure.verdict.filter(|verdict| *verdict >= crate::assess::budget::Verdict::AtRisk)?;
            Some(format!("{} {} ({})", group.name, figure.value, verdict.label().to_lowercase()))
        })
        .collect();
    let mut says = format!("{} to compare.", words::capitalized(&words::how_many(groups.len(), "group", "groups")));
    if !over.is_empty() {
        says.push_str(&format!(" Over the limit: {}.", words::roles(&over)));
    }
    if !unmeasured.is_empty() {
        says.push_str(&format!(" Not measured: {}.", words::roles(&unmeasured)));
    }
    (!groups.is_empty()).then(|| Line::new(Section::Requirements, "Between groups", executive::worst(verdicts()), says))
}

fn open_questions(workbook: &Workbook, today: Option<Date>) -> Line {
    let all = unknowns(workbook);
    let late = all.iter().filter(|one| one.due.zip(today).is_some_and(|(due, today)| due < today)).count();
    let nobody = all.iter().filter(|one| one.owner.trim().is_empty()).count();
    let mark = match (all.len(), late + nobody) {
        (0, _) => (Glyph::Within, "None"),
        (_, 0) => (Glyph::Question, "Open"),
        _ => (Glyph::AtRisk, "At risk"),
    };
    let counted = words::capitalized(&words::how_many(all.len(), "open question", "open questions"));
    let rest: Vec<String> = [(late, "late"), (nobody, "without an owner")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", words::spelled(count)))
        .collect();
    let rest = if rest.is_empty() { String::new() } else { format!(", {}", words::series(&rest)) };
    Line::new(Section::About, "Not known yet", mark, format!("{counted}{rest}."))
}

fn why(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Problem and hypothesis", "problem"));
    blocks.extend(discovery::problem(workbook, index, numbers));
    blocks.push(heading(2, "What it is worth"));
    blocks.push(discovery::worth(workbook, index));
    blocks.push(heading(2, "Whether it can be done"));
    blocks.push(discovery::sprint(workbook, index, numbers));
    blocks.push(discovery::stages(workbook, index, numbers));
    let told = [CanvasBlock::Problem, CanvasBlock::Value, CanvasBlock::Advantage, CanvasBlock::Cost];
    blocks.extend(notes::of_blocks(workbook, index, &told));
    blocks.push(numbers.section("Users, and the way without AI", "users"));
    let card = [("intended_use", "What it is for"), ("intended_users", "For whom")];
    let mut pairs: Vec<(&str, Rich)> =
        card.into_iter().map(|(key, label)| (label, detail::one(&*workbook.model_card, key, index))).collect();
    pairs.push(("Who meets the output", detail::one(&*workbook.pattern, "users", index)));
    pairs.push(("Autonomy", detail::one(&*workbook.pattern, "autonomy", index)));
    pairs.retain(|(_, text)| !text.is_blank());
    let told = notes::of_blocks(workbook, index, &[CanvasBlock::Users, CanvasBlock::Baseline]);
    if pairs.is_empty() && told.is_empty() {
        blocks.push(note(Rich::alert("Nothing is said about users, or about how it is done without AI.")));
    }
    if !pairs.is_empty() {
        blocks.push(facts(pairs).from_section(Section::ModelCard));
    }
    blocks.extend(told);
}

fn what(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("What it must do", "functional"));
    blocks.extend(functional::section(workbook, index, numbers));
    blocks.extend(notes::of_blocks(workbook, index, &[CanvasBlock::Solution, CanvasBlock::Engine]));
    blocks.push(numbers.section("How well it must do it", "nonfunctional"));
    blocks.extend(nonfunctional::section(workbook, index, numbers));
    blocks.push(numbers.section("Who wants what, and how often it must work", "stories"));
    blocks.push(stories::section(workbook, index, numbers));
    blocks.push(numbers.section("What it does when it is not sure", "confidence"));
    match behaviors::table_of(workbook, index, numbers) {
        Some(table) => blocks.push(table),
        None => blocks.push(
            note(Rich::alert("No behavior is specified for the states of confidence."))
                .from_section(Section::Requirements),
        ),
    }
    blocks.extend(operating_points::thresholds_table(workbook, numbers));
}

fn needs(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    blocks.push(numbers.section("Data that it needs", "data"));
    match data::needs(workbook, numbers) {
        Some(table) => blocks.push(table),
        None => blocks.push(note(Rich::alert("No data source is named.")).from_section(Section::Data)),
    }
    let pairs = detail::answers(&*workbook.data, index, &["sources", "labeling"]);
    if !pairs.is_empty() {
        blocks.push(facts(pairs).from_section(Section::Data));
    }
    blocks.extend(findings::table_in(workbook, index, today, (&[Section::Data], "Gaps in the data.", &mut *numbers)));
    blocks.extend(notes::of_blocks(workbook, index, &[CanvasBlock::Data]));
}

fn proof(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("How it is tested", "evaluation"));
    match metrics::overview(workbook, numbers) {
        Some(overview) => blocks.push(overview),
        None => blocks.push(note(Rich::alert("No metric is defined.")).from_section(Section::Metrics)),
    }
    blocks.extend(metrics::gaps(workbook));
    blocks.extend(notes::of_blocks(workbook, index, &[CanvasBlock::Evaluation]));
    blocks.push(numbers.section("How it may fail", "failure-modes"));
    let modes = failure_modes::worst_first(workbook);
    if modes.is_empty() {
        blocks.push(note(Rich::alert("No failure mode is described.")).from_section(Section::FailureModes));
    } else {
        blocks.push(paragraph(failure_modes::sentence(&modes)).from_section(Section::FailureModes));
        blocks.push(failure_modes::register(workbook, &modes, numbers));
    }
    let judged = budgets::judged(workbook);
    if judged.is_empty() {
        blocks.push(note(Rich::alert("No uncertainty budget is set.")).from_section(Section::Budgets));
    } else {
        blocks.push(heading(2, "How often it may fail"));
        blocks.push(paragraph(budgets::sentence(&judged)).from_section(Section::Budgets));
        blocks.push(budgets::drawn_table(&judged, numbers));
    }
    blocks.extend(notes::of_blocks(workbook, index, &[CanvasBlock::Risk]));
}

fn conditions(
    (workbook, edition): (&Workbook, &Edition),
    index: &Index,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    blocks.push(numbers.section("Release and guardrails", "release"));
    let before = blocks.len();
    blocks.extend(release::scope(workbook, index));
    blocks.extend(release::stages(workbook, numbers));
    blocks.extend(release::gates_at_a_glance(workbook, &release::judged(workbook, edition), index, numbers));
    blocks.extend(release::stop_ship(workbook));
    if blocks.len() == before {
        blocks.push(note(Rich::alert("There is no release plan.")).from_section(Section::Release));
    }
    blocks.extend(notes::of_blocks(workbook, index, &[CanvasBlock::Feedback]));
}

fn questions(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    blocks.push(numbers.section("Open questions", "questions"));
    blocks.push(open::table_of(workbook, today, numbers));
    if let Some(asked) = notes::questions(workbook, index) {
        blocks.push(heading(2, "Asked on the canvas"));
        blocks.push(asked);
    }
}

fn annexes(workbook: &Workbook, index: &Index, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let details: Vec<Block> =
        functional::in_full(workbook, index).into_iter().chain(stories::in_full(workbook, index)).collect();
    if !details.is_empty() {
        blocks.push(numbers.annex("Requirements and stories in detail", "annex-requirements"));
        blocks.extend(details);
    }
    let details = data::in_full(workbook, index);
    if !details.is_empty() {
        blocks.push(numbers.annex("Data in detail", "annex-data"));
        blocks.extend(details);
    }
}

/// The sign of a figure and its word; that nothing measures it where there is none.
fn stands(basis: Option<&Basis>) -> (Glyph, &'static str) {
    basis.map_or((Glyph::Question, "No figure"), |basis| (budgets::glyph(basis.judged.verdict()), basis.judged.label()))
}

/// How far up something stands in a list that begins with the worst: over its limit, at risk, without a figure, not measured,
/// not proven, and at last what holds.
fn badness(basis: Option<&Basis>) -> u8 {
    use crate::assess::budget::Verdict;
    match basis.map(|basis| basis.judged.verdict()) {
        Some(Verdict::Exceeded) => 5,
        Some(Verdict::AtRisk) => 4,
        None => 3,
        Some(Verdict::Unmeasured) => 2,
        Some(Verdict::Unproven) => 1,
        Some(Verdict::Within) => 0,
    }
}
