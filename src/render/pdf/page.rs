//! One page: its placed items as a content stream, cut into marked content by element.
//!
//! Items are painted in the order in which they were placed, which is also the order in which their text is extracted.

use crate::render::page::placed::{ElementId, Paint, Placed};

use super::content::Content;
use super::font::Fonts;
use super::picture::Pictures;
use super::structure::Structure;
use super::{path, text};

/// What the pages of a document show by name.
pub(super) struct Resources {
    /// The fonts.
    pub(super) fonts: Fonts,
    /// The pictures.
    pub(super) pictures: Pictures,
}

/// The content stream of the page with this number, counted from 0. Tells the structure tree what is marked on it.
pub(super) fn content(items: &[Placed], number: usize, resources: &Resources, structure: &mut Structure) -> Vec<u8> {
    let mut content = Content::new(structure.heights_pt.get(number).copied().unwrap_or_default());
    for group in items.chunk_by(|one, next| one.element == next.element) {
        let element = group.first().and_then(|placed| placed.element);
        begin(&mut content, element, number, structure);
        for placed in group {
            structure.cover(element, number, &placed.paint);
            paint(&mut content, &placed.paint, resources);
        }
        content.end_marked();
    }
    content.into_bytes()
}

fn begin(content: &mut Content, element: Option<ElementId>, page: usize, structure: &mut Structure) {
    match element.and_then(|id| structure.mark(id, page)) {
        Some((tag, mcid)) => content.begin_marked(tag, mcid),
        None => content.begin_artifact(),
    }
}

fn paint(content: &mut Content, paint: &Paint, resources: &Resources) {
    match paint {
        Paint::Path(path) => path::paint(content, path),
        Paint::Picture(picture) => resources.pictures.paint(content, picture),
        Paint::Text(run) => {
            if let Some(face) = resources.fonts.face(run.face) {
                text::show(content, run, face);
            }
        }
    }
}
