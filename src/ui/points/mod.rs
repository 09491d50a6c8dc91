//! Restore points in the window: what is kept when a document is saved, and the dialog in which an earlier one is looked at,
//! restored as one step, or opened as a document of its own.
//!
//! A point is kept by the job that saves, so that it is there when that has ended. Which points there are, and what is in the
//! one that is looked at, is read by jobs as well.

pub mod browsing;
mod changes;
pub mod dialog;
mod list;
mod occasions;
pub mod survey;
pub mod view;

use egui::Ui;

use crate::difference::Difference;
use crate::model::Workbook;
use crate::store::points::{Occasion, Points, Reason};
use crate::store::{Places, StoreError};

use super::app::App;
use super::files::Intent;
use super::history::{Then, lower_first};
use super::notice::{Notice, explained};

use browsing::Browsing;
use dialog::{Can, Reply};
pub(super) use occasions::brought;
use view::View;

/// What the window remembers about restore points.
#[derive(Default)]
pub struct RestorePoints {
    dialog: Option<Browsing>,
    /// What the file is called whose points are shown although it is not open.
    unopened: String,
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
        self.dialog.as_ref().is_none_or(Browsing::is_idle)
    }

    /// Closes the dialog. What is being read is not wanted any more.
    pub fn leave(&mut self) {
        self.dialog = None;
    }
}

impl App {
    /// The points of the document at `path`, with what is told about one that is made now; `None` where none are kept.
    pub(super) fn points_of(&self, path: &std::path::Path) -> Option<(Points, Occasion)> {
        self.points_in_any_case(path).filter(|_| self.keeps_points())
    }

    /// The same, whether or not the person wants them: for what could not be had again.
    pub(super) fn points_in_any_case(&self, path: &std::path::Path) -> Option<(Points, Occasion)> {
        let places: &Places = self.around.places.as_ref()?;
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

    /// Keeps what the file of the open document held when it was opened, once somebody edits it: in the background, and once.
    pub(super) fn keep_opened(&mut self) {
        let edited = self.document.as_ref().filter(|document| document.session.is_dirty() && !document.keeps_opened);
        let Some((path, opened)) = edited.and_then(|document| document.origin.path.clone().zip(document.origin.digest))
        else {
            return;
        };
        let (Some((points, occasion)), Some(document)) = (self.points_of(&path), &mut self.document) else { return };
        document.keeps_opened = true;
        // where it fails, the next save tries it too, and says so
        let keep = move || drop(points.keep_opened(opened, &occasion));
        drop(self.around.jobs.start("Keeping what was opened", move |_| keep()));
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
        let points = Points::of(&places, &path);
        self.points.dialog = Some(Browsing::of(&self.around.jobs, View::with_focus(), points));
    }

    /// Shows the restore points of a file that cannot be opened, over the start screen.
    pub(super) fn show_points_of_unopened(&mut self, path: &std::path::Path, title: &str) {
        let Some(places) = self.around.places.clone() else { return };
        title.clone_into(&mut self.points.unopened);
        let points = Points::of(&places, path);
        self.points.dialog = Some(Browsing::of(&self.around.jobs, View::with_focus(), points));
    }

    /// Takes up what was read, and reads what is looked at.
    pub(super) fn poll_points(&mut self) {
        if let Some(dialog) = &mut self.points.dialog {
            dialog.poll(&self.around.jobs);
        }
    }

    /// Begins a document with what could be read of something damaged: of its own, so that nothing goes over the file.
    pub(super) fn begin_with_what_reads(&mut self, ctx: &egui::Context, view: &View) {
        if let Some(Err(view::Damaged { salvaged: Some(salvaged), .. })) = view.result() {
            let intent = Intent::Salvaged(Box::new(salvaged.value.clone()), view::reach(salvaged));
            self.leave_for(ctx, intent);
        }
    }

    /// Makes the workbook what it was `when`, as one step. What is there now is kept as a restore point first.
    pub(super) fn restore_to(&mut self, then: Workbook, when: &str) {
        if self.is_refused() {
            return;
        }
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
    let Some(mut browsing) = app.points.dialog.take() else { return };
    let (title, can) = match &app.document {
        Some(document) => {
            browsing.view.compare(document.session.workbook(), document.session.revision());
            (document.title(), Can::Look)
        }
        None => (app.points.unopened.clone(), Can::Open),
    };
    let Some(reply) = dialog::show(ui, &mut browsing.view, &title, today, can) else {
        app.points.dialog = Some(browsing);
        return;
    };
    ui.ctx().request_repaint();
    let ctx = ui.ctx().clone();
    if reply == Reply::Salvage {
        return app.begin_with_what_reads(&ctx, &browsing.view);
    }
    let (Some(row), Some(workbook)) = (browsing.view.row().cloned(), browsing.view.workbook().cloned()) else { return };
    match (reply, &row.point) {
        (Reply::Preview, _) if can == Can::Open => app.leave_for(&ctx, Intent::Point(Box::new(workbook))),
        (Reply::Preview, Some(point)) => {
            let Some(document) = &app.document else { return };
            let difference = Difference::between(document.session.workbook(), &workbook);
            app.look_at(Then::Point(point.number), workbook, point.at, &difference);
        }
        (Reply::Restore, _) => app.restore_to(workbook, &row.when(today)),
        (Reply::Open, _) => app.leave_for(&ctx, Intent::Point(Box::new(workbook))),
        (Reply::Preview | Reply::Leave | Reply::Salvage, _) => {}
    }
}
