//! What was sent for a review, held against the workbook as it is: whether it still says the same, in which sections not, and the
//! state that was sent, if a restore point on this computer holds it.

use std::path::Path;

use crate::difference::{Change, Difference};
use crate::model::reviews::ReviewRequest;
use crate::model::{Item as _, Workbook};
use crate::signed::{Digests, Standing, is_content};
use crate::store::Places;
use crate::store::points::{Point, Points, Reason};

/// How what was sent with a request stands to what the workbook says now.
#[must_use]
pub fn standing(workbook: &Workbook, request: &ReviewRequest) -> Standing {
    Digests::of(workbook).of_request(request)
}

/// What the restore point of what was sent with a request is about: `RV-1 to Sofia Brandt`.
#[must_use]
pub fn about(request: &ReviewRequest) -> String {
    format!("{} to {}", request.cite(), request.name.trim())
}

/// The workbook as it was when it was sent, the newest such state; `None` if no restore point of the document at `path` holds it.
///
/// A point that was kept because of this request holds it or nothing does. The others are read, which takes long where there are
/// many, only if there is no such point: an earlier version kept none.
#[must_use]
pub fn state(places: &Places, path: &Path, request: &ReviewRequest) -> Option<Workbook> {
    let (sent, others): (Vec<Point>, Vec<Point>) =
        Points::of(places, path).list().into_iter().partition(|point| point.reason == Reason::Sent);
    let is_of_it = |point: &Point| point.about.starts_with(&format!("{} to ", request.cite()));
    let is_known = sent.iter().any(is_of_it);
    let (first, then): (Vec<Point>, Vec<Point>) = sent.into_iter().partition(is_of_it);
    let rest = then.into_iter().chain(others).filter(|_| !is_known);
    first.into_iter().chain(rest).find_map(|point| {
        let workbook = point.take::<Workbook>().ok()?.value;
        (standing(&workbook, request) == Standing::Current).then_some(workbook)
    })
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
