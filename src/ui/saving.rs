//! Saving: one way for menu, key, button and close.
//!
//! A document is written by a job, one at a time. What comes back is credited to the document that was written, which need
//! not be the open one any more.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::assess::findings::Severity;
use crate::model::Workbook;
use crate::store::points::{Occasion, Points, Reason};
use crate::store::recent::RecentFile;
use crate::store::{self, Autosave, Digest, Guard, Holder, Holding, How, StoreError, holder_of};

use super::app::App;
use super::chrome::question::Question;
use super::document::moment;
use super::files::Intent;
use super::notice::{Notice, explained};
use super::points::brought;
use super::standing::Disk;
use super::tasks::{Order, Purpose, Refusal, There, Written, file_words};

/// Seconds without a change after which a document is saved by itself, if the person wants that.
const REST: f64 = 3.0;

/// Keeps what was saved as a restore point: for life, if something was decided or signed since the last one.
///
/// `last` is what the file held before, as far as the window knows.
fn keep_saved(
    points: &Points,
    saved: Digest,
    (last, workbook): (&Workbook, &Workbook),
    (unasked, occasion): (bool, Occasion),
) -> Result<(), StoreError> {
    let usual = if unasked { Reason::Autosaved } else { Reason::Saved };
    let brought = brought(last, workbook).and_then(|_| {
        // work that was recovered says nothing about what its file held, but the last point does
        let newest = points.list().into_iter().find(|point| point.reason.was_in_file());
        let newest = newest.and_then(|point| point.take::<Workbook>().ok());
        brought(newest.as_ref().map_or(last, |newest| &newest.value), workbook)
    });
    let (reason, about) = brought.unwrap_or((usual, String::new()));
    points.keep_saved(saved, reason, &Occasion { about, ..occasion })
}

/// Keeps what a file holds before it is saved over: always where points are kept, and the original of an older version in any case.
struct Before {
    points: Option<(Points, Occasion)>,
    older: Option<(Points, Occasion)>,
}

impl Before {
    /// Keeps it; says whether that was the original of an older version, kept although no points are.
    fn keep(&self, expected: Option<Digest>) -> Result<bool, StoreError> {
        match (&self.points, &self.older) {
            (Some((points, occasion)), _) => points.keep_before_save(expected, occasion).map(|()| false),
            (None, Some((points, occasion))) => points.keep_older_before_save(occasion),
            (None, None) => Ok(false),
        }
    }
}

/// What saving by itself has seen.
#[derive(Debug, Default)]
pub struct Autosaving {
    /// The document and its revision that was seen last, and since when.
    resting: Option<((u64, u64), f64)>,
    /// The document that could not be saved: the next try is the person's.
    refused: Option<u64>,
    /// Whether what is being saved was not asked for: nothing may stand in the way of who types.
    unasked: bool,
}

impl App {
    /// Saves the document by itself once it rests, where the person wants that and it has a file that takes changes.
    pub(super) fn autosave(&mut self, ctx: &Context) {
        if self.settings.autosave != Autosave::AfterChanges || self.question.is_some() || self.tasks.saving.is_some() {
            return;
        }
        let Some(document) = &self.document else { return };
        let has_file = document.origin.path.is_some() && !document.origin.read_only;
        let has_file = has_file && document.standing.disk == Disk::Known && !self.merging.is_busy();
        let still = document.typing.name.is_none() && document.session.is_dirty();
        if !has_file || !still || self.autosaving.refused == Some(document.serial) {
            return;
        }
        let now = ctx.input(|input| input.time);
        let seen = (document.serial, document.session.revision());
        let since = match self.autosaving.resting {
            Some((resting, since)) if resting == seen => since,
            _ => now,
        };
        self.autosaving.resting = Some((seen, since));
        if now - since >= REST {
            self.autosaving.unasked = true;
            self.save(Intent::Stay);
            self.autosaving.unasked = self.tasks.saving.is_some();
        } else {
            ctx.request_repaint_after_secs((REST - (now - since)) as f32);
        }
    }

    /// Saves the document where it is, or asks where.
    pub(super) fn save(&mut self, then: Intent) {
        if self.refuses_to_save() {
            return;
        }
        let Some(document) = &mut self.document else { return };
        document.settle_now();
        if document.standing.is_changed() && !document.origin.read_only {
            return self.settle_with_disk(then);
        }
        match document.origin.path.clone() {
            Some(path) if !document.origin.read_only => {
                let there = There::Known(document.origin.digest);
                self.write(Order { path, there, then });
            }
            _ => self.save_as(then),
        }
    }

