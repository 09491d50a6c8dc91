//! The fonts of a document: which glyphs it uses, what they mean, and the smaller fonts that are embedded.
//!
//! One pass over all text finds the glyphs of every face and the text that each stands for; `subsetter` makes a font of
//! only those; printpdf embeds it with widths and a `ToUnicode` map, where it finds the glyphs in the operations that
//! [`Fonts::inventory`] gives it. Relies on ISO 32000-1, 9.7 and 9.10. Does not place text.
//!
//! `ToUnicode` knows one text per glyph. Where two texts share a glyph, the lower one gets the entry (space before
//! no-break space, hyphen before soft hyphen), and `text.rs` writes the other as `ActualText`.

use printpdf::{Codepoint, FontId, Op, ParsedFont, PdfFont, PdfFontHandle, Pt, TextItem};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::render::RenderError;
use crate::render::fonts::{FaceId, FontBook};
use crate::render::page::placed::{Pages, Paint};

use super::cluster::{Cluster, clusters};

/// The embedded fonts by [`FaceId`].
pub(super) struct Fonts(Vec<Option<EmbeddedFace>>);

/// A face in the file.
pub(super) struct EmbeddedFace {
    /// The name that content streams call it by.
    pub(super) resource: String,
    /// Height of capitals in thousandths of the font size.
    pub(super) cap_height: f32,
    /// By number in the face as it was before subsetting.
    glyphs: Vec<Option<EmbeddedGlyph>>,
    program: ParsedFont,
}

/// A glyph in the file.
pub(super) struct EmbeddedGlyph {
    /// Its number in the embedded font, which is also its character code.
    pub(super) code: u16,
    /// Its width in thousandths of the font size.
    pub(super) width: f32,
    /// What it stands for when nothing else is said.
    pub(super) text: Box<str>,
}

impl Fonts {
    /// Subsets every face that the pages use.
    pub(super) fn gather(pages: &Pages, book: &FontBook) -> Result<Self, RenderError> {
        let mut faces = Vec::new();
        for (number, meanings) in meanings(pages).into_iter().enumerate() {
            let id = FaceId(number as u16);
            faces.push(if meanings.is_empty() { None } else { Some(EmbeddedFace::new(id, meanings, book)?) });
        }
        Ok(Fonts(faces))
    }

    /// The face, if the pages use it.
    pub(super) fn face(&self, id: FaceId) -> Option<&EmbeddedFace> {
        self.0.get(usize::from(id.0))?.as_ref()
    }

    /// All faces in order.
    pub(super) fn faces(&self) -> impl Iterator<Item = &EmbeddedFace> {
        self.0.iter().flatten()
    }

    /// The fonts as printpdf's resources.
    pub(super) fn resources(&self) -> impl Iterator<Item = (FontId, PdfFont)> {
        self.faces().map(|face| (FontId(face.resource.clone()), PdfFont::new(face.program.clone())))
    }

    /// Operations that show every glyph once, with its meaning. From these printpdf learns what to embed.
    pub(super) fn inventory(&self) -> Vec<Op> {
        let one_face = |face: &EmbeddedFace| {
            let glyph = |glyph: &EmbeddedGlyph| Codepoint::with_cid(glyph.code, 0.0, glyph.text.to_string());
            let font = PdfFontHandle::External(FontId(face.resource.clone()));
            let items = vec![TextItem::GlyphIds(face.glyphs().map(glyph).collect())];
            [Op::StartTextSection, Op::SetFont { font, size: Pt(1.0) }, Op::ShowText { items }, Op::EndTextSection]
        };
        self.faces().flat_map(one_face).collect()
    }
}

impl EmbeddedFace {
    fn new(id: FaceId, meanings: Vec<Option<Meaning>>, book: &FontBook) -> Result<Self, RenderError> {
        let (_, face) = book.faces().find(|(known, _)| *known == id).ok_or(RenderError::UnknownFace(id.0))?;
        let fail = |reason: String| RenderError::Font { name: face.name().to_owned(), reason };

        let used: Vec<u16> = (0..).zip(&meanings).filter(|(_, meaning)| meaning.is_some()).map(|(id, _)| id).collect();
        let remapper = GlyphRemapper::new_from_glyphs_sorted(&used);
        let subset =
            subsetter::subset(face.data(), face.index(), &remapper).map_err(|error| fail(error.to_string()))?;
        let mut program = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())
            .ok_or_else(|| fail("its tables cannot be read".to_owned()))?;
        program.font_name = Some(subset_name(face.name(), &subset));

