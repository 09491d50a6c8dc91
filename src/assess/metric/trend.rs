//! Which way a metric goes: better, worse, or no way that could not be chance.

use crate::model::metrics::{Metric, Reading, Unit};
use crate::model::{Date, Id, Number, manner};
use crate::words;

use super::{is_better, share_interval};

/// The newest readings that a trend looks at: what lies further back is history.
const WINDOW: usize = 8;
/// What chance may do: an order of readings that it brings about more often than this is no trend.
const CHANCE: f64 = 0.05;
/// The fewest readings without intervals that make a trend.
const LEAST: usize = 3;

/// Which way a metric goes, with its direction in mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// Better.
    Improving,
    /// Worse.
    Worsening,
    /// No way that could not be chance.
    Flat,
}

impl Way {
    /// The way in a word.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Improving => "Improving",
            Self::Worsening => "Worsening",
            Self::Flat => "Flat",
        }
    }
}

/// How a metric's value changed between two dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The metric.
    pub id: Id,
    /// How people cite it and what they call it: `M-4 Right first time`.
    pub name: String,
    /// What it is counted in.
    pub unit: Option<Unit>,
    /// The first value.
    pub from: f64,
    /// The last value.
    pub to: f64,
    /// The date of the first value.
    pub since: Date,
    /// The date of the last value.
    pub until: Date,
}

impl Change {
    /// The change in words, without who changed: `rose 4.1 points, from 84.1% to 88.2%`.
    #[must_use]
    pub fn words(&self) -> String {
        let (from, to) = (words::measured(self.from, self.unit), words::measured(self.to, self.unit));
        let verb = if self.to > self.from { "rose" } else { "fell" };
        match self.unit {
            _ if self.to.total_cmp(&self.from).is_eq() => format!("stayed at {to}"),
            Some(Unit::Share) => format!("{verb} {} points, from {from} to {to}", self.points()),
            _ => format!("{verb} from {from} to {to}"),
        }
    }

    /// The size of the change of a share in percentage points, with one decimal, more for small ones.
    fn points(&self) -> String {
        let points = (self.to - self.from).abs() * 100.0;
        if points >= 0.1 { manner::decimal(&format!("{points:.1}")) } else { words::number(points) }
    }
}

/// Which way a metric goes, and by how much.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Better, worse or neither.
    pub way: Way,
    /// The first and the last value that were compared.
    pub change: Change,
    /// How many readings it rests on.
    pub readings: usize,
}

/// The readings over all cases with a date and a value, oldest first; of several on one day the last one entered.
#[must_use]
pub fn series(metric: &Metric) -> Vec<(Date, &Reading)> {
    let whole = metric.readings.iter().filter(|reading| reading.segment.trim().is_empty() && reading.value.is_some());
    let mut dated: Vec<(Date, &Reading)> = whole.filter_map(|reading| Some((reading.date?, reading))).collect();
    dated.sort_by_key(|(date, _)| *date); // stable: of one day the last one entered stays last
    let mut series: Vec<(Date, &Reading)> = Vec::with_capacity(dated.len());
    for entry in dated {
        if series.last().is_some_and(|(date, _)| *date == entry.0) {
            series.pop();
        }
        series.push(entry);
    }
    series
}

/// The trend over the newest eight readings over all cases; `None` with fewer than two, or without a direction.
///
/// It is a trend if the last value is better (worse) than the first, and one of these holds:
///
/// - both are shares with a sample, and their exact 95% intervals do not overlap;
/// - the order of the readings is one that chance brings about in at most 5% of cases: Kendall, "A new measure of rank
///   correlation" (Biometrika 30, 1938), exact and one-sided. Four readings that all go one way are enough;
/// - there are three readings or more, none has an interval, and no step goes the other way.
#[must_use]
pub fn trend(metric: &Metric) -> Option<Trend> {
    let series = series(metric);
    of(metric, series.get(series.len().saturating_sub(WINDOW)..).unwrap_or_default())
}

/// As [`trend`], over the readings between two dates, both included.
#[must_use]
pub fn trend_between(metric: &Metric, since: Date, until: Date) -> Option<Trend> {
    let mut series = series(metric);
    series.retain(|(date, _)| (since..=until).contains(date));
    of(metric, series.get(series.len().saturating_sub(WINDOW)..).unwrap_or_default())
}

