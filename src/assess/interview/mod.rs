//! The first hour: what an answer to a plain question fills, and which answers a workbook holds already.
//!
//! Nothing about the interview is stored. An answer stands in the field that its question names, a number in "before and
//! after", the kind of a note says how somebody knows; so an interview opens where it was left, also on another machine. Nothing
//! is changed here: [`Fill`]s say what is to be written, `edit::interview` writes them.

use serde::{Deserialize, Serialize};

use crate::knowledge::{self, Begins, InterviewQuestion, Point};
use crate::model::canvas::NoteKind;
use crate::model::mark::Mark;
use crate::model::metrics::{Direction, Unit};
use crate::model::value::Value;
use crate::model::{Date, Record, Section, View, Workbook};

mod found;
#[cfg(test)]
mod tests;

pub(super) use found::plain;
pub use found::{Figure, day_in, number_in, read_number};

/// How somebody knows what they answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Knowing {
    /// There is something to show.
    Shown,
    /// It is believed.
    #[default]
    Believed,
    /// It is not known.
    Unknown,
}

impl Knowing {
    /// Each, in the order of the keys 1 to 3.
    pub const ALL: [Self; 3] = [Self::Shown, Self::Believed, Self::Unknown];

    /// What a note from such an answer is.
    #[must_use]
    pub const fn kind(self) -> NoteKind {
        match self {
            Self::Shown => NoteKind::Fact,
            Self::Believed => NoteKind::Assumption,
            Self::Unknown => NoteKind::Question,
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// In somebody's own words.
    pub text: String,
    /// How they know.
    pub knowing: Knowing,
    /// What shows it.
    pub source: String,
    /// Who finds out, where it is not known.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// The number that is taken from it; blank for none.
    pub number: String,
    /// The day that is taken from it.
    pub day: Option<Date>,
    /// What is chosen, one text for each field with choices; several stand on lines of their own.
    pub choices: Vec<String>,
}

/// How far a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// There is no answer.
    Open,
    /// It is answered.
    Answered,
    /// It is marked as not known.
    Unknown,
}

/// Something that an answer writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// The value of a field.
    Field {
        /// Its address.
        address: String,
        /// The value as text.
        text: String,
    },
    /// A mark on a field.
    Mark {
        /// Its address.
        address: String,
        /// The mark.
        mark: Mark,
    },
    /// An item of a list.
    Item {
        /// The address of the list.
        list: &'static str,
        /// What it is known by, field by field: the same thing is not written twice.
        key: Vec<(&'static str, String)>,
        /// What only a new one gets.
        first: Vec<(&'static str, String)>,
        /// What is written into it.
        values: Vec<(&'static str, String)>,
    },
}

impl Fill {
    /// The section that it is in.
    #[must_use]
    pub fn section(&self) -> Option<Section> {
        let address = match self {
            Self::Field { address, .. } | Self::Mark { address, .. } => address.as_str(),
            Self::Item { list, .. } => list,
        };
        Section::from_key(address.split('.').next().unwrap_or_default())
    }
}

/// Every question in order, with the title of its chapter.
pub fn questions() -> impl Iterator<Item = (&'static str, &'static InterviewQuestion)> {
    knowledge::interview()
        .iter()
        .flat_map(|chapter| chapter.questions.iter().map(|question| (chapter.title.as_str(), question)))
}

/// The record that holds the field at an address without items, and the field's key.
#[must_use]
pub fn spot<'a, 'b>(workbook: &'a Workbook, address: &'b str) -> Option<(&'a dyn Record, &'b str)> {
    let (path, key) = address.rsplit_once('.')?;
    let mut parts = path.split('.');
    let mut record = workbook.section(Section::from_key(parts.next()?)?);
    for part in parts {
        let View::Record(inner) = record.answer(part)?.view() else { return None };
        record = inner;
    }
    Some((record, key))
}

fn value<'a>(workbook: &'a Workbook, address: &str) -> Option<&'a dyn Value> {
    let (record, key) = spot(workbook, address)?;
    record.answer(key)
}

fn text(workbook: &Workbook, address: &str) -> String {
    value(workbook, address).map(|value| value.view().text()).unwrap_or_default()
}

/// How far a question is in this workbook.
#[must_use]
pub fn state(workbook: &Workbook, question: &InterviewQuestion) -> State {
    let address = if question.answer.is_empty() { question.choices.first() } else { Some(&question.answer) };
    let Some((record, key)) = address.and_then(|address| spot(workbook, address)) else { return State::Open };
    let all = question.answer.is_empty() || record.answer(key).is_some_and(|value| !value.is_blank());
    let chosen = |address: &String| value(workbook, address).is_some_and(|value| !value.is_blank());
    let answered = all && (!question.answer.is_empty() || question.choices.iter().all(chosen));
    match record.marks().get(key) {
        Some(Mark::Unknown { .. }) => State::Unknown,
        _ if answered => State::Answered,
        _ => State::Open,
    }
}

/// The answer that this workbook holds.
#[must_use]
pub fn answer(workbook: &Workbook, question: &InterviewQuestion) -> Answer {
    let choices = question.choices.iter().map(|address| text(workbook, address)).collect();
    let mut answer = Answer { text: text(workbook, &question.answer), choices, ..Answer::default() };
    if let Some((record, key)) = spot(workbook, &question.answer)
        && let Some(Mark::Unknown { owner, due, question }) = record.marks().get(key)
    {
        answer.text = question.clone();
        answer.owner = owner.clone();
        answer.due = *due;
        answer.knowing = Knowing::Unknown;
        return answer;
    }
    answer.source = text(workbook, &question.evidence);
    if let Some(point) = question.number.filter(|_| !answer.text.trim().is_empty()) {
        answer.number = text(workbook, figure(point));
    }
    answer.day = text(workbook, &question.date).parse().ok();
    let wording = note_text(question, &answer);
    let note = question.note.and_then(|block| workbook.canvas.block(block).find(|note| note.text == wording));
    if let Some(note) = note {
        answer.knowing = if note.kind == Some(NoteKind::Fact) { Knowing::Shown } else { Knowing::Believed };
        if answer.source.is_empty() {
            answer.source.clone_from(&note.source);
        }
    } else if !answer.source.trim().is_empty() {
        answer.knowing = Knowing::Shown;
    }
    answer
}

/// The field of the hypothesis for a number.
const fn figure(point: Point) -> &'static str {
    match point {
        Point::Before => "discovery.measure_before",
        Point::After => "discovery.measure_after",
    }
}

