//! What the palette shows: rows in groups, what each does, and the piece of a text around what was found in it.

use std::ops::Range;

use crate::find::Haystack;
use crate::model::place::Place;
use crate::ui::command::Command;
use crate::ui::page::Page;
use crate::ui::widgets::result_row::ResultRow;
use crate::words;

/// How many letters of a text stand before the match.
const LEAD_IN: usize = 24;

/// What a row does.
#[derive(Debug, Clone)]
pub enum Act {
    /// Shows a page.
    Turn(Page),
    /// Shows a place.
    GoTo(Place),
    /// Carries out a command.
    Do(Command),
    /// Adds what was typed where the person is: a note in the block, an item in the list.
    AddHere,
    /// Adds what was typed as a failure mode.
    AddFailureMode,
    /// Looks for what was typed in every text, with the bar that can replace.
    FindText,
    /// Lists what names a person.
    Person(String),
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// What is seen of it.
    pub shown: ResultRow,
    /// What it does.
    pub act: Act,
}

/// A line of the list.
#[derive(Debug, Clone)]
pub enum Line {
    /// The head of a group.
    Head(&'static str),
    /// A row.
    Row(Box<Row>),
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// The groups with their rows.
    pub lines: Vec<Line>,
    /// What is said if nothing was found.
    pub message: String,
    /// How many things were found, and of how many; commands and pages included.
    pub(super) found: usize,
    pub(super) all: usize,
    pub(super) typed: bool,
}

impl Results {
    /// Whether nothing was found, whatever can be added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.message.is_empty()
    }

    /// The count in words.
    #[must_use]
    pub fn said(&self) -> String {
        let all = words::count(self.all as u64);
        if self.typed { format!("{} of {all}", words::count(self.found as u64)) } else { String::new() }
    }

    fn can(&self, at: usize) -> bool {
        matches!(self.lines.get(at), Some(Line::Row(row)) if row.shown.reason.is_none())
    }

    /// The first row that can be chosen.
    #[must_use]
    pub fn first(&self) -> usize {
        (0..self.lines.len()).find(|at| self.can(*at)).unwrap_or(0)
    }

    /// The row so many rows further; from the last one on it is the first.
    #[must_use]
    pub fn step(&self, from: usize, by: isize) -> usize {
        let rows: Vec<usize> = (0..self.lines.len()).filter(|at| self.can(*at)).collect();
        let Some(here) = rows.iter().position(|at| *at == from) else { return self.first() };
        let last = rows.len() - 1;
        let to = match by {
            1 if here == last => 0,
            -1 if here == 0 => last,
            by => here.saturating_add_signed(by).min(last),
        };
        rows.get(to).copied().unwrap_or(from)
    }

    /// What a row does.
    #[must_use]
    pub fn act(&self, at: usize) -> Option<&Act> {
        match self.lines.get(at) {
            Some(Line::Row(row)) if row.shown.reason.is_none() => Some(&row.act),
            _ => None,
        }
    }

    /// Adds a group, if there is anything in it.
    pub(super) fn group(&mut self, head: &'static str, rows: Vec<Row>) {
        if !rows.is_empty() {
            self.lines.push(Line::Head(head));
            self.lines.extend(rows.into_iter().map(|row| Line::Row(Box::new(row))));
        }
    }
}

/// The piece of a text around its first match.
pub fn snippet(text: &Haystack, marks: Vec<Range<usize>>) -> (String, Vec<Range<usize>>) {
    let whole = text.text();
    let first = marks.first().map_or(0, |mark| mark.start);
    let Some(from) = first.checked_sub(LEAD_IN).filter(|from| *from > 0) else { return (whole, marks) };
    // not in the middle of a word, unless that is a long one
    let letters: Vec<char> = whole.chars().collect();
    let gap = letters.iter().skip(from).take(LEAD_IN / 2).position(|letter| letter.is_whitespace());
    let from = from + gap.map_or(0, |gap| gap + 1);
    let piece = format!("…{}", letters.into_iter().skip(from).collect::<String>());
    let marks = marks.into_iter().map(|mark| mark.start + 1 - from..mark.end + 1 - from).collect();
    (piece, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(range: Range<usize>) -> Vec<Range<usize>> {
        std::iter::once(range).collect()
    }

    #[test]
    fn a_snippet_begins_near_the_match_and_between_words() {
        let text = Haystack::new("A long sentence that goes on for a while before the word injury comes up");
        let (piece, marks) = snippet(&text, one(57..63));
        assert_eq!(piece, "…while before the word injury comes up");
        let letters: Vec<char> = piece.chars().collect();
        assert_eq!(letters[marks[0].clone()].iter().collect::<String>(), "injury");
        let short = Haystack::new("An injury");
        assert_eq!(snippet(&short, one(3..9)), ("An injury".to_owned(), one(3..9)));
    }
}
