//! A journal of changes to a text: what came after a base is appended, change by change, so that keeping a word typed into a
//! workbook of megabytes writes some hundred bytes.
//!
//! ```text
//! // Changes to 5f1c… (the SHA-256 of the base)
//! @ 131 9f2a07c3
//! (at:"9 March, 14:32",cuts:[(1204,1209,"claims")])
//! ```
//!
//! A record says how long it is and begins its own digest, and counts only if both hold: what a crash tore off at the end, and
//! whatever follows damage, is left out. So what is read is always the text as it was at some moment, never a mixture. A journal
//! of another base is none: the base was written anew after it. Nothing depends on the time of day; the order is that of the file.
//!
//! A change is told as cuts: bytes of the text before that others replace. Sections are compared one by one, so that changes at
//! both ends of a workbook stay small. Knows nothing of what the text means.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Digest, digest, disk, hexadecimal};
use patched::Patched;

mod patched;

/// What the first line begins with.
const HEAD: &str = "// Changes to ";
/// How a record begins.
const RECORD: &str = "@ ";
/// Digits of its digest that a record begins with.
const SUM: usize = 8;

/// A change: which bytes of the text before are replaced by what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Entry<F> {
    /// What is known about the text after it.
    pub(super) facts: F,
    /// Replaced bytes, from the end of the text to its beginning: each as start, end, and what stands there now.
    cuts: Vec<(usize, usize, String)>,
}

/// What a journal gives on its base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Read<F> {
    /// The text after the last change that is whole.
    pub(super) text: String,
    /// The facts of that change; `None` without any.
    pub(super) facts: Option<F>,
    /// How many changes were read.
    pub(super) changes: usize,
    /// What follows them and could not be read.
    pub(super) rest: Rest,
}

/// What a journal holds that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// Nothing: it was read to its end.
    Nothing,
    /// One change, which was being written when the program died.
    Torn,
    /// Damage with further changes behind it, or a change that does not fit.
    Damaged,
    /// All of it: it follows another text than this base. So many changes in it are whole.
    OfAnother(usize),
}

/// The first line of a journal on this base.
pub(super) fn head(base: &str) -> String {
    format!("{HEAD}{}\n", hexadecimal(&digest(base.as_bytes())))
}

/// The record of the change from one text to another, as it is appended. `None` if it cannot be written.
pub(super) fn record<F: Serialize>(before: &str, after: &str, facts: F) -> Option<String> {
    let text = ron::to_string(&Entry { facts, cuts: cuts(before, after) }).ok()?;
    Some(format!("{RECORD}{} {}\n{text}\n", text.len(), sum(&text)))
}

fn sum(text: &str) -> String {
    let whole: Digest = digest(text.as_bytes());
    hexadecimal(&whole).chars().take(SUM).collect()
}

/// Reads a journal on its base. A journal of another base changes nothing.
pub(super) fn read<F: for<'de> Deserialize<'de>>(base: &str, journal: &[u8]) -> Read<F> {
    let (mut facts, mut changes) = (None, 0);
    let head = head(base);
    let Some(mut bytes) = journal.strip_prefix(head.as_bytes()) else {
        // one that was torn in its first line holds nothing yet
        let rest = match journal {
            [] => Rest::Nothing,
            _ if head.as_bytes().starts_with(journal) => Rest::Torn,
            _ => match whole_in::<F>(journal) {
                0 => Rest::Damaged,
                changes => Rest::OfAnother(changes),
            },
        };
        return Read { text: base.to_owned(), facts, changes, rest };
    };
    let mut text = Patched::new(base);
    let mut rest = Rest::Nothing;
    while !bytes.is_empty() {
        match next::<F>(bytes) {
            Some((entry, after)) if text.apply(&entry.cuts) => {
                (facts, changes, bytes) = (Some(entry.facts), changes + 1, after);
            }
            Some(_) => {
                rest = Rest::Damaged;
                break;
            }
            None => {
                rest = if has_more(bytes) { Rest::Damaged } else { Rest::Torn };
                break;
            }
        }
    }
    Read { text: text.into_text(), facts, changes, rest }
}

/// How many changes of a journal are whole, whatever the base.
pub(super) fn whole_in<F: for<'de> Deserialize<'de>>(journal: &[u8]) -> usize {
    let Some(line_end) = journal.iter().position(|byte| *byte == b'\n') else { return 0 };
    let mut bytes = journal.get(line_end + 1..).unwrap_or_default();
    let mut whole = 0;
    while let Some((_, after)) = next::<F>(bytes) {
        (whole, bytes) = (whole + 1, after);
    }
    whole
}

/// Whether anything stands after the record that these bytes begin with: by its own length, or because another record begins.
/// Line ends within a change are escaped.
fn has_more(bytes: &[u8]) -> bool {
    let is_longer = frame(bytes).is_some_and(|(text, _)| bytes.len().saturating_sub(1) > text.end);
    is_longer || bytes.split(|byte| *byte == b'\n').skip(1).any(|line| line.starts_with(RECORD.as_bytes()))
}

