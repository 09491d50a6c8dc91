//! The open document: the session with its file, what follows from it, and its copy for recovery.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::edit::begun::Begun;
use crate::edit::{Ids, Session};
use crate::model::manner::{self, Manner};
use crate::model::place::Place;
use crate::model::{Date, Section, Workbook};
use crate::store::{Digest, Places, StoreError};

use super::facts::Facts;
use super::jobs::{Job, Jobs, Poll};
use super::keeper::Keeper;
use super::last_words::LastWords;
use super::page::Page;
use super::panels::bulk::Hold;
use super::standing::{Disk, Standing};

/// Seconds without a key after which what was typed becomes a step.
const PAUSE: f64 = 0.8;

/// Seconds between copies for recovery while somebody types without a pause: with the time that a copy takes, less than two.
pub(super) const WHILE_TYPING: f64 = 1.0;

/// A moment as it is remembered: `2026-03-09 14:32`.
#[must_use]
pub fn moment(now: DateTime) -> String {
    now.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Where a document came from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// Its file; `None` until it is saved for the first time.
    pub path: Option<PathBuf>,
    /// The digest of that file when it was opened or last saved.
    pub digest: Option<Digest>,
    /// Whether the file takes no changes.
    pub read_only: bool,
    /// The name to suggest for its file while it has none.
    pub named: Option<String>,
}

/// A step that is being typed or dragged.
#[derive(Debug, Clone, Default)]
pub struct Typing {
    /// Its name; `None` if there is none.
    pub name: Option<String>,
    /// Whether something was written in this frame.
    pub fresh: bool,
}

/// The open document.
pub struct Document {
    /// Which document of this window it is: jobs that were begun for another one are not for this.
    pub serial: u64,
    /// The one door.
    pub session: Session,
    /// Where it came from.
    pub origin: Origin,
    /// How it stands to its file.
    pub standing: Standing,
    /// The time of the last save in this window, such as `14:32`.
    pub saved_at: Option<String>,
    /// What follows from the workbook.
    pub facts: Arc<Facts>,
    /// A place that the page is asked to show.
    pub reveal: Option<Place>,
    /// The step that is being typed.
    pub typing: Typing,
    /// What is begun in forms and not recorded, as of this frame.
    pub begun: Begun,
    /// What of it the person has agreed to let go of.
    pub begun_given_up: Option<Begun>,
    /// What is chosen on the page that is shown.
    pub hold: Hold,
    /// The page on which each step was made, by the step's id.
    made_on: BTreeMap<u64, Page>,
    /// Whether what its file held was given to be kept as a restore point, so that there is something to merge with.
    pub keeps_opened: bool,
    facts_revision: Option<u64>,
    computing: Option<Job<(u64, Facts)>>,
    last_write: f64,
    kept_at: f64,
    /// Keeps the copy for recovery.
    pub keeper: Keeper,
}

impl Document {
    /// A document that is as saved.
    #[must_use]
    pub fn new(workbook: Workbook, origin: Origin) -> Self {
        let base = origin.digest.is_some().then(|| workbook.clone());
        Self {
            serial: 0,
            session: Session::new(workbook, Ids::random()),
            origin,
            standing: Standing { base, ..Standing::default() },
            saved_at: None,
            facts: Arc::default(),
            reveal: None,
            typing: Typing::default(),
            begun: Begun::default(),
            begun_given_up: None,
            hold: Hold::default(),
            made_on: BTreeMap::new(),
            keeps_opened: false,
            facts_revision: None,
            computing: None,
            last_write: 0.0,
            kept_at: 0.0,
            keeper: Keeper::default(),
        }
    }

    /// A document that was recovered: unsaved, with nothing to undo.
    #[must_use]
    pub fn recovered(workbook: Workbook, origin: Origin) -> Self {
        let mut document = Self::new(workbook, origin);
        // its file holds something else, and it is for whoever reads the file to say what
        document.standing.base = None;
        document.session.mark_saved(Workbook::default());
        document
    }

    /// Takes over what follows from the workbook, worked out while it was read.
    pub fn know(&mut self, facts: Arc<Facts>) {
        self.facts = facts;
        // they were worked out where no manner held
        self.facts_revision = (manner::current() == Manner::PLAIN).then(|| self.session.revision());
    }

    /// What is open: for tests.
    #[must_use]
    pub fn facts(&self) -> &[crate::assess::findings::Finding] {
        &self.facts.findings
    }

    /// Works out again what follows from the workbook: its sentences are to be in another manner.
    pub fn say_anew(&mut self) {
        self.facts_revision = None;
    }

    /// What people call it: the product, else the file, else "Untitled".
    #[must_use]
    pub fn title(&self) -> String {
        let product = self.session.workbook().about.product.trim();
        if !product.is_empty() {
            return product.to_owned();
        }
        let stem = self.origin.path.as_deref().and_then(Path::file_stem);
        stem.map_or_else(|| "Untitled".to_owned(), |stem| stem.to_string_lossy().into_owned())
    }

