//! Cells of failure modes and budgets: what is written, what is refused, and what a paste adds.

use super::*;
use crate::edit::Ids;
use crate::model::mark::Mark;

/// Two failure modes, one budget, and the address of the failure modes.
fn sheet() -> (Workbook, Ids, Address, Vec<Id>) {
    let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(3));
    let list: Address = "failure_modes.modes".parse().expect("an address");
    let budgets: Address = "budgets.budgets".parse().expect("an address");
    let rows = rows::insert(&mut workbook, &mut ids, &list, 0, 2);
    rows::insert(&mut workbook, &mut ids, &budgets, 0, 1);
    (workbook, ids, list, rows)
}

fn cells(workbook: &Workbook, list: &Address, rows: &[Id], keys: &[&str]) -> text::Block {
    text::read(&copy(workbook, list, rows, keys, false))
}

fn block(text: &str) -> text::Block {
    text::read(text)
}

#[test]
fn a_block_goes_over_rows_and_adds_the_rest_and_refuses_what_it_cannot_read() {
    let (mut workbook, mut ids, list, rows) = sheet();
    let keys = ["name", "severity", "owner", "budgets"];
    let text = "Wrong clause\t4\tLO\tub-1\nStale policy\t9\tMK\tUB-7\nInvented price\t5\n\t\t\n";
    let to = Target { list: &list, rows: &rows, keys: &keys, selected: (1, 1) };
    let pasted = paste(&mut workbook, &mut ids, &block(text), &to);
    assert_eq!((pasted.added, pasted.rows.len(), pasted.width, pasted.beyond), (1, 3, 4, 0), "a blank row adds none");
    let said: Vec<String> = pasted.written.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "FM-2, Severity: `9` is not a step from 1 to 5",
            "FM-2, Budgets: `UB-7` is not an item of this workbook, such as UB-1"
        ]
    );
    assert_eq!(
        cells(&workbook, &list, &pasted.rows, &keys),
        block("Wrong clause\t4\tLO\tUB-1\nStale policy\t\tMK\t\nInvented price\t5\t\t\n")
    );
    assert_eq!(pasted.written.changed, 8);
}

#[test]
fn a_cell_fills_a_range_and_a_block_is_repeated_where_it_fits() {
    let (mut workbook, mut ids, list, rows) = sheet();
    let to = Target { list: &list, rows: &rows, keys: &["owner", "monitor_owner"], selected: (2, 2) };
    paste(&mut workbook, &mut ids, &block("LO"), &to);
    assert_eq!(cells(&workbook, &list, &rows, to.keys), block("LO\tLO\nLO\tLO\n"));
    paste(&mut workbook, &mut ids, &block("A\tB"), &to);
    assert_eq!(cells(&workbook, &list, &rows, to.keys), block("A\tB\nA\tB\n"));
    let pasted = paste(&mut workbook, &mut ids, &block("1\t2\t3"), &to);
    assert_eq!((pasted.width, pasted.beyond), (2, 1), "what has no column is said");
}

#[test]
fn one_value_for_many_filling_down_and_clearing() {
    let (mut workbook, _, list, rows) = sheet();
    assert_eq!(set(&mut workbook, &list, &rows, "severity", "5").changed, 2);
    assert_eq!(set(&mut workbook, &list, &rows, "severity", "five").refused.len(), 2);
    assert_eq!(set(&mut workbook, &list, &rows[..1], "accepted_until", "9.3.2026").changed, 1);
    assert_eq!(fill_down(&mut workbook, &list, &rows, &["accepted_until", "mitigations"]).changed, 1);
    assert_eq!(cells(&workbook, &list, &rows, &["accepted_until"]), block("2026-03-09\n2026-03-09\n"));
    assert_eq!(clear(&mut workbook, &list, &rows, &["severity", "accepted_until", "mitigations"]).changed, 4);
    assert_eq!(clear(&mut workbook, &list, &rows, &["severity"]), Written::default(), "nothing to clear");
}

#[test]
fn an_answer_takes_a_mark_away_and_clearing_leaves_it() {
    let (mut workbook, _, list, rows) = sheet();
    let mark = |workbook: &mut Workbook| {
        let items = list.items_mut(workbook).expect("the list");
        let marks = items.get_mut(0).expect("a row").marks_mut();
        marks.set("owner", Some(Mark::NotApplicable { reason: String::new() }));
    };
    let is_marked = |workbook: &Workbook| workbook.failure_modes.modes.at(0).is_some_and(|mode| !mode.marks.is_empty());
    mark(&mut workbook);
    clear(&mut workbook, &list, &rows, &["owner"]);
    assert!(is_marked(&workbook));
    set(&mut workbook, &list, &rows, "owner", "LO");
    assert!(!is_marked(&workbook));
}

