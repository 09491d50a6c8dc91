//! The board: items by horizon with their points, and the outcomes with where their measures stand.

use crate::assess::metric::{self, Standing};
use crate::model::Id;
use crate::model::roadmap::{BacklogItem, Horizon};
use crate::model::{Step, Workbook};

use super::input::Input;
use super::sprint;

/// Where the measure of an outcome stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// The metric reaches its minimum.
    Yes,
    /// Its value does, the interval does not yet.
    Unproven,
    /// It does not.
    No,
    /// There is a value, and no minimum to hold it against.
    BaselineOnly,
    /// Nothing was measured, or no metric shows it.
    NotMeasured,
}

impl Reached {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yes => "Reached",
            Self::Unproven => "Unproven",
            Self::No => "Not there",
            Self::BaselineOnly => "Baseline only",
            Self::NotMeasured => "Not measured",
        }
    }
}

/// A horizon with what is planned for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tray {
    /// Which one; `None` for items without a horizon.
    pub horizon: Option<Horizon>,
    /// Its items, in the order of people.
    pub items: Vec<Id>,
    /// Their points.
    pub points: f64,
    /// How many of them have no points.
    pub unpointed: usize,
    /// Points that there is room for: only for now.
    pub room: Option<f64>,
    /// Its outcomes, each with where its measure stands.
    pub outcomes: Vec<(Id, Reached)>,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Board {
    /// Now, next and later; then items without a horizon, if there are any.
    pub trays: Vec<Tray>,
}

/// Sorts the roadmap into its horizons.
#[must_use]
pub fn board(workbook: &Workbook) -> Board {
    let roadmap = &workbook.roadmap;
    let is_loose = roadmap.items.iter().any(|item| item.horizon.is_none())
        || roadmap.outcomes.iter().any(|outcome| outcome.horizon.is_none());
    let horizons = Horizon::ALL.iter().copied().map(Some).chain(is_loose.then_some(None));
    Board { trays: horizons.map(|horizon| tray(workbook, horizon)).collect() }
}

fn tray(workbook: &Workbook, horizon: Option<Horizon>) -> Tray {
    let roadmap = &workbook.roadmap;
    let items: Vec<&BacklogItem> = roadmap.items.iter().filter(|item| item.horizon == horizon).collect();
    let points: Vec<f64> = items.iter().filter_map(|item| Input::Points.sound(item)).collect();
    let outcomes = roadmap.outcomes.iter().filter(|outcome| outcome.horizon == horizon);
    Tray {
        horizon,
        unpointed: items.len() - points.len(),
        points: points.iter().sum(),
        items: items.iter().map(|item| item.id).collect(),
        room: sprint::room(roadmap).filter(|_| horizon == Some(Horizon::Now)),
        outcomes: outcomes.map(|outcome| (outcome.id, reached(workbook, outcome.measure))).collect(),
    }
}

fn reached(workbook: &Workbook, measure: Option<Id>) -> Reached {
    let metric = measure.and_then(|id| workbook.metrics.metrics.find(id));
    let latest = metric.and_then(|metric| metric.latest());
    let Some(metric) = metric else { return Reached::NotMeasured };
    match metric::standing(metric, latest) {
        Standing::Met => Reached::Yes,
        Standing::Unproven => Reached::Unproven,
        Standing::AtRisk | Standing::NotMet => Reached::No,
        Standing::NoAnswer if latest.is_some_and(|reading| reading.value.is_some()) => Reached::BaselineOnly,
        Standing::NoAnswer => Reached::NotMeasured,
    }
}

impl Tray {
    /// Its points in words: `22 of 22 points`, `13 points`, `no points yet`.
    #[must_use]
    pub fn load(&self) -> String {
        let points = crate::words::number(self.points);
        match self.room {
            Some(room) => format!("{points} of {} points", crate::words::number(room)),
            None if self.items.is_empty() || self.unpointed == self.items.len() => "No estimate yet".to_owned(),
            None => format!("{points} points"),
        }
    }
}

