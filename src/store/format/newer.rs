//! A file of a newer version, read as far as this version can: what it does not know is left out and counted.
//!
//! The strict reader says where it stumbles; the entry there (a field with its value, or a member of a list) is cut out of a
//! copy of the text, and the copy is read again, a bounded number of times. What was left out is told by its path. Nothing that
//! comes of this may ever be saved over the file: whoever asks gets the count, and has to look it up. Relies on `prescan` for
//! where texts and comments are; knows nothing of the workbook, and cannot know what a new field means.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::super::prescan::marks;
use super::{Envelope, FormatError, NAME, Parsed, Position, VERSION, read, readable, utf8};

/// Bytes that are parsed at most, all tries together.
const MOST_PARSED: usize = 400_000_000;
/// How often a text is read at most.
const MOST_TRIES: usize = 300;

/// What is known about a file that a newer version wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    /// The format version that it states.
    pub version: u64,
    /// What was left out, in the order in which it was found.
    pub left_out: Vec<LeftOut>,
}

/// Something that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it is: `failure_modes.modes.hazard`.
    pub path: String,
    /// In how many places.
    pub times: usize,
}

impl Newer {
    /// How many values were left out.
    #[must_use]
    pub fn count(&self) -> usize {
        self.left_out.iter().map(|one| one.times).sum()
    }
}

/// The workbook in `bytes` as [`read`] gives it, or, if a newer version wrote it, as far as this version can read it.
///
/// # Errors
/// As [`read`]; [`FormatError::Newer`] if too much of the file is unknown.
pub fn read_as_far<T: DeserializeOwned>(bytes: &[u8]) -> Result<(Parsed<T>, Option<Newer>), FormatError> {
    let version = match read::<T>(bytes) {
        Ok(parsed) => return Ok((parsed, None)),
        Err(FormatError::Newer { version }) => version,
        Err(error) => return Err(error),
    };
    let mut text = utf8(bytes)?.to_owned();
    let mut newer = Newer { version, left_out: Vec::new() };
    let mut room = MOST_PARSED;
    for _ in 0..MOST_TRIES {
        let Some(left) = room.checked_sub(text.len()) else { break };
        room = left;
        match readable().from_str::<Envelope<T>>(&text) {
            Ok(envelope) if envelope.format == NAME && envelope.version > VERSION => {
                return Ok((Parsed { value: envelope.workbook, comments: None }, Some(newer)));
            }
            Ok(_) => break,
            Err(error) => {
                let Some((shorter, left_out)) = without(&text, &error) else { break };
                text = shorter;
                note(&mut newer.left_out, left_out);
            }
        }
    }
    Err(FormatError::Newer { version })
}

fn note(all: &mut Vec<LeftOut>, one: LeftOut) {
    match all.iter_mut().find(|other| other.path == one.path) {
        Some(other) => other.times += one.times,
        None => all.push(one),
    }
}

/// The text without what the reader stumbled over, and what that was; `None` if that is the envelope itself.
fn without(text: &str, error: &ron::error::SpannedError) -> Option<(String, LeftOut)> {
    let outline = Outline::of(text);
    let at = offset(text, Position { line: error.span.end.line, column: error.span.end.col });
    let innermost = outline.innermost(text, at)?;
    let unknown = match &error.code {
        ron::Error::NoSuchStructField { found, .. } => Some(found.as_str()),
        _ => None,
    };
    let culprit = match unknown {
        Some(name) => outline.up(innermost).find(|entry| outline.key(text, *entry) == Some(name)),
        None => None,
    };
    let culprit = culprit.unwrap_or(innermost);
    if outline.is_envelope(text, culprit) {
        return None;
    }
    let path = outline.path(text, culprit);
    // what is unknown once is unknown wherever it stands in the same place of another item
    let same: Vec<usize> = match unknown {
        Some(name) => (0..outline.entries.len())
            .filter(|entry| outline.key(text, *entry) == Some(name) && outline.path(text, *entry) == path)
            .collect(),
        None => vec![culprit],
    };
    let mut shorter = String::with_capacity(text.len());
    let mut from = 0;
    for entry in &same {
        let span = outline.entries.get(*entry)?.span.clone();
        if span.start < from {
            continue;
        }
        shorter.push_str(text.get(from..span.start)?);
        from = span.end;
    }
    shorter.push_str(text.get(from..)?);
    let shown = path.strip_prefix("workbook.").unwrap_or(&path).to_owned();
    (shorter.len() < text.len()).then_some((shorter, LeftOut { path: shown, times: same.len() }))
}

