//! Which notes hang on the wall while an activity is on.

use std::collections::BTreeSet;

use crate::model::Id;
use crate::model::workshops::{Capture, Round, RoundKind, Workshop};

/// The notes on the wall: those of the activity, what is voted on in it, and those of no activity; all of the workshop where the
/// activity has none of its own. Notes that were put off hang on no wall.
#[must_use]
pub fn on_wall(workshop: &Workshop, activity: Option<Id>) -> Vec<&Capture> {
    let hangs = |note: &&Capture| !note.parked && !note.text.trim().is_empty();
    let all = || workshop.captures.iter().filter(hangs);
    let votes = |round: &&Round| round.kind == Some(RoundKind::Votes) && round.activity == activity;
    let rounds = workshop.rounds.iter().filter(votes);
    let voted: BTreeSet<Id> = rounds.flat_map(|round| round.about.iter().copied()).collect();
    let own = |note: &&Capture| note.activity == activity || voted.contains(&note.id);
    if !all().any(|note| own(&note)) {
        return all().collect();
    }
    all().filter(|note| own(note) || note.activity.is_none()).collect()
}

/// The activity that a session is in: the last one that began and did not end. `None` before it began and after it ended.
#[must_use]
pub fn activity_on(workshop: &Workshop) -> Option<Id> {
    let mut begun = workshop.agenda.iter().filter(|activity| !activity.began.trim().is_empty());
    begun.rfind(|activity| activity.spent.is_none()).map(|activity| activity.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::workshops::Activity;

    fn note(id: u64, activity: Option<u64>) -> Capture {
        Capture { id: Id(id), text: "Said".to_owned(), activity: activity.map(Id), ..Capture::default() }
    }

    fn ids(workshop: &Workshop, activity: u64) -> Vec<u64> {
        on_wall(workshop, Some(Id(activity))).iter().map(|note| note.id.0).collect()
    }

    #[test]
    fn what_is_voted_on_stays_on_the_wall_when_a_note_is_added() {
        let captures = [note(1, Some(7)), note(2, Some(7)), note(3, None), note(4, Some(9))];
        let mut workshop = Workshop { captures: captures.into_iter().collect(), ..Workshop::default() };
        assert_eq!(ids(&workshop, 7), [1, 2, 3], "what belongs to no activity hangs on every wall");
        assert_eq!(ids(&workshop, 8), [1, 2, 3, 4], "it has none of its own");
        let about = vec![Id(1), Id(2)];
        let kind = Some(RoundKind::Votes);
        workshop.rounds.push(Round { kind, about, activity: Some(Id(8)), ..Round::default() });
        workshop.captures.push(note(5, Some(8)));
        assert_eq!(ids(&workshop, 8), [1, 2, 3, 5]);
        assert_eq!(ids(&workshop, 9), [3, 4], "the vote was in another");
    }

    #[test]
    fn what_was_put_off_hangs_nowhere() {
        let parked = Capture { parked: true, ..note(1, Some(7)) };
        let workshop = Workshop { captures: [parked].into_iter().collect(), ..Workshop::default() };
        assert!(ids(&workshop, 7).is_empty());
    }

    #[test]
    fn the_activity_that_is_on_began_and_did_not_end() {
        let activity = |id: u64, began: &str, spent| Activity {
            id: Id(id),
            began: began.to_owned(),
            spent,
            ..Activity::default()
        };
        let agenda = [activity(1, "10:00", Some(5)), activity(2, "10:05", None), activity(3, "", None)];
        let mut workshop = Workshop { agenda: agenda.into_iter().collect(), ..Workshop::default() };
        assert_eq!(activity_on(&workshop), Some(Id(2)));
        workshop.agenda = [activity(1, "", None)].into_iter().collect();
        assert_eq!(activity_on(&workshop), None);
    }
}
