//! The difference of two workbooks, over every field that there is; and taking back one step of several.

use std::sync::Arc;

use caveat::difference::{Change, Difference, What};
use caveat::edit::cells::append;
use caveat::edit::operations::{add_item, duplicate_item, move_item, remove_item, set_text};
use caveat::edit::{Address, Ids, Session};
use caveat::model::manner::{self, Manner, Numbers};
use caveat::model::mark::Mark;
use caveat::model::place::Stop;
use caveat::model::{Id, View, Workbook};

use super::support::{example, filled, text_for};

/// The address of every field that holds a value of its own, with another value for it.
fn fields(workbook: &Workbook) -> Vec<(String, String)> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        let Stop::Value(_, _, value) = stop else { return };
        let other = match value.view() {
            View::Record(_) | View::Items(_) => return,
            View::Flag(on) => (if on { "no" } else { "yes" }).to_owned(),
            View::Choice(chosen, options) => options[(chosen.unwrap_or(0) + 1) % options.len()].to_owned(),
            View::Step(step) => (step.map_or(1, |step| step.get() % 5 + 1)).to_string(),
            View::Links(_) => String::new(),
            view => text_for(view, 77_777),
        };
        let head = place.item().map_or_else(|| place.section.key().to_owned(), |(_, id, _)| id.to_string());
        found.push((format!("{head}.{}", place.fields.join(".")), other));
    });
    found
}

#[test]
fn every_field_that_there_is_counts_as_exactly_one_change() {
    let before = filled();
    let all = fields(&before);
    assert!(all.len() > 500, "{} fields", all.len());
    for (address, other) in all {
        let mut after = before.clone();
        let place: Address = address.parse().unwrap();
        place.value_mut(&mut after).unwrap().set_text(&other).unwrap();
        if after == before {
            // a set of several that had this one already
            place.value_mut(&mut after).unwrap().set_text("").unwrap();
        }
        let difference = Difference::between(&before, &after);
        let [Change { place: found, what: What::Field { field, before: was, after: is }, .. }] = difference.changes()
        else {
            panic!("{address}: {:#?}", difference.changes());
        };
        assert_eq!(found.fields.last(), Some(&field.key));
        assert!(address.ends_with(&found.fields.join(".")), "{address} {found}");
        assert_ne!(was.words(), is.words(), "{address}");
        // and taking it back brings exactly that back
        let mut session = Session::new(before.clone(), Ids::seeded(3));
        session.edit("change", |workbook, _| *workbook = after.clone());
        let step = session.steps().next().unwrap().id;
        let taken = session.undo_only(step).unwrap();
        assert_eq!((taken.done, taken.left.len()), (1, 0), "{address}");
        assert!(*session.workbook() == before, "{address}");
    }
}

#[test]
fn numbers_come_back_whatever_manner_they_are_written_in() {
    let mut before = filled();
    for (address, text) in [("metrics.metrics", "1.125"), ("budgets.budgets", "EUR 1.125"), ("data.sources", "")] {
        let first = address.parse::<Address>().unwrap().items(&before).unwrap().get(0).unwrap().identity().unwrap().1;
        let field = if text.starts_with("EUR") { "cost_per_error" } else { "target" };
        if !text.is_empty() {
            let place: Address = format!("{first}.{field}").parse().unwrap();
            set_text(&mut before, &place, text).unwrap();
        }
    }
    let (metric, budget) = (before.metrics.metrics.at(0).unwrap().id, before.budgets.budgets.at(0).unwrap().id);
    for numbers in Numbers::ALL {
        manner::speaking(Manner { numbers, ..Manner::PLAIN }, || {
            let mut session = Session::new(before.clone(), Ids::seeded(3));
            session.edit("change", |workbook, _| {
                for place in [format!("{metric}.target"), format!("{budget}.cost_per_error")] {
                    set_text(workbook, &place.parse().unwrap(), "").unwrap();
                }
            });
            session
                .edit("delete", |workbook, _| assert!(remove_item(workbook, metric) && remove_item(workbook, budget)));
            for step in session.steps().map(|step| step.id).rev().collect::<Vec<_>>() {
                assert!(session.undo_only(step).unwrap().left.is_empty(), "{numbers:?}");
            }
            let difference = Difference::between(&before, session.workbook());
            assert!(difference.is_empty(), "{numbers:?}: {:#?}", difference.changes());
        });
    }
}