        let per_unit = 1000.0 / f32::from(program.units_per_em.max(1));
        let glyph = |(old, meaning): (u16, Option<Meaning>)| {
            let code = remapper.get(old)?;
            let width = f32::from(program.get_glyph_width(code).unwrap_or_default()) * per_unit;
            Some(EmbeddedGlyph { code, width: tenths(width), text: meaning?.text })
        };
        let glyphs = (0..).zip(meanings).map(glyph).collect();
        Ok(EmbeddedFace { resource: format!("Face{}", id.0), cap_height: face.cap_height, glyphs, program })
    }

    /// A glyph by its number in the face as it was laid out.
    pub(super) fn glyph(&self, id: u16) -> Option<&EmbeddedGlyph> {
        self.glyphs.get(usize::from(id))?.as_ref()
    }

    /// The embedded glyphs in order of their codes.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = &EmbeddedGlyph> {
        self.glyphs.iter().flatten()
    }
}

/// What a glyph stands for, as far as it is known.
struct Meaning {
    /// Whether it is only a guess: the glyph was seen together with others, or with text that no map may hold.
    guessed: bool,
    text: Box<str>,
}

/// Per face and glyph number, what the glyphs of a document stand for.
fn meanings(pages: &Pages) -> Vec<Vec<Option<Meaning>>> {
    let mut faces: Vec<Vec<Option<Meaning>>> = Vec::new();
    for placed in pages.pages.iter().flat_map(|page| &page.items) {
        let Paint::Text(run) = &placed.paint else { continue };
        let number = usize::from(run.face.0);
        if faces.len() <= number {
            faces.resize_with(number + 1, Vec::new);
        }
        let Some(face) = faces.get_mut(number) else { continue };
        for cluster in clusters(run) {
            learn(face, &cluster);
        }
    }
    faces
}

/// Notes what the glyphs of one cluster stand for. Glyph 0 stands for nothing: it is never shown.
fn learn(face: &mut Vec<Option<Meaning>>, cluster: &Cluster) {
    let mappable = !cluster.text.is_empty() && cluster.text.chars().all(is_mappable);
    let guessed = !mappable || cluster.glyphs.len() > 1;
    for (position, glyph) in cluster.glyphs.iter().enumerate().filter(|(_, glyph)| glyph.id != 0) {
        let index = usize::from(glyph.id);
        if face.len() <= index {
            face.resize_with(index + 1, || None);
        }
        let Some(slot) = face.get_mut(index) else { continue };
        let mut single = [0; 4];
        let text = if guessed { share(cluster.text, position).encode_utf8(&mut single) } else { cluster.text };
        if slot.as_ref().is_none_or(|known| (guessed, text) < (known.guessed, &known.text)) {
            *slot = Some(Meaning { guessed, text: text.into() });
        }
    }
}

/// The character of a cluster that its glyph at this position is taken to show.
fn share(text: &str, position: usize) -> char {
    let mut characters = text.chars().filter(|character| is_mappable(*character));
    let last = characters.clone().next_back();
    characters.nth(position).or(last).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Whether `ToUnicode` may hold the character (ISO 19005-3, 6.2.11.7.2; ISO 14289-1, 7.21.7). Controls could stand
/// there but should not: a tab shares its glyph with the space.
fn is_mappable(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{FEFF}' | '\u{FFFE}')
}

/// The name of a subset: six capitals that differ between subsets, and the name of the face (ISO 32000-1, 9.6.4).
fn subset_name(name: &str, program: &[u8]) -> String {
    let digest = Sha256::digest(program);
    let tag = digest.iter().take(6).map(|byte| char::from(b'A' + byte % 26));
    let plain = name.chars().filter(|character| character.is_ascii_alphanumeric() || *character == '-');
    tag.chain(['+']).chain(plain).collect()
}

/// Rounded to tenths, which is as exact as widths are written.
fn tenths(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}
