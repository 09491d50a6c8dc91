//! Unsaved work that somebody gives up: it is kept among what was discarded before anything lets go of it. Where that fails they
//! are asked again, and told that it would be lost.

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

/// What was given up.
#[derive(Default)]
pub struct GivingUp {
    /// It is being kept: of which state, and what comes after.
    keeping: Option<(Keeping, State, Intent)>,
    /// What could not be kept.
    unkept: Option<State>,
}

impl GivingUp {
    /// Whether it is being kept just now.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.keeping.is_some()
    }
}

impl App {
    fn state(&self) -> Option<State> {
        self.document.as_ref().map(|document| (document.serial, document.session.revision()))
    }

    /// Whether unsaved work that is given up cannot be kept: what was tried says so, or its copies for recovery do.
    pub(super) fn is_given_up_for_good(&self) -> bool {
        let fails = self.document.as_ref().is_some_and(|document| document.keeper.fails());
        fails
            || !self.keeps_points()
            || (self.left.giving_up.unkept.is_some() && self.left.giving_up.unkept == self.state())
    }

    /// Goes on without saving, as the person said.
    pub(super) fn give_up(&mut self, intent: Intent) {
        if let Some((keeping, state)) = self.keep_given_up() {
            self.left.giving_up.keeping = Some((keeping, state, intent));
        } else {
            self.given_up = self.state();
            self.proceed(intent);
        }
    }

    /// Begins to keep what is given up; `None` where there is nothing to keep, or no place for it.
    fn keep_given_up(&self) -> Option<(Keeping, State)> {
        if self.is_given_up_for_good() {
            return None;
        }
        let document = self.document.as_ref().filter(|document| document.session.is_dirty())?;
        let (places, now) = (self.around.places.clone()?, (self.around.now)());
        let points = points_for(&places, document.origin.path.as_deref());
        let (workbook, product) = (document.session.workbook().clone(), document.title());
        let occasion = Occasion { at: now, product, ..Occasion::default() };
        let job = self.around.jobs.start("Keeping what was given up", move |_| {
            points.keep_workbook(&workbook, Reason::Discarded, &occasion)?;
            Ok(changed(&places, now))
        });
        Some((job, self.state()?))
    }

    /// Goes on once it is kept.
    pub(super) fn poll_giving_up(&mut self) {
        let Some(ended) = self.left.giving_up.keeping.as_ref().map(|(job, ..)| job.poll()) else { return };
        if matches!(ended, Poll::Working) {
            return;
        }
        let Some((_, state, intent)) = self.left.giving_up.keeping.take() else { return };
        match ended {
            Poll::Done(Ok((abandoned, gone))) if self.state() == Some(state) => {
                (self.abandoned, self.left.gone) = (abandoned, gone);
                self.given_up = Some(state);
                self.proceed(intent);
            }
            // something was written meanwhile, of which nobody has said that it may go
            Poll::Done(Ok(_)) => self.question = Some(Question::Unsaved(intent)),
            Poll::Done(Err(error)) => {
                self.notices.say(Notice::failure("What is not saved could not be kept", explained(&error)));
                self.ask_again_before_it_is_lost(state, intent);
            }
            Poll::Lost | Poll::Working => self.ask_again_before_it_is_lost(state, intent),
        }
    }

    fn ask_again_before_it_is_lost(&mut self, state: State, intent: Intent) {
        self.left.giving_up.unkept = Some(state);
        self.question = Some(Question::Unsaved(intent));
    }
}
