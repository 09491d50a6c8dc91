//! Budgets against the scores: what the errors in the serve band say about a budget that is linked to an operating point.

use crate::assess::budget::Verdict;
use crate::assess::interval::{self, RateInterval};
use crate::model::budgets::{Budget, ErrorKind};
use crate::model::operating_points::OperatingPoint;
use crate::model::{Id, Rate, Workbook};

use super::bands::Bands;

/// Why the scores say nothing about a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silent {
    /// It counts something else than wrong answers that were served: false negatives, or a kind of harm.
    CountsOther,
    /// It holds for a group of its own, and the scores are of all cases.
    Segment,
    /// It has no tolerance.
    NoTolerance,
}

/// A budget that must hold in the serve band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linked {
    /// The budget.
    pub id: Id,
    /// Its tolerance and its confidence level, if the scores can be set against it.
    pub limit: Result<Limit, Silent>,
}

/// How many errors a budget allows, and how sure one must be of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// The share of errors that is acceptable.
    pub tolerance: f64,
    /// The confidence level.
    pub level: f64,
}

impl Limit {
    /// The share of wrong answers among those served, with its exact interval at the budget's level, and the verdict on it.
    /// `None` if nothing is served: then nothing can be wrong.
    #[must_use]
    pub fn verdict(&self, bands: &Bands) -> Option<(RateInterval, Verdict)> {
        let (errors, trials) = (bands.served_wrongly().round() as u64, bands.served.round() as u64);
        let measured = interval::exact(errors, trials, self.level)?;
        Some((measured, Verdict::of(measured, self.tolerance)))
    }

    /// Whether the verdict would be "within", without working out the interval: nothing served, or the upper end of the
    /// interval at or under the tolerance.
    #[must_use]
    pub fn holds(&self, bands: &Bands) -> bool {
        let (errors, trials) = (bands.served_wrongly().round() as u64, bands.served.round() as u64);
        let tail = (1.0 - self.level) / 2.0;
        trials == 0 || self.tolerance >= 1.0 || interval::is_proven(errors, trials, self.tolerance, tail)
    }
}

/// The budgets that a point names, in its order; links to what is gone are left out.
#[must_use]
pub fn linked(workbook: &Workbook, point: &OperatingPoint) -> Vec<Linked> {
    let found = point.budgets.iter().filter_map(|id| workbook.budgets.budgets.find(*id));
    found.map(|budget| Linked { id: budget.id, limit: limit(budget) }).collect()
}

/// What is judged is the share of wrong answers among those served. A false negative is not served, and what counts as
/// unsafe is rarely every wrong answer: such budgets are measured on their own.
fn limit(budget: &Budget) -> Result<Limit, Silent> {
    if matches!(budget.error, Some(ErrorKind::FalseNegative | ErrorKind::Unsafe)) {
        return Err(Silent::CountsOther);
    }
    if !budget.segment.trim().is_empty() {
        return Err(Silent::Segment);
    }
    let tolerance = budget.tolerance.map(Rate::fraction).ok_or(Silent::NoTolerance)?;
    Ok(Limit { tolerance, level: budget.confidence_level() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(wrong: f64, served: f64) -> Bands {
        Bands { total: 4_200.0, positives: 2_940.0, served, served_positives: served - wrong, ..Bands::default() }
    }

    #[test]
    fn holding_and_the_verdict_are_the_same() {
        let limit = Limit { tolerance: 0.035, level: 0.95 };
        for (wrong, served) in
            [(59.0, 2_191.0), (64.0, 2_191.0), (80.0, 2_191.0), (134.0, 2_722.0), (0.0, 60.0), (0.0, 200.0)]
        {
            let bands = bands(wrong, served);
            let verdict = limit.verdict(&bands).map(|(_, verdict)| verdict);
            assert_eq!(limit.holds(&bands), verdict == Some(Verdict::Within), "{wrong} of {served}");
        }
        assert!(limit.holds(&bands(0.0, 0.0)) && limit.verdict(&bands(0.0, 0.0)).is_none());
    }

    #[test]
    fn only_budgets_of_wrong_answers_to_everybody_are_judged() {
        let budget = Budget { tolerance: Rate::new(0.05), error: Some(ErrorKind::FalsePositive), ..Budget::default() };
        assert_eq!(limit(&budget), Ok(Limit { tolerance: 0.05, level: 0.95 }));
        let missed = Budget { error: Some(ErrorKind::FalseNegative), ..budget.clone() };
        assert_eq!(limit(&missed), Err(Silent::CountsOther));
        let group = Budget { segment: "Thin file".to_owned(), ..budget.clone() };
        assert_eq!(limit(&group), Err(Silent::Segment));
        assert_eq!(limit(&Budget { tolerance: None, ..budget }), Err(Silent::NoTolerance));
    }
}
