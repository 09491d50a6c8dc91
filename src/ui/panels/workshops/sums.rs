//! What is counted on the page of workshops, and said about it. Knows no window.

use crate::assess::workshop::{Minutes, gather, gather_wanted, is_open, was_held};
use crate::model::canvas::NoteKind;
use crate::model::list::List;
use crate::model::workshops::{Activity, Capture, Workshop};
use crate::model::{Date, Id};
use crate::words;

/// Usual lengths of a session, in minutes.
pub(super) const SESSIONS: [u64; 7] = [30, 45, 60, 90, 120, 180, 240];

/// The workshop to show first: the next one to come, or else the last one.
#[must_use]
pub(super) fn first_shown(workshops: &List<Workshop>, today: Date) -> Option<Id> {
    let coming = workshops.iter().filter(|workshop| workshop.date.is_some_and(|date| date >= today));
    let next = coming.min_by_key(|workshop| workshop.date);
    next.or_else(|| workshops.iter().max_by_key(|workshop| workshop.date)).map(|workshop| workshop.id)
}

/// What the head of the page says: `2 held, 1 to come. 12 of 13 notes landed, 3 actions open`.
#[must_use]
pub(super) fn sentence(workshops: &List<Workshop>, today: Date) -> String {
    if workshops.is_empty() {
        return "None planned yet".to_owned();
    }
    let held = workshops.iter().filter(|workshop| was_held(workshop, Some(today))).count();
    let mut parts = Vec::new();
    if held > 0 {
        parts.push(format!("{held} held"));
    }
    if held < workshops.len() {
        parts.push(format!("{} to come", workshops.len() - held));
    }
    let notes: usize = workshops.iter().map(|workshop| workshop.captures.len()).sum();
    let landed: usize = workshops.iter().map(landed).sum();
    if notes > 0 {
        parts.push(format!("{landed} of {notes} notes landed"));
    }
    let open = workshops.iter().flat_map(|workshop| workshop.actions.iter()).filter(|action| is_open(action)).count();
    if open > 0 {
        parts.push(format!("{open} {} open", if open == 1 { "action" } else { "actions" }));
    }
    parts.join(", ")
}

/// How many notes have landed.
#[must_use]
pub(super) fn landed(workshop: &Workshop) -> usize {
    workshop.captures.iter().filter(|note| note.landed.is_some()).count()
}

/// What a workshop's tab says: its name and day.
#[must_use]
pub(super) fn tab(workshop: &Workshop, today: Date) -> String {
    let name = title(workshop);
    workshop.date.map_or_else(|| name.to_owned(), |date| format!("{name}, {}", words::short_day(date, today)))
}

/// Its name, or what stands there while it has none.
#[must_use]
pub(super) fn title(workshop: &Workshop) -> &str {
    match workshop.name.trim() {
        "" => "Workshop without a name",
        name => name,
    }
}

/// The usual length of a session that holds so many minutes.
#[must_use]
pub(super) fn session(minutes: Minutes) -> u64 {
    SESSIONS.into_iter().find(|length| *length >= minutes.planned).unwrap_or(minutes.planned)
}

/// The activity to take minutes from when there are too many: the longest one that was not timed yet, with what it has left.
/// None where no activity is long enough to keep five.
#[must_use]
pub(super) fn cure(agenda: &List<Activity>, over: u64) -> Option<(Id, u64)> {
    let open = agenda.iter().filter(|activity| activity.spent.is_none());
    let longest = open.max_by_key(|activity| activity.minutes)?;
    let left = longest.minutes?.checked_sub(over)?;
    (over > 0 && left >= 5).then_some((longest.id, left))
}

/// The notes that are shown, in order: of an activity, of a kind; by votes if so wished; those of a group side by side.
#[must_use]
pub(super) fn shown(
    captures: &List<Capture>,
    only: Option<Id>,
    kind: Option<NoteKind>,
    by_votes: bool,
) -> Vec<&Capture> {
    let fits = |note: &&Capture| {
        !note.parked
            && only.is_none_or(|only| note.activity == Some(only))
            && kind.is_none_or(|kind| note.kind == Some(kind))
    };
    let mut notes: Vec<&Capture> = captures.iter().filter(fits).collect();
    if by_votes {
        gather_wanted(&mut notes);
    } else {
        gather(&mut notes);
    }
    notes
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn activity(id: u64, minutes: u64, spent: Option<u64>) -> Activity {
        Activity { id: Id(id), minutes: Some(minutes), spent, ..Activity::default() }
    }

    #[test]
    fn a_usual_session_holds_the_agenda() {
        let minutes = |planned| Minutes { planned, ..Minutes::default() };
        assert_eq!(
            [50, 60, 300].map(|planned| session(minutes(planned))),
            [60, 60, 300],
            "or one longer than any usual"
        );
    }

    #[test]
    fn minutes_are_taken_from_the_longest_activity_that_is_still_to_come() {
        let agenda: List<Activity> =
            [activity(1, 40, Some(41)), activity(2, 20, None), activity(3, 10, None)].into_iter().collect();
        assert_eq!(cure(&agenda, 5), Some((Id(2), 15)));
        assert_eq!(cure(&agenda, 16), None, "too little would be left");
        assert_eq!(cure(&agenda, 0), None);
    }

    #[test]
    fn the_next_workshop_is_shown_first_and_else_the_last_one() {
        let on = |id: u64, day: i8| Workshop { id: Id(id), date: Some(date(2026, 3, day)), ..Workshop::default() };
        let mut workshops: List<Workshop> = [on(1, 4), on(2, 20), on(3, 11)].into_iter().collect();
        assert_eq!(first_shown(&workshops, date(2026, 3, 9)), Some(Id(3)));
        assert_eq!(first_shown(&workshops, date(2026, 3, 21)), Some(Id(2)));
        assert_eq!(sentence(&workshops, date(2026, 3, 9)), "1 held, 2 to come");
        workshops.push(Workshop { id: Id(4), ..Workshop::default() });
        assert_eq!(first_shown(&workshops, date(2026, 3, 21)), Some(Id(2)), "one without a day is no last one");
        assert_eq!(first_shown(&List::default(), date(2026, 3, 9)), None);
    }

    #[test]
    fn notes_are_filtered_and_sorted_by_votes() {
        let note = |id: u64, activity: u64, votes: Option<u64>| Capture {
            id: Id(id),
            activity: Some(Id(activity)),
            kind: Some(NoteKind::Fact),
            votes,
            ..Capture::default()
        };
        let notes: List<Capture> = [note(1, 7, Some(1)), note(2, 7, Some(5)), note(3, 8, None)].into_iter().collect();
        let ids = |notes: Vec<&Capture>| notes.into_iter().map(|note| note.id.0).collect::<Vec<_>>();
        assert_eq!(ids(shown(&notes, None, None, true)), [2, 1, 3]);
        assert_eq!(ids(shown(&notes, Some(Id(7)), None, false)), [1, 2]);
        assert_eq!(ids(shown(&notes, None, Some(NoteKind::Question), false)), [0_u64; 0]);
    }
}
