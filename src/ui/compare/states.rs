//! The states that can be compared: now, what was signed, restore points, and files.
//!
//! What was signed is found among the restore points by its digest, whatever the name and the time of the point. Read by jobs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::model::reviews::SignOff;
use crate::model::{Date, Id, List, Workbook};
use crate::pack::carried;
use crate::store::points::{Point, Points};
use crate::store::recovery::Abandoned;
use crate::store::{Digest, Places};
use crate::ui::document::Origin;
use crate::ui::history::{lower_first, moment_words};
use crate::ui::notice::explained;
use crate::ui::tasks::{file_words, not_read};
use crate::words;

use super::signed;

/// A state of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// As it is.
    Now,
    /// As its file holds it: what this window read or wrote last.
    Saved,
    /// What was signed with this sign-off.
    Signed(Id),
    /// What is in the restore point of this file.
    Point(PathBuf),
    /// What is in a file.
    File(PathBuf),
    /// Unsaved work on the file of the document, which an earlier run left.
    Left(Abandoned),
}

/// Which states there are.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// What this window read or wrote last, if it did.
    pub saved: Option<Workbook>,
    /// The restore points, the newest first.
    pub points: Vec<Point>,
    /// The point that holds what was signed, by sign-off.
    signed: BTreeMap<Id, PathBuf>,
}

/// What the states of a document hang on: its file as it was saved last, and what was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    path: Option<PathBuf>,
    digest: Option<Digest>,
    signed: Vec<(Id, String)>,
}

impl KnownKey {
    /// Of a document with these sign-offs.
    #[must_use]
    pub fn of(origin: &Origin, sign_offs: &List<SignOff>) -> Self {
        let signed = sign_offs.iter().filter(|one| signed::is_kept(one)).map(|one| (one.id, one.digest.clone()));
        Self { path: origin.path.clone(), digest: origin.digest, signed: signed.collect() }
    }
}

impl Known {
    /// Looks for the restore points of a document, and in them for what was signed.
    #[must_use]
    pub fn of(at: Option<(&Places, &Path)>, saved: Option<Workbook>, sign_offs: &List<SignOff>) -> Self {
        let points = at.map(|(places, path)| Points::of(places, path).list()).unwrap_or_default();
        let mut open: Vec<&SignOff> = sign_offs.iter().filter(|one| signed::is_kept(one)).collect();
        let mut signed = BTreeMap::new();
        for point in &points {
            if open.is_empty() {
                break;
            }
            let Ok(restored) = point.take::<Workbook>() else { continue };
            open.retain(|one| {
                let is_it = signed::is_what_was_signed(&restored.value, one);
                if is_it {
                    signed.insert(one.id, point.path.clone());
                }
                !is_it
            });
        }
        Self { saved, points, signed }
    }

    /// Whether a restore point holds what was signed with this sign-off.
    #[must_use]
    pub fn holds_signed(&self, sign_off: Id) -> bool {
        self.signed.contains_key(&sign_off)
    }

    /// The workbook of a state, or in words why there is none.
    ///
    /// # Errors
    /// In words for the person, with what can be done instead.
    pub fn read(&self, state: &State, now: &Workbook) -> Result<Workbook, String> {
        match state {
            State::Now => Ok(now.clone()),
            State::Saved => self.saved.clone().ok_or_else(|| {
                "This window did not read what the file holds. Choose the file to compare with.".to_owned()
            }),
            State::Signed(id) => match now.reviews.sign_offs.find(*id) {
                Some(sign_off) if signed::is_what_was_signed(now, sign_off) => Ok(now.clone()),
                _ => match self.signed.get(id) {
                    Some(path) => self.point(path),
                    None => Err(
                        "What was signed is in no restore point on this computer. Choose a restore point or a file \
                         to compare with."
                            .to_owned(),
                    ),
                },
            },
            State::Point(path) => self.point(path),
            State::Left(from) => from.take().map(|taken| taken.value).map_err(|error| explained(&error)),
            State::File(path) => {
                carried::earlier(path).map(|earlier| earlier.workbook).map_err(|error| not_read(&error))
            }
        }
    }

    fn point(&self, path: &Path) -> Result<Workbook, String> {
        let Some(point) = self.points.iter().find(|point| point.path == path) else {
            return Err("This restore point is not kept any more. Choose another one.".to_owned());
        };
        point.take::<Workbook>().map(|restored| restored.value).map_err(|error| explained(&error))
    }
}

impl State {
    /// The state in few words, for a closed list: `20 Feb, signed`.
    #[must_use]
    pub fn words(&self, workbook: &Workbook, known: &Known, today: Date) -> String {
        match self {
            Self::Now => "Now".to_owned(),
            Self::Saved => "As saved".to_owned(),
            Self::Signed(id) => {
                let date = workbook.reviews.sign_offs.find(*id).and_then(|one| one.date);
                date.map_or_else(|| "Signed".to_owned(), |date| format!("{}, signed", words::short_day(date, today)))
            }
            Self::Point(path) => known
                .points
                .iter()
                .find(|point| point.path == *path)
                .map_or_else(|| "A restore point".to_owned(), |point| point_words(point, today)),
            Self::File(path) => file_words(path),
            Self::Left(_) => "Unsaved work".to_owned(),
        }
    }
}

/// A sign-off among the states: `20 Feb, signed by Anke Vos`.
#[must_use]
pub fn signed_words(sign_off: &SignOff, today: Date) -> String {
    let name = match sign_off.name.trim() {
        "" => "nobody named",
        name => name,
    };
    let by = format!("signed by {name}");
    sign_off.date.map_or_else(|| words::capitalized(&by), |date| format!("{}, {by}", words::short_day(date, today)))
}

/// A restore point among the states: `14:32, saved`.
#[must_use]
pub fn point_words(point: &Point, today: Date) -> String {
    format!("{}, {}", moment_words(point.at, today), lower_first(point.reason.words()))
}

/// The sign-offs that keep what was signed.
pub fn kept(workbook: &Workbook) -> impl Iterator<Item = &SignOff> {
    workbook.reviews.sign_offs.iter().filter(|one| signed::is_kept(one))
}
