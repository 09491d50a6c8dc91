//! What was sent for a review, held against the workbook as it is: whether it still says the same, in which sections not, and the
//! state that was sent, if a restore point on this computer holds it.

use std::path::Path;

use crate::difference::{Change, Difference};
use crate::model::Workbook;
use crate::model::reviews::ReviewRequest;
use crate::signed::{Digests, Standing, is_content};
use crate::store::Places;
use crate::store::points::Points;

/// How what was sent with a request stands to what the workbook says now.
#[must_use]
pub fn standing(workbook: &Workbook, request: &ReviewRequest) -> Standing {
    Digests::of(workbook).of_request(request)
}

/// The workbook as it was when it was sent, the newest such state; `None` if no restore point of the document at `path` holds it.
#[must_use]
pub fn state(places: &Places, path: &Path, request: &ReviewRequest) -> Option<Workbook> {
    let points = Points::of(places, path).list();
    let kept = points.iter().filter_map(|point| point.take::<Workbook>().ok().map(|restored| restored.value));
    kept.into_iter().find(|workbook| standing(workbook, request) == Standing::Current)
}

/// What changed of what is to be signed since the state that was sent.
#[must_use]
pub fn changes(then: &Workbook, now: &Workbook, standing: &Standing) -> Vec<Change> {
    let sections = standing.changed();
    let is_signed = |change: &&Change| {
        is_content(&change.place) && (sections.is_empty() || sections.contains(&change.place.section))
    };
    Difference::between(then, now).changes().iter().filter(is_signed).cloned().collect()
}
