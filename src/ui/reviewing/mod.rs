//! A review's way out and back: a file for a reviewer, what comes back from them, and a copy of the workbook that was sent for review.
//!
//! `sending` asks for what goes out, `coverage` what of it is to be signed, `import` shows what came back before any of it is taken, `copy` is what a reviewer has over the
//! page. Files are made, written and read by jobs; the steps are made here.

mod copy;
pub(in crate::ui) mod coverage;
mod import;
mod sending;

use std::path::{Path, PathBuf};

use crate::assess::replies::{self, Plan};
use crate::difference::Change;
use crate::edit::Ids;
use crate::edit::begun::{Begun, RequestBegun};
use crate::edit::replies::{Choices, ask, take};
use crate::exchange::answers;
use crate::export;
use crate::model::pack::Profile;
use crate::model::reviews::ReviewRequest;
use crate::model::{Id, Section};
use crate::pack::review::{self, Form};
use crate::pack::{PackError, sent};
use crate::signed::Standing;
use crate::store::points::Reason;
use crate::store::{self, Autosave};
use crate::words;

use super::app::App;
use super::begun::Then;
use super::compare::is_kept;
use super::jobs::{Job, Poll};
use super::notice::{Notice, explained};
use super::page::Page;
use super::tasks::{Purpose, file_words};

pub use copy::bar;

/// A file for a reviewer, ready to be made.
#[derive(Debug, Clone)]
struct Order {
    request: ReviewRequest,
    profile: Profile,
    form: Form,
}

/// A file for a reviewer that was written.
struct Sent {
    serial: u64,
    request: ReviewRequest,
    path: PathBuf,
}

/// Replies that were read, with what importing them into the workbook of that revision would do.
struct Came {
    serial: u64,
    revision: u64,
    plan: Plan,
    /// How what was sent stands to what the workbook says now.
    standing: Standing,
}

/// What is under way.
#[derive(Default)]
pub struct Reviewing {
    /// What is to be sent, while it is asked for.
    draft: Option<sending::Draft>,
    /// What was written into it and put off, or begun when an earlier run ended.
    later: Vec<RequestBegun>,
    /// What was asked for, until its file is written: it is asked about again if that fails.
    aside: Option<sending::Draft>,
    /// What waits for the place of its file.
    order: Option<Order>,
    making: Option<Job<Result<Sent, String>>>,
    reading: Option<(PathBuf, Job<Result<Came, String>>)>,
    /// What came back, while it is looked at.
    preview: Option<import::Preview>,
    /// What has changed since what came back was sent, while it is looked for; `None` in it if what was sent is not kept here.
    since: Option<Job<Option<Vec<Change>>>>,
    writing: Option<Job<Result<PathBuf, String>>>,
    /// Whether it was said that a review copy can only be answered.
    told: bool,
    /// Where a review copy says something else than when it was sent, of the document with this serial: costly to find out, and
    /// nothing changes it while it is open.
    changed: Option<(u64, Vec<Section>)>,
}

impl Reviewing {
    /// Whether nothing is under way in the background.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.making.is_none() && self.reading.is_none() && self.writing.is_none() && self.since.is_none()
    }

    /// Asks again for what is to be sent, as it was entered: its file was not written.
    /// `failed` says why, if somebody named one.
    pub fn ask_again(&mut self, failed: Option<String>) {
        self.order = None;
        if let Some(mut draft) = self.aside.take().filter(|_| self.draft.is_none()) {
            draft.failed(failed);
            self.draft = Some(draft);
        }
    }

    /// What is begun here and not sent.
    pub fn begun(&self, begun: &mut Begun) {
        let draft = self.draft.as_ref().or(self.aside.as_ref());
        let open = draft.and_then(sending::Draft::begun);
        begun.requests = self.later.iter().cloned().chain(open).collect();
    }

    /// What was put off for this person, to go on with it.
    fn put_off_for(&mut self, name: &str) -> Option<RequestBegun> {
        let at = self.later.iter().rposition(|begun| replies::is_same_person(&begun.name, name))?;
        Some(self.later.remove(at))
    }

    /// Takes up what somebody had begun.
    pub fn take_up(&mut self, begun: &Begun) {
        self.later.clone_from(&begun.requests);
    }

    /// Says the next time again that a review copy can only be answered.
    pub fn say_again(&mut self) {
        self.told = false;
    }

    /// Whether a dialog of it lies over the window.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.draft.is_some() || self.preview.is_some()
    }
}

fn unless_there(path: &Path, confirmed: bool) -> Result<(), String> {
    if !confirmed && store::exists(path) {
        return Err(format!("There is a file already: {}. Choose another name.", path.display()));
    }
    Ok(())
}

fn not_made(error: &PackError) -> String {
    format!("{}. {}", words::capitalized(&error.to_string()), error.hint())
}

