//! The workbook inside a PDF: what a document of Caveat carries, taken out again.
//!
//! A PDF from elsewhere is a program's worth of trust: its tables may lie about sizes, its objects may refer to each other
//! in circles, its streams may swell a thousandfold. So nothing of that is read. An embedded file is a stream of its own
//! (ISO 32000-1, 7.11.4), whose dictionary stands in plain sight, and it is found there: a bounded number of places, a
//! bounded dictionary at each, a bounded stream behind it. This also finds the workbook in a PDF that another program has
//! saved anew, or whose tables are damaged. What was embedded last counts.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use thiserror::Error;

/// Bytes that the workbook may have, as a file of its own may.
pub const SIZE_LIMIT: usize = 64_000_000;
/// The header stands within so many bytes of the start (ISO 32000-1, annex H, note 13).
const HEADER_WITHIN: usize = 1024;
/// How many embedded files are looked at, from the last one back.
const MOST_FILES: usize = 64;
/// Bytes that the dictionary of an embedded file may have.
const DICTIONARY_LIMIT: usize = 4096;
/// The name by which such a dictionary is found.
const MARK: &[u8] = b"/EmbeddedFile";

/// Why no workbook was taken out of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AttachmentError {
    /// Some other kind of file.
    #[error("this is not a PDF")]
    NotPdf,
    /// A password stands before it.
    #[error("this PDF is encrypted")]
    Encrypted,
    /// It carries no file.
    #[error("this PDF carries no workbook")]
    Nothing,
    /// It carries files, and none of them is a workbook.
    #[error("this PDF carries {0} other files, and no workbook")]
    OnlyOthers(usize),
    /// It carries a file that is larger than any workbook.
    #[error("what this PDF carries is larger than a workbook can be")]
    TooLarge,
    /// It carries a file that cannot be read: cut off, or packed in a way that is not known here.
    #[error("what this PDF carries cannot be read")]
    Damaged,
}

impl AttachmentError {
    /// What to do about it.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::NotPdf => "Choose a PDF that Caveat has made, or a .caveat file.",
            Self::Encrypted => "Save it without its password first.",
            Self::Nothing | Self::OnlyOthers(_) => {
                "A document carries its workbook only if its profile says so. Ask whoever made it for the .caveat file."
            }
            Self::TooLarge | Self::Damaged => {
                "Ask whoever made it for the document once more, or for the .caveat file."
            }
        }
    }
}

/// Whether the content of a file is a PDF.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    let start = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    start.windows(5).any(|window| window == b"%PDF-")
}

/// The text of the workbook that a PDF carries; whether it can be read is for the store to say.
///
/// # Errors
/// [`AttachmentError`] if there is no workbook in it. Never panics, whatever the bytes are.
pub fn workbook_in(bytes: &[u8]) -> Result<Vec<u8>, AttachmentError> {
    if !is_pdf(bytes) {
        return Err(AttachmentError::NotPdf);
    }
    let places = last_places(bytes, MARK, MOST_FILES);
    let (mut others, mut failed) = (0, None);
    for place in places.into_iter().rev() {
        match Embedded::at(bytes, place).map(|embedded| embedded.content()) {
            None => {}
            Some(Ok(content)) if is_workbook(&content) => return Ok(content),
            Some(Ok(_)) => others += 1,
            Some(Err(error)) => failed = failed.or(Some(error)),
        }
    }
    Err(match failed {
        _ if is_encrypted(bytes) => AttachmentError::Encrypted,
        Some(error) => error,
        None if others > 0 => AttachmentError::OnlyOthers(others),
        None => AttachmentError::Nothing,
    })
}

/// Whether a content begins as workbooks do.
fn is_workbook(content: &[u8]) -> bool {
    let start = String::from_utf8_lossy(content.get(..1024).unwrap_or(content));
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    start.starts_with("// Caveat workbook") || (start.starts_with('(') && start.contains("\"caveat\""))
}

/// Whether a trailer names a way of encryption (ISO 32000-1, 7.6.1).
fn is_encrypted(bytes: &[u8]) -> bool {
    last_places(bytes, b"/Encrypt", 1).into_iter().any(|place| {
        let rest = bytes.get(place + b"/Encrypt".len()..).unwrap_or_default();
        let value = rest.trim_ascii_start();
        value.first().is_some_and(u8::is_ascii_digit) || value.starts_with(b"<<")
    })
}

/// The last places where a name stands, in order; a longer name is another one.
fn last_places(bytes: &[u8], name: &[u8], most: usize) -> Vec<usize> {
    let ends = |at: usize| bytes.get(at + name.len()).is_none_or(|&byte| !is_regular(byte));
    let found = bytes.windows(name.len()).enumerate().rev().filter(|(at, window)| *window == name && ends(*at));
    let mut places: Vec<usize> = found.map(|(at, _)| at).take(most).collect();
    places.reverse();
    places
}

/// An embedded file as it stands in the PDF.
#[derive(Debug, Default)]
struct Embedded<'b> {
    /// What it is packed with; empty if it is not.
    filters: Vec<&'b [u8]>,
    /// Its packed bytes.
    packed: &'b [u8],
}

