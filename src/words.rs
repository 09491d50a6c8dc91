//! Numbers, dates and amounts as words, the same in findings, documents and the window, in the manner that holds.

use crate::model::manner::{self, Dates, decimal, grouped, month};
use crate::model::metrics::Unit;
use crate::model::money::Currency;
use crate::model::{Date, Id, Money, Section, View};

/// A rate as a percentage: one decimal, and two within a percent of nothing or all, where they matter: `2.7%`, `0.73%`,
/// `99.83%`.
#[must_use]
pub fn percent(fraction: f64) -> String {
    let value = fraction * 100.0;
    let distance = value.abs().min((100.0 - value).abs());
    // as many decimals as the distance to nothing or all needs to show, so that no rate is rounded to either
    let decimals = match distance {
        0.0 | 1.0.. => 1,
        0.01..1.0 => 2,
        _ => (1.0 - distance.log10().floor()).clamp(3.0, 9.0) as usize,
    };
    decimal(&format!("{value:.decimals$}%"))
}

/// An interval of rates: `1.9% to 4.6%`.
#[must_use]
pub fn percent_range(low: f64, high: f64) -> String {
    format!("{} to {}", percent(low), percent(high))
}

/// A share of something in whole percent, never rounded to nothing or to all: `77%`, `under 1%`, `101%`.
#[must_use]
pub fn share(fraction: f64) -> String {
    let percent = fraction * 100.0;
    match percent {
        ..=0.0 => "0%".to_owned(),
        ..1.0 => "under 1%".to_owned(),
        ..100.0 => format!("{}%", count(percent.round().min(99.0) as u64)),
        100.0 => "100%".to_owned(),
        _ => format!("{}%", count(percent.round().max(101.0) as u64)),
    }
}

/// The chance that a difference is chance alone: `p = 0.42`, `p = 0.003`, `p < 0.001`.
#[must_use]
pub fn p_value(p: f64) -> String {
    match p {
        ..0.001 => decimal("p < 0.001"),
        ..0.01 => decimal(&format!("p = {p:.3}")),
        _ => decimal(&format!("p = {p:.2}")),
    }
}

/// A limit as it was set, without false decimals: `3.5%`, `4%`, `0.05%`.
#[must_use]
pub fn limit(fraction: f64) -> String {
    let text = format!("{:.8}", fraction * 100.0);
    decimal(&format!("{}%", text.trim_end_matches('0').trim_end_matches('.')))
}

/// A whole number with thousands set apart: `18,400`.
#[must_use]
pub fn count(value: u64) -> String {
    grouped(&value.to_string())
}

/// A number with thousands set apart and at most three decimals, more for small ones.
#[must_use]
pub fn number(value: f64) -> String {
    let value = value + 0.0; // no negative zero
    let decimals = if value != 0.0 && value.abs() < 0.01 { 8 } else { 3 };
    let text = format!("{value:.decimals$}");
    grouped(text.trim_end_matches('0').trim_end_matches('.'))
}

/// A score to sort by: whole from 60 on, the most that WSJF can be, one decimal below, two for what would be nothing, millions from ten on: `3,200`, `8.7`, `0.04`, `14.4m`.
#[must_use]
pub fn score(value: f64) -> String {
    let decimals = match value.abs() {
        9_999_999.5.. => return format!("{}m", grouped(&format!("{:.1}", value / 1e6))),
        59.95.. => 0,
        0.0 | 0.095.. => 1,
        _ => 2,
    };
    grouped(&format!("{:.decimals$}", value + 0.0))
}

/// A metric's value in its unit: `87.0%`, `22 s`, `€0.12`.
#[must_use]
pub fn measured(value: f64, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::Share) => percent(value),
        Some(Unit::Difference) => format!("{} points", number((value * 1_000.0).round() / 10.0)),
        Some(Unit::Seconds) => format!("{} s", number(value)),
        Some(Unit::Minutes) => format!("{} min", number(value)),
        Some(Unit::Hours) => format!("{} h", number(value)),
        Some(Unit::Days) => format!("{} days", number(value)),
        Some(Unit::PerThousand) => format!("{}‰", number(value)),
        Some(Unit::Money) if value.abs() >= 0.1 => grouped(&format!("{value:.2}")),
        Some(Unit::Money | Unit::Number) | None => number(value),
    }
}

/// An amount as it was entered: `€11.40`.
#[must_use]
pub fn money(amount: &Money) -> String {
    let text = amount.amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    format!("{sign}{}{}", amount.currency.sign(), grouped(digits))
}