impl App {
    /// The request that the open workbook is a review copy for.
    pub(super) fn review_copy(&self) -> Option<&ReviewRequest> {
        review::copy_for(self.document.as_ref()?.session.workbook())
    }

    /// The sections in which the open review copy says something else than what was sent: there is nothing to answer then.
    pub(super) fn changed_in_copy(&mut self) -> &[Section] {
        let Some(document) = &self.document else { return &[] };
        let known = self.reviewing.changed.take().filter(|(serial, _)| *serial == document.serial);
        let find = || (document.serial, review::changed_in_copy(document.session.workbook()));
        &self.reviewing.changed.insert(known.unwrap_or_else(find)).1
    }

    /// Whether the open document is a review copy that can be answered.
    pub(super) fn takes_answers(&mut self) -> bool {
        self.review_copy().is_some() && self.changed_in_copy().is_empty()
    }

    /// Whether what is shown can only be looked at: an earlier step, or a review copy.
    pub(super) fn is_looked_at(&self) -> bool {
        self.preview.is_some() || self.review_copy().is_some()
    }

    /// Says once that a review copy can only be answered.
    pub(super) fn say_only_answers(&mut self) {
        if self.review_copy().is_some() && !std::mem::replace(&mut self.reviewing.told, true) {
            if !self.takes_answers() {
                let text = "The bar over the page says why. Ask for another copy, and answer that.";
                let said = Notice::done("This review copy cannot be answered");
                return self.notices.say(Notice { text: text.to_owned(), ..said });
            }
            let text = "Comment with Ctrl Alt M, and decide on the page of the reviews.";
            self.notices
                .say(Notice { text: text.to_owned(), ..Notice::done("In a review copy the rest stays as it is") });
        }
    }

    /// Asks for what is to be sent.
    pub(super) fn send_for_review(&mut self) {
        if self.is_refused() {
            return;
        }
        let Some(document) = &mut self.document else {
            self.notices.say(Notice::done("Open or begin a workbook first"));
            return;
        };
        document.settle_now();
        let today = (self.around.now)().date();
        let workbook = document.session.workbook();
        // one after the other: what is put off again comes last
        let later = &mut self.reviewing.later;
        let first = (!later.is_empty()).then(|| later.remove(0));
        self.reviewing.draft = Some(match first {
            Some(begun) => sending::Draft::taken_up(workbook, &begun, today),
            None => sending::Draft::new(workbook, today),
        });
    }

    /// Begins to record a decision, as the button on Reviews does.
    pub(super) fn begin_signing(&mut self) {
        let is_answer = self.preview.is_none() && self.takes_answers();
        if !is_answer && self.is_refused() {
            return;
        }
        let Some(document) = &mut self.document else { return };
        self.page = Page::Section(Section::Reviews);
        document.settle_now();
        self.views.reviews.begin_signing(document.session.workbook(), &self.settings.author);
    }

    /// Asks who is on a line of the sign-offs for a review, again if they signed before: with what has changed since, once that is
    /// found out.
    pub(super) fn ask_for_review(&mut self, line: Id) {
        if self.is_refused() {
            return;
        }
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let workbook = document.session.workbook();
        let Some(line) = workbook.reviews.sign_offs.find(line) else { return };
        if is_kept(line) {
            self.comparisons.ask_again(line.id);
        }
        let today = (self.around.now)().date();
        let later = self.reviewing.put_off_for(&line.name);
        self.reviewing.draft = Some(match later {
            Some(begun) => sending::Draft::taken_up(workbook, &begun, today).since(line),
            None => sending::Draft::to(workbook, line, today),
        });
    }

    /// Tells whoever is asked again what changed since they signed, once it is known.
    fn learn_since(&mut self) {
        let Some(draft) = self.reviewing.draft.as_mut().or(self.reviewing.aside.as_mut()) else {
            self.comparisons.ask_no_more();
            return;
        };
        if let Some(outcome) = self.comparisons.take_again() {
            draft.learn(outcome.as_deref());
        }
    }

    /// Asks who was asked by this request once more, with what was asked then.
    pub(super) fn send_again(&mut self, request: Id) {
        if self.is_refused() {
            return;
        }
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let workbook = document.session.workbook();
        if let Some(request) = workbook.reviews.requests.find(request) {
            let today = (self.around.now)().date();
            let later = self.reviewing.put_off_for(&request.name);
            self.reviewing.draft = Some(match later {
                Some(begun) => sending::Draft::taken_up(workbook, &begun, today),
                None => sending::Draft::again(workbook, request, today),
            });
        }
    }

