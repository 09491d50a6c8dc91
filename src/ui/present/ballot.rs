//! What a person decides in a private turn, until it is sealed. It is kept nowhere else: who leaves a turn begins it anew.
//! Knows no window and no workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::edit::workshop::Answer;
use crate::model::discovery::GoVerdict;
use crate::model::workshops::RoundKind;
use crate::model::{Id, Step};
use crate::words;

/// The answer that is being given.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Ballot {
    /// Whose turn it is.
    pub(super) turn: Id,
    kind: Option<RoundKind>,
    about: Vec<Id>,
    /// What the person looks at.
    pub(super) at: usize,
    votes_each: u64,
    /// How many votes one note may get; `None` where that is not limited.
    on_one: Option<u64>,
    votes: BTreeMap<Id, u64>,
    steps: BTreeMap<Id, Step>,
    verdicts: BTreeMap<Id, GoVerdict>,
    /// Why, where it is go or no-go.
    pub(super) reason: String,
    /// When the person began, on the time of frames.
    pub(super) began: f64,
}

/// What somebody decided is for nobody's eyes, be it in a log.
impl fmt::Debug for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ballot")
    }
}

impl Ballot {
    /// A blank one.
    pub(super) fn new(turn: Id, kind: Option<RoundKind>, about: &[Id], votes_each: Option<u64>) -> Self {
        Self { turn, kind, about: about.to_vec(), votes_each: votes_each.unwrap_or(0), ..Self::default() }
    }

    /// The same, with a limit to the votes on one note.
    pub(super) fn at_most_on_one(self, on_one: Option<u64>) -> Self {
        Self { on_one, ..self }
    }

    /// How many votes one note may get, where that is limited.
    pub(super) fn on_one(&self) -> Option<u64> {
        self.on_one
    }

    /// Leaves out what was deleted meanwhile, with what was decided about it.
    pub(super) fn leave_out(&mut self, gone: &BTreeSet<Id>) {
        self.about.retain(|id| !gone.contains(id));
        self.votes.retain(|id, _| !gone.contains(id));
        self.steps.retain(|id, _| !gone.contains(id));
        self.verdicts.retain(|id, _| !gone.contains(id));
        self.at = self.at.min(self.about.len().saturating_sub(1));
    }

    /// What it is about.
    pub(super) fn about(&self) -> &[Id] {
        &self.about
    }

    /// What is looked at.
    pub(super) fn item(&self) -> Option<Id> {
        self.about.get(self.at).copied()
    }

    /// Looks at the next, or at the one before.
    pub(super) fn walk(&mut self, on: bool) {
        let last = self.about.len().saturating_sub(1);
        self.at = if on { (self.at + 1).min(last) } else { self.at.saturating_sub(1) };
    }

    /// Whether the last one is looked at.
    pub(super) fn is_last(&self) -> bool {
        self.at + 1 >= self.about.len()
    }

    /// The votes that are left.
    pub(super) fn left(&self) -> u64 {
        self.votes_each.saturating_sub(self.votes.values().sum())
    }

    /// The votes on this.
    pub(super) fn votes(&self, id: Id) -> u64 {
        self.votes.get(&id).copied().unwrap_or(0)
    }

    /// Whether votes are given.
    pub(super) fn is_about_votes(&self) -> bool {
        matches!(self.kind, Some(RoundKind::Votes) | None)
    }

    /// Whether it is a go with conditions, and says none.
    pub(super) fn lacks_conditions(&self) -> bool {
        self.reason.trim().is_empty() && self.verdicts.values().any(|verdict| *verdict == GoVerdict::Conditional)
    }

    /// Whether it is about votes, and gives none.
    pub(super) fn gives_no_vote(&self) -> bool {
        self.is_about_votes() && self.votes.is_empty()
    }

    /// Whether a reason is asked for with what is chosen.
    pub(super) fn asks_why(&self) -> bool {
        self.kind == Some(RoundKind::Go)
    }

    /// One vote more or less. Gives why there is not one more.
    pub(super) fn vote(&mut self, id: Id, more: bool) -> Option<String> {
        let now = self.votes(id);
        let why = match self.on_one.filter(|most| now >= *most) {
            _ if !more => None,
            _ if self.left() == 0 => Some("No vote is left. Take one back first.".to_owned()),
            Some(most) => Some(format!("At most {} on one note.", words::spelled(most as usize))),
            None => None,
        };
        let then = match (more, &why) {
            (true, None) => now + 1,
            (true, Some(_)) => now,
            (false, _) => now.saturating_sub(1),
        };
        if then == 0 {
            self.votes.remove(&id);
        } else {
            self.votes.insert(id, then);
        }
        why
    }

