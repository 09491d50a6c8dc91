//! A quick look over RON text before it is parsed: is there too much of something, are there comments, is it whole?
//!
//! It knows just enough of RON to tell strings, characters and comments from the rest, so that a bracket in a text
//! does not count. What is well formed the parser decides; this only keeps hostile text from eating memory, in one
//! pass and without recursion.

use super::error::{FormatError, Position};

/// Brackets that may open in one workbook: ten thousand risks have about two hundred thousand.
const STRUCTURE_LIMIT: usize = 500_000;
/// Values that may be listed in one workbook, by their commas.
const VALUE_LIMIT: usize = 5_000_000;
/// Bytes of one string, as it is written.
const TEXT_LIMIT: usize = 1_000_000;

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Prescan {
    /// Where comments begin: the offset of the first one, not counting a comment at the very beginning.
    pub(super) first_comment: Option<usize>,
    /// How many comments there are, not counting one at the very beginning.
    pub(super) comments: usize,
    /// The offset of a string or comment that is not closed; the end of the text if a bracket is not closed.
    pub(super) unfinished: Option<usize>,
}

/// Looks over `text`.
///
/// # Errors
/// [`FormatError::TooMany`] and [`FormatError::TextTooLong`] when a limit is passed.
pub(super) fn prescan(text: &str) -> Result<Prescan, FormatError> {
    let mut scanner = Scanner { bytes: text.as_bytes(), ..Scanner::default() };
    while let Some(byte) = scanner.ahead(0) {
        match byte {
            b'(' | b'[' | b'{' => scanner.open()?,
            b')' | b']' | b'}' => scanner.close(),
            b',' => scanner.comma()?,
            b'"' => scanner.string()?,
            b'r' => scanner.raw_string()?,
            b'\'' => scanner.character(),
            b'/' => scanner.comment(),
            _ => scanner.at += 1,
        }
    }
    if scanner.depth > 0 {
        scanner.seen.unfinished.get_or_insert(text.len());
    }
    Ok(scanner.seen)
}

/// The brackets, commas and colons of `text` outside of its strings, characters and comments, each with its offset.
pub(super) fn marks(text: &str) -> Vec<(usize, u8)> {
    let mut scanner = Scanner { bytes: text.as_bytes(), ..Scanner::default() };
    let mut found = Vec::new();
    while let Some(byte) = scanner.ahead(0) {
        let passed = match byte {
            b'"' => scanner.string(),
            b'r' => scanner.raw_string(),
            b'\'' => {
                scanner.character();
                Ok(())
            }
            b'/' => {
                scanner.comment();
                Ok(())
            }
            _ => {
                if matches!(byte, b'(' | b'[' | b'{' | b')' | b']' | b'}' | b',' | b':') {
                    found.push((scanner.at, byte));
                }
                scanner.at += 1;
                Ok(())
            }
        };
        if passed.is_err() {
            break;
        }
    }
    found
}

#[derive(Default)]
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    structures: usize,
    values: usize,
    seen: Prescan,
}

