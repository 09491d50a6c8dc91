//! Pieces: what is never split across pages, with the rules for what stands between them.

use std::rc::Rc;

use crate::render::page::art::Art;
use crate::render::page::paragraph::{Line, PARAGRAPH_GAP};
use crate::render::page::style::TextStyle;

/// A horizontal slice of a document that stays whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    /// What is painted.
    pub(crate) art: Art,
    /// Its height.
    pub(crate) height: f32,
    /// Space that it wants above, unless a page begins with it. Of two neighbors' wishes the larger one counts.
    pub(crate) above: f32,
    /// Space that it wants below.
    pub(crate) below: f32,
    /// Whether a page may end after it.
    pub(crate) keep: Keep,
    /// Whether it is a heading: at least two lines of what follows stay with it.
    pub(crate) is_heading: bool,
    /// The table that it is a row of.
    pub(crate) table: Option<TableRow>,
}

/// Whether a page may end after a piece. Ordered by strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Keep {
    /// It may.
    #[default]
    Free,
    /// Only if what should stay together does not fit on one page.
    Together,
    /// Only if there is no other way: after a heading, inside the first or last two lines of a paragraph.
    Tight,
}

/// A row's place in its table.
#[derive(Debug, Clone)]
pub(crate) struct TableRow {
    /// What is repeated when a page begins with this row.
    pub(crate) running: Rc<Running>,
    /// Whether it stands right below the head.
    pub(crate) is_first: bool,
    /// Whether it is the rest of a row that is higher than a page.
    pub(crate) is_rest: bool,
    /// Whether nothing of the table follows.
    pub(crate) is_last: bool,
}

/// What a table repeats on each page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Running {
    /// "Table 1", or empty.
    pub(crate) name: String,
    /// What the table shows, in short: "Failure modes".
    pub(crate) subject: String,
    /// The head row.
    pub(crate) head: Art,
    /// Its height.
    pub(crate) head_height: f32,
}

/// Stacks pieces into one drawing and says how high it is.
pub(crate) fn stack(pieces: Vec<Piece>) -> (Art, f32) {
    let (mut art, mut y, mut below) = (Art::default(), 0.0, None::<f32>);
    for piece in pieces {
        y += below.map_or(0.0, |below| below.max(piece.above));
        art.append(piece.art, 0.0, y);
        y += piece.height;
        below = Some(piece.below);
    }
    (art, y)
}

/// How high lines of a style are as a block of text.
pub(crate) fn height(lines: &[Line], style: &TextStyle) -> f32 {
    let inner = lines.split_last().map_or(&[][..], |(_, others)| others);
    let gaps = inner.iter().filter(|line| line.gap_after).count();
    lines.len() as f32 * style.leading + gaps as f32 * PARAGRAPH_GAP
}

/// Lets a page end between these pieces only if they do not fit on one.
pub(crate) fn keep_together(pieces: &mut [Piece]) {
    if let Some((_, others)) = pieces.split_last_mut() {
        for piece in others {
            piece.keep = piece.keep.max(Keep::Together);
        }
    }
}

/// Moves a page end after the first piece to after the second: for blocks whose first piece is a single line.
pub(crate) fn bind_first(pieces: &mut [Piece]) {
    if let [first, _, ..] = pieces {
        first.keep = Keep::Tight;
    }
}
