//! What to know before a pack is made: what will be printed on every page, what is worth mending first, what will not be in it.
//!
//! Nothing here stops an export: people decide. Every remark says what it means and, where there is one, the place to go to.

mod characters;
mod look;
mod out;
mod standing;

use crate::assess::findings::Finding;
use crate::model::pack::Document;
use crate::model::place::Place;
use crate::model::{Date, Workbook};
use crate::render::page::placed::MissingGlyph;

use super::Order;

/// What kind of remark it is, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Printed on every page, for every reader to see.
    Blocked,
    /// Worth mending first.
    Mend,
    /// Will not be in it, and why.
    LeftOut,
}

impl Kind {
    /// The kind as a machine reads it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Mend => "mend",
            Self::LeftOut => "left-out",
        }
    }
}

/// Something to know before a pack is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its kind.
    pub kind: Kind,
    /// What it is, in a few words.
    pub title: String,
    /// What that means, or where it is.
    pub detail: String,
    /// Where to look, if at one place.
    pub place: Option<Place>,
    /// The character that no font shows, if it is about one: to be replaced at the place.
    pub character: Option<char>,
}

/// What is known beside the workbook. Everything may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// What the checker found.
    pub findings: &'a [Finding],
    /// SHA-256 of the workbook's canonical text, as hexadecimal digits; empty if it is not known.
    pub digest: &'a str,
    /// The day.
    pub today: Option<Date>,
    /// Characters that no font could show on the pages laid out so far.
    pub missing: &'a [(Document, MissingGlyph)],
    /// How many pages the documents have that were laid out so far.
    pub pages: &'a [(Document, usize)],
}

/// What to know before a pack is made: by kind, and within it the weightiest first.
#[must_use]
pub fn preflight(workbook: &Workbook, order: &Order, known: &Known<'_>) -> Vec<Remark> {
    let mut remarks = standing::remarks(workbook, order, known);
    remarks.extend(characters::remarks(workbook, known));
    remarks.extend(look::remarks(workbook));
    remarks.extend(out::remarks(workbook, order));
    remarks.sort_by_key(|remark| remark.kind);
    remarks
}

impl Remark {
    fn new(kind: Kind, title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { kind, title: title.into(), detail: detail.into(), place: None, character: None }
    }

    fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }
}

/// `1 blocker is`, `2 blockers are`.
fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{} {}", crate::words::count(count as u64), if count == 1 { one } else { several })
}

/// The first few of several, and how many more there are.
fn first_of(texts: &[String], shown: usize) -> String {
    let more = texts.len().saturating_sub(shown);
    let mut first = texts.iter().take(shown).cloned().collect::<Vec<_>>();
    if more > 0 {
        first.push(format!("{more} more"));
    }
    crate::words::series(&first)
}

#[cfg(test)]
mod tests;
