//! Restore points: what a document was at earlier saves, kept in the state folder, so that what was overwritten or deleted
//! comes back weeks later.
//!
//! Each document has a folder of its own, named by the SHA-256 of its whole path: two documents of one name never meet.
//! A point is a file in it, such as `00000012-saved.caveat`: the number, by which points are ordered whatever the clock
//! said, and why it was made. Its first line is a comment with the facts; after that line stands, byte for byte, what the
//! document's file held:
//!
//! ```text
//! // Restore point: (at:"2026-03-09T14:32:05",product:"Claims triage",document:"/home/ana/plan.caveat",digest:(…))
//! // Caveat workbook. Edit it in Caveat, or by hand: "caveat fmt" restores this form.
//! ```
//!
//! So a list reads the first line of each, and if all else fails a person opens a point like any other file.
//!
//! Points thin out: all of the last [`LAST`], before those one an hour for a day, one a day for 30 days, and one a week;
//! the oldest go where a document has more than [`DOCUMENT_LIMIT`] bytes of them or all have more than [`LIMIT`]. The newest
//! of each document stays, and the originals of older versions go last.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::DateTime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::{FormatError, StoreError};
use super::format::{self, SIZE_LIMIT};
use super::save::{create_private_folder, write_private};
use super::{Digest, Places, absolute, digest, disk, exists, hexadecimal, read_file, stray};

/// How many of the newest points are all kept.
pub const LAST: usize = 20;
/// Bytes that the points of one document may have together.
pub const DOCUMENT_LIMIT: u64 = 64_000_000;
/// Bytes that the points of all documents may have together.
pub const LIMIT: u64 = 512_000_000;

/// What the first line of a point begins with.
const FACTS: &str = "// Restore point: ";
/// Bytes that are read at most to find the facts.
const FACTS_LIMIT: u64 = 64_000;
/// Bytes at the start of a file in which its version is looked for.
const VERSION_LIMIT: usize = 2_000;
/// Characters of the product's name that a point keeps.
const NAME_LIMIT: usize = 200;
const HOURS_OF_A_DAY: i64 = 24;
const HOURS_OF_A_MONTH: i64 = 30 * HOURS_OF_A_DAY;

/// Why a point was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The document was saved.
    Saved,
    /// This was in the file, from elsewhere, and was about to be saved over.
    Found,
    /// This was in the file, written by an older version of Caveat, and was about to be saved in the form of this one.
    Older,
    /// Another point was about to be restored.
    Restoring,
}

impl Reason {
    const ALL: [Self; 4] = [Self::Saved, Self::Found, Self::Older, Self::Restoring];

    /// The reason in the name of the file.
    const fn key(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Found => "found",
            Self::Older => "older-version",
            Self::Restoring => "before-restoring",
        }
    }

    /// The reason for the person.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Saved => "Saved",
            Self::Found => "Found in the file, before it was saved over",
            Self::Older => "Original of an older version",
            Self::Restoring => "Before restoring",
        }
    }

    /// Whether age alone never removes such a point.
    const fn is_lasting(self) -> bool {
        matches!(self, Self::Older)
    }
}

/// What is told about a point when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// When it is, as the clock on the wall says.
    pub at: DateTime,
    /// What people call the document.
    pub product: String,
}

/// What the first line of a point says. A later version may know more.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Facts {
    at: Option<DateTime>,
    product: String,
    document: String,
    digest: Option<Digest>,
}

/// The points of one document.
#[derive(Debug, Clone)]
pub struct Points {
    folder: PathBuf,
    document: PathBuf,
    limits: Limits,
}

/// Bytes that points may have.
#[derive(Debug, Clone, Copy)]
struct Limits {
    document: u64,
    all: u64,
}

/// A restore point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its number: later points of a document have higher ones.
    pub number: u32,
    /// Why it was made.
    pub reason: Reason,
    /// When it was made; `None` if its first line is damaged.
    pub at: Option<DateTime>,
    /// What the document was called then; may be empty.
    pub product: String,
    /// Bytes that it takes.
    pub size: u64,
    /// The file.
    pub path: PathBuf,
    digest: Option<Digest>,
}

/// What was in a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Restored<T> {
    /// The workbook.
    pub value: T,
    /// Whether it is to the byte what was kept; a file that was changed since may still be read.
    pub is_intact: bool,
}

impl Points {
    /// The points of the document at `path`, whether or not there are any yet.
    #[must_use]
    pub fn of(places: &Places, path: &Path) -> Self {
        let document = absolute(path);
        let name = hexadecimal(&digest(document.as_os_str().as_encoded_bytes()));
        let limits = Limits { document: DOCUMENT_LIMIT, all: LIMIT };
        Self { folder: root(places).join(name), document, limits }
    }

    /// The points, the newest first. Reads the first line of each; a damaged one is among them.
    #[must_use]
    pub fn list(&self) -> Vec<Point> {
        let mut found: Vec<Point> = stray::paths_in(&self.folder).filter_map(Point::look_at).collect();
        found.sort_by(|one, other| (other.number, &other.path).cmp(&(one.number, &one.path)));
        found
    }

