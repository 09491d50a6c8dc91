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
//! Points thin out, as `thinning` says, and go by their [`Reason`]: the newest of each document stays, and what was decided
//! and signed stays for life. Does not know what a decision is: whoever keeps a point says why.

mod reason;
mod thinning;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::{FormatError, StoreError};
use super::format::{self, SIZE_LIMIT};
use super::save::{create_private_folder, write_private};
use super::{Digest, Places, absolute, digest, disk, exists, hexadecimal, read_file, stray};

pub use reason::Reason;
use thinning::{too_many, trim};

/// How many of the newest points are all kept.
pub const LAST: usize = 20;
/// How many of the newest points that came of saving by itself are all kept, apart from those.
pub const LAST_BY_ITSELF: usize = 6;
/// Bytes that the points of one document may have together.
pub const DOCUMENT_LIMIT: u64 = 64_000_000;
/// Bytes that the points of all documents may have together.
pub const LIMIT: u64 = 512_000_000;

/// What the first line of a point begins with.
const FACTS: &str = "// Restore point: ";
/// Bytes that are read at most to find the facts.
const FACTS_LIMIT: u64 = 600_000;
/// Bytes of what was begun that a point keeps, so that the facts are found.
const BEGUN_LIMIT: usize = 200_000;
/// Characters of the product's name that a point keeps.
const NAME_LIMIT: usize = 200;

/// What is told about a point when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occasion {
    /// When it is, as the clock on the wall says.
    pub at: DateTime,
    /// What people call the document.
    pub product: String,
    /// What it was about, such as `Decision on "Pilot"`; empty where the reason says it all.
    pub about: String,
    /// What was begun beside it, in the words of whoever keeps it: at most 200,000 bytes of it are kept, else nothing.
    pub begun: String,
}

