//! Text as PDF strings.
//!
//! Everything that a person typed goes into a PDF through these functions, as a typed string: printable ASCII as it is,
//! the rest as UTF-16BE in hexadecimal (ISO 32000-1, 7.9.2.2). Nothing is ever joined into PDF syntax.

use std::fmt::Write as _;

use lopdf::{Object, StringFormat};

/// A text string: metadata, outline, alternative text.
pub(super) fn text_string(text: &str) -> Object {
    if text.bytes().all(is_plain) {
        Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
    } else {
        let mut bytes = vec![0xFE, 0xFF];
        bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        Object::String(bytes, StringFormat::Hexadecimal)
    }
}

/// A text string for a content stream: hexadecimal digits without the brackets.
pub(super) fn utf16_hex(text: &str) -> String {
    let mut hex = String::from("FEFF");
    for unit in text.encode_utf16() {
        // Writing into a string cannot fail.
        write!(hex, "{unit:04X}").ok();
    }
    hex
}

/// A byte that stands for itself in a literal string, in every encoding that a reader may assume.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'(' | b')' | b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_hexadecimal() {
        for text in ["a) /OpenAction (", "back\\slash", "line\r\nfeed", "naïve", "\u{1F600}"] {
            let Object::String(bytes, format) = text_string(text) else { unreachable!("a string was asked for") };
            assert_eq!(format, StringFormat::Hexadecimal, "{text}");
            assert!(bytes.starts_with(&[0xFE, 0xFF]), "{text}");
            assert_eq!(lopdf::decode_text_string(&text_string(text)).ok().as_deref(), Some(text));
        }
        assert_eq!(text_string("Model card"), Object::string_literal("Model card"));
    }
}
