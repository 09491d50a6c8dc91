//! What somebody has begun to write in a form and not recorded: no part of the workbook yet, but work all the same. It is kept for
//! recovery beside the workbook, and is asked for before a window lets go of it.
//!
//! A value that knows no window: those who show forms give it, and take it up again.

use serde::{Deserialize, Serialize};

use crate::model::reviews::SignOffDecision;
use crate::model::{Id, Workbook};

/// The most bytes of it that are kept for recovery. Nobody types more into forms; what was pasted is still where it came from.
const LIMIT: usize = 200_000;

/// All that is begun in the forms of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Begun {
    /// A decision that is not recorded.
    pub sign_off: Option<SignOffBegun>,
    /// A request for a review that was not sent.
    pub request: Option<RequestBegun>,
    /// A finding that is to be accepted as it is.
    pub acceptance: Option<AcceptanceBegun>,
    /// A comment on an item, a field or a section.
    pub comment: Option<CommentBegun>,
    /// Answers to comments, each with the comment that began the thread.
    pub replies: Vec<(Id, String)>,
    /// What is typed into the lines for notes in sessions.
    pub notes: Vec<NoteBegun>,
    /// What is typed into the lines on the page of workshops, each with the name of its line.
    pub lines: Vec<(String, String)>,
}

/// A sign-off in its form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignOffBegun {
    /// The line that waits for it; a new one without.
    pub line: Option<Id>,
    /// Who signs.
    pub name: String,
    /// In which role.
    pub role: String,
    /// What was chosen.
    pub decision: Option<SignOffDecision>,
    /// Why, or under which conditions.
    pub reason: String,
    /// What it covers, by the names that a sign-off keeps; everything if empty.
    pub covers: Vec<String>,
    /// Whether the digest of what is signed is to be kept.
    pub keeps_digest: bool,
    /// Whether what is signed was chosen by who asked.
    pub is_asked: bool,
}

/// What is to go to a reviewer, in its dialog.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestBegun {
    /// Who is asked.
    pub name: String,
    /// In which role.
    pub role: String,
    /// By when an answer is needed, as it was typed.
    pub due: String,
    /// What they should look at.
    pub message: String,
    /// What is to be signed, by its names; everything if empty.
    pub covers: Vec<String>,
    /// The profile that says what is left out, by its name.
    pub profile: String,
    /// Whether a copy of the workbook goes out, and not a page.
    pub is_copy: bool,
}

/// An acceptance of a finding in its form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptanceBegun {
    /// The rule of the finding.
    pub rule: String,
    /// What the finding says.
    pub message: String,
    /// Why it can stay.
    pub reason: String,
    /// Who accepts it.
    pub by: String,
    /// Until when, as it was typed.
    pub until: String,
}

/// A comment in its form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentBegun {
    /// The key of the section that it is about, if it is about one.
    pub section: String,
    /// The item that it is about.
    pub item: Option<Id>,
    /// The key of the field that it is about.
    pub field: String,
    /// What that is called.
    pub about: String,
    /// What is said.
    pub text: String,
}

/// A note in the line of a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoteBegun {
    /// The workshop.
    pub workshop: Id,
    /// What was said.
    pub text: String,
    /// Who said it.
    pub author: String,
}

impl Begun {
    /// Whether nothing is begun.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is begun, each in a few words: `a sign-off by Anke Vos`, `a reply to Sofia Brandt`.
    #[must_use]
    pub fn words(&self, workbook: &Workbook) -> Vec<String> {
        let with = |what: &str, link: &str, name: &str| match name.trim() {
            "" => what.to_owned(),
            name => format!("{what} {link} {name}"),
        };
        let author = |id: &Id| workbook.reviews.comments.find(*id).map_or("", |comment| comment.author.as_str());
        let sign_off = self.sign_off.iter().map(|begun| with("a sign-off", "by", &begun.name));
        let request = self.request.iter().map(|begun| with("a request for a review", "by", &begun.name));
        let acceptance = self.acceptance.iter().map(|_| "an acceptance of a finding".to_owned());
        let comment = self.comment.iter().map(|begun| with("a comment", "on", &begun.about));
        let replies = self.replies.iter().map(|(to, _)| with("a reply", "to", author(to)));
        let note = self.notes.iter().map(|begun| with("a note", "by", &begun.author));
        let lines = self.lines.iter().map(|_| "a line about a workshop".to_owned());
        sign_off.chain(request).chain(acceptance).chain(comment).chain(replies).chain(note).chain(lines).collect()
    }

    /// Its text, to keep for recovery; blank if nothing is begun, or if it is too long to be kept.
    #[must_use]
    pub fn text(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        ron::to_string(self).ok().filter(|text| text.len() <= LIMIT).unwrap_or_default()
    }

    /// What a text says. A text that is none says that nothing is begun: the workbook beside it is worth more than an error.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        if text.is_empty() { Self::default() } else { ron::from_str(text).unwrap_or_default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_comes_back_from_its_text_and_is_named() {
        let begun = Begun {
            sign_off: Some(SignOffBegun {
                name: "Anke Vos".to_owned(),
                decision: Some(SignOffDecision::Rejected),
                reason: "No \"fallback\"\nyet".to_owned(),
                ..SignOffBegun::default()
            }),
            replies: vec![(Id(9), "Done".to_owned())],
            ..Begun::default()
        };
        assert_eq!(Begun::of_text(&begun.text()), begun);
        assert_eq!(begun.words(&Workbook::default()), ["a sign-off by Anke Vos", "a reply"]);
    }

    #[test]
    fn nothing_and_what_cannot_be_read_are_nothing() {
        assert_eq!(Begun::default().text(), "");
        for text in ["", "(", "(sign_off:7)", "\u{0}"] {
            assert!(Begun::of_text(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_left_out() {
        let note = NoteBegun { text: "x".repeat(LIMIT), ..NoteBegun::default() };
        assert_eq!(Begun { notes: vec![note], ..Begun::default() }.text(), "");
    }
}
