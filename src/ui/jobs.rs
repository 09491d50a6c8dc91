//! Work off the window's thread: each job has a label, a progress that it reports, a cancel that it looks at, and one result.
//!
//! Results are polled once a frame; a job that ends wakes the window.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

use egui::Context;

use crate::model::manner::{self, Manner};

/// Starts jobs.
#[derive(Clone)]
pub struct Jobs {
    ctx: Context,
    how: How,
}

/// Work that waits, with its label.
type Waiting = Arc<Mutex<Vec<(String, Box<dyn FnOnce() + Send>)>>>;

/// Where and when jobs are done.
#[derive(Clone)]
enum How {
    Threads,
    AtOnce,
    ByHand(Waiting),
}

/// Jobs that wait until a test lets them go: a slow disk that keeps to an order.
#[derive(Clone)]
pub struct Held(Waiting);

impl Held {
    /// Does every job that waits, in order, but for those whose label begins with one of these words.
    pub fn release_all_but(&self, held: &[&str]) {
        let is_held = |label: &str| held.iter().any(|word| label.starts_with(word));
        let all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let (kept, free): (Vec<_>, Vec<_>) = all.into_iter().partition(|(label, _)| is_held(label));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(kept);
        for (_, work) in free {
            work();
        }
    }
}

/// What a job sees of its outside.
#[derive(Clone, Default)]
pub struct Watch {
    cancelled: Arc<AtomicBool>,
    progress: Arc<AtomicU32>,
    counted: Arc<AtomicU64>,
    ctx: Option<Context>,
}

impl Watch {
    /// Whether the person wants it to stop. A job that stops changes nothing.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Says how many of something are done, such as rows. Wakes nobody: [`Watch::report`] does.
    pub fn count(&self, done: u64) {
        self.counted.store(done, Ordering::Relaxed);
    }

    /// Says how much is done, 0 to 1.
    pub fn report(&self, share: f32) {
        self.progress.store((share * 1_000.0) as u32, Ordering::Relaxed);
        if let Some(ctx) = &self.ctx {
            ctx.request_repaint();
        }
    }
}

/// Work under way.
pub struct Job<T> {
    label: String,
    watch: Watch,
    result: Receiver<T>,
}

/// Where a job is.
pub enum Poll<T> {
    /// Still at work.
    Working,
    /// Done.
    Done(T),
    /// It ended without a result: a defect, which is said and not hidden.
    Lost,
}

impl Jobs {
    /// Jobs on threads of their own, which wake `ctx`.
    #[must_use]
    pub fn on_threads(ctx: &Context) -> Self {
        Self { ctx: ctx.clone(), how: How::Threads }
    }

    /// Jobs that are done at once, for tests that must not depend on time.
    #[must_use]
    pub fn at_once(ctx: &Context) -> Self {
        Self { ctx: ctx.clone(), how: How::AtOnce }
    }

    /// Jobs that are done when a test says so, for what may happen while one is under way.
    #[must_use]
    pub fn by_hand(ctx: &Context) -> (Self, Held) {
        let waiting = Waiting::default();
        (Self { ctx: ctx.clone(), how: How::ByHand(Arc::clone(&waiting)) }, Held(waiting))
    }

    /// Starts `work` before there is a window; whoever opens the window looks for the result in its first frame.
    pub fn before_the_window<T: Send + 'static>(label: &str, work: impl FnOnce() -> T + Send + 'static) -> Job<T> {
        let (sender, result) = channel();
        std::thread::spawn(move || drop(sender.send(work())));
        Job { label: label.to_owned(), watch: Watch::default(), result }
    }

    /// Whether they are done on threads of their own, which may wait.
    #[must_use]
    pub fn are_on_threads(&self) -> bool {
        matches!(self.how, How::Threads)
    }

    /// The context that results wake.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.ctx
    }

    /// Starts `work`.
    pub fn start<T: Send + 'static>(
        &self,
        label: impl Into<String>,
        work: impl FnOnce(&Watch) -> T + Send + 'static,
    ) -> Job<T> {
        let label = label.into();
        let (sender, result) = channel();
        let watch = Watch { ctx: Some(self.ctx.clone()), ..Watch::default() };
        let (inside, ctx) = (watch.clone(), self.ctx.clone());
        let run = move || {
            // a job speaks plainly unless it says otherwise, also where it runs on the thread of the window
            let result = manner::speaking(Manner::PLAIN, || work(&inside));
            // nobody listens any more if the document was closed meanwhile
            drop(sender.send(result));
            ctx.request_repaint();
        };
        match &self.how {
            How::Threads => drop(std::thread::spawn(run)),
            How::AtOnce => run(),
            How::ByHand(waiting) => {
                let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
                waiting.push((label.clone(), Box::new(run)));
            }
        }
        Job { label, watch, result }
    }
}

impl<T> Job<T> {
    /// What it does, for the person: "Saving claims-triage.caveat".
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// How much is done, 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f32 {
        self.watch.progress.load(Ordering::Relaxed) as f32 / 1_000.0
    }

    /// How many of something are done, as the job said last.
    #[must_use]
    pub fn counted(&self) -> u64 {
        self.watch.counted.load(Ordering::Relaxed)
    }

    /// Asks it to stop.
    pub fn cancel(&self) {
        self.watch.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.watch.is_cancelled()
    }

    /// Looks whether it is done, without waiting.
    pub fn poll(&self) -> Poll<T> {
        match self.result.try_recv() {
            Ok(value) => Poll::Done(value),
            Err(TryRecvError::Empty) => Poll::Working,
            Err(TryRecvError::Disconnected) => Poll::Lost,
        }
    }
}
