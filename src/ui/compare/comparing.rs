//! Two states that were chosen, and what differs between them: worked out by a job, again whenever one of the two is another.

use egui::Context;

use crate::difference::are_unrelated;
use crate::model::{Date, Id, Workbook};
use crate::store::Digest;
use crate::store::points::Point;
use crate::ui::jobs::Jobs;
use crate::ui::keyed::Keyed;

use super::Side;
use super::lines::{self, Line, Rows};
use super::signed;
use super::states::{Known, KnownKey, State};

/// The most rows that are shown until the person asks for all.
pub const MOST: usize = 60;

/// What differs between two states.
#[derive(Debug, Clone, Default)]
pub struct Compared {
    /// The rows; of something signed only those that touch it.
    pub lines: Vec<Line>,
    /// How many others there are, where the rows are those that touch what was signed.
    pub elsewhere: usize,
    /// The digests that a sign-off of both states would keep.
    pub digests: Option<(String, String)>,
    /// Whether they have no item in common, as two states of one document hardly would.
    pub unrelated: bool,
}

/// Which states of what is known, and which revision of now.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    of: KnownKey,
    before: State,
    after: State,
    revision: u64,
}

/// What came of comparing.
type Outcome = Result<Compared, String>;

/// Two states while somebody looks at what differs.
pub struct Comparing {
    before: Option<State>,
    after: State,
    result: Keyed<Key, Outcome>,
    /// Whether a page has asked for it in this frame.
    asked: bool,
    /// The row that the keys have led to.
    at: Option<usize>,
    /// The sign-off that the page was turned to.
    signed: Option<Id>,
}

impl Default for Comparing {
    fn default() -> Self {
        Self { before: None, after: State::Now, result: Keyed::default(), asked: false, at: None, signed: None }
    }
}

impl Comparing {
    /// Whether nothing is being compared.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.result.is_idle()
    }

    /// The first of the two; `None` until one is chosen.
    #[must_use]
    pub fn before(&self) -> Option<&State> {
        self.before.as_ref()
    }

    /// The second of the two.
    #[must_use]
    pub fn after(&self) -> &State {
        &self.after
    }

    /// What came of it; `None` while that is not known.
    #[must_use]
    pub fn outcome(&self) -> Option<&Result<Compared, String>> {
        self.result.value()
    }

    /// Whether it is since a sign-off until now.
    #[must_use]
    pub fn is_since_signed(&self) -> bool {
        matches!(self.before, Some(State::Signed(_))) && self.after == State::Now
    }

    /// Chooses one of the two.
    pub fn choose(&mut self, side: Side, state: State) {
        match side {
            Side::Before => self.before = Some(state),
            Side::After => self.after = state,
        }
        self.result.forget();
        self.at = None;
    }

    /// Asks for it, once a frame: what nobody looks at is not worked out. A page that turns to another sign-off begins with that
    /// one and now.
    pub fn ask_since(&mut self, signed: Id) {
        self.asked = true;
        if self.signed != Some(signed) {
            let asked = true;
            *self = Self { before: Some(State::Signed(signed)), signed: Some(signed), asked, ..Self::default() };
        }
    }

    pub(super) fn take_asked(&mut self) -> bool {
        std::mem::take(&mut self.asked)
    }

    /// Forgets what is being compared: nobody looks at it any more.
    pub(super) fn stop(&mut self) {
        self.result.stop();
    }

    /// Begins, where nothing is chosen, with what was saved if something is not; else with the newest restore point that says
    /// anything else than the file, whose digest is `saved`.
    pub(super) fn begin(&mut self, known: &Known, saved: Option<Digest>) {
        if self.before.is_none() {
            let is_another = |point: &&Point| saved.is_none_or(|saved| !point.holds(saved));
            let point = known.points.iter().find(is_another).or_else(|| known.points.first());
            let as_saved = known.saved.as_ref().filter(|_| saved.is_none()).map(|_| State::Saved);
            self.before = as_saved.or_else(|| point.map(|point| State::Point(point.path.clone())));
        }
    }

    /// Moves the focus to a row. Whether there is one.
    pub(super) fn step(&mut self, ctx: &Context, by: isize) -> bool {
        let Some(Ok(compared)) = self.outcome() else { return false };
        let count = compared.lines.len().min(MOST);
        if count == 0 {
            return false;
        }
        let next = match self.at {
            None if by < 0 => count - 1,
            None => 0,
            Some(at) => {
                at.checked_add_signed(by).filter(|at| *at < count).unwrap_or(if by < 0 { count - 1 } else { 0 })
            }
        };
        ctx.memory_mut(|memory| memory.request_focus(Rows::id_of(super::panel::ON_PAGE, next)));
        self.at = Some(next);
        true
    }

    /// Takes up what was compared, and compares again if one of the two is another by now.
    pub(super) fn poll(
        &mut self,
        jobs: &Jobs,
        (of, known): &(KnownKey, Known),
        (now, revision): (&Workbook, u64),
        today: Date,
    ) {
        let lost = || Err("Comparing stopped unexpectedly. Please report this.".to_owned());
        let Some(before) = self.before.clone() else { return };
        let key = Key { of: of.clone(), before, after: self.after.clone(), revision };
        let wanted = key.clone();
        self.result.poll((jobs, "Comparing"), key, lost, || {
            let (known, now) = (known.clone(), now.clone());
            move || compare(&known, &now, (&wanted.before, &wanted.after), today)
        });
    }
}

fn compare(known: &Known, now: &Workbook, (before, after): (&State, &State), today: Date) -> Outcome {
    let (old, new) = (known.read(before, now)?, known.read(after, now)?);
    let all = lines::lines(&old, &new, today);
    let unrelated = are_unrelated(&old, &new);
    let sign_off = match before {
        State::Signed(id) => now.reviews.sign_offs.find(*id),
        _ => None,
    };
    let digests = sign_off.map(|one| (one.digest.trim().to_owned(), signed::digest_now(&new, one)));
    let is_signed = |line: &Line| sign_off.is_none_or(|one| signed::touches(one, &line.place));
    let count = all.len();
    let lines: Vec<Line> = all.into_iter().filter(is_signed).collect();
    Ok(Compared { elsewhere: count - lines.len(), lines, digests, unrelated })
}
