//! What a line that is jotted down says about itself by its first word: `Decision: …`, `Action: … @owner 2026-12-01`; all else is
//! a note.

use crate::model::{Date, manner};

/// A line, as what it is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::edit) enum Typed<'a> {
    /// Something that was said.
    Note(&'a str),
    /// Something that was decided.
    Decision(&'a str),
    /// Something that somebody takes on.
    Action {
        /// What is to be done.
        what: &'a str,
        /// Who does it; blank where nobody is named.
        owner: &'a str,
        /// By when.
        due: Option<Date>,
        /// What is written as a day and is none, such as `31 February 2027`; mostly blank.
        no_day: &'a str,
    },
}

/// Reads a line without blanks around it. A word that announces something and says nothing after it is a note.
pub(in crate::edit) fn read(line: &str) -> Typed<'_> {
    let after = |word: &str| {
        let (head, rest) = line.split_once(':')?;
        let rest = rest.trim();
        (head.trim().eq_ignore_ascii_case(word) && !rest.is_empty()).then_some(rest)
    };
    if let Some(decision) = after("decision") {
        return Typed::Decision(decision);
    }
    let Some(rest) = after("action") else { return Typed::Note(line) };
    let (rest, due) = with_date(rest);
    let (rest, no_day) = if due.is_none() { with_no_day(rest) } else { (rest, "") };
    // an address is no owner
    let at = rest.rmatch_indices('@').map(|(at, _)| at);
    let at = at.into_iter().find(|at| rest.get(..*at).is_some_and(|head| head.is_empty() || head.ends_with(' ')));
    let (what, owner) = at.map_or((rest, ""), |at| (&rest[..at], rest[at + 1..].trim()));
    match what.trim() {
        "" => Typed::Note(line),
        what => Typed::Action { what, owner, due, no_day },
    }
}

/// A text and the date at its end, written as people write dates, `by` or `due` before it left out.
fn with_date(text: &str) -> (&str, Option<Date>) {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    for start in starts.iter().rev().take(3).rev() {
        let (head, tail) = text.split_at(*start);
        if let Some(date) = manner::date(tail) {
            return (without_by(head), Some(date));
        }
    }
    (text, None)
}

/// A text and what at its end is written as a date and is none: no part of an owner's name.
fn with_no_day(text: &str) -> (&str, &str) {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let tails = starts.iter().rev().take(3).rev().map(|start| text.split_at(*start));
    let mut found = tails.filter(|(_, tail)| manner::is_written_as_date(tail));
    found.next().map_or((text, ""), |(head, tail)| (without_by(head), tail.trim()))
}

fn without_by(head: &str) -> &str {
    let head = head.trim();
    let cut = [" by", " due"].iter().find_map(|word| {
        let at = head.len().checked_sub(word.len())?;
        head.get(at..).filter(|end| end.eq_ignore_ascii_case(word)).map(|_| at)
    });
    cut.map_or(head, |at| head[..at].trim())
}

/// What is to be done, with what was written as a day and is none: nothing that was typed is lost.
pub(in crate::edit) fn with_no_day_kept(what: &str, no_day: &str) -> String {
    if no_day.is_empty() { what.to_owned() } else { format!("{}, {no_day}", what.trim_end_matches([' ', ','])) }
}

/// What lines that are jotted down name as days of actions, though there is no such day.
#[must_use]
pub fn no_days(lines: &str) -> Vec<&str> {
    let no_day = |line| match read(line) {
        Typed::Action { no_day, .. } if !no_day.is_empty() => Some(no_day),
        _ => None,
    };
    lines.lines().filter_map(|line| no_day(line.trim())).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_line_is_what_its_first_word_says() {
        let action = |what, owner, due| Typed::Action { what, owner, due, no_day: "" };
        let day = Some(date(2026, 12, 1));
        for (line, expected) in [
            ("The queue stalls", Typed::Note("The queue stalls")),
            ("Decision: motor only", Typed::Decision("motor only")),
            ("DECISION : motor only", Typed::Decision("motor only")),
            ("Decision:", Typed::Note("Decision:")),
            ("Our decision: wait", Typed::Note("Our decision: wait")),
            ("Action: call the union @Lena Ortiz 2026-12-01", action("call the union", "Lena Ortiz", day)),
            ("action: call the union @LO by 1 December 2026", action("call the union", "LO", day)),
            ("Action: call the union due 1.12.2026", action("call the union", "", day)),
            ("Action: mail ana@example.org", action("mail ana@example.org", "", None)),
            ("Action: 2026-12-01", action("2026-12-01", "", None)),
            ("Action: @LO", Typed::Note("Action: @LO")),
            ("Action: stand by @Bo", action("stand by", "Bo", None)),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn a_day_that_is_none_is_no_part_of_a_name() {
        for (line, what, owner, no_day) in [
            ("Action: no date @Nobody 31 February 2027", "no date", "Nobody", "31 February 2027"),
            ("Action: no date @Nobody by 30.2.2027", "no date", "Nobody", "30.2.2027"),
            ("Action: no date 2027-13-01", "no date", "", "2027-13-01"),
        ] {
            assert_eq!(read(line), Typed::Action { what, owner, due: None, no_day }, "{line}");
            assert_eq!(no_days(&format!("a note\n{line}")), [no_day]);
        }
        for line in
            ["Action: release 1.2.3", "Action: call @Lena 1 December 2026", "Action: 2 of 2027", "31 February 2027"]
        {
            assert!(no_days(line).is_empty(), "{line}");
        }
    }
}