/// Where the text of the first record is, as that says itself, and what its digest begins with.
fn frame(bytes: &[u8]) -> Option<(Range<usize>, &str)> {
    let line_end = bytes.iter().position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(bytes.get(..line_end)?).ok()?;
    let (length, expected) = line.strip_prefix(RECORD)?.split_once(' ')?;
    let start = line_end.checked_add(1)?;
    let end = start.checked_add(length.parse().ok()?)?;
    Some((start..end, expected))
}

/// The first record, and what follows it; `None` if it is not whole.
fn next<F: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Option<(Entry<F>, &[u8])> {
    let (Range { start, end }, expected) = frame(bytes)?;
    let text = std::str::from_utf8(bytes.get(start..end)?).ok()?;
    let is_whole = bytes.get(end) == Some(&b'\n') && sum(text) == expected;
    let entry = is_whole.then(|| ron::from_str(text).ok()).flatten()?;
    Some((entry, bytes.get(end + 1..)?))
}

/// What differs, section by section where both texts have the same ones, from the end to the beginning.
fn cuts(before: &str, after: &str) -> Vec<(usize, usize, String)> {
    let (old, new) = (sections(before), sections(after));
    let same_heads = old.len() == new.len() && old.iter().zip(&new).all(|((one, _), (other, _))| one == other);
    let pairs: Vec<(Range<usize>, Range<usize>)> = if same_heads {
        old.into_iter().zip(new).map(|((_, old), (_, new))| (old, new)).collect()
    } else {
        vec![(0..before.len(), 0..after.len())]
    };
    let mut cuts: Vec<(usize, usize, String)> =
        pairs.into_iter().filter_map(|(old, new)| cut(old.start, before.get(old.clone())?, after.get(new)?)).collect();
    cuts.reverse();
    cuts
}

/// The part of a text that another one replaces, between what both begin and end with; `None` if they are the same.
fn cut(at: usize, before: &str, after: &str) -> Option<(usize, usize, String)> {
    if before == after {
        return None;
    }
    let mut start = common_start(before.as_bytes(), after.as_bytes());
    while !before.is_char_boundary(start) || !after.is_char_boundary(start) {
        start -= 1;
    }
    let room = before.len().min(after.len()) - start;
    let tail = |text: &str| text.len() - room;
    let mut end = common_end(before.as_bytes().get(tail(before)..)?, after.as_bytes().get(tail(after)..)?);
    while !before.is_char_boundary(before.len() - end) || !after.is_char_boundary(after.len() - end) {
        end -= 1;
    }
    Some((at + start, at + before.len() - end, after.get(start..after.len() - end)?.to_owned()))
}

/// Bytes that are compared at once: two texts of megabytes mostly differ in a few places.
const PIECE: usize = 1_024;

/// How many bytes both begin with.
fn common_start(one: &[u8], other: &[u8]) -> usize {
    let pieces = one.chunks_exact(PIECE).zip(other.chunks_exact(PIECE));
    let whole = pieces.take_while(|(one, other)| one == other).count() * PIECE;
    let rest = one.iter().zip(other).skip(whole);
    whole + rest.take_while(|(one, other)| one == other).count()
}

/// How many bytes both end with.
fn common_end(one: &[u8], other: &[u8]) -> usize {
    let pieces = one.rchunks_exact(PIECE).zip(other.rchunks_exact(PIECE));
    let whole = pieces.take_while(|(one, other)| one == other).count() * PIECE;
    let rest = one.iter().rev().zip(other.iter().rev()).skip(whole);
    whole + rest.take_while(|(one, other)| one == other).count()
}

/// The sections of a canonical text by the line that each begins with, which stands two or four blanks deep; what comes before the
/// first has no line.
fn sections(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = vec![("", 0..text.len())];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let deep = line.len() - line.trim_start_matches(' ').len();
        let is_head =
            matches!(deep, 2 | 4) && line.trim_start().starts_with(|letter: char| letter.is_ascii_lowercase());
        if is_head {
            if let Some((_, last)) = found.last_mut() {
                last.end = at;
            }
            found.push((line.split(':').next().unwrap_or(line), at..text.len()));
        }
        at += line.len();
    }
    let names: BTreeMap<&str, usize> = found.iter().map(|(name, _)| (*name, 1)).collect();
    // a text that is not canonical may repeat a line: then it is one piece
    if names.len() == found.len() { found } else { vec![("", 0..text.len())] }
}

/// Appends to a journal of so many bytes, synced and read back. What a failed append leaves behind is torn, and reading leaves
/// it out. With the first change the folder is synced as well: a power cut could take the name of a new file, and all in it.
pub(super) fn append(path: &Path, text: &str, length: u64) -> std::io::Result<()> {
    let is_new = length == 0;
    disk::append(path, text.as_bytes(), is_new)?;
    if let Some(folder) = path.parent().filter(|_| is_new) {
        disk::sync_folder(folder)?;
    }
    let is_whole = disk::read_from(path, length)? == text.as_bytes();
    if is_whole { Ok(()) } else { Err(std::io::ErrorKind::WriteZero.into()) }
}

#[cfg(test)]
mod tests;
