//! Merging under random use, and with every field that there is.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use caveat::difference::{Difference, What};
use caveat::edit::operations::{add_item, duplicate_item, move_item, remove_item};
use caveat::edit::{Address, Ids, Session};
use caveat::merge::{Choice, Clash, Merge, merge};
use caveat::model::place::Stop;
use caveat::model::{Id, View, Workbook};
use caveat::store::format;

use super::support::{filled, places, text_for};

/// Something that one side does.
#[derive(Debug, Clone)]
enum Act {
    Add(usize),
    Remove(usize),
    Move(usize, usize),
    Duplicate(usize),
    Write(usize, u32),
    Inside(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => any::<usize>().prop_map(Act::Add),
        1 => any::<usize>().prop_map(Act::Remove),
        1 => (any::<usize>(), 0..3_usize).prop_map(|(item, to)| Act::Move(item, to)),
        1 => any::<usize>().prop_map(Act::Duplicate),
        6 => (any::<usize>(), 1..500_u32).prop_map(|(field, serial)| Act::Write(field, serial)),
        1 => any::<usize>().prop_map(Act::Inside),
    ]
}

fn ids(workbook: &Workbook) -> BTreeSet<Id> {
    workbook.index().iter().map(|(id, _)| id).collect()
}

fn picked<T: Clone>(from: &[T], at: usize) -> T {
    from[at % from.len()].clone()
}

fn done(before: &Workbook, acts: &[Act], seed: u64) -> Workbook {
    let (mut workbook, mut fresh) = (before.clone(), Ids::seeded(seed));
    for act in acts {
        let items: Vec<Id> = ids(&workbook).into_iter().collect();
        match act {
            Act::Add(at) => {
                let list: Address =
                    picked(&places(&workbook, |view| matches!(view, View::Items(_))), *at).parse().unwrap();
                add_item(&mut workbook, &mut fresh, &list).unwrap();
            }
            Act::Remove(at) => assert!(remove_item(&mut workbook, picked(&items, *at))),
            Act::Move(at, to) => {
                move_item(&mut workbook, picked(&items, *at), *to);
            }
            Act::Duplicate(at) => {
                duplicate_item(&mut workbook, &mut fresh, picked(&items, *at));
            }
            Act::Write(at, serial) => {
                let is_answer = |view: View<'_>| !matches!(view, View::Items(_) | View::Record(_) | View::Links(_));
                let place: Address = picked(&places(&workbook, is_answer), *at).parse().unwrap();
                let value = place.value_mut(&mut workbook).unwrap();
                let text = text_for(value.view(), *serial);
                value.set_text(&text).unwrap();
            }
            Act::Inside(at) => {
                let (wanted, mut found) = (picked(&items, *at), None);
                workbook.walk(&mut |place, stop| {
                    if let Stop::Record(record) = stop
                        && record.identity().is_some_and(|(_, id, _)| id == wanted)
                    {
                        found = Some(place.clone());
                    }
                });
                let record = caveat::difference::at::whole_mut(&mut workbook, &found.unwrap()).unwrap();
                record.set_internal(!record.internal());
            }
        }
    }
    workbook
}

/// What differs but for order and numbers.
fn told_apart(one: &Workbook, other: &Workbook) -> Vec<String> {
    let difference = Difference::between(one, other);
    let changes = difference.changes().iter();
    let changes = changes.filter(|change| !matches!(change.what, What::Moved { .. } | What::Number(..)));
    changes.map(|change| format!("{}: {}", change.place.path, change.words())).collect()
}

/// The items that a merge leaves to somebody, and those in them in either side.
fn open_items(merged: &Merge) -> BTreeSet<Id> {
    let removed = merged.conflicts.iter().filter(|one| matches!(one.what, Clash::Removed { .. }));
    removed.filter_map(|one| one.place.item()).map(|(_, id, _)| id).collect()
}