/// What the note says: the sentence with the number, or else the whole answer.
fn note_text(question: &InterviewQuestion, answer: &Answer) -> String {
    let text = answer.text.trim();
    if text.is_empty() {
        return question.question.clone();
    }
    let number = answer.number.trim();
    let sentence = if number.is_empty() { None } else { found::sentence_with(text, number) };
    sentence.unwrap_or(text).to_owned()
}

/// What an answer fills, in the order of the preview. Nothing, where nothing is answered.
#[must_use]
pub fn fills(question: &InterviewQuestion, answer: &Answer) -> Vec<Fill> {
    let field = |address: &str, text: &str| Fill::Field { address: address.to_owned(), text: text.trim().to_owned() };
    let mut fills: Vec<Fill> = Vec::new();
    if answer.knowing == Knowing::Unknown {
        fills.extend(note(question, answer));
        if !question.answer.is_empty() {
            let mark = Mark::Unknown {
                owner: answer.owner.trim().to_owned(),
                due: answer.due,
                question: answer.text.trim().to_owned(),
            };
            fills.push(Fill::Mark { address: question.answer.clone(), mark });
        }
        return fills;
    }
    let chosen = question.choices.iter().zip(&answer.choices).filter(|(_, text)| !text.trim().is_empty());
    if !answer.text.trim().is_empty() && !question.answer.is_empty() {
        fills.extend(note(question, answer));
        fills.push(field(&question.answer, &answer.text));
        if !question.evidence.is_empty() && answer.knowing == Knowing::Shown && !answer.source.trim().is_empty() {
            fills.push(field(&question.evidence, &answer.source));
        }
        if let Some(point) = question.number {
            fills.extend(numbers(point, answer));
        }
        if let Some(day) = answer.day.filter(|_| !question.date.is_empty()) {
            fills.push(field(&question.date, &day.to_string()));
        }
        fills.extend(question.item.map(|begins| begun(begins, answer)));
    }
    fills.extend(chosen.map(|(address, text)| field(address, text)));
    fills
}