/// A value as it was entered, whatever its kind: `yes` as `Yes`, `no` as nothing, several in a row, links by the names that
/// `name` gives. Groups and lists give nothing: what is in them is told one by one.
#[must_use]
pub fn answer(view: View<'_>, name: &dyn Fn(Id) -> String) -> String {
    match view {
        View::Text(text) => text.to_owned(),
        View::Lines(lines) => lines.join("; "),
        View::Flag(flag) => (if flag { "Yes" } else { "" }).to_owned(),
        View::Choice(..) => view.text(),
        View::Choices(..) => view.text().replace('\n', ", "),
        View::Count(value) => value.map(count).unwrap_or_default(),
        View::Number(value) => value.map(|value| number(value.get())).unwrap_or_default(),
        View::Rate(value) => value.map(|rate| limit(rate.fraction())).unwrap_or_default(),
        View::Step(value) => value.map(|step| step.to_string()).unwrap_or_default(),
        View::Money(value) => value.map(|amount| money(&amount)).unwrap_or_default(),
        View::Date(value) => value.map(date).unwrap_or_default(),
        View::Links(ids) => ids.iter().map(|id| name(*id)).collect::<Vec<_>>().join("; "),
        View::Record(_) | View::Items(_) => String::new(),
    }
}

/// An estimated amount, rounded to what an estimate is worth: `€38.3k`, `€1.2m`, `€640`.
#[must_use]
pub fn about_money(amount: f64, currency: Currency) -> String {
    let size = amount.abs();
    let sign = format!("{}{}", if amount < 0.0 { "-" } else { "" }, currency.sign());
    match size {
        999_950_000.0.. => format!("{sign}{}bn", grouped(&format!("{:.1}", size / 1e9))),
        999_950.0.. => format!("{sign}{}m", decimal(&format!("{:.1}", size / 1e6))),
        999.5.. => format!("{sign}{}k", decimal(&format!("{:.1}", size / 1e3))),
        0.0 | 10.0.. => format!("{sign}{size:.0}"),
        _ => format!("{sign}{}", decimal(&format!("{size:.2}"))),
    }
}

/// A date in words: `9 March 2026`.
#[must_use]
pub fn date(date: Date) -> String {
    match manner::current().dates {
        Dates::DayFirst => format!("{} {} {}", date.day(), month(date), date.year()),
        Dates::MonthFirst => format!("{} {}, {}", month(date), date.day(), date.year()),
        Dates::Iso => date.to_string(),
        Dates::Dotted => date.strftime("%d.%m.%Y").to_string(),
    }
}

/// A date in few letters: `9 Mar 2026`.
#[must_use]
pub fn short_date(date: Date) -> String {
    let letters: String = month(date).chars().take(3).collect();
    match manner::current().dates {
        Dates::DayFirst => format!("{} {letters} {}", date.day(), date.year()),
        Dates::MonthFirst => format!("{letters} {}, {}", date.day(), date.year()),
        Dates::Iso | Dates::Dotted => self::date(date),
    }
}

/// A date without its year where that is the year of `today`: `27 March`, `27 March 2027`.
#[must_use]
pub fn day(date: Date, today: Date) -> String {
    without_year(&self::date(date), date, today)
}

/// The same in few letters: `27 Mar`, `27 Mar 2027`.
#[must_use]
pub fn short_day(date: Date, today: Date) -> String {
    without_year(&short_date(date), date, today)
}

/// The text of a date without its year, where that is the year of `today` and the date can be read without it.
fn without_year(text: &str, date: Date, today: Date) -> String {
    let year = date.year().to_string();
    let rest = text.strip_suffix(&year).filter(|_| date.year() == today.year());
    rest.map_or_else(|| text.to_owned(), |rest| rest.trim_end_matches([' ', ',']).to_owned())
}

/// How far a date lies from today: `18 days from now`, `tomorrow`, `today`, `yesterday`, `3 days ago`.
#[must_use]
pub fn from_now(date: Date, today: Date) -> String {
    match (date - today).get_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days @ 2.. => format!("{} days from now", count(u64::from(days.unsigned_abs()))),
        days => format!("{} days ago", count(u64::from(days.unsigned_abs()))),
    }
}

/// A small count in words, larger ones in digits: `three`, `14`.
#[must_use]
pub fn spelled(value: usize) -> String {
    const WORDS: [&str; 13] =
        ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(value).map_or_else(|| count(value as u64), |word| (*word).to_owned())
}

/// A count with its noun: `one budget`, `three budgets`, `no budgets`.
#[must_use]
pub fn how_many(value: usize, one: &str, several: &str) -> String {
    match value {
        0 => format!("no {several}"),
        1 => format!("one {one}"),
        _ => format!("{} {several}", spelled(value)),
    }
}

/// The titles of sections in a row, within a sentence: `release plan and budgets`.
#[must_use]
pub fn sections(sections: &[Section]) -> String {
    series(&sections.iter().map(|section| section.title().to_lowercase()).collect::<Vec<_>>())
}

/// Words in a row: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn series(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Roles or titles in a row, with semicolons where one of them holds a comma or an "and" of its own.
#[must_use]
pub fn roles(words: &[String]) -> String {
    let ambiguous = words.iter().any(|word| word.contains(',') || word.contains(" and "));
    if ambiguous { words.join("; ") } else { series(words) }
}

