//! The document as printpdf makes it: a page with the fonts, and as many more like it as are wanted. Their content is
//! written elsewhere.
//!
//! Knows what printpdf 0.12 gets wrong or leaves open and sets it right. The font descriptors say the height of capitals,
//! and widths are exact to a tenth instead of cut to whole thousandths.

use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use crate::render::RenderError;
use crate::render::page::placed::{Page, Pages};

use super::font::{EmbeddedFace, Fonts};

/// Makes a document with empty pages of the sizes that these have. Gives back the ids of its pages as well.
pub(super) fn make(pages: &Pages, fonts: &Fonts) -> Result<(Document, Vec<ObjectId>), RenderError> {
    let count = pages.pages.len().checked_sub(1).ok_or(RenderError::NoPages)?;
    let first_page = pages.pages.first().ok_or(RenderError::NoPages)?;
    let mut document = single(first_page, fonts);
    let first = document.page_iter().next().ok_or(RenderError::NoPages)?;
    for face in fonts.faces() {
        correct(&mut document, first, face)?;
    }
    let page = document.get_dictionary_mut(first)?;
    let inventory = page.remove(b"Contents");
    for same in [b"TrimBox", b"CropBox"] {
        page.remove(same);
    }
    let (parent, page) = (page.get(b"Parent")?.as_reference()?, page.clone());
    if let Some(Object::Reference(inventory)) = inventory {
        document.objects.remove(&inventory);
    }
    let more = std::iter::repeat_n(page, count).map(|page| document.add_object(page));
    let ids: Vec<ObjectId> = std::iter::once(first).chain(more).collect();
    for (id, page) in ids.iter().zip(&pages.pages) {
        let sheet = [0.0, 0.0, page.width_pt, page.height_pt].map(Object::Real).to_vec();
        document.get_dictionary_mut(*id)?.set("MediaBox", sheet);
    }
    let parent = document.get_dictionary_mut(parent)?;
    parent.set("Count", ids.len() as u32);
    parent.set("Kids", ids.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>());
    Ok((document, ids))
}

/// One page and the embedded fonts. The page shows every glyph: printpdf embeds what it finds in use.
fn single(page: &Page, fonts: &Fonts) -> Document {
    let mut single = PdfDocument::new("");
    single.resources.fonts.map.extend(fonts.resources());
    let sheet = Rect::from_wh(Pt(page.width_pt), Pt(page.height_pt));
    let (media_box, trim_box, crop_box) = (sheet.clone(), sheet.clone(), sheet);
    single.pages = vec![PdfPage { media_box, trim_box, crop_box, ops: fonts.inventory() }];
    single.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
}

fn correct(document: &mut Document, page: ObjectId, face: &EmbeddedFace) -> Result<(), lopdf::Error> {
    let resources = document.get_dictionary(page)?.get(b"Resources")?.as_reference()?;
    let fonts = document.get_dictionary(resources)?.get(b"Font")?.as_reference()?;
    let font = document.get_dictionary(fonts)?.get(face.resource.as_bytes())?.as_reference()?;
    let descendant = descendant(document.get_dictionary_mut(font)?)?;
    descendant.set("W", widths(face));
    let descriptor = descendant.get(b"FontDescriptor")?.as_reference()?;
    document.get_dictionary_mut(descriptor)?.set("CapHeight", face.cap_height.round() as i64);
    Ok(())
}

/// The font inside a composite font, which holds the widths.
fn descendant(font: &mut Dictionary) -> Result<&mut Dictionary, lopdf::Error> {
    let fonts = font.get_mut(b"DescendantFonts")?.as_array_mut()?;
    fonts.first_mut().ok_or_else(|| lopdf::Error::DictKey("DescendantFonts".to_owned()))?.as_dict_mut()
}

/// The widths of glyphs, whose codes are 1, 2, 3 and so on (ISO 32000-1, 9.7.4.3).
fn widths(face: &EmbeddedFace) -> Vec<Object> {
    let widths: Vec<Object> = face.glyphs().map(|glyph| Object::Real(glyph.width)).collect();
    vec![1.into(), Object::Array(widths)]
}
