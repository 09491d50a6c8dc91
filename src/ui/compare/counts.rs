//! How many edits have touched what each sign-off stands for, counted by a job while somebody looks at the sign-offs.

use std::collections::BTreeMap;

use crate::difference::Difference;
use crate::model::{Id, Workbook};
use crate::ui::jobs::Jobs;
use crate::ui::keyed::Keyed;

use super::signed;
use super::states::{Known, KnownKey, State};

/// What was counted: of which sign-offs, at which revision.
type Key = (KnownKey, u64);

/// The edits since each sign-off whose signed state is kept on this computer.
#[derive(Default)]
pub struct Counts(Keyed<Key, BTreeMap<Id, usize>>);

impl Counts {
    /// Whether nothing is being counted.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.0.is_idle()
    }

    /// Forgets what is being counted: nobody looks at it any more.
    pub(super) fn stop(&mut self) {
        self.0.stop();
    }

    /// How many edits have touched what was signed; `None` if what was signed is not kept here, or not counted yet.
    #[must_use]
    pub fn since(&self, sign_off: Id) -> Option<usize> {
        self.0.value()?.get(&sign_off).copied()
    }

    /// Takes up what was counted, and counts again if the workbook is another by now.
    pub(super) fn poll(&mut self, jobs: &Jobs, (known, of): (&Known, &KnownKey), (now, revision): (&Workbook, u64)) {
        let label = "Counting what changed since the sign-offs";
        self.0.poll((jobs, label), (of.clone(), revision), BTreeMap::new, || {
            let (known, now) = (known.clone(), now.clone());
            move || count(&known, &now)
        });
    }
}

fn count(known: &Known, now: &Workbook) -> BTreeMap<Id, usize> {
    let since = |one: &crate::model::reviews::SignOff| {
        let then = known.read(&State::Signed(one.id), now).ok()?;
        let difference = Difference::between(&then, now);
        Some((one.id, difference.changes().iter().filter(|change| signed::touches(one, &change.place)).count()))
    };
    now.reviews.sign_offs.iter().filter(|one| signed::is_kept(one)).filter_map(since).collect()
}
