//! What changed since it was sent: of what a reviewer was to sign, question by question where the state that was sent is known.

use std::path::Path;

use serde::Serialize;

use super::super::diff;
use crate::assess::replies::Plan;
use crate::difference::{Change, Difference};
use crate::model::Workbook;
use crate::pack::sent;
use crate::signed::{Standing, is_content};
use crate::store::Places;
use crate::words;

/// The most changes that are listed.
const MOST: usize = 200;

/// What is known about it.
pub(super) struct Since {
    standing: Standing,
    /// What differs from the state that was sent; `None` if that is in no restore point.
    difference: Option<Difference>,
}

/// A change, for scripts.
#[derive(Serialize)]
pub(super) struct OneChange {
    on: String,
    what: String,
}

impl Since {
    /// Looks for what was sent among the restore points of the workbook at `path`.
    pub(super) fn of(path: &Path, workbook: &Workbook, plan: &Plan) -> Self {
        let standing = sent::standing(workbook, &plan.request);
        let then = || sent::state(&Places::of_this_system()?, path, &plan.request);
        let then = if standing.is_stale() { then() } else { None };
        Self { difference: then.map(|then| Difference::between(&then, workbook)), standing }
    }

    /// Whether anything changed; `None` if what was sent was not kept.
    pub(super) fn is_changed(&self) -> Option<bool> {
        match self.standing {
            Standing::Current => Some(false),
            Standing::Stale(_) => Some(true),
            Standing::Pending | Standing::NotKept | Standing::Unfit => None,
        }
    }

    /// The keys of the sections that changed.
    pub(super) fn sections(&self) -> Vec<&'static str> {
        self.standing.changed().iter().map(|section| section.key()).collect()
    }

    /// What changed of what is signed.
    pub(super) fn changes(&self) -> Option<Vec<OneChange>> {
        let listed = self.listed()?.into_iter();
        Some(listed.map(|change| OneChange { on: change.subject(), what: change.words() }).collect())
    }

    fn listed(&self) -> Option<Vec<&Change>> {
        let sections = self.standing.changed();
        let is_signed = |change: &&Change| {
            is_content(&change.place) && (sections.is_empty() || sections.contains(&change.place.section))
        };
        Some(self.difference.as_ref()?.changes().iter().filter(is_signed).collect())
    }

    /// In words, for a terminal.
    pub(super) fn tell(&self, text: &mut String) {
        match &self.standing {
            Standing::Current => say!(text, "  What is signed has not changed since it was sent."),
            Standing::Stale(sections) => {
                let titles: Vec<String> = sections.iter().map(|section| section.title().to_lowercase()).collect();
                let of = if titles.is_empty() { String::new() } else { format!(" in {}", words::series(&titles)) };
                say!(text, "  The workbook has changed since it was sent{of}: a decision is about what was sent.");
                self.list(text);
            }
            Standing::Unfit => {
                say!(
                    text,
                    "  What changed since it was sent is not known: the digests of the request do not fit one another."
                );
            }
            Standing::Pending | Standing::NotKept => {}
        }
    }

    fn list(&self, text: &mut String) {
        let Some(changes) = self.listed() else {
            say!(text, "  What it said then is in no restore point on this computer, so the changes are not known.");
            return;
        };
        say!(text, "  Since then:");
        for line in diff::lines(changes.get(..MOST).unwrap_or(&changes)).lines() {
            say!(text, "  {line}");
        }
        if changes.len() > MOST {
            say!(text, "    and {} more", changes.len() - MOST);
        }
    }
}
