//! The manner in which people write numbers and dates: which sign stands before the decimals, and in which order a date goes.
//!
//! What is said and read goes through hundreds of wordings, so the manner is not an argument of each: it holds for all that a
//! thread says within [`speaking`], and is plain everywhere else. Files and the command line never speak within it, so what
//! they write does not depend on who wrote it.

use std::cell::Cell;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

thread_local! {
    static CURRENT: Cell<Manner> = const { Cell::new(Manner::PLAIN) };
}

/// How numbers and dates are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manner {
    /// How dates are written.
    pub dates: Dates,
    /// How numbers are written.
    pub numbers: Numbers,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dates {
    /// `9 March 2026`.
    #[default]
    DayFirst,
    /// `March 9, 2026`.
    MonthFirst,
    /// `2026-03-09`.
    Iso,
    /// `09.03.2026`.
    Dotted,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Numbers {
    /// `18,400.5`.
    #[default]
    Point,
    /// `18.400,5`.
    Comma,
    /// `18 400,5`, with a narrow space that does not break.
    Spaced,
}

impl Dates {
    /// Every way, in the order of a list to choose from.
    pub const ALL: [Self; 4] = [Self::DayFirst, Self::MonthFirst, Self::Iso, Self::Dotted];
}

impl Numbers {
    /// Every way, in the order of a list to choose from.
    pub const ALL: [Self; 3] = [Self::Point, Self::Comma, Self::Spaced];

    /// The sign before the decimals, and the one between thousands.
    const fn signs(self) -> (char, char) {
        match self {
            Self::Point => ('.', ','),
            Self::Comma => (',', '.'),
            Self::Spaced => (',', '\u{202f}'),
        }
    }
}

impl Manner {
    /// The manner of files, documents and the command line.
    pub const PLAIN: Self = Self { dates: Dates::DayFirst, numbers: Numbers::Point };
}

/// Brings the manner of before back, also when what it was set for panics.
struct Before(Manner);

impl Drop for Before {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}

/// Does something in a manner: all words that this thread says and reads meanwhile are in it.
pub fn speaking<T>(manner: Manner, act: impl FnOnce() -> T) -> T {
    let _before = Before(CURRENT.replace(manner));
    act()
}

/// The manner that holds now.
#[must_use]
pub fn current() -> Manner {
    CURRENT.get()
}

/// A plain decimal number such as `-18400.5` in the current manner, its thousands together: what stands in a field.
#[must_use]
pub fn decimal(plain: &str) -> String {
    let (point, _) = current().numbers.signs();
    if point == '.' { plain.to_owned() } else { plain.replace('.', &point.to_string()) }
}

/// A plain decimal number in the current manner, with its thousands set apart.
#[must_use]
pub fn grouped(plain: &str) -> String {
    let (point, separator) = current().numbers.signs();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    if let Some(decimals) = decimals {
        text.push(point);
        text.push_str(decimals);
    }
    text
}

/// A number as somebody wrote it in the current manner, as a plain decimal number; `None` where a sign between thousands
/// stands anywhere else, because a comma that is dropped in silence makes 1,50 into 150.
#[must_use]
pub fn plain(text: &str) -> Option<String> {
    let (point, separator) = current().numbers.signs();
    // a point can be nothing but the sign before decimals where there is no other, and no three digits follow it
    let by_point = || if point == ',' && !text.contains(',') { ungrouped(text, '.', ',') } else { None };
    ungrouped(text, point, separator).or_else(by_point)
}

/// A number without the signs between its thousands.
fn ungrouped(text: &str, point: char, separator: char) -> Option<String> {
    let is_separator = |c: char| c == separator || matches!(c, ' ' | '_' | '\u{a0}' | '\u{202f}');
    let (whole, decimals) = text.split_once(point).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let (first, rest) = groups.split_first()?;
    let head = first.trim_start_matches('-');
    let grouped = (1..=3).contains(&head.len()) && head != "0" && rest.iter().all(|group| group.len() == 3);
    let sound = rest.is_empty() || grouped;
    let plain = groups.concat();
    sound.then(|| decimals.map_or(plain.clone(), |decimals| format!("{plain}.{decimals}")))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a date's month.
#[must_use]
pub fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index).copied()).unwrap_or_default()
}

