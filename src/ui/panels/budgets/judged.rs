//! What follows from the selected budget as it is right now: its verdict, the points of its history, who links to it.
//!
//! The window's facts are one change old while somebody types; the budget in front of the person must not be. Intervals are
//! kept by their numbers, and at most a few new ones are computed a frame: an exact interval is not free.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::Context;

use crate::assess::budget::{self, Account, BudgetState};
use crate::assess::interval::{self, RateInterval};
use crate::model::budgets::{Budget, Measurement};
use crate::model::{Id, Rate, Workbook};
use crate::ui::desk::Desk;
use crate::ui::widgets::history_plot::Point;
use crate::words;

use super::wording;

/// How many new intervals are computed a frame.
const A_FRAME: usize = 12;

/// What follows from one budget.
#[derive(Debug, Default)]
pub struct Judged {
    budget: Option<Budget>,
    account: Option<Arc<Account>>,
    capacity: usize,
    known: BTreeMap<(u64, u64), Option<RateInterval>>,
    unfinished: bool,
    /// The points of its history, oldest first.
    pub points: Vec<Point>,
    /// How many measurements could have been points.
    pub usable: usize,
    /// The history in words.
    pub summary: String,
    /// What it is linked with.
    pub links: Vec<Id>,
    linked_at: Option<(u64, Id)>,
}

impl Judged {
    /// Looks at a budget; `capacity` is how many points the plot can show.
    pub fn look_at(&mut self, ctx: &Context, budget: &Budget, capacity: usize) {
        let same = self.budget.as_ref() == Some(budget);
        if same && self.capacity == capacity && !self.unfinished {
            return;
        }
        if !same {
            let before = self.budget.as_ref();
            if before.is_none_or(|before| before.id != budget.id || before.confidence != budget.confidence) {
                self.known.clear();
            }
            if before.is_none_or(|before| before.id != budget.id) {
                self.points.clear();
            }
            if before.is_none_or(|before| !says_the_same(before, budget)) {
                self.account = Some(Arc::new(budget::account(budget)));
            }
            self.budget = Some(budget.clone());
        }
        self.capacity = capacity;
        self.unfinished = !self.plot(budget);
        if self.unfinished {
            ctx.request_repaint();
        }
    }

    /// What the measurements say about the budget with this id, if it is the one in front.
    pub fn state(&self, id: Id) -> Option<&BudgetState> {
        self.of(id).map(|account| &account.state)
    }

    /// All that follows from the budget with this id, if it is the one in front.
    pub fn account(&self, id: Id) -> Option<Arc<Account>> {
        self.of(id).cloned()
    }

    fn of(&self, id: Id) -> Option<&Arc<Account>> {
        self.account.as_ref().filter(|_| self.budget.as_ref().is_some_and(|budget| budget.id == id))
    }

    /// Who links to the budget and whom it links to, looked up once a change.
    pub fn link(&mut self, desk: &Desk<'_>, workbook: &Workbook, budget: &Budget) {
        let seen = (desk.revision(), budget.id);
        if self.linked_at != Some(seen) {
            self.links = links(workbook, budget);
            self.linked_at = Some(seen);
        }
    }

    /// Makes the points; `false` if intervals are still missing.
    fn plot(&mut self, budget: &Budget) -> bool {
        let all = budget::usable(budget);
        let shown = all.get(all.len().saturating_sub(self.capacity)..).unwrap_or_default();
        let level = budget.confidence_level();
        let mut fresh = 0;
        let mut intervals = Vec::with_capacity(shown.len());
        for measurement in shown {
            let key = (measurement.errors.unwrap_or(0), measurement.trials.unwrap_or(0));
            if fresh == A_FRAME && !self.known.contains_key(&key) {
                return false;
            }
            let interval = self.known.entry(key).or_insert_with(|| {
                fresh += 1;
                interval::exact(key.0, key.1, level)
            });
            intervals.push(*interval);
        }
        let dates: Vec<_> = shown.iter().map(|measurement| measurement.date).collect();
        let labels = wording::date_labels(&dates);
        let points = shown.iter().zip(intervals).zip(labels).filter_map(|((measurement, interval), label)| {
            let measured = interval?;
            Some(Point { label, measured, tip: tip(measurement, measured) })
        });
        self.points = points.collect();
        self.usable = all.len();
        self.summary = summary(shown, &self.points, budget.tolerance);
        true
    }
}

