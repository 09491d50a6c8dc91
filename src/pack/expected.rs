//! What a document must hold, whatever its format: its title, and every item that it cites by number.
//!
//! Taken from the blocks that all formats are written from, so that each file can be held against it after writing. Drawings are
//! left aside: what they cite stands in their alternative texts, which not every format prints as text.

use std::collections::BTreeSet;

use crate::model::ItemKind;
use crate::report::block::{Block, Body, Cell, Report, Rich, Signature, Table};

/// What the files of a document must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    /// The words of its title.
    pub title: String,
    /// Items that its text cites: `FM-3`.
    pub cited: BTreeSet<String>,
    /// Those of them that its tables cite.
    pub cited_in_tables: BTreeSet<String>,
}

impl Expected {
    /// What a report asks of its files.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut expected = Self::default();
        expected.blocks(&report.blocks);
        expected
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.body(&block.body);
        }
    }

    fn body(&mut self, body: &Body) {
        match body {
            Body::Title { text, subtitle } => {
                self.title.clone_from(text);
                self.words(text);
                self.words(subtitle);
            }
            Body::Heading { text, .. } => self.words(text),
            Body::Paragraph(text) | Body::Note(text) => self.rich(text),
            Body::Facts(facts) => facts.iter().for_each(|fact| {
                self.words(&fact.label);
                self.rich(&fact.value);
            }),
            Body::List { items, .. } | Body::Columns(items) => items.iter().for_each(|item| self.rich(item)),
            Body::Table(table) => self.table(table),
            Body::Callout { title, text, .. } => {
                self.words(title);
                self.rich(text);
            }
            Body::Beside { left, right, .. } => {
                self.blocks(left);
                self.blocks(right);
            }
            Body::Board(board) => board.fields.iter().for_each(|field| {
                self.words(&field.title);
                self.words(&field.prompt);
                field.notes.iter().for_each(|(_, note)| self.rich(note));
            }),
            Body::Signatures(signatures) => signatures.iter().for_each(|signature| {
                let Signature { name, role, decision, note } = signature;
                for text in [name, role, decision, note] {
                    self.words(text);
                }
            }),
            Body::Together(blocks) => self.blocks(blocks),
            Body::Figure(_) | Body::Contents { .. } | Body::PageBreak => {}
        }
    }

    fn table(&mut self, table: &Table) {
        self.words(&table.caption);
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let words = match cell {
                Cell::Text(text) => text.words(),
                Cell::Mark(mark) => mark.label.clone(),
                Cell::Interval(_) => continue,
            };
            let cited = citations(&words);
            self.cited_in_tables.extend(cited.iter().cloned());
            self.cited.extend(cited);
        }
    }

    fn rich(&mut self, text: &Rich) {
        self.words(&text.words());
    }

    fn words(&mut self, text: &str) {
        self.cited.extend(citations(text));
    }
}

/// Every item that a text cites: letters of a kind, a hyphen and a number, standing alone.
#[must_use]
pub fn citations(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (hyphen, _) in text.match_indices('-') {
        let (before, after) = (text.get(..hyphen).unwrap_or_default(), text.get(hyphen + 1..).unwrap_or_default());
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let letters = before.bytes().rev().take_while(u8::is_ascii_uppercase).count();
        let (prefix, number) = (before.get(before.len() - letters..), after.get(..digits));
        let (Some(prefix), Some(number)) = (prefix, number) else { continue };
        let stands_alone = !before.get(..before.len() - letters).unwrap_or_default().ends_with(char::is_alphanumeric);
        let is_kind = !prefix.is_empty() && ItemKind::ALL.iter().any(|kind| kind.prefix() == prefix);
        if digits > 0 && is_kind && stands_alone && !number.starts_with('0') {
            found.insert(format!("{prefix}-{number}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_stand_alone_and_are_of_a_kind() {
        let text = "FM-3 and (UB-12), RG-1's; XFM-4, FM-, fm-5, ISO-9, N-07, W-1\u{2011}2, A-1.5 -FM-6";
        let found: Vec<String> = citations(text).into_iter().collect();
        assert_eq!(found, ["A-1", "FM-3", "FM-6", "RG-1", "UB-12", "W-1"]);
    }
}
