//! Where to break what fits no line: addresses, paths, names of files and of fields.
//!
//! UAX 14 keeps such words whole but for their slashes. They are easiest to read on two lines if the first one ends with a
//! sign that joins parts. Used only where nothing else helps.

/// Words of fewer bytes fit every line.
const SHORTEST: usize = 12;
/// On neither line fewer characters than this are left alone.
const FEWEST: usize = 3;

/// The byte positions inside a word after which it may be broken, in order.
pub(crate) fn inside(word: &str) -> impl Iterator<Item = usize> + '_ {
    let ink = word.trim_end();
    let is_long = ink.len() >= SHORTEST;
    let count = if is_long { ink.chars().count() } else { 0 };
    let mut before = None;
    let mut characters = ink.char_indices().enumerate().peekable();
    std::iter::from_fn(move || {
        while is_long && let Some((number, (at, character))) = characters.next() {
            let earlier = before.replace(character);
            let Some(&(_, (_, next))) = characters.peek() else { break };
            let in_number = earlier.is_some_and(|it| it.is_ascii_digit()) && next.is_ascii_digit() && character != '/';
            let leaves_enough = number + 1 >= FEWEST && count - number > FEWEST;
            if joins(character) && !joins(next) && !in_number && leaves_enough {
                return Some(at + character.len_utf8());
            }
        }
        None
    })
}

/// Whether a character joins the parts of a word.
fn joins(character: char) -> bool {
    matches!(
        character,
        '/' | '\\'
            | '.'
            | '-'
            | '_'
            | '?'
            | '&'
            | '='
            | '#'
            | '%'
            | '@'
            | ':'
            | ';'
            | ','
            | '+'
            | '|'
            | '~'
            | '!'
            | ')'
            | ']'
            | '}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_after_what_joins_their_parts() {
        let check = |word: &str, expected: &[&str]| {
            let mut start = 0;
            let mut parts = Vec::new();
            for end in inside(word).chain([word.len()]) {
                parts.push(&word[start..end]);
                start = end;
            }
            assert_eq!(parts, expected);
        };
        check(
            "https://example.org/a/b.html?x=1&name=me",
            &["https://", "example.", "org/", "a/", "b.", "html?", "x=", "1&", "name=me"],
        );
        check("customer_segment_id ", &["customer_", "segment_id "]);
        check("short_word", &["short_word"]);
        check("1.000.000.000.000,00", &["1.000.000.000.000,00"]);
        check("Unbreakable", &["Unbreakable"]);
        check("größere.Dateien/x", &["größere.", "Dateien/x"]);
        check("", &[""]);
    }
}
