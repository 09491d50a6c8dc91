//! Whether a session is late, in whole minutes, and the one cure: minutes to take from what is still to come; and whether it is
//! over.
//!
//! Times are of the day: a session does not go past midnight. What a session may take is the sum of its agenda; it began when the
//! workshop says so.

use jiff::ToSpan as _;
use jiff::civil::Time;

use crate::model::Id;
use crate::model::workshops::{Activity, Setting, Workshop};
use crate::words;

/// Minutes that an activity keeps when others are taken from it.
const LEAST: u64 = 5;

/// How a session stands against its agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Whole minutes that it will end later than planned; negative if earlier.
    pub behind: i64,
    /// When it would end as planned.
    pub planned_end: Time,
    /// When it will end if everything that is still to come takes its time.
    pub ends: Time,
    /// The activity to take minutes from, and how many, so that it ends in time; none where none is long enough.
    pub cure: Option<(Id, u64)>,
}

impl Pace {
    /// In a sentence: `Ends at 10:46 instead of 10:45.`
    #[must_use]
    pub fn sentence(&self) -> String {
        let ends = self.ends.strftime("%H:%M");
        match self.behind {
            0 => format!("Ends at {ends}, as planned."),
            _ => format!("Ends at {ends} instead of {}.", self.planned_end.strftime("%H:%M")),
        }
    }

    /// In a few words: `3 minutes behind`, `In time`.
    #[must_use]
    pub fn words(&self) -> String {
        let minutes = |count: i64| words::how_many(count.unsigned_abs() as usize, "minute", "minutes");
        match self.behind {
            0 => "In time".to_owned(),
            late if late > 0 => format!("{} behind", words::capitalized(&minutes(late))),
            early => format!("{} ahead", words::capitalized(&minutes(early))),
        }
    }
}

/// A time as it is written in a workshop, such as `10:05` or `9.30`; `None` for anything else.
#[must_use]
pub fn time_of(text: &str) -> Option<Time> {
    let (hours, minutes) = text.trim().split_once([':', '.'])?;
    let number = |digits: &str| (1..=2).contains(&digits.len()).then(|| digits.parse::<i8>().ok()).flatten();
    Time::new(number(hours)?, number(minutes)?, 0, 0).ok()
}

/// Whether a workshop has ended: every activity of its agenda was timed, or passed over with no minute. One without an agenda
/// never ends.
#[must_use]
pub fn is_over(workshop: &Workshop) -> bool {
    !workshop.agenda.is_empty() && workshop.agenda.iter().all(|activity| activity.spent.is_some())
}

/// The minutes that an activity was planned with: those that it has, or had before some were taken from it to catch up.
#[must_use]
pub fn as_planned(workshop: &Workshop, activity: &Activity) -> Option<u64> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    // one that was changed since on its page is planned anew
    let is_it = |set: &&Setting| {
        set.about == Some(activity.id) && set.what.trim() == MINUTES && number(&set.after) == activity.minutes
    };
    workshop.settings.iter().find(is_it).and_then(|set| number(&set.before)).or(activity.minutes)
}

/// The minutes of the agenda, as it was planned.
#[must_use]
pub fn planned(workshop: &Workshop) -> u64 {
    workshop.agenda.iter().filter_map(|activity| as_planned(workshop, activity)).fold(0, u64::saturating_add)
}

/// What the minutes of an activity are called where a workshop keeps what was set while it was held.
pub const MINUTES: &str = "Minutes";

/// How the session stands at `now`. `running` is the activity that is on, with the seconds that it has taken. Before it began, by
/// its own words, it begins now. Minutes that were taken from its agenda to catch up do not move the end that was planned.
#[must_use]
pub fn pace(workshop: &Workshop, running: Option<(Id, u64)>, now: Time) -> Pace {
    let began = time_of(&workshop.began).filter(|began| *began <= now).unwrap_or(now);
    let planned = planned(workshop);
    let to_come = workshop.agenda.iter().filter(|activity| activity.spent.is_none());
    let mut left = 0_u64; // in seconds
    let mut longest: Option<(Id, u64)> = None;
    for activity in to_come {
        let minutes = activity.minutes.unwrap_or(0).saturating_add(activity.extra.unwrap_or(0));
        let whole = minutes.saturating_mul(60);
        if let Some((_, seconds)) = running.filter(|(id, _)| *id == activity.id) {
            // what has begun ends when it ends, but not before now
            left = left.saturating_add(whole.saturating_sub(seconds));
        } else {
            left = left.saturating_add(whole);
            longest = longest.filter(|(_, most)| *most >= minutes).or(Some((activity.id, minutes)));
        }
    }
    let (planned_end, ends) = (after(began, planned.saturating_mul(60)), after(now, left));
    // the hour at which it began is written down without its seconds: only a whole minute is late
    let behind = ends.duration_since(planned_end).as_secs() / 60;
    let over = behind.max(0).unsigned_abs();
    let cure = longest.filter(|(_, minutes)| over > 0 && *minutes >= over.saturating_add(LEAST));
    Pace { behind, planned_end, ends, cure: cure.map(|(id, _)| (id, over)) }
}

