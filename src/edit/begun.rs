//! What somebody has begun to write in a form and not recorded: no part of the workbook yet, but work all the same. It is kept for
//! recovery beside the workbook, and is asked for before a window lets go of it.
//!
//! A value that knows no window: those who show forms give it, and take it up again.

use serde::{Deserialize, Serialize};

use crate::assess::interview::Answer;
use crate::model::discovery::GoVerdict;
use crate::model::place::Index;
use crate::model::reviews::SignOffDecision;
use crate::model::{Id, Section, Workbook};
use crate::words;

/// The most bytes of it that are kept for recovery. Nobody types more into forms; what was pasted is still where it came from.
const LIMIT: usize = 200_000;

/// All that is begun in the forms of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Begun {
    /// A decision that is not recorded.
    pub sign_off: Option<SignOffBegun>,
    /// Requests for a review that were not sent, the newest last.
    pub requests: Vec<RequestBegun>,
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
    /// How a comment was settled.
    pub settlement: Option<(Id, String)>,
    /// Answers of the first hour, each with the key of its question.
    pub answers: Vec<(String, Answer)>,
    /// Marks on fields that nobody can answer yet, or that do not apply.
    pub marks: Vec<MarkBegun>,
    /// Values that were seen of signals.
    pub readings: Vec<ReadingBegun>,
    /// What was done about the alert of a signal.
    pub alert: Option<(Id, String)>,
    /// Decisions on gates.
    pub gates: Vec<GateBegun>,
    /// Decisions on stages of the discovery.
    pub stages: Vec<StageBegun>,
    /// Who decides in sessions, and why.
    pub outcomes: Vec<OutcomeBegun>,
    /// What is being set in a session.
    pub setting: Option<SettingBegun>,
    /// Why rounds of sessions are to be revealed early.
    pub early: Vec<(Id, String)>,
    /// Cells of sheets that are being written and are not in the workbook yet.
    pub cells: Vec<CellBegun>,
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

/// A mark in its form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MarkBegun {
    /// The address of the field, as [`Address`](super::Address) reads it, or the practice of the checklist and the key.
    pub place: String,
    /// What the field is called.
    pub label: String,
    /// Whether nobody knows it yet; else it does not apply.
    pub is_unknown: bool,
    /// Who will find out.
    pub who: String,
    /// By when, as it was typed.
    pub by: String,
    /// What exactly is not known, or why it does not apply.
    pub text: String,
}

/// A value of a signal in its line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingBegun {
    /// The signal.
    pub signal: Id,
    /// When it was seen, as it was typed.
    pub date: String,
    /// How much it was, as it was typed.
    pub value: String,
    /// What was done about it.
    pub note: String,
}

/// A decision on a gate in its dialog.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GateBegun {
    /// The gate.
    pub gate: Id,
    /// What was chosen.
    pub verdict: Option<GoVerdict>,
    /// Who decides.
    pub by: String,
    /// When, as it was typed.
    pub date: String,
    /// Why.
    pub reason: String,
    /// Why somebody goes ahead without a criterion.
    pub without: Vec<(Id, String)>,
}

/// A decision on a stage in its form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageBegun {
    /// The key of the stage.
    pub stage: String,
    /// What was chosen.
    pub verdict: Option<GoVerdict>,
    /// Who decides.
    pub by: String,
    /// When, as it was typed.
    pub date: String,
    /// Why.
    pub reason: String,
}

/// Who decides on what a round of a session gave, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeBegun {
    /// The round.
    pub round: Id,
    /// The gate.
    pub about: Id,
    /// Who decides.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What a session is about to set of a budget or a practice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingBegun {
    /// The workshop.
    pub workshop: Id,
    /// The budget; `None` for a practice.
    pub budget: Option<Id>,
    /// The practice, as the framework calls it; blank for a budget.
    pub practice: String,
    /// The key of the answer.
    pub key: String,
    /// The answer so far.
    pub text: String,
}

/// A cell of a list that is shown as a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CellBegun {
    /// The address of the list, as [`Address`](super::Address) reads it.
    pub list: String,
    /// The item; `None` for one that is to be added.
    pub item: Option<Id>,
    /// The key of the answer.
    pub key: String,
    /// What the answer is called.
    pub label: String,
    /// What is typed so far.
    pub text: String,
}