/// Whether the same follows from two states of a budget: whether nothing changed but what it is called and explained with.
fn says_the_same(one: &Budget, other: &Budget) -> bool {
    let numbers = |budget: &Budget| {
        let rates = (budget.tolerance, budget.confidence, budget.evidence);
        (budget.id, rates, budget.cost_per_error, budget.volume_per_month, budget.cost_cap, budget.review_cadence)
    };
    numbers(one) == numbers(other)
        && one.segment == other.segment
        && one.measurements == other.measurements
        && one.reviews == other.reviews
}

/// Failure modes that it limits, then its own links and its metric.
fn links(workbook: &Workbook, budget: &Budget) -> Vec<Id> {
    let modes =
        workbook.failure_modes.modes.iter().filter(|mode| mode.budgets.contains(&budget.id)).map(|mode| mode.id);
    let mut ids: Vec<Id> = Vec::new();
    for id in modes.chain(budget.links.iter().copied()).chain(budget.metric) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// A measurement in full.
fn tip(measurement: &Measurement, measured: RateInterval) -> String {
    let date = measurement.date.map_or_else(|| "No date".to_owned(), words::date);
    let counted = format!(
        "{} in {} trials: {}, interval {}",
        words::count(measurement.errors.unwrap_or(0)),
        words::count(measurement.trials.unwrap_or(0)),
        words::percent(measured.rate),
        words::percent_range(measured.low, measured.high)
    );
    let origin = measurement.origin.map(|origin| origin.label().to_owned()).unwrap_or_default();
    let from = [origin.as_str(), measurement.model_version.trim(), measurement.source.trim()];
    let from: Vec<&str> = from.into_iter().filter(|part| !part.is_empty()).collect();
    let lines = [date, counted, from.join(", ")];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The plot in words.
fn summary(shown: &[&Measurement], points: &[Point], tolerance: Option<Rate>) -> String {
    let Some(last) = points.last() else { return "No measurement yet".to_owned() };
    let ends = shown.first().and_then(|first| first.date).zip(shown.last().and_then(|last| last.date));
    let when = match ends {
        Some((first, last)) if first != last => {
            format!(" from {} to {}", words::short_date(first), words::short_date(last))
        }
        Some((first, _)) => format!(" of {}", words::short_date(first)),
        None => String::new(),
    };
    let tolerance = tolerance.map(|tolerance| format!("; tolerance {}", words::limit(tolerance.fraction())));
    format!(
        "{}{when}. Latest: {}, interval {}{}.",
        words::capitalized(&words::how_many(points.len(), "measurement", "measurements")),
        words::percent(last.measured.rate),
        words::percent_range(last.measured.low, last.measured.high),
        tolerance.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(errors: u64, trials: u64, date: &str) -> Measurement {
        let date = date.parse().ok();
        Measurement { errors: Some(errors), trials: Some(trials), date, ..Measurement::default() }
    }

    #[test]
    fn the_history_holds_the_latest_measurements_that_count() {
        let mut budget = Budget { id: Id(7), tolerance: Rate::new(0.04), ..Budget::default() };
        for month in 1..=12 {
            budget.measurements.push(measured(month, 400, &format!("2026-{month:02}-01")));
        }
        budget.measurements.push(measured(9, 3, "2026-12-24")); // more errors than trials: not a measurement
        let (ctx, mut judged) = (Context::default(), Judged::default());
        judged.look_at(&ctx, &budget, 5);
        assert_eq!(
            judged.points.iter().map(|p| p.label.as_str()).collect::<Vec<_>>(),
            ["Aug", "Sep", "Oct", "Nov", "Dec"]
        );
        assert_eq!(judged.usable, 12);
        assert_eq!(
            judged.summary,
            "Five measurements from 1 Aug 2026 to 1 Dec 2026. Latest: 3.0%, interval 1.6% to 5.2%; tolerance 4%."
        );
        assert!(judged.state(Id(7)).is_some() && judged.state(Id(8)).is_none());
    }

    #[test]
    fn many_new_intervals_take_several_frames() {
        let mut budget = Budget { id: Id(7), ..Budget::default() };
        (1..=30).for_each(|errors| budget.measurements.push(measured(errors, 400, "2026-01-01")));
        let (ctx, mut judged) = (Context::default(), Judged::default());
        judged.look_at(&ctx, &budget, 100);
        assert!(judged.points.is_empty());
        judged.look_at(&ctx, &budget, 100);
        judged.look_at(&ctx, &budget, 100);
        assert_eq!(judged.points.len(), 30);
    }
}
