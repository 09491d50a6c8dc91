//! Clickable areas as link annotations (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18.5).
//!
//! An area leads to a place in the document, or to a web or mail address. Any other address stays unlinked: a file link
//! or a script in a document that goes to reviewers would be a trap.

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

use crate::render::address;
use crate::render::page::placed::{LinkArea, Pages, Target};

use super::file::File;
use super::string::text_string;
use super::structure::Structure;
use super::syntax;

/// Writes the annotations of every page.
pub(super) fn write(
    document: &mut Document,
    file: &mut File,
    (pages, ids): (&Pages, &[ObjectId]),
    structure: &mut Structure,
) -> Result<(), lopdf::Error> {
    for (number, (page, id)) in pages.pages.iter().zip(ids).enumerate() {
        let mut annotations = Vec::new();
        for area in &page.links {
            let Some((key, target)) = target(&area.target, pages, ids) else { continue };
            let annotation = document.new_object_id();
            let parent = structure.annotate(area.element, number, annotation, &area.words);
            let mut written = outline(area, page.height_pt);
            written.set(key, target);
            written.set("P", *id);
            written.set("StructParent", parent as u32);
            syntax::object(file.object(annotation), &Object::Dictionary(written));
            annotations.push(Object::Reference(annotation));
        }
        let page = document.get_dictionary_mut(*id)?;
        if annotations.is_empty() {
            page.remove(b"Annots");
        } else {
            page.set("Annots", annotations);
        }
    }
    Ok(())
}

/// Where a place in the document is, for links and outline: the page, and how far down its top edge is.
pub(super) fn destination(page: usize, top_pt: u32, pages: &Pages, ids: &[ObjectId]) -> Option<Object> {
    let height_pt = pages.pages.get(page)?.height_pt;
    let page = Object::Reference(*ids.get(page)?);
    let top = Object::Real((height_pt - top_pt as f32).max(0.0));
    Some(Object::Array(vec![page, "XYZ".into(), Object::Null, top, Object::Null]))
}

/// Everything but where it leads: flag 4 has it printed, and no border is drawn.
fn outline(area: &LinkArea, height_pt: f32) -> Dictionary {
    let edges = [area.x, height_pt - area.y - area.height, area.x + area.width, height_pt - area.y];
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => edges.map(Object::Real).to_vec(),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4,
        "Contents" => text_string(&area.words),
    }
}

fn target(target: &Target, pages: &Pages, ids: &[ObjectId]) -> Option<(&'static str, Object)> {
    match target {
        Target::Place(page, top_pt) => Some(("Dest", destination(*page, *top_pt, pages, ids)?)),
        Target::Address(address) => {
            let uri = Object::String(address::uri(address)?.into_bytes(), StringFormat::Literal);
            Some(("A", Object::Dictionary(dictionary! { "S" => "URI", "URI" => uri })))
        }
    }
}
