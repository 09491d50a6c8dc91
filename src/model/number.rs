//! Numbers whose range is part of their type: rates, steps of a scale, finite numbers.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::manner;
use super::value::{Invalid, Scalar, View};

/// A share between 0 and 1, both included. Written as a fraction in the file and as a percentage for people.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Rate(f64);

impl Eq for Rate {} // sound: a rate is never NaN

impl Rate {
    /// A rate of `fraction`, or `None` outside 0 to 1.
    #[must_use]
    pub fn new(fraction: f64) -> Option<Self> {
        // `+ 0.0` turns a negative zero into zero, so that equal rates print alike
        (0.0..=1.0).contains(&fraction).then_some(Self(fraction + 0.0))
    }

    /// The share as a fraction, 0 to 1.
    #[must_use]
    pub fn fraction(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", trimmed(self.0 * 100.0))
    }
}

impl TryFrom<f64> for Rate {
    type Error = Invalid;

    fn try_from(fraction: f64) -> Result<Self, Invalid> {
        Self::new(fraction).ok_or_else(|| Invalid::new(&fraction.to_string(), "a rate between 0 and 1"))
    }
}

impl From<Rate> for f64 {
    fn from(rate: Rate) -> Self {
        rate.0
    }
}

impl Scalar for Rate {
    fn view(value: Option<&Self>) -> View<'_> {
        View::Rate(value.copied())
    }

    /// Reads `3.5%` or `0.035`.
    fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::new(text, "a rate such as 3.5% or 0.035");
        let percent = text.strip_suffix('%').map(str::trim_end);
        // no rate has thousands, so either sign stands before decimals
        let number: f64 = percent.unwrap_or(text).replacen(',', ".", 1).parse().map_err(|_| invalid())?;
        Self::new(if percent.is_some() { hundredth(number) } else { number }).ok_or_else(invalid)
    }
}

/// A step of a written scale from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Step(u8);

impl Step {
    /// The lowest and the highest step.
    pub const ENDS: (Self, Self) = (Self(1), Self(5));

    /// Step `value`, or `None` outside 1 to 5.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (1..=5).contains(&value).then_some(Self(value))
    }

    /// The step as a number, 1 to 5.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl TryFrom<u8> for Step {
    type Error = Invalid;

    fn try_from(value: u8) -> Result<Self, Invalid> {
        Self::new(value).ok_or_else(|| Invalid::new(&value.to_string(), "a step from 1 to 5"))
    }
}

impl From<Step> for u8 {
    fn from(step: Step) -> Self {
        step.0
    }
}

impl Scalar for Step {
    fn view(value: Option<&Self>) -> View<'_> {
        View::Step(value.copied())
    }

    fn parse(text: &str) -> Result<Self, Invalid> {
        text.parse().ok().and_then(Self::new).ok_or_else(|| Invalid::new(text, "a step from 1 to 5"))
    }
}

/// A finite number.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Number(f64);

impl Eq for Number {} // sound: never NaN

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Number {
    /// `value`, or `None` if it is infinite or not a number.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(value + 0.0))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl TryFrom<f64> for Number {
    type Error = Invalid;

    fn try_from(value: f64) -> Result<Self, Invalid> {
        Self::new(value).ok_or_else(|| Invalid::new(&value.to_string(), "a finite number"))
    }
}

impl From<Number> for f64 {
    fn from(number: Number) -> Self {
        number.0
    }
}

impl Scalar for Number {
    fn view(value: Option<&Self>) -> View<'_> {
        View::Number(value.copied())
    }

    fn parse(text: &str) -> Result<Self, Invalid> {
        let plain = manner::plain(text).and_then(|plain| plain.parse().ok()).and_then(Self::new);
        plain.ok_or_else(|| Invalid::new(text, "a number such as 1,250.5"))
    }
}

/// A hundredth of a number as people write it: the double nearest to its decimal digits with the point two places to the left.
/// Dividing by 100 rounds once more: 4.1 / 100.0 is the double below 0.041.
pub(crate) fn hundredth(number: f64) -> f64 {
    format!("{number}e-2").parse().unwrap_or(number / 100.0)
}

/// `value` with as many decimals as it needs, at most eight: hides the noise of binary fractions.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.8}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_reads_percent_and_fraction_and_prints_percent() {
        for (text, fraction, shown) in [("3.5%", 0.035, "3.5%"), ("0.07", 0.07, "7%"), ("0.1 %", 0.001, "0.1%")] {
            let rate = Rate::parse(text);
            assert_eq!(rate.as_ref().map(|r| r.fraction()), Ok(fraction));
            assert_eq!(rate.map(|r| r.to_string()), Ok(shown.to_owned()));
        }
    }

    #[test]
    fn every_percentage_is_the_double_nearest_to_it() {
        for thousandths in 0..=100_000_u32 {
            let (whole, part) = (thousandths / 1_000, thousandths % 1_000);
            let wanted: f64 = format!("{thousandths}e-5").parse().expect("a number");
            let found = Rate::parse(&format!("{whole}.{part:03}%")).map(Rate::fraction);
            assert_eq!(found, Ok(wanted), "{whole}.{part:03}%");
        }
        assert_eq!(Rate::parse("4.1%").map(Rate::fraction), Ok(0.041));
        assert_eq!(Rate::parse("1e-3%").map(Rate::fraction), Ok(0.000_01));
        assert!(Rate::parse("inf%").is_err() && Rate::parse("NaN%").is_err());
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        for text in ["-0.1", "101%", "NaN", "inf", "x"] {
            assert!(Rate::parse(text).is_err(), "{text}");
        }
        for text in ["0", "6", "-1", "2.5"] {
            assert!(Step::parse(text).is_err(), "{text}");
        }
        for text in ["NaN", "inf", "1e999", ""] {
            assert!(Number::parse(text).is_err(), "{text}");
        }
    }
}
