//! The library of one's own: failure modes, metrics and budgets that a person keeps for the next product.
//!
//! The file is read and changed by jobs, one after the other; what a change made of it is remembered, so that it can be taken
//! back for as long as nobody else has changed the library. What belongs in it is decided by `edit::shelf`.

mod dialog;
mod list;
mod preview;

use std::collections::VecDeque;
use std::sync::Arc;

use egui::Ui;

use crate::edit::shelf::{self, Kept};
use crate::edit::{Ids, operations};
use crate::model::{Id, ItemKind, Record, Section, Workbook};
use crate::store::{self, StoreError};
use crate::words::{capitalized, how_many};

use super::app::App;
use super::document::Document;
use super::files::Intent;
use super::jobs::{Job, Jobs, Poll};
use super::notice::{Notice, explained};
use super::page::Page;

use dialog::{Dialog, Reply};

/// The library as the window knows it.
#[derive(Default)]
pub struct Library {
    /// What it held when it was read or changed last.
    content: Arc<Workbook>,
    /// Counts up whenever that is another one.
    stamp: u64,
    /// Why it cannot be read.
    problem: Option<String>,
    reading: Option<Job<Result<Workbook, StoreError>>>,
    changing: Option<Job<Result<Changed, StoreError>>>,
    /// What is to be done after that.
    waiting: VecDeque<Change>,
    /// The last change, for as long as it can be taken back.
    last: Option<Last>,
    dialog: Option<Dialog>,
}

/// A change that was made.
#[derive(Debug, Clone)]
struct Last {
    before: Workbook,
    after: Workbook,
}

/// Something to do to the library.
enum Change {
    Keep(Box<Workbook>, Vec<Id>),
    Remove(Id),
    TakeBack(Box<Last>),
}

/// What came of it.
enum Outcome {
    Kept(Kept),
    /// The name of what was removed.
    Removed(String),
    /// Whether it was taken back: not if somebody else has changed the library since.
    TakenBack(bool),
}

/// A change that was written.
struct Changed {
    last: Last,
    outcome: Outcome,
}

impl Change {
    fn make(self, library: &mut Workbook) -> Changed {
        let before = library.clone();
        let outcome = match self {
            Self::Keep(workbook, items) => Outcome::Kept(shelf::keep(library, &mut Ids::random(), &workbook, &items)),
            Self::Remove(id) => {
                let name = record(library, id).map(Record::title).unwrap_or_default();
                operations::remove_item(library, id);
                Outcome::Removed(name)
            }
            Self::TakeBack(last) => {
                let unchanged = *library == last.after;
                if unchanged {
                    *library = last.before;
                }
                Outcome::TakenBack(unchanged)
            }
        };
        Changed { last: Last { before, after: library.clone() }, outcome }
    }
}

/// An item of the library.
fn record(library: &Workbook, id: Id) -> Option<&dyn Record> {
    let lists = shelf::KINDS.into_iter().filter_map(|(kind, ..)| shelf::list(library, kind));
    let mut records = lists.flat_map(|list| (0..list.len()).filter_map(move |at| list.get(at)));
    records.find(|record| record.identity().is_some_and(|(_, own, _)| own == id))
}

impl Library {
    /// Whether the dialog lies over the window.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.dialog.is_some()
    }

    /// Whether nothing is being read or written.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.reading.is_none() && self.changing.is_none() && self.waiting.is_empty()
    }

    fn hold(&mut self, content: Workbook) {
        self.content = Arc::new(content);
        self.stamp += 1;
        self.problem = None;
    }

    /// Starts what waits, if nothing else is under way.
    fn go_on(&mut self, jobs: &Jobs, places: &store::Places) {
        if self.changing.is_none()
            && let Some(change) = self.waiting.pop_front()
        {
            let places = places.clone();
            let work = move |_: &super::jobs::Watch| {
                store::library::change(&places, |library: &mut Workbook| change.make(library))
            };
            self.changing = Some(jobs.start("Writing your library", work));
        }
    }
}