/// What speaks against an item, from how ready its data is and how sure it is that it can be done; `None` above step 2 or
/// where nobody said.
#[must_use]
pub fn doubt(item: &BacklogItem) -> Option<&'static str> {
    match (item.data_readiness.map(Step::get), item.feasibility.map(Step::get)) {
        (Some(1), _) => Some("No data yet, or no rights to it"),
        (Some(2), _) => Some("Data is not ready"),
        (_, Some(1)) => Some("Nobody knows whether it can be done"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::metrics::{Direction, Metric, Reading};
    use crate::model::roadmap::Outcome;
    use crate::model::{Number, Workbook};
    use std::sync::Arc;

    fn workbook() -> Workbook {
        let n = Number::new;
        let reading = |value| Reading { value: n(value), ..Reading::default() };
        let metric = |id, minimum: Option<Number>, value: Option<f64>| Metric {
            id: Id(id),
            minimum,
            direction: Some(Direction::HigherIsBetter),
            readings: value.map(reading).into_iter().collect(),
            ..Metric::default()
        };
        let mut workbook = Workbook::default();
        let metrics = &mut Arc::make_mut(&mut workbook.metrics).metrics;
        metrics.push(metric(1, n(0.5), Some(0.7)));
        metrics.push(metric(2, n(0.9), Some(0.7)));
        metrics.push(metric(3, None, Some(0.7)));
        metrics.push(metric(4, n(0.9), None));
        let roadmap = Arc::make_mut(&mut workbook.roadmap);
        for id in 1..=5 {
            let measure = Some(Id(id));
            roadmap.outcomes.push(Outcome {
                id: Id(10 + id),
                horizon: Some(Horizon::Now),
                measure,
                ..Outcome::default()
            });
        }
        let item =
            |id, horizon, points| BacklogItem { id: Id(id), horizon, points: n(points), ..BacklogItem::default() };
        roadmap.items.push(item(20, Some(Horizon::Now), 8.0));
        roadmap.items.push(item(21, Some(Horizon::Now), -1.0));
        roadmap.items.push(item(22, None, 3.0));
        roadmap.capacity = n(22.0);
        workbook
    }

    #[test]
    fn outcomes_stand_where_their_metrics_stand() {
        let board = board(&workbook());
        let standing: Vec<_> = board.trays[0].outcomes.iter().map(|(_, reached)| *reached).collect();
        let not = Reached::NotMeasured;
        assert_eq!(standing, [Reached::Yes, Reached::No, Reached::BaselineOnly, not, not]);
    }

    #[test]
    fn trays_count_points_and_what_has_no_horizon_is_not_lost() {
        let board = board(&workbook());
        let loads: Vec<_> = board.trays.iter().map(|tray| (tray.horizon, tray.load())).collect();
        let none = "No estimate yet".to_owned();
        assert_eq!(
            loads,
            [
                (Some(Horizon::Now), "8 of 22 points".to_owned()),
                (Some(Horizon::Next), none.clone()),
                (Some(Horizon::Later), none),
                (None, "3 points".to_owned())
            ]
        );
        assert_eq!(board.trays[0].unpointed, 1);
        assert_eq!(super::board(&Workbook::default()).trays.len(), 3);
    }

    #[test]
    fn low_steps_are_doubts() {
        for (data, feasible, expected) in [
            (1, 1, Some("No data yet, or no rights to it")),
            (2, 3, Some("Data is not ready")),
            (3, 3, None),
            (5, 1, Some("Nobody knows whether it can be done")),
        ] {
            let (data_readiness, feasibility) = (Step::new(data), Step::new(feasible));
            let item = BacklogItem { data_readiness, feasibility, ..BacklogItem::default() };
            assert_eq!(doubt(&item), expected);
        }
    }
}