    /// Keeps what the document's file holds before it is saved over, unless the newest point holds that already.
    ///
    /// `expected` is its digest when it was opened or last saved: where that is the newest point's, the file is not read.
    ///
    /// # Errors
    /// Those of [`read_file`] and of [`keep`](Self::keep).
    pub fn keep_before_save(&self, expected: Option<Digest>, occasion: &Occasion) -> Result<(), StoreError> {
        let newest = self.list().into_iter().next().and_then(|point| point.digest);
        if !exists(&self.document) || (expected.is_some() && newest == expected) {
            return Ok(());
        }
        let content = read_file(&self.document)?;
        let reason = if is_of_older_version(&content) { Reason::Older } else { Reason::Found };
        self.keep(&content, reason, occasion).map(drop)
    }

    /// Keeps what was just saved, if the file still holds that.
    ///
    /// # Errors
    /// Those of [`read_file`] and of [`keep`](Self::keep).
    pub fn keep_saved(&self, saved: Digest, occasion: &Occasion) -> Result<(), StoreError> {
        let content = read_file(&self.document)?;
        // what somebody else wrote meanwhile is kept before the next save
        if digest(&content) == saved { self.keep(&content, Reason::Saved, occasion).map(drop) } else { Ok(()) }
    }

    /// Keeps a workbook that is in no file, such as what is open before a point is restored.
    ///
    /// # Errors
    /// As [`keep`](Self::keep); [`StoreError::Format`] for a workbook that could not be saved either.
    pub fn keep_workbook<T: Serialize>(
        &self,
        workbook: &T,
        reason: Reason,
        occasion: &Occasion,
    ) -> Result<bool, StoreError> {
        let text =
            format::write(workbook).map_err(|source| StoreError::Format { path: self.document.clone(), source })?;
        self.keep(text.as_bytes(), reason, occasion)
    }

    /// Keeps `content` as the newest point, then lets go what is too much. `false` if the newest point holds it already.
    ///
    /// # Errors
    /// [`StoreError::Denied`] and others of the disk; [`StoreError::Format`] for content that is too large. The points that
    /// were there are then as they were.
    pub fn keep(&self, content: &[u8], reason: Reason, occasion: &Occasion) -> Result<bool, StoreError> {
        let newest = self.list().into_iter().next();
        let digest = digest(content);
        if newest.as_ref().is_some_and(|point| point.digest == Some(digest)) {
            return Ok(false);
        }
        let number = u64::from(newest.map_or(0, |point| point.number)) + 1;
        let path = self.folder.join(format!("{number:08}-{}.caveat", reason.key()));
        let facts = Facts {
            at: Some(occasion.at),
            product: occasion.product.chars().take(NAME_LIMIT).collect(),
            document: self.document.to_string_lossy().into_owned(),
            digest: Some(digest),
        };
        let bytes = with_facts(&facts, content).map_err(|source| StoreError::Format { path: path.clone(), source })?;
        create_private_folder(&self.folder)?;
        write_private(&path, &bytes).map(drop)?;
        self.thin_out();
        Ok(true)
    }

    /// Removes what is too much, and what crashes left. What cannot be removed is left for the next time.
    fn thin_out(&self) {
        let points = self.list();
        for point in too_many(&points, self.limits.document) {
            disk::remove(&point.path).ok();
        }
        for path in stray::paths_in(&self.folder).filter(|path| stray::is_temporary(path) && stray::is_old(path)) {
            disk::remove(&path).ok();
        }
        if let Some(root) = self.folder.parent() {
            trim(root, self.limits.all);
        }
    }
}

impl Point {
    /// The point at `path`; `None` for what has no name of one, and for what is no ordinary file.
    fn look_at(path: PathBuf) -> Option<Self> {
        let (number, reason) = named(&path)?;
        let metadata = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let facts = first_line(&path).and_then(|line| facts_in(&line)).unwrap_or_default();
        let (at, product, digest) = (facts.at, facts.product, facts.digest);
        Some(Self { number, reason, at, product, size: metadata.len(), path, digest })
    }

    /// What the document's file held, byte for byte.
    ///
    /// # Errors
    /// As [`read_file`].
    pub fn content(&self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = read_file(&self.path)?;
        if bytes.starts_with(FACTS.as_bytes()) {
            let line = bytes.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| end + 1);
            bytes.drain(..line);
        }
        Ok(bytes)
    }

    /// The workbook of that time.
    ///
    /// # Errors
    /// As [`open`](super::open()).
    pub fn take<T: DeserializeOwned>(&self) -> Result<Restored<T>, StoreError> {
        let content = self.content()?;
        let parsed = format::read(&content).map_err(|source| StoreError::Format { path: self.path.clone(), source })?;
        Ok(Restored { value: parsed.value, is_intact: self.digest == Some(digest(&content)) })
    }
}

