//! Sealed answers: what a person decided in a private turn, as a text that says nothing at a glance.
//!
//! It is no encryption: whoever has the file and the program can open it. It keeps an answer from being read by accident, over a
//! shoulder or in a list, until the round is revealed; then it is emptied. A sum over the text tells a damaged one.

use std::collections::BTreeMap;

use crate::model::discovery::GoVerdict;
use crate::model::{Id, Step};

/// What a person decided.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// Votes, by what they are for.
    Votes(BTreeMap<Id, u64>),
    /// Steps of a scale, by failure mode.
    Steps(BTreeMap<Id, Step>),
    /// Go or no-go, by gate, and why. Without a gate the id is zero.
    Go(BTreeMap<Id, GoVerdict>, String),
}

/// What somebody decided is for nobody's eyes, be it in a log.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer")
    }
}

/// Seals an answer for a turn.
#[must_use]
pub(super) fn seal(turn: Id, answer: &Answer) -> String {
    let text = written(answer);
    let mut bytes = sum(text.as_bytes()).to_be_bytes().to_vec();
    bytes.extend(text.bytes());
    stirred(turn, &bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

/// Opens what was sealed for this turn; `None` if it is damaged or was sealed for another.
#[must_use]
pub(super) fn open(turn: Id, sealed: &str) -> Option<Answer> {
    let digits = sealed.trim().as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    let bytes = stirred(turn, &bytes?);
    let (head, text) = bytes.split_first_chunk::<4>()?;
    (u32::from_be_bytes(*head) == sum(text)).then(|| read(std::str::from_utf8(text).ok()?)).flatten()
}

fn written(answer: &Answer) -> String {
    fn lines<V>(of: &BTreeMap<Id, V>, word: impl Fn(&V) -> String) -> String {
        of.iter().fold(String::new(), |lines, (id, value)| format!("{lines}{id} {}\n", word(value)))
    }
    match answer {
        Answer::Votes(votes) => format!("votes\n{}", lines(votes, u64::to_string)),
        Answer::Steps(steps) => format!("steps\n{}", lines(steps, Step::to_string)),
        Answer::Go(verdicts, reason) => {
            let at = |verdict: &GoVerdict| GoVerdict::ALL.iter().position(|one| one == verdict).unwrap_or_default();
            format!("go\n{}\n{reason}", lines(verdicts, |verdict| at(verdict).to_string()))
        }
    }
}

fn read(text: &str) -> Option<Answer> {
    fn map<V>(lines: &str, value: impl Fn(&str) -> Option<V>) -> Option<BTreeMap<Id, V>> {
        let pair = |line: &str| {
            let (id, word) = line.split_once(' ')?;
            Some((id.parse().ok()?, value(word)?))
        };
        lines.lines().map(pair).collect()
    }
    let (kind, rest) = text.split_once('\n')?;
    match kind {
        "votes" => map(rest, |word| word.parse().ok()).map(Answer::Votes),
        "steps" => map(rest, |word| Step::new(word.parse().ok()?)).map(Answer::Steps),
        "go" => {
            let (lines, reason) =
                if let Some(reason) = rest.strip_prefix('\n') { ("", reason) } else { rest.split_once("\n\n")? };
            let verdicts = map(lines, |word| GoVerdict::ALL.get(word.parse::<usize>().ok()?).copied())?;
            Some(Answer::Go(verdicts, reason.to_owned()))
        }
        _ => None,
    }
}

/// The bytes mixed with a stream that begins from the turn's id: the same again undoes it. The mixer is `SplitMix64`.
fn stirred(turn: Id, bytes: &[u8]) -> Vec<u8> {
    let mut state = turn.0;
    let mut stream = std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)).to_be_bytes()
    })
    .flatten();
    bytes.iter().map(|byte| byte ^ stream.next().unwrap_or_default()).collect()
}

/// A sum that tells damage: FNV-1a.
fn sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811C_9DC5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> [Answer; 4] {
        let verdicts = BTreeMap::from([(Id(7), GoVerdict::ALL[1])]);
        [
            Answer::Votes(BTreeMap::from([(Id(3), 2), (Id(u64::MAX), 1)])),
            Answer::Steps(BTreeMap::from([(Id(3), Step::new(5).unwrap())])),
            Answer::Go(verdicts, "Not before\n\nthe drill. ü".to_owned()),
            Answer::Go(BTreeMap::new(), String::new()),
        ]
    }

    #[test]
    fn what_is_sealed_says_nothing_and_opens_again() {
        for answer in answers() {
            let sealed = seal(Id(99), &answer);
            assert!(sealed.bytes().all(|digit| digit.is_ascii_hexdigit()), "{sealed}");
            assert!(open(Id(99), &sealed) == Some(answer.clone()));
            assert!(open(Id(98), &sealed).is_none(), "it is another's");
            assert_ne!(sealed, seal(Id(98), &answer), "equal answers do not look alike");
            assert_eq!(format!("{answer:?}"), "Answer");
        }
    }

    #[test]
    fn damage_is_told() {
        let sealed = seal(Id(99), &answers()[0]);
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            let other = if &sealed[at..=at] == "0" { "1" } else { "0" };
            damaged.replace_range(at..=at, other);
            assert!(open(Id(99), &damaged).is_none(), "digit {at}");
            assert!(open(Id(99), &sealed[..at]).is_none(), "cut at {at}");
        }
        for text in ["", "zz", "ü", "0"] {
            assert!(open(Id(99), text).is_none(), "{text}");
        }
    }
}
