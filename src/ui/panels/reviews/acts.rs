//! What a person can do on the page, each in one step that can be taken back.

use std::sync::Arc;

use jiff::ToSpan as _;

use crate::assess::replies::is_same_person;
use crate::edit::comments;
use crate::edit::operations::{push, remove_item};
use crate::export::signature;
use crate::model::list::List;
use crate::model::reviews::{Comment, LogEntry, Reviews, SignOff};
use crate::model::{Id, Item, Workbook};
use crate::pack::review;
use crate::signed::Signature;
use crate::ui::command::Command;
use crate::ui::desk::{Desk, Order};
use crate::ui::panels::spot::Spot;

use super::{View, sign, thread};

/// Keeps a sign-off as of today: in the line that was waiting for it, or in a new one. The digest is that of what
/// the signer saw, and stays so when others sign; blank for a workbook that is too large to be a file.
pub(super) fn sign(desk: &mut Desk<'_>, draft: &sign::Draft) -> Id {
    let today = review::day_of_answer(desk.workbook(), desk.today);
    let covers = draft.coverage.names();
    let kept = if draft.keep_digest { signature(desk.workbook(), &covers) } else { Signature::default() };
    desk.edit("record sign-off", |workbook, ids| {
        let line = draft.line.filter(|id| workbook.reviews.sign_offs.find(*id).is_some());
        // who is waited for is not asked once more by what they sign
        let has_role = |one: &SignOff| matches!(one.role.trim(), "") || is_same_person(&one.role, &draft.role);
        let is_waiting = |one: &&SignOff| one.decision.is_none() && is_same_person(&one.name, &draft.name);
        let waiting =
            || workbook.reviews.sign_offs.iter().filter(is_waiting).find(|one| has_role(one)).map(|one| one.id);
        let line = line.or_else(waiting);
        let id = line
            .unwrap_or_else(|| push(workbook, ids, SignOff::default(), |workbook| &mut reviews(workbook).sign_offs));
        with(&mut reviews(workbook).sign_offs, id, |sign_off| {
            sign_off.name = draft.name.trim().to_owned();
            sign_off.role = draft.role.trim().to_owned();
            sign_off.decision = draft.decision;
            sign_off.reason = draft.reason.trim().to_owned();
            sign_off.date = Some(today);
            (sign_off.covers, sign_off.digest, sign_off.parts) = (covers, kept.digest, kept.parts);
            for key in ["name", "role", "decision", "reason", "date", "digest", "covers", "parts"] {
                sign_off.marks.set(key, None);
            }
        });
        id
    })
}

/// Takes a signature back: the line of who signed it waits again.
pub(super) fn withdraw(desk: &mut Desk<'_>, id: Id) {
    desk.remove("withdraw sign-off", "Sign-off withdrawn", |workbook, _| {
        with(&mut reviews(workbook).sign_offs, id, |sign_off| {
            (sign_off.decision, sign_off.date) = (None, None);
            for text in [&mut sign_off.reason, &mut sign_off.digest] {
                text.clear();
            }
            sign_off.parts.clear();
            for key in ["decision", "reason", "date", "digest", "parts"] {
                sign_off.marks.set(key, None);
            }
        });
    });
}

/// Takes a request for a review back: nobody waits for its answer.
pub(super) fn withdraw_request(desk: &mut Desk<'_>, id: Id) {
    desk.remove("withdraw request", "Request withdrawn", |workbook, _| remove_item(workbook, id));
}

/// Keeps what is to be signed on a line that waits.
pub(super) fn cover(desk: &mut Desk<'_>, id: Id, covers: Vec<String>) {
    desk.edit("choose what is signed", |workbook, _| {
        with(&mut reviews(workbook).sign_offs, id, |sign_off| {
            sign_off.covers = covers;
            sign_off.marks.set("covers", None);
        });
    });
}

/// Asks for a sign-off: a line without a decision.
pub(super) fn ask(desk: &mut Desk<'_>, view: &mut View) {
    let id = desk.edit("add sign-off", |workbook, ids| {
        push(workbook, ids, SignOff::default(), |workbook| &mut reviews(workbook).sign_offs)
    });
    (view.open, view.scroll) = (Some(id), true);
    view.focus = Some(egui::Id::unique((Spot::item(id), "name")));
}

/// Begins a comment in its form: nothing stands in the workbook before somebody has said something.
pub(super) fn comment(desk: &mut Desk<'_>) {
    desk.orders.push(Order::Do(Command::Comment));
}

/// Answers a comment.
pub(super) fn reply(desk: &mut Desk<'_>, view: &mut View, to: &Comment, text: &str) {
    let reply = Comment {
        text: text.trim().to_owned(),
        author: view.me.trim().to_owned(),
        date: Some(review::day_of_answer(desk.workbook(), desk.today)),
        reply_to: Some(to.id),
        ..Comment::default()
    };
    desk.edit("reply", |workbook, ids| push(workbook, ids, reply, |workbook| &mut reviews(workbook).comments));
    view.focus = Some(thread::reply_id(to.id));
}

/// Settles a comment, by this person where nobody wrote how, or opens it again.
pub(super) fn settle(desk: &mut Desk<'_>, by: &str, id: Id, settled: bool) {
    if settled {
        // it goes from the list of open ones, so that somebody who slipped gets it back
        desk.remove("settle comment", "Comment settled", |workbook, _| comments::settle(workbook, id, "", by));
    } else {
        desk.edit("open comment again", |workbook, _| comments::reopen(workbook, id));
    }
}

/// Deletes a comment with the answers to it.
pub(super) fn delete_thread(desk: &mut Desk<'_>, thread: &super::state::Thread<'_>) {
    let all: Vec<Id> = thread.replies.iter().map(|reply| reply.id).chain([thread.root.id]).collect();
    desk.remove("delete comment", "Comment deleted", |workbook, _| {
        for id in all {
            remove_item(workbook, id);
        }
    });
}

/// Lets a waiver hold for some days more, counted from today.
pub(super) fn extend(desk: &mut Desk<'_>, id: Id, days: i32) {
    let until = desk.today.checked_add(days.days()).ok();
    desk.edit("extend waiver", |workbook, _| {
        with(&mut reviews(workbook).waivers, id, |waiver| {
            waiver.until = until.or(waiver.until);
            waiver.marks.set("until", None);
        });
    });
}

/// Takes a waiver back: what it waived is open again.
pub(super) fn revoke(desk: &mut Desk<'_>, id: Id) {
    desk.remove("revoke waiver", "Waiver revoked", |workbook, _| remove_item(workbook, id));
}

/// Adds a line to the change log, of today and of the version that the document has.
pub(super) fn log(desk: &mut Desk<'_>, view: &mut View) {
    let entry = LogEntry {
        version: desk.workbook().about.document_version.trim().to_owned(),
        date: Some(desk.today),
        by: view.me.trim().to_owned(),
        ..LogEntry::default()
    };
    let id = desk.edit("add change log entry", |workbook, ids| {
        push(workbook, ids, entry, |workbook| &mut reviews(workbook).log)
    });
    view.editing.edit(&Spot::item(id), "what", String::new());
}

fn reviews(workbook: &mut Workbook) -> &mut Reviews {
    Arc::make_mut(&mut workbook.reviews)
}

fn with<T: Item>(items: &mut List<T>, id: Id, act: impl FnOnce(&mut T)) {
    let at = items.iter().position(|item| item.id() == id);
    if let Some(item) = at.and_then(|at| items.at_mut(at)) {
        act(item);
    }
}
