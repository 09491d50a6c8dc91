//! Which characters are shown as boxes with their code, and which belong to the character before them.
//!
//! What a user pastes may hold characters that act instead of showing: overrides that reverse the reading order, tags and
//! controls that hide text. A document that people sign must not obey or swallow them, so they are made visible.

use std::borrow::Cow;

use harfrust::unicode::combining_class;

/// Whether a character acts on text without showing, and must be shown as a box instead.
///
/// Line feed and tab are not among them: they are white space that users type on purpose. Neither are joiners, which
/// shape the clusters of many scripts.
pub(crate) fn is_hidden_actor(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // direction marks, the vowel separator, the byte order mark
        '\u{61C}' | '\u{180E}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}'
        // embeddings and overrides, isolates, deprecated formats, annotations, tags
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        other => other.is_control(),
    }
}

/// Whether a character belongs to the one before it and is set in the same face if that has it.
pub(crate) fn continues_cluster(character: char) -> bool {
    is_joiner(character) || combining_class(u32::from(character)) != 0
}

/// Whether a face need not have the character: shaping consumes it.
pub(crate) fn is_joiner(character: char) -> bool {
    is_variation_selector(character) || matches!(character, '\u{AD}' | '\u{34F}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

/// Whether a character selects a variant of the one before it.
pub(crate) fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether right-to-left text may be in here. A quick test that errs to yes.
pub(crate) fn may_hold_right_to_left(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}'))
}

/// The text with neutral characters of the same length in place of hidden actors, so that the algorithms for line breaks
/// and direction do not obey them.
pub(crate) fn neutralized(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden_actor) {
        return Cow::Borrowed(text);
    }
    let neutral = |character: char| match (is_hidden_actor(character), character.len_utf8()) {
        (false, _) => character,
        (true, 1) => '&',
        (true, 2) => '\u{A6}',
        (true, 3) => '\u{FFFC}',
        (true, _) => '\u{1F532}',
    };
    Cow::Owned(text.chars().map(neutral).collect())
}

/// What stands for a boxed character where text is extracted: the character itself, or its code point if it would act.
pub(crate) fn spoken(character: char) -> String {
    if is_hidden_actor(character) { format!("U+{:04X}", u32::from(character)) } else { character.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_are_hidden_and_white_space_is_not() {
        for actor in ['\0', '\u{7}', '\r', '\u{7F}', '\u{85}', '\u{202E}', '\u{2067}', '\u{200F}', '\u{E0041}'] {
            assert!(is_hidden_actor(actor), "{actor:?}");
        }
        for plain in ['\n', '\t', ' ', 'a', '\u{A0}', '\u{200D}', '\u{200C}', 'ش', '\u{301}'] {
            assert!(!is_hidden_actor(plain), "{plain:?}");
        }
    }

    #[test]
    fn neutralized_text_keeps_every_position() {
        let text = "a\u{202E}b\0c\u{61C}d\u{E0041}e";
        let neutral = neutralized(text);
        assert_eq!(neutral.len(), text.len());
        assert!(!neutral.chars().any(is_hidden_actor));
    }
}