fn after(time: Time, seconds: u64) -> Time {
    time.saturating_add(seconds.min(24 * 60 * 60).cast_signed().seconds())
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    fn session(agenda: &[(u64, u64, Option<u64>)]) -> Workshop {
        let activity = |(id, minutes, spent): &(u64, u64, Option<u64>)| Activity {
            id: Id(*id),
            minutes: Some(*minutes),
            spent: *spent,
            ..Activity::default()
        };
        Workshop { began: "10:00".to_owned(), agenda: agenda.iter().map(activity).collect(), ..Workshop::default() }
    }

    #[test]
    fn lateness_is_what_is_to_come_against_what_was_planned() {
        let agenda = [(1, 5, Some(7)), (2, 12, Some(11)), (3, 10, None), (4, 10, None), (5, 8, None)];
        let workshop = session(&agenda);
        for (now, seconds, behind, said) in [
            (time(10, 21, 0, 0), 3 * 60, 1, "Ends at 10:46 instead of 10:45."),
            (time(10, 20, 0, 0), 3 * 60, 0, "Ends at 10:45, as planned."),
            (time(10, 18, 0, 0), 2 * 60, -1, "Ends at 10:44 instead of 10:45."),
            (time(10, 34, 0, 0), 16 * 60, 7, "Ends at 10:52 instead of 10:45."),
        ] {
            let pace = pace(&workshop, Some((Id(3), seconds)), now);
            assert_eq!((pace.behind, pace.sentence().as_str()), (behind, said));
        }
        let late = pace(&workshop, Some((Id(3), 180)), time(10, 21, 0, 0));
        assert_eq!(late.cure, Some((Id(4), 1)), "from the longest that is still to come");
        assert_eq!(late.words(), "One minute behind");
        let mut longer = workshop.clone();
        if let Some(at) = longer.agenda.at_mut(2) {
            at.extra = Some(2);
        }
        assert_eq!(pace(&longer, Some((Id(3), 180)), time(10, 21, 0, 0)).behind, 3, "minutes given beyond the plan");
        assert_eq!(pace(&workshop, Some((Id(3), 16 * 60)), time(10, 34, 0, 0)).cure, None, "none is long enough");
    }

    #[test]
    fn only_a_whole_minute_is_late() {
        let workshop = session(&[(1, 5, None), (2, 10, None)]);
        for (now, seconds, behind) in [
            (time(10, 0, 40, 0), 0, 0),
            (time(10, 1, 39, 0), 59, 0),
            (time(10, 1, 0, 0), 20, 0),
            (time(10, 1, 40, 0), 40, 1),
            (time(10, 6, 59, 0), 419, 1),
        ] {
            let pace = pace(&workshop, Some((Id(1), seconds)), now);
            assert_eq!(pace.behind, behind, "{now}: {}", pace.sentence());
            assert!(behind == 0 || pace.sentence() == "Ends at 10:16 instead of 10:15.", "{}", pace.sentence());
        }
    }

    #[test]
    fn a_workshop_is_over_once_all_of_its_agenda_is() {
        assert!(!is_over(&session(&[])) && !is_over(&session(&[(1, 5, Some(4)), (2, 5, None)])));
        assert!(is_over(&session(&[(1, 5, Some(4)), (2, 5, Some(0))])));
    }

    #[test]
    fn a_session_that_has_not_begun_begins_now_and_none_goes_past_midnight() {
        let mut workshop = session(&[(1, 30, None)]);
        workshop.began.clear();
        let pace_now = pace(&workshop, None, time(9, 0, 0, 0));
        assert_eq!((pace_now.behind, pace_now.ends), (0, time(9, 30, 0, 0)));
        workshop.agenda = [Activity { minutes: Some(u64::MAX), ..Activity::default() }].into_iter().collect();
        assert_eq!(pace(&workshop, None, time(9, 0, 0, 0)).behind, 0);
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, expected) in [
            ("10:05", Some(time(10, 5, 0, 0))),
            (" 9.30 ", Some(time(9, 30, 0, 0))),
            ("24:00", None),
            ("soon", None),
            ("1:234", None),
            ("", None),
        ] {
            assert_eq!(time_of(text), expected, "{text}");
        }
    }
}
