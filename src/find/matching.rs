//! How well a text fits what was typed, and which letters do. In names each word that was typed is found in one piece, by the
//! first letters of several words, or with a few letters left out; in prose in one piece only. Scattered letters fit anything, so
//! they are no match.

use std::fmt;
use std::ops::Range;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};

/// The least score for each letter of a match that is not in one piece: below, its pieces are far apart.
const LEAST_PER_LETTER: u32 = 13;
/// What each letter of a match is worth more whose pieces all begin words. The matcher gives a letter 16 to 26.
const WORD_BONUS: u32 = 12;
/// One letter in so many may be left out of a word that was typed.
const LEFT_OUT: usize = 3;

/// The longest piece of a text that is matched: what is beyond is found by nobody who types a few words.
const LONGEST: usize = 4_000;

/// A text, prepared to be matched many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Haystack(Utf32String);

impl Haystack {
    /// Prepares a text. Line ends count as blanks.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        let piece = text.get(..end).unwrap_or(text);
        if piece.contains(['\n', '\r', '\t']) {
            Self(Utf32String::from(piece.replace(['\n', '\r', '\t'], " ")))
        } else {
            Self(Utf32String::from(piece))
        }
    }

    /// A text as it is, blanks at its ends and all.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        Self(Utf32String::from(text.replace(['\n', '\r', '\t'], " ")))
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// How many letters it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn view(&self) -> Utf32Str<'_> {
        self.0.slice(..)
    }
}

/// What was typed.
#[derive(Debug, Clone)]
pub struct Query {
    text: String,
    names: Pattern,
    prose: Pattern,
}

impl Query {
    /// Reads what was typed: words in any order, capitals and accents as they come.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.trim().to_owned();
        let pattern = |kind| Pattern::new(&text, CaseMatching::Ignore, Normalization::Smart, kind);
        Self { names: pattern(AtomKind::Fuzzy), prose: pattern(AtomKind::Substring), text }
    }

    /// The words as they were typed, without blanks at the ends.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing was typed: everything fits then.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Matches texts. Holds the room that this takes, so keep one.
#[derive(Default)]
pub struct Finder {
    matcher: Matcher,
    /// The letters that fit, and those of the word that is matched.
    letters: Vec<u32>,
    word: Vec<u32>,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finder").finish_non_exhaustive()
    }
}

impl Finder {
    /// One that is ready.
    #[must_use]
    pub fn new() -> Self {
        Self { matcher: Matcher::new(Config::DEFAULT), letters: Vec::new(), word: Vec::new() }
    }

    /// How well a name fits, more being better; `None` if it does not.
    pub fn name(&mut self, query: &Query, name: &Haystack) -> Option<u32> {
        self.letters.clear();
        let words = query.names.atoms.iter().zip(&query.prose.atoms);
        words.map(|(fuzzy, whole)| self.word(fuzzy, whole, name)).sum()
    }

    /// How well a word that was typed fits a name; its letters are added to those that fit.
    fn word(&mut self, fuzzy: &Atom, whole: &Atom, name: &Haystack) -> Option<u32> {
        let mut best = None;
        for (atom, in_one_piece) in [(whole, true), (fuzzy, false)] {
            self.word.clear();
            let Some(score) = atom.indices(name.view(), &mut self.matcher, &mut self.word) else { continue };
            self.word.sort_unstable();
            let letters = self.word.len() as u32;
            let begins = begins_words(&self.word, name);
            let is_near = in_one_piece || is_near(&self.word);
            let fits = in_one_piece || (u32::from(score) >= LEAST_PER_LETTER * letters && (begins || is_near));
            let score = u32::from(score) + if begins { WORD_BONUS * letters } else { 0 };
            if fits && best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, self.word.clone()));
            }
        }
        let (score, letters) = best?;
        self.letters.extend(letters);
        Some(score)
    }

    /// How well prose fits; `None` if a word of the query is not in it.
    pub fn prose(&mut self, query: &Query, text: &Haystack) -> Option<u32> {
        query.prose.score(text.view(), &mut self.matcher)
    }

    /// The letters of a name that fit, as ranges of letters.
    pub fn marks_in_name(&mut self, query: &Query, name: &Haystack) -> Vec<Range<usize>> {
        if self.name(query, name).is_none() {
            return Vec::new();
        }
        self.ranges()
    }

    /// The letters of prose that fit, as ranges of letters.
    pub fn marks_in_prose(&mut self, query: &Query, text: &Haystack) -> Vec<Range<usize>> {
        self.letters.clear();
        if query.prose.indices(text.view(), &mut self.matcher, &mut self.letters).is_none() {
            return Vec::new();
        }
        self.ranges()
    }

    /// The letters that fit, as ranges.
    fn ranges(&mut self) -> Vec<Range<usize>> {
        self.letters.sort_unstable();
        self.letters.dedup();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for at in self.letters.iter().map(|at| *at as usize) {
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end = at + 1,
                _ => ranges.push(at..at + 1),
            }
        }
        ranges
    }
}

