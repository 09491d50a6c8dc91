//! Words -> glyphs: shaping, substitute faces, boxes for what no face can show.
//!
//! Text is shaped in the pieces between two places where a line may break, and each piece only once per face: a table of
//! thousands of rows repeats few words. Distances are in thousandths of the font size. Relies on harfrust for shaping and
//! on the font book for faces; knows no lines and no positions.

use std::collections::HashMap;
use std::ops::Range;

use harfrust::{Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};

use crate::render::fonts::{Face, FaceId, FontBook};
use crate::render::page::characters::{continues_cluster, is_hidden_actor, is_joiner, is_variation_selector};
use crate::render::page::placed::PlacedGlyph;
use crate::render::page::placeholder;

/// How many glyphs are remembered before [`Words::trim`] forgets them: some 20 MB.
const REMEMBERED_GLYPHS: usize = 1_000_000;
/// More marks than this on one character are boxed: piled up, they would cover the lines above.
const MOST_MARKS: usize = 8;
/// A tab is as wide as this many spaces.
const TAB_SPACES: f32 = 4.0;

/// The feature of a font that makes its figures equally wide.
const EVEN_FIGURES: Tag = Tag::new(b"tnum");

/// What a word is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Setting {
    /// The face that is wanted.
    pub(crate) face: FaceId,
    /// Whether it runs from right to left.
    pub(crate) rtl: bool,
    /// Whether all figures are equally wide.
    pub(crate) even_figures: bool,
}

/// Shaped words, remembered by face, direction and text.
#[derive(Default)]
pub(crate) struct Words {
    /// One map per setting.
    index: Vec<HashMap<Box<str>, WordId>>,
    shaped: Vec<Word>,
    parts: Vec<Part>,
    glyphs: Vec<PlacedGlyph>,
    plans: Vec<Plan>,
    buffer: Buffer,
    /// Some scripts have forms that differ between languages.
    language: Option<Language>,
}

/// A shaped word; valid until the next [`Words::trim`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordId(u32);

/// A shaped word.
#[derive(Debug, Clone)]
struct Word {
    extent: Extent,
    parts: Range<usize>,
}

/// How wide a word is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Extent {
    /// With the white space at its end.
    pub(crate) advance: f32,
    /// Without it.
    pub(crate) ink: f32,
}

/// A part of a word in one face.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// How it is shown.
    pub(crate) show: Show,
    /// Which bytes of the word it shows.
    pub(crate) bytes: Range<usize>,
    /// Its width.
    pub(crate) advance: f32,
    glyphs: Range<usize>,
}

/// How a part of a word is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// By glyphs of a face.
    Glyphs(FaceId),
    /// As a box with the code point of a character.
    Boxed(char),
}

/// A shaping plan for one face, direction and script: costly to make, so kept.
struct Plan {
    setting: Setting,
    script: Option<Script>,
    made: ShapePlan,
}

impl Words {
    /// No words yet, for text in a language by its BCP 47 tag.
    pub(crate) fn in_language(tag: &str) -> Self {
        Self { language: Language::new(tag), ..Self::default() }
    }

    /// The word set in a face, shaped now if it was not met before.
    pub(crate) fn word(&mut self, fonts: &mut FontBook, setting: Setting, text: &str) -> WordId {
        let Setting { face, rtl, even_figures } = setting;
        let slot = usize::from(face.0) * 4 + usize::from(rtl) * 2 + usize::from(even_figures);
        if self.index.len() <= slot {
            self.index.resize_with(slot + 1, HashMap::new);
        }
        if let Some(&known) = self.index.get(slot).and_then(|words| words.get(text)) {
            return known;
        }
        let id = self.shape(fonts, setting, text);
        if let Some(words) = self.index.get_mut(slot) {
            words.insert(text.into(), id);
        }
        id
    }

    /// How wide a word is.
    pub(crate) fn extent(&self, id: WordId) -> Extent {
        self.shaped.get(id.0 as usize).map_or(Extent::default(), |word| word.extent)
    }

