//! What a reviewer sent back, held against the workbook that it answers: for which request, what is new, what is known already,
//! what is said about items that are gone, and where the reviewer said something else before.
//!
//! Relies on the model and on digests of it. Nothing is changed here: `edit::replies` does that, once somebody has looked at the plan.

use std::collections::BTreeSet;

use thiserror::Error;

use crate::model::reviews::{Comment, ReviewRequest, SignOff, SignOffDecision};
use crate::model::{Date, Id, Item, ItemKind, Section, Workbook};
use crate::{signed, words};

/// What a reviewer sent back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Replies {
    /// The request that it answers.
    pub request: Id,
    /// SHA-256 of what was sent.
    pub digest: String,
    /// The digests of the sections that were sent, one per line; may be empty.
    pub parts: Vec<String>,
    /// What each section of the review copy says that was answered, as a digest, one per line; empty for a page.
    pub copy: Vec<String>,
    /// Who answers.
    pub name: String,
    /// In which role.
    pub role: String,
    /// What was decided, if anything.
    pub decision: Option<Decided>,
    /// What was said.
    pub comments: Vec<Said>,
}

impl Replies {
    /// Whether nothing is said in them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.comments.is_empty() && self.decision.is_none()
    }
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Approved, with conditions, or rejected.
    pub kind: SignOffDecision,
    /// Why, or under which conditions.
    pub reason: String,
    /// When.
    pub date: Option<Date>,
}

/// A comment as it was sent back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Its own id, by which it is known again.
    pub id: Id,
    /// The item that it is about.
    pub item: Option<Id>,
    /// What that was called when it was sent; may be empty.
    pub about: String,
    /// The section, by its key; may be empty.
    pub section: String,
    /// The field, by its key; may be empty.
    pub field: String,
    /// The words.
    pub text: String,
    /// When.
    pub date: Option<Date>,
    /// The comment that it answers.
    pub reply_to: Option<Id>,
}

/// Why replies are not for this workbook. Nothing is taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// It never asked for them.
    #[error(
        "this workbook has no request {request}: the answer is for another workbook, or the request was deleted or came after a restore point that was gone back to"
    )]
    NoSuchRequest {
        /// The request that is answered.
        request: Id,
    },
    /// They answer something else than what was sent.
    #[error("the answer is about another content than the one that was sent to {name}")]
    OtherContent {
        /// Who was asked.
        name: String,
    },
    /// The digests of its sections are not those that were sent.
    #[error("the digests of sections in the answer are not those of what was sent to {name}")]
    OtherParts {
        /// Who was asked.
        name: String,
    },
    /// The copy that came back says something else than the one that was sent.
    #[error(
        "the review copy is not the one that was sent to {name}: it says something else in {}",
        words::sections(sections)
    )]
    ChangedCopy {
        /// Who was asked.
        name: String,
        /// Where it says something else.
        sections: Vec<Section>,
    },
    /// No copy was sent with this request.
    #[error("no copy of the workbook was sent to {name}, and this is one")]
    NoCopySent {
        /// Who was asked.
        name: String,
    },
    /// There is nothing in them.
    #[error("the answer of {name} holds no comment and no decision")]
    Nothing {
        /// Who answers.
        name: String,
    },
    /// The decision or a comment is dated after the day on which it came back.
    #[error("{what} of {name} is dated {date}, which is after today")]
    AfterToday {
        /// What it is: `the decision`, or `a comment`.
        what: &'static str,
        /// Who answers.
        name: String,
        /// The day.
        date: Date,
    },
    /// The decision is dated before anything was sent.
    #[error("the decision of {name} is dated {date}, which is before it was sent, on {sent}")]
    BeforeSent {
        /// Who answers.
        name: String,
        /// The day.
        date: Date,
        /// The day of sending.
        sent: Date,
    },
    /// A comment has the id of something that is no comment.
    #[error("a comment in the answer has the id of something else in this workbook")]
    TakenId,
}

