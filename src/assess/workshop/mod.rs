//! What follows from a workshop: who is named beside a note, how long its agenda was and took, whether it is late, which notes
//! say the same, and how far a round of private turns is.

mod apart;
mod groups;
mod pace;
mod similar;
mod standing;

pub use apart::{Apart, outliers, scale_of};
pub use groups::{gather, groups};
pub use pace::{Pace, is_over, pace, time_of};
pub use similar::{similar, stems};
pub use standing::Standing;

use crate::model::failure_modes::ActionState;
use crate::model::list::List;
use crate::model::workshops::{Action, Activity, Attribution, Capture};
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

/// Whether somebody still has something to do.
#[must_use]
pub fn is_open(action: &Action) -> bool {
    !matches!(action.state, Some(ActionState::Done | ActionState::Dropped))
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
    /// Adds them up.
    #[must_use]
    pub fn of(agenda: &List<Activity>) -> Self {
        agenda.iter().fold(Self::default(), |sum, activity| Self {
            planned: sum.planned.saturating_add(activity.minutes.unwrap_or(0)),
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
    use super::*;

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
    fn minutes_are_added_up() {
        let activity = |minutes, spent| Activity { minutes: Some(minutes), spent, ..Activity::default() };
        let agenda: List<Activity> = [activity(20, Some(24)), activity(30, None)].into_iter().collect();
        assert_eq!(Minutes::of(&agenda), Minutes { planned: 50, spent: 24, timed: 1 });
        assert_eq!(Minutes::of(&agenda).sentence(), "50 min, 24 spent");
        let huge: List<Activity> = [activity(u64::MAX, None), activity(30, None)].into_iter().collect();
        assert_eq!(Minutes::of(&huge).planned, u64::MAX);
    }
}
