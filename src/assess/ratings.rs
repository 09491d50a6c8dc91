//! What several people scored: where the middle lies, how far they are apart, and who is to say why.
//!
//! The steps of a scale are in order but not evenly spaced, so they are not averaged: the middle is the weighted median,
//! the lowest step that at least half of the weight does not exceed. Two scores that differ by two steps or more differ in
//! what they say (the written anchors of the scales have a step between them), so the reason is asked for: of whoever gave
//! the lowest or the highest step and is not in the middle. Nothing is overruled: every rating is kept.

use crate::model::failure_modes::{FailureMode, Rating};
use crate::model::{Id, Step};

/// From this distance on, in steps, people are far apart.
pub const FAR: u8 = 2;

/// Which of the two a rating is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// How bad.
    Severity,
    /// How often.
    Frequency,
}

impl Scale {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Severity, Self::Frequency];

    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Severity => "Severity",
            Self::Frequency => "Frequency",
        }
    }

    /// The question of a rating, and of the failure mode, that it is the answer to.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Frequency => "frequency",
        }
    }

    /// What a person gave.
    #[must_use]
    pub const fn of(self, rating: &Rating) -> Option<Step> {
        match self {
            Self::Severity => rating.severity,
            Self::Frequency => rating.frequency,
        }
    }

    /// What is set for the failure mode itself, before controls.
    #[must_use]
    pub const fn set(self, mode: &FailureMode) -> Option<Step> {
        match self {
            Self::Severity => mode.severity,
            Self::Frequency => mode.frequency,
        }
    }
}

/// What people gave on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// The scale.
    pub scale: Scale,
    /// Each rating that has a step here, in the order of the list.
    pub given: Vec<(Id, Step)>,
    /// The lowest step.
    pub low: Step,
    /// The highest step.
    pub high: Step,
    /// The weighted median: a step, or halfway between two where the weight splits evenly.
    pub median: f64,
    /// The median as a step; halfway, it is the worse one, because a risk that is scored too low is the costlier mistake.
    pub suggested: Step,
}

impl Spread {
    /// How many steps lie between the lowest and the highest, 0 to 4.
    #[must_use]
    pub fn apart(&self) -> u8 {
        self.high.get() - self.low.get()
    }

    /// Whether people differ in what they say, not only in how they round.
    #[must_use]
    pub fn is_far_apart(&self) -> bool {
        self.apart() >= FAR
    }

    /// How far the step that is set lies above the suggested one; negative below.
    #[must_use]
    pub fn off(&self, set: Step) -> i8 {
        set.get().cast_signed() - self.suggested.get().cast_signed()
    }

    /// Whether this step lies at an end of a wide spread and not in its middle.
    #[must_use]
    pub fn is_outlying(&self, step: Step) -> bool {
        let at_an_end = step == self.low || step == self.high;
        self.is_far_apart() && at_an_end && (f64::from(step.get()) - self.median).abs() > f64::EPSILON
    }

    /// In words: `3 ratings from 2 to 4, median 3, 2 apart`.
    #[must_use]
    pub fn words(&self) -> String {
        let how_many = match self.given.len() {
            1 => "1 rating".to_owned(),
            several => format!("{several} ratings"),
        };
        let median = crate::words::number(self.median);
        match self.apart() {
            0 => format!("{how_many}, all {}", self.low),
            apart => format!("{how_many} from {} to {}, median {median}, {apart} apart", self.low, self.high),
        }
    }
}

/// What all ratings of a failure mode come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Opinions {
    /// Severity; `None` if nobody scored it.
    pub severity: Option<Spread>,
    /// Frequency; `None` if nobody scored it.
    pub frequency: Option<Spread>,
    /// The ratings at an end of a wide spread that give no reason.
    pub asked: Vec<Id>,
}

impl Opinions {
    /// Reads the ratings of a failure mode.
    #[must_use]
    pub fn of(mode: &FailureMode) -> Self {
        let [severity, frequency] = Scale::ALL.map(|scale| spread(mode, scale));
        let mut opinions = Self { severity, frequency, asked: Vec::new() };
        let silent = mode.ratings.iter().filter(|rating| rating.reason.trim().is_empty());
        opinions.asked = silent.filter(|rating| opinions.is_outlying(rating)).map(|rating| rating.id).collect();
        opinions
    }

    /// The spreads that there are.
    pub fn spreads(&self) -> impl Iterator<Item = &Spread> {
        self.severity.iter().chain(&self.frequency)
    }

    /// Whether people are far apart on either scale.
    #[must_use]
    pub fn is_far_apart(&self) -> bool {
        self.spreads().any(Spread::is_far_apart)
    }

    /// Whether a rating lies at an end of a wide spread, on either scale.
    #[must_use]
    pub fn is_outlying(&self, rating: &Rating) -> bool {
        self.spreads().any(|spread| spread.scale.of(rating).is_some_and(|step| spread.is_outlying(step)))
    }

