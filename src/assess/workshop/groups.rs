//! Notes that belong together, side by side.

use crate::model::workshops::Capture;

/// Puts the notes of a group side by side: groups in the order of their first note, what belongs to none last. The order within
/// a group stays.
pub fn gather(notes: &mut [&Capture]) {
    let mut order: Vec<String> = Vec::new();
    for note in notes.iter() {
        let group = note.group.trim();
        if !order.iter().any(|other| other == group) {
            order.push(group.to_owned());
        }
    }
    notes.sort_by_key(|note| {
        let group = note.group.trim();
        (group.is_empty(), order.iter().position(|other| other == group))
    });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

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
}
