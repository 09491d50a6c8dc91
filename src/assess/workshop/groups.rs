//! Notes that belong together, side by side, and what was voted for, in order.

use std::collections::BTreeMap;

use crate::model::workshops::{Capture, Round, RoundKind, RoundResult};

/// Puts the notes of a group side by side: groups in the order of their first note, what belongs to none last. The order within
/// a group stays.
pub fn gather(notes: &mut [&Capture]) {
    gather_as(notes, |group, at| (group.is_empty(), at));
}

/// Orders notes by group, as the key says from a group's name and where its first note stands.
fn gather_as<K: Ord>(notes: &mut [&Capture], key: impl Fn(&str, usize) -> K) {
    let mut order: Vec<String> = Vec::new();
    for note in notes.iter() {
        let group = note.group.trim();
        if !order.iter().any(|other| other == group) {
            order.push(group.to_owned());
        }
    }
    notes.sort_by_cached_key(|note| {
        let group = note.group.trim();
        key(group, order.iter().position(|other| other == group).unwrap_or(order.len()))
    });
}

/// Puts the most wanted notes first, and those of a group side by side: each group where its most wanted note stands, and what
/// belongs to none as well.
pub fn gather_wanted(notes: &mut [&Capture]) {
    let votes = |note: &Capture| note.votes.unwrap_or(0);
    let mut most: BTreeMap<String, u64> = BTreeMap::new();
    for note in notes.iter() {
        let most = most.entry(note.group.trim().to_owned()).or_default();
        *most = votes(note).max(*most);
    }
    notes.sort_by_key(|note| std::cmp::Reverse(votes(note)));
    let mut gathered = notes.to_vec();
    gather(&mut gathered);
    if groups(&gathered).is_empty() {
        return; // no two belong together
    }
    gather_as(notes, |group, at| (std::cmp::Reverse(most.get(group).copied().unwrap_or(0)), group.is_empty(), at));
}

/// The groups of gathered notes, with how many belong to each; the one without a name for what belongs to none. Nothing where no
/// two notes belong together: a head over each single note would say little.
#[must_use]
pub fn groups<'a>(gathered: &[&'a Capture]) -> Vec<(&'a str, usize)> {
    let alike = |one: &&Capture, other: &&Capture| one.group.trim() == other.group.trim();
    let groups = gathered.chunk_by(alike);
    let groups: Vec<_> = groups.filter_map(|group| Some((group.first()?.group.trim(), group.len()))).collect();
    if groups.iter().any(|(name, count)| !name.is_empty() && *count > 1) { groups } else { Vec::new() }
}

/// The results of a round in the order to show them: of votes the most wanted first, of anything else as asked.
#[must_use]
pub fn most_wanted(round: &Round) -> Vec<&RoundResult> {
    let mut results: Vec<&RoundResult> = round.results.iter().collect();
    if round.kind == Some(RoundKind::Votes) {
        results.sort_by_key(|result| std::cmp::Reverse(result.votes));
    }
    results
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    #[test]
    fn the_most_wanted_notes_come_first_with_their_groups() {
        let note = |id: u64, group: &str, votes: u64| Capture {
            id: Id(id),
            group: group.to_owned(),
            votes: Some(votes),
            ..Capture::default()
        };
        let notes = [note(1, "Delay", 1), note(2, "", 4), note(3, "Trust", 4), note(4, "Delay", 0), note(5, "", 0)];
        let mut shown: Vec<&Capture> = notes.iter().collect();
        gather_wanted(&mut shown);
        assert_eq!(shown.iter().map(|note| note.id.0).collect::<Vec<_>>(), [3, 2, 5, 1, 4]);
        let apart = [note(1, "", 5), note(2, "", 0), note(3, "Delay", 3)];
        let mut shown: Vec<&Capture> = apart.iter().collect();
        gather_wanted(&mut shown);
        assert_eq!(shown.iter().map(|note| note.id.0).collect::<Vec<_>>(), [1, 3, 2], "no two belong together");
        let equal = [note(1, "", 0), note(2, "Delay", 0), note(3, "Delay", 0)];
        let mut shown: Vec<&Capture> = equal.iter().collect();
        gather_wanted(&mut shown);
        assert_eq!(shown.iter().map(|note| note.id.0).collect::<Vec<_>>(), [2, 3, 1], "without votes as said");
    }

    #[test]
    fn notes_of_a_group_stand_side_by_side_and_are_counted() {
        let note = |id: u64, group: &str| Capture { id: Id(id), group: group.to_owned(), ..Capture::default() };
        let notes = [note(1, ""), note(2, "Delay"), note(3, "Trust"), note(4, " Delay ")];
        let mut shown: Vec<&Capture> = notes.iter().collect();
        gather(&mut shown);
        assert_eq!(shown.iter().map(|note| note.id.0).collect::<Vec<_>>(), [2, 4, 3, 1]);
        assert_eq!(groups(&shown), [("Delay", 2), ("Trust", 1), ("", 1)]);
        assert!(groups(&shown[2..]).is_empty());
    }

    #[test]
    fn results_are_ordered_by_the_count_and_not_by_what_was_written_down() {
        let result = |id: u64, votes: Option<u64>, words: &str| RoundResult {
            id: Id(id),
            votes,
            result: words.to_owned(),
            ..RoundResult::default()
        };
        let results = [result(1, Some(2), "2 votes"), result(2, Some(11), "won with 11"), result(3, None, "9 votes")];
        let mut round =
            Round { kind: Some(RoundKind::Votes), results: results.into_iter().collect(), ..Round::default() };
        let ids = |round: &Round| most_wanted(round).iter().map(|one| one.id.0).collect::<Vec<_>>();
        assert_eq!(ids(&round), [2, 1, 3]);
        round.kind = Some(RoundKind::Go);
        assert_eq!(ids(&round), [1, 2, 3], "nothing was voted for");
    }
}
