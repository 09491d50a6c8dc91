//! Work that earlier runs left: what it is, how it stands to its file, and what becomes of it. The start screen shows it.
//!
//! Everything is read by jobs. Discarded work moves to the restore points of its document, so that nobody has to be asked.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::civil::DateTime;

use crate::difference::Difference;
use crate::edit::Ids;
use crate::edit::begun::Begun;
use crate::knowledge;
use crate::model::Workbook;
use crate::store::points::{self, Occasion, Points, Reason, Restored};
use crate::store::recovery::{self, Abandoned, Cut, Recovery};
use crate::store::{self, Digest, Places, StoreError, format};

use super::app::App;
use super::files::Intent;
use super::giving_up::GivingUp;
use super::jobs::{Job, Poll, Watch};
use super::notice::{Notice, explained};
use super::points::browsing::Browsing;
use super::points::dialog::Reply;
use super::points::view::{Damaged, Read, Row, View, reach};
use super::remembered::discarded_lately;
use super::tasks::what_reads;

/// What is known about work that was left.
pub struct Known {
    /// What people call it: the product, else the file, else that it has no name.
    pub name: String,
    /// What is in it.
    pub read: Read,
    /// What was kept and is not in it.
    pub cut: Option<Cut>,
    /// What its file holds; blank if it has none that can be read.
    pub saved: Workbook,
    /// How its file stands.
    pub file: FileState,
    /// In how many places it differs from that, or from what the file held when the work began, and in how many sections.
    pub differs: (usize, usize),
    /// When its file was written last.
    pub saved_at: Option<DateTime>,
    /// When it was edited last, as far as that was written down.
    pub edited_at: Option<DateTime>,
    expected: Option<Digest>,
    /// What was begun and not recorded.
    pub begun: Begun,
}

/// How the file of work that was left stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileState {
    /// It never had one.
    None,
    /// It is what it was.
    Same,
    /// Somebody changed it since.
    Changed,
    /// It is not there, or cannot be read.
    Unreadable,
}

/// What the start screen remembers about it.
#[derive(Default)]
pub struct Left {
    known: Vec<(Abandoned, Known)>,
    looking: Option<Job<Vec<(Abandoned, Known)>>>,
    /// The one that is looked at.
    pub chosen: usize,
    /// Its restore points.
    pub browsing: Option<Browsing>,
    /// What was discarded in the last 30 days, of all documents.
    pub gone: Vec<points::Discarded>,
    /// What was given up, until it is kept.
    pub(super) giving_up: GivingUp,
    /// One of it that is being read, to open it.
    opening: Option<Job<Result<(Workbook, Begun), StoreError>>>,
    /// What was discarded last, to take that back.
    discarded: Option<Discarded>,
    /// Whether what was discarded last is being taken back to the bar over its file.
    returns: bool,
    /// Whether taking it back was asked for while it was still being moved.
    takes_back: bool,
    /// What was asked for that changes which work there is, until it is done.
    changing: Option<Job<Result<Changed, StoreError>>>,
    /// A point that a file goes back to once it is open.
    pub(super) going_back: Option<(PathBuf, Workbook, String)>,
}

/// What there is once something was discarded or taken back.
pub(super) type Changed = (Vec<Abandoned>, Vec<points::Discarded>);

/// What was in work that was discarded.
struct Gone {
    workbook: Workbook,
    expected: Option<Digest>,
    begun: String,
}

/// Work that was discarded. What is in it is known once a job has read it.
struct Discarded {
    from: Abandoned,
    /// On which occasion it was kept.
    occasion: Occasion,
    work: Arc<OnceLock<Gone>>,
    /// Whether it was left on the file that is open.
    on_file: bool,
}

impl Left {
    /// What is known, in the order of the list.
    #[must_use]
    pub fn known(&self) -> &[(Abandoned, Known)] {
        &self.known
    }

    /// How much of it was looked at, 0 to 1, while that is under way.
    #[must_use]
    pub fn progress(&self) -> Option<f32> {
        self.looking.as_ref().map(Job::progress)
    }

    /// Whether nothing is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.looking.is_none()
            && self.changing.is_none()
            && self.giving_up.is_idle()
            && self.opening.is_none()
            && self.browsing.as_ref().is_none_or(Browsing::is_idle)
    }

    /// Whether there is anything to show.
    #[must_use]
    pub fn is_there(&self) -> bool {
        !self.known.is_empty() || self.looking.is_some()
    }
}