impl Scanner<'_> {
    fn ahead(&self, distance: usize) -> Option<u8> {
        self.bytes.get(self.at + distance).copied()
    }

    fn rest(&self, distance: usize) -> &[u8] {
        self.bytes.get(self.at + distance..).unwrap_or_default()
    }

    fn too_many(&self, what: &'static str, limit: usize) -> FormatError {
        FormatError::TooMany { what, limit, at: Position::of_byte(self.bytes, self.at) }
    }

    fn open(&mut self) -> Result<(), FormatError> {
        self.depth += 1;
        self.structures += 1;
        if self.structures > STRUCTURE_LIMIT {
            return Err(self.too_many("structures", STRUCTURE_LIMIT));
        }
        self.at += 1;
        Ok(())
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.at += 1;
    }

    fn comma(&mut self) -> Result<(), FormatError> {
        self.values += 1;
        if self.values > VALUE_LIMIT {
            return Err(self.too_many("values", VALUE_LIMIT));
        }
        self.at += 1;
        Ok(())
    }

    /// `"..."`, where a backslash keeps the next byte from ending the string.
    fn string(&mut self) -> Result<(), FormatError> {
        let mut length = 1;
        loop {
            match self.rest(length).iter().position(|&byte| byte == b'"' || byte == b'\\') {
                Some(found) if self.ahead(length + found) == Some(b'\\') => length += found + 2,
                Some(found) => return self.skip_text(Some(length + found + 1)),
                None => return self.skip_text(None),
            }
        }
    }

    /// `r"..."` or `r##"..."##`; anything else that begins with an r is part of a name.
    fn raw_string(&mut self) -> Result<(), FormatError> {
        let hashes = self.rest(1).iter().take_while(|&&byte| byte == b'#').count();
        if self.ahead(1 + hashes) != Some(b'"') {
            self.at += 1;
            return Ok(());
        }
        let mut length = hashes + 2;
        while let Some(found) = self.rest(length).iter().position(|&byte| byte == b'"') {
            length += found + 1;
            let closing = self.rest(length).iter().take(hashes).take_while(|&&byte| byte == b'#').count();
            length += closing;
            if closing == hashes {
                return self.skip_text(Some(length));
            }
        }
        self.skip_text(None)
    }

    /// Goes on behind a string of `length` bytes, or notes that it never ends.
    fn skip_text(&mut self, length: Option<usize>) -> Result<(), FormatError> {
        if length.unwrap_or_else(|| self.rest(0).len()) > TEXT_LIMIT {
            let at = Position::of_byte(self.bytes, self.at);
            return Err(FormatError::TextTooLong { limit: TEXT_LIMIT, at });
        }
        self.skip(length);
        Ok(())
    }

    /// `'x'` or `'\n'`: what matters is that a quote or bracket in it is not taken for one.
    fn character(&mut self) {
        let escaped = self.ahead(1) == Some(b'\\');
        let earliest_end = if escaped { 3 } else { 2 };
        let length = self.rest(earliest_end).iter().take(10).position(|&byte| byte == b'\'');
        self.at += length.map_or(1, |found| earliest_end + found + 1);
    }

    /// `// to the end of the line` or `/* nested /* and so */ on */`.
    fn comment(&mut self) {
        let length = match self.ahead(1) {
            Some(b'/') => self.rest(0).iter().position(|&byte| byte == b'\n').or(Some(self.rest(0).len())),
            Some(b'*') => self.block_comment(),
            _ => {
                self.at += 1;
                return;
            }
        };
        if self.at > 0 {
            self.seen.comments += 1;
            self.seen.first_comment.get_or_insert(self.at);
        }
        self.skip(length);
    }

    fn block_comment(&self) -> Option<usize> {
        let mut length = 2;
        let mut depth = 1_usize;
        while depth > 0 {
            match (self.ahead(length)?, self.ahead(length + 1)) {
                (b'/', Some(b'*')) => (depth, length) = (depth + 1, length + 2),
                (b'*', Some(b'/')) => (depth, length) = (depth - 1, length + 2),
                _ => length += 1,
            }
        }
        Some(length)
    }

    fn skip(&mut self, length: Option<usize>) {
        if length.is_none() {
            self.seen.unfinished.get_or_insert(self.at);
        }
        self.at = length.map_or(self.bytes.len(), |length| self.at + length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_counted_outside_texts_only() {
        let cases = [
            ("// header\n(a: 1)", 0, None),
            ("(a: \"// no\", b: r#\"/* \" no */\"#, c: '\"', d: '\\'', e: \"\\\"//\")", 0, None),
            ("(a: 1, // yes\n /* and /* this */ too */ b: 2)", 2, Some(7)),
            ("\n// header after a blank line", 1, Some(1)),
            ("(r#type: 1 // yes\n)", 1, Some(11)),
        ];
        for (text, comments, first) in cases {
            let seen = prescan(text).unwrap();
            assert_eq!((seen.comments, seen.first_comment, seen.unfinished), (comments, first, None), "{text}");
        }
    }

    #[test]
    fn what_is_not_closed_is_found() {
        let cases = [
            ("(a: 1", Some(5)),
            ("(a: \"x", Some(4)),
            ("(a: r##\"x\"#", Some(4)),
            ("() /* /* */", Some(3)),
            ("(a: [')'])", None),
        ];
        for (text, unfinished) in cases {
            assert_eq!(prescan(text).unwrap().unfinished, unfinished, "{text}");
        }
    }

    #[test]
    fn limits_name_the_place() {
        let at = |line, column| Position { line, column };
        let text = "(),\n".repeat(STRUCTURE_LIMIT + 1);
        let error = prescan(&text).unwrap_err();
        let limit = STRUCTURE_LIMIT;
        assert_eq!(error, FormatError::TooMany { what: "structures", limit, at: at(limit + 1, 1) });

        let error = prescan(&"0,".repeat(VALUE_LIMIT + 1)).unwrap_err();
        assert!(matches!(error, FormatError::TooMany { what: "values", .. }));

        for text in [format!("\n \"{}\"", "x".repeat(TEXT_LIMIT)), format!("\n r\"{}", "x".repeat(TEXT_LIMIT))] {
            assert_eq!(prescan(&text).unwrap_err(), FormatError::TextTooLong { limit: TEXT_LIMIT, at: at(2, 2) });
        }
        assert!(prescan(&format!("\"{}\"", "x".repeat(TEXT_LIMIT - 2))).is_ok());
    }
}
