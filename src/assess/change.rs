//! How large a change from before to after is, where both texts name one figure in the same unit: `22 h less`.
//!
//! A text counts only if it holds exactly one figure. What stands in brackets or after "of" is what a figure is out of, and
//! digits in a word (`v9`, `FM-3`) are a name. Anything less clear gives nothing: a wrong difference is worse than none.

use super::interview;
use crate::model::canvas::NoteKind;
use crate::model::discovery::Change;
use crate::model::{List, manner};
use crate::words;

/// A figure with its unit.
#[derive(Debug, Clone, PartialEq)]
struct Figure {
    value: f64,
    /// How many digits stand after the point.
    decimals: usize,
    unit: Unit,
}

#[derive(Debug, Clone, PartialEq)]
enum Unit {
    Percent,
    /// A sign of a currency.
    Money(char),
    /// A word after the number, as it stands there.
    Word(String),
    None,
}

/// The difference in words; `None` where it does not follow from the texts.
#[must_use]
pub fn between(before: &str, after: &str) -> Option<String> {
    let (before, after) = (only_figure(before)?, only_figure(after)?);
    if !before.unit.is_same(&after.unit) {
        return None;
    }
    let difference = after.value - before.value;
    let decimals = before.decimals.max(after.decimals);
    let size = round(difference.abs(), decimals);
    if size == 0.0 {
        return Some("No change".to_owned());
    }
    let (more, less) = if before.unit == Unit::Percent { ("up", "down") } else { ("more", "less") };
    let way = if difference > 0.0 { more } else { less };
    let amount = match &before.unit {
        Unit::Percent if is_one(size) => "1 point".to_owned(),
        Unit::Percent => format!("{} points", words::number(size)),
        Unit::Money(sign) => format!("{sign}{}", money(size, decimals)),
        Unit::Word(_) => format!("{} {}", words::number(size), word_for(size, [&before, &after])),
        Unit::None => words::number(size),
    };
    Some(format!("{amount} {way}"))
}

/// How many changes rest on an assumption: `3 of 5 changes are still assumptions`.
#[must_use]
pub fn assumed(changes: &List<Change>) -> String {
    let is_assumed = |change: &&Change| [change.before_kind, change.after_kind].contains(&Some(NoteKind::Assumption));
    let all = changes.len();
    match changes.iter().filter(is_assumed).count() {
        _ if all == 0 => String::new(),
        0 => "No change rests on an assumption".to_owned(),
        1 if all == 1 => "It is still an assumption".to_owned(),
        some if some == all => format!("All {all} changes are still assumptions"),
        1 => format!("1 of {all} changes is still an assumption"),
        some => format!("{some} of {all} changes are still assumptions"),
    }
}

impl Unit {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Word(one), Self::Word(other)) => singular(one) == singular(other),
            _ => self == other,
        }
    }
}

/// The word of the unit in the number that `size` asks for, as one of the texts has it.
fn word_for(size: f64, figures: [&Figure; 2]) -> String {
    let fitting = figures.iter().find(|figure| is_one(figure.value) == is_one(size));
    let word = fitting.or(figures.first()).and_then(|figure| match &figure.unit {
        Unit::Word(word) => Some(word.as_str()),
        _ => None,
    });
    let word = word.unwrap_or_default();
    if is_one(size) && fitting.is_none() && word.len() > 2 { singular(word) } else { word.to_owned() }
}

/// The word in lower case without the `s` of several.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    if word.len() > 2 { word.strip_suffix('s').unwrap_or(&word).to_owned() } else { word }
}

/// Whether something is counted in the singular.
fn is_one(value: f64) -> bool {
    (value - 1.0).abs() < f64::EPSILON
}

fn round(value: f64, decimals: usize) -> f64 {
    let scale = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    (value * scale).round() / scale
}

/// An amount with as many decimals as it was given with, thousands set apart.
fn money(size: f64, decimals: usize) -> String {
    if decimals == 0 {
        return words::number(size);
    }
    manner::grouped(&format!("{size:.decimals$}"))
}

/// The figure that a text names, if it is exactly one.
fn only_figure(text: &str) -> Option<Figure> {
    let text = without_brackets(text);
    let letters: Vec<char> = text.chars().collect();
    let mut found = None;
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if !letter.is_ascii_digit() {
            at += 1;
            continue;
        }
        let before = letters.get(..at).unwrap_or_default();
        let end = end_of_number(&letters, at);
        let number = letters.get(at..end).unwrap_or_default();
        if !is_part_of_a_word(before) && !is_base(before) {
            let rest = letters.get(end..).unwrap_or_default();
            let figure = figure(before, number, rest)?;
            if found.replace(figure).is_some() {
                return None;
            }
        }
        at = end;
    }
    found
}

/// The position after the number that begins at `at`: digits, points and commas between digits.
fn end_of_number(letters: &[char], at: usize) -> usize {
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut end = at;
    while is_digit(end) || (matches!(letters.get(end), Some('.' | ',')) && is_digit(end + 1)) {
        end += 1;
    }
    end
}

