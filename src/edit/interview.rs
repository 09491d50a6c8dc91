//! Writing an answer of the first hour: into blanks, and over what the earlier answer wrote as long as nobody changed that.
//!
//! What the earlier answer wrote is found by its content, never by a record of it. A value that differs was edited by somebody,
//! and stays. Values are compared and written in the plain manner, in which answers are told: how the window writes numbers makes
//! no difference to what was written.

use crate::assess::interview::{Fill, spot};
use crate::model::manner::{self, Manner};
use crate::model::mark::Mark;
use crate::model::{Record, View, Workbook};

use super::operations::{add_item, set_text};
use super::{Address, Ids};

/// What became of something that an answer writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It stands there already.
    Same,
    /// Somebody wrote something else there, which stays.
    Kept,
    /// A blank was filled.
    Written,
    /// What the earlier answer wrote was replaced.
    Replaced,
    /// An item was added.
    Added,
}

/// What would become of each fill.
#[must_use]
pub fn outcomes(workbook: &Workbook, before: &[Fill], after: &[Fill]) -> Vec<Outcome> {
    write(&mut workbook.clone(), &mut Ids::seeded(1), before, after)
}

/// Writes what an answer fills in place of what the earlier one did.
pub fn write(workbook: &mut Workbook, ids: &mut Ids, before: &[Fill], after: &[Fill]) -> Vec<Outcome> {
    manner::speaking(Manner::PLAIN, || {
        for old in before.iter().filter(|old| !after.iter().any(|new| same_place(old, new))) {
            take_back(workbook, old);
        }
        after.iter().map(|new| fill(workbook, ids, before.iter().find(|old| same_place(old, new)), new)).collect()
    })
}

/// Whether two fills are for the same place: the same field, or an item of the same list.
fn same_place(one: &Fill, other: &Fill) -> bool {
    match (one, other) {
        (Fill::Field { address: one, .. }, Fill::Field { address: other, .. })
        | (Fill::Mark { address: one, .. }, Fill::Mark { address: other, .. }) => one == other,
        (Fill::Item { list: one, .. }, Fill::Item { list: other, .. }) => one == other,
        _ => false,
    }
}

fn text_of(record: &dyn Record, key: &str) -> String {
    record.answer(key).map(|value| value.view().text()).unwrap_or_default()
}

fn text_at(workbook: &Workbook, address: &str) -> String {
    spot(workbook, address).map(|(record, key)| text_of(record, key)).unwrap_or_default()
}

fn mark_at(workbook: &Workbook, address: &str) -> Option<Mark> {
    spot(workbook, address).and_then(|(record, key)| record.marks().get(key).cloned())
}

/// Sets a field from text. What cannot be read as its kind of value is left out: addresses and values come from knowledge that
/// a test checks.
fn set(workbook: &mut Workbook, address: &str, text: &str) {
    let set = address.parse::<Address>().and_then(|address| set_text(workbook, &address, text));
    debug_assert!(set.is_ok(), "{address}: {set:?}");
}

fn set_mark(workbook: &mut Workbook, address: &str, mark: Option<Mark>) {
    let place = address.parse::<Address>();
    if let Ok((record, key)) = place.and_then(|place| place.record_and_key(workbook)) {
        record.marks_mut().set(&key, mark);
    }
}

fn fill(workbook: &mut Workbook, ids: &mut Ids, old: Option<&Fill>, new: &Fill) -> Outcome {
    match new {
        Fill::Field { address, text } => {
            let was = old.and_then(|old| if let Fill::Field { text, .. } = old { Some(text.as_str()) } else { None });
            if matches!(mark_at(workbook, address), Some(Mark::NotApplicable { .. })) {
                return Outcome::Kept;
            }
            let outcome = value_outcome(&text_at(workbook, address), was, text);
            if outcome > Outcome::Kept {
                set(workbook, address, text);
            }
            outcome
        }
        Fill::Mark { address, mark } => match mark_at(workbook, address) {
            Some(now) if now == *mark => Outcome::Same,
            _ if !text_at(workbook, address).trim().is_empty() => Outcome::Kept,
            Some(Mark::NotApplicable { .. }) => Outcome::Kept,
            now => {
                set_mark(workbook, address, Some(mark.clone()));
                if now.is_some() { Outcome::Replaced } else { Outcome::Written }
            }
        },
        Fill::Item { .. } => fill_item(workbook, ids, old, new),
    }
}