    /// The choice among those of its kind, from 0; `None` if there is none yet.
    pub(super) fn choice(&self, id: Id) -> Option<usize> {
        match self.kind {
            Some(RoundKind::Go) => {
                let verdict = self.verdicts.get(&id)?;
                GoVerdict::ALL.iter().position(|other| other == verdict)
            }
            _ => self.steps.get(&id).map(|step| usize::from(step.get() - 1)),
        }
    }

    /// Chooses.
    pub(super) fn choose(&mut self, id: Id, choice: usize) {
        match self.kind {
            Some(RoundKind::Go) => {
                if let Some(verdict) = GoVerdict::ALL.get(choice) {
                    self.verdicts.insert(id, *verdict);
                }
            }
            Some(RoundKind::Votes) | None => {}
            _ => {
                if let Some(step) = u8::try_from(choice + 1).ok().and_then(Step::new) {
                    self.steps.insert(id, step);
                }
            }
        }
    }

    /// Whether everything has an answer. Votes need not all be given.
    pub(super) fn is_complete(&self) -> bool {
        match self.kind {
            Some(RoundKind::Votes) | None => true,
            _ => self.about.iter().all(|id| self.choice(*id).is_some()),
        }
    }

    /// The first thing without an answer.
    pub(super) fn open(&self) -> Option<usize> {
        if self.is_complete() { None } else { self.about.iter().position(|id| self.choice(*id).is_none()) }
    }

    /// What was decided.
    pub(super) fn answer(&self) -> Answer {
        match self.kind {
            Some(RoundKind::Votes) | None => Answer::Votes(self.votes.clone()),
            Some(RoundKind::Severity | RoundKind::Frequency) => Answer::Steps(self.steps.clone()),
            Some(RoundKind::Go) => Answer::Go(self.verdicts.clone(), self.reason.trim().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: u64) -> Vec<Id> {
        (1..=count).map(|number| format!("{number:016x}").parse().unwrap()).collect()
    }

    #[test]
    fn no_more_votes_are_given_than_there_are() {
        let about = ids(3);
        let mut ballot = Ballot::new(Id::default(), Some(RoundKind::Votes), &about, Some(2));
        for _ in 0..3 {
            ballot.vote(about[0], true);
        }
        ballot.vote(about[1], true);
        assert_eq!((ballot.votes(about[0]), ballot.votes(about[1]), ballot.left()), (2, 0, 0));
        ballot.vote(about[0], false);
        ballot.vote(about[2], false);
        assert_eq!((ballot.votes(about[0]), ballot.left()), (1, 1));
        assert!(ballot.is_complete(), "a vote may be kept back");
    }

    #[test]
    fn one_note_gets_no_more_votes_than_the_rules_allow_and_what_was_deleted_gets_none() {
        let about = ids(3);
        let mut ballot = Ballot::new(Id::default(), Some(RoundKind::Votes), &about, Some(4)).at_most_on_one(Some(2));
        for _ in 0..3 {
            ballot.vote(about[0], true);
        }
        ballot.vote(about[1], true);
        assert_eq!((ballot.votes(about[0]), ballot.votes(about[1]), ballot.left()), (2, 1, 1));
        ballot.at = 2;
        ballot.leave_out(&BTreeSet::from([about[0]]));
        assert_eq!((ballot.about(), ballot.left(), ballot.at), (&about[1..], 3, 1));
        assert!(ballot.answer() == Answer::Votes(BTreeMap::from([(about[1], 1)])));
    }

    #[test]
    fn everything_has_a_step_before_it_is_done() {
        let about = ids(2);
        let mut ballot = Ballot::new(Id::default(), Some(RoundKind::Severity), &about, None);
        ballot.choose(about[0], 4);
        assert_eq!((ballot.choice(about[0]), ballot.is_complete(), ballot.open()), (Some(4), false, Some(1)));
        ballot.choose(about[1], 9);
        assert!(!ballot.is_complete(), "there is no such step");
        ballot.choose(about[1], 0);
        assert!(ballot.is_complete());
        assert_eq!(format!("{ballot:?}"), "Ballot");
    }
}
