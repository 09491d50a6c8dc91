//! Groups that were measured by themselves: how each lies to the tolerance, and whether it differs by more than chance.
//!
//! Every group is compared with the rest (Fisher's exact test), and the chances are corrected for the number of comparisons
//! (Holm), because among many groups one will look worse by chance alone.

use crate::assess::interval::{self, RateInterval};
use crate::assess::proportions::{self, Counts};
use crate::model::budgets::{Budget, Measurement};
use crate::model::{Date, Rate};

use super::trend::Direction;
use super::{Verdict, by_date, is_own, is_sound, pick};

/// What a group is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Against {
    /// The budget's own measurement of the same day and version without the group, which is taken to be a part of it.
    Rest,
    /// The budget's own measurement, which the group is not a part of.
    Budget,
    /// The other groups together, where the budget has no measurement of its own.
    OtherGroups,
}

/// How a group lies to what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// With what.
    pub against: Against,
    /// Errors in trials there.
    pub counts: Counts,
    /// Which way the group lies from there.
    pub direction: Direction,
    /// How likely so large a difference is if the group is like the rest.
    pub p: f64,
    /// The same, corrected for the number of groups.
    pub corrected: f64,
    /// Whether that is less likely than the budget's confidence level allows.
    pub beyond_chance: bool,
}

/// A group that was measured by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// Errors in trials that count for it: of the latest measurement, or pooled, as the budget says.
    pub counts: Counts,
    /// Date of the newest measurement.
    pub date: Option<Date>,
    /// Rate and exact interval at the budget's confidence level.
    pub measured: RateInterval,
    /// How it lies to the budget's tolerance.
    pub verdict: Verdict,
    /// How it lies to the rest; `None` where there is nothing to compare it with.
    pub comparison: Option<Comparison>,
}