impl Known {
    /// Reads it, with its file and what that held when the work began.
    fn of(places: &Places, from: &Abandoned) -> Self {
        let taken = from.take::<Workbook>();
        let expected = taken.as_ref().ok().and_then(|taken| taken.expected);
        let begun = taken.as_ref().map_or_else(|_| Begun::default(), |taken| Begun::of_text(&taken.begun));
        let (read, cut) = match taken {
            Ok(taken) => (Ok(Restored { value: taken.value, is_intact: true }), taken.cut),
            Err(error) => {
                let content = recovery::content(&from.path).ok();
                let salvaged = content.as_ref().and_then(|content| what_reads(&content.bytes));
                let cut = content.and_then(|content| content.cut_of_damaged());
                (Err(Damaged { error: explained(&error), salvaged }), cut)
            }
        };
        let opened = from.original.as_deref().map(store::open::<Workbook>);
        let file = match &opened {
            None => FileState::None,
            Some(Err(_)) => FileState::Unreadable,
            Some(Ok(opened)) if expected.is_none_or(|expected| expected == opened.digest) => FileState::Same,
            Some(Ok(_)) => FileState::Changed,
        };
        let saved = opened.and_then(Result::ok).map_or_else(blank, |opened| opened.value);
        let whole = match &read {
            Ok(restored) => Some(&restored.value),
            Err(damaged) => damaged.salvaged.as_ref().map(|salvaged| &salvaged.value),
        };
        // what others wrote since is no edit of this work
        let began = || Points::of(places, from.original.as_deref()?).held::<Workbook>(expected?);
        let began = if file == FileState::Changed { began() } else { None };
        let before = began.as_ref().map_or(&saved, |(before, _)| before);
        let difference = read.as_ref().ok().map(|restored| Difference::between(before, &restored.value));
        let differs = difference.map_or((0, 0), |difference| (difference.changes().len(), difference.sections().len()));
        let name = name_of(whole, from);
        // by the file itself: what a save wrote may be kept under another reason, such as what was sent or found
        let saved_at = from.original.as_deref().and_then(store::glance::written);
        Self { name, read, cut, saved, file, differs, saved_at, edited_at: edited_at(from), expected, begun }
    }
}

/// What a document without a file began with: nothing of that was entered by a person.
fn blank() -> Workbook {
    let blank = knowledge::template("blank").and_then(|text| format::read::<Workbook>(text.as_bytes()).ok());
    blank.map(|read| read.value).unwrap_or_default()
}

/// When work was edited last, as far as that was written down.
pub(super) fn edited_at(from: &Abandoned) -> Option<DateTime> {
    DateTime::strptime("%Y-%m-%d %H:%M", &from.edited_at).ok()
}

fn name_of(workbook: Option<&Workbook>, from: &Abandoned) -> String {
    let product = workbook.map(|workbook| workbook.about.product.trim().to_owned()).filter(|name| !name.is_empty());
    let stem = || from.original.as_deref()?.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    product.or_else(stem).unwrap_or_else(|| "Untitled".to_owned())
}

fn look(places: &Places, all: Vec<Abandoned>, watch: &Watch) -> Vec<(Abandoned, Known)> {
    let number = all.len().max(1) as f32;
    let mut known = Vec::new();
    for (done, from) in all.into_iter().enumerate() {
        let what = Known::of(places, &from);
        known.push((from, what));
        watch.report((done + 1) as f32 / number);
    }
    known
}

/// The restore points of the document with this file, or those of all documents without one.
pub(super) fn points_for(places: &Places, file: Option<&Path>) -> Points {
    file.map_or_else(|| Points::of_untitled(places), |path| Points::of(places, path))
}

/// What there is to take up, and what was discarded.
pub(super) fn changed(places: &Places, now: DateTime) -> Changed {
    (recovery::abandoned(places), discarded_lately(places, now))
}

/// Moves work to the restore points, whole or as it is.
fn discard(places: &Places, from: &Abandoned, work: Option<&Workbook>, occasion: &Occasion) -> Result<(), StoreError> {
    let points = points_for(places, from.original.as_deref());
    match work {
        Some(workbook) => points.keep_workbook(workbook, Reason::Discarded, occasion)?,
        None => points.keep(&recovery::content(&from.path)?.bytes, Reason::Discarded, occasion)?,
    };
    from.discard()
}

impl App {
    /// Reads what earlier runs left, off the window's thread.
    pub(super) fn look_at_left(&mut self) {
        let Some(places) = self.around.places.clone().filter(|_| !self.abandoned.is_empty()) else {
            let (gone, discarded) = (std::mem::take(&mut self.left.gone), self.left.discarded.take());
            let (changing, giving_up) = (self.left.changing.take(), std::mem::take(&mut self.left.giving_up));
            self.left = Left { gone, giving_up, discarded, changing, ..Left::default() };
            return;
        };
        let all = self.abandoned.clone();
        self.left.browsing = None;
        self.left.known.clear();
        let job = self.around.jobs.start("Looking at what was left", move |watch| look(&places, all, watch));
        self.left.looking = Some(job);
    }

