//! The faces that documents are set in.
//!
//! Fonts reach this module as values: the bundled faces are part of the program, system faces come through a
//! [`FaceFinder`] that the caller provides. Nothing here opens a file.

use std::sync::Arc;

/// Position of a face in a [`FontBook`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// The data of one face.
#[derive(Debug, Clone)]
pub struct FaceData {
    /// PostScript-like name, used in the PDF and in messages.
    pub name: String,
    /// The font file.
    pub data: Arc<[u8]>,
    /// Index in a collection; 0 for a single font.
    pub index: u32,
}

/// Finds a face outside the bundled ones that can show a character.
pub trait FaceFinder {
    /// A face that has a glyph for `character`, or `None` if this system has none.
    fn find(&self, character: char) -> Option<FaceData>;
}
