//! What the page lists: every practice with where it stands, counted, filtered and put in lines. Computed once per change of
//! the workbook, the filter or the selection; nothing here draws.

use std::collections::BTreeSet;

use crate::assess::practice::Profile;
use crate::knowledge;
use crate::knowledge::Practice;
use crate::knowledge::framework::PracticeCategory;
use crate::model::checklist::PracticeStatus;
use crate::model::{Date, Workbook};

use super::filter::{Dates, Filter};

/// The order in which Space goes through the statuses.
const CYCLE: [PracticeStatus; 5] = [
    PracticeStatus::NotStarted,
    PracticeStatus::InProgress,
    PracticeStatus::Done,
    PracticeStatus::Blocked,
    PracticeStatus::NotApplicable,
];

/// The status after this one; the last one leads back to the first.
#[must_use]
pub(super) fn next_status(status: PracticeStatus) -> PracticeStatus {
    let at = CYCLE.iter().position(|other| *other == status).unwrap_or_default();
    CYCLE.get((at + 1) % CYCLE.len()).copied().unwrap_or_default()
}

/// How many practices stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    /// Done.
    pub(super) done: usize,
    /// Blocked.
    pub(super) blocked: usize,
    /// Not applicable.
    pub(super) not_applicable: usize,
    /// All of them.
    pub(super) all: usize,
}

impl Counts {
    /// Counts statuses.
    pub(super) fn of(statuses: impl Iterator<Item = PracticeStatus>) -> Self {
        statuses.fold(Self::default(), |mut counts, status| {
            counts.all += 1;
            match status {
                PracticeStatus::Done => counts.done += 1,
                PracticeStatus::Blocked => counts.blocked += 1,
                PracticeStatus::NotApplicable => counts.not_applicable += 1,
                PracticeStatus::NotStarted | PracticeStatus::InProgress => {}
            }
            counts
        })
    }

    /// How many apply: what "done" is counted against.
    #[must_use]
    pub(super) fn applicable(self) -> usize {
        self.all - self.not_applicable
    }

    /// The counts as the head says them: `39 of 70 practices done, 2 blocked, 2 not applicable`.
    #[must_use]
    pub(super) fn sentence(self) -> String {
        let mut text = format!("{} of {} practices done", self.done, self.applicable());
        for (count, words) in [(self.blocked, "blocked"), (self.not_applicable, "not applicable")] {
            if count > 0 {
                text.push_str(&format!(", {count} {words}"));
            }
        }
        text
    }
}

/// A function of the framework, as its card shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FunctionState {
    /// One for each practice, done first, not applicable last.
    pub(super) statuses: Vec<PracticeStatus>,
    /// How many stand where.
    pub(super) counts: Counts,
    /// How many the filter lets through.
    pub(super) matching: usize,
}

/// A line of the list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    /// The head of a category.
    Category {
        /// The category.
        category: &'static PracticeCategory,
        /// Over all its practices, whatever the filter.
        counts: Counts,
        /// Whether its practices are hidden.
        folded: bool,
    },
    /// A practice and where it stands.
    Practice(&'static Practice, PracticeStatus),
}

impl Line {
    /// The identifier of the category or practice.
    #[must_use]
    pub(super) fn id(&self) -> &'static str {
        match self {
            Self::Category { category, .. } => &category.id,
            Self::Practice(practice, _) => &practice.id,
        }
    }
}

/// What the list is made from besides the workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Choice {
    /// Which practices.
    pub(super) filter: Filter,
    /// Categories whose practices are hidden.
    pub(super) folded: BTreeSet<&'static str>,
    /// The practice that stays in the list whatever the filter: the one somebody works on.
    pub(super) selected: Option<&'static str>,
}

/// All that the page lists.
#[derive(Debug, Clone, Default)]
pub(super) struct Listing {
    made_for: Option<(u64, Date, Choice)>,
    /// Over all practices.
    pub(super) counts: Counts,
    /// The functions, in order.
    pub(super) functions: Vec<FunctionState>,
    /// The lines of each function.
    pub(super) lines: Vec<Vec<Line>>,
    /// How each function stands against the target profile.
    pub(super) profiles: Vec<Profile>,
    /// Who owns a practice, by name.
    pub(super) owners: BTreeSet<String>,
    /// The day of the next gate.
    pub(super) gate: Option<Date>,
}