    /// Takes up what was read.
    pub(super) fn poll_left(&mut self, ctx: &egui::Context) {
        self.poll_discarded(ctx);
        self.poll_giving_up();
        match self.left.looking.as_ref().map(Job::poll) {
            Some(Poll::Working) | None => {}
            Some(ended) => {
                self.left.known = if let Poll::Done(known) = ended { known } else { Vec::new() };
                self.left.looking = None;
                self.choose_left(0);
            }
        }
        match self.left.changing.as_ref().map(Job::poll) {
            Some(Poll::Working) | None => {}
            Some(ended) => {
                self.left.changing = None;
                let (returns, takes_back) = (self.left.returns, self.left.takes_back);
                (self.left.returns, self.left.takes_back) = (false, false);
                match ended {
                    Poll::Done(Ok((abandoned, gone))) => {
                        (self.abandoned, self.left.gone) = (abandoned, gone);
                        if returns {
                            self.offer_left_on_file();
                        }
                    }
                    Poll::Done(Err(error)) => {
                        self.left.discarded = None;
                        self.notices.say(Notice::failure("The work that was left stays", explained(&error)));
                    }
                    _ => {}
                }
                self.look_at_left();
                if takes_back {
                    self.take_back_discarding();
                }
            }
        }
        if let Some(browsing) = &mut self.left.browsing {
            browsing.poll(&self.around.jobs);
            if let Some((_, known)) = self.left.known.get(self.left.chosen) {
                browsing.view.compare(&known.saved, 0);
            }
        }
    }

    /// Offers work that was left on the file that is open in the bar over it.
    fn offer_left_on_file(&mut self) {
        let Some(document) = &mut self.document else { return };
        let path = document.origin.path.as_ref();
        let left = self.abandoned.iter().find(|left| path.is_some() && left.original.as_ref() == path);
        document.standing.left = left.cloned();
    }

    /// Looks at one of them, with the restore points of its document.
    pub(super) fn choose_left(&mut self, at: usize) {
        self.left.chosen = at;
        self.left.browsing = None;
        let (Some((from, known)), Some(places)) = (self.left.known.get(at), &self.around.places) else { return };
        let row = Row {
            path: from.path.clone(),
            at: known.edited_at,
            reason: Reason::LastEdit,
            title: Reason::LastEdit.words().to_owned(),
            size: 0,
            point: None,
        };
        let mut view = View::with_left(row, known.read.clone());
        if let Ok(restored) = &known.read {
            view.begun = crate::words::series(&known.begun.words(&restored.value));
        }
        // what was discarded of other documents without a file says nothing about this one
        let points = Points::of(places, from.original.as_deref().unwrap_or(&from.path));
        self.left.browsing = Some(Browsing::of(&self.around.jobs, view, points));
    }

    /// Takes one of them up, or what can be read of it.
    pub(super) fn recover_left(&mut self, ctx: &egui::Context, at: usize) {
        let Some((from, known)) = self.left.known.get(at) else { return };
        match &known.read {
            Ok(_) => self.leave_for(ctx, Intent::Recover(from.clone())),
            Err(Damaged { salvaged: Some(salvaged), .. }) => {
                let intent = Intent::Salvaged(Box::new(salvaged.value.clone()), reach(salvaged));
                self.leave_for(ctx, intent);
            }
            Err(_) => {}
        }
    }

    /// Moves one of them to the restore points of its document.
    pub(super) fn discard_left(&mut self, at: usize) {
        let Some(places) = self.around.places.clone().filter(|_| at < self.left.known.len()) else { return };
        let (from, known) = self.left.known.remove(at);
        self.abandoned.retain(|other| *other != from);
        let now = (self.around.now)();
        let occasion =
            Occasion { at: now, product: known.name.clone(), begun: known.begun.text(), ..Occasion::default() };
        let work = known.read.as_ref().ok().map(|restored| restored.value.clone());
        let can_be_taken_back = work.is_some();
        let (gone, then) = (from.clone(), occasion.clone());
        self.left.changing = Some(self.around.jobs.start("Discarding what was left", move |_| {
            discard(&places, &gone, work.as_ref(), &then)?;
            Ok(changed(&places, now))
        }));
        let title = format!("Discarded: {}", known.name);
        let text = "\u{201c}Discarded lately\u{201d} on this page keeps it for 30 days.";
        self.notices.say(Notice::of_left(title, text, can_be_taken_back));
        let work = Arc::new(OnceLock::new());
        if let Ok(restored) = known.read {
            let (workbook, expected) = (restored.value, known.expected);
            work.set(Gone { workbook, expected, begun: known.begun.text() }).ok();
        }
        self.left.discarded = Some(Discarded { from, occasion, work, on_file: false });
    }

