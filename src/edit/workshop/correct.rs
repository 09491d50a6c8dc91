//! Decisions and actions of a workshop are corrected as they are written down: in one line.

use crate::edit::landing::with_workshop;
use crate::edit::operations;
use crate::model::workshops::{Action, Workshop};
use crate::model::{Id, Workbook};
use crate::words;

use super::typed::{self, Typed};

/// What is corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// The decision that says this, at this place, from 0. It is found by what it says where others have come or gone since.
    Decision {
        /// Where it stood.
        at: usize,
        /// What it said.
        said: String,
    },
    /// This action.
    Action(Id),
}

impl Written {
    /// A decision of a workshop, at its place in the list.
    #[must_use]
    pub fn decision(at: usize, said: &str) -> Self {
        Self::Decision { at, said: said.to_owned() }
    }

    /// What it says now in this workshop, as it is typed; `None` if it is not there any more.
    #[must_use]
    pub fn line(&self, held: &Workshop) -> Option<String> {
        match self {
            Self::Decision { at, said } => held.decisions.get(place_of(held, *at, said)?).cloned(),
            Self::Action(id) => held.actions.find(*id).map(as_typed),
        }
    }
}

/// Where a decision stands that stood at `at` and said this.
fn place_of(held: &Workshop, at: usize, said: &str) -> Option<usize> {
    let same = |at: &usize| held.decisions.get(*at).is_some_and(|decision| decision == said);
    Some(at).filter(same).or_else(|| (0..held.decisions.len()).find(same))
}

/// An action as it is typed: `call the union @Lena Ortiz 1 December 2026`. Where the words would be read as an owner or a day
/// that the action does not have, a lone `@` says that nobody is named and ends them: `report for 1 March 2027 @`.
#[must_use]
pub fn as_typed(action: &Action) -> String {
    let due = action.due.map(|due| format!(" {}", words::date(due))).unwrap_or_default();
    let (what, owner) = (action.what.trim(), action.owner.trim());
    if !owner.is_empty() {
        return format!("{what} @{owner}{due}");
    }
    let plain = format!("{what}{due}");
    match typed::read(&announced(&plain)) {
        Typed::Action { what: read, owner: "", due, no_day }
            if due == action.due && typed::with_no_day_kept(read, no_day) == what =>
        {
            plain
        }
        _ => format!("{what} @{due}"),
    }
}

/// The line without the word that says what it is, where somebody writes that as they do in the line for notes.
fn unannounced<'a>(written: &Written, line: &'a str) -> &'a str {
    let word = match written {
        Written::Decision { .. } => "decision",
        Written::Action(_) => "action",
    };
    let rest =
        line.split_once(':').filter(|(head, rest)| head.trim().eq_ignore_ascii_case(word) && !rest.trim().is_empty());
    rest.map_or(line, |(_, rest)| rest.trim())
}

fn announced(line: &str) -> String {
    format!("Action: {line}")
}

/// Writes a decision or an action of a workshop anew, from a line as it is typed. A blank line takes it away.
pub fn correct(workbook: &mut Workbook, workshop: Id, written: &Written, line: &str) {
    let line = unannounced(written, line.trim());
    if let (Written::Action(id), true) = (written, line.is_empty()) {
        operations::forget_links(workbook, &[*id]); // a note that landed in it is to land again
    }
    with_workshop(workbook, workshop, |held| match written {
        Written::Decision { at, said } => match place_of(held, *at, said) {
            Some(at) if line.is_empty() => drop(held.decisions.remove(at)),
            at => {
                if let Some(decision) = at.and_then(|at| held.decisions.get_mut(at)) {
                    line.clone_into(decision);
                }
            }
        },
        Written::Action(id) if line.is_empty() => held.actions.retain(|action| action.id != *id),
        Written::Action(id) => {
            let at = held.actions.iter().position(|action| action.id == *id);
            if let Some(action) = at.and_then(|at| held.actions.at_mut(at)) {
                rewrite(action, line);
            }
        }
    });
}