impl Refused {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NoSuchRequest { .. } => "Open the workbook that was sent for this review, and import it there.",
            Self::OtherContent { .. } | Self::OtherParts { .. } => {
                "It may have been changed on its way. Ask the reviewer for the answer file of this request."
            }
            Self::ChangedCopy { .. } => {
                "It was changed on its way, and whoever signed read that. Send the workbook again, and ask for an answer to it."
            }
            Self::NoCopySent { .. } => "Ask the reviewer for the answer file that the page saves.",
            Self::Nothing { .. } => {
                "It may be what was sent, as it was sent. Ask for the file that holds what they said."
            }
            Self::AfterToday { .. } | Self::BeforeSent { .. } => {
                "Ask the reviewer to set the clock of their computer, to decide again, and to save the answers."
            }
            Self::TakenId => "The answer file was changed by hand. Ask the reviewer for another one.",
        }
    }
}

/// What becomes of something that was sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is new here.
    New,
    /// It is here already.
    Known,
    /// It says something else than what is here: somebody has to choose.
    Differs {
        /// What is here, in words.
        here: String,
    },
}

/// A comment, ready to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedComment {
    /// The comment as it will stand, without a number yet.
    pub comment: Comment,
    /// What it is about, in words.
    pub on: String,
    /// Whether the item that it is about is not there any more.
    pub gone: bool,
    /// What becomes of it.
    pub fate: Fate,
}

/// A decision, ready to be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedDecision {
    /// The sign-off as it will stand, without an identity if it is a new line.
    pub sign_off: SignOff,
    /// The line that it fills or replaces.
    pub line: Option<Id>,
    /// What becomes of it.
    pub fate: Fate,
    /// What the same person decided last about another state, which stays as a line of its own.
    pub before: Option<SignOff>,
}

/// What importing would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The request that is answered.
    pub request: ReviewRequest,
    /// Who answers.
    pub name: String,
    /// In which role.
    pub role: String,
    /// The decision.
    pub decision: Option<PlannedDecision>,
    /// The comments, in the order in which they were sent.
    pub comments: Vec<PlannedComment>,
}

impl Plan {
    /// Whether somebody else answers than was asked.
    #[must_use]
    pub fn is_by_another(&self) -> bool {
        !is_same_person(&self.name, &self.request.name)
    }

    /// How many comments have this fate, by a look at it.
    #[must_use]
    pub fn count(&self, fits: impl Fn(&Fate) -> bool) -> usize {
        self.comments.iter().filter(|one| fits(&one.fate)).count()
    }

    /// Whether somebody has to choose between what is here and what was sent back.
    #[must_use]
    pub fn has_conflicts(&self) -> bool {
        let differs = |fate: &Fate| matches!(fate, Fate::Differs { .. });
        self.count(differs) > 0 || self.decision.as_ref().is_some_and(|one| differs(&one.fate))
    }

    /// Whether all of it is here already.
    #[must_use]
    pub fn is_known(&self) -> bool {
        let known = |fate: &Fate| *fate == Fate::Known;
        self.comments.iter().all(|one| known(&one.fate)) && self.decision.as_ref().is_none_or(|one| known(&one.fate))
    }
}

/// Whether two names are those of one person, as far as letters tell. Nobody has a name that is blank.
#[must_use]
pub fn is_same_person(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    !one.trim().is_empty() && plain(one) == plain(other)
}

