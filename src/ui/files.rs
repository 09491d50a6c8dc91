//! Opening, saving and leaving: one way for menu, key, button and close.
//!
//! Whatever would give up the open document goes through [`App::leave_for`], which asks first if there is unsaved work.
//! Files are read and written by jobs; the result is taken up in a later frame.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use crate::edit::Ids;
use crate::edit::operations::renew_ids;
use crate::knowledge;
use crate::model::{Section, Workbook};
use crate::store::recent::RecentFile;
use crate::store::recovery::{Abandoned, Taken};
use crate::store::{self, Guard, How, Opened, Saved, StoreError, format};

use super::app::{App, Page};
use super::chrome::path_field::PathField;
use super::chrome::question::Question;
use super::dialogs::{Answer, Wanted};
use super::document::{Document, Origin};
use super::jobs::{Job, Poll};
use super::notice::Notice;

/// What comes after the open document was saved or given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// Go on with it.
    Stay,
    /// Close the window.
    Quit,
    /// Go to the start screen.
    Close,
    /// Ask for a file to open.
    ChooseFile,
    /// Open this file.
    Open(PathBuf),
    /// Begin from a template.
    Template(&'static str),
    /// Look at an example.
    Example(&'static str),
    /// Take up work that an earlier run left.
    Recover(Abandoned),
}

/// A file that was written.
pub struct Written {
    result: Result<Saved, StoreError>,
    path: PathBuf,
    workbook: Workbook,
    then: Intent,
}

/// A file that was read.
pub struct Read {
    result: Result<Opened<Workbook>, StoreError>,
    path: PathBuf,
}

/// Work that was taken up.
pub struct Recovered {
    result: Result<Taken<Workbook>, StoreError>,
    from: Abandoned,
}

/// What a file is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To open it.
    Open,
    /// To save the document there, and then this.
    Save(Intent),
    /// To export documents into it.
    Export,
}

/// What is under way.
#[derive(Default)]
pub struct Tasks {
    opening: Option<Job<Read>>,
    saving: Option<Job<Written>>,
    /// What is to come after the file that is being written, if that was said while it was written.
    after_saving: Option<Intent>,
    recovering: Option<Job<Recovered>>,
    asking: Option<(Purpose, Wanted, Job<Answer>)>,
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

    /// Whether the document is being written.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
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

    /// What is being done, for the line under the top bar; reading can be cancelled.
    #[must_use]
    pub fn label(&self) -> Option<(&str, bool)> {
        let opening = self.opening.as_ref().map(|job| (job.label(), true));
        opening.or_else(|| self.saving.as_ref().map(|job| (job.label(), false)))
    }

    /// Stops reading a file.
    pub fn cancel(&mut self) {
        if let Some(job) = &self.opening {
            job.cancel();
        }
    }
}

impl App {
    /// Opens a file, after asking about unsaved work.
    pub fn open(&mut self, path: &Path) {
        self.leave_or_ask(Intent::Open(store::absolute(path)));
    }

    /// Gives up the open document for something else, after asking about unsaved work.
    pub(super) fn leave_for(&mut self, ctx: &Context, intent: Intent) {
        self.leave_or_ask(intent);
        ctx.request_repaint();
    }

    fn leave_or_ask(&mut self, intent: Intent) {
        if let Some(document) = &mut self.document {
            document.settle_now();
            if document.session.is_dirty() && intent != Intent::Stay {
                self.question = Some(Question::Unsaved(intent));
                return;
            }
        }
        self.proceed(intent);
    }

    /// Goes on, whatever becomes of the open document.
    pub(super) fn proceed(&mut self, intent: Intent) {
        match intent {
            Intent::Stay => {}
            Intent::Quit => self.quit(),
            Intent::Close => self.put_away(),
            Intent::ChooseFile => self.ask(Purpose::Open),
            Intent::Open(path) => self.start_opening(path),
            Intent::Template(name) => self.begin_from(knowledge::template(name), true),
            Intent::Example(key) => self.begin_from(knowledge::example(key), false),
            Intent::Recover(from) => {
                let taken = from.clone();
                let job =
                    self.around.jobs.start("Recovering", move |_| Recovered { result: taken.take(), from: taken });
                self.tasks.recovering = Some(job);
                drop(from);
            }
        }
    }

    /// Lets the window close. The copy for recovery goes with it: the work is saved, or was given up on purpose.
    fn quit(&mut self) {
        if let Some(mut document) = self.document.take() {
            document.keeper.forget_before_leaving();
        }
        self.may_close = true;
    }

    fn put_away(&mut self) {
        if let Some(mut document) = self.document.take() {
            document.keeper.forget(&self.around.jobs);
        }
    }

    fn set_up(&mut self, document: Document, page: Section) {
        self.put_away();
        self.document = Some(document);
        self.views = super::panels::Views::default();
        self.page = Page::Section(page);
        self.notices.clear();
    }

