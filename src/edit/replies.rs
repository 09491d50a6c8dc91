//! Taking what a reviewer sent back into the workbook, as it was planned and as somebody chose where it differs from what is here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::assess::replies::{Fate, Plan, PlannedComment, PlannedDecision};
use crate::model::list::List;
use crate::model::reviews::{Comment, ReviewRequest};
use crate::model::{Date, Id, Item, ItemKind, Workbook};

use super::ids::Ids;
use super::operations::{next_number, push};

/// Which of two stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// What is here.
    Mine,
    /// What was sent back.
    Theirs,
}

/// What somebody chose where replies differ from what is here. What nobody chose about stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// For the decision.
    pub decision: Option<Keep>,
    /// For comments, by their ids.
    pub comments: BTreeMap<Id, Keep>,
}

impl Choices {
    /// The same for everything that differs.
    #[must_use]
    pub fn all(plan: &Plan, keep: Keep) -> Self {
        let comments = plan.comments.iter().map(|one| (one.comment.id, keep)).collect();
        Self { decision: Some(keep), comments }
    }

    /// Whether everything that differs is chosen about.
    #[must_use]
    pub fn settle(&self, plan: &Plan) -> bool {
        let differs = |fate: &Fate| matches!(fate, Fate::Differs { .. });
        let decided = plan.decision.as_ref().is_none_or(|one| !differs(&one.fate) || self.decision.is_some());
        let chosen = |one: &PlannedComment| !differs(&one.fate) || self.comments.contains_key(&one.comment.id);
        decided && plan.comments.iter().all(chosen)
    }
}

/// What was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Comments that were added or replaced.
    pub comments: usize,
    /// The line of the decision, if it was recorded.
    pub decision: Option<Id>,
}

/// Asks for a review: adds a request under the id that was sent with it, and gives its number.
pub fn ask(workbook: &mut Workbook, request: ReviewRequest) -> u32 {
    let number = next_number(workbook, ItemKind::ReviewRequest);
    let mut request = request;
    let id = request.id;
    request.set_identity(id, number);
    Arc::make_mut(&mut workbook.reviews).requests.push(request);
    number
}

/// Takes replies into the workbook. Replies of which everything is here change nothing but the day of the answer, where that is blank.
pub fn take(workbook: &mut Workbook, ids: &mut Ids, (plan, choices): (&Plan, &Choices), today: Date) -> Taken {
    let mut taken = Taken::default();
    for planned in &plan.comments {
        taken.comments += usize::from(comment(workbook, planned, choices));
    }
    taken.decision = plan.decision.as_ref().and_then(|planned| decision(workbook, ids, planned, choices));
    let requests = &mut Arc::make_mut(&mut workbook.reviews).requests;
    with(requests, plan.request.id, |request| request.answered = request.answered.or(Some(today)));
    taken
}

fn is_taken(fate: &Fate, chosen: Option<Keep>) -> bool {
    match fate {
        Fate::New => true,
        Fate::Known => false,
        Fate::Differs { .. } => chosen == Some(Keep::Theirs),
    }
}

fn comment(workbook: &mut Workbook, planned: &PlannedComment, choices: &Choices) -> bool {
    let id = planned.comment.id;
    if !is_taken(&planned.fate, choices.comments.get(&id).copied()) {
        return false;
    }
    if workbook.reviews.comments.find(id).is_none() {
        let number = next_number(workbook, ItemKind::Comment);
        let mut comment: Comment = planned.comment.clone();
        comment.set_identity(id, number);
        Arc::make_mut(&mut workbook.reviews).comments.push(comment);
    } else {
        let comments = &mut Arc::make_mut(&mut workbook.reviews).comments;
        with(comments, id, |comment| {
            comment.text.clone_from(&planned.comment.text);
            comment.date = planned.comment.date;
        });
    }
    true
}

