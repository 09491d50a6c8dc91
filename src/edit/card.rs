//! Taking what a model card of another program says into a workbook: blanks are filled, items are added, and nothing that
//! somebody wrote is touched.

use std::sync::Arc;

use crate::model::data::DataSource;
use crate::model::limits::Limit;
use crate::model::metrics::{Metric, Reading};
use crate::model::{List, Workbook};

use super::operations::{name, push, set_text};
use super::{Address, Ids};

/// What is to be taken in.
#[derive(Debug, Clone, Default)]
pub struct Cargo {
    /// Values of fields, by address.
    pub fields: Vec<(String, String)>,
    /// Sources of data.
    pub sources: Vec<DataSource>,
    /// Metrics with readings.
    pub metrics: Vec<Metric>,
    /// Limits of the model.
    pub limits: Vec<Limit>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Fields that were filled.
    pub filled: usize,
    /// Items that were added.
    pub added: usize,
    /// Fields and items that stood there already, and stay as they are.
    pub kept: usize,
}

/// Takes it in.
pub fn take(workbook: &mut Workbook, ids: &mut Ids, cargo: &Cargo) -> Taken {
    let mut taken = Taken::default();
    // only what stood there before is kept: a card may have two metrics of one name, with different units
    let before = workbook.clone();
    for (address, text) in &cargo.fields {
        let blank = is_blank(workbook, address);
        let set = blank && address.parse::<Address>().is_ok_and(|place| set_text(workbook, &place, text).is_ok());
        if set {
            taken.filled += 1;
        } else {
            taken.kept += 1;
        }
    }
    for source in &cargo.sources {
        let known = before.data.sources.iter().any(|one| one.name == source.name);
        count(&mut taken, !known);
        if !known {
            push(workbook, ids, source.clone(), |workbook| &mut Arc::make_mut(&mut workbook.data).sources);
        }
    }
    for limit in &cargo.limits {
        let known = before.limits.limits.iter().any(|one| one.statement == limit.statement);
        count(&mut taken, !known);
        if !known {
            push(workbook, ids, limit.clone(), |workbook| &mut Arc::make_mut(&mut workbook.limits).limits);
        }
    }
    for metric in &cargo.metrics {
        let known = before.metrics.metrics.iter().any(|one| one.name == metric.name);
        count(&mut taken, !known);
        if !known {
            let readings: List<Reading> =
                metric.readings.iter().map(|reading| name(reading.clone(), workbook, ids)).collect();
            let metric = Metric { readings, ..metric.clone() };
            push(workbook, ids, metric, |workbook| &mut Arc::make_mut(&mut workbook.metrics).metrics);
        }
    }
    taken
}

fn count(taken: &mut Taken, added: bool) {
    if added {
        taken.added += 1;
    } else {
        taken.kept += 1;
    }
}

fn is_blank(workbook: &mut Workbook, address: &str) -> bool {
    let mut copy = workbook.clone();
    address
        .parse::<Address>()
        .and_then(|place| place.value_mut(&mut copy).map(|value| value.is_blank()))
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Number;
    use crate::model::metrics::Unit;

    fn cargo() -> Cargo {
        let reading = Reading { value: Number::new(0.9), ..Reading::default() };
        Cargo {
            fields: vec![
                ("model_card.license".to_owned(), "mit".to_owned()),
                ("about.summary".to_owned(), "Sorts beans".to_owned()),
            ],
            sources: vec![DataSource { name: "beans".to_owned(), ..DataSource::default() }],
            metrics: vec![Metric {
                name: "Accuracy".to_owned(),
                readings: [reading.clone(), reading].into_iter().collect(),
                ..Metric::default()
            }],
            limits: vec![Limit { statement: "Knows only beans".to_owned(), ..Limit::default() }],
        }
    }

    #[test]
    fn blanks_are_filled_and_nothing_is_overwritten() {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.about).summary = "Mine".to_owned();
        let mut ids = Ids::seeded(1);
        let taken = take(&mut workbook, &mut ids, &cargo());
        assert_eq!(taken, Taken { filled: 1, added: 3, kept: 1 });
        assert_eq!((workbook.about.summary.as_str(), workbook.model_card.license.as_str()), ("Mine", "mit"));
        let metric = workbook.metrics.metrics.at(0).unwrap();
        let ids_of: Vec<_> = metric.readings.iter().map(|reading| reading.id).collect();
        assert!(metric.id.is_given() && metric.number == 1 && ids_of[0] != ids_of[1] && ids_of[0].is_given());
        let unit = |unit| Metric { name: "Speed".to_owned(), unit: Some(unit), ..Metric::default() };
        let two = Cargo { metrics: vec![unit(Unit::Number), unit(Unit::Seconds)], ..Cargo::default() };
        assert_eq!(take(&mut workbook, &mut ids, &two), Taken { filled: 0, added: 2, kept: 0 });
        let again = take(&mut workbook, &mut ids, &cargo());
        assert_eq!(again, Taken { filled: 0, added: 0, kept: 5 }, "twice is once");
    }
}
