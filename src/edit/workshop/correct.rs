//! Decisions and actions of a workshop are corrected as they are written down: in one line.

use crate::edit::landing::with_workshop;
use crate::edit::operations;
use crate::model::workshops::Action;
use crate::model::{Id, Workbook};
use crate::words;

use super::typed::{self, Typed};

/// What is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The decision at this place, from 0.
    Decision(usize),
    /// This action.
    Action(Id),
}

/// An action as it is typed: `call the union @Lena Ortiz 1 December 2026`.
#[must_use]
pub fn as_typed(action: &Action) -> String {
    let mut text = action.what.trim().to_owned();
    if !action.owner.trim().is_empty() {
        text.push_str(&format!(" @{}", action.owner.trim()));
    }
    if let Some(due) = action.due {
        text.push_str(&format!(" {}", words::date(due)));
    }
    text
}

/// Writes a decision or an action of a workshop anew, from a line as it is typed. A blank line takes it away.
pub fn correct(workbook: &mut Workbook, workshop: Id, written: Written, line: &str) {
    let line = line.trim();
    if let (Written::Action(id), true) = (written, line.is_empty()) {
        operations::forget_links(workbook, &[id]); // a note that landed in it is to land again
    }
    with_workshop(workbook, workshop, |held| match written {
        Written::Decision(at) if line.is_empty() && at < held.decisions.len() => {
            held.decisions.remove(at);
        }
        Written::Decision(at) => {
            if let Some(decision) = held.decisions.get_mut(at) {
                line.clone_into(decision);
            }
        }
        Written::Action(id) => {
            let Some(at) = held.actions.iter().position(|action| action.id == id) else { return };
            if line.is_empty() {
                held.actions.retain(|action| action.id != id);
                return;
            }
            let typed = format!("Action: {line}");
            let Typed::Action { what, owner, due, no_day } = typed::read(&typed) else { return };
            if let Some(action) = held.actions.at_mut(at) {
                action.what = typed::with_no_day_kept(what, no_day);
                owner.clone_into(&mut action.owner);
                action.due = due;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::Ids;
    use crate::edit::landing;
    use crate::model::workshops::{Capture, Workshop};

    #[test]
    fn what_was_written_down_is_corrected_as_it_is_typed() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        Arc::make_mut(&mut workbook.workshops).workshops.push(Workshop { id: Id(1), ..Workshop::default() });
        let lines = "Decision: motor\nDecision: wait\nAction: call @Lena 31 February 2027";
        landing::capture(&mut workbook, &mut ids, Id(1), lines, &Capture::default());
        let held = |workbook: &Workbook| workbook.workshops.workshops.find(Id(1)).cloned().unwrap();
        let action = held(&workbook).actions.at(0).cloned().unwrap();
        assert_eq!((as_typed(&action).as_str(), action.due), ("call, 31 February 2027 @Lena", None));
        correct(&mut workbook, Id(1), Written::Action(action.id), "call the union @Marek Kral 1 March 2027");
        let action = held(&workbook).actions.at(0).cloned().unwrap();
        assert_eq!(as_typed(&action), "call the union @Marek Kral 1 March 2027");
        assert_eq!((action.owner.as_str(), action.due.is_some()), ("Marek Kral", true));
        correct(&mut workbook, Id(1), Written::Decision(0), " motor only ");
        correct(&mut workbook, Id(1), Written::Decision(1), "");
        correct(&mut workbook, Id(1), Written::Decision(9), "");
        assert_eq!(held(&workbook).decisions, ["motor only"]);
        correct(&mut workbook, Id(1), Written::Action(action.id), " ");
        assert!(held(&workbook).actions.is_empty());
    }

    #[test]
    fn a_day_that_does_not_exist_is_kept_once_however_often_the_line_is_written() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        Arc::make_mut(&mut workbook.workshops).workshops.push(Workshop { id: Id(1), ..Workshop::default() });
        landing::capture(&mut workbook, &mut ids, Id(1), "Action: call, 31 February 2027", &Capture::default());
        for _ in 0..3 {
            let action = workbook.workshops.workshops.at(0).unwrap().actions.at(0).cloned().unwrap();
            assert_eq!(as_typed(&action), "call, 31 February 2027");
            correct(&mut workbook, Id(1), Written::Action(action.id), &as_typed(&action));
        }
    }

    #[test]
    fn a_note_whose_action_is_taken_away_is_to_land_again() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        Arc::make_mut(&mut workbook.workshops).workshops.push(Workshop { id: Id(1), ..Workshop::default() });
        landing::capture(&mut workbook, &mut ids, Id(1), "call the union", &Capture::default());
        let note = workbook.workshops.workshops.at(0).unwrap().captures.at(0).unwrap().id;
        landing::land(&mut workbook, &mut ids, note, landing::Landing::Action).unwrap();
        let action = workbook.workshops.workshops.at(0).unwrap().actions.at(0).unwrap().id;
        correct(&mut workbook, Id(1), Written::Action(action), "");
        let held = workbook.workshops.workshops.at(0).unwrap();
        assert!(held.actions.is_empty() && held.captures.at(0).unwrap().landed.is_none());
    }
}
