//! What is set in the workbook while people meet: an answer of a budget or a practice. The workshop keeps what it was before
//! and what it is since, for the minutes.

use std::sync::Arc;

use crate::assess::workshop::MINUTES;
use crate::edit::checklist::{self, Named};
use crate::edit::{Ids, operations};
use crate::model::checklist::PracticeStatus;
use crate::model::list::List;
use crate::model::record::Item;
use crate::model::value::Invalid;
use crate::model::workshops::{Setting, Workshop};
use crate::model::{Id, Workbook};

use super::with_workshop;

/// What is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim<'a> {
    /// An answer of a budget.
    Budget(Id),
    /// An answer about a practice.
    Practice(Named<'a>),
}

/// Sets an answer from text, as typed on its page; blank text clears it. The workshop keeps it as one change, however often it
/// is set, and forgets it once it says again what it said before.
///
/// # Errors
/// [`Invalid`] if the text cannot be read. Then nothing has changed.
pub fn set_answer(
    workbook: &mut Workbook,
    ids: &mut Ids,
    workshop: Id,
    aim: Aim<'_>,
    (key, text): (&str, &str),
) -> Result<(), Invalid> {
    let mut trial = workbook.clone(); // a few counters: what cannot be read leaves no blank answer behind
    let set = match aim {
        Aim::Budget(id) => answer(&mut Arc::make_mut(&mut trial.budgets).budgets, id, (key, text))?,
        Aim::Practice(practice) => {
            checklist::begin(&mut trial, ids.fresh(), practice);
            let id = trial.checklist.answer_to(practice.practice).map(|answer| answer.id).unwrap_or_default();
            let set = answer(&mut Arc::make_mut(&mut trial.checklist).answers, id, (key, text))?;
            set.map(|change| if key == "status" { from_the_start(change) } else { change })
        }
    };
    if let Some(change) = set.filter(|change| change.before != change.after) {
        let about = change.about;
        *workbook = trial;
        keep(workbook, ids, workshop, change);
        // what was set and set back leaves nothing; what the minutes tell of stays
        let is_told = |held: &Workshop| held.settings.iter().any(|kept| kept.about == about);
        if let Some(id) = about.filter(|_| !workbook.workshops.workshops.iter().any(is_told)) {
            checklist::drop_blank(workbook, id);
        }
    }
    Ok(())
}

/// Takes minutes from an activity of the agenda, to catch up. The workshop keeps what it was planned with: the session is to end
/// when it was to end before.
pub fn take_minutes(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, (activity, minutes): (Id, u64)) {
    let change = with_workshop(workbook, workshop, |held| {
        let planned = held.agenda.find(activity)?.minutes?;
        let (is, text) = (planned.to_string(), planned.saturating_sub(minutes).to_string());
        // what was taken before the activity was planned anew is told no more
        let is_old =
            |kept: &Setting| kept.about == Some(activity) && kept.what.trim() == MINUTES && kept.after.trim() != is;
        held.settings.retain(|kept| !is_old(kept));
        answer(&mut held.agenda, activity, ("minutes", &text)).ok().flatten()
    });
    if let Some(change) = change.flatten().filter(|change| change.before != change.after) {
        keep(workbook, ids, workshop, Setting { what: MINUTES.to_owned(), ..change });
    }
}

/// A practice about which nobody has said anything is not started.
fn from_the_start(change: Setting) -> Setting {
    let start = |text: String| if text.is_empty() { PracticeStatus::default().label().to_owned() } else { text };
    Setting { before: start(change.before), after: start(change.after), ..change }
}

/// Sets an answer of an item, and gives what has changed; `None` if there is no such answer.
fn answer<T: Item>(items: &mut List<T>, id: Id, (key, text): (&str, &str)) -> Result<Option<Setting>, Invalid> {
    let at = items.iter().position(|item| item.id() == id);
    let Some(item) = at.and_then(|at| items.at_mut(at)) else { return Ok(None) };
    let Some(field) = item.fields().iter().find(|field| field.key == key) else { return Ok(None) };
    let said = |item: &T| item.answer(key).map(|value| value.view().text().trim().to_owned()).unwrap_or_default();
    let before = said(item);
    if let Some(value) = item.answer_mut(key) {
        value.set_text(text.trim())?;
    }
    let after = said(item);
    if !after.is_empty() {
        item.marks_mut().set(key, None);
    }
    Ok(Some(Setting { about: Some(id), what: field.label.to_owned(), before, after, ..Setting::default() }))
}