/// Holds replies against a workbook, as of today.
///
/// # Errors
/// [`Refused`] if they are not for this workbook.
pub fn plan(workbook: &Workbook, replies: &Replies, today: Date) -> Result<Plan, Refused> {
    let request = workbook.reviews.requests.find(replies.request);
    let request = request.ok_or(Refused::NoSuchRequest { request: replies.request })?;
    if !request.digest.trim().eq_ignore_ascii_case(replies.digest.trim()) {
        return Err(Refused::OtherContent { name: request.name.trim().to_owned() });
    }
    if !replies.parts.is_empty() && !request.parts.is_empty() && lines(&replies.parts) != lines(&request.parts) {
        return Err(Refused::OtherParts { name: request.name.trim().to_owned() });
    }
    check_copy(request, replies)?;
    check_day(request, replies, today)?;
    if replies.is_empty() {
        return Err(Refused::Nothing { name: replies.name.trim().to_owned() });
    }
    let index = workbook.index();
    let sent: BTreeSet<Id> = replies.comments.iter().map(|said| said.id).collect();
    let mut comments = Vec::new();
    for said in &replies.comments {
        if index.get(said.id).is_some_and(|entry| entry.kind != ItemKind::Comment) {
            return Err(Refused::TakenId);
        }
        let about = said.item.and_then(|id| index.get(id).map(|entry| (id, entry)));
        let answers_comment = about.is_some_and(|(_, entry)| entry.kind == ItemKind::Comment);
        let gone = said.item.is_some() && about.is_none();
        // a field is one of an item or a section
        let is_placed = about.is_some() || (!gone && Section::named(&said.section).is_some());
        let is_there = |id: &Id| sent.contains(id) || workbook.reviews.comments.find(*id).is_some();
        let reply_to = said.reply_to.filter(|id| *id != said.id && is_there(id));
        let comment = Comment {
            id: said.id,
            text: if gone { about_what_is_gone(said) } else { said.text.clone() },
            author: replies.name.clone(),
            date: said.date,
            item: about.filter(|_| !answers_comment).map(|(id, _)| id),
            section: if about.is_none() { section_of(said, gone) } else { String::new() },
            field: if is_placed { said.field.clone() } else { String::new() },
            reply_to: reply_to.or(said.item.filter(|_| answers_comment)),
            ..Comment::default()
        };
        let on = about.map_or_else(
            || answered(workbook, reply_to).unwrap_or_else(|| called(said, &comment)),
            |(_, entry)| in_field(entry.words(), &said.field),
        );
        let fate = match workbook.reviews.comments.find(said.id) {
            None => Fate::New,
            Some(here) if here.text.trim() == comment.text.trim() || here.text.trim() == said.text.trim() => {
                Fate::Known
            }
            Some(here) => Fate::Differs { here: here.text.trim().to_owned() },
        };
        comments.push(PlannedComment { comment, on, gone, fate });
    }
    let decision = replies.decision.as_ref().map(|decided| decision(workbook, request, replies, decided));
    let (name, role) = (replies.name.clone(), replies.role.clone());
    Ok(Plan { request: request.clone(), name, role, decision, comments })
}

/// Whether the decision was made between the day of sending and today, or the day of sending where that is later, give or take a
/// day: reviewers live elsewhere. Comments may be older, but from no later day either.
fn check_day(request: &ReviewRequest, replies: &Replies, today: Date) -> Result<(), Refused> {
    let name = || replies.name.trim().to_owned();
    let latest = request.sent.map_or(today, |sent| sent.max(today));
    let latest = latest.tomorrow().unwrap_or(latest);
    let decided = replies.decision.as_ref().and_then(|decided| decided.date);
    let said = replies.comments.iter().filter_map(|comment| comment.date).max();
    for (what, date) in [("the decision", decided), ("a comment", said)] {
        if let Some(date) = date.filter(|date| *date > latest) {
            return Err(Refused::AfterToday { what, name: name(), date });
        }
    }
    let Some(date) = decided else { return Ok(()) };
    match request.sent.filter(|sent| date < sent.yesterday().unwrap_or(*sent)) {
        Some(sent) => Err(Refused::BeforeSent { name: name(), date, sent }),
        None => Ok(()),
    }
}

/// Whether a copy that came back is the one that was sent, as the request knows it here: what the copy says of itself could have
/// been changed with it.
fn check_copy(request: &ReviewRequest, replies: &Replies) -> Result<(), Refused> {
    let name = || request.name.trim().to_owned();
    if replies.copy.is_empty() {
        return Ok(());
    }
    if request.copy.is_empty() {
        return Err(Refused::NoCopySent { name: name() });
    }
    match signed::differing(&request.copy, &replies.copy) {
        sections if sections.is_empty() => Ok(()),
        sections => Err(Refused::ChangedCopy { name: name(), sections }),
    }
}

/// Lines of digests, whatever their order and their letters.
fn lines(parts: &[String]) -> BTreeSet<String> {
    parts.iter().map(|line| line.trim().to_lowercase()).collect()
}

