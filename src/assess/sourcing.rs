//! What the four inputs of the sourcing decision speak for: build, buy, partner or blend. People decide; this only adds up.
//!
//! Two questions are behind the four inputs. Must it be yours? It must where it sets you apart and where it rests on data that
//! others do not have. Must somebody else carry part of it? They must where it is needed soon and where it is heavy to own.
//!
//! | | owning it is light, no hurry | heavy to own, or needed soon |
//! | --- | --- | --- |
//! | it must be yours | build | blend: own the part that sets you apart, buy the rest |
//! | it need not be | partner: share it, and keep the choice open | buy |
//!
//! So an input counts with its step where it speaks for a way, and with six minus its step where it speaks against it. All
//! four weigh alike: nobody has said that one matters more, and a weight nobody chose would hide a decision. The table is our
//! own arrangement of the usual arguments about make or buy, not a method with evidence behind it.

use crate::model::Step;
use crate::model::pattern::{Pattern, Sourcing};
use crate::words;

/// An input of the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// How much it sets you apart.
    Importance,
    /// How hard your data is to come by for others.
    Uniqueness,
    /// How much an early launch matters.
    Time,
    /// How heavy it is to run for three years.
    Cost,
}

impl Factor {
    /// Every input, in the order of the questions.
    pub const ALL: [Self; 4] = [Self::Importance, Self::Uniqueness, Self::Time, Self::Cost];

    /// The key of its question in the section.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Importance => "strategic_importance",
            Self::Uniqueness => "data_uniqueness",
            Self::Time => "time_to_market",
            Self::Cost => "total_cost",
        }
    }

    /// Its answer, 1 to 5.
    #[must_use]
    pub fn of(self, pattern: &Pattern) -> Option<Step> {
        match self {
            Self::Importance => pattern.strategic_importance,
            Self::Uniqueness => pattern.data_uniqueness,
            Self::Time => pattern.time_to_market,
            Self::Cost => pattern.total_cost,
        }
    }

    /// Whether a high step speaks for this way, as in the table above.
    #[must_use]
    pub const fn speaks_for(self, way: Sourcing) -> bool {
        match self {
            Self::Importance | Self::Uniqueness => matches!(way, Sourcing::Build | Sourcing::Blend),
            Self::Time | Self::Cost => matches!(way, Sourcing::Buy | Sourcing::Blend),
        }
    }

    /// How much an answer to this input speaks for a way, 1 to 5.
    #[must_use]
    pub fn fit(self, way: Sourcing, step: Step) -> u8 {
        if self.speaks_for(way) { step.get() } else { 6 - step.get() }
    }
}

/// A way with what the inputs say about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// The way.
    pub way: Sourcing,
    /// How much each input speaks for it, 1 to 5, in the order of [`Factor::ALL`]; `None` for one that is blank.
    pub each: [Option<u8>; 4],
    /// All of them together.
    pub sum: u8,
}

/// What the inputs say about every way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// Every way, in the order of the choices.
    pub fits: Vec<Fit>,
    /// How many of the four inputs are answered.
    pub answered: u8,
}

/// Adds up what is answered.
#[must_use]
pub fn sourcing(pattern: &Pattern) -> Inputs {
    let fits = Sourcing::ALL.iter().map(|way| {
        let each = Factor::ALL.map(|factor| factor.of(pattern).map(|step| factor.fit(*way, step)));
        Fit { way: *way, each, sum: each.iter().flatten().sum() }
    });
    let answered = Factor::ALL.iter().filter(|factor| factor.of(pattern).is_some()).count() as u8;
    Inputs { fits: fits.collect(), answered }
}

impl Inputs {
    /// The most that a way can have: five for each answer.
    #[must_use]
    pub const fn most(&self) -> u8 {
        self.answered * 5
    }