    /// Moves work that was left on the file that is open to the restore points of that.
    pub(super) fn discard_left_on_file(&mut self, from: Abandoned) {
        let (Some(places), Some(document)) = (self.around.places.clone(), &mut self.document) else { return };
        document.standing.left = None;
        let now = (self.around.now)();
        let occasion = Occasion { at: now, product: document.title(), ..Occasion::default() };
        self.abandoned.retain(|other| *other != from);
        let work: Arc<OnceLock<Gone>> = Arc::default();
        let kept = Arc::clone(&work);
        self.left.discarded = Some(Discarded { from: from.clone(), occasion: occasion.clone(), work, on_file: true });
        self.left.changing = Some(self.around.jobs.start("Discarding what was left", move |_| {
            let taken = from.take::<Workbook>().ok();
            let begun = taken.as_ref().map(|taken| taken.begun.clone()).unwrap_or_default();
            discard(&places, &from, taken.as_ref().map(|taken| &taken.value), &Occasion { begun, ..occasion })?;
            if let Some(taken) = taken {
                let (workbook, expected) = (taken.value, taken.expected);
                kept.set(Gone { workbook, expected, begun: taken.begun }).ok();
            }
            Ok(changed(&places, now))
        }));
        let text = "It stays among the restore points for 30 days.";
        self.notices.say(Notice::of_left("Discarded: unsaved work on this file", text, true));
    }

    /// Opens work that was discarded as a new document.
    pub(super) fn open_discarded(&mut self, point: &points::Point) {
        let point = point.clone();
        let begun = Begun::of_text(&point.begun);
        let read = move |_: &Watch| point.take::<Workbook>().map(|restored| (restored.value, begun));
        self.left.opening = Some(self.around.jobs.start("Reading what was discarded", read));
    }

    fn poll_discarded(&mut self, ctx: &egui::Context) {
        let Some(ended) = self.left.opening.as_ref().map(Job::poll) else { return };
        match ended {
            Poll::Working => return,
            Poll::Done(Ok((workbook, begun))) => self.leave_for(ctx, Intent::Discarded(Box::new((workbook, begun)))),
            Poll::Done(Err(error)) => self.notices.say(Notice::failure("Not opened", explained(&error))),
            Poll::Lost => {}
        }
        self.left.opening = None;
    }

    /// Whether something was discarded that can be taken back as it was.
    pub(super) fn has_discarded(&self) -> bool {
        self.left.discarded.is_some()
    }

    /// Takes back that work was discarded.
    pub(super) fn take_back_discarding(&mut self) {
        if self.left.changing.is_some() {
            self.left.takes_back = true; // once it is moved
            return;
        }
        let (Some(discarded), Some(places)) = (self.left.discarded.take(), self.around.places.clone()) else { return };
        self.notices.withdraw_discarded();
        let Discarded { from, occasion, work, on_file } = discarded;
        if work.get().is_none() {
            let text = "It is among the restore points of its document.";
            self.notices.say(Notice::word("What was discarded could not be taken back here", text));
            return;
        }
        self.left.returns = on_file;
        let now = (self.around.now)();
        self.left.changing = Some(self.around.jobs.start("Taking back what was discarded", move |_| {
            let place = Recovery::start(&places, Ids::random().fresh().0)?;
            if let Some(Gone { workbook, expected, begun }) = work.get() {
                place.keep_with((from.original.as_deref(), *expected, &from.edited_at), workbook, begun)?;
            }
            drop(place);
            points_for(&places, from.original.as_deref()).take_back_discarded(&occasion);
            Ok(changed(&places, now))
        }));
    }

    /// Does what was asked for with the restore point that is looked at on the start screen.
    pub(super) fn answer_left(&mut self, ctx: &egui::Context, reply: Reply) {
        let Some(browsing) = self.left.browsing.take() else { return };
        let chosen = self.left.chosen;
        let view = &browsing.view;
        let original = self.left.known.get(chosen).and_then(|(from, _)| from.original.clone());
        let (row, workbook) = (view.row().cloned(), view.workbook().cloned());
        match (reply, row, workbook) {
            (Reply::Salvage, ..) => self.begin_with_what_reads(ctx, view),
            (Reply::Restore, Some(row), _) if row.point.is_none() => self.recover_left(ctx, chosen),
            (Reply::Restore, Some(row), Some(workbook)) => match original {
                Some(path) => {
                    let when = row.when((self.around.now)().date());
                    self.left.going_back = Some((path.clone(), workbook, when));
                    self.leave_for(ctx, Intent::Open(path));
                }
                None => self.leave_for(ctx, Intent::Point(Box::new(workbook))),
            },
            (Reply::Open, _, Some(workbook)) => self.leave_for(ctx, Intent::Point(Box::new(workbook))),
            _ => {}
        }
        self.left.browsing = Some(browsing);
    }
}
