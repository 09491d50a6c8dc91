//! Merging in the window: the file changed on disk while it was open here, or another copy is to be taken in. A job reads the
//! other side and merges, `dialog` asks about what both sides changed, and what was chosen becomes one step that can be undone.
//!
//! Both versions are kept as restore points before anything is given up; only then the document changes or is saved, guarded by
//! the digest of what was read. Escape decides nothing: saving stays off and the bar over the page says so. What merges and what
//! does not is for `merge`; nothing of it is decided here.

mod cards;
mod dialog;
mod full;
mod gather;
mod rows;
mod wording;

use std::path::PathBuf;

use egui::Ui;

use crate::model::Workbook;
use crate::store::points::Reason;
use crate::store::{StoreError, format};

use super::app::App;
use super::files::Intent;
use super::jobs::{Job, Poll};
use super::notice::{Notice, explained};
use super::standing::Disk;
use super::tasks::{Order, Purpose, There, file_words};

use dialog::{Dialog, Reply};
use gather::{Gathered, NotGathered, Request};

/// Where the other side is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The document's own file; and what comes once that is settled.
    Disk(Intent),
    /// Another file.
    Copy,
}

/// What the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Mine,
    Theirs,
    Merged,
}

/// What merging has come to.
#[derive(Default)]
pub struct Merging {
    dialog: Option<Dialog>,
    gathering: Option<Job<Gathered>>,
    /// Whether the other side is taken as soon as it is read: there is nothing to choose.
    at_once: bool,
    keeping: Option<(Decision, Job<Result<(), StoreError>>)>,
}

impl Merging {
    /// Whether the dialog lies over the window.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.dialog.is_some()
    }

    /// Whether something is read, chosen or kept.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.dialog.is_some() || !self.is_idle()
    }

    /// Whether nothing is under way in the background.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.gathering.is_none() && self.keeping.is_none()
    }

    /// Forgets it all: the document goes.
    pub fn leave(&mut self) {
        *self = Self::default();
    }
}

impl App {
    /// Settles what is open here with what its file holds by now, then does what was to come after saving.
    pub(super) fn settle_with_disk(&mut self, then: Intent) {
        if let Some(dialog) = self.merging.dialog.as_mut().filter(|dialog| dialog.source != Source::Copy) {
            dialog.source = Source::Disk(then);
            return;
        }
        let path = self.document.as_ref().and_then(|document| document.origin.path.clone());
        if let Some(path) = path {
            self.gather(path, Source::Disk(then), false);
        }
    }

    /// Takes what the file holds by now, where nothing was changed here.
    pub(super) fn reload(&mut self) {
        let Some(document) = &self.document else { return };
        let Some(path) = document.origin.path.clone() else { return };
        if document.standing.looking.is_some() {
            self.open(&path);
        } else {
            self.gather(path, Source::Disk(Intent::Stay), true);
        }
    }

    /// Asks for a copy to merge into the document.
    pub(super) fn ask_for_copy(&mut self) {
        let Some(serial) = self.document.as_ref().map(|document| document.serial) else {
            self.notices.say(Notice::done("Open or begin a workbook first"));
            return;
        };
        if !self.is_refused() {
            self.ask(Purpose::MergeCopy(serial));
        }
    }

    /// Merges another copy of the document into it.
    pub(super) fn merge_copy(&mut self, path: PathBuf) {
        if self.is_refused() {
            return;
        }
        let own = self.document.as_ref().and_then(|document| document.origin.path.as_ref());
        if own == Some(&path) {
            self.settle_with_disk(Intent::Stay);
        } else {
            self.gather(path, Source::Copy, false);
        }
    }

    fn gather(&mut self, path: PathBuf, source: Source, at_once: bool) {
        self.close_preview();
        let Some(document) = &mut self.document else { return };
        if self.merging.is_busy() {
            return;
        }
        document.settle_now();
        let own = document.origin.path.clone();
        let is_held_here = document.standing.holding.is_some();
        let request = Request {
            ours: document.session.workbook().clone(),
            base: document.standing.base.clone(),
            known: document.origin.digest,
            points: own.and_then(|own| self.points_of(&own)).map(|(points, _)| points),
            source,
            path,
            places: self.around.places.clone(),
            is_held_here,
        };
        let label = format!("Reading {}", file_words(&request.path));
        self.merging.at_once = at_once;
        self.merging.gathering = Some(self.around.jobs.start(label, move |_| Gathered::of(request)));
    }

