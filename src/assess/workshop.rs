//! What follows from a workshop: who is named beside a note, how long its agenda was and took, and how late it is.

use crate::model::failure_modes::ActionState;
use jiff::civil::Time;

use crate::model::Id;
use crate::model::list::List;
use crate::model::workshops::{Action, Activity, Attribution, Capture, Workshop};
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

/// How a session is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Minutes that it ends later than planned; negative if it is ahead.
    pub behind: i64,
    /// When it was to end.
    pub planned: Time,
    /// When it ends, if everything that comes takes as long as planned.
    pub ends_at: Time,
    /// From which activity how many minutes could be taken.
    pub cure: Option<(Id, u64)>,
}

impl Pace {
    /// In words: `Ends at 10:46 instead of 10:45.`
    #[must_use]
    pub fn sentence(&self) -> String {
        let hour = |time: Time| time.strftime("%H:%M").to_string();
        format!("Ends at {} instead of {}.", hour(self.ends_at), hour(self.planned))
    }
}

/// How the session is in time: `running` is the activity that is on and the seconds that it has run.
#[must_use]
pub fn pace(workshop: &Workshop, running: Option<(Id, u64)>, now: Time) -> Pace {
    let whole: u64 = workshop.agenda.iter().filter_map(|activity| activity.minutes).sum();
    let left = |activity: &Activity| match running {
        Some((id, seconds)) if id == activity.id => (activity.minutes.unwrap_or(0) * 60).saturating_sub(seconds),
        _ => activity.minutes.unwrap_or(0) * 60,
    };
    let rest: u64 = workshop.agenda.iter().filter(|activity| activity.spent.is_none()).map(left).sum();
    let add = |time: Time, seconds: u64| time.wrapping_add(jiff::SignedDuration::from_secs(seconds.cast_signed()));
    let began = workshop
        .began
        .trim()
        .split_once(':')
        .and_then(|(hour, minute)| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok());
    let ends_at = add(now, rest);
    let planned = began.map_or(ends_at, |began| add(began, whole.min(24 * 60) * 60));
    let behind = ends_at.duration_since(planned).as_secs().div_euclid(60);
    let coming = |activity: &&Activity| activity.spent.is_none() && running.is_none_or(|(id, _)| id != activity.id);
    let longest = workshop.agenda.iter().filter(coming).max_by_key(|activity| activity.minutes.unwrap_or(0));
    let cure = longest.and_then(|activity| {
        let most = activity.minutes?.saturating_sub(5);
        let take = u64::try_from(behind).ok()?.min(most);
        (take > 0).then_some((activity.id, take))
    });
    Pace { behind, planned, ends_at, cure }
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
