//! What a library keeps, what it leaves, and what comes of it in the next workbook.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::*;
use crate::model::budgets::{BudgetReview, Measurement};
use crate::model::failure_modes::Rating;
use crate::model::limits::Limit;
use crate::model::metrics::Reading;

/// A workbook with one item of each kind, every question of each answered, and links between all of them.
fn full() -> (Workbook, [Id; 3]) {
    let mut workbook = Workbook::default();
    let mut ids = Ids::seeded(7);
    let items = [
        push(&mut workbook, &mut ids, FailureMode::default(), modes),
        push(&mut workbook, &mut ids, Metric::default(), metrics),
        push(&mut workbook, &mut ids, Budget::default(), budgets),
    ];
    let limit =
        push(&mut workbook, &mut ids, Limit::default(), |workbook| &mut Arc::make_mut(&mut workbook.limits).limits);
    let links = [items[0], items[1], items[2], limit].map(|id| id.to_string()).join("\n");
    answer_all(modes(&mut workbook).at_mut(0).unwrap(), &links);
    answer_all(metrics(&mut workbook).at_mut(0).unwrap(), &links);
    answer_all(budgets(&mut workbook).at_mut(0).unwrap(), &links);
    let mode = modes(&mut workbook).at_mut(0).unwrap();
    mode.ratings.push(Rating { id: ids.fresh(), rater: "Anke".to_owned(), ..Rating::default() });
    mode.budgets = vec![items[2]];
    mode.metrics = vec![items[1]];
    mode.signals = vec![limit];
    mode.operating_point = Some(limit);
    let done = Mitigation {
        id: ids.fresh(),
        number: 9,
        action: "Ask twice".to_owned(),
        owner: "Ben".to_owned(),
        due: Some(date(2026, 5, 1)),
        state: Some(ActionState::Done),
        ..Mitigation::default()
    };
    mode.mitigations.push(done);
    mode.mitigations.push(Mitigation { state: Some(ActionState::Dropped), ..Mitigation::default() });
    let unknown =
        Mark::Unknown { owner: "Cem".to_owned(), due: Some(date(2026, 6, 1)), question: "How often?".to_owned() };
    mode.marks.set("frequency", Some(unknown));
    metrics(&mut workbook).at_mut(0).unwrap().readings.push(Reading { id: ids.fresh(), ..Reading::default() });
    let budget = budgets(&mut workbook).at_mut(0).unwrap();
    budget.metric = Some(items[1]);
    budget.measurements.push(Measurement { id: ids.fresh(), ..Measurement::default() });
    budget.reviews.push(BudgetReview { id: ids.fresh(), ..BudgetReview::default() });
    (workbook, items)
}

/// Answers every question that is no list.
fn answer_all(record: &mut dyn Record, links: &str) {
    for (index, field) in record.fields().iter().enumerate() {
        let value = record.value_mut(index).unwrap();
        let text = match value.view() {
            View::Text(_) | View::Lines(_) => field.label.to_owned(),
            View::Flag(_) => "Yes".to_owned(),
            View::Choice(_, labels) | View::Choices(_, labels) => labels[0].to_owned(),
            View::Count(_) | View::Number(_) | View::Step(_) => "3".to_owned(),
            View::Rate(_) => "0.2".to_owned(),
            View::Money(_) => "12 EUR".to_owned(),
            View::Date(_) => "2026-05-01".to_owned(),
            View::Links(_) if field.target == crate::model::record::Target::Any => links.to_owned(),
            View::Links(_) | View::Record(_) | View::Items(_) => continue,
        };
        value.set_text(&text).unwrap();
    }
}

/// The keys of an item's questions that are answered.
fn answered(record: &dyn Record) -> BTreeSet<&'static str> {
    record.answers().filter(|(_, value)| is_answer(value.view())).map(|(field, _)| field.key).collect()
}

fn is_answer(view: View<'_>) -> bool {
    match view {
        View::Flag(on) => on,
        other => !other.is_blank(),
    }
}

