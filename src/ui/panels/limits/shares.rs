//! The share of live cases in each zone of a limit: two are given, the rest is beyond. Knows no window.

use crate::model::Rate;
use crate::model::limits::Limit;
use crate::model::value::{Invalid, Scalar as _};
use crate::words;

/// How far two shares may add to more than all by rounding alone.
const ROUNDING: f64 = 1e-9;

/// What is known about the shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shares {
    /// All three, as fractions that add to 1.
    Known([f64; 3]),
    /// Where it holds, or where it degrades, but not both.
    Partly(Option<f64>, Option<f64>),
    /// The two that are given add to more than all cases: the fraction they add to.
    Over(f64),
    /// None.
    Unknown,
}

impl Shares {
    /// Those of a limit.
    pub fn of(limit: &Limit) -> Self {
        match (limit.share_holds.map(Rate::fraction), limit.share_degrades.map(Rate::fraction)) {
            (Some(holds), Some(degrades)) if holds + degrades > 1.0 + ROUNDING => Self::Over(holds + degrades),
            (Some(holds), Some(degrades)) => {
                let beyond = 1.0 - holds - degrades;
                Self::Known([holds, degrades, if beyond < ROUNDING { 0.0 } else { beyond }])
            }
            (None, None) => Self::Unknown,
            (holds, degrades) => Self::Partly(holds, degrades),
        }
    }

    /// As the bar takes them.
    pub fn parts(self) -> [Option<f64>; 3] {
        match self {
            Self::Known(shares) => shares.map(Some),
            Self::Partly(holds, degrades) => [holds, degrades, None],
            Self::Over(_) | Self::Unknown => [None; 3],
        }
    }

    /// The words after the bar: the share where it holds, and the rest.
    pub fn words(self) -> (String, String) {
        match self {
            Self::Known([holds, degrades, beyond]) => {
                (words::share(holds), format!(" · {} · {}", words::share(degrades), words::share(beyond)))
            }
            Self::Partly(Some(holds), _) => (words::share(holds), " · rest not known".to_owned()),
            Self::Partly(None, degrades) => {
                (String::new(), format!("{} degrades, rest not known", degrades.map(words::share).unwrap_or_default()))
            }
            Self::Over(sum) => (String::new(), format!("Adds to {}", words::share(sum))),
            Self::Unknown => (String::new(), "Share not known".to_owned()),
        }
    }

    /// The same in a sentence, for who does not see the bar.
    pub fn sentence(self) -> String {
        match self {
            Self::Known([holds, degrades, beyond]) => format!(
                "Holds for {} of live cases, degrades for {}, beyond for {}",
                words::share(holds),
                words::share(degrades),
                words::share(beyond)
            ),
            Self::Partly(Some(holds), _) => {
                format!("Holds for {} of live cases, the rest is not known", words::share(holds))
            }
            Self::Partly(None, degrades) => {
                let degrades = degrades.map(words::share).unwrap_or_default();
                format!("Degrades for {degrades} of live cases, the rest is not known")
            }
            Self::Over(sum) => format!("The shares add to {}", words::share(sum)),
            Self::Unknown => "Share of live cases not known".to_owned(),
        }
    }
}

/// Reads a share beside the `other` one, of which `says` tells where it lies ("holds for"): together they are at most all.
pub fn read(text: &str, other: Option<Rate>, says: &str) -> Result<Rate, Invalid> {
    let rate = Rate::parse(text.trim())?;
    match other {
        Some(other) if rate.fraction() + other.fraction() > 1.0 + ROUNDING => {
            let most = words::limit((1.0 - other.fraction()).max(0.0));
            Err(Invalid::new(
                text,
                format!("a share of at most {most}: it already {says} {other}, together 100% at most"),
            ))
        }
        _ => Ok(rate),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(holds: Option<f64>, degrades: Option<f64>) -> Limit {
        Limit {
            share_holds: holds.and_then(Rate::new),
            share_degrades: degrades.and_then(Rate::new),
            ..Limit::default()
        }
    }

    #[test]
    fn the_rest_is_beyond() {
        for (holds, degrades, said) in [
            (Some(0.86), Some(0.11), "86% · 11% · 3%"),
            (Some(0.92), Some(0.08), "92% · 8% · 0%"),
            (Some(0.99), Some(0.0055), "99% · under 1% · under 1%"),
            (Some(0.78), None, "78% · rest not known"),
            (None, Some(0.13), "13% degrades, rest not known"),
            (Some(0.8), Some(0.4), "Adds to 120%"),
            (None, None, "Share not known"),
        ] {
            let (lead, rest) = Shares::of(&limit(holds, degrades)).words();
            assert_eq!(format!("{lead}{rest}"), said);
        }
    }

    #[test]
    fn parts_of_one_whole_add_to_it() {
        let thirds = Shares::of(&limit(Some(0.7), Some(0.3)));
        assert_eq!(thirds, Shares::Known([0.7, 0.3, 0.0]), "rounding is no share");
        let Shares::Known(shares) = Shares::of(&limit(Some(0.78), Some(0.13))) else { panic!("known") };
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(Shares::of(&limit(Some(0.8), Some(0.4))).parts(), [None; 3], "no bar for what cannot be");
    }

    #[test]
    fn a_share_that_makes_more_than_all_is_refused() {
        let other = Rate::new(0.78);
        assert_eq!(read("22%", other, "holds for").map(Rate::fraction), Ok(0.22));
        let refused = read("23%", other, "holds for").unwrap_err();
        assert_eq!(refused.wanted, "a share of at most 22%: it already holds for 78%, together 100% at most");
        assert!(read("23%", None, "holds for").is_ok());
        assert!(read("140%", None, "holds for").is_err());
    }
}
