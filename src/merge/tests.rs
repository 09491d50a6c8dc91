//! What merging does, through its one function.

use std::sync::Arc;

use super::*;
use crate::edit::{Ids, operations};
use crate::model::failure_modes::FailureMode;
use crate::model::mark::Mark;
use crate::model::{Section, Step};

fn named(names: &[&str]) -> (Workbook, Vec<Id>) {
    let mut workbook = Workbook::default();
    let ids = names.iter().enumerate().map(|(at, name)| add(&mut workbook, at as u64 + 1, name)).collect();
    (workbook, ids)
}

fn add(workbook: &mut Workbook, seed: u64, name: &str) -> Id {
    let mode = FailureMode { name: name.to_owned(), ..FailureMode::default() };
    operations::push(workbook, &mut Ids::seeded(seed), mode, |workbook| {
        &mut Arc::make_mut(&mut workbook.failure_modes).modes
    })
}

fn change(workbook: &mut Workbook, id: Id, act: impl FnOnce(&mut FailureMode)) {
    let modes = &mut Arc::make_mut(&mut workbook.failure_modes).modes;
    let at = modes.iter().position(|mode| mode.id == id).unwrap();
    act(modes.at_mut(at).unwrap());
}

fn names(workbook: &Workbook) -> Vec<String> {
    workbook.failure_modes.modes.iter().map(|mode| format!("{} {}", mode.number, mode.name)).collect()
}

#[test]
fn what_one_side_changed_is_taken_and_what_both_changed_alike_is_no_conflict() {
    let (base, ids) = named(&["A", "B"]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    change(&mut ours, ids[0], |mode| mode.owner = "Mira".to_owned());
    change(&mut theirs, ids[0], |mode| mode.severity = Step::new(4));
    for side in [&mut ours, &mut theirs] {
        change(side, ids[1], |mode| mode.name = "Z".to_owned());
    }
    let merged = merge(&base, &ours, &theirs).unwrap();
    assert_eq!(merged.conflicts, []);
    let mode = merged.workbook.failure_modes.modes.find(ids[0]).unwrap();
    assert_eq!((mode.owner.as_str(), mode.severity), ("Mira", Step::new(4)));
    assert_eq!(names(&merged.workbook), ["1 A", "2 Z"]);
    assert_eq!(merged.fit_count(), 3);
}

#[test]
fn words_that_both_changed_are_a_conflict_and_stand_as_chosen() {
    let (base, ids) = named(&["A", "B"]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    change(&mut ours, ids[0], |mode| mode.owner = "Mira".to_owned());
    change(&mut theirs, ids[0], |mode| mode.owner = "Jo".to_owned());
    let merged = merge(&base, &ours, &theirs).unwrap();
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].about(), "FM-1 A, Owner");
    assert_eq!(merged.workbook, ours);
    assert_eq!(merged.fit_count(), 0);
    let owner = |choice| {
        let settled = merged.settled(&[Some(choice)]).unwrap();
        settled.failure_modes.modes.find(ids[0]).unwrap().owner.clone()
    };
    assert_eq!(owner(Choice::Ours), "Mira");
    assert_eq!(owner(Choice::Theirs), "Jo");
    assert_eq!(owner(Choice::Both), "Mira / Jo");
    assert_eq!(owner(Choice::Text("Both of them".to_owned())), "Both of them");
    assert_eq!(merged.settled(&[]).unwrap_err().to_string(), "still to be decided: FM-1 A, Owner");
}