/// The byte at a place in the text.
fn offset(text: &str, at: Position) -> usize {
    let line_start = match at.line.checked_sub(2) {
        None => 0,
        Some(nth) => text.match_indices('\n').nth(nth).map_or(text.len(), |(found, _)| found + 1),
    };
    let rest = text.get(line_start..).unwrap_or_default();
    line_start + rest.char_indices().nth(at.column.saturating_sub(1)).map_or(rest.len(), |(found, _)| found)
}

/// What stands between brackets and commas.
#[derive(Debug)]
struct Entry {
    /// From behind the bracket or comma before it to behind its own comma, or to the closing bracket.
    span: Range<usize>,
    /// Where its key ends, if it has one.
    colon: Option<usize>,
    /// The entry that it stands in.
    parent: Option<usize>,
}

/// Every entry of a text, in the order in which they begin.
#[derive(Debug, Default)]
struct Outline {
    entries: Vec<Entry>,
}

impl Outline {
    fn of(text: &str) -> Self {
        let mut outline = Self::default();
        // the entries that are open, each in the one before
        let mut open: Vec<usize> = Vec::new();
        for (at, mark) in marks(text) {
            match mark {
                b'(' | b'[' | b'{' => outline.begin(&mut open, at + 1),
                b')' | b']' | b'}' => {
                    if let Some(entry) = open.pop() {
                        outline.end(entry, at);
                    }
                }
                b',' => {
                    if let Some(entry) = open.pop() {
                        outline.end(entry, at + 1);
                        outline.begin(&mut open, at + 1);
                    }
                }
                _ => {
                    if let Some(entry) = open.last().and_then(|entry| outline.entries.get_mut(*entry)) {
                        entry.colon.get_or_insert(at);
                    }
                }
            }
        }
        outline
    }

    fn begin(&mut self, open: &mut Vec<usize>, start: usize) {
        let parent = open.last().copied();
        open.push(self.entries.len());
        self.entries.push(Entry { span: start..start, colon: None, parent });
    }

    fn end(&mut self, entry: usize, end: usize) {
        if let Some(entry) = self.entries.get_mut(entry) {
            entry.span.end = end;
        }
    }

    /// The innermost entry around a place that has something in it.
    fn innermost(&self, text: &str, at: usize) -> Option<usize> {
        let holds = |entry: &Entry| {
            let words = text.get(entry.span.clone()).unwrap_or_default();
            entry.span.start < at
                && at <= entry.span.end
                && !words.trim_matches([',', ' ', '\n', '\r', '\t']).is_empty()
        };
        self.entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| holds(entry))
            .max_by_key(|(_, entry)| entry.span.start)
            .map(|(at, _)| at)
    }

    /// The entry, and those that it stands in.
    fn up(&self, entry: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(entry), |entry| self.entries.get(*entry)?.parent)
    }

    fn key<'a>(&self, text: &'a str, entry: usize) -> Option<&'a str> {
        let entry = self.entries.get(entry)?;
        let before = text.get(entry.span.start..entry.colon?)?.trim_end();
        // a comment may stand before it
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '#' | '"');
        before.rsplit(|c: char| !is_of_name(c)).next().filter(|name| !name.is_empty())
    }

    /// The keys that lead to an entry, with dots between them.
    fn path(&self, text: &str, entry: usize) -> String {
        let mut keys: Vec<&str> = self.up(entry).filter_map(|entry| self.key(text, entry)).collect();
        keys.reverse();
        keys.join(".")
    }

    /// Whether an entry is one that every file has: without it there is nothing to show.
    fn is_envelope(&self, text: &str, entry: usize) -> bool {
        let outermost = self.entries.get(entry).is_none_or(|entry| entry.parent.is_none());
        outermost && matches!(self.key(text, entry), Some("format" | "version" | "workbook") | None)
    }
}
