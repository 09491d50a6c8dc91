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
    // an address is no owner
    let at = rest.rmatch_indices('@').map(|(at, _)| at);
    let at = at.into_iter().find(|at| rest.get(..*at).is_some_and(|head| head.is_empty() || head.ends_with(' ')));
    let (what, owner) = at.map_or((rest, ""), |at| (&rest[..at], rest[at + 1..].trim()));
    match what.trim() {
        "" => Typed::Note(line),
        what => Typed::Action { what, owner, due },
    }
}

/// A text and the date at its end, written as people write dates, `by` or `due` before it left out.
fn with_date(text: &str) -> (&str, Option<Date>) {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    for start in starts.iter().rev().take(3).rev() {
        let (head, tail) = text.split_at(*start);
        if let Some(date) = manner::date(tail) {
            let head = head.trim();
            let cut = [" by", " due"].iter().find_map(|word| {
                let at = head.len().checked_sub(word.len())?;
                head.get(at..).filter(|end| end.eq_ignore_ascii_case(word)).map(|_| at)
            });
            return (cut.map_or(head, |at| head[..at].trim()), Some(date));
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_line_is_what_its_first_word_says() {
        let action = |what, owner, due| Typed::Action { what, owner, due };
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
}
