//! The text of a workbook file: canonical RON in an envelope that states format and version.
//!
//! ```text
//! // Caveat workbook. Edit it in Caveat, or by hand: "caveat fmt" restores this form.
//! #![enable(implicit_some)]
//! (
//!   format: "caveat",
//!   version: 2,
//!   workbook: (...),
//! )
//! ```
//!
//! Canonical means: the same value gives the same bytes, one field stands on one line, and what lies deeper than the
//! fields of an item stands on that line too, so that version control shows small differences. Reading trusts nothing:
//! see `prescan` for the limits. Knows no path, and of the workbook only that serde can read and write it.

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::canonical::{self, NAME};

use super::error::{FormatError, Position, in_short};
use super::prescan::{Prescan, prescan};

mod newer;

pub use crate::canonical::HEADER;
pub use newer::{LeftOut, Newer, read_as_far};

/// The format version that this Caveat writes, and the newest that it reads.
///
/// Versions 2 to 5 added fields to the version before and changed none, so an older file is read as it stands.
pub const VERSION: u32 = 5;
/// Bytes that a workbook file may have.
pub const SIZE_LIMIT: u64 = 64_000_000;

/// How every first line begins, whatever a later version writes behind it.
const HEADER_START: &str = "// Caveat workbook";
/// Bytes at the start of a file in which its version is looked for.
const HEAD: usize = 2_000;

/// What was read from a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed<T> {
    /// The workbook.
    pub value: T,
    /// Comments that a save would not keep.
    pub comments: Option<Comments>,
}

/// Comments in a text, other than the first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comments {
    /// How many.
    pub count: usize,
    /// The line of the first one, counted from 1.
    pub first_line: usize,
}

#[derive(Deserialize)]
#[serde(rename = "Caveat", deny_unknown_fields)]
struct Envelope<T> {
    format: String,
    version: u32,
    workbook: T,
}

/// The envelope of a file that this version cannot read: only what says why.
#[derive(Deserialize)]
#[serde(rename = "Caveat")]
struct Probe {
    format: Option<ron::Value>,
    version: Option<ron::Value>,
}

/// The canonical text of `workbook`.
///
/// # Errors
/// [`FormatError::TooLarge`] and its like when [`read`] would refuse the text; [`FormatError::Unwritable`] when RON
/// cannot express the value.
pub fn write<T: Serialize>(workbook: &T) -> Result<String, FormatError> {
    let text = canonical::text(workbook, VERSION).map_err(|problem| FormatError::Unwritable { problem })?;
    check_size(text.len())?;
    prescan(&text)?;
    Ok(text)
}

/// The workbook in `bytes`, the content of a whole file. A byte order mark and line ends of any kind are accepted.
///
/// # Errors
/// Every [`FormatError`] but `Unwritable`.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<Parsed<T>, FormatError> {
    check_size(bytes.len())?;
    let text = utf8(bytes)?;
    read_text(text).map_err(|error| first_marker(text).map_or(error, |line| FormatError::Conflicted { line }))
}

/// The line where git left the first of its markers, if the text has all three of them.
fn first_marker(text: &str) -> Option<usize> {
    let mut lines = text.lines().enumerate();
    let (first, _) = lines.find(|(_, line)| line.starts_with("<<<<<<<"))?;
    lines.find(|(_, line)| line.starts_with("======="))?;
    lines.find(|(_, line)| line.starts_with(">>>>>>>"))?;
    Some(first + 1)
}

fn read_text<T: DeserializeOwned>(text: &str) -> Result<Parsed<T>, FormatError> {
    if text.trim().is_empty() {
        return Err(FormatError::Empty);
    }
    let seen = prescan(text)?;
    let readable = readable();
    match readable.from_str::<Envelope<T>>(text) {
        Ok(envelope) => {
            check_version(&envelope.format, u64::from(envelope.version))?;
            Ok(Parsed { value: envelope.workbook, comments: comments(text, &seen) })
        }
        Err(error) => Err(match readable.from_str::<Probe>(text) {
            Ok(probe) => probe.problem().unwrap_or_else(|| explain(text, &seen, &error)),
            Err(_) if !looks_like_caveat(text) => FormatError::NotCaveat,
            // what this version does not know is not what is wrong with it
            Err(damage) => match stated_version(text.as_bytes()).filter(|version| *version > u64::from(VERSION)) {
                Some(version) => {
                    FormatError::DamagedNewer { version, problem: Box::new(explain(text, &seen, &damage)) }
                }
                None => explain(text, &seen, &error),
            },
        }),
    }
}

/// The version that the text of a file states near its start, if that is an older one than this.
#[must_use]
pub fn older_version(bytes: &[u8]) -> Option<u32> {
    let version = u32::try_from(stated_version(bytes)?).ok()?;
    Some(version).filter(|version| (1..VERSION).contains(version))
}

/// The version that the text of a file states near its start.
pub(super) fn stated_version(bytes: &[u8]) -> Option<u64> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let (_, stated) = head.split_once("version:")?;
    let digits: String = stated.trim_start().chars().take_while(char::is_ascii_digit).collect();
    // one beyond all numbers is as new as it gets
    digits.parse().ok().or((!digits.is_empty()).then_some(u64::MAX))
}

/// How files are read.
fn readable() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn check_size(length: usize) -> Result<(), FormatError> {
    if length as u64 > SIZE_LIMIT { Err(FormatError::TooLarge { limit: SIZE_LIMIT }) } else { Ok(()) }
}