    /// The ways that the inputs speak for most: several where they are level, none where nothing is answered or all ways are
    /// level.
    #[must_use]
    pub fn strongest(&self) -> Vec<Sourcing> {
        let top = self.fits.iter().map(|fit| fit.sum).max().unwrap_or(0);
        let found: Vec<Sourcing> = self.fits.iter().filter(|fit| fit.sum == top).map(|fit| fit.way).collect();
        if self.answered == 0 || found.len() == self.fits.len() { Vec::new() } else { found }
    }

    /// What the inputs say, in one or two sentences.
    #[must_use]
    pub fn sentence(&self, chosen: Option<Sourcing>) -> String {
        if self.answered == 0 {
            return "Answer the four inputs to see what they speak for.".to_owned();
        }
        let strongest = self.strongest();
        let open = 4 - usize::from(self.answered);
        let open = if open == 0 {
            String::new()
        } else {
            let verb = if open == 1 { "is" } else { "are" };
            format!(" {} {verb} not answered yet.", words::capitalized(&words::how_many(open, "input", "inputs")))
        };
        if strongest.is_empty() {
            return format!("The inputs speak for no way more than for another.{open}");
        }
        let named: Vec<String> = strongest.iter().map(|way| way.label().to_lowercase()).collect();
        let alike = if named.len() > 1 { " alike" } else { "" };
        let said = format!("The inputs speak for {}{alike}.", words::series(&named));
        let against = chosen.filter(|chosen| !strongest.contains(chosen));
        let against =
            against.map(|chosen| format!(" You chose {}: the reason says why.", chosen.label().to_lowercase()));
        format!("{said}{}{open}", against.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(steps: [u8; 4]) -> Pattern {
        let [strategic_importance, data_uniqueness, time_to_market, total_cost] = steps.map(Step::new);
        Pattern { strategic_importance, data_uniqueness, time_to_market, total_cost, ..Pattern::default() }
    }

    #[test]
    fn each_corner_of_the_table_speaks_for_its_way() {
        use Sourcing::{Blend, Build, Buy, Partner};
        for (steps, strongest, sums) in [
            ([5, 5, 1, 1], vec![Build], [20, 4, 12, 12]),
            ([1, 1, 5, 5], vec![Buy], [4, 20, 12, 12]),
            ([1, 1, 1, 1], vec![Partner], [12, 12, 20, 4]),
            ([5, 5, 5, 5], vec![Blend], [12, 12, 4, 20]),
            ([5, 5, 4, 3], vec![Blend], [15, 9, 7, 17]),
            ([3, 3, 3, 4], vec![Buy, Blend], [11, 13, 11, 13]),
            ([3, 3, 3, 3], vec![], [12, 12, 12, 12]),
        ] {
            let inputs = sourcing(&with(steps));
            assert_eq!(inputs.strongest(), strongest, "{steps:?}");
            let found: Vec<u8> = inputs.fits.iter().map(|fit| fit.sum).collect();
            assert_eq!((found.as_slice(), inputs.most()), (sums.as_slice(), 20), "{steps:?}");
        }
    }

    #[test]
    fn blanks_count_for_nothing_and_are_said() {
        let inputs = sourcing(&with([5, 0, 0, 0]));
        assert_eq!((inputs.answered, inputs.most()), (1, 5));
        assert_eq!(inputs.fits.first().map(|fit| fit.each), Some([Some(5), None, None, None]));
        assert_eq!(
            inputs.sentence(None),
            "The inputs speak for build and blend alike. Three inputs are not answered yet."
        );
        let none = sourcing(&Pattern::default());
        assert!(none.strongest().is_empty());
        assert_eq!(none.sentence(None), "Answer the four inputs to see what they speak for.");
    }

    #[test]
    fn a_choice_against_the_inputs_stands_and_owes_its_reason() {
        let inputs = sourcing(&with([1, 1, 5, 5]));
        assert_eq!(inputs.sentence(Some(Sourcing::Buy)), "The inputs speak for buy.");
        assert_eq!(
            inputs.sentence(Some(Sourcing::Build)),
            "The inputs speak for buy. You chose build: the reason says why."
        );
    }
}