/// What becomes of a value that reads `now`, was written as `was` and is to be `text`.
fn value_outcome(now: &str, was: Option<&str>, text: &str) -> Outcome {
    if now == text {
        Outcome::Same
    } else if now.trim().is_empty() {
        Outcome::Written
    } else if was == Some(now) {
        Outcome::Replaced
    } else {
        Outcome::Kept
    }
}

/// The id of the item of a list that satisfies `test`.
fn find(workbook: &Workbook, list: &str, test: impl Fn(&dyn Record) -> bool) -> Option<String> {
    let (record, key) = spot(workbook, list)?;
    let View::Items(items) = record.answer(key)?.view() else { return None };
    let mut all = (0..items.len()).filter_map(|at| items.get(at));
    let found = all.find(|item| test(*item))?;
    found.identity().map(|(_, id, _)| id.to_string())
}

fn reads(record: &dyn Record, values: &[(&'static str, String)]) -> bool {
    values.iter().all(|(key, text)| text_of(record, key) == *text)
}

fn fill_item(workbook: &mut Workbook, ids: &mut Ids, old: Option<&Fill>, new: &Fill) -> Outcome {
    let Fill::Item { list, key, first, values } = new else { return Outcome::Same };
    let before = match old {
        Some(Fill::Item { key, values, .. }) => Some((key, values)),
        _ => None,
    };
    // the item of the earlier answer, while it is as that wrote it; else one that is known by the same words
    let own = before.and_then(|(key, values)| find(workbook, list, |item| reads(item, key) && reads(item, values)));
    let Some(id) = own.clone().or_else(|| find(workbook, list, |item| reads(item, key))) else {
        let added = list.parse::<Address>().and_then(|list| add_item(workbook, ids, &list));
        if let Ok((id, _)) = added {
            for (key, text) in key.iter().chain(first).chain(values) {
                set(workbook, &format!("{id}.{key}"), text);
            }
        }
        return Outcome::Added;
    };
    let mut outcome = Outcome::Same;
    let keys = key.iter().filter(|_| own.is_some());
    for (field, text) in keys.chain(values) {
        let was = before.and_then(|(keys, values)| keys.iter().chain(values).find(|(one, _)| one == field));
        let address = format!("{id}.{field}");
        let now = item_text(workbook, &address);
        let became = value_outcome(&now, was.map(|(_, text)| text.as_str()), text);
        if became > Outcome::Kept {
            set(workbook, &address, text);
        }
        outcome = outcome.max(became);
    }
    outcome
}

/// The text of a field of an item, by the address of the item.
fn item_text(workbook: &Workbook, address: &str) -> String {
    // addresses of items lead to values that can be changed: the copy shares everything with the workbook
    let mut copy = workbook.clone();
    let value = address.parse::<Address>();
    value.and_then(|value| value.value_mut(&mut copy).map(|value| value.view().text())).unwrap_or_default()
}

fn take_back(workbook: &mut Workbook, old: &Fill) {
    match old {
        Fill::Field { address, text } if text_at(workbook, address) == *text => set(workbook, address, ""),
        Fill::Mark { address, mark } if mark_at(workbook, address).as_ref() == Some(mark) => {
            set_mark(workbook, address, None);
        }
        Fill::Item { list, key, first, values } => {
            let Some(id) = find(workbook, list, |item| reads(item, key)) else { return };
            let written: Vec<&str> = key.iter().chain(first).chain(values).map(|(key, _)| *key).collect();
            let untouched = find(workbook, list, |item| {
                let rest = item.answers().filter(|(field, _)| !written.contains(&field.key));
                reads(item, key)
                    && reads(item, values)
                    && rest.into_iter().all(|(_, value)| value.is_blank() || is_flag(value.view()))
            });
            if let Some(id) = untouched.and_then(|id| id.parse().ok()) {
                super::operations::remove_item(workbook, id);
                return;
            }
            for (field, text) in values {
                let address = format!("{id}.{field}");
                if item_text(workbook, &address) == *text {
                    set(workbook, &address, "");
                }
            }
        }
        _ => {}
    }
}

/// Whether it is a flag that is off: never blank, and nothing that somebody entered.
const fn is_flag(view: View<'_>) -> bool {
    matches!(view, View::Flag(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::interview::{self, Answer, Knowing, State, number_in, questions};
    use crate::knowledge::InterviewQuestion;
    use std::sync::Arc;

    fn question(key: &str) -> &'static InterviewQuestion {
        questions().map(|(_, question)| question).find(|question| question.key == key).unwrap()
    }

    fn said(text: &str) -> Answer {
        let number = number_in(text).unwrap_or_default().to_owned();
        Answer { text: text.to_owned(), number, ..Answer::default() }
    }

    /// Answers as the window does: in place of the answer that the workbook holds.
    fn give(workbook: &mut Workbook, key: &str, answer: &Answer) -> Vec<Outcome> {
        let question = question(key);
        let before = interview::fills(question, &interview::answer(workbook, question));
        write(workbook, &mut Ids::random(), &before, &interview::fills(question, answer))
    }

    #[test]
    fn every_answer_is_read_back_as_it_was_given() {
        let mut workbook = Workbook::default();
        for (_, question) in questions() {
            let mut answer = if question.answer.is_empty() { Answer::default() } else { said(&question.example) };
            if question.number.is_none() {
                answer.number.clear();
            }
            answer.day = interview::day_in(&answer.text).filter(|_| !question.date.is_empty());
            answer.choices = question.choices.iter().map(|address| first_choice(address)).collect();
            give(&mut workbook, &question.key, &answer);
            assert_eq!(interview::state(&workbook, question), State::Answered, "{}", question.key);
            assert_eq!(interview::answer(&workbook, question), answer, "{}", question.key);
            let again = give(&mut workbook, &question.key, &answer);
            assert!(again.iter().all(|outcome| *outcome == Outcome::Same), "{}: {again:?}", question.key);
        }
        assert_eq!(interview::tally(&workbook), (15, 0));
        assert_eq!(workbook.metrics.metrics.len(), 1, "before and after are one metric");
        assert_eq!(workbook.failure_modes.modes.len(), 1);
        let change = workbook.discovery.changes.at(0).unwrap();
        assert_eq!((change.before.as_str(), change.after.as_str()), ("79%", "87%"));
    }

    fn first_choice(address: &str) -> String {
        let workbook = Workbook::default();
        let (record, key) = spot(&workbook, address).unwrap();
        match record.answer(key).unwrap().view() {
            View::Choice(_, options) | View::Choices(_, options) => options[1].to_owned(),
            _ => String::new(),
        }
    }

    #[test]
    fn another_answer_replaces_what_the_first_one_wrote() {
        let mut workbook = Workbook::default();
        give(&mut workbook, "baseline", &said("It is right in 79% of cases."));
        let outcomes = give(&mut workbook, "baseline", &said("No: 81% of cases, measured in March."));
        assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Replaced), "{outcomes:?}");
        assert_eq!(workbook.canvas.notes.len(), 1);
        assert_eq!(workbook.discovery.measure_before, "81%");
        assert_eq!(workbook.metrics.metrics.at(0).unwrap().baseline.map(crate::model::Number::get), Some(0.81));
        // the number is taken away: what it filled goes, the words stay
        let text = "No: 81% of cases, measured in March.";
        give(&mut workbook, "baseline", &Answer { text: text.to_owned(), ..Answer::default() });
        assert_eq!((workbook.metrics.metrics.len(), workbook.discovery.changes.len()), (0, 0));
        assert_eq!(workbook.discovery.baseline_check.answer, text);
        give(&mut workbook, "baseline", &Answer::default());
        assert!(workbook.canvas.notes.is_empty() && workbook.discovery.baseline_check.is_blank());
    }

    #[test]
    fn the_manner_of_numbers_makes_no_difference() {
        use crate::model::manner::Numbers;
        for numbers in Numbers::ALL {
            manner::speaking(Manner { numbers, ..Manner::PLAIN }, || {
                let mut workbook = Workbook::default();
                let baseline = |workbook: &Workbook| {
                    workbook.metrics.metrics.at(0).unwrap().baseline.map(crate::model::Number::get)
                };
                give(&mut workbook, "baseline", &said("It takes 12.125 minutes."));
                assert_eq!(baseline(&workbook), Some(12.125), "{numbers:?}");
                let again = give(&mut workbook, "baseline", &said("It takes 12.125 minutes."));
                assert!(again.iter().all(|outcome| *outcome == Outcome::Same), "{numbers:?}: {again:?}");
                give(&mut workbook, "baseline", &said("It takes 11.5 minutes."));
                assert_eq!(baseline(&workbook), Some(11.5), "{numbers:?}");
                give(&mut workbook, "baseline", &Answer::default());
                assert!(workbook.metrics.metrics.is_empty(), "{numbers:?}");
            });
        }
    }

    #[test]
    fn what_somebody_edited_stays() {
        let mut workbook = Workbook::default();
        give(&mut workbook, "baseline", &said("It is right in 79% of cases."));
        let note = Arc::make_mut(&mut workbook.canvas).notes.at_mut(0).unwrap();
        note.text = "Edited by hand".to_owned();
        let metric = Arc::make_mut(&mut workbook.metrics).metrics.at_mut(0).unwrap();
        metric.owner = "Anke".to_owned();
        give(&mut workbook, "baseline", &said("Now it is 85%."));
        let texts: Vec<&str> = workbook.canvas.notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["Edited by hand", "Now it is 85%"]);
        assert_eq!(workbook.metrics.metrics.at(0).unwrap().baseline.map(crate::model::Number::get), Some(0.85));
        give(&mut workbook, "baseline", &Answer::default());
        let metric = workbook.metrics.metrics.at(0).unwrap();
        assert_eq!(
            (metric.owner.as_str(), metric.baseline),
            ("Anke", None),
            "somebody works with it: only the value goes"
        );
    }

    #[test]
    fn what_was_not_known_is_known_later() {
        let mut workbook = Workbook::default();
        let unknown = Answer { knowing: Knowing::Unknown, owner: "Anke".to_owned(), ..Answer::default() };
        give(&mut workbook, "human-cost", &unknown);
        assert_eq!(interview::state(&workbook, question("human-cost")), State::Unknown);
        assert_eq!(interview::answer(&workbook, question("human-cost")).owner, "Anke");
        let mut known = said("About an hour for each.");
        known.number.clear();
        give(&mut workbook, "human-cost", &known);
        assert_eq!(interview::state(&workbook, question("human-cost")), State::Answered);
        assert_eq!(workbook.canvas.notes.len(), 1, "the question became the answer");
        let mark = Mark::NotApplicable { reason: "None".to_owned() };
        set(&mut workbook, "discovery.human_cost", "");
        set_mark(&mut workbook, "discovery.human_cost", Some(mark));
        let outcomes = give(&mut workbook, "human-cost", &known);
        assert!(outcomes.contains(&Outcome::Kept), "not applicable, as somebody said: {outcomes:?}");
    }
}
