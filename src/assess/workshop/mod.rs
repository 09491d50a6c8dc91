//! What follows from a workshop: who is named beside a note, how long its agenda was and took, whether it is late, which notes
//! say the same, how far a round of private turns is, and what an activity is about.

mod apart;
mod decided;
mod groups;
mod matter;
mod pace;
mod people;
mod similar;
mod standing;
mod wall;

pub use apart::{Apart, outliers, scale_of};
pub use decided::{count_decisions, decisions, made};
pub use groups::{gather, gather_wanted, groups, most_wanted};
pub use matter::{About, Figure, Known, Matter, Point, Stands, matter};
pub use pace::{MINUTES, Pace, as_planned, is_over, pace, planned, time_of};
pub use people::{called, first_name, initials, told_apart};
pub use similar::{similar, stems};
pub use standing::Standing;
pub use wall::{activity_on, on_wall};

use crate::model::Date;
use crate::model::failure_modes::ActionState;
use crate::model::workshops::{Action, Attribution, Capture, Workshop};
use crate::words;

/// Who said it, as far as the workshop names people.
#[must_use]
pub fn author(note: &Capture, attribution: Option<Attribution>) -> String {
    let name = note.author.trim();
    match attribution {
        Some(Attribution::Anonymous) => String::new(),
        Some(Attribution::Named) => name.to_owned(),
        Some(Attribution::Initials) | None => words::initials_of(name),
    }
}

/// How many votes a person has, and how many may go to one note where that is limited: `4 votes each, at most 2 on one note`.
#[must_use]
pub fn votes_in_words(each: u64, on_one: Option<u64>) -> String {
    let votes = if each == 1 { "vote" } else { "votes" };
    let most = on_one.map(|most| format!(", at most {} on one note", words::count(most)));
    format!("{} {votes} each{}", words::count(each), most.unwrap_or_default())
}

/// Whether somebody still has something to do.
#[must_use]
pub fn is_open(action: &Action) -> bool {
    !matches!(action.state, Some(ActionState::Done | ActionState::Dropped))
}

/// Whether a workshop was held by a day: it was begun, or its day is over, or has come and something was said, decided, set or
/// taken on. One without a day was held if something was, and where no day is given any that has something to tell.
#[must_use]
pub fn was_held(workshop: &Workshop, by: Option<Date>) -> bool {
    // whoever began it, or revealed what people gave, was there, whatever day the document is of
    let was_begun = !workshop.began.trim().is_empty() || workshop.rounds.iter().any(|round| round.revealed);
    if is_over(workshop) || was_begun {
        return true;
    }
    let nothing_said = workshop.captures.is_empty() && workshop.decisions.is_empty() && workshop.actions.is_empty();
    let told = !nothing_said || !workshop.settings.is_empty();
    match workshop.date.zip(by) {
        Some((date, by)) => date < by || (date == by && told),
        None => told,
    }
}

/// The minutes of an agenda: planned, and spent on activities that were timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Minutes {
    /// Planned over all activities.
    pub planned: u64,
    /// Spent over those that were timed.
    pub spent: u64,
    /// How many were timed.
    pub timed: usize,
}

impl Minutes {
    /// Adds those of a workshop up, as they were planned.
    #[must_use]
    pub fn of(workshop: &Workshop) -> Self {
        workshop.agenda.iter().fold(Self::default(), |sum, activity| Self {
            planned: sum.planned.saturating_add(as_planned(workshop, activity).unwrap_or(0)),
            spent: sum.spent.saturating_add(activity.spent.unwrap_or(0)),
            timed: sum.timed + usize::from(activity.spent.is_some()),
        })
    }

    /// In words: `90 min, 94 spent`, `90 min planned`.
    #[must_use]
    pub fn sentence(self) -> String {
        if self.timed > 0 {
            return format!("{} min, {} spent", self.planned, self.spent);
        }
        format!("{} min planned", self.planned)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::workshops::Activity;

    #[test]
    fn people_are_named_as_far_as_the_workshop_wants() {
        let note = Capture { author: "Mira Kern".to_owned(), ..Capture::default() };
        for (attribution, expected) in [
            (Some(Attribution::Named), "Mira Kern"),
            (Some(Attribution::Initials), "MK"),
            (Some(Attribution::Anonymous), ""),
            (None, "MK"),
        ] {
            assert_eq!(author(&note, attribution), expected, "{attribution:?}");
        }
    }

    #[test]
    fn votes_are_said_with_their_limit_where_it_limits() {
        assert_eq!(votes_in_words(4, Some(2)), "4 votes each, at most 2 on one note");
        assert_eq!(votes_in_words(1, None), "1 vote each");
        assert_eq!(votes_in_words(3, None), "3 votes each");
    }

    #[test]
    fn minutes_are_added_up() {
        let activity = |minutes, spent| Activity { minutes: Some(minutes), spent, ..Activity::default() };
        let of = |agenda: [Activity; 2]| Workshop { agenda: agenda.into_iter().collect(), ..Workshop::default() };
        let agenda = of([activity(20, Some(24)), activity(30, None)]);
        assert_eq!(Minutes::of(&agenda), Minutes { planned: 50, spent: 24, timed: 1 });
        assert_eq!(Minutes::of(&agenda).sentence(), "50 min, 24 spent");
        let huge = of([activity(u64::MAX, None), activity(30, None)]);
        assert_eq!(Minutes::of(&huge).planned, u64::MAX);
    }

    #[test]
    fn a_workshop_was_held_when_its_day_is_over_or_something_was_said_on_it() {
        let today = date(2026, 3, 9);
        let on = |day: Option<Date>| Workshop { date: day, ..Workshop::default() };
        let told = |day: Option<Date>| Workshop { decisions: vec!["Go".to_owned()], ..on(day) };
        let acted = |day| Workshop { actions: [Action::default()].into_iter().collect(), ..on(day) };
        let (before, after) = (Some(date(2026, 3, 8)), Some(date(2026, 3, 10)));
        let begun = |day| Workshop { began: "10:04".to_owned(), ..on(day) };
        for (workshop, expected, why) in [
            (begun(after), true, "it was begun, whatever day the document is of"),
            (on(before), true, "its day is over"),
            (on(Some(today)), false, "it may begin in an hour"),
            (told(Some(today)), true, "something was decided"),
            (acted(Some(today)), true, "something was taken on"),
            (told(after), false, "what is written down before the day prepares it"),
            (on(None), false, "nobody knows of it"),
            (told(None), true, "only the day is missing"),
        ] {
            assert_eq!(was_held(&workshop, Some(today)), expected, "{why}");
        }
        assert!(was_held(&told(after), None) && !was_held(&on(before), None), "without a day what was said decides");
    }
}
