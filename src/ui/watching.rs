//! Watching the file of the open document: every few seconds, and when the window gets the focus, a job looks at it. What it
//! sees is said in the bar over the page; nothing is read or written over because of it.

use std::path::PathBuf;

use egui::Context;

use crate::store::{self, Digest, Hold, Holder, Holding, Sight};

use super::app::App;
use super::document::Document;
use super::files::Intent;
use super::jobs::{Job, Poll};
use super::notice::Notice;
use super::standing::{Disk, Looking};

/// Seconds between two looks.
const EVERY: f64 = 4.0;

/// What looking at the file has come to.
#[derive(Default)]
pub struct Watching {
    job: Option<Job<Looked>>,
    looked_at: Option<f64>,
    has_focus: bool,
}

/// What a look saw, of which document when its file was last known to hold what.
struct Looked {
    serial: u64,
    path: PathBuf,
    known: Option<Digest>,
    sight: Sight,
    hold: Option<Hold>,
    /// Whether what this window held is not there any more.
    has_lost: bool,
    conflicted: Vec<PathBuf>,
}

impl Watching {
    /// Whether nothing is being looked at.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.job.is_none()
    }

    /// Looks again at the next chance.
    pub fn look_again(&mut self) {
        self.looked_at = None;
    }
}

impl App {
    /// Looks at the file of the document when it is time, and takes up what was seen.
    pub(super) fn watch_file(&mut self, ctx: &Context) {
        match self.watching.job.as_ref().map(Job::poll) {
            Some(Poll::Working) => return,
            Some(Poll::Done(looked)) => {
                self.watching.job = None;
                self.looked(looked);
            }
            Some(Poll::Lost) => self.watching.job = None,
            None => {}
        }
        // while the file is written, it is not what it was, and that is no news
        let busy = self.tasks.saving.is_some() || self.tasks.opening.is_some() || self.merging.is_busy();
        let Some(document) = self.document.as_ref().filter(|_| !busy) else { return };
        let Some(path) = document.origin.path.clone() else { return };
        let (now, focus) = ctx.input(|input| (input.time, input.focused));
        let came = focus && !std::mem::replace(&mut self.watching.has_focus, focus);
        let due = self.watching.looked_at.map_or(0.0, |at| at + EVERY);
        if now < due && !came {
            ctx.request_repaint_after_secs((due - now) as f32);
            return;
        }
        self.watching.looked_at = Some(now);
        let standing = &document.standing;
        let (serial, known, glance) = (document.serial, document.origin.digest, standing.glance.clone());
        let (holds, trace) = (standing.holding.is_some(), standing.holding.as_ref().and_then(Holding::trace));
        let may_hold = !standing.is_newer();
        let (places, author, since) =
            (self.around.places.clone(), self.settings.author.clone(), standing.since.clone());
        self.watching.job = Some(self.around.jobs.start("Looking at the file", move |_| {
            let sight = store::glance::look_at(&path, glance.as_ref());
            let is_there = matches!(sight, Sight::There(_));
            let has_lost = trace.is_some_and(|trace| trace.is_lost());
            let wants_hold = may_hold && (!holds || has_lost);
            let hold =
                (wants_hold && is_there).then(|| Holding::take(places.as_ref(), &path, &Holder::here(&author, &since)));
            let conflicted = store::conflicted_copies(&path);
            Looked { serial, path, known, sight, hold, has_lost, conflicted }
        }));
        ctx.request_repaint_after_secs(EVERY as f32);
    }

    fn looked(&mut self, looked: Looked) {
        let is_saving = self.tasks.saving.is_some();
        let is_of = |document: &&mut Document| {
            let is_it = document.serial == looked.serial && document.origin.path.as_ref() == Some(&looked.path);
            is_it && document.origin.digest == looked.known && !is_saving
        };
        let Some(document) = self.document.as_mut().filter(is_of) else {
            if let Some(Hold::Ours(holding)) = looked.hold {
                self.let_go(Some(holding));
            }
            return;
        };
        let settled = !document.session.is_dirty() && document.session.steps().len() == 0;
        let standing = &mut document.standing;
        standing.conflicted.retain(|copy| looked.conflicted.contains(copy));
        for copy in looked.conflicted {
            if !self.dismissed.contains(&copy) && !standing.conflicted.contains(&copy) {
                standing.conflicted.push(copy);
            }
        }
        let was_gone = matches!(standing.disk, Disk::Gone | Disk::FolderGone);
        match looked.sight {
            Sight::There(glance) => {
                let written = glance.written().map_or_else(String::new, |at| at.strftime("%H:%M").to_string());
                let is_known = looked.known.is_none() || glance.digest == looked.known;
                standing.disk = if is_known { Disk::Known } else { Disk::Changed(written) };
                standing.permissions = Some(glance.permissions.clone());
                standing.glance = Some(glance);
            }
            Sight::Gone => standing.disk = Disk::Gone,
            Sight::FolderGone => standing.disk = Disk::FolderGone,
            Sight::Hidden => {}
        }
        let is_back = was_gone && matches!(standing.disk, Disk::Known | Disk::Changed(_));
        let lost = looked.hold.as_ref().filter(|_| looked.has_lost).and_then(|_| standing.holding.take());
        let is_shared = looked.has_lost && !settled && matches!(looked.hold, Some(Hold::Taken(_)));
        let is_free = looked.hold.is_some_and(|hold| standing.hold(hold, settled));
        self.let_go(lost.map(Holding::lost));
        if is_back {
            self.notices.say(Notice::done("The file is back in its place"));
        }
        if is_shared {
            let text = "You can go on: whoever saves second is asked about what the first one saved.";
            self.notices.say(Notice::word("Somebody else has opened this file too", text));
        }
        if is_free {
            self.notices.say(Notice::done("Nobody else has this file open now: you can change it"));
        }
    }

    /// Lets go of a file, so that others can have it. In the background, as it touches the disk.
    pub(super) fn let_go(&mut self, holding: Option<Holding>) {
        if let Some(holding) = holding {
            self.tasks.remember(self.around.jobs.start("Letting go of the file", move |_| {
                drop(holding);
                Ok(())
            }));
        }
    }

    /// Changes a document that somebody has open elsewhere, on purpose: saving still looks whether the file changed.
    pub(super) fn work_anyway(&mut self) {
        let Some(document) = &mut self.document else { return };
        if matches!(document.standing.looking, Some(Looking::Elsewhere(_))) {
            document.standing.looking = None;
            document.standing.anyway = true;
        }
    }

    /// Makes the document that is looked at a new one, without a file.
    pub(super) fn open_as_copy(&mut self, ctx: &Context) {
        let Some(document) = self.document.as_ref().filter(|document| !document.standing.is_newer()) else { return };
        let workbook = document.session.workbook().clone();
        self.leave_for(ctx, Intent::Point(Box::new(workbook)));
    }

    /// Why the document cannot be saved, if it can only be looked at; says so.
    pub(super) fn refuses_to_save(&mut self) -> bool {
        let looking = self.document.as_ref().and_then(|document| document.standing.looking.as_ref());
        let text = match looking {
            None => return false,
            Some(Looking::Newer(_)) => {
                "A newer Caveat wrote this file. Saving it here or elsewhere would drop what this one cannot read."
            }
            Some(Looking::Elsewhere(_)) => "It is open in another window. Open a copy, or choose to work on it anyway.",
        };
        self.notices.say(Notice::word("Nothing was saved", text));
        true
    }

    /// Whether the document can only be looked at.
    #[must_use]
    pub(super) fn only_looks(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.standing.looking.is_some())
    }
}