fn utf8(bytes: &[u8]) -> Result<&str, FormatError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let readable = bytes.get(..error.valid_up_to()).unwrap_or_default();
        if error.error_len().is_none() && looks_like_caveat(&String::from_utf8_lossy(readable)) {
            return FormatError::CutShort { at: Position::of_byte(bytes, error.valid_up_to()) }; // within a letter
        }
        if readable.is_empty() || looks_like_caveat(&String::from_utf8_lossy(readable)) {
            FormatError::NotUtf8 { at: Position::of_byte(bytes, error.valid_up_to()) }
        } else {
            FormatError::NotCaveat
        }
    })
}

fn check_version(format: &str, version: u64) -> Result<(), FormatError> {
    if format != NAME {
        Err(FormatError::NotCaveat)
    } else if version > u64::from(VERSION) {
        Err(FormatError::Newer { version })
    } else if version == 0 {
        Err(FormatError::NoSuchVersion { version: version.to_string() })
    } else {
        Ok(())
    }
}

fn looks_like_caveat(text: &str) -> bool {
    text.starts_with(HEADER_START) || text.lines().take(10).any(|line| line.contains("format: \"caveat\""))
}

fn comments(text: &str, seen: &Prescan) -> Option<Comments> {
    let own_first_line = if text.starts_with('/') && !text.starts_with(HEADER_START) { Some(0) } else { None };
    let first_line = Position::of_byte(text.as_bytes(), own_first_line.or(seen.first_comment)?).line;
    Some(Comments { count: seen.comments + usize::from(own_first_line.is_some()), first_line })
}

impl Probe {
    /// What is wrong with the envelope itself, if anything.
    fn problem(&self) -> Option<FormatError> {
        let Some(ron::Value::String(format)) = &self.format else { return Some(FormatError::NotCaveat) };
        let version = match self.version.as_ref()? {
            ron::Value::Number(number) => number.into_f64(),
            _ => f64::NAN,
        };
        if version >= 1.0 && version.fract() == 0.0 {
            check_version(format, version as u64).err()
        } else {
            Some(FormatError::NoSuchVersion { version: version.to_string() })
        }
    }
}

/// The parser's error in the words of the person who edits the file.
fn explain(text: &str, seen: &Prescan, error: &ron::error::SpannedError) -> FormatError {
    use ron::Error as Code;
    let at = Position { line: error.span.end.line, column: error.span.end.col };
    let end = Position::of_byte(text.as_bytes(), text.trim_end().len());
    let at_end = (at.line, at.column) >= (end.line, end.column);
    let in_last_line = at.line >= end.line;
    let unclosed = matches!(error.code, Code::Eof | Code::ExpectedStringEnd | Code::UnclosedBlockComment);
    match seen.unfinished {
        Some(offset) if in_last_line || unclosed => {
            FormatError::CutShort { at: Position::of_byte(text.as_bytes(), offset.min(text.trim_end().len())) }
        }
        None if at_end => FormatError::CutShort { at: end },
        _ => FormatError::Syntax { at, problem: problem(&error.code), hint: hint(&error.code) },
    }
}

/// What is wrong, in few words, however long the name is that is wrong.
fn problem(code: &ron::Error) -> String {
    in_short(&in_full(code))
}

fn in_full(code: &ron::Error) -> String {
    use ron::Error as Code;
    let place = |outer: &Option<String>| outer.as_ref().map_or_else(String::new, |outer| format!(" of {outer}"));
    match code {
        Code::ExpectedComma => "expected `,`".to_owned(),
        Code::ExpectedMapColon => "expected `:`".to_owned(),
        Code::ExpectedArray => "expected `[`".to_owned(),
        Code::ExpectedArrayEnd => "expected `,` or `]`".to_owned(),
        Code::ExpectedMap => "expected `{`".to_owned(),
        Code::ExpectedMapEnd => "expected `,` or `}`".to_owned(),
        Code::ExpectedStructLike | Code::ExpectedNamedStructLike(_) => "expected `(`".to_owned(),
        Code::ExpectedStructLikeEnd | Code::ExpectedOptionEnd => "expected `,` or `)`".to_owned(),
        Code::ExpectedString => "expected a text in quotes".to_owned(),
        Code::ExpectedStringEnd => "expected the closing quote of a text".to_owned(),
        Code::ExpectedBoolean => "expected `true` or `false`".to_owned(),
        Code::ExpectedInteger => "expected a whole number".to_owned(),
        Code::ExpectedFloat => "expected a number".to_owned(),
        Code::ExpectedIdentifier => "expected a name".to_owned(),
        Code::TrailingCharacters => "expected nothing more".to_owned(),
        Code::ExceededRecursionLimit => "brackets nested too deeply".to_owned(),
        Code::IntegerOutOfBounds => "a number that is too large or too small".to_owned(),
        Code::NoSuchStructField { found, outer, .. } => format!("`{found}` is not a field{}", place(outer)),
        Code::MissingStructField { field, outer } => format!("the field `{field}`{} is missing", place(outer)),
        Code::DuplicateStructField { field, outer } => format!("the field `{field}`{} is there twice", place(outer)),
        Code::NoSuchEnumVariant { found, outer, .. } => format!("`{found}` is not a choice{}", place(outer)),
        other => lower_first(&other.to_string()),
    }
}

fn hint(code: &ron::Error) -> Option<String> {
    use ron::Error as Code;
    let (what, known) = match code {
        Code::NoSuchStructField { expected, .. } => ("The fields are", expected),
        Code::NoSuchEnumVariant { expected, .. } => ("The choices are", expected),
        _ => return None,
    };
    if known.is_empty() { None } else { Some(format!("{what}: {}.", known.join(", "))) }
}

fn lower_first(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

#[cfg(test)]
mod tests;
