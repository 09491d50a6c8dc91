//! Characters that act on text without showing: direction overrides, tags, controls.
//!
//! In a document that goes to reviewers they would be a trap: words that read in another order than they stand, or that
//! nobody sees. Every text format writes them as their code.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character acts on text without showing. Line feeds and tabs are white space that people type on purpose.
pub(super) fn acts(character: char) -> bool {
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
pub(super) fn write_code(character: char, written: &mut String) {
    // Writing into a string cannot fail.
    write!(written, "U+{:04X}", u32::from(character)).ok();
}

/// The text with line ends as line feeds and hidden characters as their code.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
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
}
