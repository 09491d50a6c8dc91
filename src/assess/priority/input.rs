//! The inputs of the scores: what they mean, and which values can be right.

use crate::model::roadmap::BacklogItem;
use crate::model::{Number, Rate};
use crate::words;

/// An input of a score, or the points that the cut counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Input {
    /// Users or cases a quarter.
    Reach,
    /// How much it helps each: 3, 2, 1, 0.5 or 0.25.
    Impact,
    /// How sure the figures are, as a fraction over 0.
    Confidence,
    /// Person-months, over 0.
    Effort,
    /// 1 to 20 against the other items.
    BusinessValue,
    /// 1 to 20 against the other items.
    TimeCriticality,
    /// 1 to 20 against the other items.
    RiskReduction,
    /// 1 to 20 against the other items.
    JobSize,
    /// How much of the sprint it takes, 0 to a million.
    Points,
}

impl Input {
    /// What RICE is made of.
    pub const RICE: [Self; 4] = [Self::Reach, Self::Impact, Self::Confidence, Self::Effort];

    /// What WSJF is made of.
    pub const WSJF: [Self; 4] = [Self::BusinessValue, Self::TimeCriticality, Self::RiskReduction, Self::JobSize];

    /// The question that it answers.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reach => "reach",
            Self::Impact => "impact",
            Self::Confidence => "confidence",
            Self::Effort => "effort",
            Self::BusinessValue => "business_value",
            Self::TimeCriticality => "time_criticality",
            Self::RiskReduction => "risk_reduction",
            Self::JobSize => "job_size",
            Self::Points => "points",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reach => "Reach",
            Self::Impact => "Impact",
            Self::Confidence => "Confidence",
            Self::Effort => "Effort",
            Self::BusinessValue => "Business value",
            Self::TimeCriticality => "Time criticality",
            Self::RiskReduction => "Risk reduction",
            Self::JobSize => "Job size",
            Self::Points => "Points",
        }
    }

    /// Which values can be right, to be read after "Enter".
    #[must_use]
    pub const fn wanted(self) -> &'static str {
        match self {
            Self::Reach => "how many users or cases a quarter, 0 or more",
            Self::Impact => "3, 2, 1, 0.5 or 0.25",
            Self::Confidence => "a rate over 0%, such as 80%",
            Self::Effort => "person-months over 0, such as 1.5",
            Self::BusinessValue | Self::TimeCriticality | Self::RiskReduction | Self::JobSize => {
                "a number from 1 to 20, best one of 1, 2, 3, 5, 8, 13, 20"
            }
            Self::Points => "points from 0 to a million",
        }
    }

    /// What the value of this item means, or what is asked for if there is none.
    #[must_use]
    pub fn meaning(self, item: &BacklogItem) -> &'static str {
        match self {
            Self::Reach => "cases a quarter",
            Self::Impact => impact_words(item.impact.map(Number::get)),
            Self::Confidence => confidence_words(item.confidence.map(Rate::fraction)),
            Self::Effort => "person-months",
            Self::BusinessValue => "1 to 20",
            Self::TimeCriticality => "how fast it fades",
            Self::RiskReduction => "or chances opened",
            Self::JobSize => "against the others",
            Self::Points => "of the sprint",
        }
    }

    /// The value of this item; rates as fractions.
    #[must_use]
    pub fn value(self, item: &BacklogItem) -> Option<f64> {
        let number = match self {
            Self::Confidence => return item.confidence.map(Rate::fraction),
            Self::Reach => item.reach,
            Self::Impact => item.impact,
            Self::Effort => item.effort,
            Self::BusinessValue => item.business_value,
            Self::TimeCriticality => item.time_criticality,
            Self::RiskReduction => item.risk_reduction,
            Self::JobSize => item.job_size,
            Self::Points => item.points,
        };
        number.map(Number::get)
    }

    /// The value of this item as people write it; empty if there is none.
    #[must_use]
    pub fn text(self, item: &BacklogItem) -> String {
        let value = self.value(item);
        match self {
            Self::Confidence => value.map(words::limit).unwrap_or_default(),
            _ => value.map(words::number).unwrap_or_default(),
        }
    }

    /// Whether a value can be right.
    #[must_use]
    pub fn accepts(self, value: f64) -> bool {
        match self {
            Self::Reach => value >= 0.0 && value.is_finite(),
            Self::Points => (0.0..=1e6).contains(&value), // so that no sum of them overflows
            Self::Impact => [3.0, 2.0, 1.0, 0.5, 0.25].contains(&value),
            Self::Confidence => value > 0.0 && value <= 1.0,
            Self::Effort => value > 0.0 && value.is_finite(),
            Self::BusinessValue | Self::TimeCriticality | Self::RiskReduction | Self::JobSize => {
                (1.0..=20.0).contains(&value)
            }
        }
    }

    /// The value of this item if it can be right.
    #[must_use]
    pub fn sound(self, item: &BacklogItem) -> Option<f64> {
        self.value(item).filter(|value| self.accepts(*value))
    }
}

/// The words that Intercom gives the steps of impact.
fn impact_words(impact: Option<f64>) -> &'static str {
    match impact {
        Some(3.0) => "massive, for each",
        Some(2.0) => "high, for each",
        Some(1.0) => "medium, for each",
        Some(0.5) => "low, for each",
        Some(0.25) => "minimal, for each",
        _ => "3, 2, 1, 0.5 or 0.25",
    }
}

/// The words that Intercom gives confidence: 100% high, 80% medium, 50% low, and a moonshot below.
fn confidence_words(confidence: Option<f64>) -> &'static str {
    match confidence {
        Some(1.0..) => "high",
        Some(0.8..) => "medium",
        Some(0.5..) => "low",
        Some(_) => "a moonshot",
        None => "100%, 80%, 50% …",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_input_has_a_range() {
        for (input, right, wrong) in [
            (Input::Reach, [0.0, 18_400.0], [-1.0, f64::INFINITY]),
            (Input::Impact, [3.0, 0.25], [4.0, 0.0]),
            (Input::Confidence, [0.01, 1.0], [0.0, 1.1]),
            (Input::Effort, [0.1, 40.0], [0.0, -2.0]),
            (Input::BusinessValue, [1.0, 20.0], [0.0, 21.0]),
            (Input::JobSize, [1.0, 4.0], [0.5, 100.0]),
            (Input::Points, [0.0, 13.0], [-1.0, f64::NAN]),
        ] {
            assert!(right.iter().all(|value| input.accepts(*value)), "{input:?}");
            assert!(!wrong.iter().any(|value| input.accepts(*value)), "{input:?}");
        }
    }
}
