//! Unsaved work that somebody gives up: it is kept among what was discarded before anything lets go of it. The question stays until
//! then, so that nothing is written or saved meanwhile. Where keeping fails they are told that it would be lost.

use std::sync::{Arc, Mutex, PoisonError};

use egui::Ui;

use crate::store::StoreError;
use crate::store::points::{Occasion, Reason};

use super::app::App;
use super::chrome::question::Question;
use super::files::Intent;
use super::jobs::{Job, Poll};
use super::left::{Changed, changed, points_for};
use super::notice::{Notice, explained};

/// A document as it was at a moment: which one, and how often it was changed.
type State = (u64, u64);

/// Keeping it, in the background.
type Keeping = Job<Result<Changed, StoreError>>;

/// So many seconds somebody waits for it before they may go without.
const PATIENCE: f64 = 3.0;

/// Whether somebody waits until what is given up is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Nobody does.
    None,
    /// Not for long.
    Short,
    /// So long that nobody need.
    Long,
}

/// What was given up.
#[derive(Default)]
pub struct GivingUp {
    /// It is being kept: of which state, and what comes after.
    keeping: Option<(Keeping, State, Intent)>,
    /// Since when somebody sees that, on the time of frames.
    since: Option<f64>,
    /// What nobody waits for any more, and is kept all the same.
    late: Option<Keeping>,
    /// Held while something is kept or taken back: what one of them takes back, the next keeps anew.
    one_at_a_time: Arc<Mutex<()>>,
    /// What could not be kept.
    unkept: Option<State>,
}

impl GivingUp {
    /// Whether it is being kept just now.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.keeping.is_some()
    }

    /// How long somebody waits for it; asked in every frame in which that is seen.
    pub fn wait(&mut self, ui: &Ui) -> Wait {
        if !self.is_busy() {
            return Wait::None;
        }
        let now = ui.input(|input| input.time);
        let left = PATIENCE - (now - *self.since.get_or_insert(now));
        if left <= 0.0 {
            return Wait::Long;
        }
        ui.ctx().request_repaint_after_secs(left as f32);
        Wait::Short
    }

    /// Whether nothing is being kept, waited for or not.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        !self.is_busy() && self.late.is_none()
    }

    /// Keeps it no more: it was not given up after all. The next time it is tried again: the disk may have room then.
    pub fn stop(&mut self) {
        (self.since, self.unkept) = (None, None);
        if let Some((job, ..)) = self.keeping.take() {
            job.cancel();
        }
    }
}

impl App {
    fn state(&self) -> Option<State> {
        self.document.as_ref().map(|document| (document.serial, document.session.revision()))
    }

    /// Whether unsaved work that is given up cannot be kept: what was tried says so, or its copies for recovery do.
    pub(super) fn is_given_up_for_good(&self) -> bool {
        !self.may_keep_given_up() || self.document.as_ref().is_some_and(|document| document.keeper.fails())
    }

    /// Whether it is to be tried.
    fn may_keep_given_up(&self) -> bool {
        let unkept = self.left.giving_up.unkept;
        self.keeps_points() && self.around.places.is_some() && (unkept.is_none() || unkept != self.state())
    }

    /// Goes on without saving, as the person said: once it is kept, or at once where it cannot be.
    pub(super) fn give_up(&mut self, intent: Intent) {
        if self.left.giving_up.is_busy() {
            return;
        }
        if let Some((keeping, state)) = self.keep_given_up() {
            self.left.giving_up.keeping = Some((keeping, state, intent.clone()));
            self.question = Some(Question::Unsaved(intent));
        } else {
            self.given_up = self.state();
            self.proceed(intent);
        }
    }

    /// Goes on before it is kept: a disk that hangs holds nobody. The copy for recovery stays, to be offered at the next start.
    pub(super) fn go_without_waiting(&mut self) {
        self.left.giving_up.since = None;
        let Some((keeping, state, intent)) = self.left.giving_up.keeping.take() else { return };
        self.left.giving_up.late = Some(keeping);
        if let Some(document) = self.document.as_mut().filter(|document| document.serial == state.0) {
            document.keeper.stay(true);
        }
        self.given_up = Some(state);
        self.proceed(intent);
    }

    /// Begins to keep what is given up; `None` where there is nothing to keep, or no place for it.
    fn keep_given_up(&self) -> Option<(Keeping, State)> {
        if !self.may_keep_given_up() {
            return None;
        }
        let document = self.document.as_ref().filter(|document| document.session.is_dirty())?;
        let (places, now) = (self.around.places.clone()?, (self.around.now)());
        let points = points_for(&places, document.origin.path.as_deref());
        let (workbook, product) = (document.session.workbook().clone(), document.title());
        let occasion = Occasion { at: now, product, ..Occasion::default() };
        let one_at_a_time = Arc::clone(&self.left.giving_up.one_at_a_time);
        let job = self.around.jobs.start("Keeping what was given up", move |watch| {
            let _alone = one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
            if watch.is_cancelled() {
                return Ok(changed(&places, now));
            }
            points.keep_workbook(&workbook, Reason::Discarded, &occasion)?;
            if watch.is_cancelled() {
                points.take_back_discarded(&occasion); // it is saved, or goes on
            }
            Ok(changed(&places, now))
        });
        Some((job, self.state()?))
    }

    /// Goes on once it is kept.
    pub(super) fn poll_giving_up(&mut self) {
        if let Some(ended) = self.left.giving_up.late.as_ref().map(Job::poll).filter(|it| !matches!(it, Poll::Working))
        {
            self.left.giving_up.late = None;
            match ended {
                Poll::Done(Ok(now)) => self.take_up_left(now),
                Poll::Done(Err(error)) => {
                    self.notices.say(Notice::failure("What was not saved could not be kept", explained(&error)));
                }
                Poll::Lost | Poll::Working => {}
            }
        }
        let Some(ended) = self.left.giving_up.keeping.as_ref().map(|(job, ..)| job.poll()) else { return };
        if matches!(ended, Poll::Working) {
            return;
        }
        self.left.giving_up.since = None;
        let Some((_, state, intent)) = self.left.giving_up.keeping.take() else { return };
        match ended {
            Poll::Done(Ok(now)) => {
                self.take_up_left(now);
                if self.state() == Some(state) {
                    (self.given_up, self.question) = (Some(state), None);
                    self.proceed(intent);
                }
            }
            Poll::Done(Err(error)) => {
                self.notices.say(Notice::failure("What is not saved could not be kept", explained(&error)));
                self.ask_again_before_it_is_lost(state, intent);
            }
            Poll::Lost | Poll::Working => self.ask_again_before_it_is_lost(state, intent),
        }
    }

    /// Takes up what lies there now, and looks at it where that is something else.
    fn take_up_left(&mut self, (abandoned, gone): Changed) {
        self.left.gone = gone;
        if self.abandoned != abandoned {
            self.abandoned = abandoned;
            self.look_at_left();
        }
    }

    fn ask_again_before_it_is_lost(&mut self, state: State, intent: Intent) {
        self.left.giving_up.unkept = Some(state);
        self.question = Some(Question::Unsaved(intent));
    }
}
