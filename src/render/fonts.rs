//! The faces that documents are set in.
//!
//! Fonts reach this module as values: the bundled faces are part of the program, system faces come through a
//! [`FaceFinder`] that the caller provides. Nothing here opens a file. Layout asks the [`FontBook`] which face can show a
//! character; the writer then embeds exactly the faces that placed items name.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Position of a face in a [`FontBook`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

impl FaceId {
    /// Inter: tables, captions, labels.
    pub const SANS: Self = Self(0);
    /// Inter at weight 500: labels of facts, names of rows.
    pub const SANS_MEDIUM: Self = Self(1);
    /// Inter at weight 600: table heads, the point of a caption.
    pub const SANS_BOLD: Self = Self(2);
    /// Source Serif 4: running text.
    pub const SERIF: Self = Self(3);
    /// Source Serif 4 at weight 600: headings, the point of a sentence.
    pub const SERIF_BOLD: Self = Self(4);
    /// Source Serif 4 italic: emphasis.
    pub const SERIF_ITALIC: Self = Self(5);
    /// `DejaVu` Sans: symbols and scripts that the text faces lack.
    pub const SYMBOLS: Self = Self(6);
}

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

/// A [`FaceFinder`] that can be shared between threads.
pub type SharedFinder = Arc<dyn FaceFinder + Send + Sync>;

/// The faces that a document may use: the bundled ones first, then system faces in the order in which they were needed.
///
/// Faces are never removed, so a [`FaceId`] stays valid for the life of the book and of its clones. Which system face shows
/// a character depends on what the book met before, so a document whose bytes must not vary gets a book of its own; making
/// one takes no time worth saving.
#[derive(Clone)]
pub struct FontBook {
    faces: Vec<Face>,
    finder: Option<SharedFinder>,
    /// What the finder said, so that each character is looked up on the system once.
    found: HashMap<char, Option<FaceId>>,
}

/// One face with what a writer needs to embed it. Lengths are in thousandths of the font size.
#[derive(Clone)]
pub struct Face {
    name: String,
    bytes: Bytes,
    index: u32,
    font: harfrust::Font,
    /// Units per em of the font file.
    pub units_per_em: u16,
    /// Height above the baseline.
    pub ascent: f32,
    /// Depth below the baseline; negative.
    pub descent: f32,
    /// Height of capital letters.
    pub cap_height: f32,
    /// The box around all glyphs: left, bottom, right, top.
    pub bounds: [f32; 4],
    /// Slant in degrees, counted anticlockwise from upright; 0 or negative.
    pub italic_angle: f32,
    /// Weight from 1 to 1000; 400 is regular.
    pub weight: u16,
}

/// Where a face's file is held.
#[derive(Clone)]
enum Bytes {
    Bundled(&'static [u8]),
    Found(Arc<[u8]>),
}

/// The bundled faces in the order of the constants of [`FaceId`].
const BUNDLED: [(&str, &[u8]); 7] = [
    ("Inter-Regular", include_bytes!("../../assets/fonts/Inter-Regular.otf")),
    ("Inter-Medium", include_bytes!("../../assets/fonts/Inter-Medium.otf")),
    ("Inter-SemiBold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
    ("SourceSerif4-Regular", include_bytes!("../../assets/fonts/SourceSerif4-Regular.ttf")),
    ("SourceSerif4-SemiBold", include_bytes!("../../assets/fonts/SourceSerif4-SemiBold.ttf")),
    ("SourceSerif4-It", include_bytes!("../../assets/fonts/SourceSerif4-It.ttf")),
    ("DejaVuSans", include_bytes!("../../assets/fonts/DejaVuSans.ttf")),
];

impl FontBook {
    /// A book of the bundled faces; what they lack is shown as a placeholder.
    #[must_use]
    pub fn bundled() -> Self {
        let faces = BUNDLED
            .iter()
            .filter_map(|&(name, bytes)| Face::parse(name.to_owned(), Bytes::Bundled(bytes), 0))
            .collect();
        Self { faces, finder: None, found: HashMap::new() }
    }

    /// A book of the bundled faces that asks `finder` for what they lack.
    #[must_use]
    pub fn with_finder(finder: SharedFinder) -> Self {
        Self { finder: Some(finder), ..Self::bundled() }
    }

    /// The face with this number. A number that this book never gave out stands for the first face.
    ///
    /// # Panics
    ///
    /// Never: a book always holds its bundled faces, which a test checks.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a book without the bundled faces cannot be built; a test parses them all")]
    pub fn face(&self, id: FaceId) -> &Face {
        self.faces.get(usize::from(id.0)).or(self.faces.first()).expect("the bundled faces are part of the program")
    }

    /// All faces with their numbers, bundled ones first.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0..).map(FaceId).zip(&self.faces)
    }

    /// The first face that can show `character`: `wanted`, then the other bundled ones, then the system's.
    /// `None` if no face has it.
    pub fn face_for(&mut self, character: char, wanted: FaceId) -> Option<FaceId> {
        if self.face(wanted).has(character) {
            return Some(wanted);
        }
        let substitutes = substitutes(wanted);
        substitutes.into_iter().find(|&id| self.face(id).has(character)).or_else(|| self.system_face(character))
    }

    /// A face from the system that can show `character`, remembered for the next time.
    fn system_face(&mut self, character: char) -> Option<FaceId> {
        if let Some(&known) = self.found.get(&character) {
            return known;
        }
        let later = self.faces.get(BUNDLED.len()..).unwrap_or_default();
        let position = later.iter().position(|face| face.has(character)).map(|at| at + BUNDLED.len());
        let id = position
            .and_then(|at| u16::try_from(at).ok())
            .map(FaceId)
            .or_else(|| self.finder.as_ref()?.find(character).and_then(|data| self.add(data, character)));
        self.found.insert(character, id);
        id
    }

    /// Takes a face in, unless it cannot be read or does not show what it was found for.
    fn add(&mut self, data: FaceData, character: char) -> Option<FaceId> {
        let id = FaceId(u16::try_from(self.faces.len()).ok()?);
        let face = Face::parse(data.name, Bytes::Found(data.data), data.index)?;
        face.has(character).then(|| self.faces.push(face))?;
        Some(id)
    }
}

/// Which bundled faces stand in for a face, best first: the same weight in the other family, then the widest coverage.
fn substitutes(wanted: FaceId) -> [FaceId; 4] {
    match wanted {
        FaceId::SANS | FaceId::SANS_MEDIUM => [FaceId::SANS, FaceId::SERIF, FaceId::SYMBOLS, FaceId::SERIF_BOLD],
        FaceId::SANS_BOLD => [FaceId::SANS, FaceId::SERIF_BOLD, FaceId::SYMBOLS, FaceId::SERIF],
        FaceId::SERIF_BOLD => [FaceId::SERIF, FaceId::SANS_BOLD, FaceId::SYMBOLS, FaceId::SANS],
        FaceId::SERIF_ITALIC => [FaceId::SERIF, FaceId::SANS, FaceId::SYMBOLS, FaceId::SERIF_BOLD],
        _ => [FaceId::SANS, FaceId::SYMBOLS, FaceId::SERIF, FaceId::SERIF_BOLD],
    }
}

impl fmt::Debug for FontBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.faces.iter().map(Face::name)).finish()
    }
}

