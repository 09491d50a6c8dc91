//! A source of random ids, passed in by whoever edits: seeded in tests, random in the program.

use crate::model::Id;

/// Makes ids: 64 random bits each, so that copies of a workbook can be merged without clashes.
#[derive(Debug, Clone)]
pub struct Ids(fastrand::Rng);

impl Ids {
    /// Ids that differ from run to run.
    #[must_use]
    pub fn random() -> Self {
        Self(fastrand::Rng::new())
    }

    /// The same ids for the same seed: for tests.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// The next id; never zero.
    pub fn fresh(&mut self) -> Id {
        Id(self.0.u64(1..))
    }
}