#[test]
fn the_thought_is_kept_and_the_evidence_is_not() {
    let (workbook, items) = full();
    let mut library = Workbook::default();
    let kept = keep(&mut library, &mut Ids::seeded(1), &workbook, &items);
    assert_eq!((kept.ids.len(), kept.replaced, kept.left_out), (3, 0, 0));
    let left: [&[&str]; 3] = [
        &[
            "residual_severity",
            "residual_frequency",
            "operating_point",
            "monitor_owner",
            "owner",
            "ratings",
            "signals",
            "accepted",
            "accepted_reason",
            "accepted_by",
            "accepted_until",
        ],
        &["baseline", "baseline_source", "owner", "readings"],
        &["owner", "reviews", "measurements"],
    ];
    for ((kind, ..), left) in KINDS.into_iter().zip(left) {
        let before = list(&workbook, kind).unwrap().get(0).unwrap();
        let after = list(&library, kind).unwrap().get(0).unwrap();
        let gone: BTreeSet<&str> = answered(before).difference(&answered(after)).copied().collect();
        assert_eq!(gone, left.iter().copied().collect(), "{kind:?}");
        assert_eq!(answered(before).len(), before.fields().len(), "a new question of {kind:?}: is it evidence?");
    }
    let mode = library.failure_modes.modes.at(0).unwrap();
    assert_eq!(mode.mitigations.len(), 1, "what was dropped is no advice");
    let one = mode.mitigations.at(0).unwrap();
    assert_eq!((one.action.as_str(), one.owner.as_str(), one.due), ("Ask twice", "", None));
    assert_eq!(one.state, Some(ActionState::Open));
    let mark = Mark::Unknown { owner: String::new(), due: None, question: "How often?".to_owned() };
    assert_eq!(mode.marks.get("frequency"), Some(&mark), "what is unknown stays unknown, and nobody's");
}

#[test]
fn links_follow_to_what_is_there_by_its_name() {
    let (workbook, [mode, metric, budget]) = full();
    let mut library = Workbook::default();
    let mut ids = Ids::seeded(1);
    keep(&mut library, &mut ids, &workbook, &[mode]);
    assert!(library.failure_modes.modes.at(0).unwrap().budgets.is_empty(), "the budget is not in the library");
    keep(&mut library, &mut ids, &workbook, &[budget, metric]);
    keep(&mut library, &mut ids, &workbook, &[mode]);
    let own = library.failure_modes.modes.at(0).unwrap();
    assert_eq!(own.budgets, [library.budgets.budgets.at(0).unwrap().id]);
    assert_eq!(own.metrics, [library.metrics.metrics.at(0).unwrap().id]);

    let mut next = Workbook::default();
    let all: Vec<Id> = names(&library).map(|(id, _)| id).collect();
    take(&mut next, &mut ids, &library, &all);
    assert_eq!(next.failure_modes.modes.at(0).unwrap().budgets, [next.budgets.budgets.at(0).unwrap().id]);
    let again = take(&mut next, &mut ids, &library, &all);
    let second = next.failure_modes.modes.at(1).unwrap();
    assert_eq!(second.budgets, [again[2]], "of two with one name, the one that came along");
}

#[test]
fn what_is_taken_has_ids_and_numbers_of_its_own() {
    let (workbook, items) = full();
    let mut library = Workbook::default();
    let mut ids = Ids::seeded(1);
    keep(&mut library, &mut ids, &workbook, &items);
    let all: Vec<Id> = names(&library).map(|(id, _)| id).collect();
    let mut next = workbook.clone();
    let taken = take(&mut next, &mut ids, &library, &all);
    assert_eq!(taken.len(), 3);
    let numbers: Vec<u32> = next.failure_modes.modes.iter().map(|mode| mode.number).collect();
    assert_eq!(numbers, [1, 2]);
    let mut seen = BTreeSet::new();
    let mut doubles = Vec::new();
    next.walk(&mut |place, stop| {
        if let crate::model::place::Stop::Record(record) = stop
            && let Some((_, id, _)) = record.identity().filter(|(_, id, _)| id.is_given())
            && !seen.insert(id)
        {
            doubles.push(place.path.clone());
        }
    });
    assert_eq!(doubles, Vec::<String>::new());
}

#[test]
fn one_of_the_same_name_is_replaced_in_its_place() {
    let (mut workbook, [mode, ..]) = full();
    let mut library = Workbook::default();
    let mut ids = Ids::seeded(1);
    let first = keep(&mut library, &mut ids, &workbook, &[mode]);
    let own = modes(&mut workbook).at_mut(0).unwrap();
    own.name = own.name.to_uppercase() + "  ";
    own.cause = "Better said".to_owned();
    let second = keep(&mut library, &mut ids, &workbook, &[mode]);
    assert_eq!((second.ids, second.replaced), (first.ids, 1));
    assert_eq!(library.failure_modes.modes.len(), 1);
    let kept = library.failure_modes.modes.at(0).unwrap();
    assert_eq!((kept.cause.as_str(), kept.number), ("Better said", 1));
}

#[test]
fn what_has_no_name_or_no_place_there_is_left_out() {
    let (mut workbook, [mode, ..]) = full();
    modes(&mut workbook).at_mut(0).unwrap().name = " \n".to_owned();
    let limit = workbook.limits.limits.at(0).unwrap().id;
    let mut library = Workbook::default();
    let kept = keep(&mut library, &mut Ids::seeded(1), &workbook, &[mode, limit, Id(99)]);
    assert_eq!(kept, Kept { left_out: 3, ..Kept::default() });
    assert_eq!(library, Workbook::default());
}