fn root(places: &Places) -> PathBuf {
    places.state.join("points")
}

/// The number and the reason in the name of a point. A reason of a later version reads as a save.
fn named(path: &Path) -> Option<(u32, Reason)> {
    let name = path.file_name()?.to_str()?.strip_suffix(".caveat")?;
    let (number, key) = name.split_once('-')?;
    let reason = Reason::ALL.into_iter().find(|reason| reason.key() == key).unwrap_or(Reason::Saved);
    Some((number.parse().ok()?, reason))
}

fn with_facts(facts: &Facts, content: &[u8]) -> Result<Vec<u8>, FormatError> {
    let facts = ron::to_string(facts).map_err(|error| FormatError::Unwritable { problem: error.to_string() })?;
    let mut bytes = format!("{FACTS}{facts}\n").into_bytes();
    bytes.extend_from_slice(content);
    if bytes.len() as u64 > SIZE_LIMIT { Err(FormatError::TooLarge { limit: SIZE_LIMIT }) } else { Ok(bytes) }
}

fn first_line(path: &Path) -> Option<Vec<u8>> {
    let mut line = Vec::new();
    BufReader::new(File::open(path).ok()?.take(FACTS_LIMIT)).read_until(b'\n', &mut line).ok()?;
    Some(line)
}

fn facts_in(line: &[u8]) -> Option<Facts> {
    ron::from_str(std::str::from_utf8(line).ok()?.strip_prefix(FACTS)?).ok()
}

/// Whether the content of a workbook file says, near its start, that an older version wrote it.
fn is_of_older_version(content: &[u8]) -> bool {
    let head = String::from_utf8_lossy(content.get(..VERSION_LIMIT).unwrap_or(content));
    let written = head.split_once("version:").map(|(_, rest)| rest.trim_start());
    let digits: String = written.unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
    digits.parse::<u32>().is_ok_and(|version| version < format::VERSION)
}

/// A stretch of time of which one point stays.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stretch {
    Hour(DateTime),
    Day(DateTime),
    Week(i16, i8),
}

impl Stretch {
    /// The stretch of a point that was made at `at`, seen from `from`. A moment that lies ahead is recent.
    fn of(at: DateTime, from: DateTime) -> Self {
        let day = at.date();
        match from.duration_since(at).as_hours() {
            hours if hours < HOURS_OF_A_DAY => Self::Hour(day.at(at.hour(), 0, 0, 0)),
            hours if hours < HOURS_OF_A_MONTH => Self::Day(day.at(0, 0, 0, 0)),
            _ => Self::Week(day.iso_week_date().year(), day.iso_week_date().week()),
        }
    }
}

/// Those of `points`, the newest first, that are not to stay.
///
/// Ages are counted from the last point that stays in any case: a clock that jumps once therefore ages none of the others.
fn too_many(points: &[Point], limit: u64) -> Vec<&Point> {
    let (last, before) = points.split_at(points.len().min(LAST));
    let from = last.last().and_then(|point| point.at);
    let mut stretches = BTreeSet::new();
    let is_too_close = |point: &&Point| {
        let stretch = point.at.zip(from).map(|(at, from)| Stretch::of(at, from));
        !point.reason.is_lasting() && stretch.is_some_and(|stretch| !stretches.insert(stretch))
    };
    let (mut gone, mut kept): (Vec<&Point>, Vec<&Point>) = before.iter().partition(is_too_close);
    kept.splice(0..0, last);
    let mut total: u64 = kept.iter().map(|point| point.size).sum();
    let mut by_age: Vec<&Point> = kept.iter().skip(1).rev().copied().collect();
    by_age.sort_by_key(|point| point.reason.is_lasting());
    for point in by_age {
        if total <= limit {
            break;
        }
        total -= point.size;
        gone.push(point);
    }
    gone
}

/// Removes the oldest points in the folder of all documents while they have more than `limit` bytes, but for the newest of
/// each. Numbers say nothing between documents, so that the time of writing decides.
fn trim(root: &Path, limit: u64) {
    let mut total = 0;
    let mut old: Vec<(bool, SystemTime, u64, PathBuf)> = Vec::new();
    for folder in stray::paths_in(root) {
        let mut points: Vec<(u32, Reason, PathBuf)> = stray::paths_in(&folder)
            .filter_map(|path| named(&path).map(|(number, reason)| (number, reason, path)))
            .collect();
        points.sort_by_key(|(number, ..)| std::cmp::Reverse(*number));
        for (place, (_, reason, path)) in points.into_iter().enumerate() {
            let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
            total += metadata.len();
            if place > 0 {
                let written = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                old.push((reason.is_lasting(), written, metadata.len(), path));
            }
        }
    }
    old.sort();
    for (_, _, size, path) in old {
        if total <= limit {
            return;
        }
        if disk::remove(&path).is_ok() {
            total -= size;
        }
    }
}

#[cfg(test)]
mod tests;
