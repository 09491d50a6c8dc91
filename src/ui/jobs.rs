//! Work off the window's thread: each job has a label, a progress that it reports, a cancel that it looks at, and one result.
//!
//! Results are polled once a frame; a job that ends wakes the window.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::Context;

/// Starts jobs.
#[derive(Clone)]
pub struct Jobs {
    ctx: Context,
    inline: bool,
}

/// What a job sees of its outside.
#[derive(Clone, Default)]
pub struct Watch {
    cancelled: Arc<AtomicBool>,
    progress: Arc<AtomicU32>,
    ctx: Option<Context>,
}

impl Watch {
    /// Whether the person wants it to stop. A job that stops changes nothing.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
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
        Self { ctx: ctx.clone(), inline: false }
    }

    /// Jobs that are done at once, for tests that must not depend on time.
    #[must_use]
    pub fn at_once(ctx: &Context) -> Self {
        Self { ctx: ctx.clone(), inline: true }
    }

    /// Starts `work` before there is a window; whoever opens the window looks for the result in its first frame.
    pub fn before_the_window<T: Send + 'static>(label: &str, work: impl FnOnce() -> T + Send + 'static) -> Job<T> {
        let (sender, result) = channel();
        std::thread::spawn(move || drop(sender.send(work())));
        Job { label: label.to_owned(), watch: Watch::default(), result }
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
        let (sender, result) = channel();
        let watch = Watch { ctx: Some(self.ctx.clone()), ..Watch::default() };
        let (inside, ctx) = (watch.clone(), self.ctx.clone());
        let run = move || {
            // nobody listens any more if the document was closed meanwhile
            drop(sender.send(work(&inside)));
            ctx.request_repaint();
        };
        if self.inline {
            run();
        } else {
            std::thread::spawn(run);
        }
        Job { label: label.into(), watch, result }
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