    /// Takes up what was read and kept.
    pub(super) fn poll_merging(&mut self) {
        match self.merging.gathering.as_ref().map(Job::poll) {
            Some(Poll::Done(gathered)) => {
                self.merging.gathering = None;
                self.gathered(gathered);
            }
            Some(Poll::Lost) => {
                self.merging.gathering = None;
                let text = "Nothing was changed. Try again, and please report this.";
                self.notices.say(Notice::failure("The other version could not be read", text));
            }
            Some(Poll::Working) | None => {}
        }
        let kept = match self.merging.keeping.as_ref().map(|(decision, job)| (*decision, job.poll())) {
            None | Some((_, Poll::Working)) => return,
            Some((decision, Poll::Done(result))) => (decision, result.map_err(|error| explained(&error))),
            Some((decision, Poll::Lost)) => (decision, Err("Keeping them ended without a result.".to_owned())),
        };
        self.merging.keeping = None;
        match kept {
            (decision, Ok(())) => self.carry_out_decision(decision),
            (_, Err(why)) => {
                if let Some(dialog) = &mut self.merging.dialog {
                    dialog.not_kept = Some(why);
                }
            }
        }
    }

    fn gathered(&mut self, gathered: Gathered) {
        let Gathered { source, path, result } = gathered;
        let keeps_points = self.around.places.is_some() && self.keeps_points();
        let Some(document) = &mut self.document else { return };
        let theirs = match (result, &source) {
            (Ok(theirs), _) => theirs,
            (Err(NotGathered::Gone), Source::Disk(then)) => {
                document.standing.disk = Disk::Gone;
                let order = Order { path, there: There::Known(document.origin.digest), then: then.clone() };
                return self.write(order);
            }
            (Err(NotGathered::Unreadable { text, is_newer }), Source::Disk(then)) => {
                self.question =
                    Some(super::chrome::question::Question::Unreadable { path, text, is_newer, then: then.clone() });
                return;
            }
            (Err(NotGathered::Unreadable { text, .. }), Source::Copy) => {
                self.notices.say(Notice::failure("Nothing was merged", text));
                return;
            }
            (Err(NotGathered::Gone), Source::Copy) => {
                let text = format!("{} is not there any more.", path.display());
                self.notices.say(Notice::failure("Nothing was merged", text));
                return;
            }
        };
        if source == Source::Copy && theirs.workbook == *document.session.workbook() {
            self.notices.say(Notice::done(format!("{} says the same", file_words(&path))));
            return;
        }
        let keeps = keeps_points && document.origin.path.is_some();
        let since = document.standing.since.clone();
        self.merging.dialog = Some(Dialog::new(source, path, theirs, (keeps, since)));
        if std::mem::take(&mut self.merging.at_once) {
            self.decide(Decision::Theirs);
        }
    }

    /// Keeps both versions, then does what was chosen. Where they could not be kept once, the next choice goes on without.
    fn decide(&mut self, decision: Decision) {
        let Some(dialog) = &self.merging.dialog else { return };
        let own = self.document.as_ref().and_then(|document| document.origin.path.clone());
        let points = own.and_then(|own| self.points_of(&own)).filter(|_| dialog.not_kept.is_none());
        let Some((points, occasion)) = points else { return self.carry_out_decision(decision) };
        let ours = dialog.theirs.ours.clone();
        // another copy stays where it is
        let bytes = matches!(dialog.source, Source::Disk(_)).then(|| dialog.theirs.bytes.clone());
        self.merging.keeping = Some((
            decision,
            self.around.jobs.start("Keeping both versions", move |_| {
                points.keep_workbook(&ours, Reason::BeforeMerge, &occasion)?;
                bytes.map_or(Ok(()), |bytes| points.keep(&bytes, Reason::Found, &occasion).map(drop))
            }),
        ));
    }

