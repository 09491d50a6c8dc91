//! Notes put beside each other by hand: into the group of another note, or into an activity in which they are talked about.

use crate::model::workshops::Capture;
use crate::model::{Id, Workbook};

/// Puts a note into the group of another. Where that belongs to none, both make a new one, named after the
/// other. Gives its name; `None` if the two are no two notes of one workshop.
pub fn join(workbook: &mut Workbook, note: Id, with: Id) -> Option<String> {
    let workshop = workbook.workshops.workshops.iter().find(|workshop| workshop.captures.find(note).is_some())?;
    let other = workshop.captures.find(with).filter(|other| other.id != note)?;
    let name = if other.group.trim().is_empty() { name_of(other) } else { other.group.trim().to_owned() };
    super::group(workbook, &[note, with], &name);
    Some(name)
}

/// Says during which activity of their workshop notes are talked about.
pub fn talk_in(workbook: &mut Workbook, notes: &[Id], activity: Id) {
    let held = workbook.workshops.workshops.iter().find(|held| held.agenda.find(activity).is_some());
    let of_it = held.map(|held| notes.iter().copied().filter(|note| held.captures.find(*note).is_some()).collect());
    let notes: Vec<Id> = of_it.unwrap_or_default();
    super::change_notes(workbook, &notes, |note| {
        note.activity = Some(activity);
        note.marks.set("activity", None);
    });
}

/// What a group is called that begins with this note.
fn name_of(note: &Capture) -> String {
    let words: Vec<&str> = note.text.split_whitespace().collect();
    let name = words.join(" ");
    let name = name.trim_end_matches(|letter: char| letter.is_ascii_punctuation());
    if name.is_empty() { "New group".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::Ids;
    use crate::edit::operations::push;
    use crate::edit::workshop::{Jot, add_notes, group};
    use crate::model::workshops::Workshop;

    #[test]
    fn a_note_joins_the_group_of_another_or_makes_one_with_it() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        let workshop = push(&mut workbook, &mut ids, Workshop::default(), |workbook| {
            &mut Arc::make_mut(&mut workbook.workshops).workshops
        });
        let text = "Queue stalls, nobody sees it\nHail week\nA clause expired";
        let notes = add_notes(&mut workbook, &mut ids, workshop, Jot::default(), text);
        assert_eq!(join(&mut workbook, notes[1], notes[0]).as_deref(), Some("Queue stalls, nobody sees it"));
        group(&mut workbook, &notes[2..], "Clauses");
        assert_eq!(join(&mut workbook, notes[1], notes[2]).as_deref(), Some("Clauses"));
        let groups = |workbook: &Workbook| -> Vec<String> {
            let held = workbook.workshops.workshops.find(workshop).unwrap();
            held.captures.iter().map(|note| note.group.clone()).collect()
        };
        assert_eq!(groups(&workbook), ["Queue stalls, nobody sees it", "Clauses", "Clauses"]);
        assert_eq!(join(&mut workbook, notes[1], notes[1]), None, "no note is beside itself");
        assert_eq!(join(&mut workbook, notes[1], Id(99)), None);
        let activity =
            |workbook: &Workbook| workbook.workshops.workshops.find(workshop).unwrap().captures.at(0).unwrap().activity;
        talk_in(&mut workbook, &notes[..1], Id(5));
        assert_eq!(activity(&workbook), None, "there is no such activity");
        let planned = vec![crate::model::workshops::Activity::default()];
        let planned = crate::edit::landing::plan(&mut workbook, &mut ids, workshop, planned).unwrap();
        talk_in(&mut workbook, &notes[..1], planned);
        assert_eq!(activity(&workbook), Some(planned));
    }
}
