//! What a difference says, change by change.

use std::sync::Arc;

use super::*;
use crate::edit::{Ids, operations};
use crate::model::failure_modes::{FailureMode, Mitigation};

fn named(names: &[&str]) -> (Workbook, Vec<Id>) {
    let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(1));
    let add = |name: &&str| {
        let mode = FailureMode { name: (*name).to_owned(), ..FailureMode::default() };
        operations::push(&mut workbook, &mut ids, mode, |workbook| {
            &mut Arc::make_mut(&mut workbook.failure_modes).modes
        })
    };
    let found = names.iter().map(add).collect();
    (workbook, found)
}

fn said(before: &Workbook, after: &Workbook) -> Vec<String> {
    let difference = Difference::between(before, after);
    difference.changes().iter().map(|change| format!("{}: {}", change.subject(), change.words())).collect()
}

#[test]
fn nothing_differs_from_itself_shared_or_not() {
    let (workbook, _) = named(&["A", "B"]);
    let apart = Workbook { failure_modes: Arc::new((*workbook.failure_modes).clone()), ..workbook.clone() };
    assert!(Difference::between(&workbook, &workbook).is_empty());
    assert!(Difference::between(&workbook, &apart).is_empty());
}

#[test]
fn items_are_matched_by_their_ids() {
    let (before, ids) = named(&["A", "B", "C"]);
    let mut after = before.clone();
    let modes = &mut Arc::make_mut(&mut after.failure_modes).modes;
    modes.retain(|mode| mode.id != ids[1]);
    modes.at_mut(1).unwrap().name = "Z".to_owned();
    assert_eq!(said(&before, &after), ["FM-2 B: removed", "FM-3 Z: Failure: C → Z"]);
    assert_eq!(said(&after, &before), ["FM-2 B: added", "FM-3 C: Failure: Z → C"]);
    let difference = Difference::between(&before, &after);
    assert_eq!(difference.of_item(ids[2]).count(), 1);
    assert_eq!(difference.of_item(ids[0]).count(), 0);
    assert_eq!(difference.sections(), [Section::FailureModes]);
}

#[test]
fn a_reordered_list_has_as_few_moves_as_possible() {
    let (before, ids) = named(&["A", "B", "C", "D"]);
    let mut after = before.clone();
    assert!(operations::move_item(&mut after, ids[3], 0));
    assert_eq!(said(&before, &after), ["FM-4 D: moved from place 4 to 1"]);
}

#[test]
fn parts_of_items_marks_and_links_are_named() {
    let (mut before, ids) = named(&["A", "B"]);
    let mut numbers = Ids::seeded(9);
    let mitigation = operations::name(Mitigation::default(), &mut before, &mut numbers);
    Arc::make_mut(&mut before.failure_modes).modes.at_mut(0).unwrap().mitigations.push(mitigation);
    let mut after = before.clone();
    let mode = Arc::make_mut(&mut after.failure_modes);
    let first = mode.modes.at_mut(0).unwrap();
    first.mitigations.at_mut(0).unwrap().owner = "Mira".to_owned();
    first.internal = true;
    let mark = Mark::Unknown { owner: "AV".to_owned(), due: Date::new(2026, 3, 16).ok(), question: String::new() };
    Arc::make_mut(&mut after.about).marks.set("owner", Some(mark));
    assert_eq!(
        said(&before, &after),
        [
            "About: Owner: blank → unknown, AV by 16 March 2026",
            "FM-1 A: kept inside the organization",
            "FM-1 mitigation: Owner: blank → Mira",
        ]
    );
    let inner = Difference::between(&before, &after);
    assert_eq!(inner.of_item(ids[0]).count(), 2, "what is in an item concerns it");
    for change in inner.changes() {
        assert!(at::record(&after, &change.place).is_some(), "{}", change.place);
    }
}

#[test]
fn links_are_told_by_the_names_of_their_time() {
    let (mut before, ids) = named(&["A", "B"]);
    Arc::make_mut(&mut before.canvas).notes.push(crate::model::canvas::Note {
        id: Ids::seeded(4).fresh(),
        number: 1,
        text: "Why?".to_owned(),
        links: vec![ids[1]],
        ..Default::default()
    });
    let mut after = before.clone();
    assert!(operations::remove_item(&mut after, ids[1]));
    assert_eq!(said(&before, &after), ["N-1 Why?: Links: FM-2 B → blank", "FM-2 B: removed"]);
}
