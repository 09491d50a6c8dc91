//! What was measured for each group that is to be compared, kept from frame to frame. Knows no window.

use crate::assess::budget::Verdict;
use crate::model::Workbook;

pub use crate::assess::fairness::Group;
use crate::assess::fairness::of;

/// The groups, kept until the workbook is another.
#[derive(Debug, Default)]
pub struct Groups {
    revision: Option<u64>,
    /// The groups in the order in which they were named.
    pub all: Vec<Group>,
}

impl Groups {
    /// Looks at a state of the workbook.
    pub fn look_at(&mut self, revision: u64, workbook: &Workbook) {
        if self.revision != Some(revision) {
            *self = Self { revision: Some(revision), all: of(workbook) };
        }
    }

    /// The weightiest verdict, if anything was measured.
    pub fn worst(&self) -> Option<Verdict> {
        self.all.iter().filter_map(|group| group.figure.as_ref()?.verdict).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::budgets::{Budget, Measurement};
    use crate::model::metrics::{Metric, Reading};
    use crate::model::{Id, Number, Rate};
    use std::sync::Arc;

    #[test]
    fn a_group_shows_what_a_budget_measured_for_it() {
        let measurement = |segment: &str, errors, trials| Measurement {
            segment: segment.to_owned(),
            errors: Some(errors),
            trials: Some(trials),
            ..Measurement::default()
        };
        let reading = |segment: &str, value| Reading {
            segment: segment.to_owned(),
            value: Number::new(value),
            ..Reading::default()
        };
        // one that looks at the group among others comes first, and yields to the one that is for it
        let other = Budget {
            id: Id(3),
            tolerance: Rate::new(0.5),
            measurements: [measurement("Translated claim", 1, 500)].into_iter().collect(),
            ..Budget::default()
        };
        let budget = Budget {
            id: Id(4),
            segment: "Translated claim".to_owned(),
            tolerance: Rate::new(0.04),
            measurements: [measurement("", 34, 500), measurement("Over 70", 15, 512)].into_iter().collect(),
            ..Budget::default()
        };
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.budgets).budgets.push(other);
        Arc::make_mut(&mut workbook.budgets).budgets.push(budget);
        let groups =
            ["translated claims (9% of live)", "Over 70", " ", "Postcode", "Nobody"].map(str::to_owned).to_vec();
        Arc::make_mut(&mut workbook.requirements).fairness_groups = groups;
        let mut found = Groups::default();
        found.look_at(1, &workbook);
        let metric =
            Metric { id: Id(5), readings: [reading("Postcode", 0.012)].into_iter().collect(), ..Metric::default() };
        Arc::make_mut(&mut workbook.metrics).metrics.push(metric);
        found.look_at(2, &workbook);
        let told = |group: &Group| match &group.figure {
            Some(figure) => format!("{}: {} {:?}", group.name, figure.value, figure.verdict),
            None => format!("{}: nothing", group.name),
        };
        assert_eq!(
            found.all.iter().map(told).collect::<Vec<_>>(),
            [
                "translated claims (9% of live): 6.8% Some(Exceeded)",
                "Over 70: 2.9% Some(Unproven)",
                "Postcode: 0.012 None",
                "Nobody: nothing",
            ]
        );
        assert_eq!(found.worst(), Some(Verdict::Exceeded));
    }
}