#[test]
fn two_thousand_rows_that_were_pasted_are_taken_back_with_the_links_to_them() {
    let mut session = Session::new(example("claims-triage"), Ids::seeded(3));
    let start = session.workbook().clone();
    let list: Address = "failure_modes.modes".parse().unwrap();
    let lines: Vec<Vec<String>> = (0..2_000).map(|at| vec![format!("Failure {at}")]).collect();
    let pasted = session.edit("paste", |workbook, ids| append(workbook, ids, &lines, &list));
    let note = start.canvas.notes.at(0).unwrap().id;
    session.edit("link", |workbook, _| {
        let place: Address = format!("{note}.links").parse().unwrap();
        let links: Vec<String> = pasted.rows.iter().map(Id::to_string).collect();
        set_text(workbook, &place, &links.join(" ")).unwrap();
    });
    let step = session.steps().next().unwrap().id;
    let taken = session.undo_only(step).unwrap();
    assert_eq!((taken.done, taken.left.len()), (2_000, 0));
    assert_eq!(session.workbook().failure_modes, start.failure_modes);
    assert!(session.workbook().canvas.notes.find(note).unwrap().links.is_empty());
}

#[test]
fn marks_and_staying_inside_are_changes_of_every_record() {
    let before = filled();
    let mut records = Vec::new();
    before.walk(&mut |place, stop| {
        if let Stop::Record(record) = stop
            && let Some(field) = record.fields().first()
        {
            let head = place.item().map_or_else(|| place.section.key().to_owned(), |(_, id, _)| id.to_string());
            let path = place.fields.iter().copied().chain([field.key]).collect::<Vec<_>>().join(".");
            records.push(format!("{head}.{path}"));
        }
    });
    for address in records {
        let place: Address = address.parse().unwrap();
        for turn in 0..2 {
            let mut after = before.clone();
            let (record, key) = place.record_and_key(&mut after).unwrap();
            if turn == 0 {
                record.marks_mut().set(&key, Some(Mark::NotApplicable { reason: "So it is".to_owned() }));
            } else {
                record.set_internal(!record.internal());
            }
            let difference = Difference::between(&before, &after);
            assert_eq!(difference.changes().len(), 1, "{address}: {:#?}", difference.changes());
        }
    }
}

#[test]
fn every_item_that_is_removed_comes_back_whole_with_the_links_to_it() {
    let start = filled();
    let mut items: Vec<Id> = Vec::new();
    start.walk(&mut |_, stop| {
        if let Stop::Record(record) = stop {
            items.extend(record.identity().map(|(_, id, _)| id));
        }
    });
    let mut expected = start.clone();
    Arc::make_mut(&mut expected.about).product = "Other".to_owned();
    // one of the two of each list
    for id in items.into_iter().step_by(2) {
        let mut session = Session::new(start.clone(), Ids::seeded(3));
        assert!(session.edit("delete", |workbook, _| remove_item(workbook, id)));
        let step = session.steps().next().unwrap().id;
        session.edit("other", |workbook, _| Arc::make_mut(&mut workbook.about).product = "Other".to_owned());
        let taken = session.undo_only(step).unwrap();
        assert!(taken.left.is_empty(), "{id}: {:?}", taken.left);
        let difference = Difference::between(&expected, session.workbook());
        assert!(difference.is_empty(), "{id}: {:#?}", difference.changes());
    }
}

fn modes(session: &Session) -> Vec<Id> {
    session.workbook().failure_modes.modes.iter().map(|mode| mode.id).collect()
}

#[test]
fn what_was_changed_later_is_left_and_said() {
    let mut session = Session::new(example("claims-triage"), Ids::seeded(3));
    let first = modes(&session)[0];
    let set = |session: &mut Session, field: &str, text: &str| {
        let place: Address = format!("{first}.{field}").parse().unwrap();
        session.try_edit("edit", |workbook, _| set_text(workbook, &place, text)).unwrap();
    };
    let was = session.workbook().failure_modes.modes.at(0).unwrap().clone();
    session.edit("edit both", |workbook, _| {
        for field in ["fallback", "owner"] {
            let place: Address = format!("{first}.{field}").parse().unwrap();
            set_text(workbook, &place, "Once").unwrap();
        }
    });
    set(&mut session, "fallback", "Twice");
    let step = session.steps().next().unwrap().id;
    let taken = session.undo_only(step).unwrap();
    assert_eq!(taken.done, 1);
    let left: Vec<String> = taken.left.iter().map(Change::words).collect();
    assert_eq!(left.len(), 1);
    assert!(left[0].starts_with("Fallback: "), "{left:?}");
    let now = session.workbook().failure_modes.modes.at(0).unwrap().clone();
    assert_eq!((now.fallback.as_str(), &now.owner), ("Twice", &was.owner));
    assert_eq!(session.undo_name(), Some("take back: edit both"));
    assert_eq!(session.history().len(), 3, "a step of its own");
    session.undo();
    assert_eq!(session.workbook().failure_modes.modes.at(0).unwrap().owner, "Once");
    assert!(session.undo_only(99).is_none());
}

