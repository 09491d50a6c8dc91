//! What a merge needs, brought together off the window's thread: the other side, what both come from, and what merges.
//!
//! The base is what this window read or wrote last. For work that was recovered after its file had changed it is the restore point
//! that holds what the file held when the work began, and no other: a later one would be the other side itself, against which the
//! recovered work seems to have undone everything. For another copy it is the restore point from which that differs least: the
//! newest of those, as later points hold what the other side does not know yet. Such a point counts only if it was in the file: of
//! work that never left this window the other side knows nothing, and would seem to have deleted it. Where there is none,
//! everything that differs is asked about.

use std::path::PathBuf;

use jiff::civil::DateTime;

use crate::difference::Difference;
use crate::merge::{Merge, Unmerged, merge};
use crate::model::Workbook;
use crate::pack::carried;
use crate::store::{self, Digest, FormatError, Places, Points, StoreError, format, holder_of};

use super::Source;
use crate::ui::notice::explained;
use crate::ui::tasks::not_read;

/// The most restore points that are looked through for a base.
const MOST_POINTS: usize = 40;

/// What is asked for.
pub struct Request {
    pub source: Source,
    pub path: PathBuf,
    pub ours: Workbook,
    /// What this window read or wrote last.
    pub base: Option<Workbook>,
    /// The digest of that.
    pub known: Option<Digest>,
    pub points: Option<Points>,
    /// The folders, to see who has the file open.
    pub places: Option<Places>,
    /// Whether it is this window that holds the file: then nobody else is known.
    pub is_held_here: bool,
}

/// What came of it.
pub struct Gathered {
    pub source: Source,
    pub path: PathBuf,
    pub result: Result<Theirs, NotGathered>,
}

/// Why there is nothing to merge with.
pub enum NotGathered {
    /// The file is not there any more.
    Gone,
    /// It cannot be read: what happened and what to do; and whether a newer version wrote it.
    Unreadable { text: String, is_newer: bool },
}

/// The other side.
pub struct Theirs {
    pub workbook: Workbook,
    /// Its file, byte for byte.
    pub bytes: Vec<u8>,
    pub digest: Digest,
    /// When the file was written.
    pub written: Option<DateTime>,
    /// Who has it open now, if somebody does: most likely who wrote it.
    pub writer: String,
    /// This side, as it was when they were set against each other.
    pub ours: Workbook,
    pub base: Base,
    /// What came of merging, or why it is no copy of this workbook.
    pub merge: Result<Merge, Unmerged>,
}

/// What both sides come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// What was open here before either side changed.
    Read,
    /// A restore point that was made then.
    Point(Option<DateTime>),
    /// Nothing that is known.
    None,
}

impl Gathered {
    /// Reads, and merges.
    pub fn of(request: Request) -> Self {
        let (source, path) = (request.source.clone(), request.path.clone());
        Self { source, path, result: Theirs::of(request) }
    }
}

impl Theirs {
    fn of(request: Request) -> Result<Self, NotGathered> {
        let (workbook, bytes) = read(&request)?;
        let digest = store::digest(&bytes);
        let written = store::glance::written(&request.path);
        let is_asked = matches!(request.source, Source::Disk(_)) && !request.is_held_here;
        let holder = holder_of(request.places.as_ref(), &request.path).filter(|_| is_asked);
        let writer = holder.map(|holder| holder.person).unwrap_or_default();
        let (found, base) = base_of(&request, &workbook);
        let merge = merge(&found.unwrap_or_default(), &request.ours, &workbook);
        Ok(Self { workbook, bytes, digest, written, writer, ours: request.ours, base, merge })
    }
}

fn read(request: &Request) -> Result<(Workbook, Vec<u8>), NotGathered> {
    if request.source == Source::Copy && carried::is_document(&request.path) {
        let inside = carried::inside(&request.path);
        return inside
            .map(|(bytes, workbook)| (workbook, bytes))
            .map_err(|error| NotGathered::Unreadable { text: not_read(&error), is_newer: false });
    }
    let refused = |error: StoreError| match error {
        StoreError::NotFound { .. } => NotGathered::Gone,
        StoreError::Format { source: FormatError::Newer { .. }, .. } => {
            NotGathered::Unreadable { text: explained(&error), is_newer: true }
        }
        _ => NotGathered::Unreadable { text: explained(&error), is_newer: false },
    };
    let bytes = store::read_file(&request.path).map_err(refused)?;
    match format::read::<Workbook>(&bytes) {
        Ok(parsed) => Ok((parsed.value, bytes)),
        Err(source) => Err(refused(StoreError::Format { path: request.path.clone(), source })),
    }
}

/// What both sides come from, if that is known.
fn base_of(request: &Request, theirs: &Workbook) -> (Option<Workbook>, Base) {
    if let (Source::Disk(_), Some(base)) = (&request.source, &request.base) {
        return (Some(base.clone()), Base::Read);
    }
    if let Source::Disk(_) = &request.source {
        let then = request.points.as_ref().zip(request.known).and_then(|(points, known)| points.held(known));
        return then.map_or((None, Base::None), |(workbook, at)| (Some(workbook), Base::Point(at)));
    }
    let points = request.points.as_ref().map(Points::list).unwrap_or_default();
    let mut best: Option<(usize, Workbook, Base)> = None;
    if let Some(read) = request.base.clone().filter(|read| is_related(read, theirs)) {
        best = Some((distance(&read, theirs), read, Base::Read));
    }
    for point in points.into_iter().filter(|point| point.reason.was_in_file()).take(MOST_POINTS) {
        let Ok(content) = point.content() else { continue };
        let Ok(then) = format::read::<Workbook>(&content) else { continue };
        let far = distance(&then.value, theirs);
        let is_better = best.as_ref().is_none_or(|(least, ..)| far < *least);
        if is_better && is_related(&then.value, theirs) {
            best = Some((far, then.value, Base::Point(point.at)));
        }
    }
    best.map_or((None, Base::None), |(_, workbook, base)| (Some(workbook), base))
}

/// How much differs.
fn distance(one: &Workbook, other: &Workbook) -> usize {
    Difference::between(one, other).changes().len()
}

/// Whether both are versions of one document: they share an item, or one holds none.
fn is_related(one: &Workbook, other: &Workbook) -> bool {
    let ids = |workbook: &Workbook| {
        let mut ids = std::collections::BTreeSet::new();
        workbook.walk(&mut |place, _| ids.extend(place.items.iter().map(|(_, id, _)| *id)));
        ids
    };
    let (one, other) = (ids(one), ids(other));
    one.is_empty() || other.is_empty() || !one.is_disjoint(&other)
}
