//! Which practices are asked one at a time, and what follows from how far the person is. Knows no window.

use std::collections::BTreeSet;

pub(super) use crate::assess::practice::{question, wants_reason};
use crate::knowledge::{self, Practice};
use crate::model::Workbook;
use crate::model::checklist::PracticeStatus;

use super::super::filter::{Dates, Filter, is_open};

/// How long a practice takes, in seconds: reading, a word with whoever knows, a click.
const SECONDS: usize = 75;

/// The practices that the filter lets through, in the order of the framework.
#[must_use]
pub(super) fn of(workbook: &Workbook, filter: &Filter, dates: Dates) -> Vec<&'static Practice> {
    let checklist = &workbook.checklist;
    let practices = knowledge::framework().practices();
    practices.filter(|practice| filter.matches(practice, checklist.answer_to(&practice.id), dates)).collect()
}

/// Where to begin: at the practice that was selected, or at the first that is still open.
#[must_use]
pub(super) fn start(workbook: &Workbook, queue: &[&'static Practice], selected: Option<&str>) -> usize {
    let selected = selected.and_then(|id| queue.iter().position(|practice| practice.id == id));
    let open = || queue.iter().position(|practice| is_open(workbook.checklist.status(&practice.id)));
    selected.or_else(open).unwrap_or(0)
}

/// The next practice after `at` that is still open.
#[must_use]
pub(super) fn next_open(workbook: &Workbook, queue: &[&'static Practice], at: usize) -> Option<usize> {
    let open = |(_, practice): &(usize, &&Practice)| is_open(workbook.checklist.status(&practice.id));
    queue.iter().enumerate().skip(at + 1).find(open).map(|(at, _)| at)
}

/// How far the person is: `11 of 32. About 25 minutes left`.
#[must_use]
pub(super) fn progress(at: usize, count: usize) -> String {
    let left = count.saturating_sub(at) * SECONDS / 60;
    let words = match left {
        0..=1 => "About a minute left".to_owned(),
        2..=7 => format!("About {left} minutes left"),
        _ => format!("About {} minutes left", (left + 2) / 5 * 5),
    };
    format!("{} of {count}. {words}", (at + 1).min(count))
}

/// The end sentence: `23 rows looked at. 6 still open, 2 blocked.`
#[must_use]
pub(super) fn end(workbook: &Workbook, queue: &[&'static Practice], looked_at: &BTreeSet<&'static str>) -> String {
    let status = |practice: &&&Practice| workbook.checklist.status(&practice.id);
    let blocked = queue.iter().filter(|practice| status(practice) == PracticeStatus::Blocked).count();
    let open = queue.iter().filter(|practice| is_open(status(practice))).count() - blocked;
    let rows = if looked_at.len() == 1 { "row" } else { "rows" };
    let rest = match (open, blocked) {
        (0, 0) => "None of them is open.".to_owned(),
        (open, 0) => format!("{open} still open."),
        (0, blocked) => format!("None still open, {blocked} blocked."),
        (open, blocked) => format!("{open} still open, {blocked} blocked."),
    };
    format!("{} {rows} looked at. {rest}", looked_at.len())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::model::Id;
    use crate::model::checklist::PracticeAnswer;

    const DATES: Dates = Dates { today: date(2026, 3, 9), gate: None };

    fn workbook(answers: &[(&str, PracticeStatus)]) -> Workbook {
        let mut workbook = Workbook::default();
        for (index, (practice, status)) in answers.iter().enumerate() {
            Arc::make_mut(&mut workbook.checklist).answers.push(PracticeAnswer {
                id: Id(index as u64 + 1),
                practice: (*practice).to_owned(),
                status: Some(*status),
                ..PracticeAnswer::default()
            });
        }
        workbook
    }

    #[test]
    fn the_queue_goes_from_open_to_open_and_ends() {
        use PracticeStatus::{Blocked, Done, NotApplicable};
        let workbook = workbook(&[
            ("GOVERN 1.1", Done),
            ("GOVERN 1.2", NotApplicable),
            ("GOVERN 1.4", Done),
            ("MAP 1.1", Blocked),
        ]);
        let queue = of(&workbook, &Filter::default(), DATES);
        assert_eq!(queue.len(), 72);
        assert_eq!(start(&workbook, &queue, None), 2, "the first open one");
        assert_eq!(start(&workbook, &queue, Some("GOVERN 1.2")), 1);
        assert_eq!(start(&workbook, &queue, Some("no such")), 2);
        assert_eq!(next_open(&workbook, &queue, 2), Some(4), "past what is done");
        assert_eq!(next_open(&workbook, &queue, 71), None);
        let filter = Filter { statuses: BTreeSet::from([Blocked]), ..Filter::default() };
        assert_eq!(of(&workbook, &filter, DATES).len(), 1);
        assert_eq!(start(&workbook, &[], None), 0);
    }

    #[test]
    fn the_end_counts_what_is_still_open() {
        use PracticeStatus::{Blocked, Done};
        let workbook = workbook(&[("GOVERN 1.1", Done), ("GOVERN 1.2", Blocked)]);
        let queue = of(&workbook, &Filter::default(), DATES);
        let looked = BTreeSet::from(["GOVERN 1.1", "GOVERN 1.2"]);
        assert_eq!(end(&workbook, &queue[..4], &looked), "2 rows looked at. 2 still open, 1 blocked.");
        assert_eq!(
            end(&workbook, &queue[..1], &BTreeSet::from(["GOVERN 1.1"])),
            "1 row looked at. None of them is open."
        );
        assert_eq!(progress(10, 32), "11 of 32. About 25 minutes left");
        assert_eq!(progress(31, 32), "32 of 32. About a minute left");
        assert_eq!(progress(0, 0), "0 of 0. About a minute left");
    }

    #[test]
    fn a_reason_is_wanted_where_readers_would_ask_for_one() {
        let mut answer = PracticeAnswer { status: Some(PracticeStatus::Done), ..PracticeAnswer::default() };
        assert_eq!(wants_reason(None, true), None);
        assert_eq!(wants_reason(Some(&answer), false), None);
        assert!(wants_reason(Some(&answer), true).is_some());
        answer.status = Some(PracticeStatus::NotApplicable);
        assert!(wants_reason(Some(&answer), false).is_some());
        answer.reason = "No people are affected".to_owned();
        assert_eq!(wants_reason(Some(&answer), false), None);
    }

    #[test]
    fn every_practice_has_a_question_that_stands_alone() {
        for practice in knowledge::framework().practices() {
            let (question, _) = question(&practice.asks);
            assert!(question.ends_with('?') && question.chars().count() < 200, "{}: {question}", practice.id);
        }
        assert_eq!(question("No question here."), ("No question here.", ""));
        assert_eq!(question("Who? Name them."), ("Who?", "Name them."));
    }
}
