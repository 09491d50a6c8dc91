//! Which addresses may be linked, in every format.
//!
//! Web and mail addresses only: a file link or a script in a document that goes to reviewers would be a trap.

/// A web or mail address in the characters that a URI may hold (RFC 3986); `None` for any other address.
pub(super) fn uri(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    if !["http", "https", "mailto"].contains(&scheme.as_str()) {
        return None;
    }
    let encode = |byte: u8| match byte {
        b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    Some(address.bytes().map(encode).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_are_linked() {
        for (address, written) in [
            ("https://example.org/a?b=c#d", Some("https://example.org/a?b=c#d")),
            ("HTTP://example.org", Some("HTTP://example.org")),
            (" mailto:a@example.org ", Some("mailto:a@example.org")),
            ("https://example.org/ä b)(\\", Some("https://example.org/%C3%A4%20b)(%5C")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("example.org", None),
            ("", None),
        ] {
            assert_eq!(uri(address).as_deref(), written, "{address}");
        }
    }
}
