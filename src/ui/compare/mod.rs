//! Two states of the document side by side: signed versions, restore points, files, as saved and now, any two of them.
//!
//! | file | what it does |
//! | --- | --- |
//! | `lines` | the rows of a difference, the worst effect first |
//! | `rows` | draws them |
//! | `states` | which states there are, and where they are read from |
//! | `signed` | whether a state is what somebody signed, and what they signed of it |
//! | `counts` | how many edits touched what each sign-off stands for |
//! | `comparing` | two chosen states, and the job that compares them |
//! | `panel` | the choice, the rows and what stands below them |
//! | `dialog` | that over the window, for a command |
//!
//! States are read and compared by jobs. Changes nothing.

pub mod comparing;
mod counts;
mod dialog;
pub mod lines;
pub mod list;
pub mod panel;
mod rows;
mod signed;
pub mod states;

use std::path::PathBuf;

use egui::Context;

use crate::model::reviews::SignOff;
use crate::model::{Id, Section};
use crate::store::recovery::Abandoned;

use super::app::App;
use super::keyed::Keyed;
use super::notice::Notice;
use super::page::Page;
use super::tasks::Purpose;

use comparing::Comparing;
pub use dialog::show;
pub use signed::is_kept;
use states::{Known, KnownKey, State};

/// Which of two states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one that is compared.
    Before,
    /// The one that it is compared with.
    After,
}

/// Who compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// The page of the reviews.
    Page,
    /// The dialog.
    Dialog,
}

/// What the window compares.
#[derive(Default)]
pub struct Comparisons {
    /// What there is to compare, of which document as it was saved when.
    known: Keyed<KnownKey, Known>,
    /// What the page of the reviews compares.
    pub page: Comparing,
    dialog: Option<Comparing>,
    /// What changed since the sign-off for which somebody is asked again, whatever the page shows.
    again: Option<Comparing>,
    counts: counts::Counts,
    /// Whether a page shows the sign-offs in this frame.
    counting: bool,
    /// A file that is asked for.
    wanted: Option<(Asker, Side)>,
    /// Whom the file is for that a dialog asks for.
    asked: Option<(Asker, Side)>,
    /// Which document all of this is about.
    serial: Option<u64>,
}

impl Comparisons {
    /// Whether nothing is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let is_idle = |comparing: &Comparing| comparing.is_idle();
        self.known.is_idle()
            && self.counts.is_idle()
            && is_idle(&self.page)
            && self.dialog.as_ref().is_none_or(is_idle)
            && self.again.is_none()
    }

    /// Whether the dialog lies over the window.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.dialog.is_some()
    }

    /// What there is to compare; nothing until it is known.
    #[must_use]
    pub fn known(&self) -> Known {
        self.known.value().cloned().unwrap_or_default()
    }

    /// How many edits have touched what was signed; `None` if that is not known, or not yet. Asking has it counted.
    pub fn edits_since(&mut self, sign_off: Id) -> Option<usize> {
        self.counting = true;
        self.counts.since(sign_off)
    }

    /// Asks for a file to compare.
    pub fn want_file(&mut self, asker: Asker, side: Side) {
        self.wanted = Some((asker, side));
    }

    /// Has it found out what changed since this sign-off, for whoever is asked again.
    pub fn ask_again(&mut self, sign_off: Id) {
        let mut comparing = Comparing::default();
        comparing.choose(Side::Before, State::Signed(sign_off));
        self.again = Some(comparing);
    }

    /// Forgets about it: nobody is asked any more.
    pub fn ask_no_more(&mut self) {
        self.again = None;
    }

    /// What changed since the sign-off that was asked about, once, when it is known or cannot be.
    pub fn take_again(&mut self) -> Option<Result<Vec<lines::Line>, String>> {
        let outcome = self.again.as_ref()?.outcome()?.clone();
        self.again = None;
        Some(outcome.map(|compared| compared.lines))
    }

    fn of(&mut self, asker: Asker) -> Option<&mut Comparing> {
        match asker {
            Asker::Page => Some(&mut self.page),
            Asker::Dialog => self.dialog.as_mut(),
        }
    }
}

impl App {
    /// Shows the dialog that compares the document as it is with an earlier state.
    pub(super) fn compare_with(&mut self) {
        self.close_preview();
        let Some(document) = &mut self.document else {
            self.notices.say(Notice::done("Open or begin a workbook first"));
            return;
        };
        document.settle_now();
        self.comparisons.dialog = Some(Comparing::default());
    }

    /// Shows the dialog that compares the document as it is with unsaved work that was left on its file.
    pub(super) fn compare_left(&mut self, from: Abandoned) {
        self.compare_with();
        if let Some(comparing) = &mut self.comparisons.dialog {
            comparing.choose(Side::Before, State::Now);
            comparing.choose(Side::After, State::Left(from));
        }
    }

