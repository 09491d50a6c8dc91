//! Changes to an operating point: moving its thresholds, keeping them as a version, taking over scores.
//!
//! The version of a point names the thresholds that it has. Thresholds that are moved away from a saved version become a draft
//! of the next one; moved back onto a saved version, they are that version again.

use std::sync::Arc;

use crate::model::operating_points::{OperatingPoint, PolicyVersion, ScoreBin};
use crate::model::{Date, Id, Rate, Record as _, Workbook};

use super::ids::Ids;
use super::operations;

/// The saved version that has the thresholds of a point, the latest if there are several.
#[must_use]
pub fn saved(point: &OperatingPoint) -> Option<&PolicyVersion> {
    let same = |version: &&PolicyVersion| {
        version.serve_above == point.serve_above && version.fallback_below == point.fallback_below
    };
    point.versions.iter().rev().find(same)
}

/// The name that the thresholds of a point have, or get when they are saved: that of the saved version with these thresholds;
/// else the version of the point, unless a saved one has that name already; else the next one.
#[must_use]
pub fn version_name(point: &OperatingPoint) -> String {
    if let Some(saved) = saved(point).map(|version| version.version.trim()).filter(|name| !name.is_empty()) {
        return saved.to_owned();
    }
    let own = point.version.trim();
    let taken = point.versions.iter().any(|version| version.version.trim() == own);
    if own.is_empty() || taken { next_name(point) } else { own.to_owned() }
}

/// `v` and a number that is one more than the highest of any version.
fn next_name(point: &OperatingPoint) -> String {
    let names = point.versions.iter().map(|version| version.version.as_str()).chain([point.version.as_str()]);
    let number = |name: &str| name.trim().trim_start_matches(['v', 'V']).parse::<u32>().ok();
    let highest = names.filter_map(number).max().unwrap_or(0);
    format!("v{}", highest.saturating_add(1))
}

/// The version to go back to: the latest saved one, if the thresholds are not those.
#[must_use]
pub fn to_reset(point: &OperatingPoint) -> Option<&PolicyVersion> {
    let latest = point.versions.iter().next_back()?;
    let moved = latest.serve_above != point.serve_above || latest.fallback_below != point.fallback_below;
    moved.then_some(latest)
}

fn point_mut(workbook: &mut Workbook, id: Id) -> Option<&mut OperatingPoint> {
    let at = workbook.operating_points.points.iter().position(|point| point.id == id)?;
    Arc::make_mut(&mut workbook.operating_points).points.at_mut(at)
}

/// Moves the thresholds of a point, and gives them the version that they are. `false` if there is no such point or the
/// thresholds are no scores.
pub fn set_thresholds(workbook: &mut Workbook, id: Id, lower: f64, upper: f64) -> bool {
    let Some(point) = point_mut(workbook, id) else { return false };
    let (Some(lower), Some(upper)) = (Rate::new(lower), Rate::new(upper)) else { return false };
    (point.fallback_below, point.serve_above) = (Some(lower), Some(upper));
    for key in ["fallback_below", "serve_above"] {
        point.marks_mut().set(key, None);
    }
    if !point.versions.is_empty() {
        point.version = version_name(point);
    }
    true
}

/// Keeps the thresholds of a point as a version, and gives its name. `None` if there is no such point or they are kept already.
pub fn save_version(workbook: &mut Workbook, ids: &mut Ids, id: Id, today: Option<Date>) -> Option<String> {
    let point = workbook.operating_points.points.find(id)?;
    if saved(point).is_some() {
        return None;
    }
    let version = PolicyVersion {
        version: version_name(point),
        serve_above: point.serve_above,
        fallback_below: point.fallback_below,
        date: today,
        by: point.owner.clone(),
        reason: point.chosen_because.clone(),
        ..PolicyVersion::default()
    };
    let version = operations::name(version, workbook, ids);
    let name = version.version.clone();
    let point = point_mut(workbook, id)?;
    point.version = name.clone();
    point.versions.push(version);
    Some(name)
}

/// Gives a point the thresholds of its latest saved version. `false` if there is none, or if it has them.
pub fn reset(workbook: &mut Workbook, id: Id) -> bool {
    let Some(point) = point_mut(workbook, id) else { return false };
    let Some(version) = to_reset(point).cloned() else { return false };
    (point.fallback_below, point.serve_above) = (version.fallback_below, version.serve_above);
    point.version = version.version;
    true
}

