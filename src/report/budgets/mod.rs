//! Uncertainty budgets in documents: what is proven and what is not. What it costs and which groups differ are in files of their
//! own; the sentences about a single budget are in `account`, and the window and the command line say them too.

pub(crate) mod account;
mod cost;
mod groups;
mod plans;

pub(super) use cost::cost_table;
pub(crate) use cost::total_words;
pub(super) use groups::{METHODS, caveats};
pub(super) use plans::{PLANS, plans};

use crate::assess::budget::{self, BudgetState, Verdict, proof};
use crate::assess::interval;
use crate::model::budgets::Budget;
use crate::model::money::Currency;
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};
use crate::words;

use crate::report::block::{Block, Body, Cell, Chart, Figure, Glyph, Interval, IntervalRow, Mark, Rich, Style};
use crate::report::compose::{Numbering, cell, column, drawing, figures, fitted, mark, note, row, table};
use crate::report::detail;

const SECTION: Section = Section::Budgets;
/// Bars run to this multiple of the tolerance.
const AXIS: f64 = 2.5;

/// What stands for "infinitely often" where the tolerance is zero.
const PAST_THE_AXIS: f64 = 1_000.0;

/// A budget with what follows from its measurements.
pub(super) struct Judged<'a> {
    /// The budget.
    pub(super) budget: &'a Budget,
    /// What follows.
    pub(super) state: BudgetState,
}

/// Every budget with its verdict, in the user's order.
pub(super) fn judged(workbook: &Workbook) -> Vec<Judged<'_>> {
    workbook.budgets.budgets.iter().map(|budget| Judged { budget, state: budget::state(budget) }).collect()
}

/// The drawn sign of a verdict.
pub(super) fn glyph(verdict: Verdict) -> Glyph {
    match verdict {
        Verdict::Within => Glyph::Within,
        Verdict::Unproven => Glyph::Unproven,
        Verdict::AtRisk => Glyph::AtRisk,
        Verdict::Exceeded => Glyph::Exceeded,
        Verdict::Unmeasured => Glyph::Unmeasured,
    }
}

