//! An effort in words as hours, so that efforts can be put in order.

/// A point of a sprint in hours: half a day, for comparing only.
const POINT: f64 = 4.0;
/// A working day and a working week in hours.
const DAY: f64 = 8.0;
const WEEK: f64 = 40.0;

/// The hours of an effort that begins with a number (digits, or `half`, `a`, `an`, `one`, `two`, `three`) and names its unit:
/// minutes, hours, days, weeks or points. A day has 8 hours, a week 40, and a point counts as half a day. Of a range the first
/// number counts. `None` for anything else.
#[must_use]
pub fn hours(effort: &str) -> Option<f64> {
    let text = effort.trim().to_lowercase();
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let number = if digits.is_empty() {
        match text.split_whitespace().next()? {
            "half" => 0.5,
            "a" | "an" | "one" => 1.0,
            "two" => 2.0,
            "three" => 3.0,
            _ => return None,
        }
    } else {
        digits.parse().ok()?
    };
    let mut words = text.split(|c: char| !c.is_alphabetic());
    let unit = words.find_map(|word| match word {
        "min" | "minute" | "minutes" => Some(1.0 / 60.0),
        "h" | "hour" | "hours" => Some(1.0),
        "d" | "day" | "days" => Some(DAY),
        "w" | "week" | "weeks" => Some(WEEK),
        "pt" | "pts" | "point" | "points" => Some(POINT),
        _ => None,
    })?;
    Some(number * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn efforts_with_a_number_and_a_unit_can_be_compared() {
        for (text, expected) in [
            ("3 points", Some(12.0)),
            ("1 point", Some(4.0)),
            ("2 hours", Some(2.0)),
            ("2h", Some(2.0)),
            ("Half a day", Some(4.0)),
            ("a week", Some(40.0)),
            ("1.5 days", Some(12.0)),
            ("2-3 days", Some(16.0)),
            ("30 min", Some(0.5)),
            ("3", None),
            ("much", None),
            ("", None),
            ("days", None),
            ("1.2.3 days", None),
        ] {
            assert_eq!(hours(text), expected, "{text}");
        }
    }
}