/// Puts scores in the place of those that a point has, with where they are from and as of when. `false` if there is no such
/// point.
pub fn use_scores(
    workbook: &mut Workbook,
    ids: &mut Ids,
    id: Id,
    scores: Vec<ScoreBin>,
    (source, date): (String, Option<Date>),
) -> bool {
    if workbook.operating_points.points.find(id).is_none() {
        return false;
    }
    let bins = scores.into_iter().map(|bin| operations::name(bin, workbook, ids)).collect();
    let Some(point) = point_mut(workbook, id) else { return false };
    (point.bins, point.scores_source, point.scores_date) = (bins, source, date);
    for key in ["bins", "scores_source", "scores_date"] {
        point.marks_mut().set(key, None);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook() -> Workbook {
        let mut workbook = Workbook::default();
        let point = OperatingPoint {
            id: Id(5),
            fallback_below: Rate::new(0.4),
            serve_above: Rate::new(0.68),
            owner: "LO".to_owned(),
            ..OperatingPoint::default()
        };
        Arc::make_mut(&mut workbook.operating_points).points.push(point);
        workbook
    }

    fn version(workbook: &Workbook) -> String {
        workbook.operating_points.points.find(Id(5)).map(|point| point.version.clone()).unwrap_or_default()
    }

    #[test]
    fn versions_are_saved_left_and_come_back_to() {
        let (mut workbook, mut ids) = (workbook(), Ids::seeded(1));
        let today = Date::new(2026, 3, 9).ok();
        assert_eq!(save_version(&mut workbook, &mut ids, Id(5), today).as_deref(), Some("v1"));
        assert_eq!(save_version(&mut workbook, &mut ids, Id(5), today), None, "it is saved already");
        assert!(set_thresholds(&mut workbook, Id(5), 0.5, 0.78));
        assert_eq!(version(&workbook), "v2", "moved away from a saved version, it is a draft of the next");
        assert!(set_thresholds(&mut workbook, Id(5), 0.5, 0.8));
        assert_eq!(version(&workbook), "v2");
        assert!(set_thresholds(&mut workbook, Id(5), 0.4, 0.68));
        assert_eq!(version(&workbook), "v1", "moved back, it is that version again");
        assert!(!reset(&mut workbook, Id(5)), "nothing to go back to");
        assert!(set_thresholds(&mut workbook, Id(5), 0.5, 0.8));
        assert_eq!(save_version(&mut workbook, &mut ids, Id(5), today).as_deref(), Some("v2"));
        assert!(set_thresholds(&mut workbook, Id(5), 0.1, 0.9));
        assert!(reset(&mut workbook, Id(5)));
        assert_eq!(version(&workbook), "v2");
        let point = workbook.operating_points.points.find(Id(5)).expect("the point");
        assert_eq!(point.versions.iter().map(|v| v.version.as_str()).collect::<Vec<_>>(), ["v1", "v2"]);
        assert!(
            point.versions.iter().all(|version| version.id != Id(0) && version.by == "LO" && version.date == today)
        );
    }

    #[test]
    fn a_name_of_its_own_is_kept_until_it_is_taken() {
        let mut workbook = workbook();
        Arc::make_mut(&mut workbook.operating_points).points.at_mut(0).expect("a point").version = "v4".to_owned();
        assert!(set_thresholds(&mut workbook, Id(5), 0.5, 0.78));
        assert_eq!(version(&workbook), "v4", "nothing is saved yet, so it is the draft of v4 still");
        assert_eq!(save_version(&mut workbook, &mut Ids::seeded(2), Id(5), None).as_deref(), Some("v4"));
        assert!(!set_thresholds(&mut workbook, Id(5), 0.5, 1.5) && !set_thresholds(&mut workbook, Id(6), 0.1, 0.2));
    }

    #[test]
    fn scores_replace_scores_and_get_ids_of_their_own() {
        let (mut workbook, mut ids) = (workbook(), Ids::seeded(3));
        let bins = vec![ScoreBin::default(), ScoreBin::default()];
        assert!(use_scores(&mut workbook, &mut ids, Id(5), bins, ("a.csv".to_owned(), None)));
        let point = workbook.operating_points.points.find(Id(5)).expect("the point");
        let found: Vec<Id> = point.bins.iter().map(|bin| bin.id).collect();
        assert!(found.len() == 2 && found[0] != found[1] && found[0] != Id(0));
        assert!(!use_scores(&mut workbook, &mut ids, Id(9), Vec::new(), (String::new(), None)));
    }
}