#[test]
fn dates_and_amounts_are_read_as_spreadsheets_write_them() {
    for (text, expected) in [
        ("2026-03-09", Some("2026-03-09")),
        ("2026-03-09 00:00:00", Some("2026-03-09")),
        ("2026/3/9", Some("2026-03-09")),
        ("09.03.2026", Some("2026-03-09")),
        ("3/9/2026", None),
        ("9.3.26", None),
        ("2026-02-30", None),
        ("March", None),
        ("", None),
    ] {
        assert_eq!(date(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
    }
    let (mut workbook, ..) = sheet();
    let list: Address = "budgets.budgets".parse().expect("an address");
    let rows: Vec<Id> = workbook.budgets.budgets.iter().map(|budget| budget.id).collect();
    assert_eq!(set(&mut workbook, &list, &rows, "cost_per_error", "12").refused.len(), 1, "of which currency?");
    set(&mut workbook, &list, &rows, "cost_per_error", "EUR 11.40");
    set(&mut workbook, &list, &rows, "cost_per_error", "1,200.50");
    assert_eq!(cells(&workbook, &list, &rows, &["cost_per_error"]), block("EUR 1200.50"));
}

#[test]
fn rows_are_inserted_copied_moved_ordered_and_deleted() {
    let (mut workbook, mut ids, list, rows) = sheet();
    let three = rows::insert(&mut workbook, &mut ids, &list, 1, 2);
    let order = |workbook: &Workbook| workbook.failure_modes.modes.iter().map(|mode| mode.number).collect::<Vec<_>>();
    assert_eq!(order(&workbook), [1, 3, 4, 2]);
    let copies = rows::duplicate(&mut workbook, &mut ids, &list, &[three[1], rows[0]]);
    assert_eq!((order(&workbook), copies.len()), (vec![1, 3, 4, 5, 6, 2], 2));
    assert!(rows::shift(&mut workbook, &list, &[rows[1], rows[0]], 3));
    assert_eq!(order(&workbook), [3, 4, 1, 2, 5, 6]);
    assert!(!rows::shift(&mut workbook, &list, &[rows[1], rows[0]], 2), "there they are");
    assert!(rows::shift(&mut workbook, &list, &[three[0]], 6));
    assert_eq!(order(&workbook), [4, 1, 2, 5, 6, 3]);
    assert!(rows::reorder(&mut workbook, &list, &[rows[0], rows[1], rows[0]]));
    assert_eq!(order(&workbook), [1, 2, 4, 5, 6, 3]);
    assert_eq!(rows::remove(&mut workbook, &list, &[copies[0], rows[1], Id(7)]), 2);
    assert_eq!(order(&workbook), [1, 4, 6, 3]);
    assert_eq!(rows::insert(&mut workbook, &mut ids, &list, 9, 1).len(), 1);
    assert_eq!(order(&workbook), [1, 4, 6, 3, 7], "numbers are never used again");
}

#[test]
fn what_is_deleted_is_linked_no_more() {
    let (mut workbook, _, list, rows) = sheet();
    set(&mut workbook, &list, &rows, "budgets", "UB-1");
    let budgets: Address = "budgets.budgets".parse().expect("an address");
    let gone: Vec<Id> = workbook.budgets.budgets.iter().map(|budget| budget.id).collect();
    rows::remove(&mut workbook, &budgets, &gone);
    assert!(workbook.failure_modes.modes.iter().all(|mode| mode.budgets.is_empty()));
}

#[test]
fn heads_are_known_by_label_or_key() {
    let (mut workbook, mut ids, list, _) = sheet();
    let text = "Owner\tname\t\tSeverity\nLO\tNew one\tnote to self\t3\n";
    let pasted = append(&mut workbook, &mut ids, &block(text), &list);
    assert_eq!((pasted.added, pasted.written.refused.len()), (1, 0));
    assert_eq!(cells(&workbook, &list, &pasted.rows, &["name", "owner", "severity"]), block("New one\tLO\t3"));
    let pasted = append(&mut workbook, &mut ids, &block("Only a name\nAnd another\n"), &list);
    assert_eq!(cells(&workbook, &list, &pasted.rows, &["name"]), block("Only a name\nAnd another\n"));
    let fields = columns(list.items(&workbook).expect("the list"));
    assert!(heads(&block("Owner\tCost centre\nLO\t7\n"), &fields).is_none(), "a head that nobody knows");
    assert!(heads(&block("Owner\tSeverity"), &fields).is_none(), "heads without rows are a row");
}

/// What LibreOffice Calc 7.4 puts on the clipboard as plain text: cells as they are shown, and the line end and the tab within
/// a cell as a space.
const FROM_CALC: &str = "Wrong \"route\"\tTwo lines: first, second\tGröße ≥ 10\tFalse positive\t信号 sagt „ja“\t3.50%\ttab \
    here\t95%\tThe latest measurement\tEUR 11.40\t1,250,000\tEUR 20,000.00\tLO\tQuarterly\n\
    -minus first\t=1+1 as words\t\tUngrounded\t\t0.125%\t\t90.00%\t\tUSD 1.50\t40000\t$1,234.56\tMK\tMonthly\n\
    3.5\t1/2\t+49 30 1234\tcustom?\tx\t3.5\t\t0.9\t\t12.00\t2.5\t€ 12.00\t007\tweekly\n";

const BUDGET_KEYS: [&str; 14] = [
    "name",
    "scenario",
    "segment",
    "error",
    "counts",
    "tolerance",
    "tolerance_reason",
    "confidence",
    "evidence",
    "cost_per_error",
    "volume_per_month",
    "cost_cap",
    "owner",
    "review_cadence",
];

#[test]
fn what_calc_copies_becomes_values() {
    let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(3));
    let list: Address = "budgets.budgets".parse().expect("an address");
    let to = Target { list: &list, rows: &[], keys: &BUDGET_KEYS, selected: (1, 1) };
    let pasted = paste(&mut workbook, &mut ids, &block(FROM_CALC), &to);
    assert_eq!(
        cells(&workbook, &list, &pasted.rows, &BUDGET_KEYS),
        block(
            "Wrong \"route\"\tTwo lines: first, second\tGröße ≥ 10\tFalse positive\t信号 sagt „ja“\t3.5%\ttab here\t95%\t\
             The latest measurement\tEUR 11.40\t1250000\tEUR 20000.00\tLO\tQuarterly\n\
             -minus first\t=1+1 as words\t\tUngrounded\t\t0.125%\t\t90%\t\tUSD 1.50\t40000\tUSD 1234.56\tMK\tMonthly\n\
             3.5\t1/2\t+49 30 1234\t\tx\t\t\t90%\t\t\t\tEUR 12.00\t007\tWeekly\n"
        )
    );
    let said: Vec<String> = pasted.written.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "UB-3, Error kind: `custom?` is not one of: False positive, False negative, Irrelevant, Ungrounded, Unsafe, Other",
            "UB-3, Tolerance: `3.5` is not a rate such as 3.5% or 0.035",
            "UB-3, Cost per error: `12.00` is not an amount with its currency, such as EUR 11.40",
            "UB-3, Volume per month: `2.5` is not a whole number, zero or more, such as 18,400",
        ]
    );
}

