//! What is under way in the background for the window: reading, writing, asking for a file, remembering.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::edit::operations::reserve_numbers;
use crate::model::Workbook;
use crate::pack::carried::{self, NotRead};
use crate::store::recovery::{Abandoned, Taken};
use crate::store::salvage::{Salvaged, salvage};
use crate::store::{self, Digest, Hold, Holder, Holding, Opened, Places, Saved, StoreError, format, read_file};
use crate::words::capitalized;

use super::chrome::path_field::PathField;
use super::dialogs::{Answer, Wanted};
use super::facts::Facts;
use super::files::Intent;
use super::jobs::{Job, Poll};
use super::notice::explained;

/// What may be at the place where a document is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum There {
    /// The file that was opened or saved last, unchanged.
    Known(Option<Digest>),
    /// Whatever it is: the person said so.
    Anything,
    /// Whatever it is, unless somebody has it open: the system asked about replacing a file, and knows nothing of that.
    Closed,
    /// Nothing: nobody was asked about replacing a file.
    Nothing,
}

/// A document to be written.
#[derive(Debug, Clone)]
pub struct Order {
    /// Where to.
    pub path: PathBuf,
    /// What may be there.
    pub there: There,
    /// What comes afterwards.
    pub then: Intent,
}

/// Why a document was not written.
pub enum Refusal {
    /// There is a file already, and nobody was asked about it; who has it open elsewhere, if somebody does.
    Exists(Option<Holder>),
    /// The store says why.
    Store(StoreError),
}

/// A document that was written, or not.
pub struct Written {
    /// How it went.
    pub result: Result<Saved, Refusal>,
    /// What was to be written.
    pub order: Order,
    /// Which document it was.
    pub serial: u64,
    /// Its content.
    pub workbook: Workbook,
    /// Why no restore point was kept, where one should have been.
    pub not_kept: Option<StoreError>,
    /// Whether the original of an older version was kept, although restore points are off.
    pub older_kept: bool,
    /// What came of holding the file, if it was not held yet.
    pub hold: Option<Hold>,
}

/// A file that was read, with what follows from it.
pub struct Read {
    /// How it went.
    pub result: Result<(Opened<Workbook>, Arc<Facts>), NotRead>,
    /// The file.
    pub path: PathBuf,
    /// Whether the workbook was taken out of a document, which it does not belong to any more.
    pub is_taken_out: bool,
    /// What came of holding the file, unless this window does already.
    pub hold: Option<Hold>,
    /// When it was opened, as a clock on the wall says.
    pub since: String,
    /// What can be read of a damaged workbook.
    pub salvaged: Option<Box<Salvaged<Workbook>>>,
}

/// Who opens a file.
#[derive(Debug, Clone)]
pub struct Opener {
    /// The folders of the program.
    pub places: Option<Places>,
    /// The name that the person gave; may be empty.
    pub author: String,
    /// Whether this window has the file open already.
    pub is_held: bool,
}

/// What happened, to which file, and what to do.
#[must_use]
pub fn not_read(error: &NotRead) -> String {
    match error {
        NotRead::Store(error) => explained(error),
        NotRead::Attachment { .. } => format!("{}. {}", capitalized(&error.to_string()), error.hint()),
    }
}

/// What can be read of a damaged workbook, with the numbers of its items kept from being given again.
#[must_use]
pub fn what_reads(bytes: &[u8]) -> Option<Box<Salvaged<Workbook>>> {
    let mut salvaged = Box::new(salvage::<Workbook>(bytes)?);
    reserve_numbers(&mut salvaged.value);
    Some(salvaged)
}

impl Read {
    /// Reads a file, or the workbook inside a document, and works out what follows from it.
    pub fn of(path: PathBuf, now: DateTime, opener: &Opener) -> Self {
        let is_taken_out = carried::is_document(&path);
        let opened: Result<Opened<Workbook>, NotRead> =
            if is_taken_out { carried::open(&path) } else { store::open_to_look(&path).map_err(NotRead::Store) };
        let result = opened.map(|opened| {
            let facts = Arc::new(Facts::of(&opened.value, now.date()));
            (opened, facts)
        });
        let since = now.strftime("%H:%M").to_string();
        let is_ours_to_hold = matches!(&result, Ok((opened, _)) if opened.newer.is_none() && !is_taken_out);
        // last of all: whoever is about to let go has had the time to
        let hold = (is_ours_to_hold && !opener.is_held)
            .then(|| Holding::take(opener.places.as_ref(), &path, &Holder::here(&opener.author, &since)));
        let salvaged = match &result {
            Err(NotRead::Store(StoreError::Format { .. })) if !is_taken_out => {
                read_file(&path).ok().and_then(|bytes| what_reads(&bytes))
            }
            _ => None,
        };
        Self { result, path, is_taken_out, hold, since, salvaged }
    }
}