impl Listing {
    /// Makes the lists again if something has changed.
    pub(super) fn refresh(&mut self, workbook: &Workbook, revision: u64, today: Date, choice: &Choice) {
        let fresh =
            self.made_for.as_ref().is_some_and(|(at, day, of)| *at == revision && *day == today && of == choice);
        if !fresh {
            *self = Self::of(workbook, today, choice);
            self.made_for = Some((revision, today, choice.clone()));
        }
    }

    /// Makes the lists.
    #[must_use]
    pub(super) fn of(workbook: &Workbook, today: Date, choice: &Choice) -> Self {
        let framework = knowledge::framework();
        let checklist = &workbook.checklist;
        let dates = Dates { today, gate: super::filter::next_gate(workbook).map(|(_, date)| date) };
        let mut listing = Self { gate: dates.gate, ..Self::default() };
        listing.owners = checklist.answers.iter().map(|answer| answer.owner.trim().to_owned()).collect();
        listing.owners.remove("");
        for function in &framework.functions {
            let mut statuses: Vec<_> = function.practices().map(|practice| checklist.status(&practice.id)).collect();
            statuses.sort_by_key(|status| rank(*status));
            let counts = Counts::of(statuses.iter().copied());
            let mut lines = Vec::new();
            let mut matching = 0;
            for category in &function.categories {
                let matches =
                    |practice: &&Practice| choice.filter.matches(practice, checklist.answer_to(&practice.id), dates);
                let shown: Vec<&'static Practice> = category
                    .practices
                    .iter()
                    .filter(|practice| choice.selected == Some(practice.id.as_str()) || matches(practice))
                    .collect();
                matching += category.practices.iter().filter(matches).count();
                if shown.is_empty() {
                    continue;
                }
                let folded = choice.folded.contains(category.id.as_str());
                let counts = Counts::of(category.practices.iter().map(|practice| checklist.status(&practice.id)));
                lines.push(Line::Category { category, counts, folded });
                if !folded {
                    let of = |practice: &'static Practice| Line::Practice(practice, checklist.status(&practice.id));
                    lines.extend(shown.into_iter().map(of));
                }
            }
            listing.functions.push(FunctionState { statuses, counts, matching });
            listing.lines.push(lines);
            listing.profiles.push(Profile::of(checklist, function));
        }
        listing.counts = Counts::of(framework.practices().map(|practice| checklist.status(&practice.id)));
        listing
    }

    /// The lines of a function.
    #[must_use]
    pub(super) fn lines(&self, function: usize) -> &[Line] {
        self.lines.get(function).map_or(&[], Vec::as_slice)
    }
}

/// Where a status stands among the squares of a card.
fn rank(status: PracticeStatus) -> u8 {
    match status {
        PracticeStatus::Done => 0,
        PracticeStatus::InProgress => 1,
        PracticeStatus::Blocked => 2,
        PracticeStatus::NotStarted => 3,
        PracticeStatus::NotApplicable => 4,
    }
}

/// The function and the category that a practice belongs to: their position and identifier.
#[must_use]
pub(super) fn home_of(practice: &str) -> Option<(usize, &'static str)> {
    let functions = knowledge::framework().functions.iter().enumerate();
    functions
        .flat_map(|(index, function)| function.categories.iter().map(move |category| (index, category)))
        .find(|(_, category)| category.practices.iter().any(|other| other.id == practice))
        .map(|(index, category)| (index, category.id.as_str()))
}

/// What follows the function's name in an identifier: `2.6` of `MEASURE 2.6`.
#[must_use]
pub(super) fn number_of(id: &str) -> &str {
    id.split_once(' ').map_or(id, |(_, number)| number)
}