    fn begin_from(&mut self, text: Option<&'static str>, as_new: bool) {
        let Some(Ok(read)) = text.map(|text| format::read::<Workbook>(text.as_bytes())) else {
            self.notices
                .say(Notice::failure("This cannot be read", "It came with Caveat and is damaged. Please report it."));
            return;
        };
        let mut workbook = read.value;
        if as_new {
            renew_ids(&mut workbook, &mut Ids::random());
        }
        self.set_up(Document::new(workbook, Origin::default()), Section::About);
    }

    fn start_opening(&mut self, path: PathBuf) {
        let label = format!("Opening {}", file_words(&path));
        self.tasks.opening = Some(self.around.jobs.start(label, move |_| Read { result: store::open(&path), path }));
    }

    /// Saves the document where it is, or asks where.
    pub(super) fn save(&mut self, then: Intent) {
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        match document.origin.path.clone() {
            Some(path) if !document.origin.read_only => {
                let expected = document.origin.digest;
                self.write(path, expected, then);
            }
            _ => self.save_as(then),
        }
    }

    /// Asks where to save the document.
    pub(super) fn save_as(&mut self, then: Intent) {
        if self.document.is_some() {
            self.ask(Purpose::Save(then));
        }
    }

    /// Writes the document over what was there, whoever changed it meanwhile.
    pub(super) fn save_over(&mut self, path: PathBuf, then: Intent) {
        self.write(path, None, then);
    }

    fn write(&mut self, path: PathBuf, expected: Option<store::Digest>, then: Intent) {
        let Some(document) = &mut self.document else { return };
        if self.tasks.saving.is_some() {
            self.tasks.after_saving = Some(then);
            return;
        }
        document.settle_now();
        let workbook = document.session.workbook().clone();
        let backups = self.around.places.as_ref().map(|places| places.state.join("backups"));
        let label = format!("Saving {}", file_words(&path));
        self.tasks.saving = Some(self.around.jobs.start(label, move |_| {
            let guard = Guard { expected, backup_folder: backups.as_deref() };
            let result = store::save(&path, &workbook, &guard);
            Written { result, path, workbook, then }
        }));
    }

    /// Asks for a file with the system's dialog.
    pub(super) fn ask(&mut self, purpose: Purpose) {
        if self.tasks.asking.is_some() {
            return;
        }
        let folder = self.folder();
        let wanted = match &purpose {
            Purpose::Open => Wanted::Workbook { folder },
            Purpose::Export => Wanted::Folder { folder },
            Purpose::Save(_) => {
                let name = self.document.as_ref().map(Document::file_name).unwrap_or_default();
                Wanted::Place { folder, name }
            }
        };
        let (dialogs, question) = (Arc::clone(&self.around.dialogs), wanted.clone());
        let job = self.around.jobs.start("Waiting for the dialog", move |_| dialogs.ask(&question));
        self.tasks.asking = Some((purpose, wanted, job));
    }

