//! Bytes as letters (RFC 4648, section 4), for data addresses.

const LETTERS: [u8; 64] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes bytes as letters, padded to whole groups of four.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut written = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let value = (bits >> (18 - 6 * at) & 63) as usize;
            let letter = if at > group.len() { b'=' } else { LETTERS.get(value).copied().unwrap_or(b'=') };
            written.push(char::from(letter));
        }
    }
    written
}

/// Reads letters back; white space is skipped. `None` if something else stands among them or a group is cut short.
pub(crate) fn decode(letters: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> = letters.bytes().filter(|letter| !letter.is_ascii_whitespace()).collect();
    if !letters.len().is_multiple_of(4) {
        return None;
    }
    let padding = letters.iter().rev().take_while(|letter| **letter == b'=').count();
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    for group in letters.get(..letters.len().checked_sub(padding)?)?.chunks(4) {
        let bits = group.iter().try_fold(0u32, |bits, letter| Some(bits << 6 | u32::from(value(*letter)?)))?;
        let [_, first, second, third] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        bytes.extend([first, second, third].iter().take(group.len().checked_sub(1)?));
    }
    (padding <= 2).then_some(bytes)
}

fn value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_letters_and_back() {
        // the examples of RFC 4648, section 10
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), letters);
            assert_eq!(decode(letters).as_deref(), Some(bytes.as_bytes()));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)), Some(all));
        assert_eq!(decode("Zm9v\n YmFy").as_deref(), Some(&b"foobar"[..]));
        for broken in ["Z", "Zg", "Zg=", "====", "A===", "Zm9v!mFy", "Zg==Zg=="] {
            assert_eq!(decode(broken), None, "{broken}");
        }
    }
}