/// What the first line of a point says. A later version may know more.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Facts {
    at: Option<DateTime>,
    product: String,
    about: String,
    document: String,
    digest: Option<Digest>,
    #[serde(skip_serializing_if = "String::is_empty")]
    begun: String,
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
    /// What it was about, in words; may be empty.
    pub about: String,
    /// What was begun beside it, as it was given; mostly empty.
    pub begun: String,
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

    /// Where work is kept that was discarded before it had a file: of all such documents, which have nothing else in common.
    #[must_use]
    pub fn of_untitled(places: &Places) -> Self {
        Self::of(places, &untitled(places))
    }

    /// Lets go of the newest point of what was discarded on this occasion: that is work again.
    pub fn take_back_discarded(&self, occasion: &Occasion) {
        let is_it = |point: &Point| {
            point.reason == Reason::Discarded && point.at == Some(occasion.at) && point.product == named_in(occasion)
        };
        if let Some(point) = self.list().into_iter().find(is_it) {
            // one that stays is there twice, which is no loss
            disk::remove(&point.path).ok();
        }
    }

    /// The points, the newest first. Reads the first line of each; a damaged one is among them.
    #[must_use]
    pub fn list(&self) -> Vec<Point> {
        let mut found: Vec<Point> = stray::paths_in(&self.folder).filter_map(Point::look_at).collect();
        found.sort_by(|one, other| (other.number, &other.path).cmp(&(one.number, &one.path)));
        found
    }

    /// What the document's file held when its digest was `known`, and when that was kept: from the newest point that holds it to the
    /// byte, whyever it was kept. `None` where there is none that can be read.
    #[must_use]
    pub fn held<T: DeserializeOwned>(&self, known: Digest) -> Option<(T, Option<DateTime>)> {
        self.list().into_iter().filter(|point| point.digest == Some(known)).find_map(|point| {
            let content = point.content().ok().filter(|content| digest(content) == known)?;
            Some((format::read(&content).ok()?.value, point.at))
        })
    }

    /// Keeps what the document's file holds before it is saved over, unless the newest point of what the file held
    /// has that already.
    ///
    /// `expected` is its digest when it was opened or last saved: where that is the newest point's, the file is not read.
    ///
    /// # Errors
    /// Those of [`read_file`] and of [`keep`](Self::keep).
    pub fn keep_before_save(&self, expected: Option<Digest>, occasion: &Occasion) -> Result<(), StoreError> {
        let newest = self.newest_in_file();
        if !exists(&self.document) || (expected.is_some() && newest == expected) {
            return Ok(());
        }
        let content = read_file(&self.document)?;
        if newest == Some(digest(&content)) {
            return Ok(());
        }
        self.keep_found(&content, occasion)
    }

    /// What the file held when the newest point of that was made.
    fn newest_in_file(&self) -> Option<Digest> {
        self.list().into_iter().find(|point| point.reason.was_in_file()).and_then(|point| point.digest)
    }

    fn keep_found(&self, content: &[u8], occasion: &Occasion) -> Result<(), StoreError> {
        let reason = if format::older_version(content).is_some() { Reason::Older } else { Reason::Found };
        self.keep(content, reason, occasion).map(drop)
    }

    /// Keeps what the document's file holds while it is being edited for the first time: work that is recovered after somebody
    /// else has changed the file comes from that. Nothing is kept where a point holds it already, or where the file
    /// does not hold it any more.
    ///
    /// `opened` is its digest when it was opened or last saved.
    ///
    /// # Errors
    /// Those of [`read_file`] and of [`keep`](Self::keep).
    pub fn keep_opened(&self, opened: Digest, occasion: &Occasion) -> Result<(), StoreError> {
        let is_kept = || self.list().iter().any(|point| point.digest == Some(opened));
        if is_kept() {
            return Ok(());
        }
        let content = read_file(&self.document)?;
        // a save may have kept it while it was read
        if digest(&content) != opened || is_kept() { Ok(()) } else { self.keep_found(&content, occasion) }
    }

    /// Keeps what the document's file holds before it is saved over, if an older version wrote it: that cannot be had again from
    /// what this version writes. For where no other points are kept. `true` if it is kept now.
    ///
    /// # Errors
    /// Those of [`read_file`] and of [`keep`](Self::keep).
    pub fn keep_older_before_save(&self, occasion: &Occasion) -> Result<bool, StoreError> {
        if !exists(&self.document) {
            return Ok(false);
        }
        let content = read_file(&self.document)?;
        if format::older_version(&content).is_some() { self.keep(&content, Reason::Older, occasion) } else { Ok(false) }
    }

    /// Keeps what was just saved, and why it is kept, if the file still holds that.
    ///
    /// # Errors
    /// Those of [`read_file`] and of [`keep`](Self::keep).
    pub fn keep_saved(&self, saved: Digest, reason: Reason, occasion: &Occasion) -> Result<(), StoreError> {
        let content = read_file(&self.document)?;
        // what somebody else wrote meanwhile is kept before the next save
        if digest(&content) == saved { self.keep(&content, reason, occasion).map(drop) } else { Ok(()) }
    }

    /// Keeps a workbook that is in no file, such as what is open before a point is restored or something is imported.
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

    /// Keeps `content` as the newest point, then lets go what is too much. `false` if the newest point holds it already,
    /// for as good a reason.
    ///
    /// # Errors
    /// [`StoreError::Denied`] and others of the disk; [`StoreError::Format`] for content that is too large. The points that
    /// were there are then as they were.
    pub fn keep(&self, content: &[u8], reason: Reason, occasion: &Occasion) -> Result<bool, StoreError> {
        let newest = self.list().into_iter().next();
        let digest = digest(content);
        let is_kept = |point: &Point| {
            let is_same = point.digest == Some(digest) && point.begun == occasion.begun;
            // what somebody gave up is looked for among what was given up
            let is_found = reason != Reason::Discarded || point.reason == Reason::Discarded;
            is_same && is_found && point.reason.weight() >= reason.weight()
        };
        if newest.as_ref().is_some_and(is_kept) {
            return Ok(false);
        }
        let number = u64::from(newest.map_or(0, |point| point.number)) + 1;
        let path = self.folder.join(format!("{number:08}-{}.caveat", reason.key()));
        let facts = Facts {
            at: Some(occasion.at),
            product: named_in(occasion),
            about: occasion.about.chars().take(NAME_LIMIT).collect(),
            document: self.document.to_string_lossy().into_owned(),
            digest: Some(digest),
            begun: Some(occasion.begun.clone()).filter(|begun| begun.len() <= BEGUN_LIMIT).unwrap_or_default(),
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
    /// Whether it holds exactly what has this digest.
    #[must_use]
    pub fn holds(&self, content: Digest) -> bool {
        self.digest == Some(content)
    }

    /// The point at `path`; `None` for what has no name of one, and for what is no ordinary file.
    fn look_at(path: PathBuf) -> Option<Self> {
        let (number, reason) = named(&path)?;
        let metadata = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let facts = first_line(&path).and_then(|line| facts_in(&line)).unwrap_or_default();
        let (at, digest) = (facts.at, facts.digest);
        let (product, about, begun) = (facts.product, facts.about, facts.begun);
        Some(Self { number, reason, at, product, about, begun, size: metadata.len(), path, digest })
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

/// Work that was discarded, of whichever document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discarded {
    /// The point that holds it.
    pub point: Point,
    /// The file of its document, if it had one.
    pub document: Option<PathBuf>,
}

/// What was discarded from `since` on, of all documents, the newest first. Reads the first line of each such point.
#[must_use]
pub fn discarded(places: &Places, since: DateTime) -> Vec<Discarded> {
    let is_discarded = |path: &PathBuf| named(path).is_some_and(|(_, reason)| reason == Reason::Discarded);
    let root = root(places);
    let folders: Vec<PathBuf> = stray::paths_in(&root).collect();
    let paths = folders.iter().flat_map(|folder| stray::paths_in(folder)).filter(is_discarded);
    let mut found: Vec<Discarded> = paths
        .filter_map(|path| {
            let document =
                first_line(&path).and_then(|line| facts_in(&line)).map(|facts| PathBuf::from(facts.document));
            let document = document.filter(|path| !path.as_os_str().is_empty() && *path != untitled(places));
            Some(Discarded { point: Point::look_at(path)?, document })
        })
        .filter(|one| one.point.at.is_some_and(|at| at >= since))
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse((one.point.at, one.point.number)));
    found
}

/// The name of the document as a point keeps it.
fn named_in(occasion: &Occasion) -> String {
    occasion.product.chars().take(NAME_LIMIT).collect()
}

fn untitled(places: &Places) -> PathBuf {
    absolute(&root(places).join("untitled"))
}

fn root(places: &Places) -> PathBuf {
    places.state.join("points")
}

/// The number and the reason in the name of a point. A reason of a later version reads as a save.
fn named(path: &Path) -> Option<(u32, Reason)> {
    let name = path.file_name()?.to_str()?.strip_suffix(".caveat")?;
    let (number, key) = name.split_once('-')?;
    Some((number.parse().ok()?, Reason::of(key)))
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

#[cfg(test)]
mod tests;
