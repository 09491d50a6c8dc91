//! Model cards of other programs: Markdown with a YAML head, as on model hubs, and the JSON of the Model Card Toolkit.
//!
//! [`read()`] takes the bytes of a file and gives what it says as values of the workbook, together with what was not understood:
//! nothing is dropped in silence. It trusts nothing: size, depth and counts are bounded, aliases of YAML are not followed.
//! Nothing is written here; `edit::card` does that.

mod body;
mod head;
mod results;
#[cfg(test)]
mod tests;
mod toolkit;
mod yaml;

use thiserror::Error;

use crate::model::Section;
use crate::model::data::DataSource;
use crate::model::limits::Limit;
use crate::model::metrics::Metric;

/// The most bytes that a card may have. Of 25,000 cards on a hub the largest has 600 kB.
pub const LIMIT: usize = 8 * 1024 * 1024;

/// The most characters that are taken into one field; what is longer is cut, and that is said.
const LONGEST: usize = 6_000;

/// The most characters of a name or remark, which may stand beside every value that was measured.
const BRIEF: usize = 500;

/// The most of each that is taken from one card: sources, limits, metrics, values of one metric, and what is left out.
const MOST: usize = 200;

/// Why a file is not a model card. Nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CardError {
    /// It has no bytes, or only blanks.
    #[error("the file is empty")]
    Empty,
    /// It is larger than any card.
    #[error("the file has more than 8 MB")]
    TooLarge,
    /// It is not text in UTF-8.
    #[error("the file is not text in UTF-8")]
    NotText,
    /// It is a web page.
    #[error("the file is a web page")]
    Html,
    /// It begins as JSON and is none.
    #[error("the JSON is broken in line {line}")]
    BrokenJson {
        /// Where, from 1.
        line: usize,
    },
    /// It is JSON of something else.
    #[error("the JSON is not of a model card")]
    OtherJson,
    /// It is text without anything that a card says.
    #[error("the text says nothing that a model card says")]
    NothingFound,
}

impl CardError {
    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "Choose another file: this one may not have been downloaded to its end.",
            Self::TooLarge => "A model card is a short text. Choose its README.md, not the model.",
            Self::NotText => "Save it as UTF-8 in a text editor, or choose the Markdown or JSON file beside it.",
            Self::Html => "Download the raw README.md of the model, not the page that shows it.",
            Self::BrokenJson { .. } => "Download it again, or mend that line.",
            Self::OtherJson => "The JSON of the Model Card Toolkit begins with `model_details`.",
            Self::NothingFound => {
                "A card has a head between lines of `---`, or headings such as \u{201c}Intended use\u{201d}."
            }
        }
    }
}

/// Something in the file that has no place here, or was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What it is called in the file.
    pub what: String,
    /// Why it was left out.
    pub why: &'static str,
}

/// What a card says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Card {
    /// Values of fields, by their addresses, each at most once.
    pub fields: Vec<(&'static str, String)>,
    /// Sources of data.
    pub sources: Vec<DataSource>,
    /// Metrics with what was measured.
    pub metrics: Vec<Metric>,
    /// Limits of the model.
    pub limits: Vec<Limit>,
    /// What was left out.
    pub unread: Vec<Unread>,
}

/// Why something is left out.
mod why {
    pub(super) const NO_PLACE: &str = "has no place in a workbook";
    pub(super) const NOT_UNDERSTOOD: &str = "was not understood";
    pub(super) const CUT: &str = "was cut: it is very long";
    pub(super) const TOO_MANY: &str = "are too many: the first 200 are taken";
    pub(super) const PICTURES: &str = "are pictures";
    pub(super) const ALIAS: &str = "refers to another part, which is not followed";
}

impl Card {
    /// What it says about a field; blank if nothing.
    #[must_use]
    pub fn field(&self, address: &str) -> &str {
        self.fields.iter().find(|(one, _)| *one == address).map_or("", |(_, text)| text)
    }

    /// How many places it fills.
    #[must_use]
    pub fn places(&self) -> usize {
        self.fields.len() + self.sources.len() + self.metrics.len() + self.limits.len()
    }

