//! What changed since it was sent: of what a reviewer was to sign, question by question where the state that was sent is known.

use std::path::Path;

use serde::Serialize;

use super::super::diff;
use crate::assess::replies::Plan;
use crate::difference::Change;
use crate::model::Workbook;
use crate::pack::sent;
use crate::signed::Standing;
use crate::store::Places;
use crate::words;

/// The most changes that are listed.
const MOST: usize = 200;

/// What is known about it.
pub(super) struct Since {
    standing: Standing,
    /// What changed since the state that was sent; `None` if that is in no restore point.
    changes: Option<Vec<Change>>,
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
        Self { changes: then.map(|then| sent::changes(&then, workbook, &standing)), standing }
    }

    /// Whether anything changed; `None` if what was sent was not kept.
    pub(super) fn is_changed(&self) -> Option<bool> {
        self.standing.has_changed()
    }

    /// The keys of the sections that changed.
    pub(super) fn sections(&self) -> Vec<&'static str> {
        self.standing.changed().iter().map(|section| section.key()).collect()
    }

    /// What changed of what is signed.
    pub(super) fn changes(&self) -> Option<Vec<OneChange>> {
        Some(
            self.changes
                .as_ref()?
                .iter()
                .map(|change| OneChange { on: change.subject(), what: change.words() })
                .collect(),
        )
    }

    /// In words, for a terminal.
    pub(super) fn tell(&self, text: &mut String) {
        match &self.standing {
            Standing::Current => say!(text, "  What is signed has not changed since it was sent."),
            Standing::Stale(sections) => {
                let of = if sections.is_empty() { String::new() } else { format!(" in {}", words::sections(sections)) };
                say!(text, "  The workbook has changed since it was sent{of}: a decision is about what was sent.");
                self.list(text);
            }
            Standing::Unfit => {
                say!(
                    text,
                    "  What changed since it was sent is not known: the digests of the request do not fit one another."
                );
            }
            Standing::OtherCovers => {
                say!(
                    text,
                    "  What the request covers was changed after it was sent: a decision is about what was sent."
                );
            }
            Standing::Pending | Standing::NotKept => {}
        }
    }

    fn list(&self, text: &mut String) {
        let Some(changes) = &self.changes else {
            say!(text, "  What it said then is in no restore point on this computer, so the changes are not known.");
            return;
        };
        say!(text, "  Since then:");
        let listed: Vec<&Change> = changes.iter().take(MOST).collect();
        for line in diff::lines(&listed).lines() {
            say!(text, "  {line}");
        }
        if changes.len() > MOST {
            say!(text, "    and {} more", changes.len() - MOST);
        }
    }
}