/// The first date of the window that [`trend`] looks at, and the last one.
pub(super) fn period(metric: &Metric) -> Option<(Date, Date)> {
    let series = series(metric);
    let first = series.get(series.len().saturating_sub(WINDOW))?;
    Some((first.0, series.last()?.0))
}

fn of(metric: &Metric, series: &[(Date, &Reading)]) -> Option<Trend> {
    let ((since, first), (until, last)) = series.first().zip(series.last()).filter(|_| series.len() > 1)?;
    let values: Vec<f64> = series.iter().filter_map(|(_, reading)| reading.value).map(Number::get).collect();
    let (from, to) = (first.value?.get(), last.value?.get());
    let better = is_better(metric, to, from)?;
    let worse = is_better(metric, from, to)?;
    let sure = is_beyond_chance(metric, (first, last), &values);
    let way = match (better, worse) {
        (true, _) if sure => Way::Improving,
        (_, true) if sure => Way::Worsening,
        _ => Way::Flat,
    };
    let name = format!("M-{} {}", metric.number, metric.name.trim());
    let change = Change { id: metric.id, name, unit: metric.unit, from, to, since: *since, until: *until };
    Some(Trend { way, change, readings: series.len() })
}

fn is_beyond_chance(metric: &Metric, (first, last): (&Reading, &Reading), values: &[f64]) -> bool {
    let intervals = (share_interval(metric, first), share_interval(metric, last));
    if let (Some(before), Some(after)) = intervals
        && (before.high < after.low || after.high < before.low)
    {
        return true;
    }
    let against = steps_against(values);
    if chance_of_order(values.len(), against) <= CHANCE {
        return true;
    }
    let bare = intervals.0.is_none() && intervals.1.is_none();
    let none_back = || values.windows(2).all(|pair| !goes_back(values, pair));
    bare && values.len() >= LEAST && none_back()
}

/// Whether a step goes against the whole.
fn goes_back(values: &[f64], step: &[f64]) -> bool {
    let whole = values.last().zip(values.first()).map_or(0.0, |(last, first)| last - first);
    let step = step.last().zip(step.first()).map_or(0.0, |(last, first)| last - first);
    step * whole < 0.0
}

/// How many pairs of values are in the other order than the first and the last one; equal ones count as half.
fn steps_against(values: &[f64]) -> usize {
    let rises = values.last() > values.first();
    let mut halves = 0_usize;
    for (at, value) in values.iter().enumerate() {
        for later in values.iter().skip(at + 1) {
            halves += match later.total_cmp(value) {
                std::cmp::Ordering::Equal => 1,
                std::cmp::Ordering::Greater => {
                    if rises {
                        0
                    } else {
                        2
                    }
                }
                std::cmp::Ordering::Less => {
                    if rises {
                        2
                    } else {
                        0
                    }
                }
            };
        }
    }
    halves.div_ceil(2)
}