    /// The parts of a word in logical order.
    pub(crate) fn parts(&self, id: WordId) -> &[Part] {
        self.shaped.get(id.0 as usize).and_then(|word| self.parts.get(word.parts.clone())).unwrap_or_default()
    }

    /// The glyphs of a part in visual order; clusters count from the start of the word.
    pub(crate) fn glyphs(&self, part: &Part) -> &[PlacedGlyph] {
        self.glyphs.get(part.glyphs.clone()).unwrap_or_default()
    }

    /// Forgets all words if there are very many. Call it where no [`WordId`] is held.
    pub(crate) fn trim(&mut self) {
        if self.glyphs.len() > REMEMBERED_GLYPHS {
            self.index.clear();
            self.shaped.clear();
            self.parts.clear();
            self.glyphs.clear();
        }
    }

    fn shape(&mut self, fonts: &mut FontBook, setting: Setting, text: &str) -> WordId {
        let start = self.parts.len();
        for (bytes, show) in assign_faces(fonts, setting.face, text) {
            match show {
                Show::Boxed(character) => self.add_box(fonts, bytes, character),
                Show::Glyphs(face) => {
                    let setting = Setting { face, ..setting };
                    let bad = self.add_glyphs(fonts.face(face), setting, (text, bytes.clone()));
                    if bad {
                        self.add_doubtful(fonts, setting, (text, bytes));
                    }
                }
            }
        }
        let parts = start..self.parts.len();
        let advance = self.parts.iter().skip(start).map(|part| part.advance).sum();
        let extent = Extent { advance, ink: advance - self.space_at_end(text, parts.clone()) };
        self.shaped.push(Word { extent, parts });
        WordId((self.shaped.len() - 1) as u32)
    }

    /// Shapes some bytes of a word in a face that has their characters. True, and nothing added, if a glyph is missing.
    fn add_glyphs(&mut self, face: &Face, setting: Setting, (text, bytes): (&str, Range<usize>)) -> bool {
        let piece = text.get(bytes.clone()).unwrap_or_default();
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.reset();
        for (at, character) in piece.char_indices() {
            let shown = if character == '\t' { ' ' } else { character };
            buffer.push(u32::from(shown), (bytes.start + at) as u32);
        }
        buffer.set_direction(if setting.rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.set_language(self.language.clone());
        buffer.guess_segment_properties();
        let plan = self.plan(face, setting, buffer.script());
        let font = ShaperFont::new(face.shaper_font());
        let features = features(setting);
        let options = ShapeOptions::new().plan(Some(&plan.made)).features(&features);
        let shaped = harfrust::shape(&font, &mut buffer, options).is_ok();
        let bad = !shaped || buffer.glyph_infos().iter().any(|info| info.glyph_id == 0 || info.glyph_id > 0xFFFF);
        if !bad {
            self.take_glyphs(&buffer, face, setting.face, (text, bytes));
        }
        self.buffer = buffer;
        bad
    }

    /// Copies shaped glyphs out of the buffer as a part.
    fn take_glyphs(&mut self, buffer: &Buffer, face: &Face, id: FaceId, (text, bytes): (&str, Range<usize>)) {
        let per_mille = 1000.0 / f32::from(face.units_per_em);
        let start = self.glyphs.len();
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let is_tab = text.as_bytes().get(info.cluster as usize) == Some(&b'\t');
            let stretch = if is_tab { TAB_SPACES } else { 1.0 };
            self.glyphs.push(PlacedGlyph {
                id: info.glyph_id as u16,
                advance: position.x_advance as f32 * per_mille * stretch,
                dx: position.x_offset as f32 * per_mille,
                dy: position.y_offset as f32 * per_mille,
                cluster: info.cluster,
            });
        }
        let glyphs = start..self.glyphs.len();
        let advance = self.glyphs.iter().skip(start).map(|glyph| glyph.advance).sum();
        self.parts.push(Part { show: Show::Glyphs(id), bytes, advance, glyphs });
    }

