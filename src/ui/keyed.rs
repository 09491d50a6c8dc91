//! What a job works out of something that changes: kept with the key of what it was worked out of, and worked out again once that is
//! another.

use super::jobs::{Job, Jobs, Poll};

/// A value that a job works out, with the key of what it is of.
pub struct Keyed<K, V> {
    known: Option<(K, V)>,
    job: Option<(K, Job<V>)>,
}

impl<K, V> Default for Keyed<K, V> {
    fn default() -> Self {
        Self { known: None, job: None }
    }
}

impl<K: Clone + PartialEq, V: Send + 'static> Keyed<K, V> {
    /// Whether nothing is being worked out.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.job.is_none()
    }

    /// What was worked out last, with its key; it may be of something that is another by now.
    #[must_use]
    pub const fn known(&self) -> Option<&(K, V)> {
        self.known.as_ref()
    }

    /// What was worked out last.
    #[must_use]
    pub fn value(&self) -> Option<&V> {
        self.known.as_ref().map(|(_, value)| value)
    }

    /// Forgets what was worked out; it is worked out again when it is asked for.
    pub fn forget(&mut self) {
        self.known = None;
    }

    /// Forgets what is being worked out: nobody looks at it any more.
    pub fn stop(&mut self) {
        self.job = None;
    }

    /// Takes up what was worked out, `lost` if that ended without a result, and starts again unless it is of `key`. `work` is asked
    /// for what is to be done only then.
    pub fn poll<W>(&mut self, (jobs, label): (&Jobs, &str), key: K, lost: fn() -> V, work: impl FnOnce() -> W)
    where
        W: FnOnce() -> V + Send + 'static,
    {
        if let Some((of, job)) = &self.job {
            let value = match job.poll() {
                Poll::Working => return,
                Poll::Done(value) => value,
                Poll::Lost => lost(),
            };
            self.known = Some((of.clone(), value));
            self.job = None;
        }
        if self.known.as_ref().is_none_or(|(of, _)| *of != key) {
            let work = work();
            self.job = Some((key, jobs.start(label, move |_| work())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polled(keyed: &mut Keyed<u32, u32>, jobs: &Jobs, key: u32) -> Option<u32> {
        keyed.poll((jobs, "Doubling"), key, || 0, || move || key * 2);
        keyed.value().copied()
    }

    #[test]
    fn it_is_worked_out_once_for_each_key_and_the_last_one_stays_until_the_next_is_there() {
        let (jobs, held) = Jobs::by_hand(&egui::Context::default());
        let mut keyed = Keyed::default();
        assert_eq!((polled(&mut keyed, &jobs, 3), keyed.is_idle()), (None, false));
        held.release_all_but(&[]);
        assert_eq!((polled(&mut keyed, &jobs, 3), keyed.is_idle()), (Some(6), true));
        assert_eq!(
            (polled(&mut keyed, &jobs, 4), keyed.is_idle()),
            (Some(6), false),
            "the last one is better than none"
        );
        assert_eq!(polled(&mut keyed, &jobs, 5), Some(6), "what is under way is not begun anew");
        held.release_all_but(&[]);
        assert_eq!((polled(&mut keyed, &jobs, 5), keyed.known().map(|(key, _)| *key)), (Some(8), Some(4)));
        keyed.stop();
        held.release_all_but(&[]);
        assert_eq!(
            (polled(&mut keyed, &jobs, 4), keyed.is_idle()),
            (Some(8), true),
            "and what was stopped is not taken up"
        );
        keyed.forget();
        assert_eq!((polled(&mut keyed, &jobs, 4), keyed.is_idle()), (None, false));
    }
}