/// Keeps a change in the workshop: as a new one, or as the end of one that is kept.
fn keep(workbook: &mut Workbook, ids: &mut Ids, workshop: Id, change: Setting) {
    let change = operations::name(change, workbook, ids);
    with_workshop(workbook, workshop, |workshop| {
        let same = |kept: &Setting| kept.about == change.about && kept.what == change.what;
        let at = workshop.settings.iter().position(same);
        match at.and_then(|at| workshop.settings.at_mut(at)) {
            Some(kept) => kept.after = change.after,
            None => workshop.settings.push(change),
        }
        workshop.settings.retain(|kept| kept.before.trim() != kept.after.trim());
        workshop.marks.set("settings", None);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::workshop::pace;
    use crate::edit::landing;
    use crate::model::Rate;
    use crate::model::budgets::Budget;
    use crate::model::workshops::Activity;

    fn met() -> (Workbook, Ids, Id, Id) {
        let (mut workbook, mut ids) = (Workbook::default(), Ids::seeded(3));
        let budget = Budget { tolerance: Rate::new(0.04), ..Budget::default() };
        let budget =
            operations::push(&mut workbook, &mut ids, budget, |all| &mut Arc::make_mut(&mut all.budgets).budgets);
        let workshop = landing::begin(&mut workbook, &mut ids, Workshop::default(), Vec::new());
        (workbook, ids, workshop, budget)
    }

    fn kept(workbook: &Workbook) -> Vec<(String, String, String)> {
        let workshop = workbook.workshops.workshops.at(0).unwrap();
        let one = |change: &Setting| (change.what.clone(), change.before.clone(), change.after.clone());
        workshop.settings.iter().map(one).collect()
    }

    #[test]
    fn what_is_set_twice_is_one_change_and_what_is_set_back_is_none() {
        let (mut workbook, mut ids, workshop, budget) = met();
        let mut set = |text| set_answer(&mut workbook, &mut ids, workshop, Aim::Budget(budget), ("tolerance", text));
        set("3%").unwrap();
        set("2%").unwrap();
        assert!(set("140%").is_err());
        let change = |before: &str, after: &str| ("Tolerance".to_owned(), before.to_owned(), after.to_owned());
        assert_eq!(kept(&workbook), [change("4%", "2%")]);
        assert_eq!(workbook.budgets.budgets.at(0).unwrap().tolerance, Rate::new(0.02));
        set_answer(&mut workbook, &mut ids, workshop, Aim::Budget(budget), ("tolerance", "4%")).unwrap();
        assert!(kept(&workbook).is_empty());
    }

    #[test]
    fn minutes_that_are_taken_to_catch_up_are_kept_as_one_change() {
        let (mut workbook, mut ids, workshop, _) = met();
        let activity = Activity { id: Id(70), minutes: Some(20), ..Activity::default() };
        with_workshop(&mut workbook, workshop, |held| held.agenda.push(activity));
        for minutes in [3, 4] {
            take_minutes(&mut workbook, &mut ids, workshop, (Id(70), minutes));
        }
        take_minutes(&mut workbook, &mut ids, workshop, (Id(71), 5));
        assert_eq!(kept(&workbook), [(MINUTES.to_owned(), "20".to_owned(), "13".to_owned())]);
        let held = workbook.workshops.workshops.at(0).unwrap();
        assert_eq!(held.agenda.at(0).unwrap().minutes, Some(13));
        // ten minutes are gone and thirteen are to come: it ends when it was to end with its twenty
        let mut began = held.clone();
        began.began = "10:00".to_owned();
        let pace = pace(&began, None, jiff::civil::time(10, 10, 0, 0));
        assert_eq!((pace.behind, pace.planned_end), (3, jiff::civil::time(10, 20, 0, 0)));
        // planned anew by hand, it was planned so
        with_workshop(&mut workbook, workshop, |held| held.agenda.at_mut(0).unwrap().minutes = Some(40));
        let planned = |workbook: &Workbook| {
            let held = workbook.workshops.workshops.at(0).unwrap();
            crate::assess::workshop::as_planned(held, held.agenda.at(0).unwrap())
        };
        assert_eq!(planned(&workbook), Some(40));
        take_minutes(&mut workbook, &mut ids, workshop, (Id(70), 5));
        assert_eq!(planned(&workbook), Some(40));
        assert_eq!(kept(&workbook), [(MINUTES.to_owned(), "40".to_owned(), "35".to_owned())]);
    }

    #[test]
    fn the_first_answer_about_a_practice_makes_its_item() {
        let (mut workbook, mut ids, workshop, _) = met();
        let aim = Aim::Practice(Named { framework: "nist-ai-rmf-1.0", practice: "MAP 1.1" });
        assert!(set_answer(&mut workbook, &mut ids, workshop, aim, ("status", "Somewhere")).is_err());
        assert!(workbook.checklist.answers.is_empty(), "nothing is left of what cannot be read");
        set_answer(&mut workbook, &mut ids, workshop, aim, ("status", "Blocked")).unwrap();
        assert_eq!(workbook.checklist.status("MAP 1.1"), PracticeStatus::Blocked);
        assert_eq!(kept(&workbook), [("Status".to_owned(), "Not started".to_owned(), "Blocked".to_owned())]);
        set_answer(&mut workbook, &mut ids, workshop, aim, ("status", "Not started")).unwrap();
        assert!(
            workbook.checklist.answers.is_empty() && kept(&workbook).is_empty(),
            "set back: as if nothing was said"
        );
        for status in ["Done", "Not started"] {
            let named = Named { framework: "nist-ai-rmf-1.0", practice: "MAP 1.2" };
            checklist::set_status(&mut workbook, Id(77), named, PracticeStatus::Done);
            set_answer(&mut workbook, &mut ids, workshop, Aim::Practice(named), ("status", status)).unwrap();
        }
        assert_eq!(workbook.checklist.answers.len(), 1, "the minutes tell of it");
    }
}
