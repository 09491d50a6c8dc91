//! Changes to the checklist. A practice without an answer is not started: the first answer makes the item for it, and an
//! answer that says nothing more is taken out again.

use std::sync::Arc;

use crate::model::checklist::{PracticeAnswer, PracticeStatus};
use crate::model::record::Item;
use crate::model::{Id, Workbook};

use super::operations;

/// A practice, and the framework of the checklist that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// The key of the framework, such as `nist-ai-rmf-1.0`.
    pub framework: &'a str,
    /// The identifier of the practice, such as `MAP 1.1`.
    pub practice: &'a str,
}

/// Makes the answer to a practice under this id, unless there is one. The first answer names the framework that it belongs to.
pub fn begin(workbook: &mut Workbook, id: Id, named: Named<'_>) {
    if workbook.checklist.answer_to(named.practice).is_some() {
        return;
    }
    let checklist = Arc::make_mut(&mut workbook.checklist);
    let mut answer = PracticeAnswer { practice: named.practice.to_owned(), ..PracticeAnswer::default() };
    answer.set_identity(id, 0); // people cite practices by their identifier, so answers have no number
    checklist.answers.push(answer);
    if checklist.framework.trim().is_empty() {
        named.framework.clone_into(&mut checklist.framework);
        checklist.marks.set("framework", None);
    }
}

/// Sets where a practice stands. `id` is for an answer that does not exist yet.
pub fn set_status(workbook: &mut Workbook, id: Id, named: Named<'_>, status: PracticeStatus) {
    if status == PracticeStatus::NotStarted && workbook.checklist.answer_to(named.practice).is_none() {
        return;
    }
    begin(workbook, id, named);
    let Some(at) = position(workbook, named.practice) else { return };
    let checklist = Arc::make_mut(&mut workbook.checklist);
    let Some(answer) = checklist.answers.at_mut(at) else { return };
    answer.status = Some(status);
    answer.marks.set("status", None);
    let id = answer.id;
    drop_blank(workbook, id);
}

/// Takes an answer out that says no more than that its practice is not started.
pub(super) fn drop_blank(workbook: &mut Workbook, id: Id) {
    if workbook.checklist.answers.find(id).is_some_and(says_nothing) {
        Arc::make_mut(&mut workbook.checklist).answers.retain(|answer| answer.id != id);
        operations::forget_links(workbook, &[id]);
    }
}

/// Sets whether an answer stays inside the organization.
pub fn set_internal(workbook: &mut Workbook, id: Id, named: Named<'_>, internal: bool) {
    begin(workbook, id, named);
    let Some(at) = position(workbook, named.practice) else { return };
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

    const MAP: Named<'_> = Named { framework: "nist-ai-rmf-1.0", practice: "MAP 1.1" };

    #[test]
    fn the_first_answer_makes_the_item_and_names_the_framework() {
        let mut workbook = Workbook::default();
        set_status(&mut workbook, Id(7), MAP, PracticeStatus::InProgress);
        assert_eq!(workbook.checklist.answer_to("MAP 1.1").unwrap().id, Id(7));
        assert_eq!(workbook.checklist.status("MAP 1.1"), PracticeStatus::InProgress);
        assert_eq!(workbook.checklist.framework, "nist-ai-rmf-1.0");
        set_status(&mut workbook, Id(8), MAP, PracticeStatus::Done);
        assert_eq!(workbook.checklist.answers.len(), 1);
        assert_eq!(workbook.checklist.answer_to("MAP 1.1").unwrap().id, Id(7));
    }

    #[test]
    fn an_answer_that_says_nothing_is_no_answer() {
        let mut workbook = Workbook::default();
        set_status(&mut workbook, Id(7), MAP, PracticeStatus::NotStarted);
        assert_eq!(workbook, Workbook::default());
        set_status(&mut workbook, Id(7), MAP, PracticeStatus::Blocked);
        set_status(&mut workbook, Id(7), MAP, PracticeStatus::NotStarted);
        assert!(workbook.checklist.answers.is_empty());
    }

    #[test]
    fn an_answer_with_something_in_it_stays() {
        let mut workbook = Workbook::default();
        set_internal(&mut workbook, Id(7), MAP, true);
        set_status(&mut workbook, Id(7), MAP, PracticeStatus::Done);
        set_status(&mut workbook, Id(7), MAP, PracticeStatus::NotStarted);
        assert!(workbook.checklist.answer_to("MAP 1.1").unwrap().internal);
    }
}
