//! What an item should move: where a linked metric, budget or failure mode stands, and where it shall stand.

use crate::assess::{budget, risk};
use crate::model::metrics::Direction;
use crate::model::{Id, Number, Rate, Workbook};
use crate::words;

/// Something that an item should move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where it stands; empty if nothing is known.
    pub now: String,
    /// Where it shall stand; empty if nobody said.
    pub goal: String,
}

/// Where what an item is linked to stands, and where it shall stand; `None` for what is not measured in numbers or levels.
#[must_use]
pub fn moves(workbook: &Workbook, id: Id) -> Option<Move> {
    metric(workbook, id).or_else(|| of_budget(workbook, id)).or_else(|| failure_mode(workbook, id))
}

fn metric(workbook: &Workbook, id: Id) -> Option<Move> {
    let metric = workbook.metrics.metrics.find(id)?;
    let value = metric.latest().and_then(|reading| reading.value).map(Number::get);
    let now = value.map_or_else(|| "not measured".to_owned(), |value| words::measured(value, metric.unit));
    let lower_is_better = metric.direction == Some(Direction::LowerIsBetter);
    let side = if lower_is_better { "at most" } else { "at least" };
    let reached =
        |goal: Number| value.is_some_and(|now| if lower_is_better { now <= goal.get() } else { now >= goal.get() });
    // what has its minimum goes on to its target
    let next = metric.minimum.filter(|minimum| !reached(*minimum)).or(metric.target).or(metric.minimum);
    let goal = next.map(|goal| format!("{side} {}", words::measured(goal.get(), metric.unit)));
    Some(Move { now, goal: goal.unwrap_or_default() })
}

fn of_budget(workbook: &Workbook, id: Id) -> Option<Move> {
    let budget = workbook.budgets.budgets.find(id)?;
    let measured = budget::state(budget).measured;
    let now = measured.map_or_else(|| "not measured".to_owned(), |measured| words::percent(measured.rate));
    let goal = budget.tolerance.map(Rate::fraction).map(|limit| format!("at most {}", words::limit(limit)));
    Some(Move { now, goal: goal.unwrap_or_default() })
}

fn failure_mode(workbook: &Workbook, id: Id) -> Option<Move> {
    let mode = workbook.failure_modes.modes.find(id)?;
    if !mode.has_fallback() {
        return Some(Move { now: "no fallback".to_owned(), goal: "a fallback".to_owned() });
    }
    let level = risk::residual(mode).or_else(|| risk::inherent(mode));
    let now = level.map_or_else(|| "not scored".to_owned(), |level| level.label().to_lowercase());
    let goal = if level.is_some_and(|level| level.rank() > 1) { "lower" } else { "" };
    Some(Move { now, goal: goal.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::budgets::{Budget, Measurement};
    use crate::model::failure_modes::FailureMode;
    use crate::model::metrics::{Metric, Reading, Unit};
    use std::sync::Arc;

    #[test]
    fn a_metric_that_has_its_minimum_moves_on_to_its_target() {
        for (value, goal) in [(0.95, "at least 96.0%"), (0.97, "at least 98.0%")] {
            let reading = Reading { value: Number::new(value), ..Reading::default() };
            let metric = Metric {
                id: Id(1),
                unit: Some(Unit::Share),
                direction: Some(Direction::HigherIsBetter),
                minimum: Number::new(0.96),
                target: Number::new(0.98),
                readings: [reading].into_iter().collect(),
                ..Metric::default()
            };
            let mut workbook = Workbook::default();
            Arc::make_mut(&mut workbook.metrics).metrics.push(metric);
            assert_eq!(moves(&workbook, Id(1)).map(|found| found.goal), Some(goal.to_owned()));
        }
    }

    #[test]
    fn a_budget_moves_from_its_rate_to_its_tolerance() {
        let mut workbook = Workbook::default();
        let measurement = Measurement { errors: Some(68), trials: Some(1_000), ..Measurement::default() };
        let budget = Budget {
            id: Id(1),
            tolerance: Rate::new(0.04),
            measurements: [measurement].into_iter().collect(),
            ..Budget::default()
        };
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        Arc::make_mut(&mut workbook.failure_modes).modes.push(FailureMode { id: Id(2), ..FailureMode::default() });
        let expected = |now: &str, goal: &str| Some(Move { now: now.to_owned(), goal: goal.to_owned() });
        assert_eq!(moves(&workbook, Id(1)), expected("6.8%", "at most 4%"));
        assert_eq!(moves(&workbook, Id(2)), expected("no fallback", "a fallback"));
        assert_eq!(moves(&workbook, Id(3)), None);
    }
}