/// The words of a comment on something that was deleted: what it was about would be lost with the link.
fn about_what_is_gone(said: &Said) -> String {
    match said.about.trim() {
        "" => said.text.clone(),
        about => format!("About {about}, deleted since: {}", said.text),
    }
}

fn section_of(said: &Said, gone: bool) -> String {
    let text = said.section.trim();
    if text.is_empty() {
        return said.about.trim().to_owned();
    }
    // who writes an answer by hand may name a section as its page does; one that there is not says nothing
    let about = || if gone { String::new() } else { said.about.trim().to_owned() };
    Section::named(text).map_or_else(about, |section| section.key().to_owned())
}

/// Letters of a comment that is answered.
const SHOWN: usize = 60;

/// The comment that is answered, in words.
fn answered(workbook: &Workbook, reply_to: Option<Id>) -> Option<String> {
    let to = workbook.reviews.comments.find(reply_to?)?;
    let author =
        if to.author.trim().is_empty() { "a comment".to_owned() } else { format!("what {} said", to.author.trim()) };
    let said = words::shortened(to.text.trim(), SHOWN);
    Some(format!("{}, {author}: {}", to.cite(), said.replace('\n', " ")))
}

/// What a comment is about that has no item here: what was deleted, or else the place where it will stand.
fn called(said: &Said, comment: &Comment) -> String {
    let about = said.about.trim();
    if said.item.is_some() && !about.is_empty() {
        return about.to_owned();
    }
    match comment.section.trim() {
        "" => "The whole".to_owned(),
        text => {
            let place = Section::named(text).map_or_else(|| text.to_owned(), |section| section.title().to_owned());
            in_field(place, &comment.field)
        }
    }
}

fn in_field(place: String, field: &str) -> String {
    match field.trim() {
        "" => place,
        field => format!("{place}, {}", field.replace('_', " ")),
    }
}

fn decision(workbook: &Workbook, request: &ReviewRequest, replies: &Replies, decided: &Decided) -> PlannedDecision {
    let of_person = || workbook.reviews.sign_offs.iter().filter(|one| is_same_person(&one.name, &replies.name));
    let same = |one: &&SignOff| one.decision.is_some() && one.digest.trim().eq_ignore_ascii_case(replies.digest.trim());
    let recorded = of_person().rfind(same);
    let waiting = of_person().find(|one| one.decision.is_none());
    let fate = match recorded {
        None => Fate::New,
        Some(one) if one.decision == Some(decided.kind) && one.reason.trim() == decided.reason.trim() => Fate::Known,
        Some(one) => Fate::Differs { here: in_words(one.decision, &one.reason) },
    };
    let line = recorded.or(waiting);
    let sign_off = SignOff {
        name: replies.name.clone(),
        role: if replies.role.trim().is_empty() { request.role.clone() } else { replies.role.clone() },
        decision: Some(decided.kind),
        date: decided.date,
        reason: decided.reason.clone(),
        digest: request.digest.clone(),
        covers: request.covers.clone(),
        // those of the request, not of the file: what was sent is known here
        parts: request.parts.clone(),
        ..line.cloned().unwrap_or_default()
    };
    let is_earlier = |one: &&SignOff| one.date.zip(decided.date).is_none_or(|(then, now)| then <= now);
    let is_other = |one: &&SignOff| one.decision.is_some() && !same(one);
    let before = of_person().filter(is_other).filter(is_earlier).max_by_key(|one| one.date).cloned();
    PlannedDecision { sign_off, line: line.map(Item::id), fate, before }
}

/// A decision with its reason, and the day on which it was made, in words.
#[must_use]
pub fn on_its_day(sign_off: &SignOff) -> String {
    let said = in_words(sign_off.decision, &sign_off.reason);
    match sign_off.date {
        Some(date) => format!("{}, {said}", words::date(date)),
        None => said,
    }
}

/// A decision with its reason, in words.
#[must_use]
pub fn in_words(decision: Option<SignOffDecision>, reason: &str) -> String {
    let label = decision.map_or("Not decided", SignOffDecision::label);
    match reason.trim() {
        "" => label.to_owned(),
        reason => format!("{label}: {reason}"),
    }
}

#[cfg(test)]
mod tests;
