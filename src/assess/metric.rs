//! Whether a metric reaches its minimum.

use crate::model::metrics::{Direction, Metric, Reading, Unit};
use crate::model::{Number, Workbook};

use super::interval::{self, RateInterval};

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
    let value = reading.and_then(|reading| reading.value).map(Number::get);
    let (Some(reading), Some(value), Some(minimum)) = (reading, value, metric.minimum.map(Number::get)) else {
        return Standing::NoAnswer;
    };
    let Some(direction) = metric.direction else { return Standing::NoAnswer };
    let lower_is_better = direction == Direction::LowerIsBetter;
    let reaches = |value: f64| if lower_is_better { value <= minimum } else { value >= minimum };
    let (low, high) = share_interval(metric, reading).map_or((value, value), |exact| (exact.low, exact.high));
    let (worst, best) = if lower_is_better { (high, low) } else { (low, high) };
    match (reaches(worst), reaches(value), reaches(best)) {
        (true, _, _) => Standing::Met,
        (_, true, _) => Standing::Unproven,
        (_, _, true) => Standing::AtRisk,
        _ => Standing::NotMet,
    }
}

/// Whether the latest reading of the metric with this id reaches its minimum; `None` if there is no such metric.
#[must_use]
pub fn latest_standing(workbook: &Workbook, id: crate::model::Id) -> Option<Standing> {
    let metric = workbook.metrics.metrics.find(id)?;
    Some(standing(metric, metric.latest()))
}
