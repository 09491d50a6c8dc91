//! Opening and leaving: whatever would give up the open document goes through [`App::leave_for`], which asks first if there
//! is unsaved work.
//!
//! Files are read by jobs; the result is taken up in a later frame. What was typed meanwhile is asked about again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use crate::edit::Ids;
use crate::edit::begun::Begun;
use crate::edit::operations::renew_ids;
use crate::knowledge;
use crate::model::{Section, Workbook};
use crate::store::format::Newer;
use crate::store::recovery::Abandoned;
use crate::store::{self, Hold, format};
use crate::words::capitalized;

use super::app::App;
use super::begun::Then;
use super::chrome::path_field::PathField;
use super::chrome::question::Question;
use super::dialogs::{Answer, PICTURES, TABLES, Wanted, with_ending};
use super::document::{Document, Origin};
use super::jobs::Poll;
use super::notice::{Notice, explained};
use super::page::Page;
use super::standing::Looking;
use super::tasks::{Ended, Opener, Purpose, Read, Recovered, file_words, take_ended};

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
    /// Begin with the questions of the first hour.
    Interview,
    /// Begin from a model card that was read.
    Card(Box<Workbook>),
    /// Begin from what another document was at an earlier save.
    Point(Box<Workbook>),
    /// Begin from what reads of something damaged, with how far that is, in words.
    Salvaged(Box<Workbook>, String),
    /// Begin from work that was discarded, with what was begun beside it.
    Discarded(Box<(Workbook, Begun)>),
    /// Look at an example.
    Example(&'static str),
    /// Take up work that an earlier run left.
    Recover(Abandoned),
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
        if self.left.giving_up.is_busy() {
            // it goes as was said
        } else if self.is_busy_with(&intent) {
            self.tasks.leaving = Some(intent);
        } else if self.asks_about_begun(Then::Leave(intent.clone())) {
            // nothing is left yet
        } else if self.may_be_given_up() {
            self.proceed(intent);
        } else {
            self.question = Some(Question::Unsaved(intent));
        }
    }

    /// Whether something must be finished before the document can be left: a file that is being written, and before the
    /// window closes an export as well.
    fn is_busy_with(&self, intent: &Intent) -> bool {
        self.tasks.saving.is_some() || (*intent == Intent::Quit && self.exporting.is_busy())
    }

    /// Whether there is no unsaved work, or the person has just said that it may go.
    fn may_be_given_up(&mut self) -> bool {
        let Some(document) = &mut self.document else { return true };
        document.settle_now();
        !document.session.is_dirty() || self.given_up == Some((document.serial, document.session.revision()))
    }

    /// Goes on; the open document may go.
    pub(super) fn proceed(&mut self, intent: Intent) {
        match intent {
            Intent::Stay => {}
            Intent::Quit => self.quit(),
            Intent::Close => self.put_away(),
            Intent::ChooseFile => self.ask(Purpose::Open),
            Intent::Open(path) => self.start_opening(path),
            Intent::Template(name) => self.begin_from(knowledge::template(name), true),
            Intent::Interview => {
                self.begin_from(knowledge::template("blank"), true);
                self.begin_first_hour(false);
            }
            Intent::Card(workbook) | Intent::Point(workbook) => self.begin_with(*workbook),
            Intent::Salvaged(workbook, reach) => {
                let mut document = Document::recovered(*workbook, Origin::default());
                document.standing.reach = Some(reach);
                self.set_up(document);
            }
            Intent::Discarded(work) => {
                self.begin_with(work.0);
                self.take_up_begun(&work.1);
                if !work.1.is_empty() {
                    self.show_what_is_back(&self.around.jobs.context().clone());
                    let text = self.todo_after_recovering(&work.1);
                    self.notices.say(Notice { text, ..Notice::done("Opened again") });
                }
            }
            Intent::Example(key) => self.begin_from(knowledge::example(key), false),
            Intent::Recover(from) => {
                let job = self.around.jobs.start("Recovering", move |_| Recovered::of(from));
                self.tasks.recovering = Some(job);
            }
        }
    }

    /// Lets the window close. The copy for recovery goes with it: the work is saved, or was given up on purpose.
    fn quit(&mut self) {
        if let Some(mut document) = self.document.take() {
            document.keeper.forget_before_leaving(&self.around.jobs);
        }
        self.may_close = true;
    }

    fn put_away(&mut self) {
        if let Some(mut document) = self.document.take() {
            document.keeper.forget(&self.around.jobs);
            self.let_go(document.standing.holding.take());
        }
        self.merging.leave();
        self.watching.look_again();
        self.given_up = None;
        // a question about its file, and the way to where one was in it
        self.question = None;
        self.trail = super::trail::Trail::default();
        // with them goes what is read for the document: a job that nobody waits for stops
        self.views = super::panels::Views::default();
        super::panels::marks::take_up(self.around.jobs.context(), &[]);
        self.preview = None;
        self.points.leave();
        self.reviewing = super::reviewing::Reviewing::default();
        self.pointed = super::pointed::Pointed::default();
    }

    fn set_up(&mut self, mut document: Document) {
        self.put_away();
        self.serials += 1;
        document.serial = self.serials;
        self.document = Some(document);
        self.page = Page::Overview;
        self.notices.clear();
        self.exporting.forget();
        self.chrome.forget();
        // drafts, open rows and scroll positions belong to the document that was here
        self.around.jobs.context().data_mut(egui::util::IdTypeMap::clear);
    }

    fn begin_from(&mut self, text: Option<&'static str>, as_new: bool) {
        let Some(Ok(read)) = text.map(|text| format::read::<Workbook>(text.as_bytes())) else {
            let text = "It came with Caveat and is damaged. Please report it.";
            self.notices.say(Notice::failure("This cannot be read", text));
            return;
        };
        let mut workbook = read.value;
        if as_new {
            renew_ids(&mut workbook, &mut Ids::random());
        }
        self.set_up(Document::new(workbook, Origin::default()));
    }

    /// Takes up a workbook that no file holds yet: unsaved from the start.
    fn begin_with(&mut self, workbook: Workbook) {
        self.set_up(Document::recovered(workbook, Origin::default()));
    }

    fn start_opening(&mut self, path: PathBuf) {
        let (label, now) = (format!("Opening {}", file_words(&path)), (self.around.now)());
        let is_held = self.document.as_ref().is_some_and(|document| document.standing.holds(&path));
        let (places, author) = (self.around.places.clone(), self.settings.author.clone());
        let opener = Opener { places, author, is_held };
        self.tasks.opening = Some(self.around.jobs.start(label, move |_| Read::of(path, now, &opener)));
    }

    /// Takes up a file that is being read since before there was a window.
    pub(super) fn await_file(&mut self, job: super::jobs::Job<Read>) {
        self.tasks.opening = Some(job);
    }

    /// Asks for a file with the system's dialog.
    pub(super) fn ask(&mut self, purpose: Purpose) {
        if self.tasks.asking.is_some() || self.tasks.path_field.is_some() {
            self.notices.say(Notice::word("A file dialog is open already", "Answer it first."));
            return;
        }
        let folder = self.folder();
        let wanted = match &purpose {
            Purpose::Open | Purpose::Locate(_) | Purpose::Earlier(_) | Purpose::MergeCopy(_) | Purpose::Compare(_) => {
                Wanted::Workbook { folder }
            }
            Purpose::Logo(_) => Wanted::Picture { folder },
            Purpose::Export => Wanted::Folder { folder },
            Purpose::Scores(_) => Wanted::Table { folder },
            Purpose::ModelCard => Wanted::Card { folder },
            Purpose::Replies(_) => Wanted::Replies { folder },
            Purpose::ForReviewer(_, name) | Purpose::Answers(_, name) => Wanted::Sending { folder, name: name.clone() },
            Purpose::Save(..) => {
                let name = self.document.as_ref().map(Document::file_name).unwrap_or_default();
                Wanted::Place { folder, name }
            }
        };
        let dialogs = Arc::clone(&self.around.dialogs);
        let job = self.around.jobs.start("Waiting for the dialog", move |_| {
            let wanted = wanted.with_free_name();
            (dialogs.ask(&wanted), wanted)
        });
        self.tasks.asking = Some((purpose, job));
    }

    /// Takes up an answer to [`App::ask`]. `confirmed` says that a dialog has asked about replacing a file.
    pub(super) fn answered(&mut self, purpose: Purpose, path: PathBuf, confirmed: bool) {
        match purpose {
            Purpose::Open => self.leave_or_ask(Intent::Open(path)),
            Purpose::Locate(gone) => {
                self.recent.forget(&gone);
                self.leave_or_ask(Intent::Open(path));
            }
            Purpose::Export => {
                if let Some(document) = &self.document {
                    self.exporting.set_folder(&path, &super::app::export_home(document).source);
                }
            }
            Purpose::Logo(serial) => {
                if !self.is_refused() {
                    self.exporting.read_logo(&self.around.jobs, serial, path);
                }
            }
            Purpose::Compare(serial) => self.compare_file(serial, path),
            Purpose::Earlier(serial) => self.exporting.read_earlier(&self.around.jobs, serial, path),
            Purpose::Scores(serial) => {
                // a dialog that was open for another document says nothing about this one
                let is_open = self.document.as_ref().is_some_and(|document| document.serial == serial);
                if is_open && !self.is_refused() {
                    self.views.thresholds.import.begin(path);
                }
            }
            Purpose::ModelCard => self.read_card(path),
            Purpose::ForReviewer(serial, _) => self.make_for_reviewer(serial, path, confirmed),
            Purpose::Answers(serial, _) => self.write_answers(serial, path, confirmed),
            Purpose::Replies(serial) => {
                let is_open = self.document.as_ref().is_some_and(|document| document.serial == serial);
                if is_open && !self.is_refused() {
                    self.read_replies(path);
                }
            }
            Purpose::MergeCopy(serial) => {
                if self.document.as_ref().is_some_and(|document| document.serial == serial) {
                    self.merge_copy(store::absolute(&path));
                }
            }
            Purpose::Save(serial, then) => {
                let named = with_ending(&path);
                // a name that got its ending here is not the one that the dialog asked about
                let confirmed = confirmed && named == path;
                self.save_to(named, serial, confirmed, then);
            }
        }
    }

    /// Nobody named a file: what was to become of it is asked about again, where that took some writing.
    pub(super) fn not_answered(&mut self, purpose: &Purpose) {
        if matches!(purpose, Purpose::ForReviewer(..)) {
            self.reviewing.ask_again(None);
        }
    }

    pub(super) fn take_dropped_files(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).next_back());
        let ending = dropped.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        let is_one =
            |endings: &[&str]| ending.is_some_and(|own| endings.iter().any(|one| own.eq_ignore_ascii_case(one)));
        let (is_table, is_picture) = (is_one(TABLES), is_one(PICTURES));
        let serial = self.document.as_ref().map(|document| document.serial);
        let on = |section| serial.is_some() && self.page == Page::Section(section);
        if let Some(path) = dropped.clone().filter(|_| is_table && on(Section::OperatingPoints)) {
            if !self.is_refused() {
                self.views.thresholds.import.begin(path);
            }
        } else if let (Some(path), Some(serial)) = (dropped.clone().filter(|_| is_picture && on(Section::Pack)), serial)
        {
            self.answered(Purpose::Logo(serial), path, true);
        } else if let Some(path) = dropped.clone().filter(|_| is_one(&["json"]) && serial.is_some()) {
            if !self.is_refused() {
                self.read_replies(path);
            }
        } else if let Some(path) = dropped {
            self.leave_for(ctx, Intent::Open(path));
        }
    }

    pub(super) fn poll_tasks(&mut self, ctx: &Context) {
        if let Some(ended) = take_ended(&mut self.tasks.saving) {
            self.with_result(ended, |app, written| app.written(ctx, written));
        }
        if let Some(ended) = take_ended(&mut self.tasks.opening) {
            self.with_result(ended, Self::opened);
        }
        if let Some(ended) = take_ended(&mut self.tasks.recovering) {
            self.with_result(ended, Self::recovered);
        }
        self.poll_dialog();
        for error in self.tasks.not_remembered() {
            let text = explained(&error);
            self.notices.say(Notice::failure("This cannot be remembered", text));
        }
        if let Some(intent) = self.tasks.leaving.take_if(|_| self.tasks.saving.is_none() && !self.exporting.is_busy()) {
            self.leave_or_ask(intent);
        }
        if self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn with_result<T>(&mut self, ended: Ended<T>, take_up: impl FnOnce(&mut Self, T)) {
        match ended {
            Ended::With(value) => take_up(self, value),
            Ended::Without(label) => {
                let text =
                    format!("\u{201c}{label}\u{201d} ended without a result. Try again, and please report this.");
                self.notices.say(Notice::failure("Something went wrong inside Caveat", text));
            }
        }
    }

    fn poll_dialog(&mut self) {
        let Some((_, job)) = &self.tasks.asking else { return };
        let (answer, wanted) = match job.poll() {
            Poll::Working => return,
            Poll::Done(answered) => answered,
            Poll::Lost => (Answer::NoDialog, Wanted::Workbook { folder: None }),
        };
        let Some((purpose, _)) = self.tasks.asking.take() else { return };
        match answer {
            Answer::Chosen(path) => self.answered(purpose, path, true),
            Answer::Cancelled => self.not_answered(&purpose),
            Answer::NoDialog => self.tasks.path_field = Some(PathField::new(purpose, &wanted)),
        }
    }

    fn opened(&mut self, Read { result, path, is_taken_out, hold, since, salvaged }: Read) {
        match result {
            // something was typed while the file was read
            Ok(_) if self.asks_about_begun(Then::Leave(Intent::Open(path.clone()))) => {}
            Ok(_) if !self.may_be_given_up() => self.question = Some(Question::Unsaved(Intent::Open(path))),
            Ok((opened, facts)) if is_taken_out => {
                let title = format!("Taken out of {}", file_words(&path));
                let named = path.with_extension("caveat").file_name().map(|name| name.to_string_lossy().into_owned());
                let mut document = Document::recovered(opened.value, Origin { named, ..Origin::default() });
                document.know(facts);
                self.set_up(document);
                self.notices.say(Notice::word(title, "It is a workbook of its own now. Save it to keep it."));
            }
            Ok((opened, facts)) => {
                self.unreadable.remove(&path);
                let origin = Origin {
                    path: Some(path),
                    digest: Some(opened.digest),
                    read_only: opened.read_only,
                    ..Origin::default()
                };
                let mut document = Document::new(opened.value, origin);
                document.know(facts);
                self.stand(&mut document, (hold, since, opened.newer));
                self.set_up(document);
                for note in &opened.notes {
                    self.notices.say(Notice::word("About this file", capitalized(&note.to_string())));
                }
                if opened.read_only {
                    self.notices.say(Notice::word("The file is read-only", "Save will ask for another name."));
                }
                self.new_to_recent = true;
                if !self.go_back_as_asked() {
                    self.ask_about_work_left();
                }
            }
            Err(error) => {
                self.left.going_back = None;
                let text = super::tasks::not_read(&error);
                if let Some(salvaged) = salvaged {
                    let reach = super::points::view::reach(&salvaged);
                    let (name, workbook) = (file_words(&path), Box::new(salvaged.value));
                    self.question = Some(Question::Damaged { name, reach, workbook });
                }
                self.unreadable.insert(path);
                self.notices.say(Notice::failure("Not opened", text));
            }
        }
    }

    /// Notes how a document that was just read stands to its file. What this window held of it, it goes on holding.
    fn stand(&mut self, document: &mut Document, (hold, since, newer): (Option<Hold>, String, Option<Newer>)) {
        let standing = &mut document.standing;
        standing.since = since;
        standing.looking = newer.map(Looking::Newer);
        let path = document.origin.path.as_deref();
        let before = self.document.as_mut().filter(|before| path.is_some_and(|path| before.standing.holds(path)));
        standing.holding = before.and_then(|before| before.standing.holding.take());
        if let Some(hold) = hold {
            standing.hold(hold, true);
        }
    }

    /// Makes the document that was just opened what it was at the restore point that was asked for with it, as one step.
    fn go_back_as_asked(&mut self) -> bool {
        let path = self.document.as_ref().and_then(|document| document.origin.path.as_ref());
        match self.left.going_back.take().filter(|(wanted, ..)| Some(wanted) == path) {
            Some((_, workbook, when)) => {
                self.restore_to(workbook, &when);
                true
            }
            None => false,
        }
    }

    /// Asks whether work that an earlier run left on the file that is open now shall be taken up. Nothing is lost by "no": the
    /// start screen still offers it.
    pub(super) fn ask_about_work_left(&mut self) {
        let untouched = self.document.as_ref().filter(|document| !document.session.is_dirty());
        let path = untouched.and_then(|document| document.origin.path.as_ref());
        let left = self.abandoned.iter().find(|left| path.is_some() && left.original.as_ref() == path);
        if let (Some(left), None) = (left, &self.question) {
            self.question = Some(Question::LeftOver(left.clone()));
        }
    }

    fn recovered(&mut self, Recovered { result, from, base }: Recovered) {
        match result {
            Ok(_) if self.asks_about_begun(Then::Leave(Intent::Recover(from.clone()))) => {}
            Ok(_) if !self.may_be_given_up() => self.question = Some(Question::Unsaved(Intent::Recover(from))),
            Ok(taken) => {
                let origin = Origin { path: taken.original, digest: taken.expected, ..Origin::default() };
                let is_saved = base.as_ref() == Some(&taken.value);
                let mut document = Document::recovered(taken.value, origin);
                if is_saved {
                    let saved = document.session.workbook().clone();
                    document.session.mark_saved(saved); // something was only begun
                }
                document.standing.base = base;
                self.abandoned.retain(|other| *other != from);
                self.look_at_left();
                document.keeper.supersede(from);
                self.set_up(document);
                self.keep_now(crate::store::points::Reason::LastEdit, "");
                let begun = Begun::of_text(&taken.begun);
                self.take_up_begun(&begun);
                self.show_what_is_back(&self.around.jobs.context().clone());
                let todo = self.todo_after_recovering(&begun);
                self.notices.say(match taken.cut {
                    None => Notice { text: todo, ..Notice::done("Recovered") },
                    // what is not there has to be read before it goes
                    Some(cut) => Notice::word("Recovered", format!("{cut} {todo}")),
                });
            }
            Err(error) => {
                let text = explained(&error);
                self.notices.say(Notice::failure("Not recovered", text));
            }
        }
    }
}
