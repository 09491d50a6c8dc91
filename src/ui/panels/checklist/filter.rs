//! Which practices the page lists: by status, owner, date, evidence, target, risk and words.

use std::collections::BTreeSet;

pub(super) use crate::assess::practice::is_open;
use crate::knowledge::Practice;
use crate::model::checklist::{PracticeAnswer, PracticeStatus, PracticeTarget};
use crate::model::{Date, Workbook};

/// Open practices by their date. Days count as they are written: due by a day means on that day or before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Due {
    /// Whenever.
    #[default]
    Any,
    /// Before today.
    Overdue,
    /// By the day of the next gate.
    Gate,
    /// By a day.
    By(Date),
}

/// The days that filters look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dates {
    /// The day.
    pub(super) today: Date,
    /// The day of the next gate.
    pub(super) gate: Option<Date>,
}

/// A filter. Empty parts let everything through; the parts that are not empty must all agree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filter {
    /// Words that the practice or its answer must hold.
    pub(super) text: String,
    /// Statuses.
    pub(super) statuses: BTreeSet<PracticeStatus>,
    /// Owners; the empty name is nobody.
    pub(super) owners: BTreeSet<String>,
    /// By date.
    pub(super) due: Due,
    /// Only those that lack evidence.
    pub(super) without_evidence: bool,
    /// Only those below the target that was chosen for them.
    pub(super) below_target: bool,
    /// Targets; `None` is "not chosen".
    pub(super) targets: BTreeSet<Option<PracticeTarget>>,
    /// Risks of generative AI, by id.
    pub(super) risks: BTreeSet<&'static str>,
}

impl Filter {
    /// Whether it lets a practice through.
    #[must_use]
    pub(super) fn matches(&self, practice: &Practice, answer: Option<&PracticeAnswer>, dates: Dates) -> bool {
        let status = answer.and_then(|answer| answer.status).unwrap_or_default();
        let owner = answer.map_or("", |answer| answer.owner.trim());
        let target = answer.and_then(|answer| answer.target);
        let due = answer.and_then(|answer| answer.due);
        (self.statuses.is_empty() || self.statuses.contains(&status))
            && (self.owners.is_empty() || self.owners.contains(owner))
            && self.due.holds(status, due, dates)
            && !(self.without_evidence && (has_evidence(answer) || status == PracticeStatus::NotApplicable))
            && (!self.below_target || crate::assess::practice::is_below(answer))
            && (self.targets.is_empty() || self.targets.contains(&target))
            && (self.risks.is_empty() || practice.risks.iter().any(|risk| self.risks.contains(risk.as_str())))
            && self.says(practice, answer)
    }

    /// Whether every word is somewhere in the practice or its answer.
    fn says(&self, practice: &Practice, answer: Option<&PracticeAnswer>) -> bool {
        if self.text.trim().is_empty() {
            return true;
        }
        let mut texts = vec![practice.id.as_str(), &practice.title, &practice.asks];
        if let Some(answer) = answer {
            texts.extend([answer.owner.as_str(), &answer.evidence, &answer.note, &answer.reason]);
        }
        let all = texts.join("\n").to_lowercase();
        self.text.to_lowercase().split_whitespace().all(|word| all.contains(word))
    }

    /// How many of its parts are not empty.
    #[must_use]
    pub(super) fn parts(&self) -> usize {
        [
            !self.text.trim().is_empty(),
            !self.statuses.is_empty(),
            !self.owners.is_empty(),
            self.due != Due::Any,
            self.without_evidence,
            self.below_target,
            !self.targets.is_empty(),
            !self.risks.is_empty(),
        ]
        .into_iter()
        .filter(|part| *part)
        .count()
    }

