//! Which restore points go: by age, and where there are too many bytes of them.
//!
//! Points thin out: all of the last [`LAST`], before those one an hour for a day, one a day for 30 days, and one a week. Of
//! those that came of saving by itself only the last [`LAST_BY_ITSELF`] count as recent. What was discarded goes after 30 days.
//! Decisions and sign-offs stay; the originals of older versions go last. Relies on the list of points; knows no clock.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::DateTime;

use super::super::{disk, stray};
use super::{LAST, LAST_BY_ITSELF, Point, Reason, named};

const HOURS_OF_A_DAY: i64 = 24;
const HOURS_OF_A_MONTH: i64 = 30 * HOURS_OF_A_DAY;

/// A stretch of time of which one point stays.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stretch {
    Hour(DateTime),
    Day(DateTime),
    Week(i16, i8),
}

impl Stretch {
    /// The stretch of a point that was made at `at`, seen from `from`. A moment that lies ahead is recent.
    fn of(at: DateTime, from: DateTime) -> Self {
        let day = at.date();
        match from.duration_since(at).as_hours() {
            hours if hours < HOURS_OF_A_DAY => Self::Hour(day.at(at.hour(), 0, 0, 0)),
            hours if hours < HOURS_OF_A_MONTH => Self::Day(day.at(0, 0, 0, 0)),
            _ => Self::Week(day.iso_week_date().year(), day.iso_week_date().week()),
        }
    }
}

/// Splits `points`, the newest first, into the last ones, which all stay, and those before them.
fn split(points: &[Point]) -> (Vec<&Point>, Vec<&Point>) {
    let (mut last, mut by_itself) = (0, 0);
    points.iter().partition(|point| {
        let (count, most) =
            if point.reason == Reason::Autosaved { (&mut by_itself, LAST_BY_ITSELF) } else { (&mut last, LAST) };
        *count += 1;
        *count <= most
    })
}

/// Those of `points`, the newest first, that are not to stay.
///
/// Ages are counted from the last point that stays in any case: a clock that jumps once therefore ages none of the others.
pub(super) fn too_many(points: &[Point], limit: u64) -> Vec<&Point> {
    let (last, before) = split(points);
    let from = last.last().and_then(|point| point.at);
    let mut stretches = BTreeSet::new();
    let is_too_close = |point: &&Point| {
        let seen = point.at.zip(from).filter(|_| point.reason.weight() == 0);
        seen.is_some_and(|(at, from)| match point.reason {
            Reason::Discarded => from.duration_since(at).as_hours() >= HOURS_OF_A_MONTH,
            _ => !stretches.insert(Stretch::of(at, from)),
        })
    };
    let (mut gone, rest): (Vec<&Point>, Vec<&Point>) = before.into_iter().partition(is_too_close);
    let mut kept: Vec<&Point> = last.into_iter().chain(rest).collect();
    kept.sort_by_key(|point| std::cmp::Reverse(point.number));
    let mut total: u64 = kept.iter().map(|point| point.size).sum();
    let mut by_age: Vec<&Point> = kept.iter().skip(1).rev().copied().collect();
    by_age.sort_by_key(|point| point.reason.weight());
    for point in by_age.into_iter().filter(|point| point.reason.weight() < 2) {
        if total <= limit {
            break;
        }
        total -= point.size;
        gone.push(point);
    }
    gone
}

/// Removes the oldest points in the folder of all documents while they have more than `limit` bytes, but for the newest of
/// each. Numbers say nothing between documents, so that the time of writing decides.
pub(super) fn trim(root: &Path, limit: u64) {
    let mut total = 0;
    let mut old: Vec<(u8, SystemTime, u64, PathBuf)> = Vec::new();
    for folder in stray::paths_in(root) {
        let mut points: Vec<(u32, Reason, PathBuf)> = stray::paths_in(&folder)
            .filter_map(|path| named(&path).map(|(number, reason)| (number, reason, path)))
            .collect();
        points.sort_by_key(|(number, ..)| std::cmp::Reverse(*number));
        for (place, (_, reason, path)) in points.into_iter().enumerate() {
            let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
            total += metadata.len();
            if place > 0 {
                let written = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                old.push((reason.weight(), written, metadata.len(), path));
            }
        }
    }
    old.sort();
    for (_, _, size, path) in old {
        if total <= limit {
            return;
        }
        if disk::remove(&path).is_ok() {
            total -= size;
        }
    }
}