#[test]
fn figures_are_read_and_not_joined() {
    let (base, ids) = named(&["A"]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    change(&mut ours, ids[0], |mode| mode.severity = Step::new(4));
    change(&mut theirs, ids[0], |mode| mode.severity = Step::new(5));
    let merged = merge(&base, &ours, &theirs).unwrap();
    let allows = |choice| merged.conflicts[0].allows(&choice);
    assert!(!allows(Choice::Both) && !allows(Choice::Text("much".to_owned())) && allows(Choice::Text("3".to_owned())));
    let settled = merged.settled(&[Some(Choice::Text("3".to_owned()))]).unwrap();
    assert_eq!(settled.failure_modes.modes.find(ids[0]).unwrap().severity, Step::new(3));
}

#[test]
fn an_answer_against_a_mark_is_a_conflict() {
    let (base, ids) = named(&["A"]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    change(&mut ours, ids[0], |mode| mode.owner = "Mira".to_owned());
    let mark = Mark::Unknown { owner: "AV".to_owned(), due: None, question: String::new() };
    change(&mut theirs, ids[0], |mode| mode.marks.set("owner", Some(mark.clone())));
    let merged = merge(&base, &ours, &theirs).unwrap();
    assert_eq!(merged.conflicts.len(), 1);
    let settled = merged.settled(&[Some(Choice::Theirs)]).unwrap();
    assert_eq!(settled.failure_modes.modes.find(ids[0]).unwrap().marks.get("owner"), Some(&mark));
}

#[test]
fn numbers_given_twice_are_given_anew_and_words_follow() {
    let (base, ids) = named(&["A"]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let mine = add(&mut ours, 70, "Ours");
    let other = add(&mut theirs, 80, "Theirs");
    change(&mut theirs, ids[0], |mode| {
        mode.effect = "Leads to FM-2, not to FM-20.".to_owned();
    });
    let merged = merge(&base, &ours, &theirs).unwrap();
    assert_eq!(merged.conflicts, []);
    assert_eq!(names(&merged.workbook), ["1 A", "2 Ours", "3 Theirs"]);
    assert_eq!(merged.renumbered.len(), 1);
    assert_eq!((merged.renumbered[0].id, merged.renumbered[0].before, merged.renumbered[0].after), (other, 2, 3));
    assert_eq!(merged.workbook.failure_modes.modes.find(ids[0]).unwrap().effect, "Leads to FM-3, not to FM-20.");
    assert!(merged.workbook.failure_modes.modes.find(mine).is_some());
    assert_eq!(merged.workbook.numbers.last(ItemKind::FailureMode), 3);
}

#[test]
fn what_one_side_removed_goes_unless_the_other_needs_it() {
    let (base, ids) = named(&["A", "B", "C"]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    operations::remove_item(&mut theirs, ids[0]);
    operations::remove_item(&mut theirs, ids[1]);
    operations::remove_item(&mut ours, ids[2]);
    change(&mut ours, ids[0], |mode| mode.owner = "Mira".to_owned());
    change(&mut theirs, ids[2], |mode| mode.owner = "Jo".to_owned());
    let merged = merge(&base, &ours, &theirs).unwrap();
    assert_eq!(names(&merged.workbook), ["1 A"]);
    let said: Vec<String> = merged.conflicts.iter().map(|one| format!("{}: {}", one.subject(), one.words())).collect();
    assert_eq!(
        said,
        ["FM-1 A: theirs removed it; ours: Owner: blank → Mira", "FM-3 C: ours removed it; theirs: Owner: blank → Jo"]
    );
    let settled = |first, second| names(&merged.settled(&[Some(first), Some(second)]).unwrap());
    assert_eq!(settled(Choice::Theirs, Choice::Ours), Vec::<String>::new());
    assert_eq!(settled(Choice::Both, Choice::Both), ["1 A", "3 C"]);
}

#[test]
fn a_new_link_to_what_is_removed_is_a_conflict_and_no_link_is_left_to_nothing() {
    let (mut base, ids) = named(&["A", "B"]);
    let note = crate::model::canvas::Note { id: Ids::seeded(40).fresh(), number: 1, ..Default::default() };
    Arc::make_mut(&mut base.canvas).notes.push(note);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    Arc::make_mut(&mut ours.canvas).notes.at_mut(0).unwrap().links = vec![ids[1]];
    operations::remove_item(&mut theirs, ids[1]);
    for (one, other, removed_by) in [(&ours, &theirs, Side::Theirs), (&theirs, &ours, Side::Ours)] {
        let merged = merge(&base, one, other).unwrap();
        assert_eq!(merged.conflicts.len(), 1);
        let since = vec!["N-1 links to it".to_owned()];
        assert_eq!(merged.conflicts[0].what, Clash::Removed { by: removed_by, item: ItemKind::FailureMode, since });
        let kept = merged.settled(&[Some(Choice::Both)]).unwrap();
        assert_eq!(kept.canvas.notes.at(0).unwrap().links, [ids[1]]);
        let gone = if removed_by == Side::Ours { Choice::Ours } else { Choice::Theirs };
        let gone = merged.settled(&[Some(gone)]).unwrap();
        assert_eq!(gone.canvas.notes.at(0).unwrap().links, []);
        assert_eq!(names(&gone), ["1 A"]);
    }
}

#[test]
fn a_new_link_to_a_part_of_what_is_removed_is_told() {
    let (mut base, ids) = named(&["A"]);
    let rating = crate::model::failure_modes::Rating { id: Id(91), ..Default::default() };
    change(&mut base, ids[0], |mode| mode.ratings.push(rating.clone()));
    let held = crate::model::workshops::Workshop { id: Id(60), number: 1, ..Default::default() };
    Arc::make_mut(&mut base.workshops).workshops.push(held);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let action = crate::model::workshops::Action {
        id: Id(61),
        what: "Ask Jo".to_owned(),
        links: vec![Id(91)],
        ..Default::default()
    };
    Arc::make_mut(&mut ours.workshops).workshops.at_mut(0).unwrap().actions.push(action);
    operations::remove_item(&mut theirs, ids[0]);
    let merged = merge(&base, &ours, &theirs).unwrap();
    let told: Vec<String> = merged.conflicts.iter().map(Conflict::words).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told, ["theirs removed it; ours: Ask Jo links to rating"]);
}

#[test]
fn an_item_that_stays_after_all_keeps_the_links_that_went_with_it() {
    let (mut base, ids) = named(&["A", "B"]);
    let note = |number| crate::model::canvas::Note {
        id: Id(50 + u64::from(number)),
        number,
        links: ids.clone(),
        ..Default::default()
    };
    let notes = &mut Arc::make_mut(&mut base.canvas).notes;
    notes.push(note(1));
    notes.push(note(2));
    let capture = crate::model::workshops::Capture { id: Id(61), landed: Some(ids[0]), ..Default::default() };
    let held = crate::model::workshops::Workshop {
        id: Id(60),
        captures: [capture].into_iter().collect(),
        ..Default::default()
    };
    Arc::make_mut(&mut base.workshops).workshops.push(held);
    let (mut removed, mut changed) = (base.clone(), base.clone());
    operations::remove_item(&mut removed, ids[0]);
    change(&mut changed, ids[0], |mode| mode.owner = "Mira".to_owned());
    // a link that the other side took out on its own stays out
    Arc::make_mut(&mut changed.canvas).notes.at_mut(1).unwrap().links = vec![ids[1]];
    for (ours, theirs, keep, let_go) in
        [(&removed, &changed, Choice::Theirs, Choice::Ours), (&changed, &removed, Choice::Ours, Choice::Theirs)]
    {
        let merged = merge(&base, ours, theirs).unwrap();
        assert_eq!(merged.conflicts.len(), 1);
        for choice in [keep, Choice::Both] {
            let kept = merged.settled(&[Some(choice)]).unwrap();
            let left = Difference::between(&changed, &kept);
            assert!(left.changes().is_empty(), "all is as on the side that kept it: {left:#?}");
        }
        assert!(merged.settled(&[Some(let_go)]).unwrap().canvas.notes.at(0).unwrap().links == [ids[1]]);
    }
}

#[test]
fn an_item_that_stays_leaves_the_order_of_links_as_whoever_changed_it() {
    let (mut base, ids) = named(&["A", "B", "C"]);
    let note = crate::model::canvas::Note { id: Id(50), number: 1, links: ids.clone(), ..Default::default() };
    Arc::make_mut(&mut base.canvas).notes.push(note);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let turned: Vec<Id> = ids.iter().rev().copied().collect();
    Arc::make_mut(&mut ours.canvas).notes.at_mut(0).unwrap().links.clone_from(&turned);
    change(&mut ours, ids[0], |mode| mode.owner = "Mira".to_owned());
    operations::remove_item(&mut theirs, ids[0]);
    for (one, other, keep) in [(&ours, &theirs, Choice::Ours), (&theirs, &ours, Choice::Theirs)] {
        let kept = merge(&base, one, other).unwrap().settled(&[Some(keep)]).unwrap();
        assert_eq!(kept.canvas.notes.at(0).unwrap().links, turned);
    }
}

#[test]
fn lines_merge_where_other_lines_were_touched() {
    let stops = |lines: &[&str]| {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.release).stop_ship = lines.iter().map(|line| (*line).to_owned()).collect();
        workbook
    };
    for (base, ours, theirs, wanted) in [
        (
            &["a", "b", "c"][..],
            &["a", "b", "c", "x"][..],
            &["y", "a", "b", "c"][..],
            Some(&["y", "a", "b", "c", "x"][..]),
        ),
        (&["a", "b", "c"], &["a", "c"], &["a", "b", "c2"], Some(&["a", "c2"])),
        (&["a", "b"], &["a", "b2"], &["a", "b3"], None),
        (&["a", "b"], &["a"], &["a", "b3"], None),
        (&["a"], &["a", "x"], &["a", "x"], Some(&["a", "x"])),
        (&["a"], &["a", "x"], &["a", "y"], Some(&["a", "x", "y"])),
    ] {
        let merged = merge(&stops(base), &stops(ours), &stops(theirs)).unwrap();
        assert_eq!(merged.conflicts.is_empty(), wanted.is_some(), "{base:?} {ours:?} {theirs:?}");
        assert_eq!(merged.workbook.release.stop_ship, wanted.unwrap_or(ours), "{base:?} {ours:?} {theirs:?}");
    }
}

#[test]
fn an_order_that_both_changed_is_a_conflict() {
    let (base, ids) = named(&["A", "B", "C"]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    assert!(operations::move_item(&mut ours, ids[0], 2));
    assert!(operations::move_item(&mut theirs, ids[2], 0));
    assert!(operations::move_item(&mut theirs, ids[0], 1));
    let merged = merge(&base, &ours, &theirs).unwrap();
    assert_eq!(names(&merged.workbook), names(&ours));
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(names(&merged.settled(&[Some(Choice::Theirs)]).unwrap()), names(&theirs));
}

#[test]
fn workbooks_that_were_begun_apart_are_refused() {
    let (one, _) = named(&["A"]);
    let mut other = Workbook::default();
    add(&mut other, 99, "X");
    assert_eq!(merge(&one, &one, &other), Err(Unmerged::ToBase(Side::Theirs)));
    assert_eq!(merge(&one, &other, &one), Err(Unmerged::ToBase(Side::Ours)));
    assert_eq!(merge(&Workbook::default(), &one, &other), Err(Unmerged::Apart));
    assert!(merge(&Workbook::default(), &one, &one).is_ok());
}

#[test]
fn a_workbook_does_not_become_a_review_copy() {
    let (base, ids) = named(&["A"]);
    let copy = |request: u64| {
        let mut copy = base.clone();
        Arc::make_mut(&mut copy.reviews).copy_for = Some(Id(request));
        copy
    };
    let mut ours = base.clone();
    change(&mut ours, ids[0], |mode| mode.owner = "Mira".to_owned());
    assert_eq!(merge(&base, &ours, &copy(9)), Err(Unmerged::ReviewCopy(Side::Theirs)));
    assert_eq!(merge(&base, &copy(9), &ours), Err(Unmerged::ReviewCopy(Side::Ours)));
    assert_eq!(merge(&base, &copy(9), &copy(8)), Err(Unmerged::ReviewCopy(Side::Theirs)));
    assert!(merge(&base, &copy(9), &copy(9)).is_ok(), "two states of one copy");
}

#[test]
fn what_stays_inside_for_one_side_stays_inside() {
    let (base, ids) = named(&["A"]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    change(&mut theirs, ids[0], |mode| mode.internal = true);
    change(&mut ours, ids[0], |mode| mode.owner = "Mira".to_owned());
    let merged = merge(&base, &ours, &theirs).unwrap();
    assert!(merged.workbook.failure_modes.modes.find(ids[0]).unwrap().internal);
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.theirs.sections(), [Section::FailureModes]);
}