    /// Shapes character by character what could not be shaped together, and boxes what still has no glyph.
    fn add_doubtful(&mut self, fonts: &FontBook, setting: Setting, (text, bytes): (&str, Range<usize>)) {
        let piece = text.get(bytes.clone()).unwrap_or_default();
        for (at, character) in piece.char_indices() {
            let start = bytes.start + at;
            let own = start..start + character.len_utf8();
            if self.add_glyphs(fonts.face(setting.face), setting, (text, own.clone())) {
                self.add_box(fonts, own, character);
            }
        }
    }

    fn add_box(&mut self, fonts: &FontBook, bytes: Range<usize>, character: char) {
        let start = self.glyphs.len();
        self.glyphs.extend(placeholder::digits(fonts, character, bytes.start));
        let glyphs = start..self.glyphs.len();
        self.parts.push(Part { show: Show::Boxed(character), bytes, advance: placeholder::width(character), glyphs });
    }

    fn plan(&mut self, face: &Face, setting: Setting, script: Option<Script>) -> &Plan {
        let known = self.plans.iter().position(|plan| plan.setting == setting && plan.script == script);
        let at = known.unwrap_or_else(|| {
            let direction = if setting.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
            let (language, features) = (self.language.as_ref(), features(setting));
            let made = ShapePlan::new(face.shaper_font(), direction, script, language, &features);
            self.plans.push(Plan { setting, script, made });
            self.plans.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "the position was found or pushed just above")]
        &self.plans[at]
    }

    /// The width of the white space that ends a word.
    fn space_at_end(&self, text: &str, parts: Range<usize>) -> f32 {
        let ink_bytes = text.trim_end().len();
        let parts = self.parts.get(parts).unwrap_or_default();
        let glyphs = parts.iter().flat_map(|part| self.glyphs(part));
        glyphs.filter(|glyph| glyph.cluster as usize >= ink_bytes).map(|glyph| glyph.advance).sum()
    }
}

/// What a setting asks of the font beyond what every text gets: kerning, ligatures, the forms of joining scripts.
fn features(setting: Setting) -> Vec<Feature> {
    if setting.even_figures { vec![Feature::new(EVEN_FIGURES, 1, ..)] } else { Vec::new() }
}

/// Splits a word into pieces of one face each.
fn assign_faces(fonts: &mut FontBook, wanted: FaceId, text: &str) -> Vec<(Range<usize>, Show)> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return vec![(0..text.len(), Show::Glyphs(wanted))];
    }
    let mut pieces: Vec<(Range<usize>, Show)> = Vec::new();
    let (mut before, mut marks) = (None, 0);
    for (start, character) in text.char_indices() {
        let bytes = start..start + character.len_utf8();
        marks = if continues_cluster(character) { marks + 1 } else { 0 };
        let show = if marks > MOST_MARKS {
            Show::Boxed(character)
        } else {
            show(fonts, wanted, (before, character), &mut pieces)
        };
        match pieces.last_mut() {
            Some((last, Show::Glyphs(face))) if show == Show::Glyphs(*face) => last.end = bytes.end,
            _ => pieces.push((bytes, show)),
        }
        before = Some((start, character));
    }
    pieces
}

/// How a character is shown after another one. May move that one into a face that has both.
fn show(
    fonts: &mut FontBook,
    wanted: FaceId,
    (before, character): (Option<(usize, char)>, char),
    pieces: &mut Vec<(Range<usize>, Show)>,
) -> Show {
    let is_repeated = |(_, last): (usize, char)| is_variation_selector(last) && is_variation_selector(character);
    if is_hidden_actor(character) || before.is_some_and(is_repeated) {
        return Show::Boxed(character);
    }
    if character == '\t' {
        return Show::Glyphs(wanted);
    }
    if continues_cluster(character)
        && let (Some((start, base)), Some(&(_, Show::Glyphs(face)))) = (before, pieces.last())
    {
        if is_joiner(character) || fonts.face(face).has(character) {
            return Show::Glyphs(face);
        }
        if let Some(both) = fonts.face_for(character, wanted).filter(|&id| fonts.face(id).has(base)) {
            move_last(pieces, start, both);
            return Show::Glyphs(both);
        }
    }
    fonts.face_for(character, wanted).map_or(Show::Boxed(character), Show::Glyphs)
}