/// Answers that no line shows: to practices that the framework does not have, and second answers to the same practice.
/// Gives their positions in the list of answers.
#[must_use]
pub(super) fn stray_answers(workbook: &Workbook) -> Vec<usize> {
    let framework = knowledge::framework();
    let mut seen = BTreeSet::new();
    let stray = |practice: &str| framework.practice(practice).is_none();
    workbook
        .checklist
        .answers
        .iter()
        .enumerate()
        .filter(|(_, answer)| stray(&answer.practice) || !seen.insert(answer.practice.as_str()))
        .map(|(index, _)| index)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::model::Id;
    use crate::model::checklist::PracticeAnswer;

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

    fn listing(workbook: &Workbook, choice: &Choice) -> Listing {
        Listing::of(workbook, date(2026, 3, 9), choice)
    }

    #[test]
    fn space_goes_through_all_statuses_and_back_to_the_first() {
        let mut status = PracticeStatus::NotStarted;
        let mut seen = Vec::new();
        for _ in 0..5 {
            status = next_status(status);
            seen.push(status.label());
        }
        assert_eq!(seen, ["In progress", "Done", "Blocked", "Not applicable", "Not started"]);
    }

    #[test]
    fn what_does_not_apply_does_not_count() {
        use PracticeStatus::{Blocked, Done, NotApplicable};
        let workbook = workbook(&[
            ("GOVERN 1.1", Done),
            ("MAP 1.1", Blocked),
            ("MEASURE 2.2", NotApplicable),
            ("MEASURE 2.6", NotApplicable),
        ]);
        let listing = listing(&workbook, &Choice::default());
        assert_eq!(listing.counts.sentence(), "1 of 70 practices done, 1 blocked, 2 not applicable");
        let functions: Vec<_> = listing.functions.iter().map(|function| function.counts.applicable()).collect();
        assert_eq!(functions, [19, 18, 20, 13]);
        assert_eq!(Counts::default().sentence(), "0 of 0 practices done");
    }

    #[test]
    fn squares_are_sorted_by_status() {
        use PracticeStatus::{Blocked, Done, InProgress, NotApplicable};
        let workbook = workbook(&[
            ("MANAGE 1.1", NotApplicable),
            ("MANAGE 1.2", Blocked),
            ("MANAGE 1.3", InProgress),
            ("MANAGE 4.3", Done),
        ]);
        let listing = listing(&workbook, &Choice::default());
        let statuses = &listing.functions[3].statuses;
        assert_eq!(statuses[..3], [Done, InProgress, Blocked]);
        assert_eq!(statuses.last(), Some(&NotApplicable));
        assert_eq!(statuses.len(), 13);
    }

    #[test]
    fn lines_hold_every_practice_under_its_category_unless_it_is_folded() {
        let mut choice = Choice::default();
        let all = listing(&Workbook::default(), &choice);
        assert_eq!(all.lines.iter().map(Vec::len).sum::<usize>(), 72 + 19);
        choice.folded.insert("MEASURE 2");
        let folded = listing(&Workbook::default(), &choice);
        assert_eq!(all.lines(2).len() - folded.lines(2).len(), 13);
        assert!(folded.lines(9).is_empty());
    }

    #[test]
    fn a_filter_hides_the_rest_but_not_what_is_selected() {
        use PracticeStatus::{Blocked, Done};
        let workbook = workbook(&[("MEASURE 1.1", Blocked), ("MEASURE 2.6", Blocked), ("MEASURE 2.7", Done)]);
        let mut choice = Choice::default();
        choice.filter.statuses.insert(Blocked);
        let ids = |listing: &Listing| listing.lines(2).iter().map(Line::id).collect::<Vec<_>>();
        assert_eq!(ids(&listing(&workbook, &choice)), ["MEASURE 1", "MEASURE 1.1", "MEASURE 2", "MEASURE 2.6"]);
        choice.selected = Some("MEASURE 2.7");
        let kept = listing(&workbook, &choice);
        assert_eq!(ids(&kept), ["MEASURE 1", "MEASURE 1.1", "MEASURE 2", "MEASURE 2.6", "MEASURE 2.7"]);
        assert_eq!(kept.functions[2].matching, 2);
    }

    #[test]
    fn lists_are_made_again_only_when_something_changed() {
        let workbook = workbook(&[("MAP 1.1", PracticeStatus::Done)]);
        let mut listing = Listing::default();
        let choice = Choice::default();
        listing.refresh(&workbook, 1, date(2026, 3, 9), &choice);
        assert_eq!(listing.counts.done, 1);
        listing.refresh(&Workbook::default(), 1, date(2026, 3, 9), &choice);
        assert_eq!(listing.counts.done, 1);
        listing.refresh(&Workbook::default(), 2, date(2026, 3, 9), &choice);
        assert_eq!(listing.counts.done, 0);
    }

    #[test]
    fn answers_that_no_line_shows_are_found() {
        use PracticeStatus::Done;
        let workbook = workbook(&[("MAP 1.1", Done), ("MAP 9.9", Done), ("MAP 1.1", Done)]);
        assert_eq!(stray_answers(&workbook), [1, 2]);
        assert_eq!(home_of("MEASURE 2.13"), Some((2, "MEASURE 2")));
        assert_eq!(home_of("MAP 9.9"), None);
        assert_eq!(number_of("MEASURE 2.13"), "2.13");
    }
}