impl Face {
    /// Reads the tables that layout and embedding need; `None` if `bytes` hold no outline font.
    fn parse(name: String, bytes: Bytes, index: u32) -> Option<Self> {
        let font = match &bytes {
            Bytes::Bundled(data) => harfrust::Font::new(*data, index)?,
            Bytes::Found(data) => {
                let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(data));
                harfrust::Font::new(shared, index)?
            }
        };
        let metrics = font.metrics();
        let per_mille = 1000.0 / f32::from(metrics.units_per_em.max(1));
        let line = metrics.h_line()?;
        let (ascent, descent) = (line.ascender.to_f32() * per_mille, line.descender.to_f32() * per_mille);
        let (low, high) = (metrics.bounds.x_min.to_f32(), metrics.bounds.x_max.to_f32());
        let (bottom, top) = (metrics.bounds.y_min.to_f32(), metrics.bounds.y_max.to_f32());
        Some(Self {
            name,
            bytes,
            index,
            units_per_em: metrics.units_per_em.max(1),
            ascent,
            descent,
            cap_height: metrics.cap_height.map_or(ascent * 0.7, |height| height.to_f32() * per_mille),
            bounds: [low, bottom, high, top].map(|edge| edge * per_mille),
            italic_angle: font.style_metrics().italic_angle.map_or(0.0, |degrees| degrees.to_f64() as f32),
            weight: font.default_attributes().weight.value() as u16,
            font,
        })
    }

    /// PostScript-like name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole font file.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Bundled(data) => data,
            Bytes::Found(data) => data,
        }
    }

    /// Index in a collection; 0 for a single font.
    #[must_use]
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Whether the face has a glyph for `character`.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// Number and width of the glyph for `character`, unshaped.
    pub(crate) fn glyph(&self, character: char) -> Option<(u16, f32)> {
        let glyph = self.font.charmap().map_unicode(character)?;
        let advance = self.font.glyph_metrics().h_advance(glyph) * 1000.0 / f32::from(self.units_per_em);
        Some((u16::try_from(glyph.to_u32()).ok()?, advance))
    }

    /// The font as the shaper wants it.
    pub(crate) fn shaper_font(&self) -> &harfrust::Font {
        &self.font
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_faces_are_where_their_names_say() {
        let book = FontBook::bundled();
        let names: Vec<&str> = book.faces().map(|(_, face)| face.name()).collect();
        assert_eq!(names, BUNDLED.map(|(name, _)| name));
        for (id, face) in book.faces() {
            assert!(face.has('A') && face.ascent > 600.0 && face.descent < -150.0, "{} {id:?}", face.name());
            assert!((600.0..800.0).contains(&face.cap_height), "{}: {}", face.name(), face.cap_height);
        }
        assert_eq!(book.face(FaceId::SANS_BOLD).weight, 600);
        assert!(book.face(FaceId::SERIF_ITALIC).italic_angle < 0.0);
    }

    #[test]
    fn characters_fall_back_to_faces_that_have_them() {
        let mut book = FontBook::bundled();
        let mut check = |character, wanted, expected| {
            assert_eq!(book.face_for(character, wanted), expected, "{character}");
        };
        check('a', FaceId::SERIF, Some(FaceId::SERIF));
        check('☑', FaceId::SANS, Some(FaceId::SERIF));
        check('●', FaceId::SERIF_BOLD, Some(FaceId::SANS_BOLD));
        check('ℹ', FaceId::SERIF, Some(FaceId::SYMBOLS));
        check('漢', FaceId::SERIF, None);
    }

    /// A finder that offers one of the bundled fonts under another name for every character.
    struct Stub;

    impl FaceFinder for Stub {
        fn find(&self, _: char) -> Option<FaceData> {
            let (_, bytes) = BUNDLED.last()?;
            Some(FaceData { name: "Stub".to_owned(), data: Arc::from(*bytes), index: 0 })
        }
    }

    #[test]
    fn a_found_face_without_the_character_is_not_taken() {
        let mut book = FontBook::with_finder(Arc::new(Stub));
        assert_eq!(book.face_for('漢', FaceId::SERIF), None);
        assert_eq!(book.faces().count(), BUNDLED.len());
    }
}
