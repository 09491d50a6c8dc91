//! Blocks -> pages of placed items.
//!
//! In reading order: [`placed`] is the result. Text goes from `shape` (words to glyphs) through `paragraph` (lines)
//! and `line` (painting them). `compose` turns each block into `piece`s that are never split, with `table` and
//! `chart` beside it; `flow` fills pages with pieces; `document` holds it all together.
//!
//! Pure: no files, no clock, no failure. The same report, paper and fonts give the same pages.

pub mod placed;

mod art;
mod board;
mod boxes;
mod breaks;
mod characters;
mod chart;
mod columns;
mod compose;
mod contents;
mod document;
pub mod drawing;
mod enlarge;
mod flow;
mod frame;
pub(crate) mod glyph;
mod interval;
mod line;
pub(crate) mod palette;
mod paper;
mod paragraph;
mod path;
mod piece;
mod placeholder;
#[cfg(test)]
mod samples;
mod shape;
mod strip;
mod structure;
mod style;
pub(crate) mod table;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod torture;
mod typesetter;

pub use document::lay_out;
pub use paper::Paper;