#[test]
fn an_item_that_was_added_and_filled_in_stays_and_a_blank_one_goes() {
    let mut session = Session::new(example("claims-triage"), Ids::seeded(3));
    let list: Address = "failure_modes.modes".parse().unwrap();
    let mut add = || session.try_edit("add", |workbook, ids| add_item(workbook, ids, &list)).unwrap().0;
    let (kept, gone) = (add(), add());
    let place: Address = format!("{kept}.name").parse().unwrap();
    session.try_edit("edit", |workbook, _| set_text(workbook, &place, "New")).unwrap();
    let steps: Vec<u64> = session.steps().map(|step| step.id).collect();
    assert_eq!(session.undo_only(steps[0]).unwrap().left.len(), 1);
    assert_eq!(session.history().len(), 3, "nothing was taken back, so there is no step");
    assert!(session.undo_only(steps[1]).unwrap().left.is_empty());
    let there = modes(&session);
    assert!(there.contains(&kept) && !there.contains(&gone));
}

#[test]
fn a_move_is_taken_back_unless_the_list_was_reordered_since() {
    let mut session = Session::new(example("claims-triage"), Ids::seeded(3));
    let start = modes(&session);
    session.edit("move", |workbook, _| move_item(workbook, start[0], 3));
    let copy = session.edit("duplicate", |workbook, ids| duplicate_item(workbook, ids, start[2])).unwrap();
    let step = session.steps().next().unwrap().id;
    assert!(session.undo_only(step).unwrap().left.is_empty());
    let mut now = modes(&session);
    now.retain(|id| *id != copy);
    assert_eq!(now, start, "and the copy stays");
    session.undo();
    session.edit("move again", |workbook, _| move_item(workbook, start[5], 0));
    assert_eq!(session.undo_only(step).unwrap().left.len(), 1);
}

#[test]
fn a_step_that_deleted_and_moved_in_one_list_brings_the_whole_order_back() {
    let mut session = Session::new(Workbook::default(), Ids::seeded(9));
    let list: Address = "failure_modes.modes".parse().unwrap();
    session.edit("fill", |workbook, ids| {
        for _ in 0..6 {
            add_item(workbook, ids, &list).unwrap();
        }
    });
    let (order, start) = (modes(&session), session.workbook().clone());
    session.edit("tidy up", |workbook, _| {
        assert!(move_item(workbook, order[4], 0) && remove_item(workbook, order[2]) && remove_item(workbook, order[5]));
    });
    let step = session.steps().next_back().unwrap().id;
    assert!(session.undo_only(step).unwrap().left.is_empty());
    assert_eq!(modes(&session), order);
    assert!(Difference::between(&start, session.workbook()).is_empty());
}

#[test]
fn a_link_that_comes_back_does_not_lead_to_what_was_deleted_later() {
    let mut session = Session::new(filled(), Ids::seeded(3));
    let mode = session.workbook().failure_modes.modes.at(0).unwrap().clone();
    let budget = mode.budgets[0];
    session.edit("delete mode", |workbook, _| remove_item(workbook, mode.id));
    session.edit("delete budget", |workbook, _| remove_item(workbook, budget));
    let step = session.steps().next().unwrap().id;
    session.undo_only(step).unwrap();
    let back = session.workbook().failure_modes.modes.find(mode.id).unwrap().clone();
    assert_eq!((back.name, back.number), (mode.name, mode.number));
    assert!(!back.budgets.contains(&budget));
    let errors = caveat::assess::problems::check(session.workbook()).errors;
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn steps_have_moments_labels_and_both_workbooks_and_any_is_restored() {
    let mut session = Session::new(example("claims-triage"), Ids::seeded(3));
    let start = session.workbook().clone();
    let at = |hour| jiff::civil::datetime(2026, 3, 9, hour, 0, 0, 0);
    for (hour, name) in [(9, "A"), (10, "B"), (11, "C")] {
        session.set_moment(at(hour));
        session.edit(name, |workbook, _| Arc::make_mut(&mut workbook.about).product = name.to_owned());
    }
    let steps: Vec<_> = session.steps().map(|step| (step.id, step.name.to_owned(), step.at)).collect();
    assert_eq!(steps.iter().map(|step| step.2).collect::<Vec<_>>(), [Some(at(9)), Some(at(10)), Some(at(11))]);
    session.label(steps[1].0, " Sent to legal ");
    let step = session.step(steps[1].0).unwrap();
    assert_eq!(
        (step.label, step.before.about.product.as_str(), step.after.about.product.as_str()),
        ("Sent to legal", "A", "B")
    );
    assert!(session.restore(steps[0].0, "restore"));
    assert_eq!(session.workbook().about.product, "A");
    assert_eq!(session.undo_name(), Some("restore"));
    assert!(!session.restore(steps[0].0, "restore"), "it is so already");
    for _ in 0..4 {
        session.undo();
    }
    assert!(*session.workbook() == start);
    session.redo();
    session.redo();
    assert_eq!(session.step(steps[1].0).unwrap().label, "Sent to legal", "a label is kept through undo and redo");
}