/// Whether each piece of what fits begins a word.
fn begins_words(letters: &[u32], name: &Haystack) -> bool {
    let mut before = None;
    letters.iter().all(|at| {
        let goes_on = at.checked_sub(1).is_some_and(|left| before == Some(left));
        before = Some(*at);
        let left = at.checked_sub(1).map(|left| name.view().get(left));
        goes_on || left.is_none_or(|left| !left.is_alphanumeric())
    })
}

/// Whether what fits stands in a piece of a text from which a few letters were left out.
fn is_near(letters: &[u32]) -> bool {
    let Some((first, last)) = letters.first().zip(letters.last()) else { return true };
    let span = last.abs_diff(*first) as usize + 1;
    span <= letters.len() + letters.len() / LEFT_OUT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(range: Range<usize>) -> Vec<Range<usize>> {
        std::iter::once(range).collect()
    }

    fn score(query: &str, name: &str) -> Option<u32> {
        Finder::new().name(&Query::new(query), &Haystack::new(name))
    }

    #[test]
    fn words_are_found_in_any_order_and_by_their_first_letters() {
        for (query, name) in [
            ("inj", "Misses an injury signal"),
            ("signal injury", "Misses an injury signal"),
            ("fm", "Failure modes"),
            ("uber", "Über alles"),
            ("ÜBER", "über alles"),
            ("сигнал", "Пропущенный сигнал"),
            ("信号", "错过伤害信号"),
        ] {
            assert!(score(query, name).is_some(), "{query} in {name}");
        }
    }

    #[test]
    fn letters_strewn_over_a_text_are_no_match() {
        for (query, name) in [
            ("inj", "A misleading answer that nobody would judge"),
            ("zzz", "Failure modes"),
            ("x", ""),
            ("minutes", "Misses an injury signal in the queue, then it stays"),
            ("merge", "Model performance degrades in some regions"),
            ("expo", "The next person has to look at it"),
        ] {
            assert_eq!(score(query, name), None, "{query} in {name}");
        }
    }

    #[test]
    fn the_beginning_of_a_word_is_better_than_its_middle() {
        assert!(score("signal", "Signal lost") > score("signal", "Assignals"));
    }

    #[test]
    fn a_word_in_one_piece_is_better_than_its_letters_in_several() {
        for (query, better, worse) in [
            ("minutes", "Read minutes", "Minuets"),
            ("merge", "Merge a copy", "Emergence"),
            ("expo", "Export documents", "Explains a policy option"),
            ("fm 3", "Misses an injury signal FM-3", "Fast-tracks a claim FM-13"),
            ("fm", "Failure modes", "Confirms"),
            ("intrview", "First-hour interview", "x"),
        ] {
            assert!(score(query, better) > score(query, worse).or(Some(0)), "{query}: {better} and {worse}");
        }
        assert!(score("expo", "Export documents").is_some() && score("fhi", "First-hour interview").is_some());
    }

    #[test]
    fn marks_are_the_letters_that_fit() {
        let mut finder = Finder::new();
        let text = Haystack::new("Größe: an injury\nand another injury");
        let query = Query::new("injury");
        assert_eq!(finder.marks_in_prose(&query, &text), one(10..16));
        assert_eq!(text.text(), "Größe: an injury and another injury");
        assert_eq!(finder.marks_in_name(&Query::new("größe"), &text), one(0..5));
        assert_eq!(finder.marks_in_prose(&Query::new("xyz"), &text), Vec::<Range<usize>>::new());
    }

    #[test]
    fn prose_must_hold_each_word_in_one_piece() {
        let mut finder = Finder::new();
        let text = Haystack::new("The team of injured people speaks");
        assert!(finder.prose(&Query::new("injured team"), &text).is_some());
        assert!(finder.prose(&Query::new("injteam"), &text).is_none());
    }
}