/// How many are proven and how many are not, in one sentence each.
pub(super) fn sentence(judged: &[Judged<'_>]) -> String {
    let named = |verdict| judged.iter().filter(|one| one.state.verdict == verdict).count();
    let within = named(Verdict::Within);
    let mut text = format!(
        "{} of {} {} proven within tolerance.",
        words::capitalized(&words::spelled(within)),
        words::spelled(judged.len()),
        if judged.len() == 1 {
            "budget is"
        } else if within == 1 {
            "budgets is"
        } else {
            "budgets are"
        }
    );
    let clauses = [
        (Verdict::Unproven, "is unproven", "are unproven"),
        (Verdict::AtRisk, "is at risk", "are at risk"),
        (Verdict::Unmeasured, "has not been measured", "have not been measured"),
    ];
    let said: Vec<String> = clauses
        .into_iter()
        .filter(|(verdict, _, _)| named(*verdict) > 0)
        .map(|(verdict, one, several)| {
            let count = named(verdict);
            format!("{} {}", words::spelled(count), if count == 1 { one } else { several })
        })
        .collect();
    if !said.is_empty() {
        text.push_str(&format!(" {}.", words::capitalized(&words::series(&said))));
    }
    let exceeded: Vec<String> =
        judged.iter().filter(|one| one.state.verdict == Verdict::Exceeded).map(|one| title(one.budget)).collect();
    if !exceeded.is_empty() {
        text.push_str(&format!(" Exceeded: {}.", words::roles(&exceeded)));
    }
    let costly: Vec<String> = judged.iter().filter(|one| over_cap(one)).map(|one| title(one.budget)).collect();
    if !costly.is_empty() {
        text.push_str(&format!(" Over the cost cap: {}.", words::roles(&costly)));
    }
    text
}

/// The intervals, each against its own tolerance.
pub(super) fn figure(judged: &[Judged<'_>], numbers: &mut Numbering) -> Block {
    let caption = numbers.figure(&format!(
        "Measured rate and exact (Clopper-Pearson) interval at 95% confidence, or at the level that the budget sets, as a multiple of the tolerance (black line). An arrow means that the interval runs past {AXIS} times.{}",
        cost_sentence(judged)
    ));
    let rows = judged.iter().map(|one| IntervalRow {
        label: title(one.budget),
        interval: interval_against(&one.state, AXIS),
        verdict: Mark { glyph: glyph(one.state.verdict), label: verdict_words(&one.state) },
    });
    let alt = judged.iter().map(|one| format!("{}: {}", title(one.budget), full_words(&one.state)));
    let alt = format!("{}.", alt.collect::<Vec<_>>().join("; "));
    Block::new(Body::Figure(Figure { caption, alt, chart: Chart::Intervals(rows.collect()) })).from_section(SECTION)
}

/// The table with intervals drawn in it.
pub(super) fn drawn_table(judged: &[Judged<'_>], numbers: &mut Numbering) -> Block {
    let caption = numbers.table(
        "Uncertainty budgets. Bars show the exact interval as a multiple of each tolerance; the black line is the tolerance, an arrow means that the interval runs past 2.5 times.",
    );
    let rows = judged.iter().map(|one| {
        let state = &one.state;
        let cells = vec![
            cell(Rich::strong(title(one.budget))),
            cell(state.tolerance.map(words::limit).unwrap_or_default()),
            cell(state.measured.map(|m| words::percent(m.rate)).unwrap_or_default()),
            Cell::Interval(interval_against(state, AXIS)),
            mark(glyph(state.verdict), state.verdict.label()),
            cell(monthly(one)),
        ];
        row(SECTION, one.budget.id, cells)
    });
    let columns = vec![
        column("Budget", 1.0),
        figures("Tolerance"),
        figures("Rate"),
        drawing("Interval against tolerance", 130.0),
        fitted("Verdict"),
        figures("Per month"),
    ];
    table(caption, columns, rows.collect()).from_section(SECTION)
}

/// The figures behind the verdicts, and what is still needed for proof.
pub(super) fn proof_table(judged: &[Judged<'_>], numbers: &mut Numbering) -> Block {
    let rows = judged.iter().map(|one| {
        let state = &one.state;
        let counted = if state.trials == 0 {
            String::new()
        } else {
            format!("{} of {}", words::count(state.errors), words::count(state.trials))
        };
        let cells = vec![
            cell(Rich::strong(title(one.budget))),
            cell(state.tolerance.map(words::limit).unwrap_or_default()),
            cell(state.share_used().map(words::share).unwrap_or_default()),
            cell(counted),
            cell(state.measured.map(|m| words::percent_range(m.low, m.high)).unwrap_or_default()),
            mark(glyph(state.verdict), state.verdict.label()),
            cell(still_needed(state)),
        ];
        row(SECTION, one.budget.id, cells)
    });
    let columns = vec![
        column("Budget", 1.0),
        figures("Tolerance"),
        figures("Used"),
        figures("Errors"),
        figures("Interval"),
        fitted("Verdict"),
        figures("Still needed"),
    ];
    let caption = numbers.table(
        "What the verdicts rest on. Used: the measured rate as a share of the tolerance. Still needed: further trials until the interval lies under the tolerance, if the rate stays as measured.",
    );
    table(caption, columns, rows.collect()).from_section(SECTION)
}

/// What is not proven, one bullet each, worst first; empty if all is proven.
pub(super) fn not_proven(judged: &[Judged<'_>]) -> Vec<Rich> {
    let mut open: Vec<_> = judged.iter().filter(|one| one.state.verdict != Verdict::Within).collect();
    open.sort_by_key(|one| std::cmp::Reverse(one.state.verdict));
    open.into_iter()
        .map(|one| {
            let name = format!("{}. ", title(one.budget));
            let level = one.budget.confidence_level();
            let plan = account::plan(&one.state, &proof::of(&one.state, level));
            let plan = plan.map(|plan| format!(" {plan}")).unwrap_or_default();
            Rich::strong(name).then(explanation(&one.state, level)).then(plan)
        })
        .collect()
}

/// The verdict as a sentence: what was measured, how it lies to the tolerance, and what would prove it.
pub(crate) fn explanation(state: &BudgetState, level: f64) -> String {
    let (Some(measured), Some(tolerance)) = (state.measured, state.tolerance) else {
        let missing = match (state.tolerance, state.trials) {
            (None, _) => "No tolerance is set.",
            (Some(_), 0) => "Nothing was measured yet.",
            _ => "The confidence level is not between 0% and 100%.",
        };
        let zero = state.tolerance.and_then(|tolerance| interval::trials_at_zero_errors(tolerance, level));
        let hint =
            zero.map(|trials| format!(" Even without a single error, proof takes {} trials.", words::count(trials)));
        return format!("{missing}{}", hint.unwrap_or_default());
    };
    let rate = format!("{} in {} trials", words::percent(measured.rate), words::count(state.trials));
    let range = words::percent_range(measured.low, measured.high);
    let limit = words::limit(tolerance);
    match state.verdict {
        Verdict::Within => {
            format!("{rate}; the whole interval, {range}, lies at or under the tolerance of {limit}.")
        }
        Verdict::Exceeded => format!(
            "{rate}; the whole interval, {range}, lies over the tolerance of {limit}. The error must become rarer; more trials will not help."
        ),
        Verdict::AtRisk => format!(
            "{rate}; the rate lies over the tolerance of {limit}, and the interval, {range}, crosses it. More trials at this rate would not prove it."
        ),
        _ if tolerance <= 0.0 => {
            format!("{rate}; no number of trials can prove that something never happens. The interval is {range}.")
        }
        _ => {
            let needed = state.trials_needed.map_or_else(String::new, |trials| {
                format!(" About {} more trials at this rate would prove it.", words::count(trials))
            });
            format!(
                "{rate}; the rate does not exceed the tolerance of {limit}, but the interval, {range}, crosses it.{needed}"
            )
        }
    }
}

/// All measurements, so that a reader can check every verdict.
pub(super) fn measurements(judged: &[Judged<'_>], numbers: &mut Numbering) -> Option<Block> {
    let mut rows = Vec::new();
    for one in judged {
        let mut measurements: Vec<_> = one.budget.measurements.iter().collect();
        measurements.sort_by_key(|m| m.date);
        for m in measurements {
            let exact = m.errors.zip(m.trials).and_then(|(k, n)| interval::exact(k, n, one.budget.confidence_level()));
            let name = match m.segment.trim() {
                "" => title(one.budget),
                segment => format!("{}, {segment}", title(one.budget)),
            };
            let source = [m.model_version.trim(), m.source.trim()];
            let cells = vec![
                cell(name),
                cell(m.date.map(words::short_date).unwrap_or_default()),
                cell(m.errors.map(words::count).unwrap_or_default()),
                cell(m.trials.map(words::count).unwrap_or_default()),
                cell(exact.map(|m| words::percent(m.rate)).unwrap_or_default()),
                cell(exact.map(|m| words::percent_range(m.low, m.high)).unwrap_or_default()),
                cell(m.origin.map(crate::model::metrics::Origin::label).unwrap_or_default()),
                cell(crate::report::front::joined(&source, ", ")),
            ];
            rows.push(row(SECTION, one.budget.id, cells));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        column("Budget", 2.0),
        fitted("Date"),
        figures("Errors"),
        figures("Trials"),
        figures("Rate"),
        figures("Interval"),
        fitted("Origin"),
        column("Model, source", 1.6),
    ];
    Some(table(numbers.table("Measurements."), columns, rows).from_section(SECTION))
}

/// Each budget in full.
pub(super) fn in_full(judged: &[Judged<'_>], index: &Index, today: Option<Date>) -> Vec<Block> {
    // said in the heading; measurements have a table of their own
    const TOLD: &[&str] = &["name", "measurements"];
    judged
        .iter()
        .flat_map(|one| {
            let title = format!("UB-{} {}", one.budget.number, one.budget.name.trim());
            let anchor = format!("budget-{}", one.budget.id);
            let head = Block::new(Body::Heading { level: 3, text: title, anchor });
            let mut text = Rich::strong("Verdict. ").then(format!("{}.\n", full_words(&one.state)));
            for (caption, said) in account::parts(one.budget, &budget::account(one.budget), today) {
                text = text.and(Style::Strong, format!("{caption}. ")).then(format!("{said}\n"));
            }
            let body = note(text.with(detail::run_in(one.budget, index, TOLD)));
            [head.from_item(SECTION, one.budget.id), body.from_item(SECTION, one.budget.id)]
        })
        .collect()
}

/// The interval as a multiple of the tolerance.
pub(super) fn interval_against(state: &BudgetState, axis: f64) -> Interval {
    let verdict = glyph(state.verdict);
    // against a tolerance of zero every error is infinitely over, so the bar ends in its arrow
    let against = |value: f64, tolerance: f64| {
        if tolerance > 0.0 {
            value / tolerance
        } else if value > 0.0 {
            PAST_THE_AXIS
        } else {
            0.0
        }
    };
    match state.measured.zip(state.tolerance) {
        Some((m, t)) => {
            Interval { rate: Some(against(m.rate, t)), low: against(m.low, t), high: against(m.high, t), axis, verdict }
        }
        None => Interval { rate: None, low: 0.0, high: 0.0, axis, verdict },
    }
}

/// "Within, 2.7% of 3.5%".
fn verdict_words(state: &BudgetState) -> String {
    let label = state.verdict.label();
    match (state.measured, state.tolerance) {
        (Some(m), Some(t)) => format!("{label}, {} against {}", words::percent(m.rate), words::limit(t)),
        (None, Some(t)) => format!("{label}, tolerance {}", words::limit(t)),
        _ => format!("{label}, no tolerance set"),
    }
}

/// Verdict, rate, interval and tolerance.
fn full_words(state: &BudgetState) -> String {
    let range = state.measured.map(|m| format!(", interval {}", words::percent_range(m.low, m.high)));
    format!("{}{}", verdict_words(state), range.unwrap_or_default())
}

/// How many trials are still needed: a number, or that the error must become rarer first.
pub(crate) fn still_needed(state: &BudgetState) -> String {
    match (state.verdict, state.trials_needed) {
        (Verdict::Within, _) => "0".to_owned(),
        (_, Some(trials)) => words::count(trials),
        (Verdict::AtRisk | Verdict::Exceeded, None) => "Fix first".to_owned(),
        _ => String::new(),
    }
}

fn monthly(one: &Judged<'_>) -> String {
    let cost = cost_of(one.budget, &one.state);
    cost.map_or_else(|| "–".to_owned(), |(currency, cost)| words::about_money(cost, currency))
}

/// The expected cost of the errors in a month.
pub(crate) fn cost_of(budget: &Budget, state: &BudgetState) -> Option<(Currency, f64)> {
    Some((budget.cost_per_error?.currency, state.cost_per_month?.rate))
}

fn over_cap(one: &Judged<'_>) -> bool {
    is_over_cap(one.budget, &one.state)
}

/// Whether the expected cost of the errors lies over the budget's cap.
pub(crate) fn is_over_cap(budget: &Budget, state: &BudgetState) -> bool {
    let cost = cost_of(budget, state).zip(budget.cost_cap);
    cost.is_some_and(|((currency, cost), cap)| currency == cap.currency && cost > cap.as_f64())
}

/// Sums amounts currency by currency, in the order in which the currencies come up.
pub(crate) fn sums(costs: impl Iterator<Item = (Currency, f64)>) -> Vec<(Currency, f64)> {
    let mut sums: Vec<(Currency, f64)> = Vec::new();
    for (currency, cost) in costs {
        match sums.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, sum)) => *sum += cost,
            None => sums.push((currency, cost)),
        }
    }
    sums
}

/// The expected cost of all errors, currency by currency; empty if no budget has a cost.
fn cost_sentence(judged: &[Judged<'_>]) -> String {
    let sums = sums(judged.iter().filter_map(|one| cost_of(one.budget, &one.state)));
    if sums.is_empty() {
        return String::new();
    }
    let said: Vec<String> = sums.iter().map(|(currency, sum)| words::about_money(*sum, *currency)).collect();
    format!(
        " Expected cost of error, over the budgets with a cost and a measurement, is {} per month.",
        words::series(&said)
    )
}

/// What people call a budget; how they cite it while it has no name.
pub(super) fn title(budget: &Budget) -> String {
    match budget.name.trim() {
        "" => format!("UB-{}, without a name", budget.number),
        name => name.to_owned(),
    }
}
