//! The document as printpdf makes it: pages and fonts, then given the content streams that this module wrote.
//!
//! Knows what printpdf 0.12 gets wrong or leaves open and sets it right. The font descriptors say the height of capitals,
//! and widths are exact to a tenth instead of cut to whole thousandths.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use crate::render::RenderError;
use crate::render::page::placed::Pages;

use super::font::{EmbeddedFace, Fonts};

/// Makes a document with these contents, page by page. Gives back the ids of its pages as well.
pub(super) fn make(
    pages: &Pages,
    contents: Vec<Stream>,
    fonts: &Fonts,
) -> Result<(Document, Vec<ObjectId>), RenderError> {
    let mut document = blank(pages, fonts);
    let ids: Vec<ObjectId> = document.page_iter().collect();
    for (id, content) in ids.iter().zip(contents) {
        let place = document.get_dictionary(*id)?.get(b"Contents")?.as_reference()?;
        document.set_object(place, content);
    }
    let first = ids.first().ok_or(RenderError::NoPages)?;
    for face in fonts.faces() {
        correct(&mut document, *first, face)?;
    }
    Ok((document, ids))
}

/// Empty pages and the embedded fonts. The first page shows every glyph until it gets its content: printpdf embeds what
/// it finds in use.
fn blank(pages: &Pages, fonts: &Fonts) -> Document {
    let mut blank = PdfDocument::new("");
    blank.resources.fonts.map.extend(fonts.resources());
    let sheet = Rect::from_wh(Pt(pages.width_pt), Pt(pages.height_pt));
    let page = |ops| PdfPage { media_box: sheet.clone(), trim_box: sheet.clone(), crop_box: sheet.clone(), ops };
    blank.pages = pages.pages.iter().map(|_| page(Vec::new())).collect();
    if let Some(first) = blank.pages.first_mut() {
        first.ops = fonts.inventory();
    }
    blank.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
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
