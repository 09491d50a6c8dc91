//! Changes to the checklist. A practice without an answer is not started: the first answer makes the item for it, and an
//! answer that says nothing more is taken out again.

use std::sync::Arc;

use crate::knowledge;
use crate::model::checklist::{PracticeAnswer, PracticeStatus};
use crate::model::record::Item;
use crate::model::{Id, Workbook};

use super::operations;

/// Makes the answer to a practice under this id, unless there is one. The first answer names the framework that it belongs to.
pub fn begin(workbook: &mut Workbook, id: Id, practice: &str) {
    if workbook.checklist.answer_to(practice).is_some() {
        return;
    }
    let checklist = Arc::make_mut(&mut workbook.checklist);
    let mut answer = PracticeAnswer { practice: practice.to_owned(), ..PracticeAnswer::default() };
    answer.set_identity(id, 0); // people cite practices by their identifier, so answers have no number
    checklist.answers.push(answer);
    if checklist.framework.trim().is_empty() {
        checklist.framework = knowledge::framework().id.clone();
        checklist.marks.set("framework", None);
    }
}

/// Sets where a practice stands. `id` is for an answer that does not exist yet.
pub fn set_status(workbook: &mut Workbook, id: Id, practice: &str, status: PracticeStatus) {
    if status == PracticeStatus::NotStarted && workbook.checklist.answer_to(practice).is_none() {
        return;
    }
    begin(workbook, id, practice);
    let Some(at) = position(workbook, practice) else { return };
    let checklist = Arc::make_mut(&mut workbook.checklist);
    let Some(answer) = checklist.answers.at_mut(at) else { return };
    answer.status = Some(status);
    answer.marks.set("status", None);
    if says_nothing(answer) {
        let id = answer.id;
        checklist.answers.retain(|answer| answer.id != id);
        operations::forget_links(workbook, &[id]);
    }
}

/// Sets whether an answer stays inside the organization.
pub fn set_internal(workbook: &mut Workbook, id: Id, practice: &str, internal: bool) {
    begin(workbook, id, practice);
    let Some(at) = position(workbook, practice) else { return };
    if let Some(answer) = Arc::make_mut(&mut workbook.checklist).answers.at_mut(at) {
        answer.internal = internal;
    }
}

fn position(workbook: &Workbook, practice: &str) -> Option<usize> {
    workbook.checklist.answers.iter().position(|answer| answer.practice == practice)
}

/// Whether an answer says no more than that the practice is not started.
fn says_nothing(answer: &PracticeAnswer) -> bool {
    let blank = PracticeAnswer {
        id: answer.id,
        number: answer.number,
        practice: answer.practice.clone(),
        status: Some(PracticeStatus::NotStarted),
        ..PracticeAnswer::default()
    };
    *answer == blank
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_answer_makes_the_item_and_names_the_framework() {
        let mut workbook = Workbook::default();
        set_status(&mut workbook, Id(7), "MAP 1.1", PracticeStatus::InProgress);
        assert_eq!(workbook.checklist.answer_to("MAP 1.1").unwrap().id, Id(7));
        assert_eq!(workbook.checklist.status("MAP 1.1"), PracticeStatus::InProgress);
        assert_eq!(workbook.checklist.framework, "nist-ai-rmf-1.0");
        set_status(&mut workbook, Id(8), "MAP 1.1", PracticeStatus::Done);
        assert_eq!(workbook.checklist.answers.len(), 1);
        assert_eq!(workbook.checklist.answer_to("MAP 1.1").unwrap().id, Id(7));
    }

    #[test]
    fn an_answer_that_says_nothing_is_no_answer() {
        let mut workbook = Workbook::default();
        set_status(&mut workbook, Id(7), "MAP 1.1", PracticeStatus::NotStarted);
        assert_eq!(workbook, Workbook::default());
        set_status(&mut workbook, Id(7), "MAP 1.1", PracticeStatus::Blocked);
        set_status(&mut workbook, Id(7), "MAP 1.1", PracticeStatus::NotStarted);
        assert!(workbook.checklist.answers.is_empty());
    }

    #[test]
    fn an_answer_with_something_in_it_stays() {
        let mut workbook = Workbook::default();
        set_internal(&mut workbook, Id(7), "MAP 1.1", true);
        set_status(&mut workbook, Id(7), "MAP 1.1", PracticeStatus::Done);
        set_status(&mut workbook, Id(7), "MAP 1.1", PracticeStatus::NotStarted);
        assert!(workbook.checklist.answer_to("MAP 1.1").unwrap().internal);
    }
}