    /// The folder to begin in: the document's, or that of the last one.
    fn folder(&self) -> Option<PathBuf> {
        let own = self.document.as_ref().and_then(|document| document.origin.path.as_deref());
        let last = self.recent.files().first().map(|file| file.path.as_path());
        own.or(last).and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned)
    }

    /// Takes up an answer to [`App::ask`].
    pub(super) fn answered(&mut self, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::Open => self.proceed(Intent::Open(path)),
            Purpose::Export => self.exporting.set_folder(&path),
            Purpose::Save(then) => {
                let own = self.document.as_ref().filter(|document| document.origin.path.as_deref() == Some(&path));
                let expected = own.and_then(|document| document.origin.digest);
                self.write(path, expected, then);
            }
        }
    }

    pub(super) fn take_dropped_files(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).next_back());
        if let Some(path) = dropped {
            self.leave_for(ctx, Intent::Open(path));
        }
    }

    pub(super) fn poll_tasks(&mut self, ctx: &Context) {
        if let Some(job) = &self.tasks.opening {
            let cancelled = job.is_cancelled();
            match job.poll() {
                Poll::Done(read) if !cancelled => {
                    self.tasks.opening = None;
                    self.opened(read);
                }
                Poll::Done(_) | Poll::Lost => self.tasks.opening = None,
                Poll::Working if cancelled => self.tasks.opening = None,
                Poll::Working => {}
            }
        }
        if let Some(done) = take_result(&mut self.tasks.saving) {
            self.written(ctx, done);
        }
        if let Some(done) = take_result(&mut self.tasks.recovering) {
            self.recovered(done);
        }
        self.poll_dialog();
        self.tasks.remembering.retain(|job| match job.poll() {
            Poll::Working => true,
            Poll::Done(Err(error)) => {
                self.notices.say(Notice::failure("This cannot be remembered", format!("{error}. {}", error.hint())));
                false
            }
            Poll::Done(Ok(())) | Poll::Lost => false,
        });
        if self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn poll_dialog(&mut self) {
        let Some((_, _, job)) = &self.tasks.asking else { return };
        let answer = match job.poll() {
            Poll::Working => return,
            Poll::Done(answer) => answer,
            Poll::Lost => Answer::NoDialog,
        };
        let Some((purpose, wanted, _)) = self.tasks.asking.take() else { return };
        match answer {
            Answer::Chosen(path) => self.answered(purpose, path),
            Answer::Cancelled => {}
            Answer::NoDialog => self.tasks.path_field = Some(PathField::new(purpose, &wanted)),
        }
    }

    fn opened(&mut self, Read { result, path }: Read) {
        match result {
            Ok(opened) => {
                let origin = Origin { path: Some(path), digest: Some(opened.digest), read_only: opened.read_only };
                self.set_up(Document::new(opened.value, origin), Section::About);
                for note in &opened.notes {
                    self.notices
                        .say(Notice::word("About this file", crate::report::words::capitalized(&note.to_string())));
                }
                if opened.read_only {
                    self.notices.say(Notice::word("The file is read-only", "Save will ask for another name."));
                }
                self.new_to_recent = true;
            }
            Err(error) => {
                let text = format!("{}. {}", crate::report::words::capitalized(&error.to_string()), error.hint());
                self.notices.say(Notice::failure("Not opened", text));
            }
        }
    }

    fn written(&mut self, ctx: &Context, Written { result, path, workbook, then }: Written) {
        let Some(document) = &mut self.document else { return };
        match result {
            Ok(saved) => {
                let at = (self.around.now)().strftime("%H:%M").to_string();
                document.saved(workbook, path, saved.digest, at);
                self.notices.clear_failures();
                if let How::InPlace(reason) = saved.how {
                    self.notices.say(Notice::word("Saved over the old content", format!("Because {reason}.")));
                }
                self.remember_recent();
                let next = self.tasks.after_saving.take().unwrap_or(then);
                // what was typed while the file was written is not in it yet
                if self.document.as_ref().is_some_and(|document| document.session.is_dirty()) && next != Intent::Stay {
                    self.save(next);
                } else {
                    self.leave_for(ctx, next);
                }
            }
            Err(StoreError::ChangedOnDisk { path }) => self.question = Some(Question::Changed(path, then)),
            Err(error) => {
                let words = crate::report::words::capitalized(&error.to_string());
                let kept = if self.around.places.is_some() { " Your work is kept for recovery meanwhile." } else { "" };
                self.notices.say(Notice::failure("Not saved", format!("{words}. {}{kept}", error.hint())));
            }
        }
    }

    fn recovered(&mut self, Recovered { result, from }: Recovered) {
        match result {
            Ok(taken) => {
                let origin = Origin { path: taken.original, digest: taken.expected, read_only: false };
                let mut document = Document::unsaved(Workbook::default(), taken.value, origin, "recover unsaved work");
                self.abandoned.retain(|other| *other != from);
                document.keeper.supersede(from);
                self.set_up(document, Section::About);
                self.notices.say(Notice::word("Recovered", "Save the document to keep it."));
            }
            Err(error) => {
                let text = format!("{}. {}", crate::report::words::capitalized(&error.to_string()), error.hint());
                self.notices.say(Notice::failure("Not recovered", text));
            }
        }
    }

    /// Removes work that an earlier run left.
    pub(super) fn discard_abandoned(&mut self, from: &Abandoned) {
        self.abandoned.retain(|other| other != from);
        let from = from.clone();
        self.tasks.remember(self.around.jobs.start("Removing the copy for recovery", move |_| from.discard()));
    }

    /// Puts the document to the front of the recent ones, once it is known how complete it is.
    pub(super) fn remember_recent(&mut self) {
        let Some(document) = &mut self.document else { return };
        let Some(path) = document.origin.path.clone() else { return };
        let file = RecentFile {
            path: store::absolute(&path),
            product: document.title(),
            opened: (self.around.now)().strftime("%Y-%m-%d %H:%M").to_string(),
            complete: document.share(),
            pinned: false,
        };
        self.recent.remember(file);
        self.save_recent();
    }

    pub(super) fn save_recent(&mut self) {
        if let Some(places) = self.around.places.clone() {
            let recent = self.recent.clone();
            self.tasks.remember(self.around.jobs.start("Remembering recent files", move |_| recent.save(&places)));
        }
    }
}

fn take_result<T>(job: &mut Option<Job<T>>) -> Option<T> {
    match job.as_ref()?.poll() {
        Poll::Working => None,
        Poll::Done(value) => {
            *job = None;
            Some(value)
        }
        Poll::Lost => {
            *job = None;
            None
        }
    }
}

/// A file by its name.
fn file_words(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
