//! What the restore points of a document were and say: one list with one point that is looked at, for the dialog over a document
//! and for the start screen.
//!
//! Holds what jobs have read; reads nothing by itself. `list` and `details` draw it.

use std::path::PathBuf;

use jiff::civil::DateTime;

use crate::difference::Difference;
use crate::model::{Date, Section, Workbook};
use crate::store::points::{Point, Reason, Restored};
use crate::store::salvage::Salvaged;
use crate::ui::history::moment_words;
use crate::words;

use super::survey::{Find, Surveyed};

/// What came of reading a point.
pub type Read = Result<Restored<Workbook>, Damaged>;

/// A point, or work that was left, that cannot be read whole.
#[derive(Debug, Clone)]
pub struct Damaged {
    /// What is wrong, in words.
    pub error: String,
    /// What can be read all the same.
    pub salvaged: Option<Box<Salvaged<Workbook>>>,
}

impl Damaged {
    /// How far it can be read, in words.
    #[must_use]
    pub fn reach(&self) -> String {
        self.salvaged.as_ref().map_or_else(|| "Nothing of it can be read".to_owned(), |salvaged| reach(salvaged))
    }
}

/// How far a damaged workbook can be read: `Reads up to section 8, Failure modes`, `Reads without Metrics`.
#[must_use]
pub fn reach(salvaged: &Salvaged<Workbook>) -> String {
    let title = |name: &String| Section::from_key(name).map_or("a part without a name", Section::title).to_owned();
    let last = salvaged.read.iter().rev().find_map(|name| Section::from_key(name));
    match last {
        Some(last) if salvaged.is_cut => format!("Reads up to section {}, {}", last.numeral(), last.title()),
        _ if salvaged.lost.is_empty() => "All sections can be read".to_owned(),
        _ => format!("Reads without {}", words::series(&salvaged.lost.iter().map(title).collect::<Vec<_>>())),
    }
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Row {
    /// The file that it is read from.
    pub path: PathBuf,
    /// When it was made.
    pub at: Option<DateTime>,
    /// Why.
    pub reason: Reason,
    /// Why, in the words of the list.
    pub title: String,
    /// Bytes that it takes.
    pub size: u64,
    /// The point; `None` for work that was left, which is no point yet.
    pub point: Option<Point>,
}

impl Row {
    fn of(point: Point) -> Self {
        let title = if point.about.is_empty() { point.reason.words().to_owned() } else { point.about.clone() };
        Self {
            path: point.path.clone(),
            at: point.at,
            reason: point.reason,
            title,
            size: point.size,
            point: Some(point),
        }
    }

    /// When it was made, for the middle of a sentence: `today, 14:32`.
    pub fn when(&self, today: Date) -> String {
        let words = moment_words(self.at, today);
        match self.at {
            None => "earlier".to_owned(),
            Some(at) if at.date() == today => format!("today, {words}"),
            Some(_) => words,
        }
    }
}

/// The points of a document, with one that is looked at.
#[derive(Default)]
pub struct View {
    /// Work that was left of it: the first line, and what is in it.
    left: Option<(Row, Read)>,
    /// What was begun in it, in words; blank if nothing was.
    pub begun: String,
    /// The lines, the newest first; `None` until they are known.
    rows: Option<Vec<Row>>,
    pub(super) at: usize,
    /// What was read, of which point.
    read: Option<(PathBuf, Read)>,
    /// What going back to it would change, for which revision.
    pub(super) difference: Option<(u64, Difference)>,
    /// Whether the list has had the focus.
    pub(super) entered: bool,
    /// Whether the list takes the focus when it is there.
    pub(super) takes_focus: bool,
    /// What a look at all of them gave, by path.
    pub surveyed: Vec<Surveyed>,
    /// When something changed.
    pub find: Find,
}

impl View {
    /// A list whose first line is work that was left.
    #[must_use]
    pub fn with_left(row: Row, read: Read) -> Self {
        Self { left: Some((row, read)), ..Self::default() }
    }

    /// A list that takes the focus when it is there.
    #[must_use]
    pub fn with_focus() -> Self {
        Self { takes_focus: true, ..Self::default() }
    }

    /// Takes up which points there are.
    pub fn list(&mut self, points: Vec<Point>) {
        let left = self.left.iter().map(|(row, _)| row.clone());
        self.rows = Some(left.chain(points.into_iter().map(Row::of)).collect());
    }

    /// Takes up what is in the point at `path`.
    pub fn know(&mut self, path: PathBuf, read: Read) {
        (self.read, self.difference) = (Some((path, read)), None);
    }

    /// The lines, if they are known.
    #[must_use]
    pub fn rows(&self) -> Option<&[Row]> {
        self.rows.as_deref()
    }

    /// Every point of the list.
    pub fn points(&self) -> Vec<Point> {
        self.rows.iter().flatten().filter_map(|row| row.point.clone()).collect()
    }

    /// The point that is looked at, if it is yet to be read.
    pub fn unread(&self) -> Option<&Point> {
        let row = self.row()?;
        let is_read = self.read.as_ref().is_some_and(|(path, _)| *path == row.path);
        row.point.as_ref().filter(|_| !is_read)
    }

    /// The line that is looked at.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.as_ref()?.get(self.at)
    }

    /// What is in it, once it was read.
    #[must_use]
    pub fn result(&self) -> Option<&Read> {
        let row = self.row()?;
        let left = self.left.as_ref().filter(|(left, _)| left.path == row.path).map(|(_, read)| read);
        left.or_else(|| self.read.as_ref().filter(|(path, _)| *path == row.path).map(|(_, read)| read))
    }

    /// The workbook that is looked at, whole.
    #[must_use]
    pub fn workbook(&self) -> Option<&Workbook> {
        self.result()?.as_ref().ok().map(|restored| &restored.value)
    }

    /// Sets the point that is looked at against what there is.
    pub fn compare(&mut self, now: &Workbook, revision: u64) {
        if self.difference.as_ref().is_some_and(|(known, _)| *known == revision) {
            return;
        }
        self.difference = self.workbook().map(|then| (revision, Difference::between(now, then)));
    }

    /// Turns to the line at a place.
    pub fn look_at(&mut self, at: usize) {
        (self.at, self.difference) = (at, None);
    }

    /// Turns to the line that is read from this file.
    pub fn look_at_path(&mut self, path: &std::path::Path) {
        if let Some(at) = self.rows.iter().flatten().position(|row| row.path == path) {
            self.look_at(at);
        }
    }

    /// Whether going there would change something.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.difference.as_ref().is_some_and(|(_, difference)| !difference.is_empty())
    }
}
