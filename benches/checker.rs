//! How long the checker takes on a workbook far larger than any example: it runs on every settled change.
//!
//! Run with `cargo bench --bench checker`; compare rows of one run, not runs.

use std::hint::black_box;
use std::sync::Arc;

use caveat::assess::{budget, findings, problems};
use caveat::difference::Difference;
use caveat::edit::{Ids, operations};
use caveat::knowledge;
use caveat::model::budgets::{Budget, Measurement};
use caveat::model::{Date, Rate, Step, Workbook};
use divan::Bencher;

fn main() {
    divan::main();
}

const TODAY: Date = Date::constant(2026, 11, 26);

/// 2,000 failure modes of the library, over and over, and 500 budgets with four measurements each.
fn large() -> Workbook {
    let mut workbook = Workbook::default();
    let mut ids = Ids::seeded(1);
    for (number, entry) in knowledge::failure_library().iter().cycle().take(2_000).enumerate() {
        let mut mode = entry.to_failure_mode();
        mode.name = format!("{} {number}", mode.name);
        mode.residual_severity = Step::new((number % 5 + 1) as u8);
        mode.residual_frequency = Step::new((number / 5 % 5 + 1) as u8);
        operations::push(&mut workbook, &mut ids, mode, |w| &mut Arc::make_mut(&mut w.failure_modes).modes);
    }
    for number in 0..500_u64 {
        let mut budget = Budget {
            name: format!("Budget {number}"),
            tolerance: Rate::new(0.02 + number as f64 / 10_000.0),
            owner: "Anke Vos".to_owned(),
            ..Budget::default()
        };
        for month in 1..=4_i8 {
            budget.measurements.push(Measurement {
                date: Some(Date::constant(2026, month, 1)),
                errors: Some(number % 37 + u64::from(month.unsigned_abs())),
                trials: Some(400 + number * 3),
                ..Measurement::default()
            });
        }
        operations::push(&mut workbook, &mut ids, budget, |w| &mut Arc::make_mut(&mut w.budgets).budgets);
    }
    workbook
}

#[divan::bench]
fn check_2000_failure_modes_and_500_budgets(bencher: Bencher) {
    let workbook = large();
    bencher.bench(|| findings::check(black_box(&workbook), Some(TODAY)));
}

#[divan::bench]
fn of_which_the_workbook_as_a_document(bencher: Bencher) {
    let workbook = large();
    bencher.bench(|| problems::check(black_box(&workbook)));
}

#[divan::bench]
fn of_which_the_states_of_the_budgets(bencher: Bencher) {
    let workbook = large();
    bencher.bench(|| black_box(&workbook).budgets.budgets.iter().map(budget::state).count());
}

/// The same workbook with no memory in common: as if read from another file.
fn apart(workbook: &Workbook) -> Workbook {
    let mut other = workbook.clone();
    let modes = workbook.failure_modes.modes.iter().cloned().collect();
    Arc::make_mut(&mut other.failure_modes).modes = modes;
    let budgets = workbook.budgets.budgets.iter().cloned().collect();
    Arc::make_mut(&mut other.budgets).budgets = budgets;
    other
}

#[divan::bench]
fn difference_of_two_files_with_2000_failure_modes(bencher: Bencher) {
    let before = large();
    let mut after = apart(&before);
    let modes = &mut Arc::make_mut(&mut after.failure_modes).modes;
    for at in (0..2_000).step_by(20) {
        if let Some(mode) = modes.at_mut(at) {
            mode.fallback = format!("Another fallback {at}");
        }
    }
    bencher.bench(|| Difference::between(black_box(&before), black_box(&after)));
}

#[divan::bench]
fn difference_of_one_step_in_2000_failure_modes(bencher: Bencher) {
    let before = large();
    let mut after = before.clone();
    if let Some(mode) = Arc::make_mut(&mut after.failure_modes).modes.at_mut(1_000) {
        mode.fallback = "Another fallback".to_owned();
    }
    bencher.bench(|| Difference::between(black_box(&before), black_box(&after)));
}
