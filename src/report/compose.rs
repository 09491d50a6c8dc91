//! Short ways to write blocks, so that the files of the documents read like their contents.

use crate::model::mark::Mark as FieldMark;
use crate::model::{Date, Id, Record, Section};
use crate::words;

use super::block::{
    Align, Block, Body, Cell, Column, Fact, Glyph, Link, Mark, Rich, Row, Source, Span, Style, Table, Width,
};

impl From<&str> for Rich {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Rich {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

impl Rich {
    /// Text in one style.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().then(text)
    }

    /// Heavier text.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self::default().and(Style::Strong, text)
    }

    /// Lighter text.
    #[must_use]
    pub fn quiet(text: impl Into<String>) -> Self {
        Self::default().and(Style::Quiet, text)
    }

    /// Text that says that something is missing or exceeded.
    #[must_use]
    pub fn alert(text: impl Into<String>) -> Self {
        Self::default().and(Style::Alert, text)
    }

    /// Adds plain text.
    #[must_use]
    pub fn then(self, text: impl Into<String>) -> Self {
        self.and(Style::Plain, text)
    }

    /// Adds text in a style.
    #[must_use]
    pub fn and(mut self, style: Style, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Span { text, style, link: None });
        }
        self
    }

    /// Adds other rich text.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Adds text that leads to an anchor of this document.
    #[must_use]
    pub fn leading_to(mut self, anchor: String, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), style: Style::Plain, link: Some(Link::Anchor(anchor)) });
        self
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|span| span.text.trim().is_empty())
    }

    /// The words without styles.
    #[must_use]
    pub fn words(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl Block {
    /// A block that comes from no single place.
    #[must_use]
    pub fn new(body: Body) -> Self {
        Self { body, source: None }
    }

    /// The same block, coming from a section.
    #[must_use]
    pub fn from_section(self, section: Section) -> Self {
        Self { source: Some(source(section, None)), ..self }
    }

    /// The same block, coming from an item.
    #[must_use]
    pub fn from_item(self, section: Section, item: Id) -> Self {
        Self { source: Some(source(section, Some(item))), ..self }
    }
}

/// The place of a section or an item, for [`Block::source`] and [`Row::source`].
#[must_use]
pub fn source(section: Section, item: Option<Id>) -> Source {
    Source { section: section as u8, item: item.map_or(0, |id| id.0) }
}

/// A paragraph.
#[must_use]
pub fn paragraph(text: impl Into<Rich>) -> Block {
    Block::new(Body::Paragraph(text.into()))
}

/// Small, quiet text.
#[must_use]
pub fn note(text: impl Into<Rich>) -> Block {
    Block::new(Body::Note(text.into()))
}

/// Bullets.
#[must_use]
pub fn bullets(items: Vec<Rich>) -> Block {
    Block::new(Body::List { ordered: false, items })
}

/// A subheading.
#[must_use]
pub fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::new(Body::Heading { level, text: text.into(), anchor: String::new() })
}

/// Label and value pairs; pairs without a value are left out.
#[must_use]
pub fn facts(pairs: Vec<(&str, Rich)>) -> Block {
    let told = pairs.into_iter().filter(|(_, value)| !value.is_blank());
    Block::new(Body::Facts(told.map(|(label, value)| Fact { label: label.to_owned(), value }).collect()))
}

/// A cell of words.
#[must_use]
pub fn cell(text: impl Into<Rich>) -> Cell {
    Cell::Text(text.into())
}

/// A cell of words that says so in the alert color if there are none.
#[must_use]
pub fn cell_or(text: &str, missing: &str) -> Cell {
    if text.trim().is_empty() { Cell::Text(Rich::alert(missing)) } else { cell(text) }
}

/// A cell with the answer to a question of a record; without one it says why, if a mark does, or else what is missing.
#[must_use]
pub fn cell_of(record: &dyn Record, key: &str, missing: &str) -> Cell {
    let answer = record.answer(key).map(|value| value.view().text()).unwrap_or_default();
    match record.marks().get(key) {
        Some(FieldMark::NotApplicable { .. }) if answer.trim().is_empty() => Cell::Text(Rich::quiet("Does not apply")),
        Some(FieldMark::Withheld) if answer.trim().is_empty() => Cell::Text(Rich::quiet("Left out")),
        Some(FieldMark::Unknown { .. }) if answer.trim().is_empty() => Cell::Text(Rich::alert("Not known yet")),
        _ => cell_or(&answer, missing),
    }
}

/// A cell with a date by which something open is due: in the alert color if there is none, or if it lies before `today`.
#[must_use]
pub fn cell_due(due: Option<Date>, today: Option<Date>) -> Cell {
    match due {
        None => Cell::Text(Rich::alert("No date")),
        Some(due) if today.is_some_and(|today| due < today) => {
            Cell::Text(Rich::alert(format!("{}\nlate", words::short_date(due))))
        }
        Some(due) => cell(words::short_date(due)),
    }
}

/// A cell with a sign and its word.
#[must_use]
pub fn mark(glyph: Glyph, label: impl Into<String>) -> Cell {
    Cell::Mark(Mark { glyph, label: label.into() })
}

/// A column of words that takes a share of the width.
#[must_use]
pub fn column(head: &str, share: f32) -> Column {
    Column { head: head.to_owned(), align: Align::Start, width: Width::Share(share) }
}

/// A column as wide as its content.
#[must_use]
pub fn fitted(head: &str) -> Column {
    Column { head: head.to_owned(), align: Align::Start, width: Width::Fit }
}

/// A column of numbers as wide as its content.
#[must_use]
pub fn figures(head: &str) -> Column {
    Column { head: head.to_owned(), align: Align::End, width: Width::Fit }
}

/// A column of drawings with a fixed width.
#[must_use]
pub fn drawing(head: &str, width_pt: f32) -> Column {
    Column { head: head.to_owned(), align: Align::Start, width: Width::Points(width_pt) }
}

/// A table.
#[must_use]
pub fn table(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::new(Body::Table(Table { caption: caption.into(), columns, rows }))
}

/// A row that comes from an item.
#[must_use]
pub fn row(section: Section, item: Id, cells: Vec<Cell>) -> Row {
    Row { cells, anchor: String::new(), source: Some(source(section, Some(item))) }
}

/// Numbers headings, tables and figures as they come.
#[derive(Debug, Default)]
pub struct Numbering {
    sections: usize,
    tables: usize,
    figures: usize,
    annexes: u8,
}

impl Numbering {
    /// A numbered section heading: "3. Limits".
    pub fn section(&mut self, text: &str, anchor: &str) -> Block {
        self.sections += 1;
        let text = format!("{}. {text}", self.sections);
        Block::new(Body::Heading { level: 1, text, anchor: anchor.to_owned() })
    }

    /// A lettered annex heading: "Annex A. Failure modes in detail".
    pub fn annex(&mut self, text: &str, anchor: &str) -> Block {
        let letter = char::from(b'A'.saturating_add(self.annexes).min(b'Z'));
        self.annexes += 1;
        let text = format!("Annex {letter}. {text}");
        Block::new(Body::Heading { level: 1, text, anchor: anchor.to_owned() })
    }

    /// A table's caption: "Table 2. Failure modes."
    pub fn table(&mut self, text: &str) -> String {
        self.tables += 1;
        format!("Table {}. {text}", self.tables)
    }

    /// A figure's caption: "Figure 1. Severity and frequency."
    pub fn figure(&mut self, text: &str) -> String {
        self.figures += 1;
        format!("Figure {}. {text}", self.figures)
    }
}