    /// Asks where to save the document.
    pub(super) fn save_as(&mut self, then: Intent) {
        if self.document.as_ref().is_some_and(|document| document.standing.is_newer()) {
            self.refuses_to_save();
        } else if let Some(document) = &self.document {
            self.ask(Purpose::Save(document.serial, then));
        }
    }

    /// Writes the document where the person said. `confirmed` says that replacing a file there was agreed to.
    pub(super) fn save_to(&mut self, path: PathBuf, serial: u64, confirmed: bool, then: Intent) {
        let Some(document) = self.document.as_ref().filter(|document| document.serial == serial) else {
            self.notices.say(Notice::failure("Not saved", "Another document was opened meanwhile. Save again."));
            return;
        };
        let there = match &document.origin {
            origin if origin.path.as_deref() == Some(&path) => There::Known(origin.digest),
            _ if confirmed => There::Closed,
            _ => There::Nothing,
        };
        self.write(Order { path, there, then });
    }

    /// Writes the document, now or after the one that is being written.
    pub(super) fn write(&mut self, mut order: Order) {
        let Some(document) = &mut self.document else { return };
        if self.tasks.saving.is_some() {
            self.autosaving.unasked = false; // somebody waits for it now
            let waiting = self.tasks.queued.take().map(|waiting| waiting.then);
            if let (Intent::Stay, Some(then)) = (&order.then, waiting) {
                order.then = then;
            }
            self.tasks.queued = Some(order);
            return;
        }
        document.settle_now();
        let (workbook, serial) = (document.session.workbook().clone(), document.serial);
        let is_held = document.standing.holds(&order.path);
        let last = document.session.saved().clone();
        // a file that was moved away is as private as it was when it is written anew
        let is_own = document.origin.path.as_ref() == Some(&order.path);
        let permissions = document.standing.permissions.clone().filter(|_| is_own);
        let backups = self.around.places.as_ref().map(store::Places::backups);
        let points = self.points_of(&order.path);
        let before = Before { points: points.clone(), older: self.points_in_any_case(&order.path) };
        let unasked = self.autosaving.unasked;
        let label = format!("Saving {}", file_words(&order.path));
        let (places, author) = (self.around.places.clone(), self.settings.author.clone());
        let since = (self.around.now)().strftime("%H:%M").to_string();
        self.tasks.saving = Some(self.around.jobs.start(label, move |_| {
            let holder = || holder_of(places.as_ref(), &order.path).filter(|_| !is_held);
            let result = match order.there {
                There::Nothing if store::exists(&order.path) => Err(Refusal::Exists(holder())),
                There::Closed => holder().map_or(Ok(None), |holder| Err(Refusal::Exists(Some(holder)))),
                There::Nothing | There::Anything => Ok(None),
                There::Known(digest) => Ok(digest),
            };
            let (mut not_kept, mut older_kept) = (None, false);
            let result = result.and_then(|expected| {
                let (backup_folder, permissions) = (backups.as_deref(), permissions.as_ref());
                let guard = Guard { expected, backup_folder, permissions };
                let before = before.keep(expected);
                let saved = store::save(&order.path, &workbook, &guard).map_err(Refusal::Store)?;
                let after = points.map(|(points, occasion)| {
                    keep_saved(&points, saved.digest, (&last, &workbook), (unasked, occasion))
                });
                // what is saved is saved: a point that could not be kept is told, no more
                older_kept = *before.as_ref().unwrap_or(&false);
                not_kept = before.err().or_else(|| after.and_then(Result::err));
                Ok(saved)
            });
            let hold = (result.is_ok() && !is_held)
                .then(|| Holding::take(places.as_ref(), &order.path, &Holder::here(&author, &since)));
            Written { result, order, serial, workbook, not_kept, older_kept, hold }
        }));
    }