    /// Asks where the file goes that was asked for.
    fn place_order(&mut self, order: Order) {
        let Some(document) = &self.document else { return };
        let source = document.origin.path.clone().unwrap_or_else(|| PathBuf::from(document.file_name()));
        let name = review::file_name(&source, &order.request, order.form);
        let serial = document.serial;
        self.reviewing.order = Some(order);
        self.ask(Purpose::ForReviewer(serial, name));
        if !matches!(self.tasks.asking, Some((Purpose::ForReviewer(..), _))) {
            self.reviewing.ask_again(None); // another dialog is open
        }
    }

    /// Makes the file for a reviewer, at the place that was chosen.
    pub(super) fn make_for_reviewer(&mut self, serial: u64, path: PathBuf, confirmed: bool) {
        let Some(order) = self.reviewing.order.take() else { return };
        let Some(document) = self.document.as_mut().filter(|document| document.serial == serial) else { return };
        document.settle_now();
        let own = document.origin.path.clone();
        let source = own.clone().unwrap_or_else(|| PathBuf::from(document.file_name()));
        let workbook = document.session.workbook().clone();
        let label = format!("Making the file for {}", order.request.name);
        self.reviewing.making = Some(self.around.jobs.start(label, move |_| {
            if own.is_some_and(|own| store::is_same_file(&own, &path)) {
                return Err("The file would replace the workbook. Choose another name.".to_owned());
            }
            unless_there(&path, confirmed)?;
            let request = review::for_form(&workbook, order.request, (&order.profile, order.form));
            let parts = ((&request, &order.profile), (source.as_path(), order.form));
            let bytes =
                review::make(&workbook, parts.0, parts.1, &export::fonts()).map_err(|error| not_made(&error))?;
            let written = store::write_file(&path, &bytes);
            written.map(|_| Sent { serial, request, path }).map_err(|error| explained(&error))
        }));
    }

    /// Asks for a file that came back.
    pub(super) fn import_replies(&mut self) {
        if self.is_refused() {
            return;
        }
        match self.document.as_ref().map(|document| document.serial) {
            Some(serial) => self.ask(Purpose::Replies(serial)),
            None => self.notices.say(Notice::done("Open the workbook first that was sent")),
        }
    }

    /// Reads a file that came back.
    pub(super) fn read_replies(&mut self, path: PathBuf) {
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let (serial, revision) = (document.serial, document.session.revision());
        let (workbook, file) = (document.session.workbook().clone(), path.clone());
        let today = (self.around.now)().date();
        let job = self.around.jobs.start(format!("Reading {}", file_words(&path)), move |_| {
            let told = |error: String, hint: &str| format!("{}. {hint}", words::capitalized(&error));
            let replies = review::read(&file).map_err(|error| told(error.to_string(), &error.hint()))?;
            let plan =
                replies::plan(&workbook, &replies, today).map_err(|error| told(error.to_string(), error.hint()))?;
            let standing = sent::standing(&workbook, &plan.request);
            Ok(Came { serial, revision, plan, standing })
        });
        self.reviewing.reading = Some((path, job));
    }

    /// Asks where the answers of a review copy go.
    pub(super) fn save_answers(&mut self) {
        if !self.takes_answers() {
            return self.say_only_answers();
        }
        if !self.asks_about_begun(Then::SaveAnswers) {
            self.save_answers_as_recorded();
        }
    }

    /// The same, without what is begun and not recorded.
    pub(super) fn save_answers_as_recorded(&mut self) {
        if let Some(document) = &mut self.document {
            document.settle_now();
        }
        let Some(request) = self.review_copy() else { return };
        let name = review::answer_name(request);
        if self
            .document()
            .and_then(|document| review::replies_in(document.session.workbook()))
            .is_none_or(|said| said.is_empty())
        {
            let text = "Comment with Ctrl Alt M, or decide: then there is something to send back.";
            // it goes by itself: it would lie over the form in which somebody decides then
            return self.notices.say(Notice { text: text.to_owned(), ..Notice::done("There is no answer yet") });
        }
        if let Some(document) = &mut self.document {
            document.settle_now();
            let serial = document.serial;
            self.ask(Purpose::Answers(serial, name));
        }
    }

    /// Writes the answers of a review copy.
    pub(super) fn write_answers(&mut self, serial: u64, path: PathBuf, confirmed: bool) {
        let Some(document) = self.document.as_ref().filter(|document| document.serial == serial) else { return };
        let Some(replies) = review::replies_in(document.session.workbook()) else { return };
        self.reviewing.writing = Some(self.around.jobs.start("Saving the answers", move |_| {
            unless_there(&path, confirmed)?;
            let bytes = answers::write(&replies)
                .map_err(|error| format!("{}. Shorten it, and save again.", words::capitalized(&error.to_string())))?;
            let written = store::write_file(&path, &bytes);
            written.map(|_| path).map_err(|error| explained(&error))
        }));
    }