    /// Takes up a file that was chosen to be compared.
    pub(super) fn compare_file(&mut self, serial: u64, path: PathBuf) {
        let is_open = self.document.as_ref().is_some_and(|document| document.serial == serial);
        let Some((asker, side)) = self.comparisons.asked.take().filter(|_| is_open) else { return };
        if let Some(comparing) = self.comparisons.of(asker) {
            comparing.choose(side, State::File(path));
        }
    }

    /// Moves the focus to the next row of what changed since somebody signed, on the page that shows it. Whether there is one.
    pub(super) fn step_line(&mut self, ctx: &Context, by: isize) -> bool {
        let is_shown =
            self.document.is_some() && self.page == Page::Section(Section::Reviews) && self.preview.is_none();
        is_shown && self.comparisons.page.step(ctx, by)
    }

    /// Reads and compares what somebody looks at.
    pub(super) fn poll_comparing(&mut self) {
        let Some(document) = &self.document else {
            self.comparisons = Comparisons::default();
            return;
        };
        if self.comparisons.serial != Some(document.serial) {
            self.comparisons = Comparisons { serial: Some(document.serial), ..Comparisons::default() };
        }
        let page_asks = self.comparisons.page.take_asked();
        let counting = std::mem::take(&mut self.comparisons.counting);
        if !page_asks {
            self.comparisons.page.stop();
        }
        if !counting {
            self.comparisons.counts.stop();
        }
        if !page_asks && !counting && self.comparisons.dialog.is_none() && self.comparisons.again.is_none() {
            self.comparisons.known.stop();
            return;
        }
        self.survey();
        self.compare(page_asks);
        if counting {
            self.count();
        }
        if let (Some(wanted), Some(serial)) = (self.comparisons.wanted.take(), self.comparisons.serial) {
            self.comparisons.asked = Some(wanted);
            self.ask(Purpose::Compare(serial));
        }
    }

    /// Finds out which states there are, again after each save and each sign-off.
    fn survey(&mut self) {
        let keeps_points = self.keeps_points();
        let Some(document) = &self.document else { return };
        let signed = &document.session.workbook().reviews.sign_offs;
        let key = KnownKey::of(&document.origin, signed);
        let places = self.around.places.as_ref().filter(|_| keeps_points);
        let label = "Looking for earlier states";
        self.comparisons.known.poll((&self.around.jobs, label), key, Known::default, || {
            let (places, path, signed) = (places.cloned(), document.origin.path.clone(), signed.clone());
            let saved = document.standing.base.clone();
            move || Known::of(places.as_ref().zip(path.as_deref()), saved, &signed)
        });
    }

    fn count(&mut self) {
        let (Some(document), Some((of, known))) = (&self.document, self.comparisons.known.known()) else { return };
        let now = (document.session.workbook(), document.session.revision());
        self.comparisons.counts.poll(&self.around.jobs, (known, of), now);
    }

    fn compare(&mut self, page_asks: bool) {
        if !self.comparisons.known.is_idle() {
            return; // what is known is of other sign-offs, or of a file that was saved since
        }
        let (Some(document), Some(known)) = (&self.document, self.comparisons.known.known()) else { return };
        let now = (document.session.workbook(), document.session.revision());
        let today = (self.around.now)().date();
        if page_asks {
            self.comparisons.page.poll(&self.around.jobs, known, now, today);
        }
        if let Some(dialog) = &mut self.comparisons.dialog {
            let saved = document.origin.digest.filter(|_| !document.session.is_dirty());
            dialog.begin(&known.1, saved);
            dialog.poll(&self.around.jobs, known, now, today);
        }
        if let Some(again) = &mut self.comparisons.again {
            again.poll(&self.around.jobs, known, now, today);
        }
    }
}

/// The sign-off that the page compares with by itself: the one that is looked at, else of those that keep what was signed the
/// oldest, one that is `stale` and can be read before all others.
#[must_use]
pub fn signed_to_compare(
    workbook: &crate::model::Workbook,
    known: &Known,
    looked_at: Option<Id>,
    stale: &dyn Fn(Id) -> bool,
) -> Option<Id> {
    let sign_offs = &workbook.reviews.sign_offs;
    let looked_at = looked_at.and_then(|id| sign_offs.find(id)).filter(|one| signed::is_kept(one));
    let rank = |one: &&SignOff| {
        let reads = known.holds_signed(one.id);
        (!(reads && stale(one.id)), !reads, one.date)
    };
    let first = || sign_offs.iter().filter(|one| signed::is_kept(one)).min_by_key(rank);
    looked_at.or_else(first).map(|one| one.id)
}
