//! The evaluation specification: what is measured, how good it must be, what was found, how large a test must be, on which data, how
//! often, and who answers for it. What is missing comes first.

use crate::assess::budget::{Verdict, review};
use crate::assess::metric::{self, Standing};
use crate::model::metrics::{Cadence, Metric, MetricLayer, MetricRole, Reading};
use crate::model::place::Index;
use crate::model::{Date, Id, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Cell, Glyph, Report, Rich};
use super::budgets::Judged;
use super::compose::{Numbering, bullets, cell, cell_of, column, facts, fitted, heading, note, paragraph, row, table};
use super::executive::{self, Line};
use super::{Document, Edition, budgets, data, detail, findings, front, metrics, operating_points};

/// Builds the evaluation specification.
#[must_use]
pub fn build(workbook: &Workbook, edition: &Edition) -> Report {
    let mut report = front::report(Document::EvaluationSpec, workbook, edition);
    let index = workbook.index();
    let today = front::as_of(workbook, edition);
    let judged = budgets::judged(workbook);
    let mut numbers = Numbering::default();
    let blocks = &mut report.blocks;
    blocks.push(front::title(Document::EvaluationSpec, workbook, edition));
    blocks.extend(front::withheld(edition));
    blocks.push(front::standing(workbook));
    blocks.push(executive::block(at_a_glance(workbook, &judged, today), &mut numbers));
    blocks.push(Block::new(Body::Contents { min_pages: 5 }));
    gaps(workbook, &index, today, (&mut numbers, blocks));
    by_layer(workbook, &mut numbers, blocks);
    budgets_and_tests(&judged, today, &mut numbers, blocks);
    blocks.push(numbers.section("Thresholds", "thresholds"));
    let thresholds = operating_points::thresholds_table(workbook, &mut numbers);
    let bands = operating_points::bands(workbook, &index, &mut numbers);
    if bands.is_empty() {
        blocks.push(paragraph("No thresholds are set: every answer is served.").from_section(Section::OperatingPoints));
    }
    blocks.extend(thresholds);
    blocks.extend(bands);
    test_data(workbook, &index, today, (&mut numbers, blocks));
    blocks.push(numbers.section("How often, and who answers for it", "cadence"));
    blocks.push(
        cadence(workbook, &judged, today, &mut numbers)
            .unwrap_or_else(|| note(Rich::alert("Nothing is measured, so nobody answers for it."))),
    );
    if !edition.withheld.annexes {
        annexes(workbook, (&judged, today), &index, (&mut numbers, blocks));
    }
    report.blocks.extend(front::made_from(edition));
    report
}