    /// Whether somebody is yet to say why.
    #[must_use]
    pub fn needs_reason(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Whether the median of either scale differs from what is set for the failure mode.
    #[must_use]
    pub fn differ_from(&self, mode: &FailureMode) -> bool {
        self.spreads().any(|spread| spread.scale.set(mode) != Some(spread.suggested))
    }
}

/// What people gave on one scale; `None` if nobody did.
#[must_use]
pub fn spread(mode: &FailureMode, scale: Scale) -> Option<Spread> {
    let given: Vec<(Id, Step, f64)> =
        mode.ratings.iter().filter_map(|rating| Some((rating.id, scale.of(rating)?, weight(rating)))).collect();
    let steps = || given.iter().map(|(_, step, _)| *step);
    let (low, high) = (steps().min()?, steps().max()?);
    let median = median(given.iter().map(|(_, step, weight)| (*step, *weight)).collect());
    let suggested = Step::new((median + 0.5).floor() as u8)?;
    Some(Spread {
        scale,
        given: given.iter().map(|(id, step, _)| (*id, *step)).collect(),
        low,
        high,
        median,
        suggested,
    })
}

/// How much a view counts: 1 unless a weight is given; a negative weight counts nothing.
fn weight(rating: &Rating) -> f64 {
    rating.weight.map_or(1.0, |weight| weight.get().max(0.0))
}

/// The weighted median of at least one step. Where no weight is left, all count alike.
fn median(mut given: Vec<(Step, f64)>) -> f64 {
    if given.iter().all(|(_, weight)| *weight <= 0.0) {
        for (_, weight) in &mut given {
            *weight = 1.0;
        }
    }
    given.retain(|(_, weight)| *weight > 0.0);
    given.sort_by_key(|(step, _)| *step);
    let half = given.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut so_far = 0.0;
    let mut rest = given.iter();
    for (step, weight) in rest.by_ref() {
        so_far += weight;
        let value = f64::from(step.get());
        if (so_far - half).abs() <= half * 1e-9 {
            return rest.next().map_or(value, |(next, _)| f64::midpoint(value, f64::from(next.get())));
        }
        if so_far > half {
            return value;
        }
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Number;

    /// A failure mode with ratings: severity, weight (0 for none given) and reason.
    fn rated(ratings: &[(u8, f64, &str)]) -> FailureMode {
        let one = |(at, (step, weight, reason)): (usize, &(u8, f64, &str))| Rating {
            id: format!("{:016x}", at + 1).parse().unwrap(),
            severity: Step::new(*step),
            reason: (*reason).to_owned(),
            weight: Number::new(*weight).filter(|weight| weight.get() > 0.0),
            ..Rating::default()
        };
        FailureMode { ratings: ratings.iter().enumerate().map(one).collect(), ..FailureMode::default() }
    }

    #[test]
    fn the_middle_respects_weights_and_halves_go_to_the_worse_step() {
        for (given, median, suggested) in [
            (&[(3, 0.0, "")][..], 3.0, 3),
            (&[(2, 0.0, ""), (4, 0.0, "")], 3.0, 3),
            (&[(2, 0.0, ""), (3, 0.0, "")], 2.5, 3),
            (&[(2, 0.0, ""), (3, 0.0, ""), (5, 0.0, "")], 3.0, 3),
            (&[(2, 3.0, ""), (4, 1.0, ""), (5, 1.0, "")], 2.0, 2),
            (&[(2, 2.0, ""), (4, 1.0, ""), (5, 1.0, "")], 3.0, 3),
            (&[(1, 0.0, ""), (1, 0.0, ""), (5, 0.0, ""), (0, 0.0, "")], 1.0, 1),
        ] {
            let spread = spread(&rated(given), Scale::Severity).unwrap();
            assert!((spread.median - median).abs() < 1e-9, "{given:?}: {}", spread.median);
            assert_eq!(spread.suggested.get(), suggested, "{given:?}");
        }
        assert_eq!(spread(&rated(&[(0, 0.0, "")]), Scale::Severity), None);
        assert_eq!(spread(&rated(&[(3, 0.0, "")]), Scale::Frequency), None);
    }

    #[test]
    fn the_reason_is_asked_of_whoever_is_at_an_end_of_a_wide_spread() {
        for (given, asked) in [
            (&[(3, 0.0, ""), (4, 0.0, "")][..], &[][..]),
            (&[(2, 0.0, ""), (4, 0.0, "")], &[0, 1]),
            (&[(2, 0.0, "Seldom bad"), (4, 0.0, "")], &[1]),
            (&[(3, 0.0, ""), (3, 0.0, ""), (3, 0.0, ""), (5, 0.0, "")], &[3]),
            (&[(1, 0.0, ""), (3, 0.0, ""), (5, 0.0, " ")], &[0, 2]),
        ] {
            let mode = rated(given);
            let opinions = Opinions::of(&mode);
            let expected: Vec<Id> = asked.iter().filter_map(|at| mode.ratings.at(*at)).map(|one| one.id).collect();
            assert_eq!(opinions.asked, expected, "{given:?}");
            assert_eq!(opinions.needs_reason(), !asked.is_empty());
        }
    }

    #[test]
    fn the_middle_is_compared_with_what_is_set() {
        let mut mode = rated(&[(2, 0.0, ""), (4, 0.0, "")]);
        let opinions = Opinions::of(&mode);
        assert!(opinions.differ_from(&mode), "nothing is set yet");
        mode.severity = Step::new(5);
        assert_eq!(opinions.severity.as_ref().map(|spread| spread.off(Step::new(5).unwrap())), Some(2));
        mode.severity = Step::new(3);
        assert!(!opinions.differ_from(&mode));
        assert_eq!(opinions.severity.unwrap().words(), "2 ratings from 2 to 4, median 3, 2 apart");
    }
}