    /// The section of a field.
    #[must_use]
    pub fn section_of(address: &str) -> Option<Section> {
        Section::from_key(address.split('.').next().unwrap_or_default())
    }

    /// Says something about a field. What was said first stays in front.
    fn say(&mut self, address: &'static str, text: &str) {
        let text = text.trim();
        if text.is_empty() || is_placeholder(text) {
            return;
        }
        let at = self.fields.iter().position(|(one, _)| *one == address);
        let mut whole = match at.and_then(|at| self.fields.get(at)) {
            Some((_, before)) if before.contains(text) => return,
            Some((_, before)) => format!("{before}\n\n{text}"),
            None => text.to_owned(),
        };
        if let Some((end, _)) = whole.char_indices().nth(LONGEST) {
            whole.truncate(end);
            self.leave(address, why::CUT);
        }
        match at.and_then(|at| self.fields.get_mut(at)) {
            Some((_, before)) => *before = whole,
            None => self.fields.push((address, whole)),
        }
    }

    /// Says something about a field that nothing is said about yet.
    fn say_first(&mut self, address: &'static str, text: &str) {
        if self.field(address).is_empty() {
            self.say(address, text);
        }
    }

    /// Takes a source of data. Of two that are called alike the later one gets a number.
    fn source(&mut self, mut source: DataSource) {
        source.name = self.beginning("Data", &source.name, BRIEF);
        for text in [&mut source.description, &mut source.provenance, &mut source.known_bias] {
            *text = self.beginning("Data", text, LONGEST);
        }
        if self.sources.contains(&source) {
            return;
        }
        if self.sources.len() == MOST {
            self.leave("Sources of data", why::TOO_MANY);
            return;
        }
        let name = source.name.clone();
        let mut number = 2;
        while self.sources.iter().any(|other| other.name == source.name) {
            source.name = format!("{name} ({number})");
            number += 1;
        }
        self.sources.push(source);
    }

    /// Takes a limit, once.
    fn limit(&mut self, statement: &str) {
        let statement = self.beginning("Limits", statement, LONGEST);
        if self.limits.iter().any(|limit| limit.statement == statement) {
            return;
        }
        if self.limits.len() == MOST {
            self.leave("Limits", why::TOO_MANY);
        } else {
            self.limits.push(Limit { statement, ..Limit::default() });
        }
    }

    /// The beginning of a text; that the rest is left out is said.
    fn beginning(&mut self, what: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
        self.leave(what, why::CUT);
        text.get(..end).unwrap_or(text).to_owned()
    }

    fn leave(&mut self, what: &str, why: &'static str) {
        let what: String = if self.unread.len() < MOST { what.chars().take(80).collect() } else { "More".to_owned() };
        if self.unread.len() <= MOST && !self.unread.iter().any(|unread| unread.what == what) {
            self.unread.push(Unread { what, why });
        }
    }
}

/// Whether a text only says that there is nothing.
fn is_placeholder(text: &str) -> bool {
    let plain = text.trim_matches(|c: char| matches!(c, '[' | ']' | '.' | '*' | '_' | ' ' | '-')).to_lowercase();
    matches!(
        plain.as_str(),
        "more information needed" | "needs more information" | "n/a" | "todo" | "tbd" | "none" | ""
    )
}

/// Reads a card.
///
/// # Errors
/// [`CardError`] with what to do about it.
pub fn read(bytes: &[u8]) -> Result<Card, CardError> {
    if bytes.len() > LIMIT {
        return Err(CardError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CardError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\0') {
        return Err(CardError::NotText);
    }
    let begin = text.trim_start();
    if begin.is_empty() {
        return Err(CardError::Empty);
    }
    let lower: String = begin.chars().take(32).collect::<String>().to_lowercase();
    if ["<!doctype html", "<html", "<?xml"].iter().any(|tag| lower.starts_with(tag)) {
        return Err(CardError::Html);
    }
    if begin.starts_with('{') {
        return toolkit::read(begin);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut card = Card::default();
    let body = head::read(&text, &mut card);
    body::read(body, &mut card);
    if card.places() == 0 { Err(CardError::NothingFound) } else { Ok(card) }
}
