//! RICE and WSJF of an item, with what is missing and what cannot be right.

use crate::model::roadmap::BacklogItem;
use crate::words;

use super::input::Input;

/// What items are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Scale {
    /// Reach times impact times confidence over effort.
    #[default]
    Rice,
    /// Cost of delay over job size.
    Wsjf,
}

impl Scale {
    /// Its name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rice => "RICE",
            Self::Wsjf => "WSJF",
        }
    }

    /// What it is made of.
    #[must_use]
    pub const fn inputs(self) -> [Input; 4] {
        match self {
            Self::Rice => Input::RICE,
            Self::Wsjf => Input::WSJF,
        }
    }
}

/// An input that cannot be right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fault {
    /// Which one.
    pub input: Input,
    /// Its value.
    pub value: f64,
}

impl Fault {
    /// In words: `Effort is 0; it takes person-months over 0, such as 1.5`.
    #[must_use]
    pub fn words(&self) -> String {
        let value = match self.input {
            Input::Confidence => words::limit(self.value),
            _ => words::number(self.value),
        };
        format!("{} is {value}; it takes {}", self.input.label(), self.input.wanted())
    }
}

/// The score of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The score, finite and 0 or more; `None` unless every input is there and can be right.
    pub value: Option<f64>,
    /// Inputs that are blank.
    pub missing: Vec<Input>,
    /// Inputs that cannot be right.
    pub faults: Vec<Fault>,
}

impl Score {
    /// Why there is no score, in words; empty if there is one.
    #[must_use]
    pub fn lacks(&self) -> String {
        if self.value.is_some() {
            return String::new();
        }
        let missing: Vec<String> = self.missing.iter().map(|input| input.label().to_lowercase()).collect();
        let mut parts: Vec<String> = self.faults.iter().map(Fault::words).collect();
        if !missing.is_empty() {
            parts.push(words::capitalized(&format!("{} not set", words::series(&missing))));
        }
        if parts.is_empty() { "The figures are too large for a score".to_owned() } else { parts.join(". ") }
    }
}

/// The score of an item on a scale.
#[must_use]
pub fn score(item: &BacklogItem, scale: Scale) -> Score {
    let inputs = scale.inputs();
    let faults = inputs
        .into_iter()
        .filter_map(|input| Some(Fault { input, value: input.value(item)? }))
        .filter(|fault| !fault.input.accepts(fault.value))
        .collect();
    let missing = inputs.into_iter().filter(|input| input.value(item).is_none()).collect();
    let [a, b, c, d] = inputs.map(|input| input.sound(item));
    let value = match (a, b, c, d) {
        (Some(a), Some(b), Some(c), Some(d)) => Some(match scale {
            Scale::Rice => a * b * c / d,
            Scale::Wsjf => (a + b + c) / d,
        }),
        _ => None,
    };
    Score { value: value.filter(|value| value.is_finite()), missing, faults }
}

/// The computation with its numbers: `500 × 3 × 80% / 8`; `None` while there is no score.
#[must_use]
pub fn formula(item: &BacklogItem, scale: Scale) -> Option<String> {
    score(item, scale).value?;
    let [a, b, c, d] = scale.inputs().map(|input| input.text(item));
    Some(match scale {
        Scale::Rice => format!("{a} × {b} × {c} / {d}"),
        Scale::Wsjf => format!("({a} + {b} + {c}) / {d}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Number, Rate};

    fn item([reach, impact, confidence, effort]: [f64; 4]) -> BacklogItem {
        BacklogItem {
            reach: Number::new(reach),
            impact: Number::new(impact),
            confidence: Rate::new(confidence),
            effort: Number::new(effort),
            ..BacklogItem::default()
        }
    }

    #[test]
    fn rice_is_reach_times_impact_times_confidence_over_effort() {
        for (inputs, expected) in [
            ([500.0, 3.0, 0.8, 8.0], Some(150.0)),
            ([9_600.0, 1.0, 1.0, 3.0], Some(3_200.0)),
            ([0.0, 1.0, 1.0, 3.0], Some(0.0)),
            ([500.0, 3.0, 0.8, 0.0], None),
            ([500.0, 3.0, 0.8, -1.0], None),
            ([500.0, 4.0, 0.8, 8.0], None),
            ([500.0, 3.0, 0.0, 8.0], None),
            ([-1.0, 3.0, 0.8, 8.0], None),
            ([1e308, 3.0, 1.0, 1e-9], None),
        ] {
            let score = score(&item(inputs), Scale::Rice);
            assert_eq!(score.value, expected, "{inputs:?}");
            assert_eq!(score.lacks().is_empty(), expected.is_some(), "{inputs:?}");
        }
        assert_eq!(formula(&item([500.0, 3.0, 0.8, 8.0]), Scale::Rice).as_deref(), Some("500 × 3 × 80% / 8"));
    }

    #[test]
    fn wsjf_is_the_cost_of_delay_over_the_size_of_the_job() {
        let n = Number::new;
        let mut item = BacklogItem { business_value: n(8.0), time_criticality: n(13.0), ..BacklogItem::default() };
        let blank = score(&item, Scale::Wsjf);
        assert_eq!(blank.missing, [Input::RiskReduction, Input::JobSize]);
        assert_eq!(blank.lacks(), "Risk reduction and job size not set");
        (item.risk_reduction, item.job_size) = (n(13.0), n(8.0));
        assert_eq!(score(&item, Scale::Wsjf).value, Some(4.25));
        assert_eq!(formula(&item, Scale::Wsjf).as_deref(), Some("(8 + 13 + 13) / 8"));
        item.job_size = n(21.0);
        let wrong = score(&item, Scale::Wsjf);
        assert_eq!(wrong.value, None);
        assert!(wrong.lacks().starts_with("Job size is 21; it takes a number from 1 to 20"), "{}", wrong.lacks());
    }
}
