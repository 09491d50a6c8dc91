//! Text that a person typed, written so that Markdown takes it as text.
//!
//! Follows `CommonMark` 0.31 and the GitHub extensions (tables, strikethrough, bare addresses, formulas). Only characters
//! that could act in their place are escaped, so that the result stays pleasant to read. Characters that act on text
//! without showing, such as direction overrides, are written as their code.

use crate::hidden;

/// The text on one line with everything that could act escaped. `at_start` says that the line begins with it.
pub(super) fn escape(text: &str, at_start: bool) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let body = if at_start { start(text, &mut escaped) } else { text };
    for (at, character) in body.char_indices() {
        let (left, rest) = (body.get(..at), body.get(at + character.len_utf8()..));
        if hidden::acts(character) {
            hidden::write_code(character, &mut escaped);
        } else {
            if acts(left.unwrap_or_default(), character, rest.unwrap_or_default()) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// Writes what would make a block of the line: indents, bullets, numbers, underlines. Returns the rest of the line.
fn start<'a>(text: &'a str, escaped: &mut String) -> &'a str {
    let text = text.trim_start_matches(|character| {
        let is_space = matches!(character, ' ' | '\t');
        if is_space {
            escaped.push_str("&nbsp;");
        }
        is_space
    });
    let ends_marker = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    let is_block = match first {
        ">" | "=" => true,
        "+" => ends_marker(rest),
        "-" => ends_marker(rest) || rest.starts_with('-'),
        _ => false,
    };
    if is_block {
        escaped.push('\\');
        escaped.push_str(first);
        return rest;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let (mark, rest) = rest.split_at(usize::from(rest.starts_with(['.', ')'])));
    if digits > 0 && !mark.is_empty() && ends_marker(rest) {
        escaped.push_str(number);
        escaped.push('\\');
        escaped.push_str(mark);
        return rest;
    }
    text
}

/// Whether a character could act, given its neighbors in the text.
fn acts(left: &str, character: char, rest: &str) -> bool {
    let (before, after) = (left.chars().next_back(), rest.chars().next());
    match character {
        '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' | '#' => true,
        // inside a word it is only a character
        '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
        '&' => after.is_some_and(|after| after.is_ascii_alphanumeric() || after == '#'),
        // a link may follow, and would become an image
        '!' => after.is_none(),
        // bare addresses
        ':' => rest.starts_with("//"),
        '.' => after.is_some() && left.len() >= 3 && left.get(left.len() - 3..).is_some_and(is_www),
        _ => false,
    }
}

fn is_www(text: &str) -> bool {
    text.eq_ignore_ascii_case("www")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_act_is_escaped() {
        for (typed, written) in [
            ("# not a heading", "\\# not a heading"),
            ("C# #1", "C\\# \\#1"),
            ("- not a list", "\\- not a list"),
            ("+ nor this", "\\+ nor this"),
            ("12. nor this", "12\\. nor this"),
            ("3) nor this", "3\\) nor this"),
            ("12.5 % of 3, now. So", "12.5 % of 3, now. So"),
            ("-5 % and +5 %", "-5 % and +5 %"),
            ("> no quote", "\\> no quote"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("***", "\\*\\*\\*"),
            ("___", "\\_\\_\\_"),
            ("    no code", "&nbsp;&nbsp;&nbsp;&nbsp;no code"),
            ("\tno code", "&nbsp;no code"),
            ("```sh", "\\`\\`\\`sh"),
            ("~~~", "\\~\\~\\~"),
            ("a `b` *c* _d_ ~e~ $f$", "a \\`b\\` \\*c\\* \\_d\\_ \\~e\\~ \\$f\\$"),
            ("snake_case stays", "snake_case stays"),
            ("[x](javascript:1)", "\\[x\\](javascript:1)"),
            ("![x](y)", "!\\[x\\](y)"),
            ("stop!", "stop\\!"),
            ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
            ("<!-- -->", "\\<!-- -->"),
            ("&lt; &#60; R&D, A & B", "\\&lt; \\&\\#60; R\\&D, A & B"),
            ("a | b", "a \\| b"),
            ("https://example.org www.example.org", "https\\://example.org www\\.example.org"),
            ("back\\slash", "back\\\\slash"),
            ("\u{202E}gpj.exe\u{0}\u{2028}", "U+202Egpj.exeU+0000U+2028"),
            ("Ω ≥ 95 % – café", "Ω ≥ 95 % – café"),
        ] {
            assert_eq!(escape(typed, true), written, "{typed}");
        }
    }

    #[test]
    fn inside_a_line_numbers_and_dashes_are_text() {
        assert_eq!(escape("1. Data - and more > less", false), "1. Data - and more > less");
    }
}
