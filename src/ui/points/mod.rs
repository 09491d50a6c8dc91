//! Restore points in the window: what is kept when a document is saved, and the dialog in which an earlier one is looked at,
//! restored as one step, or opened as a document of its own.
//!
//! A point is kept by the job that saves, so that it is there when that has ended. Which points there are, and what is in the
//! one that is looked at, is read by jobs as well.

mod changes;
mod dialog;
mod occasions;

use std::path::PathBuf;

use egui::Ui;

use crate::difference::Difference;
use crate::model::Workbook;
use crate::store::points::{Occasion, Point, Points, Reason, Restored};
use crate::store::{Places, StoreError};

use super::app::App;
use super::files::Intent;
use super::history::{Then, lower_first};
use super::jobs::{Job, Poll};
use super::notice::{Notice, explained};

use dialog::{Dialog, Reply};
pub(super) use occasions::brought;

/// What came of reading a point.
type Read = Result<Restored<Workbook>, StoreError>;

/// What the window remembers about restore points.
#[derive(Default)]
pub struct RestorePoints {
    dialog: Option<Dialog>,
    listing: Option<Job<Vec<Point>>>,
    reading: Option<(PathBuf, Job<Read>)>,
    /// Whether it was told that none can be kept.
    told: bool,
}

impl RestorePoints {
    /// Whether the dialog lies over the window.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.dialog.is_some()
    }

    /// Whether nothing is being read.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.listing.is_none() && self.reading.is_none()
    }

    /// Closes the dialog. What is being read is not wanted any more.
    pub fn leave(&mut self) {
        *self = Self { told: self.told, ..Self::default() };
    }
}

impl App {
    /// The points of the document at `path`, with what is told about one that is made now; `None` where none are kept.
    pub(super) fn points_of(&self, path: &std::path::Path) -> Option<(Points, Occasion)> {
        let places: &Places = self.around.places.as_ref().filter(|_| self.settings.points)?;
        let product = self.document.as_ref()?.title();
        Some((Points::of(places, path), Occasion { at: (self.around.now)(), product, ..Occasion::default() }))
    }

    /// Keeps the open document as a restore point, in the background: before something is done to all of it, such as an import
    /// or a merge. `about` says what, such as `Before "Import results"`; it may be empty.
    pub(super) fn keep_now(&mut self, reason: Reason, about: &str) {
        let path = self.document.as_ref().and_then(|document| document.origin.path.clone());
        let points = path.and_then(|path| self.points_of(&path));
        let (Some((points, occasion)), Some(document)) = (points, &mut self.document) else { return };
        document.settle_now();
        let (workbook, occasion) =
            (document.session.workbook().clone(), Occasion { about: about.to_owned(), ..occasion });
        let keep = move || points.keep_workbook(&workbook, reason, &occasion).map(drop);
        self.tasks.remember(self.around.jobs.start("Keeping a restore point", move |_| keep()));
    }

    /// Says that no restore point could be kept: once, until one is kept again.
    pub(super) fn tell_not_kept(&mut self, error: Option<StoreError>) {
        let told = std::mem::replace(&mut self.points.told, error.is_some());
        if let Some(error) = error.filter(|_| !told) {
            let text = format!("The document itself is saved. {}", explained(&error));
            self.notices.say(Notice::failure("No restore point was kept", text));
        }
    }

    /// Shows the restore points of the document.
    pub(super) fn show_restore_points(&mut self) {
        self.close_preview();
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        let (Some(path), Some(places)) = (document.origin.path.clone(), self.around.places.clone()) else {
            let text = "They are kept from the first save on, each time the document is saved.";
            self.notices.say(Notice::word("There are no restore points yet", text));
            return;
        };
        self.points.leave();
        self.points.dialog = Some(Dialog::default());
        let job = self.around.jobs.start("Looking for restore points", move |_| Points::of(&places, &path).list());
        self.points.listing = Some(job);
    }

    /// Takes up what was read, and reads what is looked at.
    pub(super) fn poll_points(&mut self) {
        let Some(dialog) = &mut self.points.dialog else { return };
        match self.points.listing.as_ref().map(Job::poll) {
            Some(Poll::Done(points)) => {
                dialog.list(points);
                self.points.listing = None;
            }
            Some(Poll::Lost) => {
                dialog.list(Vec::new());
                self.points.listing = None;
            }
            Some(Poll::Working) | None => {}
        }
        if let Some((path, job)) = &self.points.reading {
            let read = match job.poll() {
                Poll::Working => return,
                Poll::Done(result) => result.map_err(|error| explained(&error)),
                Poll::Lost => Err("Reading it stopped unexpectedly. Please report this.".to_owned()),
            };
            dialog.know(path.clone(), read);
            self.points.reading = None;
        }
        if let Some(point) = dialog.unread().cloned() {
            let path = point.path.clone();
            let job = self.around.jobs.start("Reading a restore point", move |_| point.take());
            self.points.reading = Some((path, job));
        }
    }

    /// Makes the workbook what it was `when`, as one step. What is there now is kept as a restore point first.
    pub(super) fn restore_to(&mut self, then: Workbook, when: &str) {
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        if *document.session.workbook() != then {
            self.keep_now(Reason::Restoring, "");
        }
        let Some(document) = &mut self.document else { return };
        if !document.session.restore_to(then, &format!("restore as it was {when}")) {
            self.notices.say(Notice::done("Nothing has changed since"));
            return;
        }
        let revision = document.session.revision();
        self.notices.say(Notice::undoable(format!("Restored as it was {when}"), revision));
    }
}

/// Shows the dialog, if it was asked for.
pub fn show(app: &mut App, ui: &mut Ui) {
    let today = (app.around.now)().date();
    let Some(mut dialog) = app.points.dialog.take() else { return };
    let Some(document) = &app.document else { return };
    dialog.compare(document.session.workbook(), document.session.revision());
    let Some(reply) = dialog::show(ui, &mut dialog, &document.title(), today) else {
        app.points.dialog = Some(dialog);
        return;
    };
    app.points.leave();
    ui.ctx().request_repaint();
    let Some((point, workbook)) = dialog.taken() else { return };
    match reply {
        Reply::Leave => {}
        Reply::Preview => {
            let difference = Difference::between(document.session.workbook(), &workbook);
            app.look_at(Then::Point(point.number), workbook, point.at, &difference);
        }
        Reply::Restore => {
            let when = dialog::when(&point, today);
            app.restore_to(workbook, &when);
        }
        Reply::Open => app.leave_for(&ui.ctx().clone(), Intent::Point(Box::new(workbook))),
    }
}
