//! Going through the restore points of one document: the jobs that list them, read the one that is looked at, look at all of
//! them, and find when something changed. What they give is in the [`View`].

use std::path::PathBuf;

use crate::store::points::{Point, Points};
use crate::ui::jobs::{Job, Jobs, Poll};

use super::survey::{self, Surveyed};
use super::view::{Damaged, Read, View};

/// A view with what is being read for it. What is being read stops when it is dropped.
#[derive(Default)]
pub struct Browsing {
    /// What is shown.
    pub view: View,
    listing: Option<Job<Vec<Point>>>,
    reading: Option<(PathBuf, Job<Read>)>,
    surveying: Option<Job<Vec<Surveyed>>>,
}

impl Browsing {
    /// Begins to list the points.
    #[must_use]
    pub fn of(jobs: &Jobs, view: View, points: Points) -> Self {
        let listing = jobs.start("Looking for restore points", move |_| points.list());
        Self { view, listing: Some(listing), reading: None, surveying: None }
    }

    /// Whether nothing is being read.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.listing.is_none() && self.reading.is_none() && self.surveying.is_none() && self.view.find.job.is_none()
    }

    /// Takes up what was read, and reads what is looked at.
    pub fn poll(&mut self, jobs: &Jobs) {
        match self.listing.as_ref().map(Job::poll) {
            Some(Poll::Working) | None => {}
            Some(ended) => {
                self.view.list(if let Poll::Done(points) = ended { points } else { Vec::new() });
                self.listing = None;
                let points = self.view.points();
                if !points.is_empty() {
                    let look = move |watch: &_| survey::survey(&points, watch);
                    self.surveying = Some(jobs.start("Looking at all restore points", look));
                }
            }
        }
        match self.surveying.as_ref().map(Job::poll) {
            Some(Poll::Working) | None => {}
            Some(ended) => {
                self.view.surveyed = if let Poll::Done(seen) = ended { seen } else { Vec::new() };
                self.surveying = None;
            }
        }
        self.poll_find(jobs);
        self.poll_reading(jobs);
    }

    fn poll_reading(&mut self, jobs: &Jobs) {
        if let Some((path, job)) = &self.reading {
            let read = match job.poll() {
                Poll::Working => return,
                Poll::Done(read) => read,
                Poll::Lost => Err(Damaged {
                    error: "Reading it stopped unexpectedly. Please report this.".to_owned(),
                    salvaged: None,
                }),
            };
            self.view.know(path.clone(), read);
            self.reading = None;
        }
        if let Some(point) = self.view.unread().cloned() {
            let path = point.path.clone();
            let job = jobs.start("Reading a restore point", move |_| survey::read(&point));
            self.reading = Some((path, job));
        }
    }

    fn poll_find(&mut self, jobs: &Jobs) {
        match self.view.find.job.as_ref().map(Job::poll) {
            Some(Poll::Working) => return,
            Some(Poll::Done(hits)) => (self.view.find.hits, self.view.find.job) = (hits, None),
            Some(Poll::Lost) => self.view.find.job = None,
            None => {}
        }
        let find = &mut self.view.find;
        if find.is_wanted && !find.wanted.trim().is_empty() && self.view.rows().is_some() {
            let (wanted, points) = (self.view.find.wanted.clone(), self.view.points());
            self.view.find.is_wanted = false;
            let look = move |watch: &_| survey::find(&points, &wanted, watch);
            self.view.find.job = Some(jobs.start("Finding when it changed", look));
        }
    }
}

impl Drop for Browsing {
    fn drop(&mut self) {
        if let Some(job) = &self.surveying {
            job.cancel();
        }
        if let Some(job) = &self.view.find.job {
            job.cancel();
        }
    }
}
