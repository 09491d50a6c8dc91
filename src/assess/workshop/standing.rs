//! How far a round of private turns is: who decided, who is next, and whether it may be revealed. Looks at no sealed answer.

use crate::model::Id;
use crate::model::workshops::{Round, Turn};

/// How far a round is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Turns of people who have decided.
    pub done: Vec<Id>,
    /// Turns that were passed over.
    pub skipped: Vec<Id>,
    /// Turns that are still to come, in order.
    pub waiting: Vec<Id>,
    /// Whether it was revealed.
    pub revealed: bool,
}

impl Standing {
    /// Reads a round.
    #[must_use]
    pub fn of(round: &Round) -> Self {
        let mut standing = Self { revealed: round.revealed, ..Self::default() };
        for turn in round.turns.iter() {
            let list = match turn {
                Turn { done: true, .. } => &mut standing.done,
                Turn { skipped: true, .. } => &mut standing.skipped,
                _ => &mut standing.waiting,
            };
            list.push(turn.id);
        }
        standing
    }

    /// Whose turn is next.
    #[must_use]
    pub fn next(&self) -> Option<Id> {
        self.waiting.first().copied()
    }

    /// Whether everybody had a turn, or was passed over, and somebody decided.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.waiting.is_empty() && !self.done.is_empty()
    }

    /// Whether it can be revealed if a reason is given: somebody has decided.
    #[must_use]
    pub fn can_be_revealed_early(&self) -> bool {
        !self.revealed && !self.done.is_empty()
    }

    /// Whether it can be revealed now, with the reason that is given: without one if everybody decided or was passed over.
    #[must_use]
    pub fn is_ready(&self, reason: &str) -> bool {
        self.can_be_revealed_early() && (self.is_complete() || !reason.trim().is_empty())
    }

    /// Whether a reason that is given is kept: somebody did not decide.
    #[must_use]
    pub fn keeps_reason(&self) -> bool {
        !(self.waiting.is_empty() && self.skipped.is_empty())
    }

    /// How many people have, or had, a turn to take.
    #[must_use]
    pub fn people(&self) -> usize {
        self.done.len() + self.skipped.len() + self.waiting.len()
    }

    /// In words: `2 of 5`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} of {}", self.done.len(), self.people())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_complete_when_nobody_waits_and_somebody_decided() {
        let turn = |id: u64, done: bool, skipped: bool| Turn { id: Id(id), done, skipped, ..Turn::default() };
        let mut round =
            Round { turns: [turn(1, true, false), turn(2, false, false)].into_iter().collect(), ..Round::default() };
        let standing = Standing::of(&round);
        assert_eq!(
            (standing.next(), standing.is_complete(), standing.words().as_str()),
            (Some(Id(2)), false, "1 of 2")
        );
        assert!(standing.can_be_revealed_early());
        assert!(!standing.is_ready(" ") && standing.is_ready("The room closes") && standing.keeps_reason());
        round.turns = [turn(1, true, false), turn(2, false, true)].into_iter().collect();
        let standing = Standing::of(&round);
        assert!(standing.is_complete() && standing.is_ready("") && standing.keeps_reason(), "one was passed over");
        round.turns = [turn(1, true, false)].into_iter().collect();
        assert!(!Standing::of(&round).keeps_reason(), "all have decided: there is nothing to explain");
        round.turns = [turn(1, false, true)].into_iter().collect();
        assert!(!Standing::of(&round).is_complete() && !Standing::of(&round).can_be_revealed_early());
    }
}