/// Whether digits go on with a word: `v9`, `FM-3`, `07:00`.
fn is_part_of_a_word(before: &[char]) -> bool {
    match before {
        [.., last, '-' | '_' | ':' | '/'] | [.., last] => last.is_alphanumeric(),
        [] => false,
    }
}

/// Whether the number is what another one is out of: `79% of 18,400 claims`.
fn is_base(before: &[char]) -> bool {
    let text: String = before.iter().collect();
    let mut words = text.split_whitespace().rev();
    // "of" begins no base unless there is a figure before it: "One of 38 handlers" has none
    words.next() == Some("of") && text.chars().any(|letter| letter.is_ascii_digit())
}

fn figure(before: &[char], number: &[char], rest: &[char]) -> Option<Figure> {
    // a minus may also be a dash, and an amount beyond all sense cannot be told exactly
    if matches!(before.last(), Some('-' | '−' | '–')) || number.len() > 15 {
        return None;
    }
    let plain = interview::plain(&number.iter().collect::<String>());
    let value: f64 = plain.parse().ok()?;
    let decimals = plain.split_once('.').map_or(0, |(_, rest)| rest.len());
    let sign = before.last().copied().filter(|letter| matches!(letter, '€' | '$' | '£' | '¥'));
    let unit = match (sign, rest) {
        // a range such as 2–4, and a time such as 7:30, are no single figures
        (_, ['–' | '-' | ':' | '/', next, ..]) if next.is_ascii_digit() => return None,
        (Some(sign), _) => Unit::Money(sign),
        (None, ['%', ..] | [' ', '%', ..]) => Unit::Percent,
        (None, rest) => word_after(rest),
    };
    Some(Figure { value, decimals, unit })
}

fn word_after(rest: &[char]) -> Unit {
    let word: String = rest
        .iter()
        .skip_while(|letter| **letter == ' ' || **letter == '\u{a0}')
        .take_while(|letter| letter.is_alphabetic())
        .collect();
    // words that belong to the sentence and not to the number
    let is_unit = !matches!(word.as_str(), "" | "or" | "and" | "at" | "in" | "per" | "by" | "to" | "on" | "for" | "of");
    if is_unit { Unit::Word(word) } else { Unit::None }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_where_both_name_one_figure_in_one_unit() {
        for (before, after, said) in [
            ("Median 26 h", "Median under 4 h", "22 h less"),
            ("The claim form, 8 pages", "The clause that decides the route, 1 page", "7 pages less"),
            ("2 pages", "1 page", "1 page less"),
            ("3 pages", "4 pages", "1 page more"),
            ("79% of 18,400 claims, rules engine v9", "87% or more", "8 points up"),
            ("61% of declines.", "15% or less, in every group", "46 points down"),
            ("6.1% after a text search", "8% after a photo search", "1.9 points up"),
            ("80 %", "81%", "1 point up"),
            ("€11.40 by hand", "€6.64 at policy v4", "€4.76 less"),
            ("€1,200.50", "€3,000", "€1,799.50 more"),
            ("6,5%", "8 %", "1.5 points up"),
            ("0.9% (18 of 2,000)", "0.9%", "No change"),
            ("210", "140", "70 less"),
            ("1 Hour", "3 hours", "2 hours more"),
        ] {
            assert_eq!(between(before, after).as_deref(), Some(said), "{before} -> {after}");
        }
    }

    #[test]
    fn an_amount_is_told_in_the_manner_that_holds() {
        let comma = manner::Manner { numbers: manner::Numbers::Comma, ..manner::Manner::PLAIN };
        let said = manner::speaking(comma, || between("€1,200.50", "€3,000"));
        assert_eq!(said.as_deref(), Some("€1.799,50 more"));
    }

    #[test]
    fn what_is_not_clear_gives_nothing() {
        for (before, after) in [
            ("One of 38 handlers", "The same handler, with a suggestion"),
            ("2 to 4 days", "4 hours"),
            ("2–4 days", "1 day"),
            ("26 h", "40 min"),
            ("€11.40", "$6.64"),
            ("79%", "87 of 100"),
            ("8.0% in May; 7.4% in September", "9%"),
            ("07:00 to 22:00", "Round the clock"),
            ("See FM-3", "See FM-4"),
            ("", "5 h"),
            ("5 apples", "3 pears"),
            ("20", "15%"),
        ] {
            assert_eq!(between(before, after), None, "{before} -> {after}");
        }
    }

    #[test]
    fn long_digits_and_odd_text_do_no_harm() {
        let digits = "9".repeat(400);
        assert_eq!(between(&digits, "3"), None);
        assert_eq!(between("-5 h", "3 h"), None);
        for text in ["1.", ".5", "1,,2", "(((", ")))", "٣ pages", "🙂 5", "5%5%", "v", "\u{a0}"] {
            drop(between(text, text));
        }
    }
}