impl Begun {
    /// Without what is about something that is not there: it waits for that to come back, and nobody can finish it before.
    #[must_use]
    pub fn about_what_is_in(mut self, index: &Index) -> Self {
        let is_there = |id: &Id| index.get(*id).is_some();
        self.replies.retain(|(to, _)| is_there(to));
        self.settlement = self.settlement.filter(|(of, _)| is_there(of));
        self.readings.retain(|begun| is_there(&begun.signal));
        self.alert = self.alert.filter(|(of, _)| is_there(of));
        self.gates.retain(|begun| is_there(&begun.gate));
        self.outcomes.retain(|begun| is_there(&begun.round) && is_there(&begun.about));
        let has_budget = |begun: &SettingBegun| begun.budget.is_none_or(|budget| is_there(&budget));
        self.setting = self.setting.filter(|begun| is_there(&begun.workshop) && has_budget(begun));
        // a practice of the checklist needs no answer to be marked, and a section is always there
        let leads = |place: &str| leads_to(place).0.is_none_or(|id| is_there(&id));
        self.marks.retain(|begun| leads(&begun.place));
        self.early.retain(|(round, _)| is_there(round));
        self.cells.retain(|begun| leads(&begun.list) && begun.item.is_none_or(|item| is_there(&item)));
        self
    }

    /// Whether nothing is begun.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is begun, each in a few words: `a sign-off by Anke Vos`, `a reply to Sofia Brandt`.
    #[must_use]
    pub fn words(&self, workbook: &Workbook) -> Vec<String> {
        let mut said = Vec::new();
        let mut say = |what: &str, link: &str, name: &str| {
            said.push(match name.trim() {
                "" => what.to_owned(),
                name => format!("{what} {link} {name}"),
            });
        };
        let author = |id: Id| workbook.reviews.comments.find(id).map_or("", |comment| comment.author.as_str());
        let signal = |id: Id| workbook.monitoring.signals.find(id).map_or("", |signal| signal.name.as_str());
        self.sign_off.iter().for_each(|begun| say("a sign-off", "by", &begun.name));
        self.requests.iter().for_each(|begun| say("a request for a review", "by", &begun.name));
        self.acceptance.iter().for_each(|_| say("an acceptance of a finding", "", ""));
        self.comment.iter().for_each(|begun| say("a comment", "on", &begun.about));
        self.replies.iter().for_each(|(to, _)| say("a reply", "to", author(*to)));
        self.settlement.iter().for_each(|(of, _)| say("how a comment was settled", "that is by", author(*of)));
        match self.notes.as_slice() {
            [] => {}
            [begun] => say("a note", "by", &begun.author),
            several => say(&words::how_many(several.len(), "note", "notes"), "", ""),
        }
        self.lines.iter().for_each(|_| say("a line about a workshop", "", ""));
        if !self.answers.is_empty() {
            let count = words::how_many(self.answers.len(), "answer", "answers");
            say(&format!("{count} of the first hour"), "", "");
        }
        self.marks.iter().for_each(|begun| say("a mark", "on", &begun.label));
        self.readings.iter().for_each(|begun| say("a value", "of", signal(begun.signal)));
        self.alert.iter().for_each(|(of, _)| say("what was done about an alert", "of", signal(*of)));
        for begun in &self.gates {
            say("a decision", "on", workbook.release.gates.find(begun.gate).map_or("", |gate| gate.name.as_str()));
        }
        self.stages.iter().for_each(|begun| say("a decision", "on", &begun.stage));
        self.setting.iter().for_each(|_| say("what is being set in a session", "", ""));
        self.early.iter().for_each(|_| say("why turns are revealed early", "", ""));
        self.cells.iter().for_each(|begun| say("a cell", "of", &begun.label));
        self.outcomes.iter().for_each(|begun| say("who decides in a session, and why", "", &begun.by));
        said
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

/// What an address leads to: an item, or else a section.
#[must_use]
pub fn leads_to(place: &str) -> (Option<Id>, Option<Section>) {
    let head = place.split('.').next().unwrap_or_default();
    (head.parse().ok(), Section::from_key(head))
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
