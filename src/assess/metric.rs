//! What the readings of a metric say: whether they reach the minimum, the target and the baseline, where it is weakest, which
//! way it goes, and where its layer leaves a gap.

use crate::model::metrics::{Direction, Metric, Reading, Unit};
use crate::model::{Date, Number, Workbook};

use super::budget::Verdict;
use super::interval::{self, RateInterval};

mod gap;
mod group;
mod trend;

pub use gap::{LayerGap, gaps, gaps_of, question};
pub use group::{Weakest, latest_by_group, weakest};
pub use trend::{Change, Trend, Way, series, trend, trend_between};

/// What a reading says about a minimum, and what that means for a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Reached, by the whole interval where there is one.
    Met,
    /// Reached by the value, but the interval crosses the minimum: more samples are needed.
    Unproven,
    /// Missed by the value, but the interval crosses the minimum.
    AtRisk,
    /// Missed, by the whole interval where there is one.
    NotMet,
    /// Nothing was measured, or there is no minimum or no direction to measure against.
    NoAnswer,
}

impl Standing {
    /// The standing in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::Unproven => "Unproven",
            Self::AtRisk => "At risk",
            Self::NotMet => "Not met",
            Self::NoAnswer => "No answer",
        }
    }

    /// The verdict on a budget that it is like.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Met => Verdict::Within,
            Self::Unproven => Verdict::Unproven,
            Self::AtRisk => Verdict::AtRisk,
            Self::NotMet => Verdict::Exceeded,
            Self::NoAnswer => Verdict::Unmeasured,
        }
    }
}

/// What the readings say about a metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricState {
    /// The newest value over all cases.
    pub value: Option<f64>,
    /// Its exact 95% interval, for shares with a sample.
    pub interval: Option<RateInterval>,
    /// Whether it reaches the minimum.
    pub standing: Standing,
    /// Whether it reaches the target.
    pub target: Standing,
    /// Whether it is at least as good as the baseline.
    pub baseline: Standing,
    /// Which way the metric goes.
    pub trend: Option<Trend>,
    /// Where it is weakest.
    pub weakest: Option<Weakest>,
    /// The values over all cases by date, oldest first.
    pub series: Vec<(Date, f64)>,
}

/// What the readings say about a metric.
#[must_use]
pub fn state(metric: &Metric) -> MetricState {
    let latest = metric.latest();
    MetricState {
        value: latest.and_then(|reading| reading.value).map(Number::get),
        interval: latest.and_then(|reading| share_interval(metric, reading)),
        standing: standing(metric, latest),
        target: target_standing(metric, latest),
        baseline: baseline_standing(metric, latest),
        trend: trend(metric),
        weakest: weakest(metric),
        series: series(metric).iter().filter_map(|(date, reading)| Some((*date, reading.value?.get()))).collect(),
    }
}

/// The exact 95% interval of a share, from its sample; `None` for other units or without a sample. The count behind the
/// share is the nearest whole number.
#[must_use]
pub fn share_interval(metric: &Metric, reading: &Reading) -> Option<RateInterval> {
    let (value, sample) = (reading.value?.get(), reading.sample?);
    if metric.unit != Some(Unit::Share) || !(0.0..=1.0).contains(&value) {
        return None;
    }
    interval::exact((value * sample as f64).round() as u64, sample, 0.95)
}

/// Whether a reading reaches the metric's minimum viable value.
#[must_use]
pub fn standing(metric: &Metric, reading: Option<&Reading>) -> Standing {
    against(metric, reading, metric.minimum)
}

/// Whether a reading reaches the metric's target.
#[must_use]
pub fn target_standing(metric: &Metric, reading: Option<&Reading>) -> Standing {
    against(metric, reading, metric.target)
}

/// Whether a reading is at least as good as the way without AI.
#[must_use]
pub fn baseline_standing(metric: &Metric, reading: Option<&Reading>) -> Standing {
    against(metric, reading, metric.baseline)
}

/// Whether a reading is at least as good as a limit, by its value and by its interval.
fn against(metric: &Metric, reading: Option<&Reading>, limit: Option<Number>) -> Standing {
    let value = reading.and_then(|reading| reading.value).map(Number::get);
    let (Some(reading), Some(value), Some(limit)) = (reading, value, limit.map(Number::get)) else {
        return Standing::NoAnswer;
    };
    let Some(direction) = metric.direction else { return Standing::NoAnswer };
    let lower_is_better = direction == Direction::LowerIsBetter;
    let reaches = |value: f64| if lower_is_better { value <= limit } else { value >= limit };
    let (low, high) = share_interval(metric, reading).map_or((value, value), |exact| (exact.low, exact.high));
    let (worst, best) = if lower_is_better { (high, low) } else { (low, high) };
    match (reaches(worst), reaches(value), reaches(best)) {
        (true, _, _) => Standing::Met,
        (_, true, _) => Standing::Unproven,
        (_, _, true) => Standing::AtRisk,
        _ => Standing::NotMet,
    }
}

/// Whether the first value is better than the second; `None` where nobody said which way is better.
fn is_better(metric: &Metric, value: f64, other: f64) -> Option<bool> {
    metric.direction.map(|direction| match direction {
        Direction::HigherIsBetter => value > other,
        Direction::LowerIsBetter => value < other,
    })
}

/// Whether the latest reading of the metric with this id reaches its minimum; `None` if there is no such metric.
#[must_use]
pub fn latest_standing(workbook: &Workbook, id: crate::model::Id) -> Option<Standing> {
    let metric = workbook.metrics.metrics.find(id)?;
    Some(standing(metric, metric.latest()))
}