/// What both sides begin with: a workbook of one's own. A review copy whose request goes is one no more, and not merged with one.
fn base() -> Workbook {
    let mut base = filled();
    Arc::make_mut(&mut base.reviews).copy_for = None;
    base
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn what_one_side_did_alone_is_the_result(acts in prop::collection::vec(act(), 1..10)) {
        let before = base();
        let after = done(&before, &acts, 11);
        for merged in [merge(&before, &before, &after).unwrap(), merge(&before, &after, &before).unwrap()] {
            prop_assert_eq!(&merged.conflicts, &[]);
            prop_assert_eq!(&merged.renumbered, &[]);
            let differs = Difference::between(&after, &merged.workbook);
            prop_assert!(merged.workbook == after, "{:#?}", differs.changes());
        }
        let same = merge(&before, &after, &after).unwrap();
        prop_assert!(same.workbook == after && same.conflicts.is_empty());
    }

    #[test]
    fn a_difference_is_all_that_differs(acts in prop::collection::vec(act(), 1..10)) {
        let before = filled();
        let after = done(&before, &acts, 31);
        // nothing differs from itself, shared in memory or read anew
        prop_assert!(Difference::between(&after, &after).is_empty());
        let anew = format::read::<Workbook>(format::write(&after).unwrap().as_bytes()).unwrap().value;
        prop_assert!(Difference::between(&after, &anew).is_empty());
        let numbers = Workbook { numbers: before.numbers.clone(), ..after.clone() };
        prop_assert_eq!(Difference::between(&before, &after).is_empty(), before == numbers);
        // carried out on the one it gives the other: a step taken back alone is its difference the other way round
        for (from, to) in [(&before, &after), (&after, &before)] {
            let mut session = Session::new(to.clone(), Ids::seeded(32));
            session.edit("change", |workbook, _| *workbook = from.clone());
            let Some(step) = session.steps().next().map(|step| step.id) else { continue };
            let taken = session.undo_only(step).unwrap();
            let left = Difference::between(to, session.workbook());
            prop_assert!(left.is_empty() && taken.left.is_empty(), "{:#?} {:#?}", left.changes(), taken.left);
        }
    }

    #[test]
    fn both_sides_are_equal_and_nothing_is_lost(
        mine in prop::collection::vec(act(), 1..10),
        other in prop::collection::vec(act(), 1..10),
    ) {
        let base = base();
        let (ours, theirs) = (done(&base, &mine, 21), done(&base, &other, 22));
        let (merged, turned) = (merge(&base, &ours, &theirs).unwrap(), merge(&base, &theirs, &ours).unwrap());
        prop_assert_eq!(merged.conflicts.len(), turned.conflicts.len());
        if merged.conflicts.is_empty() {
            prop_assert_eq!(told_apart(&merged.workbook, &turned.workbook), Vec::<String>::new());
        }
        // what a side added is there, or is in something that somebody decides about
        let (there, open) = (ids(&merged.workbook), open_items(&merged));
        for side in [&ours, &theirs] {
            for id in ids(side).difference(&ids(&base)) {
                let place = side.index().place(*id).unwrap();
                let is_open = place.items.iter().any(|(_, id, _)| open.contains(id));
                prop_assert!(there.contains(id) || is_open, "{}", place);
            }
        }
        // the result is a workbook: it is written and read back, no number is there twice, no link leads nowhere
        let text = format::write(&merged.workbook).unwrap();
        prop_assert!(format::read::<Workbook>(text.as_bytes()).unwrap().value == merged.workbook);
        let mut numbers = BTreeSet::new();
        merged.workbook.walk(&mut |_, stop| match stop {
            Stop::Record(record) => {
                if let Some((kind, _, number)) = record.identity().filter(|(kind, ..)| !kind.prefix().is_empty()) {
                    assert!(numbers.insert((kind, number)), "{kind:?} {number}");
                }
            }
            Stop::Value(_, _, value) => {
                if let View::Links(links) = value.view() {
                    assert!(links.iter().all(|id| there.contains(id)));
                }
            }
        });
        // ours at every conflict is what stands there; every choice that is allowed settles it
        let all = |choice: Choice| vec![Some(choice); merged.conflicts.len()];
        prop_assert!(merged.settled(&all(Choice::Ours)).unwrap() == merged.workbook);
        prop_assert!(merged.settled(&all(Choice::Theirs)).is_ok());
    }
}

#[test]
fn every_field_that_there_is_merges_and_clashes() {
    let base = filled();
    let is_answer = |view: View<'_>| !matches!(view, View::Items(_) | View::Record(_) | View::Links(_));
    let all = places(&base, is_answer);
    assert!(all.len() > 500, "{} fields", all.len());
    let written = |address: &str, serial: u32| {
        let mut workbook = base.clone();
        let place: Address = address.parse().unwrap();
        let value = place.value_mut(&mut workbook).unwrap();
        let text = match value.view() {
            View::Flag(on) => (if on { "no" } else { "yes" }).to_owned(),
            View::Choice(chosen, options) => {
                options[(chosen.unwrap_or(0) + serial as usize) % options.len()].to_owned()
            }
            View::Step(step) => ((step.map_or(1, |step| u32::from(step.get())) + serial) % 5 + 1).to_string(),
            view => text_for(view, 77_000 + serial),
        };
        value.set_text(&text).unwrap();
        workbook
    };
    let (mut clashed, mut merged_once) = (0, 0);
    for pair in all.chunks(2) {
        let (ours, theirs) = (written(&pair[0], 1), written(pair.last().unwrap(), 1));
        let merged = merge(&base, &ours, &theirs).unwrap();
        assert_eq!(merged.conflicts, [], "{pair:?}");
        let wanted =
            [&ours, &theirs].map(|side| Difference::between(&base, side).changes().len()).iter().sum::<usize>();
        let wanted = if pair.len() == 2 { wanted } else { wanted / 2 };
        assert_eq!(Difference::between(&base, &merged.workbook).changes().len(), wanted, "{pair:?}");
        merged_once += wanted;
    }
    for address in &all {
        let (ours, theirs) = (written(address, 1), written(address, 2));
        if ours == theirs || ours == base || theirs == base {
            continue;
        }
        let merged = merge(&base, &ours, &theirs).unwrap();
        if merged.conflicts.is_empty() {
            let mut workbook = merged.workbook.clone();
            let place: Address = address.parse().unwrap();
            let view = place.value_mut(&mut workbook).unwrap().view().text();
            assert!(view.contains('\n') || view.is_empty(), "{address}: only what holds several things merges: {view}");
            continue;
        }
        assert_eq!(merged.conflicts.len(), 1, "{address}");
        assert!(merged.workbook == ours, "{address}");
        assert!(merged.settled(&[Some(Choice::Theirs)]).unwrap() == theirs, "{address}");
        clashed += 1;
    }
    assert!(clashed > 300 && merged_once > 300, "{clashed} {merged_once}");
}
