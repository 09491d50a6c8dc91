//! The groups that a metric is measured for: the latest reading of each, and the weakest.

use std::collections::BTreeMap;

use crate::model::metrics::{Metric, Reading};

use super::{Standing, is_better, share_interval, standing};

/// The group with the worst latest value.
#[derive(Debug, Clone, PartialEq)]
pub struct Weakest {
    /// The group.
    pub segment: String,
    /// Its latest value.
    pub value: f64,
    /// Whether its latest value reaches the minimum.
    pub standing: Standing,
    /// Whether the value over all cases lies outside the group's own interval, on the better side; `None` where there is no
    /// interval, or no value over all cases. Said of the worst of several groups, so it comes about by chance more often
    /// than once in twenty: a reason to look, not a proof.
    pub differs: Option<bool>,
}

/// The latest reading of each group: all cases first, under an empty name, then the groups as they were first measured.
#[must_use]
pub fn latest_by_group(metric: &Metric) -> Vec<(&str, &Reading)> {
    let mut order = Vec::new();
    let mut latest: BTreeMap<&str, &Reading> = BTreeMap::new();
    for reading in metric.readings.iter().filter(|reading| reading.value.is_some()) {
        let segment = reading.segment.trim();
        let newest = latest.entry(segment).or_insert_with(|| {
            order.push(segment);
            reading
        });
        if reading.date >= newest.date {
            *newest = reading;
        }
    }
    order.sort_by_key(|segment| !segment.is_empty());
    order.into_iter().filter_map(|segment| Some((segment, *latest.get(segment)?))).collect()
}

/// The weakest of the groups that were measured; of equal ones the first. `None` without groups or without a direction.
#[must_use]
pub fn weakest(metric: &Metric) -> Option<Weakest> {
    let groups = latest_by_group(metric);
    let measured = groups.iter().filter(|(segment, _)| !segment.is_empty());
    let mut worst: Option<(&str, &Reading, f64)> = None;
    for (segment, reading) in measured {
        let value = reading.value?.get();
        if match worst {
            Some((_, _, other)) => is_better(metric, other, value)?,
            None => true,
        } {
            worst = Some((segment, reading, value));
        }
    }
    let (segment, reading, value) = worst?;
    metric.direction?;
    let whole = groups.first().filter(|(segment, _)| segment.is_empty()).and_then(|(_, whole)| whole.value);
    let differs = whole.zip(share_interval(metric, reading)).map(|(whole, own)| {
        let outside = whole.get() < own.low || whole.get() > own.high;
        outside && is_better(metric, whole.get(), value) == Some(true)
    });
    Some(Weakest { segment: segment.to_owned(), value, standing: standing(metric, Some(reading)), differs })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::metrics::{Direction, Unit};
    use crate::model::{Date, Number};

    fn reading(day: i8, segment: &str, value: f64, sample: u64) -> Reading {
        Reading {
            date: Date::new(2026, 3, day).ok(),
            segment: segment.to_owned(),
            value: Number::new(value),
            sample: Some(sample),
            ..Reading::default()
        }
    }

    fn metric(direction: Direction, readings: Vec<Reading>) -> Metric {
        let readings = readings.into_iter().collect();
        Metric {
            unit: Some(Unit::Share),
            direction: Some(direction),
            minimum: Number::new(0.83),
            readings,
            ..Metric::default()
        }
    }

    #[test]
    fn the_weakest_group_is_worst_by_direction_and_by_its_latest_reading() {
        let readings = || {
            vec![
                reading(6, "", 0.88, 4_000),
                reading(1, "Home", 0.50, 900),
                reading(6, "Home", 0.87, 900),
                reading(6, "Translated", 0.79, 500),
            ]
        };
        let up = weakest(&metric(Direction::HigherIsBetter, readings())).expect("a weakest");
        assert_eq!((up.segment.as_str(), up.value, up.differs), ("Translated", 0.79, Some(true)));
        assert_eq!(up.standing, Standing::NotMet);
        let down = weakest(&metric(Direction::LowerIsBetter, readings())).expect("a weakest");
        assert_eq!((down.segment.as_str(), down.differs), ("Home", Some(false)), "within its own interval");
    }

    #[test]
    fn without_groups_or_direction_there_is_none() {
        assert_eq!(weakest(&metric(Direction::HigherIsBetter, vec![reading(6, "", 0.9, 10)])), None);
        let lone = metric(Direction::HigherIsBetter, vec![reading(6, "Home", 0.9, 10)]);
        assert_eq!(weakest(&lone).map(|weakest| weakest.differs), Some(None), "nothing to compare it with");
        assert_eq!(weakest(&Metric { direction: None, ..lone }), None);
    }
}