fn rewrite(action: &mut Action, line: &str) {
    let typed = announced(line);
    if let Typed::Action { what, owner, due, no_day } = typed::read(&typed) {
        action.what = typed::with_no_day_kept(what, no_day);
        owner.clone_into(&mut action.owner);
        action.due = due;
    } else {
        // a line that begins with a name says what is to be done as well as any other, and names nobody whom it does not name
        line.clone_into(&mut action.what);
        action.owner.clear();
        action.due = None;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::edit::Ids;
    use crate::edit::landing;
    use crate::model::workshops::Capture;

    #[test]
    fn what_was_written_down_is_corrected_as_it_is_typed() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        Arc::make_mut(&mut workbook.workshops).workshops.push(Workshop { id: Id(1), ..Workshop::default() });
        let lines = "Decision: motor\nDecision: wait\nAction: call @Lena 31 February 2027";
        landing::capture(&mut workbook, &mut ids, Id(1), lines, &Capture::default());
        let held = |workbook: &Workbook| workbook.workshops.workshops.find(Id(1)).cloned().unwrap();
        let action = held(&workbook).actions.at(0).cloned().unwrap();
        assert_eq!((as_typed(&action).as_str(), action.due), ("call, 31 February 2027 @Lena", None));
        correct(&mut workbook, Id(1), &Written::Action(action.id), "action: call the union @Marek Kral 1 March 2027");
        let action = held(&workbook).actions.at(0).cloned().unwrap();
        assert_eq!(as_typed(&action), "call the union @Marek Kral 1 March 2027");
        assert_eq!((action.owner.as_str(), action.due.is_some()), ("Marek Kral", true));
        correct(&mut workbook, Id(1), &Written::decision(0, "motor"), " Decision: motor only ");
        correct(&mut workbook, Id(1), &Written::decision(1, "wait"), "");
        correct(&mut workbook, Id(1), &Written::decision(9, "wait"), "");
        assert_eq!(held(&workbook).decisions, ["motor only"]);
        correct(&mut workbook, Id(1), &Written::Action(action.id), "@Marek call the union");
        let named = held(&workbook).actions.at(0).cloned().unwrap();
        assert_eq!((named.what.as_str(), named.owner.as_str(), named.due), ("@Marek call the union", "", None));
        correct(&mut workbook, Id(1), &Written::Action(action.id), " ");
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
            correct(&mut workbook, Id(1), &Written::Action(action.id), &as_typed(&action));
        }
    }

    #[test]
    fn a_decision_is_found_again_where_others_came_and_went() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        Arc::make_mut(&mut workbook.workshops).workshops.push(Workshop { id: Id(1), ..Workshop::default() });
        landing::capture(&mut workbook, &mut ids, Id(1), "Decision: motor\nDecision: wait", &Capture::default());
        let wait = Written::decision(1, "wait");
        correct(&mut workbook, Id(1), &Written::decision(0, "motor"), "");
        correct(&mut workbook, Id(1), &wait, "wait for May");
        assert_eq!(workbook.workshops.workshops.at(0).unwrap().decisions, ["wait for May"]);
        correct(&mut workbook, Id(1), &wait, "something else");
        assert_eq!(workbook.workshops.workshops.at(0).unwrap().decisions, ["wait for May"], "it is not there any more");
    }

    #[test]
    fn an_action_that_is_written_anew_as_it_is_typed_stays_as_it_was() {
        let day = Some(jiff::civil::date(2027, 3, 1));
        for (what, owner, due) in [
            ("call the union", "Lena Ortiz", day),
            ("call the union", "", None),
            ("ask @bob", "", None),
            ("ask @bob", "", day),
            ("ask @bob", "Lena", None),
            ("report for 1 March 2027", "", None),
            ("report for 1 March 2027", "", day),
            ("report for 1 March 2027", "Lena", None),
            ("stand by", "", day),
            ("call, 31 February 2027", "", None),
            ("mail ana@example.org", "", None),
            ("@LO", "", None),
        ] {
            let before = Action { what: what.to_owned(), owner: owner.to_owned(), due, ..Action::default() };
            let mut after = before.clone();
            rewrite(&mut after, &as_typed(&before));
            assert_eq!(after, before, "{}", as_typed(&before));
        }
        let mut action = Action::default();
        rewrite(&mut action, "@LO");
        assert_eq!(action.what, "@LO", "no line is dropped without a word");
    }

    #[test]
    fn a_note_whose_action_is_taken_away_is_to_land_again() {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(7));
        Arc::make_mut(&mut workbook.workshops).workshops.push(Workshop { id: Id(1), ..Workshop::default() });
        landing::capture(&mut workbook, &mut ids, Id(1), "call the union", &Capture::default());
        let note = workbook.workshops.workshops.at(0).unwrap().captures.at(0).unwrap().id;
        landing::land(&mut workbook, &mut ids, note, landing::Landing::Action).unwrap();
        let action = workbook.workshops.workshops.at(0).unwrap().actions.at(0).unwrap().id;
        correct(&mut workbook, Id(1), &Written::Action(action), "");
        let held = workbook.workshops.workshops.at(0).unwrap();
        assert!(held.actions.is_empty() && held.captures.at(0).unwrap().landed.is_none());
    }
}