fn at_a_glance(workbook: &Workbook, judged: &[Judged<'_>], today: Option<Date>) -> Vec<Line> {
    let standings = |of: fn(&Metric, Option<&Reading>) -> Standing| -> Vec<Standing> {
        workbook.metrics.metrics.iter().map(|one| of(one, one.latest())).collect()
    };
    let mut lines =
        vec![reached("Minimum", &standings(metric::standing)), reached("Target", &standings(metric::target_standing))];
    lines.extend(ship_blockers(workbook));
    let says = if judged.is_empty() {
        Rich::alert("No uncertainty budget is set.")
    } else {
        Rich::plain(budgets::sentence(judged))
    };
    lines.push(Line::new(
        Section::Budgets,
        "Budgets",
        executive::worst(judged.iter().map(|one| one.state.verdict)),
        says,
    ));
    lines.extend(trials(judged));
    lines.push(labels(workbook, today));
    lines
}

/// How many metrics reach what they are held against.
fn reached(about: &'static str, standings: &[Standing]) -> Line {
    let met = standings.iter().filter(|standing| **standing == Standing::Met).count();
    let open = standings.iter().filter(|standing| **standing == Standing::NoAnswer).count();
    let open = if open == 0 { String::new() } else { format!(", {open} cannot be judged") };
    let reach = if met == 1 { "reaches" } else { "reach" };
    let worst = executive::worst_standing(standings.iter().copied());
    Line::new(Section::Metrics, about, worst, format!("{met} of {} metrics {reach} it{open}.", standings.len()))
}

/// How many of the metrics that block a release reach their minimum; `None` if there are none.
pub(super) fn ship_blockers(workbook: &Workbook) -> Option<Line> {
    let blockers = workbook.metrics.metrics.iter().filter(|metric| metric.role == Some(MetricRole::ShipBlocker));
    let standings: Vec<_> = blockers.map(|one| metric::standing(one, one.latest())).collect();
    let met = standings.iter().filter(|standing| **standing == Standing::Met).count();
    let worst = executive::worst_standing(standings.iter().copied());
    let says = metrics::of_the_blockers(met, standings.len());
    (!standings.is_empty()).then(|| Line::new(Section::Metrics, "Ship blockers", worst, says))
}

/// How many trials are still missing, and where more of them would not help.
fn trials(judged: &[Judged<'_>]) -> Option<Line> {
    let of = |verdict| judged.iter().filter(move |one| one.state.verdict == verdict);
    let needed: Vec<u64> = of(Verdict::Unproven).filter_map(|one| one.state.trials_needed).collect();
    let sum = needed.iter().fold(0_u64, |sum, trials| sum.saturating_add(*trials));
    let rarer = of(Verdict::AtRisk).chain(of(Verdict::Exceeded)).count();
    let unmeasured = of(Verdict::Unmeasured).count();
    let mut said = Vec::new();
    if !needed.is_empty() {
        let budgets = words::how_many(needed.len(), "budget", "budgets");
        said.push(format!("About {} more trials at today's rates would prove {budgets}.", words::count(sum)));
    }
    if rarer > 0 {
        let errors = words::capitalized(&words::how_many(rarer, "error", "errors"));
        said.push(format!("{errors} must become rarer first: more trials would not help."));
    }
    if unmeasured > 0 {
        let verb = if unmeasured == 1 { "was" } else { "were" };
        let budgets = words::capitalized(&words::how_many(unmeasured, "budget", "budgets"));
        said.push(format!("{budgets} {verb} never measured."));
    }
    let mark = match (rarer, said.is_empty()) {
        (_, true) => (Glyph::Within, "Enough"),
        (0, false) => (Glyph::Unproven, "Missing"),
        (_, false) => (Glyph::AtRisk, "Fix first"),
    };
    let says = if said.is_empty() { "Every budget is proven.".to_owned() } else { said.join(" ") };
    (!judged.is_empty()).then(|| Line::new(Section::Budgets, "Trials", mark, says))
}

fn labels(workbook: &Workbook, today: Option<Date>) -> Line {
    let tasks = &workbook.data.labeling;
    let sets = workbook.data.sources.iter().filter(|source| data::is_test_set(source)).count();
    let missing = tasks.iter().fold(0_u64, |sum, task| sum.saturating_add(data::missing_labels(task)));
    let late = tasks
        .iter()
        .filter(|task| data::missing_labels(task) > 0)
        .filter(|task| task.due.zip(today).is_some_and(|(due, today)| due < today))
        .count();
    let sets_said = words::capitalized(&words::how_many(sets, "test set", "test sets"));
    let (mark, labels) = match (tasks.is_empty(), missing) {
        (true, _) => ((Glyph::Question, "No plan"), "no labeling plan".to_owned()),
        (false, 0) => ((Glyph::Done, "Complete"), "no label is missing".to_owned()),
        (false, missing) => {
            let late = if late == 0 {
                String::new()
            } else {
                format!(", {}", words::how_many(late, "task late", "tasks late"))
            };
            let mark = if late.is_empty() { (Glyph::InProgress, "To do") } else { (Glyph::AtRisk, "Late") };
            (mark, format!("{} labels to go{late}", words::count(missing)))
        }
    };
    Line::new(Section::Data, "Test data", mark, format!("{sets_said}; {labels}."))
}

/// The sections that say how it is tested.
const TESTED: &[Section] = &[Section::Metrics, Section::Budgets, Section::OperatingPoints];

fn gaps(workbook: &Workbook, index: &Index, today: Option<Date>, (numbers, blocks): (&mut Numbering, &mut Vec<Block>)) {
    blocks.push(numbers.section("What is missing", "gaps"));
    let before = blocks.len();
    blocks.extend(metrics::all_gaps(workbook));
    blocks.extend(findings::table_in(
        workbook,
        index,
        today,
        (TESTED, "What the checker found, worst first.", numbers),
    ));
    if blocks.len() == before {
        blocks.push(paragraph("The checker found no gap."));
    }
}

fn by_layer(workbook: &Workbook, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Metrics", "metrics"));
    if workbook.metrics.metrics.is_empty() {
        blocks.push(note(Rich::alert("No metric is defined.")).from_section(Section::Metrics));
    } else {
        blocks.push(note("Limit: the minimum viable value, with the direction that is better. Shares with a sample carry their exact 95% interval."));
    }
    for layer in MetricLayer::ALL {
        if let Some(metrics) = metrics::of_layer(workbook, *layer, numbers) {
            blocks.push(heading(2, format!("{}. {}", layer.label(), metric::question(*layer))));
            blocks.push(metrics);
        }
    }
    if let Some(metrics) = metrics::of_no_layer(workbook, numbers) {
        blocks.push(heading(2, "In no layer"));
        blocks.push(metrics);
    }
    let groups = metrics::by_group(workbook, numbers);
    if !groups.is_empty() {
        blocks.push(heading(2, "By group"));
        blocks.extend(metrics::weakest(workbook));
        blocks.extend(groups);
    }
}

fn budgets_and_tests(judged: &[Judged<'_>], today: Option<Date>, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    blocks.push(numbers.section("Uncertainty budgets", "budgets"));
    if judged.is_empty() {
        let text = "No uncertainty budget is set: how much error is acceptable has not been decided.";
        blocks.push(note(Rich::alert(text)).from_section(Section::Budgets));
        return;
    }
    blocks.push(paragraph(budgets::sentence(judged)).from_section(Section::Budgets));
    blocks.push(budgets::figure(judged, numbers));
    blocks.push(budgets::proof_table(judged, numbers));
    let open = budgets::not_proven(judged);
    if !open.is_empty() {
        blocks.push(heading(2, "Not proven"));
        blocks.push(bullets(open).from_section(Section::Budgets));
    }
    let caveats = budgets::caveats(judged, today);
    if !caveats.is_empty() {
        blocks.push(heading(2, "To be read with care"));
        blocks.push(bullets(caveats).from_section(Section::Budgets));
        blocks.push(note(budgets::METHODS).from_section(Section::Budgets));
    }
    blocks.push(numbers.section("How large a test must be", "plans"));
    blocks.extend(budgets::plans(judged, numbers));
    blocks.push(note(budgets::PLANS).from_section(Section::Budgets));
}

fn test_data(
    workbook: &Workbook,
    index: &Index,
    today: Option<Date>,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    blocks.push(numbers.section("Test sets and labels", "test-sets"));
    match data::test_sets(workbook, numbers) {
        Some(sets) => blocks.push(sets),
        None => blocks.push(note(Rich::alert("No data source is used for evaluation.")).from_section(Section::Data)),
    }
    let pairs = detail::answers(&*workbook.data, index, &["sources", "labeling"]);
    if !pairs.is_empty() {
        blocks.push(facts(pairs).from_section(Section::Data));
    }
    blocks.extend(data::labeling(workbook, today, numbers));
}

/// A line of the table of turns: how late it is, and the cells.
type Turn = (Option<i64>, Section, Id, Vec<Cell>);

/// How often everything is measured or reviewed, and by whom; what is late first. `None` if nothing is.
fn cadence(workbook: &Workbook, judged: &[Judged<'_>], today: Option<Date>, numbers: &mut Numbering) -> Option<Block> {
    let often = |cadence: Option<Cadence>, missing: Cell| cadence.map_or(missing, |cadence| cell(cadence.label()));
    let metrics = workbook.metrics.metrics.iter().map(|metric| -> Turn {
        let last = metric.readings.iter().filter_map(|reading| reading.date).max();
        let days = metric.cadence.and_then(Cadence::days);
        let age = last.zip(today).map(|(last, today)| i64::from((today - last).get_days()));
        let late = age.zip(days).map(|(age, days)| age - days).filter(|late| *late > 0);
        let cells = vec![
            cell(Rich::strong(format!("M-{} {}", metric.number, metric.name.trim()))),
            often(metric.cadence, cell_of(metric, "cadence", "Not set")),
            last.map_or_else(|| cell(Rich::alert("Never")), |last| cell(words::short_date(last))),
            lateness(late),
            cell_of(metric, "owner", "Nobody"),
        ];
        (late, Section::Metrics, metric.id, cells)
    });
    let budgets = judged.iter().map(|one| -> Turn {
        let review = review::of(one.budget);
        let late = today.and_then(|today| review.overdue(today));
        let cells = vec![
            cell(Rich::strong(format!("UB-{} {}, review", one.budget.number, one.budget.name.trim()))),
            often(one.budget.review_cadence, cell_of(one.budget, "review_cadence", "Not set")),
            review.last.map_or_else(|| cell(Rich::alert("Never")), |last| cell(words::short_date(last))),
            lateness(late),
            cell_of(one.budget, "owner", "Nobody"),
        ];
        (late, Section::Budgets, one.budget.id, cells)
    });
    let mut turns: Vec<Turn> = metrics.chain(budgets).collect();
    turns.sort_by_key(|(late, ..)| std::cmp::Reverse(*late));
    if turns.is_empty() {
        return None;
    }
    let rows = turns.into_iter().map(|(_, section, id, cells)| row(section, id, cells));
    let columns =
        vec![column("What", 2.2), fitted("How often"), fitted("Last"), fitted("Late by"), column("Owner", 0.9)];
    Some(table(numbers.table("Measuring and reviewing, what is late first."), columns, rows.collect()))
}

fn lateness(late: Option<i64>) -> Cell {
    late.map_or_else(|| cell(""), |days| cell(Rich::alert(budgets::account::days_in_words(days))))
}

fn annexes(
    workbook: &Workbook,
    (judged, today): (&[Judged<'_>], Option<Date>),
    index: &Index,
    (numbers, blocks): (&mut Numbering, &mut Vec<Block>),
) {
    let details = metrics::in_full(workbook, index);
    if !details.is_empty() {
        blocks.push(numbers.annex("Metrics in detail", "annex-metrics"));
        blocks.extend(details);
        blocks.extend(metrics::readings(workbook, numbers));
    }
    if !judged.is_empty() {
        blocks.push(numbers.annex("Budgets in detail", "annex-budgets"));
        blocks.extend(budgets::in_full(judged, index, today));
        blocks.extend(budgets::measurements(judged, numbers));
    }
    let details = data::sources_in_full(workbook, index, data::is_test_set);
    if !details.is_empty() {
        blocks.push(numbers.annex("Test sets in detail", "annex-test-sets"));
        blocks.extend(details);
    }
}
