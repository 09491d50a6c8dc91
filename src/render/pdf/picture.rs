//! Pictures of pixels as image objects (ISO 32000-1, 8.9.5), each once however many pages show it.
//!
//! Opacity becomes a soft mask (11.6.5.3), which PDF/A-3 allows; pictures that are opaque everywhere have none.

use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::render::page::placed::{Pages, Paint, Picture, Pixels};

use super::content::Content;

/// The pictures of a document, in the order in which they are met.
pub(super) struct Pictures(Vec<Arc<Pixels>>);

impl Pictures {
    /// Finds the pictures that pages show.
    pub(super) fn gather(pages: &Pages) -> Self {
        let mut found: Vec<Arc<Pixels>> = Vec::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let Paint::Picture(picture) = &item.paint
                && is_whole(&picture.pixels)
                && !found.iter().any(|known| is_same(known, &picture.pixels))
            {
                found.push(Arc::clone(&picture.pixels));
            }
        }
        Self(found)
    }

    /// Adds the image objects to the resources that all pages share.
    pub(super) fn write(&self, document: &mut Document, page: ObjectId) -> Result<(), lopdf::Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut named = Dictionary::new();
        for (number, pixels) in self.0.iter().enumerate() {
            named.set(name(number), image(document, pixels));
        }
        let resources = document.get_dictionary(page)?.get(b"Resources")?.as_reference()?;
        document.get_dictionary_mut(resources)?.set("XObject", named);
        Ok(())
    }

    /// Paints a picture in its place: an image fills the square from 0 to 1, which is stretched and moved there.
    pub(super) fn paint(&self, content: &mut Content, picture: &Picture) {
        let Some(number) = self.0.iter().position(|known| is_same(known, &picture.pixels)) else { return };
        content.raw(b"q ");
        content.number(picture.width);
        content.raw(b"0 0 ");
        content.number(picture.height);
        content.point(picture.x, picture.y + picture.height);
        content.raw(format!("cm /{} Do ", name(number)).as_bytes());
        content.operator("Q");
    }
}

fn name(number: usize) -> String {
    format!("Picture{number}")
}

fn is_same(one: &Arc<Pixels>, other: &Arc<Pixels>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

/// Whether there is a pixel, and as many bytes as pixels need.
fn is_whole(pixels: &Pixels) -> bool {
    let wanted = u64::from(pixels.width) * u64::from(pixels.height) * 4;
    wanted > 0 && pixels.rgba.len() as u64 == wanted
}

/// The image object of some pixels, with its mask if it has one.
fn image(document: &mut Document, pixels: &Pixels) -> ObjectId {
    let (colors, opacity) = planes(&pixels.rgba);
    let mut entries = entries(pixels, "DeviceRGB");
    if opacity.iter().any(|&opacity| opacity < u8::MAX) {
        let mask = document.add_object(Stream::new(self::entries(pixels, "DeviceGray"), opacity));
        entries.set("SMask", Object::Reference(mask));
    }
    document.add_object(Stream::new(entries, colors))
}

fn entries(pixels: &Pixels, space: &str) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => pixels.width,
        "Height" => pixels.height,
        "ColorSpace" => space,
        "BitsPerComponent" => 8,
    }
}

/// The colors and the opacity of pixels, apart.
fn planes(rgba: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (mut colors, mut opacity) = (Vec::with_capacity(rgba.len() / 4 * 3), Vec::with_capacity(rgba.len() / 4));
    for pixel in rgba.chunks_exact(4) {
        if let [red, green, blue, alpha] = *pixel {
            colors.extend([red, green, blue]);
            opacity.push(alpha);
        }
    }
    (colors, opacity)
}