    /// The name to suggest for its file.
    #[must_use]
    pub fn file_name(&self) -> String {
        if let Some(name) = self.origin.path.as_deref().and_then(Path::file_name) {
            return name.to_string_lossy().into_owned();
        }
        if let Some(name) = &self.origin.named {
            return name.clone();
        }
        let words: Vec<String> = self
            .title()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        format!("{}.caveat", if words.is_empty() { "untitled".to_owned() } else { words.join("-") })
    }

    /// Makes what was typed into a step, if the person has stopped: the pointer is up, and either no text has the focus any
    /// more or no key was pressed for a while. Gives the seconds to wait if it is too early.
    pub fn settle(&mut self, now: f64, pointer_down: bool, text_focused: bool) -> Option<f64> {
        self.typing.name.as_ref()?;
        if std::mem::take(&mut self.typing.fresh) {
            self.last_write = now;
        }
        let waited = now - self.last_write;
        if pointer_down || (text_focused && waited < PAUSE) {
            return Some((PAUSE - waited).max(0.05));
        }
        self.settle_now();
        None
    }

    /// Makes what was typed into a step at once: before a save, an undo, a command.
    pub fn settle_now(&mut self) {
        if let Some(name) = std::mem::take(&mut self.typing).name {
            self.session.settle(&name);
        }
    }

    /// Notes that the newest step was made on this page, if it is new.
    pub fn note_page(&mut self, page: Page) {
        if let Some(step) = self.session.steps().next_back() {
            self.made_on.entry(step.id).or_insert(page);
        }
    }

    /// The page on which the newest step was made.
    #[must_use]
    pub fn newest_made_on(&self) -> Option<Page> {
        let newest = self.session.steps().next_back()?.id;
        self.made_on.get(&newest).copied()
    }

    /// Computes what follows from the workbook where it has changed. `true` while that is under way.
    pub fn refresh_facts(&mut self, jobs: &Jobs, today: Date) -> bool {
        if let Some(job) = &self.computing {
            match job.poll() {
                Poll::Working => return true,
                Poll::Done((revision, facts)) => {
                    self.facts = Arc::new(facts);
                    self.facts_revision = Some(revision);
                    self.computing = None;
                }
                Poll::Lost => self.computing = None,
            }
        }
        let revision = self.session.revision();
        if self.facts_revision == Some(revision) {
            return false;
        }
        let workbook = self.session.workbook().clone();
        let manner = manner::current();
        let job = jobs.start("Checking", move |_| (revision, manner::speaking(manner, || Facts::of(&workbook, today))));
        self.computing = Some(job);
        true
    }

    /// Keeps a copy of unsaved work for recovery, in the background: of every step, and every so often of what is being typed,
    /// as somebody may write for minutes without a pause. `time` counts seconds. An error is given once, when it appears.
    pub fn keep_for_recovery(
        &mut self,
        jobs: &Jobs,
        places: &Places,
        (time, now): (f64, fn() -> DateTime),
    ) -> Option<StoreError> {
        let (dirty, revision) = (self.session.is_dirty(), self.session.revision());
        let (session, origin) = (&self.session, &self.origin);
        let copy = || (session.workbook().clone(), origin.clone(), moment(now()));
        let is_typed = self.typing.name.is_some() && self.keeper.has_looked();
        let changes = is_typed || self.keeper.is_begun_anew(&self.begun);
        if changes && time - self.kept_at < WHILE_TYPING {
            self.keeper.keep_later((jobs, places), WHILE_TYPING, &self.begun, copy);
            return None;
        }
        if changes {
            self.kept_at = time;
            self.keeper.look_again();
        }
        let error = self.keeper.tend(jobs, places, (dirty, revision, &self.begun), copy);
        if (dirty || !self.begun.is_empty()) && !self.keeper.has_taken(revision, &self.begun) {
            self.keeper.keep_later((jobs, places), WHILE_TYPING, &self.begun, copy);
        }
        error
    }

    /// The unsaved work as it is now, for the case that the program stops in the middle; `None` if all is saved.
    pub(super) fn last_words(&mut self, places: &Places, now: DateTime) -> Option<LastWords> {
        (self.session.is_dirty() || !self.begun.is_empty()).then(|| LastWords {
            workbook: self.session.workbook().clone(),
            begun: self.begun.clone(),
            origin: self.origin.clone(),
            at: now,
            place: self.keeper.place(places),
        })
    }

    /// Notes that `workbook` is on the disk now.
    pub fn saved(&mut self, workbook: Workbook, path: PathBuf, digest: Digest, at: String) {
        self.standing.base = Some(workbook.clone());
        (self.standing.disk, self.standing.glance, self.standing.anyway) = (Disk::Known, None, false);
        self.standing.permissions.take_if(|_| self.origin.path.as_ref() != Some(&path));
        self.session.mark_saved(workbook);
        self.origin = Origin { path: Some(path), digest: Some(digest), ..Origin::default() };
        self.saved_at = Some(at);
        self.keeper.look_again();
    }

    /// How complete the whole workbook is, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f32 {
        let all = Section::ALL.iter().map(|section| self.facts.completeness(*section));
        let (answered, expected) =
            all.fold((0, 0), |(answered, expected), c| (answered + c.answered, expected + c.expected()));
        if expected == 0 { 0.0 } else { answered as f32 / expected as f32 }
    }
}