impl<'b> Embedded<'b> {
    /// The embedded file whose dictionary holds this place. `None` if it is no dictionary of a stream.
    fn at(bytes: &'b [u8], place: usize) -> Option<Self> {
        let from = place.saturating_sub(DICTIONARY_LIMIT);
        let before = bytes.get(from..place)?;
        let start = from + before.windows(3).rposition(|window| window == b"obj")? + 3;
        let end = bytes.len().min(start + 2 * DICTIONARY_LIMIT);
        let mut tokens = Tokens { bytes: bytes.get(start..end)?, at: 0 };
        let entries = tokens.dictionary()?;
        let value = |key: &[u8]| entries.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_slice());
        if !matches!(value(b"Type")?, [Token::Name(b"EmbeddedFile")]) {
            return None;
        }
        let rest = bytes.get(start + tokens.at..)?.trim_ascii_start().strip_prefix(b"stream")?;
        let rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n"))?;
        let names = |token: &Token<'b>| if let Token::Name(name) = token { Some(*name) } else { None };
        let filters = value(b"Filter").unwrap_or_default().iter().filter_map(names).collect();
        Some(Self { filters, packed: packed(rest, value(b"Length").unwrap_or_default()) })
    }

    /// Its content.
    fn content(&self) -> Result<Vec<u8>, AttachmentError> {
        match self.filters.as_slice() {
            [] if self.packed.len() <= SIZE_LIMIT => Ok(self.packed.to_vec()),
            [] => Err(AttachmentError::TooLarge),
            [b"FlateDecode" | b"Fl"] => {
                let mut content = Vec::new();
                let mut inflated = ZlibDecoder::new(self.packed).take(SIZE_LIMIT as u64 + 1);
                inflated.read_to_end(&mut content).map_err(|_| AttachmentError::Damaged)?;
                if content.len() > SIZE_LIMIT { Err(AttachmentError::TooLarge) } else { Ok(content) }
            }
            _ => Err(AttachmentError::Damaged),
        }
    }
}

/// The bytes of a stream: as many as it says, if its end is there; else up to where it ends.
fn packed<'b>(rest: &'b [u8], length: &[Token<'_>]) -> &'b [u8] {
    const END: &[u8] = b"endstream";
    let said = match length {
        [Token::Word(digits)] => std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<usize>().ok()),
        _ => None,
    };
    let is_end = |length: &usize| rest.get(*length..).is_some_and(|rest| rest.trim_ascii_start().starts_with(END));
    let found = || rest.windows(END.len()).position(|window| window == END);
    let end = said.filter(is_end).or_else(found).unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest)
}

/// A token of PDF syntax (ISO 32000-1, 7.2); of strings only that they are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'b> {
    /// `<<` or `[`.
    Open,
    /// `>>` or `]`.
    Close,
    Name(&'b [u8]),
    /// A number or a keyword.
    Word(&'b [u8]),
    Text,
}

/// The entries of a dictionary: names with the tokens of their values.
type Entries<'b> = Vec<(&'b [u8], Vec<Token<'b>>)>;

/// Bytes being read as tokens.
struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Tokens<'b> {
    /// The entries of the dictionary that begins here. `None` if there is none, or if it has no end.
    fn dictionary(&mut self) -> Option<Entries<'b>> {
        if !self.rest().trim_ascii_start().starts_with(b"<<") {
            return None;
        }
        self.next()?;
        let (mut depth, mut entries) = (1_usize, Entries::new());
        while depth > 0 {
            let token = self.next()?;
            match token {
                Token::Open => depth += 1,
                Token::Close => depth -= 1,
                Token::Name(_) | Token::Word(_) | Token::Text => {}
            }
            let is_complete = entries.last().is_none_or(|(_, value)| !value.is_empty());
            match token {
                Token::Name(name) if depth == 1 && is_complete => entries.push((name, Vec::new())),
                Token::Close if depth == 0 => {}
                _ => entries.last_mut().into_iter().for_each(|(_, value)| value.push(token)),
            }
        }
        Some(entries)
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Token<'b>> {
        let rest = self.rest();
        let spaces = rest.iter().take_while(|byte| is_space(**byte)).count();
        let rest = rest.get(spaces..)?;
        let (token, length) = match rest {
            [b'<', b'<', ..] => (Token::Open, 2),
            [b'>', b'>', ..] => (Token::Close, 2),
            [b'[', ..] => (Token::Open, 1),
            [b']', ..] => (Token::Close, 1),
            [b'(', ..] => (Token::Text, length_of_text(rest)?),
            [b'<', ..] => (Token::Text, rest.iter().position(|byte| *byte == b'>')? + 1),
            [b'/', name @ ..] => {
                let length = name.iter().take_while(|byte| is_regular(**byte)).count();
                (Token::Name(name.get(..length)?), length + 1)
            }
            [first, ..] if is_regular(*first) => {
                let length = rest.iter().take_while(|byte| is_regular(**byte)).count();
                (Token::Word(rest.get(..length)?), length)
            }
            _ => return None,
        };
        self.at += spaces + length;
        Some(token)
    }
}

/// How long a string in round brackets is, with them (ISO 32000-1, 7.3.4.2).
fn length_of_text(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

/// Whether a byte can stand in a name or a number.
fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests;