/// The groups of a budget other than its own, in the order in which they were entered.
#[must_use]
pub fn of(budget: &Budget) -> Vec<Segment> {
    let mut names: Vec<&str> = Vec::new();
    for measurement in budget.measurements.iter().filter(|m| !is_own(budget, m) && is_sound(m)) {
        let name = measurement.segment.trim();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let tolerance = budget.tolerance.map(Rate::fraction);
    let groups: Vec<(&str, Vec<&Measurement>)> =
        names.into_iter().map(|name| (name, by_date(budget, |m| m.segment.trim() == name))).collect();
    let picked: Vec<Counts> = groups.iter().map(|(_, group)| pick(budget, group).0).collect();
    let all = picked.iter().fold(Counts::default(), |sum, counts| sum.plus(*counts));
    let mut segments: Vec<Segment> = Vec::with_capacity(groups.len());
    for ((name, group), counts) in groups.iter().zip(&picked) {
        let Some(measured) = interval::exact(counts.errors, counts.trials, budget.confidence_level()) else { continue };
        segments.push(Segment {
            name: (*name).to_owned(),
            counts: *counts,
            date: group.last().and_then(|latest| latest.date),
            measured,
            verdict: tolerance.map_or(Verdict::Unmeasured, |tolerance| Verdict::of(measured, tolerance)),
            comparison: compare(budget, group, (*counts, all)),
        });
    }
    correct(&mut segments, 1.0 - budget.confidence_level());
    segments
}

fn compare(budget: &Budget, group: &[&Measurement], (counts, all): (Counts, Counts)) -> Option<Comparison> {
    let own = by_date(budget, |m| is_own(budget, m));
    let (whole, _) = pick(budget, &own);
    let together = own.last().zip(group.last()).is_some_and(|(own, latest)| {
        own.date == latest.date && own.model_version.trim() == latest.model_version.trim()
    });
    let is_part = budget.segment.trim().is_empty() && together;
    let (against, others) = match whole.without(counts).filter(|_| is_part) {
        Some(rest) => (Against::Rest, rest),
        None if whole.trials > 0 => (Against::Budget, whole),
        None => (Against::OtherGroups, all.without(counts)?),
    };
    let p = proportions::p_value(counts, others)?;
    let direction = Direction::of(others.rate(), counts.rate());
    Some(Comparison { against, counts: others, direction, p, corrected: p, beyond_chance: false })
}

/// Corrects the chances for the number of comparisons.
fn correct(segments: &mut [Segment], alpha: f64) {
    let mut comparisons: Vec<&mut Comparison> =
        segments.iter_mut().filter_map(|segment| segment.comparison.as_mut()).collect();
    let chances: Vec<f64> = comparisons.iter().map(|comparison| comparison.p).collect();
    for (comparison, corrected) in comparisons.iter_mut().zip(proportions::holm(&chances)) {
        comparison.corrected = corrected;
        comparison.beyond_chance = corrected <= alpha;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::budget::tests::measured;

    /// A budget with the groups of the claims example.
    fn grouped(own: &[(u64, u64, &str, &str)], groups: &[(&str, u64, u64)]) -> Budget {
        let mut budget = measured(0.035, own);
        for (name, errors, trials) in groups {
            budget.measurements.push(Measurement {
                date: "2026-03-06".parse().ok(),
                errors: Some(*errors),
                trials: Some(*trials),
                model_version: "v4".to_owned(),
                segment: (*name).to_owned(),
                ..Measurement::default()
            });
        }
        budget
    }

    const GROUPS: [(&str, u64, u64); 4] =
        [("Motor", 32, 1_402), ("Home", 27, 789), ("Translated", 21, 214), ("Injury", 3, 41)];

    #[test]
    fn groups_that_differ_beyond_chance_are_told_from_others() {
        let found = of(&grouped(&[(59, 2_191, "2026-03-06", "v4")], &GROUPS));
        let said: Vec<_> = found
            .iter()
            .map(|segment| (segment.name.as_str(), segment.comparison.map(|c| (c.against, c.beyond_chance))))
            .collect();
        assert_eq!(
            said,
            [
                ("Motor", Some((Against::Rest, false))),
                ("Home", Some((Against::Rest, false))),
                ("Translated", Some((Against::Rest, true))),
                ("Injury", Some((Against::Rest, false))),
            ]
        );
        let translated = found[2].comparison.expect("a comparison");
        assert_eq!((translated.counts, translated.direction), (Counts { errors: 38, trials: 1_977 }, Direction::Rises));
        assert!(translated.corrected > translated.p, "{translated:?}");
        assert_eq!((found[0].verdict, found[2].verdict), (Verdict::Within, Verdict::Exceeded));
    }

    #[test]
    fn a_group_is_compared_with_what_there_is() {
        let against = |own: &[(u64, u64, &str, &str)], groups: &[(&str, u64, u64)]| -> Vec<Option<Against>> {
            of(&grouped(own, groups)).iter().map(|segment| segment.comparison.map(|c| c.against)).collect()
        };
        assert_eq!(against(&[(59, 2_191, "2026-01-06", "v3")], &GROUPS[..1]), [Some(Against::Budget)], "another day");
        assert_eq!(against(&[(5, 20, "2026-03-06", "v4")], &GROUPS[3..]), [Some(Against::Budget)], "no part of it");
        assert_eq!(against(&[], &GROUPS[..2]), [Some(Against::OtherGroups); 2]);
        assert_eq!(against(&[], &GROUPS[..1]), [None]);
        assert!(of(&grouped(&[], &[("Nobody", 0, 0), ("Wrong", 5, 3)])).is_empty(), "nothing was measured");
        let mut narrow = grouped(&[(34, 500, "2026-03-06", "v4")], &GROUPS[..2]);
        narrow.segment = "Motor".to_owned();
        let found = of(&narrow);
        assert_eq!(found.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>(), ["Home"]);
        assert_eq!(found[0].comparison.map(|c| c.against), Some(Against::Budget), "a group beside another");
    }
}
