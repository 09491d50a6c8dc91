//! The one door, under random use: whatever is done can be undone and done again, and every state survives the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use caveat::assess::problems;
use caveat::edit::operations::{add_item, duplicate_item, move_item, remove_item, set_text};
use caveat::edit::{Address, Ids, Session};
use caveat::model::place::Stop;
use caveat::model::{Id, ItemKind, Record, View, Workbook};
use caveat::store::format;

use super::support::{filled, places};

/// Something that a person does.
#[derive(Debug, Clone)]
enum Act {
    Add(usize),
    Remove(usize),
    Move(usize, usize),
    Duplicate(usize),
    Write(usize, String),
    InPlace(String),
    Settle,
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        any::<usize>().prop_map(Act::Add),
        any::<usize>().prop_map(Act::Remove),
        (any::<usize>(), 0..4_usize).prop_map(|(item, to)| Act::Move(item, to)),
        any::<usize>().prop_map(Act::Duplicate),
        (any::<usize>(), any::<String>()).prop_map(|(field, text)| Act::Write(field, text)),
        any::<String>().prop_map(Act::InPlace),
        Just(Act::Settle),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

fn lists(workbook: &Workbook) -> Vec<String> {
    places(workbook, |view| matches!(view, View::Items(_)))
}

/// The fields for words. Left out are the two that name built-in knowledge, and digests: random words are neither a framework nor
/// a practice, and the checker is right to say so; nor are they a digest, and the door is right to refuse them.
fn texts(workbook: &Workbook) -> Vec<String> {
    let mut found = places(workbook, |view| matches!(view, View::Text(_)));
    found.retain(|place| ![".framework", ".practice", ".digest"].iter().any(|key| place.ends_with(key)));
    found
}

fn items(workbook: &Workbook) -> Vec<Id> {
    let mut ids = Vec::new();
    workbook.walk(&mut |_, stop| {
        if let Stop::Record(record) = stop {
            ids.extend(record.identity().map(|(_, id, _)| id));
        }
    });
    ids
}

/// Items that may be there twice. A practice is answered once, and the checker is right to say so.
fn not_practices(workbook: &Workbook) -> Vec<Id> {
    let practices: Vec<Id> = workbook.checklist.answers.iter().map(|answer| answer.id).collect();
    let mut found = items(workbook);
    found.retain(|id| !practices.contains(id));
    found
}

fn pick<T: Clone>(from: &[T], at: usize) -> Option<T> {
    (!from.is_empty()).then(|| from[at % from.len()].clone())
}

fn perform(session: &mut Session, act: Act) {
    match act {
        Act::Add(at) => {
            if let Some(list) = pick(&lists(session.workbook()), at) {
                let address: Address = list.parse().unwrap();
                session.try_edit("Add", |workbook, ids| add_item(workbook, ids, &address)).unwrap();
            }
        }
        Act::Remove(at) => {
            if let Some(id) = pick(&items(session.workbook()), at) {
                assert!(session.edit("Delete", |workbook, _| remove_item(workbook, id)));
            }
        }
        Act::Move(at, to) => {
            if let Some(id) = pick(&items(session.workbook()), at) {
                let before = items(session.workbook()).len();
                session.edit("Move", |workbook, _| move_item(workbook, id, to));
                assert_eq!(items(session.workbook()).len(), before);
            }
        }
        Act::Duplicate(at) => {
            if let Some(id) = pick(&not_practices(session.workbook()), at) {
                let copy = session.edit("Duplicate", |workbook, ids| duplicate_item(workbook, ids, id)).unwrap();
                let all = items(session.workbook());
                assert!(all.contains(&id) && all.contains(&copy));
                assert_eq!(BTreeSet::from_iter(&all).len(), all.len(), "ids are unique");
            }
        }
        Act::Write(at, text) => {
            if let Some(field) = pick(&texts(session.workbook()), at) {
                let address: Address = field.parse().unwrap();
                session.try_edit("Write", |workbook, _| set_text(workbook, &address, &text)).unwrap();
            }
        }
        Act::InPlace(text) => Arc::make_mut(&mut session.in_place().about).product = text,
        Act::Settle => drop(session.settle("Type")),
        Act::Undo => drop(session.undo()),
        Act::Redo => drop(session.redo()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_can_be_undone_and_done_again(acts in prop::collection::vec(act(), 1..30), seed: u64) {
        let start = super::support::example("support-agent");
        let mut session = Session::new(start.clone(), Ids::seeded(seed));
        for act in acts {
            perform(&mut session, act);
            prop_assert_eq!(session.is_dirty(), *session.workbook() != start);
        }
        session.settle("Type");
        let end = session.workbook().clone();
        let errors = problems::check(&end).errors;
        // a practice that was added stays blank, and a failure mode may be given random practices
        let broken: Vec<_> = errors.iter().filter(|error| !error.message.contains("practice")).collect();
        prop_assert!(broken.is_empty(), "{:?}", broken);
        let steps = session.history().len();
        for _ in 0..steps {
            prop_assert!(session.undo().is_some());
        }
        prop_assert!(session.undo().is_none());
        prop_assert_eq!(session.workbook(), &start);
        for _ in 0..steps {
            prop_assert!(session.redo().is_some());
        }
        prop_assert_eq!(session.workbook(), &end);
        // and whatever state this is, the file keeps it exactly
        let text = format::write(&end).unwrap();
        let read = format::read::<Workbook>(text.as_bytes()).unwrap();
        prop_assert_eq!(&read.value, &end);
        prop_assert_eq!(format::write(&read.value).unwrap(), text);
    }
}

#[test]
fn a_failed_edit_changes_nothing_and_leaves_no_step() {
    let mut session = Session::new(filled(), Ids::seeded(5));
    let before = session.workbook().clone();
    let result = session.try_edit("Half", |workbook, ids| {
        add_item(workbook, ids, &"budgets.budgets".parse()?)?;
        set_text(workbook, &"about.launch".parse()?, "soon")
    });
    assert!(result.is_err());
    assert_eq!(*session.workbook(), before);
    assert_eq!(session.history().len(), 0);
}

#[test]
fn what_is_written_in_place_becomes_one_named_step() {
    let mut session = Session::new(Workbook::default(), Ids::seeded(5));
    for text in ["C", "Cl", "Cla"] {
        Arc::make_mut(&mut session.in_place().about).product = text.to_owned();
    }
    assert!(session.is_dirty());
    assert!(session.settle("Rename the product"));
    assert!(!session.settle("Nothing"), "nothing differs any more");
    assert_eq!(session.undo_name(), Some("Rename the product"));
    assert_eq!(session.undo().as_deref(), Some("Rename the product"));
    assert!(!session.is_dirty());
    assert_eq!(session.redo_name(), Some("Rename the product"));
    assert_eq!(session.redo().as_deref(), Some("Rename the product"));
    let workbook = session.workbook().clone();
    session.mark_saved(workbook);
    assert!(!session.is_dirty());
}

/// Ids, numbers, and the links and words of an item and all items in it, as text.
fn content(record: &dyn Record) -> (Vec<(ItemKind, Id, u32)>, String) {
    let mut identities: Vec<_> = record.identity().into_iter().collect();
    let mut words = String::new();
    for (field, value) in record.answers() {
        match value.view() {
            View::Items(list) => {
                for item in (0..list.len()).filter_map(|at| list.get(at)) {
                    let (inner, text) = content(item);
                    identities.extend(inner);
                    words.push_str(&text);
                }
            }
            View::Record(inner) => words.push_str(&content(inner).1),
            view => words.push_str(&format!("{}={}\n", field.key, view.text())),
        }
    }
    (identities, words)
}

#[test]
fn a_copy_says_the_same_under_ids_and_numbers_of_its_own() {
    let mut session = Session::new(filled(), Ids::seeded(5));
    let start = session.workbook().clone();
    let original = start.failure_modes.modes.iter().next().unwrap();
    let copy = session.edit("Duplicate", |workbook, ids| duplicate_item(workbook, ids, original.id)).unwrap();
    let workbook = session.workbook().clone();
    let modes = &workbook.failure_modes.modes;
    assert_eq!(modes.len(), start.failure_modes.modes.len() + 1);
    assert!(modes.iter().next() == Some(original), "the original stays as it was");
    let doubled = modes.iter().nth(1).unwrap();
    assert_eq!(doubled.id, copy, "the copy stands after it");
    let ((old_ids, old_words), (new_ids, new_words)) = (content(original), content(doubled));
    assert_eq!(old_words, new_words, "words and links are the same");
    assert!(old_words.contains("budgets=") && !original.budgets.is_empty());
    assert_eq!(old_ids.len(), new_ids.len());
    assert!(old_ids.len() > 1, "mitigations and ratings came along");
    let all = items(&workbook);
    assert_eq!(BTreeSet::from_iter(&all).len(), all.len(), "ids are unique");
    for ((old_kind, old, old_number), (kind, new, number)) in old_ids.iter().zip(&new_ids) {
        assert_eq!(old_kind, kind);
        assert_ne!(old, new);
        assert!(kind.prefix().is_empty() || number > old_number, "{kind:?} {number} is a number of its own");
    }
    assert_eq!(session.undo().as_deref(), Some("Duplicate"));
    assert!(*session.workbook() == start);
    assert_eq!(session.redo().as_deref(), Some("Duplicate"));
    assert!(*session.workbook() == workbook, "the same ids again");
}

#[test]
fn numbers_of_copies_are_never_given_twice() {
    let mut session = Session::new(super::support::example("claims-triage"), Ids::seeded(5));
    let first = session.workbook().failure_modes.modes.iter().next().unwrap().id;
    let number = |session: &Session| session.workbook().failure_modes.modes.iter().nth(1).unwrap().number;
    let copy = session.edit("Duplicate", |workbook, ids| duplicate_item(workbook, ids, first)).unwrap();
    let taken = number(&session);
    assert!(session.edit("Delete", |workbook, _| remove_item(workbook, copy)));
    session.edit("Duplicate", |workbook, ids| duplicate_item(workbook, ids, first)).unwrap();
    assert!(number(&session) > taken, "somebody may have written the number down");
    assert!(problems::check(session.workbook()).errors.is_empty());
}

#[test]
fn a_moved_item_keeps_everything_but_its_place() {
    let mut session = Session::new(super::support::example("claims-triage"), Ids::seeded(5));
    let start = session.workbook().clone();
    let order =
        |session: &Session| -> Vec<Id> { session.workbook().failure_modes.modes.iter().map(|mode| mode.id).collect() };
    let before = order(&session);
    let last = before.len() - 1;
    for (from, to) in [(0, last), (last, 0), (2, 1), (1, 2), (1, 1)] {
        let id = order(&session)[from];
        assert!(session.edit("Move", |workbook, _| move_item(workbook, id, to)));
        assert_eq!(order(&session)[to], id, "{from} to {to}");
        assert_eq!(BTreeSet::from_iter(order(&session)), BTreeSet::from_iter(before.clone()));
        assert!(problems::check(session.workbook()).errors.is_empty(), "links still lead there");
    }
    let moved = session.workbook().clone();
    for (id, to) in [(before[0], before.len()), ("0000000000000001".parse().unwrap(), 0)] {
        assert!(!session.edit("Move", |workbook, _| move_item(workbook, id, to)), "{id} to {to}");
        assert!(*session.workbook() == moved, "nothing happened");
    }
    while session.undo().is_some() {}
    assert!(*session.workbook() == start);
}

#[test]
fn an_item_inside_an_item_is_moved_and_doubled_in_its_own_list() {
    let mut session = Session::new(filled(), Ids::seeded(5));
    let start = session.workbook().clone();
    let inner = |session: &Session| -> Vec<Id> {
        let budget = session.workbook().budgets.budgets.iter().nth(1).unwrap().clone();
        budget.measurements.iter().map(|measurement| measurement.id).collect()
    };
    let before = inner(&session);
    assert!(session.edit("Move", |workbook, _| move_item(workbook, before[1], 0)));
    assert_eq!(inner(&session), [before[1], before[0]]);
    let copy = session.edit("Duplicate", |workbook, ids| duplicate_item(workbook, ids, before[0])).unwrap();
    assert_eq!(inner(&session), [before[1], before[0], copy]);
    assert!(
        session.workbook().budgets.budgets.iter().next() == start.budgets.budgets.iter().next(),
        "the other budget is untouched"
    );
    while session.undo().is_some() {}
    assert!(*session.workbook() == start);
}
