//! Settling what a reader said, and opening it again: one rule for the page of the reviews and the inspector.

use std::sync::Arc;

use crate::model::reviews::Comment;
use crate::model::{Id, Workbook};

/// Settles a comment: how, as somebody wrote it, or else by whom, where nothing is written about it yet.
pub fn settle(workbook: &mut Workbook, id: Id, note: &str, by: &str) {
    change(workbook, id, |comment| {
        comment.settled = true;
        if !note.trim().is_empty() {
            note.trim().clone_into(&mut comment.settled_note);
        } else if comment.settled_note.trim().is_empty() {
            comment.settled_note = format!("By {}", by.trim());
        }
    });
}

/// Opens a comment again: how it was settled is gone with that.
pub fn reopen(workbook: &mut Workbook, id: Id) {
    change(workbook, id, |comment| {
        comment.settled = false;
        comment.settled_note.clear();
    });
}

fn change(workbook: &mut Workbook, id: Id, act: impl FnOnce(&mut Comment)) {
    let comments = &mut Arc::make_mut(&mut workbook.reviews).comments;
    let at = comments.iter().position(|one| one.id == id);
    if let Some(comment) = at.and_then(|at| comments.at_mut(at)) {
        act(comment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_settled_in_somebodys_words_or_by_somebody_and_opened_again() {
        let mut workbook = Workbook::default();
        Arc::make_mut(&mut workbook.reviews).comments.push(Comment { id: Id(3), ..Comment::default() });
        let said = |workbook: &Workbook| {
            let comment = workbook.reviews.comments.find(Id(3)).unwrap();
            (comment.settled, comment.settled_note.clone())
        };
        settle(&mut workbook, Id(3), " ", " Lena Ortiz ");
        assert_eq!(said(&workbook), (true, "By Lena Ortiz".to_owned()));
        reopen(&mut workbook, Id(3));
        assert_eq!(said(&workbook), (false, String::new()));
        settle(&mut workbook, Id(3), "Said in the summary ", "Lena Ortiz");
        settle(&mut workbook, Id(3), "", "Anke Vos");
        assert_eq!(said(&workbook), (true, "Said in the summary".to_owned()), "what was written stays");
    }
}