/// The first letters of the first and the last word of a name, up to a comma or bracket: `Mira Kern, data` gives `MK`.
/// Who is named by initials keeps them.
#[must_use]
pub fn initials_of(name: &str) -> String {
    let person = name.split([',', '(', ';', '/']).next().unwrap_or_default();
    let given = person.trim();
    if given.chars().count() <= 3 && given.chars().all(char::is_uppercase) {
        return given.to_owned();
    }
    let mut words = person.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// The text with a capital at its start.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The first letters of a text, with dots where it goes on.
#[must_use]
pub fn shortened(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((end, _)) => format!("{}\u{2026}", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The text with a full stop at its end, unless it already ends a sentence or is blank.
#[must_use]
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.is_empty() || text.ends_with(['.', '!', '?', '…', ':', ';', '。', '؟', '।']);
    if ended { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(percent(0.027), "2.7%");
        assert_eq!(percent(0.0073), "0.73%");
        assert_eq!(percent(0.0), "0.0%");
        assert_eq!(percent(0.9983), "99.83%");
        assert_eq!(percent(1.0), "100.0%");
        assert_eq!(percent(0.000_000_3), "0.000030%");
        assert_eq!(percent(0.999_96), "99.9960%");
        assert_eq!(limit(0.000_000_4), "0.00004%");
        assert_eq!(number(0.0004), "0.0004");
        assert_eq!(number(-0.0), "0");
        assert_eq!([14.4e6, 3_200.4, 90.0, 8.72, 0.8, 0.04].map(score), ["14.4m", "3,200", "90", "8.7", "0.8", "0.04"]);
        assert_eq!(limit(0.04), "4%");
        assert_eq!(limit(0.035), "3.5%");
        assert_eq!(count(18_400), "18,400");
        assert_eq!(count(999), "999");
        assert_eq!(number(-12_345.5), "-12,345.5");
        assert_eq!(how_many(0, "budget", "budgets"), "no budgets");
        assert_eq!(how_many(1, "budget", "budgets"), "one budget");
        assert_eq!(how_many(14, "budget", "budgets"), "14 budgets");
        assert_eq!(series(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
        let shares = [0.0, 0.004, 0.774, 0.996, 1.0, 1.001, 17.0].map(share);
        assert_eq!(shares, ["0%", "under 1%", "77%", "99%", "100%", "101%", "1,700%"]);
        assert_eq!([0.0004, 0.0031, 0.42, 1.0].map(p_value), ["p < 0.001", "p = 0.003", "p = 0.42", "p = 1.00"]);
        assert_eq!(sentence("Done"), "Done.");
        assert_eq!(sentence("Done?"), "Done?");
    }

    #[test]
    fn days_are_said_as_people_say_them() {
        let on = |year, month, day| Date::new(year, month, day).unwrap();
        let today = on(2026, 3, 9);
        for (date, long, short, distance) in [
            (on(2026, 3, 27), "27 March", "27 Mar", "18 days from now"),
            (on(2027, 3, 9), "9 March 2027", "9 Mar 2027", "365 days from now"),
            (on(2026, 3, 10), "10 March", "10 Mar", "tomorrow"),
            (today, "9 March", "9 Mar", "today"),
            (on(2026, 3, 8), "8 March", "8 Mar", "yesterday"),
            (on(2026, 3, 6), "6 March", "6 Mar", "3 days ago"),
            (on(2020, 3, 9), "9 March 2020", "9 Mar 2020", "2,191 days ago"),
        ] {
            assert_eq!(
                (day(date, today), short_day(date, today), from_now(date, today)),
                (long.into(), short.into(), distance.into())
            );
        }
    }

    #[test]
    fn amounts_carry_their_sign() {
        let amount = "EUR 1140.50".parse::<Money>();
        assert_eq!(amount.as_ref().map(money), Ok("€1,140.50".to_owned()));
        let currency = Currency::new("EUR");
        let shown: Vec<_> =
            [38_300.0, 999.4, 999.6, 2_000_000.0, 0.3].map(|v| currency.map(|c| about_money(v, c))).into();
        let expected = ["€38.3k", "€999", "€1.0k", "€2.0m", "€0.30"].map(|text| Some(text.to_owned()));
        assert_eq!(shown, expected);
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_name() {
        for (name, expected) in [
            ("Mira Kern", "MK"),
            ("Mira Anna Kern, data platform", "MK"),
            ("legal", "L"),
            ("LO", "LO"),
            ("MKB, data platform", "MKB"),
            ("", ""),
            ("–", ""),
            ("Ömer Şahin (lead)", "ÖŞ"),
        ] {
            assert_eq!(initials_of(name), expected, "{name}");
        }
    }
}