    /// What the button says.
    #[must_use]
    pub(super) fn words(&self) -> String {
        let parts = self.parts();
        match self.due {
            _ if parts == 0 => "Filter".to_owned(),
            _ if parts > 1 => format!("{parts} filters"),
            Due::Overdue => "Overdue".to_owned(),
            Due::Gate => "Due by the gate".to_owned(),
            Due::By(date) => format!("Due by {}", crate::words::short_date(date)),
            Due::Any if self.without_evidence => "Without evidence".to_owned(),
            Due::Any if self.below_target => "Below target".to_owned(),
            Due::Any => match (self.statuses.len(), self.owners.len(), self.statuses.first(), self.owners.first()) {
                (1, _, Some(status), _) => status.label().to_owned(),
                (_, 1, _, Some(owner)) if owner.is_empty() => "Nobody".to_owned(),
                (_, 1, _, Some(owner)) => owner.clone(),
                _ => "1 filter".to_owned(),
            },
        }
    }
}

impl Due {
    /// Whether an open practice with this date is meant; without a date only by [`Due::Any`].
    #[must_use]
    pub(super) fn holds(self, status: PracticeStatus, due: Option<Date>, dates: Dates) -> bool {
        let by = |day: Date| is_open(status) && due.is_some_and(|due| due <= day);
        match self {
            Self::Any => true,
            Self::Overdue => is_overdue(status, due, dates.today),
            Self::Gate => dates.gate.is_some_and(by),
            Self::By(day) => by(day),
        }
    }
}

/// Whether something is still to do that should have been done before today.
#[must_use]
pub(super) fn is_overdue(status: PracticeStatus, due: Option<Date>, today: Date) -> bool {
    is_open(status) && due.is_some_and(|due| due < today)
}

fn has_evidence(answer: Option<&PracticeAnswer>) -> bool {
    answer.is_some_and(|answer| !answer.evidence.trim().is_empty() || !answer.links.is_empty())
}

