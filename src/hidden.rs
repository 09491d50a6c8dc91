//! Characters that act on text without showing: direction overrides, tags, controls.
//!
//! In a window, and in a document that goes to reviewers, they would be a trap: words that read in another order than they
//! stand, or that nobody sees. So they are shown and written as their code, and the checker names the place. Relies on nothing
//! of the crate; pages have a list of their own, because shaping draws other lines (`render::page::characters`).

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character acts on text without showing. Line feeds and tabs are white space that people type on purpose.
#[must_use]
pub fn acts(character: char) -> bool {
    let is_directing =
        matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_separator = matches!(character, '\u{2028}' | '\u{2029}');
    let is_obsolete = matches!(character, '\u{180E}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}');
    let is_tag = matches!(character, '\u{E0000}'..='\u{E007F}');
    let is_control = character.is_control() && !matches!(character, '\t' | '\n');
    // no character at all, and not allowed in XML
    let is_none = matches!(character, '\u{FFFE}' | '\u{FFFF}');
    is_directing || is_separator || is_obsolete || is_tag || is_control || is_none
}

/// Writes the code of a character: `U+202E`.
pub fn write_code(character: char, written: &mut String) {
    // Writing into a string cannot fail.
    write!(written, "U+{:04X}", u32::from(character)).ok();
}

/// Whether any character of a text acts without showing, carriage returns before a line feed aside.
#[must_use]
pub fn is_in(text: &str) -> bool {
    // nearly all text is looked at once, byte by byte
    let may_act = |byte: u8| byte >= 0x80 || byte == 0x7F || byte < 0x20 && !matches!(byte, b'\n' | b'\t');
    text.bytes().any(may_act) && acting(text).next().is_some()
}

/// The characters of a text that act without showing, carriage returns before a line feed aside.
fn acting(text: &str) -> impl Iterator<Item = char> {
    let next = text.chars().skip(1).map(Some).chain([None]);
    text.chars().zip(next).filter(|pair| *pair != ('\r', Some('\n')) && acts(pair.0)).map(|pair| pair.0)
}

/// The codes of the characters in a text that act without showing, each once, in order.
#[must_use]
pub fn codes_in(text: &str) -> Vec<String> {
    let mut codes = Vec::new();
    for character in acting(text) {
        let mut code = String::new();
        write_code(character, &mut code);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

/// The text without the characters that act without showing; line ends are line feeds.
#[must_use]
pub fn without(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|character| !acts(*character)).collect()
}

/// The text with line ends as line feeds and hidden characters as their code.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !is_in(text) && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 8);
    for character in text.replace("\r\n", "\n").replace('\r', "\n").chars() {
        if acts(character) { write_code(character, &mut written) } else { written.push(character) }
    }
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_is_written_as_its_code() {
        for (typed, written) in [
            ("\u{202E}gpj.exe\u{0}", "U+202Egpj.exeU+0000"),
            ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
            ("\u{FFFF}\u{E0041}", "U+FFFFU+E0041"),
            ("Ω ≥ 95 %, नमस्ते, سلام", "Ω ≥ 95 %, नमस्ते, سلام"),
        ] {
            assert_eq!(visible(typed), written);
        }
    }

    #[test]
    fn they_are_named_once_and_can_be_taken_out() {
        let text = "pay \u{202E}001\u{202C} or \u{202E}2\r\nnext";
        assert!(is_in(text));
        assert_eq!(codes_in(text), ["U+202E", "U+202C"]);
        assert_eq!(without(text), "pay 001 or 2\nnext");
        assert!(!is_in("two\r\nlines, Größe\tΩ"));
        assert!(is_in("bell\u{7}"));
    }
}