fn note(question: &InterviewQuestion, answer: &Answer) -> Option<Fill> {
    let block = question.note?;
    let mut values = vec![("kind", answer.knowing.kind().label().to_owned())];
    if answer.knowing == Knowing::Shown && !answer.source.trim().is_empty() {
        values.push(("source", answer.source.trim().to_owned()));
    }
    let key = vec![("text", note_text(question, answer)), ("block", block.label().to_owned())];
    Some(Fill::Item { list: "canvas.notes", key, first: Vec::new(), values })
}

/// What a number fills: the hypothesis, the table of before and after, and a metric. None without a number.
fn numbers(point: Point, answer: &Answer) -> Vec<Fill> {
    let said = answer.number.trim();
    if said.is_empty() {
        return Vec::new();
    }
    let read = read_number(said);
    let unit = read.and_then(|read| read.unit);
    let name = metric_name(unit);
    let kind = answer.knowing.kind().label().to_owned();
    let (side, side_kind) = match point {
        Point::Before => ("before", "before_kind"),
        Point::After => ("after", "after_kind"),
    };
    let mut fills = vec![
        Fill::Field { address: figure(point).to_owned(), text: said.to_owned() },
        Fill::Item {
            list: "discovery.changes",
            key: vec![("aspect", name.to_owned())],
            first: Vec::new(),
            values: vec![(side, said.to_owned()), (side_kind, kind)],
        },
    ];
    if let Some(read) = read {
        let value = if read.unit == Some(Unit::Share) { found::as_fraction(read.value) } else { read.value };
        let place = if point == Point::Before { "baseline" } else { "target" };
        let mut values = vec![(place, value.to_string())];
        if point == Point::Before && !answer.source.trim().is_empty() {
            values.push(("baseline_source", answer.source.trim().to_owned()));
        }
        let lower = unit.is_some_and(|unit| unit != Unit::Share);
        let direction = if lower { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
        fills.push(Fill::Item {
            list: "metrics.metrics",
            key: vec![("name", name.to_owned())],
            first: vec![
                ("unit", unit.unwrap_or(Unit::Number).label().to_owned()),
                ("direction", direction.label().to_owned()),
            ],
            values,
        });
    }
    fills
}

/// What a figure of this unit is called until somebody calls it something better.
const fn metric_name(unit: Option<Unit>) -> &'static str {
    match unit {
        Some(Unit::Share) => "Right first time",
        Some(Unit::Seconds | Unit::Minutes | Unit::Hours | Unit::Days) => "Time taken",
        Some(Unit::Money) => "Cost of a case",
        _ => "Figure that moves",
    }
}

fn begun(begins: Begins, answer: &Answer) -> Fill {
    let text = answer.text.trim();
    let name = found::headline(text, 72).to_owned();
    match begins {
        Begins::FailureMode => Fill::Item {
            list: "failure_modes.modes",
            key: vec![("name", name)],
            first: Vec::new(),
            values: vec![("effect", text.to_owned())],
        },
        Begins::DataSource => Fill::Item {
            list: "data.sources",
            key: vec![("name", name)],
            first: Vec::new(),
            values: vec![("description", text.to_owned())],
        },
    }
}

/// How many questions are answered, and how many are marked as not known.
#[must_use]
pub fn tally(workbook: &Workbook) -> (usize, usize) {
    let states = questions().map(|(_, question)| state(workbook, question));
    states.fold((0, 0), |(answered, unknown), state| match state {
        State::Open => (answered, unknown),
        State::Answered => (answered + 1, unknown),
        State::Unknown => (answered, unknown + 1),
    })
}