/// The share of all orders of `count` values that have at most `against` pairs in the other order.
fn chance_of_order(count: usize, against: usize) -> f64 {
    // how many orders there are, by pairs in the other order, built up value by value
    let mut orders = vec![1.0_f64];
    for size in 2..=count {
        let mut longer = vec![0.0; orders.len() + size - 1];
        for (pairs, number) in orders.iter().enumerate() {
            for more in longer.iter_mut().skip(pairs).take(size) {
                *more += number;
            }
        }
        orders = longer;
    }
    let all: f64 = orders.iter().sum();
    orders.iter().take(against + 1).sum::<f64>() / all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::metrics::Direction;

    /// A metric with one reading a month; `sample` 0 is none.
    fn metric(unit: Unit, direction: Direction, values: &[f64], sample: u64) -> Metric {
        let readings = values.iter().enumerate().map(|(month, value)| Reading {
            date: Date::new(2026, month as i8 + 1, 6).ok(),
            value: Number::new(*value),
            sample: Some(sample).filter(|sample| *sample > 0),
            ..Reading::default()
        });
        Metric { unit: Some(unit), direction: Some(direction), readings: readings.collect(), ..Metric::default() }
    }

    #[test]
    fn only_what_chance_does_not_bring_about_is_a_trend() {
        use Direction::{HigherIsBetter as Up, LowerIsBetter as Down};
        use Way::{Flat, Improving, Worsening};
        for (unit, direction, values, sample, expected) in [
            // two samples whose intervals do not overlap
            (Unit::Share, Up, &[0.80, 0.90][..], 1_000, Some(Improving)),
            (Unit::Share, Down, &[0.80, 0.90], 1_000, Some(Worsening)),
            (Unit::Share, Up, &[0.80, 0.90], 50, Some(Flat)),
            // small samples that all go one way: three may be chance, four and five are not
            (Unit::Share, Up, &[0.86, 0.85, 0.84], 900, Some(Flat)),
            (Unit::Share, Up, &[0.86, 0.85, 0.84, 0.83], 900, Some(Worsening)),
            (Unit::Share, Up, &[0.86, 0.85, 0.855, 0.84, 0.83], 900, Some(Worsening)),
            (Unit::Share, Up, &[0.86, 0.84, 0.85, 0.83, 0.835], 900, Some(Flat)),
            (Unit::Share, Up, &[0.86, 0.86, 0.86, 0.86, 0.86], 900, Some(Flat)),
            // without intervals three readings decide, if none goes back
            (Unit::Hours, Down, &[26.0, 24.0], 0, Some(Flat)),
            (Unit::Hours, Down, &[26.0, 24.0, 24.0], 0, Some(Improving)),
            (Unit::Hours, Down, &[26.0, 24.0, 27.0], 0, Some(Flat)),
            (Unit::Hours, Up, &[26.0, 24.0, 22.0], 0, Some(Worsening)),
            (Unit::Share, Up, &[0.9], 100, None),
            (Unit::Share, Up, &[], 100, None),
        ] {
            let found = trend(&metric(unit, direction, values, sample)).map(|trend| trend.way);
            assert_eq!(found, expected, "{unit:?} {direction:?} {values:?} of {sample}");
        }
        let aimless = Metric { direction: None, ..metric(Unit::Share, Up, &[0.1, 0.9], 1_000) };
        assert_eq!(trend(&aimless), None);
    }

    #[test]
    fn the_window_and_the_days_are_those_of_the_whole() {
        let mut long = metric(Unit::Hours, Direction::LowerIsBetter, &[9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], 0);
        let found = trend(&long).expect("a trend");
        assert_eq!((found.way, found.readings, found.change.from), (Way::Worsening, 8, 1.0));
        long.readings.push(Reading { segment: "Home".to_owned(), value: Number::new(99.0), ..Reading::default() });
        let again = Reading { date: Date::new(2026, 9, 6).ok(), value: Number::new(7.5), ..Reading::default() };
        long.readings.push(again);
        assert_eq!(trend(&long).map(|trend| trend.change.to), Some(7.5), "of one day the last one entered");
        let day = |month| Date::new(2026, month, 6).expect("a day");
        assert_eq!(trend_between(&long, day(1), day(2)).map(|trend| trend.readings), Some(2));
    }

    #[test]
    fn orders_are_counted_as_in_the_tables() {
        // Kendall's tables: 4 values, all in order: 1 of 24; 5 values, at most one pair against: 5 of 120
        assert!((chance_of_order(4, 0) - 1.0 / 24.0).abs() < 1e-12);
        assert!((chance_of_order(5, 1) - 5.0 / 120.0).abs() < 1e-12);
        assert!((chance_of_order(3, 3) - 1.0).abs() < 1e-12);
        assert!((chance_of_order(0, 0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_change_is_said_in_points_or_from_value_to_value() {
        let shares = trend(&metric(Unit::Share, Direction::HigherIsBetter, &[0.841, 0.881_905], 4_000)).expect("one");
        assert_eq!(shares.change.words(), "rose 4.1 points, from 84.1% to 88.2%");
        let hours = trend(&metric(Unit::Hours, Direction::LowerIsBetter, &[26.0, 24.0, 21.0], 0)).expect("one");
        assert_eq!(hours.change.words(), "fell from 26 h to 21 h");
        let same = trend(&metric(Unit::Share, Direction::HigherIsBetter, &[0.5, 0.6, 0.5], 0)).expect("one");
        assert_eq!((same.way, same.change.words().as_str()), (Way::Flat, "stayed at 50.0%"));
    }
}