#[test]
fn what_calc_is_given_is_as_it_reads_it() {
    let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(3));
    let list: Address = "budgets.budgets".parse().expect("an address");
    let rows = rows::insert(&mut workbook, &mut ids, &list, 0, 2);
    let keys = ["name", "scenario", "tolerance_reason", "tolerance", "cost_cap"];
    let texts = ["Wrong \"route\"", "Two lines:\nfirst, \"second\"", "tab\there", "3.5%", "EUR 20000.00"];
    for (key, text) in keys.iter().zip(texts) {
        set(&mut workbook, &list, &rows[..1], key, text);
    }
    set(&mut workbook, &list, &rows[1..], "name", "=1+1 as words");
    let text = copy(&workbook, &list, &rows, &keys, false);
    // pasted into Calc 7.4 this gave the same cells; in the second row it shows the apostrophe, and computes nothing
    let expected = "\"Wrong \"\"route\"\"\"\t\"Two lines:\nfirst, \"\"second\"\"\"\t\"tab\there\"\t3.5%\tEUR 20000.00\n\
                    '=1+1 as words\t\t\t\t\n";
    assert_eq!(text, expected);
    let to = Target { list: &list, rows: &rows, keys: &keys, selected: (1, 1) };
    assert_eq!(paste(&mut workbook, &mut ids, &block(&text), &to).written, Written::default(), "and back: nothing new");
}