/// A date as somebody wrote it: `2026-03-09`, `9 March 2026`, `9 Mar 2026`, `March 9, 2026`, `9.3.2026`; and, where the month
/// comes first, `3/9/2026`. Elsewhere slashes say too little: half the world puts the day first.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts = |sign: char| -> Option<[i16; 3]> {
        let numbers: Vec<i16> = text.split(sign).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
        numbers.try_into().ok()
    };
    let of = |year: i16, month: i16, day: i16| {
        let four_digits = (1000..=9999).contains(&year);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| four_digits)
    };
    if let Some([day, month, year]) = parts('.') {
        return of(year, month, day);
    }
    if let Some([month, day, year]) = parts('/').filter(|_| current().dates == Dates::MonthFirst) {
        return of(year, month, day);
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [first, second, year] = words.try_into().ok()?;
    let (day, month) = if first.starts_with(|c: char| c.is_ascii_digit()) { (first, second) } else { (second, first) };
    let letters = month.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|name| letters.len() >= 3 && name.to_lowercase().starts_with(&letters))?;
    of(year.parse().ok()?, i16::try_from(at + 1).ok()?, day.trim_end_matches('.').parse().ok()?)
}

/// Whether a text is written as a date is, though there may be no such day: `31 February 2027`, `30.2.2027`.
#[must_use]
pub fn is_written_as_date(text: &str) -> bool {
    let number = |part: &str| (1..=4).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_digit());
    let with_year = |parts: &[&str]| parts.iter().any(|part| part.len() == 4);
    let three = |sign: char| {
        let parts: Vec<&str> = text.trim().split(sign).map(str::trim).collect();
        parts.len() == 3 && parts.iter().all(|part| number(part)) && with_year(&parts)
    };
    if ['.', '-', '/'].into_iter().any(three) {
        return true;
    }
    let words: Vec<&str> = text.split([' ', ',']).map(|word| word.trim_end_matches('.')).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let is_month = |word: &&&str| {
        let letters = word.to_lowercase();
        letters.len() >= 3 && MONTHS.iter().any(|name| name.to_lowercase().starts_with(&letters))
    };
    let numbers: Vec<&str> = words.iter().copied().filter(|word| number(word)).collect();
    words.len() == 3 && words.iter().filter(is_month).count() == 1 && numbers.len() == 2 && with_year(&numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: Numbers) -> Manner {
        Manner { numbers, ..Manner::PLAIN }
    }

    #[test]
    fn numbers_are_written_and_read_back_in_every_manner() {
        for (numbers, shown) in
            [(Numbers::Point, "-18,400.25"), (Numbers::Comma, "-18.400,25"), (Numbers::Spaced, "-18\u{202f}400,25")]
        {
            speaking(of(numbers), || {
                assert_eq!(grouped("-18400.25"), shown);
                assert_eq!(plain(shown).as_deref(), Some("-18400.25"), "{numbers:?}");
                assert_eq!(plain(&decimal("0.0004")).as_deref(), Some("0.0004"), "{numbers:?}");
            });
        }
        assert_eq!(current(), Manner::PLAIN, "the manner ends with what it was set for");
    }

    #[test]
    fn a_sign_that_could_mean_either_is_read_as_the_manner_says_or_not_at_all() {
        for (numbers, text, read) in [
            (Numbers::Point, "1,500", Some("1500")),
            (Numbers::Point, "1,50", None),
            (Numbers::Point, "1.500", Some("1.500")),
            (Numbers::Comma, "1,50", Some("1.50")),
            (Numbers::Comma, "1.500", Some("1500")),
            (Numbers::Comma, "1.5", Some("1.5")),
            (Numbers::Comma, "1.5,2", None),
            (Numbers::Spaced, "1 500,5", Some("1500.5")),
            (Numbers::Spaced, "1.5", Some("1.5")),
            (Numbers::Spaced, "1,500", Some("1.500")),
        ] {
            assert_eq!(speaking(of(numbers), || plain(text)).as_deref(), read, "{numbers:?} {text}");
        }
    }

    #[test]
    fn a_manner_ends_when_what_it_was_set_for_panics() {
        let caught = std::panic::catch_unwind(|| speaking(of(Numbers::Comma), || panic!("on purpose")));
        assert!(caught.is_err());
        assert_eq!(current(), Manner::PLAIN);
    }

    #[test]
    fn dates_are_read_in_every_form_that_says_enough() {
        let day = Date::new(2026, 3, 9).ok();
        for text in [
            "2026-03-09",
            " 9 March 2026 ",
            "9 mar 2026",
            "March 9, 2026",
            "Mar. 9 2026",
            "09.03.2026",
            "9. March 2026",
        ] {
            assert_eq!(date(text), day, "{text}");
        }
        for text in ["", "3/9/2026", "9.3.26", "9 M 2026", "31 Feb 2026", "9 March", "March", "99999-01-01", "1.2.3.4"]
        {
            assert_eq!(date(text), None, "{text}");
        }
        let month_first = Manner { dates: Dates::MonthFirst, ..Manner::PLAIN };
        assert_eq!(speaking(month_first, || date("3/9/2026")), day);
    }
}
