//! Answer files: what a reviewer sends back, as JSON. Written by the page that was sent for review and by a review copy, read here
//! without trusting any of it.
//!
//! [`read()`] is strict: unknown fields, doubled ids, wrong dates and texts past every measure are errors, because half an answer
//! would be no answer. Characters that act without showing are written as their code. What comes of it is in `assess::replies`.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::assess::replies::{Decided, Replies, Said};
use crate::hidden;
use crate::model::reviews::SignOffDecision;
use crate::model::{Date, Id};

/// The most bytes of an answer file.
pub const LIMIT: usize = 4 * 1024 * 1024;
/// The most comments in one answer.
pub const MOST_COMMENTS: usize = 2_000;
/// The most characters of a comment or reason.
pub const LONGEST: usize = 20_000;
/// The most characters of a name, a role, a field or a section.
const BRIEF: usize = 500;
/// The most lines of digests, and of letters in a digest.
const MOST_PARTS: usize = 64;
/// The format that is written.
const VERSION: u32 = 1;

/// Why a file is no answer that can be read. Nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AnswersError {
    /// It has no bytes, or only blanks.
    #[error("the file is empty")]
    Empty,
    /// It is larger than any answer.
    #[error("the file has more than 4 MB")]
    TooLarge,
    /// It is not text in UTF-8.
    #[error("the file is not text in UTF-8")]
    NotText,
    /// It is text of something else.
    #[error("the file is no answer to a review")]
    Other,
    /// It was written by a later version.
    #[error("the answer has format version {version}, and this Caveat reads version {VERSION}")]
    Newer {
        /// Its version.
        version: u32,
    },
    /// It is cut short, or was changed by hand.
    #[error("the answer is damaged: {what}")]
    Damaged {
        /// What is wrong with it.
        what: String,
    },
}

impl AnswersError {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::Damaged { .. } | Self::NotText => {
                "Ask the reviewer to save the answers again and to send that file."
            }
            Self::TooLarge | Self::Other => {
                "Choose the file that the reviewer's page or review copy saved: its name begins with `answers`."
            }
            Self::Newer { .. } => "Install the latest Caveat, and import it there.",
        }
    }
}

fn damaged(what: impl Into<String>) -> AnswersError {
    AnswersError::Damaged { what: what.into() }
}