/// Work that was taken up.
pub struct Recovered {
    /// How it went.
    pub result: Result<Taken<Workbook>, StoreError>,
    /// Where it was.
    pub from: Abandoned,
    /// What its file held when the work began, as long as it still does: what a merge sets both sides against.
    pub base: Option<Workbook>,
}

impl Recovered {
    /// Takes it up.
    pub fn of(from: Abandoned) -> Self {
        let result = from.take();
        let base = result.as_ref().ok().and_then(file_of);
        Self { result, from, base }
    }
}

/// The workbook in the file of work that was left, unless the file has changed since.
fn file_of(left: &Taken<Workbook>) -> Option<Workbook> {
    let bytes = read_file(left.original.as_ref()?).ok()?;
    let is_same = left.expected == Some(store::digest(&bytes));
    is_same.then(|| format::read(&bytes).ok()).flatten().map(|parsed| parsed.value)
}

/// What a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To open it.
    Open,
    /// To open it in place of this one, which is not where it was.
    Locate(PathBuf),
    /// To save the document with this serial there, and then this.
    Save(u64, Intent),
    /// To export documents into it.
    Export,
    /// To make it the logo of the document with this serial.
    Logo(u64),
    /// To set the document with this serial against it.
    Earlier(u64),
    /// To compare it with the document with this serial.
    Compare(u64),
    /// To import scores from it into the document with this serial.
    Scores(u64),
    /// To import a model card from it.
    ModelCard,
    /// To write there what goes to a reviewer of the document with this serial, under this name.
    ForReviewer(u64, String),
    /// To import what a reviewer of the document with this serial sent back.
    Replies(u64),
    /// To save the answers of the review copy with this serial there, under this name.
    Answers(u64, String),
    /// To merge it into the document with this serial.
    MergeCopy(u64),
}

/// What is under way.
#[derive(Default)]
pub struct Tasks {
    /// A file is being read.
    pub opening: Option<Job<Read>>,
    /// The document is being written.
    pub saving: Option<Job<Written>>,
    /// What is to be written after that.
    pub queued: Option<Order>,
    /// What was asked for while something had to be finished first.
    pub leaving: Option<Intent>,
    /// Work is being taken up.
    pub recovering: Option<Job<Recovered>>,
    /// A dialog is open.
    pub asking: Option<(Purpose, Job<(Answer, Wanted)>)>,
    remembering: Vec<Job<Result<(), StoreError>>>,
    /// The field for a path, where the system has no dialog.
    pub path_field: Option<PathField>,
}

impl Tasks {
    /// Whether nothing is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.opening.is_none()
            && self.saving.is_none()
            && self.recovering.is_none()
            && self.asking.is_none()
            && self.remembering.is_empty()
    }

    /// Whether the window itself asks for a path.
    #[must_use]
    pub fn is_asking_for_path(&self) -> bool {
        self.path_field.is_some()
    }

    /// Remembers something in the background; a failure is said.
    pub fn remember(&mut self, job: Job<Result<(), StoreError>>) {
        self.remembering.push(job);
    }

    /// What could not be remembered since the last time.
    pub fn not_remembered(&mut self) -> Vec<StoreError> {
        let mut failed = Vec::new();
        self.remembering.retain(|job| match job.poll() {
            Poll::Working => true,
            Poll::Done(result) => {
                failed.extend(result.err());
                false
            }
            Poll::Lost => false,
        });
        failed
    }

    /// What is being done, for the line under the top bar; reading can be cancelled.
    #[must_use]
    pub fn label(&self) -> Option<(&str, bool)> {
        let opening = self.opening.as_ref().map(|job| (job.label(), true));
        opening.or_else(|| self.saving.as_ref().map(|job| (job.label(), false)))
    }

    /// Stops reading a file: whatever comes of it is not wanted any more.
    pub fn cancel(&mut self) {
        if let Some(job) = self.opening.take() {
            job.cancel();
        }
    }
}

/// Something that a job gave, or that it ended without a result.
pub enum Ended<T> {
    /// The result.
    With(T),
    /// Nothing: a defect.
    Without(String),
}

/// Takes up what a job gave, if it has ended.
pub fn take_ended<T>(job: &mut Option<Job<T>>) -> Option<Ended<T>> {
    let ended = match job.as_ref()?.poll() {
        Poll::Working => return None,
        Poll::Done(value) => Ended::With(value),
        Poll::Lost => Ended::Without(job.as_ref()?.label().to_owned()),
    };
    *job = None;
    Some(ended)
}

/// A file by its name.
#[must_use]
pub fn file_words(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
