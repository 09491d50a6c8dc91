//! `caveat budgets`.

mod json;

use std::path::PathBuf;

use clap::Args;

use crate::assess::budget::{self, Account, BudgetState, cost, review};
use crate::model::Date;
use crate::model::budgets::Budget;
use crate::report::budgets as report;
use crate::report::budgets::account;
use crate::words;

use super::failure::Failure;
use super::today::today;
use super::{Said, named, open};

/// Judge the uncertainty budgets: rates, intervals, verdicts, costs, proof
///
/// Intervals are exact (Clopper-Pearson), at each budget's own confidence level. A budget is within its tolerance if the whole
/// interval is, exceeded if the whole interval lies over it, and unproven or at risk where the interval crosses it. With a
/// budget named, prints all that follows from it.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  caveat budgets copilot.caveat\n  caveat budgets copilot.caveat UB-2\n  caveat budgets copilot.caveat --json"
)]
pub(super) struct Arguments {
    /// The workbook
    file: PathBuf,
    /// Only this budget, such as UB-2, in full
    budget: Option<String>,
    /// Print JSON: rates as fractions, null for what is not known
    #[arg(long)]
    json: bool,
    /// Say which reviews are overdue as of this day instead of today
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Said, Failure> {
    let mut said = Said::default();
    let opened = open::open(&arguments.file, &mut said)?;
    let budgets = &opened.value.budgets.budgets;
    let day = arguments.date.unwrap_or_else(today);
    let wanted = arguments.budget.as_deref().map(|name| named::find(budgets, name, "budget")).transpose()?;
    said.text = match (arguments.json, wanted) {
        (true, Some(budget)) => json::all(&[budget], day)?,
        (true, None) => json::all(&budgets.iter().collect::<Vec<_>>(), day)?,
        (false, Some(budget)) => in_full(budget, day),
        (false, None) => table(&budgets.iter().collect::<Vec<_>>(), day),
    };
    Ok(said)
}

/// The heads of the columns.
const HEAD: [&str; 10] =
    ["", "Budget", "Rate", "Interval", "Tolerance", "Verdict", "Used", "Per month", "Still needed", "Review"];

fn table(budgets: &[&Budget], day: Date) -> String {
    if budgets.is_empty() {
        return "The workbook has no budget yet.\n".to_owned();
    }
    let states: Vec<BudgetState> = budgets.iter().map(|budget| budget::state(budget)).collect();
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(budgets.iter().zip(&states).map(|(budget, state)| cells(budget, state, day)));
    let mut text = aligned(&rows);
    let costs = budgets.iter().zip(&states).filter_map(|(budget, state)| cost::of(budget, state));
    for total in cost::roll_up(costs) {
        let money = |amount| words::about_money(amount, total.currency);
        let cap = total.cap.map(|cap| format!(", caps {}", money(cap))).unwrap_or_default();
        say!(
            text,
            "\nExpected cost of error: {} per month, {} to {} (sums of the ends){cap}. {}.",
            money(total.month.rate),
            money(total.month.low),
            money(total.month.high),
            report::total_words(&total)
        );
    }
    text
}

fn cells(budget: &Budget, state: &BudgetState, day: Date) -> [String; 10] {
    let review = review::of(budget);
    let due = match (review.overdue(day), review.due) {
        (Some(days), _) => format!("overdue by {}", account::days_in_words(days)),
        (None, Some(due)) => format!("due {}", words::short_date(due)),
        (None, None) => String::new(),
    };
    let cost = cost::of(budget, state).map(|cost| words::about_money(cost.month.rate, cost.currency));
    [
        format!("UB-{}", budget.number),
        budget.name.trim().to_owned(),
        state.measured.map(|measured| words::percent(measured.rate)).unwrap_or_default(),
        state.measured.map(|measured| words::percent_range(measured.low, measured.high)).unwrap_or_default(),
        state.tolerance.map(words::limit).unwrap_or_default(),
        state.verdict.label().to_owned(),
        state.share_used().map(words::share).unwrap_or_default(),
        cost.unwrap_or_default(),
        report::still_needed(state),
        due,
    ]
}

/// The rows with their columns under each other.
fn aligned(rows: &[[String; 10]]) -> String {
    let mut widths = [0_usize; 10];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |row: &[String; 10]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(|row| line(row) + "\n").collect()
}

fn in_full(budget: &Budget, day: Date) -> String {
    let found: Account = budget::account(budget);
    let level = budget.confidence_level();
    let mut text = String::new();
    say!(text, "UB-{} {}\n", budget.number, budget.name.trim());
    say!(text, "{}. {}", found.state.verdict.label(), report::explanation(&found.state, level));
    for (caption, said) in account::parts(budget, &found, Some(day)) {
        say!(text, "\n{caption}\n  {}", said.replace('\n', "\n  "));
    }
    text
}
