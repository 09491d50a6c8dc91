//! Lists as sheets: whatever is copied out of a list of any kind can be pasted back, cell by cell and row by row.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use caveat::edit::cells::{self, Target, text};
use caveat::edit::{Address, Ids, Session};
use caveat::model::list::Items;
use caveat::model::place::Stop;
use caveat::model::{Id, ItemKind, Record, View, Workbook};

use super::support::filled;

/// The address of one list of each kind, from a workbook in which every list has items.
fn a_list_of_each_kind(workbook: &Workbook) -> Vec<(ItemKind, Address)> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(_, _, value) = stop
            && let View::Items(items) = value.view()
            && seen.insert(items.kind())
        {
            let head = place.item().map_or_else(|| place.section.key().to_owned(), |(_, id, _)| id.to_string());
            let address = place.fields.iter().fold(head, |address, field| format!("{address}.{field}"));
            found.push((items.kind(), address.parse().unwrap()));
        }
    });
    found
}

fn rows(items: &dyn Items) -> Vec<Id> {
    (0..items.len()).map(|at| items.get(at).unwrap().identity().unwrap().1).collect()
}

/// What the cells of a list hold, value by value.
fn values(items: &dyn Items, keys: &[&str]) -> Vec<Vec<String>> {
    let value = |record: &dyn Record, key: &str| record.answer(key).unwrap().view().text();
    (0..items.len()).map(|at| keys.iter().map(|key| value(items.get(at).unwrap(), key)).collect()).collect()
}

#[test]
fn a_list_of_any_kind_survives_the_clipboard() {
    let workbook = filled();
    let lists = a_list_of_each_kind(&workbook);
    assert_eq!(lists.len(), ItemKind::ALL.len(), "every kind of item has a list");
    for (kind, list) in lists {
        let items = list.items(&workbook).unwrap();
        let fields = cells::columns(items);
        let keys: Vec<&'static str> = fields.iter().map(|field| field.key).collect();
        let (before, rows) = (values(items, &keys), rows(items));
        for heads in [false, true] {
            let copied = cells::copy(&workbook, &list, &rows, &keys, heads);
            let (mut emptied, mut ids) = (workbook.clone(), Ids::seeded(9));
            // in sections that link to these items, the links must stay: the rows are cleared, not removed
            cells::clear(&mut emptied, &list, &rows, &keys);
            let block = text::read(&copied);
            let block = if heads { &block[1..] } else { &block[..] };
            let to = Target { list: &list, rows: &rows, keys: &keys, selected: (1, 1) };
            let pasted = cells::paste(&mut emptied, &mut ids, block, &to);
            assert_eq!(pasted.written.refused, [], "{kind:?}");
            assert_eq!(values(list.items(&emptied).unwrap(), &keys), before, "{kind:?}");
            let added = cells::append(&mut emptied, &mut ids, &text::read(&copied), &list);
            assert_eq!((added.added, added.written.refused.len()), (rows.len(), 0), "{kind:?}, heads: {heads}");
            assert_eq!(values(list.items(&emptied).unwrap(), &keys)[rows.len()..], before, "{kind:?}");
        }
    }
}

#[test]
fn a_paste_is_one_step_that_can_be_undone() {
    let mut session = Session::new(filled(), Ids::seeded(4));
    let before = session.workbook().clone();
    let list: Address = "failure_modes.modes".parse().unwrap();
    let pasted = session.edit("paste 2 cells", |workbook, ids| {
        let block = text::read("One\tTwo\nThree\tFour\n");
        let to = Target { list: &list, rows: &[], keys: &["name", "owner"], selected: (1, 1) };
        cells::paste(workbook, ids, &block, &to)
    });
    assert_eq!((pasted.added, session.workbook().failure_modes.modes.len()), (2, 4));
    assert_eq!(session.undo().as_deref(), Some("paste 2 cells"));
    assert_eq!(*session.workbook(), before);
    assert!(Arc::ptr_eq(&session.workbook().failure_modes, &before.failure_modes));
}

/// Text of a cell: anything but a line end of other systems, which becomes one of ours.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a\"\t\n,; ]{0,6}"].prop_map(|text| text.replace(['\r', '\u{feff}'], " "))
}

proptest! {
    #[test]
    fn any_block_is_read_as_it_was_written(
        block in (1..4_usize).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 1..5)),
    ) {
        prop_assert_eq!(text::read(&text::write(&block)), block);
    }

    #[test]
    fn any_text_can_be_pasted(clip in any::<String>(), down in 0..4_usize, across in 0..4_usize) {
        let (mut workbook, mut ids) = (filled(), Ids::seeded(5));
        let list: Address = "budgets.budgets".parse().unwrap();
        let rows = rows(list.items(&workbook).unwrap());
        let keys = ["name", "tolerance", "volume_per_month"];
        let to = Target { list: &list, rows: &rows, keys: &keys, selected: (down, across) };
        cells::paste(&mut workbook, &mut ids, &text::read(&clip), &to);
    }
}