impl App {
    /// What is selected on the page, as far as a library can hold it.
    pub(super) fn keepable(&self) -> Vec<Id> {
        let Page::Section(section) = self.page else { return Vec::new() };
        let Some(document) = &self.document else { return Vec::new() };
        if !shelf::KINDS.iter().any(|(_, own, _)| *own == section) {
            return Vec::new();
        }
        if document.hold.is_many() {
            return document.hold.chosen();
        }
        let one = match section {
            Section::FailureModes => {
                self.views.failure_modes.looked_at(&document.session.workbook().failure_modes.modes)
            }
            other => self.views.selected(other),
        };
        one.into_iter().collect()
    }

    /// Keeps items of the document that is looked at in the library.
    pub(super) fn keep_in_library(&mut self, items: Vec<Id>) {
        let Some(places) = &self.around.places else { return self.say_no_library() };
        let path = store::library::path(places);
        let looked_at = self.preview.as_mut().map(|preview| &mut preview.document);
        let Some(document) = looked_at.or(self.document.as_mut()) else { return };
        if document.origin.path.as_ref() == Some(&path) {
            self.notices.say(Notice::done("This is your library: save the document, and it is kept"));
            return;
        }
        document.settle_now();
        let workbook = document.session.workbook().clone();
        if !items.is_empty() {
            self.change_library(Change::Keep(Box::new(workbook), items));
        }
    }

    /// Takes the last change of the library back.
    pub(super) fn take_back_in_library(&mut self) {
        if let Some(last) = self.library.last.take() {
            self.change_library(Change::TakeBack(Box::new(last)));
        }
    }

    fn change_library(&mut self, change: Change) {
        let Some(places) = &self.around.places else { return self.say_no_library() };
        self.library.waiting.push_back(change);
        self.library.go_on(&self.around.jobs, places);
        self.around.jobs.context().request_repaint();
    }

    /// Shows the library; with `None` the kind of items that the page is about.
    pub(super) fn show_library(&mut self, kind: Option<ItemKind>) {
        let Some(places) = self.around.places.clone() else { return self.say_no_library() };
        if self.document.is_none() {
            return;
        }
        let of_page = || shelf::KINDS.iter().find(|(_, section, _)| self.page == Page::Section(*section));
        let kind = kind.or_else(|| of_page().map(|(kind, ..)| *kind)).unwrap_or(ItemKind::FailureMode);
        self.library.dialog = Some(Dialog::new(kind));
        let work = move |_: &super::jobs::Watch| store::library::load(&places);
        self.library.reading = Some(self.around.jobs.start("Reading your library", work));
        self.around.jobs.context().request_repaint();
    }

    fn say_no_library(&mut self) {
        let text = "This system has no folder for it. A folder named caveat-data beside the program makes one.";
        self.notices.say(Notice::word("There is no place for a library", text));
    }

    /// Takes up what was read and written.
    pub(super) fn poll_library(&mut self) {
        match self.library.reading.as_ref().map(Job::poll) {
            Some(Poll::Done(read)) => {
                self.library.reading = None;
                match read {
                    Ok(content) => self.library.hold(content),
                    Err(error) => self.library.problem = Some(explained(&error)),
                }
            }
            Some(Poll::Lost) => self.library.reading = None,
            Some(Poll::Working) | None => {}
        }
        match self.library.changing.as_ref().map(Job::poll) {
            Some(Poll::Done(changed)) => {
                self.library.changing = None;
                match changed {
                    Ok(changed) => self.say_changed(changed),
                    Err(error) => self.say_not_changed(&explained(&error)),
                }
            }
            Some(Poll::Lost) => {
                self.library.changing = None;
                self.say_not_changed("It ended without a result. Try again, and please report this.");
            }
            Some(Poll::Working) | None => {}
        }
        if let Some(places) = &self.around.places {
            self.library.go_on(&self.around.jobs, places);
        }
    }

    fn say_not_changed(&mut self, text: &str) {
        self.notices.say(Notice::failure("Your library was not changed", text));
        if let Some(dialog) = &mut self.library.dialog {
            dialog.said = Some((format!("Not changed. {text}"), false));
        }
    }

