//! What is found in an answer by plain patterns: a number with its unit, a day, the sentence that holds it, a headline.
//!
//! Nothing is guessed: a number that is part of a name (`v9`), of a date or a bare year is passed over, and what was found can be
//! taken away by the person.

use crate::model::Date;
use crate::model::metrics::Unit;

/// A number as it was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// As written: 79 for "79%".
    pub value: f64,
    /// What it is counted in; `None` for a bare number.
    pub unit: Option<Unit>,
}

/// Words for units, as they stand after a number.
const UNITS: &[(&str, Unit)] = &[
    ("%", Unit::Share),
    ("percent", Unit::Share),
    ("per cent", Unit::Share),
    ("minutes", Unit::Minutes),
    ("minute", Unit::Minutes),
    ("min", Unit::Minutes),
    ("seconds", Unit::Seconds),
    ("second", Unit::Seconds),
    ("hours", Unit::Hours),
    ("hour", Unit::Hours),
    ("days", Unit::Days),
    ("day", Unit::Days),
    ("euros", Unit::Money),
    ("euro", Unit::Money),
    ("EUR", Unit::Money),
    ("dollars", Unit::Money),
    ("USD", Unit::Money),
];

/// A hundredth, without the noise of binary fractions.
pub(super) fn as_fraction(percent: f64) -> f64 {
    format!("{percent}e-2").parse().unwrap_or(percent / 100.0)
}

/// The first number in a text that says something, as it is written there with its unit: `79%`, `40 minutes`. One with a unit
/// comes before a bare one.
#[must_use]
pub fn number_in(text: &str) -> Option<&str> {
    let all = numbers(text);
    let with_unit = all.iter().find(|(_, _, unit)| unit.is_some());
    let (start, end, _) = with_unit.or_else(|| all.first())?;
    text.get(*start..*end)
}

/// A number as somebody wrote it: `79 %`, `1,250`, `0.8`.
#[must_use]
pub fn read_number(text: &str) -> Option<Figure> {
    let (start, _, unit) = *numbers(text).first()?;
    let digits: String =
        text.get(start..)?.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let value: f64 = plain(digits.trim_end_matches(['.', ','])).parse().ok()?;
    value.is_finite().then_some(Figure { value, unit })
}

/// A number with a point, or with commas between thousands, or with a decimal comma, as a plain one.
pub(in crate::assess) fn plain(digits: &str) -> String {
    let groups: Vec<&str> = digits.split(',').collect();
    let thousands = groups.len() > 1
        && groups.iter().skip(1).all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3));
    if thousands { digits.replace(',', "") } else { digits.replace(',', ".") }
}

/// Every number that says something: where it begins, where it ends with its unit, and the unit.
fn numbers(text: &str) -> Vec<(usize, usize, Option<Unit>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())).map(|by| at + by) {
        let rest = text.get(start..).unwrap_or_default();
        let long = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
        let digits = rest.get(..long).unwrap_or_default().trim_end_matches(['.', ',']);
        let end = start + digits.len();
        at = (start + long).max(start + 1);
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(end..).unwrap_or_default();
        let in_name = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '_'));
        let in_date = after.starts_with('-') && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let spaces = after.len() - after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
        let word = after.get(spaces..).unwrap_or_default();
        let unit = UNITS.iter().find(|(name, _)| begins_with_word(word, name));
        let ends_in_letter = unit.is_none() && after.chars().next().is_some_and(char::is_alphabetic);
        let year = unit.is_none() && digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        if !(in_name || in_date || ends_in_letter || year) {
            let end = unit.map_or(end, |(name, _)| end + spaces + name.len());
            found.push((start, end, unit.map(|(_, unit)| *unit)));
        }
    }
    found
}

/// Whether a text begins with a word, and no longer one.
fn begins_with_word(text: &str, word: &str) -> bool {
    let same = text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let next = text.get(word.len()..).and_then(|rest| rest.chars().next());
    same && (word == "%" || next.is_none_or(|c| !c.is_alphanumeric()))
}

/// The first day in a text, written as 2026-09-30.
#[must_use]
pub fn day_in(text: &str) -> Option<Date> {
    text.char_indices().find_map(|(at, _)| text.get(at..at + 10).filter(|day| day.contains('-'))?.parse().ok())
}

/// The sentence of a text that holds these words, without the stop at its end.
pub(super) fn sentence_with<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    sentences(text).find(|sentence| sentence.contains(words))
}

/// The sentences of a text, trimmed, without the stops at their ends.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.trim().is_empty() {
            return None;
        }
        let ends = |at: usize, c: char| {
            let after = rest.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            c == '\n' || (matches!(c, '.' | '!' | '?' | ';') && after.is_none_or(char::is_whitespace))
        };
        let end = rest.char_indices().find(|(at, c)| ends(*at, *c)).map_or(rest.len(), |(at, c)| at + c.len_utf8());
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence.trim().trim_end_matches(['.', ';']).trim_end())
    })
}

/// The beginning of a text as a name: its first sentence, cut at a word before it is too long.
pub(super) fn headline(text: &str, most: usize) -> &str {
    let first = sentences(text).next().unwrap_or_default();
    let Some((limit, _)) = first.char_indices().nth(most) else { return first };
    let cut = first.get(..limit).unwrap_or(first);
    let at_clause = cut.rfind([',', ':', '(']).filter(|at| *at > 24);
    let at = at_clause.or_else(|| cut.rfind(' ')).unwrap_or(limit);
    cut.get(..at).unwrap_or(cut).trim_end_matches([',', ' '])
}