    fn carry_out_decision(&mut self, decision: Decision) {
        let Some(dialog) = self.merging.dialog.take() else { return };
        let at = (self.around.now)().strftime("%H:%M").to_string();
        let Some(document) = &mut self.document else { return };
        let name = file_words(&dialog.path);
        let (then, is_disk) = match &dialog.source {
            Source::Disk(then) => (then.clone(), true),
            Source::Copy => (Intent::Stay, false),
        };
        let step = if is_disk { "the version on disk".to_owned() } else { name };
        match decision {
            Decision::Mine if !is_disk => return,
            Decision::Mine => {}
            Decision::Theirs => {
                document.session.restore_to(dialog.theirs.workbook.clone(), &format!("take {step}"));
            }
            Decision::Merged => match dialog.settled() {
                Ok(merged) => drop(document.session.restore_to(merged, &format!("merge with {step}"))),
                Err(open) => {
                    self.merging.dialog = Some(dialog.turned_to(open));
                    return;
                }
            },
        }
        let revision = document.session.revision();
        let digest = dialog.theirs.digest;
        match (is_disk, decision) {
            (true, Decision::Theirs) => {
                let now = document.session.workbook().clone();
                document.saved(now, dialog.path, digest, at);
                self.notices.clear_lasting();
                self.notices.say(Notice::undoable("The version on disk was taken", revision));
                if then != Intent::Stay {
                    self.go_on(then);
                }
            }
            (true, Decision::Mine | Decision::Merged) => {
                document.standing.disk = Disk::Known;
                if decision == Decision::Merged {
                    self.notices.say(Notice::undoable("Merged with the version on disk", revision));
                }
                self.write(Order { path: dialog.path, there: There::Known(Some(digest)), then });
            }
            (false, _) => {
                let what = if decision == Decision::Theirs { "Taken" } else { "Merged" };
                self.notices.say(Notice::undoable(format!("{what}: {step}"), revision));
                document_settled_copy(self, &dialog.path);
            }
        }
        self.watching.look_again();
    }

    fn go_on(&mut self, then: Intent) {
        let ctx = self.around.jobs.context().clone();
        self.leave_for(&ctx, then);
    }
}

/// A copy from a conflict that was merged is not offered again.
fn document_settled_copy(app: &mut App, copy: &std::path::Path) {
    if let Some(document) = &mut app.document {
        document.standing.conflicted.retain(|other| other != copy);
    }
    app.dismissed.insert(copy.to_owned());
}

/// Whether a workbook could be saved at all: a merge may be larger than either side.
fn fits(workbook: &Workbook) -> bool {
    format::write(workbook).is_ok()
}

/// Shows the dialog, if there is something to choose.
pub fn show(app: &mut App, ui: &mut Ui) {
    let today = (app.around.now)().date();
    let is_keeping = app.merging.keeping.is_some();
    let Some(dialog) = &mut app.merging.dialog else { return };
    let reply = dialog::show(ui, dialog, today);
    let Some(reply) = reply.filter(|_| !is_keeping) else { return };
    match reply {
        Reply::Later => {
            let is_disk = matches!(dialog.source, Source::Disk(_));
            app.merging.dialog = None;
            if let (true, Some(document)) = (is_disk, &mut app.document)
                && !document.standing.is_changed()
            {
                document.standing.disk = Disk::Changed(String::new());
            }
        }
        Reply::KeepMine => app.decide(Decision::Mine),
        Reply::TakeTheirs => app.decide(Decision::Theirs),
        Reply::Merge => match dialog.settled() {
            Ok(merged) if fits(&merged) => app.decide(Decision::Merged),
            Ok(_) => {
                let text = "Together both versions are larger than a workbook may be. Keep one of them.";
                app.notices.say(Notice::failure("Nothing was merged", text));
            }
            Err(open) => dialog.turn_to(open),
        },
    }
    ui.ctx().request_repaint();
}