fn decision(workbook: &mut Workbook, ids: &mut Ids, planned: &PlannedDecision, choices: &Choices) -> Option<Id> {
    if !is_taken(&planned.fate, choices.decision) {
        return None;
    }
    let line = planned.line.filter(|id| workbook.reviews.sign_offs.find(*id).is_some());
    let Some(id) = line else {
        return Some(push(workbook, ids, planned.sign_off.clone(), |workbook| {
            &mut Arc::make_mut(&mut workbook.reviews).sign_offs
        }));
    };
    with(&mut Arc::make_mut(&mut workbook.reviews).sign_offs, id, |line| {
        let mut filled = planned.sign_off.clone();
        for key in ["name", "role", "decision", "reason", "date", "digest", "covers", "parts"] {
            filled.marks.set(key, None);
        }
        *line = filled;
    });
    Some(id)
}

fn with<T: Item>(items: &mut List<T>, id: Id, act: impl FnOnce(&mut T)) {
    let at = items.iter().position(|item| item.id() == id);
    if let Some(item) = at.and_then(|at| items.at_mut(at)) {
        act(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::replies::{Decided, Replies, Said, plan};
    use crate::model::reviews::SignOffDecision;

    fn asked() -> Workbook {
        let mut workbook = Workbook::default();
        let request = ReviewRequest {
            id: Id(1),
            name: "Sofia Brandt".to_owned(),
            covers: vec!["Risk memo".to_owned()],
            digest: "ab12".to_owned(),
            ..ReviewRequest::default()
        };
        assert_eq!(ask(&mut workbook, request), 1);
        workbook
    }

    fn replies(kind: SignOffDecision, text: &str) -> Replies {
        Replies {
            request: Id(1),
            digest: "ab12".to_owned(),
            name: "Sofia Brandt".to_owned(),
            role: "Privacy".to_owned(),
            decision: Some(Decided { kind, reason: "See FM-4".to_owned(), date: None }),
            comments: vec![Said { id: Id(21), text: text.to_owned(), ..Said::default() }],
            ..Replies::default()
        }
    }

    fn taken(workbook: &mut Workbook, replies: &Replies, keep: Option<Keep>) -> Taken {
        let plan = plan(workbook, replies, Date::constant(2026, 3, 9)).unwrap();
        let choices = keep.map(|keep| Choices::all(&plan, keep)).unwrap_or_default();
        assert_eq!(choices.settle(&plan), keep.is_some() || !plan.has_conflicts());
        take(workbook, &mut Ids::seeded(1), (&plan, &choices), Date::new(2026, 3, 9).unwrap())
    }

    #[test]
    fn an_answer_becomes_comments_a_sign_off_and_an_answered_request() {
        let mut workbook = asked();
        let first = taken(&mut workbook, &replies(SignOffDecision::Conditional, "Why?"), None);
        assert_eq!(first.comments, 1);
        let reviews = &workbook.reviews;
        let sign_off = reviews.sign_offs.find(first.decision.unwrap()).unwrap();
        assert_eq!(sign_off.covers, ["Risk memo"]);
        assert_eq!((sign_off.digest.as_str(), sign_off.number), ("ab12", 1));
        assert_eq!(
            reviews.comments.find(Id(21)).map(|one| (one.number, one.author.as_str())),
            Some((1, "Sofia Brandt"))
        );
        assert_eq!(reviews.requests.find(Id(1)).and_then(|one| one.answered), Date::new(2026, 3, 9).ok());
        // the same answer again adds nothing
        let before = workbook.clone();
        assert_eq!(taken(&mut workbook, &replies(SignOffDecision::Conditional, "Why?"), None), Taken::default());
        assert_eq!(workbook, before);
    }

    #[test]
    fn what_differs_is_taken_only_where_somebody_said_so() {
        let mut workbook = asked();
        taken(&mut workbook, &replies(SignOffDecision::Rejected, "Why?"), None);
        let later = replies(SignOffDecision::Approved, "Fine now");
        let before = workbook.clone();
        for keep in [None, Some(Keep::Mine)] {
            taken(&mut workbook, &later, keep);
            assert_eq!(workbook, before, "{keep:?}");
        }
        taken(&mut workbook, &later, Some(Keep::Theirs));
        assert_eq!(workbook.reviews.sign_offs.len(), 1);
        assert_eq!(workbook.reviews.sign_offs.at(0).unwrap().decision, Some(SignOffDecision::Approved));
        assert_eq!(workbook.reviews.comments.find(Id(21)).unwrap().text, "Fine now");
    }
}
