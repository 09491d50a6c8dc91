//! A look at all restore points of a document, by jobs: how much each differs from the one before, which cannot be read, and in
//! which of them some words appeared or went.
//!
//! Relies on the points and on the walk through a workbook. Reads one point after the other and keeps two in memory at most.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::civil::DateTime;

use crate::difference::Difference;
use crate::model::Workbook;
use crate::model::place::Stop;
use crate::model::record::cite;
use crate::store::points::Point;
use crate::store::salvage::salvage;
use crate::ui::jobs::{Job, Watch};
use crate::ui::notice::explained;
use crate::words;

use super::view::{Damaged, Read};

/// The most places that are told.
const MOST: usize = 200;

/// What a look at a point gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surveyed {
    /// Its file.
    pub path: PathBuf,
    /// Whether it can be read.
    pub is_readable: bool,
    /// In how many places it differs from the readable one before it; `None` for the first.
    pub changes: Option<usize>,
}

/// What became of words at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// They are in the oldest point already.
    WereThere,
    /// They are new.
    Appeared,
    /// They are gone.
    Went,
}

/// Where words appeared or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The point in which that is seen first.
    pub path: PathBuf,
    /// When that was made.
    pub at: Option<DateTime>,
    /// What became of them.
    pub became: Became,
    /// Where: `FM-4, Mitigation`.
    pub place: String,
}

/// The field that finds when something changed, and what it found.
#[derive(Default)]
pub struct Find {
    /// What was typed.
    pub text: String,
    /// The words that are or were looked for.
    pub wanted: String,
    /// Whether they are yet to be looked for.
    pub is_wanted: bool,
    /// The search under way.
    pub job: Option<Job<Option<Vec<Hit>>>>,
    /// What was found, the newest first.
    pub hits: Option<Vec<Hit>>,
}

/// Reads a point; what can be salvaged of a damaged one.
pub fn read(point: &Point) -> Read {
    point.take().map_err(|error| {
        let salvaged = point.content().ok().and_then(|content| salvage::<Workbook>(&content)).map(Box::new);
        Damaged { error: explained(&error), salvaged }
    })
}

/// Looks at all points, given the newest first.
#[must_use]
pub fn survey(points: &[Point], watch: &Watch) -> Vec<Surveyed> {
    let mut before: Option<Workbook> = None;
    let mut seen = Vec::new();
    for (done, point) in points.iter().rev().enumerate() {
        if watch.is_cancelled() {
            break;
        }
        let now = point.take::<Workbook>().ok().map(|restored| restored.value);
        let changes = before.as_ref().zip(now.as_ref());
        let changes = changes.map(|(before, now)| Difference::between(before, now).changes().len());
        seen.push(Surveyed { path: point.path.clone(), is_readable: now.is_some(), changes });
        before = now.or(before);
        watch.report((done + 1) as f32 / points.len() as f32);
    }
    seen
}

/// In which of the points, given the newest first, `wanted` appeared or went; `None` if that was cancelled.
#[must_use]
pub fn find(points: &[Point], wanted: &str, watch: &Watch) -> Option<Vec<Hit>> {
    let wanted = wanted.trim().to_lowercase();
    let mut before: Option<BTreeSet<String>> = None;
    let mut hits = Vec::new();
    for (done, point) in points.iter().rev().enumerate() {
        if watch.is_cancelled() {
            return None;
        }
        let Ok(restored) = point.take::<Workbook>() else { continue };
        let now = places_of(&restored.value, &wanted);
        let hit = |place: &String, became| Hit { path: point.path.clone(), at: point.at, became, place: place.clone() };
        match &before {
            None => hits.extend(now.iter().map(|place| hit(place, Became::WereThere))),
            Some(before) => {
                hits.extend(now.difference(before).map(|place| hit(place, Became::Appeared)));
                hits.extend(before.difference(&now).map(|place| hit(place, Became::Went)));
            }
        }
        before = Some(now);
        watch.report((done + 1) as f32 / points.len() as f32);
    }
    hits.reverse();
    hits.truncate(MOST);
    Some(hits)
}

/// Where an answer holds these words, which are in lower case.
fn places_of(workbook: &Workbook, wanted: &str) -> BTreeSet<String> {
    let index = workbook.index();
    let mut found = BTreeSet::new();
    workbook.walk(&mut |place, stop| {
        let Stop::Value(_, field, value) = stop else { return };
        let answer = words::answer(value.view(), &|id| index.words(id));
        if answer.to_lowercase().contains(wanted) {
            let cited = place.items.iter().rev().find(|(kind, ..)| !kind.prefix().is_empty());
            let cited = cited.map(|(kind, _, number)| cite(*kind, *number)).filter(|cited| !cited.is_empty());
            let about = cited.unwrap_or_else(|| place.section.title().to_owned());
            found.insert(format!("{about}, {}", field.label));
        }
    });
    found
}