/// Moves the last character, which begins at `start`, into another face.
fn move_last(pieces: &mut Vec<(Range<usize>, Show)>, start: usize, face: FaceId) {
    let Some((last, _)) = pieces.last_mut() else { return };
    let moved = start..last.end;
    last.end = start;
    if last.start == last.end {
        pieces.pop();
    }
    pieces.push((moved, Show::Glyphs(face)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upright(face: FaceId) -> Setting {
        Setting { face, rtl: false, even_figures: false }
    }

    #[test]
    fn figures_are_equally_wide_where_they_stand_in_columns() {
        let (mut fonts, mut words) = (FontBook::bundled(), Words::default());
        for face in [FaceId::SANS, FaceId::SANS_MEDIUM, FaceId::SANS_BOLD, FaceId::SERIF] {
            let mut width = |text, even_figures| {
                let id = words.word(&mut fonts, Setting { even_figures, ..upright(face) }, text);
                words.extent(id).advance
            };
            for (one, other) in [("1111", "4848"), ("-1,117.5", "-4,848.9")] {
                let (one, other) = (width(one, true), width(other, true));
                assert!((one - other).abs() < 2.0, "{face:?}: {one} and {other}");
            }
        }
        let id = words.word(&mut fonts, upright(FaceId::SANS), "1111");
        let (proportional, even) = (
            words.extent(id).advance,
            words.word(&mut fonts, Setting { even_figures: true, ..upright(FaceId::SANS) }, "1111"),
        );
        assert!(proportional < words.extent(even).advance, "in running text a 1 is narrow");
    }

    /// The parts of a word as "face:text", boxes as "[hex]".
    fn parts(text: &str) -> Vec<String> {
        let (mut fonts, mut words) = (FontBook::bundled(), Words::default());
        let id = words.word(&mut fonts, upright(FaceId::SERIF), text);
        let show = |part: &Part| match part.show {
            Show::Glyphs(face) => format!("{}:{}", face.0, text.get(part.bytes.clone()).unwrap_or_default()),
            Show::Boxed(character) => format!("[{:X}]", u32::from(character)),
        };
        words.parts(id).iter().map(show).collect()
    }

    #[test]
    fn each_character_finds_a_face_or_a_box() {
        let check = |text: &str, expected: &[&str]| assert_eq!(parts(text), expected, "{text:?}");
        check("office ", &["3:office "]);
        check("a→b", &["3:a→b"]);
        check("a●b", &["3:a", "0:●", "3:b"]);
        check("漢字", &["[6F22]", "[5B57]"]);
        check("a\u{202E}b", &["3:a", "[202E]", "3:b"]);
        check("e\u{301}", &["3:e\u{301}"]);
        let piled = format!("e{}", "\u{301}".repeat(10));
        check(&piled, &[&format!("3:e{}", "\u{301}".repeat(8)), "[301]", "[301]"]);
        check("ax\u{5B0}", &["3:a", "6:x\u{5B0}"]);
    }

    #[test]
    fn no_part_holds_glyph_zero() {
        let (mut fonts, mut words) = (FontBook::bundled(), Words::default());
        for text in ["\u{FFFE}", "x\u{FE0F}\u{FE0F}", "\u{200D}", "a\u{AD}b", "\u{5B0}", "\u{10FFFF}", "شُكرًا"] {
            let id = words.word(&mut fonts, upright(FaceId::SANS), text);
            let parts = words.parts(id).to_vec();
            assert!(!parts.is_empty(), "{text:?}");
            assert!(parts.iter().flat_map(|part| words.glyphs(part)).all(|glyph| glyph.id != 0), "{text:?}");
        }
    }

    #[test]
    fn white_space_at_the_end_has_no_ink() {
        let (mut fonts, mut words) = (FontBook::bundled(), Words::default());
        let with = words.word(&mut fonts, upright(FaceId::SANS), "word ");
        let without = words.word(&mut fonts, upright(FaceId::SANS), "word");
        assert!((words.extent(with).ink - words.extent(without).advance).abs() < 1.0);
        assert!(words.extent(with).advance > words.extent(with).ink + 100.0);
    }
}
