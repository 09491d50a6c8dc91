//! Sealed answers: what somebody gave, as text that tells nothing at a glance and is checked when it is opened.
//!
//! It is no encryption: whoever reads this file can open it. It keeps people from reading each other's answers over a shoulder,
//! in a difference of files or in a search, and it shows when it was tampered with.

use std::fmt;

use crate::model::discovery::GoVerdict;
use crate::model::workshops::{Round, RoundKind};
use crate::model::{Id, Step};

use super::Answer;

/// Why a turn was not taken, or an answer not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TurnError {
    /// There is no such turn any more.
    NoTurn,
    /// Its round was revealed.
    Revealed,
    /// More votes than there are.
    TooManyVotes {
        /// Given.
        given: u64,
        /// Allowed.
        allowed: u64,
    },
    /// The answer is of another kind than the round, or about something else.
    Other,
    /// What this person gave is damaged.
    Damaged {
        /// Whose it is.
        person: String,
    },
}

impl fmt::Display for TurnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTurn => f.write_str("This turn was taken away"),
            Self::Revealed => f.write_str("This round was revealed already"),
            Self::TooManyVotes { given, allowed } => write!(f, "{given} votes were given, {allowed} are allowed"),
            Self::Other => f.write_str("The answer does not fit this round"),
            Self::Damaged { person } => {
                write!(f, "The sealed answer of {person} is damaged: let {person} have the turn again")
            }
        }
    }
}

impl std::error::Error for TurnError {}

/// Seals an answer, if it fits the round.
pub(super) fn close(round: &Round, turn: Id, answer: &Answer) -> Result<String, TurnError> {
    let about = |id: &Id| round.about.contains(id);
    let mut plain = String::new();
    let fits = match (answer, round.kind) {
        (Answer::Votes(votes), Some(RoundKind::Votes)) => {
            let (given, allowed) = (votes.values().sum(), round.votes_each.unwrap_or(0));
            if given > allowed {
                return Err(TurnError::TooManyVotes { given, allowed });
            }
            votes.iter().for_each(|(id, votes)| plain.push_str(&format!("{id}{votes};")));
            votes.keys().all(about)
        }
        (Answer::Steps(steps), Some(RoundKind::Severity | RoundKind::Frequency)) => {
            steps.iter().for_each(|(id, step)| plain.push_str(&format!("{id}{step};")));
            steps.keys().all(about)
        }
        (Answer::Go(verdicts, reason), Some(RoundKind::Go)) => {
            for (id, verdict) in verdicts {
                let at = GoVerdict::ALL.iter().position(|other| other == verdict).unwrap_or(0);
                plain.push_str(&format!("{id}{at};"));
            }
            plain.push_str(reason);
            verdicts.keys().all(about)
        }
        _ => false,
    };
    if fits { Ok(veil(turn, plain.as_bytes())) } else { Err(TurnError::Other) }
}

/// Opens a seal.
pub(super) fn open(round: &Round, turn: Id, sealed: &str) -> Option<Answer> {
    let plain = String::from_utf8(unveil(turn, sealed)?).ok()?;
    let mut parts: Vec<&str> = plain.split_inclusive(';').collect();
    let is_pair = |part: &&str| part.ends_with(';') && part.get(..16).is_some_and(|id| id.parse::<Id>().is_ok());
    let count = parts.iter().take_while(|part| is_pair(part)).count();
    let reason: String = parts.drain(count..).collect();
    let pairs = parts.iter().map(|part| {
        let (id, value) = part.trim_end_matches(';').split_at_checked(16)?;
        Some((id.parse::<Id>().ok()?, value.parse::<u64>().ok()?))
    });
    let pairs: Vec<(Id, u64)> = pairs.collect::<Option<_>>()?;
    let step = |value: u64| u8::try_from(value).ok().and_then(Step::new);
    match round.kind? {
        RoundKind::Votes => Some(Answer::Votes(pairs.into_iter().collect())),
        RoundKind::Severity | RoundKind::Frequency => {
            let steps: Option<_> = pairs.into_iter().map(|(id, value)| Some((id, step(value)?))).collect();
            Some(Answer::Steps(steps?))
        }
        RoundKind::Go => {
            let verdict = |value: u64| GoVerdict::ALL.get(usize::try_from(value).ok()?).copied();
            let verdicts: Option<_> = pairs.into_iter().map(|(id, value)| Some((id, verdict(value)?))).collect();
            Some(Answer::Go(verdicts?, reason))
        }
    }
}

/// The bytes that an answer is mixed with: they differ from turn to turn, so that equal answers do not look alike.
fn mask(turn: Id) -> impl Iterator<Item = u8> {
    let mut state = turn.0 ^ 0x9e37_79b9_7f4a_7c15;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    })
}

fn sum(turn: Id, bytes: &[u8]) -> u32 {
    let start = (turn.0 as u32) ^ 0x811c_9dc5;
    bytes.iter().fold(start, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

fn veil(turn: Id, plain: &[u8]) -> String {
    let checked = sum(turn, plain).to_be_bytes();
    let bytes = checked.iter().chain(plain).zip(mask(turn)).map(|(byte, mask)| byte ^ mask);
    bytes.fold(String::new(), |mut text, byte| {
        text.push_str(&format!("{byte:02x}"));
        text
    })
}

fn unveil(turn: Id, sealed: &str) -> Option<Vec<u8>> {
    let digits = sealed.trim();
    let at = |place: usize| u8::from_str_radix(digits.get(place * 2..place * 2 + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..digits.len() / 2).map(at).collect();
    let bytes: Vec<u8> = bytes?.into_iter().zip(mask(turn)).map(|(byte, mask)| byte ^ mask).collect();
    let (checked, plain) = bytes.split_at_checked(4)?;
    (checked == sum(turn, plain).to_be_bytes()).then(|| plain.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_opened_as_it_was_sealed_and_damage_is_seen() {
        let about = [Id(3), Id(4)];
        let go = Answer::Go([(Id(3), GoVerdict::NoGo), (Id(4), GoVerdict::Go)].into(), "No; not yet; 4".to_owned());
        let steps = Answer::Steps([(Id(3), Step::new(5).unwrap())].into());
        let votes = Answer::Votes([(Id(3), 2), (Id(4), 12)].into());
        for (kind, answer) in [(RoundKind::Go, go), (RoundKind::Severity, steps), (RoundKind::Votes, votes)] {
            let round = Round { kind: Some(kind), about: about.to_vec(), votes_each: Some(14), ..Round::default() };
            let sealed = close(&round, Id(9), &answer).unwrap();
            assert!(!sealed.contains("0003"), "{sealed}");
            assert_eq!(open(&round, Id(9), &sealed).as_ref(), Some(&answer));
            assert_ne!(close(&round, Id(10), &answer).unwrap(), sealed, "equal answers do not look alike");
            assert_eq!(open(&round, Id(10), &sealed), None, "it is the seal of another turn");
            assert_eq!(open(&round, Id(9), &sealed.replacen(['0', '1', '2'], "f", 1)), None);
        }
    }
}
