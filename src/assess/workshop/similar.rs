//! Which notes of a workshop may say the same: those that share most of their words, whatever the order and the ending.

use std::collections::BTreeSet;

use crate::model::Id;
use crate::model::workshops::Workshop;

/// Words this short say little by themselves.
const SHORT: usize = 3;
/// Letters by which two words count as one, so that `team` and `teams` do.
const STEM: usize = 4;
/// The share of words in common from which on two notes may say the same.
const ALIKE: f64 = 0.5;

/// The words of a text that say something, those longer than `short` letters, shortened to their first `stem` letters.
#[must_use]
pub fn stems(text: &str, short: usize, stem: usize) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > short);
    words.map(|word| word.to_lowercase().chars().take(stem).collect()).collect()
}

/// The notes that may say what `text` says, the likeliest first; those that were put off are out of sight. A text of fewer than two telling words is like another only if
/// both have the same.
#[must_use]
pub fn similar(workshop: &Workshop, text: &str) -> Vec<Id> {
    let wanted = stems(text, SHORT, STEM);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(f64, Id)> = Vec::new();
    for note in workshop.captures.iter().filter(|note| !note.parked) {
        let own = stems(&note.text, SHORT, STEM);
        let common = wanted.intersection(&own).count();
        let all = wanted.union(&own).count();
        let alike = common as f64 / all as f64;
        // a short note within a long one says the same too
        let within = common as f64 / wanted.len().min(own.len()).max(1) as f64;
        if common > 0 && (alike >= ALIKE || (common > 2 && within > 0.8)) {
            found.push((alike, note.id));
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    found.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::workshops::Capture;

    #[test]
    fn notes_with_most_words_in_common_are_hinted_at() {
        let texts = [
            "Handler trusts a clause that expired in January",
            "Claim in Turkish lands in the wrong team twice",
            "Queue stalls",
        ];
        let note = |(at, text): (usize, &&str)| Capture {
            id: Id(at as u64 + 1),
            text: (*text).to_owned(),
            ..Capture::default()
        };
        let workshop = Workshop { captures: texts.iter().enumerate().map(note).collect(), ..Workshop::default() };
        for (text, expected) in [
            ("An expired clause is trusted by the handler", vec![Id(1)]),
            ("Turkish claims land in wrong teams", vec![Id(2)]),
            ("queue stalls", vec![Id(3)]),
            ("The queue is empty on Monday morning", vec![]),
            ("Nobody reads it", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(similar(&workshop, text), expected, "{text}");
        }
    }
}
