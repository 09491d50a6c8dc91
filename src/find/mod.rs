//! Finding: what a workbook holds, by words, the best first; and what links to what.
//!
//! [`Catalog`] lists every item, text and person of a workbook once per change; [`Finder`] says how well a text fits what
//! was typed, and where. [`Backlinks`] turns links round. Knows nothing of pages or commands: whoever lists those, ranks
//! them with the same [`Finder`].

mod backlinks;
mod catalog;
mod matching;

pub use backlinks::{Backlink, Backlinks};
pub use catalog::{Catalog, ItemEntry, Person, TextEntry, is_key, is_person};
pub use matching::{Finder, Haystack, Query};