    fn say_changed(&mut self, Changed { last, outcome }: Changed) {
        let (title, text) = match &outcome {
            Outcome::Kept(kept) => words(kept, &last.after),
            Outcome::Removed(name) => (format!("\u{201c}{name}\u{201d} removed from your library"), String::new()),
            Outcome::TakenBack(true) => ("Taken back in your library".to_owned(), String::new()),
            Outcome::TakenBack(false) => {
                ("Not taken back: your library was changed in another window since".to_owned(), String::new())
            }
        };
        self.library.hold(last.after.clone());
        let undoable = last.before != last.after && !matches!(outcome, Outcome::TakenBack(_));
        self.library.last = undoable.then_some(last);
        match &mut self.library.dialog {
            Some(dialog) => dialog.said = Some((title, undoable)),
            None if undoable => self.notices.say(Notice::of_library(title, text)),
            None => self.notices.say(Notice { text, ..Notice::done(title) }),
        }
    }

    /// Brings what is chosen into the document, in one step, and goes to the first of it.
    fn take_from_library(&mut self, chosen: &[Id]) {
        if self.is_looked_at() {
            self.say_refused();
            return;
        }
        let library = Arc::clone(&self.library.content);
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let what = how_many_of(&library, chosen);
        let taken = document.session.edit(&format!("add {what} from the library"), |workbook, ids| {
            shelf::take(workbook, ids, &library, chosen)
        });
        let place = taken.first().and_then(|id| document.session.workbook().index().place(*id));
        let said = format!("{} added from your library", capitalized(&what));
        let notice = Notice::undoable(said, document.session.revision());
        if let Some(place) = place {
            self.notices.say(notice);
            self.go_to(place);
        }
    }
}

/// Items of the library in words: `one metric`, `three items`.
fn how_many_of(library: &Workbook, ids: &[Id]) -> String {
    let kinds: Vec<ItemKind> =
        ids.iter().filter_map(|id| record(library, *id)?.identity()).map(|(kind, ..)| kind).collect();
    match kinds.first() {
        Some(kind) if kinds.iter().all(|other| other == kind) => how_many(kinds.len(), kind.singular(), kind.plural()),
        _ => how_many(kinds.len(), "item", "items"),
    }
}

/// What is said about what was kept: a title, and more if there is more to know.
fn words(kept: &Kept, library: &Workbook) -> (String, String) {
    let title = match kept.ids.as_slice() {
        [] => return ("Give it a name first: a library goes by names".to_owned(), String::new()),
        [one] => {
            let name = record(library, *one).map(Record::title).unwrap_or_default();
            format!("\u{201c}{name}\u{201d} saved to your library")
        }
        several => format!("{} saved to your library", capitalized(&how_many_of(library, several))),
    };
    let mut text = Vec::new();
    match (kept.replaced, kept.ids.len()) {
        (0, _) => {}
        (1, 1) => text.push("It stands in place of the one with that name.".to_owned()),
        (replaced, _) => text.push(format!(
            "{} of them in place of one with the same name.",
            capitalized(&crate::words::spelled(replaced))
        )),
    }
    if kept.left_out > 0 {
        text.push(format!("{} without a name left out.", capitalized(&crate::words::spelled(kept.left_out))));
    }
    (title, text.join(" "))
}

/// Shows the library, if it was asked for.
pub fn show(app: &mut App, ui: &mut Ui) {
    let Some(mut dialog) = app.library.dialog.take() else { return };
    let Some(document) = &app.document else { return };
    dialog.refresh(&app.library, document);
    let path = app.around.places.as_ref().map(store::library::path).unwrap_or_default();
    let reply = dialog::show(ui, &mut dialog, &app.library, &path);
    let ctx = ui.ctx().clone();
    let stays = matches!(reply, None | Some(Reply::Remove(_) | Reply::TakeBack));
    let chosen = dialog.chosen();
    if stays {
        app.library.dialog = Some(dialog);
    } else {
        ctx.request_repaint();
    }
    match reply {
        None | Some(Reply::Leave) => {}
        Some(Reply::Add) => app.take_from_library(&chosen),
        Some(Reply::Remove(id)) => app.change_library(Change::Remove(id)),
        Some(Reply::TakeBack) => app.take_back_in_library(),
        Some(Reply::OpenFile) => app.leave_for(&ctx, Intent::Open(path)),
        Some(Reply::BuiltIn(whole)) => {
            app.page = Page::Section(Section::FailureModes);
            app.views.failure_modes.open_library(&ctx, whole);
        }
    }
}