    /// Takes up what jobs gave.
    pub(super) fn poll_reviewing(&mut self) {
        const LOST: &str = "It stopped unexpectedly. Please report this.";
        self.learn_since();
        if let Some(result) = taken(&mut self.reviewing.making, LOST) {
            match result {
                Ok(sent) => self.was_sent(sent),
                Err(text) => self.reviewing.ask_again(Some(format!("Nothing was sent. {text}"))),
            }
        }
        if let Some(result) = taken(&mut self.reviewing.writing, LOST) {
            match result {
                Ok(path) => {
                    let text = format!("Send {} back to whoever asked you.", file_words(&path));
                    self.notices.say(Notice::word("Answers saved", text));
                }
                Err(text) => self.notices.say(Notice::failure("The answers were not saved", text)),
            }
        }
        if let Some(changes) = self.reviewing.since.as_ref().and_then(|job| match job.poll() {
            Poll::Working => None,
            Poll::Done(changes) => Some(changes),
            Poll::Lost => Some(None),
        }) {
            self.reviewing.since = None;
            if let Some(preview) = &mut self.reviewing.preview {
                preview.learn(changes);
            }
        }
        let Some((path, job)) = self.reviewing.reading.take() else { return };
        match job.poll() {
            Poll::Working => self.reviewing.reading = Some((path, job)),
            Poll::Done(Ok(came)) => self.look_at_replies(path, came),
            Poll::Done(Err(text)) => self.not_imported(&path, text),
            Poll::Lost => self.not_imported(&path, LOST.to_owned()),
        }
    }

    fn not_imported(&mut self, path: &Path, text: String) {
        self.notices.say(Notice::failure(format!("{} was not imported", file_words(path)), text));
    }

    fn was_sent(&mut self, file: Sent) {
        self.reviewing.aside = None;
        let Some(document) = self.document.as_mut().filter(|document| document.serial == file.serial) else { return };
        document.settle_now();
        let (name, about) = (file.request.name.clone(), sent::about(&file.request));
        document.session.edit("send for review", |workbook, _| ask(workbook, file.request));
        self.keep_now(Reason::Sent, &about);
        let mut text = format!("{} holds what {name} is to look at. Send it to them.", file_words(&file.path));
        let document = self.document.as_ref();
        if document.is_some_and(|document| document.session.is_dirty()) && self.settings.autosave == Autosave::Never {
            text.push_str(" Save this workbook too (Ctrl S): it takes the answer only if it knows the request.");
        }
        self.notices.say(Notice::word(format!("Ready for {name}"), text));
    }

    /// Shows what importing would do, unless the document is not open any more; reads again if the workbook was edited meanwhile.
    fn look_at_replies(&mut self, path: PathBuf, came: Came) {
        let Some(document) = self.document.as_mut().filter(|document| document.serial == came.serial) else { return };
        document.settle_now();
        if document.session.revision() != came.revision {
            self.read_replies(path);
            return;
        }
        let Came { plan, standing, .. } = came;
        let changed = standing.has_changed();
        let at = self.around.places.clone().zip(document.origin.path.clone());
        let (now, request) = (document.session.workbook().clone(), plan.request.clone());
        self.reviewing.since = (changed == Some(true)).then(|| {
            self.around.jobs.start("Looking for what was sent", move |_| {
                let (places, path) = at?;
                let then = sent::state(&places, &path, &request)?;
                Some(sent::changes(&then, &now, &standing))
            })
        });
        self.reviewing.preview = Some(import::Preview::new(&file_words(&path), plan, changed));
    }

    /// Takes what came back into the workbook, as one step.
    fn take_replies(&mut self, preview: &import::Preview, choices: &Choices) {
        let today = (self.around.now)().date();
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let taken = document
            .session
            .edit("import replies", |workbook, ids| take(workbook, ids, (preview.plan(), choices), today));
        let comments = words::how_many(taken.comments, "comment", "comments");
        let decided = if taken.decision.is_some() { ", and a decision" } else { "" };
        let said = format!("{}{decided} from {}", words::capitalized(&comments), preview.plan().name);
        self.notices.say(Notice::undoable(said, document.session.revision()));
        self.page = Page::Section(Section::Reviews);
    }
}

/// What a job gave, if it has ended.
fn taken<T>(job: &mut Option<Job<Result<T, String>>>, lost: &str) -> Option<Result<T, String>> {
    let result = match job.as_ref()?.poll() {
        Poll::Working => return None,
        Poll::Done(result) => result,
        Poll::Lost => Err(lost.to_owned()),
    };
    *job = None;
    Some(result)
}

/// Shows the dialogs, if there is one.
pub fn show(app: &mut App, ui: &mut egui::Ui) {
    sending::show(app, ui);
    import::show(app, ui);
}

/// A fresh id for a request.
fn fresh() -> Id {
    Ids::random().fresh()
}
