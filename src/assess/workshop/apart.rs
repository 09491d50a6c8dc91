//! How far apart people were in one round of ratings: only what they gave in it counts, not what was rated before.

use crate::assess::ratings::{FAR, Scale};
use crate::model::Step;
use crate::model::failure_modes::{FailureMode, Rating};
use crate::model::workshops::{Round, RoundKind, RoundResult};

/// What people gave for one thing in a round, by its ends and its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Apart {
    /// The lowest step.
    pub low: Step,
    /// The highest step.
    pub high: Step,
    /// The median, 1 to 5: a step, or halfway between two.
    pub median: f64,
    /// How many people gave one.
    pub people: usize,
}

impl Apart {
    /// Reads what was given; `None` where nobody gave a step.
    #[must_use]
    pub fn of(result: &RoundResult) -> Option<Self> {
        let steps = result.given.iter().filter_map(|given| Step::new(given.trim().parse().ok()?));
        let mut steps: Vec<Step> = steps.collect();
        steps.sort();
        let people = steps.len();
        let value = |at: usize| steps.get(at).map_or(0.0, |step| f64::from(step.get()));
        let median = f64::midpoint(value(people.saturating_sub(1) / 2), value(people / 2));
        Some(Self { low: *steps.first()?, high: *steps.last()?, median, people })
    }

    /// Whether people differ in what they say, not only in how they round.
    #[must_use]
    pub fn is_far(&self) -> bool {
        self.high.get() - self.low.get() >= FAR
    }

    /// The median as a step; halfway, it is the worse one.
    #[must_use]
    pub fn middle(&self) -> u8 {
        (self.median + 0.5).floor() as u8
    }

    /// Whether a step lies at an end and not in the middle, where people are far apart.
    #[must_use]
    pub fn is_outlying(&self, step: Step) -> bool {
        let at_an_end = step == self.low || step == self.high;
        self.is_far() && at_an_end && (f64::from(step.get()) - self.median).abs() > f64::EPSILON
    }
}

/// The scale that a round is about; `None` for votes and decisions.
#[must_use]
pub fn scale_of(round: &Round) -> Option<Scale> {
    match round.kind? {
        RoundKind::Severity => Some(Scale::Severity),
        RoundKind::Frequency => Some(Scale::Frequency),
        RoundKind::Votes | RoundKind::Go => None,
    }
}

/// The ratings of a round that lie far from the others, by their steps: whoever gave them is asked why. Of a round that was kept
/// without its ratings, those of the people who took part.
#[must_use]
pub fn outliers<'a>(round: &Round, result: &RoundResult, mode: &'a FailureMode) -> Vec<&'a Rating> {
    let (Some(scale), Some(apart)) = (scale_of(round), Apart::of(result)) else { return Vec::new() };
    let took_part = |rating: &Rating| {
        let rater = rating.rater.trim();
        round.turns.iter().any(|turn| turn.done && turn.person.trim().eq_ignore_ascii_case(rater))
    };
    let of_round = |rating: &Rating| {
        if result.made.is_empty() { took_part(rating) } else { result.made.contains(&rating.id) }
    };
    let outlying = |rating: &&Rating| of_round(rating) && scale.of(rating).is_some_and(|step| apart.is_outlying(step));
    let mut found: Vec<&Rating> = mode.ratings.iter().filter(outlying).collect();
    found.sort_by_key(|rating| scale.of(rating));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::model::workshops::Turn;

    fn given(steps: &[u8]) -> RoundResult {
        RoundResult { given: steps.iter().map(u8::to_string).collect(), ..RoundResult::default() }
    }

    #[test]
    fn the_middle_is_that_of_the_round() {
        for (steps, median, middle, far) in [
            (&[2, 2, 2, 3, 4][..], 2.0, 2, true),
            (&[2, 5], 3.5, 4, true),
            (&[3, 4], 3.5, 4, false),
            (&[1], 1.0, 1, false),
        ] {
            let apart = Apart::of(&given(steps)).unwrap();
            assert!((apart.median - median).abs() < 1e-9, "{steps:?}");
            assert_eq!((apart.middle(), apart.is_far(), apart.people), (middle, far, steps.len()), "{steps:?}");
        }
        assert_eq!(Apart::of(&given(&[])), None);
    }

    #[test]
    fn only_who_took_part_and_is_far_from_the_middle_is_asked() {
        let rating = |id: u64, rater: &str, step: u8| Rating {
            id: Id(id),
            rater: rater.to_owned(),
            severity: Step::new(step),
            ..Rating::default()
        };
        let mode = FailureMode {
            ratings: [rating(1, "Lena", 2), rating(2, "Marek", 2), rating(3, "Anke", 4), rating(4, "Nobody here", 5)]
                .into_iter()
                .collect(),
            ..FailureMode::default()
        };
        let turn = |person: &str| Turn { person: person.to_owned(), done: true, ..Turn::default() };
        let turns = ["Lena", "Marek", "anke"].map(turn).into_iter().collect();
        let mut round = Round { kind: Some(RoundKind::Severity), turns, ..Round::default() };
        let ids = |round: &Round| -> Vec<u64> {
            outliers(round, &given(&[2, 2, 4]), &mode).iter().map(|rating| rating.id.0).collect()
        };
        assert_eq!(ids(&round), [3]);
        let unnamed = [(5, 5), (6, 2), (7, 2), (8, 5)].map(|(id, step)| rating(id, "Anonymous", step));
        let other = FailureMode { ratings: unnamed.into_iter().collect(), ..FailureMode::default() };
        let result = RoundResult { made: vec![Id(6), Id(7), Id(8)], ..given(&[2, 2, 5]) };
        let asked: Vec<u64> = outliers(&round, &result, &other).iter().map(|one| one.id.0).collect();
        assert_eq!(asked, [8], "of this round, and not of one before");
        round.kind = Some(RoundKind::Votes);
        assert!(ids(&round).is_empty());
    }
}