    /// Takes up what came of writing.
    pub(super) fn written(&mut self, ctx: &Context, done: Written) {
        let Written { result, order, serial, workbook, not_kept, older_kept, hold } = done;
        if result.is_ok() {
            self.tell_not_kept(not_kept);
        }
        let queued = self.tasks.queued.take();
        let open = self.document.as_mut().filter(|document| document.serial == serial);
        let mut anew = None;
        let saved = match (result, open) {
            (Ok(saved), Some(document)) => {
                let at = (self.around.now)().strftime("%H:%M").to_string();
                (self.autosaving.refused, self.autosaving.unasked) = (None, false);
                if matches!(document.standing.disk, Disk::Gone | Disk::FolderGone)
                    && document.origin.path.as_ref() == Some(&order.path)
                {
                    anew = Some(format!("Written anew: {}.", store::shown(&order.path)));
                }
                let before = document.standing.holding.take_if(|holding| !holding.is_of(&order.path));
                document.saved(workbook, order.path.clone(), saved.digest, at.clone());
                if document.standing.since.is_empty() {
                    document.standing.since = at;
                }
                document.standing.looking = None;
                if let Some(hold) = hold {
                    document.standing.hold(hold, false);
                }
                self.let_go(before);
                self.notices.clear_lasting();
                self.remember_recent();
                saved
            }
            (Ok(_), None) => return self.go_on_after_saving(ctx, None, Intent::Stay),
            (Err(refusal), open) => {
                let is_open = open.is_some();
                self.refused(refusal, order, is_open);
                return;
            }
        };
        if older_kept {
            let text = "Its original stays as a restore point (Ctrl Shift R), although restore points are off.";
            self.notices.say(Notice::word("Saved in the form of this version", text));
        }
        if let Some(text) = anew {
            // the folder may be another one by now, such as that under a disk that was taken away
            self.notices.say(Notice::word("The file was gone", text));
        }
        if let How::InPlace(reason) = saved.how {
            self.notices.say(Notice::word("Saved over the old content", format!("Because {reason}.")));
        }
        // the same file as before is now the one that was just written
        let queued = queued.map(|next| match next.there {
            There::Known(_) if next.path == order.path => Order { there: There::Known(Some(saved.digest)), ..next },
            _ => next,
        });
        self.go_on_after_saving(ctx, queued, order.then);
    }

    fn go_on_after_saving(&mut self, ctx: &Context, queued: Option<Order>, then: Intent) {
        match queued {
            Some(order) => {
                let then = if order.then == Intent::Stay { then } else { order.then.clone() };
                self.write(Order { then, ..order });
            }
            None if then != Intent::Stay => self.leave_for(ctx, then),
            None => {}
        }
    }

    fn refused(&mut self, refusal: Refusal, order: Order, is_open: bool) {
        let unasked = std::mem::take(&mut self.autosaving.unasked) && order.then == Intent::Stay;
        self.autosaving.refused = self.document.as_ref().map(|document| document.serial).filter(|_| is_open);
        match refusal {
            Refusal::Exists(holder) if is_open => {
                self.question = Some(Question::Replace(order.path, holder, order.then));
            }
            Refusal::Store(StoreError::ChangedOnDisk { .. }) if is_open => {
                let own = self.document.as_ref().and_then(|document| document.origin.path.as_ref());
                if own == Some(&order.path) && unasked {
                    if let Some(document) = &mut self.document {
                        document.standing.disk = Disk::Changed(String::new());
                    }
                    self.watching.look_again();
                } else if own == Some(&order.path) {
                    self.settle_with_disk(order.then);
                } else {
                    self.question = Some(Question::Replace(order.path, None, order.then));
                }
            }
            Refusal::Exists(_) => {}
            Refusal::Store(error) => {
                let kept = match (is_open, self.is_kept_unsaved()) {
                    (false, _) => "",
                    (true, true) => " Your work is kept for recovery meanwhile.",
                    (true, false) => " It is nowhere but in this window: leave that open until it is saved.",
                };
                self.notices.say(Notice::failure("Not saved", format!("{}{kept}", explained(&error))));
            }
        }
    }

    /// The folder to begin in: the document's, or that of the last one.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        let own = self.document.as_ref().and_then(|document| document.origin.path.as_deref());
        let last = self.recent.files().first().map(|file| file.path.as_path());
        own.or(last).and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned)
    }

    /// Puts the document to the front of the recent ones, once it is known how complete it is.
    pub(super) fn remember_recent(&mut self) {
        let Some(document) = &mut self.document else { return };
        let Some(path) = document.origin.path.clone() else { return };
        let findings = &document.facts.findings;
        let of = |severity| findings.iter().filter(|finding| finding.severity() == severity).count();
        let file = RecentFile {
            path: store::absolute(&path),
            product: document.title(),
            opened: moment((self.around.now)()),
            complete: document.share(),
            blockers: Some(of(Severity::Blocker)),
            warnings: Some(of(Severity::Warning)),
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
