//! When a budget is to be reviewed, and whether what it rests on has grown old.

use crate::model::Date;
use crate::model::budgets::Budget;
use crate::model::metrics::Cadence;

use super::usable;

/// Days on which nobody reviews anything.
const WEEKEND: i64 = 2;

/// When a budget was reviewed and measured, and when the next review is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// How often it is reviewed, if that is said.
    pub cadence: Option<Cadence>,
    /// The date of the last review.
    pub last: Option<Date>,
    /// The date of the latest measurement of its own.
    pub measured: Option<Date>,
    /// The day on which the next review is due: one turn after the last review, or after the first measurement where there was
    /// none yet. `None` without a cadence, where releases set the pace, and where there is no date to count from.
    pub due: Option<Date>,
}

impl Review {
    /// For how many days the review has been due on a day; `None` if it is not overdue.
    #[must_use]
    pub fn overdue(&self, today: Date) -> Option<i64> {
        Some(days(self.due?, today)).filter(|days| *days > 0)
    }

    /// For how many days the review has been due, where that is worth a finding: a weekend is no delay.
    #[must_use]
    pub fn late(&self, today: Date) -> Option<i64> {
        self.overdue(today).filter(|days| *days > WEEKEND)
    }

    /// For how many days the review is not due yet; 0 on the day itself, `None` if it is overdue or has no date.
    #[must_use]
    pub fn due_in(&self, today: Date) -> Option<i64> {
        Some(days(today, self.due?)).filter(|days| *days >= 0)
    }

    /// How many days old the latest measurement is, if that is more than one turn of the cadence.
    #[must_use]
    pub fn stale(&self, today: Date) -> Option<i64> {
        let turn = self.cadence?.days()?;
        Some(days(self.measured?, today)).filter(|days| *days > turn)
    }
}

/// When a budget was reviewed, and when it is due.
#[must_use]
pub fn of(budget: &Budget) -> Review {
    let measurements = usable(budget);
    let dates = || measurements.iter().filter_map(|measurement| measurement.date);
    let last = budget.reviews.iter().filter_map(|review| review.date).max();
    let turn = budget.review_cadence.and_then(Cadence::days);
    let due = last.or_else(|| dates().min()).zip(turn).and_then(|(from, days)| later(from, days));
    Review { cadence: budget.review_cadence, last, measured: dates().max(), due }
}

/// The day on which a budget's next review is due.
#[must_use]
pub fn next_review(budget: &Budget) -> Option<Date> {
    of(budget).due
}

/// A date some days later; `None` past the end of the calendar.
fn later(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::SignedDuration::from_hours(days.checked_mul(24)?)).ok()
}

/// The days from one date to another.
fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget::tests::measured;
    use crate::model::budgets::BudgetReview;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn a_review_is_due_one_turn_after_the_last() {
        let mut budget = measured(0.04, &[(1, 100, "2026-01-05", ""), (2, 200, "2026-03-06", "")]);
        assert_eq!(next_review(&budget), None, "no cadence");
        budget.review_cadence = Some(Cadence::Monthly);
        assert_eq!(next_review(&budget), Some(day("2026-02-05")), "from the first measurement on");
        budget.reviews.push(BudgetReview { date: Some(day("2026-03-06")), ..BudgetReview::default() });
        budget.reviews.push(BudgetReview { date: Some(day("2026-02-06")), ..BudgetReview::default() });
        let found = of(&budget);
        assert_eq!((found.last, found.due), (Some(day("2026-03-06")), Some(day("2026-04-06"))));
        assert_eq!((found.due_in(day("2026-04-06")), found.overdue(day("2026-04-06"))), (Some(0), None));
        assert_eq!((found.due_in(day("2026-04-09")), found.overdue(day("2026-04-09"))), (None, Some(3)));
        assert_eq!((found.late(day("2026-04-08")), found.late(day("2026-04-09"))), (None, Some(3)), "after a weekend");
        assert_eq!((found.stale(day("2026-04-06")), found.stale(day("2026-04-07"))), (None, Some(32)));
        budget.review_cadence = Some(Cadence::PerRelease);
        assert_eq!(of(&budget).due, None, "releases set the pace");
        budget.review_cadence = Some(Cadence::Yearly);
        budget.reviews = [BudgetReview { date: Some(Date::MAX), ..BudgetReview::default() }].into_iter().collect();
        assert_eq!(of(&budget).due, None, "past the end of the calendar");
    }
}
