//! The one door, under random use: whatever is done can be undone and done again, and every state survives the file.

use proptest::prelude::*;

use caveat::assess::problems;
use caveat::edit::operations::{add_item, remove_item, set_text};
use caveat::edit::{Address, Ids, Session};
use caveat::model::place::Stop;
use caveat::model::{Id, View, Workbook};
use caveat::store::format;

use super::support::filled;

/// Something that a person does.
#[derive(Debug, Clone)]
enum Act {
    Add(usize),
    Remove(usize),
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

/// The fields for words. The two that name built-in knowledge are left out: random words are neither a framework nor a
/// practice, and the checker is right to say so.
fn texts(workbook: &Workbook) -> Vec<String> {
    let mut found = places(workbook, |view| matches!(view, View::Text(_)));
    found.retain(|place| !place.ends_with(".framework") && !place.ends_with(".practice"));
    found
}

fn places(workbook: &Workbook, wanted: impl Fn(View<'_>) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(_, _, value) = stop
            && wanted(value.view())
        {
            let head = place.item().map_or_else(|| place.section.key().to_owned(), |(_, id, _)| id.to_string());
            found.push(format!("{head}.{}", place.fields.join(".")));
        }
    });
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
        Act::Write(at, text) => {
            if let Some(field) = pick(&texts(session.workbook()), at) {
                let address: Address = field.parse().unwrap();
                session.try_edit("Write", |workbook, _| set_text(workbook, &address, &text)).unwrap();
            }
        }
        Act::InPlace(text) => std::sync::Arc::make_mut(&mut session.in_place().about).product = text,
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
        std::sync::Arc::make_mut(&mut session.in_place().about).product = text.to_owned();
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