/// The next gate that is not decided yet, by date: its name and day.
#[must_use]
pub(super) fn next_gate(workbook: &Workbook) -> Option<(&str, Date)> {
    let undecided = workbook.release.gates.iter().filter(|gate| gate.decisions.is_empty());
    undecided.filter_map(|gate| Some((gate.name.trim(), gate.date?))).min_by_key(|(_, date)| *date)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::knowledge;
    use crate::model::Id;
    use crate::model::release::{Gate, GateDecision};

    const DATES: Dates = Dates { today: date(2026, 3, 9), gate: Some(date(2026, 3, 27)) };

    fn practice() -> &'static Practice {
        knowledge::framework().practice("MEASURE 2.6").unwrap()
    }

    fn answer(status: PracticeStatus, due: Option<Date>) -> PracticeAnswer {
        PracticeAnswer { status: Some(status), due, ..PracticeAnswer::default() }
    }

    #[test]
    fn due_by_a_day_means_open_and_on_that_day_or_before() {
        use PracticeStatus::{Blocked, Done, InProgress, NotApplicable, NotStarted};
        let gate = date(2026, 3, 27);
        for (due, status, day, expected) in [
            (Due::Any, Done, None, true),
            (Due::Gate, InProgress, Some(gate), true),
            (Due::Gate, Blocked, Some(date(2026, 3, 28)), false),
            (Due::Gate, Done, Some(date(2026, 3, 1)), false),
            (Due::Gate, NotApplicable, Some(date(2026, 3, 1)), false),
            (Due::Gate, NotStarted, None, false),
            (Due::Overdue, NotStarted, Some(date(2026, 3, 8)), true),
            (Due::Overdue, NotStarted, Some(date(2026, 3, 9)), false),
            (Due::Overdue, Done, Some(date(2026, 3, 8)), false),
            (Due::By(date(2026, 3, 15)), InProgress, Some(date(2026, 3, 15)), true),
            (Due::By(date(2026, 3, 15)), InProgress, Some(date(2026, 3, 16)), false),
        ] {
            assert_eq!(due.holds(status, day, DATES), expected, "{due:?} {status:?} {day:?}");
        }
        assert!(!Due::Gate.holds(InProgress, Some(gate), Dates { gate: None, ..DATES }));
    }

    #[test]
    fn the_next_gate_is_the_first_undecided_one() {
        let mut workbook = Workbook::default();
        assert_eq!(next_gate(&workbook), None);
        let gates = &mut Arc::make_mut(&mut workbook.release).gates;
        for (index, (name, day)) in
            [("Launch", Some(date(2026, 6, 1))), ("Pilot", Some(date(2026, 3, 27))), ("Some day", None)]
                .into_iter()
                .enumerate()
        {
            gates.push(Gate { id: Id(index as u64 + 1), name: name.to_owned(), date: day, ..Gate::default() });
        }
        assert_eq!(next_gate(&workbook), Some(("Pilot", date(2026, 3, 27))));
        let pilot = Arc::make_mut(&mut workbook.release).gates.at_mut(1).unwrap();
        pilot.decisions.push(GateDecision { id: Id(9), ..GateDecision::default() });
        assert_eq!(next_gate(&workbook), Some(("Launch", date(2026, 6, 1))));
    }

    #[test]
    fn an_unanswered_practice_is_not_started_and_belongs_to_nobody() {
        let mut filter = Filter::default();
        assert!(filter.matches(practice(), None, DATES));
        filter.statuses.insert(PracticeStatus::NotStarted);
        filter.owners.insert(String::new());
        filter.targets.insert(None);
        filter.without_evidence = true;
        assert!(filter.matches(practice(), None, DATES));
        filter.statuses = BTreeSet::from([PracticeStatus::Done]);
        assert!(!filter.matches(practice(), None, DATES));
    }

    #[test]
    fn parts_must_all_agree() {
        let mut filter = Filter { due: Due::Gate, ..Filter::default() };
        filter.owners.insert("Mira Kern".to_owned());
        let mut answer = answer(PracticeStatus::InProgress, Some(date(2026, 3, 20)));
        assert!(!filter.matches(practice(), Some(&answer), DATES));
        answer.owner = " Mira Kern ".to_owned();
        assert!(filter.matches(practice(), Some(&answer), DATES));
        filter.without_evidence = true;
        assert!(filter.matches(practice(), Some(&answer), DATES));
        answer.links.push(Id(4));
        assert!(!filter.matches(practice(), Some(&answer), DATES));
    }

    #[test]
    fn words_are_looked_for_in_practice_and_answer() {
        let with = |text: &str| Filter { text: text.to_owned(), ..Filter::default() };
        let mut answer = answer(PracticeStatus::Blocked, None);
        answer.reason = "Budget exceeded".to_owned();
        for (text, expected) in
            [("measure 2.6", true), ("EXCEEDED budget", true), ("exceeded unicorn", false), ("  ", true)]
        {
            assert_eq!(with(text).matches(practice(), Some(&answer), DATES), expected, "{text}");
        }
        assert!(!with("exceeded").matches(practice(), None, DATES));
    }

    #[test]
    fn risks_are_those_of_the_practice() {
        let of = |risk: &'static str| Filter { risks: BTreeSet::from([risk]), ..Filter::default() };
        let own = practice().risks.first().unwrap();
        let own = knowledge::framework().risks.iter().find(|risk| risk.id == *own).unwrap();
        assert!(of(&own.id).matches(practice(), None, DATES));
        assert!(!of("no such risk").matches(practice(), None, DATES));
    }

    #[test]
    fn the_button_names_a_single_filter_and_counts_several() {
        let mut filter = Filter::default();
        assert_eq!(filter.words(), "Filter");
        filter.statuses.insert(PracticeStatus::Blocked);
        assert_eq!(filter.words(), "Blocked");
        filter.statuses.insert(PracticeStatus::Done);
        assert_eq!(filter.words(), "1 filter");
        filter.due = Due::Gate;
        assert_eq!(filter.words(), "2 filters");
        filter.statuses.clear();
        assert_eq!(filter.words(), "Due by the gate");
    }
}