/// What every version of the file says.
#[derive(Deserialize)]
struct Head {
    caveat: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    caveat: String,
    version: u32,
    request: Id,
    digest: String,
    #[serde(default)]
    parts: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    copy: Vec<String>,
    reviewer: Reviewer,
    decision: Option<Decision>,
    comments: Vec<OneComment>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reviewer {
    name: String,
    role: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    kind: Kind,
    reason: String,
    date: Option<String>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Approved,
    Conditional,
    Rejected,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OneComment {
    id: Id,
    item: Option<Id>,
    #[serde(default)]
    about: String,
    section: String,
    field: String,
    text: String,
    date: Option<String>,
    reply_to: Option<Id>,
}

/// Reads an answer file.
///
/// # Errors
/// [`AnswersError`] for whatever is no answer of a version that is known.
pub fn read(bytes: &[u8]) -> Result<Replies, AnswersError> {
    if bytes.len() > LIMIT {
        return Err(AnswersError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| AnswersError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(AnswersError::Empty);
    }
    let head: Head = serde_json::from_str(text).map_err(|error| {
        let is_ours = text.contains("\"caveat\"") && text.contains("\"answers\"");
        if is_ours { damaged(format!("it cannot be read in line {}", error.line())) } else { AnswersError::Other }
    })?;
    if head.caveat != "answers" {
        return Err(AnswersError::Other);
    }
    if head.version > VERSION {
        return Err(AnswersError::Newer { version: head.version });
    }
    let file: File = serde_json::from_str(text).map_err(|error| damaged(in_short(&error)))?;
    if file.version != VERSION {
        return Err(damaged("its version is not known"));
    }
    replies(file)
}

/// What a parser says, without its place, which is said in lines, and without the list of what would be right.
fn in_short(error: &serde_json::Error) -> String {
    const LONGEST: usize = 120;
    let full = error.to_string();
    let said = full.rsplit_once(" at line ").map_or(full.as_str(), |(said, _)| said);
    let said = said.split_once(", expected one of ").map_or(said, |(said, _)| said);
    let cut: String = said.chars().take(LONGEST).collect();
    let more = if cut.len() < said.len() { "\u{2026}" } else { "" };
    format!("{cut}{more} in line {}", error.line())
}

fn replies(file: File) -> Result<Replies, AnswersError> {
    if file.comments.len() > MOST_COMMENTS {
        return Err(damaged(format!("it has more than {MOST_COMMENTS} comments")));
    }
    if !file.request.is_given() {
        return Err(damaged("it names no request"));
    }
    let is_digest = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_digest(&file.digest) {
        return Err(damaged("its digest is no SHA-256"));
    }
    if file.parts.len().max(file.copy.len()) > MOST_PARTS {
        return Err(damaged("it has too many digests of sections"));
    }
    let name = brief(&file.reviewer.name, "the name")?;
    if name.trim().is_empty() {
        return Err(damaged("it does not say who answers"));
    }
    let mut seen = BTreeSet::new();
    let mut comments = Vec::with_capacity(file.comments.len());
    for comment in file.comments {
        if !comment.id.is_given() || !seen.insert(comment.id) {
            return Err(damaged("two comments share an id"));
        }
        comments.push(said(comment)?);
    }
    Ok(Replies {
        request: file.request,
        digest: file.digest.to_ascii_lowercase(),
        parts: file.parts.iter().map(|part| brief(part, "a digest")).collect::<Result<_, _>>()?,
        copy: file.copy.iter().map(|part| brief(part, "a digest")).collect::<Result<_, _>>()?,
        name: name.trim().to_owned(),
        role: brief(&file.reviewer.role, "the role")?.trim().to_owned(),
        decision: file.decision.map(decided).transpose()?,
        comments,
    })
}

fn decided(decision: Decision) -> Result<Decided, AnswersError> {
    let reason = long(&decision.reason, "the reason")?;
    let kind = match decision.kind {
        Kind::Approved => SignOffDecision::Approved,
        Kind::Conditional => SignOffDecision::Conditional,
        Kind::Rejected => SignOffDecision::Rejected,
    };
    if reason.is_empty() && kind != SignOffDecision::Approved {
        return Err(damaged("a decision that is not a plain approval has no reason"));
    }
    Ok(Decided { kind, reason, date: date(decision.date)? })
}

fn said(comment: OneComment) -> Result<Said, AnswersError> {
    let text = long(&comment.text, "a comment")?;
    if text.is_empty() {
        return Err(damaged("a comment has no words"));
    }
    Ok(Said {
        id: comment.id,
        item: comment.item.filter(|id| id.is_given()),
        about: brief(&comment.about, "what a comment is about")?.trim().to_owned(),
        section: brief(&comment.section, "a section")?.trim().to_owned(),
        field: brief(&comment.field, "a field")?.trim().to_owned(),
        text,
        date: date(comment.date)?,
        reply_to: comment.reply_to.filter(|id| id.is_given()),
    })
}

fn date(text: Option<String>) -> Result<Option<Date>, AnswersError> {
    text.map(|text| text.parse().map_err(|_| damaged("a date is not written as 2026-03-09"))).transpose()
}

fn brief(text: &str, what: &str) -> Result<String, AnswersError> {
    measured(text, BRIEF, what).map(|text| text.replace(['\n', '\t'], " "))
}

fn long(text: &str, what: &str) -> Result<String, AnswersError> {
    measured(text, LONGEST, what).map(|text| text.trim().to_owned())
}

/// A text of at most so many characters, with line ends as line feeds, and what acts without showing as its code.
fn measured(text: &str, most: usize, what: &str) -> Result<String, AnswersError> {
    let mut written = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").replace('\r', "\n").chars() {
        if hidden::acts(character) {
            hidden::write_code(character, &mut written);
        } else {
            written.push(character);
        }
    }
    if written.chars().count() > most {
        return Err(damaged(format!("{what} has more than {most} characters")));
    }
    Ok(written)
}

/// Writes an answer file: the same bytes for the same answers.
///
/// # Errors
/// [`AnswersError::Damaged`] if the answers could not be read back: too many comments, or too long ones.
pub fn write(replies: &Replies) -> Result<Vec<u8>, AnswersError> {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let file = File {
        caveat: "answers".to_owned(),
        version: VERSION,
        request: replies.request,
        digest: replies.digest.clone(),
        parts: replies.parts.clone(),
        copy: replies.copy.clone(),
        reviewer: Reviewer { name: replies.name.clone(), role: replies.role.clone() },
        decision: replies.decision.as_ref().map(|decided| Decision {
            kind: match decided.kind {
                SignOffDecision::Approved => Kind::Approved,
                SignOffDecision::Conditional => Kind::Conditional,
                SignOffDecision::Rejected => Kind::Rejected,
            },
            reason: decided.reason.clone(),
            date: day(decided.date),
        }),
        comments: replies.comments.iter().map(|said| one_comment(said, day(said.date))).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(|error| damaged(in_short(&error)))?;
    bytes.push(b'\n');
    read(&bytes).map(|_| bytes)
}

fn one_comment(said: &Said, date: Option<String>) -> OneComment {
    OneComment {
        id: said.id,
        item: said.item,
        about: said.about.clone(),
        section: said.section.clone(),
        field: said.field.clone(),
        text: said.text.clone(),
        date,
        reply_to: said.reply_to,
    }
}
